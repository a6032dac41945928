//! Queries of the schema: `SELECT * FROM meta_class`. A class is told of as an instance of itself with its defaults.

use std::sync::Arc;

use super::super::Repository;
use super::super::error::Failure;
use super::super::namespace::find_namespace;
use super::super::store::Patience;
use super::pruning::can_match;
use super::selection::KnownClasses;
use crate::cim::{Error, Instance, Text};
use crate::provider::{Call, Reply};
use crate::query::{Filter, Projection, Select};

/// Classes that are resolved before they are posted.
const BATCH: usize = 64;

impl Repository {
    /// Answers a query of the schema. Classes come in the order in which they were made, system classes first.
    pub(super) fn query_schema(&self, call: &Call, select: &Select, reply: &Reply) -> Result<(), Error> {
        let stopped = || reply.is_stopped();
        let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
        let projection = Projection::of(select);
        let candidates: Vec<Text> = self.reading_up_to_date(&patience, |_, schema| {
            let namespace = find_namespace(schema, &call.namespace)?;
            // What is wrong with the query is told also where there is no class.
            Filter::bind(select, None, Arc::new(KnownClasses(Arc::clone(namespace)))).map_err(Error::from)?;
            let may_match = |&class: &u32| {
                select.condition.as_ref().is_none_or(|condition| can_match(condition, namespace, class))
            };
            let classes = (0..namespace.nodes().len() as u32).filter(may_match);
            Ok(classes.map(|class| namespace.node(class).name.clone()).collect())
        })?;
        for names in candidates.chunks(BATCH) {
            let mut batch = self.reading_up_to_date(&patience, |connection, schema| {
                let namespace = find_namespace(schema, &call.namespace)?;
                let classes = Arc::new(KnownClasses(Arc::clone(namespace)));
                let filter = Filter::bind(select, None, classes).map_err(Error::from)?;
                let mut batch = Vec::new();
                // A class that was removed meanwhile is left out.
                for class in names.iter().filter_map(|name| namespace.find(name)) {
                    let stored = self.cache.class(connection, schema, namespace, class)?;
                    let mut instance = Instance::of_class(&stored.whole.class);
                    instance.set_namespace(Some(namespace.name.clone()));
                    if filter.matches(&instance) {
                        batch.push(projection.apply(&Arc::new(instance))?);
                    }
                }
                Ok::<_, Failure>(batch)
            })?;
            if reply.is_stopped() || !batch.is_empty() && reply.post_instances(&mut batch).is_err() {
                break;
            }
        }
        Ok(())
    }
}
