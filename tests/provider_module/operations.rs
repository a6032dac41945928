//! What a class answers.

use std::sync::Arc;

use mi::cim::{Instance, Status, Text, Type, Value, ValueRef};
use mi::provider::{OperationFlags, Posted, Request};

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
    for part in ["Sample_Thing", "GetInstance", NAMESPACE, LIBRARY] {
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
    assert_eq!(names.len(), 9);
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

fn key(id: &str) -> Request {
    Request::DeleteInstance { instance: thing(id) }
}

#[test]
fn an_instance_is_made_changed_and_deleted() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let new = instance("Sample_Thing", &[("Id", Value::string("new")), ("Size", Value::Uint32(8))]);
    let made = run(&things, Request::CreateInstance { instance: Arc::clone(&new) }).unwrap();
    assert_eq!(text(&made[0], "Id").as_deref(), Some("new"));
    let again = run(&things, Request::CreateInstance { instance: new }).unwrap_err();
    assert_eq!(again.status, Status::AlreadyExists);
    let changed = instance("Sample_Thing", &[("Id", Value::string("new")), ("Label", Value::string("old"))]);
    run(&things, Request::ModifyInstance { instance: changed }).unwrap();
    let now = run(&things, get("new")).unwrap().remove(0);
    assert_eq!((number(&now, "Size"), text(&now, "Label").as_deref()), (Some(8), Some("old")));
    run(&things, key("new")).unwrap();
    assert_eq!(run(&things, key("new")).unwrap_err().status, Status::NotFound);
}

#[test]
fn what_a_client_read_and_did_not_change_is_left_alone() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let mut read = Instance::clone(&run(&things, get("b")).unwrap()[0]);
    run(
        &things,
        Request::ModifyInstance {
            instance: instance("Sample_Thing", &[("Id", Value::string("b")), ("Size", Value::Uint32(20))]),
        },
    )
    .unwrap();
    read.set_by_name("Label", Type::String, None).unwrap();
    run(&things, Request::ModifyInstance { instance: Arc::new(read) }).unwrap();
    let now = run(&things, get("b")).unwrap().remove(0);
    assert_eq!((number(&now, "Size"), now.value("Label")), (Some(20), None));
}

#[test]
fn an_element_that_the_class_does_not_have_is_refused_by_name() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let wrong = instance("Sample_Thing", &[("Id", Value::string("x")), ("Sise", Value::Uint32(1))]);
    for request in [
        Request::GetInstance { instance: Arc::clone(&wrong) },
        Request::CreateInstance { instance: Arc::clone(&wrong) },
        Request::ModifyInstance { instance: Arc::clone(&wrong) },
    ] {
        let error = run(&things, request).unwrap_err();
        assert_eq!(error.status, Status::NoSuchProperty);
        assert!(error.message.contains("Sample_Thing") && error.message.contains("'Sise'"), "{error}");
    }
    let wrong = instance("Sample_Thing", &[("Id", Value::Uint32(1))]);
    let error = run(&things, Request::GetInstance { instance: wrong }).unwrap_err();
    assert_eq!(error.status, Status::TypeMismatch);
}

#[test]
fn an_instance_without_its_key_is_refused_before_the_provider_sees_it() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let empty = instance("Sample_Thing", &[]);
    for request in [
        Request::GetInstance { instance: Arc::clone(&empty) },
        Request::DeleteInstance { instance: Arc::clone(&empty) },
        Request::ModifyInstance { instance: empty },
    ] {
        let error = run(&things, request).unwrap_err();
        assert_eq!(error.status, Status::InvalidParameter);
        assert!(error.message.contains("Id"), "{error}");
    }
}

#[test]
fn properties_that_cost_much_come_where_the_client_asks_for_them() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    for request in [get("a"), enumerate("Sample_Thing")] {
        let mut call = call(request);
        assert_eq!(run_call(&things, &call).unwrap()[0].value("Costly"), None);
        call.flags = OperationFlags::EXPENSIVE_PROPERTIES;
        assert_eq!(text(&run_call(&things, &call).unwrap()[0], "Costly").as_deref(), Some("computed"));
    }
}

#[test]
fn enumerations_that_are_shallow_of_the_base_or_of_keys_bring_what_they_say() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let mut shallow = call(enumerate("Sample_Thing"));
    shallow.flags = OperationFlags::SHALLOW;
    assert_eq!(run_call(&things, &shallow).unwrap().len(), 2);
    let mut base = call(enumerate("Sample_Thing"));
    base.flags = OperationFlags::SHALLOW | OperationFlags::BASE_PROPERTIES_ONLY;
    let special = run_call(&things, &base).unwrap().remove(2);
    assert_eq!((special.class_name().to_string().as_str(), special.len()), ("Sample_Special", 7));
    let keys = Request::EnumerateInstances { class_name: Text::from("Sample_Thing"), keys_only: true };
    assert_eq!(run(&things, keys).unwrap()[0].len(), 1);
}

