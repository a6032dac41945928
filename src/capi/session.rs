//! Sessions as C holds them, and the operations that they start.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null, null_mut};
use std::sync::Arc;

use super::handle::{failure, find, log};
use super::operation::{Kind, OperationObject};
use super::{application, callback, ending};
use crate::abi::*;
use crate::cim::{Error, Status, Text};
use crate::engine::{Operation, Session, of_parent};
use crate::handles::{HandleWords, ProcessHandles};
use crate::object::boundary::{self, guard, guard_void, put};
use crate::object::instance::instance_from_c;
use crate::object::options;
use crate::provider::{Delivery, OperationFlags, Request, SubscriptionDelivery};

/// What a session can do.
pub static SESSION_FT: MI_SessionFT = MI_SessionFT {
    Close: Some(close),
    GetApplication: Some(get_application),
    GetInstance: Some(get_instance),
    ModifyInstance: Some(modify_instance),
    CreateInstance: Some(create_instance),
    DeleteInstance: Some(delete_instance),
    Invoke: Some(invoke),
    EnumerateInstances: Some(enumerate_instances),
    QueryInstances: Some(query_instances),
    AssociatorInstances: Some(associator_instances),
    ReferenceInstances: Some(reference_instances),
    Subscribe: Some(subscribe),
    GetClass: Some(get_class),
    EnumerateClasses: Some(enumerate_classes),
    TestConnection: Some(test_connection),
};

static SESSIONS: ProcessHandles<SessionObject> = ProcessHandles::new(0xc85e_14f3_7ab9_6d02);

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

struct SessionObject {
    session: Session,
    application: HandleWords,
}

/// Puts a session into the table.
pub(super) fn insert(session: Session, application: HandleWords) -> MI_Session {
    handle(SESSIONS.own().insert(Arc::new(SessionObject { session, application })))
}

/// Takes a session out of the table and closes it without waiting for anything; `completion` is called once it has no operations.
pub(super) fn remove(words: HandleWords, completion: impl FnOnce() + Send + 'static) {
    if let Some(object) = SESSIONS.own().remove(words) {
        // The provider may have closed it, which it should not.
        let _ = object.session.close_with(completion);
    }
}

/// The handle with these words.
pub(super) fn handle(words: HandleWords) -> MI_Session {
    MI_Session { reserved1: words.reserved1, reserved2: words.reserved2, ft: &raw const SESSION_FT }
}

/// The words of a handle.
///
/// # Safety
/// `session` is NULL or readable.
unsafe fn words_of(session: *const MI_Session) -> Result<HandleWords, MI_Result> {
    // SAFETY: by the contract.
    let handle = unsafe { session.as_ref() }.ok_or(INVALID)?;
    Ok(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
}

unsafe extern "system" fn close(
    session: *mut MI_Session,
    context: *mut c_void,
    completion: Option<unsafe extern "system" fn(*mut c_void)>,
) -> MI_Result {
    // SAFETY: a handle argument is NULL or may be read; the callback is the client's, called as its type says.
    guard("MI_Session_Close", || unsafe {
        ending::look();
        let words = words_of(session)?;
        if failure(words).is_some() {
            if let Some(completion) = completion {
                completion(context);
            }
            return Err(INVALID);
        }
        if SESSIONS.give_up_inherited(words) {
            // The operations are the parent's. There is nothing to wait for here.
            if let Some(completion) = completion {
                completion(context);
            }
            return Ok(());
        }
        let found = SESSIONS.own().get(words).ok_or(INVALID)?;
        let context = callback::Context(context);
        let closed = match completion {
            None => found.session.close(),
            Some(completion) => found.session.close_with(move || {
                let context = context;
                completion(context.0)
            }),
        };
        closed.map_err(|error| log("MI_Session_Close", &error))?;
        SESSIONS.own().remove(words);
        Ok(())
    })
}

unsafe extern "system" fn get_application(
    session: *mut MI_Session,
    application: *mut MI_Application,
) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Session_GetApplication", || unsafe {
        put(application, MI_Application::default());
        let found = find(&SESSIONS, words_of(session)?)?;
        if application.is_null() {
            return Err(INVALID);
        }
        found.session.check_user().map_err(|error| log("MI_Session_GetApplication", &error))?;
        application.write(application::handle(found.application));
        Ok(())
    })
}

/// What every function that starts an operation is given beside its request.
struct Arguments {
    session: *mut MI_Session,
    flags: MI_Uint32,
    options: *mut MI_OperationOptions,
    namespace: *const MI_Char,
    callbacks: *mut MI_OperationCallbacks,
    operation: *mut MI_Operation,
    kind: Kind,
}

