//! Associations: those of modules and those that are stored, and objects of modules that stored ones lead to.
//!
//! The module of an association class tells of its own. The repository tells of what is stored there, and of the stored objects at
//! the other ends. An object of a module is fetched from it: the stored associations are asked for, and the ends of theirs that are
//! of registered classes are got one by one.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::super::runtime::Runtime;
use super::super::sync::Mutex;
use super::chain::{Chain, Step, run};
use super::modules::Registry;
use super::relay::Filter;
use super::{Local, is_same, is_unknown_class};
use crate::cim::{Array, ElementFlags, Error, Instance, ObjectPath, Status, Text, ValueRef};
use crate::provider::registration::{ClassKind, KnownClass};
use crate::provider::{Call, Posted, Provider, Reply, Request};

/// What an operation on associations names.
pub(super) struct Asked<'a> {
    /// The object.
    pub(super) source: &'a Arc<Instance>,
    pub(super) association_class: Option<&'a Text>,
    pub(super) result_class: Option<&'a Text>,
    pub(super) role: Option<&'a Text>,
    pub(super) result_role: Option<&'a Text>,
    pub(super) keys_only: bool,
    /// Whether what the associations lead to is wanted, or they themselves.
    pub(super) wants_ends: bool,
}

impl Local<'_> {
    /// Who tells of associations: the modules of the association class that is named and of what inherits from it, or of all that
    /// may refer to the object's class; and the repository.
    pub(super) fn association(
        &self,
        call: &Call,
        asked: &Asked<'_>,
    ) -> Result<Option<Arc<dyn Provider>>, Error> {
        let given = |text: &&Text| !text.is_empty();
        let class_name = asked.source.class_name();
        let association = asked.association_class.filter(given);
        let result = asked.result_class.filter(given);
        for class_name in association.into_iter().chain([class_name]) {
            if let Some(provider) = self.registrations.find(&call.namespace, class_name) {
                return Ok(Some(provider));
            }
        }
        let Some(registry) = self.registry.filter(|registry| !registry.catalogue().classes().is_empty())
        else {
            return Ok(None);
        };
        let modules = registry.catalogue().associations(&call.namespace, class_name, association, result);
        let is_known = |class: &Text| self.known(&call.namespace, class).is_some();
        let is_of_modules = !modules.is_empty() || is_known(class_name) || association.is_some_and(is_known);
        // A class that a module declares need not be one that the repository knows.
        let may_be_unknown = association.into_iter().chain(result).any(is_known);
        let is_nothing: fn(&Error) -> bool = match (is_of_modules, may_be_unknown) {
            (true, true) => |error| is_of_no_object(error) || error.status == Status::InvalidParameter,
            (true, false) => is_of_no_object,
            (false, _) => |_| false,
        };
        let stored = Step {
            filter: Some(stored_alone(registry)),
            is_nothing,
            ..Step::whole((self.repository)()?, call.clone())
        };
        let module = |&class: &usize| Step::whole(registry.provider(class), call.clone());
        let mut steps: Vec<Step> = modules.iter().map(module).collect();
        steps.push(stored.clone());
        if !asked.wants_ends {
            return Ok(Some(Arc::new(Chain::new(call.request.name().to_owned(), self.runtime, steps))));
        }
        let request = Request::ReferenceInstances {
            instance: Arc::clone(asked.source),
            result_class: association.cloned(),
            role: asked.role.cloned(),
            keys_only: false,
        };
        let references = Step { call: Call { request, ..call.clone() }, ..stored };
        let given = |text: Option<&Text>| text.filter(given).cloned();
        let ends = Ends {
            registry: Arc::clone(registry),
            call: call.clone(),
            source: Arc::clone(asked.source),
            role: given(asked.role),
            result_role: given(asked.result_role),
            result_class: given(asked.result_class),
            keys_only: asked.keys_only,
        };
        Ok(Some(Arc::new(Followed {
            runtime: Arc::clone(self.runtime),
            steps,
            references,
            ends: Arc::new(ends),
        })))
    }
}

