//! What needs no handle.

use crate::abi::*;

forward_to_client_table! {
    /// Tells what kind of error an error code is. `errorType` says whose code it is: `MI_RESULT_TYPE_...`.
    /// `MI_ERRORCATEGORY_NOT_SPECIFIED` where nothing is known.
    fn MI_Utilities_MapErrorToMiErrorCategory(errorType: *const MI_Char, error: MI_Uint32) -> MI_ErrorCategory
        => utilitiesFT.MapErrorToMiErrorCategory, else MI_ERRORCATEGORY_NOT_SPECIFIED;

    /// Makes an error instance for an error code. `errorType` says whose code it is: `MI_RESULT_TYPE_...`.
    /// `errorMessage` may be NULL, for the code's own text. `cimError` receives the instance, or NULL for the
    /// code of success; end it with `MI_Instance_Delete`. INVALID_PARAMETER for a kind of code that is not
    /// known.
    fn MI_Utilities_CimErrorFromErrorCode(
        error: MI_Uint32, errorType: *const MI_Char, errorMessage: *const MI_Char,
        cimError: *mut *mut MI_Instance
    ) -> MI_Result => utilitiesFT.CimErrorFromErrorCode, else MI_RESULT_NOT_SUPPORTED;
}
