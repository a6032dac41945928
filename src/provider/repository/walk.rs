//! Reading stored instances of a class and its subclasses in batches: all of them, or those with certain numbers.
//!
//! Instances come in the order of their numbers: by class, and within a class in the order in which they were made.
//! Between two batches no connection and no transaction is held, so a client that is slow keeps nobody from writing and
//! the log from being cut. Each batch sees one state of the file.

use std::sync::Arc;

use rusqlite::Connection;

use super::error::Failure;
use super::instances::{BITS_OF_SEQUENCE, decode};
use super::projection::Projection;
use super::schema_cache::{Namespace, Schema, StoredClass};
use super::{Repository, no_such_class};
use crate::cim::{Instance, Text};
use crate::provider::Polymorphism;

/// Instances in a batch, at most.
pub(super) const BATCH: usize = 512;
/// Stored bytes in a batch, about.
const BATCH_BYTES: usize = 1 << 20;
/// Stored bytes that are looked at for a batch, about: where hardly anything is wanted, a stop is heeded and the log cut
/// nevertheless.
const LOOKED_AT_BYTES: usize = 16 << 20;

/// The classes whose instances are read, for one generation of the schema.
pub(super) struct Family {
    pub schema: Arc<Schema>,
    pub namespace: Arc<Namespace>,
    /// The class that was asked for.
    pub base: Arc<StoredClass>,
    /// By their numbers.
    members: Vec<Member>,
}

struct Member {
    id: i64,
    index: u32,
    /// Made when the first instance is met: most classes of a large schema have none.
    reading: Option<Arc<Reading>>,
}

/// How instances of one class are read.
pub(super) struct Reading {
    /// The class itself.
    pub stored: Arc<StoredClass>,
    /// What is read first, to find out whether the instance is wanted; `None` where the instance itself is looked at.
    pub looked_at: Option<Arc<Projection>>,
    /// What is read of an instance that is wanted; `None` for all of it.
    pub part: Option<Arc<Projection>>,
}

impl Reading {
    fn result(&self) -> &Projection {
        self.part.as_deref().unwrap_or_else(|| self.stored.shown())
    }
}

/// What is done with the instances of a family.
pub(super) trait Reader {
    /// How instances of this class are read.
    fn reading(&self, stored: Arc<StoredClass>) -> Result<Reading, Failure>;

    /// Whether an instance is wanted, of which at least what is looked at was read.
    fn is_wanted(&self, instance: &Instance) -> Result<bool, Failure>;

    /// What the client gets.
    fn result(&self, instance: Instance) -> Result<Arc<Instance>, Failure> {
        Ok(Arc::new(instance))
    }
}

/// A batch that is being filled.
struct Batch<'b> {
    instances: &'b mut Vec<Arc<Instance>>,
    bytes: usize,
    looked_at: usize,
}

impl Batch<'_> {
    fn is_full(&self) -> bool {
        self.instances.len() >= BATCH || self.bytes >= BATCH_BYTES || self.looked_at >= LOOKED_AT_BYTES
    }
}

impl Family {
    /// The class of this name and, unless only it is wanted, those below it.
    pub(super) fn new(
        repository: &Repository,
        connection: &Connection,
        schema: &Arc<Schema>,
        namespace: &Arc<Namespace>,
        class_name: &Text,
        polymorphism: Polymorphism,
    ) -> Result<Family, Failure> {
        let (schema, namespace) = (Arc::clone(schema), Arc::clone(namespace));
        let Some(index) = namespace.find(class_name) else {
            let told = repository.class_of_namespaces(connection, &schema, &namespace, class_name)?;
            let (_, base) = told.ok_or_else(|| no_such_class(&namespace.name, class_name))?;
            return Ok(Family { schema, namespace, base, members: Vec::new() });
        };
        let wanted = match polymorphism {
            Polymorphism::Shallow => vec![index],
            Polymorphism::Deep | Polymorphism::DeepBaseProperties => namespace.family(index),
        };
        let mut members: Vec<Member> = wanted
            .into_iter()
            .filter(|&index| !namespace.node(index).is_system())
            .map(|index| Member { id: namespace.node(index).id, index, reading: None })
            .collect();
        members.sort_unstable_by_key(|member| member.id);
        let base = repository.cache.class(connection, &schema, &namespace, index)?;
        Ok(Family { schema, namespace, base, members })
    }

    /// Leaves out the classes for which this does not hold.
    pub(super) fn retain(&mut self, mut holds: impl FnMut(u32) -> bool) {
        self.members.retain(|member| holds(member.index));
    }

    /// The classes, by their places in the tree.
    pub(super) fn members(&self) -> impl ExactSizeIterator<Item = u32> {
        self.members.iter().map(|member| member.index)
    }

    /// Where the instances of the first class begin, and those of the last end.
    pub(super) fn range(&self) -> Option<(i64, i64)> {
        let (first, last) = (self.members.first()?, self.members.last()?);
        Some((first.id << BITS_OF_SEQUENCE, (last.id + 1) << BITS_OF_SEQUENCE))
    }

