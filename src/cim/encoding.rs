//! The encodings of texts that come from files and buffers: MOF and XML alike.

use std::borrow::Cow;

/// What could be decoded of bytes that are no text, and why the rest could not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DecodeError {
    /// The text up to the place of the error.
    pub valid: String,
    /// What was expected and what was found.
    pub message: String,
}

/// Decodes UTF-8 with or without a byte-order mark, UTF-16 and UTF-32 of either order. UTF-16 and UTF-32 without a mark are
/// recognised where they begin with an ASCII character. UTF-8 is not copied. No text of C can hold the character 0, so
/// none is accepted.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    without_nul(Encoding::of(bytes).decode(bytes)?)
}

/// [`decode`] for what C programs pass: characters 0 at the end are left out, as they often pass the terminator too.
pub fn decode_terminated(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    let mut text = Encoding::of(bytes).decode(bytes)?;
    let length = text.trim_end_matches('\0').len();
    match &mut text {
        Cow::Borrowed(borrowed) => *borrowed = &borrowed[..length],
        Cow::Owned(owned) => owned.truncate(length),
    }
    without_nul(text)
}

/// [`decode`] for the first bytes of many: a character that is cut off at the end is left out. `None` where they are no text.
pub(crate) fn decode_beginning(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let encoding = Encoding::of(bytes);
    let whole = match encoding {
        Encoding::Utf8 => bytes.len() - cut_off(bytes),
        Encoding::Utf16(unit) => {
            let even = bytes.len() & !1;
            let is_first_half = |last: &[u8; 2]| (0xd800..0xdc00).contains(&unit(*last));
            if bytes[..even].last_chunk().is_some_and(is_first_half) { even - 2 } else { even }
        }
        Encoding::Utf32(_) => bytes.len() & !3,
    };
    without_nul(encoding.decode(&bytes[..whole]).ok()?).ok()
}

/// How many bytes at the end begin a character of UTF-8 and don't end it.
fn cut_off(bytes: &[u8]) -> usize {
    let begins =
        |count: &usize| bytes.get(bytes.len().wrapping_sub(*count)).is_some_and(|&byte| byte >= 0xc0);
    let is_cut = |count: &usize| {
        let end = std::str::from_utf8(&bytes[bytes.len() - count..]);
        end.is_err_and(|error| error.error_len().is_none())
    };
    (1..=3).find(begins).filter(is_cut).unwrap_or(0)
}

/// How many of the bytes hold a text that they begin with, once they are decoded; the mark counts too.
pub fn encoded_length(bytes: &[u8], beginning: &str) -> usize {
    let encoding = Encoding::of(bytes);
    let (unit, length) = match encoding {
        Encoding::Utf8 => (1, beginning.len()),
        Encoding::Utf16(_) => (2, beginning.chars().map(char::len_utf16).sum()),
        Encoding::Utf32(_) => (4, beginning.chars().count()),
    };
    encoding.mark(bytes) + unit * length
}

fn without_nul(text: Cow<'_, str>) -> Result<Cow<'_, str>, DecodeError> {
    match memchr::memchr(0, text.as_bytes()) {
        None => Ok(text),
        Some(at) => Err(DecodeError {
            valid: text[..at].to_owned(),
            message: "expected text, found the character 0".into(),
        }),
    }
}

/// How characters are made of bytes.
#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
    Utf32(fn([u8; 4]) -> u32),
}

impl Encoding {
    fn of(bytes: &[u8]) -> Encoding {
        match bytes {
            [0xff, 0xfe, 0, 0, ..] => Encoding::Utf32(u32::from_le_bytes),
            [0, 0, 0xfe, 0xff, ..] => Encoding::Utf32(u32::from_be_bytes),
            [0xff, 0xfe, ..] => Encoding::Utf16(u16::from_le_bytes),
            [0xfe, 0xff, ..] => Encoding::Utf16(u16::from_be_bytes),
            [first, 0, 0, 0, ..] if *first != 0 => Encoding::Utf32(u32::from_le_bytes),
            [0, 0, 0, first, ..] if *first != 0 => Encoding::Utf32(u32::from_be_bytes),
            [first, 0, ..] if *first != 0 => Encoding::Utf16(u16::from_le_bytes),
            [0, first, ..] if *first != 0 => Encoding::Utf16(u16::from_be_bytes),
            _ => Encoding::Utf8,
        }
    }

    /// The bytes of the marks at the beginning.
    fn mark(self, bytes: &[u8]) -> usize {
        match self {
            Encoding::Utf8 if bytes.starts_with(&[0xef, 0xbb, 0xbf]) => 3,
            Encoding::Utf8 => 0,
            Encoding::Utf16(unit) => {
                2 * bytes.chunks_exact(2).take_while(|pair| unit([pair[0], pair[1]]) == 0xfeff).count()
            }
            Encoding::Utf32(unit) => {
                let is_mark = |bytes: &&[u8]| unit([bytes[0], bytes[1], bytes[2], bytes[3]]) == 0xfeff;
                4 * bytes.chunks_exact(4).take_while(is_mark).count()
            }
        }
    }

