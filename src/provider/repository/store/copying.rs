//! Copies of the whole file, out of it and into it, while others read and write.

use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::connection::{connect, connect_to_memory};
use super::writing::{self, Writer};
use super::{Patience, Store};
use crate::provider::repository::error::Failure;

/// Pages in a step: after each the client is told.
const PAGES: i32 = 1024;
/// Before another process that is in the way is tried again.
const PAUSE: Duration = Duration::from_millis(1);

/// Is told how many pages are copied, of how many.
pub(in crate::provider::repository) type Pages<'a> = &'a mut dyn FnMut(u64, u64);

impl Store {
    /// A connection that sees one state of the file for as long as it is there, for work that takes long.
    pub(in crate::provider::repository) fn at_one_moment(&self) -> Result<Connection, Failure> {
        let connection = match &self.path {
            Some(path) => connect(path, self.reading_mode())?,
            None => {
                let mut copy = connect_to_memory()?;
                let turn = self.writers.enter(|| super::ATTEMPT, || Patience::UNLIMITED.check())?;
                copy_all(&turn.connection, &mut copy, &mut |_, _| ())?;
                copy
            }
        };
        connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_master")?;
        Ok(connection)
    }

    /// Puts what another connection has in place of everything, in one step. `prepare` is called when nobody else can write any
    /// more; it sees what is in the file then, and may still change what comes. Readers see the one or the other. Nothing is
    /// replaced where this fails.
    pub(in crate::provider::repository) fn replace(
        &self,
        from: &Connection,
        forget: &dyn Fn(),
        pages: Pages<'_>,
        prepare: impl FnOnce(&Connection) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.expect_writable()?;
        let mut turn = writing::alone(&self.writers, &Patience::UNLIMITED, forget)?;
        let Writer { connection, .. } = &mut *turn;
        let backup = Backup::new(from, connection)?;
        // A step of no pages takes the right to write, and keeps it until the end.
        while matches!(backup.step(0)?, StepResult::Busy | StepResult::Locked) {
            std::thread::sleep(PAUSE);
        }
        prepare(&self.at_one_moment()?)?;
        let replaced = run(&backup, pages);
        forget();
        replaced
    }
}

/// Copies everything that a connection sees.
pub(in crate::provider::repository) fn copy_all(
    from: &Connection,
    to: &mut Connection,
    pages: Pages<'_>,
) -> Result<(), Failure> {
    run(&Backup::new(from, to)?, pages)
}

fn run(backup: &Backup<'_, '_>, pages: Pages<'_>) -> Result<(), Failure> {
    loop {
        let step = backup.step(PAGES)?;
        let progress = backup.progress();
        let (all, left) = (progress.pagecount.max(0) as u64, progress.remaining.max(0) as u64);
        pages(all.saturating_sub(left), all);
        match step {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked => std::thread::sleep(PAUSE),
            _ => {}
        }
    }
}
