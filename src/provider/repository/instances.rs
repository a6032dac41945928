//! Operations on one instance.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use super::change::{Changes, Subject};
use super::encoding::decode_body;
use super::error::Failure;
use super::instance_cache::Place;
use super::keys::{key_of, key_of_values, path_of, wrong_text};
use super::namespace::find_namespace;
use super::projection::Projection;
use super::schema_cache::{Namespace, Schema, StoredClass};
use super::store::{Changed, Patience};
use super::values::{Values, values_of_modified, values_of_new};
use super::{Repository, no_such_class};
use crate::cim::class::ClassFlags;
use crate::cim::{Class, Error, Instance, InstanceBuilder, ObjectPath, Status, Text};

/// The bits of an instance's number that count within its class; those above are the class's number.
pub(super) const BITS_OF_SEQUENCE: u32 = 40;

/// An instance in the file.
pub(super) struct Located {
    stored: Arc<StoredClass>,
    pub key: Vec<u8>,
    pub id: i64,
}

impl Located {
    fn subject<'a>(&'a self, namespace: &'a Namespace) -> Subject<'a> {
        Subject { namespace, stored: &self.stored, key: &self.key }
    }
}

impl Repository {
    /// The stored instance that another one names by its class and keys.
    pub(super) fn get(
        &self,
        patience: &Patience<'_>,
        namespace: &Text,
        wanted: &Instance,
    ) -> Result<Arc<Instance>, Error> {
        self.reading(patience, |connection, schema| {
            let namespace = find_namespace(schema, namespace)?;
            if let Some(found) = self.namespace_instance(connection, schema, namespace, wanted)? {
                return Ok(found);
            }
            let (index, stored) = self.find_class(connection, schema, namespace, wanted.class_name())?;
            let class = &stored.whole.class;
            let key = key_of(&namespace.name, class, wanted)?;
            let place = Place::of(stored.id, &key);
            if let Some(kept) = self.instances.get(connection, schema, place, stored.id, &key)? {
                return Ok(kept);
            }
            let mut statement = connection.prepare_cached(
                "SELECT body, schema_generation, versions FROM state JOIN instances WHERE state.id = 1 \
                 AND instances.id = (SELECT id FROM instance_keys WHERE key = ?1 AND class_id = ?2)",
            )?;
            let mut rows = statement.query((&key, stored.id))?;
            if let Some(row) = rows.next()? {
                schema.expect_generation(row.get(1)?)?;
                let blob = |column| -> Result<&[u8], Failure> {
                    Ok(row.get_ref(column)?.as_blob().map_err(rusqlite::Error::from)?)
                };
                let body = blob(0)?;
                let instance = Arc::new(decode(connection, stored.shown(), body, namespace)?);
                let version = place.version_in(blob(2)?)?;
                let of = (stored.id, key, body.len());
                self.instances.keep(place, of, (schema.generation, version), &instance);
                return Ok(instance);
            }
            drop(rows);
            let located = self.locate_below(connection, schema, namespace, index, key, || {
                path_of(&namespace.name, class, wanted)
            })?;
            let instance = read(connection, located.stored.shown(), located.id, namespace)?;
            // Two reads, and another process may have changed the classes between them.
            schema.expect_generation(super::read_generation(connection)?)?;
            instance.map(Arc::new).ok_or(Failure::Stale)
        })
    }

    /// Stores a new instance, and returns its keys.
    pub(super) fn create(
        &self,
        patience: &Patience<'_>,
        namespace: &Text,
        given: &Instance,
    ) -> Result<Arc<Instance>, Error> {
        if let Some(made) = self.create_namespace_instance(patience, namespace, given)? {
            return Ok(made);
        }
        self.writing_instances(patience, |transaction, schema| {
            let namespace = find_namespace(schema, namespace)?;
            let (_, stored) = self.find_class(transaction, schema, namespace, given.class_name())?;
            let class = &stored.whole.class;
            check_instantiable(namespace, class)?;
            let values = values_of_new(namespace, &stored, given)?;
            let key = key_of_values(&namespace.name, class, given, |index| values[index])?;
            let mut changes = Changes::new(transaction);
            let subject = Subject { namespace, stored: &stored, key: &key };
            changes.create(subject, &values, || path_of(&namespace.name, class, given))?;
            changes.finish()?;
            Ok((Arc::new(keys_of(&stored, &values, namespace)?), Changed::Yes))
        })
    }