/// Starts an operation, or reports why it can't be started as the operation's only result.
///
/// # Safety
/// The arguments are NULL, or what their types say.
unsafe fn start(
    function: &'static str,
    arguments: Arguments,
    request: impl FnOnce() -> Result<Request, Error>,
) {
    // SAFETY: by the contract.
    guard_void(function, || unsafe {
        let callbacks = arguments.callbacks.as_ref().copied().unwrap_or_default();
        put(arguments.operation, MI_Operation::default());
        if arguments.operation.is_null() {
            return callback::refuse(&callbacks, arguments.kind, INVALID);
        }
        let session = arguments.session.as_ref().copied().unwrap_or_default();
        let flags = OperationFlags::from_bits_retain(arguments.flags);
        let object = OperationObject::insert(arguments.kind, callbacks, session, flags);
        arguments.operation.write(object.handle());
        let is_synchronous = object.is_synchronous();
        let receiver = Arc::clone(&object) as Arc<dyn crate::engine::Receiver>;
        let prepared = catch_unwind(AssertUnwindSafe(|| {
            let words = HandleWords { reserved1: session.reserved1, reserved2: session.reserved2 };
            let found = find(&SESSIONS, words).map_err(|result| no_session(words, result))?;
            let options = options::operation_options(arguments.options)?;
            let mut start = found.session.request(request()?).flags(flags).options(options);
            if let Some(namespace) = boundary::units(arguments.namespace) {
                start = start.namespace_units(namespace);
            }
            Ok(start.prepare(Some(Arc::clone(&receiver)), is_synchronous))
        }))
        .unwrap_or_else(|panic| {
            let text = crate::cim::error::panic_text(&*panic);
            Err(Error::new(Status::Failed, format!("{function} failed with a fault of this library: {text}")))
        });
        let operation = prepared.unwrap_or_else(|error| Operation::failed(error, receiver, is_synchronous));
        object.begin(operation);
    })
}

fn no_session(words: HandleWords, result: MI_Result) -> Error {
    if SESSIONS.is_inherited(words) {
        return of_parent("session");
    }
    let message = match result {
        INVALID => "The session is closed, or was never opened.",
        _ => {
            "The session could not be opened, and nothing can be started in it. The extendedError of \
             MI_Application_NewSession, or else of MI_Application_Initialize, says why."
        }
    };
    Error::new(Status::from_number(result), message)
}

/// An instance that an operation can't do without.
///
/// # Safety
/// `instance` is NULL or a live instance that nobody writes to meanwhile.
unsafe fn required_instance(
    what: &str,
    instance: *const MI_Instance,
) -> Result<Arc<crate::cim::Instance>, Error> {
    if instance.is_null() {
        let message = format!("{what} is required, and NULL was given.");
        return Err(Error::new(Status::InvalidParameter, message));
    }
    // SAFETY: by the contract.
    unsafe { instance_from_c(instance) }
}

/// A text that may be left out.
///
/// # Safety
/// `text` is NULL or ends in a NUL.
unsafe fn text(text: *const MI_Char) -> Text {
    // SAFETY: by the contract.
    unsafe { boundary::text(text) }.unwrap_or_default()
}

/// A text that narrows an answer; NULL and empty narrow nothing.
///
/// # Safety
/// `text` is NULL or ends in a NUL.
unsafe fn narrowing(text: *const MI_Char) -> Option<Text> {
    // SAFETY: by the contract.
    unsafe { boundary::text(text) }.filter(|text| !text.is_empty())
}

/// An instance that may be left out.
///
/// # Safety
/// `instance` is NULL or a live instance that nobody writes to meanwhile.
unsafe fn optional_instance(
    instance: *const MI_Instance,
) -> Result<Option<Arc<crate::cim::Instance>>, Error> {
    // SAFETY: by the contract.
    (!instance.is_null()).then(|| unsafe { instance_from_c(instance) }).transpose()
}

/// The functions that start an operation. A row has what the function is asked with beside what all are asked with, the kind
/// of its results, its name in C, and the request that it makes.
macro_rules! starting {
    ($(
        fn $function:ident($($argument:ident: $type:ty),*) of $kind:ident as $name:literal => $request:expr;
    )*) => {$(
        unsafe extern "system" fn $function(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespace: *const MI_Char,
            $($argument: $type,)*
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ) {
            let kind = Kind::$kind;
            let arguments = Arguments { session, flags, options, namespace, callbacks, operation, kind };
            // SAFETY: arguments are NULL, or what their types say.
            unsafe { start($name, arguments, || $request) }
        }
    )*};
}

