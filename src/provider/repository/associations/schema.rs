//! Associations between classes (`SchemaOnly`): which association classes refer to a class, and to which others they refer.

use std::sync::Arc;

use rusqlite::Connection;
use rustc_hash::FxHashSet;

use super::super::error::Failure;
use super::super::namespace::find_namespace;
use super::super::schema_cache::{Namespace, Schema};
use super::super::store::Patience;
use super::super::{Repository, no_such_class};
use super::plan::{definition, expect_classes, has_qualifier};
use super::{Traversal, Wanted};
use crate::cim::class::ClassFlags;
use crate::cim::{Class, Error, Instance, Property, Text, Type, name};
use crate::provider::Reply;

impl Repository {
    /// Posts what is asked of the associations of a class in its namespace: each class once, as an instance of itself.
    pub(super) fn traverse_schema(
        &self,
        patience: &Patience<'_>,
        namespace: &Text,
        traversal: &Traversal,
        reply: &Reply,
    ) -> Result<(), Error> {
        let mut found = self.reading_up_to_date(patience, |connection, schema| {
            let namespace = find_namespace(schema, namespace)?;
            let class_name = traversal.source.class_name();
            let source =
                namespace.find(class_name).ok_or_else(|| no_such_class(&namespace.name, class_name))?;
            expect_classes(schema, traversal)?;
            self.definitions(connection, schema, namespace, source, traversal)
        })?;
        // Who stopped the operation has been told so by the engine.
        let _ = reply.post_instances(&mut found);
        Ok(())
    }

    fn definitions(
        &self,
        connection: &Connection,
        schema: &Schema,
        namespace: &Arc<Namespace>,
        source: u32,
        traversal: &Traversal,
    ) -> Result<Vec<Arc<Instance>>, Failure> {
        let mut seen = FxHashSet::default();
        let mut definitions = Vec::new();
        for index in 0..namespace.nodes().len() as u32 {
            if !is_below(namespace, index, traversal.association_class.as_ref()) {
                continue;
            }
            let association = self.cache.class(connection, schema, namespace, index)?;
            let class = &association.whole.class;
            if !class.flags().contains(ClassFlags::ASSOCIATION)
                || !has_qualifier(class, traversal.association_qualifier.as_ref())
            {
                continue;
            }
            for result in results(namespace, source, index, class, traversal) {
                if !seen.insert(result) {
                    continue;
                }
                let class = &self.cache.class(connection, schema, namespace, result)?.whole.class;
                let qualifier = match &traversal.wanted {
                    Wanted::Association => None,
                    Wanted::Associated { qualifier, .. } => qualifier.as_ref(),
                };
                if has_qualifier(class, qualifier) {
                    definitions.push(Arc::new(definition(namespace, class)));
                }
            }
        }
        Ok(definitions)
    }
}

/// The classes that come of an association class, as places in the tree.
fn results(
    namespace: &Namespace,
    source: u32,
    association: u32,
    class: &Class,
    traversal: &Traversal,
) -> Vec<u32> {
    let references: Vec<&Property> = class
        .properties()
        .iter()
        .filter(|property| matches!(property.kind, Type::Reference | Type::ReferenceArray))
        .collect();
    let plays = |property: &Property, role: Option<&Text>| {
        role.is_none_or(|role| name::eq_names(role, &property.name))
    };
    // A reference to a class may lead to instances of those below it, and one to any class to all.
    let may_lead_to_source = |property: &Property| match &property.reference_class {
        Some(declared) => is_below(namespace, source, Some(declared)),
        None => true,
    };
    let sources: Vec<bool> = references
        .iter()
        .map(|property| plays(property, traversal.role.as_ref()) && may_lead_to_source(property))
        .collect();
    match &traversal.wanted {
        Wanted::Association if sources.contains(&true) => vec![association],
        Wanted::Association => Vec::new(),
        Wanted::Associated { class, role, .. } => {
            let is_other_end = |place: usize| {
                sources.iter().enumerate().any(|(other, is_source)| *is_source && other != place)
            };
            let ends = references
                .iter()
                .enumerate()
                .filter(|(place, property)| is_other_end(*place) && plays(property, role.as_ref()));
            ends.filter_map(|(_, property)| namespace.find(property.reference_class.as_ref()?))
                .filter(|&end| is_below(namespace, end, class.as_ref()))
                .collect()
        }
    }
}

/// Whether a class is the named one or below it, in its namespace.
fn is_below(namespace: &Namespace, class: u32, above: Option<&Text>) -> bool {
    above.is_none_or(|above| namespace.find(above).is_some_and(|above| namespace.is_a(class, above)))
}
