//! Applications as C holds them.

use std::borrow::Cow;
use std::ptr::null_mut;
use std::sync::Arc;

use super::callback::SessionCallbacks;
use super::codec;
use super::handle::{failed, failure, find, log};
use super::{ending, hosted_provider, session};
use crate::abi::*;
use crate::cim::{Error, Status, text::units_to_str_exact};
use crate::engine::{Application, of_parent};
use crate::handles::{HandleWords, ProcessHandles};
use crate::object::boundary::{guard, put, units};
use crate::object::instance::error_instance;
use crate::object::{factories, options};

/// What an application can do.
pub static APPLICATION_FT: MI_ApplicationFT = MI_ApplicationFT {
    Close: Some(close),
    NewSession: Some(new_session),
    NewHostedProvider: Some(new_hosted_provider),
    NewInstance: Some(new_instance),
    NewDestinationOptions: Some(new_destination_options),
    NewOperationOptions: Some(new_operation_options),
    NewSubscriptionDeliveryOptions: Some(new_subscription_delivery_options),
    NewSerializer: Some(new_serializer),
    NewDeserializer: Some(new_deserializer),
    NewInstanceFromClass: Some(new_instance_from_class),
    NewClass: Some(new_class),
};

static APPLICATIONS: ProcessHandles<Application> = ProcessHandles::new(0x3fb1_7c25_9e08_d46a);

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

#[cfg(windows)]
static STAY_MAPPED: std::sync::Once = std::sync::Once::new();

/// The handle with these words.
pub(super) fn handle(words: HandleWords) -> MI_Application {
    MI_Application { reserved1: words.reserved1, reserved2: words.reserved2, ft: &raw const APPLICATION_FT }
}

/// Puts an application into the table.
pub(super) fn insert(application: Application) -> MI_Application {
    handle(APPLICATIONS.own().insert(Arc::new(application)))
}

/// Takes an application out of the table. It may be closed already.
pub(super) fn remove(words: HandleWords) -> Option<Arc<Application>> {
    APPLICATIONS.own().remove(words)
}

/// The words of a handle.
///
/// # Safety
/// `application` is NULL or readable.
unsafe fn words_of(application: *const MI_Application) -> Result<HandleWords, MI_Result> {
    // SAFETY: by the contract.
    let handle = unsafe { application.as_ref() }.ok_or(INVALID)?;
    Ok(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
}

/// The application of a handle.
///
/// # Safety
/// `application` is NULL or readable.
unsafe fn find_application(
    application: *const MI_Application,
) -> Result<(Arc<Application>, HandleWords), MI_Result> {
    // SAFETY: by the contract.
    let words = unsafe { words_of(application) }?;
    Ok((find(&APPLICATIONS, words)?, words))
}

/// Tells an error through an out-parameter, and gives its result.
///
/// # Safety
/// `extended_error` is NULL or may be written.
pub(super) unsafe fn tell(error: &Error, extended_error: *mut *mut MI_Instance) -> MI_Result {
    if !extended_error.is_null() {
        // SAFETY: by the contract.
        unsafe { put(extended_error, error_instance(error)) };
    }
    error.status.number()
}

/// A panic is stopped at the C boundary and told as an error; beside that it is logged, and not printed into the terminal of
/// the host. Rust programs that use the crate never come here, and keep their own hook.
fn log_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let text = crate::cim::error::panic_text(panic.payload());
            tracing::error!(place, text, "a panic in the library");
        }));
    });
}

/// `MI_Application_InitializeV1`.
///
/// # Safety
/// As for every exported function.
pub unsafe fn initialize(
    flags: MI_Uint32,
    _application_id: *const MI_Char,
    extended_error: *mut *mut MI_Instance,
    application: *mut MI_Application,
) -> MI_Result {
    // Tests in Rust tell why they fail by panicking.
    if !cfg!(test) {
        log_panics();
    }
    #[cfg(unix)]
    super::fork::watch();
    // Threads run its code while an application is open, and an end of the process takes no account of that.
    #[cfg(windows)]
    STAY_MAPPED.call_once(|| crate::object::rights::stay_mapped(|| {}));
    // SAFETY: out-parameters are NULL or may be written.
    let result = guard("MI_Application_InitializeV1", || unsafe {
        put(extended_error, null_mut());
        if application.is_null() {
            return Err(INVALID);
        }
        application.write(handle(failed(MI_RESULT_FAILED)));
        if flags != 0 {
            let message =
                format!("MI_Application_InitializeV1 knows no flags, and {flags:#x} was given; give 0.");
            return Err(tell(&Error::new(Status::InvalidParameter, message), extended_error));
        }
        super::local_session::offer();
        let made = Application::new().map_err(|error| tell(&error, extended_error))?;
        application.write(insert(made));
        Ok(())
    });
    if result != MI_RESULT_OK && !application.is_null() {
        // SAFETY: not NULL, so it may be written.
        unsafe { application.write(handle(failed(result))) };
    }
    result
}

