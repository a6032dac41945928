//! Closing operations, sessions and applications.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::super::super::tests::*;
use crate::cim::{ErrorCategory, Status};
use crate::engine::{Application, OperationResult};
use crate::provider::{Call, Reply, Request};

#[test]
fn closing_an_unfinished_operation_stops_its_provider_and_waits_for_that() {
    let stopped = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stopped);
    let (session, _application) = served(move |_, reply| {
        let mut number = 0;
        while reply.post_instance(numbered(number)).is_ok() {
            number += 1;
        }
        seen.store(true, Ordering::SeqCst);
        reply.finish(Ok(()));
    });
    let operation = session.request(enumerate()).start();
    assert!(operation.next_result().unwrap().more_results);
    operation.close().unwrap();
    assert!(stopped.load(Ordering::SeqCst));
    assert_eq!(operation.close().unwrap_err().status, Status::InvalidParameter);
    session.close().unwrap();
}

#[test]
fn closing_does_not_wait_for_anybody_to_fetch() {
    let (session, _application) = served(|_, reply| reply.finish_with_instance(Ok(numbered(1))));
    session.request(get()).start().close().unwrap();
    session.close().unwrap();
}

#[test]
fn a_result_whose_delivery_waits_for_a_worker_is_not_thrown_away_by_closing() {
    let mut configuration = configuration();
    configuration.workers = 1;
    let application = Application::with_configuration(configuration);
    let (kept, replies) = channel();
    let (release, released) = sync_channel::<()>(0);
    let released = Mutex::new(released);
    let run = move |call: &Call, reply: Reply| match call.request {
        Request::EnumerateInstances { .. } => kept.send(reply).unwrap(),
        _ => {
            kept.send(reply).unwrap();
            released.lock().unwrap().recv().unwrap();
        }
    };
    application.set_repository(Arc::new(Fake { is_bounded: false, run })).unwrap();
    let session = application.new_session(None, None, None).unwrap();
    let (reporter, told) = Reporter::new();
    let operation = session.request(enumerate()).start_with(reporter);
    let reply = replies.recv().unwrap();
    let busy = session.request(get()).start();
    let other = replies.recv().unwrap();
    // The only worker is busy now, so that this one's delivery has begun, and its callback hasn't.
    reply.post_instance(numbered(1)).unwrap();
    reply.finish(Ok(()));
    operation.close().unwrap();
    release.send(()).unwrap();
    let results = [told.recv().unwrap(), told.recv().unwrap()].map(|told| match told {
        Told::Result(result) => (result.item.is_some(), result.outcome.is_ok()),
        other => panic!("{other:?}"),
    });
    assert_eq!(results, [(true, true), (false, true)], "a success has all its results");
    other.finish(Ok(()));
    busy.close().unwrap();
}

#[test]
fn a_session_waits_for_its_operations() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    let operation = session.request(get()).start();
    operation.next_result().unwrap();
    let (sender, order) = channel();
    let closer = sender.clone();
    let closing = thread::spawn(move || {
        session.close().unwrap();
        closer.send("session").unwrap();
    });
    sender.send("operation").unwrap();
    operation.close().unwrap();
    closing.join().unwrap();
    assert_eq!(order.try_iter().collect::<Vec<_>>(), ["operation", "session"]);
}

