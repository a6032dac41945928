//! Reads a query. What every clause needs is here; each kind of statement has a file of its own.

mod associators;
mod condition;
mod literal;
mod select;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use condition::DEEPEST;
pub(super) use select::names_class;

use super::error::QueryError;
use super::lexer::{Lexer, NoToken, Span, Token, TokenKind};
use super::syntax::{Dialect, Place, PropertyPath, Query, Select, Step};
use crate::cim::{Text, name};

/// The words that are no names of properties and classes in front of a condition. All others may be, where no clause can
/// begin.
pub(super) const KEYWORDS: [&str; 3] = ["SELECT", "FROM", "WHERE"];

/// Reads a query in the dialect of this name.
pub fn parse(dialect: &str, text: &str) -> Result<Query, QueryError> {
    let dialect = Dialect::named(dialect).ok_or_else(|| QueryError::UnknownDialect(dialect.to_owned()))?;
    let mut parser = Parser::new(dialect, text)?;
    let query = if dialect == Dialect::Wql && parser.is_keyword("ASSOCIATORS") {
        Query::Associators(Box::new(parser.associators()?))
    } else if dialect == Dialect::Wql && parser.is_keyword("REFERENCES") {
        Query::References(Box::new(parser.references()?))
    } else if parser.is_keyword("SELECT") {
        Query::Select(Box::new(parser.select()?))
    } else {
        return Err(parser.unexpected(match dialect {
            Dialect::Wql => "SELECT, ASSOCIATORS OF or REFERENCES OF",
            Dialect::Cql => "SELECT",
        }));
    };
    Ok(query)
}

/// Reads a query that selects, as subscriptions do.
pub fn parse_select(dialect: &str, text: &str) -> Result<Select, QueryError> {
    let dialect = Dialect::named(dialect).ok_or_else(|| QueryError::UnknownDialect(dialect.to_owned()))?;
    Parser::new(dialect, text)?.select()
}

pub(super) struct Parser<'a> {
    dialect: Dialect,
    text: &'a str,
    lexer: Lexer<'a>,
    /// The token that is looked at.
    token: Token,
    /// Whether a condition is being read, in which no statement can begin.
    is_in_condition: bool,
    /// The names that were read, so that each is stored once.
    names: HashMap<&'a str, Text>,
}

