//! What a process tells the worker process that it started for a module, and what that answers.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cim::{Error, Text};
use crate::provider::{Call, ModuleDescription, Posted, Question, StopReason};

/// The number of an operation, chosen by who began it; none is used twice in the life of a worker.
pub(super) type OperationNumber = u64;
/// The number of a question, chosen by who asked it.
pub(super) type QuestionNumber = u64;

/// What both sides must be of: the version, and the flavour, as texts go as they lie in memory.
pub(super) const VERSION: &str = if cfg!(all(feature = "wide", not(windows))) {
    concat!(env!("CARGO_PKG_VERSION"), " with wide characters")
} else {
    env!("CARGO_PKG_VERSION")
};

/// From the library to its worker.
#[derive(Clone, Debug)]
pub(super) enum ToWorker {
    /// The first message: which module to open, and how much memory may be used, in bytes.
    Open {
        /// That of the library: [`VERSION`].
        version: String,
        library: PathBuf,
        memory_limit: Option<u64>,
    },
    /// An operation on a class of the module. So many results may be posted before [`ToWorker::Credit`] allows more.
    Begin { operation: OperationNumber, class_name: Text, call: Arc<Call>, credit: u32 },
    /// Nobody waits for the rest.
    Stop { operation: OperationNumber, reason: StopReason },
    /// So many more results may be posted.
    Credit { operation: OperationNumber, count: u32 },
    /// The answer to a question; `None` where the operation was stopped before there was one.
    Answer { operation: OperationNumber, question: QuestionNumber, answer: Option<bool> },
}

/// What is told of a module that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    /// The names of the classes that it declares.
    pub(super) class_names: Vec<Text>,
    /// What it says of itself.
    pub(super) description: Option<ModuleDescription>,
}

/// From a worker to the library that started it.
#[derive(Clone, Debug)]
pub(super) enum FromWorker {
    /// The module is open, and this is in it, or can't be opened; the worker then ends.
    Opened(Result<Contents, Error>),
    /// A result.
    Posted { operation: OperationNumber, posted: Posted },
    /// A question to the client.
    Question { operation: OperationNumber, question: QuestionNumber, asked: Question },
    /// The outcome, after everything that was posted.
    Finished { operation: OperationNumber, outcome: Result<(), Error> },
    /// Whether a class of the module refuses to be unloaded from here on.
    RefusesUnload(bool),
    /// The worker ends, for this reason.
    Ending(Error),
}
