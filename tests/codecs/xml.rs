//! Model, CIM-XML, model.

use std::sync::Arc;

use mi::cim::schema::{Catalog, EmptyCatalog};
use mi::cim::{Array, Class, ElementFlags, Instance, Text, Type, Value, ValueRef};
use mi::cimxml::{
    DeclarationGroup, Document, ReadOptions, WriteOptions, read_class, read_document, read_instance,
    write_class, write_document, write_instance, write_instance_with_classes,
};
use proptest::prelude::*;

use crate::build::{Elsewhere, Schema};
use crate::compare::{self, Compared};
use crate::spec::{InstanceSpec, NAMESPACE, SchemaSpec, XML};
use crate::strategies::{self, config};

/// A class as it is declared.
pub const OWN_ELEMENTS: WriteOptions = WriteOptions {
    class_origin: true,
    hierarchy: false,
    inherited_elements: false,
    qualifiers: true,
    modified: false,
};
/// A class with all that it inherits.
const ALL_ELEMENTS: WriteOptions = WriteOptions { hierarchy: true, inherited_elements: true, ..OWN_ELEMENTS };

fn options() -> ReadOptions {
    ReadOptions { namespace: Some(Text::from(NAMESPACE)), server_name: None, class_required: true }
}

/// A schema as one document.
pub fn schema_text(schema: &Schema, options: WriteOptions) -> String {
    let group = DeclarationGroup {
        qualifier_types: schema.qualifier_types.iter().map(|declared| &**declared).collect(),
        classes: schema.classes.iter().map(|class| &**class).collect(),
        ..DeclarationGroup::default()
    };
    let mut text = String::new();
    write_document(&mut text, &[group], options).unwrap();
    text
}

pub fn instance_text(instance: &Instance) -> String {
    let mut text = String::new();
    write_instance(&mut text, instance, OWN_ELEMENTS).unwrap();
    text
}

pub fn read(text: &str, catalog: &dyn Catalog) -> Result<Document, String> {
    read_document(text, catalog, &options()).map_err(|error| error.to_string())
}

pub fn read_one(text: &str, catalog: &dyn Catalog) -> Result<Instance, String> {
    let found = read_instance(text, catalog, &options()).map_err(|error| error.to_string())?;
    if found.end == text.len() { Ok(found.object) } else { Err(format!("ended at {}", found.end)) }
}

fn with_text(result: Compared, text: &str) -> Compared {
    result.map_err(|difference| format!("{difference}\n{text}"))
}

fn schema_survives(spec: &SchemaSpec, options: WriteOptions) -> Compared {
    let schema = Schema::build(spec, XML);
    let text = schema_text(&schema, options);
    let survives = || {
        let document = read(&text, &Elsewhere(&schema))?;
        let classes: Vec<_> = document.classes.into_iter().map(|(_, _, class)| class).collect();
        let types: Vec<_> = document.qualifier_types.into_iter().map(|(_, declared)| declared).collect();
        compare::schemas(&schema, &types, &classes)
    };
    with_text(survives(), &text)
}

fn each_class_survives(spec: &SchemaSpec) -> Compared {
    let schema = Schema::build(spec, XML);
    for class in &schema.classes {
        let mut text = String::new();
        write_class(&mut text, class, OWN_ELEMENTS).unwrap();
        let survives = || {
            let found = read_class(&text, &schema, &options()).map_err(|error| error.to_string())?;
            compare::classes(class, &found.object)
        };
        with_text(survives(), &text)?;
    }
    Ok(())
}

/// Whether a class with all its elements says all that there is to know: what a default holds is of a class that must be known,
/// and a class whose elements
/// are all its own looks like one that leaves out what it inherits.
fn is_complete(class: &Class) -> bool {
    let holds = class.properties().iter().any(|property| {
        matches!(property.kind.scalar(), Type::Reference | Type::Instance) && property.default.is_some()
    });
    let own = |propagator: &Text| propagator == class.name();
    let inherits = class.superclass().is_none()
        || class.properties().iter().any(|property| !own(&property.propagator))
        || class.methods().iter().any(|method| !own(&method.propagator));
    !holds && inherits
}

/// Without the superclass, what a class says of itself is all that is known.
fn each_class_survives_alone(spec: &SchemaSpec) -> Compared {
    let schema = Schema::build(spec, XML);
    for class in schema.classes.iter().filter(|class| is_complete(class)) {
        let mut text = String::new();
        write_class(&mut text, class, ALL_ELEMENTS).unwrap();
        let survives = || {
            let found =
                read_class(&text, &Elsewhere(&schema), &options()).map_err(|error| error.to_string())?;
            compare::without_propagators(class, &found.object)
        };
        with_text(survives(), &text)?;
    }
    Ok(())
}

