//! Values and the instances inside values.
//!
//! A number is its bytes, least first; a text its length and UTF-8; a datetime a tag and its fields; an array its length
//! and elements; an instance inside describes itself, because its class may be known to nobody here.

use std::sync::Arc;

use super::bytes::{Cursor, DecodeError, EncodeError, MAXIMUM_DEPTH, Writer};
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::{Array, Datetime, ElementFlags, Instance, Type, Value, ValueRef};

/// Writes a value; its type is told elsewhere.
pub(super) fn encode_value(writer: &mut Writer, value: ValueRef<'_>, depth: u32) -> Result<(), EncodeError> {
    match value {
        ValueRef::Boolean(value) => writer.u8(value.into()),
        ValueRef::Uint8(value) => writer.u8(value),
        ValueRef::Sint8(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Uint16(value) | ValueRef::Char16(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Sint16(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Uint32(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Sint32(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Uint64(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Sint64(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Real32(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Real64(value) => writer.raw(&value.to_le_bytes()),
        ValueRef::Datetime(value) => encode_datetime(writer, value),
        ValueRef::String(value) => writer.kept_text(value.units())?,
        ValueRef::Reference(instance) | ValueRef::Instance(instance) => {
            encode_instance(writer, instance, depth + 1)?;
        }
        ValueRef::Array(array) => {
            writer.varint(array.len() as u64);
            for element in array.iter() {
                encode_value(writer, element, depth)?;
            }
        }
    }
    Ok(())
}

/// Reads a value of this type.
pub(super) fn decode_value(cursor: &mut Cursor<'_>, kind: Type, depth: u32) -> Result<Value, DecodeError> {
    Ok(match kind {
        Type::Boolean => Value::Boolean(cursor.bool()?),
        Type::Uint8 => Value::Uint8(cursor.u8()?),
        Type::Sint8 => Value::Sint8(i8::from_le_bytes(cursor.array()?)),
        Type::Uint16 => Value::Uint16(u16::from_le_bytes(cursor.array()?)),
        Type::Sint16 => Value::Sint16(i16::from_le_bytes(cursor.array()?)),
        Type::Uint32 => Value::Uint32(u32::from_le_bytes(cursor.array()?)),
        Type::Sint32 => Value::Sint32(i32::from_le_bytes(cursor.array()?)),
        Type::Uint64 => Value::Uint64(u64::from_le_bytes(cursor.array()?)),
        Type::Sint64 => Value::Sint64(i64::from_le_bytes(cursor.array()?)),
        Type::Real32 => Value::Real32(f32::from_le_bytes(cursor.array()?)),
        Type::Real64 => Value::Real64(f64::from_le_bytes(cursor.array()?)),
        Type::Char16 => Value::Char16(u16::from_le_bytes(cursor.array()?)),
        Type::Datetime => Value::Datetime(decode_datetime(cursor)?),
        Type::String => Value::String(cursor.text()?),
        Type::Reference => Value::Reference(Arc::new(decode_instance(cursor, depth + 1)?)),
        Type::Instance => Value::Instance(Arc::new(decode_instance(cursor, depth + 1)?)),
        array => Value::Array(Arc::new(decode_array(cursor, array.scalar(), depth)?)),
    })
}

pub(super) fn encode_datetime(writer: &mut Writer, value: Datetime) {
    match value {
        Datetime::Timestamp(t) => {
            writer.u8(0);
            writer.raw(&t.year.to_le_bytes());
            writer.raw(&[t.month, t.day, t.hour, t.minute, t.second]);
            writer.raw(&t.microseconds.to_le_bytes());
            writer.raw(&t.utc.to_le_bytes());
        }
        Datetime::Interval(i) => {
            writer.u8(1);
            writer.raw(&i.days.to_le_bytes());
            writer.raw(&[i.hours, i.minutes, i.seconds]);
            writer.raw(&i.microseconds.to_le_bytes());
        }
    }
}

pub(super) fn decode_datetime(cursor: &mut Cursor<'_>) -> Result<Datetime, DecodeError> {
    match cursor.u8()? {
        0 => {
            let year = u16::from_le_bytes(cursor.array()?);
            let [month, day, hour, minute, second] = cursor.array()?;
            let microseconds = cursor.u32()?;
            let utc = i16::from_le_bytes(cursor.array()?);
            Ok(Datetime::Timestamp(Timestamp { year, month, day, hour, minute, second, microseconds, utc }))
        }
        1 => {
            let days = cursor.u32()?;
            let [hours, minutes, seconds] = cursor.array()?;
            let microseconds = cursor.u32()?;
            Ok(Datetime::Interval(Interval { days, hours, minutes, seconds, microseconds }))
        }
        _ => Err(cursor.damaged("a timestamp or an interval")),
    }
}

fn decode_array(cursor: &mut Cursor<'_>, scalar: Type, depth: u32) -> Result<Array, DecodeError> {
    let mut array = Array::empty(scalar);
    let count = cursor.count()?;
    for _ in 0..count {
        let element = decode_value(cursor, scalar, depth)?;
        array.push(element).map_err(|_| cursor.damaged("an element of the array's type"))?;
    }
    Ok(array)
}

fn encode_instance(writer: &mut Writer, instance: &Instance, depth: u32) -> Result<(), EncodeError> {
    if depth > MAXIMUM_DEPTH {
        return Err(EncodeError::TooDeep);
    }
    writer.text(instance.class_name().units())?;
    writer.optional_kept_text(instance.namespace())?;
    writer.optional_kept_text(instance.server_name())?;
    writer.varint(instance.len() as u64);
    for element in instance.elements() {
        writer.text(element.name.units())?;
        writer.u8(element.kind.number() as u8);
        // Whether it was modified is of the moment, not of the value.
        writer.varint((element.flags - ElementFlags::NOT_MODIFIED).bits().into());
        encode_optional(writer, element.kind, element.value, depth)?;
    }
    Ok(())
}

fn decode_instance(cursor: &mut Cursor<'_>, depth: u32) -> Result<Instance, DecodeError> {
    if depth > MAXIMUM_DEPTH {
        return Err(cursor.damaged("no deeper nesting"));
    }
    let class_name = cursor.text()?;
    let mut instance = Instance::new(&class_name).map_err(|_| cursor.damaged("a class name"))?;
    instance.set_namespace(cursor.optional(Cursor::text)?);
    instance.set_server_name(cursor.optional(Cursor::text)?);
    for _ in 0..cursor.count()? {
        let name = cursor.text()?;
        let kind = decode_type(cursor)?;
        let flags = u32::try_from(cursor.varint()?).map_err(|_| cursor.damaged("flags"))?;
        let value = decode_optional(cursor, kind, depth)?;
        let flags = ElementFlags::from_bits_retain(flags);
        instance
            .add(&name, kind, value.as_ref().map(Value::as_value_ref), flags)
            .map_err(|_| cursor.damaged("an element with a name of its own"))?;
    }
    instance.mark_unmodified();
    Ok(instance)
}

/// Writes whether there is a value, and the value.
pub(super) fn encode_optional(
    writer: &mut Writer,
    kind: Type,
    value: Option<ValueRef<'_>>,
    depth: u32,
) -> Result<(), EncodeError> {
    writer.u8(value.is_some().into());
    match value {
        Some(value) if value.value_type() != kind => {
            Err(EncodeError::Contradiction { said: kind, is: value.value_type() })
        }
        Some(value) => encode_value(writer, value, depth),
        None => Ok(()),
    }
}

pub(super) fn decode_optional(
    cursor: &mut Cursor<'_>,
    kind: Type,
    depth: u32,
) -> Result<Option<Value>, DecodeError> {
    cursor.optional(|cursor| decode_value(cursor, kind, depth))
}

pub(super) fn decode_type(cursor: &mut Cursor<'_>) -> Result<Type, DecodeError> {
    let number = cursor.u8()?;
    Type::from_number(number.into()).ok_or_else(|| cursor.damaged("a type"))
}
