//! References: object paths in quotes, which say the host and the namespace, as aliases can't.

use super::fault::Fault;
use super::scalar::{Reader, put_quoted};
use crate::cim::budget::LONGEST_WRITTEN;
use crate::cim::object_path::DEEPEST_WRITTEN;
use crate::cim::units::own;
use crate::cim::{Instance, ObjectPath, Text, Value, name};

/// Appends the path of an instance in quotes, without host and namespace where they are those of `home`.
pub(super) fn put_path(
    out: &mut Vec<u8>,
    instance: &Instance,
    home: Option<&ObjectPath>,
    reader: Reader,
) -> Result<(), Fault> {
    let mut path = ObjectPath::of(instance);
    // Of an instance that nobody marked a key of, what refers to it is all that it has.
    if path.keys.is_empty() && instance.class().is_none() {
        let elements = instance.elements();
        path.keys = elements.filter_map(|key| Some((key.name.to_text(), key.value?.to_value()))).collect();
    }
    // Only what is shared in memory can be longer as a text than there.
    let mut room = LONGEST_WRITTEN.saturating_sub(out.len());
    check(instance, &path, 0, &mut room)?;
    if home.is_some_and(|home| is_beside(&path, home)) {
        path.host = None;
        path.namespace = None;
    }
    put_quoted(out, path.to_string().as_bytes(), reader)
}

/// Whether a path leads to where another one is.
fn is_beside(path: &ObjectPath, home: &ObjectPath) -> bool {
    let same = |one: &String, other: &String| one.eq_ignore_ascii_case(other);
    path.namespace.as_ref().zip(home.namespace.as_ref()).is_some_and(|(one, other)| same(one, other))
        && match (&path.host, &home.host) {
            (Some(one), Some(other)) => same(one, other),
            (one, _) => one.is_none(),
        }
}

fn check_text(text: Option<&Text>) -> Result<(), Fault> {
    text.map_or(Ok(()), |text| own::check(text.units()).map_err(Fault::NotUnicode))
}

/// That the path of an instance reads back as it is, and takes no more than the room. A quote in a path within a path is escaped
/// at each level.
fn check(instance: &Instance, path: &ObjectPath, depth: u32, room: &mut usize) -> Result<(), Fault> {
    // A namespace or a host that are no Unicode were replaced when the path was made.
    check_text(instance.namespace())?;
    check_text(instance.server_name())?;
    let properties = instance.class().map_or(&[][..], |class| class.properties());
    for (property, element) in properties.iter().zip(instance.elements()) {
        if property.is_key() && property.default.is_some() && element.value.is_none() {
            return Err(Fault::NullKey(property.name.to_string()));
        }
    }
    if let Some(host) = path.host.as_ref().filter(|host| host.contains(['/', '\\'])) {
        return Err(Fault::Host(host.clone()));
    }
    if let Some(namespace) = &path.namespace {
        name::namespace(namespace.as_str()).map_err(|error| Fault::Namespace(error.to_string()))?;
    }
    for (key, value) in &path.keys {
        match value {
            Value::String(text) => {
                check_text(Some(text))?;
                let size = text.units().len().saturating_mul(1 << depth);
                *room = room.checked_sub(size).ok_or(Fault::TooLong)?;
            }
            Value::Datetime(datetime) if !datetime.is_valid() => {
                return Err(Fault::Datetime(datetime.to_string()));
            }
            Value::Reference(_) if depth == DEEPEST_WRITTEN => return Err(Fault::DeepPath(depth)),
            Value::Reference(instance) => {
                check(instance, &ObjectPath::of(instance), depth + 1, room)?;
            }
            Value::Instance(_) | Value::Array(_) => return Err(Fault::KeyType(key.to_string())),
            _ => {}
        }
    }
    Ok(())
}
