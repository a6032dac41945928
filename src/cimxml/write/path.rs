//! Where things are: namespaces, and the paths of instances that are referred to.

use super::problem::Problem;
use super::text::{check_room, put, put_text};
use super::value::{put_content, type_name};
use crate::cim::name::eq_names;
use crate::cim::{ElementFlags, ElementRef, Instance, Text, Type, Unit, ValueRef};

/// Where what is written is. A reference says only what is elsewhere.
#[derive(Clone, Copy, Default)]
pub(super) struct Location<'a> {
    pub(super) namespace: Option<&'a Text>,
    pub(super) server_name: Option<&'a Text>,
}

impl<'a> Location<'a> {
    pub(super) fn of(instance: &'a Instance) -> Location<'a> {
        Location { namespace: instance.namespace(), server_name: instance.server_name() }
    }
}

/// Appends `NAMESPACEPATH` or `LOCALNAMESPACEPATH`, or nothing where no namespace is known.
pub(super) fn put_location(out: &mut Vec<u8>, location: Location<'_>) -> Result<(), Problem> {
    let Some(namespace) = location.namespace.filter(|namespace| has_names(namespace)) else { return Ok(()) };
    match location.server_name {
        Some(server_name) => put_namespace_path(out, namespace, server_name),
        None => put_local_namespace_path(out, namespace),
    }
}

/// Appends a reference as `VALUE.REFERENCE`.
pub(super) fn put_reference(out: &mut Vec<u8>, target: &Instance, from: Location<'_>) -> Result<(), Problem> {
    let is_elsewhere = |said: Option<&Text>, known: Option<&Text>| {
        said.is_some_and(|said| !said.is_empty() && known.is_none_or(|known| !eq_names(said, known)))
    };
    let namespace = target.namespace().or(from.namespace).filter(|namespace| has_names(namespace));
    let server_name = target.server_name().or(from.server_name);
    let is_on_other_server = is_elsewhere(target.server_name(), from.server_name);
    let is_in_other_namespace = is_elsewhere(target.namespace(), from.namespace);
    let within = Location { namespace, server_name };
    check_room(out, 0)?;
    put(out, "<VALUE.REFERENCE>");
    match (namespace, server_name) {
        (Some(namespace), Some(server_name)) if is_on_other_server => {
            put(out, "<INSTANCEPATH>");
            put_namespace_path(out, namespace, server_name)?;
            put_instance_name(out, target, within)?;
            put(out, "</INSTANCEPATH>");
        }
        (Some(namespace), _) if is_in_other_namespace => {
            put(out, "<LOCALINSTANCEPATH>");
            put_local_namespace_path(out, namespace)?;
            put_instance_name(out, target, within)?;
            put(out, "</LOCALINSTANCEPATH>");
        }
        _ => put_instance_name(out, target, within)?,
    }
    put(out, "</VALUE.REFERENCE>");
    Ok(())
}

/// Appends the keys. Each has its name, also the only one, which whoever reads it without the class would not know else.
fn put_instance_name(out: &mut Vec<u8>, target: &Instance, location: Location<'_>) -> Result<(), Problem> {
    put(out, "<INSTANCENAME CLASSNAME=\"");
    put_text(out, target.class_name().units())?;
    put(out, "\">");
    let is_key = |element: &ElementRef<'_>| element.flags.contains(ElementFlags::KEY);
    // Of an instance that nobody marked a key of, what refers to it is all that it has.
    let is_unmarked = target.class().is_none() && !target.elements().any(|element| is_key(&element));
    for key in target.elements().filter(|element| is_unmarked || is_key(element)) {
        let Some(value) = key.value else { continue };
        put(out, "<KEYBINDING NAME=\"");
        put_text(out, key.name.units())?;
        put(out, "\">");
        put_key(out, value, location).map_err(|problem| {
            problem.on(format_args!("key {}.{}", target.class_name(), key.name.to_str()))
        })?;
        put(out, "</KEYBINDING>");
    }
    put(out, "</INSTANCENAME>");
    Ok(())
}

fn put_key(out: &mut Vec<u8>, value: ValueRef<'_>, location: Location<'_>) -> Result<(), Problem> {
    let kind = match value {
        ValueRef::Reference(target) => return put_reference(out, target, location),
        value => value.value_type(),
    };
    if !kind.may_be_key() {
        return Err(Problem::Key);
    }
    put(
        out,
        match kind {
            Type::Boolean => "<KEYVALUE VALUETYPE=\"boolean\" TYPE=\"",
            Type::String | Type::Datetime | Type::Char16 => "<KEYVALUE VALUETYPE=\"string\" TYPE=\"",
            _ => "<KEYVALUE VALUETYPE=\"numeric\" TYPE=\"",
        },
    );
    put(out, type_name(kind));
    put(out, "\">");
    put_content(out, value)?;
    put(out, "</KEYVALUE>");
    Ok(())
}

fn put_namespace_path(out: &mut Vec<u8>, namespace: &Text, server_name: &Text) -> Result<(), Problem> {
    put(out, "<NAMESPACEPATH><HOST>");
    put_text(out, server_name.units())?;
    put(out, "</HOST>");
    put_local_namespace_path(out, namespace)?;
    put(out, "</NAMESPACEPATH>");
    Ok(())
}

fn put_local_namespace_path(out: &mut Vec<u8>, namespace: &Text) -> Result<(), Problem> {
    put(out, "<LOCALNAMESPACEPATH>");
    for name in names(namespace) {
        put(out, "<NAMESPACE NAME=\"");
        put_text(out, name)?;
        put(out, "\"/>");
    }
    put(out, "</LOCALNAMESPACEPATH>");
    Ok(())
}

/// The names between the slashes, of either kind.
fn names(namespace: &Text) -> impl Iterator<Item = &[Unit]> {
    let is_slash = |unit: &Unit| *unit == Unit::from(b'/') || *unit == Unit::from(b'\\');
    namespace.units().split(is_slash).filter(|name| !name.is_empty())
}

fn has_names(namespace: &Text) -> bool {
    names(namespace).next().is_some()
}
