//! The table of handles: a handle names its object or nothing, whatever other threads do to the table.

use std::sync::Arc;

use super::support::{go, join};
use super::{exhaust, explore};
use crate::handles::HandleTable;

const KIND: u64 = 0x5eed_1234_abcd_ef01;

#[test]
fn of_two_threads_that_remove_an_object_one_gets_it() {
    exhaust(20_000, || {
        let table = Arc::new(HandleTable::new(KIND));
        let words = table.insert(Arc::new(1));
        let other = Arc::clone(&table);
        let remover = go(move || other.remove(words).is_some());
        let removed = table.remove(words).is_some();
        assert_ne!(remover.join().unwrap(), removed);
        assert!(table.is_empty() && table.get(words).is_none());
    });
}

#[test]
fn an_old_handle_never_names_what_is_put_into_its_place() {
    exhaust(100_000, || {
        let table = Arc::new(HandleTable::new(KIND));
        let old = table.insert(Arc::new(1));
        let other = Arc::clone(&table);
        let replacer = go(move || {
            other.remove(old).unwrap();
            other.insert(Arc::new(2))
        });
        assert_ne!(table.get(old).as_deref(), Some(&2));
        let new = replacer.join().unwrap();
        assert_eq!(table.get(new).as_deref(), Some(&2));
    });
}

#[test]
fn objects_that_come_at_once_have_handles_of_their_own() {
    explore(|| {
        let table = Arc::new(HandleTable::new(KIND));
        let free = table.insert(Arc::new(0));
        let put = |number: u32| {
            let table = Arc::clone(&table);
            go(move || {
                let words = table.insert(Arc::new(number));
                assert_eq!(table.get(words).as_deref(), Some(&number));
                words
            })
        };
        let threads = [put(1), put(2)];
        table.remove(free).unwrap();
        assert!(table.objects().iter().all(|object| (1..=2).contains(&**object)));
        let [one, two] = join(threads);
        assert_eq!(table.get(one).as_deref(), Some(&1));
        assert_eq!(table.get(two).as_deref(), Some(&2));
        assert_eq!(table.len(), 2);
    });
}
