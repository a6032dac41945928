//! Writes queries as text, so that they read back as the same.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};

use super::parser::{KEYWORDS, names_class};
use super::syntax::*;
use crate::cim::Text;
use crate::cim::name::eq_names;

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Query::Select(select) => select.fmt(formatter),
            Query::Associators(associators) => associators.fmt(formatter),
            Query::References(references) => references.fmt(formatter),
        }
    }
}

impl Display for Select {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("SELECT ")?;
        match &self.columns {
            Columns::All => formatter.write_str("*")?,
            Columns::Count => formatter.write_str("COUNT(*)")?,
            Columns::Listed(columns) => {
                separated(formatter, ", ", columns, |formatter, column| match column {
                    Column::Everything => {
                        write!(formatter, "{}.*", self.alias.as_ref().unwrap_or(&self.class))
                    }
                    Column::One { value, name } => {
                        self.scope().operand(formatter, value)?;
                        name.iter().try_for_each(|name| write!(formatter, " AS {name}"))
                    }
                })?
            }
        }
        write!(formatter, " FROM {}", self.class)?;
        if let Some(alias) = &self.alias {
            write!(formatter, " AS {alias}")?;
        }
        if let Some(within) = self.within {
            write!(formatter, " WITHIN {:?}", within.as_secs_f64())?;
        }
        if let Some(condition) = &self.condition {
            formatter.write_str(" WHERE ")?;
            self.scope().condition(formatter, condition)?;
        }
        if let Some(group) = &self.group {
            write!(formatter, " {group}")?;
        }
        Ok(())
    }
}

impl Display for Group {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "GROUP WITHIN {:?}", self.within.as_secs_f64())?;
        if !self.by.is_empty() {
            formatter.write_str(" BY ")?;
            separated(formatter, ", ", &self.by, |formatter, path| path.fmt(formatter))?;
        }
        match self.having {
            Some(Having { operator, number }) => {
                write!(formatter, " HAVING NumberOfEvents {} {number}", operator.symbol())
            }
            None => Ok(()),
        }
    }
}

impl Display for Condition {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Scope(None).condition(formatter, self)
    }
}

impl Select {
    /// What names mean in this query.
    fn scope(&self) -> Scope<'_> {
        Scope(Some(self).filter(|select| select.dialect == Dialect::Cql))
    }
}

/// What names mean where something is written: in a query in CQL the class, or its alias, may stand in front of a property.
#[derive(Clone, Copy)]
struct Scope<'q>(Option<&'q Select>);

impl Scope<'_> {
    /// The name that the instance itself has.
    fn this(self) -> Cow<'static, str> {
        match self.0 {
            None => Cow::Borrowed("__this"),
            Some(select) => Cow::Owned(select.alias.as_ref().unwrap_or(&select.class).to_string()),
        }
    }

    /// A property that is named as the class, its alias or a word of the language would be taken for that, unless the class stands
    /// in front of it.
    fn operand(self, formatter: &mut Formatter<'_>, operand: &Operand) -> fmt::Result {
        const WORDS: [&str; 9] = ["NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "LIKE", "IS", "ISA"];
        if let (Some(select), Operand::Property(path)) = (self.0, operand)
            && let Some(Step { class: None, name, .. }) = path.steps.first()
            && (names_class(name, &select.class, select.alias.as_ref())
                || WORDS.iter().any(|word| eq_names(name, *word)))
        {
            write!(formatter, "{}.", self.this())?;
        }
        operand.fmt(formatter)
    }

    fn condition(self, formatter: &mut Formatter<'_>, condition: &Condition) -> fmt::Result {
        let grouped = |formatter: &mut Formatter<'_>, term: &Condition| {
            formatter.write_char('(')?;
            self.condition(formatter, term)?;
            formatter.write_char(')')
        };
        match condition {
            Condition::And(terms) => separated(formatter, " AND ", terms, |formatter, term| match term {
                Condition::And(_) | Condition::Or(_) => grouped(formatter, term),
                term => self.condition(formatter, term),
            }),
            Condition::Or(terms) => separated(formatter, " OR ", terms, |formatter, term| match term {
                Condition::Or(_) => grouped(formatter, term),
                term => self.condition(formatter, term),
            }),
            Condition::Not(term) => {
                formatter.write_str("NOT ")?;
                match &**term {
                    Condition::And(_) | Condition::Or(_) => grouped(formatter, term),
                    term => self.condition(formatter, term),
                }
            }
            Condition::Compare { left, operator, right } => {
                self.operand(formatter, left)?;
                write!(formatter, " {} ", operator.symbol())?;
                self.operand(formatter, right)
            }
            Condition::Like { operand, pattern, .. } => {
                self.operand(formatter, operand)?;
                formatter.write_str(" LIKE ")?;
                quoted(formatter, pattern)
            }
            Condition::Isa { operand, class, .. } => {
                match operand {
                    Operand::This(_) => formatter.write_str(&self.this())?,
                    operand => self.operand(formatter, operand)?,
                }
                write!(formatter, " ISA {class}")
            }
            Condition::IsNull(operand) => {
                self.operand(formatter, operand)?;
                formatter.write_str(" IS NULL")
            }
        }
    }
}

