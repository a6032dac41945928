//! How often a module is started again whose process crashes.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::process::PerProcess;
use crate::sync::locks::Mutex;
use crate::sync::process_static;

/// A process that lived so long did not crash because it was started.
const LONG: Duration = Duration::from_secs(60);
/// The wait before the second start after a crash; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(100);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(10);

/// What is known of the crashes of one module.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Backoff {
    /// How many processes crashed soon after their start, without one in between that did not.
    crashes: u32,
    /// When the next may start.
    next: Option<Instant>,
}

impl Backoff {
    /// A process that was started then crashed now. Gives how long nobody may start the next one.
    pub(super) fn crashed(&mut self, started: Instant, now: Instant) -> Duration {
        let lived = now.saturating_duration_since(started);
        self.crashes = if lived >= LONG { 1 } else { self.crashes.saturating_add(1) };
        let wait = match self.crashes {
            0 | 1 => Duration::ZERO,
            crashes => FIRST.saturating_mul(1 << (crashes - 2).min(10)).min(LONGEST),
        };
        self.next = now.checked_add(wait);
        wait
    }

    /// How long it is until the next process may start; `None` where it may start now.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        self.next.and_then(|next| next.checked_duration_since(now)).filter(|wait| !wait.is_zero())
    }
}

/// What a process is started for: the library, the user that it runs as, and whether it has the surroundings of a shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Purpose {
    pub(super) library: PathBuf,
    pub(super) user: Option<String>,
    pub(super) shell: bool,
}

process_static! {
    /// The modules of this process that have crashed.
    static CRASHED: PerProcess<Mutex<Vec<(Purpose, Backoff)>>> = PerProcess::new(Mutex::new(Vec::new()));
}

fn with<T>(purpose: &Purpose, run: impl FnOnce(&mut Backoff) -> T) -> T {
    let mut crashed = CRASHED.current(|| Mutex::new(Vec::new())).lock();
    if let Some((_, backoff)) = crashed.iter_mut().find(|(known, _)| known == purpose) {
        return run(backoff);
    }
    let mut backoff = Backoff::default();
    let result = run(&mut backoff);
    if backoff.crashes > 0 {
        crashed.push((purpose.clone(), backoff));
    }
    result
}

/// [`Backoff::crashed`] of the module.
pub(super) fn crashed(purpose: &Purpose, started: Instant) -> Duration {
    with(purpose, |backoff| backoff.crashed(started, Instant::now()))
}

/// [`Backoff::wait`] of the module, and how many crashes it is for.
pub(super) fn wait(purpose: &Purpose) -> Option<(Duration, u32)> {
    with(purpose, |backoff| backoff.wait(Instant::now()).map(|wait| (wait, backoff.crashes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(backoff: &mut Backoff, crashes: usize) -> Vec<u64> {
        let now = Instant::now();
        (0..crashes).map(|_| backoff.crashed(now, now).as_millis() as u64).collect()
    }

    #[test]
    fn the_first_restart_is_at_once_and_each_further_one_waits_twice_as_long_up_to_a_limit() {
        let waits = waits(&mut Backoff::default(), 10);
        assert_eq!(waits, [0, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
    }

    #[test]
    fn nothing_starts_before_its_time() {
        let (mut backoff, now) = (Backoff::default(), Instant::now());
        assert_eq!(backoff.wait(now), None);
        backoff.crashed(now, now);
        assert_eq!(backoff.wait(now), None);
        backoff.crashed(now, now);
        assert_eq!(backoff.wait(now), Some(FIRST));
        assert_eq!(backoff.wait(now + FIRST / 4), Some(FIRST * 3 / 4));
        assert_eq!(backoff.wait(now + FIRST), None);
    }

    #[test]
    fn who_lived_long_begins_anew() {
        let (mut backoff, started) = (Backoff::default(), Instant::now());
        waits(&mut backoff, 5);
        assert_eq!(backoff.crashed(started, started + LONG), Duration::ZERO);
        assert_eq!(backoff.crashed(started, started), FIRST);
    }
}
