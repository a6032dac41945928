//! Provider modules written in C: loaded, asked, unloaded.

mod asking;
mod command_line;
mod filters;
mod indications;
mod isolated;
mod life;
mod lifecycle;
mod misuse;
mod operations;
mod support;
