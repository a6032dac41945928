//! Create, get, modify, delete and enumerate.

use std::sync::Arc;

use mi::cim::datetime::Timestamp;
use mi::cim::{Array, Datetime, ElementFlags, Instance, Status, Text, Type, Value, ValueRef};
use mi::provider::repository::Repository;
use mi::provider::{OperationFlags, Provider, Request};

use super::support::*;

fn status<T: std::fmt::Debug>(result: Result<T, mi::cim::Error>) -> Status {
    result.unwrap_err().status
}

#[test]
fn a_created_instance_is_read_back_with_the_defaults_of_its_class() {
    let repository = repository();
    let tags = Value::Array(Arc::new(Array::String(vec![Text::from("a"), Text::from("")])));
    let given = instance(
        "test_THING",
        &[("NAME", Value::string("x")), ("size", Value::Uint32(7)), ("Tags", tags.clone())],
    );
    create(&repository, given).unwrap();
    let read = get(&repository, named("Test_Thing", "x")).unwrap();
    assert_eq!(read.class_name(), &Text::from("Test_Thing"));
    assert_eq!(read.namespace(), Some(&Text::from(NAMESPACE)));
    assert_eq!(read.value("Size"), Some(ValueRef::Uint32(7)));
    assert_eq!(read.value("State"), Some(Value::string("new").as_value_ref()));
    assert_eq!(read.value("Tags"), Some(tags.as_value_ref()));
    let key = read.element(0).unwrap();
    assert!(key.flags.contains(ElementFlags::KEY | ElementFlags::NOT_MODIFIED));
    assert!(read.class().is_some_and(|class| class.is_a("Test_Thing")));
}

#[test]
fn create_answers_with_the_keys() {
    let repository = repository();
    let created = create(
        &repository,
        instance("Test_Special", &[("Name", Value::string("x")), ("Size", Value::Uint32(7))]),
    )
    .unwrap();
    assert_eq!(created.class_name(), &Text::from("Test_Special"));
    assert_eq!((created.len(), created.value("Name")), (1, Some(Value::string("x").as_value_ref())));
    assert_eq!(created.keys().count(), 1);
    assert_eq!(get(&repository, (*created).clone()).unwrap().value("Size"), Some(ValueRef::Uint32(7)));
}

