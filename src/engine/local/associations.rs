//! Associations: those of modules and those that are stored, and the objects that they lead to.
//!
//! The module of an association class tells of its own; one that implements no operation on associations has its instances
//! enumerated, and what they refer to is followed here. The repository tells of what is stored there, and of the stored objects at the
//! other ends; other objects that stored associations lead to are got from whoever serves their classes, one by one.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::super::router::Registrations;
use super::super::runtime::Runtime;
use super::super::sync::Mutex;
use super::super::sync::atomic::{AtomicBool, Ordering};
use super::chain::{Step, run};
use super::modules::Registry;
use super::relay::{Filter, both, relay};
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
    /// may refer to the object's class; and the repository, which is asked by `stored` where the same is asked in another way.
    pub(super) fn association(
        &self,
        call: &Call,
        asked: &Asked<'_>,
        stored: Option<Call>,
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
        let registry = self.registry.filter(|registry| !registry.catalogue().classes().is_empty());
        if registry.is_none() && (self.registrations.is_empty() || !asked.wants_ends) {
            return Ok(None);
        }
        let modules = registry.map_or_else(Vec::new, |registry| {
            registry.catalogue().associations(&call.namespace, class_name, association, result)
        });
        let is_known = |class: &Text| self.known(&call.namespace, class).is_some();
        let is_of_modules = !modules.is_empty() || is_known(class_name) || association.is_some_and(is_known);
        // A class that a module declares need not be one that the repository knows.
        let may_be_unknown = association.into_iter().chain(result).any(is_known);
        let is_nothing: fn(&Error) -> bool = match (is_of_modules, may_be_unknown) {
            (true, true) => |error| is_of_no_object(error) || error.status == Status::InvalidParameter,
            (true, false) => is_of_no_object,
            (false, _) => |_| false,
        };
        let repository = (self.repository)()?;
        let own = |text: Option<&Text>| text.filter(given).cloned();
        let wanted = Arc::new(Wanted {
            registry: registry.cloned(),
            registrations: self.registrations.so_far(),
            repository: Arc::clone(&repository),
            call: call.clone(),
            source: Arc::clone(asked.source),
            association: association.cloned(),
            role: own(asked.role),
            result_role: own(asked.result_role),
            result_class: own(asked.result_class),
            keys_only: asked.keys_only,
            wants_ends: asked.wants_ends,
        });
        let module = |&class: &usize| {
            let registry = registry?;
            let class_name = registry.catalogue().classes()[class].name().clone();
            Some(Teller { provider: registry.provider(class), class_name })
        };
        let stored = Step { is_nothing, ..Step::whole(repository, stored.unwrap_or_else(|| call.clone())) };
        Ok(Some(Arc::new(Associations {
            runtime: Arc::clone(self.runtime),
            modules: modules.iter().filter_map(module).collect(),
            stored,
            wanted,
        })))
    }
}

/// Whether the repository says that it has not the object, or not even its class.
fn is_of_no_object(error: &Error) -> bool {
    is_unknown_class(error) || error.status == Status::NotFound
}

/// Who tells of the associations of a class.
#[derive(Clone)]
struct Teller {
    provider: Arc<dyn Provider>,
    class_name: Text,
}

/// Answers by what modules and the repository have, and by what the associations lead to that neither brings of its own.
struct Associations {
    runtime: Arc<Runtime>,
    modules: Vec<Teller>,
    /// Asks the repository.
    stored: Step,
    wanted: Arc<Wanted>,
}

impl Provider for Associations {
    fn name(&self) -> &str {
        self.stored.provider.name()
    }

    fn execute(&self, _: &Call, reply: Reply) {
        let found = Arc::new(Mutex::new(Found::default()));
        let stored = self.wanted.stored(&self.stored, &found);
        let mut steps = Steps {
            wanted: Arc::clone(&self.wanted),
            found,
            modules: self.modules.clone().into_iter(),
            current: None,
            refusal: Arc::default(),
            stored: stored.into(),
        };
        run(&self.runtime, std::iter::from_fn(move || steps.next()), reply);
    }

