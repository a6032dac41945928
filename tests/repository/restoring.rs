//! A restore at each of its moments: what is left where it is killed, and what those see who work with the repository meanwhile.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mi::cim::{ClassDeclaration, ElementFlags, Error, Instance, Status, Text, Type, Value, ValueRef};
use mi::provider::repository::{Existing, Location, Previous, Repository};
use mi::provider::{Call, Posted, Provider, Question, Reply, Request, Sink, StopNotice, Stopped};

use super::ledger::Dice;
use super::queries::{query, query_call};
use super::support::*;

/// Instances in each of the two copies, with texts of this length: more than a connection keeps in memory, so that pages are
/// written to the log before the restore is committed.
const INSTANCES: u32 = 200;
const TEXT: usize = 60_000;
/// Kills at moments of which nobody knows where they are.
const RANDOM_KILLS: usize = 20;
/// Until then at most, in microseconds after a step.
const LATEST: u64 = 300_000;

fn open(path: &Path) -> Arc<Repository> {
    Repository::open(Location::File(path.to_owned())).unwrap()
}

fn backup(repository: &Repository, to: &Path) {
    repository.backup(to, Existing::Refuse, &mut |_| ()).unwrap();
}

fn restore(repository: &Repository, from: &Path) {
    repository.restore(from, Previous::Discard, &mut |_| ()).unwrap();
}

fn sized(name: &str, size: u32) -> Instance {
    instance("Test_Thing", &[("Name", Value::string(name)), ("Size", Value::Uint32(size))])
}

/// `Test_Thing` as copy 1 alone has it.
fn wider() -> ClassDeclaration {
    let mut wider = thing();
    wider.properties.push(with_default(property("Color", Type::Uint8, &[]), Value::Uint8(7)));
    wider
}

/// The backups of a repository that was in two states, of which the second is in place.
fn two_copies(path: &Path) -> [PathBuf; 2] {
    let repository = open(path);
    [thing(), wider()].map(|class| {
        let copy = class.properties.len() as u32 - thing().properties.len() as u32;
        compile(&repository, vec![class]).unwrap();
        for number in 0..INSTANCES {
            let mut given = sized(&number.to_string(), copy);
            given.add_value("State", Value::string(&copy.to_string().repeat(TEXT))).unwrap();
            if copy == 0 { create(&repository, given).map(drop) } else { modify(&repository, given) }
                .unwrap();
        }
        let to = path.with_extension(copy.to_string());
        backup(&repository, &to);
        to
    })
}

/// Which copy is in place, as everything there says, and whether the instance is there that was made since.
fn in_place(repository: &Repository) -> (u32, bool) {
    let all = enumerate(repository, "Test_Thing");
    let is_marked = get(repository, named("Test_Thing", "mark")).is_ok();
    assert_eq!(all.len(), INSTANCES as usize + usize::from(is_marked));
    let class = repository.get_class(NAMESPACE, "Test_Thing").unwrap();
    let copy = u32::from(class.find_property("Color").is_some());
    for number in 0..INSTANCES {
        let read = get(repository, named("Test_Thing", &number.to_string())).unwrap();
        assert_eq!(read.value("Size"), Some(ValueRef::Uint32(copy)));
    }
    let found = query(repository, &format!("SELECT Name FROM Test_Thing WHERE Size = {copy}")).unwrap();
    assert_eq!(found.len(), INSTANCES as usize);
    for read in all {
        assert_eq!(read.find("Color").is_some(), copy == 1);
        let Some(ValueRef::String(state)) = read.value("State") else { panic!("{:?}", read.value("State")) };
        let (state, expected) = (state.to_string(), copy.to_string());
        assert!(state == "new" || state.starts_with(&expected) && state.ends_with(&expected));
    }
    (copy, is_marked)
}

const KILLED: &str = "restoring::a_restore_that_is_killed_at_any_moment_is_whole_or_did_not_happen";

