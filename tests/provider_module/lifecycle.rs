//! Lifecycle indications: what a module tells of its instances.

use std::sync::Arc;

use mi::cim::{Instance, Status, ValueRef};
use mi::provider::module::Module;
use mi::provider::{Call, Provider, Request, StopReason, SubscriptionDelivery};

use crate::support::*;

fn of(class: &str, subject: &str) -> Call {
    call(Request::Subscribe {
        dialect: "WQL".into(),
        query: format!("SELECT * FROM {class} WHERE {subject} ISA 'Sample_Thing'").as_str().into(),
        delivery: Arc::new(SubscriptionDelivery::default()),
    })
}

/// Has the module tell something: the result of telling it, and what it learnt.
fn tell(module: &Arc<Module>, what: &str, text: &str) -> (u32, String) {
    let answer = run(&provider(module, "Sample_Thing"), ask_to(what, text)).unwrap().remove(0);
    (number(&answer, "ReturnValue").unwrap(), crate::support::text(&answer, "Answer").unwrap())
}

fn told(module: &Arc<Module>, what: &str, text: &str) -> u32 {
    tell(module, what, text).0
}

fn inner(instance: &Instance, name: &str) -> (String, u32) {
    let Some(ValueRef::Instance(inner)) = instance.value(name) else { panic!("{name} is an instance") };
    (text(inner, "Id").unwrap(), number(inner, "Size").unwrap())
}

fn subscribe(things: &Arc<dyn Provider>, class: &str, subject: &str) -> Arc<Client> {
    Client::start(things, &of(class, subject))
}

#[test]
fn what_happens_to_an_instance_is_told_in_the_words_that_were_subscribed_to() {
    let sample = Sample::new();
    let module = sample.open();
    let things = provider(&module, "Sample_Thing");
    assert_eq!(told(&module, "created", "a"), 1, "nobody wants to know");
    let all = subscribe(&things, "CIM_InstIndication", "SourceInstance");
    let changes = subscribe(&things, "__InstanceModificationEvent", "TargetInstance");
    for what in ["created", "modified", "deleted", "read", "calls", "called"] {
        assert_eq!(told(&module, what, "a"), 0, "{what}");
    }
    let all = all.instances();
    let classes: Vec<String> = all.iter().map(|instance| instance.class_name().to_string()).collect();
    assert_eq!(
        classes,
        [
            "CIM_InstCreation",
            "CIM_InstModification",
            "CIM_InstDeletion",
            "CIM_InstRead",
            "CIM_InstMethodCall",
            "CIM_InstMethodCall"
        ]
    );
    assert!(all[0].class().unwrap().is_a("CIM_Indication"));
    assert_eq!(inner(&all[0], "SourceInstance"), ("a".to_owned(), 2));
    assert_eq!(inner(&all[1], "PreviousInstance"), ("a".to_owned(), 1));
    assert_eq!(
        text(&all[0], "SourceInstanceModelPath").as_deref(),
        Some("root/sample:Sample_Thing.Id=\"a\"")
    );
    assert_ne!(text(&all[0], "IndicationIdentifier"), text(&all[1], "IndicationIdentifier"));
    assert!(matches!(all[0].value("IndicationTime"), Some(ValueRef::Datetime(_))));
    assert!(matches!(all[4].value("PreCall"), Some(ValueRef::Boolean(true))));
    assert_eq!(text(&all[4], "MethodName").as_deref(), Some("a"));
    assert!(matches!(all[5].value("PreCall"), Some(ValueRef::Boolean(false))));
    assert_eq!(text(&all[5], "ReturnValue").as_deref(), Some("0"));
    let changes = changes.instances();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].class_name().to_string(), "__InstanceModificationEvent");
    assert_eq!(inner(&changes[0], "TargetInstance"), ("a".to_owned(), 2));
    assert!(matches!(changes[0].value("TIME_CREATED"), Some(ValueRef::Uint64(_))));
}

#[test]
fn a_provider_learns_what_is_wanted() {
    let sample = Sample::new();
    let module = sample.open();
    let things = provider(&module, "Sample_Thing");
    assert_eq!(tell(&module, "lifecycle-types", ""), (0, "0 99".to_owned()));
    let creations = subscribe(&things, "CIM_InstCreation", "SourceInstance");
    let reads = subscribe(&things, "CIM_InstRead", "SourceInstance");
    assert_eq!(tell(&module, "lifecycle-types", ""), (0, "9 9".to_owned()));
    assert_eq!(told(&module, "deleted", "a"), 1);
    creations.stop(StopReason::None);
    assert_eq!(creations.outcome(), Ok(()));
    assert_eq!(tell(&module, "lifecycle-types", ""), (0, "8 8".to_owned()));
    reads.stop(StopReason::None);
    assert_eq!(reads.outcome(), Ok(()));
    assert_eq!(tell(&module, "lifecycle-types", ""), (0, "0 0".to_owned()));
}

#[test]
fn a_provider_may_tell_of_some_and_end_what_it_tells() {
    let sample = Sample::new();
    let module = sample.open();
    let things = provider(&module, "Sample_Thing");
    assert_eq!(told(&module, "lifecycle-supports", "3"), 0);
    let error = subscribe(&things, "CIM_InstRead", "SourceInstance").outcome().unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("Sample_Thing in"), "{}", error.message);
    let all = subscribe(&things, "CIM_InstIndication", "SourceInstance");
    assert_eq!(told(&module, "read", "a"), 1);
    assert_eq!(told(&module, "created", "a"), 0);
    assert_eq!(told(&module, "lifecycle-ends", ""), 0);
    let error = all.outcome().unwrap_err();
    assert_eq!(error.status, Status::ServerIsShuttingDown);
    assert!(error.message.contains("Sample_Thing in"), "{}", error.message);
    assert_eq!(told(&module, "created", "a"), 1);
}

#[test]
fn a_class_that_asked_for_no_context_of_lifecycle_indications_says_so() {
    let sample = Sample::new();
    let module = sample.open();
    let error = subscribe(&provider(&module, "Sample_Number"), "CIM_InstCreation", "SourceInstance");
    let error = error.outcome().unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("Sample_Number in"), "{}", error.message);
}

#[test]
fn a_context_of_lifecycle_indications_makes_instances_and_refuses_nulls() {
    let sample = Sample::new();
    let module = sample.open();
    assert_eq!(
        tell(&module, "lifecycle-instances", ""),
        (0, "Sample_Thing Add Sample_Special Sample_Anything Rename".to_owned())
    );
    assert_eq!(tell(&module, "lifecycle-nulls", ""), (0, "0".to_owned()));
}

#[test]
fn a_class_that_is_loaded_again_has_a_context_of_its_own() {
    let sample = Sample::new();
    let module = sample.open();
    for _ in 0..2 {
        let things = provider(&module, "Sample_Thing");
        let creations = subscribe(&things, "CIM_InstCreation", "SourceInstance");
        assert_eq!(told(&module, "created", "a"), 0);
        creations.stop(StopReason::None);
        creations.outcome().unwrap();
        run(&things, ask_to("request-unload", "")).unwrap();
        sample.wait_for("thing unload");
    }
}
