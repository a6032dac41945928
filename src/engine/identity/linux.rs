//! Users and groups of Linux. A thread that can't change them any more is asked once.

use std::cell::Cell;
use std::fmt;

/// The user and the group of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    user: Ids,
    group: Ids,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ids {
    real: u32,
    effective: u32,
}

thread_local! {
    /// The identity of this thread, where nothing can change it.
    static FIXED: Cell<Option<Identity>> = const { Cell::new(None) };
}

impl Identity {
    /// Whom this thread acts for.
    pub(crate) fn current() -> Identity {
        FIXED.get().unwrap_or_else(|| {
            let identity = kernel::identity();
            if !identity.user.is_root() && !kernel::can_change() {
                FIXED.set(Some(identity));
            }
            identity
        })
    }

    /// Whether this thread acts for the same user and group.
    pub(crate) fn is_current(self) -> bool {
        FIXED.get().unwrap_or_else(kernel::identity) == self
    }

    /// Whether this thread acts for the same user. It costs half of [`Identity::is_current`]; who changes the group for
    /// somebody else changes the user, too.
    pub(crate) fn is_current_user(self) -> bool {
        FIXED.get().map_or_else(kernel::user, |identity| identity.user) == self.user
    }
}

impl Ids {
    fn is_root(self) -> bool {
        self.real == 0 || self.effective == 0
    }
}

/// As in "user 0, group 0".
impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "user {}, group {}", self.user, self.group)
    }
}

impl fmt::Display for Ids {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.effective)?;
        if self.real != self.effective { write!(formatter, " (real {})", self.real) } else { Ok(()) }
    }
}

mod kernel {
    use nix::unistd::{getresgid, getresuid};
    use rustix::thread::{CapabilitySet, capabilities};

    use super::{Identity, Ids};

    /// No user: what can't be asked is nobody's. The calls have no way to fail.
    const NOBODY: Ids = Ids { real: u32::MAX, effective: u32::MAX };

    pub(super) fn identity() -> Identity {
        Identity { user: user(), group: group() }
    }

    pub(super) fn user() -> Ids {
        getresuid().map_or(NOBODY, |ids| Ids { real: ids.real.as_raw(), effective: ids.effective.as_raw() })
    }

    fn group() -> Ids {
        getresgid().map_or(NOBODY, |ids| Ids { real: ids.real.as_raw(), effective: ids.effective.as_raw() })
    }

    /// Whether this thread, which is not root's, has another user or group to change to, or the right to take one. What it
    /// has not it does not get again, but by starting another program.
    pub(super) fn can_change() -> bool {
        let is_one_user = getresuid().is_ok_and(|ids| ids.real == ids.effective && ids.real == ids.saved);
        let is_one_group = getresgid().is_ok_and(|ids| ids.real == ids.effective && ids.real == ids.saved);
        let rights = CapabilitySet::SETUID | CapabilitySet::SETGID;
        let has_right = capabilities(None).map_or(true, |sets| sets.permitted.intersects(rights));
        !is_one_user || !is_one_group || has_right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(real: u32, effective: u32) -> Identity {
        Identity { user: Ids { real, effective }, group: Ids { real: 5, effective: 5 } }
    }

    #[test]
    fn another_group_is_another_identity_of_the_same_user() {
        let current = Identity::current();
        let other = Identity { group: Ids { real: u32::MAX, effective: u32::MAX }, ..current };
        assert!(!other.is_current());
        assert!(other.is_current_user());
    }

    #[test]
    fn a_real_user_is_told_where_it_differs() {
        assert_eq!(identity(7, 7).to_string(), "user 7, group 5");
        assert_eq!(identity(0, 7).to_string(), "user 7 (real 0), group 5");
    }
}
