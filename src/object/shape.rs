//! Values of the model in the shape that C reads, with what has to live for that.

use std::sync::Arc;

use super::instance::BorrowedFace;
use super::typed_instance::TypedInstance;
use super::value::{datetime_to_c, zero_value};
use crate::abi::*;
use crate::cim::{Array, Instance, Text, ValueRef};

/// A value in C's shape, and the owner of everything that its pointers lead to.
pub struct Shape {
    value: MI_Value,
    kept: Kept,
}

/// What a shape keeps alive.
enum Kept {
    Nothing,
    Text { _text: Text },
    Array { _array: Arc<Array> },
    Strings { _array: Arc<Array>, _pointers: Vec<*const MI_Char> },
    Datetimes { _datetimes: Vec<MI_Datetime> },
    Instance(BorrowedFace),
    Instances { faces: Vec<BorrowedFace>, _pointers: Vec<*mut MI_Instance> },
    Held { _instances: Vec<HeldInstance>, _pointers: Vec<*mut MI_Instance> },
}

/// An instance inside a typed one: typed itself where its class is declared.
pub(super) enum HeldInstance {
    /// By a declaration.
    Typed(TypedInstance),
    /// As clients hold instances.
    Face(BorrowedFace),
}

impl HeldInstance {
    fn as_ptr(&self) -> *mut MI_Instance {
        match self {
            HeldInstance::Typed(instance) => instance.as_ptr(),
            HeldInstance::Face(face) => face.as_ptr(),
        }
    }
}

// SAFETY: nothing in a shape changes once it is made but the faces, which take care of their readers themselves; the pointers
// lead to what the shape owns, or shares with owners of immutable data.
unsafe impl Send for Shape {}
// SAFETY: as above.
unsafe impl Sync for Shape {}

impl Shape {
    /// The shape of a value. Texts are shared where the value shares them.
    pub fn of(value: &crate::cim::Value) -> Shape {
        match value {
            crate::cim::Value::String(text) => Shape::of_text(text.clone()),
            value => Shape::of_ref(value.as_value_ref()),
        }
    }

    /// The shape of a text.
    pub fn of_text(text: Text) -> Shape {
        let value = MI_Value { string: text.as_ptr().cast_mut().cast() };
        Shape { value, kept: Kept::Text { _text: text } }
    }

    /// The shape of a value that something else owns; texts are copied.
    pub fn of_ref(value: ValueRef<'_>) -> Shape {
        match value {
            ValueRef::String(text) => Shape::of_text(text.to_text()),
            ValueRef::Reference(instance) | ValueRef::Instance(instance) => Shape::of_instance(instance),
            ValueRef::Array(array) => Shape::of_array(array),
            value => {
                let mut shape = Shape { value: zero_value(), kept: Kept::Nothing };
                put_scalar(&mut shape.value, value);
                shape
            }
        }
    }

    fn of_instance(instance: &Arc<Instance>) -> Shape {
        let face = BorrowedFace::new(Arc::clone(instance));
        Shape { value: MI_Value { instance: face.as_ptr() }, kept: Kept::Instance(face) }
    }

    fn of_array(array: &Arc<Array>) -> Shape {
        let kept = || Arc::clone(array);
        match &**array {
            Array::String(texts) if !texts.is_empty() => {
                let pointers: Vec<*const MI_Char> = texts.iter().map(|text| text.as_ptr().cast()).collect();
                let value = array_value(pointers.as_ptr(), pointers.len());
                Shape { value, kept: Kept::Strings { _array: kept(), _pointers: pointers } }
            }
            Array::Datetime(datetimes) if !datetimes.is_empty() => {
                let datetimes: Vec<MI_Datetime> = datetimes.iter().copied().map(datetime_to_c).collect();
                let value = array_value(datetimes.as_ptr(), datetimes.len());
                Shape { value, kept: Kept::Datetimes { _datetimes: datetimes } }
            }
            Array::Reference(instances) | Array::Instance(instances) if !instances.is_empty() => {
                let faces: Vec<BorrowedFace> = instances.iter().cloned().map(BorrowedFace::new).collect();
                let pointers: Vec<*mut MI_Instance> = faces.iter().map(BorrowedFace::as_ptr).collect();
                let value = array_value(pointers.as_ptr(), pointers.len());
                Shape { value, kept: Kept::Instances { faces, _pointers: pointers } }
            }
            _ => Shape { value: plain_array(array), kept: Kept::Array { _array: kept() } },
        }
    }

