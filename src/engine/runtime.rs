//! What all applications of the process share: the worker pool, the timer, the open repositories and the provider modules. It
//! exists while an application does.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use super::local::libraries::{Unloading, open_module};
use super::local::modules::Modules;
use super::pool::Pool;
use super::sync::{Mutex, process_static};
use super::timer::Timer;
use crate::cim::Error;
use crate::process::PerProcess;
use crate::provider::Provider;

/// The shared part of the process's applications.
pub(crate) struct Runtime {
    /// The process that the threads belong to.
    process: u32,
    pool: Pool,
    timer: Arc<Timer>,
    /// They stay open while the runtime exists: opening one takes a hundred times as long as what most applications do with it.
    repositories: Mutex<HashMap<PathBuf, OpenRepository>>,
    modules: Modules,
}

struct OpenRepository {
    file: Option<FileIdentity>,
    provider: Arc<dyn Provider>,
}

/// Tells a file from another that took its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileIdentity {
    device: u64,
    number: u64,
}

impl FileIdentity {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<FileIdentity> {
        use std::os::unix::fs::MetadataExt;
        let metadata = std::fs::metadata(path).ok()?;
        Some(FileIdentity { device: metadata.dev(), number: metadata.ino() })
    }

    /// An open file keeps its path there, and its folders keep theirs.
    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<FileIdentity> {
        path.exists().then_some(FileIdentity { device: 0, number: 0 })
    }
}

/// The runtime and the number of applications that use it.
type Shared = Option<(Arc<Runtime>, usize)>;

process_static! {
    /// The runtime of this process. A child of a fork leaves that of its parent as it is.
    static RUNTIME: PerProcess<Mutex<Shared>> = PerProcess::new(Mutex::new(None));
}

impl Runtime {
    /// Joins those who use the runtime. The first one says how many workers there shall be.
    pub(crate) fn join(workers: usize) -> Arc<Runtime> {
        let mut current = RUNTIME.current(|| Mutex::new(None)).lock();
        if let Some((foreign, _)) = current.take_if(|(runtime, _)| !runtime.is_own()) {
            foreign.abandon();
        }
        let (runtime, users) = current.get_or_insert_with(|| (Runtime::shared(workers), 0));
        *users += 1;
        Arc::clone(runtime)
    }

    /// Leaves. The last one ends the threads and waits for them.
    pub(crate) fn leave(self: &Arc<Runtime>) {
        if !self.is_own() {
            return Arc::clone(self).abandon();
        }
        let last = {
            let mut current = RUNTIME.current(|| Mutex::new(None)).lock();
            match &mut *current {
                Some((_, users)) if *users > 1 => {
                    *users -= 1;
                    None
                }
                _ => current.take().map(|(runtime, _)| (runtime, Unloading::begin())),
            }
        };
        if let Some((runtime, unloading)) = last {
            // What a module does in its end may need the workers.
            runtime.modules.close(unloading);
            runtime.pool.close();
            runtime.timer.close();
            let repositories = std::mem::take(&mut *runtime.repositories.lock());
            // Connections are closed without the lock.
            drop(repositories);
        }
    }

    fn new(workers: usize) -> Runtime {
        let timer = Arc::new(Timer::default());
        Runtime {
            process: std::process::id(),
            pool: Pool::new(workers, Arc::clone(&timer)),
            timer,
            repositories: Mutex::new(HashMap::new()),
            modules: Modules::new(open_module),
        }
    }

    /// One that unloads modules which have nothing to do.
    fn shared(workers: usize) -> Arc<Runtime> {
        let runtime = Arc::new(Runtime::new(workers));
        let own = Arc::downgrade(&runtime);
        runtime.modules.look_later(Box::new(move |at, work| {
            let Some(runtime) = own.upgrade() else { return };
            let own = Weak::clone(&own);
            // Where there is no thread for it, modules stay open.
            let _ = runtime.timer.at(
                at,
                Box::new(move || {
                    if let Some(runtime) = own.upgrade() {
                        runtime.pool.submit(Box::new(move |_| work()));
                    }
                }),
            );
        }));
        runtime
    }

    /// Whether the threads are of this process. After a fork those of the parent are not in the child.
    pub(crate) fn is_own(&self) -> bool {
        self.process == std::process::id()
    }

    /// Keeps what a fork left behind for ever: to let go of it would be to wait for threads that are not there.
    fn abandon(self: Arc<Runtime>) {
        std::mem::forget(self);
    }

    /// The workers.
    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The timer.
    pub(crate) fn timer(&self) -> &Timer {
        &self.timer
    }

    /// The provider modules.
    pub(crate) fn modules(&self) -> &Modules {
        &self.modules
    }

    /// The repository in this file: the one that is open, else `open` opens it. A file that took the place of another is opened
    /// anew.
    pub(crate) fn repository(
        &self,
        path: &Path,
        open: impl FnOnce() -> Result<Arc<dyn Provider>, Error>,
    ) -> Result<Arc<dyn Provider>, Error> {
        // The lock is held while the file is opened, so that no file is opened twice.
        let mut repositories = self.repositories.lock();
        if let Some(known) = repositories.get(path)
            && known.file.is_some()
            && known.file == FileIdentity::of(path)
        {
            return Ok(Arc::clone(&known.provider));
        }
        let provider = open()?;
        let opened = OpenRepository { file: FileIdentity::of(path), provider: Arc::clone(&provider) };
        let replaced = repositories.insert(path.to_owned(), opened);
        drop(repositories);
        drop(replaced);
        Ok(provider)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::tests::Fake;
    use super::*;
    use crate::provider::{Call, Reply};

    /// Counts how often a repository at a path was opened.
    struct Opener(Cell<u32>);

    impl Opener {
        fn open(&self, runtime: &Runtime, path: &Path) -> u32 {
            let open = || {
                self.0.set(self.0.get() + 1);
                Ok(Arc::new(Fake { is_bounded: true, run: |_: &Call, _: Reply| {} }) as Arc<dyn Provider>)
            };
            runtime.repository(path, open).unwrap();
            self.0.get()
        }
    }

    #[test]
    fn a_repository_that_nobody_uses_stays_open_for_the_next() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let (runtime, opener) = (Runtime::new(1), Opener(Cell::new(0)));
        assert_eq!(opener.open(&runtime, file.path()), 1);
        assert_eq!(opener.open(&runtime, file.path()), 1);
    }

    // On Windows, no file takes the place of one that is open.
    #[cfg(unix)]
    #[test]
    fn a_file_that_took_the_place_of_another_is_opened_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("repository.db"), folder.path().join("other.db"));
        std::fs::write(&path, "one").unwrap();
        std::fs::write(&other, "another").unwrap();
        let (runtime, opener) = (Runtime::new(1), Opener(Cell::new(0)));
        assert_eq!(opener.open(&runtime, &path), 1);
        std::fs::rename(&other, &path).unwrap();
        assert_eq!(opener.open(&runtime, &path), 2);
        assert_eq!(opener.open(&runtime, &path), 2);
    }

    #[test]
    fn a_file_that_is_gone_is_opened_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("repository.db");
        let (runtime, opener) = (Runtime::new(1), Opener(Cell::new(0)));
        assert_eq!(opener.open(&runtime, &path), 1);
        assert_eq!(opener.open(&runtime, &path), 2);
    }
}
