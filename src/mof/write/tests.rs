use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::instance::ElementFlags;
use crate::cim::schema::resolve;
use crate::cim::{Array, ClassDeclaration, Datetime, Value};
use crate::mof::{ChangeKind, Compiled, EmptyCatalog, NoIncludes, Options, Source, compile, load};

fn text_of(write: impl FnOnce(&mut String) -> Result<(), Error>) -> String {
    let mut text = String::new();
    write(&mut text).unwrap();
    text
}

fn class_text(class: &Class, qualifier_types: &QualifierTypes<'_>) -> String {
    text_of(|out| write_class(out, class, qualifier_types))
}

fn instance_text(instance: &Instance) -> String {
    text_of(|out| write_instance(out, instance))
}

fn compiled(text: &str) -> Compiled {
    let program = load([Source::new("a.mof", text)], &mut NoIncludes);
    let program = program.unwrap_or_else(|errors| panic!("{errors}\n{text}"));
    compile(&program, &EmptyCatalog, &Options::default()).unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

fn class_of(compiled: &Compiled) -> Arc<Class> {
    let mut classes = compiled.changes.iter().rev().filter_map(|change| match &change.kind {
        ChangeKind::Class { class, .. } => Some(class.clone()),
        _ => None,
    });
    classes.next().unwrap()
}

fn instance_of(compiled: &Compiled) -> Arc<Instance> {
    let mut instances = compiled.changes.iter().rev().filter_map(|change| match &change.kind {
        ChangeKind::Instance { instance, .. } => Some(instance.clone()),
        _ => None,
    });
    instances.next().unwrap()
}

#[test]
fn a_class_is_written_as_people_write_it() {
    let text = "[Association,\n Description(\"It \\\"links\\\".\")]\nclass A_Link {\n  [Key]\n  A_Widget REF Left;\n  \
                [EmbeddedInstance(\"A_Widget\"),\n   Values{\"a\",\n      \"b\"}]\n  string Parts[2];\n  \
                real32 Weight = 1.0;\n  [Static]\n  uint32 Do(\n    [In(FALSE),\n     Out]\n    boolean Done[],\n    \
                uint8 x);\n};\n";
    let class = class_of(&compiled(text));
    assert_eq!(class_text(&class, &|_| None), text);
}

#[test]
fn only_what_a_class_declares_itself_is_written() {
    let base = "[Version(\"1\"), Mine(\"x\")] class A { [Key] string Name; uint8 M(); uint8 N(); };";
    let text = "class B : A {\n  [Override(\"Name\")]\n  string Name;\n  uint8 N();\n};\n";
    assert_eq!(class_text(&class_of(&compiled(&format!("{base}\n{text}"))), &|_| None), text);
}

#[test]
fn flavours_are_written_where_they_are_unusual() {
    let text = "[Description(\"a\") : DisableOverride,\n Mine(1) : Restricted Translatable]\nclass A {\n};\n";
    assert_eq!(class_text(&class_of(&compiled(text)), &|_| None), text);
    let text =
        "Qualifier Mine : string[],\n    Scope(class, property),\n    Flavor(DisableOverride, Restricted);\n";
    let compiled = compiled(text);
    let ChangeKind::QualifierType(declared) = &compiled.changes[0].kind else { panic!() };
    assert_eq!(text_of(|out| write_qualifier_type(out, declared)), text);
}

#[test]
fn long_texts_go_on_on_the_next_line() {
    let long = "word ".repeat(60);
    let text = format!("[Description(\"{long}\")] class A {{}};");
    let class = class_of(&compiled(&text));
    let written = class_text(&class, &|_| None);
    assert!(written.lines().all(|line| line.len() < 110), "{written}");
    assert_eq!(class_of(&compiled(&written)), class);
}

#[test]
fn an_instance_is_written_with_what_lies_in_it() {
    let schema = "class W { [Key] string Name; uint32 Size = 7; };
        class H { [Key] string Id; [EmbeddedInstance(\"W\")] string One; W REF Link; uint8 Bytes[]; };";
    let text = "instance of H {\n  Id = \"h\";\n  One = instance of W {\n    Name = \"w\";\n    Size = NULL;\n  };\n  \
                Link = \"W.Name=\\\"a\\\\\\\"b\\\"\";\n  Bytes = {1, 2};\n};\n";
    let instance = instance_of(&compiled(&format!("{schema}\n{text}")));
    assert_eq!(instance_text(&instance), text);
}

#[test]
fn numbers_that_mof_can_not_write_are_null() {
    let mut out = String::new();
    for value in [f64::NAN, f64::INFINITY] {
        write_value(&mut out, Some(ValueRef::Real64(value)), 0);
    }
    assert_eq!(out, "NULLNULL");
}

fn text() -> impl Strategy<Value = Text> {
    // NUL ends texts, so none holds it.
    "[^\\x00]{0,120}".prop_map(Text::from)
}

fn datetime() -> impl Strategy<Value = Datetime> {
    let timestamp =
        (0..10_000u16, 1..13u8, 1..32u8, 0..24u8, 0..60u8, 0..60u8, 0..1_000_000u32, -999..1000i16).prop_map(
            |(year, month, day, hour, minute, second, microseconds, utc)| {
                Datetime::Timestamp(Timestamp { year, month, day, hour, minute, second, microseconds, utc })
            },
        );
    let interval = (0..100_000_000u32, 0..24u8, 0..60u8, 0..60u8, 0..1_000_000u32).prop_map(
        |(days, hours, minutes, seconds, microseconds)| {
            Datetime::Interval(Interval { days, hours, minutes, seconds, microseconds })
        },
    );
    prop_oneof![timestamp, interval]
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Boolean),
        any::<u8>().prop_map(Value::Uint8),
        any::<i8>().prop_map(Value::Sint8),
        any::<u16>().prop_map(Value::Uint16),
        any::<i16>().prop_map(Value::Sint16),
        any::<u32>().prop_map(Value::Uint32),
        any::<i32>().prop_map(Value::Sint32),
        any::<u64>().prop_map(Value::Uint64),
        any::<i64>().prop_map(Value::Sint64),
        proptest::num::f32::NORMAL.prop_map(Value::Real32),
        proptest::num::f64::NORMAL.prop_map(Value::Real64),
        any::<u16>().prop_map(Value::Char16),
        datetime().prop_map(Value::Datetime),
        text().prop_map(Value::String),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let array = prop_oneof![
        vec(any::<u8>(), 0..5).prop_map(Array::Uint8),
        vec(any::<bool>(), 0..5).prop_map(Array::Boolean),
        vec(any::<i64>(), 0..5).prop_map(Array::Sint64),
        vec(any::<u16>(), 0..5).prop_map(Array::Char16),
        vec(datetime(), 0..5).prop_map(Array::Datetime),
        vec(text(), 0..5).prop_map(Array::String),
        vec(proptest::num::f32::NORMAL, 0..5).prop_map(Array::Real32),
    ];
    prop_oneof![3 => scalar(), 1 => array.prop_map(|array| Value::Array(Arc::new(array)))]
}

/// A qualifier whose type the standard or its own value tells.
fn qualifier() -> impl Strategy<Value = Qualifier> {
    let flavor = prop_oneof![
        Just(Flavor::empty()),
        Just(Flavor::DISABLE_OVERRIDE),
        Just(Flavor::RESTRICTED | Flavor::TRANSLATABLE),
        Just(Flavor::ENABLE_OVERRIDE | Flavor::TO_SUBCLASS),
    ];
    let named = prop_oneof![
        text().prop_map(|text| ("Description", Value::String(text))),
        vec(text(), 0..4).prop_map(|texts| ("Values", Value::Array(Arc::new(Array::String(texts))))),
        any::<bool>().prop_map(|value| ("Experimental", Value::Boolean(value))),
        any::<u32>().prop_map(|value| ("MaxLen", Value::Uint32(value))),
        any::<i32>().prop_map(|value| ("Mine", Value::Sint32(value))),
    ];
    (named, flavor).prop_map(|((name, value), flavor)| Qualifier {
        name: Text::from(name),
        kind: value.value_type(),
        value: Some(value),
        flavor,
        propagated: false,
    })
}

fn qualifiers() -> impl Strategy<Value = Vec<Qualifier>> {
    vec(qualifier(), 0..3).prop_map(|mut qualifiers| {
        qualifiers.sort_by(|a, b| a.name.cmp(&b.name));
        qualifiers.dedup_by(|a, b| a.name == b.name);
        qualifiers
    })
}

/// A class with a property of each of these values for its default.
fn class() -> impl Strategy<Value = Arc<Class>> {
    let property = (value(), any::<bool>(), qualifiers());
    let parameter = (value(), qualifiers());
    let method = (scalar(), qualifiers(), vec(parameter, 0..3));
    (qualifiers(), vec(property, 0..8), vec(method, 0..3)).prop_map(|(qualifiers, properties, methods)| {
        let properties = properties.into_iter().enumerate();
        let properties = properties.map(|(number, (value, has_default, qualifiers))| Property {
            name: Text::from(format!("P{number}")),
            kind: value.value_type(),
            array_size: None,
            reference_class: None,
            flags: ElementFlags::empty(),
            qualifiers,
            default: has_default.then_some(value),
            origin: Text::default(),
            propagator: Text::default(),
        });
        let methods = methods.into_iter().enumerate();
        let methods = methods.map(|(number, (returned, qualifiers, parameters))| Method {
            name: Text::from(format!("M{number}")),
            return_type: returned.value_type(),
            return_class: None,
            flags: ElementFlags::empty(),
            qualifiers,
            parameters: parameters
                .into_iter()
                .enumerate()
                .map(|(number, (value, qualifiers))| Parameter {
                    name: Text::from(format!("A{number}")),
                    kind: value.value_type(),
                    array_size: None,
                    reference_class: None,
                    flags: ElementFlags::empty(),
                    qualifiers,
                })
                .collect(),
            origin: Text::default(),
            propagator: Text::default(),
        });
        let declaration = ClassDeclaration {
            name: Text::from("Test_Class"),
            qualifiers,
            properties: properties.collect(),
            methods: methods.collect(),
            ..ClassDeclaration::default()
        };
        Arc::new(resolve(declaration, None, &|_| None).unwrap())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_class_reads_back_as_it_was_written(class in class()) {
        let written = class_text(&class, &|_| None);
        prop_assert_eq!(&*class_of(&compiled(&written)), &*class, "{}", written);
    }

    #[test]
    fn any_instance_reads_back_as_it_was_written(class in class(), values in vec(value(), 8), set: [bool; 8]) {
        let mut instance = Instance::of_class(&class);
        for (index, value) in values.iter().enumerate() {
            let Some(property) = class.properties().get(index) else { break };
            if value.value_type() == property.kind {
                instance.set(index, property.kind, set[index].then_some(value.as_value_ref())).unwrap();
            } else if !set[index] {
                instance.clear(index).unwrap();
            }
        }
        let written = format!("{}{}", class_text(&class, &|_| None), instance_text(&instance));
        prop_assert_eq!(&*instance_of(&compiled(&written)), &instance, "{}", written);
    }
}
