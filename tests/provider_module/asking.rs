//! What a provider asks and tells its client, and what it learns of it.

use std::sync::Arc;

use mi::cim::{Array, Text, Value};
use mi::provider::{Posted, PromptKind, Question};

use crate::support::*;

/// What `Do` answers: its return value, and what it learnt.
fn done(what: &str, text_given: &str, options: &[(&str, Value)]) -> (u32, String) {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let mut call = call(ask_to(what, text_given));
    call.options = crate::support::options(options);
    let result = run_call(&things, &call).unwrap().remove(0);
    (number(&result, "ReturnValue").unwrap(), text(&result, "Answer").unwrap())
}

#[test]
fn a_question_comes_with_its_text_and_the_answer_goes_back() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let questions = [
        ("prompt", PromptKind::Normal, "Sure?"),
        ("critical", PromptKind::Critical, "Sure?"),
        ("process", PromptKind::Normal, "Performing the operation \"polish\" on target \"Sure?\"."),
        ("continue", PromptKind::Normal, "Sure?"),
    ];
    for (what, kind, expected) in questions {
        for (answer, spelt) in [(true, "yes"), (false, "no")] {
            let client = Client::answering(answer, &things, &call(ask_to(what, "Sure?")));
            client.outcome().unwrap();
            assert_eq!(text(&client.instances()[0], "Answer").as_deref(), Some(spelt), "{what}");
            match &client.questions()[..] {
                [Question::Prompt { kind: asked, text }] => {
                    assert_eq!((*asked, text.as_str()), (kind, expected));
                }
                other => panic!("{what}: {other:?}"),
            }
        }
    }
}

#[test]
fn an_error_that_need_not_be_the_end_comes_as_an_instance() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    for (what, status) in [("error", 6), ("cim-error", 11)] {
        let client = Client::answering(true, &things, &call(ask_to(what, "A leaf is missing.")));
        client.outcome().unwrap();
        let questions = client.questions();
        let [Question::Error(error)] = &questions[..] else { panic!("{questions:?}") };
        assert_eq!(text(error, "Message").as_deref(), Some("A leaf is missing."));
        assert_eq!(number(error, "CIMStatusCode"), Some(status));
    }
}

#[test]
fn messages_progress_and_streamed_parameters_come_in_order_before_the_result() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    for (what, expected) in [("message", 17), ("warning", 0), ("verbose", 1), ("debug", 2)] {
        let client = Client::start(&things, &call(ask_to(what, "Dust.")));
        client.outcome().unwrap();
        let posted = client.posted();
        let [Posted::Message { channel, text }, Posted::Instance(_)] = &posted[..] else {
            panic!("{posted:?}")
        };
        assert_eq!((*channel, text.as_str()), (expected, "Dust."));
    }
    let client = Client::start(&things, &call(ask_to("progress", "Dusting")));
    client.outcome().unwrap();
    let Posted::Progress { activity, current_operation, status, percentage, seconds_remaining } =
        &client.posted()[0]
    else {
        panic!("{:?}", client.posted())
    };
    assert_eq!([activity, current_operation, status], ["Dusting", "now", "well"]);
    assert_eq!((*percentage, *seconds_remaining), (42, 7));
    let client = Client::start(&things, &call(ask_to("stream", "dust")));
    client.outcome().unwrap();
    let pieces: Vec<_> = client
        .posted()
        .into_iter()
        .filter_map(|posted| match posted {
            Posted::StreamedParameter { name, value: Value::Array(array) } => Some((name, array)),
            _ => None,
        })
        .collect();
    let strings =
        |texts: &[&str]| Arc::new(Array::String(texts.iter().map(|text| Text::from(*text)).collect()));
    assert_eq!(
        pieces,
        [("Lines".to_owned(), strings(&["dust"])), ("Lines".to_owned(), strings(&["and", "more"]))]
    );
}

#[test]
fn a_provider_reads_the_options_of_its_client_without_case() {
    let options = [("color", Value::string("red")), ("depth", Value::Uint32(3))];
    assert_eq!(done("string-option", "COLOR", &options), (0, "red".to_owned()));
    assert_eq!(done("number-option", "Depth", &options), (0, "3".to_owned()));
    assert_eq!(done("string-option", "depth", &options).0, 13, "the type differs");
    assert_eq!(done("number-option", "height", &options).0, 12, "there is none of this name");
    let strings = Value::Array(Arc::new(Array::String(vec![Text::from("a"), Text::from("b")])));
    assert_eq!(done("custom-option", "list", &[("list", strings)]), (0, "type 29, 2 elements".to_owned()));
}

#[test]
fn custom_options_are_those_that_are_not_the_librarys_own() {
    let options = [
        ("color", Value::string("red")),
        ("__mi_operationoptions_timeout", Value::Uint32(3)),
        ("depth", Value::Uint32(3)),
    ];
    assert_eq!(done("options", "", &options), (0, "2: color depth".to_owned()));
    assert_eq!(done("options", "", &[]), (0, "0:".to_owned()));
}

#[test]
fn a_provider_learns_the_language_of_its_client() {
    let options = [
        ("__mi_destinationoptions_ui_locale", Value::string("de-de")),
        ("__mi_destinationoptions_data_locale", Value::string("fr-fr")),
    ];
    assert_eq!(done("ui-locale", "", &options), (0, "de-de".to_owned()));
    assert_eq!(done("data-locale", "", &options), (0, "fr-fr".to_owned()));
    assert!(!done("ui-locale", "", &[]).1.is_empty());
}
