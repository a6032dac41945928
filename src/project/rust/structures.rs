//! `schema.rs`: a structure for each class and for the parameters of each method, and their way to instances and back.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::super::{Plan, fill};
use crate::cim::{Method, Type};

/// Words that Rust keeps for itself. The last four can't be written as raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];
const NEVER: &[&str] = &["self", "super", "crate", "_"];

/// A name of the schema in the way of Rust's fields and files: `OSName` as `os_name`.
pub(super) fn snake(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (at, &character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(at + 1);
        let begins_word = character.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || before.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase)
            });
        if begins_word {
            snake.push('_');
        }
        if character.is_ascii_alphanumeric() || character == '_' {
            snake.push(character.to_ascii_lowercase());
        } else {
            let _ = write!(snake, "u{:04x}", character as u32);
        }
    }
    snake
}

/// The name of a structure: that of the class, or of class and method.
pub(super) fn type_name(name: &str) -> String {
    name.chars()
        .map(|character| match character.is_ascii_alphanumeric() || character == '_' {
            true => character.to_string(),
            false => format!("u{:04x}", character as u32),
        })
        .collect()
}

struct Field {
    /// As the schema spells it.
    name: String,
    field: String,
    kind: Type,
}

fn fields(elements: impl Iterator<Item = (String, Type)>) -> Vec<Field> {
    let mut known = HashSet::new();
    elements
        .map(|(name, kind)| {
            let mut field = snake(&name);
            if NEVER.contains(&field.as_str()) {
                field.push('_');
            }
            // Two names may differ in capitals and underscores alone.
            while !known.insert(field.clone()) {
                field.push('_');
            }
            if KEYWORDS.contains(&field.as_str()) {
                field = format!("r#{field}");
            }
            Field { name, field, kind }
        })
        .collect()
}

fn parameters(method: &Method) -> Vec<Field> {
    let answer = ("ReturnValue".to_owned(), method.return_type);
    let given = method.parameters.iter().map(|parameter| (parameter.name.to_string(), parameter.kind));
    fields(std::iter::once(answer).chain(given))
}

/// The type of one element in Rust.
fn element_type(kind: Type) -> &'static str {
    match kind.scalar() {
        Type::Boolean => "bool",
        Type::Uint8 => "u8",
        Type::Sint8 => "i8",
        Type::Uint16 | Type::Char16 => "u16",
        Type::Sint16 => "i16",
        Type::Uint32 => "u32",
        Type::Sint32 => "i32",
        Type::Uint64 => "u64",
        Type::Sint64 => "i64",
        Type::Real32 => "f32",
        Type::Real64 => "f64",
        Type::Datetime => "Datetime",
        Type::String => "String",
        _ => "Arc<Instance>",
    }
}

/// The expression that makes a `Value` of `value`, a reference to what the field holds.
fn to_value(kind: Type) -> String {
    let variant = super::super::type_name(kind);
    match (kind.is_array(), kind.scalar()) {
        (true, Type::String) => {
            "Value::Array(Arc::new(Array::String(value.iter().map(|text| Text::from(text.as_str())).collect())))".into()
        }
        (true, _) => format!("Value::Array(Arc::new(Array::{variant}(value.clone())))"),
        (false, Type::String) => "Value::string(value)".into(),
        (false, Type::Reference | Type::Instance) => format!("Value::{variant}(Arc::clone(value))"),
        (false, _) => format!("Value::{variant}(*value)"),
    }
}

/// The arms that read a value.
fn from_value(kind: Type) -> String {
    let variant = super::super::type_name(kind);
    match (kind.is_array(), kind.scalar()) {
        (true, Type::String) => "Some(ValueRef::Array(array)) => match &**array {\n                    \
             Array::String(items) => Some(items.iter().map(|text| text.to_str().into_owned()).collect()),\n                    \
             _ => return Err(mismatch(instance, name)),\n                },"
            .into(),
        (true, _) => format!(
            "Some(ValueRef::Array(array)) => match &**array {{\n                    \
             Array::{variant}(items) => Some(items.clone()),\n                    \
             _ => return Err(mismatch(instance, name)),\n                }},"
        ),
        (false, Type::String) => "Some(ValueRef::String(text)) => Some(text.to_str().into_owned()),".into(),
        (false, Type::Reference | Type::Instance) => {
            format!("Some(ValueRef::{variant}(value)) => Some(Arc::clone(value)),")
        }
        (false, _) => format!("Some(ValueRef::{variant}(value)) => Some(value),"),
    }
}

/// All of `schema.rs`.
pub(super) fn schema(plan: &Plan) -> String {
    let mut text = HEAD.to_owned();
    for part in &plan.parts {
        let class = &part.class;
        let name = type_name(&class.name().to_str());
        let own =
            fields(class.properties().iter().map(|property| (property.name.to_string(), property.kind)));
        structure(&mut text, &name, &format!("An instance of `{}`.", class.name()), &own);
        let texts = [("NAME", name.as_str()), ("CLASS", &class.name().to_str())];
        text.push_str(&fill(OF_CLASS, &texts));
        if !part.is_served {
            continue;
        }
        for method in class.methods() {
            let name = format!("{name}_{}", type_name(&method.name.to_str()));
            let what =
                format!("What `{}` of `{}` is called with, and what it answers.", method.name, class.name());
            structure(&mut text, &name, &what, &parameters(method));
            let texts = [("NAME", name.as_str()), ("METHOD", &method.name.to_str())];
            text.push_str(&fill(OF_METHOD, &texts));
        }
    }
    text
}

