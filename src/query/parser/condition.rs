//! Reads what stands behind `WHERE`. No depth of parentheses takes stack here, and each condition that is read is so flat that
//! who walks through it afterwards may use a function that calls itself.

use super::super::error::QueryError;
use super::super::syntax::{Comparison, Condition, Dialect, LiteralValue, Operand};
use super::Parser;
use crate::cim::{Text, name};

/// How deep parentheses and NOTs may lie in each other.
pub const DEEPEST: usize = 200;

/// Words that are no names of properties in a condition.
const OPERATORS: [&str; 5] = ["AND", "OR", "LIKE", "IS", "ISA"];

/// What was read of a condition in parentheses, or of the whole one.
#[derive(Default)]
struct Level {
    /// The terms of OR that are whole.
    any: Vec<Condition>,
    /// The terms of the AND that is being read.
    all: Vec<Condition>,
    /// How many NOTs stand in front of the next term.
    nots: usize,
}

impl Level {
    fn push(&mut self, mut term: Condition) {
        for _ in 0..std::mem::take(&mut self.nots) {
            term = Condition::Not(Box::new(term));
        }
        self.all.push(term);
    }

    fn end_all(&mut self) {
        let all = std::mem::take(&mut self.all);
        self.any.push(joined(all, Condition::And));
    }

    fn end(mut self) -> Condition {
        self.end_all();
        joined(self.any, Condition::Or)
    }
}

fn joined(mut terms: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match terms.len() {
        1 => terms.remove(0),
        _ => join(terms),
    }
}

impl Parser<'_> {
    /// A condition. In CQL, a property may have the class's name or its alias in front.
    pub(super) fn condition(&mut self, class: &Text, alias: Option<&Text>) -> Result<Condition, QueryError> {
        let mut levels: Vec<Level> = Vec::new();
        let mut level = Level::default();
        let mut depth = 0;
        loop {
            if self.is_keyword("NOT") || self.is_symbol("(") {
                depth += 1;
                if depth > DEEPEST {
                    let expected =
                        format!("parentheses and NOTs that lie at most {DEEPEST} deep in each other");
                    return Err(self.unexpected(&expected));
                }
                if self.take("(")? {
                    levels.push(std::mem::take(&mut level));
                } else {
                    self.advance()?;
                    level.nots += 1;
                }
                continue;
            }
            let term = self.term(class, alias)?;
            depth -= level.nots;
            level.push(term);
            while !levels.is_empty() && self.take(")")? {
                let inner = level.end();
                level = levels.pop().unwrap_or_default();
                depth -= 1 + level.nots;
                level.push(inner);
            }
            if self.take_keyword("AND")? {
                continue;
            }
            if self.take_keyword("OR")? {
                level.end_all();
                continue;
            }
            if levels.is_empty() {
                return Ok(level.end());
            }
            return Err(self.unexpected("AND, OR or ')'"));
        }
    }

    /// A comparison, or another test of one instance.
    fn term(&mut self, class: &Text, alias: Option<&Text>) -> Result<Condition, QueryError> {
        let token = self.token;
        let left = self.operand(class, alias)?;
        if let Some(operator) = self.comparison()? {
            let right_token = self.token;
            let right = self.operand(class, alias)?;
            let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
            let tested = match (&left, &right) {
                (Operand::Literal(_), Operand::Literal(_)) => {
                    return Err(self
                        .unexpected_at(right_token, "the name of a property on one side of the comparison"));
                }
                // Queries of events compare what an instance is with what it was.
                (Operand::Property(left), Operand::Property(right))
                    if self.dialect == Dialect::Wql && left.steps.len().min(right.steps.len()) < 2 =>
                {
                    let expected =
                        "a value: WQL compares properties with each other only within embedded instances";
                    return Err(self.unexpected_at(right_token, expected));
                }
                (_, Operand::Literal(literal)) if literal.value == LiteralValue::Null => left,
                (Operand::Literal(literal), _) if literal.value == LiteralValue::Null => right,
                _ => return Ok(Condition::Compare { left, operator, right }),
            };
            let is_null = Condition::IsNull(tested);
            return match operator {
                _ if !equality || self.dialect == Dialect::Cql => {
                    Err(self.unexpected_at(right_token, "IS NULL or IS NOT NULL where a value may be NULL"))
                }
                Comparison::Equal => Ok(is_null),
                _ => Ok(Condition::Not(Box::new(is_null))),
            };
        }
        if self.is_keyword("ISA") {
            return self.isa(left, class, alias);
        }
        if matches!(left, Operand::Literal(_)) {
            return Err(self.unexpected("a comparison with a property"));
        }
        if self.take_keyword("LIKE")? {
            let place = self.place();
            let pattern = self.string("a pattern in quotation marks")?;
            return Ok(Condition::Like { operand: left, pattern, place });
        }
        if self.take_keyword("IS")? {
            let is_not = self.take_keyword("NOT")?;
            self.keyword("NULL")?;
            let is_null = Condition::IsNull(left);
            return Ok(if is_not { Condition::Not(Box::new(is_null)) } else { is_null });
        }
        if self.token == token {
            return Err(self.unexpected("a condition"));
        }
        Err(self.unexpected("a comparison, LIKE, ISA or IS"))
    }

    fn isa(&mut self, operand: Operand, class: &Text, alias: Option<&Text>) -> Result<Condition, QueryError> {
        let operand = match operand {
            Operand::Property(path) => match path.simple() {
                Some(name) if self.is_this(name, class, alias) => Operand::This(path.place),
                _ => Operand::Property(path),
            },
            _ => return Err(self.unexpected("the name of a property, or __this, in front of ISA")),
        };
        self.advance()?;
        let place = self.place();
        // Both languages are written both ways.
        let class = self.name_or_quoted_name("the name of a class")?;
        Ok(Condition::Isa { operand, class, place })
    }

    fn is_this(&self, name: &Text, class: &Text, alias: Option<&Text>) -> bool {
        match self.dialect {
            Dialect::Wql => name::eq_names(name, "__this"),
            Dialect::Cql => super::select::names_class(name, class, alias),
        }
    }

    fn operand(&mut self, class: &Text, alias: Option<&Text>) -> Result<Operand, QueryError> {
        if let Some(literal) = self.literal()? {
            return Ok(Operand::Literal(literal));
        }
        const EXPECTED: &str = "the name of a property, a value, NOT or '('";
        if OPERATORS.iter().any(|operator| self.is_keyword(operator)) {
            return Err(self.unexpected(EXPECTED));
        }
        let path = self.path(EXPECTED)?;
        Ok(Operand::Property(self.without_qualifier(path, class, alias)))
    }
}
