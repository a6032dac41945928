//! What clients may store: values are checked against the class before anything is written.

use super::keys::path_of;
use super::rules::Rule;
use super::schema_cache::{Namespace, StoredClass};
use crate::cim::unicode::{self, TextFault};
use crate::cim::{
    Array, Class, Datetime, ElementFlags, Error, Instance, Property, Status, Text, Value, ValueRef, name,
};

/// The values of the class's properties, in their order.
pub(super) type Values<'v> = Vec<Option<ValueRef<'v>>>;

/// The values of an instance that was stored, in the order of its class's properties.
pub(super) fn values_of(stored: &Instance) -> Values<'_> {
    stored.elements().map(|element| element.value).collect()
}

/// The values of a new instance: what is given, and the class's defaults for the rest.
pub(super) fn values_of_new<'v>(
    namespace: &Namespace,
    stored: &'v StoredClass,
    given: &'v Instance,
) -> Result<Values<'v>, Error> {
    let class = &*stored.whole.class;
    let defaults =
        class.properties().iter().map(|property| property.default.as_ref().map(Value::as_value_ref));
    let mut values: Values<'v> = defaults.collect();
    overlay(namespace, class, given, &mut values, |element_flags, value, _| {
        // What an instance of a class declares without setting it is left to the class in the repository.
        value.is_some() || !element_flags.contains(ElementFlags::NOT_MODIFIED)
    })?;
    let defaults = |index: usize| class.properties()[index].default.as_ref().map(Value::as_value_ref);
    check_rules(namespace, stored, given, &values, defaults, |rule| !rule.is_static)?;
    check_required(namespace, class, given, &values)?;
    Ok(values)
}

/// The values of an instance that is changed: what is given and was modified, and what was stored for the rest.
pub(super) fn values_of_modified<'v>(
    namespace: &Namespace,
    stored: &StoredClass,
    before: &'v Instance,
    given: &'v Instance,
) -> Result<Values<'v>, Error> {
    let class = &*stored.whole.class;
    let mut values = values_of(before);
    overlay(namespace, class, given, &mut values, |element_flags, _, property| {
        // The keys are what the instance was found by.
        !element_flags.contains(ElementFlags::NOT_MODIFIED) && !property.is_key()
    })?;
    let before = |index: usize| before.element(index).and_then(|element| element.value);
    check_rules(namespace, stored, given, &values, before, |rule| !rule.is_static && !rule.is_fixed)?;
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
            if let Some(found) = element.value.and_then(unicode::unstorable) {
                return Err(no_such_text(namespace, class, given, property, &found));
            }
            values[index] = element.value;
        }
    }
    Ok(())
}

/// That what differs from what was there before obeys the rules of its property. What was stored before there was a rule
/// may be given again.
fn check_rules<'v>(
    namespace: &Namespace,
    stored: &StoredClass,
    given: &Instance,
    values: &Values<'v>,
    before: impl Fn(usize) -> Option<ValueRef<'v>>,
    may_change: impl Fn(&Rule) -> bool,
) -> Result<(), Error> {
    let rules = stored.rules();
    for (index, value) in values.iter().enumerate() {
        let Some(rule) = rules.of_property(index) else { continue };
        if before(index) == *value {
            continue;
        }
        let class = &*stored.whole.class;
        let name = &class.properties()[index].name;
        let place =
            format!("Property '{name}' of class '{}' in namespace '{}'", class.name(), namespace.name);
        let path = || path_of(&namespace.name, class, given);
        if !may_change(rule) {
            let (status, reason) = if rule.is_static {
                (Status::InvalidParameter, "is static: it has one value for all instances, its default")
            } else {
                (Status::NotSupported, "can't be changed: the class says Write(false)")
            };
            let message = format!("{place} {reason}. '{}' gives it another value.", path());
            return Err(Error::new(status, message));
        }
        let limits = rule.limits.as_ref();
        if let Some(objection) = limits.and_then(|limits| value.and_then(|value| limits.objection(value))) {
            let message = format!("{place} can't have the value that '{}' gives it: {objection}.", path());
            return Err(Error::new(Status::InvalidParameter, message));
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

#[cold]
fn no_such_text(
    namespace: &Namespace,
    class: &Class,
    given: &Instance,
    property: &Property,
    found: &TextFault,
) -> Error {
    Error::new(
        Status::InvalidParameter,
        format!(
            "Property '{}{}' of class '{}' in namespace '{}' can't hold the text that '{}' gives it, which {}.",
            property.name,
            found.place,
            class.name(),
            namespace.name,
            path_of(&namespace.name, class, given),
            found.fault
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
