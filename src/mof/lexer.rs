//! Splits MOF into tokens, without copying anything.

use super::source::Span;

/// A token and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or a keyword: only the place where it stands tells which.
    Word,
    /// A word with a dollar sign before it.
    Alias,
    /// One quoted piece of a text.
    String { escapes: bool, lines: bool },
    /// A quoted character.
    Char,
    /// Something that begins as numbers do.
    Number,
    /// A punctuation mark.
    Symbol(u8),
    /// The end of the file.
    End,
    /// Nothing of MOF.
    Bad(Fault),
}

/// Why something is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Character,
    UnfinishedString,
    UnfinishedChar,
    UnfinishedComment,
}

pub(super) struct Lexer<'s> {
    bytes: &'s [u8],
    /// Where the last token begins.
    start: usize,
    at: usize,
}

const WORD: u8 = 1;
const SPACE: u8 = 2;

/// What each byte can be part of.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        // Bytes of characters outside ASCII count as parts of words, so that an error shows the whole word.
        if character.is_ascii_alphanumeric() || character == b'_' || character >= 0x80 {
            classes[byte] = WORD;
        } else if matches!(character, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c) {
            classes[byte] = SPACE;
        }
        byte += 1;
    }
    classes
};

impl<'s> Lexer<'s> {
    pub(super) fn new(text: &'s str) -> Lexer<'s> {
        Lexer { bytes: text.as_bytes(), start: 0, at: 0 }
    }

    pub(super) fn next(&mut self) -> Token {
        let kind = self.next_kind();
        let span = match kind {
            TokenKind::Bad(Fault::UnfinishedComment) => {
                Span { start: self.start as u32, end: self.start as u32 + 2 }
            }
            _ => self.span(),
        };
        Token { kind, span }
    }

    /// The next token, whose place [`Lexer::span`] tells.
    #[inline]
    pub(super) fn next_kind(&mut self) -> TokenKind {
        if let Err(start) = self.skip_trivia() {
            self.start = start;
            self.at = self.bytes.len();
            return TokenKind::Bad(Fault::UnfinishedComment);
        }
        self.start = self.at;
        self.scan()
    }

    /// The place of the last token.
    #[inline]
    pub(super) fn span(&self) -> Span {
        Span { start: self.start as u32, end: self.at as u32 }
    }

    #[inline]
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    #[inline]
    fn skip_class(&mut self, class: u8) {
        while self.at < self.bytes.len() && CLASSES[self.bytes[self.at] as usize] == class {
            self.at += 1;
        }
    }

    /// Skips spaces and comments; the beginning of a comment without an end is the error.
    fn skip_trivia(&mut self) -> Result<(), usize> {
        loop {
            self.skip_class(SPACE);
            if self.peek(0) != b'/' {
                return Ok(());
            }
            let rest = &self.bytes[self.at..];
            match self.peek(1) {
                b'/' => self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()),
                b'*' => match memchr::memmem::find(&rest[2..], b"*/") {
                    Some(end) => self.at += end + 4,
                    None => return Err(self.at),
                },
                _ => return Ok(()),
            }
        }
    }

    // With two callers the compiler would not put it into either, which costs a sixth of the speed.
    #[inline(always)]
    fn scan(&mut self) -> TokenKind {
        let Some(&first) = self.bytes.get(self.at) else { return TokenKind::End };
        match first {
            b'"' => self.string(),
            b'\'' => self.char(),
            b'0'..=b'9' => self.number(),
            b'+' | b'-' | b'.' => match (self.peek(1), self.peek(2)) {
                (b'0'..=b'9', _) => self.number(),
                (b'.', b'0'..=b'9') if first != b'.' => self.number(),
                _ => self.bad(),
            },
            b'$' if CLASSES[self.peek(1) as usize] == WORD => {
                self.at += 1;
                self.skip_class(WORD);
                TokenKind::Alias
            }
            b'[' | b']' | b'{' | b'}' | b'(' | b')' | b',' | b';' | b':' | b'=' | b'#' => {
                self.at += 1;
                TokenKind::Symbol(first)
            }
            _ if CLASSES[first as usize] == WORD => {
                self.skip_class(WORD);
                TokenKind::Word
            }
            _ => self.bad(),
        }
    }

    /// One character that is no part of MOF; it is ASCII, as everything else counts as part of a word.
    fn bad(&mut self) -> TokenKind {
        self.at += 1;
        TokenKind::Bad(Fault::Character)
    }

    fn string(&mut self) -> TokenKind {
        let (mut escapes, mut lines) = (false, false);
        let mut at = self.at + 1;
        while let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', &self.bytes[at.min(self.bytes.len())..]) {
            at += found;
            match self.bytes[at] {
                b'"' => {
                    self.at = at + 1;
                    return TokenKind::String { escapes, lines };
                }
                b'\\' => {
                    escapes = true;
                    at += 2;
                }
                _ => {
                    lines = true;
                    at += 1;
                }
            }
        }
        // The mark shall be at the line where the text begins, and what follows is no use.
        self.at = self.bytes.len();
        TokenKind::Bad(Fault::UnfinishedString)
    }

    fn char(&mut self) -> TokenKind {
        let mut at = self.at + 1;
        loop {
            match self.bytes.get(at) {
                Some(b'\'') if at > self.at + 1 => {
                    self.at = at + 1;
                    return TokenKind::Char;
                }
                Some(b'\\') if at + 1 < self.bytes.len() && self.bytes[at + 1] != b'\n' => at += 2,
                Some(b'\n') | None => {
                    self.at = at;
                    return TokenKind::Bad(Fault::UnfinishedChar);
                }
                Some(_) => at += 1,
            }
        }
    }

    fn number(&mut self) -> TokenKind {
        self.at += 1;
        let hexadecimal = |byte: u8| matches!(byte, b'x' | b'X');
        let mut is_hexadecimal = false;
        loop {
            let byte = self.peek(0);
            is_hexadecimal |= hexadecimal(byte);
            let exponent_sign = matches!(byte, b'+' | b'-')
                && matches!(self.bytes[self.at - 1], b'e' | b'E')
                && !is_hexadecimal;
            if self.at < self.bytes.len() && (CLASSES[byte as usize] == WORD || byte == b'.' || exponent_sign)
            {
                self.at += 1;
            } else {
                return TokenKind::Number;
            }
        }
    }
}
