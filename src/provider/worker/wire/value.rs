//! Values. What type a value has is told before it.

use std::sync::Arc;

use super::WireError;
use super::bytes::{Reader, Writer};
use super::instance::{read_instance, write_instance};
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::{Array, Datetime, Text, Type, Value, ValueRef};

/// What an instance takes beside its elements and texts.
pub(super) const INSTANCE_MEMORY: usize = 192;

pub(super) fn write_type(writer: &mut Writer<'_>, kind: Type) {
    writer.u8(kind.number() as u8);
}

pub(super) fn read_type(reader: &mut Reader<'_>) -> Result<Type, WireError> {
    let number = reader.u8()?;
    Type::from_number(number.into()).ok_or_else(|| reader.wrong("a type before this"))
}

/// A value that may be NULL, of this type; `name` is what has it.
pub(super) fn write_nullable(
    writer: &mut Writer<'_>,
    name: &Text,
    kind: Type,
    value: Option<&Value>,
) -> Result<(), WireError> {
    match value.map(Value::as_value_ref) {
        Some(value) if value.value_type() != kind => {
            Err(WireError::Contradiction { name: name.to_string(), said: kind, is: value.value_type() })
        }
        value => writer.optional(value, write_value),
    }
}

pub(super) fn read_nullable(reader: &mut Reader<'_>, kind: Type) -> Result<Option<Value>, WireError> {
    reader.optional(|reader| read_value(reader, kind))
}

/// A value with its type.
pub(super) fn write_typed(writer: &mut Writer<'_>, value: &Value) -> Result<(), WireError> {
    write_type(writer, value.value_type());
    write_value(writer, value.as_value_ref())
}

pub(super) fn read_typed(reader: &mut Reader<'_>) -> Result<Value, WireError> {
    let kind = read_type(reader)?;
    read_value(reader, kind)
}

pub(super) fn write_value(writer: &mut Writer<'_>, value: ValueRef<'_>) -> Result<(), WireError> {
    match value {
        ValueRef::Boolean(value) => writer.bool(value),
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
        ValueRef::Datetime(value) => write_datetime(writer, value),
        ValueRef::String(value) => writer.units(value.units())?,
        ValueRef::Reference(instance) | ValueRef::Instance(instance) => write_instance(writer, instance)?,
        ValueRef::Array(array) => write_array(writer, array)?,
    }
    Ok(())
}

/// Reads a value of this type.
pub(super) fn read_value(reader: &mut Reader<'_>, kind: Type) -> Result<Value, WireError> {
    Ok(match kind {
        Type::Boolean => Value::Boolean(reader.bool()?),
        Type::Uint8 => Value::Uint8(reader.u8()?),
        Type::Sint8 => Value::Sint8(i8::from_le_bytes(reader.array()?)),
        Type::Uint16 => Value::Uint16(u16::from_le_bytes(reader.array()?)),
        Type::Sint16 => Value::Sint16(i16::from_le_bytes(reader.array()?)),
        Type::Uint32 => Value::Uint32(u32::from_le_bytes(reader.array()?)),
        Type::Sint32 => Value::Sint32(i32::from_le_bytes(reader.array()?)),
        Type::Uint64 => Value::Uint64(u64::from_le_bytes(reader.array()?)),
        Type::Sint64 => Value::Sint64(i64::from_le_bytes(reader.array()?)),
        Type::Real32 => Value::Real32(f32::from_le_bytes(reader.array()?)),
        Type::Real64 => Value::Real64(f64::from_le_bytes(reader.array()?)),
        Type::Char16 => Value::Char16(u16::from_le_bytes(reader.array()?)),
        Type::Datetime => Value::Datetime(read_datetime(reader)?),
        Type::String => Value::String(reader.text()?),
        Type::Reference => Value::Reference(Arc::new(read_instance(reader)?)),
        Type::Instance => Value::Instance(Arc::new(read_instance(reader)?)),
        array => Value::Array(Arc::new(read_array(reader, array)?)),
    })
}

