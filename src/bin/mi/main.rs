//! The command line: CIM classes and instances through the library's own Rust interface.
//!
//! Results go to standard output, as tables or with `--json` as one object a line; errors go to standard error. The exit
//! status is 0, 1 where the operation failed, and 2 where the arguments are wrong.

mod arguments;
mod changes;
mod compile;
mod failure;
mod instances;
mod maintenance;
mod methods;
mod output;
mod progress;
mod project;
mod providers;
mod queries;
mod schema;
mod target;
mod text;
mod written;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;
use failure::Failure;
use mi::cim::Error;
use output::Output;
use queries::Wanted;
use target::Target;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut output = Output::new(arguments.common.json, arguments.command.written());
    let open = || Target::open(&arguments.common);
    match &arguments.command {
        Command::Compile { paths, strict } => {
            compile::compile(&arguments.common, paths, *strict, &mut output)?;
        }
        Command::Get { path, .. } => instances::get(&open()?, path, &mut output)?,
        Command::Enumerate { class_name, shallow, base_properties, keys_only, .. } => {
            let flags = instances::polymorphism(*shallow, *base_properties);
            instances::enumerate(&open()?, class_name, flags, *keys_only, &mut output)?;
        }
        Command::Create { class_name, properties } => {
            instances::create(&open()?, class_name, properties, &mut output)?;
        }
        Command::Modify { path, properties } => instances::modify(&open()?, path, properties, &mut output)?,
        Command::Delete { path } => instances::delete(&open()?, path, &mut output)?,
        Command::Class { class_name, delete: true, .. } => {
            schema::delete_class(&arguments.common, class_name, &mut output)?;
        }
        Command::Class { class_name, deep, written, .. } if written.is_some() => {
            schema::write_class(&arguments.common, &open()?, class_name, *deep, &mut output)?;
        }
        Command::Class { class_name, .. } => schema::class(&open()?, class_name, &mut output)?,
        Command::Classes { class_name, shallow, written } if written.is_some() => {
            let class_name = class_name.as_deref();
            schema::write_classes(&arguments.common, &open()?, class_name, *shallow, &mut output)?;
        }
        Command::Classes { class_name, shallow, .. } => {
            schema::classes(&open()?, class_name.as_deref(), *shallow, &mut output)?;
        }
        Command::Namespaces { create: Some(name), .. } => {
            schema::create_namespace(&open()?, name, &mut output)?;
        }
        Command::Namespaces { delete: Some(name), .. } => {
            schema::delete_namespace(&open()?, name, &mut output)?;
        }
        Command::Namespaces { .. } => schema::namespaces(&open()?, &mut output)?,
        Command::Repository { command } => maintenance::run(&arguments.common, command, &mut output)?,
        Command::Test => schema::test(&open()?, &mut output)?,
        Command::Invoke { target, method_name, parameters } => {
            methods::invoke(&open()?, target, method_name, parameters, &mut output)?;
        }
        Command::Query { query, dialect, explain: true, .. } => {
            queries::explain(&arguments.common, dialect, query, &mut output)?;
        }
        Command::Query { query, dialect, .. } => {
            queries::query(&open()?, dialect, query, &mut output)?;
        }
        Command::Cql { query, explain: true, .. } => {
            queries::explain(&arguments.common, "CQL", query, &mut output)?;
        }
        Command::Cql { query, .. } => {
            queries::query(&open()?, "CQL", query, &mut output)?;
        }
        Command::Associators {
            path, association_class, result_class, role, result_role, keys_only, ..
        } => {
            let wanted = Wanted { association_class, result_class, role, result_role, keys_only: *keys_only };
            queries::associators(&open()?, path, &wanted, &mut output)?;
        }
        Command::References { path, result_class, role, keys_only, .. } => {
            let (association_class, result_role) = (&None, &None);
            let wanted = Wanted { association_class, result_class, role, result_role, keys_only: *keys_only };
            queries::references(&open()?, path, &wanted, &mut output)?;
        }
        Command::Subscribe { query, dialect, bookmark, count } => {
            queries::subscribe(&open()?, dialect, query, bookmark.as_deref(), *count, &mut output)?;
        }
        Command::NewProvider(wanted) => project::new_provider(&arguments.common, wanted, &mut output)?,
        Command::Providers(wanted) => providers::providers(&arguments.common, wanted, &mut output)?,
        Command::Serve(_) => return not_supported("serve"),
    }
    output.finish()
}

fn not_supported(command: &str) -> Result<(), Failure> {
    Err(Error::not_supported(format_args!("The command '{command}'")).into())
}
