//! Hosted providers as C holds them.

use std::borrow::Cow;
use std::sync::Arc;

use super::handle::{find, log};
use super::{application, ending};
use crate::abi::*;
use crate::engine::{Application, HostedProvider};
use crate::handles::{HandleWords, ProcessHandles};
use crate::object::boundary::{guard, put};

use crate::cim::text::units_to_str_exact;
use crate::cim::{Error, Status, Unit};
use crate::object::boundary::units;

/// What a hosted provider can do.
pub static HOSTED_PROVIDER_FT: MI_HostedProviderFT =
    MI_HostedProviderFT { Close: Some(close), GetApplication: Some(get_application) };

static HOSTED_PROVIDERS: ProcessHandles<HostedObject> = ProcessHandles::new(0x71d8_2e5f_c3a4_960b);

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

struct HostedObject {
    provider: HostedProvider,
    application: HandleWords,
    own: HandleWords,
}

/// Hosts the module that an `MI_Main` of the program gives.
///
/// # Safety
/// The texts are NULL or end in a NUL; `main` is NULL or an `MI_Main`, and what it gives lives until the provider was closed.
pub(super) unsafe fn open(
    found: &Application,
    owner: HandleWords,
    namespace: *const MI_Char,
    name: *const MI_Char,
    main: MI_MainFunction,
) -> Result<MI_HostedProvider, Error> {
    // SAFETY: by the contract.
    let (namespace, name) = unsafe { (units(namespace), units(name)) };
    let Some(main) = main else { return Err(missing("an MI_Main function")) };
    let name = name.filter(|name| !name.is_empty()).ok_or_else(|| missing("a name for the provider"))?;
    // Who registers a provider says where, as the documentation asks: the default namespace is for who asks.
    let namespace = namespace.filter(|namespace| !namespace.is_empty());
    let namespace = namespace.ok_or_else(|| missing("the namespace of its classes"))?;
    // SAFETY: by the contract.
    let provider = unsafe { host(found, namespace, name, main) }?;
    let words = HOSTED_PROVIDERS
        .own()
        .insert_with(|own| Arc::new(HostedObject { provider, application: owner, own }));
    Ok(handle(words))
}

fn missing(what: &str) -> Error {
    let message = format!("MI_Application_NewHostedProvider needs {what}, and none was given.");
    Error::new(Status::InvalidParameter, message)
}

fn unicode<'a>(what: &str, units: &'a [Unit]) -> Result<Cow<'a, str>, Error> {
    units_to_str_exact(units).map_err(|fault| {
        let message = format!(
            "MI_Application_NewHostedProvider needs {what} in Unicode, and was given one that {fault}."
        );
        Error::new(Status::InvalidParameter, message)
    })
}

/// # Safety
/// As for [`open`].
unsafe fn host(
    application: &Application,
    namespace: &[Unit],
    name: &[Unit],
    main: unsafe extern "C" fn(*mut MI_Server) -> *mut MI_Module,
) -> Result<HostedProvider, Error> {
    let (namespace, name) = (unicode("a namespace", namespace)?, unicode("a name", name)?);
    // SAFETY: by the contract.
    let module = unsafe { crate::provider::module::declare(main, &name) }?;
    application.host_provider(&namespace, &name, module)
}

/// Forgets the handles of the providers that an application hosted, which ended with it.
pub(super) fn forget_of(application: HandleWords) {
    for object in HOSTED_PROVIDERS.own().objects() {
        if object.application == application {
            HOSTED_PROVIDERS.own().remove(object.own);
        }
    }
}

fn handle(words: HandleWords) -> MI_HostedProvider {
    MI_HostedProvider {
        reserved1: words.reserved1,
        reserved2: words.reserved2,
        ft: &raw const HOSTED_PROVIDER_FT,
    }
}

/// The words of a handle.
///
/// # Safety
/// `provider` is NULL or readable.
unsafe fn words_of(provider: *const MI_HostedProvider) -> Result<HandleWords, MI_Result> {
    // SAFETY: by the contract.
    let handle = unsafe { provider.as_ref() }.ok_or(INVALID)?;
    Ok(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
}

unsafe extern "system" fn close(provider: *mut MI_HostedProvider) -> MI_Result {
    guard("MI_HostedProvider_Close", || {
        ending::look();
        // SAFETY: a handle argument is NULL or may be read and written.
        unsafe {
            let words = words_of(provider)?;
            // What the parent of this process hosted is not closed here, but let go of.
            if !HOSTED_PROVIDERS.give_up_inherited(words) {
                let found = find(&HOSTED_PROVIDERS, words)?;
                found.provider.check_close().map_err(|error| log("MI_HostedProvider_Close", &error))?;
                // Of several who close it, one goes on.
                HOSTED_PROVIDERS.own().remove(words).ok_or(INVALID)?;
                found.provider.close().map_err(|error| log("MI_HostedProvider_Close", &error))?;
            }
            provider.write(MI_HostedProvider::default());
        }
        Ok(())
    })
}

unsafe extern "system" fn get_application(
    provider: *mut MI_HostedProvider,
    application: *mut MI_Application,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_HostedProvider_GetApplication", || unsafe {
        put(application, MI_Application::default());
        let found = find(&HOSTED_PROVIDERS, words_of(provider)?)?;
        if application.is_null() || found.provider.is_closed() {
            return Err(INVALID);
        }
        application.write(application::handle(found.application));
        Ok(())
    })
}
