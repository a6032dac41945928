//! The qualifiers of an element of a class: their flavours, what spreads from the superclass, and the flags they mean.

use std::collections::HashMap;

use super::super::class::ClassFlags;
use super::super::error::{Error, Status};
use super::super::instance::ElementFlags;
use super::super::name;
use super::super::qualifier::{Flavor, Qualifier, find_qualifier};
use super::super::standard_qualifier::standard_qualifier_type;
use super::super::text::Unit;
use super::super::value::Value;
use super::{QualifierTypes, Said, first_duplicate};

/// Fewer qualifiers than these are searched one by one.
const FEW: usize = 16;

/// What is wrong with the qualifiers of something that is still to be named.
pub(super) struct QualifierProblem {
    status: Status,
    message: String,
}

impl QualifierProblem {
    pub(super) fn on(self, element: std::fmt::Arguments<'_>) -> Error {
        Error::new(self.status, format!("{} (on {element}).", self.message))
    }
}

/// The qualifiers that hold: the own ones with their flavours, then those that spread from the superclass.
pub(super) fn complete_qualifiers(
    mut own: Vec<Qualifier>,
    inherited: &[Qualifier],
    qualifier_types: &QualifierTypes<'_>,
    said: Said,
) -> Result<Vec<Qualifier>, QualifierProblem> {
    if own.len() > 1
        && let Some(index) = first_duplicate(own.iter().map(|qualifier| &qualifier.name))
    {
        return Err(QualifierProblem {
            status: Status::InvalidParameter,
            message: format!("Qualifier {} is written twice", own[index].name),
        });
    }
    for qualifier in &mut own {
        complete_qualifier(qualifier, qualifier_types, said)?;
    }
    let written = own.len();
    // Where both are many, looking through one for each of the other takes too long.
    let is_long = written > FEW && inherited.len() > FEW;
    let places: HashMap<Box<[Unit]>, usize> = if is_long {
        own.iter().enumerate().map(|(index, qualifier)| (name::folded(&qualifier.name), index)).collect()
    } else {
        HashMap::new()
    };
    for base in inherited.iter().filter(|base| base.flavor.contains(Flavor::TO_SUBCLASS)) {
        let own_one = if is_long {
            places.get(&name::folded(&base.name)).map(|&index| &own[index])
        } else {
            find_qualifier(&own[..written], &base.name)
        };
        match own_one {
            None => own.push(Qualifier { propagated: true, ..base.clone() }),
            Some(qualifier) => {
                if base.flavor.contains(Flavor::DISABLE_OVERRIDE) && base.value != qualifier.value {
                    return Err(QualifierProblem {
                        status: Status::InvalidParameter,
                        message: format!(
                            "Qualifier {} has another value in a superclass, and does not let itself be \
                             overridden",
                            qualifier.name
                        ),
                    });
                }
            }
        }
    }
    Ok(own)
}

fn complete_qualifier(
    qualifier: &mut Qualifier,
    qualifier_types: &QualifierTypes<'_>,
    said: Said,
) -> Result<(), QualifierProblem> {
    let problem = |status, message| Err(QualifierProblem { status, message });
    let name = &qualifier.name;
    if !name::is_legal_name(name) {
        return problem(Status::InvalidParameter, format!("'{name}' is no legal name of a qualifier"));
    }
    for pair in [Flavor::ENABLE_OVERRIDE | Flavor::DISABLE_OVERRIDE, Flavor::TO_SUBCLASS | Flavor::RESTRICTED]
    {
        if qualifier.flavor.contains(pair) {
            let message = format!("The flavours of qualifier {name} exclude each other");
            return problem(Status::InvalidParameter, message);
        }
    }
    let declared = qualifier_types(name);
    if let Some(declared) = declared.as_ref().filter(|declared| declared.kind != qualifier.kind) {
        return problem(
            Status::TypeMismatch,
            format!("Qualifier {name} is declared of type {}, and not {}", declared.kind, qualifier.kind),
        );
    }
    if let Some(value) = qualifier.value.as_ref().filter(|value| value.value_type() != qualifier.kind) {
        return problem(
            Status::TypeMismatch,
            format!(
                "The value of qualifier {name} is of type {}, and the qualifier of type {}",
                value.value_type(),
                qualifier.kind
            ),
        );
    }
    if said.inherited {
        return Ok(());
    }
    qualifier.propagated = false;
    if said.flavors {
        return Ok(());
    }
    let declared = declared.or_else(|| standard_qualifier_type(name));
    let flavor = declared.map_or(Flavor::empty(), |declared| declared.flavor).or_default(Flavor::DEFAULT);
    qualifier.flavor = qualifier.flavor.or_default(flavor);
    Ok(())
}

/// The qualifiers that a class has of an element which it takes over as it is.
pub(super) fn inherit_qualifiers(qualifiers: &[Qualifier]) -> Vec<Qualifier> {
    let spread = qualifiers.iter().filter(|qualifier| qualifier.flavor.contains(Flavor::TO_SUBCLASS));
    spread.map(|qualifier| Qualifier { propagated: true, ..qualifier.clone() }).collect()
}

