//! Reads the log for one subscription: from where it is, in batches, what its query asks for.

use std::sync::Arc;
use std::time::Instant;

use rusqlite::Connection;

use super::super::encoding::{DecodeError, decode_body};
use super::super::error::Failure;
use super::super::events::{
    Bounds, ClassRecord, Described, Event, History, Kind, namespace_name, read_after, read_bounds,
};
use super::super::instances::BITS_OF_SEQUENCE;
use super::super::schema_cache::{Schema, SchemaCache, read_generation};
use super::super::store::Patience;
use super::super::{Repository, system};
use super::bookmark::{Bookmark, Identity, Start, read_identity};
use super::group::Groups;
use super::vocabulary::{Change, Interest, instance_of};
use super::wanted::Wanted;
use crate::abi::MI_SUBSCRIBE_BOOKMARK_OLDEST;
use crate::cim::name::folded_namespace;
use crate::cim::{Class, Error, Instance, InstanceBuilder, Status, Text, Value};
use crate::process;
use crate::provider::Posted;

/// Events that are read in one transaction.
const BATCH: usize = 256;

/// What is read for a subscription, and how far.
pub(super) struct Reader {
    pub(super) namespace: Text,
    pub(super) interest: Interest,
    pub(super) wanted: Wanted,
    pub(super) groups: Option<Groups>,
    pub(super) identity: Identity,
    pub(super) wants_bookmarks: bool,
    /// The place that everything was read up to.
    pub(super) at: Start,
    /// When the last event before that place happened.
    pub(super) time: i64,
    pub(super) history: History,
}

/// What a batch gave.
#[derive(Default)]
struct Batch {
    /// Indications, with the place before each and the one behind it.
    found: Vec<(Arc<Instance>, Bookmark, Bookmark)>,
    events: Vec<Event>,
    /// Where the batch begins, and where it ends.
    from: i64,
    end: Option<(i64, i64)>,
}

impl Reader {
    /// Reads the next batch, and gives what is to be posted of it. Answers whether there is more.
    pub(super) fn read(&mut self, repository: &Repository, told: &mut Vec<Posted>) -> Result<bool, Error> {
        let limit = repository.options.event_log;
        let batch = repository.reading(&Patience::UNLIMITED, |connection, schema| {
            // In memory a transaction may be open already.
            let transaction = connection.is_autocommit().then(|| connection.unchecked_transaction());
            let _transaction = transaction.transpose()?;
            schema.expect_generation(read_generation(connection)?)?;
            self.batch(&repository.cache, connection, schema, limit)
        })?;
        self.settle(batch, told).map_err(|failure| failure.into_error(repository.store.path()))
    }

    /// When to read again although nothing happens.
    pub(super) fn due(&self) -> Option<Instant> {
        self.groups.as_ref().and_then(Groups::due)
    }

    fn batch(
        &mut self,
        cache: &SchemaCache,
        connection: &Connection,
        schema: &Schema,
        limit: u64,
    ) -> Result<Batch, Failure> {
        if read_identity(connection)? != self.identity {
            return Err(restored().into());
        }
        let bounds = read_bounds(connection)?;
        let mut batch = Batch { from: self.place(bounds, limit)?, ..Batch::default() };
        read_after(connection, batch.from, BATCH, &mut batch.events)?;
        let mut before = self.bookmark(batch.from, self.time);
        for event in &batch.events {
            let behind = self.bookmark(event.sequence, event.time);
            if let Some(class) = self.interest.class_for(event.kind).map(Arc::clone)
                && let Some(change) = told_or_left_out(self.change(cache, connection, schema, *event), event)?
            {
                let indication = change.indication(&class, &self.namespace, &behind)?;
                if self.wanted.matches(&indication) {
                    batch.found.push((Arc::new(indication), before, behind));
                }
            }
            before = behind;
        }
        batch.end = batch.events.last().map(|last| (last.sequence, last.time));
        Ok(batch)
    }

