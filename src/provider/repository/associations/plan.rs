//! What a traversal reads, for one generation of the schema: where it begins, and which classes count.

use std::sync::Arc;

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::super::Repository;
use super::super::error::Failure;
use super::super::projection::Projection;
use super::super::schema_cache::{Namespace, Schema, StoredClass};
use super::source::Source;
use super::{Form, Traversal, Wanted};
use crate::cim::class::ClassFlags;
use crate::cim::{Class, Error, Instance, Status, Text};
use crate::provider::Call;

/// What a traversal reads.
pub(super) struct Plan {
    pub(super) schema: Arc<Schema>,
    pub(super) source: Source,
    /// The numbers of the association classes that were asked for, sorted. `None` asks for all.
    asked: Option<Vec<i64>>,
    /// Classes that were met, by their numbers; `None` for what was not asked for.
    associations: FxHashMap<i64, Option<Arc<AssociationClass>>>,
    results: FxHashMap<i64, Option<Arc<ResultClass>>>,
}

/// A class whose instances are associations that count.
pub(super) struct AssociationClass {
    pub(super) result: ResultClass,
    /// The property that must refer to the source.
    pub(super) role: Option<usize>,
    /// The property that must refer to what comes.
    pub(super) result_role: Option<usize>,
}

/// A class whose instances come.
pub(super) struct ResultClass {
    pub(super) namespace: Arc<Namespace>,
    pub(super) stored: Arc<StoredClass>,
    keys_only: Option<Arc<Projection>>,
}

impl ResultClass {
    fn new(namespace: &Arc<Namespace>, stored: Arc<StoredClass>, form: Form) -> ResultClass {
        let keys_only = (form == Form::KeysOnly).then(|| stored.keys_only());
        ResultClass { namespace: Arc::clone(namespace), stored, keys_only }
    }

    /// What is read of an instance that comes.
    pub(super) fn projection(&self) -> &Projection {
        self.keys_only.as_deref().unwrap_or_else(|| self.stored.shown())
    }
}

impl Plan {
    pub(super) fn new(
        repository: &Repository,
        connection: &Connection,
        schema: &Arc<Schema>,
        call: &Call,
        traversal: &Traversal,
    ) -> Result<Plan, Failure> {
        let source = Source::find(repository, connection, schema, &call.namespace, &traversal.source)?;
        traversal.check_roles()?;
        expect_classes(schema, traversal)?;
        let asked = match &traversal.association_class {
            Some(class) => Some(family(repository, connection, schema, class)?),
            None => None,
        };
        let (associations, results) = (FxHashMap::default(), FxHashMap::default());
        Ok(Plan { schema: Arc::clone(schema), source, asked, associations, results })
    }

    /// The number of the first class from this one on that was asked for.
    pub(super) fn next_class(&self, from: i64) -> Option<i64> {
        match &self.asked {
            Some(asked) => asked.get(asked.partition_point(|&class| class < from)).copied(),
            None => Some(from),
        }
    }

    /// The class of this number, if it is an association that was asked for.
    pub(super) fn association(
        &mut self,
        repository: &Repository,
        connection: &Connection,
        traversal: &Traversal,
        class: i64,
    ) -> Result<Option<Arc<AssociationClass>>, Failure> {
        if let Some(known) = self.associations.get(&class) {
            return Ok(known.clone());
        }
        let is_asked = self.asked.as_ref().is_none_or(|asked| asked.binary_search(&class).is_ok());
        let found = match self.schema.class_of_id(class).filter(|_| is_asked) {
            Some((namespace, index)) => {
                let stored = repository.cache.class(connection, &self.schema, namespace, index)?;
                association_class(namespace, stored, traversal).map(Arc::new)
            }
            None => None,
        };
        self.associations.insert(class, found.clone());
        Ok(found)
    }

