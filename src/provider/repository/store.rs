//! The SQLite file: how it is opened and told from other files, its tables and their versions, and the connections:
//! one that writes, and as many that read as are needed at once.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::sync::locks::{Mutex, TimedMutex};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::error::{Failure, OpenError, read_only};
use crate::configuration::RepositoryLocation;

/// Where a repository is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In this file, which is made if it is not there.
    File(PathBuf),
    /// In memory, until it is dropped.
    Memory,
}

impl From<&RepositoryLocation> for Location {
    fn from(location: &RepositoryLocation) -> Location {
        match location {
            RepositoryLocation::File(path) => Location::File(path.clone()),
            RepositoryLocation::Memory => Location::Memory,
        }
    }
}

/// `MIcr` in the header of the file: a CIM repository of this library.
const APPLICATION_ID: i64 = 0x4d49_6372;

/// What takes a file from one schema version to the next: the first makes a new file, and each is run once.
const MIGRATIONS: [Migration; 2] = [
    Migration { statements: include_str!("schema-1.sql"), fill: |_| Ok(()) },
    Migration { statements: include_str!("schema-2.sql"), fill: super::migration::fill_version_2 },
];

/// A step from one version of the file to the next.
struct Migration {
    statements: &'static str,
    /// Fills what the statements made from what was there.
    fill: fn(&Connection) -> Result<(), Failure>,
}

const OTHER_PROGRAM: &str = "it is the SQLite database of another program";

/// How long one attempt waits for another process, before it is asked whether the client still waits.
const ATTEMPT: Duration = Duration::from_millis(100);
/// How long opening waits for another process that is making or repairing the file.
const OPENING: Duration = Duration::from_secs(30);
/// Connections that are kept for the next reader.
const IDLE_READERS: usize = 16;
const CACHED_STATEMENTS: usize = 64;

/// How long an operation may wait for others.
pub(super) struct Patience<'a> {
    /// When to give up.
    pub deadline: Option<Instant>,
    /// Whether nobody wants the result any more.
    pub is_stopped: &'a dyn Fn() -> bool,
}

impl Patience<'_> {
    /// To wait for as long as it takes.
    pub(super) const UNLIMITED: Patience<'static> = Patience { deadline: None, is_stopped: &|| false };

    fn check(&self) -> Result<(), Failure> {
        if (self.is_stopped)() {
            Err(Failure::Stopped)
        } else if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            Err(Failure::OutOfTime)
        } else {
            Ok(())
        }
    }
}

/// The connections to one file.
pub(super) struct Store {
    path: Option<PathBuf>,
    mode: Mode,
    /// Before the writer, so that it is the last that is closed: the last one puts the log into the file.
    readers: Mutex<Vec<Connection>>,
    writer: TimedMutex<Connection>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    ReadWrite,
    ReadOnly,
    /// Read-only, and in a folder where SQLite can't put what it coordinates readers and writers with. There is no
    /// writer then either.
    Immutable,
}

impl Store {
    pub(super) fn open(location: &Location) -> Result<Store, OpenError> {
        let Location::File(path) = location else {
            let database = |source| OpenError::Database { path: PathBuf::from(":memory:"), source };
            let mut connection = Connection::open_in_memory().map_err(database)?;
            connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
            migrate(&mut connection, Path::new(":memory:"))?;
            return Ok(Store {
                path: None,
                mode: Mode::ReadWrite,
                writer: TimedMutex::new(connection),
                readers: Mutex::default(),
            });
        };
        create(path)?;
        let (writer, mode) = connect_first(path)?;
        Ok(Store {
            path: Some(path.clone()),
            mode,
            writer: TimedMutex::new(writer),
            readers: Mutex::default(),
        })
    }

