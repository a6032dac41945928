/*
 * Every name that the interface has: types, structure tags, enumerators, constants with their values, macros. Whoever
 * takes one away breaks a program that uses it, and this file first.
 */
#include <MI.h>
#include <micodec.h>

#if defined(__cplusplus)
# define CHECK(condition, text) static_assert(condition, text)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
# define CHECK(condition, text) _Static_assert(condition, text)
#else
# define JOIN2(a, b) a##b
# define JOIN(a, b) JOIN2(a, b)
# define CHECK(condition, text) extern int JOIN(check_, __LINE__)[(condition) ? 1 : -1]
#endif

/* Types. */
CHECK(sizeof(Aliases) > 0, "Aliases");
CHECK(sizeof(ExtFunctionTable) > 0, "ExtFunctionTable");
CHECK(sizeof(MI_Application) > 0, "MI_Application");
CHECK(sizeof(MI_ApplicationFT) > 0, "MI_ApplicationFT");
CHECK(sizeof(MI_Array) > 0, "MI_Array");
CHECK(sizeof(MI_ArrayField) > 0, "MI_ArrayField");
CHECK(sizeof(MI_Boolean) > 0, "MI_Boolean");
CHECK(sizeof(MI_BooleanA) > 0, "MI_BooleanA");
CHECK(sizeof(MI_BooleanAField) > 0, "MI_BooleanAField");
CHECK(sizeof(MI_BooleanField) > 0, "MI_BooleanField");
CHECK(sizeof(MI_CallbackMode) > 0, "MI_CallbackMode");
CHECK(sizeof(MI_CancelCallback) > 0, "MI_CancelCallback");
CHECK(sizeof(MI_CancellationReason) > 0, "MI_CancellationReason");
CHECK(sizeof(MI_Char) > 0, "MI_Char");
CHECK(sizeof(MI_Char16) > 0, "MI_Char16");
CHECK(sizeof(MI_Char16A) > 0, "MI_Char16A");
CHECK(sizeof(MI_Char16AField) > 0, "MI_Char16AField");
CHECK(sizeof(MI_Char16Field) > 0, "MI_Char16Field");
CHECK(sizeof(MI_Class) > 0, "MI_Class");
CHECK(sizeof(MI_ClassA) > 0, "MI_ClassA");
CHECK(sizeof(MI_ClassDecl) > 0, "MI_ClassDecl");
CHECK(sizeof(MI_ClassFT) > 0, "MI_ClassFT");
CHECK(sizeof(MI_ClientFT_V1) > 0, "MI_ClientFT_V1");
CHECK(sizeof(MI_ConstBooleanA) > 0, "MI_ConstBooleanA");
CHECK(sizeof(MI_ConstBooleanAField) > 0, "MI_ConstBooleanAField");
CHECK(sizeof(MI_ConstBooleanField) > 0, "MI_ConstBooleanField");
CHECK(sizeof(MI_ConstChar16A) > 0, "MI_ConstChar16A");
CHECK(sizeof(MI_ConstChar16AField) > 0, "MI_ConstChar16AField");
CHECK(sizeof(MI_ConstChar16Field) > 0, "MI_ConstChar16Field");
CHECK(sizeof(MI_ConstDatetimeA) > 0, "MI_ConstDatetimeA");
CHECK(sizeof(MI_ConstDatetimeAField) > 0, "MI_ConstDatetimeAField");
CHECK(sizeof(MI_ConstDatetimeField) > 0, "MI_ConstDatetimeField");
CHECK(sizeof(MI_ConstInstanceA) > 0, "MI_ConstInstanceA");
CHECK(sizeof(MI_ConstInstanceAField) > 0, "MI_ConstInstanceAField");
CHECK(sizeof(MI_ConstInstanceField) > 0, "MI_ConstInstanceField");
CHECK(sizeof(MI_ConstReal32A) > 0, "MI_ConstReal32A");
CHECK(sizeof(MI_ConstReal32AField) > 0, "MI_ConstReal32AField");
CHECK(sizeof(MI_ConstReal32Field) > 0, "MI_ConstReal32Field");
CHECK(sizeof(MI_ConstReal64A) > 0, "MI_ConstReal64A");
CHECK(sizeof(MI_ConstReal64AField) > 0, "MI_ConstReal64AField");
CHECK(sizeof(MI_ConstReal64Field) > 0, "MI_ConstReal64Field");
CHECK(sizeof(MI_ConstReferenceA) > 0, "MI_ConstReferenceA");
CHECK(sizeof(MI_ConstReferenceAField) > 0, "MI_ConstReferenceAField");
CHECK(sizeof(MI_ConstReferenceField) > 0, "MI_ConstReferenceField");
CHECK(sizeof(MI_ConstSint16A) > 0, "MI_ConstSint16A");
CHECK(sizeof(MI_ConstSint16AField) > 0, "MI_ConstSint16AField");
CHECK(sizeof(MI_ConstSint16Field) > 0, "MI_ConstSint16Field");
CHECK(sizeof(MI_ConstSint32A) > 0, "MI_ConstSint32A");
CHECK(sizeof(MI_ConstSint32AField) > 0, "MI_ConstSint32AField");
CHECK(sizeof(MI_ConstSint32Field) > 0, "MI_ConstSint32Field");
CHECK(sizeof(MI_ConstSint64A) > 0, "MI_ConstSint64A");
CHECK(sizeof(MI_ConstSint64AField) > 0, "MI_ConstSint64AField");
CHECK(sizeof(MI_ConstSint64Field) > 0, "MI_ConstSint64Field");
CHECK(sizeof(MI_ConstSint8A) > 0, "MI_ConstSint8A");
CHECK(sizeof(MI_ConstSint8AField) > 0, "MI_ConstSint8AField");
CHECK(sizeof(MI_ConstSint8Field) > 0, "MI_ConstSint8Field");
CHECK(sizeof(MI_ConstStringA) > 0, "MI_ConstStringA");
CHECK(sizeof(MI_ConstStringAField) > 0, "MI_ConstStringAField");
CHECK(sizeof(MI_ConstStringField) > 0, "MI_ConstStringField");
CHECK(sizeof(MI_ConstStringPtr) > 0, "MI_ConstStringPtr");
CHECK(sizeof(MI_ConstUint16A) > 0, "MI_ConstUint16A");
CHECK(sizeof(MI_ConstUint16AField) > 0, "MI_ConstUint16AField");
CHECK(sizeof(MI_ConstUint16Field) > 0, "MI_ConstUint16Field");
CHECK(sizeof(MI_ConstUint32A) > 0, "MI_ConstUint32A");
CHECK(sizeof(MI_ConstUint32AField) > 0, "MI_ConstUint32AField");
CHECK(sizeof(MI_ConstUint32Field) > 0, "MI_ConstUint32Field");
CHECK(sizeof(MI_ConstUint64A) > 0, "MI_ConstUint64A");
CHECK(sizeof(MI_ConstUint64AField) > 0, "MI_ConstUint64AField");
CHECK(sizeof(MI_ConstUint64Field) > 0, "MI_ConstUint64Field");
CHECK(sizeof(MI_ConstUint8A) > 0, "MI_ConstUint8A");
CHECK(sizeof(MI_ConstUint8AField) > 0, "MI_ConstUint8AField");
CHECK(sizeof(MI_ConstUint8Field) > 0, "MI_ConstUint8Field");
CHECK(sizeof(MI_Context) > 0, "MI_Context");
CHECK(sizeof(MI_ContextFT) > 0, "MI_ContextFT");
CHECK(sizeof(MI_Datetime) > 0, "MI_Datetime");
CHECK(sizeof(MI_DatetimeA) > 0, "MI_DatetimeA");
CHECK(sizeof(MI_DatetimeAField) > 0, "MI_DatetimeAField");
CHECK(sizeof(MI_DatetimeField) > 0, "MI_DatetimeField");
CHECK(sizeof(MI_Deserializer) > 0, "MI_Deserializer");
CHECK(sizeof(MI_DeserializerCallbacks) > 0, "MI_DeserializerCallbacks");
CHECK(sizeof(MI_DeserializerFT) > 0, "MI_DeserializerFT");
CHECK(sizeof(MI_DeserializerFT_INTL) > 0, "MI_DeserializerFT_INTL");
CHECK(sizeof(MI_Deserializer_ClassObjectAndId) > 0, "MI_Deserializer_ClassObjectAndId");
CHECK(sizeof(MI_Deserializer_ClassObjectNeeded) > 0, "MI_Deserializer_ClassObjectNeeded");
CHECK(sizeof(MI_Deserializer_ClassObjectNeededOnId) > 0, "MI_Deserializer_ClassObjectNeededOnId");
CHECK(sizeof(MI_Deserializer_FreeIncludedFileBuffer) > 0, "MI_Deserializer_FreeIncludedFileBuffer");
CHECK(sizeof(MI_Deserializer_GetIncludedFileBuffer) > 0, "MI_Deserializer_GetIncludedFileBuffer");
CHECK(sizeof(MI_Deserializer_QualifierDeclNeeded) > 0, "MI_Deserializer_QualifierDeclNeeded");
CHECK(sizeof(MI_DestinationOptions) > 0, "MI_DestinationOptions");
CHECK(sizeof(MI_DestinationOptionsFT) > 0, "MI_DestinationOptionsFT");
CHECK(sizeof(MI_DestinationOptions_ImpersonationType) > 0, "MI_DestinationOptions_ImpersonationType");
CHECK(sizeof(MI_ErrorCategory) > 0, "MI_ErrorCategory");
CHECK(sizeof(MI_ExtendedArray) > 0, "MI_ExtendedArray");
CHECK(sizeof(MI_ExtendedArrayFT) > 0, "MI_ExtendedArrayFT");
CHECK(sizeof(MI_ExtendedArray_Delete) > 0, "MI_ExtendedArray_Delete");
CHECK(sizeof(MI_FeatureDecl) > 0, "MI_FeatureDecl");
CHECK(sizeof(MI_Filter) > 0, "MI_Filter");
CHECK(sizeof(MI_FilterFT) > 0, "MI_FilterFT");
CHECK(sizeof(MI_HostedProvider) > 0, "MI_HostedProvider");
CHECK(sizeof(MI_HostedProviderFT) > 0, "MI_HostedProviderFT");
CHECK(sizeof(MI_Instance) > 0, "MI_Instance");
CHECK(sizeof(MI_InstanceA) > 0, "MI_InstanceA");
CHECK(sizeof(MI_InstanceAField) > 0, "MI_InstanceAField");
CHECK(sizeof(MI_InstanceExFT) > 0, "MI_InstanceExFT");
CHECK(sizeof(MI_InstanceFT) > 0, "MI_InstanceFT");
CHECK(sizeof(MI_InstanceField) > 0, "MI_InstanceField");
CHECK(sizeof(MI_Interval) > 0, "MI_Interval");
CHECK(sizeof(MI_LifecycleIndicationCallback) > 0, "MI_LifecycleIndicationCallback");
CHECK(sizeof(MI_LifecycleIndicationContext) > 0, "MI_LifecycleIndicationContext");
CHECK(sizeof(MI_LifecycleIndicationContextFT) > 0, "MI_LifecycleIndicationContextFT");
CHECK(sizeof(MI_LocaleType) > 0, "MI_LocaleType");
CHECK(sizeof(MI_MainFunction) > 0, "MI_MainFunction");
CHECK(sizeof(MI_MethodDecl) > 0, "MI_MethodDecl");
CHECK(sizeof(MI_MethodDecl_Invoke) > 0, "MI_MethodDecl_Invoke");
CHECK(sizeof(MI_Module) > 0, "MI_Module");
CHECK(sizeof(MI_Module_Load) > 0, "MI_Module_Load");
CHECK(sizeof(MI_Module_Self *) == sizeof(void *), "MI_Module_Self");
CHECK(sizeof(MI_Module_Unload) > 0, "MI_Module_Unload");
CHECK(sizeof(MI_ObjectDecl) > 0, "MI_ObjectDecl");
CHECK(sizeof(MI_Operation) > 0, "MI_Operation");
CHECK(sizeof(MI_OperationCallback_Class) > 0, "MI_OperationCallback_Class");
CHECK(sizeof(MI_OperationCallback_Indication) > 0, "MI_OperationCallback_Indication");
CHECK(sizeof(MI_OperationCallback_Instance) > 0, "MI_OperationCallback_Instance");
CHECK(sizeof(MI_OperationCallback_PromptUser) > 0, "MI_OperationCallback_PromptUser");
CHECK(sizeof(MI_OperationCallback_ResponseType) > 0, "MI_OperationCallback_ResponseType");
CHECK(sizeof(MI_OperationCallback_StreamedParameter) > 0, "MI_OperationCallback_StreamedParameter");
CHECK(sizeof(MI_OperationCallback_WriteError) > 0, "MI_OperationCallback_WriteError");
CHECK(sizeof(MI_OperationCallback_WriteMessage) > 0, "MI_OperationCallback_WriteMessage");
CHECK(sizeof(MI_OperationCallback_WriteProgress) > 0, "MI_OperationCallback_WriteProgress");
CHECK(sizeof(MI_OperationCallbacks) > 0, "MI_OperationCallbacks");
CHECK(sizeof(MI_OperationFT) > 0, "MI_OperationFT");
CHECK(sizeof(MI_OperationOptions) > 0, "MI_OperationOptions");
CHECK(sizeof(MI_OperationOptionsFT) > 0, "MI_OperationOptionsFT");
CHECK(sizeof(MI_ParameterDecl) > 0, "MI_ParameterDecl");
CHECK(sizeof(MI_ParameterSet) > 0, "MI_ParameterSet");
CHECK(sizeof(MI_ParameterSetFT) > 0, "MI_ParameterSetFT");
CHECK(sizeof(MI_PromptType) > 0, "MI_PromptType");
CHECK(sizeof(MI_PropertyDecl) > 0, "MI_PropertyDecl");
CHECK(sizeof(MI_PropertySet) > 0, "MI_PropertySet");
CHECK(sizeof(MI_PropertySetFT) > 0, "MI_PropertySetFT");
CHECK(sizeof(MI_ProviderArchitecture) > 0, "MI_ProviderArchitecture");
CHECK(sizeof(MI_ProviderFT) > 0, "MI_ProviderFT");
CHECK(sizeof(MI_ProviderFT_AssociatorInstances) > 0, "MI_ProviderFT_AssociatorInstances");
CHECK(sizeof(MI_ProviderFT_CreateInstance) > 0, "MI_ProviderFT_CreateInstance");
CHECK(sizeof(MI_ProviderFT_DeleteInstance) > 0, "MI_ProviderFT_DeleteInstance");
CHECK(sizeof(MI_ProviderFT_DisableIndications) > 0, "MI_ProviderFT_DisableIndications");
CHECK(sizeof(MI_ProviderFT_EnableIndications) > 0, "MI_ProviderFT_EnableIndications");
CHECK(sizeof(MI_ProviderFT_EnumerateInstances) > 0, "MI_ProviderFT_EnumerateInstances");
CHECK(sizeof(MI_ProviderFT_GetInstance) > 0, "MI_ProviderFT_GetInstance");
CHECK(sizeof(MI_ProviderFT_Invoke) > 0, "MI_ProviderFT_Invoke");
CHECK(sizeof(MI_ProviderFT_Load) > 0, "MI_ProviderFT_Load");
CHECK(sizeof(MI_ProviderFT_ModifyInstance) > 0, "MI_ProviderFT_ModifyInstance");
CHECK(sizeof(MI_ProviderFT_ReferenceInstances) > 0, "MI_ProviderFT_ReferenceInstances");
CHECK(sizeof(MI_ProviderFT_Subscribe) > 0, "MI_ProviderFT_Subscribe");
CHECK(sizeof(MI_ProviderFT_Unload) > 0, "MI_ProviderFT_Unload");
CHECK(sizeof(MI_ProviderFT_Unsubscribe) > 0, "MI_ProviderFT_Unsubscribe");
CHECK(sizeof(MI_Qualifier) > 0, "MI_Qualifier");
CHECK(sizeof(MI_QualifierDecl) > 0, "MI_QualifierDecl");
CHECK(sizeof(MI_QualifierSet) > 0, "MI_QualifierSet");
CHECK(sizeof(MI_QualifierSetFT) > 0, "MI_QualifierSetFT");
CHECK(sizeof(MI_Real32) > 0, "MI_Real32");
CHECK(sizeof(MI_Real32A) > 0, "MI_Real32A");
CHECK(sizeof(MI_Real32AField) > 0, "MI_Real32AField");
CHECK(sizeof(MI_Real32Field) > 0, "MI_Real32Field");
CHECK(sizeof(MI_Real64) > 0, "MI_Real64");
CHECK(sizeof(MI_Real64A) > 0, "MI_Real64A");
CHECK(sizeof(MI_Real64AField) > 0, "MI_Real64AField");
CHECK(sizeof(MI_Real64Field) > 0, "MI_Real64Field");
CHECK(sizeof(MI_ReferenceA) > 0, "MI_ReferenceA");
CHECK(sizeof(MI_ReferenceAField) > 0, "MI_ReferenceAField");
CHECK(sizeof(MI_ReferenceField) > 0, "MI_ReferenceField");
CHECK(sizeof(MI_Result) > 0, "MI_Result");
CHECK(sizeof(MI_SchemaDecl) > 0, "MI_SchemaDecl");
CHECK(sizeof(MI_Serializer) > 0, "MI_Serializer");
CHECK(sizeof(MI_SerializerFT) > 0, "MI_SerializerFT");
CHECK(sizeof(MI_Server) > 0, "MI_Server");
CHECK(sizeof(MI_ServerFT) > 0, "MI_ServerFT");
CHECK(sizeof(MI_Session) > 0, "MI_Session");
CHECK(sizeof(MI_SessionCallbacks) > 0, "MI_SessionCallbacks");
CHECK(sizeof(MI_SessionFT) > 0, "MI_SessionFT");
CHECK(sizeof(MI_Sint16) > 0, "MI_Sint16");
CHECK(sizeof(MI_Sint16A) > 0, "MI_Sint16A");
CHECK(sizeof(MI_Sint16AField) > 0, "MI_Sint16AField");
CHECK(sizeof(MI_Sint16Field) > 0, "MI_Sint16Field");
CHECK(sizeof(MI_Sint32) > 0, "MI_Sint32");
CHECK(sizeof(MI_Sint32A) > 0, "MI_Sint32A");
CHECK(sizeof(MI_Sint32AField) > 0, "MI_Sint32AField");
CHECK(sizeof(MI_Sint32Field) > 0, "MI_Sint32Field");
CHECK(sizeof(MI_Sint64) > 0, "MI_Sint64");
CHECK(sizeof(MI_Sint64A) > 0, "MI_Sint64A");
CHECK(sizeof(MI_Sint64AField) > 0, "MI_Sint64AField");
CHECK(sizeof(MI_Sint64Field) > 0, "MI_Sint64Field");
CHECK(sizeof(MI_Sint8) > 0, "MI_Sint8");
CHECK(sizeof(MI_Sint8A) > 0, "MI_Sint8A");
CHECK(sizeof(MI_Sint8AField) > 0, "MI_Sint8AField");
CHECK(sizeof(MI_Sint8Field) > 0, "MI_Sint8Field");
CHECK(sizeof(MI_StringA) > 0, "MI_StringA");
CHECK(sizeof(MI_StringAField) > 0, "MI_StringAField");
CHECK(sizeof(MI_StringField) > 0, "MI_StringField");
CHECK(sizeof(MI_StringPtr) > 0, "MI_StringPtr");
CHECK(sizeof(MI_SubscriptionDeliveryOptions) > 0, "MI_SubscriptionDeliveryOptions");
CHECK(sizeof(MI_SubscriptionDeliveryOptionsFT) > 0, "MI_SubscriptionDeliveryOptionsFT");
CHECK(sizeof(MI_SubscriptionDeliveryType) > 0, "MI_SubscriptionDeliveryType");
CHECK(sizeof(MI_Timestamp) > 0, "MI_Timestamp");
CHECK(sizeof(MI_Type) > 0, "MI_Type");
CHECK(sizeof(MI_Uint16) > 0, "MI_Uint16");
CHECK(sizeof(MI_Uint16A) > 0, "MI_Uint16A");
CHECK(sizeof(MI_Uint16AField) > 0, "MI_Uint16AField");
CHECK(sizeof(MI_Uint16Field) > 0, "MI_Uint16Field");
CHECK(sizeof(MI_Uint32) > 0, "MI_Uint32");
CHECK(sizeof(MI_Uint32A) > 0, "MI_Uint32A");
CHECK(sizeof(MI_Uint32AField) > 0, "MI_Uint32AField");
CHECK(sizeof(MI_Uint32Field) > 0, "MI_Uint32Field");
CHECK(sizeof(MI_Uint64) > 0, "MI_Uint64");
CHECK(sizeof(MI_Uint64A) > 0, "MI_Uint64A");
CHECK(sizeof(MI_Uint64AField) > 0, "MI_Uint64AField");
CHECK(sizeof(MI_Uint64Field) > 0, "MI_Uint64Field");
CHECK(sizeof(MI_Uint8) > 0, "MI_Uint8");
CHECK(sizeof(MI_Uint8A) > 0, "MI_Uint8A");
CHECK(sizeof(MI_Uint8AField) > 0, "MI_Uint8AField");
CHECK(sizeof(MI_Uint8Field) > 0, "MI_Uint8Field");
CHECK(sizeof(MI_UserCredentials) > 0, "MI_UserCredentials");
CHECK(sizeof(MI_UsernamePasswordCreds) > 0, "MI_UsernamePasswordCreds");
CHECK(sizeof(MI_UtilitiesFT) > 0, "MI_UtilitiesFT");
CHECK(sizeof(MI_Value) > 0, "MI_Value");

