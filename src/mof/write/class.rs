//! Classes and qualifier types, laid out for people to read and to edit.

use std::fmt::Display;
use std::io::Write;

use super::fault::Fault;
use super::path::put_path;
use super::scalar::{Reader, put_quoted, put_scalar};
use crate::cim::schema::{
    QualifierTypes, embedded_type, implied_class_qualifiers, implied_method_qualifiers,
    implied_parameter_qualifiers, implied_property_qualifiers,
};
use crate::cim::standard_qualifier::standard_qualifier_type;
use crate::cim::{
    Class, Error, Flavor, Instance, Method, Parameter, Property, Qualifier, QualifierType, Scope, Text,
    TextRef, Type, Value, ValueRef, name,
};

/// Texts that are longer go on, on lines of their own.
const LONGEST_TEXT: usize = 90;

pub(super) fn put_qualifier_type(out: &mut Vec<u8>, declared: &QualifierType) -> Result<(), Error> {
    let on = |fault: Fault| fault.on(format_args!("Qualifier type {}", declared.name));
    check_name(&declared.name).map_err(on)?;
    put(out, format_args!("Qualifier {} : {}", declared.name, declared.kind.name()));
    put_bound(out, declared.kind, declared.array_size);
    if let Some(default) = &declared.default {
        out.extend_from_slice(b" = ");
        put_qualifier_value(out, Some(default), 1).map_err(on)?;
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
    out.extend_from_slice(b";\n");
    Ok(())
}

/// Which elements of a class are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Those that it declares itself: its superclass says the others.
    Own,
    /// All, as if it had no superclass.
    Whole,
}

pub(super) struct ClassWriter<'a> {
    pub(super) out: &'a mut Vec<u8>,
    pub(super) qualifier_types: &'a QualifierTypes<'a>,
    pub(super) extent: Extent,
}

impl ClassWriter<'_> {
    pub(super) fn write(&mut self, class: &Class) -> Result<(), Error> {
        let on = |fault: Fault| fault.on(format_args!("Class {}", class.name()));
        check_name(class.name()).map_err(on)?;
        let implied = implied_class_qualifiers(class.flags(), class.qualifiers());
        self.qualifiers(class.qualifiers(), &implied, 0).map_err(on)?;
        put(self.out, format_args!("class {}", class.name()));
        if let Some(superclass) = class.superclass_name().filter(|_| self.extent == Extent::Own) {
            check_name(superclass).map_err(on)?;
            put(self.out, format_args!(" : {superclass}"));
        }
        self.out.extend_from_slice(b" {\n");
        for property in class.properties() {
            if self.is_written(class, &property.propagator) {
                let on = |fault: Fault| fault.on(format_args!("Property {}.{}", class.name(), property.name));
                self.property(property).map_err(on)?;
            }
        }
        for method in class.methods() {
            if self.is_written(class, &method.propagator) {
                let on = |fault: Fault| fault.on(format_args!("Method {}.{}", class.name(), method.name));
                self.method(method).map_err(on)?;
            }
        }
        self.out.extend_from_slice(b"};\n");
        Ok(())
    }

    fn is_written(&self, class: &Class, propagator: &Text) -> bool {
        // A class that was made of a declaration alone does not say who declares what; then all is its own.
        self.extent == Extent::Whole || propagator.is_empty() || name::eq_names(propagator, class.name())
    }

    fn qualifiers(&mut self, qualifiers: &[Qualifier], implied: &[&str], indent: usize) -> Result<(), Fault> {
        let is_whole = self.extent == Extent::Whole;
        let written = |qualifier: &&Qualifier| {
            // What has nothing above it overrides nothing.
            if is_whole { !name::eq_names(&qualifier.name, "Override") } else { !qualifier.propagated }
        };
        let mut is_first = true;
        let mut separate = |out: &mut Vec<u8>| {
            if std::mem::take(&mut is_first) {
                put(out, format_args!("{:indent$}[", ""));
            } else {
                put(out, format_args!(",\n{:indent$} ", ""));
            }
        };
        for name in implied {
            separate(self.out);
            put(self.out, format_args!("{name}"));
        }
        for qualifier in qualifiers.iter().filter(written) {
            separate(self.out);
            self.qualifier(qualifier, indent + 2)?;
        }
        if !is_first {
            self.out.extend_from_slice(b"]\n");
        }
        Ok(())
    }

    fn qualifier(&mut self, qualifier: &Qualifier, indent: usize) -> Result<(), Fault> {
        check_name(&qualifier.name)?;
        put(self.out, format_args!("{}", qualifier.name));
        match &qualifier.value {
            Some(Value::Boolean(true)) => {}
            Some(value @ Value::Array(_)) => put_qualifier_value(self.out, Some(value), indent + 2)?,
            value => {
                self.out.push(b'(');
                put_qualifier_value(self.out, value.as_ref(), indent + 2)?;
                self.out.push(b')');
            }
        }
        let declared =
            (self.qualifier_types)(&qualifier.name).or_else(|| standard_qualifier_type(&qualifier.name));
        let usual = declared.map_or(Flavor::empty(), |declared| declared.flavor).or_default(Flavor::DEFAULT);
        let flavors = flavor_names(qualifier.flavor.or_default(usual), usual);
        if !flavors.is_empty() {
            put(self.out, format_args!(" : {}", flavors.join(" ")));
        }
        Ok(())
    }

    fn property(&mut self, property: &Property) -> Result<(), Fault> {
        let implied = implied_property_qualifiers(property.flags, &property.qualifiers);
        self.qualifiers(&property.qualifiers, &implied, 2)?;
        let kind = TypeName {
            kind: property.kind,
            class: property.reference_class.as_ref(),
            qualifiers: &property.qualifiers,
        };
        self.declared(&kind, &property.name, 2)?;
        put_bound(self.out, property.kind, property.array_size);
        if let Some(default) = &property.default {
            self.out.extend_from_slice(b" = ");
            put_value(self.out, Some(default.as_value_ref()), 2)?;
        }
        self.out.extend_from_slice(b";\n");
        Ok(())
    }

    fn method(&mut self, method: &Method) -> Result<(), Fault> {
        let implied = implied_method_qualifiers(method.flags, &method.qualifiers);
        self.qualifiers(&method.qualifiers, &implied, 2)?;
        let returned = TypeName {
            kind: method.return_type,
            class: method.return_class.as_ref(),
            qualifiers: &method.qualifiers,
        };
        self.declared(&returned, &method.name, 2)?;
        self.out.push(b'(');
        for (number, parameter) in method.parameters.iter().enumerate() {
            self.out.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
            self.parameter(parameter)?;
        }
        self.out.extend_from_slice(b");\n");
        Ok(())
    }

    fn parameter(&mut self, parameter: &Parameter) -> Result<(), Fault> {
        let implied = implied_parameter_qualifiers(parameter.flags, &parameter.qualifiers);
        self.qualifiers(&parameter.qualifiers, &implied, 4)?;
        let kind = TypeName {
            kind: parameter.kind,
            class: parameter.reference_class.as_ref(),
            qualifiers: &parameter.qualifiers,
        };
        self.declared(&kind, &parameter.name, 4)?;
        put_bound(self.out, parameter.kind, parameter.array_size);
        Ok(())
    }

    /// A type and the name of what is of it.
    fn declared(&mut self, kind: &TypeName<'_>, name: &Text, indent: usize) -> Result<(), Fault> {
        check_name(name)?;
        if let Some(class) = kind.class {
            check_name(class)?;
        }
        put(self.out, format_args!("{:indent$}{kind} {name}", ""));
        Ok(())
    }
}

