//! Options and flags that switch what an operation does.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::super::super::tests::*;
use crate::cim::{
    Array, Datetime, ErrorCategory, OptionSet, OptionValue, Status, Text, Value, datetime::Interval,
};
use crate::engine::{Application, Session};
use crate::provider::{Call, OperationFlags, Posted, Provider, Reply, Request, SubscriptionDelivery};

const CHANNEL: &str = "__mi_operationoptions_channel";
const TIMEOUT: &str = "__mi_operationoptions_timeout";
const DESTINATION_TIMEOUT: &str = "__mi_destinationoptions_timeout";

fn option(name: &str, value: Value, must_comply: bool) -> Option<Arc<OptionSet>> {
    Some(Arc::new(OptionSet::from([(name.to_owned(), OptionValue { value, must_comply })])))
}

fn seconds(seconds: u32) -> Value {
    Value::Datetime(Datetime::Interval(Interval { seconds: seconds as _, ..Interval::default() }))
}

/// The channels of the messages that come with these options, of those that a provider writes to.
fn channels(options: Option<Arc<OptionSet>>) -> Vec<u32> {
    let (session, _application) = served(|_, reply| {
        for channel in 0..5 {
            reply.post(Posted::Message { channel, text: String::new() }).unwrap();
        }
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).options(options).start_with(reporter);
    let messages = told.iter().map_while(|told| match told {
        Told::Message(channel, _) => Some(channel),
        _ => None,
    });
    let channels = messages.collect();
    drop(operation);
    channels
}

#[test]
fn messages_come_on_the_three_channels_that_have_names_unless_the_options_say_otherwise() {
    assert_eq!(channels(None), [0, 1, 2]);
    assert_eq!(channels(option("other", Value::Uint8(1), false)), [0, 1, 2]);
    let enabled = |channels: &[u32]| Value::Array(Arc::new(Array::Uint32(channels.to_vec())));
    assert_eq!(channels(option(CHANNEL, enabled(&[0, 4]), false)), [0, 4]);
    assert_eq!(channels(option(CHANNEL, enabled(&[]), false)), [0; 0]);
}

#[test]
fn what_a_client_has_no_callback_for_takes_no_room_in_the_queue() {
    let (session, _application) = served(|_, reply| {
        for _ in 0..super::super::core::CAPACITY * 2 {
            reply.post(Posted::Message { channel: 0, text: String::new() }).unwrap();
            reply.post(Posted::StreamedParameter { name: "a".to_owned(), value: Value::Uint8(1) }).unwrap();
        }
        reply.finish(Ok(()));
    });
    // The provider would wait for ever for somebody to fetch.
    let operation = session.request(get()).start();
    operation.next_result().unwrap();
}

/// A provider that heeds one option.
struct Heeding;

impl Provider for Heeding {
    fn name(&self) -> &str {
        "heeding"
    }

    fn execute(&self, _: &Call, reply: Reply) {
        reply.finish(Ok(()));
    }

    fn understands_option(&self, _: &Call, name: &str) -> bool {
        name == "colour"
    }
}

#[test]
fn an_option_that_nobody_heeds_fails_an_operation_that_must_comply_with_it() {
    let (session, _application) = served_by(Heeding);
    let outcome = |name, must_comply| {
        session.request(get()).options(option(name, Value::Boolean(true), must_comply)).outcome()
    };
    let error = outcome("shape", true).unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("shape") && error.message.contains("heeding"), "{error}");
    assert_eq!(outcome("shape", false), Ok(()));
    assert_eq!(outcome("colour", true), Ok(()));
    for own in [TIMEOUT, CHANNEL, "__mi_operationoptions_writeerrormode"] {
        assert_eq!(outcome(own, true), Ok(()), "{own}");
    }
}

#[test]
fn a_provider_of_another_architecture_is_refused_where_it_is_required() {
    let (session, _application) = served(|_, reply| reply.finish(Ok(())));
    let own = u32::from(size_of::<usize>() == 8);
    for (architecture, is_required, fits) in [(own, 1, true), (1 - own, 1, false), (1 - own, 0, true)] {
        let number = |number| OptionValue { value: Value::Uint32(number), must_comply: false };
        let options = OptionSet::from([
            ("__mi_operationoptions_provider_architecture".to_owned(), number(architecture)),
            ("__mi_operationoptions_required_architecture".to_owned(), number(is_required)),
        ]);
        let outcome = session.request(get()).options(Some(Arc::new(options))).outcome();
        assert_eq!(
            outcome.map_err(|error| error.status),
            if fits { Ok(()) } else { Err(Status::NotSupported) }
        );
    }
}

