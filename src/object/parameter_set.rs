//! Parameter sets: views of 24 bytes on the parameters of a method. The declaration has the return value as parameter 0;
//! the set leaves it out.

use super::boundary::{self, guard, put};
use super::class::is_named;
use super::qualifier_set::{checked_count, qualifier_set};
use crate::abi::*;

/// What parameter sets of this library can do.
pub static PARAMETER_SET_FT: MI_ParameterSetFT = MI_ParameterSetFT {
    GetMethodReturnType: Some(get_method_return_type),
    GetParameterCount: Some(get_parameter_count),
    GetParameterAt: Some(get_parameter_at),
    GetParameter: Some(get_parameter),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;
/// Makes the check of a parameter set another than that of a qualifier set.
const KIND: u64 = 0x51b8_e60f_9ad4_273c;

/// A view on the parameters of a method of a face.
pub(super) fn parameter_set(method: &MI_MethodDecl) -> MI_ParameterSet {
    let address = method.parameters.expose_provenance();
    MI_ParameterSet {
        reserved1: checked_count(KIND, address, method.numParameters),
        reserved2: address as isize,
        ft: &raw const PARAMETER_SET_FT,
    }
}

/// The return value and the parameters of a set.
///
/// # Safety
/// `set` is NULL, or a set whose class lives, or words that this library did not make.
unsafe fn parameters<'a>(
    set: *const MI_ParameterSet,
) -> Result<(&'a MI_ParameterDecl, &'a [&'a MI_ParameterDecl]), MI_Result> {
    // SAFETY: NULL or readable.
    let set = unsafe { set.as_ref() }.ok_or(INVALID)?;
    let (address, count) = (set.reserved2 as usize, set.reserved1 as u32);
    if checked_count(KIND, address, count) != set.reserved1 {
        return Err(INVALID);
    }
    let items = std::ptr::with_exposed_provenance::<&MI_ParameterDecl>(address);
    // SAFETY: the check says that `parameter_set` made the words, of so many pointers in a face that lives as long as its
    // class; none of them is NULL, so they are references. There is one at least: the return value.
    let all = unsafe { std::slice::from_raw_parts(items, count as usize) };
    let (returned, parameters) = all.split_first().ok_or(INVALID)?;
    Ok((returned, parameters))
}

unsafe extern "system" fn get_method_return_type(
    self_: *const MI_ParameterSet,
    return_type: *mut MI_Type,
    qualifiers: *mut MI_QualifierSet,
) -> MI_Result {
    guard("MI_ParameterSet_GetMethodReturnType", || {
        // SAFETY: the caller's set.
        let (returned, _) = unsafe { parameters(self_) }?;
        if return_type.is_null() {
            return Err(INVALID);
        }
        // SAFETY: out-parameters are NULL or may be written.
        unsafe {
            put(return_type, returned.r#type);
            put(qualifiers, qualifier_set(returned.qualifiers, returned.numQualifiers));
        }
        Ok(())
    })
}

unsafe extern "system" fn get_parameter_count(
    self_: *const MI_ParameterSet,
    count: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_ParameterSet_GetParameterCount", || {
        // SAFETY: the caller's set.
        let (_, parameters) = unsafe { parameters(self_) }?;
        if count.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(count, parameters.len() as u32) };
        Ok(())
    })
}

unsafe extern "system" fn get_parameter_at(
    self_: *const MI_ParameterSet,
    index: MI_Uint32,
    name: *mut *const MI_Char,
    kind: *mut MI_Type,
    reference_class: *mut *mut MI_Char,
    qualifiers: *mut MI_QualifierSet,
) -> MI_Result {
    guard("MI_ParameterSet_GetParameterAt", || {
        // SAFETY: the caller's set.
        let (_, parameters) = unsafe { parameters(self_) }?;
        if name.is_null() {
            return Err(INVALID);
        }
        let parameter = parameters.get(index as usize).ok_or(MI_RESULT_NOT_FOUND)?;
        // SAFETY: out-parameters are NULL or may be written.
        unsafe {
            put(name, parameter.name);
            put_parameter(parameter, kind, reference_class, qualifiers);
        }
        Ok(())
    })
}

unsafe extern "system" fn get_parameter(
    self_: *const MI_ParameterSet,
    name: *const MI_Char,
    kind: *mut MI_Type,
    reference_class: *mut *mut MI_Char,
    qualifiers: *mut MI_QualifierSet,
    index: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_ParameterSet_GetParameter", || {
        // SAFETY: the caller's set and string.
        let ((_, parameters), wanted) =
            unsafe { (parameters(self_)?, boundary::units(name).ok_or(INVALID)?) };
        // SAFETY: the names of a face end in a NUL.
        let found = parameters.iter().position(|p| unsafe { is_named(p.code, p.name, wanted) });
        let found = found.ok_or(MI_RESULT_NOT_FOUND)?;
        // SAFETY: out-parameters are NULL or may be written.
        unsafe {
            put_parameter(parameters[found], kind, reference_class, qualifiers);
            put(index, found as u32);
        }
        Ok(())
    })
}

/// Writes what is known of a parameter of a face.
///
/// # Safety
/// The out-parameters are NULL or may be written.
unsafe fn put_parameter(
    parameter: &MI_ParameterDecl,
    kind: *mut MI_Type,
    reference_class: *mut *mut MI_Char,
    qualifiers: *mut MI_QualifierSet,
) {
    // SAFETY: by the contract.
    unsafe {
        put(kind, parameter.r#type);
        put(reference_class, parameter.className.cast_mut());
        put(qualifiers, qualifier_set(parameter.qualifiers, parameter.numQualifiers));
    }
}
