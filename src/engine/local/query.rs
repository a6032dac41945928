//! Queries and subscriptions: what they are of, and who answers.

use std::sync::Arc;

use super::super::sync::{Mutex, OnceLock};
use super::Local;
use super::associations::Asked;
use super::modules::{ModuleClass, Registry};
use super::patient::Patient;
use super::relay::{Filter, relay};
use super::together::Together;
use crate::cim::{Class, Error, Instance, Status, Text, WrittenPath, name};
use crate::provider::registration::{ClassKind, KnownClass};
use crate::provider::{
    Call, LifecycleQuery, Posted, Provider, QueryFilter, Question, Reply, Request, Sink, StopNotice, Stopped,
};
use crate::query::{self, Associators, Classes, Columns, Projection, Query, References, Select};

impl Local<'_> {
    /// The instances of a registered class that a query asks for. A query that nobody can read, or of another class, is the
    /// repository's.
    pub(super) fn query(
        &self,
        call: &Call,
        dialect: &Text,
        text: &Text,
    ) -> Result<Option<Arc<dyn Provider>>, Error> {
        match self.parsed(dialect, text) {
            Some(Query::Select(select)) => self.select(call, *select, text),
            Some(Query::Associators(query)) => self.associated(call, Association::of_associators(*query)),
            Some(Query::References(query)) => self.associated(call, Association::of_references(*query)),
            None => Ok(None),
        }
    }

    fn select(&self, call: &Call, select: Select, text: &Text) -> Result<Option<Arc<dyn Provider>>, Error> {
        let is_known = self.registered(&call.namespace, &select.class).is_some()
            || self.known(&call.namespace, &select.class).is_some();
        if !is_known {
            return Ok(None);
        }
        let clause = match (&select.columns, select.within, &select.group) {
            (Columns::Count, ..) => Some("COUNT"),
            (_, Some(_), _) => Some("a WITHIN clause, which is for events,"),
            (.., Some(_)) => Some("a GROUP clause, which is for events,"),
            _ => None,
        };
        clause.map_or(Ok(()), |clause| Err(refused(&select, clause)))?;
        let enumerate = Request::EnumerateInstances { class_name: select.class.clone(), keys_only: false };
        let filter = QueryFilter {
            dialect: Text::from(select.dialect.name()),
            query: text.clone(),
            properties: select.property_names(),
            wants_all: select.wants_all(),
        };
        let enumerate = Call { request: enumerate, filter: Some(Arc::new(filter)), ..call.clone() };
        let provider = match self.enumeration(&enumerate, &select.class)? {
            Some(provider) => provider,
            None => (self.repository)()?,
        };
        let chosen = self.chosen(call, select);
        Ok(Some(Arc::new(Queried { provider, call: enumerate, chosen })))
    }

    /// The provider of the indications that a query is of.
    pub(super) fn subscription(
        &self,
        call: &Call,
        dialect: &Text,
        text: &Text,
    ) -> Result<Option<Arc<dyn Provider>>, Error> {
        let Some(Query::Select(select)) = self.parsed(dialect, text) else { return Ok(None) };
        if let Some(provider) = self.registrations.find(&call.namespace, &select.class) {
            return Ok(Some(self.subscribed(provider, call, *select)?));
        }
        if let Some(provider) = self.lifecycle(call, &select)? {
            return Ok(Some(provider));
        }
        let Some((registry, class)) = self.known(&call.namespace, &select.class) else { return Ok(None) };
        // Who subscribes to a class wants the indications of those that inherit from it, too.
        let classes = registry.catalogue().classes();
        let is_indication = |&class: &usize| classes[class].entry.kind == ClassKind::Indication;
        let below = class.subclasses().into_iter().filter_map(KnownClass::registered);
        let providers: Vec<Arc<dyn Provider>> = class
            .registered()
            .into_iter()
            .chain(below)
            .filter(is_indication)
            .map(|class| registry.provider(class) as Arc<dyn Provider>)
            .collect();
        let provider: Arc<dyn Provider> = match <[_; 1]>::try_from(providers) {
            Ok([only]) => only,
            Err(none) if none.is_empty() => return Ok(None),
            Err(several) => {
                let name = format!("{} and what inherits from it", select.class);
                Arc::new(Together::new(name, self.runtime, several))
            }
        };
        Ok(Some(self.subscribed(provider, call, *select)?))
    }

    /// Who tells what happens to instances of a class that modules serve: the modules, and the repository, which may keep some of a
    /// class that none of them registers.
    fn lifecycle(&self, call: &Call, select: &Select) -> Result<Option<Arc<dyn Provider>>, Error> {
        let Some(wanted) = LifecycleQuery::of(select) else { return Ok(None) };
        let Some((registry, class)) = self.known(&call.namespace, &wanted.class_name) else {
            return Ok(None);
        };
        let classes = registry.catalogue().classes();
        let is_ordinary = |class: &usize| classes[*class].entry.kind == ClassKind::Ordinary;
        let part = |class: usize| self.subscribed(registry.provider(class), call, select.clone());
        let own = class.registered().filter(is_ordinary);
        let mut parts: Vec<Arc<dyn Provider>> = own.map(part).transpose()?.into_iter().collect();
        for below in class.subclasses().into_iter().filter_map(KnownClass::registered).filter(is_ordinary) {
            // The provider of the class above may tell of its instances.
            parts.push(Patient::of(part(below)?, |error| error.status == Status::NotSupported));
        }
        if parts.is_empty() {
            return Ok(None);
        }
        // Without a repository, or where that does not have the namespace, the modules tell alone.
        if let Ok(repository) = (self.repository)() {
            let placed = repository.placed(call).unwrap_or(repository);
            parts.push(Patient::of(placed, super::is_unknown_class));
        }
        let name = format!("what happens to instances of {}", wanted.class_name);
        Ok(Some(Arc::new(Together::new(name, self.runtime, parts))))
    }

    /// A provider's indications, of which those go on that the query wants, with the properties that it lists.
    fn subscribed(
        &self,
        provider: Arc<dyn Provider>,
        call: &Call,
        select: Select,
    ) -> Result<Arc<dyn Provider>, Error> {
        match (&select.columns, &select.group, &select.condition) {
            (Columns::Count, ..) => Err(refused(&select, "COUNT")),
            (_, Some(_), _) => Err(refused(&select, "a GROUP clause")),
            (Columns::All, None, None) => Ok(provider),
            _ => {
                let chosen = self.chosen(call, select);
                Ok(Arc::new(Queried { provider, call: call.clone(), chosen }))
            }
        }
    }

    fn chosen(&self, call: &Call, select: Select) -> Chosen {
        let declared = match (self.registrations.find(&call.namespace, &select.class), self.registry) {
            (None, Some(registry)) => {
                let known = registry.catalogue().find(&call.namespace, &select.class);
                // What is not registered itself may be the repository's, which may know it otherwise.
                known.filter(|class| class.registered().is_some()).map(|class| registry.declares(class))
            }
            _ => None,
        };
        let classes = self.declared(call);
        Chosen { columns: select.columns.clone(), select, declared, classes }
    }

    fn declared(&self, call: &Call) -> Arc<Declared> {
        Arc::new(Declared { registry: self.registry.cloned(), namespace: call.namespace.clone() })
    }

    /// What modules associate with an instance of a class that they know.
    fn associated(&self, call: &Call, association: Association) -> Result<Option<Arc<dyn Provider>>, Error> {
        let class_name = Text::from(association.path.class_name.as_str());
        let is_here = association.path.namespace.as_deref().is_none_or(|namespace| {
            name::folded_namespace(namespace) == name::folded_namespace(&call.namespace.to_str())
        });
        let Some((registry, class)) = self.known(&call.namespace, &class_name).filter(|_| is_here) else {
            return if is_here { self.associated_with_stored(call, &association) } else { Ok(None) };
        };
        if let Some(clause) = association.refused {
            let message = format!(
                "The WQL query asks for {clause}, which provider modules are not asked for. Leave it out, and choose among \
                 the results."
            );
            return Err(Error::new(Status::NotSupported, message));
        }
        let classes = self.declared(call);
        let class_of = |path: &WrittenPath| {
            let name = Text::from(path.class_name.as_str());
            classes.class(&name).ok_or_else(|| {
                let message =
                    format!("Class '{name}', which a key's path names, is not known to any provider module.");
                Error::new(Status::InvalidClass, message)
            })
        };
        let mut instance = association.path.to_instance(&registry.declares(class).class()?, &class_of)?;
        instance.set_namespace(Some(call.namespace.clone()));
        let call = Call { request: association.request(Arc::new(instance)), ..call.clone() };
        let provider = self.provider_of(&call)?;
        let qualifier = association.required_qualifier;
        Ok(Some(Arc::new(Associated { provider, call, qualifier, classes })))
    }

    /// What modules associate with an instance of a class of the repository, which is asked as its client asked. What only the
    /// repository can tell, it is asked alone.
    fn associated_with_stored(
        &self,
        call: &Call,
        association: &Association,
    ) -> Result<Option<Arc<dyn Provider>>, Error> {
        let is_for_repository = association.refused.is_some() || association.required_qualifier.is_some();
        if is_for_repository || self.registry.is_none_or(|registry| registry.catalogue().classes().is_empty())
        {
            return Ok(None);
        }
        let classes = self.declared(call);
        let class_of = |path: &WrittenPath| {
            let name = Text::from(path.class_name.as_str());
            let class = classes.class(&name).or_else(|| self.stored_class(call, &name));
            class.ok_or_else(|| Error::new(Status::InvalidClass, format!("Class '{name}' is not known.")))
        };
        // Who knows the class says what is wrong with the path.
        let Ok(class) = class_of(&association.path) else { return Ok(None) };
        let Ok(mut instance) = association.path.to_instance(&class, &class_of) else { return Ok(None) };
        instance.set_namespace(Some(call.namespace.clone()));
        let source = Arc::new(instance);
        let asked = Asked {
            source: &source,
            association_class: match association.is_references {
                true => association.result_class.as_ref(),
                false => association.association_class.as_ref(),
            },
            result_class: association.result_class.as_ref().filter(|_| !association.is_references),
            role: association.role.as_ref(),
            result_role: association.result_role.as_ref(),
            keys_only: association.keys_only,
            wants_ends: !association.is_references,
        };
        let operation = Call { request: association.request(Arc::clone(&source)), ..call.clone() };
        let provider = self.association(&operation, &asked, Some(call.clone()))?;
        Ok(provider.map(|provider| {
            Arc::new(Associated { provider, call: operation, qualifier: None, classes }) as Arc<dyn Provider>
        }))
    }

    /// A class of the repository, where that says it at once.
    fn stored_class(&self, call: &Call, class_name: &Text) -> Option<Arc<Class>> {
        let call = Call { request: Request::GetClass { class_name: class_name.clone() }, ..call.clone() };
        let caught = Arc::new(CaughtClass::default());
        (self.repository)().ok()?.execute(&call, Reply::new(Arc::clone(&caught) as Arc<dyn Sink>));
        caught.0.lock().take()
    }

    /// What a query asks for, where anybody but the repository may answer and it can be read.
    fn parsed(&self, dialect: &Text, text: &Text) -> Option<Query> {
        if self.registry.is_none() && self.registrations.is_empty() {
            return None;
        }
        query::parse(&dialect.to_str(), &text.to_str()).ok()
    }
}

