//! A process that was started for a module: waited for, and killed, without ever meaning another that has its number now.

use std::fmt;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal as SignalName;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, kill_process_group, pidfd_open, pidfd_send_signal, waitid,
};

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::provider::worker) enum Ended {
    /// By itself, with this status.
    Exited(i32),
    /// By this signal.
    Killed(i32),
    /// Somebody else in the program waited for it, and knows.
    Unknown,
}

impl Ended {
    /// Whether nothing is known to have gone wrong with it.
    pub(in crate::provider::worker) fn is_no_failure(self) -> bool {
        matches!(self, Ended::Exited(0) | Ended::Unknown)
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Ended::Exited(status) => write!(formatter, "exited with status {status}"),
            Ended::Killed(number) => match SignalName::try_from(number) {
                Ok(name) => write!(formatter, "was killed by {name}"),
                Err(_) => write!(formatter, "was killed by signal {number}"),
            },
            Ended::Unknown => formatter.write_str("ended"),
        }
    }
}

/// A process of this one.
#[derive(Debug)]
pub(in crate::provider::worker) struct Child {
    pid: u32,
    handle: OwnedFd,
    ended: OnceLock<Ended>,
}

impl Child {
    /// Takes over a process that was just started. Where that fails, most of all because too many files are open, the process is
    /// ended, and leaves nothing behind.
    pub(in crate::provider::worker) fn of(mut started: std::process::Child) -> std::io::Result<Child> {
        Child::new(&started).inspect_err(|_| {
            let _ = started.kill();
            let _ = started.wait();
        })
    }

    fn new(started: &std::process::Child) -> std::io::Result<Child> {
        let pid = started.id();
        let number = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(Errno::SRCH)?;
        let handle = pidfd_open(number, PidfdFlags::empty())?;
        Ok(Child { pid, handle, ended: OnceLock::new() })
    }

    pub(in crate::provider::worker) fn pid(&self) -> u32 {
        self.pid
    }

    /// The most memory that it has had so far, in bytes, where the system tells. Of one that has ended nobody knows.
    pub(in crate::provider::worker) fn peak_memory(&self) -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.pid)).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        kibibytes.checked_mul(1024)
    }

    /// Kills it, unless it has ended.
    pub(in crate::provider::worker) fn kill(&self) {
        // Who took the end of the process from this library may have given its number to another; the handle can't be mistaken.
        if self.ended.get().is_none()
            && let Err(error) = pidfd_send_signal(&self.handle, Signal::KILL)
            && error != Errno::SRCH
        {
            tracing::warn!(pid = self.pid, %error, "the process of a provider module can't be killed");
        }
    }

    /// Kills it, and what it has started, where it has a process group of its own and has not ended.
    pub(in crate::provider::worker) fn kill_group(&self) {
        let mut handle = [PollFd::new(&self.handle, PollFlags::IN)];
        // Nobody else has its number while it lives.
        let lives = poll(&mut handle, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) == Ok(0);
        let number = i32::try_from(self.pid).ok().and_then(Pid::from_raw);
        if let Some(number) = number
            && lives
        {
            let _ = kill_process_group(number, Signal::KILL);
        }
        self.kill();
    }

    /// Waits for its end, so long at most, and lets the system forget it.
    pub(in crate::provider::worker) fn wait(&self, limit: Duration) -> Option<Ended> {
        let end = Instant::now().checked_add(limit);
        loop {
            if let Some(ended) = self.ended() {
                return Some(ended);
            }
            let left = end?.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let left = Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: left.subsec_nanos().into(),
            };
            // It tells of the end, and of nothing else.
            let _ = poll(&mut [PollFd::new(&self.handle, PollFlags::IN)], Some(&left));
        }
    }

    /// Waits until there is something to read or the process has ended; gives whether it has.
    pub(super) fn wait_for_end_or(&self, stream: &impl AsFd) -> bool {
        let mut both = [PollFd::new(stream, PollFlags::IN), PollFd::new(&self.handle, PollFlags::IN)];
        // Where this fails, the read waits.
        while poll(&mut both, None) == Err(Errno::INTR) {}
        !both[1].revents().is_empty()
    }

    fn ended(&self) -> Option<Ended> {
        if let Some(ended) = self.ended.get() {
            return Some(*ended);
        }
        let ended =
            match waitid(WaitId::PidFd(self.handle.as_fd()), WaitIdOptions::EXITED | WaitIdOptions::NOHANG) {
                Ok(None) | Err(Errno::INTR) => return None,
                Ok(Some(status)) => match (status.exit_status(), status.terminating_signal()) {
                    (Some(status), _) => Ended::Exited(status),
                    (None, Some(signal)) => Ended::Killed(signal),
                    (None, None) => Ended::Unknown,
                },
                // The program waits for all its children, or has the system forget them. Whether this one has ended, its handle knows.
                Err(_) => {
                    let mut handle = [PollFd::new(&self.handle, PollFlags::IN)];
                    match poll(&mut handle, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) {
                        Ok(0) | Err(Errno::INTR) => return None,
                        _ => Ended::Unknown,
                    }
                }
            };
        Some(*self.ended.get_or_init(|| ended))
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn start(script: &str) -> (std::process::Child, Child) {
        let started = Command::new("/bin/sh").args(["-c", script]).spawn().unwrap();
        let child = Child::new(&started).unwrap();
        (started, child)
    }

    #[test]
    fn how_a_process_ended_is_told_each_time() {
        let (_started, child) = start("exit 7");
        assert_eq!(child.wait(LONG), Some(Ended::Exited(7)));
        assert_eq!(child.wait(Duration::ZERO), Some(Ended::Exited(7)));
        assert_eq!(Ended::Exited(7).to_string(), "exited with status 7");
        let (_started, child) = start("kill -SEGV $$");
        assert_eq!(child.wait(LONG).unwrap().to_string(), "was killed by SIGSEGV");
    }

    #[test]
    fn one_that_goes_on_is_waited_for_no_longer_than_was_said_and_can_be_killed() {
        let (_started, child) = start("exec sleep 1000");
        assert_eq!(child.wait(Duration::from_millis(1)), None);
        assert!(child.peak_memory().is_some());
        child.kill();
        assert_eq!(child.wait(LONG), Some(Ended::Killed(9)));
        child.kill();
    }

    #[test]
    fn the_end_of_one_that_the_program_has_waited_for_itself_is_found() {
        let (mut started, child) = start("exit 7");
        started.wait().unwrap();
        assert_eq!(child.wait(LONG), Some(Ended::Unknown));
        assert_eq!(child.peak_memory(), None);
        child.kill();
    }
}
