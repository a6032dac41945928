//! The worker pool: threads that run providers and callbacks.
//!
//! No thread exists before the first job. As many workers as configured run at once; a worker that says it [`block`]s, in a
//! provider that waits for its client or in a client's callback, is made up for by another while jobs wait. Where all
//! workers are busy with something that takes long, and say nothing, a job that has waited for [`PATIENCE`] gets a worker of
//! its own. Workers that have nothing to do for a while go; those above the configured number soon.
//!
//! Everything that counts is under one lock. A job goes into the queue, and wakes the one worker that became idle last: its
//! caches are warm, and the others come of age. Who has finished a job looks into the queue before it becomes idle, and may
//! be there first. So no job is ever lost: while there is one, somebody is on the way to it, or everybody is busy.

use std::cell::{Cell, OnceCell};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::sync::channel::{Receiver, Sender, unbounded};
use super::sync::thread::{JoinHandle, current};
use super::sync::{Condvar, Mutex, MutexGuard, now, thread_local};
use super::thread;
use super::timer::Timer;
use crate::process;

/// How long a worker waits for a job before it goes.
const IDLE: Duration = Duration::from_secs(10);
/// How long one waits that makes more workers than shall run.
const IDLE_IN_EXCESS: Duration = Duration::from_secs(1);
/// How long a job waits while no worker takes any, before there is one more.
const PATIENCE: Duration = Duration::from_millis(50);

/// Something to do, which is told where it is done.
pub(crate) type Job = Box<dyn FnOnce(RunsOn) + Send>;

/// Who does a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunsOn {
    /// A worker.
    Worker,
    /// The thread that brought a job: there is no worker, and none could be started.
    Caller,
}

/// The pool.
pub(crate) struct Pool {
    shared: Arc<Shared>,
}

struct Shared {
    /// The process that the threads are in.
    process: usize,
    timer: Arc<Timer>,
    /// Workers that shall run at once.
    target: usize,
    idle_time: Duration,
    state: Mutex<State>,
    /// A thread that was being started has started, or could not be.
    settled: Condvar,
}

#[derive(Default)]
struct State {
    /// Jobs that nobody has taken yet.
    jobs: VecDeque<Job>,
    /// The workers that wait to be woken, in the order in which they became idle.
    idle: Vec<Sleeper>,
    /// Workers that were woken, and have not looked into the queue yet.
    waking: usize,
    /// Workers that exist, those included that are being started.
    workers: usize,
    /// Workers that wait for something else than a job.
    blocked: usize,
    /// Threads that are being started.
    starting: usize,
    /// Jobs that were taken, ever.
    taken: usize,
    /// Whether the timer is to look whether jobs wait too long.
    watched: bool,
    /// Workers that were started, ever; for their names.
    started: usize,
    closing: bool,
    threads: Vec<JoinHandle<()>>,
}

/// A worker that waits.
#[derive(Clone)]
struct Sleeper {
    number: usize,
    /// Has one message each time that the worker was taken off the list of the idle.
    wake: Sender<()>,
}

thread_local! {
    /// The pool that this thread works for.
    static WORKS_FOR: OnceCell<Arc<Shared>> = const { OnceCell::new() };
    /// How many times over this worker said that it blocks.
    static BLOCKED: Cell<i32> = const { Cell::new(0) };
}

impl Pool {
    /// A pool without threads, of as many workers as shall run at once.
    pub(crate) fn new(target: usize, timer: Arc<Timer>) -> Pool {
        Pool::with_idle_time(target, timer, IDLE)
    }

    fn with_idle_time(target: usize, timer: Arc<Timer>, idle_time: Duration) -> Pool {
        let target = target.max(1);
        let (state, settled) = (Mutex::default(), Condvar::new());
        let process = process::forks();
        Pool { shared: Arc::new(Shared { process, timer, target, idle_time, state, settled }) }
    }

    /// Has a worker do something. Where there is none, and none can be started, it is done before this returns, and told so.
    pub(crate) fn submit(&self, job: Job) {
        let mut state = self.shared.state.lock();
        state.jobs.push_back(job);
        self.shared.look_after_jobs(state);
    }

