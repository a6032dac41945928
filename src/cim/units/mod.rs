//! Code units and Unicode, in each of the three widths that a character of the library can have.
//!
//! The library uses one of the three, [`own`]; all are built in every library, so that each is tested everywhere. `docs/texts.md`
//! says what happens to units that are not valid Unicode; here is how they are found, and told.

pub mod utf16;
pub mod utf32;
pub mod utf8;

use std::fmt;

/// The width of this library's character.
#[cfg(not(any(windows, feature = "wide")))]
pub use utf8 as own;
/// The width of this library's character.
#[cfg(windows)]
pub use utf16 as own;
/// The width of this library's character.
#[cfg(all(feature = "wide", not(windows)))]
pub use utf32 as own;

/// Where a text stops being valid Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUnicode {
    /// The index of the first unit that belongs to no character.
    pub at: usize,
    /// That unit.
    pub unit: u32,
    /// What is wrong with it.
    pub fault: UnitFault,
}

/// What is wrong with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFault {
    /// A byte that is no part of a character in UTF-8: a stray or missing continuation, an overlong form, half of a surrogate pair
    /// in three bytes, a code point behind the last.
    Byte,
    /// Half of a surrogate pair, in UTF-16 without the other half.
    Surrogate,
    /// A number behind the last code point, 0x10FFFF.
    BeyondUnicode,
    /// The character 0, which ends a text.
    Nul,
}

impl std::error::Error for NotUnicode {}

impl fmt::Display for NotUnicode {
    /// As the end of a sentence that begins with the text.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NotUnicode { at, unit, fault } = self;
        match fault {
            UnitFault::Byte => {
                write!(formatter, "is not valid Unicode: the byte 0x{unit:02X} at index {at} is no UTF-8")
            }
            UnitFault::Surrogate => write!(
                formatter,
                "is not valid Unicode: the unit 0x{unit:04X} at index {at} is half of a surrogate pair"
            ),
            UnitFault::BeyondUnicode => {
                write!(formatter, "is not valid Unicode: the unit 0x{unit:X} at index {at} is no code point")
            }
            UnitFault::Nul => write!(formatter, "holds the character 0, at index {at}"),
        }
    }
}

#[cfg(test)]
mod tests;
