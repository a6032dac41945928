//! A backup in place of what is in the repository, also while other processes have it open.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::{Connection, OpenFlags};

use super::Progress;
use super::backup::{Existing, Partial, beside, copy_to, file_error};
use super::check::check;
use crate::cim::{Error, ErrorCategory, Status};
use crate::provider::repository::Repository;
use crate::provider::repository::error::{Failure, OpenError};
use crate::provider::repository::store::{copy_all, migrate_copy};

/// Findings that are told of a backup that is not sound.
const TOLD: usize = 5;

/// What becomes of what a restored backup replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Previous {
    /// It is kept in a backup beside the repository.
    Keep,
    /// It is lost.
    Discard,
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where what was there before is, if it was kept.
    pub previous: Option<PathBuf>,
    /// Instances in the repository now.
    pub instances: u64,
}

impl Repository {
    /// Puts a backup in place of everything in the repository. All of it is replaced in one step, or nothing: connections that are
    /// open, of this process and of others, see the one before and the other after. The backup is checked first, and left as it is.
    pub fn restore(
        &self,
        from: &Path,
        previous: Previous,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Restored, Error> {
        let Some(path) = self.store.path() else {
            return Err(Error::not_supported("Restoring into a repository in memory"));
        };
        let told = |failure: Failure| failure.into_error(Some(path));
        // A copy of our own: a backup may be of an older version, or on a disk that goes away.
        let partial = Partial::make(path)?;
        let of_backup = |failure: Failure| failure.into_error(Some(from));
        let copy = open_copy(from, &partial.0, progress)?;
        let page_size = |connection: &Connection| {
            connection
                .pragma_query_value(None, "page_size", |row| row.get::<_, i64>(0))
                .map_err(Failure::from)
        };
        let wanted = self.store.at_one_moment().and_then(|now| page_size(&now)).map_err(told)?;
        if page_size(&copy).map_err(of_backup)? != wanted {
            let resize = || -> Result<(), Failure> {
                copy.pragma_update(None, "page_size", wanted)?;
                Ok(copy.execute_batch("VACUUM")?)
            };
            resize().map_err(of_backup)?;
        }
        copy.execute_batch("BEGIN").map_err(Failure::from).map_err(of_backup)?;
        let checked = check(&copy, progress).map_err(of_backup)?;
        if !checked.is_sound_but_for_texts() {
            let findings: Vec<String> = checked.findings.iter().take(TOLD).map(ToString::to_string).collect();
            let message = format!(
                "The backup '{}' is not sound, and nothing was restored: {}",
                from.display(),
                findings.join(" ")
            );
            return Err(Error::new(Status::Failed, message).in_category(ErrorCategory::InvalidData));
        }
        copy.execute_batch("ROLLBACK").map_err(Failure::from).map_err(of_backup)?;

        let mut kept = None;
        let forget = || self.cache.forget();
        let prepare = |now: &Connection| -> Result<(), Failure> {
            if previous == Previous::Keep {
                let to = name_for_previous(path);
                copy_to(now, &to, Existing::Refuse, &mut |_, _| ())?;
                kept = Some(to);
            }
            go_beyond(&copy, now)
        };
        let mut pages = |done, all| progress(Progress { step: "Restoring", done, all });
        self.store.replace(&copy, &forget, &mut pages, prepare).map_err(told)?;
        // Those who are told of what happens learn that the log is another one.
        self.subscriptions.notify();
        Ok(Restored { previous: kept, instances: checked.instances })
    }
}

/// A copy of a backup that is of the current version and may be written to.
fn open_copy(from: &Path, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Connection, Error> {
    if let Err(error) = std::fs::metadata(from) {
        return Err(file_error(from, &error));
    }
    let refused = |source| Error::from(OpenError::Database { path: from.to_owned(), source });
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let backup = Connection::open_with_flags(from, flags).map_err(refused)?;
    let mut copy = Connection::open(to).map_err(refused)?;
    copy_all(&backup, &mut copy, &mut |done, all| {
        progress(Progress { step: "Reading the backup", done, all });
    })
    .map_err(|failure| match failure {
        Failure::Database(error) => Error::from(OpenError::Foreign {
            path: from.to_owned(),
            reason: format!("it is damaged, or was never a repository ({error})"),
        }),
        other => other.into_error(Some(from)),
    })?;
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).map_err(refused)?;
    migrate_copy(&copy, from)?;
    Ok(copy)
}

/// Makes a copy one that nobody takes for what is there now: what processes have in memory of that is out of date with it, and no
/// number that was given away since is given away again.
fn go_beyond(copy: &Connection, now: &Connection) -> Result<(), Failure> {
    let (generation, versions): (i64, Vec<u8>) =
        now.query_row("SELECT schema_generation, versions FROM state WHERE id = 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let own: i64 =
        copy.query_row("SELECT schema_generation FROM state WHERE id = 1", [], |row| row.get(0))?;
    let generation = generation.max(own) + 1;
    let mut versions = versions;
    for counter in versions.chunks_exact_mut(4) {
        let next = u32::from_le_bytes([counter[0], counter[1], counter[2], counter[3]]).wrapping_add(1);
        counter.copy_from_slice(&next.to_le_bytes());
    }
    let transaction = copy.unchecked_transaction()?;
    transaction.execute(
        "UPDATE state SET schema_generation = ?1, versions = ?2, identity = randomblob(16)",
        (generation, versions),
    )?;
    transaction.execute("UPDATE namespaces SET generation = ?1, qualifier_generation = ?1", [generation])?;
    transaction.execute("UPDATE classes SET generation = ?1", [generation])?;
    let mut sequences = now.prepare("SELECT name, seq FROM sqlite_sequence")?;
    let mut rows = sequences.query([])?;
    while let Some(row) = rows.next()? {
        let (table, last): (String, i64) = (row.get(0)?, row.get(1)?);
        let updated = transaction
            .execute("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", (&table, last))?;
        if updated == 0 {
            transaction.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (&table, last))?;
        }
    }
    Ok(transaction.commit()?)
}

/// A name that says what it is, and that sorts by time.
fn name_for_previous(path: &Path) -> PathBuf {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let mut number = since.as_millis();
    loop {
        let name = beside(path, &format!(".before-restore-{number}"));
        if name.symlink_metadata().is_err() {
            return name;
        }
        number += 1;
    }
}
