//! How a provider answers: results are posted one after the other, then the reply is finished once.

use std::sync::Arc;

use crate::cim::{Class, Error, Instance, Status, Value};

/// What a provider posts before it finishes.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the variants and fields are named as the MI functions that they stand for")]
pub enum Posted {
    Instance(Arc<Instance>),
    Class(Arc<Class>),
    Indication {
        instance: Arc<Instance>,
        bookmark: Option<String>,
        machine_id: Option<String>,
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

/// The other end of a reply: the engine's side of an operation.
pub trait Sink: Send {
    /// Takes a result. May wait until the client is ready for more.
    fn post(&mut self, result: Posted) -> Result<(), Stopped>;

    /// Takes several instances in their order, for less than as many calls of [`Sink::post`] cost.
    fn post_instances(&mut self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        instances.drain(..).try_for_each(|instance| self.post(Posted::Instance(instance)))
    }

    /// Takes the outcome. Called once, as the last.
    fn finish(self: Box<Self>, outcome: Result<(), Error>);

    /// Whether the operation was stopped.
    fn is_stopped(&self) -> bool;
}

/// A provider's end of one operation. It is `Send` and owned: a provider may keep it and finish later.
pub struct Reply {
    sink: Option<Box<dyn Sink>>,
}

impl Reply {
    /// A reply into this sink.
    pub fn new(sink: Box<dyn Sink>) -> Reply {
        Reply { sink: Some(sink) }
    }

    /// Posts an instance. Waits while the client is behind; an error says that nobody wants the rest.
    pub fn post_instance(&mut self, instance: Arc<Instance>) -> Result<(), Stopped> {
        self.post(Posted::Instance(instance))
    }

    /// Posts instances in their order and leaves the vector empty, ready to be filled again.
    pub fn post_instances(&mut self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        match &mut self.sink {
            Some(sink) => sink.post_instances(instances),
            None => Err(Stopped),
        }
    }

    /// Posts a class.
    pub fn post_class(&mut self, class: Arc<Class>) -> Result<(), Stopped> {
        self.post(Posted::Class(class))
    }

    /// Posts anything.
    pub fn post(&mut self, result: Posted) -> Result<(), Stopped> {
        match &mut self.sink {
            Some(sink) => sink.post(result),
            None => Err(Stopped),
        }
    }

    /// Whether the operation was cancelled, closed or ran out of time.
    pub fn is_stopped(&self) -> bool {
        self.sink.as_ref().is_none_or(|sink| sink.is_stopped())
    }

    /// Ends the operation with its outcome.
    pub fn finish(mut self, outcome: Result<(), Error>) {
        if let Some(sink) = self.sink.take() {
            sink.finish(outcome);
        }
    }

    /// Ends the operation with its one result, or with an error.
    pub fn finish_with_instance(mut self, outcome: Result<Arc<Instance>, Error>) {
        let outcome = outcome.map(|instance| {
            // Who stopped the operation has been told so by the engine.
            let _ = self.post_instance(instance);
        });
        self.finish(outcome);
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        if let Some(sink) = self.sink.take() {
            sink.finish(Err(Error::new(
                Status::Failed,
                "The provider gave up the operation without finishing it; this is a fault of the provider.",
            )));
        }
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reply").field("finished", &self.sink.is_none()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use super::*;

    struct Recorder(Sender<Result<(), Error>>);

    impl Sink for Recorder {
        fn post(&mut self, _: Posted) -> Result<(), Stopped> {
            Ok(())
        }

        fn finish(self: Box<Self>, outcome: Result<(), Error>) {
            self.0.send(outcome).unwrap();
        }

        fn is_stopped(&self) -> bool {
            false
        }
    }

    #[test]
    fn a_reply_that_is_dropped_finishes_as_failed() {
        let (sender, outcomes) = channel();
        drop(Reply::new(Box::new(Recorder(sender))));
        assert_eq!(outcomes.recv().unwrap().unwrap_err().status, Status::Failed);
        assert!(outcomes.recv().is_err(), "exactly one outcome");
    }

    #[test]
    fn a_reply_that_was_finished_is_not_finished_again_when_dropped() {
        let (sender, outcomes) = channel();
        Reply::new(Box::new(Recorder(sender))).finish(Ok(()));
        assert_eq!(outcomes.iter().collect::<Vec<_>>(), [Ok(())]);
    }
}
