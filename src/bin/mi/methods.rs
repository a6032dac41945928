//! The command that invokes methods.

use std::collections::HashSet;
use std::sync::Arc;

use mi::cim::{Class, ElementFlags, Error, Instance, Method, Status, Value, name};
use mi::provider::Request;

use crate::failure::Failure;
use crate::instances::{addressed, name_and_text, parse};
use crate::output::Output;
use crate::target::Target;

/// What instances of parameters are called, here as in the C interface.
const PARAMETERS: &str = "Parameters";

/// Invokes a method of the instance that a path names, or of a class.
pub fn invoke(
    target: &Target,
    of: &str,
    method_name: &str,
    parameters: &[String],
    output: &mut Output,
) -> Result<(), Failure> {
    let (namespace, instance, class) = if name::is_legal_name(of) {
        (None, None, target.class(None, of)?)
    } else {
        let (path, instance) = addressed(target, of)?;
        let class = target.class(path.namespace.as_deref(), &path.class_name)?;
        (path.namespace, Some(Arc::new(instance)), class)
    };
    let method = class.find_method(method_name).map(|index| &class.methods()[index]).ok_or_else(|| {
        let message = format!(
            "Class {} has no method named '{method_name}'. `mi class {}` shows what it has.",
            class.name(),
            class.name()
        );
        Error::new(Status::MethodNotFound, message)
    })?;
    let request = Request::Invoke {
        class_name: class.name().clone(),
        method_name: method.name.clone(),
        instance,
        parameters: Some(Arc::new(given(target, &class, method, parameters)?)),
    };
    match target.request_in(namespace.as_deref(), request).instance()? {
        Some(result) => Ok(output.instance(result)?),
        None => Err(Error::new(Status::Failed, "The provider gave no result of the method.").into()),
    }
}

/// The parameters that go in, with the types that the method declares.
fn given(target: &Target, class: &Class, method: &Method, given: &[String]) -> Result<Instance, Failure> {
    let mut instance = Instance::new(PARAMETERS).map_err(Error::from)?;
    let mut seen = HashSet::new();
    for argument in given {
        let (name, text) = name_and_text("parameter", argument)?;
        let declared =
            method.parameters.iter().enumerate().find(|(_, known)| name::eq_names(&known.name, name));
        let Some((index, parameter)) = declared else {
            let message = format!("{}.{} has no parameter named '{name}'.", class.name(), method.name);
            return Err(Error::new(Status::NoSuchProperty, message).into());
        };
        if !seen.insert(index) {
            return Err(Failure::Arguments(format!("Parameter '{name}' is given twice.")));
        }
        let value = text.map(|text| parse(target, parameter.kind, "Parameter", name, text)).transpose()?;
        let value = value.as_ref().map(Value::as_value_ref);
        instance.add(&parameter.name, parameter.kind, value, ElementFlags::IN).map_err(Error::from)?;
    }
    Ok(instance)
}
