//! Floor 2: queries. WQL and CQL to what they ask for; pure functions.
//!
//! [`parse`] reads a query of either dialect. What both have in common is the whole of it so far: `SELECT *` or a list of
//! properties `FROM` a class. The clauses behind that are found, and not yet read.

mod error;
mod lexer;
mod parser;
mod projection;
mod syntax;

pub use error::{Position, QueryError};
pub use parser::parse;
pub use projection::Projection;
pub use syntax::{Clause, Columns, Dialect, PropertyPath, Select, Span};