    /// Whether an instance with this number is of one of the classes, or else where the next of them begins. `None` behind
    /// the last one.
    pub(super) fn find(&self, id: i64) -> Option<Found> {
        let class = id >> BITS_OF_SEQUENCE;
        let place = self.members.partition_point(|member| member.id < class);
        let member = self.members.get(place)?;
        Some(if member.id == class {
            Found::Member(member.index)
        } else {
            Found::NextFrom(member.id << BITS_OF_SEQUENCE)
        })
    }

    /// Reads a batch of all instances, from the one with this number on. Returns where the next batch begins.
    pub(super) fn read_all(
        &mut self,
        repository: &Repository,
        connection: &Connection,
        reader: &dyn Reader,
        from: i64,
        instances: &mut Vec<Arc<Instance>>,
    ) -> Result<Option<i64>, Failure> {
        let mut batch = Batch { instances, bytes: 0, looked_at: 0 };
        let mut statement =
            connection.prepare_cached("SELECT id, body FROM instances WHERE id >= ?1 ORDER BY id")?;
        let Some((first, _)) = self.range() else { return Ok(None) };
        let mut from = from.max(first);
        'seek: loop {
            let mut current: Option<(i64, Arc<Reading>)> = None;
            let mut rows = statement.query([from])?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let class = id >> BITS_OF_SEQUENCE;
                let reading = match &current {
                    Some((of, reading)) if *of == class => reading,
                    _ => match self.find(id) {
                        None => return Ok(None),
                        Some(Found::NextFrom(next)) => {
                            // No instance between is looked at.
                            from = next;
                            continue 'seek;
                        }
                        Some(Found::Member(_)) => {
                            let reading = self.reading(repository, connection, reader, class)?;
                            &current.insert((class, reading)).1
                        }
                    },
                };
                let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
                take(connection, &self.namespace, reader, reading, body, &mut batch)?;
                if batch.is_full() {
                    return Ok(id.checked_add(1));
                }
            }
            return Ok(None);
        }
    }

    /// Reads a batch of the instances with these numbers, which are sorted, from this number on. Returns where the next
    /// batch begins.
    pub(super) fn read_some(
        &mut self,
        repository: &Repository,
        connection: &Connection,
        reader: &dyn Reader,
        ids: &[i64],
        from: i64,
        instances: &mut Vec<Arc<Instance>>,
    ) -> Result<Option<i64>, Failure> {
        let mut batch = Batch { instances, bytes: 0, looked_at: 0 };
        let mut statement = connection.prepare_cached("SELECT body FROM instances WHERE id = ?1")?;
        for &id in &ids[ids.partition_point(|&id| id < from)..] {
            if !matches!(self.find(id), Some(Found::Member(_))) {
                continue;
            }
            let mut rows = statement.query([id])?;
            // One that is not there was removed since its number was found.
            let Some(row) = rows.next()? else { continue };
            let body = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let reading = self.reading(repository, connection, reader, id >> BITS_OF_SEQUENCE)?;
            take(connection, &self.namespace, reader, &reading, body, &mut batch)?;
            if batch.is_full() {
                return Ok(id.checked_add(1));
            }
        }
        Ok(None)
    }

    /// How instances of one of the classes are read.
    fn reading(
        &mut self,
        repository: &Repository,
        connection: &Connection,
        reader: &dyn Reader,
        class: i64,
    ) -> Result<Arc<Reading>, Failure> {
        let place = self.members.partition_point(|member| member.id < class);
        let member = &mut self.members[place];
        if let Some(reading) = &member.reading {
            return Ok(Arc::clone(reading));
        }
        let stored = repository.cache.class(connection, &self.schema, &self.namespace, member.index)?;
        let reading = Arc::new(reader.reading(stored)?);
        Ok(Arc::clone(member.reading.insert(reading)))
    }
}

/// What [`Family::find`] finds.
pub(super) enum Found {
    /// The place of its class in the tree.
    Member(u32),
    /// The number at which the next class begins.
    NextFrom(i64),
}

/// Takes an instance into the batch, if it is wanted.
#[inline]
fn take(
    connection: &Connection,
    namespace: &Namespace,
    reader: &dyn Reader,
    reading: &Reading,
    body: &[u8],
    batch: &mut Batch<'_>,
) -> Result<(), Failure> {
    batch.looked_at += body.len();
    if let Some(looked_at) = &reading.looked_at
        && !reader.is_wanted(&decode(connection, looked_at, body, namespace)?)?
    {
        return Ok(());
    }
    let instance = decode(connection, reading.result(), body, namespace)?;
    if reading.looked_at.is_none() && !reader.is_wanted(&instance)? {
        return Ok(());
    }
    batch.bytes += body.len();
    batch.instances.push(reader.result(instance)?);
    Ok(())
}
