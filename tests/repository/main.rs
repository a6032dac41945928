//! The repository through the crate's API: each test is named after what the repository promises.

mod association_scan;
mod associations;
mod classes;
mod compiling;
mod dmtf_schema;
#[cfg(unix)]
mod durability;
#[cfg(unix)]
mod files;
mod indications;
mod instances;
mod keys;
#[cfg(unix)]
mod ledger;
#[cfg(unix)]
mod maintenance;
#[cfg(unix)]
mod migrations;
mod modify;
mod namespaces;
#[cfg(target_os = "linux")]
mod power_loss;
mod queries;
mod query_scan;
#[cfg(unix)]
mod restoring;
mod schema;
mod sharing;
mod support;
mod texts;
