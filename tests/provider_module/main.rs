//! Provider modules written in C: loaded, asked, unloaded.

#![cfg(unix)]

mod asking;
mod indications;
mod life;
mod misuse;
mod operations;
mod support;
