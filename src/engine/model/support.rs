//! What the scenarios share: a small application, a provider that posts, and a receiver that watches for whatever must not
//! happen.
//!
//! The engine survives panics of providers and receivers, so that what is wrong is written down, and looked at in the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use shuttle::sync::mpsc::{Receiver as Channel, Sender, channel};

use crate::cim::Error;
use crate::engine::tests::{Fake, configuration, enumerate, number_of, numbered};
use crate::engine::{Application, Extensions, Operation, OperationResult, Receiver, Session};
use crate::provider::{Call, OperationFlags, Poster, PromptKind, Provider, Reply};
use crate::sync::thread::alive;

/// Runs a thread of the program that uses the library.
pub(super) fn go<T: Send + 'static>(
    run: impl FnOnce() -> T + Send + 'static,
) -> shuttle::thread::JoinHandle<T> {
    shuttle::thread::spawn(run)
}

/// Waits for all of these threads.
pub(super) fn join<T, const N: usize>(threads: [shuttle::thread::JoinHandle<T>; N]) -> [T; N] {
    threads.map(|thread| thread.join().unwrap())
}

/// Lets another thread have its turn here.
pub(super) fn pause() {
    shuttle::thread::sleep(Duration::ZERO);
}

/// An application with one session, whose classes are all served by one provider.
pub(super) struct House {
    pub(super) application: Arc<Application>,
    pub(super) session: Arc<Session>,
    provider: Arc<dyn Provider>,
}

impl House {
    pub(super) fn new(provider: impl Provider + 'static) -> House {
        let mut configuration = configuration();
        configuration.workers = 1;
        let application = Application::with_configuration(configuration);
        let provider: Arc<dyn Provider> = Arc::new(provider);
        application.set_repository(Arc::clone(&provider)).unwrap();
        let session = application.new_session(None, None, None).unwrap();
        House { application: Arc::new(application), session: Arc::new(session), provider }
    }

    /// An application that closes waits for its sessions to be closed by who opened them.
    pub(super) fn let_the_application_close(&self, interruption: Interruption) {
        if interruption == Interruption::ApplicationCloses {
            self.session.close().unwrap();
        }
    }

    /// Closes what is open still, and looks at what is left behind: nothing.
    pub(super) fn end(self) {
        let _ = self.session.close();
        let _ = self.application.close();
        drop((self.session, self.application));
        assert_eq!(alive(), 0, "threads of the library that outlive the last application");
        // A thread of the provider's own may be about to let go of the reply that it has finished.
        for _ in 0..1000 {
            shuttle::thread::yield_now();
        }
        assert_eq!(Arc::strong_count(&self.provider), 1, "somebody keeps what is over");
    }
}

/// Posts so many results and finishes, or finishes when it is stopped.
pub(super) fn post_all(reply: Reply, count: u32) {
    let outcome = (0..count).try_for_each(|number| reply.post_instance(numbered(number)));
    // Who stopped the operation knows.
    let _ = outcome;
    reply.finish(Ok(()));
}

/// Posts results until they are all there or nobody wants them, and doesn't finish.
pub(super) fn post_some(poster: &Poster, numbers: std::ops::Range<u32>) {
    for number in numbers {
        if poster.post_instance(numbered(number)).is_err() {
            return;
        }
    }
}

/// Where a provider works.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// On the thread of the library that it is called on.
    Here,
    /// On the thread of a client that waits.
    Client,
    /// On a thread of its own.
    Elsewhere,
}

/// A provider that posts so many results there.
pub(super) fn posting(count: u32, place: Place) -> impl Provider + 'static {
    let run = move |_: &Call, reply: Reply| match place {
        Place::Here | Place::Client => post_all(reply, count),
        Place::Elsewhere => {
            go(move || post_all(reply, count));
        }
    };
    Fake { is_bounded: matches!(place, Place::Client), run }
}

/// What ends an operation before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interruption {
    Nothing,
    Cancel,
    Close,
    SessionCloses,
    SessionClosesWithCompletion,
    ApplicationCloses,
    Deadline,
}

impl Interruption {
    /// The time limit of the operation, where that is what ends it.
    pub(super) fn timeout(self) -> Option<Duration> {
        (self == Interruption::Deadline).then_some(Duration::from_millis(10))
    }

    /// Lets it happen, on a thread of its own.
    pub(super) fn happen(self, house: &House, operation: &Arc<Operation>) -> shuttle::thread::JoinHandle<()> {
        let (application, session) = (Arc::clone(&house.application), Arc::clone(&house.session));
        let operation = Arc::clone(operation);
        go(move || match self {
            Interruption::Nothing | Interruption::Deadline => {}
            Interruption::Cancel => operation.cancel(),
            Interruption::Close => {
                // The client may have been faster.
                let _ = operation.close();
            }
            Interruption::SessionCloses => {
                // A session waits for its operations to be closed; who started this one does that.
                drop(operation);
                session.close().unwrap();
            }
            Interruption::SessionClosesWithCompletion => {
                drop(operation);
                let (completed, completion) = channel();
                session.close_with(move || completed.send(()).unwrap()).unwrap();
                completion.recv().unwrap();
                assert!(completion.recv().is_err(), "completed twice");
            }
            Interruption::ApplicationCloses => {
                drop((operation, session));
                application.close().unwrap();
            }
        })
    }
}

