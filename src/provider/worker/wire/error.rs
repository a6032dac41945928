//! What is wrong with a message.

use super::bytes::{MAXIMUM_MEMORY, MAXIMUM_NESTING};
use super::frames::MAXIMUM_FRAME;
use crate::cim::Type;

/// Why a message can't be sent, or bytes are none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in super::super) enum WireError {
    /// Bytes are not what this library writes.
    #[error("the message is wrong at byte {at}: {expected} was expected")]
    Unexpected {
        /// The byte within the body of the frame.
        at: usize,
        /// What should have been there.
        expected: &'static str,
    },
    #[error("a message of {0} bytes is longer than the {MAXIMUM_FRAME} that one may have")]
    TooLong(u64),
    #[error("a message would take more than {} MiB of memory", MAXIMUM_MEMORY >> 20)]
    TooLarge,
    #[error("instances and classes lie more than {MAXIMUM_NESTING} levels deep in each other")]
    TooDeep,
    #[error("'{name}' is of type {said}, and its value of type {is}")]
    Contradiction { name: String, said: Type, is: Type },
    #[error("an instance of the class '{0}' lacks properties of it")]
    Incomplete(String),
}
