//! A provider module that is open, wherever it runs.

use std::sync::Arc;

use super::Provider;
use crate::cim::{Class, Error, Text};

/// A provider module that was opened: its classes, and what serves them. Dropping it lets go of the module, and waits until it has
/// unloaded where it does so in time.
pub trait OpenModule: Send + Sync {
    /// What serves a class in a namespace.
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error>;

    /// A class as the module declares it.
    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error>;

    /// The names of the classes that the module declares.
    fn class_names(&self) -> Result<Vec<Text>, Error>;

    /// Whether it may be unloaded for want of anything to do: no request of it is open, and none of its classes refuses.
    fn is_idle(&self) -> bool {
        false
    }

    /// Whether it is gone, so that the next request has to open it anew: a process that ended.
    fn has_ended(&self) -> bool {
        false
    }
}

/// Where a module runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// In this process.
    InProcess,
    /// In a process of its own, started when it is needed.
    Process {
        /// The user that it runs as; `None` for the user of this process.
        user: Option<String>,
        /// Whether it gets the surroundings that the user's shell would have.
        shell: bool,
    },
}
