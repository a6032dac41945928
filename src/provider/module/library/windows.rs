//! Opens the shared library of a module on Windows.

use std::path::Path;

use libloading::os::windows::{LOAD_WITH_ALTERED_SEARCH_PATH, Library};

/// Maps the file. What it needs is looked for beside it first, in place of beside the program.
///
/// # Safety
/// The library's initialisers run.
pub(super) unsafe fn open(path: &Path) -> Result<libloading::Library, libloading::Error> {
    // The flag is for whole paths alone.
    let whole = std::path::absolute(path);
    let path = whole.as_deref().unwrap_or(path);
    // SAFETY: by the contract.
    unsafe { Library::load_with_flags(path, LOAD_WITH_ALTERED_SEARCH_PATH) }.map(Into::into)
}
