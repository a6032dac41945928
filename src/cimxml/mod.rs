//! CIM-XML, the language in which CIM objects go over the wire and into files (DSP0201 2.3), to the model and back.
//!
//! Writing appends to a text, and leaves it as it was where the language has no way to say what it was given. Reading
//! takes a text that is decoded already ([`crate::cim::encoding`]) and tells mistakes with their line and column. What is
//! read is not trusted: document types and entities of a document's own are refused, nesting and counts are bounded, and
//! time and memory grow with the length of the text.
//!
//! ```
//! use mi::cim::schema::EmptyCatalog;
//! use mi::cim::{Instance, Value};
//! use mi::cimxml::{self, ReadOptions, WriteOptions};
//!
//! let mut article = Instance::new("Shop_Article")?;
//! article.add_value("Name", Value::string("nail"))?;
//! let mut text = String::new();
//! cimxml::write_instance(&mut text, &article, WriteOptions::default())?;
//!
//! let found = cimxml::read_instance(&text, &EmptyCatalog, &ReadOptions::default())?;
//! assert_eq!((found.object.value("Name"), found.end), (article.value("Name"), text.len()));
//!
//! let error = cimxml::read_instance("<INSTANCE>\n</INSTANC>", &EmptyCatalog, &ReadOptions::default()).unwrap_err();
//! assert_eq!((error.line, error.column), (1, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod read;
mod write;

pub(crate) use read::holds_object;
pub use read::{
    Document, Found, ReadError, ReadOptions, class_name, instance_class_name, read_class, read_document,
    read_instance, superclass_name,
};
pub use write::{
    DeclarationGroup, WriteOptions, XML_DECLARATION, write_class, write_document, write_instance,
    write_instance_with_classes, write_qualifier_type,
};
