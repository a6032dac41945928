//! Reading the log.

use rusqlite::{Connection, OptionalExtension};

use super::super::encoding::DecodeError;
use super::super::error::Failure;
use super::Kind;

/// The numbers of the oldest and the newest event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Bounds {
    pub first: i64,
    pub last: i64,
}

/// An event as it stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Event {
    /// Its number: one more than that of the event before.
    pub sequence: i64,
    /// When it happened, in microseconds since 1970 in UTC.
    pub time: i64,
    pub kind: Kind,
    subject: i64,
}

impl Event {
    /// The instance or the class that the event is about.
    pub(in super::super) fn id(&self) -> i64 {
        self.subject
    }

    /// The namespace that the event is about.
    pub(in super::super) fn namespace_id(&self) -> i64 {
        -self.subject
    }

    /// What the subject was before, where it was.
    pub(in super::super) fn before(&self, connection: &Connection) -> Result<Option<Vec<u8>>, Failure> {
        let mut statement = connection.prepare_cached("SELECT before FROM events WHERE sequence = ?1")?;
        Ok(statement.query_row([self.sequence], |row| row.get(0)).optional()?.flatten())
    }

    /// What the subject was before the next event that changed it. Where there is none, it is now as this event left it.
    ///
    /// A number may be used for another instance once its own was removed: the removal comes first, and holds what was.
    pub(in super::super) fn before_next(&self, connection: &Connection) -> Result<Option<Vec<u8>>, Failure> {
        before_next(connection, self.subject, self.sequence)
    }
}

/// What a subject was before the first event after this number that changed it.
pub(super) fn before_next(
    connection: &Connection,
    subject: i64,
    sequence: i64,
) -> Result<Option<Vec<u8>>, Failure> {
    let mut statement = connection.prepare_cached(
        "SELECT before FROM events WHERE subject = ?1 AND sequence > ?2 AND before IS NOT NULL \
         ORDER BY sequence LIMIT 1",
    )?;
    Ok(statement.query_row((subject, sequence), |row| row.get(0)).optional()?)
}

/// The oldest and the newest event; `None` where nothing ever happened.
pub(in super::super) fn read_bounds(connection: &Connection) -> Result<Option<Bounds>, Failure> {
    let mut statement = connection
        .prepare_cached("SELECT (SELECT min(sequence) FROM events), (SELECT max(sequence) FROM events)")?;
    let (first, last): (Option<i64>, Option<i64>) =
        statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(first.zip(last).map(|(first, last)| Bounds { first, last }))
}

/// When the event of this number happened, where the log has it.
pub(in super::super) fn time_of(connection: &Connection, sequence: i64) -> Result<Option<i64>, Failure> {
    let mut statement = connection.prepare_cached("SELECT time FROM events WHERE sequence = ?1")?;
    Ok(statement.query_row([sequence], |row| row.get(0)).optional()?)
}

/// The events after this number, so many at most.
pub(in super::super) fn read_after(
    connection: &Connection,
    sequence: i64,
    most: usize,
    events: &mut Vec<Event>,
) -> Result<(), Failure> {
    events.clear();
    let mut statement = connection.prepare_cached(
        "SELECT sequence, time, kind, subject FROM events WHERE sequence > ?1 ORDER BY sequence LIMIT ?2",
    )?;
    let mut rows = statement.query((sequence, most as i64))?;
    while let Some(row) = rows.next()? {
        let kind = Kind::of_number(row.get(2)?)
            .ok_or(DecodeError { at: 0, expected: "a kind of event that this version knows" })?;
        events.push(Event { sequence: row.get(0)?, time: row.get(1)?, kind, subject: row.get(3)? });
    }
    Ok(())
}
