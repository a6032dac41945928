//! A reply that stands between an operation and one of the providers that answer it.

use std::sync::Arc;

use super::super::sync::Mutex;
use super::super::sync::atomic::{AtomicBool, Ordering};
use crate::cim::{Error, Instance};
use crate::provider::{Posted, Poster, Question, Reply, Sink, StopNotice, StopReason, Stopped, Work};

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
    stopping: Arc<Mutex<Stopping>>,
}

/// What is to be told, and to whom, when the operation is stopped.
enum Stopping {
    /// The provider goes on, and may want to be told.
    GoesOn(Option<StopNotice>),
    /// The operation was stopped, for this reason.
    Stopped(StopReason),
    /// The provider has finished: what it wants to be told from here on is nobody's concern, and must not take the place of what
    /// follows after it.
    Finished,
}

/// A reply whose results go to `poster`, and whose outcome goes to `then`.
pub(super) fn relay(
    poster: Poster,
    filter: Option<Filter>,
    then: impl FnOnce(Result<(), Error>) + Send + 'static,
) -> Reply {
    let stopping = Arc::new(Mutex::new(Stopping::GoesOn(None)));
    let current = Arc::clone(&stopping);
    // Once, and before the provider is asked: one that finishes on another thread meanwhile is followed by who wants to be told itself.
    poster.on_stop(move |reason| {
        let notice = {
            let mut stopping = current.lock();
            match &mut *stopping {
                Stopping::GoesOn(notice) => {
                    let notice = notice.take();
                    *stopping = Stopping::Stopped(reason);
                    notice
                }
                Stopping::Stopped(_) | Stopping::Finished => None,
            }
        };
        if let Some(notice) = notice {
            notice(reason);
        }
    });
    Reply::new(Arc::new(Relay {
        poster,
        filter,
        failure: Mutex::new(None),
        has_failed: AtomicBool::new(false),
        then: Mutex::new(Some(Box::new(then))),
        stopping,
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
        let unused = std::mem::replace(&mut *self.stopping.lock(), Stopping::Finished);
        drop(unused);
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
        let (unused, reason) = {
            let mut stopping = self.stopping.lock();
            match &mut *stopping {
                Stopping::GoesOn(current) => (current.replace(notice), None),
                Stopping::Stopped(reason) => (Some(notice), Some(*reason)),
                Stopping::Finished => (Some(notice), None),
            }
        };
        match (unused, reason) {
            // Code of the provider may be below on the stack here.
            (Some(notice), Some(reason)) => self.poster.go_on(move || notice(reason)),
            (unused, _) => drop(unused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An operation that can be stopped.
    #[derive(Default)]
    struct Client {
        notice: Mutex<Option<StopNotice>>,
    }

    impl Client {
        fn stop(&self) {
            let notice = self.notice.lock().take();
            notice.into_iter().for_each(|notice| notice(StopReason::Timeout));
        }
    }

    impl Sink for Client {
        fn post(&self, _: Posted) -> Result<(), Stopped> {
            Ok(())
        }

        fn ask(&self, _: Question) -> Result<bool, Stopped> {
            Ok(true)
        }

        fn finish(&self, _: Result<(), Error>) {}

        fn is_stopped(&self) -> bool {
            false
        }

        fn on_stop(&self, notice: StopNotice) {
            *self.notice.lock() = Some(notice);
        }
    }

    /// What was told to whom.
    type Told = Arc<Mutex<Vec<(&'static str, StopReason)>>>;

    fn note(told: &Told, who: &'static str) -> impl FnOnce(StopReason) + Send + 'static {
        let told = Arc::clone(told);
        move |reason| told.lock().push((who, reason))
    }

    #[test]
    fn a_provider_is_told_that_its_operation_is_stopped() {
        let (client, told) = (Arc::new(Client::default()), Told::default());
        let outer = Reply::new(Arc::clone(&client) as Arc<dyn Sink>);
        let inner = relay(outer.poster(), None, |_| {});
        inner.on_stop(note(&told, "provider"));
        client.stop();
        inner.on_stop(note(&told, "late"));
        assert_eq!(*told.lock(), [("provider", StopReason::Timeout), ("late", StopReason::Timeout)]);
        inner.finish(Ok(()));
        outer.finish(Ok(()));
    }

    #[test]
    fn who_has_finished_takes_the_place_of_nobody_who_follows() {
        let (client, told) = (Arc::new(Client::default()), Told::default());
        let outer = Reply::new(Arc::clone(&client) as Arc<dyn Sink>);
        let (poster, follows) = (outer.poster(), note(&told, "who follows"));
        let inner = relay(outer.poster(), None, move |_| poster.on_stop(follows));
        let provider = inner.poster();
        // On another thread this may come before the provider says what it wants to be told.
        inner.finish(Ok(()));
        provider.on_stop(note(&told, "provider"));
        client.stop();
        assert_eq!(*told.lock(), [("who follows", StopReason::Timeout)]);
        outer.finish(Ok(()));
    }
}
