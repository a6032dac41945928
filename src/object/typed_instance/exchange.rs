//! Typed instances on their way between the model and code that reads fields at their offsets.

use std::ptr::NonNull;
use std::sync::Arc;

use super::super::boundary;
use super::super::instance::BorrowedFace;
use super::super::shape::{HeldInstance, Shape};
use super::super::value::{Given, read};
use super::table::{TYPED_INSTANCE_FT, body, body_mut};
use super::{Fields, MAX_LEVELS, MODIFIED, TypedBody, end, new_instance_of_fields};
use crate::abi::*;
use crate::cim::instance::{ElementError, InstanceBuilder};
use crate::cim::{Array, Class, Instance, Text, Type, Unit, ValueRef};

/// Where the declarations of a provider module are found, for instances that lie in others: generated code reads their fields at
/// offsets too.
pub trait Declarations {
    /// The declaration of the class with this name, compared without case. It outlives every instance that is made of it.
    fn find(&self, class_name: &[Unit]) -> Option<NonNull<MI_ClassDecl>>;
}

/// A typed instance that its owner in Rust ends.
pub struct TypedInstance(NonNull<MI_Instance>);

// SAFETY: an instance may move between threads, since all that it owns may.
unsafe impl Send for TypedInstance {}
// SAFETY: reading an instance from several threads is fine; C may not write to what it was lent.
unsafe impl Sync for TypedInstance {}

impl TypedInstance {
    /// An instance of this declaration, with every field NULL.
    ///
    /// # Safety
    /// `declaration` is one that a code generator wrote, of no class of this library, and outlives the instance.
    pub unsafe fn new(declaration: *const MI_ClassDecl) -> Result<TypedInstance, MI_Result> {
        // SAFETY: NULL or a declaration.
        let owner = unsafe { declaration.as_ref() }.ok_or(MI_RESULT_INVALID_PARAMETER)?.owningClass;
        if !owner.is_null() {
            return Err(MI_RESULT_INVALID_PARAMETER);
        }
        // SAFETY: by the contract.
        unsafe { TypedInstance::of_fields(&Fields::of(declaration)?) }
    }

    /// [`TypedInstance::new`] of fields that are known already.
    ///
    /// # Safety
    /// As above, of the fields' declaration.
    pub unsafe fn of_fields(fields: &Arc<Fields>) -> Result<TypedInstance, MI_Result> {
        // SAFETY: by the contract.
        let instance = unsafe { new_instance_of_fields(fields) }?;
        NonNull::new(instance).map(TypedInstance).ok_or(MI_RESULT_FAILED)
    }

    /// The instance as C reads it, while this owner lives.
    pub fn as_ptr(&self) -> *mut MI_Instance {
        self.0.as_ptr()
    }

    /// Says which namespace the instance is in.
    pub fn set_namespace(&mut self, namespace: Option<Text>) {
        let instance = self.0.as_ptr();
        // SAFETY: the instance is this owner's, which is borrowed uniquely.
        unsafe {
            let body = self.body_mut();
            body.namespace = namespace;
            body.show_header(instance);
        }
    }

    /// Whether the declaration has an element of this name.
    pub fn has_element(&self, name: &[Unit]) -> bool {
        self.find(name).is_some()
    }

    /// Sets the element with this name. References and embedded instances become typed where their class is declared.
    pub fn set(
        &mut self,
        name: &[Unit],
        value: Option<ValueRef<'_>>,
        declarations: &dyn Declarations,
    ) -> Result<(), ElementError> {
        let spelt = || crate::cim::text::units_to_str(name).into_owned();
        let index = self.find(name).ok_or_else(|| ElementError::NoSuchElement(spelt()))?;
        let field = &self.body().fields[index];
        let expected = field.kind;
        // SAFETY: a class name of a declaration is NULL or ends in a NUL.
        let class_name = unsafe { boundary::units(field.class_name) };
        let given = value.map_or(expected, ValueRef::value_type);
        if given != expected && !are_both_instances(given, expected) {
            return Err(ElementError::TypeMismatch { name: spelt(), expected, given });
        }
        let shape = match value {
            None => None,
            Some(value) => Some(shape_of(value, class_name, declarations)?),
        };
        // SAFETY: the instance is this owner's, and the shape one of the field's type, as was checked.
        unsafe {
            let instance = self.0.as_ptr();
            let body = self.body_mut();
            body.fields[index].write(instance, shape.as_ref().map(Shape::value), MODIFIED);
            body.own(index, shape);
        }
        Ok(())
    }

    /// Sets every element of an instance of the model. One that the declaration doesn't have is an error.
    pub fn set_all(
        &mut self,
        instance: &Instance,
        declarations: &dyn Declarations,
    ) -> Result<(), ElementError> {
        self.set_namespace(instance.namespace().cloned());
        for element in instance.elements() {
            self.set(element.name.units(), element.value, declarations)?;
        }
        Ok(())
    }

    /// [`TypedInstance::set_all`] of the elements that the declaration has.
    fn set_known(
        &mut self,
        instance: &Instance,
        declarations: &dyn Declarations,
    ) -> Result<(), ElementError> {
        self.set_namespace(instance.namespace().cloned());
        for element in instance.elements() {
            if self.has_element(element.name.units()) {
                self.set(element.name.units(), element.value, declarations)?;
            }
        }
        Ok(())
    }

    fn find(&self, name: &[Unit]) -> Option<usize> {
        self.body().fields.iter().position(|field| field.is_named(name))
    }

    fn body(&self) -> &TypedBody {
        // SAFETY: the instance lives, and has a body, as long as its owner.
        unsafe { body(self.0.as_ptr()) }.expect("a typed instance has a body until it is deleted")
    }

