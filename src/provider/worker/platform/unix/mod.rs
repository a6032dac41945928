//! Sockets, process descriptors, users, `/proc`.

mod child;
mod files;
mod link;
mod memory;
mod start;
mod surroundings;

pub(in crate::provider::worker) use child::{Child, Ended};
pub(in crate::provider::worker) use files::{belongs_to_the_system, own_file};
pub(in crate::provider::worker) use link::{HostLink, Link};
pub(in crate::provider::worker) use memory::{end_now, limit_memory, used_memory};
pub(in crate::provider::worker) use start::start;
pub(in crate::provider::worker) use surroundings::Surroundings;

#[cfg(test)]
pub(in crate::provider::worker) use link::pair;

/// A process that does nothing until it is killed.
#[cfg(test)]
pub(in crate::provider::worker) fn waiting_process() -> Child {
    Child::of(std::process::Command::new("/bin/sleep").arg("1000").spawn().unwrap()).unwrap()
}
