//! Instances: by far the most of what goes over.
//!
//! Of one whose class is known only the values go, in the order of its properties, behind a bit for each that says whether it is
//! there. One that is known by the name of its class describes itself.

use std::sync::Arc;

use super::WireError;
use super::bytes::{Reader, Writer};
use super::classes::{ReceivedClasses, read_class, write_class};
use super::value::{INSTANCE_MEMORY, read_datetime, read_value, write_type, write_value};
use crate::cim::instance::{ElementView, Plain};
use crate::cim::{
    Class, ElementFlags, ElementRef, Instance, InstanceBuilder, Text, TextRef, Type, Unit, ValueRef,
};

bitflags::bitflags! {
    /// What is said of an instance.
    #[derive(Clone, Copy)]
    struct Form: u8 {
        /// The class is known; else its name is said.
        const OF_CLASS = 0x01;
        const NAMESPACE = 0x02;
        const SERVER_NAME = 0x04;
        /// A bit for each property says whether it was modified; else none was.
        const MODIFIED = 0x08;
        /// The flags of each property are said; else they follow from the class.
        const FLAGS = 0x10;
        /// There are elements that the class does not have.
        const MORE = 0x20;
    }
}

/// Bytes that an element takes at least: name, type, flags and whether there is a value.
const LEAST_ELEMENT: usize = 5;
const ELEMENT_MEMORY: usize = 40;
/// Behind the type of an element: its value is there.
const PRESENT: u8 = 0x80;

pub(super) fn write_instance(writer: &mut Writer<'_>, instance: &Instance) -> Result<(), WireError> {
    writer.budget.enter()?;
    writer.budget.charge(INSTANCE_MEMORY + instance.len() * ELEMENT_MEMORY)?;
    let mut form = Form::empty();
    form.set(Form::NAMESPACE, instance.namespace().is_some());
    form.set(Form::SERVER_NAME, instance.server_name().is_some());
    match instance.class() {
        Some(class) => write_of_class(writer, instance, class, form)?,
        None => {
            writer.u8(form.bits());
            write_places(writer, instance)?;
            writer.text(instance.class_name())?;
            write_elements(writer, instance, 0)?;
        }
    }
    writer.budget.leave();
    Ok(())
}

pub(super) fn read_instance(reader: &mut Reader<'_>) -> Result<Instance, WireError> {
    reader.budget.enter()?;
    reader.budget.charge(INSTANCE_MEMORY)?;
    let form =
        Form::from_bits(reader.u8()?).ok_or_else(|| reader.wrong("the form of an instance before this"))?;
    let namespace = match form.contains(Form::NAMESPACE) {
        true => Some(read_recurring(reader, |known| &mut known.namespace)?),
        false => None,
    };
    let server_name = match form.contains(Form::SERVER_NAME) {
        true => Some(read_recurring(reader, |known| &mut known.server_name)?),
        false => None,
    };
    let mut instance = if form.contains(Form::OF_CLASS) {
        read_of_class(reader, namespace, form)?
    } else if (form - Form::NAMESPACE - Form::SERVER_NAME).is_empty() {
        let class_name = reader.text()?;
        let instance = Instance::named(class_name);
        let mut instance = instance.map_err(|_| reader.wrong("the name of a class before this"))?;
        instance.set_namespace(namespace);
        read_elements(reader, &mut instance)?;
        instance
    } else {
        return Err(reader.wrong("the form of an instance without its class before this"));
    };
    if server_name.is_some() {
        instance.set_server_name(server_name);
    }
    reader.budget.leave();
    Ok(instance)
}

/// Where the instance is, as far as that was said.
fn write_places(writer: &mut Writer<'_>, instance: &Instance) -> Result<(), WireError> {
    let places = [instance.namespace(), instance.server_name()];
    places.into_iter().flatten().try_for_each(|place| writer.text(place))
}

/// A text that is nearly always the one that was read last at this place, and then shared.
#[inline]
fn read_recurring(
    reader: &mut Reader<'_>,
    last: impl Fn(&mut ReceivedClasses) -> &mut Option<Text>,
) -> Result<Text, WireError> {
    let units = reader.units()?;
    let known = last(reader.classes);
    match known {
        Some(text) if *text.units() == units[..units.len() - 1] => Ok(text.clone()),
        _ => {
            let text = Text::from_units(&units[..units.len() - 1]);
            *known = Some(text.clone());
            Ok(text)
        }
    }
}

