//! What the watching thread waits at: a bell that others ring, and the repository's file being written to.

pub(super) use system::Bell;

/// Why a wait ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Woken {
    /// Somebody wrote to the file.
    pub was_written: bool,
}

#[cfg(target_os = "linux")]
mod system {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;
    use std::time::{Duration, Instant};

    use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
    use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

    use super::Woken;

    /// A bell, and the system's notices of what is written to a file.
    pub(in super::super) struct Bell {
        bell: OwnedFd,
        notices: Option<OwnedFd>,
    }

    impl Bell {
        /// A bell that also hears of what is written to this file. The system may have no notices: of a network's file, or where
        /// the user has used up their number.
        pub(in super::super) fn new(file: Option<&Path>) -> io::Result<Bell> {
            let notices = file.and_then(|file| match watch(file) {
                Ok(notices) => Some(notices),
                Err(error) => {
                    tracing::debug!(%error, file = %file.display(), "the system gives no notice of writes; they are looked for");
                    None
                }
            });
            Ok(Bell { bell: eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?, notices })
        }

        /// Whether writes to the file end a wait.
        pub(in super::super) fn hears_of_writes(&self) -> bool {
            self.notices.is_some()
        }

        /// Ends the wait, or the next one.
        pub(in super::super) fn ring(&self) {
            // It fails only where it was rung 2⁶⁴ times since the last wait, and then it rings.
            let _ = rustix::io::write(&self.bell, &1_u64.to_ne_bytes());
        }

        /// Waits for the bell, and, unless they are not wanted, for writes; not longer than until this moment.
        pub(in super::super) fn wait(&self, until: Option<Instant>, wants_writes: bool) -> Woken {
            let limit = until.map(|until| until.saturating_duration_since(Instant::now()));
            // Whole microseconds, upwards: a wait that ends too early is only begun again.
            let limit = limit.map(|limit| limit + Duration::from_nanos(999));
            let limit = limit.and_then(|limit| limit.try_into().ok());
            let mut waited = vec![PollFd::new(&self.bell, PollFlags::IN)];
            let notices = self.notices.as_ref().filter(|_| wants_writes);
            waited.extend(notices.map(|notices| PollFd::new(notices, PollFlags::IN)));
            // An interrupted wait is one that ended early.
            let _ = poll(&mut waited, limit.as_ref());
            let is_ready = |place: usize| waited.get(place).is_some_and(|fd| !fd.revents().is_empty());
            let (was_rung, was_written) = (is_ready(0), is_ready(1));
            if was_rung {
                empty(&self.bell);
            }
            if was_written && let Some(notices) = notices {
                empty(notices);
            }
            Woken { was_written }
        }
    }

    fn watch(file: &Path) -> io::Result<OwnedFd> {
        let notices = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        inotify::add_watch(&notices, file, WatchFlags::MODIFY)?;
        Ok(notices)
    }

    /// Reads what there is, and does not look at it.
    fn empty(fd: &OwnedFd) {
        let mut buffer = [0_u8; 4096];
        while rustix::io::read(fd, &mut buffer).is_ok_and(|count| count == buffer.len()) {}
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::io;
    use std::path::Path;
    use std::time::Instant;

    use super::Woken;
    use crate::sync::locks::{Condvar, Mutex};

    /// A bell. Writes to a file have to be looked for.
    #[derive(Default)]
    pub(in super::super) struct Bell {
        is_rung: Mutex<bool>,
        rung: Condvar,
    }

    impl Bell {
        pub(in super::super) fn new(_: Option<&Path>) -> io::Result<Bell> {
            Ok(Bell::default())
        }

        pub(in super::super) fn hears_of_writes(&self) -> bool {
            false
        }

        pub(in super::super) fn ring(&self) {
            *self.is_rung.lock() = true;
            self.rung.notify_one();
        }

        pub(in super::super) fn wait(&self, until: Option<Instant>, _: bool) -> Woken {
            let mut is_rung = self.is_rung.lock();
            while !*is_rung {
                match until {
                    None => self.rung.wait(&mut is_rung),
                    Some(until) if self.rung.wait_until(&mut is_rung, until).timed_out() => break,
                    Some(_) => {}
                }
            }
            *is_rung = false;
            Woken::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_bell_that_was_rung_before_ends_the_wait() {
        let bell = Bell::new(None).unwrap();
        bell.ring();
        assert_eq!(bell.wait(None, true), Woken { was_written: false });
    }

    #[test]
    fn a_wait_ends_at_its_moment() {
        let bell = Bell::new(None).unwrap();
        let until = Instant::now() + Duration::from_millis(2);
        bell.wait(Some(until), true);
        assert!(Instant::now() >= until);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_write_to_the_file_ends_the_wait_of_who_wants_to_hear_of_it() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let bell = Bell::new(Some(file.path())).unwrap();
        assert!(bell.hears_of_writes());
        std::fs::write(file.path(), "x").unwrap();
        bell.ring();
        assert!(!bell.wait(None, false).was_written);
        assert!(bell.wait(None, true).was_written);
    }
}
