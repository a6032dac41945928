//! Several processes on one file; here several repositories, whose connections know as little of each other.

#[cfg(unix)]
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mi::cim::{ErrorCategory, Status, Type, Value, ValueRef};
use mi::provider::Request;
use mi::provider::repository::{Item, ItemKind, Location, Repository};
use rusqlite::Connection;

use super::support::*;

fn open(folder: &tempfile::TempDir) -> Arc<Repository> {
    Repository::open(Location::File(folder.path().join("repository.db"))).unwrap()
}

#[test]
fn what_one_writes_the_other_reads() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(&folder), open(&folder));
    compile(&one, vec![thing(), special()]).unwrap();
    assert!(enumerate(&other, "Test_Thing").is_empty());
    create(&one, named("Test_Thing", "x")).unwrap();
    assert!(get(&other, named("Test_Thing", "x")).is_ok());
    modify(&other, instance("Test_Thing", &[("Name", Value::string("x")), ("Size", Value::Uint32(3))]))
        .unwrap();
    assert_eq!(get(&one, named("Test_Thing", "x")).unwrap().value("Size"), Some(ValueRef::Uint32(3)));
    delete(&one, named("Test_Thing", "x")).unwrap();
    assert_eq!(get(&other, named("Test_Thing", "x")).unwrap_err().status, Status::NotFound);
}

#[test]
fn a_class_that_another_process_adds_is_seen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(&folder), open(&folder));
    assert_eq!(other.get_class(NAMESPACE, "Test_Thing").unwrap_err().status, Status::InvalidClass);
    compile(&one, vec![thing()]).unwrap();
    assert!(other.get_class(NAMESPACE, "Test_Thing").is_ok());
    create(&one, named("Test_Thing", "x")).unwrap();
    assert_eq!(enumerate(&other, "Test_Thing").len(), 1);
    compile(&one, vec![special()]).unwrap();
    create(&one, named("Test_Special", "y")).unwrap();
    assert_eq!(enumerate(&other, "Test_Thing").len(), 2);
    assert!(get(&other, named("Test_Thing", "y")).is_ok());
    one.create_namespace("root/other").unwrap();
    assert!(other.namespaces().unwrap().contains(&"root/other".to_owned()));
}

#[test]
fn a_class_that_another_process_changes_is_read_in_its_new_form() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(&folder), open(&folder));
    compile(&one, vec![thing()]).unwrap();
    create(&one, named("Test_Thing", "x")).unwrap();
    assert!(get(&other, named("Test_Thing", "x")).unwrap().find("Color").is_none());
    let mut wider = thing();
    wider.properties.push(with_default(property("Color", Type::Uint8, &[]), Value::Uint8(9)));
    compile(&one, vec![wider]).unwrap();
    let read = get(&other, named("Test_Thing", "x")).unwrap();
    assert_eq!(read.value("Color"), Some(ValueRef::Uint8(9)));
}

#[test]
fn classes_that_did_not_change_stay_the_same_object() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(&folder), open(&folder));
    compile(&one, vec![thing(), class("Test_Apart", None, vec![])]).unwrap();
    let before = other.get_class(NAMESPACE, "Test_Apart").unwrap();
    let changed = other.get_class(NAMESPACE, "Test_Thing").unwrap();
    let mut wider = thing();
    wider.properties.push(property("Color", Type::Uint8, &[]));
    compile(&one, vec![wider]).unwrap();
    assert!(Arc::ptr_eq(&before, &other.get_class(NAMESPACE, "Test_Apart").unwrap()));
    assert!(!Arc::ptr_eq(&changed, &other.get_class(NAMESPACE, "Test_Thing").unwrap()));
}

#[test]
fn concurrent_creates_of_several_repositories_all_succeed() {
    let folder = tempfile::tempdir().unwrap();
    compile(&open(&folder), vec![thing()]).unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let folder = &folder;
            scope.spawn(move || {
                let repository = open(folder);
                for number in 0..25 {
                    create(&repository, named("Test_Thing", &format!("{writer}-{number}"))).unwrap();
                }
            });
        }
    });
    assert_eq!(enumerate(&open(&folder), "Test_Thing").len(), 100);
}

#[test]
fn many_processes_may_make_the_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(open(&folder).namespaces().unwrap().len(), 4));
        }
    });
}

