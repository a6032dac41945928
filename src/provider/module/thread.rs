//! Threads for what can't run where it is called for: below the code of a module on the stack, or after a request that waits.

use std::thread::{Builder, JoinHandle};

use nix::sys::signal::{SigSet, SigmaskHow, Signal};

/// Runs this on a thread of its own, which handles no signal: signals are for the program that the library is a guest of. Gives
/// `false` where the system has no thread left.
pub(super) fn run_apart(run: impl FnOnce() + Send + 'static) -> bool {
    start(run).is_some()
}

/// [`run_apart`] on a thread that can be waited for.
pub(super) fn start(run: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    // A thread inherits what its maker blocks, so that there is no moment at which it could get one.
    let mut signals = SigSet::all();
    for fault in [Signal::SIGSEGV, Signal::SIGBUS, Signal::SIGFPE, Signal::SIGILL, Signal::SIGTRAP] {
        signals.remove(fault);
    }
    let before = signals.thread_swap_mask(SigmaskHow::SIG_SETMASK);
    let started = Builder::new().name("mi-module".to_owned()).spawn(run);
    if let Ok(before) = before {
        // It was this thread's mask a moment ago, so setting it again can't fail.
        let _ = before.thread_set_mask();
    }
    if let Err(error) = &started {
        tracing::error!(%error, "a provider module needs a thread, and none can be started");
    }
    started.ok()
}