fn write_of_class(
    writer: &mut Writer<'_>,
    instance: &Instance,
    class: &Arc<Class>,
    mut form: Form,
) -> Result<(), WireError> {
    let properties = class.properties();
    let incomplete = || WireError::Incomplete(class.name().to_string());
    let mut units = 0;
    for (index, property) in properties.iter().enumerate() {
        let element = instance.view_at(index).ok_or_else(incomplete)?;
        if let Some(Plain::Text(text)) = element.plain() {
            units += text.len() + 1;
        }
        let flags = element.flags();
        if flags != property.flags | ElementFlags::NOT_MODIFIED {
            form |= Form::MODIFIED;
            if kept(flags) != kept(property.flags) {
                form |= Form::FLAGS;
            }
        }
    }
    form.set(Form::MODIFIED, form.contains(Form::MODIFIED) && !form.contains(Form::FLAGS));
    form.set(Form::MORE, instance.len() > properties.len());
    writer.u8((form | Form::OF_CLASS).bits());
    write_places(writer, instance)?;
    write_class(writer, class)?;
    writer.count(units);
    let present = writer.bits(properties.len());
    if form.contains(Form::MODIFIED) {
        let modified = writer.bits(properties.len());
        for index in 0..properties.len() {
            let element = instance.view_at(index).ok_or_else(incomplete)?;
            if !element.flags().contains(ElementFlags::NOT_MODIFIED) {
                writer.set_bit(modified, index);
            }
        }
    }
    if form.contains(Form::FLAGS) {
        for element in instance.elements().take(properties.len()) {
            writer.varint(element.flags.bits().into());
        }
    }
    for index in 0..properties.len() {
        let element = instance.view_at(index).ok_or_else(incomplete)?;
        if write_element_value(writer, element)? {
            writer.set_bit(present, index);
        }
    }
    if form.contains(Form::MORE) { write_elements(writer, instance, properties.len()) } else { Ok(()) }
}

/// The flags without what is of the value.
fn kept(flags: ElementFlags) -> ElementFlags {
    flags - ElementFlags::NULL - ElementFlags::NOT_MODIFIED
}

/// Writes a value where there is one, and says whether there is.
#[inline]
fn write_element_value(writer: &mut Writer<'_>, element: ElementView<'_>) -> Result<bool, WireError> {
    match element.plain() {
        Some(Plain::Null) => return Ok(false),
        Some(Plain::Bits(bits)) => write_bits(writer, element.kind(), bits),
        Some(Plain::Text(units)) => writer.units(units)?,
        None => match element.value() {
            Some(value) => write_value(writer, value)?,
            None => return Ok(false),
        },
    }
    Ok(true)
}

/// The low bits of a number, as many as its type has.
#[inline]
fn write_bits(writer: &mut Writer<'_>, kind: Type, bits: u64) {
    match kind {
        Type::Boolean => writer.bool(bits != 0),
        Type::Uint8 | Type::Sint8 => writer.u8(bits as u8),
        Type::Uint16 | Type::Sint16 | Type::Char16 => writer.raw(&(bits as u16).to_le_bytes()),
        Type::Uint32 | Type::Sint32 | Type::Real32 => writer.raw(&(bits as u32).to_le_bytes()),
        _ => writer.raw(&bits.to_le_bytes()),
    }
}

fn read_of_class(
    reader: &mut Reader<'_>,
    namespace: Option<Text>,
    form: Form,
) -> Result<Instance, WireError> {
    let class = read_class(reader)?;
    let properties = class.properties();
    reader.budget.charge(properties.len() * ELEMENT_MEMORY)?;
    let units = reader.count(size_of::<Unit>())?;
    let present = reader.bits(properties.len())?;
    let is_set = |bits: &[u8], index: usize| bits[index / 8] & (1 << (index % 8)) != 0;
    if form.contains(Form::MODIFIED | Form::FLAGS) {
        return Err(reader.wrong("the flags of an instance in one form before this"));
    }
    let modified = if form.contains(Form::MODIFIED) { reader.bits(properties.len())? } else { &[] };
    let flags = if form.contains(Form::FLAGS) { read_flags(reader, properties.len())? } else { Vec::new() };
    let mut builder = InstanceBuilder::new(&class, namespace, units);
    for (index, property) in properties.iter().enumerate() {
        if is_set(present, index) {
            read_into(&mut builder, reader, property.kind)?;
        } else {
            builder.push(None).map_err(|_| reader.wrong("a property of the class before this"))?;
        }
    }
    let mut instance = builder.finish();
    for (index, flags) in flags.into_iter().enumerate() {
        instance.set_flags(index, flags);
    }
    if !modified.is_empty() {
        for (index, property) in properties.iter().enumerate().filter(|(index, _)| is_set(modified, *index)) {
            instance.set_flags(index, property.flags - ElementFlags::NOT_MODIFIED);
        }
    }
    if form.contains(Form::MORE) {
        read_elements(reader, &mut instance)?;
    }
    Ok(instance)
}

