//! Provider modules: shared libraries with `MI_Main`, as they are written for OMI and for Windows, run in this process.
//!
//! A [`Module`] is one loaded library. It knows the classes that the library declares, and gives for each a provider: what the
//! engine asks is put to the library's functions as the C interface says, and what they post goes back as the model has it.
//! `docs/providers.md` tells what a module may do on which thread.

#![allow(unsafe_code)]

mod about;
mod class;
mod context;
mod declaration;
pub mod export;
mod filter;
mod hosted;
mod indication;
mod instance;
mod library;
mod lifecycle;
mod local_session;
mod opened;
mod own_process;
mod provider;
mod server;
#[cfg(test)]
mod testing;
mod thread;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread::ThreadId;
use std::time::Duration;

use crate::sync::locks::{Condvar, Mutex};

use super::Provider;
use crate::abi::*;
use crate::cim::{Class, Error, Status, Text, Unit, name};
use crate::object::typed_instance::Declarations;
use class::ServedClass;
use context::{Context, Ending, Parts, Results};
use declaration::Schema;
use instance::Given;
use library::Library;
use provider::ClassProvider;
use thread::Providing;

pub use about::Functions;
#[cfg(windows)]
pub(crate) use context::lifecycle_of;
pub use hosted::declare;
pub use local_session::{LocalSession, offer_local_sessions};
pub use opened::open;
#[cfg(all(windows, test))]
pub(crate) use own_process::pipe_pair;
pub use own_process::prepare_process;
#[cfg(windows)]
pub(crate) use own_process::{
    Begun, Pipe, Process, cancel_reads, end_now, limit_memory, own_file, take_standard_handles, used_memory,
};
pub use thread::is_providing;

/// How long the Load of a module, and its Unload, may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A loaded provider module. When the last hold on it goes, it is told to unload, each of its classes first, and its library is
/// unmapped. Providers that it gave, and operations that they have not finished, hold it too.
pub struct Module {
    loaded: Option<Loaded>,
    ended: Arc<Ended>,
    /// How many providers of its classes hold it, whether they are asked for anything or not.
    providers: Arc<AtomicUsize>,
}

/// Whether a module has been unloaded, for who waits for that.
#[derive(Default)]
struct Ended {
    ended: Mutex<bool>,
    changed: Condvar,
}

/// What a module is until it ends.
struct Loaded {
    library: Library,
    schema: Schema,
    module_self: ModuleSelf,
    classes: Mutex<HashMap<Box<[Unit]>, Arc<ServedClass>>>,
}

/// The pointer that a module keeps its data behind. What it leads to is the module's.
#[derive(Clone, Copy)]
struct ModuleSelf(*mut MI_Module_Self);

// SAFETY: the pointer is only handed back to the module, whose functions are for any thread.
unsafe impl Send for ModuleSelf {}
// SAFETY: as above.
unsafe impl Sync for ModuleSelf {}

impl Module {
    /// Loads the library at this path: maps it, asks its `MI_Main` for the module, and has the module load. An error says what is
    /// wrong with which file. The code of the library runs with the rights of this process.
    pub fn open(path: &Path) -> Result<Arc<Module>, Error> {
        Module::load(Loaded::declared(Library::open(path)?)?)
    }

    /// Has a module load of which so far is known what it declares.
    fn load(declared: Loaded) -> Result<Arc<Module>, Error> {
        let loaded = declared.load()?;
        tracing::info!(library = %loaded.library.origin(), "a provider module was loaded");
        Ok(Arc::new(Module { loaded: Some(loaded), ended: Arc::default(), providers: Arc::default() }))
    }

    /// Where the module comes from: the file, or who hosts it.
    pub fn origin(&self) -> String {
        self.loaded().library.origin().to_string()
    }

    /// The names of the classes that the module declares, those without a provider of their own among them.
    pub fn class_names(&self) -> Vec<Text> {
        self.loaded().schema.names().to_vec()
    }

