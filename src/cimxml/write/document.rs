//! Documents that declare several objects.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::WriteOptions;
use super::class::put_class;
use super::instance::put_instance;
use super::path::{Location, put_location};
use super::problem::Problem;
use super::qualifier::put_qualifier_type;
use super::text::put;
use super::value::Style;
use crate::cim::name::folded;
use crate::cim::{Array, Class, Instance, QualifierType, Text, Unit, ValueRef};

/// What a file of CIM-XML begins with.
pub const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

const START: &str = "<CIM CIMVERSION=\"2.6.0\" DTDVERSION=\"2.3.1\"><DECLARATION>";
const END: &str = "</DECLARATION></CIM>";

/// Objects of one namespace.
#[derive(Clone, Debug, Default)]
pub struct DeclarationGroup<'a> {
    /// The namespace, where it is known.
    pub namespace: Option<&'a Text>,
    /// The server of the namespace, where it is known.
    pub server_name: Option<&'a Text>,
    /// The declarations of qualifiers.
    pub qualifier_types: Vec<&'a QualifierType>,
    /// The classes; superclasses come first, as whoever reads them needs them.
    pub classes: Vec<&'a Class>,
    /// The instances.
    pub instances: Vec<&'a Instance>,
}

pub(super) fn put_document(
    out: &mut Vec<u8>,
    groups: &[DeclarationGroup<'_>],
    options: WriteOptions,
) -> Result<(), Problem> {
    put(out, START);
    for group in groups {
        let location = Location { namespace: group.namespace, server_name: group.server_name };
        put(out, "<DECLGROUP>");
        put_location(out, location)?;
        for declared in &group.qualifier_types {
            put_qualifier_type(out, declared)?;
        }
        for class in &group.classes {
            put_object(out, |out| put_class(out, class, options))?;
        }
        for instance in &group.instances {
            put_object(out, |out| {
                put_instance(out, instance, Style { location, modified: options.modified })
            })?;
        }
        put(out, "</DECLGROUP>");
    }
    put(out, END);
    Ok(())
}

pub(super) fn put_instance_with_classes(
    out: &mut Vec<u8>,
    instance: &Instance,
    options: WriteOptions,
) -> Result<(), Problem> {
    let location = Location::of(instance);
    let mut needed = Needed::default();
    needed.instance(instance);
    needed.complete();
    put(out, START);
    put(out, "<DECLGROUP>");
    put_location(out, location)?;
    for class in &needed.classes {
        // A class whose superclass nobody has can't be completed by whoever reads it.
        let is_alone = class.superclass().is_none() && class.superclass_name().is_some();
        let inherited_elements = options.inherited_elements || is_alone;
        put_object(out, |out| put_class(out, class, WriteOptions { inherited_elements, ..options }))?;
    }
    put_object(out, |out| put_instance(out, instance, Style { location, modified: options.modified }))?;
    put(out, "</DECLGROUP>");
    put(out, END);
    Ok(())
}

fn put_object(
    out: &mut Vec<u8>,
    put_inner: impl FnOnce(&mut Vec<u8>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    put(out, "<VALUE.OBJECT>");
    put_inner(out)?;
    put(out, "</VALUE.OBJECT>");
    Ok(())
}

/// The classes that an instance needs, each once, and behind its superclass.
#[derive(Default)]
struct Needed {
    names: HashSet<Box<[Unit]>>,
    classes: Vec<Arc<Class>>,
    /// What instances that have no class would have as one; `None` where several of a name differ.
    made: Vec<Option<Class>>,
    made_of: HashMap<Box<[Unit]>, usize>,
}

impl Needed {
    /// Asks for the classes of the instance and of those in it.
    fn instance(&mut self, instance: &Instance) {
        match instance.class() {
            Some(class) => self.class(class),
            None => self.make(instance),
        }
        if instance.depth() == 0 {
            return;
        }
        instance.elements().filter_map(|element| element.value).for_each(|value| self.value(value));
    }

    /// Asks for the classes of the instances in a value.
    fn value(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Instance(inner) | ValueRef::Reference(inner) => self.instance(inner),
            ValueRef::Array(array) => match &**array {
                Array::Instance(inner) | Array::Reference(inner) => {
                    inner.iter().for_each(|inner| self.instance(inner));
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn class(&mut self, class: &Arc<Class>) {
        let mut line = Vec::new();
        let mut next = Some(class);
        // Where a class is there, its superclasses are.
        while let Some(class) = next.filter(|class| self.names.insert(folded(class.name()))) {
            line.push(Arc::clone(class));
            next = class.superclass();
        }
        self.classes.extend(line.iter().rev().cloned());
        for class in &line {
            for default in class.properties().iter().filter_map(|property| property.default.as_ref()) {
                self.value(default.as_value_ref());
            }
        }
    }

    fn make(&mut self, instance: &Instance) {
        let class = Class::of_elements(instance);
        match self.made_of.entry(folded(class.name())) {
            Entry::Vacant(entry) => {
                entry.insert(self.made.len());
                self.made.push(Some(class));
            }
            Entry::Occupied(entry) => {
                let made = &mut self.made[*entry.get()];
                if made.as_ref() != Some(&class) {
                    *made = None;
                }
            }
        }
    }

    /// Adds the classes of instances that have none, where there is no real one of the name.
    fn complete(&mut self) {
        for class in std::mem::take(&mut self.made).into_iter().flatten() {
            if self.names.insert(folded(class.name())) {
                self.classes.push(Arc::new(class));
            }
        }
    }
}
