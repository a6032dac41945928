//! Serializers and deserializers. Their functions check their arguments; the formats themselves are not built.

use super::boundary::{self, guard, put};
use super::instance::error_instance;
use crate::abi::*;
use crate::cim::Error;

/// What serializers can do.
pub static SERIALIZER_FT: MI_SerializerFT = MI_SerializerFT {
    Close: Some(close_serializer),
    SerializeClass: Some(serialize_class),
    SerializeInstance: Some(serialize_instance),
};

/// What deserializers can do.
pub static DESERIALIZER_FT: MI_DeserializerFT = MI_DeserializerFT {
    Close: Some(close_deserializer),
    DeserializeClass: Some(deserialize_class),
    Class_GetClassName: Some(name_in_class),
    Class_GetParentClassName: Some(parent_name_in_class),
    DeserializeInstance: Some(deserialize_instance),
    Instance_GetClassName: Some(name_in_instance),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;
/// The flags that have a name: the class of an instance too, and what OMI's XML writer takes beside it.
const SERIALIZER_FLAGS: MI_Uint32 = MI_SERIALIZER_FLAGS_CLASS_DEEP | 0x0f00;

/// `MI_Application_NewSerializer` for an application that is there.
///
/// # Safety
/// `format` is NULL or ends in a NUL; `out` is NULL or may be written.
pub unsafe fn new_serializer(
    flags: MI_Uint32,
    format: *const MI_Char,
    out: *mut MI_Serializer,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    unsafe { put(out, MI_Serializer::default()) };
    // SAFETY: by the contract.
    unsafe { check_format(flags, format, out.is_null()) }
}

/// `MI_Application_NewDeserializer` for an application that is there.
///
/// # Safety
/// As for [`new_serializer`].
pub unsafe fn new_deserializer(
    flags: MI_Uint32,
    format: *const MI_Char,
    out: *mut MI_Deserializer,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    unsafe { put(out, MI_Deserializer::default()) };
    // SAFETY: by the contract.
    unsafe { check_format(flags, format, out.is_null()) }
}

/// # Safety
/// `format` is NULL or ends in a NUL.
unsafe fn check_format(flags: MI_Uint32, format: *const MI_Char, without_out: bool) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    let format = unsafe { boundary::text_ref(format) };
    if flags != 0 || without_out || format.is_none() {
        return Err(INVALID);
    }
    Err(MI_RESULT_NOT_SUPPORTED)
}

/// Tells the caller through an out-parameter why the function did nothing.
fn not_supported(what: &str, details: *mut *mut MI_Instance) -> Result<(), MI_Result> {
    if !details.is_null() {
        // SAFETY: an out-parameter that is not NULL may be written.
        unsafe { put(details, error_instance(&Error::not_supported(what))) };
    }
    Err(MI_RESULT_NOT_SUPPORTED)
}

fn clear<T>(out: *mut *mut T) {
    // SAFETY: an out-parameter is NULL or may be written.
    unsafe { put(out, std::ptr::null_mut()) };
}

unsafe extern "C" fn close_serializer(serializer: *mut MI_Serializer) -> MI_Result {
    guard("MI_Serializer_Close", || {
        // SAFETY: a handle argument is NULL or may be written.
        close(unsafe { serializer.as_ref() }.map(|handle| (handle.reserved1, handle.reserved2)))
    })
}

unsafe extern "C" fn close_deserializer(deserializer: *mut MI_Deserializer) -> MI_Result {
    guard("MI_Deserializer_Close", || {
        // SAFETY: a handle argument is NULL or may be written.
        close(unsafe { deserializer.as_ref() }.map(|handle| (handle.reserved1, handle.reserved2)))
    })
}

/// A zeroed handle is what a failed factory leaves, and is safe to close.
fn close(handle: Option<(u64, isize)>) -> Result<(), MI_Result> {
    if handle == Some((0, 0)) { Ok(()) } else { Err(INVALID) }
}

fn check_serialize<T>(
    serializer: *mut MI_Serializer,
    flags: MI_Uint32,
    object: *const T,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    needed: *mut MI_Uint32,
) -> Result<(), MI_Result> {
    let without_buffer = buffer.is_null() && length != 0;
    if serializer.is_null() || object.is_null() || needed.is_null() || without_buffer {
        return Err(INVALID);
    }
    // SAFETY: not NULL, so it may be written.
    unsafe { put(needed, 0) };
    if flags & !SERIALIZER_FLAGS != 0 { Err(INVALID) } else { Err(MI_RESULT_NOT_SUPPORTED) }
}

unsafe extern "C" fn serialize_class(
    serializer: *mut MI_Serializer,
    flags: MI_Uint32,
    class: *const MI_Class,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    needed: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Serializer_SerializeClass", || {
        check_serialize(serializer, flags, class, buffer, length, needed)
    })
}

