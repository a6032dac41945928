//! The repository as a whole: checked, backed up and restored, also while others work with it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mi::cim::{Status, Type, Value, ValueRef};
use mi::provider::repository::{Check, Existing, Location, Previous, Repository};
use rusqlite::Connection;

use super::migrations::old_file;
use super::support::*;

fn open(path: &Path) -> Arc<Repository> {
    Repository::open(Location::File(path.to_owned())).unwrap()
}

/// A repository with three instances of two classes.
fn made(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("repository.db");
    let repository = open(&path);
    compile(&repository, vec![thing(), special()]).unwrap();
    create(&repository, named("Test_Thing", "x")).unwrap();
    create(&repository, named("Test_Thing", "y")).unwrap();
    create(&repository, named("Test_Special", "z")).unwrap();
    path
}

/// A repository with associations, indexed properties, layouts of two generations, and events.
fn varied(folder: &Path) -> std::path::PathBuf {
    let path = old_file(folder);
    let repository = open(&path);
    compile(&repository, vec![thing(), special()]).unwrap();
    create(&repository, named("Test_Thing", "x")).unwrap();
    delete(&repository, named("Test_Thing", "x")).unwrap();
    path
}

fn checked(path: &Path) -> Check {
    open(path).check(&mut |_| ()).unwrap()
}

/// As files on Windows are, whose folder says so for them.
#[cfg(windows)]
fn is_for_the_owner_alone(_: &Path) -> bool {
    true
}

#[cfg(unix)]
fn is_for_the_owner_alone(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    path.metadata().unwrap().mode() & 0o777 == 0o600
}

/// Another name of the file: on Windows, where links are for administrators, one with its folder said in a roundabout way.
fn link_to(path: &Path) -> std::path::PathBuf {
    let folder = path.parent().unwrap();
    #[cfg(unix)]
    {
        let link = folder.join("link.db");
        std::os::unix::fs::symlink(path, &link).unwrap();
        link
    }
    #[cfg(windows)]
    {
        folder.join("..").join(folder.file_name().unwrap()).join("REPOSITORY.db")
    }
}

fn backup(repository: &Repository, to: &Path) {
    repository.backup(to, Existing::Refuse, &mut |_| ()).unwrap();
}

fn identity(path: &Path) -> Vec<u8> {
    let connection = Connection::open(path).unwrap();
    connection.query_row("SELECT identity FROM state", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_sound_repository_is_found_to_be_sound() {
    let folder = tempfile::tempdir().unwrap();
    let check = checked(&made(folder.path()));
    assert_eq!(check.findings, []);
    assert_eq!((check.classes, check.instances), (2, 3));
}

#[test]
fn a_repository_in_memory_can_be_checked_and_backed_up() {
    let folder = tempfile::tempdir().unwrap();
    let repository = repository();
    create(&repository, named("Test_Thing", "x")).unwrap();
    assert!(repository.check(&mut |_| ()).unwrap().is_sound());
    let to = folder.path().join("backup.db");
    backup(&repository, &to);
    assert_eq!(enumerate(&open(&to), "Test_Thing").len(), 1);
}

#[test]
fn every_kind_of_damage_is_found_and_named() {
    let damage = [
        ("UPDATE instances SET body = x'01ff' WHERE id = (SELECT max(id) FROM instances)", "instance"),
        ("UPDATE instances SET id = id + (99 << 40) WHERE id = (SELECT max(id) FROM instances)", "instance"),
        ("DELETE FROM instance_keys WHERE id = (SELECT max(id) FROM instances)", "key"),
        ("UPDATE instance_keys SET id = (SELECT max(id) FROM instances)", "key"),
        ("INSERT INTO instance_keys VALUES (x'00', 1, 7)", "key"),
        ("DELETE FROM layouts", "instance"),
        ("UPDATE layouts SET columns = x'ff' WHERE id = 1", "layout"),
        ("UPDATE layouts SET class_id = 99 WHERE id = 1", "layout"),
        ("UPDATE classes SET declaration = x'ff'", "schema"),
        ("UPDATE classes SET superclass_id = id", "schema"),
        ("UPDATE classes SET superclass_id = 99 WHERE id = 2", "schema"),
        ("UPDATE classes SET namespace_id = 99 WHERE id = 5", "schema"),
        ("UPDATE classes SET generation = 99", "state"),
        ("UPDATE state SET versions = x'00'", "state"),
        ("INSERT INTO association_ends VALUES (x'00', 7)", "index"),
        ("DELETE FROM association_ends", "index"),
        ("INSERT INTO indexed_values VALUES (1, x'00', 7)", "index"),
        ("DELETE FROM indexed_values", "index"),
        ("DELETE FROM events WHERE sequence = 2", "event"),
        ("UPDATE events SET kind = 99", "event"),
        ("UPDATE events SET before = x'00'", "event"),
    ];
    for (statement, about) in damage {
        let folder = tempfile::tempdir().unwrap();
        let path = varied(folder.path());
        assert_eq!(checked(&path).findings, []);
        Connection::open(&path).unwrap().execute_batch(statement).unwrap();
        let check = checked(&path);
        let found: Vec<_> = check.findings.iter().map(|finding| finding.about).collect();
        assert!(found.contains(&about), "{statement}: {:?}", check.findings);
    }
}

#[test]
fn a_damaged_page_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let root: usize = Connection::open(&path)
        .unwrap()
        .query_row("SELECT rootpage FROM sqlite_master WHERE name = 'instances'", [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap() as usize;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[(root - 1) * 4096..][..8].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let check = checked(&path);
    assert!(check.findings.iter().any(|finding| finding.about == "file"), "{:?}", check.findings);
}

#[test]
fn a_check_tells_how_far_it_is_and_hinders_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let (repository, other) = (open(&path), open(&path));
    let mut steps = Vec::new();
    let check = repository
        .check(&mut |progress| {
            steps.push(progress.step);
            create(&other, named("Test_Thing", &format!("during-{}", steps.len()))).unwrap();
        })
        .unwrap();
    assert_eq!((check.instances, check.findings), (3, vec![]));
    assert!(steps.len() >= 2 && steps.contains(&"Checking instances"), "{steps:?}");
}

#[test]
fn a_backup_is_a_repository_of_its_own_for_the_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let to = folder.path().join("backup.db");
    backup(&open(&path), &to);
    assert!(is_for_the_owner_alone(&to));
    assert_ne!(identity(&to), identity(&path));
    assert!(checked(&to).is_sound());
    assert_eq!(enumerate(&open(&to), "Test_Thing").len(), 3);
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["backup.db", "repository.db"], "nothing is left of how it was made");
}

