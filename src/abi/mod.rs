//! Floor 0: the mirror of `mi.h`. Every structure, union, enumeration, function table, callback and constant of the interface,
//! laid out as C lays them out. Declarations only.
//!
//! The names are C's, so that what is written here, in the header and in the MI documentation is the same word. Table slots are
//! `Option`s, because tables of other implementations leave slots empty. Enumerations are numbers with constants, because C may
//! pass any number. What stands in tables and callbacks is called as `MI_CALL` says, which is `extern "system"`; exported functions
//! and `MI_Main` are called as plain functions of C, which is not the same on 32-bit Windows. `layout` checks sizes, alignments and
//! offsets when the crate is compiled.

#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]
// The interface has functions of twelve parameters, and its slots show them.
#![allow(clippy::type_complexity)]

mod application;
mod class;
mod codec;
mod constant;
mod context;
mod declaration;
mod enumeration;
mod field;
mod filter;
mod instance;
mod layout;
mod operation;
mod options;
mod provider;
mod scalar;
mod session;
mod value;

pub use application::*;
pub use class::*;
pub use codec::*;
pub use constant::*;
pub use context::*;
pub use declaration::*;
pub use enumeration::*;
pub use field::*;
pub use filter::*;
pub use instance::*;
pub use operation::*;
pub use options::*;
pub use provider::*;
pub use scalar::*;
pub use session::*;
pub use value::*;
