//! What `MI_Application_New*` makes for an application that is there.

use std::sync::Arc;

use super::boundary::{self, put};
use super::class::{class_from_c, class_from_declaration, class_to_c};
use super::instance::{new_dynamic_instance, new_instance_of_class};
use super::typed_instance::new_typed_instance;
use crate::abi::*;

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// `MI_Application_NewInstance`: an instance with the fields of a declaration, or one of a class name alone.
///
/// # Safety
/// `class_name` is NULL or ends in a NUL; `declaration` is NULL, or one that a code generator wrote or a class holds, and lives
/// as long as the instance; `out` is NULL or may be written.
pub unsafe fn new_instance(
    class_name: *const MI_Char,
    declaration: *const MI_ClassDecl,
    out: *mut *mut MI_Instance,
) -> Result<(), MI_Result> {
    if out.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        put(out, std::ptr::null_mut());
        let instance = if declaration.is_null() {
            new_dynamic_instance(boundary::units(class_name).ok_or(INVALID)?)?
        } else {
            new_typed_instance(declaration)?
        };
        put(out, instance);
    }
    Ok(())
}

/// `MI_Application_NewInstanceFromClass`: an instance with the properties of a class, or one of a class name alone.
///
/// # Safety
/// `class_name` is NULL or ends in a NUL; `class` is NULL or a live class; `out` is NULL or may be written.
pub unsafe fn new_instance_from_class(
    class_name: *const MI_Char,
    class: *const MI_Class,
    out: *mut *mut MI_Instance,
) -> Result<(), MI_Result> {
    if class.is_null() {
        // SAFETY: by the contract.
        return unsafe { new_instance(class_name, std::ptr::null(), out) };
    }
    if out.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        put(out, std::ptr::null_mut());
        let class = class_from_c(class).map_err(|error| error.status.number())?;
        put(out, new_instance_of_class(&class));
    }
    Ok(())
}

/// `MI_Application_NewClass`: a class with a copy of everything that a declaration says.
///
/// # Safety
/// `declaration` is NULL or one that a code generator wrote or a class holds; the names are NULL or end in a NUL; `out` is NULL or
/// may be written.
pub unsafe fn new_class(
    declaration: *const MI_ClassDecl,
    namespace: *const MI_Char,
    server_name: *const MI_Char,
    out: *mut *mut MI_Class,
) -> Result<(), MI_Result> {
    if out.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        put(out, std::ptr::null_mut());
        let class =
            class_from_declaration(declaration, boundary::text(namespace), boundary::text(server_name))?;
        put(out, class_to_c(Arc::new(class)));
    }
    Ok(())
}
