//! How a file is opened: made where it is not there, and told from what is no repository.

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::Mode;
use super::connection::{connect, insist};
use super::identification::{check_size, explained, has_log, is_in_closed_folder};
use super::version::{Version, known_version, migrate, version};
use crate::provider::repository::error::OpenError;
use crate::provider::repository::private;

/// Makes the file, readable by its owner alone, and its folder, where they are not there.
pub(super) fn create(path: &Path) -> Result<(), OpenError> {
    let file_error = |path: &Path| {
        let path = path.to_owned();
        move |source| OpenError::File { path, source }
    };
    match std::fs::metadata(path) {
        Ok(information) if information.is_dir() => {
            let reason = "it is a folder".to_owned();
            return Err(OpenError::Foreign { path: path.to_owned(), reason });
        }
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(file_error(path)(error)),
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        private::make_folder(folder).map_err(file_error(folder))?;
    }
    match private::make_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(file_error(path)(error)),
    }
}

/// The connection that writes, if the file can be written, and makes sure that the file is a repository of a version
/// that is known.
pub(super) fn connect_first(path: &Path) -> Result<(Connection, Mode), OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let first = connect(path, Mode::ReadWrite).and_then(|connection| {
        identify(&connection)?;
        Ok((connection.is_readonly("main")?, connection))
    });
    let (connection, mode) = match first {
        Ok((true, connection)) => (connection, Mode::ReadOnly),
        Ok((false, connection)) => {
            // Before anything is changed: it may be another program's.
            version(&connection, path)?;
            check_size(&connection, path)?;
            insist(|| connection.pragma_update(None, "journal_mode", "WAL")).map_err(database)?;
            connection.pragma_update(None, "synchronous", "FULL").map_err(database)?;
            connection.pragma_update(None, "query_only", false).map_err(database)?;
            (connection, Mode::ReadWrite)
        }
        Err(error) => {
            let refused = matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
            );
            if !refused || has_log(path) || !is_in_closed_folder(path) {
                return Err(explained(path, error));
            }
            let connection = connect(path, Mode::Immutable).map_err(|error| explained(path, error))?;
            identify(&connection).map_err(|error| explained(path, error))?;
            (connection, Mode::Immutable)
        }
    };
    if mode == Mode::ReadWrite {
        migrate(&connection, path)?;
    } else {
        match version(&connection, path)? {
            Version::Current => {}
            Version::Older(found) => {
                let path = path.to_owned();
                return Err(OpenError::Older { path, found, known: known_version() });
            }
            Version::None => {
                let reason = "it is empty, and read-only".to_owned();
                return Err(OpenError::Foreign { path: path.to_owned(), reason });
            }
        }
        tracing::info!(path = %path.display(), "the repository is read-only");
    }
    Ok((connection, mode))
}

/// Reads what only a readable database can answer.
fn identify(connection: &Connection) -> rusqlite::Result<()> {
    insist(|| connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())))
}
