//! What traversals cost, in the steps of the statement that reads the index of ends.

use std::sync::Arc;

use rusqlite::StatementStatus;

use super::super::store::Patience;
use super::super::tests::count_results;
use super::super::{Item, Location, Repository};
use super::ends;
use super::walk::REFERRING;
use crate::cim::{Array, Instance, Text, Value};
use crate::mof::{NoIncludes, Options, Source, compile, load};
use crate::provider::Request;

const MODEL: &str = r#"
class Test_Thing { [Key] uint32 Number; };
[Association] class Test_Link { [Key] Test_Thing REF Left; [Key] Test_Thing REF Right; };
[Association] class Test_Other { [Key] Test_Thing REF Left; [Key] Test_Thing REF Right; };
"#;

fn thing(number: u32) -> Arc<Instance> {
    let mut thing = Instance::new("Test_Thing").unwrap();
    thing.add_value("Number", Value::Uint32(number)).unwrap();
    Arc::new(thing)
}

fn create(repository: &Repository, class: &str, left: u32, right: u32) {
    let mut link = Instance::new(class).unwrap();
    link.add_value("Left", Value::Reference(thing(left))).unwrap();
    link.add_value("Right", Value::Reference(thing(right))).unwrap();
    count_results(repository, Request::CreateInstance { instance: Arc::new(link) });
}

/// Things 0 to 9 in a ring of links, and so many other associations of thing 0, which leads nowhere else.
fn repository(others: u32) -> Arc<Repository> {
    let repository = Repository::open(Location::Memory).unwrap();
    let program = load([Source::new("model.mof", MODEL)], &mut NoIncludes).unwrap();
    let options = Options { namespace: Text::from("root/cimv2"), strict: true, ..Options::default() };
    let compiled = compile(&program, &*repository, &options).unwrap();
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
    for number in 0..10 {
        count_results(&repository, Request::CreateInstance { instance: thing(number) });
        create(&repository, "Test_Link", number, (number + 1) % 10);
    }
    for number in 0..others {
        create(&repository, "Test_Other", 0, 1000 + number);
        create(&repository, "Test_Link", 2000 + number, 3000 + number);
    }
    repository
}

/// The associators of a thing by links, and the steps of the virtual machine that finding the links took.
fn steps(repository: &Repository, number: u32) -> (usize, i32) {
    let found = count_results(
        repository,
        Request::AssociatorInstances {
            instance: thing(number),
            association_class: Some(Text::from("Test_Link")),
            result_class: None,
            role: None,
            result_role: None,
            keys_only: false,
        },
    );
    let steps = repository.store.read(&Patience::UNLIMITED, |connection| {
        Ok(connection.prepare_cached(REFERRING)?.reset_status(StatementStatus::VmStep))
    });
    (found, steps.unwrap())
}

#[test]
fn associators_cost_what_the_object_has_of_the_wanted_associations() {
    let (few, many) = (repository(4), repository(400));
    let cost = steps(&few, 0);
    assert_eq!(cost.0, 2);
    assert!(cost.1 > 0, "the steps of another statement were counted");
    assert_eq!(steps(&many, 0), cost, "neither other associations of the object count");
    assert_eq!(steps(&many, 5), steps(&few, 5), "nor those of other objects");
}

#[test]
fn the_index_has_an_entry_for_each_object_that_is_referred_to_once_however_often() {
    let references = Value::Array(Arc::new(Array::Reference(vec![thing(1), thing(2), thing(1)])));
    let reference = Value::Reference(thing(2));
    let values = vec![Some(references.as_value_ref()), None, Some(reference.as_value_ref())];
    assert_eq!(ends::entries(&Text::from("root/cimv2"), &values).len(), 2);
}
