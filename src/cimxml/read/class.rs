//! Classes of a document: each is made on its superclass, whatever their order.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::declaration::WrittenClass;
use super::failure::{Failure, Made};
use super::locate::{Kind, Located};
use super::session::{Session, Space};
use super::tokens::LIMITS;
use crate::cim::budget::size_of_class;
use crate::cim::schema::{self, Place, Superclass};
use crate::cim::standard_qualifier::standard_qualifier_type;
use crate::cim::{Class, ClassDeclaration, QualifierType, Status, Text, Type};
use crate::xml::Reader;

/// So long may a line of superclasses be.
const LONGEST_LINE: usize = 1000;

/// What a document declares, by namespace and name in lower case.
type ByName = HashMap<(Option<String>, String), usize, FxBuildHasher>;

/// The classes and qualifiers that a document declares.
#[derive(Default)]
pub(super) struct DeclaredClasses<'t> {
    text: &'t str,
    classes: Vec<Declared<'t>>,
    by_name: ByName,
    /// The classes in the order in which they were made.
    made: Vec<usize>,
    qualifier_types: Vec<(Option<Text>, Arc<QualifierType>)>,
    qualifier_types_by_name: ByName,
}

struct Declared<'t> {
    located: Located<'t>,
    state: State,
}

#[derive(Clone)]
enum State {
    Declared,
    InProgress,
    Made(Arc<ClassDeclaration>, Arc<Class>),
}

/// A class as it is declared, and complete.
pub(super) type MadeClass = (Option<Text>, Arc<ClassDeclaration>, Arc<Class>);

impl DeclaredClasses<'_> {
    pub(super) fn take_qualifier_types(&mut self) -> Vec<(Option<Text>, Arc<QualifierType>)> {
        std::mem::take(&mut self.qualifier_types)
    }

    /// The classes, each behind its superclass.
    pub(super) fn made(&self) -> Vec<MadeClass> {
        let made = self.made.iter().filter_map(|&index| match &self.classes[index].state {
            State::Made(declaration, class) => {
                Some((class.namespace().cloned(), Arc::clone(declaration), Arc::clone(class)))
            }
            _ => None,
        });
        made.collect()
    }
}

fn folded(namespace: Option<&Text>, name: &str) -> (Option<String>, String) {
    (namespace.map(|namespace| namespace.to_str().to_ascii_lowercase()), name.to_ascii_lowercase())
}

impl<'t> Session<'t> {
    /// Enters the classes and qualifiers that a document declares. Its qualifiers are read at once, its classes when they are needed.
    pub(super) fn declare(&mut self, text: &'t str, objects: Vec<Located<'t>>) -> Made<()> {
        self.declared.text = text;
        for located in objects {
            match located.kind {
                Kind::QualifierType => {
                    let key = folded(located.space.namespace.as_ref(), &located.name);
                    let mut reader = Reader::starting_at(text, located.at, LIMITS);
                    reader.next_token()?;
                    let declared = Arc::new(self.qualifier_type(&mut reader)?);
                    let namespace = located.space.or(&self.space()).namespace;
                    let index = self.declared.qualifier_types.len();
                    match self.declared.qualifier_types_by_name.insert(key, index) {
                        None => self.declared.qualifier_types.push((namespace, declared)),
                        Some(_) => return Err(declared_twice("qualifier", &located)),
                    }
                }
                Kind::Class => {
                    let key = folded(located.space.namespace.as_ref(), &located.name);
                    let index = self.declared.classes.len();
                    if self.declared.by_name.insert(key, index).is_some() {
                        return Err(declared_twice("class", &located));
                    }
                    self.declared.classes.push(Declared { located, state: State::Declared });
                }
                Kind::Instance => {}
            }
        }
        Ok(())
    }

    /// Makes every class of the document.
    pub(super) fn make_classes(&mut self) -> Made<()> {
        for index in 0..self.declared.classes.len() {
            self.make_class(index)?;
        }
        Ok(())
    }

    /// A class that the document declares, complete. What says no namespace may be meant by what says that of the options, and the
    /// other way round.
    pub(super) fn declared_class(
        &mut self,
        space: &Space,
        wanted: &str,
        at: usize,
    ) -> Made<Option<Arc<Class>>> {
        let Some(index) = self.find_declared(space, wanted) else { return Ok(None) };
        if matches!(self.declared.classes[index].state, State::InProgress) {
            let message = format!("the class {wanted} is needed to make itself");
            return Err(Failure::wrong(at, message));
        }
        self.nested(at, |session| session.make_class(index)).map(Some)
    }

    fn find_declared(&self, space: &Space, wanted: &str) -> Option<usize> {
        find(&self.declared.by_name, space, self.options.namespace.as_ref(), wanted)
    }

    /// Makes a class behind its superclasses.
    fn make_class(&mut self, index: usize) -> Made<Arc<Class>> {
        // The line from the class up to a superclass that is made, or to one without.
        let mut line = Vec::new();
        let mut current = index;
        let mut made = loop {
            let declared = &self.declared.classes[current];
            let at = declared.located.at;
            match &declared.state {
                State::Made(_, class) => break Some(Arc::clone(class)),
                State::InProgress => {
                    let message = format!("the class {} derives from itself", declared.located.name);
                    return Err(Failure::new(Status::InvalidSuperclass, at, message));
                }
                State::Declared if line.len() == LONGEST_LINE => {
                    let message = format!("a class has more than {LONGEST_LINE} superclasses");
                    return Err(Failure::new(Status::ServerLimitsExceeded, at, message));
                }
                State::Declared => {}
            }
            let space = declared.located.space.or(&self.space());
            let superclass = declared.located.superclass.clone();
            self.declared.classes[current].state = State::InProgress;
            line.push(current);
            let Some(superclass) = superclass else { break None };
            match self.find_declared(&space, &superclass) {
                Some(found) => current = found,
                None => break self.stored_class(&space, &superclass, at)?,
            }
        };
        while let Some(index) = line.pop() {
            let class = self.make_one(index, made)?;
            self.declared.made.push(index);
            made = Some(class);
        }
        let located = &self.declared.classes[index].located;
        made.ok_or_else(|| Failure::wrong(located.at, format!("the class {} was not made", located.name)))
    }

