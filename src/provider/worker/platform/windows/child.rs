//! A process that was started for a module: waited for, and killed, by its handle.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use crate::provider::module::Process;

/// What a process is ended with that this one kills.
const KILLED: u32 = 1;

/// The numbers of exceptions that people meet.
const EXCEPTIONS: [(u32, &str); 13] = [
    (0x4000_0015, "it gave itself up"),
    (0x8000_0003, "a breakpoint"),
    (0xc000_0005, "access violation"),
    (0xc000_001d, "illegal instruction"),
    (0xc000_0094, "integer division by zero"),
    (0xc000_00fd, "stack overflow"),
    (0xc000_0135, "a DLL that it needs is not there"),
    (0xc000_0139, "a DLL that it needs lacks a function"),
    (0xc000_013a, "interrupted from a console"),
    (0xc000_0142, "a DLL that it needs does not begin"),
    (0xc000_0374, "heap corruption"),
    (0xc000_0409, "it found its stack or itself broken, or aborted"),
    (0xe06d_7363, "an exception of C++ that nobody caught"),
];

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::provider::worker) enum Ended {
    /// By itself, or by another that said so, with this status.
    Exited(i32),
    /// By this exception.
    Crashed(u32),
    /// The system does not tell.
    Unknown,
}

impl Ended {
    fn with(code: u32) -> Ended {
        // A status of the system that is an error or a warning, or an exception of a language. What C programs end with is none.
        let is_exception = matches!(code >> 28, 0x8 | 0xc | 0xe) || name_of(code).is_some();
        if is_exception { Ended::Crashed(code) } else { Ended::Exited(code as i32) }
    }

    /// Whether nothing is known to have gone wrong with it.
    pub(in crate::provider::worker) fn is_no_failure(self) -> bool {
        matches!(self, Ended::Exited(0) | Ended::Unknown)
    }
}

fn name_of(code: u32) -> Option<&'static str> {
    EXCEPTIONS.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

impl fmt::Display for Ended {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Ended::Exited(status) => write!(formatter, "exited with status {status}"),
            Ended::Crashed(code) => match name_of(code) {
                Some(name) => write!(formatter, "crashed with 0x{code:08X} ({name})"),
                None => write!(formatter, "crashed with 0x{code:08X}"),
            },
            Ended::Unknown => formatter.write_str("ended"),
        }
    }
}

/// A process of this one.
#[derive(Debug)]
pub(in crate::provider::worker) struct Child {
    pid: u32,
    process: Process,
    ended: OnceLock<Ended>,
}

impl Child {
    /// Takes over a process that was just started.
    pub(in crate::provider::worker) fn of(started: std::process::Child) -> Child {
        Child { pid: started.id(), process: Process::of(started), ended: OnceLock::new() }
    }

    pub(in crate::provider::worker) fn pid(&self) -> u32 {
        self.pid
    }

    /// The most memory that it has had so far, in bytes, where the system tells.
    pub(in crate::provider::worker) fn peak_memory(&self) -> Option<u64> {
        self.process.peak_memory()
    }

    /// Kills it, unless it has ended.
    pub(in crate::provider::worker) fn kill(&self) {
        if self.wait(Duration::ZERO).is_none()
            && let Err(error) = self.process.kill(KILLED)
            // It may end at this very moment, which makes it one that can't be killed.
            && self.wait(Duration::from_millis(100)).is_none()
        {
            tracing::warn!(pid = self.pid, %error, "the process of a provider module can't be killed");
        }
    }

    /// Waits for its end, so long at most.
    pub(in crate::provider::worker) fn wait(&self, limit: Duration) -> Option<Ended> {
        if let Some(ended) = self.ended.get() {
            return Some(*ended);
        }
        if !self.process.wait(limit).unwrap_or(true) {
            return None;
        }
        let ended = self.process.exit_code().map_or(Ended::Unknown, Ended::with);
        Some(*self.ended.get_or_init(|| ended))
    }

    pub(super) fn process(&self) -> &Process {
        &self.process
    }
}

/// A process that does nothing until it is killed, or this one has ended.
#[cfg(test)]
pub(in crate::provider::worker) fn waiting_process() -> Child {
    use std::process::Stdio;

    let mut started = tests::shell().stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    // It waits for what never comes.
    std::mem::forget(started.stdin.take());
    Child::of(started)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    /// The shell that every Windows has.
    pub(super) fn shell() -> Command {
        Command::new("cmd.exe")
    }

    #[test]
    fn how_a_process_ended_is_told_each_time() {
        let child = Child::of(shell().args(["/c", "exit 7"]).spawn().unwrap());
        assert_eq!(child.wait(LONG), Some(Ended::Exited(7)));
        assert_eq!(child.wait(Duration::ZERO), Some(Ended::Exited(7)));
        assert_eq!(Ended::Exited(7).to_string(), "exited with status 7");
    }

    #[test]
    fn an_exception_is_told_by_its_number_and_what_is_none_is_a_status() {
        assert_eq!(Ended::with(0xc000_0005).to_string(), "crashed with 0xC0000005 (access violation)");
        assert_eq!(Ended::with(0xc000_1234).to_string(), "crashed with 0xC0001234");
        assert_eq!(Ended::with(u32::MAX).to_string(), "exited with status -1");
        assert_eq!(Ended::with(3), Ended::Exited(3));
    }

    #[test]
    fn one_that_goes_on_is_waited_for_no_longer_than_was_said_and_can_be_killed() {
        let child = waiting_process();
        assert_eq!(child.wait(Duration::from_millis(1)), None);
        assert!(child.peak_memory().is_some());
        child.kill();
        assert_eq!(child.wait(LONG), Some(Ended::Exited(1)));
        child.kill();
    }
}
