//! Reads numbers and texts.

use std::time::Duration;

use super::super::error::QueryError;
use super::super::lexer::TokenKind;
use super::super::syntax::{Literal, LiteralValue};
use super::Parser;
use crate::cim::Text;

/// The longest time that a query can state, in seconds: a hundred years. What counts time reckons with more without overflow.
const LONGEST_SECONDS: f64 = 3_155_760_000.0;

impl Parser<'_> {
    /// A literal, where one stands here.
    pub(super) fn literal(&mut self) -> Result<Option<Literal>, QueryError> {
        let place = self.place();
        let value = match self.token.kind {
            TokenKind::String => {
                return Ok(Some(Literal { value: LiteralValue::String(self.string("")?), place }));
            }
            TokenKind::Word if self.is_keyword("NULL") => LiteralValue::Null,
            TokenKind::Word if self.is_keyword("TRUE") => LiteralValue::Boolean(true),
            TokenKind::Word if self.is_keyword("FALSE") => LiteralValue::Boolean(false),
            TokenKind::Number => self.number(false)?,
            TokenKind::Symbol if self.is_symbol("-") || self.is_symbol("+") => {
                let is_negative = self.is_symbol("-");
                self.advance()?;
                self.number(is_negative)?
            }
            _ => return Ok(None),
        };
        self.advance()?;
        Ok(Some(Literal { value, place }))
    }

    /// The number that the token spells.
    fn number(&self, is_negative: bool) -> Result<LiteralValue, QueryError> {
        let fail = || self.unexpected("a number");
        if self.token.kind != TokenKind::Number {
            return Err(fail());
        }
        let spelt = self.spelt();
        let value = match spelt.strip_prefix("0x").or_else(|| spelt.strip_prefix("0X")) {
            Some(digits) => LiteralValue::Integer(i128::from_str_radix(digits, 16).map_err(|_| fail())?),
            None if spelt.bytes().all(|byte| byte.is_ascii_digit()) => match spelt.parse() {
                Ok(number) => LiteralValue::Integer(number),
                Err(_) => LiteralValue::Real(spelt.parse().map_err(|_| fail())?),
            },
            None => LiteralValue::Real(spelt.parse().map_err(|_| fail())?),
        };
        match value {
            LiteralValue::Real(number) if !number.is_finite() => {
                Err(self.unexpected("a number below 1.8e308"))
            }
            LiteralValue::Real(number) if is_negative => Ok(LiteralValue::Real(-number)),
            LiteralValue::Integer(number) if is_negative => Ok(LiteralValue::Integer(-number)),
            value => Ok(value),
        }
    }

    /// A text in quotation marks of either kind. A backslash takes the next mark or backslash as it is; in front of any other
    /// character it stands for itself.
    pub(super) fn string(&mut self, expected: &str) -> Result<Text, QueryError> {
        if self.token.kind != TokenKind::String {
            return Err(self.unexpected(expected));
        }
        let quoted = self.spelt();
        let inner = &quoted[1..quoted.len() - 1];
        let text =
            if inner.contains('\\') { Text::from(unescaped(inner).as_str()) } else { Text::from(inner) };
        self.advance()?;
        Ok(text)
    }

    /// A length of time, in seconds.
    pub(super) fn seconds(&mut self) -> Result<Duration, QueryError> {
        let token = self.token;
        let fail = |parser: &Self| parser.unexpected_at(token, "a number of seconds");
        let seconds = match self.literal()?.map(|literal| literal.value) {
            Some(LiteralValue::Integer(seconds)) => seconds as f64,
            Some(LiteralValue::Real(seconds)) => seconds,
            _ => return Err(fail(self)),
        };
        if !(0.0..=LONGEST_SECONDS).contains(&seconds) {
            return Err(fail(self));
        }
        Duration::try_from_secs_f64(seconds).map_err(|_| fail(self))
    }
}

fn unescaped(text: &str) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some(&next @ ('\\' | '"' | '\''))) => {
                unescaped.push(next);
                characters.next();
            }
            _ => unescaped.push(character),
        }
    }
    unescaped
}