    /// # Safety
    /// What the result changes is nothing that C reads at this moment.
    unsafe fn body_mut(&mut self) -> &mut TypedBody {
        // SAFETY: as in `body`, and the owner is borrowed uniquely.
        unsafe { body_mut(self.0.as_ptr()) }.expect("a typed instance has a body until it is deleted")
    }
}

impl Drop for TypedInstance {
    fn drop(&mut self) {
        let instance = self.0.as_ptr();
        // SAFETY: made by `new_instance_of_fields`, and ended here alone.
        unsafe {
            if let Ok(body) = body_mut(instance) {
                end(instance, body);
            }
        }
    }
}

/// References and embedded instances share their storage, and clients write the one for the other.
fn are_both_instances(given: Type, expected: Type) -> bool {
    let is_instance = |kind: Type| matches!(kind.scalar(), Type::Reference | Type::Instance);
    given.is_array() == expected.is_array() && is_instance(given) && is_instance(expected)
}

/// A value in C's shape, for a field that is declared to hold instances of this class, or of any.
fn shape_of(
    value: ValueRef<'_>,
    class_name: Option<&[Unit]>,
    declarations: &dyn Declarations,
) -> Result<Shape, ElementError> {
    match value {
        ValueRef::Reference(instance) | ValueRef::Instance(instance) => {
            Ok(Shape::of_held(held(instance, class_name, declarations)?))
        }
        ValueRef::Array(array) => match &**array {
            Array::Reference(instances) | Array::Instance(instances) => {
                let held = instances.iter().map(|instance| held(instance, class_name, declarations));
                Ok(Shape::of_held_array(held.collect::<Result<_, _>>()?))
            }
            _ => Ok(Shape::of_ref(value)),
        },
        value => Ok(Shape::of_ref(value)),
    }
}

/// An instance for a field, typed by the declaration of its own class, else by that of the class that the field is declared with.
fn held(
    instance: &Arc<Instance>,
    class_name: Option<&[Unit]>,
    declarations: &dyn Declarations,
) -> Result<HeldInstance, ElementError> {
    let expected = class_name.and_then(|name| declarations.find(name));
    let own = declarations.find(instance.class_name().units());
    // SAFETY: declarations that were found lead to each other and live.
    let own = own.filter(|own| expected.is_none_or(|expected| unsafe { is_below(*own, expected) }));
    let Some(declaration) = own.or(expected) else {
        return Ok(HeldInstance::Face(BorrowedFace::new(Arc::clone(instance))));
    };
    // SAFETY: `find` gives declarations of the module, which outlive the instance.
    let typed = unsafe { TypedInstance::new(declaration.as_ptr()) };
    let mut typed = typed.map_err(|_| ElementError::NoSuchElement(instance.class_name().to_string()))?;
    if own.is_some() {
        typed.set_all(instance, declarations)?;
    } else {
        typed.set_known(instance, declarations)?;
    }
    Ok(HeldInstance::Typed(typed))
}

/// Whether a class is the other one or inherits from it.
///
/// # Safety
/// Both are declarations whose pointers are good.
unsafe fn is_below(class: NonNull<MI_ClassDecl>, above: NonNull<MI_ClassDecl>) -> bool {
    let mut class = class.as_ptr().cast_const();
    for _ in 0..MAX_LEVELS {
        // SAFETY: by the contract.
        let Some(declaration) = (unsafe { class.as_ref() }) else { return false };
        if std::ptr::eq(declaration, above.as_ptr()) {
            return true;
        }
        class = declaration.superClassDecl;
    }
    false
}

/// The declaration of an instance, where it is one of this table.
///
/// # Safety
/// `instance` is NULL or a live instance.
pub unsafe fn declaration_of_typed(instance: *const MI_Instance) -> Option<NonNull<MI_ClassDecl>> {
    // SAFETY: by the contract.
    let header = unsafe { instance.as_ref() }?;
    if !std::ptr::eq(header.ft, &raw const TYPED_INSTANCE_FT) {
        return None;
    }
    // SAFETY: the table says that it is a typed instance.
    NonNull::new(unsafe { body(instance) }.ok()?.fields.declaration.cast_mut())
}

/// A typed instance as one of a class that was read from its declaration, in this namespace unless it says another.
///
/// # Safety
/// `instance` is a live typed instance, and `class` has the properties of its declaration in their order.
pub unsafe fn typed_to_model(
    instance: *const MI_Instance,
    class: &Arc<Class>,
    namespace: Option<&Text>,
) -> Result<Instance, MI_Result> {
    // SAFETY: by the contract.
    let body = unsafe { body(instance) }?;
    let namespace = body.namespace.as_ref().or(namespace).cloned();
    let mut builder = InstanceBuilder::new(class, namespace, 0);
    for field in body.fields.iter() {
        // SAFETY: the fields are those of the instance, and what they lead to is good while it lives.
        let value = unsafe { field.value(instance) }?;
        builder.push(value.as_value_ref()).map_err(|error| error.status().number())?;
    }
    let mut model = builder.finish();
    model.set_server_name(body.server_name.clone());
    Ok(model)
}

impl super::fields::Field {
    /// The value as C gives it; it is seen where it lies.
    ///
    /// # Safety
    /// `instance` is a live instance of the field's declaration, and lives unchanged while the result is used.
    unsafe fn value<'a>(&self, instance: *const MI_Instance) -> Result<Given<'a>, MI_Result> {
        // SAFETY: by the contract.
        let (value, _) = unsafe { self.read(instance) };
        match value {
            None => Ok(Given::Null),
            // SAFETY: the field exists, so its value is one of its type, and its pointers lead to what lives.
            Some(value) => unsafe { read((&raw const value).cast(), self.kind, 0) },
        }
    }
}
