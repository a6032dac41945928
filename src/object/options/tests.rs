use super::super::testing::{c, ptr, read, value_of_each_type};
use super::*;
use crate::cim::Array;

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;
const PASSWORD: &str = "correct horse";

fn destination() -> MI_DestinationOptions {
    let mut options = MI_DestinationOptions::default();
    // SAFETY: a handle that lives.
    unsafe { new_destination_options(&mut options) }.unwrap();
    options
}

fn operation() -> MI_OperationOptions {
    let mut options = MI_OperationOptions::default();
    // SAFETY: a handle that lives.
    unsafe { new_operation_options(0, &mut options) }.unwrap();
    options
}

fn delivery() -> MI_SubscriptionDeliveryOptions {
    let mut options = MI_SubscriptionDeliveryOptions::default();
    // SAFETY: a handle that lives.
    unsafe { new_subscription_delivery_options(MI_SubscriptionDeliveryType_Pull, &mut options) }.unwrap();
    options
}

/// Calls a slot of a table on a handle.
macro_rules! call {
    ($table:ident.$slot:ident, $($argument:expr),*) => {
        {
            // SAFETY: tests give valid arguments, or what must be refused.
            #[allow(unused_unsafe)]
            unsafe { $table.$slot.unwrap()($($argument),*) }
        }
    };
}

fn user(kind: &Text, username: *const MI_Char, password: *const MI_Char) -> MI_UserCredentials {
    MI_UserCredentials {
        authenticationType: ptr(kind),
        credentials: MI_UserCredentialsUnion {
            usernamePassword: MI_UsernamePasswordCreds { domain: std::ptr::null(), username, password },
        },
    }
}

fn add_user(options: &mut MI_DestinationOptions, option: &str, kind: &str) -> MI_Result {
    let (name, password) = (c("user"), c(PASSWORD));
    let kind = c(kind);
    let credentials = user(&kind, ptr(&name), ptr(&password));
    call!(DESTINATION_OPTIONS_FT.AddCredentials, options, ptr(&c(option)), &credentials, 0)
}

#[test]
fn a_string_reads_back_without_case_and_can_be_replaced() {
    let mut options = destination();
    let (mut value, mut index, mut flags) = (std::ptr::null(), 9, 9);
    for text in ["first", "second"] {
        let set = call!(DESTINATION_OPTIONS_FT.SetString, &mut options, ptr(&c("Option")), ptr(&c(text)), 0);
        assert_eq!(set, MI_RESULT_OK);
        let got = call!(
            DESTINATION_OPTIONS_FT.GetString,
            &options,
            ptr(&c("OPTION")),
            &mut value,
            &mut index,
            &mut flags
        );
        assert_eq!((got, index, flags), (MI_RESULT_OK, 0, 0));
        assert_eq!(read(value).as_deref(), Some(text));
    }
    call!(DESTINATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn an_option_keeps_its_type() {
    let mut options = destination();
    let name = c("Option");
    let (mut number, mut interval, null) = (0, MI_Interval::default(), std::ptr::null_mut());
    call!(DESTINATION_OPTIONS_FT.SetString, &mut options, ptr(&name), ptr(&c("text")), 0);
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 5, 0),
        MI_RESULT_TYPE_MISMATCH
    );
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.SetInterval, &mut options, ptr(&name), &interval, 0),
        MI_RESULT_TYPE_MISMATCH
    );
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.GetNumber, &options, ptr(&name), &mut number, null, null),
        MI_RESULT_TYPE_MISMATCH
    );
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.GetInterval, &options, ptr(&name), &mut interval, null, null),
        MI_RESULT_TYPE_MISMATCH
    );
    call!(DESTINATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn a_missing_option_is_no_such_property() {
    let options = destination();
    let (mut number, mut text, null) = (7, std::ptr::null(), std::ptr::null_mut());
    let name = c("Missing");
    let (mut value, mut kind) = (super::super::value::zero_value(), 0);
    let absent = MI_RESULT_NO_SUCH_PROPERTY;
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.GetNumber, &options, ptr(&name), &mut number, null, null),
        absent
    );
    assert_eq!(number, 7, "an out-parameter is written on success alone");
    assert_eq!(call!(DESTINATION_OPTIONS_FT.GetString, &options, ptr(&name), &mut text, null, null), absent);
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.GetOption, &options, ptr(&name), &mut value, &mut kind, null, null),
        absent
    );
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.GetOptionAt, &options, 0, &mut text, &mut value, &mut kind, null),
        absent
    );
    call!(DESTINATION_OPTIONS_FT.Delete, &mut { options });
}

