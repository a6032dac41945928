//! The functions of each kind of options, and their tables.

use super::super::boundary::{guard, guard_void};
use super::access::{self, Handle, Target};
use super::store::Store;
use super::{DELIVERY, DESTINATION, OPERATION};
use crate::abi::*;

/// Writes out the functions that all kinds have, for the C types of one.
macro_rules! options {
    ($room:ident, $handle:ty, $handles:ident, $table:ident) => {
        mod $room {
            use super::*;

            fn target(options: *const $handle) -> Target {
                Target { table: &$handles, handle: options.cast() }
            }

            options!(@functions $room, $handle,
                fn set_string(options: *mut, name: *const MI_Char, value: *const MI_Char, flags: MI_Uint32);
                fn set_number(options: *mut, name: *const MI_Char, value: MI_Uint32, flags: MI_Uint32);
                fn set_interval(options: *mut, name: *const MI_Char, value: *const MI_Interval, flags: MI_Uint32);
                fn get_string(options: *const, name: *const MI_Char, value: *mut *const MI_Char, index: *mut MI_Uint32, flags: *mut MI_Uint32);
                fn get_number(options: *const, name: *const MI_Char, value: *mut MI_Uint32, index: *mut MI_Uint32, flags: *mut MI_Uint32);
                fn get_interval(options: *const, name: *const MI_Char, value: *mut MI_Interval, index: *mut MI_Uint32, flags: *mut MI_Uint32);
                fn get_option(options: *const, name: *const MI_Char, value: *mut MI_Value, kind: *mut MI_Type, index: *mut MI_Uint32, flags: *mut MI_Uint32);
                fn get_option_at(options: *const, index: MI_Uint32, name: *mut *const MI_Char, value: *mut MI_Value, kind: *mut MI_Type, flags: *mut MI_Uint32);
                fn get_option_count(options: *const, count: *mut MI_Uint32);
            );

            pub(super) unsafe extern "system" fn clone(options: *const $handle, out: *mut $handle) -> MI_Result {
                // SAFETY: C's arguments are as the function's contract says.
                guard(concat!(stringify!($room), " options: clone"), || unsafe {
                    access::clone(&target(options), (&raw const $table).cast(), out.cast())
                })
            }

            pub(super) fn delete(options: *mut $handle) -> Result<(), MI_Result> {
                // SAFETY: C's arguments are as the function's contract says.
                unsafe { access::delete(&target(options), options.cast::<Handle>()) }
            }

            /// Makes a handle of this kind.
            ///
            /// # Safety
            /// `out` is NULL or may be written.
            pub(super) unsafe fn create(store: Store, out: *mut $handle) -> Result<(), MI_Result> {
                // SAFETY: by the contract.
                unsafe { access::create(&$handles, (&raw const $table).cast(), store, out.cast()) }
            }
        }
    };
    (@functions $room:ident, $handle:ty, $(fn $function:ident(options: *$mutability:tt, $($argument:ident: $type:ty),*);)*) => {
        $(
            pub(super) unsafe extern "system" fn $function(options: *$mutability $handle, $($argument: $type),*) -> MI_Result {
                // SAFETY: C's arguments are as the function's contract says.
                guard(concat!(stringify!($room), " options: ", stringify!($function)), || unsafe {
                    access::$function(&target(options), $($argument),*)
                })
            }
        )*
    };
}

/// Writes out the functions on credentials, for the C types of one kind.
macro_rules! credentials {
    ($room:ident, $handle:ty, $handles:ident) => {
        mod $room {
            use super::*;

            fn target(options: *const $handle) -> Target {
                Target { table: &$handles, handle: options.cast() }
            }

            options!(@functions $room, $handle,
                fn add_credentials(options: *mut, name: *const MI_Char, credentials: *const MI_UserCredentials, flags: MI_Uint32);
                fn get_credentials_count(options: *const, count: *mut MI_Uint32);
                fn get_credentials_at(options: *const, index: MI_Uint32, name: *mut *const MI_Char, credentials: *mut MI_UserCredentials, flags: *mut MI_Uint32);
                fn get_credentials_password_at(options: *const, index: MI_Uint32, name: *mut *const MI_Char, password: *mut MI_Char, length: MI_Uint32, needed: *mut MI_Uint32, flags: *mut MI_Uint32);
            );
        }
    };
}

