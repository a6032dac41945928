//! Applications and hosted providers.

use crate::abi::*;

forward! {
    /// Ends the application. Its operations are cancelled and nothing new can be started in it, but nothing is
    /// closed for the program: the function waits until the program has closed every session with
    /// `MI_Session_Close`. Providers that it hosts end then. Where a session is forgotten it waits for ever; with
    /// `MI_LOG=warn` in the environment a warning says so after a second. FAILED inside a callback of the application, which stays open.
    fn MI_Application_Close(application: *mut MI_Application) => Close;

    /// Makes an instance: of the declared class in `classRTTI`, or, where that is NULL, a dynamic one named
    /// `className`. `instance` receives it, or NULL on failure; end it with `MI_Instance_Delete`.
    /// INVALID_PARAMETER for a name that CIM does not allow.
    fn MI_Application_NewInstance(
        application: *mut MI_Application, className: *const MI_Char, classRTTI: *const MI_ClassDecl,
        instance: *mut *mut MI_Instance
    ) clearing instance => NewInstance;

    /// Makes an instance with the elements of a class. Where `classObject` is NULL, a dynamic one named
    /// `className`. `instance` receives it, or NULL on failure; end it with `MI_Instance_Delete`. The class
    /// stays the caller's.
    fn MI_Application_NewInstanceFromClass(
        application: *mut MI_Application, className: *const MI_Char, classObject: *const MI_Class,
        instance: *mut *mut MI_Instance
    ) clearing instance => NewInstanceFromClass;

    /// Makes an instance that holds a method's parameters: a dynamic one, or one of the declared class in
    /// `classRTTI`. `instance` receives it, or NULL on failure; end it with `MI_Instance_Delete`.
    fn MI_Application_NewParameterSet(
        application: *mut MI_Application, classRTTI: *const MI_ClassDecl, instance: *mut *mut MI_Instance
    ) clearing instance => NewInstance(text!("Parameters"), classRTTI, instance);

    /// Makes an empty set of options for sessions. `options` receives it; end it with
    /// `MI_DestinationOptions_Delete`.
    fn MI_Application_NewDestinationOptions(
        application: *mut MI_Application, options: *mut MI_DestinationOptions
    ) clearing options => NewDestinationOptions;

    /// Makes a set of options for operations; the three channels of messages are enabled in it.
    /// `mustUnderstand` says whether a server must reject options that it does not know. `options` receives
    /// the set; end it with `MI_OperationOptions_Delete`.
    fn MI_Application_NewOperationOptions(
        application: *mut MI_Application, mustUnderstand: MI_Boolean, options: *mut MI_OperationOptions
    ) clearing options => NewOperationOptions;

    /// Makes an empty set of options for the delivery of indications. `deliveryOptions` receives it; end it
    /// with `MI_SubscriptionDeliveryOptions_Delete`.
    fn MI_Application_NewSubscriptionDeliveryOptions(
        application: *mut MI_Application, deliveryType: MI_SubscriptionDeliveryType,
        deliveryOptions: *mut MI_SubscriptionDeliveryOptions
    ) clearing deliveryOptions => NewSubscriptionDeliveryOptions;

    /// Opens a session with a destination. Nothing is connected yet: what cannot be reached shows in the
    /// first operation. `protocol` and `destination` may be NULL, which is this machine. `options` and
    /// `callbacks` may be NULL, and are copied. `session` receives the handle; end it with
    /// `MI_Session_Close`. `extendedError` may be NULL; else it receives NULL, or an error instance that the
    /// caller deletes. NOT_FOUND for a protocol that does not exist.
    fn MI_Application_NewSession(
        application: *mut MI_Application, protocol: *const MI_Char, destination: *const MI_Char,
        options: *mut MI_DestinationOptions, callbacks: *mut MI_SessionCallbacks,
        extendedError: *mut *mut MI_Instance, session: *mut MI_Session
    ) clearing session => NewSession;

    /// Hosts a provider of the program itself: `mi_Main` is called, the module that it gives is loaded, and each of
    /// its classes that has provider functions is served in the namespace, for all sessions of this process with this
    /// machine. None of the names may be NULL or empty. The module and its declarations must stay as they are until the end.
    /// `hostedProvider` receives the handle; end it with `MI_HostedProvider_Close`, before the application or with it.
    /// `extendedError` may be NULL; else it receives NULL, or an error instance that the caller deletes. ALREADY_EXISTS
    /// where another hosted provider serves one of the classes in the namespace.
    fn MI_Application_NewHostedProvider(
        application: *mut MI_Application, namespaceName: *const MI_Char, providerName: *const MI_Char,
        mi_Main: MI_MainFunction, extendedError: *mut *mut MI_Instance, hostedProvider: *mut MI_HostedProvider
    ) clearing hostedProvider => NewHostedProvider;

    /// Makes a serializer for a format: `MI_XML` (CIM-XML, DSP0201) or `MI_MOF_CIMV2_EXTV1` (MOF, DSP0004),
    /// compared with case. `flags` is 0. `serializer` receives the handle; end it with `MI_Serializer_Close`,
    /// before or after the application. NOT_SUPPORTED for another format, INVALID_PARAMETER for other flags or
    /// a NULL.
    fn MI_Application_NewSerializer(
        application: *mut MI_Application, flags: MI_Uint32, format: *mut MI_Char,
        serializer: *mut MI_Serializer
    ) clearing serializer => NewSerializer;

    /// Makes a deserializer for a format: `MI_XML` (CIM-XML, DSP0201) or `MI_MOF_CIMV2_EXTV1` (MOF, DSP0004),
    /// compared with case. `flags` is 0. `deserializer` receives the handle; end it with
    /// `MI_Deserializer_Close`, before or after the application. NOT_SUPPORTED for another format,
    /// INVALID_PARAMETER for other flags or a NULL.
    fn MI_Application_NewDeserializer(
        application: *mut MI_Application, flags: MI_Uint32, format: *mut MI_Char,
        deserializer: *mut MI_Deserializer
    ) clearing deserializer => NewDeserializer;

    /// Makes a class from a declaration, which is copied. `namespaceName` and `serverName` may be NULL.
    /// `classObject` receives it, or NULL on failure; end it with `MI_Class_Delete`.
    fn MI_Application_NewClass(
        application: *mut MI_Application, classDecl: *const MI_ClassDecl, namespaceName: *const MI_Char,
        serverName: *const MI_Char, classObject: *mut *mut MI_Class
    ) clearing classObject => NewClass;
}

