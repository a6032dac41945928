//! Results, and errors that become `CIM_Error` instances.

use std::borrow::Cow;
use std::sync::Arc;

use super::instance::{ElementFlags, Instance};
use super::text::Text;
use super::value::{Array, Type, Value, ValueRef};

/// Declares a C-like enum with its numbers, a way back from a number, and a text for each.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident, $other:ident { $($(#[$item_doc:meta])* $item:ident = $number:literal, $text:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u32)]
        pub enum $name {
            $(#[doc = $text] $item = $number,)+
        }

        impl $name {
            /// The member with this number; what is no member counts as the one that says least.
            pub fn from_number(number: u32) -> $name {
                match number {
                    $($number => $name::$item,)+
                    _ => $name::$other,
                }
            }

            /// The number, as in the MI ABI.
            pub fn number(self) -> u32 {
                self as u32
            }

            /// A sentence that says what it means.
            pub fn text(self) -> &'static str {
                match self {
                    $($name::$item => $text,)+
                }
            }
        }
    };
}

numbered! {
    /// The result of an operation: `MI_Result`.
    Status, Failed {
        Ok = 0, "The operation succeeded.";
        Failed = 1, "The operation failed, for a reason that no other result names.";
        AccessDenied = 2, "The user may not do this.";
        InvalidNamespace = 3, "The namespace does not exist.";
        InvalidParameter = 4, "An argument is missing or wrong.";
        InvalidClass = 5, "The class does not exist in the namespace.";
        NotFound = 6, "The requested object was not found.";
        NotSupported = 7, "The operation is not supported.";
        ClassHasChildren = 8, "The class has subclasses.";
        ClassHasInstances = 9, "The class has instances.";
        InvalidSuperclass = 10, "The superclass does not exist.";
        AlreadyExists = 11, "The object exists already.";
        NoSuchProperty = 12, "The property does not exist.";
        TypeMismatch = 13, "The value has another type than the element.";
        QueryLanguageNotSupported = 14, "The query language is not known.";
        InvalidQuery = 15, "The query is not valid in its language.";
        MethodNotAvailable = 16, "The method can't be called now.";
        MethodNotFound = 17, "The class has no such method.";
        NamespaceNotEmpty = 20, "The namespace holds objects.";
        InvalidEnumerationContext = 21, "The enumeration does not exist any more.";
        InvalidOperationTimeout = 22, "The timeout can't be granted.";
        PullHasBeenAbandoned = 23, "The enumeration was abandoned by a concurrent close.";
        PullCannotBeAbandoned = 24, "The enumeration can't be abandoned.";
        FilteredEnumerationNotSupported = 25, "Enumerations with a filter are not supported.";
        ContinuationOnErrorNotSupported = 26, "Continuing an enumeration after an error is not supported.";
        ServerLimitsExceeded = 27, "A limit was exceeded.";
        ServerIsShuttingDown = 28, "What would do this is being closed.";
    }
}

impl Status {
    /// The result as its constant in the header is spelt, without `MI_RESULT_`: `NOT_FOUND`.
    pub fn symbol(self) -> String {
        let name = format!("{self:?}");
        let mut spelt = String::with_capacity(name.len() + 8);
        for (at, character) in name.char_indices() {
            if at > 0 && character.is_uppercase() {
                spelt.push('_');
            }
            spelt.extend(character.to_uppercase());
        }
        spelt
    }
}

numbered! {
    /// The kind of an error: `MI_ErrorCategory`.
    ErrorCategory, NotSpecified {
        NotSpecified = 0, "not specified";
        OpenError = 1, "open error";
        CloseError = 2, "close error";
        DeviceError = 3, "device error";
        DeadlockDetected = 4, "deadlock detected";
        InvalidArgument = 5, "invalid argument";
        InvalidData = 6, "invalid data";
        InvalidOperation = 7, "invalid operation";
        InvalidResult = 8, "invalid result";
        InvalidType = 9, "invalid type";
        MetadataError = 10, "metadata error";
        NotImplemented = 11, "not implemented";
        NotInstalled = 12, "not installed";
        ObjectNotFound = 13, "object not found";
        OperationStopped = 14, "operation stopped";
        OperationTimeout = 15, "operation timeout";
        SyntaxError = 16, "syntax error";
        ParserError = 17, "parser error";
        AccessDenied = 18, "access denied";
        ResourceBusy = 19, "resource busy";
        ResourceExists = 20, "resource exists";
        ResourceUnavailable = 21, "resource unavailable";
        ReadError = 22, "read error";
        WriteError = 23, "write error";
        FromStderr = 24, "from stderr";
        SecurityError = 25, "security error";
        ProtocolError = 26, "protocol error";
        ConnectionError = 27, "connection error";
        AuthenticationError = 28, "authentication error";
        LimitsExceeded = 29, "limits exceeded";
        QuotaExceeded = 30, "quota exceeded";
        NotEnabled = 31, "not enabled";
    }
}

