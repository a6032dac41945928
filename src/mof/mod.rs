//! MOF, the language in which CIM schemas are written (DSP0004), to the model and back.
//!
//! [`read_text`], [`read_bytes`] and [`read_objects`] make classes and instances of a text; what begins with `write_` makes
//! MOF of them. `docs/mof.md` says how the language is taken.
//!
//! ```
//! use mi::mof::{self, EmptyCatalog, NoIncludes, Options};
//!
//! let text = "class A { [Key] string Name; };\ninstance of A { Name = \"x\"; };";
//! let objects = mof::read_text("a.mof", text, &mut NoIncludes, &EmptyCatalog, &Options::default())?;
//! let mut written = String::new();
//! mof::write_portable_instance(&mut written, &objects.instances[0])?;
//! assert_eq!(written, "instance of A\n{\n    Name = \"x\";\n};\n\n");
//!
//! let errors = mof::read_text("a.mof", "instance of B {};", &mut NoIncludes, &EmptyCatalog, &Options::default());
//! let place = errors.unwrap_err().to_string();
//! assert!(place.starts_with("a.mof:1:13: error: the class B does not exist"), "{place}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is to be stored is read in two steps. [`parse_source`] reads one file into its [`syntax`], without looking at any other;
//! [`load()`] does so for many files and what they include. [`compile()`] then gives types to the whole, and says what to
//! store.

pub mod compile;
pub mod diagnostic;
mod lexer;
mod literal;
pub mod load;
mod parser;
pub mod read;
pub mod source;
pub mod syntax;
pub mod write;

pub use crate::cim::schema::{Catalog, EmptyCatalog};
pub use compile::{Change, ChangeKind, Compiled, Options, Validation, compile};
pub use diagnostic::{Diagnostic, Errors, Severity};
pub use load::{NoIncludes, Program, SourceLoader, load};
pub use parser::{parse, parse_source};
pub use read::{Objects, read_bytes, read_objects, read_text};
pub use source::{Position, Source, Span};
pub use write::{
    Aliases, write_class, write_class_deep, write_instance, write_instance_among, write_instance_with_class,
    write_portable_instance, write_qualifier_type,
};
