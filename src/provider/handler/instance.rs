//! Instances for a protocol handler, made by itself: it may take what it is given for a structure of its own.

use super::Handler;
use crate::abi::*;
use crate::cim::{Array, ElementFlags, ElementRef, Error, Instance, Status, Text, ValueRef};
use crate::object::boundary::{pointer_or_null, pointer_to};
use crate::object::instance::delete_instance;
use crate::object::shape::Shape;
use crate::object::value::zero_value;

/// Which elements go over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Elements {
    /// All.
    All,
    /// Keys, and what the client changed: an element that is there says that it is to be set.
    Changed,
}

/// An instance of the handler's, deleted with this.
pub(super) struct Lent(*mut MI_Instance);

impl Lent {
    /// The instance as the handler knows it.
    pub(super) fn as_ptr(&self) -> *const MI_Instance {
        self.0
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // SAFETY: made by the handler for us, and the call that it was lent to is over.
        unsafe { delete_instance(self.0) };
    }
}

/// Has the handler make an instance like this one.
pub(super) fn lend(handler: &Handler, instance: &Instance, elements: Elements) -> Result<Lent, Error> {
    let lent = new(handler, instance.class_name())?;
    let blame = handler.blame();
    // SAFETY: a live instance, whose table lives as long as it does.
    let ft = unsafe { blame.table((*lent.0).ft, "MI_InstanceFT") }?;
    if let Some(namespace) = instance.namespace() {
        let set = blame.member(ft.SetNameSpace, "MI_InstanceFT.SetNameSpace")?;
        // SAFETY: called as its signature says; the text is copied.
        let result = unsafe { set(lent.0, pointer_or_null(Some(namespace))) };
        blame.result("MI_Instance_SetNameSpace", result)?;
    }
    if let Some(server) = instance.server_name() {
        let set = blame.member(ft.SetServerName, "MI_InstanceFT.SetServerName")?;
        // SAFETY: as above.
        let result = unsafe { set(lent.0, pointer_or_null(Some(server))) };
        blame.result("MI_Instance_SetServerName", result)?;
    }
    for element in instance.elements() {
        let is_unchanged =
            element.flags.contains(ElementFlags::NOT_MODIFIED) && !element.flags.contains(ElementFlags::KEY);
        if elements == Elements::All || !is_unchanged {
            add(handler, ft, &lent, element)?;
        }
    }
    Ok(lent)
}

fn new(handler: &Handler, class_name: &Text) -> Result<Lent, Error> {
    let blame = handler.blame();
    let make = blame.member(handler.table()?.NewInstance, "MI_ApplicationFT.NewInstance")?;
    let mut made = std::ptr::null_mut();
    // SAFETY: called as its signature says, on the handler's application.
    let result = unsafe {
        make(&mut handler.application(), pointer_or_null(Some(class_name)), std::ptr::null(), &mut made)
    };
    blame.result("MI_Application_NewInstance", result)?;
    if made.is_null() {
        return Err(blame.error(Status::Failed, "said that it made an instance, and gave none."));
    }
    Ok(Lent(made))
}

fn add(handler: &Handler, ft: &MI_InstanceFT, lent: &Lent, element: ElementRef<'_>) -> Result<(), Error> {
    let blame = handler.blame();
    let add = blame.member(ft.AddElement, "MI_InstanceFT.AddElement")?;
    // What the value leads to lives until the handler has copied it.
    let mut kept = Kept::default();
    let value = element.value.map(|value| kept.value(handler, value)).transpose()?;
    let mut flags = (element.flags - ElementFlags::NOT_MODIFIED).bits();
    if value.is_none() {
        flags |= MI_FLAG_NULL;
    }
    let value = value.as_ref().map_or(std::ptr::null(), |value| &raw const *value);
    // SAFETY: called as its signature says; the value has the member that the type says.
    let result = unsafe { add(lent.0, pointer_to(element.name), value, element.kind.number(), flags) };
    blame.result(&format!("MI_Instance_AddElement of {}", element.name), result)
}

/// What a value in C's shape leads to.
#[derive(Default)]
struct Kept {
    shape: Option<Shape>,
    instances: Vec<Lent>,
    pointers: Vec<*mut MI_Instance>,
}

impl Kept {
    fn value(&mut self, handler: &Handler, value: ValueRef<'_>) -> Result<MI_Value, Error> {
        match value {
            ValueRef::Reference(instance) | ValueRef::Instance(instance) => {
                self.lend(handler, instance)?;
                Ok(MI_Value { instance: self.pointers[0] })
            }
            ValueRef::Array(array) => match &**array {
                Array::Reference(instances) | Array::Instance(instances) => {
                    for instance in instances {
                        self.lend(handler, instance)?;
                    }
                    let mut value = zero_value();
                    value.array = MI_Array {
                        data: self.pointers.as_mut_ptr().cast(),
                        size: u32::try_from(self.pointers.len()).unwrap_or(u32::MAX),
                    };
                    Ok(value)
                }
                _ => Ok(self.shape.insert(Shape::of_ref(value)).value()),
            },
            _ => Ok(self.shape.insert(Shape::of_ref(value)).value()),
        }
    }

    fn lend(&mut self, handler: &Handler, instance: &Instance) -> Result<(), Error> {
        let lent = lend(handler, instance, Elements::All)?;
        self.pointers.push(lent.0);
        self.instances.push(lent);
        Ok(())
    }
}
