//! The commands that work on instances.

use std::collections::HashSet;
use std::sync::Arc;

use mi::cim::{Class, Error, Instance, ObjectPath, Status, Type, Value, WrittenPath, name};
use mi::provider::{OperationFlags, Request};
use serde_json::json;

use crate::failure::Failure;
use crate::output::Output;
use crate::target::Target;

/// The flags of an enumeration.
pub fn polymorphism(shallow: bool, base_properties: bool) -> OperationFlags {
    match (shallow, base_properties) {
        (true, _) => OperationFlags::SHALLOW,
        (false, true) => OperationFlags::SHALLOW | OperationFlags::BASE_PROPERTIES_ONLY,
        (false, false) => OperationFlags::empty(),
    }
}

pub fn get(target: &Target, path: &str, output: &mut Output) -> Result<(), Failure> {
    let (path, instance) = addressed(target, path)?;
    let request = Request::GetInstance { instance: Arc::new(instance) };
    let instance = target.request_in(path.namespace.as_deref(), request).instance()?;
    match instance {
        Some(instance) => Ok(output.instance(instance)?),
        None => Err(Error::new(Status::Failed, "The provider gave no instance.").into()),
    }
}

pub fn enumerate(
    target: &Target,
    class_name: &str,
    flags: OperationFlags,
    keys_only: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let request = Request::EnumerateInstances { class_name: class_name.into(), keys_only };
    for instance in target.request(request).flags(flags).instances() {
        output.instance(instance?)?;
    }
    Ok(())
}

pub fn create(
    target: &Target,
    class_name: &str,
    properties: &[String],
    output: &mut Output,
) -> Result<(), Failure> {
    if !name::is_legal_name(class_name) {
        let message = format!("'{class_name}' is no name of a class: create takes a class and NAME=VALUE.");
        return Err(Failure::Arguments(message));
    }
    let class = target.class(None, class_name)?;
    let mut instance = Instance::of_class(&class);
    assign(target, &mut instance, &class, properties)?;
    let request = Request::CreateInstance { instance: Arc::new(instance.clone()) };
    let created = target.request(request).instance()?;
    let path =
        created.map_or_else(|| ObjectPath::of(&instance), |created| ObjectPath::of(&created)).to_string();
    Ok(output.done(&format!("Created {path}"), json!({ "created": path }))?)
}

pub fn modify(
    target: &Target,
    path: &str,
    properties: &[String],
    output: &mut Output,
) -> Result<(), Failure> {
    let (path, mut instance) = addressed(target, path)?;
    let class = target.class(path.namespace.as_deref(), &path.class_name)?;
    let shown = ObjectPath::of(&instance).to_string();
    assign(target, &mut instance, &class, properties)?;
    if ObjectPath::of(&instance).to_string() != shown {
        let message =
            format!("The keys of an instance can't be changed, and {shown} has others than were given.");
        return Err(Failure::Arguments(message));
    }
    let request = Request::ModifyInstance { instance: Arc::new(instance) };
    target.request_in(path.namespace.as_deref(), request).outcome()?;
    Ok(output.done(&format!("Modified {shown}"), json!({ "modified": shown }))?)
}

pub fn delete(target: &Target, path: &str, output: &mut Output) -> Result<(), Failure> {
    let (path, instance) = addressed(target, path)?;
    let shown = ObjectPath::of(&instance).to_string();
    let request = Request::DeleteInstance { instance: Arc::new(instance) };
    target.request_in(path.namespace.as_deref(), request).outcome()?;
    Ok(output.done(&format!("Deleted {shown}"), json!({ "deleted": shown }))?)
}

/// The instance that a path names: its class, and its keys with the types of the class.
pub fn addressed(target: &Target, path: &str) -> Result<(WrittenPath, Instance), Failure> {
    let path: WrittenPath = path.parse().map_err(|error| Failure::Arguments(format!("{error}")))?;
    if let Some(host) = path.host.as_deref().filter(|host| !matches!(*host, "." | "localhost")) {
        let message =
            format!("The object path names the computer '{host}'. Name it with --computer instead.");
        return Err(Failure::Arguments(message));
    }
    let class = target.class(path.namespace.as_deref(), &path.class_name)?;
    let instance = path.to_instance(&class, &|path| target.class_of(path)).map_err(unreadable)?;
    Ok((path, instance))
}

/// Sets what `Name=value` arguments say. A name alone means NULL.
fn assign(
    target: &Target,
    instance: &mut Instance,
    class: &Class,
    properties: &[String],
) -> Result<(), Failure> {
    let mut assigned = HashSet::new();
    for property in properties {
        let (name, text) = name_and_text("property", property)?;
        let Some(index) = class.find_property(name) else {
            let message = format!(
                "Class {} has no property named '{name}'. `mi class {}` shows what it has.",
                class.name(),
                class.name()
            );
            return Err(Error::new(Status::NoSuchProperty, message).into());
        };
        if !assigned.insert(index) {
            return Err(Failure::Arguments(format!("Property '{name}' is given twice.")));
        }
        let kind = class.properties()[index].kind;
        let value = text.map(|text| parse(target, kind, "Property", name, text)).transpose()?;
        instance.set(index, kind, value.as_ref().map(Value::as_value_ref)).map_err(Error::from)?;
    }
    Ok(())
}

/// The two parts of `Name=value`; a name alone has no text.
pub fn name_and_text<'a>(what: &str, argument: &'a str) -> Result<(&'a str, Option<&'a str>), Failure> {
    let (name, text) = match argument.split_once('=') {
        Some((name, text)) => (name, Some(text)),
        None => (argument, None),
    };
    if !name::is_legal_name(name) {
        let message = format!("'{argument}' is no {what}: write Name=value, or Name alone for NULL.");
        return Err(Failure::Arguments(message));
    }
    Ok((name, text))
}

/// The value of this type that a text says.
pub fn parse(target: &Target, kind: Type, what: &str, name: &str, text: &str) -> Result<Value, Failure> {
    if kind == Type::Reference {
        let instance = WrittenPath::read_instance(text, &|path| target.class_of(path)).map_err(unreadable)?;
        return Ok(Value::Reference(Arc::new(instance)));
    }
    Value::parse(kind, text).map_err(|error| Failure::Arguments(format!("{what} '{name}': {error}.")))
}

/// A path that could not be read is a wrong argument; what the operation for its class answered is not.
fn unreadable(error: Error) -> Failure {
    match error.status {
        Status::InvalidParameter => Failure::Arguments(error.message),
        _ => Failure::Operation(error),
    }
}
