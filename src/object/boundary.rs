//! What every function that C calls needs: reading C strings, filling out-parameters, stopping panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::abi::{MI_Char, MI_RESULT_FAILED, MI_RESULT_OK, MI_Result};
use crate::cim::error::panic_text;
use crate::cim::{Text, TextRef, Unit};

/// Writes through an out-parameter that may be NULL.
macro_rules! put {
    ($out:expr, $value:expr) => {{
        let value = $value;
        // SAFETY: an out-parameter is NULL or may be written.
        unsafe { $crate::object::boundary::put($out, value) }
    }};
}

/// The units of a name argument, or `INVALID_PARAMETER` where it is NULL.
macro_rules! name_units {
    ($name:expr) => {
        // SAFETY: a string argument is NULL or ends in a NUL, and stays for the length of the call.
        unsafe { $crate::object::boundary::units($name) }.ok_or($crate::abi::MI_RESULT_INVALID_PARAMETER)?
    };
}

/// Runs the body of a function that C calls. A panic ends here: it is logged with its text and becomes `FAILED`, because
/// unwinding through C's frames is undefined.
#[inline]
pub fn guard(function: &'static str, body: impl FnOnce() -> Result<(), MI_Result>) -> MI_Result {
    // What a panicking body leaves half done is memory-safe: every structure of the model is.
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => MI_RESULT_OK,
        Ok(Err(result)) => result,
        Err(panic) => {
            report_panic(function, &*panic);
            MI_RESULT_FAILED
        }
    }
}

/// [`guard`] for functions that return nothing.
pub fn guard_void(function: &'static str, body: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(body)) {
        report_panic(function, &*panic);
    }
}

#[cold]
fn report_panic(function: &'static str, panic: &(dyn std::any::Any + Send)) {
    let text = panic_text(panic);
    tracing::error!(function, panic = text, "a fault of this library was stopped at the C boundary");
}

// What C calls a character is what texts are made of.
const _: () =
    assert!(size_of::<MI_Char>() == size_of::<Unit>() && align_of::<MI_Char>() == align_of::<Unit>());

/// A C string as a borrowed text; `None` for NULL.
///
/// # Safety
/// `text` is NULL or points to units that end in a NUL and stay unchanged for as long as the result is used.
#[inline]
pub unsafe fn text_ref<'a>(text: *const MI_Char) -> Option<TextRef<'a>> {
    if text.is_null() {
        return None;
    }
    // SAFETY: not NULL, so by the contract the units go on until a NUL.
    let length = unsafe { length_of(text.cast()) };
    // SAFETY: the units up to the NUL, and the NUL, are readable by the contract.
    let units = unsafe { std::slice::from_raw_parts(text.cast::<Unit>(), length + 1) };
    TextRef::from_units_with_nul(units)
}

/// A C string as code units without the NUL; `None` for NULL.
///
/// # Safety
/// As for [`text_ref`].
#[inline]
pub unsafe fn units<'a>(text: *const MI_Char) -> Option<&'a [Unit]> {
    // SAFETY: the caller's contract is that of `text_ref`.
    unsafe { text_ref(text) }.map(TextRef::units)
}

/// A C string copied; `None` for NULL.
///
/// # Safety
/// `text` is NULL or points to units that end in a NUL.
pub unsafe fn text(text: *const MI_Char) -> Option<Text> {
    // SAFETY: the caller's contract is that of `text_ref`, and the view is gone when this returns.
    unsafe { text_ref(text) }.map(TextRef::to_text)
}

#[cfg(not(any(windows, feature = "wide")))]
#[inline]
unsafe fn length_of(text: *const Unit) -> usize {
    // SAFETY: the caller says that a NUL ends the units.
    unsafe { libc::strlen(text.cast()) }
}

#[cfg(any(windows, feature = "wide"))]
#[inline]
unsafe fn length_of(text: *const Unit) -> usize {
    let mut length = 0;
    // SAFETY: the caller says that a NUL ends the units, and nothing behind the NUL is read.
    while unsafe { *text.add(length) } != 0 {
        length += 1;
    }
    length
}

/// Where C finds a text.
#[inline]
pub fn pointer_to(text: TextRef<'_>) -> *const MI_Char {
    text.as_ptr().cast()
}

/// Where C finds a text, or NULL.
#[inline]
pub fn pointer_or_null(text: Option<&Text>) -> *const MI_Char {
    text.map_or(std::ptr::null(), |text| text.as_ptr().cast())
}

/// Fills an out-parameter that may be NULL.
///
/// # Safety
/// `out` is NULL or may be written.
#[inline]
pub unsafe fn put<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: not NULL, so by the contract it may be written.
        unsafe { out.write(value) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::MI_RESULT_INVALID_PARAMETER;

    #[test]
    fn a_panic_becomes_failed() {
        assert_eq!(guard("test", || panic!("a fault")), MI_RESULT_FAILED);
    }

    #[test]
    fn a_result_passes_through() {
        assert_eq!(guard("test", || Err(MI_RESULT_INVALID_PARAMETER)), MI_RESULT_INVALID_PARAMETER);
        assert_eq!(guard("test", || Ok(())), MI_RESULT_OK);
    }

    #[test]
    fn a_c_string_reads_as_the_text_it_was_made_of() {
        let text = Text::from("Größe");
        // SAFETY: the text ends in a NUL and lives.
        assert_eq!(unsafe { units(pointer_or_null(Some(&text))) }, Some(text.units()));
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { text_ref(std::ptr::null()) }, None);
    }
}
