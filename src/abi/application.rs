//! The application, hosted providers, and the table of the client tables.

use super::*;

/// An application: where every client starts. The caller owns the memory; the two reserved words belong to the library.
/// Filled by `MI_Application_InitializeV1`, ended by `MI_Application_Close`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Application {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
    pub ft: *const MI_ApplicationFT,
}

/// What an application can do; each slot has a function of the same name, `MI_Application_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ApplicationFT {
    pub Close: Option<unsafe extern "system" fn(application: *mut MI_Application) -> MI_Result>,
    pub NewSession: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            protocol: *const MI_Char,
            destination: *const MI_Char,
            options: *mut MI_DestinationOptions,
            callbacks: *mut MI_SessionCallbacks,
            extendedError: *mut *mut MI_Instance,
            session: *mut MI_Session,
        ) -> MI_Result,
    >,
    pub NewHostedProvider: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            namespaceName: *const MI_Char,
            providerName: *const MI_Char,
            mi_Main: MI_MainFunction,
            extendedError: *mut *mut MI_Instance,
            provider: *mut MI_HostedProvider,
        ) -> MI_Result,
    >,
    pub NewInstance: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            className: *const MI_Char,
            classRTTI: *const MI_ClassDecl,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewDestinationOptions: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            options: *mut MI_DestinationOptions,
        ) -> MI_Result,
    >,
    pub NewOperationOptions: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            customOptionsMustUnderstand: MI_Boolean,
            options: *mut MI_OperationOptions,
        ) -> MI_Result,
    >,
    pub NewSubscriptionDeliveryOptions: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            deliveryType: MI_SubscriptionDeliveryType,
            deliveryOptions: *mut MI_SubscriptionDeliveryOptions,
        ) -> MI_Result,
    >,
    pub NewSerializer: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            flags: MI_Uint32,
            format: *mut MI_Char,
            serializer: *mut MI_Serializer,
        ) -> MI_Result,
    >,
    pub NewDeserializer: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            flags: MI_Uint32,
            format: *mut MI_Char,
            deserializer: *mut MI_Deserializer,
        ) -> MI_Result,
    >,
    pub NewInstanceFromClass: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            className: *const MI_Char,
            classObject: *const MI_Class,
            instance: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub NewClass: Option<
        unsafe extern "system" fn(
            application: *mut MI_Application,
            classDecl: *const MI_ClassDecl,
            namespaceName: *const MI_Char,
            serverName: *const MI_Char,
            classObject: *mut *mut MI_Class,
        ) -> MI_Result,
    >,
}

/// A provider that lives in this process. Ended by `MI_HostedProvider_Close`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_HostedProvider {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
    pub ft: *const MI_HostedProviderFT,
}

/// What a hosted provider can do.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_HostedProviderFT {
    pub Close: Option<unsafe extern "system" fn(hostedProvider: *mut MI_HostedProvider) -> MI_Result>,
    pub GetApplication: Option<
        unsafe extern "system" fn(
            hostedProvider: *mut MI_HostedProvider,
            application: *mut MI_Application,
        ) -> MI_Result,
    >,
}

/// What needs no handle.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_UtilitiesFT {
    pub MapErrorToMiErrorCategory:
        Option<unsafe extern "system" fn(errorType: *const MI_Char, error: MI_Uint32) -> MI_ErrorCategory>,
    pub CimErrorFromErrorCode: Option<
        unsafe extern "system" fn(
            error: MI_Uint32,
            errorType: *const MI_Char,
            errorMessage: *const MI_Char,
            cimError: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
}

/// The ten tables of a client, as one: what `mi_clientFT_V1` points to.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ClientFT_V1 {
    pub applicationFT: Option<&'static MI_ApplicationFT>,
    pub sessionFT: Option<&'static MI_SessionFT>,
    pub operationFT: Option<&'static MI_OperationFT>,
    pub hostedProviderFT: Option<&'static MI_HostedProviderFT>,
    pub serializerFT: Option<&'static MI_SerializerFT>,
    pub deserializerFT: Option<&'static MI_DeserializerFT>,
    pub subscribeDeliveryOptionsFT: Option<&'static MI_SubscriptionDeliveryOptionsFT>,
    pub destinationOptionsFT: Option<&'static MI_DestinationOptionsFT>,
    pub operationOptionsFT: Option<&'static MI_OperationOptionsFT>,
    pub utilitiesFT: Option<&'static MI_UtilitiesFT>,
}