/* Tags, as code that declares a structure ahead writes them. */
CHECK(sizeof(struct _Aliases) == sizeof(Aliases), "_Aliases");
CHECK(sizeof(struct _ExtFunctionTable) == sizeof(ExtFunctionTable), "_ExtFunctionTable");
CHECK(sizeof(struct _MI_Application) == sizeof(MI_Application), "_MI_Application");
CHECK(sizeof(struct _MI_ApplicationFT) == sizeof(MI_ApplicationFT), "_MI_ApplicationFT");
CHECK(sizeof(struct _MI_Array) == sizeof(MI_Array), "_MI_Array");
CHECK(sizeof(struct _MI_ArrayField) == sizeof(MI_ArrayField), "_MI_ArrayField");
CHECK(sizeof(struct _MI_BooleanA) == sizeof(MI_BooleanA), "_MI_BooleanA");
CHECK(sizeof(struct _MI_BooleanAField) == sizeof(MI_BooleanAField), "_MI_BooleanAField");
CHECK(sizeof(struct _MI_BooleanField) == sizeof(MI_BooleanField), "_MI_BooleanField");
CHECK(sizeof(struct _MI_Char16A) == sizeof(MI_Char16A), "_MI_Char16A");
CHECK(sizeof(struct _MI_Char16AField) == sizeof(MI_Char16AField), "_MI_Char16AField");
CHECK(sizeof(struct _MI_Char16Field) == sizeof(MI_Char16Field), "_MI_Char16Field");
CHECK(sizeof(struct _MI_Class) == sizeof(MI_Class), "_MI_Class");
CHECK(sizeof(struct _MI_ClassA) == sizeof(MI_ClassA), "_MI_ClassA");
CHECK(sizeof(struct _MI_ClassDecl) == sizeof(MI_ClassDecl), "_MI_ClassDecl");
CHECK(sizeof(struct _MI_ClassFT) == sizeof(MI_ClassFT), "_MI_ClassFT");
CHECK(sizeof(struct _MI_ClientFT_V1) == sizeof(MI_ClientFT_V1), "_MI_ClientFT_V1");
CHECK(sizeof(struct _MI_ConstBooleanA) == sizeof(MI_ConstBooleanA), "_MI_ConstBooleanA");
CHECK(sizeof(struct _MI_ConstBooleanAField) == sizeof(MI_ConstBooleanAField), "_MI_ConstBooleanAField");
CHECK(sizeof(struct _MI_ConstBooleanField) == sizeof(MI_ConstBooleanField), "_MI_ConstBooleanField");
CHECK(sizeof(struct _MI_ConstChar16A) == sizeof(MI_ConstChar16A), "_MI_ConstChar16A");
CHECK(sizeof(struct _MI_ConstChar16AField) == sizeof(MI_ConstChar16AField), "_MI_ConstChar16AField");
CHECK(sizeof(struct _MI_ConstChar16Field) == sizeof(MI_ConstChar16Field), "_MI_ConstChar16Field");
CHECK(sizeof(struct _MI_ConstDatetimeA) == sizeof(MI_ConstDatetimeA), "_MI_ConstDatetimeA");
CHECK(sizeof(struct _MI_ConstDatetimeAField) == sizeof(MI_ConstDatetimeAField), "_MI_ConstDatetimeAField");
CHECK(sizeof(struct _MI_ConstDatetimeField) == sizeof(MI_ConstDatetimeField), "_MI_ConstDatetimeField");
CHECK(sizeof(struct _MI_ConstInstanceA) == sizeof(MI_ConstInstanceA), "_MI_ConstInstanceA");
CHECK(sizeof(struct _MI_ConstInstanceAField) == sizeof(MI_ConstInstanceAField), "_MI_ConstInstanceAField");
CHECK(sizeof(struct _MI_ConstInstanceField) == sizeof(MI_ConstInstanceField), "_MI_ConstInstanceField");
CHECK(sizeof(struct _MI_ConstReal32A) == sizeof(MI_ConstReal32A), "_MI_ConstReal32A");
CHECK(sizeof(struct _MI_ConstReal32AField) == sizeof(MI_ConstReal32AField), "_MI_ConstReal32AField");
CHECK(sizeof(struct _MI_ConstReal32Field) == sizeof(MI_ConstReal32Field), "_MI_ConstReal32Field");
CHECK(sizeof(struct _MI_ConstReal64A) == sizeof(MI_ConstReal64A), "_MI_ConstReal64A");
CHECK(sizeof(struct _MI_ConstReal64AField) == sizeof(MI_ConstReal64AField), "_MI_ConstReal64AField");
CHECK(sizeof(struct _MI_ConstReal64Field) == sizeof(MI_ConstReal64Field), "_MI_ConstReal64Field");
CHECK(sizeof(struct _MI_ConstReferenceA) == sizeof(MI_ConstReferenceA), "_MI_ConstReferenceA");
CHECK(sizeof(struct _MI_ConstReferenceAField) == sizeof(MI_ConstReferenceAField), "_MI_ConstReferenceAField");
CHECK(sizeof(struct _MI_ConstReferenceField) == sizeof(MI_ConstReferenceField), "_MI_ConstReferenceField");
CHECK(sizeof(struct _MI_ConstSint16A) == sizeof(MI_ConstSint16A), "_MI_ConstSint16A");
CHECK(sizeof(struct _MI_ConstSint16AField) == sizeof(MI_ConstSint16AField), "_MI_ConstSint16AField");
CHECK(sizeof(struct _MI_ConstSint16Field) == sizeof(MI_ConstSint16Field), "_MI_ConstSint16Field");
CHECK(sizeof(struct _MI_ConstSint32A) == sizeof(MI_ConstSint32A), "_MI_ConstSint32A");
CHECK(sizeof(struct _MI_ConstSint32AField) == sizeof(MI_ConstSint32AField), "_MI_ConstSint32AField");
CHECK(sizeof(struct _MI_ConstSint32Field) == sizeof(MI_ConstSint32Field), "_MI_ConstSint32Field");
CHECK(sizeof(struct _MI_ConstSint64A) == sizeof(MI_ConstSint64A), "_MI_ConstSint64A");
CHECK(sizeof(struct _MI_ConstSint64AField) == sizeof(MI_ConstSint64AField), "_MI_ConstSint64AField");
CHECK(sizeof(struct _MI_ConstSint64Field) == sizeof(MI_ConstSint64Field), "_MI_ConstSint64Field");
CHECK(sizeof(struct _MI_ConstSint8A) == sizeof(MI_ConstSint8A), "_MI_ConstSint8A");
CHECK(sizeof(struct _MI_ConstSint8AField) == sizeof(MI_ConstSint8AField), "_MI_ConstSint8AField");
CHECK(sizeof(struct _MI_ConstSint8Field) == sizeof(MI_ConstSint8Field), "_MI_ConstSint8Field");
CHECK(sizeof(struct _MI_ConstStringA) == sizeof(MI_ConstStringA), "_MI_ConstStringA");
CHECK(sizeof(struct _MI_ConstStringAField) == sizeof(MI_ConstStringAField), "_MI_ConstStringAField");
CHECK(sizeof(struct _MI_ConstStringField) == sizeof(MI_ConstStringField), "_MI_ConstStringField");
CHECK(sizeof(struct _MI_ConstUint16A) == sizeof(MI_ConstUint16A), "_MI_ConstUint16A");
CHECK(sizeof(struct _MI_ConstUint16AField) == sizeof(MI_ConstUint16AField), "_MI_ConstUint16AField");
CHECK(sizeof(struct _MI_ConstUint16Field) == sizeof(MI_ConstUint16Field), "_MI_ConstUint16Field");
CHECK(sizeof(struct _MI_ConstUint32A) == sizeof(MI_ConstUint32A), "_MI_ConstUint32A");
CHECK(sizeof(struct _MI_ConstUint32AField) == sizeof(MI_ConstUint32AField), "_MI_ConstUint32AField");
CHECK(sizeof(struct _MI_ConstUint32Field) == sizeof(MI_ConstUint32Field), "_MI_ConstUint32Field");
CHECK(sizeof(struct _MI_ConstUint64A) == sizeof(MI_ConstUint64A), "_MI_ConstUint64A");
CHECK(sizeof(struct _MI_ConstUint64AField) == sizeof(MI_ConstUint64AField), "_MI_ConstUint64AField");
CHECK(sizeof(struct _MI_ConstUint64Field) == sizeof(MI_ConstUint64Field), "_MI_ConstUint64Field");
CHECK(sizeof(struct _MI_ConstUint8A) == sizeof(MI_ConstUint8A), "_MI_ConstUint8A");
CHECK(sizeof(struct _MI_ConstUint8AField) == sizeof(MI_ConstUint8AField), "_MI_ConstUint8AField");
CHECK(sizeof(struct _MI_ConstUint8Field) == sizeof(MI_ConstUint8Field), "_MI_ConstUint8Field");
CHECK(sizeof(struct _MI_Context) == sizeof(MI_Context), "_MI_Context");
CHECK(sizeof(struct _MI_ContextFT) == sizeof(MI_ContextFT), "_MI_ContextFT");
CHECK(sizeof(struct _MI_Datetime) == sizeof(MI_Datetime), "_MI_Datetime");
CHECK(sizeof(struct _MI_DatetimeA) == sizeof(MI_DatetimeA), "_MI_DatetimeA");
CHECK(sizeof(struct _MI_DatetimeAField) == sizeof(MI_DatetimeAField), "_MI_DatetimeAField");
CHECK(sizeof(struct _MI_DatetimeField) == sizeof(MI_DatetimeField), "_MI_DatetimeField");
CHECK(sizeof(struct _MI_Deserializer) == sizeof(MI_Deserializer), "_MI_Deserializer");
CHECK(sizeof(struct _MI_DeserializerCallbacks) == sizeof(MI_DeserializerCallbacks), "_MI_DeserializerCallbacks");
CHECK(sizeof(struct _MI_DeserializerFT) == sizeof(MI_DeserializerFT), "_MI_DeserializerFT");
CHECK(sizeof(struct _MI_DeserializerFT_INTL) == sizeof(MI_DeserializerFT_INTL), "_MI_DeserializerFT_INTL");
CHECK(sizeof(struct _MI_DestinationOptions) == sizeof(MI_DestinationOptions), "_MI_DestinationOptions");
CHECK(sizeof(struct _MI_DestinationOptionsFT) == sizeof(MI_DestinationOptionsFT), "_MI_DestinationOptionsFT");
CHECK(sizeof(struct _MI_ExtendedArray) == sizeof(MI_ExtendedArray), "_MI_ExtendedArray");
CHECK(sizeof(struct _MI_ExtendedArrayFT) == sizeof(MI_ExtendedArrayFT), "_MI_ExtendedArrayFT");
CHECK(sizeof(struct _MI_FeatureDecl) == sizeof(MI_FeatureDecl), "_MI_FeatureDecl");
CHECK(sizeof(struct _MI_Filter) == sizeof(MI_Filter), "_MI_Filter");
CHECK(sizeof(struct _MI_FilterFT) == sizeof(MI_FilterFT), "_MI_FilterFT");
CHECK(sizeof(struct _MI_HostedProvider) == sizeof(MI_HostedProvider), "_MI_HostedProvider");
CHECK(sizeof(struct _MI_HostedProviderFT) == sizeof(MI_HostedProviderFT), "_MI_HostedProviderFT");
CHECK(sizeof(struct _MI_Instance) == sizeof(MI_Instance), "_MI_Instance");
CHECK(sizeof(struct _MI_InstanceA) == sizeof(MI_InstanceA), "_MI_InstanceA");
CHECK(sizeof(struct _MI_InstanceAField) == sizeof(MI_InstanceAField), "_MI_InstanceAField");
CHECK(sizeof(struct _MI_InstanceExFT) == sizeof(MI_InstanceExFT), "_MI_InstanceExFT");
CHECK(sizeof(struct _MI_InstanceFT) == sizeof(MI_InstanceFT), "_MI_InstanceFT");
CHECK(sizeof(struct _MI_InstanceField) == sizeof(MI_InstanceField), "_MI_InstanceField");
CHECK(sizeof(struct _MI_Interval) == sizeof(MI_Interval), "_MI_Interval");
CHECK(sizeof(struct _MI_LifecycleIndicationContext) == sizeof(MI_LifecycleIndicationContext), "_MI_LifecycleIndicationContext");
CHECK(sizeof(struct _MI_LifecycleIndicationContextFT) == sizeof(MI_LifecycleIndicationContextFT), "_MI_LifecycleIndicationContextFT");
CHECK(sizeof(struct _MI_MethodDecl) == sizeof(MI_MethodDecl), "_MI_MethodDecl");
CHECK(sizeof(struct _MI_Module) == sizeof(MI_Module), "_MI_Module");
CHECK(sizeof(struct _MI_ObjectDecl) == sizeof(MI_ObjectDecl), "_MI_ObjectDecl");
CHECK(sizeof(struct _MI_Operation) == sizeof(MI_Operation), "_MI_Operation");
CHECK(sizeof(struct _MI_OperationCallbacks) == sizeof(MI_OperationCallbacks), "_MI_OperationCallbacks");
CHECK(sizeof(struct _MI_OperationFT) == sizeof(MI_OperationFT), "_MI_OperationFT");
CHECK(sizeof(struct _MI_OperationOptions) == sizeof(MI_OperationOptions), "_MI_OperationOptions");
CHECK(sizeof(struct _MI_OperationOptionsFT) == sizeof(MI_OperationOptionsFT), "_MI_OperationOptionsFT");
CHECK(sizeof(struct _MI_ParameterDecl) == sizeof(MI_ParameterDecl), "_MI_ParameterDecl");
CHECK(sizeof(struct _MI_ParameterSet) == sizeof(MI_ParameterSet), "_MI_ParameterSet");
CHECK(sizeof(struct _MI_ParameterSetFT) == sizeof(MI_ParameterSetFT), "_MI_ParameterSetFT");
CHECK(sizeof(struct _MI_PropertyDecl) == sizeof(MI_PropertyDecl), "_MI_PropertyDecl");
CHECK(sizeof(struct _MI_PropertySet) == sizeof(MI_PropertySet), "_MI_PropertySet");
CHECK(sizeof(struct _MI_PropertySetFT) == sizeof(MI_PropertySetFT), "_MI_PropertySetFT");
CHECK(sizeof(struct _MI_ProviderFT) == sizeof(MI_ProviderFT), "_MI_ProviderFT");
CHECK(sizeof(struct _MI_Qualifier) == sizeof(MI_Qualifier), "_MI_Qualifier");
CHECK(sizeof(struct _MI_QualifierDecl) == sizeof(MI_QualifierDecl), "_MI_QualifierDecl");
CHECK(sizeof(struct _MI_QualifierSet) == sizeof(MI_QualifierSet), "_MI_QualifierSet");
CHECK(sizeof(struct _MI_QualifierSetFT) == sizeof(MI_QualifierSetFT), "_MI_QualifierSetFT");
CHECK(sizeof(struct _MI_Real32A) == sizeof(MI_Real32A), "_MI_Real32A");
CHECK(sizeof(struct _MI_Real32AField) == sizeof(MI_Real32AField), "_MI_Real32AField");
CHECK(sizeof(struct _MI_Real32Field) == sizeof(MI_Real32Field), "_MI_Real32Field");
CHECK(sizeof(struct _MI_Real64A) == sizeof(MI_Real64A), "_MI_Real64A");
CHECK(sizeof(struct _MI_Real64AField) == sizeof(MI_Real64AField), "_MI_Real64AField");
CHECK(sizeof(struct _MI_Real64Field) == sizeof(MI_Real64Field), "_MI_Real64Field");
CHECK(sizeof(struct _MI_ReferenceA) == sizeof(MI_ReferenceA), "_MI_ReferenceA");
CHECK(sizeof(struct _MI_ReferenceAField) == sizeof(MI_ReferenceAField), "_MI_ReferenceAField");
CHECK(sizeof(struct _MI_ReferenceField) == sizeof(MI_ReferenceField), "_MI_ReferenceField");
CHECK(sizeof(struct _MI_SchemaDecl) == sizeof(MI_SchemaDecl), "_MI_SchemaDecl");
CHECK(sizeof(struct _MI_Serializer) == sizeof(MI_Serializer), "_MI_Serializer");
CHECK(sizeof(struct _MI_SerializerFT) == sizeof(MI_SerializerFT), "_MI_SerializerFT");
CHECK(sizeof(struct _MI_Server) == sizeof(MI_Server), "_MI_Server");
CHECK(sizeof(struct _MI_ServerFT) == sizeof(MI_ServerFT), "_MI_ServerFT");
CHECK(sizeof(struct _MI_Session) == sizeof(MI_Session), "_MI_Session");
CHECK(sizeof(struct _MI_SessionCallbacks) == sizeof(MI_SessionCallbacks), "_MI_SessionCallbacks");
CHECK(sizeof(struct _MI_SessionFT) == sizeof(MI_SessionFT), "_MI_SessionFT");
CHECK(sizeof(struct _MI_Sint16A) == sizeof(MI_Sint16A), "_MI_Sint16A");
CHECK(sizeof(struct _MI_Sint16AField) == sizeof(MI_Sint16AField), "_MI_Sint16AField");
CHECK(sizeof(struct _MI_Sint16Field) == sizeof(MI_Sint16Field), "_MI_Sint16Field");
CHECK(sizeof(struct _MI_Sint32A) == sizeof(MI_Sint32A), "_MI_Sint32A");
CHECK(sizeof(struct _MI_Sint32AField) == sizeof(MI_Sint32AField), "_MI_Sint32AField");
CHECK(sizeof(struct _MI_Sint32Field) == sizeof(MI_Sint32Field), "_MI_Sint32Field");
CHECK(sizeof(struct _MI_Sint64A) == sizeof(MI_Sint64A), "_MI_Sint64A");
CHECK(sizeof(struct _MI_Sint64AField) == sizeof(MI_Sint64AField), "_MI_Sint64AField");
CHECK(sizeof(struct _MI_Sint64Field) == sizeof(MI_Sint64Field), "_MI_Sint64Field");
CHECK(sizeof(struct _MI_Sint8A) == sizeof(MI_Sint8A), "_MI_Sint8A");
CHECK(sizeof(struct _MI_Sint8AField) == sizeof(MI_Sint8AField), "_MI_Sint8AField");
CHECK(sizeof(struct _MI_Sint8Field) == sizeof(MI_Sint8Field), "_MI_Sint8Field");
CHECK(sizeof(struct _MI_StringA) == sizeof(MI_StringA), "_MI_StringA");
CHECK(sizeof(struct _MI_StringAField) == sizeof(MI_StringAField), "_MI_StringAField");
CHECK(sizeof(struct _MI_StringField) == sizeof(MI_StringField), "_MI_StringField");
CHECK(sizeof(struct _MI_SubscriptionDeliveryOptions) == sizeof(MI_SubscriptionDeliveryOptions), "_MI_SubscriptionDeliveryOptions");
CHECK(sizeof(struct _MI_SubscriptionDeliveryOptionsFT) == sizeof(MI_SubscriptionDeliveryOptionsFT), "_MI_SubscriptionDeliveryOptionsFT");
CHECK(sizeof(struct _MI_Timestamp) == sizeof(MI_Timestamp), "_MI_Timestamp");
CHECK(sizeof(struct _MI_Uint16A) == sizeof(MI_Uint16A), "_MI_Uint16A");
CHECK(sizeof(struct _MI_Uint16AField) == sizeof(MI_Uint16AField), "_MI_Uint16AField");
CHECK(sizeof(struct _MI_Uint16Field) == sizeof(MI_Uint16Field), "_MI_Uint16Field");
CHECK(sizeof(struct _MI_Uint32A) == sizeof(MI_Uint32A), "_MI_Uint32A");
CHECK(sizeof(struct _MI_Uint32AField) == sizeof(MI_Uint32AField), "_MI_Uint32AField");
CHECK(sizeof(struct _MI_Uint32Field) == sizeof(MI_Uint32Field), "_MI_Uint32Field");
CHECK(sizeof(struct _MI_Uint64A) == sizeof(MI_Uint64A), "_MI_Uint64A");
CHECK(sizeof(struct _MI_Uint64AField) == sizeof(MI_Uint64AField), "_MI_Uint64AField");
CHECK(sizeof(struct _MI_Uint64Field) == sizeof(MI_Uint64Field), "_MI_Uint64Field");
CHECK(sizeof(struct _MI_Uint8A) == sizeof(MI_Uint8A), "_MI_Uint8A");
CHECK(sizeof(struct _MI_Uint8AField) == sizeof(MI_Uint8AField), "_MI_Uint8AField");
CHECK(sizeof(struct _MI_Uint8Field) == sizeof(MI_Uint8Field), "_MI_Uint8Field");
CHECK(sizeof(struct _MI_UserCredentials) == sizeof(MI_UserCredentials), "_MI_UserCredentials");
CHECK(sizeof(struct _MI_UsernamePasswordCreds) == sizeof(MI_UsernamePasswordCreds), "_MI_UsernamePasswordCreds");
CHECK(sizeof(struct _MI_UtilitiesFT) == sizeof(MI_UtilitiesFT), "_MI_UtilitiesFT");
CHECK(sizeof(union _MI_Value) == sizeof(MI_Value), "_MI_Value");
CHECK(sizeof(enum _MI_Result) == sizeof(MI_Result), "_MI_Result");
CHECK(sizeof(enum _MI_ErrorCategory) == sizeof(MI_ErrorCategory), "_MI_ErrorCategory");
CHECK(sizeof(enum _MI_PromptType) == sizeof(MI_PromptType), "_MI_PromptType");
CHECK(sizeof(enum _MI_CallbackMode) == sizeof(MI_CallbackMode), "_MI_CallbackMode");
CHECK(sizeof(enum _MI_ProviderArchitecture) == sizeof(MI_ProviderArchitecture), "_MI_ProviderArchitecture");
CHECK(sizeof(enum _MI_Type) == sizeof(MI_Type), "_MI_Type");
CHECK(sizeof(enum _MI_LocaleType) == sizeof(MI_LocaleType), "_MI_LocaleType");
CHECK(sizeof(enum _MI_CancellationReason) == sizeof(MI_CancellationReason), "_MI_CancellationReason");
CHECK(sizeof(enum _MI_OperationCallback_ResponseType) == sizeof(MI_OperationCallback_ResponseType), "_MI_OperationCallback_ResponseType");
CHECK(sizeof(enum _MI_SubscriptionDeliveryType) == sizeof(MI_SubscriptionDeliveryType), "_MI_SubscriptionDeliveryType");
CHECK(sizeof(enum _MI_DestinationOptions_ImpersonationType) == sizeof(MI_DestinationOptions_ImpersonationType), "_MI_DestinationOptions_ImpersonationType");

