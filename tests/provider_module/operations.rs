//! What a class answers.

use mi::cim::{Status, Text, Value};
use mi::provider::{Posted, Request};

use crate::support::*;

#[test]
fn get_brings_the_instance_with_its_class_and_namespace() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let instances = run(&things, get("a")).unwrap();
    assert_eq!(instances.len(), 1);
    let thing = &instances[0];
    assert_eq!((text(thing, "Id").as_deref(), number(thing, "Size")), (Some("a"), Some(1)));
    assert_eq!(thing.value("Label"), None);
    assert_eq!(thing.namespace(), Some(&Text::from(NAMESPACE)));
    assert_eq!(thing.class().unwrap().name(), "Sample_Thing");
}

#[test]
fn what_a_provider_does_not_find_is_told_with_its_name() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let error = run(&things, get("nothing")).unwrap_err();
    assert_eq!(error.status, Status::NotFound);
    for part in ["Sample_Thing", "GetInstance", NAMESPACE, "libsample.so"] {
        assert!(error.message.contains(part), "{}", error.message);
    }
}

#[test]
fn an_enumeration_brings_instances_of_subclasses_with_their_class() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let instances = run(&things, enumerate("Sample_Thing")).unwrap();
    let ids: Vec<_> = instances.iter().map(|thing| text(thing, "Id").unwrap()).collect();
    assert_eq!(ids, ["a", "b", "special"]);
    assert_eq!(instances[2].class().unwrap().name(), "Sample_Special");
    assert_eq!(number(&instances[2], "Extra"), Some(99));
}

#[test]
fn a_class_without_get_is_enumerated_for_the_instance_with_the_keys() {
    let sample = Sample::new();
    let numbers = provider(&sample.open(), "Sample_Number");
    let get = |number| Request::GetInstance {
        instance: instance("Sample_Number", &[("Number", Value::Uint32(number))]),
    };
    let found = run(&numbers, get(7)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(text(&found[0], "Text").as_deref(), Some("number 7"));
    let error = run(&numbers, get(70)).unwrap_err();
    assert_eq!(error.status, Status::NotFound);
    assert!(error.message.contains("Sample_Number.Number=70"), "{}", error.message);
}

#[test]
fn a_static_method_gives_its_return_value_and_what_comes_out() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let parameters = [("Left", Value::Uint32(3)), ("Right", Value::Uint32(4))];
    let result = run(&things, invoke("add", &parameters)).unwrap().remove(0);
    let names: Vec<_> = result.elements().map(|element| element.name.to_string()).collect();
    assert_eq!(names, ["ReturnValue", "Sum"]);
    assert_eq!((number(&result, "ReturnValue"), number(&result, "Sum")), (Some(0), Some(7)));
}

#[test]
fn the_class_comes_as_the_module_declares_it() {
    let sample = Sample::new();
    let module = sample.open();
    let names: Vec<_> = module.class_names().iter().map(Text::to_string).collect();
    assert_eq!(names.len(), 8);
    let special = module.class("sample_special").unwrap();
    assert!(special.is_a("Sample_Thing"));
    let things = provider(&module, "Sample_Thing");
    let client = Client::start(&things, &call(Request::GetClass { class_name: Text::from("Sample_Thing") }));
    client.outcome().unwrap();
    let [Posted::Class(class)] = &client.posted()[..] else { panic!("{:?}", client.posted()) };
    assert_eq!(class.namespace(), Some(&Text::from(NAMESPACE)));
    assert!(class.property("Id").unwrap().is_key() && class.find_method("Rename").is_some());
    assert_eq!(sample.log(), ["module load"], "a class that is only described is not loaded");
}
