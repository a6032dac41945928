//! Why an element is not as a client wants it.

use super::super::error::{Error, Status};
use super::super::value::Type;
use super::{MAXIMUM_DEPTH, MAXIMUM_HELD};

/// Why an element was not added, set or cleared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ElementError {
    #[error("'{0}' is no legal name: a letter or underscore, then letters, digits and underscores")]
    IllegalName(String),
    #[error("the instance has an element named '{0}' already")]
    AlreadyExists(String),
    #[error("the instance has no element named '{0}'")]
    NoSuchElement(String),
    #[error("the instance has no element at index {0}")]
    NoSuchIndex(usize),
    #[error("element '{name}' is of type {expected}, and the value of type {given}")]
    TypeMismatch { name: String, expected: Type, given: Type },
    #[error(
        "element '{0}' would hold instances that lie more than {MAXIMUM_DEPTH} levels deep in each other"
    )]
    TooDeep(String),
    #[error("element '{0}' would make the instance hold more than {MAXIMUM_HELD} others")]
    TooMany(String),
    #[error("the texts of one instance are limited to 4 Gi characters")]
    TooLarge,
}

impl ElementError {
    /// The result that a client sees.
    pub fn status(&self) -> Status {
        match self {
            ElementError::IllegalName(_) | ElementError::NoSuchIndex(_) => Status::InvalidParameter,
            ElementError::AlreadyExists(_) => Status::AlreadyExists,
            ElementError::NoSuchElement(_) => Status::NoSuchProperty,
            ElementError::TypeMismatch { .. } => Status::TypeMismatch,
            ElementError::TooDeep(_) | ElementError::TooMany(_) | ElementError::TooLarge => {
                Status::ServerLimitsExceeded
            }
        }
    }
}

impl From<ElementError> for Error {
    fn from(error: ElementError) -> Error {
        Error::new(error.status(), error.to_string())
    }
}
