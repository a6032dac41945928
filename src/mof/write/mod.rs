//! Writes qualifier types, classes and instances as MOF that reads back the same.
//!
//! Each function appends to a text, and leaves it as it was where MOF has no way to say what it was given: a text that is
//! not valid Unicode or holds the character 0, a number that is none, a datetime outside the calendar, an object path that
//! is deeper than eight paths in paths.
//!
//! Instances are written as OMI and Windows write them, for programs; classes for people to read and edit.

mod class;
mod family;
mod fault;
mod instance;
mod path;
mod scalar;

use crate::cim::schema::QualifierTypes;
use crate::cim::{Class, Error, Instance, QualifierType, Status, Type, ValueRef, unicode};
use class::{ClassWriter, Extent, put_qualifier_type};
use family::Family;
pub use instance::Aliases;
use instance::InstanceWriter;

/// Appends the declaration of a qualifier.
pub fn write_qualifier_type(out: &mut String, declared: &QualifierType) -> Result<(), Error> {
    append(out, |out| put_qualifier_type(out, declared), || not_unicode(&declared.name))
}

/// Appends the class with the elements of its own: what it inherits is its superclass's to say. Flavours are written
/// where they are others than `qualifier_types` or the standard has them.
///
/// Flags that no qualifier says are written as qualifiers: classes of provider modules may come without any.
pub fn write_class(
    out: &mut String,
    class: &Class,
    qualifier_types: &QualifierTypes<'_>,
) -> Result<(), Error> {
    let write = |out: &mut Vec<u8>| ClassWriter { out, qualifier_types, extent: Extent::Own }.write(class);
    append(out, write, || not_unicode(class.name()))
}

/// Appends the class behind its superclasses, the topmost first, with an empty line between them.
///
/// Where a superclass has a superclass that is known by name only, it is written as one that has none, with everything that
/// it inherits: the text needs no other.
pub fn write_class_deep(
    out: &mut String,
    class: &Class,
    qualifier_types: &QualifierTypes<'_>,
) -> Result<(), Error> {
    let write = |out: &mut Vec<u8>| {
        let mut family = Family::default();
        family.add(class)?;
        family.write(out, qualifier_types)
    };
    append(out, write, || not_unicode(class.name()))
}

/// Appends the instance, and before it those that it holds, each under an alias. What is held more than once, the same
/// in memory, is declared once. [`super::read_objects`] gives the instance alone, with the others in it.
///
/// Values that are NULL are left out, unless the class has a default for them. MOF has no place for the namespace and the
/// server of the instance (a `#pragma namespace` before it can say the first), for what is no key of an instance that is
/// referred to, and for flags of elements: whether they were modified, and what the class does not say.
///
/// The aliases are numbered from 1: where a text gets several instances, [`write_instance_among`] is what writes them.
pub fn write_instance(out: &mut String, instance: &Instance) -> Result<(), Error> {
    write_instance_among(out, instance, &mut Aliases::default())
}

/// [`write_instance`], for a text with other instances that were written with the same `aliases`.
pub fn write_instance_among(
    out: &mut String,
    instance: &Instance,
    aliases: &mut Aliases,
) -> Result<(), Error> {
    let write = |out: &mut Vec<u8>| InstanceWriter::new(out, aliases).write(instance);
    append(out, write, || objection(instance))
}

/// Appends the instance with those that it holds in it, and with references into its own namespace that do not name that: what
/// is compiled into another namespace is the same there, and makes no instances besides. Else as [`write_instance`], which the
/// codecs of OMI and Windows read.
pub fn write_portable_instance(out: &mut String, instance: &Instance) -> Result<(), Error> {
    let write = |out: &mut Vec<u8>| InstanceWriter::portable(out, instance).write(instance);
    append(out, write, || objection(instance))
}

/// Appends the class of the instance and of all instances that it holds or refers to, each once and behind its superclasses as
/// [`write_class_deep`] does, then the instance as [`write_instance`] does: a text that is read without any other.
///
/// Classes that are not known, and those of references into other namespaces, are not written. The class of the instance
/// itself must be known. Qualifiers that are not of the standard are not declared; [`write_qualifier_type`] does that.
pub fn write_instance_with_class(
    out: &mut String,
    instance: &Instance,
    qualifier_types: &QualifierTypes<'_>,
    aliases: &mut Aliases,
) -> Result<(), Error> {
    if instance.class().is_none() {
        let name = instance.class_name();
        let message = format!("The instance of {name} can't be written with its class, which is not known.");
        return Err(Error::new(Status::InvalidClass, message));
    }
    let write = |out: &mut Vec<u8>| {
        let mut family = Family::default();
        family.add_classes_of(instance, instance.namespace())?;
        family.write(out, qualifier_types)?;
        out.push(b'\n');
        InstanceWriter::new(out, aliases).write(instance)
    };
    append(out, write, || objection(instance))
}

/// Room for an instance of ten short properties.
const FIRST_ROOM: usize = 512;

/// Appends what is written, once it is seen to be UTF-8: that is looked at for all of it at once. `objection` says what is
/// none.
fn append(
    out: &mut String,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), Error>,
    objection: impl FnOnce() -> Error,
) -> Result<(), Error> {
    if !out.is_empty() {
        let mut written = Vec::with_capacity(FIRST_ROOM);
        write(&mut written)?;
        let written = std::str::from_utf8(&written).map_err(|_| objection())?;
        out.push_str(written);
        return Ok(());
    }
    // Into the room that the text has already.
    let mut written = std::mem::take(out).into_bytes();
    let mut result = write(&mut written);
    if result.is_err() {
        written.clear();
    }
    *out = String::from_utf8(written).unwrap_or_else(|error| {
        result = Err(objection());
        let mut room = error.into_bytes();
        room.clear();
        String::from_utf8(room).unwrap_or_default()
    });
    result
}

fn not_unicode(what: impl std::fmt::Display) -> Error {
    fault::Fault::NotUnicodeSomewhere.on(what)
}

/// Which text of an instance is not valid Unicode.
fn objection(instance: &Instance) -> Error {
    let find = |instance: &Instance| {
        instance.elements().find_map(|element| {
            let found =
                element.value.filter(|value| !holds_instances(*value)).and_then(unicode::not_unicode)?;
            let what = format_args!("Property {} of an instance of {}", element.name, instance.class_name());
            Some(fault::Fault::NotUnicode(found.fault).on(what))
        })
    };
    first_in(instance, &find)
        .unwrap_or_else(|| not_unicode(format_args!("An instance of {}", instance.class_name())))
}

/// What is found first in an instance or in those that it holds.
fn first_in<T>(instance: &Instance, find: &dyn Fn(&Instance) -> Option<T>) -> Option<T> {
    find(instance).or_else(|| {
        instance.elements().find_map(|element| match element.value? {
            ValueRef::Instance(held) => first_in(held, find),
            ValueRef::Array(array) => array.iter().find_map(|element| match element {
                ValueRef::Instance(held) => first_in(held, find),
                _ => None,
            }),
            _ => None,
        })
    })
}

/// Whether a value is instances, or leads to them: their texts are told as theirs.
fn holds_instances(value: ValueRef<'_>) -> bool {
    matches!(value.value_type().scalar(), Type::Instance | Type::Reference)
}

#[cfg(test)]
mod tests;
