//! One thread that does things when their time has come: deadlines, and a look at jobs that wait too long.
//!
//! The thread exists from the first entry on. What it runs must be short.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use super::sync::thread::{JoinHandle, current};
use super::sync::{Condvar, Mutex, MutexGuard, now};
use super::thread;

/// What happens when the time has come.
pub(crate) type Action = Box<dyn FnOnce() + Send>;

/// Names an entry, for taking it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TimerKey {
    at: Instant,
    number: u64,
}

/// The timer. Closing it forgets what is left.
#[derive(Default)]
pub(crate) struct Timer {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    entries: Mutex<Entries>,
    changed: Condvar,
}

#[derive(Default)]
struct Entries {
    actions: BTreeMap<TimerKey, Action>,
    numbers: u64,
    closing: bool,
}

impl Timer {
    /// Has something done at this time, unless the timer is closed by then.
    pub(crate) fn at(&self, at: Instant, action: Action) -> TimerKey {
        let mut entries = self.shared.entries.lock();
        if entries.closing {
            return TimerKey { at, number: 0 };
        }
        entries.numbers += 1;
        let key = TimerKey { at, number: entries.numbers };
        let is_next = entries.actions.keys().next().is_none_or(|next| key < *next);
        entries.actions.insert(key, action);
        drop(entries);
        if is_next {
            self.shared.changed.notify_one();
            self.start();
        }
        key
    }

    /// Forgets an entry.
    pub(crate) fn forget(&self, key: TimerKey) {
        let action = self.shared.entries.lock().actions.remove(&key);
        // What the action holds is dropped without the lock.
        drop(action);
    }

    fn start(&self) {
        let mut thread = self.thread.lock();
        if thread.is_none() {
            let shared = Arc::clone(&self.shared);
            match thread::spawn("mi-timer", move || run(&shared)) {
                Ok(handle) => *thread = Some(handle),
                Err(error) => tracing::error!(%error, "no thread for deadlines could be started"),
            }
        }
    }
}

impl Timer {
    /// Ends the thread.
    pub(crate) fn close(&self) {
        self.shared.entries.lock().closing = true;
        self.shared.changed.notify_one();
        let thread = self.thread.lock().take();
        if let Some(thread) = thread
            && thread.thread().id() != current().id()
        {
            // Actions don't panic: they tell an operation or the pool.
            let _ = thread.join();
        }
        let left = std::mem::take(&mut self.shared.entries.lock().actions);
        // What the actions hold is dropped without the lock.
        drop(left);
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.close();
    }
}

fn run(shared: &Shared) {
    let mut entries = shared.entries.lock();
    while !entries.closing {
        match entries.actions.first_entry() {
            None => shared.changed.wait(&mut entries),
            Some(first) if first.key().at <= now() => {
                let action = first.remove();
                MutexGuard::unlocked(&mut entries, action);
            }
            Some(first) => {
                let at = first.key().at;
                shared.changed.wait_until(&mut entries, at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_is_due_earlier_happens_earlier() {
        let timer = Timer::default();
        let (sender, receiver) = channel();
        let now = Instant::now();
        for (number, delay) in [(2, 20), (1, 10), (3, 30)] {
            let sender = sender.clone();
            timer.at(now + Duration::from_millis(delay), Box::new(move || sender.send(number).unwrap()));
        }
        assert_eq!(receiver.iter().take(3).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn what_is_forgotten_does_not_happen() {
        let timer = Timer::default();
        let (sender, receiver) = channel();
        let forgotten = sender.clone();
        let now = Instant::now();
        let key = timer.at(now + Duration::from_millis(20), Box::new(move || forgotten.send(1).unwrap()));
        timer.forget(key);
        timer.at(now + Duration::from_millis(40), Box::new(move || sender.send(2).unwrap()));
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [2]);
    }
}
