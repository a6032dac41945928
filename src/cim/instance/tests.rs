use super::super::class::{ClassDeclaration, Property};
use super::super::error::Status;
use super::super::object_path::ObjectPath;
use super::*;

fn instance() -> Instance {
    Instance::new("Test_Thing").unwrap()
}

fn text(value: &str) -> Value {
    Value::string(value)
}

#[test]
fn an_element_is_found_without_case_and_by_index() {
    let mut instance = instance();
    instance.add_value("Name", text("value")).unwrap();
    assert_eq!(instance.find("NAME"), Some(0));
    assert_eq!(instance.get("name").unwrap().name, *"Name");
    assert_eq!(instance.value("nAmE"), Some(text("value").as_value_ref()));
    assert_eq!(instance.element(1), None);
    assert_eq!(instance.find("Names"), None);
}

#[test]
fn every_scalar_comes_back_as_it_went_in() {
    let values = [
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
        text("text"),
        Value::Reference(Arc::new(instance())),
        Value::Instance(Arc::new(instance())),
        Value::Array(Arc::new(Array::String(vec![Text::from("a"), Text::from("")]))),
    ];
    let mut instance = instance();
    for (number, value) in values.iter().enumerate() {
        instance.add_value(&format!("P{number}"), value.clone()).unwrap();
    }
    for (number, value) in values.iter().enumerate() {
        assert_eq!(instance.value(&format!("p{number}")), Some(value.as_value_ref()));
    }
}

#[test]
fn a_name_can_be_added_once_and_must_be_legal() {
    let mut instance = instance();
    instance.add_value("Name", text("value")).unwrap();
    assert_eq!(instance.add_value("NAME", text("x")), Err(ElementError::AlreadyExists("NAME".into())));
    assert_eq!(instance.add_value("1st", text("x")), Err(ElementError::IllegalName("1st".into())));
    assert_eq!(instance.len(), 1);
}

#[test]
fn a_value_must_have_the_type_of_its_element() {
    let mut instance = instance();
    instance.add("Size", Type::Uint32, None, ElementFlags::empty()).unwrap();
    let error = instance.set(0, Type::Uint64, Some(ValueRef::Uint64(1))).unwrap_err();
    assert_eq!(error.status(), Status::TypeMismatch);
    assert_eq!(instance.set(0, Type::Uint64, None).unwrap_err().status(), Status::TypeMismatch);
    instance.set(0, Type::Uint32, Some(ValueRef::Uint32(1))).unwrap();
    assert_eq!(instance.value("Size"), Some(ValueRef::Uint32(1)));
}

#[test]
fn a_text_keeps_its_place_until_it_is_set() {
    let mut instance = instance();
    instance.add_value("First", text("first value")).unwrap();
    let Some(ValueRef::String(first)) = instance.value("First") else { panic!("a string") };
    let pointer = first.as_ptr();
    for number in 0..1000 {
        instance.add_value(&format!("P{number}"), text("another value")).unwrap();
    }
    let Some(ValueRef::String(first)) = instance.value("First") else { panic!("a string") };
    assert_eq!(first.as_ptr(), pointer);
    assert!(instance.owns_address(pointer as usize));
}

#[test]
fn elements_beyond_the_first_few_are_found_through_a_map() {
    let mut instance = instance();
    for number in 0..10_000u32 {
        instance.add_value(&format!("Property{number}"), Value::Uint32(number)).unwrap();
    }
    for number in 0..10_000u32 {
        assert_eq!(instance.value(&format!("PROPERTY{number}")), Some(ValueRef::Uint32(number)));
    }
    assert_eq!(instance.find("Property10000"), None);
}

#[test]
fn setting_and_clearing_take_the_mark_of_the_provider_away() {
    let mut instance = instance();
    instance.add("A", Type::Uint8, Some(ValueRef::Uint8(1)), ElementFlags::KEY).unwrap();
    instance.add("B", Type::Uint8, Some(ValueRef::Uint8(1)), ElementFlags::empty()).unwrap();
    instance.mark_unmodified();
    instance.set(0, Type::Uint8, Some(ValueRef::Uint8(2))).unwrap();
    assert_eq!(instance.get("A").unwrap().flags, ElementFlags::KEY);
    assert_eq!(instance.get("B").unwrap().flags, ElementFlags::NOT_MODIFIED);
    instance.clear(1).unwrap();
    assert_eq!(instance.get("B").unwrap().flags, ElementFlags::empty());
    assert_eq!(instance.value("B"), None);
}