options!(destination, MI_DestinationOptions, DESTINATION, DESTINATION_OPTIONS_FT);
options!(operation, MI_OperationOptions, OPERATION, OPERATION_OPTIONS_FT);
options!(delivery, MI_SubscriptionDeliveryOptions, DELIVERY, SUBSCRIPTION_DELIVERY_OPTIONS_FT);
credentials!(destination_credentials, MI_DestinationOptions, DESTINATION);
credentials!(delivery_credentials, MI_SubscriptionDeliveryOptions, DELIVERY);

unsafe extern "system" fn delete_destination(options: *mut MI_DestinationOptions) {
    // What was deleted before is nothing to be done, and this function has no result to say it with.
    guard_void("destination options: delete", || {
        let _ = destination::delete(options);
    });
}

unsafe extern "system" fn delete_operation(options: *mut MI_OperationOptions) {
    // As above.
    guard_void("operation options: delete", || {
        let _ = operation::delete(options);
    });
}

unsafe extern "system" fn delete_delivery(options: *mut MI_SubscriptionDeliveryOptions) -> MI_Result {
    guard("delivery options: delete", || delivery::delete(options))
}

unsafe extern "system" fn set_custom_option(
    options: *mut MI_OperationOptions,
    name: *const MI_Char,
    kind: MI_Type,
    value: *const MI_Value,
    must_comply: MI_Boolean,
    flags: MI_Uint32,
) -> MI_Result {
    let target = Target { table: &OPERATION, handle: options.cast() };
    // SAFETY: C's arguments are as the function's contract says.
    guard("operation options: set_custom_option", || unsafe {
        access::set_custom(&target, name, kind, value, must_comply, flags)
    })
}

