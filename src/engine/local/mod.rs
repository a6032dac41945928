//! What answers the operations of this process: which provider each of them goes to.
//!
//! A provider that the application registered for a class comes first, then a module that a program of this process hosts, then the
//! module that a registration file names for it, then the repository. Where several have a part in an operation, they answer one after the other.

mod associations;
mod chain;
mod classes;
pub(super) mod hosted;
pub(super) mod libraries;
pub(super) mod modules;
mod opened;
mod patient;
#[cfg(unix)]
mod preexec;
mod query;
mod relay;
#[cfg(test)]
mod tests;
mod together;

use std::sync::Arc;

use super::router::Registrations;
use super::runtime::Runtime;
use crate::cim::{Error, Status, Text, name};
use crate::provider::registration::{ClassKind, KnownClass};
use crate::provider::{Call, Polymorphism, Posted, Provider, Request};
use crate::query::Projection;
use associations::Asked;
use chain::{Chain, Step};
use modules::Registry;
use query::Listed;
use relay::Filter;

/// Where the providers of an application are found.
pub(super) struct Local<'a> {
    pub(super) registrations: &'a Registrations,
    /// What hosted modules serve, and what the registration files of the application's provider path say, where there are any.
    pub(super) registry: Option<&'a Arc<Registry>>,
    pub(super) runtime: &'a Arc<Runtime>,
    pub(super) repository: &'a dyn Fn() -> Result<Arc<dyn Provider>, Error>,
}

impl Local<'_> {
    /// The provider that answers a call.
    pub(super) fn provider_of(&self, call: &Call) -> Result<Arc<dyn Provider>, Error> {
        let provider = match &call.request {
            Request::EnumerateInstances { class_name, .. } => self.enumeration(call, class_name)?,
            Request::GetClass { class_name } => self.class(call, class_name)?,
            Request::EnumerateClasses { class_name, .. } => self.classes(call, class_name.as_ref())?,
            Request::QueryInstances { dialect, query } => self.query(call, dialect, query)?,
            Request::Subscribe { dialect, query, .. } => self.subscription(call, dialect, query)?,
            Request::AssociatorInstances {
                instance,
                association_class,
                result_class,
                role,
                result_role,
                keys_only,
            } => self.association(
                call,
                &Asked {
                    source: instance,
                    association_class: association_class.as_ref(),
                    result_class: result_class.as_ref(),
                    role: role.as_ref(),
                    result_role: result_role.as_ref(),
                    keys_only: *keys_only,
                    wants_ends: true,
                },
                None,
            )?,
            Request::ReferenceInstances { instance, result_class, role, keys_only } => self.association(
                call,
                &Asked {
                    source: instance,
                    association_class: result_class.as_ref(),
                    result_class: None,
                    role: role.as_ref(),
                    result_role: None,
                    keys_only: *keys_only,
                    wants_ends: false,
                },
                None,
            )?,
            request => {
                request.class_name().and_then(|class_name| self.registered(&call.namespace, class_name))
            }
        };
        let provider = provider.map_or_else(self.repository, Ok)?;
        if let Request::Subscribe { .. } = &call.request {
            // What happens from here on is told.
            return Ok(provider.placed(call).unwrap_or(provider));
        }
        Ok(provider)
    }

    /// Who is registered for a class.
    fn registered(&self, namespace: &Text, class_name: &Text) -> Option<Arc<dyn Provider>> {
        if let Some(provider) = self.registrations.find(namespace, class_name) {
            return Some(provider);
        }
        let registry = self.registry?;
        let class = registry.catalogue().find(namespace, class_name)?.registered()?;
        Some(registry.provider(class))
    }

    /// The class as the registration files know it.
    fn known(&self, namespace: &Text, class_name: &Text) -> Option<(&Arc<Registry>, KnownClass<'_>)> {
        let registry = self.registry?;
        Some((registry, registry.catalogue().find(namespace, class_name)?))
    }

    /// Instances of a class: those of the class itself, then those of each registered class that inherits from it.
    fn enumeration(&self, call: &Call, class_name: &Text) -> Result<Option<Arc<dyn Provider>>, Error> {
        if let Some(provider) = self.registrations.find(&call.namespace, class_name) {
            return Ok(Some(provider));
        }
        let Some((registry, class)) = self.known(&call.namespace, class_name) else { return Ok(None) };
        let own = class.registered().map(|class| registry.provider(class) as Arc<dyn Provider>);
        let polymorphism = call.flags.polymorphism();
        if polymorphism == Polymorphism::Shallow {
            return Ok(own);
        }
        let below: Vec<usize> = class
            .subclasses()
            .into_iter()
            .filter_map(KnownClass::registered)
            .filter(|&class| registry.catalogue().classes()[class].entry.kind == ClassKind::Ordinary)
            .collect();
        let from_one_source = of_no_other(registry, call, class_name);
        let is_extra = |class: usize| registry.catalogue().classes()[class].entry.kind == ClassKind::Schema;
        let first = match own {
            own if below.is_empty() => return Ok(own),
            // A class that is registered for others' sake has no instances of its own, and takes none from those below.
            Some(own) if !class.registered().is_some_and(is_extra) => {
                Step { filter: Some(from_one_source), ..Step::whole(own, call.clone()) }
            }
            _ => Step {
                filter: Some(from_one_source),
                is_nothing: is_unknown_class,
                ..Step::whole((self.repository)()?, call.clone())
            },
        };
        let base_only = (polymorphism == Polymorphism::DeepBaseProperties).then(|| {
            let base = registry.declares(class);
            Listed::new(move || Ok(Projection::of_class(&*base.class()?))).filter()
        });
        let mut steps = vec![first];
        for class in below {
            let class_name = registry.catalogue().classes()[class].name();
            let mut call = call.clone();
            if let Request::EnumerateInstances { class_name: asked, .. } = &mut call.request {
                *asked = class_name.clone();
            }
            let provider = self.registered(&call.namespace, class_name);
            let provider = provider.unwrap_or_else(|| registry.provider(class));
            let filter = of_no_other(registry, &call, class_name);
            let filter = base_only.iter().cloned().fold(filter, relay::both);
            steps.push(Step { filter: Some(filter), ..Step::whole(provider, call) });
        }
        let name = format!("{class_name} and what inherits from it");
        Ok(Some(Arc::new(Chain::new(name, self.runtime, steps))))
    }
}

/// Lets no instances of registered classes pass but those of this one: each class comes from its own provider, also where others
/// know of its instances.
fn of_no_other(registry: &Arc<Registry>, call: &Call, class_name: &Text) -> Filter {
    let (registry, namespace) = (Arc::clone(registry), call.namespace.clone());
    let class_name = class_name.clone();
    let is_registered = move |class: &Text| {
        let known = registry.catalogue().find(&namespace, class);
        known.is_some_and(|class| class.registered().is_some())
    };
    Arc::new(move |result| match &result {
        Posted::Instance(instance)
            if !is_same(instance.class_name(), &class_name) && is_registered(instance.class_name()) =>
        {
            Ok(None)
        }
        _ => Ok(Some(result)),
    })
}

/// Whether the repository says that it has not even the class.
fn is_unknown_class(error: &Error) -> bool {
    matches!(error.status, Status::InvalidClass | Status::InvalidNamespace)
}

/// Whether two names of classes are the same.
fn is_same(left: &Text, right: &Text) -> bool {
    name::eq_names(left, right)
}
