//! What comes of a provider that does it wrong, or late, or not at all.

use mi::cim::Status;
use mi::provider::StopReason;

use crate::support::*;

#[test]
fn an_error_of_another_kind_keeps_its_number_and_text() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let error = run(&things, get("error")).unwrap_err();
    assert_eq!((error.status, error.message.as_str()), (Status::AccessDenied, "The thing is locked."));
    assert_eq!(error.cause.map(|cause| (cause.kind, cause.code)), Some(("ERRNO", 13)));
}

#[test]
fn an_error_instance_of_a_provider_reaches_the_client() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let error = run(&things, get("cim-error")).unwrap_err();
    assert_eq!((error.status, error.message.as_str()), (Status::AlreadyExists, "The thing is there twice."));
    assert_eq!(error.details.unwrap().class_name(), "OMI_Error");
}

#[test]
fn a_provider_may_answer_from_its_own_thread_after_its_function_returned() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    assert_eq!(text(&run(&things, get("late")).unwrap()[0], "Id").as_deref(), Some("late"));
}

#[test]
fn what_is_posted_after_the_result_is_refused() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    assert_eq!(run(&things, get("twice")).unwrap().len(), 1);
    assert_eq!(
        sample.log()[2..],
        [
            "first result: 0",
            "second result: 4",
            "instance after the end: 4",
            "message after the end: 4",
            "question after the end: 4"
        ]
    );
}

#[test]
fn null_arguments_are_refused_by_every_function() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let thing = run(&things, get("nulls")).unwrap().remove(0);
    assert_eq!(number(&thing, "Size"), Some(0), "so many functions did not refuse NULL");
}

#[test]
fn an_instance_of_another_class_is_refused_and_fails_the_operation() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let error = run(&things, get("other-class")).unwrap_err();
    assert_eq!(error.status, Status::Failed);
    for part in ["libsample.so", "Sample_Thing", "Sample_Number"] {
        assert!(error.message.contains(part), "{}", error.message);
    }
    assert_eq!(sample.log().last().unwrap(), "an instance of another class: 5");
}

#[test]
fn a_dynamic_instance_of_the_class_is_as_good_as_a_typed_one() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let thing = run(&things, get("dynamic")).unwrap().remove(0);
    assert_eq!((thing.class().is_none(), text(&thing, "Id").as_deref()), (true, Some("dynamic")));
}

#[test]
fn a_cancelled_provider_is_told_the_reason_and_may_free_its_data_once_the_result_is_posted() {
    let reasons = [
        (StopReason::None, 0),
        (StopReason::Timeout, 1),
        (StopReason::Shutdown, 2),
        (StopReason::ServiceStop, 3),
    ];
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    for (reason, expected) in reasons {
        let client = Client::start(&things, &call(get("cancel")));
        assert!(!client.is_finished());
        client.stop(reason);
        client.outcome().unwrap_err();
        let log = sample.log();
        assert!(log.contains(&format!("cancelled for reason {expected}")), "{log:?}");
        assert_eq!(log.last().unwrap(), "the context says that it was cancelled");
    }
}

#[test]
fn the_result_may_be_posted_inside_the_callback_of_the_cancellation() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let client = Client::start(&things, &call(get("cancel-inside")));
    client.stop(StopReason::None);
    client.outcome().unwrap_err();
    sample.wait_for("the result was posted inside the callback");
}
