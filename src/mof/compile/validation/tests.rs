use std::sync::Arc;

use super::super::super::load::NoIncludes;
use super::super::super::read::{Objects, read_objects};
use super::super::super::source::Source;
use super::super::Options;
use super::super::tests::Stored;
use super::*;
use crate::cim::{Array, Instance, Status, Type, Value, ValueRef};
use crate::mof::Errors;

const CLASSES: &str = "class A { [Key] string Name; uint32 Size = 7; };
    class B : A { [EmbeddedInstance(\"A\")] string Inner; A REF Link; datetime When; uint8 Numbers[]; };
    [Abstract] class Base { string Name; };";

fn read_ignoring(validation: Validation, ignored: &[&str], text: &str) -> Result<Objects, Errors> {
    let ignored_properties = ignored.iter().map(|&entry| Text::from(entry)).collect();
    let options = Options { validation, ignored_properties, ..Options::default() };
    read_objects(Source::new("a.mof", text), &mut NoIncludes, &Stored::new(CLASSES), &options)
}

fn read(validation: Validation, text: &str) -> Result<Objects, Errors> {
    read_ignoring(validation, &[], text)
}

fn only(validation: Validation, text: &str) -> Arc<Instance> {
    let objects = read(validation, text).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(objects.instances.len(), 1);
    Arc::clone(&objects.instances[0])
}

fn status(read: Result<Objects, Errors>) -> Option<Status> {
    read.err().map(|errors| errors.status())
}

const ALL: [Validation; 7] = [
    Validation::Default,
    Validation::Strict,
    Validation::Loose,
    Validation::IgnorePropertyType,
    Validation::Ignore,
    Validation::DefaultIgnoreProperties,
    Validation::StrictIgnoreProperties,
];

/// Which of all refuse a text, and all for the same reason.
fn refused_by(text: &str, ignored: &[&str], expected: Status) -> Vec<Validation> {
    let refuses = |&validation: &Validation| match status(read_ignoring(validation, ignored, text)) {
        None => false,
        Some(status) => {
            assert_eq!(status, expected, "{validation:?}");
            true
        }
    };
    ALL.into_iter().filter(refuses).collect()
}

use Validation::{Default as Usual, IgnorePropertyType, Loose, Strict, StrictIgnoreProperties};

#[test]
fn what_fits_its_class_is_of_it_whatever_the_option() {
    for validation in ALL {
        let instance = only(validation, "instance of a { name = \"x\"; };");
        assert!(instance.class().is_some(), "{validation:?}");
        assert_eq!(instance.value("Size"), Some(ValueRef::Uint32(7)), "a default: {validation:?}");
    }
}

#[test]
fn a_class_that_is_not_known_is_accepted_by_those_that_ignore_the_schema_or_properties() {
    let text = "instance of Unknown { kd = 123456; };";
    let expected = [Usual, Strict, Loose, IgnorePropertyType, StrictIgnoreProperties];
    assert_eq!(refused_by(text, &[], Status::InvalidClass), expected);
    let expected = [Usual, Strict, Loose, IgnorePropertyType];
    assert_eq!(refused_by(text, &["A:Size"], Status::InvalidClass), expected);
}

#[test]
fn a_property_that_the_class_has_not_is_accepted_by_the_loose() {
    let text = "instance of A { Name = \"x\"; P3 = 123; };";
    let expected = [Usual, Strict, IgnorePropertyType, StrictIgnoreProperties];
    assert_eq!(refused_by(text, &[], Status::NoSuchProperty), expected);
    let expected =
        [Usual, Strict, IgnorePropertyType, Validation::DefaultIgnoreProperties, StrictIgnoreProperties];
    assert_eq!(refused_by(text, &["A:Size"], Status::NoSuchProperty), expected);
}

#[test]
fn a_value_that_does_not_fit_is_accepted_by_those_that_ignore_types() {
    let expected = [Usual, Strict, Loose, Validation::DefaultIgnoreProperties, StrictIgnoreProperties];
    for text in [
        "instance of A { Size = \"dir\"; };",
        "instance of A { Size = -1; };",
        "instance of B { When = \"yesterday\"; };",
        "instance of B { Inner = 5; };",
        "instance of B { Numbers = {1, 256}; };",
        "instance of B { Numbers = 1; };",
        "instance of B as $B { Numbers = {1}; }; instance of B { Inner = instance of Base {}; };",
    ] {
        assert_eq!(refused_by(text, &[], Status::TypeMismatch), expected, "{text}");
    }
}

#[test]
fn an_instance_beyond_its_class_has_what_is_written_with_the_types_of_the_class_where_it_has_them() {
    let instance = only(Loose, "instance of A { Name = \"x\"; Size = 5; P3 = 123; };");
    assert!(instance.class().is_none());
    assert_eq!(*instance.class_name(), "A");
    assert_eq!(instance.value("size"), Some(ValueRef::Uint32(5)));
    assert_eq!(instance.value("p3"), Some(ValueRef::Sint64(123)));
    assert_eq!(instance.keys().count(), 1, "what is a key stays one");
    let instance = only(Loose, "instance of A { P3 = 123; };");
    assert_eq!(instance.len(), 1, "defaults are not added");
    assert_eq!(instance.namespace(), Some(&Text::from("root/cimv2")));
}

#[test]
fn a_value_that_does_not_fit_keeps_the_type_that_it_looks_like() {
    let instance = only(IgnorePropertyType, "instance of B { Size = \"dir\"; When = 5; Name = \"x\"; };");
    assert!(instance.class().is_none());
    assert_eq!(instance.value("Size"), Some(Value::string("dir").as_value_ref()));
    assert_eq!(instance.value("When"), Some(ValueRef::Sint64(5)));
}

#[test]
fn types_are_guessed_from_values() {
    let text = "instance of A as $A {}; instance of Unknown { Value = VALUE; };";
    for (written, kind) in [
        ("5", Type::Sint64),
        ("-9223372036854775808", Type::Sint64),
        ("9223372036854775808", Type::Uint64),
        ("1.5", Type::Real64),
        ("TRUE", Type::Boolean),
        ("'x'", Type::Char16),
        ("\"x\"", Type::String),
        ("NULL", Type::String),
        ("$A", Type::Instance),
        ("instance of Other {}", Type::Instance),
        ("{}", Type::Sint64Array),
        ("{1, 2}", Type::Sint64Array),
        ("{1, 18446744073709551615}", Type::Uint64Array),
        ("{1, 2.5}", Type::Real64Array),
        ("{\"a\", \"b\"}", Type::StringArray),
        ("{'a'}", Type::Char16Array),
        ("{FALSE}", Type::BooleanArray),
        ("{$A, $A}", Type::InstanceArray),
    ] {
        let objects = read(Validation::Ignore, &text.replace("VALUE", written)).unwrap();
        let instance = objects.instances.last().unwrap();
        assert_eq!(instance.get("value").unwrap().kind, kind, "{written}");
        assert_eq!(instance.value("Value").is_none(), written == "NULL");
    }
}

#[test]
fn a_guessed_array_has_elements_of_one_type() {
    for written in ["{1, \"a\"}", "{-1, 18446744073709551615}", "{NULL}", "{{1}}"] {
        let text = format!("instance of Unknown {{ Value = {written}; }};");
        assert!(read(Validation::Ignore, &text).is_err(), "{written}");
    }
    let objects = read(Validation::Ignore, "instance of Unknown { Value = {1, 2.5}; };").unwrap();
    let expected = Arc::new(Array::Real64(vec![1.0, 2.5]));
    assert_eq!(objects.instances[0].value("Value"), Some(ValueRef::Array(&expected)));
}

#[test]
fn what_is_accepted_is_warned_of_with_its_place() {
    let text = "instance of Unknown {};\ninstance of A { P = 1; };\ninstance of A { Size = \"x\"; };";
    let objects = read(Validation::Ignore, text).unwrap();
    let warnings: Vec<String> = objects.warnings.iter().map(|warning| warning.to_string()).collect();
    assert_eq!(warnings.len(), 3);
    for (warning, place) in
        warnings.iter().zip(["a.mof:1:13: warning", "a.mof:2:17: warning", "a.mof:3:24: warning"])
    {
        assert!(warning.starts_with(place), "{warning}");
    }
}

#[test]
fn an_alias_that_is_not_declared_or_a_name_that_is_there_twice_is_an_error_always() {
    for text in [
        "instance of Unknown { P = $Nowhere; };",
        "instance of A { Size = $Nowhere; };",
        "instance of Unknown { P = 1; p = 2; };",
        "instance of A { Size = 1; size = 2; };",
    ] {
        for validation in ALL {
            assert!(read(validation, text).is_err(), "{validation:?} {text}");
        }
    }
}

const IGNORING: [Validation; 2] = [Validation::DefaultIgnoreProperties, StrictIgnoreProperties];

#[test]
fn ignored_properties_are_left_out_whatever_they_are() {
    let text = "instance of A as $A { Name = \"inner\"; };
        instance of A { Name = \"x\"; Size = \"no number\"; Other = $A; };";
    for validation in IGNORING {
        let objects = read_ignoring(validation, &["a:SIZE:other"], text).unwrap();
        assert_eq!(objects.instances.len(), 1, "the alias is a value still");
        let instance = &objects.instances[0];
        assert!(instance.class().is_some());
        assert_eq!(instance.value("Size"), Some(ValueRef::Uint32(7)), "its default");
        assert_eq!(instance.value("Name"), Some(Value::string("x").as_value_ref()));
    }
}

#[test]
fn ignored_properties_are_those_of_the_class_that_the_instance_names() {
    for (ignored, refused) in [
        (&["A:Other"][..], false),
        (&["A:Size", "A:Other"], true),
        (&["B:Other"], true),
        (&["AA:Other"], true),
        (&["A:"], true),
        (&["Other"], true),
        (&["A:Name", "*:Other"], true),
    ] {
        let result = read_ignoring(StrictIgnoreProperties, ignored, "instance of A { Other = 1; };");
        assert_eq!(result.is_err(), refused, "{ignored:?}");
    }
}

#[test]
fn instances_of_an_ignored_class_are_left_out() {
    let text = "instance of OMI_ConfigurationDocument { Version = \"1\"; Part = $A; };
        instance of A as $A { Name = \"x\"; }; instance of A { Name = \"y\"; };";
    for validation in IGNORING {
        let objects = read_ignoring(validation, &["omi_configurationdocument:*"], text).unwrap();
        assert_eq!(objects.instances.len(), 1);
        assert_eq!(objects.instances[0].value("Name"), Some(Value::string("y").as_value_ref()));
    }
}

#[test]
fn what_is_left_out_is_no_value() {
    for text in [
        "instance of A as $A {}; instance of B { Inner = $A; };",
        "instance of B { Inner = instance of A {}; };",
    ] {
        assert!(read_ignoring(StrictIgnoreProperties, &["A:*"], text).is_err(), "{text}");
    }
}

#[test]
fn without_the_option_the_names_mean_nothing() {
    let text = "instance of A { Name = \"x\"; };";
    let objects = read_ignoring(Usual, &["A:Name"], text).unwrap();
    assert_eq!(objects.instances[0].value("Name"), Some(Value::string("x").as_value_ref()));
    assert_eq!(read_ignoring(Strict, &["A:*"], text).unwrap().instances.len(), 1);
}

#[test]
fn embedded_instances_are_held_against_their_classes_in_the_same_way() {
    let text = "instance of B { Inner = instance of A { Other = 1; }; };";
    assert_eq!(status(read(Usual, text)), Some(Status::NoSuchProperty));
    let outer = only(Loose, text);
    assert!(outer.class().is_some(), "what is wrong within does not show outside");
    let Some(ValueRef::Instance(inner)) = outer.value("Inner") else { panic!("it is an instance") };
    assert_eq!((inner.class().is_none(), inner.value("Other")), (true, Some(ValueRef::Sint64(1))));
}

#[test]
fn a_reference_to_a_class_that_is_not_known_has_its_keys_as_texts() {
    let text = r#"instance of B { Link = "//host/root/x:Gone.Name=\"n\",Number=5"; };"#;
    let instance = only(Usual, text);
    let Some(ValueRef::Reference(link)) = instance.value("Link") else { panic!("it is a reference") };
    assert_eq!(*link.class_name(), "Gone");
    assert_eq!(link.value("Number"), Some(Value::string("5").as_value_ref()));
    assert_eq!(link.keys().count(), 2);
    assert_eq!(
        (link.namespace(), link.server_name()),
        (Some(&Text::from("root/x")), Some(&Text::from("host")))
    );
}

#[test]
fn the_only_key_of_a_reference_needs_no_name() {
    let instance = only(Usual, r#"instance of B { Link = "A=\"n\""; };"#);
    let Some(ValueRef::Reference(link)) = instance.value("Link") else { panic!("it is a reference") };
    assert_eq!(link.value("Name"), Some(Value::string("n").as_value_ref()));
}

#[test]
fn instances_of_abstract_classes_are_read_though_none_can_be_stored() {
    assert!(only(Usual, "instance of Base { Name = \"x\"; };").class().is_some());
}

#[test]
fn without_a_namespace_instances_and_classes_are_in_none() {
    let options = Options { namespace: Text::default(), ..Options::default() };
    let text = "class X { string P; }; instance of X {};";
    let objects =
        read_objects(Source::new("a.mof", text), &mut NoIncludes, &Stored::new(CLASSES), &options).unwrap();
    assert_eq!(objects.classes[0].namespace(), None);
    assert_eq!(objects.instances[0].namespace(), None);
    let errors =
        read_objects(Source::new("a.mof", "instance of Y {};"), &mut NoIncludes, &Stored::new(""), &options);
    assert_eq!(errors.unwrap_err().diagnostics()[0].message, "the class Y does not exist");
}

#[test]
fn values_that_fit_nothing_take_no_more_time_the_deeper_they_lie() {
    let depth = 30;
    for within in ["Numbers = {5, ", "Inner = {", "Name = {"] {
        let text = format!("instance of B {{ {within}").repeat(depth) + "\"x\"" + &"}; }".repeat(depth) + ";";
        assert!(read(Validation::Ignore, &text).is_err(), "{within} ends");
    }
}