#[test]
fn a_file_that_is_there_is_replaced_only_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let repository = open(&made(folder.path()));
    let to = folder.path().join("backup.db");
    std::fs::write(&to, "mine").unwrap();
    let error = repository.backup(&to, Existing::Refuse, &mut |_| ()).unwrap_err();
    assert_eq!(error.status, Status::AlreadyExists);
    assert_eq!(std::fs::read(&to).unwrap(), b"mine");
    repository.backup(&to, Existing::Replace, &mut |_| ()).unwrap();
    assert_eq!(enumerate(&open(&to), "Test_Thing").len(), 3);
}

#[test]
fn a_backup_does_not_take_the_place_of_a_repository_that_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let link = link_to(&path);
    // Nothing was written since it was opened.
    let repository = open(&path);
    enumerate(&repository, "Test_Thing");
    let (log, other) = (folder.path().join("repository.db-wal"), open(&path));
    for taken in [&path, &link, &log] {
        let error = repository.backup(taken, Existing::Replace, &mut |_| ()).unwrap_err();
        assert_eq!(error.status, Status::Failed, "{taken:?}");
    }
    create(&other, named("Test_Thing", "after")).unwrap();
    assert_eq!(enumerate(&repository, "Test_Thing").len(), 4);
    let elsewhere = open(&folder.path().join("elsewhere.db"));
    let error = elsewhere.backup(&link, Existing::Replace, &mut |_| ()).unwrap_err();
    assert_eq!(error.status, Status::Failed);
}

#[test]
fn a_backup_that_is_made_while_others_write_has_the_state_of_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let pair = |round: u32, side: &str| {
        instance("Test_Thing", &[("Name", Value::string(side)), ("Size", Value::Uint32(round))])
    };
    let done = AtomicBool::new(false);
    create(&open(&path), pair(0, "left")).unwrap();
    create(&open(&path), pair(0, "right")).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let writer = open(&path);
            for round in 1.. {
                if done.load(Ordering::SeqCst) {
                    break;
                }
                modify(&writer, pair(round, "left")).unwrap();
                modify(&writer, pair(round, "right")).unwrap();
            }
        });
        let repository = open(&path);
        for number in 0..10 {
            let to = folder.path().join(format!("{number}.db"));
            backup(&repository, &to);
            assert!(checked(&to).is_sound());
            let copy = open(&to);
            let size = |side| match get(&copy, named("Test_Thing", side)).unwrap().value("Size") {
                Some(ValueRef::Uint32(size)) => size,
                other => panic!("{other:?}"),
            };
            let (left, right) = (size("left"), size("right"));
            assert!(left == right || left == right + 1, "{left} {right}");
        }
        done.store(true, Ordering::SeqCst);
    });
}

