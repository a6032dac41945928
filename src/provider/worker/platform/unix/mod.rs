//! Sockets, process descriptors, users, `/proc`.

mod child;
mod files;
mod link;
mod memory;
mod start;
mod surroundings;

pub(in crate::provider::worker) use child::{Child, Ended};
pub(in crate::provider::worker) use files::{may_be_started, own_file};
pub(in crate::provider::worker) use link::{HostLink, Link};
pub(in crate::provider::worker) use memory::{end_now, limit_memory, used_memory};
pub(in crate::provider::worker) use start::start;
pub(in crate::provider::worker) use surroundings::Surroundings;

#[cfg(test)]
pub(in crate::provider::worker) use link::pair;

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// A path as it goes to the process.
pub(in crate::provider::worker) fn path_to_bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_bytes().to_vec()
}

/// The path that came so; nothing where the bytes are none.
pub(in crate::provider::worker) fn path_of_bytes(bytes: &[u8]) -> Option<PathBuf> {
    Some(OsString::from_vec(bytes.to_vec()).into())
}

/// A process that does nothing until it is killed.
#[cfg(test)]
pub(in crate::provider::worker) fn waiting_process() -> Child {
    Child::of(std::process::Command::new("/bin/sleep").arg("1000").spawn().unwrap()).unwrap()
}
