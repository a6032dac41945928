//! Convenience functions of options: which option they set or read, by name.

use core::cell::RefCell;
use core::ptr::null_mut;

use super::super::destination_options::*;
use super::super::operation_options::*;
use super::super::subscription_delivery_options::*;
use crate::abi::*;

thread_local! {
    /// The slots that were called, with the name of the option.
    static CALLS: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
}

#[allow(clippy::unnecessary_cast, reason = "a unit is a byte, 16 or 32 bits wide")]
fn record(slot: &'static str, name: *const MI_Char) -> MI_Result {
    let mut text = String::new();
    let mut unit = name;
    // SAFETY: the exported functions pass static text that ends with a NUL.
    unsafe {
        while *unit != 0 {
            text.push(char::from_u32((*unit) as u32).expect("names of options are ASCII"));
            unit = unit.add(1);
        }
    }
    CALLS.with_borrow_mut(|calls| calls.push((slot, text)));
    MI_RESULT_OK
}

fn recorded() -> Vec<(&'static str, String)> {
    CALLS.take()
}

/// The slots that the three kinds of options share, recording into `CALLS`. A number that is read is 7.
macro_rules! recorders {
    ($module:ident, $options:ident) => {
        mod $module {
            use super::*;

            pub unsafe extern "system" fn set_string(
                _: *mut $options,
                name: *const MI_Char,
                _: *const MI_Char,
                flags: MI_Uint32,
            ) -> MI_Result {
                assert_eq!(flags, 0);
                record("SetString", name)
            }
            pub unsafe extern "system" fn set_number(
                _: *mut $options,
                name: *const MI_Char,
                _: MI_Uint32,
                flags: MI_Uint32,
            ) -> MI_Result {
                record(if flags == 0 { "SetNumber" } else { "SetNumber with flags" }, name)
            }
            pub unsafe extern "system" fn set_interval(
                _: *mut $options,
                name: *const MI_Char,
                _: *const MI_Interval,
                flags: MI_Uint32,
            ) -> MI_Result {
                assert_eq!(flags, 0);
                record("SetInterval", name)
            }
            pub unsafe extern "system" fn get_string(
                _: *const $options,
                name: *const MI_Char,
                _: *mut *const MI_Char,
                _: *mut MI_Uint32,
                _: *mut MI_Uint32,
            ) -> MI_Result {
                record("GetString", name)
            }
            pub unsafe extern "system" fn get_number(
                _: *const $options,
                name: *const MI_Char,
                value: *mut MI_Uint32,
                _: *mut MI_Uint32,
                _: *mut MI_Uint32,
            ) -> MI_Result {
                // SAFETY: the caller passes where the number goes.
                unsafe { value.write(7) };
                record("GetNumber", name)
            }
            pub unsafe extern "system" fn get_interval(
                _: *const $options,
                name: *const MI_Char,
                _: *mut MI_Interval,
                _: *mut MI_Uint32,
                _: *mut MI_Uint32,
            ) -> MI_Result {
                record("GetInterval", name)
            }
        }
    };
}

recorders!(destination, MI_DestinationOptions);
recorders!(operation, MI_OperationOptions);
recorders!(delivery, MI_SubscriptionDeliveryOptions);

unsafe extern "system" fn add_destination_credentials(
    _: *mut MI_DestinationOptions,
    name: *const MI_Char,
    _: *const MI_UserCredentials,
    _: MI_Uint32,
) -> MI_Result {
    record("AddCredentials", name)
}

unsafe extern "system" fn add_delivery_credentials(
    _: *mut MI_SubscriptionDeliveryOptions,
    name: *const MI_Char,
    _: *const MI_UserCredentials,
    _: MI_Uint32,
) -> MI_Result {
    record("AddCredentials", name)
}

unsafe extern "system" fn set_datetime(
    _: *mut MI_SubscriptionDeliveryOptions,
    name: *const MI_Char,
    _: *const MI_Datetime,
    _: MI_Uint32,
) -> MI_Result {
    record("SetDateTime", name)
}

