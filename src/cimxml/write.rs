//! Writes qualifier types, classes and instances as CIM-XML.

use crate::cim::{Class, Error, Instance, QualifierType, Status};

/// What is written of an object. By default what the model knows and DSP0201 has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteOptions {
    /// Which class introduced an element (`CLASSORIGIN`).
    pub class_origin: bool,
    /// The names of all superclasses (`DERIVATION`, an attribute that DSP0201 does not have).
    pub hierarchy: bool,
    /// The elements that a class inherits, marked as such (`PROPAGATED`).
    pub inherited_elements: bool,
    /// The qualifiers.
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
pub fn write_class(_out: &mut String, _class: &Class, _options: WriteOptions) -> Result<(), Error> {
    Err(not_built())
}

/// Appends an `INSTANCE` element.
pub fn write_instance(_out: &mut String, _instance: &Instance, _options: WriteOptions) -> Result<(), Error> {
    Err(not_built())
}

/// Appends a `CIM` element that declares the instance, its class and the classes of the instances in it, each behind its
/// superclass: a document that is read without any other.
pub fn write_instance_with_classes(
    _out: &mut String,
    _instance: &Instance,
    _options: WriteOptions,
) -> Result<(), Error> {
    Err(not_built())
}

/// Appends a `QUALIFIER.DECLARATION` element.
pub fn write_qualifier_type(_out: &mut String, _declared: &QualifierType) -> Result<(), Error> {
    Err(not_built())
}

fn not_built() -> Error {
    Error::new(Status::NotSupported, "Writing CIM-XML is not supported by this version of the library.")
}
