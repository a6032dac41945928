//! Values as people write them in object paths and on the command line, read as the type that a class says.

use std::sync::Arc;

use super::datetime::Datetime;
use super::text::Text;
use super::value::{Array, Type, Value, ValueRef};

/// Why a text is no value of a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is no value of type {kind}{hint}")]
pub struct LiteralError {
    text: String,
    kind: Type,
    hint: String,
}

impl Value {
    /// Reads a value of this type. Strings are taken as they are, without quotes; numbers are decimal or, with `0x`,
    /// hexadecimal; arrays are elements in braces with commas between them, and may be in double quotes.
    ///
    /// References and embedded instances have no such form; ask for them by their path.
    pub fn parse(kind: Type, text: &str) -> Result<Value, LiteralError> {
        let fail = |hint: String| LiteralError { text: text.chars().take(80).collect(), kind, hint };
        if kind.is_array() {
            return parse_array(kind, text).map_err(fail);
        }
        let range = |_| fail(range_of(kind));
        Ok(match kind {
            Type::Boolean if text.eq_ignore_ascii_case("true") => Value::Boolean(true),
            Type::Boolean if text.eq_ignore_ascii_case("false") => Value::Boolean(false),
            Type::Boolean => return Err(fail(": TRUE or FALSE is".into())),
            Type::Uint8 => Value::Uint8(integer(text).try_into().map_err(range)?),
            Type::Sint8 => Value::Sint8(integer(text).try_into().map_err(range)?),
            Type::Uint16 => Value::Uint16(integer(text).try_into().map_err(range)?),
            Type::Sint16 => Value::Sint16(integer(text).try_into().map_err(range)?),
            Type::Uint32 => Value::Uint32(integer(text).try_into().map_err(range)?),
            Type::Sint32 => Value::Sint32(integer(text).try_into().map_err(range)?),
            Type::Uint64 => Value::Uint64(integer(text).try_into().map_err(range)?),
            Type::Sint64 => Value::Sint64(integer(text).try_into().map_err(range)?),
            Type::Real32 => Value::Real32(text.parse().map_err(|_| fail(String::new()))?),
            Type::Real64 => Value::Real64(text.parse().map_err(|_| fail(String::new()))?),
            Type::Char16 => Value::Char16(character(text).ok_or_else(|| fail(": one character is".into()))?),
            Type::Datetime => {
                let datetime = text.parse::<Datetime>();
                Value::Datetime(datetime.map_err(|error| fail(format!(": {error}")))?)
            }
            Type::String => Value::String(Text::from(text)),
            Type::Reference => return Err(fail(": the path of an instance is".into())),
            _ => return Err(fail(": embedded instances can't be written so; compile them from MOF".into())),
        })
    }
}

impl ValueRef<'_> {
    /// The value as a text that [`Value::parse`] reads as the same value; arrays, references and embedded instances have none.
    pub fn to_literal(self) -> Option<String> {
        Some(match self {
            ValueRef::Boolean(value) => if value { "TRUE" } else { "FALSE" }.to_owned(),
            ValueRef::Uint8(value) => value.to_string(),
            ValueRef::Sint8(value) => value.to_string(),
            ValueRef::Uint16(value) => value.to_string(),
            ValueRef::Sint16(value) => value.to_string(),
            ValueRef::Uint32(value) => value.to_string(),
            ValueRef::Sint32(value) => value.to_string(),
            ValueRef::Uint64(value) => value.to_string(),
            ValueRef::Sint64(value) => value.to_string(),
            ValueRef::Real32(value) => format!("{value:?}"),
            ValueRef::Real64(value) => format!("{value:?}"),
            ValueRef::Char16(value) => match u8::try_from(value) {
                Ok(byte @ b' '..=b'~') => char::from(byte).to_string(),
                _ => format!("\\x{value:04X}"),
            },
            ValueRef::Datetime(value) => value.to_string(),
            ValueRef::String(text) => text.to_str().into_owned(),
            ValueRef::Reference(_) | ValueRef::Instance(_) | ValueRef::Array(_) => return None,
        })
    }
}

/// What integers of a type may be, for an error.
fn range_of(kind: Type) -> String {
    let bits = match kind {
        Type::Uint8 | Type::Sint8 => 8,
        Type::Uint16 | Type::Sint16 => 16,
        Type::Uint32 | Type::Sint32 => 32,
        _ => 64,
    };
    match kind {
        Type::Uint8 | Type::Uint16 | Type::Uint32 | Type::Uint64 => {
            format!(": 0 to {} are", (1i128 << bits) - 1)
        }
        _ => format!(": {} to {} are", -(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
    }
}

/// An integer of any type, or a number that fits none of them.
fn integer(text: &str) -> i128 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hexadecimal) if hexadecimal.starts_with(['+', '-']) => return i128::MAX,
        Some(hexadecimal) => i128::from_str_radix(hexadecimal, 16),
        None if digits.starts_with(['+', '-']) => return i128::MAX,
        None => digits.parse(),
    };
    number.map_or(i128::MAX, |number| if negative { -number } else { number })
}