impl Display for Operand {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Property(path) => path.fmt(formatter),
            Operand::Literal(literal) => literal.value.fmt(formatter),
            Operand::This(_) => formatter.write_str("__this"),
        }
    }
}

impl Display for PropertyPath {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        separated(formatter, ".", &self.steps, |formatter, step| {
            step.class.iter().try_for_each(|class| write!(formatter, "{class}::"))?;
            write!(formatter, "{}", step.name)?;
            step.element.iter().try_for_each(|element| write!(formatter, "[{element}]"))
        })
    }
}

impl Display for LiteralValue {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            LiteralValue::Null => formatter.write_str("NULL"),
            LiteralValue::Boolean(true) => formatter.write_str("TRUE"),
            LiteralValue::Boolean(false) => formatter.write_str("FALSE"),
            LiteralValue::Integer(number) => write!(formatter, "{number}"),
            LiteralValue::Real(number) => write!(formatter, "{number:?}"),
            LiteralValue::String(text) => quoted(formatter, text),
        }
    }
}

impl Display for Associators {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "ASSOCIATORS OF {{{}}}", self.path)?;
        clauses(
            formatter,
            &[
                ("AssocClass", &self.association_class),
                ("ResultClass", &self.result_class),
                ("Role", &self.role),
                ("ResultRole", &self.result_role),
                ("RequiredQualifier", &self.required_qualifier),
                ("RequiredAssocQualifier", &self.required_association_qualifier),
            ],
            &[
                ("ClassDefsOnly", self.class_definitions_only),
                ("KeysOnly", self.keys_only),
                ("SchemaOnly", self.schema_only),
            ],
        )
    }
}

impl Display for References {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "REFERENCES OF {{{}}}", self.path)?;
        clauses(
            formatter,
            &[
                ("ResultClass", &self.result_class),
                ("Role", &self.role),
                ("RequiredQualifier", &self.required_qualifier),
            ],
            &[
                ("ClassDefsOnly", self.class_definitions_only),
                ("KeysOnly", self.keys_only),
                ("SchemaOnly", self.schema_only),
            ],
        )
    }
}

fn clauses(
    formatter: &mut Formatter<'_>,
    named: &[(&str, &Option<Text>)],
    flags: &[(&str, bool)],
) -> fmt::Result {
    let mut before = " WHERE ";
    for (word, name) in named.iter().filter_map(|(word, name)| Some((word, name.as_ref()?))) {
        write!(formatter, "{before}{word} = ")?;
        if KEYWORDS.iter().any(|keyword| eq_names(name, *keyword)) {
            quoted(formatter, name)?;
        } else {
            name.fmt(formatter)?;
        }
        before = " ";
    }
    for (word, _) in flags.iter().filter(|(_, is_said)| *is_said) {
        write!(formatter, "{before}{word}")?;
        before = " ";
    }
    Ok(())
}

fn separated<T>(
    formatter: &mut Formatter<'_>,
    separator: &str,
    items: &[T],
    write: impl Fn(&mut Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            formatter.write_str(separator)?;
        }
        write(formatter, item)?;
    }
    Ok(())
}

fn quoted(formatter: &mut Formatter<'_>, text: &Text) -> fmt::Result {
    formatter.write_char('"')?;
    for character in text.to_str().chars() {
        if matches!(character, '"' | '\\') {
            formatter.write_char('\\')?;
        }
        formatter.write_char(character)?;
    }
    formatter.write_char('"')
}
