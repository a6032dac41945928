//! Operations: their results, and the callbacks that deliver them.

use core::ffi::c_void;

use super::*;

/// Asks the user a question. `promptUserResult` is NULL where nobody waits for the answer, else it must be called once.
pub type MI_OperationCallback_PromptUser = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        message: *const MI_Char,
        promptType: MI_PromptType,
        promptUserResult: Option<
            unsafe extern "system" fn(*mut MI_Operation, MI_OperationCallback_ResponseType) -> MI_Result,
        >,
    ),
>;

/// Reports an error that did not end the operation. `writeErrorResult` is NULL where nobody waits for the answer.
pub type MI_OperationCallback_WriteError = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        instance: *mut MI_Instance,
        writeErrorResult: Option<
            unsafe extern "system" fn(*mut MI_Operation, MI_OperationCallback_ResponseType) -> MI_Result,
        >,
    ),
>;

/// Delivers a message on a channel, `MI_WRITEMESSAGE_CHANNEL_...` or a number of the provider's own.
pub type MI_OperationCallback_WriteMessage = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        channel: MI_Uint32,
        message: *const MI_Char,
    ),
>;

/// Reports progress, in per cent and seconds.
pub type MI_OperationCallback_WriteProgress = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        activity: *const MI_Char,
        currentOperation: *const MI_Char,
        statusDescription: *const MI_Char,
        percentageComplete: MI_Uint32,
        secondsRemaining: MI_Uint32,
    ),
>;

/// Delivers one instance. `moreResults` is false exactly once, with the final result.
/// With manual acknowledgement `resultAcknowledgement` must be called once; otherwise it is NULL. Runs on a library thread.
pub type MI_OperationCallback_Instance = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        instance: *const MI_Instance,
        moreResults: MI_Boolean,
        resultCode: MI_Result,
        errorString: *const MI_Char,
        errorDetails: *const MI_Instance,
        resultAcknowledgement: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
    ),
>;

/// Delivers a part of a streamed output parameter, before the final result.
pub type MI_OperationCallback_StreamedParameter = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        parameterName: *const MI_Char,
        resultType: MI_Type,
        result: *const MI_Value,
        resultAcknowledgement: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
    ),
>;

/// Delivers one indication. `moreResults` is false exactly once, with the final result.
/// With manual acknowledgement `resultAcknowledgement` must be called once; otherwise it is NULL. Runs on a library thread.
pub type MI_OperationCallback_Indication = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        instance: *const MI_Instance,
        bookmark: *const MI_Char,
        machineID: *const MI_Char,
        moreResults: MI_Boolean,
        resultCode: MI_Result,
        errorString: *const MI_Char,
        errorDetails: *const MI_Instance,
        resultAcknowledgement: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
    ),
>;

/// Delivers one class. `moreResults` is false exactly once, with the final result.
/// With manual acknowledgement `resultAcknowledgement` must be called once; otherwise it is NULL. Runs on a library thread.
pub type MI_OperationCallback_Class = Option<
    unsafe extern "system" fn(
        operation: *mut MI_Operation,
        callbackContext: *mut c_void,
        classResult: *const MI_Class,
        moreResults: MI_Boolean,
        resultCode: MI_Result,
        errorString: *const MI_Char,
        errorDetails: *const MI_Instance,
        resultAcknowledgement: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
    ),
>;

/// The callbacks of one operation. The library copies the structure when the operation starts.
/// Without a result callback of the operation's kind the operation is synchronous.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_OperationCallbacks {
    pub callbackContext: *mut c_void,
    pub promptUser: MI_OperationCallback_PromptUser,
    pub writeError: MI_OperationCallback_WriteError,
    pub writeMessage: MI_OperationCallback_WriteMessage,
    pub writeProgress: MI_OperationCallback_WriteProgress,
    pub instanceResult: MI_OperationCallback_Instance,
    pub indicationResult: MI_OperationCallback_Indication,
    pub classResult: MI_OperationCallback_Class,
    pub streamedParameterResult: MI_OperationCallback_StreamedParameter,
}

/// An operation that was started in a session. Ended by `MI_Operation_Close`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Operation {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
    pub ft: *const MI_OperationFT,
}

/// What an operation can do; each slot has a function of the same name, `MI_Operation_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_OperationFT {
    pub Close: Option<unsafe extern "system" fn(operation: *mut MI_Operation) -> MI_Result>,
    pub Cancel: Option<
        unsafe extern "system" fn(operation: *mut MI_Operation, reason: MI_CancellationReason) -> MI_Result,
    >,
    pub GetSession: Option<
        unsafe extern "system" fn(operation: *mut MI_Operation, session: *mut MI_Session) -> MI_Result,
    >,
    pub GetInstance: Option<
        unsafe extern "system" fn(
            operation: *mut MI_Operation,
            instance: *mut *const MI_Instance,
            moreResults: *mut MI_Boolean,
            result: *mut MI_Result,
            errorMessage: *mut *const MI_Char,
            completionDetails: *mut *const MI_Instance,
        ) -> MI_Result,
    >,
    pub GetIndication: Option<
        unsafe extern "system" fn(
            operation: *mut MI_Operation,
            instance: *mut *const MI_Instance,
            bookmark: *mut *const MI_Char,
            machineID: *mut *const MI_Char,
            moreResults: *mut MI_Boolean,
            result: *mut MI_Result,
            errorMessage: *mut *const MI_Char,
            completionDetails: *mut *const MI_Instance,
        ) -> MI_Result,
    >,
    pub GetClass: Option<
        unsafe extern "system" fn(
            operation: *mut MI_Operation,
            classResult: *mut *const MI_Class,
            moreResults: *mut MI_Boolean,
            result: *mut MI_Result,
            errorMessage: *mut *const MI_Char,
            completionDetails: *mut *const MI_Instance,
        ) -> MI_Result,
    >,
}
