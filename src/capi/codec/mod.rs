//! Serializers and deserializers: CIM-XML and MOF, between C's buffers and the languages' rooms.
//!
//! What a handle names is only its format, and for a MOF serializer the number of its last alias, so that any number of threads may use
//! one handle at once.

mod arrays;
mod catalog;
mod deserializer;
mod handles;
mod included;
mod input;
mod names;
mod read;
mod schema_validation;
mod serializer;
mod tables;

use crate::abi::*;
use crate::cim::text::units_to_str;
use crate::handles::HandleWords;
use crate::object::boundary;
use handles::Codecs;
use tables::LentTables;

pub use deserializer::DESERIALIZER_FT;
pub use serializer::SERIALIZER_FT;

/// What a codec writes or reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `MI_XML`.
    Xml,
    /// `MI_MOF_CIMV2_EXTV1`.
    Mof,
}

const XML: &str = "MI_XML";
const MOF: &str = "MI_MOF_CIMV2_EXTV1";

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

static SERIALIZER_TABLES: LentTables<MI_SerializerFT> = LentTables::new();
static DESERIALIZER_TABLES: LentTables<MI_DeserializerFT_INTL> = LentTables::new();
static SERIALIZERS: Codecs<MI_SerializerFT> =
    Codecs::new(0xc41e_82f0_6b9d_375a, &SERIALIZER_TABLES, serializer::TABLE);
static DESERIALIZERS: Codecs<MI_DeserializerFT_INTL> = Codecs::new(
    0x29d7_05bc_e813_f64e,
    &DESERIALIZER_TABLES,
    MI_DeserializerFT_INTL {
        ft: deserializer::TABLE,
        DeserializeClassArray: Some(arrays::deserialize_class_array),
        DeserializeInstanceArray: Some(arrays::deserialize_instance_array),
    },
);

/// The format with this name, compared with case.
///
/// # Safety
/// `name` is NULL or ends in a NUL.
pub(super) unsafe fn format_of(name: *const MI_Char) -> Result<Format, MI_Result> {
    // SAFETY: by the contract.
    match &*unsafe { boundary::units(name) }.map(units_to_str).ok_or(INVALID)? {
        XML => Ok(Format::Xml),
        MOF => Ok(Format::Mof),
        _ => Err(MI_RESULT_NOT_SUPPORTED),
    }
}

/// The format with this name where it must be MOF, compared without case.
///
/// # Safety
/// As for [`format_of`].
pub(super) unsafe fn mof_format_of(name: *const MI_Char) -> Result<Format, MI_Result> {
    // SAFETY: by the contract.
    let name = unsafe { boundary::units(name) }.map(units_to_str).ok_or(INVALID)?;
    if name.eq_ignore_ascii_case(MOF) { Ok(Format::Mof) } else { Err(MI_RESULT_NOT_SUPPORTED) }
}

/// Opens a serializer.
///
/// # Safety
/// `out` is NULL or may be written.
pub(super) unsafe fn new_serializer(
    flags: MI_Uint32,
    format: Format,
    out: *mut MI_Serializer,
) -> Result<(), MI_Result> {
    if flags != 0 || out.is_null() {
        return Err(INVALID);
    }
    let HandleWords { reserved1, reserved2 } = SERIALIZERS.open(format);
    // SAFETY: not NULL, so it may be written.
    unsafe { out.write(MI_Serializer { reserved1, reserved2 }) };
    Ok(())
}

/// Opens a deserializer.
///
/// # Safety
/// As for [`new_serializer`].
pub(super) unsafe fn new_deserializer(
    flags: MI_Uint32,
    format: Format,
    out: *mut MI_Deserializer,
) -> Result<(), MI_Result> {
    if flags != 0 || out.is_null() {
        return Err(INVALID);
    }
    let HandleWords { reserved1, reserved2 } = DESERIALIZERS.open(format);
    // SAFETY: not NULL, so it may be written.
    unsafe { out.write(MI_Deserializer { reserved1, reserved2 }) };
    Ok(())
}

#[cfg(test)]
mod tests;
