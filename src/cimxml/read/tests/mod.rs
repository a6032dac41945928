mod classes;
mod documents;
mod hostile;
mod instances;
mod plain;
mod references;
mod written;

use std::sync::Arc;

use super::*;
use crate::cim::{Array, Datetime, Text, Type, Value, ValueRef};

/// A catalog with the classes of a document.
pub(super) struct Classes(Vec<Arc<Class>>);

impl Classes {
    pub(super) fn of(document: &str) -> Classes {
        let document = read_document(document, &crate::cim::schema::EmptyCatalog, &ReadOptions::default());
        Classes(document.unwrap().classes.into_iter().map(|(_, _, class)| class).collect())
    }
}

impl Catalog for Classes {
    fn qualifier_type(&self, _: &Text, _: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(None)
    }

    fn class(&self, _: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error> {
        let is = |class: &&Arc<Class>| crate::cim::name::eq_names(class.name(), name);
        Ok(self.0.iter().find(is).cloned())
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}

/// A class with a property of every type that is neither a reference nor an embedded object, named after it, and the arrays of these.
pub(super) fn every_type() -> String {
    let mut class = String::from("<CLASS NAME=\"T_All\">");
    for kind in &Type::ALL[..14] {
        class += &format!("<PROPERTY NAME=\"{kind}_one\" TYPE=\"{kind}\"/>");
        class += &format!("<PROPERTY.ARRAY NAME=\"{kind}_all\" TYPE=\"{kind}\"/>");
    }
    class + "</CLASS>"
}

pub(super) fn instance(text: &str) -> Instance {
    read_instance(text, &crate::cim::schema::EmptyCatalog, &ReadOptions::default()).unwrap().object
}

pub(super) fn refusal(text: &str) -> ReadError {
    read_instance(text, &crate::cim::schema::EmptyCatalog, &ReadOptions::default()).unwrap_err()
}

pub(super) fn instance_of(classes: &str, text: &str) -> Instance {
    read_instance(text, &Classes::of(classes), &ReadOptions::default()).unwrap().object
}

pub(super) fn refusal_of(classes: &str, text: &str) -> ReadError {
    read_instance(text, &Classes::of(classes), &ReadOptions::default()).unwrap_err()
}

/// The value of a property of this type, written so.
pub(super) fn value(kind: Type, written: &str) -> Result<Value, ReadError> {
    let text = format!(
        "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"{kind}\"><VALUE>{written}</VALUE></PROPERTY></INSTANCE>"
    );
    let read = read_instance(&text, &crate::cim::schema::EmptyCatalog, &ReadOptions::default())?;
    Ok(read.object.value("P").expect("it is not NULL").to_value())
}

pub(super) fn text_of(instance: &Instance, name: &str) -> String {
    match instance.value(name) {
        Some(ValueRef::String(text)) => text.to_string(),
        other => panic!("{name} is {other:?}"),
    }
}
