//! Closing: of operations, sessions and applications, by several threads at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use shuttle::sync::mpsc::channel;

use super::explore;
use super::support::*;
use crate::cim::Status;
use crate::engine::tests::{Fake, enumerate, numbered};
use crate::engine::{Application, OperationResult, Receiver};
use crate::provider::{Call, Provider, Reply};
use crate::sync::OnceLock;
use crate::sync::thread::alive;

/// A provider that posts until nobody wants more, and says that it is about to stop.
fn posting_for_ever(stopped: &Arc<AtomicBool>) -> impl Provider + 'static {
    let stopped = Arc::clone(stopped);
    let run = move |_: &Call, reply: Reply| {
        let stopped = Arc::clone(&stopped);
        go(move || {
            while reply.post_instance(numbered(0)).is_ok() {
                shuttle::thread::yield_now();
            }
            pause();
            stopped.store(true, Ordering::Relaxed);
            reply.finish(Ok(()));
        });
    };
    Fake { is_bounded: false, run }
}

#[test]
fn of_two_threads_that_close_an_operation_one_does_and_waits_for_the_provider() {
    explore(|| {
        let stopped = Arc::default();
        let house = House::new(posting_for_ever(&stopped));
        let operation = Arc::new(house.session.request(enumerate()).start());
        operation.next_result().unwrap();
        let close = || {
            let (operation, stopped) = (Arc::clone(&operation), Arc::clone(&stopped));
            go(move || {
                let closed = operation.close().is_ok();
                assert!(!closed || stopped.load(Ordering::Relaxed), "closed before the provider stopped");
                closed
            })
        };
        let closers = [close(), close()];
        let closed = join(closers);
        assert_eq!(closed.into_iter().filter(|closed| *closed).count(), 1);
        drop(operation);
        house.end();
    });
}

#[test]
fn a_close_wakes_who_fetches_and_who_posts() {
    explore(|| {
        let stopped = Arc::default();
        let house = House::new(posting_for_ever(&stopped));
        let operation = Arc::new(house.session.request(enumerate()).start());
        // A provider that did not begin yet need not be waited for.
        operation.next_result().unwrap();
        let fetching = Arc::clone(&operation);
        let client = go(move || {
            while fetching.next_result().unwrap().more_results {
                shuttle::thread::yield_now();
            }
        });
        operation.close().unwrap();
        assert!(stopped.load(Ordering::Relaxed), "closed before the provider stopped");
        client.join().unwrap();
        drop(operation);
        house.end();
    });
}

/// Closes its operation from inside the callback for the first result, and cancels it again afterwards.
struct ClosesInside {
    watch: Arc<Watch>,
    operation: OnceLock<Arc<crate::engine::Operation>>,
}

impl Receiver for ClosesInside {
    fn result(&self, result: OperationResult) {
        if let Some(operation) = self.operation.get() {
            let _ = operation.close();
            operation.cancel();
        }
        self.watch.result(result);
    }

    fn freed(&self) {
        self.watch.freed();
    }
}

#[test]
fn an_operation_of_a_worker_may_be_closed_inside_of_its_own_callback() {
    close_inside(Place::Here);
}

#[test]
fn an_operation_of_another_thread_may_be_closed_inside_of_its_own_callback() {
    close_inside(Place::Elsewhere);
}

fn close_inside(place: Place) {
    explore(move || {
        let house = House::new(posting(3, place));
        let (watch, told) = Watch::new(false);
        let receiver = Arc::new(ClosesInside { watch: Arc::clone(&watch), operation: OnceLock::new() });
        let operation = Arc::new(house.session.request(enumerate()).start_with(Arc::clone(&receiver) as _));
        // The first callbacks may be over by now.
        let _ = receiver.operation.set(Arc::clone(&operation));
        while told.recv().unwrap() != Told::FinalResult {}
        let _ = operation.close();
        while told.recv().unwrap() != Told::Freed {}
        drop((operation, receiver));
        house.end();
        watch.check(3);
    });
}

