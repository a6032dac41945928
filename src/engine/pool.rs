//! The worker pool: threads that run providers and callbacks.
//!
//! No thread exists before the first job. As many workers as configured run at once; a worker that says it [`block`]s, in a
//! provider that waits for its client or in a client's callback, is made up for by another while jobs wait. Where all
//! workers are busy with something that takes long, and say nothing, a job that has waited for [`PATIENCE`] gets a worker of
//! its own. Workers that have nothing to do for a while go.

use std::cell::{Cell, OnceCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use super::sync::channel::{Receiver, Sender, unbounded};
use super::sync::thread::{JoinHandle, current};
use super::sync::{Mutex, now, thread_local};
use super::thread;
use super::timer::Timer;

/// How long a worker waits for a job before it goes.
const IDLE: Duration = Duration::from_secs(10);
/// How long a job waits while no worker takes any, before there is one more.
const PATIENCE: Duration = Duration::from_millis(50);

/// Something for a worker to do.
pub(crate) type Job = Box<dyn FnOnce() + Send>;

enum Order {
    Run(Job),
    /// Each worker passes it on and goes.
    Go,
}

/// The pool.
pub(crate) struct Pool {
    shared: Arc<Shared>,
}

struct Shared {
    orders: Sender<Order>,
    queue: Receiver<Order>,
    timer: Arc<Timer>,
    /// Jobs that nobody has taken yet. They are counted before they are in the queue.
    jobs: AtomicUsize,
    /// Workers that shall run at once.
    target: usize,
    idle_time: Duration,
    /// Workers that exist.
    workers: AtomicUsize,
    /// Workers that wait for a job.
    idle: AtomicUsize,
    /// Workers that wait for something else.
    blocked: AtomicUsize,
    /// Jobs that were taken, ever.
    taken: AtomicUsize,
    /// Whether the timer is to look whether jobs wait too long.
    watched: AtomicBool,
    /// Workers that were started, ever; for their names.
    started: AtomicUsize,
    threads: Mutex<Vec<JoinHandle<()>>>,
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
        let (orders, queue) = unbounded();
        Pool {
            shared: Arc::new(Shared {
                orders,
                queue,
                timer,
                jobs: AtomicUsize::new(0),
                target: target.max(1),
                idle_time,
                workers: AtomicUsize::new(0),
                idle: AtomicUsize::new(0),
                blocked: AtomicUsize::new(0),
                taken: AtomicUsize::new(0),
                watched: AtomicBool::new(false),
                started: AtomicUsize::new(0),
                threads: Mutex::new(Vec::new()),
            }),
        }
    }

    /// Has a worker do something.
    pub(crate) fn submit(&self, job: Job) {
        self.shared.jobs.fetch_add(1, Ordering::SeqCst);
        // The pool keeps a receiver, so that sending can't fail.
        let _ = self.shared.orders.send(Order::Run(job));
        self.shared.grow();
        self.shared.watch();
    }

    /// Number of threads.
    #[cfg(test)]
    pub(crate) fn workers(&self) -> usize {
        self.shared.workers.load(Ordering::SeqCst)
    }
}

