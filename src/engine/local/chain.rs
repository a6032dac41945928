//! Several providers that answer one operation, one after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::super::errors;
use super::super::runtime::Runtime;
use super::super::sync::Mutex;
use super::relay::{Filter, relay};
use crate::cim::Error;
use crate::provider::{Call, Poster, Provider, Reply};

/// One provider's part of an operation.
#[derive(Clone)]
pub(super) struct Step {
    /// Who is asked.
    pub(super) provider: Arc<dyn Provider>,
    /// What it is asked.
    pub(super) call: Call,
    /// What is made of its results.
    pub(super) filter: Option<Filter>,
    /// Errors that say no more than that it has nothing to give.
    pub(super) is_nothing: fn(&Error) -> bool,
}

impl Step {
    /// A step whose results are the operation's, and whose first error is the end of it.
    pub(super) fn whole(provider: Arc<dyn Provider>, call: Call) -> Step {
        Step { provider, call, filter: None, is_nothing: |_| false }
    }
}

/// The provider of an operation that several answer. The first error ends it.
pub(super) struct Chain {
    name: String,
    runtime: Arc<Runtime>,
    steps: Vec<Step>,
}

impl Chain {
    pub(super) fn new(name: String, runtime: &Arc<Runtime>, steps: Vec<Step>) -> Chain {
        Chain { name, runtime: Arc::clone(runtime), steps }
    }
}

impl Provider for Chain {
    fn name(&self) -> &str {
        &self.name
    }

    fn execute(&self, _: &Call, reply: Reply) {
        run(&self.runtime, self.steps.clone().into_iter(), reply);
    }

    fn understands_option(&self, _: &Call, name: &str) -> bool {
        self.steps.iter().all(|step| step.provider.understands_option(&step.call, name))
    }
}

/// Runs the steps one after the other. The first runs on this thread; one that comes after a provider which finishes later runs on
/// a worker.
pub(super) fn run(runtime: &Arc<Runtime>, steps: impl Iterator<Item = Step> + Send + 'static, reply: Reply) {
    let run = Arc::new(Run {
        runtime: Arc::clone(runtime),
        poster: reply.poster(),
        progress: Mutex::new(Progress {
            steps: Box::new(steps),
            reply: Some(reply),
            number: 0,
            turn: Turn::Runs,
            is_nothing: |_| false,
        }),
    });
    run.go_on();
}

struct Run {
    runtime: Arc<Runtime>,
    poster: Poster,
    progress: Mutex<Progress>,
}

struct Progress {
    steps: Box<dyn Iterator<Item = Step> + Send>,
    reply: Option<Reply>,
    /// The number of the step that is due; what others say is late.
    number: usize,
    turn: Turn,
    is_nothing: fn(&Error) -> bool,
}

enum Turn {
    /// The step's provider is being called.
    Runs,
    /// It has finished, and its call has not returned.
    Finished(Result<(), Error>),
    /// Its call has returned, and it finishes later.
    Away,
}

impl Run {
    fn go_on(self: &Arc<Run>) {
        loop {
            let next = {
                let mut progress = self.progress.lock();
                progress.number += 1;
                progress.turn = Turn::Runs;
                // Whoever was stopped has its outcome from the engine.
                let step = if self.poster.is_stopped() { None } else { progress.steps.next() };
                step.map(|step| {
                    progress.is_nothing = step.is_nothing;
                    (step, progress.number)
                })
            };
            let Some((step, number)) = next else { return self.finish(Ok(())) };
            let run = Arc::clone(self);
            let reply = relay(self.poster.clone(), step.filter, move |outcome| run.ended(number, outcome));
            let called = catch_unwind(AssertUnwindSafe(|| step.provider.execute(&step.call, reply)));
            let outcome = {
                let mut progress = self.progress.lock();
                match (std::mem::replace(&mut progress.turn, Turn::Away), called) {
                    (Turn::Finished(Ok(())), _) => Ok(()),
                    // Its reply was dropped on the way, and says less.
                    (_, Err(panic)) => Err(errors::panicked(step.provider.name(), &*panic)),
                    (Turn::Finished(outcome), Ok(())) => outcome,
                    (Turn::Runs | Turn::Away, Ok(())) => return,
                }
            };
            if !self.is_good(outcome) {
                return;
            }
        }
    }

    fn ended(self: Arc<Run>, number: usize, outcome: Result<(), Error>) {
        let mut progress = self.progress.lock();
        if progress.number != number {
            return;
        }
        match progress.turn {
            Turn::Runs => progress.turn = Turn::Finished(outcome),
            Turn::Finished(_) => {}
            Turn::Away => {
                progress.turn = Turn::Runs;
                drop(progress);
                if self.is_good(outcome) {
                    let runtime = Arc::clone(&self.runtime);
                    runtime.pool().submit(Box::new(move |_| self.go_on()));
                }
            }
        }
    }

    /// Whether the operation goes on after this outcome of a step; if not, it is finished.
    fn is_good(&self, outcome: Result<(), Error>) -> bool {
        let is_nothing = self.progress.lock().is_nothing;
        match outcome {
            Err(error) if !is_nothing(&error) => {
                self.finish(Err(error));
                false
            }
            _ => true,
        }
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let (reply, steps) = {
            let mut progress = self.progress.lock();
            (progress.reply.take(), std::mem::replace(&mut progress.steps, Box::new(std::iter::empty())))
        };
        drop(steps);
        if let Some(reply) = reply {
            reply.finish(outcome);
        }
    }
}
