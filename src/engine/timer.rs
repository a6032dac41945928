//! One thread that does things when their time has come: deadlines, and a look at jobs that wait too long.
//!
//! The thread exists from the first entry on. What it runs must be short.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    /// Whether there is a thread that looks at the entries.
    is_watched: bool,
    closing: bool,
}

impl Timer {
    /// Has something done at this time, unless the timer is closed by then. `None` says that it will not be: there is no thread to
    /// do it, and none could be started.
    pub(crate) fn at(&self, at: Instant, action: Action) -> Option<TimerKey> {
        let mut entries = self.shared.entries.lock();
        if entries.closing {
            return Some(TimerKey { at, number: 0 });
        }
        entries.numbers += 1;
        let key = TimerKey { at, number: entries.numbers };
        let is_next = entries.actions.keys().next().is_none_or(|next| key < *next);
        entries.actions.insert(key, action);
        let is_watched = entries.is_watched;
        drop(entries);
        if !is_watched && !self.start() {
            self.forget(key);
            return None;
        }
        if is_next {
            self.shared.changed.notify_one();
        }
        Some(key)
    }

    /// Forgets an entry.
    pub(crate) fn forget(&self, key: TimerKey) {
        let action = self.shared.entries.lock().actions.remove(&key);
        // What the action holds is dropped without the lock.
        drop(action);
    }

    /// Starts the thread, where there is none. Answers whether somebody looks at the entries, or nobody has to any more.
    fn start(&self) -> bool {
        let mut thread = self.thread.lock();
        // Who closes the timer says so before it takes the thread, so that no thread is started that nobody waits for.
        if thread.is_some() || self.shared.entries.lock().closing {
            return true;
        }
        let shared = Arc::clone(&self.shared);
        match thread::spawn("mi-timer", move || run(&shared)) {
            Ok(handle) => {
                *thread = Some(handle);
                self.shared.entries.lock().is_watched = true;
                true
            }
            Err(error) => {
                tracing::error!(%error, "no thread for deadlines could be started");
                false
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
            // The thread catches what actions panic with.
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
                MutexGuard::unlocked(&mut entries, || {
                    if catch_unwind(AssertUnwindSafe(action)).is_err() {
                        tracing::error!("an action of the timer panicked");
                    }
                });
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
    fn a_panic_does_not_keep_the_rest_from_happening() {
        let timer = Timer::default();
        let (sender, receiver) = channel();
        let now = Instant::now();
        timer.at(now, Box::new(|| panic!("this is a test")));
        timer.at(now + Duration::from_millis(1), Box::new(move || sender.send(()).unwrap()));
        assert_eq!(receiver.iter().count(), 1);
    }

    #[test]
    fn what_no_thread_can_be_started_for_is_said_and_tried_again() {
        let timer = Timer::default();
        let (sender, receiver) = channel();
        let lost = sender.clone();
        let now = Instant::now();
        let refused = thread::without_threads(|| timer.at(now, Box::new(move || lost.send(1).unwrap())));
        assert_eq!(refused, None);
        assert!(
            timer.at(now + Duration::from_millis(1), Box::new(move || sender.send(2).unwrap())).is_some()
        );
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_timer_that_is_closed_starts_no_thread() {
        let timer = Timer::default();
        timer.close();
        assert!(timer.at(Instant::now(), Box::new(|| unreachable!("the timer is closed"))).is_some());
        assert!(timer.start());
        assert!(timer.thread.lock().is_none());
    }

    #[test]
    fn what_is_forgotten_does_not_happen() {
        let timer = Timer::default();
        let (sender, receiver) = channel();
        let forgotten = sender.clone();
        let now = Instant::now();
        let key = timer.at(now + Duration::from_millis(20), Box::new(move || forgotten.send(1).unwrap()));
        timer.forget(key.unwrap());
        timer.at(now + Duration::from_millis(40), Box::new(move || sender.send(2).unwrap()));
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [2]);
    }
}
