//! Provider modules: what a shared library with `MI_Main` tells about itself.

use core::ffi::c_void;

use super::*;

/// A provider module's own data; its shape is the module's business.
#[repr(C)]
#[derive(Debug)]
pub struct MI_Module_Self {
    _private: [u8; 0],
}

/// Called once before the first request for the class.
pub type MI_ProviderFT_Load = Option<
    unsafe extern "system" fn(
        self_: *mut *mut c_void,
        selfModule: *mut MI_Module_Self,
        context: *mut MI_Context,
    ),
>;

/// Called once when the class is no longer served.
pub type MI_ProviderFT_Unload =
    Option<unsafe extern "system" fn(self_: *mut c_void, context: *mut MI_Context)>;

/// Posts the instance with the given keys.
pub type MI_ProviderFT_GetInstance = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        instanceName: *const MI_Instance,
        propertySet: *const MI_PropertySet,
    ),
>;

/// Posts all instances of a class.
pub type MI_ProviderFT_EnumerateInstances = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        propertySet: *const MI_PropertySet,
        keysOnly: MI_Boolean,
        filter: *const MI_Filter,
    ),
>;

/// Creates an instance.
pub type MI_ProviderFT_CreateInstance = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        newInstance: *const MI_Instance,
    ),
>;

/// Changes the properties of an instance.
pub type MI_ProviderFT_ModifyInstance = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        modifiedInstance: *const MI_Instance,
        propertySet: *const MI_PropertySet,
    ),
>;

/// Deletes an instance.
pub type MI_ProviderFT_DeleteInstance = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        instanceName: *const MI_Instance,
    ),
>;

/// Posts the instances that are associated with `instanceName`.
pub type MI_ProviderFT_AssociatorInstances = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        instanceName: *const MI_Instance,
        resultClass: *const MI_Char,
        role: *const MI_Char,
        resultRole: *const MI_Char,
        propertySet: *const MI_PropertySet,
        keysOnly: MI_Boolean,
        filter: *const MI_Filter,
    ),
>;

/// Posts the association instances that refer to `instanceName`.
pub type MI_ProviderFT_ReferenceInstances = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        instanceName: *const MI_Instance,
        role: *const MI_Char,
        propertySet: *const MI_PropertySet,
        keysOnly: MI_Boolean,
        filter: *const MI_Filter,
    ),
>;

/// Starts producing indications; the context lives until they are disabled.
pub type MI_ProviderFT_EnableIndications = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        indicationsContext: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
    ),
>;

/// Stops producing indications.
pub type MI_ProviderFT_DisableIndications = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        indicationsContext: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
    ),
>;

/// Begins a subscription.
pub type MI_ProviderFT_Subscribe = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        filter: *const MI_Filter,
        bookmark: *const MI_Char,
        subscriptionID: MI_Uint64,
        subscriptionSelf: *mut *mut c_void,
    ),
>;

/// Ends a subscription.
pub type MI_ProviderFT_Unsubscribe = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        subscriptionID: MI_Uint64,
        subscriptionSelf: *mut c_void,
    ),
>;

/// Calls a method; used where the method's declaration has no function of its own.
pub type MI_ProviderFT_Invoke = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        methodName: *const MI_Char,
        instanceName: *const MI_Instance,
        inputParameters: *const MI_Instance,
    ),
>;

/// What a provider implements for one class. What it leaves NULL it does not support.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ProviderFT {
    pub Load: MI_ProviderFT_Load,
    pub Unload: MI_ProviderFT_Unload,
    pub GetInstance: MI_ProviderFT_GetInstance,
    pub EnumerateInstances: MI_ProviderFT_EnumerateInstances,
    pub CreateInstance: MI_ProviderFT_CreateInstance,
    pub ModifyInstance: MI_ProviderFT_ModifyInstance,
    pub DeleteInstance: MI_ProviderFT_DeleteInstance,
    pub AssociatorInstances: MI_ProviderFT_AssociatorInstances,
    pub ReferenceInstances: MI_ProviderFT_ReferenceInstances,
    pub EnableIndications: MI_ProviderFT_EnableIndications,
    pub DisableIndications: MI_ProviderFT_DisableIndications,
    pub Subscribe: MI_ProviderFT_Subscribe,
    pub Unsubscribe: MI_ProviderFT_Unsubscribe,
    pub Invoke: MI_ProviderFT_Invoke,
}

/// Called once when the module was loaded.
pub type MI_Module_Load =
    Option<unsafe extern "system" fn(self_: *mut *mut MI_Module_Self, context: *mut MI_Context)>;

/// Called once before the module is unloaded.
pub type MI_Module_Unload =
    Option<unsafe extern "system" fn(self_: *mut MI_Module_Self, context: *mut MI_Context)>;

/// A provider module, as its `MI_Main` returns it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Module {
    pub version: MI_Uint32,
    pub generatorVersion: MI_Uint32,
    pub flags: MI_Uint32,
    pub charSize: MI_Uint32,
    pub schemaDecl: *mut MI_SchemaDecl,
    pub Load: MI_Module_Load,
    pub Unload: MI_Module_Unload,
    pub dynamicProviderFT: *const MI_ProviderFT,
}

/// What the server tells about itself.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ServerFT {
    pub GetVersion: Option<unsafe extern "system" fn(version: *mut MI_Uint32) -> MI_Result>,
    pub GetSystemName: Option<unsafe extern "system" fn(systemName: *mut *const MI_Char) -> MI_Result>,
}

/// What the library gives to a provider module: the tables for everything that it may call.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Server {
    pub serverFT: *const MI_ServerFT,
    pub contextFT: *const MI_ContextFT,
    pub instanceFT: *const MI_InstanceFT,
    pub propertySetFT: *const MI_PropertySetFT,
    pub filterFT: *const MI_FilterFT,
}

/// The entry of a provider module, `MI_Main`.
pub type MI_MainFunction = Option<unsafe extern "C" fn(server: *mut MI_Server) -> *mut MI_Module>;