/// Whether the handle is that of an application.
///
/// # Safety
/// `application` is NULL or readable.
pub(super) unsafe fn check(application: *const MI_Application) -> Result<(), MI_Result> {
    // SAFETY: by the contract.
    unsafe { find_application(application) }.map(|_| ())
}

unsafe extern "system" fn close(application: *mut MI_Application) -> MI_Result {
    guard("MI_Application_Close", || {
        ending::look();
        // SAFETY: a handle argument is NULL or may be read and written.
        unsafe {
            let words = words_of(application)?;
            // What the parent of this process opened is not closed here, but let go of.
            if failure(words).is_none() && !APPLICATIONS.give_up_inherited(words) {
                let found = APPLICATIONS.own().get(words).ok_or(INVALID)?;
                found.close().map_err(|error| log("MI_Application_Close", &error))?;
                APPLICATIONS.own().remove(words);
                hosted_provider::forget_of(words);
            }
            application.write(MI_Application::default());
        }
        Ok(())
    })
}

/// Opens a session, and says what there is to say about it.
///
/// # Safety
/// The arguments are NULL, or what their types say.
unsafe fn open_session(
    application: *mut MI_Application,
    protocol: *const MI_Char,
    destination: *const MI_Char,
    options: *mut MI_DestinationOptions,
    callbacks: &SessionCallbacks,
) -> Result<MI_Session, Error> {
    // SAFETY: by the contract.
    unsafe {
        let (found, words) =
            find_application(application).map_err(|result| no_application(application, result))?;
        let options = options::destination_options(options)?;
        let credentials = options.credentials;
        let options = Some(options.options).filter(|options| !options.is_empty()).map(Arc::new);
        let protocol = optional_str("a protocol", protocol)?;
        let destination = optional_str("a destination", destination)?;
        let made =
            found.new_session_with(protocol.as_deref(), destination.as_deref(), options, &credentials)?;
        if callbacks.want_messages() {
            found.in_callback(|| match made.warning() {
                Some(warning) => callbacks.write_message(MI_WRITEMESSAGE_CHANNEL_WARNING, &warning),
                None => callbacks.write_message(MI_WRITEMESSAGE_CHANNEL_VERBOSE, &made.description()),
            });
        }
        Ok(session::insert(made, words))
    }
}

/// A text that may be left out, and must be Unicode: the name of something.
///
/// # Safety
/// `text` is NULL or ends in a NUL.
unsafe fn optional_str<'a>(what: &str, text: *const MI_Char) -> Result<Option<Cow<'a, str>>, Error> {
    // SAFETY: by the contract.
    let units = unsafe { units(text) };
    units.map(units_to_str_exact).transpose().map_err(|fault| {
        let message =
            format!("MI_Application_NewSession needs {what} in Unicode, and was given one that {fault}.");
        Error::new(Status::InvalidParameter, message)
    })
}

/// Why there is no application behind a handle.
///
/// # Safety
/// `application` is NULL or readable.
unsafe fn no_application(application: *const MI_Application, result: MI_Result) -> Error {
    // SAFETY: by the contract.
    if unsafe { words_of(application) }.is_ok_and(|words| APPLICATIONS.is_inherited(words)) {
        return of_parent("application");
    }
    let message = match result {
        INVALID => "The application is closed, or was never opened.",
        _ => {
            "The application could not be opened, and nothing can be opened in it. The extendedError of \
             MI_Application_Initialize says why."
        }
    };
    Error::new(Status::from_number(result), message)
}

unsafe extern "system" fn new_session(
    application: *mut MI_Application,
    protocol: *const MI_Char,
    destination: *const MI_Char,
    options: *mut MI_DestinationOptions,
    callbacks: *mut MI_SessionCallbacks,
    extended_error: *mut *mut MI_Instance,
    out: *mut MI_Session,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    let result = guard("MI_Application_NewSession", || unsafe {
        put(extended_error, null_mut());
        let callbacks = SessionCallbacks::new(callbacks, application);
        let opened = if out.is_null() {
            let message =
                "MI_Application_NewSession needs a place for the handle of the session, and NULL was given.";
            Err(Error::new(Status::InvalidParameter, message))
        } else {
            open_session(application, protocol, destination, options, &callbacks)
        };
        match opened {
            Ok(session) => {
                out.write(session);
                Ok(())
            }
            Err(error) => {
                callbacks.write_error(&error);
                Err(tell(&error, extended_error))
            }
        }
    });
    if result != MI_RESULT_OK && !out.is_null() {
        // SAFETY: not NULL, so it may be written.
        unsafe { out.write(session::handle(failed(result))) };
    }
    result
}

