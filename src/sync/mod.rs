//! Everything by which threads share and wait, in one place: locks, atomics, threads, thread-locals, channels, statics that
//! change, and the clock.
//!
//! The names and shapes are those of `parking_lot`, `crossbeam_channel` and `std`, and normally they are [`locks`] and the last two. In the tests
//! of `make test-model` (the feature `shuttle`) they are [`modelled`]: a model checker decides which thread runs next, and when
//! a wait times out. What the engine shares goes through here, so that the model checker sees all of it.

#[cfg_attr(all(test, feature = "shuttle"), allow(dead_code, reason = "the model checker has its own"))]
pub(crate) mod locks;
#[cfg(not(all(test, feature = "shuttle")))]
mod native;
#[cfg(not(all(test, feature = "shuttle")))]
pub(crate) use native::*;

#[cfg(all(test, feature = "shuttle"))]
mod modelled;
mod turns;
#[cfg(all(test, feature = "shuttle"))]
pub(crate) use modelled::*;
pub(crate) use turns::{Joined, Turn, Turns};
