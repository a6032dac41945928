//! Options for a protocol handler, made by itself and set one by one.

use super::Handler;
use crate::abi::*;
use crate::cim::{Array, Datetime, Error, OptionSet, OptionValue, Status, Text, Value};
use crate::object::boundary::pointer_or_null;
use crate::object::options::{Credentials, Secret};
use crate::object::shape::Shape;
use crate::object::value::{datetime_to_c, interval_to_c};
use crate::provider::SubscriptionDelivery;

/// The option with the enabled channels, as it is kept.
const CHANNEL: &str = "__mi_operationoptions_channel";
/// The channels that are enabled where nobody says anything.
const DEFAULT_CHANNELS: [u32; 3] = [0, 1, 2];

/// A set of options of the handler's, deleted with this.
pub(super) struct Lent<T> {
    set: T,
    delete: fn(&mut T),
}

impl<T> Lent<T> {
    /// The set as the handler knows it.
    pub(super) fn as_mut_ptr(&mut self) -> *mut T {
        &raw mut self.set
    }
}

impl<T> Drop for Lent<T> {
    fn drop(&mut self) {
        (self.delete)(&mut self.set);
    }
}

/// The name of an option as the headers spell it. Names compare without case, but who compares them otherwise knows these.
fn spelt(name: &str) -> Text {
    if name.starts_with("__mi_") { Text::from(name.to_ascii_uppercase()) } else { Text::from(name) }
}

/// The functions that all three kinds of options have, for one of them.
macro_rules! setters {
    ($handler:expr, $set:expr, $ft:expr, $kind:literal, $name:expr, $value:expr) => {{
        let (blame, name) = ($handler.blame(), $name);
        let text = spelt(name);
        let pointer = pointer_or_null(Some(&text));
        match $value {
            Value::String(value) => {
                let set = blame.member($ft.SetString, concat!($kind, "FT.SetString"))?;
                // SAFETY: called as its signature says; name and value are copied.
                let result = unsafe { set($set, pointer, pointer_or_null(Some(value)), 0) };
                blame.result(&format!("{}_SetString of {name}", $kind), result).map(|()| true)
            }
            Value::Uint32(value) => {
                let set = blame.member($ft.SetNumber, concat!($kind, "FT.SetNumber"))?;
                // SAFETY: as above.
                let result = unsafe { set($set, pointer, *value, 0) };
                blame.result(&format!("{}_SetNumber of {name}", $kind), result).map(|()| true)
            }
            Value::Datetime(Datetime::Interval(value)) => {
                let set = blame.member($ft.SetInterval, concat!($kind, "FT.SetInterval"))?;
                // SAFETY: as above.
                let result = unsafe { set($set, pointer, &interval_to_c(*value), 0) };
                blame.result(&format!("{}_SetInterval of {name}", $kind), result).map(|()| true)
            }
            _ => Ok(false),
        }
    }};
}

/// The options of an operation; none where the client set none.
pub(super) fn of_operation(
    handler: &Handler,
    options: Option<&OptionSet>,
) -> Result<Option<Lent<MI_OperationOptions>>, Error> {
    let Some(options) = options else { return Ok(None) };
    let blame = handler.blame();
    let make = blame.member(handler.table()?.NewOperationOptions, "MI_ApplicationFT.NewOperationOptions")?;
    let mut set = MI_OperationOptions::default();
    // SAFETY: called as its signature says, on the handler's application.
    let result = unsafe { make(&mut handler.application(), MI_FALSE, &mut set) };
    blame.result("MI_Application_NewOperationOptions", result)?;
    // SAFETY: the table of options that were just made.
    let ft = unsafe { blame.table(set.ft, "MI_OperationOptionsFT") }?;
    let mut lent = Lent {
        set,
        delete: |set| {
            // SAFETY: the table lives as long as the set, which goes here.
            if let Some(delete) = unsafe { set.ft.as_ref() }.and_then(|ft| ft.Delete) {
                // SAFETY: called as its signature says.
                unsafe { delete(set) }
            }
        },
    };
    let set = lent.as_mut_ptr();
    for (name, option) in options {
        if name == CHANNEL {
            channels(handler, set, ft, &option.value)?;
            continue;
        }
        // What must be complied with can only be said of custom options.
        let is_custom = option.must_comply && !name.starts_with("__mi_");
        if is_custom || !setters!(handler, set, ft, "MI_OperationOptions", name, &option.value)? {
            custom(handler, set, ft, name, option)?;
        }
    }
    Ok(Some(lent))
}

