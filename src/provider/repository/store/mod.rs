//! The SQLite file and the connections to it: one that writes, and as many that read as are needed at once.

mod connection;
mod copying;
mod courtesy;
mod identification;
mod opening;
#[cfg(test)]
mod tests;
mod version;
mod writing;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::sync::locks::Mutex;
use connection::{connect, connect_to_memory};
pub(super) use copying::copy_all;
use opening::{connect_first, create};
use rusqlite::Connection;
use version::migrate;
pub(super) use version::migrate_copy;
pub(super) use writing::{Changed, Sharing, Transaction};
use writing::{Writer, Writers};

use super::error::{Failure, OpenError, read_only};
use crate::configuration::RepositoryLocation;

/// Where a repository is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In this file, which is made if it is not there.
    File(PathBuf),
    /// In memory, until it is dropped.
    Memory,
}

impl From<&RepositoryLocation> for Location {
    fn from(location: &RepositoryLocation) -> Location {
        match location {
            RepositoryLocation::File(path) => Location::File(path.clone()),
            RepositoryLocation::Memory => Location::Memory,
        }
    }
}

/// How long one attempt waits for another process, before it is asked whether the client still waits.
const ATTEMPT: Duration = Duration::from_millis(100);
/// Connections that are kept for the next reader.
const IDLE_READERS: usize = 16;

/// How long an operation may wait for others.
pub(super) struct Patience<'a> {
    /// When to give up.
    pub deadline: Option<Instant>,
    /// Whether nobody wants the result any more.
    pub is_stopped: &'a dyn Fn() -> bool,
}

impl Patience<'_> {
    /// To wait for as long as it takes.
    pub(super) const UNLIMITED: Patience<'static> = Patience { deadline: None, is_stopped: &|| false };

    /// How long to wait at most before [`Patience::check`] is asked again.
    fn interval(&self) -> Duration {
        let left = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        left.map_or(ATTEMPT, |left| left.min(ATTEMPT))
    }

    fn check(&self) -> Result<(), Failure> {
        if (self.is_stopped)() {
            Err(Failure::Stopped)
        } else if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            Err(Failure::OutOfTime)
        } else {
            Ok(())
        }
    }
}

/// The connections to one file.
pub(super) struct Store {
    path: Option<PathBuf>,
    mode: Mode,
    /// Before the writer, so that it is the last that is closed: the last one puts the log into the file.
    readers: Mutex<Vec<Connection>>,
    writers: Writers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    ReadWrite,
    ReadOnly,
    /// Read-only, and in a folder where SQLite can't put what it coordinates readers and writers with. There is no
    /// writer then either.
    Immutable,
}

impl Store {
    pub(super) fn open(location: &Location) -> Result<Store, OpenError> {
        let Location::File(path) = location else {
            let database = |source| OpenError::Database { path: PathBuf::from(":memory:"), source };
            let connection = connect_to_memory().map_err(database)?;
            migrate(&connection, Path::new(":memory:"))?;
            let writer = Writer::new(connection, None).map_err(database)?;
            return Ok(Store {
                path: None,
                mode: Mode::ReadWrite,
                writers: Writers::new(writer),
                readers: Mutex::default(),
            });
        };
        create(path)?;
        let (connection, mode) = connect_first(path)?;
        let database = |source| OpenError::Database { path: path.clone(), source };
        let writer = Writer::new(connection, Some(path)).map_err(database)?;
        Ok(Store { path: Some(path.clone()), mode, writers: Writers::new(writer), readers: Mutex::default() })
    }

    /// The file; there is none in memory.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Runs a reading step on a connection of its own; again, while another process is in the way.
    pub(super) fn read<T>(
        &self,
        patience: &Patience<'_>,
        mut step: impl FnMut(&Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Some(path) = &self.path else {
            let turn = self.writers.enter(|| patience.interval(), || patience.check())?;
            return step(&turn.connection);
        };
        let mode = self.reading_mode();
        loop {
            let idle = self.readers.lock().pop();
            let connection = idle.map_or_else(|| connect(path, mode), Ok).map_err(Failure::from);
            let result = connection.and_then(|connection| {
                let result = step(&connection);
                if !matches!(result, Err(Failure::Database(_))) {
                    let mut readers = self.readers.lock();
                    if readers.len() < IDLE_READERS {
                        readers.push(connection);
                    }
                }
                result
            });
            match result {
                Err(failure) if failure.is_busy() => patience.check()?,
                result => return result,
            }
        }
    }

    /// A connection of its own for who looks whether others have written; nobody else writes to a repository in memory.
    pub(super) fn watching_connection(&self) -> rusqlite::Result<Option<Connection>> {
        let mode = if self.mode == Mode::ReadWrite { Mode::ReadOnly } else { self.mode };
        self.path.as_ref().map(|path| connect(path, mode)).transpose()
    }

    /// Runs a writing step in a transaction that is on the disk when this returns. A step that fails changes nothing. `forget` is
    /// called when steps that had succeeded are undone, by this thread, before anybody else sees the file.
    pub(super) fn write<T>(
        &self,
        sharing: Sharing,
        patience: &Patience<'_>,
        forget: &dyn Fn(),
        step: impl FnOnce(&Transaction<'_>) -> Result<(T, Changed), Failure>,
    ) -> Result<T, Failure> {
        self.expect_writable()?;
        // In memory there is no disk to wait for, and those who read do so on the same connection.
        let sharing = if self.path.is_some() { sharing } else { Sharing::Alone };
        writing::write(&self.writers, sharing, patience, forget, step)
    }

    fn expect_writable(&self) -> Result<(), Failure> {
        if self.mode == Mode::ReadWrite {
            return Ok(());
        }
        Err(read_only(&match &self.path {
            Some(path) => format!("the repository '{}'", path.display()),
            None => "the repository".to_owned(),
        })
        .into())
    }

    /// How readers open the file.
    fn reading_mode(&self) -> Mode {
        if self.mode == Mode::ReadWrite { Mode::ReadOnly } else { self.mode }
    }

    /// The connection that writes, for as long as nobody else uses it.
    #[cfg(test)]
    fn connection(&self) -> crate::sync::Turn<'_, Writer, Result<(), writing::Lost>> {
        self.writers
            .enter(|| ATTEMPT, || Ok::<(), std::convert::Infallible>(()))
            .unwrap_or_else(|never| match never {})
    }

    /// Lets the file grow to no more than so many pages, as a full disk does.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, pages: u32) {
        self.connection().connection.pragma_update(None, "max_page_count", pages).unwrap();
    }

    /// Runs statements as an administrator's tool would, to make damage.
    #[cfg(test)]
    pub(super) fn execute(&self, statements: &str) {
        self.connection().connection.execute_batch(statements).unwrap();
    }

    /// How many rows were written since the store was opened.
    #[cfg(test)]
    pub(super) fn written_rows(&self) -> u64 {
        self.connection().connection.total_changes()
    }
}
