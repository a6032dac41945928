//! What an operation brings: results, and what else a provider tells.

use std::sync::Arc;

use super::Receiver;
use crate::cim::{Class, Error, Instance, Text, Value};
use crate::provider::{Posted, Question};

/// One result of an operation, as its client gets it.
#[derive(Clone, Debug)]
pub struct OperationResult {
    /// What the result holds. The result that only says that the operation has started, that an enumeration is over, or that
    /// an operation failed, holds nothing.
    pub item: Option<ResultItem>,
    /// Whether this is not the final result.
    pub more_results: bool,
    /// How the operation ended; `Ok` before that.
    pub outcome: Result<(), Error>,
}

/// What a result holds.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are those of the MI functions and their parameters")]
pub enum ResultItem {
    Instance(Arc<Instance>),
    Class(Arc<Class>),
    Indication { instance: Arc<Instance>, bookmark: Option<Text>, machine_id: Option<Text> },
}

impl ResultItem {
    /// The instance, where it is one or an indication.
    pub fn into_instance(self) -> Option<Arc<Instance>> {
        match self {
            ResultItem::Instance(instance) | ResultItem::Indication { instance, .. } => Some(instance),
            ResultItem::Class(_) => None,
        }
    }

    /// The class, where it is one.
    pub fn into_class(self) -> Option<Arc<Class>> {
        match self {
            ResultItem::Class(class) => Some(class),
            ResultItem::Instance(_) | ResultItem::Indication { .. } => None,
        }
    }
}

/// What waits in the queue. Most of it is instances, and they are small here.
#[derive(Debug)]
pub(super) enum Item {
    /// The operation has started.
    Started,
    Instance(Arc<Instance>),
    Class(Arc<Class>),
    Other(Box<Posted>),
    Question(Box<Inquiry>),
}

impl From<Posted> for Item {
    fn from(posted: Posted) -> Item {
        match posted {
            Posted::Instance(instance) => Item::Instance(instance),
            Posted::Class(class) => Item::Class(class),
            other => Item::Other(Box::new(other)),
        }
    }
}

impl Item {
    /// The item as a result, or as what is told beside the results.
    pub(super) fn into_result(self) -> Result<OperationResult, Extension> {
        let item = match self {
            Item::Started => None,
            Item::Instance(instance) => Some(ResultItem::Instance(instance)),
            Item::Class(class) => Some(ResultItem::Class(class)),
            Item::Question(inquiry) => return Err(Extension::Question(*inquiry)),
            Item::Other(posted) => match *posted {
                Posted::Instance(instance) => Some(ResultItem::Instance(instance)),
                Posted::Class(class) => Some(ResultItem::Class(class)),
                Posted::Indication { instance, bookmark, machine_id } => {
                    Some(ResultItem::Indication { instance, bookmark, machine_id })
                }
                Posted::Message { channel, text } => return Err(Extension::Message { channel, text }),
                Posted::Progress { activity, current_operation, status, percentage, seconds_remaining } => {
                    return Err(Extension::Progress(Progress {
                        activity,
                        current_operation,
                        status,
                        percentage,
                        seconds_remaining,
                    }));
                }
                Posted::StreamedParameter { name, value } => {
                    return Err(Extension::StreamedParameter { name, value });
                }
            },
        };
        Ok(OperationResult { item, more_results: true, outcome: Ok(()) })
    }
}

/// How far an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named as the parameters of MI's callback")]
pub struct Progress {
    pub activity: String,
    pub current_operation: String,
    pub status: String,
    pub percentage: u32,
    pub seconds_remaining: u32,
}

/// What a provider tells beside its results.
pub(super) enum Extension {
    Message { channel: u32, text: String },
    Progress(Progress),
    StreamedParameter { name: String, value: Value },
    Question(Inquiry),
}

/// A question on its way to the client.
#[derive(Debug)]
pub(super) struct Inquiry {
    pub(super) question: Question,
    /// Who waits for the answer; nobody where the client is only told.
    pub(super) asker: Option<u64>,
}

impl Extension {
    pub(super) fn tell(self, receiver: &dyn Receiver) {
        match self {
            Extension::Message { channel, text } => receiver.message(channel, &text),
            Extension::Progress(progress) => receiver.progress(&progress),
            Extension::StreamedParameter { name, value } => receiver.streamed_parameter(&name, &value),
            Extension::Question(Inquiry { question, asker }) => match question {
                Question::Prompt { kind, text } => receiver.prompt(kind, &text, asker.is_some()),
                Question::Error(error) => receiver.error(error, asker.is_some()),
            },
        }
    }

    /// Whether somebody waits for the client's answer.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Extension::Question(Inquiry { asker: Some(_), .. }))
    }

    /// Whether a client that acknowledges results acknowledges this too.
    pub(super) fn is_acknowledged(&self) -> bool {
        matches!(self, Extension::StreamedParameter { .. })
    }
}
