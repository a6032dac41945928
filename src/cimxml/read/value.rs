//! Values: the texts of `VALUE` as the type that a class or the document says.

use std::sync::Arc;

use super::failure::{Failure, Made};
use super::session::{Session, Space};
use super::tokens::{Characters, LIMITS, characters, child, short};
use crate::cim::text::str_to_units;
use crate::cim::{Array, Datetime, Instance, Status, Text, Type, Value};
use crate::xml::{Reader, Token};

/// What a value is for, in messages.
#[derive(Clone, Copy)]
pub(super) struct Target<'n> {
    pub(super) what: &'static str,
    pub(super) name: &'n str,
    pub(super) kind: Type,
}

impl Target<'_> {
    #[cold]
    pub(super) fn mismatch(self, at: usize, found: &str) -> Failure {
        Failure::new(
            Status::TypeMismatch,
            at,
            format!("the {} {} is of type {}, and {found}", self.what, self.name, self.kind),
        )
    }
}

/// The bits of a boolean, a number, a real or a character, as many as its type has.
#[inline]
pub(super) fn bits(written: &Characters<'_>, target: Target<'_>) -> Made<u64> {
    if target.kind == Type::Char16 {
        return character(written, target);
    }
    let text = written.text()?;
    match parse_bits(target.kind, text.trim_ascii()) {
        Some(bits) => Ok(bits),
        None => Err(no_value(target.kind, text.trim_ascii(), written.at(), target)),
    }
}

/// The bits of what a text says; those of characters are told apart in it by [`bits`].
#[inline]
pub(super) fn parse_bits(kind: Type, text: &str) -> Option<u64> {
    match kind {
        Type::Boolean if text.eq_ignore_ascii_case("true") => Some(1),
        Type::Boolean if text.eq_ignore_ascii_case("false") => Some(0),
        Type::Boolean => None,
        Type::Real32 => real(text, f32::is_infinite).map(|value: f32| value.to_bits().into()),
        Type::Real64 => real(text, f64::is_infinite).map(f64::to_bits),
        _ => integer(kind, text),
    }
}

/// A real number. What is too large for the type is none; infinity has a word of its own.
fn real<R: std::str::FromStr + Copy>(text: &str, is_infinite: fn(R) -> bool) -> Option<R> {
    let value = text.parse().ok()?;
    let is_word = !text.bytes().any(|byte| byte.is_ascii_digit());
    (is_word || !is_infinite(value)).then_some(value)
}

/// A decimal or, with `0x`, hexadecimal integer within the range of its type.
#[inline]
fn integer(kind: Type, text: &str) -> Option<u64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let mut magnitude = 0u64;
    match digits {
        [] => return None,
        [b'0', b'x' | b'X', digits @ ..] => {
            let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
            magnitude = u64::from_str_radix(digits, 16).ok()?;
        }
        digits if digits.len() < 20 => {
            // Nineteen digits always fit.
            for &digit in digits {
                let digit = digit.wrapping_sub(b'0');
                if digit > 9 {
                    return None;
                }
                magnitude = magnitude * 10 + u64::from(digit);
            }
        }
        digits => {
            for &digit in digits {
                let digit = digit.wrapping_sub(b'0');
                if digit > 9 {
                    return None;
                }
                magnitude = magnitude.checked_mul(10)?.checked_add(digit.into())?;
            }
        }
    }
    let (most, least) = match kind {
        Type::Uint8 => (u8::MAX.into(), 0),
        Type::Uint16 => (u16::MAX.into(), 0),
        Type::Uint32 => (u32::MAX.into(), 0),
        Type::Uint64 => (u64::MAX, 0),
        Type::Sint8 => (i8::MAX as u64, 1 << 7),
        Type::Sint16 => (i16::MAX as u64, 1 << 15),
        Type::Sint32 => (i32::MAX as u64, 1 << 31),
        Type::Sint64 => (i64::MAX as u64, 1 << 63),
        _ => return None,
    };
    if negative {
        (magnitude <= least).then_some(magnitude.wrapping_neg())
    } else {
        (magnitude <= most).then_some(magnitude)
    }
}

/// One unit of UTF-16; half a surrogate pair is one too.
fn character(written: &Characters<'_>, target: Target<'_>) -> Made<u64> {
    let points = written.code_points();
    let is_space = |point: &u32| matches!(*point, 9 | 10 | 13 | 32);
    let one = match points[..] {
        [point] => Some(point),
        // White space around a character is none.
        _ => {
            let start = points.iter().position(|point| !is_space(point));
            let end = points.iter().rposition(|point| !is_space(point));
            start.filter(|_| start == end).map(|start| points[start])
        }
    };
    match one.filter(|&point| point <= 0xffff) {
        Some(point) => Ok(point.into()),
        None => {
            let text: String = points.iter().filter_map(|&point| char::from_u32(point)).collect();
            Err(target.mismatch(written.at(), &format!("'{}' is not one character of 16 bits", short(&text))))
        }
    }
}

/// What stands in the place of a value of a type is none of it.
#[cold]
fn no_value(kind: Type, text: &str, at: usize, target: Target<'_>) -> Failure {
    let hint = match Value::parse(kind, text) {
        Err(error) => error.to_string(),
        Ok(_) => format!("'{}' is no value of it", short(text)),
    };
    Failure::new(
        Status::TypeMismatch,
        at,
        format!("the value of the {} {}: {hint}", target.what, target.name),
    )
}

