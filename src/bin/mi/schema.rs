//! The commands that work on classes and namespaces.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::iter::successors;
use std::sync::Arc;

use mi::cim::schema::Catalog;
use mi::cim::standard_qualifier::standard_qualifier_type;
use mi::cim::{Class, Error, Instance, Qualifier, QualifierType, Scope, Status, Text, Type, Value, ValueRef};
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

/// Writes a class; with `deep` behind its superclasses and the declarations of the qualifiers of all.
pub fn write_class(
    common: &Common,
    target: &Target,
    class_name: &str,
    deep: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut classes = vec![target.class(None, class_name)?];
    while let Some(superclass) = classes.last().filter(|_| deep).and_then(|class| class.superclass_name()) {
        let superclass = target.class(None, &superclass.to_str())?;
        classes.push(superclass);
    }
    classes.reverse();
    let types = if deep { qualifier_types(common, &classes)? } else { Vec::new() };
    output.schema(&types, &classes)
}

/// Writes the classes of the namespace, or a class and those below it, each behind its superclass, and before them the
/// declarations of their qualifiers.
pub fn write_classes(
    common: &Common,
    target: &Target,
    class_name: Option<&str>,
    shallow: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let request = Request::EnumerateClasses { class_name: class_name.map(Text::from), names_only: false };
    let flags = if shallow { OperationFlags::SHALLOW } else { OperationFlags::empty() };
    let mut classes = Vec::new();
    for class in target.request(request).flags(flags).classes() {
        let class = class?;
        // What every namespace has is no schema of this one.
        if !class.name().to_str().starts_with("__") {
            classes.push(class);
        }
    }
    let line = |class: &Class| -> Vec<String> {
        let superclasses = successors(Some(class), |class| class.superclass().map(|above| &**above));
        let mut names: Vec<String> =
            superclasses.map(|class| class.name().to_str().to_ascii_lowercase()).collect();
        names.reverse();
        names
    };
    // A line of superclasses begins with those of each of them.
    classes.sort_by_cached_key(|class| line(class));
    output.schema(&qualifier_types(common, &classes)?, &classes)
}

/// The declarations of the qualifiers that classes have: as the repository of this computer has them, else as they are used.
fn qualifier_types(common: &Common, classes: &[Arc<Class>]) -> Result<Vec<Arc<QualifierType>>, Failure> {
    let is_here = common.computer.is_none() && common.protocol.is_none();
    let repository = if is_here { Some(open_repository(common)?) } else { None };
    let namespace = Text::from(common.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE));
    let mut types: BTreeMap<String, Option<Arc<QualifierType>>> = BTreeMap::new();
    for qualifier in classes.iter().flat_map(|class| qualifiers_of(class)) {
        let Entry::Vacant(place) = types.entry(qualifier.name.to_str().to_ascii_lowercase()) else {
            continue;
        };
        let stored = match &repository {
            Some(repository) => repository.qualifier_type(&namespace, &qualifier.name)?,
            None => None,
        };
        let used = || {
            // What the standard declares needs no declaration.
            let is_known =
                standard_qualifier_type(&qualifier.name).is_some_and(|known| known.kind == qualifier.kind);
            (!is_known).then(|| Arc::new(declared_as_used(qualifier)))
        };
        place.insert(stored.or_else(used));
    }
    Ok(types.into_values().flatten().collect())
}

fn declared_as_used(qualifier: &Qualifier) -> QualifierType {
    QualifierType {
        name: qualifier.name.clone(),
        kind: qualifier.kind,
        array_size: None,
        default: None,
        scope: Scope::ANY,
        flavor: qualifier.flavor,
    }
}

/// The qualifiers of a class and of all that is in it.
fn qualifiers_of(class: &Class) -> impl Iterator<Item = &Qualifier> {
    let properties = class.properties().iter().flat_map(|property| &property.qualifiers);
    let methods = class.methods().iter().flat_map(|method| {
        method.qualifiers.iter().chain(method.parameters.iter().flat_map(|parameter| &parameter.qualifiers))
    });
    class.qualifiers().iter().chain(properties).chain(methods)
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
