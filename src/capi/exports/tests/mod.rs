//! The guards of the exported functions, without anything behind them.

mod options;
mod sessions;

use core::mem::MaybeUninit;

use super::application::*;
use super::class::*;
use super::codec::*;
use super::context::*;
use super::destination_options::*;
use super::filter::*;
use super::instance::*;
use super::lifecycle_indication_context::*;
use super::operation::*;
use super::operation_options::*;
use super::session::*;
use super::subscription_delivery_options::*;
use crate::abi::*;

/// Nothing, in any type that C passes: NULL, zero, no callback.
fn nothing<T: Copy>() -> T {
    // SAFETY: parameters of exported functions are pointers, numbers and optional functions, for which all zeroes is a value.
    unsafe { MaybeUninit::zeroed().assume_init() }
}

/// Memory that passes for an object of any kind: wherever a kind keeps its table, this one has a table without functions.
type Hollow = [*const [usize; 64]; 8];

static EMPTY_TABLE: [usize; 64] = [0; 64];

/// Calls each function with nothing, and compares its result. One `_` a parameter.
macro_rules! without_object {
    (@ [$($parameter:tt)*] $function:ident) => {
        let function: unsafe extern "C" fn($($parameter),*) -> MI_Result = $function;
        // SAFETY: every function can be called with nothing.
        let result = unsafe { function($(value!($parameter)),*) };
        assert_eq!(result, MI_RESULT_INVALID_PARAMETER, stringify!($function));
    };
    ($parameters:tt $($function:ident),* $(,)?) => { $(without_object!(@ $parameters $function);)* };
}

/// Calls each function with an object whose table is empty, and compares its result.
macro_rules! with_empty_table {
    (@ [$first:tt $($parameter:tt)*] $function:ident) => {
        let mut object: Hollow = [&raw const EMPTY_TABLE; 8];
        let function: unsafe extern "C" fn($first $(, $parameter)*) -> MI_Result = $function;
        // SAFETY: the object is large enough for every kind, and has a table wherever a kind looks for it.
        let result = unsafe { function((&raw mut object).cast() $(, value!($parameter))*) };
        assert_eq!(result, MI_RESULT_NOT_SUPPORTED, stringify!($function));
    };
    ($parameters:tt $($function:ident),* $(,)?) => { $(with_empty_table!(@ $parameters $function);)* };
}

macro_rules! value {
    (_) => {
        nothing()
    };
}

