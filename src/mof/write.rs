//! Writes qualifier types, classes and instances as MOF that reads back the same.
//!
//! Each function appends to a text, and leaves it as it was where MOF has no way to say what it was given.

use std::fmt::Write;

use crate::cim::name::eq_names;
use crate::cim::schema::{QualifierTypes, embedded_type};
use crate::cim::standard_qualifier::standard_qualifier_type;
use crate::cim::{
    Class, Error, Flavor, Instance, Method, ObjectPath, Parameter, Property, Qualifier, QualifierType, Scope,
    Text, TextRef, Type, ValueRef,
};

/// Texts that are longer go on, on lines of their own.
const LONGEST_TEXT: usize = 90;

/// Appends the declaration of a qualifier.
pub fn write_qualifier_type(out: &mut String, declared: &QualifierType) -> Result<(), Error> {
    put(out, format_args!("Qualifier {} : {}", declared.name, declared.kind.name()));
    write_bound(out, declared.kind, declared.array_size);
    if let Some(default) = &declared.default {
        out.push_str(" = ");
        write_value(out, Some(default.as_value_ref()), 1);
    }
    let scopes = if declared.scope == Scope::ANY {
        vec!["any".to_owned()]
    } else {
        declared.scope.iter_names().map(|(name, _)| name.to_ascii_lowercase()).collect()
    };
    put(out, format_args!(",\n    Scope({})", scopes.join(", ")));
    let flavors = flavor_names(declared.flavor.or_default(Flavor::DEFAULT), Flavor::DEFAULT);
    if !flavors.is_empty() {
        put(out, format_args!(",\n    Flavor({})", flavors.join(", ")));
    }
    out.push_str(";\n");
    Ok(())
}

/// Appends the class with the elements of its own: what it inherits is its superclass's to say. Flavours are written
/// where they are others than `qualifier_types` or the standard has them.
pub fn write_class(
    out: &mut String,
    class: &Class,
    qualifier_types: &QualifierTypes<'_>,
) -> Result<(), Error> {
    let writer = ClassWriter { qualifier_types };
    writer.qualifiers(out, class.qualifiers(), 0);
    put(out, format_args!("class {}", class.name()));
    if let Some(superclass) = class.superclass_name() {
        put(out, format_args!(" : {superclass}"));
    }
    out.push_str(" {\n");
    for property in class.properties().iter().filter(|property| is_own(class, &property.propagator)) {
        writer.property(out, property);
    }
    for method in class.methods().iter().filter(|method| is_own(class, &method.propagator)) {
        writer.method(out, method);
    }
    out.push_str("};\n");
    Ok(())
}

/// Appends the instance with all values that are not NULL.
pub fn write_instance(out: &mut String, instance: &Instance) -> Result<(), Error> {
    write_instance_in(out, instance, 0);
    out.push_str(";\n");
    Ok(())
}

fn is_own(class: &Class, propagator: &Text) -> bool {
    // A class that was made of a declaration alone does not say who declares what; then all is its own.
    propagator.is_empty() || eq_names(propagator, class.name())
}

/// Writing to a text can't fail.
fn put(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}

struct ClassWriter<'a> {
    qualifier_types: &'a QualifierTypes<'a>,
}

