//! The threads of a module's process. They take turns at reading what the library says: who has read a request carries it out, and
//! another goes on reading.

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::{Host, Input};
use crate::provider::Work;
use crate::sync::locks::{Condvar, Mutex, MutexGuard};

/// The most threads, besides those that wait for the client. Where all have something to do, requests wait, and one thread goes on reading.
const MOST: usize = 512;
/// The most threads where an operation is to be told that it is stopped: all others may be busy with what waits for just that.
const MOST_FOR_STOPS: usize = 2 * MOST;
/// So many wait for something to do.
const KEPT: usize = 4;

/// The threads, and what they have to do.
pub(super) struct Threads {
    state: Mutex<State>,
    /// There is something to do, or to read.
    wanted: Condvar,
    /// The connection has ended.
    over: Condvar,
}

struct State {
    /// What the library says; away while a thread reads.
    input: Option<Input>,
    queue: VecDeque<Work>,
    /// Threads that wait to be called.
    idle: usize,
    /// Threads that were called, and have not looked yet.
    called: usize,
    threads: usize,
    /// Threads that wait for the client. It may be waiting for what others have to do.
    blocked: usize,
    is_over: bool,
}

thread_local! {
    /// Whether this thread is one of these, and none of the module's.
    static IS_OWN: Cell<bool> = const { Cell::new(false) };
}

impl Threads {
    pub(super) fn new(input: Input) -> Threads {
        let state = State {
            input: Some(input),
            queue: VecDeque::new(),
            idle: 0,
            called: 0,
            threads: 1,
            blocked: 0,
            is_over: false,
        };
        Threads { state: Mutex::new(state), wanted: Condvar::new(), over: Condvar::new() }
    }

    pub(super) fn wait_for_end(&self) {
        self.over.wait_while(&mut self.state.lock(), |state| !state.is_over);
    }

    /// Waits so long at most; gives whether the connection has ended.
    pub(super) fn wait_for_end_so_long(&self, limit: Duration) -> bool {
        let mut state = self.state.lock();
        self.over.wait_while_for(&mut state, |state| !state.is_over, limit);
        state.is_over
    }
}

impl Host {
    /// Has a thread do something.
    pub(super) fn submit(self: &Arc<Self>, work: Work) {
        let mut state = self.threads.state.lock();
        state.queue.push_back(work);
        // Where there is no other, the first that has finished what it does takes it.
        self.call_another(state, MOST);
    }

    /// Has a thread tell an operation that it is stopped, before anything else begins.
    pub(super) fn submit_stop(self: &Arc<Self>, work: Work) {
        let mut state = self.threads.state.lock();
        state.queue.push_front(work);
        self.call_another(state, MOST_FOR_STOPS);
    }

    /// Waits for the client. Another thread does meanwhile what this one would do.
    pub(super) fn block<T>(self: &Arc<Self>, wait: impl FnOnce() -> T) -> T {
        if !IS_OWN.get() {
            return wait();
        }
        let mut state = self.threads.state.lock();
        state.blocked += 1;
        if !state.queue.is_empty() {
            self.call_another(state, MOST);
        } else {
            drop(state);
        }
        let waited = wait();
        self.threads.state.lock().blocked -= 1;
        waited
    }

    /// There is something for another thread. Gives `false` where there is none, and none can be started.
    fn call_another(self: &Arc<Self>, mut state: MutexGuard<'_, State>, most: usize) -> bool {
        if state.idle > 0 {
            state.idle -= 1;
            state.called += 1;
            drop(state);
            self.threads.wanted.notify_one();
            return true;
        }
        if state.threads - state.blocked >= most {
            return false;
        }
        state.threads += 1;
        drop(state);
        let host = Arc::clone(self);
        let builder = std::thread::Builder::new().name("mi-host".to_owned());
        // This process is the module's: no program is in it whose signals its threads would have to leave alone.
        let started = builder.spawn(move || host.work());
        if let Err(error) = &started {
            tracing::error!(%error, "the process of a provider module has no further thread");
            self.threads.state.lock().threads -= 1;
        }
        started.is_ok()
    }

    /// What each of the threads does.
    pub(super) fn work(self: &Arc<Self>) {
        IS_OWN.set(true);
        let mut state = self.threads.state.lock();
        loop {
            if let Some(mut input) = state.input.take() {
                drop(state);
                let request = self.read(&mut input);
                state = self.threads.state.lock();
                match request {
                    Some(work) => {
                        state.input = Some(input);
                        // Somebody has to read while this is done: what is done may wait for what comes.
                        if self.call_another(state, MOST) {
                            run(work);
                            state = self.threads.state.lock();
                        } else {
                            state = self.threads.state.lock();
                            state.queue.push_back(work);
                        }
                    }
                    None => {
                        state.is_over = true;
                        self.threads.over.notify_all();
                        self.threads.wanted.notify_all();
                    }
                }
            } else if let Some(work) = state.queue.pop_front() {
                drop(state);
                run(work);
                state = self.threads.state.lock();
            } else if state.is_over || state.idle >= KEPT {
                state.threads -= 1;
                return;
            } else {
                state.idle += 1;
                while state.called == 0 && !state.is_over {
                    self.threads.wanted.wait(&mut state);
                }
                match state.called.checked_sub(1) {
                    Some(called) => state.called = called,
                    None => state.idle -= 1,
                }
            }
        }
    }
}

/// Does something; what a provider panics with ends no thread.
fn run(work: Work) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
        tracing::error!(text = crate::cim::error::panic_text(&*panic), "a provider panicked");
    }
}