/* Enumerators. */
CHECK(MI_RESULT_OK == 0, "MI_RESULT_OK");
CHECK(MI_RESULT_FAILED == 1, "MI_RESULT_FAILED");
CHECK(MI_RESULT_ACCESS_DENIED == 2, "MI_RESULT_ACCESS_DENIED");
CHECK(MI_RESULT_INVALID_NAMESPACE == 3, "MI_RESULT_INVALID_NAMESPACE");
CHECK(MI_RESULT_INVALID_PARAMETER == 4, "MI_RESULT_INVALID_PARAMETER");
CHECK(MI_RESULT_INVALID_CLASS == 5, "MI_RESULT_INVALID_CLASS");
CHECK(MI_RESULT_NOT_FOUND == 6, "MI_RESULT_NOT_FOUND");
CHECK(MI_RESULT_NOT_SUPPORTED == 7, "MI_RESULT_NOT_SUPPORTED");
CHECK(MI_RESULT_CLASS_HAS_CHILDREN == 8, "MI_RESULT_CLASS_HAS_CHILDREN");
CHECK(MI_RESULT_CLASS_HAS_INSTANCES == 9, "MI_RESULT_CLASS_HAS_INSTANCES");
CHECK(MI_RESULT_INVALID_SUPERCLASS == 10, "MI_RESULT_INVALID_SUPERCLASS");
CHECK(MI_RESULT_ALREADY_EXISTS == 11, "MI_RESULT_ALREADY_EXISTS");
CHECK(MI_RESULT_NO_SUCH_PROPERTY == 12, "MI_RESULT_NO_SUCH_PROPERTY");
CHECK(MI_RESULT_TYPE_MISMATCH == 13, "MI_RESULT_TYPE_MISMATCH");
CHECK(MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED == 14, "MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED");
CHECK(MI_RESULT_INVALID_QUERY == 15, "MI_RESULT_INVALID_QUERY");
CHECK(MI_RESULT_METHOD_NOT_AVAILABLE == 16, "MI_RESULT_METHOD_NOT_AVAILABLE");
CHECK(MI_RESULT_METHOD_NOT_FOUND == 17, "MI_RESULT_METHOD_NOT_FOUND");
CHECK(MI_RESULT_NAMESPACE_NOT_EMPTY == 20, "MI_RESULT_NAMESPACE_NOT_EMPTY");
CHECK(MI_RESULT_INVALID_ENUMERATION_CONTEXT == 21, "MI_RESULT_INVALID_ENUMERATION_CONTEXT");
CHECK(MI_RESULT_INVALID_OPERATION_TIMEOUT == 22, "MI_RESULT_INVALID_OPERATION_TIMEOUT");
CHECK(MI_RESULT_PULL_HAS_BEEN_ABANDONED == 23, "MI_RESULT_PULL_HAS_BEEN_ABANDONED");
CHECK(MI_RESULT_PULL_CANNOT_BE_ABANDONED == 24, "MI_RESULT_PULL_CANNOT_BE_ABANDONED");
CHECK(MI_RESULT_FILTERED_ENUMERATION_NOT_SUPPORTED == 25, "MI_RESULT_FILTERED_ENUMERATION_NOT_SUPPORTED");
CHECK(MI_RESULT_CONTINUATION_ON_ERROR_NOT_SUPPORTED == 26, "MI_RESULT_CONTINUATION_ON_ERROR_NOT_SUPPORTED");
CHECK(MI_RESULT_SERVER_LIMITS_EXCEEDED == 27, "MI_RESULT_SERVER_LIMITS_EXCEEDED");
CHECK(MI_RESULT_SERVER_IS_SHUTTING_DOWN == 28, "MI_RESULT_SERVER_IS_SHUTTING_DOWN");
CHECK(MI_ERRORCATEGORY_NOT_SPECIFIED == 0, "MI_ERRORCATEGORY_NOT_SPECIFIED");
CHECK(MI_ERRORCATEGORY_OPEN_ERROR == 1, "MI_ERRORCATEGORY_OPEN_ERROR");
CHECK(MI_ERRORCATEGORY_CLOS_EERROR == 2, "MI_ERRORCATEGORY_CLOS_EERROR");
CHECK(MI_ERRORCATEGORY_DEVICE_ERROR == 3, "MI_ERRORCATEGORY_DEVICE_ERROR");
CHECK(MI_ERRORCATEGORY_DEADLOCK_DETECTED == 4, "MI_ERRORCATEGORY_DEADLOCK_DETECTED");
CHECK(MI_ERRORCATEGORY_INVALID_ARGUMENT == 5, "MI_ERRORCATEGORY_INVALID_ARGUMENT");
CHECK(MI_ERRORCATEGORY_INVALID_DATA == 6, "MI_ERRORCATEGORY_INVALID_DATA");
CHECK(MI_ERRORCATEGORY_INVALID_OPERATION == 7, "MI_ERRORCATEGORY_INVALID_OPERATION");
CHECK(MI_ERRORCATEGORY_INVALID_RESULT == 8, "MI_ERRORCATEGORY_INVALID_RESULT");
CHECK(MI_ERRORCATEGORY_INVALID_TYPE == 9, "MI_ERRORCATEGORY_INVALID_TYPE");
CHECK(MI_ERRORCATEGORY_METADATA_ERROR == 10, "MI_ERRORCATEGORY_METADATA_ERROR");
CHECK(MI_ERRORCATEGORY_NOT_IMPLEMENTED == 11, "MI_ERRORCATEGORY_NOT_IMPLEMENTED");
CHECK(MI_ERRORCATEGORY_NOT_INSTALLED == 12, "MI_ERRORCATEGORY_NOT_INSTALLED");
CHECK(MI_ERRORCATEGORY_OBJECT_NOT_FOUND == 13, "MI_ERRORCATEGORY_OBJECT_NOT_FOUND");
CHECK(MI_ERRORCATEGORY_OPERATION_STOPPED == 14, "MI_ERRORCATEGORY_OPERATION_STOPPED");
CHECK(MI_ERRORCATEGORY_OPERATION_TIMEOUT == 15, "MI_ERRORCATEGORY_OPERATION_TIMEOUT");
CHECK(MI_ERRORCATEGORY_SYNTAX_ERROR == 16, "MI_ERRORCATEGORY_SYNTAX_ERROR");
CHECK(MI_ERRORCATEGORY_PARSER_ERROR == 17, "MI_ERRORCATEGORY_PARSER_ERROR");
CHECK(MI_ERRORCATEGORY_ACCESS_DENIED == 18, "MI_ERRORCATEGORY_ACCESS_DENIED");
CHECK(MI_ERRORCATEGORY_RESOURCE_BUSY == 19, "MI_ERRORCATEGORY_RESOURCE_BUSY");
CHECK(MI_ERRORCATEGORY_RESOURCE_EXISTS == 20, "MI_ERRORCATEGORY_RESOURCE_EXISTS");
CHECK(MI_ERRORCATEGORY_RESOURCE_UNAVAILABLE == 21, "MI_ERRORCATEGORY_RESOURCE_UNAVAILABLE");
CHECK(MI_ERRORCATEGORY_READ_ERROR == 22, "MI_ERRORCATEGORY_READ_ERROR");
CHECK(MI_ERRORCATEGORY_WRITE_ERROR == 23, "MI_ERRORCATEGORY_WRITE_ERROR");
CHECK(MI_ERRORCATEGORY_FROM_STDERR == 24, "MI_ERRORCATEGORY_FROM_STDERR");
CHECK(MI_ERRORCATEGORY_SECURITY_ERROR == 25, "MI_ERRORCATEGORY_SECURITY_ERROR");
CHECK(MI_ERRORCATEGORY_PROTOCOL_ERROR == 26, "MI_ERRORCATEGORY_PROTOCOL_ERROR");
CHECK(MI_ERRORCATEGORY_CONNECTION_ERROR == 27, "MI_ERRORCATEGORY_CONNECTION_ERROR");
CHECK(MI_ERRORCATEGORY_AUTHENTICATION_ERROR == 28, "MI_ERRORCATEGORY_AUTHENTICATION_ERROR");
CHECK(MI_ERRORCATEGORY_LIMITS_EXCEEDED == 29, "MI_ERRORCATEGORY_LIMITS_EXCEEDED");
CHECK(MI_ERRORCATEGORY_QUOTA_EXCEEDED == 30, "MI_ERRORCATEGORY_QUOTA_EXCEEDED");
CHECK(MI_ERRORCATEGORY_NOT_ENABLED == 31, "MI_ERRORCATEGORY_NOT_ENABLED");
CHECK(MI_PROMPTTYPE_NORMAL == 0, "MI_PROMPTTYPE_NORMAL");
CHECK(MI_PROMPTTYPE_CRITICAL == 1, "MI_PROMPTTYPE_CRITICAL");
CHECK(MI_CALLBACKMODE_REPORT == 0, "MI_CALLBACKMODE_REPORT");
CHECK(MI_CALLBACKMODE_INQUIRE == 1, "MI_CALLBACKMODE_INQUIRE");
CHECK(MI_CALLBACKMODE_IGNORE == 2, "MI_CALLBACKMODE_IGNORE");
CHECK(MI_PROVIDER_ARCHITECTURE_32BIT == 0, "MI_PROVIDER_ARCHITECTURE_32BIT");
CHECK(MI_PROVIDER_ARCHITECTURE_64BIT == 1, "MI_PROVIDER_ARCHITECTURE_64BIT");
CHECK(MI_BOOLEAN == 0, "MI_BOOLEAN");
CHECK(MI_UINT8 == 1, "MI_UINT8");
CHECK(MI_SINT8 == 2, "MI_SINT8");
CHECK(MI_UINT16 == 3, "MI_UINT16");
CHECK(MI_SINT16 == 4, "MI_SINT16");
CHECK(MI_UINT32 == 5, "MI_UINT32");
CHECK(MI_SINT32 == 6, "MI_SINT32");
CHECK(MI_UINT64 == 7, "MI_UINT64");
CHECK(MI_SINT64 == 8, "MI_SINT64");
CHECK(MI_REAL32 == 9, "MI_REAL32");
CHECK(MI_REAL64 == 10, "MI_REAL64");
CHECK(MI_CHAR16 == 11, "MI_CHAR16");
CHECK(MI_DATETIME == 12, "MI_DATETIME");
CHECK(MI_STRING == 13, "MI_STRING");
CHECK(MI_REFERENCE == 14, "MI_REFERENCE");
CHECK(MI_INSTANCE == 15, "MI_INSTANCE");
CHECK(MI_BOOLEANA == 16, "MI_BOOLEANA");
CHECK(MI_UINT8A == 17, "MI_UINT8A");
CHECK(MI_SINT8A == 18, "MI_SINT8A");
CHECK(MI_UINT16A == 19, "MI_UINT16A");
CHECK(MI_SINT16A == 20, "MI_SINT16A");
CHECK(MI_UINT32A == 21, "MI_UINT32A");
CHECK(MI_SINT32A == 22, "MI_SINT32A");
CHECK(MI_UINT64A == 23, "MI_UINT64A");
CHECK(MI_SINT64A == 24, "MI_SINT64A");
CHECK(MI_REAL32A == 25, "MI_REAL32A");
CHECK(MI_REAL64A == 26, "MI_REAL64A");
CHECK(MI_CHAR16A == 27, "MI_CHAR16A");
CHECK(MI_DATETIMEA == 28, "MI_DATETIMEA");
CHECK(MI_STRINGA == 29, "MI_STRINGA");
CHECK(MI_REFERENCEA == 30, "MI_REFERENCEA");
CHECK(MI_INSTANCEA == 31, "MI_INSTANCEA");
CHECK(MI_ARRAY == 16, "MI_ARRAY");
CHECK(MI_LOCALE_TYPE_REQUESTED_UI == 0, "MI_LOCALE_TYPE_REQUESTED_UI");
CHECK(MI_LOCALE_TYPE_REQUESTED_DATA == 1, "MI_LOCALE_TYPE_REQUESTED_DATA");
CHECK(MI_LOCALE_TYPE_CLOSEST_UI == 2, "MI_LOCALE_TYPE_CLOSEST_UI");
CHECK(MI_LOCALE_TYPE_CLOSEST_DATA == 3, "MI_LOCALE_TYPE_CLOSEST_DATA");
CHECK(MI_REASON_NONE == 0, "MI_REASON_NONE");
CHECK(MI_REASON_TIMEOUT == 1, "MI_REASON_TIMEOUT");
CHECK(MI_REASON_SHUTDOWN == 2, "MI_REASON_SHUTDOWN");
CHECK(MI_REASON_SERVICESTOP == 3, "MI_REASON_SERVICESTOP");
CHECK(MI_OperationCallback_ResponseType_No == 0, "MI_OperationCallback_ResponseType_No");
CHECK(MI_OperationCallback_ResponseType_Yes == 1, "MI_OperationCallback_ResponseType_Yes");
CHECK(MI_OperationCallback_ResponseType_NoToAll == 2, "MI_OperationCallback_ResponseType_NoToAll");
CHECK(MI_OperationCallback_ResponseType_YesToAll == 3, "MI_OperationCallback_ResponseType_YesToAll");
CHECK(MI_SubscriptionDeliveryType_Pull == 1, "MI_SubscriptionDeliveryType_Pull");
CHECK(MI_SubscriptionDeliveryType_Push == 2, "MI_SubscriptionDeliveryType_Push");
CHECK(MI_DestinationOptions_ImpersonationType_Default == 0, "MI_DestinationOptions_ImpersonationType_Default");
CHECK(MI_DestinationOptions_ImpersonationType_None == 1, "MI_DestinationOptions_ImpersonationType_None");
CHECK(MI_DestinationOptions_ImpersonationType_Identify == 2, "MI_DestinationOptions_ImpersonationType_Identify");
CHECK(MI_DestinationOptions_ImpersonationType_Impersonate == 3, "MI_DestinationOptions_ImpersonationType_Impersonate");
CHECK(MI_DestinationOptions_ImpersonationType_Delegate == 4, "MI_DestinationOptions_ImpersonationType_Delegate");

