mod classes;
mod documents;
mod instances;

use std::sync::Arc;

use super::*;
use crate::cim::{
    Array, ClassDeclaration, ElementFlags, Flavor, Method, Parameter, Property, Qualifier, Text, Type, Value,
};

/// Nothing but the elements of the object itself.
const BARE: WriteOptions = WriteOptions {
    class_origin: false,
    hierarchy: false,
    inherited_elements: false,
    qualifiers: false,
    modified: false,
};
const QUALIFIED: WriteOptions = WriteOptions { qualifiers: true, ..BARE };

fn instance(elements: &[(&str, Value)]) -> Instance {
    let mut instance = Instance::new("Test_Thing").unwrap();
    for (name, value) in elements {
        instance.add_value(name, value.clone()).unwrap();
    }
    instance
}

fn array(kind: Type, elements: impl IntoIterator<Item = Value>) -> Value {
    let mut array = Array::empty(kind);
    elements.into_iter().for_each(|element| array.push(element).unwrap());
    Value::Array(Arc::new(array))
}

fn keyed(
    class: &str,
    namespace: Option<&str>,
    server_name: Option<&str>,
    keys: &[(&str, Value)],
) -> Arc<Instance> {
    let mut instance = Instance::new(class).unwrap();
    instance.set_namespace(namespace.map(Text::from));
    instance.set_server_name(server_name.map(Text::from));
    for (name, value) in keys {
        instance.add(name, value.value_type(), Some(value.as_value_ref()), ElementFlags::KEY).unwrap();
    }
    Arc::new(instance)
}

fn written(instance: &Instance, options: WriteOptions) -> String {
    let mut out = String::new();
    write_instance(&mut out, instance, options).unwrap_or_else(|error| panic!("{error}"));
    out
}

/// What is written between the tags of an instance with this one element.
fn element(value: Value) -> String {
    let written = written(&instance(&[("P", value)]), BARE);
    let inner = written.strip_prefix("<INSTANCE CLASSNAME=\"Test_Thing\">").unwrap();
    inner.strip_suffix("</INSTANCE>").unwrap().to_owned()
}

fn class_written(class: &Class, options: WriteOptions) -> String {
    let mut out = String::new();
    write_class(&mut out, class, options).unwrap_or_else(|error| panic!("{error}"));
    out
}

fn qualifier(name: &str, value: Value) -> Qualifier {
    let kind = value.value_type();
    Qualifier { name: Text::from(name), kind, value: Some(value), flavor: Flavor::DEFAULT, propagated: false }
}

fn property(name: &str, kind: Type) -> Property {
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::PROPERTY,
        qualifiers: Vec::new(),
        default: None,
        origin: Text::from("Test_A"),
        propagator: Text::from("Test_A"),
    }
}

fn method(name: &str, return_type: Type, parameters: Vec<Parameter>) -> Method {
    Method {
        name: Text::from(name),
        return_type,
        return_class: None,
        flags: ElementFlags::METHOD,
        qualifiers: Vec::new(),
        parameters,
        origin: Text::from("Test_A"),
        propagator: Text::from("Test_A"),
    }
}

fn parameter(name: &str, kind: Type) -> Parameter {
    Parameter {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::PARAMETER | ElementFlags::IN,
        qualifiers: Vec::new(),
    }
}

fn class_of(properties: Vec<Property>, methods: Vec<Method>) -> Class {
    let declaration =
        ClassDeclaration { name: Text::from("Test_A"), properties, methods, ..ClassDeclaration::default() };
    Class::new(declaration, None)
}

fn class_with(property: Property) -> Class {
    class_of(vec![property], Vec::new())
}

fn base_and_derived() -> (Arc<Class>, Arc<Class>) {
    let base = |name: &str, qualifiers| {
        let property = Property { qualifiers, ..property(name, Type::Uint8) };
        Property { origin: Text::from("Test_Base"), propagator: Text::from("Test_Base"), ..property }
    };
    let from_base = |method: Method| {
        let (origin, propagator) = (Text::from("Test_Base"), Text::from("Test_Base"));
        Method { origin, propagator, ..method }
    };
    let declaration = ClassDeclaration {
        name: Text::from("Test_Base"),
        properties: vec![base("A", Vec::new())],
        methods: vec![from_base(method("M", Type::Uint8, Vec::new()))],
        ..ClassDeclaration::default()
    };
    let superclass = Arc::new(Class::new(declaration, None));
    let declaration = ClassDeclaration {
        name: Text::from("Test_A"),
        superclass: Some(Text::from("Test_Base")),
        properties: vec![base("A", Vec::new()), property("B", Type::Uint8)],
        methods: vec![from_base(method("M", Type::Uint8, Vec::new())), method("N", Type::Uint8, Vec::new())],
        ..ClassDeclaration::default()
    };
    let class = Arc::new(Class::new(declaration, Some(Arc::clone(&superclass))));
    (superclass, class)
}
