//! What an administrator does with a repository as a whole: check it, make a copy, and put a copy back.

mod backup;
mod check;
mod restore;

pub use backup::Existing;
pub use check::{Check, Finding};
pub use restore::{Previous, Restored};

/// How far a long piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: &'static str,
    /// How much of it is done.
    pub done: u64,
    /// Of how much; 0 where that is not known.
    pub all: u64,
}