impl ClassWriter<'_> {
    fn qualifiers(&self, out: &mut String, qualifiers: &[Qualifier], indent: usize) {
        let mut own = qualifiers.iter().filter(|qualifier| !qualifier.propagated).peekable();
        if own.peek().is_none() {
            return;
        }
        put(out, format_args!("{:indent$}[", ""));
        while let Some(qualifier) = own.next() {
            self.qualifier(out, qualifier, indent + 2);
            if own.peek().is_some() {
                put(out, format_args!(",\n{:indent$} ", ""));
            }
        }
        out.push_str("]\n");
    }

    fn qualifier(&self, out: &mut String, qualifier: &Qualifier, indent: usize) {
        put(out, format_args!("{}", qualifier.name));
        match &qualifier.value {
            Some(crate::cim::Value::Boolean(true)) => {}
            Some(value @ crate::cim::Value::Array(_)) => {
                write_value(out, Some(value.as_value_ref()), indent + 2)
            }
            value => {
                out.push('(');
                write_value(out, value.as_ref().map(crate::cim::Value::as_value_ref), indent + 2);
                out.push(')');
            }
        }
        let declared =
            (self.qualifier_types)(&qualifier.name).or_else(|| standard_qualifier_type(&qualifier.name));
        let usual = declared.map_or(Flavor::empty(), |declared| declared.flavor).or_default(Flavor::DEFAULT);
        let flavors = flavor_names(qualifier.flavor.or_default(usual), usual);
        if !flavors.is_empty() {
            put(out, format_args!(" : {}", flavors.join(" ")));
        }
    }

    fn property(&self, out: &mut String, property: &Property) {
        self.qualifiers(out, &property.qualifiers, 2);
        put(out, format_args!("  {} {}", TypeName::of(property), property.name));
        write_bound(out, property.kind, property.array_size);
        if let Some(default) = &property.default {
            out.push_str(" = ");
            write_value(out, Some(default.as_value_ref()), 2);
        }
        out.push_str(";\n");
    }

    fn method(&self, out: &mut String, method: &Method) {
        self.qualifiers(out, &method.qualifiers, 2);
        let returned = TypeName {
            kind: method.return_type,
            class: method.return_class.as_ref(),
            qualifiers: &method.qualifiers,
        };
        put(out, format_args!("  {returned} {}(", method.name));
        for (number, parameter) in method.parameters.iter().enumerate() {
            out.push_str(if number == 0 { "\n" } else { ",\n" });
            self.parameter(out, parameter);
        }
        out.push_str(");\n");
    }

    fn parameter(&self, out: &mut String, parameter: &Parameter) {
        self.qualifiers(out, &parameter.qualifiers, 4);
        let kind = TypeName {
            kind: parameter.kind,
            class: parameter.reference_class.as_ref(),
            qualifiers: &parameter.qualifiers,
        };
        put(out, format_args!("    {kind} {}", parameter.name));
        write_bound(out, parameter.kind, parameter.array_size);
    }
}

/// The type as it is written before a name.
struct TypeName<'a> {
    kind: Type,
    class: Option<&'a Text>,
    qualifiers: &'a [Qualifier],
}

impl<'a> TypeName<'a> {
    fn of(property: &'a Property) -> TypeName<'a> {
        TypeName {
            kind: property.kind,
            class: property.reference_class.as_ref(),
            qualifiers: &property.qualifiers,
        }
    }
}

impl std::fmt::Display for TypeName<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.kind.scalar(), self.class) {
            (Type::Reference, Some(class)) => write!(formatter, "{class} REF"),
            (Type::Reference, None) => formatter.write_str("object REF"),
            // What a qualifier makes an embedded object is declared as a string.
            (Type::Instance, _)
                if embedded_type(Type::String, self.qualifiers)
                    .is_ok_and(|(kind, _)| kind == Type::Instance) =>
            {
                formatter.write_str("string")
            }
            (Type::Instance, Some(class)) => write!(formatter, "{class}"),
            (Type::Instance, None) => formatter.write_str("object"),
            (kind, _) => formatter.write_str(kind.name()),
        }
    }
}

fn write_bound(out: &mut String, kind: Type, size: Option<u32>) {
    match size {
        _ if !kind.is_array() => {}
        Some(size) => put(out, format_args!("[{size}]")),
        None => out.push_str("[]"),
    }
}

/// The flavours that are others than the usual ones.
fn flavor_names(flavor: Flavor, usual: Flavor) -> Vec<&'static str> {
    [
        (Flavor::ENABLE_OVERRIDE, "EnableOverride"),
        (Flavor::DISABLE_OVERRIDE, "DisableOverride"),
        (Flavor::TO_SUBCLASS, "ToSubclass"),
        (Flavor::RESTRICTED, "Restricted"),
        (Flavor::TRANSLATABLE, "Translatable"),
        (Flavor::TO_INSTANCE, "ToInstance"),
    ]
    .into_iter()
    .filter(|&(one, _)| flavor.contains(one) && !usual.contains(one))
    .map(|(_, name)| name)
    .collect()
}

