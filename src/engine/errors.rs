//! What the engine itself has to say when something fails.

use std::any::Any;

use super::identity::Identity;
use super::operation::state::Stop;
use super::options::TimeLimit;
use crate::cim::error::panic_text;
use crate::cim::{Error, ErrorCategory, Status};
use crate::provider::{Call, StopReason};

/// An operation was stopped before its provider had finished.
pub(super) fn stopped(stop: Stop, call: &Call, limit: Option<TimeLimit>) -> Error {
    let what = describe(call);
    match stop {
        Stop::Cancelled(reason) => {
            let why = match reason {
                StopReason::None => "",
                StopReason::Timeout => " because the time that its client had for it is over",
                StopReason::Shutdown => " because its client's system shuts down",
                StopReason::ServiceStop => " because its client's service stops",
            };
            Error::new(Status::Failed, format!("{what} was cancelled{why}."))
                .in_category(ErrorCategory::OperationStopped)
        }
        Stop::Closed => Error::new(Status::Failed, format!("{what} was closed before its end."))
            .in_category(ErrorCategory::OperationStopped),
        Stop::SessionClosed => {
            Error::new(Status::Failed, format!("{what} ended because its session was closed."))
                .in_category(ErrorCategory::OperationStopped)
        }
        Stop::ApplicationClosed => {
            Error::new(Status::Failed, format!("{what} ended because its application was closed."))
                .in_category(ErrorCategory::OperationStopped)
        }
        Stop::DeadlinePassed => {
            let time = limit
                .map(|limit| format!(" within the {:?} that {} set", limit.time, limit.set_by))
                .unwrap_or_default();
            let advice = "Set a longer timeout, or look at what keeps the provider.";
            Error::new(
                Status::Failed,
                format!("{what} timed out: there was no sign of life from the provider{time}. {advice}"),
            )
            .in_category(ErrorCategory::OperationTimeout)
        }
    }
}

/// The operation with its class and namespace, as the beginning of a sentence.
pub(super) fn describe(call: &Call) -> String {
    let operation = call.request.name();
    match call.request.class_name() {
        Some(class) => format!("{operation} of {class} in {}", call.namespace),
        None => format!("{operation} in {}", call.namespace),
    }
}

/// A provider panicked.
pub(super) fn panicked(provider: &str, panic: &(dyn Any + Send)) -> Error {
    let text = panic_text(panic);
    Error::new(Status::Failed, format!("The provider {provider} failed with a fault of its own: {text}"))
}

/// There is no thread to run the provider on.
pub(super) fn no_thread(call: &Call) -> Error {
    let message = format!(
        "{} was not carried out: the system lets this process start no thread. Raise the limit on its threads, or close what it \
         has open.",
        describe(call)
    );
    Error::new(Status::ServerLimitsExceeded, message)
}

/// There is no thread to look at the time limit of an operation.
pub(super) fn no_timer(call: &Call) -> Error {
    let message = format!(
        "{} was not carried out: the system lets this process start no thread, and nobody would notice that its time is up. Raise \
         the limit on its threads, or close what it has open.",
        describe(call)
    );
    Error::new(Status::ServerLimitsExceeded, message)
}

/// Something was used after it was closed.
pub(super) fn closed(what: &str) -> Error {
    Error::new(Status::InvalidParameter, format!("The {what} is closed already."))
}

/// One user's session is used by another.
pub(super) fn of_another_user(opener: Identity) -> Error {
    let message = format!(
        "The session was opened by {opener}, and is used by {}. Use it as the user who opened it, or open a session of \
         one's own.",
        Identity::current()
    );
    Error::new(Status::AccessDenied, message)
}

/// An application is closed that has open sessions of another user.
pub(super) fn has_sessions_of_another_user(opener: Identity) -> Error {
    let message = format!(
        "The application has a session open that belongs to {opener}, and is closed by {}, who can't close that session. \
         Close it first, as the user who opened it.",
        Identity::current()
    );
    Error::new(Status::AccessDenied, message)
}

/// Something is used in a child that was forked from the process that it is of.
pub(crate) fn of_parent(what: &str) -> Error {
    let message = format!(
        "The {what} is the parent's: this process was forked from it, and the threads that the {what} needs did not come along. \
         Open an application in this process."
    );
    Error::new(Status::InvalidParameter, message)
}

/// Something new was asked of what is being closed.
pub(super) fn shutting_down(what: &str) -> Error {
    Error::new(
        Status::ServerIsShuttingDown,
        format!("The {what} is being closed, and nothing new can be started in it."),
    )
}

/// Closing from inside a callback would wait for the callback itself.
pub(super) fn would_deadlock(what: &str) -> Error {
    let message = format!(
        "The {what} can't be closed and waited for inside a callback of its own: the callback is part of what would be \
         waited for. Close it from another thread, or after the callback has returned."
    );
    Error::new(Status::Failed, message).in_category(ErrorCategory::DeadlockDetected)
}

/// Closing a hosted provider where a request of it may wait for this very thread.
pub(super) fn hosted_would_deadlock() -> Error {
    Error::new(
        Status::Failed,
        "A hosted provider can't be closed and waited for inside a callback, or inside a function of a provider: a request that \
         would be waited for may wait for that. Close it from another thread, or after the function has returned.",
    )
    .in_category(ErrorCategory::DeadlockDetected)
}

/// A result was fetched from an operation that delivers its results.
pub(super) fn not_synchronous() -> Error {
    Error::new(
        Status::InvalidParameter,
        "The operation delivers its results to callbacks, so that none can be fetched.",
    )
}

/// An acknowledgement came twice, or for nothing.
pub(super) fn nothing_to_acknowledge() -> Error {
    Error::new(Status::InvalidParameter, "The operation has no result that waits to be acknowledged.")
}

/// An answer came twice, or to no question.
pub(super) fn nothing_to_answer() -> Error {
    Error::new(Status::InvalidParameter, "The operation has no question that waits for an answer.")
}

/// An option must be complied with, and nobody does.
pub(super) fn option_not_understood(name: &str, call: &Call, provider: &str) -> Error {
    let what = describe(call);
    let message = format!(
        "{what} must comply with the option {name}, which neither this library nor the provider ({provider}) heeds. Leave the \
         option out, or don't say that it must be complied with."
    );
    Error::new(Status::NotSupported, message)
}

/// A provider of another architecture is asked for.
pub(super) fn other_architecture(call: &Call) -> Error {
    let what = describe(call);
    let message = format!(
        "{what} requires a provider of another architecture than this library's; providers run in the process of their client."
    );
    Error::new(Status::NotSupported, message)
}
