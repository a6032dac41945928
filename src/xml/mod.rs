//! XML as the languages of the model use it: tokens of a text that is decoded already. It knows nothing of CIM.
//!
//! [`Reader`] is a pull reader that borrows from the text. It checks that the text is well-formed, and is stricter and
//! more lenient than XML 1.0 in this:
//!
//! - A document type is refused, and with it every entity but XML's own five and the numeric ones.
//! - How deep elements lie in each other, and how many attributes one has, is bounded ([`Limits`]).
//! - Names are told without their prefix, whether or not it is declared: CIM-XML has no namespaces of its own, and writers
//!   differ in what they put before its names.
//! - Numeric references to control characters (but not to NUL) and to halves of surrogate pairs are accepted, because CIM's
//!   texts and characters hold them and XML has no other way; the two halves of a pair make up one character.
//! - Several elements may follow one another where a document has one, each with an XML declaration before it. What the
//!   declaration says of the encoding is not looked at.

mod ahead;
mod content;
mod markup;
mod reader;
#[cfg(test)]
mod tests;

pub use ahead::Ahead;
pub use content::Content;
pub use reader::{Attribute, Limits, Reader, Token};

/// Why a text is not well-formed XML, or more than the reader takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct XmlError {
    /// The place in the text, in bytes.
    pub at: usize,
    /// What kind of mistake it is.
    pub fault: Fault,
    /// What was expected and what was found.
    pub message: String,
}

/// The kinds of mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text is not well-formed.
    Malformed,
    /// It has a document type.
    DocumentType,
    /// It has more than the limits allow.
    Limit,
}

/// The line and the column of a place in a text, both counted from one, the column in characters.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    // Bytes that go on a character don't begin one.
    let column = before[start..].iter().filter(|&&byte| byte & 0xc0 != 0x80).count() + 1;
    (line, column)
}
