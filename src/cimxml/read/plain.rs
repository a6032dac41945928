//! The short way for what nearly all properties are: with a number, a text, a datetime or nothing, written as this library and
//! OMI write them. What is anything else, or not right, is left to the long way, which says what.

use super::value::{is_number, parse_bits};
use crate::cim::text::str_to_units;
use crate::cim::{Datetime, Property, Type, name};
use crate::xml::Reader;

/// A value as the text has it.
pub(super) enum PlainValue<'t> {
    Null,
    Bits(u64),
    Text(&'t str),
    Datetime(Datetime),
}

/// The element of this property, where it is the next one, and whether it is modified. Else the reader stays where it is.
#[inline(always)]
pub(super) fn plain_property<'t>(
    reader: &mut Reader<'t>,
    property: &Property,
) -> Option<(PlainValue<'t>, bool)> {
    // PROPERTY and VALUE.
    let mut ahead = reader.ahead(2)?;
    if !ahead.take("<PROPERTY NAME=\"") {
        return None;
    }
    let written = ahead.take_bytes(property.name.len())?;
    if !name::units_eq_names(property.name.units(), &str_to_units(written)) || !ahead.take("\" TYPE=\"") {
        return None;
    }
    let kind = property.kind;
    let is_plain = kind == Type::String || kind == Type::Datetime || is_number(kind);
    if !is_plain || !ahead.take(kind.name()) || !ahead.take("\"") {
        return None;
    }
    let is_modified = ahead.take(" MODIFIED=\"TRUE\"");
    let value = if ahead.take("><VALUE>") {
        let text = ahead.take_text()?;
        if !ahead.take("</VALUE></PROPERTY>") {
            return None;
        }
        match kind {
            Type::String => PlainValue::Text(text),
            Type::Datetime => PlainValue::Datetime(text.trim_ascii().parse().ok()?),
            kind => PlainValue::Bits(parse_bits(kind, text.trim_ascii())?),
        }
    } else if ahead.take("></PROPERTY>") {
        PlainValue::Null
    } else {
        return None;
    };
    reader.go_behind(ahead);
    Some((value, is_modified))
}
