//! Changes of stored instances. Every one goes through [`Changes`], so that what the file keeps beside the instances always
//! agrees with them: their keys, the indexes, the ends of associations, the log of events, and the counters by which other
//! processes learn what is out of date.

use rusqlite::{Connection, ErrorCode};

use super::associations::ends;
use super::encoding::encode_body;
use super::error::Failure;
use super::instance_cache::Touched;
use super::instances::BITS_OF_SEQUENCE;
use super::schema_cache::{Namespace, StoredClass};
use super::values::{Values, values_of};
use super::{events, index};
use crate::cim::{Error, Instance, ObjectPath, Status};

/// Classes beyond this have no place in the numbers of instances.
const MAXIMUM_CLASS: i64 = (1 << (63 - BITS_OF_SEQUENCE)) - 1;

/// The changes of one transaction.
pub(super) struct Changes<'t> {
    transaction: &'t Connection,
    touched: Touched,
}

/// An instance that is changed: where it is, and what it is found by.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub namespace: &'a Namespace,
    pub stored: &'a StoredClass,
    pub key: &'a [u8],
}

impl<'t> Changes<'t> {
    /// For this transaction, which must be a writing one.
    pub(super) fn new(transaction: &'t Connection) -> Changes<'t> {
        Changes { transaction, touched: Touched::default() }
    }

    /// Adds an instance with these values, or says ALREADY_EXISTS.
    pub(super) fn create(
        &mut self,
        subject: Subject<'_>,
        values: &Values<'_>,
        path: impl FnOnce() -> ObjectPath,
    ) -> Result<i64, Failure> {
        let Subject { stored, key, .. } = subject;
        let body = encode_body(stored.writing_layout(self.transaction)?, values)?;
        let id = self.next_id(stored)?;
        let inserted = self
            .transaction
            .prepare_cached("INSERT INTO instance_keys (key, class_id, id) VALUES (?1, ?2, ?3)")?
            .execute((key, stored.id, id));
        match inserted {
            Ok(_) => {}
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                return Err(Error::new(
                    Status::AlreadyExists,
                    format!("The instance '{}' exists already. Modify it, or choose other keys.", path()),
                )
                .into());
            }
            Err(error) => return Err(error.into()),
        }
        self.transaction
            .prepare_cached("INSERT INTO instances (id, body) VALUES (?1, ?2)")?
            .execute((id, &body))?;
        index::add(self.transaction, subject, id, values)?;
        ends::add(self.transaction, subject, id, values)?;
        events::log_created(self.transaction, id)?;
        Ok(id)
    }

    /// Gives a stored instance other values.
    pub(super) fn modify(
        &mut self,
        subject: Subject<'_>,
        id: i64,
        before: &Instance,
        values: &Values<'_>,
    ) -> Result<(), Failure> {
        let body = encode_body(subject.stored.writing_layout(self.transaction)?, values)?;
        events::log_modified(self.transaction, id)?;
        let old = values_of(before);
        index::replace(self.transaction, subject, id, &old, values)?;
        ends::replace(self.transaction, subject, id, &old, values)?;
        self.transaction
            .prepare_cached("UPDATE instances SET body = ?2 WHERE id = ?1")?
            .execute((id, &body))?;
        self.touched.add(subject.stored.id, subject.key);
        Ok(())
    }

    /// Removes a stored instance, which has these values.
    pub(super) fn delete(&mut self, subject: Subject<'_>, id: i64, before: &Instance) -> Result<(), Failure> {
        let Subject { stored, key, .. } = subject;
        events::log_deleted(self.transaction, id)?;
        let old = values_of(before);
        index::remove(self.transaction, subject, id, &old)?;
        ends::remove(self.transaction, subject, id, &old)?;
        self.transaction.prepare_cached("DELETE FROM instances WHERE id = ?1")?.execute([id])?;
        self.transaction
            .prepare_cached("DELETE FROM instance_keys WHERE key = ?1 AND class_id = ?2")?
            .execute((key, stored.id))?;
        self.touched.add(stored.id, key);
        Ok(())
    }

    /// Tells the other processes what changed. Must be called before the transaction is committed.
    pub(super) fn finish(self) -> Result<(), Failure> {
        self.touched.count(self.transaction)
    }

    /// The number of the next instance of a class.
    fn next_id(&self, stored: &StoredClass) -> Result<i64, Failure> {
        if stored.id > MAXIMUM_CLASS {
            let message = format!(
                "The repository has seen more than {MAXIMUM_CLASS} classes, and has no number left for this one."
            );
            return Err(Error::new(Status::ServerLimitsExceeded, message).into());
        }
        let first = stored.id << BITS_OF_SEQUENCE;
        let last: Option<i64> = self
            .transaction
            .prepare_cached("SELECT max(id) FROM instances WHERE id >= ?1 AND id < ?2")?
            .query_row((first, first + (1 << BITS_OF_SEQUENCE)), |row| row.get(0))?;
        Ok(last.map_or(first, |last| last + 1))
    }
}
