//! What a condition demands of every instance that fulfils it: what a planner looks up in indexes.

use super::like::Pattern;
use super::syntax::{Comparison, Condition, Dialect, Literal, Operand, PropertyPath, Select};
use crate::cim::Text;

/// One demand. An instance that does not meet it is no match, whatever else the condition says.
#[derive(Clone, Debug, PartialEq)]
pub enum Constraint<'a> {
    /// A property relates to a value; the property stands on the left, whichever way it was written.
    Compare {
        /// The property.
        property: &'a PropertyPath,
        /// The operator.
        operator: Comparison,
        /// The value.
        literal: &'a Literal,
    },
    /// A property is one of some values: `a = 1 OR a = 2`.
    OneOf {
        /// The property.
        property: &'a PropertyPath,
        /// The terms, each an [`Condition::Compare`] of the same property.
        terms: &'a [Condition],
    },
    /// A property matches a pattern.
    Like {
        /// The property.
        property: &'a PropertyPath,
        /// The pattern.
        pattern: &'a Text,
        /// What every text that matches begins with.
        prefix: String,
    },
    /// An instance is of a class or inherits from it.
    Isa {
        /// The instance: itself, or an embedded one.
        operand: &'a Operand,
        /// The class.
        class: &'a Text,
    },
    /// A property is NULL.
    IsNull(&'a PropertyPath),
    /// A property is not NULL.
    IsNotNull(&'a PropertyPath),
}

impl Select {
    /// What the query's condition demands of every instance that fulfils it: the terms of its AND that can be looked up.
    /// The others may refuse some of what meets these.
    pub fn constraints(&self) -> Vec<Constraint<'_>> {
        let condition = self.condition.as_ref();
        condition.map(|condition| condition.constraints(self.dialect)).unwrap_or_default()
    }
}

impl Condition {
    /// What the condition demands, in this language, of every instance that fulfils it.
    pub fn constraints(&self, dialect: Dialect) -> Vec<Constraint<'_>> {
        let mut constraints = Vec::new();
        self.constrain(dialect, &mut constraints);
        constraints
    }

    fn constrain<'a>(&'a self, dialect: Dialect, constraints: &mut Vec<Constraint<'a>>) {
        match self {
            Condition::And(terms) => terms.iter().for_each(|term| term.constrain(dialect, constraints)),
            Condition::Or(terms) => {
                let first = terms[0].equated();
                if let Some(property) = first
                    && terms[1..].iter().all(|term| term.equated() == first)
                {
                    constraints.push(Constraint::OneOf { property, terms });
                }
            }
            Condition::Not(term) => {
                if let Condition::IsNull(Operand::Property(property)) = &**term {
                    constraints.push(Constraint::IsNotNull(property));
                }
            }
            Condition::Compare { .. } => {
                constraints.extend(self.compared().map(|(property, operator, literal)| Constraint::Compare {
                    property,
                    operator,
                    literal,
                }))
            }
            Condition::Like { operand: Operand::Property(property), pattern, .. } => {
                let read = Pattern::read(dialect, &pattern.to_str(), false);
                let prefix = read.map(|pattern| pattern.prefix().to_owned()).unwrap_or_default();
                constraints.push(Constraint::Like { property, pattern, prefix });
            }
            Condition::Isa { operand, class, .. } => constraints.push(Constraint::Isa { operand, class }),
            Condition::IsNull(Operand::Property(property)) => constraints.push(Constraint::IsNull(property)),
            Condition::Like { .. } | Condition::IsNull(_) => {}
        }
    }

    /// The property, the operator and the value of a comparison with a value, the property on the left.
    pub fn compared(&self) -> Option<(&PropertyPath, Comparison, &Literal)> {
        match self {
            Condition::Compare {
                left: Operand::Property(property),
                operator,
                right: Operand::Literal(literal),
            } => Some((property, *operator, literal)),
            Condition::Compare {
                left: Operand::Literal(literal),
                operator,
                right: Operand::Property(property),
            } => Some((property, operator.mirrored(), literal)),
            _ => None,
        }
    }

    /// The property of `property = value`.
    fn equated(&self) -> Option<&PropertyPath> {
        self.compared()
            .filter(|(_, operator, _)| *operator == Comparison::Equal)
            .map(|(property, ..)| property)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_select;
    use super::*;

    fn constraints(condition: &str) -> Vec<String> {
        let select = parse_select("WQL", &format!("SELECT * FROM X WHERE {condition}")).unwrap();
        let told = |constraint: &Constraint<'_>| match constraint {
            Constraint::Compare { property, operator, literal } => {
                format!("{property} {} {}", operator.symbol(), literal.value)
            }
            Constraint::OneOf { property, terms } => format!("{property} of {}", terms.len()),
            Constraint::Like { property, prefix, .. } => format!("{property} like {prefix}"),
            Constraint::Isa { operand, class } => format!("{operand} isa {class}"),
            Constraint::IsNull(property) => format!("{property} null"),
            Constraint::IsNotNull(property) => format!("{property} not null"),
        };
        select.constraints().iter().map(told).collect()
    }

    #[test]
    fn what_is_joined_by_and_is_demanded_with_the_property_on_the_left() {
        assert_eq!(
            constraints("5 < a AND (b = 'x' AND c IS NULL) AND d <> NULL"),
            ["a > 5", "b = \"x\"", "c null", "d not null"]
        );
        assert_eq!(constraints("a LIKE 'Win[a]%' AND __this ISA 'Y'"), ["a like Win", "__this isa Y"]);
    }

    #[test]
    fn one_of_several_values_is_demanded_of_one_property_only() {
        assert_eq!(constraints("a = 1 OR A = 2 OR 3 = a"), [""; 0]);
        assert_eq!(constraints("a = 1 OR a = 2 OR 3 = a"), ["a of 3"]);
        assert_eq!(constraints("a = 1 OR b = 2"), [""; 0]);
        assert_eq!(constraints("NOT a = 1"), [""; 0]);
    }
}
