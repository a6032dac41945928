//! Writes qualifier types, classes and instances as CIM-XML.
//!
//! The elements follow each other without spaces or lines between them, as programs compare them so. Embedded instances are
//! `INSTANCE` elements in a text of their own, in which markup is escaped once more for each instance around it.

mod class;
mod document;
mod instance;
mod number;
mod path;
mod problem;
mod property;
mod qualifier;
mod text;
mod value;

use class::put_class;
pub use document::{DeclarationGroup, XML_DECLARATION};
use document::{put_document, put_instance_with_classes};
use instance::put_instance;
use path::Location;
use problem::Problem;
use qualifier::put_qualifier_type;
use value::Style;

use crate::cim::{Class, Error, Instance, QualifierType};

/// What is written of an object. By default what the model knows and DSP0201 has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteOptions {
    /// Which class introduced an element (`CLASSORIGIN`). Instances don't say so of theirs.
    pub class_origin: bool,
    /// The names of all superclasses (`DERIVATION`, an attribute that DSP0201 does not have).
    pub hierarchy: bool,
    /// The elements that a class inherits, marked as such (`PROPAGATED`).
    pub inherited_elements: bool,
    /// The qualifiers. Where an element has flags that its qualifiers don't say, the standard qualifiers that mean them are
    /// written too.
    pub qualifiers: bool,
    /// Which elements of an instance were modified (`MODIFIED`, an attribute that DSP0201 does not have).
    pub modified: bool,
}

impl Default for WriteOptions {
    fn default() -> WriteOptions {
        WriteOptions {
            class_origin: true,
            hierarchy: false,
            inherited_elements: true,
            qualifiers: true,
            modified: false,
        }
    }
}

/// Appends a `CLASS` element.
pub fn write_class(out: &mut String, class: &Class, options: WriteOptions) -> Result<(), Error> {
    whole(out, |out| put_class(out, class, options))
}

/// Appends an `INSTANCE` element. References in it say the namespace and the server of what they refer to where these
/// are others than the instance's own.
pub fn write_instance(out: &mut String, instance: &Instance, options: WriteOptions) -> Result<(), Error> {
    let style = Style { location: Location::of(instance), modified: options.modified };
    whole(out, |out| put_instance(out, instance, style))
}

/// Appends a `CIM` element that declares the instance, its class and the classes of the instances in it, each behind its
/// superclass: a document that is read without any other. An instance without a class is declared with one that has its
/// elements, unless there are several of the name that differ.
pub fn write_instance_with_classes(
    out: &mut String,
    instance: &Instance,
    options: WriteOptions,
) -> Result<(), Error> {
    whole(out, |out| put_instance_with_classes(out, instance, options))
}

/// Appends a `QUALIFIER.DECLARATION` element.
pub fn write_qualifier_type(out: &mut String, declared: &QualifierType) -> Result<(), Error> {
    whole(out, |out| put_qualifier_type(out, declared))
}

/// Appends a `CIM` element that declares all that is in the groups. What a class needs stands before it where the groups
/// have it so.
pub fn write_document(
    out: &mut String,
    groups: &[DeclarationGroup<'_>],
    options: WriteOptions,
) -> Result<(), Error> {
    whole(out, |out| put_document(out, groups, options))
}

/// Appends all of something, or nothing.
fn whole(out: &mut String, put: impl FnOnce(&mut Vec<u8>) -> Result<(), Problem>) -> Result<(), Error> {
    // Into the room that the text has already; what is in it is not looked at again for each object that is appended.
    let mut bytes = if out.is_empty() { std::mem::take(out).into_bytes() } else { Vec::new() };
    let result = put(&mut bytes);
    if result.is_err() {
        bytes.clear();
    }
    // What is written of texts was found to be valid.
    let written = String::from_utf8(bytes).unwrap_or_default();
    if out.is_empty() {
        *out = written;
    } else {
        out.push_str(&written);
    }
    Ok(result?)
}

#[cfg(test)]
mod tests;
