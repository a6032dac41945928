//! What the qualifiers of a class let its instances have, at hand for each value that is stored.

use crate::cim::schema::Limits;
use crate::cim::{Class, ElementFlags, Property, Value, qualifier::find_qualifier};

/// The rules of a class's properties.
pub(super) struct Rules {
    /// By the properties' indices; those beyond the end have none.
    by_property: Vec<Rule>,
}

/// The rules of one property.
#[derive(Clone, Default)]
pub(super) struct Rule {
    /// What its values may be.
    pub limits: Option<Limits>,
    /// Whether it says of itself that it can't be changed.
    pub is_fixed: bool,
    /// Whether it has one value for all instances.
    pub is_static: bool,
}

impl Rule {
    fn of(property: &Property) -> Rule {
        let write = find_qualifier(&property.qualifiers, "Write");
        Rule {
            limits: Limits::of(&property.qualifiers),
            // Nearly no schema says of a property that it can be written; only what is said counts.
            is_fixed: write.is_some_and(|write| write.value == Some(Value::Boolean(false))),
            is_static: property.flags.contains(ElementFlags::STATIC),
        }
    }

    fn is_empty(&self) -> bool {
        self.limits.is_none() && !self.is_fixed && !self.is_static
    }
}

impl Rules {
    pub(super) fn of(class: &Class) -> Rules {
        let mut by_property: Vec<Rule> = class.properties().iter().map(Rule::of).collect();
        let used = by_property.iter().rposition(|rule| !rule.is_empty()).map_or(0, |last| last + 1);
        by_property.truncate(used);
        Rules { by_property }
    }

    /// The rules of a property by its index, where it has any.
    pub(super) fn of_property(&self, index: usize) -> Option<&Rule> {
        self.by_property.get(index).filter(|rule| !rule.is_empty())
    }
}
