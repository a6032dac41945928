//! Providers and receivers that do what they should not.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::super::super::tests::*;
use crate::cim::{Error, Status};

#[test]
fn a_single_result_before_a_failure_is_delivered_and_then_the_failure() {
    let (session, _application) = served(|_, reply| {
        reply.post_instance(numbered(1)).unwrap();
        reply.finish(Err(Error::new(Status::NotFound, "It is gone again.")));
    });
    let (reporter, told) = Reporter::new();
    let _operation = session.request(get()).start_with(reporter);
    let Told::Result(first) = told.recv().unwrap() else { panic!("a result comes first") };
    assert!(first.more_results && first.outcome.is_ok());
    assert_eq!(number_of(&first.item.unwrap().into_instance().unwrap()), 1);
    let Told::Result(last) = told.recv().unwrap() else { panic!("a result comes last") };
    assert_eq!(last.outcome.unwrap_err().status, Status::NotFound);
    assert!(!last.more_results && last.item.is_none());
}

#[test]
fn a_receiver_that_panics_gets_its_final_result_and_keeps_no_session_open() {
    let (session, application) = served(|_, reply| {
        reply.post_instance(numbered(1)).unwrap();
        reply.finish(Ok(()));
    });
    let (sender, ends) = channel();
    let receiver = OnResult(move |result: crate::engine::OperationResult| {
        sender.send(result.more_results).unwrap();
        panic!("this is a test");
    });
    let operation = session.request(enumerate()).start_with(Arc::new(receiver));
    assert_eq!((ends.recv(), ends.recv()), (Ok(true), Ok(false)));
    operation.close().unwrap();
    session.close().unwrap();
    application.close().unwrap();
}

#[test]
fn a_time_limit_beyond_all_time_is_none() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    session.request(get()).timeout(Duration::MAX).outcome().unwrap();
}
