//! Qualifiers and qualifier types.

use super::name;
use super::text::{Text, ToUnits};
use super::value::{Type, Value};

bitflags::bitflags! {
    /// How a qualifier spreads. The bits are those of the MI ABI's `MI_FLAG_*` for qualifiers.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    pub struct Flavor: u32 {
        /// Subclasses may change the value.
        const ENABLE_OVERRIDE = 0x0000_0080;
        /// Subclasses may not change the value.
        const DISABLE_OVERRIDE = 0x0000_0100;
        /// The qualifier is not inherited.
        const RESTRICTED = 0x0000_0200;
        /// Subclasses inherit the qualifier.
        const TO_SUBCLASS = 0x0000_0400;
        /// The value may be translated.
        const TRANSLATABLE = 0x0000_0800;
        /// Instances carry the qualifier (a flavour of older schemas).
        const TO_INSTANCE = 0x0040_0000;
    }
}

bitflags::bitflags! {
    /// What a qualifier may be put on. The bits are those of the MI ABI's `MI_FLAG_*` for scopes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    pub struct Scope: u32 {
        /// Classes.
        const CLASS = 0x0000_0001;
        /// Methods.
        const METHOD = 0x0000_0002;
        /// Properties.
        const PROPERTY = 0x0000_0004;
        /// Parameters of methods.
        const PARAMETER = 0x0000_0008;
        /// Associations.
        const ASSOCIATION = 0x0000_0010;
        /// Indications.
        const INDICATION = 0x0000_0020;
        /// References.
        const REFERENCE = 0x0000_0040;
        /// Everything.
        const ANY = 0x0000_007f;
    }
}

impl Flavor {
    /// What holds where nothing was said: inherited, and changeable by subclasses.
    pub const DEFAULT: Flavor = Flavor::ENABLE_OVERRIDE.union(Flavor::TO_SUBCLASS);

    /// Completes what was said by what holds for the rest.
    pub fn or_default(self, default: Flavor) -> Flavor {
        let mut flavor = self;
        for pair in
            [Flavor::ENABLE_OVERRIDE | Flavor::DISABLE_OVERRIDE, Flavor::RESTRICTED | Flavor::TO_SUBCLASS]
        {
            if !self.intersects(pair) {
                flavor |= default & pair;
            }
        }
        flavor | default & (Flavor::TRANSLATABLE | Flavor::TO_INSTANCE)
    }
}

/// A qualifier on a class, property, method or parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Qualifier {
    /// The name, as it was spelt.
    pub name: Text,
    /// The type of the value.
    pub kind: Type,
    /// The value, or `None` for NULL.
    pub value: Option<Value>,
    /// How it spreads.
    pub flavor: Flavor,
    /// Whether it came from the superclass.
    pub propagated: bool,
}

/// The declaration of a qualifier: its type, default, scopes and flavours.
#[derive(Clone, Debug, PartialEq)]
pub struct QualifierType {
    /// The name, as it was spelt.
    pub name: Text,
    /// The type of values.
    pub kind: Type,
    /// Number of elements of a fixed array.
    pub array_size: Option<u32>,
    /// The value where none is written, or `None` for NULL.
    pub default: Option<Value>,
    /// What it may be put on.
    pub scope: Scope,
    /// How it spreads.
    pub flavor: Flavor,
}

/// Finds a qualifier by its name, without case.
pub fn find_qualifier<'a, N: ToUnits + ?Sized>(
    qualifiers: &'a [Qualifier],
    wanted: &N,
) -> Option<&'a Qualifier> {
    let wanted = wanted.to_units();
    qualifiers.iter().find(|qualifier| name::units_eq_names(qualifier.name.units(), &wanted))
}

/// Whether a boolean qualifier is there and true.
pub fn has_qualifier<N: ToUnits + ?Sized>(qualifiers: &[Qualifier], wanted: &N) -> bool {
    find_qualifier(qualifiers, wanted).is_some_and(|qualifier| qualifier.value == Some(Value::Boolean(true)))
}

/// The text of a string qualifier that is there and not NULL.
pub fn qualifier_text<'a, N: ToUnits + ?Sized>(qualifiers: &'a [Qualifier], wanted: &N) -> Option<&'a Text> {
    match find_qualifier(qualifiers, wanted)?.value.as_ref()? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flavours_that_were_not_said_come_from_the_default() {
        assert_eq!(Flavor::empty().or_default(Flavor::DEFAULT), Flavor::DEFAULT);
        assert_eq!(
            Flavor::RESTRICTED.or_default(Flavor::DEFAULT),
            Flavor::RESTRICTED | Flavor::ENABLE_OVERRIDE
        );
        assert_eq!(
            Flavor::DISABLE_OVERRIDE.or_default(Flavor::DEFAULT | Flavor::TRANSLATABLE),
            Flavor::DISABLE_OVERRIDE | Flavor::TO_SUBCLASS | Flavor::TRANSLATABLE
        );
    }

    #[test]
    fn a_qualifier_is_found_without_case() {
        let key = Qualifier {
            name: Text::from("Key"),
            kind: Type::Boolean,
            value: Some(Value::Boolean(true)),
            flavor: Flavor::DEFAULT,
            propagated: false,
        };
        assert!(has_qualifier(std::slice::from_ref(&key), "KEY"));
        assert!(!has_qualifier(&[key], "Keys"));
    }
}
