//! One subscription, from the client's side: what was posted to it and how it ends.
//!
//! A client that is behind keeps nobody waiting, neither the provider nor other subscribers: what it has no room for stands in a
//! line, which a thread of its own empties. A line that grows too long ends the subscription, with an error that says so.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread::JoinHandle;

use parking_lot::Mutex;

use super::super::thread;
use crate::cim::{Error, Status};
use crate::provider::{Posted, Poster, Reply};

/// So many indications may wait for a client that is behind, besides those that its operation has room for.
const LONGEST_LINE: usize = 4096;

/// Tells the provider that the subscription is over, unless it knows.
pub(in super::super) type Told = Box<dyn FnOnce(&Subscription, bool) + Send>;

pub(in super::super) struct Subscription {
    pub(in super::super) number: u64,
    poster: Poster,
    line: Mutex<Line>,
    phase: Mutex<Phase>,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Posted>,
    /// The thread that empties the line; while it does, everything goes through the line.
    emptied_by: Option<JoinHandle<()>>,
    is_emptied: bool,
    /// Nothing is taken any more.
    is_closed: bool,
}

enum Phase {
    /// The provider is being told of it. It may end before that is over.
    Begins(Reply, Option<End>),
    /// The provider knows of it, and must be told of its end.
    Runs(Reply, Told),
    Over,
}

/// How a subscription ends.
pub(in super::super) struct End {
    pub(in super::super) outcome: Result<(), Error>,
    /// The provider ended this very subscription, and knows.
    pub(in super::super) is_known: bool,
}

impl Subscription {
    pub(in super::super) fn new(number: u64, reply: Reply) -> Arc<Subscription> {
        Arc::new(Subscription {
            number,
            poster: reply.poster(),
            line: Mutex::default(),
            phase: Mutex::new(Phase::Begins(reply, None)),
        })
    }

    /// Sends an indication without waiting; `false` says that nobody wants it any more.
    pub(in super::super) fn send(self: &Arc<Self>, indication: Posted) -> bool {
        let indication = if self.line.lock().is_emptied {
            indication
        } else {
            match self.poster.post_at_once(indication) {
                Ok(None) => return true,
                Ok(Some(indication)) => indication,
                Err(_) => return false,
            }
        };
        let mut line = self.line.lock();
        if line.is_closed {
            return false;
        }
        if line.waiting.len() >= LONGEST_LINE {
            line.is_closed = true;
            drop(line);
            let message = format!(
                "The subscription was ended because its client fell behind by {LONGEST_LINE} indications, and no more are kept for \
                 it. Subscribe again, and take indications faster than they come."
            );
            let outcome = Err(Error::new(Status::ServerLimitsExceeded, message));
            self.end_apart(End { outcome, is_known: false });
            return false;
        }
        line.waiting.push_back(indication);
        if !line.is_emptied {
            let own = Arc::clone(self);
            // The one before has ended, but for its last steps.
            let before = line.emptied_by.take();
            line.emptied_by = thread::start(move || {
                if let Some(before) = before {
                    // It caught what it panicked with.
                    let _ = before.join();
                }
                own.empty();
            });
            line.is_emptied = line.emptied_by.is_some();
        }
        true
    }

    /// Posts what stands in the line, in its order, as fast as the client takes it.
    fn empty(&self) {
        loop {
            let next = {
                let mut line = self.line.lock();
                let next = line.waiting.pop_front();
                line.is_emptied = next.is_some();
                next
            };
            let Some(indication) = next else { return };
            if self.poster.post(indication).is_err() {
                let mut line = self.line.lock();
                line.is_closed = true;
                line.is_emptied = false;
                return line.waiting.clear();
            }
        }
    }

    /// Whether it ended while the provider was being told of it.
    #[cfg(test)]
    pub(super) fn has_ended_early(&self) -> bool {
        matches!(&*self.phase.lock(), Phase::Begins(_, Some(_)))
    }

    /// The provider was told of the subscription. Gives how it ended meanwhile, if it did.
    pub(in super::super) fn runs(&self, told: Told) -> Option<(Told, Reply, End)> {
        let mut phase = self.phase.lock();
        match std::mem::replace(&mut *phase, Phase::Over) {
            Phase::Begins(reply, None) => {
                *phase = Phase::Runs(reply, told);
                None
            }
            Phase::Begins(reply, Some(end)) => Some((told, reply, end)),
            Phase::Runs(..) | Phase::Over => None,
        }
    }

    /// Ends the subscription: tells the provider, then the client. The first end counts.
    pub(in super::super) fn end(self: &Arc<Self>, end: End) {
        if let Some((told, reply, end)) = self.take(end) {
            self.close(told, reply, end);
        }
    }

    /// [`Subscription::end`] on a thread of its own, for where code of the provider may be below on the stack and hold what its
    /// Unsubscribe needs.
    pub(in super::super) fn end_apart(self: &Arc<Self>, end: End) {
        let Some(parts) = self.take(end) else { return };
        let (own, parts) = (Arc::clone(self), Arc::new(Mutex::new(Some(parts))));
        let taken = Arc::clone(&parts);
        let close = move |own: &Arc<Subscription>| {
            let parts = taken.lock().take();
            if let Some((told, reply, end)) = parts {
                own.close(told, reply, end);
            }
        };
        let again = close.clone();
        let started = thread::run_apart({
            let own = Arc::clone(&own);
            move || close(&own)
        });
        if !started {
            again(&own);
        }
    }

    fn take(&self, end: End) -> Option<(Told, Reply, End)> {
        let mut phase = self.phase.lock();
        match std::mem::replace(&mut *phase, Phase::Over) {
            Phase::Begins(reply, ended) => {
                *phase = Phase::Begins(reply, ended.or(Some(end)));
                None
            }
            Phase::Runs(reply, told) => Some((told, reply, end)),
            Phase::Over => None,
        }
    }

    pub(in super::super) fn close(self: &Arc<Self>, told: Told, reply: Reply, end: End) {
        told(self, end.is_known);
        // What was posted before the end comes before it.
        let emptied_by = self.line.lock().emptied_by.take();
        if let Some(emptied_by) = emptied_by {
            // It caught what it panicked with.
            let _ = emptied_by.join();
        }
        self.line.lock().is_closed = true;
        reply.finish(end.outcome);
    }
}