    /// The number of the last event that was read, if the log has all that follow it.
    fn place(&self, bounds: Option<Bounds>, limit: u64) -> Result<i64, Failure> {
        let oldest = bounds.map_or(1, |bounds| bounds.first);
        match self.at {
            Start::Oldest => Ok(oldest - 1),
            Start::After(sequence) if sequence >= oldest - 1 => Ok(sequence),
            Start::After(sequence) => {
                let missing = oldest - 1 - sequence;
                let message = format!(
                    "The subscription is behind the log of events: {missing} events after the last one that it knows of are no \
                     longer there, because the log keeps {limit}. Subscribe with {MI_SUBSCRIBE_BOOKMARK_OLDEST} for those \
                     that are, or have the log keep more by the key 'event_log' of the configuration."
                );
                Err(Error::new(Status::ServerLimitsExceeded, message).into())
            }
        }
    }

    fn bookmark(&self, sequence: i64, time: i64) -> Bookmark {
        Bookmark { identity: self.identity, sequence, time }
    }

    /// Takes a batch for read, and makes postings of what it gave.
    fn settle(&mut self, batch: Batch, told: &mut Vec<Posted>) -> Result<bool, Failure> {
        self.at = Start::After(batch.from);
        if let Some((sequence, time)) = batch.end {
            (self.at, self.time) = (Start::After(sequence), time);
        }
        let latest = self.bookmark(batch.end.map_or(batch.from, |(sequence, _)| sequence), self.time);
        let now = Instant::now();
        for (indication, before, behind) in batch.found {
            let part = self.wanted.part(&indication)?;
            match &mut self.groups {
                Some(groups) => groups.take(&indication, part, before, now),
                None => told.push(self.posted(part, behind)),
            }
        }
        if let Some(groups) = &mut self.groups {
            for (event, bookmark) in groups.ended(now, &self.namespace, latest)? {
                told.push(self.posted(event, bookmark));
            }
        }
        Ok(batch.events.len() == BATCH)
    }

    fn posted(&self, instance: Arc<Instance>, bookmark: Bookmark) -> Posted {
        Posted::Indication {
            instance,
            bookmark: self.wants_bookmarks.then(|| Text::from(bookmark.to_string())),
            machine_id: Some(Text::from(process::system_name())),
        }
    }

    /// What an event tells, where it is of the subscription's namespace and of a class that may be wanted.
    fn change(
        &mut self,
        cache: &SchemaCache,
        connection: &Connection,
        schema: &Schema,
        event: Event,
    ) -> Result<Option<Change>, Failure> {
        match event.kind {
            Kind::InstanceCreated | Kind::InstanceModified | Kind::InstanceDeleted => {
                let id = event.id() >> BITS_OF_SEQUENCE;
                let Some(class) = self.wanted_class(cache, connection, schema, id)? else { return Ok(None) };
                instance_change(connection, &class, event).map(Some)
            }
            Kind::ClassCreated | Kind::ClassModified | Kind::ClassDeleted => {
                // Whether it is of a wanted class, the condition says of the class as it was: its superclass may be another now.
                let Some(class) = self.class_here(cache, connection, schema, event.id())? else {
                    return Ok(None);
                };
                let mut resolved = |record: Option<Vec<u8>>| -> Result<Arc<Instance>, Failure> {
                    let class = match record {
                        Some(record) => {
                            let record = ClassRecord::decode(&record)?;
                            let known = (&record, event.sequence);
                            self.history.class_of_record(cache, connection, schema, known)?.1
                        }
                        None => Arc::clone(&class.stored.whole.class),
                    };
                    Ok(Arc::new(instance_of(&class, &self.namespace)?))
                };
                let before = event.before(connection)?;
                let (target, previous) = match event.kind {
                    Kind::ClassDeleted => (resolved(before)?, None),
                    Kind::ClassModified => {
                        (resolved(event.before_next(connection)?)?, Some(resolved(before)?))
                    }
                    _ => (resolved(event.before_next(connection)?)?, None),
                };
                Ok(Some(Change { event, target, previous }))
            }
            Kind::NamespaceCreated | Kind::NamespaceDeleted => {
                let name = namespace_name(connection, schema, event.namespace_id())?;
                let Some(name) = name else { return Ok(None) };
                let name = name.to_string();
                // A namespace is an instance in the one above it.
                let Some((above, own)) = name.rsplit_once('/') else { return Ok(None) };
                if folded_namespace(above) != folded_namespace(&self.namespace.to_str()) {
                    return Ok(None);
                }
                let target = namespace_instance(own, &self.namespace)?;
                Ok(target.map(|target| Change { event, target: Arc::new(target), previous: None }))
            }
        }
    }

