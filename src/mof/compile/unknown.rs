//! Names that stand for nothing, and what may have been meant by them.
//!
//! `Class Name;` declares an embedded instance, so that a type with a wrong letter in it reads as a class. Classes may be
//! declared in any order, and what they name is looked up when all of them are made.

use std::collections::HashSet;

use super::super::literal;
use super::super::source::Span;
use super::super::syntax::{ItemKind, QualifierSyntax, TypeSyntax, Unit, ValueKind};
use super::class::ClassState;
use super::{Compiler, MOST_ERRORS};
use crate::cim::Type;
use crate::cim::standard_qualifier::standard_qualifier_names;

/// Shorter names are one edit away from too much.
const SHORTEST: usize = 3;

impl<'p> Compiler<'p> {
    /// Tells which classes are named as types and exist nowhere; each name once, except where that is an error.
    pub(super) fn check_named_classes(&mut self) {
        let entries = self.entries;
        let mut seen = HashSet::new();
        for (index, entry) in entries.iter().enumerate() {
            let ItemKind::Class(class) = &entry.item().kind else { continue };
            let (space, unit) = (self.space_of[index], &*entry.unit);
            if !seen.insert((std::ptr::from_ref(class), space)) {
                continue;
            }
            let folded = self.slice(unit, class.name).to_ascii_lowercase();
            let is_made = matches!(self.spaces[space].classes.get(&folded), Some(ClassState::Made(_)));
            for property in &class.properties {
                self.check_type(space, unit, property.kind, &property.qualifiers, is_made);
            }
            for method in &class.methods {
                self.check_type(space, unit, method.kind, &method.qualifiers, is_made);
                for parameter in &method.parameters {
                    self.check_type(space, unit, parameter.kind, &parameter.qualifiers, is_made);
                }
            }
        }
    }

    fn check_type(
        &mut self,
        space: usize,
        unit: &'p Unit,
        kind: TypeSyntax,
        qualifiers: &'p [QualifierSyntax],
        is_made: bool,
    ) {
        if let Some(span) = kind.class {
            let name = self.slice(unit, span);
            self.check_class_name(space, unit, span, name, kind.kind == Type::Instance, is_made);
        }
        if kind.kind != Type::String {
            return;
        }
        for qualifier in qualifiers {
            if !self.slice(unit, qualifier.name).eq_ignore_ascii_case("EmbeddedInstance") {
                continue;
            }
            let Some(value) = &qualifier.value else { continue };
            if let ValueKind::String(text) = value.kind {
                let mut buffer = String::new();
                let name = literal::text(&unit.source, text, &mut buffer);
                self.check_class_name(space, unit, value.span, name, false, is_made);
            }
        }
    }

    fn check_class_name(
        &mut self,
        space: usize,
        unit: &'p Unit,
        span: Span,
        name: &str,
        may_be_type: bool,
        is_made: bool,
    ) {
        let folded = name.to_ascii_lowercase();
        if !matches!(
            self.class_state(space, unit, span, &folded, &crate::cim::Text::from(name)),
            Ok(ClassState::Missing)
        ) {
            return;
        }
        // A class that can't be made most likely can't because of this.
        let breaks_class = !is_made && may_be_type;
        let told = !self.unknown_classes.insert((space, folded));
        if told && !self.options.strict && !breaks_class {
            return;
        }
        let meant = self.class_or_type_like(space, name, may_be_type);
        let what = if may_be_type { "type or class" } else { "class" };
        let message = format!("there is no {what} '{name}'{}", question(meant.as_deref()));
        if breaks_class && meant.is_some() {
            self.fail(unit, span, message);
        } else {
            // In a strict compilation this is told as an error.
            let _ = self.object(unit, span, message);
        }
    }

    /// A type, else a class of the files or of those that were asked of the catalog.
    fn class_or_type_like(&mut self, space: usize, name: &str, may_be_type: bool) -> Option<String> {
        if !self.may_suggest(name) {
            return None;
        }
        if may_be_type {
            let mut types = Type::ALL[..=usize::from(Type::String as u8)].iter().map(|kind| kind.name());
            if let Some(found) = types.find(|kind| is_one_edit_away(kind, name)) {
                return Some(found.to_owned());
            }
        }
        let classes = self.spaces[space].classes.iter().filter_map(|(folded, state)| match state {
            ClassState::Made(class) if is_one_edit_away(folded, name) => Some(class.name().to_string()),
            _ => None,
        });
        classes.min()
    }

    /// A qualifier that the files declare or the standard has, as a question behind a message.
    pub(super) fn qualifier_like(&mut self, space: usize, name: &str) -> String {
        if !self.may_suggest(name) {
            return String::new();
        }
        let declared = self.spaces[space].declared_qualifiers.iter();
        let declared = declared.filter(|(folded, _)| is_one_edit_away(folded, name));
        let declared = declared.filter_map(|(_, &(index, _))| {
            let entry = &self.entries[index];
            match &entry.item().kind {
                ItemKind::QualifierType(declared) => Some(entry.unit.source.slice(declared.name)),
                _ => None,
            }
        });
        let standard = || standard_qualifier_names().find(|standard| is_one_edit_away(standard, name));
        let meant = declared.min().or_else(standard);
        question(meant)
    }

    /// Whether to look for what was meant. All names are gone through for it, so it is done a limited number of times.
    fn may_suggest(&mut self, name: &str) -> bool {
        let may = name.len() >= SHORTEST && self.suggestions < MOST_ERRORS;
        self.suggestions += usize::from(may);
        may
    }
}

fn question(meant: Option<&str>) -> String {
    meant.map_or_else(String::new, |meant| format!("; did you mean {meant}?"))
}

