//! The Management Infrastructure (MI) library: CIM clients and providers, with the C ABI that programs written for
//! Microsoft's `mi.dll` and OMI's `libmi.so` link to.
//!
//! The floors, from the ground up: [`abi`] the mirror of the C header, [`cim`] the model, [`mof`] and [`cimxml`] its languages and
//! [`object`] the C faces of the model, [`query`] the query languages, [`provider`] what answers, [`engine`] what runs operations, [`capi`] the
//! exported functions.

#![deny(unsafe_code, unsafe_op_in_unsafe_fn)]
#![deny(clippy::undocumented_unsafe_blocks)]
#![warn(missing_docs)]

#[allow(missing_docs, reason = "the fields are the C header's, and named and documented there")]
pub mod abi;
pub mod capi;
pub mod cim;
pub mod cimxml;
pub mod configuration;
pub mod engine;
pub mod handles;
pub mod mof;
pub mod object;
mod process;
pub mod project;
pub mod provider;
pub mod query;
mod sync;
pub mod xml;

/// The programs in Rust on a page of the documentation are tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/codecs.md")]
pub struct CodecsPage;
