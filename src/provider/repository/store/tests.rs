//! How writing steps share a transaction, and what becomes of one that fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::thread::ScopedJoinHandle;

use super::*;
use crate::cim::{Error, Status};

/// A file with a table of numbers, each with room for a few hundred kilobytes.
struct Numbers {
    store: Store,
    _folder: tempfile::TempDir,
}

impl Numbers {
    fn new() -> Numbers {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Location::File(folder.path().join("repository.db"))).unwrap();
        store.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY, bytes BLOB)");
        Numbers { store, _folder: folder }
    }

    fn write<T>(
        &self,
        sharing: Sharing,
        step: impl FnOnce(&Transaction<'_>) -> Result<(T, Changed), Failure>,
    ) -> Result<T, Failure> {
        self.store.write(sharing, &Patience::UNLIMITED, &|| (), step)
    }

    fn add(&self, sharing: Sharing, number: i64) -> Result<(), Failure> {
        self.write(sharing, |transaction| insert(transaction, number))
    }

    /// The numbers in the file, as a reader sees them.
    fn all(&self) -> Vec<i64> {
        self.store
            .read(&Patience::UNLIMITED, |connection| {
                let mut statement = connection.prepare("SELECT number FROM numbers ORDER BY number")?;
                let rows = statement.query_map([], |row| row.get(0))?;
                Ok(rows.collect::<rusqlite::Result<_>>()?)
            })
            .unwrap()
    }

    fn commits(&self) -> usize {
        self.store.connection().commits
    }

    /// Lets `first` have its turn and `others` queue up behind it, in this order, then runs all of them.
    fn together<'n, T: Send>(
        &'n self,
        first: impl FnOnce() -> Result<(), Failure> + Send + 'n,
        others: Vec<Box<dyn FnOnce() -> T + Send + 'n>>,
    ) -> (Result<(), Failure>, Vec<std::thread::Result<T>>) {
        std::thread::scope(|scope| {
            let (release, released): (_, Receiver<()>) = channel();
            let (begun, has_begun) = channel();
            let gate = scope.spawn(move || {
                self.write(Sharing::Shared, |_| {
                    begun.send(()).unwrap();
                    released.recv().unwrap();
                    Ok(((), Changed::No))
                })
            });
            has_begun.recv().unwrap();
            let first = scope.spawn(first);
            self.until_there_wait(1);
            let mut threads: Vec<ScopedJoinHandle<'_, T>> = Vec::new();
            for other in others {
                threads.push(scope.spawn(other));
                self.until_there_wait(threads.len() + 1);
            }
            release.send(()).unwrap();
            gate.join().unwrap().unwrap();
            (first.join().unwrap(), threads.into_iter().map(ScopedJoinHandle::join).collect())
        })
    }

    fn until_there_wait(&self, number: usize) {
        while self.store.writers.waiting() < number {
            std::thread::yield_now();
        }
    }
}

fn insert(transaction: &Transaction<'_>, number: i64) -> Result<((), Changed), Failure> {
    transaction.execute("INSERT INTO numbers (number) VALUES (?1)", [number])?;
    Ok(((), Changed::Yes))
}

fn refusal() -> Failure {
    Error::new(Status::AlreadyExists, "this is a test").into()
}

#[test]
fn steps_that_come_together_share_a_commit() {
    let numbers = Numbers::new();
    let others = (2..=20).map(|number| -> Box<dyn FnOnce() -> _ + Send> {
        Box::new({
            let numbers = &numbers;
            move || numbers.add(Sharing::Shared, number).unwrap()
        })
    });
    let others = others.collect();
    let (first, others) = numbers.together(|| numbers.add(Sharing::Shared, 1), others);
    first.unwrap();
    assert!(others.into_iter().all(|other| other.is_ok()));
    assert_eq!(numbers.all(), (1..=20).collect::<Vec<_>>());
    assert_eq!(numbers.commits(), 1);
}

#[test]
fn a_step_that_fails_leaves_nothing_and_takes_nobody_with_it() {
    let numbers = Numbers::new();
    let fails = || {
        numbers.write(Sharing::Shared, |transaction| -> Result<((), _), Failure> {
            insert(transaction, 2)?;
            Err(refusal())
        })
    };
    let others: Vec<Box<dyn FnOnce() -> _ + Send>> =
        vec![Box::new(fails), Box::new(|| numbers.add(Sharing::Shared, 3))];
    let (first, others) = numbers.together(|| numbers.add(Sharing::Shared, 1), others);
    first.unwrap();
    let mut others = others.into_iter().map(Result::unwrap);
    assert!(matches!(others.next(), Some(Err(Failure::Told(_)))));
    others.next().unwrap().unwrap();
    assert_eq!(numbers.all(), [1, 3]);
}

#[test]
fn a_step_that_panics_leaves_nothing_and_takes_nobody_with_it() {
    let numbers = Numbers::new();
    let panics = || {
        numbers.write(Sharing::Shared, |transaction| -> Result<((), _), Failure> {
            insert(transaction, 2)?;
            panic!("this is a test")
        })
    };
    let others: Vec<Box<dyn FnOnce() -> _ + Send>> =
        vec![Box::new(panics), Box::new(|| numbers.add(Sharing::Shared, 3))];
    let (first, others) = numbers.together(|| numbers.add(Sharing::Shared, 1), others);
    first.unwrap();
    assert!(others[0].is_err());
    assert!(matches!(others[1], Ok(Ok(()))));
    assert_eq!(numbers.all(), [1, 3]);
}

