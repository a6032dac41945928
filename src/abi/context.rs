//! The context: how a provider answers one request.

use core::ffi::c_void;

use super::*;

/// Called when the client cancels the request for which it was registered.
pub type MI_CancelCallback =
    Option<unsafe extern "system" fn(reason: MI_CancellationReason, callbackData: *mut c_void)>;

/// The request that a provider is answering. It lives until the provider posts the result.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Context {
    pub ft: *const MI_ContextFT,
    pub reserved: [isize; 3],
}

/// What a provider can do with its request; each slot has a function of the same name, `MI_Context_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ContextFT {
    pub PostResult:
        Option<unsafe extern "system" fn(context: *mut MI_Context, result: MI_Result) -> MI_Result>,
    pub PostInstance: Option<
        unsafe extern "system" fn(context: *mut MI_Context, instance: *const MI_Instance) -> MI_Result,
    >,
    pub PostIndication: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            indication: *const MI_Instance,
            subscriptionIDCount: MI_Uint32,
            bookmark: *const MI_Char,
        ) -> MI_Result,
    >,
    pub ConstructInstance: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            classDecl: *const MI_ClassDecl,
            instance: *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub ConstructParameters: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            methodDecl: *const MI_MethodDecl,
            instance: *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewInstance: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            classDecl: *const MI_ClassDecl,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewDynamicInstance: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            className: *const MI_Char,
            flags: MI_Uint32,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewParameters: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            methodDecl: *const MI_MethodDecl,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub Canceled:
        Option<unsafe extern "system" fn(context: *const MI_Context, flag: *mut MI_Boolean) -> MI_Result>,
    pub GetLocale: Option<
        unsafe extern "system" fn(
            context: *const MI_Context,
            localeType: MI_LocaleType,
            locale: *mut MI_Char,
        ) -> MI_Result,
    >,
    pub RegisterCancel: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            callback: MI_CancelCallback,
            callbackData: *mut c_void,
        ) -> MI_Result,
    >,
    pub RequestUnload: Option<unsafe extern "system" fn(context: *mut MI_Context) -> MI_Result>,
    pub RefuseUnload: Option<unsafe extern "system" fn(context: *mut MI_Context) -> MI_Result>,
    pub GetLocalSession:
        Option<unsafe extern "system" fn(context: *const MI_Context, session: *mut MI_Session) -> MI_Result>,
    pub SetStringOption: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            name: *const MI_Char,
            value: *const MI_Char,
        ) -> MI_Result,
    >,
    pub GetStringOption: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            name: *const MI_Char,
            value: *mut *const MI_Char,
        ) -> MI_Result,
    >,
    pub GetNumberOption: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            name: *const MI_Char,
            value: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub GetCustomOption: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            name: *const MI_Char,
            valueType: *mut MI_Type,
            value: *mut MI_Value,
        ) -> MI_Result,
    >,
    pub GetCustomOptionCount:
        Option<unsafe extern "system" fn(context: *mut MI_Context, count: *mut MI_Uint32) -> MI_Result>,
    pub GetCustomOptionAt: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            index: MI_Uint32,
            name: *mut *const MI_Char,
            valueType: *mut MI_Type,
            value: *mut MI_Value,
        ) -> MI_Result,
    >,
    pub WriteMessage: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            channel: MI_Uint32,
            message: *const MI_Char,
        ) -> MI_Result,
    >,
    pub WriteProgress: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            activity: *const MI_Char,
            currentOperation: *const MI_Char,
            statusDescription: *const MI_Char,
            percentComplete: MI_Uint32,
            secondsRemaining: MI_Uint32,
        ) -> MI_Result,
    >,
    pub WriteStreamParameter: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            name: *const MI_Char,
            value: *const MI_Value,
            r#type: MI_Type,
            flags: MI_Uint32,
        ) -> MI_Result,
    >,
    pub WriteCimError: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            error: *const MI_Instance,
            flag: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    pub PromptUser: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            message: *const MI_Char,
            promptType: MI_PromptType,
            result: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    pub ShouldProcess: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            target: *const MI_Char,
            action: *const MI_Char,
            result: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    pub ShouldContinue: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            message: *const MI_Char,
            result: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    pub PostError: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            resultCode: MI_Uint32,
            resultType: *const MI_Char,
            errorMessage: *const MI_Char,
        ) -> MI_Result,
    >,
    pub PostCimError:
        Option<unsafe extern "system" fn(context: *mut MI_Context, error: *const MI_Instance) -> MI_Result>,
    pub WriteError: Option<
        unsafe extern "system" fn(
            context: *mut MI_Context,
            resultCode: MI_Uint32,
            resultType: *const MI_Char,
            errorMessage: *const MI_Char,
            flag: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    #[cfg(not(windows))]
    pub GetLifecycleIndicationContext: Option<
        unsafe extern "system" fn(
            context: *const MI_Context,
            lifecycleContext: *mut *mut MI_LifecycleIndicationContext,
        ) -> MI_Result,
    >,
}

/// Called when the set of wanted life cycle indications changes; `types` are bits of `MI_LIFECYCLE_INDICATION_...`.
pub type MI_LifecycleIndicationCallback =
    Option<unsafe extern "system" fn(types: MI_Uint32, callbackData: *mut c_void)>;

/// Through which a provider reports that instances were created, modified, deleted, read or called.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_LifecycleIndicationContext {
    pub ft: *const MI_LifecycleIndicationContextFT,
    pub reserved: [isize; 3],
}

/// What a life cycle indication context can do; each slot has a function of the same name.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_LifecycleIndicationContextFT {
    pub PostCreate: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            instance: *const MI_Instance,
        ) -> MI_Result,
    >,
    pub PostModify: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            orginalInstance: *const MI_Instance,
            instance: *const MI_Instance,
        ) -> MI_Result,
    >,
    pub PostDelete: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            orginalInstance: *const MI_Instance,
        ) -> MI_Result,
    >,
    pub PostRead: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            instance: *const MI_Instance,
        ) -> MI_Result,
    >,
    pub PostMethodCall: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            instance: *const MI_Instance,
            methodName: *const MI_Char,
            precall: MI_Boolean,
            parameter: *const MI_Instance,
            returnvalue: *const MI_Char,
        ) -> MI_Result,
    >,
    pub PostResult: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            result: MI_Result,
        ) -> MI_Result,
    >,
    pub ConstructInstance: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            classDecl: *const MI_ClassDecl,
            instance: *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub ConstructParameters: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            methodDecl: *const MI_MethodDecl,
            instance: *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewInstance: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            classDecl: *const MI_ClassDecl,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewDynamicInstance: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            className: *const MI_Char,
            flags: MI_Uint32,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewParameters: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            methodDecl: *const MI_MethodDecl,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub SetSupportedTypes: Option<
        unsafe extern "system" fn(context: *mut MI_LifecycleIndicationContext, types: MI_Uint32) -> MI_Result,
    >,
    pub GetTypes: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            types: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub RegisterCallback: Option<
        unsafe extern "system" fn(
            context: *mut MI_LifecycleIndicationContext,
            callback: MI_LifecycleIndicationCallback,
            callbackData: *mut c_void,
        ) -> MI_Result,
    >,
}
