//! Floor 5: what runs operations.
//!
//! An [`Application`] has [`Session`]s, a session starts [`Operation`]s. An operation asks a
//! [`Provider`](crate::provider::Provider), which the router finds by protocol, namespace and class, and brings its results
//! to a client that fetches them, or to a [`Receiver`]. `docs/operations.md` tells the life of an operation.
//!
//! ```no_run
//! # fn main() -> Result<(), mi::cim::Error> {
//! use mi::engine::Application;
//! use mi::provider::Request;
//!
//! let application = Application::new()?;
//! let session = application.new_session(None, None, None)?;
//! let request = Request::EnumerateInstances { class_name: "CIM_OperatingSystem".into(), keys_only: false };
//! for instance in session.request(request).namespace("root/cimv2").instances() {
//!     println!("{}", instance?.class_name());
//! }
//! # Ok(())
//! # }
//! ```

mod application;
mod errors;
mod hosted_provider;
mod identity;
mod local;
#[cfg(all(test, feature = "shuttle"))]
mod model;
mod operation;
mod options;
mod pool;
mod router;
mod runtime;
mod session;
mod sync;
#[cfg(test)]
pub(crate) mod tests;
mod thread;
mod timer;

pub use application::Application;
pub(crate) use errors::of_parent;
pub use hosted_provider::HostedProvider;
pub use operation::{
    Extensions, Operation, OperationResult, Progress, Receiver, Response, ResultItem, Results,
};
pub use router::DEFAULT_NAMESPACE;
pub use session::{Session, Start};
