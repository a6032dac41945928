//! The versions of the file's tables, and what takes a file from one to the next.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::connection::insist;
use super::identification::{APPLICATION_ID, OTHER_PROGRAM};
use crate::provider::repository::error::{Failure, OpenError};
use crate::provider::repository::migration;

/// What takes a file from one schema version to the next: the first makes a new file, and each is run once.
const MIGRATIONS: [Migration; 2] = [
    Migration { statements: include_str!("../schema-1.sql"), fill: |_| Ok(()) },
    Migration { statements: include_str!("../schema-2.sql"), fill: migration::fill_version_2 },
];

/// A step from one version of the file to the next.
struct Migration {
    statements: &'static str,
    /// Fills what the statements made from what was there.
    fill: fn(&Connection) -> Result<(), Failure>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Nothing yet.
    None,
    /// A repository of an earlier version, which is this one.
    Older(i64),
    Current,
}

/// The version that files are taken to.
pub(super) fn known_version() -> i64 {
    MIGRATIONS.len() as i64
}

/// What tells whose file it is.
struct Marks {
    application: i64,
    version: i64,
    tables: i64,
}

impl Marks {
    /// Reads them from one state of the file: another process may be making it right now.
    fn read(connection: &Connection) -> rusqlite::Result<Marks> {
        let _state = connection.is_autocommit().then(|| connection.unchecked_transaction()).transpose()?;
        let pragma = |name| connection.pragma_query_value(None, name, |row| row.get(0));
        Ok(Marks {
            tables: connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?,
            application: pragma("application_id")?,
            version: pragma("user_version")?,
        })
    }
}

/// Finds out whose file it is: only a repository, and one of a version that is known, is none of another program's.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<Version, OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let known = known_version();
    match insist(|| Marks::read(connection)).map_err(database)? {
        Marks { application: APPLICATION_ID, version: found, .. } if found > known => {
            Err(OpenError::Newer { path: path.to_owned(), found, known })
        }
        Marks { application: APPLICATION_ID, version, .. } if version == known => Ok(Version::Current),
        Marks { application: APPLICATION_ID, version, .. } if version > 0 => Ok(Version::Older(version)),
        Marks { application: 0, version: 0, tables: 0 } => Ok(Version::None),
        _ => Err(OpenError::Foreign { path: path.to_owned(), reason: OTHER_PROGRAM.to_owned() }),
    }
}

/// Finds out whether a connection has a repository of a version that is known, and brings it to the current one.
pub(in crate::provider::repository) fn migrate_copy(
    connection: &Connection,
    path: &Path,
) -> Result<(), OpenError> {
    if version(connection, path)? == Version::None {
        return Err(OpenError::Foreign { path: path.to_owned(), reason: "it is empty".to_owned() });
    }
    migrate(connection, path)
}

/// Brings the file to the current version, in one transaction.
pub(super) fn migrate(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    if version(connection, path)? == Version::Current {
        return Ok(());
    }
    let transaction = insist(|| Transaction::new_unchecked(connection, TransactionBehavior::Immediate))
        .map_err(database)?;
    let done = match version(&transaction, path)? {
        // Another process was faster.
        Version::Current => return Ok(()),
        Version::Older(found) => {
            tracing::info!(path = %path.display(), found, known = known_version(), "brings the repository to this version");
            found as usize
        }
        Version::None => 0,
    };
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration.statements).map_err(database)?;
        (migration.fill)(&transaction).map_err(|failure| match failure {
            Failure::Database(source) => database(source),
            failure => OpenError::Migration { path: path.to_owned(), reason: failure.to_string() },
        })?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(database)?;
    transaction.pragma_update(None, "user_version", known_version()).map_err(database)?;
    transaction.commit().map_err(database)
}