    fn understands_option(&self, _: &Call, name: &str) -> bool {
        let call = &self.wanted.call;
        let others = self.modules.iter().all(|module| module.provider.understands_option(call, name));
        others && self.stored.provider.understands_option(&self.stored.call, name)
    }
}

/// What is asked, step by step: who has answered decides what comes next.
struct Steps {
    wanted: Arc<Wanted>,
    found: Arc<Mutex<Found>>,
    modules: std::vec::IntoIter<Teller>,
    /// The module that was asked, and in which way.
    current: Option<(Teller, Way)>,
    /// That it does not implement that way.
    refusal: Arc<Mutex<Option<Error>>>,
    stored: VecDeque<Step>,
}

/// A way to ask a module of its associations.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By the operation itself.
    Operation,
    /// For the associations, whose ends are followed here.
    References,
    /// For all instances of the association class.
    Enumeration,
}

impl Steps {
    fn next(&mut self) -> Option<Step> {
        let object = self.found.lock().steps.pop_front();
        if object.is_some() {
            return object;
        }
        let refused = self.refusal.lock().is_some();
        let asked = self.current.take().filter(|_| refused);
        let next = match asked {
            Some((module, Way::Operation)) if self.wanted.wants_ends => Some((module, Way::References)),
            Some((module, Way::Operation | Way::References)) => Some((module, Way::Enumeration)),
            _ => {
                *self.refusal.lock() = None;
                self.modules.next().map(|module| (module, Way::Operation))
            }
        };
        let Some((module, way)) = next else { return self.stored.pop_front() };
        let step = self.wanted.ask(&module, way, &self.found, &self.refusal);
        self.current = Some((module, way));
        Some(step)
    }
}

impl Drop for Steps {
    /// What was not got any more leads back to what was found.
    fn drop(&mut self) {
        let rest = std::mem::take(&mut self.found.lock().steps);
        drop(rest);
    }
}

/// A module that is asked in a way that it may not implement.
struct Attempt {
    module: Arc<dyn Provider>,
    /// Why it was not answered in the ways before. Where there is another way, this one's refusal goes there too.
    refusal: Arc<Mutex<Option<Error>>>,
    is_last: bool,
}

impl Provider for Attempt {
    fn name(&self) -> &str {
        self.module.name()
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let has_posted = Arc::new(AtomicBool::new(false));
        let note = Arc::clone(&has_posted);
        let noting: Filter = Arc::new(move |result| {
            note.store(true, Ordering::Release);
            Ok(Some(result))
        });
        let (refusal, is_last) = (Arc::clone(&self.refusal), self.is_last);
        // What this attempt does not leave as a refusal is its answer.
        let before = refusal.lock().take();
        let inner = relay(reply.poster(), Some(noting), move |outcome| match outcome {
            Err(error) if error.status == Status::NotSupported && !has_posted.load(Ordering::Acquire) => {
                // What it was asked at first is what its client asked.
                let error = before.unwrap_or(error);
                if is_last {
                    return reply.finish(Err(error));
                }
                *refusal.lock() = Some(error);
                reply.finish(Ok(()));
            }
            outcome => reply.finish(outcome),
        });
        self.module.execute(call, inner);
    }

    fn understands_option(&self, call: &Call, name: &str) -> bool {
        self.module.understands_option(call, name)
    }
}

/// What came and what is to be got, each once.
#[derive(Default)]
struct Found {
    /// The results that came from modules, or were got for them.
    came: HashSet<String>,
    /// The paths that objects are got by.
    paths: HashSet<String>,
    steps: VecDeque<Step>,
}

/// What an operation asks of an association and its ends.
struct Wanted {
    registry: Option<Arc<Registry>>,
    registrations: Registrations,
    repository: Arc<dyn Provider>,
    call: Call,
    source: Arc<Instance>,
    association: Option<Text>,
    role: Option<Text>,
    result_role: Option<Text>,
    result_class: Option<Text>,
    keys_only: bool,
    wants_ends: bool,
}

