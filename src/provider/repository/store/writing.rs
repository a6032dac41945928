//! Writing. There is one connection for it, on which steps run one after the other, and those that only change instances share
//! a transaction: the longest part of a write by far is to wait for the disk, and that is done once for all of them.
//!
//! Each step is a savepoint, so that one that fails leaves nothing and takes nobody with it. It is done when the transaction is
//! on the disk: whoever joined a transaction that can't be committed is told so.

use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ffi};

use super::Patience;
use super::connection::insist;
use super::courtesy::Courtesy;
use crate::provider::repository::error::Failure;
use crate::sync::{Joined, Turn, Turns};

/// Steps in one transaction, at most, and how long it may be open. Other processes wait meanwhile.
const STEPS: usize = 256;
const OPEN: Duration = Duration::from_millis(50);
/// How often another process that writes is asked whether it is done, and how many times before the operation is asked whether
/// it can wait. SQLite's own pauses grow, while the others' turns stay short.
const PAUSE: Duration = Duration::from_millis(1);
const PAUSES: i32 = 20;

/// The transaction that a writing step runs in. The step can't end it.
pub(in crate::provider::repository) struct Transaction<'c>(&'c Connection);

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0
    }
}

/// Whether a step changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::provider::repository) enum Changed {
    Yes,
    No,
}

/// Whether other steps may be in the same transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::provider::repository) enum Sharing {
    Shared,
    /// For changes of the schema: what is in memory of it is made from what a transaction sees, and must not be made from what
    /// another one may undo.
    Alone,
}

/// The connection that writes, and the transaction on it.
pub(super) struct Writer {
    pub(super) connection: Connection,
    transaction: Option<Open>,
    courtesy: Courtesy,
    #[cfg(test)]
    pub(super) commits: usize,
}

/// A transaction that is open.
struct Open {
    since: Instant,
    steps: usize,
}

/// Why a transaction was lost; told to each whose step was in it.
#[derive(Clone)]
pub(super) struct Lost(ffi::Error, Option<String>);

pub(super) type Writers = Turns<Writer, Result<(), Lost>>;
type Writing<'a> = Turn<'a, Writer, Result<(), Lost>>;

impl From<Lost> for Failure {
    fn from(Lost(code, message): Lost) -> Failure {
        rusqlite::Error::SqliteFailure(code, message).into()
    }
}

impl From<&rusqlite::Error> for Lost {
    fn from(error: &rusqlite::Error) -> Lost {
        match error {
            rusqlite::Error::SqliteFailure(code, message) => Lost(*code, message.clone()),
            other => Lost(ffi::Error::new(ffi::SQLITE_ERROR), Some(other.to_string())),
        }
    }
}

impl Writer {
    pub(super) fn new(mut connection: Connection, path: Option<&Path>) -> rusqlite::Result<Writer> {
        connection.busy_handler(Some(|attempts| {
            std::thread::sleep(PAUSE);
            attempts < PAUSES
        }))?;
        let courtesy = path.map_or_else(Courtesy::none, Courtesy::of);
        Ok(Writer {
            connection,
            transaction: None,
            courtesy,
            #[cfg(test)]
            commits: 0,
        })
    }

    /// Begins a transaction, if none is open.
    fn begin(&mut self, patience: &Patience<'_>) -> Result<(), Failure> {
        if self.transaction.is_some() {
            return Ok(());
        }
        let _place = self.courtesy.wait(patience)?;
        loop {
            match self.execute("BEGIN IMMEDIATE").map_err(Failure::from) {
                Ok(()) => break,
                Err(failure) if failure.is_busy() => patience.check()?,
                Err(failure) => return Err(failure),
            }
        }
        self.transaction = Some(Open { since: Instant::now(), steps: 0 });
        Ok(())
    }

    /// Whether an open transaction should take no more steps.
    fn is_full(&self) -> bool {
        self.transaction.as_ref().is_some_and(|open| open.steps >= STEPS || open.since.elapsed() >= OPEN)
    }

    fn execute(&self, statement: &'static str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(statement)?.execute([]).map(drop)
    }

    /// Undoes what is in the transaction.
    fn roll_back(&mut self) -> rusqlite::Result<()> {
        self.transaction = None;
        // Some errors undo everything by themselves.
        if self.connection.is_autocommit() { Ok(()) } else { self.execute("ROLLBACK") }
    }

