//! What is done with each instance of a query: the condition is checked, and what the query lists is given out.

use std::sync::Arc;

use rusqlite::Connection;

use super::super::Repository;
use super::super::enumerate::part_of;
use super::super::error::Failure;
use super::super::schema_cache::{Namespace, StoredClass};
use super::super::walk::{Family, Reader, Reading};
use super::access::Access;
use super::columns::{Columns, classes_in, columns_of_condition, columns_of_list};
use crate::cim::{Class, Instance, Text};
use crate::provider::Polymorphism;
use crate::query::{Classes, Filter, Projection, Select};

/// So many instances are looked at whole: making ready to read a part would cost more.
const FEW: usize = 16;

/// The condition and the list of a query, ready for the instances of its class and those below it.
pub(super) struct Selection {
    filter: Filter,
    projection: Projection,
    base: Arc<StoredClass>,
    polymorphism: Polymorphism,
    /// What the condition needs.
    pub condition: Columns,
    /// What the list needs.
    pub list: Columns,
    /// Whether what the condition needs is read first.
    pub reads_twice: bool,
}

impl Selection {
    pub(super) fn new(
        repository: &Repository,
        connection: &Connection,
        family: &Family,
        select: &Select,
        polymorphism: Polymorphism,
    ) -> Result<Selection, Failure> {
        let Family { schema, namespace, base, .. } = family;
        for class in classes_in(select, &base.whole.class) {
            // What the condition says of embedded instances is checked against their classes.
            if let Some(index) = namespace.find(&class) {
                repository.cache.class(connection, schema, namespace, index)?;
            }
        }
        let classes: Arc<dyn Classes> = Arc::new(KnownClasses(Arc::clone(namespace)));
        let filter =
            Filter::bind(select, Some(&base.whole.class), classes).map_err(crate::cim::Error::from)?;
        Ok(Selection {
            filter,
            projection: Projection::of(select),
            base: Arc::clone(base),
            polymorphism,
            condition: columns_of_condition(select, &base.whole.class),
            list: columns_of_list(select, &base.whole.class)?,
            reads_twice: false,
        })
    }

    /// Decides what is read of an instance before it is known to be wanted.
    pub(super) fn look_at(&mut self, access: &Access) {
        let are_many = match access {
            Access::All => true,
            Access::Some { ids, .. } => ids.len() > FEW,
        };
        self.reads_twice =
            are_many && !self.filter.is_trivial() && matches!(self.condition, Columns::These(_));
    }

    /// Takes those that are wanted of instances that are at hand.
    pub(super) fn take(
        &self,
        instances: Vec<Arc<Instance>>,
        batch: &mut Vec<Arc<Instance>>,
    ) -> Result<(), Failure> {
        for instance in instances.into_iter().filter(|instance| self.filter.matches(instance)) {
            batch.push(self.projection.apply(&instance)?);
        }
        Ok(())
    }
}

impl Reader for Selection {
    fn reading(&self, stored: Arc<StoredClass>) -> Result<Reading, Failure> {
        let is_checked = !self.filter.is_trivial();
        let part = match &self.list {
            Columns::All => part_of(&stored, &self.base, self.polymorphism, false),
            // Few instances are read once, whole.
            Columns::These(_) if is_checked && !self.reads_twice => None,
            Columns::These(list) => Some(stored.part(list)),
        };
        let looked_at = match &self.condition {
            // What is given out need not have what is checked.
            Columns::These(needed) if self.reads_twice || is_checked && part.is_some() => {
                Some(stored.part(needed))
            }
            Columns::All if is_checked && part.is_some() => Some(stored.copy_of_shown()),
            _ => None,
        };
        Ok(Reading { stored, looked_at, part })
    }

    fn is_wanted(&self, instance: &Instance) -> Result<bool, Failure> {
        Ok(self.filter.matches(instance))
    }

    fn result(&self, instance: Instance) -> Result<Arc<Instance>, Failure> {
        Ok(self.projection.apply(&Arc::new(instance))?)
    }
}

/// The classes of a namespace: whole where they are in memory, else as far as their place in the tree tells.
pub(super) struct KnownClasses(pub Arc<Namespace>);

impl Classes for KnownClasses {
    fn class(&self, name: &Text) -> Option<Arc<Class>> {
        Some(self.0.class_in_memory(self.0.find(name)?))
    }
}
