//! The log of what happened to instances, classes and namespaces, from which subscriptions are served.
//!
//! An event is written in the transaction of the change that it tells of, and numbered in the order of the changes, without
//! gaps. It holds what the subject was before; what the subject became stands in the next event of the same subject, or in
//! the file. So making an instance costs one short row, and nothing is stored twice.
//!
//! What events refer to outlives its removal: the layouts of a class that was removed, and the qualifier types of a namespace,
//! go when the event of the removal does. All events that need them are older.

mod history;
mod reading;

use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::Connection;

use super::error::Failure;
pub(super) use history::{ClassRecord, Described, History, namespace_name};
pub(super) use reading::{Bounds, Event, read_after, read_bounds, time_of};

/// What happened. The numbers are those of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Kind {
    InstanceCreated = 1,
    InstanceModified = 2,
    InstanceDeleted = 3,
    ClassCreated = 4,
    ClassModified = 5,
    ClassDeleted = 6,
    NamespaceCreated = 7,
    NamespaceDeleted = 8,
}

impl Kind {
    pub(super) const ALL: [Kind; 8] = [
        Kind::InstanceCreated,
        Kind::InstanceModified,
        Kind::InstanceDeleted,
        Kind::ClassCreated,
        Kind::ClassModified,
        Kind::ClassDeleted,
        Kind::NamespaceCreated,
        Kind::NamespaceDeleted,
    ];

    pub(super) fn of_number(number: i64) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| *kind as i64 == number)
    }
}

/// Notes that an instance was made. It is called after it was.
pub(super) fn log_created(transaction: &Connection, id: i64) -> Result<(), Failure> {
    log(transaction, Kind::InstanceCreated, id, None)
}

/// Notes that an instance is modified. It is called before it is, while the file has its old body.
pub(super) fn log_modified(transaction: &Connection, id: i64) -> Result<(), Failure> {
    log_with_body(transaction, Kind::InstanceModified, id)
}

/// Notes that an instance is removed. It is called before it is, while the file has its body.
pub(super) fn log_deleted(transaction: &Connection, id: i64) -> Result<(), Failure> {
    log_with_body(transaction, Kind::InstanceDeleted, id)
}

/// Notes that a class was made. It is called after it was.
pub(super) fn log_class_created(transaction: &Connection, id: i64) -> Result<(), Failure> {
    log(transaction, Kind::ClassCreated, id, None)
}

/// Notes that a class is changed. It is called before it is, while the file has its old declaration.
pub(super) fn log_class_modified(transaction: &Connection, id: i64) -> Result<(), Failure> {
    let record = ClassRecord::read(transaction, id)?.encode();
    log(transaction, Kind::ClassModified, id, Some(&record))
}

/// Notes that a class is removed. It is called before it is, while the file has its declaration. The layouts of its instances
/// stay for the events that need them.
pub(super) fn log_class_deleted(transaction: &Connection, id: i64) -> Result<(), Failure> {
    let record = ClassRecord::read(transaction, id)?.encode();
    log(transaction, Kind::ClassDeleted, id, Some(&record))
}

/// Notes that a namespace was made. It is called after it was.
pub(super) fn log_namespace_created(transaction: &Connection, id: i64) -> Result<(), Failure> {
    log(transaction, Kind::NamespaceCreated, -id, None)
}

/// Notes that a namespace of this name is removed. Its qualifier types stay for the events that need them.
pub(super) fn log_namespace_deleted(
    transaction: &Connection,
    id: i64,
    namespace: &str,
) -> Result<(), Failure> {
    log(transaction, Kind::NamespaceDeleted, -id, Some(namespace.as_bytes()))
}

/// Writes an event. Instances, classes and namespaces have numbers of one line: instances are beyond all classes, and namespaces
/// below zero.
fn log(transaction: &Connection, kind: Kind, subject: i64, before: Option<&[u8]>) -> Result<(), Failure> {
    transaction
        .prepare_cached("INSERT INTO events (time, kind, subject, before) VALUES (?1, ?2, ?3, ?4)")?
        .execute((now(), kind as i64, subject, before))?;
    Ok(())
}

fn log_with_body(transaction: &Connection, kind: Kind, id: i64) -> Result<(), Failure> {
    transaction
        .prepare_cached(
            "INSERT INTO events (time, kind, subject, before) SELECT ?1, ?2, id, body FROM instances WHERE id = ?3",
        )?
        .execute((now(), kind as i64, id))?;
    Ok(())
}

/// Microseconds since 1970 in UTC.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_micros()).ok()).unwrap_or_default()
}

/// Takes the oldest events out of the log where it is longer than it may be. Several go at once, so that not every transaction
/// has to look for its oldest page. The newest event always stays: the next one is numbered after it.
pub(super) fn trim(transaction: &Connection, limit: u64) -> Result<(), Failure> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX).max(1);
    let Some(Bounds { first, last }) = read_bounds(transaction)? else { return Ok(()) };
    if last - first < limit {
        return Ok(());
    }
    let end = last - (limit - (limit / 16).min(1024));
    let mut removed = transaction
        .prepare_cached("SELECT kind, subject FROM events WHERE sequence <= ?1 AND kind IN (?2, ?3)")?;
    let mut rows = removed.query((end, Kind::ClassDeleted as i64, Kind::NamespaceDeleted as i64))?;
    while let Some(row) = rows.next()? {
        let (kind, subject): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (statement, id) = match Kind::of_number(kind) {
            Some(Kind::ClassDeleted) => ("DELETE FROM layouts WHERE class_id = ?1", subject),
            _ => ("DELETE FROM qualifier_types WHERE namespace_id = ?1", -subject),
        };
        transaction.prepare_cached(statement)?.execute([id])?;
    }
    drop(rows);
    transaction.prepare_cached("DELETE FROM events WHERE sequence <= ?1")?.execute([end])?;
    Ok(())
}
