//! What the repository has to do with MOF: it knows what is declared already, and takes what was compiled.

use std::sync::Arc;

use super::super::{Repository, system};
use super::{Item, ItemKind};
use crate::cim::{Class, ClassDeclaration, Error, QualifierType, Status, Text};
use crate::mof::{Catalog, Change, ChangeKind};

impl Catalog for Repository {
    fn qualifier_type(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        known(self.get_qualifier_type(&namespace.to_str(), &name.to_str())).map(Option::flatten)
    }

    fn class(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error> {
        let found = known(self.get_class(&namespace.to_str(), &name.to_str()))?;
        // A namespace that is made by compiling has the system classes as well.
        Ok(found.or_else(|| system::find(name).map(|known| Arc::clone(&known.class))))
    }

    fn class_declaration(
        &self,
        namespace: &Text,
        name: &Text,
    ) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        let found = known(self.get_class_declaration(&namespace.to_str(), &name.to_str()))?.map(Arc::new);
        Ok(found.or_else(|| system::find(name).map(|known| Arc::clone(&known.declaration))))
    }
}

/// What is not there is no error for who compiles: it may be compiled now.
fn known<T>(result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.status, Status::InvalidNamespace | Status::InvalidClass) => Ok(None),
        Err(error) => Err(error),
    }
}

impl From<&Change> for Item {
    fn from(change: &Change) -> Item {
        let kind = match &change.kind {
            ChangeKind::QualifierType(declared) => ItemKind::QualifierType(Arc::clone(declared)),
            ChangeKind::Class { declaration, .. } => ItemKind::Class(Arc::clone(declaration)),
            ChangeKind::Instance { instance, is_value } => {
                ItemKind::Instance { instance: Arc::clone(instance), is_value: *is_value }
            }
        };
        Item { namespace: change.namespace.to_string(), kind }
    }
}
