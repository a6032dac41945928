//! Operations.

use crate::abi::*;

forward! {
    /// Ends the operation's handle. Needed for each operation, also for one that failed to start. An
    /// operation that is still running is cancelled. A synchronous one has stopped when the function returns;
    /// an asynchronous one still delivers its final result to its callback. May be called from a callback.
    fn MI_Operation_Close(operation: *mut MI_Operation) => Close;

    /// Asks the operation to stop. Its final result still comes, and its handle is still to be closed.
    /// Cancelling twice is OK.
    fn MI_Operation_Cancel(operation: *mut MI_Operation, reason: MI_CancellationReason) => Cancel;

    /// Gives the session of the operation. It is a copy of the handle: do not close it.
    fn MI_Operation_GetSession(operation: *mut MI_Operation, session: *mut MI_Session) clearing session
        => GetSession;
}

/// Waits for the next result of a synchronous operation that gives instances. The return value says
/// whether a result was fetched; `result` is the operation's own. `instance`, `errorMessage` and
/// `completionDetails` belong to the operation until the next call or its end: clone what is to be kept.
/// `moreResults` is false with the final result, whose instance may be NULL. `completionDetails` is the error
/// instance of an operation that failed (see `MI_ErrorCategory` for how to read it), else NULL. All but
/// `instance` may be NULL. INVALID_PARAMETER where the operation has a result callback or gives something
/// else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Operation_GetInstance(
    operation: *mut MI_Operation,
    instance: *mut *const MI_Instance,
    moreResults: *mut MI_Boolean,
    result: *mut MI_Result,
    errorMessage: *mut *const MI_Char,
    completionDetails: *mut *const MI_Instance,
) -> MI_Result {
    let refusal = match slot!(operation, GetInstance) {
        Some(Some(function)) => {
            // SAFETY: the arguments are the caller's, passed on as they are.
            return unsafe {
                function(operation, instance, moreResults, result, errorMessage, completionDetails)
            };
        }
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    };
    // SAFETY: both pointers are the caller's, so each is NULL or can be written.
    unsafe { refuse(moreResults, result, refusal) }
}

/// Waits for the next result of a synchronous subscription. The return value says whether a result was
/// fetched; `result` is the operation's own. What is given belongs to the operation until the next call
/// or its end: clone what is to be kept. All but `instance` may be NULL. INVALID_PARAMETER where the
/// operation has a result callback or gives something else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Operation_GetIndication(
    operation: *mut MI_Operation,
    instance: *mut *const MI_Instance,
    bookmark: *mut *const MI_Char,
    machineID: *mut *const MI_Char,
    moreResults: *mut MI_Boolean,
    result: *mut MI_Result,
    errorMessage: *mut *const MI_Char,
    completionDetails: *mut *const MI_Instance,
) -> MI_Result {
    let refusal = match slot!(operation, GetIndication) {
        Some(Some(function)) => {
            // SAFETY: the arguments are the caller's, passed on as they are.
            return unsafe {
                function(
                    operation,
                    instance,
                    bookmark,
                    machineID,
                    moreResults,
                    result,
                    errorMessage,
                    completionDetails,
                )
            };
        }
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    };
    // SAFETY: both pointers are the caller's, so each is NULL or can be written.
    unsafe { refuse(moreResults, result, refusal) }
}

/// Waits for the next result of a synchronous operation that gives classes. The return value says whether
/// a result was fetched; `result` is the operation's own. `classResult`, `errorMessage` and
/// `completionDetails` belong to the operation until the next call or its end: clone what is to be kept.
/// `moreResults` is false with the final result, whose class may be NULL. All but `classResult` may be
/// NULL. INVALID_PARAMETER where the operation has a result callback or gives something else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Operation_GetClass(
    operation: *mut MI_Operation,
    classResult: *mut *const MI_Class,
    moreResults: *mut MI_Boolean,
    result: *mut MI_Result,
    errorMessage: *mut *const MI_Char,
    completionDetails: *mut *const MI_Instance,
) -> MI_Result {
    let refusal = match slot!(operation, GetClass) {
        Some(Some(function)) => {
            // SAFETY: the arguments are the caller's, passed on as they are.
            return unsafe {
                function(operation, classResult, moreResults, result, errorMessage, completionDetails)
            };
        }
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    };
    // SAFETY: both pointers are the caller's, so each is NULL or can be written.
    unsafe { refuse(moreResults, result, refusal) }
}

/// Says in the out parameters too that there is no result, so that a loop over results ends.
///
/// # Safety
///
/// The pointers are NULL or can be written.
unsafe fn refuse(moreResults: *mut MI_Boolean, result: *mut MI_Result, refusal: MI_Result) -> MI_Result {
    if !result.is_null() {
        // SAFETY: not NULL, so it can be written.
        unsafe { result.write(refusal) };
    }
    if !moreResults.is_null() {
        // SAFETY: not NULL, so it can be written.
        unsafe { moreResults.write(MI_FALSE) };
    }
    refusal
}
