//! Operations that deliver their results.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use super::super::super::tests::*;
use super::super::core::CAPACITY;
use crate::cim::{Error, ErrorCategory, Status, Value};
use crate::engine::{Operation, OperationResult};
use crate::provider::{OperationFlags, Posted};

fn result(told: Told) -> OperationResult {
    match told {
        Told::Result(result) => result,
        other => panic!("{other:?}"),
    }
}

#[test]
fn results_are_delivered_in_order_then_the_end_then_nothing() {
    let count = CAPACITY * 3;
    let (session, _application) = served(move |_, reply| {
        for number in 0..count {
            reply.post_instance(numbered(number)).unwrap();
        }
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(enumerate()).start_with(reporter);
    for number in 0..count {
        let result = result(told.recv().unwrap());
        assert!(result.more_results);
        assert_eq!(number_of(&result.item.unwrap().into_instance().unwrap()), number);
    }
    let last = result(told.recv().unwrap());
    assert!(!last.more_results && last.item.is_none() && last.outcome.is_ok());
    operation.close().unwrap();
    assert!(matches!(told.recv().unwrap(), Told::Freed));
    drop(operation);
    assert!(told.recv().is_err(), "nobody can tell anything any more");
}

#[test]
fn callbacks_run_on_a_thread_of_the_library() {
    let (session, _application) = served_inline(|_, reply| reply.finish(Ok(())));
    let (sender, names) = channel();
    let receiver = OnResult(move |_| sender.send(thread::current().name().map(str::to_owned)).unwrap());
    let _operation = session.request(get()).start_with(Arc::new(receiver));
    assert!(names.recv().unwrap().unwrap().starts_with("mi-worker-"));
}

#[test]
fn a_provider_with_threads_of_its_own_does_not_run_callbacks_on_them() {
    let (session, _application) = served(|_, reply| {
        thread::Builder::new()
            .name("a provider's own".to_owned())
            .spawn(move || {
                for number in 0..10 {
                    reply.post_instance(numbered(number)).unwrap();
                }
                reply.finish(Ok(()));
            })
            .unwrap();
    });
    let (sender, names) = channel();
    let receiver = OnResult(move |_| sender.send(thread::current().name().map(str::to_owned)).unwrap());
    let _operation = session.request(enumerate()).start_with(Arc::new(receiver));
    for _ in 0..11 {
        assert!(names.recv().unwrap().unwrap().starts_with("mi-worker-"));
    }
}

#[test]
fn who_posts_without_waiting_does_not_wait_for_the_callback_either() {
    let (posted, has_posted) = channel();
    let (session, _application) = served(move |_, reply| {
        assert!(reply.post_at_once(Posted::Instance(numbered(1))).unwrap().is_none());
        posted.send(()).unwrap();
        reply.finish(Ok(()));
    });
    let (has_posted, (sender, returned)) = (Mutex::new(has_posted), channel());
    let receiver = OnResult(move |result: OperationResult| {
        if result.more_results {
            let in_time = has_posted.lock().unwrap().recv_timeout(Duration::from_secs(10)).is_ok();
            sender.send(in_time).unwrap();
        }
    });
    let _operation = session.request(enumerate()).start_with(Arc::new(receiver));
    assert!(returned.recv().unwrap(), "the callback ran inside of the post");
}

#[test]
fn a_provider_that_goes_on_later_does_so_on_a_worker_with_its_panics_caught() {
    let (session, _application) = served(|_, reply| {
        thread::spawn(move || {
            let poster = reply.poster();
            poster.go_on(move || {
                let name = thread::current().name().map(str::to_owned).unwrap_or_default();
                assert!(!name.starts_with("mi-worker-"), "the work is done by {name}");
                drop(reply);
            });
        });
    });
    let error = session.request(get()).outcome().unwrap_err();
    assert!(error.message.contains("the work is done by mi-worker-"), "{}", error.message);
}

#[test]
fn what_a_provider_tells_besides_comes_in_its_place() {
    let (session, _application) = served(|_, reply| {
        reply.post(Posted::Message { channel: 1, text: "soon".into() }).unwrap();
        reply.post(Posted::StreamedParameter { name: "Piece".into(), value: Value::Uint8(1) }).unwrap();
        let progress = Posted::Progress {
            activity: "counting".into(),
            current_operation: String::new(),
            status: String::new(),
            percentage: 50,
            seconds_remaining: 1,
        };
        reply.post(progress).unwrap();
        reply.post_instance(numbered(1)).unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let _operation = session.request(get()).start_with(reporter);
    assert!(matches!(told.recv().unwrap(), Told::Message(1, text) if text == "soon"));
    assert!(matches!(told.recv().unwrap(), Told::Streamed(name, Value::Uint8(1)) if name == "Piece"));
    assert!(matches!(told.recv().unwrap(), Told::Progress(progress) if progress.percentage == 50));
    let last = result(told.recv().unwrap());
    assert!(!last.more_results && last.item.is_some());
}

#[test]
fn a_client_that_fetches_is_told_messages_on_its_way_to_the_next_result() {
    let (session, _application) = served(|_, reply| {
        reply.post(Posted::Message { channel: 0, text: "careful".into() }).unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).prepare(Some(reporter), true);
    operation.begin();
    assert!(!operation.next_result().unwrap().more_results);
    assert!(matches!(told.recv().unwrap(), Told::Message(0, text) if text == "careful"));
}

#[test]
fn the_next_result_waits_for_the_acknowledgement() {
    let (session, _application) = served(|_, reply| {
        for number in 0..3 {
            reply.post_instance(numbered(number)).unwrap();
        }
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let flags = OperationFlags::MANUAL_ACKNOWLEDGEMENT;
    let operation = session.request(enumerate()).flags(flags).start_with(reporter);
    for _ in 0..4 {
        result(told.recv().unwrap());
        assert!(told.try_recv().is_err(), "the next result came before the acknowledgement");
        let released = AtomicBool::new(false);
        // The callback may not have returned yet, and the acknowledgement counts all the same.
        operation.acknowledge(|| released.store(true, Ordering::Relaxed)).unwrap();
        assert!(released.into_inner());
    }
    operation.close().unwrap();
    assert!(matches!(told.recv().unwrap(), Told::Freed));
}

#[test]
fn an_acknowledgement_without_a_result_is_an_error() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    let (reporter, told) = Reporter::new();
    let flags = OperationFlags::MANUAL_ACKNOWLEDGEMENT;
    let operation = session.request(get()).flags(flags).start_with(reporter);
    result(told.recv().unwrap());
    operation.acknowledge(|| {}).unwrap();
    let error = operation.acknowledge(|| panic!("nothing is released twice")).unwrap_err();
    assert_eq!(error.status, Status::InvalidParameter);
}

#[test]
fn withheld_acknowledgements_keep_nobody_else_waiting() {
    let (session, _application) = served(|_, reply| {
        for number in 0..CAPACITY + 10 {
            if reply.post_instance(numbered(number)).is_err() {
                break;
            }
        }
        reply.finish(Ok(()));
    });
    let flags = OperationFlags::MANUAL_ACKNOWLEDGEMENT;
    let withheld: Vec<_> = (0..40)
        .map(|_| {
            let (reporter, told) = Reporter::new();
            let operation = session.request(enumerate()).flags(flags).start_with(reporter);
            result(told.recv().unwrap());
            (operation, told)
        })
        .collect();
    assert_eq!(session.request(enumerate()).instances().count(), CAPACITY as usize + 10);
    for (operation, told) in withheld {
        operation.close().unwrap();
        operation.acknowledge(|| {}).unwrap();
        assert!(!result(told.recv().unwrap()).more_results);
        operation.acknowledge(|| {}).unwrap();
        assert!(matches!(told.recv().unwrap(), Told::Freed));
    }
}

#[test]
fn a_callback_that_takes_its_time_keeps_no_other_operation_waiting() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    let (release, released) = sync_channel::<()>(0);
    let released = Mutex::new(released);
    let (entered, has_entered) = channel();
    let inside = OnResult(move |_| {
        entered.send(()).unwrap();
        released.lock().unwrap().recv().unwrap();
    });
    let blocked = session.request(get()).start_with(Arc::new(inside));
    has_entered.recv().unwrap();
    for _ in 0..5 {
        session.request(get()).outcome().unwrap();
    }
    release.send(()).unwrap();
    drop(blocked);
}

#[test]
fn a_callback_may_run_and_wait_for_other_operations() {
    let (session, _application) = served(|_, reply| {
        for number in 0..10 {
            reply.post_instance(numbered(number)).unwrap();
        }
        reply.finish(Ok(()));
    });
    let session = Arc::new(session);
    let inner = Arc::clone(&session);
    let (sender, receiver) = channel();
    let callback = OnResult(move |result: OperationResult| {
        let count = inner.request(enumerate()).instances().count();
        sender.send((count, result.more_results)).unwrap();
    });
    let operation = session.request(enumerate()).start_with(Arc::new(callback));
    for number in 0..11 {
        assert_eq!(receiver.recv().unwrap(), (10, number < 10));
    }
    drop(operation);
}

#[test]
fn an_operation_may_be_closed_from_its_own_callback() {
    let (session, _application) = served(|_, reply| {
        let mut number = 0;
        while reply.post_instance(numbered(number)).is_ok() {
            number += 1;
        }
        reply.finish(Ok(()));
    });
    let own: Arc<OnceLock<Operation>> = Arc::default();
    let closing = Arc::clone(&own);
    let (sender, receiver) = channel();
    let callback = OnResult(move |result: OperationResult| {
        if result.more_results {
            closing.wait().close().unwrap_or_default();
        }
        sender.send((result.more_results, result.outcome)).unwrap();
    });
    own.set(session.request(enumerate()).start_with(Arc::new(callback))).unwrap();
    assert!(receiver.recv().unwrap().0);
    let (more_results, outcome) = receiver.recv().unwrap();
    assert!(!more_results);
    assert_eq!(outcome.unwrap_err().category, ErrorCategory::OperationStopped);
}

#[test]
fn an_operation_that_is_closed_early_still_delivers_its_end() {
    let (release, released) = sync_channel::<()>(0);
    let released = Mutex::new(released);
    let (entered, has_entered) = channel();
    let (session, _application) = served(move |_, reply| {
        entered.send(()).unwrap();
        released.lock().unwrap().recv().unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    has_entered.recv().unwrap();
    operation.close().unwrap();
    assert_eq!(operation.close().unwrap_err().status, Status::InvalidParameter);
    assert!(result(told.recv().unwrap()).outcome.is_err());
    assert!(told.try_recv().is_err(), "it is freed when the provider has stopped, not before");
    release.send(()).unwrap();
    assert!(matches!(told.recv().unwrap(), Told::Freed));
}

#[test]
fn a_cancelled_operation_delivers_its_end_although_its_provider_goes_on() {
    let (release, released) = sync_channel::<()>(0);
    let released = Mutex::new(released);
    let (entered, has_entered) = channel();
    let (session, _application) = served(move |_, reply| {
        entered.send(()).unwrap();
        released.lock().unwrap().recv().unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    has_entered.recv().unwrap();
    operation.cancel();
    operation.cancel();
    let last = result(told.recv().unwrap());
    assert!(!last.more_results);
    assert_eq!(last.outcome.unwrap_err().category, ErrorCategory::OperationStopped);
    release.send(()).unwrap();
}

#[test]
fn time_that_runs_out_is_delivered_as_the_end() {
    let (release, released) = channel::<()>();
    let released = Mutex::new(released);
    let (session, _application) = served(move |_, reply| {
        released.lock().unwrap().recv().unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let _operation = session.request(get()).timeout(Duration::from_millis(5)).start_with(reporter);
    let error = result(told.recv().unwrap()).outcome.unwrap_err();
    assert_eq!((error.status, error.category), (Status::Failed, ErrorCategory::OperationTimeout));
    release.send(()).unwrap();
}

#[test]
fn what_cannot_start_is_delivered_before_the_start_returns() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    session.close().unwrap();
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    let last = result(told.try_recv().unwrap());
    assert!(!last.more_results);
    assert_eq!(last.outcome.unwrap_err().status, Status::ServerIsShuttingDown);
    assert!(operation.setup_failed());
    operation.close().unwrap();
    assert!(matches!(told.try_recv().unwrap(), Told::Freed));
}

#[test]
fn fetching_from_an_operation_that_delivers_is_an_error() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    let (reporter, _told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    assert_eq!(operation.next_result().unwrap_err().status, Status::InvalidParameter);
}

#[test]
fn many_operations_at_once_each_end_once() {
    let (session, _application) = served(|_, reply| {
        for number in 0..3 {
            reply.post_instance(numbered(number)).unwrap();
        }
        reply.finish(Err(Error::new(Status::Failed, "the end")));
    });
    let finals = Arc::new(AtomicUsize::new(0));
    let (sender, receiver) = channel();
    let operations: Vec<Operation> = (0..1000)
        .map(|_| {
            let finals = Arc::clone(&finals);
            let sender = sender.clone();
            let callback = OnResult(move |result: OperationResult| {
                if !result.more_results {
                    finals.fetch_add(1, Ordering::SeqCst);
                    sender.send(()).unwrap();
                }
            });
            session.request(enumerate()).start_with(Arc::new(callback))
        })
        .collect();
    for _ in 0..1000 {
        receiver.recv().unwrap();
    }
    drop(operations);
    session.close().unwrap();
    assert_eq!(finals.load(Ordering::SeqCst), 1000);
}
