//! Values, and the instances that are made of them.

use super::super::diagnostic::Diagnostic;
use super::super::lexer::TokenKind;
use super::super::literal::{self, LiteralFault};
use super::super::source::Span;
use super::super::syntax::{Initializer, InstanceSyntax, StringLiteral, ValueKind, ValueSyntax};
use super::{DEEPEST, Failed, MOST_ERRORS, Parsed, Parser};

impl Parser<'_> {
    /// A value: of any kind, as its type is not known here.
    pub(super) fn value(&mut self) -> Parsed<ValueSyntax> {
        let start = self.token.span;
        let kind = match self.token.kind {
            TokenKind::String { .. } => ValueKind::String(self.string()?),
            TokenKind::Number => {
                let kind = match literal::number(self.source.slice(start)) {
                    Ok(kind) => kind,
                    Err(message) => {
                        let failed = self.fail(start, message);
                        self.advance();
                        return Err(failed);
                    }
                };
                self.advance();
                kind
            }
            TokenKind::Char => match literal::character(self.source.slice(start)) {
                Ok(character) => {
                    self.advance();
                    ValueKind::Char(character)
                }
                Err(fault) => {
                    let failed = self.literal_fault(start, fault);
                    self.advance();
                    return Err(failed);
                }
            },
            TokenKind::Alias => {
                self.advance();
                ValueKind::Alias
            }
            TokenKind::Symbol(b'{') => self.nested(Self::array)?,
            TokenKind::Word if self.is_keyword("null") => {
                self.advance();
                ValueKind::Null
            }
            TokenKind::Word if self.is_keyword("true") => {
                self.advance();
                ValueKind::Boolean(true)
            }
            TokenKind::Word if self.is_keyword("false") => {
                self.advance();
                ValueKind::Boolean(false)
            }
            TokenKind::Word if self.is_keyword("instance") => {
                self.advance();
                let instance = self.nested(|parser| parser.instance("the value"))?;
                ValueKind::Instance(Box::new(instance))
            }
            _ => return Err(self.expected(format_args!("a value"))),
        };
        Ok(ValueSyntax { span: Span { start: start.start, end: self.last_end }, kind })
    }

    /// Goes one level deeper, up to where it is deep enough.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == DEEPEST {
            let span = self.token.span;
            return Err(self.fail(span, format!("values lie in each other more than {DEEPEST} levels deep")));
        }
        self.depth += 1;
        let read = read(self);
        self.depth = self.depth.saturating_sub(1);
        read
    }

    fn array(&mut self) -> Parsed<ValueKind> {
        self.advance();
        let mut elements = Vec::new();
        if self.take_symbol(b'}') {
            return Ok(ValueKind::Array(elements));
        }
        loop {
            elements.push(self.value()?);
            if self.take_symbol(b'}') {
                return Ok(ValueKind::Array(elements));
            }
            self.expect_symbol(b',', "or '}' behind the element")?;
        }
    }

    /// One or more texts in quotes, which make up one.
    pub(super) fn string(&mut self) -> Parsed<StringLiteral> {
        let start = self.token.span;
        let mut pieces = 0;
        let mut any_escapes = false;
        while let TokenKind::String { escapes, lines } = self.token.kind {
            let span = self.token.span;
            if lines {
                self.long_text = Some(span);
            }
            if escapes {
                any_escapes = true;
                self.check_escapes(span)?;
            }
            pieces += 1;
            self.advance();
        }
        if pieces == 0 {
            return Err(self.expected(format_args!("a text in quotes")));
        }
        let span = Span { start: start.start, end: self.last_end };
        Ok(StringLiteral { span, plain: pieces == 1 && !any_escapes })
    }

    fn check_escapes(&mut self, span: Span) -> Parsed<()> {
        let piece = Span { start: span.start + 1, end: span.end - 1 };
        let mut text = String::new();
        let mut unknown = Vec::new();
        match literal::unescape(self.source.slice(piece), &mut text, &mut |offset| unknown.push(offset)) {
            Ok(()) => {
                for offset in unknown {
                    self.object_to_escape(piece.start + offset as u32);
                }
                Ok(())
            }
            Err(fault) => {
                let failed = self.literal_fault(piece, fault);
                self.advance();
                Err(failed)
            }
        }
    }

    /// A backslash that begins no escape stands for itself, as people mean it who write paths.
    fn object_to_escape(&mut self, start: u32) {
        let message = "expected one of the escapes \\b \\t \\n \\f \\r \\\" \\' \\\\ \\x; the backslash is taken as it \
                       is, and should be written \\\\";
        self.object_to(Span { start, end: start + 1 }, message);
    }

    /// What DSP0004 forbids and others accept.
    pub(super) fn object_to(&mut self, span: Span, message: &'static str) {
        if self.objections.len() < MOST_ERRORS {
            self.objections.push(Diagnostic::warning(self.source, span, message));
        }
    }

    fn literal_fault(&mut self, literal: Span, fault: LiteralFault) -> Failed {
        let start = literal.start + fault.offset as u32;
        self.fail(Span { start, end: start + fault.length as u32 }, fault.message)
    }

    /// What follows the keyword `instance`, up to the closing brace.
    pub(super) fn instance(&mut self, what: &str) -> Parsed<InstanceSyntax> {
        self.expect_keyword("of", &format!("behind 'instance' in {what}"))?;
        let class = self.expect_name("the name of the class")?;
        let mut alias = None;
        if self.take_keyword("as") {
            if self.token.kind != TokenKind::Alias {
                return Err(self.expected(format_args!("an alias such as $Name")));
            }
            alias = Some(self.token.span);
            self.advance();
        }
        self.expect_symbol(b'{', "before the values")?;
        let mut values = Vec::new();
        while !self.take_symbol(b'}') {
            // Qualifiers of values mean nothing to clients; they are read and left.
            self.qualifiers()?;
            let name = self.expect_name("the name of a property, or '}'")?;
            // Windows' compiler takes the name alone too, which leaves the property as it is.
            if self.take_symbol(b';') {
                values.push(Initializer { name, value: None });
                continue;
            }
            self.expect_symbol(b'=', "behind the name of the property")?;
            let value = Some(self.value()?);
            self.expect_symbol(b';', "behind the value")?;
            values.push(Initializer { name, value });
        }
        Ok(InstanceSyntax { class, alias, values })
    }
}