/// Writing to memory can't fail.
fn put(out: &mut Vec<u8>, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}

fn check_name(name: &Text) -> Result<(), Fault> {
    if name::is_legal_name(name) { Ok(()) } else { Err(Fault::Name(name.to_string())) }
}

/// The type as it is written before a name.
struct TypeName<'a> {
    kind: Type,
    class: Option<&'a Text>,
    qualifiers: &'a [Qualifier],
}

impl Display for TypeName<'_> {
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

fn put_bound(out: &mut Vec<u8>, kind: Type, size: Option<u32>) {
    match size {
        _ if !kind.is_array() => {}
        Some(size) => put(out, format_args!("[{size}]")),
        None => out.extend_from_slice(b"[]"),
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

fn put_qualifier_value(out: &mut Vec<u8>, value: Option<&Value>, indent: usize) -> Result<(), Fault> {
    match value.map(|value| value.value_type().scalar()) {
        Some(Type::Reference | Type::Instance) => Err(Fault::QualifierType),
        _ => put_value(out, value.map(Value::as_value_ref), indent),
    }
}

fn put_value(out: &mut Vec<u8>, value: Option<ValueRef<'_>>, indent: usize) -> Result<(), Fault> {
    match value {
        None => out.extend_from_slice(b"NULL"),
        Some(ValueRef::String(text)) => put_long_text(out, text, indent)?,
        Some(ValueRef::Reference(instance)) => put_path(out, instance, None, Reader::Person)?,
        Some(ValueRef::Instance(instance)) => put_instance(out, instance, indent)?,
        Some(ValueRef::Array(array)) => {
            out.push(b'{');
            for (number, element) in array.iter().enumerate() {
                if number > 0 {
                    // A line for each text, as they are long; numbers are short.
                    match element {
                        ValueRef::String(_) => put(out, format_args!(",\n{:indent$}", "")),
                        _ => out.extend_from_slice(b", "),
                    }
                }
                put_value(out, Some(element), indent)?;
            }
            out.push(b'}');
        }
        Some(value) => put_scalar(out, value, Reader::Person)?,
    }
    Ok(())
}

/// The default of a property that holds embedded instances: nobody could tell an alias from an instance of its own here.
fn put_instance(out: &mut Vec<u8>, instance: &Instance, indent: usize) -> Result<(), Fault> {
    put(out, format_args!("instance of {} {{\n", instance.class_name()));
    let properties = instance.class().map_or(&[][..], |class| class.properties());
    for (index, element) in instance.elements().enumerate() {
        let has_default = properties.get(index).is_some_and(|property| property.default.is_some());
        if element.value.is_some() || has_default {
            put(out, format_args!("{:indent$}  {} = ", "", element.name));
            put_value(out, element.value, indent + 2)?;
            out.extend_from_slice(b";\n");
        }
    }
    put(out, format_args!("{:indent$}}}", ""));
    Ok(())
}

/// A text, a long one in pieces that end behind spaces.
fn put_long_text(out: &mut Vec<u8>, text: TextRef<'_>, indent: usize) -> Result<(), Fault> {
    let text = text.to_str_exact().map_err(Fault::NotUnicode)?;
    let mut rest: &str = &text;
    while rest.len() > LONGEST_TEXT {
        let mut end = LONGEST_TEXT;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let piece = rest[..end].rfind(' ').map_or(end, |space| space + 1);
        put_quoted(out, &rest.as_bytes()[..piece], Reader::Person)?;
        put(out, format_args!("\n{:indent$}", ""));
        rest = &rest[piece..];
    }
    put_quoted(out, rest.as_bytes(), Reader::Person)
}
