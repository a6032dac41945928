//! Hosted providers as C holds them. None can be made yet: the table answers for the handle that the factory leaves.

use super::handle::failure;
use crate::abi::*;
use crate::handles::HandleWords;
use crate::object::boundary::{guard, put};

/// What a hosted provider can do.
pub static HOSTED_PROVIDER_FT: MI_HostedProviderFT =
    MI_HostedProviderFT { Close: Some(close), GetApplication: Some(get_application) };

/// The handle with these words.
pub(super) fn handle(words: HandleWords) -> MI_HostedProvider {
    MI_HostedProvider {
        reserved1: words.reserved1,
        reserved2: words.reserved2,
        ft: &raw const HOSTED_PROVIDER_FT,
    }
}

/// The result that a handle of no hosted provider remembers.
///
/// # Safety
/// `provider` is NULL or readable.
unsafe fn failure_of(provider: *const MI_HostedProvider) -> Option<MI_Result> {
    // SAFETY: by the contract.
    let handle = unsafe { provider.as_ref() }?;
    failure(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
}

unsafe extern "C" fn close(provider: *mut MI_HostedProvider) -> MI_Result {
    // SAFETY: a handle argument is NULL or may be read and written.
    guard("MI_HostedProvider_Close", || unsafe {
        if provider.is_null() {
            return Ok(());
        }
        failure_of(provider).ok_or(MI_RESULT_INVALID_PARAMETER)?;
        provider.write(MI_HostedProvider::default());
        Ok(())
    })
}

unsafe extern "C" fn get_application(
    provider: *mut MI_HostedProvider,
    application: *mut MI_Application,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_HostedProvider_GetApplication", || unsafe {
        put(application, MI_Application::default());
        Err(failure_of(provider).unwrap_or(MI_RESULT_INVALID_PARAMETER))
    })
}
