//! Operations whose client fetches the results.

use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::super::super::tests::*;
use super::super::core::CAPACITY;
use crate::cim::{Error, ErrorCategory, Instance, Status, Text};
use crate::engine::ResultItem;
use crate::provider::{OperationFlags, Posted, Reply, Request, Stopped};

#[test]
fn an_operation_with_one_result_brings_it_together_with_the_end() {
    let (session, _application) = served(|_, reply| reply.finish_with_instance(Ok(numbered(7))));
    let operation = session.request(get()).start();
    let result = operation.next_result().unwrap();
    assert!(!result.more_results);
    assert_eq!(result.outcome, Ok(()));
    assert_eq!(number_of(&result.item.unwrap().into_instance().unwrap()), 7);
}

#[test]
fn an_enumeration_ends_with_a_result_that_holds_nothing() {
    let (session, _application) = served(|_, reply| {
        reply.post_instance(numbered(1)).unwrap();
        reply.finish(Ok(()));
    });
    let operation = session.request(enumerate()).start();
    let first = operation.next_result().unwrap();
    assert!(first.more_results && first.item.is_some());
    let last = operation.next_result().unwrap();
    assert!(!last.more_results && last.item.is_none());
    assert_eq!(last.outcome, Ok(()));
}

#[test]
fn after_the_end_comes_the_same_outcome_again() {
    let (session, _application) =
        served(|_, reply| reply.finish(Err(Error::new(Status::NotFound, "no such thing"))));
    let operation = session.request(get()).start();
    for _ in 0..3 {
        let result = operation.next_result().unwrap();
        assert!(!result.more_results && result.item.is_none());
        assert_eq!(result.outcome.unwrap_err().status, Status::NotFound);
    }
}

#[test]
fn the_one_result_is_not_given_twice() {
    let (session, _application) = served_inline(|_, reply| reply.finish_with_instance(Ok(numbered(7))));
    let operation = session.request(get()).start();
    assert!(operation.next_result().unwrap().item.is_some());
    assert!(operation.next_result().unwrap().item.is_none());
}

#[test]
fn what_is_posted_after_the_finish_does_not_take_the_place_of_the_one_result() {
    let (session, _application) = served_inline(|_, reply| {
        let poster = reply.poster();
        reply.finish_with_instance(Ok(numbered(1)));
        assert_eq!(poster.post_instance(numbered(2)), Err(Stopped));
    });
    let instance = session.request(get()).instance().unwrap().unwrap();
    assert_eq!(number_of(&instance), 1);
}

#[test]
fn results_come_in_their_order_and_none_is_lost() {
    let count = CAPACITY * 5 + 3;
    let (session, _application) = served(move |_, reply| {
        for number in 0..count {
            reply.post_instance(numbered(number)).unwrap();
        }
        reply.finish(Ok(()));
    });
    let numbers: Vec<u32> =
        session.request(enumerate()).instances().map(|instance| number_of(&instance.unwrap())).collect();
    assert_eq!(numbers, (0..count).collect::<Vec<_>>());
}

#[test]
fn batches_come_in_their_order() {
    let (session, _application) = served(move |_, reply| {
        for batch in 0..10 {
            let mut instances = (batch * 100..batch * 100 + 100).map(numbered).collect();
            reply.post_instances(&mut instances).unwrap();
            assert!(instances.is_empty());
        }
        reply.finish(Ok(()));
    });
    let numbers: Vec<u32> =
        session.request(enumerate()).instances().map(|instance| number_of(&instance.unwrap())).collect();
    assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
}

#[test]
fn a_provider_waits_while_its_client_is_behind() {
    let (posted, count) = channel();
    let (session, _application) = served(move |_, reply| {
        let mut number = 0;
        while reply.post_instance(numbered(number)).is_ok() {
            number += 1;
            posted.send(number).unwrap();
        }
        reply.finish(Ok(()));
    });
    let operation = session.request(enumerate()).start();
    for expected in 1..=CAPACITY {
        assert_eq!(count.recv().unwrap(), expected);
    }
    // The queue is full now: what comes next comes because something was fetched.
    assert!(count.try_recv().is_err());
    operation.next_result().unwrap();
    assert_eq!(count.recv().unwrap(), CAPACITY + 1);
}

