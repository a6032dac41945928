//! Splits a query into tokens, each with its place.

use super::syntax::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
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
    pub(super) expected: &'static str,
}

/// The operators of more than one mark, before those that they begin with.
const OPERATORS: [&str; 6] = ["<>", "<=", ">=", "!=", "::", ".."];
const MARKS: &str = "*,.()[]=<>+-/|#:";

/// Gives the tokens of a query, one after the other. At the end it gives [`TokenKind::End`] again and again.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        Lexer { text, at: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Token, NoToken> {
        let rest = &self.text[self.at..];
        let skipped = rest.len() - rest.trim_start().len();
        let start = self.at + skipped;
        let rest = &self.text[start..];
        let (kind, length) = match rest.chars().next() {
            None => (TokenKind::End, 0),
            Some('"' | '\'') => (TokenKind::String, self.string(start)?),
            Some(first) if first.is_ascii_digit() => (TokenKind::Number, length_of(rest, is_of_number)),
            Some(first) if is_of_word(first) => (TokenKind::Word, length_of(rest, is_of_word)),
            Some(first) => {
                let operator = OPERATORS.iter().find(|operator| rest.starts_with(**operator));
                match operator {
                    Some(operator) => (TokenKind::Symbol, operator.len()),
                    None if MARKS.contains(first) => (TokenKind::Symbol, first.len_utf8()),
                    None => {
                        let span = Span { start, end: start + first.len_utf8() };
                        return Err(NoToken { span, expected: "a name, a value or an operator" });
                    }
                }
            }
        };
        self.at = start + length;
        Ok(Token { kind, span: Span { start, end: self.at } })
    }

    /// The length of the text in quotation marks that begins here, with its marks.
    fn string(&self, start: usize) -> Result<usize, NoToken> {
        let rest = &self.text[start..];
        let mut characters = rest.char_indices();
        let quote = characters.next().map(|(_, quote)| quote);
        while let Some((at, character)) = characters.next() {
            if character == '\\' {
                characters.next();
            } else if Some(character) == quote {
                return Ok(at + 1);
            }
        }
        let span = Span { start, end: self.text.len() };
        Err(NoToken { span, expected: "a quotation mark at the end of the text" })
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