#[test]
fn a_write_waits_for_another_process_until_its_deadline() {
    let folder = tempfile::tempdir().unwrap();
    let repository = open(&folder);
    compile(&repository, vec![thing()]).unwrap();
    let other = Connection::open(folder.path().join("repository.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut late = call(Request::CreateInstance { instance: Arc::new(named("Test_Thing", "x")) });
    late.deadline = Some(Instant::now() + Duration::from_millis(20));
    let error = run(&repository, &late).unwrap_err();
    assert_eq!((error.status, error.category), (Status::Failed, ErrorCategory::OperationTimeout));
    // Readers wait for nobody.
    assert_eq!(get(&repository, named("Test_Thing", "x")).unwrap_err().status, Status::NotFound);
    late.deadline = None;
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| run(&repository, &late));
        other.execute_batch("COMMIT").unwrap();
        waiting.join().unwrap().unwrap();
    });
}

#[test]
fn an_instance_that_was_read_before_is_seen_as_another_process_left_it() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(&folder), open(&folder));
    compile(&one, vec![thing()]).unwrap();
    let sized = |size| instance("Test_Thing", &[("Name", Value::string("x")), ("Size", Value::Uint32(size))]);
    let size =
        || get(&one, named("Test_Thing", "x")).map(|read| read.value("Size").map(|size| size.to_value()));
    create(&other, sized(1)).unwrap();
    assert_eq!(size().unwrap(), Some(Value::Uint32(1)));
    modify(&other, sized(2)).unwrap();
    assert_eq!(size().unwrap(), Some(Value::Uint32(2)));
    let kind = ItemKind::Instance { instance: Arc::new(sized(3)), is_value: false };
    other.compile(&[Item { namespace: NAMESPACE.to_owned(), kind }], &mut |_, _| {}).unwrap();
    assert_eq!(size().unwrap(), Some(Value::Uint32(3)));
    delete(&other, named("Test_Thing", "x")).unwrap();
    assert_eq!(size().unwrap_err().status, Status::NotFound);
    create(&other, sized(4)).unwrap();
    assert_eq!(size().unwrap(), Some(Value::Uint32(4)));
}

#[test]
fn an_instance_that_nobody_changed_is_read_once_while_others_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(&folder), open(&folder));
    compile(&one, vec![thing()]).unwrap();
    create(&one, named("Test_Thing", "x")).unwrap();
    let before = get(&one, named("Test_Thing", "x")).unwrap();
    create(&other, named("Test_Thing", "y")).unwrap();
    assert!(Arc::ptr_eq(&before, &get(&one, named("Test_Thing", "x")).unwrap()));
}

#[test]
fn more_instances_than_are_kept_in_memory_are_all_read() {
    let folder = tempfile::tempdir().unwrap();
    let repository = open(&folder);
    compile(&repository, vec![thing()]).unwrap();
    let items: Vec<Item> = (0..20_000)
        .map(|number| {
            let given = instance(
                "Test_Thing",
                &[("Name", Value::string(&number.to_string())), ("Size", Value::Uint32(number))],
            );
            let kind = ItemKind::Instance { instance: Arc::new(given), is_value: false };
            Item { namespace: NAMESPACE.to_owned(), kind }
        })
        .collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
    for _ in 0..2 {
        for number in 0..20_000 {
            let read = get(&repository, named("Test_Thing", &number.to_string())).unwrap();
            assert_eq!(read.value("Size"), Some(ValueRef::Uint32(number)));
        }
    }
}

#[test]
fn a_reader_never_sees_an_instance_go_back_while_classes_change_too() {
    let folder = tempfile::tempdir().unwrap();
    compile(&open(&folder), vec![thing()]).unwrap();
    let sized = |size| instance("Test_Thing", &[("Name", Value::string("x")), ("Size", Value::Uint32(size))]);
    create(&open(&folder), sized(0)).unwrap();
    let last = 150;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let writer = open(&folder);
            (1..=last).for_each(|size| modify(&writer, sized(size)).unwrap());
        });
        scope.spawn(|| {
            let compiler = open(&folder);
            let mut wider = thing();
            for number in 0..20 {
                let added = property(&format!("Added{number}"), Type::Uint8, &[]);
                wider.properties.push(with_default(added, Value::Uint8(number)));
                compile(&compiler, vec![wider.clone()]).unwrap();
            }
        });
        for _ in 0..2 {
            scope.spawn(|| {
                let reader = open(&folder);
                let (mut size, mut properties) = (0, 0);
                while size < last {
                    let read = get(&reader, named("Test_Thing", "x")).unwrap();
                    let Some(ValueRef::Uint32(now)) = read.value("Size") else { panic!("{read:?}") };
                    assert!(now >= size && read.len() >= properties);
                    (size, properties) = (now, read.len());
                    let listed = enumerate(&reader, "Test_Thing");
                    let Some(ValueRef::Uint32(listed)) = listed[0].value("Size") else {
                        panic!("{listed:?}")
                    };
                    assert!(listed >= size);
                }
            });
        }
    });
}