fn instance_survives(schema: &SchemaSpec, spec: &InstanceSpec) -> Compared {
    let schema = Schema::build(schema, XML);
    let Some(instance) = schema.instance(spec) else { return Ok(()) };
    let text = instance_text(&instance);
    with_text(read_one(&text, &schema).and_then(|read| compare::instances(&instance, &read)), &text)
}

fn instance_survives_with_its_classes(schema: &SchemaSpec, spec: &InstanceSpec) -> Compared {
    let schema = Schema::build(schema, XML);
    let Some(instance) = schema.instance(spec) else { return Ok(()) };
    let mut text = String::new();
    write_instance_with_classes(&mut text, &instance, OWN_ELEMENTS).unwrap();
    let survives = || compare::instances(&instance, &read_one(&text, &Elsewhere(&schema))?);
    with_text(survives(), &text)
}

/// An instance that is known by its elements alone.
fn without_class(instance: &Instance, is_key: bool) -> Instance {
    let mut made = Instance::new(instance.class_name()).unwrap();
    for element in instance.elements() {
        if is_key && (!element.flags.contains(ElementFlags::KEY) || element.value.is_none()) {
            continue;
        }
        // The document says of keys that they are some, and of nothing else.
        let flags = if is_key { ElementFlags::KEY } else { ElementFlags::empty() };
        let value = element.value.map(value_without_class);
        made.add(&element.name, element.kind, value.as_ref().map(Value::as_value_ref), flags).unwrap();
    }
    made.set_namespace(instance.namespace().cloned());
    made.set_server_name(instance.server_name().cloned());
    made
}

fn value_without_class(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Instance(held) => Value::Instance(Arc::new(without_class(held, false))),
        ValueRef::Reference(held) => Value::Reference(Arc::new(without_class(held, true))),
        ValueRef::Array(array) if array.value_type() == Type::InstanceArray => {
            let mut made = Array::empty(Type::InstanceArray);
            for element in array.iter() {
                made.push(value_without_class(element)).unwrap();
            }
            Value::Array(Arc::new(made))
        }
        value => value.to_value(),
    }
}

fn instance_survives_without_a_class(schema: &SchemaSpec, spec: &InstanceSpec) -> Compared {
    let schema = Schema::build(schema, XML);
    let Some(instance) = schema.instance(spec) else { return Ok(()) };
    let instance = without_class(&instance, false);
    let text = instance_text(&instance);
    let survives = || {
        let options = ReadOptions { class_required: false, ..options() };
        let found = read_instance(&text, &EmptyCatalog, &options).map_err(|error| error.to_string())?;
        compare::elements(&instance, &found.object)
    };
    with_text(survives(), &text)
}

fn modifications_survive(schema: &SchemaSpec, spec: &InstanceSpec) -> Compared {
    let schema = Schema::build(schema, XML);
    let Some(instance) = schema.instance(spec) else { return Ok(()) };
    let mut text = String::new();
    write_instance(&mut text, &instance, WriteOptions { modified: true, ..OWN_ELEMENTS }).unwrap();
    let modified = |instance: &Instance| -> Vec<bool> {
        instance.elements().map(|element| !element.flags.contains(ElementFlags::NOT_MODIFIED)).collect()
    };
    let read = read_one(&text, &schema);
    let compared = read.and_then(|read| {
        let (written, read) = (modified(&instance), modified(&read));
        if written == read { Ok(()) } else { Err(format!("{written:?} and {read:?}")) }
    });
    with_text(compared, &text)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_schema_survives_xml(spec in strategies::schema()) {
        schema_survives(&spec, OWN_ELEMENTS).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn a_schema_with_inherited_elements_survives_xml(spec in strategies::schema()) {
        schema_survives(&spec, ALL_ELEMENTS).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn a_class_survives_xml_where_its_superclass_is_known(spec in strategies::schema()) {
        each_class_survives(&spec).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn a_class_with_inherited_elements_survives_xml_alone(spec in strategies::schema()) {
        each_class_survives_alone(&spec).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn an_instance_survives_xml(schema in strategies::schema(), spec in strategies::instance()) {
        instance_survives(&schema, &spec).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn an_instance_survives_xml_with_its_classes(schema in strategies::schema(), spec in strategies::instance()) {
        instance_survives_with_its_classes(&schema, &spec).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn an_instance_without_a_class_survives_xml(schema in strategies::schema(), spec in strategies::instance()) {
        instance_survives_without_a_class(&schema, &spec).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn what_was_modified_survives_xml_where_it_is_written(
        schema in strategies::schema(),
        spec in strategies::instance(),
    ) {
        modifications_survive(&schema, &spec).map_err(TestCaseError::fail)?;
    }
}
