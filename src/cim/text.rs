//! Texts as the library's clients see them: code units of the library's character, ended by a NUL.
//!
//! A text is stored once, in the width that C reads, so that handing it out costs nothing. [`Unit`] is `u8` in the narrow
//! library, `u16` on Windows and `u32` in the wide library on Linux; only this file and the C boundary know which.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// One code unit of the library's character.
#[cfg(not(any(windows, feature = "wide")))]
pub type Unit = u8;
/// One code unit of the library's character.
#[cfg(windows)]
pub type Unit = u16;
/// One code unit of the library's character.
#[cfg(all(feature = "wide", not(windows)))]
pub type Unit = u32;

const NUL: Unit = 0;

/// An owned, shared, immutable text that ends in a NUL.
#[derive(Clone)]
pub struct Text(Arc<[Unit]>);

/// A borrowed text that ends in a NUL.
#[derive(Clone, Copy)]
pub struct TextRef<'a>(&'a [Unit]);

impl Text {
    /// Copies code units and ends them with a NUL.
    pub fn from_units(units: &[Unit]) -> Text {
        // Names are short: built here, they cost one allocation instead of two.
        let mut short = [NUL; 64];
        if let Some(place) = short.get_mut(..units.len()).filter(|_| units.len() < 64) {
            place.copy_from_slice(units);
            return Text(short[..=units.len()].into());
        }
        let mut owned = Vec::with_capacity(units.len() + 1);
        owned.extend_from_slice(units);
        owned.push(NUL);
        Text(owned.into())
    }

    /// The text as a borrowed one.
    pub fn as_text_ref(&self) -> TextRef<'_> {
        TextRef(&self.0)
    }

    /// The code units without the NUL at the end.
    pub fn units(&self) -> &[Unit] {
        &self.0[..self.0.len() - 1]
    }

    /// Number of code units, without the NUL at the end.
    pub fn len(&self) -> usize {
        self.0.len() - 1
    }

    /// Whether the text has no code unit but the NUL.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text as UTF-8. What is not valid Unicode is replaced by U+FFFD.
    pub fn to_str(&self) -> Cow<'_, str> {
        self.as_text_ref().to_str()
    }

    /// Where C finds the text: its first unit, followed by the others and a NUL.
    pub fn as_ptr(&self) -> *const Unit {
        self.0.as_ptr()
    }

    /// Bytes that the heap holds for this text.
    pub fn heap_size(&self) -> usize {
        std::mem::size_of_val(&*self.0) + 2 * std::mem::size_of::<usize>()
    }
}

impl<'a> TextRef<'a> {
    /// A view of units that end in a NUL, or `None` when they don't.
    #[inline]
    pub fn from_units_with_nul(units: &'a [Unit]) -> Option<TextRef<'a>> {
        (units.last() == Some(&NUL)).then_some(TextRef(units))
    }

    /// The code units without the NUL at the end.
    #[inline]
    pub fn units(self) -> &'a [Unit] {
        &self.0[..self.0.len() - 1]
    }

    /// The code units and the NUL that ends them.
    pub fn units_with_nul(self) -> &'a [Unit] {
        self.0
    }

    /// Number of code units, without the NUL at the end.
    pub fn len(self) -> usize {
        self.0.len() - 1
    }

    /// Whether the text has no code unit but the NUL.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Where C finds the text: its first unit, followed by the others and a NUL.
    pub fn as_ptr(self) -> *const Unit {
        self.0.as_ptr()
    }

    /// An owned copy.
    pub fn to_text(self) -> Text {
        Text(self.0.into())
    }

    /// The text as UTF-8. What is not valid Unicode is replaced by U+FFFD.
    pub fn to_str(self) -> Cow<'a, str> {
        units_to_str(self.units())
    }

    /// The text as UTF-8, or `None` when it is not valid Unicode.
    pub fn to_str_exact(self) -> Option<Cow<'a, str>> {
        units_to_str_exact(self.units())
    }
}

/// Code units as UTF-8; what is not valid Unicode is replaced by U+FFFD.
#[cfg(not(any(windows, feature = "wide")))]
pub fn units_to_str(units: &[Unit]) -> Cow<'_, str> {
    String::from_utf8_lossy(units)
}

/// Code units as UTF-8; what is not valid Unicode is replaced by U+FFFD.
#[cfg(windows)]
pub fn units_to_str(units: &[Unit]) -> Cow<'_, str> {
    Cow::Owned(String::from_utf16_lossy(units))
}

/// Code units as UTF-8; what is not valid Unicode is replaced by U+FFFD.
#[cfg(all(feature = "wide", not(windows)))]
pub fn units_to_str(units: &[Unit]) -> Cow<'_, str> {
    Cow::Owned(
        units.iter().map(|&unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
    )
}

/// Code units as UTF-8, or `None` when they are not valid Unicode.
#[cfg(not(any(windows, feature = "wide")))]
pub fn units_to_str_exact(units: &[Unit]) -> Option<Cow<'_, str>> {
    std::str::from_utf8(units).ok().map(Cow::Borrowed)
}

/// Code units as UTF-8, or `None` when they are not valid Unicode.
#[cfg(windows)]
pub fn units_to_str_exact(units: &[Unit]) -> Option<Cow<'_, str>> {
    String::from_utf16(units).ok().map(Cow::Owned)
}

/// Code units as UTF-8, or `None` when they are not valid Unicode.
#[cfg(all(feature = "wide", not(windows)))]
pub fn units_to_str_exact(units: &[Unit]) -> Option<Cow<'_, str>> {
    units.iter().map(|&unit| char::from_u32(unit)).collect::<Option<String>>().map(Cow::Owned)
}

