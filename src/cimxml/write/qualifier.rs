//! Qualifiers and their declarations.

use std::fmt::Arguments;

use super::number::put_integer;
use super::path::Location;
use super::problem::Problem;
use super::text::{put, put_text};
use super::value::{Style, put_value, type_name};
use crate::cim::qualifier::{find_qualifier, has_qualifier};
use crate::cim::standard_qualifier::standard_qualifier_type;
use crate::cim::{Flavor, Qualifier, QualifierType, Scope, Text, Type, Value};

/// The qualifiers of an element, and what else is known of it that only a qualifier can say.
pub(super) struct Qualified<'a> {
    pub(super) qualifiers: &'a [Qualifier],
    /// Boolean qualifiers that its flags mean and its qualifiers don't say.
    pub(super) implied: Vec<&'static str>,
    /// The type of its value, and the class of that.
    pub(super) embedded: Option<(Type, Option<&'a Text>)>,
    /// Whether the class inherits the element as it is.
    pub(super) is_inherited: bool,
}

impl Qualified<'_> {
    /// Appends the qualifiers; `owner` is whose they are.
    pub(super) fn put(&self, out: &mut Vec<u8>, owner: Arguments<'_>) -> Result<(), Problem> {
        let put_one = |out: &mut Vec<u8>, qualifier: &Qualifier| {
            put_qualifier(out, qualifier)
                .map_err(|problem| problem.on(format_args!("qualifier {} of {owner}", qualifier.name)))
        };
        for qualifier in self.qualifiers {
            // What does not spread can't have come with the element.
            if !(self.is_inherited && qualifier.flavor.contains(Flavor::RESTRICTED)) {
                put_one(out, qualifier)?;
            }
        }
        if let Some((name, value)) = self.embedding() {
            put_one(out, &standard(name, value, self.is_inherited))?;
        }
        for name in &self.implied {
            put_one(out, &standard(name, Value::Boolean(true), self.is_inherited))?;
        }
        Ok(())
    }

    /// The qualifier that says that a string is an embedded object, where none does.
    fn embedding(&self) -> Option<(&'static str, Value)> {
        let (kind, class) = self.embedded?;
        let is_missing = |name| find_qualifier(self.qualifiers, name).is_none();
        match class {
            _ if kind.scalar() != Type::Instance || !is_missing("EmbeddedInstance") => None,
            Some(class) => Some(("EmbeddedInstance", Value::String(class.clone()))),
            None if has_qualifier(self.qualifiers, "EmbeddedObject") => None,
            None => is_missing("EmbeddedObject").then_some(("EmbeddedObject", Value::Boolean(true))),
        }
    }
}

/// A standard qualifier with the flavours that it has everywhere.
fn standard(name: &str, value: Value, propagated: bool) -> Qualifier {
    let declared = standard_qualifier_type(name);
    Qualifier {
        name: Text::from(name),
        kind: value.value_type(),
        value: Some(value),
        flavor: declared.map_or(Flavor::DEFAULT, |declared| declared.flavor),
        propagated,
    }
}

fn put_qualifier(out: &mut Vec<u8>, qualifier: &Qualifier) -> Result<(), Problem> {
    put(out, "<QUALIFIER NAME=\"");
    put_text(out, qualifier.name.units())?;
    put(out, "\" TYPE=\"");
    put(out, type_name(qualifier.kind));
    out.push(b'"');
    if qualifier.propagated {
        put(out, " PROPAGATED=\"true\"");
    }
    put_flavor(out, qualifier.flavor);
    out.push(b'>');
    put_qualifier_value(out, qualifier.kind, qualifier.value.as_ref())?;
    put(out, "</QUALIFIER>");
    Ok(())
}

/// Appends the flavours that are not the usual ones.
fn put_flavor(out: &mut Vec<u8>, flavor: Flavor) {
    for (one, attribute) in [
        (Flavor::DISABLE_OVERRIDE, " OVERRIDABLE=\"false\""),
        (Flavor::RESTRICTED, " TOSUBCLASS=\"false\""),
        (Flavor::TO_INSTANCE, " TOINSTANCE=\"true\""),
        (Flavor::TRANSLATABLE, " TRANSLATABLE=\"true\""),
    ] {
        if flavor.contains(one) {
            put(out, attribute);
        }
    }
}

fn put_qualifier_value(out: &mut Vec<u8>, kind: Type, value: Option<&Value>) -> Result<(), Problem> {
    if matches!(kind.scalar(), Type::Reference | Type::Instance) {
        return Err(Problem::Qualifier);
    }
    let style = Style { location: Location::default(), modified: false };
    value.map_or(Ok(()), |value| put_value(out, value.as_value_ref(), style))
}

/// Appends a `QUALIFIER.DECLARATION` element.
pub(super) fn put_qualifier_type(out: &mut Vec<u8>, declared: &QualifierType) -> Result<(), Problem> {
    put_declaration(out, declared)
        .map_err(|problem| problem.on(format_args!("qualifier type {}", declared.name)))
}

fn put_declaration(out: &mut Vec<u8>, declared: &QualifierType) -> Result<(), Problem> {
    put(out, "<QUALIFIER.DECLARATION NAME=\"");
    put_text(out, declared.name.units())?;
    put(out, "\" TYPE=\"");
    put(out, type_name(declared.kind));
    put(out, if declared.kind.is_array() { "\" ISARRAY=\"true\"" } else { "\" ISARRAY=\"false\"" });
    if let Some(size) = declared.array_size {
        put(out, " ARRAYSIZE=\"");
        put_integer(out, size);
        out.push(b'"');
    }
    put_flavor(out, declared.flavor);
    put(out, "><SCOPE");
    for (one, attribute) in [
        (Scope::CLASS, " CLASS=\"true\""),
        (Scope::ASSOCIATION, " ASSOCIATION=\"true\""),
        (Scope::REFERENCE, " REFERENCE=\"true\""),
        (Scope::PROPERTY, " PROPERTY=\"true\""),
        (Scope::METHOD, " METHOD=\"true\""),
        (Scope::PARAMETER, " PARAMETER=\"true\""),
        (Scope::INDICATION, " INDICATION=\"true\""),
    ] {
        if declared.scope.contains(one) {
            put(out, attribute);
        }
    }
    put(out, "/>");
    put_qualifier_value(out, declared.kind, declared.default.as_ref())?;
    put(out, "</QUALIFIER.DECLARATION>");
    Ok(())
}
