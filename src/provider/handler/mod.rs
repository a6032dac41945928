//! Protocol handlers: whole implementations of the interface, each a shared library that is entered by a function like
//! `MI_Application_InitializeV1`, which serve the sessions of the protocol that they are configured for.
//!
//! A [`Handler`] is an application of the library's own. Each session with it is one of theirs; what is asked in it goes through the
//! tables of their session with callbacks, and what the callbacks are told is posted. Objects that go over are made by the
//! library's own functions, and objects that come back are read by theirs. `docs/protocol-handlers.md` tells what is passed on.

#![allow(unsafe_code)]

mod callback;
mod error;
mod instance;
mod library;
mod operation;
mod options;
mod patience;
mod session;
mod slot;
mod start;

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::abi::*;
use crate::cim::{Error, OptionSet, Status};
use crate::configuration::ProtocolHandler;
use crate::object::options::Credentials;
use crate::process;
use crate::sync::locks::{Condvar, Mutex};
use error::Blame;
use patience::Patience;

pub use session::Session;

/// How long the sessions of a handler have to close, before its application is left open.
const CLOSING: Duration = Duration::from_secs(30);

/// An open protocol handler: its library, and an application of it.
pub struct Handler {
    blame: Blame,
    protocol: Option<String>,
    application: Words<MI_Application>,
    /// Which process it was opened in: a child of a fork has nothing of its threads.
    forks: usize,
    sessions: Mutex<Sessions>,
    changed: Condvar,
    closed: AtomicBool,
    patience: Arc<Patience>,
}

#[derive(Default)]
struct Sessions {
    open: usize,
    /// An operation of one does not end. What waits for it would wait for ever.
    is_stuck: bool,
}

/// A handle of the handler's: words that are copied freely.
#[derive(Clone, Copy)]
struct Words<T: Copy>(T);

// SAFETY: handles are words that any thread may use, and their tables are never written.
unsafe impl<T: Copy> Send for Words<T> {}
// SAFETY: as above.
unsafe impl<T: Copy> Sync for Words<T> {}

thread_local! {
    /// Whether this thread is inside a handler's NewSession: a handler that leads back to itself comes here again.
    static OPENING: Cell<bool> = const { Cell::new(false) };
    /// How many callbacks of handlers run on this thread, inside of which nothing of theirs may be waited for.
    static CALLBACKS: Cell<u32> = const { Cell::new(0) };
}

/// Runs what a handler calls back for.
fn in_callback<T>(run: impl FnOnce() -> T) -> T {
    struct Leave;
    impl Drop for Leave {
        fn drop(&mut self) {
            CALLBACKS.set(CALLBACKS.get() - 1);
        }
    }
    CALLBACKS.set(CALLBACKS.get() + 1);
    let _leave = Leave;
    run()
}

impl Handler {
    /// Loads the library and opens an application of it. An error says what is wrong with which library. The code of the library
    /// runs with the rights of this process.
    pub fn open(protocol: &str, configured: &ProtocolHandler) -> Result<Arc<Handler>, Error> {
        let blame = Blame::new(protocol, &configured.library);
        let application = library::open(&blame, configured)?;
        tracing::info!("{} was opened", blame.name());
        Ok(Arc::new(Handler {
            patience: Patience::new(blame.clone()),
            blame,
            protocol: configured.protocol.clone(),
            application: Words(application),
            forks: process::forks(),
            sessions: Mutex::default(),
            changed: Condvar::new(),
            closed: AtomicBool::new(false),
        }))
    }

    /// A session of the handler's with this destination.
    pub fn session(
        self: &Arc<Self>,
        destination: Option<&str>,
        options: Option<&OptionSet>,
        credentials: &[Credentials],
    ) -> Result<Arc<Session>, Error> {
        if OPENING.replace(true) {
            return Err(self.blame.error(
                Status::Failed,
                "leads back to itself: its own default protocol is this handler. Say with the key 'protocol' of the handler what \
                 its sessions are to be asked for.",
            ));
        }
        let session = Session::open(self, destination, options, credentials);
        OPENING.set(false);
        session
    }

    /// Closes the application of the handler, once its sessions are closed. Nothing can be opened any more. Nothing is waited for in a
    /// child of the process that opened it.
    pub fn close(&self) {
        if self.is_inherited() || self.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        let mut sessions = self.sessions.lock();
        let waits = |sessions: &mut Sessions| sessions.open > 0 && !sessions.is_stuck;
        self.changed.wait_while_for(&mut sessions, waits, CLOSING);
        if sessions.open > 0 || sessions.is_stuck {
            tracing::error!("{} does not close its sessions, and stays open", self.blame.name());
            return;
        }
        drop(sessions);
        let close = self.table().ok().and_then(|table| table.Close);
        let Some(close) = close else { return };
        // SAFETY: called as its signature says, once, when nothing of the application is open.
        let result = unsafe { close(&mut self.application()) };
        if result != MI_RESULT_OK {
            tracing::warn!(result, "{} did not close its application", self.blame.name());
        }
    }

    fn blame(&self) -> &Blame {
        &self.blame
    }

    /// The handle of its application, for a call.
    fn application(&self) -> MI_Application {
        self.application.0
    }

    fn table(&self) -> Result<&MI_ApplicationFT, Error> {
        // SAFETY: the table of an application lives as long as its library, which stays mapped.
        unsafe { self.blame.table(self.application.0.ft, "MI_ApplicationFT") }
    }

    fn is_inherited(&self) -> bool {
        self.forks != process::forks()
    }

    fn session_opened(&self) {
        self.sessions.lock().open += 1;
    }

    fn session_closed(&self) {
        self.sessions.lock().open -= 1;
        self.changed.notify_all();
    }

    /// An operation does not end.
    fn got_stuck(&self) {
        self.sessions.lock().is_stuck = true;
        self.changed.notify_all();
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        if CALLBACKS.get() == 0 {
            return self.close();
        }
        if self.is_inherited() || self.closed.load(Ordering::Acquire) {
            return;
        }
        // The handler's own code is below on the stack, and closing would wait for it. The application is left open: nobody closes
        // what it belonged to, and so nobody waits for this.
        tracing::warn!("{} was let go of inside its own callback, and stays open", self.blame.name());
    }
}
