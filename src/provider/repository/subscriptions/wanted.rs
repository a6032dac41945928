//! What a subscription's query asks for.

use std::sync::Arc;

use super::super::error::Failure;
use super::vocabulary::is_subject;
use crate::cim::{Class, Error, Instance, Text};
use crate::query::{Columns, Condition, Filter, NoClasses, Operand, Projection, Select};

/// Chooses among indications, and among their properties.
pub(super) struct Wanted {
    filter: Filter,
    projection: Projection,
    /// The classes that the subject of each indication must be of. Whatever else the query says, nothing of other classes is
    /// read.
    classes: Vec<Text>,
}

impl Wanted {
    /// For a query of this class of indications.
    pub(super) fn of(select: &Select, class: &Arc<Class>) -> Result<Wanted, Error> {
        if select.columns == Columns::Count {
            return Err(Error::not_supported("A subscription that counts; GROUP WITHIN counts events"));
        }
        // Instances bring their classes along.
        let filter = Filter::bind(select, Some(class), Arc::new(NoClasses))?;
        let mut classes = Vec::new();
        if let Some(condition) = &select.condition {
            collect(condition, &mut classes);
        }
        Ok(Wanted { filter, projection: Projection::of(select), classes })
    }

    /// Whether subjects of this class may be asked for.
    pub(super) fn may_be_of(&self, class: &Class) -> bool {
        self.classes.iter().all(|wanted| class.is_a(wanted))
    }

    /// Whether an indication is asked for.
    pub(super) fn matches(&self, indication: &Instance) -> bool {
        self.filter.matches(indication)
    }

    /// The part of an indication that is asked for.
    pub(super) fn part(&self, indication: &Arc<Instance>) -> Result<Arc<Instance>, Failure> {
        Ok(self.projection.apply(indication)?)
    }
}

/// Collects the classes that a condition demands of the subject.
fn collect(condition: &Condition, classes: &mut Vec<Text>) {
    match condition {
        Condition::And(all) => all.iter().for_each(|condition| collect(condition, classes)),
        Condition::Isa { operand: Operand::Property(path), class, .. }
            if path.simple().is_some_and(is_subject) =>
        {
            classes.push(class.clone());
        }
        _ => {}
    }
}