    /// The file; there is none in memory.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Runs a reading step on a connection of its own; again, while another process is in the way.
    pub(super) fn read<T>(
        &self,
        patience: &Patience<'_>,
        mut step: impl FnMut(&Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Some(path) = &self.path else {
            return step(&self.writer.lock());
        };
        let mode = if self.mode == Mode::ReadWrite { Mode::ReadOnly } else { self.mode };
        loop {
            let idle = self.readers.lock().pop();
            let connection = idle.map_or_else(|| connect(path, mode), Ok).map_err(Failure::from);
            let result = connection.and_then(|connection| {
                let result = step(&connection);
                if !matches!(result, Err(Failure::Database(_))) {
                    let mut readers = self.readers.lock();
                    if readers.len() < IDLE_READERS {
                        readers.push(connection);
                    }
                }
                result
            });
            match result {
                Err(failure) if failure.is_busy() => patience.check()?,
                result => return result,
            }
        }
    }

    /// Runs a writing step in a transaction that is on the disk when this returns. A step that fails changes nothing.
    pub(super) fn write<T>(
        &self,
        patience: &Patience<'_>,
        step: impl FnOnce(&Transaction<'_>) -> Result<(T, Changed), Failure>,
    ) -> Result<T, Failure> {
        if self.mode != Mode::ReadWrite {
            return Err(read_only(&match &self.path {
                Some(path) => format!("the repository '{}'", path.display()),
                None => "the repository".to_owned(),
            })
            .into());
        }
        let writer = loop {
            match self.writer.try_lock_for(ATTEMPT) {
                Some(writer) => break writer,
                None => patience.check()?,
            }
        };
        let transaction = loop {
            let begun = Transaction::new_unchecked(&writer, TransactionBehavior::Immediate);
            match begun.map_err(Failure::from) {
                Ok(transaction) => break transaction,
                Err(failure) if failure.is_busy() => patience.check()?,
                Err(failure) => return Err(failure),
            }
        };
        match step(&transaction)? {
            (value, Changed::Yes) => {
                transaction.commit()?;
                Ok(value)
            }
            (value, Changed::No) => {
                transaction.rollback()?;
                Ok(value)
            }
        }
    }

    /// Lets the file grow to no more than so many pages, as a full disk does.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, pages: u32) {
        self.writer.lock().pragma_update(None, "max_page_count", pages).unwrap();
    }

    /// Runs statements as an administrator's tool would, to make damage.
    #[cfg(test)]
    pub(super) fn execute(&self, statements: &str) {
        self.writer.lock().execute_batch(statements).unwrap();
    }

    /// How many rows were written since the store was opened.
    #[cfg(test)]
    pub(super) fn written_rows(&self) -> u64 {
        self.writer.lock().total_changes()
    }
}

/// Whether a step changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    Yes,
    No,
}

/// Makes the file, readable by its owner alone, and its folder, where they are not there.
fn create(path: &Path) -> Result<(), OpenError> {
    let file_error = |path: &Path| {
        let path = path.to_owned();
        move |source| OpenError::File { path, source }
    };
    match std::fs::metadata(path) {
        Ok(information) if information.is_dir() => {
            let reason = "it is a folder".to_owned();
            return Err(OpenError::Foreign { path: path.to_owned(), reason });
        }
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(file_error(path)(error)),
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(file_error(folder))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(file_error(path)(error)),
    }
}

/// Why SQLite can't read a file, from its first bytes; SQLite itself says no more than that it can't.
///
/// Only for files that SQLite has refused: closing a file releases the locks that this process has on it, also those of
/// other connections that work with it.
fn diagnose(path: &Path) -> Option<OpenError> {
    const MAGIC: &[u8; 16] = b"SQLite format 3\0";
    let foreign = |reason: &str| OpenError::Foreign { path: path.to_owned(), reason: reason.to_owned() };
    let file = File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    let mut header = Vec::with_capacity(100);
    file.take(100).read_to_end(&mut header).ok()?;
    let common = header.len().min(MAGIC.len());
    if header[..common] != MAGIC[..common] {
        return Some(foreign("it does not begin as an SQLite database does"));
    }
    let Ok(header) = <[u8; 100]>::try_from(header) else {
        return Some(OpenError::Truncated { path: path.to_owned(), found: size, expected: 100 });
    };
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if !matches!(i64::from(number(68)), 0 | APPLICATION_ID) {
        return Some(foreign(OTHER_PROGRAM));
    }
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // With a write-ahead log beside it, the file itself need not be complete.
    let expected = page_size * u64::from(number(28));
    let is_cut = number(24) == number(92) && size < expected && !has_log(path);
    is_cut.then(|| OpenError::Truncated { path: path.to_owned(), found: size, expected })
}

/// Whether this user may make no files beside the file. Any other reason for which SQLite can't open a file may pass, and
/// then it must not be taken for one that nobody writes to.
fn is_in_closed_folder(path: &Path) -> bool {
    let mut probe = path.as_os_str().to_owned();
    probe.push(format!("-probe-{}", std::process::id()));
    match OpenOptions::new().write(true).create_new(true).open(&probe) {
        Ok(_) => {
            // Nobody else knows the name; if it stays, it is empty.
            let _ = std::fs::remove_file(&probe);
            false
        }
        Err(error) => {
            matches!(
                error.kind(),
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem
            )
        }
    }
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// The connection that writes, if the file can be written, and makes sure that the file is a repository of a version
/// that is known.
fn connect_first(path: &Path) -> Result<(Connection, Mode), OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let first = connect(path, Mode::ReadWrite).and_then(|connection| {
        identify(&connection)?;
        Ok((connection.is_readonly("main")?, connection))
    });
    let (mut connection, mode) = match first {
        Ok((true, connection)) => (connection, Mode::ReadOnly),
        Ok((false, connection)) => {
            // Before anything is changed: it may be another program's.
            check_version(&connection, path)?;
            check_size(&connection, path)?;
            insist(|| connection.pragma_update(None, "journal_mode", "WAL")).map_err(database)?;
            connection.pragma_update(None, "synchronous", "FULL").map_err(database)?;
            connection.pragma_update(None, "query_only", false).map_err(database)?;
            (connection, Mode::ReadWrite)
        }
        Err(error) => {
            let refused = matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
            );
            if !refused || has_log(path) || !is_in_closed_folder(path) {
                return Err(explained(path, error));
            }
            let connection = connect(path, Mode::Immutable).map_err(|error| explained(path, error))?;
            identify(&connection).map_err(|error| explained(path, error))?;
            (connection, Mode::Immutable)
        }
    };
    if mode == Mode::ReadWrite {
        migrate(&mut connection, path)?;
    } else {
        check_version(&connection, path)?.ok_or_else(|| OpenError::Foreign {
            path: path.to_owned(),
            reason: "it is empty or of an older version, and read-only".to_owned(),
        })?;
        tracing::info!(path = %path.display(), "the repository is read-only");
    }
    Ok((connection, mode))
}

