//! What clients may store: values are checked against the class before anything is written.

use super::keys::path_of;
use super::schema_cache::Namespace;
use crate::cim::{
    Array, Class, Datetime, ElementFlags, Error, Instance, Property, Status, Text, Value, ValueRef, name,
};

/// The values of the class's properties, in their order.
pub(super) type Values<'v> = Vec<Option<ValueRef<'v>>>;

/// The values of a new instance: what is given, and the class's defaults for the rest.
pub(super) fn values_of_new<'v>(
    namespace: &Namespace,
    class: &'v Class,
    given: &'v Instance,
) -> Result<Values<'v>, Error> {
    let defaults =
        class.properties().iter().map(|property| property.default.as_ref().map(Value::as_value_ref));
    let mut values: Values<'v> = defaults.collect();
    overlay(namespace, class, given, &mut values, |element_flags, value, _| {
        // What an instance of a class declares without setting it is left to the class in the repository.
        value.is_some() || !element_flags.contains(ElementFlags::NOT_MODIFIED)
    })?;
    check_required(namespace, class, given, &values)?;
    Ok(values)
}

/// The values of an instance that is changed: what is given and was modified, and what was stored for the rest.
pub(super) fn values_of_modified<'v>(
    namespace: &Namespace,
    class: &Class,
    stored: &'v Instance,
    given: &'v Instance,
) -> Result<Values<'v>, Error> {
    let mut values: Values<'v> = stored.elements().map(|element| element.value).collect();
    overlay(namespace, class, given, &mut values, |element_flags, _, property| {
        // The keys are what the instance was found by.
        !element_flags.contains(ElementFlags::NOT_MODIFIED) && !property.is_key()
    })?;
    check_required(namespace, class, given, &values)?;
    Ok(values)
}

/// That the class has what is given, of the types that it has.
pub(super) fn check_elements(namespace: &Namespace, class: &Class, given: &Instance) -> Result<(), Error> {
    let mut values = vec![None; class.properties().len()];
    overlay(namespace, class, given, &mut values, |_, _, _| true)
}

/// Puts the given elements that are wanted in place, after checking all of them.
fn overlay<'v>(
    namespace: &Namespace,
    class: &Class,
    given: &'v Instance,
    values: &mut Values<'v>,
    wanted: impl Fn(ElementFlags, Option<ValueRef<'_>>, &Property) -> bool,
) -> Result<(), Error> {
    for element in given.elements() {
        let Some(index) = class.find_property(&element.name) else {
            return Err(Error::new(
                Status::NoSuchProperty,
                format!(
                    "Class '{}' in namespace '{}' has no property '{}', which '{}' has. `mi class {}` shows the \
                     properties of the class.",
                    class.name(),
                    namespace.name,
                    element.name,
                    path_of(&namespace.name, class, given),
                    class.name()
                ),
            ));
        };
        let property = &class.properties()[index];
        if element.kind != property.kind {
            let is = element.kind.to_string();
            return Err(mismatch(namespace, class, given, property, &is));
        }
        if let Some(value) = element.value {
            check_value(namespace, class, given, property, value)?;
        }
        if wanted(element.flags, element.value, property) {
            if let Some(bad) = element.value.and_then(invalid_timestamp) {
                return Err(no_such_time(namespace, class, given, property, bad));
            }
            values[index] = element.value;
        }
    }
    Ok(())
}

fn check_required(
    namespace: &Namespace,
    class: &Class,
    given: &Instance,
    values: &Values<'_>,
) -> Result<(), Error> {
    let mut properties = class.properties().iter().zip(values);
    let missing = properties
        .find(|(property, value)| value.is_none() && property.flags.contains(ElementFlags::REQUIRED));
    match missing {
        None => Ok(()),
        Some((property, _)) => Err(Error::new(
            Status::InvalidParameter,
            format!(
                "Property '{}' of class '{}' in namespace '{}' is required, and has no value in '{}'. Give it one.",
                property.name,
                class.name(),
                namespace.name,
                path_of(&namespace.name, class, given)
            ),
        )),
    }
}