/// Whether the repository says that it has not the object, or not even its class.
fn is_of_no_object(error: &Error) -> bool {
    is_unknown_class(error) || error.status == Status::NotFound
}

/// The number of a class that a module serves.
fn served(registry: &Registry, namespace: &Text, class: &Text) -> Option<usize> {
    let class = registry.catalogue().find(namespace, class).and_then(KnownClass::registered)?;
    (registry.catalogue().classes()[class].entry.kind == ClassKind::Ordinary).then_some(class)
}

/// Lets no instances of registered classes pass: they come from their own providers.
fn stored_alone(registry: &Arc<Registry>) -> Filter {
    let registry = Arc::clone(registry);
    Arc::new(move |result| match &result {
        Posted::Instance(instance)
            if instance
                .namespace()
                .is_some_and(|namespace| served(&registry, namespace, instance.class_name()).is_some()) =>
        {
            Ok(None)
        }
        _ => Ok(Some(result)),
    })
}

/// Answers by what modules and the repository have, and then by objects of modules that stored associations lead to.
struct Followed {
    runtime: Arc<Runtime>,
    steps: Vec<Step>,
    /// Asks for the stored associations.
    references: Step,
    ends: Arc<Ends>,
}

impl Provider for Followed {
    fn name(&self) -> &str {
        self.references.provider.name()
    }

    fn execute(&self, _: &Call, reply: Reply) {
        let found = Arc::new(Mutex::new(Found::default()));
        let (ends, to, stored) = (Arc::clone(&self.ends), Arc::clone(&found), self.references.filter.clone());
        let collect: Filter = Arc::new(move |result| {
            let result = match &stored {
                Some(stored) => stored(result)?,
                None => Some(result),
            };
            match result {
                Some(Posted::Instance(association)) => {
                    ends.collect(&association, &mut to.lock());
                    Ok(None)
                }
                other => Ok(other),
            }
        });
        let references = Step { filter: Some(collect), ..self.references.clone() };
        // The objects are known when the associations have come.
        let objects = std::iter::from_fn(move || found.lock().steps.pop_front());
        let steps = self.steps.clone().into_iter().chain([references]).chain(objects);
        run(&self.runtime, steps, reply);
    }

    fn understands_option(&self, _: &Call, name: &str) -> bool {
        self.steps.iter().all(|step| step.provider.understands_option(&step.call, name))
    }
}

/// Objects of modules that are to be got, each once.
#[derive(Default)]
struct Found {
    paths: HashSet<String>,
    steps: VecDeque<Step>,
}

/// Which ends of a stored association are objects of modules that were asked for.
struct Ends {
    registry: Arc<Registry>,
    call: Call,
    source: Arc<Instance>,
    role: Option<Text>,
    result_role: Option<Text>,
    result_class: Option<Text>,
    keys_only: bool,
}

impl Ends {
    fn collect(self: &Arc<Ends>, association: &Instance, found: &mut Found) {
        let namespace = association.namespace().unwrap_or(&self.call.namespace);
        let source = keys_of(&self.call.namespace, &self.source);
        let ends: Vec<(Text, &Arc<Instance>)> = references(association);
        let plays =
            |role: &Option<Text>, property: &Text| role.as_ref().is_none_or(|role| is_same(role, property));
        let has_its_keys: Vec<bool> = ends
            .iter()
            .map(|(property, end)| plays(&self.role, property) && keys_of(namespace, end) == source)
            .collect();
        let is_of_its_class = |end: &Instance| self.is_related(end.class_name());
        // Objects of other classes may have the same keys. Where only the repository knows how the classes are related, the keys tell.
        let is_told_by_class = ends
            .iter()
            .zip(&has_its_keys)
            .any(|((_, end), has_its_keys)| *has_its_keys && is_of_its_class(end));
        let is_source: Vec<bool> = ends
            .iter()
            .zip(has_its_keys)
            .map(|((_, end), has_its_keys)| has_its_keys && (!is_told_by_class || is_of_its_class(end)))
            .collect();
        for (place, (property, end)) in ends.iter().enumerate() {
            let is_other_end = is_source.iter().enumerate().any(|(other, is)| *is && other != place);
            if !is_other_end
                || !plays(&self.result_role, property)
                || end.server_name().is_some_and(is_elsewhere)
            {
                continue;
            }
            let namespace = end.namespace().unwrap_or(namespace);
            let Some(class) = served(&self.registry, namespace, end.class_name()) else { continue };
            let path =
                format!("{} {}", end.class_name().to_str().to_ascii_lowercase(), keys_of(namespace, end));
            if self.is_wanted(namespace, end.class_name()) && found.paths.insert(path) {
                found.steps.push_back(self.step(namespace, class, end));
            }
        }
    }

