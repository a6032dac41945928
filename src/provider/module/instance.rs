//! Instances on their way between requests and a module's functions.

use std::ptr::NonNull;
use std::sync::Arc;

use super::declaration::Schema;
use crate::abi::*;
use crate::cim::class::Method;
use crate::cim::{Class, ElementFlags, Error, Instance, ObjectPath, Status, Text, Type, name};
use crate::object::filter::Filter;
use crate::object::instance::{BorrowedFace, instance_from_c};
use crate::object::property_set::PropertySet;
use crate::object::typed_instance::{
    Declarations, Fields, TypedInstance, declaration_of_typed, typed_to_model,
};

/// What a provider is lent for the length of a request.
#[derive(Default)]
pub(super) struct Given {
    typed: Vec<TypedInstance>,
    faces: Vec<BorrowedFace>,
    property_set: Option<Arc<PropertySet>>,
    filter: Option<Filter>,
}

impl Given {
    /// The filter of a subscription.
    pub(super) fn of_filter(filter: Filter) -> Given {
        Given { filter: Some(filter), ..Given::default() }
    }

    /// Lends a filter; none is NULL.
    pub(super) fn lend_filter(&mut self, filter: Option<Filter>) -> *const MI_Filter {
        self.filter = filter;
        self.filter()
    }

    /// The filter, or NULL.
    pub(super) fn filter(&self) -> *const MI_Filter {
        self.filter.as_ref().map_or(std::ptr::null(), Filter::as_ptr)
    }

    /// Lends an instance.
    pub(super) fn lend(&mut self, instance: TypedInstance) -> *const MI_Instance {
        let pointer = instance.as_ptr();
        self.typed.push(instance);
        pointer
    }

    /// Lends an instance as it is, of a class that the module does not declare.
    pub(super) fn lend_dynamic(&mut self, instance: &Arc<Instance>) -> *const MI_Instance {
        let face = BorrowedFace::new(Arc::clone(instance));
        let pointer = face.as_ptr();
        self.faces.push(face);
        pointer
    }

    /// Lends a property set; none means all properties.
    pub(super) fn lend_properties(&mut self, set: Option<Arc<PropertySet>>) -> *const MI_PropertySet {
        self.property_set = set;
        self.property_set.as_ref().map_or(std::ptr::null(), |set| set.as_ptr())
    }
}

/// An instance of these fields, none of which has a value yet.
///
/// # Safety
/// The fields are those of a declaration of the module, which outlives the instance.
pub(super) unsafe fn new_typed(fields: Result<Arc<Fields>, MI_Result>) -> Result<TypedInstance, Error> {
    // SAFETY: by the contract.
    fields.and_then(|fields| unsafe { TypedInstance::of_fields(&fields) }).map_err(|result| {
        let message = "The class is declared with fields that don't lie in its instances.";
        Error::new(Status::from_number(result), message)
    })
}

/// An instance that a client gave, with all its elements, typed as the module declares it.
///
/// # Safety
/// `declaration` is one of the schema's module.
pub(super) unsafe fn typed(
    schema: &Schema,
    declaration: NonNull<MI_ClassDecl>,
    instance: &Instance,
) -> Result<TypedInstance, Error> {
    // SAFETY: by the contract.
    let mut typed = unsafe { new_typed(schema.fields(declaration.as_ptr())) }?;
    typed.set_all(instance, schema).map_err(|error| of_instance(instance.class_name(), error))?;
    Ok(typed)
}

/// The keys of an instance that a client gave, typed as the module declares it. Every key must be there; elements that are no keys
/// are left out, and those that the class does not have refused.
///
/// # Safety
/// `class` was read from `declaration`, which is one of the schema's module.
pub(super) unsafe fn typed_keys(
    schema: &Schema,
    declaration: NonNull<MI_ClassDecl>,
    class: &Class,
    instance: &Instance,
) -> Result<TypedInstance, Error> {
    // SAFETY: by the contract.
    let mut typed = unsafe { new_typed(schema.fields(declaration.as_ptr())) }?;
    typed.set_namespace(instance.namespace().cloned());
    for element in instance.elements() {
        let property = class.property(&element.name);
        if property.is_none_or(|property| property.is_key()) {
            typed
                .set(element.name.units(), element.value, schema)
                .map_err(|error| of_instance(class.name(), error))?;
        }
    }
    check_keys(class, instance)?;
    Ok(typed)
}

/// Checks that an instance has a value for each key of its class.
pub(super) fn check_keys(class: &Class, instance: &Instance) -> Result<(), Error> {
    let keys = class.keys().iter().map(|&index| &class.properties()[index].name);
    let missing: Vec<String> =
        keys.filter(|key| instance.value(*key).is_none()).map(Text::to_string).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!(
        "The instance of {} has no value for its {} {}, which says which instance it is.",
        class.name(),
        if missing.len() == 1 { "key" } else { "keys" },
        missing.join(", ")
    );
    Err(Error::new(Status::InvalidParameter, message))
}

