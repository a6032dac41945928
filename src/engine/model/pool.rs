//! The worker pool: no job is lost, and no worker stays.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use shuttle::sync::mpsc::channel;

use super::explore;
use super::support::{go, join, pause};
use crate::engine::pool::{Pool, block};
use crate::engine::timer::Timer;
use crate::sync::thread::{alive, let_starts_fail};

/// Closes the pool and its timer, and sees that nobody is left.
fn end(pool: &Pool, timer: &Timer) {
    pool.close();
    timer.close();
    assert_eq!(alive(), 0);
}

fn pool(target: usize) -> (Arc<Pool>, Arc<Timer>) {
    let timer = Arc::new(Timer::default());
    (Arc::new(Pool::new(target, Arc::clone(&timer))), timer)
}

#[test]
fn every_job_runs_once_on_one_worker() {
    bring_jobs(1);
}

#[test]
fn every_job_runs_once_on_two_workers() {
    bring_jobs(2);
}

#[test]
fn every_job_runs_once_where_workers_often_do_not_start() {
    bring_jobs_with(let_starts_fail, 1);
}

fn bring_jobs(target: usize) {
    bring_jobs_with(|| (), target);
}

fn bring_jobs_with(prepare: fn(), target: usize) {
    explore(move || {
        prepare();
        let (pool, timer) = pool(target);
        let ran = Arc::new(AtomicU32::new(0));
        let bring = |first: u32| {
            let (pool, ran) = (Arc::clone(&pool), Arc::clone(&ran));
            go(move || {
                for number in first..first + 2 {
                    let ran = Arc::clone(&ran);
                    pool.submit(Box::new(move |_| {
                        pause();
                        ran.fetch_add(1 << (8 * number), Ordering::Relaxed);
                    }));
                }
            })
        };
        let threads = [bring(0), bring(2)];
        join(threads);
        end(&pool, &timer);
        assert_eq!(ran.load(Ordering::Relaxed), 0x0101_0101);
    });
}

#[test]
fn a_job_runs_though_all_workers_went_because_they_were_idle() {
    explore(|| {
        let (pool, timer) = pool(1);
        for _ in 0..3 {
            let (done, is_done) = channel();
            pool.submit(Box::new(move |_| done.send(()).unwrap()));
            is_done.recv().unwrap();
        }
        end(&pool, &timer);
    });
}

#[test]
fn a_job_that_blocks_until_another_ran_is_made_up_for() {
    explore(|| {
        let (pool, timer) = pool(1);
        let (done, is_done) = channel();
        let (release, released) = channel();
        pool.submit(Box::new(move |_| {
            block(|| released.recv().unwrap());
            done.send(()).unwrap();
        }));
        pool.submit(Box::new(move |_| release.send(()).unwrap()));
        is_done.recv().unwrap();
        end(&pool, &timer);
    });
}

#[test]
fn a_job_that_waits_for_another_and_does_not_say_so_gets_its_way() {
    explore(|| {
        let (pool, timer) = pool(1);
        let (done, is_done) = channel();
        let (release, released) = channel();
        pool.submit(Box::new(move |_| {
            released.recv().unwrap();
            done.send(()).unwrap();
        }));
        pool.submit(Box::new(move |_| release.send(()).unwrap()));
        is_done.recv().unwrap();
        end(&pool, &timer);
    });
}

#[test]
fn jobs_that_wait_for_jobs_they_bring_all_end() {
    explore(|| {
        let (pool, timer) = pool(1);
        let (done, is_done) = channel();
        for _ in 0..2 {
            let (again, done) = (Arc::clone(&pool), done.clone());
            pool.submit(Box::new(move |_| {
                let (release, released) = channel();
                again.submit(Box::new(move |_| release.send(()).unwrap()));
                block(|| released.recv().unwrap());
                done.send(()).unwrap();
            }));
        }
        drop(done);
        assert_eq!(is_done.iter().count(), 2);
        end(&pool, &timer);
    });
}

#[test]
fn closing_runs_what_is_queued_and_what_that_brings() {
    explore(|| {
        let (pool, timer) = pool(1);
        let ran = Arc::new(AtomicU32::new(0));
        for _ in 0..2 {
            let (again, ran) = (Arc::clone(&pool), Arc::clone(&ran));
            pool.submit(Box::new(move |_| {
                ran.fetch_add(1, Ordering::Relaxed);
                again.submit(Box::new(move |_| {
                    ran.fetch_add(1, Ordering::Relaxed);
                }));
            }));
        }
        end(&pool, &timer);
        assert_eq!(ran.load(Ordering::Relaxed), 4);
    });
}
