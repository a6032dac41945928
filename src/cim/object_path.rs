//! Object paths: which instance of which class in which namespace of which host.

use std::fmt;
use std::sync::Arc;

use super::instance::Instance;
use super::text::Text;
use super::value::{Value, ValueRef};

/// The path of an instance, or of a class where it has no keys.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectPath {
    /// The host, where it is said.
    pub host: Option<String>,
    /// The namespace, where it is said.
    pub namespace: Option<String>,
    /// The class.
    pub class_name: Text,
    /// The keys with their values, in their order. A key that is NULL is not among them.
    pub keys: Vec<(Text, Value)>,
}

impl ObjectPath {
    /// The path of an instance, from its keys.
    pub fn of(instance: &Instance) -> ObjectPath {
        ObjectPath {
            host: instance.server_name().map(Text::to_string),
            namespace: instance.namespace().map(Text::to_string),
            class_name: instance.class_name().clone(),
            keys: instance
                .keys()
                .filter_map(|key| Some((key.name.to_text(), key.value?.to_value())))
                .collect(),
        }
    }
}

impl fmt::Display for ObjectPath {
    /// `//host/namespace:Class.Key1="text",Key2=5`, with as much of the front as is known.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(host) = &self.host {
            write!(formatter, "//{host}/")?;
        }
        if let Some(namespace) = &self.namespace {
            write!(formatter, "{namespace}:")?;
        }
        write!(formatter, "{}", self.class_name)?;
        for (number, (name, value)) in self.keys.iter().enumerate() {
            formatter.write_str(if number == 0 { "." } else { "," })?;
            write!(formatter, "{name}=")?;
            write_key(formatter, value)?;
        }
        Ok(())
    }
}

fn write_key(formatter: &mut fmt::Formatter<'_>, value: &Value) -> fmt::Result {
    match value {
        Value::Boolean(value) => write!(formatter, "{}", if *value { "TRUE" } else { "FALSE" }),
        Value::Uint8(value) => write!(formatter, "{value}"),
        Value::Sint8(value) => write!(formatter, "{value}"),
        Value::Uint16(value) => write!(formatter, "{value}"),
        Value::Sint16(value) => write!(formatter, "{value}"),
        Value::Uint32(value) => write!(formatter, "{value}"),
        Value::Sint32(value) => write!(formatter, "{value}"),
        Value::Uint64(value) => write!(formatter, "{value}"),
        Value::Sint64(value) => write!(formatter, "{value}"),
        Value::Real32(value) => write!(formatter, "{value:e}"),
        Value::Real64(value) => write!(formatter, "{value:e}"),
        Value::Char16(value) => match char::from_u32((*value).into()) {
            Some(character) if !character.is_control() => write!(formatter, "'{character}'"),
            _ => write!(formatter, "'\\x{value:04X}'"),
        },
        Value::Datetime(value) => write!(formatter, "\"{value}\""),
        Value::String(value) => write_quoted(formatter, &value.to_str()),
        Value::Reference(instance) | Value::Instance(instance) => {
            write_quoted(formatter, &ObjectPath::of(instance).to_string())
        }
        // Keys are never arrays; what a client says all the same is shown, not hidden.
        Value::Array(array) => write!(formatter, "<{} of {}>", array.value_type(), array.len()),
    }
}

fn write_quoted(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut quoted = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    write!(formatter, "\"{quoted}\"")
}

/// Whether two key values are the same key: same type, strings with case, references by the keys they hold.
pub fn same_key(left: ValueRef<'_>, right: ValueRef<'_>) -> bool {
    match (left, right) {
        (ValueRef::Reference(left), ValueRef::Reference(right)) => {
            Arc::ptr_eq(left, right) || ObjectPath::of(left) == ObjectPath::of(right)
        }
        (left, right) => left == right,
    }
}

#[cfg(test)]
mod tests {
    use super::super::instance::ElementFlags;
    use super::*;

    #[test]
    fn a_path_shows_namespace_class_and_keys() {
        let mut instance = Instance::new("Test_Thing").unwrap();
        instance.set_namespace(Some(Text::from("root/cimv2")));
        let name = Value::string("a \"b\"");
        let flags = ElementFlags::KEY;
        instance.add("Name", name.value_type(), Some(name.as_value_ref()), flags).unwrap();
        instance.add("Number", Value::Uint32(5).value_type(), Some(ValueRef::Uint32(5)), flags).unwrap();
        instance.add_value("Other", Value::Uint32(6)).unwrap();
        assert_eq!(ObjectPath::of(&instance).to_string(), r#"root/cimv2:Test_Thing.Name="a \"b\"",Number=5"#);
    }
}
