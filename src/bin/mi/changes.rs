//! What files declare, whichever language each is in: one list of things to store, each with its place for errors.

use std::collections::HashMap;
use std::sync::Arc;

use mi::cim::schema::Catalog;
use mi::cim::{Class, ClassDeclaration, Error, QualifierType, Text};
use mi::cimxml::{self, Document, ReadOptions};
use mi::mof::{self, Change, Diagnostic, Errors, Options, Source};
use mi::provider::repository::{CompileError, Item, ItemKind};

use crate::compile::FileLoader;

/// What files declare.
#[derive(Default)]
pub struct Changes {
    /// What to store.
    pub items: Vec<Item>,
    /// What was guessed or ignored.
    pub warnings: Vec<Diagnostic>,
    /// How many files there were, those that others include among them.
    pub files: usize,
    /// Where each item was declared.
    places: Vec<Place>,
}

enum Place {
    Mof(Change),
    Document(Arc<Source>),
}

impl Changes {
    /// Reads files. The MOF files are one program, whose order does not matter. CIM-XML documents that are named before the
    /// first of them may be used by it, those behind may use what it declares; among themselves their order does not matter.
    pub fn read(
        sources: Vec<Arc<Source>>,
        stored: &dyn Catalog,
        options: &Options,
    ) -> Result<Changes, Error> {
        let mut reader = Reader { changes: Changes::default(), known: Known::over(stored), options };
        let mut groups = [Vec::new(), Vec::new()];
        let mut programs = Vec::new();
        for source in sources {
            match is_document(&source) {
                true => groups[usize::from(!programs.is_empty())].push(source),
                false => programs.push(source),
            }
        }
        let [before, behind] = groups;
        reader.documents(before)?;
        if !programs.is_empty() {
            reader.program(programs)?;
        }
        reader.documents(behind)?;
        Ok(reader.changes)
    }

    /// Why nothing was stored, with the place of what is wrong.
    pub fn error(&self, error: CompileError) -> Error {
        let place = error.item.and_then(|item| self.places.get(item));
        let shown = match place {
            Some(Place::Mof(change)) => change.error(&error.error).to_string(),
            Some(Place::Document(source)) => format!("{}: error: {}", source.name(), error.error.message),
            None => return error.error,
        };
        refused(error.error.status, &shown)
    }
}

/// An error that says what it means for the repository.
fn refused(status: mi::cim::Status, shown: &str) -> Error {
    Error::new(status, format!("Nothing was compiled.\n{shown}"))
}

fn refused_all(errors: &Errors) -> Error {
    refused(errors.status(), &errors.to_string())
}

/// Whether a file is a CIM-XML document: no MOF begins so.
pub fn is_document(source: &Source) -> bool {
    source.text().trim_start().starts_with('<')
}

struct Reader<'a> {
    changes: Changes,
    known: Known<'a>,
    options: &'a Options,
}