#[test]
fn a_method_of_an_instance_gets_its_keys_and_gives_back_what_goes_in_and_out() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let rename = |target: Option<&str>| Request::Invoke {
        class_name: Text::from("Sample_Thing"),
        method_name: Text::from("Rename"),
        instance: target.map(thing),
        parameters: Some(instance("Parameters", &[("Name", Value::string("first"))])),
    };
    let result = run(&things, rename(Some("b"))).unwrap().remove(0);
    assert_eq!((number(&result, "ReturnValue"), text(&result, "Name").as_deref()), (Some(0), Some("second")));
    assert_eq!(text(&run(&things, get("b")).unwrap()[0], "Label").as_deref(), Some("first"));
    let error = run(&things, rename(None)).unwrap_err();
    assert_eq!(error.status, Status::InvalidParameter);
}

#[test]
fn references_and_embedded_instances_are_typed_for_the_provider() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let body = instance("Sample_Thing", &[("Id", Value::string("y")), ("Size", Value::Uint32(5))]);
    let parameters = [("Target", Value::Reference(thing("x"))), ("Body", Value::Instance(body))];
    let result = run(&things, invoke("Show", &parameters)).unwrap().remove(0);
    assert_eq!(text(&result, "Text").as_deref(), Some("target x, body y of size 5"));
    // Clients write an instance where a reference is meant, and give one of a class that the module does not know.
    let strange = instance("Other_Thing", &[("Id", Value::string("z")), ("Unknown", Value::Uint8(1))]);
    let parameters = [("Target", Value::Instance(strange))];
    let result = run(&things, invoke("Show", &parameters)).unwrap().remove(0);
    assert_eq!(text(&result, "Text").as_deref(), Some("target z, body none of size 0"));
    let number = instance("Sample_Number", &[("Number", Value::Uint32(1))]);
    run(&things, invoke("Show", &[("Target", Value::Reference(number))])).unwrap();
}

#[test]
fn methods_and_parameters_that_are_not_there_are_refused_by_name() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let refused = |request, status, part: &str| {
        let error = run(&things, request).unwrap_err();
        assert_eq!(error.status, status, "{error}");
        assert!(error.message.contains(part), "{error}");
    };
    refused(invoke("Paint", &[]), Status::MethodNotFound, "Paint");
    refused(invoke("Undone", &[]), Status::MethodNotAvailable, "Undone");
    refused(invoke("Add", &[("Middle", Value::Uint32(1))]), Status::NoSuchProperty, "'Middle'");
    refused(invoke("Add", &[("Left", Value::Uint8(1))]), Status::TypeMismatch, "'Left'");
}

#[test]
fn a_method_may_answer_with_a_dynamic_instance_and_without_parameters() {
    let sample = Sample::new();
    let things = provider(&sample.open(), "Sample_Thing");
    let result = run(&things, ask_to("dynamic", "")).unwrap().remove(0);
    assert_eq!(number(&result, "ReturnValue"), Some(5));
    let request = Request::Invoke {
        class_name: Text::from("Sample_Thing"),
        method_name: Text::from("Add"),
        instance: None,
        parameters: None,
    };
    assert_eq!(
        run(&things, request).unwrap_err().status,
        Status::InvalidParameter,
        "it sees that none is there"
    );
}

#[test]
fn associations_bring_the_other_end_and_the_reference() {
    let sample = Sample::new();
    let pairs = provider(&sample.open(), "Sample_Pair");
    let associators = |id: &str, role: Option<&str>| Request::AssociatorInstances {
        instance: thing(id),
        association_class: None,
        result_class: None,
        role: role.map(Text::from),
        result_role: None,
        keys_only: false,
    };
    let others = run(&pairs, associators("a", None)).unwrap();
    assert_eq!(text(&others[0], "Id").as_deref(), Some("b"));
    assert_eq!(run(&pairs, associators("a", Some("Left"))).unwrap().len(), 1);
    assert_eq!(run(&pairs, associators("a", Some("Right"))).unwrap().len(), 0);
    let references = Request::ReferenceInstances {
        instance: thing("b"),
        result_class: None,
        role: None,
        keys_only: false,
    };
    let found = run(&pairs, references).unwrap();
    let Some(ValueRef::Reference(left)) = found[0].value("Left") else { panic!("{found:?}") };
    assert_eq!(text(left, "Id").as_deref(), Some("a"));
}

#[test]
fn what_a_class_does_not_implement_is_not_supported() {
    let sample = Sample::new();
    let mute = provider(&sample.open(), "Sample_Mute");
    let key = instance("Sample_Mute", &[("Id", Value::string("x"))]);
    for request in [
        Request::GetInstance { instance: Arc::clone(&key) },
        enumerate("Sample_Mute"),
        Request::CreateInstance { instance: Arc::clone(&key) },
        Request::ModifyInstance { instance: Arc::clone(&key) },
        Request::DeleteInstance { instance: key },
    ] {
        let name = request.name();
        let error = run(&mute, request).unwrap_err();
        assert_eq!(error.status, Status::NotSupported);
        for part in ["Sample_Mute", LIBRARY, name] {
            assert!(error.message.contains(part), "{error}");
        }
    }
}
