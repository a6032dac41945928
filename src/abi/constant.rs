//! The constants. Text is plain Rust text here; the header shows it as literals of the interface's character.

use super::*;

// Flags of declarations, elements and values.

/// A class.
pub const MI_FLAG_CLASS: MI_Uint32 = 1 << 0;
/// A method.
pub const MI_FLAG_METHOD: MI_Uint32 = 1 << 1;
/// A property.
pub const MI_FLAG_PROPERTY: MI_Uint32 = 1 << 2;
/// A parameter.
pub const MI_FLAG_PARAMETER: MI_Uint32 = 1 << 3;
/// An association class.
pub const MI_FLAG_ASSOCIATION: MI_Uint32 = 1 << 4;
/// An indication class.
pub const MI_FLAG_INDICATION: MI_Uint32 = 1 << 5;
/// A reference.
pub const MI_FLAG_REFERENCE: MI_Uint32 = 1 << 6;
/// Any of the above: the scope of a qualifier that fits everywhere.
pub const MI_FLAG_ANY: MI_Uint32 = 0x7f;
/// A qualifier that a subclass may override.
pub const MI_FLAG_ENABLEOVERRIDE: MI_Uint32 = 1 << 7;
/// A qualifier that no subclass may override.
pub const MI_FLAG_DISABLEOVERRIDE: MI_Uint32 = 1 << 8;
/// A qualifier that is not inherited.
pub const MI_FLAG_RESTRICTED: MI_Uint32 = 1 << 9;
/// A qualifier that subclasses inherit.
pub const MI_FLAG_TOSUBCLASS: MI_Uint32 = 1 << 10;
/// A qualifier that exists in several languages.
pub const MI_FLAG_TRANSLATABLE: MI_Uint32 = 1 << 11;
/// A key property.
pub const MI_FLAG_KEY: MI_Uint32 = 1 << 12;
/// An input parameter.
pub const MI_FLAG_IN: MI_Uint32 = 1 << 13;
/// An output parameter.
pub const MI_FLAG_OUT: MI_Uint32 = 1 << 14;
/// A property that must not be NULL.
pub const MI_FLAG_REQUIRED: MI_Uint32 = 1 << 15;
/// A method or property of the class, not of an instance.
pub const MI_FLAG_STATIC: MI_Uint32 = 1 << 16;
/// A class without instances.
pub const MI_FLAG_ABSTRACT: MI_Uint32 = 1 << 17;
/// A class without subclasses.
pub const MI_FLAG_TERMINAL: MI_Uint32 = 1 << 18;
/// A property that is costly to compute.
pub const MI_FLAG_EXPENSIVE: MI_Uint32 = 1 << 19;
/// A parameter that is delivered in parts.
pub const MI_FLAG_STREAM: MI_Uint32 = 1 << 20;
/// A property that no client may write.
pub const MI_FLAG_READONLY: MI_Uint32 = 1 << 21;
/// A class whose instances have the extended table (the bit of `MI_FLAG_KEY`, on a class).
pub const MI_FLAG_EXTENDED: MI_Uint32 = 1 << 12;
/// A qualifier that instances carry.
pub const MI_FLAG_TOINSTANCE: MI_Uint32 = 1 << 22;
/// An element that nobody has set since it was read.
pub const MI_FLAG_NOT_MODIFIED: MI_Uint32 = 1 << 25;
/// The bits that hold the version of a declaration.
pub const MI_FLAG_VERSION: MI_Uint32 = 0x1c000000;
/// A value that is NULL.
pub const MI_FLAG_NULL: MI_Uint32 = 1 << 29;
/// A value whose memory the caller keeps alive; this library copies it.
pub const MI_FLAG_BORROW: MI_Uint32 = 1 << 30;
/// A value whose memory passes to the instance; this library copies it.
pub const MI_FLAG_ADOPT: MI_Uint32 = 0x80000000;

// What a provider module says of itself.

/// It carries the standard qualifiers.
pub const MI_MODULE_FLAG_STANDARD_QUALIFIERS: MI_Uint32 = 1 << 0;
/// It carries descriptions.
pub const MI_MODULE_FLAG_DESCRIPTIONS: MI_Uint32 = 1 << 1;
/// It carries the qualifiers `Values` and `ValueMap`.
pub const MI_MODULE_FLAG_VALUES: MI_Uint32 = 1 << 2;
/// It carries the qualifier `MappingStrings`.
pub const MI_MODULE_FLAG_MAPPING_STRINGS: MI_Uint32 = 1 << 3;
/// It carries qualifiers that are booleans.
pub const MI_MODULE_FLAG_BOOLEANS: MI_Uint32 = 1 << 4;
/// It was generated as C++.
pub const MI_MODULE_FLAG_CPLUSPLUS: MI_Uint32 = 1 << 5;
/// Its qualifiers are localized.
pub const MI_MODULE_FLAG_LOCALIZED: MI_Uint32 = 1 << 6;
/// It evaluates filters itself.
pub const MI_MODULE_FLAG_FILTER_SUPPORT: MI_Uint32 = 1 << 7;

