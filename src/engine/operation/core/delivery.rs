//! The side of a client with callbacks: one after the other they get what is due, and the client acknowledges it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::super::super::{pool, thread};
use super::super::result::{Extension, Item, OperationResult};
use super::super::state::{Delivery, Effects, Event};
use super::super::{Receiver, Response, errors};
use super::{CAPACITY, Core};
use crate::cim::Error;

enum Due {
    Nothing,
    Result(OperationResult),
    Extension(Extension),
}

impl Core {
    /// Runs the callback that is due, and those that become due by it.
    pub(super) fn deliver(self: &Arc<Core>) {
        let mut shell = self.shell.lock();
        loop {
            let Delivery::Running { last, .. } = shell.state.delivery else { return };
            let due = if last {
                Due::Result(self.last_result(&mut shell))
            } else {
                match shell.due.take().map(Item::into_result) {
                    Some(Ok(result)) => Due::Result(result),
                    Some(Err(extension)) => {
                        self.put(&mut shell, extension).map_or(Due::Nothing, Due::Extension)
                    }
                    // A delivery has begun only where there was something in the queue.
                    None => Due::Nothing,
                }
            };
            drop(shell);
            let needs_acknowledgement = match due {
                Due::Nothing => false,
                Due::Result(result) => {
                    let result = self.typed(result);
                    // What became of the callback changes nothing for the results after it.
                    let _ = self.call_back(|receiver| receiver.result(result));
                    self.manual && !self.setup_failed
                }
                Due::Extension(extension) => {
                    let acknowledged = extension.is_acknowledged();
                    let asks = extension.asks();
                    let returned = self.call_back(|receiver| extension.tell(receiver));
                    if asks && returned.is_err() {
                        // Nobody else will answer, unless it was answered before.
                        let _ = self.answer(Response::No, || {});
                    }
                    self.manual && acknowledged
                }
            };
            shell = self.shell.lock();
            let mut effects = shell.step(Event::Returned { needs_acknowledgement });
            if !effects.intersects(Effects::DELIVER | Effects::DELIVER_LAST) {
                return self.carry_out(shell, effects);
            }
            shell.begin_delivery(effects);
            effects -= Effects::DELIVER | Effects::DELIVER_LAST;
            if shell.provider_waits && shell.state.pending <= CAPACITY / 2 {
                self.carry_out(shell, effects);
                shell = self.shell.lock();
            }
        }
    }

    /// Calls the receiver. An error says that it panicked.
    fn call_back(&self, call: impl FnOnce(&dyn Receiver)) -> Result<(), ()> {
        let Some(receiver) = self.receiver() else { return Ok(()) };
        let call = || pool::block(|| thread::in_callback(self.callback_of(), || call(&*receiver)));
        // What a receiver panics with must not keep the rest, and whoever waits for the end, from coming.
        catch_unwind(AssertUnwindSafe(call)).map_err(|panic| {
            tracing::error!(text = crate::cim::error::panic_text(&*panic), "a receiver of results panicked");
        })
    }

    /// Acknowledges the result that was delivered last. `release` lets go of it, before the next one can come.
    pub(crate) fn acknowledge(self: &Arc<Core>, release: impl FnOnce()) -> Result<(), Error> {
        let mut shell = self.shell.lock();
        if !self.manual {
            return Err(errors::nothing_to_acknowledge());
        }
        let effects = shell.step(Event::Acknowledge);
        if effects.contains(Effects::REFUSE) {
            return Err(errors::nothing_to_acknowledge());
        }
        release();
        self.carry_out(shell, effects);
        Ok(())
    }
}