/// What `mi_wide_characters` of the header is.
#[cfg(all(feature = "wide", not(windows)))]
#[repr(C)]
pub struct WideCharacters {
    /// How long a character is.
    size: MI_Uint64,
    /// The tables of the library that has it.
    tables: &'static MI_ClientFT_V1,
}

/// How long a character is. The wide flavour alone has this, so that no wide program can be linked with a narrow library, and a
/// narrow one that comes upon it is told: `MI_Application_Initialize` of the header looks. Its tables tell a wide program that found
/// both libraries which of them its functions are of. It stands beside the function that every program calls, so that it is in what a
/// linker takes out of the archive.
#[cfg(all(feature = "wide", not(windows)))]
#[unsafe(no_mangle)]
pub static mi_wide_characters: WideCharacters = WideCharacters {
    size: size_of::<MI_Char>() as MI_Uint64,
    tables: &crate::capi::client_tables::CLIENT_TABLES,
};

/// Starts an application: the first call of a client. `flags` is 0. `applicationID` names the program and
/// may be NULL. `application` receives the handle; end it with `MI_Application_Close`, also after a
/// failure. `extendedError` may be NULL; else it receives NULL, or an error instance that the caller
/// deletes. May be called often: each application is its own. INVALID_PARAMETER for other flags or
/// without `application`. Programs call it as `MI_Application_Initialize`, which also gives INVALID_PARAMETER
/// where the library's character is not this program's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Application_InitializeV1(
    flags: MI_Uint32,
    applicationID: *const MI_Char,
    extendedError: *mut *mut MI_Instance,
    application: *mut MI_Application,
) -> MI_Result {
    // SAFETY: the arguments are the caller's, passed on as they are.
    unsafe { crate::capi::entry::initialize(flags, applicationID, extendedError, application) }
}

/// Makes a serializer for MOF. `flags` is 0 and `format` is `MOFCODEC_FORMAT`, compared without case.
/// `serializer` receives the handle; end it with `MI_Serializer_Close`. Its second word leads to an
/// `MI_SerializerFT`, as with a MOF serializer of `MI_Application_NewSerializer`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Application_NewSerializer_Mof(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    serializer: *mut MI_Serializer,
) -> MI_Result {
    // SAFETY: the arguments are the caller's, passed on as they are.
    unsafe { crate::capi::entry::new_mof_serializer(application, flags, format, serializer) }
}

/// Makes a deserializer for MOF. `flags` is 0 and `format` is `MOFCODEC_FORMAT`, compared without case.
/// `deserializer` receives the handle; end it with `MI_Deserializer_Close`. Its second word leads to an
/// `MI_DeserializerFT_INTL`, as with a MOF deserializer of `MI_Application_NewDeserializer`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Application_NewDeserializer_Mof(
    application: *mut MI_Application,
    flags: MI_Uint32,
    format: *mut MI_Char,
    deserializer: *mut MI_Deserializer,
) -> MI_Result {
    // SAFETY: the arguments are the caller's, passed on as they are.
    unsafe { crate::capi::entry::new_mof_deserializer(application, flags, format, deserializer) }
}
forward! {
    /// Ends a hosted provider. No call enters it any more; subscriptions end with SERVER_IS_SHUTTING_DOWN, and the function
    /// waits until other requests have ended and the provider has unloaded. FAILED, and nothing happens, inside a callback
    /// or a function of a provider, which would wait for itself.
    fn MI_HostedProvider_Close(hostedProvider: *mut MI_HostedProvider) => Close;

    /// Gives the application of the hosted provider. It is a copy of the handle: do not close it.
    fn MI_HostedProvider_GetApplication(
        hostedProvider: *mut MI_HostedProvider, application: *mut MI_Application
    ) clearing application => GetApplication;
}