/// Runs a test of this file again in a process of its own, with a task to do on a repository.
fn process(test: &str, task: &str, path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("sharing::{test}"), "--nocapture"])
        .env("MI_TEST_TASK", task)
        .env("MI_TEST_REPOSITORY", path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The task of this process, and its repository, where another one started it.
fn task() -> Option<(String, Arc<Repository>)> {
    let task = std::env::var("MI_TEST_TASK").ok()?;
    let path = std::env::var_os("MI_TEST_REPOSITORY").unwrap();
    Some((task, Repository::open(Location::File(path.into())).unwrap()))
}

#[test]
fn processes_that_write_and_read_at_once_all_succeed() {
    const EACH: usize = 40;
    if let Some((task, repository)) = task() {
        if task == "read" {
            let mut seen = 0;
            while seen < 3 * 2 * EACH {
                let now = enumerate(&repository, "Test_Thing").len();
                assert!(now >= seen, "{now} after {seen}");
                seen = now;
            }
            return;
        }
        // Each process is one of several threads, so that they share commits too.
        std::thread::scope(|scope| {
            for thread in 0..2 {
                let (task, repository) = (&task, &repository);
                scope.spawn(move || {
                    for number in 0..EACH {
                        let mut create = call(Request::CreateInstance {
                            instance: Arc::new(named("Test_Thing", &format!("{task}-{thread}-{number}"))),
                        });
                        create.deadline = Some(Instant::now() + Duration::from_secs(60));
                        run(repository, &create).unwrap();
                    }
                });
            }
        });
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    compile(&open(&folder), vec![thing()]).unwrap();
    let test = "processes_that_write_and_read_at_once_all_succeed";
    let tasks = ["one", "two", "three", "read"];
    let children = tasks.map(|task| process(test, task, &path));
    for (task, child) in tasks.iter().zip(children) {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{task}: {}", String::from_utf8_lossy(&output.stdout));
    }
    let repository = open(&folder);
    assert_eq!(enumerate(&repository, "Test_Thing").len(), 3 * 2 * EACH);
    assert!(repository.check(&mut |_| ()).unwrap().is_sound());
}

// The courtesy between processes is a lock on a folder, which Windows has not: docs/status.md.
#[cfg(unix)]
#[test]
fn a_process_that_writes_all_the_time_lets_others_write() {
    if let Some((_, repository)) = task() {
        // Until the other one has enough, and closes this one's input.
        let enough = std::sync::atomic::AtomicBool::new(false);
        return std::thread::scope(|scope| {
            for thread in 0..8 {
                let (enough, repository) = (&enough, &repository);
                scope.spawn(move || {
                    for number in 0.. {
                        if enough.load(std::sync::atomic::Ordering::SeqCst) {
                            break;
                        }
                        create(repository, named("Test_Thing", &format!("{thread}-{number}"))).unwrap();
                    }
                });
            }
            std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
            enough.store(true, std::sync::atomic::Ordering::SeqCst);
        });
    }
    let folder = tempfile::tempdir().unwrap();
    let repository = open(&folder);
    compile(&repository, vec![thing()]).unwrap();
    let test = "a_process_that_writes_all_the_time_lets_others_write";
    let mut busy = process(test, "write", &folder.path().join("repository.db"));
    while enumerate(&repository, "Test_Thing").is_empty() {
        std::thread::yield_now();
    }
    let mine = 100;
    for number in 0..mine {
        create(&repository, named("Test_Thing", &format!("mine-{number}"))).unwrap();
    }
    drop(busy.stdin.take());
    assert!(busy.wait().unwrap().success());
    // In the order of their creation: how often did the other process come between two of ours, and how much did it write then?
    let all = enumerate(&repository, "Test_Thing");
    let is_mine = |instance: &Arc<mi::cim::Instance>| matches!(instance.value("Name"), Some(ValueRef::String(name)) if name.to_string().starts_with("mine"));
    let first = all.iter().position(is_mine).unwrap();
    let last = all.iter().rposition(is_mine).unwrap();
    let runs = all[first..=last].chunk_by(|one, next| is_mine(one) == is_mine(next));
    let turns = runs.filter(|run| !is_mine(&run[0])).count();
    let others = last + 1 - first - mine;
    println!("{turns} turns and {others} instances of the other process between {mine} of ours");
    assert!(turns >= mine / 3, "the other process had {turns} turns between {mine} of ours");
    assert!(others <= mine * 8 * 8, "the other process wrote {others} instances between {mine} of ours");
}
