//! The options of operations.

use core::ptr::null_mut;

use crate::abi::*;

forward! {
    /// Sets what happens when a provider reports an error that does not end the operation.
    fn MI_OperationOptions_SetWriteErrorMode(options: *mut MI_OperationOptions, mode: MI_CallbackMode)
        => SetNumber(text!("__MI_OPERATIONOPTIONS_WRITEERRORMODE"), mode, 0);

    /// Sets what happens when a provider asks the user.
    fn MI_OperationOptions_SetPromptUserMode(options: *mut MI_OperationOptions, mode: MI_CallbackMode)
        => SetNumber(text!("__MI_OPERATIONOPTIONS_PROMPTUSERMODE"), mode, 0);

    /// Asks for the messages of a channel: `MI_WRITEMESSAGE_CHANNEL_...` or a number of a provider's own.
    fn MI_OperationOptions_EnableChannel(options: *mut MI_OperationOptions, channel: MI_Uint32)
        => SetNumber(text!("__MI_OPERATIONOPTIONS_CHANNEL"), channel, 0);

    /// Refuses the messages of a channel.
    fn MI_OperationOptions_DisableChannel(options: *mut MI_OperationOptions, channel: MI_Uint32)
        => SetNumber(text!("__MI_OPERATIONOPTIONS_CHANNEL"), channel, 1);

    /// Gives the channels whose messages are asked for. `channelCount` receives their number. FAILED where
    /// `bufferLength`, which counts channels, is too small; `channels` may be NULL where it is 0.
    fn MI_OperationOptions_GetEnabledChannels(
        options: *const MI_OperationOptions, channels: *mut MI_Uint32, bufferLength: MI_Uint32,
        channelCount: *mut MI_Uint32, flags: *mut MI_Uint32
    )
        => GetEnabledChannels(text!("__MI_OPERATIONOPTIONS_CHANNEL"), channels, bufferLength, channelCount, flags);

    /// Sets how long the operation may go without a sign of life; it overrides the time of the session. The time
    /// is measured from the start or the provider's latest result or progress report; time in which results wait
    /// for the client does not count. An operation whose time is up ends with FAILED. Zero is no limit.
    fn MI_OperationOptions_SetTimeout(options: *mut MI_OperationOptions, timeout: *const MI_Interval)
        => SetInterval(text!("__MI_OPERATIONOPTIONS_TIMEOUT"), timeout, 0);

    /// Gives the time limit of the operation, which overrides that of the session. NO_SUCH_PROPERTY where it is
    /// not set.
    fn MI_OperationOptions_GetTimeout(options: *const MI_OperationOptions, timeout: *mut MI_Interval)
        => GetInterval(text!("__MI_OPERATIONOPTIONS_TIMEOUT"), timeout, null_mut(), null_mut());

    /// Sets what the resource URIs of classes begin with. The text is copied.
    fn MI_OperationOptions_SetResourceUriPrefix(options: *mut MI_OperationOptions, ruriPrefix: *const MI_Char)
        => SetString(text!("__MI_OPERATIONOPTIONS_RESOURCE_URI_PREFIX"), ruriPrefix, 0);

    /// Gives what the resource URIs of classes begin with. The text belongs to the options. NO_SUCH_PROPERTY
    /// where it is not set.
    fn MI_OperationOptions_GetResourceUriPrefix(
        options: *const MI_OperationOptions, ruriPrefix: *mut *const MI_Char
    ) => GetString(text!("__MI_OPERATIONOPTIONS_RESOURCE_URI_PREFIX"), ruriPrefix, null_mut(), null_mut());

    /// Sets the resource URI of the request. The text is copied.
    fn MI_OperationOptions_SetResourceUri(options: *mut MI_OperationOptions, rUri: *const MI_Char)
        => SetString(text!("__MI_OPERATIONOPTIONS_RESOURCE_URI"), rUri, 0);

    /// Gives the resource URI of the request. The text belongs to the options. NO_SUCH_PROPERTY where it is
    /// not set.
    fn MI_OperationOptions_GetResourceUri(options: *const MI_OperationOptions, rUri: *mut *const MI_Char)
        => GetString(text!("__MI_OPERATIONOPTIONS_RESOURCE_URI"), rUri, null_mut(), null_mut());

    /// Sets whether indications carry the name of their machine.
    fn MI_OperationOptions_SetUseMachineID(options: *mut MI_OperationOptions, machineID: MI_Boolean)
        => SetNumber(text!("__MI_OPERATIONOPTIONS_USE_MACHINE_ID"), machineID.into(), 0);

    /// Sets an option of a provider's own, in any type; the value is copied. `mustComply` says whether a
    /// provider that does not know the option must fail. TYPE_MISMATCH where it was set with another type.
    fn MI_OperationOptions_SetCustomOption(
        options: *mut MI_OperationOptions, optionName: *const MI_Char, optionValueType: MI_Type,
        optionValue: *const MI_Value, mustComply: MI_Boolean
    ) => SetCustomOption(optionName, optionValueType, optionValue, mustComply, 0);

    /// Counts the options that are set. Credentials do not count.
    fn MI_OperationOptions_GetOptionCount(options: *const MI_OperationOptions, count: *mut MI_Uint32)
        => GetOptionCount;

    /// Gives the option at an index: its name, value, type and flags, which belong to the options. `flags`
    /// may be NULL.
    fn MI_OperationOptions_GetOptionAt(
        options: *const MI_OperationOptions, index: MI_Uint32, optionName: *mut *const MI_Char,
        value: *mut MI_Value, r#type: *mut MI_Type, flags: *mut MI_Uint32
    ) => GetOptionAt;

    /// Sets an option to text, which is copied. `flags` is 0. TYPE_MISMATCH where it was set with another
    /// type, INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_OperationOptions_SetString(
        options: *mut MI_OperationOptions, optionName: *const MI_Char, value: *const MI_Char, flags: MI_Uint32
    ) => SetString;

    /// Gives an option that is text, which belongs to the options. `index` and `flags` may be NULL.
    /// NO_SUCH_PROPERTY where it is not set, TYPE_MISMATCH where it has another type.
    fn MI_OperationOptions_GetString(
        options: *const MI_OperationOptions, optionName: *const MI_Char, value: *mut *const MI_Char,
        index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetString;

    /// Sets an option to a number. `flags` is 0. TYPE_MISMATCH where it was set with another type,
    /// INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_OperationOptions_SetNumber(
        options: *mut MI_OperationOptions, optionName: *const MI_Char, value: MI_Uint32, flags: MI_Uint32
    ) => SetNumber;

    /// Gives an option that is a number. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is not
    /// set, TYPE_MISMATCH where it has another type.
    fn MI_OperationOptions_GetNumber(
        options: *const MI_OperationOptions, optionName: *const MI_Char, value: *mut MI_Uint32,
        index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetNumber;

    /// Gives an option of any type: its value, type, index and flags, which belong to the options. `index`
    /// and `flags` may be NULL. NO_SUCH_PROPERTY where it is not set.
    fn MI_OperationOptions_GetOption(
        options: *const MI_OperationOptions, optionName: *const MI_Char, value: *mut MI_Value,
        r#type: *mut MI_Type, index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetOption;

    /// Makes a copy of the set. `newOperationOptions` receives it; end it with `MI_OperationOptions_Delete`.
    fn MI_OperationOptions_Clone(
        self_: *const MI_OperationOptions, newOperationOptions: *mut MI_OperationOptions
    ) => Clone;
}

read_numbers! {
    /// Gives what happens when a provider reports an error that does not end the operation. NO_SUCH_PROPERTY
    /// where it is not set.
    fn MI_OperationOptions_GetWriteErrorMode(options: *const MI_OperationOptions, mode: *mut MI_CallbackMode)
        => "__MI_OPERATIONOPTIONS_WRITEERRORMODE";

    /// Gives what happens when a provider asks the user. NO_SUCH_PROPERTY where it is not set.
    fn MI_OperationOptions_GetPromptUserMode(options: *const MI_OperationOptions, mode: *mut MI_CallbackMode)
        => "__MI_OPERATIONOPTIONS_PROMPTUSERMODE";

    /// Gives whether indications carry the name of their machine. NO_SUCH_PROPERTY where it is not set.
    fn MI_OperationOptions_GetUseMachineID(options: *const MI_OperationOptions, machineID: *mut MI_Boolean)
        => "__MI_OPERATIONOPTIONS_USE_MACHINE_ID";
}

/// Ends a set of options. Operations that were started with it keep their copy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_OperationOptions_Delete(options: *mut MI_OperationOptions) {
    if let Some(Some(function)) = slot!(options, Delete) {
        // SAFETY: the options are the caller's, passed on as they are.
        unsafe { function(options) };
    }
}