unsafe extern "system" fn new_hosted_provider(
    application: *mut MI_Application,
    namespace: *const MI_Char,
    name: *const MI_Char,
    main: MI_MainFunction,
    extended_error: *mut *mut MI_Instance,
    provider: *mut MI_HostedProvider,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewHostedProvider", || unsafe {
        put(extended_error, null_mut());
        put(provider, MI_HostedProvider::default());
        let opened = if provider.is_null() {
            let message = "MI_Application_NewHostedProvider needs a place for the handle of the provider, and NULL was given.";
            Err(Error::new(Status::InvalidParameter, message))
        } else {
            find_application(application)
                .map_err(|result| no_application(application, result))
                .and_then(|(found, words)| hosted_provider::open(&found, words, namespace, name, main))
        };
        provider.write(opened.map_err(|error| tell(&error, extended_error))?);
        Ok(())
    })
}

unsafe extern "system" fn new_instance(
    application: *mut MI_Application,
    class_name: *const MI_Char,
    declaration: *const MI_ClassDecl,
    out: *mut *mut MI_Instance,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewInstance", || unsafe {
        put(out, null_mut());
        check(application)?;
        factories::new_instance(class_name, declaration, out)
    })
}

unsafe extern "system" fn new_instance_from_class(
    application: *mut MI_Application,
    class_name: *const MI_Char,
    class: *const MI_Class,
    out: *mut *mut MI_Instance,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewInstanceFromClass", || unsafe {
        put(out, null_mut());
        check(application)?;
        factories::new_instance_from_class(class_name, class, out)
    })
}

unsafe extern "system" fn new_class(
    application: *mut MI_Application,
    declaration: *const MI_ClassDecl,
    namespace: *const MI_Char,
    server_name: *const MI_Char,
    out: *mut *mut MI_Class,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewClass", || unsafe {
        put(out, null_mut());
        check(application)?;
        factories::new_class(declaration, namespace, server_name, out)
    })
}

unsafe extern "system" fn new_destination_options(
    application: *mut MI_Application,
    out: *mut MI_DestinationOptions,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewDestinationOptions", || unsafe {
        put(out, MI_DestinationOptions::default());
        check(application)?;
        options::new_destination_options(out)
    })
}

unsafe extern "system" fn new_operation_options(
    application: *mut MI_Application,
    must_understand: MI_Boolean,
    out: *mut MI_OperationOptions,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewOperationOptions", || unsafe {
        put(out, MI_OperationOptions::default());
        check(application)?;
        options::new_operation_options(must_understand, out)
    })
}

unsafe extern "system" fn new_subscription_delivery_options(
    application: *mut MI_Application,
    delivery_type: MI_SubscriptionDeliveryType,
    out: *mut MI_SubscriptionDeliveryOptions,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewSubscriptionDeliveryOptions", || unsafe {
        put(out, MI_SubscriptionDeliveryOptions::default());
        check(application)?;
        options::new_subscription_delivery_options(delivery_type, out)
    })
}

unsafe extern "system" fn new_serializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    out: *mut MI_Serializer,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewSerializer", || unsafe {
        put(out, MI_Serializer::default());
        check(application)?;
        codec::new_serializer(flags, codec::format_of(format)?, out)
    })
}

unsafe extern "system" fn new_deserializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    out: *mut MI_Deserializer,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewDeserializer", || unsafe {
        put(out, MI_Deserializer::default());
        check(application)?;
        codec::new_deserializer(flags, codec::format_of(format)?, out)
    })
}

/// `MI_Application_NewSerializer_Mof`.
pub(super) unsafe fn new_mof_serializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    out: *mut MI_Serializer,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewSerializer_Mof", || unsafe {
        put(out, MI_Serializer::default());
        check(application)?;
        codec::new_serializer(flags, codec::mof_format_of(format)?, out)
    })
}

/// `MI_Application_NewDeserializer_Mof`.
pub(super) unsafe fn new_mof_deserializer(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    out: *mut MI_Deserializer,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Application_NewDeserializer_Mof", || unsafe {
        put(out, MI_Deserializer::default());
        check(application)?;
        codec::new_deserializer(flags, codec::mof_format_of(format)?, out)
    })
}
