//! Reads a MOF file into its syntax, by recursive descent with one token of look-ahead.
//!
//! After an error the parser goes on behind the declaration, or within a class behind the property or method, so that
//! one run shows as many mistakes as can be told apart.

mod class;
mod value;

use std::borrow::Cow;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Errors};
use super::lexer::{Fault, Lexer, Token, TokenKind};
use super::source::{Source, Span};
use super::syntax::{Item, ItemKind, Pragma, QualifierTypeSyntax, Unit};
use crate::cim::{Flavor, Scope};

/// So many errors of one file are told; more would help nobody.
const MOST_ERRORS: usize = 50;
/// So deep may values lie in each other.
const DEEPEST: usize = 64;

/// Parses the bytes of a MOF file, whatever they are.
pub fn parse(bytes: &[u8]) -> Result<Unit, Errors> {
    parse_source(Source::decode("<memory>", bytes)?)
}

/// Parses a source.
pub fn parse_source(source: Arc<Source>) -> Result<Unit, Errors> {
    let mut parser = Parser::new(&source);
    let items = parser.items();
    Errors::check(parser.errors)?;
    let objections = parser.objections;
    Ok(Unit { source, items, objections })
}

/// An error was told; the declaration can't be read on.
struct Failed;

type Parsed<T> = Result<T, Failed>;

struct Parser<'s> {
    source: &'s Arc<Source>,
    text: &'s str,
    lexer: Lexer<'s>,
    token: Token,
    /// The end of the token before.
    last_end: u32,
    /// The last text that went over several lines, where a quote may be missing.
    long_text: Option<Span>,
    depth: usize,
    errors: Vec<Diagnostic>,
    objections: Vec<Diagnostic>,
}

impl<'s> Parser<'s> {
    fn new(source: &'s Arc<Source>) -> Parser<'s> {
        let text = source.text();
        let mut lexer = Lexer::new(text);
        let token = lexer.next();
        Parser {
            source,
            text,
            lexer,
            token,
            last_end: 0,
            long_text: None,
            depth: 0,
            errors: Vec::new(),
            objections: Vec::new(),
        }
    }

    #[inline]
    fn advance(&mut self) {
        self.last_end = self.token.span.end;
        self.token = self.lexer.next();
    }

    #[inline]
    fn word(&self) -> &'s str {
        let span = self.token.span;
        if self.token.kind == TokenKind::Word {
            &self.text[span.start as usize..span.end as usize]
        } else {
            ""
        }
    }

    #[inline]
    fn is_symbol(&self, symbol: u8) -> bool {
        self.token.kind == TokenKind::Symbol(symbol)
    }

    #[inline]
    fn is_keyword(&self, keyword: &str) -> bool {
        self.token.kind == TokenKind::Word && self.word().eq_ignore_ascii_case(keyword)
    }

    fn take_symbol(&mut self, symbol: u8) -> bool {
        let found = self.is_symbol(symbol);
        if found {
            self.advance();
        }
        found
    }

    fn take_keyword(&mut self, keyword: &str) -> bool {
        let found = self.is_keyword(keyword);
        if found {
            self.advance();
        }
        found
    }

    fn expect_symbol(&mut self, symbol: u8, context: &str) -> Parsed<()> {
        if self.take_symbol(symbol) {
            return Ok(());
        }
        Err(self.missing(format_args!("'{}' {context}", symbol as char)))
    }

    fn expect_keyword(&mut self, keyword: &str, context: &str) -> Parsed<()> {
        if self.take_keyword(keyword) {
            return Ok(());
        }
        Err(self.expected(format_args!("'{keyword}' {context}")))
    }

    /// A name. Keywords are names too where one must stand.
    fn expect_name(&mut self, what: &str) -> Parsed<Span> {
        let word = self.word();
        if word.is_empty() {
            return Err(self.expected(format_args!("{what}")));
        }
        let span = self.token.span;
        if !word.is_ascii() {
            return Err(self.fail(
                span,
                format!(
                    "expected {what}, found '{word}'; names have ASCII letters, digits and underscores only"
                ),
            ));
        }
        self.advance();
        Ok(span)
    }

    /// Tells what was expected instead of the token that is there.
    fn expected(&mut self, what: std::fmt::Arguments<'_>) -> Failed {
        let span = match self.token.kind {
            TokenKind::End => Span { start: self.last_end, end: self.last_end },
            _ => self.token.span,
        };
        self.expected_at(span, what)
    }

    /// Tells what is missing before the token that is there. Where that is on another line, the mark is behind what
    /// comes before.
    fn missing(&mut self, what: std::fmt::Arguments<'_>) -> Failed {
        let between = &self.text[self.last_end as usize..self.token.span.start as usize];
        let span = if between.contains('\n') || self.token.kind == TokenKind::End {
            Span { start: self.last_end, end: self.last_end }
        } else {
            self.token.span
        };
        self.expected_at(span, what)
    }