/// Says what happens when a provider asks a question that is not critical: asked, reported, or answered
/// with `ackValue`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_OperationOptions_SetPromptUserRegularMode(
    options: *mut MI_OperationOptions,
    mode: MI_CallbackMode,
    ackValue: MI_Boolean,
) -> MI_Result {
    match slot!(options, SetNumber) {
        // SAFETY: the options are the caller's; the names are static text.
        Some(Some(function)) => unsafe {
            match function(options, text!("__MI_OPERATIONOPTIONS_PROMPTUSERMODE"), mode, 0) {
                MI_RESULT_OK => function(
                    options,
                    text!("__MI_OPERATIONOPTIONS_PROMPTUSERMODEREGULAR_ACKVALUE"),
                    ackValue.into(),
                    0,
                ),
                failure => failure,
            }
        },
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    }
}

/// Gives what `MI_OperationOptions_SetPromptUserRegularMode` set. Both are written on OK only.
/// NO_SUCH_PROPERTY where it is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_OperationOptions_GetPromptUserRegularMode(
    options: *const MI_OperationOptions,
    mode: *mut MI_CallbackMode,
    ackValue: *mut MI_Boolean,
) -> MI_Result {
    let mut first: MI_Uint32 = 0;
    let mut second: MI_Uint32 = 0;
    let mut result = read_number!(options, "__MI_OPERATIONOPTIONS_PROMPTUSERMODE", &raw mut first);
    if result == MI_RESULT_OK {
        result =
            read_number!(options, "__MI_OPERATIONOPTIONS_PROMPTUSERMODEREGULAR_ACKVALUE", &raw mut second);
    }
    if result != MI_RESULT_OK {
        return result;
    }
    if mode.is_null() || ackValue.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    // SAFETY: neither is NULL, so by the contract of the exported functions both can be written.
    unsafe {
        mode.write(first);
        ackValue.write(second as MI_Boolean);
    }
    MI_RESULT_OK
}

