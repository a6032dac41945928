//! Classes and qualifier types as they were declared.

use super::bytes::{Cursor, DecodeError, EncodeError, Names, Writer};
use super::value::{decode_optional, decode_type, encode_optional};
use crate::cim::class::ClassFlags;
use crate::cim::unicode::{TextFault, unstorable};
use crate::cim::{
    ClassDeclaration, ElementFlags, Flavor, Method, Parameter, Property, Qualifier, QualifierType, Scope,
    Text, Type, Value,
};

const CLASS_VERSION: u8 = 1;
const QUALIFIER_TYPE_VERSION: u8 = 1;

/// The bytes of a declaration. Equal declarations have equal bytes.
pub(in super::super) fn encode_class(class: &ClassDeclaration) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::with_capacity(4096);
    writer.u8(CLASS_VERSION);
    writer.text(class.name.units())?;
    writer.optional_text(class.superclass.as_ref())?;
    writer.varint(class.flags.bits().into());
    encode_qualifiers(&mut writer, &class.qualifiers)?;
    writer.varint(class.properties.len() as u64);
    for property in &class.properties {
        writer.text(property.name.units())?;
        writer.u8(property.kind.number() as u8);
        encode_number(&mut writer, property.array_size);
        writer.optional_text(property.reference_class.as_ref())?;
        writer.varint(property.flags.bits().into());
        writer.text(property.origin.units())?;
        writer.text(property.propagator.units())?;
        encode_qualifiers(&mut writer, &property.qualifiers)?;
        encode_declared(&mut writer, &property.name, property.kind, property.default.as_ref())?;
    }
    writer.varint(class.methods.len() as u64);
    for method in &class.methods {
        encode_method(&mut writer, method)?;
    }
    Ok(writer.into_bytes())
}

fn encode_method(writer: &mut Writer, method: &Method) -> Result<(), EncodeError> {
    writer.text(method.name.units())?;
    writer.u8(method.return_type.number() as u8);
    writer.optional_text(method.return_class.as_ref())?;
    writer.varint(method.flags.bits().into());
    writer.text(method.origin.units())?;
    writer.text(method.propagator.units())?;
    encode_qualifiers(writer, &method.qualifiers)?;
    writer.varint(method.parameters.len() as u64);
    for parameter in &method.parameters {
        writer.text(parameter.name.units())?;
        writer.u8(parameter.kind.number() as u8);
        encode_number(writer, parameter.array_size);
        writer.optional_text(parameter.reference_class.as_ref())?;
        writer.varint(parameter.flags.bits().into());
        encode_qualifiers(writer, &parameter.qualifiers)?;
    }
    Ok(())
}

fn encode_qualifiers(writer: &mut Writer, qualifiers: &[Qualifier]) -> Result<(), EncodeError> {
    writer.varint(qualifiers.len() as u64);
    for qualifier in qualifiers {
        writer.text(qualifier.name.units())?;
        writer.u8(qualifier.kind.number() as u8);
        writer.varint(qualifier.flavor.bits().into());
        writer.u8(qualifier.propagated.into());
        encode_declared(writer, &qualifier.name, qualifier.kind, qualifier.value.as_ref())?;
    }
    Ok(())
}

/// A value that is declared: of the property or the qualifier of this name.
fn encode_declared(
    writer: &mut Writer,
    name: &Text,
    kind: Type,
    value: Option<&Value>,
) -> Result<(), EncodeError> {
    let value = value.map(Value::as_value_ref);
    if let Some(TextFault { place, fault }) = value.and_then(unstorable) {
        return Err(EncodeError::Text { of: format!("{name}{place}"), fault });
    }
    encode_optional(writer, kind, value, 0)
}

/// A number that may be absent: zero, or the number plus one.
fn encode_number(writer: &mut Writer, number: Option<u32>) {
    writer.varint(number.map_or(0, |number| u64::from(number) + 1));
}

/// The declaration that [`encode_class`] wrote.
pub(in super::super) fn decode_class(
    bytes: &[u8],
    names: &mut Names,
) -> Result<ClassDeclaration, DecodeError> {
    let mut decoder = Decoder { cursor: Cursor::new(bytes), names };
    if decoder.cursor.u8()? != CLASS_VERSION {
        return Err(decoder.cursor.damaged("a class in a form that this version knows"));
    }
    let class = ClassDeclaration {
        name: decoder.name()?,
        superclass: decoder.optional_name()?,
        flags: ClassFlags::from_bits_retain(decoder.bits()?),
        qualifiers: decoder.qualifiers()?,
        properties: decoder.several(Decoder::property)?,
        methods: decoder.several(Decoder::method)?,
    };
    decoder.cursor.finish()?;
    Ok(class)
}

