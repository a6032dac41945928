//! The libraries of provider modules that are open: each once for the process, and once for each place in which it runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::super::pool;
use super::super::sync::{Condvar, Mutex, OnceLock, now, process_static};
use super::opened::{Opened, Using};
use crate::cim::{Error, Status};
use crate::configuration::ModuleSettings;
use crate::process::{self, PerProcess};
use crate::provider::{OpenModule, Placement, module, worker};

/// Opens a provider module.
pub(crate) type Open = fn(&Path, &Placement, &ModuleSettings) -> Result<Arc<dyn OpenModule>, Error>;

process_static! {
    /// Whose modules are being unloaded in this process, once for each who does, and what tells that one has ended. Others open none
    /// meanwhile: a module is told of its end before it is loaded again.
    static UNLOADING: PerProcess<(Mutex<Vec<Owner>>, Condvar)> =
        PerProcess::new((Mutex::new(Vec::new()), Condvar::new()));
}

/// Tells one runtime's libraries from another's. Those of a runtime that has ended are nobody's.
type Owner = Option<usize>;

fn unloading() -> &'static (Mutex<Vec<Owner>>, Condvar) {
    UNLOADING.current(Default::default)
}

/// The right to unload modules.
#[must_use = "nobody else opens a module while it exists"]
pub(crate) struct Unloading {
    owner: Owner,
    forks: usize,
}

impl Unloading {
    /// The modules of a runtime that has ended: from here on no module is opened.
    pub(crate) fn begin() -> Unloading {
        Unloading::by(None)
    }

    fn by(owner: Owner) -> Unloading {
        unloading().0.lock().push(owner);
        Unloading { owner, forks: process::forks() }
    }

    /// Waits until nobody but this one unloads.
    fn wait_for_others(owner: Owner) {
        let (owners, changed) = unloading();
        changed.wait_while(&mut owners.lock(), |owners| owners.iter().any(|other| *other != owner));
    }
}

impl Drop for Unloading {
    fn drop(&mut self) {
        // A child that a module forked at its end has a list of its own.
        if self.forks == process::forks() {
            let (owners, changed) = unloading();
            let mut owners = owners.lock();
            if let Some(own) = owners.iter().position(|owner| *owner == self.owner) {
                owners.swap_remove(own);
            }
            drop(owners);
            changed.notify_all();
        }
    }
}

/// Opens a shared library with `MI_Main`, in the place that its registration says.
pub(crate) fn open_module(
    path: &Path,
    placement: &Placement,
    settings: &ModuleSettings,
) -> Result<Arc<dyn OpenModule>, Error> {
    if let Some(module) = worker::host::open_here(path) {
        // This is the module's own process, and it asks for what it serves itself.
        return Ok(module);
    }
    match placement {
        Placement::InProcess => module::open(path),
        Placement::Process { user, shell } => worker::open(path, user.as_deref(), *shell, settings),
    }
}

/// The libraries of modules, by their real paths and the places in which they run.
pub(crate) struct Libraries {
    open: Open,
    libraries: Mutex<Vec<(Key, Arc<Library>)>>,
    /// Those that are open, in the order in which they were opened.
    opened: Mutex<Vec<(Key, Arc<Opened>)>>,
    /// Does something at a later time.
    later: OnceLock<Later>,
    /// Whether somebody will look for modules that have nothing to do.
    is_watched: Mutex<bool>,
}

type Key = (PathBuf, Placement);

/// A library: its module, while it is open. The lock is held while it is opened, and while it is unloaded.
type Library = Mutex<Option<Arc<Opened>>>;

/// Has something done at some time, on a thread that may wait; never where everything ends before.
pub(crate) type Later = Box<dyn Fn(Instant, Box<dyn FnOnce() + Send>) + Send + Sync>;

/// A module is looked at so often in the time that it may have nothing to do.
const LOOKS: u32 = 4;

impl Libraries {
    pub(crate) fn new(open: Open) -> Libraries {
        let (libraries, opened, is_watched) = Default::default();
        Libraries { open, libraries, opened, later: OnceLock::new(), is_watched }
    }

    /// Says who does things later. Without it, modules stay open that have nothing to do.
    pub(super) fn look_later(&self, later: Later) {
        self.later.get_or_init(|| later);
    }

    /// The module of the library at this path, opened now where it is not yet. It is not unloaded while the result exists.
    pub(crate) fn module(
        self: &Arc<Self>,
        path: &Path,
        placement: &Placement,
        settings: &ModuleSettings,
    ) -> Result<Using, Error> {
        let path = dunce::canonicalize(path).unwrap_or_else(|_| path.to_owned());
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
        let mut current = pool::block(|| {
            Unloading::wait_for_others(self.owner());
            library.lock()
        });
        if let Some(using) = current.as_ref().and_then(Opened::enter) {
            return Ok(using);
        }
        // One that has ended.
        if let Some(old) = current.take() {
            self.forget(&old);
        }
        // What fails is tried again by the next operation.
        let module = pool::block(|| (self.open)(&key.0, placement, settings))?;
        let opened = Opened::new(module, settings.idle_timeout);
        let using = opened.enter().ok_or_else(|| {
            let message = format!("The provider module {} ended as soon as it was opened.", key.0.display());
            Error::new(Status::Failed, message)
        })?;
        self.opened.lock().push((key, Arc::clone(&opened)));
        *current = Some(opened);
        drop(current);
        self.watch();
        Ok(using)
    }

    /// Unloads the modules that have had nothing to do for too long.
    pub(crate) fn unload_idle(&self, now: Instant) {
        let due: Vec<(Key, Arc<Opened>)> = {
            let mut opened: Vec<_> = self.opened.lock().clone();
            opened.retain(|(_, opened)| opened.is_due(now));
            opened
        };
        for (key, opened) in due {
            let library =
                self.libraries.lock().iter().find(|(known, _)| *known == key).map(|(_, of)| of.clone());
            let Some(library) = library else { continue };
            let _unloading = Unloading::by(self.owner());
            // Whoever wants it meanwhile waits here until it is gone, and opens it anew.
            let mut current = pool::block(|| library.lock());
            if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, &opened)) && opened.close() {
                tracing::debug!(library = %key.0.display(), "a provider module has nothing to do");
                self.forget(&opened);
                *current = None;
                drop(opened);
            }
        }
    }

    /// Has somebody look later for modules that have nothing to do, where there are any that may go.
    fn watch(self: &Arc<Self>) {
        let Some(later) = self.later.get() else { return };
        let mut is_watched = self.is_watched.lock();
        if *is_watched {
            return;
        }
        let timeouts = self.opened.lock().iter().filter_map(|(_, opened)| opened.idle_timeout()).min();
        let Some(at) = timeouts.and_then(|shortest| now().checked_add(shortest / LOOKS)) else { return };
        *is_watched = true;
        drop(is_watched);
        let own = Arc::downgrade(self);
        later(
            at,
            Box::new(move || {
                if let Some(own) = own.upgrade() {
                    *own.is_watched.lock() = false;
                    own.unload_idle(now());
                    own.watch();
                }
            }),
        );
    }

    fn forget(&self, old: &Arc<Opened>) {
        self.opened.lock().retain(|(_, opened)| !Arc::ptr_eq(opened, old));
    }

    fn owner(&self) -> Owner {
        Some(std::ptr::from_ref(self).addr())
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