impl Wanted {
    /// Asks the module of an association class.
    fn ask(
        self: &Arc<Self>,
        module: &Teller,
        way: Way,
        found: &Arc<Mutex<Found>>,
        refusal: &Arc<Mutex<Option<Error>>>,
    ) -> Step {
        let request = match way {
            Way::Operation => self.call.request.clone(),
            Way::References => self.references(Some(module.class_name.clone())),
            Way::Enumeration => {
                Request::EnumerateInstances { class_name: module.class_name.clone(), keys_only: false }
            }
        };
        let results = || both(self.fitting(), self.once(found, true));
        let filter = match (way, self.wants_ends) {
            (Way::Operation, _) => results(),
            (_, true) => self.followed(found, false),
            (_, false) => both(self.referring(), results()),
        };
        let is_last = way == Way::Enumeration;
        let attempt = Attempt { module: Arc::clone(&module.provider), refusal: Arc::clone(refusal), is_last };
        let call = Call { request, ..self.call.clone() };
        Step { filter: Some(filter), ..Step::whole(Arc::new(attempt), call) }
    }

    /// Asks the repository: for what it brings, and, where objects are wanted, for associations that lead to those of others.
    fn stored(self: &Arc<Self>, stored: &Step, found: &Arc<Mutex<Found>>) -> Vec<Step> {
        let results =
            Step { filter: Some(both(self.stored_alone(), self.once(found, false))), ..stored.clone() };
        if !self.wants_ends {
            return vec![results];
        }
        let request = self.references(self.association.clone());
        let filter = Some(both(self.stored_alone(), self.followed(found, true)));
        let call = Call { request, ..self.call.clone() };
        vec![results, Step { filter, call, ..stored.clone() }]
    }

    fn references(&self, result_class: Option<Text>) -> Request {
        Request::ReferenceInstances {
            instance: Arc::clone(&self.source),
            result_class,
            role: self.role.clone(),
            keys_only: false,
        }
    }

    /// Lets no instances of registered classes pass: they come from their own providers.
    fn stored_alone(self: &Arc<Self>) -> Filter {
        let own = Arc::clone(self);
        Arc::new(move |result| match &result {
            Posted::Instance(instance)
                if instance
                    .namespace()
                    .is_some_and(|namespace| own.served(namespace, instance.class_name()).is_some()) =>
            {
                Ok(None)
            }
            _ => Ok(Some(result)),
        })
    }

    /// Lets each object pass once, whoever it comes from. Only what `remembers` is held in memory: the repository brings nothing twice.
    fn once(self: &Arc<Self>, found: &Arc<Mutex<Found>>, remembers: bool) -> Filter {
        let (own, found) = (Arc::clone(self), Arc::clone(found));
        Arc::new(move |result| match &result {
            Posted::Instance(instance) => {
                let path = path_of(&own.call.namespace, instance);
                let mut found = found.lock();
                let is_new = match remembers {
                    true => found.came.insert(path),
                    false => found.came.is_empty() || !found.came.contains(&path),
                };
                Ok(is_new.then_some(result))
            }
            _ => Ok(Some(result)),
        })
    }

    /// What of a module's results is what was asked for, as far as that can be told: it may pass over what it is asked with.
    fn fitting(self: &Arc<Self>) -> Filter {
        let own = Arc::clone(self);
        Arc::new(move |result| {
            let Posted::Instance(instance) = &result else { return Ok(Some(result)) };
            let wanted = if own.wants_ends { &own.result_class } else { &own.association };
            if wanted.as_ref().is_some_and(|wanted| !own.may_be(instance, wanted)) {
                return Ok(None);
            }
            if !own.wants_ends && own.role.is_some() && !own.refers(instance) {
                return Ok(None);
            }
            let is_whole = own.keys_only && instance.keys().next().is_some();
            Ok(Some(if is_whole { Posted::Instance(Arc::new(reduced(instance)?)) } else { result }))
        })
    }

