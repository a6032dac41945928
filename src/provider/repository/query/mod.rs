//! Queries on the repository: QueryInstances, and the plans by which they run. `docs/queries.md` tells of them.
//!
//! The condition is looked at for what an index can look up; what that finds, or all instances of the classes where it would
//! not pay, is read in batches, checked against the whole condition, and given out.

mod access;
mod columns;
mod constraint;
mod literal;
mod plan;
mod pruning;
mod schema;
mod selection;

use std::sync::Arc;

use rusqlite::Connection;

use super::Repository;
use super::associations::Statement;
use super::error::Failure;
use super::namespace::find_namespace;
use super::schema_cache::Schema;
use super::store::Patience;
use super::walk::{BATCH, Family};
use crate::cim::{Error, Status, Text};
use crate::provider::{Call, Polymorphism, Reply};
use crate::query::{self, Condition, Query, Select};
use access::{Access, Populated, by_whole_keys, choose, populated};
use constraint::{Known, Lookup};
pub use plan::{Plan, PlannedAccess, PlannedClass, PlannedLookup};
use pruning::{can_match, decides_by_class};
use selection::Selection;

/// A query that is being run, for one generation of the schema.
struct Running {
    family: Family,
    selection: Selection,
}

impl Repository {
    /// Answers QueryInstances.
    pub(super) fn query(&self, call: &Call, dialect: &Text, text: &Text, reply: &Reply) -> Result<(), Error> {
        match query::parse(&dialect.to_str(), &text.to_str())? {
            Query::Select(select) if select.is_of_schema() => self.query_schema(call, &select, reply),
            Query::Select(select) => {
                refuse_events(&select)?;
                self.select(call, &select, reply)
            }
            Query::Associators(query) => self.run_statement(call, Statement::Associators(&query), reply),
            Query::References(query) => self.run_statement(call, Statement::References(&query), reply),
        }
    }

    /// How a query would be run: which classes are read, what is looked up, what is checked and what is decoded. Nothing is read
    /// but what choosing takes.
    pub fn explain(&self, namespace: &str, dialect: &str, text: &str) -> Result<Plan, Error> {
        let Query::Select(select) = query::parse(dialect, text)? else {
            return Err(Error::not_supported("A plan of ASSOCIATORS OF and REFERENCES OF".to_owned()));
        };
        let namespace = Text::from(namespace);
        if select.is_of_schema() {
            return Ok(Plan::of_schema(&namespace, &select));
        }
        refuse_events(&select)?;
        self.reading_one_state(&Patience::UNLIMITED, |connection, schema| {
            let mut running = self.begin(connection, schema, &namespace, &select, Polymorphism::Deep)?;
            let access = self.access(connection, &mut running, &select)?;
            running.selection.look_at(&access);
            let populated = populated(connection, &running.family)?;
            Ok(Plan::of_instances(&running, &select, &access, &populated))
        })
    }

    fn select(&self, call: &Call, select: &Select, reply: &Reply) -> Result<(), Error> {
        let polymorphism = call.flags.polymorphism();
        let mut access: Option<Access> = None;
        let mut running: Option<Running> = None;
        // Where to go on; `None` at the end.
        let mut cursor = Some(0);
        let mut batch = Vec::with_capacity(BATCH);
        while let Some(from) = cursor {
            let stopped = || reply.is_stopped();
            let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
            cursor = self.reading_one_state(&patience, |connection, schema| {
                batch.clear();
                let running = match &mut running {
                    Some(running) if Arc::ptr_eq(&running.family.schema, schema) => running,
                    before => {
                        schema.expect_copy_of(before.as_ref().map(|running| &*running.family.schema))?;
                        let begun = self.begin(connection, schema, &call.namespace, select, polymorphism)?;
                        let running = before.insert(begun);
                        // What was found stays found: numbers of instances don't change in a copy.
                        if access.is_none() {
                            access = Some(self.access(connection, running, select)?);
                        }
                        running
                    }
                };
                let Running { family, selection } = running;
                let access = access.as_ref().unwrap_or(&Access::All);
                selection.look_at(access);
                if from == 0 {
                    let wanted = (polymorphism, false);
                    let namespace = Arc::clone(&family.namespace);
                    let told =
                        self.namespace_instances(connection, schema, &namespace, &select.class, wanted)?;
                    selection.take(told, &mut batch)?;
                }
                match access {
                    Access::All => family.read_all(self, connection, selection, from, &mut batch),
                    Access::Some { ids, .. } => {
                        family.read_some(self, connection, selection, ids, from, &mut batch)
                    }
                }
            })?;
            if reply.is_stopped() || !batch.is_empty() && reply.post_instances(&mut batch).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Finds the classes of a query, and makes its condition ready for them.
    fn begin(
        &self,
        connection: &Connection,
        schema: &Arc<Schema>,
        namespace: &Text,
        select: &Select,
        polymorphism: Polymorphism,
    ) -> Result<Running, Failure> {
        let namespace = find_namespace(schema, namespace)?;
        let mut family = Family::new(self, connection, schema, namespace, &select.class, polymorphism)?;
        let selection = Selection::new(self, connection, &family, select, polymorphism)?;
        if let Some(condition) = select.condition.as_ref().filter(|condition| decides_by_class(condition)) {
            let top = Arc::clone(namespace);
            family.retain(|class| can_match(condition, &top, class));
        }
        Ok(Running { family, selection })
    }

    /// Chooses how the instances are found.
    fn access(
        &self,
        connection: &Connection,
        running: &mut Running,
        select: &Select,
    ) -> Result<Access, Failure> {
        let Some(condition) = &select.condition else { return Ok(Access::All) };
        let family = &running.family;
        let keys = lookups(family, select, condition, &|_| false);
        if let Some(access) = by_whole_keys(connection, family, &keys)? {
            return Ok(access);
        }
        let populated = populated(connection, family)?;
        let is_indexed = self.indexed_in(connection, family, &populated)?;
        let lookups = lookups(family, select, condition, &is_indexed);
        choose(connection, family, &lookups, populated.iter().map(|class| class.at_most).sum())
    }

    /// Tells whether a property is indexed in all of these classes.
    fn indexed_in(
        &self,
        connection: &Connection,
        family: &Family,
        populated: &[Populated],
    ) -> Result<impl Fn(&str) -> bool + use<>, Failure> {
        let mut classes = Vec::with_capacity(populated.len());
        for Populated { class, .. } in populated {
            classes.push(self.cache.class(connection, &family.schema, &family.namespace, *class)?);
        }
        Ok(move |name: &str| {
            let has = |property: &super::index::IndexedProperty| property.name == name;
            classes.iter().all(|class| class.indexed().iter().any(has))
        })
    }
}

fn lookups(
    family: &Family,
    select: &Select,
    condition: &Condition,
    is_indexed: &dyn Fn(&str) -> bool,
) -> Vec<Lookup> {
    let known = Known { class: &family.base.whole.class, dialect: select.dialect, is_indexed };
    known.lookups(condition)
}

/// Events are told of by subscriptions.
fn refuse_events(select: &Select) -> Result<(), Error> {
    if select.within.is_none() && select.group.is_none() {
        return Ok(());
    }
    let message = format!(
        "The {} query has a clause of event queries (WITHIN, GROUP). Subscribe with it; QueryInstances finds the instances \
         that there are.",
        select.dialect.name()
    );
    Err(Error::new(Status::InvalidQuery, message))
}
