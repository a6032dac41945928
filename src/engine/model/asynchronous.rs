//! Operations that deliver their results, while all sorts of things happen.

use super::support::*;
use super::{explore, interrupted};
use crate::sync::thread::let_starts_fail;

/// One that is being delivered, two that wait, and more, for which the provider waits.
const RESULTS: u32 = 5;

/// Delivers results while the operation is interrupted.
fn deliver(place: Place, manual: bool, interruption: Interruption) {
    deliver_with(|| (), place, manual, interruption);
}

fn deliver_with(prepare: fn(), place: Place, manual: bool, interruption: Interruption) {
    explore(move || {
        prepare();
        let house = House::new(posting(RESULTS, place));
        let (watch, told) = Watch::new(manual);
        let operation = watched(&house, &watch, interruption);
        let interrupter = interruption.happen(&house, &operation);
        operation.begin();
        loop {
            let told = told.recv().unwrap();
            if manual && told != Told::Freed {
                operation.acknowledge(|| watch.release()).unwrap();
            }
            if told == Told::FinalResult {
                break;
            }
        }
        // What interrupts may have closed it.
        let _ = operation.close();
        house.let_the_application_close(interruption);
        interrupter.join().unwrap();
        drop(operation);
        house.end();
        watch.check(RESULTS);
    });
}

interrupted! {
    results_of_a_worker_that_are_acknowledged_by_returning: |by| deliver(Place::Here, false, by);
    results_of_a_thread_that_are_acknowledged_by_returning: |by| deliver(Place::Elsewhere, false, by);
    results_of_a_worker_that_are_acknowledged_by_another_thread: |by| deliver(Place::Here, true, by);
    results_of_a_thread_that_are_acknowledged_by_another_thread: |by| deliver(Place::Elsewhere, true, by);
    results_where_workers_often_do_not_start: |by| deliver_with(let_starts_fail, Place::Elsewhere, true, by);
}
