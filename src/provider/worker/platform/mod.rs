//! What both sides need of the system, in one file for each thing and platform. Everything else of this room is the same everywhere.
//!
//! | | Unix | Windows |
//! | --- | --- | --- |
//! | [`Link`], [`HostLink`] | the two ends of a pair of sockets, the process's standard input | the ends of two pipes, its standard input and output |
//! | [`Child`] | a descriptor of the process; a signal may have ended it | a handle of the process; the number of an exception may be its exit code |
//! | [`Surroundings`] | its user, and its variables | its variables |
//! | [`start`] | in a process group of its own, as its user | without a window |
//! | [`own_file`], [`may_be_started`] | what is mapped, and who may write it | the module of an address |
//! | [`path_to_bytes`], [`path_of_bytes`] | the bytes of the path | its characters of 16 bits, the lower byte first |
//! | [`limit_memory`], [`used_memory`], [`end_now`] | resource limits and `/proc` | a job object and the working set |

mod paths;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as current;
#[cfg(windows)]
use windows as current;

pub(super) use current::{
    Child, HostLink, Link, Surroundings, end_now, limit_memory, may_be_started, own_file, path_of_bytes,
    path_to_bytes, start, used_memory,
};
#[cfg(test)]
pub(super) use current::{pair, waiting_process};
#[cfg(unix)]
pub(super) use unix::Ended;

/// A process that was started for a module, and the library's end of the connection with it.
pub(super) struct Started {
    pub(super) child: Child,
    pub(super) link: Link,
}

/// Whether a process can still speak with the library that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(windows, allow(dead_code, reason = "pipes are closed by their end alone"))]
pub(super) enum Bond {
    /// It can.
    Holds,
    /// Something in the process has closed its end.
    Lost,
    /// Who started the process is gone, and something else has the other end open.
    Orphaned,
}
