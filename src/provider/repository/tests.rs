//! What only the inside of the repository can bring about.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::*;
use crate::cim::{ClassDeclaration, ElementFlags, Flavor, Instance, Property, Qualifier, Text, Type, Value};
use crate::provider::{OperationFlags, Posted, Question, Sink, StopNotice, Stopped};

fn key(name: &str, kind: Type) -> Property {
    let qualifier = Qualifier {
        name: Text::from("Key"),
        kind: Type::Boolean,
        value: Some(Value::Boolean(true)),
        flavor: Flavor::empty(),
        propagated: false,
    };
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::empty(),
        qualifiers: vec![qualifier],
        default: None,
        origin: Text::default(),
        propagator: Text::default(),
    }
}

fn item(kind: ItemKind) -> Item {
    Item { namespace: "root/cimv2".to_owned(), kind }
}

fn thing() -> Item {
    item(ItemKind::Class(Arc::new(ClassDeclaration {
        name: Text::from("Test_Thing"),
        properties: vec![key("Name", Type::String)],
        ..ClassDeclaration::default()
    })))
}

fn named(name: &str) -> Arc<Instance> {
    let mut instance = Instance::new("Test_Thing").unwrap();
    instance.add_value("Name", Value::string(name)).unwrap();
    Arc::new(instance)
}

fn create(repository: &Repository, name: &str) -> Result<Arc<Instance>, Error> {
    repository.create(&Patience::UNLIMITED, &Text::from("root/cimv2"), &named(name))
}

fn get(repository: &Repository, name: &str) -> Result<Arc<Instance>, Error> {
    repository.get(&Patience::UNLIMITED, &Text::from("root/cimv2"), &named(name))
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::open(Location::File(folder.path().join("repository.db"))).unwrap();
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    create(&repository, "x").unwrap();
    repository.store.limit_pages(1);
    let error = create(&repository, &"y".repeat(100_000)).unwrap_err();
    assert_eq!(error.status, Status::ServerLimitsExceeded, "{error}");
    assert!(error.message.contains("no room left") && error.message.contains("repository.db"), "{error}");
    assert!(get(&repository, "x").is_ok());
    repository.store.limit_pages(1_000_000);
    create(&repository, &"y".repeat(100_000)).unwrap();
}

#[test]
fn a_modification_that_changes_nothing_writes_nothing() {
    let repository = Repository::open(Location::Memory).unwrap();
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    create(&repository, "x").unwrap();
    let before = repository.store.written_rows();
    repository.modify(&Patience::UNLIMITED, &Text::from("root/cimv2"), &named("x")).unwrap();
    assert_eq!(repository.store.written_rows(), before);
}

#[test]
fn what_a_refused_compilation_wrote_is_forgotten_by_the_caches_too() {
    let repository = Repository::open(Location::Memory).unwrap();
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    let instance = |instance| item(ItemKind::Instance { instance, is_value: false });
    let unknown = Arc::new(Instance::new("Test_None").unwrap());
    // The layout of the first instance is written, read back for the second, and then undone.
    let refused = [instance(named("x")), instance(named("x")), instance(unknown)];
    assert_eq!(repository.compile(&refused, &mut |_, _| {}).unwrap_err().item, Some(2));
    // The number of that layout now goes to another class.
    let other = item(ItemKind::Class(Arc::new(ClassDeclaration {
        name: Text::from("Test_Other"),
        properties: vec![key("Number", Type::Uint64)],
        ..ClassDeclaration::default()
    })));
    let mut first = Instance::new("Test_Other").unwrap();
    first.add_value("Number", Value::Uint64(7)).unwrap();
    repository.compile(&[other, instance(Arc::new(first))], &mut |_, _| {}).unwrap();
    create(&repository, "x").unwrap();
    assert_eq!(get(&repository, "x").unwrap().value("Name"), Some(Value::string("x").as_value_ref()));
}