fn write_instance_in(out: &mut String, instance: &Instance, indent: usize) {
    put(out, format_args!("instance of {} {{\n", instance.class_name()));
    for (index, element) in instance.elements().enumerate() {
        // NULL is what a property is without a value, unless it has a default.
        let has_default = instance
            .class()
            .and_then(|class| class.properties().get(index))
            .is_some_and(|property| property.default.is_some());
        if element.value.is_some() || has_default {
            put(out, format_args!("{:indent$}  {} = ", "", element.name));
            write_value(out, element.value, indent + 2);
            out.push_str(";\n");
        }
    }
    put(out, format_args!("{:indent$}}}", ""));
}

fn write_value(out: &mut String, value: Option<ValueRef<'_>>, indent: usize) {
    let Some(value) = value else { return out.push_str("NULL") };
    match value {
        ValueRef::Boolean(value) => out.push_str(if value { "TRUE" } else { "FALSE" }),
        ValueRef::Uint8(value) => put(out, format_args!("{value}")),
        ValueRef::Sint8(value) => put(out, format_args!("{value}")),
        ValueRef::Uint16(value) => put(out, format_args!("{value}")),
        ValueRef::Sint16(value) => put(out, format_args!("{value}")),
        ValueRef::Uint32(value) => put(out, format_args!("{value}")),
        ValueRef::Sint32(value) => put(out, format_args!("{value}")),
        ValueRef::Uint64(value) => put(out, format_args!("{value}")),
        ValueRef::Sint64(value) => put(out, format_args!("{value}")),
        ValueRef::Real32(value) => write_real(out, value.is_finite(), format!("{value:?}")),
        ValueRef::Real64(value) => write_real(out, value.is_finite(), format!("{value:?}")),
        ValueRef::Char16(value) => write_char(out, value),
        ValueRef::Datetime(value) => put(out, format_args!("\"{value}\"")),
        ValueRef::String(text) => write_text(out, text, indent),
        ValueRef::Reference(instance) => write_quoted(out, &ObjectPath::of(instance).to_string()),
        ValueRef::Instance(instance) => write_instance_in(out, instance, indent),
        ValueRef::Array(array) => {
            out.push('{');
            for (number, element) in array.iter().enumerate() {
                if number > 0 {
                    // A line for each text, as they are long; numbers are short.
                    match element {
                        ValueRef::String(_) => put(out, format_args!(",\n{:indent$}", "")),
                        _ => out.push_str(", "),
                    }
                }
                write_value(out, Some(element), indent);
            }
            out.push('}');
        }
    }
}

/// MOF has no infinity, and knows a real number by its dot.
fn write_real(out: &mut String, is_finite: bool, mut text: String) {
    if !is_finite {
        return out.push_str("NULL");
    }
    if !text.contains('.') {
        let exponent = text.find('e').unwrap_or(text.len());
        text.insert_str(exponent, ".0");
    }
    out.push_str(&text);
}

fn write_char(out: &mut String, value: u16) {
    match u8::try_from(value) {
        Ok(byte @ (b'\'' | b'\\')) => put(out, format_args!("'\\{}'", byte as char)),
        Ok(byte @ b' '..=b'~') => put(out, format_args!("'{}'", byte as char)),
        _ => put(out, format_args!("'\\x{value:04X}'")),
    }
}

/// A text, a long one in pieces that end behind spaces.
fn write_text(out: &mut String, text: TextRef<'_>, indent: usize) {
    let text = text.to_str();
    let mut rest: &str = &text;
    while rest.len() > LONGEST_TEXT {
        let mut end = LONGEST_TEXT;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let piece = rest[..end].rfind(' ').map_or(end, |space| space + 1);
        write_quoted(out, &rest[..piece]);
        put(out, format_args!("\n{:indent$}", ""));
        rest = &rest[piece..];
    }
    write_quoted(out, rest);
}

fn write_quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // No text of C holds it, and MOF has no way to say it.
            '\0' => {}
            control if control.is_control() => put(out, format_args!("\\x{:04X}", u32::from(control))),
            character => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests;
