//! Enumeration: the instances of a class and its subclasses.
//!
//! An instance that stays is posted exactly once; one that is made or removed meanwhile may be posted or not.

use std::sync::Arc;

use super::Repository;
use super::error::Failure;
use super::namespace::find_namespace;
use super::projection::Projection;
use super::schema_cache::StoredClass;
use super::store::Patience;
use super::walk::{BATCH, Family, Reader, Reading};
use crate::cim::{Error, Instance, Text};
use crate::provider::{Call, Polymorphism, Reply};

impl Repository {
    pub(super) fn enumerate(
        &self,
        call: &Call,
        class_name: &Text,
        keys_only: bool,
        reply: &Reply,
    ) -> Result<(), Error> {
        let polymorphism = call.flags.polymorphism();
        let mut plan: Option<(Family, Everything)> = None;
        // Where to go on; `None` at the end.
        let mut cursor = Some(0);
        let mut batch = Vec::with_capacity(BATCH);
        while let Some(from) = cursor {
            batch.clear();
            let stopped = || reply.is_stopped();
            let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
            cursor = self.reading_one_state(&patience, |connection, schema| {
                batch.clear();
                let namespace = find_namespace(schema, &call.namespace)?;
                if from == 0 {
                    let wanted = (polymorphism, keys_only);
                    batch = self.namespace_instances(connection, schema, namespace, class_name, wanted)?;
                }
                let (family, everything) = match &mut plan {
                    Some(plan) if Arc::ptr_eq(&plan.0.schema, schema) => plan,
                    plan => {
                        schema.expect_copy_of(plan.as_ref().map(|(family, _)| &*family.schema))?;
                        let family =
                            Family::new(self, connection, schema, namespace, class_name, polymorphism)?;
                        let everything =
                            Everything { base: Arc::clone(&family.base), polymorphism, keys_only };
                        plan.insert((family, everything))
                    }
                };
                family.read_all(self, connection, everything, from, &mut batch)
            })?;
            if reply.post_instances(&mut batch).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Every instance is wanted.
struct Everything {
    base: Arc<StoredClass>,
    polymorphism: Polymorphism,
    keys_only: bool,
}

impl Reader for Everything {
    fn reading(&self, stored: Arc<StoredClass>) -> Result<Reading, Failure> {
        let part = part_of(&stored, &self.base, self.polymorphism, self.keys_only);
        Ok(Reading { stored, looked_at: None, part })
    }

    fn is_wanted(&self, _: &Instance) -> Result<bool, Failure> {
        Ok(true)
    }
}

/// What clients get of instances of a class that were asked for by a class above; `None` for all of it.
pub(super) fn part_of(
    stored: &StoredClass,
    base: &StoredClass,
    polymorphism: Polymorphism,
    keys_only: bool,
) -> Option<Arc<Projection>> {
    if keys_only {
        Some(stored.keys_only())
    } else if polymorphism == Polymorphism::DeepBaseProperties && stored.id != base.id {
        Some(stored.of_base(base))
    } else {
        None
    }
}
