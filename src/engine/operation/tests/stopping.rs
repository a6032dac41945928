//! What a provider is told when its operation is stopped.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver as Channel, Sender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use super::super::super::tests::*;
use crate::cim::ErrorCategory;
use crate::engine::{Application, Operation, Session};
use crate::provider::{Poster, Reply, StopReason};

/// What was told, and on which thread.
type Notice = (StopReason, Option<String>);

fn telling(poster: &Poster, sender: &Sender<Notice>) {
    let sender = sender.clone();
    poster.on_stop(move |reason| {
        sender.send((reason, thread::current().name().map(str::to_owned))).unwrap();
    });
}

/// A provider that wants to be told of a stop, hands its reply to the test, and returns.
fn listening() -> (Session, Application, Channel<Reply>, Channel<Notice>) {
    let (sender, notices) = channel();
    let (hand_over, replies) = channel();
    let (session, application) = served(move |_, reply| {
        telling(&reply, &sender);
        hand_over.send(reply).unwrap();
    });
    (session, application, replies, notices)
}

#[test]
fn a_provider_is_told_of_a_stop_once_on_a_worker_and_with_the_reason() {
    let reasons = [StopReason::None, StopReason::Timeout, StopReason::Shutdown, StopReason::ServiceStop];
    for reason in reasons {
        let (session, _application, replies, notices) = listening();
        let operation = session.request(get()).start();
        let reply = replies.recv().unwrap();
        operation.cancel_because(reason);
        operation.cancel_because(StopReason::None);
        let (told, thread) = notices.recv().unwrap();
        assert_eq!(told, reason);
        assert!(thread.unwrap().starts_with("mi-worker-"));
        reply.finish(Ok(()));
        operation.close().unwrap();
        session.close().unwrap();
        assert!(notices.try_recv().is_err(), "it is told once");
    }
}

#[test]
fn the_final_error_says_the_reason_of_a_cancellation() {
    let words = [
        (StopReason::None, "was cancelled."),
        (StopReason::Timeout, "time"),
        (StopReason::Shutdown, "shuts down"),
        (StopReason::ServiceStop, "service"),
    ];
    for (reason, word) in words {
        let (session, _application, replies, _notices) = listening();
        let operation = session.request(get()).start();
        let reply = replies.recv().unwrap();
        operation.cancel_because(reason);
        let error = operation.next_result().unwrap().outcome.unwrap_err();
        assert_eq!(error.category, ErrorCategory::OperationStopped);
        assert!(error.message.contains(word), "{error}");
        reply.finish(Ok(()));
    }
}

#[test]
fn time_that_runs_out_is_told_as_that() {
    let (session, _application, replies, notices) = listening();
    let operation = session.request(get()).timeout(Duration::from_secs(3600)).start();
    let reply = replies.recv().unwrap();
    // The test stands in for the timer.
    operation.core.time_is_up();
    assert_eq!(notices.recv().unwrap().0, StopReason::Timeout);
    reply.finish(Ok(()));
    drop(operation);
}

#[test]
fn what_is_closed_gives_no_reason() {
    fn close_operation(operation: Operation, _: &Session) {
        operation.close().unwrap();
    }
    fn close_session(operation: Operation, session: &Session) {
        session.close_with(|| {}).unwrap();
        drop(operation);
    }
    for close in [close_operation as fn(Operation, &Session), close_session] {
        let (session, _application, replies, notices) = listening();
        let (reporter, _told) = Reporter::new();
        let operation = session.request(get()).start_with(reporter);
        let reply = replies.recv().unwrap();
        close(operation, &session);
        assert_eq!(notices.recv().unwrap().0, StopReason::None);
        reply.finish(Ok(()));
    }
}

#[test]
fn a_provider_that_finished_is_told_nothing() {
    let (session, _application, replies, notices) = listening();
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    replies.recv().unwrap().finish(Ok(()));
    assert!(matches!(told.recv().unwrap(), Told::Result(_)));
    operation.cancel();
    operation.close().unwrap();
    drop(session);
    drop(operation);
    assert!(matches!(told.recv().unwrap(), Told::Freed));
    assert!(notices.try_recv().is_err());
}

#[test]
fn who_wants_to_be_told_after_the_stop_is_told_at_once() {
    let (sender, notices) = channel();
    let (session, _application, replies, _none) = listening();
    let operation = session.request(get()).start();
    let reply = replies.recv().unwrap();
    operation.cancel_because(StopReason::Shutdown);
    telling(&reply, &sender);
    assert_eq!(notices.recv().unwrap().0, StopReason::Shutdown);
    reply.finish(Ok(()));
    drop(operation);
}

#[test]
fn a_second_function_takes_the_place_of_the_first() {
    let (first, told_first) = channel();
    let (second, told_second) = channel();
    let (session, _application, replies, _none) = listening();
    let operation = session.request(get()).start();
    let reply = replies.recv().unwrap();
    telling(&reply, &first);
    telling(&reply, &second);
    drop((first, second));
    operation.cancel();
    assert!(told_second.recv().is_ok());
    reply.finish(Ok(()));
    drop(operation);
    assert!(told_first.recv().is_err());
}

#[test]
fn a_provider_may_finish_while_it_is_told() {
    let (session, _application) = served(|_, reply| {
        let poster = reply.poster();
        let reply = Mutex::new(Some(reply));
        poster.on_stop(move |_| {
            let reply = reply.lock().unwrap().take().unwrap();
            reply.finish(Ok(()));
        });
    });
    let operation = session.request(get()).start();
    operation.close().unwrap();
    session.close().unwrap();
}

#[test]
fn a_session_is_not_closed_while_a_provider_is_told_of_the_stop() {
    let (entered, has_entered) = channel();
    let (release, released) = sync_channel::<()>(0);
    let released = Mutex::new(Some(released));
    let (hand_over, replies) = channel();
    let (session, _application) = served(move |_, reply| {
        let entered = entered.clone();
        let released = released.lock().unwrap().take().unwrap();
        reply.on_stop(move |_| {
            entered.send(()).unwrap();
            released.recv().unwrap();
        });
        hand_over.send(reply).unwrap();
    });
    let operation = session.request(get()).start();
    let reply = replies.recv().unwrap();
    operation.cancel();
    has_entered.recv().unwrap();
    reply.finish(Ok(()));
    operation.close().unwrap();
    let (closed, is_closed) = channel();
    session.close_with(move || closed.send(()).unwrap()).unwrap();
    assert!(is_closed.try_recv().is_err());
    release.send(()).unwrap();
    is_closed.recv().unwrap();
}

#[test]
fn a_provider_that_panics_when_it_is_told_hurts_nobody() {
    let (hand_over, replies) = channel();
    let (session, _application) = served(move |_, reply| {
        reply.on_stop(|_| panic!("this is a test"));
        hand_over.send(reply).unwrap();
    });
    let operation = session.request(get()).start();
    let reply = replies.recv().unwrap();
    operation.cancel();
    reply.finish(Ok(()));
    operation.close().unwrap();
    session.close().unwrap();
}
