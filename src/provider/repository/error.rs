//! What goes wrong in a repository, and the result that a client sees.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::encoding::{DecodeError, EncodeError};
use crate::cim::instance::ElementError;
use crate::cim::{Error, ErrorCategory, Status};

/// Why a repository can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file holds something else.
    #[error(
        "'{path}' is no MI repository: {reason}. Name another file with MI_REPOSITORY or in the configuration; \
         this one was left as it is."
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is there instead.
        reason: String,
    },
    /// A later version of the library wrote the file.
    #[error(
        "The repository '{path}' has schema version {found}; this version of the library knows versions up to \
         {known}. Use the version of the library that wrote it; the file was left as it is."
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: i64,
        /// The last version that is known.
        known: i64,
    },
    /// An earlier version of the library wrote the file, which can't be taken to this one because it is read-only.
    #[error(
        "The repository '{path}' has schema version {found} and must be brought to version {known} first, which \
         happens when a user opens it who may write to the file and its folder; for this user it is read-only."
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: i64,
        /// The version that is needed.
        known: i64,
    },
    /// The file is cut off.
    #[error(
        "The repository '{path}' is truncated: it has {found} bytes and should have {expected}. Restore it from a \
         backup; the file was left as it is."
    )]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Its size.
        found: u64,
        /// The size that it says it has.
        expected: u64,
    },
    /// The file system refused.
    #[error("The repository '{path}' can't be opened: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// What is in a file of an earlier version can't be taken to this one.
    #[error(
        "The repository '{path}' is of an earlier version and can't be brought to this one: {reason}. It was left as it \
         is; restore it from a backup, or use the version of the library that wrote it."
    )]
    Migration {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// SQLite refused.
    #[error("The repository '{path}' can't be opened: {source}")]
    Database {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: rusqlite::Error,
    },
}

impl From<OpenError> for Error {
    fn from(error: OpenError) -> Error {
        let message = error.to_string();
        match error {
            OpenError::File { source, .. } => {
                let denied = source.kind() == std::io::ErrorKind::PermissionDenied;
                let status = if denied { Status::AccessDenied } else { Status::Failed };
                let told = Error::new(status, message).in_category(if denied {
                    ErrorCategory::AccessDenied
                } else {
                    ErrorCategory::OpenError
                });
                told.caused_by_system(&source)
            }
            OpenError::Truncated { .. } | OpenError::Migration { .. } => {
                Error::new(Status::Failed, message).in_category(ErrorCategory::InvalidData)
            }
            OpenError::Older { .. } => {
                Error::new(Status::AccessDenied, message).in_category(ErrorCategory::OpenError)
            }
            OpenError::Database { .. } | OpenError::Foreign { .. } | OpenError::Newer { .. } => {
                Error::new(Status::Failed, message).in_category(ErrorCategory::OpenError)
            }
        }
    }
}

/// What an operation is told that has given out a part of what is not there any more.
pub(super) fn restored() -> Error {
    let message = "The repository was restored from a backup while the operation ran: what it brought was there before, and the \
                   rest is gone. Run it again.";
    Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceUnavailable)
}

/// Why a step of an operation did not succeed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error(transparent)]
    Damaged(#[from] DecodeError),
    /// The schema that the step worked with is not that of the file any more: do it again with the new one.
    #[error("the schema was changed meanwhile")]
    Stale,
    /// The client was told to wait no longer.
    #[error("another process or thread was writing to the repository for longer than the operation may wait")]
    OutOfTime,
    /// The operation was cancelled.
    #[error("the operation was stopped")]
    Stopped,
    /// Told to the client as it is.
    #[error(transparent)]
    Told(#[from] Error),
}

impl From<ElementError> for Failure {
    fn from(error: ElementError) -> Failure {
        Failure::Told(error.into())
    }
}

impl From<EncodeError> for Failure {
    fn from(error: EncodeError) -> Failure {
        let status = match error {
            EncodeError::NotUnicode(_) | EncodeError::Text { .. } | EncodeError::TooDeep => {
                Status::InvalidParameter
            }
            EncodeError::Contradiction { .. } => Status::TypeMismatch,
        };
        Failure::Told(Error::new(status, format!("The value can't be stored: {error}.")))
    }
}

impl Failure {
    /// SQLite's code, where it is SQLite's failure.
    pub(super) fn code(&self) -> Option<ErrorCode> {
        match self {
            Failure::Database(error) => error.sqlite_error_code(),
            _ => None,
        }
    }

    /// Whether another process is in the way, so that trying again may help.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }

    /// What the client is told.
    pub(super) fn into_error(self, path: Option<&Path>) -> Error {
        let repository = match path {
            Some(path) => format!("the repository '{}'", path.display()),
            None => "the repository in memory".to_owned(),
        };
        let code = self.code();
        match self {
            Failure::Told(error) => error,
            Failure::OutOfTime => Error::new(
                Status::Failed,
                format!(
                    "The operation ran out of time while another client was writing to {repository}. Nothing was \
                     changed; try again, or with a longer timeout."
                ),
            )
            .in_category(ErrorCategory::OperationTimeout),
            Failure::Stopped => Error::new(Status::Failed, "The operation was stopped before anything was changed.")
                .in_category(ErrorCategory::OperationStopped),
            Failure::Stale => Error::new(
                Status::Failed,
                format!("The schema in {repository} was changed again and again meanwhile. Try again."),
            )
            .in_category(ErrorCategory::ResourceBusy),
            Failure::Damaged(error) => Error::new(
                Status::Failed,
                format!("Something in {repository} is damaged: {error}. Restore the file from a backup."),
            )
            .in_category(ErrorCategory::InvalidData),
            Failure::Database(error) => match code {
                Some(ErrorCode::DiskFull) => Error::new(
                    Status::ServerLimitsExceeded,
                    format!(
                        "There is no room left on the disk for {repository}. Nothing was changed; free some room and \
                         try again."
                    ),
                )
                .in_category(ErrorCategory::WriteError),
                Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => read_only(&repository),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Failure::OutOfTime.into_error(path),
                // What SQLite did not say itself is a value of another kind than is stored there.
                None | Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::new(
                    Status::Failed,
                    format!("Something in {repository} is damaged: {error}. Restore the file from a backup."),
                )
                .in_category(ErrorCategory::InvalidData),
                _ => Error::new(Status::Failed, format!("Reading or writing {repository} failed: {error}.")),
            },
        }
    }
}

/// The refusal to write where only reading is possible.
pub(super) fn read_only(repository: &str) -> Error {
    Error::new(
        Status::AccessDenied,
        format!(
            "Nothing can be written to {repository}, because the file is read-only for this user. Give the user the \
             right to write to the file and its folder, or use another repository."
        ),
    )
}
