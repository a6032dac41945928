//! Pipes, process handles, a job object. What takes `unsafe` lies in the room of modules, `own_process/windows`.

mod child;
mod link;
mod start;
mod surroundings;

use std::ffi::OsString;
use std::os::windows::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

pub(in crate::provider::worker) use crate::provider::module::{end_now, limit_memory, own_file, used_memory};
pub(in crate::provider::worker) use child::Child;
#[cfg(test)]
pub(in crate::provider::worker) use child::waiting_process;
#[cfg(test)]
pub(in crate::provider::worker) use link::pair;
pub(in crate::provider::worker) use link::{HostLink, Link};
pub(in crate::provider::worker) use start::start;
pub(in crate::provider::worker) use surroundings::Surroundings;

/// A path as it goes to the process.
pub(in crate::provider::worker) fn path_to_bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

/// The path that came so; nothing where the bytes are none.
pub(in crate::provider::worker) fn path_of_bytes(bytes: &[u8]) -> Option<PathBuf> {
    let (characters, rest) = bytes.as_chunks();
    let characters: Vec<u16> = characters.iter().copied().map(u16::from_le_bytes).collect();
    rest.is_empty().then(|| OsString::from_wide(&characters).into())
}

/// Whether this process may start a program: nobody runs here with rights that its caller has not.
pub(in crate::provider::worker) fn may_be_started(_: &Path) -> bool {
    true
}
