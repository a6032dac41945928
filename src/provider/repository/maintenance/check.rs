//! Whether everything in a file is as it should be: SQLite's structures, and what the repository keeps in them.

use std::fmt;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Statement};

use super::Progress;
use crate::cim::{Error, unicode};
use crate::provider::repository::associations::ends;
use crate::provider::repository::encoding::decode_columns;
use crate::provider::repository::error::Failure;
use crate::provider::repository::events::Kind;
use crate::provider::repository::instances::{BITS_OF_SEQUENCE, decode};
use crate::provider::repository::keys::key_of;
use crate::provider::repository::schema_cache::{Schema, SchemaCache};
use crate::provider::repository::values::values_of;
use crate::provider::repository::{Repository, index};

/// Findings of one kind that are told; of more, their number.
const TOLD: usize = 20;
/// What findings on texts that are not valid Unicode are about.
const TEXT: &str = "text";
/// Instances after which the client is told how far the check is.
const STRIDE: u64 = 256;
/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Classes that were checked.
    pub classes: u64,
    /// Instances that were checked.
    pub instances: u64,
    /// What is wrong; nothing in a sound repository.
    pub findings: Vec<Finding>,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about: `file`, `state`, `schema`, `layout`, `instance`, `key`, `index`, `text` or `event`.
    pub about: &'static str,
    /// What is wrong, as a sentence for people.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.about, self.message)
    }
}

impl Check {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether nothing is wrong but texts, which the library that stored them so reads.
    pub(super) fn is_sound_but_for_texts(&self) -> bool {
        self.findings.iter().all(|finding| finding.about == TEXT)
    }

    fn find(&mut self, about: &'static str, message: String) {
        let known = self.findings.iter().filter(|finding| finding.about == about).count();
        match known.cmp(&TOLD) {
            std::cmp::Ordering::Less => self.findings.push(Finding { about, message }),
            std::cmp::Ordering::Equal => {
                let message = "there is more like this, which is not listed.".to_owned();
                self.findings.push(Finding { about, message });
            }
            std::cmp::Ordering::Greater => {}
        }
    }

    /// Takes what went wrong as a finding, where that is damage and not a want of time or memory.
    fn expect<T>(&mut self, about: &'static str, result: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(failure) if failure.is_busy() || matches!(failure, Failure::Stopped | Failure::OutOfTime) => {
                Err(failure)
            }
            Err(failure) => {
                self.find(about, format!("{failure}."));
                Ok(None)
            }
        }
    }
}

impl Repository {
    /// Checks everything in the file, as it is at one moment; others go on meanwhile. An error is why it could not be checked,
    /// what is wrong with it is in the result.
    pub fn check(&self, progress: &mut dyn FnMut(Progress)) -> Result<Check, Error> {
        let checked = self.store.at_one_moment().and_then(|connection| check(&connection, progress));
        checked.map_err(|failure| failure.into_error(self.store.path()))
    }
}

/// Checks what a connection sees, which must be in a transaction.
pub(super) fn check(connection: &Connection, progress: &mut dyn FnMut(Progress)) -> Result<Check, Failure> {
    let mut check = Check::default();
    progress(Progress { step: "Checking the file", done: 0, all: 0 });
    let result = file(connection, &mut check);
    check.expect("file", result)?;
    if !check.is_sound() {
        // Whatever else would be found comes from that.
        return Ok(check);
    }
    let result = state(connection, &mut check);
    check.expect("state", result)?;
    let cache = SchemaCache::default();
    let loaded = cache.load(connection, None);
    let Some(schema) = check.expect("schema", loaded)? else { return Ok(check) };
    classes(connection, &cache, &schema, &mut check, progress)?;
    let result = layouts(connection, &schema, &mut check);
    check.expect("layout", result)?;
    let result = Instances::new(connection, &cache, &schema)
        .and_then(|mut instances| instances.check(&mut check, progress));
    check.expect("instance", result)?;
    let result = events(connection, &mut check);
    check.expect("event", result)?;
    Ok(check)
}

/// What SQLite itself has to say.
fn file(connection: &Connection, check: &mut Check) -> Result<(), Failure> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let message: String = row.get(0)?;
        if message != "ok" {
            check.find("file", format!("{message}."));
        }
    }
    Ok(())
}

