//! Where the provider's reply goes: to the context that the host gave.

use std::ffi::c_void;
use std::sync::Arc;

use super::declarations::{Exported, Held};
use super::instance::{HostInstance, Shaped, make};
use crate::abi::*;
use crate::cim::{Error, Instance, Status, Text};
use crate::object::boundary::{guard_void, pointer_or_null};
use crate::object::shape::Shape;
use crate::provider::{Posted, PromptKind, Question, Sink, StopNotice, StopReason, Stopped};
use crate::sync::locks::Mutex;

/// Posts the one result of a context.
///
/// # Safety
/// The context is the host's, and waits for its result.
pub(super) unsafe fn post_result(context: *mut MI_Context, result: MI_Result) {
    // SAFETY: a context begins with its table; the slot is called as its signature says.
    unsafe {
        if let Some(post) = (*context).ft.as_ref().and_then(|ft| ft.PostResult) {
            post(context, result);
        }
    }
}

/// Ends a context with an error.
///
/// # Safety
/// As for [`post_result`].
pub(super) unsafe fn post_error(context: *mut MI_Context, error: &Error) {
    let (kind, message) = (Text::from("MI"), Text::from(error.message.as_str()));
    // SAFETY: as above.
    unsafe {
        match (*context).ft.as_ref().and_then(|ft| ft.PostError) {
            Some(post) => {
                post(
                    context,
                    error.status.number(),
                    pointer_or_null(Some(&kind)),
                    pointer_or_null(Some(&message)),
                );
            }
            None => post_result(context, error.status.number()),
        }
    }
}

/// The end of an operation that a provider in Rust answers, on a host's context.
pub(super) struct ContextSink {
    context: *mut MI_Context,
    exported: Arc<Held>,
    /// The method whose answer is posted.
    method: Option<*const MI_MethodDecl>,
    state: Mutex<State>,
    /// Under which a subscription is kept.
    subscription: Option<(usize, u64)>,
}

#[derive(Default)]
struct State {
    notice: Option<StopNotice>,
    /// The host has been told to call when the operation is stopped.
    is_registered: bool,
    stopped: Option<StopReason>,
    is_finished: bool,
    /// What the host did not take, which is then the outcome.
    refused: Option<Error>,
}

// SAFETY: the functions of a context may be called from any thread until its result is posted, and the module's declarations live
// as long as this.
unsafe impl Send for ContextSink {}
// SAFETY: as above.
unsafe impl Sync for ContextSink {}

impl ContextSink {
    /// # Safety
    /// The context waits for its result, which is this one's to post.
    pub(super) unsafe fn new(
        context: *mut MI_Context,
        exported: Arc<Held>,
        method: Option<*const MI_MethodDecl>,
        subscription: Option<(usize, u64)>,
    ) -> Arc<ContextSink> {
        Arc::new(ContextSink { context, exported, method, state: Mutex::default(), subscription })
    }

    fn exported(&self) -> &Exported {
        &self.exported
    }

    fn ft(&self) -> Option<&MI_ContextFT> {
        // SAFETY: a context begins with its table, which lives as long as the host.
        unsafe { (*self.context).ft.as_ref() }
    }

    /// Calls a function of the context, unless the operation is over or the host has no such function.
    fn call<F: Copy>(
        &self,
        slot: impl FnOnce(&MI_ContextFT) -> Option<F>,
        call: impl FnOnce(F) -> Result<MI_Result, MI_Result>,
    ) -> Result<(), Stopped> {
        if self.state.lock().is_finished {
            return Err(Stopped);
        }
        let function = self.ft().and_then(slot).ok_or(MI_RESULT_NOT_SUPPORTED);
        let result = function.and_then(call).unwrap_or_else(|error| error);
        if result == MI_RESULT_OK {
            return Ok(());
        }
        if !self.is_stopped() {
            let message = format!("The host did not take what the provider posted (result {result}).");
            self.state.lock().refused.get_or_insert_with(|| Error::new(Status::from_number(result), message));
        }
        Err(Stopped)
    }

    fn made(&self, instance: &Instance, is_result: bool) -> Result<HostInstance, MI_Result> {
        let shaped = match self.method {
            Some(method) if is_result => Shaped::Answer(method),
            _ => Shaped::Instance,
        };
        // SAFETY: the context has not ended.
        unsafe { make(self.context, self.exported(), instance, &shaped) }
    }

    /// Tells the provider that the operation was stopped, once.
    pub(super) fn stop(&self, reason: StopReason) {
        let notice = {
            let mut state = self.state.lock();
            state.stopped.get_or_insert(reason);
            if state.is_finished { None } else { state.notice.take() }
        };
        if let Some(notice) = notice {
            notice(reason);
        }
    }

    /// Has the host call [`cancelled`] when the operation is stopped.
    fn register(&self) {
        let Some(register) = self.ft().and_then(|ft| ft.RegisterCancel) else { return };
        // SAFETY: the sink lives until the result is posted, after which the host calls no more.
        unsafe { register(self.context, Some(cancelled), std::ptr::from_ref(self).cast_mut().cast()) };
    }
}