fn structure(text: &mut String, name: &str, what: &str, fields: &[Field]) {
    let _ = write!(text, "\n/// {what}\n#[derive(Clone, Debug, Default, PartialEq)]\npub struct {name} {{\n");
    for field in fields {
        let of = element_type(field.kind);
        let of = if field.kind.is_array() { format!("Vec<{of}>") } else { of.to_owned() };
        let _ = writeln!(text, "    pub {}: Option<{of}>,", field.field);
    }
    let _ = write!(
        text,
        "}}\n\nimpl TryFrom<&Instance> for {name} {{\n    type Error = Error;\n\n    fn try_from(instance: &Instance) -> Result<{name}, Error> {{\n        Ok({name} {{\n"
    );
    for field in fields {
        let _ = write!(
            text,
            "            {}: {{\n                let name = {:?};\n                match instance.value(name) {{\n                None => None,\n                \
             {}\n                #[allow(unreachable_patterns)]\n                Some(_) => return Err(mismatch(instance, name)),\n                }}\n            }},\n",
            field.field,
            field.name,
            from_value(field.kind)
        );
    }
    let _ = write!(
        text,
        "        }})\n    }}\n}}\n\nimpl {name} {{\n    /// The fields by the names of the schema, with their types.\n    fn values(&self) -> Vec<(&'static str, Type, Option<Value>)> {{\n        vec![\n"
    );
    for field in fields {
        let array = if field.kind.is_array() { "Array" } else { "" };
        let _ = writeln!(
            text,
            "            ({:?}, Type::{}{array}, self.{}.as_ref().map(|value| {})),",
            field.name,
            super::super::type_name(field.kind),
            field.field,
            to_value(field.kind)
        );
    }
    text.push_str("        ]\n    }\n}\n");
}

const OF_CLASS: &str = "
impl @NAME@ {
    /// The name of the class.
    pub const CLASS: &str = \"@CLASS@\";

    /// The instance of the class. A field without a value is NULL.
    pub fn to_instance(&self) -> Result<Arc<Instance>, Error> {
        let mut instance = Instance::of_class(&class(Self::CLASS)?);
        for (name, kind, value) in self.values() {
            instance.set_by_name(name, kind, value.as_ref().map(Value::as_value_ref))?;
        }
        Ok(Arc::new(instance))
    }
}
";

const OF_METHOD: &str = "
impl @NAME@ {
    /// The answer of the method: the return value, and what comes out. A field without a value is left out.
    pub fn to_answer(&self) -> Result<Arc<Instance>, Error> {
        let mut answer = Instance::new(\"@METHOD@\")?;
        for (name, _, value) in self.values() {
            if let Some(value) = value {
                answer.add_value(name, value)?;
            }
        }
        Ok(Arc::new(answer))
    }
}
";

const HEAD: &str = "// Made from MOF by `mi new-provider`; `--force` makes it anew. Changes here would be lost.
//! The classes, and a structure for each.

#![allow(dead_code, non_camel_case_types, unused_imports)]

use std::sync::{Arc, OnceLock};

use mi::cim::{Array, Class, Datetime, Error, Instance, Status, Text, Type, Value, ValueRef};
use mi::mof::{self, ChangeKind, EmptyCatalog, NoIncludes, Options, Source};

/// All classes, as `schema.mof` declares them.
pub fn classes() -> Result<&'static [Arc<Class>], Error> {
    static CLASSES: OnceLock<Result<Vec<Arc<Class>>, Error>> = OnceLock::new();
    let read = || {
        let failed = |errors: mof::Errors| Error::new(errors.status(), errors.to_string());
        let source = Source::new(\"schema.mof\", include_str!(\"schema.mof\"));
        let program = mof::load([source], &mut NoIncludes).map_err(failed)?;
        let compiled = mof::compile(&program, &EmptyCatalog, &Options::default()).map_err(failed)?;
        let classes = compiled.changes.into_iter().filter_map(|change| match change.kind {
            ChangeKind::Class { class, .. } => Some(class),
            _ => None,
        });
        Ok(classes.collect())
    };
    CLASSES.get_or_init(read).as_deref().map_err(Clone::clone)
}

/// A class by its name.
pub fn class(name: &str) -> Result<Arc<Class>, Error> {
    let found = classes()?.iter().find(|class| *class.name() == name).cloned();
    found.ok_or_else(|| Error::new(Status::InvalidClass, format!(\"schema.mof declares no class {name}.\")))
}

fn mismatch(instance: &Instance, name: &str) -> Error {
    let message = format!(\"Element {name} of an instance of {} has another type than the schema says.\", instance.class_name());
    Error::new(Status::TypeMismatch, message)
}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_those_of_rust() {
        for (name, wanted) in [
            ("OSName", "os_name"),
            ("Id", "id"),
            ("Shop_Article", "shop_article"),
            ("IPv4Address", "i_pv4_address"),
            ("number2Go", "number2_go"),
        ] {
            assert_eq!(snake(name), wanted);
        }
        let made = fields(
            [("Type", Type::String), ("type", Type::String), ("self", Type::String)]
                .map(|(name, kind)| (name.to_owned(), kind))
                .into_iter(),
        );
        let names: Vec<&str> = made.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["r#type", "type_", "self_"]);
    }
}
