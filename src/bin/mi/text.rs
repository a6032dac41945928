//! Values as the tool writes them: for people, and as JSON.

use mi::cim::{Instance, ObjectPath, ValueRef};
use serde_json::{Map, Number, Value as Json};

/// A value for a person to read. Texts are as they are, arrays in braces with commas.
pub fn for_people(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Boolean(true) => "TRUE".into(),
        ValueRef::Boolean(false) => "FALSE".into(),
        ValueRef::Uint8(number) => number.to_string(),
        ValueRef::Sint8(number) => number.to_string(),
        ValueRef::Uint16(number) => number.to_string(),
        ValueRef::Sint16(number) => number.to_string(),
        ValueRef::Uint32(number) => number.to_string(),
        ValueRef::Sint32(number) => number.to_string(),
        ValueRef::Uint64(number) => number.to_string(),
        ValueRef::Sint64(number) => number.to_string(),
        ValueRef::Real32(number) => number.to_string(),
        ValueRef::Real64(number) => number.to_string(),
        ValueRef::Char16(unit) => char16(unit),
        ValueRef::Datetime(datetime) => datetime.to_string(),
        ValueRef::String(text) => printable(&text.to_str()),
        ValueRef::Reference(instance) => printable(&ObjectPath::of(instance).to_string()),
        ValueRef::Instance(instance) => {
            let elements = instance.elements().map(|element| {
                format!("{} = {};", element.name, element.value.map_or_else(|| "NULL".to_owned(), for_people))
            });
            format!("{} {{ {} }}", instance.class_name(), elements.collect::<Vec<_>>().join(" "))
        }
        ValueRef::Array(array) => {
            let elements: Vec<String> = array
                .iter()
                .map(|element| match element {
                    ValueRef::String(text) => format!("{:?}", text.to_str()),
                    other => for_people(other),
                })
                .collect();
            format!("{{{}}}", elements.join(", "))
        }
    }
}

/// A text without what would change the state of a terminal.
pub fn printable(text: &str) -> String {
    let is_harmless = |character: char| !character.is_control() || matches!(character, '\n' | '\t');
    text.chars().map(|c| if is_harmless(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// A value as JSON. Integers beyond 2^53 stay exact; what JSON has no number for is a text.
pub fn as_json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Boolean(value) => value.into(),
        ValueRef::Uint8(number) => number.into(),
        ValueRef::Sint8(number) => number.into(),
        ValueRef::Uint16(number) => number.into(),
        ValueRef::Sint16(number) => number.into(),
        ValueRef::Uint32(number) => number.into(),
        ValueRef::Sint32(number) => number.into(),
        ValueRef::Uint64(number) => number.into(),
        ValueRef::Sint64(number) => number.into(),
        // By way of the shortest text: 0.1 as a real32 is 0.1, and not the nearest real64.
        ValueRef::Real32(number) => real(number.to_string().parse().unwrap_or(f64::from(number))),
        ValueRef::Real64(number) => real(number),
        ValueRef::Char16(unit) => char16(unit).into(),
        ValueRef::Datetime(datetime) => datetime.to_string().into(),
        ValueRef::String(text) => text.to_str().into_owned().into(),
        ValueRef::Reference(instance) => ObjectPath::of(instance).to_string().into(),
        ValueRef::Instance(instance) => Json::Object(instance_as_json(instance)),
        ValueRef::Array(array) => array.iter().map(as_json).collect::<Vec<_>>().into(),
    }
}

/// An instance as a JSON object: `class`, `path` where it has keys, and `properties`.
pub fn instance_as_json(instance: &Instance) -> Map<String, Json> {
    let properties = instance
        .elements()
        .map(|element| (element.name.to_string(), element.value.map_or(Json::Null, as_json)));
    let mut object = Map::new();
    object.insert("class".into(), instance.class_name().to_string().into());
    if instance.keys().next().is_some() {
        object.insert("path".into(), ObjectPath::of(instance).to_string().into());
    }
    object.insert("properties".into(), Json::Object(properties.collect()));
    object
}

fn real(number: f64) -> Json {
    Number::from_f64(number).map_or_else(|| number.to_string().into(), Json::Number)
}

fn char16(unit: u16) -> String {
    match char::from_u32(unit.into()) {
        Some(character) if !character.is_control() => character.to_string(),
        _ => format!("\\x{unit:04X}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mi::cim::{Array, Text, Value};

    use super::*;

    #[test]
    fn numbers_stay_exact_in_json() {
        assert_eq!(as_json(ValueRef::Uint64(u64::MAX)).to_string(), "18446744073709551615");
        assert_eq!(as_json(ValueRef::Real32(0.1)).to_string(), "0.1");
        assert_eq!(as_json(ValueRef::Real64(f64::NAN)).to_string(), "\"NaN\"");
    }

    #[test]
    fn an_array_of_texts_shows_where_each_ends() {
        let array = Arc::new(Array::String(vec![Text::from("a, b"), Text::from("c")]));
        assert_eq!(for_people(Value::Array(array).as_value_ref()), r#"{"a, b", "c"}"#);
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        assert_eq!(for_people(Value::string("a\u{1b}[31m").as_value_ref()), "a\u{fffd}[31m");
    }
}
