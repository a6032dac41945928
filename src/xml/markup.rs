//! What is rarely met: references, comments, processing instructions and CDATA sections.

use super::content::{Content, Form, code_point};
use super::reader::{NAME_START, Reader, SPACE, is};
use super::{Fault, XmlError};

impl<'t> Reader<'t> {
    /// Checks a reference and goes behind it.
    pub(super) fn reference(&mut self) -> Result<(), XmlError> {
        /// The longest reference is numeric; zeros may be before its digits.
        const LONGEST: usize = 32;
        let bytes = self.text.as_bytes();
        let rest = &bytes[self.at + 1..bytes.len().min(self.at + 1 + LONGEST)];
        let Some(length) = memchr::memchr(b';', rest) else {
            return self.fail(
                self.at,
                "expected a reference such as '&amp;', found '&' without a semicolon".to_owned(),
            );
        };
        let reference = &self.text[self.at + 1..self.at + 1 + length];
        if code_point(reference).is_none() {
            let message = if reference.starts_with('#') {
                format!("'&{reference};' refers to no character")
            } else {
                format!("the entity '&{reference};' is not one of XML's own, and others are refused")
            };
            return self.fail(self.at, message);
        }
        self.at += length + 2;
        Ok(())
    }

    /// What begins with `<` and is no tag: comments and processing instructions, which are left out, and CDATA sections.
    #[cold]
    pub(super) fn markup(&mut self) -> Result<Option<Content<'t>>, XmlError> {
        let bytes = self.text.as_bytes();
        let rest = &bytes[self.at..];
        if rest.starts_with(b"<!--") {
            let start = self.at + 4;
            self.at = self.find(start, "-->", "comment")?;
            let comment = &self.text[start..self.at - 3];
            if let Some(dashes) =
                comment.find("--").or_else(|| comment.ends_with('-').then_some(comment.len()))
            {
                return self.fail(start + dashes, "'--' can't be in a comment".to_owned());
            }
            self.check_controls(start, self.at)?;
            return Ok(None);
        }
        if rest.starts_with(b"<![CDATA[") {
            let start = self.at + 9;
            if self.open.is_empty() {
                return self.fail(self.at, "expected an element, found a CDATA section".to_owned());
            }
            self.at = self.find(start, "]]>", "CDATA section")?;
            let raw = &self.text[start..self.at - 3];
            self.check_controls(start, self.at)?;
            let form = if raw.contains('\r') { Form::Cdata } else { Form::Plain };
            return Ok(Some(Content { raw, at: start, form }));
        }
        if rest.starts_with(b"<?") {
            self.at += 2;
            let (target, _) = self.name();
            if target.bytes().next().is_none_or(|first| !is(first, NAME_START)) {
                self.at = self.token + 2;
                return self.unexpected("the name of a processing instruction");
            }
            if target.eq_ignore_ascii_case("xml") && !self.open.is_empty() {
                return self.fail(self.token, "an XML declaration can't be within an element".to_owned());
            }
            let start = self.at;
            self.at = self.find(start, "?>", "processing instruction")?;
            let what = &self.text[start..self.at - 2];
            if what.bytes().next().is_some_and(|first| !is(first, SPACE)) {
                self.at = start;
                return self.unexpected("white space behind the name of a processing instruction");
            }
            self.check_controls(start, self.at)?;
            return Ok(None);
        }
        if rest.starts_with(b"<!DOCTYPE") {
            let message = "document types are refused: they can declare entities and refer to other files";
            return Err(XmlError { at: self.at, fault: Fault::DocumentType, message: message.to_owned() });
        }
        self.at += 1;
        self.unexpected("the name of an element")
    }

    /// The place behind what ends something that began.
    fn find(&self, start: usize, end: &str, what: &str) -> Result<usize, XmlError> {
        let bytes = self.text.as_bytes();
        match memchr::memmem::find(&bytes[start.min(bytes.len())..], end.as_bytes()) {
            Some(offset) => Ok(start + offset + end.len()),
            None => self.fail(self.token, format!("the {what} that begins here has no '{end}'")),
        }
    }

    fn check_controls(&mut self, start: usize, end: usize) -> Result<(), XmlError> {
        let bytes = &self.text.as_bytes()[start..end];
        match bytes.iter().position(|&byte| byte < b' ' && !is(byte, SPACE)) {
            None => Ok(()),
            Some(offset) => {
                self.at = start + offset;
                self.control(bytes[offset])
            }
        }
    }

    #[cold]
    pub(super) fn control<T>(&self, byte: u8) -> Result<T, XmlError> {
        self.fail(self.at, format!("the control character 0x{byte:02X} can't be in XML; write '&#{byte};'"))
    }
}
