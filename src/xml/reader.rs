//! The pull reader.

use std::collections::HashSet;

use super::content::{Content, Form};
use super::{Fault, XmlError};

/// How much a reader takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So deep may elements lie in each other.
    pub depth: usize,
    /// So many attributes may an element have.
    pub attributes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { depth: 256, attributes: 128 }
    }
}

/// What a text is made of. Comments and processing instructions are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'t> {
    /// An element begins: its name without a prefix. [`Reader::attribute`] and [`Reader::attributes`] have what it says.
    Start(&'t str),
    /// The element that began last ends; also where it is one tag.
    End,
    /// A piece of the text in an element. Comments and CDATA sections make several of one text.
    Text(Content<'t>),
    /// The text is at its end, and no element is open.
    Eof,
}

/// An attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// The name with its prefix, as it is written.
    pub name: &'t str,
    /// The value.
    pub value: Content<'t>,
}

/// Reads tokens one after the other.
#[derive(Clone, Debug)]
pub struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// Where the last token begins.
    pub(super) token: usize,
    /// The names of the open elements, with their prefixes.
    pub(super) open: Vec<&'t str>,
    attributes: Vec<Attribute<'t>>,
    /// The last tag was that of an element without content, whose end is still to be told.
    pub(super) ends: bool,
    pub(super) limits: Limits,
}

/// What a byte may be part of.
const NAME: u8 = 1;
/// The first of a name.
pub(super) const NAME_START: u8 = 2;
/// Text that stands for itself.
pub(super) const TEXT: u8 = 4;
/// The value of an attribute that stands for itself.
const VALUE: u8 = 8;
pub(super) const SPACE: u8 = 16;

static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let at = byte as u8;
        let mut kind = 0;
        if matches!(at, b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..) {
            kind |= NAME | NAME_START;
        }
        if matches!(at, b'0'..=b'9' | b'-' | b'.') {
            kind |= NAME;
        }
        if matches!(at, b'\t' | b'\n' | b' '..) && !matches!(at, b'<' | b'>' | b'&') {
            kind |= TEXT;
        }
        if at >= b' ' && !matches!(at, b'<' | b'&' | b'"' | b'\'') {
            kind |= VALUE;
        }
        if matches!(at, b'\t' | b'\n' | b'\r' | b' ') {
            kind |= SPACE;
        }
        kinds[byte] = kind;
        byte += 1;
    }
    kinds
};

#[inline(always)]
pub(super) fn is(byte: u8, kind: u8) -> bool {
    KINDS[byte as usize] & kind != 0
}

/// Whether two names of one length are the same. They are short: calling somebody to compare them takes longer than that itself.
#[inline(always)]
fn is_same(left: &[u8], right: &[u8]) -> bool {
    let words = |bytes: &[u8]| {
        let first = bytes.first_chunk::<8>().map(|word| u64::from_ne_bytes(*word));
        (first, bytes.last_chunk::<8>().map(|word| u64::from_ne_bytes(*word)))
    };
    match left.len() {
        0..8 => left.iter().zip(right).all(|(left, right)| left == right),
        8..=16 => words(left) == words(right),
        _ => left == right,
    }
}

/// Whether what is written is the name behind a prefix that is none of XML's own.
fn is_prefixed(written: &str, name: &str) -> bool {
    written
        .strip_suffix(name)
        .and_then(|prefix| prefix.strip_suffix(':'))
        .is_some_and(|prefix| !matches!(prefix, "xml" | "xmlns"))
}

/// So many attributes are compared with each other to find one that is there twice; with more, a set finds it.
const COMPARED: usize = 12;

impl<'t> Reader<'t> {
    /// A reader from the beginning of a text.
    pub fn new(text: &'t str, limits: Limits) -> Reader<'t> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Reader::starting_at(text, at, limits)
    }

    /// A reader from a place in a text, between two elements.
    pub fn starting_at(text: &'t str, at: usize, limits: Limits) -> Reader<'t> {
        Reader {
            text,
            at,
            token: at,
            open: Vec::with_capacity(8),
            attributes: Vec::with_capacity(8),
            ends: false,
            limits,
        }
    }

    /// Where the last token begins, in bytes.
    pub fn token_at(&self) -> usize {
        self.token
    }

    /// The place behind the last token, in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many elements are open.
    #[inline]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The attributes of the element that began last, in their order.
    #[inline]
    pub fn attributes(&self) -> &[Attribute<'t>] {
        &self.attributes
    }

    /// The attribute of this name of the element that began last. One with a prefix is found by the rest of its name, unless the
    /// prefix is one of XML's own (`xml:lang`, `xmlns:x`).
    #[inline(always)]
    pub fn attribute(&self, name: &str) -> Option<Content<'t>> {
        for attribute in &self.attributes {
            let written = attribute.name;
            if written.len() == name.len() && is_same(written.as_bytes(), name.as_bytes())
                || written.len() > name.len() && is_prefixed(written, name)
            {
                return Some(attribute.value);
            }
        }
        None
    }

