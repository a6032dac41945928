//! A module as who opens it holds it, in the client's process and in one of its own.

use std::path::Path;
use std::sync::Arc;

use super::Module;
use crate::cim::{Class, Error, Text};
use crate::provider::{ModuleDescription, OpenModule, Provider};

/// Opens the module at this path in this process.
pub fn open(path: &Path) -> Result<Arc<dyn OpenModule>, Error> {
    Ok(Arc::new(Opened(Some(Module::open(path)?))))
}

/// A module that is there until this is dropped.
struct Opened(Option<Arc<Module>>);

impl Opened {
    fn module(&self) -> &Arc<Module> {
        self.0.as_ref().expect("the module is there until this is dropped")
    }
}

impl Drop for Opened {
    /// A provider that has just posted its last result holds the module for a moment still, and it is not loaded again meanwhile.
    fn drop(&mut self) {
        if let Some(module) = self.0.take() {
            let library = module.origin();
            if !module.end() {
                tracing::warn!(library, "a provider module is not unloaded: a request of it never ends");
            }
        }
    }
}

impl OpenModule for Opened {
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        self.module().provider(namespace, class_name)
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        self.module().class(&class_name.to_str())
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        Ok(self.module().class_names())
    }

    fn description(&self) -> Option<ModuleDescription> {
        Some(self.module().description())
    }

    fn is_idle(&self) -> bool {
        self.module().is_idle()
    }
}
