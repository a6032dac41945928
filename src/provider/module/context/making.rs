//! Instances that a provider makes: of its declarations, of its methods' parameters, and of a class name alone.

use std::ptr::null_mut;

use super::super::declaration::Schema;
use super::Context;
use crate::abi::*;
use crate::object::boundary::{self, put};
use crate::object::instance::new_dynamic_instance;
use crate::object::typed_instance::{
    construct_instance_of_fields, construct_typed_instance, new_instance_of_fields, new_typed_instance,
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// `NewInstance`.
///
/// # Safety
/// `declaration` is NULL or one of the module; `out` is NULL or may be written.
pub(in super::super) unsafe fn new_instance(
    declaration: *const MI_ClassDecl,
    out: *mut *mut MI_Instance,
) -> Result<(), MI_Result> {
    if out.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        put(out, null_mut());
        put(out, new_typed_instance(declaration)?);
    }
    Ok(())
}

/// `NewDynamicInstance`.
///
/// # Safety
/// `class_name` is NULL or ends in a NUL; `out` is NULL or may be written.
pub(in super::super) unsafe fn new_dynamic(
    class_name: *const MI_Char,
    out: *mut *mut MI_Instance,
) -> Result<(), MI_Result> {
    if out.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        put(out, null_mut());
        put(out, new_dynamic_instance(boundary::units(class_name).ok_or(INVALID)?)?);
    }
    Ok(())
}

impl Context {
    /// `ConstructInstance`.
    ///
    /// # Safety
    /// `declaration` is NULL or one of the module; `instance` is NULL or has the room that it says.
    pub(super) unsafe fn construct_instance(
        &self,
        declaration: *const MI_ClassDecl,
        instance: *mut MI_Instance,
    ) -> Result<(), MI_Result> {
        // SAFETY: by the contract.
        unsafe {
            match &self.module {
                Some(module) => construct_instance_of_fields(&module.schema().fields(declaration)?, instance),
                // The module is being loaded, or unloaded.
                None => construct_typed_instance(declaration, instance),
            }
        }
    }

    /// The declarations that parameters of methods are made of.
    pub(super) fn schema(&self) -> Result<&Schema, MI_Result> {
        self.module.as_ref().map(|module| module.schema()).ok_or(MI_RESULT_NOT_SUPPORTED)
    }
}

/// `ConstructParameters`.
///
/// # Safety
/// `method` is NULL or a declaration of the module; `instance` is NULL or has the room that it says.
pub(in super::super) unsafe fn construct_parameters(
    schema: &Schema,
    method: *const MI_MethodDecl,
    instance: *mut MI_Instance,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    unsafe { construct_instance_of_fields(&schema.parameters(method)?, instance) }
}

/// `NewParameters`.
///
/// # Safety
/// `method` is NULL or a declaration of the module; `out` is NULL or may be written.
pub(in super::super) unsafe fn new_parameters(
    schema: &Schema,
    method: *const MI_MethodDecl,
    out: *mut *mut MI_Instance,
) -> Result<(), MI_Result> {
    if out.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        put(out, null_mut());
        put(out, new_instance_of_fields(&schema.parameters(method)?)?);
    }
    Ok(())
}