starting! {
    fn get_instance(instance: *const MI_Instance) of Instance as "MI_Session_GetInstance" =>
        Ok(Request::GetInstance { instance: required_instance("The inbound instance", instance)? });

    fn modify_instance(instance: *const MI_Instance) of Instance as "MI_Session_ModifyInstance" =>
        Ok(Request::ModifyInstance { instance: required_instance("The inbound instance", instance)? });

    fn create_instance(instance: *const MI_Instance) of Instance as "MI_Session_CreateInstance" =>
        Ok(Request::CreateInstance { instance: required_instance("The inbound instance", instance)? });

    fn delete_instance(instance: *const MI_Instance) of Instance as "MI_Session_DeleteInstance" =>
        Ok(Request::DeleteInstance { instance: required_instance("The inbound instance", instance)? });

    fn invoke(
        class_name: *const MI_Char, method_name: *const MI_Char, instance: *const MI_Instance,
        parameters: *const MI_Instance
    ) of Instance as "MI_Session_Invoke" => {
        let method_name = text(method_name);
        if method_name.is_empty() {
            let message = "The name of the method is required, and none was given.";
            return Err(Error::new(Status::InvalidParameter, message));
        }
        let instance = optional_instance(instance)?;
        let class_name = match &instance {
            // The instance says what it is of.
            Some(instance) => instance.class_name().clone(),
            None => text(class_name),
        };
        let parameters = optional_instance(parameters)?;
        Ok(Request::Invoke { class_name, method_name, instance, parameters })
    };

    fn enumerate_instances(class_name: *const MI_Char, keys_only: MI_Boolean) of Instance
        as "MI_Session_EnumerateInstances" =>
        Ok(Request::EnumerateInstances { class_name: text(class_name), keys_only: keys_only != 0 });

    fn query_instances(dialect: *const MI_Char, query: *const MI_Char) of Instance as "MI_Session_QueryInstances" =>
        Ok(Request::QueryInstances { dialect: text(dialect), query: text(query) });

    fn associator_instances(
        instance: *const MI_Instance, association_class: *const MI_Char, result_class: *const MI_Char,
        role: *const MI_Char, result_role: *const MI_Char, keys_only: MI_Boolean
    ) of Instance as "MI_Session_AssociatorInstances" =>
        Ok(Request::AssociatorInstances {
            instance: required_instance("The instance with the keys", instance)?,
            association_class: narrowing(association_class),
            result_class: narrowing(result_class),
            role: narrowing(role),
            result_role: narrowing(result_role),
            keys_only: keys_only != 0,
        });

    fn reference_instances(
        instance: *const MI_Instance, result_class: *const MI_Char, role: *const MI_Char, keys_only: MI_Boolean
    ) of Instance as "MI_Session_ReferenceInstances" =>
        Ok(Request::ReferenceInstances {
            instance: required_instance("The instance with the keys", instance)?,
            result_class: narrowing(result_class),
            role: narrowing(role),
            keys_only: keys_only != 0,
        });

    fn subscribe(
        dialect: *const MI_Char, query: *const MI_Char, delivery: *const MI_SubscriptionDeliveryOptions
    ) of Indication as "MI_Session_Subscribe" => {
        let delivery = options::subscription_delivery_options(delivery)?;
        let delivery = Arc::new(SubscriptionDelivery {
            delivery: match delivery.delivery_type {
                MI_SubscriptionDeliveryType_Push => Delivery::Push,
                _ => Delivery::Pull,
            },
            options: delivery.options,
        });
        Ok(Request::Subscribe { dialect: text(dialect), query: text(query), delivery })
    };

    fn get_class(class_name: *const MI_Char) of Class as "MI_Session_GetClass" =>
        Ok(Request::GetClass { class_name: text(class_name) });

    fn enumerate_classes(class_name: *const MI_Char, names_only: MI_Boolean) of Class as "MI_Session_EnumerateClasses" =>
        Ok(Request::EnumerateClasses { class_name: narrowing(class_name), names_only: names_only != 0 });
}

unsafe extern "system" fn test_connection(
    session: *mut MI_Session,
    flags: MI_Uint32,
    callbacks: *mut MI_OperationCallbacks,
    operation: *mut MI_Operation,
) {
    let kind = Kind::Instance;
    let (options, namespace) = (null_mut(), null());
    let arguments = Arguments { session, flags, options, namespace, callbacks, operation, kind };
    // SAFETY: arguments are NULL, or what their types say.
    unsafe { start("MI_Session_TestConnection", arguments, || Ok(Request::TestConnection)) }
}