pub(super) fn write_datetime(writer: &mut Writer<'_>, value: Datetime) {
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

pub(super) fn read_datetime(reader: &mut Reader<'_>) -> Result<Datetime, WireError> {
    match reader.u8()? {
        0 => {
            let year = u16::from_le_bytes(reader.array()?);
            let [month, day, hour, minute, second] = reader.array()?;
            let microseconds = u32::from_le_bytes(reader.array()?);
            let utc = i16::from_le_bytes(reader.array()?);
            Ok(Datetime::Timestamp(Timestamp { year, month, day, hour, minute, second, microseconds, utc }))
        }
        1 => {
            let days = u32::from_le_bytes(reader.array()?);
            let [hours, minutes, seconds] = reader.array()?;
            let microseconds = u32::from_le_bytes(reader.array()?);
            Ok(Datetime::Interval(Interval { days, hours, minutes, seconds, microseconds }))
        }
        _ => Err(reader.wrong("a timestamp or an interval before this")),
    }
}

/// Numbers in a row.
macro_rules! write_numbers {
    ($writer:expr, $numbers:expr) => {{
        $writer.budget.charge(size_of_val(&$numbers[..]))?;
        $writer.count($numbers.len());
        $numbers.iter().for_each(|number| $writer.raw(&number.to_le_bytes()));
    }};
}

fn write_array(writer: &mut Writer<'_>, array: &Array) -> Result<(), WireError> {
    match array {
        Array::Uint8(bytes) => {
            writer.budget.charge(bytes.len())?;
            writer.count(bytes.len());
            writer.raw(bytes);
        }
        Array::Sint8(numbers) => write_numbers!(writer, numbers),
        Array::Uint16(numbers) | Array::Char16(numbers) => write_numbers!(writer, numbers),
        Array::Sint16(numbers) => write_numbers!(writer, numbers),
        Array::Uint32(numbers) => write_numbers!(writer, numbers),
        Array::Sint32(numbers) => write_numbers!(writer, numbers),
        Array::Uint64(numbers) => write_numbers!(writer, numbers),
        Array::Sint64(numbers) => write_numbers!(writer, numbers),
        Array::Real32(numbers) => write_numbers!(writer, numbers),
        Array::Real64(numbers) => write_numbers!(writer, numbers),
        Array::Boolean(booleans) => {
            return writer.several(booleans, |writer, &value| {
                writer.bool(value);
                Ok(())
            });
        }
        Array::Datetime(datetimes) => {
            return writer.several(datetimes, |writer, &datetime| {
                write_datetime(writer, datetime);
                Ok(())
            });
        }
        Array::String(texts) => return writer.several(texts, Writer::text),
        Array::Reference(instances) | Array::Instance(instances) => {
            return writer.several(instances, |writer, instance| write_instance(writer, instance));
        }
    }
    Ok(())
}

/// Reads numbers in a row. Their bytes are there before room is made for them.
fn read_numbers<T, const WIDTH: usize>(
    reader: &mut Reader<'_>,
    number: impl Fn([u8; WIDTH]) -> T,
) -> Result<Vec<T>, WireError> {
    let count = reader.count(WIDTH)?;
    reader.budget.charge(count * size_of::<T>())?;
    let (numbers, _) = reader.take(count * WIDTH)?.as_chunks::<WIDTH>();
    Ok(numbers.iter().map(|&bytes| number(bytes)).collect())
}

fn read_array(reader: &mut Reader<'_>, kind: Type) -> Result<Array, WireError> {
    Ok(match kind.scalar() {
        Type::Boolean => Array::Boolean(reader.several(Reader::bool)?),
        Type::Uint8 => Array::Uint8(read_numbers(reader, u8::from_le_bytes)?),
        Type::Sint8 => Array::Sint8(read_numbers(reader, i8::from_le_bytes)?),
        Type::Uint16 => Array::Uint16(read_numbers(reader, u16::from_le_bytes)?),
        Type::Sint16 => Array::Sint16(read_numbers(reader, i16::from_le_bytes)?),
        Type::Uint32 => Array::Uint32(read_numbers(reader, u32::from_le_bytes)?),
        Type::Sint32 => Array::Sint32(read_numbers(reader, i32::from_le_bytes)?),
        Type::Uint64 => Array::Uint64(read_numbers(reader, u64::from_le_bytes)?),
        Type::Sint64 => Array::Sint64(read_numbers(reader, i64::from_le_bytes)?),
        Type::Real32 => Array::Real32(read_numbers(reader, f32::from_le_bytes)?),
        Type::Real64 => Array::Real64(read_numbers(reader, f64::from_le_bytes)?),
        Type::Char16 => Array::Char16(read_numbers(reader, u16::from_le_bytes)?),
        Type::Datetime => Array::Datetime(reader.several(read_datetime)?),
        Type::String => Array::String(reader.several(Reader::text)?),
        Type::Reference => Array::Reference(reader.several(|reader| read_instance(reader).map(Arc::new))?),
        _ => Array::Instance(reader.several(|reader| read_instance(reader).map(Arc::new))?),
    })
}
