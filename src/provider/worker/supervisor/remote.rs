//! One operation that a worker carries out, as the library sees it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use super::connection::{Connection, Hold};
use crate::cim::{Error, Instance, Text};
use crate::provider::worker::message::{OperationNumber, QuestionNumber, ToWorker};
use crate::provider::worker::output::Urgency;
use crate::provider::{Posted, Poster, Question, Reply};
use crate::sync::locks::Mutex;

/// How many results a worker may be ahead of its client.
pub(super) const CREDIT: u32 = 512;
/// When so many were passed on, the worker may post as many more.
const LUMP: u32 = CREDIT / 4;
/// How many questions may be open: one for each thread of a module that asks.
const QUESTIONS: u32 = 1024;
/// So many instances of those that wait are passed on at once.
const BATCH: usize = 64;

/// The operation whose result is a class.
const GET_CLASS: &str = "GetClass";

/// An operation that a worker carries out.
pub(super) struct Remote {
    pub(super) number: OperationNumber,
    pub(super) class_name: Text,
    pub(super) request: &'static str,
    poster: Poster,
    state: Mutex<State>,
}

struct State {
    reply: Option<Reply>,
    /// The worker is there until it has finished the operation. What waits for a slow client needs it no more.
    hold: Option<Arc<Hold>>,
    /// The class that is the result of GetClass has come.
    has_class: bool,
    /// What the client had no room for.
    line: VecDeque<Waiting>,
    /// Whether a worker of the library passes on what waits.
    is_passed_on: bool,
    /// How many results may come.
    allowed: u32,
    /// How many were passed on since the worker was told.
    passed: u32,
    /// How many questions wait for their answer.
    questions: u32,
    /// Those that are not put yet. A client is asked one after the other, and no thread waits for more than one of them.
    asked: VecDeque<(QuestionNumber, Question)>,
    is_asking: bool,
    /// When the worker must have ended the operation, once it was stopped.
    due: Option<Instant>,
}

enum Waiting {
    Posted(Posted),
    Question(QuestionNumber, Question),
    Finished(Result<(), Error>),
}

/// The worker posted or asked more than it may.
#[derive(Debug)]
pub(super) struct TooMuch;

impl Remote {
    pub(super) fn new(
        number: OperationNumber,
        class_name: Text,
        request: &'static str,
        reply: Reply,
        hold: Arc<Hold>,
    ) -> Remote {
        let poster = reply.poster();
        let state = State {
            reply: Some(reply),
            hold: Some(hold),
            has_class: false,
            line: VecDeque::new(),
            is_passed_on: false,
            allowed: CREDIT,
            passed: 0,
            questions: 0,
            asked: VecDeque::new(),
            is_asking: false,
            due: None,
        };
        Remote { number, class_name, request, poster, state: Mutex::new(state) }
    }

    pub(super) fn poster(&self) -> &Poster {
        &self.poster
    }

    /// The operation was stopped, and has to end by then.
    pub(super) fn is_due_at(&self, due: Instant) {
        self.state.lock().due.get_or_insert(due);
    }

    /// When a stopped operation has to end.
    pub(super) fn due(&self) -> Option<Instant> {
        self.state.lock().due
    }

    /// Takes instances from the thread that reads, which must not wait for a client.
    pub(super) fn post_instances(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        instances: &mut Vec<Arc<Instance>>,
    ) -> Result<(), TooMuch> {
        let Some(is_free) = self.expect(instances.len())? else {
            instances.clear();
            return Ok(());
        };
        if is_free {
            let count = instances.len();
            let outcome = self.poster.post_instances_at_once(instances);
            if outcome.is_err() {
                // Nobody wants them.
                instances.clear();
            }
            self.passed_on(connection, count - instances.len());
        }
        if !instances.is_empty() {
            let waiting = instances.drain(..).map(|instance| Waiting::Posted(Posted::Instance(instance)));
            self.wait_in_line(connection, waiting);
        }
        Ok(())
    }

    /// [`Remote::post_instances`] of anything else.
    pub(super) fn post(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        posted: Posted,
    ) -> Result<(), TooMuch> {
        let Some(is_free) = self.expect(1)? else { return Ok(()) };
        if is_free && self.is_the_class(&posted) {
            // It is the one result, which comes with the outcome: there is always room for it.
            let _ = self.poster.post(posted);
            self.passed_on(connection, 1);
        } else {
            self.wait_in_line(connection, std::iter::once(Waiting::Posted(posted)));
        }
        Ok(())
    }

    /// Whether this is the result of GetClass. A worker that posts another has it wait like anything else.
    fn is_the_class(&self, posted: &Posted) -> bool {
        self.request == GET_CLASS
            && matches!(posted, Posted::Class(_))
            && !std::mem::replace(&mut self.state.lock().has_class, true)
    }

