//! Units of sixteen bits: UTF-16.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{NotUnicode, UnitFault};

/// One unit.
pub type Unit = u16;

/// The text as UTF-8, for people: what is not valid Unicode is replaced by U+FFFD.
pub fn to_str_lossy(units: &[Unit]) -> Cow<'_, str> {
    Cow::Owned(String::from_utf16_lossy(units))
}

/// The text as UTF-8, or where it stops being valid Unicode.
pub fn to_str(units: &[Unit]) -> Result<Cow<'_, str>, NotUnicode> {
    String::from_utf16(units).map(Cow::Owned).map_err(|_| wrong(units))
}

/// Where the text stops being valid Unicode.
pub fn check(units: &[Unit]) -> Result<(), NotUnicode> {
    let is_valid = char::decode_utf16(units.iter().copied()).all(|character| character.is_ok());
    if is_valid { Ok(()) } else { Err(wrong(units)) }
}

/// The first unit that belongs to no character, in a text that has one.
#[cold]
fn wrong(units: &[Unit]) -> NotUnicode {
    let mut at = 0;
    for character in char::decode_utf16(units.iter().copied()) {
        match character {
            Ok(character) => at += character.len_utf16(),
            Err(_) => break,
        }
    }
    NotUnicode { at, unit: units.get(at).copied().unwrap_or_default().into(), fault: UnitFault::Surrogate }
}

/// UTF-8 as units.
pub fn from_str(text: &str) -> Cow<'_, [Unit]> {
    Cow::Owned(text.encode_utf16().collect())
}

/// The order of two texts by their code points, in which UTF-8 sorts too. Texts that are not valid Unicode have a place in it.
pub fn order(left: &[Unit], right: &[Unit]) -> Ordering {
    let differing = left.iter().zip(right).find(|(left, right)| left != right);
    match differing {
        Some((&left, &right)) => rank(left).cmp(&rank(right)),
        None => left.len().cmp(&right.len()),
    }
}

/// Surrogates, which stand for the code points from 0x10000 on, come behind all other units.
fn rank(unit: Unit) -> u32 {
    let is_surrogate = matches!(unit, 0xd800..=0xdfff);
    u32::from(unit) + if is_surrogate { 0x1_0000 } else { 0 }
}
