//! Texts as the library's clients see them: code units of the library's character, ended by a NUL.
//!
//! A text is stored once, in the width that C reads, so that handing it out costs nothing. [`Unit`] is `u8` in the narrow
//! library, `u16` on Windows and `u32` in the wide library on Linux; only [`super::units`] and the C boundary know which.
//!
//! A text may hold units that are not valid Unicode, which clients give and get back as they are. Where it becomes Unicode,
//! [`Text::to_str_exact`] refuses them; [`Text::to_str`] is for what people read. `docs/texts.md` says which is which.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub use super::units::own::Unit;
use super::units::{NotUnicode, UnitFault, own};

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

    /// The text as UTF-8, for people. What is not valid Unicode is replaced by U+FFFD.
    pub fn to_str(&self) -> Cow<'_, str> {
        self.as_text_ref().to_str()
    }

    /// The text as UTF-8, or where it stops being valid Unicode.
    pub fn to_str_exact(&self) -> Result<Cow<'_, str>, NotUnicode> {
        self.as_text_ref().to_str_exact()
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

    /// The text as UTF-8, for people. What is not valid Unicode is replaced by U+FFFD.
    pub fn to_str(self) -> Cow<'a, str> {
        units_to_str(self.units())
    }

    /// The text as UTF-8, or where it stops being valid Unicode.
    pub fn to_str_exact(self) -> Result<Cow<'a, str>, NotUnicode> {
        units_to_str_exact(self.units())
    }
}

/// Code units as UTF-8, for people; what is not valid Unicode is replaced by U+FFFD.
pub fn units_to_str(units: &[Unit]) -> Cow<'_, str> {
    own::to_str_lossy(units)
}

/// Code units as UTF-8, or where they stop being valid Unicode.
#[inline]
pub fn units_to_str_exact(units: &[Unit]) -> Result<Cow<'_, str>, NotUnicode> {
    own::to_str(units)
}

/// UTF-8 as code units of the library's character.
#[inline]
pub fn str_to_units(text: &str) -> Cow<'_, [Unit]> {
    own::from_str(text)
}

/// That a text can outlive the process: it is valid Unicode, and without the character 0, at which C would take it for ended.
#[inline]
pub fn check_stored(units: &[Unit]) -> Result<(), NotUnicode> {
    own::check(units)?;
    if units.contains(&NUL) { Err(nul_in(units)) } else { Ok(()) }
}

#[cold]
fn nul_in(units: &[Unit]) -> NotUnicode {
    let at = units.iter().position(|&unit| unit == NUL).unwrap_or_default();
    NotUnicode { at, unit: 0, fault: UnitFault::Nul }
}

/// A text that [`check_stored`] takes, as UTF-8.
pub fn units_to_stored(units: &[Unit]) -> Result<Cow<'_, [u8]>, NotUnicode> {
    check_stored(units)?;
    Ok(match units_to_str_exact(units)? {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    })
}

/// The code units of what [`units_to_stored`] made, or `None` for bytes that are no UTF-8. The narrow library takes them as they are:
/// earlier versions of it stored what they were given, and it gives that back.
#[cfg(not(any(windows, feature = "wide")))]
#[inline]
pub fn stored_to_units(bytes: &[u8]) -> Option<Cow<'_, [Unit]>> {
    Some(Cow::Borrowed(bytes))
}

/// The code units of what [`units_to_stored`] made, or `None` for bytes that are no UTF-8.
#[cfg(any(windows, feature = "wide"))]
pub fn stored_to_units(bytes: &[u8]) -> Option<Cow<'_, [Unit]>> {
    std::str::from_utf8(bytes).ok().map(str_to_units)
}

/// Code units as bytes for a writer that looks at all that it wrote before anybody gets it: UTF-8 for every text that is valid
/// Unicode. Of others the narrow library gives the bytes, the other
/// libraries an error.
#[cfg(not(any(windows, feature = "wide")))]
#[inline]
pub(crate) fn units_to_unchecked_bytes(units: &[Unit]) -> Result<Cow<'_, [u8]>, NotUnicode> {
    Ok(Cow::Borrowed(units))
}

/// Code units as bytes for a writer that looks at all that it wrote before anybody gets it: UTF-8 for every text that is valid
/// Unicode. Of others the narrow library gives the bytes, the other
/// libraries an error.
#[cfg(any(windows, feature = "wide"))]
pub(crate) fn units_to_unchecked_bytes(units: &[Unit]) -> Result<Cow<'_, [u8]>, NotUnicode> {
    units_to_str_exact(units).map(|text| Cow::Owned(text.into_owned().into_bytes()))
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
        for text in ["", "Größe", "𝄞\u{feff}\u{ffff}x"] {
            let text = Text::from(text);
            let bytes = units_to_stored(text.units()).unwrap();
            assert_eq!(stored_to_units(&bytes).as_deref(), Some(text.units()));
        }
    }

    #[test]
    fn what_is_stored_is_valid_unicode_and_has_no_nul() {
        // A surrogate in UTF-16 and UTF-32, and a byte that begins no character of UTF-8.
        let half = 0xd8ff_u32 as Unit;
        let fault = units_to_stored(&[65, half, 66]).unwrap_err();
        assert!(fault.at == 1 && fault.to_string().contains(&format!("0x{half:X}")), "{fault}");
        let fault = units_to_stored(&[65, 66, 0, 67]).unwrap_err();
        assert_eq!(fault.to_string(), "holds the character 0, at index 2");
    }

    #[test]
    fn an_empty_text_is_a_nul_alone() {
        assert!(Text::default().is_empty());
        assert_eq!(Text::default().as_text_ref().units_with_nul(), [0]);
    }
}
