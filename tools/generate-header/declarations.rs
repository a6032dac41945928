//! What the header shows, and nothing else of the crate: so that it can be expanded by the compiler alone, without building
//! the crate or anything that it depends on.

#![allow(warnings)]

#[path = "../../src/abi/mod.rs"]
pub mod abi;
#[path = "../../src/capi/exports/mod.rs"]
pub mod exports;

/// Stands for the rooms behind the exported functions. Bodies don't matter here, so nothing is called.
pub mod capi {
    pub use crate::exports;

    pub mod client_tables {
        pub static CLIENT_TABLES: crate::abi::MI_ClientFT_V1 = loop {};
    }

    pub mod entry {
        pub fn initialize() {}
        pub fn new_mof_serializer() {}
        pub fn new_mof_deserializer() {}
    }
}
