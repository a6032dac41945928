//! A thing that threads work on in turns, first come first served, and what several of them did is ended for all at once.
//!
//! A thread enters, waits for its turn, does its part, and then [joins](Turn::join) those whose parts wait to be ended: it gives
//! its turn away and goes to the end of the queue. Whoever has a turn may end what has been done so far, and tells all who
//! joined how that went ([`Turn::tell`]). So a thread that comes to its second turn untold ends the work of everybody whose first
//! turn came before. Nobody has to sleep or to be chosen for that: while one ends, the next ones queue up, and the more there
//! are, the more is ended at once.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use super::{Condvar, Mutex, MutexGuard};

/// A thing of type `T`, and what is told of an end, `O`.
pub(crate) struct Turns<T, O> {
    queue: Mutex<Queue<O>>,
    thing: Mutex<T>,
}

struct Queue<O> {
    /// Who waits, and for what.
    waiting: VecDeque<Arc<Place<O>>>,
    is_taken: bool,
    /// How many joined since what was done was last ended.
    joined: usize,
}

/// A thread in the queue. What it is told goes with the queue's lock.
struct Place<O> {
    told: Condvar,
    news: Mutex<News<O>>,
    has_joined: bool,
}

enum News<O> {
    None,
    Turn,
    Ended(O),
}

/// The right to work on the thing, until it is dropped or joins.
pub(crate) struct Turn<'a, T, O> {
    turns: &'a Turns<T, O>,
    thing: Option<MutexGuard<'a, T>>,
}

/// How what a thread did comes to its end.
pub(crate) enum Joined<'a, T, O> {
    /// Another thread ended it, so.
    Ended(O),
    /// Nobody did yet: this thread is to do it.
    Turn(Turn<'a, T, O>),
}

impl<T, O: Clone> Turns<T, O> {
    pub(crate) fn new(thing: T) -> Turns<T, O> {
        let queue = Queue { waiting: VecDeque::new(), is_taken: false, joined: 0 };
        Turns { queue: Mutex::new(queue), thing: Mutex::new(thing) }
    }

    /// Waits for a turn. `check` is asked each `interval` whether to go on waiting.
    pub(crate) fn enter<E>(
        &self,
        interval: impl Fn() -> Duration,
        mut check: impl FnMut() -> Result<(), E>,
    ) -> Result<Turn<'_, T, O>, E> {
        let mut queue = self.queue.lock();
        if !queue.is_taken {
            queue.is_taken = true;
            drop(queue);
            return Ok(self.turn());
        }
        let place = Arc::new(Place::new(false));
        queue.waiting.push_back(Arc::clone(&place));
        loop {
            let has_turn = |place: &Place<O>| matches!(*place.news.lock(), News::Turn);
            place.told.wait_while_for(&mut queue, |_| !has_turn(&place), interval());
            if has_turn(&place) {
                drop(queue);
                return Ok(self.turn());
            }
            // Not under the lock: what is asked is somebody else's.
            let asked = MutexGuard::unlocked(&mut queue, &mut check);
            if let Err(error) = asked {
                if has_turn(&place) {
                    // It came meanwhile, and goes to the next one.
                    drop(queue);
                    drop(self.turn());
                } else {
                    queue.waiting.retain(|waiting| !Arc::ptr_eq(waiting, &place));
                }
                return Err(error);
            }
        }
    }

    /// How many wait.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        self.queue.lock().waiting.len()
    }

    fn turn(&self) -> Turn<'_, T, O> {
        Turn { turns: self, thing: Some(self.thing.lock()) }
    }
}

impl<O> Place<O> {
    fn new(has_joined: bool) -> Place<O> {
        Place { told: Condvar::new(), news: Mutex::new(News::None), has_joined }
    }

    fn tell(&self, news: News<O>) {
        *self.news.lock() = news;
        self.told.notify_one();
    }
}

impl<O> Queue<O> {
    /// Gives the turn to who waits longest.
    fn hand_on(&mut self) {
        match self.waiting.pop_front() {
            Some(next) => next.tell(News::Turn),
            None => self.is_taken = false,
        }
    }
}

impl<'a, T, O: Clone> Turn<'a, T, O> {
    /// How many joined whom nobody told yet how it ended.
    pub(crate) fn joined(&self) -> usize {
        self.turns.queue.lock().joined
    }

    /// Tells all who joined how what they did has ended.
    pub(crate) fn tell(&mut self, outcome: &O) {
        let mut queue = self.turns.queue.lock();
        queue.joined = 0;
        queue.waiting.retain(|place| {
            if place.has_joined {
                place.tell(News::Ended(outcome.clone()));
            }
            !place.has_joined
        });
    }

