//! The text of a MOF file, and places in it.

use std::borrow::Cow;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Errors};

/// A MOF file in memory: the name that errors show, and the text.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
}

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
        Arc::new(Source { name: name.into(), text: text.into() })
    }

    /// Decodes a file: UTF-8 with or without a byte-order mark, or UTF-16 of either order. UTF-16 without a mark is
    /// recognised when it begins with an ASCII character.
    pub fn decode(name: impl Into<String>, bytes: &[u8]) -> Result<Arc<Source>, Errors> {
        let name = name.into();
        let text = match bytes {
            [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
            [first, 0, ..] if *first != 0 => decode_utf16(bytes, u16::from_le_bytes),
            [0, first, ..] if *first != 0 => decode_utf16(bytes, u16::from_be_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
            _ => decode_utf8(bytes),
        };
        match text.and_then(without_nul) {
            Ok(text) if text.len() < u32::MAX as usize => Ok(Source::new(name, text)),
            Ok(_) => {
                let source = Source::new(name, "");
                Err(Diagnostic::error(&source, Span::default(), "a MOF file is limited to 4 GiB").into())
            }
            Err((valid, message)) => {
                let end = valid.len() as u32;
                let source = Source::new(name, valid);
                Err(Diagnostic::error(&source, Span { start: end, end }, message).into())
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
        let before = self.text.get(..span.start as usize).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
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

/// What could be decoded, and why the rest could not.
type Undecodable = (String, Cow<'static, str>);

/// No text of C can hold the character 0, so none may come in by a file.
fn without_nul(text: String) -> Result<String, Undecodable> {
    match memchr::memchr(0, text.as_bytes()) {
        None => Ok(text),
        Some(at) => Err((text[..at].to_owned(), "expected text, found the character 0".into())),
    }
}

fn decode_utf8(bytes: &[u8]) -> Result<String, Undecodable> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            let byte = rest.first().copied().unwrap_or(0);
            let message = format!(
                "expected UTF-8 text, found the byte 0x{byte:02X}; save the file as UTF-8, or as UTF-16 with a \
                 byte-order mark"
            );
            Err((String::from_utf8_lossy(valid).into_owned(), message.into()))
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Undecodable> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let units = units.skip_while(|&unit| unit == 0xfeff);
    let mut text = String::with_capacity(bytes.len() / 2);
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => text.push(character),
            Err(error) => {
                let found = error.unpaired_surrogate();
                let message = format!("expected UTF-16 text, found half a surrogate pair (0x{found:04X})");
                return Err((text, message.into()));
            }
        }
    }
    if odd {
        return Err((text, "expected UTF-16 text, found half a character at the end of the file".into()));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "class Größe {};";
        let with_mark = format!("\u{feff}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            with_mark.as_bytes().to_vec(),
            utf16(&with_mark, u16::to_le_bytes),
            utf16(&with_mark, u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
        ] {
            assert_eq!(Source::decode("a.mof", &bytes).unwrap().text(), text);
        }
    }

    #[test]
    fn what_is_no_text_is_refused_where_it_stands() {
        let error = Source::decode("a.mof", b"class A {};\n// caf\xe9\n").unwrap_err();
        assert!(error.to_string().starts_with("a.mof:2:7: error: expected UTF-8 text, found the byte 0xE9"));
        let mut bytes = utf16("\u{feff}ab", u16::to_le_bytes);
        bytes.push(b'x');
        assert!(Source::decode("a.mof", &bytes).is_err());
        assert!(Source::decode("a.mof", b"\xff\xfe\x00\xd8a\x00").is_err());
        let error = Source::decode("a.mof", b"class A {};\n\"a\0b\"").unwrap_err();
        assert!(error.to_string().contains("a.mof:2:3"), "{error}");
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
