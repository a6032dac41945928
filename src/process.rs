//! Which process this is. A fork makes a child with a copy of the memory, and with none of the threads but the one that
//! forked: locks that others held stay locked for ever, and what others were to do is never done.
//!
//! So a child uses nothing that its parent's threads share. What the library keeps in statics, it keeps for [each
//! process](PerProcess), and what was inherited is only looked at where that takes no lock.

use std::sync::atomic::{AtomicUsize, Ordering};

use once_cell::race::OnceBox;
use parking_lot::{Mutex, MutexGuard};

/// How many forks lie between the process that loaded the library and this one.
static FORKS: AtomicUsize = AtomicUsize::new(0);

/// How often a child tries a lock that may never be free.
const ATTEMPTS: usize = 1_000;

/// Tells this process from those that it was forked from.
#[inline]
pub(crate) fn forks() -> usize {
    FORKS.load(Ordering::Relaxed)
}

/// This process is a child that was made just now, or as good as one: none of the threads from before is there any more.
pub(crate) fn was_forked() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}

/// Starts threads of the library with this: they handle no signal, because signals are for the program that the library is a
/// guest of. A thread inherits what its maker blocks, so that there is no moment at which it could get one.
#[cfg(unix)]
pub(crate) fn with_signals_blocked<T>(make: impl FnOnce() -> T) -> T {
    use nix::sys::signal::{SigSet, SigmaskHow, Signal};
    let mut signals = SigSet::all();
    // These tell of a fault of this very thread; blocking them would only keep a program's crash handler from seeing it.
    for fault in [Signal::SIGSEGV, Signal::SIGBUS, Signal::SIGFPE, Signal::SIGILL, Signal::SIGTRAP] {
        signals.remove(fault);
    }
    let before = signals.thread_swap_mask(SigmaskHow::SIG_SETMASK);
    let made = make();
    if let Ok(before) = before {
        // It was this thread's mask a moment ago, so setting it again can't fail.
        let _ = before.thread_set_mask();
    }
    made
}

#[cfg(not(unix))]
pub(crate) fn with_signals_blocked<T>(make: impl FnOnce() -> T) -> T {
    make()
}

/// The name of this machine.
pub(crate) fn system_name() -> &'static str {
    static NAME: OnceBox<String> = OnceBox::new();
    NAME.get_or_init(|| {
        #[cfg(unix)]
        let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
        // Windows sets it for every process, services among them: the name by which WMI knows the machine, too.
        #[cfg(not(unix))]
        let name = std::env::var("COMPUTERNAME").unwrap_or_else(|_| "localhost".to_owned());
        Box::new(name)
    })
}

/// Tries something that a thread may be in the way of, which a fork did not take along: in a child, not for ever.
pub(crate) fn try_in_child<T>(mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    (0..ATTEMPTS).find_map(|_| {
        let result = attempt();
        if result.is_none() {
            std::thread::yield_now();
        }
        result
    })
}

/// Takes the lock of something that a child may use although its parent made it. It panics where another thread of the
/// parent was using it when the process forked.
#[inline]
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    if forks() == 0 {
        return mutex.lock();
    }
    try_in_child(|| mutex.try_lock()).expect(
        "another thread of the parent was using this when the process forked; make another in the child",
    )
}

/// One value for this process, and one for each that it was forked from, which stay as they were at the fork.
pub(crate) struct PerProcess<T> {
    first: T,
    later: OnceBox<Later<T>>,
}

struct Later<T> {
    forks: usize,
    value: T,
    next: OnceBox<Later<T>>,
}

impl<T> PerProcess<T> {
    /// With the value of the process that loads the library.
    pub(crate) const fn new(first: T) -> PerProcess<T> {
        PerProcess { first, later: OnceBox::new() }
    }

    /// The value of this process, made now where it is a child without one.
    #[inline]
    pub(crate) fn current(&self, make: impl Fn() -> T) -> &T {
        match forks() {
            0 => &self.first,
            forks => self.current_of_child(forks, make),
        }
    }

    fn current_of_child(&self, forks: usize, make: impl Fn() -> T) -> &T {
        let mut place = &self.later;
        loop {
            let found = place.get_or_init(|| Box::new(Later { forks, value: make(), next: OnceBox::new() }));
            if found.forks == forks {
                return &found.value;
            }
            place = &found.next;
        }
    }

    /// The values of the processes that this one was forked from.
    pub(crate) fn inherited(&self) -> impl Iterator<Item = &T> {
        let forks = forks();
        let later = std::iter::successors(self.later.get(), |later| later.next.get());
        let first = (forks > 0).then_some(&self.first);
        first.into_iter().chain(later.filter(move |later| later.forks < forks).map(|later| &later.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_process_has_one_value_and_inherits_none() {
        let value = PerProcess::new(Mutex::new(1));
        *lock(value.current(|| Mutex::new(2))) += 10;
        assert_eq!(*value.current(|| Mutex::new(2)).lock(), 11);
        assert_eq!(value.inherited().count(), 0);
    }

    #[test]
    fn a_child_and_its_child_have_values_of_their_own() {
        let value = PerProcess::new(1);
        assert_eq!(*value.current_of_child(1, || 2), 2);
        assert_eq!(*value.current_of_child(3, || 4), 4);
        assert_eq!(*value.current_of_child(1, || 5), 2);
        assert_eq!(*value.current_of_child(3, || 5), 4);
    }

    #[test]
    fn what_is_in_the_way_for_ever_is_given_up() {
        let mutex = Mutex::new(());
        let _held = mutex.lock();
        assert!(try_in_child(|| mutex.try_lock()).is_none());
    }
}
