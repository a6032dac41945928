//! Floor 2: queries. WQL and CQL to what they ask for; pure functions.
//!
//! [`parse`] reads a query of either dialect into a [`Query`]. `docs/queries.md` describes the languages.

mod error;
mod lexer;
mod parser;
mod print;
mod projection;
mod syntax;

pub use error::{Position, QueryError};
pub use parser::{DEEPEST, parse, parse_select};
pub use projection::Projection;
pub use syntax::{
    Associators, Column, Columns, Comparison, Condition, Dialect, Group, Having, Literal, LiteralValue,
    Operand, Place, PropertyPath, Query, References, Select, Step, SystemProperty,
};
