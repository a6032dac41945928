//! What associations lead to: which instances have a reference to which other one.

use rusqlite::Connection;

use super::change::Subject;
use super::error::Failure;
use super::values::Values;

/// Adds a new instance.
pub(super) fn add(
    _transaction: &Connection,
    _subject: Subject<'_>,
    _id: i64,
    _values: &Values<'_>,
) -> Result<(), Failure> {
    Ok(())
}

/// Takes out an instance that is removed.
pub(super) fn remove(
    _transaction: &Connection,
    _subject: Subject<'_>,
    _id: i64,
    _values: &Values<'_>,
) -> Result<(), Failure> {
    Ok(())
}

/// Follows a modification.
pub(super) fn replace(
    transaction: &Connection,
    subject: Subject<'_>,
    id: i64,
    before: &Values<'_>,
    after: &Values<'_>,
) -> Result<(), Failure> {
    remove(transaction, subject, id, before)?;
    add(transaction, subject, id, after)
}
