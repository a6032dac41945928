//! Where the value lies that a condition asks for.

use std::sync::Arc;

use super::super::syntax::SystemProperty;
use super::Classes;
use crate::cim::{Array, Class, Instance, ObjectPath, Text, Type, Value, ValueRef, name};

/// Where the value lies that a condition asks for.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// A property of the instance.
    Property(Place),
    /// A property of an instance that lies in the instance, and so on.
    Path(Box<[Place]>),
    /// What the instance's class or its path tells; of an instance that lies in the instance, where there are places.
    System(Box<[Place]>, SystemProperty),
}

/// One step to a value.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) name: Text,
    /// Where instances of the bound class have the property.
    pub(super) index: Option<usize>,
    /// Which element of an array.
    pub(super) element: Option<usize>,
    /// The class that the instance must be of for the step to lead anywhere.
    pub(super) class: Option<Text>,
}

impl Source {
    /// Gives the value to a function. What is not there is NULL.
    #[inline]
    pub(super) fn with<T>(
        &self,
        instance: &Instance,
        view: View<'_>,
        then: impl FnOnce(Option<ValueRef<'_>>) -> T,
    ) -> T {
        match self {
            Source::Property(place) => then(place.of(instance, view)),
            Source::Path(places) => match inner(instance, places, view) {
                Some((instance, place)) => then(place.of(instance, view)),
                None => then(None),
            },
            Source::System(places, property) => {
                let instance = match places.split_last() {
                    None => Some(instance),
                    Some(_) => whole(instance, places, view),
                };
                match (instance, property) {
                    (None, _) => then(None),
                    (Some(instance), SystemProperty::Class) => {
                        then(Some(ValueRef::String(instance.class_name().as_text_ref())))
                    }
                    (Some(instance), property) => {
                        then(system(instance, *property, view).as_ref().map(Value::as_value_ref))
                    }
                }
            }
        }
    }
}

/// What evaluation knows besides the instance.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) classes: &'a dyn Classes,
    /// Whether the instances stand for classes.
    pub(super) is_of_schema: bool,
}

impl Place {
    fn of<'a>(&self, instance: &'a Instance, view: View<'_>) -> Option<ValueRef<'a>> {
        if self.class.as_ref().is_some_and(|class| !is_a(instance, class, view.classes)) {
            return None;
        }
        let at_index = self.index.and_then(|index| instance.element(index));
        let value = match at_index {
            // A subclass has the properties of its superclass in front; an instance without a class has them anywhere.
            Some(element) if name::units_eq_names(element.name.units(), self.name.units()) => element.value?,
            _ => instance.get(&self.name)?.value?,
        };
        match (self.element, value) {
            (None, value) => Some(value),
            (Some(element), ValueRef::Array(array)) => array.get(element),
            (Some(_), _) => None,
        }
    }
}

/// The innermost instance that places lead through, and the last place, which is in it.
fn inner<'a, 'b>(
    mut instance: &'a Instance,
    places: &'b [Place],
    view: View<'_>,
) -> Option<(&'a Instance, &'b Place)> {
    let (last, before) = places.split_last()?;
    for place in before {
        let Some(ValueRef::Instance(inner)) = place.of(instance, view) else { return None };
        instance = inner;
    }
    Some((instance, last))
}

/// The instance that places lead to.
pub(super) fn whole<'a>(instance: &'a Instance, places: &[Place], view: View<'_>) -> Option<&'a Instance> {
    let (instance, last) = inner(instance, places, view)?;
    match last.of(instance, view)? {
        ValueRef::Instance(inner) | ValueRef::Reference(inner) => Some(inner),
        _ => None,
    }
}

/// Whether an instance is of a class, or of one that inherits from it.
pub(super) fn is_a(instance: &Instance, wanted: &Text, classes: &dyn Classes) -> bool {
    if name::eq_names(instance.class_name(), wanted) {
        return true;
    }
    match instance.class() {
        Some(class) => class_is_a(class, wanted, classes),
        None => classes.class(instance.class_name()).is_some_and(|class| class_is_a(&class, wanted, classes)),
    }
}

fn class_is_a(class: &Arc<Class>, wanted: &Text, classes: &dyn Classes) -> bool {
    if class.is_a(wanted) {
        return true;
    }
    let mut top = class;
    while let Some(superclass) = top.superclass() {
        top = superclass;
    }
    // What a class inherits from may be known by its name alone.
    top.superclass_name().is_some()
        && ancestry(top, classes).iter().any(|above| name::eq_names(above, wanted))
}

/// The names of the classes that a class inherits from, the nearest first.
fn ancestry(class: &Arc<Class>, classes: &dyn Classes) -> Vec<Text> {
    let mut names = Vec::new();
    let mut class = Arc::clone(class);
    while let Some(superclass) = class.superclass_name() {
        // Who names classes that inherit from each other in a ring gets an end.
        if names.contains(superclass) {
            break;
        }
        names.push(superclass.clone());
        let next = class.superclass().cloned().or_else(|| classes.class(superclass));
        let Some(next) = next else { break };
        class = next;
    }
    names
}

/// The value of a system property other than the class's name.
fn system(instance: &Instance, property: SystemProperty, view: View<'_>) -> Option<Value> {
    let class = || instance.class().cloned().or_else(|| view.classes.class(instance.class_name()));
    let path = || ObjectPath::of(instance);
    Some(match property {
        SystemProperty::Class => Value::String(instance.class_name().clone()),
        SystemProperty::Superclass => Value::String(class()?.superclass_name()?.clone()),
        SystemProperty::Dynasty => {
            let class = class()?;
            Value::String(ancestry(&class, view.classes).pop().unwrap_or_else(|| class.name().clone()))
        }
        SystemProperty::Derivation => {
            Value::Array(Arc::new(Array::String(ancestry(&class()?, view.classes))))
        }
        SystemProperty::Namespace => Value::String(instance.namespace()?.clone()),
        SystemProperty::Server => Value::String(instance.server_name()?.clone()),
        SystemProperty::Genus => Value::Sint32(if view.is_of_schema { 1 } else { 2 }),
        SystemProperty::PropertyCount => {
            let count = class().map_or(instance.len(), |class| class.properties().len());
            Value::Sint32(i32::try_from(count).unwrap_or(i32::MAX))
        }
        // What has no key has no path.
        SystemProperty::Path | SystemProperty::RelativePath
            if path().keys.is_empty() && !view.is_of_schema =>
        {
            return None;
        }
        SystemProperty::Path => Value::string(&path().to_string()),
        SystemProperty::RelativePath => {
            Value::string(&ObjectPath { host: None, namespace: None, ..path() }.to_string())
        }
    })
}

impl SystemProperty {
    /// The type of the property.
    pub fn kind(self) -> Type {
        match self {
            SystemProperty::Derivation => Type::StringArray,
            SystemProperty::PropertyCount | SystemProperty::Genus => Type::Sint32,
            _ => Type::String,
        }
    }

    /// The value that an instance has for it.
    pub fn value(self, instance: &Instance, classes: &dyn Classes, is_of_schema: bool) -> Option<Value> {
        system(instance, self, View { classes, is_of_schema })
    }
}
