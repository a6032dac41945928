//! The process in which the library runs a provider module that is not to run in the process of its client.
//!
//! The library starts it; it is no program for people. Its exit status is 0 where the module was unloaded, and 2 where it could not
//! begin.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use mi::cim::{Class, Error, Text};
use mi::configuration::Configuration;
use mi::provider::module::{Module, prepare_process};
use mi::provider::worker::host;
use mi::provider::{ModuleDescription, OpenModule, Provider};

fn main() -> ExitCode {
    prepare_process();
    if let Ok(configuration) = Configuration::load() {
        configuration.init_logging();
    }
    mi::capi::offer_local_sessions();
    match host::serve(open) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mi-provider-host: {error}");
            ExitCode::from(2)
        }
    }
}

fn open(path: &Path) -> Result<Arc<dyn OpenModule>, Error> {
    Ok(Arc::new(Opened(Some(Module::open(path)?))))
}

/// The module that this process is for, until this is dropped.
struct Opened(Option<Arc<Module>>);

impl Opened {
    fn module(&self) -> &Arc<Module> {
        self.0.as_ref().expect("the module is there until this is dropped")
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if let Some(module) = self.0.take()
            && !module.end()
        {
            eprintln!("mi-provider-host: the module does not unload: a request of it never ends");
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
