//! The function table of instances.

use super::super::boundary::{self, guard, pointer_or_null, pointer_to};
use super::super::value::{read_argument, read_plain, type_of};
use super::exchange::kept_flags;
use super::{Body, InstanceFace, face, face_mut};
use crate::abi::*;
use crate::cim::instance::{ElementView, Plain};
use crate::cim::{Class, Instance};
use std::sync::Arc;

/// What instances of this library can do.
pub static INSTANCE_FT: MI_InstanceFT = MI_InstanceFT {
    Clone: Some(clone),
    Destruct: Some(destruct),
    Delete: Some(delete),
    IsA: Some(is_a),
    GetClassName: Some(get_class_name),
    SetNameSpace: Some(set_namespace),
    GetNameSpace: Some(get_namespace),
    GetElementCount: Some(get_element_count),
    AddElement: Some(add_element),
    SetElement: Some(set_element),
    SetElementAt: Some(set_element_at),
    GetElement: Some(get_element),
    GetElementAt: Some(get_element_at),
    ClearElement: Some(clear_element),
    ClearElementAt: Some(clear_element_at),
    GetServerName: Some(get_server_name),
    SetServerName: Some(set_server_name),
    GetClass: Some(get_class),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// The face of a `self` argument for reading, or `INVALID_PARAMETER`.
macro_rules! reading {
    ($instance:expr) => {
        if $instance.is_null() {
            return Err(INVALID);
        } else {
            // SAFETY: not NULL, and the slots of this table are called on live instances of this table.
            unsafe { face($instance) }
        }
    };
}

/// The face of a `self` argument for writing, or `INVALID_PARAMETER`.
macro_rules! writing {
    ($instance:expr) => {
        if $instance.is_null() {
            return Err(INVALID);
        } else {
            // SAFETY: not NULL, a live instance of this table, and C does not use an instance while it changes it.
            unsafe { face_mut($instance) }
        }
    };
}

unsafe extern "system" fn clone(self_: *const MI_Instance, new_instance: *mut *mut MI_Instance) -> MI_Result {
    guard("MI_Instance_Clone", || {
        if new_instance.is_null() {
            return Err(INVALID);
        }
        let face = reading!(self_);
        let body = match &face.body {
            Body::Shared(shared) if !face.shapes.any_changed() => Body::Shared(Arc::clone(shared)),
            _ => Body::Owned(Box::new(face.copy())),
        };
        put!(new_instance, InstanceFace::new(body, face.declaration.clone(), false).into_c());
        Ok(())
    })
}

/// Empties the instance. Its block stays until `Delete`.
unsafe extern "system" fn destruct(self_: *mut MI_Instance) -> MI_Result {
    guard("MI_Instance_Destruct", || {
        let face = writing!(self_);
        if face.borrowed {
            return Err(MI_RESULT_FAILED);
        }
        let emptied = Instance::named(face.instance().class_name().clone());
        let emptied = emptied.map_err(|error| error.status().number())?;
        face.shapes.clear();
        face.body = Body::Owned(Box::new(emptied));
        face.show_header();
        Ok(())
    })
}

unsafe extern "system" fn delete(self_: *mut MI_Instance) -> MI_Result {
    guard("MI_Instance_Delete", || {
        if reading!(self_).borrowed {
            return Err(MI_RESULT_FAILED);
        }
        // SAFETY: a face that is not borrowed was made by `into_c`, and C does not use it any more.
        drop(unsafe { Box::from_raw(self_.cast::<InstanceFace>()) });
        Ok(())
    })
}

unsafe extern "system" fn is_a(
    self_: *const MI_Instance,
    class_declaration: *const MI_ClassDecl,
    flag: *mut MI_Boolean,
) -> MI_Result {
    guard("MI_Instance_IsA", || {
        if class_declaration.is_null() || flag.is_null() {
            return Err(INVALID);
        }
        let mut declaration = reading!(self_).header.classDecl;
        while !declaration.is_null() && !std::ptr::eq(declaration, class_declaration) {
            // SAFETY: the declarations of a face lead to each other and live as long as the face.
            declaration = unsafe { (*declaration).superClassDecl };
        }
        put!(flag, MI_Boolean::from(!declaration.is_null()));
        Ok(())
    })
}

unsafe extern "system" fn get_class_name(
    self_: *const MI_Instance,
    class_name: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_Instance_GetClassName", || {
        let face = reading!(self_);
        if class_name.is_null() {
            return Err(INVALID);
        }
        put!(class_name, pointer_or_null(Some(face.instance().class_name())));
        Ok(())
    })
}

