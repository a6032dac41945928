//! What MOF has no way to say.

use crate::cim::{Error, NotUnicode, Status};

/// Why a value can't be written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum Fault {
    #[error("it holds a text that {0}")]
    NotUnicode(NotUnicode),
    /// In a declaration, whose texts are looked at together.
    #[error("it holds a text that is not valid Unicode")]
    NotUnicodeSomewhere,
    #[error("it holds a text with the character 0, which texts of MOF can't hold")]
    Nul,
    #[error("it is no number (NaN), and MOF has no such number")]
    NotANumber,
    #[error("it holds a datetime outside the calendar or the clock: {0}")]
    Datetime(String),
    #[error("it holds an object path with paths within paths more than {0} levels deep")]
    DeepPath(u32),
    #[error("it holds an object path to the host '{0}', which is no name of a host")]
    Host(String),
    #[error("it holds an object path: {0}")]
    Namespace(String),
    #[error("it holds an object path whose key {0} is an array or an embedded object")]
    KeyType(String),
    #[error("it holds an object path whose key {0} is NULL, where its class has a default")]
    NullKey(String),
    /// Within an instance that is held, which is what the error names.
    #[error("{0}")]
    Held(Box<Error>),
    #[error("qualifiers hold no references and no embedded objects")]
    QualifierType,
    #[error("the text would get too long")]
    TooLong,
    #[error("'{0}' is no legal name")]
    Name(String),
}

impl Fault {
    /// The error, with what it is about: `Property P of an instance of C`.
    pub(super) fn on(&self, what: impl std::fmt::Display) -> Error {
        let status = match self {
            Fault::NotUnicode(_)
            | Fault::NotUnicodeSomewhere
            | Fault::Datetime(_)
            | Fault::Host(_)
            | Fault::Namespace(_)
            | Fault::Name(_) => Status::InvalidParameter,
            Fault::TooLong => Status::ServerLimitsExceeded,
            Fault::Nul
            | Fault::NotANumber
            | Fault::DeepPath(_)
            | Fault::KeyType(_)
            | Fault::NullKey(_)
            | Fault::QualifierType => Status::NotSupported,
            Fault::Held(error) => return Error::clone(error),
        };
        Error::new(status, format!("{what} can't be written as MOF: {self}."))
    }
}
