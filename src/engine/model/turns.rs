//! Turns on one thing whose work is ended for several at once: as the repository's writers share their commits.

use std::sync::Arc;
use std::time::Duration;

use super::explore;
use super::support::{go, join, pause};
use crate::sync::{Joined, Turns};

/// What writers have: what was done and not yet ended, what is safe, and how many ends are to fail.
#[derive(Default)]
struct Disk {
    open: Vec<u32>,
    safe: Vec<u32>,
    failures: u32,
}

type Writers = Turns<Disk, Result<(), ()>>;

fn end(disk: &mut Disk) -> Result<(), ()> {
    pause();
    let done = std::mem::take(&mut disk.open);
    if disk.failures > 0 {
        disk.failures -= 1;
        return Err(());
    }
    disk.safe.extend(done);
    Ok(())
}

/// Writes a number as the repository does, unless it is told to wait no longer.
fn write(writers: &Writers, number: u32, patience: u32) -> Result<(), &'static str> {
    let mut left = patience;
    let check = || -> Result<(), &'static str> {
        left = left.checked_sub(1).ok_or("no time")?;
        Ok(())
    };
    let mut turn = writers.enter(|| Duration::from_millis(1), check)?;
    turn.open.push(number);
    let outcome = match turn.join() {
        Joined::Ended(outcome) => outcome,
        Joined::Turn(mut turn) => {
            let outcome = end(&mut turn);
            turn.tell(&outcome);
            outcome
        }
    };
    outcome.map_err(|()| "lost")
}

fn write_from_three_threads(failures: u32, patience: u32) {
    let writers = Arc::new(Writers::new(Disk { failures, ..Disk::default() }));
    let writer = |number| {
        let writers = Arc::clone(&writers);
        go(move || (number, write(&writers, number, patience)))
    };
    let results = join([writer(1), writer(2), writer(3)]);
    let turn = writers.enter(|| Duration::from_millis(1), || Ok::<(), ()>(())).unwrap();
    assert_eq!(turn.joined(), 0);
    assert!(turn.open.is_empty(), "everything was ended by somebody");
    for (number, result) in results {
        let times = turn.safe.iter().filter(|&&safe| safe == number).count();
        assert_eq!(times, usize::from(result.is_ok()), "{number}: {result:?}");
        assert!(failures > 0 || result != Err("lost"));
        assert!(patience < u32::MAX || result != Err("no time"));
    }
}

#[test]
fn what_is_said_to_be_safe_is_safe_and_nothing_else_is() {
    explore(|| write_from_three_threads(0, u32::MAX));
}

#[test]
fn who_is_told_of_a_failure_has_left_nothing_behind() {
    explore(|| write_from_three_threads(1, u32::MAX));
}

#[test]
fn who_runs_out_of_patience_leaves_the_turn_to_others() {
    explore(|| write_from_three_threads(0, 1));
    explore(|| write_from_three_threads(1, 0));
}