#[test]
fn a_second_instance_with_the_same_keys_already_exists() {
    let repository = repository();
    create(&repository, named("Test_Thing", "x")).unwrap();
    let error = create(&repository, named("Test_Thing", "x")).unwrap_err();
    assert_eq!(error.status, Status::AlreadyExists);
    assert!(error.message.contains(r#"root/cimv2:Test_Thing.Name="x""#), "{error}");
    create(&repository, named("Test_Thing", "X")).unwrap();
    create(&repository, named("Test_Special", "x")).unwrap();
}

#[test]
fn what_does_not_exist_is_named_by_its_kind() {
    let repository = repository();
    assert_eq!(status(get(&repository, named("Test_Thing", "x"))), Status::NotFound);
    assert_eq!(status(get(&repository, named("Test_None", "x"))), Status::InvalidClass);
    let mut elsewhere = call(Request::GetInstance { instance: Arc::new(named("Test_Thing", "x")) });
    elsewhere.namespace = Text::from("root/none");
    assert_eq!(status(run(&repository, &elsewhere)), Status::InvalidNamespace);
    assert_eq!(status(modify(&repository, named("Test_Thing", "x"))), Status::NotFound);
    assert_eq!(status(delete(&repository, named("Test_Thing", "x"))), Status::NotFound);
    let unknown = Request::EnumerateInstances { class_name: Text::from("Test_None"), keys_only: false };
    assert_eq!(status(run(&repository, &call(unknown))), Status::InvalidClass);
}

#[test]
fn values_that_the_class_does_not_have_are_refused() {
    let repository = repository();
    let create_with = |name: &str, value: Value| {
        create(&repository, instance("Test_Thing", &[("Name", Value::string("x")), (name, value)]))
    };
    assert_eq!(status(create_with("Color", Value::Uint32(1))), Status::NoSuchProperty);
    assert_eq!(status(create_with("Size", Value::Uint16(1))), Status::TypeMismatch);
    assert_eq!(status(create_with("Size", Value::string("1"))), Status::TypeMismatch);
    assert_eq!(status(create_with("Tags", Value::string("1"))), Status::TypeMismatch);
    assert_eq!(status(create(&repository, Instance::new("Test_Thing").unwrap())), Status::InvalidParameter);
    assert_eq!(
        status(create(&repository, instance("Test_Thing", &[("Name", Value::Uint32(1))]))),
        Status::TypeMismatch
    );
    assert!(enumerate(&repository, "Test_Thing").is_empty());
}

#[test]
fn a_required_property_needs_a_value() {
    let repository = repository();
    let needy = class(
        "Test_Needy",
        None,
        vec![property("Name", Type::String, &["Key"]), property("Must", Type::Uint8, &["Required"])],
    );
    compile(&repository, vec![needy]).unwrap();
    assert_eq!(status(create(&repository, named("Test_Needy", "x"))), Status::InvalidParameter);
    let whole = instance("Test_Needy", &[("Name", Value::string("x")), ("Must", Value::Uint8(1))]);
    create(&repository, whole).unwrap();
    let mut nothing = named("Test_Needy", "x");
    nothing.add("Must", Type::Uint8, None, ElementFlags::empty()).unwrap();
    assert_eq!(status(modify(&repository, nothing)), Status::InvalidParameter);
}

#[test]
fn an_abstract_class_and_one_without_keys_have_no_instances() {
    let repository = repository();
    let mut abstract_class = class("Test_Abstract", None, vec![property("Name", Type::String, &["Key"])]);
    abstract_class.qualifiers.push(qualifier("Abstract"));
    let keyless = class("Test_Keyless", None, vec![property("Name", Type::String, &[])]);
    compile(&repository, vec![abstract_class, keyless]).unwrap();
    assert_eq!(status(create(&repository, named("Test_Abstract", "x"))), Status::InvalidClass);
    assert_eq!(status(create(&repository, named("Test_Keyless", "x"))), Status::InvalidClass);
}

#[test]
fn an_instance_of_a_subclass_is_found_by_its_superclass() {
    let repository = repository();
    create(&repository, named("Test_Special", "x")).unwrap();
    let read = get(&repository, named("Test_Thing", "x")).unwrap();
    assert_eq!(read.class_name(), &Text::from("Test_Special"));
    modify(&repository, instance("Test_Thing", &[("Name", Value::string("x")), ("Size", Value::Uint32(1))]))
        .unwrap();
    assert_eq!(
        get(&repository, named("Test_Special", "x")).unwrap().value("Size"),
        Some(ValueRef::Uint32(1))
    );
    delete(&repository, named("Test_Thing", "x")).unwrap();
    assert!(enumerate(&repository, "Test_Thing").is_empty());
}

#[test]
fn the_named_class_comes_before_its_subclasses() {
    let repository = repository();
    create(&repository, named("Test_Special", "x")).unwrap();
    create(&repository, named("Test_Thing", "x")).unwrap();
    assert_eq!(get(&repository, named("Test_Thing", "x")).unwrap().class_name(), &Text::from("Test_Thing"));
    assert_eq!(
        get(&repository, named("Test_Special", "x")).unwrap().class_name(),
        &Text::from("Test_Special")
    );
}

#[test]
fn an_instance_is_found_by_a_class_above_its_keys_when_the_keys_are_marked() {
    let repository = repository();
    let mut top = class("Test_Top", None, vec![]);
    top.qualifiers.push(qualifier("Abstract"));
    let keys = vec![property("B", Type::Uint8, &["Key"]), property("A", Type::String, &["Key"])];
    compile(&repository, vec![top, class("Test_Keyed", Some("Test_Top"), keys)]).unwrap();
    create(&repository, instance("Test_Keyed", &[("A", Value::string("x")), ("B", Value::Uint8(1))]))
        .unwrap();
    let mut wanted = Instance::new("Test_Top").unwrap();
    assert_eq!(status(get(&repository, wanted.clone())), Status::InvalidParameter);
    for (name, value) in [("b", Value::Uint8(1)), ("a", Value::string("x"))] {
        wanted.add(name, value.value_type(), Some(value.as_value_ref()), ElementFlags::KEY).unwrap();
    }
    assert_eq!(get(&repository, wanted).unwrap().class_name(), &Text::from("Test_Keyed"));
}

#[test]
fn several_instances_of_subclasses_are_not_one_instance() {
    let repository = repository();
    compile(&repository, vec![class("Test_Other", Some("Test_Thing"), vec![])]).unwrap();
    create(&repository, named("Test_Special", "x")).unwrap();
    create(&repository, named("Test_Other", "x")).unwrap();
    let error = delete(&repository, named("Test_Thing", "x")).unwrap_err();
    assert_eq!(error.status, Status::InvalidParameter);
    assert!(error.message.contains("Test_Other") && error.message.contains("Test_Special"), "{error}");
}

#[test]
fn modify_changes_what_is_given_and_leaves_the_rest() {
    let repository = repository();
    create(&repository, instance("Test_Thing", &[("Name", Value::string("x")), ("Size", Value::Uint32(7))]))
        .unwrap();
    modify(
        &repository,
        instance("Test_Thing", &[("Name", Value::string("x")), ("State", Value::string("old"))]),
    )
    .unwrap();
    let read = get(&repository, named("Test_Thing", "x")).unwrap();
    assert_eq!(read.value("Size"), Some(ValueRef::Uint32(7)));
    assert_eq!(read.value("State"), Some(Value::string("old").as_value_ref()));
}

#[test]
fn modify_takes_null_and_leaves_what_was_not_modified() {
    let repository = repository();
    create(&repository, instance("Test_Thing", &[("Name", Value::string("x")), ("Size", Value::Uint32(7))]))
        .unwrap();
    let mut read = (*get(&repository, named("Test_Thing", "x")).unwrap()).clone();
    modify(
        &repository,
        instance("Test_Thing", &[("Name", Value::string("x")), ("State", Value::string("a"))]),
    )
    .unwrap();
    read.clear(read.find("Size").unwrap()).unwrap();
    modify(&repository, read).unwrap();
    let read = get(&repository, named("Test_Thing", "x")).unwrap();
    assert_eq!(read.value("Size"), None);
    assert_eq!(
        read.value("State"),
        Some(Value::string("a").as_value_ref()),
        "what the client had read is older"
    );
}

#[test]
fn a_refused_modification_changes_nothing() {
    let repository = repository();
    create(&repository, named("Test_Thing", "x")).unwrap();
    let partly_wrong = instance(
        "Test_Thing",
        &[("Name", Value::string("x")), ("Size", Value::Uint32(7)), ("State", Value::Uint8(1))],
    );
    assert_eq!(status(modify(&repository, partly_wrong)), Status::TypeMismatch);
    assert_eq!(get(&repository, named("Test_Thing", "x")).unwrap().value("Size"), None);
}

#[test]
fn a_deleted_instance_is_gone_and_can_be_made_again() {
    let repository = repository();
    create(&repository, named("Test_Thing", "x")).unwrap();
    delete(&repository, named("Test_Thing", "x")).unwrap();
    assert_eq!(status(get(&repository, named("Test_Thing", "x"))), Status::NotFound);
    create(&repository, named("Test_Thing", "x")).unwrap();
}

#[test]
fn every_type_comes_back_as_it_was_stored() {
    let repository = repository();
    let embedded = Arc::new(named("Test_Thing", "inner"));
    let scalars = [
        Value::Boolean(true),
        Value::Uint8(u8::MAX),
        Value::Sint8(i8::MIN),
        Value::Uint16(u16::MAX),
        Value::Sint16(i16::MIN),
        Value::Uint32(u32::MAX),
        Value::Sint32(i32::MIN),
        Value::Uint64(u64::MAX),
        Value::Sint64(i64::MIN),
        Value::Real32(-1.5e-40),
        Value::Real64(f64::MAX),
        Value::Char16(0xd83d),
        Value::Datetime("20261121084409.123456-060".parse().unwrap()),
        Value::string("Größe"),
        Value::Reference(Arc::clone(&embedded)),
        Value::Instance(embedded),
    ];
    let mut values = scalars.to_vec();
    for scalar in &scalars {
        let mut array = Array::empty(scalar.value_type());
        array.push(scalar.clone()).unwrap();
        array.push(scalar.clone()).unwrap();
        values.push(Value::Array(Arc::new(array)));
    }
    values.push(Value::Datetime("00000001132312.125000:000".parse().unwrap()));
    values.push(Value::Array(Arc::new(Array::String(vec![]))));
    let names: Vec<String> = (0..values.len()).map(|number| format!("P{number}")).collect();
    let mut properties = vec![property("Name", Type::String, &["Key"])];
    let mut given = vec![("Name", Value::string("x"))];
    for (name, value) in names.iter().zip(&values) {
        properties.push(property(name, value.value_type(), &[]));
        given.push((name, value.clone()));
    }
    compile(&repository, vec![class("Test_All", None, properties)]).unwrap();
    create(&repository, instance("Test_All", &given)).unwrap();
    let read = get(&repository, named("Test_All", "x")).unwrap();
    for (name, value) in &given {
        assert_eq!(read.value(*name), Some(value.as_value_ref()), "{name}");
    }
}

#[test]
fn keys_of_every_type_that_may_be_a_key_lead_to_the_instance() {
    let repository = repository();
    let values = [
        Value::Boolean(false),
        Value::Sint16(-5),
        Value::Uint64(u64::MAX),
        Value::Real64(0.5),
        Value::Char16(65),
        Value::Datetime("20261121084409.123456-060".parse().unwrap()),
        Value::string("x\"\\"),
        Value::Reference(Arc::new(named("Test_Thing", "inner"))),
    ];
    for (number, value) in values.into_iter().enumerate() {
        let class_name = format!("Test_Key{number}");
        let declaration = class(&class_name, None, vec![property("K", value.value_type(), &["Key"])]);
        compile(&repository, vec![declaration]).unwrap();
        let given = instance(&class_name, &[("K", value.clone())]);
        create(&repository, given.clone()).unwrap();
        assert_eq!(get(&repository, given).unwrap().value("K"), Some(value.as_value_ref()));
    }
}

fn populated() -> std::sync::Arc<mi::provider::repository::Repository> {
    let repository = repository();
    for name in ["a", "b"] {
        create(
            &repository,
            instance("Test_Thing", &[("Name", Value::string(name)), ("Size", Value::Uint32(1))]),
        )
        .unwrap();
    }
    create(
        &repository,
        instance("Test_Special", &[("Name", Value::string("c")), ("Weight", Value::Real64(2.5))]),
    )
    .unwrap();
    repository
}

fn enumeration(flags: u32, keys_only: bool) -> mi::provider::Call {
    let mut call = call(Request::EnumerateInstances { class_name: Text::from("Test_Thing"), keys_only });
    call.flags = OperationFlags::from_bits_retain(flags);
    call
}

#[test]
fn a_deep_enumeration_brings_whole_instances_of_subclasses() {
    let found = instances(&populated(), &enumeration(0, false)).unwrap();
    assert_eq!(shown(&found, "Name").len(), 3);
    let special = found.iter().find(|instance| instance.class_name() == &Text::from("Test_Special")).unwrap();
    assert_eq!(special.value("Weight"), Some(ValueRef::Real64(2.5)));
}

#[test]
fn a_shallow_enumeration_brings_the_class_alone() {
    let found = instances(&populated(), &enumeration(0x80, false)).unwrap();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|instance| instance.class_name() == &Text::from("Test_Thing")));
}

