//! Classes and namespaces as events need them: those that are there, and those that were removed since.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::super::encoding::{Cursor, DecodeError, Writer};
use super::super::error::Failure;
use super::super::schema_cache::{Schema, SchemaCache, StoredClass};
use super::super::system;
use super::Kind;
use super::reading::before_next;
use crate::cim::schema::resolve;
use crate::cim::{Class, Text};

const RECORD_VERSION: u8 = 1;
/// Superclasses above a class that was removed. More are only in a damaged file.
const MAXIMUM_DEPTH: usize = 1024;

/// A class as its row in the file was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct ClassRecord {
    namespace_id: i64,
    superclass_id: Option<i64>,
    declaration: Vec<u8>,
}

impl ClassRecord {
    pub(super) fn read(connection: &Connection, id: i64) -> Result<ClassRecord, Failure> {
        let mut statement = connection
            .prepare_cached("SELECT namespace_id, superclass_id, declaration FROM classes WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| {
            Ok(ClassRecord {
                namespace_id: row.get(0)?,
                superclass_id: row.get(1)?,
                declaration: row.get(2)?,
            })
        })?)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(self.declaration.len() + 20);
        writer.u8(RECORD_VERSION);
        writer.raw(&self.namespace_id.to_le_bytes());
        writer.u8(self.superclass_id.is_some().into());
        writer.raw(&self.superclass_id.unwrap_or_default().to_le_bytes());
        writer.raw(&self.declaration);
        writer.into_bytes()
    }

    pub(in super::super) fn decode(bytes: &[u8]) -> Result<ClassRecord, DecodeError> {
        let mut cursor = Cursor::new(bytes);
        if cursor.u8()? != RECORD_VERSION {
            return Err(cursor.damaged("a class in a form that this version knows"));
        }
        let namespace_id = i64::from_le_bytes(cursor.array()?);
        let has_superclass = cursor.bool()?;
        let superclass_id = i64::from_le_bytes(cursor.array()?);
        let declaration = cursor.take(cursor.rest())?.to_vec();
        let superclass_id = has_superclass.then_some(superclass_id);
        Ok(ClassRecord { namespace_id, superclass_id, declaration })
    }
}

/// A class of events, and how its instances are read.
pub(in super::super) struct Described {
    pub namespace: Text,
    pub stored: Arc<StoredClass>,
}

/// What was found out of classes and namespaces while the schema is one and the same.
#[derive(Default)]
pub(in super::super) struct History {
    generation: Option<i64>,
    classes: FxHashMap<i64, Option<Arc<Described>>>,
}

/// Where to look: a transaction, and the schema as it sees it.
#[derive(Clone, Copy)]
struct Source<'a> {
    cache: &'a SchemaCache,
    connection: &'a Connection,
    schema: &'a Schema,
}

impl History {
    /// The class of this number as it is now, or as it was when it was removed. `None` where nothing tells of it.
    pub(in super::super) fn class(
        &mut self,
        cache: &SchemaCache,
        connection: &Connection,
        schema: &Schema,
        id: i64,
    ) -> Result<Option<Arc<Described>>, Failure> {
        if self.generation != Some(schema.generation) {
            self.classes.clear();
            self.generation = Some(schema.generation);
        }
        self.find(Source { cache, connection, schema }, id, 0)
    }

    /// A class as it stood in the file when the event of this number was written.
    pub(in super::super) fn class_of_record(
        &mut self,
        cache: &SchemaCache,
        connection: &Connection,
        schema: &Schema,
        (record, sequence): (&ClassRecord, i64),
    ) -> Result<(Text, Arc<Class>), Failure> {
        self.describe(Source { cache, connection, schema }, (record, sequence), 0)
    }

    fn find(&mut self, source: Source<'_>, id: i64, depth: usize) -> Result<Option<Arc<Described>>, Failure> {
        if let Some(known) = self.classes.get(&id) {
            return Ok(known.clone());
        }
        let Source { cache, connection, schema } = source;
        let present = schema.namespaces().find_map(|namespace| Some((namespace, namespace.find_id(id)?)));
        let found = match present {
            Some((namespace, index)) => {
                let stored = cache.class(connection, schema, namespace, index)?;
                Some(Arc::new(Described { namespace: namespace.name.clone(), stored }))
            }
            None => match removed_class(connection, id)? {
                Some((record, sequence)) => {
                    let (namespace, class) = self.describe(source, (&record, sequence), depth)?;
                    Some(Arc::new(Described { namespace, stored: Arc::new(StoredClass::new(id, class)) }))
                }
                None => None,
            },
        };
        self.classes.insert(id, found.clone());
        Ok(found)
    }

