//! One reading: the classes that are known while it goes on, those of the document before those of the catalog.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::ReadOptions;
use super::class::DeclaredClasses;
use super::failure::{Failure, Made};
use crate::cim::budget::Budget;
use crate::cim::instance::MAXIMUM_DEPTH;
use crate::cim::schema::Catalog;
use crate::cim::{Class, Status, Text, name};

/// Where an object is: what the document says, or what holds where it says nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    pub(super) server: Option<Text>,
    pub(super) namespace: Option<Text>,
    /// An object within another is where that one is, and doesn't say so.
    is_embedded: bool,
}

impl Space {
    /// What is said here, or else there.
    pub(super) fn or(&self, other: &Space) -> Space {
        Space {
            server: self.server.clone().or_else(|| other.server.clone()),
            namespace: self.namespace.clone().or_else(|| other.namespace.clone()),
            is_embedded: self.is_embedded,
        }
    }

    /// The space of an object that one of this space holds.
    pub(super) fn of_embedded(&self) -> Space {
        Space { is_embedded: true, ..self.clone() }
    }

    /// The namespace and the server that an object says.
    pub(super) fn said(&self) -> (Option<Text>, Option<Text>) {
        if self.is_embedded { (None, None) } else { (self.namespace.clone(), self.server.clone()) }
    }
}

/// Classes of the catalog by the namespace and name that they were asked for, in lower case.
type Asked = HashMap<(String, String), Option<Arc<Class>>, FxBuildHasher>;

/// What is known while a text is read.
pub(super) struct Session<'a> {
    pub(super) catalog: &'a dyn Catalog,
    pub(super) options: &'a ReadOptions,
    pub(super) declared: DeclaredClasses<'a>,
    /// The class that was asked for last; documents have many instances of few classes.
    last: Option<(Option<Text>, Arc<Class>)>,
    asked: Asked,
    /// How deep values lie in each other that are read within the text of others.
    depth: u8,
    budget: Budget,
    /// Whether what is given counts as modified, also where it is NULL.
    pub(super) given_is_modified: bool,
}

impl<'a> Session<'a> {
    /// For a text of so many bytes.
    pub(super) fn new(catalog: &'a dyn Catalog, options: &'a ReadOptions, size: usize) -> Session<'a> {
        Session {
            catalog,
            options,
            declared: DeclaredClasses::default(),
            last: None,
            asked: HashMap::default(),
            depth: 0,
            budget: Budget::of(size),
            given_is_modified: false,
        }
    }

    /// The space of what says none itself.
    pub(super) fn space(&self) -> Space {
        Space {
            server: self.options.server_name.clone(),
            namespace: self.options.namespace.clone(),
            is_embedded: false,
        }
    }

    /// Goes one level deeper, up to where it is deep enough.
    pub(super) fn nested<T>(&mut self, at: usize, make: impl FnOnce(&mut Self) -> Made<T>) -> Made<T> {
        if self.depth == MAXIMUM_DEPTH {
            return Err(Failure::new(
                Status::ServerLimitsExceeded,
                at,
                format!("values lie in each other more than {MAXIMUM_DEPTH} levels deep"),
            ));
        }
        self.depth += 1;
        let made = make(self);
        self.depth -= 1;
        made
    }

    /// Takes memory for what begins here.
    #[inline]
    pub(super) fn spend(&mut self, at: usize, bytes: usize) -> Made<()> {
        if self.budget.spend(bytes) { Ok(()) } else { Err(too_much(at)) }
    }

    /// A class by its name, where the document or the catalog has it.
    #[inline]
    pub(super) fn class(&mut self, space: &Space, wanted: &str, at: usize) -> Made<Option<Arc<Class>>> {
        if let Some((namespace, class)) = &self.last
            && *namespace == space.namespace
            && name::eq_names(class.name(), wanted)
        {
            return Ok(Some(Arc::clone(class)));
        }
        self.find_class(space, wanted, at)
    }

    fn find_class(&mut self, space: &Space, wanted: &str, at: usize) -> Made<Option<Arc<Class>>> {
        let found = match self.declared_class(space, wanted, at)? {
            Some(class) => Some(class),
            None => self.stored_class(space, wanted, at)?,
        };
        if let Some(class) = &found {
            self.last = Some((space.namespace.clone(), Arc::clone(class)));
        }
        Ok(found)
    }

    /// A class of the catalog. The class of a text with one alone is asked for once anyway, and not remembered.
    pub(super) fn stored_class(
        &mut self,
        space: &Space,
        wanted: &str,
        at: usize,
    ) -> Made<Option<Arc<Class>>> {
        let folded = || {
            let namespace = space.namespace.as_ref().map_or_else(String::new, Text::to_string);
            (name_folded(&namespace), name_folded(wanted))
        };
        let remembers = self.last.is_some() || !self.asked.is_empty() || self.depth > 0;
        if remembers && let Some(known) = self.asked.get(&folded()) {
            return Ok(known.clone());
        }
        let namespace = space.namespace.clone().unwrap_or_default();
        let found = self
            .catalog
            .class(&namespace, &Text::from(wanted))
            .map_err(|error| Failure::model(at, &error))?;
        if remembers {
            self.asked.insert(folded(), found.clone());
        }
        Ok(found)
    }
}

#[cold]
fn too_much(at: usize) -> Failure {
    let message = "this inherits too much: it takes too much memory for the length of the text";
    Failure::new(Status::ServerLimitsExceeded, at, message)
}

fn name_folded(text: &str) -> String {
    text.to_ascii_lowercase()
}
