//! Classes: what a schema says of instances, with everything inherited in place.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxBuildHasher;

use super::instance::{ElementFlags, Instance};
use super::name;
use super::qualifier::{Qualifier, find_qualifier, has_qualifier};
use super::text::{Text, ToUnits, Unit};
use super::value::{Type, Value};

bitflags::bitflags! {
    /// Flags of a class. The bits are those of the MI ABI's `MI_FLAG_*`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    pub struct ClassFlags: u32 {
        /// It is a class.
        const CLASS = 0x0000_0001;
        /// It relates instances.
        const ASSOCIATION = 0x0000_0010;
        /// It describes events.
        const INDICATION = 0x0000_0020;
        /// It has no instances of its own.
        const ABSTRACT = 0x0002_0000;
        /// It has no subclasses.
        const TERMINAL = 0x0004_0000;
        // What a declaration made by C gives is kept.
        const _ = !0;
    }
}

/// A property of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The name, as it was spelt.
    pub name: Text,
    /// The type.
    pub kind: Type,
    /// Number of elements of a fixed array.
    pub array_size: Option<u32>,
    /// The class that a reference must refer to, or that an embedded instance is of.
    pub reference_class: Option<Text>,
    /// What follows from the qualifiers.
    pub flags: ElementFlags,
    /// The qualifiers, those inherited among them.
    pub qualifiers: Vec<Qualifier>,
    /// The default value, or `None` for NULL.
    pub default: Option<Value>,
    /// The class that introduced the property.
    pub origin: Text,
    /// The nearest class that declares the property.
    pub propagator: Text,
}

/// A parameter of a method.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name, as it was spelt.
    pub name: Text,
    /// The type.
    pub kind: Type,
    /// Number of elements of a fixed array.
    pub array_size: Option<u32>,
    /// The class that a reference must refer to, or that an embedded instance is of.
    pub reference_class: Option<Text>,
    /// What follows from the qualifiers: in, out, required, stream.
    pub flags: ElementFlags,
    /// The qualifiers.
    pub qualifiers: Vec<Qualifier>,
}

/// A method of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The name, as it was spelt.
    pub name: Text,
    /// The type of the return value.
    pub return_type: Type,
    /// The class of the return value, where it is a reference or an embedded instance.
    pub return_class: Option<Text>,
    /// What follows from the qualifiers: static.
    pub flags: ElementFlags,
    /// The qualifiers, those inherited among them.
    pub qualifiers: Vec<Qualifier>,
    /// The parameters in their order.
    pub parameters: Vec<Parameter>,
    /// The class that introduced the method.
    pub origin: Text,
    /// The nearest class that declares the method.
    pub propagator: Text,
}

/// What a class is made from: as a schema language says it (own elements only), or complete with what is inherited.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ClassDeclaration {
    /// The name, as it was spelt.
    pub name: Text,
    /// The name of the superclass.
    pub superclass: Option<Text>,
    /// The qualifiers.
    pub qualifiers: Vec<Qualifier>,
    /// The properties in their order.
    pub properties: Vec<Property>,
    /// The methods in their order.
    pub methods: Vec<Method>,
    /// The flags of the class.
    pub flags: ClassFlags,
}

/// A class with everything it inherits, never changed once made.
pub struct Class {
    declaration: ClassDeclaration,
    superclass: Option<Arc<Class>>,
    namespace: Option<Text>,
    server_name: Option<Text>,
    keys: Vec<usize>,
    index: HashMap<Box<[Unit]>, u32, FxBuildHasher>,
    methods: HashMap<Box<[Unit]>, u32, FxBuildHasher>,
    face: OnceLock<Arc<dyn Any + Send + Sync>>,
}

impl Class {
    /// A class of a complete declaration (inherited elements in place, superclass first).
    pub fn new(declaration: ClassDeclaration, superclass: Option<Arc<Class>>) -> Class {
        let properties = declaration.properties.iter().enumerate();
        let keys =
            properties.clone().filter(|(_, property)| property.is_key()).map(|(index, _)| index).collect();
        let methods = declaration.methods.iter().enumerate();
        let methods = methods.map(|(index, method)| (name::folded(&method.name), index as u32)).collect();
        let index =
            properties.map(|(index, property)| (name::folded(&property.name), index as u32)).collect();
        Class {
            declaration,
            superclass,
            namespace: None,
            server_name: None,
            keys,
            index,
            methods,
            face: OnceLock::new(),
        }
    }

    /// A class that says of an instance without one what its elements are.
    pub fn of_elements(instance: &Instance) -> Class {
        let name = instance.class_name();
        let properties = instance.elements().map(|element| Property {
            name: element.name.to_text(),
            kind: element.kind,
            array_size: None,
            reference_class: None,
            flags: element.flags - ElementFlags::NOT_MODIFIED,
            qualifiers: Vec::new(),
            default: None,
            origin: name.clone(),
            propagator: name.clone(),
        });
        let declaration = ClassDeclaration {
            properties: properties.collect(),
            name: name.clone(),
            flags: ClassFlags::CLASS,
            ..ClassDeclaration::default()
        };
        let (namespace, server_name) = (instance.namespace().cloned(), instance.server_name().cloned());
        Class::new(declaration, None).in_namespace(namespace, server_name)
    }

    /// The class as one of this namespace (and server).
    pub fn in_namespace(mut self, namespace: Option<Text>, server_name: Option<Text>) -> Class {
        self.namespace = namespace;
        self.server_name = server_name;
        self
    }

    /// The name, as it was spelt.
    pub fn name(&self) -> &Text {
        &self.declaration.name
    }

