//! What is in the index, seen from inside.

use std::sync::Arc;

use super::super::store::Patience;
use super::super::tests::count_results;
use super::super::values::Values;
use super::super::{Item, Location, Repository};
use super::value::INDEXED_BYTES;
use super::*;
use crate::cim::{Datetime, Instance, Text, Value, ValueRef};
use crate::mof::{self, NoIncludes, Options, Source};
use crate::provider::Request;

const NAMESPACE: &str = "root/cimv2";

fn compile(repository: &Repository, text: &str) {
    let source = Source::decode("test.mof", text.as_bytes()).unwrap();
    let program = mof::load([source], &mut NoIncludes).unwrap_or_else(|errors| panic!("{errors}"));
    let compiled = mof::compile(&program, repository, &Options::default());
    let compiled = compiled.unwrap_or_else(|errors| panic!("{errors}"));
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
}

fn repository(text: &str) -> Arc<Repository> {
    let repository = Repository::open(Location::Memory).unwrap();
    compile(&repository, text);
    repository
}

fn instance(class: &str, values: &[(&str, Value)]) -> Arc<Instance> {
    let mut instance = Instance::new(class).unwrap();
    for (name, value) in values {
        instance.add_value(*name, value.clone()).unwrap();
    }
    Arc::new(instance)
}

fn create(repository: &Repository, instance: &Instance) {
    repository.create(&Patience::UNLIMITED, &Text::from(NAMESPACE), instance).unwrap();
}

fn modify(repository: &Repository, instance: &Instance) {
    repository.modify(&Patience::UNLIMITED, &Text::from(NAMESPACE), instance).unwrap();
}

