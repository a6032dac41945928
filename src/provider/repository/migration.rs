//! What a migration of the file can't do with statements alone.

use rusqlite::Connection;

use super::associations::ends;
use super::change::Subject;
use super::error::Failure;
use super::index;
use super::instances::{decode, each_of_class};
use super::keys::{key_of, path_of};
use super::schema_cache::SchemaCache;
use super::values::values_of;
use crate::cim::{Error, Instance, Status, Type};

/// Fills the indexes of version 2 from the instances that are there, and gives keys the form that they have since: a timestamp
/// is its moment.
pub(super) fn fill_version_2(connection: &Connection) -> Result<(), Failure> {
    let cache = SchemaCache::default();
    let schema = cache.load(connection, None)?;
    for namespace in schema.namespaces() {
        for number in 0..namespace.nodes().len() as u32 {
            let mut keys = Keys::default();
            each_of_class(connection, namespace.node(number).id, |id, body| {
                let stored = cache.class(connection, &schema, namespace, number)?;
                let instance = decode(connection, &stored.whole, body, namespace)?;
                let values = values_of(&instance);
                let subject = Subject { namespace, stored: &stored, key: &[] };
                keys.renew(connection, subject, id, &instance)?;
                index::add(connection, subject, id, &values)?;
                ends::add(connection, subject, id, &values)
            })?;
        }
    }
    Ok(())
}

/// The keys of the instances of one class.
#[derive(Default)]
struct Keys {
    /// Whether the old ones are gone.
    are_new: bool,
}

impl Keys {
    fn renew(
        &mut self,
        connection: &Connection,
        subject: Subject<'_>,
        id: i64,
        instance: &Instance,
    ) -> Result<(), Failure> {
        let (class, namespace) = (&subject.stored.whole.class, &subject.namespace.name);
        // References hold keys in turn.
        let has_other_form =
            |&index: &usize| matches!(class.properties()[index].kind, Type::Datetime | Type::Reference);
        if !class.keys().iter().any(has_other_form) {
            return Ok(());
        }
        if !self.are_new {
            connection.execute("DELETE FROM instance_keys WHERE class_id = ?1", [subject.stored.id])?;
            self.are_new = true;
        }
        let key = key_of(namespace, class, instance)?;
        let inserted = connection
            .prepare_cached("INSERT OR IGNORE INTO instance_keys (key, class_id, id) VALUES (?1, ?2, ?3)")?
            .execute((&key, subject.stored.id, id))?;
        if inserted == 0 {
            let message = format!(
                "the instance '{}' and another one have keys of the same moment, told with different offsets from UTC",
                path_of(namespace, class, instance)
            );
            return Err(Error::new(Status::AlreadyExists, message).into());
        }
        Ok(())
    }
}
