//! Operations on classes.

use std::sync::Arc;

use super::compile::has_instances;
use super::error::Failure;
use super::namespace::{find_namespace, next_generation};
use super::store::{Changed, Patience};
use super::{Repository, events, no_such_class, system};
use crate::cim::class::ClassFlags;
use crate::cim::{Class, ClassDeclaration, Error, Status, Text};
use crate::provider::{Call, OperationFlags, Reply};

/// Classes that are resolved before they are posted.
const BATCH: usize = 64;

impl Repository {
    /// A class of a namespace, with everything it inherits.
    pub fn get_class(&self, namespace: &str, class_name: &str) -> Result<Arc<Class>, Error> {
        self.class(&Patience::UNLIMITED, &Text::from(namespace), &Text::from(class_name))
    }

    /// Removes a class that has neither subclasses nor instances.
    pub fn delete_class(&self, namespace: &str, class_name: &str) -> Result<(), Error> {
        self.writing(&Patience::UNLIMITED, |transaction, schema| {
            let namespace = find_namespace(schema, &Text::from(namespace))?;
            let class_name = Text::from(class_name);
            let index =
                namespace.find(&class_name).ok_or_else(|| no_such_class(&namespace.name, &class_name))?;
            let node = namespace.node(index);
            if let Some(known) = system::with_id(node.id) {
                return Err(system::unchangeable(&known, &namespace.name, "removed").into());
            }
            let refused = |status, reason: String| {
                let place = format!("Class '{}' in namespace '{}'", node.name, namespace.name);
                Err(Failure::Told(Error::new(status, format!("{place} can't be removed: {reason}."))))
            };
            if let Some(&below) = node.subclasses.first() {
                let reason =
                    format!("'{}' is one of its subclasses. Remove them first", namespace.node(below).name);
                return refused(Status::ClassHasChildren, reason);
            }
            if has_instances(transaction, node.id)? {
                return refused(Status::ClassHasInstances, "it has instances. Remove them first".to_owned());
            }
            events::log_class_deleted(transaction, node.id)?;
            transaction.execute("DELETE FROM classes WHERE id = ?1", [node.id])?;
            transaction.execute(
                "UPDATE namespaces SET generation = ?2 WHERE id = ?1",
                (namespace.id, schema.generation + 1),
            )?;
            next_generation(transaction)?;
            Ok(((), Changed::Yes))
        })
    }

    pub(super) fn class(
        &self,
        patience: &Patience<'_>,
        namespace: &Text,
        class_name: &Text,
    ) -> Result<Arc<Class>, Error> {
        self.reading_up_to_date(patience, |connection, schema| {
            let namespace = find_namespace(schema, namespace)?;
            let stored = match namespace.find(class_name) {
                Some(index) => self.cache.class(connection, schema, namespace, index)?,
                None => {
                    let told = self.class_of_namespaces(connection, schema, namespace, class_name)?;
                    told.ok_or_else(|| no_such_class(&namespace.name, class_name))?.1
                }
            };
            Ok(Arc::clone(&stored.whole.class))
        })
    }

    /// The classes below one, or those that have no superclass; with everything below them unless only the next level is
    /// wanted. From the top, the system classes themselves are left out, and what users derive from them is not.
    pub(super) fn enumerate_classes(
        &self,
        call: &Call,
        above: Option<&Text>,
        names_only: bool,
        reply: &Reply,
    ) -> Result<(), Error> {
        let above = above.filter(|name| !name.is_empty());
        let shallow = call.flags.contains(OperationFlags::SHALLOW);
        let wanted: Vec<(Text, Option<Text>)> = {
            let stopped = || reply.is_stopped();
            let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
            self.reading_up_to_date(&patience, |_, schema| {
                let namespace = find_namespace(schema, &call.namespace)?;
                let next: Vec<u32> = match above {
                    // The system classes are asked for by name.
                    None if shallow => {
                        namespace.roots().filter(|&root| !namespace.node(root).is_system()).collect()
                    }
                    None => namespace.roots().collect(),
                    Some(name) => {
                        let above =
                            namespace.find(name).ok_or_else(|| no_such_class(&namespace.name, name))?;
                        namespace.node(above).subclasses.clone()
                    }
                };
                let mut all = if shallow {
                    next
                } else {
                    next.into_iter().flat_map(|index| namespace.family(index)).collect()
                };
                if above.is_none() {
                    all.retain(|&index| !namespace.node(index).is_system());
                }
                let name_of = |index: u32| namespace.node(index).name.clone();
                Ok(all
                    .into_iter()
                    .map(|index| (name_of(index), namespace.node(index).superclass.map(name_of)))
                    .collect())
            })?
        };
        if names_only {
            for (name, superclass) in wanted {
                let flags = ClassFlags::CLASS;
                let declaration = ClassDeclaration { name, superclass, flags, ..ClassDeclaration::default() };
                let class = Class::new(declaration, None).in_namespace(Some(call.namespace.clone()), None);
                if reply.post_class(Arc::new(class)).is_err() {
                    break;
                }
            }
            return Ok(());
        }
        for names in wanted.chunks(BATCH) {
            let classes = {
                let stopped = || reply.is_stopped();
                let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
                self.reading_up_to_date(&patience, |connection, schema| {
                    let namespace = find_namespace(schema, &call.namespace)?;
                    // A class that was removed meanwhile is left out.
                    let found = names.iter().filter_map(|(name, _)| namespace.find(name));
                    let resolved = found.map(|index| {
                        let stored = self.cache.class(connection, schema, namespace, index)?;
                        Ok(Arc::clone(&stored.whole.class))
                    });
                    resolved.collect::<Result<Vec<_>, Failure>>()
                })?
            };
            for class in classes {
                if reply.post_class(class).is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The repository runs no methods: whether the class has the method decides how that is said.
    pub(super) fn refuse_method(
        &self,
        patience: &Patience<'_>,
        namespace: &Text,
        class_name: &Text,
        method_name: &Text,
    ) -> Result<(), Error> {
        let class = self.class(patience, namespace, class_name)?;
        Err(match class.find_method(method_name) {
            None => Error::new(
                Status::MethodNotFound,
                format!("Class '{}' in namespace '{namespace}' has no method '{method_name}'.", class.name()),
            ),
            Some(_) => Error::new(
                Status::MethodNotAvailable,
                format!(
                    "Method '{method_name}' of class '{}' in namespace '{namespace}' has nobody who carries it out: \
                     the repository stores instances and runs no methods. Register a provider for the class.",
                    class.name()
                ),
            ),
        })
    }
}
