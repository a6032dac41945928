//! Which properties a query needs of the instances that it looks at, and of those that it gives out.

use super::super::error::Failure;
use crate::cim::{Class, Error, Status, Text, name};
use crate::query::{self, Column, Condition, Operand, PropertyPath, Select, SystemProperty};

/// What is needed of an instance.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Columns {
    /// Everything.
    All,
    /// These properties; the class of the instance is always known.
    These(Vec<Text>),
}

impl Columns {
    fn add(&mut self, path: &PropertyPath, class: &Class) {
        let Columns::These(columns) = self else { return };
        let Some(first) = path.steps.first() else { return };
        let keys = || class.keys().iter().map(|&key| class.properties()[key].name.clone());
        let needed: Vec<Text> = match SystemProperty::named(&first.name) {
            None => vec![first.name.clone()],
            // What has no keys here may have some in a subclass.
            Some(SystemProperty::Path | SystemProperty::RelativePath) if !class.keys().is_empty() => {
                keys().collect()
            }
            Some(
                SystemProperty::Class
                | SystemProperty::Superclass
                | SystemProperty::Dynasty
                | SystemProperty::Derivation
                | SystemProperty::Namespace
                | SystemProperty::Server
                | SystemProperty::Genus,
            ) => Vec::new(),
            Some(_) => {
                *self = Columns::All;
                return;
            }
        };
        for column in needed {
            if !columns.iter().any(|known| name::eq_names(known, &column)) {
                columns.push(column);
            }
        }
    }
}

/// What the condition needs.
pub(super) fn columns_of_condition(select: &Select, class: &Class) -> Columns {
    let mut columns = Columns::These(Vec::new());
    for operand in select.condition.iter().flat_map(operands) {
        if let Operand::Property(path) = operand {
            columns.add(path, class);
        }
    }
    columns
}

/// What the list needs. A property that the class does not have is an error of the query.
pub(super) fn columns_of_list(select: &Select, class: &Class) -> Result<Columns, Failure> {
    let listed = match &select.columns {
        query::Columns::All => return Ok(Columns::All),
        query::Columns::Count => {
            return Err(Error::not_supported("COUNT(*) in a query on the repository".to_owned()).into());
        }
        query::Columns::Listed(listed) => listed,
    };
    let mut columns = Columns::These(Vec::new());
    for column in listed {
        match column {
            Column::One { value: Operand::Property(path), .. } => {
                let first = &path.steps[0];
                let is_known = SystemProperty::named(&first.name).is_some()
                    || first.class.is_some()
                    || class.find_property(&first.name).is_some();
                if !is_known {
                    return Err(no_property(select, path, class).into());
                }
                columns.add(path, class);
            }
            Column::One { .. } | Column::Everything => columns = Columns::All,
        }
    }
    Ok(columns)
}

fn no_property(select: &Select, path: &PropertyPath, class: &Class) -> Error {
    let message = format!(
        "The {} query is not valid: at {}, {} has no property {}.",
        select.dialect.name(),
        path.place.0,
        class.name(),
        path.steps[0].name
    );
    Error::new(Status::InvalidQuery, message)
}

/// The classes of embedded instances that a condition looks into, and those that it names itself.
pub(super) fn classes_in(select: &Select, class: &Class) -> Vec<Text> {
    let mut classes = Vec::new();
    for operand in select.condition.iter().flat_map(operands) {
        let Operand::Property(path) = operand else { continue };
        classes.extend(path.steps.iter().filter_map(|step| step.class.clone()));
        if path.steps.len() > 1
            && let Some(property) = class.property(&path.steps[0].name)
        {
            classes.extend(property.reference_class.clone());
        }
    }
    classes
}

/// What a condition speaks of.
fn operands(condition: &Condition) -> Vec<&Operand> {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().flat_map(operands).collect(),
        Condition::Not(part) => operands(part),
        Condition::Compare { left, right, .. } => vec![left, right],
        Condition::Like { operand, .. } | Condition::Isa { operand, .. } | Condition::IsNull(operand) => {
            vec![operand]
        }
    }
}
