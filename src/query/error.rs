//! Why a query can't be run.

use super::syntax::Dialect;
use crate::cim::{Error, Status};

/// A place in a query. Both numbers are counted from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// The place of a byte.
    pub(super) fn of(text: &str, offset: usize) -> Position {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            1 => write!(formatter, "column {}", self.column),
            line => write!(formatter, "line {line}, column {}", self.column),
        }
    }
}

/// Why a query can't be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nobody knows the language.
    #[error("The query language '{0}' is not known. Those that are: WQL, CQL.")]
    UnknownDialect(String),
    /// The query is not what its language says.
    #[error("The {} query is not valid: at {position}, expected {expected}, found {found}.", dialect.name())]
    #[allow(missing_docs, reason = "the message says it")]
    Invalid { dialect: Dialect, position: Position, expected: String, found: String },
    /// The query is right, and asks for something that is not built.
    #[error("The {} query asks for {what}, which this version of the library does not support. {advice}", dialect.name())]
    #[allow(missing_docs, reason = "the message says it")]
    Unsupported { dialect: Dialect, what: String, advice: String },
}

impl QueryError {
    /// The result that a client sees.
    pub fn status(&self) -> Status {
        match self {
            QueryError::UnknownDialect(_) => Status::QueryLanguageNotSupported,
            QueryError::Invalid { .. } => Status::InvalidQuery,
            QueryError::Unsupported { .. } => Status::NotSupported,
        }
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Error {
        Error::new(error.status(), error.to_string())
    }
}