unsafe extern "C" fn serialize_instance(
    serializer: *mut MI_Serializer,
    flags: MI_Uint32,
    instance: *const MI_Instance,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    needed: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Serializer_SerializeInstance", || {
        check_serialize(serializer, flags, instance, buffer, length, needed)
    })
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "C" fn deserialize_class(
    deserializer: *mut MI_Deserializer,
    flags: MI_Uint32,
    buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _parent: *mut MI_Class,
    _server: *const MI_Char,
    _namespace: *const MI_Char,
    _needed: MI_Deserializer_ClassObjectNeeded,
    _context: *mut std::ffi::c_void,
    read: *mut MI_Uint32,
    class: *mut *mut MI_Class,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_DeserializeClass", || {
        clear(details);
        clear(class);
        // SAFETY: an out-parameter is NULL or may be written.
        unsafe { put(read, 0) };
        if deserializer.is_null() || buffer.is_null() || class.is_null() || flags != 0 {
            return Err(INVALID);
        }
        not_supported("Reading classes from a buffer", details)
    })
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "C" fn deserialize_instance(
    deserializer: *mut MI_Deserializer,
    flags: MI_Uint32,
    buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    classes: *mut *mut MI_Class,
    class_count: MI_Uint32,
    _needed: MI_Deserializer_ClassObjectNeeded,
    _context: *mut std::ffi::c_void,
    read: *mut MI_Uint32,
    instance: *mut *mut MI_Instance,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_DeserializeInstance", || {
        clear(details);
        clear(instance);
        // SAFETY: an out-parameter is NULL or may be written.
        unsafe { put(read, 0) };
        let without_classes = classes.is_null() && class_count != 0;
        if deserializer.is_null() || buffer.is_null() || instance.is_null() || without_classes || flags != 0 {
            return Err(INVALID);
        }
        not_supported("Reading instances from a buffer", details)
    })
}

fn name_in_buffer(
    deserializer: *mut MI_Deserializer,
    buffer: *mut MI_Uint8,
    length: *mut MI_Uint32,
    details: *mut *mut MI_Instance,
) -> Result<(), MI_Result> {
    clear(details);
    if deserializer.is_null() || buffer.is_null() || length.is_null() {
        return Err(INVALID);
    }
    not_supported("Reading names of classes from a buffer", details)
}

unsafe extern "C" fn name_in_class(
    deserializer: *mut MI_Deserializer,
    buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _name: *mut MI_Char,
    name_length: *mut MI_Uint32,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_Class_GetClassName", || name_in_buffer(deserializer, buffer, name_length, details))
}

unsafe extern "C" fn parent_name_in_class(
    deserializer: *mut MI_Deserializer,
    buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _name: *mut MI_Char,
    name_length: *mut MI_Uint32,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_Class_GetParentClassName", || {
        name_in_buffer(deserializer, buffer, name_length, details)
    })
}

unsafe extern "C" fn name_in_instance(
    deserializer: *mut MI_Deserializer,
    buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _name: *mut MI_Char,
    name_length: *mut MI_Uint32,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_Instance_GetClassName", || {
        name_in_buffer(deserializer, buffer, name_length, details)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    #[test]
    fn factories_check_their_arguments_and_support_no_format() {
        let format = c("MI_XML");
        let mut serializer = MI_Serializer { reserved1: 1, reserved2: 1 };
        // SAFETY: strings that live, or NULL.
        unsafe {
            let made = new_serializer(0, ptr(&format), &mut serializer);
            assert_eq!((made, serializer.reserved1), (Err(MI_RESULT_NOT_SUPPORTED), 0));
            assert_eq!(new_serializer(1, ptr(&format), &mut serializer), Err(INVALID));
            assert_eq!(new_serializer(0, std::ptr::null(), &mut serializer), Err(INVALID));
            assert_eq!(new_serializer(0, ptr(&format), std::ptr::null_mut()), Err(INVALID));
            let made = new_deserializer(0, ptr(&c("other")), &mut MI_Deserializer::default());
            assert_eq!(made, Err(MI_RESULT_NOT_SUPPORTED));
        }
    }

    #[test]
    fn closing_what_a_failed_factory_left_is_safe() {
        // SAFETY: NULL and handles that live.
        unsafe {
            assert_eq!(close_serializer(std::ptr::null_mut()), INVALID);
            assert_eq!(close_deserializer(std::ptr::null_mut()), INVALID);
            assert_eq!(close_serializer(&mut MI_Serializer::default()), MI_RESULT_OK);
            assert_eq!(close_serializer(&mut MI_Serializer { reserved1: 5, reserved2: 6 }), INVALID);
        }
    }

    #[test]
    fn serializing_checks_its_arguments() {
        let instance = thing();
        let (mut serializer, mut needed) = (MI_Serializer::default(), 9);
        let serializer = &raw mut serializer;
        let null = std::ptr::null_mut::<u8>();
        // SAFETY: NULL or what lives.
        unsafe {
            assert_eq!(serialize_instance(null.cast(), 0, instance, null, 0, &mut needed), INVALID);
            assert_eq!(serialize_instance(serializer, 0, null.cast(), null, 0, &mut needed), INVALID);
            assert_eq!(serialize_instance(serializer, 0, instance, null, 5, &mut needed), INVALID);
            assert_eq!(serialize_instance(serializer, 0, instance, null, 0, null.cast()), INVALID);
            assert_eq!(serialize_instance(serializer, 0x8000, instance, null, 0, &mut needed), INVALID);
            let result = serialize_instance(serializer, 1, instance, null, 0, &mut needed);
            assert_eq!((result, needed), (MI_RESULT_NOT_SUPPORTED, 0));
        }
        delete(instance);
    }

    #[test]
    fn deserializing_says_that_it_is_not_supported() {
        let (mut deserializer, mut details) = (MI_Deserializer::default(), std::ptr::null_mut());
        let (mut buffer, mut length) = ([0u8; 4], 0);
        // SAFETY: NULL or what lives.
        unsafe {
            let result = name_in_instance(
                &mut deserializer,
                buffer.as_mut_ptr(),
                4,
                std::ptr::null_mut(),
                &mut length,
                &mut details,
            );
            assert_eq!(result, MI_RESULT_NOT_SUPPORTED);
        }
        assert!(get_string(details, "Message").is_some_and(|message| message.contains("not supported")));
        delete(details);
    }
}