    /// The next token.
    #[inline]
    pub fn next_token(&mut self) -> Result<Token<'t>, XmlError> {
        if self.ends {
            self.ends = false;
            self.open.pop();
            return Ok(Token::End);
        }
        let bytes = self.text.as_bytes();
        loop {
            self.token = self.at;
            match bytes.get(self.at) {
                Some(b'<') => match bytes.get(self.at + 1) {
                    Some(b'/') => return self.end(),
                    Some(&byte) if is(byte, NAME_START) => return self.start(),
                    _ => {
                        if let Some(content) = self.markup()? {
                            return Ok(Token::Text(content));
                        }
                    }
                },
                Some(_) => {
                    let content = self.characters()?;
                    if !self.open.is_empty() {
                        return Ok(Token::Text(content));
                    }
                    if let Some(offset) =
                        content.raw.find(|character| !matches!(character, ' ' | '\t'..='\r'))
                    {
                        let found = content.raw[offset..].chars().next().unwrap_or(' ');
                        return self
                            .fail(content.at + offset, format!("expected an element, found {found:?}"));
                    }
                }
                None => {
                    return match self.open.last() {
                        None => Ok(Token::Eof),
                        Some(name) => {
                            self.fail(self.at, format!("expected '</{name}>', found the end of the text"))
                        }
                    };
                }
            }
        }
    }

    /// Reads to the end of the element that began last.
    pub fn skip(&mut self) -> Result<(), XmlError> {
        let depth = self.open.len();
        while self.open.len() >= depth {
            self.next_token()?;
        }
        Ok(())
    }

    /// The place behind the white space and the comments that follow.
    pub fn behind_comments(&self) -> usize {
        let mut reader = Reader { open: Vec::new(), attributes: Vec::new(), ends: false, ..*self };
        let bytes = self.text.as_bytes();
        loop {
            let start = reader.at;
            reader.skip_space();
            if !bytes[reader.at..].starts_with(b"<!--") {
                return reader.at;
            }
            if reader.markup().is_err() {
                return start;
            }
        }
    }

    /// A name, and whether it has a prefix.
    #[inline(always)]
    pub(super) fn name(&mut self) -> (&'t str, bool) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        while let Some(&byte) = bytes.get(self.at)
            && is(byte, NAME)
        {
            self.at += 1;
        }
        let is_prefixed = bytes.get(self.at) == Some(&b':');
        if is_prefixed {
            self.rest_of_name();
        }
        (&self.text[start..self.at], is_prefixed)
    }

    #[cold]
    fn rest_of_name(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at)
            && (byte == b':' || is(byte, NAME))
        {
            self.at += 1;
        }
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at)
            && is(byte, SPACE)
        {
            self.at += 1;
        }
    }

    #[inline]
    fn start(&mut self) -> Result<Token<'t>, XmlError> {
        self.at += 1;
        let bytes = self.text.as_bytes();
        let (name, is_prefixed) = self.name();
        if self.open.len() >= self.limits.depth {
            let depth = self.limits.depth;
            return self.exceed(format!("elements lie in each other more than {depth} levels deep"));
        }
        self.attributes.clear();
        loop {
            let before = self.at;
            self.skip_space();
            match bytes.get(self.at) {
                Some(b'>') => {
                    self.at += 1;
                    break;
                }
                Some(b'/') if bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    self.ends = true;
                    break;
                }
                Some(&byte) if is(byte, NAME_START) && self.at > before => self.read_attribute()?,
                _ => return self.unexpected("an attribute or the end of the tag"),
            }
        }
        if self.attributes.len() > 1 {
            self.check_attributes()?;
        }
        self.open.push(name);
        if is_prefixed { self.local(name).map(Token::Start) } else { Ok(Token::Start(name)) }
    }

    /// The name without its prefix.
    #[cold]
    fn local(&self, name: &'t str) -> Result<&'t str, XmlError> {
        let (_, local) = name.split_once(':').unwrap_or_default();
        match local.bytes().next() {
            Some(first) if is(first, NAME_START) && !local.contains(':') => Ok(local),
            _ => self.fail(self.token + 1, format!("expected the name of an element, found '{name}'")),
        }
    }

    #[inline(always)]
    fn read_attribute(&mut self) -> Result<(), XmlError> {
        let bytes = self.text.as_bytes();
        let (name, _) = self.name();
        if bytes.get(self.at) != Some(&b'=') {
            self.skip_space();
            if bytes.get(self.at) != Some(&b'=') {
                return self.unexpected(&format!("'=' and the value of the attribute {name}"));
            }
        }
        self.at += 1;
        if !matches!(bytes.get(self.at), Some(b'"' | b'\'')) {
            self.skip_space();
        }
        let quote = match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => quote,
            _ => return self.unexpected(&format!("the value of the attribute {name} in quotes")),
        };
        self.at += 1;
        let start = self.at;
        while let Some(&byte) = bytes.get(self.at)
            && is(byte, VALUE)
        {
            self.at += 1;
        }
        let mut form = Form::Plain;
        if bytes.get(self.at) != Some(&quote) {
            form = self.rest_of_value(name, quote)?;
        }
        let value = Content { raw: &self.text[start..self.at], at: start, form };
        self.at += 1;
        if self.attributes.len() == self.limits.attributes {
            let attributes = self.limits.attributes;
            return self.exceed(format!("an element has more than {attributes} attributes"));
        }
        self.attributes.push(Attribute { name, value });
        Ok(())
    }

    /// The rest of a value, from where the short way stopped up to its quote.
    #[cold]
    fn rest_of_value(&mut self, name: &str, quote: u8) -> Result<Form, XmlError> {
        let bytes = self.text.as_bytes();
        let mut form = Form::Plain;
        loop {
            match bytes.get(self.at) {
                Some(&byte) if byte == quote => return Ok(form),
                Some(b'&') => {
                    self.reference()?;
                    form = Form::Attribute;
                }
                Some(b'\t' | b'\n' | b'\r') => {
                    self.at += 1;
                    form = Form::Attribute;
                }
                Some(b'<') => {
                    let message = format!("'<' can't be in the value of the attribute {name}");
                    return self.fail(self.at, message);
                }
                Some(&byte) if byte < b' ' => return self.control(byte),
                Some(_) => self.at += 1,
                None => {
                    return self.fail(
                        self.token,
                        format!("expected the end of the attribute {name}, found the end of the text"),
                    );
                }
            }
        }
    }

    #[inline]
    fn check_attributes(&self) -> Result<(), XmlError> {
        let attributes = &self.attributes;
        let twice = if attributes.len() <= COMPARED {
            (1..attributes.len()).find(|&index| {
                let name = attributes[index].name;
                attributes[..index].iter().any(|other| {
                    other.name.len() == name.len() && is_same(other.name.as_bytes(), name.as_bytes())
                })
            })
        } else {
            let mut seen = HashSet::with_capacity(attributes.len());
            attributes.iter().position(|attribute| !seen.insert(attribute.name))
        };
        match twice {
            None => Ok(()),
            Some(index) => self.fail(
                attributes[index].value.at,
                format!("an element has the attribute {} twice", attributes[index].name),
            ),
        }
    }

    #[inline]
    fn end(&mut self) -> Result<Token<'t>, XmlError> {
        let bytes = self.text.as_bytes();
        let start = self.at + 2;
        if let Some(&name) = self.open.last()
            && let Some(written) = bytes.get(start..start + name.len())
            && is_same(written, name.as_bytes())
        {
            self.at = start + name.len();
            if bytes.get(self.at) != Some(&b'>') {
                self.skip_space();
            }
            if bytes.get(self.at) == Some(&b'>') {
                self.at += 1;
                self.open.pop();
                return Ok(Token::End);
            }
        }
        self.at = start;
        let (found, _) = self.name();
        match self.open.last() {
            Some(name) => self.fail(self.token, format!("expected '</{name}>', found '</{found}'")),
            None => self.fail(self.token, format!("'</{found}>' ends an element that did not begin")),
        }
    }

    /// Text up to the next tag.
    #[inline]
    fn characters(&mut self) -> Result<Content<'t>, XmlError> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        while let Some(&byte) = bytes.get(self.at)
            && is(byte, TEXT)
        {
            self.at += 1;
        }
        let mut form = Form::Plain;
        if bytes.get(self.at).is_some_and(|&byte| byte != b'<') {
            form = self.rest_of_text(start)?;
        }
        Ok(Content { raw: &self.text[start..self.at], at: start, form })
    }

    /// The rest of a text, from where the short way stopped up to the next tag.
    #[cold]
    fn rest_of_text(&mut self, start: usize) -> Result<Form, XmlError> {
        let bytes = self.text.as_bytes();
        let mut form = Form::Plain;
        loop {
            match bytes.get(self.at) {
                None | Some(b'<') => return Ok(form),
                Some(b'&') => {
                    self.reference()?;
                    form = Form::Text;
                }
                Some(b'\r') => {
                    self.at += 1;
                    form = Form::Text;
                }
                Some(b'>') if bytes[start..self.at].ends_with(b"]]") => {
                    return self.fail(self.at - 2, "']]>' can't be in text; write ']]&gt;'".to_owned());
                }
                Some(&byte) if byte < b' ' && !is(byte, SPACE) => return self.control(byte),
                Some(_) => {
                    self.at += 1;
                    while let Some(&byte) = bytes.get(self.at)
                        && is(byte, TEXT)
                    {
                        self.at += 1;
                    }
                }
            }
        }
    }

    /// What is wrong at the place where the reader is.
    #[cold]
    pub(super) fn unexpected<T>(&self, expected: &str) -> Result<T, XmlError> {
        let message = match self.text[self.at..].chars().next() {
            Some(found) => format!("expected {expected}, found {found:?}"),
            None => format!("expected {expected}, found the end of the text"),
        };
        self.fail(self.at, message)
    }

    #[cold]
    pub(super) fn fail<T>(&self, at: usize, message: String) -> Result<T, XmlError> {
        Err(XmlError { at, fault: Fault::Malformed, message })
    }

    #[cold]
    fn exceed<T>(&self, message: String) -> Result<T, XmlError> {
        Err(XmlError { at: self.token, fault: Fault::Limit, message })
    }
}
