//! The repository through the crate's API: each test is named after what the repository promises.

mod association_scan;
mod associations;
mod classes;
mod compiling;
mod dmtf_schema;
mod durability;
mod files;
mod indications;
mod instances;
mod keys;
mod ledger;
mod maintenance;
mod migrations;
mod modify;
mod namespaces;
// It cuts the power of a disk of its own making, between the system calls of a process.
#[cfg(target_os = "linux")]
mod power_loss;
mod queries;
mod query_scan;
mod restoring;
mod schema;
mod sharing;
mod support;
mod texts;