/// What there is one of.
fn state(connection: &Connection, check: &mut Check) -> Result<(), Failure> {
    let (rows, versions, identity): (i64, i64, i64) = connection.query_row(
        "SELECT count(*), coalesce(sum(length(versions)), 0), coalesce(sum(length(identity)), 0) FROM state",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if (rows, versions, identity) != (1, 2048, 16) {
        check.find(
            "state",
            format!(
                "the table 'state' has {rows} rows, {versions} bytes of versions and {identity} bytes of identity, and \
                 should have 1, 2048 and 16."
            ),
        );
    }
    let (generation, latest): (i64, i64) = connection.query_row(
        "SELECT schema_generation, max(coalesce((SELECT max(generation) FROM classes), 0), \
         coalesce((SELECT max(generation) FROM namespaces), 0), \
         coalesce((SELECT max(qualifier_generation) FROM namespaces), 0)) FROM state WHERE id = 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if latest > generation {
        check.find(
            "state",
            format!("the schema is of generation {generation}, and something in it of {latest}."),
        );
    }
    Ok(())
}

/// That every class can be made from its declaration and those above it.
fn classes(
    connection: &Connection,
    cache: &SchemaCache,
    schema: &Schema,
    check: &mut Check,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Failure> {
    let lost = connection
        .prepare("SELECT name FROM classes WHERE namespace_id NOT IN (SELECT id FROM namespaces)")?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for class in lost {
        check.find("schema", format!("class '{class}' is in a namespace that is not there."));
    }
    let all = schema.namespaces().map(|namespace| namespace.nodes().len() as u64).sum();
    let mut done = 0;
    for namespace in schema.namespaces() {
        for (index, node) in namespace.nodes().iter().enumerate() {
            let resolved = cache.class(connection, schema, namespace, index as u32).map(drop);
            if let Err(failure) = resolved {
                let message = format!("class '{}' in namespace '{}': {failure}.", node.name, namespace.name);
                check.find("schema", message);
            }
            done += 1;
            if u64::is_multiple_of(done, STRIDE) {
                progress(Progress { step: "Checking classes", done, all });
            }
        }
    }
    check.classes =
        connection.query_row("SELECT count(*) FROM classes", [], |row| row.get::<_, i64>(0))? as u64;
    Ok(())
}

/// That layouts can be read and belong to classes, or to such as were removed and are in the log of events still.
fn layouts(connection: &Connection, schema: &Schema, check: &mut Check) -> Result<(), Failure> {
    let mut was_removed =
        connection.prepare("SELECT 1 FROM events WHERE kind = ?1 AND subject = ?2 AND before IS NOT NULL")?;
    let mut statement = connection.prepare("SELECT id, class_id, columns FROM layouts")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, class): (i64, i64) = (row.get(0)?, row.get(1)?);
        if let Err(error) = decode_columns(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?) {
            check.find("layout", format!("layout {id}: {error}."));
        }
        let is_there = schema.namespaces().any(|namespace| namespace.find_id(class).is_some());
        if !is_there && !was_removed.exists((Kind::ClassDeleted as i64, class))? {
            check.find("layout", format!("layout {id} is of class number {class}, which is not there."));
        }
    }
    Ok(())
}

/// That every instance is one of its class, found by its key, and in the indexes with exactly what follows from it.
struct Instances<'c> {
    connection: &'c Connection,
    cache: &'c SchemaCache,
    schema: &'c Schema,
    by_key: Statement<'c>,
    end: Statement<'c>,
    /// Entries that follow from the instances.
    indexed: i64,
    ends: i64,
}