/// Keeps the class that is posted.
#[derive(Default)]
struct CaughtClass(Mutex<Option<Arc<Class>>>);

impl Sink for CaughtClass {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        if let Posted::Class(class) = result {
            *self.0.lock() = Some(class);
        }
        Ok(())
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Err(Stopped)
    }

    fn finish(&self, _: Result<(), Error>) {}

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}

fn refused(select: &Select, clause: &str) -> Error {
    let message = format!(
        "The {} query asks for {clause}, which this version of the library does not support on {}. Leave it out, and choose \
         among the results.",
        select.dialect.name(),
        select.class
    );
    Error::new(Status::NotSupported, message)
}

/// The classes that registration files name, as their modules declare them.
struct Declared {
    registry: Option<Arc<Registry>>,
    namespace: Text,
}

impl Classes for Declared {
    fn class(&self, name: &Text) -> Option<Arc<Class>> {
        let registry = self.registry.as_ref()?;
        // A module that can't be opened declares nothing; who needs it is told when it is asked.
        registry.declares(registry.catalogue().find(&self.namespace, name)?).class().ok()
    }
}

/// Which instances go on, and what of them.
struct Chosen {
    select: Select,
    columns: Columns,
    /// Who declares the class, where that is a module.
    declared: Option<Arc<ModuleClass>>,
    classes: Arc<Declared>,
}

