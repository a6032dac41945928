//! Gives types to what MOF files say: makes complete classes, and instances of them, in an order in which they can be
//! stored.
//!
//! Classes may be used before they are declared, and in other files than they are declared in; what is not declared
//! is asked of the [`Catalog`]. Nothing is stored here: the caller applies the [`Change`]s, all or none.

mod budget;
mod class;
mod instance;
mod lenient;
mod stored;
mod unknown;
mod validation;
mod value;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::diagnostic::{Diagnostic, Errors, Severity};
use super::load::{Entry, Program};
use super::source::{Source, Span};
use super::syntax::{ItemKind, Unit};
use crate::cim::budget::Budget;
use crate::cim::schema::Catalog;
use crate::cim::standard_qualifier::standard_qualifier_type;
use crate::cim::{Class, ClassDeclaration, Error, Instance, QualifierType, Text, name};
use class::ClassState;
use instance::InstanceState;
use validation::Leniency;
pub use validation::Validation;
pub(super) use value::plain_value;

/// How to compile.
#[derive(Clone, Debug)]
pub struct Options {
    /// The namespace of what stands before any `#pragma namespace`; empty where it is in none.
    pub namespace: Text,
    /// The server that classes are of, where it was said.
    pub server_name: Option<Text>,
    /// Whether what DSP0004 forbids and other compilers accept is an error: qualifiers that are declared nowhere,
    /// qualifiers on what they are not meant for, types that are classes which exist nowhere, and backslashes in texts
    /// that begin no escape. Else it is a warning; an undeclared qualifier has the type of its value, and such a backslash stands for itself.
    pub strict: bool,
    /// How instances are held against their classes.
    pub validation: Validation,
    /// What is left out of instances where [`Validation`] says so: `Class:Property:Property`, or `Class:*` for all instances
    /// of a class. The class is the one that the instance names, not one of its superclasses; names have no case.
    pub ignored_properties: Vec<Text>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            namespace: Text::from("root/cimv2"),
            server_name: None,
            strict: false,
            validation: Validation::default(),
            ignored_properties: Vec::new(),
        }
    }
}

/// What a compilation made.
#[derive(Debug, Default)]
pub struct Compiled {
    /// What to store: qualifier types first, then classes, each behind its superclass, then instances in the order of
    /// the files.
    pub changes: Vec<Change>,
    /// What was guessed; what the files said that is ignored, the [`Program`] tells.
    pub warnings: Vec<Diagnostic>,
}

/// One thing to store.
#[derive(Debug)]
pub struct Change {
    /// The namespace that it is for.
    pub namespace: Text,
    /// What it is.
    pub kind: ChangeKind,
    source: Arc<Source>,
    span: Span,
}

/// The kinds of things to store.
#[derive(Debug)]
pub enum ChangeKind {
    /// The declaration of a qualifier.
    QualifierType(Arc<QualifierType>),
    /// A class.
    Class {
        /// The class as it is declared, with its own elements alone.
        declaration: Arc<ClassDeclaration>,
        /// The class, complete.
        class: Arc<Class>,
    },
    /// An instance.
    Instance {
        /// The instance, of a class of this compilation, or of one of the catalog on the superclasses that this compilation
        /// makes.
        instance: Arc<Instance>,
        /// Whether another instance holds it as a value, by its alias. Such an instance need not be stored by itself
        /// where its class has no keys.
        is_value: bool,
    },
}

impl Change {
    /// An error of storing this, with its place in the files.
    pub fn error(&self, error: &Error) -> Diagnostic {
        Diagnostic::error(&self.source, self.span, error.message.clone()).with_status(error.status)
    }

    /// Where it was declared, as `file:line`.
    pub fn place(&self) -> impl fmt::Display {
        format!("{}:{}", self.source.name(), self.source.position(self.span).line)
    }
}

