//! The text of a MOF file, and places in it.

use std::sync::{Arc, OnceLock};

use super::diagnostic::{Diagnostic, Errors};
use crate::cim::encoding;

/// A MOF file in memory: the name that errors show, and the text.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    /// Where each piece of the text begins, once somebody asks for a place in a long one.
    pieces: OnceLock<Vec<Position>>,
}

/// Lines and columns are counted from the beginning of a piece of so many bytes: a text may have as many places to tell as
/// it has bytes.
const PIECE: usize = 4096;

/// A piece of a source's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

/// A line and a column, each counted from one; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Span {
    /// From the beginning of this span to the end of another.
    pub fn to(self, end: Span) -> Span {
        Span { start: self.start, end: end.end.max(self.start) }
    }

    /// The empty span at the beginning of this one.
    pub fn beginning(self) -> Span {
        Span { start: self.start, end: self.start }
    }
}

impl Source {
    /// A source of text that is at hand.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source { name: name.into(), text: text.into(), pieces: OnceLock::new() })
    }

    /// Decodes a file of any encoding that [`encoding::decode`] knows.
    pub fn decode(name: impl Into<String>, bytes: &[u8]) -> Result<Arc<Source>, Errors> {
        let name = name.into();
        match encoding::decode(bytes) {
            Ok(text) if text.len() < u32::MAX as usize => Ok(Source::new(name, text)),
            Ok(_) => {
                let source = Source::new(name, "");
                Err(Diagnostic::error(&source, Span::default(), "a MOF file is limited to 4 GiB").into())
            }
            Err(error) => {
                let end = error.valid.len() as u32;
                let source = Source::new(name, error.valid);
                Err(Diagnostic::error(&source, Span { start: end, end }, error.message).into())
            }
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span is none of this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where a span begins.
    pub fn position(&self, span: Span) -> Position {
        let at = (span.start as usize).min(self.text.len());
        let piece = at / PIECE;
        let start = match piece {
            0 => Position { line: 1, column: 1 },
            _ => self.pieces.get_or_init(|| self.find_pieces())[piece],
        };
        advance(start, &self.text.as_bytes()[piece * PIECE..at])
    }

    fn find_pieces(&self) -> Vec<Position> {
        let mut position = Position { line: 1, column: 1 };
        let mut pieces = vec![position];
        for piece in self.text.as_bytes().chunks(PIECE) {
            position = advance(position, piece);
            pieces.push(position);
        }
        pieces
    }

    /// The whole line in which a span begins, without its end.
    pub fn line(&self, span: Span) -> &str {
        let at = (span.start as usize).min(self.text.len());
        let (before, after) = self.text.split_at_checked(at).unwrap_or((&self.text, ""));
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after.find('\n').map_or(self.text.len(), |newline| before.len() + newline);
        self.text[start..end].trim_end_matches('\r')
    }
}

/// The position behind these bytes.
fn advance(from: Position, bytes: &[u8]) -> Position {
    // All bytes of a character but the first begin with these bits.
    let characters = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
    match memchr::memrchr(b'\n', bytes) {
        None => Position { column: from.column + characters(bytes), ..from },
        Some(newline) => Position {
            line: from.line + memchr::memchr_iter(b'\n', bytes).count(),
            column: 1 + characters(&bytes[newline + 1..]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused_where_it_stands() {
        let error = Source::decode("a.mof", b"class A {};\n// caf\xe9\n").unwrap_err();
        assert!(error.to_string().starts_with("a.mof:2:7: error: expected UTF-8 text, found the byte 0xE9"));
        let error = Source::decode("a.mof", b"class A {};\n\"a\0b\"").unwrap_err();
        assert!(error.to_string().contains("a.mof:2:3"), "{error}");
    }

    #[test]
    fn positions_in_a_long_text_are_those_that_counting_gives() {
        let text = "ä€\u{1f600}x".repeat(1500) + "\n" + &"class\n".repeat(2000) + &"y".repeat(9000);
        let source = Source::new("a", text.as_str());
        for (at, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let line = before.rfind('\n').map_or(0, |newline| newline + 1);
            let expected = Position {
                line: before.matches('\n').count() + 1,
                column: before[line..].chars().count() + 1,
            };
            assert_eq!(source.position(Span { start: at as u32, end: at as u32 }), expected, "{at}");
        }
    }

    #[test]
    fn positions_count_lines_and_characters() {
        let source = Source::new("a", "ä\r\nböc\n");
        let at = |start| source.position(Span { start, end: start });
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(7), Position { line: 2, column: 3 });
        assert_eq!(source.line(Span { start: 0, end: 0 }), "ä");
        assert_eq!(source.line(Span { start: 7, end: 7 }), "böc");
        assert_eq!(at(9), Position { line: 3, column: 1 });
    }
}
