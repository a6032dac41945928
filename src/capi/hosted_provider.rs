//! Hosted providers as C holds them. None can be made yet, so no handle is one.

use crate::abi::*;
use crate::object::boundary::{guard, put};

/// What a hosted provider can do.
pub static HOSTED_PROVIDER_FT: MI_HostedProviderFT =
    MI_HostedProviderFT { Close: Some(close), GetApplication: Some(get_application) };

unsafe extern "C" fn close(_provider: *mut MI_HostedProvider) -> MI_Result {
    guard("MI_HostedProvider_Close", || Err(MI_RESULT_INVALID_PARAMETER))
}

unsafe extern "C" fn get_application(
    _provider: *mut MI_HostedProvider,
    application: *mut MI_Application,
) -> MI_Result {
    guard("MI_HostedProvider_GetApplication", || {
        // SAFETY: an out-parameter is NULL or may be written.
        unsafe { put(application, MI_Application::default()) };
        Err(MI_RESULT_INVALID_PARAMETER)
    })
}
