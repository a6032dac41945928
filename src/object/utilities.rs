//! `MI_Utilities_*`: what error codes mean, and error instances made of them.

use super::boundary::{self, guard, put};
use super::instance::error_instance;
use crate::abi::*;
use crate::cim::{Error, ErrorCategory, Status};

/// The functions on error codes.
pub static UTILITIES_FT: MI_UtilitiesFT = MI_UtilitiesFT {
    MapErrorToMiErrorCategory: Some(map_error_to_category),
    CimErrorFromErrorCode: Some(cim_error_from_error_code),
};

/// The kinds of error codes that are known. Their names compare with case.
const KINDS: [&str; 5] = [
    MI_RESULT_TYPE_MI,
    MI_RESULT_TYPE_ERRNO,
    MI_RESULT_TYPE_WINRM,
    MI_RESULT_TYPE_HRESULT,
    MI_RESULT_TYPE_WIN32,
];

/// The kind of an error code, or `None` for one that is not known.
///
/// # Safety
/// `kind` is NULL or ends in a NUL.
unsafe fn kind_of(kind: *const MI_Char) -> Option<&'static str> {
    // SAFETY: by the contract.
    let kind = unsafe { boundary::text_ref(kind) }?;
    KINDS.into_iter().find(|known| kind == **known)
}

/// The result that an error code of another kind comes closest to.
fn status_of(kind: &str, code: u32) -> Status {
    match kind {
        MI_RESULT_TYPE_MI => Status::from_number(code),
        MI_RESULT_TYPE_ERRNO => match i32::try_from(code) {
            Ok(libc::EINVAL) => Status::InvalidParameter,
            Ok(libc::EACCES) => Status::AccessDenied,
            Ok(libc::ENOMEM) => Status::ServerLimitsExceeded,
            _ => Status::Failed,
        },
        MI_RESULT_TYPE_HRESULT => status_of_hresult(code),
        MI_RESULT_TYPE_WIN32 => status_of_win32(code),
        _ => Status::Failed,
    }
}

fn status_of_hresult(code: u32) -> Status {
    match code {
        0x8004_1002 => Status::NotFound,
        0x8004_1003 => Status::AccessDenied,
        0x8004_1008 => Status::InvalidParameter,
        0x8004_100c => Status::NotSupported,
        0x8004_100e => Status::InvalidNamespace,
        0x8004_1010 => Status::InvalidClass,
        0x8004_1017 => Status::InvalidQuery,
        0x8004_1018 => Status::QueryLanguageNotSupported,
        0x8004_1019 => Status::AlreadyExists,
        0x8000_4001 => Status::NotSupported,
        // An error of Windows in the clothes of an HRESULT.
        0x8007_0000..=0x8007_ffff => status_of_win32(code & 0xffff),
        _ => Status::Failed,
    }
}

fn status_of_win32(code: u32) -> Status {
    match code {
        2 | 3 | 1168 => Status::NotFound,
        5 => Status::AccessDenied,
        8 | 14 => Status::ServerLimitsExceeded,
        50 | 120 => Status::NotSupported,
        80 | 183 => Status::AlreadyExists,
        87 => Status::InvalidParameter,
        _ => Status::Failed,
    }
}

/// The error with this code of this kind and a text; `None` for the code of success. A kind that is not known is told of in the text.
///
/// # Safety
/// The strings are NULL or end in a NUL.
pub unsafe fn error_of_code(code: u32, kind: *const MI_Char, message: *const MI_Char) -> Option<Error> {
    // SAFETY: by the contract.
    let (known, kind, message) =
        unsafe { (kind_of(kind), boundary::text_ref(kind), boundary::text_ref(message)) };
    let message = message.map(|message| message.to_string());
    match (known, kind) {
        (Some(_), _) if code == 0 => None,
        (Some(known), _) => {
            let status = status_of(known, code);
            let message = message.unwrap_or_else(|| status.text().to_owned());
            let error = Error::new(status, message);
            // An MI result is what an error is without a cause from elsewhere.
            Some(if known == MI_RESULT_TYPE_MI { error } else { error.caused_by(known, code) })
        }
        (None, kind) => {
            let kind = kind.map_or_else(|| "of no kind".to_owned(), |kind| format!("of the kind {kind}"));
            let message = message.unwrap_or_else(|| Status::Failed.text().to_owned());
            Some(Error::new(Status::Failed, format!("{message} (error {code} {kind})")))
        }
    }
}

unsafe extern "system" fn map_error_to_category(kind: *const MI_Char, code: MI_Uint32) -> MI_ErrorCategory {
    let mut category = ErrorCategory::NotSpecified;
    guard("MI_Utilities_MapErrorToMiErrorCategory", || {
        // SAFETY: a string argument is NULL or ends in a NUL.
        if let Some(kind) = unsafe { kind_of(kind) } {
            category = status_of(kind, code).category();
        }
        Ok(())
    });
    category.number()
}

