//! The function table of contexts of lifecycle indications.

use std::ffi::c_void;
use std::sync::Arc;

use super::super::context::header::Header;
use super::super::context::{Inside, making};
use super::vocabulary::{Happening, MethodCall};
use super::{Kinds, LIFECYCLES, Lifecycle};
use crate::abi::*;
use crate::object::boundary::{self, guard, put};
use crate::object::typed_instance::construct_typed_instance;

/// What a provider can tell of its instances.
pub(in super::super) static LIFECYCLE_FT: MI_LifecycleIndicationContextFT = MI_LifecycleIndicationContextFT {
    PostCreate: Some(post_create),
    PostModify: Some(post_modify),
    PostDelete: Some(post_delete),
    PostRead: Some(post_read),
    PostMethodCall: Some(post_method_call),
    PostResult: Some(post_result),
    ConstructInstance: Some(construct_instance),
    ConstructParameters: Some(construct_parameters),
    NewInstance: Some(new_instance),
    NewDynamicInstance: Some(new_dynamic_instance),
    NewParameters: Some(new_parameters),
    SetSupportedTypes: Some(set_supported_types),
    GetTypes: Some(get_types),
    RegisterCallback: Some(register_callback),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// Runs a function of the table on the context that a provider gave.
///
/// # Safety
/// `context` is NULL, or was handed out by this library.
unsafe fn with(
    function: &'static str,
    context: *mut MI_LifecycleIndicationContext,
    run: impl FnOnce(&Arc<Lifecycle>) -> Result<(), MI_Result>,
) -> MI_Result {
    guard(function, || {
        let _inside = Inside::enter();
        // SAFETY: by the contract.
        let header = unsafe { Header::at(context.cast()) }.ok_or(INVALID)?;
        let Some(lifecycle) = LIFECYCLES.own().get(header.words()) else {
            tracing::warn!("{} called {function} after its class was unloaded", header.owner());
            return Err(INVALID);
        };
        run(&lifecycle)
    })
}

/// Declares functions of the table, whose arguments are as the interface says: strings NULL or ended by a NUL, instances NULL or
/// live, out-parameters NULL or writable.
macro_rules! lifecycle_functions {
    ($($function:ident: $name:literal ($($argument:ident: $kind:ty),*) |$found:ident| $body:expr;)*) => {
        $(unsafe extern "system" fn $function(
            context: *mut MI_LifecycleIndicationContext $(, $argument: $kind)*
        ) -> MI_Result {
            // SAFETY: the caller's context, and arguments as the interface says.
            unsafe { with(concat!("MI_LifecycleIndicationContext_", $name), context, |$found| $body) }
        })*
    };
}

lifecycle_functions! {
    post_create: "PostCreate" (instance: *const MI_Instance) |lifecycle| {
        lifecycle.post(&Happening::new(Kinds::CREATED, lifecycle.read(instance)?))
    };
    post_modify: "PostModify" (original: *const MI_Instance, instance: *const MI_Instance) |lifecycle| {
        let (previous, now) = (lifecycle.read(original)?, lifecycle.read(instance)?);
        lifecycle.post(&Happening { previous: Some(previous), ..Happening::new(Kinds::MODIFIED, now) })
    };
    post_delete: "PostDelete" (original: *const MI_Instance) |lifecycle| {
        lifecycle.post(&Happening::new(Kinds::DELETED, lifecycle.read(original)?))
    };
    post_read: "PostRead" (instance: *const MI_Instance) |lifecycle| {
        lifecycle.post(&Happening::new(Kinds::READ, lifecycle.read(instance)?))
    };
    post_method_call: "PostMethodCall" (
        instance: *const MI_Instance, method: *const MI_Char, before: MI_Boolean,
        parameters: *const MI_Instance, value: *const MI_Char
    ) |lifecycle| {
        let call = MethodCall {
            name: boundary::text(method).ok_or(INVALID)?,
            is_before: before != MI_FALSE,
            parameters: if parameters.is_null() { None } else { Some(lifecycle.read(parameters)?) },
            value: boundary::text(value),
        };
        let called = Happening::new(Kinds::METHOD_CALLED, lifecycle.read(instance)?);
        lifecycle.post(&Happening { method: Some(call), ..called })
    };
    post_result: "PostResult" (result: MI_Result) |lifecycle| {
        lifecycle.post_result(result);
        Ok(())
    };
    construct_instance: "ConstructInstance" (declaration: *const MI_ClassDecl, instance: *mut MI_Instance)
        |_lifecycle| construct_typed_instance(declaration, instance);
    construct_parameters: "ConstructParameters" (method: *const MI_MethodDecl, instance: *mut MI_Instance)
        |lifecycle| {
            let module = lifecycle.module.upgrade().ok_or(MI_RESULT_NOT_SUPPORTED)?;
            making::construct_parameters(module.schema(), method, instance)
        };
    new_instance: "NewInstance" (declaration: *const MI_ClassDecl, out: *mut *mut MI_Instance)
        |_lifecycle| making::new_instance(declaration, out);
    new_dynamic_instance: "NewDynamicInstance" (
        class_name: *const MI_Char, _flags: MI_Uint32, out: *mut *mut MI_Instance
    ) |_lifecycle| making::new_dynamic(class_name, out);
    new_parameters: "NewParameters" (method: *const MI_MethodDecl, out: *mut *mut MI_Instance) |lifecycle| {
        let module = lifecycle.module.upgrade().ok_or(MI_RESULT_NOT_SUPPORTED)?;
        making::new_parameters(module.schema(), method, out)
    };
    set_supported_types: "SetSupportedTypes" (types: MI_Uint32) |lifecycle| {
        lifecycle.state.lock().supported = Kinds::from_bits(types).ok_or(INVALID)?;
        Ok(())
    };
    get_types: "GetTypes" (types: *mut MI_Uint32) |lifecycle| {
        if types.is_null() {
            return Err(INVALID);
        }
        put(types, lifecycle.wanted().bits());
        Ok(())
    };
    register_callback: "RegisterCallback" (callback: MI_LifecycleIndicationCallback, data: *mut c_void)
        |lifecycle| lifecycle.register(callback, data);
}
