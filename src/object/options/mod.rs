//! The three kinds of options: of destinations, of operations, and of the delivery of subscriptions.
//!
//! They share one store and one set of functions; `functions` writes the functions out for each kind's C types. A handle
//! names its store through a table with generations, so that no word of a handle is ever followed as a pointer.

mod access;
mod credentials;
mod functions;
mod store;

use std::sync::Arc;

use super::value::read;
use crate::abi::*;
use crate::cim::{Error, OptionSet, OptionValue, Status, Text, Type, Value};
use crate::handles::{HandleWords, ProcessHandles};
use store::Store;

pub use credentials::{Credentials, Password, Secret};
pub use functions::{
    DESTINATION_OPTIONS_FT, OPERATION_OPTIONS_FT, SUBSCRIPTION_DELIVERY_OPTIONS_FT, new_destination_options,
    new_operation_options, new_subscription_delivery_options,
};

static DESTINATION: ProcessHandles<Store> = ProcessHandles::new(0xd35a_6b1e_93c7_20f4);
static OPERATION: ProcessHandles<Store> = ProcessHandles::new(0x6f02_c9d8_41eb_75a3);
static DELIVERY: ProcessHandles<Store> = ProcessHandles::new(0xa81d_370f_5c62_e49b);

/// The name under which the enabled channels of an operation are kept.
const CHANNEL: &str = "__MI_OPERATIONOPTIONS_CHANNEL";

/// What a client said of a destination.
#[derive(Clone, Debug, Default)]
pub struct DestinationOptions {
    /// The options, by name in lower case.
    pub options: OptionSet,
    /// The credentials, in the order in which they were added.
    pub credentials: Vec<Credentials>,
}

/// The options of an operation; none where the handle is NULL or zeroed.
///
/// # Safety
/// `options` is NULL or points to 24 bytes that are a handle, or that were never one.
pub unsafe fn operation_options(
    options: *const MI_OperationOptions,
) -> Result<Option<Arc<OptionSet>>, Error> {
    // SAFETY: NULL or readable.
    let Some(handle) = (unsafe { options.as_ref() }).filter(|handle| !handle.ft.is_null()) else {
        return Ok(None);
    };
    if std::ptr::eq(handle.ft, &raw const OPERATION_OPTIONS_FT) {
        let store = store_of(&OPERATION, handle.reserved1, handle.reserved2, "operation options")?;
        return Ok(Some(Arc::new(store.option_set())));
    }
    // SAFETY: options of another implementation, whose table lives as long as they do.
    let table = unsafe { &*handle.ft };
    // SAFETY: the slots are called as their signatures say.
    unsafe { foreign_options(handle, table.GetOptionCount, table.GetOptionAt) }.map(|set| Some(Arc::new(set)))
}

/// The options and credentials of a destination; none where the handle is NULL or zeroed.
///
/// # Safety
/// As for [`operation_options`].
pub unsafe fn destination_options(
    options: *const MI_DestinationOptions,
) -> Result<DestinationOptions, Error> {
    // SAFETY: NULL or readable.
    let Some(handle) = (unsafe { options.as_ref() }).filter(|handle| !handle.ft.is_null()) else {
        return Ok(DestinationOptions::default());
    };
    if std::ptr::eq(handle.ft, &raw const DESTINATION_OPTIONS_FT) {
        let store = store_of(&DESTINATION, handle.reserved1, handle.reserved2, "destination options")?;
        return Ok(DestinationOptions { options: store.option_set(), credentials: store.credentials() });
    }
    // SAFETY: options of another implementation, whose table lives as long as they do.
    let table = unsafe { &*handle.ft };
    // SAFETY: the slots are called as their signatures say.
    let options = unsafe { foreign_options(handle, table.GetOptionCount, table.GetOptionAt) }?;
    Ok(DestinationOptions { options, credentials: Vec::new() })
}

/// What a client said of the delivery of a subscription.
#[derive(Clone, Debug)]
pub struct DeliveryOptions {
    /// Who sets the pace. A number that is no type stays what it is.
    pub delivery_type: MI_SubscriptionDeliveryType,
    /// The options, by name in lower case.
    pub options: OptionSet,
    /// The credentials, in the order in which they were added.
    pub credentials: Vec<Credentials>,
}

