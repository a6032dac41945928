//! A session of a handler's, as the provider of everything in one of ours.

use std::ffi::c_void;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::error_of;
use super::operation::Operation;
use super::slot::Slot;
use super::start::Prepared;
use super::{Handler, Words, options};
use crate::abi::*;
use crate::cim::{Error, OptionSet, Status, Text};
use crate::object::boundary::{guard_void, pointer_or_null};
use crate::object::instance::delete_instance;
use crate::object::options::Credentials;
use crate::provider::{Call, Provider, Reply};

/// A session of a protocol handler's. It serves every operation in a session of ours.
pub struct Session {
    handler: Arc<Handler>,
    session: Words<MI_Session>,
    closed: AtomicBool,
    /// What serves is called upon by operations, which hold it.
    own: std::sync::Weak<Session>,
}

impl Session {
    pub(super) fn open(
        handler: &Arc<Handler>,
        destination: Option<&str>,
        options: Option<&OptionSet>,
        credentials: &[Credentials],
    ) -> Result<Arc<Session>, Error> {
        let blame = handler.blame();
        let new_session = blame.member(handler.table()?.NewSession, "MI_ApplicationFT.NewSession")?;
        let mut options = options::of_destination(handler, options, credentials)?;
        let options = options.as_mut().map_or(std::ptr::null_mut(), options::Lent::as_mut_ptr);
        let protocol = handler.protocol.as_deref().map(Text::from);
        let destination = destination.map(Text::from);
        let (mut session, mut details) = (MI_Session::default(), std::ptr::null_mut());
        // SAFETY: called as its signature says, on the handler's application. Everything is copied.
        let result = unsafe {
            new_session(
                &mut handler.application(),
                pointer_or_null(protocol.as_ref()),
                pointer_or_null(destination.as_ref()),
                options,
                std::ptr::null_mut(),
                &mut details,
                &mut session,
            )
        };
        // SAFETY: what is told as an error is NULL or an instance that the caller owns.
        let outcome =
            unsafe { error_of(blame, "MI_Application_NewSession", result, std::ptr::null(), details) };
        // SAFETY: it was copied, and nobody else has it.
        unsafe { delete_instance(details) };
        outcome?;
        if session.ft.is_null() {
            let what = "said that it opened a session, and gave one without a table of functions.";
            return Err(blame.error(Status::NotSupported, what));
        }
        handler.session_opened();
        Ok(Arc::new_cyclic(|own| Session {
            handler: Arc::clone(handler),
            session: Words(session),
            closed: AtomicBool::new(false),
            own: own.clone(),
        }))
    }

    /// Whom the session leads to, as a sentence begins with it.
    pub fn description(&self) -> &str {
        self.handler.blame().name()
    }

    /// Closes the session. Nothing is waited for: that may be called on a thread of the handler's.
    pub fn close(&self) {
        if self.handler.is_inherited() || self.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        // SAFETY: the table of a session lives as long as its library.
        let close = unsafe { self.session.0.ft.as_ref() }.and_then(|ft| ft.Close);
        let Some(close) = close else {
            tracing::warn!("{} leaves a session open: its Close is NULL", self.description());
            return self.handler.session_closed();
        };
        let context = Arc::into_raw(Arc::clone(&self.handler)).cast_mut().cast();
        // SAFETY: called as its signature says, once, when nothing more is started in the session.
        let result = unsafe { close(&mut { self.session.0 }, context, Some(closed)) };
        if result != MI_RESULT_OK {
            // Some call the completion then, and some don't: the hold that it has stays where it is.
            tracing::warn!(result, "{} did not close a session", self.description());
            self.handler.got_stuck();
        }
    }

    /// Whom it is a session with.
    pub(super) fn handler(&self) -> &Arc<Handler> {
        &self.handler
    }

    /// The handle, for a call.
    pub(super) fn handle(&self) -> MI_Session {
        self.session.0
    }

    fn begin(&self, call: &Call, reply: Reply) -> Result<(), (Reply, Error)> {
        let Some(own) = self.own.upgrade() else {
            return Err((reply, Error::new(Status::ServerIsShuttingDown, "The session is being closed.")));
        };
        let prepared = match Prepared::new(&own, call) {
            Ok(prepared) => prepared,
            Err(error) => return Err((reply, error)),
        };
        let slot = Slot::take();
        let takes_streamed = reply.takes_streamed_parameters();
        let operation = Operation::new(Arc::clone(&own), describe(call), reply, slot);
        prepared.start(slot, takes_streamed);
        operation.has_started();
        Ok(())
    }
}

/// What is asked, as errors name it.
fn describe(call: &Call) -> String {
    let of = call.request.class_name().filter(|name| !name.is_empty());
    let of = of.map(|name| format!(" of {name}")).unwrap_or_default();
    format!("{}{of} in {}", call.request.name(), call.namespace)
}

unsafe extern "system" fn closed(context: *mut c_void) {
    guard_void("the completion of a protocol handler's session", || {
        // SAFETY: the hold that the call to close gave, which is told once.
        let handler = unsafe { Arc::from_raw(context.cast_const().cast::<Handler>()) };
        super::in_callback(|| {
            handler.session_closed();
            drop(handler);
        });
    });
}

impl Provider for Session {
    fn name(&self) -> &str {
        self.description()
    }

    fn execute(&self, call: &Call, reply: Reply) {
        if let Err((reply, error)) = self.begin(call, reply) {
            reply.finish(Err(error));
        }
    }

    /// All options are passed on, with whether they must be complied with.
    fn understands_option(&self, _: &Call, _: &str) -> bool {
        true
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.close();
    }
}
