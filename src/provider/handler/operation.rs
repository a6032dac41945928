//! One operation of a handler's: what its callbacks bring goes into a line, and from there to the client.
//!
//! A result is acknowledged once the client's side has room for it, so that a slow client slows its own operation and holds no
//! thread of the handler's. What asks or has to wait is done by a worker of the library.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Words;
use super::error::Blame;
use super::session::Session;
use super::slot::Slot;
use crate::abi::*;
use crate::cim::{Error, ErrorCategory, Status};
use crate::provider::{Posted, Poster, Question, Reply, StopReason};
use crate::sync::locks::{Condvar, Mutex};

/// So many results that a handler brings without waiting for their acknowledgement are kept. Then its thread has to wait.
const ROOM: usize = 256;

/// Lets the handler bring the next result.
pub(super) struct Acknowledgement {
    pub(super) function: unsafe extern "system" fn(*mut MI_Operation) -> MI_Result,
    pub(super) operation: Words<MI_Operation>,
}

impl Acknowledgement {
    /// Acknowledges.
    pub(super) fn give(self) {
        // SAFETY: called once for its result, with the handle that came with it.
        let result = unsafe { (self.function)(&mut { self.operation.0 }) };
        if result != MI_RESULT_OK {
            tracing::debug!(result, "a protocol handler did not take the acknowledgement of its result");
        }
    }
}

/// Answers a question of the handler's.
pub(super) struct Answer {
    pub(super) function:
        unsafe extern "system" fn(*mut MI_Operation, MI_OperationCallback_ResponseType) -> MI_Result,
    pub(super) operation: Words<MI_Operation>,
}

impl Answer {
    /// Answers.
    pub(super) fn give(self, is_yes: bool) {
        let response =
            if is_yes { MI_OperationCallback_ResponseType_Yes } else { MI_OperationCallback_ResponseType_No };
        // SAFETY: called once for its question, with the handle that came with it.
        let result = unsafe { (self.function)(&mut { self.operation.0 }, response) };
        if result != MI_RESULT_OK {
            tracing::debug!(result, "a protocol handler did not take the answer to its question");
        }
    }
}

/// What a callback brought.
pub(super) enum Item {
    /// A result, or what is told beside the results.
    Posted(Posted, Option<Acknowledgement>),
    /// A question. Where nobody waits for the answer it is only told.
    Question(Question, Option<Answer>),
    /// The final result, perhaps with the last of the others.
    Final(Option<Posted>, Result<(), Error>, Option<Acknowledgement>),
}

/// An operation of a handler's.
pub(super) struct Operation {
    session: Arc<Session>,
    /// What is asked, for errors.
    description: String,
    poster: Poster,
    slot: &'static Slot,
    /// The fault that the handler's results had so far: it is the outcome where they have no other.
    line: Mutex<Line>,
    changed: Condvar,
    /// Results that came after the final one.
    late: AtomicUsize,
}

struct Line {
    reply: Option<Reply>,
    waiting: VecDeque<Item>,
    /// Somebody carries on what waits.
    is_carried: bool,
    /// The call that starts the operation has returned.
    has_started: bool,
    /// The handle that callbacks came with.
    seen: Option<Words<MI_Operation>>,
    /// The operation was stopped.
    stopped: Option<StopReason>,
    /// The handler was told of the stop.
    is_cancelled: bool,
    /// The final result came.
    has_final: bool,
    /// What is wrong with what the handler brought.
    fault: Option<Error>,
    /// The outcome, once all before it was posted.
    outcome: Option<Result<(), Error>>,
}

impl Operation {
    pub(super) fn new(
        session: Arc<Session>,
        description: String,
        reply: Reply,
        slot: &'static Slot,
    ) -> Arc<Operation> {
        let poster = reply.poster();
        let operation = Arc::new(Operation {
            session,
            description,
            poster,
            slot,
            line: Mutex::new(Line {
                reply: Some(reply),
                waiting: VecDeque::new(),
                is_carried: false,
                has_started: false,
                seen: None,
                stopped: None,
                is_cancelled: false,
                has_final: false,
                fault: None,
                outcome: None,
            }),
            changed: Condvar::new(),
            late: AtomicUsize::new(0),
        });
        slot.lead_to(Arc::clone(&operation));
        let weak = Arc::downgrade(&operation);
        operation.poster.on_stop(move |reason| {
            if let Some(operation) = weak.upgrade() {
                operation.stop(reason);
            }
        });
        operation
    }

