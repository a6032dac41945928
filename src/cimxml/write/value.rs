//! Values.

use super::instance::put_instance;
use super::number::{put_char16, put_datetime, put_integer, put_real32, put_real64};
use super::path::{Location, put_reference};
use super::problem::Problem;
use super::text::{check_room, put, put_escaped, put_text};
use crate::cim::{Type, ValueRef};

/// The name of a type as DSP0201 spells it: embedded objects are strings.
pub(super) fn type_name(kind: Type) -> &'static str {
    match kind.scalar() {
        Type::Instance => Type::String.name(),
        kind => kind.name(),
    }
}

/// How values are written.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    /// What references are relative to.
    pub(super) location: Location<'a>,
    /// Whether instances say which of their elements were modified.
    pub(super) modified: bool,
}

/// Appends `VALUE`, `VALUE.ARRAY` or `VALUE.REFERENCE`.
pub(super) fn put_value(out: &mut Vec<u8>, value: ValueRef<'_>, style: Style<'_>) -> Result<(), Problem> {
    match value {
        ValueRef::Reference(target) => return put_reference(out, target, style.location),
        ValueRef::Array(array) if array.value_type() == Type::ReferenceArray => {
            return Err(Problem::ReferenceArray);
        }
        ValueRef::Array(array) => {
            put(out, "<VALUE.ARRAY>");
            for element in array.iter() {
                put_value(out, element, style)?;
            }
            put(out, "</VALUE.ARRAY>");
            return Ok(());
        }
        _ => {}
    }
    put(out, "<VALUE>");
    match value {
        ValueRef::Instance(instance) => {
            let mut inner = Vec::new();
            put_instance(&mut inner, instance, style)?;
            check_room(out, inner.len())?;
            put_escaped(out, &inner)?;
        }
        value => put_content(out, value)?,
    }
    put(out, "</VALUE>");
    Ok(())
}

/// Appends what is between the tags of a simple value.
pub(super) fn put_content(out: &mut Vec<u8>, value: ValueRef<'_>) -> Result<(), Problem> {
    match value {
        ValueRef::Boolean(value) => put(out, if value { "true" } else { "false" }),
        ValueRef::Uint8(value) => put_integer(out, value),
        ValueRef::Sint8(value) => put_integer(out, value),
        ValueRef::Uint16(value) => put_integer(out, value),
        ValueRef::Sint16(value) => put_integer(out, value),
        ValueRef::Uint32(value) => put_integer(out, value),
        ValueRef::Sint32(value) => put_integer(out, value),
        ValueRef::Uint64(value) => put_integer(out, value),
        ValueRef::Sint64(value) => put_integer(out, value),
        ValueRef::Real32(value) => put_real32(out, value),
        ValueRef::Real64(value) => put_real64(out, value),
        ValueRef::Char16(value) => put_char16(out, value),
        ValueRef::Datetime(value) => put_datetime(out, value)?,
        ValueRef::String(text) => put_text(out, text.units())?,
        ValueRef::Reference(_) | ValueRef::Instance(_) | ValueRef::Array(_) => return Err(Problem::Key),
    }
    Ok(())
}
