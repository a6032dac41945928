//! What a migration of the file can't do with statements alone.

use rusqlite::Connection;

use super::associations::ends;
use super::change::Subject;
use super::error::Failure;
use super::index;
use super::instances::{BITS_OF_SEQUENCE, decode};
use super::schema_cache::SchemaCache;

/// Fills the indexes of version 2 from the instances that are there.
pub(super) fn fill_version_2(connection: &Connection) -> Result<(), Failure> {
    let cache = SchemaCache::default();
    let schema = cache.load(connection, None)?;
    for namespace in schema.namespaces() {
        for number in 0..namespace.nodes().len() as u32 {
            let first = namespace.node(number).id << BITS_OF_SEQUENCE;
            let mut statement = connection
                .prepare_cached("SELECT id, body FROM instances WHERE id >= ?1 AND id < ?2 ORDER BY id")?;
            let mut rows = statement.query((first, first + (1 << BITS_OF_SEQUENCE)))?;
            while let Some(row) = rows.next()? {
                let stored = cache.class(connection, &schema, namespace, number)?;
                let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
                let instance = decode(connection, &stored.whole, body, namespace)?;
                let values = instance.elements().map(|element| element.value).collect();
                let subject = Subject { namespace, stored: &stored, key: &[] };
                let id = row.get(0)?;
                index::add(connection, subject, id, &values)?;
                ends::add(connection, subject, id, &values)?;
            }
        }
    }
    Ok(())
}