    fn commit(&mut self) -> Result<(), Lost> {
        self.transaction = None;
        #[cfg(test)]
        {
            self.commits += 1;
        }
        let committed = insist(|| self.execute("COMMIT"));
        committed.map_err(|error| {
            tracing::warn!(%error, "a transaction can't be committed");
            if let Err(error) = self.roll_back() {
                tracing::error!(%error, "nor can it be undone");
            }
            Lost::from(&error)
        })
    }
}

/// Runs a writing step. What it did is on the disk when this returns; a step that fails or panics changes nothing. `forget` is
/// called when steps that had succeeded are undone, before anybody else sees the file.
pub(super) fn write<T>(
    writers: &Writers,
    sharing: Sharing,
    patience: &Patience<'_>,
    forget: &dyn Fn(),
    step: impl FnOnce(&Transaction<'_>) -> Result<(T, Changed), Failure>,
) -> Result<T, Failure> {
    let mut turn = writers.enter(|| patience.interval(), || patience.check())?;
    if turn.is_full() || (sharing == Sharing::Alone && turn.transaction.is_some()) {
        // How it went matters to those whose steps are in it.
        let _ = commit(&mut turn, forget);
    }
    turn.begin(patience)?;
    if let Err(error) = turn.execute("SAVEPOINT step") {
        return Err(abandon(turn, forget, error.into()));
    }
    let done = catch_unwind(AssertUnwindSafe(|| step(&Transaction(&turn.connection))));
    let is_kept = matches!(done, Ok(Ok((_, Changed::Yes))));
    let ended = if turn.connection.is_autocommit() {
        // Nothing is left of the transaction. The step's own error says why.
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_ABORT), None))
    } else if is_kept {
        turn.execute("RELEASE step")
    } else {
        turn.execute("ROLLBACK TO step").and_then(|()| turn.execute("RELEASE step"))
    };
    if let Err(error) = ended {
        return match done {
            Ok(Err(failure)) => Err(abandon(turn, forget, failure)),
            Ok(Ok(_)) => Err(abandon(turn, forget, error.into())),
            Err(panic) => {
                abandon(turn, forget, error.into());
                resume_unwind(panic)
            }
        };
    }
    let is_first = turn.joined() == 0;
    if is_kept && let Some(open) = &mut turn.transaction {
        open.steps += 1;
    } else if is_first {
        // Nobody waits for the transaction.
        turn.roll_back()?;
    }
    let result = done.unwrap_or_else(|panic| {
        resume_unwind(panic);
    });
    if is_kept && sharing == Sharing::Alone {
        commit(&mut turn, forget)?;
    } else if is_kept || !is_first {
        // Also who changed nothing may have found what others changed, which counts when it is on the disk.
        match turn.join() {
            Joined::Ended(outcome) => outcome?,
            Joined::Turn(mut turn) => commit(&mut turn, forget)?,
        }
    }
    result.map(|(value, _)| value)
}

/// A turn in which no transaction is open.
pub(super) fn alone<'w>(
    writers: &'w Writers,
    patience: &Patience<'_>,
    forget: &dyn Fn(),
) -> Result<Writing<'w>, Failure> {
    let mut turn = writers.enter(|| patience.interval(), || patience.check())?;
    if turn.transaction.is_some() {
        // How it went matters to those whose steps are in it.
        let _ = commit(&mut turn, forget);
    }
    Ok(turn)
}

/// Commits what was done, and tells those who wait for it.
fn commit(turn: &mut Writing<'_>, forget: &dyn Fn()) -> Result<(), Lost> {
    let outcome = turn.commit();
    if outcome.is_err() {
        forget();
    }
    turn.tell(&outcome);
    outcome
}

/// Gives a transaction up that can't go on, and tells those whose steps were in it.
fn abandon(mut turn: Writing<'_>, forget: &dyn Fn(), failure: Failure) -> Failure {
    let reason = match &failure {
        Failure::Database(error) => Lost::from(error),
        other => Lost(ffi::Error::new(ffi::SQLITE_ABORT), Some(other.to_string())),
    };
    if let Err(error) = turn.roll_back() {
        tracing::error!(%error, "a transaction can't be undone");
    }
    forget();
    turn.tell(&Err(reason));
    failure
}
