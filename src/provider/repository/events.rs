//! The log of what happened to instances and classes, from which subscriptions are served.

use rusqlite::Connection;

use super::error::Failure;

/// Notes that an instance was made. It is called after it was.
pub(super) fn log_created(_transaction: &Connection, _id: i64) -> Result<(), Failure> {
    Ok(())
}

/// Notes that an instance is modified. It is called before it is, while the file has its old body.
pub(super) fn log_modified(_transaction: &Connection, _id: i64) -> Result<(), Failure> {
    Ok(())
}

/// Notes that an instance is removed. It is called before it is, while the file has its body.
pub(super) fn log_deleted(_transaction: &Connection, _id: i64) -> Result<(), Failure> {
    Ok(())
}

/// Takes the oldest events out of the log where it is longer than it may be.
pub(super) fn trim(_transaction: &Connection, _limit: u64) -> Result<(), Failure> {
    Ok(())
}