/// Watches what is delivered.
pub(super) struct Watch {
    manual: bool,
    fetched: bool,
    asked: bool,
    inside: AtomicBool,
    held: AtomicBool,
    seen: std::sync::Mutex<Seen>,
    told: std::sync::Mutex<Sender<Told>>,
}

#[derive(Default)]
struct Seen {
    numbers: Vec<u32>,
    finals: Vec<Result<(), Error>>,
    freed: u32,
    faults: Vec<&'static str>,
}

/// What a watch tells while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Result,
    Question,
    FinalResult,
    Freed,
}

impl Watch {
    /// A watch over an operation whose results are acknowledged by hand, or are not.
    pub(super) fn new(manual: bool) -> (Arc<Watch>, Channel<Told>) {
        Watch::with(manual, false, false)
    }

    /// A watch over an operation whose results are fetched, and then shown to it.
    pub(super) fn of_a_client_that_fetches() -> (Arc<Watch>, Channel<Told>) {
        Watch::with(false, true, false)
    }

    /// As [`Watch::new`], and the provider may ask.
    pub(super) fn asked(manual: bool) -> (Arc<Watch>, Channel<Told>) {
        Watch::with(manual, false, true)
    }

    /// As [`Watch::of_a_client_that_fetches`], and the provider may ask.
    pub(super) fn asked_while_it_fetches() -> (Arc<Watch>, Channel<Told>) {
        Watch::with(false, true, true)
    }

    fn with(manual: bool, fetched: bool, asked: bool) -> (Arc<Watch>, Channel<Told>) {
        let (told, channel) = channel();
        let watch = Watch {
            manual,
            fetched,
            asked,
            inside: AtomicBool::new(false),
            held: AtomicBool::new(false),
            seen: std::sync::Mutex::default(),
            told: std::sync::Mutex::new(told),
        };
        (Arc::new(watch), channel)
    }

    fn fault(&self, fault: &'static str) {
        self.seen.lock().unwrap().faults.push(fault);
    }

    fn tell(&self, told: Told) {
        let sender = self.told.lock().unwrap().clone();
        // Nobody may listen any more.
        let _ = sender.send(told);
    }

    /// The client has acknowledged what it holds.
    pub(super) fn release(&self) {
        if !self.held.swap(false, Ordering::Relaxed) {
            self.fault("acknowledged what was not delivered");
        }
    }

    /// Looks at the whole. `count` results were there to be had.
    pub(super) fn check(&self, count: u32) {
        let seen = self.seen.lock().unwrap();
        assert!(seen.faults.is_empty(), "{:?}", seen.faults);
        assert_eq!(seen.finals.len(), 1, "one final result");
        assert_eq!(seen.freed, 1, "freed once");
        let expected: Vec<u32> = (0..count).collect();
        assert!(expected.starts_with(&seen.numbers), "in their order: {:?}", seen.numbers);
        if seen.finals[0].is_ok() {
            assert_eq!(seen.numbers, expected, "a success has all results");
        }
    }
}

impl Watch {
    /// What holds of each callback. The client holds what it got until it acknowledges or answers, or until the callback returns.
    fn call_back(&self, told: Told, note: impl FnOnce(&mut Seen)) {
        if self.inside.swap(true, Ordering::Relaxed) {
            self.fault("two callbacks at a time");
        }
        let is_held = !self.fetched && (self.manual || told == Told::Question);
        if self.held.swap(is_held, Ordering::Relaxed) {
            self.fault("a callback before the client has let go of what the one before brought");
        }
        {
            let mut seen = self.seen.lock().unwrap();
            if !seen.finals.is_empty() {
                seen.faults.push("a callback after the final result");
            }
            // A client that fetches may do so when somebody else has closed the operation.
            if seen.freed > 0 && !self.fetched {
                seen.faults.push("a callback after the operation was freed");
            }
            note(&mut seen);
        }
        pause();
        self.tell(told);
        pause();
        self.inside.store(false, Ordering::Relaxed);
    }
}

impl Receiver for Watch {
    fn takes(&self) -> Extensions {
        if self.asked { Extensions::PROMPTS } else { Extensions::empty() }
    }

    fn prompt(&self, _: PromptKind, _: &str, is_asked: bool) {
        if !is_asked {
            self.fault("told, and not asked");
        }
        self.call_back(Told::Question, |_| ());
    }

    fn result(&self, result: OperationResult) {
        let told = if result.more_results { Told::Result } else { Told::FinalResult };
        self.call_back(told, |seen| {
            if !result.more_results {
                seen.finals.push(result.outcome);
            }
            if let Some(instance) = result.item.and_then(|item| item.into_instance()) {
                seen.numbers.push(number_of(&instance));
            }
        });
    }

    fn freed(&self) {
        if self.inside.load(Ordering::Relaxed) && !self.fetched {
            self.fault("freed while a callback ran");
        }
        self.seen.lock().unwrap().freed += 1;
        self.tell(Told::Freed);
    }
}

/// An enumeration that is about to start, watched.
pub(super) fn watched(house: &House, watch: &Arc<Watch>, interruption: Interruption) -> Arc<Operation> {
    let mut start = house.session.request(enumerate());
    if watch.manual {
        start = start.flags(OperationFlags::MANUAL_ACKNOWLEDGEMENT);
    }
    if let Some(timeout) = interruption.timeout() {
        start = start.timeout(timeout);
    }
    Arc::new(start.prepare(Some(Arc::clone(watch) as Arc<dyn Receiver>), watch.fetched))
}
