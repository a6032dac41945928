//! The primitives of the encoding: numbers, lengths and texts.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::cim::text::{stored_to_units, units_to_stored, units_to_unchecked_bytes};
use crate::cim::{NotUnicode, Text, Unit};

/// How deep instances may hold instances. Deeper ones are refused when written, so that reading stays bounded.
pub(in super::super) const MAXIMUM_DEPTH: u32 = 64;

/// Stored bytes are not what this library writes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stored bytes are damaged at byte {at}: {expected} was expected")]
pub(in super::super) struct DecodeError {
    /// Where the reading stopped.
    pub at: usize,
    /// What should have been there.
    pub expected: &'static str,
}

/// A value can't be stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in super::super) enum EncodeError {
    #[error("a text {0}")]
    NotUnicode(NotUnicode),
    #[error("the value of '{of}' has a text that {fault}")]
    Text { of: String, fault: NotUnicode },
    #[error("instances are nested more than {MAXIMUM_DEPTH} levels deep")]
    TooDeep,
    #[error("an element says it is of type {said}, and its value is of type {is}")]
    Contradiction { said: crate::cim::Type, is: crate::cim::Type },
}

/// Collects bytes.
#[derive(Default)]
pub(in super::super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(in super::super) fn with_capacity(capacity: usize) -> Writer {
        Writer { bytes: Vec::with_capacity(capacity) }
    }

    pub(in super::super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(in super::super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(in super::super) fn u8(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(in super::super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Sets a bit in a byte that was written already.
    pub(in super::super) fn set_bit(&mut self, at: usize, bit: usize) {
        self.bytes[at + bit / 8] |= 1 << (bit % 8);
    }

    /// A number in groups of seven bits, least first.
    pub(in super::super) fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Length and bytes of a text.
    pub(in super::super) fn text(&mut self, units: &[Unit]) -> Result<(), EncodeError> {
        self.sized(&units_to_stored(units)?);
        Ok(())
    }

    /// [`Writer::text`] for one that a client did not give just now: what earlier versions of the narrow library stored is stored
    /// again.
    pub(super) fn kept_text(&mut self, units: &[Unit]) -> Result<(), EncodeError> {
        self.sized(&kept_bytes(units)?);
        Ok(())
    }

    fn sized(&mut self, bytes: &[u8]) {
        self.varint(bytes.len() as u64);
        self.raw(bytes);
    }

    /// A text, or that there is none.
    pub(in super::super) fn optional_text(&mut self, text: Option<&Text>) -> Result<(), EncodeError> {
        self.u8(text.is_some().into());
        text.map_or(Ok(()), |text| self.text(text.units()))
    }

    /// [`Writer::kept_text`], or that there is none.
    pub(super) fn optional_kept_text(&mut self, text: Option<&Text>) -> Result<(), EncodeError> {
        self.u8(text.is_some().into());
        text.map_or(Ok(()), |text| self.kept_text(text.units()))
    }
}

impl From<NotUnicode> for EncodeError {
    fn from(fault: NotUnicode) -> EncodeError {
        EncodeError::NotUnicode(fault)
    }
}

/// The bytes of a text that was stored before, or that was looked at when it was given.
#[inline]
pub(super) fn kept_bytes(units: &[Unit]) -> Result<Cow<'_, [u8]>, EncodeError> {
    Ok(units_to_unchecked_bytes(units)?)
}

/// Reads bytes from the front to the back.
pub(in super::super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    #[inline]
    pub(in super::super) fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { bytes, at: 0 }
    }

    pub(in super::super) fn damaged(&self, expected: &'static str) -> DecodeError {
        DecodeError { at: self.at, expected }
    }

    /// Number of bytes that are left.
    #[inline]
    pub(in super::super) fn rest(&self) -> usize {
        self.bytes.len() - self.at
    }

    #[inline]
    pub(in super::super) fn take(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        match self.at.checked_add(length).and_then(|end| self.bytes.get(self.at..end)) {
            Some(bytes) => {
                self.at += length;
                Ok(bytes)
            }
            None => Err(self.damaged("more bytes")),
        }
    }

    #[inline]
    pub(in super::super) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let bytes = self.take(N)?;
        bytes.try_into().map_err(|_| self.damaged("more bytes"))
    }

    #[inline]
    pub(in super::super) fn u8(&mut self) -> Result<u8, DecodeError> {
        match self.bytes.get(self.at) {
            Some(&byte) => {
                self.at += 1;
                Ok(byte)
            }
            None => Err(self.damaged("a byte")),
        }
    }

    #[inline]
    pub(in super::super) fn u32(&mut self) -> Result<u32, DecodeError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    #[inline]
    pub(in super::super) fn bool(&mut self) -> Result<bool, DecodeError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.damaged("a boolean")),
        }
    }

    #[inline]
    pub(in super::super) fn varint(&mut self) -> Result<u64, DecodeError> {
        let first = self.u8()?;
        if first < 0x80 {
            return Ok(first.into());
        }
        let mut number = u64::from(first & 0x7f);
        for shift in (7..64).step_by(7) {
            let byte = self.u8()?;
            let group = u64::from(byte & 0x7f);
            if shift == 63 && group > 1 {
                break;
            }
            number |= group << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.damaged("a number of 64 bits"))
    }

    /// A number of things of which each takes a byte at least: never more than what is left.
    #[inline]
    pub(in super::super) fn count(&mut self) -> Result<usize, DecodeError> {
        let count = self.varint()?;
        match usize::try_from(count) {
            Ok(count) if count <= self.rest() => Ok(count),
            _ => Err(self.damaged("a length within the bytes")),
        }
    }

    #[inline]
    pub(in super::super) fn text_bytes(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = self.count()?;
        self.take(length)
    }

    /// The units of a text whose bytes were read.
    #[inline]
    pub(in super::super) fn units(&self, bytes: &'a [u8]) -> Result<Cow<'a, [Unit]>, DecodeError> {
        stored_to_units(bytes).ok_or_else(|| self.damaged("UTF-8 before this"))
    }

    pub(in super::super) fn text(&mut self) -> Result<Text, DecodeError> {
        let bytes = self.text_bytes()?;
        Ok(Text::from_units(&self.units(bytes)?))
    }

    pub(in super::super) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        if self.bool()? { read(self).map(Some) } else { Ok(None) }
    }

    /// Several things after their number.
    pub(in super::super) fn several<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let count = self.count()?;
        // Not more at once than what is certainly there: an element in memory is larger than its byte.
        let mut items = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            items.push(read(self)?);
        }
        Ok(items)
    }

    /// That nothing is left.
    pub(in super::super) fn finish(self) -> Result<(), DecodeError> {
        if self.rest() == 0 { Ok(()) } else { Err(self.damaged("the end")) }
    }
}

/// Names that occur again and again in a schema, each held once.
#[derive(Default)]
pub(in super::super) struct Names {
    known: FxHashMap<Box<[u8]>, Text>,
}

impl Names {
    /// The name with these bytes, which were just read.
    pub(in super::super) fn text(&mut self, cursor: &Cursor<'_>, bytes: &[u8]) -> Result<Text, DecodeError> {
        if let Some(known) = self.known.get(bytes) {
            return Ok(known.clone());
        }
        let units = stored_to_units(bytes).ok_or_else(|| cursor.damaged("UTF-8 before this"))?;
        let text = Text::from_units(&units);
        self.known.insert(bytes.into(), text.clone());
        Ok(text)
    }
}
