//! Reads CIM-XML.

use std::sync::Arc;

use crate::cim::schema::Catalog;
use crate::cim::{Class, ClassDeclaration, Error, Instance, QualifierType, Status, Text};

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The namespace of what says none itself.
    pub namespace: Option<Text>,
    /// The server of what says none itself.
    pub server_name: Option<Text>,
    /// Whether an instance whose class neither the document nor the catalog has is an error. Else it is an instance without
    /// a class, whose elements have the types that the document says.
    pub class_required: bool,
}

/// An object that was read, and how much of the text it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// The object.
    pub object: T,
    /// The place behind the object in the text, in bytes; white space and comments behind it count to it. There may be another one.
    pub end: usize,
}

/// All objects of a document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The declarations of qualifiers, each with its namespace where one was said.
    pub qualifier_types: Vec<(Option<Text>, Arc<QualifierType>)>,
    /// The classes as they are declared, with their own elements alone, each with its namespace where one was said, each behind its superclass.
    pub classes: Vec<(Option<Text>, Arc<ClassDeclaration>, Arc<Class>)>,
    /// The instances; each knows its namespace where one was said.
    pub instances: Vec<Arc<Instance>>,
}

/// Why a text is not what was expected of it, and where.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ReadError {
    /// The result that an operation has which fails of it.
    pub status: Status,
    /// The line, counted from one.
    pub line: usize,
    /// The column, counted from one in characters.
    pub column: usize,
    /// What was expected and what was found.
    pub message: String,
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Error {
        Error::new(error.status, format!("CIM-XML, {error}."))
    }
}

/// Reads one instance: an `INSTANCE` element, any element that holds one, or a `CIM` document that declares one, with
/// the classes that the same document declares.
pub fn read_instance(
    _text: &str,
    _catalog: &dyn Catalog,
    _options: &ReadOptions,
) -> Result<Found<Instance>, ReadError> {
    Err(not_built())
}

/// Reads one class: a `CLASS` element, any element that holds one, or a `CIM` document that declares one. Where the element has
/// inherited elements in it, it is complete by itself; else the superclass is asked of the catalog.
pub fn read_class(
    _text: &str,
    _catalog: &dyn Catalog,
    _options: &ReadOptions,
) -> Result<Found<Arc<Class>>, ReadError> {
    Err(not_built())
}

/// Reads a file: a `CIM` document, or one or more objects one after the other.
pub fn read_document(
    _text: &str,
    _catalog: &dyn Catalog,
    _options: &ReadOptions,
) -> Result<Document, ReadError> {
    Err(not_built())
}

/// The name of the class that a text begins with, without reading the rest.
pub fn class_name(_text: &str) -> Result<String, ReadError> {
    Err(not_built())
}

/// The name of the superclass of the class that a text begins with.
pub fn superclass_name(_text: &str) -> Result<Option<String>, ReadError> {
    Err(not_built())
}

/// The name of the class of the instance that a text begins with.
pub fn instance_class_name(_text: &str) -> Result<String, ReadError> {
    Err(not_built())
}

fn not_built() -> ReadError {
    ReadError {
        status: Status::NotSupported,
        line: 1,
        column: 1,
        message: "reading CIM-XML is not supported by this version of the library".into(),
    }
}
