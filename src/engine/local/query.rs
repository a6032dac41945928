//! Queries and subscriptions: what they are of, and who answers.

use std::sync::Arc;

use super::super::sync::OnceLock;
use super::Local;
use super::relay::{Filter, relay};
use super::together::Together;
use crate::cim::{Error, Status, Text};
use crate::provider::registration::{ClassKind, KnownClass};
use crate::provider::{Call, Posted, Provider, Reply, Request};
use crate::query::{self, Columns, Projection, Select};

impl Local<'_> {
    /// The instances of a registered class that a query asks for. A query that nobody can read, or of another class, is the
    /// repository's.
    pub(super) fn query(
        &self,
        call: &Call,
        dialect: &Text,
        text: &Text,
    ) -> Result<Option<Arc<dyn Provider>>, Error> {
        let Some(select) = self.selected(dialect, text) else { return Ok(None) };
        let enumerate = Request::EnumerateInstances { class_name: select.class.clone(), keys_only: false };
        let enumerate = Call { request: enumerate, ..call.clone() };
        let is_known = self.registered(&call.namespace, &select.class).is_some()
            || self.known(&call.namespace, &select.class).is_some();
        if !is_known {
            return Ok(None);
        }
        refuse_clause(&select, "Leave the clause out, and choose among the results.")?;
        let provider = match self.enumeration(&enumerate, &select.class)? {
            Some(provider) => provider,
            None => (self.repository)()?,
        };
        let projection = Projection::of(&select);
        let filter = Listed::new(move || Ok(projection.clone())).filter();
        Ok(Some(Arc::new(Queried { provider, call: enumerate, filter })))
    }

    /// The provider of the indications that a query is of.
    pub(super) fn subscription(
        &self,
        call: &Call,
        dialect: &Text,
        text: &Text,
    ) -> Result<Option<Arc<dyn Provider>>, Error> {
        let Some(select) = self.selected(dialect, text) else { return Ok(None) };
        if let Some(provider) = self.registrations.find(&call.namespace, &select.class) {
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
        if providers.is_empty() {
            return Ok(None);
        }
        refuse_clause(&select, "Leave the clause out, and choose among the indications.")?;
        match <[_; 1]>::try_from(providers) {
            Ok([only]) => Ok(Some(only)),
            Err(several) => {
                let name = format!("{} and what inherits from it", select.class);
                Ok(Some(Arc::new(Together::new(name, self.runtime, several))))
            }
        }
    }

    /// What a query asks for, where anybody but the repository may answer and it can be read.
    fn selected(&self, dialect: &Text, text: &Text) -> Option<Select> {
        if self.registry.is_none() && self.registrations.is_empty() {
            return None;
        }
        query::parse_select(&dialect.to_str(), &text.to_str()).ok()
    }
}

fn refuse_clause(select: &Select, advice: &str) -> Result<(), Error> {
    let clause = match (&select.condition, &select.within, &select.group, &select.columns) {
        (Some(_), ..) => "a WHERE clause",
        (_, Some(_), ..) => "a WITHIN clause",
        (_, _, Some(_), _) => "a GROUP clause",
        (.., Columns::Count) => "COUNT",
        _ => return Ok(()),
    };
    let dialect = select.dialect.name();
    let message = format!(
        "The {dialect} query asks for {clause}, which this version of the library does not support here. {advice}"
    );
    Err(Error::new(Status::NotSupported, message))
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

/// Answers a query by an enumeration.
struct Queried {
    provider: Arc<dyn Provider>,
    call: Call,
    filter: Filter,
}

impl Provider for Queried {
    fn name(&self) -> &str {
        self.provider.name()
    }

    fn execute(&self, _: &Call, reply: Reply) {
        let poster = reply.poster();
        let inner = relay(poster, Some(Arc::clone(&self.filter)), move |outcome| reply.finish(outcome));
        self.provider.execute(&self.call, inner);
    }

    fn understands_option(&self, _: &Call, name: &str) -> bool {
        self.provider.understands_option(&self.call, name)
    }
}