    /// The shape of a reference or an embedded instance.
    pub(super) fn of_held(instance: HeldInstance) -> Shape {
        let value = MI_Value { instance: instance.as_ptr() };
        Shape { value, kept: Kept::Held { _instances: vec![instance], _pointers: Vec::new() } }
    }

    /// The shape of an array of references or embedded instances.
    pub(super) fn of_held_array(instances: Vec<HeldInstance>) -> Shape {
        let pointers: Vec<*mut MI_Instance> = instances.iter().map(HeldInstance::as_ptr).collect();
        let value = array_value(pointers.as_ptr(), pointers.len());
        Shape { value, kept: Kept::Held { _instances: instances, _pointers: pointers } }
    }

    /// The value as C reads it. Its pointers are good while the shape lives.
    pub fn value(&self) -> MI_Value {
        self.value
    }

    /// Where C finds the value.
    pub fn as_ptr(&self) -> *const MI_Value {
        &raw const self.value
    }

    /// What the value became, if a client changed an instance inside it.
    pub fn changed_value(&self) -> Option<ChangedValue> {
        match &self.kept {
            Kept::Instance(face) if face.is_changed() => Some(ChangedValue::One(face.snapshot())),
            Kept::Instances { faces, .. } if faces.iter().any(BorrowedFace::is_changed) => {
                Some(ChangedValue::Many(faces.iter().map(BorrowedFace::snapshot).collect()))
            }
            _ => None,
        }
    }
}

/// Instances that a client changed through pointers which it had borrowed.
pub enum ChangedValue {
    /// The instance of a reference or of an embedded object.
    One(Arc<Instance>),
    /// The instances of an array.
    Many(Vec<Arc<Instance>>),
}

/// Whether values like this need a [`Shape`] to be shown: texts lie in the instance as C reads them, and so do the elements of
/// plain arrays.
#[inline]
pub fn needs_shape(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Reference(_) | ValueRef::Instance(_) => true,
        ValueRef::Array(array) => {
            matches!(
                **array,
                Array::String(_) | Array::Datetime(_) | Array::Reference(_) | Array::Instance(_)
            )
        }
        _ => false,
    }
}

/// Writes a value that needs no shape into the member of `out` that belongs to it.
#[inline]
pub fn put_scalar(out: &mut MI_Value, value: ValueRef<'_>) {
    match value {
        ValueRef::Boolean(value) => out.boolean = value.into(),
        ValueRef::Uint8(value) => out.uint8 = value,
        ValueRef::Sint8(value) => out.sint8 = value,
        ValueRef::Uint16(value) => out.uint16 = value,
        ValueRef::Sint16(value) => out.sint16 = value,
        ValueRef::Uint32(value) => out.uint32 = value,
        ValueRef::Sint32(value) => out.sint32 = value,
        ValueRef::Uint64(value) => out.uint64 = value,
        ValueRef::Sint64(value) => out.sint64 = value,
        ValueRef::Real32(value) => out.real32 = value,
        ValueRef::Real64(value) => out.real64 = value,
        ValueRef::Char16(value) => out.char16 = value,
        ValueRef::Datetime(value) => out.datetime = datetime_to_c(value),
        ValueRef::String(text) => out.string = text.as_ptr().cast_mut().cast(),
        ValueRef::Array(array) => *out = plain_array(array),
        // What needs a shape is not given to this function.
        ValueRef::Reference(_) | ValueRef::Instance(_) => *out = zero_value(),
    }
}

/// An array whose elements lie in the model as C reads them; the others are shown as empty.
fn plain_array(array: &Array) -> MI_Value {
    match array {
        // A Rust `bool` is a byte that is 0 or 1, as an `MI_Boolean` is.
        Array::Boolean(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Uint8(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Sint8(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Uint16(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Sint16(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Uint32(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Sint32(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Uint64(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Sint64(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Real32(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Real64(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Char16(elements) => array_value(elements.as_ptr(), elements.len()),
        Array::Datetime(_) | Array::String(_) | Array::Reference(_) | Array::Instance(_) => {
            array_value(std::ptr::null::<u8>(), 0)
        }
    }
}

/// An array in C's shape. An empty one has no data: what a pointer to nothing would lead to is nobody's.
fn array_value<T>(data: *const T, len: usize) -> MI_Value {
    let data = if len == 0 { std::ptr::null() } else { data };
    MI_Value { array: MI_Array { data: data.cast_mut().cast(), size: len as u32 } }
}