    /// Takes the outcome. It comes after everything that was posted.
    pub(super) fn finish(self: &Arc<Self>, connection: &Arc<Connection>, outcome: Result<(), Error>) {
        let mut state = self.state.lock();
        let _hold = state.hold.take();
        if !state.is_passed_on && state.line.is_empty() {
            let reply = state.reply.take();
            drop(state);
            if let Some(reply) = reply {
                reply.finish(outcome);
            }
            return;
        }
        drop(state);
        self.wait_in_line(connection, std::iter::once(Waiting::Finished(outcome)));
    }

    /// Takes a question. It comes after everything that was posted before it.
    pub(super) fn ask(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        question: QuestionNumber,
        asked: Question,
    ) -> Result<(), TooMuch> {
        let mut state = self.state.lock();
        state.questions += 1;
        if state.questions > QUESTIONS {
            return Err(TooMuch);
        }
        let is_free = !state.is_passed_on && state.line.is_empty();
        drop(state);
        if is_free {
            self.put(connection, question, asked);
        } else {
            self.wait_in_line(connection, std::iter::once(Waiting::Question(question, asked)));
        }
        Ok(())
    }

    /// Brings a question to the client, and the answer to the worker. Results need not wait for it.
    fn put(self: &Arc<Self>, connection: &Arc<Connection>, question: QuestionNumber, asked: Question) {
        let mut state = self.state.lock();
        state.asked.push_back((question, asked));
        if std::mem::replace(&mut state.is_asking, true) {
            return;
        }
        drop(state);
        let (remote, connection) = (Arc::clone(self), Arc::clone(connection));
        self.poster.go_on(move || remote.put_all(&connection));
    }

    fn put_all(&self, connection: &Arc<Connection>) {
        loop {
            let mut state = self.state.lock();
            let Some((question, asked)) = state.asked.pop_front() else {
                state.is_asking = false;
                return;
            };
            drop(state);
            let answer = self.poster.ask(asked).ok();
            self.state.lock().questions -= 1;
            let operation = self.number;
            connection.tell(&ToWorker::Answer { operation, question, answer }, Urgency::Now);
        }
    }

    /// Counts what comes. Gives whether it may be passed on by who reads, or nothing where the operation is over.
    fn expect(&self, count: usize) -> Result<Option<bool>, TooMuch> {
        let mut state = self.state.lock();
        if state.reply.is_none() {
            return Ok(None);
        }
        let count = u32::try_from(count).map_err(|_| TooMuch)?;
        state.allowed = state.allowed.checked_sub(count).ok_or(TooMuch)?;
        Ok(Some(!state.is_passed_on && state.line.is_empty()))
    }

    fn wait_in_line(self: &Arc<Self>, connection: &Arc<Connection>, waiting: impl Iterator<Item = Waiting>) {
        let mut state = self.state.lock();
        state.line.extend(waiting);
        if std::mem::replace(&mut state.is_passed_on, true) {
            return;
        }
        drop(state);
        let (remote, connection) = (Arc::clone(self), Arc::clone(connection));
        self.poster.go_on(move || remote.pass_on(&connection));
    }

    /// Passes on what waits, on a thread that may wait for the client.
    fn pass_on(self: &Arc<Self>, connection: &Arc<Connection>) {
        let mut instances = Vec::new();
        loop {
            let mut state = self.state.lock();
            let next = loop {
                match state.line.pop_front() {
                    Some(Waiting::Posted(Posted::Instance(instance))) => {
                        instances.push(instance);
                        if instances.len() >= BATCH {
                            break None;
                        }
                    }
                    next => break next,
                }
            };
            if instances.is_empty() && next.is_none() {
                state.is_passed_on = false;
                return;
            }
            drop(state);
            if !instances.is_empty() {
                let count = instances.len();
                // Who stopped the operation wants none of them, and the worker may post as many others to find out.
                let _ = self.poster.post_instances(&mut instances);
                instances.clear();
                self.passed_on(connection, count);
            }
            match next {
                Some(Waiting::Posted(posted)) => {
                    let _ = self.poster.post(posted);
                    self.passed_on(connection, 1);
                }
                Some(Waiting::Question(question, asked)) => self.put(connection, question, asked),
                Some(Waiting::Finished(outcome)) => {
                    let reply = self.state.lock().reply.take();
                    if let Some(reply) = reply {
                        reply.finish(outcome);
                    }
                    return;
                }
                None => {}
            }
        }
    }

    /// Allows the worker more, now and then.
    fn passed_on(&self, connection: &Arc<Connection>, count: usize) {
        let mut state = self.state.lock();
        state.passed += u32::try_from(count).unwrap_or(CREDIT);
        if state.passed < LUMP {
            return;
        }
        let count = std::mem::take(&mut state.passed);
        state.allowed += count;
        drop(state);
        connection.tell(&ToWorker::Credit { operation: self.number, count }, Urgency::Now);
    }
}