    /// Changes the modified elements of a stored instance.
    pub(super) fn modify(
        &self,
        patience: &Patience<'_>,
        namespace: &Text,
        given: &Instance,
    ) -> Result<(), Error> {
        if self.modify_namespace_instance(patience, namespace, given)? {
            return Ok(());
        }
        self.writing_instances(patience, |transaction, schema| {
            let namespace = find_namespace(schema, namespace)?;
            let located = self.locate(transaction, schema, namespace, given)?;
            let before =
                read(transaction, &located.stored.whole, located.id, namespace)?.ok_or(Failure::Stale)?;
            let values = values_of_modified(namespace, &located.stored, &before, given)?;
            let changed = before.elements().zip(&values).any(|(element, value)| element.value != *value);
            if !changed {
                return Ok(((), Changed::No));
            }
            let mut changes = Changes::new(transaction);
            changes.modify(located.subject(namespace), located.id, &before, &values)?;
            changes.finish()?;
            Ok(((), Changed::Yes))
        })
    }

    /// Removes a stored instance.
    pub(super) fn delete(
        &self,
        patience: &Patience<'_>,
        namespace: &Text,
        wanted: &Instance,
    ) -> Result<(), Error> {
        if self.delete_namespace_instance(patience, namespace, wanted)? {
            return Ok(());
        }
        self.writing_instances(patience, |transaction, schema| {
            let namespace = find_namespace(schema, namespace)?;
            let located = self.locate(transaction, schema, namespace, wanted)?;
            let before =
                read(transaction, &located.stored.whole, located.id, namespace)?.ok_or(Failure::Stale)?;
            let mut changes = Changes::new(transaction);
            changes.delete(located.subject(namespace), located.id, &before)?;
            changes.finish()?;
            Ok(((), Changed::Yes))
        })
    }

    /// A class of a namespace by its name, or INVALID_CLASS.
    pub(super) fn find_class(
        &self,
        connection: &Connection,
        schema: &Schema,
        namespace: &Namespace,
        class_name: &Text,
    ) -> Result<(u32, Arc<StoredClass>), Failure> {
        let index = namespace.find(class_name).ok_or_else(|| no_such_class(&namespace.name, class_name))?;
        Ok((index, self.cache.class(connection, schema, namespace, index)?))
    }

    /// The instance of the named class with these keys, else the one instance of a class below it that has them.
    pub(super) fn locate(
        &self,
        connection: &Connection,
        schema: &Schema,
        namespace: &Namespace,
        wanted: &Instance,
    ) -> Result<Located, Failure> {
        let (index, stored) = self.find_class(connection, schema, namespace, wanted.class_name())?;
        let class = Arc::clone(&stored.whole.class);
        let key = key_of(&namespace.name, &class, wanted)?;
        match find_id(connection, &key, stored.id)? {
            Some(id) => Ok(Located { stored, key, id }),
            None => self.locate_below(connection, schema, namespace, index, key, || {
                path_of(&namespace.name, &class, wanted)
            }),
        }
    }

