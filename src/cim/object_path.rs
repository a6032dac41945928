//! Object paths: which instance of which class in which namespace of which host.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::class::Class;
use super::error::{Error, Status};
use super::instance::Instance;
use super::name;
use super::text::Text;
use super::value::{Type, Value, ValueRef};

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
        self.write(formatter, 0)
    }
}

/// Paths within paths are written so deep, and three dots for what lies deeper: each level doubles the backslashes.
pub(crate) const DEEPEST_WRITTEN: u32 = 8;

impl ObjectPath {
    fn write(&self, formatter: &mut impl fmt::Write, depth: u32) -> fmt::Result {
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
            write_key(formatter, value, depth)?;
        }
        Ok(())
    }
}

fn write_key(formatter: &mut impl fmt::Write, value: &Value, depth: u32) -> fmt::Result {
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
            Some(character) if !character.is_control() && character != '\'' => {
                write!(formatter, "'{character}'")
            }
            _ => write!(formatter, "'\\x{value:04X}'"),
        },
        Value::Datetime(value) => write!(formatter, "\"{value}\""),
        Value::String(value) => write_quoted(formatter, &value.to_str()),
        Value::Reference(_) | Value::Instance(_) if depth == DEEPEST_WRITTEN => {
            formatter.write_str("\"...\"")
        }
        Value::Reference(instance) | Value::Instance(instance) => {
            let mut path = String::new();
            ObjectPath::of(instance).write(&mut path, depth + 1)?;
            write_quoted(formatter, &path)
        }
        // Keys are never arrays; what a client says all the same is shown, not hidden.
        Value::Array(array) => write!(formatter, "<{} of {}>", array.value_type(), array.len()),
    }
}

fn write_quoted(formatter: &mut impl fmt::Write, text: &str) -> fmt::Result {
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

/// An object path as a person wrote it: the keys have no types before a class gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPath {
    /// The host, where it is said.
    pub host: Option<String>,
    /// The namespace, where it is said.
    pub namespace: Option<String>,
    /// The class.
    pub class_name: String,
    /// Names and values of the keys, the values without their quotes. The name of the only key may be left out, and is empty then.
    pub keys: Vec<(String, String)>,
}

/// Why a text is no object path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{path}' is no object path: {reason} (an object path looks like Class.Key=\"text\",Other=5)")]
pub struct ObjectPathError {
    path: String,
    reason: String,
}

impl FromStr for WrittenPath {
    type Err = ObjectPathError;

    fn from_str(path: &str) -> Result<WrittenPath, ObjectPathError> {
        let fail = |reason: String| ObjectPathError { path: path.chars().take(200).collect(), reason };
        let (host, rest) = match path.strip_prefix("//").or_else(|| path.strip_prefix("\\\\")) {
            Some(rest) => {
                let end =
                    rest.find(['/', '\\']).ok_or_else(|| fail("a namespace must follow the host".into()))?;
                (Some(parse_host(&rest[..end]).map_err(fail)?), &rest[end + 1..])
            }
            None => (None, path),
        };
        // Colons and dots within the keys' values don't count: what names the class ends where the keys begin.
        let head_end = rest.find(['=', '"']).unwrap_or(rest.len());
        let (namespace, rest) = match rest[..head_end].find(':') {
            Some(colon) => {
                let namespace = name::namespace(&rest[..colon]).map_err(|error| fail(error.to_string()))?;
                (Some(namespace.to_string()), &rest[colon + 1..])
            }
            None => (None, rest),
        };
        let class_end = rest.find(['.', '=']).unwrap_or(rest.len());
        let (class_name, after) = rest.split_at(class_end);
        let keys = match after.chars().next() {
            None => Vec::new(),
            Some('=') => vec![(String::new(), parse_only_key(&after[1..]).map_err(fail)?)],
            Some(_) => parse_keys(&after[1..]).map_err(fail)?,
        };
        if !name::is_legal_name(class_name) {
            return Err(fail(format!("'{class_name}' is no name of a class")));
        }
        Ok(WrittenPath { host, namespace, class_name: class_name.to_owned(), keys })
    }
}

