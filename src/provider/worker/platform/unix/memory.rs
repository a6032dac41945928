//! How much memory this process has, and its end when nothing else helps.

use rustix::process::{Resource, Rlimit, Signal, getpid, kill_process, setrlimit};

/// Has the system refuse this process more memory.
pub(in crate::provider::worker) fn limit_memory(bytes: u64) -> std::io::Result<()> {
    Ok(setrlimit(Resource::Data, Rlimit { current: Some(bytes), maximum: Some(bytes) })?)
}

/// The memory that this process has, in bytes.
pub(in crate::provider::worker) fn used_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages.saturating_mul(rustix::param::page_size() as u64))
}

/// Ends this process, whatever its threads do.
pub(in crate::provider::worker) fn end_now() -> ! {
    // What runs at an orderly exit is partly the module's, which may be what does not end.
    let _ = kill_process(getpid(), Signal::KILL);
    std::process::abort()
}