    /// Lets the associations pass that refer to the source in its role.
    fn referring(self: &Arc<Self>) -> Filter {
        let own = Arc::clone(self);
        Arc::new(move |result| match &result {
            Posted::Instance(association) if !own.refers(association) => Ok(None),
            _ => Ok(Some(result)),
        })
    }

    /// Has the other ends of associations got: all, or those `of_others` than the repository.
    fn followed(self: &Arc<Self>, found: &Arc<Mutex<Found>>, of_others: bool) -> Filter {
        let (own, found) = (Arc::clone(self), Arc::clone(found));
        Arc::new(move |result| match result {
            Posted::Instance(association) => {
                own.collect(&association, &found, of_others);
                Ok(None)
            }
            other => Ok(Some(other)),
        })
    }

    /// Which references of an association lead to the source in its role.
    fn to_source(&self, association: &Instance, ends: &[(Text, &Arc<Instance>)]) -> Vec<bool> {
        let namespace = association.namespace().unwrap_or(&self.call.namespace);
        let source = keys_of(&self.call.namespace, &self.source);
        let has_its_keys: Vec<bool> = ends.iter().map(|(_, end)| keys_of(namespace, end) == source).collect();
        let is_of_its_class = |end: &Instance| self.is_related(end);
        // Objects of other classes may have the same keys. Where only the repository knows how the classes are related, the keys tell.
        let is_told_by_class = ends
            .iter()
            .zip(&has_its_keys)
            .any(|((_, end), has_its_keys)| *has_its_keys && is_of_its_class(end));
        let is_known = self.has_known_lineage(&self.call.namespace, &self.source);
        let leads_there = |end: &Instance| {
            is_of_its_class(end) || !(is_told_by_class || is_known && self.has_known_lineage(namespace, end))
        };
        ends.iter()
            .zip(has_its_keys)
            .map(|((property, end), has_its_keys)| {
                has_its_keys && plays(&self.role, property) && leads_there(end)
            })
            .collect()
    }

    fn refers(&self, association: &Instance) -> bool {
        self.to_source(association, &references(association)).contains(&true)
    }

    fn collect(self: &Arc<Self>, association: &Instance, found: &Arc<Mutex<Found>>, of_others: bool) {
        let namespace = association.namespace().unwrap_or(&self.call.namespace);
        let ends = references(association);
        let is_source = self.to_source(association, &ends);
        for (place, (property, end)) in ends.iter().enumerate() {
            let is_other_end = is_source.iter().enumerate().any(|(other, is)| *is && other != place);
            if !is_other_end
                || !plays(&self.result_role, property)
                || end.server_name().is_some_and(is_elsewhere)
            {
                continue;
            }
            let namespace = end.namespace().unwrap_or(namespace);
            let server = self.served(namespace, end.class_name());
            if server.is_none() && of_others {
                continue;
            }
            let step =
                || self.object(namespace, server.unwrap_or_else(|| Arc::clone(&self.repository)), end, found);
            let is_new = |found: &Arc<Mutex<Found>>| found.lock().paths.insert(path_of(namespace, end));
            if self.may_lead_to_wanted(namespace, end.class_name()) && is_new(found) {
                let step = step();
                found.lock().steps.push_back(step);
            }
        }
    }

    /// Who serves a class and is not the repository.
    fn served(&self, namespace: &Text, class: &Text) -> Option<Arc<dyn Provider>> {
        if let Some(provider) = self.registrations.find(namespace, class) {
            return Some(provider);
        }
        let registry = self.registry.as_ref()?;
        let class = registry.catalogue().find(namespace, class).and_then(KnownClass::registered)?;
        let is_ordinary = registry.catalogue().classes()[class].entry.kind == ClassKind::Ordinary;
        is_ordinary.then(|| registry.provider(class) as Arc<dyn Provider>)
    }

