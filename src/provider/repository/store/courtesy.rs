//! Courtesy between processes. SQLite lets any of those write next who ask for it, and one that writes all the time asks most
//! often. So a process asks for the right to be next first, and holds on to it until it is: who has just written
//! finds it taken.
//!
//! That right is a lock on the folder of the file, which needs no file of its own. It is no more than a courtesy: nothing depends
//! on it, and where it can't be had it is done without.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::Patience;
use crate::provider::repository::error::Failure;

/// How long the right to be next is waited for. Somebody who has nothing to do with the file may lock the folder.
const LONGEST: Duration = Duration::from_millis(250);
const PAUSE: Duration = Duration::from_millis(1);

pub(super) struct Courtesy(Option<File>);

/// The right to be next, until it is dropped.
pub(super) struct Next<'a>(Option<&'a File>);

impl Courtesy {
    /// For what no other process has.
    pub(super) fn none() -> Courtesy {
        Courtesy(None)
    }

    pub(super) fn of(path: &Path) -> Courtesy {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Courtesy(File::open(folder.unwrap_or(Path::new("."))).ok())
    }

    /// Waits until it is this process's turn to be next.
    pub(super) fn wait(&self, patience: &Patience<'_>) -> Result<Next<'_>, Failure> {
        let Some(folder) = &self.0 else { return Ok(Next(None)) };
        let end = Instant::now() + LONGEST;
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(Next(Some(folder))),
                Err(TryLockError::WouldBlock) if Instant::now() < end => {
                    patience.check()?;
                    std::thread::sleep(PAUSE);
                }
                Err(_) => return Ok(Next(None)),
            }
        }
    }
}

impl Drop for Next<'_> {
    fn drop(&mut self) {
        if let Some(folder) = self.0 {
            // At the latest it is let go of when the file is closed.
            let _ = folder.unlock();
        }
    }
}
