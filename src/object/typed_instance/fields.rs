//! The fields of a typed instance: where they lie, and reading and writing them.

use std::ops::Deref;
use std::sync::Arc;

use super::super::class::{field_layout, list};
use super::super::value::{type_of, zero_value};
use super::super::{boundary, class::MAX_COUNT};
use crate::abi::*;
use crate::cim::name::{units_are_legal_name, units_eq_names};
use crate::cim::{Type, Unit};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;
/// More bytes in one instance are taken for garbage.
const MAX_SIZE: u32 = 1 << 26;

/// A field that was found to lie in its instance.
pub struct Field {
    /// Ends in a NUL and lives as long as the declaration.
    pub(super) name: *const MI_Char,
    /// Units of the name before the NUL.
    name_length: usize,
    pub(super) kind: Type,
    pub(super) flags: MI_Uint32,
    /// The class of a reference or of an embedded instance, or NULL. It lives as long as the declaration.
    pub(super) class_name: *const MI_Char,
    offset: usize,
    /// Bytes of the value, behind which come the two bytes.
    value_size: usize,
}

/// The fields of a declaration, in its order, once it is found to make sense.
pub struct Fields {
    pub(super) declaration: *const MI_ClassDecl,
    list: Vec<Field>,
}

// SAFETY: declarations are read-only data, of which this only has addresses.
unsafe impl Send for Fields {}
// SAFETY: as above.
unsafe impl Sync for Fields {}

impl Deref for Fields {
    type Target = [Field];

    fn deref(&self) -> &[Field] {
        &self.list
    }
}

impl Fields {
    /// The fields that a declaration says: names are legal, types exist, and the fields lie behind the header and within the
    /// size, aligned and apart from each other; else `MI_RESULT_INVALID_PARAMETER`.
    ///
    /// # Safety
    /// `declaration` is NULL or a declaration whose lists are as long as their counts say, and outlives what is made of it.
    pub unsafe fn of(declaration: *const MI_ClassDecl) -> Result<Arc<Fields>, MI_Result> {
        // SAFETY: by the contract.
        let list = unsafe { fields_of(declaration) }?;
        Ok(Arc::new(Fields { declaration, list }))
    }
}

/// # Safety
/// As for [`Fields::of`].
unsafe fn fields_of(declaration: *const MI_ClassDecl) -> Result<Vec<Field>, MI_Result> {
    // SAFETY: NULL or a declaration.
    let declaration = unsafe { declaration.as_ref() }.ok_or(INVALID)?;
    // SAFETY: a name is NULL or ends in a NUL.
    let name = unsafe { boundary::units(declaration.name) }.ok_or(INVALID)?;
    let header = size_of::<MI_Instance>();
    let size = declaration.size as usize;
    let count = declaration.numProperties;
    if !units_are_legal_name(name) || size < header || declaration.size > MAX_SIZE || count > MAX_COUNT {
        return Err(INVALID);
    }
    // SAFETY: the list is as long as its count says.
    let properties = unsafe { list(declaration.properties, count) }?;
    let mut fields = Vec::with_capacity(properties.len());
    let mut extents = Vec::with_capacity(properties.len());
    for property in properties {
        let kind = type_of(property.r#type)?;
        // SAFETY: a name is NULL or ends in a NUL.
        let name = unsafe { boundary::units(property.name) }.ok_or(INVALID)?;
        let (field_size, alignment, value_size) = field_layout(kind);
        let offset = property.offset as usize;
        let lies_inside = offset >= header && offset.checked_add(field_size).is_some_and(|end| end <= size);
        if !lies_inside || !offset.is_multiple_of(alignment) || !units_are_legal_name(name) {
            return Err(INVALID);
        }
        extents.push((offset, offset + value_size + 2));
        fields.push(Field {
            name: property.name,
            name_length: name.len(),
            kind,
            flags: property.flags,
            class_name: property.className,
            offset,
            value_size,
        });
    }
    extents.sort_unstable();
    if extents.windows(2).any(|pair| pair[0].1 > pair[1].0) {
        return Err(INVALID);
    }
    Ok(fields)
}

impl Field {
    pub(super) fn is_named(&self, wanted: &[Unit]) -> bool {
        if self.name_length != wanted.len() {
            return false;
        }
        // SAFETY: so long was the name when the field was made, and declarations don't change.
        let name = unsafe { std::slice::from_raw_parts(self.name.cast::<Unit>(), self.name_length) };
        units_eq_names(name, wanted)
    }

    /// The value, or `None` for NULL, and the field's flags.
    ///
    /// # Safety
    /// `instance` is an instance of the field's declaration.
    pub(super) unsafe fn read(&self, instance: *const MI_Instance) -> (Option<MI_Value>, u8) {
        let mut value = zero_value();
        // SAFETY: the field lies in the instance; a value is at least as large as any of its members.
        unsafe {
            let start = instance.cast::<u8>().add(self.offset);
            let exists = start.add(self.value_size).read();
            let flags = start.add(self.value_size + 1).read();
            if exists == 0 {
                return (None, flags);
            }
            let out = (&raw mut value).cast::<u8>();
            std::ptr::copy_nonoverlapping(start, out, self.value_size);
            (Some(value), flags)
        }
    }

    /// Writes a value, or NULL, and the field's flags.
    ///
    /// # Safety
    /// `instance` is an instance of the field's declaration, and `value` one of the field's type.
    pub(super) unsafe fn write(&self, instance: *mut MI_Instance, value: Option<MI_Value>, flags: u8) {
        let exists = value.is_some();
        let value = value.unwrap_or_else(zero_value);
        // SAFETY: the field lies in the instance; a value is at least as large as any of its members.
        unsafe {
            let start = instance.cast::<u8>().add(self.offset);
            std::ptr::copy_nonoverlapping((&raw const value).cast::<u8>(), start, self.value_size);
            start.add(self.value_size).write(exists.into());
            start.add(self.value_size + 1).write(flags);
        }
    }
}
