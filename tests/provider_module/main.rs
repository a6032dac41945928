//! Provider modules written in C: loaded, asked, unloaded.

mod asking;
mod command_line;
mod filters;
mod indications;
mod isolated;
mod life;
// On Windows the function for it is `mi.dll`'s, which a program that has the library built in has not.
#[cfg(unix)]
mod lifecycle;
mod misuse;
mod operations;
mod support;
