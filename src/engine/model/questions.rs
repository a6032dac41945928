//! Providers that ask their client, and that are told of a stop, while all sorts of things happen.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::support::*;
use super::{explore, interrupted};
use crate::engine::tests::{Fake, numbered};
use crate::engine::{Receiver, Response};
use crate::provider::{Call, Poster, PromptKind, Provider, Question, Reply, Stopped};

fn question() -> Question {
    Question::Prompt { kind: PromptKind::Critical, text: String::from("Go on?") }
}

/// Posts a result and asks, from two threads at a time. Whoever asks gets the client's answer, or hears of the end.
fn asking() -> impl Provider + 'static {
    let run = |_: &Call, reply: Reply| {
        let ask = |poster: &Poster| {
            let answer = poster.ask(question());
            assert!(matches!(answer, Ok(true) | Err(Stopped)), "{answer:?}");
            assert!(answer.is_ok() || poster.is_stopped());
        };
        go(move || {
            let poster = reply.poster();
            let other = go(move || ask(&poster));
            // Who stopped the operation knows.
            let _ = reply.post_instance(numbered(0));
            ask(&reply);
            let _ = reply.post_instance(numbered(1));
            other.join().unwrap();
            reply.finish(Ok(()));
        });
    };
    Fake { is_bounded: false, run }
}

/// Another thread than the callbacks' acknowledges and answers.
fn answer(manual: bool, interruption: Interruption) {
    explore(move || {
        let house = House::new(asking());
        let (watch, told) = Watch::asked(manual);
        let operation = watched(&house, &watch, interruption);
        let interrupter = interruption.happen(&house, &operation);
        operation.begin();
        loop {
            match told.recv().unwrap() {
                Told::Question => {
                    operation.answer(Response::Yes, || watch.release()).unwrap();
                }
                Told::Result if manual => operation.acknowledge(|| watch.release()).unwrap(),
                Told::FinalResult => break,
                _ => {}
            }
        }
        if manual {
            operation.acknowledge(|| watch.release()).unwrap();
        }
        assert!(operation.answer(Response::Yes, || ()).is_err(), "nothing is asked any more");
        let _ = operation.close();
        house.let_the_application_close(interruption);
        interrupter.join().unwrap();
        drop(operation);
        house.end();
        watch.check(2);
    });
}

/// A client that fetches is asked by the thread that fetches; another answers.
fn answer_while_fetching(interruption: Interruption) {
    explore(move || {
        let house = House::new(asking());
        let (watch, told) = Watch::asked_while_it_fetches();
        let operation = watched(&house, &watch, interruption);
        let interrupter = interruption.happen(&house, &operation);
        let answering = Arc::clone(&operation);
        let answerer = go(move || {
            for told in told.iter() {
                if told == Told::Question {
                    // Where the operation was freed meanwhile there is nothing to answer.
                    let _ = answering.answer(Response::Yes, || ());
                }
                if told == Told::Freed {
                    return;
                }
            }
        });
        operation.begin();
        loop {
            let result = operation.next_result().unwrap();
            let more_results = result.more_results;
            watch.result(result);
            if !more_results {
                break;
            }
        }
        let _ = operation.close();
        house.let_the_application_close(interruption);
        interrupter.join().unwrap();
        answerer.join().unwrap();
        drop(operation);
        house.end();
        watch.check(2);
    });
}

/// A provider that goes on until it is told of a stop, and finishes inside of that.
fn ending_when_told(told: &Arc<AtomicU32>) -> impl Provider + 'static {
    let told = Arc::clone(told);
    let run = move |_: &Call, reply: Reply| {
        let told = Arc::clone(&told);
        let poster = reply.poster();
        poster.on_stop(move |_| {
            told.fetch_add(1, Ordering::Relaxed);
            pause();
            reply.finish(Ok(()));
        });
    };
    Fake { is_bounded: false, run }
}

/// A provider that waits to be told.
fn tell(is_synchronous: bool, interruption: Interruption) {
    // Undisturbed it would go on for ever.
    let interruption = if interruption == Interruption::Nothing { Interruption::Close } else { interruption };
    explore(move || {
        let times = Arc::default();
        let house = House::new(ending_when_told(&times));
        let (watch, told) =
            if is_synchronous { Watch::of_a_client_that_fetches() } else { Watch::new(false) };
        let operation = watched(&house, &watch, interruption);
        let interrupter = interruption.happen(&house, &operation);
        operation.begin();
        if is_synchronous {
            watch.result(operation.next_result().unwrap());
        } else {
            while told.recv().unwrap() != Told::FinalResult {}
        }
        let _ = operation.close();
        house.let_the_application_close(interruption);
        interrupter.join().unwrap();
        drop(operation);
        house.end();
        watch.check(0);
        assert!(times.load(Ordering::Relaxed) <= 1, "told once, or never asked at all");
    });
}

interrupted! {
    results_and_questions: |by| answer(false, by);
    results_and_questions_that_are_acknowledged_by_hand: |by| answer(true, by);
    results_and_questions_of_a_client_that_fetches: answer_while_fetching;
    the_ends_of_a_fetched_operation_whose_provider_waits_to_be_told: |by| tell(true, by);
    the_ends_of_a_delivered_operation_whose_provider_waits_to_be_told: |by| tell(false, by);
}

#[test]
fn a_provider_that_finishes_while_it_is_told_of_a_stop_is_freed_once_after_that() {
    explore(|| {
        let times = Arc::new(AtomicU32::new(0));
        let seen = Arc::clone(&times);
        let run = move |_: &Call, reply: Reply| {
            let times = Arc::clone(&times);
            reply.on_stop(|_| unreachable!("another took its place"));
            reply.on_stop(move |_| {
                times.fetch_add(1, Ordering::Relaxed);
                pause();
                times.fetch_add(1, Ordering::Relaxed);
            });
            go(move || {
                pause();
                reply.finish(Ok(()));
            });
        };
        let house = House::new(Fake { is_bounded: false, run });
        let (watch, told) = Watch::new(false);
        let operation = watched(&house, &watch, Interruption::Nothing);
        operation.begin();
        operation.cancel();
        operation.close().unwrap();
        while told.recv().unwrap() != Told::Freed {}
        assert!([0, 2].contains(&seen.load(Ordering::Relaxed)), "freed while the provider was being told");
        drop(operation);
        house.end();
        watch.check(0);
    });
}
