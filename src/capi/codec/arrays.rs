//! All classes or instances of MOF at once, in arrays that free themselves. Programs find these functions through the handle.

use std::ffi::c_void;

use super::catalog::ClientCatalog;
use super::deserializer::{format_of, telling, without_flags};
use super::handles::MAGIC;
use super::included::ClientFiles;
use super::input::{Input, invalid};
use super::read::{Home, mof_objects};
use super::{Format, schema_validation};
use crate::abi::*;
use crate::cim::Error;
use crate::mof::Objects;
use crate::object::boundary::{self, guard_void, put};
use crate::object::class::{class_to_c, delete_class};
use crate::object::instance::{delete_instance, instance_to_c};

static CLASSES_FT: MI_ExtendedArrayFT = MI_ExtendedArrayFT { Delete: Some(delete_classes) };
static INSTANCES_FT: MI_ExtendedArrayFT = MI_ExtendedArrayFT { Delete: Some(delete_instances) };

/// Gives objects to C as an array that it ends through the table.
fn to_c<T>(objects: Vec<*mut T>, table: &'static MI_ExtendedArrayFT) -> *mut MI_ExtendedArray {
    // There are no more objects than the buffer has bytes.
    let count = objects.len() as MI_Uint32;
    // C reads the array through its pointer alone, and may take objects out.
    let data = if objects.is_empty() {
        std::ptr::null_mut()
    } else {
        Box::into_raw(objects.into_boxed_slice()).cast::<c_void>()
    };
    Box::into_raw(Box::new(MI_ExtendedArray {
        arr: MI_Array { data, size: count },
        reserved1: MAGIC,
        reserved2: (&raw const *table).expose_provenance().cast_signed(),
        reserved3: data.expose_provenance().cast_signed(),
        reserved4: count as isize,
    }))
}

/// Ends an array, and each object that is left in it.
///
/// # Safety
/// `array` is NULL, or was given by [`to_c`] for objects of this type, and is not used any more.
unsafe fn delete<T>(array: *mut MI_ExtendedArray, delete_object: unsafe fn(*mut T)) {
    // SAFETY: NULL or an array.
    if unsafe { array.as_ref() }.is_none_or(|array| array.reserved1 != MAGIC) {
        return;
    }
    // SAFETY: made by `to_c`. What the client may have written into the first words is not what was allocated.
    unsafe {
        let array = Box::from_raw(array);
        if array.reserved3 != 0 {
            let data = std::ptr::with_exposed_provenance_mut::<*mut T>(array.reserved3.cast_unsigned());
            let objects =
                Box::from_raw(std::ptr::slice_from_raw_parts_mut(data, array.reserved4.cast_unsigned()));
            for &object in objects.iter().filter(|object| !object.is_null()) {
                delete_object(object);
            }
        }
    }
}

unsafe extern "system" fn delete_classes(array: *mut MI_ExtendedArray) {
    // SAFETY: the function stands in the table of arrays of classes alone.
    guard_void("MI_Deserializer_ReleaseClassArray", || unsafe { delete(array, delete_class) });
}

unsafe extern "system" fn delete_instances(array: *mut MI_ExtendedArray) {
    // SAFETY: the function stands in the table of arrays of instances alone.
    guard_void("MI_Deserializer_ReleaseInstanceArray", || unsafe { delete(array, delete_instance) });
}

/// What the functions on arrays are given.
struct Request {
    deserializer: *const MI_Deserializer,
    flags: MI_Uint32,
    options: *const MI_OperationOptions,
    callbacks: *const MI_DeserializerCallbacks,
    buffer: *const MI_Uint8,
    length: MI_Uint32,
    classes: *const MI_ClassA,
}

impl Request {
    /// Reads everything, and how many bytes that was.
    ///
    /// # Safety
    /// The pointers are NULL, or what their C types say.
    unsafe fn read(&self, home: &Home) -> Result<(Objects, u32), Error> {
        // SAFETY: by the contract.
        unsafe {
            let format = format_of(self.deserializer)?;
            if format != Format::Mof {
                return Err(invalid("Arrays are read from MOF alone.".into()));
            }
            without_flags(self.flags)?;
            let mut options = home.options();
            schema_validation::apply(self.options, &mut options)?;
            let input = Input::new(format, self.buffer, self.length)?;
            let callbacks = self.callbacks.as_ref().copied().unwrap_or_default();
            let given = self.classes.as_ref().copied().unwrap_or_default();
            let catalog = ClientCatalog::new(format, given.data, given.size)?
                .asking(
                    callbacks.classObjectNeeded,
                    callbacks.classObjectNeededContext,
                    home.server_name.clone(),
                )
                .asking_qualifiers(callbacks.qualifierDeclNeeded, callbacks.qualifierDeclNeededContext);
            let objects = mof_objects(&input, &mut ClientFiles(callbacks), &catalog, &options)?;
            Ok((objects, input.length()))
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
pub(super) unsafe extern "system" fn deserialize_class_array(
    deserializer: *mut MI_Deserializer,
    flags: MI_Uint32,
    options: *mut MI_OperationOptions,
    callbacks: *mut MI_DeserializerCallbacks,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    classes: *mut MI_ClassA,
    server_name: *const MI_Char,
    namespace: *const MI_Char,
    read: *mut MI_Uint32,
    out: *mut *mut MI_ClassA,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    let request = Request { deserializer, flags, options, callbacks, buffer, length, classes };
    let body = || {
        // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
        unsafe {
            put(read, 0);
            put(out, std::ptr::null_mut());
            if out.is_null() {
                return Err(invalid("classObjects is NULL; give a place for the array.".into()));
            }
            let home =
                Home { namespace: boundary::text(namespace), server_name: boundary::text(server_name) };
            let (objects, used) = request.read(&home)?;
            put(read, used);
            let classes = objects.classes.into_iter().map(class_to_c).collect();
            put(out, to_c(classes, &CLASSES_FT).cast());
            Ok(())
        }
    };
    // SAFETY: an out-parameter is NULL or may be written.
    unsafe { telling("MI_Deserializer_DeserializeClassArray", details, body) }
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
pub(super) unsafe extern "system" fn deserialize_instance_array(
    deserializer: *mut MI_Deserializer,
    flags: MI_Uint32,
    options: *mut MI_OperationOptions,
    callbacks: *mut MI_DeserializerCallbacks,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    classes: *mut MI_ClassA,
    read: *mut MI_Uint32,
    out: *mut *mut MI_InstanceA,
    details: *mut *mut MI_Instance,
) -> MI_Result {
    let request = Request { deserializer, flags, options, callbacks, buffer, length, classes };
    let body = || {
        // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
        unsafe {
            put(read, 0);
            put(out, std::ptr::null_mut());
            if out.is_null() {
                return Err(invalid("instanceObjects is NULL; give a place for the array.".into()));
            }
            let (objects, used) = request.read(&Home::default())?;
            put(read, used);
            let instances = objects.instances.into_iter().map(instance_to_c).collect();
            put(out, to_c(instances, &INSTANCES_FT).cast());
            Ok(())
        }
    };
    // SAFETY: an out-parameter is NULL or may be written.
    unsafe { telling("MI_Deserializer_DeserializeInstanceArray", details, body) }
}
