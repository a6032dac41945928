//! The side of a client that fetches: it waits for results, and is told on its way what else there is.

use std::sync::Arc;

use super::super::super::sync::atomic::Ordering;
use super::super::super::sync::{MutexGuard, hint};
use super::super::super::{pool, thread};
use super::super::errors;
use super::super::result::OperationResult;
use super::super::state::{Effects, Event};
use super::{Core, Next, SPINS, STREAM_FROM, STREAM_PATIENCE, Shell, Waiting};
use crate::cim::Error;
use crate::process;

impl Core {
    /// The next result. Waits for it.
    pub(crate) fn next(self: &Arc<Core>) -> Result<OperationResult, Error> {
        loop {
            match self.next_item()? {
                Next::Item(item) => match item.into_result() {
                    Ok(result) => return Ok(self.typed(result)),
                    Err(extension) => {
                        let extension = self.put(&mut self.shell.lock(), extension);
                        if let (Some(receiver), Some(extension)) = (self.receiver(), extension) {
                            let process = process::forks();
                            thread::in_callback(self.callback_of(), || extension.tell(&*receiver));
                            if process::forks() != process {
                                return Err(errors::of_parent("operation"));
                            }
                            self.wait_for_client_to_answer();
                        }
                    }
                },
                Next::Last(result) => return Ok(self.typed(result)),
            }
        }
    }

    fn next_item(&self) -> Result<Next, Error> {
        let mut batch = self.batch.lock();
        if let Some(item) = batch.pop_front() {
            return Ok(Next::Item(item));
        }
        self.spin();
        let mut shell = self.shell.lock();
        loop {
            let effects = shell.step(Event::Fetch);
            if effects.contains(Effects::GIVE) {
                std::mem::swap(&mut shell.queue, &mut batch);
                self.given.fetch_add(batch.len(), Ordering::Relaxed);
                self.ready.store(shell.state.end.is_some(), Ordering::Relaxed);
                let wake = std::mem::take(&mut shell.provider_waits);
                drop(shell);
                if wake {
                    self.room.notify_all();
                }
                // There was something to give.
                if let Some(item) = batch.pop_front() {
                    return Ok(Next::Item(item));
                }
                shell = self.shell.lock();
            } else if effects.contains(Effects::GIVE_LAST) {
                return Ok(Next::Last(self.last_result(&mut shell)));
            } else if effects.contains(Effects::WAIT) {
                pool::block(|| self.wait_for_results(&mut shell));
            } else {
                return Err(errors::not_synchronous());
            }
        }
    }

    fn wait_for_results(&self, shell: &mut MutexGuard<'_, Shell>) {
        if self.given.load(Ordering::Relaxed) >= STREAM_FROM {
            shell.client_waits = Waiting::ForSeveral;
            let timed_out = self.client.wait_for(shell, STREAM_PATIENCE).timed_out();
            // The time may have run out at the moment at which something came.
            if !timed_out || shell.state.pending > 0 || shell.state.end.is_some() {
                return;
            }
        }
        shell.client_waits = Waiting::ForAny;
        self.client.wait(shell);
    }

    /// Looks for results for a moment: where the provider is about to post, sleeping and being woken takes longer than that.
    /// A look that was in vain makes the next one shorter.
    fn spin(&self) {
        if self.ready.load(Ordering::Acquire) {
            return;
        }
        let spins = self.spins.load(Ordering::Relaxed);
        for _ in 0..spins {
            hint::spin_loop();
            if self.ready.load(Ordering::Acquire) {
                self.spins.store(SPINS, Ordering::Relaxed);
                return;
            }
        }
        self.spins.store(spins / 2 + 1, Ordering::Relaxed);
    }
}
