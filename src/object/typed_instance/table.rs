//! The function table of typed instances.

use std::sync::Arc;

use super::super::boundary::{self, guard, pointer_or_null, put};
use super::super::class::{class_from_declaration, class_to_c};
use super::super::value::{read, read_argument, type_of, zero_value};
use super::{MAX_LEVELS, MODIFIED, TypedBody, end, new_instance_of_fields};
use crate::abi::*;
use crate::cim::{Type, Value};

/// What typed instances of this library can do.
pub static TYPED_INSTANCE_FT: MI_InstanceFT = MI_InstanceFT {
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

/// Where the body of an instance is.
///
/// # Safety
/// `instance` is NULL or an instance of this table.
unsafe fn body_pointer(instance: *const MI_Instance) -> Result<*mut TypedBody, MI_Result> {
    // SAFETY: by the contract.
    let header = unsafe { instance.as_ref() }.ok_or(INVALID)?;
    let body = std::ptr::with_exposed_provenance_mut::<TypedBody>(header.reserved[0] as usize);
    // An instance in the caller's memory that was destructed has none.
    if body.is_null() { Err(INVALID) } else { Ok(body) }
}

/// # Safety
/// `instance` is NULL or an instance of this table, and nobody writes to it while the result is used.
pub(super) unsafe fn body<'a>(instance: *const MI_Instance) -> Result<&'a TypedBody, MI_Result> {
    // SAFETY: by the contract.
    Ok(unsafe { &*body_pointer(instance)? })
}

/// # Safety
/// `instance` is NULL or an instance of this table, and nobody else uses it while the result is used.
pub(super) unsafe fn body_mut<'a>(instance: *mut MI_Instance) -> Result<&'a mut TypedBody, MI_Result> {
    // SAFETY: by the contract.
    Ok(unsafe { &mut *body_pointer(instance)? })
}

/// The index of the field with this name.
///
/// # Safety
/// `name` is NULL or ends in a NUL.
unsafe fn find(body: &TypedBody, name: *const MI_Char) -> Result<usize, MI_Result> {
    // SAFETY: by the contract.
    let wanted = unsafe { boundary::units(name) }.ok_or(INVALID)?;
    body.fields.iter().position(|field| field.is_named(wanted)).ok_or(MI_RESULT_NO_SUCH_PROPERTY)
}

unsafe extern "system" fn clone(self_: *const MI_Instance, new_instance: *mut *mut MI_Instance) -> MI_Result {
    guard("MI_Instance_Clone", || {
        // SAFETY: the caller's instance.
        let from = unsafe { body(self_) }?;
        if new_instance.is_null() {
            return Err(INVALID);
        }
        let values = from.fields.iter().map(|field| {
            // SAFETY: the caller's instance; what its fields lead to is good while it lives.
            let (value, flags) = unsafe { field.read(self_) };
            let value = match value {
                // SAFETY: the field exists, so its value is one of its type.
                Some(value) => unsafe { read((&raw const value).cast(), field.kind, 0) }?.into_value(),
                None => None,
            };
            Ok((value, flags))
        });
        let values = values.collect::<Result<Vec<(Option<Value>, u8)>, MI_Result>>()?;
        // SAFETY: the declaration of a live instance.
        let copy = unsafe { new_instance_of_fields(&from.fields) }?;
        // SAFETY: the copy was made just now and is of the same declaration.
        unsafe {
            let to = body_mut(copy)?;
            for (index, (value, flags)) in values.into_iter().enumerate() {
                let shape = value.as_ref().map(super::Shape::of);
                to.fields[index].write(copy, shape.as_ref().map(super::Shape::value), flags & MODIFIED);
                to.own(index, shape);
            }
            to.namespace = from.namespace.clone();
            to.server_name = from.server_name.clone();
            to.show_header(copy);
            put(new_instance, copy);
        }
        Ok(())
    })
}

/// Ends what the instance owns. Memory that this library allocated stays until `Delete`.
unsafe extern "system" fn destruct(self_: *mut MI_Instance) -> MI_Result {
    guard("MI_Instance_Destruct", || {
        // SAFETY: the caller's instance, which nobody uses meanwhile.
        unsafe {
            let pointer = body_pointer(self_)?;
            let body = &mut *pointer;
            for index in 0..body.fields.len() {
                body.fields[index].write(self_, None, 0);
            }
            body.owned.clear();
            body.namespace = None;
            body.server_name = None;
            body.show_header(self_);
            if body.allocation.is_none() {
                end(self_, pointer);
            }
        }
        Ok(())
    })
}

unsafe extern "system" fn delete(self_: *mut MI_Instance) -> MI_Result {
    guard("MI_Instance_Delete", || {
        // SAFETY: the caller's instance, which nobody uses any more.
        unsafe {
            let body = body_pointer(self_)?;
            if (*body).allocation.is_none() {
                return Err(MI_RESULT_FAILED);
            }
            end(self_, body);
        }
        Ok(())
    })
}

unsafe extern "system" fn is_a(
    self_: *const MI_Instance,
    class_declaration: *const MI_ClassDecl,
    flag: *mut MI_Boolean,
) -> MI_Result {
    guard("MI_Instance_IsA", || {
        // SAFETY: the caller's instance.
        let mut declaration = unsafe { body(self_) }?.fields.declaration;
        if class_declaration.is_null() || flag.is_null() {
            return Err(INVALID);
        }
        let mut level = 0;
        while !declaration.is_null() && !std::ptr::eq(declaration, class_declaration) && level < MAX_LEVELS {
            // SAFETY: the declarations of a live instance lead to each other.
            declaration = unsafe { (*declaration).superClassDecl };
            level += 1;
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(flag, MI_Boolean::from(std::ptr::eq(declaration, class_declaration))) };
        Ok(())
    })
}

unsafe extern "system" fn get_class_name(
    self_: *const MI_Instance,
    class_name: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_Instance_GetClassName", || {
        // SAFETY: the caller's instance.
        let declaration = unsafe { body(self_) }?.fields.declaration;
        // SAFETY: the declaration of a live instance.
        put_required(class_name, unsafe { (*declaration).name })
    })
}

