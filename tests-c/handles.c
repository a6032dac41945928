/* Handles that are none: NULL, zeroed, closed, copied, stale, garbage, of another kind, or used after their
   application was closed. Every function that takes a handle answers INVALID_PARAMETER, and never crashes. */

#include "declarations.h"
#include "fixture.h"

#include <string.h>

#define REFUSED(call) CHECK_RESULT(call, MI_RESULT_INVALID_PARAMETER)

/* Where the functions would write, and what they would read. */
static MI_Interval interval;
static MI_Datetime datetime;
static MI_Boolean boolean;
static MI_Uint32 number;
static MI_Value value;
static MI_Type type;
static MI_Result result;
static MI_CallbackMode mode;
static MI_ProviderArchitecture architecture;
static MI_DestinationOptions_ImpersonationType impersonation;
static MI_UserCredentials credentials;
static const MI_Char *text;
static MI_Char *reference;
static MI_Char buffer[MI_MAX_LOCALE_SIZE] = MI_T("MI_XML");
static MI_Application application;
static MI_Session session;
static MI_Operation operation;
static MI_DestinationOptions destination_options;
static MI_OperationOptions operation_options;
static MI_SubscriptionDeliveryOptions delivery_options;
static MI_HostedProvider hosted_provider;
static MI_Serializer serializer;
static MI_Deserializer deserializer;
static MI_QualifierSet qualifiers;
static MI_ParameterSet parameters;
static MI_Instance *instance;
static MI_Class *made;
static MI_PropertySet *property_set;
static MI_LifecycleIndicationContext *lifecycle;
static const MI_Instance *result_instance;
static const MI_Class *result_class;
static MI_Uint8 bytes[64];
/* An instance that is well, for functions that take one beside their handle. */
static MI_Instance *other;

static MI_Application setup(void) {
    MI_Application own = open_application();
    credentials.authenticationType = MI_AUTH_TYPE_BASIC;
    credentials.credentials.usernamePassword.username = MI_T("user");
    other = new_keyed(&own, MI_T("Test_Widget"), MI_T("other"));
    return own;
}

static void teardown(MI_Application *own) {
    MI_Instance_Delete(other);
    CHECK_RESULT(MI_Application_Close(own), MI_RESULT_OK);
}

/* ---- Every function of each object ---- */

