//! The repository: the embedded, durable provider that serves whatever no other provider does.
//!
//! Namespaces, classes and instances live in one SQLite file that several processes share. What an operation has
//! acknowledged is on the disk. See `docs/repository.md` for the file and its guarantees.

mod associations;
mod change;
mod classes;
mod compile;
mod encoding;
mod enumerate;
mod error;
mod events;
mod index;
mod instance_cache;
mod instances;
mod keys;
mod maintenance;
mod migration;
mod namespace;
mod namespace_instances;
#[cfg_attr(unix, path = "private/unix.rs")]
#[cfg_attr(windows, path = "private/windows.rs")]
mod private;
mod projection;
mod query;
mod rules;
mod schema_cache;
mod store;
mod subscriptions;
mod system;
#[cfg(test)]
mod tests;
mod values;
mod walk;

use std::sync::{Arc, Weak};

use rusqlite::Connection;

pub use compile::{CompileError, Item, ItemKind, Summary};
pub use error::OpenError;
pub use maintenance::{Check, Existing, Finding, Previous, Progress, Restored};
pub use query::{Plan, PlannedAccess, PlannedClass, PlannedLookup};
pub use store::Location;

use super::{Call, Provider, Reply, Request};
use crate::cim::{Error, Status};
use crate::configuration::DEFAULT_EVENT_LOG;
use associations::Traversal;
use error::Failure;
use instance_cache::InstanceCache;
use schema_cache::{Schema, SchemaCache, read_generation};
use store::{Changed, Patience, Sharing, Store, Transaction};

/// How often an operation starts again because another process changed the schema meanwhile.
const SCHEMA_ATTEMPTS: usize = 100;

/// How a repository is kept, where that is not for each operation to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The number of events that the log keeps for subscriptions which go on later. At least one is kept.
    pub event_log: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { event_log: DEFAULT_EVENT_LOG }
    }
}

/// A store of namespaces, classes and instances, in a file or in memory.
pub struct Repository {
    /// For what goes on after an operation has begun: a subscription reads again and again, and keeps no repository open.
    own: Weak<Repository>,
    subscriptions: Arc<subscriptions::Registry>,
    options: Options,
    store: Store,
    cache: SchemaCache,
    instances: InstanceCache,
}

impl Repository {
    /// Opens a repository, and makes it if it is not there.
    pub fn open(location: Location) -> Result<Arc<Repository>, OpenError> {
        Repository::open_with(location, Options::default())
    }

    /// [`Repository::open`], with something else than the defaults.
    pub fn open_with(location: Location, options: Options) -> Result<Arc<Repository>, OpenError> {
        let store = Store::open(&location)?;
        tracing::debug!(?location, ?options, "opened the repository");
        Ok(Arc::new_cyclic(|own| Repository {
            own: Weak::clone(own),
            subscriptions: Arc::default(),
            options,
            store,
            cache: SchemaCache::default(),
            instances: InstanceCache::default(),
        }))
    }

