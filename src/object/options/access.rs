//! What the functions of all three kinds of options do, between C's arguments and the store.

use std::sync::Arc;

use super::super::boundary::{self, pointer_or_null, put};
use super::super::value::{datetime_from_c, datetime_to_c, interval_from_c, interval_to_c, read, type_of};
use super::credentials::{Credentials, Form, Password, Secret, form_of};
use super::store::Store;
use super::{CHANNEL, OPERATION};
use crate::abi::*;
use crate::cim::name::units_eq_names;
use crate::cim::{Datetime, Text, Unit, Value, text::str_to_units};
use crate::handles::{HandleWords, ProcessHandles};

type Outcome = Result<(), MI_Result>;

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// What the handles of all three kinds are: two words and a table.
#[repr(C)]
pub(super) struct Handle {
    pub(super) reserved1: MI_Uint64,
    pub(super) reserved2: isize,
    pub(super) ft: *const std::ffi::c_void,
}

/// The table of a kind, and a handle argument of it.
pub(super) struct Target {
    pub(super) table: &'static ProcessHandles<Store>,
    pub(super) handle: *const Handle,
}

impl Target {
    /// The words of the handle.
    fn words(&self) -> Result<HandleWords, MI_Result> {
        // SAFETY: a handle argument is NULL or readable.
        let handle = unsafe { self.handle.as_ref() }.ok_or(INVALID)?;
        Ok(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
    }

    /// The store that the handle names.
    fn store(&self) -> Result<Arc<Store>, MI_Result> {
        self.table.get_any(self.words()?).ok_or(INVALID)
    }

    /// Whether these are options of an operation, which have channels.
    fn has_channels(&self) -> bool {
        std::ptr::eq(self.table, &OPERATION)
    }
}

/// A name argument.
///
/// # Safety
/// NULL, or a string that stays for the length of the call.
unsafe fn name<'a>(text: *const MI_Char) -> Result<&'a [Unit], MI_Result> {
    // SAFETY: by the contract.
    unsafe { boundary::units(text) }.ok_or(INVALID)
}

fn is_channel(name: &[Unit]) -> bool {
    units_eq_names(name, &str_to_units(CHANNEL))
}

fn without_flags(flags: MI_Uint32) -> Outcome {
    if flags == 0 { Ok(()) } else { Err(INVALID) }
}

/// Fills a new handle.
///
/// # Safety
/// `out` is NULL or may be written.
pub(super) unsafe fn create(
    table: &'static ProcessHandles<Store>,
    ft: *const std::ffi::c_void,
    store: Store,
    out: *mut Handle,
) -> Outcome {
    if out.is_null() {
        return Err(INVALID);
    }
    let words = table.own().insert(Arc::new(store));
    // SAFETY: not NULL, so it may be written.
    unsafe { put(out, Handle { reserved1: words.reserved1, reserved2: words.reserved2, ft }) };
    Ok(())
}

/// # Safety
/// `handle` is NULL or may be written.
pub(super) unsafe fn delete(target: &Target, handle: *mut Handle) -> Outcome {
    target.table.remove_any(target.words()?).ok_or(INVALID)?;
    // SAFETY: not NULL, since the words were read.
    unsafe { put(handle, Handle { reserved1: 0, reserved2: 0, ft: std::ptr::null() }) };
    Ok(())
}

/// # Safety
/// `out` is NULL or may be written.
pub(super) unsafe fn clone(target: &Target, ft: *const std::ffi::c_void, out: *mut Handle) -> Outcome {
    if out.is_null() {
        return Err(INVALID);
    }
    let copy = target.store().map(|store| store.copy());
    if copy.is_err() {
        // SAFETY: not NULL, so it may be written.
        unsafe { put(out, Handle { reserved1: 0, reserved2: 0, ft: std::ptr::null() }) };
    }
    // SAFETY: as above.
    unsafe { create(target.table, ft, copy?, out) }
}

/// # Safety
/// The arguments are as the C function's contract says: here and below, strings are NULL or end in a NUL, out-parameters are
/// NULL or may be written, and inputs NULL or readable.
pub(super) unsafe fn set_string(
    target: &Target,
    option: *const MI_Char,
    value: *const MI_Char,
    flags: MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    without_flags(flags)?;
    // SAFETY: by the contract.
    let (option, value) = unsafe { (name(option)?, boundary::text(value).ok_or(INVALID)?) };
    store.set(option, Value::String(value), false)
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn set_number(
    target: &Target,
    option: *const MI_Char,
    value: MI_Uint32,
    flags: MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    // SAFETY: by the contract.
    let option = unsafe { name(option) }?;
    if target.has_channels() && is_channel(option) {
        return match flags {
            0 | 1 => store.set_channel(value, flags == 0),
            _ => Err(INVALID),
        };
    }
    without_flags(flags)?;
    store.set(option, Value::Uint32(value), false)
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn set_interval(
    target: &Target,
    option: *const MI_Char,
    value: *const MI_Interval,
    flags: MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    without_flags(flags)?;
    if value.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    let (option, interval) = unsafe { (name(option)?, interval_from_c(value)?) };
    store.set(option, Value::Datetime(Datetime::Interval(interval)), false)
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn set_datetime(
    target: &Target,
    option: *const MI_Char,
    value: *const MI_Datetime,
    flags: MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    without_flags(flags)?;
    if value.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    let (option, datetime) = unsafe { (name(option)?, datetime_from_c(value)?) };
    store.set(option, Value::Datetime(datetime), false)
}

/// # Safety
/// As for [`set_string`]; the value is one of its type.
pub(super) unsafe fn set_custom(
    target: &Target,
    option: *const MI_Char,
    kind: MI_Type,
    value: *const MI_Value,
    must_comply: MI_Boolean,
    flags: MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    without_flags(flags)?;
    // SAFETY: by the contract.
    let option = unsafe { name(option) }?;
    let kind = type_of(kind)?;
    if value.is_null() {
        return Err(INVALID);
    }
    // SAFETY: not NULL, so by the contract it is a value of its type.
    let value = unsafe { read(value.cast(), kind, 0) }?.into_value().ok_or(INVALID)?;
    store.set(option, value, must_comply != 0)
}

/// Reads an option, and fills the two out-parameters that every getter has.
///
/// # Safety
/// As for [`set_string`].
unsafe fn get(
    target: &Target,
    option: *const MI_Char,
    index: *mut MI_Uint32,
    flags: *mut MI_Uint32,
    read: impl FnOnce(&super::store::Entry) -> Outcome,
) -> Outcome {
    let store = target.store()?;
    // SAFETY: by the contract.
    let (found, entry) = store.get(unsafe { name(option) }?)?;
    read(&entry)?;
    // SAFETY: by the contract.
    unsafe {
        put(index, found as u32);
        put(flags, 0);
    }
    Ok(())
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_string(
    target: &Target,
    option: *const MI_Char,
    value: *mut *const MI_Char,
    index: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> Outcome {
    if value.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        get(target, option, index, flags, |entry| match &entry.value {
            Value::String(_) => {
                put(value, entry.shape.value().string.cast_const());
                Ok(())
            }
            _ => Err(MI_RESULT_TYPE_MISMATCH),
        })
    }
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_number(
    target: &Target,
    option: *const MI_Char,
    value: *mut MI_Uint32,
    index: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> Outcome {
    if value.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        get(target, option, index, flags, |entry| match entry.value {
            Value::Uint32(number) => {
                put(value, number);
                Ok(())
            }
            _ => Err(MI_RESULT_TYPE_MISMATCH),
        })
    }
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_interval(
    target: &Target,
    option: *const MI_Char,
    value: *mut MI_Interval,
    index: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> Outcome {
    if value.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        get(target, option, index, flags, |entry| match entry.value {
            Value::Datetime(Datetime::Interval(interval)) => {
                put(value, interval_to_c(interval));
                Ok(())
            }
            _ => Err(MI_RESULT_TYPE_MISMATCH),
        })
    }
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_datetime(
    target: &Target,
    option: *const MI_Char,
    value: *mut MI_Datetime,
    index: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> Outcome {
    if value.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        get(target, option, index, flags, |entry| match entry.value {
            Value::Datetime(datetime) => {
                put(value, datetime_to_c(datetime));
                Ok(())
            }
            _ => Err(MI_RESULT_TYPE_MISMATCH),
        })
    }
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_option(
    target: &Target,
    option: *const MI_Char,
    value: *mut MI_Value,
    kind: *mut MI_Type,
    index: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> Outcome {
    if value.is_null() || kind.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        get(target, option, index, flags, |entry| {
            put(value, entry.shape.value());
            put(kind, entry.kind.number());
            Ok(())
        })
    }
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_option_at(
    target: &Target,
    index: MI_Uint32,
    option: *mut *const MI_Char,
    value: *mut MI_Value,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    if option.is_null() || value.is_null() || kind.is_null() {
        return Err(INVALID);
    }
    let entry = store.at(index as usize)?;
    // SAFETY: by the contract.
    unsafe {
        put(option, pointer_or_null(Some(&entry.name)));
        put(value, entry.shape.value());
        put(kind, entry.kind.number());
        put(flags, 0);
    }
    Ok(())
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_option_count(target: &Target, count: *mut MI_Uint32) -> Outcome {
    let store = target.store()?;
    if count.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe { put(count, store.len() as u32) };
    Ok(())
}

/// # Safety
/// As for [`set_string`]; `channels` has room for `length` numbers.
pub(super) unsafe fn get_enabled_channels(
    target: &Target,
    option: *const MI_Char,
    channels: *mut MI_Uint32,
    length: MI_Uint32,
    count: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    // SAFETY: by the contract.
    let option = unsafe { name(option) }?;
    if count.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        put(flags, 0);
        if store.get(option).is_err() {
            put(count, 0);
            return Ok(());
        }
        if !is_channel(option) {
            return Err(MI_RESULT_TYPE_MISMATCH);
        }
        let enabled = store.channels()?;
        put(count, enabled.len() as u32);
        if (length as usize) < enabled.len() {
            return Err(MI_RESULT_FAILED);
        }
        if channels.is_null() {
            return Err(INVALID);
        }
        std::ptr::copy_nonoverlapping(enabled.as_ptr(), channels, enabled.len());
    }
    Ok(())
}

/// # Safety
/// As for [`set_string`]; the credentials are as their type says.
pub(super) unsafe fn add_credentials(
    target: &Target,
    option: *const MI_Char,
    credentials: *const MI_UserCredentials,
    flags: MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    without_flags(flags)?;
    // SAFETY: by the contract.
    let (option, given) = unsafe { (name(option)?, credentials.as_ref().ok_or(INVALID)?) };
    // SAFETY: by the contract.
    let authentication_type = unsafe { boundary::text(given.authenticationType) }.ok_or(INVALID)?;
    let secret = match form_of(authentication_type.units()).ok_or(INVALID)? {
        Form::Nothing => Secret::Nothing,
        // SAFETY: types of this form have a user's name and password.
        Form::User => unsafe {
            let user = given.credentials.usernamePassword;
            Secret::User {
                domain: boundary::text(user.domain),
                username: boundary::text(user.username).ok_or(INVALID)?,
                password: boundary::units(user.password).map(Password::new),
            }
        },
        // SAFETY: types of this form have the thumbprint of a certificate.
        Form::Certificate => unsafe {
            Secret::Certificate(boundary::text(given.credentials.certificateThumbprint))
        },
    };
    store.add_credentials(Credentials { option: Text::from_units(option), authentication_type, secret })
}

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_credentials_count(target: &Target, count: *mut MI_Uint32) -> Outcome {
    let store = target.store()?;
    if count.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe { put(count, store.credentials_count() as u32) };
    Ok(())
}

/// What a password reads as.
static HIDDEN: [Unit; 7] = [42, 42, 42, 42, 42, 42, 0];

/// # Safety
/// As for [`set_string`].
pub(super) unsafe fn get_credentials_at(
    target: &Target,
    index: MI_Uint32,
    option: *mut *const MI_Char,
    credentials: *mut MI_UserCredentials,
    flags: *mut MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    if option.is_null() || credentials.is_null() {
        return Err(INVALID);
    }
    let held = store.credentials_at(index as usize)?;
    let user = match &held.secret {
        Secret::User { domain, username, .. } => MI_UsernamePasswordCreds {
            domain: pointer_or_null(domain.as_ref()),
            username: pointer_or_null(Some(username)),
            password: HIDDEN.as_ptr().cast(),
        },
        _ => MI_UsernamePasswordCreds::default(),
    };
    let mut shown = MI_UserCredentials {
        authenticationType: pointer_or_null(Some(&held.authentication_type)),
        credentials: MI_UserCredentialsUnion { usernamePassword: user },
    };
    if let Secret::Certificate(thumbprint) = &held.secret {
        shown.credentials.certificateThumbprint = pointer_or_null(thumbprint.as_ref());
    }
    // SAFETY: by the contract.
    unsafe {
        put(option, pointer_or_null(Some(&held.option)));
        put(credentials, shown);
        put(flags, 0);
    }
    Ok(())
}

/// # Safety
/// As for [`set_string`]; `password` has room for `length` characters.
pub(super) unsafe fn get_credentials_password_at(
    target: &Target,
    index: MI_Uint32,
    option: *mut *const MI_Char,
    password: *mut MI_Char,
    length: MI_Uint32,
    needed: *mut MI_Uint32,
    flags: *mut MI_Uint32,
) -> Outcome {
    let store = target.store()?;
    if option.is_null() || needed.is_null() {
        return Err(INVALID);
    }
    let held = store.credentials_at(index as usize)?;
    // SAFETY: by the contract, here and below.
    unsafe {
        put(flags, 0);
        put(option, pointer_or_null(Some(&held.option)));
    }
    let Secret::User { password: secret, .. } = &held.secret else {
        return Err(INVALID);
    };
    let Some(secret) = secret else {
        // SAFETY: as above.
        unsafe { put(needed, 0) };
        return Ok(());
    };
    let units = secret.units();
    // SAFETY: as above.
    unsafe { put(needed, units.len() as u32 + 1) };
    if length as usize <= units.len() {
        return if length == 0 { Ok(()) } else { Err(MI_RESULT_FAILED) };
    }
    if password.is_null() {
        return Err(INVALID);
    }
    // SAFETY: the buffer has room for the units and the NUL.
    unsafe {
        std::ptr::copy_nonoverlapping(units.as_ptr(), password.cast::<Unit>(), units.len());
        password.cast::<Unit>().add(units.len()).write(0);
    }
    Ok(())
}
