//! Telling the provider that its operation was stopped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::super::super::pool;
use super::super::state::{Effects, End, Event};
use super::Core;
use crate::provider::{StopNotice, StopReason};

impl Core {
    /// Takes what the provider wants to be told with when the operation is stopped. What it gave before is let go of.
    pub(super) fn want_notice(self: &Arc<Core>, notice: StopNotice) {
        let mut shell = self.shell.lock();
        let effects = shell.step(Event::WantNotice);
        let unused =
            if effects.contains(Effects::REFUSE) { Some(notice) } else { shell.notice.replace(notice) };
        self.carry_out(shell, effects);
        drop(unused);
    }

    /// Tells the provider, on this worker, unless it has finished meanwhile.
    pub(super) fn notify(self: &Arc<Core>) {
        let mut shell = self.shell.lock();
        let effects = shell.step(Event::Notify);
        let notice = shell.notice.take_if(|_| effects.contains(Effects::TELL_PROVIDER));
        let reason = match shell.state.end {
            Some(End::Stopped(stop)) => stop.reason(),
            _ => StopReason::None,
        };
        self.carry_out(shell, effects);
        if let Some(notice) = notice {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| pool::block(|| notice(reason)))) {
                let text = crate::cim::error::panic_text(&*panic);
                tracing::error!(text, "a provider panicked when it was told of a stop");
            }
            self.happen(Event::Notified);
        }
    }
}
