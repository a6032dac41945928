//! Classes with what they derive from, so that the text needs no other.

use std::collections::HashMap;
use std::sync::Arc;

use super::class::{ClassWriter, Extent};
use crate::cim::schema::QualifierTypes;
use crate::cim::value::Array;
use crate::cim::{Class, Error, Instance, Status, Text, Unit, ValueRef, name};

/// The classes of a text, each once and behind its superclass.
#[derive(Default)]
pub(super) struct Family<'a> {
    classes: Vec<&'a Class>,
    /// Where they are, by their names in lower case.
    places: HashMap<Box<[Unit]>, usize>,
}

impl<'a> Family<'a> {
    /// Adds a class behind its superclasses.
    pub(super) fn add(&mut self, class: &'a Class) -> Result<(), Error> {
        let mut line = Vec::new();
        let mut next = Some(class);
        while let Some(class) = next {
            match self.places.get(&*name::folded(class.name())) {
                Some(&place)
                    if std::ptr::eq(self.classes[place], class) || *self.classes[place] == *class =>
                {
                    break;
                }
                Some(_) => {
                    let name = class.name();
                    let message = format!("There are two classes {name}, which one text of MOF can't hold.");
                    return Err(Error::new(Status::NotSupported, message));
                }
                None => line.push(class),
            }
            next = class.superclass().map(|superclass| &**superclass);
        }
        for class in line.into_iter().rev() {
            self.places.insert(name::folded(class.name()), self.classes.len());
            self.classes.push(class);
        }
        Ok(())
    }

    /// Adds what is needed to read an instance: its class, and those of the instances that it holds or refers to, where
    /// they are known. References into other namespaces are to classes of those.
    pub(super) fn add_classes_of(
        &mut self,
        instance: &'a Instance,
        namespace: Option<&Text>,
    ) -> Result<(), Error> {
        if let Some(class) = instance.class() {
            self.add(class)?;
        }
        if instance.depth() == 0 {
            return Ok(());
        }
        for element in instance.elements() {
            match element.value {
                Some(ValueRef::Instance(held)) => self.add_classes_of(held, namespace)?,
                Some(ValueRef::Reference(other)) => self.add_referenced(other, namespace)?,
                Some(ValueRef::Array(array)) => match &**array {
                    Array::Instance(several) => {
                        several.iter().try_for_each(|held| self.add_classes_of(held, namespace))?;
                    }
                    Array::Reference(several) => {
                        several.iter().try_for_each(|other| self.add_referenced(other, namespace))?;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(())
    }

    fn add_referenced(&mut self, other: &'a Arc<Instance>, namespace: Option<&Text>) -> Result<(), Error> {
        let is_elsewhere = match (other.namespace(), namespace) {
            (Some(other), Some(namespace)) => !name::eq_names(other, namespace),
            _ => false,
        };
        if is_elsewhere { Ok(()) } else { self.add_classes_of(other, namespace) }
    }

    /// Writes the classes, with an empty line between them. One whose superclass is not at hand is written whole.
    pub(super) fn write(&self, out: &mut Vec<u8>, qualifier_types: &QualifierTypes<'_>) -> Result<(), Error> {
        for (number, class) in self.classes.iter().enumerate() {
            if number > 0 {
                out.push(b'\n');
            }
            let has_superclass = class.superclass().is_some();
            let extent =
                if has_superclass || class.superclass_name().is_none() { Extent::Own } else { Extent::Whole };
            ClassWriter { out, qualifier_types, extent }.write(class)?;
        }
        Ok(())
    }
}