/* Numbers. */
CHECK(MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT == 16, "MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT");
CHECK(MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT_NOMETHODS == 32, "MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT_NOMETHODS");
CHECK(MI_BINARY_SERIALIZER_FLAGS_CLASS_NOMETHODS == 8, "MI_BINARY_SERIALIZER_FLAGS_CLASS_NOMETHODS");
CHECK(MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_ID == 4, "MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_ID");
CHECK(MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_REFERENCE == 2, "MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_REFERENCE");
CHECK(MI_CALL_VERSION == 1, "MI_CALL_VERSION");
CHECK(MI_FALSE == 0, "MI_FALSE");
CHECK(MI_FLAG_ABSTRACT == 131072, "MI_FLAG_ABSTRACT");
CHECK(MI_FLAG_ADOPT == 0x80000000U, "MI_FLAG_ADOPT");
CHECK(MI_FLAG_ANY == 127, "MI_FLAG_ANY");
CHECK(MI_FLAG_ASSOCIATION == 16, "MI_FLAG_ASSOCIATION");
CHECK(MI_FLAG_BORROW == 1073741824, "MI_FLAG_BORROW");
CHECK(MI_FLAG_CLASS == 1, "MI_FLAG_CLASS");
CHECK(MI_FLAG_DISABLEOVERRIDE == 256, "MI_FLAG_DISABLEOVERRIDE");
CHECK(MI_FLAG_ENABLEOVERRIDE == 128, "MI_FLAG_ENABLEOVERRIDE");
CHECK(MI_FLAG_EXPENSIVE == 524288, "MI_FLAG_EXPENSIVE");
CHECK(MI_FLAG_EXTENDED == 4096, "MI_FLAG_EXTENDED");
CHECK(MI_FLAG_IN == 8192, "MI_FLAG_IN");
CHECK(MI_FLAG_INDICATION == 32, "MI_FLAG_INDICATION");
CHECK(MI_FLAG_KEY == 4096, "MI_FLAG_KEY");
CHECK(MI_FLAG_METHOD == 2, "MI_FLAG_METHOD");
CHECK(MI_FLAG_NOT_MODIFIED == 33554432, "MI_FLAG_NOT_MODIFIED");
CHECK(MI_FLAG_NULL == 536870912, "MI_FLAG_NULL");
CHECK(MI_FLAG_OUT == 16384, "MI_FLAG_OUT");
CHECK(MI_FLAG_PARAMETER == 8, "MI_FLAG_PARAMETER");
CHECK(MI_FLAG_PROPERTY == 4, "MI_FLAG_PROPERTY");
CHECK(MI_FLAG_READONLY == 2097152, "MI_FLAG_READONLY");
CHECK(MI_FLAG_REFERENCE == 64, "MI_FLAG_REFERENCE");
CHECK(MI_FLAG_REQUIRED == 32768, "MI_FLAG_REQUIRED");
CHECK(MI_FLAG_RESTRICTED == 512, "MI_FLAG_RESTRICTED");
CHECK(MI_FLAG_STATIC == 65536, "MI_FLAG_STATIC");
CHECK(MI_FLAG_STREAM == 1048576, "MI_FLAG_STREAM");
CHECK(MI_FLAG_TERMINAL == 262144, "MI_FLAG_TERMINAL");
CHECK(MI_FLAG_TOINSTANCE == 4194304, "MI_FLAG_TOINSTANCE");
CHECK(MI_FLAG_TOSUBCLASS == 1024, "MI_FLAG_TOSUBCLASS");
CHECK(MI_FLAG_TRANSLATABLE == 2048, "MI_FLAG_TRANSLATABLE");
CHECK(MI_FLAG_VERSION == 469762048, "MI_FLAG_VERSION");
CHECK(MI_LIFECYCLE_INDICATION_ALL == 31, "MI_LIFECYCLE_INDICATION_ALL");
CHECK(MI_LIFECYCLE_INDICATION_CREATE == 1, "MI_LIFECYCLE_INDICATION_CREATE");
CHECK(MI_LIFECYCLE_INDICATION_DELETE == 4, "MI_LIFECYCLE_INDICATION_DELETE");
CHECK(MI_LIFECYCLE_INDICATION_METHODCALL == 16, "MI_LIFECYCLE_INDICATION_METHODCALL");
CHECK(MI_LIFECYCLE_INDICATION_MODIFY == 2, "MI_LIFECYCLE_INDICATION_MODIFY");
CHECK(MI_LIFECYCLE_INDICATION_NONE == 0, "MI_LIFECYCLE_INDICATION_NONE");
CHECK(MI_LIFECYCLE_INDICATION_READ == 8, "MI_LIFECYCLE_INDICATION_READ");
CHECK(MI_MAJOR == 1, "MI_MAJOR");
CHECK(MI_MAX_LOCALE_SIZE == 128, "MI_MAX_LOCALE_SIZE");
CHECK(MI_MODULE_FLAG_BOOLEANS == 16, "MI_MODULE_FLAG_BOOLEANS");
CHECK(MI_MODULE_FLAG_CPLUSPLUS == 32, "MI_MODULE_FLAG_CPLUSPLUS");
CHECK(MI_MODULE_FLAG_DESCRIPTIONS == 2, "MI_MODULE_FLAG_DESCRIPTIONS");
CHECK(MI_MODULE_FLAG_FILTER_SUPPORT == 128, "MI_MODULE_FLAG_FILTER_SUPPORT");
CHECK(MI_MODULE_FLAG_LOCALIZED == 64, "MI_MODULE_FLAG_LOCALIZED");
CHECK(MI_MODULE_FLAG_MAPPING_STRINGS == 8, "MI_MODULE_FLAG_MAPPING_STRINGS");
CHECK(MI_MODULE_FLAG_STANDARD_QUALIFIERS == 1, "MI_MODULE_FLAG_STANDARD_QUALIFIERS");
CHECK(MI_MODULE_FLAG_VALUES == 4, "MI_MODULE_FLAG_VALUES");
CHECK(MI_OPERATIONFLAGS_BASIC_RTTI == 2, "MI_OPERATIONFLAGS_BASIC_RTTI");
CHECK(MI_OPERATIONFLAGS_DEFAULT_RTTI == 0, "MI_OPERATIONFLAGS_DEFAULT_RTTI");
CHECK(MI_OPERATIONFLAGS_EXPENSIVE_PROPERTIES == 64, "MI_OPERATIONFLAGS_EXPENSIVE_PROPERTIES");
CHECK(MI_OPERATIONFLAGS_FULL_RTTI == 4, "MI_OPERATIONFLAGS_FULL_RTTI");
CHECK(MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS == 8, "MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS");
CHECK(MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS == 1, "MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS");
CHECK(MI_OPERATIONFLAGS_NO_RTTI == 1024, "MI_OPERATIONFLAGS_NO_RTTI");
CHECK(MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY == 384, "MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY");
CHECK(MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW == 128, "MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW");
CHECK(MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED == 512, "MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED");
CHECK(MI_OPERATIONFLAGS_STANDARD_RTTI == 2048, "MI_OPERATIONFLAGS_STANDARD_RTTI");
CHECK(MI_REVISION == 0, "MI_REVISION");
CHECK(MI_REVISON == 0, "MI_REVISON");
CHECK(MI_SERIALIZER_FLAGS_CLASS_DEEP == 1, "MI_SERIALIZER_FLAGS_CLASS_DEEP");
CHECK(MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS == 1, "MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS");
CHECK(MI_TRUE == 1, "MI_TRUE");
CHECK(MI_WRITEMESSAGE_CHANNEL_DEBUG == 2, "MI_WRITEMESSAGE_CHANNEL_DEBUG");
CHECK(MI_WRITEMESSAGE_CHANNEL_VERBOSE == 1, "MI_WRITEMESSAGE_CHANNEL_VERBOSE");
CHECK(MI_WRITEMESSAGE_CHANNEL_WARNING == 0, "MI_WRITEMESSAGE_CHANNEL_WARNING");
CHECK(cCodecMagic == 0xffeeddccffeeddccULL, "cCodecMagic");
CHECK(MI_VERSION == MI_MAKE_VERSION(MI_MAJOR, MI_MINOR, MI_REVISION), "MI_VERSION");
#if defined(_WIN32)
CHECK(MI_VERSION == 0x10000, "MI_VERSION");
#else
CHECK(MI_VERSION == 0x10100, "MI_VERSION");
#endif
CHECK(MI_CHAR_TYPE == 1 || MI_CHAR_TYPE == 2, "MI_CHAR_TYPE");
CHECK(MI_API_VERSION == 1 || MI_API_VERSION == 2, "MI_API_VERSION");
CHECK(sizeof(MI_TRUE) == 1 && sizeof(MI_FALSE) == 1, "the size of MI_TRUE and MI_FALSE");

