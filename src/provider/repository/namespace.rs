//! Namespaces: what they may be called, and how they are listed, made and removed.

use std::sync::Arc;

use super::error::Failure;
use super::schema_cache::{Namespace, Schema};
use super::store::{Changed, Patience, Transaction};
use super::{Repository, events};
use crate::cim::{Error, Status, Text, name};

/// What every repository has; they can't be removed.
const STANDARD: [&str; 4] = ["root", "root/cimv2", "root/interop", "root/standardcimv2"];

impl Repository {
    /// The namespaces, sorted by name.
    pub fn namespaces(&self) -> Result<Vec<String>, Error> {
        let mut names = self.reading_up_to_date(&Patience::UNLIMITED, |_, schema| {
            Ok(schema.namespaces().map(|namespace| namespace.name.to_string()).collect::<Vec<_>>())
        })?;
        names.sort_by_key(|name| name.to_ascii_lowercase());
        Ok(names)
    }

    /// Makes a namespace, and those above it that are not there. ALREADY_EXISTS if it is there.
    pub fn create_namespace(&self, namespace: &str) -> Result<(), Error> {
        self.writing(&Patience::UNLIMITED, |transaction, schema| {
            create(transaction, schema, namespace)?;
            Ok(((), Changed::Yes))
        })
    }

    /// Removes a namespace that holds neither classes nor other namespaces. Its qualifier types go with it.
    pub fn delete_namespace(&self, namespace: &str) -> Result<(), Error> {
        self.writing(&Patience::UNLIMITED, |transaction, schema| {
            delete(transaction, schema, namespace)?;
            Ok(((), Changed::Yes))
        })
    }
}

/// [`Repository::create_namespace`] within a transaction.
pub(super) fn create(transaction: &Transaction<'_>, schema: &Schema, namespace: &str) -> Result<(), Failure> {
    if let Some(known) = schema.namespace(&Text::from(namespace)) {
        let message = format!("Namespace '{}' exists already.", known.name);
        return Err(Error::new(Status::AlreadyExists, message).into());
    }
    ensure_namespace(transaction, schema, namespace)?;
    next_generation(transaction)
}

/// [`Repository::delete_namespace`] within a transaction.
pub(super) fn delete(transaction: &Transaction<'_>, schema: &Schema, namespace: &str) -> Result<(), Failure> {
    let found = find_namespace(schema, &Text::from(namespace))?;
    let folded = name::folded_namespace(namespace);
    let refuse = |status, reason: String| {
        Err(Error::new(status, format!("Namespace '{}' can't be removed: {reason}.", found.name)).into())
    };
    if STANDARD.contains(&&*folded) {
        return refuse(Status::NotSupported, "it is one that every repository has".to_owned());
    }
    let below = format!("{folded}/");
    let child =
        schema.namespaces().find(|other| name::folded_namespace(&other.name.to_str()).starts_with(&below));
    if let Some(child) = child {
        let reason = format!("namespace '{}' is in it. Remove what is in it first", child.name);
        return refuse(Status::NamespaceNotEmpty, reason);
    }
    if let Some(class) = found.stored_nodes().next() {
        let count = found.stored_nodes().count();
        let reason = format!("it has {count} classes, such as '{}'. Remove what is in it first", class.name);
        return refuse(Status::NamespaceNotEmpty, reason);
    }
    events::log_namespace_deleted(transaction, found.id, &found.name.to_str())?;
    transaction.execute("DELETE FROM namespaces WHERE id = ?1", [found.id])?;
    next_generation(transaction)
}

/// The namespace of an operation, or INVALID_NAMESPACE.
pub(super) fn find_namespace<'s>(schema: &'s Schema, namespace: &Text) -> Result<&'s Arc<Namespace>, Error> {
    schema.namespace(namespace).ok_or_else(|| {
        Error::new(
            Status::InvalidNamespace,
            format!(
                "Namespace '{namespace}' does not exist. `mi namespaces` lists those that do; compiling into a \
                 namespace makes it."
            ),
        )
    })
}

/// The number of a namespace, which is made if it is not there, with those above it. The caller must count up the
/// generation, which is what the second says.
pub(super) fn ensure_namespace(
    transaction: &Transaction<'_>,
    schema: &Schema,
    namespace: &str,
) -> Result<(i64, Changed), Failure> {
    if let Some(found) = schema.namespace(&Text::from(namespace)) {
        return Ok((found.id, Changed::No));
    }
    let normalized =
        name::namespace(namespace).map_err(|error| error.with_status(Status::InvalidParameter))?.to_string();
    let mut id = 0;
    let ends = normalized.match_indices('/').map(|(at, _)| at).chain([normalized.len()]);
    for end in ends {
        let part = &normalized[..end];
        let mut known = transaction.prepare_cached("SELECT id FROM namespaces WHERE name = ?1")?;
        let mut rows = known.query([part])?;
        id = match rows.next()? {
            Some(row) => row.get(0)?,
            None => {
                let generation = schema.generation + 1;
                let id = transaction
                    .prepare_cached(
                        "INSERT INTO namespaces (name, generation, qualifier_generation) VALUES (?1, ?2, ?2)",
                    )?
                    .insert((part, generation))?;
                events::log_namespace_created(transaction, id)?;
                id
            }
        };
    }
    Ok((id, Changed::Yes))
}

/// Says that the schema changed. The new generation is one more than that of the transaction's beginning.
pub(super) fn next_generation(transaction: &Transaction<'_>) -> Result<(), Failure> {
    transaction.execute("UPDATE state SET schema_generation = schema_generation + 1 WHERE id = 1", [])?;
    Ok(())
}