unsafe extern "system" fn get_datetime(
    _: *const MI_SubscriptionDeliveryOptions,
    name: *const MI_Char,
    _: *mut MI_Datetime,
    _: *mut MI_Uint32,
    _: *mut MI_Uint32,
) -> MI_Result {
    record("GetDateTime", name)
}

fn destination_table() -> MI_DestinationOptionsFT {
    MI_DestinationOptionsFT {
        SetString: Some(destination::set_string),
        SetNumber: Some(destination::set_number),
        SetInterval: Some(destination::set_interval),
        AddCredentials: Some(add_destination_credentials),
        GetString: Some(destination::get_string),
        GetNumber: Some(destination::get_number),
        GetInterval: Some(destination::get_interval),
        ..Default::default()
    }
}

fn operation_table() -> MI_OperationOptionsFT {
    MI_OperationOptionsFT {
        SetString: Some(operation::set_string),
        SetNumber: Some(operation::set_number),
        SetInterval: Some(operation::set_interval),
        GetString: Some(operation::get_string),
        GetNumber: Some(operation::get_number),
        GetInterval: Some(operation::get_interval),
        ..Default::default()
    }
}

fn delivery_table() -> MI_SubscriptionDeliveryOptionsFT {
    MI_SubscriptionDeliveryOptionsFT {
        SetString: Some(delivery::set_string),
        SetNumber: Some(delivery::set_number),
        SetInterval: Some(delivery::set_interval),
        SetDateTime: Some(set_datetime),
        AddCredentials: Some(add_delivery_credentials),
        GetString: Some(delivery::get_string),
        GetNumber: Some(delivery::get_number),
        GetInterval: Some(delivery::get_interval),
        GetDateTime: Some(get_datetime),
        ..Default::default()
    }
}

/// Calls each function on the options, and compares the slot and the option that it went to.
macro_rules! goes_to {
    ($options:ident, $prefix:literal, { $($function:ident($value:expr) => $slot:literal, $name:literal;)* }) => {$(
        // SAFETY: the options have a table whose functions read nothing but the name.
        assert_eq!(unsafe { $function(&raw mut $options, $value) }, MI_RESULT_OK, stringify!($function));
        assert_eq!(recorded(), [($slot, concat!($prefix, $name).to_owned())], stringify!($function));
    )*};
}

