//! What is wrong, at a place that is counted in lines and columns only when it is told.

use super::ReadError;
use crate::cim::error::shortened;
use crate::cim::instance::ElementError;
use crate::cim::{Error, Status};
use crate::xml::{Fault, XmlError, position};

/// What is wrong, and where, in bytes.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) status: Status,
    pub(super) at: usize,
    pub(super) message: String,
}

pub(super) type Made<T> = Result<T, Failure>;

impl Failure {
    #[cold]
    pub(super) fn new(status: Status, at: usize, message: impl Into<String>) -> Failure {
        Failure { status, at, message: message.into() }
    }

    /// What is not as DSP0201 has it.
    #[cold]
    pub(super) fn wrong(at: usize, message: impl Into<String>) -> Failure {
        Failure::new(Status::InvalidParameter, at, message)
    }

    /// What an element of an instance is refused for.
    #[cold]
    pub(super) fn element(at: usize, error: &ElementError) -> Failure {
        Failure::new(error.status(), at, error.to_string())
    }

    /// An error of the model or of the catalog.
    #[cold]
    pub(super) fn model(at: usize, error: &Error) -> Failure {
        Failure::new(error.status, at, error.message.trim_end_matches('.'))
    }

    /// The failure with its line and column in the text that was read.
    pub(super) fn in_text(self, text: &str) -> ReadError {
        let (line, column) = position(text, self.at);
        let message = shortened(self.message.into()).into_owned();
        ReadError { status: self.status, line, column, message }
    }

    /// A failure within a text that the value at this place holds.
    #[cold]
    pub(super) fn within(self, text: &str, at: usize) -> Failure {
        let (line, column) = position(text, self.at);
        let message = format!("in the text of this value, line {line}, column {column}: {}", self.message);
        Failure { status: self.status, at, message }
    }
}

impl From<XmlError> for Failure {
    fn from(error: XmlError) -> Failure {
        let status = match error.fault {
            Fault::Malformed => Status::InvalidParameter,
            Fault::DocumentType => Status::NotSupported,
            Fault::Limit => Status::ServerLimitsExceeded,
        };
        Failure { status, at: error.at, message: error.message }
    }
}