    /// What is asked, for errors.
    pub(super) fn description(&self) -> &str {
        &self.description
    }

    /// Whom errors are about.
    pub(super) fn blame(&self) -> &Blame {
        self.session.handler().blame()
    }

    /// Remembers the handle that a callback came with.
    pub(super) fn see(self: &Arc<Self>, handle: Words<MI_Operation>) {
        let mut line = self.line.lock();
        if line.seen.is_none() {
            line.seen = Some(handle);
            self.cancel(line);
        }
    }

    /// Keeps what is wrong with a result: the operation fails at its end, unless it fails by itself.
    pub(super) fn has_fault(&self, error: Error) {
        self.line.lock().fault.get_or_insert(error);
    }

    /// Takes what a callback brought. Waits where the handler brings more than it may.
    pub(super) fn take(self: &Arc<Self>, item: Item) {
        let mut line = self.line.lock();
        if line.has_final {
            drop(line);
            return self.refuse(item);
        }
        if matches!(item, Item::Final(..)) {
            line.has_final = true;
        } else {
            self.changed.wait_while(&mut line, |line| line.waiting.len() >= ROOM && !line.has_final);
        }
        line.waiting.push_back(item);
        if std::mem::replace(&mut line.is_carried, true) {
            return;
        }
        drop(line);
        self.carry(false);
    }

    /// The call that starts the operation has returned.
    pub(super) fn has_started(self: &Arc<Self>) {
        let mut line = self.line.lock();
        line.has_started = true;
        if line.outcome.is_some() {
            drop(line);
            return self.complete();
        }
        self.cancel(line);
    }

    /// Nobody wants the rest.
    fn stop(self: &Arc<Self>, reason: StopReason) {
        let mut line = self.line.lock();
        if line.has_final {
            return;
        }
        line.stopped = Some(reason);
        self.cancel(line);
        self.session.handler().patience.look_after(self);
        if self.line.lock().has_final {
            // It ended between the two.
            self.session.handler().patience.forget(self);
        }
    }

    /// Tells the handler of a stop, once, as soon as there is a handle to tell it with.
    fn cancel(&self, mut line: crate::sync::locks::MutexGuard<'_, Line>) {
        let Some(reason) = line.stopped else { return };
        if line.is_cancelled || line.has_final {
            return;
        }
        let Some(mut handle) = self.handle(&line) else { return };
        line.is_cancelled = true;
        drop(line);
        // SAFETY: the table of a live operation.
        let cancel = unsafe { handle.ft.as_ref() }.and_then(|ft| ft.Cancel);
        let Some(cancel) = cancel else {
            return tracing::warn!("{} can't be told to cancel: its Cancel is NULL", self.blame().name());
        };
        let reason = match reason {
            StopReason::None => MI_REASON_NONE,
            StopReason::Timeout => MI_REASON_TIMEOUT,
            StopReason::Shutdown => MI_REASON_SHUTDOWN,
            StopReason::ServiceStop => MI_REASON_SERVICESTOP,
        };
        // SAFETY: called as its signature says, on an operation that is not closed: the final result has not come.
        let result = unsafe { cancel(&mut handle, reason) };
        if result != MI_RESULT_OK {
            tracing::debug!(result, "{} did not take a cancellation", self.blame().name());
        }
    }

    /// The handle as far as it is known: what the starting call filled, else what callbacks came with.
    fn handle(&self, line: &Line) -> Option<MI_Operation> {
        let filled = if line.has_started { self.slot.handle() } else { None };
        filled.or(line.seen.map(|words| words.0))
    }

    /// Carries on what waits, in its order. Who must not wait leaves the rest to a worker.
    fn carry(self: &Arc<Self>, may_wait: bool) {
        loop {
            let item = {
                let mut line = self.line.lock();
                let Some(item) = line.waiting.pop_front() else {
                    line.is_carried = false;
                    return;
                };
                self.changed.notify_all();
                item
            };
            if let Some(item) = self.carry_one(item, may_wait) {
                self.line.lock().waiting.push_front(item);
                let own = Arc::clone(self);
                return self.poster.go_on(move || own.carry(true));
            }
        }
    }

