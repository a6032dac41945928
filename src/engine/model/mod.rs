//! The engine under the model checker shuttle: small scenarios, run in thousands of orders of their threads' steps.
//!
//! `make test-model` runs them. In here the queue of an operation holds two results, a client looks twice before it sleeps, and every
//! wait with a limit may time out at any moment (see [`crate::sync`]). A run that hangs is found as such: shuttle sees that nobody
//! can go on, and says who waits. The schedule that a failed run prints, put into a file, runs it again:
//!
//! ```text
//! make test-model MODEL=the_name_of_the_test SCHEDULE=/path/of/the/file
//! ```

mod asynchronous;
mod closing;
mod handles;
mod pool;
mod questions;
mod support;
mod synchronous;
mod timer;
mod turns;

use shuttle::scheduler::{DfsScheduler, PctScheduler, RandomScheduler, ReplayScheduler, Scheduler};
use shuttle::{Config, MaxSteps, Runner};

/// Runs of a scenario with each scheduler, where `ITERATIONS` says nothing else.
const ITERATIONS: usize = 250;
/// How many changes of mind at chosen moments the scheduler is allowed that else lets the same thread run on.
const DEPTH: usize = 4;
/// A run of more steps than this goes on for ever.
const STEPS: usize = 100_000;
/// Where the search for orders begins. The same each time, so that a change of the code is what makes a test fail.
const SEED: u64 = 20_261_121;

/// A test for each way to interrupt an operation, so that each has a name by which it can be run again.
macro_rules! interrupted {
    ($($what:ident: $scenario:expr;)*) => {$(
        mod $what {
            use super::*;

            #[test]
            fn come_once_undisturbed() {
                ($scenario)(Interruption::Nothing);
            }

            #[test]
            fn come_once_while_the_client_cancels() {
                ($scenario)(Interruption::Cancel);
            }

            #[test]
            fn come_once_while_another_thread_closes_the_operation() {
                ($scenario)(Interruption::Close);
            }

            #[test]
            fn come_once_while_the_session_closes() {
                ($scenario)(Interruption::SessionCloses);
            }

            #[test]
            fn come_once_while_the_session_closes_with_a_completion() {
                ($scenario)(Interruption::SessionClosesWithCompletion);
            }

            #[test]
            fn come_once_while_the_application_closes() {
                ($scenario)(Interruption::ApplicationCloses);
            }

            #[test]
            fn come_once_while_time_runs_out() {
                ($scenario)(Interruption::Deadline);
            }
        }
    )*};
}
use interrupted;

/// Runs a scenario many times: with threads that take turns at random, and with few changes between them at moments that are
/// chosen at random, which finds what only few, but certain, changes lead to.
fn explore(scenario: impl Fn() + Send + Sync + Clone + 'static) {
    if let Some(file) = std::env::var_os("SCHEDULE").filter(|file| !file.is_empty()) {
        run(ReplayScheduler::new_from_file(file).expect("a file with a schedule"), scenario);
        return;
    }
    let number = std::env::var("ITERATIONS").ok().and_then(|number| number.parse().ok());
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let number = number.unwrap_or(ITERATIONS);
    run(RandomScheduler::new_from_seed(seed, number), scenario.clone());
    run(PctScheduler::new_from_seed(seed, DEPTH, number), scenario);
}

/// Runs a scenario in every order that there is. It must have fewer than so many.
fn exhaust(limit: usize, scenario: impl Fn() + Send + Sync + 'static) {
    let orders = run(DfsScheduler::new(Some(limit), false), scenario);
    assert!(orders < limit, "there are more than {limit} orders");
}

fn run(scheduler: impl Scheduler + 'static, scenario: impl Fn() + Send + Sync + 'static) -> usize {
    let mut config = Config::new();
    config.stack_size = 256 * 1024;
    config.max_steps = MaxSteps::FailAfter(STEPS);
    // The warnings tell of atomics that are all taken as sequentially consistent, and of statics that are dropped after a run.
    config.silence_warnings = true;
    Runner::new(scheduler, config).run(scenario)
}
