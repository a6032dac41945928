//! Reads CIM-XML.
//!
//! What is accepted beyond DSP0201 2.3, because writers send it: attributes and elements that it does not have are skipped,
//! `TRUE` and `FALSE` have no case, an instance may have its properties in any order, `MODIFIED` tells of an instance's element whether a
//! client set it, and `EmbeddedClassName` of a class's the class of its embedded instances.
//!
//! What DSP0201 has and the model has not is an error: elements of arrays that are NULL, and classes as embedded objects. A method of which
//! no type is said is taken as one that returns a reference, as one is written.
//!
//! A document is looked through for its objects first, and these are read then: classes may come behind what needs them.

mod class;
mod declaration;
mod failure;
mod instance;
mod locate;
mod path;
mod plain;
mod session;
#[cfg(test)]
mod tests;
mod tokens;
mod value;

use std::sync::Arc;

use crate::cim::schema::Catalog;
use crate::cim::{Class, ClassDeclaration, Error, Instance, QualifierType, Status, Text};
use crate::xml::{Reader, Token};
use failure::{Failure, Made};
use locate::{Kind, Located, Objects};
use session::Session;
use tokens::{LIMITS, legal_name, optional};

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
    text: &str,
    catalog: &dyn Catalog,
    options: &ReadOptions,
) -> Result<Found<Instance>, ReadError> {
    let mut session = Session::new(catalog, options, text.len());
    find_instance(text, &mut session).map_err(|failure| failure.in_text(text))
}

fn find_instance<'t>(text: &'t str, session: &mut Session<'t>) -> Made<Found<Instance>> {
    let mut reader = Reader::new(text, LIMITS);
    let start = reader.at();
    // Nearly always, and fastest.
    if reader.next_token()? == Token::Start("INSTANCE") {
        let space = session.space();
        let object = session.instance(&mut reader, &space)?;
        return Ok(Found { object, end: reader.behind_comments() });
    }
    let mut reader = Reader::starting_at(text, start, LIMITS);
    let mut objects = Objects::default();
    objects.find_in_next(&mut reader)?;
    let end = reader.behind_comments();
    let (classes, mut rest) = objects.split_declarations();
    session.declare(text, classes)?;
    let object = session.located_instance(text, &rest.only(Kind::Instance)?)?;
    Ok(Found { object, end })
}

/// Reads one class: a `CLASS` element, any element that holds one, or a `CIM` document that declares one. It is put on its superclass,
/// where the catalog has that. Else, where the element has inherited elements in it, it is complete by itself.
pub fn read_class(
    text: &str,
    catalog: &dyn Catalog,
    options: &ReadOptions,
) -> Result<Found<Arc<Class>>, ReadError> {
    let mut session = Session::new(catalog, options, text.len());
    find_class(text, &mut session).map_err(|failure| failure.in_text(text))
}

fn find_class<'t>(text: &'t str, session: &mut Session<'t>) -> Made<Found<Arc<Class>>> {
    let mut reader = Reader::new(text, LIMITS);
    let mut objects = Objects::default();
    objects.find_in_next(&mut reader)?;
    let end = reader.behind_comments();
    let object = objects.only(Kind::Class)?;
    session.declare(text, objects.into_all())?;
    let space = object.space.or(&session.space());
    let class = session.declared_class(&space, &object.name, object.at)?;
    let class = class.ok_or_else(|| Failure::wrong(object.at, "the class was not found again"))?;
    Ok(Found { object: class, end })
}

/// Reads a file: a `CIM` document, or one or more objects one after the other, maybe in other elements; a document of something
/// else, without any, is an error. What it gives of an instance counts as modified, also
/// NULL: who stores the instance leaves the rest alone to the class.
pub fn read_document(
    text: &str,
    catalog: &dyn Catalog,
    options: &ReadOptions,
) -> Result<Document, ReadError> {
    let mut session = Session::new(catalog, options, text.len());
    session.given_is_modified = true;
    find_all(text, &mut session).map_err(|failure| failure.in_text(text))
}

fn find_all<'t>(text: &'t str, session: &mut Session<'t>) -> Made<Document> {
    let mut reader = Reader::new(text, LIMITS);
    let mut objects = Objects::default();
    while objects.find_in_next(&mut reader).map_err(|failure| objects.foreign().unwrap_or(failure))? {}
    objects.foreign().map_or(Ok(()), Err)?;
    let (declarations, instances) = objects.split_declarations();
    session.declare(text, declarations)?;
    session.make_classes()?;
    let mut document = Document::default();
    for located in instances.into_instances()? {
        document.instances.push(Arc::new(session.located_instance(text, &located)?));
    }
    document.classes = session.declared.made();
    document.qualifier_types = session.declared.take_qualifier_types();
    Ok(document)
}

impl Session<'_> {
    /// The instance at a place of a document, with the keys that its path has.
    fn located_instance(&mut self, text: &str, located: &Located<'_>) -> Made<Instance> {
        let mut reader = Reader::starting_at(text, located.at, LIMITS);
        reader.next_token()?;
        let space = located.space.or(&self.space());
        let mut instance = self.instance(&mut reader, &space)?;
        if let Some(path) = located.path {
            let mut reader = Reader::starting_at(text, path, LIMITS);
            reader.next_token()?;
            self.take_keys(&mut reader, &space, &mut instance)?;
        }
        Ok(instance)
    }
}

/// Whether the beginning of a text has all of the first element, and something behind it.
pub(crate) fn holds_object(beginning: &str) -> bool {
    let mut reader = Reader::new(beginning, LIMITS);
    matches!(reader.next_token(), Ok(Token::Start(_)))
        && reader.skip().is_ok()
        && reader.behind_comments() < beginning.len()
}

/// The name of the class that a text begins with, without reading the rest.
pub fn class_name(text: &str) -> Result<String, ReadError> {
    first(text, "CLASS", |reader| Ok(legal_name(reader, "CLASS", "NAME")?.into_owned()))
}

/// The name of the superclass of the class that a text begins with.
pub fn superclass_name(text: &str) -> Result<Option<String>, ReadError> {
    first(text, "CLASS", |reader| Ok(optional(reader, "SUPERCLASS")?.map(|name| name.into_owned())))
}

/// The name of the class of the instance that a text begins with.
pub fn instance_class_name(text: &str) -> Result<String, ReadError> {
    first(text, "INSTANCE", |reader| Ok(legal_name(reader, "INSTANCE", "CLASSNAME")?.into_owned()))
}

/// What the first element of this name says.
fn first<T>(text: &str, wanted: &str, read: impl FnOnce(&Reader<'_>) -> Made<T>) -> Result<T, ReadError> {
    let mut reader = Reader::new(text, LIMITS);
    let find = |reader: &mut Reader<'_>| loop {
        match reader.next_token()? {
            Token::Start(name) if name == wanted => return read(reader),
            Token::Eof => {
                return Err(Failure::wrong(
                    reader.token_at(),
                    format!("expected an element {wanted}, found none"),
                ));
            }
            _ => {}
        }
    };
    find(&mut reader).map_err(|failure| failure.in_text(text))
}
