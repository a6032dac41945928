//! The provider's side of an operation: results and the outcome come in here.

use std::sync::Arc;

use super::super::super::sync::atomic::Ordering;
use super::super::super::sync::{MutexGuard, now};
use super::super::super::{options, pool, thread};
use super::super::Extensions;
use super::super::result::Item;
use super::super::state::{Effects, Event};
use super::{CAPACITY, Core, Shell};
use crate::cim::{Error, Instance};
use crate::provider::{Posted, Question, Sink, StopNotice, Stopped, Work};

/// The operation's end of the provider's reply.
pub(super) struct OperationSink {
    pub(super) core: Arc<Core>,
    pub(super) may_wait: bool,
}

impl OperationSink {
    /// Whether this thread may be made to wait for the client.
    fn may_wait(&self) -> bool {
        self.may_wait || thread::is_going_on(self.core.address())
    }
}

impl Sink for OperationSink {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        if self.is_stopped() {
            return Err(Stopped);
        }
        if !self.core.is_told(&result) {
            return Ok(());
        }
        self.core.post(Item::from(result), self.may_wait())
    }

    fn post_at_once(&self, result: Posted) -> Result<Option<Posted>, Stopped> {
        if self.core.is_full() {
            return Ok(Some(result));
        }
        // Several that come at this moment may all find room: the queue is then longer by some.
        if self.is_stopped() {
            return Err(Stopped);
        }
        if !self.core.is_told(&result) {
            return Ok(None);
        }
        let item = Item::from(result);
        // A callback is something to wait for, too. It runs on another worker, also where this one runs the provider.
        thread::executing(0, || self.core.post(item, false)).map(|()| None)
    }

    fn post_instances(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        self.core.post_instances(instances, self.may_wait())
    }

    fn post_instances_at_once(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        if self.core.is_full() {
            return Ok(());
        }
        // The queue is longer by these, as where several post at this moment.
        thread::executing(0, || self.core.post_instances(instances, false))
    }

    fn finish(&self, outcome: Result<(), Error>) {
        if std::thread::panicking() && thread::is_executing(self.core.address()) {
            // Who runs the provider finishes for it, and knows what it said.
            self.core.abandoned.store(true, Ordering::Release);
        } else {
            self.core.finish(outcome);
        }
    }

    fn ask(&self, question: Question) -> Result<bool, Stopped> {
        self.core.ask(question, self.may_wait())
    }

    fn takes_streamed_parameters(&self) -> bool {
        self.core.takes.contains(Extensions::STREAMED_PARAMETERS)
    }

    fn go_on(&self, work: Work) {
        self.core.go_on(work);
    }

    fn is_stopped(&self) -> bool {
        self.core.stopped.load(Ordering::Acquire)
    }

    fn on_stop(&self, notice: StopNotice) {
        self.core.want_notice(notice);
    }
}

impl Core {
    /// Whether the client is told this. What it does not want to hear is a sign of life all the same.
    fn is_told(&self, posted: &Posted) -> bool {
        let extension = match posted {
            Posted::Instance(_) | Posted::Class(_) | Posted::Indication { .. } => return true,
            Posted::Message { .. } => Extensions::MESSAGES,
            Posted::Progress { .. } => Extensions::PROGRESS,
            Posted::StreamedParameter { .. } => Extensions::STREAMED_PARAMETERS,
        };
        let is_told = self.takes.contains(extension)
            && match posted {
                Posted::Message { channel, .. } => {
                    options::has_channel(self.call.options.as_deref(), *channel)
                }
                _ => true,
            };
        if !is_told && self.limit.is_some() {
            self.shell.lock().last_sign = Some(now());
        }
        is_told
    }

    /// Whether the client is so far behind that the provider has to wait.
    fn is_full(&self) -> bool {
        let shell = self.shell.lock();
        shell.state.pending >= CAPACITY && shell.state.end.is_none()
    }

    /// Takes a result from the provider.
    pub(super) fn post(self: &Arc<Core>, item: Item, may_wait: bool) -> Result<(), Stopped> {
        let mut shell = self.shell.lock();
        if shell.state.end.is_some() {
            // What comes late must not take the place of the one result, which the client may not have fetched yet.
            return Err(Stopped);
        }
        let item = match item {
            Item::Instance(_) | Item::Class(_) if self.is_single => match shell.held.replace(item) {
                // An operation with one result was given another: each but the last comes by itself.
                Some(earlier) => earlier,
                None => return Ok(()),
            },
            item => item,
        };
        self.wait_for_room(&mut shell, may_wait);
        if self.limit.is_some() {
            // Time that the provider had to wait for room is its client's.
            shell.last_sign = Some(now());
        }
        let effects = shell.step(Event::Post { count: 1 });
        if effects.contains(Effects::REFUSE) {
            return Err(Stopped);
        }
        shell.queue.push_back(item);
        self.carry_out(shell, effects);
        Ok(())
    }

    fn post_instances(
        self: &Arc<Core>,
        instances: &mut Vec<Arc<Instance>>,
        may_wait: bool,
    ) -> Result<(), Stopped> {
        if self.is_single {
            return instances
                .drain(..)
                .try_for_each(|instance| self.post(Item::Instance(instance), may_wait));
        }
        let count = u32::try_from(instances.len()).map_err(|_| Stopped)?;
        if count == 0 {
            return if self.stopped.load(Ordering::Acquire) { Err(Stopped) } else { Ok(()) };
        }
        let mut shell = self.shell.lock();
        self.wait_for_room(&mut shell, may_wait);
        if self.limit.is_some() {
            // Time that the provider had to wait for room is its client's.
            shell.last_sign = Some(now());
        }
        let effects = shell.step(Event::Post { count });
        if effects.contains(Effects::REFUSE) {
            drop(shell);
            instances.clear();
            return Err(Stopped);
        }
        shell.queue.extend(instances.drain(..).map(Item::Instance));
        self.carry_out(shell, effects);
        Ok(())
    }

    pub(super) fn wait_for_room(&self, shell: &mut MutexGuard<'_, Shell>, may_wait: bool) {
        if !may_wait || shell.state.pending < CAPACITY || shell.state.end.is_some() {
            return;
        }
        pool::block(|| {
            while shell.state.pending >= CAPACITY && shell.state.end.is_none() {
                shell.provider_waits = true;
                self.room.wait(shell);
            }
        });
    }

    /// Takes the outcome from the provider.
    pub(super) fn finish(self: &Arc<Core>, outcome: Result<(), Error>) {
        let mut shell = self.shell.lock();
        let mut effects = Effects::empty();
        if outcome.is_err()
            && let Some(held) = shell.held.take()
        {
            // The result came before the failure, and is told before it.
            effects = shell.step(Event::Post { count: 1 });
            if effects.contains(Effects::QUEUE) {
                shell.queue.push_back(held);
            }
        }
        effects |= shell.step(Event::Finish);
        if effects.contains(Effects::KEEP_OUTCOME) {
            shell.outcome = Some(outcome);
        }
        self.carry_out(shell, effects);
    }
}
