//! A reply that stands between an operation and one of the providers that answer it.

use std::sync::Arc;

use super::super::sync::Mutex;
use super::super::sync::atomic::{AtomicBool, Ordering};
use crate::cim::{Error, Instance};
use crate::provider::{Posted, Poster, Question, Reply, Sink, StopNotice, Stopped, Work};

/// What is made of each result on its way: another, or nothing. An error ends the operation.
pub(super) type Filter = Arc<dyn Fn(Posted) -> Result<Option<Posted>, Error> + Send + Sync>;
/// What two filters make of a result, the first one first.
pub(super) fn both(first: Filter, second: Filter) -> Filter {
    Arc::new(move |result| match first(result)? {
        Some(result) => second(result),
        None => Ok(None),
    })
}

/// What follows when the provider has finished.
type Then = Box<dyn FnOnce(Result<(), Error>) + Send>;

/// Passes on what a provider posts, and keeps its outcome for who decides what follows.
struct Relay {
    poster: Poster,
    filter: Option<Filter>,
    /// Set when a filter fails; the provider is told that nobody wants the rest.
    failure: Mutex<Option<Error>>,
    has_failed: AtomicBool,
    then: Mutex<Option<Then>>,
    /// What the provider wants to be told with, until it has finished.
    notice: Arc<Mutex<Option<StopNotice>>>,
}

/// A reply whose results go to `poster`, and whose outcome goes to `then`.
pub(super) fn relay(
    poster: Poster,
    filter: Option<Filter>,
    then: impl FnOnce(Result<(), Error>) + Send + 'static,
) -> Reply {
    Reply::new(Arc::new(Relay {
        poster,
        filter,
        failure: Mutex::new(None),
        has_failed: AtomicBool::new(false),
        then: Mutex::new(Some(Box::new(then))),
        notice: Arc::default(),
    }))
}

impl Relay {
    fn is_over(&self) -> bool {
        self.has_failed.load(Ordering::Acquire) || self.then.lock().is_none()
    }

    fn filtered(&self, result: Posted) -> Result<Option<Posted>, Stopped> {
        let Some(filter) = &self.filter else { return Ok(Some(result)) };
        filter(result).map_err(|error| {
            self.failure.lock().get_or_insert(error);
            self.has_failed.store(true, Ordering::Release);
            Stopped
        })
    }
}

impl Sink for Relay {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        if self.is_over() {
            return Err(Stopped);
        }
        match self.filtered(result)? {
            Some(result) => self.poster.post(result),
            None if self.poster.is_stopped() => Err(Stopped),
            None => Ok(()),
        }
    }

    fn post_instances(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        match self.filter {
            None if self.is_over() => Err(Stopped),
            None => self.poster.post_instances(instances),
            Some(_) => instances.drain(..).try_for_each(|instance| self.post(Posted::Instance(instance))),
        }
    }

    fn post_instances_at_once(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        match self.filter {
            None if self.is_over() => Err(Stopped),
            None => self.poster.post_instances_at_once(instances),
            // What a filter lets pass may have to wait, and would then be filtered twice.
            Some(_) => Ok(()),
        }
    }

    fn ask(&self, question: Question) -> Result<bool, Stopped> {
        if self.is_over() { Err(Stopped) } else { self.poster.ask(question) }
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let then = self.then.lock().take();
        drop(self.notice.lock().take());
        if let Some(then) = then {
            let failure = self.failure.lock().take();
            then(failure.map_or(outcome, Err));
        }
    }

    fn go_on(&self, work: Work) {
        self.poster.go_on(work);
    }

    fn is_stopped(&self) -> bool {
        self.has_failed.load(Ordering::Acquire) || self.poster.is_stopped()
    }

    fn on_stop(&self, notice: StopNotice) {
        *self.notice.lock() = Some(notice);
        let current = Arc::clone(&self.notice);
        self.poster.on_stop(move |reason| {
            // Nobody is told who has finished.
            let notice = current.lock().take();
            if let Some(notice) = notice {
                notice(reason);
            }
        });
    }
}
