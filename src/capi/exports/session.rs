//! Sessions, and the operations that they start.

use core::ffi::c_void;
use core::ptr::{null, null_mut};

use crate::abi::*;

forward! {
    /// Gives the application of the session. It is a copy of the handle: do not close it.
    fn MI_Session_GetApplication(
        session: *mut MI_Session, application: *mut MI_Application
    ) clearing application => GetApplication;
}

operations! {
    /// Starts an operation that gets one instance. `inboundInstance` names its class and has its keys. One
    /// result: the instance, or an error such as NOT_FOUND or INVALID_CLASS.
    fn MI_Session_GetInstance(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, inboundInstance: *const MI_Instance; callbacks, operation
    ) refused by refuse_instances => GetInstance;

    /// Starts an operation that changes an instance. `inboundInstance` names its class and has its keys and
    /// the elements to change; the others stay as they are. One result, without an instance, or an error such as
    /// NOT_FOUND.
    fn MI_Session_ModifyInstance(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, inboundInstance: *const MI_Instance; callbacks, operation
    ) refused by refuse_instances => ModifyInstance;

    /// Starts an operation that creates an instance. `inboundInstance` has its class and its elements, the
    /// keys among them; the class knows which are keys, so `MI_FLAG_KEY` is not needed on them. One result: an
    /// instance with the keys of the new one, or an error such as ALREADY_EXISTS.
    fn MI_Session_CreateInstance(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, inboundInstance: *const MI_Instance; callbacks, operation
    ) refused by refuse_instances => CreateInstance;

    /// Starts an operation that deletes an instance. `inboundInstance` names its class and has its keys. One
    /// result without an instance: OK, or an error such as NOT_FOUND.
    fn MI_Session_DeleteInstance(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, inboundInstance: *const MI_Instance; callbacks, operation
    ) refused by refuse_instances => DeleteInstance;

    /// Starts an operation that calls a method. With an `inboundInstance` the method belongs to that
    /// instance, whose keys count; without one it is a static method of `className`. `inboundProperties` has
    /// an element for each input parameter and may be NULL. One result: an instance with the element
    /// `ReturnValue` and the output parameters. Streamed parameters come before it.
    fn MI_Session_Invoke(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, className: *const MI_Char, methodName: *const MI_Char,
        inboundInstance: *const MI_Instance, inboundProperties: *const MI_Instance; callbacks, operation
    ) refused by refuse_instances => Invoke;

    /// Starts an operation that gets all instances of a class, and of the classes that derive from it unless
    /// `flags` say otherwise. With `keysOnly` the instances have their keys alone. Each instance is a result;
    /// the last has no instance.
    fn MI_Session_EnumerateInstances(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, className: *const MI_Char, keysOnly: MI_Boolean; callbacks, operation
    ) refused by refuse_instances => EnumerateInstances;

    /// Starts an operation that gets the instances which a query selects. `queryDialect` is `WQL` or `CQL`.
    /// Each instance is a result; the last has no instance. QUERY_LANGUAGE_NOT_SUPPORTED for another dialect,
    /// INVALID_QUERY for a query with a fault.
    fn MI_Session_QueryInstances(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, queryDialect: *const MI_Char, queryExpression: *const MI_Char;
        callbacks, operation
    ) refused by refuse_instances => QueryInstances;

    /// Starts an operation that gets the instances at the other ends of associations with an instance.
    /// `assocClass`, `resultClass`, `role` and `resultRole` narrow the answer and may be NULL. Each instance
    /// is a result; the last has no instance.
    fn MI_Session_AssociatorInstances(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, instanceKey: *const MI_Instance, assocClass: *const MI_Char,
        resultClass: *const MI_Char, role: *const MI_Char, resultRole: *const MI_Char, keysOnly: MI_Boolean;
        callbacks, operation
    ) refused by refuse_instances => AssociatorInstances;

    /// Starts an operation that gets the association instances that refer to an instance. `resultClass` and
    /// `role` narrow the answer and may be NULL. Each instance is a result; the last has no instance.
    fn MI_Session_ReferenceInstances(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, instanceKey: *const MI_Instance, resultClass: *const MI_Char,
        role: *const MI_Char, keysOnly: MI_Boolean; callbacks, operation
    ) refused by refuse_instances => ReferenceInstances;

    /// Starts an operation that delivers indications until it is cancelled. `deliverOptions` may be NULL, and
    /// is copied. Each indication is a result, with its bookmark.
    fn MI_Session_Subscribe(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, queryDialect: *const MI_Char, queryExpression: *const MI_Char,
        deliverOptions: *const MI_SubscriptionDeliveryOptions; callbacks, operation
    ) refused by refuse_indications => Subscribe;

    /// Starts an operation that gets a class. One result: the class, or an error such as INVALID_CLASS.
    fn MI_Session_GetClass(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, className: *const MI_Char; callbacks, operation
    ) refused by refuse_classes => GetClass;

    /// Starts an operation that gets the classes that derive from `className`, or all where it is NULL. With
    /// `MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW` only those that derive directly. With `classNamesOnly` the
    /// classes have only their names. Each class is a result; the last has no class.
    fn MI_Session_EnumerateClasses(
        session: *mut MI_Session, flags: MI_Uint32, options: *mut MI_OperationOptions,
        namespaceName: *const MI_Char, className: *const MI_Char, classNamesOnly: MI_Boolean; callbacks,
        operation
    ) refused by refuse_classes => EnumerateClasses;

    /// Starts an operation that finds out whether the destination answers. One result without an instance.
    fn MI_Session_TestConnection(
        session: *mut MI_Session, flags: MI_Uint32; callbacks, operation
    ) refused by refuse_instances => TestConnection;
}