/// What the error of an operation says whose time is over, with these limits.
fn message_of_timeout(
    configured: Option<Duration>,
    destination: Option<Arc<OptionSet>>,
    own: Option<Arc<OptionSet>>,
) -> Option<String> {
    let (hand_over, replies) = channel();
    let run = move |_: &Call, reply| hand_over.send(reply).unwrap();
    let application = Application::with_configuration(crate::configuration::Configuration {
        operation_timeout: configured,
        ..configuration()
    });
    application.set_repository(Arc::new(Fake { is_bounded: false, run })).unwrap();
    let session: Session = application.new_session(None, None, destination).unwrap();
    let operation = session.request(get()).options(own).start();
    let reply: Reply = replies.recv().unwrap();
    // The test stands in for the timer.
    operation.core.time_is_up();
    let outcome = reply.is_stopped().then(|| operation.next_result().unwrap().outcome.unwrap_err());
    reply.finish(Ok(()));
    outcome.map(|error| {
        assert_eq!((error.status, error.category), (Status::Failed, ErrorCategory::OperationTimeout));
        error.message
    })
}

#[test]
fn the_time_limit_is_the_operations_then_the_sessions_then_the_configured_one() {
    let configured = Some(Duration::from_secs(3601));
    let destination = || option(DESTINATION_TIMEOUT, seconds(51), false);
    let own = || option(TIMEOUT, seconds(52), false);
    let says = |message: Option<String>, words: [&str; 2]| {
        let message = message.unwrap();
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    };
    says(message_of_timeout(configured, destination(), own()), ["52s", "its options"]);
    says(message_of_timeout(configured, destination(), None), ["51s", "its session"]);
    says(message_of_timeout(configured, None, None), ["3601s", "the configuration"]);
    assert_eq!(message_of_timeout(None, None, None), None, "nobody set a limit");
}

#[test]
fn a_time_limit_of_zero_is_none_and_counts_more_than_those_behind_it() {
    let configured = Some(Duration::from_secs(3600));
    assert_eq!(message_of_timeout(configured, None, option(TIMEOUT, seconds(0), false)), None);
    assert_eq!(message_of_timeout(configured, option(DESTINATION_TIMEOUT, seconds(0), false), None), None);
}

#[test]
fn a_message_that_nobody_hears_is_a_sign_of_life() {
    let (hand_over, replies) = channel();
    let (session, _application) = served(move |_, reply| hand_over.send(reply).unwrap());
    let operation = session.request(get()).timeout(Duration::from_secs(3600)).start();
    let reply: Reply = replies.recv().unwrap();
    reply.post(Posted::Message { channel: 0, text: String::new() }).unwrap();
    operation.core.time_is_up();
    assert!(!reply.is_stopped());
    reply.finish(Ok(()));
}

#[test]
fn a_subscription_has_no_time_limit_and_brings_bookmarks_and_machines() {
    let (session, _application) = served(|call, reply| {
        assert_eq!(call.deadline, None);
        let bookmark = Some(Text::from("7"));
        let indication =
            Posted::Indication { instance: numbered(1), bookmark, machine_id: Some(Text::from("here")) };
        reply.post(indication).unwrap();
        reply.finish(Ok(()));
    });
    let request = Request::Subscribe {
        dialect: "CQL".into(),
        query: "SELECT * FROM Test_Thing".into(),
        delivery: Arc::new(SubscriptionDelivery::default()),
    };
    let provider = session.request(request).options(option(TIMEOUT, seconds(1), false));
    let operation = provider.start();
    let result = operation.next_result().unwrap();
    let Some(crate::engine::ResultItem::Indication { instance, bookmark, machine_id }) = result.item else {
        panic!("{:?} is no indication", result.outcome);
    };
    assert_eq!(number_of(&instance), 1);
    assert_eq!((bookmark, machine_id), (Some(Text::from("7")), Some(Text::from("here"))));
    assert!(!operation.next_result().unwrap().more_results, "the source has ended");
}

#[test]
fn a_streamed_parameter_is_acknowledged_like_a_result() {
    let (session, _application) = served(|_, reply| {
        for number in 0..3 {
            let value = Value::Uint8(number);
            reply.post(Posted::StreamedParameter { name: "Piece".to_owned(), value }).unwrap();
        }
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let flags = OperationFlags::MANUAL_ACKNOWLEDGEMENT;
    let operation = session.request(get()).flags(flags).start_with(reporter);
    for number in 0..3 {
        assert!(matches!(told.recv().unwrap(), Told::Streamed(_, Value::Uint8(piece)) if piece == number));
        assert!(told.try_recv().is_err(), "the next piece came before the acknowledgement");
        std::thread::scope(|scope| scope.spawn(|| operation.acknowledge(|| {}).unwrap()).join().unwrap());
    }
    assert!(matches!(told.recv().unwrap(), Told::Result(result) if !result.more_results));
    operation.acknowledge(|| {}).unwrap();
}