fn put_required<T>(out: *mut T, value: T) -> Result<(), MI_Result> {
    if out.is_null() {
        return Err(INVALID);
    }
    // SAFETY: not NULL, so it may be written.
    unsafe { put(out, value) };
    Ok(())
}

unsafe extern "system" fn set_namespace(self_: *mut MI_Instance, namespace: *const MI_Char) -> MI_Result {
    guard("MI_Instance_SetNameSpace", || {
        // SAFETY: the caller's string and instance.
        unsafe {
            let namespace = boundary::text(namespace);
            let body = body_mut(self_)?;
            body.namespace = namespace;
            body.show_header(self_);
        }
        Ok(())
    })
}

unsafe extern "system" fn get_namespace(
    self_: *const MI_Instance,
    namespace: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_Instance_GetNameSpace", || {
        // SAFETY: the caller's instance.
        put_required(namespace, pointer_or_null(unsafe { body(self_) }?.namespace.as_ref()))
    })
}

unsafe extern "system" fn get_server_name(self_: *const MI_Instance, name: *mut *const MI_Char) -> MI_Result {
    guard("MI_Instance_GetServerName", || {
        // SAFETY: the caller's instance.
        put_required(name, pointer_or_null(unsafe { body(self_) }?.server_name.as_ref()))
    })
}

unsafe extern "system" fn set_server_name(self_: *mut MI_Instance, name: *const MI_Char) -> MI_Result {
    guard("MI_Instance_SetServerName", || {
        // SAFETY: the caller's string and instance.
        unsafe {
            let name = boundary::text(name);
            let body = body_mut(self_)?;
            body.server_name = name;
            body.show_header(self_);
        }
        Ok(())
    })
}

unsafe extern "system" fn get_element_count(self_: *const MI_Instance, count: *mut MI_Uint32) -> MI_Result {
    guard("MI_Instance_GetElementCount", || {
        // SAFETY: the caller's instance.
        put_required(count, unsafe { body(self_) }?.fields.len() as u32)
    })
}

