//! CIM names: what is legal, and how they compare (without case; only ASCII has case here).

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::text::{ToUnits, Unit};

/// Whether this is a legal name of a class, property, method, parameter or qualifier: a letter or underscore, then
/// letters, digits and underscores. Anything outside ASCII is refused, as by the library's predecessors.
pub fn is_legal_name<N: ToUnits + ?Sized>(name: &N) -> bool {
    units_are_legal_name(&name.to_units())
}

/// [`is_legal_name`] for code units.
#[inline]
pub fn units_are_legal_name(units: &[Unit]) -> bool {
    units.first().is_some_and(|&first| kind_of(first) == START)
        && units.iter().all(|&unit| kind_of(unit) != 0)
}

/// A letter or an underscore.
const START: u8 = 1;
/// A digit.
const DIGIT: u8 = 2;

const KINDS: [u8; 128] = {
    let mut kinds = [0; 128];
    let mut unit = 0;
    while unit < 128 {
        kinds[unit] = match unit as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => START,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        unit += 1;
    }
    kinds
};

#[inline]
fn kind_of(unit: Unit) -> u8 {
    KINDS.get(unit as usize).copied().unwrap_or(0)
}

/// A code unit in lower case, if it is an ASCII letter; else as it is.
#[inline]
pub fn fold(unit: Unit) -> Unit {
    if (Unit::from(b'A')..=Unit::from(b'Z')).contains(&unit) { unit | 0x20 } else { unit }
}

/// Whether two names are the same name, without case.
pub fn eq_names<A: ToUnits + ?Sized, B: ToUnits + ?Sized>(left: &A, right: &B) -> bool {
    units_eq_names(&left.to_units(), &right.to_units())
}

/// [`eq_names`] for code units.
#[inline]
pub fn units_eq_names(left: &[Unit], right: &[Unit]) -> bool {
    left.len() == right.len()
        && (left == right || left.iter().zip(right).all(|(&a, &b)| a == b || fold(a) == fold(b)))
}

/// The name's code of the MI ABI: first and last character in lower case and the length, a byte each. Equal names have
/// equal codes; C code compares codes first.
#[inline]
pub fn name_code(units: &[Unit]) -> u32 {
    match (units.first(), units.last()) {
        // The ABI has a byte for each of the three: longer ones wrap, as every implementation of it does.
        #[allow(clippy::unnecessary_cast)]
        (Some(&first), Some(&last)) => {
            (fold(first) as u32 & 0xff) << 16 | (fold(last) as u32 & 0xff) << 8 | (units.len() as u32 & 0xff)
        }
        _ => 0,
    }
}

/// A name in lower case, for use as a key of a map.
pub fn folded<N: ToUnits + ?Sized>(name: &N) -> Box<[Unit]> {
    name.to_units().iter().map(|&unit| fold(unit)).collect()
}

/// A hash of several names together, the same for every spelling of them.
pub fn hash(names: &[&[Unit]]) -> u64 {
    let mut hasher = FxHasher::default();
    for name in names {
        name.iter().for_each(|&unit| fold(unit).hash(&mut hasher));
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

/// A namespace as the library keeps it: slashes, no slash at either end, in the spelling that was given.
pub fn normalized_namespace(namespace: &str) -> String {
    namespace.replace('\\', "/").trim_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_starts_with_a_letter_or_underscore_and_goes_on_with_digits_too() {
        for legal in ["A", "_", "__Namespace", "CIM_Error", "x9"] {
            assert!(is_legal_name(legal), "{legal}");
        }
        for illegal in ["", "9x", "a-b", "a b", "Größe", "a.b", "@", "`", "{"] {
            assert!(!is_legal_name(illegal), "{illegal}");
        }
    }

    #[test]
    fn names_compare_without_case_in_ascii_only() {
        assert!(eq_names("CIM_Error", "cim_ERROR"));
        assert!(!eq_names("CIM_Error", "CIM_Errors"));
        assert!(!eq_names("[", "{"));
        assert!(!eq_names("ö", "Ö"));
    }

    #[test]
    fn the_code_is_first_last_and_length() {
        let units = Text::from("Version");
        assert_eq!(name_code(units.units()), 0x0076_6e07);
        assert_eq!(name_code(&[]), 0);
    }

    #[test]
    fn names_hash_without_case_and_not_as_their_concatenation() {
        let hash = |names: &[&str]| {
            let texts: Vec<Text> = names.iter().map(|&name| Text::from(name)).collect();
            super::hash(&texts.iter().map(Text::units).collect::<Vec<_>>())
        };
        assert_eq!(hash(&["root/cimv2", "CIM_Error"]), hash(&["ROOT/cimv2", "cim_ERROR"]));
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
    }

    #[test]
    fn namespaces_take_both_slashes() {
        assert_eq!(normalized_namespace("\\root\\cimv2\\"), "root/cimv2");
        assert_eq!(normalized_namespace("root/cimv2"), "root/cimv2");
    }

    use super::super::text::Text;
}