#[test]
fn functions_without_an_object_answer_invalid_parameter() {
    without_object!([_]
        MI_PropertySet_Clear, MI_PropertySet_Destruct, MI_PropertySet_Delete, MI_Instance_Destruct,
        MI_Instance_Delete, MI_Context_RequestUnload, MI_Context_RefuseUnload, MI_Application_Close,
        MI_HostedProvider_Close, MI_Operation_Close, MI_Class_Delete,
        MI_SubscriptionDeliveryOptions_Delete, MI_Instance_Normalize, MI_Serializer_Close,
        MI_Deserializer_Close
    );
    without_object!([_ _]
        MI_PropertySet_GetElementCount, MI_PropertySet_AddElement, MI_PropertySet_Clone,
        MI_Instance_Clone, MI_Instance_GetClassName, MI_Instance_SetNameSpace, MI_Instance_GetNameSpace,
        MI_Instance_GetElementCount, MI_Instance_ClearElement, MI_Instance_ClearElementAt,
        MI_Instance_GetServerName, MI_Instance_SetServerName, MI_Instance_GetClass,
        MI_Context_PostResult, MI_Context_PostCimError, MI_Context_PostInstance, MI_Context_Canceled,
        MI_Context_GetCustomOptionCount, MI_Context_WriteWarning, MI_Context_WriteVerbose,
        MI_Context_WriteDebug, MI_Context_GetLifecycleIndicationContext, MI_Context_GetLocalSession,
        MI_Application_NewDestinationOptions, MI_HostedProvider_GetApplication,
        MI_Session_GetApplication, MI_Operation_Cancel, MI_Operation_GetSession,
        MI_DestinationOptions_SetTimeout, MI_DestinationOptions_GetTimeout,
        MI_DestinationOptions_SetCertCACheck, MI_DestinationOptions_GetCertCACheck,
        MI_DestinationOptions_SetCertCNCheck, MI_DestinationOptions_GetCertCNCheck,
        MI_DestinationOptions_SetCertRevocationCheck, MI_DestinationOptions_GetCertRevocationCheck,
        MI_DestinationOptions_SetPacketPrivacy, MI_DestinationOptions_GetPacketPrivacy,
        MI_DestinationOptions_SetPacketIntegrity, MI_DestinationOptions_GetPacketIntegrity,
        MI_DestinationOptions_SetPacketEncoding, MI_DestinationOptions_GetPacketEncoding,
        MI_DestinationOptions_SetDataLocale, MI_DestinationOptions_GetDataLocale,
        MI_DestinationOptions_SetUILocale, MI_DestinationOptions_GetUILocale,
        MI_DestinationOptions_SetMaxEnvelopeSize, MI_DestinationOptions_GetMaxEnvelopeSize,
        MI_DestinationOptions_SetMaxElements, MI_DestinationOptions_GetMaxElements,
        MI_DestinationOptions_SetEncodePortInSPN, MI_DestinationOptions_GetEncodePortInSPN,
        MI_DestinationOptions_SetHttpUrlPrefix, MI_DestinationOptions_GetHttpUrlPrefix,
        MI_DestinationOptions_SetDestinationPort, MI_DestinationOptions_GetDestinationPort,
        MI_DestinationOptions_SetTrustedCertsDir, MI_DestinationOptions_GetTrustedCertsDir,
        MI_DestinationOptions_SetCertFile, MI_DestinationOptions_GetCertFile,
        MI_DestinationOptions_SetPrivateKeyFile, MI_DestinationOptions_GetPrivateKeyFile,
        MI_DestinationOptions_SetTransport, MI_DestinationOptions_GetTransport,
        MI_DestinationOptions_SetProxyType, MI_DestinationOptions_GetProxyType,
        MI_DestinationOptions_SetSslOptions, MI_DestinationOptions_GetSslOptions,
        MI_DestinationOptions_AddProxyCredentials, MI_DestinationOptions_AddDestinationCredentials,
        MI_DestinationOptions_SetImpersonationType, MI_DestinationOptions_GetImpersonationType,
        MI_DestinationOptions_GetOptionCount, MI_DestinationOptions_GetCredentialsCount,
        MI_DestinationOptions_Clone, MI_OperationOptions_SetWriteErrorMode,
        MI_OperationOptions_GetWriteErrorMode, MI_OperationOptions_SetPromptUserMode,
        MI_OperationOptions_GetPromptUserMode, MI_OperationOptions_EnableChannel,
        MI_OperationOptions_DisableChannel, MI_OperationOptions_SetTimeout,
        MI_OperationOptions_GetTimeout, MI_OperationOptions_SetResourceUriPrefix,
        MI_OperationOptions_GetResourceUriPrefix, MI_OperationOptions_SetResourceUri,
        MI_OperationOptions_GetResourceUri, MI_OperationOptions_SetUseMachineID,
        MI_OperationOptions_GetUseMachineID, MI_OperationOptions_GetOptionCount,
        MI_OperationOptions_Clone, MI_Class_GetClassName, MI_Class_GetNameSpace, MI_Class_GetServerName,
        MI_Class_GetElementCount, MI_Class_GetClassQualifierSet, MI_Class_GetMethodCount,
        MI_Class_GetParentClassName, MI_Class_GetParentClass, MI_Class_Clone,
        MI_ParameterSet_GetParameterCount, MI_QualifierSet_GetQualifierCount,
        MI_SubscriptionDeliveryOptions_SetMaximumLatency,
        MI_SubscriptionDeliveryOptions_GetMaximumLatency,
        MI_SubscriptionDeliveryOptions_SetHeartbeatInterval,
        MI_SubscriptionDeliveryOptions_GetHeartbeatInterval,
        MI_SubscriptionDeliveryOptions_SetExpirationTime,
        MI_SubscriptionDeliveryOptions_GetExpirationTime, MI_SubscriptionDeliveryOptions_SetBookmark,
        MI_SubscriptionDeliveryOptions_GetBookmark,
        MI_SubscriptionDeliveryOptions_SetDeliveryDestination,
        MI_SubscriptionDeliveryOptions_GetDeliveryDestination,
        MI_SubscriptionDeliveryOptions_SetDeliveryPortNumber,
        MI_SubscriptionDeliveryOptions_GetDeliveryPortNumber,
        MI_SubscriptionDeliveryOptions_AddDeliveryCredentials,
        MI_SubscriptionDeliveryOptions_SetDeliveryRetryInterval,
        MI_SubscriptionDeliveryOptions_GetDeliveryRetryInterval,
        MI_SubscriptionDeliveryOptions_SetDeliveryRetryAttempts,
        MI_SubscriptionDeliveryOptions_GetDeliveryRetryAttempts,
        MI_SubscriptionDeliveryOptions_GetOptionCount,
        MI_SubscriptionDeliveryOptions_GetCredentialsCount, MI_SubscriptionDeliveryOptions_Clone,
        MI_LifecycleIndicationContext_PostCreate, MI_LifecycleIndicationContext_PostDelete,
        MI_LifecycleIndicationContext_PostRead, MI_LifecycleIndicationContext_PostResult,
        MI_LifecycleIndicationContext_SetSupportedTypes, MI_LifecycleIndicationContext_GetTypes,
        MI_Context_SetFilterOption
    );
    without_object!([_ _ _]
        MI_Filter_Evaluate, MI_Filter_GetExpression, MI_PropertySet_ContainsElement,
        MI_PropertySet_GetElementAt, MI_Instance_IsA, MI_Context_ConstructInstance,
        MI_Context_ConstructParameters, MI_Context_NewInstance, MI_Context_NewParameters,
        MI_Context_GetLocale, MI_Context_RegisterCancel, MI_Context_SetStringOption,
        MI_Context_GetStringOption, MI_Context_GetNumberOption, MI_Context_ShouldContinue,
        MI_Context_WriteCimError, MI_Context_WriteMessage, MI_Application_NewParameterSet,
        MI_Application_NewOperationOptions, MI_Application_NewSubscriptionDeliveryOptions,
        MI_Session_Close, MI_DestinationOptions_SetString, MI_DestinationOptions_SetNumber,
        MI_OperationOptions_SetPromptUserRegularMode, MI_OperationOptions_GetPromptUserRegularMode,
        MI_OperationOptions_SetProviderArchitecture, MI_OperationOptions_GetProviderArchitecture,
        MI_ParameterSet_GetMethodReturnType, MI_LifecycleIndicationContext_PostModify,
        MI_LifecycleIndicationContext_RegisterCallback, MI_LifecycleIndicationContext_ConstructInstance,
        MI_LifecycleIndicationContext_ConstructParameters, MI_LifecycleIndicationContext_NewInstance,
        MI_LifecycleIndicationContext_NewParameters
    );
    without_object!([_ _ _ _]
        MI_Context_PostError, MI_Context_PostIndication, MI_Context_NewDynamicInstance,
        MI_Context_GetCustomOption, MI_Context_ShouldProcess, MI_Context_PromptUser,
        MI_Application_NewInstance, MI_Application_NewInstanceFromClass, MI_Application_NewSerializer,
        MI_Application_NewDeserializer, MI_DestinationOptions_GetString,
        MI_DestinationOptions_GetNumber, MI_OperationOptions_SetString, MI_OperationOptions_SetNumber,
        MI_SubscriptionDeliveryOptions_SetString, MI_SubscriptionDeliveryOptions_SetNumber,
        MI_SubscriptionDeliveryOptions_SetDateTime, MI_SubscriptionDeliveryOptions_SetInterval,
        MI_LifecycleIndicationContext_PostMethodCall_Before,
        MI_LifecycleIndicationContext_NewDynamicInstance
    );
    without_object!([_ _ _ _ _]
        MI_Instance_AddElement, MI_Instance_SetElementAt, MI_Instance_SetElement,
        MI_Context_GetCustomOptionAt, MI_Context_WriteError, MI_Context_WriteStreamParameter,
        MI_DestinationOptions_GetCredentialsAt, MI_OperationOptions_GetEnabledChannels,
        MI_OperationOptions_SetCustomOption, MI_OperationOptions_GetString,
        MI_OperationOptions_GetNumber, MI_Class_GetMethodAt, MI_Class_GetMethod,
        MI_SubscriptionDeliveryOptions_GetString, MI_SubscriptionDeliveryOptions_GetNumber,
        MI_SubscriptionDeliveryOptions_GetDateTime, MI_SubscriptionDeliveryOptions_GetInterval,
        MI_SubscriptionDeliveryOptions_GetCredentialsAt,
        MI_LifecycleIndicationContext_PostMethodCall_After, MI_Application_NewClass
    );
    without_object!([_ _ _ _ _ _]
        MI_Instance_GetElement, MI_Instance_GetElementAt, MI_Context_WriteProgress,
        MI_Application_NewHostedProvider, MI_Operation_GetInstance, MI_Operation_GetClass,
        MI_DestinationOptions_GetOptionAt, MI_DestinationOptions_GetOption,
        MI_OperationOptions_GetOptionAt, MI_OperationOptions_GetOption, MI_ParameterSet_GetParameterAt,
        MI_ParameterSet_GetParameter, MI_QualifierSet_GetQualifierAt, MI_QualifierSet_GetQualifier,
        MI_SubscriptionDeliveryOptions_GetOptionAt, MI_SubscriptionDeliveryOptions_GetOption,
        MI_Serializer_SerializeClass, MI_Serializer_SerializeInstance,
        MI_Deserializer_Class_GetClassName, MI_Deserializer_Class_GetParentClassName,
        MI_Deserializer_Instance_GetClassName
    );
    without_object!([_ _ _ _ _ _ _]
        MI_Application_NewSession, MI_DestinationOptions_GetCredentialsPasswordAt,
        MI_SubscriptionDeliveryOptions_GetCredentialsPasswordAt
    );
    without_object!([_ _ _ _ _ _ _ _]
        MI_Operation_GetIndication
    );
    without_object!([_ _ _ _ _ _ _ _ _]
        MI_Class_GetElement, MI_Class_GetElementAt
    );
    without_object!([_ _ _ _ _ _ _ _ _ _ _]
        MI_Deserializer_DeserializeInstance
    );
    without_object!([_ _ _ _ _ _ _ _ _ _ _ _]
        MI_Deserializer_DeserializeClass
    );
}