#[test]
fn a_fetched_operation_that_starts_while_its_session_closes_has_one_final_result_all_the_same() {
    start_while_the_session_closes(true);
}

#[test]
fn a_delivered_operation_that_starts_while_its_session_closes_has_one_final_result_all_the_same() {
    start_while_the_session_closes(false);
}

fn start_while_the_session_closes(is_synchronous: bool) {
    explore(move || {
        let house = House::new(posting(1, Place::Here));
        let session = Arc::clone(&house.session);
        let closer = go(move || session.close().unwrap());
        let (watch, told) =
            if is_synchronous { Watch::of_a_client_that_fetches() } else { Watch::new(false) };
        let operation = watched(&house, &watch, Interruption::Nothing);
        operation.begin();
        if is_synchronous {
            while { operation.next_result().unwrap() }.more_results {}
        } else {
            while told.recv().unwrap() != Told::FinalResult {}
        }
        let refused = operation.setup_failed();
        operation.close().unwrap();
        closer.join().unwrap();
        let late = house.session.request(enumerate()).outcome().unwrap_err();
        assert_eq!(late.status, Status::ServerIsShuttingDown);
        assert!(refused || told.recv().unwrap() != Told::Result);
        drop(operation);
        house.end();
    });
}

#[test]
fn of_two_threads_that_close_a_session_one_does_and_one_completion_is_called() {
    explore(|| {
        let house = House::new(posting(1, Place::Elsewhere));
        let operation = house.session.request(enumerate()).start();
        let completions = Arc::new(AtomicU32::new(0));
        let close = || {
            let (session, completions) = (Arc::clone(&house.session), Arc::clone(&completions));
            go(move || {
                let complete = move || {
                    completions.fetch_add(1, Ordering::Relaxed);
                };
                session.close_with(complete).is_ok()
            })
        };
        let closers = [close(), close()];
        drop(operation);
        let closed = join(closers);
        assert_eq!(closed.into_iter().filter(|closed| *closed).count(), 1);
        house.application.close().unwrap();
        assert_eq!(completions.load(Ordering::Relaxed), 1, "called before the application is closed");
        house.end();
    });
}

#[test]
fn an_application_waits_for_all_its_sessions_and_ends_all_threads() {
    explore(|| {
        let house = House::new(posting(1, Place::Here));
        let other = house.application.new_session(None, None, None).unwrap();
        let operation = other.request(enumerate()).start();
        let (closed, was_closed) = channel();
        let session = Arc::clone(&house.session);
        let threads = [
            go(move || {
                drop(operation);
                other.close().unwrap();
                closed.send(()).unwrap();
            }),
            go(move || session.close().unwrap()),
        ];
        house.application.close().unwrap();
        assert_eq!(alive(), 0);
        join(threads);
        was_closed.recv().unwrap();
        house.end();
    });
}

#[test]
fn applications_that_come_and_go_at_once_share_threads_and_end_them() {
    explore(|| {
        let live = || {
            go(|| {
                let house = House::new(posting(1, Place::Here));
                assert_eq!(house.session.request(enumerate()).instances().filter(Result::is_ok).count(), 1);
                house.session.close().unwrap();
                house.application.close().unwrap();
            })
        };
        let threads = [live(), live()];
        join(threads);
        assert_eq!(alive(), 0);
    });
}

#[test]
fn an_application_that_a_worker_lets_go_of_ends_its_threads() {
    explore(|| {
        let (gone, is_gone) = channel::<()>();
        {
            let house = House::new(posting(1, Place::Here));
            let (watch, told) = Watch::new(false);
            let operation = watched(&house, &watch, Interruption::Nothing);
            operation.begin();
            let kept: Arc<Application> = Arc::clone(&house.application);
            house
                .session
                .close_with(move || {
                    drop(kept);
                    drop(gone);
                })
                .unwrap();
            while told.recv().unwrap() != Told::FinalResult {}
        }
        assert!(is_gone.recv().is_err());
        while alive() > 0 {
            shuttle::thread::yield_now();
        }
    });
}
