//! A process that runs a module, and the connection with it, from its start to its end.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{Builder, JoinHandle, ThreadId};
use std::time::{Duration, Instant};

use super::backoff::{self, Purpose};
use super::remote::{CREDIT, Remote};
use crate::cim::{Error, ErrorCategory, Instance, Status, Text};
use crate::process::{self, with_signals_blocked};
use crate::provider::worker::message::{Contents, FromWorker, OperationNumber, ToWorker, VERSION};
use crate::provider::worker::output::{Outgoing, Output, Patience, Urgency};
use crate::provider::worker::platform::{Child, Link, Started};
use crate::provider::worker::wire::{Decoder, Frames, Message};
use crate::provider::{Call, Posted, Reply, StopReason};
use crate::sync::locks::{Condvar, Mutex};

/// How long a process has to be gone that has closed its connection.
const GONE: Duration = Duration::from_secs(2);
/// How long a killed process has to be gone. The system may need a while to take back much memory.
const KILLED: Duration = Duration::from_secs(30);
/// The memory of a process that says something is looked at so often.
const LOOKS: Duration = Duration::from_millis(200);
/// So many bytes are read at once.
const BUFFER: usize = 64 << 10;

/// A process that runs a module.
pub(super) struct Connection {
    /// The process that this one is, counted in forks: a child of it must leave all of this alone.
    own: usize,
    pub(super) purpose: Purpose,
    started: Instant,
    stop_patience: Duration,
    child: Child,
    link: Arc<Link>,
    output: Arc<Output>,
    state: Mutex<State>,
    /// It has opened the module, or ended.
    changed: Condvar,
    /// No operation is left that could have to end.
    stopped: Condvar,
    /// Nothing more can be asked of it.
    is_over: AtomicBool,
    refuses_unload: AtomicBool,
    /// The most memory that it was seen to have, in bytes.
    peak_memory: AtomicU64,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// The thread that reads.
    reader: OnceLock<ThreadId>,
}

#[derive(Default)]
struct State {
    operations: HashMap<OperationNumber, Arc<Remote>>,
    /// The number of the latest operation.
    latest: OperationNumber,
    /// What the process said of the module.
    opened: Option<Result<Contents, Error>>,
    /// Nobody needs it any more.
    is_let_go: bool,
    /// Why it was killed.
    fault: Option<String>,
    /// What it said of its end.
    farewell: Option<Error>,
    /// Why nothing can be asked of it any more.
    over: Option<Error>,
    /// It is no process any more.
    is_gone: bool,
    is_watched: bool,
}

/// Keeps a process. When the last one is dropped, the process is told to end.
pub(super) struct Hold(Arc<Connection>);

impl Hold {
    pub(super) fn connection(&self) -> &Arc<Connection> {
        &self.0
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.let_go();
    }
}