#[test]
fn closing_a_session_cancels_its_operations() {
    let (session, _application) = served(|_, reply| {
        let mut number = 0;
        while reply.post_instance(numbered(number)).is_ok() {
            number += 1;
        }
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(enumerate()).start_with(reporter);
    session.close_with(|| {}).unwrap();
    let error = told
        .iter()
        .find_map(|told| match told {
            Told::Result(result) if !result.more_results => result.outcome.err(),
            _ => None,
        })
        .unwrap();
    assert_eq!(error.category, ErrorCategory::OperationStopped);
    assert!(error.message.contains("session"), "{error}");
    operation.close().unwrap();
}

#[test]
fn the_completion_of_a_session_without_operations_runs_at_once() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    let (sender, receiver) = channel();
    session.close_with(move || sender.send(thread::current().id()).unwrap()).unwrap();
    assert_eq!(receiver.try_recv().unwrap(), thread::current().id());
    assert_eq!(session.close().unwrap_err().status, Status::InvalidParameter);
}

#[test]
fn the_completion_of_a_session_runs_on_a_worker_when_the_last_operation_is_closed() {
    let (session, application) = served(|_, reply| reply.finish(Ok(())));
    let operation = session.request(get()).start();
    operation.next_result().unwrap();
    let (sender, receiver) = channel();
    session.close_with(move || sender.send(thread::current().name().map(str::to_owned)).unwrap()).unwrap();
    assert!(receiver.try_recv().is_err());
    operation.close().unwrap();
    assert!(receiver.recv().unwrap().unwrap().starts_with("mi-worker-"));
    application.close().unwrap();
}

#[test]
fn nothing_starts_in_a_session_or_application_that_is_being_closed() {
    let (session, application) = served(|_, reply| reply.finish(Ok(())));
    let other = application.new_session(None, None, None).unwrap();
    session.close().unwrap();
    assert_eq!(session.request(get()).outcome().unwrap_err().status, Status::ServerIsShuttingDown);
    let (started, has_started) = channel();
    thread::scope(|scope| {
        let application = &application;
        scope.spawn(move || {
            started.send(()).unwrap();
            application.close().unwrap();
        });
        has_started.recv().unwrap();
        while application.new_session(None, None, None).is_ok() {
            thread::yield_now();
        }
        let error = application.new_session(None, None, None).unwrap_err();
        assert_eq!(error.status, Status::ServerIsShuttingDown);
        while other.request(get()).outcome().is_ok() {
            thread::yield_now();
        }
        assert_eq!(other.request(get()).outcome().unwrap_err().status, Status::ServerIsShuttingDown);
        other.close().unwrap();
    });
    assert_eq!(application.close().unwrap_err().status, Status::InvalidParameter);
}

#[test]
fn an_application_waits_for_its_sessions_and_cancels_their_operations() {
    let (session, application) = served(|_, reply| {
        let mut number = 0;
        while reply.post_instance(numbered(number)).is_ok() {
            number += 1;
        }
        reply.finish(Ok(()));
    });
    let operation = session.request(enumerate()).start();
    let closing = thread::spawn(move || application.close());
    let error = loop {
        let result = operation.next_result().unwrap();
        if !result.more_results {
            break result.outcome.unwrap_err();
        }
    };
    assert!(error.message.contains("application"), "{error}");
    operation.close().unwrap();
    assert!(!closing.is_finished(), "the session is open");
    session.close().unwrap();
    closing.join().unwrap().unwrap();
}

#[test]
fn closing_the_parent_inside_a_callback_is_an_error_and_no_deadlock() {
    let (session, application) = served(|_, reply| reply.finish(Ok(())));
    let both = Arc::new((session, application));
    let inside = Arc::clone(&both);
    let (sender, receiver) = channel();
    let callback = OnResult(move |_: OperationResult| {
        sender.send([inside.0.close(), inside.1.close()]).unwrap();
    });
    let operation = both.0.request(get()).start_with(Arc::new(callback));
    for refused in receiver.recv().unwrap() {
        let error = refused.unwrap_err();
        assert_eq!((error.status, error.category), (Status::Failed, ErrorCategory::DeadlockDetected));
    }
    operation.close().unwrap();
    both.0.close().unwrap();
    both.1.close().unwrap();
}

#[test]
fn a_callback_may_close_another_session() {
    let (session, application) = served(|_, reply| reply.finish(Ok(())));
    let other = Mutex::new(Some(application.new_session(None, None, None).unwrap()));
    let (sender, receiver) = channel();
    let callback = OnResult(move |_: OperationResult| {
        sender.send(other.lock().unwrap().take().unwrap().close()).unwrap();
    });
    let _operation = session.request(get()).start_with(Arc::new(callback));
    assert_eq!(receiver.recv().unwrap(), Ok(()));
}

#[test]
fn a_session_that_outlives_its_application_refuses_and_hurts_nobody() {
    let (session, application) = served(|_, reply| reply.finish(Ok(())));
    drop(application);
    assert_eq!(session.request(get()).outcome().unwrap_err().status, Status::ServerIsShuttingDown);
    session.close().unwrap();
}

#[test]
fn an_operation_that_never_started_to_run_is_stopped_without_asking_the_provider() {
    let (release, released) = sync_channel::<()>(0);
    let released = Mutex::new(released);
    let (entered, has_entered) = channel();
    let (session, _application) = served(move |_, reply| {
        entered.send(()).unwrap();
        released.lock().unwrap().recv().unwrap();
        reply.finish(Ok(()));
    });
    let operation = session.request(get()).start();
    has_entered.recv().unwrap();
    operation.cancel();
    release.send(()).unwrap();
    operation.close().unwrap();
    session.close().unwrap();
    let late: Application = Application::with_configuration(configuration());
    late.close().unwrap();
}
