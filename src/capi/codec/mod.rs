//! Serializers and deserializers. The formats are not built: the factories say so, and no handle names a codec.

use crate::abi::*;
use crate::cim::{Error, Status};
use crate::object::boundary::{self, guard, put};
use crate::object::instance::error_instance;

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

/// Tells the caller through an out-parameter that its handle names no deserializer, and why there is none.
fn refuse(what: &str, details: *mut *mut MI_Instance) -> Result<(), MI_Result> {
    if !details.is_null() {
        let message = format!(
            "{what} needs a deserializer, and the handle names none: MI_Application_NewDeserializer is not supported by this \
             version of the library for any format."
        );
        // SAFETY: an out-parameter that is not NULL may be written.
        unsafe { put(details, error_instance(&Error::new(Status::InvalidParameter, message))) };
    }
    Err(INVALID)
}

fn clear<T>(out: *mut *mut T) {
    // SAFETY: an out-parameter is NULL or may be written.
    unsafe { put(out, std::ptr::null_mut()) };
}

unsafe extern "C" fn close_serializer(_serializer: *mut MI_Serializer) -> MI_Result {
    guard("MI_Serializer_Close", || Err(INVALID))
}

unsafe extern "C" fn close_deserializer(_deserializer: *mut MI_Deserializer) -> MI_Result {
    guard("MI_Deserializer_Close", || Err(INVALID))
}

fn refuse_to_serialize(needed: *mut MI_Uint32) -> Result<(), MI_Result> {
    // SAFETY: an out-parameter is NULL or may be written.
    unsafe { put(needed, 0) };
    Err(INVALID)
}

unsafe extern "C" fn serialize_class(
    _serializer: *mut MI_Serializer,
    _flags: MI_Uint32,
    _class: *const MI_Class,
    _buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    needed: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Serializer_SerializeClass", || refuse_to_serialize(needed))
}

unsafe extern "C" fn serialize_instance(
    _serializer: *mut MI_Serializer,
    _flags: MI_Uint32,
    _instance: *const MI_Instance,
    _buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    needed: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Serializer_SerializeInstance", || refuse_to_serialize(needed))
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "C" fn deserialize_class(
    _deserializer: *mut MI_Deserializer,
    _flags: MI_Uint32,
    _buffer: *mut MI_Uint8,
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
        refuse("Reading classes from a buffer", details)
    })
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "C" fn deserialize_instance(
    _deserializer: *mut MI_Deserializer,
    _flags: MI_Uint32,
    _buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _classes: *mut *mut MI_Class,
    _class_count: MI_Uint32,
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
        refuse("Reading instances from a buffer", details)
    })
}

fn name_in_buffer(details: *mut *mut MI_Instance) -> Result<(), MI_Result> {
    clear(details);
    refuse("Reading names of classes from a buffer", details)
}

unsafe extern "C" fn name_in_class(
    _deserializer: *mut MI_Deserializer,
    _buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _name: *mut MI_Char,
    _name_length: *mut MI_Uint32,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_Class_GetClassName", || name_in_buffer(details))
}

unsafe extern "C" fn parent_name_in_class(
    _deserializer: *mut MI_Deserializer,
    _buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _name: *mut MI_Char,
    _name_length: *mut MI_Uint32,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_Class_GetParentClassName", || name_in_buffer(details))
}

unsafe extern "C" fn name_in_instance(
    _deserializer: *mut MI_Deserializer,
    _buffer: *mut MI_Uint8,
    _length: MI_Uint32,
    _name: *mut MI_Char,
    _name_length: *mut MI_Uint32,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Deserializer_Instance_GetClassName", || name_in_buffer(details))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::testing::*;

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
    fn no_handle_names_a_codec() {
        // SAFETY: NULL and handles that live.
        unsafe {
            assert_eq!(close_serializer(std::ptr::null_mut()), INVALID);
            assert_eq!(close_deserializer(std::ptr::null_mut()), INVALID);
            assert_eq!(close_serializer(&mut MI_Serializer::default()), INVALID);
            assert_eq!(close_serializer(&mut MI_Serializer { reserved1: 5, reserved2: 6 }), INVALID);
        }
    }

    #[test]
    fn serializing_with_no_serializer_needs_no_room() {
        let instance = thing();
        let (mut serializer, mut needed) = (MI_Serializer::default(), 9);
        let null = std::ptr::null_mut::<u8>();
        // SAFETY: NULL or what lives.
        let result = unsafe { serialize_instance(&mut serializer, 1, instance, null, 0, &mut needed) };
        assert_eq!((result, needed), (INVALID, 0));
        delete(instance);
    }

    #[test]
    fn deserializing_says_why_there_is_no_deserializer() {
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
            assert_eq!(result, INVALID);
        }
        assert!(get_string(details, "Message").is_some_and(|message| message.contains("not supported")));
        delete(details);
    }
}