#[test]
fn a_bounded_request_runs_on_the_thread_of_its_client() {
    let (sender, receiver) = channel();
    let (session, _application) = served_inline(move |_, reply| {
        sender.send(thread::current().id()).unwrap();
        reply.finish(Ok(()));
    });
    session.request(get()).outcome().unwrap();
    assert_eq!(receiver.recv().unwrap(), thread::current().id());
}

#[test]
fn a_bounded_provider_may_keep_the_reply_for_a_thread_of_its_own() {
    let (session, _application) = served_inline(|_, reply| {
        thread::spawn(move || reply.finish_with_instance(Ok(numbered(3))));
    });
    let instance = session.request(get()).instance().unwrap().unwrap();
    assert_eq!(number_of(&instance), 3);
}

#[test]
fn a_provider_may_finish_from_a_thread_of_its_own() {
    let (session, _application) = served(|_, reply| {
        thread::spawn(move || {
            for number in 0..1000 {
                reply.post_instance(numbered(number)).unwrap();
            }
            reply.finish(Ok(()));
        });
    });
    assert_eq!(session.request(enumerate()).instances().filter(Result::is_ok).count(), 1000);
}

#[test]
fn a_dropped_reply_fails_the_operation() {
    let (session, _application) = served(|_, reply| drop(reply));
    let error = session.request(get()).outcome().unwrap_err();
    assert_eq!(error.status, Status::Failed);
    assert!(error.message.contains("without finishing"), "{error}");
}

#[test]
fn a_panic_of_a_provider_fails_the_operation_with_its_text() {
    for is_bounded in [false, true] {
        let (session, _application) =
            served_by(Fake { is_bounded, run: |_: &_, _: Reply| panic!("the disk is on fire") });
        let error = session.request(get()).outcome().unwrap_err();
        assert_eq!(error.status, Status::Failed);
        assert!(error.message.contains("the disk is on fire"), "{error}");
        assert!(error.message.contains("fake"), "{error}");
    }
}

#[test]
fn a_panic_that_the_provider_catches_itself_fails_the_operation_too() {
    let (session, _application) = served(|_, reply| {
        let lost = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _reply = reply;
            panic!("this is a test");
        }));
        assert!(lost.is_err());
    });
    assert_eq!(session.request(get()).outcome().unwrap_err().status, Status::Failed);
}

#[test]
fn a_started_operation_reports_it_first_where_that_was_asked_for() {
    for is_bounded in [false, true] {
        let run = |_: &_, reply: Reply| reply.finish_with_instance(Ok(numbered(1)));
        let (session, _application) = served_by(Fake { is_bounded, run });
        let operation = session.request(get()).flags(OperationFlags::REPORT_OPERATION_STARTED).start();
        let first = operation.next_result().unwrap();
        assert!(first.more_results && first.item.is_none() && first.outcome.is_ok());
        assert!(operation.next_result().unwrap().item.is_some());
    }
}

#[test]
fn results_before_a_failure_are_given_before_it() {
    let (session, _application) = served(|_, reply| {
        reply.post_instance(numbered(1)).unwrap();
        reply.finish(Err(Error::new(Status::Failed, "halfway")));
    });
    for request in [get(), enumerate()] {
        let results: Vec<Result<Arc<Instance>, Error>> = session.request(request).instances().collect();
        assert_eq!(results.len(), 2);
        assert!(results[0].is_ok());
        assert_eq!(results[1].as_ref().unwrap_err().message, "halfway");
    }
}

