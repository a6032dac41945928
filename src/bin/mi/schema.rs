//! The commands that work on classes and namespaces.

use mi::cim::Text;
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

pub fn namespaces(common: &Common, output: &mut Output) -> Result<(), Failure> {
    let repository = open_repository(common)?;
    let mut namespaces = repository.namespaces()?;
    namespaces.sort_unstable();
    Ok(output.names("namespace", namespaces)?)
}

pub fn test(target: &Target, output: &mut Output) -> Result<(), Failure> {
    target.request(Request::TestConnection).outcome()?;
    Ok(output.done("The connection works.", json!({ "connection": true }))?)
}
