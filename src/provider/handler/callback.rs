//! The callbacks that a handler's operation is given. They may come on any thread, before the starting call has returned and after
//! the end.

use std::ffi::c_void;
use std::sync::Arc;

use super::error::error_of;
use super::operation::{Acknowledgement, Answer, Item, Operation};
use super::slot::Slot;
use super::{Words, in_callback};
use crate::abi::*;
use crate::cim::{Error, Status};
use crate::object::boundary::{self, guard_void};
use crate::object::class::class_from_c;
use crate::object::instance::instance_from_c;
use crate::object::value::{read, type_of};
use crate::provider::{Posted, PromptKind, Question};

type Acknowledge = Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>;
type Respond =
    Option<unsafe extern "system" fn(*mut MI_Operation, MI_OperationCallback_ResponseType) -> MI_Result>;

/// What the results of an operation are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Instance,
    Class,
    Indication,
}

/// The callbacks of an operation of this kind. Parameters come in pieces only where the client hears of that.
pub(super) fn callbacks(kind: Kind, slot: &'static Slot, takes_streamed: bool) -> MI_OperationCallbacks {
    MI_OperationCallbacks {
        callbackContext: slot.as_context(),
        promptUser: Some(prompt_user),
        writeError: Some(write_error),
        writeMessage: Some(write_message),
        writeProgress: Some(write_progress),
        instanceResult: (kind == Kind::Instance).then_some(instance_result as _),
        indicationResult: (kind == Kind::Indication).then_some(indication_result as _),
        classResult: (kind == Kind::Class).then_some(class_result as _),
        streamedParameterResult: takes_streamed.then_some(streamed_parameter_result as _),
    }
}

/// Where a callback came for.
struct Call {
    operation: Option<Arc<Operation>>,
    handle: Words<MI_Operation>,
}

impl Call {
    /// # Safety
    /// The arguments are what a handler calls back with.
    unsafe fn new(operation: *mut MI_Operation, context: *mut c_void) -> Call {
        // SAFETY: a handle argument is NULL or may be read.
        let handle = Words(unsafe { operation.as_ref() }.copied().unwrap_or_default());
        // SAFETY: callbacks are given back what they were registered with.
        let operation = unsafe { Slot::of_context(context) }.and_then(Slot::operation);
        if let Some(operation) = &operation
            && !handle.0.ft.is_null()
        {
            operation.see(handle);
        }
        Call { operation, handle }
    }

    fn acknowledgement(&self, function: Acknowledge) -> Option<Acknowledgement> {
        function.map(|function| Acknowledgement { function, operation: self.handle })
    }

    fn answer(&self, function: Respond) -> Option<Answer> {
        function.map(|function| Answer { function, operation: self.handle })
    }

    /// Hands over what came. What is too late is let go, so that the handler may let go of it, too.
    fn take(self, item: impl FnOnce(&Call, &Operation) -> Option<Item>, acknowledge: Acknowledge) {
        let Some(operation) = &self.operation else {
            tracing::warn!("a protocol handler calls back for an operation that is over");
            if let Some(acknowledgement) = self.acknowledgement(acknowledge) {
                acknowledgement.give();
            }
            return;
        };
        match item(&self, operation) {
            Some(item) => operation.take(item),
            None => {
                if let Some(acknowledgement) = self.acknowledgement(acknowledge) {
                    acknowledgement.give();
                }
            }
        }
    }
}

/// What every result comes with.
struct Outcome {
    more_results: MI_Boolean,
    result: MI_Result,
    text: *const MI_Char,
    details: *const MI_Instance,
    acknowledge: Acknowledge,
}

/// Hands over a result.
///
/// # Safety
/// The arguments are what a handler calls back with.
unsafe fn result(
    operation: *mut MI_Operation,
    context: *mut c_void,
    outcome: Outcome,
    read: impl FnOnce() -> Result<Option<Posted>, Error>,
) {
    guard_void("a result of a protocol handler", || {
        in_callback(|| {
            // SAFETY: by the contract.
            let call = unsafe { Call::new(operation, context) };
            let acknowledge = outcome.acknowledge;
            call.take(
                |call, own| {
                    let posted = read().unwrap_or_else(|error| {
                        let what = format!(
                            "gave a result of {} that can't be read: {}",
                            own.description(),
                            error.message
                        );
                        own.has_fault(own.blame().error(Status::Failed, &what));
                        None
                    });
                    let Outcome { result, text, details, .. } = outcome;
                    // SAFETY: by the contract.
                    let ended = unsafe { error_of(own.blame(), own.description(), result, text, details) };
                    if outcome.more_results == MI_FALSE {
                        return Some(Item::Final(posted, ended, call.acknowledgement(acknowledge)));
                    }
                    if let Err(error) = ended {
                        own.has_fault(error);
                    }
                    // A result without anything says that the operation has started, which the engine says itself.
                    posted.map(|posted| Item::Posted(posted, call.acknowledgement(acknowledge)))
                },
                acknowledge,
            );
        });
    });
}

unsafe extern "system" fn instance_result(
    operation: *mut MI_Operation,
    context: *mut c_void,
    instance: *const MI_Instance,
    more_results: MI_Boolean,
    code: MI_Result,
    text: *const MI_Char,
    details: *const MI_Instance,
    acknowledge: Acknowledge,
) {
    let outcome = Outcome { more_results, result: code, text, details, acknowledge };
    // SAFETY: what the handler gives is good until the result is acknowledged, or until this returns.
    unsafe {
        result(operation, context, outcome, || {
            if instance.is_null() {
                return Ok(None);
            }
            instance_from_c(instance).map(|instance| Some(Posted::Instance(instance)))
        });
    }
}

