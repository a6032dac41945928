//! Opens the shared library of a module on Unix.

use std::path::Path;

use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};

/// Maps the file, with all that it needs, and with names that no other library sees.
///
/// # Safety
/// The library's initialisers run.
pub(super) unsafe fn open(path: &Path) -> Result<libloading::Library, libloading::Error> {
    // SAFETY: by the contract.
    unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }.map(Into::into)
}