#[test]
fn bad_arguments_are_refused() {
    let mut options = destination();
    let (name, text) = (c("Option"), c("text"));
    let null = std::ptr::null_mut();
    let interval = MI_Interval { days: 100_000_000, ..MI_Interval::default() };
    let refused = [
        call!(DESTINATION_OPTIONS_FT.SetString, null, ptr(&name), ptr(&text), 0),
        call!(DESTINATION_OPTIONS_FT.SetString, &mut options, std::ptr::null(), ptr(&text), 0),
        call!(DESTINATION_OPTIONS_FT.SetString, &mut options, ptr(&name), std::ptr::null(), 0),
        call!(DESTINATION_OPTIONS_FT.SetString, &mut options, ptr(&name), ptr(&text), 1),
        call!(DESTINATION_OPTIONS_FT.SetString, &mut options, ptr(&c("no name")), ptr(&text), 0),
        call!(DESTINATION_OPTIONS_FT.SetNumber, &mut options, std::ptr::null(), 1, 0),
        call!(DESTINATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 1, 1),
        call!(DESTINATION_OPTIONS_FT.SetInterval, &mut options, ptr(&name), std::ptr::null(), 0),
        call!(DESTINATION_OPTIONS_FT.SetInterval, &mut options, ptr(&name), &interval, 0),
        call!(DESTINATION_OPTIONS_FT.GetString, &options, ptr(&name), null.cast(), null.cast(), null.cast()),
        call!(
            DESTINATION_OPTIONS_FT.GetString,
            &options,
            std::ptr::null(),
            null.cast(),
            null.cast(),
            null.cast()
        ),
        call!(DESTINATION_OPTIONS_FT.GetNumber, &options, ptr(&name), null.cast(), null.cast(), null.cast()),
        call!(
            DESTINATION_OPTIONS_FT.GetInterval,
            &options,
            ptr(&name),
            null.cast(),
            null.cast(),
            null.cast()
        ),
        call!(
            DESTINATION_OPTIONS_FT.GetOption,
            &options,
            ptr(&name),
            null.cast(),
            null.cast(),
            null.cast(),
            null.cast()
        ),
        call!(
            DESTINATION_OPTIONS_FT.GetOptionAt,
            &options,
            0,
            null.cast(),
            null.cast(),
            null.cast(),
            null.cast()
        ),
        call!(DESTINATION_OPTIONS_FT.GetOptionCount, &options, null.cast()),
        call!(DESTINATION_OPTIONS_FT.GetCredentialsCount, &options, null.cast()),
        call!(DESTINATION_OPTIONS_FT.AddCredentials, &mut options, ptr(&name), std::ptr::null(), 0),
        call!(DESTINATION_OPTIONS_FT.Clone, &options, null),
        call!(DESTINATION_OPTIONS_FT.Clone, null, &mut MI_DestinationOptions::default()),
    ];
    assert!(refused.iter().all(|&result| result == INVALID), "{refused:?}");
    call!(DESTINATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn handles_that_name_nothing_are_refused_by_every_function() {
    let mut deleted = destination();
    let mut copy = deleted;
    call!(DESTINATION_OPTIONS_FT.Delete, &mut deleted);
    assert!(deleted.ft.is_null() && deleted.reserved2 == 0, "the caller's handle is cleared");
    let zeroed = MI_DestinationOptions::default();
    let garbage = MI_DestinationOptions { reserved1: 0x4141_4141, reserved2: 0x7f00_1234, ..copy };
    let other = operation();
    let foreign = MI_DestinationOptions { reserved1: other.reserved1, reserved2: other.reserved2, ..copy };
    let (name, text) = (c("Option"), c("text"));
    for mut handle in [copy, zeroed, garbage, foreign] {
        let (mut out, mut number, null) = (std::ptr::null(), 0, std::ptr::null_mut::<u32>());
        let (mut value, mut kind) = (super::super::value::zero_value(), 0);
        let (mut interval, mut new) =
            (MI_Interval::default(), MI_DestinationOptions { reserved1: 5, ..copy });
        let kind_text = c("None");
        let mut credentials = user(&kind_text, null.cast(), null.cast());
        let handle = &raw mut handle;
        let refused = [
            call!(DESTINATION_OPTIONS_FT.SetString, handle, ptr(&name), ptr(&text), 0),
            call!(DESTINATION_OPTIONS_FT.SetNumber, handle, ptr(&name), 1, 0),
            call!(DESTINATION_OPTIONS_FT.SetInterval, handle, ptr(&name), &interval, 0),
            call!(DESTINATION_OPTIONS_FT.AddCredentials, handle, ptr(&name), &credentials, 0),
            call!(DESTINATION_OPTIONS_FT.GetString, handle, ptr(&name), &mut out, null, null),
            call!(DESTINATION_OPTIONS_FT.GetNumber, handle, ptr(&name), &mut number, null, null),
            call!(DESTINATION_OPTIONS_FT.GetInterval, handle, ptr(&name), &mut interval, null, null),
            call!(DESTINATION_OPTIONS_FT.GetOption, handle, ptr(&name), &mut value, &mut kind, null, null),
            call!(DESTINATION_OPTIONS_FT.GetOptionAt, handle, 0, &mut out, &mut value, &mut kind, null),
            call!(DESTINATION_OPTIONS_FT.GetOptionCount, handle, &mut number),
            call!(DESTINATION_OPTIONS_FT.GetCredentialsCount, handle, &mut number),
            call!(DESTINATION_OPTIONS_FT.GetCredentialsAt, handle, 0, &mut out, &mut credentials, null),
            call!(
                DESTINATION_OPTIONS_FT.GetCredentialsPasswordAt,
                handle,
                0,
                &mut out,
                null.cast(),
                0,
                &mut number,
                null
            ),
            call!(DESTINATION_OPTIONS_FT.Clone, handle, &mut new),
        ];
        assert!(refused.iter().all(|&result| result == INVALID), "{refused:?}");
        assert_eq!(new.reserved1, 0, "a failed clone leaves a cleared handle");
    }
    call!(DESTINATION_OPTIONS_FT.Delete, &mut copy);
    call!(DESTINATION_OPTIONS_FT.Delete, std::ptr::null_mut());
    call!(OPERATION_OPTIONS_FT.Delete, &mut { other });
}

#[test]
fn deleting_delivery_options_twice_is_refused() {
    let mut options = delivery();
    let mut copy = options;
    assert_eq!(call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.Delete, &mut options), MI_RESULT_OK);
    assert_eq!(call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.Delete, &mut copy), INVALID);
    assert_eq!(call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.Delete, std::ptr::null_mut()), INVALID);
}

