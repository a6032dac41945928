//! The functions that C programs call, one file an object.
//!
//! Each does what the inline function of the original header does: it guards against a NULL object and a NULL table, and then goes
//! through the object's own table, so that an object which another implementation made works too. All else, and the catching of
//! panics, happens behind the tables.
//!
//! # Safety
//!
//! The same for each function: a pointer is NULL, or it points to what its type says and stays valid for the call; text ends with
//! a NUL; out pointers can be written. A function whose comment asks for more says so.

#![allow(non_snake_case, non_upper_case_globals, reason = "the names are the interface's")]
#![allow(clippy::missing_safety_doc, reason = "the contract is the same for all and stands above")]
#![allow(clippy::too_many_arguments, reason = "the signatures are the interface's")]

#[macro_use]
mod macros;

pub mod application;
pub mod class;
pub mod codec;
pub mod context;
pub mod destination_options;
pub mod filter;
pub mod instance;
pub mod lifecycle_indication_context;
pub mod operation;
pub mod operation_options;
pub mod session;
pub mod subscription_delivery_options;
#[cfg(test)]
mod tests;
pub mod utilities;

use crate::abi::MI_Char;

/// Text as units of the interface's character; what is left over is NUL.
const fn units<const LENGTH: usize>(text: &str) -> [MI_Char; LENGTH] {
    let bytes = text.as_bytes();
    let mut units = [0; LENGTH];
    let mut index = 0;
    while index < bytes.len() {
        assert!(bytes[index].is_ascii());
        units[index] = bytes[index] as MI_Char;
        index += 1;
    }
    units
}

/// Zeroes what a caller would otherwise read uninitialised: a handle, or the pointer to an object.
///
/// # Safety
///
/// `out` is NULL or can be written.
unsafe fn clear<T>(out: *mut T) {
    if !out.is_null() {
        // SAFETY: not NULL, so it can be written; handles and pointers are plain data, for which all zeroes is a value.
        unsafe { out.write_bytes(0, 1) };
    }
}
