//! What a provider tells and asks its client in the middle of an operation.

use super::Context;
use crate::abi::*;
use crate::cim::{Error, Status};
use crate::object::boundary::{self, put};
use crate::object::instance::instance_from_c;
use crate::object::utilities::error_of_code;
use crate::object::value::{read_argument, type_of};
use crate::provider::{Posted, Poster, PromptKind, Question};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// A required string argument.
///
/// # Safety
/// `text` is NULL or ends in a NUL.
unsafe fn text(text: *const MI_Char) -> Result<String, MI_Result> {
    // SAFETY: by the contract.
    unsafe { boundary::text_ref(text) }.map(|text| text.to_string()).ok_or(INVALID)
}

/// A string argument that may be left out.
///
/// # Safety
/// As for [`text`].
unsafe fn text_or_empty(text: *const MI_Char) -> String {
    // SAFETY: by the contract.
    unsafe { boundary::text_ref(text) }.map(|text| text.to_string()).unwrap_or_default()
}

fn post(poster: &Poster, posted: Posted) -> Result<(), MI_Result> {
    poster.post(posted).map_err(|_| MI_RESULT_FAILED)
}

/// Puts a question and writes the answer. Where the operation was stopped the answer is no, and the call fails.
///
/// # Safety
/// `flag` may be written.
unsafe fn ask(poster: &Poster, question: Question, flag: *mut MI_Boolean) -> Result<(), MI_Result> {
    let answer = poster.ask(question);
    // SAFETY: by the contract.
    unsafe { put(flag, MI_Boolean::from(answer.unwrap_or(false))) };
    answer.map(|_| ()).map_err(|_| MI_RESULT_FAILED)
}

/// `WriteMessage`.
///
/// # Safety
/// Here and below: strings are NULL or end in a NUL, instances are NULL or live, and out-parameters NULL or may be written.
pub(super) unsafe fn write_message(
    poster: &Poster,
    channel: MI_Uint32,
    message: *const MI_Char,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    let text = unsafe { text(message) }?;
    post(poster, Posted::Message { channel, text })
}

/// `WriteProgress`.
///
/// # Safety
/// As for [`write_message`].
pub(super) unsafe fn write_progress(
    poster: &Poster,
    activity: *const MI_Char,
    current_operation: *const MI_Char,
    status: *const MI_Char,
    percentage: MI_Uint32,
    seconds_remaining: MI_Uint32,
) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    let (activity, current_operation, status) =
        unsafe { (text(activity)?, text_or_empty(current_operation), text_or_empty(status)) };
    post(poster, Posted::Progress { activity, current_operation, status, percentage, seconds_remaining })
}

/// `WriteStreamParameter`: some elements of an array that comes out in pieces.
///
/// # Safety
/// As for [`write_message`]; `value` is as `kind` and `flags` say.
pub(super) unsafe fn write_streamed_parameter(
    poster: &Poster,
    name: *const MI_Char,
    value: *const MI_Value,
    kind: MI_Type,
    flags: MI_Uint32,
) -> Result<(), MI_Result> {
    let kind = type_of(kind)?;
    // SAFETY: by the contract.
    let (name, value) = unsafe { (text(name)?, read_argument(value, kind, flags)?) };
    let value = value.into_value().ok_or(INVALID)?;
    post(poster, Posted::StreamedParameter { name, value })
}

/// `PromptUser`.
///
/// # Safety
/// As for [`write_message`].
pub(super) unsafe fn prompt_user(
    poster: &Poster,
    message: *const MI_Char,
    kind: MI_PromptType,
    flag: *mut MI_Boolean,
) -> Result<(), MI_Result> {
    let kind = match kind {
        MI_PROMPTTYPE_NORMAL => PromptKind::Normal,
        MI_PROMPTTYPE_CRITICAL => PromptKind::Critical,
        _ => return Err(INVALID),
    };
    if flag.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        let text = text(message)?;
        ask(poster, Question::Prompt { kind, text }, flag)
    }
}

/// `ShouldProcess`: whether to do this to that.
///
/// # Safety
/// As for [`write_message`].
pub(super) unsafe fn should_process(
    poster: &Poster,
    target: *const MI_Char,
    action: *const MI_Char,
    flag: *mut MI_Boolean,
) -> Result<(), MI_Result> {
    if flag.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        let (target, action) = (text(target)?, text(action)?);
        let text = format!("Performing the operation \"{action}\" on target \"{target}\".");
        ask(poster, Question::Prompt { kind: PromptKind::Normal, text }, flag)
    }
}

/// `WriteError`: an error with the number of an error of some kind, that need not be the end.
///
/// # Safety
/// As for [`write_message`].
pub(super) unsafe fn write_error(
    context: &Context,
    poster: &Poster,
    code: MI_Uint32,
    kind: *const MI_Char,
    message: *const MI_Char,
    flag: *mut MI_Boolean,
) -> Result<(), MI_Result> {
    if flag.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        let error = error_of_code(code, kind, message).unwrap_or_else(|| {
            Error::new(Status::Failed, format!("{} tells of an error without a number.", context.owner))
        });
        ask(poster, Question::Error(error.to_instance()), flag)
    }
}

/// `WriteCimError`: an error that need not be the end.
///
/// # Safety
/// As for [`write_message`].
pub(super) unsafe fn write_cim_error(
    poster: &Poster,
    error: *const MI_Instance,
    flag: *mut MI_Boolean,
) -> Result<(), MI_Result> {
    if error.is_null() || flag.is_null() {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        let error = instance_from_c(error).map_err(|error| error.status.number())?;
        ask(poster, Question::Error(error), flag)
    }
}
