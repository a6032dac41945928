//! Units of eight bits: UTF-8.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{NotUnicode, UnitFault};

/// One unit.
pub type Unit = u8;

/// The text as UTF-8, for people: what is not valid Unicode is replaced by U+FFFD.
pub fn to_str_lossy(units: &[Unit]) -> Cow<'_, str> {
    String::from_utf8_lossy(units)
}

/// The text as UTF-8, or where it stops being valid Unicode.
#[inline]
pub fn to_str(units: &[Unit]) -> Result<Cow<'_, str>, NotUnicode> {
    match std::str::from_utf8(units) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => Err(wrong(units, error.valid_up_to())),
    }
}

#[cold]
fn wrong(units: &[Unit], at: usize) -> NotUnicode {
    NotUnicode { at, unit: units.get(at).copied().unwrap_or_default().into(), fault: UnitFault::Byte }
}

/// Where the text stops being valid Unicode.
pub fn check(units: &[Unit]) -> Result<(), NotUnicode> {
    to_str(units).map(|_| ())
}

/// UTF-8 as units.
pub fn from_str(text: &str) -> Cow<'_, [Unit]> {
    Cow::Borrowed(text.as_bytes())
}

/// The order of two texts by their code points, in which UTF-8 sorts too. Texts that are not valid Unicode have a place in it.
#[inline]
pub fn order(left: &[Unit], right: &[Unit]) -> Ordering {
    left.cmp(right)
}
