//! CIM names: what is legal, and how they compare (without case; only ASCII has case here).

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::error::{Error, Status};
use super::text::{Text, ToUnits, Unit, units_to_str};
use super::units::own;

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

/// Why a text names no namespace.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{spelt}' is no namespace: {reason}. A namespace is names with slashes between them, such as root/cimv2."
)]
pub struct NamespaceError {
    spelt: String,
    reason: String,
}

impl NamespaceError {
    /// The error as an operation tells it.
    pub fn with_status(self, status: Status) -> Error {
        Error::new(status, self.to_string())
    }
}

/// So many bytes may the name of a namespace have in UTF-8.
const LONGEST_NAMESPACE: usize = 1024;

/// A namespace as the library keeps it: names with slashes between them, in the spelling that was given. Backslashes are taken
/// for slashes, and those at both ends are dropped.
pub fn namespace<N: ToUnits + ?Sized>(spelt: &N) -> Result<Text, NamespaceError> {
    const SLASH: Unit = b'/' as Unit;
    const BACKSLASH: Unit = b'\\' as Unit;
    let units = spelt.to_units();
    let is_slash = |unit: &Unit| *unit == SLASH || *unit == BACKSLASH;
    let start = units.iter().position(|unit| !is_slash(unit)).unwrap_or(units.len());
    let end = units.iter().rposition(|unit| !is_slash(unit)).map_or(start, |last| last + 1);
    let inner = &units[start..end];
    let refuse = |reason: String| Err(NamespaceError { spelt: units_to_str(&units).into_owned(), reason });
    if inner.is_empty() {
        return refuse("it has no name in it".to_owned());
    }
    // A unit may be a character of four bytes, and in every library the same namespaces are long enough.
    if inner.len() > LONGEST_NAMESPACE / 4 && units_to_str(inner).len() > LONGEST_NAMESPACE {
        return refuse(format!("it is longer than {LONGEST_NAMESPACE} bytes in UTF-8"));
    }
    if inner.windows(2).any(|pair| pair.iter().all(is_slash)) {
        return refuse("a name between two slashes is empty".to_owned());
    }
    let is_plain = |unit: &Unit| kind_of(*unit) != 0 || is_slash(unit);
    if !inner.iter().all(is_plain) {
        if let Err(fault) = own::check(&units) {
            return refuse(format!("it {fault}"));
        }
        let forbidden = |character: &char| {
            character.is_control() || character.is_whitespace() || "\"'*:;,<>?|=.".contains(*character)
        };
        if let Some(character) = units_to_str(inner).chars().find(forbidden) {
            return refuse(format!("{character:?} can't be in it"));
        }
    }
    if !inner.contains(&BACKSLASH) {
        return Ok(Text::from_units(inner));
    }
    let replaced: Vec<Unit> =
        inner.iter().map(|&unit| if unit == BACKSLASH { SLASH } else { unit }).collect();
    Ok(Text::from_units(&replaced))
}

/// What a namespace is looked up and compared by: every spelling of one gives the same text. A text that names no namespace
/// gives the name of none.
pub fn folded_namespace(spelt: &str) -> String {
    spelt.replace('\\', "/").trim_matches('/').to_ascii_lowercase()
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
    fn namespaces_take_both_slashes_and_keep_their_spelling() {
        let spelt = |text: &str| namespace(text).unwrap().to_string();
        assert_eq!(spelt("\\root\\CIMv2\\"), "root/CIMv2");
        assert_eq!(spelt("//root/cimv2"), "root/cimv2");
        assert_eq!(spelt("root/größe-1_#@"), "root/größe-1_#@");
    }

    #[test]
    fn what_is_no_namespace_is_told_with_the_reason() {
        let long = "a".repeat(1025);
        let wide = "\u{1d11e}".repeat(257);
        let wrong = [
            ("", "no name"),
            ("/", "no name"),
            ("root//cimv2", "empty"),
            ("root/\ncimv2", "'\\n'"),
            ("host:root", "':'"),
            ("root/a b", "' '"),
            ("root/a\u{a0}b", "can't be in it"),
            ("root.cimv2", "'.'"),
            (&*long, "1024"),
            (&*wide, "1024"),
        ];
        for (spelt, reason) in wrong {
            let error = namespace(spelt).unwrap_err().with_status(Status::InvalidNamespace);
            assert!(error.message.contains(reason), "{error}");
            assert_eq!(error.status, Status::InvalidNamespace);
        }
    }

    #[test]
    fn what_is_not_valid_unicode_is_no_namespace_and_the_place_is_told() {
        // Half of a surrogate pair in UTF-16 and UTF-32, and a byte that begins no character of UTF-8.
        let mut units = Text::from("root/x").units().to_vec();
        units.push(0xd8ff_u32 as Unit);
        let error = namespace(&units[..]).unwrap_err().with_status(Status::InvalidNamespace);
        assert!(error.message.contains("it is not valid Unicode"), "{error}");
        assert!(error.message.contains("at index 6"), "{error}");
    }

    #[test]
    fn every_spelling_of_a_namespace_is_looked_up_the_same() {
        assert_eq!(folded_namespace("\\ROOT\\CimV2/"), folded_namespace("root/cimv2"));
        assert_ne!(folded_namespace("root/Ö"), folded_namespace("root/ö"));
    }
}
