//! The bytes that a deserializer is given.

use std::borrow::Cow;

use super::Format;
use crate::abi::{MI_Uint8, MI_Uint32};
use crate::cim::encoding::{self, DecodeError};
use crate::cim::{Error, ErrorCategory, Status};
use crate::cimxml;

/// The most bytes that are read.
pub(super) const LONGEST: usize = 50 * 1024 * 1024;

/// The fewest bytes of MOF. It is OMI's limit.
const SHORTEST_MOF: usize = 4;

/// A buffer, and its text.
pub(super) struct Input<'a> {
    bytes: &'a [u8],
    pub(super) text: Cow<'a, str>,
}

impl<'a> Input<'a> {
    /// Decodes a buffer of a client.
    ///
    /// # Safety
    /// `buffer` is NULL, or has so many bytes that stay as they are for as long as the result is used.
    pub(super) unsafe fn new(
        format: Format,
        buffer: *const MI_Uint8,
        length: MI_Uint32,
    ) -> Result<Input<'a>, Error> {
        let shortest = if format == Format::Mof { SHORTEST_MOF } else { 1 };
        let length = length as usize;
        if buffer.is_null() {
            return Err(invalid("The serializedBuffer is NULL; give the bytes to read.".into()));
        }
        if !(shortest..=LONGEST).contains(&length) {
            return Err(invalid(format!(
                "The serializedBufferLength is {length}; a text of this format has from {shortest} to {LONGEST} bytes."
            )));
        }
        // SAFETY: by the contract.
        let bytes = unsafe { std::slice::from_raw_parts(buffer, length) };
        let first = if format == Format::Xml { with_first_object(bytes) } else { None };
        let text = match first {
            Some(text) => text,
            None => encoding::decode_terminated(bytes).map_err(|error| undecodable(format, None, &error))?,
        };
        Ok(Input { bytes, text })
    }

    /// How many bytes of the buffer hold the beginning of the text that ends here.
    pub(super) fn bytes_up_to(&self, end: usize) -> MI_Uint32 {
        let beginning = self.text.get(..end).unwrap_or(&self.text);
        // No longer than the buffer, whose length has 32 bits.
        encoding::encoded_length(self.bytes, beginning) as MI_Uint32
    }

    /// The bytes of the whole buffer.
    pub(super) fn length(&self) -> MI_Uint32 {
        self.bytes.len() as MI_Uint32
    }
}

/// So many bytes are decoded at first.
const FIRST_WINDOW: usize = 4096;

/// The beginning of a buffer of CIM-XML, where that has all of the first object. Many may follow one another, each for a call of
/// its own, which takes the time of its own object and not that of all.
fn with_first_object(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let mut window = FIRST_WINDOW;
    while window < bytes.len() {
        let text = encoding::decode_beginning(&bytes[..window])?;
        if cimxml::holds_object(&text) {
            return Some(text);
        }
        window *= 8;
    }
    None
}

/// An argument that is wrong.
pub(super) fn invalid(message: String) -> Error {
    Error::new(Status::InvalidParameter, message)
}

/// What is wrong in a text, and where.
pub(super) fn at_place(
    format: Format,
    file: Option<&str>,
    status: Status,
    (line, column): (usize, usize),
    message: &str,
) -> Error {
    let language = match format {
        Format::Xml => "CIM-XML",
        Format::Mof => "MOF",
    };
    // The model's errors are sentences of their own.
    let message = message.trim_end_matches('.');
    let file = file.map_or_else(String::new, |file| format!(", file '{file}'"));
    Error::new(status, format!("{language}{file}, line {line}, column {column}: {message}."))
        .in_category(ErrorCategory::ParserError)
}

/// Why bytes are no text.
pub(super) fn undecodable(format: Format, file: Option<&str>, error: &DecodeError) -> Error {
    let line_start = error.valid.rfind('\n').map_or(0, |newline| newline + 1);
    let line = error.valid.matches('\n').count() + 1;
    let column = error.valid[line_start..].chars().count() + 1;
    at_place(format, file, Status::InvalidParameter, (line, column), &error.message)
}
