//! The subscriptions to one repository, and the thread that looks after them while there are any.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Instant;

use rusqlite::Connection;

use super::bell::Bell;
use super::subscription::Subscription;
use super::watch::{self, Looking};
use crate::cim::{Error, Status};
use crate::process;
use crate::sync::locks::Mutex;

/// What a repository's subscriptions share.
#[derive(Default)]
pub(in super::super) struct Registry {
    /// How many there are, so that a writer with none pays for one look.
    count: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    subscriptions: Vec<Arc<Subscription>>,
    /// There while there is a subscription.
    watcher: Option<Watcher>,
    /// The repository is gone.
    is_closed: bool,
}

/// The thread that hears of other processes' writes, and keeps the time.
struct Watcher {
    /// The process that it runs in.
    process: usize,
    bell: Arc<Bell>,
    thread: JoinHandle<()>,
}

impl Registry {
    /// Takes a subscription in. The first one starts the thread; `watched` gives what it looks at: the file to be heard of, and
    /// a connection of its own.
    pub(super) fn add(
        self: &Arc<Registry>,
        subscription: &Arc<Subscription>,
        watched: impl FnOnce() -> rusqlite::Result<Option<Connection>>,
        file: Option<&Path>,
    ) -> Result<(), Error> {
        let mut state = self.state.lock();
        if state.is_closed {
            return Err(closed());
        }
        if state.watcher.is_none() {
            state.watcher = Some(self.start(watched, file)?);
        }
        state.subscriptions.push(Arc::clone(subscription));
        self.count.store(state.subscriptions.len(), Ordering::SeqCst);
        Ok(())
    }

    fn start(
        self: &Arc<Registry>,
        watched: impl FnOnce() -> rusqlite::Result<Option<Connection>>,
        file: Option<&Path>,
    ) -> Result<Watcher, Error> {
        let failed = |reason: &dyn std::fmt::Display| {
            let message = format!("The repository can't be watched for a subscription: {reason}.");
            Error::new(Status::Failed, message)
        };
        let connection = watched().map_err(|error| failed(&error))?;
        let log = file.map(|file| {
            let mut log = file.as_os_str().to_owned();
            log.push("-wal");
            std::path::PathBuf::from(log)
        });
        let bell = Arc::new(Bell::new(log.as_deref()).map_err(|error| failed(&error))?);
        let (registry, own_bell) = (Arc::clone(self), Arc::clone(&bell));
        let builder = std::thread::Builder::new().name("mi-watcher".to_owned());
        let looking = connection.map(|connection| Looking::new(connection, &bell));
        let run = move || watch::run(&registry, &own_bell, looking);
        let thread = process::with_signals_blocked(|| builder.spawn(run)).map_err(|error| failed(&error))?;
        Ok(Watcher { process: process::forks(), bell, thread })
    }

    /// Takes a subscription out. With the last one the thread ends.
    pub(super) fn remove(&self, subscription: &Subscription) {
        let (removed, watcher) = {
            let mut state = self.state.lock();
            let place = state.subscriptions.iter().position(|known| std::ptr::eq(&**known, subscription));
            let removed = place.map(|place| state.subscriptions.swap_remove(place));
            self.count.store(state.subscriptions.len(), Ordering::SeqCst);
            let is_last = state.subscriptions.is_empty();
            (removed, if is_last { state.watcher.take() } else { None })
        };
        drop(removed);
        if let Some(watcher) = watcher {
            watcher.end();
        }
    }

    /// Something was written: every subscription looks at it, on a worker.
    pub(in super::super) fn notify(&self) {
        if self.count.load(Ordering::SeqCst) > 0 {
            self.all().iter().for_each(Subscription::wake);
        }
    }

    /// Wakes the subscriptions whose time has come, and says when the next one's does.
    pub(super) fn wake_due(&self) -> Option<Instant> {
        let mut next: Option<Instant> = None;
        for subscription in self.all() {
            match subscription.due() {
                Some(due) if due <= Instant::now() => subscription.wake(),
                Some(due) => next = Some(next.map_or(due, |next| next.min(due))),
                None => {}
            }
        }
        next
    }

    /// Has the thread look at the time again.
    pub(super) fn ring(&self) {
        if let Some(watcher) = &self.state.lock().watcher {
            watcher.bell.ring();
        }
    }

    /// Whether the thread with this bell is one that nobody needs any more.
    pub(super) fn has_left(&self, bell: &Arc<Bell>) -> bool {
        !matches!(&self.state.lock().watcher, Some(watcher) if Arc::ptr_eq(&watcher.bell, bell))
    }

    fn all(&self) -> Vec<Arc<Subscription>> {
        self.state.lock().subscriptions.clone()
    }

    /// The repository is closed: every subscription ends, and the thread with them.
    pub(in super::super) fn close(&self) {
        if self.count.load(Ordering::SeqCst) == 0 {
            self.state.lock().is_closed = true;
            return;
        }
        let (subscriptions, watcher) = {
            let mut state = self.state.lock();
            state.is_closed = true;
            (state.subscriptions.clone(), state.watcher.take())
        };
        if watcher.as_ref().is_some_and(|watcher| watcher.process != process::forks()) {
            // After a fork they are the parent's, and so is who waits for them.
            return std::mem::forget((subscriptions, watcher));
        }
        if let Some(watcher) = watcher {
            watcher.end();
        }
        for subscription in subscriptions {
            subscription.end(Err(closed()));
        }
    }
}

impl Watcher {
    /// Ends the thread, which must be the registry's no more, and waits for it.
    fn end(self) {
        self.bell.ring();
        let is_here = self.thread.thread().id() != std::thread::current().id();
        if is_here && self.process == process::forks() {
            // It has nothing to tell of.
            let _ = self.thread.join();
        }
    }
}

fn closed() -> Error {
    Error::new(
        Status::ServerIsShuttingDown,
        "The subscription ended because the repository was closed, or another file took its place. Subscribe again.",
    )
}