    /// Lets the workers finish what is queued, and waits for them.
    pub(crate) fn close(&self) {
        let mut state = self.shared.state.lock();
        state.closing = true;
        let idle = std::mem::take(&mut state.idle);
        state.waking += idle.len();
        drop(state);
        idle.iter().for_each(Sleeper::wake);
        loop {
            let mut state = self.shared.state.lock();
            self.shared.settled.wait_while(&mut state, |state| state.starting > 0);
            let threads = std::mem::take(&mut state.threads);
            drop(state);
            if threads.is_empty() {
                return;
            }
            for thread in threads {
                // The last application may be let go of by a worker; it can't wait for itself.
                if thread.thread().id() != current().id() {
                    // Workers catch what jobs panic with.
                    let _ = thread.join();
                }
            }
            // What was queued may have needed more workers meanwhile.
        }
    }

    /// Number of threads.
    #[cfg(test)]
    pub(crate) fn workers(&self) -> usize {
        self.shared.state.lock().workers
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

/// Does something that may wait for a client. Where this thread is a worker, another takes its place meanwhile.
pub(crate) fn block<T>(wait: impl FnOnce() -> T) -> T {
    struct Unblock<'a>(&'a Shared);
    impl Drop for Unblock<'_> {
        fn drop(&mut self) {
            if add_to_blocked(-1) == 0 && self.0.is_own() {
                self.0.state.lock().blocked -= 1;
            }
        }
    }
    WORKS_FOR.with(|pool| match pool.get() {
        Some(shared) if shared.is_own() => {
            if add_to_blocked(1) == 1 {
                let mut state = shared.state.lock();
                state.blocked += 1;
                if state.jobs.len() > state.starting + state.waking {
                    shared.look_after_jobs(state);
                }
            }
            let _unblock = Unblock(shared);
            wait()
        }
        _ => wait(),
    })
}

/// What a child does that was forked inside of what a worker ran, and that came back from there: its only thread was that worker,
/// and has no work there. As every process does with its last thread, the child ends.
pub(super) fn end_child_of_worker() {
    let is_child = |pool: &OnceCell<Arc<Shared>>| pool.get().is_some_and(|shared| !shared.is_own());
    if WORKS_FOR.with(is_child) {
        std::process::exit(0);
    }
}

/// Counts how many times over this worker blocks.
fn add_to_blocked(count: i32) -> i32 {
    BLOCKED.with(|blocked| {
        blocked.set(blocked.get() + count);
        blocked.get()
    })
}

impl Sleeper {
    fn wake(&self) {
        // The worker holds the other end for as long as it is counted.
        let _ = self.wake.send(());
    }
}

impl Shared {
    /// Whether the workers are in this process, which may be a child that was forked meanwhile.
    fn is_own(&self) -> bool {
        self.process == process::forks()
    }

    /// There are jobs: wakes a worker or starts one, where fewer run than shall. Where that is not enough, the timer looks after a
    /// while whether the jobs only wait.
    fn look_after_jobs(self: &Arc<Shared>, mut state: MutexGuard<'_, State>) {
        if let Some(sleeper) = state.idle.pop() {
            state.waking += 1;
            drop(state);
            return sleeper.wake();
        }
        let starts = state.workers - state.blocked < self.target;
        let number = starts.then(|| state.begin_start());
        self.watch(state);
        if let Some(number) = number {
            self.start_worker(number);
        }
    }

    /// Has the timer look after a while, where there are more jobs than workers on their way.
    fn watch(self: &Arc<Shared>, mut state: MutexGuard<'_, State>) {
        if state.watched || state.jobs.len() <= state.starting + state.waking {
            return;
        }
        state.watched = true;
        let taken = state.taken;
        drop(state);
        let shared = Arc::clone(self);
        if self.timer.at(now() + PATIENCE, Box::new(move || shared.look_again(taken))).is_none() {
            // There is nobody to look. Who brings the next job tries again.
            self.state.lock().watched = false;
        }
    }