fn read_flags(reader: &mut Reader<'_>, count: usize) -> Result<Vec<ElementFlags>, WireError> {
    // Each takes a byte at least, and the bits before them are read already.
    if count > reader.rest() {
        return Err(reader.wrong("the flags of each property"));
    }
    (0..count).map(|_| reader.u32().map(ElementFlags::from_bits_retain)).collect()
}

/// The next property's value, without a detour where it is a number or a text.
#[inline]
fn read_into(
    builder: &mut InstanceBuilder<'_>,
    reader: &mut Reader<'_>,
    kind: Type,
) -> Result<(), WireError> {
    let value = match kind {
        Type::Boolean => ValueRef::Boolean(reader.bool()?),
        Type::Uint8 => ValueRef::Uint8(reader.u8()?),
        Type::Uint16 => ValueRef::Uint16(u16::from_le_bytes(reader.array()?)),
        Type::Uint32 => ValueRef::Uint32(u32::from_le_bytes(reader.array()?)),
        Type::Uint64 => ValueRef::Uint64(u64::from_le_bytes(reader.array()?)),
        Type::Sint32 => ValueRef::Sint32(i32::from_le_bytes(reader.array()?)),
        Type::Sint64 => ValueRef::Sint64(i64::from_le_bytes(reader.array()?)),
        Type::Real64 => ValueRef::Real64(f64::from_le_bytes(reader.array()?)),
        Type::Datetime => ValueRef::Datetime(read_datetime(reader)?),
        Type::String => {
            let units = reader.units()?;
            let text = TextRef::from_units_with_nul(&units).map(ValueRef::String);
            let pushed = text.map(|text| builder.push(Some(text)));
            return match pushed {
                Some(Ok(())) => Ok(()),
                _ => Err(reader.wrong("a text that fits the instance before this")),
            };
        }
        kind => {
            let value = read_value(reader, kind)?;
            let pushed = builder.push(Some(value.as_value_ref()));
            return pushed.map_err(|_| reader.wrong("a value that fits the instance before this"));
        }
    };
    builder.push(Some(value)).map_err(|_| reader.wrong("a value of the property's type before this"))
}

/// The elements from this one on, each with all that there is to it.
fn write_elements(writer: &mut Writer<'_>, instance: &Instance, from: usize) -> Result<(), WireError> {
    writer.count(instance.len() - from);
    for ElementRef { name, kind, flags, value } in instance.elements().skip(from) {
        writer.units(name.units())?;
        match value {
            Some(_) => writer.u8(kind.number() as u8 | PRESENT),
            None => write_type(writer, kind),
        }
        writer.varint(flags.bits().into());
        if let Some(value) = value {
            write_value(writer, value)?;
        }
    }
    Ok(())
}

fn read_elements(reader: &mut Reader<'_>, instance: &mut Instance) -> Result<(), WireError> {
    let count = reader.count(LEAST_ELEMENT)?;
    reader.budget.charge(count.saturating_mul(ELEMENT_MEMORY))?;
    for _ in 0..count {
        let name = reader.units()?;
        let name = &name[..name.len() - 1];
        let kind = reader.u8()?;
        let is_present = kind & PRESENT != 0;
        let Some(kind) = Type::from_number((kind & !PRESENT).into()) else {
            return Err(reader.wrong("the type of an element before this"));
        };
        let flags = ElementFlags::from_bits_retain(reader.u32()?);
        let at = instance.len();
        let added = if !is_present {
            instance.add(name, kind, None, flags)
        } else if kind == Type::String {
            let units = reader.units()?;
            instance.add(name, kind, TextRef::from_units_with_nul(&units).map(ValueRef::String), flags)
        } else {
            let value = read_value(reader, kind)?;
            instance.add(name, kind, Some(value.as_value_ref()), flags)
        };
        added.map_err(|_| reader.wrong("an element with a legal name of its own before this"))?;
        instance.set_flags(at, flags);
    }
    Ok(())
}