#[test]
fn an_indication_brings_its_bookmark() {
    let (session, _application) = served(|_, reply| {
        let bookmark = Some(Text::from("17"));
        reply.post(Posted::Indication { instance: numbered(1), bookmark, machine_id: None }).unwrap();
        reply.finish(Ok(()));
    });
    let request = Request::Subscribe {
        dialect: "WQL".into(),
        query: "select * from Test_Event".into(),
        delivery: Arc::default(),
    };
    let operation = session.request(request).start();
    match operation.next_result().unwrap().item {
        Some(ResultItem::Indication { bookmark, .. }) => assert_eq!(bookmark, Some(Text::from("17"))),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_cancelled_operation_says_so_and_its_provider_is_told() {
    let (told, provider_was_told) = channel();
    let (session, _application) = served(move |_, reply| {
        let mut number = 0;
        while reply.post_instance(numbered(number)) != Err(Stopped) {
            number += 1;
        }
        assert!(reply.is_stopped());
        told.send(()).unwrap();
        reply.finish(Ok(()));
    });
    let operation = session.request(enumerate()).start();
    operation.next_result().unwrap();
    operation.cancel();
    let error = loop {
        let result = operation.next_result().unwrap();
        if !result.more_results {
            break result.outcome.unwrap_err();
        }
    };
    assert_eq!((error.status, error.category), (Status::Failed, ErrorCategory::OperationStopped));
    assert!(error.message.contains("cancelled") && error.message.contains("Test_Thing"), "{error}");
    provider_was_told.recv().unwrap();
}

#[test]
fn cancelling_after_the_provider_finished_changes_nothing() {
    let (session, _application) = served_inline(|_, reply| reply.finish_with_instance(Ok(numbered(1))));
    let operation = session.request(get()).start();
    operation.cancel();
    assert_eq!(operation.next_result().unwrap().outcome, Ok(()));
}

#[test]
fn a_cancel_wakes_a_client_that_waits() {
    let (started, has_started) = channel();
    let kept = Mutex::new(None);
    let (session, _application) = served(move |_, reply| {
        *kept.lock().unwrap() = Some(reply);
        started.send(()).unwrap();
    });
    let operation = Arc::new(session.request(get()).start());
    has_started.recv().unwrap();
    let waiting = Arc::clone(&operation);
    let client = thread::spawn(move || waiting.next_result().unwrap());
    operation.cancel();
    assert!(client.join().unwrap().outcome.is_err());
    drop(_application);
    // The provider keeps the reply until its application is gone, so that closing must not wait for it here.
    std::mem::forget(operation);
    std::mem::forget(session);
}

#[test]
fn time_that_runs_out_ends_the_operation() {
    let (release, released) = channel::<()>();
    let released = Mutex::new(released);
    let (session, _application) = served(move |_, reply| {
        released.lock().unwrap().recv().unwrap();
        assert!(reply.is_stopped());
        reply.finish(Ok(()));
    });
    let operation = session.request(get()).timeout(Duration::from_millis(5)).start();
    let error = operation.next_result().unwrap().outcome.unwrap_err();
    assert_eq!((error.status, error.category), (Status::Failed, ErrorCategory::OperationTimeout));
    release.send(()).unwrap();
}

#[test]
fn results_that_wait_for_the_client_do_not_time_out() {
    let (sender, receiver) = sync_channel::<()>(0);
    let sender = Mutex::new(sender);
    let (session, _application) = served(move |_, reply| {
        reply.post_instance(numbered(1)).unwrap();
        sender.lock().unwrap().send(()).unwrap();
        reply.finish(Ok(()));
    });
    let operation = session.request(enumerate()).timeout(Duration::from_millis(200)).start();
    receiver.recv().unwrap();
    assert!(operation.next_result().unwrap().item.is_some());
    assert_eq!(operation.next_result().unwrap().outcome, Ok(()));
}

#[test]
fn the_timeout_of_the_operation_counts_more_than_that_of_the_destination() {
    use crate::cim::datetime::Interval;
    use crate::cim::{Datetime, Value};
    use crate::provider::{OptionSet, OptionValue};
    let interval = |minutes| {
        let value = Value::Datetime(Datetime::Interval(Interval { minutes, ..Interval::default() }));
        OptionValue { value, must_comply: false }
    };
    let (sender, deadlines) = channel();
    let application = crate::engine::Application::with_configuration(configuration());
    let run = move |call: &crate::provider::Call, reply: Reply| {
        sender.send(call.deadline).unwrap();
        reply.finish(Ok(()));
    };
    application.set_repository(Arc::new(Fake { is_bounded: true, run })).unwrap();
    let destination: OptionSet = [("__mi_destinationoptions_timeout".to_owned(), interval(60))].into();
    let session = application.new_session(None, None, Some(Arc::new(destination))).unwrap();
    let options: OptionSet = [("__mi_operationoptions_timeout".to_owned(), interval(1))].into();
    let now = std::time::Instant::now();
    session.request(get()).outcome().unwrap();
    assert!(deadlines.recv().unwrap().unwrap() >= now + Duration::from_secs(3600));
    session.request(get()).options(Some(Arc::new(options))).outcome().unwrap();
    assert!(deadlines.recv().unwrap().unwrap() < now + Duration::from_secs(3600));
}

#[test]
fn a_wrong_namespace_or_class_name_is_an_error_of_the_operation() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    let error = session.request(enumerate()).namespace("root//x").outcome().unwrap_err();
    assert_eq!(error.status, Status::InvalidNamespace);
    for class_name in ["", "no-name"] {
        let request = Request::EnumerateInstances { class_name: class_name.into(), keys_only: false };
        assert_eq!(session.request(request).outcome().unwrap_err().status, Status::InvalidParameter);
    }
}

#[test]
fn a_registered_class_is_served_by_its_provider_and_not_by_the_repository() {
    let (session, application) =
        served_inline(|_, reply| reply.finish(Err(Error::new(Status::InvalidClass, ""))));
    let run = |_: &_, reply: Reply| reply.finish_with_instance(Ok(numbered(42)));
    let provider = Arc::new(Fake { is_bounded: true, run });
    application.register_provider("root/Test", "TEST_Thing", provider).unwrap();
    let asked = |namespace: &str| session.request(get()).namespace(namespace).instance();
    assert_eq!(number_of(&asked("ROOT\\test").unwrap().unwrap()), 42);
    assert_eq!(asked("root/cimv2").unwrap_err().status, Status::InvalidClass);
    application.unregister_provider("root/test", "Test_Thing").unwrap();
    assert_eq!(asked("root/test").unwrap_err().status, Status::InvalidClass);
}

#[test]
fn a_session_with_another_machine_opens_and_its_operations_say_what_is_missing() {
    let (_session, application) = served(|_, reply| reply.finish(Ok(())));
    let session = application.new_session(None, Some("server.example"), None).unwrap();
    let error = session.request(Request::TestConnection).outcome().unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("server.example"), "{error}");
}

