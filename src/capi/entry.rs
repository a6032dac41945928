//! The entries that have no object to go through: they make the first one.

use crate::abi::*;

/// Starts an application.
///
/// # Safety
///
/// As for every exported function.
// TODO: the application's table.
pub unsafe fn initialize(
    flags: MI_Uint32,
    _application_id: *const MI_Char,
    extended_error: *mut *mut MI_Instance,
    application: *mut MI_Application,
) -> MI_Result {
    if !extended_error.is_null() {
        // SAFETY: not NULL, so the caller promises that it can be written.
        unsafe { extended_error.write(core::ptr::null_mut()) };
    }
    if application.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    // SAFETY: not NULL, so the caller promises that it can be written.
    unsafe { application.write(MI_Application::default()) };
    if flags != 0 { MI_RESULT_INVALID_PARAMETER } else { MI_RESULT_NOT_SUPPORTED }
}

/// Makes a serializer for MOF.
///
/// # Safety
///
/// As for every exported function.
// TODO: the serializers.
pub unsafe fn new_mof_serializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    serializer: *mut MI_Serializer,
) -> MI_Result {
    if serializer.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    // SAFETY: not NULL, so the caller promises that it can be written.
    unsafe { serializer.write(MI_Serializer::default()) };
    if application.is_null() || format.is_null() || flags != 0 {
        return MI_RESULT_INVALID_PARAMETER;
    }
    MI_RESULT_NOT_SUPPORTED
}

/// Makes a deserializer for MOF.
///
/// # Safety
///
/// As for every exported function.
// TODO: the deserializers.
pub unsafe fn new_mof_deserializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    deserializer: *mut MI_Deserializer,
) -> MI_Result {
    if deserializer.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    // SAFETY: not NULL, so the caller promises that it can be written.
    unsafe { deserializer.write(MI_Deserializer::default()) };
    if application.is_null() || format.is_null() || flags != 0 {
        return MI_RESULT_INVALID_PARAMETER;
    }
    MI_RESULT_NOT_SUPPORTED
}