/// Enables the channels that the client wants, and no others of those that are enabled by default.
fn channels(
    handler: &Handler,
    set: *mut MI_OperationOptions,
    ft: &MI_OperationOptionsFT,
    wanted: &Value,
) -> Result<(), Error> {
    let Value::Array(wanted) = wanted else { return Ok(()) };
    let Array::Uint32(wanted) = &**wanted else { return Ok(()) };
    let blame = handler.blame();
    let set_number = blame.member(ft.SetNumber, "MI_OperationOptionsFT.SetNumber")?;
    let name = spelt(CHANNEL);
    let unwanted = DEFAULT_CHANNELS.iter().filter(|channel| !wanted.contains(channel));
    // The flag 1 disables.
    for (channel, flags) in
        unwanted.map(|&channel| (channel, 1)).chain(wanted.iter().map(|&wanted| (wanted, 0)))
    {
        // SAFETY: called as its signature says.
        let result = unsafe { set_number(set, pointer_or_null(Some(&name)), channel, flags) };
        blame.result("MI_OperationOptions_SetNumber of a channel", result)?;
    }
    Ok(())
}

fn custom(
    handler: &Handler,
    set: *mut MI_OperationOptions,
    ft: &MI_OperationOptionsFT,
    name: &str,
    option: &OptionValue,
) -> Result<(), Error> {
    let blame = handler.blame();
    let set_custom = blame.member(ft.SetCustomOption, "MI_OperationOptionsFT.SetCustomOption")?;
    let (text, shape) = (spelt(name), Shape::of(&option.value));
    let kind = option.value.value_type().number();
    // SAFETY: called as its signature says; name and value are copied.
    let result = unsafe {
        set_custom(set, pointer_or_null(Some(&text)), kind, shape.as_ptr(), option.must_comply.into(), 0)
    };
    blame.result(&format!("MI_OperationOptions_SetCustomOption of {name}"), result)
}

/// The options of a destination; none where the client said nothing.
pub(super) fn of_destination(
    handler: &Handler,
    options: Option<&OptionSet>,
    credentials: &[Credentials],
) -> Result<Option<Lent<MI_DestinationOptions>>, Error> {
    let nothing = OptionSet::new();
    let options = options.unwrap_or(&nothing);
    if options.is_empty() && credentials.is_empty() {
        return Ok(None);
    }
    let blame = handler.blame();
    let table = handler.table()?;
    let make = blame.member(table.NewDestinationOptions, "MI_ApplicationFT.NewDestinationOptions")?;
    let mut set = MI_DestinationOptions::default();
    // SAFETY: called as its signature says, on the handler's application.
    let result = unsafe { make(&mut handler.application(), &mut set) };
    blame.result("MI_Application_NewDestinationOptions", result)?;
    // SAFETY: the table of options that were just made.
    let ft = unsafe { blame.table(set.ft, "MI_DestinationOptionsFT") }?;
    let mut lent = Lent {
        set,
        delete: |set| {
            // SAFETY: the table lives as long as the set, which goes here.
            if let Some(delete) = unsafe { set.ft.as_ref() }.and_then(|ft| ft.Delete) {
                // SAFETY: called as its signature says.
                unsafe { delete(set) }
            }
        },
    };
    let set = lent.as_mut_ptr();
    for (name, option) in options {
        if !setters!(handler, set, ft, "MI_DestinationOptions", name, &option.value)? {
            return Err(unsettable(handler, name));
        }
    }
    for credentials in credentials {
        let add = blame.member(ft.AddCredentials, "MI_DestinationOptionsFT.AddCredentials")?;
        with_credentials(credentials, |name, credentials| {
            // SAFETY: called as its signature says; all is copied.
            blame.result("MI_DestinationOptions_AddCredentials", unsafe { add(set, name, credentials, 0) })
        })?;
    }
    Ok(Some(lent))
}

