//! `mi new-provider`: projects that are made from MOF build without a warning, are loaded, and answer.
#![cfg(unix)]

mod c;
mod rust;
mod support;