/// The value of a boolean qualifier, where it is there and not NULL.
fn boolean(qualifiers: &[Qualifier], name: &str) -> Option<bool> {
    match find_qualifier(qualifiers, name)?.value {
        Some(Value::Boolean(value)) => Some(value),
        _ => None,
    }
}

fn flags_of<F: bitflags::Flags + Copy>(qualifiers: &[Qualifier], table: &[(&str, F)]) -> F {
    let mut flags = F::empty();
    for qualifier in qualifiers.iter().filter(|qualifier| qualifier.value == Some(Value::Boolean(true))) {
        if let Some((_, flag)) = table.iter().find(|(name, _)| name::eq_names(*name, &qualifier.name)) {
            flags.insert(*flag);
        }
    }
    flags
}

const CLASS_FLAGS: &[(&str, ClassFlags)] = &[
    ("Association", ClassFlags::ASSOCIATION),
    ("Indication", ClassFlags::INDICATION),
    ("Abstract", ClassFlags::ABSTRACT),
    ("Terminal", ClassFlags::TERMINAL),
];
const PROPERTY_FLAGS: &[(&str, ElementFlags)] = &[
    ("Key", ElementFlags::KEY),
    ("Required", ElementFlags::REQUIRED),
    ("Static", ElementFlags::STATIC),
    ("Expensive", ElementFlags::EXPENSIVE),
    ("Stream", ElementFlags::STREAM),
    ("Read", ElementFlags::READ_ONLY),
];
const METHOD_FLAGS: &[(&str, ElementFlags)] = &[
    ("Static", ElementFlags::STATIC),
    ("Expensive", ElementFlags::EXPENSIVE),
    ("Required", ElementFlags::REQUIRED),
    ("Stream", ElementFlags::STREAM),
];
const PARAMETER_FLAGS: &[(&str, ElementFlags)] = &[
    ("In", ElementFlags::IN),
    ("Out", ElementFlags::OUT),
    ("Required", ElementFlags::REQUIRED),
    ("Stream", ElementFlags::STREAM),
];

pub(super) fn class_flags(qualifiers: &[Qualifier]) -> ClassFlags {
    ClassFlags::CLASS | flags_of(qualifiers, CLASS_FLAGS)
}

pub(super) fn property_flags(qualifiers: &[Qualifier]) -> ElementFlags {
    let mut flags = flags_of(qualifiers, PROPERTY_FLAGS);
    // What can be read and written is not read-only.
    if boolean(qualifiers, "Write") == Some(true) {
        flags.remove(ElementFlags::READ_ONLY);
    }
    flags
}

pub(super) fn method_flags(qualifiers: &[Qualifier]) -> ElementFlags {
    flags_of(qualifiers, METHOD_FLAGS)
}

pub(super) fn parameter_flags(qualifiers: &[Qualifier]) -> ElementFlags {
    let mut flags = flags_of(qualifiers, PARAMETER_FLAGS);
    if goes_in_unsaid(qualifiers, flags) {
        flags |= ElementFlags::IN;
    }
    flags
}

/// A parameter of which nothing is said goes in.
fn goes_in_unsaid(qualifiers: &[Qualifier], flags: ElementFlags) -> bool {
    boolean(qualifiers, "In").is_none() && !flags.contains(ElementFlags::OUT)
}

/// The boolean qualifiers that the flags of a class mean and that it does not have: classes that programs make of tables
/// often have the flags alone.
pub fn implied_class_qualifiers(flags: ClassFlags, qualifiers: &[Qualifier]) -> Vec<&'static str> {
    implied(flags, qualifiers, CLASS_FLAGS)
}

/// [`implied_class_qualifiers`] for a property.
pub fn implied_property_qualifiers(flags: ElementFlags, qualifiers: &[Qualifier]) -> Vec<&'static str> {
    implied(flags, qualifiers, PROPERTY_FLAGS)
}

/// [`implied_class_qualifiers`] for a method.
pub fn implied_method_qualifiers(flags: ElementFlags, qualifiers: &[Qualifier]) -> Vec<&'static str> {
    implied(flags, qualifiers, METHOD_FLAGS)
}

/// [`implied_class_qualifiers`] for a parameter.
pub fn implied_parameter_qualifiers(mut flags: ElementFlags, qualifiers: &[Qualifier]) -> Vec<&'static str> {
    if goes_in_unsaid(qualifiers, flags) {
        flags.remove(ElementFlags::IN);
    }
    implied(flags, qualifiers, PARAMETER_FLAGS)
}

fn implied<F: bitflags::Flags + Copy>(
    flags: F,
    qualifiers: &[Qualifier],
    table: &[(&'static str, F)],
) -> Vec<&'static str> {
    let meant = table.iter().filter(|(_, flag)| flags.contains(*flag)).map(|&(name, _)| name);
    meant.filter(|name| find_qualifier(qualifiers, name).is_none()).collect()
}
