//! Floor 4: which provider module serves which classes, as `.reg` files tell it.
//!
//! A registration file has `KEY=VALUE` lines, in the syntax of OMI. [`parse`] reads one, [`Search`] finds those of a list of
//! folders, and a [`Catalogue`] answers whose a class is. Nothing here opens a library.

mod catalogue;
mod file;
mod library;
mod line;
mod search;

pub use catalogue::{Catalogue, KnownClass, RegisteredClass};
pub use file::{
    ClassEntry, ClassKind, ClassPath, Hosting, Operations, Parsed, RegistrationError, RegistrationFile,
    Script, parse,
};
pub use library::{LibraryNotFound, find_library};
pub use search::{Found, Search, namespace_of_folder};