/// What is made of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Things to store: what no store would take is an error.
    Store,
    /// Things to look at: instances of abstract classes, and references to classes that are not known, are read too.
    Read,
}

/// Makes everything that a program declares, or tells all errors.
pub fn compile(program: &Program, catalog: &dyn Catalog, options: &Options) -> Result<Compiled, Errors> {
    compile_for(Purpose::Store, program, catalog, options)
}

pub(super) fn compile_for(
    purpose: Purpose,
    program: &Program,
    catalog: &dyn Catalog,
    options: &Options,
) -> Result<Compiled, Errors> {
    let mut compiler = Compiler {
        entries: &program.entries,
        catalog,
        options,
        purpose,
        leniency: Leniency::new(options.validation, &options.ignored_properties),
        spaces: Vec::new(),
        space_of: Vec::new(),
        texts: HashMap::default(),
        aliases: HashMap::new(),
        roots: HashMap::new(),
        references: HashMap::new(),
        budget: Budget::of(program.size()),
        instances: HashMap::new(),
        embedded: HashSet::new(),
        unknown_classes: HashSet::new(),
        suggestions: 0,
        depth: 0,
        changes: Vec::new(),
        warnings: Vec::new(),
        errors: Vec::new(),
        buffer: String::new(),
    };
    if options.strict {
        compiler.object_to_files();
    }
    compiler.declare();
    compiler.make_qualifier_types();
    compiler.make_classes();
    compiler.check_named_classes();
    compiler.make_instances();
    Errors::check(compiler.errors)?;
    Ok(Compiled { changes: compiler.changes, warnings: compiler.warnings })
}

/// So many errors are told.
const MOST_ERRORS: usize = 100;

/// An error was told.
#[derive(Clone, Copy, Debug)]
struct Failed;

type Made<T> = Result<T, Failed>;

struct Compiler<'p> {
    entries: &'p [Entry],
    catalog: &'p dyn Catalog,
    options: &'p Options,
    purpose: Purpose,
    leniency: Leniency,
    spaces: Vec<Space<'p>>,
    /// The namespace of each entry.
    space_of: Vec<usize>,
    /// Names and short texts, each once.
    texts: HashMap<&'p str, Text, FxBuildHasher>,
    aliases: HashMap<(usize, String), AliasTarget>,
    /// Which of the caller's files each file belongs to.
    roots: HashMap<*const Unit, usize>,
    /// What refers to instances that have aliases, by the instances, which stay where they are.
    references: HashMap<*const Instance, Arc<Instance>>,
    instances: HashMap<usize, InstanceState>,
    /// The entries whose instances are values of others.
    embedded: HashSet<usize>,
    /// The classes that are named as types and exist nowhere, in lower case with their namespace.
    unknown_classes: HashSet<(usize, String)>,
    /// How many times it was looked up what a name may have been meant to be.
    suggestions: usize,
    budget: Budget,
    /// How deep values lie in each other.
    depth: usize,
    changes: Vec<Change>,
    warnings: Vec<Diagnostic>,
    errors: Vec<Diagnostic>,
    buffer: String,
}

/// What an alias stands for.
#[derive(Clone)]
enum AliasTarget {
    /// The instance of an entry.
    Entry(usize),
    /// An instance within another.
    Made(Arc<Instance>),
}

/// A namespace, and what is known of it.
struct Space<'p> {
    namespace: Text,
    qualifiers: HashMap<&'p str, Known, FxBuildHasher>,
    /// The declarations of this compilation by name in lower case.
    declared_qualifiers: HashMap<String, (usize, Option<Arc<QualifierType>>)>,
    classes: HashMap<String, ClassState>,
    /// The entries that declare classes, by name in lower case.
    declared_classes: HashMap<String, usize>,
}

