//! ModifyInstance: what counts as given, what can't be changed, and that a change is whole or not at all.

use std::sync::Arc;

use mi::cim::{Array, ElementFlags, Instance, Status, Text, Type, Value};
use mi::provider::repository::Repository;

use super::support::*;

/// A `Test_Whole` with a value for everything.
fn stored() -> Arc<Repository> {
    let repository = repository();
    let inner = class("Test_Inner", None, vec![property("Depth", Type::Uint8, &[])]);
    let mut held = property("Inner", Type::Instance, &[]);
    held.reference_class = Some(Text::from("Test_Inner"));
    let whole = class(
        "Test_Whole",
        None,
        vec![
            property("Name", Type::String, &["Key"]),
            property("Needed", Type::String, &["Required"]),
            property("Number", Type::Uint32, &[]),
            property("Tags", Type::StringArray, &[]),
            held,
        ],
    );
    compile(&repository, vec![inner, whole]).unwrap();
    let values = [
        ("Name", Value::string("a")),
        ("Needed", Value::string("here")),
        ("Number", Value::Uint32(1)),
        ("Tags", tags(&["x", "y"])),
        ("Inner", inner_of(1)),
    ];
    create(&repository, instance("Test_Whole", &values)).unwrap();
    repository
}

fn tags(tags: &[&str]) -> Value {
    Value::Array(Arc::new(Array::String(tags.iter().map(|&tag| Text::from(tag)).collect())))
}

fn inner_of(depth: u8) -> Value {
    Value::Instance(Arc::new(instance("Test_Inner", &[("Depth", Value::Uint8(depth))])))
}

fn now(repository: &Repository) -> Arc<Instance> {
    get(repository, named("Test_Whole", "a")).unwrap()
}

fn value(repository: &Repository, property: &str) -> Option<Value> {
    now(repository).value(property).map(|value| value.to_value())
}

fn change(repository: &Repository, property: &str, value: Value) -> Result<(), mi::cim::Error> {
    modify(repository, instance("Test_Whole", &[("Name", Value::string("a")), (property, value)]))
}

/// An instance that gives an element, NULL or not, with these flags.
fn given(property: &str, kind: Type, value: Option<Value>, flags: ElementFlags) -> Instance {
    let mut instance = named("Test_Whole", "a");
    instance.add(property, kind, value.as_ref().map(Value::as_value_ref), flags).unwrap();
    instance
}

#[test]
fn what_is_not_given_stays() {
    let repository = stored();
    let before = now(&repository);
    modify(&repository, named("Test_Whole", "a")).unwrap();
    assert!(Arc::ptr_eq(&before, &now(&repository)), "nothing was written");
    change(&repository, "Number", Value::Uint32(2)).unwrap();
    assert_eq!(value(&repository, "Number"), Some(Value::Uint32(2)));
    assert_eq!(value(&repository, "Needed"), Some(Value::string("here")));
    assert_eq!(value(&repository, "Tags"), Some(tags(&["x", "y"])));
}

#[test]
fn null_is_a_value_for_all_but_required_properties() {
    let repository = stored();
    for (property, kind) in [("Number", Type::Uint32), ("Tags", Type::StringArray), ("Inner", Type::Instance)]
    {
        modify(&repository, given(property, kind, None, ElementFlags::empty())).unwrap();
        assert_eq!(value(&repository, property), None, "{property}");
    }
    let refused =
        modify(&repository, given("Needed", Type::String, None, ElementFlags::empty())).unwrap_err();
    assert_eq!(refused.status, Status::InvalidParameter);
    assert!(refused.message.contains("Needed"), "{refused}");
    assert_eq!(value(&repository, "Needed"), Some(Value::string("here")));
}

#[test]
fn an_empty_array_is_not_null() {
    let repository = stored();
    change(&repository, "Tags", tags(&[])).unwrap();
    assert_eq!(value(&repository, "Tags"), Some(tags(&[])));
}

#[test]
fn what_an_instance_of_a_class_has_and_nobody_set_is_not_given() {
    let repository = stored();
    let mut made = Instance::of_class(&repository.get_class(NAMESPACE, "Test_Whole").unwrap());
    let name = made.find("Name").unwrap();
    made.set(name, Type::String, Some(Value::string("a").as_value_ref())).unwrap();
    let before = now(&repository);
    modify(&repository, made).unwrap();
    assert!(Arc::ptr_eq(&before, &now(&repository)), "nothing was written");
}

#[test]
fn an_instance_that_was_got_and_changed_is_what_is_stored_then() {
    let repository = stored();
    let mut got = (*now(&repository)).clone();
    let number = got.find("Number").unwrap();
    got.set(number, Type::Uint32, Some(Value::Uint32(7).as_value_ref())).unwrap();
    modify(&repository, got).unwrap();
    assert_eq!(value(&repository, "Number"), Some(Value::Uint32(7)));
    assert_eq!(value(&repository, "Tags"), Some(tags(&["x", "y"])));
}

#[test]
fn what_an_embedded_instance_holds_is_changed_with_it() {
    let repository = stored();
    change(&repository, "Inner", inner_of(2)).unwrap();
    let now = now(&repository);
    let Some(Value::Instance(inner)) = now.value("Inner").map(|value| value.to_value()) else { panic!() };
    assert_eq!(inner.value("Depth").map(|value| value.to_value()), Some(Value::Uint8(2)));
    let other = Value::Instance(Arc::new(named("Test_Thing", "x")));
    assert_eq!(change(&repository, "Inner", other).unwrap_err().status, Status::TypeMismatch);
}

#[test]
fn one_mistake_leaves_everything_as_it_was() {
    let repository = stored();
    for (property, wrong, status) in [
        ("Tags", Value::Uint8(1), Status::TypeMismatch),
        ("Tags", Value::string("x"), Status::TypeMismatch),
        ("None", Value::Uint8(1), Status::NoSuchProperty),
    ] {
        let values = [("Name", Value::string("a")), ("Number", Value::Uint32(9)), (property, wrong)];
        assert_eq!(modify(&repository, instance("Test_Whole", &values)).unwrap_err().status, status);
        assert_eq!(value(&repository, "Number"), Some(Value::Uint32(1)));
    }
}

#[test]
fn other_keys_are_another_instance() {
    let repository = stored();
    let values = [("Name", Value::string("b")), ("Number", Value::Uint32(9))];
    assert_eq!(modify(&repository, instance("Test_Whole", &values)).unwrap_err().status, Status::NotFound);
    let without = instance("Test_Whole", &[("Number", Value::Uint32(9))]);
    assert_eq!(modify(&repository, without).unwrap_err().status, Status::InvalidParameter);
}

#[test]
fn a_key_given_in_another_form_finds_the_instance_and_stays_as_it_was() {
    let repository = repository();
    compile(
        &repository,
        vec![class(
            "Test_Timed",
            None,
            vec![property("At", Type::Datetime, &["Key"]), property("Number", Type::Uint8, &[])],
        )],
    )
    .unwrap();
    let at = |text: &str, number: u8| {
        let at = Value::Datetime(text.parse().unwrap());
        instance("Test_Timed", &[("At", at), ("Number", Value::Uint8(number))])
    };
    create(&repository, at("20261121120000.000000+000", 1)).unwrap();
    modify(&repository, at("20261121130000.000000+060", 2)).unwrap();
    let found = enumerate(&repository, "Test_Timed");
    assert_eq!(shown(&found, "Number"), ["Some(Uint8(2))"]);
    let Some(Value::Datetime(at)) = found[0].value("At").map(|value| value.to_value()) else { panic!() };
    assert_eq!(at.to_string(), "20261121120000.000000+000");
}
