//! Keys in a canonical form: equal keys have equal bytes, whatever class the instance was asked for by.
//!
//! The values stand in the order of their names in lower case, each with a tag of its type. Integers of every width have
//! one form, so that a reference that was written without knowing the class finds its target. The bytes of numbers and
//! texts sort as the values do.

use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::text::units_to_unchecked_bytes;
use crate::cim::unicode::not_unicode;
use crate::cim::{
    Class, Datetime, ElementFlags, Error, Instance, ObjectPath, Status, Text, ToUnits, Unit, ValueRef, name,
};

/// How deep references may hold references.
const MAXIMUM_DEPTH: u32 = 16;

pub(super) mod tag {
    pub(in super::super) const BOOLEAN: u8 = 1;
    pub(in super::super) const INTEGER: u8 = 2;
    pub(in super::super) const REAL: u8 = 3;
    pub(in super::super) const CHAR16: u8 = 4;
    pub(in super::super) const TIMESTAMP: u8 = 5;
    pub(in super::super) const INTERVAL: u8 = 6;
    pub(in super::super) const STRING: u8 = 7;
    pub(in super::super) const REFERENCE: u8 = 8;
}

/// The key of an instance, from the elements that are named as the keys of this class.
pub(super) fn key_of(namespace: &Text, class: &Class, instance: &Instance) -> Result<Vec<u8>, Error> {
    if !class.keys().is_empty() {
        return key_of_values(namespace, class, instance, |index| {
            instance.value(&class.properties()[index].name)
        });
    }
    // A class above those that declare the keys: the client says itself what the keys are.
    let mut keys: Vec<(Box<[Unit]>, ValueRef<'_>)> = Vec::new();
    for element in instance.keys() {
        let value = element.value;
        let value = value.ok_or_else(|| missing(namespace, class, instance, &element.name.to_text()))?;
        keys.push((name::folded(&element.name), value));
    }
    if keys.is_empty() {
        return Err(Error::new(
            Status::InvalidParameter,
            format!(
                "Class '{}' in namespace '{namespace}' has no key properties, and the instance marks no element as a \
                 key. Name a subclass that has keys, or give the keys with MI_FLAG_KEY.",
                class.name()
            ),
        ));
    }
    join(keys, namespace).ok_or_else(|| unfit(namespace, class, instance))
}

/// The key of an instance of a class that has keys, from the values of the class's properties. Errors name `instance`.
pub(super) fn key_of_values<'v>(
    namespace: &Text,
    class: &Class,
    instance: &Instance,
    value_of: impl Fn(usize) -> Option<ValueRef<'v>>,
) -> Result<Vec<u8>, Error> {
    let mut keys: Vec<(Box<[Unit]>, ValueRef<'_>)> = Vec::with_capacity(class.keys().len());
    for &index in class.keys() {
        let property = &class.properties()[index];
        let value = value_of(index).ok_or_else(|| missing(namespace, class, instance, &property.name))?;
        if value.value_type() != property.kind {
            return Err(Error::new(
                Status::TypeMismatch,
                format!(
                    "Key property '{}' of class '{}' in namespace '{namespace}' is of type {}, and a value of type {} \
                     was given. Give a value of the property's type.",
                    property.name,
                    class.name(),
                    property.kind,
                    value.value_type()
                ),
            ));
        }
        // The name says where among several keys the value stands.
        let folded = if class.keys().len() > 1 { name::folded(&property.name) } else { Box::default() };
        keys.push((folded, value));
    }
    join(keys, namespace).ok_or_else(|| unfit(namespace, class, instance))
}

fn join(mut keys: Vec<(Box<[Unit]>, ValueRef<'_>)>, namespace: &Text) -> Option<Vec<u8>> {
    if keys.len() > 1 {
        keys.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
    }
    let mut bytes = Vec::with_capacity(48);
    for (_, value) in keys {
        write_value(&mut bytes, value, namespace, 0)?;
    }
    Some(bytes)
}

/// The path of an instance as errors name it: by the class's keys, whether the client marked them as keys or not.
pub(super) fn path_of(namespace: &Text, class: &Class, instance: &Instance) -> ObjectPath {
    let mut path = ObjectPath {
        host: None,
        namespace: Some(namespace.to_string()),
        class_name: class.name().clone(),
        keys: Vec::new(),
    };
    if class.keys().is_empty() {
        path.keys = ObjectPath::of(instance).keys;
    }
    for &index in class.keys() {
        let property = &class.properties()[index];
        if let Some(value) = instance.value(&property.name) {
            path.keys.push((property.name.clone(), value.to_value()));
        }
    }
    path
}

fn missing(namespace: &Text, class: &Class, instance: &Instance, key: &Text) -> Error {
    Error::new(
        Status::InvalidParameter,
        format!(
            "Key property '{key}' of class '{}' in namespace '{namespace}' has no value in '{}'. Give every key \
             property a value.",
            class.name(),
            path_of(namespace, class, instance)
        ),
    )
}

fn unfit(namespace: &Text, class: &Class, instance: &Instance) -> Error {
    let path = path_of(namespace, class, instance);
    wrong_text(&path).unwrap_or_else(|| {
        Error::new(
            Status::InvalidParameter,
            format!(
                "'{path}' is no usable key: a value is an array or an embedded instance, or references are nested more \
                 than {MAXIMUM_DEPTH} levels deep."
            ),
        )
    })
}

/// That a key of a path is not valid Unicode, and so of no instance that could be stored.
pub(super) fn wrong_text(path: &ObjectPath) -> Option<Error> {
    path.keys.iter().find_map(|(name, value)| {
        let found = not_unicode(value.as_value_ref())?;
        let message =
            format!("Key property '{name}{}' of '{path}' has a text that {}.", found.place, found.fault);
        Some(Error::new(Status::InvalidParameter, message))
    })
}

/// Writes one value of a key: `None` for what can't be one.
pub(super) fn write_value(
    bytes: &mut Vec<u8>,
    value: ValueRef<'_>,
    namespace: &Text,
    depth: u32,
) -> Option<()> {
    match value {
        ValueRef::Boolean(value) => bytes.extend([tag::BOOLEAN, value.into()]),
        ValueRef::Uint8(value) => write_integer(bytes, value.into()),
        ValueRef::Sint8(value) => write_integer(bytes, value.into()),
        ValueRef::Uint16(value) => write_integer(bytes, value.into()),
        ValueRef::Sint16(value) => write_integer(bytes, value.into()),
        ValueRef::Uint32(value) => write_integer(bytes, value.into()),
        ValueRef::Sint32(value) => write_integer(bytes, value.into()),
        ValueRef::Uint64(value) => write_integer(bytes, value.into()),
        ValueRef::Sint64(value) => write_integer(bytes, value.into()),
        ValueRef::Real32(value) => write_real(bytes, value.into()),
        ValueRef::Real64(value) => write_real(bytes, value),
        ValueRef::Char16(value) => {
            bytes.push(tag::CHAR16);
            bytes.extend(value.to_be_bytes());
        }
        ValueRef::Datetime(value) => write_datetime(bytes, value),
        ValueRef::String(text) => {
            bytes.push(tag::STRING);
            write_text(bytes, &units_to_unchecked_bytes(text.units()).ok()?);
        }
        ValueRef::Reference(instance) => {
            if depth >= MAXIMUM_DEPTH {
                return None;
            }
            bytes.push(tag::REFERENCE);
            write_reference(bytes, instance, namespace, depth + 1)?;
        }
        ValueRef::Instance(_) | ValueRef::Array(_) => return None,
    }
    Some(())
}

/// A sign and eight bytes that sort as the numbers do.
fn write_integer(bytes: &mut Vec<u8>, value: i128) {
    bytes.push(tag::INTEGER);
    bytes.push((value >= 0).into());
    // All integers of CIM fit sign and 64 bits; of a negative one the low 64 bits sort as it does.
    bytes.extend((value as u64).to_be_bytes());
}

fn write_real(bytes: &mut Vec<u8>, value: f64) {
    // Zero has one form, and so has what is no number.
    let value = if value == 0.0 {
        0.0
    } else if value.is_nan() {
        f64::NAN
    } else {
        value
    };
    let bits = value.to_bits();
    let sortable = if bits >> 63 == 0 { bits | 1 << 63 } else { !bits };
    bytes.push(tag::REAL);
    bytes.extend(sortable.to_be_bytes());
}

fn write_datetime(bytes: &mut Vec<u8>, value: Datetime) {
    match value {
        // The moment counts, whatever the offset from UTC. What no calendar or usual clock shows is no moment that another
        // timestamp has too.
        Datetime::Timestamp(timestamp) => {
            let Timestamp { year, month, day, second, .. } = timestamp;
            bytes.push(tag::TIMESTAMP);
            bytes.extend((timestamp.moment() as u64 ^ 1 << 63).to_be_bytes());
            let is_plain = month > 0 && day > 0 && day <= days_of(year, month) && second < 60;
            bytes.extend(if is_plain { [0; 3] } else { [month + 1, day, second] });
        }
        Datetime::Interval(Interval { days, hours, minutes, seconds, microseconds }) => {
            bytes.push(tag::INTERVAL);
            bytes.extend(days.to_be_bytes());
            bytes.extend([hours, minutes, seconds]);
            bytes.extend(microseconds.to_be_bytes());
        }
    }
}

/// How many days a month has.
fn days_of(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A text that ends where no longer one can go on: two zero bytes, and a zero inside is followed by 255.
pub(super) fn write_text(bytes: &mut Vec<u8>, text: &[u8]) {
    for &byte in text {
        bytes.push(byte);
        if byte == 0 {
            bytes.push(255);
        }
    }
    bytes.extend([0, 0]);
}

/// Host, namespace, class and keys of what a reference refers to. This host has no name here, and a namespace that was
/// not said is that of the instance that holds the reference.
fn write_reference(bytes: &mut Vec<u8>, target: &Instance, namespace: &Text, depth: u32) -> Option<()> {
    write_text(bytes, other_host(target)?.unwrap_or_default().as_bytes());
    let target_namespace = target.namespace().unwrap_or(namespace);
    write_text(bytes, name::folded_namespace(&target_namespace.to_str_exact().ok()?).as_bytes());
    write_text(bytes, &units_to_unchecked_bytes(&name::folded(target.class_name())).ok()?);
    let mut keys = keys_of_reference(target);
    keys.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
    bytes.extend(u32::try_from(keys.len()).ok()?.to_be_bytes());
    for (key_name, value) in keys {
        write_text(bytes, &units_to_unchecked_bytes(&key_name.to_units()).ok()?);
        write_value(bytes, value, target_namespace, depth)?;
    }
    Some(())
}

/// The host that a reference names, in lower case, where it is another one than this. `None` for one that is not valid Unicode.
fn other_host(reference: &Instance) -> Option<Option<String>> {
    let Some(host) = reference.server_name() else { return Some(None) };
    let host = host.to_str_exact().ok()?.to_lowercase();
    Some(Some(host).filter(|host| !matches!(&**host, "" | "." | "localhost")))
}

/// The keys of a reference: the elements that are marked as such, else all that have values.
fn keys_of_reference(reference: &Instance) -> Vec<(Box<[Unit]>, ValueRef<'_>)> {
    let has_keys = reference.keys().next().is_some();
    let is_key = |flags: ElementFlags| !has_keys || flags.contains(ElementFlags::KEY);
    let keys = reference.elements().filter(|element| is_key(element.flags));
    keys.filter_map(|element| Some((name::folded(&element.name), element.value?))).collect()
}

/// Where a reference leads, whatever class it names: a superclass's name leads to the same object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The namespace, as it was spelt.
    pub namespace: Text,
    /// The key, in the form of [`key_of`].
    pub key: Vec<u8>,
}

impl Target {
    /// Where a reference leads that an instance in a namespace holds. `None` where that is no object of this host, or no object
    /// at all.
    pub(super) fn of(namespace: &Text, reference: &Instance) -> Option<Target> {
        if other_host(reference)?.is_some() {
            return None;
        }
        Target::in_namespace(reference.namespace().unwrap_or(namespace), reference)
    }

    /// What has the keys of this instance in a namespace, whatever namespace the instance says that it is of.
    pub(super) fn in_namespace(namespace: &Text, instance: &Instance) -> Option<Target> {
        let keys = keys_of_reference(instance);
        if keys.is_empty() || namespace.to_str_exact().is_err() {
            return None;
        }
        Some(Target { namespace: namespace.clone(), key: join(keys, namespace)? })
    }

    /// The bytes that the index of ends is sorted by.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(32 + self.key.len());
        write_text(&mut bytes, name::folded_namespace(&self.namespace.to_str()).as_bytes());
        bytes.extend(&self.key);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cim::{ClassDeclaration, Property, Type, Value};

    fn bytes_of(value: Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_value(&mut bytes, value.as_value_ref(), &Text::from("root/cimv2"), 0).unwrap();
        bytes
    }

    fn reference(namespace: Option<&str>, class: &str, keys: &[(&str, Value)]) -> Value {
        let mut instance = Instance::new(class).unwrap();
        instance.set_namespace(namespace.map(Text::from));
        for (name, value) in keys {
            instance.add(*name, value.value_type(), Some(value.as_value_ref()), ElementFlags::KEY).unwrap();
        }
        Value::Reference(Arc::new(instance))
    }

    #[test]
    fn strings_are_keys_with_their_case() {
        assert_ne!(bytes_of(Value::string("a")), bytes_of(Value::string("A")));
    }

    #[test]
    fn integers_of_every_width_have_one_form_and_sort_as_numbers() {
        assert_eq!(bytes_of(Value::Uint8(5)), bytes_of(Value::Sint64(5)));
        let sorted = [
            Value::Sint64(i64::MIN),
            Value::Sint8(-2),
            Value::Sint32(-1),
            Value::Uint16(0),
            Value::Uint64(u64::MAX),
        ];
        assert!(sorted.map(bytes_of).is_sorted());
    }

    #[test]
    fn reals_sort_as_numbers_and_zero_has_one_form() {
        assert_eq!(bytes_of(Value::Real64(0.0)), bytes_of(Value::Real32(-0.0)));
        let sorted = [f64::NEG_INFINITY, -1.5, -1e-300, 0.0, 1e-300, 2.0].map(Value::Real64);
        assert!(sorted.map(bytes_of).is_sorted());
    }

    #[test]
    fn timestamps_are_keys_by_their_moment_and_sort_by_it() {
        let bytes = |text: &str| bytes_of(Value::Datetime(text.parse().unwrap()));
        assert_eq!(bytes("20260101003000.000000+060"), bytes("20251231233000.000000+000"));
        assert_eq!(bytes("20240229120000.000001-120"), bytes("20240229150000.000001+060"));
        assert_ne!(bytes("20260101003000.000000+060"), bytes("20260101003000.000000+000"));
        // What is in no calendar, or not said, is the moment of no other timestamp.
        for (one, other) in [
            ("20260231000000.000000+000", "20260303000000.000000+000"),
            ("20251231235960.000000+000", "20260101000000.000000+000"),
            ("2026****000000.000000+000", "20260101000000.000000+000"),
            ("00000000000000.000000+000", "00000101000000.000000+000"),
        ] {
            assert_ne!(bytes(one), bytes(other), "{one}");
        }
        let sorted = ["00000101000000.000000+000", "20251231235959.999999+000", "20260101000000.000000-001"];
        assert!(sorted.map(bytes).is_sorted());
        assert_ne!(bytes("00000001000000.000000:000"), bytes("00000101000000.000000+000"));
    }

    #[test]
    fn a_text_is_never_the_beginning_of_another_key() {
        let joined = |left: &str, right: &str| {
            [bytes_of(Value::string(left)), bytes_of(Value::string(right))].concat()
        };
        assert_ne!(joined("a", "bc"), joined("ab", "c"));
        assert_ne!(joined("a\0", ""), joined("a", "\0"));
        assert!(bytes_of(Value::string("a")) < bytes_of(Value::string("a\0")));
        assert!(bytes_of(Value::string("a\0")) < bytes_of(Value::string("aa")));
    }

    #[test]
    fn references_are_the_same_key_whatever_the_spelling_order_and_width() {
        let left = reference(
            Some("ROOT\\cimv2"),
            "Test_Thing",
            &[("Name", Value::string("x")), ("Number", Value::Uint8(1))],
        );
        let right =
            reference(None, "TEST_thing", &[("NUMBER", Value::Uint64(1)), ("name", Value::string("x"))]);
        assert_eq!(bytes_of(left.clone()), bytes_of(right));
        let elsewhere = reference(
            Some("root"),
            "Test_Thing",
            &[("Name", Value::string("x")), ("Number", Value::Uint8(1))],
        );
        assert_ne!(bytes_of(left), bytes_of(elsewhere));
    }

    fn target(reference: Value) -> Option<Vec<u8>> {
        let Value::Reference(reference) = reference else { unreachable!("a reference is made here") };
        Target::of(&Text::from("root/cimv2"), &reference).map(|target| target.to_bytes())
    }

    #[test]
    fn references_that_name_different_classes_lead_to_the_same_target() {
        let keys = [("Name", Value::string("x")), ("Number", Value::Uint8(1))];
        let above = target(reference(None, "Test_Thing", &keys));
        let below = target(reference(Some("ROOT\\CIMV2"), "Test_Special", &keys));
        assert!(above.is_some());
        assert_eq!(above, below);
        assert_ne!(above, target(reference(Some("root"), "Test_Thing", &keys)));
    }

    #[test]
    fn a_target_has_the_key_of_the_instance_that_is_there() {
        let mut class = ClassDeclaration { name: Text::from("Test_Thing"), ..ClassDeclaration::default() };
        class.properties = vec![key_property("Number", Type::Uint8), key_property("Name", Type::String)];
        let mut instance = Instance::of_class(&Arc::new(Class::new(class.clone(), None)));
        instance.set_by_name("Name", Type::String, Some(Value::string("x").as_value_ref())).unwrap();
        instance.set_by_name("Number", Type::Uint8, Some(Value::Uint8(7).as_value_ref())).unwrap();
        let namespace = Text::from("root/cimv2");
        let key = key_of(&namespace, &Class::new(class, None), &instance).unwrap();
        let wide =
            reference(None, "Test_Thing", &[("Name", Value::string("x")), ("Number", Value::Sint64(7))]);
        let target = target(wide).unwrap();
        assert_eq!(target, Target { namespace, key }.to_bytes());
    }

    fn key_property(name: &str, kind: Type) -> Property {
        Property {
            name: Text::from(name),
            kind,
            array_size: None,
            reference_class: None,
            flags: ElementFlags::KEY,
            qualifiers: Vec::new(),
            default: None,
            origin: Text::default(),
            propagator: Text::default(),
        }
    }

    #[test]
    fn a_reference_to_another_host_leads_to_nothing_here() {
        let on_host = |host: &str| {
            let mut instance = Instance::new("Test_Thing").unwrap();
            instance.add_value("Name", Value::string("x")).unwrap();
            instance.set_server_name(Some(Text::from(host)));
            target(Value::Reference(Arc::new(instance)))
        };
        assert_eq!(on_host("elsewhere"), None);
        assert_eq!(
            on_host("LocalHost"),
            target(reference(None, "Test_Thing", &[("Name", Value::string("x"))]))
        );
    }

    #[test]
    fn references_in_references_are_bounded() {
        let mut value = reference(None, "Test_Thing", &[("Name", Value::string("x"))]);
        for _ in 0..20 {
            value = reference(None, "Test_Thing", &[("Inner", value)]);
        }
        assert_eq!(write_value(&mut Vec::new(), value.as_value_ref(), &Text::from("root"), 0), None);
    }
}
