//! Instances for a host: made by the host itself, so that they lie in memory as it wants them.

use super::declarations::Exported;
use crate::abi::*;
use crate::cim::{Array, ElementFlags, Instance, Text, Unit, ValueRef, name};
use crate::object::boundary::{pointer_or_null, pointer_to};
use crate::object::shape::Shape;

/// Nested deeper than this, no host takes them.
const DEEPEST: usize = 64;

/// An instance that the host made for this module, which the module ends.
pub(super) struct HostInstance(*mut MI_Instance);

impl HostInstance {
    pub(super) fn as_ptr(&self) -> *mut MI_Instance {
        self.0
    }
}

impl Drop for HostInstance {
    fn drop(&mut self) {
        // SAFETY: a live instance of the host's, which nobody uses after.
        unsafe {
            if let Some(delete) = (*self.0).ft.as_ref().and_then(|ft| ft.Delete) {
                delete(self.0);
            }
        }
    }
}

/// What an instance is made as.
pub(super) enum Shaped {
    /// By its class.
    Instance,
    /// As the answer of a method.
    Answer(*const MI_MethodDecl),
}

/// Has the host make an instance that is as this one.
///
/// # Safety
/// The context is the host's, and has not ended.
pub(super) unsafe fn make(
    context: *mut MI_Context,
    exported: &Exported,
    instance: &Instance,
    shaped: &Shaped,
) -> Result<HostInstance, MI_Result> {
    // SAFETY: by the contract.
    unsafe { make_at(context, exported, instance, shaped, 0) }
}

unsafe fn make_at(
    context: *mut MI_Context,
    exported: &Exported,
    instance: &Instance,
    shaped: &Shaped,
    depth: usize,
) -> Result<HostInstance, MI_Result> {
    if depth > DEEPEST {
        return Err(MI_RESULT_SERVER_LIMITS_EXCEEDED);
    }
    let declared = exported.class(instance.class_name().units());
    // SAFETY: a context begins with its table.
    let ft = unsafe { (*context).ft.as_ref() }.ok_or(MI_RESULT_FAILED)?;
    let mut out = std::ptr::null_mut();
    // SAFETY: slots are called as their signatures say, with declarations of this module.
    let result = unsafe {
        match (shaped, declared) {
            (Shaped::Answer(method), _) => {
                ft.NewParameters.ok_or(MI_RESULT_FAILED)?(context, *method, &mut out)
            }
            (Shaped::Instance, Some(declared)) => {
                ft.NewInstance.ok_or(MI_RESULT_FAILED)?(context, declared.declaration, &mut out)
            }
            (Shaped::Instance, None) => ft.NewDynamicInstance.ok_or(MI_RESULT_FAILED)?(
                context,
                pointer_or_null(Some(instance.class_name())),
                0,
                &mut out,
            ),
        }
    };
    if result != MI_RESULT_OK || out.is_null() {
        return Err(if result == MI_RESULT_OK { MI_RESULT_FAILED } else { result });
    }
    let made = HostInstance(out);
    let is_dynamic = matches!(shaped, Shaped::Instance) && declared.is_none();
    // SAFETY: the host's instance is live, and the context as by the contract.
    unsafe { fill(context, exported, instance, &made, is_dynamic, depth) }?;
    Ok(made)
}

/// Sets the elements of an instance that the host made.
unsafe fn fill(
    context: *mut MI_Context,
    exported: &Exported,
    instance: &Instance,
    made: &HostInstance,
    is_dynamic: bool,
    depth: usize,
) -> Result<(), MI_Result> {
    // SAFETY: a live instance begins with its table.
    let ft = unsafe { (*made.0).ft.as_ref() }.ok_or(MI_RESULT_FAILED)?;
    if let (Some(namespace), Some(set)) = (instance.namespace(), ft.SetNameSpace) {
        // SAFETY: the slot is called as its signature says.
        unsafe { set(made.0, pointer_or_null(Some(namespace))) };
    }
    let own: Text = Text::from("MIReturn");
    for element in instance.elements() {
        // SAFETY: the context is as by the contract.
        let held = unsafe { Held::new(context, exported, element.value, depth) }?;
        let flags = match element.value {
            Some(_) => 0,
            None => MI_FLAG_NULL,
        };
        // What clients see as the answer's return value has another name on this side.
        let is_answer = !is_dynamic && name::units_eq_names(element.name.units(), &return_value());
        let is_method = is_answer && exported.class(instance.class_name().units()).is_none();
        let element_name = if is_method { pointer_or_null(Some(&own)) } else { pointer_to(element.name) };
        let kind = element.kind.number();
        // SAFETY: as above; the value lives until the host has copied it.
        let result = unsafe {
            if is_dynamic {
                let key = (element.flags & ElementFlags::KEY).bits();
                ft.AddElement.ok_or(MI_RESULT_FAILED)?(made.0, element_name, held.as_ptr(), kind, flags | key)
            } else if element.value.is_none() {
                // It has no value yet.
                MI_RESULT_OK
            } else {
                ft.SetElement.ok_or(MI_RESULT_FAILED)?(made.0, element_name, held.as_ptr(), kind, flags)
            }
        };
        if result != MI_RESULT_OK {
            return Err(result);
        }
    }
    Ok(())
}

fn return_value() -> Vec<Unit> {
    Text::from("ReturnValue").units().to_vec()
}

/// A value in C's shape for the host to copy, with the instances in it that the host made.
struct Held {
    value: MI_Value,
    _shape: Option<Shape>,
    _instances: Vec<HostInstance>,
    _pointers: Vec<*mut MI_Instance>,
}

impl Held {
    unsafe fn new(
        context: *mut MI_Context,
        exported: &Exported,
        value: Option<ValueRef<'_>>,
        depth: usize,
    ) -> Result<Held, MI_Result> {
        let mut held = Held {
            value: MI_Value { uint64: 0 },
            _shape: None,
            _instances: Vec::new(),
            _pointers: Vec::new(),
        };
        let Some(value) = value else { return Ok(held) };
        let mut nested = |instance: &Instance| -> Result<*mut MI_Instance, MI_Result> {
            // SAFETY: the contract is handed on.
            let made = unsafe { make_at(context, exported, instance, &Shaped::Instance, depth + 1) }?;
            let pointer = made.as_ptr();
            held._instances.push(made);
            Ok(pointer)
        };
        match value {
            ValueRef::Reference(instance) | ValueRef::Instance(instance) => {
                held.value = MI_Value { instance: nested(instance)? };
            }
            ValueRef::Array(array) => match &**array {
                Array::Reference(instances) | Array::Instance(instances) => {
                    let pointers: Result<Vec<_>, _> = instances.iter().map(|one| nested(one)).collect();
                    held._pointers = pointers?;
                    let array = MI_ReferenceA {
                        data: held._pointers.as_mut_ptr(),
                        size: held._pointers.len() as u32,
                    };
                    held.value = MI_Value { referencea: array };
                }
                _ => held.shaped(value),
            },
            value => held.shaped(value),
        }
        Ok(held)
    }

    fn shaped(&mut self, value: ValueRef<'_>) {
        let shape = Shape::of_ref(value);
        self.value = shape.value();
        self._shape = Some(shape);
    }

    fn as_ptr(&self) -> *const MI_Value {
        &raw const self.value
    }
}