    fn expected_at(&mut self, span: Span, what: std::fmt::Arguments<'_>) -> Failed {
        let found: Cow<'_, str> = match self.token.kind {
            TokenKind::End => "the end of the file".into(),
            TokenKind::Bad(fault) => return self.bad_token(fault),
            TokenKind::String { .. } => "a text".into(),
            _ => {
                let text = self.source.slice(self.token.span);
                let shown: String = text.chars().take(60).collect();
                format!("'{shown}'").into()
            }
        };
        let message = format!("expected {what}, found {found}");
        self.fail(span, message)
    }

    fn bad_token(&mut self, fault: Fault) -> Failed {
        let span = self.token.span;
        let message: Cow<'static, str> = match fault {
            Fault::Character => {
                let character = self.source.slice(span);
                format!("expected MOF, found the character '{}'", character.escape_debug()).into()
            }
            Fault::UnfinishedString => {
                "expected a quote at the end of the text, found the end of the file".into()
            }
            Fault::UnfinishedChar => {
                "expected a quote behind the character, found the end of the line".into()
            }
            Fault::UnfinishedComment => {
                "expected '*/' at the end of the comment, found the end of the file".into()
            }
        };
        let failed = self.fail(span, message);
        // It is told once, and what follows can be read again.
        self.advance();
        failed
    }

    fn fail(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> Failed {
        let mut error = Diagnostic::error(self.source, span, message);
        if let Some(text) = self.long_text.take() {
            error = error.with_note(
                self.source,
                text.beginning(),
                "this text goes over several lines: is a quote missing?",
            );
        }
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
        Failed
    }

    fn items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        while self.token.kind != TokenKind::End && self.errors.len() < MOST_ERRORS {
            let start = self.token.span;
            match self.item() {
                Ok(kind) => {
                    let span = Span { start: start.start, end: self.last_end };
                    items.push(Item { span, kind });
                    self.long_text = None;
                }
                Err(Failed) => {
                    self.depth = 0;
                    self.skip_item(start);
                }
            }
        }
        items
    }

    /// Skips to where the next declaration may begin: behind a semicolon outside of all braces, or to a keyword that
    /// begins a declaration at the beginning of a line.
    fn skip_item(&mut self, start: Span) {
        let mut braces = self.open_braces(start);
        let mut moved = self.token.span.start > start.start;
        loop {
            match self.token.kind {
                TokenKind::End => return,
                TokenKind::Symbol(b'{') => braces += 1,
                TokenKind::Symbol(b'}') => braces = braces.saturating_sub(1),
                TokenKind::Symbol(b';') if braces == 0 => return self.advance(),
                TokenKind::Symbol(b'#') if moved && self.begins_line() => return,
                TokenKind::Word if moved && self.begins_line() => {
                    let word = self.word();
                    if ["class", "qualifier", "instance"]
                        .iter()
                        .any(|keyword| word.eq_ignore_ascii_case(keyword))
                    {
                        return;
                    }
                }
                _ => {}
            }
            self.advance();
            moved = true;
        }
    }

    /// How many braces are open between the beginning of a declaration and the token.
    fn open_braces(&self, start: Span) -> usize {
        let end = self.token.span.start;
        let read = &self.text[start.start as usize..end as usize];
        let mut lexer = Lexer::new(read);
        let mut braces = 0usize;
        loop {
            match lexer.next().kind {
                TokenKind::End => return braces,
                TokenKind::Symbol(b'{') => braces += 1,
                TokenKind::Symbol(b'}') => braces = braces.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether the token is the first of its line, not indented.
    fn begins_line(&self) -> bool {
        let start = self.token.span.start as usize;
        start == 0 || self.text.as_bytes()[start - 1] == b'\n'
    }

    fn item(&mut self) -> Parsed<ItemKind> {
        if self.is_symbol(b'#') {
            return self.pragma().map(ItemKind::Pragma);
        }
        let qualifiers = self.qualifiers()?;
        if self.take_keyword("class") {
            return self.class(qualifiers).map(ItemKind::Class);
        }
        if self.take_keyword("instance") {
            let instance = self.instance("the declaration")?;
            self.expect_symbol(b';', "behind the instance")?;
            return Ok(ItemKind::Instance(instance));
        }
        if qualifiers.is_empty() && self.take_keyword("qualifier") {
            return self.qualifier_type().map(ItemKind::QualifierType);
        }
        Err(self.expected(if qualifiers.is_empty() {
            format_args!("a declaration ('class', 'instance of', 'Qualifier', '#pragma' or '[')")
        } else {
            format_args!("'class' or 'instance of' behind the qualifiers")
        }))
    }

    fn pragma(&mut self) -> Parsed<Pragma> {
        self.advance();
        self.expect_keyword("pragma", "behind '#'")?;
        let name = self.expect_name("the name of the directive")?;
        let mut argument = None;
        if !self.is_symbol(b'(') {
            // Directives of Windows such as `#pragma autorecover` stand alone on their line.
            let known = ["include", "namespace", "locale", "instancelocale"];
            let needs_argument =
                known.iter().any(|known| self.source.slice(name).eq_ignore_ascii_case(known));
            if !needs_argument && self.text[name.end as usize..self.token.span.start as usize].contains('\n')
            {
                return Ok(Pragma { name, argument });
            }
        }
        self.expect_symbol(b'(', "behind the name of the directive")?;
        // Directives that other compilers know take words and lists too; they are skipped as they are.
        while !self.is_symbol(b')') {
            match self.token.kind {
                TokenKind::String { .. } => {
                    let text = self.string()?;
                    argument.get_or_insert(text);
                }
                TokenKind::Word | TokenKind::Number | TokenKind::Symbol(b',') => self.advance(),
                _ => return Err(self.expected(format_args!("a text in quotes, then ')'"))),
            }
        }
        self.advance();
        // Some write a semicolon here; no directive needs it.
        self.take_symbol(b';');
        Ok(Pragma { name, argument })
    }

    fn qualifier_type(&mut self) -> Parsed<QualifierTypeSyntax> {
        let name = self.expect_name("the name of the qualifier")?;
        self.expect_symbol(b':', "behind the name of the qualifier")?;
        let word = self.word();
        let Some(kind) = class::simple_type(word) else {
            return Err(self.expected(format_args!("the type of the qualifier")));
        };
        self.advance();
        let array = self.array_bound()?;
        let default = if self.take_symbol(b'=') { Some(self.value()?) } else { None };
        let mut scope = None;
        let mut flavor = Flavor::empty();
        while self.take_symbol(b',') {
            if self.take_keyword("scope") {
                let part = self.words("scope", scope_named)?;
                scope = Some(scope.unwrap_or(Scope::empty()) | part);
            } else if self.take_keyword("flavor") {
                flavor |= self.words("flavor", flavor_named)?;
            } else {
                return Err(self.expected(format_args!("'Scope' or 'Flavor'")));
            }
        }
        let Some(scope) = scope else {
            return Err(self.expected(format_args!("', Scope(...)' in the declaration of the qualifier")));
        };
        self.expect_symbol(b';', "behind the declaration of the qualifier")?;
        self.check_flavor(name, flavor)?;
        Ok(QualifierTypeSyntax { name, kind, array, default, scope, flavor })
    }

    /// `(word, word)`, each with its meaning.
    fn words<F>(&mut self, what: &str, meaning: fn(&str) -> Option<F>) -> Parsed<F>
    where
        F: bitflags::Flags + Copy,
    {
        self.expect_symbol(b'(', "behind it")?;
        let mut all = F::empty();
        loop {
            let Some(flags) = meaning(self.word()) else {
                return Err(self.expected(format_args!("the name of a {what}")));
            };
            all.insert(flags);
            self.advance();
            if self.take_symbol(b')') {
                return Ok(all);
            }
            self.expect_symbol(b',', "or ')'")?;
        }
    }

    fn check_flavor(&mut self, name: Span, flavor: Flavor) -> Parsed<()> {
        for (pair, names) in [
            (Flavor::ENABLE_OVERRIDE | Flavor::DISABLE_OVERRIDE, "EnableOverride and DisableOverride"),
            (Flavor::TO_SUBCLASS | Flavor::RESTRICTED, "ToSubclass and Restricted"),
        ] {
            if flavor.contains(pair) {
                return Err(self.fail(name, format!("the flavors {names} exclude each other")));
            }
        }
        Ok(())
    }
}

fn scope_named(word: &str) -> Option<Scope> {
    const NAMES: [(&str, Scope); 10] = [
        ("any", Scope::ANY),
        ("association", Scope::ASSOCIATION),
        ("class", Scope::CLASS),
        ("indication", Scope::INDICATION),
        ("method", Scope::METHOD),
        ("parameter", Scope::PARAMETER),
        ("property", Scope::PROPERTY),
        ("reference", Scope::REFERENCE),
        // Schemas and qualifiers can't be qualified here, so these say nothing.
        ("schema", Scope::empty()),
        ("qualifier", Scope::empty()),
    ];
    NAMES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, scope)| scope)
}

fn flavor_named(word: &str) -> Option<Flavor> {
    const NAMES: [(&str, Flavor); 7] = [
        ("enableoverride", Flavor::ENABLE_OVERRIDE),
        ("disableoverride", Flavor::DISABLE_OVERRIDE),
        ("restricted", Flavor::RESTRICTED),
        ("tosubclass", Flavor::TO_SUBCLASS),
        ("translatable", Flavor::TRANSLATABLE),
        // The flavours of Windows; what is amended is what is translated.
        ("amended", Flavor::TRANSLATABLE),
        ("toinstance", Flavor::TO_INSTANCE),
    ];
    NAMES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, flavor)| flavor)
}

#[cfg(test)]
mod tests;
