//! What is equal, and what is not: everything of a class but its C face, everything of an instance.

use std::fmt::Debug;
use std::sync::Arc;

use mi::cim::{
    Array, Class, ElementFlags, Instance, Method, Parameter, Property, Qualifier, QualifierType, Value,
    ValueRef,
};

use crate::build::Schema;

/// The first difference, as `where: one and other`.
pub type Compared = Result<(), String>;

fn same<T: PartialEq + Debug>(place: &str, what: &str, left: &T, right: &T) -> Compared {
    if left == right { Ok(()) } else { Err(format!("{place}: {what}: {left:?} and {right:?}")) }
}

/// That what was read is this schema, in its order.
pub fn schemas(schema: &Schema, types: &[Arc<QualifierType>], read: &[Arc<Class>]) -> Compared {
    same("schema", "number of qualifiers", &schema.qualifier_types.len(), &types.len())?;
    schema.qualifier_types.iter().zip(types).try_for_each(|(left, right)| qualifier_types(left, right))?;
    same("schema", "number of classes", &schema.classes.len(), &read.len())?;
    schema.classes.iter().zip(read).try_for_each(|(left, right)| classes(left, right))
}

/// That what was read is this instance alone.
pub fn only(instance: &Instance, read: &[Arc<Instance>]) -> Compared {
    same("document", "number of instances", &1, &read.len())?;
    instances(instance, &read[0])
}

/// The classes, their superclasses, and where they are.
pub fn classes(left: &Class, right: &Class) -> Compared {
    let place = left.name().to_string();
    same(&place, "namespace", &left.namespace(), &right.namespace())?;
    same(&place, "server", &left.server_name(), &right.server_name())?;
    declarations(left, right)?;
    match (left.superclass(), right.superclass()) {
        (Some(left), Some(right)) => classes(left, right),
        (left, right) => same(
            &place,
            "superclass",
            &left.map(|class| class.name().to_string()),
            &right.map(|class| class.name().to_string()),
        ),
    }
}

/// What the classes are, wherever they are.
pub fn declarations(left: &Class, right: &Class) -> Compared {
    same(&left.name().to_string(), "who redeclares", &propagators(left), &propagators(right))?;
    without_propagators(left, right)
}

fn propagators(class: &Class) -> Vec<String> {
    let properties = class.properties().iter().map(|property| property.propagator.to_string());
    properties.chain(class.methods().iter().map(|method| method.propagator.to_string())).collect()
}

/// What the classes are, but for which superclass redeclares an element that another introduced.
pub fn without_propagators(left: &Class, right: &Class) -> Compared {
    let place = left.name().to_string();
    same(&place, "name", left.name(), right.name())?;
    same(&place, "name of the superclass", &left.superclass_name(), &right.superclass_name())?;
    same(&place, "flags", &left.flags(), &right.flags())?;
    qualifiers(&place, left.qualifiers(), right.qualifiers())?;
    let names = |class: &Class| -> Vec<String> {
        class.properties().iter().map(|property| property.name.to_string()).collect()
    };
    same(&place, "properties", &names(left), &names(right))?;
    for (left, right) in left.properties().iter().zip(right.properties()) {
        properties(&format!("{place}.{}", left.name), left, right)?;
    }
    let names = |class: &Class| -> Vec<String> {
        class.methods().iter().map(|method| method.name.to_string()).collect()
    };
    same(&place, "methods", &names(left), &names(right))?;
    for (left, right) in left.methods().iter().zip(right.methods()) {
        methods(&format!("{place}.{}()", left.name), left, right)?;
    }
    Ok(())
}

fn properties(place: &str, left: &Property, right: &Property) -> Compared {
    same(place, "type", &left.kind, &right.kind)?;
    same(place, "size", &left.array_size, &right.array_size)?;
    same(place, "class", &left.reference_class, &right.reference_class)?;
    same(place, "flags", &left.flags, &right.flags)?;
    same(place, "origin", &left.origin, &right.origin)?;
    qualifiers(place, &left.qualifiers, &right.qualifiers)?;
    let default = |property: &Property| property.default.clone();
    owned_values(&format!("{place}, default"), default(left).as_ref(), default(right).as_ref())
}

fn methods(place: &str, left: &Method, right: &Method) -> Compared {
    same(place, "type", &left.return_type, &right.return_type)?;
    same(place, "class", &left.return_class, &right.return_class)?;
    same(place, "flags", &left.flags, &right.flags)?;
    same(place, "origin", &left.origin, &right.origin)?;
    qualifiers(place, &left.qualifiers, &right.qualifiers)?;
    let names = |parameters: &[Parameter]| -> Vec<String> {
        parameters.iter().map(|parameter| parameter.name.to_string()).collect()
    };
    same(place, "parameters", &names(&left.parameters), &names(&right.parameters))?;
    for (left, right) in left.parameters.iter().zip(&right.parameters) {
        let place = format!("{place}, parameter {}", left.name);
        same(&place, "type", &left.kind, &right.kind)?;
        same(&place, "size", &left.array_size, &right.array_size)?;
        same(&place, "class", &left.reference_class, &right.reference_class)?;
        same(&place, "flags", &left.flags, &right.flags)?;
        qualifiers(&place, &left.qualifiers, &right.qualifiers)?;
    }
    Ok(())
}