impl Status {
    /// The category that an error with this result belongs to, unless its maker knows better.
    pub fn category(self) -> ErrorCategory {
        match self {
            Status::AccessDenied => ErrorCategory::AccessDenied,
            Status::InvalidNamespace
            | Status::InvalidClass
            | Status::ClassHasChildren
            | Status::ClassHasInstances
            | Status::InvalidSuperclass
            | Status::NoSuchProperty
            | Status::MethodNotAvailable
            | Status::MethodNotFound
            | Status::NamespaceNotEmpty
            | Status::InvalidEnumerationContext => ErrorCategory::MetadataError,
            Status::InvalidParameter | Status::InvalidQuery | Status::InvalidOperationTimeout => {
                ErrorCategory::InvalidArgument
            }
            Status::NotFound => ErrorCategory::ObjectNotFound,
            Status::NotSupported
            | Status::QueryLanguageNotSupported
            | Status::FilteredEnumerationNotSupported
            | Status::ContinuationOnErrorNotSupported => ErrorCategory::NotImplemented,
            Status::AlreadyExists => ErrorCategory::ResourceExists,
            Status::TypeMismatch => ErrorCategory::InvalidType,
            Status::PullHasBeenAbandoned => ErrorCategory::OperationStopped,
            Status::PullCannotBeAbandoned => ErrorCategory::CloseError,
            Status::ServerLimitsExceeded => ErrorCategory::ResourceBusy,
            Status::ServerIsShuttingDown => ErrorCategory::ResourceUnavailable,
            Status::Ok | Status::Failed => ErrorCategory::NotSpecified,
        }
    }
}

/// Why an operation failed: its result, and what a person needs to know. The message says what failed, on which class,
/// namespace, key or host, and what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// The result.
    pub status: Status,
    /// The kind of error.
    pub category: ErrorCategory,
    /// What happened, for people.
    pub message: String,
    /// The error instance of a provider that made one of its own.
    pub details: Option<Arc<Instance>>,
    /// The kind and number of an error that came from elsewhere, such as `ERRNO` and 28.
    pub cause: Option<Cause>,
}

/// An error code that is not an MI result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What kind of number it is: `ERRNO`, `HRESULT`, `WIN32`, `WINRM`.
    pub kind: &'static str,
    /// The number.
    pub code: u32,
}

/// The class of error instances that this platform's clients know.
pub const ERROR_CLASS: &str = if cfg!(windows) { "MSFT_WmiError" } else { "OMI_Error" };

impl Error {
    /// An error with this result, in the category that results of its kind have.
    pub fn new(status: Status, message: impl Into<String>) -> Error {
        Error { status, category: status.category(), message: message.into(), details: None, cause: None }
    }

    /// The error in another category.
    pub fn in_category(mut self, category: ErrorCategory) -> Error {
        self.category = category;
        self
    }

    /// The error with the code that caused it.
    pub fn caused_by(mut self, kind: &'static str, code: u32) -> Error {
        self.cause = Some(Cause { kind, code });
        self
    }

    /// The error with the number that the system gave, where it gave one: an errno, or on Windows an error of Win32.
    pub fn caused_by_system(self, error: &std::io::Error) -> Error {
        match error.raw_os_error() {
            Some(code) => self.caused_by(if cfg!(windows) { "WIN32" } else { "ERRNO" }, code as u32),
            None => self,
        }
    }

    /// The error with what the provider said of it.
    pub fn with_details(mut self, details: Arc<Instance>) -> Error {
        self.details = Some(details);
        self
    }

    /// Something that is not built.
    pub fn not_supported(what: impl std::fmt::Display) -> Error {
        Error::new(Status::NotSupported, format!("{what} is not supported by this version of the library."))
    }