    /// The class at a place of a namespace's tree, if its instances were asked for.
    pub(super) fn result(
        &mut self,
        repository: &Repository,
        connection: &Connection,
        traversal: &Traversal,
        namespace: &Arc<Namespace>,
        index: u32,
    ) -> Result<Option<Arc<ResultClass>>, Failure> {
        let id = namespace.node(index).id;
        if let Some(known) = self.results.get(&id) {
            return Ok(known.clone());
        }
        let Wanted::Associated { class, qualifier, .. } = &traversal.wanted else { return Ok(None) };
        let is_of_class = class
            .as_ref()
            .is_none_or(|class| namespace.find(class).is_some_and(|wanted| namespace.is_a(index, wanted)));
        let mut found = None;
        if is_of_class {
            let stored = repository.cache.class(connection, &self.schema, namespace, index)?;
            if has_qualifier(&stored.whole.class, qualifier.as_ref()) {
                found = Some(Arc::new(ResultClass::new(namespace, stored, traversal.form)));
            }
        }
        self.results.insert(id, found.clone());
        Ok(found)
    }
}

fn association_class(
    namespace: &Arc<Namespace>,
    stored: Arc<StoredClass>,
    traversal: &Traversal,
) -> Option<AssociationClass> {
    let class = &stored.whole.class;
    if !class.flags().contains(ClassFlags::ASSOCIATION)
        || !has_qualifier(class, traversal.association_qualifier.as_ref())
    {
        return None;
    }
    let result_role = match &traversal.wanted {
        Wanted::Association => None,
        Wanted::Associated { role, .. } => role.as_ref(),
    };
    // A role that the class has not is played by nobody.
    let place = |role: Option<&Text>| match role {
        Some(role) => class.find_property(role).map(Some),
        None => Some(None),
    };
    let (role, result_role) = (place(traversal.role.as_ref())?, place(result_role)?);
    Some(AssociationClass { role, result_role, result: ResultClass::new(namespace, stored, traversal.form) })
}

/// Whether a class has a qualifier that was asked for.
pub(super) fn has_qualifier(class: &Class, wanted: Option<&Text>) -> bool {
    wanted.is_none_or(|wanted| class.qualifier(wanted).is_some())
}

/// A class as an instance of itself.
pub(super) fn definition(namespace: &Namespace, class: &Arc<Class>) -> Instance {
    let mut definition = Instance::of_class(class);
    definition.set_namespace(Some(namespace.name.clone()));
    definition
}

/// That the classes that were asked for are somewhere.
pub(super) fn expect_classes(schema: &Schema, traversal: &Traversal) -> Result<(), Error> {
    let (association, result) = match &traversal.wanted {
        Wanted::Association => ("result", None),
        Wanted::Associated { class, .. } => ("association", class.as_ref()),
    };
    let association = traversal.association_class.as_ref().map(|class| (association, class));
    let mut asked = association.into_iter().chain(result.map(|class| ("result", class)));
    match asked.find(|(_, class)| schema.namespaces().all(|namespace| namespace.find(class).is_none())) {
        None => Ok(()),
        Some((role, class)) => Err(Error::new(
            Status::InvalidParameter,
            format!(
                "The {role} class '{class}' does not exist in any namespace of the repository. `mi classes` lists those \
                 that do; name one of them, or none."
            ),
        )),
    }
}

/// The numbers of an association class and those below it, in every namespace that has it.
fn family(
    repository: &Repository,
    connection: &Connection,
    schema: &Schema,
    class: &Text,
) -> Result<Vec<i64>, Failure> {
    let mut family = Vec::new();
    let mut is_association = false;
    for namespace in schema.namespaces() {
        let Some(index) = namespace.find(class) else { continue };
        let stored = repository.cache.class(connection, schema, namespace, index)?;
        is_association |= stored.whole.class.flags().contains(ClassFlags::ASSOCIATION);
        family.extend(namespace.family(index).into_iter().map(|index| namespace.node(index).id));
    }
    if !is_association {
        return Err(Error::new(
            Status::InvalidParameter,
            format!(
                "Class '{class}' has not the qualifier Association, so that nothing is associated by it. Name a class \
                 that has it, or none."
            ),
        )
        .into());
    }
    family.sort_unstable();
    Ok(family)
}