fn qualifiers(place: &str, left: &[Qualifier], right: &[Qualifier]) -> Compared {
    let names = |qualifiers: &[Qualifier]| -> Vec<String> {
        qualifiers.iter().map(|qualifier| qualifier.name.to_string()).collect()
    };
    same(place, "qualifiers", &names(left), &names(right))?;
    for (left, right) in left.iter().zip(right) {
        let place = format!("{place}, qualifier {}", left.name);
        same(&place, "type", &left.kind, &right.kind)?;
        same(&place, "flavours", &left.flavor, &right.flavor)?;
        same(&place, "propagated", &left.propagated, &right.propagated)?;
        owned_values(&place, left.value.as_ref(), right.value.as_ref())?;
    }
    Ok(())
}

/// The declarations of qualifiers.
pub fn qualifier_types(left: &QualifierType, right: &QualifierType) -> Compared {
    let place = format!("Qualifier {}", left.name);
    same(&place, "name", &left.name, &right.name)?;
    same(&place, "type", &left.kind, &right.kind)?;
    same(&place, "size", &left.array_size, &right.array_size)?;
    same(&place, "scopes", &left.scope, &right.scope)?;
    same(&place, "flavours", &left.flavor, &right.flavor)?;
    owned_values(&place, left.default.as_ref(), right.default.as_ref())
}

/// The instances with everything in them, where they are and what of them was modified.
pub fn instances(left: &Instance, right: &Instance) -> Compared {
    instances_at(&left.class_name().to_string(), left, right)
}

/// The elements, wherever the instances themselves are.
pub fn elements(left: &Instance, right: &Instance) -> Compared {
    elements_at(&left.class_name().to_string(), left, right)
}

fn instances_at(place: &str, left: &Instance, right: &Instance) -> Compared {
    same(place, "namespace", &left.namespace(), &right.namespace())?;
    same(place, "server", &left.server_name(), &right.server_name())?;
    elements_at(place, left, right)
}

fn elements_at(place: &str, left: &Instance, right: &Instance) -> Compared {
    same(place, "class", left.class_name(), right.class_name())?;
    same(place, "whether the class is known", &left.class().is_some(), &right.class().is_some())?;
    let names = |instance: &Instance| -> Vec<String> {
        instance.elements().map(|element| element.name.to_string()).collect()
    };
    same(place, "elements", &names(left), &names(right))?;
    for (left, right) in left.elements().zip(right.elements()) {
        let place = format!("{place}.{}", left.name);
        same(&place, "type", &left.kind, &right.kind)?;
        // What was modified is no language's to say, unless it is asked to; who asks compares that by itself.
        let flags = |flags: ElementFlags| flags - ElementFlags::NOT_MODIFIED;
        same(&place, "flags", &flags(left.flags), &flags(right.flags))?;
        values(&place, left.value, right.value)?;
    }
    Ok(())
}

fn owned_values(place: &str, left: Option<&Value>, right: Option<&Value>) -> Compared {
    values(place, left.map(Value::as_value_ref), right.map(Value::as_value_ref))
}

fn values(place: &str, left: Option<ValueRef<'_>>, right: Option<ValueRef<'_>>) -> Compared {
    let (Some(left), Some(right)) = (left, right) else {
        let kind = |value: Option<ValueRef<'_>>| value.map(ValueRef::value_type);
        return same(place, "whether it is NULL", &kind(left), &kind(right));
    };
    match (left, right) {
        (ValueRef::Real32(left), ValueRef::Real32(right)) => reals32(place, left, right),
        (ValueRef::Real64(left), ValueRef::Real64(right)) => reals64(place, left, right),
        (ValueRef::Reference(left), ValueRef::Reference(right))
        | (ValueRef::Instance(left), ValueRef::Instance(right)) => instances_at(place, left, right),
        (ValueRef::Array(left), ValueRef::Array(right)) => arrays(place, left, right),
        (left, right) => same(place, "value", &left, &right),
    }
}

fn arrays(place: &str, left: &Array, right: &Array) -> Compared {
    same(place, "type", &left.value_type(), &right.value_type())?;
    same(place, "length", &left.len(), &right.len())?;
    for (index, (left, right)) in left.iter().zip(right.iter()).enumerate() {
        values(&format!("{place}[{index}]"), Some(left), Some(right))?;
    }
    Ok(())
}

/// Bit for bit, but that no language tells one NaN from another.
fn reals32(place: &str, left: f32, right: f32) -> Compared {
    let bits = |value: f32| if value.is_nan() { f32::NAN.to_bits() } else { value.to_bits() };
    if bits(left) == bits(right) { Ok(()) } else { Err(format!("{place}: value: {left:e} and {right:e}")) }
}

fn reals64(place: &str, left: f64, right: f64) -> Compared {
    let bits = |value: f64| if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
    if bits(left) == bits(right) { Ok(()) } else { Err(format!("{place}: value: {left:e} and {right:e}")) }
}