/// Sets which architecture the provider shall have, and whether it must.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_OperationOptions_SetProviderArchitecture(
    options: *mut MI_OperationOptions,
    architecture: MI_ProviderArchitecture,
    mustComply: MI_Boolean,
) -> MI_Result {
    match slot!(options, SetNumber) {
        // SAFETY: the options are the caller's; the names are static text.
        Some(Some(function)) => unsafe {
            match function(options, text!("__MI_OPERATIONOPTIONS_PROVIDER_ARCHITECTURE"), architecture, 0) {
                MI_RESULT_OK => function(
                    options,
                    text!("__MI_OPERATIONOPTIONS_REQUIRED_ARCHITECTURE"),
                    mustComply.into(),
                    0,
                ),
                failure => failure,
            }
        },
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    }
}

/// Gives what `MI_OperationOptions_SetProviderArchitecture` set. Both are written on OK only.
/// NO_SUCH_PROPERTY where it is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_OperationOptions_GetProviderArchitecture(
    options: *const MI_OperationOptions,
    architecture: *mut MI_ProviderArchitecture,
    mustComply: *mut MI_Boolean,
) -> MI_Result {
    let mut first: MI_Uint32 = 0;
    let mut second: MI_Uint32 = 0;
    let mut result = read_number!(options, "__MI_OPERATIONOPTIONS_PROVIDER_ARCHITECTURE", &raw mut first);
    if result == MI_RESULT_OK {
        result = read_number!(options, "__MI_OPERATIONOPTIONS_REQUIRED_ARCHITECTURE", &raw mut second);
    }
    if result != MI_RESULT_OK {
        return result;
    }
    if architecture.is_null() || mustComply.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    // SAFETY: neither is NULL, so by the contract of the exported functions both can be written.
    unsafe {
        architecture.write(first);
        mustComply.write(second as MI_Boolean);
    }
    MI_RESULT_OK
}