unsafe extern "system" fn set_namespace(self_: *mut MI_Instance, namespace: *const MI_Char) -> MI_Result {
    guard("MI_Instance_SetNameSpace", || {
        let face = writing!(self_);
        // SAFETY: a string argument is NULL or ends in a NUL.
        let namespace = unsafe { boundary::text(namespace) };
        face.header.nameSpace = pointer_or_null(namespace.as_ref());
        face.body.instance_mut().set_namespace(namespace);
        Ok(())
    })
}

unsafe extern "system" fn get_namespace(
    self_: *const MI_Instance,
    namespace: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_Instance_GetNameSpace", || {
        let face = reading!(self_);
        if namespace.is_null() {
            return Err(INVALID);
        }
        put!(namespace, pointer_or_null(face.instance().namespace()));
        Ok(())
    })
}

unsafe extern "system" fn get_server_name(self_: *const MI_Instance, name: *mut *const MI_Char) -> MI_Result {
    guard("MI_Instance_GetServerName", || {
        let face = reading!(self_);
        if name.is_null() {
            return Err(INVALID);
        }
        put!(name, pointer_or_null(face.instance().server_name()));
        Ok(())
    })
}

unsafe extern "system" fn set_server_name(self_: *mut MI_Instance, name: *const MI_Char) -> MI_Result {
    guard("MI_Instance_SetServerName", || {
        let face = writing!(self_);
        // SAFETY: a string argument is NULL or ends in a NUL.
        let name = unsafe { boundary::text(name) };
        face.header.serverName = pointer_or_null(name.as_ref());
        face.body.instance_mut().set_server_name(name);
        Ok(())
    })
}

unsafe extern "system" fn get_element_count(self_: *const MI_Instance, count: *mut MI_Uint32) -> MI_Result {
    guard("MI_Instance_GetElementCount", || {
        let face = reading!(self_);
        if count.is_null() {
            return Err(INVALID);
        }
        put!(count, face.instance().len() as u32);
        Ok(())
    })
}

unsafe extern "system" fn add_element(
    self_: *mut MI_Instance,
    name: *const MI_Char,
    value: *const MI_Value,
    kind: MI_Type,
    flags: MI_Uint32,
) -> MI_Result {
    guard("MI_Instance_AddElement", || {
        let name = name_units!(name);
        let kind = type_of(kind)?;
        // SAFETY: the value argument is as its type and flags say.
        if let Some(value) = unsafe { read_plain(value, kind, flags) } {
            return writing!(self_).add_plain(name, kind, value, kept_flags(flags));
        }
        // SAFETY: as above.
        let value = unsafe { read_argument(value, kind, flags) }?;
        writing!(self_).add(name, kind, &value, kept_flags(flags))
    })
}

unsafe extern "system" fn set_element(
    self_: *mut MI_Instance,
    name: *const MI_Char,
    value: *const MI_Value,
    kind: MI_Type,
    flags: MI_Uint32,
) -> MI_Result {
    guard("MI_Instance_SetElement", || {
        let name = name_units!(name);
        let kind = type_of(kind)?;
        let index = reading!(self_).instance().find(name).ok_or(MI_RESULT_NO_SUCH_PROPERTY)?;
        // SAFETY: the value argument is as its type and flags say.
        unsafe { set_checked(self_, index, value, kind, flags) }
    })
}

unsafe extern "system" fn set_element_at(
    self_: *mut MI_Instance,
    index: MI_Uint32,
    value: *const MI_Value,
    kind: MI_Type,
    flags: MI_Uint32,
) -> MI_Result {
    guard("MI_Instance_SetElementAt", || {
        let kind = type_of(kind)?;
        if index as usize >= reading!(self_).instance().len() {
            return Err(MI_RESULT_FAILED);
        }
        // SAFETY: the value argument is as its type and flags say.
        unsafe { set_checked(self_, index as usize, value, kind, flags) }
    })
}

