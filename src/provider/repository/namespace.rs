//! Namespaces: what they may be called, and how they are listed, made and removed.

use std::sync::Arc;

use super::error::Failure;
use super::schema_cache::{Namespace, Schema, folded_namespace};
use super::store::{Changed, Patience, Transaction};
use super::{Repository, events};
use crate::cim::{Error, Status, Text, name};

/// What every repository has; they can't be removed.
const STANDARD: [&str; 4] = ["root", "root/cimv2", "root/interop", "root/standardcimv2"];
const MAXIMUM_LENGTH: usize = 1024;

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
            if schema.namespace(&Text::from(namespace)).is_some() {
                return Err(Error::new(
                    Status::AlreadyExists,
                    format!("Namespace '{}' exists already.", name::normalized_namespace(namespace)),
                )
                .into());
            }
            ensure_namespace(transaction, schema, namespace)?;
            next_generation(transaction)?;
            Ok(((), Changed::Yes))
        })
    }

    /// Removes a namespace that holds neither classes nor other namespaces. Its qualifier types go with it.
    pub fn delete_namespace(&self, namespace: &str) -> Result<(), Error> {
        self.writing(&Patience::UNLIMITED, |transaction, schema| {
            let found = find_namespace(schema, &Text::from(namespace))?;
            let folded = folded_namespace(namespace);
            if STANDARD.contains(&&*folded) {
                return Err(Error::new(
                    Status::NotSupported,
                    format!(
                        "Namespace '{}' is one that every repository has, and can't be removed.",
                        found.name
                    ),
                )
                .into());
            }
            let below = format!("{folded}/");
            let child =
                schema.namespaces().find(|other| folded_namespace(&other.name.to_str()).starts_with(&below));
            let reason = match (child, found.stored_nodes().next()) {
                (Some(child), _) => Some(format!("namespace '{}' is in it", child.name)),
                (None, Some(class)) => {
                    Some(format!("it has {} classes, such as '{}'", found.stored_nodes().count(), class.name))
                }
                (None, None) => None,
            };
            if let Some(reason) = reason {
                return Err(Error::new(
                    Status::NamespaceNotEmpty,
                    format!(
                        "Namespace '{}' can't be removed: {reason}. Remove what is in it first.",
                        found.name
                    ),
                )
                .into());
            }
            events::log_namespace_deleted(transaction, found.id, &found.name.to_str())?;
            transaction.execute("DELETE FROM namespaces WHERE id = ?1", [found.id])?;
            next_generation(transaction)?;
            Ok(((), Changed::Yes))
        })
    }
}

/// The namespace of an operation, or INVALID_NAMESPACE.
pub(super) fn find_namespace<'s>(schema: &'s Schema, namespace: &Text) -> Result<&'s Arc<Namespace>, Error> {
    schema.namespace(namespace).ok_or_else(|| {
        Error::new(
            Status::InvalidNamespace,
            format!(
                "Namespace '{}' does not exist. `mi namespaces` lists those that do; compiling MOF into a namespace \
                 makes it.",
                name::normalized_namespace(&namespace.to_str())
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
    let normalized = name::normalized_namespace(namespace);
    check_name(&normalized)?;
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

fn check_name(normalized: &str) -> Result<(), Error> {
    let refuse = |reason: &str| {
        Err(Error::new(
            Status::InvalidParameter,
            format!("'{normalized}' is no name of a namespace: {reason}. A name looks like root/cimv2."),
        ))
    };
    if normalized.is_empty() {
        return refuse("it is empty");
    }
    if normalized.len() > MAXIMUM_LENGTH {
        return refuse("it is longer than 1024 bytes");
    }
    if normalized.split('/').any(str::is_empty) {
        return refuse("a part between two slashes is empty");
    }
    match normalized.chars().find(|&character| {
        character.is_control() || character.is_whitespace() || "\"'*:;,<>?|=.".contains(character)
    }) {
        Some(character) => refuse(&format!("{character:?} can't be in it")),
        None => Ok(()),
    }
}
