//! Modules of the program itself, which a client hosts for its process.

use std::sync::Arc;
use std::time::Duration;

use super::library::Library;
use super::{Loaded, Module};
use crate::abi::*;
use crate::cim::{Class, Error, Status, Text};
use crate::object::boundary;
use crate::object::class::list;
use crate::object::typed_instance::Declarations;
use crate::provider::{DeclaredModule, HostedModule, OpenModule, Provider};

/// Asks a function of the program for its module. Nothing of it is loaded yet. An error says what is wrong with it, and names it by
/// `name`.
///
/// # Safety
/// `main` is an `MI_Main` by the definition of the interface. What it gives, and all that this leads to, lives until the module was
/// ended.
pub unsafe fn declare(
    main: unsafe extern "C" fn(*mut MI_Server) -> *mut MI_Module,
    name: &str,
) -> Result<Box<dyn DeclaredModule>, Error> {
    // SAFETY: by the contract.
    let library = unsafe { Library::of_program(main, name) }?;
    Ok(Box::new(Declared(Loaded::declared(library)?)))
}

/// A module that is not loaded.
struct Declared(Loaded);

impl DeclaredModule for Declared {
    fn served(&self) -> Result<Vec<Arc<Class>>, Error> {
        let Declared(declared) = self;
        let mut served = Vec::new();
        // SAFETY: the module's own declarations, which were read before.
        unsafe {
            let Some(schema) = declared.library.module().schemaDecl.as_ref() else { return Ok(served) };
            let classes = list(schema.classDecls, schema.numClassDecls).unwrap_or_default();
            for class in classes.into_iter().filter(|class| !class.providerFT.is_null()) {
                let name = boundary::text(class.name).unwrap_or_default();
                served.extend(self.class(&name).transpose()?);
            }
        }
        Ok(served)
    }

    fn class(&self, class_name: &Text) -> Option<Result<Arc<Class>, Error>> {
        let Declared(declared) = self;
        let declaration = declared.schema.find(class_name.units())?;
        Some(declared.schema.model(declaration, None))
    }

    fn load(self: Box<Self>) -> Result<Box<dyn HostedModule>, Error> {
        Ok(Box::new(Hosted(Module::load(self.0)?)))
    }
}

/// A module that is loaded.
struct Hosted(Arc<Module>);

impl OpenModule for Hosted {
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        self.0.provider(namespace, class_name)
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        self.0.class(&class_name.to_str())
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        Ok(self.0.class_names())
    }
}

impl HostedModule for Hosted {
    fn end(self: Box<Self>, patience: Duration, go_on: &mut dyn FnMut() -> bool) -> bool {
        let Hosted(module) = *self;
        let message = format!("{} was closed by the program that hosts it.", module.loaded().owner());
        let error = Error::new(Status::ServerIsShuttingDown, message);
        let classes: Vec<_> = module.loaded().classes.lock().values().cloned().collect();
        for class in classes {
            class.indications.close(&error);
            class.close_lifecycle(&error);
        }
        let ended = Arc::clone(&module.ended);
        drop(module);
        loop {
            if ended.wait(patience) {
                return true;
            }
            if !go_on() {
                return false;
            }
        }
    }
}
