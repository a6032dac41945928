//! Sessions for provider modules that ask others while they answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{application, session};
use crate::abi::*;
use crate::cim::Error;
use crate::engine::Application;
use crate::handles::HandleWords;
use crate::provider::module::{LocalSession, offer_local_sessions};

/// A session with this machine, and the application that it is in.
struct Local {
    session: HandleWords,
    application: HandleWords,
}

/// Has provider modules get their sessions here.
pub(super) fn offer() {
    offer_local_sessions(open);
}

fn open() -> Result<Box<dyn LocalSession>, Error> {
    let new = Application::new()?;
    let opened = new.new_session(None, None, None)?;
    let application = application::insert(new);
    let application = HandleWords { reserved1: application.reserved1, reserved2: application.reserved2 };
    let session = session::insert(opened, application);
    let session = HandleWords { reserved1: session.reserved1, reserved2: session.reserved2 };
    Ok(Box::new(Local { session, application }))
}

impl LocalSession for Local {
    fn handle(&self) -> MI_Session {
        session::handle(self.session)
    }
}

impl Drop for Local {
    /// Operations that the provider left open are cancelled, and nobody waits for them: the application goes when the last of them
    /// does. Without any it goes here.
    fn drop(&mut self) {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        session::remove(self.session, move || over.store(true, Ordering::Release));
        if let Some(application) = application::remove(self.application)
            && is_over.load(Ordering::Acquire)
            && let Err(error) = application.close()
        {
            tracing::warn!("the application of a provider's own session is not closed: {}", error.message);
        }
    }
}
