//! What kind of file it is, and whether it is whole.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use crate::provider::repository::error::OpenError;

/// `MIcr` in the header of the file: a CIM repository of this library.
pub(super) const APPLICATION_ID: i64 = 0x4d49_6372;

pub(super) const OTHER_PROGRAM: &str = "it is the SQLite database of another program";

/// Why SQLite can't read a file, from its first bytes; SQLite itself says no more than that it can't.
///
/// Only for files that SQLite has refused: closing a file releases the locks that this process has on it, also those of
/// other connections that work with it.
fn diagnose(path: &Path) -> Option<OpenError> {
    const MAGIC: &[u8; 16] = b"SQLite format 3\0";
    let foreign = |reason: &str| OpenError::Foreign { path: path.to_owned(), reason: reason.to_owned() };
    let file = File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    let mut header = Vec::with_capacity(100);
    file.take(100).read_to_end(&mut header).ok()?;
    let common = header.len().min(MAGIC.len());
    if header[..common] != MAGIC[..common] {
        return Some(foreign("it does not begin as an SQLite database does"));
    }
    let Ok(header) = <[u8; 100]>::try_from(header) else {
        return Some(OpenError::Truncated { path: path.to_owned(), found: size, expected: 100 });
    };
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if !matches!(i64::from(number(68)), 0 | APPLICATION_ID) {
        return Some(foreign(OTHER_PROGRAM));
    }
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // With a write-ahead log beside it, the file itself need not be complete.
    let expected = page_size * u64::from(number(28));
    let is_cut = number(24) == number(92) && size < expected && !has_log(path);
    is_cut.then(|| OpenError::Truncated { path: path.to_owned(), found: size, expected })
}

/// Why a file can't be opened, where SQLite's own reason does not tell it.
pub(super) fn explained(path: &Path, error: rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            diagnose(path).unwrap_or_else(|| OpenError::Foreign {
                path: path.to_owned(),
                reason: format!("it is damaged, or was never a repository ({error})"),
            })
        }
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => match File::open(path) {
            Err(source) => OpenError::File { path: path.to_owned(), source },
            Ok(file) => {
                // Closing it would release the locks of others in this process, see `diagnose`.
                std::mem::forget(file);
                OpenError::Database { path: path.to_owned(), source: error }
            }
        },
        _ => OpenError::Database { path: path.to_owned(), source: error },
    }
}

/// Whether this user may make no files beside the file. Any other reason for which SQLite can't open a file may pass, and
/// then it must not be taken for one that nobody writes to.
pub(super) fn is_in_closed_folder(path: &Path) -> bool {
    let mut probe = path.as_os_str().to_owned();
    probe.push(format!("-probe-{}", std::process::id()));
    match OpenOptions::new().write(true).create_new(true).open(&probe) {
        Ok(_) => {
            // Nobody else knows the name; if it stays, it is empty.
            let _ = std::fs::remove_file(&probe);
            false
        }
        Err(error) => {
            matches!(
                error.kind(),
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem
            )
        }
    }
}

pub(super) fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// Whether the last page is whole, which SQLite asks only when it reads that page.
pub(super) fn check_size(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let pragma =
        |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(database);
    let expected = (pragma("page_count")? * pragma("page_size")?).unsigned_abs();
    // With a write-ahead log beside it, the file itself need not be complete. Who takes the log away has completed it.
    if has_log(path) {
        return Ok(());
    }
    let found =
        std::fs::metadata(path).map_err(|source| OpenError::File { path: path.to_owned(), source })?.len();
    if found < expected && found > 0 {
        return Err(OpenError::Truncated { path: path.to_owned(), found, expected });
    }
    Ok(())
}