unsafe extern "system" fn class_result(
    operation: *mut MI_Operation,
    context: *mut c_void,
    class: *const MI_Class,
    more_results: MI_Boolean,
    code: MI_Result,
    text: *const MI_Char,
    details: *const MI_Instance,
    acknowledge: Acknowledge,
) {
    let outcome = Outcome { more_results, result: code, text, details, acknowledge };
    // SAFETY: as for instances.
    unsafe {
        result(operation, context, outcome, || {
            if class.is_null() {
                return Ok(None);
            }
            class_from_c(class).map(|class| Some(Posted::Class(class)))
        });
    }
}

unsafe extern "system" fn indication_result(
    operation: *mut MI_Operation,
    context: *mut c_void,
    instance: *const MI_Instance,
    bookmark: *const MI_Char,
    machine_id: *const MI_Char,
    more_results: MI_Boolean,
    code: MI_Result,
    text: *const MI_Char,
    details: *const MI_Instance,
    acknowledge: Acknowledge,
) {
    let outcome = Outcome { more_results, result: code, text, details, acknowledge };
    // SAFETY: as for instances.
    unsafe {
        result(operation, context, outcome, || {
            if instance.is_null() {
                return Ok(None);
            }
            let instance = instance_from_c(instance)?;
            let (bookmark, machine_id) = (boundary::text(bookmark), boundary::text(machine_id));
            Ok(Some(Posted::Indication { instance, bookmark, machine_id }))
        });
    }
}

/// A text that a handler gives; empty for NULL.
///
/// # Safety
/// `text` is NULL or ends in a NUL.
unsafe fn said(text: *const MI_Char) -> String {
    // SAFETY: by the contract.
    unsafe { boundary::text(text) }.map(|text| text.to_string()).unwrap_or_default()
}

unsafe extern "system" fn write_message(
    operation: *mut MI_Operation,
    context: *mut c_void,
    channel: MI_Uint32,
    message: *const MI_Char,
) {
    guard_void("a message of a protocol handler", || {
        in_callback(|| {
            // SAFETY: what the handler gives is good until this returns.
            let (call, text) = unsafe { (Call::new(operation, context), said(message)) };
            call.take(|_, _| Some(Item::Posted(Posted::Message { channel, text }, None)), None);
        });
    });
}

unsafe extern "system" fn write_progress(
    operation: *mut MI_Operation,
    context: *mut c_void,
    activity: *const MI_Char,
    current_operation: *const MI_Char,
    status: *const MI_Char,
    percentage: MI_Uint32,
    seconds_remaining: MI_Uint32,
) {
    guard_void("the progress of a protocol handler", || {
        in_callback(|| {
            // SAFETY: what the handler gives is good until this returns.
            let (call, progress) = unsafe {
                let progress = Posted::Progress {
                    activity: said(activity),
                    current_operation: said(current_operation),
                    status: said(status),
                    percentage,
                    seconds_remaining,
                };
                (Call::new(operation, context), progress)
            };
            call.take(|_, _| Some(Item::Posted(progress, None)), None);
        });
    });
}

unsafe extern "system" fn streamed_parameter_result(
    operation: *mut MI_Operation,
    context: *mut c_void,
    name: *const MI_Char,
    kind: MI_Type,
    value: *const MI_Value,
    acknowledge: Acknowledge,
) {
    guard_void("a streamed parameter of a protocol handler", || {
        in_callback(|| {
            // SAFETY: what the handler gives is good until it is acknowledged, or until this returns.
            let (call, name) = unsafe { (Call::new(operation, context), said(name)) };
            call.take(
                |call, own| {
                    let value = if value.is_null() {
                        Ok(None)
                    } else {
                        // SAFETY: the value has the member that the type says.
                        type_of(kind)
                            .and_then(|kind| unsafe { read(value.cast(), kind, 0) })
                            .map(|value| value.into_value())
                    };
                    let value = value.unwrap_or_else(|_| {
                        let what = format!("gave a value of the parameter {name} that can't be read.");
                        own.has_fault(own.blame().error(Status::Failed, &what));
                        None
                    })?;
                    let posted = Posted::StreamedParameter { name, value };
                    Some(Item::Posted(posted, call.acknowledgement(acknowledge)))
                },
                acknowledge,
            );
        });
    });
}

unsafe extern "system" fn prompt_user(
    operation: *mut MI_Operation,
    context: *mut c_void,
    message: *const MI_Char,
    kind: MI_PromptType,
    respond: Respond,
) {
    guard_void("a prompt of a protocol handler", || {
        in_callback(|| {
            // SAFETY: what the handler gives is good until it is answered, or until this returns.
            let (call, text) = unsafe { (Call::new(operation, context), said(message)) };
            let kind = if kind == MI_PROMPTTYPE_CRITICAL { PromptKind::Critical } else { PromptKind::Normal };
            ask(call, Question::Prompt { kind, text }, respond);
        });
    });
}

unsafe extern "system" fn write_error(
    operation: *mut MI_Operation,
    context: *mut c_void,
    instance: *mut MI_Instance,
    respond: Respond,
) {
    guard_void("an error of a protocol handler", || {
        in_callback(|| {
            // SAFETY: what the handler gives is good until it is answered, or until this returns.
            let (call, read) = unsafe { (Call::new(operation, context), instance_from_c(instance)) };
            let error = read.unwrap_or_else(|error| {
                let text =
                    format!("A protocol handler reported an error that can't be read: {}", error.message);
                Error::new(Status::Failed, text).to_instance()
            });
            ask(call, Question::Error(error), respond);
        });
    });
}

fn ask(call: Call, question: Question, respond: Respond) {
    match &call.operation {
        Some(operation) => operation.take(Item::Question(question, call.answer(respond))),
        None => {
            if let Some(answer) = call.answer(respond) {
                answer.give(false);
            }
        }
    }
}