#[test]
fn setting_and_clearing_a_text_a_million_times_takes_no_more_memory() {
    let mut instance = instance();
    instance.add_value("Name", text("value")).unwrap();
    let held = instance.heap_size();
    for _ in 0..1_000_000 {
        instance.clear(0).unwrap();
        instance.set(0, Type::String, Some(text("other").as_value_ref())).unwrap();
    }
    assert_eq!(instance.heap_size(), held);
}

#[cfg_attr(any(windows, feature = "wide"), ignore = "the limit is for texts of one byte a character")]
#[test]
fn ten_short_properties_take_little_memory() {
    let mut instance = instance();
    for number in 0..5 {
        instance.add_value(&format!("Property{number}"), text("short value")).unwrap();
        instance.add_value(&format!("Number{number}"), Value::Uint32(number)).unwrap();
    }
    let held = instance.heap_size() + size_of::<Instance>();
    assert!(held < 850, "{held}");
}

#[test]
fn instances_lie_in_each_other_so_deep_and_no_deeper() {
    let mut inner = instance();
    for level in 1..=MAXIMUM_DEPTH {
        let mut outer = instance();
        outer.add_value("Inner", Value::Instance(Arc::new(inner))).unwrap();
        assert_eq!(outer.depth(), level);
        inner = outer;
    }
    let deepest = Arc::new(inner);
    let too_deep = ElementError::TooDeep("Inner".into());
    let mut outer = instance();
    assert_eq!(outer.add_value("Inner", Value::Instance(Arc::clone(&deepest))), Err(too_deep.clone()));
    assert_eq!(outer.add_value("Inner", Value::Reference(Arc::clone(&deepest))), Err(too_deep.clone()));
    let array = Value::Array(Arc::new(Array::Instance(vec![deepest])));
    assert_eq!(outer.add_value("Inner", array), Err(too_deep));
    assert!(outer.is_empty());
}

#[test]
fn the_path_of_references_within_references_stays_short() {
    let mut inner = instance();
    inner.add("Name", Type::String, Some(text("a").as_value_ref()), ElementFlags::KEY).unwrap();
    for _ in 0..MAXIMUM_DEPTH {
        let mut outer = instance();
        let value = Value::Reference(Arc::new(inner));
        outer.add("Inner", Type::Reference, Some(value.as_value_ref()), ElementFlags::KEY).unwrap();
        inner = outer;
    }
    assert!(ObjectPath::of(&inner).to_string().len() < 10_000);
}

#[test]
fn an_element_of_a_large_class_is_found_through_the_class() {
    let property = |number: usize| Property {
        name: Text::from(format!("P{number}")),
        kind: Type::Uint32,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::PROPERTY,
        qualifiers: Vec::new(),
        default: None,
        origin: Text::from("Test_Large"),
        propagator: Text::from("Test_Large"),
    };
    let properties = (0..100).map(property).collect();
    let declaration =
        ClassDeclaration { name: Text::from("Test_Large"), properties, ..ClassDeclaration::default() };
    let mut instance = Instance::of_class(&Arc::new(Class::new(declaration, None)));
    assert_eq!((instance.find("p77"), instance.find("P100")), (Some(77), None));
    instance.add_value("P100", Value::Uint32(1)).unwrap();
    assert_eq!((instance.find("p77"), instance.find("P100")), (Some(77), Some(100)));
}

#[test]
fn instances_that_are_shared_again_and_again_count_each_time() {
    let mut inner = Arc::new(instance());
    let refused = (0..MAXIMUM_DEPTH).find(|_| {
        let mut outer = instance();
        let fits = outer.add_value("Left", Value::Instance(Arc::clone(&inner))).is_ok()
            && outer.add_value("Right", Value::Instance(Arc::clone(&inner))).is_ok();
        inner = Arc::new(outer);
        !fits
    });
    assert!(refused.is_some_and(|level| level < 21), "{refused:?}");
}

#[test]
fn a_value_that_is_replaced_does_not_count() {
    let array = (0..1000).map(|_| Arc::new(instance())).collect();
    let array = Value::Array(Arc::new(Array::Instance(array)));
    let mut outer = instance();
    outer.add_value("Others", array.clone()).unwrap();
    for _ in 0..2 * MAXIMUM_HELD / 1000 {
        outer.set(0, Type::InstanceArray, Some(array.as_value_ref())).unwrap();
    }
    assert_eq!(outer.held(), 1000);
    outer.clear(0).unwrap();
    assert_eq!(outer.held(), 0);
}