#[test]
fn a_panic_alone_leaves_nothing_either() {
    let numbers = Numbers::new();
    for sharing in [Sharing::Shared, Sharing::Alone] {
        let panics = || {
            numbers.write(sharing, |transaction| -> Result<((), _), Failure> {
                insert(transaction, 1)?;
                panic!("this is a test")
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
        assert!(numbers.all().is_empty());
    }
    numbers.add(Sharing::Shared, 1).unwrap();
    assert_eq!(numbers.all(), [1]);
}

#[test]
fn a_change_of_the_schema_has_a_transaction_of_its_own() {
    let numbers = Numbers::new();
    let alone = || {
        numbers.write(Sharing::Alone, |transaction| {
            // What came before is on the disk, where readers see it.
            assert_eq!(numbers.all(), [1]);
            insert(transaction, 2)
        })
    };
    let others: Vec<Box<dyn FnOnce() -> _ + Send>> = vec![Box::new(alone)];
    let (first, others) = numbers.together(|| numbers.add(Sharing::Shared, 1), others);
    first.unwrap();
    assert!(matches!(others[0], Ok(Ok(()))));
    assert_eq!(numbers.all(), [1, 2]);
    assert_eq!(numbers.commits(), 2);
}

#[test]
fn a_commit_that_fails_is_told_to_all_whose_steps_were_in_it() {
    let numbers = Numbers::new();
    numbers.store.execute(
        "PRAGMA foreign_keys = ON; CREATE TABLE parts (of INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)",
    );
    let forgotten = std::sync::atomic::AtomicUsize::new(0);
    let forget = || {
        forgotten.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    };
    let part_of_nothing = || {
        numbers.store.write(Sharing::Shared, &Patience::UNLIMITED, &forget, |transaction| {
            transaction.execute("INSERT INTO parts VALUES (99)", [])?;
            Ok(((), Changed::Yes))
        })
    };
    let reads = || {
        numbers.store.write(Sharing::Shared, &Patience::UNLIMITED, &forget, |transaction| {
            // What this found is lost, so what it concluded does not hold.
            let found: i64 = transaction.query_row("SELECT count(*) FROM numbers", [], |row| row.get(0))?;
            assert_eq!(found, 1);
            Ok(((), Changed::No))
        })
    };
    let others: Vec<Box<dyn FnOnce() -> _ + Send>> = vec![Box::new(part_of_nothing), Box::new(reads)];
    let first = || {
        numbers
            .store
            .write(Sharing::Shared, &Patience::UNLIMITED, &forget, |transaction| insert(transaction, 1))
    };
    let (first, others) = numbers.together(first, others);
    assert!(matches!(first, Err(Failure::Database(_))));
    for other in others {
        assert!(matches!(other, Ok(Err(Failure::Database(_)))));
    }
    assert_eq!(forgotten.into_inner(), 1);
    assert!(numbers.all().is_empty());
    numbers.add(Sharing::Shared, 1).unwrap();
    assert_eq!(numbers.all(), [1]);
}

#[test]
fn a_step_for_which_there_is_no_room_loses_nothing_that_was_acknowledged() {
    let numbers = Numbers::new();
    numbers.add(Sharing::Shared, 1).unwrap();
    numbers.store.limit_pages(60);
    let large = || {
        numbers.write(Sharing::Shared, |transaction| {
            transaction.execute("INSERT INTO numbers VALUES (3, zeroblob(1000000))", [])?;
            Ok(((), Changed::Yes))
        })
    };
    let others: Vec<Box<dyn FnOnce() -> _ + Send>> =
        vec![Box::new(large), Box::new(|| numbers.add(Sharing::Shared, 4))];
    let (first, others) = numbers.together(|| numbers.add(Sharing::Shared, 2), others);
    let mut acknowledged = vec![1];
    let results = [(2, first)].into_iter().chain((3..).zip(others.into_iter().map(Result::unwrap)));
    for (number, result) in results {
        match result {
            Ok(()) => acknowledged.push(number),
            Err(failure) => assert_eq!(failure.code(), Some(rusqlite::ErrorCode::DiskFull)),
        }
    }
    assert!(!acknowledged.contains(&3));
    assert_eq!(numbers.all(), acknowledged);
}

#[test]
fn who_is_cancelled_in_the_queue_leaves_it_and_changes_nothing() {
    let numbers = Numbers::new();
    let stopped = std::sync::atomic::AtomicBool::new(false);
    let cancelled = || {
        let is_stopped = || stopped.swap(true, std::sync::atomic::Ordering::SeqCst);
        let patience = Patience { deadline: None, is_stopped: &is_stopped };
        numbers.store.write(Sharing::Shared, &patience, &|| (), |transaction| insert(transaction, 1))
    };
    let held = numbers.store.connection();
    assert!(matches!(cancelled(), Err(Failure::Stopped)));
    drop(held);
    numbers.add(Sharing::Shared, 2).unwrap();
    assert_eq!(numbers.all(), [2]);
}

#[test]
fn a_deadline_in_the_queue_is_kept() {
    let numbers = Numbers::new();
    let held = numbers.store.connection();
    let patience = Patience { deadline: Some(Instant::now()), is_stopped: &|| false };
    let late = numbers.store.write(Sharing::Shared, &patience, &|| (), |transaction| insert(transaction, 1));
    assert!(matches!(late, Err(Failure::OutOfTime)));
    drop(held);
    assert!(numbers.all().is_empty());
}
