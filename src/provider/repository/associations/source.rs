//! The object whose associations are asked for, and which references lead to it.

use std::sync::Arc;

use rusqlite::Connection;

use super::super::error::Failure;
use super::super::keys::{Target, key_of};
use super::super::namespace::find_namespace;
use super::super::schema_cache::{Namespace, Schema};
use super::super::{Repository, no_such_class};
use crate::cim::{Error, Instance, Status, Text, name};

/// A stored instance: its class's place in the tree of its namespace, and its number.
pub(super) type Stored = (u32, i64);

/// The object whose associations are asked for.
pub(super) struct Source {
    /// What the index of ends knows it by.
    pub(super) target: Vec<u8>,
    namespace: Arc<Namespace>,
    class: Option<u32>,
    class_name: Text,
    id: Option<i64>,
    /// All stored instances with its key in its namespace, of whatever class.
    same_key: Vec<Stored>,
    /// Why it is not stored here. Associations may lead to it all the same.
    pub(super) missing: Option<Error>,
}

impl Source {
    /// Finds the object as GetInstance does.
    pub(super) fn find(
        repository: &Repository,
        connection: &Connection,
        schema: &Schema,
        namespace: &Text,
        given: &Instance,
    ) -> Result<Source, Failure> {
        let namespace = find_namespace(schema, namespace)?;
        let class_name = given.class_name();
        let class = namespace.find(class_name);
        let (key, id, missing) = if class.is_some() {
            match repository.locate(connection, schema, namespace, given) {
                Ok(located) => (located.key, Some(located.id), None),
                Err(Failure::Told(error)) if error.status == Status::NotFound => {
                    let (_, stored) = repository.find_class(connection, schema, namespace, class_name)?;
                    (key_of(&namespace.name, &stored.whole.class, given)?, None, Some(error))
                }
                Err(failure) => return Err(failure),
            }
        } else {
            // It may be of a class that a provider has and the repository has not.
            let error = no_such_class(&namespace.name, class_name);
            match Target::in_namespace(&namespace.name, given) {
                Some(target) => (target.key, None, Some(error)),
                None => return Err(error.into()),
            }
        };
        let target = Target { namespace: namespace.name.clone(), key };
        Ok(Source {
            target: target.to_bytes(),
            same_key: with_key(connection, namespace, &target.key)?,
            namespace: Arc::clone(namespace),
            class,
            class_name: class_name.clone(),
            id,
            missing,
        })
    }

    /// Whether a reference that an instance in a namespace holds leads to the object.
    pub(super) fn is_meant_by(&self, namespace: &Text, reference: &Instance) -> bool {
        if Target::of(namespace, reference).is_none_or(|target| target.to_bytes() != self.target) {
            return false;
        }
        let Some(named) = self.namespace.find(reference.class_name()) else {
            return self.class.is_none() && name::eq_names(reference.class_name(), &self.class_name);
        };
        let led = led_to(&self.namespace, named, &self.same_key);
        match (self.id, self.class) {
            (Some(id), _) => led.iter().any(|(_, found)| *found == id),
            // What is not stored can be meant only by what leads to nothing that is.
            (None, Some(class)) => {
                led.is_empty() && (self.namespace.is_a(class, named) || self.namespace.is_a(named, class))
            }
            (None, None) => false,
        }
    }
}

/// The stored instances of a namespace with this key, of whatever class.
pub(super) fn with_key(
    connection: &Connection,
    namespace: &Namespace,
    key: &[u8],
) -> Result<Vec<Stored>, Failure> {
    let mut statement = connection.prepare_cached("SELECT class_id, id FROM instance_keys WHERE key = ?1")?;
    let mut rows = statement.query([key])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(class) = namespace.find_id(row.get(0)?) {
            found.push((class, row.get(1)?));
        }
    }
    Ok(found)
}

/// Which of the instances with its key a reference leads to that names a class: that of this class; else those of classes below
/// it; else that of the nearest class above it.
pub(super) fn led_to(namespace: &Namespace, named: u32, same_key: &[Stored]) -> Vec<Stored> {
    let of_class = |class: u32| same_key.iter().copied().find(|(found, _)| *found == class);
    if let Some(exact) = of_class(named) {
        return vec![exact];
    }
    let below: Vec<Stored> =
        same_key.iter().copied().filter(|&(found, _)| namespace.is_a(found, named)).collect();
    if !below.is_empty() {
        return below;
    }
    let above = same_key.iter().copied().filter(|&(found, _)| namespace.is_a(named, found));
    // Of two classes above one, the lower one is below the other.
    let nearest =
        above.reduce(|nearest, next| if namespace.is_a(next.0, nearest.0) { next } else { nearest });
    nearest.into_iter().collect()
}
