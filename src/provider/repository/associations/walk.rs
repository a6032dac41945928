//! Reads the associations of an object, and what they lead to, in batches.

use std::sync::Arc;

use rusqlite::Connection;

use super::super::Repository;
use super::super::error::Failure;
use super::super::instances::{BITS_OF_SEQUENCE, decode, read};
use super::super::keys::Target;
use super::super::store::Patience;
use super::ends::references;
use super::plan::{AssociationClass, Plan, ResultClass, definition};
use super::seen::Seen;
use super::source::{led_to, with_key};
use super::{Form, Traversal, Wanted};
use crate::cim::{Error, Instance, Text};
use crate::provider::{Call, Reply};

/// Associations in a batch, at most.
const BATCH: usize = 512;
/// Stored bytes in a batch, about.
const BATCH_BYTES: usize = 1 << 20;

/// The instances that refer to an object, from a number on. The index leads; the instances are looked up by their numbers.
pub(super) const REFERRING: &str = "SELECT instances.id, instances.body FROM association_ends CROSS JOIN instances \
    ON instances.id = association_ends.id WHERE association_ends.target = ?1 AND association_ends.id >= ?2 \
    ORDER BY association_ends.id";

/// What a batch collects.
#[derive(Default)]
struct Batch {
    instances: Vec<Arc<Instance>>,
    /// Associations that were looked at.
    looked_at: usize,
    bytes: usize,
    /// Instances that came, or classes in their place: each comes once.
    seen: Seen,
    /// Whether an association was found that leads to the object in its role.
    has_found: bool,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.looked_at.max(self.instances.len()) >= BATCH || self.bytes >= BATCH_BYTES
    }

    /// Empties it, to be filled for the first time or once more.
    fn begin(&mut self) {
        self.instances.clear();
        self.seen.undo();
        (self.looked_at, self.bytes) = (0, 0);
    }
}

impl Repository {
    /// Posts what is asked of the associations of an object.
    pub(in super::super) fn traverse(
        &self,
        call: &Call,
        traversal: &Traversal,
        reply: &Reply,
    ) -> Result<(), Error> {
        let mut plan: Option<Plan> = None;
        let mut batch = Batch::default();
        // Where to go on; `None` at the end.
        let mut cursor = Some(0);
        while let Some(from) = cursor {
            let stopped = || reply.is_stopped();
            let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
            cursor = self.reading_one_state(&patience, |connection, schema| {
                batch.begin();
                let plan = match &mut plan {
                    Some(plan) if Arc::ptr_eq(&plan.schema, schema) => plan,
                    plan => {
                        schema.expect_copy_of(plan.as_ref().map(|plan| &*plan.schema))?;
                        plan.insert(Plan::new(self, connection, schema, call, traversal)?)
                    }
                };
                self.fill_from_ends(connection, plan, traversal, from, &mut batch)
            })?;
            batch.seen.keep();
            if reply.post_instances(&mut batch.instances).is_err() {
                return Ok(());
            }
        }
        match plan.and_then(|plan| plan.source.missing) {
            Some(missing) if !batch.has_found => Err(missing),
            _ => Ok(()),
        }
    }

