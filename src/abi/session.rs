//! Sessions: the operations that can be started.

use core::ffi::c_void;

use super::*;

/// The callbacks of a session. The library copies the structure.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_SessionCallbacks {
    pub callbackContext: *mut c_void,
    pub writeMessage: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            callbackContext: *mut c_void,
            channel: MI_Uint32,
            message: *const MI_Char,
        ),
    >,
    pub writeError: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            callbackContext: *mut c_void,
            instance: *mut MI_Instance,
        ),
    >,
}

/// A session with this machine or another. Ended by `MI_Session_Close`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Session {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
    pub ft: *const MI_SessionFT,
}

/// What a session can do; each slot has a function of the same name, `MI_Session_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_SessionFT {
    pub Close: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            completionContext: *mut c_void,
            completionCallback: Option<unsafe extern "system" fn(*mut c_void)>,
        ) -> MI_Result,
    >,
    pub GetApplication: Option<
        unsafe extern "system" fn(session: *mut MI_Session, application: *mut MI_Application) -> MI_Result,
    >,
    pub GetInstance: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            inboundInstance: *const MI_Instance,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub ModifyInstance: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            inboundInstance: *const MI_Instance,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub CreateInstance: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            inboundInstance: *const MI_Instance,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub DeleteInstance: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            inboundInstance: *const MI_Instance,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub Invoke: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            className: *const MI_Char,
            methodName: *const MI_Char,
            inboundInstance: *const MI_Instance,
            inboundProperties: *const MI_Instance,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub EnumerateInstances: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            className: *const MI_Char,
            keysOnly: MI_Boolean,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub QueryInstances: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            queryDialect: *const MI_Char,
            queryExpression: *const MI_Char,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub AssociatorInstances: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            instanceKeys: *const MI_Instance,
            assocClass: *const MI_Char,
            resultClass: *const MI_Char,
            role: *const MI_Char,
            resultRole: *const MI_Char,
            keysOnly: MI_Boolean,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub ReferenceInstances: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            instanceKeys: *const MI_Instance,
            resultClass: *const MI_Char,
            role: *const MI_Char,
            keysOnly: MI_Boolean,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub Subscribe: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            queryDialect: *const MI_Char,
            queryExpression: *const MI_Char,
            deliverOptions: *const MI_SubscriptionDeliveryOptions,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub GetClass: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            className: *const MI_Char,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub EnumerateClasses: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            namespaceName: *const MI_Char,
            className: *const MI_Char,
            classNamesOnly: MI_Boolean,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
    pub TestConnection: Option<
        unsafe extern "system" fn(
            session: *mut MI_Session,
            flags: MI_Uint32,
            callbacks: *mut MI_OperationCallbacks,
            operation: *mut MI_Operation,
        ),
    >,
}
