//! A copy of the repository in another file, made while others read and write.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::Progress;
use crate::cim::{Error, ErrorCategory, Status};
use crate::provider::repository::Repository;
use crate::provider::repository::error::Failure;
use crate::provider::repository::private;
use crate::provider::repository::store::copy_all;

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Nothing is written.
    Refuse,
    /// The backup takes its place, in one step and when it is whole.
    Replace,
}

impl Repository {
    /// Writes a copy of the repository, as it is at one moment, into a file that only its owner may read. The file is there under
    /// its name when it is whole and on the disk.
    pub fn backup(
        &self,
        to: &Path,
        existing: Existing,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), Error> {
        self.expect_elsewhere(to)?;
        let connection =
            self.store.at_one_moment().map_err(|failure| failure.into_error(self.store.path()))?;
        copy_to(&connection, to, existing, &mut |done, all| {
            progress(Progress { step: "Copying", done, all });
        })
    }

    /// That a file is none of those that the repository consists of, under whatever name.
    fn expect_elsewhere(&self, to: &Path) -> Result<(), Error> {
        let (Some(own), to) = (self.store.path().map(real_path), real_path(to)) else { return Ok(()) };
        if ENDINGS.iter().all(|ending| to != beside(&own, ending)) {
            return Ok(());
        }
        Err(in_use(&to))
    }
}

/// What the names of the files end in that a database consists of.
const ENDINGS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// The name of a file without symbolic links, also where it is not there.
fn real_path(path: &Path) -> PathBuf {
    dunce::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match (dunce::canonicalize(folder), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_owned(),
        }
    })
}

/// Copies what a connection sees into a file.
pub(super) fn copy_to(
    from: &Connection,
    to: &Path,
    existing: Existing,
    pages: &mut dyn FnMut(u64, u64),
) -> Result<(), Error> {
    if existing == Existing::Refuse && to.symlink_metadata().is_ok() {
        return Err(exists(to));
    }
    // An empty log is one, too: whoever opened the file has not written yet.
    if beside(&real_path(to), "-wal").symlink_metadata().is_ok() {
        return Err(in_use(to));
    }
    let partial = Partial::make(to)?;
    fill(from, &partial.0, pages).map_err(|failure| failure.into_error(Some(&partial.0)))?;
    let failed = |error| file_error(to, &error);
    // Opened for writing: Windows stores no file of those who only read it.
    File::options().write(true).open(&partial.0).and_then(|file| file.sync_all()).map_err(failed)?;
    match existing {
        Existing::Replace => std::fs::rename(&partial.0, to).map_err(failed)?,
        // Unlike a renaming, a second name is refused where somebody else has just made the file.
        Existing::Refuse => std::fs::hard_link(&partial.0, to).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => exists(to),
            _ => file_error(to, &error),
        })?,
    }
    drop(partial);
    sync_folder(to).map_err(failed)
}

/// A file that is not whole yet. It is removed in the end, under the name that it has until then.
pub(super) struct Partial(pub(super) PathBuf);

impl Partial {
    /// Makes an empty file beside another, for the owner alone.
    pub(super) fn make(beside_file: &Path) -> Result<Partial, Error> {
        let mut number = std::process::id();
        loop {
            let path = beside(beside_file, &format!(".partial-{number}"));
            match private::make_file(&path) {
                Ok(()) => return Ok(Partial(path)),
                // Another thread's, or that of a process which was killed: in a container most have the same number.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => number = number.wrapping_add(1),
                Err(error) => return Err(file_error(&path, &error)),
            }
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        for ending in ENDINGS {
            // Most of them are not there.
            let _ = std::fs::remove_file(beside(&self.0, ending));
        }
    }
}

/// Fills a file, which is another copy of the repository then.
fn fill(from: &Connection, path: &Path, pages: &mut dyn FnMut(u64, u64)) -> Result<(), Failure> {
    let mut copy = Connection::open(path)?;
    copy_all(from, &mut copy, pages)?;
    // Only one file at the end, with everything in it.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    copy.pragma_update(None, "synchronous", "FULL")?;
    copy.execute("UPDATE state SET identity = randomblob(16)", [])?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// A name that begins with that of a file.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Makes a name in a folder as durable as the file.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn in_use(path: &Path) -> Error {
    let message = format!(
        "'{}' is a database that is in use, or was left by a program that was killed. Choose another file.",
        path.display()
    );
    Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceBusy)
}

fn exists(path: &Path) -> Error {
    let message = format!(
        "'{}' exists already. Choose another file, or say that it shall be replaced.",
        path.display()
    );
    Error::new(Status::AlreadyExists, message)
}

pub(super) fn file_error(path: &Path, error: &std::io::Error) -> Error {
    let (status, category) = match error.kind() {
        ErrorKind::PermissionDenied => (Status::AccessDenied, ErrorCategory::AccessDenied),
        ErrorKind::StorageFull => (Status::ServerLimitsExceeded, ErrorCategory::WriteError),
        _ => (Status::Failed, ErrorCategory::WriteError),
    };
    let told =
        Error::new(status, format!("'{}' can't be written: {error}.", path.display())).in_category(category);
    told.caused_by_system(error)
}
