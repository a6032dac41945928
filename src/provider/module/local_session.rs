//! Sessions with this machine for providers that ask others while they answer. Sessions live on a higher floor, which offers them.

use std::sync::OnceLock;

use crate::abi::MI_Session;
use crate::cim::{Error, Status};

/// A session that a provider uses and does not close: dropping this closes it.
pub trait LocalSession: Send {
    /// The session as C holds it.
    fn handle(&self) -> MI_Session;
}

/// Opens a session.
type Open = fn() -> Result<Box<dyn LocalSession>, Error>;

static OPEN: OnceLock<Open> = OnceLock::new();

/// Says how sessions for providers are opened. The first one who says it counts.
pub fn offer_local_sessions(open: Open) {
    OPEN.get_or_init(|| open);
}

pub(super) fn open() -> Result<Box<dyn LocalSession>, Error> {
    let open = OPEN.get().ok_or_else(|| {
        Error::new(Status::NotSupported, "Nothing in this process opens sessions for providers.")
    })?;
    open()
}