#[test]
fn destination_options_go_by_their_names() {
    let table = destination_table();
    let mut options = MI_DestinationOptions { ft: &raw const table, ..Default::default() };
    let text: *const MI_Char = null_mut();
    let mut interval = MI_Interval::default();
    let mut number: MI_Uint32 = 0;
    let mut boolean: MI_Boolean = 0;
    let mut string: *const MI_Char = null_mut();
    let credentials = MI_UserCredentials {
        authenticationType: null_mut(),
        credentials: MI_UserCredentialsUnion { certificateThumbprint: null_mut() },
    };
    goes_to!(options, "__MI_DESTINATIONOPTIONS_", {
        MI_DestinationOptions_SetTimeout(&raw const interval) => "SetInterval", "TIMEOUT";
        MI_DestinationOptions_GetTimeout(&raw mut interval) => "GetInterval", "TIMEOUT";
        MI_DestinationOptions_SetCertCACheck(1) => "SetNumber", "CERT_CA_CHECK";
        MI_DestinationOptions_GetCertCACheck(&raw mut boolean) => "GetNumber", "CERT_CA_CHECK";
        MI_DestinationOptions_SetCertCNCheck(1) => "SetNumber", "CERT_CN_CHECK";
        MI_DestinationOptions_GetCertCNCheck(&raw mut boolean) => "GetNumber", "CERT_CN_CHECK";
        MI_DestinationOptions_SetCertRevocationCheck(1) => "SetNumber", "CERT_REVOCATION_CHECK";
        MI_DestinationOptions_GetCertRevocationCheck(&raw mut boolean) => "GetNumber", "CERT_REVOCATION_CHECK";
        MI_DestinationOptions_SetPacketPrivacy(1) => "SetNumber", "PACKET_PRIVACY";
        MI_DestinationOptions_GetPacketPrivacy(&raw mut boolean) => "GetNumber", "PACKET_PRIVACY";
        MI_DestinationOptions_SetPacketIntegrity(1) => "SetNumber", "PACKET_INTEGRITY";
        MI_DestinationOptions_GetPacketIntegrity(&raw mut boolean) => "GetNumber", "PACKET_INTEGRITY";
        MI_DestinationOptions_SetPacketEncoding(text) => "SetString", "PACKET_ENCODING";
        MI_DestinationOptions_GetPacketEncoding(&raw mut string) => "GetString", "PACKET_ENCODING";
        MI_DestinationOptions_SetDataLocale(text) => "SetString", "DATA_LOCALE";
        MI_DestinationOptions_GetDataLocale(&raw mut string) => "GetString", "DATA_LOCALE";
        MI_DestinationOptions_SetUILocale(text) => "SetString", "UI_LOCALE";
        MI_DestinationOptions_GetUILocale(&raw mut string) => "GetString", "UI_LOCALE";
        MI_DestinationOptions_SetMaxEnvelopeSize(1) => "SetNumber", "MAX_ENVELOPE_SIZE";
        MI_DestinationOptions_GetMaxEnvelopeSize(&raw mut number) => "GetNumber", "MAX_ENVELOPE_SIZE";
        MI_DestinationOptions_SetMaxElements(1) => "SetNumber", "MAX_ELEMENTS";
        MI_DestinationOptions_GetMaxElements(&raw mut number) => "GetNumber", "MAX_ELEMENTS";
        MI_DestinationOptions_SetEncodePortInSPN(1) => "SetNumber", "ENCODE_PORT_IN_SPN";
        MI_DestinationOptions_GetEncodePortInSPN(&raw mut boolean) => "GetNumber", "ENCODE_PORT_IN_SPN";
        MI_DestinationOptions_SetHttpUrlPrefix(text) => "SetString", "HTTP_URL_PREFIX";
        MI_DestinationOptions_GetHttpUrlPrefix(&raw mut string) => "GetString", "HTTP_URL_PREFIX";
        MI_DestinationOptions_SetDestinationPort(1) => "SetNumber", "DESTINATION_PORT";
        MI_DestinationOptions_GetDestinationPort(&raw mut number) => "GetNumber", "DESTINATION_PORT";
        MI_DestinationOptions_SetTrustedCertsDir(text) => "SetString", "TRUSTED_CERTS_DIR";
        MI_DestinationOptions_GetTrustedCertsDir(&raw mut string) => "GetString", "TRUSTED_CERTS_DIR";
        MI_DestinationOptions_SetCertFile(text) => "SetString", "CERT_FILE";
        MI_DestinationOptions_GetCertFile(&raw mut string) => "GetString", "CERT_FILE";
        MI_DestinationOptions_SetPrivateKeyFile(text) => "SetString", "PRIVATE_KEY_FILE";
        MI_DestinationOptions_GetPrivateKeyFile(&raw mut string) => "GetString", "PRIVATE_KEY_FILE";
        MI_DestinationOptions_SetTransport(text) => "SetString", "TRANSPORT";
        MI_DestinationOptions_GetTransport(&raw mut string) => "GetString", "TRANSPORT";
        MI_DestinationOptions_SetProxyType(text) => "SetString", "PROXY_TYPE";
        MI_DestinationOptions_GetProxyType(&raw mut string) => "GetString", "PROXY_TYPE";
        MI_DestinationOptions_SetSslOptions(1) => "SetNumber", "SSL_OPTIONS";
        MI_DestinationOptions_GetSslOptions(&raw mut number) => "GetNumber", "SSL_OPTIONS";
        MI_DestinationOptions_AddProxyCredentials(&raw const credentials) => "AddCredentials", "PROXY_CREDENTIALS";
        MI_DestinationOptions_AddDestinationCredentials(&raw const credentials) => "AddCredentials", "DESTINATION_CREDENTIALS";
        MI_DestinationOptions_SetImpersonationType(1) => "SetNumber", "IMPERSONATION_TYPE";
        MI_DestinationOptions_GetImpersonationType(&raw mut number) => "GetNumber", "IMPERSONATION_TYPE";
    });
}

