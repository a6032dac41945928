//! Texts and values of attributes as they are written, and what they stand for.

use std::borrow::Cow;

use super::{Fault, XmlError};

/// A piece of text or the value of an attribute. Its references are known to be well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content<'t> {
    /// What is written.
    pub(super) raw: &'t str,
    /// Where it is written.
    pub(super) at: usize,
    pub(super) form: Form,
}

/// What is to be done with what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It stands for itself.
    Plain,
    /// Text with references or carriage returns.
    Text,
    /// The value of an attribute with references or white space that counts as a space.
    Attribute,
    /// A CDATA section with carriage returns.
    Cdata,
}

impl<'t> Content<'t> {
    /// The empty text at a place.
    pub fn empty(at: usize) -> Content<'t> {
        Content { raw: "", at, form: Form::Plain }
    }

    /// Where it begins in the text, in bytes.
    pub fn at(self) -> usize {
        self.at
    }

    /// What it stands for, where that is what is written.
    #[inline]
    pub fn plain(self) -> Option<&'t str> {
        (self.form == Form::Plain).then_some(self.raw)
    }

    /// What it stands for. Half a surrogate pair is no text.
    #[inline]
    pub fn text(self) -> Result<Cow<'t, str>, XmlError> {
        match self.form {
            Form::Plain => Ok(Cow::Borrowed(self.raw)),
            _ => self.unescape().map(Cow::Owned),
        }
    }

    fn unescape(self) -> Result<String, XmlError> {
        let mut text = String::with_capacity(self.raw.len());
        let mut high: Option<u32> = None;
        for (offset, point) in self.code_points() {
            let point = match (high.take(), point) {
                (Some(high), low @ 0xdc00..0xe000) => 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00),
                (None, point @ 0xd800..0xdc00) => {
                    high = Some(point);
                    continue;
                }
                (None, point) => point,
                (Some(high), _) => return Err(self.half(offset, high)),
            };
            match char::from_u32(point) {
                // A character of its own may be one, as CIM has such; no text holds it.
                Some('\0') => {
                    let message = "'&#0;' refers to no character".to_owned();
                    return Err(XmlError { at: self.at + offset, fault: Fault::Malformed, message });
                }
                Some(character) => text.push(character),
                None => return Err(self.half(offset, point)),
            }
        }
        match high {
            Some(high) => Err(self.half(self.raw.len(), high)),
            None => Ok(text),
        }
    }

    #[cold]
    fn half(self, offset: usize, point: u32) -> XmlError {
        XmlError {
            at: self.at + offset,
            fault: Fault::Malformed,
            message: format!("expected text, found a reference to half a surrogate pair (0x{point:04X})"),
        }
    }

    /// The code points, each with its place in what is written; halves of surrogate pairs are told as they are.
    pub fn code_points(self) -> impl Iterator<Item = (usize, u32)> + use<'t> {
        let Content { raw, form, .. } = self;
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at;
            let first = raw[at..].chars().next()?;
            at += first.len_utf8();
            let point = match (form, first) {
                (Form::Text | Form::Attribute, '&') => {
                    let length = raw[at..].find(';').unwrap_or(0);
                    let reference = &raw[at..at + length];
                    at += length + 1;
                    code_point(reference).unwrap_or(u32::from(char::REPLACEMENT_CHARACTER))
                }
                (Form::Text | Form::Attribute | Form::Cdata, '\r') => {
                    // Two characters that end a line are one.
                    if raw[at..].starts_with('\n') {
                        at += 1;
                    }
                    u32::from(if form == Form::Attribute { ' ' } else { '\n' })
                }
                (Form::Attribute, '\n' | '\t') => u32::from(' '),
                (_, character) => u32::from(character),
            };
            Some((start, point))
        })
    }
}

/// What a reference stands for, without its ampersand and semicolon; `None` where it is none.
pub(super) fn code_point(reference: &str) -> Option<u32> {
    let Some(number) = reference.strip_prefix('#') else {
        return Some(u32::from(match reference {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        }));
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().filter(|&point| point <= u32::from(char::MAX))
}
