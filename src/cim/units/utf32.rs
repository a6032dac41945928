//! Units of thirty-two bits: code points.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{NotUnicode, UnitFault};

/// One unit.
pub type Unit = u32;

/// The text as UTF-8, for people: what is not valid Unicode is replaced by U+FFFD.
pub fn to_str_lossy(units: &[Unit]) -> Cow<'_, str> {
    let characters = units.iter().map(|&unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
    Cow::Owned(characters.collect())
}

/// The text as UTF-8, or where it stops being valid Unicode.
pub fn to_str(units: &[Unit]) -> Result<Cow<'_, str>, NotUnicode> {
    let mut text = String::with_capacity(units.len());
    for (at, &unit) in units.iter().enumerate() {
        text.push(char::from_u32(unit).ok_or_else(|| wrong(at, unit))?);
    }
    Ok(Cow::Owned(text))
}

/// Where the text stops being valid Unicode.
pub fn check(units: &[Unit]) -> Result<(), NotUnicode> {
    match units.iter().position(|&unit| char::from_u32(unit).is_none()) {
        Some(at) => Err(wrong(at, units[at])),
        None => Ok(()),
    }
}

#[cold]
fn wrong(at: usize, unit: Unit) -> NotUnicode {
    let is_surrogate = matches!(unit, 0xd800..=0xdfff);
    let fault = if is_surrogate { UnitFault::Surrogate } else { UnitFault::BeyondUnicode };
    NotUnicode { at, unit, fault }
}

/// UTF-8 as units.
pub fn from_str(text: &str) -> Cow<'_, [Unit]> {
    Cow::Owned(text.chars().map(u32::from).collect())
}

/// The order of two texts by their code points, in which UTF-8 sorts too. Texts that are not valid Unicode have a place in it.
pub fn order(left: &[Unit], right: &[Unit]) -> Ordering {
    left.cmp(right)
}
