//! What a process may say that is none of ours, and what operations come to an end by.

use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;
use crate::cim::{Class, ClassDeclaration};
use crate::provider::worker::platform::{HostLink, pair, waiting_process};
use crate::provider::worker::wire::Encoder;
use crate::provider::{OperationFlags, PromptKind, Question, Request, Sink, StopNotice, Stopped, Work};

/// What does not happen within this time doesn't happen.
const LONG: Duration = Duration::from_secs(60);

/// A process that does nothing, and what is said in its name.
struct Fake {
    hold: Arc<Hold>,
    other: HostLink,
    encoder: Encoder,
}

impl Fake {
    fn start() -> Fake {
        let (link, other) = pair();
        let purpose = Purpose { library: "/nowhere/fake.so".into(), user: None, shell: false };
        let started = Started { child: waiting_process(), link };
        let hold = Connection::begin_with(purpose, started, LONG, None).unwrap();
        Fake { hold, other, encoder: Encoder::default() }
    }

    fn connection(&self) -> &Arc<Connection> {
        self.hold.connection()
    }

    fn say(&mut self, message: &FromWorker) {
        let mut bytes = Vec::new();
        message.encode(&mut self.encoder, &mut bytes).unwrap();
        self.other.write(bytes).unwrap();
    }

    /// Begins an operation, and gives its number.
    fn begin(&self, request: Request, client: &Arc<Client>) -> OperationNumber {
        let call = Call {
            namespace: Text::from("root"),
            request,
            flags: OperationFlags::empty(),
            options: None,
            deadline: None,
            filter: None,
        };
        let reply = Reply::new(Arc::clone(client) as Arc<dyn Sink>);
        self.connection().begin(&self.hold, &Text::from("A"), &call, reply);
        self.connection().state.lock().latest
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.connection().child.kill();
        self.connection().child.wait(LONG);
    }
}

/// A client that tells what it gets. It gets no result before its gate is open.
struct Client {
    gate: Mutex<bool>,
    opened: Condvar,
    told: Sender<String>,
    /// How many threads were asked for.
    threads: AtomicU64,
}

impl Client {
    fn new(is_open: bool) -> (Arc<Client>, Receiver<String>) {
        let (told, tells) = channel();
        (
            Arc::new(Client {
                gate: Mutex::new(is_open),
                opened: Condvar::new(),
                told,
                threads: AtomicU64::new(0),
            }),
            tells,
        )
    }

    fn open(&self) {
        *self.gate.lock() = true;
        self.opened.notify_all();
    }

    fn tell(&self, what: &str) {
        // A test that has seen enough does not listen any more.
        let _ = self.told.send(what.to_owned());
    }
}

impl Sink for Client {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        // As with an operation of one result, there is room for the class.
        if !matches!(&result, Posted::Class(class) if *class.name() == *"First") {
            self.opened.wait_while(&mut self.gate.lock(), |is_open| !*is_open);
        }
        self.tell("result");
        Ok(())
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        self.opened.wait_while(&mut self.gate.lock(), |is_open| !*is_open);
        self.tell("question");
        Ok(true)
    }

    fn finish(&self, _: Result<(), Error>) {
        self.tell("outcome");
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn go_on(&self, work: Work) {
        self.threads.fetch_add(1, Ordering::Relaxed);
        std::thread::spawn(work);
    }

    fn on_stop(&self, _: StopNotice) {}
}

fn next(tells: &Receiver<String>) -> String {
    tells.recv_timeout(LONG).expect("nothing is told")
}

fn get_class() -> Request {
    Request::GetClass { class_name: Text::from("A") }
}

fn class(name: &str) -> Posted {
    let declaration = ClassDeclaration { name: Text::from(name), ..ClassDeclaration::default() };
    Posted::Class(Arc::new(Class::new(declaration, None)))
}

fn message() -> Posted {
    Posted::Message { channel: 0, text: "hello".to_owned() }
}

