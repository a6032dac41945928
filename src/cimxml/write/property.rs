//! What properties of classes and of instances have in common.

use super::number::put_integer;
use super::problem::Problem;
use super::text::{put, put_text};
use super::value::type_name;
use crate::cim::{Type, Unit};

/// Appends the start of the property's tag, with its name and its type.
pub(super) fn put_start(out: &mut Vec<u8>, kind: Type, name: &[Unit]) -> Result<(), Problem> {
    if kind == Type::ReferenceArray {
        return Err(Problem::ReferenceArray);
    }
    put(
        out,
        match kind {
            Type::Reference => "<PROPERTY.REFERENCE NAME=\"",
            kind if kind.is_array() => "<PROPERTY.ARRAY NAME=\"",
            _ => "<PROPERTY NAME=\"",
        },
    );
    put_text(out, name)?;
    if kind == Type::Reference {
        out.push(b'"');
    } else {
        put_type(out, kind);
    }
    Ok(())
}

/// Appends the end of an attribute and the type.
fn put_type(out: &mut Vec<u8>, kind: Type) {
    put(out, "\" TYPE=\"");
    put(out, type_name(kind));
    out.push(b'"');
}

/// Appends the end tag.
pub(super) fn put_end(out: &mut Vec<u8>, kind: Type) {
    put(
        out,
        match kind {
            Type::Reference => "</PROPERTY.REFERENCE>",
            kind if kind.is_array() => "</PROPERTY.ARRAY>",
            _ => "</PROPERTY>",
        },
    );
}

pub(super) fn put_array_size(out: &mut Vec<u8>, size: u32) {
    put(out, " ARRAYSIZE=\"");
    put_integer(out, size);
    out.push(b'"');
}

pub(super) fn put_embedded_object(out: &mut Vec<u8>, has_class: bool) {
    put(out, if has_class { " EmbeddedObject=\"instance\"" } else { " EmbeddedObject=\"object\"" });
}
