//! An operation with its queue, locks and waiters, around the pure [`state`](super::state).
//!
//! Every event goes through [`step`] under the one lock of the operation; what is to be done besides the queue is done after
//! the lock was let go. Callbacks, providers and the pool are only ever called without a lock.

mod deadline;
mod delivery;
mod fetch;
mod notice;
mod question;
mod sink;
mod typing;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::options::TimeLimit;
use super::super::pool::RunsOn;
use super::super::session::SessionInner;
use super::super::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use super::super::sync::{Condvar, IS_MODELLED, Mutex, MutexGuard};
use super::super::timer::TimerKey;
use super::super::{pool, thread};
use super::result::{Item, OperationResult};
use super::state::{Effects, End, Event, Form, State, Stop, step};
use super::{Extensions, Receiver, errors};
use crate::cim::{Error, Status};
use crate::provider::{Call, OperationFlags, Provider, Reply, Request, StopNotice, Work};
use question::Questions;
use sink::OperationSink;
use typing::Typing;

/// Results that wait in the queue before the provider has to.
pub(super) const CAPACITY: u32 = if IS_MODELLED { 2 } else { 256 };
/// How often a client looks for results before it sleeps.
const SPINS: usize = if IS_MODELLED { 2 } else { 400 };
/// A client that had so many results gets them in a stream: waking it for each would cost more than the results do.
const STREAM_FROM: usize = if IS_MODELLED { 2 } else { 64 };
/// In a stream the client is woken when so many results are there ...
const STREAM_BATCH: u32 = if IS_MODELLED { 2 } else { 32 };
/// ... or looks by itself after this time, and then waits for the very next one.
const STREAM_PATIENCE: Duration = Duration::from_micros(100);

/// One operation.
pub(crate) struct Core {
    shell: Mutex<Shell>,
    /// Clients wait here: for results, and for the provider's end.
    client: Condvar,
    /// The provider waits here, for room and for answers.
    room: Condvar,
    /// There is something to fetch. A client looks here before it sleeps.
    ready: AtomicBool,
    stopped: AtomicBool,
    /// What a synchronous client took and did not look at yet.
    batch: Mutex<VecDeque<Item>>,
    spins: AtomicUsize,
    /// Number of results that a synchronous client took.
    given: AtomicUsize,
    receiver: Mutex<Option<Arc<dyn Receiver>>>,
    /// What the receiver is told beside the results.
    takes: Extensions,
    form: Form,
    call: Call,
    provider: Option<Arc<dyn Provider>>,
    /// The provider panicked and caught it itself, with the reply lost on the way.
    abandoned: AtomicBool,
    limit: Option<TimeLimit>,
    manual: bool,
    /// What becomes of the types of instances on their way to the client.
    typing: Typing,
    /// The operation has one result, which comes with the outcome.
    is_single: bool,
    setup_failed: bool,
    session: Option<Arc<SessionInner>>,
    /// Where the session keeps this operation.
    place: Option<usize>,
}

struct Shell {
    state: State,
    queue: VecDeque<Item>,
    /// The result whose delivery has begun, until the callback gets it. It is in the queue no longer, and not thrown away with it.
    due: Option<Item>,
    /// The one result of an operation that has one.
    held: Option<Item>,
    outcome: Option<Result<(), Error>>,
    client_waits: Waiting,
    provider_waits: bool,
    closers: u32,
    timer: Option<TimerKey>,
    /// When the provider gave its latest sign of life, where there is a deadline.
    last_sign: Option<Instant>,
    /// What the provider wants to be told with when the operation is stopped.
    notice: Option<StopNotice>,
    /// What there is to remember of questions, once there was one.
    questions: Option<Box<Questions>>,
}

impl Shell {
    fn step(&mut self, event: Event) -> Effects {
        let (state, effects) = step(self.state, event);
        self.state = state;
        effects
    }

    /// The delivery that begins with these effects gets its result, if it is one from the queue.
    fn begin_delivery(&mut self, effects: Effects) {
        if effects.contains(Effects::DELIVER) {
            self.due = self.queue.pop_front();
        }
    }
}

