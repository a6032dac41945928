//! What the library really runs with.

use std::time::Instant;

pub(crate) use std::sync::{OnceLock, atomic};
pub(crate) use std::{hint, thread, thread_local};

pub(crate) use super::locks::{Condvar, Mutex, MutexGuard, RwLock};
pub(crate) use crossbeam_channel as channel;

/// Whether a model checker runs the threads. Numbers that only make things fast or roomy are small then.
pub(crate) const IS_MODELLED: bool = false;

/// What time it is.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Declares a static that changes.
macro_rules! process_static {
    ($(#[$attribute:meta])* static $name:ident: $type:ty = $value:expr;) => {
        $(#[$attribute])* static $name: $type = $value;
    };
}
pub(crate) use process_static;
