//! A process that was started for a module: waited for, and killed, without ever meaning another that has its number now.

use std::fmt;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal as SignalName;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, pidfd_open, pidfd_send_signal, waitid,
};

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// By itself, with this status.
    Exited(i32),
    /// By this signal.
    Killed(i32),
    /// Somebody else in the program waited for it, and knows.
    Unknown,
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
pub(super) struct Child {
    pid: u32,
    handle: OwnedFd,
    ended: OnceLock<Ended>,
}

impl Child {
    /// Takes over a process that was just started.
    pub(super) fn new(started: &std::process::Child) -> std::io::Result<Child> {
        let pid = started.id();
        let number = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(Errno::SRCH)?;
        let handle = pidfd_open(number, PidfdFlags::empty())?;
        Ok(Child { pid, handle, ended: OnceLock::new() })
    }

    pub(super) fn pid(&self) -> u32 {
        self.pid
    }

    /// Kills it, unless it has ended.
    pub(super) fn kill(&self) {
        // Who took the end of the process from this library may have given its number to another; the handle can't be mistaken.
        if self.ended.get().is_none()
            && let Err(error) = pidfd_send_signal(&self.handle, Signal::KILL)
            && error != Errno::SRCH
        {
            tracing::warn!(pid = self.pid, %error, "the process of a provider module can't be killed");
        }
    }

    /// Waits for its end, so long at most, and lets the system forget it.
    pub(super) fn wait(&self, limit: Duration) -> Option<Ended> {
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
