//! `GROUP WITHIN`: events that come close together are told of once.

use std::sync::Arc;
use std::time::Instant;

use super::super::error::Failure;
use super::bookmark::Bookmark;
use super::vocabulary::aggregate;
use crate::cim::{Instance, Text, Value, ValueRef};
use crate::query::{Group, PropertyPath};

/// The groups of a subscription that are being collected.
pub(super) struct Groups {
    group: Group,
    collecting: Vec<Collecting>,
}

/// A group, from its first event on.
struct Collecting {
    /// The values in which its events agree.
    key: Vec<Option<Value>>,
    number: u64,
    representative: Arc<Instance>,
    /// The place before its first event.
    before: Bookmark,
    ends: Instant,
}

impl Groups {
    pub(super) fn new(group: Group) -> Groups {
        Groups { group, collecting: Vec::new() }
    }

    /// Takes an event; `whole` is what the groups are told apart by, `part` is what the client gets to see of it.
    pub(super) fn take(&mut self, whole: &Instance, part: Arc<Instance>, before: Bookmark, now: Instant) {
        let key: Vec<Option<Value>> = self.group.by.iter().map(|path| value_at(whole, path)).collect();
        if let Some(known) = self.collecting.iter_mut().find(|known| known.key == key) {
            known.number += 1;
            return;
        }
        let ends = now + self.group.within;
        self.collecting.push(Collecting { key, number: 1, representative: part, before, ends });
    }

    /// When the next group ends.
    pub(super) fn due(&self) -> Option<Instant> {
        self.collecting.iter().map(|group| group.ends).min()
    }

    /// The groups that have ended, each as one event with the bookmark to go on from: before it are only events that were told
    /// of. `latest` is the place behind the last event that was read.
    pub(super) fn ended(
        &mut self,
        now: Instant,
        namespace: &Text,
        latest: Bookmark,
    ) -> Result<Vec<(Arc<Instance>, Bookmark)>, Failure> {
        let mut told = Vec::new();
        while let Some(place) = self.collecting.iter().position(|group| group.ends <= now) {
            let group = self.collecting.remove(place);
            let is_enough = self
                .group
                .having
                .is_none_or(|having| having.operator.holds(group.number.cmp(&having.number)));
            if !is_enough {
                continue;
            }
            let oldest = self.collecting.iter().map(|group| group.before);
            let bookmark = oldest.min_by_key(|bookmark| bookmark.sequence).unwrap_or(latest);
            let event = aggregate(namespace, group.number, &group.representative)?;
            told.push((Arc::new(event), bookmark));
        }
        Ok(told)
    }
}

/// The value that a path leads to. What is not there counts as NULL.
fn value_at(instance: &Instance, path: &PropertyPath) -> Option<Value> {
    let (last, outer) = path.steps.split_last()?;
    let mut at = instance;
    for step in outer {
        match at.value(&step.name) {
            Some(ValueRef::Instance(inner)) => at = inner,
            _ => return None,
        }
    }
    at.value(&last.name).map(|value| value.to_value())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::query::{Comparison, Having, parse_select};

    fn groups(clause: &str) -> Groups {
        let query = format!("SELECT * FROM __InstanceCreationEvent GROUP WITHIN 10 {clause}");
        Groups::new(parse_select("WQL", &query).unwrap().group.unwrap())
    }

    fn event(name: &str) -> Arc<Instance> {
        let mut instance = Instance::new("Test_Event").unwrap();
        instance.add_value("Name", Value::string(name)).unwrap();
        Arc::new(instance)
    }

    fn place(sequence: i64) -> Bookmark {
        Bookmark { identity: [0; 16], sequence, time: 0 }
    }

    fn numbers(told: &[(Arc<Instance>, Bookmark)]) -> Vec<(Option<Value>, i64)> {
        let number = |event: &Instance| event.value("NumberOfEvents").map(|value| value.to_value());
        told.iter().map(|(event, bookmark)| (number(event), bookmark.sequence)).collect()
    }

    #[test]
    fn the_time_of_a_group_begins_with_its_first_event() {
        let mut groups = groups("");
        let (start, namespace) = (Instant::now(), Text::from("root"));
        assert_eq!(groups.due(), None);
        groups.take(&event("a"), event("a"), place(4), start);
        groups.take(&event("b"), event("b"), place(5), start + Duration::from_secs(9));
        assert_eq!(groups.due(), Some(start + Duration::from_secs(10)));
        assert!(groups.ended(start + Duration::from_secs(9), &namespace, place(6)).unwrap().is_empty());
        let told = groups.ended(start + Duration::from_secs(10), &namespace, place(6)).unwrap();
        assert_eq!(numbers(&told), [(Some(Value::Uint32(2)), 6)]);
        assert_eq!(groups.due(), None);
    }

    #[test]
    fn the_bookmark_of_a_group_is_before_those_that_are_still_collected() {
        let mut groups = groups("BY Name");
        let (start, namespace) = (Instant::now(), Text::from("root"));
        groups.take(&event("a"), event("a"), place(4), start);
        groups.take(&event("b"), event("b"), place(5), start + Duration::from_secs(1));
        groups.take(&event("a"), event("a"), place(6), start + Duration::from_secs(2));
        let told = groups.ended(start + Duration::from_secs(10), &namespace, place(7)).unwrap();
        assert_eq!(numbers(&told), [(Some(Value::Uint32(2)), 5)]);
        let told = groups.ended(start + Duration::from_secs(11), &namespace, place(7)).unwrap();
        assert_eq!(numbers(&told), [(Some(Value::Uint32(1)), 7)]);
    }

    #[test]
    fn a_group_with_too_few_events_is_not_told_of() {
        let mut groups = groups("HAVING NumberOfEvents > 1");
        assert_eq!(groups.group.having, Some(Having { operator: Comparison::Greater, number: 1 }));
        let (start, namespace) = (Instant::now(), Text::from("root"));
        groups.take(&event("a"), event("a"), place(4), start);
        assert!(groups.ended(start + Duration::from_secs(10), &namespace, place(5)).unwrap().is_empty());
    }
}
