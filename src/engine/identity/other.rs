//! Where it is not known how a process changes between users, there is one.

use std::fmt;

/// The user of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity;

impl Identity {
    pub(crate) fn current() -> Identity {
        Identity
    }

    pub(crate) fn is_current(self) -> bool {
        true
    }

    pub(crate) fn is_current_user(self) -> bool {
        true
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the user")
    }
}
