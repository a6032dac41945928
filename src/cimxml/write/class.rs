//! Classes.

use super::WriteOptions;
use super::path::Location;
use super::problem::Problem;
use super::property::{put_array_size, put_embedded_object, put_end, put_start};
use super::qualifier::Qualified;
use super::text::{put, put_text};
use super::value::{Style, put_value, type_name};
use crate::cim::name::eq_names;
use crate::cim::schema::{
    implied_class_qualifiers, implied_method_qualifiers, implied_parameter_qualifiers,
    implied_property_qualifiers,
};
use crate::cim::{Class, Method, Parameter, Property, Text, Type};

/// Appends a `CLASS` element.
pub(super) fn put_class(out: &mut Vec<u8>, class: &Class, options: WriteOptions) -> Result<(), Problem> {
    let writer = Writer { class, options };
    writer.start(out).map_err(|problem| problem.on(format_args!("class {}", class.name())))?;
    if options.qualifiers {
        let qualified = Qualified {
            qualifiers: class.qualifiers(),
            implied: implied_class_qualifiers(class.flags(), class.qualifiers()),
            embedded: None,
            is_inherited: false,
        };
        qualified.put(out, format_args!("class {}", class.name()))?;
    }
    for property in class.properties().iter().filter(|property| writer.includes(&property.propagator)) {
        writer
            .property(out, property)
            .map_err(|problem| problem.on(format_args!("property {}.{}", class.name(), property.name)))?;
    }
    for method in class.methods().iter().filter(|method| writer.includes(&method.propagator)) {
        writer
            .method(out, method)
            .map_err(|problem| problem.on(format_args!("method {}.{}", class.name(), method.name)))?;
    }
    put(out, "</CLASS>");
    Ok(())
}

struct Writer<'a> {
    class: &'a Class,
    options: WriteOptions,
}