/// Ends the session. Its operations are cancelled and nothing new can be started in it, but nothing is
/// closed for the program: it is over when the program has closed every operation with `MI_Operation_Close`
/// and all have ended. Without a `completionCallback` the function waits until then; where an operation is
/// forgotten it waits for ever, and with `MI_LOG=warn` in the environment a warning names one after a second.
/// FAILED so inside a callback of the session, which stays open. With a `completionCallback` the function returns OK at once, and
/// the callback is called once when the session is over: on a library thread, or on this one where no
/// operation is open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Session_Close(
    session: *mut MI_Session,
    completionContext: *mut c_void,
    completionCallback: Option<unsafe extern "system" fn(completionContext: *mut c_void)>,
) -> MI_Result {
    let refusal = match slot!(session, Close) {
        // SAFETY: the arguments are the caller's, passed on as they are.
        Some(Some(function)) => return unsafe { function(session, completionContext, completionCallback) },
        Some(None) => MI_RESULT_NOT_SUPPORTED,
        None => MI_RESULT_INVALID_PARAMETER,
    };
    match completionCallback {
        Some(callback) => {
            // SAFETY: the callback and its context are the caller's; a session that isn't there is closed.
            unsafe { callback(completionContext) };
            MI_RESULT_OK
        }
        None => refusal,
    }
}

/// Functions that report to the callback for one kind of results that an operation could not start.
macro_rules! refusals {
    ($($name:ident through $callback:ident($($result:expr),*);)*) => {$(
        /// # Safety
        ///
        /// The pointers are NULL or valid.
        unsafe fn $name(
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
            refusal: MI_Result,
        ) {
            // SAFETY: the operation is NULL or can be written; the callbacks are NULL or can be read.
            unsafe {
                super::clear(operation);
                if !callbacks.is_null()
                    && let Some(callback) = (*callbacks).$callback
                {
                    let context = (*callbacks).callbackContext;
                    callback(null_mut(), context, $($result,)* MI_FALSE, refusal, null(), null(), None);
                }
            }
        }
    )*};
}

refusals! {
    refuse_instances through instanceResult(null());
    refuse_classes through classResult(null());
    // An indication comes with a bookmark and the name of a machine.
    refuse_indications through indicationResult(null(), null(), null());
}