/// What a client that fetches waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    /// It does not wait.
    Not,
    /// For several results, or the end.
    ForSeveral,
    /// For whatever comes next.
    ForAny,
}

enum Next {
    Item(Item),
    Last(OperationResult),
}

/// What an operation is made of.
pub(crate) struct Plan {
    pub(crate) call: Call,
    pub(crate) provider: Arc<dyn Provider>,
    pub(crate) limit: Option<TimeLimit>,
    pub(crate) receiver: Option<Arc<dyn Receiver>>,
    pub(crate) form: Form,
}

impl Core {
    /// An operation that is about to start.
    pub(crate) fn new(plan: Plan, session: Arc<SessionInner>, place: usize) -> Core {
        let state = State::started(plan.form);
        let manual = plan.call.flags.contains(OperationFlags::MANUAL_ACKNOWLEDGEMENT);
        let is_single = has_one_result(&plan.call.request);
        let typing = Typing::of(plan.call.flags, &plan.call.request);
        Core {
            limit: plan.limit,
            manual,
            is_single,
            typing,
            place: Some(place),
            ..Core::with(state, plan.call, Some(plan.provider), plan.receiver, Some(session))
        }
    }

    /// An operation that ended before it started.
    pub(crate) fn failed(
        call: Call,
        form: Form,
        error: Error,
        receiver: Option<Arc<dyn Receiver>>,
        session: Option<Arc<SessionInner>>,
    ) -> Core {
        let state = State { provider_runs: false, end: Some(End::Finished), ..State::started(form) };
        let core = Core { setup_failed: true, ..Core::with(state, call, None, receiver, session) };
        core.shell.lock().outcome = Some(Err(error));
        core
    }

    fn with(
        state: State,
        call: Call,
        provider: Option<Arc<dyn Provider>>,
        receiver: Option<Arc<dyn Receiver>>,
        session: Option<Arc<SessionInner>>,
    ) -> Core {
        Core {
            shell: Mutex::new(Shell {
                state,
                queue: VecDeque::new(),
                due: None,
                held: None,
                outcome: None,
                client_waits: Waiting::Not,
                provider_waits: false,
                closers: 0,
                timer: None,
                last_sign: None,
                notice: None,
                questions: None,
            }),
            client: Condvar::new(),
            room: Condvar::new(),
            ready: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            batch: Mutex::new(VecDeque::new()),
            spins: AtomicUsize::new(SPINS),
            given: AtomicUsize::new(0),
            takes: receiver.as_ref().map_or(Extensions::empty(), |receiver| receiver.takes()),
            receiver: Mutex::new(receiver),
            form: state.form,
            call,
            provider,
            abandoned: AtomicBool::new(false),
            limit: None,
            manual: false,
            typing: Typing::AsGiven,
            is_single: false,
            setup_failed: false,
            session,
            place: None,
        }
    }

    pub(crate) fn call(&self) -> &Call {
        &self.call
    }

    /// Refuses a thread that acts for another user than the one that opened the session. What never started may be closed by
    /// who tried to start it.
    pub(crate) fn check_user(&self) -> Result<(), Error> {
        match &self.session {
            Some(session) if !self.setup_failed => session.check_user(),
            _ => Ok(()),
        }
    }

