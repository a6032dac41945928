//! The primitives: numbers, lengths, texts, and how much of everything there may be.

use std::borrow::Cow;

use super::WireError;
use super::classes::{ReceivedClasses, SentClasses};
use crate::cim::{Text, TextRef, Unit};

/// The most bytes that what a frame says may take in memory, roughly. A few bytes may stand for much: an instance of a class of many
/// properties, all of them NULL.
pub(super) const MAXIMUM_MEMORY: usize = if cfg!(test) { 64 << 20 } else { 1 << 30 };
/// How deep instances and classes may lie in each other: an instance of the greatest depth, of which each has a class of its own, and
/// each class a default value that is one.
pub(super) const MAXIMUM_NESTING: u32 = 160;
/// What an owned text takes beside its units.
const TEXT_MEMORY: usize = 32;

const UNIT: usize = size_of::<Unit>();

/// How much a message takes so far.
#[derive(Default)]
pub(super) struct Budget {
    pub(super) memory: usize,
    pub(super) nesting: u32,
    /// The deepest that anything lies, what classes bring with them that came in earlier frames included.
    pub(super) deepest: u32,
    /// The memory of such classes, each time that one is referred to.
    pub(super) known: usize,
}

impl Budget {
    #[inline]
    pub(super) fn charge(&mut self, memory: usize) -> Result<(), WireError> {
        self.memory = self.memory.saturating_add(memory);
        if self.memory > MAXIMUM_MEMORY { Err(WireError::TooLarge) } else { Ok(()) }
    }

    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), WireError> {
        self.nesting += 1;
        self.reach(0)
    }

    /// Something lies here that has so many levels in itself.
    #[inline]
    pub(super) fn reach(&mut self, height: u32) -> Result<(), WireError> {
        self.deepest = self.deepest.max(self.nesting + height);
        if self.deepest > MAXIMUM_NESTING { Err(WireError::TooDeep) } else { Ok(()) }
    }

    #[inline]
    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }
}

/// Appends bytes to a frame.
pub(in super::super) struct Writer<'a> {
    bytes: &'a mut Vec<u8>,
    pub(super) classes: &'a mut SentClasses,
    pub(super) budget: Budget,
}

impl<'a> Writer<'a> {
    pub(super) fn new(bytes: &'a mut Vec<u8>, classes: &'a mut SentClasses) -> Writer<'a> {
        Writer { bytes, classes, budget: Budget::default() }
    }

    #[inline]
    pub(super) fn u8(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    #[inline]
    pub(super) fn bool(&mut self, value: bool) {
        self.u8(value.into());
    }

    #[inline]
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A bit for each of so many things, none set; gives the place.
    #[inline]
    pub(super) fn bits(&mut self, count: usize) -> usize {
        let at = self.bytes.len();
        self.bytes.resize(at + count.div_ceil(8), 0);
        at
    }

    /// Sets a bit of those at this place.
    #[inline]
    pub(super) fn set_bit(&mut self, at: usize, bit: usize) {
        self.bytes[at + bit / 8] |= 1 << (bit % 8);
    }

    /// A number in groups of seven bits, least first.
    #[inline]
    pub(super) fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    #[inline]
    pub(super) fn count(&mut self, count: usize) {
        self.varint(count as u64);
    }

    /// A text that comes out as one that lies in the frame.
    #[inline]
    pub(super) fn units(&mut self, units: &[Unit]) -> Result<(), WireError> {
        self.budget.charge(units.len() * UNIT)?;
        self.count(units.len());
        self.raw_units(units);
        self.raw(&[0; UNIT]);
        Ok(())
    }

    #[cfg(not(any(windows, feature = "wide")))]
    #[inline]
    fn raw_units(&mut self, units: &[Unit]) {
        self.raw(units);
    }

    #[cfg(any(windows, feature = "wide"))]
    fn raw_units(&mut self, units: &[Unit]) {
        units.iter().for_each(|unit| self.bytes.extend_from_slice(&unit.to_le_bytes()));
    }

    pub(super) fn text(&mut self, text: &Text) -> Result<(), WireError> {
        self.budget.charge(TEXT_MEMORY)?;
        self.units(text.units())
    }

    pub(super) fn str(&mut self, text: &str) -> Result<(), WireError> {
        self.budget.charge(TEXT_MEMORY + text.len())?;
        self.count(text.len());
        self.raw(text.as_bytes());
        Ok(())
    }

    /// Whether there is something, and what it is.
    pub(super) fn optional<T>(
        &mut self,
        thing: Option<T>,
        write: impl FnOnce(&mut Self, T) -> Result<(), WireError>,
    ) -> Result<(), WireError> {
        self.bool(thing.is_some());
        thing.map_or(Ok(()), |thing| write(self, thing))
    }

    pub(super) fn optional_text(&mut self, text: Option<&Text>) -> Result<(), WireError> {
        self.optional(text, Writer::text)
    }

    /// Several things after their number; each takes so much memory beside what is charged for what is in it.
    pub(super) fn several<T>(
        &mut self,
        things: &[T],
        mut write: impl FnMut(&mut Self, &T) -> Result<(), WireError>,
    ) -> Result<(), WireError> {
        self.budget.charge(size_of_val(things))?;
        self.count(things.len());
        things.iter().try_for_each(|thing| write(self, thing))
    }
}

