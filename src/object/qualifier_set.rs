//! Qualifier sets: views of 24 bytes on the qualifiers of a class, property, method or parameter.

use super::boundary::{self, guard, put};
use super::value::zero_value;
use crate::abi::*;
use crate::cim::Unit;
use crate::cim::name::units_eq_names;

/// What qualifier sets of this library can do.
pub static QUALIFIER_SET_FT: MI_QualifierSetFT = MI_QualifierSetFT {
    GetQualifierCount: Some(get_qualifier_count),
    GetQualifierAt: Some(get_qualifier_at),
    GetQualifier: Some(get_qualifier),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;
/// Makes the check of a qualifier set another than that of a parameter set.
const KIND: u64 = 0x9e4d_71c2_035b_a86f;

/// A view on qualifiers of a face.
pub(super) fn qualifier_set(qualifiers: *const *const MI_Qualifier, count: u32) -> MI_QualifierSet {
    let address = qualifiers.expose_provenance();
    MI_QualifierSet {
        reserved1: checked_count(KIND, address, count),
        reserved2: address as isize,
        ft: &raw const QUALIFIER_SET_FT,
    }
}

/// A count in the lower half, and in the upper one a check of it and of where the items are: what was not made by this
/// library is told from what was without looking at memory.
pub(super) fn checked_count(kind: u64, address: usize, count: u32) -> u64 {
    let mixed =
        (address as u64 ^ kind ^ u64::from(count).rotate_left(32)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed & 0xffff_ffff_0000_0000 | u64::from(count)
}

/// The qualifiers of a set.
///
/// # Safety
/// `set` is NULL, or a set whose class lives, or words that this library did not make.
unsafe fn qualifiers<'a>(set: *const MI_QualifierSet) -> Result<&'a [&'a MI_Qualifier], MI_Result> {
    // SAFETY: NULL or readable.
    let set = unsafe { set.as_ref() }.ok_or(INVALID)?;
    let (address, count) = (set.reserved2 as usize, set.reserved1 as u32);
    if checked_count(KIND, address, count) != set.reserved1 {
        return Err(INVALID);
    }
    if count == 0 {
        return Ok(&[]);
    }
    let items = std::ptr::with_exposed_provenance::<&MI_Qualifier>(address);
    // SAFETY: the check says that `qualifier_set` made the words, of so many pointers in a face that lives as long as its
    // class; none of them is NULL, so they are references.
    Ok(unsafe { std::slice::from_raw_parts(items, count as usize) })
}

unsafe extern "system" fn get_qualifier_count(
    self_: *const MI_QualifierSet,
    count: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_QualifierSet_GetQualifierCount", || {
        // SAFETY: the caller's set.
        let qualifiers = unsafe { qualifiers(self_) }?;
        if count.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(count, qualifiers.len() as u32) };
        Ok(())
    })
}

unsafe extern "system" fn get_qualifier_at(
    self_: *const MI_QualifierSet,
    index: MI_Uint32,
    name: *mut *const MI_Char,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
    value: *mut MI_Value,
) -> MI_Result {
    guard("MI_QualifierSet_GetQualifierAt", || {
        // SAFETY: the caller's set.
        let qualifiers = unsafe { qualifiers(self_) }?;
        if name.is_null() {
            return Err(INVALID);
        }
        let qualifier = qualifiers.get(index as usize).ok_or(MI_RESULT_NOT_FOUND)?;
        // SAFETY: out-parameters are NULL or may be written.
        unsafe {
            put(name, qualifier.name);
            put_qualifier(qualifier, kind, flags, value);
        }
        Ok(())
    })
}

unsafe extern "system" fn get_qualifier(
    self_: *const MI_QualifierSet,
    name: *const MI_Char,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
    value: *mut MI_Value,
    index: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_QualifierSet_GetQualifier", || {
        // SAFETY: the caller's set and string.
        let (qualifiers, wanted) = unsafe { (qualifiers(self_)?, boundary::units(name).ok_or(INVALID)?) };
        let found = qualifiers.iter().position(|qualifier| is_named(qualifier, wanted));
        let found = found.ok_or(MI_RESULT_NOT_FOUND)?;
        // SAFETY: out-parameters are NULL or may be written.
        unsafe {
            put_qualifier(qualifiers[found], kind, flags, value);
            put(index, found as u32);
        }
        Ok(())
    })
}

fn is_named(qualifier: &MI_Qualifier, wanted: &[Unit]) -> bool {
    // SAFETY: the names of a face end in a NUL.
    unsafe { boundary::units(qualifier.name) }.is_some_and(|name| units_eq_names(name, wanted))
}

/// Writes what is known of a qualifier of a face.
///
/// # Safety
/// The out-parameters are NULL or may be written.
unsafe fn put_qualifier(
    qualifier: &MI_Qualifier,
    kind: *mut MI_Type,
    flags: *mut MI_Uint32,
    value: *mut MI_Value,
) {
    // SAFETY: a value in a face is NULL or a whole one.
    let held = unsafe { qualifier.value.cast::<MI_Value>().as_ref() };
    let null = if held.is_none() { MI_FLAG_NULL } else { 0 };
    // SAFETY: by the contract.
    unsafe {
        put(kind, qualifier.r#type);
        put(flags, qualifier.flavor | null);
        put(value, held.copied().unwrap_or_else(zero_value));
    }
}