#[test]
fn operation_options_go_by_their_names() {
    let table = operation_table();
    let mut options = MI_OperationOptions { ft: &raw const table, ..Default::default() };
    let text: *const MI_Char = null_mut();
    let mut interval = MI_Interval::default();
    let mut number: MI_Uint32 = 0;
    let mut boolean: MI_Boolean = 0;
    let mut string: *const MI_Char = null_mut();
    goes_to!(options, "__MI_OPERATIONOPTIONS_", {
        MI_OperationOptions_SetWriteErrorMode(1) => "SetNumber", "WRITEERRORMODE";
        MI_OperationOptions_GetWriteErrorMode(&raw mut number) => "GetNumber", "WRITEERRORMODE";
        MI_OperationOptions_SetPromptUserMode(1) => "SetNumber", "PROMPTUSERMODE";
        MI_OperationOptions_GetPromptUserMode(&raw mut number) => "GetNumber", "PROMPTUSERMODE";
        MI_OperationOptions_EnableChannel(1) => "SetNumber", "CHANNEL";
        MI_OperationOptions_DisableChannel(1) => "SetNumber with flags", "CHANNEL";
        MI_OperationOptions_SetTimeout(&raw const interval) => "SetInterval", "TIMEOUT";
        MI_OperationOptions_GetTimeout(&raw mut interval) => "GetInterval", "TIMEOUT";
        MI_OperationOptions_SetResourceUriPrefix(text) => "SetString", "RESOURCE_URI_PREFIX";
        MI_OperationOptions_GetResourceUriPrefix(&raw mut string) => "GetString", "RESOURCE_URI_PREFIX";
        MI_OperationOptions_SetResourceUri(text) => "SetString", "RESOURCE_URI";
        MI_OperationOptions_GetResourceUri(&raw mut string) => "GetString", "RESOURCE_URI";
        MI_OperationOptions_SetUseMachineID(1) => "SetNumber", "USE_MACHINE_ID";
        MI_OperationOptions_GetUseMachineID(&raw mut boolean) => "GetNumber", "USE_MACHINE_ID";
    });
}

