//! How the engine waits; what it shares and waits with is [`crate::sync`]'s.

use std::time::Duration;

pub(crate) use crate::sync::*;

/// How long closing waits before it says what it waits for.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// Waits until it is over, as long as that takes. Where it takes longer than `patience`, `warn` is called once.
pub(super) fn wait_until<T>(
    changed: &Condvar,
    guarded: &mut MutexGuard<'_, T>,
    patience: Duration,
    is_over: impl Fn(&T) -> bool,
    warn: impl FnOnce(&T),
) {
    let timed_out = changed.wait_while_for(guarded, |value| !is_over(value), patience).timed_out();
    if timed_out && !is_over(guarded) {
        warn(guarded);
        changed.wait_while(guarded, |value| !is_over(value));
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::{Arc, mpsc};

    use super::*;

    #[test]
    fn a_wait_that_takes_longer_than_its_patience_warns_once_and_goes_on() {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let (warned, warning) = mpsc::channel();
        let other = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            let warnings = warning.recv().is_ok();
            *other.0.lock() = true;
            other.1.notify_all();
            warnings
        });

        let mut over = shared.0.lock();
        wait_until(&shared.1, &mut over, Duration::ZERO, |over| *over, |_| warned.send(()).unwrap());

        assert!(*over);
        drop(over);
        assert!(thread.join().unwrap());
    }

    #[test]
    fn what_is_over_is_not_warned_of() {
        let over = Mutex::new(true);
        let warned = Cell::new(false);

        wait_until(&Condvar::new(), &mut over.lock(), Duration::ZERO, |over| *over, |_| warned.set(true));

        assert!(!warned.get());
    }
}
