//! Several providers that answer one operation at the same time: what a subscription to a class and those that inherit from it is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::super::errors;
use super::super::runtime::Runtime;
use super::super::sync::Mutex;
use super::super::sync::atomic::{AtomicBool, Ordering};
use crate::cim::Error;
use crate::provider::{
    Call, Posted, Poster, Provider, Question, Reply, Sink, StopNotice, StopReason, Stopped, Work,
};

/// The provider of an operation that several answer at once. The first error stops the others and ends it, once all have finished.
pub(super) struct Together {
    name: String,
    runtime: Arc<Runtime>,
    providers: Vec<Arc<dyn Provider>>,
}

impl Together {
    pub(super) fn new(name: String, runtime: &Arc<Runtime>, providers: Vec<Arc<dyn Provider>>) -> Together {
        Together { name, runtime: Arc::clone(runtime), providers }
    }
}

impl Provider for Together {
    fn name(&self) -> &str {
        &self.name
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let poster = reply.poster();
        let shared = Arc::new(Shared {
            runtime: Arc::clone(&self.runtime),
            poster: poster.clone(),
            is_over: AtomicBool::new(false),
            state: Mutex::new(State {
                reply: Some(reply),
                running: self.providers.len(),
                notices: self.providers.iter().map(|_| None).collect(),
                stopped: None,
                error: None,
            }),
        });
        let stopped = Arc::clone(&shared);
        poster.on_stop(move |reason| stopped.stop(reason).into_iter().for_each(|notice| notice(reason)));
        for (number, provider) in self.providers.iter().enumerate() {
            let part = Part { shared: Arc::clone(&shared), number, has_finished: AtomicBool::new(false) };
            let part = Arc::new(part);
            let reply = Reply::new(Arc::clone(&part) as Arc<dyn Sink>);
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| provider.execute(call, reply))) {
                // Counts where the reply was kept; one that was dropped on the way has finished as given up.
                part.finish(Err(errors::panicked(provider.name(), &*panic)));
            }
        }
    }

    fn understands_option(&self, call: &Call, name: &str) -> bool {
        self.providers.iter().all(|provider| provider.understands_option(call, name))
    }
}

/// What the parts of the operation share.
struct Shared {
    runtime: Arc<Runtime>,
    poster: Poster,
    /// Nobody wants more: the client stopped it, or one of the providers failed.
    is_over: AtomicBool,
    state: Mutex<State>,
}

struct State {
    reply: Option<Reply>,
    running: usize,
    notices: Vec<Option<StopNotice>>,
    stopped: Option<StopReason>,
    /// The first error.
    error: Option<Error>,
}

impl Shared {
    /// Notes that the operation is stopped, and gives the notices of those who want to know.
    fn stop(&self, reason: StopReason) -> Vec<StopNotice> {
        self.is_over.store(true, Ordering::Release);
        let mut state = self.state.lock();
        state.stopped.get_or_insert(reason);
        state.notices.iter_mut().filter_map(Option::take).collect()
    }

    /// Calls a notice on a worker: code of the provider may be below on the stack here.
    fn tell(&self, notice: StopNotice, reason: StopReason) {
        self.runtime.pool().submit(Box::new(move |_| notice(reason)));
    }
}

/// One provider's side of the operation.
struct Part {
    shared: Arc<Shared>,
    number: usize,
    has_finished: AtomicBool,
}

impl Part {
    fn is_over(&self) -> bool {
        self.shared.is_over.load(Ordering::Acquire) || self.has_finished.load(Ordering::Acquire)
    }
}

impl Sink for Part {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        if self.is_over() { Err(Stopped) } else { self.shared.poster.post(result) }
    }

    fn post_at_once(&self, result: Posted) -> Result<Option<Posted>, Stopped> {
        if self.is_over() { Err(Stopped) } else { self.shared.poster.post_at_once(result) }
    }

    fn ask(&self, question: Question) -> Result<bool, Stopped> {
        if self.is_over() { Err(Stopped) } else { self.shared.poster.ask(question) }
    }

    fn finish(&self, outcome: Result<(), Error>) {
        if self.has_finished.swap(true, Ordering::AcqRel) {
            return;
        }
        let others = match &outcome {
            Ok(()) => Vec::new(),
            Err(_) => self.shared.stop(StopReason::None),
        };
        let (unused, last) = {
            let mut state = self.shared.state.lock();
            if let Err(error) = outcome {
                state.error.get_or_insert(error);
            }
            state.running -= 1;
            let reply = if state.running == 0 { state.reply.take() } else { None };
            (state.notices[self.number].take(), reply.map(|reply| (reply, state.error.take())))
        };
        drop(unused);
        others.into_iter().for_each(|notice| self.shared.tell(notice, StopReason::None));
        if let Some((reply, error)) = last {
            reply.finish(error.map_or(Ok(()), Err));
        }
    }

    fn go_on(&self, work: Work) {
        self.shared.poster.go_on(work);
    }

    fn is_stopped(&self) -> bool {
        self.is_over() || self.shared.poster.is_stopped()
    }

    fn on_stop(&self, notice: StopNotice) {
        let (old, due) = {
            let mut state = self.shared.state.lock();
            match state.stopped {
                Some(reason) => (None, Some((notice, reason))),
                None => (state.notices[self.number].replace(notice), None),
            }
        };
        drop(old);
        if let Some((notice, reason)) = due.filter(|_| !self.has_finished.load(Ordering::Acquire)) {
            self.shared.tell(notice, reason);
        }
    }
}
