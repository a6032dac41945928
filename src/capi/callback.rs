//! The client's callbacks: copied, called with nothing locked, and handed from thread to thread.

use std::ffi::c_void;
use std::ptr::null;

use super::operation::{self, Kind};
use crate::abi::*;
use crate::cim::{Error, Text};
use crate::handles::HandleWords;
use crate::object::boundary::pointer_or_null;
use crate::object::instance::InstanceView;

/// What a client wants to be called with.
pub(super) struct Context(pub(super) *mut c_void);

// SAFETY: the library does nothing with the pointer but give it back, and the client knows that callbacks run on threads of the
// library.
unsafe impl Send for Context {}

/// The callbacks of one operation.
pub(super) struct Callbacks(pub(super) MI_OperationCallbacks);

// SAFETY: functions and a pointer that only the client follows, who knows that callbacks run on threads of the library.
unsafe impl Send for Callbacks {}
// SAFETY: as above; the structure is never changed.
unsafe impl Sync for Callbacks {}

impl Callbacks {
    /// Whether results of this kind are delivered.
    pub(super) fn deliver(&self, kind: Kind) -> bool {
        match kind {
            Kind::Instance => self.0.instanceResult.is_some(),
            Kind::Class => self.0.classResult.is_some(),
            Kind::Indication => self.0.indicationResult.is_some(),
        }
    }
}

/// The callbacks of a session, which are told of nothing but its opening.
pub(super) struct SessionCallbacks {
    callbacks: MI_SessionCallbacks,
    application: MI_Application,
}

impl SessionCallbacks {
    /// Those that the client gave, if it gave any, for a session of this application.
    ///
    /// # Safety
    /// Both are NULL or readable.
    pub(super) unsafe fn new(
        callbacks: *const MI_SessionCallbacks,
        application: *const MI_Application,
    ) -> SessionCallbacks {
        // SAFETY: by the contract.
        let (callbacks, application) = unsafe { (callbacks.as_ref(), application.as_ref()) };
        SessionCallbacks {
            callbacks: callbacks.copied().unwrap_or_default(),
            application: application.copied().unwrap_or_default(),
        }
    }

    /// Whether there is one for messages.
    pub(super) fn want_messages(&self) -> bool {
        self.callbacks.writeMessage.is_some()
    }

    /// Says something about the opening.
    pub(super) fn write_message(&self, channel: MI_Uint32, message: &str) {
        let Some(write_message) = self.callbacks.writeMessage else { return };
        let (mut application, message) = (self.application, Text::from(message));
        let message = pointer_or_null(Some(&message));
        // SAFETY: the function is the client's; the message lives until it returns.
        unsafe { write_message(&mut application, self.callbacks.callbackContext, channel, message) };
    }

    /// Says why the session could not be opened.
    pub(super) fn write_error(&self, error: &Error) {
        let Some(write_error) = self.callbacks.writeError else { return };
        let (mut application, details) = (self.application, InstanceView::new(error.to_instance()));
        // SAFETY: the function is the client's; the instance lives until it returns.
        unsafe { write_error(&mut application, self.callbacks.callbackContext, details.as_ptr()) };
    }
}

/// The pointers of one result, good until it is acknowledged.
pub(super) struct ResultPointers {
    pub(super) instance: *const MI_Instance,
    pub(super) class: *const MI_Class,
    pub(super) bookmark: *const MI_Char,
    pub(super) machine_id: *const MI_Char,
    pub(super) more_results: MI_Boolean,
    pub(super) result: MI_Result,
    pub(super) message: *const MI_Char,
    pub(super) details: *const MI_Instance,
}

impl ResultPointers {
    /// A final result that holds nothing.
    pub(super) fn failed(result: MI_Result) -> ResultPointers {
        ResultPointers {
            instance: null(),
            class: null(),
            bookmark: null(),
            machine_id: null(),
            more_results: MI_FALSE,
            result,
            message: null(),
            details: null(),
        }
    }
}

type Acknowledgement = Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>;

/// Calls the callback of a kind with a result.
///
/// # Safety
/// The pointers are NULL, or good until the result is acknowledged.
pub(super) unsafe fn deliver(
    callbacks: &MI_OperationCallbacks,
    kind: Kind,
    mut operation: MI_Operation,
    result: &ResultPointers,
    acknowledgement: Acknowledgement,
) {
    let operation = &raw mut operation;
    let context = callbacks.callbackContext;
    let ResultPointers { instance, class, bookmark, machine_id, more_results, result, message, details } =
        *result;
    // SAFETY: the functions are the client's, called as their types say.
    unsafe {
        match kind {
            Kind::Instance => {
                if let Some(call) = callbacks.instanceResult {
                    call(
                        operation,
                        context,
                        instance,
                        more_results,
                        result,
                        message,
                        details,
                        acknowledgement,
                    );
                }
            }
            Kind::Class => {
                if let Some(call) = callbacks.classResult {
                    call(operation, context, class, more_results, result, message, details, acknowledgement);
                }
            }
            Kind::Indication => {
                if let Some(call) = callbacks.indicationResult {
                    call(
                        operation,
                        context,
                        instance,
                        bookmark,
                        machine_id,
                        more_results,
                        result,
                        message,
                        details,
                        acknowledgement,
                    );
                }
            }
        }
    }
}

/// Reports to the callback that nothing could be started, where there is not even a place for a handle.
///
/// # Safety
/// The callbacks are the client's.
pub(super) unsafe fn refuse(callbacks: &MI_OperationCallbacks, kind: Kind, result: MI_Result) {
    let temporary = operation::handle(HandleWords::default());
    // SAFETY: there are no pointers in the result.
    unsafe { deliver(callbacks, kind, temporary, &ResultPointers::failed(result), None) }
}
