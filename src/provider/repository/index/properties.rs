//! Which properties of a class are indexed.

use crate::cim::qualifier::has_qualifier;
use crate::cim::{Class, Property, Type, Value, name};

/// A property of a class whose values are in the index.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct IndexedProperty {
    /// Its name in lower case, by which it is known in the index whatever class has it.
    pub name: String,
    /// Its place among the properties of the class.
    pub place: usize,
    /// What instances that were stored before the class had the property show as its value.
    default: Option<Value>,
}

/// The indexed properties of a class, which follow from the class alone: those with the qualifier `Indexed`, and of several
/// keys each that tells instances apart. The first one is found by the stored keys, which begin with it (see [`first_key`]);
/// one that names a class, as the DMTF's classes have them, is the same in nearly all instances. Only single values are
/// indexed, and only such as may be given out: conditions see none of the others. References have an index of their own.
pub(in super::super) fn indexed_properties(class: &Class) -> Vec<IndexedProperty> {
    let first = first_key(class);
    let properties = class.properties().iter().enumerate();
    let indexed = properties.filter(|(place, property)| {
        may_be_indexed(property)
            && (has_qualifier(&property.qualifiers, "Indexed")
                || property.is_key()
                    && class.keys().len() > 1
                    && first != Some(*place)
                    && !names_a_class(property))
    });
    indexed
        .map(|(place, property)| IndexedProperty {
            name: folded(property),
            place,
            default: property.default.clone(),
        })
        .collect()
}

/// The key that stands first in the stored keys of instances.
pub(in super::super) fn first_key(class: &Class) -> Option<usize> {
    class.keys().iter().copied().min_by_key(|&place| name::folded(&class.properties()[place].name))
}

fn may_be_indexed(property: &Property) -> bool {
    let is_single = !property.kind.is_array() && !matches!(property.kind, Type::Reference | Type::Instance);
    is_single && property.is_readable()
}

/// `CreationClassName` and `SystemCreationClassName`.
fn names_a_class(property: &Property) -> bool {
    folded(property).ends_with("creationclassname")
}

fn folded(property: &Property) -> String {
    property.name.to_str().to_ascii_lowercase()
}
