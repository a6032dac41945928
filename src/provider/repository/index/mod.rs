//! The index of property values: which instances have which value of an indexed property.
//!
//! Which properties of a class are indexed follows from the class alone, see [`indexed_properties`]. What is in the index
//! follows from the instances alone: [`entries`] gives what belongs to one. Values are in a form whose bytes sort as the
//! values do; a value that is NULL has no entry.

mod bounds;
mod properties;
#[cfg(test)]
mod tests;
mod value;

use rusqlite::{Connection, OptionalExtension};

use super::change::Subject;
use super::error::Failure;
use super::instances::{decode, each_of_class};
use super::schema_cache::{Namespace, StoredClass};
use super::values::{Values, values_of};

pub(super) use bounds::Bounds;
pub(super) use properties::{IndexedProperty, indexed_properties};
use value::indexed_value;

/// The entries of an instance with these values: each indexed property that has a value, and the value.
pub(super) fn entries<'a>(
    stored: &'a StoredClass,
    values: &'a Values<'_>,
) -> impl Iterator<Item = (&'a IndexedProperty, Vec<u8>)> {
    stored.indexed().iter().filter_map(|property| Some((property, indexed_value(values[property.place]?)?)))
}

/// Adds a new instance.
pub(super) fn add(
    transaction: &Connection,
    subject: Subject<'_>,
    id: i64,
    values: &Values<'_>,
) -> Result<(), Failure> {
    entries(subject.stored, values)
        .try_for_each(|(property, value)| insert(transaction, property, &value, id))
}

/// Takes out an instance that is removed.
pub(super) fn remove(
    transaction: &Connection,
    subject: Subject<'_>,
    id: i64,
    values: &Values<'_>,
) -> Result<(), Failure> {
    entries(subject.stored, values)
        .try_for_each(|(property, value)| delete(transaction, property, &value, id))
}

/// Follows a modification. Only what changed is written.
pub(super) fn replace(
    transaction: &Connection,
    subject: Subject<'_>,
    id: i64,
    before: &Values<'_>,
    after: &Values<'_>,
) -> Result<(), Failure> {
    for property in subject.stored.indexed() {
        let value_in = |values: &Values<'_>| values[property.place].and_then(indexed_value);
        let (old, new) = (value_in(before), value_in(after));
        if old == new {
            continue;
        }
        if let Some(old) = old {
            delete(transaction, property, &old, id)?;
        }
        if let Some(new) = new {
            insert(transaction, property, &new, id)?;
        }
    }
    Ok(())
}

/// Follows the change of a class: where another set of its properties is indexed, or one of them has another default, what
/// its stored instances have in the index changes with it.
pub(super) fn rebuild(
    transaction: &Connection,
    namespace: &Namespace,
    old: &StoredClass,
    new: &StoredClass,
) -> Result<(), Failure> {
    if old.indexed() == new.indexed() {
        return Ok(());
    }
    each_of_class(transaction, old.id, |id, body| {
        let before = decode(transaction, &old.whole, body, namespace)?;
        let after = decode(transaction, &new.whole, body, namespace)?;
        let subject = |stored| Subject { namespace, stored, key: &[] };
        remove(transaction, subject(old), id, &values_of(&before))?;
        add(transaction, subject(new), id, &values_of(&after))
    })
}

/// The indexed properties of an instance whose entry is not in the index. With it, and the number of all entries, a check
/// finds out whether the index is what the instances make it.
pub(super) fn missing<'a>(
    connection: &Connection,
    stored: &'a StoredClass,
    id: i64,
    values: &'a Values<'_>,
) -> Result<Vec<&'a IndexedProperty>, Failure> {
    let mut missing = Vec::new();
    for (property, value) in entries(stored, values) {
        let mut statement = connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM indexed_values JOIN indexed_properties ON property_id = indexed_properties.id \
             WHERE name = ?1 AND value = ?2 AND indexed_values.id = ?3)",
        )?;
        let is_there: bool = statement.query_row((&*property.name, &value, id), |row| row.get(0))?;
        if !is_there {
            missing.push(property);
        }
    }
    Ok(missing)
}

/// The number of an indexed property, where any instance ever had a value of it.
pub(super) fn property_id(connection: &Connection, name: &str) -> Result<Option<i64>, Failure> {
    let mut statement = connection.prepare_cached("SELECT id FROM indexed_properties WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

fn insert(
    transaction: &Connection,
    property: &IndexedProperty,
    value: &[u8],
    id: i64,
) -> Result<(), Failure> {
    // The number is not remembered: it vanishes with the transaction if that fails.
    let number = match property_id(transaction, &property.name)? {
        Some(number) => number,
        None => transaction
            .prepare_cached("INSERT INTO indexed_properties (name) VALUES (?1)")?
            .insert([&*property.name])?,
    };
    transaction
        .prepare_cached("INSERT INTO indexed_values (property_id, value, id) VALUES (?1, ?2, ?3)")?
        .execute((number, value, id))?;
    Ok(())
}

fn delete(
    transaction: &Connection,
    property: &IndexedProperty,
    value: &[u8],
    id: i64,
) -> Result<(), Failure> {
    transaction
        .prepare_cached(
            "DELETE FROM indexed_values WHERE property_id = (SELECT id FROM indexed_properties WHERE name = ?1) \
             AND value = ?2 AND id = ?3",
        )?
        .execute((&*property.name, value, id))?;
    Ok(())
}
