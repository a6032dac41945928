//! How values go into an instance, and numbers come out.

use std::sync::Arc;

use super::super::datetime::Datetime;
use super::super::text::Unit;
use super::super::value::{Type, ValueRef};
use super::texts::{Slot, Texts};
use super::{ElementError, Stored};

impl Stored {
    /// Takes the place of what was stored; a text stays where it was if the new one fits there.
    #[inline]
    pub(super) fn assign(
        &mut self,
        value: Option<ValueRef<'_>>,
        texts: &mut Texts,
    ) -> Result<(), ElementError> {
        *self = match value {
            None => match *self {
                Stored::Text(slot) | Stored::Cleared(slot) => Stored::Cleared(slot),
                _ => Stored::Null,
            },
            Some(ValueRef::String(text)) => return self.assign_text(text.units(), texts),
            Some(ValueRef::Boolean(value)) => Stored::Bits(value.into()),
            Some(ValueRef::Uint8(value)) => Stored::Bits(value.into()),
            Some(ValueRef::Sint8(value)) => Stored::Bits(value as u64),
            Some(ValueRef::Uint16(value)) | Some(ValueRef::Char16(value)) => Stored::Bits(value.into()),
            Some(ValueRef::Sint16(value)) => Stored::Bits(value as u64),
            Some(ValueRef::Uint32(value)) => Stored::Bits(value.into()),
            Some(ValueRef::Sint32(value)) => Stored::Bits(value as u64),
            Some(ValueRef::Uint64(value)) => Stored::Bits(value),
            Some(ValueRef::Sint64(value)) => Stored::Bits(value as u64),
            Some(ValueRef::Real32(value)) => Stored::Bits(value.to_bits().into()),
            Some(ValueRef::Real64(value)) => Stored::Bits(value.to_bits()),
            Some(ValueRef::Datetime(Datetime::Timestamp(value))) => Stored::Timestamp(value),
            Some(ValueRef::Datetime(Datetime::Interval(value))) => Stored::Interval(value),
            Some(ValueRef::Reference(instance)) | Some(ValueRef::Instance(instance)) => {
                Stored::Instance(Arc::clone(instance))
            }
            Some(ValueRef::Array(array)) => Stored::Array(Arc::clone(array)),
        };
        Ok(())
    }

    #[inline]
    pub(super) fn assign_text(&mut self, text: &[Unit], texts: &mut Texts) -> Result<(), ElementError> {
        let slot = match *self {
            Stored::Text(slot) | Stored::Cleared(slot) => {
                texts.replace(slot, text).ok_or(ElementError::TooLarge)?
            }
            _ => {
                let start = texts.append(text).ok_or(ElementError::TooLarge)?;
                *self = Stored::Text(Slot::exact(start, text.len()));
                return Ok(());
            }
        };
        *self = Stored::Text(slot);
        Ok(())
    }
}

/// What the bits of a number of this type mean.
#[inline]
pub(super) fn number<'a>(kind: Type, bits: u64) -> ValueRef<'a> {
    match kind {
        Type::Boolean => ValueRef::Boolean(bits != 0),
        Type::Uint8 => ValueRef::Uint8(bits as u8),
        Type::Sint8 => ValueRef::Sint8(bits as i8),
        Type::Uint16 => ValueRef::Uint16(bits as u16),
        Type::Sint16 => ValueRef::Sint16(bits as i16),
        Type::Uint32 => ValueRef::Uint32(bits as u32),
        Type::Sint32 => ValueRef::Sint32(bits as i32),
        Type::Sint64 => ValueRef::Sint64(bits as i64),
        Type::Real32 => ValueRef::Real32(f32::from_bits(bits as u32)),
        Type::Real64 => ValueRef::Real64(f64::from_bits(bits)),
        Type::Char16 => ValueRef::Char16(bits as u16),
        _ => ValueRef::Uint64(bits),
    }
}
