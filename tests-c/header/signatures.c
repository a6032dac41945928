/*
 * The signature of every function, slot and callback: a second declaration has to agree with the header's, and a slot has to
 * fit a pointer of the right type.
 */
#include <MI.h>
#include <micodec.h>

#if defined(__cplusplus)
extern "C" {
#endif

MI_IMPORT MI_Result MI_Filter_Evaluate(
    const MI_Filter *self, const MI_Instance *instance, MI_Boolean *result);
MI_IMPORT MI_Result MI_Filter_GetExpression(
    const MI_Filter *self, const MI_Char **queryLang, const MI_Char **queryExpr);
MI_IMPORT MI_Result MI_PropertySet_GetElementCount(const MI_PropertySet *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_PropertySet_ContainsElement(
    const MI_PropertySet *self, const MI_Char *name, MI_Boolean *flag);
MI_IMPORT MI_Result MI_PropertySet_AddElement(MI_PropertySet *self, const MI_Char *name);
MI_IMPORT MI_Result MI_PropertySet_GetElementAt(
    const MI_PropertySet *self, MI_Uint32 index, const MI_Char **name);
MI_IMPORT MI_Result MI_PropertySet_Clear(MI_PropertySet *self);
MI_IMPORT MI_Result MI_PropertySet_Destruct(MI_PropertySet *self);
MI_IMPORT MI_Result MI_PropertySet_Delete(MI_PropertySet *self);
MI_IMPORT MI_Result MI_PropertySet_Clone(const MI_PropertySet *self, MI_PropertySet **newPropertySet);
MI_IMPORT MI_Result MI_Instance_Clone(const MI_Instance *self, MI_Instance **newInstance);
MI_IMPORT MI_Result MI_Instance_Destruct(MI_Instance *self);
MI_IMPORT MI_Result MI_Instance_Delete(MI_Instance *self);
MI_IMPORT MI_Result MI_Instance_IsA(const MI_Instance *self, const MI_ClassDecl *classDecl, MI_Boolean *flag);
MI_IMPORT MI_Result MI_Instance_GetClassName(const MI_Instance *self, const MI_Char **className);
MI_IMPORT MI_Result MI_Instance_SetNameSpace(MI_Instance *self, const MI_Char *nameSpace);
MI_IMPORT MI_Result MI_Instance_GetNameSpace(const MI_Instance *self, const MI_Char **nameSpace);
MI_IMPORT MI_Result MI_Instance_GetElementCount(const MI_Instance *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_Instance_AddElement(
    MI_Instance *self, const MI_Char *name, const MI_Value *value, MI_Type type, MI_Uint32 flags);
MI_IMPORT MI_Result MI_Instance_SetElementAt(
    MI_Instance *self, MI_Uint32 index, const MI_Value *value, MI_Type type, MI_Uint32 flags);
MI_IMPORT MI_Result MI_Instance_SetElement(
    MI_Instance *self, const MI_Char *name, const MI_Value *value, MI_Type type, MI_Uint32 flags);
MI_IMPORT MI_Result MI_Instance_GetElement(
    const MI_Instance *self, const MI_Char *name, MI_Value *value, MI_Type *type, MI_Uint32 *flags,
    MI_Uint32 *index);
MI_IMPORT MI_Result MI_Instance_GetElementAt(
    const MI_Instance *self, MI_Uint32 index, const MI_Char **name, MI_Value *value, MI_Type *type,
    MI_Uint32 *flags);
MI_IMPORT MI_Result MI_Instance_ClearElement(MI_Instance *self, const MI_Char *name);
MI_IMPORT MI_Result MI_Instance_ClearElementAt(MI_Instance *self, MI_Uint32 index);
MI_IMPORT MI_Result MI_Instance_GetServerName(const MI_Instance *self, const MI_Char **name);
MI_IMPORT MI_Result MI_Instance_SetServerName(MI_Instance *self, const MI_Char *name);
MI_IMPORT MI_Result MI_Instance_GetClass(const MI_Instance *self, MI_Class **instanceClass);
MI_IMPORT MI_Result MI_Context_PostResult(MI_Context *context, MI_Result result);
MI_IMPORT MI_Result MI_Context_PostCimError(MI_Context *context, const MI_Instance *error);
MI_IMPORT MI_Result MI_Context_PostError(
    MI_Context *context, MI_Uint32 resultCode, const MI_Char *resultType, const MI_Char *errorMessage);
MI_IMPORT MI_Result MI_Context_PostInstance(MI_Context *context, const MI_Instance *instance);
MI_IMPORT MI_Result MI_Context_PostIndication(
    MI_Context *context, const MI_Instance *indication, MI_Uint32 subscriptionIDCount,
    const MI_Char *bookmark);
MI_IMPORT MI_Result MI_Context_ConstructInstance(
    MI_Context *context, const MI_ClassDecl *classDecl, MI_Instance *instance);
MI_IMPORT MI_Result MI_Context_ConstructParameters(
    MI_Context *context, const MI_MethodDecl *methodDecl, MI_Instance *instance);
MI_IMPORT MI_Result MI_Context_NewInstance(
    MI_Context *context, const MI_ClassDecl *classDecl, MI_Instance **instance);
MI_IMPORT MI_Result MI_Context_NewDynamicInstance(
    MI_Context *context, const MI_Char *className, MI_Uint32 flags, MI_Instance **instance);
MI_IMPORT MI_Result MI_Context_NewParameters(
    MI_Context *context, const MI_MethodDecl *methodDecl, MI_Instance **instance);
MI_IMPORT MI_Result MI_Context_Canceled(const MI_Context *context, MI_Boolean *flag);
MI_IMPORT MI_Result MI_Context_GetLocale(
    const MI_Context *context, MI_LocaleType localeType, MI_Char *locale);
MI_IMPORT MI_Result MI_Context_RegisterCancel(
    MI_Context *context, MI_CancelCallback callback, void *callbackData);
MI_IMPORT MI_Result MI_Context_RequestUnload(MI_Context *context);
MI_IMPORT MI_Result MI_Context_RefuseUnload(MI_Context *context);
MI_IMPORT MI_Result MI_Context_SetStringOption(
    MI_Context *context, const MI_Char *name, const MI_Char *value);
MI_IMPORT MI_Result MI_Context_GetStringOption(
    MI_Context *context, const MI_Char *name, const MI_Char **value);
MI_IMPORT MI_Result MI_Context_GetNumberOption(MI_Context *context, const MI_Char *name, MI_Uint32 *value);
MI_IMPORT MI_Result MI_Context_GetCustomOption(
    MI_Context *context, const MI_Char *name, MI_Type *valueType, MI_Value *value);
MI_IMPORT MI_Result MI_Context_GetCustomOptionCount(MI_Context *context, MI_Uint32 *count);
MI_IMPORT MI_Result MI_Context_GetCustomOptionAt(
    MI_Context *context, MI_Uint32 index, const MI_Char **name, MI_Type *valueType, MI_Value *value);
MI_IMPORT MI_Result MI_Context_ShouldProcess(
    MI_Context *context, const MI_Char *target, const MI_Char *action, MI_Boolean *flag);
MI_IMPORT MI_Result MI_Context_ShouldContinue(MI_Context *context, const MI_Char *message, MI_Boolean *flag);
MI_IMPORT MI_Result MI_Context_PromptUser(
    MI_Context *context, const MI_Char *message, MI_PromptType promptType, MI_Boolean *flag);
MI_IMPORT MI_Result MI_Context_WriteError(
    MI_Context *context, MI_Uint32 resultCode, const MI_Char *resultType, const MI_Char *errorMessage,
    MI_Boolean *flag);
MI_IMPORT MI_Result MI_Context_WriteCimError(MI_Context *context, const MI_Instance *error, MI_Boolean *flag);
MI_IMPORT MI_Result MI_Context_WriteMessage(MI_Context *context, MI_Uint32 channel, const MI_Char *message);
MI_IMPORT MI_Result MI_Context_WriteProgress(
    MI_Context *context, const MI_Char *activity, const MI_Char *currentOperation,
    const MI_Char *statusDescription, MI_Uint32 percentComplete, MI_Uint32 secondsRemaining);
MI_IMPORT MI_Result MI_Context_WriteStreamParameter(
    MI_Context *self, const MI_Char *name, const MI_Value *value, MI_Type type, MI_Uint32 flags);
MI_IMPORT MI_Result MI_Context_WriteWarning(MI_Context *context, const MI_Char *message);
MI_IMPORT MI_Result MI_Context_WriteVerbose(MI_Context *context, const MI_Char *message);
MI_IMPORT MI_Result MI_Context_WriteDebug(MI_Context *context, const MI_Char *message);
MI_IMPORT MI_Result MI_Context_GetLifecycleIndicationContext(
    const MI_Context *context, MI_LifecycleIndicationContext **lifecycleContext);
MI_IMPORT MI_Result MI_Context_GetLocalSession(const MI_Context *context, MI_Session *session);
MI_IMPORT MI_Result MI_MAIN_CALL MI_Application_InitializeV1(
    MI_Uint32 flags, const MI_Char *applicationID, MI_Instance **extendedError, MI_Application *application);
MI_IMPORT MI_Result MI_Application_Close(MI_Application *application);
MI_IMPORT MI_Result MI_Application_NewInstance(
    MI_Application *application, const MI_Char *className, const MI_ClassDecl *classRTTI,
    MI_Instance **instance);
MI_IMPORT MI_Result MI_Application_NewInstanceFromClass(
    MI_Application *application, const MI_Char *className, const MI_Class *classObject,
    MI_Instance **instance);
MI_IMPORT MI_Result MI_Application_NewParameterSet(
    MI_Application *application, const MI_ClassDecl *classRTTI, MI_Instance **instance);
MI_IMPORT MI_Result MI_Application_NewDestinationOptions(
    MI_Application *application, MI_DestinationOptions *options);
MI_IMPORT MI_Result MI_Application_NewOperationOptions(
    MI_Application *application, MI_Boolean mustUnderstand, MI_OperationOptions *options);
MI_IMPORT MI_Result MI_Application_NewSubscriptionDeliveryOptions(
    MI_Application *application, MI_SubscriptionDeliveryType deliveryType,
    MI_SubscriptionDeliveryOptions *deliveryOptions);
MI_IMPORT MI_Result MI_Application_NewSession(
    MI_Application *application, const MI_Char *protocol, const MI_Char *destination,
    MI_DestinationOptions *options, MI_SessionCallbacks *callbacks, MI_Instance **extendedError,
    MI_Session *session);
MI_IMPORT MI_Result MI_Application_NewHostedProvider(
    MI_Application *application, const MI_Char *namespaceName, const MI_Char *providerName,
    MI_MainFunction mi_Main, MI_Instance **extendedError, MI_HostedProvider *hostedProvider);
MI_IMPORT MI_Result MI_Application_NewSerializer(
    MI_Application *application, MI_Uint32 flags, MI_Char *format, MI_Serializer *serializer);
MI_IMPORT MI_Result MI_Application_NewDeserializer(
    MI_Application *application, MI_Uint32 flags, MI_Char *format, MI_Deserializer *deserializer);
MI_IMPORT MI_Result MI_HostedProvider_Close(MI_HostedProvider *hostedProvider);
MI_IMPORT MI_Result MI_HostedProvider_GetApplication(
    MI_HostedProvider *hostedProvider, MI_Application *application);
MI_IMPORT MI_Result MI_Session_Close(
    MI_Session *session, void *completionContext, void (MI_CALL *completionCallback)(void *));
MI_IMPORT MI_Result MI_Session_GetApplication(MI_Session *session, MI_Application *application);
MI_IMPORT void MI_Session_GetInstance(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT void MI_Session_ModifyInstance(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT void MI_Session_CreateInstance(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT void MI_Session_DeleteInstance(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT void MI_Session_Invoke(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Char *className, const MI_Char *methodName, const MI_Instance *inboundInstance,
    const MI_Instance *inboundProperties, MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT void MI_Session_EnumerateInstances(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Char *className, MI_Boolean keysOnly, MI_OperationCallbacks *callbacks,
    MI_Operation *operation);
MI_IMPORT void MI_Session_QueryInstances(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Char *queryDialect, const MI_Char *queryExpression, MI_OperationCallbacks *callbacks,
    MI_Operation *operation);
MI_IMPORT void MI_Session_AssociatorInstances(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Instance *instanceKey, const MI_Char *assocClass, const MI_Char *resultClass,
    const MI_Char *role, const MI_Char *resultRole, MI_Boolean keysOnly, MI_OperationCallbacks *callbacks,
    MI_Operation *operation);
MI_IMPORT void MI_Session_ReferenceInstances(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Instance *instanceKey, const MI_Char *resultClass, const MI_Char *role, MI_Boolean keysOnly,
    MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT void MI_Session_Subscribe(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Char *queryDialect, const MI_Char *queryExpression,
    const MI_SubscriptionDeliveryOptions *deliverOptions, MI_OperationCallbacks *callbacks,
    MI_Operation *operation);
MI_IMPORT void MI_Session_GetClass(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Char *className, MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT void MI_Session_EnumerateClasses(
    MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
    const MI_Char *className, MI_Boolean classNamesOnly, MI_OperationCallbacks *callbacks,
    MI_Operation *operation);
MI_IMPORT void MI_Session_TestConnection(
    MI_Session *session, MI_Uint32 flags, MI_OperationCallbacks *callbacks, MI_Operation *operation);
MI_IMPORT MI_Result MI_Operation_GetInstance(
    MI_Operation *operation, const MI_Instance **instance, MI_Boolean *moreResults, MI_Result *result,
    const MI_Char **errorMessage, const MI_Instance **completionDetails);
MI_IMPORT MI_Result MI_Operation_GetIndication(
    MI_Operation *operation, const MI_Instance **instance, const MI_Char **bookmark,
    const MI_Char **machineID, MI_Boolean *moreResults, MI_Result *result, const MI_Char **errorMessage,
    const MI_Instance **completionDetails);
MI_IMPORT MI_Result MI_Operation_GetClass(
    MI_Operation *operation, const MI_Class **classResult, MI_Boolean *moreResults, MI_Result *result,
    const MI_Char **errorMessage, const MI_Instance **completionDetails);
MI_IMPORT MI_Result MI_Operation_Close(MI_Operation *operation);
MI_IMPORT MI_Result MI_Operation_Cancel(MI_Operation *operation, MI_CancellationReason reason);
MI_IMPORT MI_Result MI_Operation_GetSession(MI_Operation *operation, MI_Session *session);
MI_IMPORT void MI_DestinationOptions_Delete(MI_DestinationOptions *options);
MI_IMPORT MI_Result MI_DestinationOptions_SetTimeout(
    MI_DestinationOptions *options, const MI_Interval *timeout);
MI_IMPORT MI_Result MI_DestinationOptions_GetTimeout(
    const MI_DestinationOptions *options, MI_Interval *timeout);
MI_IMPORT MI_Result MI_DestinationOptions_SetCertCACheck(MI_DestinationOptions *options, MI_Boolean check);
MI_IMPORT MI_Result MI_DestinationOptions_GetCertCACheck(
    const MI_DestinationOptions *options, MI_Boolean *check);
MI_IMPORT MI_Result MI_DestinationOptions_SetCertCNCheck(MI_DestinationOptions *options, MI_Boolean check);
MI_IMPORT MI_Result MI_DestinationOptions_GetCertCNCheck(
    const MI_DestinationOptions *options, MI_Boolean *check);
MI_IMPORT MI_Result MI_DestinationOptions_SetCertRevocationCheck(
    MI_DestinationOptions *options, MI_Boolean check);
MI_IMPORT MI_Result MI_DestinationOptions_GetCertRevocationCheck(
    const MI_DestinationOptions *options, MI_Boolean *check);
MI_IMPORT MI_Result MI_DestinationOptions_SetPacketPrivacy(
    MI_DestinationOptions *options, MI_Boolean privacy);
MI_IMPORT MI_Result MI_DestinationOptions_GetPacketPrivacy(
    const MI_DestinationOptions *options, MI_Boolean *privacy);
MI_IMPORT MI_Result MI_DestinationOptions_SetPacketIntegrity(
    MI_DestinationOptions *options, MI_Boolean integrity);
MI_IMPORT MI_Result MI_DestinationOptions_GetPacketIntegrity(
    const MI_DestinationOptions *options, MI_Boolean *integrity);
MI_IMPORT MI_Result MI_DestinationOptions_SetPacketEncoding(
    MI_DestinationOptions *options, const MI_Char *encoding);
MI_IMPORT MI_Result MI_DestinationOptions_GetPacketEncoding(
    const MI_DestinationOptions *options, const MI_Char **encoding);
MI_IMPORT MI_Result MI_DestinationOptions_SetDataLocale(
    MI_DestinationOptions *options, const MI_Char *locale);
MI_IMPORT MI_Result MI_DestinationOptions_GetDataLocale(
    const MI_DestinationOptions *options, const MI_Char **locale);
MI_IMPORT MI_Result MI_DestinationOptions_SetUILocale(MI_DestinationOptions *options, const MI_Char *locale);
MI_IMPORT MI_Result MI_DestinationOptions_GetUILocale(
    const MI_DestinationOptions *options, const MI_Char **locale);
MI_IMPORT MI_Result MI_DestinationOptions_SetMaxEnvelopeSize(
    MI_DestinationOptions *options, MI_Uint32 sizeInKB);
MI_IMPORT MI_Result MI_DestinationOptions_GetMaxEnvelopeSize(
    const MI_DestinationOptions *options, MI_Uint32 *sizeInKB);
MI_IMPORT MI_Result MI_DestinationOptions_SetMaxElements(MI_DestinationOptions *options, MI_Uint32 elements);
MI_IMPORT MI_Result MI_DestinationOptions_GetMaxElements(
    const MI_DestinationOptions *options, MI_Uint32 *elements);
MI_IMPORT MI_Result MI_DestinationOptions_SetEncodePortInSPN(
    MI_DestinationOptions *options, MI_Boolean encodePort);
MI_IMPORT MI_Result MI_DestinationOptions_GetEncodePortInSPN(
    const MI_DestinationOptions *options, MI_Boolean *encodePort);
MI_IMPORT MI_Result MI_DestinationOptions_SetHttpUrlPrefix(
    MI_DestinationOptions *options, const MI_Char *prefix);
MI_IMPORT MI_Result MI_DestinationOptions_GetHttpUrlPrefix(
    const MI_DestinationOptions *options, const MI_Char **prefix);
MI_IMPORT MI_Result MI_DestinationOptions_SetDestinationPort(MI_DestinationOptions *options, MI_Uint32 port);
MI_IMPORT MI_Result MI_DestinationOptions_GetDestinationPort(
    const MI_DestinationOptions *options, MI_Uint32 *port);
MI_IMPORT MI_Result MI_DestinationOptions_SetTrustedCertsDir(
    MI_DestinationOptions *options, const MI_Char *certsdir);
MI_IMPORT MI_Result MI_DestinationOptions_GetTrustedCertsDir(
    const MI_DestinationOptions *options, const MI_Char **certsdir);
MI_IMPORT MI_Result MI_DestinationOptions_SetCertFile(
    MI_DestinationOptions *options, const MI_Char *certfile);
MI_IMPORT MI_Result MI_DestinationOptions_GetCertFile(
    const MI_DestinationOptions *options, const MI_Char **certfile);
MI_IMPORT MI_Result MI_DestinationOptions_SetPrivateKeyFile(
    MI_DestinationOptions *options, const MI_Char *keyfile);
MI_IMPORT MI_Result MI_DestinationOptions_GetPrivateKeyFile(
    const MI_DestinationOptions *options, const MI_Char **keyfile);
MI_IMPORT MI_Result MI_DestinationOptions_SetTransport(
    MI_DestinationOptions *options, const MI_Char *transport);
MI_IMPORT MI_Result MI_DestinationOptions_GetTransport(
    const MI_DestinationOptions *options, const MI_Char **transport);
MI_IMPORT MI_Result MI_DestinationOptions_SetProxyType(
    MI_DestinationOptions *options, const MI_Char *proxyType);
MI_IMPORT MI_Result MI_DestinationOptions_GetProxyType(
    const MI_DestinationOptions *options, const MI_Char **proxyType);
MI_IMPORT MI_Result MI_DestinationOptions_SetSslOptions(MI_DestinationOptions *options, MI_Uint32 sslOptions);
MI_IMPORT MI_Result MI_DestinationOptions_GetSslOptions(
    const MI_DestinationOptions *options, MI_Uint32 *sslOptions);
MI_IMPORT MI_Result MI_DestinationOptions_AddProxyCredentials(
    MI_DestinationOptions *options, const MI_UserCredentials *credentials);
MI_IMPORT MI_Result MI_DestinationOptions_AddDestinationCredentials(
    MI_DestinationOptions *options, const MI_UserCredentials *credentials);
MI_IMPORT MI_Result MI_DestinationOptions_SetImpersonationType(
    MI_DestinationOptions *options, MI_DestinationOptions_ImpersonationType impersonationType);
MI_IMPORT MI_Result MI_DestinationOptions_GetImpersonationType(
    const MI_DestinationOptions *options, MI_DestinationOptions_ImpersonationType *impersonationType);
MI_IMPORT MI_Result MI_DestinationOptions_SetString(
    MI_DestinationOptions *options, const MI_Char *optionName, const MI_Char *optionValue);
MI_IMPORT MI_Result MI_DestinationOptions_GetString(
    const MI_DestinationOptions *options, const MI_Char *optionName, const MI_Char **optionValue,
    MI_Uint32 *index);
MI_IMPORT MI_Result MI_DestinationOptions_SetNumber(
    MI_DestinationOptions *options, const MI_Char *optionName, MI_Uint32 optionValue);
MI_IMPORT MI_Result MI_DestinationOptions_GetNumber(
    const MI_DestinationOptions *options, const MI_Char *optionName, MI_Uint32 *optionValue,
    MI_Uint32 *index);
MI_IMPORT MI_Result MI_DestinationOptions_GetOptionCount(
    const MI_DestinationOptions *options, MI_Uint32 *count);
MI_IMPORT MI_Result MI_DestinationOptions_GetOptionAt(
    const MI_DestinationOptions *options, MI_Uint32 index, const MI_Char **optionName, MI_Value *value,
    MI_Type *type, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_DestinationOptions_GetOption(
    const MI_DestinationOptions *options, const MI_Char *optionName, MI_Value *value, MI_Type *type,
    MI_Uint32 *index, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_DestinationOptions_GetCredentialsCount(
    const MI_DestinationOptions *options, MI_Uint32 *count);
MI_IMPORT MI_Result MI_DestinationOptions_GetCredentialsAt(
    const MI_DestinationOptions *options, MI_Uint32 index, const MI_Char **optionName,
    MI_UserCredentials *credentials, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_DestinationOptions_GetCredentialsPasswordAt(
    const MI_DestinationOptions *options, MI_Uint32 index, const MI_Char **optionName, MI_Char *password,
    MI_Uint32 bufferLength, MI_Uint32 *passwordLength, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_DestinationOptions_Clone(
    const MI_DestinationOptions *self, MI_DestinationOptions *newDestinationOptions);
MI_IMPORT void MI_OperationOptions_Delete(MI_OperationOptions *options);
MI_IMPORT MI_Result MI_OperationOptions_SetWriteErrorMode(MI_OperationOptions *options, MI_CallbackMode mode);
MI_IMPORT MI_Result MI_OperationOptions_GetWriteErrorMode(
    const MI_OperationOptions *options, MI_CallbackMode *mode);
MI_IMPORT MI_Result MI_OperationOptions_SetPromptUserMode(MI_OperationOptions *options, MI_CallbackMode mode);
MI_IMPORT MI_Result MI_OperationOptions_GetPromptUserMode(
    const MI_OperationOptions *options, MI_CallbackMode *mode);
MI_IMPORT MI_Result MI_OperationOptions_SetPromptUserRegularMode(
    MI_OperationOptions *options, MI_CallbackMode mode, MI_Boolean ackValue);
MI_IMPORT MI_Result MI_OperationOptions_GetPromptUserRegularMode(
    const MI_OperationOptions *options, MI_CallbackMode *mode, MI_Boolean *ackValue);
MI_IMPORT MI_Result MI_OperationOptions_SetProviderArchitecture(
    MI_OperationOptions *options, MI_ProviderArchitecture architecture, MI_Boolean mustComply);
MI_IMPORT MI_Result MI_OperationOptions_GetProviderArchitecture(
    const MI_OperationOptions *options, MI_ProviderArchitecture *architecture, MI_Boolean *mustComply);
MI_IMPORT MI_Result MI_OperationOptions_EnableChannel(MI_OperationOptions *options, MI_Uint32 channel);
MI_IMPORT MI_Result MI_OperationOptions_DisableChannel(MI_OperationOptions *options, MI_Uint32 channel);
MI_IMPORT MI_Result MI_OperationOptions_GetEnabledChannels(
    const MI_OperationOptions *options, MI_Uint32 *channels, MI_Uint32 bufferLength,
    MI_Uint32 *channelCount, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_OperationOptions_SetTimeout(MI_OperationOptions *options, const MI_Interval *timeout);
MI_IMPORT MI_Result MI_OperationOptions_GetTimeout(const MI_OperationOptions *options, MI_Interval *timeout);
MI_IMPORT MI_Result MI_OperationOptions_SetResourceUriPrefix(
    MI_OperationOptions *options, const MI_Char *ruriPrefix);
MI_IMPORT MI_Result MI_OperationOptions_GetResourceUriPrefix(
    const MI_OperationOptions *options, const MI_Char **ruriPrefix);
MI_IMPORT MI_Result MI_OperationOptions_SetResourceUri(MI_OperationOptions *options, const MI_Char *rUri);
MI_IMPORT MI_Result MI_OperationOptions_GetResourceUri(
    const MI_OperationOptions *options, const MI_Char **rUri);
MI_IMPORT MI_Result MI_OperationOptions_SetUseMachineID(MI_OperationOptions *options, MI_Boolean machineID);
MI_IMPORT MI_Result MI_OperationOptions_GetUseMachineID(
    const MI_OperationOptions *options, MI_Boolean *machineID);
MI_IMPORT MI_Result MI_OperationOptions_SetCustomOption(
    MI_OperationOptions *options, const MI_Char *optionName, MI_Type optionValueType,
    const MI_Value *optionValue, MI_Boolean mustComply);
MI_IMPORT MI_Result MI_OperationOptions_GetOptionCount(const MI_OperationOptions *options, MI_Uint32 *count);
MI_IMPORT MI_Result MI_OperationOptions_GetOptionAt(
    const MI_OperationOptions *options, MI_Uint32 index, const MI_Char **optionName, MI_Value *value,
    MI_Type *type, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_OperationOptions_SetString(
    MI_OperationOptions *options, const MI_Char *optionName, const MI_Char *value, MI_Uint32 flags);
MI_IMPORT MI_Result MI_OperationOptions_GetString(
    const MI_OperationOptions *options, const MI_Char *optionName, const MI_Char **value, MI_Uint32 *index,
    MI_Uint32 *flags);
MI_IMPORT MI_Result MI_OperationOptions_SetNumber(
    MI_OperationOptions *options, const MI_Char *optionName, MI_Uint32 value, MI_Uint32 flags);
MI_IMPORT MI_Result MI_OperationOptions_GetNumber(
    const MI_OperationOptions *options, const MI_Char *optionName, MI_Uint32 *value, MI_Uint32 *index,
    MI_Uint32 *flags);
MI_IMPORT MI_Result MI_OperationOptions_GetOption(
    const MI_OperationOptions *options, const MI_Char *optionName, MI_Value *value, MI_Type *type,
    MI_Uint32 *index, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_OperationOptions_Clone(
    const MI_OperationOptions *self, MI_OperationOptions *newOperationOptions);
MI_IMPORT MI_Result MI_Class_GetClassName(const MI_Class *self, const MI_Char **className);
MI_IMPORT MI_Result MI_Class_GetNameSpace(const MI_Class *self, const MI_Char **nameSpace);
MI_IMPORT MI_Result MI_Class_GetServerName(const MI_Class *self, const MI_Char **serverName);
MI_IMPORT MI_Result MI_Class_GetElementCount(const MI_Class *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_Class_GetElement(
    const MI_Class *self, const MI_Char *name, MI_Value *value, MI_Boolean *valueExists, MI_Type *type,
    MI_Char **referenceClass, MI_QualifierSet *qualifierSet, MI_Uint32 *flags, MI_Uint32 *index);
MI_IMPORT MI_Result MI_Class_GetElementAt(
    const MI_Class *self, MI_Uint32 index, const MI_Char **name, MI_Value *value, MI_Boolean *valueExists,
    MI_Type *type, MI_Char **referenceClass, MI_QualifierSet *qualifierSet, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_Class_GetClassQualifierSet(const MI_Class *self, MI_QualifierSet *qualifierSet);
MI_IMPORT MI_Result MI_Class_GetMethodCount(const MI_Class *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_Class_GetMethodAt(
    const MI_Class *self, MI_Uint32 index, const MI_Char **name, MI_QualifierSet *qualifierSet,
    MI_ParameterSet *parameterSet);
MI_IMPORT MI_Result MI_Class_GetMethod(
    const MI_Class *self, const MI_Char *name, MI_QualifierSet *qualifierSet,
    MI_ParameterSet *parameterSet, MI_Uint32 *index);
MI_IMPORT MI_Result MI_Class_GetParentClassName(const MI_Class *self, const MI_Char **name);
MI_IMPORT MI_Result MI_Class_GetParentClass(const MI_Class *self, MI_Class **parentClass);
MI_IMPORT MI_Result MI_Class_Delete(MI_Class *self);
MI_IMPORT MI_Result MI_Class_Clone(const MI_Class *self, MI_Class **newClass);
MI_IMPORT MI_Result MI_ParameterSet_GetMethodReturnType(
    const MI_ParameterSet *self, MI_Type *returnType, MI_QualifierSet *qualifierSet);
MI_IMPORT MI_Result MI_ParameterSet_GetParameterCount(const MI_ParameterSet *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_ParameterSet_GetParameterAt(
    const MI_ParameterSet *self, MI_Uint32 index, const MI_Char **name, MI_Type *parameterType,
    MI_Char **referenceClass, MI_QualifierSet *qualifierSet);
MI_IMPORT MI_Result MI_ParameterSet_GetParameter(
    const MI_ParameterSet *self, const MI_Char *name, MI_Type *parameterType, MI_Char **referenceClass,
    MI_QualifierSet *qualifierSet, MI_Uint32 *index);
MI_IMPORT MI_Result MI_QualifierSet_GetQualifierCount(const MI_QualifierSet *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_QualifierSet_GetQualifierAt(
    const MI_QualifierSet *self, MI_Uint32 index, const MI_Char **name, MI_Type *qualifierType,
    MI_Uint32 *qualifierFlags, MI_Value *qualifierValue);
MI_IMPORT MI_Result MI_QualifierSet_GetQualifier(
    const MI_QualifierSet *self, const MI_Char *name, MI_Type *qualifierType, MI_Uint32 *qualifierFlags,
    MI_Value *qualifierValue, MI_Uint32 *index);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetMaximumLatency(
    MI_SubscriptionDeliveryOptions *self, MI_Interval *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetMaximumLatency(
    const MI_SubscriptionDeliveryOptions *self, MI_Interval *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetHeartbeatInterval(
    MI_SubscriptionDeliveryOptions *self, MI_Interval *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetHeartbeatInterval(
    const MI_SubscriptionDeliveryOptions *self, MI_Interval *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetExpirationTime(
    MI_SubscriptionDeliveryOptions *self, MI_Datetime *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetExpirationTime(
    const MI_SubscriptionDeliveryOptions *self, MI_Datetime *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetBookmark(
    MI_SubscriptionDeliveryOptions *self, const MI_Char *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetBookmark(
    const MI_SubscriptionDeliveryOptions *self, const MI_Char **value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryDestination(
    MI_SubscriptionDeliveryOptions *self, const MI_Char *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryDestination(
    const MI_SubscriptionDeliveryOptions *self, const MI_Char **value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryPortNumber(
    MI_SubscriptionDeliveryOptions *self, MI_Uint32 value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryPortNumber(
    const MI_SubscriptionDeliveryOptions *self, MI_Uint32 *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_AddDeliveryCredentials(
    MI_SubscriptionDeliveryOptions *self, const MI_UserCredentials *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryRetryInterval(
    MI_SubscriptionDeliveryOptions *self, const MI_Interval *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryRetryInterval(
    const MI_SubscriptionDeliveryOptions *self, MI_Interval *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryRetryAttempts(
    MI_SubscriptionDeliveryOptions *self, MI_Uint32 value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryRetryAttempts(
    const MI_SubscriptionDeliveryOptions *self, MI_Uint32 *value);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_Delete(MI_SubscriptionDeliveryOptions *self);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetString(
    MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, const MI_Char *value, MI_Uint32 flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetNumber(
    MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, MI_Uint32 value, MI_Uint32 flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDateTime(
    MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, const MI_Datetime *value,
    MI_Uint32 flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetInterval(
    MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, const MI_Interval *value,
    MI_Uint32 flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetString(
    const MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, const MI_Char **value,
    MI_Uint32 *index, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetNumber(
    const MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, MI_Uint32 *value,
    MI_Uint32 *index, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDateTime(
    const MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, MI_Datetime *value,
    MI_Uint32 *index, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetInterval(
    const MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, MI_Interval *value,
    MI_Uint32 *index, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetOptionCount(
    const MI_SubscriptionDeliveryOptions *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetOptionAt(
    const MI_SubscriptionDeliveryOptions *self, MI_Uint32 index, const MI_Char **optionName,
    MI_Value *value, MI_Type *type, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetOption(
    const MI_SubscriptionDeliveryOptions *self, const MI_Char *optionName, MI_Value *value, MI_Type *type,
    MI_Uint32 *index, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetCredentialsCount(
    const MI_SubscriptionDeliveryOptions *self, MI_Uint32 *count);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetCredentialsAt(
    const MI_SubscriptionDeliveryOptions *self, MI_Uint32 index, const MI_Char **optionName,
    MI_UserCredentials *credentials, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetCredentialsPasswordAt(
    const MI_SubscriptionDeliveryOptions *self, MI_Uint32 index, const MI_Char **optionName,
    MI_Char *password, MI_Uint32 bufferLength, MI_Uint32 *passwordLength, MI_Uint32 *flags);
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_Clone(
    const MI_SubscriptionDeliveryOptions *self,
    MI_SubscriptionDeliveryOptions *newSubscriptionDeliveryOptions);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostCreate(
    MI_LifecycleIndicationContext *context, const MI_Instance *instance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostModify(
    MI_LifecycleIndicationContext *context, const MI_Instance *orginalInstance, const MI_Instance *instance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostDelete(
    MI_LifecycleIndicationContext *context, const MI_Instance *orginalInstance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostRead(
    MI_LifecycleIndicationContext *context, const MI_Instance *instance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostMethodCall_Before(
    MI_LifecycleIndicationContext *context, const MI_Instance *instance, const MI_Char *methodName,
    const MI_Instance *parameter);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostMethodCall_After(
    MI_LifecycleIndicationContext *context, const MI_Instance *instance, const MI_Char *methodName,
    const MI_Instance *parameter, const MI_Char *returnvalue);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostResult(
    MI_LifecycleIndicationContext *context, MI_Result result);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_SetSupportedTypes(
    MI_LifecycleIndicationContext *context, MI_Uint32 types);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_GetTypes(
    MI_LifecycleIndicationContext *context, MI_Uint32 *types);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_RegisterCallback(
    MI_LifecycleIndicationContext *context, MI_LifecycleIndicationCallback callback, void *callbackData);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_ConstructInstance(
    MI_LifecycleIndicationContext *context, const MI_ClassDecl *classDecl, MI_Instance *instance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_ConstructParameters(
    MI_LifecycleIndicationContext *context, const MI_MethodDecl *methodDecl, MI_Instance *instance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_NewInstance(
    MI_LifecycleIndicationContext *context, const MI_ClassDecl *classDecl, MI_Instance **instance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_NewDynamicInstance(
    MI_LifecycleIndicationContext *context, const MI_Char *className, MI_Uint32 flags,
    MI_Instance **instance);
MI_IMPORT MI_Result MI_LifecycleIndicationContext_NewParameters(
    MI_LifecycleIndicationContext *context, const MI_MethodDecl *methodDecl, MI_Instance **instance);
MI_IMPORT MI_Result MI_Context_SetFilterOption(MI_Context *context, MI_Boolean filterByProvider);
MI_IMPORT MI_Result MI_Instance_Normalize(MI_Instance **self);
MI_IMPORT MI_Result MI_Application_NewClass(
    MI_Application *application, const MI_ClassDecl *classDecl, const MI_Char *namespaceName,
    const MI_Char *serverName, MI_Class **classObject);
MI_IMPORT MI_Result MI_Serializer_Close(MI_Serializer *serializer);
MI_IMPORT MI_Result MI_Serializer_SerializeClass(
    MI_Serializer *serializer, MI_Uint32 flags, const MI_Class *classObject, MI_Uint8 *clientBuffer,
    MI_Uint32 clientBufferLength, MI_Uint32 *clientBufferNeeded);
MI_IMPORT MI_Result MI_Serializer_SerializeInstance(
    MI_Serializer *serializer, MI_Uint32 flags, const MI_Instance *instanceObject, MI_Uint8 *clientBuffer,
    MI_Uint32 clientBufferLength, MI_Uint32 *clientBufferNeeded);
MI_IMPORT MI_Result MI_Deserializer_Close(MI_Deserializer *deserializer);
MI_IMPORT MI_Result MI_Deserializer_DeserializeClass(
    MI_Deserializer *deserializer, MI_Uint32 flags, MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength, MI_Class *parentClass, const MI_Char *serverName,
    const MI_Char *namespaceName, MI_Deserializer_ClassObjectNeeded classObjectNeeded,
    void *classObjectNeededContext, MI_Uint32 *serializedBufferRead, MI_Class **classObject,
    MI_Instance **cimErrorDetails);
MI_IMPORT MI_Result MI_Deserializer_Class_GetClassName(
    MI_Deserializer *deserializer, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
    MI_Char *className, MI_Uint32 *classNameLength, MI_Instance **cimErrorDetails);
MI_IMPORT MI_Result MI_Deserializer_Class_GetParentClassName(
    MI_Deserializer *deserializer, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
    MI_Char *parentClassName, MI_Uint32 *parentClassNameLength, MI_Instance **cimErrorDetails);
MI_IMPORT MI_Result MI_Deserializer_DeserializeInstance(
    MI_Deserializer *deserializer, MI_Uint32 flags, MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength, MI_Class **classObjects, MI_Uint32 numberClassObjects,
    MI_Deserializer_ClassObjectNeeded classObjectNeeded, void *classObjectNeededContext,
    MI_Uint32 *serializedBufferRead, MI_Instance **instanceObject, MI_Instance **cimErrorDetails);
MI_IMPORT MI_Result MI_Deserializer_Instance_GetClassName(
    MI_Deserializer *deserializer, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
    MI_Char *className, MI_Uint32 *classNameLength, MI_Instance **cimErrorDetails);
MI_IMPORT MI_ErrorCategory MI_Utilities_MapErrorToMiErrorCategory(const MI_Char *errorType, MI_Uint32 error);
MI_IMPORT MI_Result MI_Utilities_CimErrorFromErrorCode(
    MI_Uint32 error, const MI_Char *errorType, const MI_Char *errorMessage, MI_Instance **cimError);
MI_IMPORT MI_Result MI_MAIN_CALL MI_Application_NewSerializer_Mof(
    MI_Application *application, MI_Uint32 flags, MI_Char *format, MI_Serializer *serializer);
MI_IMPORT MI_Result MI_MAIN_CALL MI_Application_NewDeserializer_Mof(
    MI_Application *application, MI_Uint32 flags, MI_Char *format, MI_Deserializer *deserializer);

#if defined(__cplusplus)
}
#endif

void check_MI_ApplicationFT(const MI_ApplicationFT *table);
void check_MI_ApplicationFT(const MI_ApplicationFT *table)
{
    MI_Result (MI_CALL *slot_Close)(MI_Application *application) = table->Close;
    MI_Result (MI_CALL *slot_NewSession)(
        MI_Application *application, const MI_Char *protocol, const MI_Char *destination,
        MI_DestinationOptions *options, MI_SessionCallbacks *callbacks, MI_Instance **extendedError,
        MI_Session *session) = table->NewSession;
    MI_Result (MI_CALL *slot_NewHostedProvider)(
        MI_Application *application, const MI_Char *namespaceName, const MI_Char *providerName,
        MI_MainFunction mi_Main, MI_Instance **extendedError, MI_HostedProvider *provider) = table->NewHostedProvider;
    MI_Result (MI_CALL *slot_NewInstance)(
        MI_Application *application, const MI_Char *className, const MI_ClassDecl *classRTTI,
        MI_Instance **instance) = table->NewInstance;
    MI_Result (MI_CALL *slot_NewDestinationOptions)(
        MI_Application *application, MI_DestinationOptions *options) = table->NewDestinationOptions;
    MI_Result (MI_CALL *slot_NewOperationOptions)(
        MI_Application *application, MI_Boolean customOptionsMustUnderstand, MI_OperationOptions *options) = table->NewOperationOptions;
    MI_Result (MI_CALL *slot_NewSubscriptionDeliveryOptions)(
        MI_Application *application, MI_SubscriptionDeliveryType deliveryType,
        MI_SubscriptionDeliveryOptions *deliveryOptions) = table->NewSubscriptionDeliveryOptions;
    MI_Result (MI_CALL *slot_NewSerializer)(
        MI_Application *application, MI_Uint32 flags, MI_Char *format, MI_Serializer *serializer) = table->NewSerializer;
    MI_Result (MI_CALL *slot_NewDeserializer)(
        MI_Application *application, MI_Uint32 flags, MI_Char *format, MI_Deserializer *deserializer) = table->NewDeserializer;
    MI_Result (MI_CALL *slot_NewInstanceFromClass)(
        MI_Application *application, const MI_Char *className, const MI_Class *classObject,
        MI_Instance **instance) = table->NewInstanceFromClass;
    MI_Result (MI_CALL *slot_NewClass)(
        MI_Application *application, const MI_ClassDecl *classDecl, const MI_Char *namespaceName,
        const MI_Char *serverName, MI_Class **classObject) = table->NewClass;
    (void)slot_Close;
    (void)slot_NewSession;
    (void)slot_NewHostedProvider;
    (void)slot_NewInstance;
    (void)slot_NewDestinationOptions;
    (void)slot_NewOperationOptions;
    (void)slot_NewSubscriptionDeliveryOptions;
    (void)slot_NewSerializer;
    (void)slot_NewDeserializer;
    (void)slot_NewInstanceFromClass;
    (void)slot_NewClass;
}

void check_MI_ClassFT(const MI_ClassFT *table);
void check_MI_ClassFT(const MI_ClassFT *table)
{
    MI_Result (MI_CALL *slot_GetClassName)(
        const MI_Class *self, const MI_Char **className) = table->GetClassName;
    MI_Result (MI_CALL *slot_GetNameSpace)(
        const MI_Class *self, const MI_Char **nameSpace) = table->GetNameSpace;
    MI_Result (MI_CALL *slot_GetServerName)(
        const MI_Class *self, const MI_Char **serverName) = table->GetServerName;
    MI_Result (MI_CALL *slot_GetElementCount)(
        const MI_Class *self, MI_Uint32 *count) = table->GetElementCount;
    MI_Result (MI_CALL *slot_GetElement)(
        const MI_Class *self, const MI_Char *name, MI_Value *value, MI_Boolean *valueExists, MI_Type *type,
        MI_Char **referenceClass, MI_QualifierSet *qualifierSet, MI_Uint32 *flags, MI_Uint32 *index) = table->GetElement;
    MI_Result (MI_CALL *slot_GetElementAt)(
        const MI_Class *self, MI_Uint32 index, const MI_Char **name, MI_Value *value,
        MI_Boolean *valueExists, MI_Type *type, MI_Char **referenceClass, MI_QualifierSet *qualifierSet,
        MI_Uint32 *flags) = table->GetElementAt;
    MI_Result (MI_CALL *slot_GetClassQualifierSet)(
        const MI_Class *self, MI_QualifierSet *qualifierSet) = table->GetClassQualifierSet;
    MI_Result (MI_CALL *slot_GetMethodCount)(const MI_Class *self, MI_Uint32 *count) = table->GetMethodCount;
    MI_Result (MI_CALL *slot_GetMethodAt)(
        const MI_Class *self, MI_Uint32 index, const MI_Char **name, MI_QualifierSet *qualifierSet,
        MI_ParameterSet *parameterSet) = table->GetMethodAt;
    MI_Result (MI_CALL *slot_GetMethod)(
        const MI_Class *self, const MI_Char *name, MI_QualifierSet *qualifierSet,
        MI_ParameterSet *parameterSet, MI_Uint32 *index) = table->GetMethod;
    MI_Result (MI_CALL *slot_GetParentClassName)(
        const MI_Class *self, const MI_Char **name) = table->GetParentClassName;
    MI_Result (MI_CALL *slot_GetParentClass)(
        const MI_Class *self, MI_Class **parentClass) = table->GetParentClass;
    MI_Result (MI_CALL *slot_Delete)(MI_Class *self) = table->Delete;
    MI_Result (MI_CALL *slot_Clone)(const MI_Class *self, MI_Class **newClass) = table->Clone;
    (void)slot_GetClassName;
    (void)slot_GetNameSpace;
    (void)slot_GetServerName;
    (void)slot_GetElementCount;
    (void)slot_GetElement;
    (void)slot_GetElementAt;
    (void)slot_GetClassQualifierSet;
    (void)slot_GetMethodCount;
    (void)slot_GetMethodAt;
    (void)slot_GetMethod;
    (void)slot_GetParentClassName;
    (void)slot_GetParentClass;
    (void)slot_Delete;
    (void)slot_Clone;
}

void check_MI_ContextFT(const MI_ContextFT *table);
void check_MI_ContextFT(const MI_ContextFT *table)
{
    MI_Result (MI_CALL *slot_PostResult)(MI_Context *context, MI_Result result) = table->PostResult;
    MI_Result (MI_CALL *slot_PostInstance)(
        MI_Context *context, const MI_Instance *instance) = table->PostInstance;
    MI_Result (MI_CALL *slot_PostIndication)(
        MI_Context *context, const MI_Instance *indication, MI_Uint32 subscriptionIDCount,
        const MI_Char *bookmark) = table->PostIndication;
    MI_Result (MI_CALL *slot_ConstructInstance)(
        MI_Context *context, const MI_ClassDecl *classDecl, MI_Instance *instance) = table->ConstructInstance;
    MI_Result (MI_CALL *slot_ConstructParameters)(
        MI_Context *context, const MI_MethodDecl *methodDecl, MI_Instance *instance) = table->ConstructParameters;
    MI_Result (MI_CALL *slot_NewInstance)(
        MI_Context *context, const MI_ClassDecl *classDecl, MI_Instance **instance) = table->NewInstance;
    MI_Result (MI_CALL *slot_NewDynamicInstance)(
        MI_Context *context, const MI_Char *className, MI_Uint32 flags, MI_Instance **instance) = table->NewDynamicInstance;
    MI_Result (MI_CALL *slot_NewParameters)(
        MI_Context *context, const MI_MethodDecl *methodDecl, MI_Instance **instance) = table->NewParameters;
    MI_Result (MI_CALL *slot_Canceled)(const MI_Context *context, MI_Boolean *flag) = table->Canceled;
    MI_Result (MI_CALL *slot_GetLocale)(
        const MI_Context *context, MI_LocaleType localeType, MI_Char *locale) = table->GetLocale;
    MI_Result (MI_CALL *slot_RegisterCancel)(
        MI_Context *context, MI_CancelCallback callback, void *callbackData) = table->RegisterCancel;
    MI_Result (MI_CALL *slot_RequestUnload)(MI_Context *context) = table->RequestUnload;
    MI_Result (MI_CALL *slot_RefuseUnload)(MI_Context *context) = table->RefuseUnload;
    MI_Result (MI_CALL *slot_GetLocalSession)(
        const MI_Context *context, MI_Session *session) = table->GetLocalSession;
    MI_Result (MI_CALL *slot_SetStringOption)(
        MI_Context *context, const MI_Char *name, const MI_Char *value) = table->SetStringOption;
    MI_Result (MI_CALL *slot_GetStringOption)(
        MI_Context *context, const MI_Char *name, const MI_Char **value) = table->GetStringOption;
    MI_Result (MI_CALL *slot_GetNumberOption)(
        MI_Context *context, const MI_Char *name, MI_Uint32 *value) = table->GetNumberOption;
    MI_Result (MI_CALL *slot_GetCustomOption)(
        MI_Context *context, const MI_Char *name, MI_Type *valueType, MI_Value *value) = table->GetCustomOption;
    MI_Result (MI_CALL *slot_GetCustomOptionCount)(
        MI_Context *context, MI_Uint32 *count) = table->GetCustomOptionCount;
    MI_Result (MI_CALL *slot_GetCustomOptionAt)(
        MI_Context *context, MI_Uint32 index, const MI_Char **name, MI_Type *valueType, MI_Value *value) = table->GetCustomOptionAt;
    MI_Result (MI_CALL *slot_WriteMessage)(
        MI_Context *context, MI_Uint32 channel, const MI_Char *message) = table->WriteMessage;
    MI_Result (MI_CALL *slot_WriteProgress)(
        MI_Context *context, const MI_Char *activity, const MI_Char *currentOperation,
        const MI_Char *statusDescription, MI_Uint32 percentComplete, MI_Uint32 secondsRemaining) = table->WriteProgress;
    MI_Result (MI_CALL *slot_WriteStreamParameter)(
        MI_Context *context, const MI_Char *name, const MI_Value *value, MI_Type type, MI_Uint32 flags) = table->WriteStreamParameter;
    MI_Result (MI_CALL *slot_WriteCimError)(
        MI_Context *context, const MI_Instance *error, MI_Boolean *flag) = table->WriteCimError;
    MI_Result (MI_CALL *slot_PromptUser)(
        MI_Context *context, const MI_Char *message, MI_PromptType promptType, MI_Boolean *result) = table->PromptUser;
    MI_Result (MI_CALL *slot_ShouldProcess)(
        MI_Context *context, const MI_Char *target, const MI_Char *action, MI_Boolean *result) = table->ShouldProcess;
    MI_Result (MI_CALL *slot_ShouldContinue)(
        MI_Context *context, const MI_Char *message, MI_Boolean *result) = table->ShouldContinue;
    MI_Result (MI_CALL *slot_PostError)(
        MI_Context *context, MI_Uint32 resultCode, const MI_Char *resultType, const MI_Char *errorMessage) = table->PostError;
    MI_Result (MI_CALL *slot_PostCimError)(
        MI_Context *context, const MI_Instance *error) = table->PostCimError;
    MI_Result (MI_CALL *slot_WriteError)(
        MI_Context *context, MI_Uint32 resultCode, const MI_Char *resultType, const MI_Char *errorMessage,
        MI_Boolean *flag) = table->WriteError;
#if MI_API_VERSION >= 2
    MI_Result (MI_CALL *slot_GetLifecycleIndicationContext)(
        const MI_Context *context, MI_LifecycleIndicationContext **lifecycleContext) = table->GetLifecycleIndicationContext;
#endif
    (void)slot_PostResult;
    (void)slot_PostInstance;
    (void)slot_PostIndication;
    (void)slot_ConstructInstance;
    (void)slot_ConstructParameters;
    (void)slot_NewInstance;
    (void)slot_NewDynamicInstance;
    (void)slot_NewParameters;
    (void)slot_Canceled;
    (void)slot_GetLocale;
    (void)slot_RegisterCancel;
    (void)slot_RequestUnload;
    (void)slot_RefuseUnload;
    (void)slot_GetLocalSession;
    (void)slot_SetStringOption;
    (void)slot_GetStringOption;
    (void)slot_GetNumberOption;
    (void)slot_GetCustomOption;
    (void)slot_GetCustomOptionCount;
    (void)slot_GetCustomOptionAt;
    (void)slot_WriteMessage;
    (void)slot_WriteProgress;
    (void)slot_WriteStreamParameter;
    (void)slot_WriteCimError;
    (void)slot_PromptUser;
    (void)slot_ShouldProcess;
    (void)slot_ShouldContinue;
    (void)slot_PostError;
    (void)slot_PostCimError;
    (void)slot_WriteError;
#if MI_API_VERSION >= 2
    (void)slot_GetLifecycleIndicationContext;
#endif
}

void check_MI_DeserializerFT(const MI_DeserializerFT *table);
void check_MI_DeserializerFT(const MI_DeserializerFT *table)
{
    MI_Result (MI_CALL *slot_Close)(MI_Deserializer *deserializer) = table->Close;
    MI_Result (MI_CALL *slot_DeserializeClass)(
        MI_Deserializer *deserializer, MI_Uint32 flags, MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength, MI_Class *parentClass, const MI_Char *serverName,
        const MI_Char *namespaceName, MI_Deserializer_ClassObjectNeeded classObjectNeeded,
        void *classObjectNeededContext, MI_Uint32 *serializedBufferRead, MI_Class **classObject,
        MI_Instance **cimErrorDetails) = table->DeserializeClass;
    MI_Result (MI_CALL *slot_Class_GetClassName)(
        MI_Deserializer *deserializer, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
        MI_Char *className, MI_Uint32 *classNameLength, MI_Instance **cimErrorDetails) = table->Class_GetClassName;
    MI_Result (MI_CALL *slot_Class_GetParentClassName)(
        MI_Deserializer *deserializer, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
        MI_Char *parentClassName, MI_Uint32 *parentClassNameLength, MI_Instance **cimErrorDetails) = table->Class_GetParentClassName;
    MI_Result (MI_CALL *slot_DeserializeInstance)(
        MI_Deserializer *deserializer, MI_Uint32 flags, MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength, MI_Class **classObjects, MI_Uint32 numberClassObjects,
        MI_Deserializer_ClassObjectNeeded classObjectNeeded, void *classObjectNeededContext,
        MI_Uint32 *serializedBufferRead, MI_Instance **instanceObject, MI_Instance **cimErrorDetails) = table->DeserializeInstance;
    MI_Result (MI_CALL *slot_Instance_GetClassName)(
        MI_Deserializer *deserializer, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
        MI_Char *className, MI_Uint32 *classNameLength, MI_Instance **cimErrorDetails) = table->Instance_GetClassName;
    (void)slot_Close;
    (void)slot_DeserializeClass;
    (void)slot_Class_GetClassName;
    (void)slot_Class_GetParentClassName;
    (void)slot_DeserializeInstance;
    (void)slot_Instance_GetClassName;
}

void check_MI_DestinationOptionsFT(const MI_DestinationOptionsFT *table);
void check_MI_DestinationOptionsFT(const MI_DestinationOptionsFT *table)
{
    void (MI_CALL *slot_Delete)(MI_DestinationOptions *options) = table->Delete;
    MI_Result (MI_CALL *slot_SetString)(
        MI_DestinationOptions *options, const MI_Char *optionName, const MI_Char *value, MI_Uint32 flags) = table->SetString;
    MI_Result (MI_CALL *slot_SetNumber)(
        MI_DestinationOptions *options, const MI_Char *optionName, MI_Uint32 value, MI_Uint32 flags) = table->SetNumber;
    MI_Result (MI_CALL *slot_AddCredentials)(
        MI_DestinationOptions *options, const MI_Char *optionName, const MI_UserCredentials *credentials,
        MI_Uint32 flags) = table->AddCredentials;
    MI_Result (MI_CALL *slot_GetString)(
        const MI_DestinationOptions *options, const MI_Char *optionName, const MI_Char **value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetString;
    MI_Result (MI_CALL *slot_GetNumber)(
        const MI_DestinationOptions *options, const MI_Char *optionName, MI_Uint32 *value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetNumber;
    MI_Result (MI_CALL *slot_GetOptionCount)(
        const MI_DestinationOptions *options, MI_Uint32 *count) = table->GetOptionCount;
    MI_Result (MI_CALL *slot_GetOptionAt)(
        const MI_DestinationOptions *options, MI_Uint32 index, const MI_Char **optionName, MI_Value *value,
        MI_Type *type, MI_Uint32 *flags) = table->GetOptionAt;
    MI_Result (MI_CALL *slot_GetOption)(
        const MI_DestinationOptions *options, const MI_Char *optionName, MI_Value *value, MI_Type *type,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetOption;
    MI_Result (MI_CALL *slot_GetCredentialsCount)(
        const MI_DestinationOptions *options, MI_Uint32 *count) = table->GetCredentialsCount;
    MI_Result (MI_CALL *slot_GetCredentialsAt)(
        const MI_DestinationOptions *options, MI_Uint32 index, const MI_Char **optionName,
        MI_UserCredentials *credentials, MI_Uint32 *flags) = table->GetCredentialsAt;
    MI_Result (MI_CALL *slot_GetCredentialsPasswordAt)(
        const MI_DestinationOptions *options, MI_Uint32 index, const MI_Char **optionName,
        MI_Char *password, MI_Uint32 bufferLength, MI_Uint32 *passwordLength, MI_Uint32 *flags) = table->GetCredentialsPasswordAt;
    MI_Result (MI_CALL *slot_Clone)(
        const MI_DestinationOptions *self, MI_DestinationOptions *newDestinationOptions) = table->Clone;
    MI_Result (MI_CALL *slot_SetInterval)(
        MI_DestinationOptions *options, const MI_Char *optionName, const MI_Interval *value,
        MI_Uint32 flags) = table->SetInterval;
    MI_Result (MI_CALL *slot_GetInterval)(
        const MI_DestinationOptions *options, const MI_Char *optionName, MI_Interval *value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetInterval;
    (void)slot_Delete;
    (void)slot_SetString;
    (void)slot_SetNumber;
    (void)slot_AddCredentials;
    (void)slot_GetString;
    (void)slot_GetNumber;
    (void)slot_GetOptionCount;
    (void)slot_GetOptionAt;
    (void)slot_GetOption;
    (void)slot_GetCredentialsCount;
    (void)slot_GetCredentialsAt;
    (void)slot_GetCredentialsPasswordAt;
    (void)slot_Clone;
    (void)slot_SetInterval;
    (void)slot_GetInterval;
}

void check_MI_FilterFT(const MI_FilterFT *table);
void check_MI_FilterFT(const MI_FilterFT *table)
{
    MI_Result (MI_CALL *slot_Evaluate)(
        const MI_Filter *self, const MI_Instance *instance, MI_Boolean *result) = table->Evaluate;
    MI_Result (MI_CALL *slot_GetExpression)(
        const MI_Filter *self, const MI_Char **queryLang, const MI_Char **queryExpr) = table->GetExpression;
    (void)slot_Evaluate;
    (void)slot_GetExpression;
}

void check_MI_HostedProviderFT(const MI_HostedProviderFT *table);
void check_MI_HostedProviderFT(const MI_HostedProviderFT *table)
{
    MI_Result (MI_CALL *slot_Close)(MI_HostedProvider *hostedProvider) = table->Close;
    MI_Result (MI_CALL *slot_GetApplication)(
        MI_HostedProvider *hostedProvider, MI_Application *application) = table->GetApplication;
    (void)slot_Close;
    (void)slot_GetApplication;
}

void check_MI_InstanceExFT(const MI_InstanceExFT *table);
void check_MI_InstanceExFT(const MI_InstanceExFT *table)
{
    MI_Result (MI_CALL *slot_Normalize)(MI_Instance **self) = table->Normalize;
    (void)slot_Normalize;
}

void check_MI_InstanceFT(const MI_InstanceFT *table);
void check_MI_InstanceFT(const MI_InstanceFT *table)
{
    MI_Result (MI_CALL *slot_Clone)(const MI_Instance *self, MI_Instance **newInstance) = table->Clone;
    MI_Result (MI_CALL *slot_Destruct)(MI_Instance *self) = table->Destruct;
    MI_Result (MI_CALL *slot_Delete)(MI_Instance *self) = table->Delete;
    MI_Result (MI_CALL *slot_IsA)(
        const MI_Instance *self, const MI_ClassDecl *classDecl, MI_Boolean *flag) = table->IsA;
    MI_Result (MI_CALL *slot_GetClassName)(
        const MI_Instance *self, const MI_Char **className) = table->GetClassName;
    MI_Result (MI_CALL *slot_SetNameSpace)(MI_Instance *self, const MI_Char *nameSpace) = table->SetNameSpace;
    MI_Result (MI_CALL *slot_GetNameSpace)(
        const MI_Instance *self, const MI_Char **nameSpace) = table->GetNameSpace;
    MI_Result (MI_CALL *slot_GetElementCount)(
        const MI_Instance *self, MI_Uint32 *count) = table->GetElementCount;
    MI_Result (MI_CALL *slot_AddElement)(
        MI_Instance *self, const MI_Char *name, const MI_Value *value, MI_Type type, MI_Uint32 flags) = table->AddElement;
    MI_Result (MI_CALL *slot_SetElement)(
        MI_Instance *self, const MI_Char *name, const MI_Value *value, MI_Type type, MI_Uint32 flags) = table->SetElement;
    MI_Result (MI_CALL *slot_SetElementAt)(
        MI_Instance *self, MI_Uint32 index, const MI_Value *value, MI_Type type, MI_Uint32 flags) = table->SetElementAt;
    MI_Result (MI_CALL *slot_GetElement)(
        const MI_Instance *self, const MI_Char *name, MI_Value *value, MI_Type *type, MI_Uint32 *flags,
        MI_Uint32 *index) = table->GetElement;
    MI_Result (MI_CALL *slot_GetElementAt)(
        const MI_Instance *self, MI_Uint32 index, const MI_Char **name, MI_Value *value, MI_Type *type,
        MI_Uint32 *flags) = table->GetElementAt;
    MI_Result (MI_CALL *slot_ClearElement)(MI_Instance *self, const MI_Char *name) = table->ClearElement;
    MI_Result (MI_CALL *slot_ClearElementAt)(MI_Instance *self, MI_Uint32 index) = table->ClearElementAt;
    MI_Result (MI_CALL *slot_GetServerName)(
        const MI_Instance *self, const MI_Char **name) = table->GetServerName;
    MI_Result (MI_CALL *slot_SetServerName)(MI_Instance *self, const MI_Char *name) = table->SetServerName;
    MI_Result (MI_CALL *slot_GetClass)(const MI_Instance *self, MI_Class **instanceClass) = table->GetClass;
    (void)slot_Clone;
    (void)slot_Destruct;
    (void)slot_Delete;
    (void)slot_IsA;
    (void)slot_GetClassName;
    (void)slot_SetNameSpace;
    (void)slot_GetNameSpace;
    (void)slot_GetElementCount;
    (void)slot_AddElement;
    (void)slot_SetElement;
    (void)slot_SetElementAt;
    (void)slot_GetElement;
    (void)slot_GetElementAt;
    (void)slot_ClearElement;
    (void)slot_ClearElementAt;
    (void)slot_GetServerName;
    (void)slot_SetServerName;
    (void)slot_GetClass;
}

void check_MI_MethodDecl(const MI_MethodDecl *table);
void check_MI_MethodDecl(const MI_MethodDecl *table)
{
    void (MI_CALL *slot_function)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Char *methodName, const MI_Instance *instanceName, const MI_Instance *parameters) = table->function;
    (void)slot_function;
}

void check_MI_Module(const MI_Module *table);
void check_MI_Module(const MI_Module *table)
{
    void (MI_CALL *slot_Load)(MI_Module_Self **self, MI_Context *context) = table->Load;
    void (MI_CALL *slot_Unload)(MI_Module_Self *self, MI_Context *context) = table->Unload;
    (void)slot_Load;
    (void)slot_Unload;
}

void check_MI_OperationCallbacks(const MI_OperationCallbacks *table);
void check_MI_OperationCallbacks(const MI_OperationCallbacks *table)
{
    void (MI_CALL *slot_promptUser)(
        MI_Operation *operation, void *callbackContext, const MI_Char *message, MI_PromptType promptType,
        MI_Result (MI_CALL *promptUserResult)(MI_Operation *, MI_OperationCallback_ResponseType)) = table->promptUser;
    void (MI_CALL *slot_writeError)(
        MI_Operation *operation, void *callbackContext, MI_Instance *instance,
        MI_Result (MI_CALL *writeErrorResult)(MI_Operation *, MI_OperationCallback_ResponseType)) = table->writeError;
    void (MI_CALL *slot_writeMessage)(
        MI_Operation *operation, void *callbackContext, MI_Uint32 channel, const MI_Char *message) = table->writeMessage;
    void (MI_CALL *slot_writeProgress)(
        MI_Operation *operation, void *callbackContext, const MI_Char *activity,
        const MI_Char *currentOperation, const MI_Char *statusDescription, MI_Uint32 percentageComplete,
        MI_Uint32 secondsRemaining) = table->writeProgress;
    void (MI_CALL *slot_instanceResult)(
        MI_Operation *operation, void *callbackContext, const MI_Instance *instance,
        MI_Boolean moreResults, MI_Result resultCode, const MI_Char *errorString,
        const MI_Instance *errorDetails, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = table->instanceResult;
    void (MI_CALL *slot_indicationResult)(
        MI_Operation *operation, void *callbackContext, const MI_Instance *instance,
        const MI_Char *bookmark, const MI_Char *machineID, MI_Boolean moreResults, MI_Result resultCode,
        const MI_Char *errorString, const MI_Instance *errorDetails,
        MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = table->indicationResult;
    void (MI_CALL *slot_classResult)(
        MI_Operation *operation, void *callbackContext, const MI_Class *classResult,
        MI_Boolean moreResults, MI_Result resultCode, const MI_Char *errorString,
        const MI_Instance *errorDetails, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = table->classResult;
    void (MI_CALL *slot_streamedParameterResult)(
        MI_Operation *operation, void *callbackContext, const MI_Char *parameterName, MI_Type resultType,
        const MI_Value *result, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = table->streamedParameterResult;
    (void)slot_promptUser;
    (void)slot_writeError;
    (void)slot_writeMessage;
    (void)slot_writeProgress;
    (void)slot_instanceResult;
    (void)slot_indicationResult;
    (void)slot_classResult;
    (void)slot_streamedParameterResult;
}

void check_MI_OperationFT(const MI_OperationFT *table);
void check_MI_OperationFT(const MI_OperationFT *table)
{
    MI_Result (MI_CALL *slot_Close)(MI_Operation *operation) = table->Close;
    MI_Result (MI_CALL *slot_Cancel)(MI_Operation *operation, MI_CancellationReason reason) = table->Cancel;
    MI_Result (MI_CALL *slot_GetSession)(MI_Operation *operation, MI_Session *session) = table->GetSession;
    MI_Result (MI_CALL *slot_GetInstance)(
        MI_Operation *operation, const MI_Instance **instance, MI_Boolean *moreResults, MI_Result *result,
        const MI_Char **errorMessage, const MI_Instance **completionDetails) = table->GetInstance;
    MI_Result (MI_CALL *slot_GetIndication)(
        MI_Operation *operation, const MI_Instance **instance, const MI_Char **bookmark,
        const MI_Char **machineID, MI_Boolean *moreResults, MI_Result *result,
        const MI_Char **errorMessage, const MI_Instance **completionDetails) = table->GetIndication;
    MI_Result (MI_CALL *slot_GetClass)(
        MI_Operation *operation, const MI_Class **classResult, MI_Boolean *moreResults, MI_Result *result,
        const MI_Char **errorMessage, const MI_Instance **completionDetails) = table->GetClass;
    (void)slot_Close;
    (void)slot_Cancel;
    (void)slot_GetSession;
    (void)slot_GetInstance;
    (void)slot_GetIndication;
    (void)slot_GetClass;
}

void check_MI_OperationOptionsFT(const MI_OperationOptionsFT *table);
void check_MI_OperationOptionsFT(const MI_OperationOptionsFT *table)
{
    void (MI_CALL *slot_Delete)(MI_OperationOptions *options) = table->Delete;
    MI_Result (MI_CALL *slot_SetString)(
        MI_OperationOptions *options, const MI_Char *optionName, const MI_Char *value, MI_Uint32 flags) = table->SetString;
    MI_Result (MI_CALL *slot_SetNumber)(
        MI_OperationOptions *options, const MI_Char *optionName, MI_Uint32 value, MI_Uint32 flags) = table->SetNumber;
    MI_Result (MI_CALL *slot_SetCustomOption)(
        MI_OperationOptions *options, const MI_Char *optionName, MI_Type valueType, const MI_Value *value,
        MI_Boolean mustComply, MI_Uint32 flags) = table->SetCustomOption;
    MI_Result (MI_CALL *slot_GetString)(
        const MI_OperationOptions *options, const MI_Char *optionName, const MI_Char **value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetString;
    MI_Result (MI_CALL *slot_GetNumber)(
        const MI_OperationOptions *options, const MI_Char *optionName, MI_Uint32 *value, MI_Uint32 *index,
        MI_Uint32 *flags) = table->GetNumber;
    MI_Result (MI_CALL *slot_GetOptionCount)(
        const MI_OperationOptions *options, MI_Uint32 *count) = table->GetOptionCount;
    MI_Result (MI_CALL *slot_GetOptionAt)(
        const MI_OperationOptions *options, MI_Uint32 index, const MI_Char **optionName, MI_Value *value,
        MI_Type *type, MI_Uint32 *flags) = table->GetOptionAt;
    MI_Result (MI_CALL *slot_GetOption)(
        const MI_OperationOptions *options, const MI_Char *optionName, MI_Value *value, MI_Type *type,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetOption;
    MI_Result (MI_CALL *slot_GetEnabledChannels)(
        const MI_OperationOptions *options, const MI_Char *optionName, MI_Uint32 *channels,
        MI_Uint32 bufferLength, MI_Uint32 *channelCount, MI_Uint32 *flags) = table->GetEnabledChannels;
    MI_Result (MI_CALL *slot_Clone)(
        const MI_OperationOptions *self, MI_OperationOptions *newOperationOptions) = table->Clone;
    MI_Result (MI_CALL *slot_SetInterval)(
        MI_OperationOptions *options, const MI_Char *optionName, const MI_Interval *value, MI_Uint32 flags) = table->SetInterval;
    MI_Result (MI_CALL *slot_GetInterval)(
        const MI_OperationOptions *options, const MI_Char *optionName, MI_Interval *value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetInterval;
    (void)slot_Delete;
    (void)slot_SetString;
    (void)slot_SetNumber;
    (void)slot_SetCustomOption;
    (void)slot_GetString;
    (void)slot_GetNumber;
    (void)slot_GetOptionCount;
    (void)slot_GetOptionAt;
    (void)slot_GetOption;
    (void)slot_GetEnabledChannels;
    (void)slot_Clone;
    (void)slot_SetInterval;
    (void)slot_GetInterval;
}

void check_MI_ParameterSetFT(const MI_ParameterSetFT *table);
void check_MI_ParameterSetFT(const MI_ParameterSetFT *table)
{
    MI_Result (MI_CALL *slot_GetMethodReturnType)(
        const MI_ParameterSet *self, MI_Type *returnType, MI_QualifierSet *qualifierSet) = table->GetMethodReturnType;
    MI_Result (MI_CALL *slot_GetParameterCount)(
        const MI_ParameterSet *self, MI_Uint32 *count) = table->GetParameterCount;
    MI_Result (MI_CALL *slot_GetParameterAt)(
        const MI_ParameterSet *self, MI_Uint32 index, const MI_Char **name, MI_Type *parameterType,
        MI_Char **referenceClass, MI_QualifierSet *qualifierSet) = table->GetParameterAt;
    MI_Result (MI_CALL *slot_GetParameter)(
        const MI_ParameterSet *self, const MI_Char *name, MI_Type *parameterType, MI_Char **referenceClass,
        MI_QualifierSet *qualifierSet, MI_Uint32 *index) = table->GetParameter;
    (void)slot_GetMethodReturnType;
    (void)slot_GetParameterCount;
    (void)slot_GetParameterAt;
    (void)slot_GetParameter;
}

void check_MI_PropertySetFT(const MI_PropertySetFT *table);
void check_MI_PropertySetFT(const MI_PropertySetFT *table)
{
    MI_Result (MI_CALL *slot_GetElementCount)(
        const MI_PropertySet *self, MI_Uint32 *count) = table->GetElementCount;
    MI_Result (MI_CALL *slot_ContainsElement)(
        const MI_PropertySet *self, const MI_Char *name, MI_Boolean *flag) = table->ContainsElement;
    MI_Result (MI_CALL *slot_AddElement)(MI_PropertySet *self, const MI_Char *name) = table->AddElement;
    MI_Result (MI_CALL *slot_GetElementAt)(
        const MI_PropertySet *self, MI_Uint32 index, const MI_Char **name) = table->GetElementAt;
    MI_Result (MI_CALL *slot_Clear)(MI_PropertySet *self) = table->Clear;
    MI_Result (MI_CALL *slot_Destruct)(MI_PropertySet *self) = table->Destruct;
    MI_Result (MI_CALL *slot_Delete)(MI_PropertySet *self) = table->Delete;
    MI_Result (MI_CALL *slot_Clone)(
        const MI_PropertySet *self, MI_PropertySet **newPropertySet) = table->Clone;
    (void)slot_GetElementCount;
    (void)slot_ContainsElement;
    (void)slot_AddElement;
    (void)slot_GetElementAt;
    (void)slot_Clear;
    (void)slot_Destruct;
    (void)slot_Delete;
    (void)slot_Clone;
}

void check_MI_ProviderFT(const MI_ProviderFT *table);
void check_MI_ProviderFT(const MI_ProviderFT *table)
{
    void (MI_CALL *slot_Load)(void **self, MI_Module_Self *selfModule, MI_Context *context) = table->Load;
    void (MI_CALL *slot_Unload)(void *self, MI_Context *context) = table->Unload;
    void (MI_CALL *slot_GetInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName, const MI_PropertySet *propertySet) = table->GetInstance;
    void (MI_CALL *slot_EnumerateInstances)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_PropertySet *propertySet, MI_Boolean keysOnly, const MI_Filter *filter) = table->EnumerateInstances;
    void (MI_CALL *slot_CreateInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *newInstance) = table->CreateInstance;
    void (MI_CALL *slot_ModifyInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *modifiedInstance, const MI_PropertySet *propertySet) = table->ModifyInstance;
    void (MI_CALL *slot_DeleteInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName) = table->DeleteInstance;
    void (MI_CALL *slot_AssociatorInstances)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName, const MI_Char *resultClass, const MI_Char *role,
        const MI_Char *resultRole, const MI_PropertySet *propertySet, MI_Boolean keysOnly,
        const MI_Filter *filter) = table->AssociatorInstances;
    void (MI_CALL *slot_ReferenceInstances)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName, const MI_Char *role, const MI_PropertySet *propertySet,
        MI_Boolean keysOnly, const MI_Filter *filter) = table->ReferenceInstances;
    void (MI_CALL *slot_EnableIndications)(
        void *self, MI_Context *indicationsContext, const MI_Char *nameSpace, const MI_Char *className) = table->EnableIndications;
    void (MI_CALL *slot_DisableIndications)(
        void *self, MI_Context *indicationsContext, const MI_Char *nameSpace, const MI_Char *className) = table->DisableIndications;
    void (MI_CALL *slot_Subscribe)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Filter *filter, const MI_Char *bookmark, MI_Uint64 subscriptionID, void **subscriptionSelf) = table->Subscribe;
    void (MI_CALL *slot_Unsubscribe)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        MI_Uint64 subscriptionID, void *subscriptionSelf) = table->Unsubscribe;
    void (MI_CALL *slot_Invoke)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Char *methodName, const MI_Instance *instanceName, const MI_Instance *inputParameters) = table->Invoke;
    (void)slot_Load;
    (void)slot_Unload;
    (void)slot_GetInstance;
    (void)slot_EnumerateInstances;
    (void)slot_CreateInstance;
    (void)slot_ModifyInstance;
    (void)slot_DeleteInstance;
    (void)slot_AssociatorInstances;
    (void)slot_ReferenceInstances;
    (void)slot_EnableIndications;
    (void)slot_DisableIndications;
    (void)slot_Subscribe;
    (void)slot_Unsubscribe;
    (void)slot_Invoke;
}

void check_MI_QualifierSetFT(const MI_QualifierSetFT *table);
void check_MI_QualifierSetFT(const MI_QualifierSetFT *table)
{
    MI_Result (MI_CALL *slot_GetQualifierCount)(
        const MI_QualifierSet *self, MI_Uint32 *count) = table->GetQualifierCount;
    MI_Result (MI_CALL *slot_GetQualifierAt)(
        const MI_QualifierSet *self, MI_Uint32 index, const MI_Char **name, MI_Type *qualifierType,
        MI_Uint32 *qualifierFlags, MI_Value *qualifierValue) = table->GetQualifierAt;
    MI_Result (MI_CALL *slot_GetQualifier)(
        const MI_QualifierSet *self, const MI_Char *name, MI_Type *qualifierType,
        MI_Uint32 *qualifierFlags, MI_Value *qualifierValue, MI_Uint32 *index) = table->GetQualifier;
    (void)slot_GetQualifierCount;
    (void)slot_GetQualifierAt;
    (void)slot_GetQualifier;
}

void check_MI_SerializerFT(const MI_SerializerFT *table);
void check_MI_SerializerFT(const MI_SerializerFT *table)
{
    MI_Result (MI_CALL *slot_Close)(MI_Serializer *serializer) = table->Close;
    MI_Result (MI_CALL *slot_SerializeClass)(
        MI_Serializer *serializer, MI_Uint32 flags, const MI_Class *classObject, MI_Uint8 *clientBuffer,
        MI_Uint32 clientBufferLength, MI_Uint32 *clientBufferNeeded) = table->SerializeClass;
    MI_Result (MI_CALL *slot_SerializeInstance)(
        MI_Serializer *serializer, MI_Uint32 flags, const MI_Instance *instanceObject,
        MI_Uint8 *clientBuffer, MI_Uint32 clientBufferLength, MI_Uint32 *clientBufferNeeded) = table->SerializeInstance;
    (void)slot_Close;
    (void)slot_SerializeClass;
    (void)slot_SerializeInstance;
}

void check_MI_ServerFT(const MI_ServerFT *table);
void check_MI_ServerFT(const MI_ServerFT *table)
{
    MI_Result (MI_CALL *slot_GetVersion)(MI_Uint32 *version) = table->GetVersion;
    MI_Result (MI_CALL *slot_GetSystemName)(const MI_Char **systemName) = table->GetSystemName;
    (void)slot_GetVersion;
    (void)slot_GetSystemName;
}

void check_MI_SessionCallbacks(const MI_SessionCallbacks *table);
void check_MI_SessionCallbacks(const MI_SessionCallbacks *table)
{
    void (MI_CALL *slot_writeMessage)(
        MI_Application *application, void *callbackContext, MI_Uint32 channel, const MI_Char *message) = table->writeMessage;
    void (MI_CALL *slot_writeError)(
        MI_Application *application, void *callbackContext, MI_Instance *instance) = table->writeError;
    (void)slot_writeMessage;
    (void)slot_writeError;
}

void check_MI_SessionFT(const MI_SessionFT *table);
void check_MI_SessionFT(const MI_SessionFT *table)
{
    MI_Result (MI_CALL *slot_Close)(
        MI_Session *session, void *completionContext, void (MI_CALL *completionCallback)(void *)) = table->Close;
    MI_Result (MI_CALL *slot_GetApplication)(
        MI_Session *session, MI_Application *application) = table->GetApplication;
    void (MI_CALL *slot_GetInstance)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->GetInstance;
    void (MI_CALL *slot_ModifyInstance)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->ModifyInstance;
    void (MI_CALL *slot_CreateInstance)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->CreateInstance;
    void (MI_CALL *slot_DeleteInstance)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Instance *inboundInstance, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->DeleteInstance;
    void (MI_CALL *slot_Invoke)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Char *className, const MI_Char *methodName, const MI_Instance *inboundInstance,
        const MI_Instance *inboundProperties, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->Invoke;
    void (MI_CALL *slot_EnumerateInstances)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Char *className, MI_Boolean keysOnly, MI_OperationCallbacks *callbacks,
        MI_Operation *operation) = table->EnumerateInstances;
    void (MI_CALL *slot_QueryInstances)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Char *queryDialect, const MI_Char *queryExpression, MI_OperationCallbacks *callbacks,
        MI_Operation *operation) = table->QueryInstances;
    void (MI_CALL *slot_AssociatorInstances)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Instance *instanceKeys, const MI_Char *assocClass, const MI_Char *resultClass,
        const MI_Char *role, const MI_Char *resultRole, MI_Boolean keysOnly,
        MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->AssociatorInstances;
    void (MI_CALL *slot_ReferenceInstances)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Instance *instanceKeys, const MI_Char *resultClass, const MI_Char *role,
        MI_Boolean keysOnly, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->ReferenceInstances;
    void (MI_CALL *slot_Subscribe)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Char *queryDialect, const MI_Char *queryExpression,
        const MI_SubscriptionDeliveryOptions *deliverOptions, MI_OperationCallbacks *callbacks,
        MI_Operation *operation) = table->Subscribe;
    void (MI_CALL *slot_GetClass)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Char *className, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->GetClass;
    void (MI_CALL *slot_EnumerateClasses)(
        MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options, const MI_Char *namespaceName,
        const MI_Char *className, MI_Boolean classNamesOnly, MI_OperationCallbacks *callbacks,
        MI_Operation *operation) = table->EnumerateClasses;
    void (MI_CALL *slot_TestConnection)(
        MI_Session *session, MI_Uint32 flags, MI_OperationCallbacks *callbacks, MI_Operation *operation) = table->TestConnection;
    (void)slot_Close;
    (void)slot_GetApplication;
    (void)slot_GetInstance;
    (void)slot_ModifyInstance;
    (void)slot_CreateInstance;
    (void)slot_DeleteInstance;
    (void)slot_Invoke;
    (void)slot_EnumerateInstances;
    (void)slot_QueryInstances;
    (void)slot_AssociatorInstances;
    (void)slot_ReferenceInstances;
    (void)slot_Subscribe;
    (void)slot_GetClass;
    (void)slot_EnumerateClasses;
    (void)slot_TestConnection;
}

void check_MI_SubscriptionDeliveryOptionsFT(const MI_SubscriptionDeliveryOptionsFT *table);
void check_MI_SubscriptionDeliveryOptionsFT(const MI_SubscriptionDeliveryOptionsFT *table)
{
    MI_Result (MI_CALL *slot_SetString)(
        MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, const MI_Char *value,
        MI_Uint32 flags) = table->SetString;
    MI_Result (MI_CALL *slot_SetNumber)(
        MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, MI_Uint32 value,
        MI_Uint32 flags) = table->SetNumber;
    MI_Result (MI_CALL *slot_SetDateTime)(
        MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, const MI_Datetime *value,
        MI_Uint32 flags) = table->SetDateTime;
    MI_Result (MI_CALL *slot_SetInterval)(
        MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, const MI_Interval *value,
        MI_Uint32 flags) = table->SetInterval;
    MI_Result (MI_CALL *slot_AddCredentials)(
        MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName,
        const MI_UserCredentials *credentials, MI_Uint32 flags) = table->AddCredentials;
    MI_Result (MI_CALL *slot_Delete)(MI_SubscriptionDeliveryOptions *self) = table->Delete;
    MI_Result (MI_CALL *slot_GetString)(
        const MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, const MI_Char **value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetString;
    MI_Result (MI_CALL *slot_GetNumber)(
        const MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, MI_Uint32 *value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetNumber;
    MI_Result (MI_CALL *slot_GetDateTime)(
        const MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, MI_Datetime *value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetDateTime;
    MI_Result (MI_CALL *slot_GetInterval)(
        const MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, MI_Interval *value,
        MI_Uint32 *index, MI_Uint32 *flags) = table->GetInterval;
    MI_Result (MI_CALL *slot_GetOptionCount)(
        const MI_SubscriptionDeliveryOptions *options, MI_Uint32 *count) = table->GetOptionCount;
    MI_Result (MI_CALL *slot_GetOptionAt)(
        const MI_SubscriptionDeliveryOptions *options, MI_Uint32 index, const MI_Char **optionName,
        MI_Value *value, MI_Type *type, MI_Uint32 *flags) = table->GetOptionAt;
    MI_Result (MI_CALL *slot_GetOption)(
        const MI_SubscriptionDeliveryOptions *options, const MI_Char *optionName, MI_Value *value,
        MI_Type *type, MI_Uint32 *index, MI_Uint32 *flags) = table->GetOption;
    MI_Result (MI_CALL *slot_GetCredentialsCount)(
        const MI_SubscriptionDeliveryOptions *options, MI_Uint32 *count) = table->GetCredentialsCount;
    MI_Result (MI_CALL *slot_GetCredentialsAt)(
        const MI_SubscriptionDeliveryOptions *options, MI_Uint32 index, const MI_Char **optionName,
        MI_UserCredentials *credentials, MI_Uint32 *flags) = table->GetCredentialsAt;
    MI_Result (MI_CALL *slot_GetCredentialsPasswordAt)(
        const MI_SubscriptionDeliveryOptions *options, MI_Uint32 index, const MI_Char **optionName,
        MI_Char *password, MI_Uint32 bufferLength, MI_Uint32 *passwordLength, MI_Uint32 *flags) = table->GetCredentialsPasswordAt;
    MI_Result (MI_CALL *slot_Clone)(
        const MI_SubscriptionDeliveryOptions *self,
        MI_SubscriptionDeliveryOptions *newSubscriptionDeliveryOptions) = table->Clone;
    (void)slot_SetString;
    (void)slot_SetNumber;
    (void)slot_SetDateTime;
    (void)slot_SetInterval;
    (void)slot_AddCredentials;
    (void)slot_Delete;
    (void)slot_GetString;
    (void)slot_GetNumber;
    (void)slot_GetDateTime;
    (void)slot_GetInterval;
    (void)slot_GetOptionCount;
    (void)slot_GetOptionAt;
    (void)slot_GetOption;
    (void)slot_GetCredentialsCount;
    (void)slot_GetCredentialsAt;
    (void)slot_GetCredentialsPasswordAt;
    (void)slot_Clone;
}

void check_MI_UtilitiesFT(const MI_UtilitiesFT *table);
void check_MI_UtilitiesFT(const MI_UtilitiesFT *table)
{
    MI_ErrorCategory (MI_CALL *slot_MapErrorToMiErrorCategory)(
        const MI_Char *errorType, MI_Uint32 error) = table->MapErrorToMiErrorCategory;
    MI_Result (MI_CALL *slot_CimErrorFromErrorCode)(
        MI_Uint32 error, const MI_Char *errorType, const MI_Char *errorMessage, MI_Instance **cimError) = table->CimErrorFromErrorCode;
    (void)slot_MapErrorToMiErrorCategory;
    (void)slot_CimErrorFromErrorCode;
}

void check_MI_DeserializerCallbacks(const MI_DeserializerCallbacks *table);
void check_MI_DeserializerCallbacks(const MI_DeserializerCallbacks *table)
{
    MI_Result (MI_CALL *slot_classObjectNeeded)(
        void *context, const MI_Char *serverName, const MI_Char *namespaceName, const MI_Char *className,
        MI_Class **requestedClassObject) = table->classObjectNeeded;
    MI_Result (MI_CALL *slot_getIncludedFileContent)(
        void *context, const MI_Char *fileName, MI_Uint8 **fileBuffer, MI_Uint32 *bufferLength) = table->getIncludedFileContent;
    void (MI_CALL *slot_freeIncludedFileContent)(
        void *context, MI_Uint8 *Buffer) = table->freeIncludedFileContent;
    void (MI_CALL *slot_instanceResult)(
        MI_Operation *operation, void *callbackContext, const MI_Instance *instance,
        MI_Boolean moreResults, MI_Result resultCode, const MI_Char *errorString,
        const MI_Instance *errorDetails, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = table->instanceResult;
    void (MI_CALL *slot_classResult)(
        MI_Operation *operation, void *callbackContext, const MI_Class *classResult,
        MI_Boolean moreResults, MI_Result resultCode, const MI_Char *errorString,
        const MI_Instance *errorDetails, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = table->classResult;
    MI_Result (MI_CALL *slot_classObjectNeededOnId)(
        void *context, MI_Uint64 classId, MI_Class **requestedClassObject) = table->classObjectNeededOnId;
    MI_Result (MI_CALL *slot_classObjectAndId)(
        void *context, MI_Uint64 classId, MI_Class *classObject) = table->classObjectAndId;
    MI_Result (MI_CALL *slot_qualifierDeclNeeded)(
        void *context, MI_QualifierDecl *decl) = table->qualifierDeclNeeded;
    (void)slot_classObjectNeeded;
    (void)slot_getIncludedFileContent;
    (void)slot_freeIncludedFileContent;
    (void)slot_instanceResult;
    (void)slot_classResult;
    (void)slot_classObjectNeededOnId;
    (void)slot_classObjectAndId;
    (void)slot_qualifierDeclNeeded;
}

void check_MI_DeserializerFT_INTL(const MI_DeserializerFT_INTL *table);
void check_MI_DeserializerFT_INTL(const MI_DeserializerFT_INTL *table)
{
    MI_Result (MI_CALL *slot_DeserializeClassArray)(
        MI_Deserializer *deserializer, MI_Uint32 flags, MI_OperationOptions *options,
        MI_DeserializerCallbacks *callbacks, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
        MI_ClassA *classes, const MI_Char *serverName, const MI_Char *namespaceName,
        MI_Uint32 *serializedBufferRead, MI_ClassA **classObjects, MI_Instance **cimErrorDetails) = table->DeserializeClassArray;
    MI_Result (MI_CALL *slot_DeserializeInstanceArray)(
        MI_Deserializer *deserializer, MI_Uint32 flags, MI_OperationOptions *options,
        MI_DeserializerCallbacks *callbacks, MI_Uint8 *serializedBuffer, MI_Uint32 serializedBufferLength,
        MI_ClassA *classes, MI_Uint32 *serializedBufferRead, MI_InstanceA **instanceObjects,
        MI_Instance **cimErrorDetails) = table->DeserializeInstanceArray;
    (void)slot_DeserializeClassArray;
    (void)slot_DeserializeInstanceArray;
}

void check_MI_ExtendedArrayFT(const MI_ExtendedArrayFT *table);
void check_MI_ExtendedArrayFT(const MI_ExtendedArrayFT *table)
{
    void (MI_CALL *slot_Delete)(MI_ExtendedArray *self) = table->Delete;
    (void)slot_Delete;
}

void check_MI_LifecycleIndicationContextFT(const MI_LifecycleIndicationContextFT *table);
void check_MI_LifecycleIndicationContextFT(const MI_LifecycleIndicationContextFT *table)
{
    MI_Result (MI_CALL *slot_PostCreate)(
        MI_LifecycleIndicationContext *context, const MI_Instance *instance) = table->PostCreate;
    MI_Result (MI_CALL *slot_PostModify)(
        MI_LifecycleIndicationContext *context, const MI_Instance *orginalInstance,
        const MI_Instance *instance) = table->PostModify;
    MI_Result (MI_CALL *slot_PostDelete)(
        MI_LifecycleIndicationContext *context, const MI_Instance *orginalInstance) = table->PostDelete;
    MI_Result (MI_CALL *slot_PostRead)(
        MI_LifecycleIndicationContext *context, const MI_Instance *instance) = table->PostRead;
    MI_Result (MI_CALL *slot_PostMethodCall)(
        MI_LifecycleIndicationContext *context, const MI_Instance *instance, const MI_Char *methodName,
        MI_Boolean precall, const MI_Instance *parameter, const MI_Char *returnvalue) = table->PostMethodCall;
    MI_Result (MI_CALL *slot_PostResult)(
        MI_LifecycleIndicationContext *context, MI_Result result) = table->PostResult;
    MI_Result (MI_CALL *slot_ConstructInstance)(
        MI_LifecycleIndicationContext *context, const MI_ClassDecl *classDecl, MI_Instance *instance) = table->ConstructInstance;
    MI_Result (MI_CALL *slot_ConstructParameters)(
        MI_LifecycleIndicationContext *context, const MI_MethodDecl *methodDecl, MI_Instance *instance) = table->ConstructParameters;
    MI_Result (MI_CALL *slot_NewInstance)(
        MI_LifecycleIndicationContext *context, const MI_ClassDecl *classDecl, MI_Instance **instance) = table->NewInstance;
    MI_Result (MI_CALL *slot_NewDynamicInstance)(
        MI_LifecycleIndicationContext *context, const MI_Char *className, MI_Uint32 flags,
        MI_Instance **instance) = table->NewDynamicInstance;
    MI_Result (MI_CALL *slot_NewParameters)(
        MI_LifecycleIndicationContext *context, const MI_MethodDecl *methodDecl, MI_Instance **instance) = table->NewParameters;
    MI_Result (MI_CALL *slot_SetSupportedTypes)(
        MI_LifecycleIndicationContext *context, MI_Uint32 types) = table->SetSupportedTypes;
    MI_Result (MI_CALL *slot_GetTypes)(
        MI_LifecycleIndicationContext *context, MI_Uint32 *types) = table->GetTypes;
    MI_Result (MI_CALL *slot_RegisterCallback)(
        MI_LifecycleIndicationContext *context, MI_LifecycleIndicationCallback callback, void *callbackData) = table->RegisterCallback;
    (void)slot_PostCreate;
    (void)slot_PostModify;
    (void)slot_PostDelete;
    (void)slot_PostRead;
    (void)slot_PostMethodCall;
    (void)slot_PostResult;
    (void)slot_ConstructInstance;
    (void)slot_ConstructParameters;
    (void)slot_NewInstance;
    (void)slot_NewDynamicInstance;
    (void)slot_NewParameters;
    (void)slot_SetSupportedTypes;
    (void)slot_GetTypes;
    (void)slot_RegisterCallback;
}

void check_callbacks(void);
void check_callbacks(void)
{
    void (MI_CALL *type_MI_MethodDecl_Invoke)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Char *methodName, const MI_Instance *instanceName, const MI_Instance *parameters) = (MI_MethodDecl_Invoke)0;
    void (MI_CALL *type_MI_ProviderFT_Load)(
        void **self, MI_Module_Self *selfModule, MI_Context *context) = (MI_ProviderFT_Load)0;
    void (MI_CALL *type_MI_ProviderFT_Unload)(void *self, MI_Context *context) = (MI_ProviderFT_Unload)0;
    void (MI_CALL *type_MI_ProviderFT_GetInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName, const MI_PropertySet *propertySet) = (MI_ProviderFT_GetInstance)0;
    void (MI_CALL *type_MI_ProviderFT_EnumerateInstances)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_PropertySet *propertySet, MI_Boolean keysOnly, const MI_Filter *filter) = (MI_ProviderFT_EnumerateInstances)0;
    void (MI_CALL *type_MI_ProviderFT_CreateInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *newInstance) = (MI_ProviderFT_CreateInstance)0;
    void (MI_CALL *type_MI_ProviderFT_ModifyInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *modifiedInstance, const MI_PropertySet *propertySet) = (MI_ProviderFT_ModifyInstance)0;
    void (MI_CALL *type_MI_ProviderFT_DeleteInstance)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName) = (MI_ProviderFT_DeleteInstance)0;
    void (MI_CALL *type_MI_ProviderFT_AssociatorInstances)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName, const MI_Char *resultClass, const MI_Char *role,
        const MI_Char *resultRole, const MI_PropertySet *propertySet, MI_Boolean keysOnly,
        const MI_Filter *filter) = (MI_ProviderFT_AssociatorInstances)0;
    void (MI_CALL *type_MI_ProviderFT_ReferenceInstances)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Instance *instanceName, const MI_Char *role, const MI_PropertySet *propertySet,
        MI_Boolean keysOnly, const MI_Filter *filter) = (MI_ProviderFT_ReferenceInstances)0;
    void (MI_CALL *type_MI_ProviderFT_EnableIndications)(
        void *self, MI_Context *indicationsContext, const MI_Char *nameSpace, const MI_Char *className) = (MI_ProviderFT_EnableIndications)0;
    void (MI_CALL *type_MI_ProviderFT_DisableIndications)(
        void *self, MI_Context *indicationsContext, const MI_Char *nameSpace, const MI_Char *className) = (MI_ProviderFT_DisableIndications)0;
    void (MI_CALL *type_MI_ProviderFT_Subscribe)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Filter *filter, const MI_Char *bookmark, MI_Uint64 subscriptionID, void **subscriptionSelf) = (MI_ProviderFT_Subscribe)0;
    void (MI_CALL *type_MI_ProviderFT_Unsubscribe)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        MI_Uint64 subscriptionID, void *subscriptionSelf) = (MI_ProviderFT_Unsubscribe)0;
    void (MI_CALL *type_MI_ProviderFT_Invoke)(
        void *self, MI_Context *context, const MI_Char *nameSpace, const MI_Char *className,
        const MI_Char *methodName, const MI_Instance *instanceName, const MI_Instance *inputParameters) = (MI_ProviderFT_Invoke)0;
    void (MI_CALL *type_MI_Module_Load)(MI_Module_Self **self, MI_Context *context) = (MI_Module_Load)0;
    void (MI_CALL *type_MI_Module_Unload)(MI_Module_Self *self, MI_Context *context) = (MI_Module_Unload)0;
    void (MI_CALL *type_MI_CancelCallback)(
        MI_CancellationReason reason, void *callbackData) = (MI_CancelCallback)0;
    struct _MI_Module * (MI_CALL *type_MI_MainFunction)(struct _MI_Server *server) = (MI_MainFunction)0;
    void (MI_CALL *type_MI_OperationCallback_PromptUser)(
        MI_Operation *operation, void *callbackContext, const MI_Char *message, MI_PromptType promptType,
        MI_Result (MI_CALL *promptUserResult)(MI_Operation *, MI_OperationCallback_ResponseType)) = (MI_OperationCallback_PromptUser)0;
    void (MI_CALL *type_MI_OperationCallback_WriteError)(
        MI_Operation *operation, void *callbackContext, MI_Instance *instance,
        MI_Result (MI_CALL *writeErrorResult)(MI_Operation *, MI_OperationCallback_ResponseType)) = (MI_OperationCallback_WriteError)0;
    void (MI_CALL *type_MI_OperationCallback_WriteMessage)(
        MI_Operation *operation, void *callbackContext, MI_Uint32 channel, const MI_Char *message) = (MI_OperationCallback_WriteMessage)0;
    void (MI_CALL *type_MI_OperationCallback_WriteProgress)(
        MI_Operation *operation, void *callbackContext, const MI_Char *activity,
        const MI_Char *currentOperation, const MI_Char *statusDescription, MI_Uint32 percentageComplete,
        MI_Uint32 secondsRemaining) = (MI_OperationCallback_WriteProgress)0;
    void (MI_CALL *type_MI_OperationCallback_Instance)(
        MI_Operation *operation, void *callbackContext, const MI_Instance *instance,
        MI_Boolean moreResults, MI_Result resultCode, const MI_Char *errorString,
        const MI_Instance *errorDetails, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = (MI_OperationCallback_Instance)0;
    void (MI_CALL *type_MI_OperationCallback_StreamedParameter)(
        MI_Operation *operation, void *callbackContext, const MI_Char *parameterName, MI_Type resultType,
        const MI_Value *result, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = (MI_OperationCallback_StreamedParameter)0;
    void (MI_CALL *type_MI_OperationCallback_Indication)(
        MI_Operation *operation, void *callbackContext, const MI_Instance *instance,
        const MI_Char *bookmark, const MI_Char *machineID, MI_Boolean moreResults, MI_Result resultCode,
        const MI_Char *errorString, const MI_Instance *errorDetails,
        MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = (MI_OperationCallback_Indication)0;
    void (MI_CALL *type_MI_OperationCallback_Class)(
        MI_Operation *operation, void *callbackContext, const MI_Class *classResult,
        MI_Boolean moreResults, MI_Result resultCode, const MI_Char *errorString,
        const MI_Instance *errorDetails, MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation *)) = (MI_OperationCallback_Class)0;
    MI_Result (MI_CALL *type_MI_Deserializer_ClassObjectNeeded)(
        void *context, const MI_Char *serverName, const MI_Char *namespaceName, const MI_Char *className,
        MI_Class **requestedClassObject) = (MI_Deserializer_ClassObjectNeeded)0;
    void (MI_CALL *type_MI_LifecycleIndicationCallback)(
        MI_Uint32 types, void *callbackData) = (MI_LifecycleIndicationCallback)0;
    void (MI_CALL *type_MI_ExtendedArray_Delete)(MI_ExtendedArray *self) = (MI_ExtendedArray_Delete)0;
    MI_Result (MI_CALL *type_MI_Deserializer_GetIncludedFileBuffer)(
        void *context, const MI_Char *fileName, MI_Uint8 **fileBuffer, MI_Uint32 *bufferLength) = (MI_Deserializer_GetIncludedFileBuffer)0;
    void (MI_CALL *type_MI_Deserializer_FreeIncludedFileBuffer)(
        void *context, MI_Uint8 *Buffer) = (MI_Deserializer_FreeIncludedFileBuffer)0;
    MI_Result (MI_CALL *type_MI_Deserializer_ClassObjectNeededOnId)(
        void *context, MI_Uint64 classId, MI_Class **requestedClassObject) = (MI_Deserializer_ClassObjectNeededOnId)0;
    MI_Result (MI_CALL *type_MI_Deserializer_ClassObjectAndId)(
        void *context, MI_Uint64 classId, MI_Class *classObject) = (MI_Deserializer_ClassObjectAndId)0;
    MI_Result (MI_CALL *type_MI_Deserializer_QualifierDeclNeeded)(
        void *context, MI_QualifierDecl *decl) = (MI_Deserializer_QualifierDeclNeeded)0;
    (void)type_MI_MethodDecl_Invoke;
    (void)type_MI_ProviderFT_Load;
    (void)type_MI_ProviderFT_Unload;
    (void)type_MI_ProviderFT_GetInstance;
    (void)type_MI_ProviderFT_EnumerateInstances;
    (void)type_MI_ProviderFT_CreateInstance;
    (void)type_MI_ProviderFT_ModifyInstance;
    (void)type_MI_ProviderFT_DeleteInstance;
    (void)type_MI_ProviderFT_AssociatorInstances;
    (void)type_MI_ProviderFT_ReferenceInstances;
    (void)type_MI_ProviderFT_EnableIndications;
    (void)type_MI_ProviderFT_DisableIndications;
    (void)type_MI_ProviderFT_Subscribe;
    (void)type_MI_ProviderFT_Unsubscribe;
    (void)type_MI_ProviderFT_Invoke;
    (void)type_MI_Module_Load;
    (void)type_MI_Module_Unload;
    (void)type_MI_CancelCallback;
    (void)type_MI_MainFunction;
    (void)type_MI_OperationCallback_PromptUser;
    (void)type_MI_OperationCallback_WriteError;
    (void)type_MI_OperationCallback_WriteMessage;
    (void)type_MI_OperationCallback_WriteProgress;
    (void)type_MI_OperationCallback_Instance;
    (void)type_MI_OperationCallback_StreamedParameter;
    (void)type_MI_OperationCallback_Indication;
    (void)type_MI_OperationCallback_Class;
    (void)type_MI_Deserializer_ClassObjectNeeded;
    (void)type_MI_LifecycleIndicationCallback;
    (void)type_MI_ExtendedArray_Delete;
    (void)type_MI_Deserializer_GetIncludedFileBuffer;
    (void)type_MI_Deserializer_FreeIncludedFileBuffer;
    (void)type_MI_Deserializer_ClassObjectNeededOnId;
    (void)type_MI_Deserializer_ClassObjectAndId;
    (void)type_MI_Deserializer_QualifierDeclNeeded;
}
