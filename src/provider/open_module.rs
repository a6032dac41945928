//! A provider module that is open, wherever it runs.

use std::sync::Arc;
use std::time::Duration;

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

/// A module of the program itself, which a client hosts: known by what it declares, and not loaded.
pub trait DeclaredModule: Send {
    /// The classes that it has providers for, each with all that it inherits.
    fn served(&self) -> Result<Vec<Arc<Class>>, Error>;

    /// A class that it declares.
    fn class(&self, class_name: &Text) -> Option<Result<Arc<Class>, Error>>;

    /// Has it load, and waits for that.
    fn load(self: Box<Self>) -> Result<Box<dyn HostedModule>, Error>;
}

/// A module of the program itself that is loaded.
pub trait HostedModule: OpenModule {
    /// Ends its subscriptions, waits for its other requests, and has it unload. Each time that `patience` has passed, `go_on` says
    /// whether to wait longer. `false` says that something of it has not ended.
    fn end(self: Box<Self>, patience: Duration, go_on: &mut dyn FnMut() -> bool) -> bool;
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