unsafe extern "system" fn get_enabled_channels(
    options: *const MI_OperationOptions,
    name: *const MI_Char,
    channels: *mut MI_Uint32,
    length: MI_Uint32,
    count: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> MI_Result {
    let target = Target { table: &OPERATION, handle: options.cast() };
    // SAFETY: C's arguments are as the function's contract says.
    guard("operation options: get_enabled_channels", || unsafe {
        access::get_enabled_channels(&target, name, channels, length, count, flags)
    })
}

unsafe extern "system" fn set_datetime(
    options: *mut MI_SubscriptionDeliveryOptions,
    name: *const MI_Char,
    value: *const MI_Datetime,
    flags: MI_Uint32,
) -> MI_Result {
    let target = Target { table: &DELIVERY, handle: options.cast() };
    // SAFETY: C's arguments are as the function's contract says.
    guard("delivery options: set_datetime", || unsafe { access::set_datetime(&target, name, value, flags) })
}

unsafe extern "system" fn get_datetime(
    options: *const MI_SubscriptionDeliveryOptions,
    name: *const MI_Char,
    value: *mut MI_Datetime,
    index: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> MI_Result {
    let target = Target { table: &DELIVERY, handle: options.cast() };
    // SAFETY: C's arguments are as the function's contract says.
    guard("delivery options: get_datetime", || unsafe {
        access::get_datetime(&target, name, value, index, flags)
    })
}

/// What destination options of this library can do.
pub static DESTINATION_OPTIONS_FT: MI_DestinationOptionsFT = MI_DestinationOptionsFT {
    Delete: Some(delete_destination),
    SetString: Some(destination::set_string),
    SetNumber: Some(destination::set_number),
    AddCredentials: Some(destination_credentials::add_credentials),
    GetString: Some(destination::get_string),
    GetNumber: Some(destination::get_number),
    GetOptionCount: Some(destination::get_option_count),
    GetOptionAt: Some(destination::get_option_at),
    GetOption: Some(destination::get_option),
    GetCredentialsCount: Some(destination_credentials::get_credentials_count),
    GetCredentialsAt: Some(destination_credentials::get_credentials_at),
    GetCredentialsPasswordAt: Some(destination_credentials::get_credentials_password_at),
    Clone: Some(destination::clone),
    SetInterval: Some(destination::set_interval),
    GetInterval: Some(destination::get_interval),
};

/// What operation options of this library can do.
pub static OPERATION_OPTIONS_FT: MI_OperationOptionsFT = MI_OperationOptionsFT {
    Delete: Some(delete_operation),
    SetString: Some(operation::set_string),
    SetNumber: Some(operation::set_number),
    SetCustomOption: Some(set_custom_option),
    GetString: Some(operation::get_string),
    GetNumber: Some(operation::get_number),
    GetOptionCount: Some(operation::get_option_count),
    GetOptionAt: Some(operation::get_option_at),
    GetOption: Some(operation::get_option),
    GetEnabledChannels: Some(get_enabled_channels),
    Clone: Some(operation::clone),
    SetInterval: Some(operation::set_interval),
    GetInterval: Some(operation::get_interval),
};

/// What subscription delivery options of this library can do.
pub static SUBSCRIPTION_DELIVERY_OPTIONS_FT: MI_SubscriptionDeliveryOptionsFT =
    MI_SubscriptionDeliveryOptionsFT {
        SetString: Some(delivery::set_string),
        SetNumber: Some(delivery::set_number),
        SetDateTime: Some(set_datetime),
        SetInterval: Some(delivery::set_interval),
        AddCredentials: Some(delivery_credentials::add_credentials),
        Delete: Some(delete_delivery),
        GetString: Some(delivery::get_string),
        GetNumber: Some(delivery::get_number),
        GetDateTime: Some(get_datetime),
        GetInterval: Some(delivery::get_interval),
        GetOptionCount: Some(delivery::get_option_count),
        GetOptionAt: Some(delivery::get_option_at),
        GetOption: Some(delivery::get_option),
        GetCredentialsCount: Some(delivery_credentials::get_credentials_count),
        GetCredentialsAt: Some(delivery_credentials::get_credentials_at),
        GetCredentialsPasswordAt: Some(delivery_credentials::get_credentials_password_at),
        Clone: Some(delivery::clone),
    };

/// `MI_Application_NewDestinationOptions` for an application that is there.
///
/// # Safety
/// `out` is NULL or may be written.
pub unsafe fn new_destination_options(out: *mut MI_DestinationOptions) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    unsafe { destination::create(Store::new(false), out) }
}

/// `MI_Application_NewOperationOptions` for an application that is there. The three channels of messages are enabled.
///
/// # Safety
/// `out` is NULL or may be written.
pub unsafe fn new_operation_options(
    must_understand: MI_Boolean,
    out: *mut MI_OperationOptions,
) -> Result<(), MI_Result> {
    let store = Store::new(must_understand != 0);
    for channel in
        [MI_WRITEMESSAGE_CHANNEL_WARNING, MI_WRITEMESSAGE_CHANNEL_VERBOSE, MI_WRITEMESSAGE_CHANNEL_DEBUG]
    {
        store.set_channel(channel, true)?;
    }
    // SAFETY: by the contract.
    unsafe { operation::create(store, out) }
}

/// `MI_Application_NewSubscriptionDeliveryOptions` for an application that is there. The type is accepted whatever it is.
///
/// # Safety
/// `out` is NULL or may be written.
pub unsafe fn new_subscription_delivery_options(
    delivery_type: MI_SubscriptionDeliveryType,
    out: *mut MI_SubscriptionDeliveryOptions,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    unsafe { delivery::create(Store::of_delivery(delivery_type), out) }
}