unsafe extern "system" fn cim_error_from_error_code(
    code: MI_Uint32,
    kind: *const MI_Char,
    message: *const MI_Char,
    cim_error: *mut *mut MI_Instance,
) -> MI_Result {
    guard("MI_Utilities_CimErrorFromErrorCode", || {
        if cim_error.is_null() {
            return Ok(());
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(cim_error, std::ptr::null_mut()) };
        // SAFETY: a string argument is NULL or ends in a NUL.
        let kind = unsafe { kind_of(kind) }.ok_or(MI_RESULT_INVALID_PARAMETER)?;
        if code == 0 {
            return Ok(());
        }
        let status = status_of(kind, code);
        // SAFETY: a string argument is NULL or ends in a NUL.
        let message = unsafe { boundary::text_ref(message) };
        let message = message.map_or_else(|| status.text().to_owned(), |message| message.to_string());
        let error = Error::new(status, message).caused_by(kind, code);
        // SAFETY: not NULL, so it may be written.
        unsafe { put(cim_error, error_instance(&error)) };
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    fn category(kind: &str, code: u32) -> u32 {
        // SAFETY: a string that lives.
        unsafe { map_error_to_category(ptr(&c(kind)), code) }
    }

    fn error(kind: &str, code: u32, message: Option<&str>) -> (MI_Result, *mut MI_Instance) {
        let mut instance = std::ptr::dangling_mut();
        let message = message.map(c);
        let pointer = message.as_ref().map_or(std::ptr::null(), ptr);
        // SAFETY: strings that live.
        let result = unsafe { cim_error_from_error_code(code, ptr(&c(kind)), pointer, &mut instance) };
        (result, instance)
    }

    #[test]
    fn results_and_errno_codes_have_categories() {
        for (kind, code, expected) in [
            ("MI", MI_RESULT_ACCESS_DENIED, MI_ERRORCATEGORY_ACCESS_DENIED),
            ("MI", MI_RESULT_CLASS_HAS_CHILDREN, MI_ERRORCATEGORY_METADATA_ERROR),
            ("MI", MI_RESULT_NOT_FOUND, MI_ERRORCATEGORY_OBJECT_NOT_FOUND),
            ("MI", MI_RESULT_PULL_CANNOT_BE_ABANDONED, MI_ERRORCATEGORY_CLOS_EERROR),
            ("MI", MI_RESULT_FAILED, MI_ERRORCATEGORY_NOT_SPECIFIED),
            ("MI", 12345, MI_ERRORCATEGORY_NOT_SPECIFIED),
            ("ERRNO", libc::EINVAL as u32, MI_ERRORCATEGORY_INVALID_ARGUMENT),
            ("ERRNO", libc::ENOMEM as u32, MI_ERRORCATEGORY_RESOURCE_BUSY),
            ("ERRNO", libc::EIO as u32, MI_ERRORCATEGORY_NOT_SPECIFIED),
            ("HRESULT", 0x8004_1002, MI_ERRORCATEGORY_OBJECT_NOT_FOUND),
            ("HRESULT", 0x8007_0005, MI_ERRORCATEGORY_ACCESS_DENIED),
            ("WIN32", 5, MI_ERRORCATEGORY_ACCESS_DENIED),
            ("mi", MI_RESULT_ACCESS_DENIED, MI_ERRORCATEGORY_NOT_SPECIFIED),
            ("other", 2, MI_ERRORCATEGORY_NOT_SPECIFIED),
        ] {
            assert_eq!(category(kind, code), expected, "{kind} {code}");
        }
        // SAFETY: NULL is what is tested.
        assert_eq!(unsafe { map_error_to_category(std::ptr::null(), 2) }, MI_ERRORCATEGORY_NOT_SPECIFIED);
    }

    #[test]
    fn an_error_instance_says_the_code_the_category_and_the_message() {
        let (result, instance) = error("ERRNO", libc::EACCES as u32, Some("no entry"));
        assert_eq!(result, MI_RESULT_OK);
        assert_eq!(get_string(instance, "Message").as_deref(), Some("no entry"));
        assert_eq!(get_string(instance, "MessageID").as_deref(), Some("CRT errno 13"));
        assert_eq!(get_string(instance, "OwningEntity").as_deref(), Some("OMI:CIMOM"));
        // SAFETY: a number.
        assert_eq!(unsafe { get(instance, "CIMStatusCode").unwrap().0.uint32 }, MI_RESULT_ACCESS_DENIED);
        delete(instance);
    }

    #[test]
    fn an_error_without_a_message_has_that_of_its_result() {
        let (_, instance) = error("MI", MI_RESULT_NOT_FOUND, None);
        assert_eq!(get_string(instance, "Message").as_deref(), Some(Status::NotFound.text()));
        assert_eq!(get_string(instance, "MessageID").as_deref(), Some("OMI:MI_Result:6"));
        delete(instance);
    }

    #[test]
    fn no_error_has_no_instance_and_an_unknown_kind_is_refused() {
        assert_eq!(error("MI", 0, None), (MI_RESULT_OK, std::ptr::null_mut()));
        assert_eq!(error("other", 5, None), (MI_RESULT_INVALID_PARAMETER, std::ptr::null_mut()));
        // SAFETY: NULL is what is tested.
        unsafe {
            let null = std::ptr::null_mut;
            assert_eq!(cim_error_from_error_code(1, ptr(&c("MI")), std::ptr::null(), null()), MI_RESULT_OK);
        }
    }
}