fn check_value(
    namespace: &Namespace,
    class: &Class,
    given: &Instance,
    property: &Property,
    value: ValueRef<'_>,
) -> Result<(), Error> {
    match value {
        ValueRef::Reference(held) | ValueRef::Instance(held) => {
            check_class(namespace, class, given, property, held)
        }
        ValueRef::Array(array) => {
            if let Some(size) = property.array_size.filter(|&size| array.len() > size as usize) {
                return Err(Error::new(
                    Status::InvalidParameter,
                    format!(
                        "Property '{}' of class '{}' in namespace '{}' is an array of {size} elements, and has {} in \
                         '{}'.",
                        property.name,
                        class.name(),
                        namespace.name,
                        array.len(),
                        path_of(&namespace.name, class, given)
                    ),
                ));
            }
            match &**array {
                Array::Reference(held) | Array::Instance(held) => {
                    held.iter().try_for_each(|held| check_class(namespace, class, given, property, held))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// That a reference or an embedded instance is of the class that the property declares, as far as that can be known: a
/// reference may lead to another namespace.
fn check_class(
    namespace: &Namespace,
    class: &Class,
    given: &Instance,
    property: &Property,
    held: &Instance,
) -> Result<(), Error> {
    let Some(wanted) = &property.reference_class else { return Ok(()) };
    let fits = name::eq_names(wanted, held.class_name())
        || held.class().is_some_and(|class| class.is_a(wanted))
        || match (namespace.find(held.class_name()), namespace.find(wanted)) {
            (Some(held), Some(wanted)) => namespace.is_a(held, wanted),
            _ => !is_of_namespace(held, &namespace.name),
        };
    if fits {
        return Ok(());
    }
    Err(mismatch(namespace, class, given, property, &format!("class '{}'", held.class_name())))
}

/// Whether an instance says that it is of this namespace, or does not say.
fn is_of_namespace(instance: &Instance, namespace: &Text) -> bool {
    instance.server_name().is_none()
        && instance.namespace().is_none_or(|other| {
            name::folded_namespace(&other.to_str()) == name::folded_namespace(&namespace.to_str())
        })
}

/// The first timestamp in a value, in an array or in an embedded instance, that is beyond the calendar or the clock.
fn invalid_timestamp(value: ValueRef<'_>) -> Option<Datetime> {
    let check = |datetime: Datetime| match datetime {
        Datetime::Timestamp(timestamp) if !timestamp.is_valid() => Some(datetime),
        _ => None,
    };
    let within =
        |held: &Instance| held.elements().find_map(|element| element.value.and_then(invalid_timestamp));
    match value {
        ValueRef::Datetime(datetime) => check(datetime),
        ValueRef::Instance(held) => within(held),
        ValueRef::Array(array) => match &**array {
            Array::Datetime(datetimes) => datetimes.iter().copied().find_map(check),
            Array::Instance(held) => held.iter().find_map(|held| within(held)),
            _ => None,
        },
        _ => None,
    }
}

fn no_such_time(
    namespace: &Namespace,
    class: &Class,
    given: &Instance,
    property: &Property,
    bad: Datetime,
) -> Error {
    Error::new(
        Status::InvalidParameter,
        format!(
            "Property '{}' of class '{}' in namespace '{}' can't hold the timestamp '{bad}', which '{}' gives it: months \
             go to 12, days to 31, hours to 23, minutes to 59, seconds to 60.",
            property.name,
            class.name(),
            namespace.name,
            path_of(&namespace.name, class, given)
        ),
    )
}

fn mismatch(namespace: &Namespace, class: &Class, given: &Instance, property: &Property, is: &str) -> Error {
    let wanted = match &property.reference_class {
        Some(wanted) => format!("{} of class '{wanted}'", property.kind),
        None => property.kind.to_string(),
    };
    Error::new(
        Status::TypeMismatch,
        format!(
            "Property '{}' of class '{}' in namespace '{}' is of type {wanted}, and '{}' gives it one of {is}. Give a \
             value of exactly the property's type.",
            property.name,
            class.name(),
            namespace.name,
            path_of(&namespace.name, class, given)
        ),
    )
}