impl<'a> Parser<'a> {
    fn new(dialect: Dialect, text: &'a str) -> Result<Parser<'a>, QueryError> {
        let mut lexer = Lexer::new(text);
        let token = lexer.next().map_err(|error| no_token(dialect, text, error))?;
        Ok(Parser { dialect, text, lexer, token, is_in_condition: false, names: HashMap::new() })
    }

    /// A property, or one of an instance that lies in it.
    fn path(&mut self, expected: &str) -> Result<PropertyPath, QueryError> {
        let token = self.token;
        let steps = vec![self.step(expected)?];
        self.no_function(token)?;
        self.more_steps(PropertyPath { steps, place: Place(token.position) })
    }

    /// What may follow the steps of a path: `.Name`, `.Class::Name`, `[2]`.
    fn more_steps(&mut self, mut path: PropertyPath) -> Result<PropertyPath, QueryError> {
        loop {
            if self.is_symbol("[") {
                let token = self.token;
                let element = Some(self.element()?);
                match path.steps.last_mut() {
                    Some(last) if last.element.is_none() => last.element = element,
                    _ => return Err(self.unexpected_at(token, "one element of the array")),
                }
            } else if self.take(".")? {
                path.steps.push(self.step("the name of a property")?);
            } else {
                return Ok(path);
            }
        }
    }

    /// Refuses a function of CQL, whose name this token was.
    fn no_function(&self, name: Token) -> Result<(), QueryError> {
        if self.dialect == Dialect::Wql || !self.is_symbol("(") {
            return Ok(());
        }
        let function = self.text[name.span.start..name.span.end].to_uppercase();
        Err(self.unsupported_at(name, &format!("the function {function}")))
    }

    /// A property's name, which in CQL may have its class in front.
    fn step(&mut self, expected: &str) -> Result<Step, QueryError> {
        let name = self.name(expected)?;
        if self.dialect == Dialect::Cql && self.take("::")? {
            let class = Some(name);
            return Ok(Step { class, name: self.name("the name of a property")?, element: None });
        }
        Ok(Step { class: None, name, element: None })
    }

    /// `[2]`
    fn element(&mut self) -> Result<u32, QueryError> {
        self.advance()?;
        let number = match self.dialect {
            Dialect::Cql => self.spelt().parse().ok(),
            // Array elements are nothing that WQL knows.
            Dialect::Wql => None,
        };
        let Some(number) = number.filter(|_| self.token.kind == TokenKind::Number) else {
            return Err(match self.dialect {
                Dialect::Cql => self.unexpected("the number of an element of the array"),
                Dialect::Wql => self.unexpected("no element of an array: WQL can't ask for one"),
            });
        };
        self.advance()?;
        if self.is_symbol(",") || self.is_symbol("..") {
            return Err(self.unsupported("several elements of an array (the feature Array Range)"));
        }
        self.symbol("]")?;
        Ok(number)
    }

    fn name(&mut self, expected: &str) -> Result<Text, QueryError> {
        let word = self.spelt();
        let is_name = self.token.kind == TokenKind::Word
            && name::is_legal_name(word)
            && (self.is_in_condition || !KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword)));
        if !is_name {
            return Err(self.unexpected(expected));
        }
        self.advance()?;
        Ok(self.names.entry(word).or_insert_with(|| Text::from(word)).clone())
    }

    /// A name, which may stand in quotation marks.
    fn name_or_quoted_name(&mut self, expected: &str) -> Result<Text, QueryError> {
        let token = self.token;
        if token.kind != TokenKind::String {
            return self.name(expected);
        }
        let quoted = self.string(expected)?;
        if name::is_legal_name(&quoted) { Ok(quoted) } else { Err(self.unexpected_at(token, expected)) }
    }

    fn keyword(&mut self, keyword: &str) -> Result<(), QueryError> {
        if self.is_keyword(keyword) { self.advance() } else { Err(self.unexpected(keyword)) }
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        self.token.kind == TokenKind::Word && self.spelt().eq_ignore_ascii_case(keyword)
    }

    fn take_keyword(&mut self, keyword: &str) -> Result<bool, QueryError> {
        let is_there = self.is_keyword(keyword);
        if is_there {
            self.advance()?;
        }
        Ok(is_there)
    }

    fn symbol(&mut self, symbol: &str) -> Result<(), QueryError> {
        if self.take(symbol)? { Ok(()) } else { Err(self.unexpected(&format!("'{symbol}'"))) }
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        self.token.kind == TokenKind::Symbol && self.spelt() == symbol
    }

    fn take(&mut self, symbol: &str) -> Result<bool, QueryError> {
        let is_there = self.is_symbol(symbol);
        if is_there {
            self.advance()?;
        }
        Ok(is_there)
    }

    fn is_at_end(&self) -> bool {
        self.token.kind == TokenKind::End
    }

    fn place(&self) -> Place {
        Place(self.token.position)
    }

    fn spelt(&self) -> &'a str {
        &self.text[self.token.span.start..self.token.span.end]
    }

    fn advance(&mut self) -> Result<(), QueryError> {
        self.token = self.lexer.next().map_err(|error| no_token(self.dialect, self.text, error))?;
        Ok(())
    }

    /// What stands here is right, and nothing that is built.
    fn unsupported(&self, what: &str) -> QueryError {
        self.unsupported_at(self.token, what)
    }

    fn unsupported_at(&self, token: Token, what: &str) -> QueryError {
        QueryError::Unsupported { dialect: self.dialect, position: token.position, what: what.to_owned() }
    }

    fn unexpected(&self, expected: &str) -> QueryError {
        self.unexpected_at(self.token, expected)
    }

    fn unexpected_at(&self, token: Token, expected: &str) -> QueryError {
        QueryError::Invalid {
            dialect: self.dialect,
            position: token.position,
            expected: expected.to_owned(),
            found: found(self.text, token.span),
        }
    }
}

fn no_token(dialect: Dialect, text: &str, error: NoToken) -> QueryError {
    QueryError::Invalid {
        dialect,
        position: error.position,
        expected: error.expected.to_owned(),
        found: found(text, error.span),
    }
}

/// What stands in a place, as an error says it.
fn found(text: &str, span: Span) -> String {
    /// Of a long piece the beginning says enough.
    const MOST_TOLD: usize = 60;
    let found = &text[span.start..span.end];
    if found.is_empty() {
        return "the end of the query".to_owned();
    }
    match found.char_indices().nth(MOST_TOLD) {
        Some((at, _)) => format!("'{}...'", found[..at].escape_debug()),
        None => format!("'{}'", found.escape_debug()),
    }
}