    /// The timer's look at jobs of which `taken` had been taken before.
    fn look_again(self: &Arc<Shared>, taken: usize) {
        let mut state = self.state.lock();
        state.watched = false;
        let is_stuck = !state.jobs.is_empty() && state.taken == taken;
        let number = is_stuck.then(|| state.begin_start());
        self.watch(state);
        if let Some(number) = number {
            self.start_worker(number);
        }
    }

    /// Starts a worker that is counted already.
    fn start_worker(self: &Arc<Shared>, number: usize) {
        let shared = Arc::clone(self);
        let started = thread::spawn(&format!("mi-worker-{number}"), move || work(&shared, number));
        let mut state = self.state.lock();
        state.starting -= 1;
        let mut left = VecDeque::new();
        match started {
            Ok(thread) => {
                state.threads.retain(|thread| !thread.is_finished());
                state.threads.push(thread);
            }
            Err(error) => {
                tracing::error!(%error, "no worker thread could be started");
                state.workers -= 1;
                if state.workers == 0 {
                    // Nobody else will ever do them.
                    left = std::mem::take(&mut state.jobs);
                    state.taken += left.len();
                }
            }
        }
        // What could not be started is tried again in a while.
        self.watch(state);
        self.settled.notify_all();
        for job in left {
            run(job, RunsOn::Caller);
        }
    }
}

impl State {
    /// Counts a worker that is about to be started.
    fn begin_start(&mut self) -> usize {
        self.workers += 1;
        self.starting += 1;
        self.started += 1;
        self.started - 1
    }

    fn next_job(&mut self) -> Option<Job> {
        let job = self.jobs.pop_front()?;
        self.taken += 1;
        Some(job)
    }
}

fn work(shared: &Arc<Shared>, number: usize) {
    WORKS_FOR.with(|pool| {
        // The thread is new, so nothing was set.
        let _ = pool.set(Arc::clone(shared));
    });
    let (wake, woken) = unbounded();
    let sleeper = Sleeper { number, wake };
    while let Some(job) = next_job(shared, &sleeper, &woken) {
        run(job, RunsOn::Worker);
    }
}

/// Waits for a job; `None` when it is time to go, and the worker is no longer counted.
fn next_job(shared: &Shared, sleeper: &Sleeper, woken: &Receiver<()>) -> Option<Job> {
    let mut state = shared.state.lock();
    loop {
        if let Some(job) = state.next_job() {
            return Some(job);
        }
        if state.closing {
            state.workers -= 1;
            return None;
        }
        let is_in_excess = state.workers - state.blocked > shared.target;
        let patience = if is_in_excess { shared.idle_time.min(IDLE_IN_EXCESS) } else { shared.idle_time };
        state.idle.push(sleeper.clone());
        drop(state);
        let in_time = woken.recv_timeout(patience).is_ok();
        state = shared.state.lock();
        if !in_time {
            if let Some(place) = state.idle.iter().position(|idle| idle.number == sleeper.number) {
                state.idle.remove(place);
                state.workers -= 1;
                return None;
            }
            // Somebody takes it for idle still, and wakes it just now. The message must not be left for the next time.
            drop(state);
            let _ = woken.recv();
            state = shared.state.lock();
        }
        state.waking -= 1;
    }
}