impl Writer<'_> {
    fn start(&self, out: &mut Vec<u8>) -> Result<(), Problem> {
        put(out, "<CLASS NAME=\"");
        put_text(out, self.class.name().units())?;
        out.push(b'"');
        put_attribute(out, " SUPERCLASS=\"", self.class.superclass_name())?;
        if self.options.hierarchy {
            put(out, " DERIVATION=\"");
            self.derivation(out)?;
            out.push(b'"');
        }
        out.push(b'>');
        Ok(())
    }

    /// The superclasses, nearest first; of one that is not at hand the name is known alone.
    fn derivation(&self, out: &mut Vec<u8>) -> Result<(), Problem> {
        let mut class = Some(self.class);
        let mut is_first = true;
        while let Some(superclass) = class.and_then(Class::superclass_name) {
            if !is_first {
                out.push(b',');
            }
            is_first = false;
            put_text(out, superclass.units())?;
            class = class.and_then(Class::superclass).map(|class| &**class);
        }
        Ok(())
    }

    fn includes(&self, propagator: &Text) -> bool {
        self.options.inherited_elements || !self.is_inherited(propagator)
    }

    /// A class that was made of a declaration alone does not say who declares what; then all is its own.
    fn is_inherited(&self, propagator: &Text) -> bool {
        !propagator.is_empty() && !eq_names(propagator, self.class.name())
    }

    /// Appends where the element comes from.
    fn origin(&self, out: &mut Vec<u8>, origin: &Text, propagator: &Text) -> Result<(), Problem> {
        let origin = Some(origin).filter(|origin| self.options.class_origin && !origin.is_empty());
        put_attribute(out, " CLASSORIGIN=\"", origin)?;
        if self.is_inherited(propagator) {
            put(out, " PROPAGATED=\"true\"");
        }
        Ok(())
    }

    fn property(&self, out: &mut Vec<u8>, property: &Property) -> Result<(), Problem> {
        let kind = property.kind;
        put_start(out, kind, property.name.units())?;
        if kind == Type::Reference {
            put_attribute(out, " REFERENCECLASS=\"", property.reference_class.as_ref())?;
        }
        if let Some(size) = property.array_size.filter(|_| kind.is_array()) {
            put_array_size(out, size);
        }
        self.origin(out, &property.origin, &property.propagator)?;
        // Else the qualifiers say so.
        if kind.scalar() == Type::Instance && !self.options.qualifiers {
            put_embedded_object(out, property.reference_class.is_some());
        }
        out.push(b'>');
        if self.options.qualifiers {
            let qualified = Qualified {
                qualifiers: &property.qualifiers,
                implied: implied_property_qualifiers(property.flags, &property.qualifiers),
                embedded: Some((kind, property.reference_class.as_ref())),
                is_inherited: self.is_inherited(&property.propagator),
            };
            qualified.put(out, format_args!("property {}.{}", self.class.name(), property.name))?;
        }
        if let Some(default) = &property.default {
            let location =
                Location { namespace: self.class.namespace(), server_name: self.class.server_name() };
            let style = Style { location, modified: self.options.modified };
            put_value(out, default.as_value_ref(), style)?;
        }
        put_end(out, kind);
        Ok(())
    }

    fn method(&self, out: &mut Vec<u8>, method: &Method) -> Result<(), Problem> {
        put(out, "<METHOD NAME=\"");
        put_text(out, method.name.units())?;
        out.push(b'"');
        match method.return_type {
            // A reference is what has no type.
            Type::Reference => {}
            kind if kind.is_array() => return Err(Problem::ReturnedArray),
            kind => put_type(out, kind),
        }
        self.origin(out, &method.origin, &method.propagator)?;
        out.push(b'>');
        if self.options.qualifiers {
            let qualified = Qualified {
                qualifiers: &method.qualifiers,
                implied: implied_method_qualifiers(method.flags, &method.qualifiers),
                embedded: Some((method.return_type, method.return_class.as_ref())),
                is_inherited: self.is_inherited(&method.propagator),
            };
            qualified.put(out, format_args!("method {}.{}", self.class.name(), method.name))?;
        }
        for parameter in &method.parameters {
            self.parameter(out, method, parameter).map_err(|problem| {
                let class = self.class.name();
                problem.on(format_args!("parameter {} of method {class}.{}", parameter.name, method.name))
            })?;
        }
        put(out, "</METHOD>");
        Ok(())
    }

    fn parameter(&self, out: &mut Vec<u8>, method: &Method, parameter: &Parameter) -> Result<(), Problem> {
        let kind = parameter.kind;
        let element = match kind {
            Type::Reference => "PARAMETER.REFERENCE",
            Type::ReferenceArray => "PARAMETER.REFARRAY",
            kind if kind.is_array() => "PARAMETER.ARRAY",
            _ => "PARAMETER",
        };
        out.push(b'<');
        put(out, element);
        put(out, " NAME=\"");
        put_text(out, parameter.name.units())?;
        out.push(b'"');
        if kind.scalar() == Type::Reference {
            put_attribute(out, " REFERENCECLASS=\"", parameter.reference_class.as_ref())?;
        } else {
            put_type(out, kind);
        }
        if let Some(size) = parameter.array_size.filter(|_| kind.is_array()) {
            put_array_size(out, size);
        }
        out.push(b'>');
        if self.options.qualifiers {
            let qualified = Qualified {
                qualifiers: &parameter.qualifiers,
                implied: implied_parameter_qualifiers(parameter.flags, &parameter.qualifiers),
                embedded: Some((kind, parameter.reference_class.as_ref())),
                is_inherited: false,
            };
            let class = self.class.name();
            let (name, method) = (&parameter.name, &method.name);
            qualified.put(out, format_args!("parameter {name} of method {class}.{method}"))?;
        }
        put(out, "</");
        put(out, element);
        out.push(b'>');
        Ok(())
    }
}

fn put_type(out: &mut Vec<u8>, kind: Type) {
    put(out, " TYPE=\"");
    put(out, type_name(kind));
    out.push(b'"');
}

/// Appends an attribute, where its value is known.
fn put_attribute(out: &mut Vec<u8>, start: &str, value: Option<&Text>) -> Result<(), Problem> {
    if let Some(value) = value {
        put(out, start);
        put_text(out, value.units())?;
        out.push(b'"');
    }
    Ok(())
}
