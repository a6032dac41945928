//! The context: what a provider does with its request.

use core::ffi::c_void;

use crate::abi::*;

forward! {
    /// Ends the request with a result. It is the last thing that a provider does with the request.
    fn MI_Context_PostResult(context: *mut MI_Context, result: MI_Result) => PostResult;

    /// Ends the request with an error instance, which is copied.
    fn MI_Context_PostCimError(context: *mut MI_Context, error: *const MI_Instance) => PostCimError;

    /// Ends the request with an error code of the kind that `resultType` names, and a message.
    fn MI_Context_PostError(
        context: *mut MI_Context, resultCode: MI_Uint32, resultType: *const MI_Char,
        errorMessage: *const MI_Char
    ) => PostError;

    /// Delivers an instance, which is copied, to the client. Blocks while the client is behind.
    fn MI_Context_PostInstance(context: *mut MI_Context, instance: *const MI_Instance) => PostInstance;

    /// Delivers an indication, which is copied, to the subscribers. `subscriptionIDCount` is 0; `bookmark`
    /// may be NULL.
    fn MI_Context_PostIndication(
        context: *mut MI_Context, indication: *const MI_Instance, subscriptionIDCount: MI_Uint32,
        bookmark: *const MI_Char
    ) => PostIndication;

    /// Builds an instance of a declared class in the caller's memory, which has the class's declared size.
    /// End it with `MI_Instance_Destruct`.
    fn MI_Context_ConstructInstance(
        context: *mut MI_Context, classDecl: *const MI_ClassDecl, instance: *mut MI_Instance
    ) => ConstructInstance;

    /// Builds an instance that holds a method's parameters in the caller's memory, which has the method's
    /// declared size. End it with `MI_Instance_Destruct`.
    fn MI_Context_ConstructParameters(
        context: *mut MI_Context, methodDecl: *const MI_MethodDecl, instance: *mut MI_Instance
    ) => ConstructParameters;

    /// Makes an instance of a declared class. `instance` receives it; end it with `MI_Instance_Delete`.
    fn MI_Context_NewInstance(
        context: *mut MI_Context, classDecl: *const MI_ClassDecl, instance: *mut *mut MI_Instance
    ) => NewInstance;

    /// Makes an instance without a declared class: elements are added to it. `instance` receives it; end it
    /// with `MI_Instance_Delete`.
    fn MI_Context_NewDynamicInstance(
        context: *mut MI_Context, className: *const MI_Char, flags: MI_Uint32, instance: *mut *mut MI_Instance
    ) => NewDynamicInstance;

    /// Makes an instance that holds a method's parameters. `instance` receives it; end it with
    /// `MI_Instance_Delete`.
    fn MI_Context_NewParameters(
        context: *mut MI_Context, methodDecl: *const MI_MethodDecl, instance: *mut *mut MI_Instance
    ) => NewParameters;

    /// Tells whether the client has cancelled the request. A provider of many instances asks now and then.
    fn MI_Context_Canceled(context: *const MI_Context, flag: *mut MI_Boolean) => Canceled;

    /// Gives the locale that the client asked for. `locale` has room for `MI_MAX_LOCALE_SIZE` characters.
    fn MI_Context_GetLocale(context: *const MI_Context, localeType: MI_LocaleType, locale: *mut MI_Char)
        => GetLocale;

    /// Has a function called when the client cancels the request. It is called at most once, on a library
    /// thread.
    fn MI_Context_RegisterCancel(
        context: *mut MI_Context, callback: MI_CancelCallback, callbackData: *mut c_void
    ) => RegisterCancel;

    /// Says that the provider may be unloaded now.
    fn MI_Context_RequestUnload(context: *mut MI_Context) => RequestUnload;

    /// Says that the provider must not be unloaded.
    fn MI_Context_RefuseUnload(context: *mut MI_Context) => RefuseUnload;

    /// Sets an option of the request; the text is copied.
    fn MI_Context_SetStringOption(context: *mut MI_Context, name: *const MI_Char, value: *const MI_Char)
        => SetStringOption;

    /// Gives an option of the request that is text. The string belongs to the request.
    fn MI_Context_GetStringOption(context: *mut MI_Context, name: *const MI_Char, value: *mut *const MI_Char)
        => GetStringOption;

    /// Gives an option of the request that is a number.
    fn MI_Context_GetNumberOption(context: *mut MI_Context, name: *const MI_Char, value: *mut MI_Uint32)
        => GetNumberOption;

    /// Gives an option that the client set with `MI_OperationOptions_SetCustomOption`, in any type. What the
    /// value points to belongs to the request.
    fn MI_Context_GetCustomOption(
        context: *mut MI_Context, name: *const MI_Char, valueType: *mut MI_Type, value: *mut MI_Value
    ) => GetCustomOption;

    /// Counts the options that the client set with `MI_OperationOptions_SetCustomOption`.
    fn MI_Context_GetCustomOptionCount(context: *mut MI_Context, count: *mut MI_Uint32)
        => GetCustomOptionCount;

    /// Gives the custom option at an index: its name, type and value, which belong to the request.
    fn MI_Context_GetCustomOptionAt(
        context: *mut MI_Context, index: MI_Uint32, name: *mut *const MI_Char, valueType: *mut MI_Type,
        value: *mut MI_Value
    ) => GetCustomOptionAt;

    /// Asks the client whether an action on a target shall be done. `flag` receives the answer. Blocks until
    /// the client has answered.
    fn MI_Context_ShouldProcess(
        context: *mut MI_Context, target: *const MI_Char, action: *const MI_Char, flag: *mut MI_Boolean
    ) => ShouldProcess;

    /// Asks the client whether to go on. `flag` receives the answer. Blocks until the client has answered.
    fn MI_Context_ShouldContinue(context: *mut MI_Context, message: *const MI_Char, flag: *mut MI_Boolean)
        => ShouldContinue;

    /// Asks the user a question. `flag` receives the answer. Blocks until the client has answered.
    fn MI_Context_PromptUser(
        context: *mut MI_Context, message: *const MI_Char, promptType: MI_PromptType, flag: *mut MI_Boolean
    ) => PromptUser;

    /// Reports an error that does not end the request, by code, kind of code and message. `flag` receives
    /// whether to go on. Blocks until the client has answered.
    fn MI_Context_WriteError(
        context: *mut MI_Context, resultCode: MI_Uint32, resultType: *const MI_Char,
        errorMessage: *const MI_Char, flag: *mut MI_Boolean
    ) => WriteError;

    /// Reports an error instance that does not end the request; it is copied. `flag` receives whether to go
    /// on. Blocks until the client has answered.
    fn MI_Context_WriteCimError(context: *mut MI_Context, error: *const MI_Instance, flag: *mut MI_Boolean)
        => WriteCimError;

    /// Sends a message to the client, on a channel `MI_WRITEMESSAGE_CHANNEL_...` or one of the provider's
    /// own.
    fn MI_Context_WriteMessage(context: *mut MI_Context, channel: MI_Uint32, message: *const MI_Char)
        => WriteMessage;

    /// Reports progress. `percentComplete` and `secondsRemaining` are 0xFFFFFFFF where they are not known.
    fn MI_Context_WriteProgress(
        context: *mut MI_Context, activity: *const MI_Char, currentOperation: *const MI_Char,
        statusDescription: *const MI_Char, percentComplete: MI_Uint32, secondsRemaining: MI_Uint32
    ) => WriteProgress;

    /// Delivers a part of an output parameter that is an array and is streamed. The value is copied.
    fn MI_Context_WriteStreamParameter(
        self_: *mut MI_Context, name: *const MI_Char, value: *const MI_Value, r#type: MI_Type,
        flags: MI_Uint32
    ) => WriteStreamParameter;

    /// Sends a message on the channel of warnings.
    fn MI_Context_WriteWarning(context: *mut MI_Context, message: *const MI_Char)
        => WriteMessage(MI_WRITEMESSAGE_CHANNEL_WARNING, message);

    /// Sends a message on the channel of details.
    fn MI_Context_WriteVerbose(context: *mut MI_Context, message: *const MI_Char)
        => WriteMessage(MI_WRITEMESSAGE_CHANNEL_VERBOSE, message);

    /// Sends a message on the channel for developers.
    fn MI_Context_WriteDebug(context: *mut MI_Context, message: *const MI_Char)
        => WriteMessage(MI_WRITEMESSAGE_CHANNEL_DEBUG, message);

    /// Gives a session with this machine, through which a provider can ask other providers. It belongs to the
    /// request: do not close it.
    fn MI_Context_GetLocalSession(context: *const MI_Context, session: *mut MI_Session) => GetLocalSession;

    /// Says whether the provider applies the filter of a query itself. Where it does not, the library does.
    fn MI_Context_SetFilterOption(context: *mut MI_Context, filterByProvider: MI_Boolean)
        => SetStringOption(
            text!("__FilterByProvider"), if filterByProvider == MI_TRUE { text!("TRUE") } else { text!("FALSE") }
        );
}

/// Gives the context through which the provider reports what happened to its instances. It belongs to the
/// library. NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Context_GetLifecycleIndicationContext(
    context: *const MI_Context,
    lifecycleContext: *mut *mut MI_LifecycleIndicationContext,
) -> MI_Result {
    #[cfg(not(windows))]
    let slot = slot!(context, GetLifecycleIndicationContext);
    // The table of Windows ends before the slot, so that only contexts of this library have it there.
    #[cfg(windows)]
    let slot = slot!(context, GetLocalSession).map(|_| Some(crate::provider::module::lifecycle_of));
    let refusal = match slot {
        // SAFETY: the arguments are the caller's, passed on as they are.
        Some(Some(function)) => return unsafe { function(context, lifecycleContext) },
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    };
    // SAFETY: by the contract of the exported functions an out pointer is NULL or can be written.
    unsafe { super::clear(lifecycleContext) };
    refusal
}
