//! An operation that this process carries out: what the module posts goes to the library.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::{Host, Input};
use crate::cim::{Error, Instance, Status, Text};
use crate::provider::worker::message::{FromWorker, OperationNumber, QuestionNumber, ToWorker};
use crate::provider::worker::output::Urgency;
use crate::provider::{Call, Posted, Question, Reply, Request, Sink, StopNotice, StopReason, Stopped, Work};
use crate::sync::locks::{Condvar, Mutex, MutexGuard};

/// An operation that is open.
pub(super) struct Served {
    number: OperationNumber,
    /// When a result has to be under way.
    urgency: Urgency,
    state: Mutex<State>,
    /// More may be posted, a question is answered, or the operation is stopped.
    changed: Condvar,
}

struct State {
    /// How many results may be posted.
    credit: u32,
    stopped: Option<StopReason>,
    is_finished: bool,
    notice: Option<StopNotice>,
    /// The number of the latest question.
    latest: QuestionNumber,
    answers: HashMap<QuestionNumber, Option<Option<bool>>>,
    /// Why a result can't be told.
    failure: Option<Error>,
}

impl Served {
    fn new(number: OperationNumber, call: &Call, credit: u32) -> Served {
        let is_single = matches!(
            call.request,
            Request::GetInstance { .. }
                | Request::CreateInstance { .. }
                | Request::ModifyInstance { .. }
                | Request::DeleteInstance { .. }
                | Request::GetClass { .. }
        );
        let state = State {
            credit,
            stopped: None,
            is_finished: false,
            notice: None,
            latest: 0,
            answers: HashMap::new(),
            failure: None,
        };
        // The one result of an operation is told with the outcome.
        let urgency = if is_single { Urgency::WithNext } else { Urgency::Soon };
        Served { number, urgency, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Nobody waits for the rest.
    pub(super) fn stop(&self, host: &Arc<Host>, reason: StopReason) {
        let mut state = self.state.lock();
        let reason = *state.stopped.get_or_insert(reason);
        let notice = if state.is_finished { None } else { state.notice.take() };
        drop(state);
        self.changed.notify_all();
        if let Some(notice) = notice {
            host.submit_stop(Box::new(move || notice(reason)));
        }
    }

    fn allow(&self, count: u32) {
        let mut state = self.state.lock();
        state.credit = state.credit.saturating_add(count);
        drop(state);
        self.changed.notify_all();
    }

    fn answer(&self, question: QuestionNumber, answer: Option<bool>) {
        if let Some(place) = self.state.lock().answers.get_mut(&question) {
            place.get_or_insert(answer);
        }
        self.changed.notify_all();
    }
}

impl Host {
    /// Reads what the library says, up to the next request. Nothing means that the connection has ended.
    pub(super) fn read(self: &Arc<Self>, input: &mut Input) -> Option<Work> {
        loop {
            let message = match input.next() {
                Ok(message) => message?,
                Err(error) => {
                    tracing::error!(error, "the library said what is no message");
                    return None;
                }
            };
            if let ControlFlow::Break(request) = self.take(message) {
                return request;
            }
        }
    }

    fn take(self: &Arc<Self>, message: ToWorker) -> ControlFlow<Option<Work>> {
        match message {
            ToWorker::Open { .. } => {
                tracing::error!("the library said twice what to open");
                return ControlFlow::Break(None);
            }
            ToWorker::Begin { operation, class_name, call, credit } => {
                let served = Arc::new(Served::new(operation, &call, credit));
                self.operations.lock().insert(operation, Arc::clone(&served));
                let host = Arc::clone(self);
                return ControlFlow::Break(Some(Box::new(move || host.execute(served, &class_name, &call))));
            }
            ToWorker::Stop { operation, reason } => {
                if let Some(served) = self.open(operation) {
                    served.stop(self, reason);
                }
            }
            ToWorker::Credit { operation, count } => {
                if let Some(served) = self.open(operation) {
                    served.allow(count);
                }
            }
            ToWorker::Answer { operation, question, answer } => {
                if let Some(served) = self.open(operation) {
                    served.answer(question, answer);
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn open(&self, operation: OperationNumber) -> Option<Arc<Served>> {
        self.operations.lock().get(&operation).cloned()
    }

    fn execute(self: &Arc<Self>, served: Arc<Served>, class_name: &Text, call: &Call) {
        let sink = HostSink { host: Arc::clone(self), served };
        let reply = Reply::new(Arc::new(sink));
        match self.provider(&call.namespace, class_name) {
            Ok(provider) => provider.execute(call, reply),
            Err(error) => reply.finish(Err(error)),
        }
    }
}

/// The library's end of a provider's reply.
struct HostSink {
    host: Arc<Host>,
    served: Arc<Served>,
}

impl HostSink {
    /// Waits until so much may be posted, or at least a part of it. Gives how much.
    fn wait_for_credit(&self, wanted: usize) -> Result<usize, Stopped> {
        let mut state = self.served.state.lock();
        if state.credit == 0 && !is_over(&state) {
            // What was posted must be under way: its client is to ask for more.
            drop(state);
            self.host.output.flush();
            return self.host.block(|| {
                let mut state = self.served.state.lock();
                self.served.changed.wait_while(&mut state, |state| state.credit == 0 && !is_over(state));
                take_credit(&mut state, wanted)
            });
        }
        take_credit(&mut state, wanted)
    }

    fn tell(&self, messages: &[FromWorker], urgency: Urgency) -> Result<(), Stopped> {
        let told = self.host.output.send_all(messages, urgency);
        told.map_err(|error| {
            let message = format!(
                "A result, or a question, can't be passed on from the process of its module: {error}."
            );
            self.served.state.lock().failure.get_or_insert(Error::new(Status::Failed, message));
            Stopped
        })
    }

    /// When a result has to be under way. How far an operation is nobody wants to know at its end.
    fn urgency_of(&self, result: &Posted) -> Urgency {
        match result {
            Posted::Instance(_) | Posted::Class(_) => self.served.urgency,
            _ => Urgency::Soon,
        }
    }

    fn posted(&self, posted: Posted) -> FromWorker {
        FromWorker::Posted { operation: self.served.number, posted }
    }
}

fn is_over(state: &State) -> bool {
    state.stopped.is_some() || state.is_finished || state.failure.is_some()
}

fn take_credit(state: &mut MutexGuard<'_, State>, wanted: usize) -> Result<usize, Stopped> {
    if is_over(state) {
        return Err(Stopped);
    }
    let count = u32::try_from(wanted).unwrap_or(u32::MAX).min(state.credit);
    state.credit -= count;
    Ok(count as usize)
}

impl Sink for HostSink {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        self.wait_for_credit(1)?;
        let urgency = self.urgency_of(&result);
        self.tell(&[self.posted(result)], urgency)
    }

    fn post_at_once(&self, result: Posted) -> Result<Option<Posted>, Stopped> {
        if take_credit(&mut self.served.state.lock(), 1)? == 0 {
            return Ok(Some(result));
        }
        let urgency = self.urgency_of(&result);
        self.tell(&[self.posted(result)], urgency)?;
        Ok(None)
    }

    fn post_instances(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        if instances.is_empty() {
            return if self.is_stopped() { Err(Stopped) } else { Ok(()) };
        }
        let mut instances = instances.drain(..);
        while instances.len() > 0 {
            let count = self.wait_for_credit(instances.len())?;
            let results =
                instances.by_ref().take(count).map(|instance| self.posted(Posted::Instance(instance)));
            self.tell(&results.collect::<Vec<FromWorker>>(), self.served.urgency)?;
        }
        Ok(())
    }

    fn ask(&self, question: Question) -> Result<bool, Stopped> {
        let mut state = self.served.state.lock();
        if is_over(&state) {
            return Err(Stopped);
        }
        state.latest += 1;
        let number = state.latest;
        state.answers.insert(number, None);
        drop(state);
        let asked = FromWorker::Question { operation: self.served.number, question: number, asked: question };
        let told = self.tell(std::slice::from_ref(&asked), Urgency::Now);
        let mut state = self.served.state.lock();
        if told.is_err() {
            // Nobody answers what nobody was asked.
            state.answers.remove(&number);
            return Err(Stopped);
        }
        let waits = |state: &mut State| !is_over(state) && matches!(state.answers.get(&number), Some(None));
        drop(state);
        self.host.block(|| self.served.changed.wait_while(&mut self.served.state.lock(), waits));
        let mut state = self.served.state.lock();
        state.answers.remove(&number).flatten().flatten().ok_or(Stopped)
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let mut state = self.served.state.lock();
        if std::mem::replace(&mut state.is_finished, true) {
            return;
        }
        let notice = state.notice.take();
        let outcome = state.failure.take().map_or(outcome, Err);
        drop(state);
        drop(notice);
        self.served.changed.notify_all();
        self.host.finished(self.served.number, outcome);
    }

    fn is_stopped(&self) -> bool {
        is_over(&self.served.state.lock())
    }

    fn go_on(&self, work: Work) {
        self.host.submit(work);
    }

    fn on_stop(&self, notice: StopNotice) {
        let mut state = self.served.state.lock();
        if state.is_finished {
            return;
        }
        match state.stopped {
            Some(reason) => {
                drop(state);
                self.host.submit_stop(Box::new(move || notice(reason)));
            }
            None => state.notice = Some(notice),
        }
    }
}

impl Host {
    /// Tells the outcome.
    fn finished(self: &Arc<Self>, operation: OperationNumber, outcome: Result<(), Error>) {
        if let Err(error) = self.output.send(&FromWorker::Finished { operation, outcome }, Urgency::Now) {
            let message = format!("The outcome can't be passed on from the process of its module: {error}.");
            let outcome = Err(Error::new(Status::Failed, message));
            self.tell(&FromWorker::Finished { operation, outcome }, Urgency::Now);
        }
        let mut operations = self.operations.lock();
        operations.remove(&operation);
        let is_empty = operations.is_empty();
        drop(operations);
        if is_empty {
            self.ended.notify_all();
        }
    }
}
