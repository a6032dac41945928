use std::sync::Arc;

use super::super::{Classes, Filter, NoClasses, QueryError, parse_select};
use crate::cim::class::ClassFlags;
use crate::cim::{
    Array, Class, ClassDeclaration, ElementFlags, Instance, Property, Status, Text, Type, Value,
};

mod agreement;

pub(super) fn property(name: &str, kind: Type) -> Property {
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: if name == "Name" { ElementFlags::KEY } else { ElementFlags::empty() },
        qualifiers: Vec::new(),
        default: None,
        origin: Text::from("Test"),
        propagator: Text::from("Test"),
    }
}

pub(super) fn class(name: &str, superclass: Option<&Arc<Class>>, properties: Vec<Property>) -> Arc<Class> {
    let inherited = superclass.map(|class| class.properties().to_vec()).unwrap_or_default();
    let declaration = ClassDeclaration {
        name: Text::from(name),
        superclass: superclass.map(|class| class.name().clone()),
        properties: inherited.into_iter().chain(properties).collect(),
        flags: ClassFlags::CLASS,
        ..ClassDeclaration::default()
    };
    Arc::new(Class::new(declaration, superclass.cloned()))
}

/// Some classes, found by name.
pub(super) struct Known(pub(super) Vec<Arc<Class>>);

impl Classes for Known {
    fn class(&self, name: &Text) -> Option<Arc<Class>> {
        self.0.iter().find(|class| crate::cim::name::eq_names(class.name(), name)).cloned()
    }
}

fn thing() -> Arc<Class> {
    let base = class("Test_Base", None, vec![property("Name", Type::String)]);
    let inner =
        Property { reference_class: Some(Text::from("Test_Base")), ..property("Inner", Type::Instance) };
    let properties = vec![
        property("Size", Type::Uint64),
        property("Small", Type::Sint8),
        property("Weight", Type::Real64),
        property("Ready", Type::Boolean),
        property("Born", Type::Datetime),
        property("Age", Type::Datetime),
        property("Letter", Type::Char16),
        property("Owner", Type::Reference),
        property("Tags", Type::StringArray),
        inner,
        property("Object", Type::Instance),
        property("Empty", Type::String),
    ];
    class("Test_Thing", Some(&base), properties)
}

fn instance() -> Instance {
    let set = |instance: &mut Instance, name: &str, value: Value| {
        let index = instance.find(name).unwrap();
        instance.set(index, value.value_type(), Some(value.as_value_ref())).unwrap();
    };
    let thing = thing();
    let datetime = |text: &str| Value::Datetime(text.parse().unwrap());
    let base = thing.superclass().unwrap();
    let mut inner = Instance::of_class(base);
    set(&mut inner, "Name", Value::string("inner"));
    let mut object = Instance::new("Other").unwrap();
    object.add_value("Deep", Value::Instance(Arc::new(inner.clone()))).unwrap();
    object.add_value("Number", Value::Uint8(7)).unwrap();
    let mut instance = Instance::of_class(&thing);
    instance.set_namespace(Some(Text::from("root/Test")));
    set(&mut instance, "Name", Value::string("One"));
    set(&mut instance, "Size", Value::Uint64(u64::MAX));
    set(&mut instance, "Small", Value::Sint8(-5));
    set(&mut instance, "Weight", Value::Real64(2.5));
    set(&mut instance, "Ready", Value::Boolean(true));
    set(&mut instance, "Born", datetime("20240229120000.000000+060"));
    set(&mut instance, "Age", datetime("00000010000000.000000:000"));
    set(&mut instance, "Letter", Value::Char16(u16::from(b'x')));
    set(&mut instance, "Owner", Value::Reference(Arc::new(inner.clone())));
    set(&mut instance, "Tags", Value::Array(Arc::new(Array::String(vec![Text::from("a"), Text::from("b")]))));
    set(&mut instance, "Inner", Value::Instance(Arc::new(inner)));
    set(&mut instance, "Object", Value::Instance(Arc::new(object)));
    instance
}