#[test]
fn a_process_that_posts_more_than_the_class_it_was_asked_for_keeps_no_other_operation_waiting() {
    for second in [class("Second"), message()] {
        let mut fake = Fake::start();
        let (slow, of_slow) = Client::new(false);
        let operation = fake.begin(get_class(), &slow);
        fake.say(&FromWorker::Posted { operation, posted: class("First") });
        assert_eq!(next(&of_slow), "result");
        fake.say(&FromWorker::Posted { operation, posted: second });
        let (other, of_other) = Client::new(true);
        let operation = fake.begin(get_class(), &other);
        fake.say(&FromWorker::Finished { operation, outcome: Ok(()) });
        assert_eq!(next(&of_other), "outcome");
        slow.open();
        assert_eq!(next(&of_slow), "result");
    }
}

#[test]
fn a_question_does_not_overtake_what_was_posted_before_it() {
    let mut fake = Fake::start();
    let (client, tells) = Client::new(false);
    let request = Request::EnumerateInstances { class_name: Text::from("A"), keys_only: false };
    let operation = fake.begin(request, &client);
    fake.say(&FromWorker::Posted { operation, posted: message() });
    let asked = Question::Prompt { kind: PromptKind::Normal, text: "Really?".to_owned() };
    fake.say(&FromWorker::Question { operation, question: 1, asked });
    // What is said after the question has been read, and the question with it.
    let (other, of_other) = Client::new(true);
    let last = fake.begin(get_class(), &other);
    fake.say(&FromWorker::Finished { operation: last, outcome: Ok(()) });
    assert_eq!(next(&of_other), "outcome");
    client.open();
    assert_eq!([next(&tells), next(&tells)], ["result", "question"]);
    fake.say(&FromWorker::Finished { operation, outcome: Ok(()) });
    assert_eq!(next(&tells), "outcome");
}

#[test]
fn a_thousand_questions_take_no_thousand_threads() {
    let mut fake = Fake::start();
    let (client, tells) = Client::new(false);
    let operation = fake.begin(get_class(), &client);
    for question in 0..1000 {
        let asked = Question::Prompt { kind: PromptKind::Normal, text: "Really?".to_owned() };
        fake.say(&FromWorker::Question { operation, question, asked });
    }
    let (other, of_other) = Client::new(true);
    let last = fake.begin(get_class(), &other);
    fake.say(&FromWorker::Finished { operation: last, outcome: Ok(()) });
    assert_eq!(next(&of_other), "outcome");
    client.open();
    for _ in 0..1000 {
        assert_eq!(next(&tells), "question");
    }
    assert_eq!(client.threads.load(Ordering::Relaxed), 1);
}

#[test]
fn what_a_slow_client_has_to_take_still_does_not_keep_the_process() {
    let mut fake = Fake::start();
    let (client, tells) = Client::new(false);
    let request = Request::EnumerateInstances { class_name: Text::from("A"), keys_only: false };
    let operation = fake.begin(request, &client);
    fake.say(&FromWorker::Posted { operation, posted: message() });
    fake.say(&FromWorker::Finished { operation, outcome: Ok(()) });
    let (other, of_other) = Client::new(true);
    let last = fake.begin(get_class(), &other);
    fake.say(&FromWorker::Finished { operation: last, outcome: Ok(()) });
    assert_eq!(next(&of_other), "outcome");
    while Arc::strong_count(&fake.hold) > 1 {
        std::thread::yield_now();
    }
    client.open();
    assert_eq!([next(&tells), next(&tells)], ["result", "outcome"]);
}

#[test]
fn stops_leave_no_threads_behind() {
    let mut fake = Fake::start();
    let mut stop = || {
        let (client, tells) = Client::new(true);
        let operation = fake.begin(get_class(), &client);
        fake.connection().stop(operation, StopReason::None);
        let threads = fake.connection().threads.lock().len();
        fake.say(&FromWorker::Finished { operation, outcome: Ok(()) });
        assert_eq!(next(&tells), "outcome");
        // Who watched the operation has nothing to watch any more.
        while fake.connection().threads.lock().iter().filter(|thread| !thread.is_finished()).count() > 1 {
            std::thread::yield_now();
        }
        threads
    };
    let most = (0..10).map(|_| stop()).max();
    assert_eq!(most, Some(2), "one reads, and one watches");
}
