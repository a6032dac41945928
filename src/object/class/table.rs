//! The function table of classes. Everything is read from the face's declarations.

use std::sync::Arc;

use super::super::boundary::{self, guard};
use super::super::parameter_set::parameter_set;
use super::super::qualifier_set::qualifier_set;
use super::super::value::zero_value;
use super::{ClassFace, class_to_c};
use crate::abi::*;
use crate::cim::name::{name_code, units_eq_names};
use crate::cim::{Class, Unit};

/// What classes of this library can do.
pub static CLASS_FT: MI_ClassFT = MI_ClassFT {
    GetClassName: Some(get_class_name),
    GetNameSpace: Some(get_namespace),
    GetServerName: Some(get_server_name),
    GetElementCount: Some(get_element_count),
    GetElement: Some(get_element),
    GetElementAt: Some(get_element_at),
    GetClassQualifierSet: Some(get_class_qualifier_set),
    GetMethodCount: Some(get_method_count),
    GetMethodAt: Some(get_method_at),
    GetMethod: Some(get_method),
    GetParentClassName: Some(get_parent_class_name),
    GetParentClass: Some(get_parent_class),
    Delete: Some(delete),
    Clone: Some(clone),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// The face of a `self` argument, or `INVALID_PARAMETER`.
macro_rules! face {
    ($class:expr) => {
        // SAFETY: NULL, or a live class of this table, which is the header of a face; faces never change.
        unsafe { $class.cast::<ClassFace>().as_ref() }.ok_or(INVALID)?
    };
}

/// Whether a name of a declaration is the wanted one; codes are compared first.
///
/// # Safety
/// `name` is NULL or ends in a NUL.
pub(in super::super) unsafe fn is_named(code: u32, name: *const MI_Char, wanted: &[Unit]) -> bool {
    // SAFETY: by the contract.
    code == name_code(wanted)
        && unsafe { boundary::units(name) }.is_some_and(|name| units_eq_names(name, wanted))
}

fn put_required<T>(out: *mut T, value: T) -> Result<(), MI_Result> {
    if out.is_null() {
        return Err(INVALID);
    }
    put!(out, value);
    Ok(())
}

unsafe extern "system" fn get_class_name(
    self_: *const MI_Class,
    class_name: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_Class_GetClassName", || put_required(class_name, face!(self_).declaration.class().name))
}

unsafe extern "system" fn get_namespace(self_: *const MI_Class, namespace: *mut *const MI_Char) -> MI_Result {
    guard("MI_Class_GetNameSpace", || put_required(namespace, face!(self_).header.namespaceName))
}

unsafe extern "system" fn get_server_name(self_: *const MI_Class, name: *mut *const MI_Char) -> MI_Result {
    guard("MI_Class_GetServerName", || put_required(name, face!(self_).header.serverName))
}

unsafe extern "system" fn get_element_count(self_: *const MI_Class, count: *mut MI_Uint32) -> MI_Result {
    guard("MI_Class_GetElementCount", || put_required(count, face!(self_).declaration.class().numProperties))
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "system" fn get_element(
    self_: *const MI_Class,
    name: *const MI_Char,
    value: *mut MI_Value,
    value_exists: *mut MI_Boolean,
    kind: *mut MI_Type,
    reference_class: *mut *mut MI_Char,
    qualifiers: *mut MI_QualifierSet,
    flags: *mut MI_Uint32,
    index: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Class_GetElement", || {
        let wanted = name_units!(name);
        let properties = face!(self_).declaration.properties();
        // SAFETY: the names of a face end in a NUL.
        let found = properties.iter().position(|p| unsafe { is_named(p.code, p.name, wanted) });
        let found = found.ok_or(MI_RESULT_NO_SUCH_PROPERTY)?;
        // SAFETY: out-parameters are NULL or may be written.
        unsafe {
            put_property(&properties[found], value, value_exists, kind, reference_class, qualifiers, flags);
        }
        put!(index, found as u32);
        Ok(())
    })
}

#[allow(clippy::too_many_arguments, reason = "the ABI's signature")]
unsafe extern "system" fn get_element_at(
    self_: *const MI_Class,
    index: MI_Uint32,
    name: *mut *const MI_Char,
    value: *mut MI_Value,
    value_exists: *mut MI_Boolean,
    kind: *mut MI_Type,
    reference_class: *mut *mut MI_Char,
    qualifiers: *mut MI_QualifierSet,
    flags: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Class_GetElementAt", || {
        let properties = face!(self_).declaration.properties();
        let property = properties.get(index as usize).ok_or(MI_RESULT_NO_SUCH_PROPERTY)?;
        put!(name, property.name);
        // SAFETY: out-parameters are NULL or may be written.
        unsafe { put_property(property, value, value_exists, kind, reference_class, qualifiers, flags) };
        Ok(())
    })
}