// Limits.

/// Characters of the longest name of a locale.
pub const MI_MAX_LOCALE_SIZE: MI_Uint32 = 128;

// Channels of messages.

/// Warnings.
pub const MI_WRITEMESSAGE_CHANNEL_WARNING: MI_Uint32 = 0;
/// What a user sees who asks for details.
pub const MI_WRITEMESSAGE_CHANNEL_VERBOSE: MI_Uint32 = 1;
/// What a developer wants to see.
pub const MI_WRITEMESSAGE_CHANNEL_DEBUG: MI_Uint32 = 2;

// Flags of operations.

/// The client acknowledges each result itself.
pub const MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS: MI_Uint32 = 0x1;
/// Types do not matter: every element may come as a string.
pub const MI_OPERATIONFLAGS_NO_RTTI: MI_Uint32 = 0x400;
/// Elements have their types, or are strings.
pub const MI_OPERATIONFLAGS_BASIC_RTTI: MI_Uint32 = 0x2;
/// Elements have their types; the class hierarchy may be incomplete.
pub const MI_OPERATIONFLAGS_STANDARD_RTTI: MI_Uint32 = 0x800;
/// Elements have their types, and the whole class hierarchy is known.
pub const MI_OPERATIONFLAGS_FULL_RTTI: MI_Uint32 = 0x4;
/// The protocol decides about types.
pub const MI_OPERATIONFLAGS_DEFAULT_RTTI: MI_Uint32 = 0x0;
/// Qualifiers in the language of the client.
pub const MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS: MI_Uint32 = 0x8;
/// Costly properties too.
pub const MI_OPERATIONFLAGS_EXPENSIVE_PROPERTIES: MI_Uint32 = 0x40;
/// Instances of the class itself alone, none of its subclasses.
pub const MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW: MI_Uint32 = 0x80;
/// Instances of subclasses too, with the properties of the class that was asked for.
pub const MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY: MI_Uint32 = 0x180;
/// A first result without an instance says that the operation has started.
pub const MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED: MI_Uint32 = 0x200;

// Flags of serializers.

/// The classes that the class derives from, too.
pub const MI_SERIALIZER_FLAGS_CLASS_DEEP: MI_Uint32 = 1;
/// The class of the instance, too.
pub const MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS: MI_Uint32 = 1;

// Flags of the binary serializer.

/// A reference to the class.
pub const MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_REFERENCE: MI_Uint32 = 2;
/// The number of the class.
pub const MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_ID: MI_Uint32 = 4;
/// The class without its methods.
pub const MI_BINARY_SERIALIZER_FLAGS_CLASS_NOMETHODS: MI_Uint32 = 8;
/// The class without the classes it derives from.
pub const MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT: MI_Uint32 = 1 << 4;
/// Neither methods nor the classes it derives from.
pub const MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT_NOMETHODS: MI_Uint32 = 1 << 5;

// Kinds of life cycle indications.

/// None.
pub const MI_LIFECYCLE_INDICATION_NONE: MI_Uint32 = 0;
/// An instance was created.
pub const MI_LIFECYCLE_INDICATION_CREATE: MI_Uint32 = 1;
/// An instance was modified.
pub const MI_LIFECYCLE_INDICATION_MODIFY: MI_Uint32 = 2;
/// An instance was deleted.
pub const MI_LIFECYCLE_INDICATION_DELETE: MI_Uint32 = 4;
/// An instance was read.
pub const MI_LIFECYCLE_INDICATION_READ: MI_Uint32 = 8;
/// A method was called.
pub const MI_LIFECYCLE_INDICATION_METHODCALL: MI_Uint32 = 1 << 4;
/// All of them.
pub const MI_LIFECYCLE_INDICATION_ALL: MI_Uint32 = 0x1f;

// Query dialects.

/// The WMI query language.
pub const MI_QUERY_DIALECT_WQL: &str = "WQL";
/// The CIM query language of DSP0202.
pub const MI_QUERY_DIALECT_CQL: &str = "CQL";
/// A filter by key values.
pub const MI_QUERY_DIALECT_SELECTOR: &str = "selectorFilter";

// Kinds of error codes.

/// An `MI_Result`.
pub const MI_RESULT_TYPE_MI: &str = "MI";
/// An HRESULT of Windows.
pub const MI_RESULT_TYPE_HRESULT: &str = "HRESULT";
/// An error code of Windows.
pub const MI_RESULT_TYPE_WIN32: &str = "WIN32";
/// An `errno` of the C library.
pub const MI_RESULT_TYPE_ERRNO: &str = "ERRNO";
/// A code of the WS-Management service.
pub const MI_RESULT_TYPE_WINRM: &str = "WINRM";
/// A code of the MOF parser.
pub const MI_RESULT_TYPE_MOF_PARSER: &str = "MOFPARSER";

// Ways to authenticate.

