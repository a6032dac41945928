//! The values of one instance that C reads in a shape of its own.

use parking_lot::Mutex;

use super::super::shape::{ChangedValue, Shape};
use crate::abi::MI_Value;
use crate::cim::{Array, Instance, Type, Value, ValueRef};
use crate::process;
use std::sync::Arc;

/// Shapes by the index of their element. Most instances have none.
#[derive(Default)]
pub(super) struct Shapes(Mutex<Option<Box<ByIndex>>>);

type ByIndex = Vec<(usize, Shape)>;

impl Shapes {
    /// The value of an element in C's shape, made now if it was not made before.
    pub(super) fn value(&self, index: usize, value: ValueRef<'_>) -> MI_Value {
        let mut shapes = process::lock(&self.0);
        let shapes = shapes.get_or_insert_default();
        if let Some((_, shape)) = shapes.iter().find(|(known, _)| *known == index) {
            return shape.value();
        }
        let shape = Shape::of_ref(value);
        let shown = shape.value();
        shapes.push((index, shape));
        shown
    }

    /// Ends the shape of an element that was set.
    #[inline]
    pub(super) fn forget(&mut self, index: usize) {
        if let Some(shapes) = self.0.get_mut() {
            shapes.retain(|(known, _)| *known != index);
        }
    }

    /// Ends all shapes.
    pub(super) fn clear(&mut self) {
        *self.0.get_mut() = None;
    }

    /// Whether a client changed an instance that it borrowed from here.
    pub(super) fn any_changed(&self) -> bool {
        let shapes = process::lock(&self.0);
        shapes.as_ref().is_some_and(|shapes| shapes.iter().any(|(_, shape)| shape.changed_value().is_some()))
    }

    /// Writes what clients changed into the elements that it belongs to; the elements' flags stay as they are.
    pub(super) fn write_changed_into(&self, instance: &mut Instance) {
        let shapes = process::lock(&self.0);
        for (index, shape) in shapes.iter().flat_map(|shapes| shapes.iter()) {
            let Some(element) = instance.element(*index) else { continue };
            let (kind, flags) = (element.kind, element.flags);
            let Some(value) = shape.changed_value().map(|changed| changed_value(kind, changed)) else {
                continue;
            };
            // The value has the type of the element that the shape was made of; it may lie too deep now.
            if let Err(error) = instance.set(*index, kind, Some(value.as_value_ref())) {
                tracing::warn!(%error, "a change inside an embedded instance is left out");
            }
            instance.set_flags(*index, flags);
        }
    }
}

fn changed_value(kind: Type, changed: ChangedValue) -> Value {
    match (kind, changed) {
        (Type::Reference, ChangedValue::One(instance)) => Value::Reference(instance),
        (_, ChangedValue::One(instance)) => Value::Instance(instance),
        (Type::ReferenceArray, ChangedValue::Many(instances)) => {
            Value::Array(Arc::new(Array::Reference(instances)))
        }
        (_, ChangedValue::Many(instances)) => Value::Array(Arc::new(Array::Instance(instances))),
    }
}
