//! Why something can't be written.

use std::fmt::Arguments;

use crate::cim::{Error, NotUnicode, Status};

/// Why something can't be written. What it is of, is added on the way out.
pub(super) enum Problem {
    /// A text that is not valid Unicode.
    NotUnicode(Box<NotUnicode>),
    /// A NUL in a text.
    Nul,
    /// A datetime whose fields don't fit their places.
    Datetime,
    /// An array of references as a value.
    ReferenceArray,
    /// A method that returns an array.
    ReturnedArray,
    /// A qualifier whose value is a reference or an instance.
    Qualifier,
    /// A key that is an array or an embedded instance.
    Key,
    /// More text than anybody reads.
    TooLong,
    /// A sentence that says what it is of.
    Told(Box<Error>),
}

impl Problem {
    /// The problem as one of this element, where none was named yet.
    #[cold]
    pub(super) fn on(self, element: Arguments<'_>) -> Problem {
        let text;
        let (status, reason) = match self {
            Problem::Told(_) => return self,
            Problem::NotUnicode(fault) => {
                text = format!("a text of it {fault}");
                (Status::InvalidParameter, &*text)
            }
            Problem::Nul => (Status::InvalidParameter, "a text of it has a NUL in it, which XML can't hold"),
            Problem::Datetime => (Status::InvalidParameter, "a field of its datetime has too many digits"),
            Problem::ReferenceArray => {
                (Status::NotSupported, "DSP0201 has no form for the value of an array of references")
            }
            Problem::ReturnedArray => {
                (Status::NotSupported, "DSP0201 has no form for a method that returns an array")
            }
            Problem::Qualifier => (
                Status::NotSupported,
                "DSP0201 has no form for a qualifier that holds references or instances",
            ),
            Problem::TooLong => (Status::ServerLimitsExceeded, "the text would get too long"),
            Problem::Key => (Status::NotSupported, "an array or an embedded instance can't be a key"),
        };
        let message = format!("The {element} can't be written as CIM-XML: {reason}.");
        Problem::Told(Box::new(Error::new(status, message)))
    }
}

impl From<NotUnicode> for Problem {
    #[cold]
    fn from(fault: NotUnicode) -> Problem {
        Problem::NotUnicode(Box::new(fault))
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Error {
        match problem.on(format_args!("object")) {
            Problem::Told(error) => *error,
            // What was named is told.
            _ => Error::new(Status::Failed, "An object can't be written as CIM-XML."),
        }
    }
}