/* Text. */
const MI_Char *const texts[] = {
    MI_AUTH_TYPE_BASIC,
    MI_AUTH_TYPE_CLIENT_CERTS,
    MI_AUTH_TYPE_CREDSSP,
    MI_AUTH_TYPE_DEFAULT,
    MI_AUTH_TYPE_DIGEST,
    MI_AUTH_TYPE_ISSUER_CERT,
    MI_AUTH_TYPE_KERBEROS,
    MI_AUTH_TYPE_NEGO_NO_CREDS,
    MI_AUTH_TYPE_NEGO_WITH_CREDS,
    MI_AUTH_TYPE_NONE,
    MI_AUTH_TYPE_NTLM,
    MI_DESTINATIONOPTIONS_PACKET_ENCODING_DEFAULT,
    MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF16,
    MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF8,
    MI_DESTINATIONOPTIONS_PROXY_TYPE_AUTO,
    MI_DESTINATIONOPTIONS_PROXY_TYPE_IE,
    MI_DESTINATIONOPTIONS_PROXY_TYPE_NONE,
    MI_DESTINATIONOPTIONS_PROXY_TYPE_WINHTTP,
    MI_DESTINATIONOPTIONS_TRANPSORT_HTTPS,
    MI_DESTINATIONOPTIONS_TRANSPORT_HTTP,
    MI_DESTINATIONOPTIONS_TRANSPORT_HTTPS,
    MI_QUERY_DIALECT_CQL,
    MI_QUERY_DIALECT_SELECTOR,
    MI_QUERY_DIALECT_WQL,
    MI_RESULT_TYPE_ERRNO,
    MI_RESULT_TYPE_HRESULT,
    MI_RESULT_TYPE_MI,
    MI_RESULT_TYPE_MOF_PARSER,
    MI_RESULT_TYPE_WIN32,
    MI_RESULT_TYPE_WINRM,
    MI_SUBSCRIBE_BOOKMARK_NEWEST,
    MI_SUBSCRIBE_BOOKMARK_OLDEST,
    MOFCODEC_FORMAT,
    MOFCODEC_FORMAT_V1,
    MOFCODEC_SCHEMA_VALIDATION_DEFAULT,
    MOFCODEC_SCHEMA_VALIDATION_DEFAULT_IGNORE_PROPERTIES,
    MOFCODEC_SCHEMA_VALIDATION_IGNORE,
    MOFCODEC_SCHEMA_VALIDATION_IGNORE_PROPERTYTYPE,
    MOFCODEC_SCHEMA_VALIDATION_LOOSE,
    MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST,
    MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME,
    MOFCODEC_SCHEMA_VALIDATION_STRICT,
    MOFCODEC_SCHEMA_VALIDATION_STRICT_IGNORE_PROPERTIES,
};
CHECK(sizeof(MI_AUTH_TYPE_BASIC) == sizeof(MI_T("Basic")), "MI_AUTH_TYPE_BASIC");
CHECK(sizeof(MI_AUTH_TYPE_CLIENT_CERTS) == sizeof(MI_T("ClientCerts")), "MI_AUTH_TYPE_CLIENT_CERTS");
CHECK(sizeof(MI_AUTH_TYPE_CREDSSP) == sizeof(MI_T("CredSSP")), "MI_AUTH_TYPE_CREDSSP");
CHECK(sizeof(MI_AUTH_TYPE_DEFAULT) == sizeof(MI_T("Default")), "MI_AUTH_TYPE_DEFAULT");
CHECK(sizeof(MI_AUTH_TYPE_DIGEST) == sizeof(MI_T("Digest")), "MI_AUTH_TYPE_DIGEST");
CHECK(sizeof(MI_AUTH_TYPE_ISSUER_CERT) == sizeof(MI_T("IssuerCert")), "MI_AUTH_TYPE_ISSUER_CERT");
CHECK(sizeof(MI_AUTH_TYPE_KERBEROS) == sizeof(MI_T("Kerberos")), "MI_AUTH_TYPE_KERBEROS");
CHECK(sizeof(MI_AUTH_TYPE_NEGO_NO_CREDS) == sizeof(MI_T("NegoNoCreds")), "MI_AUTH_TYPE_NEGO_NO_CREDS");
CHECK(sizeof(MI_AUTH_TYPE_NEGO_WITH_CREDS) == sizeof(MI_T("NegoWithCreds")), "MI_AUTH_TYPE_NEGO_WITH_CREDS");
CHECK(sizeof(MI_AUTH_TYPE_NONE) == sizeof(MI_T("None")), "MI_AUTH_TYPE_NONE");
CHECK(sizeof(MI_AUTH_TYPE_NTLM) == sizeof(MI_T("Ntlmdomain")), "MI_AUTH_TYPE_NTLM");
CHECK(sizeof(MI_DESTINATIONOPTIONS_PACKET_ENCODING_DEFAULT) == sizeof(MI_T("default")), "MI_DESTINATIONOPTIONS_PACKET_ENCODING_DEFAULT");
CHECK(sizeof(MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF16) == sizeof(MI_T("UTF16")), "MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF16");
CHECK(sizeof(MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF8) == sizeof(MI_T("UTF8")), "MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF8");
CHECK(sizeof(MI_DESTINATIONOPTIONS_PROXY_TYPE_AUTO) == sizeof(MI_T("Auto")), "MI_DESTINATIONOPTIONS_PROXY_TYPE_AUTO");
CHECK(sizeof(MI_DESTINATIONOPTIONS_PROXY_TYPE_IE) == sizeof(MI_T("IE")), "MI_DESTINATIONOPTIONS_PROXY_TYPE_IE");
CHECK(sizeof(MI_DESTINATIONOPTIONS_PROXY_TYPE_NONE) == sizeof(MI_T("None")), "MI_DESTINATIONOPTIONS_PROXY_TYPE_NONE");
CHECK(sizeof(MI_DESTINATIONOPTIONS_PROXY_TYPE_WINHTTP) == sizeof(MI_T("WinHTTP")), "MI_DESTINATIONOPTIONS_PROXY_TYPE_WINHTTP");
CHECK(sizeof(MI_DESTINATIONOPTIONS_TRANPSORT_HTTPS) == sizeof(MI_T("HTTPS")), "MI_DESTINATIONOPTIONS_TRANPSORT_HTTPS");
CHECK(sizeof(MI_DESTINATIONOPTIONS_TRANSPORT_HTTP) == sizeof(MI_T("HTTP")), "MI_DESTINATIONOPTIONS_TRANSPORT_HTTP");
CHECK(sizeof(MI_DESTINATIONOPTIONS_TRANSPORT_HTTPS) == sizeof(MI_T("HTTPS")), "MI_DESTINATIONOPTIONS_TRANSPORT_HTTPS");
CHECK(sizeof(MI_QUERY_DIALECT_CQL) == sizeof(MI_T("CQL")), "MI_QUERY_DIALECT_CQL");
CHECK(sizeof(MI_QUERY_DIALECT_SELECTOR) == sizeof(MI_T("selectorFilter")), "MI_QUERY_DIALECT_SELECTOR");
CHECK(sizeof(MI_QUERY_DIALECT_WQL) == sizeof(MI_T("WQL")), "MI_QUERY_DIALECT_WQL");
CHECK(sizeof(MI_RESULT_TYPE_ERRNO) == sizeof(MI_T("ERRNO")), "MI_RESULT_TYPE_ERRNO");
CHECK(sizeof(MI_RESULT_TYPE_HRESULT) == sizeof(MI_T("HRESULT")), "MI_RESULT_TYPE_HRESULT");
CHECK(sizeof(MI_RESULT_TYPE_MI) == sizeof(MI_T("MI")), "MI_RESULT_TYPE_MI");
CHECK(sizeof(MI_RESULT_TYPE_MOF_PARSER) == sizeof(MI_T("MOFPARSER")), "MI_RESULT_TYPE_MOF_PARSER");
CHECK(sizeof(MI_RESULT_TYPE_WIN32) == sizeof(MI_T("WIN32")), "MI_RESULT_TYPE_WIN32");
CHECK(sizeof(MI_RESULT_TYPE_WINRM) == sizeof(MI_T("WINRM")), "MI_RESULT_TYPE_WINRM");
CHECK(sizeof(MI_SUBSCRIBE_BOOKMARK_NEWEST) == sizeof(MI_T("MI_SUBSCRIBE_BOOKMARK_NEWEST")), "MI_SUBSCRIBE_BOOKMARK_NEWEST");
CHECK(sizeof(MI_SUBSCRIBE_BOOKMARK_OLDEST) == sizeof(MI_T("MI_SUBSCRIBE_BOOKMARK_OLDEST")), "MI_SUBSCRIBE_BOOKMARK_OLDEST");
CHECK(sizeof(MOFCODEC_FORMAT) == sizeof(MI_T("MI_MOF_CIMV2_EXTV1")), "MOFCODEC_FORMAT");
CHECK(sizeof(MOFCODEC_FORMAT_V1) == sizeof(MI_T("MI_MOF_CIMV2_EXTV1")), "MOFCODEC_FORMAT_V1");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_DEFAULT) == sizeof(MI_T("Default")), "MOFCODEC_SCHEMA_VALIDATION_DEFAULT");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_DEFAULT_IGNORE_PROPERTIES) == sizeof(MI_T("DefaultIgnoreProperties")), "MOFCODEC_SCHEMA_VALIDATION_DEFAULT_IGNORE_PROPERTIES");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_IGNORE) == sizeof(MI_T("IgnoreSchema")), "MOFCODEC_SCHEMA_VALIDATION_IGNORE");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_IGNORE_PROPERTYTYPE) == sizeof(MI_T("IgnorePropertyType")), "MOFCODEC_SCHEMA_VALIDATION_IGNORE_PROPERTYTYPE");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_LOOSE) == sizeof(MI_T("Loose")), "MOFCODEC_SCHEMA_VALIDATION_LOOSE");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST) == sizeof(MI_T("SchemaValidationIgnorePropertyList")), "MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME) == sizeof(MI_T("SchemaValidation")), "MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_STRICT) == sizeof(MI_T("Strict")), "MOFCODEC_SCHEMA_VALIDATION_STRICT");
CHECK(sizeof(MOFCODEC_SCHEMA_VALIDATION_STRICT_IGNORE_PROPERTIES) == sizeof(MI_T("StrictIgnoreProperties")), "MOFCODEC_SCHEMA_VALIDATION_STRICT_IGNORE_PROPERTIES");

