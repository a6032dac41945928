//! What literals mean: numbers of all bases, characters, and texts with their escapes.

use super::source::{Source, Span};
use super::syntax::{StringLiteral, ValueKind};

/// A mistake within a literal: its place, counted from the literal's beginning, and what it is.
pub(super) struct LiteralFault {
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) message: String,
}

/// Reads a number. Its base shows in its form: `101b`, `017`, `0x1F`, `10`, `1.5e3`.
pub(super) fn number(text: &str) -> Result<ValueKind, String> {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let is_hexadecimal =
        digits.len() > 1 && digits.as_bytes()[0] == b'0' && digits.as_bytes()[1] | 0x20 == b'x';
    if digits.contains('.') && !is_hexadecimal {
        return real(text, digits);
    }
    let (base, name, digits) = if is_hexadecimal {
        (16, "hexadecimal", &digits[2..])
    } else if let Some(binary) = digits.strip_suffix(['b', 'B']) {
        (2, "binary", binary)
    } else if digits.len() > 1 && digits.starts_with('0') {
        (8, "octal", &digits[1..])
    } else {
        (10, "decimal", digits)
    };
    if let Some(wrong) = digits.chars().find(|character| !character.is_digit(base)) {
        return Err(match base {
            10 if wrong.is_alphabetic() || wrong == '_' => {
                format!("expected a number, found '{text}'; names begin with a letter or underscore")
            }
            8 => format!("expected an octal number (it begins with 0), found '{text}'"),
            _ => format!("expected a {name} number, found '{text}'"),
        });
    }
    if digits.is_empty() {
        return Err(format!("expected a {name} number, found '{text}'"));
    }
    match u64::from_str_radix(digits, base) {
        Ok(magnitude) => Ok(ValueKind::Integer { negative, magnitude }),
        Err(_) => Err(format!("the number {text} does not fit in 64 bits")),
    }
}

/// The number that stands for infinity, of which MOF has no literal: it is larger than any real number.
pub(super) const INFINITY: &str = "1.0E400";

fn real(text: &str, digits: &str) -> Result<ValueKind, String> {
    let mantissa = digits.split(['e', 'E']).next().unwrap_or(digits);
    let well_formed = !mantissa.ends_with('.')
        && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    match text.parse::<f64>() {
        // Others that are too large are mistakes.
        Ok(value) if well_formed && (value.is_finite() || digits.eq_ignore_ascii_case(INFINITY)) => {
            Ok(ValueKind::Real(value))
        }
        Ok(_) if well_formed => Err(format!("the number {text} does not fit in a real64")),
        _ => Err(format!("expected a real number such as 1.5 or 1.5e-3, found '{text}'")),
    }
}

/// Reads a quoted character.
pub(super) fn character(quoted: &str) -> Result<u16, LiteralFault> {
    let inner = &quoted[1..quoted.len().saturating_sub(1).max(1)];
    let wrong = || LiteralFault {
        offset: 0,
        length: quoted.len(),
        message: format!("expected one character of 16 bits between single quotes, found {quoted}"),
    };
    if let Some(hexadecimal) = inner.strip_prefix("\\x").or_else(|| inner.strip_prefix("\\X")) {
        if hexadecimal.is_empty() || hexadecimal.len() > 4 {
            return Err(wrong());
        }
        return u16::from_str_radix(hexadecimal, 16).map_err(|_| wrong());
    }
    let mut characters = inner.chars();
    let character = match (characters.next(), characters.next(), characters.next()) {
        (Some(character), None, None) if character != '\\' => character,
        (Some('\\'), Some(escaped), None) => simple_escape(escaped).ok_or_else(wrong)?,
        _ => return Err(wrong()),
    };
    u16::try_from(u32::from(character)).map_err(|_| wrong())
}

fn simple_escape(escaped: char) -> Option<char> {
    Some(match escaped {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        '"' | '\'' | '\\' => escaped,
        _ => return None,
    })
}

/// The text of a literal that was found well-formed.
pub(super) fn text<'s>(source: &'s Source, literal: StringLiteral, buffer: &'s mut String) -> &'s str {
    let span = literal.span;
    if literal.plain {
        return source.slice(Span { start: span.start + 1, end: span.end.saturating_sub(1) });
    }
    buffer.clear();
    let mut rest = source.slice(span);
    // Between the pieces there are only spaces and comments.
    while let Some(quote) = piece_start(rest) {
        rest = &rest[quote + 1..];
        let end = piece_end(rest);
        // Faults were told when the text was parsed.
        let _ = unescape(&rest[..end], buffer, &mut |_| {});
        rest = rest.get(end + 1..).unwrap_or("");
    }
    buffer
}

/// Where the next piece of a text begins, behind spaces and comments.
fn piece_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        match (bytes.get(at)?, bytes.get(at + 1)) {
            (b'"', _) => return Some(at),
            (b'/', Some(b'/')) => at += memchr::memchr2(b'\n', b'\r', &bytes[at..])?,
            (b'/', Some(b'*')) => at += memchr::memmem::find(&bytes[at + 2..], b"*/")? + 4,
            _ => at += 1,
        }
    }
}

/// Where a piece ends, counted from behind its first quote.
fn piece_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += found;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// Adds what is between quotes to a text, escapes replaced. A backslash that begins no escape stays, and its place is
/// told.
pub(super) fn unescape(
    piece: &str,
    text: &mut String,
    unknown: &mut dyn FnMut(usize),
) -> Result<(), LiteralFault> {
    let mut rest = piece;
    while let Some(backslash) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..backslash]);
        let offset = piece.len() - rest.len() + backslash;
        let after = &rest[backslash + 1..];
        let escaped = after.chars().next();
        let length = match (escaped, escaped.and_then(simple_escape)) {
            (Some('x' | 'X'), _) => 1 + hexadecimal_escape(after, offset, text)?,
            (_, Some(character)) => {
                text.push(character);
                1
            }
            _ => {
                unknown(offset);
                text.push('\\');
                0
            }
        };
        rest = &after[length..];
    }
    text.push_str(rest);
    Ok(())
}

/// Reads `x` and one to four digits; two such escapes may make up one character. Gives the bytes behind the `x`.
fn hexadecimal_escape(after: &str, offset: usize, text: &mut String) -> Result<usize, LiteralFault> {
    let fault = |length: usize, message: &str| LiteralFault { offset, length, message: message.to_owned() };
    let unit = |text: &str| {
        let digits = text.bytes().skip(1).take(4).take_while(u8::is_ascii_hexdigit).count();
        u16::from_str_radix(text.get(1..1 + digits)?, 16).ok().map(|unit| (unit, digits))
    };
    let (first, digits) =
        unit(after).ok_or_else(|| fault(2, "expected one to four hexadecimal digits behind \\x"))?;
    let length = digits + 2;
    if first == 0 {
        return Err(fault(length, "a text can't hold the character 0"));
    }
    if let Some(character) = char::from_u32(first.into()) {
        text.push(character);
        return Ok(digits);
    }
    let second = after[1 + digits..].strip_prefix('\\').filter(|next| next.starts_with(['x', 'X']));
    if let Some((second, more)) = second.and_then(unit)
        && let Some(Ok(character)) = char::decode_utf16([first, second]).next()
    {
        text.push(character);
        return Ok(digits + 2 + more);
    }
    Err(fault(length, "expected both halves of a surrogate pair, found one"))
}
