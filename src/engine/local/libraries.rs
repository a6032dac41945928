//! The libraries of provider modules that are open: each once for the process, and once for each place in which it runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::pool;
use super::super::sync::{Condvar, Mutex, process_static};
#[cfg(unix)]
use crate::cim::Class;
use crate::cim::{Error, Text};
use crate::configuration::ModuleSettings;
use crate::process::{self, PerProcess};
#[cfg(unix)]
use crate::provider::module::Module;
use crate::provider::{OpenModule, Placement, Provider, worker};

/// Opens a provider module.
pub(crate) type Open = fn(&Path, &Placement, &ModuleSettings) -> Result<Arc<dyn OpenModule>, Error>;

process_static! {
    /// How many runtimes of this process unload their modules, and what tells that one has. A new runtime opens none meanwhile:
    /// a module is told of its end before it is loaded again.
    static UNLOADING: PerProcess<(Mutex<usize>, Condvar)> = PerProcess::new((Mutex::new(0), Condvar::new()));
}

fn unloading() -> &'static (Mutex<usize>, Condvar) {
    UNLOADING.current(Default::default)
}

/// The right to unload the modules of a runtime that has ended.
#[must_use = "no module is opened while it exists"]
pub(crate) struct Unloading(usize);

impl Unloading {
    /// From here on no module is opened.
    pub(crate) fn begin() -> Unloading {
        *unloading().0.lock() += 1;
        Unloading(process::forks())
    }
}

impl Drop for Unloading {
    fn drop(&mut self) {
        // A child that a module forked at its end has a count of its own.
        if self.0 == process::forks() {
            let (count, changed) = unloading();
            *count.lock() -= 1;
            changed.notify_all();
        }
    }
}

/// Opens a shared library with `MI_Main`, in the place that its registration says.
#[cfg(unix)]
pub(crate) fn open_module(
    path: &Path,
    placement: &Placement,
    settings: &ModuleSettings,
) -> Result<Arc<dyn OpenModule>, Error> {
    match placement {
        Placement::InProcess => Ok(Arc::new(Loaded(Some(Module::open(path)?)))),
        Placement::Process { user, shell } => worker::open(path, user.as_deref(), *shell, settings),
    }
}

/// Says that there are no modules on this system.
#[cfg(not(unix))]
pub(crate) fn open_module(
    path: &Path,
    _: &Placement,
    _: &ModuleSettings,
) -> Result<Arc<dyn OpenModule>, Error> {
    Err(Error::not_supported(format!("The provider module {}", path.display())))
}

/// A module that is there until this is dropped.
#[cfg(unix)]
struct Loaded(Option<Arc<Module>>);

#[cfg(unix)]
impl Loaded {
    fn module(&self) -> &Arc<Module> {
        self.0.as_ref().expect("the module is there until this is dropped")
    }
}

#[cfg(unix)]
impl Drop for Loaded {
    /// A provider that has just posted its last result holds the module for a moment still, and it is not loaded again meanwhile.
    fn drop(&mut self) {
        if let Some(module) = self.0.take() {
            let path = module.path().to_owned();
            if !pool::block(|| module.end()) {
                tracing::warn!(library = %path.display(), "a provider module is not unloaded: a request of it never ends");
            }
        }
    }
}

#[cfg(unix)]
impl OpenModule for Loaded {
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        self.module().provider(namespace, class_name)
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        self.module().class(&class_name.to_str())
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        Ok(self.module().class_names())
    }
}

/// The libraries of modules, by their real paths and the places in which they run.
pub(crate) struct Libraries {
    open: Open,
    libraries: Mutex<Vec<(Key, Arc<Library>)>>,
    /// Those that are open, in the order in which they were opened.
    opened: Mutex<Vec<Arc<dyn OpenModule>>>,
}

type Key = (PathBuf, Placement);

/// A library: its module, once it was opened. The lock is held while it is opened.
type Library = Mutex<Option<Arc<dyn OpenModule>>>;

impl Libraries {
    pub(crate) fn new(open: Open) -> Libraries {
        Libraries { open, libraries: Mutex::default(), opened: Mutex::default() }
    }

    /// The module of the library at this path, opened now where it is not yet.
    pub(crate) fn module(
        &self,
        path: &Path,
        placement: &Placement,
        settings: &ModuleSettings,
    ) -> Result<Arc<dyn OpenModule>, Error> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let key = (path, placement.clone());
        let library = {
            let mut libraries = self.libraries.lock();
            match libraries.iter().find(|(known, _)| *known == key) {
                Some((_, library)) => Arc::clone(library),
                None => {
                    let library = Arc::default();
                    libraries.push((key.clone(), Arc::clone(&library)));
                    library
                }
            }
        };
        let mut module = pool::block(|| {
            let (count, changed) = unloading();
            changed.wait_while(&mut count.lock(), |count| *count > 0);
            library.lock()
        });
        if let Some(module) = &*module {
            return Ok(Arc::clone(module));
        }
        // What fails is tried again by the next operation.
        let opened = (self.open)(&key.0, placement, settings)?;
        self.opened.lock().push(Arc::clone(&opened));
        *module = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Lets go of all modules, the one that was opened last first.
    pub(crate) fn close(&self) {
        self.libraries.lock().clear();
        let mut opened = std::mem::take(&mut *self.opened.lock());
        while let Some(module) = opened.pop() {
            drop(module);
        }
    }
}