impl Chosen {
    fn filter(&self) -> Result<Filter, Error> {
        let class = self.declared.as_ref().and_then(|class| class.class().ok());
        let wanted = query::Filter::bind(&self.select, class.as_ref(), Arc::clone(&self.classes) as _)?;
        let projection = Projection::of(&Select { columns: self.columns.clone(), ..self.select.clone() });
        Ok(Arc::new(move |result| match result {
            Posted::Instance(instance) => match wanted.matches(&instance) {
                true => Ok(Some(Posted::Instance(projection.apply(&instance)?))),
                false => Ok(None),
            },
            Posted::Indication { ref instance, .. } if !wanted.matches(instance) => Ok(None),
            Posted::Indication { instance, bookmark, machine_id } => {
                Ok(Some(Posted::Indication { instance: projection.apply(&instance)?, bookmark, machine_id }))
            }
            other => Ok(Some(other)),
        }))
    }
}

/// What an `ASSOCIATORS OF` or a `REFERENCES OF` asks for.
struct Association {
    path: WrittenPath,
    is_references: bool,
    association_class: Option<Text>,
    result_class: Option<Text>,
    role: Option<Text>,
    result_role: Option<Text>,
    required_qualifier: Option<Text>,
    keys_only: bool,
    /// A clause that no provider module is asked with.
    refused: Option<&'static str>,
}

