//! The timer: what is due happens once, not before its time, and not after it was closed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use shuttle::sync::mpsc::channel;

use super::explore;
use super::support::{go, join};
use crate::engine::timer::Timer;
use crate::sync::now;
use crate::sync::thread::alive;

#[test]
fn what_two_threads_want_done_is_done_at_its_time() {
    explore(|| {
        let timer = Arc::new(Timer::default());
        let (done, is_done) = channel();
        let start = now();
        let want = |delay: u64| {
            let (timer, done) = (Arc::clone(&timer), done.clone());
            go(move || {
                let at = start + Duration::from_millis(delay);
                timer.at(at, Box::new(move || done.send(now() >= at).unwrap()));
            })
        };
        let threads = [want(20), want(10)];
        join(threads);
        assert_eq!([is_done.recv(), is_done.recv()], [Ok(true), Ok(true)]);
        timer.close();
        assert_eq!(alive(), 0);
    });
}

#[test]
fn what_is_forgotten_in_time_does_not_happen_and_nothing_happens_twice() {
    explore(|| {
        let timer = Arc::new(Timer::default());
        let happened = Arc::new(AtomicU32::new(0));
        let happens = Arc::clone(&happened);
        let key = timer.at(
            now() + Duration::from_millis(10),
            Box::new(move || {
                happens.fetch_add(1, Ordering::Relaxed);
            }),
        );
        let forgetting = Arc::clone(&timer);
        let forgetter = go(move || forgetting.forget(key.unwrap()));
        let (done, is_done) = channel();
        timer.at(now() + Duration::from_millis(20), Box::new(move || done.send(()).unwrap()));
        is_done.recv().unwrap();
        forgetter.join().unwrap();
        timer.close();
        assert!(happened.load(Ordering::Relaxed) <= 1);
        assert_eq!(Arc::strong_count(&happened), 1, "what was forgotten is let go of");
    });
}

#[test]
fn nothing_happens_after_the_timer_was_closed() {
    explore(|| {
        let timer = Arc::new(Timer::default());
        let closed = Arc::new(AtomicBool::new(false));
        let late = Arc::new(AtomicBool::new(false));
        let want = || {
            let (timer, closed, late) = (Arc::clone(&timer), Arc::clone(&closed), Arc::clone(&late));
            go(move || {
                let action = move || {
                    if closed.load(Ordering::Relaxed) {
                        late.store(true, Ordering::Relaxed);
                    }
                };
                timer.at(now() + Duration::from_millis(10), Box::new(action));
            })
        };
        let threads = [want(), want()];
        timer.close();
        closed.store(true, Ordering::Relaxed);
        join(threads);
        assert!(!late.load(Ordering::Relaxed));
    });
}
