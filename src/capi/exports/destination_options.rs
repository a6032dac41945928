//! The options of sessions.

use core::ptr::null_mut;

use crate::abi::*;

forward! {
    /// Sets how long an operation of the session may go without a sign of life. The time is measured from the
    /// start or the provider's latest result or progress report; time in which results wait for the client does
    /// not count. An operation whose time is up ends with FAILED. Zero is no limit.
    fn MI_DestinationOptions_SetTimeout(options: *mut MI_DestinationOptions, timeout: *const MI_Interval)
        => SetInterval(text!("__MI_DESTINATIONOPTIONS_TIMEOUT"), timeout, 0);

    /// Gives the time limit of the session's operations. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetTimeout(options: *const MI_DestinationOptions, timeout: *mut MI_Interval)
        => GetInterval(text!("__MI_DESTINATIONOPTIONS_TIMEOUT"), timeout, null_mut(), null_mut());

    /// Sets whether the certificate of an HTTPS server must come from a trusted authority.
    fn MI_DestinationOptions_SetCertCACheck(options: *mut MI_DestinationOptions, check: MI_Boolean)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_CERT_CA_CHECK"), check.into(), 0);

    /// Sets whether the certificate of an HTTPS server must bear its name.
    fn MI_DestinationOptions_SetCertCNCheck(options: *mut MI_DestinationOptions, check: MI_Boolean)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_CERT_CN_CHECK"), check.into(), 0);

    /// Sets whether the certificate of an HTTPS server must not be revoked.
    fn MI_DestinationOptions_SetCertRevocationCheck(options: *mut MI_DestinationOptions, check: MI_Boolean)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_CERT_REVOCATION_CHECK"), check.into(), 0);

    /// Sets whether what is sent is encrypted.
    fn MI_DestinationOptions_SetPacketPrivacy(options: *mut MI_DestinationOptions, privacy: MI_Boolean)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_PACKET_PRIVACY"), privacy.into(), 0);

    /// Sets whether what is sent is protected against change.
    fn MI_DestinationOptions_SetPacketIntegrity(options: *mut MI_DestinationOptions, integrity: MI_Boolean)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_PACKET_INTEGRITY"), integrity.into(), 0);

    /// Sets the encoding of what is sent: `MI_DESTINATIONOPTIONS_PACKET_ENCODING_...`. The text is copied.
    fn MI_DestinationOptions_SetPacketEncoding(options: *mut MI_DestinationOptions, encoding: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_PACKET_ENCODING"), encoding, 0);

    /// Gives the encoding of what is sent: `MI_DESTINATIONOPTIONS_PACKET_ENCODING_...`. The text belongs to
    /// the options. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetPacketEncoding(
        options: *const MI_DestinationOptions, encoding: *mut *const MI_Char
    ) => GetString(text!("__MI_DESTINATIONOPTIONS_PACKET_ENCODING"), encoding, null_mut(), null_mut());

    /// Sets the locale of the data, such as `en-us`. The text is copied.
    fn MI_DestinationOptions_SetDataLocale(options: *mut MI_DestinationOptions, locale: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_DATA_LOCALE"), locale, 0);

    /// Gives the locale of the data, such as `en-us`. The text belongs to the options. NO_SUCH_PROPERTY where
    /// it is not set.
    fn MI_DestinationOptions_GetDataLocale(options: *const MI_DestinationOptions, locale: *mut *const MI_Char)
        => GetString(text!("__MI_DESTINATIONOPTIONS_DATA_LOCALE"), locale, null_mut(), null_mut());

    /// Sets the locale of messages, such as `en-us`. The text is copied.
    fn MI_DestinationOptions_SetUILocale(options: *mut MI_DestinationOptions, locale: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_UI_LOCALE"), locale, 0);

    /// Gives the locale of messages, such as `en-us`. The text belongs to the options. NO_SUCH_PROPERTY where
    /// it is not set.
    fn MI_DestinationOptions_GetUILocale(options: *const MI_DestinationOptions, locale: *mut *const MI_Char)
        => GetString(text!("__MI_DESTINATIONOPTIONS_UI_LOCALE"), locale, null_mut(), null_mut());

    /// Sets the size of the largest message, in kilobytes.
    fn MI_DestinationOptions_SetMaxEnvelopeSize(options: *mut MI_DestinationOptions, sizeInKB: MI_Uint32)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_MAX_ENVELOPE_SIZE"), sizeInKB, 0);

    /// Gives the size of the largest message, in kilobytes. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetMaxEnvelopeSize(
        options: *const MI_DestinationOptions, sizeInKB: *mut MI_Uint32
    ) => GetNumber(text!("__MI_DESTINATIONOPTIONS_MAX_ENVELOPE_SIZE"), sizeInKB, null_mut(), null_mut());

    /// Sets how many instances one message may bring.
    fn MI_DestinationOptions_SetMaxElements(options: *mut MI_DestinationOptions, elements: MI_Uint32)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_MAX_ELEMENTS"), elements, 0);

    /// Gives how many instances one message may bring. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetMaxElements(options: *const MI_DestinationOptions, elements: *mut MI_Uint32)
        => GetNumber(text!("__MI_DESTINATIONOPTIONS_MAX_ELEMENTS"), elements, null_mut(), null_mut());

    /// Sets whether the name of the service for Kerberos contains the port.
    fn MI_DestinationOptions_SetEncodePortInSPN(options: *mut MI_DestinationOptions, encodePort: MI_Boolean)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_ENCODE_PORT_IN_SPN"), encodePort.into(), 0);

    /// Sets the path in the URL of the service, such as `/wsman/`. The text is copied.
    fn MI_DestinationOptions_SetHttpUrlPrefix(options: *mut MI_DestinationOptions, prefix: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_HTTP_URL_PREFIX"), prefix, 0);

    /// Gives the path in the URL of the service, such as `/wsman/`. The text belongs to the options.
    /// NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetHttpUrlPrefix(
        options: *const MI_DestinationOptions, prefix: *mut *const MI_Char
    ) => GetString(text!("__MI_DESTINATIONOPTIONS_HTTP_URL_PREFIX"), prefix, null_mut(), null_mut());

    /// Sets the port of the service.
    fn MI_DestinationOptions_SetDestinationPort(options: *mut MI_DestinationOptions, port: MI_Uint32)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_DESTINATION_PORT"), port, 0);

    /// Gives the port of the service. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetDestinationPort(options: *const MI_DestinationOptions, port: *mut MI_Uint32)
        => GetNumber(text!("__MI_DESTINATIONOPTIONS_DESTINATION_PORT"), port, null_mut(), null_mut());

    /// Sets the folder with the certificates of trusted authorities. The text is copied.
    fn MI_DestinationOptions_SetTrustedCertsDir(options: *mut MI_DestinationOptions, certsdir: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_TRUSTED_CERTS_DIR"), certsdir, 0);

    /// Gives the folder with the certificates of trusted authorities. The text belongs to the options.
    /// NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetTrustedCertsDir(
        options: *const MI_DestinationOptions, certsdir: *mut *const MI_Char
    ) => GetString(text!("__MI_DESTINATIONOPTIONS_TRUSTED_CERTS_DIR"), certsdir, null_mut(), null_mut());

    /// Sets the file with the certificate of the client. The text is copied.
    fn MI_DestinationOptions_SetCertFile(options: *mut MI_DestinationOptions, certfile: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_CERT_FILE"), certfile, 0);

    /// Gives the file with the certificate of the client. The text belongs to the options. NO_SUCH_PROPERTY
    /// where it is not set.
    fn MI_DestinationOptions_GetCertFile(options: *const MI_DestinationOptions, certfile: *mut *const MI_Char)
        => GetString(text!("__MI_DESTINATIONOPTIONS_CERT_FILE"), certfile, null_mut(), null_mut());

    /// Sets the file with the private key of the client. The text is copied.
    fn MI_DestinationOptions_SetPrivateKeyFile(options: *mut MI_DestinationOptions, keyfile: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_PRIVATE_KEY_FILE"), keyfile, 0);

    /// Gives the file with the private key of the client. The text belongs to the options. NO_SUCH_PROPERTY
    /// where it is not set.
    fn MI_DestinationOptions_GetPrivateKeyFile(
        options: *const MI_DestinationOptions, keyfile: *mut *const MI_Char
    ) => GetString(text!("__MI_DESTINATIONOPTIONS_PRIVATE_KEY_FILE"), keyfile, null_mut(), null_mut());

    /// Sets the transport: `MI_DESTINATIONOPTIONS_TRANSPORT_...`. The text is copied.
    fn MI_DestinationOptions_SetTransport(options: *mut MI_DestinationOptions, transport: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_TRANSPORT"), transport, 0);

    /// Gives the transport: `MI_DESTINATIONOPTIONS_TRANSPORT_...`. The text belongs to the options.
    /// NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetTransport(
        options: *const MI_DestinationOptions, transport: *mut *const MI_Char
    ) => GetString(text!("__MI_DESTINATIONOPTIONS_TRANSPORT"), transport, null_mut(), null_mut());

    /// Sets where the proxy comes from: `MI_DESTINATIONOPTIONS_PROXY_TYPE_...`. The text is copied.
    fn MI_DestinationOptions_SetProxyType(options: *mut MI_DestinationOptions, proxyType: *const MI_Char)
        => SetString(text!("__MI_DESTINATIONOPTIONS_PROXY_TYPE"), proxyType, 0);

    /// Gives where the proxy comes from: `MI_DESTINATIONOPTIONS_PROXY_TYPE_...`. The text belongs to the
    /// options. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetProxyType(
        options: *const MI_DestinationOptions, proxyType: *mut *const MI_Char
    ) => GetString(text!("__MI_DESTINATIONOPTIONS_PROXY_TYPE"), proxyType, null_mut(), null_mut());

    /// Sets which versions of TLS are refused: bits 1 SSL 2, 2 SSL 3, 4 TLS 1.0, 8 TLS 1.1, 0x10 TLS 1.2,
    /// 0x20 compression.
    fn MI_DestinationOptions_SetSslOptions(options: *mut MI_DestinationOptions, sslOptions: MI_Uint32)
        => SetNumber(text!("__MI_DESTINATIONOPTIONS_SSL_OPTIONS"), sslOptions, 0);

    /// Gives which versions of TLS are refused: bits 1 SSL 2, 2 SSL 3, 4 TLS 1.0, 8 TLS 1.1, 0x10 TLS 1.2,
    /// 0x20 compression. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetSslOptions(options: *const MI_DestinationOptions, sslOptions: *mut MI_Uint32)
        => GetNumber(text!("__MI_DESTINATIONOPTIONS_SSL_OPTIONS"), sslOptions, null_mut(), null_mut());

    /// Adds credentials for the proxy. They are copied. FAILED where the way to authenticate has some
    /// already.
    fn MI_DestinationOptions_AddProxyCredentials(
        options: *mut MI_DestinationOptions, credentials: *const MI_UserCredentials
    ) => AddCredentials(text!("__MI_DESTINATIONOPTIONS_PROXY_CREDENTIALS"), credentials, 0);

    /// Adds credentials for the destination. They are copied. FAILED where the way to authenticate has some
    /// already.
    fn MI_DestinationOptions_AddDestinationCredentials(
        options: *mut MI_DestinationOptions, credentials: *const MI_UserCredentials
    ) => AddCredentials(text!("__MI_DESTINATIONOPTIONS_DESTINATION_CREDENTIALS"), credentials, 0);

    /// Sets what the server may do with the client's identity.
    fn MI_DestinationOptions_SetImpersonationType(
        options: *mut MI_DestinationOptions, impersonationType: MI_DestinationOptions_ImpersonationType
    ) => SetNumber(text!("__MI_DESTINATIONOPTIONS_IMPERSONATION_TYPE"), impersonationType, 0);

    /// Sets an option to text, which is copied. TYPE_MISMATCH where it was set with another type,
    /// INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_DestinationOptions_SetString(
        options: *mut MI_DestinationOptions, optionName: *const MI_Char, optionValue: *const MI_Char
    ) => SetString(optionName, optionValue, 0);

    /// Gives an option that is text, which belongs to the options. `index` may be NULL. NO_SUCH_PROPERTY
    /// where it is not set, TYPE_MISMATCH where it has another type.
    fn MI_DestinationOptions_GetString(
        options: *const MI_DestinationOptions, optionName: *const MI_Char, optionValue: *mut *const MI_Char,
        index: *mut MI_Uint32
    ) => GetString(optionName, optionValue, index, null_mut());

    /// Sets an option to a number. TYPE_MISMATCH where it was set with another type, INVALID_PARAMETER for a
    /// name that CIM does not allow.
    fn MI_DestinationOptions_SetNumber(
        options: *mut MI_DestinationOptions, optionName: *const MI_Char, optionValue: MI_Uint32
    ) => SetNumber(optionName, optionValue, 0);

    /// Gives an option that is a number. `index` may be NULL. NO_SUCH_PROPERTY where it is not set,
    /// TYPE_MISMATCH where it has another type.
    fn MI_DestinationOptions_GetNumber(
        options: *const MI_DestinationOptions, optionName: *const MI_Char, optionValue: *mut MI_Uint32,
        index: *mut MI_Uint32
    ) => GetNumber(optionName, optionValue, index, null_mut());

    /// Counts the options that are set. Credentials do not count.
    fn MI_DestinationOptions_GetOptionCount(options: *const MI_DestinationOptions, count: *mut MI_Uint32)
        => GetOptionCount;

    /// Gives the option at an index: its name, value, type and flags, which belong to the options. `flags`
    /// may be NULL.
    fn MI_DestinationOptions_GetOptionAt(
        options: *const MI_DestinationOptions, index: MI_Uint32, optionName: *mut *const MI_Char,
        value: *mut MI_Value, r#type: *mut MI_Type, flags: *mut MI_Uint32
    ) => GetOptionAt;

    /// Gives an option of any type: its value, type, index and flags, which belong to the options. `index`
    /// and `flags` may be NULL. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetOption(
        options: *const MI_DestinationOptions, optionName: *const MI_Char, value: *mut MI_Value,
        r#type: *mut MI_Type, index: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetOption;

    /// Counts the credentials.
    fn MI_DestinationOptions_GetCredentialsCount(options: *const MI_DestinationOptions, count: *mut MI_Uint32)
        => GetCredentialsCount;

    /// Gives the credentials at an index, and the name under which they were added. The text belongs to the
    /// options; in the place of a password it is `******`. `flags` may be NULL.
    fn MI_DestinationOptions_GetCredentialsAt(
        options: *const MI_DestinationOptions, index: MI_Uint32, optionName: *mut *const MI_Char,
        credentials: *mut MI_UserCredentials, flags: *mut MI_Uint32
    ) => GetCredentialsAt;

    /// Copies the password of the credentials at an index. `bufferLength` is the room in `password`, and
    /// `passwordLength` receives the length that is needed, both in characters with the terminator. FAILED
    /// where the room is too small; 0 asks for the length alone. INVALID_PARAMETER for credentials without a
    /// password.
    fn MI_DestinationOptions_GetCredentialsPasswordAt(
        options: *const MI_DestinationOptions, index: MI_Uint32, optionName: *mut *const MI_Char,
        password: *mut MI_Char, bufferLength: MI_Uint32, passwordLength: *mut MI_Uint32, flags: *mut MI_Uint32
    ) => GetCredentialsPasswordAt;

    /// Makes a copy of the set. `newDestinationOptions` receives it; end it with
    /// `MI_DestinationOptions_Delete`.
    fn MI_DestinationOptions_Clone(
        self_: *const MI_DestinationOptions, newDestinationOptions: *mut MI_DestinationOptions
    ) => Clone;
}

read_numbers! {
    /// Gives whether the certificate of an HTTPS server must come from a trusted authority. NO_SUCH_PROPERTY
    /// where it is not set.
    fn MI_DestinationOptions_GetCertCACheck(options: *const MI_DestinationOptions, check: *mut MI_Boolean)
        => "__MI_DESTINATIONOPTIONS_CERT_CA_CHECK";

    /// Gives whether the certificate of an HTTPS server must bear its name. NO_SUCH_PROPERTY where it is not
    /// set.
    fn MI_DestinationOptions_GetCertCNCheck(options: *const MI_DestinationOptions, check: *mut MI_Boolean)
        => "__MI_DESTINATIONOPTIONS_CERT_CN_CHECK";

    /// Gives whether the certificate of an HTTPS server must not be revoked. NO_SUCH_PROPERTY where it is not
    /// set.
    fn MI_DestinationOptions_GetCertRevocationCheck(
        options: *const MI_DestinationOptions, check: *mut MI_Boolean
    ) => "__MI_DESTINATIONOPTIONS_CERT_REVOCATION_CHECK";

    /// Gives whether what is sent is encrypted. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetPacketPrivacy(options: *const MI_DestinationOptions, privacy: *mut MI_Boolean)
        => "__MI_DESTINATIONOPTIONS_PACKET_PRIVACY";

    /// Gives whether what is sent is protected against change. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetPacketIntegrity(
        options: *const MI_DestinationOptions, integrity: *mut MI_Boolean
    ) => "__MI_DESTINATIONOPTIONS_PACKET_INTEGRITY";

    /// Gives whether the name of the service for Kerberos contains the port. NO_SUCH_PROPERTY where it is not
    /// set.
    fn MI_DestinationOptions_GetEncodePortInSPN(
        options: *const MI_DestinationOptions, encodePort: *mut MI_Boolean
    ) => "__MI_DESTINATIONOPTIONS_ENCODE_PORT_IN_SPN";

    /// Gives what the server may do with the client's identity. NO_SUCH_PROPERTY where it is not set.
    fn MI_DestinationOptions_GetImpersonationType(
        options: *const MI_DestinationOptions, impersonationType: *mut MI_DestinationOptions_ImpersonationType
    ) => "__MI_DESTINATIONOPTIONS_IMPERSONATION_TYPE";
}

/// Ends a set of options. Sessions that were opened with it keep their copy. Passwords are overwritten.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_DestinationOptions_Delete(options: *mut MI_DestinationOptions) {
    if let Some(Some(function)) = slot!(options, Delete) {
        // SAFETY: the options are the caller's, passed on as they are.
        unsafe { function(options) };
    }
}