fn run(job: Job, on: RunsOn) {
    if catch_unwind(AssertUnwindSafe(|| job(on))).is_err() {
        // Providers' panics are caught where they are run; this is one of the engine's own.
        tracing::error!("a job of the worker pool panicked");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::mpsc::{channel, sync_channel};

    use super::*;

    fn pool(target: usize) -> Pool {
        Pool::new(target, Arc::default())
    }

    #[test]
    fn there_is_no_thread_before_the_first_job() {
        let pool = pool(2);
        assert_eq!(pool.workers(), 0);
        let (sender, receiver) = channel();
        pool.submit(Box::new(move |_| {
            sender.send(std::thread::current().name().map(str::to_owned)).unwrap()
        }));
        assert!(receiver.recv().unwrap().unwrap().starts_with("mi-worker-"));
        assert_eq!(pool.workers(), 1);
    }

    #[test]
    fn a_job_that_no_worker_can_be_started_for_is_done_by_who_brings_it_and_told_so() {
        let pool = pool(1);
        let (sender, receiver) = channel();
        let told = sender.clone();
        thread::without_threads(|| pool.submit(Box::new(move |on| told.send(on).unwrap())));
        assert_eq!(receiver.try_recv(), Ok(RunsOn::Caller));
        pool.submit(Box::new(move |on| sender.send(on).unwrap()));
        assert_eq!(receiver.recv(), Ok(RunsOn::Worker), "the next one is tried again");
    }

    #[test]
    fn a_worker_that_blocks_is_made_up_for() {
        let pool = pool(1);
        let (release, released) = sync_channel::<()>(0);
        pool.submit(Box::new(move |_| block(|| released.recv().unwrap())));
        let (sender, receiver) = channel();
        pool.submit(Box::new(move |_| sender.send(()).unwrap()));
        receiver.recv().unwrap();
        release.send(()).unwrap();
    }

    #[test]
    fn many_workers_that_block_are_all_made_up_for() {
        let pool = pool(2);
        let barrier = Arc::new(Barrier::new(33));
        for _ in 0..32 {
            let barrier = Arc::clone(&barrier);
            pool.submit(Box::new(move |_| {
                block(|| barrier.wait());
            }));
        }
        barrier.wait();
    }

    #[test]
    fn a_job_behind_workers_that_are_busy_without_saying_so_gets_its_turn() {
        let pool = pool(1);
        let (release, released) = sync_channel::<()>(0);
        pool.submit(Box::new(move |_| released.recv().unwrap()));
        let (sender, receiver) = channel();
        pool.submit(Box::new(move |_| sender.send(()).unwrap()));
        receiver.recv().unwrap();
        release.send(()).unwrap();
    }

    #[test]
    fn a_job_that_came_while_its_worker_was_taking_another_gets_its_turn() {
        for _ in 0..10 {
            // Workers that nobody sends away would keep the pool from being dropped.
            let pool = Pool::with_idle_time(1, Arc::default(), Duration::from_secs(86_400));
            for _ in 0..2 {
                let (sender, receiver) = channel();
                let (release, released) = sync_channel::<()>(0);
                pool.submit(Box::new(move |_| released.recv().unwrap()));
                pool.submit(Box::new(move |_| sender.send(()).unwrap()));
                receiver.recv().unwrap();
                release.send(()).unwrap();
            }
        }
    }

    #[test]
    fn idle_workers_go_and_the_next_job_gets_a_new_one() {
        let pool = Pool::with_idle_time(2, Arc::default(), Duration::from_millis(1));
        for _ in 0..3 {
            let (sender, receiver) = channel();
            pool.submit(Box::new(move |_| sender.send(()).unwrap()));
            receiver.recv().unwrap();
            while pool.workers() > 0 {
                std::thread::yield_now();
            }
        }
    }

    #[test]
    fn dropping_the_pool_finishes_what_is_queued() {
        let pool = pool(1);
        let (sender, receiver) = channel();
        for number in 0..10 {
            let sender = sender.clone();
            pool.submit(Box::new(move |_| sender.send(number).unwrap()));
        }
        drop((pool, sender));
        assert_eq!(receiver.iter().count(), 10);
    }

    #[test]
    fn a_panic_leaves_the_worker_alive() {
        let pool = pool(1);
        pool.submit(Box::new(|_| panic!("this is a test")));
        let (sender, receiver) = channel();
        pool.submit(Box::new(move |_| sender.send(()).unwrap()));
        receiver.recv().unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn workers_block_all_signals_that_can_be_blocked() {
        let pool = pool(1);
        let (sender, receiver) = channel();
        pool.submit(Box::new(move |_| {
            sender.send(std::fs::read_to_string("/proc/thread-self/status").unwrap()).unwrap();
        }));
        let status = receiver.recv().unwrap();
        let blocked = status.lines().find_map(|line| line.strip_prefix("SigBlk:")).unwrap().trim();
        let blocked = u64::from_str_radix(blocked, 16).unwrap();
        for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGCHLD, libc::SIGUSR1, libc::SIGPIPE] {
            assert_ne!(blocked & 1 << (signal - 1), 0, "signal {signal}");
        }
    }
}