#[test]
fn what_is_restored_is_seen_by_all_who_have_the_repository_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let (repository, other) = (open(&path), open(&path));
    let to = folder.path().join("backup.db");
    backup(&repository, &to);
    let mut wider = thing();
    wider.properties.push(property("Color", Type::Uint8, &[]));
    compile(&other, vec![wider]).unwrap();
    delete(&other, named("Test_Thing", "x")).unwrap();
    create(&other, named("Test_Thing", "later")).unwrap();
    modify(&other, instance("Test_Thing", &[("Name", Value::string("y")), ("Size", Value::Uint32(3))]))
        .unwrap();
    assert_eq!(get(&repository, named("Test_Thing", "y")).unwrap().value("Size"), Some(ValueRef::Uint32(3)));
    let before = identity(&path);

    let restored = repository.restore(&to, Previous::Keep, &mut |_| ()).unwrap();
    assert_eq!(restored.instances, 3);
    for open in [&repository, &other] {
        assert!(get(open, named("Test_Thing", "x")).is_ok());
        assert_eq!(get(open, named("Test_Thing", "y")).unwrap().value("Size"), None);
        assert_eq!(get(open, named("Test_Thing", "later")).unwrap_err().status, Status::NotFound);
        assert!(open.get_class(NAMESPACE, "Test_Thing").unwrap().find_property("Color").is_none());
        assert!(open.check(&mut |_| ()).unwrap().is_sound());
    }
    assert_ne!(identity(&path), before);
    assert_ne!(identity(&path), identity(&to));
    create(&other, named("Test_Thing", "after")).unwrap();
    assert_eq!(enumerate(&repository, "Test_Thing").len(), 4);

    let previous = open(&restored.previous.unwrap());
    assert_eq!(get(&previous, named("Test_Thing", "y")).unwrap().value("Size"), Some(ValueRef::Uint32(3)));
    assert_eq!(enumerate(&previous, "Test_Thing").len(), 3);
}

#[test]
fn what_is_replaced_is_lost_only_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let repository = open(&path);
    let to = folder.path().join("backup.db");
    backup(&repository, &to);
    let kept = repository.restore(&to, Previous::Keep, &mut |_| ()).unwrap().previous.unwrap();
    assert!(is_for_the_owner_alone(&kept));
    assert_eq!(repository.restore(&to, Previous::Discard, &mut |_| ()).unwrap().previous, None);
    let backups = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let backups = backups.filter(|name| name.to_string_lossy().contains("before-restore")).count();
    assert_eq!(backups, 1);
}

#[test]
fn a_backup_that_is_none_or_damaged_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let repository = open(&path);
    let damaged = folder.path().join("damaged.db");
    backup(&repository, &damaged);
    Connection::open(&damaged).unwrap().execute_batch("DELETE FROM instance_keys").unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "no backup ".repeat(1000)).unwrap();
    let cut = folder.path().join("cut.db");
    std::fs::write(&cut, &std::fs::read(&path).unwrap()[..9000]).unwrap();
    let newer = folder.path().join("newer.db");
    backup(&repository, &newer);
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let missing = folder.path().join("missing.db");
    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    for from in [&damaged, &text, &cut, &newer, &missing, &empty] {
        let before = identity(&path);
        let error = repository.restore(from, Previous::Keep, &mut |_| ()).unwrap_err();
        assert!(error.message.contains(&from.display().to_string()), "{error}");
        assert_eq!(identity(&path), before, "{}", from.display());
        assert_eq!(enumerate(&repository, "Test_Thing").len(), 3);
    }
    assert!(!missing.exists());
    let left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().contains("partial")));
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_to_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let repository = open(&path);
    let old = tempfile::tempdir().unwrap();
    let old = old_file(old.path());
    let before = std::fs::read(&old).unwrap();
    assert_eq!(repository.restore(&old, Previous::Discard, &mut |_| ()).unwrap().instances, 13);
    assert!(repository.namespaces().unwrap().contains(&"root/site/plant".to_owned()));
    assert!(repository.check(&mut |_| ()).unwrap().is_sound());
    assert!(std::fs::read(&old).unwrap() == before, "the backup is left as it is");
}

#[test]
fn a_restore_between_the_writes_of_others_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let to = folder.path().join("backup.db");
    backup(&open(&path), &to);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let writer = open(&path);
            for number in 0.. {
                if done.load(Ordering::SeqCst) {
                    break;
                }
                create(&writer, named("Test_Thing", &format!("new-{number}"))).unwrap();
            }
        });
        scope.spawn(|| {
            let reader = open(&path);
            while !done.load(Ordering::SeqCst) {
                assert!(get(&reader, named("Test_Thing", "x")).is_ok());
                assert!(enumerate(&reader, "Test_Thing").len() >= 3);
            }
        });
        let repository = open(&path);
        for _ in 0..10 {
            repository.restore(&to, Previous::Discard, &mut |_| ()).unwrap();
        }
        done.store(true, Ordering::SeqCst);
    });
    assert!(checked(&path).is_sound());
}