fn bound(dialect: &str, class: Option<&Arc<Class>>, condition: &str) -> Result<Filter, QueryError> {
    let select = parse_select(dialect, &format!("SELECT * FROM Test_Thing WHERE {condition}"))?;
    Filter::bind(&select, class, Arc::new(Known(vec![thing(), Arc::clone(thing().superclass().unwrap())])))
}

fn matches(dialect: &str, condition: &str) -> bool {
    let filter =
        bound(dialect, Some(&thing()), condition).unwrap_or_else(|error| panic!("{condition}: {error}"));
    filter.matches(&instance())
}

fn agree(dialect: &str, yes: &[&str], no: &[&str]) {
    yes.iter().for_each(|condition| assert!(matches(dialect, condition), "{condition}"));
    no.iter().for_each(|condition| assert!(!matches(dialect, condition), "{condition}"));
}

fn error(dialect: &str, condition: &str) -> String {
    let Err(error) = bound(dialect, Some(&thing()), condition) else { panic!("{condition} is no error") };
    assert_eq!(error.status(), Status::InvalidQuery);
    error.to_string()
}

#[test]
fn numbers_are_compared_exactly_whatever_their_types() {
    agree(
        "WQL",
        &[
            "Size = 18446744073709551615",
            "Size = '18446744073709551615'",
            "Size = 0xFFFFFFFFFFFFFFFF",
            "Size < 18446744073709551616",
            "Size < 1.8446744073709551616e19",
            "Size > -1",
            "Small = -5 AND Small < -4.5 AND Small >= -5.0",
            "1 < Weight AND Weight <= 2.5 AND 2.5 = Weight",
            "Size < 999999999999999999999999999999999999999999999999999",
        ],
        &["Size = 18446744073709551614", "Small > -5", "Weight <> 2.5", "Size = 1.8446744073709551616e19"],
    );
}

#[test]
fn texts_are_compared_with_case_and_booleans_for_equality() {
    agree(
        "WQL",
        &[
            "Name = 'One'",
            "Name > 'OnE'",
            "Name < \"a\"",
            "Ready = 1",
            "Ready = true",
            "Ready <> 'FALSE'",
            "Letter = 'x'",
            "Letter < 'y'",
        ],
        &["Name = 'one'", "Ready = 0", "Ready != TRUE", "Letter = 'X'"],
    );
}

#[test]
fn null_makes_unknown_and_unknown_is_no_match() {
    agree(
        "WQL",
        &[
            "Empty IS NULL",
            "Empty = NULL",
            "Name IS NOT NULL",
            "Name <> NULL",
            "Empty = 'a' OR Name = 'One'",
            "NOT (Empty = 'a' AND Name = 'x')",
        ],
        &[
            "Empty = 'a'",
            "Empty <> 'a'",
            "NOT Empty = 'a'",
            "Empty LIKE '%'",
            "NOT Empty LIKE '%'",
            "Empty = 'a' AND Name = 'One'",
            "Empty <> NULL",
            "NOT (Empty = 'a' OR Name = 'x')",
        ],
    );
}

#[test]
fn datetimes_are_compared_as_instants_and_intervals_with_intervals() {
    agree(
        "WQL",
        &[
            "Born = '20240229110000.000000+000'",
            "Born = '20240229******.******+060'",
            "Born < '20240229110000.000001+000'",
            "Born > '2023**********.******+000'",
            "Age >= '00000010000000.000000:000'",
            "Age < '00000010000001.000000:000'",
        ],
        &[
            "Born = '20240229120000.000000+000'",
            "Age = '20240229120000.000000+000'",
            "Age <> '20240229120000.000000+000'",
        ],
    );
}

