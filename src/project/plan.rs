//! What a project is of: the classes that its provider serves, and all that those are made of.

use std::collections::HashSet;
use std::sync::Arc;

use crate::cim::class::ClassFlags;
use crate::cim::{Class, Error, Status, Text, Type, name};

/// The classes of a project, each behind its superclass.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The project's name, which is the library's and that of the registration file.
    pub name: String,
    /// The namespace that the classes are registered in.
    pub namespace: Text,
    /// The classes.
    pub parts: Vec<Part>,
}

/// A class of a project.
#[derive(Clone, Debug)]
pub struct Part {
    /// The class, complete.
    pub class: Arc<Class>,
    /// Whether the provider serves it. Others are there because served ones are made of them.
    pub is_served: bool,
}

impl Plan {
    /// The plan of a project that serves classes. With them come their superclasses, and, of all these, the classes that
    /// references, embedded instances and parameters of methods are declared with. `find` finds a class by its name; of those that
    /// are only referred to, one that it does not find is left out.
    pub fn new(
        project: &str,
        namespace: Text,
        served: &[Text],
        find: &dyn Fn(&Text) -> Option<Arc<Class>>,
    ) -> Result<Plan, Error> {
        if !is_file_name(project) {
            let message = format!(
                "'{project}' is no name for a project: it becomes the name of a library, and is made of letters, digits, '_' and '-'."
            );
            return Err(Error::new(Status::InvalidParameter, message));
        }
        let mut collector = Collector { find, known: HashSet::new(), parts: Vec::new() };
        for wanted in served {
            let class = find(wanted).ok_or_else(|| {
                let message = format!(
                    "Class {wanted} is not in the MOF files that were given; name the file that declares it with --from."
                );
                Error::new(Status::InvalidClass, message)
            })?;
            collector.add(&class);
        }
        let mut parts = collector.parts;
        for part in &mut parts {
            part.is_served = served.iter().any(|name| name::eq_names(name, part.class.name()));
        }
        Ok(Plan { name: project.to_owned(), namespace, parts })
    }

    /// The classes that the provider serves.
    pub fn served(&self) -> impl Iterator<Item = &Arc<Class>> {
        self.parts.iter().filter(|part| part.is_served).map(|part| &part.class)
    }

    /// A class of the project by its name, without case.
    pub fn class(&self, wanted: &Text) -> Option<&Arc<Class>> {
        self.parts.iter().map(|part| &part.class).find(|class| name::eq_names(class.name(), wanted))
    }
}

/// What instances of a class are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Ordinary,
    Association,
    Indication,
}

pub(super) fn kind(class: &Class) -> Kind {
    if class.flags().contains(ClassFlags::INDICATION) {
        Kind::Indication
    } else if class.flags().contains(ClassFlags::ASSOCIATION) {
        Kind::Association
    } else {
        Kind::Ordinary
    }
}

/// The classes that a class is derived from, nearest first.
pub(super) fn ancestry(class: &Arc<Class>) -> Vec<Arc<Class>> {
    std::iter::successors(class.superclass().cloned(), |class| class.superclass().cloned()).collect()
}

/// The classes that elements of a class are declared with.
fn made_of(class: &Class) -> Vec<Text> {
    let properties = class.properties().iter().map(|property| &property.reference_class);
    let methods = class.methods().iter().flat_map(|method| {
        let parameters = method.parameters.iter().map(|parameter| &parameter.reference_class);
        parameters.chain([&method.return_class])
    });
    properties.chain(methods).flatten().cloned().collect()
}

fn is_file_name(name: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(is_part)
}

struct Collector<'a> {
    find: &'a dyn Fn(&Text) -> Option<Arc<Class>>,
    known: HashSet<Box<[crate::cim::text::Unit]>>,
    parts: Vec<Part>,
}

impl Collector<'_> {
    /// Adds a class behind its superclasses, then what all of them are made of. Schemas refer in circles, and in long lines:
    /// what is still to come is kept in a list, not on the stack.
    fn add(&mut self, class: &Arc<Class>) {
        let mut waiting = vec![Arc::clone(class)];
        while let Some(class) = waiting.pop() {
            let mut line = ancestry(&class);
            line.reverse();
            line.push(class);
            for class in line {
                if !self.known.insert(name::folded(class.name())) {
                    continue;
                }
                waiting.extend(made_of(&class).iter().filter_map(|name| (self.find)(name)));
                self.parts.push(Part { class, is_served: false });
            }
        }
    }
}

/// Whether a type has a class: references and embedded instances.
pub(super) fn has_class(kind: Type) -> bool {
    matches!(kind.scalar(), Type::Reference | Type::Instance)
}