impl<'c> Instances<'c> {
    fn new(
        connection: &'c Connection,
        cache: &'c SchemaCache,
        schema: &'c Schema,
    ) -> Result<Instances<'c>, Failure> {
        Ok(Instances {
            connection,
            cache,
            schema,
            by_key: connection.prepare("SELECT id FROM instance_keys WHERE key = ?1 AND class_id = ?2")?,
            end: connection.prepare("SELECT 1 FROM association_ends WHERE target = ?1 AND id = ?2")?,
            indexed: 0,
            ends: 0,
        })
    }

    fn check(&mut self, check: &mut Check, progress: &mut dyn FnMut(Progress)) -> Result<(), Failure> {
        const STEP: &str = "Checking instances";
        let all = self.count("instances")?.max(0) as u64;
        let mut statement = self.connection.prepare("SELECT id, body FROM instances ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            check.instances += 1;
            if check.instances.is_multiple_of(STRIDE) {
                progress(Progress { step: STEP, done: check.instances, all });
            }
            let ValueRef::Blob(body) = row.get_ref(1)? else {
                check.find("instance", format!("the body of instance {} is no blob.", row.get::<_, i64>(0)?));
                continue;
            };
            self.check_one(row.get(0)?, body, check)?;
        }
        progress(Progress { step: STEP, done: check.instances, all });
        let lost: i64 = self.connection.query_row(
            "SELECT count(*) FROM instance_keys WHERE id NOT IN (SELECT id FROM instances)",
            [],
            |row| row.get(0),
        )?;
        if lost > 0 {
            check.find("key", format!("{lost} keys lead to instances that are not there."));
        }
        let about_instances = ["instance", "index"];
        if check.findings.iter().any(|finding| about_instances.contains(&finding.about)) {
            // What should be there is not known then.
            return Ok(());
        }
        for (table, expected) in [("indexed_values", self.indexed), ("association_ends", self.ends)] {
            let found = self.count(table)?;
            if found != expected {
                let more = found - expected;
                check.find("index", format!("{more} entries of '{table}' are of no instance that is so."));
            }
        }
        Ok(())
    }

    fn check_one(&mut self, id: i64, body: &[u8], check: &mut Check) -> Result<(), Failure> {
        let class_id = id >> BITS_OF_SEQUENCE;
        let schema = self.schema;
        let found = schema.namespaces().find_map(|namespace| Some((namespace, namespace.find_id(class_id)?)));
        let Some((namespace, index)) = found else {
            check.find(
                "instance",
                format!("instance {id} is of class number {class_id}, which is not there."),
            );
            return Ok(());
        };
        let named = format!(
            "instance {id} of class '{}' in namespace '{}'",
            namespace.node(index).name,
            namespace.name
        );
        let read = self.cache.class(self.connection, schema, namespace, index).and_then(|stored| {
            let instance = decode(self.connection, &stored.whole, body, namespace)?;
            let key = key_of(&namespace.name, &stored.whole.class, &instance)?;
            Ok((stored, instance, key))
        });
        let (stored, instance, key) = match read {
            Ok(read) => read,
            Err(failure) => {
                check.find("instance", format!("{named}: {failure}."));
                return Ok(());
            }
        };
        if let Some(found) = unicode::not_unicode_in(&instance) {
            let message = format!(
                "{named}: its '{}' is a text that {}. An earlier version stored it so; change it, or delete the instance.",
                found.place, found.fault
            );
            check.find(TEXT, message);
        }
        let leads_to: Option<i64> = self.by_key.query_row((&key, class_id), |row| row.get(0)).optional()?;
        match leads_to {
            Some(found) if found == id => {}
            Some(other) => check.find("key", format!("{named}: its key leads to instance {other}.")),
            None => check.find("key", format!("{named}: its key leads nowhere.")),
        }
        let values = values_of(&instance);
        self.indexed += index::entries(&stored, &values).count() as i64;
        for property in index::missing(self.connection, &stored, id, &values)? {
            check.find("index", format!("{named}: its value of '{}' is not in the index.", property.name));
        }
        for target in ends::entries(&namespace.name, &values) {
            self.ends += 1;
            if !self.end.exists((&target, id))? {
                check.find("index", format!("{named}: an object that it refers to does not lead to it."));
            }
        }
        Ok(())
    }

    fn count(&self, table: &str) -> Result<i64, Failure> {
        Ok(self.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?)
    }
}

/// That the log of events is without gaps, and each event as its kind wants it.
fn events(connection: &Connection, check: &mut Check) -> Result<(), Failure> {
    let missing: i64 = connection.query_row(
        "SELECT coalesce(max(sequence) - min(sequence) + 1, 0) - count(*) FROM events",
        [],
        |row| row.get(0),
    )?;
    if missing != 0 {
        check.find("event", format!("{missing} events are missing among those that the log has."));
    }
    let mut statement = connection.prepare("SELECT sequence, kind, before IS NULL FROM events")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (sequence, number, is_bare): (i64, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        match Kind::of_number(number) {
            None => {
                check.find("event", format!("event {sequence} is of the kind {number}, which there is not."))
            }
            Some(kind) => {
                let created = [Kind::InstanceCreated, Kind::ClassCreated, Kind::NamespaceCreated];
                if created.contains(&kind) != is_bare {
                    check.find(
                        "event",
                        format!("event {sequence} does not say what was there before as its kind does."),
                    );
                }
            }
        }
    }
    Ok(())
}