    /// Runs a reading step with the schema in memory, which is read again when the step finds that it is not that of
    /// the file. A step that answers from the file must check the generation in the same transaction.
    fn reading<T>(
        &self,
        patience: &Patience<'_>,
        mut step: impl FnMut(&Connection, &Arc<Schema>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        let mut known = self.cache.latest();
        for _ in 0..SCHEMA_ATTEMPTS {
            let result = self.store.read(patience, |connection| {
                let schema = match known.take() {
                    Some(schema) => schema,
                    None => self.cache.up_to_date(connection)?,
                };
                match step(connection, &schema) {
                    // What is missing here may be in the file now.
                    Err(Failure::Told(error)) => {
                        schema.expect_generation(read_generation(connection)?)?;
                        Err(Failure::Told(error))
                    }
                    result => result,
                }
            });
            match result {
                Err(Failure::Stale) => continue,
                result => return result.map_err(|failure| failure.into_error(self.store.path())),
            }
        }
        Err(Failure::Stale.into_error(self.store.path()))
    }

    /// [`Repository::reading`] for steps that read more than once: the file is in one state for all of it, that of the schema.
    fn reading_one_state<T>(
        &self,
        patience: &Patience<'_>,
        mut step: impl FnMut(&Connection, &Arc<Schema>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        self.reading(patience, |connection, schema| {
            let transaction = connection.unchecked_transaction()?;
            schema.expect_generation(read_generation(&transaction)?)?;
            step(&transaction, schema)
        })
    }

    /// [`Repository::reading`] for steps that answer from the schema alone.
    fn reading_up_to_date<T>(
        &self,
        patience: &Patience<'_>,
        mut step: impl FnMut(&Connection, &Arc<Schema>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        self.reading(patience, |connection, schema| {
            schema.expect_generation(read_generation(connection)?)?;
            step(connection, schema)
        })
    }

    /// Runs a writing step that may change the schema, with the schema as the transaction sees it.
    fn writing<T>(
        &self,
        patience: &Patience<'_>,
        step: impl FnOnce(&Transaction<'_>, &Arc<Schema>) -> Result<(T, Changed), Failure>,
    ) -> Result<T, Error> {
        self.writing_in(Sharing::Alone, patience, step)
    }

    /// [`Repository::writing`] for steps that change instances alone: they share the wait for the disk with others.
    fn writing_instances<T>(
        &self,
        patience: &Patience<'_>,
        step: impl FnOnce(&Transaction<'_>, &Arc<Schema>) -> Result<(T, Changed), Failure>,
    ) -> Result<T, Error> {
        self.writing_in(Sharing::Shared, patience, step)
    }

    fn writing_in<T>(
        &self,
        sharing: Sharing,
        patience: &Patience<'_>,
        step: impl FnOnce(&Transaction<'_>, &Arc<Schema>) -> Result<(T, Changed), Failure>,
    ) -> Result<T, Error> {
        // A layout that one step made and the next one found is gone if both are undone.
        let forget = || self.cache.forget();
        let mut has_news = false;
        let result = self.store.write(sharing, patience, &forget, |transaction| {
            let schema = self.cache.up_to_date(transaction)?;
            let (value, changed) = step(transaction, &schema)?;
            if changed == Changed::Yes {
                events::trim(transaction, self.options.event_log)?;
            }
            has_news = changed == Changed::Yes;
            Ok((value, changed))
        });
        if has_news && result.is_ok() {
            self.subscriptions.notify();
        }
        result.map_err(|failure| failure.into_error(self.store.path()))
    }
}

impl Provider for Repository {
    fn name(&self) -> &str {
        "repository"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let stopped = || reply.is_stopped();
        let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
        let outcome = match &call.request {
            Request::GetInstance { instance } => {
                let found = self.get(&patience, &call.namespace, instance);
                return reply.finish_with_instance(found);
            }
            Request::CreateInstance { instance } => {
                let created = self.create(&patience, &call.namespace, instance);
                return reply.finish_with_instance(created);
            }
            Request::ModifyInstance { instance } => self.modify(&patience, &call.namespace, instance),
            Request::DeleteInstance { instance } => self.delete(&patience, &call.namespace, instance),
            Request::EnumerateInstances { class_name, keys_only } => {
                self.enumerate(call, class_name, *keys_only, &reply)
            }
            Request::GetClass { class_name } => {
                match self.class(&patience, &call.namespace, class_name) {
                    Ok(class) => {
                        // Who stopped the operation has been told so by the engine.
                        let _ = reply.post_class(class);
                        Ok(())
                    }
                    Err(error) => Err(error),
                }
            }
            Request::EnumerateClasses { class_name, names_only } => {
                self.enumerate_classes(call, class_name.as_ref(), *names_only, &reply)
            }
            Request::TestConnection => self.reading_up_to_date(&patience, |_, _| Ok(())),
            Request::Invoke { class_name, method_name, .. } => {
                self.refuse_method(&patience, &call.namespace, class_name, method_name)
            }
            Request::QueryInstances { dialect, query } => self.query(call, dialect, query, &reply),
            Request::Subscribe { .. } => return self.subscribe(call, reply),
            Request::AssociatorInstances { .. } | Request::ReferenceInstances { .. } => {
                Traversal::of(&call.request).and_then(|traversal| self.traverse(call, &traversal, &reply))
            }
        };
        reply.finish(outcome);
    }

    fn placed(&self, call: &Call) -> Option<Arc<dyn Provider>> {
        self.place(call)
    }

    fn is_bounded(&self, call: &Call) -> bool {
        matches!(
            call.request,
            Request::GetInstance { .. } | Request::GetClass { .. } | Request::TestConnection
        )
    }
}

/// The refusal of a class that is not there.
fn no_such_class(namespace: &crate::cim::Text, class_name: &crate::cim::Text) -> Error {
    Error::new(
        Status::InvalidClass,
        format!(
            "Class '{class_name}' does not exist in namespace '{namespace}'. `mi classes` lists those that do; \
             `mi compile` adds classes from MOF and CIM-XML."
        ),
    )
}
