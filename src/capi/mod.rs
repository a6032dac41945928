//! The exported C functions, and the tables behind applications, sessions and operations: pointers are checked and translated here,
//! and panics stop here.

#![allow(unsafe_code)]
#![allow(non_snake_case, non_upper_case_globals, reason = "the names are the interface's")]

pub mod application;
mod callback;
pub mod client_tables;
pub mod codec;
mod ending;
pub mod entry;
pub mod exports;
#[cfg(unix)]
mod fork;
mod handle;
pub mod hosted_provider;
mod local_session;
pub mod operation;
pub mod session;
#[cfg(test)]
mod tests;

/// Has provider modules of this process get sessions with this machine from here, where no C program has had it happen by making an
/// application.
pub fn offer_local_sessions() {
    local_session::offer();
}