/// The value of these bits.
fn value_of_bits(kind: Type, bits: u64) -> Value {
    match kind {
        Type::Boolean => Value::Boolean(bits != 0),
        Type::Uint8 => Value::Uint8(bits as u8),
        Type::Sint8 => Value::Sint8(bits as i8),
        Type::Uint16 => Value::Uint16(bits as u16),
        Type::Sint16 => Value::Sint16(bits as i16),
        Type::Uint32 => Value::Uint32(bits as u32),
        Type::Sint32 => Value::Sint32(bits as i32),
        Type::Uint64 => Value::Uint64(bits),
        Type::Sint64 => Value::Sint64(bits as i64),
        Type::Real32 => Value::Real32(f32::from_bits(bits as u32)),
        Type::Real64 => Value::Real64(f64::from_bits(bits)),
        _ => Value::Char16(bits as u16),
    }
}

pub(super) fn is_number(kind: Type) -> bool {
    kind.number() < Type::Datetime.number()
}

pub(super) fn datetime(written: &Characters<'_>, target: Target<'_>) -> Made<Datetime> {
    let text = written.text()?;
    text.trim_ascii()
        .parse()
        .map_err(|error| target.mismatch(written.at(), &format!("its value is none: {error}")))
}

impl Session<'_> {
    /// The value that a text stands for; its type is no array and no reference. An embedded object may be left empty for NULL.
    pub(super) fn scalar(
        &mut self,
        written: &Characters<'_>,
        target: Target<'_>,
        space: &Space,
    ) -> Made<Option<Value>> {
        Ok(Some(match target.kind {
            Type::String => Value::String(Text::from_units(&str_to_units(&written.text()?))),
            Type::Datetime => Value::Datetime(datetime(written, target)?),
            Type::Instance => match self.embedded(written, target, space)? {
                Some(instance) => Value::Instance(instance),
                None => return Ok(None),
            },
            kind if is_number(kind) => value_of_bits(kind, bits(written, target)?),
            _ => return Err(target.mismatch(written.at(), "its value is a text")),
        }))
    }

    /// The elements of the `VALUE.ARRAY` that began last.
    pub(super) fn array(
        &mut self,
        reader: &mut Reader<'_>,
        target: Target<'_>,
        space: &Space,
    ) -> Made<Value> {
        let element = Target { kind: target.kind.scalar(), ..target };
        let mut array = Array::empty(target.kind);
        while let Some(name) = child(reader)? {
            let at = reader.token_at();
            match name {
                "VALUE" => {
                    let written = characters(reader)?;
                    let value = self.scalar(&written, element, space)?;
                    let value = value.ok_or_else(|| no_null(at, target))?;
                    if array.push(value).is_err() {
                        return Err(element.mismatch(at, "an element of it is of another type"));
                    }
                }
                "VALUE.NULL" => return Err(no_null(at, target)),
                _ => reader.skip()?,
            }
        }
        Ok(Value::Array(Arc::new(array)))
    }

    /// The elements of the `VALUE.REFARRAY` that began last.
    pub(super) fn references(
        &mut self,
        reader: &mut Reader<'_>,
        target: Target<'_>,
        space: &Space,
    ) -> Made<Value> {
        let mut references = Vec::new();
        while let Some(name) = child(reader)? {
            match name {
                "VALUE.REFERENCE" => references.extend(self.reference(reader, space)?),
                "VALUE.NULL" => return Err(no_null(reader.token_at(), target)),
                _ => reader.skip()?,
            }
        }
        Ok(Value::Array(Arc::new(Array::Reference(references))))
    }

    /// The instance that a text holds, or `None` where the text is empty.
    fn embedded(
        &mut self,
        written: &Characters<'_>,
        target: Target<'_>,
        space: &Space,
    ) -> Made<Option<Arc<Instance>>> {
        let text = written.text()?;
        if text.trim_ascii().is_empty() {
            return Ok(None);
        }
        let instance = self.nested(written.at(), |session| {
            session
                .instance_in_text(&text, target, space)
                .map_err(|failure| failure.within(&text, written.at()))
        })?;
        Ok(Some(Arc::new(instance)))
    }

    fn instance_in_text(&mut self, text: &str, target: Target<'_>, space: &Space) -> Made<Instance> {
        let mut reader = Reader::new(text, LIMITS);
        let instance = match reader.next_token()? {
            Token::Start("INSTANCE") => self.instance(&mut reader, &space.of_embedded())?,
            Token::Start("CLASS") => {
                return Err(Failure::new(
                    Status::NotSupported,
                    reader.token_at(),
                    format!(
                        "the {} {} embeds a class, and values hold instances only",
                        target.what, target.name
                    ),
                ));
            }
            Token::Start(name) => {
                return Err(Failure::wrong(
                    reader.token_at(),
                    format!("expected an INSTANCE as the embedded object, found {name}"),
                ));
            }
            _ => {
                return Err(Failure::wrong(reader.token_at(), "expected an INSTANCE as the embedded object"));
            }
        };
        match reader.next_token()? {
            Token::Eof => Ok(instance),
            _ => Err(Failure::wrong(
                reader.token_at(),
                "expected the end of the embedded object, found another element",
            )),
        }
    }
}

#[cold]
fn no_null(at: usize, target: Target<'_>) -> Failure {
    Failure::new(
        Status::NotSupported,
        at,
        format!(
            "the {} {} has an element that is NULL; elements of arrays have values",
            target.what, target.name
        ),
    )
}
