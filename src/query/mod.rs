//! Floor 2: queries. WQL and CQL to what they ask for; pure functions.
//!
//! [`parse`] reads a query of either dialect into a [`Query`]. `docs/queries.md` describes the languages.

mod constraint;
mod error;
mod filter;
mod lexer;
mod like;
mod moment;
mod names;
mod parser;
mod print;
mod projection;
mod syntax;

pub use constraint::Constraint;
pub use error::{Position, QueryError};
pub use filter::{Classes, Filter, NoClasses};
pub use parser::{DEEPEST, parse, parse_select};
pub use projection::Projection;
pub use syntax::{
    Associators, Column, Columns, Comparison, Condition, Dialect, Group, Having, Literal, LiteralValue,
    Operand, Place, PropertyPath, Query, References, Select, Step, SystemProperty,
};