    fn is_wanted(&self, namespace: &Text, class: &Text) -> bool {
        self.result_class.as_ref().is_none_or(|wanted| self.is_below(namespace, class, wanted))
    }

    /// Whether a reference to a class may be one to the source.
    fn is_related(&self, class: &Text) -> bool {
        let (namespace, source) = (&self.call.namespace, self.source.class_name());
        self.is_below(namespace, source, class) || self.is_below(namespace, class, source)
    }

    /// Whether a class is another one or below it, as far as the registration files tell.
    fn is_below(&self, namespace: &Text, class: &Text, above: &Text) -> bool {
        let known = self.registry.catalogue().find(namespace, class);
        is_same(class, above) || known.is_some_and(|class| class.inherits_from(above))
    }

    /// Gets an object from the module of its class. One that is not there is no associator.
    fn step(self: &Arc<Ends>, namespace: &Text, class: usize, end: &Arc<Instance>) -> Step {
        let request = Request::GetInstance { instance: Arc::clone(end) };
        let keys_only: Option<Filter> = self.keys_only.then(|| {
            Arc::new(|result| match result {
                Posted::Instance(instance) => Ok(Some(Posted::Instance(Arc::new(reduced(&instance)?)))),
                other => Ok(Some(other)),
            }) as Filter
        });
        Step {
            filter: keys_only,
            is_nothing: |error| error.status == Status::NotFound,
            ..Step::whole(
                self.registry.provider(class),
                Call { namespace: namespace.clone(), request, ..self.call.clone() },
            )
        }
    }
}

fn is_elsewhere(host: &Text) -> bool {
    let host = host.to_str();
    !host.is_empty() && host != "." && !host.eq_ignore_ascii_case("localhost")
}

/// The references of an association, with the names of their properties.
fn references(association: &Instance) -> Vec<(Text, &Arc<Instance>)> {
    let mut references = Vec::new();
    for element in association.elements() {
        match element.value {
            Some(ValueRef::Reference(reference)) => references.push((element.name.to_text(), reference)),
            Some(ValueRef::Array(array)) => {
                if let Array::Reference(several) = &**array {
                    references.extend(several.iter().map(|reference| (element.name.to_text(), reference)));
                }
            }
            _ => {}
        }
    }
    references
}

/// Namespace and keys of an object as a text, whatever its class is called and in whatever order and widths its keys are.
fn keys_of(namespace: &Text, object: &Instance) -> String {
    let mut path = ObjectPath::of(object);
    if path.keys.is_empty() {
        let valued =
            object.elements().filter_map(|element| Some((element.name.to_text(), element.value?.to_value())));
        path.keys = valued.collect();
    }
    for (name, _) in &mut path.keys {
        *name = Text::from(name.to_str().to_ascii_lowercase());
    }
    path.keys.sort_by(|(left, _), (right, _)| left.units().cmp(right.units()));
    let namespace = object.namespace().unwrap_or(namespace).to_str().replace('\\', "/").to_ascii_lowercase();
    ObjectPath { host: None, namespace: Some(namespace), class_name: Text::default(), keys: path.keys }
        .to_string()
}

/// An instance with nothing but its keys.
fn reduced(instance: &Instance) -> Result<Instance, Error> {
    let mut keys = Instance::named(instance.class_name().clone())?;
    keys.set_namespace(instance.namespace().cloned());
    for key in instance.keys() {
        keys.add(&key.name.to_text(), key.kind, key.value, ElementFlags::KEY)?;
    }
    Ok(keys)
}