/// What the protocol prefers.
pub const MI_AUTH_TYPE_DEFAULT: &str = "Default";
/// None.
pub const MI_AUTH_TYPE_NONE: &str = "None";
/// HTTP Digest.
pub const MI_AUTH_TYPE_DIGEST: &str = "Digest";
/// Negotiate, with the given credentials.
pub const MI_AUTH_TYPE_NEGO_WITH_CREDS: &str = "NegoWithCreds";
/// Negotiate, as the current user.
pub const MI_AUTH_TYPE_NEGO_NO_CREDS: &str = "NegoNoCreds";
/// HTTP Basic.
pub const MI_AUTH_TYPE_BASIC: &str = "Basic";
/// Kerberos.
pub const MI_AUTH_TYPE_KERBEROS: &str = "Kerberos";
/// A certificate of the client.
pub const MI_AUTH_TYPE_CLIENT_CERTS: &str = "ClientCerts";
/// NTLM in a domain.
pub const MI_AUTH_TYPE_NTLM: &str = "Ntlmdomain";
/// CredSSP: the credentials themselves are delegated.
pub const MI_AUTH_TYPE_CREDSSP: &str = "CredSSP";
/// A certificate by its issuer.
pub const MI_AUTH_TYPE_ISSUER_CERT: &str = "IssuerCert";

// Destination options.

/// The encoding that the protocol prefers.
pub const MI_DESTINATIONOPTIONS_PACKET_ENCODING_DEFAULT: &str = "default";
/// UTF-8.
pub const MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF8: &str = "UTF8";
/// UTF-16.
pub const MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF16: &str = "UTF16";
/// HTTP.
pub const MI_DESTINATIONOPTIONS_TRANSPORT_HTTP: &str = "HTTP";
/// HTTPS.
pub const MI_DESTINATIONOPTIONS_TRANSPORT_HTTPS: &str = "HTTPS";
/// HTTPS, in a spelling that existing code uses.
pub const MI_DESTINATIONOPTIONS_TRANPSORT_HTTPS: &str = "HTTPS";
/// The proxy of the user settings.
pub const MI_DESTINATIONOPTIONS_PROXY_TYPE_IE: &str = "IE";
/// The proxy of the machine settings.
pub const MI_DESTINATIONOPTIONS_PROXY_TYPE_WINHTTP: &str = "WinHTTP";
/// A proxy that is discovered.
pub const MI_DESTINATIONOPTIONS_PROXY_TYPE_AUTO: &str = "Auto";
/// No proxy.
pub const MI_DESTINATIONOPTIONS_PROXY_TYPE_NONE: &str = "None";

// Bookmarks of subscriptions.

/// From the oldest indication that the server still has.
pub const MI_SUBSCRIBE_BOOKMARK_OLDEST: &str = "MI_SUBSCRIBE_BOOKMARK_OLDEST";
/// From now on.
pub const MI_SUBSCRIBE_BOOKMARK_NEWEST: &str = "MI_SUBSCRIBE_BOOKMARK_NEWEST";

// The MOF codec.

/// The name of the MOF format.
pub const MOFCODEC_FORMAT_V1: &str = "MI_MOF_CIMV2_EXTV1";
/// The name of the current MOF format.
pub const MOFCODEC_FORMAT: &str = "MI_MOF_CIMV2_EXTV1";
/// The option that says how strictly instances are held to their class: a text, set with `MI_OperationOptions_SetString`.
pub const MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME: &str = "SchemaValidation";
/// The option that lists what to leave out, `Class:Property` or `Class:*`: an `MI_STRINGA`, set with
/// `MI_OperationOptions_SetCustomOption`.
pub const MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST: &str = "SchemaValidationIgnorePropertyList";
/// The usual check.
pub const MOFCODEC_SCHEMA_VALIDATION_DEFAULT: &str = "Default";
/// The class must be there, and fit exactly.
pub const MOFCODEC_SCHEMA_VALIDATION_STRICT: &str = "Strict";
/// The class may be missing.
pub const MOFCODEC_SCHEMA_VALIDATION_LOOSE: &str = "Loose";
/// Types of properties may differ.
pub const MOFCODEC_SCHEMA_VALIDATION_IGNORE_PROPERTYTYPE: &str = "IgnorePropertyType";
/// No check.
pub const MOFCODEC_SCHEMA_VALIDATION_IGNORE: &str = "IgnoreSchema";
/// The usual check, without the listed properties.
pub const MOFCODEC_SCHEMA_VALIDATION_DEFAULT_IGNORE_PROPERTIES: &str = "DefaultIgnoreProperties";
/// The strict check, without the listed properties.
pub const MOFCODEC_SCHEMA_VALIDATION_STRICT_IGNORE_PROPERTIES: &str = "StrictIgnoreProperties";

/// What `reserved1` of the MOF codec's handles holds.
pub const cCodecMagic: MI_Uint64 = 0xffee_ddcc_ffee_ddcc;
