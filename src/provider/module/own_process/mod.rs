//! Processes that are made for modules: what takes `unsafe` to make them, and to be one.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::prepare_process;
#[cfg(all(windows, test))]
pub(crate) use windows::pipe_pair;
#[cfg(windows)]
pub use windows::prepare_process;
#[cfg(windows)]
pub(crate) use windows::{
    Begun, Pipe, Process, cancel_reads, end_now, limit_memory, own_file, take_standard_handles, used_memory,
};