static void every_destination_options_function(MI_DestinationOptions *handle) {
    REFUSED(MI_DestinationOptions_SetTimeout(handle, &interval));
    REFUSED(MI_DestinationOptions_GetTimeout(handle, &interval));
    REFUSED(MI_DestinationOptions_SetCertCACheck(handle, MI_TRUE));
    REFUSED(MI_DestinationOptions_GetCertCACheck(handle, &boolean));
    REFUSED(MI_DestinationOptions_SetCertCNCheck(handle, MI_TRUE));
    REFUSED(MI_DestinationOptions_GetCertCNCheck(handle, &boolean));
    REFUSED(MI_DestinationOptions_SetCertRevocationCheck(handle, MI_TRUE));
    REFUSED(MI_DestinationOptions_GetCertRevocationCheck(handle, &boolean));
    REFUSED(MI_DestinationOptions_SetPacketPrivacy(handle, MI_TRUE));
    REFUSED(MI_DestinationOptions_GetPacketPrivacy(handle, &boolean));
    REFUSED(MI_DestinationOptions_SetPacketIntegrity(handle, MI_TRUE));
    REFUSED(MI_DestinationOptions_GetPacketIntegrity(handle, &boolean));
    REFUSED(MI_DestinationOptions_SetPacketEncoding(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetPacketEncoding(handle, &text));
    REFUSED(MI_DestinationOptions_SetDataLocale(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetDataLocale(handle, &text));
    REFUSED(MI_DestinationOptions_SetUILocale(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetUILocale(handle, &text));
    REFUSED(MI_DestinationOptions_SetMaxEnvelopeSize(handle, 1));
    REFUSED(MI_DestinationOptions_GetMaxEnvelopeSize(handle, &number));
    REFUSED(MI_DestinationOptions_SetMaxElements(handle, 1));
    REFUSED(MI_DestinationOptions_GetMaxElements(handle, &number));
    REFUSED(MI_DestinationOptions_SetEncodePortInSPN(handle, MI_TRUE));
    REFUSED(MI_DestinationOptions_GetEncodePortInSPN(handle, &boolean));
    REFUSED(MI_DestinationOptions_SetHttpUrlPrefix(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetHttpUrlPrefix(handle, &text));
    REFUSED(MI_DestinationOptions_SetDestinationPort(handle, 1));
    REFUSED(MI_DestinationOptions_GetDestinationPort(handle, &number));
    REFUSED(MI_DestinationOptions_SetTrustedCertsDir(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetTrustedCertsDir(handle, &text));
    REFUSED(MI_DestinationOptions_SetCertFile(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetCertFile(handle, &text));
    REFUSED(MI_DestinationOptions_SetPrivateKeyFile(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetPrivateKeyFile(handle, &text));
    REFUSED(MI_DestinationOptions_SetTransport(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetTransport(handle, &text));
    REFUSED(MI_DestinationOptions_SetProxyType(handle, MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetProxyType(handle, &text));
    REFUSED(MI_DestinationOptions_SetSslOptions(handle, 1));
    REFUSED(MI_DestinationOptions_GetSslOptions(handle, &number));
    REFUSED(MI_DestinationOptions_AddProxyCredentials(handle, &credentials));
    REFUSED(MI_DestinationOptions_AddDestinationCredentials(handle, &credentials));
    REFUSED(MI_DestinationOptions_SetImpersonationType(handle, MI_DestinationOptions_ImpersonationType_None));
    REFUSED(MI_DestinationOptions_GetImpersonationType(handle, &impersonation));
    REFUSED(MI_DestinationOptions_SetString(handle, MI_T("Name"), MI_T("Name")));
    REFUSED(MI_DestinationOptions_GetString(handle, MI_T("Name"), &text, &number));
    REFUSED(MI_DestinationOptions_SetNumber(handle, MI_T("Name"), 1));
    REFUSED(MI_DestinationOptions_GetNumber(handle, MI_T("Name"), &number, &number));
    REFUSED(MI_DestinationOptions_GetOptionCount(handle, &number));
    REFUSED(MI_DestinationOptions_GetOptionAt(handle, 0, &text, &value, &type, &number));
    REFUSED(MI_DestinationOptions_GetOption(handle, MI_T("Name"), &value, &type, &number, &number));
    REFUSED(MI_DestinationOptions_GetCredentialsCount(handle, &number));
    REFUSED(MI_DestinationOptions_GetCredentialsAt(handle, 0, &text, &credentials, &number));
    REFUSED(MI_DestinationOptions_GetCredentialsPasswordAt(handle, 0, &text, buffer, 1, &number, &number));
    REFUSED(MI_DestinationOptions_Clone(handle, &destination_options));
    MI_DestinationOptions_Delete(handle);
}

static void every_operation_options_function(MI_OperationOptions *handle) {
    REFUSED(MI_OperationOptions_SetWriteErrorMode(handle, MI_CALLBACKMODE_REPORT));
    REFUSED(MI_OperationOptions_GetWriteErrorMode(handle, &mode));
    REFUSED(MI_OperationOptions_SetPromptUserMode(handle, MI_CALLBACKMODE_REPORT));
    REFUSED(MI_OperationOptions_GetPromptUserMode(handle, &mode));
    REFUSED(MI_OperationOptions_SetPromptUserRegularMode(handle, MI_CALLBACKMODE_REPORT, MI_TRUE));
    REFUSED(MI_OperationOptions_GetPromptUserRegularMode(handle, &mode, &boolean));
    REFUSED(MI_OperationOptions_SetProviderArchitecture(handle, MI_PROVIDER_ARCHITECTURE_64BIT, MI_TRUE));
    REFUSED(MI_OperationOptions_GetProviderArchitecture(handle, &architecture, &boolean));
    REFUSED(MI_OperationOptions_EnableChannel(handle, 1));
    REFUSED(MI_OperationOptions_DisableChannel(handle, 1));
    REFUSED(MI_OperationOptions_GetEnabledChannels(handle, &number, 1, &number, &number));
    REFUSED(MI_OperationOptions_SetTimeout(handle, &interval));
    REFUSED(MI_OperationOptions_GetTimeout(handle, &interval));
    REFUSED(MI_OperationOptions_SetResourceUriPrefix(handle, MI_T("Name")));
    REFUSED(MI_OperationOptions_GetResourceUriPrefix(handle, &text));
    REFUSED(MI_OperationOptions_SetResourceUri(handle, MI_T("Name")));
    REFUSED(MI_OperationOptions_GetResourceUri(handle, &text));
    REFUSED(MI_OperationOptions_SetUseMachineID(handle, MI_TRUE));
    REFUSED(MI_OperationOptions_GetUseMachineID(handle, &boolean));
    REFUSED(MI_OperationOptions_SetCustomOption(handle, MI_T("Name"), MI_UINT32, &value, MI_TRUE));
    REFUSED(MI_OperationOptions_GetOptionCount(handle, &number));
    REFUSED(MI_OperationOptions_GetOptionAt(handle, 0, &text, &value, &type, &number));
    REFUSED(MI_OperationOptions_SetString(handle, MI_T("Name"), MI_T("Name"), 0));
    REFUSED(MI_OperationOptions_GetString(handle, MI_T("Name"), &text, &number, &number));
    REFUSED(MI_OperationOptions_SetNumber(handle, MI_T("Name"), 1, 0));
    REFUSED(MI_OperationOptions_GetNumber(handle, MI_T("Name"), &number, &number, &number));
    REFUSED(MI_OperationOptions_GetOption(handle, MI_T("Name"), &value, &type, &number, &number));
    REFUSED(MI_OperationOptions_Clone(handle, &operation_options));
    MI_OperationOptions_Delete(handle);
}

static void every_delivery_options_function(MI_SubscriptionDeliveryOptions *handle) {
    REFUSED(MI_SubscriptionDeliveryOptions_SetMaximumLatency(handle, &interval));
    REFUSED(MI_SubscriptionDeliveryOptions_GetMaximumLatency(handle, &interval));
    REFUSED(MI_SubscriptionDeliveryOptions_SetHeartbeatInterval(handle, &interval));
    REFUSED(MI_SubscriptionDeliveryOptions_GetHeartbeatInterval(handle, &interval));
    REFUSED(MI_SubscriptionDeliveryOptions_SetExpirationTime(handle, &datetime));
    REFUSED(MI_SubscriptionDeliveryOptions_GetExpirationTime(handle, &datetime));
    REFUSED(MI_SubscriptionDeliveryOptions_SetBookmark(handle, MI_T("Name")));
    REFUSED(MI_SubscriptionDeliveryOptions_GetBookmark(handle, &text));
    REFUSED(MI_SubscriptionDeliveryOptions_SetDeliveryDestination(handle, MI_T("Name")));
    REFUSED(MI_SubscriptionDeliveryOptions_GetDeliveryDestination(handle, &text));
    REFUSED(MI_SubscriptionDeliveryOptions_SetDeliveryPortNumber(handle, 1));
    REFUSED(MI_SubscriptionDeliveryOptions_GetDeliveryPortNumber(handle, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_AddDeliveryCredentials(handle, &credentials));
    REFUSED(MI_SubscriptionDeliveryOptions_SetDeliveryRetryInterval(handle, &interval));
    REFUSED(MI_SubscriptionDeliveryOptions_GetDeliveryRetryInterval(handle, &interval));
    REFUSED(MI_SubscriptionDeliveryOptions_SetDeliveryRetryAttempts(handle, 1));
    REFUSED(MI_SubscriptionDeliveryOptions_GetDeliveryRetryAttempts(handle, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_SetString(handle, MI_T("Name"), MI_T("Name"), 0));
    REFUSED(MI_SubscriptionDeliveryOptions_SetNumber(handle, MI_T("Name"), 1, 0));
    REFUSED(MI_SubscriptionDeliveryOptions_SetDateTime(handle, MI_T("Name"), &datetime, 0));
    REFUSED(MI_SubscriptionDeliveryOptions_SetInterval(handle, MI_T("Name"), &interval, 0));
    REFUSED(MI_SubscriptionDeliveryOptions_GetString(handle, MI_T("Name"), &text, &number, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetNumber(handle, MI_T("Name"), &number, &number, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetDateTime(handle, MI_T("Name"), &datetime, &number, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetInterval(handle, MI_T("Name"), &interval, &number, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetOptionCount(handle, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetOptionAt(handle, 0, &text, &value, &type, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetOption(handle, MI_T("Name"), &value, &type, &number, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetCredentialsCount(handle, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetCredentialsAt(handle, 0, &text, &credentials, &number));
    REFUSED(MI_SubscriptionDeliveryOptions_GetCredentialsPasswordAt(handle, 0, &text, buffer, 1, &number,
                                                                    &number));
    REFUSED(MI_SubscriptionDeliveryOptions_Clone(handle, &delivery_options));
    REFUSED(MI_SubscriptionDeliveryOptions_Delete(handle));
}

static void every_class_function(MI_Class *handle) {
    REFUSED(MI_Class_GetClassName(handle, &text));
    REFUSED(MI_Class_GetNameSpace(handle, &text));
    REFUSED(MI_Class_GetServerName(handle, &text));
    REFUSED(MI_Class_GetElementCount(handle, &number));
    REFUSED(MI_Class_GetElement(handle, MI_T("Name"), &value, &boolean, &type, &reference, &qualifiers,
                                &number, &number));
    REFUSED(
        MI_Class_GetElementAt(handle, 0, &text, &value, &boolean, &type, &reference, &qualifiers, &number));
    REFUSED(MI_Class_GetClassQualifierSet(handle, &qualifiers));
    REFUSED(MI_Class_GetMethodCount(handle, &number));
    REFUSED(MI_Class_GetMethodAt(handle, 0, &text, &qualifiers, &parameters));
    REFUSED(MI_Class_GetMethod(handle, MI_T("Name"), &qualifiers, &parameters, &number));
    REFUSED(MI_Class_GetParentClassName(handle, &text));
    REFUSED(MI_Class_GetParentClass(handle, &made));
    REFUSED(MI_Class_Clone(handle, &made));
    REFUSED(MI_Class_Delete(handle));
}

static void every_qualifier_set_function(MI_QualifierSet *handle) {
    REFUSED(MI_QualifierSet_GetQualifierCount(handle, &number));
    REFUSED(MI_QualifierSet_GetQualifierAt(handle, 0, &text, &type, &number, &value));
    REFUSED(MI_QualifierSet_GetQualifier(handle, MI_T("Name"), &type, &number, &value, &number));
}

static void every_parameter_set_function(MI_ParameterSet *handle) {
    REFUSED(MI_ParameterSet_GetMethodReturnType(handle, &type, &qualifiers));
    REFUSED(MI_ParameterSet_GetParameterCount(handle, &number));
    REFUSED(MI_ParameterSet_GetParameterAt(handle, 0, &text, &type, &reference, &qualifiers));
    REFUSED(MI_ParameterSet_GetParameter(handle, MI_T("Name"), &type, &reference, &qualifiers, &number));
}

static void every_instance_function(MI_Instance *handle) {
    REFUSED(MI_Instance_Clone(handle, &instance));
    REFUSED(MI_Instance_Destruct(handle));
    REFUSED(MI_Instance_IsA(handle, &decl_base, &boolean));
    REFUSED(MI_Instance_GetClassName(handle, &text));
    REFUSED(MI_Instance_SetNameSpace(handle, MI_T("Name")));
    REFUSED(MI_Instance_GetNameSpace(handle, &text));
    REFUSED(MI_Instance_GetElementCount(handle, &number));
    REFUSED(MI_Instance_AddElement(handle, MI_T("Name"), &value, MI_UINT32, 0));
    REFUSED(MI_Instance_SetElementAt(handle, 0, &value, MI_UINT32, 0));
    REFUSED(MI_Instance_SetElement(handle, MI_T("Name"), &value, MI_UINT32, 0));
    REFUSED(MI_Instance_GetElement(handle, MI_T("Name"), &value, &type, &number, &number));
    REFUSED(MI_Instance_GetElementAt(handle, 0, &text, &value, &type, &number));
    REFUSED(MI_Instance_ClearElement(handle, MI_T("Name")));
    REFUSED(MI_Instance_ClearElementAt(handle, 0));
    REFUSED(MI_Instance_GetServerName(handle, &text));
    REFUSED(MI_Instance_SetServerName(handle, MI_T("Name")));
    REFUSED(MI_Instance_GetClass(handle, &made));
    REFUSED(MI_Instance_Delete(handle));
}

static void every_property_set_function(MI_PropertySet *handle) {
    REFUSED(MI_PropertySet_GetElementCount(handle, &number));
    REFUSED(MI_PropertySet_ContainsElement(handle, MI_T("Name"), &boolean));
    REFUSED(MI_PropertySet_AddElement(handle, MI_T("Name")));
    REFUSED(MI_PropertySet_GetElementAt(handle, 0, &text));
    REFUSED(MI_PropertySet_Clear(handle));
    REFUSED(MI_PropertySet_Destruct(handle));
    REFUSED(MI_PropertySet_Clone(handle, &property_set));
    REFUSED(MI_PropertySet_Delete(handle));
}

static void every_filter_function(MI_Filter *handle) {
    REFUSED(MI_Filter_Evaluate(handle, other, &boolean));
    REFUSED(MI_Filter_GetExpression(handle, &text, &text));
}

static void every_context_function(MI_Context *handle) {
    REFUSED(MI_Context_PostResult(handle, MI_RESULT_OK));
    REFUSED(MI_Context_PostCimError(handle, other));
    REFUSED(MI_Context_PostError(handle, 1, MI_T("Name"), MI_T("Name")));
    REFUSED(MI_Context_PostInstance(handle, other));
    REFUSED(MI_Context_PostIndication(handle, other, 1, MI_T("Name")));
    REFUSED(MI_Context_ConstructInstance(handle, &decl_base, other));
    REFUSED(MI_Context_ConstructParameters(handle, decl_base.methods[0], other));
    REFUSED(MI_Context_NewInstance(handle, &decl_base, &instance));
    REFUSED(MI_Context_NewDynamicInstance(handle, MI_T("Name"), 1, &instance));
    REFUSED(MI_Context_NewParameters(handle, decl_base.methods[0], &instance));
    REFUSED(MI_Context_Canceled(handle, &boolean));
    REFUSED(MI_Context_GetLocale(handle, MI_LOCALE_TYPE_REQUESTED_UI, buffer));
    REFUSED(MI_Context_RegisterCancel(handle, NULL, NULL));
    REFUSED(MI_Context_RequestUnload(handle));
    REFUSED(MI_Context_RefuseUnload(handle));
    REFUSED(MI_Context_SetStringOption(handle, MI_T("Name"), MI_T("Name")));
    REFUSED(MI_Context_GetStringOption(handle, MI_T("Name"), &text));
    REFUSED(MI_Context_GetNumberOption(handle, MI_T("Name"), &number));
    REFUSED(MI_Context_GetCustomOption(handle, MI_T("Name"), &type, &value));
    REFUSED(MI_Context_GetCustomOptionCount(handle, &number));
    REFUSED(MI_Context_GetCustomOptionAt(handle, 0, &text, &type, &value));
    REFUSED(MI_Context_ShouldProcess(handle, MI_T("Name"), MI_T("Name"), &boolean));
    REFUSED(MI_Context_ShouldContinue(handle, MI_T("Name"), &boolean));
    REFUSED(MI_Context_PromptUser(handle, MI_T("Name"), MI_PROMPTTYPE_NORMAL, &boolean));
    REFUSED(MI_Context_WriteError(handle, 1, MI_T("Name"), MI_T("Name"), &boolean));
    REFUSED(MI_Context_WriteCimError(handle, other, &boolean));
    REFUSED(MI_Context_WriteMessage(handle, 1, MI_T("Name")));
    REFUSED(MI_Context_WriteProgress(handle, MI_T("Name"), MI_T("Name"), MI_T("Name"), 1, 1));
    REFUSED(MI_Context_WriteStreamParameter(handle, MI_T("Name"), &value, MI_UINT32, 1));
    REFUSED(MI_Context_WriteWarning(handle, MI_T("Name")));
    REFUSED(MI_Context_WriteVerbose(handle, MI_T("Name")));
    REFUSED(MI_Context_WriteDebug(handle, MI_T("Name")));
    REFUSED(MI_Context_GetLifecycleIndicationContext(handle, &lifecycle));
    REFUSED(MI_Context_GetLocalSession(handle, &session));
    REFUSED(MI_Context_SetFilterOption(handle, MI_TRUE));
}

static void every_lifecycle_context_function(MI_LifecycleIndicationContext *handle) {
    REFUSED(MI_LifecycleIndicationContext_PostCreate(handle, other));
    REFUSED(MI_LifecycleIndicationContext_PostModify(handle, other, other));
    REFUSED(MI_LifecycleIndicationContext_PostDelete(handle, other));
    REFUSED(MI_LifecycleIndicationContext_PostRead(handle, other));
    REFUSED(MI_LifecycleIndicationContext_PostMethodCall_Before(handle, other, MI_T("Name"), other));
    REFUSED(
        MI_LifecycleIndicationContext_PostMethodCall_After(handle, other, MI_T("Name"), other, MI_T("Name")));
    REFUSED(MI_LifecycleIndicationContext_PostResult(handle, MI_RESULT_OK));
    REFUSED(MI_LifecycleIndicationContext_SetSupportedTypes(handle, 1));
    REFUSED(MI_LifecycleIndicationContext_GetTypes(handle, &number));
    REFUSED(MI_LifecycleIndicationContext_RegisterCallback(handle, NULL, NULL));
    REFUSED(MI_LifecycleIndicationContext_ConstructInstance(handle, &decl_base, other));
    REFUSED(MI_LifecycleIndicationContext_ConstructParameters(handle, decl_base.methods[0], other));
    REFUSED(MI_LifecycleIndicationContext_NewInstance(handle, &decl_base, &instance));
    REFUSED(MI_LifecycleIndicationContext_NewDynamicInstance(handle, MI_T("Name"), 1, &instance));
    REFUSED(MI_LifecycleIndicationContext_NewParameters(handle, decl_base.methods[0], &instance));
}

static void every_application_function(MI_Application *handle) {
    REFUSED(MI_Application_NewInstance(handle, MI_T("Name"), &decl_base, &instance));
    REFUSED(MI_Application_NewInstanceFromClass(handle, MI_T("Name"), NULL, &instance));
    REFUSED(MI_Application_NewParameterSet(handle, &decl_base, &instance));
    REFUSED(MI_Application_NewDestinationOptions(handle, &destination_options));
    REFUSED(MI_Application_NewOperationOptions(handle, MI_TRUE, &operation_options));
    REFUSED(MI_Application_NewSubscriptionDeliveryOptions(handle, MI_SubscriptionDeliveryType_Pull,
                                                          &delivery_options));
    REFUSED(MI_Application_NewSession(handle, MI_T("Name"), MI_T("Name"), &destination_options, NULL, NULL,
                                      &session));
    REFUSED(
        MI_Application_NewHostedProvider(handle, MI_T("Name"), MI_T("Name"), NULL, NULL, &hosted_provider));
    REFUSED(MI_Application_NewSerializer(handle, 0, buffer, &serializer));
    REFUSED(MI_Application_NewDeserializer(handle, 0, buffer, &deserializer));
    REFUSED(MI_Application_NewClass(handle, &decl_base, MI_T("Name"), MI_T("Name"), &made));
    REFUSED(MI_Application_NewSerializer_Mof(handle, 0, buffer, &serializer));
    REFUSED(MI_Application_NewDeserializer_Mof(handle, 0, buffer, &deserializer));
    REFUSED(MI_Application_Close(handle));
}

static void every_operation_function(MI_Operation *handle) {
    REFUSED(MI_Operation_GetInstance(handle, &result_instance, &boolean, &result, &text, &result_instance));
    REFUSED(MI_Operation_GetIndication(handle, &result_instance, &text, &text, &boolean, &result, &text,
                                       &result_instance));
    REFUSED(MI_Operation_GetClass(handle, &result_class, &boolean, &result, &text, &result_instance));
    REFUSED(MI_Operation_Cancel(handle, MI_REASON_NONE));
    REFUSED(MI_Operation_GetSession(handle, &session));
    REFUSED(MI_Operation_Close(handle));
}

static void every_hosted_provider_function(MI_HostedProvider *handle) {
    REFUSED(MI_HostedProvider_GetApplication(handle, &application));
    REFUSED(MI_HostedProvider_Close(handle));
}

/* The operation that was started on no session: there is none, or one whose only result says so. */
static void check_refused(void) {
    const MI_Instance *found = NULL;
    const MI_Class *found_class = NULL;
    MI_Result refusal = MI_RESULT_OK;
    MI_Boolean more = MI_TRUE;
    if (MI_Operation_GetInstance(&operation, &found, &more, &refusal, NULL, NULL) != MI_RESULT_OK) {
        more = MI_TRUE;
        if (MI_Operation_GetClass(&operation, &found_class, &more, &refusal, NULL, NULL) != MI_RESULT_OK) {
            more = MI_TRUE;
            MI_Operation_GetIndication(&operation, &found, NULL, NULL, &more, &refusal, NULL, NULL);
        }
    }
    REFUSED(refusal);
    CHECK_NUMBER(more, MI_FALSE);
    CHECK(found == NULL && found_class == NULL);
    MI_Operation_Close(&operation);
    memset(&operation, 0xaa, sizeof operation);
}

static void every_session_function(MI_Session *handle) {
    REFUSED(MI_Session_GetApplication(handle, &application));
    MI_Session_GetInstance(handle, 0, NULL, NAMESPACE, other, NULL, &operation);
    check_refused();
    MI_Session_ModifyInstance(handle, 0, NULL, NAMESPACE, other, NULL, &operation);
    check_refused();
    MI_Session_CreateInstance(handle, 0, NULL, NAMESPACE, other, NULL, &operation);
    check_refused();
    MI_Session_DeleteInstance(handle, 0, NULL, NAMESPACE, other, NULL, &operation);
    check_refused();
    MI_Session_Invoke(handle, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_T("Reset"), NULL, NULL, NULL,
                      &operation);
    check_refused();
    MI_Session_EnumerateInstances(handle, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                  &operation);
    check_refused();
    MI_Session_QueryInstances(handle, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("select * from X"), NULL,
                              &operation);
    check_refused();
    MI_Session_AssociatorInstances(handle, 0, NULL, NAMESPACE, other, NULL, NULL, NULL, NULL, MI_FALSE, NULL,
                                   &operation);
    check_refused();
    MI_Session_ReferenceInstances(handle, 0, NULL, NAMESPACE, other, NULL, NULL, MI_FALSE, NULL, &operation);
    check_refused();
    MI_Session_Subscribe(handle, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("select * from X"), NULL, NULL,
                         &operation);
    check_refused();
    MI_Session_GetClass(handle, 0, NULL, NAMESPACE, MI_T("Test_Widget"), NULL, &operation);
    check_refused();
    MI_Session_EnumerateClasses(handle, 0, NULL, NAMESPACE, NULL, MI_FALSE, NULL, &operation);
    check_refused();
    MI_Session_TestConnection(handle, 0, NULL, &operation);
    check_refused();
    REFUSED(MI_Session_Close(handle, NULL, NULL));
}

static void every_serializer_function(MI_Serializer *handle) {
    REFUSED(MI_Serializer_SerializeInstance(handle, 0, other, bytes, sizeof bytes, &number));
    REFUSED(MI_Serializer_SerializeClass(handle, 0, result_class, bytes, sizeof bytes, &number));
    REFUSED(MI_Serializer_Close(handle));
}

static void every_deserializer_function(MI_Deserializer *handle) {
    REFUSED(MI_Deserializer_DeserializeClass(handle, 0, bytes, sizeof bytes, NULL, NULL, NULL, NULL, NULL,
                                             &number, &made, NULL));
    REFUSED(MI_Deserializer_Class_GetClassName(handle, bytes, sizeof bytes, buffer, &number, NULL));
    REFUSED(MI_Deserializer_Class_GetParentClassName(handle, bytes, sizeof bytes, buffer, &number, NULL));
    REFUSED(MI_Deserializer_DeserializeInstance(handle, 0, bytes, sizeof bytes, NULL, 0, NULL, NULL, &number,
                                                &instance, NULL));
    REFUSED(MI_Deserializer_Instance_GetClassName(handle, bytes, sizeof bytes, buffer, &number, NULL));
    REFUSED(MI_Deserializer_Close(handle));
}

/* ---- NULL and zeroed ---- */

/* Tests NULL and zeroed handles of one kind. */
#define NOTHING_TEST(Kind, name)                                                                             \
    TEST(null_and_zeroed_##name) {                                                                           \
        MI_Application own = setup();                                                                        \
        MI_##Kind zeroed;                                                                                    \
        memset(&zeroed, 0, sizeof zeroed);                                                                   \
        every_##name##_function(NULL);                                                                       \
        every_##name##_function(&zeroed);                                                                    \
        teardown(&own);                                                                                      \
    }

NOTHING_TEST(Application, application)
NOTHING_TEST(Session, session)
NOTHING_TEST(Operation, operation)
NOTHING_TEST(DestinationOptions, destination_options)
NOTHING_TEST(OperationOptions, operation_options)
NOTHING_TEST(SubscriptionDeliveryOptions, delivery_options)
NOTHING_TEST(HostedProvider, hosted_provider)
NOTHING_TEST(Serializer, serializer)
NOTHING_TEST(Deserializer, deserializer)
NOTHING_TEST(Class, class)
NOTHING_TEST(QualifierSet, qualifier_set)
NOTHING_TEST(ParameterSet, parameter_set)
NOTHING_TEST(Instance, instance)
NOTHING_TEST(PropertySet, property_set)
NOTHING_TEST(Filter, filter)
NOTHING_TEST(Context, context)
NOTHING_TEST(LifecycleIndicationContext, lifecycle_context)

TEST(normalize_of_no_instance) {
    MI_Instance *none = NULL;
    REFUSED(MI_Instance_Normalize(NULL));
    REFUSED(MI_Instance_Normalize(&none));
}

/* ---- Handles with a table: closed, copied, stale, garbage, after the application ---- */

/* What a handle of one kind is, and how it is made and ended. */
static void make_session(MI_Application *own, MI_Session *handle) {
    *handle = open_session(own);
}

static void end_session(MI_Session *handle) {
    CHECK_RESULT(MI_Session_Close(handle, NULL, NULL), MI_RESULT_OK);
}

static MI_Session operations_session;

static void make_operation(MI_Application *own, MI_Operation *handle) {
    if (!operations_session.ft) {
        operations_session = open_session(own);
    }
    MI_Session_TestConnection(&operations_session, 0, NULL, handle);
}

static void end_operation(MI_Operation *handle) {
    CHECK_RESULT(MI_Operation_Close(handle), MI_RESULT_OK);
}

static void make_destination_options(MI_Application *own, MI_DestinationOptions *handle) {
    REQUIRE_RESULT(MI_Application_NewDestinationOptions(own, handle), MI_RESULT_OK);
}

static void end_destination_options(MI_DestinationOptions *handle) {
    MI_DestinationOptions_Delete(handle);
}

static void make_operation_options(MI_Application *own, MI_OperationOptions *handle) {
    REQUIRE_RESULT(MI_Application_NewOperationOptions(own, MI_FALSE, handle), MI_RESULT_OK);
}

static void end_operation_options(MI_OperationOptions *handle) {
    MI_OperationOptions_Delete(handle);
}

static void make_delivery_options(MI_Application *own, MI_SubscriptionDeliveryOptions *handle) {
    REQUIRE_RESULT(
        MI_Application_NewSubscriptionDeliveryOptions(own, MI_SubscriptionDeliveryType_Push, handle),
        MI_RESULT_OK);
}

static void end_delivery_options(MI_SubscriptionDeliveryOptions *handle) {
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(handle), MI_RESULT_OK);
}

static void make_application(MI_Application *own, MI_Application *handle) {
    (void)own;
    *handle = open_application();
}

static void end_application(MI_Application *handle) {
    CHECK_RESULT(MI_Application_Close(handle), MI_RESULT_OK);
}

static void end_operations_session(void) {
    if (operations_session.ft) {
        CHECK_RESULT(MI_Session_Close(&operations_session, NULL, NULL), MI_RESULT_OK);
        memset(&operations_session, 0, sizeof operations_session);
    }
}

static const ptrdiff_t garbage_words[] = {0,
                                          1,
                                          -1,
                                          7,
                                          64,
                                          65536,
                                          (ptrdiff_t)0x7fffffffffffffff,
                                          (ptrdiff_t)0x8000000000000000,
                                          (ptrdiff_t)0xdeadbeefcafe};

#define HANDLE_TESTS(Kind, name)                                                                             \
    TEST(closed_and_copied_##name) {                                                                         \
        MI_Application own = setup();                                                                        \
        MI_##Kind handle, copy;                                                                              \
        make_##name(&own, &handle);                                                                          \
        copy = handle;                                                                                       \
        end_##name(&handle);                                                                                 \
        every_##name##_function(&handle);                                                                    \
        every_##name##_function(&copy);                                                                      \
        end_operations_session();                                                                            \
        teardown(&own);                                                                                      \
    }                                                                                                        \
    TEST(stale_##name) {                                                                                     \
        MI_Application own = setup();                                                                        \
        MI_##Kind handle, stale, newer[8];                                                                   \
        make_##name(&own, &handle);                                                                          \
        stale = handle;                                                                                      \
        end_##name(&handle);                                                                                 \
        for (int index = 0; index < 8; index++) {                                                            \
            make_##name(&own, &newer[index]);                                                                \
        }                                                                                                    \
        every_##name##_function(&stale);                                                                     \
        for (int index = 0; index < 8; index++) {                                                            \
            end_##name(&newer[index]);                                                                       \
        }                                                                                                    \
        end_operations_session();                                                                            \
        teardown(&own);                                                                                      \
    }                                                                                                        \
    TEST(garbage_##name) {                                                                                   \
        MI_Application own = setup();                                                                        \
        MI_##Kind handle, garbage;                                                                           \
        make_##name(&own, &handle);                                                                          \
        for (size_t one = 0; one < sizeof garbage_words / sizeof garbage_words[0]; one++) {                  \
            garbage = handle;                                                                                \
            garbage.reserved1 =                                                                              \
                (MI_Uint64)garbage_words[one] == handle.reserved1 ? 12345 : (MI_Uint64)garbage_words[one];   \
            every_##name##_function(&garbage);                                                               \
            garbage = handle;                                                                                \
            garbage.reserved2 = garbage_words[one] == handle.reserved2 ? 12345 : garbage_words[one];         \
            every_##name##_function(&garbage);                                                               \
            garbage = handle;                                                                                \
            garbage.reserved1 = (MI_Uint64)garbage_words[one];                                               \
            garbage.reserved2 = (ptrdiff_t)&garbage;                                                         \
            every_##name##_function(&garbage);                                                               \
            garbage = handle;                                                                                \
            garbage.reserved1 ^= (MI_Uint64)1 << (one * 7);                                                  \
            every_##name##_function(&garbage);                                                               \
        }                                                                                                    \
        end_##name(&handle);                                                                                 \
        end_operations_session();                                                                            \
        teardown(&own);                                                                                      \
    }                                                                                                        \
    TEST(name##_of_a_closed_application) {                                                                   \
        MI_Application own = setup();                                                                        \
        MI_##Kind handle, copy;                                                                              \
        make_##name(&own, &handle);                                                                          \
        copy = handle;                                                                                       \
        end_##name(&handle);                                                                                 \
        end_operations_session();                                                                            \
        CHECK_RESULT(MI_Application_Close(&own), MI_RESULT_OK);                                              \
        every_##name##_function(&handle);                                                                    \
        every_##name##_function(&copy);                                                                      \
        MI_Instance_Delete(other);                                                                           \
    }

HANDLE_TESTS(Application, application)
HANDLE_TESTS(Session, session)
HANDLE_TESTS(Operation, operation)
HANDLE_TESTS(DestinationOptions, destination_options)
HANDLE_TESTS(OperationOptions, operation_options)
HANDLE_TESTS(SubscriptionDeliveryOptions, delivery_options)

TEST(words_of_one_kind_are_no_handle_of_another) {
    MI_Application own = setup();
    MI_Session session_handle = open_session(&own), mixed_session;
    MI_Operation operation_handle, mixed_operation;
    MI_DestinationOptions destination_handle, mixed_destination;
    make_operation(&own, &operation_handle);
    make_destination_options(&own, &destination_handle);
    mixed_session = session_handle;
    mixed_session.reserved1 = own.reserved1;
    mixed_session.reserved2 = own.reserved2;
    every_session_function(&mixed_session);
    mixed_session.reserved1 = operation_handle.reserved1;
    mixed_session.reserved2 = operation_handle.reserved2;
    every_session_function(&mixed_session);
    mixed_operation = operation_handle;
    mixed_operation.reserved1 = session_handle.reserved1;
    mixed_operation.reserved2 = session_handle.reserved2;
    every_operation_function(&mixed_operation);
    mixed_destination = destination_handle;
    mixed_destination.reserved1 = session_handle.reserved1;
    mixed_destination.reserved2 = session_handle.reserved2;
    every_destination_options_function(&mixed_destination);
    end_operation(&operation_handle);
    end_destination_options(&destination_handle);
    end_session(&session_handle);
    end_operations_session();
    teardown(&own);
}

TEST(bad_handles_as_arguments) {
    /* A handle may be bad where it is not the first argument, too. */
    MI_Application own = setup();
    MI_DestinationOptions bad_destination;
    make_destination_options(&own, &bad_destination);
    MI_DestinationOptions deleted_destination = bad_destination;
    MI_DestinationOptions_Delete(&bad_destination);
    memset(&bad_destination, 0, sizeof bad_destination);
    MI_Session refused = MI_SESSION_NULL;
    REFUSED(MI_Application_NewSession(&own, NULL, NULL, &deleted_destination, NULL, NULL, &refused));

    MI_OperationOptions options;
    make_operation_options(&own, &options);
    MI_OperationOptions deleted_options = options;
    MI_OperationOptions_Delete(&options);
    MI_Session own_session = open_session(&own);
    MI_Session_EnumerateInstances(&own_session, 0, &deleted_options, NAMESPACE, MI_T("Test_Widget"), MI_FALSE,
                                  NULL, &operation);
    check_refused();
    end_session(&own_session);
    teardown(&own);
}

/* ---- Sets of qualifiers and parameters: views with words of their own ---- */

TEST(garbage_qualifier_and_parameter_sets) {
    MI_Application own = setup();
    MI_Class *owner = NULL;
    REQUIRE_RESULT(MI_Application_NewClass(&own, &decl_base, NULL, NULL, &owner), MI_RESULT_OK);
    MI_QualifierSet qualifier_set, bad_qualifiers;
    MI_ParameterSet parameter_set, bad_parameters;
    REQUIRE_RESULT(MI_Class_GetMethod(owner, MI_T("Resize"), &qualifier_set, &parameter_set, NULL),
                   MI_RESULT_OK);
    for (size_t one = 0; one < sizeof garbage_words / sizeof garbage_words[0]; one++) {
        bad_qualifiers = qualifier_set;
        bad_parameters = parameter_set;
        bad_qualifiers.reserved1 = bad_parameters.reserved1 = (MI_Uint64)garbage_words[one];
        bad_qualifiers.reserved2 = bad_parameters.reserved2 = garbage_words[one];
        every_qualifier_set_function(&bad_qualifiers);
        every_parameter_set_function(&bad_parameters);
    }
    MI_Class_Delete(owner);
    teardown(&own);
}
