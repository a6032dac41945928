//! Who uses the library: the user that a thread acts for, and on Linux the group.
//!
//! What one user opened is not for another: a program that acts for several, and changes its effective user on the way or impersonates
//! them, must not mix them up. The kernel is asked each time, because a program may change its user at any time.

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(not(any(target_os = "linux", windows)), path = "other.rs")]
mod system;

pub(crate) use system::Identity;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_acts_for_whom_it_says() {
        let current = Identity::current();
        assert!(current.is_current() && current.is_current_user());
    }
}