/// Shows credentials as C has them.
fn with_credentials<T>(
    credentials: &Credentials,
    show: impl FnOnce(*const MI_Char, *const MI_UserCredentials) -> T,
) -> T {
    let authentication_type = pointer_or_null(Some(&credentials.authentication_type));
    let name = pointer_or_null(Some(&credentials.option));
    match &credentials.secret {
        Secret::User { domain, username, password } => {
            // The copy with a NUL is overwritten like the password itself.
            let password = password.as_ref().map(|password| {
                let mut units = Vec::with_capacity(password.units().len() + 1);
                units.extend_from_slice(password.units());
                units.push(0);
                zeroize::Zeroizing::new(units)
            });
            let shown = MI_UserCredentials {
                authenticationType: authentication_type,
                credentials: MI_UserCredentialsUnion {
                    usernamePassword: MI_UsernamePasswordCreds {
                        domain: pointer_or_null(domain.as_ref()),
                        username: pointer_or_null(Some(username)),
                        password: password.as_ref().map_or(std::ptr::null(), |units| units.as_ptr().cast()),
                    },
                },
            };
            show(name, &shown)
        }
        Secret::Certificate(thumbprint) => {
            let thumbprint = pointer_or_null(thumbprint.as_ref());
            let credentials = MI_UserCredentialsUnion { certificateThumbprint: thumbprint };
            show(name, &MI_UserCredentials { authenticationType: authentication_type, credentials })
        }
        Secret::Nothing => {
            let credentials =
                MI_UserCredentialsUnion { usernamePassword: MI_UsernamePasswordCreds::default() };
            show(name, &MI_UserCredentials { authenticationType: authentication_type, credentials })
        }
    }
}

/// How indications are to be delivered.
pub(super) fn of_delivery(
    handler: &Handler,
    delivery: &SubscriptionDelivery,
) -> Result<Lent<MI_SubscriptionDeliveryOptions>, Error> {
    let blame = handler.blame();
    let make = blame.member(
        handler.table()?.NewSubscriptionDeliveryOptions,
        "MI_ApplicationFT.NewSubscriptionDeliveryOptions",
    )?;
    let mut set = MI_SubscriptionDeliveryOptions::default();
    // SAFETY: called as its signature says, on the handler's application.
    let result = unsafe { make(&mut handler.application(), delivery.delivery as u32, &mut set) };
    blame.result("MI_Application_NewSubscriptionDeliveryOptions", result)?;
    // SAFETY: the table of options that were just made.
    let ft = unsafe { blame.table(set.ft, "MI_SubscriptionDeliveryOptionsFT") }?;
    let mut lent = Lent {
        set,
        delete: |set| {
            // SAFETY: the table lives as long as the set, which goes here.
            if let Some(delete) = unsafe { set.ft.as_ref() }.and_then(|ft| ft.Delete) {
                // SAFETY: called as its signature says. What it says of it changes nothing.
                let _ = unsafe { delete(set) };
            }
        },
    };
    let set = lent.as_mut_ptr();
    for (name, option) in &delivery.options {
        if let Value::Datetime(moment @ Datetime::Timestamp(_)) = &option.value {
            let set_datetime =
                blame.member(ft.SetDateTime, "MI_SubscriptionDeliveryOptionsFT.SetDateTime")?;
            let text = spelt(name);
            // SAFETY: called as its signature says; name and value are copied.
            let result =
                unsafe { set_datetime(set, pointer_or_null(Some(&text)), &datetime_to_c(*moment), 0) };
            blame.result(&format!("MI_SubscriptionDeliveryOptions_SetDateTime of {name}"), result)?;
        } else if !setters!(handler, set, ft, "MI_SubscriptionDeliveryOptions", name, &option.value)? {
            return Err(unsettable(handler, name));
        }
    }
    Ok(lent)
}

fn unsettable(handler: &Handler, name: &str) -> Error {
    let what = format!("can't be given the option {name}: no function sets a value of its type.");
    handler.blame().error(Status::InvalidParameter, &what)
}
