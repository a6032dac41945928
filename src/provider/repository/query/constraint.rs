//! What of a condition an index can look up: comparisons of indexed properties and of keys with values.

use rustc_hash::FxHashMap;

use super::super::index::Bounds;
use super::literal::comparisons;
use crate::cim::{Class, Type, Unit, ValueRef, name};
use crate::query::{Comparison, Condition, Constraint, Dialect, LiteralValue, SystemProperty};

/// Something that an index can look up, so that no instance fulfils the condition which is not found.
#[derive(Clone, Debug)]
pub(super) enum Lookup {
    /// Stored keys in these bounds.
    Keys {
        /// Where they lie.
        bounds: Bounds,
        /// The part of the condition that is looked up.
        condition: String,
        /// Whether every key has one value.
        is_whole: bool,
    },
    /// Values of an indexed property in these bounds.
    Values {
        /// Its name in lower case.
        property: String,
        /// Where they lie.
        bounds: Bounds,
        /// The part of the condition that is looked up.
        condition: String,
    },
    /// What the best lookup of each of these branches finds. There is nothing to find without any.
    Any(Vec<Vec<Lookup>>),
}

impl Lookup {
    /// Whether all that is found are instances with certain keys: one of each class at most.
    pub(super) fn is_of_whole_keys(&self) -> bool {
        match self {
            Lookup::Keys { is_whole, .. } => *is_whole,
            Lookup::Values { .. } => false,
            Lookup::Any(branches) => {
                branches.iter().all(|branch| branch.iter().any(Lookup::is_of_whole_keys))
            }
        }
    }
}

/// What is known of the class when lookups are found.
pub(super) struct Known<'a> {
    /// The class that the query names.
    pub class: &'a Class,
    /// The language, for the meaning of patterns.
    pub dialect: Dialect,
    /// Whether all instances of the class and its subclasses have their values of a property in the index.
    pub is_indexed: &'a dyn Fn(&str) -> bool,
}

/// A part of a condition that says something of one property.
struct Limit<'c> {
    property: usize,
    condition: &'c Condition,
    says: Says<'c>,
}

enum Says<'c> {
    Compares(Comparison, &'c LiteralValue),
    BeginsWith(String),
}

/// What limits one property, taken together.
#[derive(Default)]
struct Limits {
    /// In the index; `None` where nothing can be found.
    values: Option<Bounds>,
    /// Among the keys, where it is the first of them that have no one value.
    keys: Option<Bounds>,
    /// The bytes of the one value that the key must have.
    key_value: Option<Vec<u8>>,
    is_contradictory: bool,
    conditions: Vec<String>,
}

impl Known<'_> {
    /// All that can be looked up for a condition, each by itself.
    pub(super) fn lookups(&self, condition: &Condition) -> Vec<Lookup> {
        let mut parts = Vec::new();
        flatten(condition, &mut parts);
        let mut limits: FxHashMap<usize, Limits> = FxHashMap::default();
        let mut lookups = Vec::new();
        for part in parts {
            match part {
                Condition::Or(branches) => {
                    let branches: Vec<Vec<Lookup>> =
                        branches.iter().map(|branch| self.lookups(branch)).collect();
                    if branches.iter().all(|branch| !branch.is_empty()) {
                        lookups.push(Lookup::Any(branches));
                    }
                }
                part => {
                    if let Some(limit) = self.limit(part) {
                        self.add(limits.entry(limit.property).or_default(), &limit);
                    }
                }
            }
        }
        if limits.values().any(|limits| limits.is_contradictory) {
            return vec![Lookup::Any(Vec::new())];
        }
        lookups.extend(self.keys(&limits));
        for (property, limits) in limits {
            let property = self.class.properties()[property].name.to_str().to_ascii_lowercase();
            if let Some(bounds) = limits.values
                && (self.is_indexed)(&property)
            {
                let condition = limits.conditions.join(" AND ");
                lookups.push(Lookup::Values { property, bounds, condition });
            }
        }
        lookups
    }

    fn limit<'c>(&self, condition: &'c Condition) -> Option<Limit<'c>> {
        let (path, says) = match condition.constraints(self.dialect).pop()? {
            Constraint::Compare { property, operator, literal } => {
                (property, Says::Compares(operator, &literal.value))
            }
            Constraint::Like { property, prefix, .. } => (property, Says::BeginsWith(prefix)),
            _ => return None,
        };
        let wanted = path.simple().filter(|wanted| SystemProperty::named(wanted).is_none())?;
        Some(Limit { property: self.class.find_property(wanted)?, condition, says })
    }

    fn add(&self, limits: &mut Limits, limit: &Limit<'_>) {
        let kind = self.class.properties()[limit.property].kind;
        let mut merge = |values: Option<Bounds>, keys: Option<Bounds>| {
            for (known, new) in [(&mut limits.values, values), (&mut limits.keys, keys)] {
                let Some(new) = new else { continue };
                match known.take() {
                    None => *known = Some(new),
                    Some(before) => match before.and(&new) {
                        Some(both) => *known = Some(both),
                        None => limits.is_contradictory = true,
                    },
                }
            }
        };
        match &limit.says {
            Says::BeginsWith(beginning) if kind == Type::String && !beginning.is_empty() => {
                merge(Some(Bounds::of_beginning(beginning)), Some(Bounds::of_key_beginning(beginning)));
            }
            Says::BeginsWith(_) => return,
            Says::Compares(operator, literal) => {
                let Some(comparisons) = comparisons(kind, *operator, literal) else { return };
                for (operator, value) in &comparisons {
                    let value = value.as_value_ref();
                    merge(Bounds::of_values(*operator, value), Bounds::of_keys(*operator, value));
                }
                if let [(Comparison::Equal, value)] = &comparisons[..] {
                    limits.key_value = key_bytes(value.as_value_ref());
                }
            }
        }
        if !matches!(limit.says, Says::Compares(Comparison::NotEqual, _)) {
            limits.conditions.push(limit.condition.to_string());
        }
    }

    /// The lookup among the stored keys: by as many of the first ones as have one value, and what limits the next.
    fn keys(&self, limits: &FxHashMap<usize, Limits>) -> Option<Lookup> {
        let properties = self.class.properties();
        let mut keys: Vec<(Box<[Unit]>, usize)> =
            self.class.keys().iter().map(|&key| (name::folded(&properties[key].name), key)).collect();
        keys.sort_unstable();
        let mut prefix = Vec::new();
        let mut conditions = Vec::new();
        let mut bounds: Option<Bounds> = None;
        let mut valued = 0;
        for (_, key) in &keys {
            let Some(limits) = limits.get(key) else { break };
            let Some(of_key) = &limits.keys else { break };
            bounds = Some(of_key.behind_prefix(&prefix));
            conditions.push(limits.conditions.join(" AND "));
            let Some(value) = &limits.key_value else { break };
            prefix.extend(value);
            valued += 1;
        }
        let condition = conditions.join(" AND ");
        Some(Lookup::Keys { bounds: bounds?, condition, is_whole: valued == keys.len() })
    }
}

/// The parts all of which must hold.
fn flatten<'c>(condition: &'c Condition, parts: &mut Vec<&'c Condition>) {
    match condition {
        Condition::And(all) => all.iter().for_each(|part| flatten(part, parts)),
        part => parts.push(part),
    }
}

fn key_bytes(value: ValueRef<'_>) -> Option<Vec<u8>> {
    Bounds::of_keys(Comparison::Equal, value).map(|bounds| bounds.from)
}
