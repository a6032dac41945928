//! Associations: from an object to the instances that refer to it, and on to what else they refer to.
//!
//! `docs/associations.md` says what counts, and which standard says so. The instances that refer to an object are found by the
//! index of [`ends`], in the order of their classes; classes that are not asked for are passed over without a look at their
//! instances. What was found is read and posted in batches, as enumerations are.

pub(super) mod ends;
mod plan;
mod schema;
mod seen;
mod source;
mod statement;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

use crate::cim::{Error, Instance, Status, Text, name};
use crate::provider::Request;
pub(super) use statement::Statement;

/// What is asked of the associations of an object.
#[derive(Clone, Debug)]
pub(super) struct Traversal {
    /// The object: its class and keys.
    pub source: Arc<Instance>,
    /// Associations of this class, and of those that inherit from it.
    pub association_class: Option<Text>,
    /// Associations of classes that have this qualifier.
    pub association_qualifier: Option<Text>,
    /// The property that refers to the object.
    pub role: Option<Text>,
    /// What comes of each association.
    pub wanted: Wanted,
    /// How it comes.
    pub form: Form,
}

/// What comes of each association of an object.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// The association itself.
    Association,
    /// What else it refers to.
    Associated {
        /// Instances of this class, and of those that inherit from it.
        class: Option<Text>,
        /// Instances of classes that have this qualifier.
        qualifier: Option<Text>,
        /// The property that refers to what comes.
        role: Option<Text>,
        /// Whether an instance comes once for each way that leads to it.
        repeats: bool,
    },
}

/// What of an instance comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// All properties.
    Whole,
    /// The keys.
    KeysOnly,
    /// The class in its place, once.
    Definition,
}

impl Traversal {
    /// What an operation on associations asks for.
    pub(super) fn of(request: &Request) -> Result<Traversal, Error> {
        let form = |keys_only: bool| if keys_only { Form::KeysOnly } else { Form::Whole };
        match request {
            Request::AssociatorInstances {
                instance,
                association_class,
                result_class,
                role,
                result_role,
                keys_only,
            } => Ok(Traversal {
                source: Arc::clone(instance),
                association_class: given(association_class),
                association_qualifier: None,
                role: given(role),
                wanted: Wanted::Associated {
                    class: given(result_class),
                    qualifier: None,
                    role: given(result_role),
                    repeats: false,
                },
                form: form(*keys_only),
            }),
            Request::ReferenceInstances { instance, result_class, role, keys_only } => Ok(Traversal {
                source: Arc::clone(instance),
                association_class: given(result_class),
                association_qualifier: None,
                role: given(role),
                wanted: Wanted::Association,
                form: form(*keys_only),
            }),
            request => Err(Error::not_supported(format!("{} of associations", request.name()))),
        }
    }

    /// That the roles are names of properties.
    fn check_roles(&self) -> Result<(), Error> {
        let result_role = match &self.wanted {
            Wanted::Association => None,
            Wanted::Associated { role, .. } => role.as_ref(),
        };
        match self.role.iter().chain(result_role).find(|role| !name::is_legal_name(*role)) {
            None => Ok(()),
            Some(role) => Err(Error::new(
                Status::InvalidParameter,
                format!(
                    "The role '{role}' is no name of a property. Give the name of a reference of an association."
                ),
            )),
        }
    }
}

/// A filter that was given: an empty one is none.
fn given(filter: &Option<Text>) -> Option<Text> {
    filter.clone().filter(|filter| !filter.is_empty())
}