/* Initialisers. */
MI_Application no_MI_Application = MI_APPLICATION_NULL;
MI_Session no_MI_Session = MI_SESSION_NULL;
MI_Operation no_MI_Operation = MI_OPERATION_NULL;
MI_HostedProvider no_MI_HostedProvider = MI_HOSTEDPROVIDER_NULL;
MI_DestinationOptions no_MI_DestinationOptions = MI_DESTINATIONOPTIONS_NULL;
MI_OperationOptions no_MI_OperationOptions = MI_OPERATIONOPTIONS_NULL;
MI_SubscriptionDeliveryOptions no_MI_SubscriptionDeliveryOptions = MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL;
MI_SessionCallbacks no_MI_SessionCallbacks = MI_SESSIONCALLBACKS_NULL;
MI_OperationCallbacks no_MI_OperationCallbacks = MI_OPERATIONCALLBACKS_NULL;

/* Macros. */
#if !defined(MI_API_VERSION)
# error "MI_API_VERSION"
#endif
#if !defined(MI_APPLICATION_NULL)
# error "MI_APPLICATION_NULL"
#endif
#if !defined(MI_AUTH_TYPE_BASIC)
# error "MI_AUTH_TYPE_BASIC"
#endif
#if !defined(MI_AUTH_TYPE_CLIENT_CERTS)
# error "MI_AUTH_TYPE_CLIENT_CERTS"
#endif
#if !defined(MI_AUTH_TYPE_CREDSSP)
# error "MI_AUTH_TYPE_CREDSSP"
#endif
#if !defined(MI_AUTH_TYPE_DEFAULT)
# error "MI_AUTH_TYPE_DEFAULT"
#endif
#if !defined(MI_AUTH_TYPE_DIGEST)
# error "MI_AUTH_TYPE_DIGEST"
#endif
#if !defined(MI_AUTH_TYPE_ISSUER_CERT)
# error "MI_AUTH_TYPE_ISSUER_CERT"
#endif
#if !defined(MI_AUTH_TYPE_KERBEROS)
# error "MI_AUTH_TYPE_KERBEROS"
#endif
#if !defined(MI_AUTH_TYPE_NEGO_NO_CREDS)
# error "MI_AUTH_TYPE_NEGO_NO_CREDS"
#endif
#if !defined(MI_AUTH_TYPE_NEGO_WITH_CREDS)
# error "MI_AUTH_TYPE_NEGO_WITH_CREDS"
#endif
#if !defined(MI_AUTH_TYPE_NONE)
# error "MI_AUTH_TYPE_NONE"
#endif
#if !defined(MI_AUTH_TYPE_NTLM)
# error "MI_AUTH_TYPE_NTLM"
#endif
#if !defined(MI_Application_Initialize)
# error "MI_Application_Initialize"
#endif
#if !defined(MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT)
# error "MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT"
#endif
#if !defined(MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT_NOMETHODS)
# error "MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT_NOMETHODS"
#endif
#if !defined(MI_BINARY_SERIALIZER_FLAGS_CLASS_NOMETHODS)
# error "MI_BINARY_SERIALIZER_FLAGS_CLASS_NOMETHODS"
#endif
#if !defined(MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_ID)
# error "MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_ID"
#endif
#if !defined(MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_REFERENCE)
# error "MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_REFERENCE"
#endif
#if !defined(MI_CALL)
# error "MI_CALL"
#endif
#if !defined(MI_CALL_VERSION)
# error "MI_CALL_VERSION"
#endif
#if !defined(MI_CHAR_TYPE)
# error "MI_CHAR_TYPE"
#endif
#if !defined(MI_CONST)
# error "MI_CONST"
#endif
#if !defined(MI_COUNT)
# error "MI_COUNT"
#endif
#if !defined(MI_CancelationReason)
# error "MI_CancelationReason"
#endif
#if !defined(MI_Canceled)
# error "MI_Canceled"
#endif
#if !defined(MI_ConstructInstance)
# error "MI_ConstructInstance"
#endif
#if !defined(MI_ConstructParameters)
# error "MI_ConstructParameters"
#endif
#if !defined(MI_DESTINATIONOPTIONS_NULL)
# error "MI_DESTINATIONOPTIONS_NULL"
#endif
#if !defined(MI_DESTINATIONOPTIONS_PACKET_ENCODING_DEFAULT)
# error "MI_DESTINATIONOPTIONS_PACKET_ENCODING_DEFAULT"
#endif
#if !defined(MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF16)
# error "MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF16"
#endif
#if !defined(MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF8)
# error "MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF8"
#endif
#if !defined(MI_DESTINATIONOPTIONS_PROXY_TYPE_AUTO)
# error "MI_DESTINATIONOPTIONS_PROXY_TYPE_AUTO"
#endif
#if !defined(MI_DESTINATIONOPTIONS_PROXY_TYPE_IE)
# error "MI_DESTINATIONOPTIONS_PROXY_TYPE_IE"
#endif
#if !defined(MI_DESTINATIONOPTIONS_PROXY_TYPE_NONE)
# error "MI_DESTINATIONOPTIONS_PROXY_TYPE_NONE"
#endif
#if !defined(MI_DESTINATIONOPTIONS_PROXY_TYPE_WINHTTP)
# error "MI_DESTINATIONOPTIONS_PROXY_TYPE_WINHTTP"
#endif
#if !defined(MI_DESTINATIONOPTIONS_TRANPSORT_HTTPS)
# error "MI_DESTINATIONOPTIONS_TRANPSORT_HTTPS"
#endif
#if !defined(MI_DESTINATIONOPTIONS_TRANSPORT_HTTP)
# error "MI_DESTINATIONOPTIONS_TRANSPORT_HTTP"
#endif
#if !defined(MI_DESTINATIONOPTIONS_TRANSPORT_HTTPS)
# error "MI_DESTINATIONOPTIONS_TRANSPORT_HTTPS"
#endif
#if !defined(MI_EXPORT)
# error "MI_EXPORT"
#endif
#if !defined(MI_EXTERN_C)
# error "MI_EXTERN_C"
#endif
#if !defined(MI_FALSE)
# error "MI_FALSE"
#endif
#if !defined(MI_FLAG_ABSTRACT)
# error "MI_FLAG_ABSTRACT"
#endif
#if !defined(MI_FLAG_ADOPT)
# error "MI_FLAG_ADOPT"
#endif
#if !defined(MI_FLAG_ANY)
# error "MI_FLAG_ANY"
#endif
#if !defined(MI_FLAG_ASSOCIATION)
# error "MI_FLAG_ASSOCIATION"
#endif
#if !defined(MI_FLAG_BORROW)
# error "MI_FLAG_BORROW"
#endif
#if !defined(MI_FLAG_CLASS)
# error "MI_FLAG_CLASS"
#endif
#if !defined(MI_FLAG_DISABLEOVERRIDE)
# error "MI_FLAG_DISABLEOVERRIDE"
#endif
#if !defined(MI_FLAG_ENABLEOVERRIDE)
# error "MI_FLAG_ENABLEOVERRIDE"
#endif
#if !defined(MI_FLAG_EXPENSIVE)
# error "MI_FLAG_EXPENSIVE"
#endif
#if !defined(MI_FLAG_EXTENDED)
# error "MI_FLAG_EXTENDED"
#endif
#if !defined(MI_FLAG_IN)
# error "MI_FLAG_IN"
#endif
#if !defined(MI_FLAG_INDICATION)
# error "MI_FLAG_INDICATION"
#endif
#if !defined(MI_FLAG_KEY)
# error "MI_FLAG_KEY"
#endif
#if !defined(MI_FLAG_METHOD)
# error "MI_FLAG_METHOD"
#endif
#if !defined(MI_FLAG_NOT_MODIFIED)
# error "MI_FLAG_NOT_MODIFIED"
#endif
#if !defined(MI_FLAG_NULL)
# error "MI_FLAG_NULL"
#endif
#if !defined(MI_FLAG_OUT)
# error "MI_FLAG_OUT"
#endif
#if !defined(MI_FLAG_PARAMETER)
# error "MI_FLAG_PARAMETER"
#endif
#if !defined(MI_FLAG_PROPERTY)
# error "MI_FLAG_PROPERTY"
#endif
#if !defined(MI_FLAG_READONLY)
# error "MI_FLAG_READONLY"
#endif
#if !defined(MI_FLAG_REFERENCE)
# error "MI_FLAG_REFERENCE"
#endif
#if !defined(MI_FLAG_REQUIRED)
# error "MI_FLAG_REQUIRED"
#endif
#if !defined(MI_FLAG_RESTRICTED)
# error "MI_FLAG_RESTRICTED"
#endif
#if !defined(MI_FLAG_STATIC)
# error "MI_FLAG_STATIC"
#endif
#if !defined(MI_FLAG_STREAM)
# error "MI_FLAG_STREAM"
#endif
#if !defined(MI_FLAG_TERMINAL)
# error "MI_FLAG_TERMINAL"
#endif
#if !defined(MI_FLAG_TOINSTANCE)
# error "MI_FLAG_TOINSTANCE"
#endif
#if !defined(MI_FLAG_TOSUBCLASS)
# error "MI_FLAG_TOSUBCLASS"
#endif
#if !defined(MI_FLAG_TRANSLATABLE)
# error "MI_FLAG_TRANSLATABLE"
#endif
#if !defined(MI_FLAG_VERSION)
# error "MI_FLAG_VERSION"
#endif
#if !defined(MI_GetCustomOption)
# error "MI_GetCustomOption"
#endif
#if !defined(MI_GetCustomOptionAt)
# error "MI_GetCustomOptionAt"
#endif
#if !defined(MI_GetCustomOptionCount)
# error "MI_GetCustomOptionCount"
#endif
#if !defined(MI_GetLocalSession)
# error "MI_GetLocalSession"
#endif
#if !defined(MI_GetLocale)
# error "MI_GetLocale"
#endif
#if !defined(MI_GetNumberOption)
# error "MI_GetNumberOption"
#endif
#if !defined(MI_GetStringOption)
# error "MI_GetStringOption"
#endif
#if !defined(MI_HOSTEDPROVIDER_NULL)
# error "MI_HOSTEDPROVIDER_NULL"
#endif
#if !defined(MI_IMPORT)
# error "MI_IMPORT"
#endif
#if !defined(MI_INLINE)
# error "MI_INLINE"
#endif
#if !defined(MI_INLINE_CALL)
# error "MI_INLINE_CALL"
#endif
#if !defined(MI_InstanceOf)
# error "MI_InstanceOf"
#endif
#if !defined(MI_LIFECYCLE_INDICATION_ALL)
# error "MI_LIFECYCLE_INDICATION_ALL"
#endif
#if !defined(MI_LIFECYCLE_INDICATION_CREATE)
# error "MI_LIFECYCLE_INDICATION_CREATE"
#endif
#if !defined(MI_LIFECYCLE_INDICATION_DELETE)
# error "MI_LIFECYCLE_INDICATION_DELETE"
#endif
#if !defined(MI_LIFECYCLE_INDICATION_METHODCALL)
# error "MI_LIFECYCLE_INDICATION_METHODCALL"
#endif
#if !defined(MI_LIFECYCLE_INDICATION_MODIFY)
# error "MI_LIFECYCLE_INDICATION_MODIFY"
#endif
#if !defined(MI_LIFECYCLE_INDICATION_NONE)
# error "MI_LIFECYCLE_INDICATION_NONE"
#endif
#if !defined(MI_LIFECYCLE_INDICATION_READ)
# error "MI_LIFECYCLE_INDICATION_READ"
#endif
#if !defined(MI_LINKAGE)
# error "MI_LINKAGE"
#endif
#if !defined(MI_LL)
# error "MI_LL"
#endif
#if !defined(MI_MAIN_CALL)
# error "MI_MAIN_CALL"
#endif
#if !defined(MI_MAJOR)
# error "MI_MAJOR"
#endif
#if !defined(MI_MAKE_VERSION)
# error "MI_MAKE_VERSION"
#endif
#if !defined(MI_MAX_LOCALE_SIZE)
# error "MI_MAX_LOCALE_SIZE"
#endif
#if !defined(MI_MINOR)
# error "MI_MINOR"
#endif
#if !defined(MI_MODULE_FLAG_BOOLEANS)
# error "MI_MODULE_FLAG_BOOLEANS"
#endif
#if !defined(MI_MODULE_FLAG_CPLUSPLUS)
# error "MI_MODULE_FLAG_CPLUSPLUS"
#endif
#if !defined(MI_MODULE_FLAG_DESCRIPTIONS)
# error "MI_MODULE_FLAG_DESCRIPTIONS"
#endif
#if !defined(MI_MODULE_FLAG_FILTER_SUPPORT)
# error "MI_MODULE_FLAG_FILTER_SUPPORT"
#endif
#if !defined(MI_MODULE_FLAG_LOCALIZED)
# error "MI_MODULE_FLAG_LOCALIZED"
#endif
#if !defined(MI_MODULE_FLAG_MAPPING_STRINGS)
# error "MI_MODULE_FLAG_MAPPING_STRINGS"
#endif
#if !defined(MI_MODULE_FLAG_STANDARD_QUALIFIERS)
# error "MI_MODULE_FLAG_STANDARD_QUALIFIERS"
#endif
#if !defined(MI_MODULE_FLAG_VALUES)
# error "MI_MODULE_FLAG_VALUES"
#endif
#if !defined(MI_NewDynamicInstance)
# error "MI_NewDynamicInstance"
#endif
#if !defined(MI_NewInstance)
# error "MI_NewInstance"
#endif
#if !defined(MI_NewParameters)
# error "MI_NewParameters"
#endif
#if !defined(MI_OFFSETOF)
# error "MI_OFFSETOF"
#endif
#if !defined(MI_OPERATIONCALLBACKS_NULL)
# error "MI_OPERATIONCALLBACKS_NULL"
#endif
#if !defined(MI_OPERATIONFLAGS_BASIC_RTTI)
# error "MI_OPERATIONFLAGS_BASIC_RTTI"
#endif
#if !defined(MI_OPERATIONFLAGS_DEFAULT_RTTI)
# error "MI_OPERATIONFLAGS_DEFAULT_RTTI"
#endif
#if !defined(MI_OPERATIONFLAGS_EXPENSIVE_PROPERTIES)
# error "MI_OPERATIONFLAGS_EXPENSIVE_PROPERTIES"
#endif
#if !defined(MI_OPERATIONFLAGS_FULL_RTTI)
# error "MI_OPERATIONFLAGS_FULL_RTTI"
#endif
#if !defined(MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS)
# error "MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS"
#endif
#if !defined(MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS)
# error "MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS"
#endif
#if !defined(MI_OPERATIONFLAGS_NO_RTTI)
# error "MI_OPERATIONFLAGS_NO_RTTI"
#endif
#if !defined(MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY)
# error "MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY"
#endif
#if !defined(MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW)
# error "MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW"
#endif
#if !defined(MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED)
# error "MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED"
#endif
#if !defined(MI_OPERATIONFLAGS_STANDARD_RTTI)
# error "MI_OPERATIONFLAGS_STANDARD_RTTI"
#endif
#if !defined(MI_OPERATIONOPTIONS_NULL)
# error "MI_OPERATIONOPTIONS_NULL"
#endif
#if !defined(MI_OPERATION_NULL)
# error "MI_OPERATION_NULL"
#endif
#if !defined(MI_PostCimError)
# error "MI_PostCimError"
#endif
#if !defined(MI_PostError)
# error "MI_PostError"
#endif
#if !defined(MI_PostIndication)
# error "MI_PostIndication"
#endif
#if !defined(MI_PostInstance)
# error "MI_PostInstance"
#endif
#if !defined(MI_PostResult)
# error "MI_PostResult"
#endif
#if !defined(MI_PromptUser)
# error "MI_PromptUser"
#endif
#if !defined(MI_PropertySet_GetElement)
# error "MI_PropertySet_GetElement"
#endif
#if !defined(MI_QUERY_DIALECT_CQL)
# error "MI_QUERY_DIALECT_CQL"
#endif
#if !defined(MI_QUERY_DIALECT_SELECTOR)
# error "MI_QUERY_DIALECT_SELECTOR"
#endif
#if !defined(MI_QUERY_DIALECT_WQL)
# error "MI_QUERY_DIALECT_WQL"
#endif
#if !defined(MI_RESULT_TYPE_ERRNO)
# error "MI_RESULT_TYPE_ERRNO"
#endif
#if !defined(MI_RESULT_TYPE_HRESULT)
# error "MI_RESULT_TYPE_HRESULT"
#endif
#if !defined(MI_RESULT_TYPE_MI)
# error "MI_RESULT_TYPE_MI"
#endif
#if !defined(MI_RESULT_TYPE_MOF_PARSER)
# error "MI_RESULT_TYPE_MOF_PARSER"
#endif
#if !defined(MI_RESULT_TYPE_WIN32)
# error "MI_RESULT_TYPE_WIN32"
#endif
#if !defined(MI_RESULT_TYPE_WINRM)
# error "MI_RESULT_TYPE_WINRM"
#endif
#if !defined(MI_REVISION)
# error "MI_REVISION"
#endif
#if !defined(MI_REVISON)
# error "MI_REVISON"
#endif
#if !defined(MI_RefuseUnload)
# error "MI_RefuseUnload"
#endif
#if !defined(MI_RegisterCancel)
# error "MI_RegisterCancel"
#endif
#if !defined(MI_RequestUnload)
# error "MI_RequestUnload"
#endif
#if !defined(MI_SERIALIZER_FLAGS_CLASS_DEEP)
# error "MI_SERIALIZER_FLAGS_CLASS_DEEP"
#endif
#if !defined(MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS)
# error "MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS"
#endif
#if !defined(MI_SESSIONCALLBACKS_NULL)
# error "MI_SESSIONCALLBACKS_NULL"
#endif
#if !defined(MI_SESSION_NULL)
# error "MI_SESSION_NULL"
#endif
#if !defined(MI_SUBSCRIBE_BOOKMARK_NEWEST)
# error "MI_SUBSCRIBE_BOOKMARK_NEWEST"
#endif
#if !defined(MI_SUBSCRIBE_BOOKMARK_OLDEST)
# error "MI_SUBSCRIBE_BOOKMARK_OLDEST"
#endif
#if !defined(MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL)
# error "MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL"
#endif
#if !defined(MI_SetStringOption)
# error "MI_SetStringOption"
#endif
#if !defined(MI_ShouldContinue)
# error "MI_ShouldContinue"
#endif
#if !defined(MI_ShouldProcess)
# error "MI_ShouldProcess"
#endif
#if !defined(MI_SubscriptionDeliveryOptions__GetExpirationTime)
# error "MI_SubscriptionDeliveryOptions__GetExpirationTime"
#endif
#if !defined(MI_SubscriptionDeliveryOptions__SetExpirationTime)
# error "MI_SubscriptionDeliveryOptions__SetExpirationTime"
#endif
#if !defined(MI_T)
# error "MI_T"
#endif
#if !defined(MI_TRUE)
# error "MI_TRUE"
#endif
#if !defined(MI_ULL)
# error "MI_ULL"
#endif
#if !defined(MI_UNREFERENCED_PARAMETER)
# error "MI_UNREFERENCED_PARAMETER"
#endif
#if MI_CHAR_TYPE == 2 && !defined(MI_USE_WCHAR)
# error "MI_USE_WCHAR"
#endif
#if !defined(MI_VERSION)
# error "MI_VERSION"
#endif
#if !defined(MI_WRITEMESSAGE_CHANNEL_DEBUG)
# error "MI_WRITEMESSAGE_CHANNEL_DEBUG"
#endif
#if !defined(MI_WRITEMESSAGE_CHANNEL_VERBOSE)
# error "MI_WRITEMESSAGE_CHANNEL_VERBOSE"
#endif
#if !defined(MI_WRITEMESSAGE_CHANNEL_WARNING)
# error "MI_WRITEMESSAGE_CHANNEL_WARNING"
#endif
#if !defined(MI_WriteCimError)
# error "MI_WriteCimError"
#endif
#if !defined(MI_WriteDebug)
# error "MI_WriteDebug"
#endif
#if !defined(MI_WriteError)
# error "MI_WriteError"
#endif
#if !defined(MI_WriteMessage)
# error "MI_WriteMessage"
#endif
#if !defined(MI_WriteProgress)
# error "MI_WriteProgress"
#endif
#if !defined(MI_WriteStreamParameter)
# error "MI_WriteStreamParameter"
#endif
#if !defined(MI_WriteVerbose)
# error "MI_WriteVerbose"
#endif
#if !defined(MI_WriteWarning)
# error "MI_WriteWarning"
#endif
#if !defined(MOFCODEC_FORMAT)
# error "MOFCODEC_FORMAT"
#endif
#if !defined(MOFCODEC_FORMAT_V1)
# error "MOFCODEC_FORMAT_V1"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_DEFAULT)
# error "MOFCODEC_SCHEMA_VALIDATION_DEFAULT"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_DEFAULT_IGNORE_PROPERTIES)
# error "MOFCODEC_SCHEMA_VALIDATION_DEFAULT_IGNORE_PROPERTIES"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_IGNORE)
# error "MOFCODEC_SCHEMA_VALIDATION_IGNORE"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_IGNORE_PROPERTYTYPE)
# error "MOFCODEC_SCHEMA_VALIDATION_IGNORE_PROPERTYTYPE"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_LOOSE)
# error "MOFCODEC_SCHEMA_VALIDATION_LOOSE"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST)
# error "MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME)
# error "MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_STRICT)
# error "MOFCODEC_SCHEMA_VALIDATION_STRICT"
#endif
#if !defined(MOFCODEC_SCHEMA_VALIDATION_STRICT_IGNORE_PROPERTIES)
# error "MOFCODEC_SCHEMA_VALIDATION_STRICT_IGNORE_PROPERTIES"
#endif
#if !defined(_WIN32) && !defined(OMI_ONLY)
# error "OMI_ONLY"
#endif
#if !defined(_MI_CancelationReason)
# error "_MI_CancelationReason"
#endif
#if !defined(cCodecMagic)
# error "cCodecMagic"
#endif
#if !defined(mi_clientFT)
# error "mi_clientFT"
#endif

/* Macros with arguments, in use. */
struct generated {
    MI_Instance __instance;
    MI_ConstStringField name;
};
CHECK(MI_OFFSETOF(struct generated, name) == sizeof(MI_Instance), "MI_OFFSETOF");
CHECK(MI_COUNT(texts) > 40, "MI_COUNT");
CHECK(MI_LL(1) + MI_ULL(1) == 2, "MI_LL and MI_ULL");
CHECK(sizeof(MI_T("ab")) == 3 * sizeof(MI_Char), "MI_T");

MI_INLINE MI_Instance *instance_of(struct generated *self)
{
    return MI_InstanceOf(self);
}

int names(struct generated *self);
int names(struct generated *self)
{
    MI_UNREFERENCED_PARAMETER(self);
    return instance_of(self) == &self->__instance && texts[0] != NULL;
}
