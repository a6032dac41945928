//! Deserializers: C's buffers into the model.

use std::ffi::c_void;

use super::catalog::ClientCatalog;
use super::input::{Input, invalid};
use super::read::{Home, one_class, one_instance};
use super::{DESERIALIZERS, Format, INVALID, names};
use crate::abi::*;
use crate::capi::application::tell;
use crate::cim::Error;
use crate::handles::HandleWords;
use crate::object::boundary::{self, guard, put};
use crate::object::class::class_to_c;
use crate::object::instance::own_instance_to_c;

/// What deserializers can do.
pub static DESERIALIZER_FT: MI_DeserializerFT = TABLE;

/// [`DESERIALIZER_FT`], for those who make copies of it.
pub(super) const TABLE: MI_DeserializerFT = MI_DeserializerFT {
    Close: Some(close),
    DeserializeClass: Some(deserialize_class),
    Class_GetClassName: Some(names::of_class),
    Class_GetParentClassName: Some(names::of_superclass),
    DeserializeInstance: Some(deserialize_instance),
    Instance_GetClassName: Some(names::of_instance),
};

/// The words of a handle.
///
/// # Safety
/// `deserializer` is NULL or readable.
unsafe fn words_of(deserializer: *const MI_Deserializer) -> Result<HandleWords, MI_Result> {
    // SAFETY: by the contract.
    let handle = unsafe { deserializer.as_ref() }.ok_or(INVALID)?;
    Ok(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
}

/// What the deserializer of a handle reads.
///
/// # Safety
/// `deserializer` is NULL or readable.
pub(super) unsafe fn format_of(deserializer: *const MI_Deserializer) -> Result<Format, Error> {
    // SAFETY: by the contract.
    let words = unsafe { words_of(deserializer) }.ok();
    words
        .and_then(|words| DESERIALIZERS.format(words))
        .ok_or_else(|| invalid("The deserializer is closed, or was never opened.".into()))
}

/// Flags of a deserializer are for later.
pub(super) fn without_flags(flags: MI_Uint32) -> Result<(), Error> {
    match flags {
        0 => Ok(()),
        flags => Err(invalid(format!("Deserializers know no flags, and {flags:#x} was given; give 0."))),
    }
}

/// Runs the body of a function with these details: an error goes there.
///
/// # Safety
/// `details` is NULL or may be written.
pub(super) unsafe fn telling(
    function: &'static str,
    details: *mut *mut MI_Instance,
    body: impl FnOnce() -> Result<(), Error>,
) -> MI_Result {
    guard(function, || {
        // SAFETY: by the contract.
        unsafe {
            put(details, std::ptr::null_mut());
            body().map_err(|error| tell(&error, details))
        }
    })
}

unsafe extern "system" fn close(deserializer: *mut MI_Deserializer) -> MI_Result {
    guard("MI_Deserializer_Close", || {
        // SAFETY: a handle argument is NULL or may be read and written.
        unsafe {
            if !DESERIALIZERS.close(words_of(deserializer)?) {
                return Err(INVALID);
            }
            deserializer.write(MI_Deserializer::default());
        }
        Ok(())
    })
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "system" fn deserialize_class(
    deserializer: *mut MI_Deserializer,
    flags: MI_Uint32,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    parent: *mut MI_Class,
    server_name: *const MI_Char,
    namespace: *const MI_Char,
    needed: MI_Deserializer_ClassObjectNeeded,
    context: *mut c_void,
    read: *mut MI_Uint32,
    class: *mut *mut MI_Class,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    let body = || {
        // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
        unsafe {
            put(class, std::ptr::null_mut());
            put(read, 0);
            let format = format_of(deserializer)?;
            without_flags(flags)?;
            let input = Input::new(format, buffer, length)?;
            let home =
                Home { namespace: boundary::text(namespace), server_name: boundary::text(server_name) };
            let catalog = ClientCatalog::new(format, &parent, 1)?;
            let catalog = catalog.asking(needed, context, home.server_name.clone());
            let (found, end) = one_class(format, &input, &catalog, &home)?;
            put(read, end);
            if !class.is_null() {
                put(class, class_to_c(found));
            }
            Ok(())
        }
    };
    // SAFETY: an out-parameter is NULL or may be written.
    unsafe { telling("MI_Deserializer_DeserializeClass", details, body) }
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "system" fn deserialize_instance(
    deserializer: *mut MI_Deserializer,
    flags: MI_Uint32,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    classes: *mut *mut MI_Class,
    class_count: MI_Uint32,
    needed: MI_Deserializer_ClassObjectNeeded,
    context: *mut c_void,
    read: *mut MI_Uint32,
    instance: *mut *mut MI_Instance,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    let body = || {
        // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
        unsafe {
            put(instance, std::ptr::null_mut());
            put(read, 0);
            let format = format_of(deserializer)?;
            without_flags(flags)?;
            let input = Input::new(format, buffer, length)?;
            let catalog = ClientCatalog::new(format, classes, class_count)?.asking(needed, context, None);
            let (found, end) = one_instance(format, &input, &catalog)?;
            put(read, end);
            if !instance.is_null() {
                put(instance, own_instance_to_c(found));
            }
            Ok(())
        }
    };
    // SAFETY: an out-parameter is NULL or may be written.
    unsafe { telling("MI_Deserializer_DeserializeInstance", details, body) }
}
