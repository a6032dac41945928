//! What only the inside of the repository can bring about.

use std::sync::Arc;

use super::*;
use crate::cim::{ClassDeclaration, ElementFlags, Flavor, Instance, Property, Qualifier, Text, Type, Value};

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