#[test]
fn intervals_and_datetimes_are_datetimes() {
    let mut options = delivery();
    let interval =
        MI_Interval { days: 1, hours: 2, minutes: 3, seconds: 4, microseconds: 5, ..MI_Interval::default() };
    let (a, b, null) = (c("A"), c("B"), std::ptr::null_mut());
    call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.SetInterval, &mut options, ptr(&a), &interval, 0);
    let (mut got, mut datetime) = (
        MI_Interval::default(),
        super::super::value::datetime_to_c(crate::cim::Datetime::Timestamp(
            crate::cim::datetime::Timestamp { year: 2026, ..Default::default() },
        )),
    );
    assert_eq!(
        call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.SetDateTime, &mut options, ptr(&b), &datetime, 0),
        MI_RESULT_OK
    );
    assert_eq!(
        call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.GetInterval, &options, ptr(&a), &mut got, null, null),
        MI_RESULT_OK
    );
    assert_eq!((got.days, got.hours, got.minutes, got.seconds, got.microseconds), (1, 2, 3, 4, 5));
    assert_eq!(
        call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.GetInterval, &options, ptr(&b), &mut got, null, null),
        MI_RESULT_TYPE_MISMATCH
    );
    assert_eq!(
        call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.GetDateTime, &options, ptr(&a), &mut datetime, null, null),
        MI_RESULT_OK
    );
    assert_eq!(datetime.isTimestamp, 0);
    let null_interval = std::ptr::null_mut();
    assert_eq!(
        call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.GetDateTime, &options, ptr(&a), null_interval, null, null),
        INVALID
    );
    assert_eq!(
        call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.SetDateTime, &mut options, ptr(&a), std::ptr::null(), 0),
        INVALID
    );
    call!(SUBSCRIPTION_DELIVERY_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn channels_are_enabled_and_disabled() {
    let mut options = operation();
    let name = c(CHANNEL);
    let (mut count, mut channels, null) = (0, [99; 4], std::ptr::null_mut());
    call!(OPERATION_OPTIONS_FT.GetOptionCount, &options, &mut count);
    assert_eq!(count, 1, "the channels are an option");
    assert_eq!(call!(OPERATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 7, 0), MI_RESULT_OK);
    assert_eq!(call!(OPERATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 1, 1), MI_RESULT_OK);
    assert_eq!(call!(OPERATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 55, 1), MI_RESULT_OK);
    assert_eq!(call!(OPERATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 55, 2), INVALID);
    let get = OPERATION_OPTIONS_FT.GetEnabledChannels.unwrap();
    // SAFETY: buffers as long as is said.
    unsafe {
        assert_eq!(get(&options, ptr(&name), channels.as_mut_ptr(), 2, &mut count, null), MI_RESULT_FAILED);
        assert_eq!(count, 3);
        assert_eq!(get(&options, ptr(&name), std::ptr::null_mut(), 3, &mut count, null), INVALID);
        assert_eq!(get(&options, ptr(&name), channels.as_mut_ptr(), 4, &mut count, null), MI_RESULT_OK);
        assert_eq!(channels, [0, 2, 7, 99]);
        assert_eq!(get(&options, ptr(&name), channels.as_mut_ptr(), 4, std::ptr::null_mut(), null), INVALID);
        assert_eq!(
            get(&options, ptr(&c("Missing")), channels.as_mut_ptr(), 4, &mut count, null),
            MI_RESULT_OK
        );
        assert_eq!(count, 0);
    }
    call!(OPERATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn custom_options_take_every_type_and_keep_it() {
    let mut options = operation();
    for (number, value) in value_of_each_type().into_iter().enumerate() {
        let shape = super::super::shape::Shape::of(&value);
        let name = c(&format!("Custom{number}"));
        let set = call!(
            OPERATION_OPTIONS_FT.SetCustomOption,
            &mut options,
            ptr(&name),
            number as u32,
            shape.as_ptr(),
            1,
            0
        );
        assert_eq!(set, MI_RESULT_OK);
        let other = call!(
            OPERATION_OPTIONS_FT.SetCustomOption,
            &mut options,
            ptr(&name),
            (number as u32 + 1) % 12,
            &MI_Value { uint64: 1 },
            0,
            0
        );
        assert_eq!(other, MI_RESULT_TYPE_MISMATCH);
        let (mut got, mut kind, mut index, null) =
            (super::super::value::zero_value(), 99, 99, std::ptr::null_mut());
        assert_eq!(
            call!(
                OPERATION_OPTIONS_FT.GetOption,
                &options,
                ptr(&name),
                &mut got,
                &mut kind,
                &mut index,
                null
            ),
            MI_RESULT_OK
        );
        assert_eq!((kind, index), (number as u32, number as u32 + 1));
        // SAFETY: the value has the type that was asked for.
        let got = unsafe { super::super::value::read((&raw const got).cast(), value.value_type(), 0) };
        assert_eq!(got.ok().and_then(super::super::value::Given::into_value), Some(value));
    }
    let (name, value) = (c("Custom"), MI_Value { uint64: 1 });
    let refused = [
        call!(OPERATION_OPTIONS_FT.SetCustomOption, &mut options, ptr(&name), 32, &value, 0, 0),
        call!(OPERATION_OPTIONS_FT.SetCustomOption, &mut options, ptr(&name), 1, std::ptr::null(), 0, 0),
        call!(OPERATION_OPTIONS_FT.SetCustomOption, &mut options, ptr(&name), 1, &value, 0, 1),
        call!(OPERATION_OPTIONS_FT.SetCustomOption, &mut options, std::ptr::null(), 1, &value, 0, 0),
        call!(OPERATION_OPTIONS_FT.SetCustomOption, std::ptr::null_mut(), ptr(&name), 1, &value, 0, 0),
    ];
    assert!(refused.iter().all(|&result| result == INVALID), "{refused:?}");
    call!(OPERATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn options_are_found_by_index() {
    let mut options = operation();
    call!(OPERATION_OPTIONS_FT.SetNumber, &mut options, ptr(&c("Number")), 5, 0);
    let (mut name, mut value, mut kind, mut flags) =
        (std::ptr::null(), super::super::value::zero_value(), 0, 9);
    let got =
        call!(OPERATION_OPTIONS_FT.GetOptionAt, &options, 1, &mut name, &mut value, &mut kind, &mut flags);
    // SAFETY: the option is a number.
    let number = unsafe { value.uint32 };
    assert_eq!(
        (got, read(name).as_deref(), number, kind, flags),
        (MI_RESULT_OK, Some("Number"), 5, MI_UINT32, 0)
    );
    let behind =
        call!(OPERATION_OPTIONS_FT.GetOptionAt, &options, 2, &mut name, &mut value, &mut kind, &mut flags);
    assert_eq!(behind, INVALID);
    call!(OPERATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn a_clone_is_a_set_of_its_own() {
    let mut options = destination();
    let name = c("Option");
    add_user(&mut options, "Credentials", "Basic");
    call!(DESTINATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 1, 0);
    let mut copy = MI_DestinationOptions::default();
    assert_eq!(call!(DESTINATION_OPTIONS_FT.Clone, &options, &mut copy), MI_RESULT_OK);
    call!(DESTINATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), 2, 0);
    call!(DESTINATION_OPTIONS_FT.Delete, &mut options);
    let (mut number, mut count, null) = (0, 0, std::ptr::null_mut());
    call!(DESTINATION_OPTIONS_FT.GetNumber, &copy, ptr(&name), &mut number, null, null);
    call!(DESTINATION_OPTIONS_FT.GetCredentialsCount, &copy, &mut count);
    assert_eq!((number, count), (1, 1));
    call!(DESTINATION_OPTIONS_FT.Delete, &mut copy);
}

#[test]
fn a_password_reads_as_asterisks_and_is_told_by_its_own_function() {
    let mut options = destination();
    assert_eq!(add_user(&mut options, "Credentials", "basic"), MI_RESULT_OK);
    let kind = c("None");
    let (mut option, null) = (std::ptr::null(), std::ptr::null_mut::<u32>());
    let mut shown = user(&kind, null.cast(), null.cast());
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.GetCredentialsAt, &options, 0, &mut option, &mut shown, null),
        MI_RESULT_OK
    );
    // SAFETY: credentials of this type have a name and a password.
    let user = unsafe { shown.credentials.usernamePassword };
    assert_eq!(read(shown.authenticationType).as_deref(), Some("basic"));
    assert_eq!((read(option).as_deref(), read(user.domain)), (Some("Credentials"), None));
    assert_eq!(
        (read(user.username).as_deref(), read(user.password).as_deref()),
        (Some("user"), Some("******"))
    );
    let get = DESTINATION_OPTIONS_FT.GetCredentialsPasswordAt.unwrap();
    let needed = PASSWORD.len() as u32 + 1;
    let mut buffer = vec![1; PASSWORD.len() + 1];
    let mut length = 0;
    // SAFETY: buffers as long as is said.
    unsafe {
        assert_eq!(get(&options, 0, &mut option, std::ptr::null_mut(), 0, &mut length, null), MI_RESULT_OK);
        assert_eq!(length, needed);
        length = 0;
        assert_eq!(
            get(&options, 0, &mut option, buffer.as_mut_ptr(), needed - 1, &mut length, null),
            MI_RESULT_FAILED
        );
        assert_eq!(length, needed);
        assert_eq!(
            get(&options, 0, &mut option, buffer.as_mut_ptr(), needed, &mut length, null),
            MI_RESULT_OK
        );
        assert_eq!(read(buffer.as_ptr()).as_deref(), Some(PASSWORD));
        assert_eq!(
            get(&options, 1, &mut option, buffer.as_mut_ptr(), needed, &mut length, null),
            MI_RESULT_NO_SUCH_PROPERTY
        );
        assert_eq!(
            get(&options, 0, &mut option, buffer.as_mut_ptr(), needed, std::ptr::null_mut(), null),
            INVALID
        );
        assert_eq!(
            get(&options, 0, std::ptr::null_mut(), buffer.as_mut_ptr(), needed, &mut length, null),
            INVALID
        );
        assert_eq!(get(&options, 0, &mut option, std::ptr::null_mut(), needed, &mut length, null), INVALID);
    }
    call!(DESTINATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn credentials_need_what_their_type_says() {
    let mut options = destination();
    let name = c("Credentials");
    let null = std::ptr::null();
    let mut add = |kind: &str, username, password| {
        let kind = c(kind);
        let credentials = user(&kind, username, password);
        call!(DESTINATION_OPTIONS_FT.AddCredentials, &mut options, ptr(&name), &credentials, 0)
    };
    let text = c("text");
    assert_eq!(add("Basic", null, null), INVALID);
    assert_eq!(add("Unknown", ptr(&text), null), INVALID);
    assert_eq!(add("Basic", ptr(&text), null), MI_RESULT_OK);
    assert_eq!(add("BASIC", ptr(&text), null), MI_RESULT_FAILED);
    assert_eq!(add("None", null, null), MI_RESULT_OK);
    assert_eq!(add("ClientCerts", null, null), MI_RESULT_OK);
    let (mut option, mut length, mut count, none) = (std::ptr::null(), 9, 0, std::ptr::null_mut());
    call!(DESTINATION_OPTIONS_FT.GetCredentialsCount, &options, &mut count);
    assert_eq!(count, 3);
    let mut password = |index| {
        let get = DESTINATION_OPTIONS_FT.GetCredentialsPasswordAt.unwrap();
        // SAFETY: no buffer.
        (unsafe { get(&options, index, &mut option, std::ptr::null_mut(), 0, &mut length, none) }, length)
    };
    assert_eq!(password(0), (MI_RESULT_OK, 0));
    assert_eq!(password(2).0, INVALID);
    call!(DESTINATION_OPTIONS_FT.Delete, &mut options);
}

#[test]
fn without_credentials_there_are_none_at_any_index() {
    let options = destination();
    let kind = c("None");
    let (mut option, mut length, null) = (std::ptr::null(), 0, std::ptr::null_mut::<u32>());
    let mut shown = user(&kind, null.cast(), null.cast());
    assert_eq!(
        call!(DESTINATION_OPTIONS_FT.GetCredentialsAt, &options, 0, &mut option, &mut shown, null),
        INVALID
    );
    assert_eq!(
        call!(
            DESTINATION_OPTIONS_FT.GetCredentialsPasswordAt,
            &options,
            0,
            &mut option,
            null.cast(),
            0,
            &mut length,
            null
        ),
        INVALID
    );
    call!(DESTINATION_OPTIONS_FT.Delete, &mut { options });
}

#[test]
fn operations_and_sessions_take_the_options() {
    let mut options = MI_OperationOptions::default();
    // SAFETY: handles that live.
    unsafe {
        new_operation_options(MI_TRUE, &mut options).unwrap();
        call!(OPERATION_OPTIONS_FT.SetNumber, &mut options, ptr(&c("Number")), 5, 0);
        let set = operation_options(&options).unwrap().unwrap();
        assert_eq!(
            set.get("number").map(|option| (&option.value, option.must_comply)),
            Some((&Value::Uint32(5), true))
        );
        let channels = Value::Array(Arc::new(Array::Uint32(vec![0, 1, 2])));
        assert_eq!(set.get(&CHANNEL.to_ascii_lowercase()).map(|option| &option.value), Some(&channels));
        let copy = options;
        call!(OPERATION_OPTIONS_FT.Delete, &mut options);
        assert_eq!(operation_options(&copy).unwrap_err().status, Status::InvalidParameter);
        assert_eq!(operation_options(&options), Ok(None));
        assert_eq!(operation_options(std::ptr::null()), Ok(None));
        let mut destination = destination();
        add_user(&mut destination, "Credentials", "Basic");
        let read = destination_options(&destination).unwrap();
        assert!(
            matches!(&read.credentials[0].secret, Secret::User { password: Some(password), .. } if password.units() == c(PASSWORD).units())
        );
        assert!(!format!("{read:?}").contains(PASSWORD));
        call!(DESTINATION_OPTIONS_FT.Delete, &mut destination);
    }
}

#[test]
fn threads_share_a_handle() {
    let options = operation();
    std::thread::scope(|scope| {
        for thread in 0..4u32 {
            let words = (options.reserved1, options.reserved2);
            scope.spawn(move || {
                let mut options = MI_OperationOptions {
                    reserved1: words.0,
                    reserved2: words.1,
                    ft: &raw const OPERATION_OPTIONS_FT,
                };
                for number in 0..500 {
                    let name = c(&format!("Option{thread}"));
                    call!(OPERATION_OPTIONS_FT.SetNumber, &mut options, ptr(&name), number, 0);
                    let (mut got, null) = (0, std::ptr::null_mut());
                    call!(OPERATION_OPTIONS_FT.GetNumber, &options, ptr(&name), &mut got, null, null);
                    assert_eq!(got, number);
                }
            });
        }
    });
    call!(OPERATION_OPTIONS_FT.Delete, &mut { options });
}