fn character(text: &str) -> Option<u16> {
    if let Some(hexadecimal) = text.strip_prefix("\\x").or_else(|| text.strip_prefix("\\X")) {
        return u16::from_str_radix(hexadecimal, 16).ok();
    }
    let mut characters = text.chars();
    let first = characters.next()?;
    characters.next().is_none().then(|| u16::try_from(u32::from(first)).ok())?
}

fn parse_array(kind: Type, text: &str) -> Result<Value, String> {
    let inner = text
        .trim()
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .ok_or(": an array is written as {first, second}")?;
    let mut array = Array::empty(kind);
    for element in split_elements(inner)? {
        let value = Value::parse(kind.scalar(), &element).map_err(|error| format!(": {error}"))?;
        array.push(value).map_err(|value| format!(": an element is of type {}", value.value_type()))?;
    }
    Ok(Value::Array(Arc::new(array)))
}

/// The texts between commas. Quotes keep commas and spaces, and a backslash keeps the character after it.
fn split_elements(text: &str) -> Result<Vec<String>, String> {
    let mut elements = Vec::new();
    let mut characters = text.chars().peekable();
    loop {
        while characters.next_if(|character| character.is_whitespace()).is_some() {}
        if elements.is_empty() && characters.peek().is_none() {
            return Ok(elements);
        }
        let mut element = String::new();
        if characters.next_if_eq(&'"').is_some() {
            loop {
                match characters.next() {
                    Some('"') => break,
                    Some('\\') => element.extend(characters.next()),
                    Some(character) => element.push(character),
                    None => return Err(": a closing quote is missing".into()),
                }
            }
            while characters.next_if(|character| character.is_whitespace()).is_some() {}
        } else {
            while let Some(character) = characters.next_if(|&character| character != ',') {
                element.push(character);
            }
            element.truncate(element.trim_end().len());
        }
        elements.push(element);
        match characters.next() {
            Some(',') => {}
            Some(other) => return Err(format!(": a comma is expected where '{other}' is")),
            None => return Ok(elements),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_within_the_range_of_their_type() {
        assert_eq!(Value::parse(Type::Uint8, "255"), Ok(Value::Uint8(255)));
        assert_eq!(Value::parse(Type::Sint64, "-9223372036854775808"), Ok(Value::Sint64(i64::MIN)));
        assert_eq!(Value::parse(Type::Uint32, "0xFFFFFFFF"), Ok(Value::Uint32(u32::MAX)));
        for (kind, text) in [
            (Type::Uint8, "256"),
            (Type::Uint8, "-1"),
            (Type::Sint8, "128"),
            (Type::Uint64, "18446744073709551616"),
            (Type::Uint32, ""),
            (Type::Uint32, "--1"),
            (Type::Uint32, "7 "),
        ] {
            assert!(Value::parse(kind, text).is_err(), "{kind} {text}");
        }
    }

    #[test]
    fn texts_are_taken_as_they_are() {
        assert_eq!(Value::parse(Type::String, " a \"b\" "), Ok(Value::string(" a \"b\" ")));
        assert_eq!(Value::parse(Type::Char16, "x"), Ok(Value::Char16(0x78)));
        assert_eq!(Value::parse(Type::Char16, "\\x263A"), Ok(Value::Char16(0x263a)));
        assert!(Value::parse(Type::Char16, "xy").is_err());
    }

    #[test]
    fn a_literal_reads_back_as_the_same_value() {
        for value in [
            Value::Boolean(true),
            Value::Uint64(u64::MAX),
            Value::Sint8(-128),
            Value::Real32(0.1),
            Value::Real64(1e300),
            Value::Char16(0x78),
            Value::Char16(0x263a),
            Value::Char16(0),
            Value::Datetime("20260102030405.000006+060".parse().unwrap()),
            Value::string("a \"b\""),
        ] {
            let literal = value.as_value_ref().to_literal().unwrap();
            assert_eq!(Value::parse(value.value_type(), &literal), Ok(value), "{literal}");
        }
    }

    #[test]
    fn arrays_are_in_braces_and_their_elements_may_be_quoted() {
        let array = Array::String(vec![Text::from("a b"), Text::from("c, \"d\""), Text::from("")]);
        let read = Value::parse(Type::StringArray, r#"{ a b , "c, \"d\"", "" }"#);
        assert_eq!(read, Ok(Value::Array(Arc::new(array))));
        assert_eq!(
            Value::parse(Type::Uint8Array, "{}"),
            Ok(Value::Array(Arc::new(Array::Uint8(Vec::new()))))
        );
        for text in ["1, 2", "{1, 2", "{1 2}", "{1,}", "{\"1}"] {
            assert!(Value::parse(Type::Uint8Array, text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_has_one_sign_at_most() {
        for text in ["--1", "+-1", "0x-1", "-0x-1", "-0x-80000000000000000000000000000000"] {
            assert!(Value::parse(Type::Sint64, text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_error_says_what_would_be_a_value() {
        let error = Value::parse(Type::Boolean, "yes").unwrap_err().to_string();
        assert_eq!(error, "'yes' is no value of type boolean: TRUE or FALSE is");
        let error = Value::parse(Type::Sint16, "70000").unwrap_err().to_string();
        assert_eq!(error, "'70000' is no value of type sint16: -32768 to 32767 are");
    }
}
