//! Operations whose client fetches the results, while all sorts of things happen.

use shuttle::sync::mpsc::channel;

use super::support::*;
use super::{explore, interrupted};
use crate::engine::tests::{Fake, enumerate, get, number_of, numbered};
use crate::engine::{Operation, Receiver};
use crate::provider::{Call, Reply};
use crate::sync::thread::let_starts_fail;

/// Fetches until the final result.
fn fetch_all(operation: &Operation, watch: &Watch) {
    loop {
        let result = operation.next_result().unwrap();
        let more_results = result.more_results;
        watch.result(result);
        if !more_results {
            return;
        }
    }
}

/// Fetches three results, through a queue of two, while the operation is interrupted.
fn fetch(place: Place, interruption: Interruption) {
    fetch_with(|| (), place, interruption);
}

fn fetch_with(prepare: fn(), place: Place, interruption: Interruption) {
    explore(move || {
        prepare();
        let house = House::new(posting(3, place));
        let (watch, told) = Watch::of_a_client_that_fetches();
        let operation = watched(&house, &watch, interruption);
        let interrupter = interruption.happen(&house, &operation);
        operation.begin();
        fetch_all(&operation, &watch);
        // What interrupts may have closed it.
        let _ = operation.close();
        house.let_the_application_close(interruption);
        interrupter.join().unwrap();
        while told.recv().unwrap() != Told::Freed {}
        drop(operation);
        house.end();
        watch.check(3);
    });
}

interrupted! {
    results_of_a_worker_that_are_fetched: |by| fetch(Place::Here, by);
    results_of_the_clients_thread_that_are_fetched: |by| fetch(Place::Client, by);
    results_of_a_thread_that_are_fetched: |by| fetch(Place::Elsewhere, by);
    results_where_workers_often_do_not_start: |by| fetch_with(let_starts_fail, Place::Here, by);
}

#[test]
fn the_one_result_of_an_operation_comes_with_its_end() {
    explore(|| {
        let run = |_: &Call, reply: Reply| {
            go(move || reply.finish_with_instance(Ok(numbered(7))));
        };
        let house = House::new(Fake { is_bounded: true, run });
        let instance = house.session.request(get()).instance().unwrap().unwrap();
        assert_eq!(number_of(&instance), 7);
        house.end();
    });
}

#[test]
fn a_stream_that_stalls_keeps_no_result_from_its_client() {
    explore(|| {
        let (seen, sees) = channel();
        let sees = std::sync::Mutex::new(sees);
        let run = move |_: &Call, reply: Reply| {
            for number in 0..4 {
                reply.post_instance(numbered(number)).unwrap();
                // Goes on only when the client has this one.
                assert_eq!(sees.lock().unwrap().recv(), Ok(number));
            }
            reply.finish(Ok(()));
        };
        let house = House::new(Fake { is_bounded: false, run });
        for instance in house.session.request(enumerate()).instances() {
            seen.send(number_of(&instance.unwrap())).unwrap();
        }
        house.end();
    });
}

#[test]
fn two_threads_that_post_through_one_reply_lose_nothing() {
    explore(|| {
        let run = |_: &Call, reply: Reply| {
            let poster = reply.poster();
            let other = go(move || post_some(&poster, 10..12));
            post_some(&reply, 0..2);
            other.join().unwrap();
            reply.finish(Ok(()));
        };
        let house = House::new(Fake { is_bounded: false, run });
        let results = house.session.request(enumerate()).instances();
        let numbers: Vec<u32> = results.map(|instance| number_of(&instance.unwrap())).collect();
        let of = |range: std::ops::Range<u32>| numbers.iter().copied().filter(move |n| range.contains(n));
        assert!(of(0..2).eq(0..2) && of(10..12).eq(10..12) && numbers.len() == 4, "{numbers:?}");
        house.end();
    });
}

#[test]
fn two_threads_that_fetch_get_each_result_once() {
    explore(|| {
        let house = House::new(posting(4, Place::Elsewhere));
        let (watch, _told) = Watch::of_a_client_that_fetches();
        let operation = watched(&house, &watch, Interruption::Nothing);
        operation.begin();
        let (fetched, results) = channel();
        let fetch = |sender: shuttle::sync::mpsc::Sender<u32>| {
            let operation = std::sync::Arc::clone(&operation);
            go(move || {
                loop {
                    let result = operation.next_result().unwrap();
                    if !result.more_results {
                        return assert_eq!(result.outcome, Ok(()));
                    }
                    sender.send(number_of(&result.item.unwrap().into_instance().unwrap())).unwrap();
                }
            })
        };
        let threads = [fetch(fetched.clone()), fetch(fetched)];
        let mut numbers: Vec<u32> = results.iter().collect();
        join(threads);
        numbers.sort_unstable();
        assert_eq!(numbers, [0, 1, 2, 3]);
        drop(operation);
        house.end();
    });
}