/// The host's word that an operation was stopped.
unsafe extern "system" fn cancelled(reason: MI_CancellationReason, data: *mut c_void) {
    guard_void("RegisterCancel", || {
        // SAFETY: `data` is a sink in an `Arc` that lives until the result is posted. The notice may post it: the hold taken here
        // keeps the sink until this returns.
        let sink = unsafe {
            Arc::increment_strong_count(data.cast::<ContextSink>());
            Arc::from_raw(data.cast::<ContextSink>())
        };
        sink.stop(match reason {
            MI_REASON_TIMEOUT => StopReason::Timeout,
            MI_REASON_SHUTDOWN => StopReason::Shutdown,
            MI_REASON_SERVICESTOP => StopReason::ServiceStop,
            _ => StopReason::None,
        });
    });
}

impl Sink for ContextSink {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        let context = self.context;
        match result {
            Posted::Instance(instance) => self.call(
                |ft| ft.PostInstance,
                |post| {
                    let made = self.made(&instance, true)?;
                    // SAFETY: slots are called as their signatures say, on a context that has not ended.
                    Ok(unsafe { post(context, made.as_ptr()) })
                },
            ),
            Posted::Indication { instance, bookmark, .. } => self.call(
                |ft| ft.PostIndication,
                |post| {
                    let made = self.made(&instance, false)?;
                    // SAFETY: as above.
                    Ok(unsafe { post(context, made.as_ptr(), 0, pointer_or_null(bookmark.as_ref())) })
                },
            ),
            Posted::Message { channel, text } => self.call(
                |ft| ft.WriteMessage,
                |write| {
                    let text = Text::from(text);
                    // SAFETY: as above.
                    Ok(unsafe { write(context, channel, pointer_or_null(Some(&text))) })
                },
            ),
            Posted::Progress { activity, current_operation, status, percentage, seconds_remaining } => self
                .call(
                    |ft| ft.WriteProgress,
                    |write| {
                        let texts = [activity, current_operation, status].map(Text::from);
                        let [activity, operation, status] =
                            texts.each_ref().map(|text| pointer_or_null(Some(text)));
                        // SAFETY: as above.
                        Ok(unsafe {
                            write(context, activity, operation, status, percentage, seconds_remaining)
                        })
                    },
                ),
            Posted::StreamedParameter { name, value } => self.call(
                |ft| ft.WriteStreamParameter,
                |write| {
                    let (name, shape) = (Text::from(name), Shape::of(&value));
                    let kind = value.value_type().number();
                    // SAFETY: as above.
                    Ok(unsafe { write(context, pointer_or_null(Some(&name)), shape.as_ptr(), kind, 0) })
                },
            ),
            // The host tells classes from their declarations, and never asks for one.
            Posted::Class(_) => Ok(()),
        }
    }

    fn ask(&self, question: Question) -> Result<bool, Stopped> {
        let mut answer: MI_Boolean = 0;
        let context = self.context;
        match question {
            Question::Prompt { kind, text } => self.call(
                |ft| ft.PromptUser,
                |ask| {
                    let text = Text::from(text);
                    let kind = match kind {
                        PromptKind::Normal => MI_PROMPTTYPE_NORMAL,
                        PromptKind::Critical => MI_PROMPTTYPE_CRITICAL,
                    };
                    // SAFETY: slots are called as their signatures say, on a context that has not ended.
                    Ok(unsafe { ask(context, pointer_or_null(Some(&text)), kind, &mut answer) })
                },
            )?,
            Question::Error(error) => self.call(
                |ft| ft.WriteCimError,
                |ask| {
                    let made = self.made(&error, false)?;
                    // SAFETY: as above.
                    Ok(unsafe { ask(context, made.as_ptr(), &mut answer) })
                },
            )?,
        }
        Ok(answer != 0)
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let refused = {
            let mut state = self.state.lock();
            if std::mem::replace(&mut state.is_finished, true) {
                return;
            }
            state.notice = None;
            state.refused.take()
        };
        // What keeps a subscription lets go of it. This call is made through another hold.
        let kept = self.subscription.and_then(|own| self.exported().subscriptions.lock().remove(&own));
        let outcome = outcome.and_then(|()| refused.map_or(Ok(()), Err));
        // SAFETY: the context has not ended, and this is its one result.
        unsafe {
            match outcome {
                Ok(()) => post_result(self.context, MI_RESULT_OK),
                Err(error) => {
                    let details = error.details.as_ref();
                    let made = details.and_then(|details| self.made(details, false).ok());
                    match (made, self.ft().and_then(|ft| ft.PostCimError)) {
                        (Some(made), Some(post)) => {
                            post(self.context, made.as_ptr());
                        }
                        _ => post_error(self.context, &error),
                    }
                }
            }
        }
        drop(kept);
    }

    fn is_stopped(&self) -> bool {
        {
            let state = self.state.lock();
            if state.is_finished || state.stopped.is_some() {
                return true;
            }
        }
        let mut flag: MI_Boolean = 0;
        // SAFETY: the slot is called as its signature says, on a context that has not ended.
        let result = self.ft().and_then(|ft| ft.Canceled).map(|ask| unsafe { ask(self.context, &mut flag) });
        result == Some(MI_RESULT_OK) && flag != 0
    }

    fn on_stop(&self, notice: StopNotice) {
        let (is_new, stopped) = {
            let mut state = self.state.lock();
            if state.is_finished {
                return;
            }
            state.notice = Some(notice);
            (!std::mem::replace(&mut state.is_registered, true), state.stopped)
        };
        if let Some(reason) = stopped {
            return self.stop(reason);
        }
        if is_new {
            self.register();
            // It may have been stopped before there was anybody to tell.
            if self.is_stopped() {
                self.stop(StopReason::None);
            }
        }
    }
}