    /// Whether an object that is referred to by this class may be of the class that results have. What is got tells.
    fn may_lead_to_wanted(&self, namespace: &Text, class: &Text) -> bool {
        let Some(wanted) = &self.result_class else { return true };
        self.known(namespace, class).is_none()
            || self.is_below(namespace, class, wanted)
            || self.is_below(namespace, wanted, class)
    }

    /// Whether an instance may be of a class, which can be told where its class or the registration files say what that inherits.
    fn may_be(&self, instance: &Instance, wanted: &Text) -> bool {
        let namespace = instance.namespace().unwrap_or(&self.call.namespace);
        let class = instance.class_name();
        self.is_below(namespace, class, wanted)
            || match instance.class() {
                Some(class) => class.is_a(wanted),
                None => self.known(namespace, class).is_none(),
            }
    }

    /// Whether a reference may be one to the source, by the classes of both.
    fn is_related(&self, end: &Instance) -> bool {
        let (namespace, source, class) = (&self.call.namespace, self.source.class_name(), end.class_name());
        self.is_below(namespace, source, class)
            || self.is_below(namespace, class, source)
            || end.class().is_some_and(|class| class.is_a(source))
            || self.source.class().is_some_and(|source| source.is_a(class))
    }

    /// Whether it is known what the class of an object inherits.
    fn has_known_lineage(&self, namespace: &Text, object: &Instance) -> bool {
        let is_registered = |class: KnownClass<'_>| class.registered().is_some();
        object.class().is_some() || self.known(namespace, object.class_name()).is_some_and(is_registered)
    }

    /// Whether a class is another one or below it, as far as the registration files tell.
    fn is_below(&self, namespace: &Text, class: &Text, above: &Text) -> bool {
        is_same(class, above) || self.known(namespace, class).is_some_and(|class| class.inherits_from(above))
    }

    fn known(&self, namespace: &Text, class: &Text) -> Option<KnownClass<'_>> {
        self.registry.as_ref()?.catalogue().find(namespace, class)
    }

    /// Gets an object from who serves its class. One that is not there is no associator.
    fn object(
        self: &Arc<Self>,
        namespace: &Text,
        server: Arc<dyn Provider>,
        end: &Arc<Instance>,
        found: &Arc<Mutex<Found>>,
    ) -> Step {
        let request = Request::GetInstance { instance: Arc::clone(end) };
        Step {
            filter: Some(both(self.fitting(), self.once(found, true))),
            is_nothing: is_of_no_object,
            ..Step::whole(server, Call { namespace: namespace.clone(), request, ..self.call.clone() })
        }
    }
}

/// Whether a property may be this role; without a role, all may.
fn plays(role: &Option<Text>, property: &Text) -> bool {
    role.as_ref().is_none_or(|role| is_same(role, property))
}

/// An object as a text: its class, namespace and keys.
fn path_of(namespace: &Text, object: &Instance) -> String {
    format!("{} {}", object.class_name().to_str().to_ascii_lowercase(), keys_of(namespace, object))
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
    let namespace = object.namespace().unwrap_or(namespace);
    let mut not_shown = String::new();
    add_not_shown(ValueRef::String(namespace.as_text_ref()), &mut not_shown);
    path.keys.iter().for_each(|(_, value)| add_not_shown(value.as_value_ref(), &mut not_shown));
    let namespace = Some(namespace.to_str().replace('\\', "/").to_ascii_lowercase());
    let path = ObjectPath { host: None, namespace, class_name: Text::default(), keys: path.keys };
    format!("{path}{not_shown}")
}

/// Adds the units of texts that are not valid Unicode: a path shows the same mark for each of them.
fn add_not_shown(value: ValueRef<'_>, not_shown: &mut String) {
    match value {
        ValueRef::String(text) if text.to_str_exact().is_err() => {
            not_shown.push_str(&format!(" {:x?}", text.units()));
        }
        ValueRef::Reference(held) | ValueRef::Instance(held) => {
            held.elements()
                .filter_map(|element| element.value)
                .for_each(|value| add_not_shown(value, not_shown));
        }
        _ => {}
    }
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