/// UTF-8 as code units of the library's character.
#[cfg(not(any(windows, feature = "wide")))]
pub fn str_to_units(text: &str) -> Cow<'_, [Unit]> {
    Cow::Borrowed(text.as_bytes())
}

/// UTF-8 as code units of the library's character.
#[cfg(windows)]
pub fn str_to_units(text: &str) -> Cow<'_, [Unit]> {
    Cow::Owned(text.encode_utf16().collect())
}

/// UTF-8 as code units of the library's character.
#[cfg(all(feature = "wide", not(windows)))]
pub fn str_to_units(text: &str) -> Cow<'_, [Unit]> {
    Cow::Owned(text.chars().map(u32::from).collect())
}

/// Code units as the bytes that files and the network hold, which is UTF-8 for every text that is valid Unicode; `None`
/// for units that have no such form. The narrow library keeps what it was given, byte for byte.
#[cfg(not(any(windows, feature = "wide")))]
pub fn units_to_bytes(units: &[Unit]) -> Option<Cow<'_, [u8]>> {
    Some(Cow::Borrowed(units))
}

/// Code units as the bytes that files and the network hold, which is UTF-8 for every text that is valid Unicode; `None`
/// for units that have no such form.
#[cfg(any(windows, feature = "wide"))]
pub fn units_to_bytes(units: &[Unit]) -> Option<Cow<'_, [u8]>> {
    units_to_str_exact(units).map(|text| Cow::Owned(text.into_owned().into_bytes()))
}

/// The code units of what [`units_to_bytes`] made. What is not valid Unicode is replaced by U+FFFD where units are wider
/// than a byte.
#[cfg(not(any(windows, feature = "wide")))]
pub fn bytes_to_units(bytes: &[u8]) -> Cow<'_, [Unit]> {
    Cow::Borrowed(bytes)
}

/// The code units of what [`units_to_bytes`] made. What is not valid Unicode is replaced by U+FFFD where units are wider
/// than a byte.
#[cfg(any(windows, feature = "wide"))]
pub fn bytes_to_units(bytes: &[u8]) -> Cow<'_, [Unit]> {
    Cow::Owned(str_to_units(&String::from_utf8_lossy(bytes)).into_owned())
}

/// Whatever can be read as code units: lets names be asked for by `&str`, [`Text`] or [`TextRef`] alike.
pub trait ToUnits {
    /// The code units, without a NUL at the end.
    fn to_units(&self) -> Cow<'_, [Unit]>;
}

impl ToUnits for str {
    #[inline]
    fn to_units(&self) -> Cow<'_, [Unit]> {
        str_to_units(self)
    }
}

impl ToUnits for String {
    fn to_units(&self) -> Cow<'_, [Unit]> {
        str_to_units(self)
    }
}

impl ToUnits for Text {
    fn to_units(&self) -> Cow<'_, [Unit]> {
        Cow::Borrowed(self.units())
    }
}

impl ToUnits for TextRef<'_> {
    fn to_units(&self) -> Cow<'_, [Unit]> {
        Cow::Borrowed(self.units())
    }
}

impl ToUnits for [Unit] {
    #[inline]
    fn to_units(&self) -> Cow<'_, [Unit]> {
        Cow::Borrowed(self)
    }
}

impl<T: ToUnits + ?Sized> ToUnits for &T {
    fn to_units(&self) -> Cow<'_, [Unit]> {
        (**self).to_units()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::from_units(&str_to_units(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::from(text.as_str())
    }
}

impl From<TextRef<'_>> for Text {
    fn from(text: TextRef<'_>) -> Text {
        text.to_text()
    }
}

impl Default for Text {
    fn default() -> Text {
        Text::from_units(&[])
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.0 == other.0
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.units() == &*str_to_units(other)
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq for TextRef<'_> {
    fn eq(&self, other: &TextRef<'_>) -> bool {
        self.0 == other.0
    }
}

impl Eq for TextRef<'_> {}

impl PartialEq<str> for TextRef<'_> {
    fn eq(&self, other: &str) -> bool {
        self.units() == &*str_to_units(other)
    }
}

impl PartialEq<&str> for TextRef<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Text) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Text) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.to_str(), formatter)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_str())
    }
}

impl fmt::Debug for TextRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.to_str(), formatter)
    }
}

impl fmt::Display for TextRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_in_a_nul_that_its_length_does_not_count() {
        let text = Text::from("Größe");
        assert_eq!(text.as_text_ref().units_with_nul().last(), Some(&0));
        assert_eq!(text.units().len(), text.len());
        assert_eq!(text.to_str(), "Größe");
    }

    #[test]
    fn a_view_needs_a_nul_at_the_end() {
        assert!(TextRef::from_units_with_nul(&[65, 66]).is_none());
        assert!(TextRef::from_units_with_nul(&[65, 0]).is_some_and(|text| text == *"A"));
    }

    #[test]
    fn a_text_comes_back_from_its_bytes() {
        for text in ["", "Größe", "𝄞\0x"] {
            let text = Text::from(text);
            let bytes = units_to_bytes(text.units()).unwrap();
            assert_eq!(&*bytes_to_units(&bytes), text.units());
        }
    }

    #[test]
    fn an_empty_text_is_a_nul_alone() {
        assert!(Text::default().is_empty());
        assert_eq!(Text::default().as_text_ref().units_with_nul(), [0]);
    }
}
