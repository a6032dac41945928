//! What the handles of applications, sessions and operations have in common.

use super::ending;
use crate::abi::{MI_RESULT_INVALID_PARAMETER, MI_Result};
use crate::cim::Error;
use crate::handles::{HandleWords, ProcessHandles};
use std::sync::Arc;

/// Marks the handle that a failed factory leaves. It names no object, and remembers the result.
const FAILED: u64 = 0x91c4_e07a_55d2_3b00;

/// The words of a handle whose factory failed with this result.
pub(super) fn failed(result: MI_Result) -> HandleWords {
    HandleWords { reserved1: FAILED | u64::from(result & 0xff), reserved2: 0 }
}

/// The result that made the factory of this handle fail.
pub(super) fn failure(words: HandleWords) -> Option<MI_Result> {
    let is_failed = words.reserved2 == 0 && words.reserved1 & !0xff == FAILED;
    is_failed.then_some((words.reserved1 & 0xff) as MI_Result)
}

/// The object of a handle, or what every function but the closing one answers without it.
pub(super) fn find<T>(table: &ProcessHandles<T>, words: HandleWords) -> Result<Arc<T>, MI_Result> {
    ending::look();
    table.own().get(words).ok_or_else(|| failure(words).unwrap_or(MI_RESULT_INVALID_PARAMETER))
}

/// Logs why a function that has nothing to tell it with but its result was refused, and gives that result.
pub(super) fn log(function: &'static str, error: &Error) -> MI_Result {
    tracing::error!(%error, function, "refused");
    error.status.number()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::{MI_RESULT_FAILED, MI_RESULT_NOT_FOUND};

    #[test]
    fn the_handle_of_a_failed_factory_remembers_the_result() {
        let table: ProcessHandles<u8> = ProcessHandles::new(77);
        assert_eq!(find(&table, failed(MI_RESULT_NOT_FOUND)), Err(MI_RESULT_NOT_FOUND));
        assert_eq!(failure(failed(MI_RESULT_FAILED)), Some(MI_RESULT_FAILED));
    }

    #[test]
    fn words_that_are_none_of_ours_are_no_failure() {
        for reserved1 in [0, 1, u64::MAX] {
            assert_eq!(failure(HandleWords { reserved1, reserved2: 0 }), None);
        }
        assert_eq!(failure(HandleWords { reserved2: 5, ..failed(MI_RESULT_FAILED) }), None);
    }
}
