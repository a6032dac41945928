//! The locks and atomics that the engine uses, in one place, so that a model checker can take theirs.

pub(crate) use std::sync::atomic;

pub(crate) use parking_lot::{Condvar, Mutex, MutexGuard, RwLock};
