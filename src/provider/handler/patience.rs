//! How long is waited for operations that were stopped.

use std::sync::{Arc, Weak};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::error::Blame;
use super::operation::Operation;
use crate::process::with_signals_blocked;
use crate::sync::locks::{Condvar, Mutex};

/// So long a handler has to end an operation, from the moment at which it was cancelled.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Looks after the operations of a handler that were cancelled: one that does not end is given up. It has a thread while there
/// are any.
pub(super) struct Patience {
    blame: Blame,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The next one first: all have the same time.
    waiting: Vec<(Instant, Weak<Operation>)>,
    runs: bool,
}

impl Patience {
    pub(super) fn new(blame: Blame) -> Arc<Patience> {
        Arc::new(Patience { blame, state: Mutex::default(), changed: Condvar::new() })
    }

    /// Gives up an operation where it has not ended in time.
    pub(super) fn look_after(self: &Arc<Self>, operation: &Arc<Operation>) {
        let mut state = self.state.lock();
        state.waiting.push((Instant::now() + PATIENCE, Arc::downgrade(operation)));
        if state.runs {
            return;
        }
        state.runs = true;
        let own = Arc::clone(self);
        let builder = Builder::new().name("mi-handler".to_owned());
        if let Err(error) = with_signals_blocked(|| builder.spawn(move || own.run())) {
            state.runs = false;
            tracing::error!(%error, "{}: no thread looks after its cancelled operations", self.blame.name());
        }
    }

    /// An operation has ended.
    pub(super) fn forget(&self, operation: &Arc<Operation>) {
        let mut state = self.state.lock();
        let before = state.waiting.len();
        state.waiting.retain(|(_, waiting)| !std::ptr::eq(waiting.as_ptr(), Arc::as_ptr(operation)));
        if state.waiting.is_empty() && before > 0 {
            self.changed.notify_all();
        }
    }

    fn run(&self) {
        let mut state = self.state.lock();
        while let Some((end, operation)) = state.waiting.first().cloned() {
            if Instant::now() < end {
                self.changed.wait_until(&mut state, end);
                continue;
            }
            state.waiting.remove(0);
            drop(state);
            if let Some(operation) = operation.upgrade() {
                operation.give_up();
            }
            state = self.state.lock();
        }
        state.runs = false;
    }
}
