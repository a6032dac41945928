//! Classes none of whose instances a condition can match, as far as their names decide: `__CLASS = "X"`, `__this ISA "X"`.

use super::super::schema_cache::Namespace;
use crate::cim::{Text, name};
use crate::query::{Comparison, Condition, LiteralValue, Operand, PropertyPath, SystemProperty};

/// Whether the class of an instance decides anything in this condition.
pub(super) fn decides_by_class(condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().any(decides_by_class),
        Condition::Not(part) => decides_by_class(part),
        Condition::Compare { left, right, .. } => [left, right].into_iter().any(is_of_class),
        Condition::Isa { operand, .. } => matches!(operand, Operand::This(_)),
        Condition::Like { .. } | Condition::IsNull(_) => false,
    }
}

/// Whether instances of exactly this class may fulfil a condition.
pub(super) fn can_match(condition: &Condition, namespace: &Namespace, class: u32) -> bool {
    decided(condition, namespace, class) != Some(false)
}

/// What the class decides: that the condition holds, or that it does not; `None` where the instance has a say.
fn decided(condition: &Condition, namespace: &Namespace, class: u32) -> Option<bool> {
    match condition {
        Condition::And(parts) => of_all(parts, namespace, class, true),
        Condition::Or(parts) => of_all(parts, namespace, class, false),
        Condition::Not(part) => decided(part, namespace, class).map(|holds| !holds),
        Condition::Isa { operand: Operand::This(_), class: above, .. } => {
            Some(namespace.is_a(class, namespace.find(above)?))
        }
        compare => {
            let (path, operator, literal) = compare.compared()?;
            let LiteralValue::String(wanted) = &literal.value else { return None };
            let is_it = name::eq_names(&name_of(path, namespace, class)?, wanted);
            match operator {
                Comparison::Equal => Some(is_it),
                Comparison::NotEqual => Some(!is_it),
                _ => None,
            }
        }
    }
}

/// What the class decides of parts all of which must hold, or one of which must: one that does not agree decides.
fn of_all(parts: &[Condition], namespace: &Namespace, class: u32, agreed: bool) -> Option<bool> {
    let parts: Vec<Option<bool>> = parts.iter().map(|part| decided(part, namespace, class)).collect();
    if parts.contains(&Some(!agreed)) {
        Some(!agreed)
    } else {
        parts.iter().all(|part| *part == Some(agreed)).then_some(agreed)
    }
}

fn is_of_class(operand: &Operand) -> bool {
    matches!(operand, Operand::Property(path) if named(path).is_some())
}

fn named(path: &PropertyPath) -> Option<SystemProperty> {
    let property = SystemProperty::named(path.simple()?)?;
    matches!(property, SystemProperty::Class | SystemProperty::Superclass | SystemProperty::Dynasty)
        .then_some(property)
}

/// The name that the class gives its instances as a system property. `None` where there is none.
fn name_of(path: &PropertyPath, namespace: &Namespace, class: u32) -> Option<Text> {
    let found = match named(path)? {
        SystemProperty::Class => class,
        SystemProperty::Superclass => namespace.node(class).superclass?,
        _ => namespace.top_of(class),
    };
    Some(namespace.node(found).name.clone())
}
