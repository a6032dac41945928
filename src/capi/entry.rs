//! The entries that have no object to go through: they make the first one.

use super::application;
use crate::abi::*;

pub use application::initialize;

/// Makes a serializer for MOF.
///
/// # Safety
///
/// As for every exported function.
pub unsafe fn new_mof_serializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    serializer: *mut MI_Serializer,
) -> MI_Result {
    // SAFETY: the arguments are the caller's, passed on as they are.
    unsafe { application::new_mof_serializer(application, flags, format, serializer) }
}

/// Makes a deserializer for MOF.
///
/// # Safety
///
/// As for every exported function.
pub unsafe fn new_mof_deserializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    deserializer: *mut MI_Deserializer,
) -> MI_Result {
    // SAFETY: the arguments are the caller's, passed on as they are.
    unsafe { application::new_mof_deserializer(application, flags, format, deserializer) }
}
