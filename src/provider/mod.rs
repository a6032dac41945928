//! The seam between what asks and what answers: a [`Provider`] is given a [`Call`] and answers through a [`Reply`].
//!
//! The engine knows providers by this trait alone, and providers know the engine by [`Reply`] alone.

mod call;
pub mod handler;
mod lifecycle;
pub mod module;
mod open_module;
pub mod registration;
mod reply;
pub mod repository;
pub mod worker;

use std::sync::Arc;

pub use crate::cim::{OptionSet, OptionValue};
pub use call::{Call, Delivery, OperationFlags, Polymorphism, QueryFilter, Request, SubscriptionDelivery};
pub use lifecycle::{Lifecycle, LifecycleQuery, Vocabulary};
pub use open_module::{DeclaredModule, HostedModule, ModuleDescription, OpenModule, Placement};
pub use reply::{Posted, Poster, PromptKind, Question, Reply, Sink, StopNotice, StopReason, Stopped, Work};

/// What serves operations on some classes or namespaces: the repository, a loaded module, a remote host.
///
/// One provider serves many calls at once, from many threads. It may answer before `execute` returns or keep the reply
/// and finish later from a thread of its own.
pub trait Provider: Send + Sync {
    /// The name that errors, logs and measurements call it by.
    fn name(&self) -> &str;

    /// Carries out a call and tells the outcome through the reply, which must be finished once. A reply that is dropped
    /// unfinished finishes itself as FAILED, with an error that says so.
    fn execute(&self, call: &Call, reply: Reply);

    /// Whether the call is answered in bounded time without waiting for anybody, with at most one result, so that a
    /// client that would wait anyway may run it on its own thread.
    ///
    /// Such a call asks nothing: a question would wait for the very client that runs it.
    fn is_bounded(&self, _call: &Call) -> bool {
        false
    }

    /// Who carries out this call in the provider's place, where something about it must be settled on the thread that starts the
    /// operation: before its start is told of, or returns. It is not asked to wait.
    fn placed(&self, _call: &Call) -> Option<Arc<dyn Provider>> {
        None
    }

    /// Whether the provider heeds the option of this name, in lower case, for this call. An option that the client says must be
    /// complied with, and that neither the engine nor the provider heeds, keeps the call from being asked.
    fn understands_option(&self, _call: &Call, _name: &str) -> bool {
        false
    }
}
