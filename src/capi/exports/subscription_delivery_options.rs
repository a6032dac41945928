//! The options for the delivery of indications.

use core::ptr::null_mut;

use crate::abi::*;

forward! {
    /// Sets how long indications may be held back.
    fn MI_SubscriptionDeliveryOptions_SetMaximumLatency(
        self_: *mut MI_SubscriptionDeliveryOptions, value: *mut MI_Interval
    ) => SetInterval(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_MAXIMUM_LATENCY"), value, 0);

    /// Gives how long indications may be held back. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetMaximumLatency(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut MI_Interval
    )
        => GetInterval(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_MAXIMUM_LATENCY"), value, null_mut(), null_mut());

    /// Sets how often the server shows that it is alive.
    fn MI_SubscriptionDeliveryOptions_SetHeartbeatInterval(
        self_: *mut MI_SubscriptionDeliveryOptions, value: *mut MI_Interval
    ) => SetInterval(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_HEARTBEAT_INTERVAL"), value, 0);

    /// Gives how often the server shows that it is alive. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetHeartbeatInterval(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut MI_Interval
    )
        => GetInterval(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_HEARTBEAT_INTERVAL"), value, null_mut(), null_mut());

    /// Sets when the subscription ends.
    fn MI_SubscriptionDeliveryOptions_SetExpirationTime(
        self_: *mut MI_SubscriptionDeliveryOptions, value: *mut MI_Datetime
    ) => SetDateTime(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_EXPIRATION_TIME"), value, 0);

    /// Gives when the subscription ends. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetExpirationTime(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut MI_Datetime
    )
        => GetDateTime(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_EXPIRATION_TIME"), value, null_mut(), null_mut());

    /// Sets where delivery begins: `MI_SUBSCRIBE_BOOKMARK_...` or a bookmark that was delivered. The text is
    /// copied.
    fn MI_SubscriptionDeliveryOptions_SetBookmark(
        self_: *mut MI_SubscriptionDeliveryOptions, value: *const MI_Char
    ) => SetString(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_BOOKMARK"), value, 0);

    /// Gives where delivery begins: `MI_SUBSCRIBE_BOOKMARK_...` or a bookmark that was delivered. The text
    /// belongs to the options. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetBookmark(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut *const MI_Char
    ) => GetString(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_BOOKMARK"), value, null_mut(), null_mut());

    /// Sets where indications are sent. The text is copied.
    fn MI_SubscriptionDeliveryOptions_SetDeliveryDestination(
        self_: *mut MI_SubscriptionDeliveryOptions, value: *const MI_Char
    ) => SetString(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_DESTINATION"), value, 0);

    /// Gives where indications are sent. The text belongs to the options. NO_SUCH_PROPERTY where it is not
    /// set.
    fn MI_SubscriptionDeliveryOptions_GetDeliveryDestination(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut *const MI_Char
    )
        => GetString(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_DESTINATION"), value, null_mut(), null_mut());

    /// Sets the port to which indications are sent.
    fn MI_SubscriptionDeliveryOptions_SetDeliveryPortNumber(
        self_: *mut MI_SubscriptionDeliveryOptions, value: MI_Uint32
    ) => SetNumber(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_PORT_NUMBER"), value, 0);

    /// Gives the port to which indications are sent. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetDeliveryPortNumber(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut MI_Uint32
    )
        => GetNumber(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_PORT_NUMBER"), value, null_mut(), null_mut());

    /// Adds credentials for the delivery. They are copied. FAILED where the way to authenticate has some
    /// already.
    fn MI_SubscriptionDeliveryOptions_AddDeliveryCredentials(
        self_: *mut MI_SubscriptionDeliveryOptions, value: *const MI_UserCredentials
    ) => AddCredentials(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_ADD_DELIVERY_CREDENTIALS"), value, 0);

    /// Sets how long the server waits before it sends again.
    fn MI_SubscriptionDeliveryOptions_SetDeliveryRetryInterval(
        self_: *mut MI_SubscriptionDeliveryOptions, value: *const MI_Interval
    ) => SetInterval(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_RETRY_INTERVAL"), value, 0);

    /// Gives how long the server waits before it sends again. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetDeliveryRetryInterval(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut MI_Interval
    )
        => GetInterval(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_RETRY_INTERVAL"), value, null_mut(), null_mut());

    /// Sets how often the server sends again.
    fn MI_SubscriptionDeliveryOptions_SetDeliveryRetryAttempts(
        self_: *mut MI_SubscriptionDeliveryOptions, value: MI_Uint32
    ) => SetNumber(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_RETRY_ATTEMPTS"), value, 0);

    /// Gives how often the server sends again. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetDeliveryRetryAttempts(
        self_: *const MI_SubscriptionDeliveryOptions, value: *mut MI_Uint32
    )
        => GetNumber(text!("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_DELIVERY_RETRY_ATTEMPTS"), value, null_mut(), null_mut());

    /// Ends a set of options. Subscriptions that were started with it keep their copy. Passwords are
    /// overwritten.
    fn MI_SubscriptionDeliveryOptions_Delete(self_: *mut MI_SubscriptionDeliveryOptions) => Delete;

    /// Sets an option to text, which is copied. `flags` is 0. TYPE_MISMATCH where it was set with another
    /// type, INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_SubscriptionDeliveryOptions_SetString(
        self_: *mut MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *const MI_Char,
        flags: MI_Uint32
    ) => SetString;

    /// Sets an option to a number. `flags` is 0. TYPE_MISMATCH where it was set with another type,
    /// INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_SubscriptionDeliveryOptions_SetNumber(
        self_: *mut MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: MI_Uint32,
        flags: MI_Uint32
    ) => SetNumber;

    /// Sets an option to a date and time. `flags` is 0. TYPE_MISMATCH where it was set with another type,
    /// INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_SubscriptionDeliveryOptions_SetDateTime(
        self_: *mut MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *const MI_Datetime,
        flags: MI_Uint32
    ) => SetDateTime;

    /// Sets an option to a span of time. `flags` is 0. TYPE_MISMATCH where it was set with another type,
    /// INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_SubscriptionDeliveryOptions_SetInterval(
        self_: *mut MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *const MI_Interval,
        flags: MI_Uint32
    ) => SetInterval;

    /// Gives an option that is text, which belongs to the options. `index` and `flags` may be NULL.
    /// NO_SUCH_PROPERTY where it is not set, TYPE_MISMATCH where it has another type.
    fn MI_SubscriptionDeliveryOptions_GetString(
        self_: *const MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *mut *const MI_Char,
        index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetString;

    /// Gives an option that is a number. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is not
    /// set, TYPE_MISMATCH where it has another type.
    fn MI_SubscriptionDeliveryOptions_GetNumber(
        self_: *const MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *mut MI_Uint32,
        index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetNumber;

    /// Gives an option that is a date and time. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is
    /// not set, TYPE_MISMATCH where it has another type.
    fn MI_SubscriptionDeliveryOptions_GetDateTime(
        self_: *const MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *mut MI_Datetime,
        index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetDateTime;

    /// Gives an option that is a span of time. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is
    /// not set, TYPE_MISMATCH where it has another type.
    fn MI_SubscriptionDeliveryOptions_GetInterval(
        self_: *const MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *mut MI_Interval,
        index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetInterval;

    /// Counts the options that are set. Credentials do not count.
    fn MI_SubscriptionDeliveryOptions_GetOptionCount(
        self_: *const MI_SubscriptionDeliveryOptions, count: *mut MI_Uint32
    ) => GetOptionCount;

    /// Gives the option at an index: its name, value, type and flags, which belong to the options. `flags`
    /// may be NULL.
    fn MI_SubscriptionDeliveryOptions_GetOptionAt(
        self_: *const MI_SubscriptionDeliveryOptions, index: MI_Uint32, optionName: *mut *const MI_Char,
        value: *mut MI_Value, r#type: *mut MI_Type, flags: *mut MI_Uint32
    ) => GetOptionAt;

    /// Gives an option of any type: its value, type, index and flags, which belong to the options. `index`
    /// and `flags` may be NULL. NO_SUCH_PROPERTY where it is not set.
    fn MI_SubscriptionDeliveryOptions_GetOption(
        self_: *const MI_SubscriptionDeliveryOptions, optionName: *const MI_Char, value: *mut MI_Value,
        r#type: *mut MI_Type, index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetOption;

    /// Counts the credentials.
    fn MI_SubscriptionDeliveryOptions_GetCredentialsCount(
        self_: *const MI_SubscriptionDeliveryOptions, count: *mut MI_Uint32
    ) => GetCredentialsCount;

    /// Gives the credentials at an index, and the name under which they were added. The text belongs to the
    /// options; in the place of a password it is `******`. `flags` may be NULL.
    fn MI_SubscriptionDeliveryOptions_GetCredentialsAt(
        self_: *const MI_SubscriptionDeliveryOptions, index: MI_Uint32, optionName: *mut *const MI_Char,
        credentials: *mut MI_UserCredentials, flags: *mut MI_Uint32
    ) => GetCredentialsAt;

    /// Copies the password of the credentials at an index. `bufferLength` is the room in `password`, and
    /// `passwordLength` receives the length that is needed, both in characters with the terminator. FAILED
    /// where the room is too small; 0 asks for the length alone. INVALID_PARAMETER for credentials without a
    /// password.
    fn MI_SubscriptionDeliveryOptions_GetCredentialsPasswordAt(
        self_: *const MI_SubscriptionDeliveryOptions, index: MI_Uint32, optionName: *mut *const MI_Char,
        password: *mut MI_Char, bufferLength: MI_Uint32, passwordLength: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetCredentialsPasswordAt;

    /// Makes a copy of the set. `newSubscriptionDeliveryOptions` receives it; end it with
    /// `MI_SubscriptionDeliveryOptions_Delete`.
    fn MI_SubscriptionDeliveryOptions_Clone(
        self_: *const MI_SubscriptionDeliveryOptions,
        newSubscriptionDeliveryOptions: *mut MI_SubscriptionDeliveryOptions
    ) => Clone;
}
