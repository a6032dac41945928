//! The C faces of the model: instances, classes, qualifier and parameter sets, options, filters, property sets.
//!
//! What C programs and provider modules hold are blocks of memory that begin as the C header says and go on with what is
//! ours. Each kind has a table of functions; [`tables`] lists them. A function checks its arguments, reads C values into
//! the model or shows model values in C's shape, and lets no panic out.

#![allow(unsafe_code)]

#[macro_use]
pub mod boundary;
pub mod class;
mod dynamic_declaration;
pub mod factories;
pub mod filter;
pub mod instance;
pub mod options;
mod parameter_set;
pub mod property_set;
mod qualifier_set;
#[cfg(windows)]
pub(crate) mod rights;
pub mod shape;
pub mod tables;
#[cfg(test)]
pub(crate) mod testing;
pub mod typed_instance;
pub mod utilities;
pub mod value;