#[test]
fn embedded_instances_are_looked_into_at_any_depth() {
    agree(
        "WQL",
        &[
            "Inner.Name = 'inner'",
            "Object.Deep.Name LIKE 'in%'",
            "Object.Number = 7",
            "Object.Nothing IS NULL",
            "Inner.__CLASS = 'test_base'",
        ],
        &[
            "Object.Number = 'seven'",
            "Object.Nothing = 1",
            "Object.Deep.Deeper.Name = 'x'",
            "Object.Number = '20240229120000.000000+000'",
        ],
    );
}

#[test]
fn classes_are_asked_for_with_what_inherits_from_them() {
    agree(
        "WQL",
        &[
            "__this ISA 'Test_Base'",
            "__this ISA test_thing",
            "Inner ISA 'Test_Base'",
            "Object ISA 'Other'",
            "NOT Object ISA 'Test_Base'",
        ],
        &["Inner ISA 'Test_Thing'", "Object.Nothing ISA 'Other'", "NOT Object.Nothing ISA 'Other'"],
    );
}

#[test]
fn system_properties_are_those_of_the_class_and_the_path() {
    agree(
        "WQL",
        &[
            "__CLASS = 'TEST_thing'",
            "__SUPERCLASS = 'Test_Base' AND __DYNASTY = 'Test_Base'",
            "__CLASS LIKE '%THING'",
            "__NAMESPACE = 'ROOT\\\\test'",
            "__GENUS = 2 AND __PROPERTY_COUNT = 13",
            "__RELPATH = 'Test_Thing.Name=\"One\"'",
            "__PATH = '\\\\\\\\host\\\\root\\\\test:Test_Thing.Name=\"One\"'",
            "__SERVER IS NULL",
            "__DERIVATION IS NOT NULL",
            "__RELPATH LIKE '%One%'",
        ],
        &[
            "__CLASS = 'Test_Base'",
            "__RELPATH = 'Test_Thing.Name=\"Two\"'",
            "__RELPATH <> 'Test_Thing.Name=\"One\"'",
            "__GENUS = 1",
        ],
    );
}

#[test]
fn references_are_compared_as_paths() {
    agree(
        "WQL",
        &["Owner = 'Test_Base.Name=\"inner\"'", "Owner <> 'Test_Base.Name=\"other\"'"],
        &["Owner = 'Test_Thing.Name=\"inner\"'"],
    );
}

#[test]
fn cql_compares_properties_and_elements_of_arrays() {
    agree(
        "CQL",
        &[
            "Tags[1] = 'b'",
            "Tags[9] IS NULL",
            "Small < Weight",
            "Test_Thing.Size > Small",
            "Inner.Test_Base::Name = 'inner'",
            "Name LIKE 'O.e'",
            "Test_Thing ISA Test_Base",
            "Inner ISA Test_Base",
        ],
        &["Tags[0] = 'b'", "Object.Test_Base::Number = 7", "Name LIKE 'O%'"],
    );
}

#[test]
fn what_does_not_fit_the_class_is_told_with_its_place() {
    for (dialect, condition, expected) in [
        ("WQL", "Nothing = 1", "at column 32, Test_Thing has no property Nothing."),
        (
            "WQL",
            "Size = 'big'",
            "at column 39, Size is of type uint64 and is compared with a number, not \"big\".",
        ),
        (
            "WQL",
            "Name = 5",
            "at column 39, Name is of type string and is compared with a text in quotation marks, not 5.",
        ),
        ("WQL", "Ready > TRUE", "at column 32, Ready is of type boolean; it is compared with = and <> only."),
        ("WQL", "Ready = 2", "compared with TRUE, FALSE, 1 or 0, not 2."),
        ("WQL", "Born = 'yesterday'", "at column 39, Born is of type datetime"),
        ("WQL", "Tags = 'a'", "at column 32, Tags is of type string[]; WQL compares no arrays."),
        (
            "WQL",
            "Inner = 'a'",
            "Inner is of type instance; compare one of its properties, or use ISA or IS NULL.",
        ),
        ("WQL", "Size LIKE '5%'", "Size is of type uint64; LIKE takes a text."),
        (
            "WQL",
            "Name LIKE 'a['",
            "at column 42, the pattern must have a ']' behind the characters of a set.",
        ),
        ("WQL", "Name ISA 'X'", "Name is of type string; ISA takes an instance."),
        ("WQL", "Name.Deep = 1", "only embedded instances have properties."),
        ("WQL", "__CLASS.x = 1", "__CLASS has no properties."),
        ("CQL", "Size = '5'", "Size is of type uint64 and is compared with a number"),
        ("CQL", "Name = Size", "Name is of type string and Size of type uint64; the two can't be compared."),
        ("CQL", "Size[0] = 1", "only arrays have elements."),
        ("CQL", "Ready = 1", "compared with TRUE or FALSE, not 1."),
    ] {
        let error = error(dialect, condition);
        assert!(error.contains(expected), "{condition}: {error}");
    }
}

