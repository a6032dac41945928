//! What the watching thread does: it looks whether another process has written to the repository, and keeps the time of
//! subscriptions that group events.
//!
//! Another process first writes its changes to the log of the file, which the system gives notice of, then waits for the disk,
//! and only then lets others see them, which nobody gives notice of. So from a notice on the thread looks again and again, each
//! time after a quarter of the time that has passed: what takes the disk a millisecond is seen a quarter of a millisecond late.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::super::error::Failure;
use super::super::events::read_bounds;
use super::super::schema_cache::read_generation;
use super::bell::Bell;
use super::registry::Registry;

/// How long a look after a notice waits at least.
const SHORTEST: Duration = Duration::from_micros(200);
/// How long a look waits at most where the system gives notice of writes.
const LONGEST: Duration = Duration::from_secs(10);
/// How long it waits at most where writes have to be looked for.
const LONGEST_WITHOUT_NOTICE: Duration = Duration::from_secs(1);

/// Looks after the subscriptions until nobody needs it. At a repository in memory there is nothing to look at: nobody else writes
/// there.
pub(super) fn run(registry: &Arc<Registry>, bell: &Arc<Bell>, mut looking: Option<Looking>) {
    loop {
        let due = registry.wake_due();
        let next_look = looking.as_ref().map(|looking| looking.next);
        let until = due.into_iter().chain(next_look).min();
        let is_soon = next_look.is_some_and(|next| next <= Instant::now() + SHORTEST);
        // What is looked at in a moment need not be told of, however much is written meanwhile.
        let woken = bell.wait(until, !is_soon);
        if registry.has_left(bell) {
            return;
        }
        let Some(looking) = &mut looking else { continue };
        if woken.was_written {
            looking.begin();
        }
        if looking.next <= Instant::now() && looking.look() {
            registry.notify();
        }
    }
}

/// The looks at a file.
pub(super) struct Looking {
    connection: Connection,
    longest: Duration,
    /// The last notice, or change that was seen.
    since: Instant,
    next: Instant,
    /// What was seen last: SQLite's count of others' changes, and what there is to tell.
    seen: (i64, News),
}

impl Looking {
    /// From now on. Subscriptions that look for themselves after this miss nothing; the thread may begin much later.
    pub(super) fn new(connection: Connection, bell: &Bell) -> Looking {
        let longest = if bell.hears_of_writes() { LONGEST } else { LONGEST_WITHOUT_NOTICE };
        let now = Instant::now();
        let seen = (data_version(&connection).unwrap_or(0), news(&connection).unwrap_or_default());
        Looking { connection, longest, since: now, next: now, seen }
    }

    /// Something is being written.
    fn begin(&mut self) {
        self.since = Instant::now();
        self.next = self.next.min(self.since + SHORTEST);
    }

    /// Whether there is something new.
    fn look(&mut self) -> bool {
        let version = data_version(&self.connection).unwrap_or(self.seen.0);
        let is_changed = version != self.seen.0;
        let before = self.seen;
        // Where the file can't be read now, the next look sees that it was changed.
        if is_changed && let Ok(news) = news(&self.connection) {
            self.seen = (version, news);
        }
        let is_new = self.seen.1 != before.1;
        let now = Instant::now();
        if is_changed {
            // Others may have begun to write at the same time.
            self.since = now;
        }
        self.next = now + (now.duration_since(self.since) / 4).clamp(SHORTEST, self.longest);
        is_new
    }
}

fn data_version(connection: &Connection) -> Result<i64, Failure> {
    let mut statement = connection.prepare_cached("PRAGMA data_version")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The number of the newest event, and the generation of the schema: a copy that was restored may end with the same number.
type News = (i64, i64);

fn news(connection: &Connection) -> Result<News, Failure> {
    let transaction = connection.unchecked_transaction()?;
    let newest = read_bounds(&transaction)?.map_or(0, |bounds| bounds.last);
    Ok((newest, read_generation(&transaction)?))
}

#[cfg(test)]
mod tests {
    use super::super::super::{Location, Repository};
    use super::*;

    #[test]
    fn what_is_written_before_the_thread_begins_is_seen_by_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("repository.db");
        let repository = Repository::open(Location::File(path)).unwrap();
        let bell = Bell::new(None).unwrap();
        let connection = repository.store.watching_connection().unwrap().unwrap();
        let mut looking = Looking::new(connection, &bell);
        assert!(!looking.look(), "nothing happened yet");
        repository.create_namespace("root/new").unwrap();
        assert!(looking.look());
        assert!(!looking.look(), "it was seen");
    }
}