#[test]
fn who_can_not_wait_gets_back_what_the_client_has_no_room_for() {
    let (sender, taken) = channel();
    let sender = Mutex::new(sender);
    let (session, _application) = served(move |_, reply| {
        let post = |number| reply.post_at_once(Posted::Instance(numbered(number))).unwrap();
        let refused = (0..).find(|&number| post(number).is_some()).unwrap();
        sender.lock().unwrap().send(refused).unwrap();
        reply.finish(Ok(()));
    });
    let operation = session.request(enumerate()).start();
    assert_eq!(taken.recv().unwrap(), CAPACITY);
    assert_eq!(operation.instances().count(), CAPACITY as usize);
}

#[test]
fn a_stream_that_stalls_keeps_no_result_from_the_client() {
    let (sender, seen) = channel();
    let seen = Mutex::new(seen);
    let (session, _application) = served(move |_, reply| {
        for number in 0..500 {
            reply.post_instance(numbered(number)).unwrap();
            if number % 100 == 99 {
                // Goes on only when the client has this one.
                while seen.lock().unwrap().recv().unwrap() != number {}
            }
        }
        reply.finish(Ok(()));
    });
    let results = session.request(enumerate()).instances();
    let numbers = results.map(|instance| {
        let number = number_of(&instance.unwrap());
        sender.send(number).unwrap();
        number
    });
    assert_eq!(numbers.collect::<Vec<_>>(), (0..500).collect::<Vec<_>>());
}
