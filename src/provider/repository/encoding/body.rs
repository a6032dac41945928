//! One stored instance: the values of its class's properties in the order that the class had when it was written.
//!
//! `version, layout, units of text, a bit for each value that is not NULL, the values`. The layout is the number of a
//! list of [`Column`]s that the repository keeps, so that a class may get new properties without any instance being
//! written again. A text ends in a NUL here too, so that it needs no copy before it reaches the instance.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::bytes::{Cursor, DecodeError, EncodeError, Writer, kept_bytes};
use super::value::{decode_datetime, decode_type, decode_value, encode_value};
use crate::cim::{
    Class, Instance, InstanceBuilder, Property, Text, TextRef, Type, Unit, Value, ValueRef, name,
};

const BODY_VERSION: u8 = 1;
const COLUMNS_VERSION: u8 = 1;

/// A stored value's property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Column {
    /// The name in lower case.
    pub name: Box<[Unit]>,
    /// The type.
    pub kind: Type,
}

impl Column {
    /// The columns of instances of a class as it is now.
    pub(in super::super) fn of_class(class: &Class) -> Vec<Column> {
        let properties = class.properties().iter();
        properties
            .map(|property| Column { name: name::folded(&property.name), kind: property.kind })
            .collect()
    }
}

/// The bytes of a list of columns. Equal lists have equal bytes.
pub(in super::super) fn encode_columns(columns: &[Column]) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::with_capacity(columns.len() * 16 + 4);
    writer.u8(COLUMNS_VERSION);
    writer.varint(columns.len() as u64);
    for column in columns {
        writer.text(&column.name)?;
        writer.u8(column.kind.number() as u8);
    }
    Ok(writer.into_bytes())
}

/// The list that [`encode_columns`] wrote.
pub(in super::super) fn decode_columns(bytes: &[u8]) -> Result<Vec<Column>, DecodeError> {
    let mut cursor = Cursor::new(bytes);
    if cursor.u8()? != COLUMNS_VERSION {
        return Err(cursor.damaged("a layout in a form that this version knows"));
    }
    let columns = cursor.several(|cursor| {
        let name = cursor.text_bytes()?;
        Ok(Column { name: cursor.units(name)?.into(), kind: decode_type(cursor)? })
    })?;
    cursor.finish()?;
    Ok(columns)
}

/// How stored values become the properties of a class: for each property the column it comes from.
#[derive(Debug)]
pub(in super::super) struct Mapping {
    kinds: Vec<Type>,
    /// `None` where property and column have the same place, for all of them.
    sources: Option<Sources>,
}

/// Where the properties of a class come from.
#[derive(Debug)]
struct Sources {
    of_properties: Vec<Origin>,
    /// The columns that are needed, in their order. What stands behind the last is not looked at.
    columns: Vec<usize>,
}

/// Where a property's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The column with this place, first among all and then among those that are needed.
    Column(usize),
    /// No column has the property, or with another type only.
    Default,
    /// It is not given out.
    Hidden,
}

impl Mapping {
    /// From these columns to this class. Of a property that is not shown the value is NULL.
    pub(in super::super) fn new(
        columns: &[Column],
        class: &Class,
        is_shown: impl Fn(&Property) -> bool,
    ) -> Mapping {
        let kinds: Vec<Type> = columns.iter().map(|column| column.kind).collect();
        let places: FxHashMap<&[Unit], usize> =
            columns.iter().enumerate().map(|(place, column)| (&*column.name, place)).collect();
        let origins: Vec<Origin> = class
            .properties()
            .iter()
            .map(|property| match places.get(&*name::folded(&property.name)) {
                _ if !is_shown(property) => Origin::Hidden,
                Some(&place) if kinds[place] == property.kind => Origin::Column(place),
                _ => Origin::Default,
            })
            .collect();
        let same = origins.len() == kinds.len()
            && origins.iter().enumerate().all(|(place, origin)| *origin == Origin::Column(place));
        if same {
            return Mapping { kinds, sources: None };
        }
        let column = |origin: &Origin| match origin {
            Origin::Column(place) => Some(*place),
            Origin::Default | Origin::Hidden => None,
        };
        let mut columns: Vec<usize> = origins.iter().filter_map(column).collect();
        columns.sort_unstable();
        let among_needed = |origin: &Origin| match column(origin) {
            Some(place) => Origin::Column(columns.partition_point(|&needed| needed < place)),
            None => *origin,
        };
        let of_properties = origins.iter().map(among_needed).collect();
        Mapping { kinds, sources: Some(Sources { of_properties, columns }) }
    }
}

