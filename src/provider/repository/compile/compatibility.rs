//! What may change under subclasses and instances, and what may not.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Repository;
use super::super::associations::ends;
use super::super::error::Failure;
use super::super::index;
use super::super::instances::BITS_OF_SEQUENCE;
use super::super::schema_cache::{Namespace, Schema};
use super::super::store::Transaction;
use super::{Blame, Change, inherits_from_itself};
use crate::cim::class::ClassFlags;
use crate::cim::schema::Limits;
use crate::cim::{Class, ElementFlags, Error, Property, Status, Text, Unit, name};

impl Repository {
    /// Remembers how the classes are now whose instances must fit the classes as they will be.
    pub(super) fn guard(
        &self,
        transaction: &Transaction<'_>,
        schema: &Schema,
        namespace: &Namespace,
        change: &mut Change<'_>,
    ) -> Result<(), Failure> {
        for index in affected(namespace, change) {
            if has_instances(transaction, namespace.node(index).id)? {
                change.guarded.push(self.cache.class(transaction, schema, namespace, index)?);
            }
        }
        Ok(())
    }

    /// Resolves everything that changed, compares what has instances with what it was, and takes the indexes along.
    pub(super) fn check_change(
        &self,
        transaction: &Transaction<'_>,
        after: &Schema,
        before: Option<&Namespace>,
        namespace: &Namespace,
        change: &Change<'_>,
        blame: &Blame,
    ) -> Result<(), Failure> {
        let mut compiled = FxHashMap::default();
        for changed in &change.classes {
            let Some(index) = namespace.find(&changed.declaration.name) else { continue };
            compiled.insert(namespace.node(index).id, changed.item);
            blame.set(Some(changed.item));
            if namespace.node(index).superclass.is_some_and(|above| namespace.is_a(above, index)) {
                return Err(inherits_from_itself(&changed.declaration.name).into());
            }
            let class = self.cache.class(transaction, after, namespace, index)?;
            check_narrowing(namespace, &class.whole.class)?;
        }
        // Classes that are only below: where one of them can't be any more, it is in the way of the change.
        for index in before.map(|before| affected(before, change)).unwrap_or_default() {
            let Some(below) = before.and_then(|before| namespace.find_id(before.node(index).id)) else {
                continue;
            };
            let node = namespace.node(below);
            if compiled.contains_key(&node.id) {
                continue;
            }
            let blamed = blamed_for(namespace, below, &compiled);
            blame.set(blamed);
            match self.cache.class(transaction, after, namespace, below) {
                Err(Failure::Told(error)) => {
                    return Err(Error::new(
                        Status::ClassHasChildren,
                        format!(
                            "The change is refused, because class '{}' in namespace '{}' would not be valid any more: \
                             {} Change both together.",
                            node.name, namespace.name, error.message
                        ),
                    )
                    .into());
                }
                result => drop(result?),
            }
        }
        for old in &change.guarded {
            let Some(index) = namespace.find_id(old.id) else { continue };
            blame.set(compiled.get(&old.id).copied().or_else(|| blamed_for(namespace, index, &compiled)));
            let new = self.cache.class(transaction, after, namespace, index)?;
            if let Some(reason) = incompatibility(namespace, &old.whole.class, &new.whole.class) {
                return Err(Error::new(
                    Status::ClassHasInstances,
                    format!(
                        "The change is refused, because class '{}' in namespace '{}' has instances, and {reason}. \
                         Delete the instances first.",
                        old.whole.class.name(),
                        namespace.name
                    ),
                )
                .into());
            }
            index::rebuild(transaction, namespace, old, &new)?;
            ends::rebuild(transaction, namespace, old, &new)?;
        }
        Ok(())
    }
}

/// The classes in the repository that a change concerns: those that change themselves and all below them; all of them
/// where qualifiers have another meaning.
fn affected(namespace: &Namespace, change: &Change<'_>) -> Vec<u32> {
    if !change.types.is_empty() {
        let all = 0..namespace.nodes().len() as u32;
        return all.filter(|&index| !namespace.node(index).is_system()).collect();
    }
    let mut seen = FxHashSet::default();
    let changed = change.classes.iter().filter_map(|changed| namespace.find_id(changed.known?));
    let families = changed.flat_map(|index| namespace.family(index));
    families.filter(|index| seen.insert(*index)).collect()
}

/// The compiled class that is nearest above another one.
fn blamed_for(namespace: &Namespace, index: u32, compiled: &FxHashMap<i64, usize>) -> Option<usize> {
    let mut at = namespace.node(index).superclass;
    let mut levels = 0;
    while let Some(index) = at.filter(|_| levels <= namespace.nodes().len()) {
        let node = namespace.node(index);
        if let Some(&item) = compiled.get(&node.id) {
            return Some(item);
        }
        at = node.superclass;
        levels += 1;
    }
    None
}

