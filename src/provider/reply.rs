//! How a provider answers: results are posted one after the other, then the reply is finished once.

use std::ops::Deref;
use std::sync::Arc;

use crate::cim::{Class, Error, ErrorCategory, Instance, Status, Text, Value};

/// What a provider posts before it finishes.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the variants and fields are named as the MI functions that they stand for")]
pub enum Posted {
    Instance(Arc<Instance>),
    Class(Arc<Class>),
    Indication {
        instance: Arc<Instance>,
        bookmark: Option<Text>,
        machine_id: Option<Text>,
    },
    Message {
        channel: u32,
        text: String,
    },
    Progress {
        activity: String,
        current_operation: String,
        status: String,
        percentage: u32,
        seconds_remaining: u32,
    },
    StreamedParameter {
        name: String,
        value: Value,
    },
}

/// Nobody waits for the rest: the operation was cancelled or closed, or ran out of time. The provider should finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operation was stopped")]
pub struct Stopped;

impl From<Stopped> for Error {
    /// What a provider may finish a stopped operation with: whoever stopped it has been told already.
    fn from(stopped: Stopped) -> Error {
        Error::new(Status::Failed, format!("The provider ended early, because {stopped}."))
            .in_category(ErrorCategory::OperationStopped)
    }
}

/// What a provider may ask its client in the middle of an operation.
#[derive(Clone, Debug)]
pub enum Question {
    /// Whether to do what the text says.
    Prompt {
        /// How grave it is.
        kind: PromptKind,
        /// The question, for people.
        text: String,
    },
    /// An error that need not be the end; the question is whether to go on.
    Error(Arc<Instance>),
}

/// How grave a prompt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// The client's options may answer it.
    Normal,
    /// A person has to answer it.
    Critical,
}

/// Why an operation was stopped, as `MI_CancellationReason` tells a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StopReason {
    /// The client gave no reason, or closed its operation, session or application.
    None,
    /// Time ran out.
    Timeout,
    /// The client's system shuts down.
    Shutdown,
    /// The client's service stops.
    ServiceStop,
}

/// What a provider wants to be told with when its operation is stopped.
pub type StopNotice = Box<dyn FnOnce(StopReason) + Send>;

/// What a provider does later for an operation.
pub type Work = Box<dyn FnOnce() + Send>;

/// The other end of a reply: the engine's side of an operation. Any thread may use it at any time.
pub trait Sink: Send + Sync {
    /// Takes a result. May wait until the client is ready for more.
    fn post(&self, result: Posted) -> Result<(), Stopped>;

    /// Takes several instances in their order, for less than as many calls of [`Sink::post`] cost.
    fn post_instances(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        instances.drain(..).try_for_each(|instance| self.post(Posted::Instance(instance)))
    }

    /// [`Sink::post`] for who can't wait: gives the result back where it would have to.
    fn post_at_once(&self, result: Posted) -> Result<Option<Posted>, Stopped> {
        self.post(result).map(|()| None)
    }

    /// [`Sink::post_instances`] for who can't wait: leaves what it would have to wait with, and may leave all of it.
    fn post_instances_at_once(&self, _instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        Ok(())
    }

    /// Brings a question to the client, and waits for the answer, unless the client's options give it.
    fn ask(&self, question: Question) -> Result<bool, Stopped>;

    /// Takes the outcome. The first one counts.
    fn finish(&self, outcome: Result<(), Error>);

    /// Whether the operation was stopped.
    fn is_stopped(&self) -> bool;

    /// Whether the client hears of streamed parameters. Where it does not, they belong into the result.
    fn takes_streamed_parameters(&self) -> bool {
        true
    }

    /// Does something for the operation later, on a worker of the library as when the provider was called. Who has no workers does
    /// it at once.
    fn go_on(&self, work: Work) {
        work();
    }

    /// Has a function called once when the operation is stopped, on a worker of the library; soon where it was stopped already. No
    /// call begins once the operation is finished. A second function takes the place of the first.
    fn on_stop(&self, notice: StopNotice);
}

/// A provider's end of one operation while it goes on: what posts into it. It may be cloned for other threads. After the
/// operation was finished it takes nothing more.
#[derive(Clone)]
pub struct Poster {
    sink: Arc<dyn Sink>,
}

impl Poster {
    /// Posts an instance. Waits while the client is behind; an error says that nobody wants the rest.
    pub fn post_instance(&self, instance: Arc<Instance>) -> Result<(), Stopped> {
        self.post(Posted::Instance(instance))
    }

    /// Posts instances in their order and leaves the vector empty, ready to be filled again.
    pub fn post_instances(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        self.sink.post_instances(instances)
    }

    /// Posts a class.
    pub fn post_class(&self, class: Arc<Class>) -> Result<(), Stopped> {
        self.post(Posted::Class(class))
    }

    /// Posts anything.
    pub fn post(&self, result: Posted) -> Result<(), Stopped> {
        self.sink.post(result)
    }

    /// Posts without waiting. Gives the result back while the client is behind.
    pub fn post_at_once(&self, result: Posted) -> Result<Option<Posted>, Stopped> {
        self.sink.post_at_once(result)
    }

