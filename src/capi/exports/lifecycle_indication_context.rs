//! Life cycle indications: what a provider reports about its instances.

use core::ffi::c_void;
use core::ptr::null;

use crate::abi::*;

forward! {
    /// Reports that an instance was created. It is copied.
    fn MI_LifecycleIndicationContext_PostCreate(
        context: *mut MI_LifecycleIndicationContext, instance: *const MI_Instance
    ) => PostCreate;

    /// Reports that an instance was modified: how it was, and how it is. Both are copied.
    fn MI_LifecycleIndicationContext_PostModify(
        context: *mut MI_LifecycleIndicationContext, orginalInstance: *const MI_Instance,
        instance: *const MI_Instance
    ) => PostModify;

    /// Reports that an instance was deleted. It is copied.
    fn MI_LifecycleIndicationContext_PostDelete(
        context: *mut MI_LifecycleIndicationContext, orginalInstance: *const MI_Instance
    ) => PostDelete;

    /// Reports that an instance was read. It is copied.
    fn MI_LifecycleIndicationContext_PostRead(
        context: *mut MI_LifecycleIndicationContext, instance: *const MI_Instance
    ) => PostRead;

    /// Ends the reporting with a result.
    fn MI_LifecycleIndicationContext_PostResult(
        context: *mut MI_LifecycleIndicationContext, result: MI_Result
    ) => PostResult;

    /// Says which indications the provider can report, as bits `MI_LIFECYCLE_INDICATION_...`.
    fn MI_LifecycleIndicationContext_SetSupportedTypes(
        context: *mut MI_LifecycleIndicationContext, types: MI_Uint32
    ) => SetSupportedTypes;

    /// Gives which indications are wanted, as bits `MI_LIFECYCLE_INDICATION_...`.
    fn MI_LifecycleIndicationContext_GetTypes(
        context: *mut MI_LifecycleIndicationContext, types: *mut MI_Uint32
    ) => GetTypes;

    /// Has a function called, on a library thread, when the set of wanted indications changes.
    fn MI_LifecycleIndicationContext_RegisterCallback(
        context: *mut MI_LifecycleIndicationContext, callback: MI_LifecycleIndicationCallback,
        callbackData: *mut c_void
    ) => RegisterCallback;

    /// Builds an instance of a declared class in the caller's memory. End it with `MI_Instance_Destruct`.
    fn MI_LifecycleIndicationContext_ConstructInstance(
        context: *mut MI_LifecycleIndicationContext, classDecl: *const MI_ClassDecl,
        instance: *mut MI_Instance
    ) => ConstructInstance;

    /// Builds an instance that holds a method's parameters in the caller's memory. End it with
    /// `MI_Instance_Destruct`.
    fn MI_LifecycleIndicationContext_ConstructParameters(
        context: *mut MI_LifecycleIndicationContext, methodDecl: *const MI_MethodDecl,
        instance: *mut MI_Instance
    ) => ConstructParameters;

    /// Makes an instance of a declared class. `instance` receives it; end it with `MI_Instance_Delete`.
    fn MI_LifecycleIndicationContext_NewInstance(
        context: *mut MI_LifecycleIndicationContext, classDecl: *const MI_ClassDecl,
        instance: *mut *mut MI_Instance
    ) => NewInstance;

    /// Makes an instance without a declared class: elements are added to it. `instance` receives it; end it
    /// with `MI_Instance_Delete`.
    fn MI_LifecycleIndicationContext_NewDynamicInstance(
        context: *mut MI_LifecycleIndicationContext, className: *const MI_Char, flags: MI_Uint32,
        instance: *mut *mut MI_Instance
    ) => NewDynamicInstance;

    /// Makes an instance that holds a method's parameters. `instance` receives it; end it with
    /// `MI_Instance_Delete`.
    fn MI_LifecycleIndicationContext_NewParameters(
        context: *mut MI_LifecycleIndicationContext, methodDecl: *const MI_MethodDecl,
        instance: *mut *mut MI_Instance
    ) => NewParameters;
}

/// Reports that a method is about to be called on an instance. `parameter` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_LifecycleIndicationContext_PostMethodCall_Before(
    context: *mut MI_LifecycleIndicationContext,
    instance: *const MI_Instance,
    methodName: *const MI_Char,
    parameter: *const MI_Instance,
) -> MI_Result {
    if instance.is_null() || methodName.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    match slot!(context, PostMethodCall) {
        // SAFETY: the arguments are the caller's, passed on as they are.
        Some(Some(function)) => unsafe {
            function(context, instance, methodName, MI_TRUE, parameter, null())
        },
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    }
}

/// Reports that a method was called on an instance. `parameter` and `returnvalue` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_LifecycleIndicationContext_PostMethodCall_After(
    context: *mut MI_LifecycleIndicationContext,
    instance: *const MI_Instance,
    methodName: *const MI_Char,
    parameter: *const MI_Instance,
    returnvalue: *const MI_Char,
) -> MI_Result {
    if instance.is_null() || methodName.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    match slot!(context, PostMethodCall) {
        // SAFETY: the arguments are the caller's, passed on as they are.
        Some(Some(function)) => unsafe {
            function(context, instance, methodName, MI_FALSE, parameter, returnvalue)
        },
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    }
}
