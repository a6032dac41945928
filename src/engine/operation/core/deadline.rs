//! The time limit of an operation: how long its provider may give no sign of life.

use std::sync::Arc;
use std::time::Instant;

use super::super::super::sync::now;
use super::super::state::{Delivery, Stop};
use super::Core;

impl Core {
    /// Has the time limit looked at, where there is one. Answers whether it will be.
    pub(super) fn arm_from_now(self: &Arc<Core>) -> bool {
        if let Some(limit) = self.limit
            && let Some(at) = now().checked_add(limit.time)
            && self.shell.lock().state.end.is_none()
        {
            return self.arm(at);
        }
        true
    }

    fn arm(self: &Arc<Core>, at: Instant) -> bool {
        let Some(session) = &self.session else { return true };
        let core = Arc::downgrade(self);
        let key = session.runtime().timer().at(
            at,
            Box::new(move || {
                if let Some(core) = core.upgrade() {
                    core.time_is_up();
                }
            }),
        );
        let Some(key) = key else { return false };
        let mut shell = self.shell.lock();
        if shell.state.end.is_some() {
            drop(shell);
            session.runtime().timer().forget(key);
        } else {
            shell.timer = Some(key);
        }
        true
    }

    /// The time limit has passed since the operation began, or since something last showed that it had to be looked at again.
    pub(in super::super) fn time_is_up(self: &Arc<Core>) {
        let Some(limit) = self.limit else { return };
        let (busy, last_sign) = {
            let mut shell = self.shell.lock();
            shell.timer = None;
            let asks = shell.questions.as_ref().is_some_and(|questions| questions.are_open());
            let busy = asks || shell.state.pending > 0 || shell.state.delivery != Delivery::Idle;
            (busy, shell.last_sign)
        };
        let moment = now();
        // Time that the client takes for its results and answers does not count against the provider.
        let due = if busy { moment + limit.time } else { last_sign.map_or(moment, |sign| sign + limit.time) };
        if due > moment {
            self.arm(due);
        } else {
            self.stop(Stop::DeadlinePassed);
        }
    }
}
