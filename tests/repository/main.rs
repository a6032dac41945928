//! The repository through the crate's API: each test is named after what the repository promises.

mod association_scan;
mod associations;
mod classes;
mod compiling;
mod dmtf_schema;
mod durability;
#[cfg(unix)]
mod files;
mod indications;
mod instances;
#[cfg(unix)]
mod maintenance;
#[cfg(unix)]
mod migrations;
mod namespaces;
mod schema;
mod sharing;
mod support;