impl Reader<'_> {
    fn program(&mut self, sources: Vec<Arc<Source>>) -> Result<(), Error> {
        let program = mof::load(sources, &mut FileLoader).map_err(|errors| refused_all(&errors))?;
        let compiled =
            mof::compile(&program, &self.known, self.options).map_err(|errors| refused_all(&errors))?;
        self.changes.files += program.files();
        self.changes.warnings.extend(program.warnings);
        self.changes.warnings.extend(compiled.warnings);
        for change in compiled.changes {
            match &change.kind {
                mof::ChangeKind::QualifierType(declared) => {
                    self.known.add_qualifier_type(&change.namespace, declared);
                }
                mof::ChangeKind::Class { declaration, class } => {
                    self.known.add_class(&change.namespace, declaration, class);
                }
                mof::ChangeKind::Instance { .. } => {}
            }
            self.changes.items.push(Item::from(&change));
            self.changes.places.push(Place::Mof(change));
        }
        Ok(())
    }

    /// Reads documents, those first that need nothing of others.
    fn documents(&mut self, mut waiting: Vec<Arc<Source>>) -> Result<(), Error> {
        let options = ReadOptions {
            namespace: Some(self.options.namespace.clone()),
            server_name: None,
            class_required: true,
        };
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut failed = Vec::new();
            let mut first_error = None;
            for source in waiting {
                match cimxml::read_document(source.text(), &self.known, &options) {
                    Ok(document) => self.document(&source, document),
                    Err(error) => {
                        first_error.get_or_insert_with(|| {
                            let shown = format!(
                                "{}:{}:{}: error: {}",
                                source.name(),
                                error.line,
                                error.column,
                                error.message
                            );
                            refused(error.status, &shown)
                        });
                        failed.push(source);
                    }
                }
            }
            if let Some(error) = first_error.filter(|_| failed.len() == before) {
                return Err(error);
            }
            waiting = failed;
        }
        Ok(())
    }

    fn document(&mut self, source: &Arc<Source>, document: Document) {
        for (namespace, declared) in &document.qualifier_types {
            self.known.add_qualifier_type(namespace.as_ref().unwrap_or(&self.options.namespace), declared);
        }
        for (namespace, declaration, class) in &document.classes {
            let namespace = namespace.as_ref().unwrap_or(&self.options.namespace);
            self.known.add_class(namespace, declaration, class);
        }
        let types = document.qualifier_types.into_iter();
        let types = types.map(|(namespace, declared)| (namespace, ItemKind::QualifierType(declared)));
        let classes = document.classes.into_iter();
        let classes = classes.map(|(namespace, declaration, _)| (namespace, ItemKind::Class(declaration)));
        let instances = document.instances.into_iter().map(|instance| {
            (instance.namespace().cloned(), ItemKind::Instance { instance, is_value: false })
        });
        for (namespace, kind) in types.chain(classes).chain(instances) {
            let namespace = namespace.unwrap_or_else(|| self.options.namespace.clone()).to_string();
            self.changes.items.push(Item { namespace, kind });
            self.changes.places.push(Place::Document(Arc::clone(source)));
        }
        self.changes.files += 1;
    }
}

/// What is stored, and before it what the files that were read declare.
struct Known<'a> {
    stored: &'a dyn Catalog,
    qualifier_types: HashMap<(String, String), Arc<QualifierType>>,
    classes: HashMap<(String, String), (Arc<ClassDeclaration>, Arc<Class>)>,
}

impl<'a> Known<'a> {
    fn over(stored: &'a dyn Catalog) -> Known<'a> {
        Known { stored, qualifier_types: HashMap::new(), classes: HashMap::new() }
    }

    fn add_qualifier_type(&mut self, namespace: &Text, declared: &Arc<QualifierType>) {
        self.qualifier_types.insert(key(namespace, &declared.name), Arc::clone(declared));
    }

    fn add_class(&mut self, namespace: &Text, declaration: &Arc<ClassDeclaration>, class: &Arc<Class>) {
        let both = (Arc::clone(declaration), Arc::clone(class));
        self.classes.insert(key(namespace, class.name()), both);
    }
}

/// Names have no case.
fn key(namespace: &Text, name: &Text) -> (String, String) {
    (namespace.to_str().to_ascii_lowercase(), name.to_str().to_ascii_lowercase())
}

impl Catalog for Known<'_> {
    fn qualifier_type(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        match self.qualifier_types.get(&key(namespace, name)) {
            Some(declared) => Ok(Some(Arc::clone(declared))),
            None => self.stored.qualifier_type(namespace, name),
        }
    }

    fn class(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error> {
        match self.classes.get(&key(namespace, name)) {
            Some((_, class)) => Ok(Some(Arc::clone(class))),
            None => self.stored.class(namespace, name),
        }
    }

    fn class_declaration(
        &self,
        namespace: &Text,
        name: &Text,
    ) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        match self.classes.get(&key(namespace, name)) {
            Some((declaration, _)) => Ok(Some(Arc::clone(declaration))),
            None => self.stored.class_declaration(namespace, name),
        }
    }
}