    /// A class as the module declares it, with its superclasses.
    pub fn class(&self, class_name: &str) -> Result<Arc<Class>, Error> {
        let declaration = self.declaration(&Text::from(class_name))?;
        self.loaded().schema.model(declaration, None)
    }

    /// What serves a class in this namespace. The class is loaded when it is first asked for something.
    pub fn provider(
        self: &Arc<Self>,
        namespace: &Text,
        class_name: &Text,
    ) -> Result<Arc<dyn Provider>, Error> {
        let served = self.served(class_name)?;
        Ok(Arc::new(ClassProvider::new(self, served, namespace)?))
    }

    /// Lets go of the module and waits until it is unloaded: others that hold it, such as a request whose provider has just posted
    /// the result, are about to let go too. Gives `false` where they don't within the time that unloading may take.
    pub fn end(self: Arc<Self>) -> bool {
        let ended = Arc::clone(&self.ended);
        drop(self);
        ended.wait(PATIENCE)
    }

    /// Whether it may be unloaded for want of anything to do: no request and no subscription is open, and none of its classes
    /// refuses. Holds of one who opened it and of the providers that it gave don't count.
    pub fn is_idle(self: &Arc<Self>) -> bool {
        let may_go = self.loaded().classes.lock().values().all(|class| class.may_unload());
        // Each context that is not finished holds the module.
        may_go && Arc::strong_count(self) == 1 + self.providers.load(Ordering::Acquire)
    }

    fn served(&self, class_name: &Text) -> Result<Arc<ServedClass>, Error> {
        let loaded = self.loaded();
        let declaration = self.declaration(class_name)?;
        let mut classes = loaded.classes.lock();
        if let Some(served) = classes.get(&*name::folded(class_name)) {
            return Ok(Arc::clone(served));
        }
        // SAFETY: the declaration is the module's, which whoever uses the class holds.
        let served = unsafe { ServedClass::new(declaration, loaded.library.origin()) }
            .ok_or_else(|| Error::new(Status::InvalidClass, "A class without a name is declared."))?;
        classes.insert(name::folded(class_name), Arc::clone(&served));
        Ok(served)
    }

    fn declaration(&self, class_name: &Text) -> Result<std::ptr::NonNull<MI_ClassDecl>, Error> {
        let loaded = self.loaded();
        loaded.schema.find(class_name.units()).ok_or_else(|| {
            let message = format!("{} declares no class {class_name}.", loaded.owner());
            Error::new(Status::InvalidClass, message)
        })
    }

    fn loaded(&self) -> &Loaded {
        self.loaded.as_ref().expect("a module is loaded until it is dropped")
    }

    /// Whether the module says that it can do something with filters.
    fn heeds_filters(&self) -> bool {
        self.loaded().library.module().flags & MI_MODULE_FLAG_FILTER_SUPPORT != 0
    }

    fn schema(&self) -> &Schema {
        &self.loaded().schema
    }

    fn module_self(&self) -> *mut MI_Module_Self {
        self.loaded().module_self.0
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        let Some(loaded) = self.loaded.take() else { return };
        let ended = Arc::clone(&self.ended);
        if context::is_inside() {
            // The module's own code is below on the stack, and it may wait in its Unload for this very thread. Where there is no
            // thread for that, the module stays in memory.
            let loaded = std::mem::ManuallyDrop::new(loaded);
            thread::run_apart(move || {
                std::mem::ManuallyDrop::into_inner(loaded).end();
                ended.tell();
            });
        } else {
            loaded.end();
            ended.tell();
        }
    }
}

impl Ended {
    /// Waits until the module was unloaded; `false` says that it was not in time.
    fn wait(&self, patience: Duration) -> bool {
        let mut has_ended = self.ended.lock();
        self.changed.wait_while_for(&mut has_ended, |has_ended| !*has_ended, patience);
        *has_ended
    }

    fn tell(&self) {
        *self.ended.lock() = true;
        self.changed.notify_all();
    }
}

