//! Where a language finds the classes and qualifiers that a text names and does not declare.

use std::sync::Arc;

use super::super::class::{Class, ClassDeclaration};
use super::super::error::Error;
use super::super::qualifier::QualifierType;
use super::super::text::Text;

/// What is known besides the text: the classes and qualifiers that are stored already, or that a caller has at hand.
pub trait Catalog {
    /// The declaration of a qualifier in a namespace.
    fn qualifier_type(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<QualifierType>>, Error>;

    /// A class of a namespace, complete.
    fn class(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error>;

    /// A class of a namespace as it was declared, with its own elements alone.
    fn class_declaration(
        &self,
        namespace: &Text,
        name: &Text,
    ) -> Result<Option<Arc<ClassDeclaration>>, Error>;
}

/// A catalog in which nothing is.
pub struct EmptyCatalog;

impl Catalog for EmptyCatalog {
    fn qualifier_type(&self, _: &Text, _: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(None)
    }

    fn class(&self, _: &Text, _: &Text) -> Result<Option<Arc<Class>>, Error> {
        Ok(None)
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}
