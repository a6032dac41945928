//! Values that are no arrays and no instances.

use super::fault::Fault;
use crate::cim::datetime::Datetime;
use crate::cim::text::units_to_unchecked_bytes;
use crate::cim::{TextRef, ValueRef};
use crate::mof::literal::INFINITY;

/// Who is to read what is written. Programs are given the bytes that OMI and Windows write; where there is more than
/// one way to say a thing, people are given the one that they would have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Program,
    Person,
}

/// In a table of escapes: the character is written by its number.
const BY_NUMBER: u8 = b'X';

/// The letter behind the backslash of each byte that needs one. What lies beyond ASCII stands for itself.
const fn escapes(single_quote: u8) -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 32 {
        table[byte] = BY_NUMBER;
        byte += 1;
    }
    table[0x7f] = BY_NUMBER;
    table[0x08] = b'b';
    table[b'\t' as usize] = b't';
    table[b'\n' as usize] = b'n';
    table[0x0c] = b'f';
    table[b'\r' as usize] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[b'\'' as usize] = single_quote;
    table
}

static FOR_PROGRAMS: [u8; 256] = escapes(b'\'');
static FOR_PEOPLE: [u8; 256] = escapes(0);

impl Reader {
    fn escapes(self) -> &'static [u8; 256] {
        match self {
            Reader::Program => &FOR_PROGRAMS,
            Reader::Person => &FOR_PEOPLE,
        }
    }
}

/// Appends a value that is no array, no reference and no instance; those append nothing.
#[inline]
pub(super) fn put_scalar(out: &mut Vec<u8>, value: ValueRef<'_>, reader: Reader) -> Result<(), Fault> {
    match value {
        ValueRef::String(text) => return put_text(out, text, reader),
        ValueRef::Boolean(value) => out.extend_from_slice(match (value, reader) {
            (true, Reader::Program) => b"True",
            (false, Reader::Program) => b"False",
            (true, Reader::Person) => b"TRUE",
            (false, Reader::Person) => b"FALSE",
        }),
        ValueRef::Uint8(value) => put_integer(out, value),
        ValueRef::Sint8(value) => put_integer(out, value),
        ValueRef::Uint16(value) => put_integer(out, value),
        ValueRef::Sint16(value) => put_integer(out, value),
        ValueRef::Uint32(value) => put_integer(out, value),
        ValueRef::Sint32(value) => put_integer(out, value),
        ValueRef::Uint64(value) => put_integer(out, value),
        ValueRef::Sint64(value) => put_integer(out, value),
        ValueRef::Real32(value) => return put_real(out, value.into(), || format!("{value:?}")),
        ValueRef::Real64(value) => return put_real(out, value, || format!("{value:?}")),
        ValueRef::Char16(value) => put_char(out, value, reader),
        ValueRef::Datetime(value) => return put_datetime(out, value),
        ValueRef::Reference(_) | ValueRef::Instance(_) | ValueRef::Array(_) => {}
    }
    Ok(())
}

#[inline]
fn put_integer(out: &mut Vec<u8>, value: impl itoa::Integer) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// As few digits as read back as the same number. A real number is known by its dot.
fn put_real(out: &mut Vec<u8>, value: f64, shortest: impl FnOnce() -> String) -> Result<(), Fault> {
    if value.is_nan() {
        return Err(Fault::NotANumber);
    }
    if value.is_infinite() {
        if value < 0.0 {
            out.push(b'-');
        }
        out.extend_from_slice(INFINITY.as_bytes());
        return Ok(());
    }
    let text = shortest();
    match text.find('e') {
        Some(exponent) if !text.contains('.') => {
            out.extend_from_slice(&text.as_bytes()[..exponent]);
            out.extend_from_slice(b".0");
            out.extend_from_slice(&text.as_bytes()[exponent..]);
        }
        _ => out.extend_from_slice(text.as_bytes()),
    }
    Ok(())
}

fn put_char(out: &mut Vec<u8>, value: u16, reader: Reader) {
    out.push(b'\'');
    match u8::try_from(value) {
        Ok(byte) if byte.is_ascii() && byte != b'\'' => match reader.escapes()[usize::from(byte)] {
            0 => out.push(byte),
            BY_NUMBER => put_number(out, value),
            letter => out.extend_from_slice(&[b'\\', letter]),
        },
        // OMI takes a quote for the end of the character also where a backslash is before it.
        _ => put_number(out, value),
    }
    out.push(b'\'');
}

/// The escape of a character by its number. OMI and Windows read it with four digits only.
fn put_number(out: &mut Vec<u8>, unit: u16) {
    out.extend_from_slice(b"\\X");
    put_hexadecimal(out, &unit.to_be_bytes());
}

/// Two digits a byte.
pub(super) fn put_hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in bytes {
        out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
}

fn put_datetime(out: &mut Vec<u8>, value: Datetime) -> Result<(), Fault> {
    let text = value.to_ascii().filter(|_| value.is_valid());
    let text = text.ok_or_else(|| Fault::Datetime(value.to_string()))?;
    out.push(b'"');
    out.extend_from_slice(&text);
    out.push(b'"');
    Ok(())
}

/// A text in quotes, in one piece. Whether it is valid Unicode is seen when all is written.
#[inline]
pub(super) fn put_text(out: &mut Vec<u8>, text: TextRef<'_>, reader: Reader) -> Result<(), Fault> {
    let bytes = units_to_unchecked_bytes(text.units()).map_err(Fault::NotUnicode)?;
    put_quoted(out, &bytes, reader)
}

/// A text in quotes. The runs between characters that need an escape are copied whole.
#[inline]
pub(super) fn put_quoted(out: &mut Vec<u8>, text: &[u8], reader: Reader) -> Result<(), Fault> {
    let escapes = reader.escapes();
    let mut rest = text;
    out.push(b'"');
    while let Some(at) = rest.iter().position(|&byte| escapes[usize::from(byte)] != 0) {
        out.extend_from_slice(&rest[..at]);
        match (rest[at], escapes[usize::from(rest[at])]) {
            (0, _) => return Err(Fault::Nul),
            (byte, BY_NUMBER) => put_number(out, byte.into()),
            (_, letter) => out.extend_from_slice(&[b'\\', letter]),
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
    Ok(())
}