    fn locate_below(
        &self,
        connection: &Connection,
        schema: &Schema,
        namespace: &Namespace,
        index: u32,
        key: Vec<u8>,
        path: impl Fn() -> ObjectPath,
    ) -> Result<Located, Failure> {
        let mut found: Vec<(u32, i64)> = Vec::new();
        if !namespace.node(index).subclasses.is_empty() {
            let mut statement =
                connection.prepare_cached("SELECT class_id, id FROM instance_keys WHERE key = ?1")?;
            let mut rows = statement.query([&key])?;
            while let Some(row) = rows.next()? {
                let below = namespace.find_id(row.get(0)?).filter(|&class| namespace.is_a(class, index));
                if let Some(class) = below {
                    found.push((class, row.get(1)?));
                }
            }
        }
        match *found {
            [(class, id)] => {
                Ok(Located { stored: self.cache.class(connection, schema, namespace, class)?, key, id })
            }
            [] => {
                let path = path();
                let missing = || {
                    let message = format!(
                        "There is no instance '{path}'. `mi enumerate` lists the instances of a class."
                    );
                    Error::new(Status::NotFound, message)
                };
                Err(wrong_text(&path).unwrap_or_else(missing).into())
            }
            _ => {
                let classes: Vec<String> =
                    found.iter().map(|&(class, _)| namespace.node(class).name.to_string()).collect();
                Err(Error::new(
                    Status::InvalidParameter,
                    format!(
                        "'{}' is not one instance: the subclasses {} have one each. Name the class itself.",
                        path(),
                        classes.join(", ")
                    ),
                )
                .into())
            }
        }
    }
}

/// That a class can have instances that are stored.
pub(super) fn check_instantiable(namespace: &Namespace, class: &Class) -> Result<(), Error> {
    let reason = if class.is_abstract() {
        "is abstract; create an instance of a subclass"
    } else if class.flags().contains(ClassFlags::INDICATION) {
        "is a class of indications; they are raised and delivered, and never stored"
    } else if class.keys().is_empty() {
        "has no key properties, so that its instances could not be told apart; they can only be embedded in others"
    } else {
        return Ok(());
    };
    Err(Error::new(
        Status::InvalidClass,
        format!("Class '{}' in namespace '{}' {reason}.", class.name(), namespace.name),
    ))
}

/// The number of the instance of exactly this class with this key.
pub(super) fn find_id(connection: &Connection, key: &[u8], class: i64) -> Result<Option<i64>, Failure> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM instance_keys WHERE key = ?1 AND class_id = ?2")?;
    Ok(statement.query_row((key, class), |row| row.get(0)).optional()?)
}

/// The instance with this number.
pub(super) fn read(
    connection: &Connection,
    projection: &Projection,
    id: i64,
    namespace: &Namespace,
) -> Result<Option<Instance>, Failure> {
    let mut statement = connection.prepare_cached("SELECT body FROM instances WHERE id = ?1")?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let body = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
    decode(connection, projection, body, namespace).map(Some)
}

/// Looks at each stored instance of a class, in the order in which they were made: its number, and its bytes.
pub(super) fn each_of_class(
    connection: &Connection,
    class: i64,
    mut look: impl FnMut(i64, &[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let first = class << BITS_OF_SEQUENCE;
    let mut statement =
        connection.prepare_cached("SELECT id, body FROM instances WHERE id >= ?1 AND id < ?2 ORDER BY id")?;
    let mut rows = statement.query((first, first + (1 << BITS_OF_SEQUENCE)))?;
    while let Some(row) = rows.next()? {
        look(row.get(0)?, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
    }
    Ok(())
}

/// The instance in these bytes.
#[inline]
pub(super) fn decode(
    connection: &Connection,
    projection: &Projection,
    body: &[u8],
    namespace: &Namespace,
) -> Result<Instance, Failure> {
    decode_body(body, &projection.class, Some(namespace.name.clone()), |layout| {
        projection.mapping(connection, layout)
    })
}

/// An instance with nothing but the keys among these values.
fn keys_of(stored: &StoredClass, values: &Values<'_>, namespace: &Namespace) -> Result<Instance, Failure> {
    let projection = stored.keys_only();
    let mut builder = InstanceBuilder::new(&projection.class, Some(namespace.name.clone()), 0);
    for &index in stored.whole.class.keys() {
        builder.push(values[index])?;
    }
    Ok(builder.finish())
}
