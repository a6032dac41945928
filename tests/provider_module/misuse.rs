//! What comes of a provider that does it wrong, or late, or not at all.

use mi::cim::{Error, Status, Value};
use mi::provider::{Posted, Request, StopReason};

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
    for part in [LIBRARY, "Sample_Thing", "Sample_Number"] {
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

/// Has the sample misuse its context, and gives the error that its client gets.
fn misuse(sample: &Sample, how: &str) -> Error {
    run(&provider(&sample.open(), "Sample_Thing"), ask_to("misuse", how)).unwrap_err()
}

fn check_names_the_provider(error: &Error, parts: &[&str]) {
    assert_eq!(error.status, Status::Failed, "{}", error.message);
    for part in [LIBRARY, "Sample_Thing"].iter().chain(parts) {
        assert!(error.message.contains(part), "{part}: {}", error.message);
    }
}

#[test]
fn what_is_no_answer_of_the_method_is_refused_and_fails_the_operation() {
    for (how, parts, logged) in [
        ("other-method", ["Add", "Do"], "parameters of another method: 4"),
        ("other-class", ["Sample_Number", "Do"], "an instance of a class: 4"),
        ("undeclared", ["Do", "Nothing"], "a strange parameter: 4"),
        ("mistyped", ["MIReturn", "uint32"], "a strange parameter: 13"),
    ] {
        let sample = Sample::new();
        check_names_the_provider(&misuse(&sample, how), &parts);
        assert!(sample.log().iter().any(|line| line == logged), "{:?}", sample.log());
    }
}

#[test]
fn an_instance_of_another_class_is_no_answer_to_a_creation() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let error = run(&things, Request::CreateInstance { instance: thing("other-class") }).unwrap_err();
    check_names_the_provider(&error, &["Sample_Number", "CreateInstance"]);
}

#[test]
fn a_result_that_there_is_none_of_is_a_failure_with_the_number() {
    let sample = Sample::new();
    check_names_the_provider(&misuse(&sample, "number"), &["4711"]);
    assert!(sample.log().contains(&"a number: 0".to_owned()));
}

#[test]
fn a_thread_that_comes_after_the_result_is_refused() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    run(&things, ask_to("misuse", "late-thread")).unwrap();
    for call in ["message", "question", "result"] {
        sample.wait_for(&format!("{call} from another thread: 4"));
    }
}

#[test]
fn an_array_that_claims_more_than_memory_has_is_refused_before_it_is_read() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    run(&things, ask_to("misuse", "long-array")).unwrap();
    let refused = Status::ServerLimitsExceeded.number();
    for what in ["a long piece", "a long array"] {
        let line = format!("{what}: {refused}");
        assert!(sample.log().contains(&line), "{:?}", sample.log());
    }
}

#[test]
fn an_array_whose_elements_are_null_is_empty_whatever_its_size() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let client = Client::start(&things, &call(ask_to("misuse", "empty-array")));
    client.outcome().unwrap();
    let pieces = client.posted();
    assert!(
        matches!(&pieces[..], [Posted::StreamedParameter { value: Value::Array(array), .. }] if array.is_empty()),
        "{pieces:?}"
    );
}

#[test]
fn names_that_are_null_and_types_that_there_are_none_of_are_refused() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    run(&things, ask_to("misuse", "values")).unwrap_err();
    for what in
        ["a class without a name", "an element without a name", "an element of no type", "a piece of no type"]
    {
        let line = format!("{what}: 4");
        assert!(sample.log().contains(&line), "{:?}", sample.log());
    }
}