    fn make_one(&mut self, index: usize, superclass: Option<Arc<Class>>) -> Made<Arc<Class>> {
        let declared = &self.declared.classes[index].located;
        let (at, space) = (declared.at, declared.space.or(&self.space()));
        let name = declared.name.clone();
        let missing = declared.superclass.clone().filter(|_| superclass.is_none());
        let mut reader = Reader::starting_at(self.declared.text, at, LIMITS);
        reader.next_token()?;
        let written = self.written_class(&mut reader, &space, superclass.as_deref())?;
        if let Some(missing) = missing.filter(|_| !written.has_inherited()) {
            return Err(no_superclass(at, &name, &missing, &space));
        }
        let types = |wanted: &Text| self.qualifier_type_of(&space, &wanted.to_str()).ok().flatten();
        let (own, class) = complete(&written, superclass, &types)?;
        self.spend(at, size_of_class(&class))?;
        let (namespace, server) = space.said();
        let class = Arc::new(class.in_namespace(namespace, server));
        self.declared.classes[index].state = State::Made(Arc::new(own), Arc::clone(&class));
        Ok(class)
    }

    /// The declaration of a qualifier, of the document or of the catalog.
    pub(super) fn qualifier_type_of(&self, space: &Space, name: &str) -> Made<Option<Arc<QualifierType>>> {
        let known = &self.declared.qualifier_types_by_name;
        if let Some(index) = find(known, space, self.options.namespace.as_ref(), name) {
            return Ok(self.declared.qualifier_types.get(index).map(|(_, declared)| Arc::clone(declared)));
        }
        let namespace = space.namespace.clone().unwrap_or_default();
        self.catalog.qualifier_type(&namespace, &Text::from(name)).map_err(|error| Failure::model(0, &error))
    }

    /// Whether a qualifier of this element type is an array where its value does not say so, because it is NULL.
    pub(super) fn kind_of_null(&self, space: &Space, name: &str, kind: Type) -> Made<Type> {
        let declared = self.qualifier_type_of(space, name)?.or_else(|| standard_qualifier_type(name));
        Ok(declared
            .map_or(kind, |declared| if declared.kind.scalar() == kind { declared.kind } else { kind }))
    }
}

/// The class, and what is its own of what is declared.
fn complete(
    written: &WrittenClass,
    superclass: Option<Arc<Class>>,
    types: &schema::QualifierTypes<'_>,
) -> Made<(ClassDeclaration, Class)> {
    let (own, places) = written.own(superclass.as_deref());
    if superclass.is_none() && own.superclass.is_some() {
        let (whole, places) = written.whole();
        let resolved = schema::resolve_exactly_at(whole, Superclass::InPlace, types);
        let class = resolved.map_err(|error| Failure::model(places.of(error.place), &error.error))?;
        return Ok((own, class));
    }
    let resolved = schema::resolve_exactly_at(own.clone(), Superclass::Known(superclass), types);
    let class = resolved.map_err(|error| Failure::model(places.of(error.place), &error.error))?;
    Ok((own, class))
}

fn find(known: &ByName, space: &Space, default: Option<&Text>, wanted: &str) -> Option<usize> {
    if known.is_empty() {
        return None;
    }
    let mut key = folded(space.namespace.as_ref(), wanted);
    if let Some(&index) = known.get(&key) {
        return Some(index);
    }
    key.0 = match &space.namespace {
        Some(_) => None,
        None => default.map(|default| default.to_str().to_ascii_lowercase()),
    };
    known.get(&key).copied()
}

#[cold]
fn no_superclass(at: usize, name: &str, missing: &str, space: &Space) -> Failure {
    let place = match &space.namespace {
        Some(namespace) => format!(" of the namespace {namespace}"),
        None => String::new(),
    };
    let message = format!(
        "the superclass {missing}{place} of class {name} is not known, and the class has nothing inherited in it"
    );
    Failure::new(Status::InvalidSuperclass, at, message)
}

#[cold]
fn declared_twice(what: &str, located: &Located<'_>) -> Failure {
    let message = format!("the {what} {} is declared twice", located.name);
    Failure::new(Status::AlreadyExists, located.at, message)
}

/// Where the parts of a declaration are in the text.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) class: usize,
    pub(super) properties: Vec<usize>,
    pub(super) methods: Vec<(usize, Vec<usize>)>,
}

impl Places {
    fn of(&self, place: Place) -> usize {
        let at = match place {
            Place::Class | Place::Superclass => None,
            Place::Property(index) => self.properties.get(index).copied(),
            Place::Method(index) => self.methods.get(index).map(|(at, _)| *at),
            Place::Parameter(method, index) => {
                self.methods.get(method).and_then(|(_, parameters)| parameters.get(index).copied())
            }
        };
        at.unwrap_or(self.class)
    }
}
