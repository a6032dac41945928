//! Files of earlier versions of the library: they are taken to this version when they are opened, with all they hold.
//!
//! `files/version-1.db` was made by the library when version 1 was current, from the two MOF files beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

#[cfg(unix)]
use mi::cim::Error;
#[cfg(unix)]
use mi::cim::Status;
use mi::cim::{Class, Instance, Text};
use mi::mof::{self, Source, SourceLoader};
use mi::provider::repository::{Item, Location, OpenError, Repository};
use mi::provider::{OperationFlags, Request};
use rusqlite::Connection;

#[cfg(unix)]
use super::files::{Folder, as_a_user_who_may_not_write};
use super::support::{call, classes, instances};

const VERSION_1: &[u8] = include_bytes!("files/version-1.db");
const MOF: [(&str, &str); 2] = [
    ("version-1-first.mof", include_str!("files/version-1-first.mof")),
    ("version-1-second.mof", include_str!("files/version-1-second.mof")),
];

/// A copy of the old file.
pub fn old_file(folder: &Path) -> PathBuf {
    let path = folder.join("repository.db");
    std::fs::write(&path, VERSION_1).unwrap();
    path
}

fn open(path: &Path) -> Result<Arc<Repository>, OpenError> {
    Repository::open(Location::File(path.to_owned()))
}

struct NoOtherFiles;

impl SourceLoader for NoOtherFiles {
    fn load(&mut self, path: &str, _: &Source) -> Result<Arc<Source>, String> {
        Err(format!("'{path}' is not among the files of this test"))
    }
}

/// What the old file holds, compiled by this version.
fn compiled_now() -> Arc<Repository> {
    let repository = Repository::open(Location::Memory).unwrap();
    for (name, text) in MOF {
        let source = Source::decode(name, text.as_bytes()).unwrap();
        let program = mof::load(vec![source], &mut NoOtherFiles).unwrap();
        let options = mof::Options { namespace: Text::from("root/site"), ..mof::Options::default() };
        let compiled = mof::compile(&program, &*repository, &options).unwrap();
        let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
        repository.compile(&items, &mut |_, _| {}).unwrap();
    }
    repository
}

fn user_version(path: &Path) -> i64 {
    let connection = Connection::open(path).unwrap();
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

fn classes_of(repository: &Repository, namespace: &str) -> Vec<Arc<Class>> {
    let mut all = call(Request::EnumerateClasses { class_name: None, names_only: false });
    all.namespace = Text::from(namespace);
    let mut classes = classes(repository, &all).unwrap();
    classes.sort_by_key(|class| class.name().to_string());
    classes
}

/// The instances of exactly this class, sorted by what they are.
fn instances_of(repository: &Repository, namespace: &str, class: &Class) -> Vec<Instance> {
    let mut all = call(Request::EnumerateInstances { class_name: class.name().clone(), keys_only: false });
    all.namespace = Text::from(namespace);
    all.flags = OperationFlags::SHALLOW;
    let found = instances(repository, &all).unwrap();
    let mut found: Vec<Instance> = found.iter().map(|instance| Instance::clone(instance)).collect();
    found.sort_by_key(|instance| format!("{instance:?}"));
    found
}

#[test]
fn everything_in_a_file_of_version_1_reads_as_if_this_version_had_stored_it() {
    let folder = tempfile::tempdir().unwrap();
    let migrated = open(&old_file(folder.path())).unwrap();
    let expected = compiled_now();
    assert_eq!(migrated.namespaces().unwrap(), expected.namespaces().unwrap());
    let mut seen = 0;
    for namespace in expected.namespaces().unwrap() {
        let (is, should) = (classes_of(&migrated, &namespace), classes_of(&expected, &namespace));
        assert_eq!(is.len(), should.len(), "{namespace}");
        for (is, should) in is.iter().zip(&should) {
            assert_eq!(is.declaration(), should.declaration(), "{namespace}");
            let found = instances_of(&migrated, &namespace, is);
            assert_eq!(found, instances_of(&expected, &namespace, should), "{namespace}");
            seen += found.len();
        }
        assert_eq!(
            migrated.qualifier_types(&namespace).unwrap(),
            expected.qualifier_types(&namespace).unwrap()
        );
    }
    assert_eq!(seen, 13);
}

#[test]
fn a_file_of_version_1_is_of_this_version_once_it_was_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    assert_eq!(user_version(&path), 1);
    drop(open(&path).unwrap());
    assert_eq!(user_version(&path), 2);
    drop(open(&path).unwrap());
}

#[test]
fn many_processes_may_open_a_file_of_version_1_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(open(&path).unwrap().namespaces().unwrap().len(), 6));
        }
    });
}

#[test]
fn a_migration_that_meets_damage_leaves_the_file_of_version_1_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    let damage = "UPDATE instances SET body = x'ff' WHERE id = (SELECT max(id) FROM instances)";
    Connection::open(&path).unwrap().execute_batch(damage).unwrap();
    let error = open(&path).map(drop).unwrap_err();
    assert!(matches!(error, OpenError::Migration { .. }), "{error}");
    assert_eq!(user_version(&path), 1);
    let tables = "SELECT count(*) FROM sqlite_master WHERE name = 'events'";
    let made: i64 = Connection::open(&path).unwrap().query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(made, 0, "what the migration had made is undone");
}

// Wine opens read-only files for writing where root runs it.
#[cfg(unix)]
#[test]
fn a_read_only_file_of_version_1_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    as_a_user_who_may_not_write(
        &path,
        Folder::Closed,
        "migrations::a_read_only_file_of_version_1_is_refused_with_what_to_do",
        |path| {
            let error = open(path).map(drop).unwrap_err();
            assert!(matches!(error, OpenError::Older { found: 1, known: 2, .. }), "{error}");
            assert_eq!(Error::from(error).status, Status::AccessDenied);
        },
    );
    assert_eq!(user_version(&path), 1);
}