impl fmt::Display for WrittenPath {
    /// The path with every key in quotes, which reads back as the same.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(host) = &self.host {
            write!(formatter, "//{host}/")?;
        }
        if let Some(namespace) = &self.namespace {
            write!(formatter, "{namespace}:")?;
        }
        formatter.write_str(&self.class_name)?;
        for (number, (name, value)) in self.keys.iter().enumerate() {
            let separator = match number {
                0 if name.is_empty() => "",
                0 => ".",
                _ => ",",
            };
            write!(formatter, "{separator}{name}=")?;
            write_quoted(formatter, value)?;
        }
        Ok(())
    }
}

impl WrittenPath {
    /// An instance with the keys that the path names, typed as the class says. `class_of` finds the classes of paths that
    /// are keys themselves.
    pub fn to_instance(
        &self,
        class: &Arc<Class>,
        class_of: &dyn Fn(&WrittenPath) -> Result<Arc<Class>, Error>,
    ) -> Result<Instance, Error> {
        let refuse = |message: String| Error::new(Status::InvalidParameter, message);
        let mut instance = Instance::of_class(class);
        for (key, text) in &self.keys {
            let index = match class.keys() {
                [only] if key.is_empty() => Some(*only),
                _ => class.find_property(key).filter(|&index| class.properties()[index].is_key()),
            };
            let index = index.ok_or_else(|| {
                let keys = class.keys().iter().map(|&key| class.properties()[key].name.to_string());
                let keys = keys.collect::<Vec<_>>().join(", ");
                refuse(format!("Class {} has no key named '{key}'; its keys are: {keys}.", class.name()))
            })?;
            let kind = class.properties()[index].kind;
            let value = if kind == Type::Reference {
                Value::Reference(Arc::new(WrittenPath::read_instance(text, class_of)?))
            } else {
                Value::parse(kind, text)
                    .map_err(|error| refuse(format!("Key '{key}' of class {}: {error}.", class.name())))?
            };
            instance.set(index, kind, Some(value.as_value_ref()))?;
        }
        instance.set_namespace(self.namespace.as_deref().map(Text::from));
        Ok(instance)
    }

    /// The instance that a written path names.
    pub fn read_instance(
        path: &str,
        class_of: &dyn Fn(&WrittenPath) -> Result<Arc<Class>, Error>,
    ) -> Result<Instance, Error> {
        let refuse = |error: ObjectPathError| Error::new(Status::InvalidParameter, format!("{error}."));
        let path: WrittenPath = path.parse().map_err(refuse)?;
        path.to_instance(&class_of(&path)?, class_of)
    }
}

/// The name of a host. What stands around a path would take a quotation mark or a brace in it for its own.
fn parse_host(text: &str) -> Result<String, String> {
    let forbidden = |character: &char| {
        character.is_control() || character.is_whitespace() || "\"'{}".contains(*character)
    };
    match text.chars().find(forbidden) {
        Some(character) => Err(format!("{character:?} can't be in the name of a host")),
        None => Ok(text.to_owned()),
    }
}

/// A key without a name: nothing may follow its value.
fn parse_only_key(text: &str) -> Result<String, String> {
    match parse_value(text)? {
        (value, "") => Ok(value),
        (_, after) => {
            Err(format!("'{after}' follows a key without a name; of several keys each needs its name"))
        }
    }
}

/// The value of a key, and what follows it.
fn parse_value(text: &str) -> Result<(String, &str), String> {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(&text[1..], quote),
        _ => {
            let end = text.find(',').unwrap_or(text.len());
            Ok((text[..end].trim().to_owned(), &text[end..]))
        }
    }
}

fn parse_keys(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    loop {
        let (key, after) = rest.split_once('=').ok_or_else(|| format!("'{rest}' has no '='"))?;
        let key = key.trim();
        if !name::is_legal_name(key) {
            return Err(format!("'{key}' is no name of a key"));
        }
        let (value, after) = parse_value(after)?;
        keys.push((key.to_owned(), value));
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(keys),
            None => return Err(format!("a comma is expected where '{after}' is")),
        }
    }
}

