//! The bytes that the repository stores: values, declarations of classes and qualifier types, instances.
//!
//! Every stored blob begins with the version of its form. What is read is never trusted: lengths are checked against
//! what is there before anything is allocated, nesting is bounded, and damage is an error that says where it is.

mod body;
mod bytes;
mod declaration;
mod value;

pub(super) use body::{Column, Mapping, decode_body, decode_columns, encode_body, encode_columns};
pub(super) use bytes::{Cursor, DecodeError, EncodeError, Names, Writer};
pub(super) use declaration::{decode_class, decode_qualifier_type, encode_class, encode_qualifier_type};

#[cfg(test)]
mod tests;
