use std::sync::Arc;

use super::*;
use crate::cim::class::ClassFlags;
use crate::cim::schema::resolve;
use crate::cim::{ClassDeclaration, ElementFlags, Method, Parameter, Property, Text, Type};
use crate::mof::{
    ChangeKind, Compiled, EmptyCatalog, NoIncludes, Objects, Options, Source, compile, load, read_objects,
};

mod instances;
mod random;

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

fn objects(text: &str) -> Objects {
    let read = read_objects(Source::new("a.mof", text), &mut NoIncludes, &EmptyCatalog, &Options::default());
    read.unwrap_or_else(|errors| panic!("{errors}\n{text}"))
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

fn property(name: &str, kind: Type, flags: ElementFlags) -> Property {
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags,
        qualifiers: Vec::new(),
        default: None,
        origin: Text::default(),
        propagator: Text::default(),
    }
}

fn parameter(name: &str, flags: ElementFlags) -> Parameter {
    Parameter {
        name: Text::from(name),
        kind: Type::Uint8,
        array_size: None,
        reference_class: None,
        flags: flags | ElementFlags::PARAMETER,
        qualifiers: Vec::new(),
    }
}

/// A class as provider modules have it: with flags, and without a qualifier.
fn class_of_a_module() -> Class {
    let parameters =
        [("I", ElementFlags::IN), ("O", ElementFlags::OUT), ("IO", ElementFlags::IN | ElementFlags::OUT)];
    let declaration = ClassDeclaration {
        name: Text::from("A"),
        properties: vec![
            property("K", Type::String, ElementFlags::KEY),
            property("R", Type::Uint8, ElementFlags::READ_ONLY | ElementFlags::REQUIRED),
        ],
        methods: vec![Method {
            name: Text::from("M"),
            return_type: Type::Uint32,
            return_class: None,
            flags: ElementFlags::STATIC,
            qualifiers: Vec::new(),
            parameters: parameters.map(|(name, flags)| parameter(name, flags)).into(),
            origin: Text::default(),
            propagator: Text::default(),
        }],
        flags: ClassFlags::CLASS | ClassFlags::TERMINAL,
        ..ClassDeclaration::default()
    };
    Class::new(declaration, None)
}

#[test]
fn flags_that_no_qualifier_says_are_written_as_qualifiers() {
    let text = class_text(&class_of_a_module(), &|_| None);
    assert_eq!(
        text,
        "[Terminal]\nclass A {\n  [Key]\n  string K;\n  [Required,\n   Read]\n  uint8 R;\n  [Static]\n  uint32 M(\n    \
         uint8 I,\n    [Out]\n    uint8 O,\n    [In,\n     Out]\n    uint8 IO);\n};\n"
    );
}

#[test]
fn flags_of_a_class_without_qualifiers_survive() {
    let class = class_of_a_module();
    let read = class_of(&compiled(&class_text(&class, &|_| None)));
    assert_eq!(read.flags(), class.flags());
    for (one, other) in read.properties().iter().zip(class.properties()) {
        assert_eq!(one.flags - ElementFlags::PROPERTY, other.flags, "{}", one.name);
    }
    let (read, method) = (&read.methods()[0], &class.methods()[0]);
    assert_eq!(read.flags - ElementFlags::METHOD, method.flags);
    for (one, other) in read.parameters.iter().zip(&method.parameters) {
        assert_eq!(one.flags, other.flags, "{}", one.name);
    }
}

#[test]
fn a_deep_class_comes_behind_its_superclasses() {
    let text = "class A {\n  uint8 X;\n};\n\nclass B : A {\n};\n\nclass C : B {\n  [Override(\"X\")]\n  uint8 X = 5;\n};\n";
    let class = class_of(&compiled(text));
    assert_eq!(text_of(|out| write_class_deep(out, &class, &|_| None)), text);
}

#[test]
fn a_class_whose_superclass_is_not_at_hand_is_written_whole() {
    let base = "[Version(\"1\")] class A { [Key] string X; [Key] string Y; uint8 M(); };";
    let class =
        class_of(&compiled(&format!("{base} class B : A {{ [Override(\"X\")] string X; uint8 Z; }};")));
    let alone = Arc::new(Class::new(class.declaration().clone(), None));
    let declaration = ClassDeclaration {
        name: Text::from("C"),
        superclass: Some(Text::from("B")),
        ..ClassDeclaration::default()
    };
    let deeper = resolve(declaration, Some(alone), &|_| None).unwrap();
    let text = text_of(|out| write_class_deep(out, &deeper, &|_| None));
    assert_eq!(
        text,
        "class B {\n  [Key]\n  string X;\n  [Key]\n  string Y;\n  uint8 Z;\n  uint8 M();\n};\n\nclass C : B {\n};\n"
    );
    let read = class_of(&compiled(&text));
    let kinds = |class: &Class| {
        let properties = class.properties().iter();
        properties.map(|property| (property.name.clone(), property.kind, property.flags)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&read), kinds(&deeper));
}

#[test]
fn a_class_that_mof_can_not_say_leaves_the_text_as_it_was() {
    let refusal = |name: &str, property: Property| {
        let declaration = ClassDeclaration {
            name: Text::from(name),
            properties: vec![property],
            ..ClassDeclaration::default()
        };
        let mut text = "before".to_owned();
        let error = write_class(&mut text, &Class::new(declaration, None), &|_| None).unwrap_err();
        assert_eq!(text, "before");
        (error.status, error.message)
    };
    let plain = property("P", Type::String, ElementFlags::empty());
    assert_eq!(
        refusal("a b", plain.clone()),
        (Status::InvalidParameter, "Class a b can't be written as MOF: 'a b' is no legal name.".to_owned())
    );
    let with_default = |default| Property { default: Some(default), ..plain.clone() };
    assert_eq!(
        refusal("A", with_default(crate::cim::Value::Real64(f64::NAN))).1,
        "Property A.P can't be written as MOF: it is no number (NaN), and MOF has no such number."
    );
    assert_eq!(refusal("A", with_default(crate::cim::Value::string("a\0"))).0, Status::NotSupported);
}