    /// The error as an instance of the platform's error class: the one that the provider made, else one with
    /// all properties of `CIM_Error` in the order of their declaration.
    pub fn to_instance(&self) -> Arc<Instance> {
        if let Some(details) = &self.details {
            return Arc::clone(details);
        }
        let (kind, code) = match &self.cause {
            Some(cause) => (cause.kind, cause.code),
            None => ("MI", self.status.number()),
        };
        let message_id = match kind {
            "MI" => format!("OMI:MI_Result:{code}"),
            "ERRNO" => format!("CRT errno {code}"),
            "HRESULT" => format!("HRESULT 0x{code:08x}"),
            kind => format!("OMI:{kind}:{code}"),
        };
        let mut instance = Instance::new(ERROR_CLASS).expect("the name of the error class is a legal name");
        let mut add = |name: &str, kind: Type, value: Option<Value>| {
            let value = value.as_ref().map(Value::as_value_ref);
            // The names are legal and distinct, and the types those of the values: see the test below.
            let _ = instance.add(name, kind, value, ElementFlags::PROPERTY);
        };
        let text = |text: &str| Some(Value::String(Text::from(text)));
        add("ErrorType", Type::Uint16, None);
        add("OtherErrorType", Type::String, None);
        add("OwningEntity", Type::String, text("OMI:CIMOM"));
        add("MessageID", Type::String, text(&message_id));
        add("Message", Type::String, text(&self.message));
        add("MessageArguments", Type::StringArray, Some(Value::Array(Arc::new(Array::empty(Type::String)))));
        add("PerceivedSeverity", Type::Uint16, Some(Value::Uint16(7)));
        add("ProbableCause", Type::Uint16, Some(Value::Uint16(0)));
        add("ProbableCauseDescription", Type::String, text("Unknown"));
        add("RecommendedActions", Type::StringArray, None);
        add("ErrorSource", Type::String, None);
        add("ErrorSourceFormat", Type::Uint16, None);
        add("OtherErrorSourceFormat", Type::String, None);
        add("CIMStatusCode", Type::Uint32, Some(Value::Uint32(self.status.number())));
        add("CIMStatusCodeDescription", Type::String, None);
        let code = Some(Value::Uint32(code));
        let category = Some(Value::Uint16(self.category.number() as u16));
        if cfg!(windows) {
            add("error_Code", Type::Uint32, code);
            add("error_Category", Type::Uint16, category);
            add("error_Type", Type::String, text(kind));
            add("error_WindowsErrorMessage", Type::String, text(self.status.text()));
        } else {
            add("OMI_Code", Type::Uint32, code);
            add("OMI_Category", Type::Uint16, category);
            add("OMI_Type", Type::String, text(kind));
            add("OMI_ErrorMessage", Type::String, text(self.status.text()));
        }
        Arc::new(instance)
    }
}

/// What a panic says, for an error or a log that tells of it.
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it gave no reason")
}

/// Reads a number of any unsigned width from an element, for error instances that others made.
pub fn unsigned_of(instance: &Instance, name: &str) -> Option<u32> {
    match instance.value(name)? {
        ValueRef::Uint8(number) => Some(number.into()),
        ValueRef::Uint16(number) => Some(number.into()),
        ValueRef::Uint32(number) => Some(number),
        _ => None,
    }
}

/// So long may a message about a text be: names in it may be as long as the text.
const LONGEST_MESSAGE: usize = 2000;

/// A message about a text, of a length that somebody may read.
pub(crate) fn shortened(message: Cow<'static, str>) -> Cow<'static, str> {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}...", &message[..end]).into(),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = if cfg!(windows) { "error_Code" } else { "OMI_Code" };
    const CATEGORY: &str = if cfg!(windows) { "error_Category" } else { "OMI_Category" };

    #[test]
    fn results_are_named_as_in_the_header() {
        assert_eq!(Status::NotFound.symbol(), "NOT_FOUND");
        assert_eq!(Status::Failed.symbol(), "FAILED");
        assert_eq!(Status::QueryLanguageNotSupported.symbol(), "QUERY_LANGUAGE_NOT_SUPPORTED");
    }

    #[test]
    fn an_error_instance_has_all_properties_in_the_order_of_the_schema() {
        let instance = Error::new(Status::NotFound, "No such thing.").to_instance();
        let names: Vec<String> = instance.elements().map(|element| element.name.to_string()).collect();
        assert_eq!(names.len(), 19);
        assert_eq!((names[0].as_str(), names[4].as_str()), ("ErrorType", "Message"));
        assert_eq!((names[13].as_str(), names[15].as_str()), ("CIMStatusCode", CODE));
    }

    #[test]
    fn an_error_instance_says_the_result_the_category_and_the_message() {
        let instance = Error::new(Status::NotFound, "No such thing.").to_instance();
        assert_eq!(unsigned_of(&instance, "CIMStatusCode"), Some(6));
        assert_eq!(unsigned_of(&instance, CATEGORY), Some(13));
        assert_eq!(instance.value("Message"), Some(Value::string("No such thing.").as_value_ref()));
        assert_eq!(instance.value("MessageID"), Some(Value::string("OMI:MI_Result:6").as_value_ref()));
    }

    #[test]
    fn an_error_that_came_from_elsewhere_says_so() {
        let instance = Error::new(Status::Failed, "The disk is full.").caused_by("ERRNO", 28).to_instance();
        assert_eq!(unsigned_of(&instance, CODE), Some(28));
        assert_eq!(instance.value("MessageID"), Some(Value::string("CRT errno 28").as_value_ref()));
    }

    #[test]
    fn an_unknown_number_counts_as_failed() {
        assert_eq!(Status::from_number(18), Status::Failed);
        assert_eq!(Status::from_number(28), Status::ServerIsShuttingDown);
    }
}