#[test]
fn without_a_class_types_are_those_of_each_instance() {
    let matches = |condition: &str| bound("WQL", None, condition).unwrap().matches(&instance());
    for condition in [
        "Size > '5'",
        "Name = 'One'",
        "Ready = 'TRUE'",
        "Born < '2025**********.******+000'",
        "Nothing IS NULL",
    ] {
        assert!(matches(condition), "{condition}");
    }
    for condition in ["Size = 'x'", "Name = 5", "NOT Name = 5", "Nothing <> 5", "Tags = 'a'", "Size LIKE '%'"]
    {
        assert!(!matches(condition), "{condition}");
    }
}

#[test]
fn classes_themselves_are_asked_for_by_their_names() {
    let matches = |condition: &str| {
        let select = parse_select("WQL", &format!("SELECT * FROM meta_class WHERE {condition}")).unwrap();
        Filter::bind(&select, None, Arc::new(NoClasses))
            .map(|filter| filter.matches(&Instance::of_class(&thing())))
    };
    for condition in [
        "__this ISA 'Test_Base'",
        "__CLASS LIKE 'test[_]%' AND NOT __CLASS < 'a'",
        "__GENUS = 1",
        "__DYNASTY = 'Test_Base'",
    ] {
        assert_eq!(matches(condition), Ok(true), "{condition}");
    }
    assert!(matches("Name = 'x'").unwrap_err().to_string().contains("meta_class"));
}

#[test]
fn no_condition_matches_everything() {
    let select = parse_select("WQL", "SELECT * FROM Test_Thing").unwrap();
    let filter = Filter::bind(&select, Some(&thing()), Arc::new(NoClasses)).unwrap();
    assert!(filter.is_trivial() && filter.matches(&instance()));
}

/// A small part of what a thread of the pool has.
const SMALL_STACK: usize = 512 * 1024;

#[test]
fn the_deepest_nesting_and_the_longest_row_need_little_stack() {
    let work = || {
        let half = super::super::DEEPEST / 2;
        for condition in [
            format!("{}Small = -5{}", "NOT (".repeat(half), ")".repeat(half)),
            format!("{}Small = -5{}", "(Small = 1 OR (Ready = 1 AND ".repeat(half), "))".repeat(half)),
            vec!["Small = 1"; 100_000].join(" OR ") + " OR Small = -5",
        ] {
            let text = format!("SELECT * FROM X WHERE {condition}");
            let select = parse_select("WQL", &text).unwrap();
            let filter = Filter::bind(&select, Some(&thing()), Arc::new(NoClasses)).unwrap();
            assert!(filter.matches(&instance()), "{}", &condition[..100]);
            assert_eq!(parse_select("WQL", &select.to_string()).unwrap(), select);
            assert!(select.clone().constraints().len() <= 1);
        }
    };
    std::thread::Builder::new().stack_size(SMALL_STACK).spawn(work).unwrap().join().unwrap();
}
