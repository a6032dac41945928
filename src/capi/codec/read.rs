//! Buffers to the model, in either language.

use std::sync::Arc;

use super::Format;
use super::catalog::ClientCatalog;
use super::included::ClientFiles;
use super::input::{Input, at_place};
use crate::cim::{Class, Error, Instance, Status, Text};
use crate::cimxml::{self, ReadError, ReadOptions};
use crate::mof::{self, Errors, Objects, Options};

/// What the buffer itself is called where files are told apart: no file has this name.
const BUFFER: &str = "\0";

/// Where objects belong that say nothing of it themselves.
#[derive(Clone, Default)]
pub(super) struct Home {
    pub(super) namespace: Option<Text>,
    pub(super) server_name: Option<Text>,
}

impl Home {
    /// How to read MOF.
    pub(super) fn options(&self) -> Options {
        Options {
            namespace: self.namespace.clone().unwrap_or_default(),
            server_name: self.server_name.clone(),
            ..Options::default()
        }
    }

    fn xml_options(&self, catalog: &ClientCatalog) -> ReadOptions {
        ReadOptions {
            namespace: self.namespace.clone(),
            server_name: self.server_name.clone(),
            class_required: catalog.knows_classes(),
        }
    }
}

/// Everything that MOF declares.
pub(super) fn mof_objects(
    input: &Input<'_>,
    files: &mut ClientFiles,
    catalog: &ClientCatalog,
    options: &Options,
) -> Result<Objects, Error> {
    mof::read_text(BUFFER, &input.text, files, catalog, options).map_err(|errors| mof_error(&errors))
}

/// The one class of a buffer, and the bytes that were used.
pub(super) fn one_class(
    format: Format,
    input: &Input<'_>,
    catalog: &ClientCatalog,
    home: &Home,
) -> Result<(Arc<Class>, u32), Error> {
    match format {
        Format::Xml => {
            let found = cimxml::read_class(&input.text, catalog, &home.xml_options(catalog))
                .map_err(|error| xml_error(&error))?;
            Ok((found.object, input.bytes_up_to(found.end)))
        }
        Format::Mof => {
            let objects = mof_objects(input, &mut ClientFiles::default(), catalog, &home.options())?;
            Ok((only(objects.classes, "class", "DeserializeClassArray")?, input.length()))
        }
    }
}

/// The one instance of a buffer, and the bytes that were used.
pub(super) fn one_instance(
    format: Format,
    input: &Input<'_>,
    catalog: &ClientCatalog,
) -> Result<(Instance, u32), Error> {
    let home = Home::default();
    match format {
        Format::Xml => {
            let found = cimxml::read_instance(&input.text, catalog, &home.xml_options(catalog))
                .map_err(|error| xml_error(&error))?;
            Ok((found.object, input.bytes_up_to(found.end)))
        }
        Format::Mof => {
            let objects = mof_objects(input, &mut ClientFiles::default(), catalog, &home.options())?;
            let instance = only(objects.instances, "instance", "DeserializeInstanceArray")?;
            Ok((Arc::unwrap_or_clone(instance), input.length()))
        }
    }
}

/// The object of a text that must have one.
fn only<T>(mut objects: Vec<T>, what: &str, many: &str) -> Result<T, Error> {
    match (objects.pop(), objects.len() + 1) {
        (Some(object), 1) => Ok(object),
        (None, _) => Err(Error::new(Status::Failed, format!("The MOF declares no {what}."))),
        (_, count) => {
            let message = format!(
                "The MOF declares {count} objects of the kind {what}, and this function returns one; {many} returns all."
            );
            Err(Error::new(Status::Failed, message))
        }
    }
}

/// What is wrong with CIM-XML, for a client.
pub(super) fn xml_error(error: &ReadError) -> Error {
    at_place(Format::Xml, None, error.status, (error.line, error.column), &error.message)
}

/// What is wrong with MOF, for a client: the first error, and how many there are.
fn mof_error(errors: &Errors) -> Error {
    let Some(first) = errors.diagnostics().first() else {
        return Error::new(errors.status(), "The MOF can't be read.");
    };
    let position = first.position();
    let file = Some(first.source.name()).filter(|&name| name != BUFFER);
    let mut error =
        at_place(Format::Mof, file, first.status, (position.line, position.column), &first.message);
    match errors.diagnostics().len() - 1 {
        0 => {}
        1 => error.message.push_str(" There is another error."),
        more => error.message.push_str(&format!(" There are {more} more errors.")),
    }
    error
}
