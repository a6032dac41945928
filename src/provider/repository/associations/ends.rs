//! The index of ends: which stored instances refer to an object, of whatever class they are.
//!
//! A row is what is referred to and the number of the instance that does. It says neither by which property nor of which class
//! the object is: a reference may name a superclass, and the instance itself tells the rest when it is read.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::cim::{Array, Class, Instance, Property, Text, Type, Unit, Value, ValueRef, name};

use super::super::change::Subject;
use super::super::error::Failure;
use super::super::instances::{decode, each_of_class};
use super::super::keys::Target;
use super::super::schema_cache::{Namespace, StoredClass};
use super::super::values::{Values, values_of};

/// The references among the values of an instance, each with the number of its property.
pub(super) fn references<'v>(
    values: impl Iterator<Item = Option<ValueRef<'v>>>,
) -> impl Iterator<Item = (usize, &'v Instance)> {
    values.enumerate().flat_map(|(property, value)| {
        let (one, several) = match value {
            Some(ValueRef::Reference(reference)) => (Some(&**reference), &[][..]),
            Some(ValueRef::Array(array)) => match &**array {
                Array::Reference(references) => (None, references.as_slice()),
                _ => (None, &[][..]),
            },
            _ => (None, &[][..]),
        };
        one.into_iter()
            .chain(several.iter().map(|reference| &**reference))
            .map(move |reference| (property, reference))
    })
}

/// What the index says of an instance in a namespace with these values: one entry for each object of this host that it refers to.
pub(in super::super) fn entries(namespace: &Text, values: &Values<'_>) -> BTreeSet<Vec<u8>> {
    let references = references(values.iter().copied());
    references.filter_map(|(_, reference)| Some(Target::of(namespace, reference)?.to_bytes())).collect()
}

/// Adds a new instance.
pub(in super::super) fn add(
    transaction: &Connection,
    subject: Subject<'_>,
    id: i64,
    values: &Values<'_>,
) -> Result<(), Failure> {
    insert(transaction, id, &entries(&subject.namespace.name, values))
}

/// Takes out an instance that is removed.
pub(in super::super) fn remove(
    transaction: &Connection,
    subject: Subject<'_>,
    id: i64,
    values: &Values<'_>,
) -> Result<(), Failure> {
    delete(transaction, id, entries(&subject.namespace.name, values).iter())
}

/// Follows a modification.
pub(in super::super) fn replace(
    transaction: &Connection,
    subject: Subject<'_>,
    id: i64,
    before: &Values<'_>,
    after: &Values<'_>,
) -> Result<(), Failure> {
    let old = entries(&subject.namespace.name, before);
    let new = entries(&subject.namespace.name, after);
    delete(transaction, id, old.difference(&new))?;
    insert(transaction, id, &new)
}

/// Follows the change of a class: a reference that is added with a default is one of the instances that were stored before, too.
pub(in super::super) fn rebuild(
    transaction: &Connection,
    namespace: &Namespace,
    old: &StoredClass,
    new: &StoredClass,
) -> Result<(), Failure> {
    if defaults(&old.whole.class) == defaults(&new.whole.class) {
        return Ok(());
    }
    each_of_class(transaction, old.id, |id, body| {
        let entries_of = |class: &StoredClass| -> Result<BTreeSet<Vec<u8>>, Failure> {
            let instance = decode(transaction, &class.whole, body, namespace)?;
            Ok(entries(&namespace.name, &values_of(&instance)))
        };
        let (before, after) = (entries_of(old)?, entries_of(new)?);
        delete(transaction, id, before.difference(&after))?;
        insert(transaction, id, &after)
    })
}

/// The references of a class that have a default, by their names.
fn defaults(class: &Class) -> BTreeMap<Box<[Unit]>, &Value> {
    let is_reference = |property: &&Property| matches!(property.kind, Type::Reference | Type::ReferenceArray);
    let references = class.properties().iter().filter(is_reference);
    references
        .filter_map(|property| Some((name::folded(&property.name), property.default.as_ref()?)))
        .collect()
}

/// What is there already stays: a modification keeps most ends.
fn insert(transaction: &Connection, id: i64, entries: &BTreeSet<Vec<u8>>) -> Result<(), Failure> {
    for target in entries {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO association_ends (target, id) VALUES (?1, ?2)")?
            .execute((target, id))?;
    }
    Ok(())
}

fn delete<'e>(
    transaction: &Connection,
    id: i64,
    entries: impl Iterator<Item = &'e Vec<u8>>,
) -> Result<(), Failure> {
    for target in entries {
        transaction
            .prepare_cached("DELETE FROM association_ends WHERE target = ?1 AND id = ?2")?
            .execute((target, id))?;
    }
    Ok(())
}
