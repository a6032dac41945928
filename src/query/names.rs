//! The properties that a query speaks of.

use super::syntax::{Column, Columns, Condition, Dialect, Operand, PropertyPath, Select, SystemProperty};
use crate::cim::{Text, name};

impl Select {
    /// The properties of the instances that the query speaks of, each once: those that it lists, and those in its condition. Of a
    /// path, that is the first step. System properties are not among them.
    pub fn property_names(&self) -> Vec<Text> {
        let mut names = Names { names: Vec::new(), dialect: self.dialect };
        if let Columns::Listed(columns) = &self.columns {
            for column in columns {
                if let Column::One { value, .. } = column {
                    names.operand(value);
                }
            }
        }
        if let Some(condition) = &self.condition {
            names.condition(condition);
        }
        names.names
    }

    /// Whether the query wants every property of what fulfils its condition.
    pub fn wants_all(&self) -> bool {
        match &self.columns {
            Columns::All => true,
            Columns::Count => false,
            Columns::Listed(columns) => columns.contains(&Column::Everything),
        }
    }
}

struct Names {
    names: Vec<Text>,
    dialect: Dialect,
}

impl Names {
    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::And(terms) | Condition::Or(terms) => {
                terms.iter().for_each(|term| self.condition(term));
            }
            Condition::Not(term) => self.condition(term),
            Condition::Compare { left, right, .. } => {
                self.operand(left);
                self.operand(right);
            }
            Condition::Like { operand, .. } | Condition::Isa { operand, .. } | Condition::IsNull(operand) => {
                self.operand(operand)
            }
        }
    }

    fn operand(&mut self, operand: &Operand) {
        let Operand::Property(PropertyPath { steps, .. }) = operand else { return };
        let Some(first) = steps.first() else { return };
        let is_system = self.dialect == Dialect::Wql && SystemProperty::named(&first.name).is_some();
        if !is_system && !self.names.iter().any(|known| name::eq_names(known, &first.name)) {
            self.names.push(first.name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_select;

    #[test]
    fn the_properties_that_a_query_speaks_of_are_told_once_each() {
        let names = |dialect, query| {
            let select = parse_select(dialect, query).unwrap();
            let names: Vec<String> = select.property_names().iter().map(ToString::to_string).collect();
            (names.join(" "), select.wants_all())
        };
        assert_eq!(names("WQL", "SELECT * FROM X"), (String::new(), true));
        assert_eq!(
            names("WQL", "SELECT a, __PATH, b FROM X WHERE A = 1 OR (NOT c.d LIKE 'e' AND f IS NULL)"),
            ("a b c f".to_owned(), false)
        );
        assert_eq!(
            names("CQL", "SELECT x.*, x.a FROM X x WHERE x ISA Y AND 1 < x.b"),
            ("a b".to_owned(), true)
        );
    }
}