fn of_instance(class_name: &Text, error: crate::cim::instance::ElementError) -> Error {
    Error::new(error.status(), format!("The instance of {class_name} is refused: {error}."))
}

/// An instance that a provider posted, in the model: with its class where it is typed by a declaration of the module.
///
/// # Safety
/// `instance` is NULL or a live instance that nobody writes to meanwhile.
pub(super) unsafe fn posted(
    schema: &Schema,
    namespace: Option<&Text>,
    instance: *const MI_Instance,
) -> Result<Arc<Instance>, Error> {
    // SAFETY: by the contract.
    if let Some(declaration) = unsafe { declaration_of_typed(instance) } {
        let class = schema.model(declaration, namespace)?;
        // SAFETY: the class was read from the instance's declaration.
        let model = unsafe { typed_to_model(instance, &class, namespace) };
        return model.map(Arc::new).map_err(|result| {
            let message = "One of its elements has an illegal value.";
            Error::new(Status::from_number(result), message)
        });
    }
    // SAFETY: by the contract.
    let mut model = unsafe { instance_from_c(instance) }?;
    if model.namespace().is_none() && namespace.is_some() {
        Arc::make_mut(&mut model).set_namespace(namespace.cloned());
    }
    Ok(model)
}

/// What a method gave back: its return value under the name that clients know it by, and the parameters that come out.
///
/// What the method does not declare is refused: parameters of another method, an unknown parameter, a value of another type.
///
/// # Safety
/// As for [`posted`].
pub(super) unsafe fn posted_parameters(
    method: &Method,
    instance: *const MI_Instance,
) -> Result<Arc<Instance>, Error> {
    // SAFETY: by the contract.
    let (declared, model) = unsafe { (declaration_of_typed(instance), instance_from_c(instance)?) };
    if declared.is_some() && !name::eq_names(model.class_name(), &method.name) {
        let message =
            format!("It is one of {}, and what comes out of {} is wanted.", model.class_name(), method.name);
        return Err(Error::new(Status::InvalidParameter, message));
    }
    let mut result = Instance::named(model.class_name().clone())?;
    for element in model.elements() {
        let is_return = name::eq_names(&element.name, "MIReturn");
        check_parameter(method, &element.name.to_text(), element.kind)?;
        if declared.is_some() && !is_return && !element.flags.contains(ElementFlags::OUT) {
            continue;
        }
        let flags = element.flags - ElementFlags::NOT_MODIFIED;
        if is_return {
            result.add("ReturnValue", element.kind, element.value, flags)?;
        } else {
            result.add(&element.name, element.kind, element.value, flags)?;
        }
    }
    Ok(Arc::new(result))
}

/// Checks that a method has a parameter of this name and type, or that this is its return value.
fn check_parameter(method: &Method, given: &Text, kind: Type) -> Result<(), Error> {
    let is_return = ["MIReturn", "ReturnValue"].iter().any(|name| name::eq_names(given, *name));
    let declared = method.parameters.iter().find(|parameter| name::eq_names(&parameter.name, given));
    let expected = match declared {
        Some(parameter) => parameter.kind,
        None if is_return => method.return_type,
        None => {
            let message = format!("The method {} has no parameter {given}.", method.name);
            return Err(Error::new(Status::InvalidParameter, message));
        }
    };
    // The one is as good as the other.
    let plain = |kind: Type| match kind {
        Type::Reference => Type::Instance,
        Type::ReferenceArray => Type::InstanceArray,
        kind => kind,
    };
    if plain(kind) == plain(expected) {
        return Ok(());
    }
    let message =
        format!("{given} of the method {} is declared as {expected}, and given as {kind}.", method.name);
    Err(Error::new(Status::TypeMismatch, message))
}

/// Which instance of a class has the keys of this one.
pub(super) fn path_of(class: &Class, instance: &Instance) -> ObjectPath {
    let keys = class.keys().iter().map(|&index| &class.properties()[index].name);
    ObjectPath {
        host: None,
        namespace: None,
        class_name: class.name().clone(),
        keys: keys.filter_map(|key| Some((key.clone(), instance.value(key)?.to_value()))).collect(),
    }
}

/// Whether two instances have the same keys, those of `wanted`.
pub(super) fn has_keys(instance: &Instance, class: &Class, wanted: &Instance) -> bool {
    class.keys().iter().all(|&index| {
        let key = &class.properties()[index].name;
        instance.value(key) == wanted.value(key)
    })
}

/// Whether the class of an instance is the named one or below it, as far as the module declares it.
pub(super) fn is_of_class(schema: &Schema, instance: &Instance, class_name: &Text) -> bool {
    if name::eq_names(instance.class_name(), class_name) {
        return true;
    }
    match instance.class() {
        Some(class) => class.is_a(class_name),
        None => {
            let declared = schema.find(instance.class_name().units());
            declared
                .and_then(|declaration| schema.model(declaration, None).ok())
                .is_some_and(|class| class.is_a(class_name))
        }
    }
}
