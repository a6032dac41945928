//! The function table of contexts. Each function finds the context that the provider means, and hands its arguments on.

use std::ffi::c_void;

use super::cancel::Cancel;
use super::{making, telling, with, with_client};
use crate::abi::*;
use crate::object::boundary::put;

/// What a provider can do with its request.
pub(in super::super) static CONTEXT_FT: MI_ContextFT = MI_ContextFT {
    PostResult: Some(post_result),
    PostInstance: Some(post_instance),
    PostIndication: Some(post_indication),
    ConstructInstance: Some(construct_instance),
    ConstructParameters: Some(construct_parameters),
    NewInstance: Some(new_instance),
    NewDynamicInstance: Some(new_dynamic_instance),
    NewParameters: Some(new_parameters),
    Canceled: Some(canceled),
    GetLocale: Some(get_locale),
    RegisterCancel: Some(register_cancel),
    RequestUnload: Some(request_unload),
    RefuseUnload: Some(refuse_unload),
    GetLocalSession: Some(get_local_session),
    SetStringOption: Some(set_string_option),
    GetStringOption: Some(get_string_option),
    GetNumberOption: Some(get_number_option),
    GetCustomOption: Some(get_custom_option),
    GetCustomOptionCount: Some(get_custom_option_count),
    GetCustomOptionAt: Some(get_custom_option_at),
    WriteMessage: Some(write_message),
    WriteProgress: Some(write_progress),
    WriteStreamParameter: Some(write_stream_parameter),
    WriteCimError: Some(write_cim_error),
    PromptUser: Some(prompt_user),
    ShouldProcess: Some(should_process),
    ShouldContinue: Some(should_continue),
    PostError: Some(post_error),
    PostCimError: Some(post_cim_error),
    WriteError: Some(write_error),
    // The table of Windows ends before this slot; the exported function knows its own contexts there.
    #[cfg(not(windows))]
    GetLifecycleIndicationContext: Some(get_lifecycle_indication_context),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// Declares functions of the table: the context that C gives is looked up by `with` or `with_client`, and the arguments are as
/// the interface says: strings NULL or ended by a NUL, instances NULL or live, out-parameters NULL or writable.
macro_rules! context_functions {
    ($($function:ident: $name:literal = $find:ident($context:ty $(, $argument:ident: $kind:ty)*) |$($found:ident),+| $body:expr;)*) => {
        $(unsafe extern "system" fn $function(context: $context $(, $argument: $kind)*) -> MI_Result {
            // SAFETY: the caller's context, and arguments as the interface says.
            unsafe { $find(concat!("MI_Context_", $name), context, |$($found),+| $body) }
        })*
    };
}

context_functions! {
    post_result: "PostResult" = with(*mut MI_Context, result: MI_Result)
        |context| context.post_result(result);
    post_instance: "PostInstance" = with(*mut MI_Context, instance: *const MI_Instance)
        |context| context.post_instance(instance);
    post_indication: "PostIndication" = with(
        *mut MI_Context, indication: *const MI_Instance, _count: MI_Uint32, bookmark: *const MI_Char
    ) |context| context.post_indication(indication, bookmark);
    construct_instance: "ConstructInstance" = with(
        *mut MI_Context, declaration: *const MI_ClassDecl, instance: *mut MI_Instance
    ) |context| context.construct_instance(declaration, instance);
    construct_parameters: "ConstructParameters" = with(
        *mut MI_Context, method: *const MI_MethodDecl, instance: *mut MI_Instance
    ) |context| making::construct_parameters(context.schema()?, method, instance);
    new_instance: "NewInstance" = with(
        *mut MI_Context, declaration: *const MI_ClassDecl, out: *mut *mut MI_Instance
    ) |_context| making::new_instance(declaration, out);
    new_dynamic_instance: "NewDynamicInstance" = with(
        *mut MI_Context, class_name: *const MI_Char, _flags: MI_Uint32, out: *mut *mut MI_Instance
    ) |_context| making::new_dynamic(class_name, out);
    new_parameters: "NewParameters" = with(
        *mut MI_Context, method: *const MI_MethodDecl, out: *mut *mut MI_Instance
    ) |context| making::new_parameters(context.schema()?, method, out);
    canceled: "Canceled" = with(*const MI_Context, flag: *mut MI_Boolean) |context| {
        if flag.is_null() {
            return Err(INVALID);
        }
        let stopped = context.poster.as_ref().is_some_and(crate::provider::Poster::is_stopped);
        put(flag, MI_Boolean::from(stopped));
        Ok(())
    };
    get_locale: "GetLocale" = with(*const MI_Context, kind: MI_LocaleType, locale: *mut MI_Char)
        |context| context.get_locale(kind, locale);
    register_cancel: "RegisterCancel" = with(
        *mut MI_Context, callback: MI_CancelCallback, data: *mut c_void
    ) |context| Cancel::register(context, callback, data);
    request_unload: "RequestUnload" = with(*mut MI_Context) |context| {
        context.class().ok_or(MI_RESULT_NOT_SUPPORTED)?.request_unload();
        Ok(())
    };
    refuse_unload: "RefuseUnload" = with(*mut MI_Context) |context| {
        context.class().ok_or(MI_RESULT_NOT_SUPPORTED)?.refuse_unload();
        Ok(())
    };
    get_local_session: "GetLocalSession" = with(*const MI_Context, session: *mut MI_Session) |context| {
        if session.is_null() {
            return Err(INVALID);
        }
        put(session, MI_Session::default());
        put(session, context.local_session()?);
        Ok(())
    };
    set_string_option: "SetStringOption" = with(
        *mut MI_Context, name: *const MI_Char, value: *const MI_Char
    ) |_context| if name.is_null() || value.is_null() { Err(INVALID) } else { Err(MI_RESULT_NOT_SUPPORTED) };
    get_string_option: "GetStringOption" = with(
        *mut MI_Context, name: *const MI_Char, value: *mut *const MI_Char
    ) |context| context.get_string_option(name, value);
    get_number_option: "GetNumberOption" = with(
        *mut MI_Context, name: *const MI_Char, value: *mut MI_Uint32
    ) |context| context.get_number_option(name, value);
    get_custom_option: "GetCustomOption" = with(
        *mut MI_Context, name: *const MI_Char, kind: *mut MI_Type, value: *mut MI_Value
    ) |context| context.get_custom_option(name, kind, value);
    get_custom_option_count: "GetCustomOptionCount" = with(*mut MI_Context, count: *mut MI_Uint32)
        |context| context.get_custom_option_count(count);
    get_custom_option_at: "GetCustomOptionAt" = with(
        *mut MI_Context, index: MI_Uint32, name: *mut *const MI_Char, kind: *mut MI_Type, value: *mut MI_Value
    ) |context| context.get_custom_option_at(index, name, kind, value);
    write_message: "WriteMessage" = with_client(
        *mut MI_Context, channel: MI_Uint32, message: *const MI_Char
    ) |_context, poster| telling::write_message(poster, channel, message);
    write_progress: "WriteProgress" = with_client(
        *mut MI_Context, activity: *const MI_Char, current: *const MI_Char, status: *const MI_Char,
        percentage: MI_Uint32, seconds: MI_Uint32
    ) |_context, poster| telling::write_progress(poster, activity, current, status, percentage, seconds);
    write_stream_parameter: "WriteStreamParameter" = with_client(
        *mut MI_Context, name: *const MI_Char, value: *const MI_Value, kind: MI_Type, flags: MI_Uint32
    ) |_context, poster| telling::write_streamed_parameter(poster, name, value, kind, flags);
    write_cim_error: "WriteCimError" = with_client(
        *mut MI_Context, error: *const MI_Instance, flag: *mut MI_Boolean
    ) |_context, poster| telling::write_cim_error(poster, error, flag);
    prompt_user: "PromptUser" = with_client(
        *mut MI_Context, message: *const MI_Char, kind: MI_PromptType, flag: *mut MI_Boolean
    ) |_context, poster| telling::prompt_user(poster, message, kind, flag);
    should_process: "ShouldProcess" = with_client(
        *mut MI_Context, target: *const MI_Char, action: *const MI_Char, flag: *mut MI_Boolean
    ) |_context, poster| telling::should_process(poster, target, action, flag);
    should_continue: "ShouldContinue" = with_client(
        *mut MI_Context, message: *const MI_Char, flag: *mut MI_Boolean
    ) |_context, poster| telling::prompt_user(poster, message, MI_PROMPTTYPE_NORMAL, flag);
    post_error: "PostError" = with(
        *mut MI_Context, code: MI_Uint32, kind: *const MI_Char, message: *const MI_Char
    ) |context| context.post_error(code, kind, message);
    post_cim_error: "PostCimError" = with(*mut MI_Context, error: *const MI_Instance)
        |context| context.post_cim_error(error);
    write_error: "WriteError" = with_client(
        *mut MI_Context, code: MI_Uint32, kind: *const MI_Char, message: *const MI_Char, flag: *mut MI_Boolean
    ) |context, poster| telling::write_error(context, poster, code, kind, message, flag);
    get_lifecycle_indication_context: "GetLifecycleIndicationContext" = with(
        *const MI_Context, out: *mut *mut MI_LifecycleIndicationContext
    ) |context| {
        if out.is_null() {
            return Err(INVALID);
        }
        put(out, std::ptr::null_mut());
        put(out, context.lifecycle()?);
        Ok(())
    };
}

/// The context of lifecycle indications of a context of this library's; of another's there is none.
///
/// # Safety
/// `context` is a context, not NULL; `out` is NULL or may be written.
#[cfg(windows)]
pub(crate) unsafe fn lifecycle_of(
    context: *const MI_Context,
    out: *mut *mut MI_LifecycleIndicationContext,
) -> MI_Result {
    // SAFETY: by the contract.
    let is_own = std::ptr::eq(unsafe { (*context).ft }, &raw const CONTEXT_FT);
    if !is_own {
        return MI_RESULT_NOT_SUPPORTED;
    }
    // SAFETY: by the contract, and the context is one of this library's.
    unsafe { get_lifecycle_indication_context(context, out) }
}