    fn describe(
        &mut self,
        source: Source<'_>,
        (record, sequence): (&ClassRecord, i64),
        depth: usize,
    ) -> Result<(Text, Arc<Class>), Failure> {
        if depth > MAXIMUM_DEPTH {
            return Err(DecodeError { at: 0, expected: "a class that does not inherit from itself" }.into());
        }
        let Source { cache, connection, schema } = source;
        let namespace = namespace_name(connection, schema, record.namespace_id)?
            .ok_or(DecodeError { at: 0, expected: "a namespace that the file has or had" })?;
        let declaration = cache.decode_declaration(&record.declaration)?;
        let types = cache.read_qualifier_types(connection, record.namespace_id)?;
        let made_from = |superclass| resolve(declaration.clone(), superclass, &|wanted| types.find(wanted));
        let class = match record.superclass_id {
            None => made_from(None)?,
            Some(id) => match made_from(Some(self.superclass(source, id, sequence, depth)?)) {
                Ok(class) => class,
                // Classes that are compiled together change one after the other, those above first.
                Err(error) => match last_change(connection, id, sequence)? {
                    Some(change) => made_from(Some(self.superclass(source, id, change - 1, depth)?))?,
                    None => return Err(error.into()),
                },
            },
        };
        Ok((namespace.clone(), Arc::new(class.in_namespace(Some(namespace), None))))
    }

    /// A superclass as it was when the event of this number was written: as the next change of it found it, else as it is now.
    fn superclass(
        &mut self,
        source: Source<'_>,
        id: i64,
        sequence: i64,
        depth: usize,
    ) -> Result<Arc<Class>, Failure> {
        if let Some(known) = system::with_id(id) {
            return Ok(Arc::clone(&known.class));
        }
        if let Some(before) = before_next(source.connection, id, sequence)? {
            let record = ClassRecord::decode(&before)?;
            return Ok(self.describe(source, (&record, sequence), depth + 1)?.1);
        }
        let above = self.find(source, id, depth + 1)?;
        let above = above.ok_or(DecodeError { at: 0, expected: "a superclass that the file has or had" })?;
        Ok(Arc::clone(&above.stored.whole.class))
    }
}

/// A class that was removed, and the number of the event of that.
fn removed_class(connection: &Connection, id: i64) -> Result<Option<(ClassRecord, i64)>, Failure> {
    match before_removal(connection, id, Kind::ClassDeleted)? {
        Some((record, sequence)) => Ok(Some((ClassRecord::decode(&record)?, sequence))),
        None => Ok(None),
    }
}

/// The number of the last event, up to one, that changed a class.
fn last_change(connection: &Connection, id: i64, sequence: i64) -> Result<Option<i64>, Failure> {
    let mut statement = connection.prepare_cached(
        "SELECT max(sequence) FROM events WHERE subject = ?1 AND sequence <= ?2 AND before IS NOT NULL",
    )?;
    Ok(statement.query_row((id, sequence), |row| row.get(0))?)
}

/// The name of a namespace that is there, or was.
pub(in super::super) fn namespace_name(
    connection: &Connection,
    schema: &Schema,
    id: i64,
) -> Result<Option<Text>, Failure> {
    if let Some(namespace) = schema.namespaces().find(|namespace| namespace.id == id) {
        return Ok(Some(namespace.name.clone()));
    }
    let removed = before_removal(connection, -id, Kind::NamespaceDeleted)?;
    let spelt = removed.map(|(name, _)| String::from_utf8(name)).transpose();
    let spelt = spelt.map_err(|_| DecodeError { at: 0, expected: "the name of a namespace" })?;
    Ok(spelt.map(Text::from))
}

/// What a subject was before it was removed, and the number of the event of that.
fn before_removal(
    connection: &Connection,
    subject: i64,
    kind: Kind,
) -> Result<Option<(Vec<u8>, i64)>, Failure> {
    let mut statement = connection.prepare_cached(
        "SELECT before, sequence FROM events WHERE subject = ?1 AND kind = ?2 AND before IS NOT NULL LIMIT 1",
    )?;
    Ok(statement.query_row((subject, kind as i64), |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}
