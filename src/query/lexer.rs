//! Splits a query into tokens, each with its place.

use super::error::Position;

/// A piece of a query: the first byte, and the byte behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
    pub(super) position: Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or a keyword: only the place where it stands tells which.
    Word,
    /// Something that begins as numbers do.
    Number,
    /// A text in quotation marks of either kind.
    String,
    /// A mark, or an operator of several.
    Symbol,
    /// The end of the query.
    End,
}

/// What is no token: its place, and what was expected of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoToken {
    pub(super) span: Span,
    pub(super) position: Position,
    pub(super) expected: &'static str,
}

/// The operators of more than one mark, before those that they begin with.
const OPERATORS: [&str; 7] = ["<>", "<=", ">=", "!=", "::", "..", "||"];
const MARKS: &str = "*,.()[]{}=<>+-/|#:";

/// Gives the tokens of a query, one after the other. At the end it gives [`TokenKind::End`] again and again.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Where [`Lexer::at`] is.
    position: Position,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        Lexer { text, at: 0, position: Position::START }
    }

    pub(super) fn next(&mut self) -> Result<Token, NoToken> {
        let rest = &self.text[self.at..];
        let skipped = rest.len() - rest.trim_start().len();
        let start = self.at + skipped;
        let position = self.position.after(&rest[..skipped]);
        let rest = &self.text[start..];
        let no_token =
            |length, expected| NoToken { span: Span { start, end: start + length }, position, expected };
        let mut characters = rest.chars();
        let (kind, length) = match characters.next() {
            None => (TokenKind::End, 0),
            Some('"' | '\'') => {
                let length = length_of_string(rest)
                    .ok_or_else(|| no_token(rest.len(), "a quotation mark at the end of the text"))?;
                (TokenKind::String, length)
            }
            Some(first)
                if first.is_ascii_digit()
                    || (first == '.' && characters.next().is_some_and(|second| second.is_ascii_digit())) =>
            {
                (TokenKind::Number, length_of_number(rest))
            }
            Some(first) if is_of_word(first) => (TokenKind::Word, length_of(rest, is_of_word)),
            Some(first) => match OPERATORS.iter().find(|operator| rest.starts_with(**operator)) {
                Some(operator) => (TokenKind::Symbol, operator.len()),
                None if MARKS.contains(first) => (TokenKind::Symbol, first.len_utf8()),
                None => return Err(no_token(first.len_utf8(), "a name, a value or an operator")),
            },
        };
        self.at = start + length;
        self.position = position.after(&rest[..length]);
        Ok(Token { kind, span: Span { start, end: self.at }, position })
    }

    /// What stands in the braces of an object path: everything up to the brace that closes them, quotation marks heeded. The
    /// brace that opens them was the last token.
    pub(super) fn braces(&mut self) -> Result<Token, NoToken> {
        let rest = &self.text[self.at..];
        let (start, position) = (self.at, self.position);
        let no_token = NoToken {
            span: Span { start, end: self.text.len() },
            position,
            expected: "'}' behind the object path",
        };
        let mut at = 0;
        loop {
            at += rest[at..].find(['"', '\'', '}']).ok_or(no_token)?;
            let rest = &rest[at..];
            at += match rest.as_bytes()[0] {
                b'}' => break,
                b'"' => length_of_string(rest).ok_or(no_token)?,
                // Paths have no escapes in these.
                _ => rest[1..].find('\'').ok_or(no_token)? + 2,
            };
        }
        self.at = start + at;
        self.position = position.after(&rest[..at]);
        Ok(Token { kind: TokenKind::String, span: Span { start, end: self.at }, position })
    }
}

/// The length of the text in quotation marks that begins here, with its marks.
fn length_of_string(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let quote = characters.next().map(|(_, quote)| quote);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if Some(character) == quote {
            return Some(at + 1);
        }
    }
    None
}

/// The length of what begins as numbers do. A sign belongs to it behind the mark of an exponent.
fn length_of_number(text: &str) -> usize {
    let length = length_of(text, is_of_number);
    let is_hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    match text[length..].strip_prefix(['+', '-']) {
        Some(digits)
            if !is_hexadecimal
                && text[..length].ends_with(['e', 'E'])
                && digits.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            length + 1 + length_of(digits, is_of_word)
        }
        _ => length,
    }
}

fn length_of(text: &str, is_part: fn(char) -> bool) -> usize {
    text.find(|character| !is_part(character)).unwrap_or(text.len())
}

/// Letters outside ASCII are part of the word, so that the word as a whole is found to be no name.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn is_of_number(character: char) -> bool {
    is_of_word(character) || character == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(TokenKind, &str)> {
        let mut lexer = Lexer::new(text);
        let mut tokens = Vec::new();
        loop {
            let token = lexer.next().unwrap();
            if token.kind == TokenKind::End {
                return tokens;
            }
            tokens.push((token.kind, &text[token.span.start..token.span.end]));
        }
    }

    #[test]
    fn words_numbers_texts_and_operators_are_told_apart() {
        use TokenKind::*;
        let expected = [
            (Word, "A"),
            (Symbol, "."),
            (Word, "b_1"),
            (Symbol, "<>"),
            (Number, "1.5e3"),
            (Word, "and"),
            (Word, "C"),
            (Symbol, "="),
            (String, r"'it\'s'"),
            (Symbol, "<"),
            (String, "\"\""),
        ];
        assert_eq!(tokens("A.b_1 <>1.5e3\r\nand C='it\\'s'<\"\""), expected);
    }

    #[test]
    fn what_is_no_token_is_told_with_its_place() {
        let error = Lexer::new("  ;").next().unwrap_err();
        assert_eq!(error.span, Span { start: 2, end: 3 });
        let error = Lexer::new("'open\\'").next().unwrap_err();
        assert_eq!(
            (error.span, error.expected),
            (Span { start: 0, end: 7 }, "a quotation mark at the end of the text")
        );
    }
}
