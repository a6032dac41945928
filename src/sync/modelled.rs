//! The same under the model checker shuttle: each test runs many times, and each time another order of its threads' steps.
//!
//! Threads are coroutines of one thread of the system, and take turns at each use of what is in here. Time stands still but
//! for waits that time out: such a wait may time out at any moment, whatever its limit, and moves the clock to where it was
//! to end. Each run has statics, thread-locals and a clock of its own.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use shuttle::rand::{Rng, thread_rng};

pub(crate) use shuttle::{hint, sync::atomic, thread_local};

/// Whether a model checker runs the threads. Numbers that only make things fast or roomy are small then.
pub(crate) const IS_MODELLED: bool = true;

/// Declares a static that changes.
macro_rules! process_static {
    ($(#[$attribute:meta])* static $name:ident: $type:ty = $value:expr;) => {
        shuttle::lazy_static! { $(#[$attribute])* static ref $name: $type = $value; }
    };
}
pub(crate) use process_static;

/// How far the clock of this run is.
#[derive(Default)]
struct Clock(std::sync::Mutex<Duration>);

process_static! {
    static CLOCK: Clock = Clock::default();
}

/// When each run starts.
static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);

/// What time it is.
pub(crate) fn now() -> Instant {
    *START + *CLOCK.0.lock().unwrap()
}

/// Lets time pass until this moment.
fn pass_until(moment: Instant) {
    let mut elapsed = CLOCK.0.lock().unwrap();
    *elapsed = (*elapsed).max(moment.saturating_duration_since(*START));
}

/// A lock without poisoning.
#[derive(Default)]
pub(crate) struct Mutex<T>(shuttle::sync::Mutex<T>);

impl<T> Mutex<T> {
    pub(crate) const fn new(value: T) -> Mutex<T> {
        Mutex(shuttle::sync::Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        MutexGuard { mutex: self, guard: Some(guard) }
    }
}

/// A locked [`Mutex`]. It holds none inside of a wait only.
pub(crate) struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    guard: Option<shuttle::sync::MutexGuard<'a, T>>,
}

impl<T> MutexGuard<'_, T> {
    pub(crate) fn unlocked<U>(guard: &mut Self, run: impl FnOnce() -> U) -> U {
        guard.guard = None;
        let result = run();
        *guard = guard.mutex.lock();
        result
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.guard.as_ref().expect("locked")
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.guard.as_mut().expect("locked")
    }
}

/// A lock for one writer or many readers, without poisoning.
#[derive(Default)]
pub(crate) struct RwLock<T>(shuttle::sync::RwLock<T>);

impl<T> RwLock<T> {
    pub(crate) const fn new(value: T) -> RwLock<T> {
        RwLock(shuttle::sync::RwLock::new(value))
    }

    pub(crate) fn read(&self) -> shuttle::sync::RwLockReadGuard<'_, T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn try_read(&self) -> Option<shuttle::sync::RwLockReadGuard<'_, T>> {
        self.0.try_read().ok()
    }

    pub(crate) fn try_write(&self) -> Option<shuttle::sync::RwLockWriteGuard<'_, T>> {
        self.0.try_write().ok()
    }

    pub(crate) fn write(&self) -> shuttle::sync::RwLockWriteGuard<'_, T> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A condition variable. Waits without a limit are shuttle's; those with one take turns with the other threads, a few or
/// many, then time out.
#[derive(Default)]
pub(crate) struct Condvar {
    unlimited: shuttle::sync::Condvar,
    waiters: std::sync::Mutex<Waiters>,
}

#[derive(Default)]
struct Waiters {
    unlimited: usize,
    /// Those who wait with a limit: the place where each looks whether it was woken.
    limited: VecDeque<Arc<std::sync::atomic::AtomicBool>>,
}

/// Whether a wait ended by its limit.
#[derive(Clone, Copy)]
pub(crate) struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    pub(crate) fn timed_out(self) -> bool {
        self.0
    }
}