/// The bytes of an instance whose values are those of the layout's columns, in their order.
pub(in super::super) fn encode_body(
    layout: u64,
    values: &[Option<ValueRef<'_>>],
) -> Result<Vec<u8>, EncodeError> {
    let text_units: usize = values
        .iter()
        .map(|value| match value {
            Some(ValueRef::String(text)) => text.len() + 1,
            _ => 0,
        })
        .sum();
    let mut writer = Writer::with_capacity(16 + text_units + values.len() * 9);
    writer.u8(BODY_VERSION);
    writer.varint(layout);
    writer.varint(text_units as u64);
    let bits = writer.len();
    writer.raw(&vec![0; values.len().div_ceil(8)]);
    for (place, value) in values.iter().enumerate() {
        match value {
            None => continue,
            Some(ValueRef::String(text)) => {
                let bytes = kept_bytes(text.units())?;
                writer.varint(bytes.len() as u64);
                writer.raw(&bytes);
                writer.u8(0);
            }
            Some(value) => encode_value(&mut writer, *value, 0)?,
        }
        writer.set_bit(bits, place);
    }
    Ok(writer.into_bytes())
}

/// The instance that [`encode_body`] wrote. `mapping_of` gives the mapping from a layout to the class.
#[inline]
pub(in super::super) fn decode_body<E: From<DecodeError>>(
    bytes: &[u8],
    class: &Arc<Class>,
    namespace: Option<Text>,
    mapping_of: impl FnOnce(u64) -> Result<Arc<Mapping>, E>,
) -> Result<Instance, E> {
    let mut cursor = Cursor::new(bytes);
    if cursor.u8()? != BODY_VERSION {
        return Err(cursor.damaged("an instance in a form that this version knows").into());
    }
    let layout = cursor.varint()?;
    // A text of one unit takes a byte at least: a damaged number can't ask for more than there is.
    let text_units = cursor.count()?;
    let mapping = mapping_of(layout)?;
    let present = cursor.take(mapping.kinds.len().div_ceil(8))?;
    let is_present = |place: usize| present[place / 8] & (1 << (place % 8)) != 0;
    let Some(sources) = &mapping.sources else {
        let mut builder = InstanceBuilder::new(class, namespace, text_units);
        for (place, &kind) in mapping.kinds.iter().enumerate() {
            if is_present(place) {
                decode_into(&mut builder, &mut cursor, kind)?;
            } else {
                builder.push(None).map_err(|_| cursor.damaged("a property of the class"))?;
            }
        }
        cursor.finish()?;
        return Ok(builder.finish());
    };
    let mut values: Vec<Option<Cursor<'_>>> = Vec::with_capacity(sources.columns.len());
    let mut units = 0;
    let mut next = 0;
    for &column in &sources.columns {
        for passed in (next..column).filter(|&passed| is_present(passed)) {
            skip_value(&mut cursor, mapping.kinds[passed])?;
        }
        next = column + 1;
        if !is_present(column) {
            values.push(None);
            continue;
        }
        let start = bytes.len() - cursor.rest();
        skip_value(&mut cursor, mapping.kinds[column])?;
        let value = &bytes[start..bytes.len() - cursor.rest()];
        if mapping.kinds[column] == Type::String {
            units += value.len();
        }
        values.push(Some(Cursor::new(value)));
    }
    let mut builder = InstanceBuilder::new(class, namespace, units);
    for (property, origin) in class.properties().iter().zip(&sources.of_properties) {
        match origin {
            Origin::Hidden => builder.push(None).map_err(|_| damaged_property())?,
            Origin::Default => {
                let default = property.default.as_ref().map(Value::as_value_ref);
                builder.push(default).map_err(|_| damaged_property())?;
            }
            Origin::Column(place) => match &mut values[*place] {
                Some(cursor) => decode_into(&mut builder, cursor, property.kind)?,
                None => builder.push(None).map_err(|_| damaged_property())?,
            },
        }
    }
    Ok(builder.finish())
}

fn damaged_property() -> DecodeError {
    DecodeError { at: 0, expected: "a property of the class" }
}

#[inline]
fn decode_into(
    builder: &mut InstanceBuilder<'_>,
    cursor: &mut Cursor<'_>,
    kind: Type,
) -> Result<(), DecodeError> {
    let value = match kind {
        Type::Boolean => ValueRef::Boolean(cursor.bool()?),
        Type::Uint8 => ValueRef::Uint8(cursor.u8()?),
        Type::Uint16 => ValueRef::Uint16(u16::from_le_bytes(cursor.array()?)),
        Type::Uint32 => ValueRef::Uint32(cursor.u32()?),
        Type::Uint64 => ValueRef::Uint64(u64::from_le_bytes(cursor.array()?)),
        Type::Sint32 => ValueRef::Sint32(i32::from_le_bytes(cursor.array()?)),
        Type::Sint64 => ValueRef::Sint64(i64::from_le_bytes(cursor.array()?)),
        Type::Real64 => ValueRef::Real64(f64::from_le_bytes(cursor.array()?)),
        Type::Datetime => ValueRef::Datetime(decode_datetime(cursor)?),
        Type::String => {
            let length = cursor.count()?;
            let bytes = cursor.take(length + 1)?;
            let units = cursor.units(bytes)?;
            let text =
                TextRef::from_units_with_nul(&units).ok_or_else(|| cursor.damaged("a NUL behind a text"))?;
            return builder
                .push(Some(ValueRef::String(text)))
                .map_err(|_| cursor.damaged("a text that fits the instance"));
        }
        kind => {
            let value = decode_value(cursor, kind, 0)?;
            return builder
                .push(Some(value.as_value_ref()))
                .map_err(|_| cursor.damaged("a value of the property's type"));
        }
    };
    builder.push(Some(value)).map_err(|_| cursor.damaged("a value of the property's type"))
}

/// Walks over a value.
fn skip_value(cursor: &mut Cursor<'_>, kind: Type) -> Result<(), DecodeError> {
    match kind {
        Type::String => {
            let length = cursor.count()?;
            cursor.take(length + 1).map(drop)
        }
        Type::StringArray => {
            for _ in 0..cursor.count()? {
                cursor.text_bytes()?;
            }
            Ok(())
        }
        kind => match width(kind.scalar()) {
            Some(width) if kind.is_array() => {
                let count = cursor.count()?;
                cursor.take(count.saturating_mul(width)).map(drop)
            }
            Some(width) => cursor.take(width).map(drop),
            None => decode_value(cursor, kind, 0).map(drop),
        },
    }
}

/// The bytes that every value of a type takes.
fn width(kind: Type) -> Option<usize> {
    Some(match kind {
        Type::Boolean | Type::Uint8 | Type::Sint8 => 1,
        Type::Uint16 | Type::Sint16 | Type::Char16 => 2,
        Type::Uint32 | Type::Sint32 | Type::Real32 => 4,
        Type::Uint64 | Type::Sint64 | Type::Real64 => 8,
        _ => return None,
    })
}
