//! The Management Infrastructure (MI) library.

pub mod abi;