    /// The declaration with the elements and qualifiers of its own alone, as a schema language would say it.
    pub fn own_declaration(&self) -> ClassDeclaration {
        // A class that was made of a declaration alone does not say who declares what; then all is its own.
        let is_own =
            |propagator: &Text| propagator.is_empty() || name::eq_names(propagator, &self.declaration.name);
        let own = |qualifiers: &mut Vec<Qualifier>| qualifiers.retain(|qualifier| !qualifier.propagated);
        let mut declaration = self.declaration.clone();
        declaration.properties.retain(|property| is_own(&property.propagator));
        declaration.methods.retain(|method| is_own(&method.propagator));
        own(&mut declaration.qualifiers);
        for property in &mut declaration.properties {
            own(&mut property.qualifiers);
        }
        for method in &mut declaration.methods {
            own(&mut method.qualifiers);
            method.parameters.iter_mut().for_each(|parameter| own(&mut parameter.qualifiers));
        }
        declaration
    }

    /// The complete declaration.
    pub fn declaration(&self) -> &ClassDeclaration {
        &self.declaration
    }

    /// The superclass, where it is at hand.
    pub fn superclass(&self) -> Option<&Arc<Class>> {
        self.superclass.as_ref()
    }

    /// The name of the superclass.
    pub fn superclass_name(&self) -> Option<&Text> {
        self.declaration.superclass.as_ref()
    }

    /// The namespace that the class is in, where that was said.
    pub fn namespace(&self) -> Option<&Text> {
        self.namespace.as_ref()
    }

    /// The server that the class came from, where that was said.
    pub fn server_name(&self) -> Option<&Text> {
        self.server_name.as_ref()
    }

    /// The flags.
    pub fn flags(&self) -> ClassFlags {
        self.declaration.flags
    }

    /// The qualifiers, those inherited among them.
    pub fn qualifiers(&self) -> &[Qualifier] {
        &self.declaration.qualifiers
    }

    /// The properties, those inherited first.
    pub fn properties(&self) -> &[Property] {
        &self.declaration.properties
    }

    /// The methods, those inherited first.
    pub fn methods(&self) -> &[Method] {
        &self.declaration.methods
    }

    /// The indices of the properties that are keys.
    pub fn keys(&self) -> &[usize] {
        &self.keys
    }

    /// The index of a property by its name, without case.
    pub fn find_property<N: ToUnits + ?Sized>(&self, wanted: &N) -> Option<usize> {
        self.index.get(&*name::folded(wanted)).map(|&index| index as usize)
    }

    /// A property by its name, without case.
    pub fn property<N: ToUnits + ?Sized>(&self, wanted: &N) -> Option<&Property> {
        self.find_property(wanted).map(|index| &self.declaration.properties[index])
    }

    /// The index of a method by its name, without case.
    pub fn find_method<N: ToUnits + ?Sized>(&self, wanted: &N) -> Option<usize> {
        self.methods.get(&*name::folded(wanted)).map(|&index| index as usize)
    }

    /// A qualifier of the class by its name, without case.
    pub fn qualifier<N: ToUnits + ?Sized>(&self, wanted: &N) -> Option<&Qualifier> {
        find_qualifier(self.qualifiers(), wanted)
    }

    /// Whether instances of the class can't be.
    pub fn is_abstract(&self) -> bool {
        self.flags().contains(ClassFlags::ABSTRACT) || has_qualifier(self.qualifiers(), "Abstract")
    }

    /// Whether this class is the named one or inherits from it.
    pub fn is_a<N: ToUnits + ?Sized>(&self, class_name: &N) -> bool {
        let wanted = class_name.to_units();
        let mut class = Some(self);
        while let Some(current) = class {
            if name::units_eq_names(current.name().units(), &wanted) {
                return true;
            }
            if current.superclass.is_none() {
                return current
                    .superclass_name()
                    .is_some_and(|name| name::units_eq_names(name.units(), &wanted));
            }
            class = current.superclass.as_deref();
        }
        false
    }

    /// A place where a higher floor keeps what it made of this class, once.
    pub fn face(&self) -> &OnceLock<Arc<dyn Any + Send + Sync>> {
        &self.face
    }
}

impl Property {
    /// Whether the property is a key.
    pub fn is_key(&self) -> bool {
        self.flags.contains(ElementFlags::KEY)
    }

    /// Whether its value may be given out. Nearly no schema says so of a property; only what is said counts, and keys are what
    /// instances are found by.
    pub fn is_readable(&self) -> bool {
        let read = find_qualifier(&self.qualifiers, "Read");
        self.is_key() || read.is_none_or(|read| read.value != Some(Value::Boolean(false)))
    }
}

impl Drop for Class {
    /// Lets go of the superclasses one after the other: each within the other, a long line of them would take more stack than
    /// a thread has.
    fn drop(&mut self) {
        let mut superclass = self.superclass.take();
        while let Some(mut class) = superclass.and_then(Arc::into_inner) {
            superclass = class.superclass.take();
        }
    }
}

impl PartialEq for Class {
    fn eq(&self, other: &Class) -> bool {
        self.declaration == other.declaration
    }
}

impl std::fmt::Debug for Class {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Class").field("declaration", &self.declaration).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_of_superclasses_is_let_go_of_on_a_small_stack() {
        let mut class = None;
        for number in 0..100_000 {
            let declaration =
                ClassDeclaration { name: Text::from(format!("C{number}")), ..ClassDeclaration::default() };
            class = Some(Arc::new(Class::new(declaration, class)));
        }
        let small = std::thread::Builder::new().stack_size(64 * 1024);
        small.spawn(move || drop(class)).unwrap().join().unwrap();
    }
}
