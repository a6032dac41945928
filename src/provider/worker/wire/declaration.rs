//! What a class says of itself.

use super::WireError;
use super::bytes::{Reader, Writer};
use super::value::{read_nullable, read_type, write_nullable, write_type};
use crate::cim::class::ClassFlags;
use crate::cim::{ClassDeclaration, ElementFlags, Flavor, Method, Parameter, Property, Qualifier};

pub(super) fn write_declaration(writer: &mut Writer<'_>, class: &ClassDeclaration) -> Result<(), WireError> {
    writer.text(&class.name)?;
    writer.optional_text(class.superclass.as_ref())?;
    writer.varint(class.flags.bits().into());
    writer.several(&class.qualifiers, write_qualifier)?;
    writer.several(&class.properties, write_property)?;
    writer.several(&class.methods, write_method)
}

pub(super) fn read_declaration(reader: &mut Reader<'_>) -> Result<ClassDeclaration, WireError> {
    Ok(ClassDeclaration {
        name: reader.text()?,
        superclass: reader.optional_text()?,
        flags: ClassFlags::from_bits_retain(reader.u32()?),
        qualifiers: reader.several(read_qualifier)?,
        properties: reader.several(read_property)?,
        methods: reader.several(read_method)?,
    })
}

fn write_qualifier(writer: &mut Writer<'_>, qualifier: &Qualifier) -> Result<(), WireError> {
    writer.text(&qualifier.name)?;
    write_type(writer, qualifier.kind);
    writer.varint(qualifier.flavor.bits().into());
    writer.bool(qualifier.propagated);
    write_nullable(writer, &qualifier.name, qualifier.kind, qualifier.value.as_ref())
}

fn read_qualifier(reader: &mut Reader<'_>) -> Result<Qualifier, WireError> {
    let name = reader.text()?;
    let kind = read_type(reader)?;
    let flavor = Flavor::from_bits_retain(reader.u32()?);
    let propagated = reader.bool()?;
    Ok(Qualifier { name, kind, flavor, propagated, value: read_nullable(reader, kind)? })
}

/// A number that may be absent: zero, or the number plus one.
fn write_number(writer: &mut Writer<'_>, number: Option<u32>) {
    writer.varint(number.map_or(0, |number| u64::from(number) + 1));
}

fn read_number(reader: &mut Reader<'_>) -> Result<Option<u32>, WireError> {
    match reader.varint()?.checked_sub(1).map(u32::try_from) {
        None => Ok(None),
        Some(Ok(number)) => Ok(Some(number)),
        Some(Err(_)) => Err(reader.wrong("a number of 32 bits before this")),
    }
}

fn write_property(writer: &mut Writer<'_>, property: &Property) -> Result<(), WireError> {
    writer.text(&property.name)?;
    write_type(writer, property.kind);
    write_number(writer, property.array_size);
    writer.optional_text(property.reference_class.as_ref())?;
    writer.varint(property.flags.bits().into());
    writer.text(&property.origin)?;
    writer.text(&property.propagator)?;
    writer.several(&property.qualifiers, write_qualifier)?;
    write_nullable(writer, &property.name, property.kind, property.default.as_ref())
}

fn read_property(reader: &mut Reader<'_>) -> Result<Property, WireError> {
    let name = reader.text()?;
    let kind = read_type(reader)?;
    Ok(Property {
        name,
        kind,
        array_size: read_number(reader)?,
        reference_class: reader.optional_text()?,
        flags: ElementFlags::from_bits_retain(reader.u32()?),
        origin: reader.text()?,
        propagator: reader.text()?,
        qualifiers: reader.several(read_qualifier)?,
        default: read_nullable(reader, kind)?,
    })
}

fn write_method(writer: &mut Writer<'_>, method: &Method) -> Result<(), WireError> {
    writer.text(&method.name)?;
    write_type(writer, method.return_type);
    writer.optional_text(method.return_class.as_ref())?;
    writer.varint(method.flags.bits().into());
    writer.text(&method.origin)?;
    writer.text(&method.propagator)?;
    writer.several(&method.qualifiers, write_qualifier)?;
    writer.several(&method.parameters, write_parameter)
}

fn read_method(reader: &mut Reader<'_>) -> Result<Method, WireError> {
    Ok(Method {
        name: reader.text()?,
        return_type: read_type(reader)?,
        return_class: reader.optional_text()?,
        flags: ElementFlags::from_bits_retain(reader.u32()?),
        origin: reader.text()?,
        propagator: reader.text()?,
        qualifiers: reader.several(read_qualifier)?,
        parameters: reader.several(read_parameter)?,
    })
}

fn write_parameter(writer: &mut Writer<'_>, parameter: &Parameter) -> Result<(), WireError> {
    writer.text(&parameter.name)?;
    write_type(writer, parameter.kind);
    write_number(writer, parameter.array_size);
    writer.optional_text(parameter.reference_class.as_ref())?;
    writer.varint(parameter.flags.bits().into());
    writer.several(&parameter.qualifiers, write_qualifier)
}

fn read_parameter(reader: &mut Reader<'_>) -> Result<Parameter, WireError> {
    Ok(Parameter {
        name: reader.text()?,
        kind: read_type(reader)?,
        array_size: read_number(reader)?,
        reference_class: reader.optional_text()?,
        flags: ElementFlags::from_bits_retain(reader.u32()?),
        qualifiers: reader.several(read_qualifier)?,
    })
}
