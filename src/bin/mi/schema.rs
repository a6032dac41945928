//! The commands that work on classes and namespaces.

use std::sync::Arc;

use mi::cim::{Error, Instance, Status, Text, Type, Value, ValueRef};
use mi::engine::DEFAULT_NAMESPACE;
use mi::provider::{OperationFlags, Request};
use serde_json::json;

use crate::arguments::Common;
use crate::compile::open_repository;
use crate::failure::Failure;
use crate::output::Output;
use crate::target::Target;

pub fn class(target: &Target, class_name: &str, output: &mut Output) -> Result<(), Failure> {
    let class = target.class(None, class_name)?;
    Ok(output.class(&class)?)
}

/// Removes a class from the repository itself: the interface has no operation for it.
pub fn delete_class(common: &Common, class_name: &str, output: &mut Output) -> Result<(), Failure> {
    let namespace = common.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
    open_repository(common)?.delete_class(namespace, class_name)?;
    Ok(output.done(&format!("Deleted class {class_name}"), json!({ "deleted": class_name }))?)
}

pub fn classes(
    target: &Target,
    class_name: Option<&str>,
    shallow: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let request = Request::EnumerateClasses { class_name: class_name.map(Text::from), names_only: true };
    let flags = if shallow { OperationFlags::SHALLOW } else { OperationFlags::empty() };
    let mut names = Vec::new();
    for class in target.request(request).flags(flags).classes() {
        names.push(class?.name().to_string());
    }
    names.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    Ok(output.names("class", names)?)
}

/// Where the namespaces are instances, all of them.
const INTEROP: &str = "root/interop";

pub fn namespaces(target: &Target, output: &mut Output) -> Result<(), Failure> {
    let request = Request::EnumerateInstances { class_name: Text::from("CIM_Namespace"), keys_only: true };
    let mut namespaces = Vec::new();
    for instance in target.request_in(Some(INTEROP), request).instances() {
        if let Some(ValueRef::String(name)) = instance?.value("Name") {
            namespaces.push(name.to_string());
        }
    }
    namespaces.sort_unstable();
    Ok(output.names("namespace", namespaces)?)
}

pub fn create_namespace(target: &Target, name: &str, output: &mut Output) -> Result<(), Failure> {
    let request = Request::CreateInstance { instance: Arc::new(namespace(target, name)?) };
    target.request_in(Some(INTEROP), request).instance()?;
    Ok(output.done(&format!("Created namespace {name}"), json!({ "created": name }))?)
}

pub fn delete_namespace(target: &Target, name: &str, output: &mut Output) -> Result<(), Failure> {
    let request = Request::DeleteInstance { instance: Arc::new(namespace(target, name)?) };
    target.request_in(Some(INTEROP), request).outcome()?;
    Ok(output.done(&format!("Deleted namespace {name}"), json!({ "deleted": name }))?)
}

/// A namespace as an instance.
fn namespace(target: &Target, name: &str) -> Result<Instance, Failure> {
    let class = target.class(Some(INTEROP), "CIM_Namespace")?;
    let mut instance = Instance::of_class(&class);
    let place = instance.find("Name").ok_or_else(|| {
        let message = "Class 'CIM_Namespace' in namespace 'root/interop' has no property 'Name'.";
        Error::new(Status::NoSuchProperty, message)
    })?;
    instance.set(place, Type::String, Some(Value::string(name).as_value_ref())).map_err(Error::from)?;
    Ok(instance)
}

pub fn test(target: &Target, output: &mut Output) -> Result<(), Failure> {
    target.request(Request::TestConnection).outcome()?;
    Ok(output.done("The connection works.", json!({ "connection": true }))?)
}