/// Reads a frame from the front to the back.
pub(in super::super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    pub(super) classes: &'a mut ReceivedClasses,
    pub(super) budget: Budget,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], classes: &'a mut ReceivedClasses) -> Reader<'a> {
        Reader { bytes, at: 0, classes, budget: Budget::default() }
    }

    /// That something else was expected here.
    #[cold]
    pub(super) fn wrong(&self, expected: &'static str) -> WireError {
        WireError::Unexpected { at: self.at, expected }
    }

    /// Number of bytes that are left.
    #[inline]
    pub(super) fn rest(&self) -> usize {
        self.bytes.len() - self.at
    }

    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        match self.at.checked_add(length).and_then(|end| self.bytes.get(self.at..end)) {
            Some(bytes) => {
                self.at += length;
                Ok(bytes)
            }
            None => Err(self.wrong("more bytes")),
        }
    }

    #[inline]
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        match self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<N>) {
            Some(bytes) => {
                self.at += N;
                Ok(*bytes)
            }
            None => Err(self.wrong("more bytes")),
        }
    }

    #[inline]
    pub(super) fn u8(&mut self) -> Result<u8, WireError> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    #[inline]
    pub(super) fn bool(&mut self) -> Result<bool, WireError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.wrong("a boolean before this")),
        }
    }

    /// A bit for each of so many things. Bits behind the last are zero.
    #[inline]
    pub(super) fn bits(&mut self, count: usize) -> Result<&'a [u8], WireError> {
        let bits = self.take(count.div_ceil(8))?;
        match bits.last() {
            Some(last) if !count.is_multiple_of(8) && last >> (count % 8) != 0 => {
                Err(self.wrong("no bits for more than there is before this"))
            }
            _ => Ok(bits),
        }
    }

    #[inline]
    pub(super) fn varint(&mut self) -> Result<u64, WireError> {
        let first = self.u8()?;
        if first < 0x80 {
            return Ok(first.into());
        }
        let mut number = u64::from(first & 0x7f);
        for shift in (7..64).step_by(7) {
            let byte = self.u8()?;
            let group = u64::from(byte & 0x7f);
            // One number has one form.
            if shift == 63 && group > 1 || byte == 0 {
                break;
            }
            number |= group << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.wrong("a number of 64 bits before this"))
    }

    #[inline]
    pub(super) fn u32(&mut self) -> Result<u32, WireError> {
        let number = self.varint()?;
        u32::try_from(number).map_err(|_| self.wrong("a number of 32 bits before this"))
    }

    /// A number of things of which each takes so many bytes at least: never more than what is left.
    #[inline]
    pub(super) fn count(&mut self, least: usize) -> Result<usize, WireError> {
        let count = self.varint()?;
        match usize::try_from(count) {
            Ok(count) if count.checked_mul(least).is_some_and(|needed| needed <= self.rest()) => Ok(count),
            _ => Err(self.wrong("so much as the number before this says")),
        }
    }

    /// The units of a text and the NUL behind them.
    #[inline]
    pub(super) fn units(&mut self) -> Result<Cow<'a, [Unit]>, WireError> {
        let count = self.count(UNIT)?;
        self.budget.charge(count * UNIT)?;
        let bytes = self.take((count + 1).saturating_mul(UNIT))?;
        if bytes[count * UNIT..] != [0; UNIT] {
            return Err(self.wrong("a NUL behind a text before this"));
        }
        Ok(units_of(bytes))
    }

    pub(super) fn text(&mut self) -> Result<Text, WireError> {
        self.budget.charge(TEXT_MEMORY)?;
        let units = self.units()?;
        let text = TextRef::from_units_with_nul(&units);
        text.map(TextRef::to_text).ok_or_else(|| self.wrong("a NUL behind a text before this"))
    }

    pub(super) fn str(&mut self) -> Result<&'a str, WireError> {
        let count = self.count(1)?;
        self.budget.charge(TEXT_MEMORY + count)?;
        std::str::from_utf8(self.take(count)?).map_err(|_| self.wrong("UTF-8 before this"))
    }

    pub(super) fn string(&mut self) -> Result<String, WireError> {
        self.str().map(str::to_owned)
    }

    pub(super) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, WireError>,
    ) -> Result<Option<T>, WireError> {
        if self.bool()? { read(self).map(Some) } else { Ok(None) }
    }

    pub(super) fn optional_text(&mut self) -> Result<Option<Text>, WireError> {
        self.optional(Reader::text)
    }

    /// Several things after their number.
    pub(super) fn several<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let count = self.count(1)?;
        self.budget.charge(count.saturating_mul(size_of::<T>()))?;
        // Not more at once than what is certainly there: a thing in memory is larger than its byte.
        let mut things = Vec::with_capacity(count.min(256));
        for _ in 0..count {
            things.push(read(self)?);
        }
        Ok(things)
    }

    /// That nothing is left.
    pub(super) fn finish(self) -> Result<(), WireError> {
        if self.rest() == 0 { Ok(()) } else { Err(self.wrong("the end")) }
    }
}

#[cfg(not(any(windows, feature = "wide")))]
#[inline]
fn units_of(bytes: &[u8]) -> Cow<'_, [Unit]> {
    Cow::Borrowed(bytes)
}

#[cfg(any(windows, feature = "wide"))]
fn units_of(bytes: &[u8]) -> Cow<'_, [Unit]> {
    let units = bytes.chunks_exact(UNIT);
    units.map(|unit| unit.try_into().map_or(0, Unit::from_le_bytes)).collect()
}