/// Writes what a declaration says of a property through out-parameters.
///
/// # Safety
/// Each is NULL or may be written, and the property is one of a face.
unsafe fn put_property(
    property: &MI_PropertyDecl,
    value: *mut MI_Value,
    value_exists: *mut MI_Boolean,
    kind: *mut MI_Type,
    reference_class: *mut *mut MI_Char,
    qualifiers: *mut MI_QualifierSet,
    flags: *mut MI_Uint32,
) {
    let default = property.value.cast::<MI_Value>();
    // SAFETY: a default in a face is NULL or a whole value.
    put!(value, unsafe { default.as_ref() }.copied().unwrap_or_else(zero_value));
    put!(value_exists, MI_Boolean::from(!default.is_null()));
    put!(kind, property.r#type);
    put!(reference_class, property.className.cast_mut());
    put!(qualifiers, qualifier_set(property.qualifiers, property.numQualifiers));
    put!(flags, property.flags);
}

unsafe extern "system" fn get_class_qualifier_set(
    self_: *const MI_Class,
    qualifiers: *mut MI_QualifierSet,
) -> MI_Result {
    guard("MI_Class_GetClassQualifierSet", || {
        let class = face!(self_).declaration.class();
        put_required(qualifiers, qualifier_set(class.qualifiers, class.numQualifiers))
    })
}

unsafe extern "system" fn get_method_count(self_: *const MI_Class, count: *mut MI_Uint32) -> MI_Result {
    guard("MI_Class_GetMethodCount", || put_required(count, face!(self_).declaration.class().numMethods))
}

unsafe extern "system" fn get_method_at(
    self_: *const MI_Class,
    index: MI_Uint32,
    name: *mut *const MI_Char,
    qualifiers: *mut MI_QualifierSet,
    parameters: *mut MI_ParameterSet,
) -> MI_Result {
    guard("MI_Class_GetMethodAt", || {
        let face = face!(self_);
        if name.is_null() {
            return Err(INVALID);
        }
        let method = face.declaration.methods().get(index as usize).ok_or(MI_RESULT_METHOD_NOT_FOUND)?;
        put!(name, method.name);
        put_method(method, qualifiers, parameters);
        Ok(())
    })
}

unsafe extern "system" fn get_method(
    self_: *const MI_Class,
    name: *const MI_Char,
    qualifiers: *mut MI_QualifierSet,
    parameters: *mut MI_ParameterSet,
    index: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_Class_GetMethod", || {
        let wanted = name_units!(name);
        let methods = face!(self_).declaration.methods();
        // SAFETY: the names of a face end in a NUL.
        let found = methods.iter().position(|m| unsafe { is_named(m.code, m.name, wanted) });
        let found = found.ok_or(MI_RESULT_METHOD_NOT_FOUND)?;
        put_method(&methods[found], qualifiers, parameters);
        put!(index, found as u32);
        Ok(())
    })
}

fn put_method(method: &MI_MethodDecl, qualifiers: *mut MI_QualifierSet, parameters: *mut MI_ParameterSet) {
    put!(qualifiers, qualifier_set(method.qualifiers, method.numQualifiers));
    put!(parameters, parameter_set(method));
}

unsafe extern "system" fn get_parent_class_name(
    self_: *const MI_Class,
    name: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_Class_GetParentClassName", || {
        let parent = face!(self_).declaration.class().superClass;
        put_required(name, parent)?;
        if parent.is_null() { Err(MI_RESULT_INVALID_SUPERCLASS) } else { Ok(()) }
    })
}

unsafe extern "system" fn get_parent_class(self_: *const MI_Class, parent: *mut *mut MI_Class) -> MI_Result {
    guard("MI_Class_GetParentClass", || {
        let class = upgrade(face!(self_))?;
        if parent.is_null() {
            return Err(INVALID);
        }
        let superclass = class.superclass().map(Arc::clone);
        let found = superclass.map_or(std::ptr::null_mut(), class_to_c);
        put!(parent, found);
        if found.is_null() { Err(MI_RESULT_INVALID_SUPERCLASS) } else { Ok(()) }
    })
}

fn upgrade(face: &ClassFace) -> Result<Arc<Class>, MI_Result> {
    face.class.upgrade().ok_or(INVALID)
}

unsafe extern "system" fn delete(self_: *mut MI_Class) -> MI_Result {
    guard("MI_Class_Delete", || {
        let class = face!(self_).class.as_ptr();
        // SAFETY: C had a hold on the class, which `class_to_c` or `clone` gave to it, and which ends here.
        drop(unsafe { Arc::from_raw(class) });
        Ok(())
    })
}

unsafe extern "system" fn clone(self_: *const MI_Class, new_class: *mut *mut MI_Class) -> MI_Result {
    guard("MI_Class_Clone", || {
        if new_class.is_null() {
            return Err(INVALID);
        }
        put!(new_class, class_to_c(upgrade(face!(self_))?));
        Ok(())
    })
}
