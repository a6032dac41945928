//! The CIM model: names, texts, values, qualifiers, classes, instances and object paths.
//!
//! Safe Rust, no I/O, nothing of C. Everything above shares these types: the languages read and write them, providers
//! exchange them, and the C faces in [`crate::object`] are views of them.

pub(crate) mod budget;
pub mod class;
pub mod datetime;
pub mod encoding;
pub mod error;
pub mod instance;
pub mod literal;
pub mod name;
pub mod object_path;
pub mod option;
pub mod qualifier;
pub mod schema;
pub mod standard_qualifier;
pub mod text;
pub mod unicode;
pub mod units;
pub mod value;

pub use class::{Class, ClassDeclaration, Method, Parameter, Property};
pub use datetime::Datetime;
pub use error::{Error, ErrorCategory, Status};
pub use instance::{ElementFlags, ElementRef, Instance, InstanceBuilder};
pub use object_path::{ObjectPath, WrittenPath};
pub use option::{OptionSet, OptionValue};
pub use qualifier::{Flavor, Qualifier, QualifierType, Scope};
pub use text::{Text, TextRef, ToUnits, Unit};
pub use units::NotUnicode;
pub use value::{Array, Type, Value, ValueRef};
