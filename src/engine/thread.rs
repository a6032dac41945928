//! The library's own threads, and what a thread knows of what it is doing for the engine.

use std::cell::{Cell, RefCell};
use std::io;

use super::pool;
use super::sync::thread::{Builder, JoinHandle};
use super::sync::{IS_MODELLED, thread_local};
use crate::process;

/// Starts a thread that handles no signal: signals are for the threads of the program that the library is a guest of.
pub(crate) fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    #[cfg(test)]
    if NONE_MORE.get() {
        return Err(io::Error::from(io::ErrorKind::WouldBlock));
    }
    let builder = Builder::new().name(name.to_owned());
    if IS_MODELLED {
        // Threads of a model are coroutines of one, whose signals stay as they are.
        return builder.spawn(run);
    }
    process::with_signals_blocked(|| builder.spawn(run))
}

#[cfg(test)]
std::thread_local! {
    static NONE_MORE: Cell<bool> = const { Cell::new(false) };
}

/// Runs something while the system lets this thread start no other, as it does to a process at its limit.
#[cfg(test)]
pub(crate) fn without_threads<T>(run: impl FnOnce() -> T) -> T {
    NONE_MORE.set(true);
    let result = run();
    NONE_MORE.set(false);
    result
}

/// What a callback that runs on this thread belongs to. Closing any of it from inside the callback, and waiting, would never
/// end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CallbackOf {
    /// The address of the application.
    pub(crate) application: usize,
    /// The address of the session.
    pub(crate) session: usize,
}

thread_local! {
    /// The operation that this worker runs the provider of: its address, or zero.
    static EXECUTING: Cell<usize> = const { Cell::new(0) };
    /// The operation that this worker goes on with where its provider left off: its address, or zero.
    static GOING_ON: Cell<usize> = const { Cell::new(0) };
    static CALLBACKS: RefCell<Vec<CallbackOf>> = const { RefCell::new(Vec::new()) };
}

/// Runs the provider of the operation at this address on this thread.
pub(crate) fn executing<T>(operation: usize, run: impl FnOnce() -> T) -> T {
    struct Restore(usize);
    impl Drop for Restore {
        fn drop(&mut self) {
            EXECUTING.with(|executing| executing.set(self.0));
        }
    }
    let _restore = Restore(EXECUTING.with(|executing| executing.replace(operation)));
    run()
}

/// Whether this thread runs the provider of the operation at this address, and nothing inside of that.
pub(crate) fn is_executing(operation: usize) -> bool {
    EXECUTING.with(|executing| executing.get() == operation)
}

/// Goes on with the operation at this address on this worker, where its provider left off. What goes on may wait for the client also
/// where the provider began on the client's own thread.
pub(crate) fn going_on<T>(operation: usize, run: impl FnOnce() -> T) -> T {
    struct Restore(usize);
    impl Drop for Restore {
        fn drop(&mut self) {
            GOING_ON.with(|going_on| going_on.set(self.0));
        }
    }
    let _restore = Restore(GOING_ON.with(|going_on| going_on.replace(operation)));
    executing(operation, run)
}

/// Whether this thread goes on with the operation at this address, and runs nothing inside of that.
pub(crate) fn is_going_on(operation: usize) -> bool {
    is_executing(operation) && GOING_ON.with(|going_on| going_on.get() == operation)
}

/// Runs a client's callback.
pub(crate) fn in_callback<T>(of: CallbackOf, run: impl FnOnce() -> T) -> T {
    struct Leave;
    impl Drop for Leave {
        fn drop(&mut self) {
            CALLBACKS.with(|callbacks| callbacks.borrow_mut().pop());
        }
    }
    CALLBACKS.with(|callbacks| callbacks.borrow_mut().push(of));
    let _leave = Leave;
    let process = process::forks();
    // A result that the callback starts and gets is none of the operation's that the callback is for.
    let result = executing(0, run);
    if process::forks() != process {
        pool::end_child_of_worker();
    }
    result
}

/// Whether this thread is inside a callback that fits.
pub(crate) fn is_in_callback(fits: impl Fn(CallbackOf) -> bool) -> bool {
    CALLBACKS.with(|callbacks| callbacks.borrow().iter().any(|&callback| fits(callback)))
}