#[test]
fn the_log_keeps_the_newest_events_and_what_they_refer_to() {
    let options = Options { event_log: 5 };
    let repository = Repository::open_with(Location::Memory, options).unwrap();
    let sequences = |repository: &Repository| -> (i64, i64) {
        let count = "SELECT (SELECT min(sequence) FROM events), (SELECT max(sequence) FROM events)";
        let read = |connection: &Connection| {
            Ok(connection.query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        };
        repository.store.read(&Patience::UNLIMITED, read).unwrap()
    };
    let layouts = |repository: &Repository| -> i64 {
        let read = |connection: &Connection| {
            Ok(connection.query_row("SELECT count(*) FROM layouts", [], |row| row.get(0))?)
        };
        repository.store.read(&Patience::UNLIMITED, read).unwrap()
    };
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    create(&repository, "x").unwrap();
    repository.delete(&Patience::UNLIMITED, &Text::from("root/cimv2"), &named("x")).unwrap();
    repository.delete_class("root/cimv2", "Test_Thing").unwrap();
    assert_eq!((sequences(&repository), layouts(&repository)), ((1, 4), 1));
    repository.create_namespace("root/a/b/c/d").unwrap();
    assert_eq!((sequences(&repository), layouts(&repository)), ((4, 8), 1));
    repository.create_namespace("root/e").unwrap();
    assert_eq!((sequences(&repository), layouts(&repository)), ((5, 9), 0), "the class's removal fell out");
}

#[test]
fn keys_of_an_older_form_are_renewed_when_a_file_is_migrated() {
    let repository = Repository::open(Location::Memory).unwrap();
    let name = Text::from("Timed");
    let timed =
        ClassDeclaration { name, properties: vec![key("At", Type::Datetime)], ..ClassDeclaration::default() };
    let instance = |text: &str| {
        let mut instance = Instance::new("Timed").unwrap();
        instance.add_value("At", Value::Datetime(text.parse().unwrap())).unwrap();
        Arc::new(instance)
    };
    let stored = instance("20261121120000.000000+000");
    let stored = ItemKind::Instance { instance: stored, is_value: false };
    repository.compile(&[item(ItemKind::Class(Arc::new(timed))), item(stored)], &mut |_, _| {}).unwrap();
    repository.store.execute(
        "UPDATE instance_keys SET key = x'05'; DELETE FROM indexed_values; DELETE FROM association_ends",
    );
    let wanted = instance("20261121130000.000000+060");
    let get = || repository.get(&Patience::UNLIMITED, &Text::from("root/cimv2"), &wanted);
    assert_eq!(get().unwrap_err().status, Status::NotFound);
    repository
        .writing(&Patience::UNLIMITED, |transaction, _| {
            migration::fill_version_2(transaction)?;
            Ok(((), Changed::Yes))
        })
        .unwrap();
    get().unwrap();
}

#[test]
fn a_class_below_itself_in_a_damaged_file_is_an_error() {
    let repository = Repository::open(Location::Memory).unwrap();
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    repository.store.execute(
        "UPDATE classes SET superclass_id = id; UPDATE namespaces SET generation = 99; \
         UPDATE state SET schema_generation = 99",
    );
    let error = repository.get_class("root/cimv2", "Test_Thing").unwrap_err();
    assert!(error.message.contains("damaged"), "{error}");
}

#[test]
fn an_unknown_version_of_a_stored_form_is_damage() {
    let repository = Repository::open(Location::Memory).unwrap();
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    create(&repository, "x").unwrap();
    repository.store.execute("UPDATE instances SET body = x'63' || substr(body, 2)");
    assert!(get(&repository, "x").unwrap_err().message.contains("damaged"));
}

#[test]
fn a_write_that_waits_for_another_process_ends_when_it_is_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let repository = Repository::open(Location::File(path.clone())).unwrap();
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    let other = Connection::open(path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let cancelled = Patience { deadline: None, is_stopped: &|| true };
    let error = repository.create(&cancelled, &Text::from("root/cimv2"), &named("x")).unwrap_err();
    assert_eq!(error.category, crate::cim::ErrorCategory::OperationStopped);
    other.execute_batch("COMMIT").unwrap();
    create(&repository, "x").unwrap();
}

#[test]
fn the_log_is_in_the_file_when_the_last_repository_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let repository = Repository::open(Location::File(path.clone())).unwrap();
    repository.compile(&[thing()], &mut |_, _| {}).unwrap();
    create(&repository, "x").unwrap();
    get(&repository, "x").unwrap();
    drop(repository);
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files, [path]);
}

#[cfg(target_os = "linux")]
mod locks {
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    use super::{Location, Repository};

    /// The locks on a file, as the kernel lists them.
    fn locks(path: &Path) -> Vec<String> {
        let inode = format!(":{} ", std::fs::metadata(path).unwrap().ino());
        let all = std::fs::read_to_string("/proc/locks").unwrap();
        all.lines()
            .filter(|line| line.contains(&inode))
            .filter_map(|line| line.split_once(": "))
            .map(|(_, lock)| lock.to_owned())
            .collect()
    }

    #[test]
    fn opening_a_file_again_under_another_name_keeps_its_locks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("repository.db");
        let first = Repository::open(Location::File(path.clone())).unwrap();
        let before = locks(&path);
        assert!(!before.is_empty(), "SQLite locks a file that it has open");
        let second = Repository::open(Location::File(folder.path().join("./repository.db"))).unwrap();
        assert_eq!(locks(&path), before);
        drop(second);
        assert_eq!(locks(&path), before);
        drop(first);
        assert!(locks(&path).is_empty());
    }
}

/// Carries out a request in `root/cimv2`, which must succeed, and counts what it brings.
pub(super) fn count_results(repository: &Repository, request: Request) -> usize {
    let call = Call {
        namespace: Text::from("root/cimv2"),
        request,
        flags: OperationFlags::empty(),
        options: None,
        deadline: None,
        filter: None,
    };
    let counter = Arc::new(Counter::default());
    repository.execute(&call, Reply::new(Arc::clone(&counter) as Arc<dyn Sink>));
    counter.0.load(Relaxed)
}

#[derive(Default)]
struct Counter(AtomicUsize);

impl Sink for Counter {
    fn post(&self, _: Posted) -> Result<(), Stopped> {
        self.0.fetch_add(1, Relaxed);
        Ok(())
    }

    fn finish(&self, outcome: Result<(), Error>) {
        outcome.unwrap();
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(true)
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}