/// The bytes of a declaration. Equal declarations have equal bytes.
pub(in super::super) fn encode_qualifier_type(declared: &QualifierType) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::with_capacity(64);
    writer.u8(QUALIFIER_TYPE_VERSION);
    writer.text(declared.name.units())?;
    writer.u8(declared.kind.number() as u8);
    encode_number(&mut writer, declared.array_size);
    writer.varint(declared.scope.bits().into());
    writer.varint(declared.flavor.bits().into());
    encode_declared(&mut writer, &declared.name, declared.kind, declared.default.as_ref())?;
    Ok(writer.into_bytes())
}

/// The declaration that [`encode_qualifier_type`] wrote.
pub(in super::super) fn decode_qualifier_type(
    bytes: &[u8],
    names: &mut Names,
) -> Result<QualifierType, DecodeError> {
    let mut decoder = Decoder { cursor: Cursor::new(bytes), names };
    if decoder.cursor.u8()? != QUALIFIER_TYPE_VERSION {
        return Err(decoder.cursor.damaged("a qualifier type in a form that this version knows"));
    }
    let name = decoder.name()?;
    let kind = decode_type(&mut decoder.cursor)?;
    let array_size = decoder.number()?;
    let scope = Scope::from_bits_retain(decoder.bits()?);
    let flavor = Flavor::from_bits_retain(decoder.bits()?);
    let default = decode_optional(&mut decoder.cursor, kind, 0)?;
    decoder.cursor.finish()?;
    Ok(QualifierType { name, kind, array_size, default, scope, flavor })
}

struct Decoder<'a, 'n> {
    cursor: Cursor<'a>,
    names: &'n mut Names,
}

impl Decoder<'_, '_> {
    fn name(&mut self) -> Result<Text, DecodeError> {
        let bytes = self.cursor.text_bytes()?;
        self.names.text(&self.cursor, bytes)
    }

    fn optional_name(&mut self) -> Result<Option<Text>, DecodeError> {
        if self.cursor.bool()? { self.name().map(Some) } else { Ok(None) }
    }

    fn bits(&mut self) -> Result<u32, DecodeError> {
        let bits = self.cursor.varint()?;
        u32::try_from(bits).map_err(|_| self.cursor.damaged("flags"))
    }

    fn number(&mut self) -> Result<Option<u32>, DecodeError> {
        match self.cursor.varint()? {
            0 => Ok(None),
            number => match u32::try_from(number - 1) {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(self.cursor.damaged("a number of 32 bits")),
            },
        }
    }

    fn several<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let count = self.cursor.count()?;
        // Not more at once than what is certainly there: an item in memory is larger than its byte.
        let mut items = Vec::with_capacity(count.min(256));
        for _ in 0..count {
            items.push(read(self)?);
        }
        Ok(items)
    }

    fn qualifiers(&mut self) -> Result<Vec<Qualifier>, DecodeError> {
        self.several(|decoder| {
            let name = decoder.name()?;
            let kind = decode_type(&mut decoder.cursor)?;
            let flavor = Flavor::from_bits_retain(decoder.bits()?);
            let propagated = decoder.cursor.bool()?;
            let value = decode_optional(&mut decoder.cursor, kind, 0)?;
            Ok(Qualifier { name, kind, value, flavor, propagated })
        })
    }

    fn property(&mut self) -> Result<Property, DecodeError> {
        let name = self.name()?;
        let kind = decode_type(&mut self.cursor)?;
        Ok(Property {
            name,
            kind,
            array_size: self.number()?,
            reference_class: self.optional_name()?,
            flags: ElementFlags::from_bits_retain(self.bits()?),
            origin: self.name()?,
            propagator: self.name()?,
            qualifiers: self.qualifiers()?,
            default: decode_optional(&mut self.cursor, kind, 0)?,
        })
    }

    fn method(&mut self) -> Result<Method, DecodeError> {
        Ok(Method {
            name: self.name()?,
            return_type: decode_type(&mut self.cursor)?,
            return_class: self.optional_name()?,
            flags: ElementFlags::from_bits_retain(self.bits()?),
            origin: self.name()?,
            propagator: self.name()?,
            qualifiers: self.qualifiers()?,
            parameters: self.several(Decoder::parameter)?,
        })
    }

    fn parameter(&mut self) -> Result<Parameter, DecodeError> {
        Ok(Parameter {
            name: self.name()?,
            kind: decode_type(&mut self.cursor)?,
            array_size: self.number()?,
            reference_class: self.optional_name()?,
            flags: ElementFlags::from_bits_retain(self.bits()?),
            qualifiers: self.qualifiers()?,
        })
    }
}
