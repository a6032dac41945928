//! What all applications of the process share: the worker pool, the timer, and the open repositories. It exists while an
//! application does.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use super::pool::Pool;
use super::sync::{Mutex, process_static};
use super::timer::Timer;
use crate::cim::Error;
use crate::provider::Provider;

/// The shared part of the process's applications.
pub(crate) struct Runtime {
    /// The process that the threads belong to.
    process: u32,
    pool: Pool,
    timer: Arc<Timer>,
    repositories: Mutex<HashMap<PathBuf, Weak<dyn Provider>>>,
}

process_static! {
    /// The runtime and the number of applications that use it.
    static RUNTIME: Mutex<Option<(Arc<Runtime>, usize)>> = Mutex::new(None);
}

impl Runtime {
    /// Joins those who use the runtime. The first one says how many workers there shall be.
    pub(crate) fn join(workers: usize) -> Arc<Runtime> {
        let mut current = RUNTIME.lock();
        if let Some((foreign, _)) = current.take_if(|(runtime, _)| !runtime.is_own()) {
            foreign.abandon();
        }
        let (runtime, users) = current.get_or_insert_with(|| (Arc::new(Runtime::new(workers)), 0));
        *users += 1;
        Arc::clone(runtime)
    }

    /// Leaves. The last one ends the threads and waits for them.
    pub(crate) fn leave(self: &Arc<Runtime>) {
        if !self.is_own() {
            return Arc::clone(self).abandon();
        }
        let last = {
            let mut current = RUNTIME.lock();
            match &mut *current {
                Some((_, users)) if *users > 1 => {
                    *users -= 1;
                    None
                }
                _ => current.take(),
            }
        };
        if let Some((runtime, _)) = last {
            runtime.pool.close();
            runtime.timer.close();
        }
    }

    fn new(workers: usize) -> Runtime {
        let timer = Arc::new(Timer::default());
        Runtime {
            process: std::process::id(),
            pool: Pool::new(workers, Arc::clone(&timer)),
            timer,
            repositories: Mutex::new(HashMap::new()),
        }
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

    /// The repository in this file: the one that is open, else `open` opens it.
    pub(crate) fn repository(
        &self,
        path: &Path,
        open: impl FnOnce() -> Result<Arc<dyn Provider>, Error>,
    ) -> Result<Arc<dyn Provider>, Error> {
        // The lock is held while the file is opened, so that no file is opened twice.
        let mut repositories = self.repositories.lock();
        if let Some(repository) = repositories.get(path).and_then(Weak::upgrade) {
            return Ok(repository);
        }
        let repository = open()?;
        repositories.retain(|_, repository| repository.strong_count() > 0);
        repositories.insert(path.to_owned(), Arc::downgrade(&repository));
        Ok(repository)
    }
}