/// Restores, says at each step how far it is, and goes on when it is told to.
fn restore_and_tell(path: &Path, from: &Path) {
    let previous =
        if from.extension().is_some_and(|copy| copy == "0") { Previous::Keep } else { Previous::Discard };
    let mut told_to_go_on = std::io::stdin().lines();
    let mut tell = |now: mi::provider::repository::Progress| {
        println!("\nprogress {} {} {}", now.done, now.all, now.step);
        told_to_go_on.next().unwrap().unwrap();
    };
    open(path).restore(from, previous, &mut tell).unwrap();
}

/// A process that restores.
struct Restoring {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Restoring {
    fn begin(path: &Path, from: &Path) -> Restoring {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", KILLED, "--nocapture"])
            .env("MI_TEST_RESTORE_INTO", path)
            .env("MI_TEST_RESTORE_FROM", from)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Restoring { child, lines }
    }

    /// The next step that it says it is at; `None` when it is over.
    fn next(&mut self) -> Option<String> {
        self.lines.find_map(|line| Some(line.ok()?.strip_prefix("progress ")?.to_owned()))
    }

    fn go_on(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Whether the last step was told of: the transaction is committed then.
fn is_restored(step: &str) -> bool {
    let words: Vec<&str> = step.split(' ').collect();
    matches!(*words, [done, all, "Restoring"] if done == all)
}

/// Whether no more than so many steps follow the next one.
fn has_left(step: &str, steps: u64) -> bool {
    let words: Vec<&str> = step.split(' ').collect();
    let [done, all, "Restoring"] = *words else { return false };
    let [done, all] = [done, all].map(|pages| pages.parse::<u64>().unwrap());
    all - done <= 1024 * (1 + steps)
}

/// Takes away what a killed process left beside the repository.
fn clear(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.contains(".partial-") || name.contains(".before-restore-") {
            std::fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn a_restore_that_is_killed_at_any_moment_is_whole_or_did_not_happen() {
    let task = ["MI_TEST_RESTORE_INTO", "MI_TEST_RESTORE_FROM"].map(std::env::var_os);
    if let [Some(path), Some(from)] = task {
        return restore_and_tell(Path::new(&path), Path::new(&from));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let copies = two_copies(&path);
    // Open all the time, with everything in memory that it keeps.
    let other = open(&path);
    let (mut copy, mut kills, mut restored) = (1, 0, 0);
    let mut after = |copy: &mut u32, expected: Option<bool>, moment: &str| {
        let wanted = 1 - *copy;
        let (found, is_marked) = in_place(&other);
        assert_eq!(
            is_marked,
            found == *copy,
            "{moment}: what was there before is there whole, or not at all"
        );
        assert!(expected.is_none_or(|expected| expected == (found == wanted)), "{moment}: copy {found}");
        // Work goes on.
        create(&other, sized("goes on", found)).unwrap();
        delete(&other, named("Test_Thing", "goes on")).unwrap();
        let anew = open(&path);
        assert_eq!(in_place(&anew), (found, is_marked), "{moment}");
        assert_eq!(anew.check(&mut |_| ()).unwrap().findings, [], "{moment}");
        clear(folder.path());
        (kills, restored) = (kills + 1, restored + u32::from(found == wanted));
        *copy = found;
    };
    let mark = |copy: u32| {
        if get(&other, named("Test_Thing", "mark")).is_err() {
            create(&other, sized("mark", 9)).unwrap();
        }
        assert_eq!(in_place(&other), (copy, true));
    };
    // At each step that it tells of.
    let mut steps = Vec::new();
    for at in 0.. {
        mark(copy);
        let mut restoring = Restoring::begin(&path, &copies[1 - copy as usize]);
        for _ in 0..at {
            restoring.next().unwrap();
            restoring.go_on();
        }
        let step = restoring.next().unwrap();
        let is_restored = is_restored(&step);
        // Whoever reads sees one of the two, and not the way between.
        assert_eq!(in_place(&other).0 == copy, !is_restored, "at '{step}'");
        restoring.kill();
        after(&mut copy, Some(is_restored), &step);
        steps.push(step);
        if is_restored {
            break;
        }
    }
    let in_the_middle = steps.iter().filter(|step| step.ends_with(" Restoring")).count();
    assert!(in_the_middle >= 3, "{steps:?}");
    // In between.
    let mut dice = Dice::new(1);
    for round in 0..RANDOM_KILLS {
        mark(copy);
        let mut restoring = Restoring::begin(&path, &copies[1 - copy as usize]);
        // While it restores: half of them behind the last step that is told of before the commit.
        let before = dice.below(2) * dice.below(4);
        while !restoring.next().is_some_and(|step| has_left(&step, before)) {
            restoring.go_on();
        }
        restoring.go_on();
        std::thread::sleep(Duration::from_micros(dice.below(LATEST)));
        restoring.kill();
        after(&mut copy, None, &format!("random kill {round}"));
    }
    println!("{kills} kills, {restored} of them after the commit; steps: {steps:?}");
}

#[test]
fn what_a_killed_one_left_keeps_nobody_from_restoring() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let repository = open(&path);
    let to = folder.path().join("backup.db");
    backup(&repository, &to);
    // In a container the next process may have the same number.
    let left = folder.path().join(format!("repository.db.partial-{}", std::process::id()));
    std::fs::write(&left, "half a copy").unwrap();
    restore(&repository, &to);
    assert_eq!(std::fs::read(&left).unwrap(), b"half a copy");
}

#[test]
fn what_is_in_memory_of_classes_and_instances_does_not_outlive_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (one, other) = (open(&path), open(&path));
    let to = folder.path().join("backup.db");
    compile(&one, vec![thing()]).unwrap();
    create(&one, sized("x", 1)).unwrap();
    backup(&one, &to);
    // The same names with other numbers in the file, and the same numbers with other names.
    delete(&one, named("Test_Thing", "x")).unwrap();
    one.delete_class(NAMESPACE, "Test_Thing").unwrap();
    compile(&one, vec![class("Test_Apart", None, vec![property("Name", Type::String, &["Key"])])]).unwrap();
    compile(&one, vec![wider(), special()]).unwrap();
    create(&one, named("Test_Special", "special")).unwrap();
    create(&one, sized("x", 2)).unwrap();
    let expect = |size: u32, classes: &[&str], names: &[&str]| {
        for repository in [&one, &other] {
            let read = get(repository, named("Test_Thing", "x")).unwrap();
            assert_eq!(read.value("Size"), Some(ValueRef::Uint32(size)));
            assert_eq!(read.find("Color").is_some(), size == 2);
            let names: Vec<String> = names.iter().map(|name| format!("Some(String({name:?}))")).collect();
            assert_eq!(shown(&enumerate(repository, "Test_Thing"), "Name"), names);
            let found = query(repository, "SELECT * FROM Test_Thing WHERE Name = 'x'").unwrap();
            assert_eq!(shown(&found, "Size"), [format!("Some(Uint32({size}))")]);
            let request = Request::EnumerateClasses { class_name: None, names_only: false };
            let found = super::support::classes(repository, &call(request)).unwrap();
            let mut found: Vec<String> = found.iter().map(|class| class.name().to_string()).collect();
            found.sort();
            assert_eq!(found, classes);
            let color =
                repository.get_class(NAMESPACE, "Test_Thing").unwrap().find_property("Color").is_some();
            assert_eq!(color, size == 2);
            let special = repository.get_class(NAMESPACE, "Test_Special");
            assert_eq!(special.is_ok(), size == 2);
        }
    };
    expect(2, &["Test_Apart", "Test_Special", "Test_Thing"], &["special", "x"]);
    let restored = one.restore(&to, Previous::Keep, &mut |_| ()).unwrap();
    expect(1, &["Test_Thing"], &["x"]);
    restore(&other, &restored.previous.unwrap());
    expect(2, &["Test_Apart", "Test_Special", "Test_Thing"], &["special", "x"]);
}

/// A client for whom something happens when it gets its first result.
struct Client {
    posted: AtomicUsize,
    happens: Box<dyn Fn() + Send + Sync>,
    outcome: Mutex<Option<Result<(), Error>>>,
}

impl Sink for Client {
    fn post(&self, _: Posted) -> Result<(), Stopped> {
        if self.posted.fetch_add(1, Ordering::SeqCst) == 0 {
            (self.happens)();
        }
        Ok(())
    }
    fn finish(&self, outcome: Result<(), Error>) {
        *self.outcome.lock().unwrap() = Some(outcome);
    }
    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(true)
    }
    fn is_stopped(&self) -> bool {
        false
    }
    fn on_stop(&self, _: StopNotice) {}
}

/// What an operation brought, and how it ended.
fn interrupted(
    repository: &Repository,
    call: &Call,
    happens: impl Fn() + Send + Sync + 'static,
) -> (usize, Result<(), Error>) {
    let (posted, outcome) = (AtomicUsize::new(0), Mutex::default());
    let client = Arc::new(Client { posted, happens: Box::new(happens), outcome });
    repository.execute(call, Reply::new(Arc::clone(&client) as Arc<dyn Sink>));
    let outcome = client.outcome.lock().unwrap().take().expect("the operation is finished");
    (client.posted.load(Ordering::SeqCst), outcome)
}

#[test]
fn an_operation_that_has_brought_a_part_of_what_was_there_before_ends_with_an_error() {
    const MANY: usize = 2_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (repository, other) = (open(&path), open(&path));
    let end = |name: &str| {
        let mut end = property(name, Type::Reference, &["Key"]);
        end.reference_class = Some(Text::from("Test_Thing"));
        end
    };
    let mut link = class("Test_Link", None, vec![end("Left"), end("Right")]);
    link.qualifiers.push(qualifier("Association"));
    compile(&repository, vec![thing(), link]).unwrap();
    let to_thing = |name: String| {
        let mut target = named("Test_Thing", &name);
        target.set_flags(0, ElementFlags::KEY);
        Value::Reference(Arc::new(target))
    };
    let items: Vec<_> = (0..MANY)
        .flat_map(|number| {
            let ends = [("Left", to_thing("0".to_owned())), ("Right", to_thing(number.to_string()))];
            [sized(&number.to_string(), 1), instance("Test_Link", &ends)]
        })
        .map(|given| {
            let kind =
                mi::provider::repository::ItemKind::Instance { instance: Arc::new(given), is_value: false };
            mi::provider::repository::Item { namespace: NAMESPACE.to_owned(), kind }
        })
        .collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
    let to = folder.path().join("backup.db");
    backup(&repository, &to);
    let source = Arc::new(named("Test_Thing", "0"));
    let operations = [
        call(Request::EnumerateInstances { class_name: Text::from("Test_Thing"), keys_only: false }),
        query_call("SELECT * FROM Test_Thing WHERE Size = 1"),
        call(Request::ReferenceInstances {
            instance: source,
            result_class: None,
            role: None,
            keys_only: false,
        }),
    ];
    for operation in operations {
        assert!(matches!(interrupted(&repository, &operation, || ()), (MANY, Ok(()))));
        let (from, restoring) = (to.clone(), Arc::clone(&other));
        let (posted, outcome) = interrupted(&repository, &operation, move || restore(&restoring, &from));
        let error = outcome.unwrap_err();
        assert_eq!(error.status, Status::Failed);
        assert!(error.message.contains("restored"), "{error}");
        assert!(posted > 0 && posted < MANY, "{posted}");
        // A change of the schema, which takes nothing away, does not disturb it.
        let compiling = Arc::clone(&other);
        let added = class(&format!("Test_Added{posted}_{}", operation.request.name()), None, vec![]);
        let (posted, outcome) =
            interrupted(&repository, &operation, move || compile(&compiling, vec![added.clone()]).unwrap());
        assert!(matches!((posted, outcome), (MANY, Ok(()))));
    }
}
