//! Users of Windows: a service impersonates its clients thread by thread. A token has many groups, which the user brings along.

use std::fmt;

use crate::object::rights::{SecurityId, user_of_thread};

/// The user of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity(SecurityId);

impl Identity {
    /// Whom this thread acts for. A thread that impersonates nobody costs one question to the kernel.
    pub(crate) fn current() -> Identity {
        Identity(user_of_thread())
    }

    /// Whether this thread acts for the same user.
    pub(crate) fn is_current(self) -> bool {
        self.is_current_user()
    }

    /// As [`Identity::is_current`]: there is no group to ask for.
    pub(crate) fn is_current_user(self) -> bool {
        user_of_thread() == self.0
    }
}

/// As in "user S-1-5-18".
impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "user {}", self.0)
    }
}