    pub(crate) fn setup_failed(&self) -> bool {
        self.setup_failed
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// Who takes the results.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// Lets the provider begin: on this thread where its client would only wait for it, else on a worker.
    pub(crate) fn start(self: &Arc<Core>) {
        let Some(provider) = &self.provider else {
            // The one delivery of an operation that could not start happens at once: the operation ended before this, so
            // that stopping it changes nothing and leaves the delivery to be made.
            if self.happen(Event::Stop(Stop::Closed)).contains(Effects::DELIVER_LAST) {
                self.deliver();
            }
            return;
        };
        if self.form == Form::Synchronous && provider.is_bounded(&self.call) {
            self.execute(false);
            if !self.arm_from_now() {
                tracing::error!("the time limit of an operation that is under way will not be looked at");
            }
        } else if !self.arm_from_now() {
            self.finish(Err(errors::no_timer(&self.call)));
        } else {
            let core = Arc::clone(self);
            self.submit(Box::new(move |on| match on {
                RunsOn::Worker => core.execute(true),
                RunsOn::Caller => core.finish(Err(errors::no_thread(&core.call))),
            }));
        }
    }

    /// Runs the provider. On a client's own thread it may not be made to wait for that client.
    fn execute(self: &Arc<Core>, may_wait: bool) {
        let Some(provider) = &self.provider else { return };
        thread::executing(self.address(), || {
            if self.call.flags.contains(OperationFlags::REPORT_OPERATION_STARTED) {
                // Who stopped it meanwhile is told below.
                let _ = self.post(Item::Started, may_wait);
            }
            if self.stopped.load(Ordering::Acquire) {
                return self.finish(Err(self.stop_error()));
            }
            let reply = Reply::new(Arc::new(OperationSink { core: Arc::clone(self), may_wait }));
            self.run(|| provider.execute(&self.call, reply));
        });
    }

    /// Runs code of the provider, and finishes for it where it panics.
    fn run(self: &Arc<Core>, code: impl FnOnce()) {
        let name = self.provider.as_ref().map_or("", |provider| provider.name());
        match catch_unwind(AssertUnwindSafe(code)) {
            // Counts only where the provider had not finished.
            Err(panic) => self.finish(Err(errors::panicked(name, &*panic))),
            Ok(()) if self.abandoned.load(Ordering::Acquire) => {
                self.finish(Err(errors::panicked(name, &"it caught the panic itself")))
            }
            Ok(()) => {}
        }
    }

    /// Has a worker go on where the provider left off.
    fn go_on(self: &Arc<Core>, work: Work) {
        let core = Arc::clone(self);
        self.submit(Box::new(move |on| match on {
            RunsOn::Worker => thread::going_on(core.address(), || core.run(work)),
            RunsOn::Caller => thread::executing(core.address(), || core.run(work)),
        }));
    }

    // What the client does.

    /// Ends the operation early, unless it has ended.
    pub(crate) fn stop(self: &Arc<Core>, stop: Stop) {
        self.happen(Event::Stop(stop));
    }

    /// Lets go of the operation. A synchronous one is waited for until its provider has stopped.
    pub(crate) fn close(self: &Arc<Core>) -> Result<(), Error> {
        if self.happen(Event::Close).contains(Effects::REFUSE) {
            return Err(errors::closed("operation"));
        }
        let mut shell = self.shell.lock();
        if self.form == Form::Synchronous && shell.state.provider_runs {
            pool::block(|| {
                while shell.state.provider_runs {
                    shell.closers += 1;
                    self.client.wait(&mut shell);
                    shell.closers -= 1;
                }
            });
        }
        Ok(())
    }

    // Carrying out.

    /// One event that brings nothing with it.
    fn happen(self: &Arc<Core>, event: Event) -> Effects {
        let mut shell = self.shell.lock();
        let effects = shell.step(event);
        self.carry_out(shell, effects);
        effects
    }

    fn carry_out(self: &Arc<Core>, mut shell: MutexGuard<'_, Shell>, effects: Effects) {
        shell.begin_delivery(effects);
        let discarded = effects.contains(Effects::DISCARD).then(|| {
            let stopped = matches!(shell.state.end, Some(End::Stopped(_)));
            (std::mem::take(&mut shell.queue), if stopped { shell.held.take() } else { None })
        });
        if effects.contains(Effects::STOP_PROVIDER) {
            self.stopped.store(true, Ordering::Release);
        }
        if effects.contains(Effects::WAKE_CLIENT) && self.form == Form::Synchronous {
            self.ready.store(true, Ordering::Release);
        }
        let wakes = effects.contains(Effects::WAKE_CLIENT);
        let is_enough = match shell.client_waits {
            Waiting::Not => false,
            Waiting::ForSeveral => shell.state.pending >= STREAM_BATCH || shell.state.end.is_some(),
            Waiting::ForAny => true,
        };
        let wake_client = wakes && (is_enough || shell.closers > 0);
        if wake_client {
            shell.client_waits = Waiting::Not;
        }
        let enough_room = shell.state.end.is_some() || shell.state.pending <= CAPACITY / 2;
        let wake_provider = effects.contains(Effects::WAKE_PROVIDER)
            && enough_room
            && std::mem::take(&mut shell.provider_waits);
        let notice = if effects.contains(Effects::DROP_NOTICE) { shell.notice.take() } else { None };
        let timer = if shell.state.end.is_some() { shell.timer.take() } else { None };
        drop(shell);
        drop(discarded);
        drop(notice);
        if wake_client {
            self.client.notify_all();
        }
        if wake_provider || effects.contains(Effects::ANSWER) {
            self.room.notify_all();
        }
        if let (Some(timer), Some(session)) = (timer, &self.session) {
            session.runtime().timer().forget(timer);
        }
        if effects.intersects(Effects::DELIVER | Effects::DELIVER_LAST) && !self.setup_failed {
            if thread::is_executing(self.address()) {
                // The worker that runs the provider is a library thread as good as any.
                self.deliver();
            } else {
                let core = Arc::clone(self);
                self.submit(Box::new(move |_| core.deliver()));
            }
        }
        if effects.contains(Effects::NOTIFY) {
            let core = Arc::clone(self);
            self.submit(Box::new(move |_| core.notify()));
        }
        if effects.contains(Effects::FREE) {
            self.free();
        }
    }

    fn receiver(&self) -> Option<Arc<dyn Receiver>> {
        self.receiver.lock().clone()
    }

    fn callback_of(&self) -> thread::CallbackOf {
        match &self.session {
            Some(session) => session.callback_of(),
            None => thread::CallbackOf { application: 0, session: 0 },
        }
    }

    fn last_result(&self, shell: &mut Shell) -> OperationResult {
        let outcome = match shell.state.end {
            Some(End::Stopped(stop)) => Err(self.error_of(stop)),
            _ => shell.outcome.clone().unwrap_or(Ok(())),
        };
        let item = shell.held.take().and_then(|held| held.into_result().ok()).and_then(|result| result.item);
        OperationResult { item, more_results: false, outcome }
    }

    fn stop_error(&self) -> Error {
        match self.shell.lock().state.end {
            Some(End::Stopped(stop)) => self.error_of(stop),
            _ => Error::new(Status::Failed, "The operation was stopped."),
        }
    }

    fn error_of(&self, stop: Stop) -> Error {
        errors::stopped(stop, &self.call, self.limit)
    }

    /// Nobody needs the operation any more.
    fn free(self: &Arc<Core>) {
        let receiver = self.receiver.lock().take();
        if let Some(receiver) = &receiver {
            receiver.freed();
        }
        if let (Some(session), Some(place)) = (&self.session, self.place) {
            session.forget(place);
        }
    }

    fn submit(&self, job: pool::Job) {
        match &self.session {
            Some(session) => session.runtime().pool().submit(job),
            // Only what could not start has no session, and that needs no worker.
            None => job(RunsOn::Caller),
        }
    }
}

/// Whether the request has one result at most, which then comes together with the outcome.
fn has_one_result(request: &Request) -> bool {
    match request {
        Request::GetInstance { .. }
        | Request::CreateInstance { .. }
        | Request::ModifyInstance { .. }
        | Request::DeleteInstance { .. }
        | Request::Invoke { .. }
        | Request::GetClass { .. }
        | Request::TestConnection => true,
        Request::EnumerateInstances { .. }
        | Request::QueryInstances { .. }
        | Request::AssociatorInstances { .. }
        | Request::ReferenceInstances { .. }
        | Request::EnumerateClasses { .. }
        | Request::Subscribe { .. } => false,
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Operation")
            .field("request", &self.call.request.name())
            .finish_non_exhaustive()
    }
}