    /// Gives the turn away, and waits until another one has ended what was done in it, or for the next turn.
    pub(crate) fn join(mut self) -> Joined<'a, T, O> {
        let turns = self.turns;
        self.thing = None;
        let place = Arc::new(Place::new(true));
        let mut queue = turns.queue.lock();
        queue.joined += 1;
        queue.waiting.push_back(Arc::clone(&place));
        queue.hand_on();
        std::mem::forget(self);
        place.told.wait_while(&mut queue, |_| matches!(*place.news.lock(), News::None));
        let news = std::mem::replace(&mut *place.news.lock(), News::None);
        match news {
            News::Ended(outcome) => Joined::Ended(outcome),
            News::Turn | News::None => {
                // The turn that ends its own part does not wait for itself.
                queue.joined -= 1;
                drop(queue);
                Joined::Turn(turns.turn())
            }
        }
    }
}

impl<T, O> Drop for Turn<'_, T, O> {
    fn drop(&mut self) {
        self.thing = None;
        self.turns.queue.lock().hand_on();
    }
}

impl<T, O> Deref for Turn<'_, T, O> {
    type Target = T;

    fn deref(&self) -> &T {
        self.thing.as_ref().expect("a turn has the thing")
    }
}

impl<T, O> DerefMut for Turn<'_, T, O> {
    fn deref_mut(&mut self) -> &mut T {
        self.thing.as_mut().expect("a turn has the thing")
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    type Log = Turns<Vec<u32>, Result<(), String>>;

    const SOON: Duration = Duration::from_millis(1);

    fn for_ever() -> Result<(), String> {
        Ok(())
    }

    /// Waits until so many threads are in the queue.
    fn until_there_wait(log: &Log, number: usize) {
        while log.waiting() < number {
            std::thread::yield_now();
        }
    }

    /// Adds a number, and ends what was done unless another one did so. Says who ended it.
    fn add(log: &Log, number: u32) -> bool {
        let mut turn = log.enter(|| SOON, for_ever).unwrap();
        turn.push(number);
        match turn.join() {
            Joined::Ended(outcome) => {
                outcome.unwrap();
                false
            }
            Joined::Turn(mut turn) => {
                turn.push(0);
                turn.tell(&Ok(()));
                true
            }
        }
    }

    #[test]
    fn who_is_alone_ends_its_own() {
        let log = Log::new(Vec::new());
        assert!(add(&log, 1) && add(&log, 2));
        assert_eq!(*log.enter(|| SOON, for_ever).unwrap(), [1, 0, 2, 0]);
    }

    #[test]
    fn turns_come_in_the_order_of_asking_and_one_ends_the_work_of_all() {
        let log = Log::new(Vec::new());
        let ended = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let turn = log.enter(|| SOON, for_ever).unwrap();
            for number in 1..=5 {
                let (log, ended) = (&log, &ended);
                scope.spawn(move || ended.fetch_add(usize::from(add(log, number)), Ordering::SeqCst));
                until_there_wait(log, number as usize);
            }
            drop(turn);
        });
        assert_eq!(*log.enter(|| SOON, for_ever).unwrap(), [1, 2, 3, 4, 5, 0]);
        assert_eq!(ended.into_inner(), 1);
    }

    #[test]
    fn who_waits_no_longer_leaves_the_queue_to_the_others() {
        let log = Log::new(Vec::new());
        let turn = log.enter(|| SOON, for_ever).unwrap();
        assert_eq!(log.enter(|| SOON, || Err("no time")).err(), Some("no time"));
        std::thread::scope(|scope| {
            scope.spawn(|| assert!(add(&log, 1)));
            until_there_wait(&log, 1);
            assert_eq!(log.enter(|| SOON, || Err("no time")).err(), Some("no time"));
            drop(turn);
        });
        assert_eq!(*log.enter(|| SOON, for_ever).unwrap(), [1, 0]);
    }

    #[test]
    fn a_failure_is_told_to_all_who_joined_and_to_nobody_after() {
        let log = Log::new(Vec::new());
        std::thread::scope(|scope| {
            let turn = log.enter(|| SOON, for_ever).unwrap();
            let waits = scope.spawn(|| match log.enter(|| SOON, for_ever).unwrap().join() {
                Joined::Ended(outcome) => outcome,
                Joined::Turn(_) => panic!("the failure was before this turn"),
            });
            until_there_wait(&log, 1);
            let failing = scope.spawn(|| {
                log.enter(|| SOON, for_ever).map(|mut turn| {
                    assert_eq!(turn.joined(), 1);
                    turn.tell(&Err("full".to_owned()));
                    assert_eq!(turn.joined(), 0);
                })
            });
            until_there_wait(&log, 2);
            drop(turn);
            failing.join().unwrap().unwrap();
            assert_eq!(waits.join().unwrap(), Err("full".to_owned()));
        });
        assert!(add(&log, 1));
    }

    #[test]
    fn a_turn_in_which_a_thread_panics_is_over() {
        let log = Log::new(Vec::new());
        let panics = || {
            let _turn = log.enter(|| SOON, for_ever).unwrap();
            panic!("this is a test");
        };
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
        assert!(add(&log, 1));
    }
}
