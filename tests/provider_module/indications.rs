//! Indications of a module.

use mi::cim::{Error, Status, Text};
use mi::provider::{Posted, StopReason};

use crate::support::*;

#[test]
fn an_indication_comes_to_everybody_who_subscribed_until_they_stop() {
    let sample = Sample::new();
    let module = sample.open();
    let (alerts, things) = (provider(&module, "Sample_Alert"), provider(&module, "Sample_Thing"));
    let raise = |text: &str| {
        let result = run(&things, ask_to("raise", text)).unwrap().remove(0);
        number(&result, "ReturnValue").unwrap()
    };
    assert_eq!(raise("nobody"), 6, "nothing is enabled yet");
    let first = Client::start(&alerts, &subscription(None));
    let second = Client::start(&alerts, &subscription(Some("page 3")));
    assert_eq!(raise("both"), 0);
    first.stop(StopReason::None);
    assert_eq!(first.outcome(), Ok(()));
    assert_eq!(raise("one"), 0);
    second.stop(StopReason::None);
    assert_eq!(second.outcome(), Ok(()));
    assert_eq!(raise("nobody"), 6);
    let texts = |client: &Client| -> Vec<String> {
        client.instances().iter().map(|alert| text(alert, "Text").unwrap()).collect()
    };
    assert_eq!(
        (texts(&first), texts(&second)),
        (vec!["both".to_owned()], vec!["both".to_owned(), "one".to_owned()])
    );
    let Posted::Indication { bookmark, .. } = &first.posted()[0] else { panic!("{:?}", first.posted()) };
    assert_eq!(*bookmark, Some(Text::from("bookmark 1")));
    let told: Vec<_> = sample.log().into_iter().filter(|line| !line.contains("load")).collect();
    assert_eq!(
        told,
        [
            "alerts enabled",
            "subscribed: SELECT * FROM Sample_Alert",
            "subscribed: SELECT * FROM Sample_Alert after page 3",
            "unsubscribed",
            "unsubscribed",
            "alerts disabled"
        ]
    );
}

#[test]
fn a_provider_that_ends_its_indications_ends_every_subscription() {
    let sample = Sample::new();
    let module = sample.open();
    let (alerts, things) = (provider(&module, "Sample_Alert"), provider(&module, "Sample_Thing"));
    let clients: Vec<_> = (0..3).map(|_| Client::start(&alerts, &subscription(None))).collect();
    run(&things, ask_to("end-indications", "")).unwrap();
    for client in clients {
        let error: Error = client.outcome().unwrap_err();
        assert_eq!(error.status, Status::ServerIsShuttingDown);
        client.stop(StopReason::None);
    }
    let again = Client::start(&alerts, &subscription(None));
    run(&things, ask_to("raise", "again")).unwrap();
    again.wait_for_posts(1);
    again.stop(StopReason::None);
    again.outcome().unwrap();
}

#[test]
fn a_class_without_indications_says_so() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let client = Client::start(&things, &subscription(None));
    assert_eq!(client.outcome().unwrap_err().status, Status::NotSupported);
}

#[test]
fn indications_are_enabled_for_each_namespace_of_a_class() {
    let sample = Sample::new();
    let module = sample.open();
    let (alerts, things) = (provider(&module, "Sample_Alert"), provider(&module, "Sample_Thing"));
    let elsewhere = module.provider(&"root/other".into(), &"Sample_Alert".into()).unwrap();
    let enabled = || sample.log().iter().filter(|line| *line == "alerts enabled").count();
    let here = Client::start(&alerts, &subscription(None));
    let there = Client::start(
        &elsewhere,
        &mi::provider::Call { namespace: "root/other".into(), ..subscription(None) },
    );
    assert_eq!(enabled(), 2);
    let again = Client::start(&alerts, &subscription(None));
    assert_eq!(enabled(), 2);
    // The sample posts on the context that it was given last.
    run(&things, ask_to("raise", "there")).unwrap();
    assert_eq!((here.instances().len(), there.instances().len(), again.instances().len()), (0, 1, 0));
    for client in [here, again, there] {
        client.stop(StopReason::None);
        client.outcome().unwrap();
    }
    assert_eq!(sample.log().iter().filter(|line| *line == "alerts disabled").count(), 2);
}
