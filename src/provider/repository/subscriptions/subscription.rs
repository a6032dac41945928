//! One subscription: it sleeps until something was written, reads what that was on a worker, and posts it.
//!
//! A client that is behind makes its own subscription wait, and nobody else: what it has not been told is in the log.

use std::sync::{Arc, Weak};
use std::time::Instant;

use super::super::Repository;
use super::reader::Reader;
use super::registry::Registry;
use crate::cim::{Error, Status};
use crate::provider::{Posted, Poster, Reply};
use crate::sync::locks::Mutex;

pub(super) struct Subscription {
    /// Not kept open: the repository ends its subscriptions when it is closed.
    repository: Weak<Repository>,
    registry: Arc<Registry>,
    poster: Poster,
    state: Mutex<State>,
    /// Used by the one worker that reads.
    reader: Mutex<Reader>,
}

struct State {
    /// There until the end.
    reply: Option<Reply>,
    /// Whether a worker reads, or is about to.
    is_reading: bool,
    /// Whether something happened since that worker looked last.
    has_news: bool,
    /// When to look although nothing happens.
    due: Option<Instant>,
}

/// Why a subscription stops reading.
type End = Result<(), Error>;

impl Subscription {
    pub(super) fn new(
        repository: Weak<Repository>,
        registry: Arc<Registry>,
        reply: Reply,
        reader: Reader,
    ) -> Arc<Subscription> {
        let poster = reply.poster();
        let state = State { reply: Some(reply), is_reading: false, has_news: false, due: None };
        let (state, reader) = (Mutex::new(state), Mutex::new(reader));
        Arc::new(Subscription { repository, registry, poster, state, reader })
    }

    /// Has a worker look at what happened.
    pub(super) fn wake(self: &Arc<Self>) {
        {
            let mut state = self.state.lock();
            if state.reply.is_none() {
                return;
            }
            if std::mem::replace(&mut state.is_reading, true) {
                state.has_news = true;
                return;
            }
            state.due = None;
        }
        let own = Arc::clone(self);
        self.poster.go_on(move || own.read());
    }

    /// When to wake it although nothing happens.
    pub(super) fn due(&self) -> Option<Instant> {
        self.state.lock().due
    }

    /// Ends the subscription. The first end counts.
    pub(super) fn end(&self, outcome: End) {
        let reply = self.state.lock().reply.take();
        if let Some(reply) = reply {
            self.registry.remove(self);
            reply.finish(outcome);
        }
    }

    fn read(&self) {
        let _unwinding = Unwinding(self);
        loop {
            let due = match self.catch_up() {
                Ok(due) => due,
                Err(end) => return self.end(end),
            };
            let mut state = self.state.lock();
            if !std::mem::take(&mut state.has_news) {
                state.is_reading = false;
                state.due = due;
                drop(state);
                if due.is_some() {
                    self.registry.ring();
                }
                return;
            }
        }
    }

    /// Posts everything that happened, and says when to look again although nothing does.
    fn catch_up(&self) -> Result<Option<Instant>, End> {
        let mut reader = self.reader.lock();
        let mut told: Vec<Posted> = Vec::new();
        let mut has_more = true;
        while has_more {
            // It is let go of before anything is posted: a client may take its time.
            let Some(repository) = self.repository.upgrade() else { return Ok(None) };
            has_more = reader.read(&repository, &mut told).map_err(Err)?;
            drop(repository);
            for indication in told.drain(..) {
                // Nobody wants the rest.
                self.poster.post(indication).map_err(|_| Ok(()))?;
            }
        }
        Ok(reader.due())
    }
}

/// Ends a subscription whose reading panics.
struct Unwinding<'a>(&'a Subscription);

impl Drop for Unwinding<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end(Err(Error::new(Status::Failed, "The subscription ended by a fault of the library.")));
        }
    }
}
