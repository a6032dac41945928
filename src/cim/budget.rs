//! How much may be made of a text, and of objects in memory.

use super::{Class, Property, Qualifier};

/// The bytes that are left to spend: each instance has all properties of its class, and each class those of its superclass, so
/// that few words can stand for much.
#[derive(Debug)]
pub(crate) struct Budget(usize);

/// What any text may take.
const LEAST: usize = 64 << 20;
/// What a byte of text may take beyond that. Schemas take a part of it.
const EACH: usize = 128;

impl Budget {
    /// What a text of this size may take.
    pub(crate) fn of(size: usize) -> Budget {
        Budget(size.saturating_mul(EACH).saturating_add(LEAST))
    }

    /// Takes so many bytes; false where there are not so many.
    #[inline]
    pub(crate) fn spend(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// So long a text is written: an instance that is shared over and over in memory stands for more than anybody could read.
pub(crate) const LONGEST_WRITTEN: usize = if cfg!(test) { 8 << 20 } else { 1 << 30 };

/// About as many bytes as a class takes with what it inherits.
pub(crate) fn size_of_class(class: &Class) -> usize {
    let qualifiers = class.properties().iter().map(|property| property.qualifiers.len());
    let qualifiers = qualifiers.chain(class.methods().iter().map(|method| method.qualifiers.len()));
    let elements = class.properties().len() + 2 * class.methods().len();
    elements * size_of::<Property>() + qualifiers.sum::<usize>() * size_of::<Qualifier>()
}
