//! Provider modules in processes of their own: what a module does there, a crash, a hang, memory without end, harms nobody else.
//!
//! The library's side, the supervisor, starts one process for each library, user and shell, and speaks with it through a pair of
//! sockets. The other side, the [`host`], is what that process runs. `docs/providers.md` draws the picture.

pub mod host;
mod message;
mod output;
mod platform;
mod supervisor;
mod wire;

pub use supervisor::open;
#[cfg(unix)]
pub use supervisor::{Preparation, PreparationError};
#[doc(hidden)]
pub use wire::check as check_wire;