    /// Gives back what has to wait, where nobody may.
    fn carry_one(self: &Arc<Self>, item: Item, may_wait: bool) -> Option<Item> {
        match item {
            Item::Posted(posted, acknowledgement) => {
                if let Some(posted) = self.post(posted, may_wait) {
                    return Some(Item::Posted(posted, acknowledgement));
                }
                if let Some(acknowledgement) = acknowledgement {
                    acknowledgement.give();
                }
            }
            Item::Question(question, answer) => {
                if !may_wait {
                    return Some(Item::Question(question, answer));
                }
                // Who was stopped gets no.
                let is_yes = self.poster.ask(question).unwrap_or(false);
                if let Some(answer) = answer {
                    answer.give(is_yes);
                }
            }
            Item::Final(posted, outcome, acknowledgement) => {
                if let Some(posted) = posted.and_then(|posted| self.post(posted, may_wait)) {
                    return Some(Item::Final(Some(posted), outcome, acknowledgement));
                }
                if let Some(acknowledgement) = acknowledgement {
                    acknowledgement.give();
                }
                self.end(outcome);
            }
        }
        None
    }

    /// Posts. Gives back what has to wait, where nobody may. Who stopped the operation wants nothing more, and that is no error.
    fn post(&self, posted: Posted, may_wait: bool) -> Option<Posted> {
        if may_wait {
            let _ = self.poster.post(posted);
            return None;
        }
        self.poster.post_at_once(posted).unwrap_or(None)
    }

    fn end(self: &Arc<Self>, outcome: Result<(), Error>) {
        let mut line = self.line.lock();
        let outcome = match (outcome, line.fault.take()) {
            (Ok(()), Some(fault)) => Err(fault),
            (outcome, _) => outcome,
        };
        line.outcome = Some(outcome);
        if line.has_started {
            drop(line);
            self.complete();
        }
    }

    /// Closes the handler's operation and ends ours.
    fn complete(self: &Arc<Self>) {
        let mut line = self.line.lock();
        let (Some(reply), Some(outcome)) = (line.reply.take(), line.outcome.take()) else { return };
        let handle = self.handle(&line);
        drop(line);
        self.session.handler().patience.forget(self);
        self.slot.rest();
        match handle {
            Some(handle) => self.close(handle),
            None => {
                tracing::warn!("{} gave no handle for an operation, which stays open", self.blame().name())
            }
        }
        reply.finish(outcome);
    }

    fn close(&self, mut handle: MI_Operation) {
        // SAFETY: the table of an operation that was not closed.
        let close = unsafe { handle.ft.as_ref() }.and_then(|ft| ft.Close);
        let Some(close) = close else {
            return tracing::warn!("{} leaves an operation open: its Close is NULL", self.blame().name());
        };
        // SAFETY: called as its signature says, once, after the final result.
        let result = unsafe { close(&mut handle) };
        if result != MI_RESULT_OK {
            tracing::debug!(result, "{} did not close an operation", self.blame().name());
        }
    }

    /// The handler was told to end the operation, and doesn't.
    pub(super) fn give_up(self: &Arc<Self>) {
        let mut line = self.line.lock();
        if std::mem::replace(&mut line.has_final, true) {
            return;
        }
        let Some(reply) = line.reply.take() else { return };
        drop(line);
        self.changed.notify_all();
        self.session.handler().got_stuck();
        // Its slot goes on leading here: what comes late is refused.
        let what = format!(
            "does not end {}, which was cancelled {} seconds ago. It is left alone.",
            self.description,
            super::patience::PATIENCE.as_secs()
        );
        let error = self.blame().error(Status::Failed, &what).in_category(ErrorCategory::ResourceUnavailable);
        tracing::error!("{}", error.message);
        reply.finish(Err(error));
    }

    /// What comes after the final result. It is let go, so that the handler may let go of it, too.
    fn refuse(&self, item: Item) {
        if self.late.fetch_add(1, Ordering::Relaxed) == 0 {
            tracing::warn!("{} brings results of {} after its end", self.blame().name(), self.description);
        }
        match item {
            Item::Posted(_, Some(acknowledgement)) | Item::Final(_, _, Some(acknowledgement)) => {
                acknowledgement.give();
            }
            Item::Question(_, Some(answer)) => answer.give(false),
            _ => {}
        }
    }
}