impl Association {
    fn of_associators(query: Associators) -> Association {
        let refused = match &query {
            Associators { class_definitions_only: true, .. } => Some("ClassDefsOnly"),
            Associators { schema_only: true, .. } => Some("SchemaOnly"),
            Associators { required_association_qualifier: Some(_), .. } => Some("RequiredAssocQualifier"),
            _ => None,
        };
        Association {
            path: query.path,
            is_references: false,
            association_class: query.association_class,
            result_class: query.result_class,
            role: query.role,
            result_role: query.result_role,
            required_qualifier: query.required_qualifier,
            keys_only: query.keys_only,
            refused,
        }
    }

    fn of_references(query: References) -> Association {
        let refused = match &query {
            References { class_definitions_only: true, .. } => Some("ClassDefsOnly"),
            References { schema_only: true, .. } => Some("SchemaOnly"),
            _ => None,
        };
        Association {
            path: query.path,
            is_references: true,
            association_class: None,
            result_class: query.result_class,
            role: query.role,
            result_role: None,
            required_qualifier: query.required_qualifier,
            keys_only: query.keys_only,
            refused,
        }
    }

    fn request(&self, instance: Arc<Instance>) -> Request {
        match self.is_references {
            true => Request::ReferenceInstances {
                instance,
                result_class: self.result_class.clone(),
                role: self.role.clone(),
                keys_only: self.keys_only,
            },
            false => Request::AssociatorInstances {
                instance,
                association_class: self.association_class.clone(),
                result_class: self.result_class.clone(),
                role: self.role.clone(),
                result_role: self.result_role.clone(),
                keys_only: self.keys_only,
            },
        }
    }
}

/// Answers a query for what is associated with an instance by the operation that asks for the same.
struct Associated {
    provider: Arc<dyn Provider>,
    call: Call,
    /// The qualifier that the class of each result must have.
    qualifier: Option<Text>,
    classes: Arc<Declared>,
}

impl Associated {
    fn qualified(&self) -> Option<Filter> {
        let qualifier = self.qualifier.clone()?;
        let classes = Arc::clone(&self.classes);
        Some(Arc::new(move |result| {
            let Posted::Instance(instance) = &result else { return Ok(Some(result)) };
            let class = instance.class().cloned().or_else(|| classes.class(instance.class_name()));
            let has = class.is_some_and(|class| class.qualifier(&qualifier).is_some());
            Ok(has.then_some(result))
        }))
    }
}

impl Provider for Associated {
    fn name(&self) -> &str {
        self.provider.name()
    }

    fn execute(&self, _: &Call, reply: Reply) {
        let inner = relay(reply.poster(), self.qualified(), move |outcome| reply.finish(outcome));
        self.provider.execute(&self.call, inner);
    }

    fn understands_option(&self, _: &Call, name: &str) -> bool {
        self.provider.understands_option(&self.call, name)
    }
}

/// What is listed of each instance. It is found out when the first one comes.
pub(super) struct Listed<F> {
    find: F,
    found: OnceLock<Projection>,
}

impl<F: Fn() -> Result<Projection, Error> + Send + Sync + 'static> Listed<F> {
    pub(super) fn new(find: F) -> Listed<F> {
        Listed { find, found: OnceLock::new() }
    }

    pub(super) fn filter(self) -> Filter {
        Arc::new(move |result| match result {
            Posted::Instance(instance) => {
                let projection = match self.found.get() {
                    Some(projection) => projection,
                    None => {
                        let found = (self.find)()?;
                        self.found.get_or_init(|| found)
                    }
                };
                Ok(Some(Posted::Instance(projection.apply(&instance)?)))
            }
            other => Ok(Some(other)),
        })
    }
}

/// Answers a query by an enumeration, and a subscription with a condition by one without.
struct Queried {
    provider: Arc<dyn Provider>,
    call: Call,
    chosen: Chosen,
}

impl Provider for Queried {
    fn name(&self) -> &str {
        self.provider.name()
    }

    fn execute(&self, _: &Call, reply: Reply) {
        let filter = match self.chosen.filter() {
            Ok(filter) => filter,
            Err(error) => return reply.finish(Err(error)),
        };
        let inner = relay(reply.poster(), Some(filter), move |outcome| reply.finish(outcome));
        self.provider.execute(&self.call, inner);
    }

    fn understands_option(&self, _: &Call, name: &str) -> bool {
        self.provider.understands_option(&self.call, name)
    }
}
