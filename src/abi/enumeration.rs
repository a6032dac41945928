//! The enumerations.
//!
//! On the Rust side each is a number with constants, so that a value that no constant names is a value like any other; the
//! header shows them as C enumerations.

/// Declares an enumeration twice: as a number with constants, for Rust, and as a C enumeration, for the header.
macro_rules! enumerations {
    ($($(#[$attribute:meta])* $name:ident as $tag:ident { $($(#[$comment:meta])* $value:ident = $number:literal,)* })*) => {
        $(
            $(#[$attribute])*
            pub type $name = u32;
            $($(#[$comment])* pub const $value: $name = $number;)*

            $(#[$attribute])*
            #[doc(hidden)]
            #[repr(C)]
            pub enum $tag { $($(#[$comment])* $value = $number,)* }
        )*
    };
}

enumerations! {
    /// The result of a function or an operation. 1 to 28 are the CIM status codes of DSP0200.
    MI_Result as _MI_Result {
        /// The operation succeeded.
        MI_RESULT_OK = 0,
        /// A failure without a code of its own; the error instance says more.
        MI_RESULT_FAILED = 1,
        /// The caller may not do this.
        MI_RESULT_ACCESS_DENIED = 2,
        /// The namespace does not exist.
        MI_RESULT_INVALID_NAMESPACE = 3,
        /// A parameter is wrong: NULL, a handle that is closed, a value out of range.
        MI_RESULT_INVALID_PARAMETER = 4,
        /// The class does not exist.
        MI_RESULT_INVALID_CLASS = 5,
        /// The object does not exist.
        MI_RESULT_NOT_FOUND = 6,
        /// This can't be done here, or not yet.
        MI_RESULT_NOT_SUPPORTED = 7,
        /// Other classes derive from the class.
        MI_RESULT_CLASS_HAS_CHILDREN = 8,
        /// The class has instances.
        MI_RESULT_CLASS_HAS_INSTANCES = 9,
        /// The class above does not exist.
        MI_RESULT_INVALID_SUPERCLASS = 10,
        /// The object exists already.
        MI_RESULT_ALREADY_EXISTS = 11,
        /// The element or the option does not exist.
        MI_RESULT_NO_SUCH_PROPERTY = 12,
        /// The value has another type than the element.
        MI_RESULT_TYPE_MISMATCH = 13,
        /// The query's language is not known.
        MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED = 14,
        /// The query has a fault.
        MI_RESULT_INVALID_QUERY = 15,
        /// The method exists, and its provider can't call it.
        MI_RESULT_METHOD_NOT_AVAILABLE = 16,
        /// The method does not exist.
        MI_RESULT_METHOD_NOT_FOUND = 17,
        /// The namespace has classes or instances.
        MI_RESULT_NAMESPACE_NOT_EMPTY = 20,
        /// The enumeration is not known to the server.
        MI_RESULT_INVALID_ENUMERATION_CONTEXT = 21,
        /// The time limit is out of range.
        MI_RESULT_INVALID_OPERATION_TIMEOUT = 22,
        /// The enumeration was given up.
        MI_RESULT_PULL_HAS_BEEN_ABANDONED = 23,
        /// The enumeration can't be given up.
        MI_RESULT_PULL_CANNOT_BE_ABANDONED = 24,
        /// The server can't filter an enumeration.
        MI_RESULT_FILTERED_ENUMERATION_NOT_SUPPORTED = 25,
        /// The server can't go on after an error.
        MI_RESULT_CONTINUATION_ON_ERROR_NOT_SUPPORTED = 26,
        /// The server has no memory or no room left.
        MI_RESULT_SERVER_LIMITS_EXCEEDED = 27,
        /// The server, or the session, is being closed.
        MI_RESULT_SERVER_IS_SHUTTING_DOWN = 28,
    }

    /// What kind of error an error instance reports.
    ///
    /// `completionDetails`, `errorDetails` and `extendedError` are error instances. MI_Instance_GetElement reads
    /// their properties: `Message` (string, a sentence to show), `CIMStatusCode` (uint32, the MI_Result),
    /// `OMI_Code` (uint32, the number at its origin), `OMI_Type` (string, whose number that is: `MI`, `ERRNO`),
    /// `OMI_Category` (uint16, one of these constants) and `OMI_ErrorMessage` (string, the result in words). The
    /// class is OMI_Error; on Windows it is MSFT_WmiError, with `error_Code`, `error_Type`, `error_Category` and
    /// `error_WindowsErrorMessage` in place of the last four.
    MI_ErrorCategory as _MI_ErrorCategory {
        /// Nothing is known.
        MI_ERRORCATEGORY_NOT_SPECIFIED = 0,
        /// Opening failed.
        MI_ERRORCATEGORY_OPEN_ERROR = 1,
        /// Closing failed. The spelling is the interface's.
        MI_ERRORCATEGORY_CLOS_EERROR = 2,
        /// A device failed.
        MI_ERRORCATEGORY_DEVICE_ERROR = 3,
        /// Two sides wait for each other.
        MI_ERRORCATEGORY_DEADLOCK_DETECTED = 4,
        /// A parameter is wrong.
        MI_ERRORCATEGORY_INVALID_ARGUMENT = 5,
        /// Data are wrong.
        MI_ERRORCATEGORY_INVALID_DATA = 6,
        /// This can't be done in this state.
        MI_ERRORCATEGORY_INVALID_OPERATION = 7,
        /// A result makes no sense.
        MI_ERRORCATEGORY_INVALID_RESULT = 8,
        /// A type is wrong.
        MI_ERRORCATEGORY_INVALID_TYPE = 9,
        /// A class, property or method is wrong or missing.
        MI_ERRORCATEGORY_METADATA_ERROR = 10,
        /// It is not implemented.
        MI_ERRORCATEGORY_NOT_IMPLEMENTED = 11,
        /// It is not installed.
        MI_ERRORCATEGORY_NOT_INSTALLED = 12,
        /// The object does not exist.
        MI_ERRORCATEGORY_OBJECT_NOT_FOUND = 13,
        /// The operation was stopped.
        MI_ERRORCATEGORY_OPERATION_STOPPED = 14,
        /// The time limit passed.
        MI_ERRORCATEGORY_OPERATION_TIMEOUT = 15,
        /// Text breaks its grammar.
        MI_ERRORCATEGORY_SYNTAX_ERROR = 16,
        /// Text can't be read.
        MI_ERRORCATEGORY_PARSER_ERROR = 17,
        /// The caller may not do this.
        MI_ERRORCATEGORY_ACCESS_DENIED = 18,
        /// A resource is in use.
        MI_ERRORCATEGORY_RESOURCE_BUSY = 19,
        /// A resource exists already.
        MI_ERRORCATEGORY_RESOURCE_EXISTS = 20,
        /// A resource is not there.
        MI_ERRORCATEGORY_RESOURCE_UNAVAILABLE = 21,
        /// Reading failed.
        MI_ERRORCATEGORY_READ_ERROR = 22,
        /// Writing failed.
        MI_ERRORCATEGORY_WRITE_ERROR = 23,
        /// A program wrote it to its standard error.
        MI_ERRORCATEGORY_FROM_STDERR = 24,
        /// A rule of security forbids it.
        MI_ERRORCATEGORY_SECURITY_ERROR = 25,
        /// The other side broke the protocol.
        MI_ERRORCATEGORY_PROTOCOL_ERROR = 26,
        /// The connection failed.
        MI_ERRORCATEGORY_CONNECTION_ERROR = 27,
        /// The credentials were refused.
        MI_ERRORCATEGORY_AUTHENTICATION_ERROR = 28,
        /// A limit was passed.
        MI_ERRORCATEGORY_LIMITS_EXCEEDED = 29,
        /// A quota was passed.
        MI_ERRORCATEGORY_QUOTA_EXCEEDED = 30,
        /// It is switched off.
        MI_ERRORCATEGORY_NOT_ENABLED = 31,
    }

    /// How serious a question to the user is.
    MI_PromptType as _MI_PromptType {
        /// The mode of the operation decides who answers.
        MI_PROMPTTYPE_NORMAL = 0,
        /// The user answers, whatever the mode.
        MI_PROMPTTYPE_CRITICAL = 1,
    }

    /// What happens when a provider asks the user or reports an error.
    MI_CallbackMode as _MI_CallbackMode {
        /// The client is told, and nobody waits for it.
        MI_CALLBACKMODE_REPORT = 0,
        /// The client is asked, and its answer counts.
        MI_CALLBACKMODE_INQUIRE = 1,
        /// The client is not told.
        MI_CALLBACKMODE_IGNORE = 2,
    }

    /// Which architecture a provider must have.
    MI_ProviderArchitecture as _MI_ProviderArchitecture {
        /// 32 bits.
        MI_PROVIDER_ARCHITECTURE_32BIT = 0,
        /// 64 bits.
        MI_PROVIDER_ARCHITECTURE_64BIT = 1,
    }

    /// The CIM types. Adding `MI_ARRAY` to a scalar type gives the array of it.
    MI_Type as _MI_Type {
        /// A boolean.
        MI_BOOLEAN = 0,
        /// An unsigned 8-bit number.
        MI_UINT8 = 1,
        /// A signed 8-bit number.
        MI_SINT8 = 2,
        /// An unsigned 16-bit number.
        MI_UINT16 = 3,
        /// A signed 16-bit number.
        MI_SINT16 = 4,
        /// An unsigned 32-bit number.
        MI_UINT32 = 5,
        /// A signed 32-bit number.
        MI_SINT32 = 6,
        /// An unsigned 64-bit number.
        MI_UINT64 = 7,
        /// A signed 64-bit number.
        MI_SINT64 = 8,
        /// A 32-bit floating-point number.
        MI_REAL32 = 9,
        /// A 64-bit floating-point number.
        MI_REAL64 = 10,
        /// A UTF-16 unit.
        MI_CHAR16 = 11,
        /// A date and time.
        MI_DATETIME = 12,
        /// A string.
        MI_STRING = 13,
        /// A reference to an instance.
        MI_REFERENCE = 14,
        /// An embedded instance.
        MI_INSTANCE = 15,
        /// An array of booleans.
        MI_BOOLEANA = 16,
        /// An array of unsigned 8-bit numbers.
        MI_UINT8A = 17,
        /// An array of signed 8-bit numbers.
        MI_SINT8A = 18,
        /// An array of unsigned 16-bit numbers.
        MI_UINT16A = 19,
        /// An array of signed 16-bit numbers.
        MI_SINT16A = 20,
        /// An array of unsigned 32-bit numbers.
        MI_UINT32A = 21,
        /// An array of signed 32-bit numbers.
        MI_SINT32A = 22,
        /// An array of unsigned 64-bit numbers.
        MI_UINT64A = 23,
        /// An array of signed 64-bit numbers.
        MI_SINT64A = 24,
        /// An array of 32-bit floating-point numbers.
        MI_REAL32A = 25,
        /// An array of 64-bit floating-point numbers.
        MI_REAL64A = 26,
        /// An array of UTF-16 units.
        MI_CHAR16A = 27,
        /// An array of dates and times.
        MI_DATETIMEA = 28,
        /// An array of strings.
        MI_STRINGA = 29,
        /// An array of references to instances.
        MI_REFERENCEA = 30,
        /// An array of embedded instances.
        MI_INSTANCEA = 31,
    }

    /// Which locale a provider asks for.
    MI_LocaleType as _MI_LocaleType {
        /// The locale of messages, as the client asked for it.
        MI_LOCALE_TYPE_REQUESTED_UI = 0,
        /// The locale of data, as the client asked for it.
        MI_LOCALE_TYPE_REQUESTED_DATA = 1,
        /// The nearest locale of messages that is installed.
        MI_LOCALE_TYPE_CLOSEST_UI = 2,
        /// The nearest locale of data that is installed.
        MI_LOCALE_TYPE_CLOSEST_DATA = 3,
    }

    /// Why an operation was cancelled.
    MI_CancellationReason as _MI_CancellationReason {
        /// No reason was given.
        MI_REASON_NONE = 0,
        /// The time limit passed.
        MI_REASON_TIMEOUT = 1,
        /// The machine is shutting down.
        MI_REASON_SHUTDOWN = 2,
        /// The service is stopping.
        MI_REASON_SERVICESTOP = 3,
    }

    /// The user's answer.
    MI_OperationCallback_ResponseType as _MI_OperationCallback_ResponseType {
        /// No, this time.
        MI_OperationCallback_ResponseType_No = 0,
        /// Yes, this time.
        MI_OperationCallback_ResponseType_Yes = 1,
        /// No, and don't ask again.
        MI_OperationCallback_ResponseType_NoToAll = 2,
        /// Yes, and don't ask again.
        MI_OperationCallback_ResponseType_YesToAll = 3,
    }

    /// Who moves the indications: the client fetches, or the server sends.
    MI_SubscriptionDeliveryType as _MI_SubscriptionDeliveryType {
        /// The client fetches.
        MI_SubscriptionDeliveryType_Pull = 1,
        /// The server sends.
        MI_SubscriptionDeliveryType_Push = 2,
    }

    /// What the server may do with the client's identity.
    MI_DestinationOptions_ImpersonationType as _MI_DestinationOptions_ImpersonationType {
        /// What the protocol does by itself.
        MI_DestinationOptions_ImpersonationType_Default = 0,
        /// The server does not learn who the client is.
        MI_DestinationOptions_ImpersonationType_None = 1,
        /// The server learns who the client is.
        MI_DestinationOptions_ImpersonationType_Identify = 2,
        /// The server acts as the client on its own machine.
        MI_DestinationOptions_ImpersonationType_Impersonate = 3,
        /// The server acts as the client on other machines too.
        MI_DestinationOptions_ImpersonationType_Delegate = 4,
    }
}

/// The bit that turns a scalar type into the array of it; also the number of the first array type.
pub const MI_ARRAY: MI_Type = 16;
