//! Threads for what can't run where it is called for: below the code of a module on the stack, or after a request that waits.

use std::thread::{Builder, JoinHandle};

use crate::process::with_signals_blocked;

/// Runs this on a thread of its own, which handles no signal: signals are for the program that the library is a guest of. Gives
/// `false` where the system has no thread left.
pub(super) fn run_apart(run: impl FnOnce() + Send + 'static) -> bool {
    start(run).is_some()
}

/// [`run_apart`] on a thread that can be waited for.
pub(super) fn start(run: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    let builder = Builder::new().name("mi-module".to_owned());
    let started = with_signals_blocked(|| builder.spawn(run));
    if let Err(error) = &started {
        tracing::error!(%error, "a provider module needs a thread, and none can be started");
    }
    started.ok()
}