impl Pool {
    /// Lets the workers finish what is queued, and waits for them.
    pub(crate) fn close(&self) {
        let _ = self.shared.orders.send(Order::Go);
        loop {
            let threads = std::mem::take(&mut *self.shared.threads.lock());
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
            if add_to_blocked(-1) == 0 {
                self.0.blocked.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }
    WORKS_FOR.with(|pool| match pool.get() {
        None => wait(),
        Some(shared) => {
            if add_to_blocked(1) == 1 {
                shared.blocked.fetch_add(1, Ordering::SeqCst);
                shared.grow();
            }
            let _unblock = Unblock(shared);
            wait()
        }
    })
}

/// Counts how many times over this worker blocks.
fn add_to_blocked(count: i32) -> i32 {
    BLOCKED.with(|blocked| {
        blocked.set(blocked.get() + count);
        blocked.get()
    })
}

impl Shared {
    /// Starts a worker where a job waits, nobody is free to take it, and fewer run than shall.
    ///
    /// Nothing is missed: who brings a job looks for idle workers afterwards, and who stops being idle looks for jobs
    /// afterwards, so that one of them sees the other.
    fn grow(self: &Arc<Shared>) {
        while self.jobs_only_wait() {
            let workers = self.workers.load(Ordering::SeqCst);
            if workers.saturating_sub(self.blocked.load(Ordering::SeqCst)) >= self.target {
                return;
            }
            if self.workers.compare_exchange(workers, workers + 1, Ordering::SeqCst, Ordering::SeqCst).is_ok()
            {
                return self.start_worker();
            }
        }
    }

    /// Whether there is a job, and nobody free to take it.
    fn jobs_only_wait(&self) -> bool {
        self.jobs.load(Ordering::SeqCst) > 0 && self.idle.load(Ordering::SeqCst) == 0
    }

    /// Has the timer look after a while whether jobs only wait.
    fn watch(self: &Arc<Shared>) {
        if self.jobs_only_wait() && !self.watched.swap(true, Ordering::SeqCst) {
            let shared = Arc::clone(self);
            let taken = self.taken.load(Ordering::SeqCst);
            let look = move || {
                shared.watched.store(false, Ordering::SeqCst);
                if shared.taken.load(Ordering::SeqCst) == taken && shared.jobs_only_wait() {
                    shared.workers.fetch_add(1, Ordering::SeqCst);
                    shared.start_worker();
                }
                shared.watch();
            };
            self.timer.at(now() + PATIENCE, Box::new(look));
        }
    }

    /// Starts a worker that is counted already.
    fn start_worker(self: &Arc<Shared>) {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let shared = Arc::clone(self);
        match thread::spawn(&format!("mi-worker-{number}"), move || work(shared)) {
            Ok(thread) => {
                let mut threads = self.threads.lock();
                threads.retain(|thread| !thread.is_finished());
                threads.push(thread);
            }
            Err(error) => {
                tracing::error!(%error, "no worker thread could be started");
                if self.workers.fetch_sub(1, Ordering::SeqCst) == 1 {
                    // Nobody else will ever do it.
                    while let Ok(Order::Run(job)) = self.queue.try_recv() {
                        self.jobs.fetch_sub(1, Ordering::SeqCst);
                        run(job);
                    }
                }
            }
        }
    }
}

fn work(shared: Arc<Shared>) {
    WORKS_FOR.with(|pool| {
        // The thread is new, so nothing was set.
        let _ = pool.set(Arc::clone(&shared));
    });
    loop {
        shared.idle.fetch_add(1, Ordering::SeqCst);
        let order = shared.queue.recv_timeout(shared.idle_time);
        if let Ok(Order::Run(_)) = order {
            shared.jobs.fetch_sub(1, Ordering::SeqCst);
        }
        shared.idle.fetch_sub(1, Ordering::SeqCst);
        match order {
            Ok(Order::Run(job)) => {
                shared.taken.fetch_add(1, Ordering::SeqCst);
                shared.grow();
                // Who brought the next job may have seen this worker idle still, and counted on it.
                shared.watch();
                run(job);
            }
            Ok(Order::Go) => {
                let _ = shared.orders.send(Order::Go);
                if shared.jobs.load(Ordering::SeqCst) == 0 {
                    break;
                }
            }
            // A job that came just now, while this worker still counted as idle, is nobody else's.
            Err(_) if shared.jobs.load(Ordering::SeqCst) > 0 => {}
            Err(_) => break,
        }
    }
    shared.workers.fetch_sub(1, Ordering::SeqCst);
}

fn run(job: Job) {
    if catch_unwind(AssertUnwindSafe(job)).is_err() {
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
        pool.submit(Box::new(move || sender.send(std::thread::current().name().map(str::to_owned)).unwrap()));
        assert!(receiver.recv().unwrap().unwrap().starts_with("mi-worker-"));
        assert_eq!(pool.workers(), 1);
    }

    #[test]
    fn a_worker_that_blocks_is_made_up_for() {
        let pool = pool(1);
        let (release, released) = sync_channel::<()>(0);
        pool.submit(Box::new(move || block(|| released.recv().unwrap())));
        let (sender, receiver) = channel();
        pool.submit(Box::new(move || sender.send(()).unwrap()));
        receiver.recv().unwrap();
        release.send(()).unwrap();
    }

    #[test]
    fn many_workers_that_block_are_all_made_up_for() {
        let pool = pool(2);
        let barrier = Arc::new(Barrier::new(33));
        for _ in 0..32 {
            let barrier = Arc::clone(&barrier);
            pool.submit(Box::new(move || {
                block(|| barrier.wait());
            }));
        }
        barrier.wait();
    }

    #[test]
    fn a_job_behind_workers_that_are_busy_without_saying_so_gets_its_turn() {
        let pool = pool(1);
        let (release, released) = sync_channel::<()>(0);
        pool.submit(Box::new(move || released.recv().unwrap()));
        let (sender, receiver) = channel();
        pool.submit(Box::new(move || sender.send(()).unwrap()));
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
                pool.submit(Box::new(move || released.recv().unwrap()));
                pool.submit(Box::new(move || sender.send(()).unwrap()));
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
            pool.submit(Box::new(move || sender.send(()).unwrap()));
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
            pool.submit(Box::new(move || sender.send(number).unwrap()));
        }
        drop((pool, sender));
        assert_eq!(receiver.iter().count(), 10);
    }

    #[test]
    fn a_panic_leaves_the_worker_alive() {
        let pool = pool(1);
        pool.submit(Box::new(|| panic!("this is a test")));
        let (sender, receiver) = channel();
        pool.submit(Box::new(move || sender.send(()).unwrap()));
        receiver.recv().unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn workers_block_all_signals_that_can_be_blocked() {
        let pool = pool(1);
        let (sender, receiver) = channel();
        pool.submit(Box::new(move || {
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