#[test]
fn functions_whose_slot_is_empty_answer_not_supported() {
    with_empty_table!([_]
        MI_PropertySet_Clear, MI_PropertySet_Destruct, MI_PropertySet_Delete, MI_Instance_Destruct,
        MI_Instance_Delete, MI_Context_RequestUnload, MI_Context_RefuseUnload, MI_Application_Close,
        MI_HostedProvider_Close, MI_Operation_Close, MI_Class_Delete,
        MI_SubscriptionDeliveryOptions_Delete
    );
    with_empty_table!([_ _]
        MI_PropertySet_GetElementCount, MI_PropertySet_AddElement, MI_PropertySet_Clone,
        MI_Instance_Clone, MI_Instance_GetClassName, MI_Instance_SetNameSpace, MI_Instance_GetNameSpace,
        MI_Instance_GetElementCount, MI_Instance_ClearElement, MI_Instance_ClearElementAt,
        MI_Instance_GetServerName, MI_Instance_SetServerName, MI_Instance_GetClass,
        MI_Context_PostResult, MI_Context_PostCimError, MI_Context_PostInstance, MI_Context_Canceled,
        MI_Context_GetCustomOptionCount, MI_Context_WriteWarning, MI_Context_WriteVerbose,
        MI_Context_WriteDebug, MI_Context_GetLifecycleIndicationContext, MI_Context_GetLocalSession,
        MI_Application_NewDestinationOptions, MI_HostedProvider_GetApplication,
        MI_Session_GetApplication, MI_Operation_Cancel, MI_Operation_GetSession,
        MI_DestinationOptions_SetTimeout, MI_DestinationOptions_GetTimeout,
        MI_DestinationOptions_SetCertCACheck, MI_DestinationOptions_GetCertCACheck,
        MI_DestinationOptions_SetCertCNCheck, MI_DestinationOptions_GetCertCNCheck,
        MI_DestinationOptions_SetCertRevocationCheck, MI_DestinationOptions_GetCertRevocationCheck,
        MI_DestinationOptions_SetPacketPrivacy, MI_DestinationOptions_GetPacketPrivacy,
        MI_DestinationOptions_SetPacketIntegrity, MI_DestinationOptions_GetPacketIntegrity,
        MI_DestinationOptions_SetPacketEncoding, MI_DestinationOptions_GetPacketEncoding,
        MI_DestinationOptions_SetDataLocale, MI_DestinationOptions_GetDataLocale,
        MI_DestinationOptions_SetUILocale, MI_DestinationOptions_GetUILocale,
        MI_DestinationOptions_SetMaxEnvelopeSize, MI_DestinationOptions_GetMaxEnvelopeSize,
        MI_DestinationOptions_SetMaxElements, MI_DestinationOptions_GetMaxElements,
        MI_DestinationOptions_SetEncodePortInSPN, MI_DestinationOptions_GetEncodePortInSPN,
        MI_DestinationOptions_SetHttpUrlPrefix, MI_DestinationOptions_GetHttpUrlPrefix,
        MI_DestinationOptions_SetDestinationPort, MI_DestinationOptions_GetDestinationPort,
        MI_DestinationOptions_SetTrustedCertsDir, MI_DestinationOptions_GetTrustedCertsDir,
        MI_DestinationOptions_SetCertFile, MI_DestinationOptions_GetCertFile,
        MI_DestinationOptions_SetPrivateKeyFile, MI_DestinationOptions_GetPrivateKeyFile,
        MI_DestinationOptions_SetTransport, MI_DestinationOptions_GetTransport,
        MI_DestinationOptions_SetProxyType, MI_DestinationOptions_GetProxyType,
        MI_DestinationOptions_SetSslOptions, MI_DestinationOptions_GetSslOptions,
        MI_DestinationOptions_AddProxyCredentials, MI_DestinationOptions_AddDestinationCredentials,
        MI_DestinationOptions_SetImpersonationType, MI_DestinationOptions_GetImpersonationType,
        MI_DestinationOptions_GetOptionCount, MI_DestinationOptions_GetCredentialsCount,
        MI_DestinationOptions_Clone, MI_OperationOptions_SetWriteErrorMode,
        MI_OperationOptions_GetWriteErrorMode, MI_OperationOptions_SetPromptUserMode,
        MI_OperationOptions_GetPromptUserMode, MI_OperationOptions_EnableChannel,
        MI_OperationOptions_DisableChannel, MI_OperationOptions_SetTimeout,
        MI_OperationOptions_GetTimeout, MI_OperationOptions_SetResourceUriPrefix,
        MI_OperationOptions_GetResourceUriPrefix, MI_OperationOptions_SetResourceUri,
        MI_OperationOptions_GetResourceUri, MI_OperationOptions_SetUseMachineID,
        MI_OperationOptions_GetUseMachineID, MI_OperationOptions_GetOptionCount,
        MI_OperationOptions_Clone, MI_Class_GetClassName, MI_Class_GetNameSpace, MI_Class_GetServerName,
        MI_Class_GetElementCount, MI_Class_GetClassQualifierSet, MI_Class_GetMethodCount,
        MI_Class_GetParentClassName, MI_Class_GetParentClass, MI_Class_Clone,
        MI_ParameterSet_GetParameterCount, MI_QualifierSet_GetQualifierCount,
        MI_SubscriptionDeliveryOptions_SetMaximumLatency,
        MI_SubscriptionDeliveryOptions_GetMaximumLatency,
        MI_SubscriptionDeliveryOptions_SetHeartbeatInterval,
        MI_SubscriptionDeliveryOptions_GetHeartbeatInterval,
        MI_SubscriptionDeliveryOptions_SetExpirationTime,
        MI_SubscriptionDeliveryOptions_GetExpirationTime, MI_SubscriptionDeliveryOptions_SetBookmark,
        MI_SubscriptionDeliveryOptions_GetBookmark,
        MI_SubscriptionDeliveryOptions_SetDeliveryDestination,
        MI_SubscriptionDeliveryOptions_GetDeliveryDestination,
        MI_SubscriptionDeliveryOptions_SetDeliveryPortNumber,
        MI_SubscriptionDeliveryOptions_GetDeliveryPortNumber,
        MI_SubscriptionDeliveryOptions_AddDeliveryCredentials,
        MI_SubscriptionDeliveryOptions_SetDeliveryRetryInterval,
        MI_SubscriptionDeliveryOptions_GetDeliveryRetryInterval,
        MI_SubscriptionDeliveryOptions_SetDeliveryRetryAttempts,
        MI_SubscriptionDeliveryOptions_GetDeliveryRetryAttempts,
        MI_SubscriptionDeliveryOptions_GetOptionCount,
        MI_SubscriptionDeliveryOptions_GetCredentialsCount, MI_SubscriptionDeliveryOptions_Clone,
        MI_LifecycleIndicationContext_PostCreate, MI_LifecycleIndicationContext_PostDelete,
        MI_LifecycleIndicationContext_PostRead, MI_LifecycleIndicationContext_PostResult,
        MI_LifecycleIndicationContext_SetSupportedTypes, MI_LifecycleIndicationContext_GetTypes,
        MI_Context_SetFilterOption
    );
    with_empty_table!([_ _ _]
        MI_Filter_Evaluate, MI_Filter_GetExpression, MI_PropertySet_ContainsElement,
        MI_PropertySet_GetElementAt, MI_Instance_IsA, MI_Context_ConstructInstance,
        MI_Context_ConstructParameters, MI_Context_NewInstance, MI_Context_NewParameters,
        MI_Context_GetLocale, MI_Context_RegisterCancel, MI_Context_SetStringOption,
        MI_Context_GetStringOption, MI_Context_GetNumberOption, MI_Context_ShouldContinue,
        MI_Context_WriteCimError, MI_Context_WriteMessage, MI_Application_NewParameterSet,
        MI_Application_NewOperationOptions, MI_Application_NewSubscriptionDeliveryOptions,
        MI_DestinationOptions_SetString, MI_DestinationOptions_SetNumber,
        MI_OperationOptions_SetPromptUserRegularMode, MI_OperationOptions_GetPromptUserRegularMode,
        MI_OperationOptions_SetProviderArchitecture, MI_OperationOptions_GetProviderArchitecture,
        MI_ParameterSet_GetMethodReturnType, MI_LifecycleIndicationContext_PostModify,
        MI_LifecycleIndicationContext_RegisterCallback, MI_LifecycleIndicationContext_ConstructInstance,
        MI_LifecycleIndicationContext_ConstructParameters, MI_LifecycleIndicationContext_NewInstance,
        MI_LifecycleIndicationContext_NewParameters
    );
    with_empty_table!([_ _ _ _]
        MI_Context_PostError, MI_Context_PostIndication, MI_Context_NewDynamicInstance,
        MI_Context_GetCustomOption, MI_Context_ShouldProcess, MI_Context_PromptUser,
        MI_Application_NewInstance, MI_Application_NewInstanceFromClass, MI_Application_NewSerializer,
        MI_Application_NewDeserializer, MI_DestinationOptions_GetString,
        MI_DestinationOptions_GetNumber, MI_OperationOptions_SetString, MI_OperationOptions_SetNumber,
        MI_SubscriptionDeliveryOptions_SetString, MI_SubscriptionDeliveryOptions_SetNumber,
        MI_SubscriptionDeliveryOptions_SetDateTime, MI_SubscriptionDeliveryOptions_SetInterval,
        MI_LifecycleIndicationContext_NewDynamicInstance
    );
    with_empty_table!([_ _ _ _ _]
        MI_Instance_AddElement, MI_Instance_SetElementAt, MI_Instance_SetElement,
        MI_Context_GetCustomOptionAt, MI_Context_WriteError, MI_Context_WriteStreamParameter,
        MI_DestinationOptions_GetCredentialsAt, MI_OperationOptions_GetEnabledChannels,
        MI_OperationOptions_SetCustomOption, MI_OperationOptions_GetString,
        MI_OperationOptions_GetNumber, MI_Class_GetMethodAt, MI_Class_GetMethod,
        MI_SubscriptionDeliveryOptions_GetString, MI_SubscriptionDeliveryOptions_GetNumber,
        MI_SubscriptionDeliveryOptions_GetDateTime, MI_SubscriptionDeliveryOptions_GetInterval,
        MI_SubscriptionDeliveryOptions_GetCredentialsAt, MI_Application_NewClass
    );
    with_empty_table!([_ _ _ _ _ _]
        MI_Instance_GetElement, MI_Instance_GetElementAt, MI_Context_WriteProgress,
        MI_Application_NewHostedProvider, MI_Operation_GetInstance, MI_Operation_GetClass,
        MI_DestinationOptions_GetOptionAt, MI_DestinationOptions_GetOption,
        MI_OperationOptions_GetOptionAt, MI_OperationOptions_GetOption, MI_ParameterSet_GetParameterAt,
        MI_ParameterSet_GetParameter, MI_QualifierSet_GetQualifierAt, MI_QualifierSet_GetQualifier,
        MI_SubscriptionDeliveryOptions_GetOptionAt, MI_SubscriptionDeliveryOptions_GetOption
    );
    with_empty_table!([_ _ _ _ _ _ _]
        MI_Application_NewSession, MI_DestinationOptions_GetCredentialsPasswordAt,
        MI_SubscriptionDeliveryOptions_GetCredentialsPasswordAt
    );
    with_empty_table!([_ _ _ _ _ _ _ _]
        MI_Operation_GetIndication
    );
    with_empty_table!([_ _ _ _ _ _ _ _ _]
        MI_Class_GetElement, MI_Class_GetElementAt
    );
}