impl Condvar {
    pub(crate) const fn new() -> Condvar {
        let waiters = Waiters { unlimited: 0, limited: VecDeque::new() };
        Condvar { unlimited: shuttle::sync::Condvar::new(), waiters: std::sync::Mutex::new(waiters) }
    }

    fn waiters(&self) -> std::sync::MutexGuard<'_, Waiters> {
        self.waiters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        let locked = guard.guard.take().expect("locked");
        self.waiters().unlimited += 1;
        let locked = self.unlimited.wait(locked).unwrap_or_else(PoisonError::into_inner);
        self.waiters().unlimited -= 1;
        guard.guard = Some(locked);
    }

    pub(crate) fn wait_until<T>(&self, guard: &mut MutexGuard<'_, T>, end: Instant) -> WaitTimeoutResult {
        use std::sync::atomic::Ordering;
        const PATIENCE: [u32; 5] = [1, 2, 5, 20, 100];
        let patience = PATIENCE[thread_rng().gen_range(0..PATIENCE.len())];
        let woken = Arc::new(std::sync::atomic::AtomicBool::new(false));
        // Nobody else runs between the unlocking and the next turn.
        guard.guard = None;
        self.waiters().limited.push_back(Arc::clone(&woken));
        for _ in 0..patience {
            shuttle::thread::yield_now();
            if woken.load(Ordering::Relaxed) {
                break;
            }
        }
        self.waiters().limited.retain(|waiter| !Arc::ptr_eq(waiter, &woken));
        let timed_out = !woken.load(Ordering::Relaxed);
        if timed_out {
            pass_until(end);
        }
        *guard = guard.mutex.lock();
        WaitTimeoutResult(timed_out)
    }

    pub(crate) fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, limit: Duration) -> WaitTimeoutResult {
        self.wait_until(guard, now() + limit)
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
        let end = now() + limit;
        while waits(guard) {
            if self.wait_until(guard, end).timed_out() {
                return WaitTimeoutResult(waits(guard));
            }
        }
        WaitTimeoutResult(false)
    }

    pub(crate) fn notify_one(&self) {
        let limited = {
            let mut waiters = self.waiters();
            let all = waiters.unlimited + waiters.limited.len();
            let chosen = if all == 0 { 0 } else { thread_rng().gen_range(0..all) };
            waiters.limited.remove(chosen)
        };
        match limited {
            Some(waiter) => waiter.store(true, std::sync::atomic::Ordering::Relaxed),
            None => self.unlimited.notify_one(),
        }
    }

    pub(crate) fn notify_all(&self) {
        self.unlimited.notify_all();
        for waiter in self.waiters().limited.drain(..) {
            waiter.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

/// A value that is set once. What makes it takes no turn, so that nobody ever waits for it.
pub(crate) struct OnceLock<T>(std::sync::OnceLock<T>);

impl<T> OnceLock<T> {
    pub(crate) const fn new() -> OnceLock<T> {
        OnceLock(std::sync::OnceLock::new())
    }

    pub(crate) fn get(&self) -> Option<&T> {
        take_turns();
        self.0.get()
    }

    pub(crate) fn set(&self, value: T) -> Result<(), T> {
        take_turns();
        self.0.set(value)
    }

    pub(crate) fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        take_turns();
        self.0.get_or_init(make)
    }

    pub(crate) fn take(&mut self) -> Option<T> {
        self.0.take()
    }
}

/// Lets another thread have its turn here.
fn take_turns() {
    shuttle::thread::sleep(Duration::ZERO);
}

/// Threads, with what the library uses of `std::thread`.
pub(crate) mod thread {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    pub(crate) use shuttle::thread::{Thread, current};

    use super::{Rng, thread_rng};

    process_static! {
        static ALIVE: AtomicUsize = AtomicUsize::new(0);
    }

    process_static! {
        static FAILS_OFTEN: AtomicBool = AtomicBool::new(false);
    }

    /// From here on about every other worker can't be started, in this run. The timer can, or nothing would be tried again.
    pub(crate) fn let_starts_fail() {
        FAILS_OFTEN.store(true, Ordering::Relaxed);
    }

    /// How many threads the library runs.
    pub(crate) fn alive() -> usize {
        ALIVE.load(Ordering::Relaxed)
    }

    /// A thread to wait for.
    pub(crate) struct JoinHandle<T> {
        thread: shuttle::thread::JoinHandle<T>,
        finished: Arc<AtomicBool>,
    }

    impl<T> JoinHandle<T> {
        pub(crate) fn join(self) -> std::thread::Result<T> {
            self.thread.join()
        }

        pub(crate) fn thread(&self) -> &Thread {
            self.thread.thread()
        }

        pub(crate) fn is_finished(&self) -> bool {
            self.finished.load(Ordering::Relaxed)
        }
    }

    /// Makes threads.
    pub(crate) struct Builder {
        thread: shuttle::thread::Builder,
        is_worker: bool,
    }

    impl Builder {
        pub(crate) fn new() -> Builder {
            Builder { thread: shuttle::thread::Builder::new(), is_worker: false }
        }

        pub(crate) fn name(self, name: String) -> Builder {
            let is_worker = name.contains("worker");
            Builder { thread: self.thread.name(name), is_worker }
        }

        pub(crate) fn spawn<T: Send + 'static>(
            self,
            run: impl FnOnce() -> T + Send + 'static,
        ) -> io::Result<JoinHandle<T>> {
            let finished = Arc::new(AtomicBool::new(false));
            let finishes = Arc::clone(&finished);
            let may_fail = self.is_worker && FAILS_OFTEN.load(Ordering::Relaxed);
            if may_fail && thread_rng().gen_range(0..2) == 0 {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            ALIVE.fetch_add(1, Ordering::Relaxed);
            let thread = self.thread.spawn(move || {
                let result = run();
                ALIVE.fetch_sub(1, Ordering::Relaxed);
                finishes.store(true, Ordering::Relaxed);
                result
            })?;
            Ok(JoinHandle { thread, finished })
        }
    }
}

/// A queue between threads. Its ends are never all dropped while somebody waits, in the engine, so that this isn't told.
pub(crate) mod channel {
    use std::collections::VecDeque;
    use std::sync::Arc;
    use std::time::Duration;

    pub(crate) use crossbeam_channel::{RecvError, RecvTimeoutError, SendError};

    use super::{Condvar, Mutex};

    struct Channel<T> {
        queue: Mutex<VecDeque<T>>,
        filled: Condvar,
    }

    /// What puts into the queue.
    pub(crate) struct Sender<T>(Arc<Channel<T>>);

    /// What takes out of the queue.
    pub(crate) struct Receiver<T>(Arc<Channel<T>>);

    /// A queue of any length.
    pub(crate) fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
        let channel = Arc::new(Channel { queue: Mutex::new(VecDeque::new()), filled: Condvar::new() });
        (Sender(Arc::clone(&channel)), Receiver(channel))
    }

    impl<T> Clone for Sender<T> {
        fn clone(&self) -> Sender<T> {
            Sender(Arc::clone(&self.0))
        }
    }

    impl<T> Sender<T> {
        pub(crate) fn send(&self, value: T) -> Result<(), SendError<T>> {
            self.0.queue.lock().push_back(value);
            self.0.filled.notify_one();
            Ok(())
        }
    }

    impl<T> Receiver<T> {
        pub(crate) fn recv(&self) -> Result<T, RecvError> {
            let mut queue = self.0.queue.lock();
            self.0.filled.wait_while(&mut queue, |queue| queue.is_empty());
            queue.pop_front().ok_or(RecvError)
        }

        pub(crate) fn recv_timeout(&self, limit: Duration) -> Result<T, RecvTimeoutError> {
            let mut queue = self.0.queue.lock();
            self.0.filled.wait_while_for(&mut queue, |queue| queue.is_empty(), limit);
            queue.pop_front().ok_or(RecvTimeoutError::Timeout)
        }
    }
}
