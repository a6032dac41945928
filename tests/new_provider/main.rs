//! `mi new-provider`: projects that are made from MOF build without a warning, are loaded, and answer.
//! Not on Windows: the compilers run on the system that builds, and not under Wine.

#![cfg(unix)]

mod c;
mod rust;
mod support;