#[test]
fn an_enumeration_of_base_properties_leaves_out_those_of_subclasses() {
    let found = instances(&populated(), &enumeration(0x180, false)).unwrap();
    assert_eq!(found.len(), 3);
    let special = found.iter().find(|instance| instance.class_name() == &Text::from("Test_Special")).unwrap();
    assert_eq!((special.len(), special.find("Weight")), (4, None));
    assert_eq!(special.value("State"), Some(Value::string("new").as_value_ref()));
}

#[test]
fn an_enumeration_of_keys_brings_nothing_else() {
    let found = instances(&populated(), &enumeration(0, true)).unwrap();
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|instance| instance.len() == 1 && instance.value("Name").is_some()));
}

#[test]
fn an_enumeration_of_more_than_a_batch_is_complete_and_in_order_of_creation() {
    let repository = repository();
    for number in 0..1500 {
        create(&repository, named("Test_Thing", &number.to_string())).unwrap();
    }
    let found = enumerate(&repository, "Test_Thing");
    assert_eq!(found.len(), 1500);
    for (number, instance) in found.iter().enumerate() {
        assert_eq!(instance.value("Name"), Some(Value::string(&number.to_string()).as_value_ref()));
    }
}

#[test]
fn what_the_repository_does_not_do_is_said() {
    let repository = repository();
    let invoke = Request::Invoke {
        class_name: Text::from("Test_Thing"),
        method_name: Text::from("Run"),
        instance: None,
        parameters: None,
    };
    assert_eq!(status(run(&repository, &call(invoke))), Status::MethodNotFound);
}