/// Whether there are instances of exactly this class.
pub(in super::super) fn has_instances(transaction: &Transaction<'_>, class: i64) -> Result<bool, Failure> {
    let first = class << BITS_OF_SEQUENCE;
    let mut statement =
        transaction.prepare_cached("SELECT EXISTS (SELECT 1 FROM instances WHERE id >= ?1 AND id < ?2)")?;
    Ok(statement.query_row((first, first + (1 << BITS_OF_SEQUENCE)), |row| row.get(0))?)
}

/// What a property would demand of values that it did not demand before.
fn tightening(namespace: &Namespace, old: &Property, new: &Property) -> Option<String> {
    let is_required = |property: &Property| property.flags.contains(ElementFlags::REQUIRED);
    if is_required(new) && !is_required(old) {
        return Some("be required, and they may have no value for it".to_owned());
    }
    let limits = |property: &Property| Limits::of(&property.qualifiers).unwrap_or_default();
    if !limits(new).include(&limits(old)) {
        return Some("have narrower limits (MinLen, MaxLen, MinValue, MaxValue)".to_owned());
    }
    if let Some(size) = new.array_size.filter(|&size| old.array_size.is_none_or(|old| old > size)) {
        return Some(format!("have room for {size} elements alone"));
    }
    let wanted = new.reference_class.as_ref()?;
    let is_wider = old.reference_class.as_ref().is_some_and(|old| is_or_inherits(namespace, old, wanted));
    (!is_wider).then(|| format!("hold objects of class '{wanted}' alone"))
}

/// Whether a class is another one or inherits from it, as far as the namespace knows them.
fn is_or_inherits(namespace: &Namespace, class: &Text, above: &Text) -> bool {
    name::eq_names(class, above)
        || match (namespace.find(class), namespace.find(above)) {
            (Some(class), Some(above)) => namespace.is_a(class, above),
            _ => false,
        }
}

/// That what a class overrides holds objects of the class that was said before, or of one below it.
fn check_narrowing(namespace: &Namespace, class: &Class) -> Result<(), Error> {
    let Some(superclass) = class.superclass() else { return Ok(()) };
    for property in class.properties().iter().filter(|property| property.propagator == *class.name()) {
        let above = superclass.property(&property.name).and_then(|above| above.reference_class.as_ref());
        let (Some(own), Some(above)) = (&property.reference_class, above) else { continue };
        // What the namespace does not know can't be compared.
        let are_known = namespace.find(own).is_some() && namespace.find(above).is_some();
        if are_known && !is_or_inherits(namespace, own, above) {
            return Err(Error::new(
                Status::TypeMismatch,
                format!(
                    "Property '{}' of class '{}' in namespace '{}' holds objects of class '{own}', and that of '{}', which it \
                     overrides, of class '{above}'. Name that class or one below it.",
                    property.name,
                    class.name(),
                    namespace.name,
                    superclass.name()
                ),
            ));
        }
    }
    Ok(())
}

/// Why instances of a class as it was are no instances of the class as it shall be.
fn incompatibility(namespace: &Namespace, old: &Class, new: &Class) -> Option<String> {
    if new.is_abstract() {
        return Some("an abstract class has none".to_owned());
    }
    if new.flags().contains(ClassFlags::INDICATION) {
        return Some("a class of indications has none".to_owned());
    }
    let keys = |class: &Class| -> FxHashSet<Box<[Unit]>> {
        class.keys().iter().map(|&index| name::folded(&class.properties()[index].name)).collect()
    };
    if keys(old) != keys(new) {
        return Some("its key properties would be others".to_owned());
    }
    for property in old.properties() {
        match new.property(&property.name) {
            None => return Some(format!("property '{}' would be lost", property.name)),
            Some(changed) if changed.kind != property.kind => {
                return Some(format!(
                    "property '{}' would be of type {} instead of {}",
                    property.name, changed.kind, property.kind
                ));
            }
            Some(changed) => {
                if let Some(reason) = tightening(namespace, property, changed) {
                    return Some(format!("property '{}' would {reason}", property.name));
                }
            }
        }
    }
    let demanded = new.properties().iter().find(|property| {
        property.flags.contains(ElementFlags::REQUIRED)
            && property.default.is_none()
            && old.property(&property.name).is_none()
    });
    demanded.map(|property| {
        format!("they have no value for the new property '{}', which is required", property.name)
    })
}
