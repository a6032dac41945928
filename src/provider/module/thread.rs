//! Threads for what can't run where it is called for: below the code of a module on the stack, or after a request that waits. And
//! what a thread knows of the module's code that it runs.

use std::cell::Cell;
use std::thread::{Builder, JoinHandle};

use crate::process::with_signals_blocked;

thread_local! {
    /// How many functions of providers this thread is in.
    static PROVIDING: Cell<u32> = const { Cell::new(0) };
}

/// Whether a function of a provider runs on this thread, or what it called. What waits for requests to end may be waiting for that
/// very function.
pub fn is_providing() -> bool {
    PROVIDING.get() > 0
}

/// A function of a provider that runs on this thread while this exists.
pub(super) struct Providing(());

impl Providing {
    pub(super) fn enter() -> Providing {
        PROVIDING.set(PROVIDING.get() + 1);
        Providing(())
    }
}

impl Drop for Providing {
    fn drop(&mut self) {
        PROVIDING.set(PROVIDING.get() - 1);
    }
}

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