impl Connection {
    /// Begins to listen to a process that was started, and tells it what to open.
    pub(super) fn begin_with(
        purpose: Purpose,
        started: Started,
        stop_patience: Duration,
        memory_limit: Option<u64>,
    ) -> Result<Arc<Hold>, Error> {
        let link = Arc::new(started.link);
        let connection = Arc::new(Connection {
            own: process::forks(),
            purpose,
            started: Instant::now(),
            stop_patience,
            child: started.child,
            output: Arc::new(Output::new(Arc::clone(&link) as Arc<dyn Outgoing>, Patience::HandsOver)),
            link,
            state: Mutex::default(),
            changed: Condvar::new(),
            stopped: Condvar::new(),
            is_over: AtomicBool::new(false),
            refuses_unload: AtomicBool::new(false),
            peak_memory: AtomicU64::new(0),
            threads: Mutex::default(),
            reader: OnceLock::new(),
        });
        let reader = Arc::clone(&connection);
        if let Err(error) = connection.spawn("mi-worker-in", move || reader.read()) {
            connection.child.kill();
            connection.child.wait(KILLED);
            let message =
                format!("There is no thread for the provider module {}: {error}.", connection.library());
            return Err(Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceUnavailable));
        }
        tracing::info!(
            library = connection.library(),
            pid = connection.child.pid(),
            "a process of a module was started"
        );
        let open = ToWorker::Open {
            version: VERSION.to_owned(),
            library: connection.purpose.library.clone(),
            memory_limit,
        };
        connection.tell(&open, Urgency::Now);
        Ok(Arc::new(Hold(connection)))
    }

    fn spawn(&self, name: &str, run: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
        let builder = Builder::new().name(name.to_owned());
        let thread = with_signals_blocked(|| builder.spawn(run))?;
        let mut threads = self.threads.lock();
        threads.push(thread);
        // A thread that has ended takes memory until somebody waits for it, and each stop may have needed another.
        let (ended, open) = std::mem::take(&mut *threads).into_iter().partition(JoinHandle::is_finished);
        *threads = open;
        drop(threads);
        join(ended);
        Ok(())
    }

    fn library(&self) -> String {
        self.purpose.library.display().to_string()
    }

    pub(super) fn has_ended(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    pub(super) fn is_idle(&self) -> bool {
        !self.refuses_unload.load(Ordering::Acquire) && self.state.lock().operations.is_empty()
    }

    /// Waits until the module is open, and gives what is in it.
    pub(super) fn opened(&self, limit: Duration) -> Result<Contents, Error> {
        let mut state = self.state.lock();
        let waits = |state: &mut State| state.opened.is_none() && state.over.is_none();
        self.changed.wait_while_for(&mut state, waits, limit);
        if let Some(opened) = &state.opened {
            return opened.clone();
        }
        if state.over.is_none() {
            drop(state);
            self.fault(format!("did not open the module within {} seconds", limit.as_secs()));
            state = self.state.lock();
            self.changed.wait_while_for(&mut state, |state| state.over.is_none(), KILLED);
        }
        Err(state.over.clone().unwrap_or_else(|| self.error("does not end", None)))
    }

    /// Says something to the process.
    pub(super) fn tell(&self, message: &ToWorker, urgency: Urgency) {
        if let Err(error) = self.output.send(message, urgency) {
            tracing::error!(library = self.library(), %error, "a process of a module can't be told something");
        }
    }

    /// Has the process carry out an operation on a class. The outcome comes through the reply, whatever becomes of the process.
    pub(super) fn begin(self: &Arc<Self>, hold: &Arc<Hold>, class_name: &Text, call: &Call, reply: Reply) {
        let (number, poster) = {
            let mut state = self.state.lock();
            if let Some(error) = &state.over {
                let error = error.clone();
                drop(state);
                return reply.finish(Err(error));
            }
            state.latest += 1;
            let number = state.latest;
            let hold = Arc::clone(hold);
            let remote = Remote::new(number, class_name.clone(), call.request.name(), reply, hold);
            let poster = remote.poster().clone();
            state.operations.insert(number, Arc::new(remote));
            (number, poster)
        };
        let begin = ToWorker::Begin {
            operation: number,
            class_name: class_name.clone(),
            call: Arc::new(call.clone()),
            credit: CREDIT,
        };
        if let Err(error) = self.output.send(&begin, Urgency::Now) {
            if let Some(remote) = self.take(number) {
                let message = format!(
                    "{} of {class_name} can't be passed on to the process of the provider module {}: {error}.",
                    call.request.name(),
                    self.library()
                );
                remote.finish(self, Err(Error::new(Status::Failed, message)));
            }
            return;
        }
        let connection = Arc::downgrade(self);
        poster.on_stop(move |reason| {
            if let Some(connection) = connection.upgrade() {
                connection.stop(number, reason);
            }
        });
    }

    /// Passes on that nobody waits for an operation any more.
    fn stop(self: &Arc<Self>, number: OperationNumber, reason: StopReason) {
        let mut state = self.state.lock();
        let Some(remote) = state.operations.get(&number) else { return };
        if let Some(due) = Instant::now().checked_add(self.stop_patience) {
            remote.is_due_at(due);
        }
        let is_watched = std::mem::replace(&mut state.is_watched, true);
        drop(state);
        self.tell(&ToWorker::Stop { operation: number, reason }, Urgency::Now);
        // Who watches waits for one that was stopped earlier, and finds this one then.
        if is_watched {
            return;
        }
        let watch = Arc::clone(self);
        if let Err(error) = self.spawn("mi-worker-stop", move || watch.watch()) {
            tracing::error!(library = self.library(), %error, "nobody looks whether a stopped operation ends");
            self.state.lock().is_watched = false;
        }
    }

    /// Ends the process where a stopped operation does not end. Runs while there is one.
    fn watch(&self) {
        let mut state = self.state.lock();
        loop {
            let due = state.operations.values().filter_map(|remote| Some((remote.due()?, remote)));
            let Some((due, remote)) = due.min_by_key(|(due, _)| *due).filter(|_| !state.is_gone) else {
                state.is_watched = false;
                return;
            };
            let now = Instant::now();
            if due <= now {
                let what = format!(
                    "did not end {} of {}, which was stopped, within {} seconds",
                    remote.request,
                    remote.class_name,
                    self.stop_patience.as_secs_f64()
                );
                state.is_watched = false;
                drop(state);
                return self.fault(what);
            }
            self.stopped.wait_for(&mut state, due - now);
        }
    }

    /// The process does what it must not: it is killed.
    pub(super) fn fault(&self, what: String) {
        tracing::error!(library = self.library(), pid = self.child.pid(), "the process of a module {what}");
        self.state.lock().fault.get_or_insert(what);
        self.is_over.store(true, Ordering::Release);
        self.child.kill();
        self.output.close();
    }

    /// Nobody needs the process any more: its module unloads, and it ends.
    fn let_go(&self) {
        if self.own != process::forks() {
            return;
        }
        self.state.lock().is_let_go = true;
        self.is_over.store(true, Ordering::Release);
        self.link.close_writing();
    }

    /// Waits until the process is gone, once it was let go of, and kills it where that takes too long.
    pub(super) fn wait_until_gone(self: &Arc<Self>) {
        if self.own != process::forks() {
            return;
        }
        if self.reader.get() == Some(&std::thread::current().id()) {
            // The last result was the last use of the module. Who reads can't wait for what it reads.
            let waiting = Arc::clone(self);
            let builder = Builder::new().name("mi-worker-end".to_owned());
            if let Err(error) = with_signals_blocked(|| builder.spawn(move || waiting.wait_until_gone())) {
                tracing::warn!(library = self.library(), %error, "nobody waits for the end of a module's process");
            }
            return;
        }
        let mut state = self.state.lock();
        let waits = |state: &mut State| !state.is_gone;
        self.changed.wait_while_for(&mut state, waits, self.stop_patience);
        if !state.is_gone && state.is_let_go {
            drop(state);
            self.fault(format!(
                "did not unload the module within {} seconds",
                self.stop_patience.as_secs_f64()
            ));
            state = self.state.lock();
            self.changed.wait_while_for(&mut state, waits, KILLED);
        }
        let is_gone = state.is_gone;
        drop(state);
        if is_gone {
            join(std::mem::take(&mut *self.threads.lock()));
        }
    }

    /// Reads what the process says, until it says nothing more.
    fn read(self: &Arc<Self>) {
        self.reader.get_or_init(|| std::thread::current().id());
        if let Err(fault) = self.read_messages() {
            self.fault(fault);
        }
        self.end();
    }

    fn read_messages(self: &Arc<Self>) -> Result<(), String> {
        let (mut frames, mut decoder) = (Frames::default(), Decoder::default());
        let mut buffer = vec![0; BUFFER];
        let mut batch = Batch { connection: self, current: None, instances: Vec::new() };
        let mut looked = Instant::now();
        loop {
            match self.link.read(&self.child, &mut buffer) {
                // One that ends within a message was cut off there by what ended it, and that is told.
                Ok(0) => return Ok(()),
                Ok(count) => frames.push(&buffer[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                // The connection of a process that was killed with something unread.
                Err(_) => return Ok(()),
            }
            while let Some(frame) = frames.take().map_err(|error| wrong(&error))? {
                let message = FromWorker::decode(&mut decoder, frame).map_err(|error| wrong(&error))?;
                batch.take(message)?;
            }
            batch.flush()?;
            if looked.elapsed() >= LOOKS {
                looked = Instant::now();
                self.peak_memory.fetch_max(self.child.peak_memory().unwrap_or(0), Ordering::Relaxed);
            }
        }
    }

    fn operation(&self, number: OperationNumber) -> Result<Option<Arc<Remote>>, String> {
        let state = self.state.lock();
        if number > state.latest {
            return Err(format!("spoke of the operation {number}, which was not asked for"));
        }
        Ok(state.operations.get(&number).cloned())
    }

    fn take(&self, number: OperationNumber) -> Option<Arc<Remote>> {
        let mut state = self.state.lock();
        let remote = state.operations.remove(&number);
        // Otherwise who watches looks again when the first is due: not each time that one of thousands ends.
        let wakes = state.is_watched && state.operations.is_empty();
        drop(state);
        if wakes {
            self.stopped.notify_all();
        }
        remote
    }

    fn handle(self: &Arc<Self>, message: FromWorker) -> Result<(), String> {
        match message {
            FromWorker::Opened(opened) => {
                let mut state = self.state.lock();
                if state.opened.is_some() {
                    return Err("said twice what it opened".to_owned());
                }
                state.opened = Some(opened);
                drop(state);
                self.changed.notify_all();
            }
            FromWorker::Posted { operation, posted } => {
                if let Some(remote) = self.operation(operation)? {
                    remote.post(self, posted).map_err(|_| too_much(&remote))?;
                }
            }
            FromWorker::Question { operation, question, asked } => {
                if let Some(remote) = self.operation(operation)? {
                    remote.ask(self, question, asked).map_err(|_| too_much(&remote))?;
                }
            }
            FromWorker::Finished { operation, outcome } => {
                self.operation(operation)?;
                if let Some(remote) = self.take(operation) {
                    remote.finish(self, outcome);
                }
            }
            FromWorker::RefusesUnload(refuses) => self.refuses_unload.store(refuses, Ordering::Release),
            FromWorker::Ending(error) => self.state.lock().farewell = Some(error),
        }
        Ok(())
    }

    /// The process says nothing more. Ends what it has not finished.
    fn end(self: &Arc<Self>) {
        self.is_over.store(true, Ordering::Release);
        self.output.end(GONE);
        let mut ended = self.child.wait(GONE);
        if ended.is_none() {
            // It closed its connection and goes on.
            self.child.kill();
            ended = self.child.wait(KILLED);
        }
        let mut state = self.state.lock();
        let is_success = ended.is_some_and(|ended| ended.is_no_failure());
        // What goes wrong in its end keeps nobody from starting the next.
        let was_orderly = state.fault.is_none()
            && (state.is_let_go || (is_success && matches!(state.opened, Some(Err(_)))));
        let wait = if was_orderly { Duration::ZERO } else { backoff::crashed(&self.purpose, self.started) };
        let how = ended.map_or_else(|| "does not end".to_owned(), |ended| ended.to_string());
        let how = match (&state.fault, &state.farewell) {
            (_, Some(farewell)) => format!("ended: {}", farewell.message.trim_end_matches('.')),
            (Some(fault), None) => format!("{fault}, and was killed"),
            (None, None) => how,
        };
        if was_orderly && is_success {
            tracing::info!(library = self.library(), pid = self.child.pid(), "the process of a module ended");
        } else {
            tracing::error!(
                library = self.library(),
                pid = self.child.pid(),
                "the process of a module {how}"
            );
        }
        state.over = Some(self.error(&how, Some(wait)));
        state.is_gone = ended.is_some();
        let operations = std::mem::take(&mut state.operations);
        drop(state);
        self.stopped.notify_all();
        for remote in operations.into_values() {
            let during = format!("{how} while it carried out {} of {}", remote.request, remote.class_name);
            remote.finish(self, Err(self.error(&during, Some(wait))));
        }
        self.changed.notify_all();
    }

    /// What is told of the end of the process.
    fn error(&self, how: &str, wait: Option<Duration>) -> Error {
        let next = match wait {
            None => String::new(),
            Some(wait) if wait.is_zero() => " The next request starts another.".to_owned(),
            Some(wait) => format!(
                " A request starts another in {} milliseconds at the earliest: it crashed repeatedly.",
                wait.as_millis()
            ),
        };
        let memory = match self.peak_memory.load(Ordering::Relaxed) {
            0 => String::new(),
            bytes => format!(" It had used up to {} MiB of memory.", bytes.div_ceil(1 << 20)),
        };
        let message = format!(
            "The process {} of the provider module {} {how}.{memory}{next}",
            self.child.pid(),
            self.library()
        );
        Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceUnavailable)
    }
}

/// Waits for threads that end, or have ended.
fn join(threads: Vec<JoinHandle<()>>) {
    let current = std::thread::current().id();
    for thread in threads.into_iter().filter(|thread| thread.thread().id() != current) {
        // What a thread panicked with was told where it was.
        let _ = thread.join();
    }
}

fn wrong(error: &dyn std::fmt::Display) -> String {
    format!("sent what is no message ({error})")
}

fn too_much(remote: &Remote) -> String {
    format!(
        "posted more results, or asked more questions, of {} of {} than it may",
        remote.request, remote.class_name
    )
}

/// Instances of one operation that came one after the other.
struct Batch<'a> {
    connection: &'a Arc<Connection>,
    current: Option<(OperationNumber, Arc<Remote>)>,
    instances: Vec<Arc<Instance>>,
}

impl Batch<'_> {
    fn take(&mut self, message: FromWorker) -> Result<(), String> {
        let FromWorker::Posted { operation, posted: Posted::Instance(instance) } = message else {
            self.flush()?;
            return self.connection.handle(message);
        };
        if self.current.as_ref().is_none_or(|(current, _)| *current != operation) {
            self.flush()?;
            self.current = self.connection.operation(operation)?.map(|remote| (operation, remote));
        }
        if self.current.is_some() {
            self.instances.push(instance);
        }
        Ok(())
    }

    /// Passes on what was collected.
    fn flush(&mut self) -> Result<(), String> {
        let Some((_, remote)) = self.current.take() else { return Ok(()) };
        let posted = remote.post_instances(self.connection, &mut self.instances);
        self.instances.clear();
        posted.map_err(|_| too_much(&remote))
    }
}

#[cfg(test)]
mod tests;
