//! Operations: started in a session, fetched from or delivered, cancelled, closed.

mod core;
mod question;
mod result;
pub(super) mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::errors;
use crate::cim::{Class, Error, Instance, Text, Value};
use crate::provider::{Call, OperationFlags, PromptKind, Request, StopReason};
pub(super) use core::{Core, Plan};
pub use question::Response;
pub use result::{OperationResult, Progress, ResultItem};
use state::{Form, Stop};

bitflags::bitflags! {
    /// What a client is told beside its results.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct Extensions: u8 {
        /// Messages.
        const MESSAGES = 1;
        /// Progress.
        const PROGRESS = 1 << 1;
        /// Pieces of output parameters.
        const STREAMED_PARAMETERS = 1 << 2;
        /// Prompts.
        const PROMPTS = 1 << 3;
        /// Errors that need not be the end.
        const ERRORS = 1 << 4;
    }
}

/// Takes what an asynchronous operation delivers.
///
/// The methods are called on a worker of the library, one at a time, in order, and perhaps before the call that started the
/// operation has returned. The result without `more_results` comes exactly once, as the last. They may use the operation and
/// its session in any way but one: closing the session or the application, and waiting for that.
pub trait Receiver: Send + Sync {
    /// A result.
    fn result(&self, result: OperationResult);

    /// What else the receiver wants to be told. The rest costs the provider nothing, and has the preset answers where it is a
    /// question. This is asked once, before the operation starts.
    fn takes(&self) -> Extensions {
        Extensions::empty()
    }

    /// A message that the provider writes to a channel.
    fn message(&self, _channel: u32, _text: &str) {}

    /// How far the provider is.
    fn progress(&self, _progress: &Progress) {}

    /// A piece of an output parameter that comes in pieces.
    fn streamed_parameter(&self, _name: &str, _value: &Value) {}

    /// A question to a person. Where it is asked, the provider waits for [`Operation::answer`], and nothing else is delivered
    /// before that; else the client is only told what was asked, and answered by its options.
    fn prompt(&self, _kind: PromptKind, _text: &str, _is_asked: bool) {}

    /// An error that need not be the end. Where it is asked, the answer says whether to go on; see [`Receiver::prompt`].
    fn error(&self, _error: Arc<Instance>, _is_asked: bool) {}

    /// The operation is over in every respect. Nothing is called after this.
    fn freed(&self) {}
}

/// An operation. Dropping it closes it.
#[derive(Debug)]
pub struct Operation {
    core: Arc<Core>,
}

impl Operation {
    pub(super) fn new(core: Arc<Core>) -> Operation {
        Operation { core }
    }

    /// An operation that can't even be started: it has one result, this error. A receiver gets it inside of
    /// [`Operation::begin`].
    pub(crate) fn failed(error: Error, receiver: Arc<dyn Receiver>, is_synchronous: bool) -> Operation {
        let form = if is_synchronous { Form::Synchronous } else { Form::Asynchronous };
        // There is no session to ask in, and nothing is asked.
        let call = Call {
            namespace: Text::default(),
            request: Request::TestConnection,
            flags: OperationFlags::empty(),
            options: None,
            deadline: None,
            filter: None,
        };
        Operation::new(Arc::new(Core::failed(call, form, error, Some(receiver), None)))
    }

    /// Starts what was prepared.
    pub(crate) fn begin(&self) {
        self.core.start();
    }

    /// What the operation asks.
    pub fn request(&self) -> &Request {
        &self.core.call().request
    }

    /// Whether results are fetched, and not delivered.
    pub fn is_synchronous(&self) -> bool {
        self.core.form() == Form::Synchronous
    }

    /// Whether the operation could not even be started.
    pub fn setup_failed(&self) -> bool {
        self.core.setup_failed()
    }

    /// Refuses a thread that acts for another user than the one that opened the session.
    pub(crate) fn check_user(&self) -> Result<(), Error> {
        self.core.check_user()
    }

    /// Fetches the next result, and waits for it. After the final result comes the same outcome again.
    /// An error says that the operation is one that delivers its results.
    pub fn next_result(&self) -> Result<OperationResult, Error> {
        self.core.next()
    }

    /// Acknowledges the result that was delivered last. `release` lets go of what belongs to it, before the next is delivered.
    pub fn acknowledge(&self, release: impl FnOnce()) -> Result<(), Error> {
        self.core.acknowledge(release)
    }

    /// Answers the question that the operation asked last. The first answer counts. `release` lets go of what belongs to the
    /// question, before anything else is delivered. After the operation was stopped the answer is taken, and changes nothing.
    pub fn answer(&self, response: Response, release: impl FnOnce()) -> Result<(), Error> {
        self.core.answer(response, release)
    }

    /// Asks the operation to end. Its final result then says that it was cancelled, unless it had ended already.
    pub fn cancel(&self) {
        self.cancel_because(StopReason::None);
    }

    /// As [`Operation::cancel`], with a reason, which the provider and the final result are told.
    pub fn cancel_because(&self, reason: StopReason) {
        self.core.stop(Stop::Cancelled(reason));
    }

    /// Closes the operation, which cancels it where it has not ended. Of a synchronous operation the rest of the results is
    /// discarded, and the call returns when the provider has stopped. Of an asynchronous one the final result is delivered
    /// still, and the call does not wait for it.
    pub fn close(&self) -> Result<(), Error> {
        self.core.close()
    }

    /// The instances, one after the other, then an error where the operation failed. Closes the operation at the end.
    pub fn instances(self) -> Results<Arc<Instance>> {
        Results { operation: self, over: false, pick: ResultItem::into_instance }
    }

    /// The classes, one after the other, then an error where the operation failed. Closes the operation at the end.
    pub fn classes(self) -> Results<Arc<Class>> {
        Results { operation: self, over: false, pick: ResultItem::into_class }
    }

    /// Whatever it brings, one after the other, then an error where the operation failed. Closes the operation at the end.
    pub fn items(self) -> Results<ResultItem> {
        Results { operation: self, over: false, pick: Some }
    }

    /// The operation's only result.
    pub fn into_result(self) -> Result<Option<ResultItem>, Error> {
        loop {
            let result = self.next_result()?;
            if !result.more_results {
                return result.outcome.map(|()| result.item);
            }
        }
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        // It may be closed already.
        let _ = self.core.close();
    }
}

/// The results of an operation, one after the other; an error is the last item.
#[derive(Debug)]
pub struct Results<T> {
    operation: Operation,
    over: bool,
    pick: fn(ResultItem) -> Option<T>,
}

impl<T> Results<T> {
    /// The operation, for cancelling it.
    pub fn operation(&self) -> &Operation {
        &self.operation
    }
}

impl<T> Iterator for Results<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Result<T, Error>> {
        while !self.over {
            let result = match self.operation.next_result() {
                Ok(result) => result,
                Err(error) => {
                    self.over = true;
                    return Some(Err(error));
                }
            };
            self.over = !result.more_results;
            if let Err(error) = result.outcome {
                return Some(Err(error));
            }
            if let Some(item) = result.item.and_then(self.pick) {
                return Some(Ok(item));
            }
        }
        None
    }
}