#[test]
fn reads_of_one_object_are_bounded_and_nothing_else_is() {
    let repository = repository();
    let thing = || Arc::new(named("Test_Thing", "x"));
    assert!(repository.is_bounded(&call(Request::GetInstance { instance: thing() })));
    assert!(repository.is_bounded(&call(Request::GetClass { class_name: Text::from("Test_Thing") })));
    assert!(!repository.is_bounded(&call(Request::CreateInstance { instance: thing() })));
    assert!(!repository.is_bounded(&enumeration(0, false)));
    assert_eq!(run(&repository, &call(Request::TestConnection)).unwrap().len(), 0);
}

#[test]
fn an_embedded_instance_must_be_of_the_declared_class() {
    let repository = repository();
    let mut holder = property("Held", Type::Instance, &[]);
    holder.reference_class = Some(Text::from("Test_Thing"));
    holder.qualifiers.push(mi::cim::Qualifier {
        name: Text::from("EmbeddedInstance"),
        kind: Type::String,
        value: Some(Value::string("Test_Thing")),
        flavor: mi::cim::Flavor::empty(),
        propagated: false,
    });
    compile(
        &repository,
        vec![
            class("Test_Holder", None, vec![property("Name", Type::String, &["Key"]), holder]),
            class("Test_Stranger", None, vec![property("Name", Type::String, &["Key"])]),
        ],
    )
    .unwrap();
    let hold = |name: &str, held: Value| {
        create(&repository, instance("Test_Holder", &[("Name", Value::string(name)), ("Held", held)]))
    };
    hold("same", Value::Instance(Arc::new(named("Test_Thing", "x")))).unwrap();
    hold("below", Value::Instance(Arc::new(named("Test_Special", "x")))).unwrap();
    let stranger = Value::Instance(Arc::new(named("Test_Stranger", "x")));
    assert_eq!(status(hold("other", stranger)), Status::TypeMismatch);
    assert_eq!(status(hold("text", Value::string("x"))), Status::TypeMismatch);
}