/// The options of the delivery of a subscription; none where the handle is NULL or zeroed. Options of another implementation don't
/// tell their type, so that theirs is to pull.
///
/// # Safety
/// As for [`operation_options`].
pub unsafe fn subscription_delivery_options(
    options: *const MI_SubscriptionDeliveryOptions,
) -> Result<DeliveryOptions, Error> {
    let pull = |options| DeliveryOptions {
        delivery_type: MI_SubscriptionDeliveryType_Pull,
        options,
        credentials: Vec::new(),
    };
    // SAFETY: NULL or readable.
    let Some(handle) = (unsafe { options.as_ref() }).filter(|handle| !handle.ft.is_null()) else {
        return Ok(pull(OptionSet::new()));
    };
    if std::ptr::eq(handle.ft, &raw const SUBSCRIPTION_DELIVERY_OPTIONS_FT) {
        let store = store_of(&DELIVERY, handle.reserved1, handle.reserved2, "subscription delivery options")?;
        return Ok(DeliveryOptions {
            delivery_type: store.delivery_type(),
            options: store.option_set(),
            credentials: store.credentials(),
        });
    }
    // SAFETY: options of another implementation, whose table lives as long as they do.
    let table = unsafe { &*handle.ft };
    // SAFETY: the slots are called as their signatures say.
    unsafe { foreign_options(handle, table.GetOptionCount, table.GetOptionAt) }.map(pull)
}

fn store_of(
    table: &ProcessHandles<Store>,
    reserved1: u64,
    reserved2: isize,
    what: &str,
) -> Result<Arc<Store>, Error> {
    table.get_any(HandleWords { reserved1, reserved2 }).ok_or_else(|| {
        let message = format!("The {what} have been deleted, or were never made by this library.");
        Error::new(Status::InvalidParameter, message)
    })
}

type GetCount<T> = Option<unsafe extern "system" fn(*const T, *mut MI_Uint32) -> MI_Result>;
type GetAt<T> = Option<
    unsafe extern "system" fn(
        *const T,
        MI_Uint32,
        *mut *const MI_Char,
        *mut MI_Value,
        *mut MI_Type,
        *mut MI_Uint32,
    ) -> MI_Result,
>;

/// Reads options of another implementation through its table.
///
/// # Safety
/// The slots belong to the handle.
unsafe fn foreign_options<T>(
    handle: &T,
    get_count: GetCount<T>,
    get_at: GetAt<T>,
) -> Result<OptionSet, Error> {
    let unreadable = |result| {
        Error::new(Status::from_number(result), "The options of another implementation can't be read.")
    };
    let (get_count, get_at) = get_count.zip(get_at).ok_or_else(|| unreadable(MI_RESULT_INVALID_PARAMETER))?;
    let mut count = 0;
    // SAFETY: called as the signature says.
    let result = unsafe { get_count(handle, &mut count) };
    if result != MI_RESULT_OK {
        return Err(unreadable(result));
    }
    let mut set = OptionSet::new();
    for index in 0..count.min(1 << 16) {
        let mut value = super::value::zero_value();
        let (mut name, mut kind, mut flags) = (std::ptr::null(), 0, 0);
        // SAFETY: called as the signature says.
        let result = unsafe { get_at(handle, index, &mut name, &mut value, &mut kind, &mut flags) };
        if result != MI_RESULT_OK {
            return Err(unreadable(result));
        }
        // SAFETY: a name that a successful getter gives ends in a NUL.
        let name: Option<Text> = unsafe { super::boundary::text(name) };
        let kind = Type::from_number(kind);
        let (Some(name), Some(kind)) = (name, kind) else {
            return Err(unreadable(MI_RESULT_INVALID_PARAMETER));
        };
        // SAFETY: the getter succeeded, so the member of this type is there.
        let value = unsafe { read((&raw const value).cast(), kind, 0) }.map_err(unreadable)?;
        if let Some(value) = value.into_value() {
            set.insert(
                name.to_string().to_ascii_lowercase(),
                OptionValue { value: Value::clone(&value), must_comply: false },
            );
        }
    }
    Ok(set)
}

#[cfg(test)]
mod tests;
