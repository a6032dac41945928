//! Enumeration: the instances of a class and its subclasses, read and posted in batches.
//!
//! Between two batches no connection and no transaction is held, so a client that is slow keeps nobody from writing and
//! the log from being cut. Each batch sees one state of the file; an instance that stays is posted exactly once, one that
//! is made or removed meanwhile may be posted or not.

use std::sync::Arc;

use rusqlite::Connection;

use super::error::Failure;
use super::instances::{BITS_OF_SEQUENCE, decode};
use super::namespace::find_namespace;
use super::schema_cache::{Namespace, Projection, Schema, StoredClass, read_generation};
use super::store::Patience;
use super::{Repository, no_such_class};
use crate::cim::{Error, Instance, Text};
use crate::provider::{Call, Polymorphism, Reply};

/// Instances in a batch, at most.
const BATCH: usize = 512;
/// Stored bytes in a batch, about.
const BATCH_BYTES: usize = 1 << 20;

/// What is read, for one generation of the schema.
struct Plan {
    schema: Arc<Schema>,
    namespace: Arc<Namespace>,
    /// The class that was asked for.
    base: Arc<StoredClass>,
    /// The wanted classes, by their numbers.
    classes: Vec<Wanted>,
}

struct Wanted {
    id: i64,
    index: u32,
    /// Resolved when the first instance is met: most classes of a large schema have none.
    projection: Option<Arc<Reading>>,
}

/// How instances of one class are read.
pub(super) enum Reading {
    Whole(Arc<StoredClass>),
    Part(Arc<Projection>),
}

impl Reading {
    pub(super) fn projection(&self) -> &Projection {
        match self {
            Reading::Whole(stored) => &stored.whole,
            Reading::Part(projection) => projection,
        }
    }
}

impl Repository {
    pub(super) fn enumerate(
        &self,
        call: &Call,
        class_name: &Text,
        keys_only: bool,
        reply: &Reply,
    ) -> Result<(), Error> {
        let polymorphism = call.flags.polymorphism();
        let mut plan: Option<Plan> = None;
        // Where to go on; `None` at the end.
        let mut cursor = Some(0);
        let mut batch = Vec::with_capacity(BATCH);
        while let Some(from) = cursor {
            batch.clear();
            let stopped = || reply.is_stopped();
            let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
            cursor = self.reading(&patience, |connection, schema| {
                batch.clear();
                let transaction = connection.unchecked_transaction()?;
                schema.expect_generation(read_generation(&transaction)?)?;
                if from == 0 {
                    let namespace = find_namespace(schema, &call.namespace)?;
                    let wanted = (polymorphism, keys_only);
                    batch = self.namespace_instances(connection, schema, namespace, class_name, wanted)?;
                }
                let plan = match &mut plan {
                    Some(plan) if Arc::ptr_eq(&plan.schema, schema) => plan,
                    plan => plan.insert(self.plan(connection, schema, call, class_name, polymorphism)?),
                };
                self.fill(connection, plan, polymorphism, keys_only, from, &mut batch)
            })?;
            if reply.post_instances(&mut batch).is_err() {
                break;
            }
        }
        Ok(())
    }

    fn plan(
        &self,
        connection: &Connection,
        schema: &Arc<Schema>,
        call: &Call,
        class_name: &Text,
        polymorphism: Polymorphism,
    ) -> Result<Plan, Failure> {
        let namespace = find_namespace(schema, &call.namespace)?;
        let Some(base) = namespace.find(class_name) else {
            let told = self.class_of_namespaces(connection, schema, namespace, class_name)?;
            let (_, base) = told.ok_or_else(|| no_such_class(&namespace.name, class_name))?;
            return Ok(Plan {
                schema: Arc::clone(schema),
                namespace: Arc::clone(namespace),
                base,
                classes: Vec::new(),
            });
        };
        let wanted = match polymorphism {
            Polymorphism::Shallow => vec![base],
            Polymorphism::Deep | Polymorphism::DeepBaseProperties => namespace.family(base),
        };
        let mut classes: Vec<Wanted> = wanted
            .into_iter()
            .filter(|&index| !namespace.node(index).is_system())
            .map(|index| Wanted { id: namespace.node(index).id, index, projection: None })
            .collect();
        classes.sort_unstable_by_key(|wanted| wanted.id);
        Ok(Plan {
            schema: Arc::clone(schema),
            namespace: Arc::clone(namespace),
            base: self.cache.class(connection, schema, namespace, base)?,
            classes,
        })
    }

    /// Reads a batch from the instance with this number on, and returns where the next one begins.
    fn fill(
        &self,
        connection: &Connection,
        plan: &mut Plan,
        polymorphism: Polymorphism,
        keys_only: bool,
        from: i64,
        batch: &mut Vec<Arc<Instance>>,
    ) -> Result<Option<i64>, Failure> {
        let Plan { schema, namespace, base, classes } = plan;
        let mut statement =
            connection.prepare_cached("SELECT id, body FROM instances WHERE id >= ?1 ORDER BY id")?;
        let mut bytes = 0;
        let mut from = from.max(classes.first().map_or(i64::MAX, |first| first.id << BITS_OF_SEQUENCE));
        'seek: loop {
            let mut current: Option<(i64, Arc<Reading>)> = None;
            let mut rows = statement.query([from])?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let class_id = id >> BITS_OF_SEQUENCE;
                let reading = match &current {
                    Some((current, reading)) if *current == class_id => reading,
                    _ => {
                        let place = classes.partition_point(|wanted| wanted.id < class_id);
                        let Some(wanted) = classes.get_mut(place) else { return Ok(None) };
                        if wanted.id != class_id {
                            // The next wanted class begins later: no instance between is looked at.
                            from = wanted.id << BITS_OF_SEQUENCE;
                            continue 'seek;
                        }
                        let reading = match &wanted.projection {
                            Some(reading) => Arc::clone(reading),
                            None => {
                                let stored = self.cache.class(connection, schema, namespace, wanted.index)?;
                                let reading = Arc::new(reading(stored, base, polymorphism, keys_only));
                                wanted.projection = Some(Arc::clone(&reading));
                                reading
                            }
                        };
                        &current.insert((class_id, reading)).1
                    }
                };
                let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
                bytes += body.len();
                batch.push(Arc::new(decode(connection, reading.projection(), body, namespace)?));
                if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                    return Ok(id.checked_add(1));
                }
            }
            return Ok(None);
        }
    }
}

/// How instances of a class are read that were asked for by a class above.
pub(super) fn reading(
    stored: Arc<StoredClass>,
    base: &StoredClass,
    polymorphism: Polymorphism,
    keys_only: bool,
) -> Reading {
    if keys_only {
        Reading::Part(stored.keys_only())
    } else if polymorphism == Polymorphism::DeepBaseProperties && stored.id != base.id {
        Reading::Part(stored.of_base(base))
    } else {
        Reading::Whole(stored)
    }
}
