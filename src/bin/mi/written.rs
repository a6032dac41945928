//! Results as MOF or as a CIM-XML document: what `mi compile` reads.

use std::io::{self, Write};
use std::sync::Arc;

use mi::cim::name::eq_names;
use mi::cim::{Class, Error, Instance, QualifierType, Text};
use mi::{cimxml, mof};

use crate::arguments::Written;
use crate::failure::Failure;

/// Writes objects as they come. A document has a beginning and an end, also where there is nothing in it.
pub enum Writer {
    Mof,
    Xml { begun: bool },
}

/// What an instance is, without what its class says anyway.
const INSTANCES: cimxml::WriteOptions = cimxml::WriteOptions {
    class_origin: false,
    hierarchy: false,
    inherited_elements: true,
    qualifiers: false,
    modified: false,
};
/// A class as it is declared: what it inherits is its superclass's to say.
const CLASSES: cimxml::WriteOptions = cimxml::WriteOptions {
    class_origin: false,
    hierarchy: false,
    inherited_elements: false,
    qualifiers: true,
    modified: false,
};

const BEGINNING: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CIM CIMVERSION=\"2.6.0\" \
                         DTDVERSION=\"2.3.1\">\n<DECLARATION>\n<DECLGROUP>\n";
const END: &str = "</DECLGROUP>\n</DECLARATION>\n</CIM>\n";

impl Writer {
    /// What writes as is asked for, if anything is.
    pub fn new(written: Written) -> Option<Writer> {
        match written {
            Written { mof: true, .. } => Some(Writer::Mof),
            Written { xml: true, .. } => Some(Writer::Xml { begun: false }),
            Written { .. } => None,
        }
    }

    /// Writes the declarations of qualifiers, then classes, which name no others.
    pub fn schema(
        &mut self,
        qualifier_types: &[Arc<QualifierType>],
        classes: &[Arc<Class>],
    ) -> Result<(), Failure> {
        let find =
            |wanted: &Text| qualifier_types.iter().find(|declared| eq_names(&declared.name, wanted)).cloned();
        for declared in qualifier_types {
            self.put(|writer, out| match writer {
                Writer::Mof => mof::write_qualifier_type(out, declared),
                Writer::Xml { .. } => cimxml::write_qualifier_type(out, declared),
            })?;
        }
        for class in classes {
            self.put(|writer, out| match writer {
                Writer::Mof => mof::write_class(out, class, &find),
                Writer::Xml { .. } => write_object(out, |out| cimxml::write_class(out, class, CLASSES)),
            })?;
        }
        Ok(())
    }

    /// Writes an instance.
    pub fn instance(&mut self, instance: &Instance) -> Result<(), Failure> {
        self.put(|writer, out| match writer {
            Writer::Mof => mof::write_portable_instance(out, instance),
            Writer::Xml { .. } => write_object(out, |out| cimxml::write_instance(out, instance, INSTANCES)),
        })
    }

    /// Writes the end.
    pub fn finish(&mut self) -> Result<(), Failure> {
        if !matches!(self, Writer::Xml { .. }) {
            return Ok(());
        }
        self.put(|_, out| {
            out.push_str(END);
            Ok(())
        })
    }

    /// Writes an object on lines of its own.
    fn put(
        &mut self,
        write: impl FnOnce(&mut Writer, &mut String) -> Result<(), Error>,
    ) -> Result<(), Failure> {
        let mut text = String::new();
        write(self, &mut text)?;
        if !text.ends_with('\n') {
            text.push('\n');
        }
        if let Writer::Xml { begun: begun @ false } = self {
            text.insert_str(0, BEGINNING);
            *begun = true;
        }
        Ok(io::stdout().lock().write_all(text.as_bytes())?)
    }
}

/// Writes what DSP0201 has around an object of a group of declarations.
fn write_object(out: &mut String, write: impl FnOnce(&mut String) -> Result<(), Error>) -> Result<(), Error> {
    out.push_str("<VALUE.OBJECT>");
    write(out)?;
    out.push_str("</VALUE.OBJECT>");
    Ok(())
}