    /// [`Poster::post_instances`] without waiting: what there is no room for stays in the vector. Where what is between here and the
    /// client can't tell, all of it stays there.
    pub fn post_instances_at_once(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        self.sink.post_instances_at_once(instances)
    }

    /// Asks the client whether to go on, and waits for the answer. The client's options may answer at once. Several threads may
    /// ask; their questions are put one after the other. A stop, or the finish of the operation, ends the wait.
    pub fn ask(&self, question: Question) -> Result<bool, Stopped> {
        self.sink.ask(question)
    }

    /// Has a worker of the library go on with the operation, for a provider that had to wait for something before it could begin.
    pub fn go_on(&self, work: impl FnOnce() + Send + 'static) {
        self.sink.go_on(Box::new(work));
    }

    /// Whether the client hears of streamed parameters. Where it does not, what is posted of them is lost.
    pub fn takes_streamed_parameters(&self) -> bool {
        self.sink.takes_streamed_parameters()
    }

    /// Whether the operation was cancelled, closed or ran out of time.
    pub fn is_stopped(&self) -> bool {
        self.sink.is_stopped()
    }

    /// Has a function called when the operation is stopped: once, on a worker of the library. Where the operation was stopped
    /// already it is called soon. No call begins after the finish; one that runs may still run when another thread finishes, and
    /// the operation, its session and its application are not over before it returns. It may finish the operation itself. A
    /// second function takes the place of the first.
    pub fn on_stop(&self, notice: impl FnOnce(StopReason) + Send + 'static) {
        self.sink.on_stop(Box::new(notice));
    }
}

/// A provider's end of one operation. It is `Send` and owned: a provider may keep it and finish later. What it posts goes
/// through its [`Poster`].
pub struct Reply {
    poster: Poster,
    finished: bool,
}

impl Deref for Reply {
    type Target = Poster;

    fn deref(&self) -> &Poster {
        &self.poster
    }
}

impl Reply {
    /// A reply into this sink.
    pub fn new(sink: Arc<dyn Sink>) -> Reply {
        Reply { poster: Poster { sink }, finished: false }
    }

    /// What other threads post with.
    pub fn poster(&self) -> Poster {
        self.poster.clone()
    }

    /// Ends the operation with its outcome.
    pub fn finish(mut self, outcome: Result<(), Error>) {
        self.finished = true;
        self.poster.sink.finish(outcome);
    }

    /// Ends the operation with its one result, or with an error.
    pub fn finish_with_instance(self, outcome: Result<Arc<Instance>, Error>) {
        let outcome = outcome.map(|instance| {
            // Who stopped the operation has been told so by the engine.
            let _ = self.post_instance(instance);
        });
        self.finish(outcome);
    }

    /// Posts each instance and ends the operation. The first error is its outcome, and nothing after it is asked for.
    pub fn finish_with_instances(self, instances: impl IntoIterator<Item = Result<Arc<Instance>, Error>>) {
        let outcome = instances.into_iter().try_for_each(|instance| Ok(self.post_instance(instance?)?));
        self.finish(outcome);
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        if !self.finished {
            self.poster.sink.finish(Err(Error::new(
                Status::Failed,
                "The provider gave up the operation without finishing it; this is a fault of the provider.",
            )));
        }
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reply").field("finished", &self.finished).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use super::*;

    struct Recorder(Sender<Result<(), Error>>);

    impl Sink for Recorder {
        fn post(&self, _: Posted) -> Result<(), Stopped> {
            Ok(())
        }

        fn ask(&self, _: Question) -> Result<bool, Stopped> {
            Ok(true)
        }

        fn finish(&self, outcome: Result<(), Error>) {
            self.0.send(outcome).unwrap();
        }

        fn on_stop(&self, _: StopNotice) {}

        fn is_stopped(&self) -> bool {
            false
        }
    }

    #[test]
    fn a_reply_that_is_dropped_finishes_as_failed() {
        let (sender, outcomes) = channel();
        drop(Reply::new(Arc::new(Recorder(sender))));
        assert_eq!(outcomes.recv().unwrap().unwrap_err().status, Status::Failed);
        assert!(outcomes.recv().is_err(), "exactly one outcome");
    }

    #[test]
    fn a_reply_that_was_finished_is_not_finished_again_when_dropped() {
        let (sender, outcomes) = channel();
        Reply::new(Arc::new(Recorder(sender))).finish(Ok(()));
        assert_eq!(outcomes.iter().collect::<Vec<_>>(), [Ok(())]);
    }

    #[test]
    fn instances_that_are_posted_one_by_one_end_with_the_first_error() {
        let (sender, outcomes) = channel();
        let instance = || Ok(Arc::new(Instance::new("T_Thing").unwrap()));
        let refused = || Err(Error::new(Status::NotFound, "None."));
        Reply::new(Arc::new(Recorder(sender.clone()))).finish_with_instances([instance(), instance()]);
        assert_eq!(outcomes.recv().unwrap(), Ok(()));
        let never = std::iter::from_fn(|| panic!("nothing after an error is asked for"));
        let some = [instance(), refused()].into_iter().chain(never);
        Reply::new(Arc::new(Recorder(sender))).finish_with_instances(some);
        assert_eq!(outcomes.recv().unwrap().unwrap_err().status, Status::NotFound);
    }
}
