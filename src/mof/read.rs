//! Reads the objects of one MOF text for who wants to have them, and not to store them: deserializers.

mod plain;

use std::sync::Arc;

use super::compile::{ChangeKind, Options, Purpose, compile_for};
use super::diagnostic::{Diagnostic, Errors};
use super::load::{SourceLoader, load};
use super::source::Source;
use crate::cim::schema::Catalog;
use crate::cim::{Class, Instance, QualifierType, encoding};
use plain::{Asked, read_plain};

/// What a text declares.
#[derive(Debug, Default)]
pub struct Objects {
    /// The declarations of qualifiers, in their order.
    pub qualifier_types: Vec<Arc<QualifierType>>,
    /// The classes, each behind its superclass.
    pub classes: Vec<Arc<Class>>,
    /// The instances that are not merely values of others, in their order.
    pub instances: Vec<Arc<Instance>>,
    /// What was guessed or ignored.
    pub warnings: Vec<Diagnostic>,
}

/// Reads everything that a text and what it includes declare, or tells all errors. Classes and qualifiers that it names
/// and does not declare are the catalog's.
pub fn read_objects(
    source: Arc<Source>,
    loader: &mut dyn SourceLoader,
    catalog: &dyn Catalog,
    options: &Options,
) -> Result<Objects, Errors> {
    let catalog = Asked::new(catalog, options);
    if let Some(objects) = read_short(source.text(), &catalog, options) {
        return Ok(objects);
    }
    read_long(source, loader, &catalog, options)
}

/// [`read_objects`] of a text that need not be copied where it is plain: the name is what errors show.
pub fn read_text(
    name: &str,
    text: &str,
    loader: &mut dyn SourceLoader,
    catalog: &dyn Catalog,
    options: &Options,
) -> Result<Objects, Errors> {
    let catalog = Asked::new(catalog, options);
    if let Some(objects) = read_short(text, &catalog, options) {
        return Ok(objects);
    }
    // What is too long is told there.
    read_long(Source::decode(name, text.as_bytes())?, loader, &catalog, options)
}

/// [`read_text`] of bytes in any encoding that [`encoding::decode`] knows.
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    loader: &mut dyn SourceLoader,
    catalog: &dyn Catalog,
    options: &Options,
) -> Result<Objects, Errors> {
    match encoding::decode(bytes) {
        Ok(text) => read_text(name, &text, loader, catalog, options),
        Err(_) => read_long(Source::decode(name, bytes)?, loader, catalog, options),
    }
}

fn read_short(text: &str, catalog: &Asked<'_>, options: &Options) -> Option<Objects> {
    // Nothing of what is left out is looked at.
    if !options.ignored_properties.is_empty() || text.len() >= u32::MAX as usize {
        return None;
    }
    read_plain(text, catalog, options).map(|instances| Objects { instances, ..Objects::default() })
}

fn read_long(
    source: Arc<Source>,
    loader: &mut dyn SourceLoader,
    catalog: &dyn Catalog,
    options: &Options,
) -> Result<Objects, Errors> {
    let program = load([source], loader)?;
    let compiled = compile_for(Purpose::Read, &program, catalog, options)?;
    let mut objects = Objects { warnings: program.warnings, ..Objects::default() };
    objects.warnings.extend(compiled.warnings);
    for change in compiled.changes {
        match change.kind {
            ChangeKind::QualifierType(declared) => objects.qualifier_types.push(declared),
            ChangeKind::Class { class, .. } => objects.classes.push(class),
            ChangeKind::Instance { instance, is_value: false } => objects.instances.push(instance),
            ChangeKind::Instance { .. } => {}
        }
    }
    Ok(objects)
}

#[cfg(test)]
mod tests;