impl Space<'_> {
    /// The namespace, where it has a name.
    fn named(&self) -> Option<Text> {
        Some(self.namespace.clone()).filter(|namespace| !namespace.is_empty())
    }

    /// Where something is missing, behind what an error says of it.
    fn place(&self) -> String {
        self.named().map_or_else(String::new, |namespace| format!(" in the namespace {namespace}"))
    }
}

/// What a qualifier's name stands for.
#[derive(Clone)]
struct Known {
    /// As a schema declares it.
    declared: Option<Arc<QualifierType>>,
    /// As the standard has it, where no schema declares it.
    standard: Option<Arc<QualifierType>>,
    warned: bool,
}

impl<'p> Compiler<'p> {
    fn text(&mut self, text: &'p str) -> Text {
        self.texts.entry(text).or_insert_with(|| Text::from(text)).clone()
    }

    fn slice(&self, unit: &'p Unit, span: Span) -> &'p str {
        unit.source.slice(span)
    }

    fn name(&mut self, unit: &'p Unit, span: Span) -> Text {
        self.text(unit.source.slice(span))
    }

    fn fail(&mut self, unit: &Unit, span: Span, message: impl Into<String>) -> Failed {
        self.tell(Diagnostic::error(&unit.source, span, message.into()))
    }

    fn tell(&mut self, error: Diagnostic) -> Failed {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
        Failed
    }

    /// Tells an error of the model at a place.
    fn refuse(&mut self, unit: &Unit, span: Span, error: &Error) -> Failed {
        self.tell(Diagnostic::error(&unit.source, span, error.message.clone()).with_status(error.status))
    }

    /// What DSP0004 forbids and others accept.
    fn object(&mut self, unit: &Unit, span: Span, message: String) -> Made<()> {
        if self.options.strict {
            return Err(self.fail(unit, span, message));
        }
        self.warn(Diagnostic::warning(&unit.source, span, message));
        Ok(())
    }

    fn space(&mut self, namespace: Option<&str>) -> usize {
        let namespace = namespace.map_or_else(|| self.options.namespace.clone(), Text::from);
        let found = self.spaces.iter().position(|space| name::eq_names(&space.namespace, &namespace));
        found.unwrap_or_else(|| {
            self.spaces.push(Space {
                namespace,
                qualifiers: HashMap::default(),
                declared_qualifiers: HashMap::new(),
                classes: HashMap::new(),
                declared_classes: HashMap::new(),
            });
            self.spaces.len() - 1
        })
    }

    /// Makes errors of what the files have that DSP0004 forbids.
    fn object_to_files(&mut self) {
        let mut seen = HashSet::new();
        for entry in self.entries {
            if seen.insert(Arc::as_ptr(&entry.unit)) {
                for objection in &entry.unit.objections {
                    self.tell(Diagnostic { severity: Severity::Error, ..objection.clone() });
                }
            }
        }
    }

    /// Enters what is declared by its name, and tells what is declared twice in two ways.
    fn declare(&mut self) {
        let entries = self.entries;
        let mut seen = HashSet::new();
        for (index, entry) in entries.iter().enumerate() {
            let space = self.space(entry.namespace.as_deref());
            self.space_of.push(space);
            self.roots.entry(Arc::as_ptr(&entry.unit)).or_insert(entry.root);
            // A file that is included twice declares the same things again.
            if !seen.insert((Arc::as_ptr(&entry.unit), entry.item, space)) {
                continue;
            }
            let unit = &*entry.unit;
            match &entry.item().kind {
                ItemKind::QualifierType(declared) => {
                    let name = self.slice(unit, declared.name).to_ascii_lowercase();
                    match self.spaces[space].declared_qualifiers.get(&name) {
                        None => {
                            self.spaces[space].declared_qualifiers.insert(name, (index, None));
                        }
                        Some(&(first, _)) => self.declared_twice("qualifier", first, index, declared.name),
                    }
                }
                ItemKind::Class(class) => {
                    let name = self.slice(unit, class.name).to_ascii_lowercase();
                    match self.spaces[space].classes.get(&name) {
                        Some(&ClassState::Declared(first)) => {
                            self.declared_twice("class", first, index, class.name);
                        }
                        _ => {
                            self.spaces[space].declared_classes.insert(name.clone(), index);
                            self.spaces[space].classes.insert(name, ClassState::Declared(index));
                        }
                    }
                }
                ItemKind::Instance(instance) => {
                    let state = match self.leniency.leaves_out(self.slice(unit, instance.class)) {
                        true => InstanceState::LeftOut,
                        false => InstanceState::Declared,
                    };
                    self.instances.insert(index, state);
                    if let Some(alias) = instance.alias {
                        let name = self.slice(unit, alias).to_ascii_lowercase();
                        match self.aliases.get(&(entry.root, name.clone())) {
                            Some(&AliasTarget::Entry(first)) => {
                                self.declared_twice("alias", first, index, alias);
                            }
                            _ => {
                                self.aliases.insert((entry.root, name), AliasTarget::Entry(index));
                            }
                        }
                    }
                }
                ItemKind::Pragma(_) => {}
            }
        }
    }

    fn declared_twice(&mut self, what: &str, first: usize, second: usize, span: Span) {
        let (first, second) = (&self.entries[first], &self.entries[second]);
        let name = second.unit.source.slice(span);
        // The same declaration again, as in a copy of the file, changes nothing.
        if what != "alias"
            && first.unit.source.slice(first.item().span) == second.unit.source.slice(second.item().span)
        {
            return;
        }
        let message = format!("the {what} {name} is declared twice in different ways");
        let error = Diagnostic::error(&second.unit.source, span, message)
            .with_status(crate::cim::Status::AlreadyExists)
            .with_note(&first.unit.source, first.item().span.beginning(), "it is declared here first");
        self.tell(error);
    }

    fn make_qualifier_types(&mut self) {
        let entries = self.entries;
        for (index, entry) in entries.iter().enumerate() {
            let ItemKind::QualifierType(syntax) = &entry.item().kind else { continue };
            let space = self.space_of[index];
            let name = self.slice(&entry.unit, syntax.name).to_ascii_lowercase();
            if self.spaces[space].declared_qualifiers.get(&name).is_none_or(|&(first, _)| first != index) {
                continue;
            }
            if let Ok(made) = self.qualifier_type(&entry.unit, syntax) {
                let made = Arc::new(made);
                self.spaces[space].declared_qualifiers.insert(name, (index, Some(Arc::clone(&made))));
                self.change(index, ChangeKind::QualifierType(made));
            }
        }
    }

    fn change(&mut self, entry: usize, kind: ChangeKind) {
        let place = &self.entries[entry];
        self.changes.push(Change {
            namespace: self.spaces[self.space_of[entry]].namespace.clone(),
            kind,
            source: Arc::clone(&place.unit.source),
            span: place.item().span.beginning(),
        });
    }

    /// What a qualifier's name stands for; asked once a spelling.
    fn known_qualifier(&mut self, space: usize, unit: &Unit, span: Span, name: &'p str) -> Made<Known> {
        if let Some(known) = self.spaces[space].qualifiers.get(name) {
            return Ok(known.clone());
        }
        let declared = match self.spaces[space].declared_qualifiers.get(&name.to_ascii_lowercase()) {
            // Where the declaration is wrong, that was told.
            Some((_, declared)) => Some(declared.clone().ok_or(Failed)?),
            None => {
                let found = self.catalog.qualifier_type(&self.spaces[space].namespace, &Text::from(name));
                found.map_err(|error| self.refuse(unit, span, &error))?
            }
        };
        let standard = if declared.is_none() { standard_qualifier_type(name) } else { None };
        let known = Known { declared, standard, warned: false };
        self.spaces[space].qualifiers.insert(name, known.clone());
        Ok(known)
    }
}

#[cfg(test)]
mod tests;