/// Fields are what they are.
unsafe extern "system" fn add_element(
    self_: *mut MI_Instance,
    name: *const MI_Char,
    _value: *const MI_Value,
    kind: MI_Type,
    _flags: MI_Uint32,
) -> MI_Result {
    guard("MI_Instance_AddElement", || {
        // SAFETY: the caller's instance.
        unsafe { body(self_) }?;
        type_of(kind)?;
        if name.is_null() { Err(INVALID) } else { Err(MI_RESULT_FAILED) }
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
        let kind = type_of(kind)?;
        // SAFETY: the caller's instance and name, and a value as its type and flags say.
        unsafe {
            let index = find(body(self_)?, name)?;
            set(self_, index, value, kind, flags)
        }
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
        // SAFETY: the caller's instance, and a value as its type and flags say.
        unsafe { set(self_, index as usize, value, kind, flags) }
    })
}

/// # Safety
/// `instance` is one of this table, `value` as `kind` and `flags` say.
unsafe fn set(
    instance: *mut MI_Instance,
    index: usize,
    value: *const MI_Value,
    kind: Type,
    flags: MI_Uint32,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract. The value is copied before anything of the instance changes, since it may be its own.
    unsafe {
        let field = body(instance)?.fields.get(index).ok_or(MI_RESULT_FAILED)?;
        if field.kind != kind {
            return Err(MI_RESULT_TYPE_MISMATCH);
        }
        let value = read_argument(value, kind, flags)?.into_value();
        body_mut(instance)?.set(instance, index, value);
    }
    Ok(())
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
        // SAFETY: the caller's instance, name and out-parameters.
        unsafe {
            let found = find(body(self_)?, name)?;
            put_field(self_, found, value, kind, flags)?;
            put(index, found as u32);
        }
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
        // SAFETY: the caller's instance and out-parameters.
        unsafe {
            let field = body(self_)?.fields.get(index as usize).ok_or(INVALID)?;
            put(name, field.name);
            put_field(self_, index as usize, value, kind, flags)
        }
    })
}

/// Writes what is known of a field through out-parameters.
///
/// # Safety
/// `instance` is one of this table; the out-parameters are NULL or may be written.
unsafe fn put_field(
    instance: *const MI_Instance,
    index: usize,
    value: *mut MI_Value,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    unsafe {
        let field = body(instance)?.fields.get(index).ok_or(INVALID)?;
        let (held, field_flags) = field.read(instance);
        let null = if held.is_none() { MI_FLAG_NULL } else { 0 };
        let unmodified = if field_flags & MODIFIED == 0 { MI_FLAG_NOT_MODIFIED } else { 0 };
        put(value, held.unwrap_or_else(zero_value));
        put(kind, field.kind.number());
        put(flags, field.flags | null | unmodified);
    }
    Ok(())
}

unsafe extern "system" fn clear_element(self_: *mut MI_Instance, name: *const MI_Char) -> MI_Result {
    guard("MI_Instance_ClearElement", || {
        // SAFETY: the caller's instance and name.
        unsafe {
            let index = find(body(self_)?, name)?;
            body_mut(self_)?.set(self_, index, None);
        }
        Ok(())
    })
}

unsafe extern "system" fn clear_element_at(self_: *mut MI_Instance, index: MI_Uint32) -> MI_Result {
    guard("MI_Instance_ClearElementAt", || {
        // SAFETY: the caller's instance.
        unsafe {
            let body = body_mut(self_)?;
            if index as usize >= body.fields.len() {
                return Err(MI_RESULT_FAILED);
            }
            body.set(self_, index as usize, None);
        }
        Ok(())
    })
}

unsafe extern "system" fn get_class(
    self_: *const MI_Instance,
    instance_class: *mut *mut MI_Class,
) -> MI_Result {
    guard("MI_Instance_GetClass", || {
        // SAFETY: the caller's instance, whose declaration lives as long as it does.
        let class = unsafe {
            let body = body(self_)?;
            if instance_class.is_null() {
                return Err(INVALID);
            }
            class_from_declaration(body.fields.declaration, body.namespace.clone(), body.server_name.clone())?
        };
        put_required(instance_class, class_to_c(Arc::new(class)))
    })
}