/// A text up to its closing quote, and what follows it.
fn quoted(text: &str, quote: char) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if quote == '\'' => value.push('\\'),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ if character == quote => return Ok((value, &text[at + 1..])),
            _ => value.push(character),
        }
    }
    Err("a closing quote is missing".into())
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

    fn written(host: Option<&str>, namespace: Option<&str>, keys: &[(&str, &str)]) -> WrittenPath {
        WrittenPath {
            host: host.map(str::to_owned),
            namespace: namespace.map(str::to_owned),
            class_name: "Test_Thing".into(),
            keys: keys.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
        }
    }

    #[test]
    fn a_written_path_may_leave_its_front_out() {
        for (path, expected) in [
            ("Test_Thing", written(None, None, &[])),
            ("Test_Thing.Name=\"a\"", written(None, None, &[("Name", "a")])),
            (
                "root\\cimv2:Test_Thing.N=5,B=TRUE",
                written(None, Some("root/cimv2"), &[("N", "5"), ("B", "TRUE")]),
            ),
            ("//host/root/cimv2:Test_Thing.N=5", written(Some("host"), Some("root/cimv2"), &[("N", "5")])),
        ] {
            assert_eq!(path.parse(), Ok(expected));
        }
    }

    #[test]
    fn quotes_keep_what_would_end_a_value() {
        let path = r#"Test_Thing.Name="a \"b\", c:d.e=f \\ g",Other='x'"#;
        let expected = written(None, None, &[("Name", r#"a "b", c:d.e=f \ g"#), ("Other", "x")]);
        assert_eq!(path.parse(), Ok(expected));
    }

    #[test]
    fn a_key_may_be_a_path_itself() {
        let key = |name: &str, kind: Type| super::super::class::Property {
            name: Text::from(name),
            kind,
            array_size: None,
            reference_class: None,
            flags: ElementFlags::KEY,
            qualifiers: Vec::new(),
            default: None,
            origin: Text::from("Test"),
            propagator: Text::from("Test"),
        };
        let class = |name: &str, key| {
            let declaration = super::super::ClassDeclaration {
                name: Text::from(name),
                properties: vec![key],
                ..Default::default()
            };
            Arc::new(Class::new(declaration, None))
        };
        let owner = class("Test_Owns", key("Thing", Type::Reference));
        let thing = class("Test_Thing", key("Name", Type::String));
        let class_of =
            |path: &WrittenPath| Ok(Arc::clone(if path.class_name == "Test_Owns" { &owner } else { &thing }));
        let path = r#"Test_Owns.Thing="Test_Thing.Name=\"a\"""#;
        let instance = WrittenPath::read_instance(path, &class_of).unwrap();
        assert_eq!(ObjectPath::of(&instance).to_string(), path);
    }

    #[test]
    fn the_name_of_an_only_key_may_be_left_out() {
        for (text, value) in
            [("CIM_Thing='C:'", "C:"), ("root/test:CIM_Thing=\"a.b=c\"", "a.b=c"), ("CIM_Thing=5", "5")]
        {
            let path: WrittenPath = text.parse().unwrap();
            assert_eq!(
                (path.class_name.as_str(), &*path.keys),
                ("CIM_Thing", &[(String::new(), value.to_owned())][..])
            );
            assert_eq!(path.to_string().parse(), Ok(path), "{text}");
        }
        assert!("CIM_Thing='a',B=5".parse::<WrittenPath>().is_err());
    }

    #[test]
    fn what_is_no_path_is_refused_with_the_reason() {
        for path in [
            "",
            "1x",
            "Test_Thing.",
            "Test_Thing.Name",
            "Test_Thing.Name=\"a",
            "Test_Thing.N=\"a\"b",
            "//host",
            "//o'brien/root/test:Test_Thing",
            "//a\"b/root/test:Test_Thing",
            "//a}b/root/test:Test_Thing",
            "//a b/root/test:Test_Thing",
        ] {
            assert!(path.parse::<WrittenPath>().is_err(), "{path}");
        }
    }
}