fn explained(path: &Path, error: rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            diagnose(path).unwrap_or_else(|| OpenError::Foreign {
                path: path.to_owned(),
                reason: format!("it is damaged, or was never a repository ({error})"),
            })
        }
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => match File::open(path) {
            Err(source) => OpenError::File { path: path.to_owned(), source },
            Ok(file) => {
                // Closing it would release the locks of others in this process, see `diagnose`.
                std::mem::forget(file);
                OpenError::Database { path: path.to_owned(), source: error }
            }
        },
        _ => OpenError::Database { path: path.to_owned(), source: error },
    }
}

/// A connection that reads. [`connect_first`] lets its own write too.
fn connect(path: &Path, mode: Mode) -> rusqlite::Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags |= match mode {
        Mode::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::ReadOnly | Mode::Immutable => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let connection = if mode == Mode::Immutable {
        Connection::open_with_flags(immutable_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        Connection::open_with_flags(path, flags)?
    };
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    connection.busy_timeout(ATTEMPT)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", -8_192)?;
    // A log that a large compile made long is cut again.
    connection.pragma_update_and_check(None, "journal_size_limit", 64 << 20, |_| Ok(()))?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri + "?immutable=1"
}

/// Reads what only a readable database can answer.
fn identify(connection: &Connection) -> rusqlite::Result<()> {
    insist(|| connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())))
}

/// Tries again while another process is in the way: SQLite does not wait at all for some locks of a file that is being
/// made.
fn insist<T>(mut step: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let deadline = Instant::now() + OPENING;
    loop {
        match step() {
            Err(error)
                if matches!(
                    error.sqlite_error_code(),
                    Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
                ) && Instant::now() < deadline =>
            {
                std::thread::sleep(Duration::from_millis(1));
            }
            result => return result,
        }
    }
}

/// Checks whose file it is; `Some` when it is a repository of the current version.
fn check_version(connection: &Connection, path: &Path) -> Result<Option<()>, OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let pragma =
        |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(database);
    let known = MIGRATIONS.len() as i64;
    match (pragma("application_id")?, pragma("user_version")?) {
        (APPLICATION_ID, found) if found > known => {
            Err(OpenError::Newer { path: path.to_owned(), found, known })
        }
        (APPLICATION_ID, found) if found == known => Ok(Some(())),
        (APPLICATION_ID, found) if found > 0 => Ok(None),
        (0, 0) => {
            let tables = connection
                .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0))
                .map_err(database)?;
            if tables == 0 {
                return Ok(None);
            }
            Err(OpenError::Foreign { path: path.to_owned(), reason: OTHER_PROGRAM.to_owned() })
        }
        _ => Err(OpenError::Foreign { path: path.to_owned(), reason: OTHER_PROGRAM.to_owned() }),
    }
}

/// Whether the last page is whole, which SQLite asks only when it reads that page.
fn check_size(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let pragma =
        |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(database);
    let expected = (pragma("page_count")? * pragma("page_size")?).unsigned_abs();
    // With a write-ahead log beside it, the file itself need not be complete. Who takes the log away has completed it.
    if has_log(path) {
        return Ok(());
    }
    let found =
        std::fs::metadata(path).map_err(|source| OpenError::File { path: path.to_owned(), source })?.len();
    if found < expected && found > 0 {
        return Err(OpenError::Truncated { path: path.to_owned(), found, expected });
    }
    Ok(())
}

/// Brings the file to the current version, in one transaction.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    if check_version(connection, path)?.is_some() {
        return Ok(());
    }
    let transaction = insist(|| Transaction::new_unchecked(connection, TransactionBehavior::Immediate))
        .map_err(database)?;
    // Another process may have been faster.
    if check_version(&transaction, path)?.is_some() {
        return Ok(());
    }
    let version =
        transaction.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).map_err(database)?;
    for migration in MIGRATIONS.iter().skip(version.max(0) as usize) {
        transaction.execute_batch(migration.statements).map_err(database)?;
        (migration.fill)(&transaction).map_err(|failure| match failure {
            Failure::Database(source) => database(source),
            failure => OpenError::Migration { path: path.to_owned(), reason: failure.to_string() },
        })?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(database)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64).map_err(database)?;
    transaction.commit().map_err(database)
}