/// Whether one letter more, less or other, or two letters swapped, make one name of the other, whatever their case.
fn is_one_edit_away(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    while let ([first, rest @ ..], [other_first, other_rest @ ..]) = (one, other)
        && first.eq_ignore_ascii_case(other_first)
    {
        (one, other) = (rest, other_rest);
    }
    while let ([rest @ .., last], [other_rest @ .., other_last]) = (one, other)
        && last.eq_ignore_ascii_case(other_last)
    {
        (one, other) = (rest, other_rest);
    }
    match (one, other) {
        ([], []) => false,
        ([a, b], [c, d]) => a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c),
        _ => one.len() <= 1 && other.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Stored, compiled_with};
    use super::*;
    use crate::mof::EmptyCatalog;

    fn warnings(text: &str) -> Vec<String> {
        let made = compiled_with(text, &EmptyCatalog, false).unwrap_or_else(|errors| panic!("{errors}"));
        made.warnings.iter().map(|warning| warning.message.to_string()).collect()
    }

    fn strict_errors(text: &str) -> Vec<String> {
        let errors = compiled_with(text, &EmptyCatalog, true).unwrap_err();
        errors.diagnostics().iter().map(|error| error.message.to_string()).collect()
    }

    const TYPO: &str = "there is no type or class 'unit16'; did you mean uint16?";

    #[test]
    fn a_type_with_a_wrong_letter_is_a_warning_or_an_error_at_its_place() {
        let text = "class A {\n unit16 X; };";
        assert_eq!(warnings(text), [TYPO]);
        assert_eq!(strict_errors(text), [TYPO]);
        let error = compiled_with(text, &EmptyCatalog, true).unwrap_err().diagnostics()[0].to_string();
        assert!(error.starts_with("a.mof:2:2: error: "), "{error}");
    }

    #[test]
    fn types_of_arrays_parameters_and_returns_are_looked_up_too() {
        for text in [
            "class A { unit16 X[]; };",
            "class A { uint32 M(unit16 P); };",
            "class A { uint32 M([out] unit16 P[]); };",
            "class A { unit16 M(); };",
        ] {
            assert_eq!(warnings(text), [TYPO], "{text}");
        }
    }

    #[test]
    fn a_wrong_type_that_fails_its_class_is_an_error_beside_it() {
        let errors = compiled_with("class A { [Key] unit16 X; };", &EmptyCatalog, false).unwrap_err();
        assert!(errors.diagnostics().iter().any(|error| error.message == TYPO), "{errors}");
    }

    #[test]
    fn classes_of_references_and_embedded_instances_are_looked_up_too() {
        let widget = "class Widget { string Name; };";
        let expected = ["there is no class 'Wigdet'; did you mean Widget?"];
        for text in [
            "[Association] class A { Wigdet REF X; A REF Y; };",
            "class A { [EmbeddedInstance(\"Wigdet\")] string X; };",
        ] {
            assert_eq!(warnings(&format!("{widget} {text}")), expected, "{text}");
            assert_eq!(strict_errors(&format!("{text} {widget}")), expected, "{text}");
        }
    }

    #[test]
    fn a_name_that_is_like_nothing_is_told_without_a_question() {
        assert_eq!(warnings("class A { Nowhere X; };"), ["there is no type or class 'Nowhere'"]);
    }

    #[test]
    fn a_class_that_is_declared_anywhere_in_the_files_is_known() {
        let text = "[Association] class A { B X; b REF Y; A REF Z; uint32 M(B P); object O; };";
        let later = "class B { [EmbeddedInstance(\"A\")] string X; };";
        for text in [format!("{text} {later}"), format!("{later} {text}")] {
            assert_eq!(warnings(&text), [""; 0]);
            assert!(compiled_with(&text, &EmptyCatalog, true).is_ok());
        }
    }

    #[test]
    fn a_class_of_the_catalog_is_known() {
        let catalog = Stored::new("class Widget { string Name; };");
        assert!(compiled_with("class A { WIDGET X; };", &catalog, true).is_ok());
        assert!(compiled_with("class A { Gadget X; };", &catalog, true).is_err());
    }

    #[test]
    fn a_name_is_warned_of_once() {
        assert_eq!(warnings("class A { unit16 X; unit16 Y; }; class B { UNIT16 Z; };"), [TYPO]);
    }

    #[test]
    fn a_qualifier_with_a_wrong_letter_is_told_with_the_one_that_is_like_it() {
        let message = |name: &str, meant: &str| {
            format!(
                "the qualifier {name} is not declared; it gets the type of its value; did you mean {meant}?"
            )
        };
        assert_eq!(warnings("class A { [Kye] string X; };"), [message("Kye", "Key")]);
        assert_eq!(strict_errors("class A { [keys] string X; };"), [message("keys", "Key")]);
        let own = "Qualifier Colour : boolean, Scope(any); class A { [Color] string X; };";
        assert_eq!(warnings(own), [message("Color", "Colour")]);
    }

    #[test]
    fn one_edit_adds_drops_changes_or_swaps() {
        for (one, other) in
            [("uint16", "unit16"), ("uint16", "UINT1"), ("Key", "Keys"), ("abc", "abx"), ("aab", "aba")]
        {
            assert!(is_one_edit_away(one, other) && is_one_edit_away(other, one), "{one} {other}");
        }
        for (one, other) in [("Key", "KEY"), ("Key", "Keyed"), ("abc", "acx"), ("abcd", "badc"), ("", "")] {
            assert!(!is_one_edit_away(one, other), "{one} {other}");
        }
    }
}