    fn decode(self, bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
        let text = &bytes[self.mark(bytes)..];
        match self {
            Encoding::Utf8 => decode_utf8(text),
            Encoding::Utf16(unit) => decode_utf16(text, unit).map(Cow::Owned),
            Encoding::Utf32(unit) => decode_utf32(text, unit).map(Cow::Owned),
        }
    }
}

fn decode_utf8(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let (valid, rest) = bytes.split_at(error.valid_up_to());
        let byte = rest.first().copied().unwrap_or(0);
        DecodeError {
            valid: String::from_utf8_lossy(valid).into_owned(),
            message: format!(
                "expected UTF-8 text, found the byte 0x{byte:02X}; save the file as UTF-8, or as UTF-16 with a \
                 byte-order mark"
            ),
        }
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut valid = String::with_capacity(bytes.len() / 2);
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => valid.push(character),
            Err(error) => {
                let found = error.unpaired_surrogate();
                let message = format!("expected UTF-16 text, found half a surrogate pair (0x{found:04X})");
                return Err(DecodeError { valid, message });
            }
        }
    }
    whole(valid, odd, "UTF-16")
}

fn decode_utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Result<String, DecodeError> {
    let units = bytes.chunks_exact(4);
    let odd = !units.remainder().is_empty();
    let units = units.map(|bytes| unit([bytes[0], bytes[1], bytes[2], bytes[3]]));
    let mut valid = String::with_capacity(bytes.len() / 4);
    for unit in units {
        match char::from_u32(unit) {
            Some(character) => valid.push(character),
            None => {
                let message = format!("expected UTF-32 text, found 0x{unit:08X}, which is no character");
                return Err(DecodeError { valid, message });
            }
        }
    }
    whole(valid, odd, "UTF-32")
}

fn whole(valid: String, odd: bool, encoding: &str) -> Result<String, DecodeError> {
    if odd {
        let message = format!("expected {encoding} text, found a part of a character at the end");
        return Err(DecodeError { valid, message });
    }
    Ok(valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn utf32(text: &str, bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars().flat_map(|character| bytes(u32::from(character))).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "class Größe { string \u{1f600}; };";
        let with_mark = format!("\u{feff}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            with_mark.as_bytes().to_vec(),
            utf16(&with_mark, u16::to_le_bytes),
            utf16(&with_mark, u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            utf32(&with_mark, u32::to_le_bytes),
            utf32(&with_mark, u32::to_be_bytes),
            utf32(text, u32::to_le_bytes),
            utf32(text, u32::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_text_is_told_with_what_stands_before_it() {
        let error = decode(b"ab\xe9").unwrap_err();
        assert_eq!(error.valid, "ab");
        assert!(error.message.contains("0xE9"));
        assert_eq!(decode(b"\xff\xfea\0\x00\xd8").unwrap_err().valid, "a");
        assert_eq!(decode(b"a\0\0\0\0\xd8\0\0").unwrap_err().valid, "a");
        assert!(decode(b"\xff\xfea\0b").unwrap_err().message.contains("part of a character"));
        assert!(decode(b"a\0\0\0b\0").unwrap_err().message.contains("part of a character"));
        assert_eq!(decode(b"ab cd\0ef").unwrap_err().message, "expected text, found the character 0");
    }

    #[test]
    fn a_terminator_at_the_end_is_left_out() {
        assert_eq!(decode_terminated(b"text\0").unwrap(), "text");
        assert_eq!(decode_terminated(&utf16("text\0\0", u16::to_be_bytes)).unwrap(), "text");
        assert!(decode_terminated(b"te\0xt\0").is_err());
        assert_eq!(decode_terminated(b"").unwrap(), "");
    }

    #[test]
    fn a_beginning_has_no_half_of_a_character() {
        let text = "a\u{e4}b\u{20ac}c\u{1f600}d";
        for bytes in [text.as_bytes().to_vec(), utf16(text, u16::to_le_bytes), utf32(text, u32::to_be_bytes)]
        {
            for length in 4..=bytes.len() {
                let beginning = decode_beginning(&bytes[..length]).unwrap();
                assert!(text.starts_with(&*beginning), "{length}");
                let next = text[beginning.len()..].chars().next();
                let with_next = format!("{beginning}{}", next.map_or_else(String::new, String::from));
                assert!(next.is_none() || encoded_length(&bytes, &with_next) > length, "{length}");
            }
        }
        assert_eq!(decode_beginning(b"ab\xe9cdef"), None);
        assert_eq!(decode_beginning(b"ab\0c"), None);
    }

    #[test]
    fn how_many_bytes_hold_a_text_is_known_in_every_encoding() {
        let text = "a\u{e4}\u{1f600}";
        for mark in ["", "\u{feff}"] {
            let whole = format!("{mark}{text}b");
            let length = |bytes: &[u8]| encoded_length(bytes, text);
            assert_eq!(length(whole.as_bytes()), mark.len() + 7);
            for bytes in [utf16(&whole, u16::to_le_bytes), utf16(&whole, u16::to_be_bytes)] {
                assert_eq!(length(&bytes), bytes.len() - 2);
            }
            for bytes in [utf32(&whole, u32::to_le_bytes), utf32(&whole, u32::to_be_bytes)] {
                assert_eq!(length(&bytes), bytes.len() - 4);
            }
        }
    }
}
