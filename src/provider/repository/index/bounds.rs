//! The part of an index in which the values lie that fulfil a comparison.

use super::super::keys::{tag, write_text, write_value};
use super::value::{indexed_value, is_whole, write_beginning};
use crate::cim::text::units_to_unchecked_bytes;
use crate::cim::{Text, ValueRef};
use crate::query::Comparison;

/// Where entries of one property lie: from the first bytes up to, and without, the others. What lies outside can't fulfil
/// the comparison; what lies inside may, and is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Bounds {
    pub from: Vec<u8>,
    pub to: Vec<u8>,
}

impl Bounds {
    /// The values in the index that may stand in this relation to a value. `None` where the index can't tell.
    pub(in super::super) fn of_values(operator: Comparison, value: ValueRef<'_>) -> Option<Bounds> {
        let bytes = indexed_value(value)?;
        // Of a text that is not whole, others that fulfil the comparison may have the same bytes.
        let is_exact = match value {
            ValueRef::String(text) => is_whole(&units_to_unchecked_bytes(text.units()).ok()?),
            _ => true,
        };
        Bounds::around(operator, bytes, behind, is_exact)
    }

    /// The stored keys whose first value stands in this relation to a value. `None` where the keys can't tell.
    pub(in super::super) fn of_keys(operator: Comparison, value: ValueRef<'_>) -> Option<Bounds> {
        // Keys tell timestamps of one moment apart where no calendar shows them, and queries don't.
        if matches!(value, ValueRef::Datetime(_) | ValueRef::Reference(_)) {
            return None;
        }
        let mut bytes = Vec::new();
        write_value(&mut bytes, value, &Text::default(), 0)?;
        Bounds::around(operator, bytes, behind_all_that_begin, true)
    }

    fn around(
        operator: Comparison,
        bytes: Vec<u8>,
        behind: fn(Vec<u8>) -> Vec<u8>,
        is_exact: bool,
    ) -> Option<Bounds> {
        let kind = *bytes.first()?;
        let (lowest, highest) = (vec![kind], vec![kind + 1]);
        Some(match operator {
            Comparison::Equal => Bounds { to: behind(bytes.clone()), from: bytes },
            Comparison::Less if is_exact => Bounds { from: lowest, to: bytes },
            Comparison::Less | Comparison::LessOrEqual => Bounds { from: lowest, to: behind(bytes) },
            Comparison::Greater if is_exact => Bounds { from: behind(bytes), to: highest },
            Comparison::Greater | Comparison::GreaterOrEqual => Bounds { from: bytes, to: highest },
            Comparison::NotEqual => return None,
        })
    }

    /// The texts in the index that begin with this one.
    pub(in super::super) fn of_beginning(beginning: &str) -> Bounds {
        let mut from = vec![tag::STRING];
        write_beginning(&mut from, beginning.as_bytes());
        Bounds { to: behind_all_that_begin(from.clone()), from }
    }

    /// The stored keys whose first value is a text that begins with this one.
    pub(in super::super) fn of_key_beginning(beginning: &str) -> Bounds {
        let mut from = vec![tag::STRING];
        write_text(&mut from, beginning.as_bytes());
        from.truncate(from.len() - 2);
        Bounds { to: behind_all_that_begin(from.clone()), from }
    }

    /// Where these keys lie whose first values are those of these bytes.
    pub(in super::super) fn behind_prefix(&self, prefix: &[u8]) -> Bounds {
        Bounds { from: [prefix, &self.from].concat(), to: [prefix, &self.to].concat() }
    }

    /// The one value that lies here, where there is no room for others.
    pub(in super::super) fn only_value(&self) -> Option<&[u8]> {
        let (last, rest) = self.to.split_last()?;
        (*last == 0 && rest == self.from).then_some(&self.from)
    }

    /// What both have in common; `None` where that is nothing.
    pub(in super::super) fn and(&self, other: &Bounds) -> Option<Bounds> {
        let from = self.from.clone().max(other.from.clone());
        let to = self.to.clone().min(other.to.clone());
        (from < to).then_some(Bounds { from, to })
    }
}

/// The first bytes behind all that begin with these.
fn behind_all_that_begin(mut bytes: Vec<u8>) -> Vec<u8> {
    // No bytes come after those that begin with 255. The first is a tag, and never that.
    while bytes.last() == Some(&0xff) {
        bytes.pop();
    }
    if let Some(last) = bytes.last_mut() {
        *last += 1;
    }
    bytes
}

/// The first bytes behind these.
fn behind(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.push(0);
    bytes
}
