//! Files and folders for their owner alone, on Windows: a file has the rights of the folder that it is made in, and so have those that
//! SQLite makes beside it.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use crate::object::rights;

/// Makes a folder for its owner, administrators and the system, and those above it that are not there.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        std::fs::create_dir_all(above)?;
    }
    match rights::make_private_folder(path) {
        // Another process of the library has made it meanwhile, but not somebody who waited for this moment.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {
            if rights::is_trusted(path)? { Ok(()) } else { Err(error) }
        }
        outcome => outcome,
    }
}

/// Makes an empty file that is not there yet.
pub(super) fn make_file(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path).map(drop)
}
