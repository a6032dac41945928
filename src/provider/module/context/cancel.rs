//! Telling a provider that its operation was stopped.

use std::ffi::c_void;
use std::sync::Arc;
use std::thread::ThreadId;

use crate::sync::locks::{Condvar, Mutex};

use super::super::thread::Providing;
use super::Context;
use crate::abi::*;
use crate::provider::StopReason;

/// The callback that a provider registered, and whether it runs.
#[derive(Default)]
pub(super) struct Cancel {
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    callback: Option<Callback>,
    /// The thread that the callback runs on.
    runs_on: Option<ThreadId>,
    ended: bool,
}

struct Callback {
    function: unsafe extern "system" fn(reason: MI_CancellationReason, data: *mut c_void),
    data: *mut c_void,
}

// SAFETY: a provider that registers a callback says that it and its data are for any thread.
unsafe impl Send for Callback {}

impl Cancel {
    /// Remembers a callback. It takes the place of one that was registered before.
    pub(super) fn register(
        context: &Arc<Context>,
        callback: MI_CancelCallback,
        data: *mut c_void,
    ) -> Result<(), MI_Result> {
        let function = callback.ok_or(MI_RESULT_INVALID_PARAMETER)?;
        let poster = context.poster.as_ref().ok_or(MI_RESULT_NOT_SUPPORTED)?;
        {
            let mut state = context.cancel.state.lock();
            if state.ended {
                return Err(MI_RESULT_INVALID_PARAMETER);
            }
            state.callback = Some(Callback { function, data });
        }
        let context = Arc::downgrade(context);
        // Where the operation was stopped already, this calls at once.
        poster.on_stop(move |reason| {
            if let Some(context) = context.upgrade() {
                context.cancel.run(reason);
            }
        });
        Ok(())
    }

    fn run(&self, reason: StopReason) {
        let callback = {
            let mut state = self.state.lock();
            let Some(callback) = state.callback.take().filter(|_| !state.ended) else { return };
            state.runs_on = Some(std::thread::current().id());
            callback
        };
        let providing = Providing::enter();
        // SAFETY: called as it was registered, once, before the provider's result is taken.
        unsafe { (callback.function)(number_of(reason), callback.data) };
        drop(providing);
        self.state.lock().runs_on = None;
        self.returned.notify_all();
    }

    /// No callback starts after this, and none runs any more when it returns; but for the one that calls it.
    pub(super) fn end(&self) {
        let mut state = self.state.lock();
        state.ended = true;
        state.callback = None;
        while state.runs_on.is_some_and(|thread| thread != std::thread::current().id()) {
            self.returned.wait(&mut state);
        }
    }
}

fn number_of(reason: StopReason) -> MI_CancellationReason {
    match reason {
        StopReason::None => MI_REASON_NONE,
        StopReason::Timeout => MI_REASON_TIMEOUT,
        StopReason::Shutdown => MI_REASON_SHUTDOWN,
        StopReason::ServiceStop => MI_REASON_SERVICESTOP,
    }
}