#[test]
fn instances_that_lie_as_deep_in_each_other_as_they_may_are_stored() {
    let repository = repository();
    let holder = property("Held", Type::Instance, &["EmbeddedObject"]);
    let name = property("Name", Type::String, &["Key"]);
    compile(&repository, vec![class("Test_Holder", None, vec![name, holder])]).unwrap();
    let mut whole = named("Test_Holder", "x");
    loop {
        let mut outer = named("Test_Holder", "x");
        if outer.add_value("Held", Value::Instance(Arc::new(whole.clone()))).is_err() {
            break;
        }
        whole = outer;
    }
    create(&repository, whole.clone()).unwrap();
    assert_eq!(*get(&repository, named("Test_Holder", "x")).unwrap(), whole);
}

fn timestamp(month: u8, day: u8, hour: u8) -> Datetime {
    Datetime::Timestamp(Timestamp { year: 2026, month, day, hour, ..Timestamp::default() })
}

/// A repository with a class of datetimes, and one for what they are embedded in.
fn calendar() -> std::sync::Arc<Repository> {
    let repository = repository();
    let date = class(
        "Test_Date",
        None,
        vec![
            property("Name", Type::String, &["Key"]),
            property("When", Type::Datetime, &[]),
            property("Times", Type::DatetimeArray, &[]),
            property("Held", Type::Instance, &[]),
        ],
    );
    compile(&repository, vec![date]).unwrap();
    repository
}

fn date(property: &str, value: Value) -> Instance {
    instance("Test_Date", &[("Name", Value::string("x")), (property, value)])
}

fn values_holding(datetime: Datetime) -> [(&'static str, Value); 3] {
    let held = Arc::new(date("When", Value::Datetime(datetime)));
    [
        ("When", Value::Datetime(datetime)),
        ("Times", Value::Array(Arc::new(Array::Datetime(vec![timestamp(1, 1, 0), datetime])))),
        ("Held", Value::Instance(held)),
    ]
}

#[test]
fn a_timestamp_beyond_the_calendar_or_the_clock_is_not_stored() {
    let repository = calendar();
    create(&repository, named("Test_Date", "x")).unwrap();
    for bad in [timestamp(13, 1, 0), timestamp(1, 77, 0), timestamp(1, 1, 24)] {
        for (property, value) in values_holding(bad) {
            let new = instance("Test_Date", &[("Name", Value::string("y")), (property, value.clone())]);
            for error in [
                create(&repository, new).unwrap_err(),
                modify(&repository, date(property, value)).unwrap_err(),
            ] {
                assert_eq!(error.status, Status::InvalidParameter, "{error}");
                assert!(error.message.contains(&format!("'{property}'")), "{error}");
                assert!(error.message.contains(&format!("'{bad}'")), "{error}");
            }
        }
    }
    assert_eq!(enumerate(&repository, "Test_Date").len(), 1);
}

#[test]
fn a_zeroed_timestamp_is_stored() {
    let repository = calendar();
    create(&repository, named("Test_Date", "x")).unwrap();
    let zero = Datetime::Timestamp(Timestamp::default());
    for (property, value) in values_holding(zero) {
        modify(&repository, date(property, value)).unwrap();
    }
    let read = get(&repository, named("Test_Date", "x")).unwrap();
    assert_eq!(read.value("When"), Some(ValueRef::Datetime(zero)));
}