    /// Reads a batch from the instance with this number on, and returns where the next one begins.
    fn fill_from_ends(
        &self,
        connection: &Connection,
        plan: &mut Plan,
        traversal: &Traversal,
        from: i64,
        batch: &mut Batch,
    ) -> Result<Option<i64>, Failure> {
        let mut statement = connection.prepare_cached(REFERRING)?;
        let mut from = from;
        'seek: loop {
            // Classes that nobody asked for are passed over.
            match plan.next_class(from >> BITS_OF_SEQUENCE) {
                Some(class) => from = from.max(class << BITS_OF_SEQUENCE),
                None => return Ok(None),
            }
            let mut rows = statement.query((&plan.source.target, from))?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let class = id >> BITS_OF_SEQUENCE;
                let Some(association) = plan.association(self, connection, traversal, class)? else {
                    match class.checked_add(1).and_then(|next| plan.next_class(next)) {
                        Some(next) => from = next << BITS_OF_SEQUENCE,
                        None => return Ok(None),
                    }
                    continue 'seek;
                };
                let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
                batch.looked_at += 1;
                batch.bytes += body.len();
                self.follow(connection, plan, traversal, &association, (id, body), batch)?;
                if batch.is_full() {
                    return Ok(id.checked_add(1));
                }
            }
            return Ok(None);
        }
    }

    /// Takes what is wanted of one association.
    fn follow(
        &self,
        connection: &Connection,
        plan: &mut Plan,
        traversal: &Traversal,
        class: &AssociationClass,
        (id, body): (i64, &[u8]),
        batch: &mut Batch,
    ) -> Result<(), Failure> {
        let namespace = &class.result.namespace;
        let association = decode(connection, &class.result.stored.whole, body, namespace)?;
        let ends: Vec<(usize, &Instance)> =
            references(association.elements().map(|element| element.value)).collect();
        let plays = |role: Option<usize>, property: usize| role.is_none_or(|role| role == property);
        let sources: Vec<bool> = ends
            .iter()
            .map(|&(property, reference)| {
                plays(class.role, property) && plan.source.is_meant_by(&namespace.name, reference)
            })
            .collect();
        if !sources.contains(&true) {
            return Ok(());
        }
        batch.has_found = true;
        let Wanted::Associated { repeats, .. } = traversal.wanted else {
            drop(ends);
            let known = match traversal.form {
                Form::Whole if class.result.stored.shows_all() => association,
                _ => decode(connection, class.result.projection(), body, namespace)?,
            };
            // The index has each association once.
            return self.bring(connection, traversal, &class.result, (id, Some(known)), true, batch);
        };
        for (place, &(property, reference)) in ends.iter().enumerate() {
            let is_other_end =
                sources.iter().enumerate().any(|(other, is_source)| *is_source && other != place);
            if is_other_end && plays(class.result_role, property) {
                self.bring_associated(
                    connection,
                    plan,
                    traversal,
                    (&namespace.name, reference),
                    repeats,
                    batch,
                )?;
            }
        }
        Ok(())
    }

    /// Takes what a reference leads to that an association in a namespace holds. One that leads to nothing brings nothing.
    fn bring_associated(
        &self,
        connection: &Connection,
        plan: &mut Plan,
        traversal: &Traversal,
        (holder, reference): (&Text, &Instance),
        repeats: bool,
        batch: &mut Batch,
    ) -> Result<(), Failure> {
        let Some(target) = Target::of(holder, reference) else { return Ok(()) };
        let schema = Arc::clone(&plan.schema);
        let Some(namespace) = schema.namespace(&target.namespace) else { return Ok(()) };
        let Some(named) = namespace.find(reference.class_name()) else { return Ok(()) };
        for (index, id) in led_to(namespace, named, &with_key(connection, namespace, &target.key)?) {
            if let Some(class) = plan.result(self, connection, traversal, namespace, index)? {
                self.bring(connection, traversal, &class, (id, None), repeats, batch)?;
            }
        }
        Ok(())
    }

    /// Takes an instance, which is read where it was not yet, in the form in which it is wanted.
    fn bring(
        &self,
        connection: &Connection,
        traversal: &Traversal,
        class: &ResultClass,
        (id, known): (i64, Option<Instance>),
        repeats: bool,
        batch: &mut Batch,
    ) -> Result<(), Failure> {
        let ResultClass { namespace, stored, .. } = class;
        if traversal.form == Form::Definition {
            if batch.seen.insert(stored.id) {
                batch.instances.push(Arc::new(definition(namespace, &stored.whole.class)));
            }
            return Ok(());
        }
        if !repeats && !batch.seen.insert(id) {
            return Ok(());
        }
        let instance = match known {
            Some(instance) => Some(instance),
            None => read(connection, class.projection(), id, namespace)?,
        };
        // In a damaged file a key may lead to no instance.
        if let Some(instance) = instance {
            batch.instances.push(Arc::new(instance));
        }
        Ok(())
    }
}
