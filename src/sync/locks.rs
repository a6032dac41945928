//! Locks of the standard library, in the shape of `parking_lot`'s.
//!
//! Such a lock is a word of memory that the kernel knows by its address, and nothing else. `parking_lot`'s keep those who wait
//! in one table of the process, in memory of the threads themselves. After a fork the child has the table and not
//! the threads, and a lock of the child's own that two of its threads want would lead into their stacks.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// A lock for one, without poisoning.
#[derive(Debug, Default)]
pub(crate) struct Mutex<T>(std::sync::Mutex<T>);

/// A locked [`Mutex`].
pub(crate) struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    /// There but for moments in which the lock is let go of.
    guard: Option<std::sync::MutexGuard<'a, T>>,
}

impl<T> Mutex<T> {
    pub(crate) const fn new(value: T) -> Mutex<T> {
        Mutex(std::sync::Mutex::new(value))
    }

    #[inline]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        MutexGuard { mutex: self, guard: Some(self.lock_inner()) }
    }

    #[inline]
    fn lock_inner(&self) -> std::sync::MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> MutexGuard<'_, T> {
    /// Does something without the lock.
    pub(crate) fn unlocked<R>(guard: &mut Self, run: impl FnOnce() -> R) -> R {
        struct Relock<'g, 'a, T>(&'g mut MutexGuard<'a, T>);
        impl<T> Drop for Relock<'_, '_, T> {
            fn drop(&mut self) {
                self.0.guard = Some(self.0.mutex.lock_inner());
            }
        }
        guard.guard = None;
        let _relock = Relock(guard);
        run()
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.guard.as_ref().expect("locked")
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.guard.as_mut().expect("locked")
    }
}

/// A condition variable, to be used with one [`Mutex`]. Telling nobody costs nothing.
#[derive(Debug, Default)]
pub(crate) struct Condvar {
    condition: std::sync::Condvar,
    /// Who waits. It goes up under the lock, so that who changes what is waited for, and tells afterwards, sees it.
    waiters: AtomicUsize,
}

/// Whether a wait ended by its limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    pub(crate) fn timed_out(self) -> bool {
        self.0
    }
}

impl Condvar {
    pub(crate) const fn new() -> Condvar {
        Condvar { condition: std::sync::Condvar::new(), waiters: AtomicUsize::new(0) }
    }

    pub(crate) fn notify_one(&self) {
        if self.waiters.load(Ordering::SeqCst) > 0 {
            self.condition.notify_one();
        }
    }

    pub(crate) fn notify_all(&self) {
        if self.waiters.load(Ordering::SeqCst) > 0 {
            self.condition.notify_all();
        }
    }

    pub(crate) fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        let inner = guard.guard.take().expect("locked");
        self.waiters.fetch_add(1, Ordering::SeqCst);
        let inner = self.condition.wait(inner).unwrap_or_else(PoisonError::into_inner);
        self.waiters.fetch_sub(1, Ordering::SeqCst);
        guard.guard = Some(inner);
    }

    pub(crate) fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, limit: Duration) -> WaitTimeoutResult {
        let inner = guard.guard.take().expect("locked");
        self.waiters.fetch_add(1, Ordering::SeqCst);
        let (inner, result) =
            self.condition.wait_timeout(inner, limit).unwrap_or_else(PoisonError::into_inner);
        self.waiters.fetch_sub(1, Ordering::SeqCst);
        guard.guard = Some(inner);
        WaitTimeoutResult(result.timed_out())
    }

    pub(crate) fn wait_until<T>(&self, guard: &mut MutexGuard<'_, T>, end: Instant) -> WaitTimeoutResult {
        self.wait_for(guard, end.saturating_duration_since(Instant::now()))
    }

    pub(crate) fn wait_while<T>(&self, guard: &mut MutexGuard<'_, T>, mut waits: impl FnMut(&mut T) -> bool) {
        while waits(guard) {
            self.wait(guard);
        }
    }

    pub(crate) fn wait_while_for<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut waits: impl FnMut(&mut T) -> bool,
        limit: Duration,
    ) -> WaitTimeoutResult {
        let end = Instant::now() + limit;
        while waits(guard) {
            if self.wait_until(guard, end).timed_out() {
                return WaitTimeoutResult(waits(guard));
            }
        }
        WaitTimeoutResult(false)
    }
}

/// A lock for one writer or many readers, without poisoning.
#[derive(Debug, Default)]
pub(crate) struct RwLock<T>(std::sync::RwLock<T>);

impl<T> RwLock<T> {
    pub(crate) const fn new(value: T) -> RwLock<T> {
        RwLock(std::sync::RwLock::new(value))
    }

    #[inline]
    pub(crate) fn read(&self) -> std::sync::RwLockReadGuard<'_, T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    pub(crate) fn write(&self) -> std::sync::RwLockWriteGuard<'_, T> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn try_read(&self) -> Option<std::sync::RwLockReadGuard<'_, T>> {
        free(self.0.try_read())
    }

    pub(crate) fn try_write(&self) -> Option<std::sync::RwLockWriteGuard<'_, T>> {
        free(self.0.try_write())
    }
}

/// The guard of a lock that was free.
fn free<G>(tried: Result<G, TryLockError<G>>) -> Option<G> {
    match tried {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn who_waits_is_told() {
        let shared = Arc::new((Mutex::new(0), Condvar::new()));
        let other = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            let (number, changed) = &*other;
            let mut number = number.lock();
            changed.wait_while(&mut number, |number| *number < 1_000);
            *number
        });
        for _ in 0..1_000 {
            *shared.0.lock() += 1;
            shared.1.notify_one();
        }
        assert_eq!(thread.join().unwrap(), 1_000);
    }

    #[test]
    fn a_wait_that_nobody_ends_times_out() {
        let mutex = Mutex::new(());
        let result = Condvar::new().wait_for(&mut mutex.lock(), Duration::from_millis(1));
        assert!(result.timed_out());
    }

    #[test]
    fn what_runs_unlocked_finds_the_lock_free_and_leaves_it_taken() {
        let mutex = Mutex::new(1);
        let mut guard = mutex.lock();
        MutexGuard::unlocked(&mut guard, || *mutex.lock() += 1);
        assert_eq!(*guard, 2);
        assert!(mutex.0.try_lock().is_err());
    }

    #[test]
    fn a_panic_does_not_poison() {
        let mutex = Mutex::new(1);
        let panics = || {
            let _guard = mutex.lock();
            panic!("this is a test");
        };
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
        assert_eq!(*mutex.lock(), 1);
    }
}
