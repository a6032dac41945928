//! Instances.

use super::problem::Problem;
use super::property::{put_array_size, put_embedded_object, put_end, put_start};
use super::text::{put, put_text};
use super::value::{Style, put_content, put_value};
use crate::cim::instance::{ElementView, Plain};
use crate::cim::{ElementFlags, Instance, Property, Type};

/// Appends an `INSTANCE` element.
pub(super) fn put_instance(out: &mut Vec<u8>, instance: &Instance, style: Style<'_>) -> Result<(), Problem> {
    put(out, "<INSTANCE CLASSNAME=\"");
    put_text(out, instance.class_name().units())
        .map_err(|problem| problem.on(format_args!("class name {}", instance.class_name())))?;
    put(out, "\">");
    let properties = instance.class().map_or(&[][..], |class| class.properties());
    for index in 0..instance.len() {
        let Some(element) = instance.view_at(index) else { break };
        put_element(out, element, properties.get(index), style).map_err(|problem| {
            let name = element.name();
            problem.on(format_args!("property {} of an instance of {}", name.to_str(), instance.class_name()))
        })?;
    }
    put(out, "</INSTANCE>");
    Ok(())
}

fn put_element(
    out: &mut Vec<u8>,
    element: ElementView<'_>,
    declared: Option<&Property>,
    style: Style<'_>,
) -> Result<(), Problem> {
    let kind = element.kind();
    let is_modified = style.modified && !element.flags().contains(ElementFlags::NOT_MODIFIED);
    if kind as u8 <= Type::String as u8 {
        return put_simple(out, element, kind, is_modified);
    }
    put_start(out, kind, element.name().units())?;
    if kind.is_array()
        && let Some(size) = declared.and_then(|declared| declared.array_size)
    {
        put_array_size(out, size);
    }
    if kind.scalar() == Type::Instance {
        put_embedded_object(out, declared.is_some_and(|declared| declared.reference_class.is_some()));
    }
    put(out, if is_modified { MODIFIED } else { ">" });
    if let Some(value) = element.value() {
        put_value(out, value, style)?;
    }
    put_end(out, kind);
    Ok(())
}

const MODIFIED: &str = " MODIFIED=\"TRUE\">";

/// What nearly all elements are, in as few pieces as can be: this is what the time goes to.
#[inline(always)]
fn put_simple(
    out: &mut Vec<u8>,
    element: ElementView<'_>,
    kind: Type,
    is_modified: bool,
) -> Result<(), Problem> {
    put(out, "<PROPERTY NAME=\"");
    put_text(out, element.name().units())?;
    if let Some(Plain::Text(text)) = element.plain() {
        if is_modified {
            put(out, "\" TYPE=\"string\" MODIFIED=\"TRUE\"><VALUE>");
        } else {
            put(out, "\" TYPE=\"string\"><VALUE>");
        }
        put_text(out, text)?;
        put(out, "</VALUE></PROPERTY>");
        return Ok(());
    }
    put(out, TYPES[usize::from(is_modified)][kind as usize]);
    match element.value() {
        Some(value) => {
            put(out, "<VALUE>");
            put_content(out, value)?;
            put(out, "</VALUE></PROPERTY>");
        }
        None => put(out, "</PROPERTY>"),
    }
    Ok(())
}

/// What follows the name of an element of each type, unmodified and modified.
static TYPES: [[&str; 14]; 2] = {
    macro_rules! types {
        ($end:literal) => {
            [
                concat!("\" TYPE=\"boolean\"", $end),
                concat!("\" TYPE=\"uint8\"", $end),
                concat!("\" TYPE=\"sint8\"", $end),
                concat!("\" TYPE=\"uint16\"", $end),
                concat!("\" TYPE=\"sint16\"", $end),
                concat!("\" TYPE=\"uint32\"", $end),
                concat!("\" TYPE=\"sint32\"", $end),
                concat!("\" TYPE=\"uint64\"", $end),
                concat!("\" TYPE=\"sint64\"", $end),
                concat!("\" TYPE=\"real32\"", $end),
                concat!("\" TYPE=\"real64\"", $end),
                concat!("\" TYPE=\"char16\"", $end),
                concat!("\" TYPE=\"datetime\"", $end),
                concat!("\" TYPE=\"string\"", $end),
            ]
        };
    }
    [types!(">"), types!(" MODIFIED=\"TRUE\">")]
};
