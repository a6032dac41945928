//! What goes wrong with a protocol handler, and what it says itself.

use std::path::Path;
use std::sync::Arc;

use crate::abi::*;
use crate::cim::{Error, ErrorCategory, Instance, Status, ValueRef, error::unsigned_of};
use crate::object::boundary;
use crate::object::instance::instance_from_c;

/// Whom an error is about.
#[derive(Clone)]
pub(super) struct Blame(Arc<str>);

impl Blame {
    pub(super) fn new(protocol: &str, library: &Path) -> Blame {
        Blame(Arc::from(format!("The protocol handler {protocol} ({})", library.display())))
    }

    /// The handler, as a sentence begins with it.
    pub(super) fn name(&self) -> &str {
        &self.0
    }

    /// An error of which the sentence goes on after the handler's name.
    pub(super) fn error(&self, status: Status, what: &str) -> Error {
        Error::new(status, format!("{} {what}", self.0))
    }

    /// A function of one of its tables.
    pub(super) fn member<T>(&self, member: Option<T>, name: &str) -> Result<T, Error> {
        member.ok_or_else(|| {
            let what = format!("does not support this: its {name} is NULL.");
            self.error(Status::NotSupported, &what)
        })
    }

    /// The table behind an object of the handler.
    ///
    /// # Safety
    /// `table` is NULL or lives as long as the result is used.
    pub(super) unsafe fn table<'a, T>(&self, table: *const T, name: &str) -> Result<&'a T, Error> {
        // SAFETY: by the contract.
        self.member(unsafe { table.as_ref() }, name)
    }

    /// A refusal that says nothing but its number.
    pub(super) fn result(&self, what: &str, result: MI_Result) -> Result<(), Error> {
        if result == MI_RESULT_OK {
            return Ok(());
        }
        let status = Status::from_number(result);
        let said = if status.number() == result {
            format!("answered {what} with {}: {}", status.symbol(), status.text())
        } else {
            format!("answered {what} with the number {result}, which is no result.")
        };
        // A failure is no success, whatever its number stands for.
        let status = if status == Status::Ok { Status::Failed } else { status };
        Err(self.error(status, &said))
    }
}

/// The outcome that a handler tells: its result, with the text and the error instance where there are any.
///
/// # Safety
/// `text` is NULL or ends in a NUL, `details` is NULL or a live instance.
pub(super) unsafe fn error_of(
    blame: &Blame,
    what: &str,
    result: MI_Result,
    text: *const MI_Char,
    details: *const MI_Instance,
) -> Result<(), Error> {
    let Err(mut error) = blame.result(what, result) else { return Ok(()) };
    // SAFETY: by the contract.
    let (text, details) = unsafe {
        let details = if details.is_null() { None } else { instance_from_c(details).ok() };
        (boundary::text(text), details)
    };
    let said = details.as_deref().and_then(message_of);
    if let Some(message) = text.map(|text| text.to_string()).filter(|text| !text.is_empty()).or(said) {
        error.message = message;
    }
    if let Some(details) = details {
        if let Some(category) = category_of(&details) {
            error.category = category;
        }
        error = error.with_details(details);
    }
    Err(error)
}

fn message_of(details: &Instance) -> Option<String> {
    match details.value("Message") {
        Some(ValueRef::String(text)) => Some(text.to_string()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn category_of(details: &Instance) -> Option<ErrorCategory> {
    let number = unsigned_of(details, "OMI_Category").or_else(|| unsigned_of(details, "error_Category"))?;
    Some(ErrorCategory::from_number(number))
}
