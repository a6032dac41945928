//! When keys are equal, in each type, and what of them has case.

use std::sync::Arc;

use mi::cim::{ElementFlags, Instance, Status, Text, Type, Value};
use mi::provider::repository::Repository;

use super::support::*;

/// A class with one key `Id` of a type.
fn keyed(kind: Type) -> Arc<Repository> {
    let repository = repository();
    compile(&repository, vec![class("Test_Keyed", None, vec![property("Id", kind, &["Key"])])]).unwrap();
    repository
}

fn with_id(value: Value) -> Instance {
    instance("Test_Keyed", &[("Id", value)])
}

/// That two values are the same key, or that they are two.
fn check(kind: Type, one: Value, other: Value, are_equal: bool) {
    let repository = keyed(kind);
    create(&repository, with_id(one.clone())).unwrap();
    let found = get(&repository, with_id(other.clone()));
    let again = create(&repository, with_id(other.clone()));
    if are_equal {
        // It shows as it was created.
        let found = found.unwrap_or_else(|error| panic!("{other:?}: {error}"));
        if kind != Type::Reference {
            // NaN is no number that equals itself.
            assert_eq!(format!("{:?}", found.value("Id").unwrap().to_value()), format!("{one:?}"));
        }
        assert_eq!(again.unwrap_err().status, Status::AlreadyExists);
    } else {
        assert_eq!(found.unwrap_err().status, Status::NotFound, "{one:?} {other:?}");
        again.unwrap_or_else(|error| panic!("{one:?} {other:?}: {error}"));
    }
}

fn datetime(text: &str) -> Value {
    Value::Datetime(text.parse().unwrap())
}

/// A reference to a `Test_Thing`.
fn reference(host: Option<&str>, namespace: Option<&str>, class_name: &str, key: &str) -> Value {
    let mut target = Instance::new(class_name).unwrap();
    target.set_server_name(host.map(Text::from));
    target.set_namespace(namespace.map(Text::from));
    target.add("Name", Type::String, Some(Value::string(key).as_value_ref()), ElementFlags::KEY).unwrap();
    Value::Reference(Arc::new(target))
}

#[test]
fn strings_have_case_and_every_character_counts() {
    check(Type::String, Value::string("Ab"), Value::string("Ab"), true);
    for other in ["ab", "Ab ", "", "A\u{308}b"] {
        check(Type::String, Value::string("Ab"), Value::string(other), false);
    }
    check(Type::String, Value::string("Ä"), Value::string("ä"), false);
    check(Type::String, Value::string("Ä"), Value::string("A\u{308}"), false);
}

#[test]
fn numbers_are_equal_by_value_and_of_exactly_the_type_of_the_key() {
    check(Type::Uint64, Value::Uint64(u64::MAX), Value::Uint64(u64::MAX - 1), false);
    check(Type::Sint64, Value::Sint64(i64::MIN), Value::Sint64(i64::MIN), true);
    let repository = keyed(Type::Uint32);
    create(&repository, with_id(Value::Uint32(5))).unwrap();
    assert_eq!(get(&repository, with_id(Value::Uint8(5))).unwrap_err().status, Status::TypeMismatch);
}

#[test]
fn reals_have_one_zero_and_one_that_is_no_number() {
    check(Type::Real64, Value::Real64(0.0), Value::Real64(-0.0), true);
    check(Type::Real32, Value::Real32(f32::NAN), Value::Real32(-f32::NAN), true);
    check(Type::Real64, Value::Real64(f64::INFINITY), Value::Real64(f64::NEG_INFINITY), false);
    check(Type::Real64, Value::Real64(0.1), Value::Real64(0.1 + f64::EPSILON), false);
}

#[test]
fn booleans_and_characters_are_what_they_are() {
    check(Type::Boolean, Value::Boolean(true), Value::Boolean(false), false);
    check(Type::Char16, Value::Char16(65), Value::Char16(65), true);
    check(Type::Char16, Value::Char16(65), Value::Char16(97), false);
}

#[test]
fn timestamps_of_one_moment_are_one_key_whatever_their_offset() {
    let noon = || datetime("20261121120000.000000+000");
    check(Type::Datetime, noon(), datetime("20261121130000.000000+060"), true);
    check(Type::Datetime, noon(), datetime("20261121120000.000000+060"), false);
    check(Type::Datetime, noon(), datetime("20261121120000.000001+000"), false);
    check(
        Type::Datetime,
        datetime("20260230000000.000000+000"),
        datetime("20260302000000.000000+000"),
        false,
    );
}

#[test]
fn intervals_are_no_timestamps() {
    check(Type::Datetime, datetime("00000001000000.000000:000"), datetime("00000001000000.000000:000"), true);
    check(
        Type::Datetime,
        datetime("00000101000000.000000:000"),
        datetime("00000101000000.000000+000"),
        false,
    );
}

#[test]
fn references_are_equal_by_host_namespace_class_and_keys() {
    let same = || reference(None, Some("root/cimv2"), "Test_Thing", "a");
    check(
        Type::Reference,
        same(),
        reference(Some("localhost"), Some("ROOT\\CIMV2"), "TEST_thing", "a"),
        true,
    );
    check(Type::Reference, same(), reference(None, None, "Test_Thing", "a"), true);
    check(Type::Reference, same(), reference(None, None, "Test_Thing", "A"), false);
    check(Type::Reference, same(), reference(None, Some("root/interop"), "Test_Thing", "a"), false);
    check(Type::Reference, same(), reference(Some("elsewhere"), None, "Test_Thing", "a"), false);
    // What the class above says is another text, though it may lead to the same instance.
    check(Type::Reference, same(), reference(None, None, "Test_Special", "a"), false);
}

#[test]
fn names_of_keys_classes_and_namespaces_have_no_case() {
    let repository = keyed(Type::String);
    create(&repository, instance("TEST_keyed", &[("ID", Value::string("x"))])).unwrap();
    let found = get(&repository, instance("test_KEYED", &[("iD", Value::string("x"))])).unwrap();
    assert_eq!(found.class_name(), &Text::from("Test_Keyed"));
    assert!(repository.get_class("ROOT\\CimV2", "TEST_KEYED").is_ok());
}

#[test]
fn letters_beyond_ascii_keep_their_case_in_names_of_namespaces() {
    let repository = repository();
    repository.create_namespace("root/Größe").unwrap();
    repository.create_namespace("root/GRÖßE").unwrap();
    let again = repository.create_namespace("ROOT/GRößE").unwrap_err();
    assert_eq!(again.status, Status::AlreadyExists);
}

#[test]
fn a_key_compiled_again_in_another_spelling_stays_as_it_was() {
    use mi::provider::repository::{Item, ItemKind};
    let repository = keyed(Type::Datetime);
    let item = |text: &str| Item {
        namespace: NAMESPACE.to_owned(),
        kind: ItemKind::Instance { instance: Arc::new(with_id(datetime(text))), is_value: false },
    };
    repository.compile(&[item("20261121120000.000000+000")], &mut |_, _| {}).unwrap();
    let summary = repository.compile(&[item("20261121130000.000000+060")], &mut |_, _| {}).unwrap();
    assert_eq!((summary.created, summary.unchanged), (0, 1));
    assert_eq!(enumerate(&repository, "Test_Keyed").len(), 1);
}
