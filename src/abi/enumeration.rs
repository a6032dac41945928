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
        MI_RESULT_OK = 0,
        MI_RESULT_FAILED = 1,
        MI_RESULT_ACCESS_DENIED = 2,
        MI_RESULT_INVALID_NAMESPACE = 3,
        MI_RESULT_INVALID_PARAMETER = 4,
        MI_RESULT_INVALID_CLASS = 5,
        MI_RESULT_NOT_FOUND = 6,
        MI_RESULT_NOT_SUPPORTED = 7,
        MI_RESULT_CLASS_HAS_CHILDREN = 8,
        MI_RESULT_CLASS_HAS_INSTANCES = 9,
        MI_RESULT_INVALID_SUPERCLASS = 10,
        MI_RESULT_ALREADY_EXISTS = 11,
        MI_RESULT_NO_SUCH_PROPERTY = 12,
        MI_RESULT_TYPE_MISMATCH = 13,
        MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED = 14,
        MI_RESULT_INVALID_QUERY = 15,
        MI_RESULT_METHOD_NOT_AVAILABLE = 16,
        MI_RESULT_METHOD_NOT_FOUND = 17,
        MI_RESULT_NAMESPACE_NOT_EMPTY = 20,
        MI_RESULT_INVALID_ENUMERATION_CONTEXT = 21,
        MI_RESULT_INVALID_OPERATION_TIMEOUT = 22,
        MI_RESULT_PULL_HAS_BEEN_ABANDONED = 23,
        MI_RESULT_PULL_CANNOT_BE_ABANDONED = 24,
        MI_RESULT_FILTERED_ENUMERATION_NOT_SUPPORTED = 25,
        MI_RESULT_CONTINUATION_ON_ERROR_NOT_SUPPORTED = 26,
        MI_RESULT_SERVER_LIMITS_EXCEEDED = 27,
        MI_RESULT_SERVER_IS_SHUTTING_DOWN = 28,
    }

    /// What kind of error an error instance reports.
    MI_ErrorCategory as _MI_ErrorCategory {
        MI_ERRORCATEGORY_NOT_SPECIFIED = 0,
        MI_ERRORCATEGORY_OPEN_ERROR = 1,
        MI_ERRORCATEGORY_CLOS_EERROR = 2,
        MI_ERRORCATEGORY_DEVICE_ERROR = 3,
        MI_ERRORCATEGORY_DEADLOCK_DETECTED = 4,
        MI_ERRORCATEGORY_INVALID_ARGUMENT = 5,
        MI_ERRORCATEGORY_INVALID_DATA = 6,
        MI_ERRORCATEGORY_INVALID_OPERATION = 7,
        MI_ERRORCATEGORY_INVALID_RESULT = 8,
        MI_ERRORCATEGORY_INVALID_TYPE = 9,
        MI_ERRORCATEGORY_METADATA_ERROR = 10,
        MI_ERRORCATEGORY_NOT_IMPLEMENTED = 11,
        MI_ERRORCATEGORY_NOT_INSTALLED = 12,
        MI_ERRORCATEGORY_OBJECT_NOT_FOUND = 13,
        MI_ERRORCATEGORY_OPERATION_STOPPED = 14,
        MI_ERRORCATEGORY_OPERATION_TIMEOUT = 15,
        MI_ERRORCATEGORY_SYNTAX_ERROR = 16,
        MI_ERRORCATEGORY_PARSER_ERROR = 17,
        MI_ERRORCATEGORY_ACCESS_DENIED = 18,
        MI_ERRORCATEGORY_RESOURCE_BUSY = 19,
        MI_ERRORCATEGORY_RESOURCE_EXISTS = 20,
        MI_ERRORCATEGORY_RESOURCE_UNAVAILABLE = 21,
        MI_ERRORCATEGORY_READ_ERROR = 22,
        MI_ERRORCATEGORY_WRITE_ERROR = 23,
        MI_ERRORCATEGORY_FROM_STDERR = 24,
        MI_ERRORCATEGORY_SECURITY_ERROR = 25,
        MI_ERRORCATEGORY_PROTOCOL_ERROR = 26,
        MI_ERRORCATEGORY_CONNECTION_ERROR = 27,
        MI_ERRORCATEGORY_AUTHENTICATION_ERROR = 28,
        MI_ERRORCATEGORY_LIMITS_EXCEEDED = 29,
        MI_ERRORCATEGORY_QUOTA_EXCEEDED = 30,
        MI_ERRORCATEGORY_NOT_ENABLED = 31,
    }

    /// How serious a question to the user is.
    MI_PromptType as _MI_PromptType {
        MI_PROMPTTYPE_NORMAL = 0,
        MI_PROMPTTYPE_CRITICAL = 1,
    }

    /// What happens when a provider asks the user or reports an error.
    MI_CallbackMode as _MI_CallbackMode {
        MI_CALLBACKMODE_REPORT = 0,
        MI_CALLBACKMODE_INQUIRE = 1,
        MI_CALLBACKMODE_IGNORE = 2,
    }

    /// Which architecture a provider must have.
    MI_ProviderArchitecture as _MI_ProviderArchitecture {
        MI_PROVIDER_ARCHITECTURE_32BIT = 0,
        MI_PROVIDER_ARCHITECTURE_64BIT = 1,
    }

    /// The CIM types. Adding `MI_ARRAY` to a scalar type gives the array of it.
    MI_Type as _MI_Type {
        MI_BOOLEAN = 0,
        MI_UINT8 = 1,
        MI_SINT8 = 2,
        MI_UINT16 = 3,
        MI_SINT16 = 4,
        MI_UINT32 = 5,
        MI_SINT32 = 6,
        MI_UINT64 = 7,
        MI_SINT64 = 8,
        MI_REAL32 = 9,
        MI_REAL64 = 10,
        MI_CHAR16 = 11,
        MI_DATETIME = 12,
        MI_STRING = 13,
        MI_REFERENCE = 14,
        MI_INSTANCE = 15,
        MI_BOOLEANA = 16,
        MI_UINT8A = 17,
        MI_SINT8A = 18,
        MI_UINT16A = 19,
        MI_SINT16A = 20,
        MI_UINT32A = 21,
        MI_SINT32A = 22,
        MI_UINT64A = 23,
        MI_SINT64A = 24,
        MI_REAL32A = 25,
        MI_REAL64A = 26,
        MI_CHAR16A = 27,
        MI_DATETIMEA = 28,
        MI_STRINGA = 29,
        MI_REFERENCEA = 30,
        MI_INSTANCEA = 31,
    }

    /// Which locale a provider asks for.
    MI_LocaleType as _MI_LocaleType {
        MI_LOCALE_TYPE_REQUESTED_UI = 0,
        MI_LOCALE_TYPE_REQUESTED_DATA = 1,
        MI_LOCALE_TYPE_CLOSEST_UI = 2,
        MI_LOCALE_TYPE_CLOSEST_DATA = 3,
    }

    /// Why an operation was cancelled.
    MI_CancellationReason as _MI_CancellationReason {
        MI_REASON_NONE = 0,
        MI_REASON_TIMEOUT = 1,
        MI_REASON_SHUTDOWN = 2,
        MI_REASON_SERVICESTOP = 3,
    }

    /// The user's answer.
    MI_OperationCallback_ResponseType as _MI_OperationCallback_ResponseType {
        MI_OperationCallback_ResponseType_No = 0,
        MI_OperationCallback_ResponseType_Yes = 1,
        MI_OperationCallback_ResponseType_NoToAll = 2,
        MI_OperationCallback_ResponseType_YesToAll = 3,
    }

    /// Who moves the indications: the client fetches, or the server sends.
    MI_SubscriptionDeliveryType as _MI_SubscriptionDeliveryType {
        MI_SubscriptionDeliveryType_Pull = 1,
        MI_SubscriptionDeliveryType_Push = 2,
    }

    /// What the server may do with the client's identity.
    MI_DestinationOptions_ImpersonationType as _MI_DestinationOptions_ImpersonationType {
        MI_DestinationOptions_ImpersonationType_Default = 0,
        MI_DestinationOptions_ImpersonationType_None = 1,
        MI_DestinationOptions_ImpersonationType_Identify = 2,
        MI_DestinationOptions_ImpersonationType_Impersonate = 3,
        MI_DestinationOptions_ImpersonationType_Delegate = 4,
    }
}

/// The bit that turns a scalar type into the array of it; also the number of the first array type.
pub const MI_ARRAY: MI_Type = 16;
