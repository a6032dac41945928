//! Why a query can't be run.

use super::syntax::Dialect;
use crate::cim::{Error, Status};

/// A place in a query. Both numbers are counted from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Position {
    /// Where a query begins.
    pub const START: Position = Position { line: 1, column: 1 };

    /// The place behind this text, which begins at this place.
    pub(super) fn after(self, text: &str) -> Position {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        match text.rfind('\n') {
            None => {
                Position { line: self.line, column: self.column.saturating_add(count(text.chars().count())) }
            }
            Some(newline) => Position {
                line: self.line.saturating_add(count(text.matches('\n').count())),
                column: count(text[newline + 1..].chars().count()).saturating_add(1),
            },
        }
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
    #[error("The {} query asks, at {position}, for {what}, which this version of the library does not support.", dialect.name())]
    #[allow(missing_docs, reason = "the message says it")]
    Unsupported { dialect: Dialect, position: Position, what: String },
    /// The query does not fit the class that it is about.
    #[error("The {} query is not valid: at {position}, {problem}", dialect.name())]
    #[allow(missing_docs, reason = "the message says it")]
    Unfit { dialect: Dialect, position: Position, problem: String },
}

impl QueryError {
    /// The result that a client sees.
    pub fn status(&self) -> Status {
        match self {
            QueryError::UnknownDialect(_) => Status::QueryLanguageNotSupported,
            QueryError::Invalid { .. } | QueryError::Unfit { .. } => Status::InvalidQuery,
            QueryError::Unsupported { .. } => Status::NotSupported,
        }
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Error {
        Error::new(error.status(), error.to_string())
    }
}