/// The entries in the file: property and value.
fn entries_in(repository: &Repository) -> Vec<(String, Vec<u8>)> {
    let rows = repository.store.read(&Patience::UNLIMITED, |connection| {
        let mut statement = connection.prepare(
            "SELECT name, value FROM indexed_values JOIN indexed_properties ON property_id = indexed_properties.id \
             ORDER BY name, value, indexed_values.id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    });
    rows.unwrap()
}

fn entry(name: &str, value: &Value) -> (String, Vec<u8>) {
    (name.to_owned(), indexed_value(value.as_value_ref()).unwrap())
}

/// Which entries of which instances are missing, and how many there should be.
fn checked(repository: &Repository, class: &str) -> (Vec<String>, usize) {
    let checked = repository.reading_up_to_date(&Patience::UNLIMITED, |connection, schema| {
        let namespace = schema.namespace(&Text::from(NAMESPACE)).unwrap();
        let (_, stored) = repository.find_class(connection, schema, namespace, &Text::from(class))?;
        let mut statement = connection.prepare("SELECT id, body FROM instances WHERE id >> 40 = ?1")?;
        let mut rows = statement.query([stored.id])?;
        let (mut lost, mut expected) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let instance = decode(connection, &stored.whole, row.get_ref(1)?.as_blob().unwrap(), namespace)?;
            let values: Values<'_> = instance.elements().map(|element| element.value).collect();
            expected += entries(&stored, &values).count();
            let missing = missing(connection, &stored, row.get(0)?, &values)?;
            lost.extend(missing.into_iter().map(|property| property.name.clone()));
        }
        Ok((lost, expected))
    });
    checked.unwrap()
}

const THING: &str = "class Test_Thing { [Key] string Name; [Indexed] uint32 Size; [Indexed] string Label; uint8 Level; \
                     [Indexed] uint32 Sizes[]; };";

#[test]
fn indexed_are_single_values_with_the_qualifier_and_keys_that_tell_instances_apart() {
    let repository = repository(
        "class Test_Base { [Key] string A; [Key] uint8 b; [Key] string C; \
         [Key] string SystemCreationClassName; [Indexed] datetime At; [Indexed] string S[]; \
         string Plain; }; \
         class Test_Below : Test_Base { [Indexed] boolean Flag; [Indexed(false), Override(\"At\")] datetime At; };",
    );
    let names = |class: &str| -> Vec<String> {
        let class = repository.get_class(NAMESPACE, class).unwrap();
        indexed_properties(&class).into_iter().map(|property| property.name).collect()
    };
    assert_eq!(names("Test_Base"), ["b", "c", "at"]);
    assert_eq!(names("Test_Below"), ["b", "c", "flag"]);
}

#[test]
fn an_instance_has_an_entry_for_each_indexed_property_with_a_value() {
    let repository = repository(THING);
    let size = Value::Uint32(7);
    create(&repository, &instance("Test_Thing", &[("Name", Value::string("a")), ("Size", size.clone())]));
    assert_eq!(entries_in(&repository), [entry("size", &size)]);
}

#[test]
fn a_modification_writes_only_the_entries_that_change() {
    let repository = repository(THING);
    let (size, label) = (Value::Uint32(7), Value::string("x"));
    let name = ("Name", Value::string("a"));
    let all = [name.clone(), ("Size", size.clone()), ("Label", label.clone())];
    create(&repository, &instance("Test_Thing", &all));
    let before = repository.store.written_rows();
    modify(&repository, &instance("Test_Thing", &[name.clone(), ("Level", Value::Uint8(1))]));
    let unindexed = repository.store.written_rows() - before;
    assert_eq!(entries_in(&repository), [entry("label", &label), entry("size", &size)]);
    modify(&repository, &instance("Test_Thing", &[name, ("Size", Value::Uint32(8))]));
    assert_eq!(repository.store.written_rows() - before, 2 * unindexed + 2, "one entry goes, one comes");
    assert_eq!(entries_in(&repository), [entry("label", &label), entry("size", &Value::Uint32(8))]);
}

#[test]
fn the_entries_of_an_instance_go_with_it() {
    let repository = repository(THING);
    let all = [("Name", Value::string("a")), ("Size", Value::Uint32(7))];
    create(&repository, &instance("Test_Thing", &all));
    let named = instance("Test_Thing", &all[..1]);
    repository.delete(&Patience::UNLIMITED, &Text::from(NAMESPACE), &named).unwrap();
    assert_eq!(entries_in(&repository), []);
}

#[test]
fn the_index_follows_a_class_that_changes() {
    let repository =
        repository("class Test_Thing { [Key] string Name; [Indexed] uint32 Size; uint8 Level; };");
    let values = [("Name", Value::string("a")), ("Size", Value::Uint32(7)), ("Level", Value::Uint8(3))];
    create(&repository, &instance("Test_Thing", &values));
    compile(
        &repository,
        "class Test_Thing { [Key] string Name; uint32 Size; [Indexed] uint8 Level; [Indexed] string Label = \"new\"; };",
    );
    let expected = [entry("label", &Value::string("new")), entry("level", &Value::Uint8(3))];
    assert_eq!(entries_in(&repository), expected, "also the default that old instances show");
    compile(
        &repository,
        "class Test_Thing { [Key] string Name; uint32 Size; uint8 Level; [Indexed] string Label = \"other\"; };",
    );
    assert_eq!(entries_in(&repository), [entry("label", &Value::string("other"))]);
}

#[test]
fn what_is_missing_is_found_out() {
    let repository = repository(THING);
    let values = [("Name", Value::string("a")), ("Size", Value::Uint32(7)), ("Label", Value::string("x"))];
    create(&repository, &instance("Test_Thing", &values));
    assert_eq!(checked(&repository, "Test_Thing"), (vec![], 2));
    repository.store.execute(
        "DELETE FROM indexed_values WHERE property_id = (SELECT id FROM indexed_properties WHERE name = 'size')",
    );
    assert_eq!(checked(&repository, "Test_Thing"), (vec!["size".to_owned()], 2));
}

#[test]
fn texts_sort_by_their_code_points_also_where_only_their_beginning_is_indexed() {
    let long = |tail: &str| "x".repeat(INDEXED_BYTES) + tail;
    let bytes = |text: &str| indexed_value(Value::string(text).as_value_ref()).unwrap();
    let (exactly, more) = (long(""), long("\0"));
    let sorted = ["", "a", "a\0", "a\0b", "aa", "b", &exactly, &more, "ä", "\u{ffff}", "\u{10000}"];
    assert!(sorted.into_iter().map(bytes).is_sorted_by(|left, right| left < right));
    assert_eq!(bytes(&long("a")), bytes(&long("b")), "the rest is not indexed");
    assert!(bytes(&long("b")).len() < INDEXED_BYTES + 3);
    assert!(bytes(&long("\u{10ffff}")) < bytes("y"));
}

#[test]
fn timestamps_sort_by_the_moment_and_intervals_by_their_length() {
    let bytes = |text: &str| {
        let datetime: Datetime = text.parse().unwrap();
        indexed_value(ValueRef::Datetime(datetime)).unwrap()
    };
    assert_eq!(bytes("20261121100000.000000+060"), bytes("20261121090000.000000+000"));
    assert!(bytes("20261121000000.000000+060") < bytes("20261120233000.000000+000"));
    assert!(bytes("00000000000000.000000+720") < bytes("00000101000000.000000+000"));
    assert!(bytes("00000000235959.999999:000") < bytes("00000001000000.000000:000"));
}

#[test]
fn a_file_of_version_1_gets_its_entries_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    std::fs::write(&path, include_bytes!("../../../../tests/repository/files/version-1.db")).unwrap();
    let repository = Repository::open(Location::File(path)).unwrap();
    let rooms = [entry("number", &Value::Uint32(1)), entry("number", &Value::Uint32(7))];
    let found = entries_in(&repository);
    assert!(rooms.iter().all(|room| found.contains(room)), "{found:?}");
}

/// The steps that SQLite's machine took so far for the statements of queries.
fn steps(repository: &Repository) -> i32 {
    const STATEMENTS: [&str; 3] = [
        "SELECT body FROM instances WHERE id = ?1",
        "SELECT id FROM instance_keys WHERE key >= ?1 AND key < ?2 LIMIT ?3",
        "SELECT id FROM indexed_values WHERE property_id = ?1 AND value = ?2 AND id >= ?3 AND id < ?4 ORDER BY id",
    ];
    let counted = repository.store.read(&Patience::UNLIMITED, |connection| {
        let mut steps = 0;
        for statement in STATEMENTS {
            steps += connection.prepare_cached(statement)?.get_status(rusqlite::StatementStatus::VmStep);
        }
        Ok(steps)
    });
    counted.unwrap()
}

#[test]
fn what_a_lookup_costs_follows_what_it_finds_and_not_the_repository() {
    let repository = repository(THING);
    let make = |numbers: std::ops::Range<u32>| {
        for number in numbers {
            let name = ("Name", Value::string(&format!("n{number}")));
            create(&repository, &instance("Test_Thing", &[name, ("Size", Value::Uint32(number))]));
        }
    };
    let cost = |condition: &str| {
        let before = steps(&repository);
        let query = format!("SELECT * FROM Test_Thing WHERE {condition}");
        let found = run(&repository, &query);
        assert_eq!(found, 1, "{condition}");
        steps(&repository) - before
    };
    make(0..100);
    let few = [cost("Name = 'n7'"), cost("Size = 7")];
    make(100..3000);
    let many = [cost("Name = 'n7'"), cost("Size = 7")];
    assert_eq!(few, many);
    assert!(few.iter().all(|&steps| steps > 0 && steps < 100), "{few:?}");
}

/// The number of instances that a query brings.
fn run(repository: &Repository, query: &str) -> usize {
    let request = Request::QueryInstances { dialect: Text::from("WQL"), query: Text::from(query) };
    count_results(repository, request)
}
