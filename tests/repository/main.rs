//! The repository through the crate's API: each test is named after what the repository promises.

mod instances;
mod support;
