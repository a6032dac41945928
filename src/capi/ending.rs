//! The end of the process on Windows. The system ends all threads but one first, and then tells libraries that the process ends; what a
//! library of the program closes then (a static object of C++, say), it closes where the threads that it would wait for are gone.
//!
//! That is how it is in a child of a fork, too. So from there on everything that was opened is what a parent opened: closing it is letting
//! go of it.

/// Looks whether the process ends. Called before the library waits for its threads.
#[cfg(windows)]
#[inline]
pub(super) fn look() {
    use std::sync::atomic::{AtomicBool, Ordering};
    static IS_KNOWN: AtomicBool = AtomicBool::new(false);
    if crate::object::rights::process_ends() && !IS_KNOWN.swap(true, Ordering::Relaxed) {
        crate::process::was_forked();
    }
}

/// Elsewhere threads run until the process is gone.
#[cfg(not(windows))]
#[inline]
pub(super) fn look() {}