#[test]
fn delivery_options_go_by_their_names() {
    let table = delivery_table();
    let mut options = MI_SubscriptionDeliveryOptions { ft: &raw const table, ..Default::default() };
    let text: *const MI_Char = null_mut();
    let mut interval = MI_Interval::default();
    let mut datetime = MI_Datetime { isTimestamp: 0, u: MI_DatetimeUnion { interval } };
    let mut number: MI_Uint32 = 0;
    let mut string: *const MI_Char = null_mut();
    let credentials = MI_UserCredentials {
        authenticationType: null_mut(),
        credentials: MI_UserCredentialsUnion { certificateThumbprint: null_mut() },
    };
    goes_to!(options, "__MI_SUBSCRIPTIONDELIVERYOPTIONS_", {
        MI_SubscriptionDeliveryOptions_SetMaximumLatency(&raw mut interval) => "SetInterval", "SET_MAXIMUM_LATENCY";
        MI_SubscriptionDeliveryOptions_GetMaximumLatency(&raw mut interval) => "GetInterval", "SET_MAXIMUM_LATENCY";
        MI_SubscriptionDeliveryOptions_SetHeartbeatInterval(&raw mut interval) => "SetInterval", "SET_HEARTBEAT_INTERVAL";
        MI_SubscriptionDeliveryOptions_GetHeartbeatInterval(&raw mut interval) => "GetInterval", "SET_HEARTBEAT_INTERVAL";
        MI_SubscriptionDeliveryOptions_SetExpirationTime(&raw mut datetime) => "SetDateTime", "SET_EXPIRATION_TIME";
        MI_SubscriptionDeliveryOptions_GetExpirationTime(&raw mut datetime) => "GetDateTime", "SET_EXPIRATION_TIME";
        MI_SubscriptionDeliveryOptions_SetBookmark(text) => "SetString", "SET_BOOKMARK";
        MI_SubscriptionDeliveryOptions_GetBookmark(&raw mut string) => "GetString", "SET_BOOKMARK";
        MI_SubscriptionDeliveryOptions_SetDeliveryDestination(text) => "SetString", "SET_DELIVERY_DESTINATION";
        MI_SubscriptionDeliveryOptions_GetDeliveryDestination(&raw mut string) => "GetString", "SET_DELIVERY_DESTINATION";
        MI_SubscriptionDeliveryOptions_SetDeliveryPortNumber(1) => "SetNumber", "SET_DELIVERY_PORT_NUMBER";
        MI_SubscriptionDeliveryOptions_GetDeliveryPortNumber(&raw mut number) => "GetNumber", "SET_DELIVERY_PORT_NUMBER";
        MI_SubscriptionDeliveryOptions_AddDeliveryCredentials(&raw const credentials) => "AddCredentials", "ADD_DELIVERY_CREDENTIALS";
        MI_SubscriptionDeliveryOptions_SetDeliveryRetryInterval(&raw const interval) => "SetInterval", "SET_DELIVERY_RETRY_INTERVAL";
        MI_SubscriptionDeliveryOptions_GetDeliveryRetryInterval(&raw mut interval) => "GetInterval", "SET_DELIVERY_RETRY_INTERVAL";
        MI_SubscriptionDeliveryOptions_SetDeliveryRetryAttempts(1) => "SetNumber", "SET_DELIVERY_RETRY_ATTEMPTS";
        MI_SubscriptionDeliveryOptions_GetDeliveryRetryAttempts(&raw mut number) => "GetNumber", "SET_DELIVERY_RETRY_ATTEMPTS";
    });
}

#[test]
fn two_options_are_set_in_order() {
    let table = operation_table();
    let mut options = MI_OperationOptions { ft: &raw const table, ..Default::default() };

    // SAFETY: the options have a table whose functions read nothing but the name.
    let result = unsafe { MI_OperationOptions_SetPromptUserRegularMode(&raw mut options, 1, MI_TRUE) };

    assert_eq!(result, MI_RESULT_OK);
    let names: Vec<String> = recorded().into_iter().map(|(_, name)| name).collect();
    assert_eq!(
        names,
        ["__MI_OPERATIONOPTIONS_PROMPTUSERMODE", "__MI_OPERATIONOPTIONS_PROMPTUSERMODEREGULAR_ACKVALUE"]
    );
}

#[test]
fn two_options_are_read_together() {
    let table = operation_table();
    let options = MI_OperationOptions { ft: &raw const table, ..Default::default() };
    let mut architecture: MI_ProviderArchitecture = 0;
    let mut must_comply: MI_Boolean = 0;

    // SAFETY: the options have a table whose functions read nothing but the name, and write the number.
    let result = unsafe {
        MI_OperationOptions_GetProviderArchitecture(
            &raw const options,
            &raw mut architecture,
            &raw mut must_comply,
        )
    };

    assert_eq!((result, architecture, must_comply), (MI_RESULT_OK, 7, 7));
    recorded();
}

#[test]
fn number_that_is_read_into_nothing_is_refused() {
    let table = destination_table();
    let options = MI_DestinationOptions { ft: &raw const table, ..Default::default() };

    // SAFETY: the options have a table whose functions read nothing but the name.
    let result = unsafe { MI_DestinationOptions_GetCertCACheck(&raw const options, null_mut()) };

    assert_eq!(result, MI_RESULT_INVALID_PARAMETER);
    recorded();
}
