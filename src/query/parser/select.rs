//! Reads `SELECT`.

use super::super::error::QueryError;
use super::super::lexer::{Token, TokenKind};
use super::super::syntax::{
    Column, Columns, Comparison, Dialect, Group, Having, LiteralValue, Operand, Place, PropertyPath, Select,
    Step,
};
use super::Parser;
use crate::cim::{Text, name};

/// What may follow a query in CQL and is part of features that are not built.
const FOREIGN_CLAUSES: [&str; 4] = ["ORDER", "JOIN", "UNION", "GROUP"];

/// What is selected, before the class is known.
enum WrittenColumns {
    All,
    Count,
    Listed(Vec<WrittenColumn>),
}

enum WrittenColumn {
    /// `alias.*`, with the place of the alias.
    Everything(Text, Token),
    One {
        path: PropertyPath,
        name: Option<Text>,
    },
}

impl Parser<'_> {
    pub(super) fn select(&mut self) -> Result<Select, QueryError> {
        self.keyword("SELECT")?;
        let columns = self.columns()?;
        self.keyword("FROM")?;
        let class_place = self.place();
        let class = self.name("the name of a class")?;
        let alias = self.alias()?;
        let columns = self.of_class(columns, &class, alias.as_ref())?;
        let mut select = Select {
            dialect: self.dialect,
            columns,
            class,
            class_place,
            alias,
            within: None,
            condition: None,
            group: None,
        };
        let is_wql = self.dialect == Dialect::Wql;
        let mut expected = if is_wql { "WITHIN, WHERE, GROUP WITHIN or the end" } else { "WHERE or the end" };
        if is_wql && self.take_keyword("WITHIN")? {
            select.within = Some(self.seconds()?);
            expected = "WHERE, GROUP WITHIN or the end";
        }
        if self.take_keyword("WHERE")? {
            self.is_in_condition = true;
            select.condition = Some(self.condition(&select.class, select.alias.as_ref())?);
            self.is_in_condition = false;
            expected = if is_wql { "AND, OR, GROUP WITHIN or the end" } else { "AND, OR or the end" };
        }
        if is_wql && self.take_keyword("GROUP")? {
            select.group = Some(self.group()?);
            expected = "the end";
        }
        if !is_wql && FOREIGN_CLAUSES.iter().any(|clause| self.is_keyword(clause)) {
            return Err(self.unsupported(&format!("{} behind the condition", self.spelt().to_uppercase())));
        }
        if !self.is_at_end() {
            return Err(self.unexpected(&format!("{expected} of the query")));
        }
        Ok(select)
    }

    fn columns(&mut self) -> Result<WrittenColumns, QueryError> {
        if self.take("*")? {
            return if self.is_keyword("FROM") {
                Ok(WrittenColumns::All)
            } else {
                Err(self.unexpected("FROM"))
            };
        }
        if self.is_keyword("COUNT") && self.dialect == Dialect::Wql {
            let column = self.column("")?;
            if !self.take("(")? {
                return self.more_columns(column);
            }
            self.symbol("*")?;
            self.symbol(")")?;
            return if self.is_keyword("FROM") {
                Ok(WrittenColumns::Count)
            } else {
                Err(self.unexpected("FROM"))
            };
        }
        let first = self.column("* or the name of a property")?;
        self.more_columns(first)
    }

    fn more_columns(&mut self, first: WrittenColumn) -> Result<WrittenColumns, QueryError> {
        let mut columns = vec![first];
        while self.take(",")? {
            columns.push(self.column("the name of a property")?);
        }
        if !self.is_keyword("FROM") {
            return Err(self.unexpected("',' and another property, or FROM"));
        }
        Ok(WrittenColumns::Listed(columns))
    }

    fn column(&mut self, expected: &str) -> Result<WrittenColumn, QueryError> {
        let token = self.token;
        if self.dialect == Dialect::Cql && self.token.kind == TokenKind::String {
            return Err(self.unsupported("a value in the list of what to select"));
        }
        let first = self.step(expected)?;
        self.no_function(token)?;
        let mut path = PropertyPath { steps: vec![first], place: Place(token.position) };
        if self.dialect == Dialect::Cql && self.take(".")? {
            if self.take("*")? {
                return Ok(WrittenColumn::Everything(path.steps.remove(0).name, token));
            }
            path.steps.push(self.step("the name of a property, or *")?);
        }
        let path = self.more_steps(path)?;
        let is_named = self.dialect == Dialect::Cql && self.take_keyword("AS")?;
        let name = if is_named { Some(self.name("a name for the column")?) } else { None };
        Ok(WrittenColumn::One { path, name })
    }

    /// What is selected, now that the class is known.
    fn of_class(
        &self,
        columns: WrittenColumns,
        class: &Text,
        alias: Option<&Text>,
    ) -> Result<Columns, QueryError> {
        let columns = match columns {
            WrittenColumns::All => return Ok(Columns::All),
            WrittenColumns::Count => return Ok(Columns::Count),
            WrittenColumns::Listed(columns) => columns,
        };
        let resolved = |column| match column {
            WrittenColumn::Everything(qualifier, _) if names_class(&qualifier, class, alias) => {
                Ok(Column::Everything)
            }
            WrittenColumn::Everything(_, token) => {
                Err(self.unexpected_at(token, &format!("{class} in front of .*")))
            }
            WrittenColumn::One { path, name } => {
                let path = self.without_qualifier(path, class, alias);
                Ok(Column::One { value: Operand::Property(path), name })
            }
        };
        Ok(Columns::Listed(columns.into_iter().map(resolved).collect::<Result<_, _>>()?))
    }

    /// A path without the alias, or the class's own name, that CQL has in front of a property.
    pub(super) fn without_qualifier(
        &self,
        mut path: PropertyPath,
        class: &Text,
        alias: Option<&Text>,
    ) -> PropertyPath {
        let is_qualified = self.dialect == Dialect::Cql
            && path.steps.len() > 1
            && matches!(&path.steps[0], Step { class: None, name, element: None } if names_class(name, class, alias));
        if is_qualified {
            path.steps.remove(0);
        }
        path
    }

    /// Another name for the class: `FROM CIM_Process AS p`, `FROM CIM_Process p`.
    fn alias(&mut self) -> Result<Option<Text>, QueryError> {
        if self.dialect == Dialect::Wql {
            return Ok(None);
        }
        if self.is_symbol(",") {
            return Err(self.unsupported("more than one class (the feature Simple Join)"));
        }
        let is_stated = self.take_keyword("AS")?;
        let is_clause = ["WHERE"].iter().chain(&FOREIGN_CLAUSES).any(|clause| self.is_keyword(clause));
        if !is_stated && (is_clause || self.token.kind != TokenKind::Word) {
            return Ok(None);
        }
        let alias = self.name("another name for the class")?;
        if self.is_symbol(",") {
            return Err(self.unsupported("more than one class (the feature Simple Join)"));
        }
        Ok(Some(alias))
    }

    /// `WITHIN n [BY list] [HAVING NumberOfEvents op n]`
    fn group(&mut self) -> Result<Group, QueryError> {
        self.keyword("WITHIN")?;
        let within = self.seconds()?;
        let mut by = Vec::new();
        if self.take_keyword("BY")? {
            loop {
                by.push(self.path("the name of a property")?);
                if !self.take(",")? {
                    break;
                }
            }
        }
        let having = if self.take_keyword("HAVING")? { Some(self.having()?) } else { None };
        Ok(Group { within, by, having })
    }

    fn having(&mut self) -> Result<Having, QueryError> {
        self.keyword("NumberOfEvents")?;
        let operator = self.comparison()?.ok_or_else(|| self.unexpected("a comparison"))?;
        let token = self.token;
        let number = match self.literal()?.map(|literal| literal.value) {
            Some(LiteralValue::Integer(number)) => u64::try_from(number).ok(),
            _ => None,
        };
        let number = number.ok_or_else(|| self.unexpected_at(token, "a number of events"))?;
        Ok(Having { operator, number })
    }

    pub(super) fn comparison(&mut self) -> Result<Option<Comparison>, QueryError> {
        let operator = match self.spelt() {
            "=" => Comparison::Equal,
            "<>" | "!=" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return Ok(None),
        };
        self.advance()?;
        Ok(Some(operator))
    }
}

/// Whether a name is an alias of the class, or its own.
pub(in crate::query) fn names_class(qualifier: &Text, class: &Text, alias: Option<&Text>) -> bool {
    alias.is_some_and(|alias| name::eq_names(alias, qualifier)) || name::eq_names(class, qualifier)
}
