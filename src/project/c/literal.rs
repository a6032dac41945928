//! Names, numbers and texts as C and C++ write them.

use super::super::type_name;
use crate::cim::Datetime;
use crate::cim::value::Array;
use crate::cim::{Type, Value};

/// Words that C or C++ keep for themselves.
const KEYWORDS: &[&str] = &[
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "class",
    "compl",
    "concept",
    "const",
    "const_cast",
    "constexpr",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "linux",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
    "errno",
    "NULL",
    "EOF",
];

/// A name of the schema as an identifier. What C has no place for is written as its code.
pub(super) fn identifier(name: &str) -> String {
    let mut identifier = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || character == '_' {
            identifier.push(character);
        } else {
            identifier.push_str(&format!("_u{:04X}", character as u32));
        }
    }
    if KEYWORDS.contains(&identifier.as_str()) {
        identifier.push('_');
    }
    identifier
}

/// A text as a literal of the interface's character, in pieces of a line each.
pub(super) fn text(text: &str) -> String {
    let mut pieces = vec![String::new()];
    for character in text.chars() {
        let escaped = match character {
            '\n' => "\\n".to_owned(),
            '\r' => "\\r".to_owned(),
            '\t' => "\\t".to_owned(),
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            // Two of them would begin a trigraph.
            '?' => "\\?".to_owned(),
            ' '..='~' => character.to_string(),
            // The standards allow the names of characters from here on.
            '\u{a0}'..='\u{ffff}' => format!("\\u{:04X}", character as u32),
            '\u{10000}'.. => format!("\\U{:08X}", character as u32),
            _ => format!("\\{:03o}", character as u32),
        };
        let last = pieces.last_mut().expect("there is one to begin with");
        last.push_str(&escaped);
        if last.len() >= 90 {
            pieces.push(String::new());
        }
    }
    if pieces.len() > 1 && pieces.last().is_some_and(String::is_empty) {
        pieces.pop();
    }
    let pieces: Vec<String> = pieces.iter().map(|piece| format!("\"{piece}\"")).collect();
    format!("MI_T({})", pieces.join("\n    "))
}

/// The constant of a type: `MI_UINT32A`.
pub(super) fn type_constant(kind: Type) -> String {
    let array = if kind.is_array() { "A" } else { "" };
    format!("MI_{}{array}", type_name(kind).to_uppercase())
}

/// The member of `MI_Value` that holds a type: `uint32a`.
pub(super) fn value_member(kind: Type) -> String {
    let array = if kind.is_array() { "a" } else { "" };
    format!("{}{array}", type_name(kind).to_lowercase())
}

/// The initialisers of a value's elements; `None` where C can't write the value as a constant.
pub(super) fn elements(value: &Value) -> Option<Vec<String>> {
    fn all<T>(items: &[T], one: impl Fn(&T) -> String) -> Option<Vec<String>> {
        Some(items.iter().map(one).collect())
    }
    let boolean = |value: &bool| if *value { "MI_TRUE" } else { "MI_FALSE" }.to_owned();
    let unsigned =
        |value: u64| if value > u64::from(u32::MAX) { format!("{value}ULL") } else { format!("{value}U") };
    let signed = |value: i64| match value {
        i64::MIN => "(-9223372036854775807LL - 1)".to_owned(),
        -2_147_483_648 => "(-2147483647 - 1)".to_owned(),
        -2_147_483_647..=2_147_483_647 => value.to_string(),
        _ => format!("{value}LL"),
    };
    match value {
        Value::Boolean(value) => Some(vec![boolean(value)]),
        Value::Uint8(value) => Some(vec![unsigned((*value).into())]),
        Value::Sint8(value) => Some(vec![signed((*value).into())]),
        Value::Uint16(value) | Value::Char16(value) => Some(vec![unsigned((*value).into())]),
        Value::Sint16(value) => Some(vec![signed((*value).into())]),
        Value::Uint32(value) => Some(vec![unsigned((*value).into())]),
        Value::Sint32(value) => Some(vec![signed((*value).into())]),
        Value::Uint64(value) => Some(vec![unsigned(*value)]),
        Value::Sint64(value) => Some(vec![signed(*value)]),
        Value::Real32(value) => Some(vec![real32(value)]),
        Value::Real64(value) => Some(vec![format!("{value:?}")]),
        Value::Datetime(value) => Some(vec![datetime(value)]),
        Value::String(value) => Some(vec![text(&value.to_str())]),
        Value::Reference(_) | Value::Instance(_) => None,
        Value::Array(array) => match &**array {
            Array::Boolean(items) => all(items, boolean),
            Array::Uint8(items) => all(items, |value| unsigned((*value).into())),
            Array::Sint8(items) => all(items, |value| signed((*value).into())),
            Array::Uint16(items) | Array::Char16(items) => all(items, |value| unsigned((*value).into())),
            Array::Sint16(items) => all(items, |value| signed((*value).into())),
            Array::Uint32(items) => all(items, |value| unsigned((*value).into())),
            Array::Sint32(items) => all(items, |value| signed((*value).into())),
            Array::Uint64(items) => all(items, |value| unsigned(*value)),
            Array::Sint64(items) => all(items, |value| signed(*value)),
            Array::Real32(items) => all(items, real32),
            Array::Real64(items) => all(items, |value| format!("{value:?}")),
            Array::Datetime(items) => all(items, datetime),
            Array::String(items) => all(items, |value| text(&value.to_str())),
            Array::Reference(_) | Array::Instance(_) => None,
        },
    }
}

fn real32(value: &f32) -> String {
    let digits = format!("{value:?}");
    format!("{digits}F")
}

/// A date and time. Both forms are eight numbers, and C++ lets only the first be named.
fn datetime(value: &Datetime) -> String {
    match value {
        Datetime::Timestamp(at) => format!(
            "{{1, {{{{{}, {}, {}, {}, {}, {}, {}, {}}}}}}}",
            at.year, at.month, at.day, at.hour, at.minute, at.second, at.microseconds, at.utc
        ),
        Datetime::Interval(of) => format!(
            "{{0, {{{{{}, {}, {}, {}, {}, 0, 0, 0}}}}}}",
            of.days, of.hours, of.minutes, of.seconds, of.microseconds
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_so_that_each_compiler_reads_the_same() {
        assert_eq!(text("a\"b\\?\n"), "MI_T(\"a\\\"b\\\\\\?\\n\")");
        assert_eq!(text("ü€😀\u{1}"), "MI_T(\"\\u00FC\\u20AC\\U0001F600\\001\")");
        assert_eq!(text(&"x".repeat(100)).matches('"').count(), 4);
    }

    #[test]
    fn names_that_c_keeps_for_itself_get_another() {
        assert_eq!(identifier("class"), "class_");
        assert_eq!(identifier("Größe"), "Gr_u00F6_u00DFe");
    }

    #[test]
    fn the_smallest_numbers_are_no_negated_large_ones() {
        assert_eq!(elements(&Value::Sint64(i64::MIN)).unwrap(), ["(-9223372036854775807LL - 1)"]);
        assert_eq!(elements(&Value::Uint64(u64::MAX)).unwrap(), ["18446744073709551615ULL"]);
    }
}
