//! The types that instances have when they come to their client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::super::tests::*;
use crate::cim::class::{ClassDeclaration, Property};
use crate::cim::{Class, ElementFlags, Error, Instance, Status, Text, Type, Value, ValueRef};
use crate::engine::{Application, Session};
use crate::provider::{OperationFlags, Posted, Request};

/// The class of what [`numbered`] makes.
fn class() -> Arc<Class> {
    let property = Property {
        name: Text::from("Number"),
        kind: Type::Uint32,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::PROPERTY | ElementFlags::KEY,
        qualifiers: Vec::new(),
        default: None,
        origin: Text::from("Test_Thing"),
        propagator: Text::from("Test_Thing"),
    };
    let name = Text::from("Test_Thing");
    Arc::new(Class::new(
        ClassDeclaration { name, properties: vec![property], ..ClassDeclaration::default() },
        None,
    ))
}

/// A provider that posts instances without their class in each way, and counts who asks for the class.
fn untyped(has_class: bool) -> (Session, Application, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let (session, application) = served(move |call, reply| match &call.request {
        Request::GetClass { .. } => {
            count.fetch_add(1, Ordering::SeqCst);
            if has_class {
                reply.post_class(class()).unwrap();
                reply.finish(Ok(()));
            } else {
                reply.finish(Err(Error::new(Status::InvalidClass, "there is none")));
            }
        }
        _ => {
            reply.post_instance(numbered(1)).unwrap();
            reply.post_instances(&mut vec![numbered(2)]).unwrap();
            assert!(reply.post_at_once(Posted::Instance(numbered(3))).unwrap().is_none());
            reply.finish(Ok(()));
        }
    });
    (session, application, asked)
}

fn enumerated(session: &Session, flags: OperationFlags) -> Vec<Arc<Instance>> {
    session.request(enumerate()).flags(flags).instances().collect::<Result<_, _>>().unwrap()
}

#[test]
fn an_instance_without_its_class_is_given_it_where_the_client_wants_full_types() {
    let (session, _application, asked) = untyped(true);
    let instances = enumerated(&session, OperationFlags::FULL_RTTI);
    assert_eq!(instances.iter().map(|instance| number_of(instance)).collect::<Vec<_>>(), [1, 2, 3]);
    for instance in &instances {
        assert_eq!(instance.class().map(|class| class.name().to_string()).as_deref(), Some("Test_Thing"));
        assert!(instance.element(0).unwrap().flags.contains(ElementFlags::KEY));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1, "one operation asks for a class once");
}

#[test]
fn callbacks_get_the_types_too() {
    let (session, _application, _asked) = untyped(true);
    let (reporter, told) = Reporter::new();
    let _operation = session.request(enumerate()).flags(OperationFlags::FULL_RTTI).start_with(reporter);
    let classes = told.iter().map_while(|told| match told {
        Told::Result(result) => result.item.and_then(crate::engine::ResultItem::into_instance),
        _ => None,
    });
    assert_eq!(classes.filter(|instance| instance.class().is_some()).count(), 3);
}

#[test]
fn an_instance_whose_class_nobody_knows_comes_as_it_is() {
    let (session, _application, asked) = untyped(false);
    let instances = enumerated(&session, OperationFlags::FULL_RTTI);
    assert!(instances.iter().all(|instance| instance.class().is_none()));
    assert_eq!((instances.len(), asked.load(Ordering::SeqCst)), (3, 1));
}

#[test]
fn without_types_every_element_is_a_text() {
    let (session, _application, _asked) = untyped(true);
    let texts = enumerated(&session, OperationFlags::NO_RTTI);
    let numbers = texts.iter().map(|instance| match instance.value("Number") {
        Some(ValueRef::String(text)) => text.to_string(),
        other => panic!("{other:?}"),
    });
    assert_eq!(numbers.collect::<Vec<_>>(), ["1", "2", "3"]);
}

#[test]
fn what_is_posted_without_waiting_has_the_types_that_the_client_wants_too() {
    let (session, _application) = served(|_, reply| {
        let (instance, bookmark, machine_id) = (numbered(1), None, None);
        let indication = Posted::Indication { instance, bookmark, machine_id };
        assert!(reply.post_at_once(indication).unwrap().is_none());
        reply.finish(Ok(()));
    });
    let texts = enumerated(&session, OperationFlags::NO_RTTI);
    assert_eq!(texts[0].element(0).unwrap().value.map(ValueRef::to_value), Some(Value::string("1")));
}

#[test]
fn the_other_levels_of_types_leave_instances_as_the_provider_gave_them() {
    let (session, _application, asked) = untyped(true);
    for flags in [OperationFlags::empty(), OperationFlags::BASIC_RTTI, OperationFlags::STANDARD_RTTI] {
        for instance in enumerated(&session, flags) {
            assert!(instance.class().is_none() && instance.kind(0) == Some(Type::Uint32));
        }
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn a_single_result_and_the_parameters_of_a_method_have_their_types_too() {
    let (session, _application) = served(|call, reply| match &call.request {
        Request::GetClass { .. } => {
            reply.post_class(class()).unwrap();
            reply.finish(Ok(()));
        }
        _ => reply.finish_with_instance(Ok(numbered(1))),
    });
    let got = session.request(get()).flags(OperationFlags::FULL_RTTI).instance().unwrap().unwrap();
    assert!(got.class().is_some());
    let invoke = Request::Invoke {
        class_name: Text::from("Test_Thing"),
        method_name: Text::from("Do"),
        instance: None,
        parameters: None,
    };
    let gave = session.request(invoke.clone()).flags(OperationFlags::FULL_RTTI).instance().unwrap().unwrap();
    assert!(gave.class().is_none(), "what a method gives back is of no class");
    let gave = session.request(invoke).flags(OperationFlags::NO_RTTI).instance().unwrap().unwrap();
    assert_eq!(gave.element(0).unwrap().value.map(ValueRef::to_value), Some(Value::string("1")));
}

#[test]
fn all_flags_reach_the_provider() {
    let all =
        OperationFlags::LOCALIZED_QUALIFIERS | OperationFlags::EXPENSIVE_PROPERTIES | OperationFlags::SHALLOW;
    let (session, _application) = served(move |call, reply| {
        assert_eq!(call.flags, all);
        reply.finish(Ok(()));
    });
    session.request(get()).flags(all).outcome().unwrap();
}
