//! Subscriptions to what happens in the repository. `docs/indications.md` has a picture of the way from a change to its client.

mod bell;
mod bookmark;
mod group;
mod reader;
mod registry;
mod subscription;
mod vocabulary;
mod wanted;
mod watch;

use std::sync::Arc;

pub(super) use registry::Registry;

use super::Repository;
use super::events::{History, time_of};
use super::namespace::find_namespace;
use super::store::Patience;
use crate::cim::Error;
use crate::provider::{Call, Provider, Reply, Request};
use crate::query::parse_select;
use bookmark::{Identity, Start};
use group::Groups;
use reader::Reader;
use subscription::Subscription;
use vocabulary::Interest;
use wanted::Wanted;

/// Where a subscription begins, and in which copy of the repository.
type Place = (Start, Identity);

/// A subscription that has its place in the log already, and is not begun yet.
struct Placed {
    repository: Arc<Repository>,
    start: Result<Place, Error>,
}

impl Provider for Placed {
    fn name(&self) -> &str {
        self.repository.name()
    }

    fn execute(&self, call: &Call, reply: Reply) {
        self.repository.subscribe_from(call, self.start.clone(), reply);
    }
}

impl Repository {
    /// Takes the place of a subscription in the log: everything that is committed after this is told.
    pub(super) fn place(&self, call: &Call) -> Option<Arc<dyn Provider>> {
        let Request::Subscribe { .. } = &call.request else { return None };
        Some(Arc::new(Placed { repository: self.own.upgrade()?, start: self.start_of(call) }))
    }

    pub(super) fn subscribe(&self, call: &Call, reply: Reply) {
        self.subscribe_from(call, self.start_of(call), reply);
    }

    fn start_of(&self, call: &Call) -> Result<Place, Error> {
        let Request::Subscribe { delivery, .. } = &call.request else { return Err(no_subscription()) };
        let bookmark = delivery.bookmark().map(|bookmark| bookmark.to_str());
        let patience = Patience { deadline: call.deadline, is_stopped: &|| false };
        self.reading(&patience, |connection, _| Start::of(connection, bookmark.as_deref()))
    }

    fn subscribe_from(&self, call: &Call, start: Result<Place, Error>, reply: Reply) {
        let reader = match start.and_then(|start| self.reader(call, start)) {
            Ok(reader) => reader,
            Err(error) => return reply.finish(Err(error)),
        };
        let poster = reply.poster();
        let registry = Arc::clone(&self.subscriptions);
        let subscription = Subscription::new(self.own.clone(), registry, reply, reader);
        let watched = || self.store.watching_connection();
        if let Err(error) = self.subscriptions.add(&subscription, watched, self.store.path()) {
            return subscription.end(Err(error));
        }
        let stopped = Arc::clone(&subscription);
        // The engine tells the client why.
        poster.on_stop(move |_| stopped.end(Ok(())));
        subscription.wake();
    }

    fn reader(&self, call: &Call, (start, identity): Place) -> Result<Reader, Error> {
        let Request::Subscribe { dialect, query, delivery } = &call.request else {
            return Err(no_subscription());
        };
        let select = parse_select(&dialect.to_str(), &query.to_str())?;
        self.reading_up_to_date(&Patience::UNLIMITED, |connection, schema| {
            let namespace = find_namespace(schema, &call.namespace)?;
            let interest = Interest::of(&self.cache, connection, schema, namespace, &select.class)?;
            Ok(Reader {
                namespace: namespace.name.clone(),
                wanted: Wanted::of(&select, &interest.class)?,
                interest,
                groups: select.group.clone().map(Groups::new),
                identity,
                wants_bookmarks: delivery.bookmark().is_some(),
                at: start,
                time: match start {
                    Start::After(sequence) => time_of(connection, sequence)?.unwrap_or_default(),
                    Start::Oldest => 0,
                },
                history: History::default(),
            })
        })
    }
}

fn no_subscription() -> Error {
    Error::not_supported("To subscribe by anything but Subscribe")
}

impl Drop for Repository {
    fn drop(&mut self) {
        self.subscriptions.close();
    }
}