    fn wanted_class(
        &mut self,
        cache: &SchemaCache,
        connection: &Connection,
        schema: &Schema,
        id: i64,
    ) -> Result<Option<Arc<Described>>, Failure> {
        let class = self.class_here(cache, connection, schema, id)?;
        Ok(class.filter(|class| self.wanted.may_be_of(&class.stored.whole.class)))
    }

    /// The class of this number, if it is of the subscription's namespace.
    fn class_here(
        &mut self,
        cache: &SchemaCache,
        connection: &Connection,
        schema: &Schema,
        id: i64,
    ) -> Result<Option<Arc<Described>>, Failure> {
        let class = self.history.class(cache, connection, schema, id)?;
        Ok(class.filter(|class| {
            folded_namespace(&class.namespace.to_str()) == folded_namespace(&self.namespace.to_str())
        }))
    }
}

/// What happened, but for what can't be told any more: the class of the instance was removed, and what was declared of it then
/// makes no class now. A subscription that ended for that reason could never go on.
fn told_or_left_out(
    change: Result<Option<Change>, Failure>,
    event: &Event,
) -> Result<Option<Change>, Failure> {
    match change {
        Err(Failure::Told(error)) => {
            tracing::warn!(?event, %error, "an event is not told, because its class can't be made any more");
            Ok(None)
        }
        change => change,
    }
}

fn restored() -> Error {
    Error::new(
        Status::ServerIsShuttingDown,
        "The subscription ended because a backup was restored: what happened before is no longer what there is. Subscribe again.",
    )
}

fn instance_change(connection: &Connection, class: &Described, event: Event) -> Result<Change, Failure> {
    let decode = |body: Vec<u8>| -> Result<Arc<Instance>, Failure> {
        let shown = class.stored.shown();
        let namespace = Some(class.namespace.clone());
        Ok(Arc::new(decode_body(&body, &shown.class, namespace, |layout| shown.mapping(connection, layout))?))
    };
    let before = || -> Result<Arc<Instance>, Failure> {
        let body = event.before(connection)?;
        decode(body.ok_or(DecodeError { at: 0, expected: "what an instance was before an event" })?)
    };
    let after = || -> Result<Arc<Instance>, Failure> {
        let body = match event.before_next(connection)? {
            Some(body) => body,
            None => {
                let mut statement = connection.prepare_cached("SELECT body FROM instances WHERE id = ?1")?;
                statement.query_row([event.id()], |row| row.get(0))?
            }
        };
        decode(body)
    };
    let (target, previous) = match event.kind {
        Kind::InstanceDeleted => (before()?, None),
        Kind::InstanceModified => (after()?, Some(before()?)),
        _ => (after()?, None),
    };
    Ok(Change { event, target, previous })
}

/// `__NAMESPACE` of this name, in the namespace above it.
fn namespace_instance(own: &str, above: &Text) -> Result<Option<Instance>, Failure> {
    let Some(known) = system::find(&Text::from("__NAMESPACE")) else { return Ok(None) };
    let class: &Arc<Class> = &known.class;
    let mut builder = InstanceBuilder::new(class, Some(above.clone()), own.len() + 1);
    for property in class.properties() {
        let name = property.is_key().then(|| Value::string(own));
        builder.push(name.as_ref().map(Value::as_value_ref))?;
    }
    Ok(Some(builder.finish()))
}
