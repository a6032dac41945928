//! Questions of a provider to its client: prompts and errors, in both forms.

use std::sync::mpsc::{Receiver as Channel, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use super::super::super::tests::*;
use crate::cim::{ErrorCategory, Instance, OptionSet, OptionValue, Status, Value};
use crate::engine::{Application, Extensions, Operation, OperationResult, Receiver, Response, Session};
use crate::provider::{OperationFlags, PromptKind, Question, Stopped};

const PROMPT_MODE: &str = "__mi_operationoptions_promptusermode";
const PROMPT_PRESET: &str = "__mi_operationoptions_promptusermoderegular_ackvalue";
const ERROR_MODE: &str = "__mi_operationoptions_writeerrormode";
const REPORT: u32 = 0;
const INQUIRE: u32 = 1;
const IGNORE: u32 = 2;

type Answer = Result<bool, Stopped>;

fn prompt(text: &str) -> Question {
    Question::Prompt { kind: PromptKind::Normal, text: text.to_owned() }
}

fn critical(text: &str) -> Question {
    Question::Prompt { kind: PromptKind::Critical, text: text.to_owned() }
}

fn error() -> Question {
    Question::Error(numbered(13))
}

fn options(set: &[(&str, u32)]) -> Option<Arc<OptionSet>> {
    let option = |&(name, number): &(&str, u32)| {
        (name.to_owned(), OptionValue { value: Value::Uint32(number), must_comply: false })
    };
    Some(Arc::new(set.iter().map(option).collect()))
}

/// A provider that asks these, one after the other, and tells what it was answered.
fn asking(
    questions: impl Fn() -> Vec<Question> + Send + Sync + 'static,
) -> (Session, Application, Channel<Answer>) {
    let (sender, answers) = channel();
    let (session, application) = served(move |_, reply| {
        for question in questions() {
            sender.send(reply.ask(question)).unwrap();
        }
        reply.finish(Ok(()));
    });
    (session, application, answers)
}

fn told_text(told: Told) -> (String, bool) {
    match told {
        Told::Prompt(_, text, is_asked) => (text, is_asked),
        Told::Error(error, is_asked) => (format!("error {}", number_of(&error)), is_asked),
        other => panic!("{other:?}"),
    }
}

fn is_last(told: Told) -> bool {
    matches!(told, Told::Result(OperationResult { more_results: false, .. }))
}

/// A receiver that answers each question inside the callback.
struct Answering<F> {
    operation: OnceLock<Operation>,
    answer: F,
    asked: Mutex<Vec<String>>,
}

impl<F: Fn(&str) -> Response + Send + Sync + 'static> Answering<F> {
    fn new(answer: F) -> Arc<Answering<F>> {
        Arc::new(Answering { operation: OnceLock::new(), answer, asked: Mutex::default() })
    }

    fn take_question(&self, text: &str, is_asked: bool) {
        self.asked.lock().unwrap().push(text.to_owned());
        if is_asked {
            let response = (self.answer)(text);
            self.operation.wait().answer(response, || {}).unwrap();
        }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

impl<F: Fn(&str) -> Response + Send + Sync + 'static> Receiver for Answering<F> {
    fn result(&self, _: OperationResult) {}

    fn takes(&self) -> Extensions {
        Extensions::PROMPTS | Extensions::ERRORS
    }

    fn prompt(&self, _: PromptKind, text: &str, is_asked: bool) {
        self.take_question(text, is_asked);
    }

    fn error(&self, error: Arc<Instance>, is_asked: bool) {
        self.take_question(&format!("error {}", number_of(&error)), is_asked);
    }
}

#[test]
fn a_client_answers_inside_the_callback() {
    let (session, _application, answers) = asking(|| vec![prompt("one?"), prompt("two?")]);
    let client = Answering::new(|text| if text == "one?" { Response::Yes } else { Response::No });
    client.operation.set(session.request(get()).start_with(Arc::clone(&client) as _)).unwrap();
    assert_eq!(answers.recv().unwrap(), Ok(true));
    assert_eq!(answers.recv().unwrap(), Ok(false));
    assert_eq!(client.asked(), ["one?", "two?"]);
}

#[test]
fn a_client_answers_later_from_another_thread_and_nothing_else_is_delivered_before() {
    let (sender, answers) = channel();
    let (session, _application) = served(move |_, reply| {
        let poster = reply.poster();
        let asks = thread::spawn({
            let sender = sender.clone();
            move || sender.send(poster.ask(prompt("really?"))).unwrap()
        });
        asks.join().unwrap();
        reply.post_instance(numbered(1)).unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(enumerate()).start_with(reporter);
    assert_eq!(told_text(told.recv().unwrap()), ("really?".to_owned(), true));
    assert!(told.try_recv().is_err() && answers.try_recv().is_err());
    operation.answer(Response::Yes, || {}).unwrap();
    assert_eq!(answers.recv().unwrap(), Ok(true));
    assert!(matches!(told.recv().unwrap(), Told::Result(OperationResult { more_results: true, .. })));
    assert!(is_last(told.recv().unwrap()));
}

#[test]
fn a_question_stands_in_the_order_of_the_results() {
    let (session, _application) = served(|_, reply| {
        let poster = reply.poster();
        reply.post_instance(numbered(1)).unwrap();
        let asks = thread::spawn(move || poster.ask(prompt("between?")).unwrap());
        assert!(asks.join().unwrap());
        reply.post_instance(numbered(2)).unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation =
        session.request(enumerate()).flags(OperationFlags::MANUAL_ACKNOWLEDGEMENT).start_with(reporter);
    assert!(matches!(told.recv().unwrap(), Told::Result(_)));
    assert!(operation.answer(Response::Yes, || panic!("there is no question yet")).is_err());
    operation.acknowledge(|| {}).unwrap();
    assert_eq!(told_text(told.recv().unwrap()).0, "between?");
    assert!(operation.acknowledge(|| panic!("a question is answered")).is_err());
    operation.answer(Response::Yes, || {}).unwrap();
    assert!(matches!(told.recv().unwrap(), Told::Result(OperationResult { more_results: true, .. })));
    operation.acknowledge(|| {}).unwrap();
    assert!(is_last(told.recv().unwrap()));
    operation.acknowledge(|| {}).unwrap();
}

#[test]
fn a_client_that_fetches_is_asked_on_the_thread_that_fetches() {
    let (session, _application, answers) = asking(|| vec![prompt("one?"), error()]);
    let thread = thread::current().id();
    let client = Answering::new(move |_| {
        assert_eq!(thread::current().id(), thread);
        Response::Yes
    });
    let request = session.request(get()).options(options(&[(ERROR_MODE, INQUIRE)]));
    let operation = client.operation.get_or_init(|| request.prepare(Some(Arc::clone(&client) as _), true));
    operation.begin();
    assert!(!operation.next_result().unwrap().more_results);
    assert_eq!(answers.try_iter().collect::<Vec<_>>(), [Ok(true), Ok(true)]);
    assert_eq!(client.asked(), ["one?", "error 13"]);
}

#[test]
fn a_client_that_fetches_may_be_answered_for_by_another_of_its_threads() {
    let (session, _application, answers) = asking(|| vec![prompt("one?")]);
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).prepare(Some(reporter), true);
    operation.begin();
    thread::scope(|scope| {
        let fetches = scope.spawn(|| operation.next_result().unwrap());
        assert_eq!(told_text(told.recv().unwrap()), ("one?".to_owned(), true));
        assert!(!fetches.is_finished());
        operation.answer(Response::No, || {}).unwrap();
        assert!(!fetches.join().unwrap().more_results);
    });
    assert_eq!(answers.recv().unwrap(), Ok(false));
}

#[test]
fn without_options_errors_are_told_and_the_provider_goes_on() {
    let (session, _application, answers) = asking(|| vec![error()]);
    let (reporter, told) = Reporter::new();
    let _operation = session.request(get()).start_with(reporter);
    assert_eq!(told_text(told.recv().unwrap()), ("error 13".to_owned(), false));
    assert_eq!(answers.recv().unwrap(), Ok(true));
    assert!(is_last(told.recv().unwrap()));
}

#[test]
fn prompts_that_are_reported_are_told_and_have_the_preset_answer() {
    for preset in [true, false] {
        let (session, _application, answers) = asking(|| vec![prompt("one?")]);
        let (reporter, told) = Reporter::new();
        let set = options(&[(PROMPT_MODE, REPORT), (PROMPT_PRESET, preset.into())]);
        let operation = session.request(get()).options(set).start_with(reporter);
        assert_eq!(told_text(told.recv().unwrap()), ("one?".to_owned(), false));
        assert_eq!(answers.recv().unwrap(), Ok(preset));
        assert!(operation.answer(Response::Yes, || panic!("nothing was asked")).is_err());
    }
}

#[test]
fn what_is_ignored_is_answered_and_not_told() {
    let (session, _application, answers) = asking(|| vec![prompt("one?"), error()]);
    let (reporter, told) = Reporter::new();
    let set = options(&[(PROMPT_MODE, IGNORE), (PROMPT_PRESET, 0), (ERROR_MODE, IGNORE)]);
    let _operation = session.request(get()).options(set).start_with(reporter);
    assert!(is_last(told.recv().unwrap()));
    assert_eq!(answers.try_iter().collect::<Vec<_>>(), [Ok(false), Ok(true)]);
}

#[test]
fn a_critical_prompt_is_asked_whatever_the_mode() {
    let (session, _application, answers) = asking(|| vec![critical("the disk?")]);
    let (reporter, told) = Reporter::new();
    let set = options(&[(PROMPT_MODE, IGNORE), (PROMPT_PRESET, 1)]);
    let operation = session.request(get()).options(set).start_with(reporter);
    assert!(
        matches!(told.recv().unwrap(), Told::Prompt(PromptKind::Critical, text, true) if text == "the disk?")
    );
    operation.answer(Response::No, || {}).unwrap();
    assert_eq!(answers.recv().unwrap(), Ok(false));
}

#[test]
fn a_client_without_callbacks_for_questions_costs_the_provider_no_wait() {
    let (session, _application, answers) = asking(|| vec![prompt("one?"), critical("two?"), error()]);
    // Nobody fetches.
    let operation = session.request(get()).start();
    assert_eq!([(); 3].map(|()| answers.recv().unwrap()), [Ok(true); 3]);
    operation.close().unwrap();
}

#[test]
fn an_answer_to_all_keeps_the_client_from_being_asked_again() {
    for (response, expected) in [(Response::YesToAll, true), (Response::NoToAll, false)] {
        let (session, _application, answers) =
            asking(|| vec![prompt("one?"), prompt("two?"), critical("three?")]);
        let client = Answering::new(move |text| if text == "three?" { Response::Yes } else { response });
        client.operation.set(session.request(get()).start_with(Arc::clone(&client) as _)).unwrap();
        assert_eq!([(); 3].map(|()| answers.recv().unwrap()), [Ok(expected), Ok(expected), Ok(true)]);
        assert_eq!(client.asked(), ["one?", "three?"]);
    }
}

#[test]
fn yes_to_all_errors_has_the_later_ones_told_and_not_asked() {
    let (session, _application, answers) = asking(|| vec![error(), error()]);
    let (reporter, told) = Reporter::new();
    let set = options(&[(ERROR_MODE, INQUIRE)]);
    let operation = session.request(get()).options(set).start_with(reporter);
    assert!(told_text(told.recv().unwrap()).1);
    operation.answer(Response::YesToAll, || {}).unwrap();
    assert!(!told_text(told.recv().unwrap()).1);
    assert_eq!([(); 2].map(|()| answers.recv().unwrap()), [Ok(true); 2]);
}

#[test]
fn the_first_answer_counts_and_a_second_is_an_error() {
    let (session, _application, answers) = asking(|| vec![prompt("one?")]);
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    told.recv().unwrap();
    operation.answer(Response::No, || {}).unwrap();
    let second = operation.answer(Response::Yes, || panic!("nothing is released twice")).unwrap_err();
    assert_eq!(second.status, Status::InvalidParameter);
    assert_eq!(answers.recv().unwrap(), Ok(false));
}

#[test]
fn a_stop_ends_the_wait_of_who_asked_and_a_late_answer_is_taken() {
    let (session, _application, answers) = asking(|| vec![prompt("one?")]);
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    told.recv().unwrap();
    operation.cancel();
    assert_eq!(answers.recv().unwrap(), Err(Stopped));
    assert!(told.try_recv().is_err(), "the question is the client's until it answers");
    operation.answer(Response::Yes, || {}).unwrap();
    assert!(is_last(told.recv().unwrap()));
    assert!(operation.answer(Response::Yes, || {}).is_err());
}

#[test]
fn a_stop_lets_a_client_that_fetches_go_on_without_an_answer() {
    let (session, _application, answers) = asking(|| vec![prompt("one?")]);
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).prepare(Some(reporter), true);
    operation.begin();
    thread::scope(|scope| {
        let fetches = scope.spawn(|| operation.next_result().unwrap());
        told.recv().unwrap();
        operation.cancel();
        let last = fetches.join().unwrap();
        assert_eq!(last.outcome.unwrap_err().category, ErrorCategory::OperationStopped);
    });
    assert_eq!(answers.recv().unwrap(), Err(Stopped));
    operation.answer(Response::Yes, || {}).unwrap();
}

#[test]
fn closing_while_the_client_is_asked_ends_the_wait_of_both() {
    let (session, _application, answers) = asking(|| vec![prompt("one?")]);
    let (reporter, _told) = Reporter::new();
    let operation = session.request(get()).prepare(Some(reporter), true);
    operation.begin();
    // Nobody fetches, so that the question is never put. Closing waits for the provider, which may not even have begun.
    operation.close().unwrap();
    assert!(answers.try_iter().all(|answer| answer == Err(Stopped)));
    session.close().unwrap();
}

#[test]
fn who_asks_after_the_stop_is_told_so() {
    let (hand_over, replies) = channel();
    let (session, _application) = served(move |_, reply| hand_over.send(reply).unwrap());
    let (reporter, _told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    let reply = replies.recv().unwrap();
    operation.cancel();
    assert_eq!(reply.ask(prompt("late?")), Err(Stopped));
    reply.finish(Ok(()));
}

#[test]
fn a_finish_on_another_thread_ends_the_wait_of_who_asked() {
    let (hand_over, replies) = channel();
    let (session, _application) = served(move |_, reply| hand_over.send(reply).unwrap());
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    let reply = replies.recv().unwrap();
    let poster = reply.poster();
    let asks = thread::spawn(move || poster.ask(prompt("one?")));
    assert!(told_text(told.recv().unwrap()).1);
    reply.finish(Ok(()));
    assert_eq!(asks.join().unwrap(), Err(Stopped));
    operation.answer(Response::Yes, || {}).unwrap();
    assert!(is_last(told.recv().unwrap()));
}

#[test]
fn several_threads_of_a_provider_ask_one_after_the_other() {
    const THREADS: usize = 8;
    let (session, _application) = served(move |_, reply| {
        let asks: Vec<_> = (0..THREADS)
            .map(|number| {
                let poster = reply.poster();
                thread::spawn(move || (number, poster.ask(prompt(&number.to_string())).unwrap()))
            })
            .collect();
        for ask in asks {
            let (number, answer) = ask.join().unwrap();
            assert_eq!(answer, number % 2 == 0, "each thread gets the answer to its own question");
        }
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    for _ in 0..THREADS {
        let (number, _) = told_text(told.recv().unwrap());
        assert!(told.try_recv().is_err(), "one question at a time");
        let is_even = number.parse::<usize>().unwrap() % 2 == 0;
        operation.answer(if is_even { Response::Yes } else { Response::No }, || {}).unwrap();
    }
    let Told::Result(last) = told.recv().unwrap() else { panic!("the end is next") };
    assert_eq!(last.outcome, Ok(()));
}

#[test]
fn an_answer_to_all_is_also_for_questions_that_wait_already() {
    let (sender, answers) = channel();
    let (session, _application) = served(move |_, reply| {
        let asks: Vec<_> = (0..3)
            .map(|_| {
                let (poster, sender) = (reply.poster(), sender.clone());
                thread::spawn(move || sender.send(poster.ask(prompt("all?"))).unwrap())
            })
            .collect();
        asks.into_iter().for_each(|ask| ask.join().unwrap());
        reply.finish(Ok(()));
    });
    let (reporter, told) = Reporter::new();
    let operation = session.request(get()).start_with(reporter);
    told.recv().unwrap();
    operation.answer(Response::NoToAll, || {}).unwrap();
    assert_eq!([(); 3].map(|()| answers.recv().unwrap()), [Ok(false); 3]);
    assert!(is_last(told.recv().unwrap()));
}

#[test]
fn time_that_a_client_takes_to_answer_does_not_count_against_the_provider() {
    for is_synchronous in [true, false] {
        let (session, _application, answers) = asking(|| vec![prompt("one?")]);
        let (reporter, told) = Reporter::new();
        // The timer itself will not come; the test stands in for it.
        let limit = Duration::from_secs(3600);
        let operation = session.request(get()).timeout(limit).prepare(Some(reporter), is_synchronous);
        operation.begin();
        thread::scope(|scope| {
            let fetches = is_synchronous.then(|| scope.spawn(|| operation.next_result().unwrap()));
            told.recv().unwrap();
            operation.core.time_is_up();
            operation.answer(Response::Yes, || {}).unwrap();
            assert_eq!(answers.recv().unwrap(), Ok(true), "the operation was not stopped");
            if let Some(fetches) = fetches {
                assert!(fetches.join().unwrap().outcome.is_ok());
            }
        });
    }
}

#[test]
fn time_counts_against_a_provider_that_asks_nothing() {
    let (hand_over, replies) = channel();
    let (session, _application) = served(move |_, reply| hand_over.send(reply).unwrap());
    let operation = session.request(get()).timeout(Duration::from_secs(3600)).start();
    let reply = replies.recv().unwrap();
    operation.core.time_is_up();
    assert!(reply.is_stopped());
    reply.finish(Ok(()));
}

#[test]
fn a_receiver_that_panics_when_it_is_asked_has_not_agreed() {
    struct Panics;
    impl Receiver for Panics {
        fn result(&self, _: OperationResult) {}

        fn takes(&self) -> Extensions {
            Extensions::PROMPTS
        }

        fn prompt(&self, _: PromptKind, _: &str, _: bool) {
            panic!("this is a test");
        }
    }
    let (session, _application, answers) = asking(|| vec![prompt("one?")]);
    let _operation = session.request(get()).start_with(Arc::new(Panics));
    assert_eq!(answers.recv().unwrap(), Ok(false));
}

#[test]
fn a_bounded_call_that_asks_its_own_client_is_not_agreed_to() {
    let (sender, answers) = channel();
    let (session, _application) = served_inline(move |_, reply| {
        sender.send(reply.ask(prompt("one?"))).unwrap();
        reply.finish(Ok(()));
    });
    let (reporter, _told) = Reporter::new();
    let operation = session.request(get()).prepare(Some(reporter), true);
    operation.begin();
    assert_eq!(answers.recv().unwrap(), Ok(false));
}

#[test]
fn what_goes_on_with_a_bounded_call_on_a_worker_may_ask_its_client() {
    let (sender, answers) = channel();
    let (session, _application) = served_inline(move |_, reply| {
        let sender = sender.clone();
        let poster = reply.poster();
        poster.go_on(move || {
            sender.send(reply.ask(prompt("one?"))).unwrap();
            reply.finish(Ok(()));
        });
    });
    let client = Answering::new(|_| Response::Yes);
    let request = session.request(get());
    let operation = client.operation.get_or_init(|| request.prepare(Some(Arc::clone(&client) as _), true));
    operation.begin();
    assert!(!operation.next_result().unwrap().more_results);
    assert_eq!((answers.recv().unwrap(), client.asked()), (Ok(true), vec!["one?".to_owned()]));
}

#[test]
fn whatever_comes_first_everybody_goes_on_and_the_operation_is_freed() {
    for round in 0..200u32 {
        let (session, _application) = served(|_, reply| {
            let (first, second) = (reply.poster(), reply.poster());
            let asks = [first, second]
                .map(|poster| thread::spawn(move || while poster.ask(prompt("again?")) == Ok(true) {}));
            asks.into_iter().for_each(|ask| ask.join().unwrap());
            reply.finish(Ok(()));
        });
        let (reporter, told) = Reporter::new();
        let operation = session.request(get()).start_with(reporter);
        thread::scope(|scope| {
            // Both asking threads go on until they are told no, or stopped; so many answers come before the stop.
            let yes = scope.spawn(|| {
                for _ in 0..round % 7 {
                    while operation.answer(Response::Yes, || {}).is_err() {
                        thread::yield_now();
                    }
                }
            });
            yes.join().unwrap();
            scope.spawn(|| operation.cancel());
            scope.spawn(|| operation.answer(Response::NoToAll, || {}));
            scope.spawn(|| operation.close().unwrap());
        });
        let is_over = |told: Told| match told {
            Told::Freed => true,
            // A question that was put before the stop, and not answered above.
            Told::Prompt(..) => {
                let _ = operation.answer(Response::No, || {});
                false
            }
            _ => false,
        };
        assert!(told.iter().any(is_over));
        session.close().unwrap();
    }
}