impl Loaded {
    /// What a module declares; it is not loaded yet.
    fn declared(library: Library) -> Result<Loaded, Error> {
        // SAFETY: the schema is the module's, which stays mapped for as long as what is made here.
        let schema = unsafe { Schema::read(library.module().schemaDecl) }.map_err(|_| {
            let message = format!("{} declares its classes wrongly.", library.origin().title());
            Error::new(Status::Failed, message)
        })?;
        Ok(Loaded {
            library,
            schema,
            module_self: ModuleSelf(std::ptr::null_mut()),
            classes: Mutex::default(),
        })
    }

    fn owner(&self) -> Arc<str> {
        Arc::from(self.library.origin().title())
    }

    /// Calls the module's Load and waits for its result.
    fn load(mut self) -> Result<Loaded, Error> {
        let Some(load) = self.library.module().Load else { return Ok(self) };
        let mut module_self = std::ptr::null_mut();
        let outcome = self.call(|context| {
            // SAFETY: the slot is called as its signature says, once, before everything else of the module.
            unsafe { load(&mut module_self, context) };
        });
        self.module_self = ModuleSelf(module_self);
        match outcome {
            Some((Ok(()), _)) => Ok(self),
            Some((Err(error), thread)) => {
                let message = format!("{} can't be loaded: {}", self.owner(), error.message);
                if thread != std::thread::current().id() {
                    // That thread runs the module's code still.
                    self.library.keep();
                }
                Err(Error { message, ..error })
            }
            None => {
                let message = format!(
                    "{} does not post the result of its Load within {} seconds.",
                    self.owner(),
                    PATIENCE.as_secs()
                );
                // Its code may still run.
                self.library.keep();
                Err(Error::new(Status::Failed, message))
            }
        }
    }

    /// Has the classes and the module unload, and unmaps the library; unless something of it does not finish.
    fn end(self) {
        let classes: Vec<Arc<ServedClass>> = self.classes.lock().values().cloned().collect();
        // Every class is told, also where one before it did not finish.
        let ends: Vec<Option<bool>> = classes.iter().map(ServedClass::end).collect();
        let mut has_ended = ends.iter().all(Option::is_some);
        // Where the module has no Unload, in which it could wait for its threads, those of its classes say the last of it.
        let mut may_unmap = ends.iter().all(|here| *here == Some(true));
        if has_ended && let Some(unload) = self.library.module().Unload {
            let module_self = self.module_self.0;
            let outcome = self.call(|context| {
                // SAFETY: the slot is called as its signature says, once, after everything else of the module.
                unsafe { unload(module_self, context) };
            });
            match outcome {
                Some((outcome, thread)) => {
                    if let Err(error) = outcome {
                        tracing::warn!("{} says of its Unload: {}", self.owner(), error.message);
                    }
                    // Another thread that posted the result runs the module's code still.
                    may_unmap = thread == std::thread::current().id();
                }
                None => has_ended = false,
            }
        }
        if !has_ended {
            tracing::error!("{} does not finish unloading, and stays in memory", self.owner());
            return self.library.keep();
        }
        tracing::info!(library = %self.library.origin(), "a provider module was unloaded");
        if !may_unmap {
            self.library.keep();
        }
    }

    /// Calls a function of the module's life cycle with a context, and waits for the result; `None` where it does not come. It is
    /// told with the thread that posted it.
    fn call(&self, function: impl FnOnce(*mut MI_Context)) -> Option<(Result<(), Error>, ThreadId)> {
        let (sender, posted) = channel();
        let context = Context::new(Parts {
            owner: self.owner(),
            results: Results::None,
            call: None,
            ending: Ending::Notice(Box::new(move |outcome| {
                // Nobody waits any more for what comes too late.
                let _ = sender.send((outcome, std::thread::current().id()));
            })),
            given: Given::default(),
            class: None,
            in_flight: None,
            module: None,
        });
        let providing = Providing::enter();
        function(context.as_ptr());
        drop(providing);
        posted.recv_timeout(PATIENCE).ok()
    }
}

impl std::fmt::Debug for Module {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Module").field("origin", &self.origin()).finish_non_exhaustive()
    }
}