/// Sets an element that is there. The types are compared first: a value of the wrong one is not looked at.
///
/// # Safety
/// `self_` is a live instance of this table, and `value` as `kind` and `flags` say.
#[inline]
unsafe fn set_checked(
    self_: *mut MI_Instance,
    index: usize,
    value: *const MI_Value,
    kind: crate::cim::Type,
    flags: MI_Uint32,
) -> Result<(), MI_Result> {
    if reading!(self_).instance().kind(index) != Some(kind) {
        return Err(MI_RESULT_TYPE_MISMATCH);
    }
    // SAFETY: by the contract.
    if let Some(value) = unsafe { read_plain(value, kind, flags) } {
        return writing!(self_).set_plain(index, kind, value);
    }
    // SAFETY: by the contract.
    let value = unsafe { read_argument(value, kind, flags) }?;
    writing!(self_).set(index, kind, &value)
}

unsafe extern "system" fn get_element(
    self_: *const MI_Instance,
    name: *const MI_Char,
    value: *mut MI_Value,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
    index: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Instance_GetElement", || {
        let name = name_units!(name);
        let face = reading!(self_);
        let found = face.instance().find(name).ok_or(MI_RESULT_NO_SUCH_PROPERTY)?;
        let element = face.instance().view_at(found).ok_or(MI_RESULT_NO_SUCH_PROPERTY)?;
        // SAFETY: out-parameters are NULL or may be written.
        unsafe { put_element(face, found, element, value, kind, flags) };
        put!(index, found as u32);
        Ok(())
    })
}

unsafe extern "system" fn get_element_at(
    self_: *const MI_Instance,
    index: MI_Uint32,
    name: *mut *const MI_Char,
    value: *mut MI_Value,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Instance_GetElementAt", || {
        let face = reading!(self_);
        let element = face.instance().view_at(index as usize).ok_or(INVALID)?;
        if !name.is_null() {
            put!(name, pointer_to(element.name()));
        }
        // SAFETY: out-parameters are NULL or may be written.
        unsafe { put_element(face, index as usize, element, value, kind, flags) };
        Ok(())
    })
}

/// Writes what is known of an element through out-parameters.
///
/// # Safety
/// Each is NULL or may be written.
#[inline(always)]
unsafe fn put_element(
    face: &InstanceFace,
    index: usize,
    element: ElementView<'_>,
    value: *mut MI_Value,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
) {
    // SAFETY: NULL or writable by the contract; any bytes make an `MI_Value`.
    if let Some(value) = unsafe { value.as_mut() } {
        face.put_value(index, element, value);
    }
    put!(kind, element.kind().number());
    if !flags.is_null() {
        let null = if element.plain() == Some(Plain::Null) { MI_FLAG_NULL } else { 0 };
        put!(flags, element.flags().bits() | null);
    }
}

unsafe extern "system" fn clear_element(self_: *mut MI_Instance, name: *const MI_Char) -> MI_Result {
    guard("MI_Instance_ClearElement", || {
        let name = name_units!(name);
        let index = reading!(self_).instance().find(name).ok_or(MI_RESULT_NO_SUCH_PROPERTY)?;
        clear(writing!(self_), index)
    })
}

unsafe extern "system" fn clear_element_at(self_: *mut MI_Instance, index: MI_Uint32) -> MI_Result {
    guard("MI_Instance_ClearElementAt", || {
        let face = writing!(self_);
        if index as usize >= face.instance().len() {
            return Err(MI_RESULT_FAILED);
        }
        clear(face, index as usize)
    })
}

fn clear(face: &mut InstanceFace, index: usize) -> Result<(), MI_Result> {
    let kind = face.instance().kind(index).ok_or(MI_RESULT_FAILED)?;
    face.set_plain(index, kind, Plain::Null)
}

unsafe extern "system" fn get_class(
    self_: *const MI_Instance,
    instance_class: *mut *mut MI_Class,
) -> MI_Result {
    guard("MI_Instance_GetClass", || {
        if instance_class.is_null() {
            return Err(INVALID);
        }
        let instance = reading!(self_).instance();
        let class = match instance.class() {
            Some(class) => Arc::clone(class),
            None => Arc::new(Class::of_elements(instance)),
        };
        put!(instance_class, super::super::class::class_to_c(class));
        Ok(())
    })
}
