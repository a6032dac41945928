/*
 * mi.h: the Management Infrastructure (MI) interface.
 *
 * Generated from the library's sources; a change belongs there. MIT OR Apache-2.0.
 *
 * Where to begin:
 *
 *   MI_Application_Initialize, MI_Application_NewSession     start
 *   MI_Application_NewInstance, MI_Instance_AddElement       name an instance by its keys, or fill a new one
 *   MI_Session_GetInstance, MI_Session_EnumerateInstances    ask; create, modify and delete are called alike
 *   MI_Operation_GetInstance, MI_Instance_GetElement         read the results, in a loop while there are more
 *   MI_ErrorCategory                                         read what went wrong
 *   MI_Operation_Close, MI_Session_Close, MI_Application_Close   end each, in this order: each waits for the former
 *
 * examples/quickstart.c does all of this, examples/asynchronous.c does it with callbacks. docs/status.md lists the
 * functions that are not built yet and answer NOT_SUPPORTED.
 *
 * What holds for every function:
 *
 * - A NULL object, or one whose table is NULL (the *_NULL initialisers), gives MI_RESULT_INVALID_PARAMETER, and so does a
 *   handle that was closed, or a copy of one. A handle that the function would have filled is zeroed then. A table
 *   without the function gives MI_RESULT_NOT_SUPPORTED.
 * - Results are named without their prefix in the comments: NOT_FOUND is MI_RESULT_NOT_FOUND. Besides the ones that are
 *   named, any function may give INVALID_PARAMETER for NULL where it is not allowed, SERVER_LIMITS_EXCEEDED without memory,
 *   and FAILED.
 * - Handles (MI_Application, MI_Session, MI_Operation and the options) live in the caller's memory, may be copied by
 *   value, and are ended once. Instances and classes live in the library's memory. "Give" means: what is
 *   given belongs to the object it comes from. "Make" means: it belongs to the caller, who ends it.
 * - Text is in MI_Char units and ends with a NUL: UTF-8 where MI_Char is char, UTF-16 or UTF-32 where it is wide.
 *   Names are compared without case.
 * - An operation that was started with the callback for its kind of result is asynchronous: its callbacks run on library
 *   threads, one at a time, and may begin before the function that starts it has returned. Without that callback it
 *   is synchronous, and MI_Operation_GetInstance, MI_Operation_GetClass or MI_Operation_GetIndication fetch its
 *   results. Options, callbacks, text and instances are copied when the operation starts. Every operation has
 *   exactly one final result, and its handle is closed with MI_Operation_Close.
 * - Different threads may use different objects at once, and the same application, session or operation.
 */

#ifndef MI_H
#define MI_H

/* What existing programs expect of this header alone. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#if defined(_WIN32)
# include <sal.h>
#endif

/*
 * The character: 1 is char, 2 is wchar_t. The library has to be built for the same one: libmi.so is for 1, libmi-wide.so for 2.
 */
#if !defined(MI_CHAR_TYPE)
# if defined(_WIN32)
#  define MI_CHAR_TYPE 2
# else
#  define MI_CHAR_TYPE 1
# endif
#endif
#if MI_CHAR_TYPE != 1 && MI_CHAR_TYPE != 2
# error "MI_CHAR_TYPE is 1 for char or 2 for wchar_t"
#endif
#if MI_CHAR_TYPE == 2 && !defined(MI_USE_WCHAR)
# define MI_USE_WCHAR
#endif

/*
 * Which interface: 2 has the life cycle indications, which only Unix knows.
 */
#if !defined(MI_API_VERSION)
# if defined(_WIN32)
#  define MI_API_VERSION 1
# else
#  define MI_API_VERSION 2
# endif
#endif
#if MI_API_VERSION > 2
# error "MI_API_VERSION is 1 or 2"
#endif
#if !defined(MI_CALL_VERSION)
# define MI_CALL_VERSION 1
#endif

/* The version with which a provider module says what it was compiled against. */
#if !defined(MI_MAJOR)
# define MI_MAJOR ((MI_Uint32)1)
#endif
#if !defined(MI_MINOR)
# if MI_API_VERSION == 1
#  define MI_MINOR ((MI_Uint32)0)
# else
#  define MI_MINOR ((MI_Uint32)1)
# endif
#endif
#if !defined(MI_REVISION)
# define MI_REVISION ((MI_Uint32)0)
#endif
#if !defined(MI_REVISON)
# define MI_REVISON MI_REVISION
#endif
#define MI_MAKE_VERSION(MAJ, MIN, REV) (((MAJ) << 16) | ((MIN) << 8) | (REV))
#define MI_VERSION MI_MAKE_VERSION(MI_MAJOR, MI_MINOR, MI_REVISION)

/* Present where life cycle indications are. */
#if !defined(_WIN32) && !defined(OMI_ONLY)
# define OMI_ONLY
#endif

/*
 * Calling conventions and linkage.
 */
#if defined(_WIN32)
# define MI_CALL __stdcall
# define MI_MAIN_CALL __cdecl
# define MI_EXPORT __declspec(dllexport)
# if !defined(MI_IMPORT)
#  define MI_IMPORT __declspec(dllimport)
# endif
#else
# define MI_CALL
# define MI_MAIN_CALL
# if defined(__GNUC__)
#  define MI_EXPORT __attribute__((visibility("default")))
# else
#  define MI_EXPORT
# endif
# define MI_IMPORT
#endif
#define MI_INLINE_CALL MI_CALL
#define MI_LINKAGE MI_EXPORT
#define MI_INLINE static __inline
#if defined(__cplusplus)
# define MI_EXTERN_C extern "C"
#else
# define MI_EXTERN_C extern
#endif
#if !defined(MI_CONST)
# define MI_CONST const
#endif

/*
 * Words about parameters, for code that carries them; they say nothing to the compiler.
 */
#if !defined(_Check_return_)
# define _Check_return_
#endif
#if !defined(_Deref_post_z_)
# define _Deref_post_z_
#endif
#if !defined(_Deref_pre_z_)
# define _Deref_pre_z_
#endif
#if !defined(_Deref_prepost_opt_z_)
# define _Deref_prepost_opt_z_
#endif
#if !defined(_In_)
# define _In_
#endif
#if !defined(_In_opt_)
# define _In_opt_
#endif
#if !defined(_In_opt_z_)
# define _In_opt_z_
#endif
#if !defined(_In_z_)
# define _In_z_
#endif
#if !defined(_Inout_)
# define _Inout_
#endif
#if !defined(_Inout_opt_)
# define _Inout_opt_
#endif
#if !defined(_Inout_opt_z_)
# define _Inout_opt_z_
#endif
#if !defined(_Inout_z_)
# define _Inout_z_
#endif
#if !defined(_Must_inspect_result_)
# define _Must_inspect_result_
#endif
#if !defined(_Null_terminated_)
# define _Null_terminated_
#endif
#if !defined(_Out_)
# define _Out_
#endif
#if !defined(_Out_opt_)
# define _Out_opt_
#endif
#if !defined(_Outptr_)
# define _Outptr_
#endif
#if !defined(_Outptr_opt_)
# define _Outptr_opt_
#endif
#if !defined(_Outptr_opt_result_maybenull_)
# define _Outptr_opt_result_maybenull_
#endif
#if !defined(_Outptr_opt_result_maybenull_z_)
# define _Outptr_opt_result_maybenull_z_
#endif
#if !defined(_Outptr_opt_result_z_)
# define _Outptr_opt_result_z_
#endif
#if !defined(_Outptr_result_maybenull_)
# define _Outptr_result_maybenull_
#endif
#if !defined(_Outptr_result_maybenull_z_)
# define _Outptr_result_maybenull_z_
#endif
#if !defined(_Outptr_result_z_)
# define _Outptr_result_z_
#endif
#if !defined(_Post_invalid_)
# define _Post_invalid_
#endif
#if !defined(_Post_ptr_invalid_)
# define _Post_ptr_invalid_
#endif
#if !defined(_Post_valid_)
# define _Post_valid_
#endif
#if !defined(_Post_z_)
# define _Post_z_
#endif
#if !defined(_Pre_notnull_)
# define _Pre_notnull_
#endif
#if !defined(_Pre_valid_)
# define _Pre_valid_
#endif
#if !defined(_Ret_maybenull_)
# define _Ret_maybenull_
#endif
#if !defined(_Ret_notnull_)
# define _Ret_notnull_
#endif
#if !defined(_Ret_z_)
# define _Ret_z_
#endif
#if !defined(_Use_decl_annotations_)
# define _Use_decl_annotations_
#endif
#if !defined(_Always_)
# define _Always_(a)
#endif
#if !defined(_Field_size_)
# define _Field_size_(a)
#endif
#if !defined(_Field_size_bytes_)
# define _Field_size_bytes_(a)
#endif
#if !defined(_In_count_)
# define _In_count_(a)
#endif
#if !defined(_In_reads_)
# define _In_reads_(a)
#endif
#if !defined(_In_reads_bytes_)
# define _In_reads_bytes_(a)
#endif
#if !defined(_In_reads_opt_)
# define _In_reads_opt_(a)
#endif
#if !defined(_In_reads_z_)
# define _In_reads_z_(a)
#endif
#if !defined(_Inout_count_)
# define _Inout_count_(a)
#endif
#if !defined(_Inout_updates_)
# define _Inout_updates_(a)
#endif
#if !defined(_Inout_updates_z_)
# define _Inout_updates_z_(a)
#endif
#if !defined(_Out_writes_)
# define _Out_writes_(a)
#endif
#if !defined(_Out_writes_bytes_)
# define _Out_writes_bytes_(a)
#endif
#if !defined(_Out_writes_opt_)
# define _Out_writes_opt_(a)
#endif
#if !defined(_Out_writes_opt_z_)
# define _Out_writes_opt_z_(a)
#endif
#if !defined(_Out_writes_z_)
# define _Out_writes_z_(a)
#endif
#if !defined(_Outptr_result_buffer_)
# define _Outptr_result_buffer_(a)
#endif
#if !defined(_Outptr_result_buffer_maybenull_)
# define _Outptr_result_buffer_maybenull_(a)
#endif
#if !defined(_Outptr_result_bytebuffer_)
# define _Outptr_result_bytebuffer_(a)
#endif
#if !defined(_Post_equal_to_)
# define _Post_equal_to_(a)
#endif
#if !defined(_Post_readable_size_)
# define _Post_readable_size_(a)
#endif
#if !defined(_Post_satisfies_)
# define _Post_satisfies_(a)
#endif
#if !defined(_Post_writable_byte_size_)
# define _Post_writable_byte_size_(a)
#endif
#if !defined(_Pre_writable_byte_size_)
# define _Pre_writable_byte_size_(a)
#endif
#if !defined(_Pre_writable_size_)
# define _Pre_writable_size_(a)
#endif
#if !defined(_Readable_bytes_)
# define _Readable_bytes_(a)
#endif
#if !defined(_Return_type_success_)
# define _Return_type_success_(a)
#endif
#if !defined(_Success_)
# define _Success_(a)
#endif
#if !defined(_Out_writes_to_)
# define _Out_writes_to_(a, b)
#endif
#if !defined(_Out_writes_to_opt_)
# define _Out_writes_to_opt_(a, b)
#endif
#if !defined(_When_)
# define _When_(a, b)
#endif

/*
 * The scalar types.
 */
typedef unsigned char MI_Boolean;
typedef unsigned char MI_Uint8;
typedef signed char MI_Sint8;
typedef unsigned short MI_Uint16;
typedef signed short MI_Sint16;
typedef unsigned int MI_Uint32;
typedef signed int MI_Sint32;
typedef unsigned long long MI_Uint64;
typedef signed long long MI_Sint64;
typedef float MI_Real32;
typedef double MI_Real64;
typedef unsigned short MI_Char16;
#if MI_CHAR_TYPE == 1
typedef char MI_Char;
#else
typedef wchar_t MI_Char;
#endif
typedef MI_Char *MI_StringPtr;
typedef const MI_Char *MI_ConstStringPtr;

#define MI_TRUE ((MI_Boolean)1)
#define MI_FALSE ((MI_Boolean)0)

/*
 * Small helpers.
 */

/* A literal in the character of the interface. */
#if MI_CHAR_TYPE == 1
# define MI_T(STR) STR
#else
# define MI_T(STR) L##STR
#endif

/* A literal of 64 bits. */
#define MI_LL(X) X##LL
#define MI_ULL(X) X##ULL

/* The number of elements of an array. */
#define MI_COUNT(X) (sizeof(X) / sizeof((X)[0]))

/* Where a field lies in its structure. */
#define MI_OFFSETOF(STRUCT, FIELD) offsetof(STRUCT, FIELD)

/* The instance at the head of a structure that was generated for a class. */
#define MI_InstanceOf(inst) (&(inst)->__instance)

#define MI_UNREFERENCED_PARAMETER(P) ((void)(P))

/*
 * Values of handles and callbacks that stand for none.
 */
#define MI_APPLICATION_NULL { 0, 0, NULL }
#define MI_SESSION_NULL { 0, 0, NULL }
#define MI_OPERATION_NULL { 0, 0, NULL }
#define MI_HOSTEDPROVIDER_NULL { 0, 0, NULL }
#define MI_DESTINATIONOPTIONS_NULL { 0, 0, NULL }
#define MI_OPERATIONOPTIONS_NULL { 0, 0, NULL }
#define MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL { 0, 0, NULL }
#define MI_SESSIONCALLBACKS_NULL { NULL, NULL, NULL }
#define MI_OPERATIONCALLBACKS_NULL { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

/*
 * Other names for the same thing.
 */
#define mi_clientFT mi_clientFT_V1
#define MI_CancelationReason MI_CancellationReason
#define _MI_CancelationReason _MI_CancellationReason
#define MI_SubscriptionDeliveryOptions__SetExpirationTime MI_SubscriptionDeliveryOptions_SetExpirationTime
#define MI_SubscriptionDeliveryOptions__GetExpirationTime MI_SubscriptionDeliveryOptions_GetExpirationTime
#define MI_PropertySet_GetElement MI_PropertySet_GetElementAt
#define MI_PostResult MI_Context_PostResult
#define MI_PostCimError MI_Context_PostCimError
#define MI_PostError MI_Context_PostError
#define MI_PostInstance MI_Context_PostInstance
#define MI_PostIndication MI_Context_PostIndication
#define MI_ConstructInstance MI_Context_ConstructInstance
#define MI_ConstructParameters MI_Context_ConstructParameters
#define MI_NewInstance MI_Context_NewInstance
#define MI_NewDynamicInstance MI_Context_NewDynamicInstance
#define MI_NewParameters MI_Context_NewParameters
#define MI_Canceled MI_Context_Canceled
#define MI_GetLocale MI_Context_GetLocale
#define MI_RegisterCancel MI_Context_RegisterCancel
#define MI_RequestUnload MI_Context_RequestUnload
#define MI_RefuseUnload MI_Context_RefuseUnload
#define MI_SetStringOption MI_Context_SetStringOption
#define MI_GetStringOption MI_Context_GetStringOption
#define MI_GetNumberOption MI_Context_GetNumberOption
#define MI_GetCustomOption MI_Context_GetCustomOption
#define MI_GetCustomOptionCount MI_Context_GetCustomOptionCount
#define MI_GetCustomOptionAt MI_Context_GetCustomOptionAt
#define MI_ShouldProcess MI_Context_ShouldProcess
#define MI_ShouldContinue MI_Context_ShouldContinue
#define MI_PromptUser MI_Context_PromptUser
#define MI_WriteError MI_Context_WriteError
#define MI_WriteCimError MI_Context_WriteCimError
#define MI_WriteMessage MI_Context_WriteMessage
#define MI_WriteProgress MI_Context_WriteProgress
#define MI_WriteStreamParameter MI_Context_WriteStreamParameter
#define MI_WriteWarning MI_Context_WriteWarning
#define MI_WriteVerbose MI_Context_WriteVerbose
#define MI_WriteDebug MI_Context_WriteDebug
#define MI_GetLocalSession MI_Context_GetLocalSession

/*
 * Text constants.
 */

/** The WMI query language. */
#define MI_QUERY_DIALECT_WQL MI_T("WQL")

/** The CIM query language of DSP0202. */
#define MI_QUERY_DIALECT_CQL MI_T("CQL")

/** A filter by key values. */
#define MI_QUERY_DIALECT_SELECTOR MI_T("selectorFilter")

/** An `MI_Result`. */
#define MI_RESULT_TYPE_MI MI_T("MI")

/** An HRESULT of Windows. */
#define MI_RESULT_TYPE_HRESULT MI_T("HRESULT")

/** An error code of Windows. */
#define MI_RESULT_TYPE_WIN32 MI_T("WIN32")

/** An `errno` of the C library. */
#define MI_RESULT_TYPE_ERRNO MI_T("ERRNO")

/** A code of the WS-Management service. */
#define MI_RESULT_TYPE_WINRM MI_T("WINRM")

/** A code of the MOF parser. */
#define MI_RESULT_TYPE_MOF_PARSER MI_T("MOFPARSER")

/** What the protocol prefers. */
#define MI_AUTH_TYPE_DEFAULT MI_T("Default")

/** None. */
#define MI_AUTH_TYPE_NONE MI_T("None")

/** HTTP Digest. */
#define MI_AUTH_TYPE_DIGEST MI_T("Digest")

/** Negotiate, with the given credentials. */
#define MI_AUTH_TYPE_NEGO_WITH_CREDS MI_T("NegoWithCreds")

/** Negotiate, as the current user. */
#define MI_AUTH_TYPE_NEGO_NO_CREDS MI_T("NegoNoCreds")

/** HTTP Basic. */
#define MI_AUTH_TYPE_BASIC MI_T("Basic")

/** Kerberos. */
#define MI_AUTH_TYPE_KERBEROS MI_T("Kerberos")

/** A certificate of the client. */
#define MI_AUTH_TYPE_CLIENT_CERTS MI_T("ClientCerts")

/** NTLM in a domain. */
#define MI_AUTH_TYPE_NTLM MI_T("Ntlmdomain")

/** CredSSP: the credentials themselves are delegated. */
#define MI_AUTH_TYPE_CREDSSP MI_T("CredSSP")

/** A certificate by its issuer. */
#define MI_AUTH_TYPE_ISSUER_CERT MI_T("IssuerCert")

/** The encoding that the protocol prefers. */
#define MI_DESTINATIONOPTIONS_PACKET_ENCODING_DEFAULT MI_T("default")

/** UTF-8. */
#define MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF8 MI_T("UTF8")

/** UTF-16. */
#define MI_DESTINATIONOPTIONS_PACKET_ENCODING_UTF16 MI_T("UTF16")

/** HTTP. */
#define MI_DESTINATIONOPTIONS_TRANSPORT_HTTP MI_T("HTTP")

/** HTTPS. */
#define MI_DESTINATIONOPTIONS_TRANSPORT_HTTPS MI_T("HTTPS")

/** HTTPS, in a spelling that existing code uses. */
#define MI_DESTINATIONOPTIONS_TRANPSORT_HTTPS MI_T("HTTPS")

/** The proxy of the user settings. */
#define MI_DESTINATIONOPTIONS_PROXY_TYPE_IE MI_T("IE")

/** The proxy of the machine settings. */
#define MI_DESTINATIONOPTIONS_PROXY_TYPE_WINHTTP MI_T("WinHTTP")

/** A proxy that is discovered. */
#define MI_DESTINATIONOPTIONS_PROXY_TYPE_AUTO MI_T("Auto")

/** No proxy. */
#define MI_DESTINATIONOPTIONS_PROXY_TYPE_NONE MI_T("None")

/** From the oldest indication that the server still has. */
#define MI_SUBSCRIBE_BOOKMARK_OLDEST MI_T("MI_SUBSCRIBE_BOOKMARK_OLDEST")

/** From now on. */
#define MI_SUBSCRIBE_BOOKMARK_NEWEST MI_T("MI_SUBSCRIBE_BOOKMARK_NEWEST")

/** The name of the MOF format. */
#define MOFCODEC_FORMAT_V1 MI_T("MI_MOF_CIMV2_EXTV1")

/** The name of the current MOF format. */
#define MOFCODEC_FORMAT MI_T("MI_MOF_CIMV2_EXTV1")

/** The option that says how strictly instances are held to their class: a text, set with `MI_OperationOptions_SetString`. */
#define MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME MI_T("SchemaValidation")

/** The option that lists what to leave out, `Class:Property` or `Class:*`: an `MI_STRINGA`, set with `MI_OperationOptions_SetCustomOption`. */
#define MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST MI_T("SchemaValidationIgnorePropertyList")

/** The usual check. */
#define MOFCODEC_SCHEMA_VALIDATION_DEFAULT MI_T("Default")

/** The class must be there, and fit exactly. */
#define MOFCODEC_SCHEMA_VALIDATION_STRICT MI_T("Strict")

/** The class may be missing. */
#define MOFCODEC_SCHEMA_VALIDATION_LOOSE MI_T("Loose")

/** Types of properties may differ. */
#define MOFCODEC_SCHEMA_VALIDATION_IGNORE_PROPERTYTYPE MI_T("IgnorePropertyType")

/** No check. */
#define MOFCODEC_SCHEMA_VALIDATION_IGNORE MI_T("IgnoreSchema")

/** The usual check, without the listed properties. */
#define MOFCODEC_SCHEMA_VALIDATION_DEFAULT_IGNORE_PROPERTIES MI_T("DefaultIgnoreProperties")

/** The strict check, without the listed properties. */
#define MOFCODEC_SCHEMA_VALIDATION_STRICT_IGNORE_PROPERTIES MI_T("StrictIgnoreProperties")

/*
 * The structures, by name; each is declared below.
 */
typedef struct _MI_Application MI_Application;
typedef struct _MI_ApplicationFT MI_ApplicationFT;
typedef struct _MI_HostedProvider MI_HostedProvider;
typedef struct _MI_HostedProviderFT MI_HostedProviderFT;
typedef struct _MI_UtilitiesFT MI_UtilitiesFT;
typedef struct _MI_ClientFT_V1 MI_ClientFT_V1;
typedef struct _MI_Class MI_Class;
typedef struct _MI_ClassFT MI_ClassFT;
typedef struct _MI_QualifierSet MI_QualifierSet;
typedef struct _MI_QualifierSetFT MI_QualifierSetFT;
typedef struct _MI_ParameterSet MI_ParameterSet;
typedef struct _MI_ParameterSetFT MI_ParameterSetFT;
typedef struct _MI_Serializer MI_Serializer;
typedef struct _MI_SerializerFT MI_SerializerFT;
typedef struct _MI_Deserializer MI_Deserializer;
typedef struct _MI_DeserializerFT MI_DeserializerFT;
typedef struct _MI_ClassA MI_ClassA;
typedef struct _MI_ExtendedArrayFT MI_ExtendedArrayFT;
typedef struct _MI_ExtendedArray MI_ExtendedArray;
typedef struct _MI_DeserializerCallbacks MI_DeserializerCallbacks;
typedef struct _MI_DeserializerFT_INTL MI_DeserializerFT_INTL;
typedef struct _MI_Context MI_Context;
typedef struct _MI_ContextFT MI_ContextFT;
typedef struct _MI_LifecycleIndicationContext MI_LifecycleIndicationContext;
typedef struct _MI_LifecycleIndicationContextFT MI_LifecycleIndicationContextFT;
typedef struct _MI_Qualifier MI_Qualifier;
typedef struct _MI_QualifierDecl MI_QualifierDecl;
typedef struct _MI_FeatureDecl MI_FeatureDecl;
typedef struct _MI_ParameterDecl MI_ParameterDecl;
typedef struct _MI_PropertyDecl MI_PropertyDecl;
typedef struct _MI_ObjectDecl MI_ObjectDecl;
typedef struct _MI_ClassDecl MI_ClassDecl;
typedef struct _MI_MethodDecl MI_MethodDecl;
typedef struct _MI_SchemaDecl MI_SchemaDecl;
typedef struct _MI_BooleanField MI_BooleanField;
typedef struct _MI_ConstBooleanField MI_ConstBooleanField;
typedef struct _MI_BooleanAField MI_BooleanAField;
typedef struct _MI_ConstBooleanAField MI_ConstBooleanAField;
typedef struct _MI_Uint8Field MI_Uint8Field;
typedef struct _MI_ConstUint8Field MI_ConstUint8Field;
typedef struct _MI_Uint8AField MI_Uint8AField;
typedef struct _MI_ConstUint8AField MI_ConstUint8AField;
typedef struct _MI_Sint8Field MI_Sint8Field;
typedef struct _MI_ConstSint8Field MI_ConstSint8Field;
typedef struct _MI_Sint8AField MI_Sint8AField;
typedef struct _MI_ConstSint8AField MI_ConstSint8AField;
typedef struct _MI_Uint16Field MI_Uint16Field;
typedef struct _MI_ConstUint16Field MI_ConstUint16Field;
typedef struct _MI_Uint16AField MI_Uint16AField;
typedef struct _MI_ConstUint16AField MI_ConstUint16AField;
typedef struct _MI_Sint16Field MI_Sint16Field;
typedef struct _MI_ConstSint16Field MI_ConstSint16Field;
typedef struct _MI_Sint16AField MI_Sint16AField;
typedef struct _MI_ConstSint16AField MI_ConstSint16AField;
typedef struct _MI_Uint32Field MI_Uint32Field;
typedef struct _MI_ConstUint32Field MI_ConstUint32Field;
typedef struct _MI_Uint32AField MI_Uint32AField;
typedef struct _MI_ConstUint32AField MI_ConstUint32AField;
typedef struct _MI_Sint32Field MI_Sint32Field;
typedef struct _MI_ConstSint32Field MI_ConstSint32Field;
typedef struct _MI_Sint32AField MI_Sint32AField;
typedef struct _MI_ConstSint32AField MI_ConstSint32AField;
typedef struct _MI_Uint64Field MI_Uint64Field;
typedef struct _MI_ConstUint64Field MI_ConstUint64Field;
typedef struct _MI_Uint64AField MI_Uint64AField;
typedef struct _MI_ConstUint64AField MI_ConstUint64AField;
typedef struct _MI_Sint64Field MI_Sint64Field;
typedef struct _MI_ConstSint64Field MI_ConstSint64Field;
typedef struct _MI_Sint64AField MI_Sint64AField;
typedef struct _MI_ConstSint64AField MI_ConstSint64AField;
typedef struct _MI_Real32Field MI_Real32Field;
typedef struct _MI_ConstReal32Field MI_ConstReal32Field;
typedef struct _MI_Real32AField MI_Real32AField;
typedef struct _MI_ConstReal32AField MI_ConstReal32AField;
typedef struct _MI_Real64Field MI_Real64Field;
typedef struct _MI_ConstReal64Field MI_ConstReal64Field;
typedef struct _MI_Real64AField MI_Real64AField;
typedef struct _MI_ConstReal64AField MI_ConstReal64AField;
typedef struct _MI_Char16Field MI_Char16Field;
typedef struct _MI_ConstChar16Field MI_ConstChar16Field;
typedef struct _MI_Char16AField MI_Char16AField;
typedef struct _MI_ConstChar16AField MI_ConstChar16AField;
typedef struct _MI_DatetimeField MI_DatetimeField;
typedef struct _MI_ConstDatetimeField MI_ConstDatetimeField;
typedef struct _MI_DatetimeAField MI_DatetimeAField;
typedef struct _MI_ConstDatetimeAField MI_ConstDatetimeAField;
typedef struct _MI_StringField MI_StringField;
typedef struct _MI_ConstStringField MI_ConstStringField;
typedef struct _MI_StringAField MI_StringAField;
typedef struct _MI_ConstStringAField MI_ConstStringAField;
typedef struct _MI_ReferenceField MI_ReferenceField;
typedef struct _MI_ConstReferenceField MI_ConstReferenceField;
typedef struct _MI_ReferenceAField MI_ReferenceAField;
typedef struct _MI_ConstReferenceAField MI_ConstReferenceAField;
typedef struct _MI_InstanceField MI_InstanceField;
typedef struct _MI_ConstInstanceField MI_ConstInstanceField;
typedef struct _MI_InstanceAField MI_InstanceAField;
typedef struct _MI_ConstInstanceAField MI_ConstInstanceAField;
typedef struct _MI_ArrayField MI_ArrayField;
typedef struct _MI_Filter MI_Filter;
typedef struct _MI_FilterFT MI_FilterFT;
typedef struct _MI_PropertySet MI_PropertySet;
typedef struct _MI_PropertySetFT MI_PropertySetFT;
typedef struct _MI_Instance MI_Instance;
typedef struct _MI_InstanceFT MI_InstanceFT;
typedef struct _MI_InstanceExFT MI_InstanceExFT;
typedef struct _MI_OperationCallbacks MI_OperationCallbacks;
typedef struct _MI_Operation MI_Operation;
typedef struct _MI_OperationFT MI_OperationFT;
typedef struct _MI_UsernamePasswordCreds MI_UsernamePasswordCreds;
typedef struct _MI_UserCredentials MI_UserCredentials;
typedef struct _MI_DestinationOptions MI_DestinationOptions;
typedef struct _MI_DestinationOptionsFT MI_DestinationOptionsFT;
typedef struct _MI_OperationOptions MI_OperationOptions;
typedef struct _MI_OperationOptionsFT MI_OperationOptionsFT;
typedef struct _MI_SubscriptionDeliveryOptions MI_SubscriptionDeliveryOptions;
typedef struct _MI_SubscriptionDeliveryOptionsFT MI_SubscriptionDeliveryOptionsFT;
typedef struct _MI_Module_Self MI_Module_Self;
typedef struct _MI_ProviderFT MI_ProviderFT;
typedef struct _MI_Module MI_Module;
typedef struct _MI_ServerFT MI_ServerFT;
typedef struct _MI_Server MI_Server;
typedef struct _MI_SessionCallbacks MI_SessionCallbacks;
typedef struct _MI_Session MI_Session;
typedef struct _MI_SessionFT MI_SessionFT;
typedef struct _MI_Timestamp MI_Timestamp;
typedef struct _MI_Interval MI_Interval;
typedef struct _MI_Datetime MI_Datetime;
typedef struct _MI_BooleanA MI_BooleanA;
typedef struct _MI_ConstBooleanA MI_ConstBooleanA;
typedef struct _MI_Uint8A MI_Uint8A;
typedef struct _MI_ConstUint8A MI_ConstUint8A;
typedef struct _MI_Sint8A MI_Sint8A;
typedef struct _MI_ConstSint8A MI_ConstSint8A;
typedef struct _MI_Uint16A MI_Uint16A;
typedef struct _MI_ConstUint16A MI_ConstUint16A;
typedef struct _MI_Sint16A MI_Sint16A;
typedef struct _MI_ConstSint16A MI_ConstSint16A;
typedef struct _MI_Uint32A MI_Uint32A;
typedef struct _MI_ConstUint32A MI_ConstUint32A;
typedef struct _MI_Sint32A MI_Sint32A;
typedef struct _MI_ConstSint32A MI_ConstSint32A;
typedef struct _MI_Uint64A MI_Uint64A;
typedef struct _MI_ConstUint64A MI_ConstUint64A;
typedef struct _MI_Sint64A MI_Sint64A;
typedef struct _MI_ConstSint64A MI_ConstSint64A;
typedef struct _MI_Real32A MI_Real32A;
typedef struct _MI_ConstReal32A MI_ConstReal32A;
typedef struct _MI_Real64A MI_Real64A;
typedef struct _MI_ConstReal64A MI_ConstReal64A;
typedef struct _MI_Char16A MI_Char16A;
typedef struct _MI_ConstChar16A MI_ConstChar16A;
typedef struct _MI_DatetimeA MI_DatetimeA;
typedef struct _MI_ConstDatetimeA MI_ConstDatetimeA;
typedef struct _MI_StringA MI_StringA;
typedef struct _MI_ConstStringA MI_ConstStringA;
typedef struct _MI_ReferenceA MI_ReferenceA;
typedef struct _MI_ConstReferenceA MI_ConstReferenceA;
typedef struct _MI_InstanceA MI_InstanceA;
typedef struct _MI_ConstInstanceA MI_ConstInstanceA;
typedef struct _MI_Array MI_Array;
typedef union _MI_UserCredentialsUnion MI_UserCredentialsUnion;
typedef union _MI_DatetimeUnion MI_DatetimeUnion;
typedef union _MI_Value MI_Value;

/** The result of a function or an operation. 1 to 28 are the CIM status codes of DSP0200. */
enum _MI_Result {
    /** The operation succeeded. */
    MI_RESULT_OK = 0,
    /** A failure without a code of its own; the error instance says more. */
    MI_RESULT_FAILED = 1,
    /** The caller may not do this. */
    MI_RESULT_ACCESS_DENIED = 2,
    /** The namespace does not exist. */
    MI_RESULT_INVALID_NAMESPACE = 3,
    /** A parameter is wrong: NULL, a handle that is closed, a value out of range. */
    MI_RESULT_INVALID_PARAMETER = 4,
    /** The class does not exist. */
    MI_RESULT_INVALID_CLASS = 5,
    /** The object does not exist. */
    MI_RESULT_NOT_FOUND = 6,
    /** This can't be done here, or not yet. */
    MI_RESULT_NOT_SUPPORTED = 7,
    /** Other classes derive from the class. */
    MI_RESULT_CLASS_HAS_CHILDREN = 8,
    /** The class has instances. */
    MI_RESULT_CLASS_HAS_INSTANCES = 9,
    /** The class above does not exist. */
    MI_RESULT_INVALID_SUPERCLASS = 10,
    /** The object exists already. */
    MI_RESULT_ALREADY_EXISTS = 11,
    /** The element or the option does not exist. */
    MI_RESULT_NO_SUCH_PROPERTY = 12,
    /** The value has another type than the element. */
    MI_RESULT_TYPE_MISMATCH = 13,
    /** The query's language is not known. */
    MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED = 14,
    /** The query has a fault. */
    MI_RESULT_INVALID_QUERY = 15,
    /** The method exists, and its provider can't call it. */
    MI_RESULT_METHOD_NOT_AVAILABLE = 16,
    /** The method does not exist. */
    MI_RESULT_METHOD_NOT_FOUND = 17,
    /** The namespace has classes or instances. */
    MI_RESULT_NAMESPACE_NOT_EMPTY = 20,
    /** The enumeration is not known to the server. */
    MI_RESULT_INVALID_ENUMERATION_CONTEXT = 21,
    /** The time limit is out of range. */
    MI_RESULT_INVALID_OPERATION_TIMEOUT = 22,
    /** The enumeration was given up. */
    MI_RESULT_PULL_HAS_BEEN_ABANDONED = 23,
    /** The enumeration can't be given up. */
    MI_RESULT_PULL_CANNOT_BE_ABANDONED = 24,
    /** The server can't filter an enumeration. */
    MI_RESULT_FILTERED_ENUMERATION_NOT_SUPPORTED = 25,
    /** The server can't go on after an error. */
    MI_RESULT_CONTINUATION_ON_ERROR_NOT_SUPPORTED = 26,
    /** The server has no memory or no room left. */
    MI_RESULT_SERVER_LIMITS_EXCEEDED = 27,
    /** The server, or the session, is being closed. */
    MI_RESULT_SERVER_IS_SHUTTING_DOWN = 28,
};
typedef enum _MI_Result MI_Result;

/**
 * What kind of error an error instance reports.
 *
 * `completionDetails`, `errorDetails` and `extendedError` are error instances. MI_Instance_GetElement reads
 * their properties: `Message` (string, a sentence to show), `CIMStatusCode` (uint32, the MI_Result),
 * `OMI_Code` (uint32, the number at its origin), `OMI_Type` (string, whose number that is: `MI`, `ERRNO`),
 * `OMI_Category` (uint16, one of these constants) and `OMI_ErrorMessage` (string, the result in words). The
 * class is OMI_Error; on Windows it is MSFT_WmiError, with `error_Code`, `error_Type`, `error_Category` and
 * `error_WindowsErrorMessage` in place of the last four.
 */
enum _MI_ErrorCategory {
    /** Nothing is known. */
    MI_ERRORCATEGORY_NOT_SPECIFIED = 0,
    /** Opening failed. */
    MI_ERRORCATEGORY_OPEN_ERROR = 1,
    /** Closing failed. The spelling is the interface's. */
    MI_ERRORCATEGORY_CLOS_EERROR = 2,
    /** A device failed. */
    MI_ERRORCATEGORY_DEVICE_ERROR = 3,
    /** Two sides wait for each other. */
    MI_ERRORCATEGORY_DEADLOCK_DETECTED = 4,
    /** A parameter is wrong. */
    MI_ERRORCATEGORY_INVALID_ARGUMENT = 5,
    /** Data are wrong. */
    MI_ERRORCATEGORY_INVALID_DATA = 6,
    /** This can't be done in this state. */
    MI_ERRORCATEGORY_INVALID_OPERATION = 7,
    /** A result makes no sense. */
    MI_ERRORCATEGORY_INVALID_RESULT = 8,
    /** A type is wrong. */
    MI_ERRORCATEGORY_INVALID_TYPE = 9,
    /** A class, property or method is wrong or missing. */
    MI_ERRORCATEGORY_METADATA_ERROR = 10,
    /** It is not implemented. */
    MI_ERRORCATEGORY_NOT_IMPLEMENTED = 11,
    /** It is not installed. */
    MI_ERRORCATEGORY_NOT_INSTALLED = 12,
    /** The object does not exist. */
    MI_ERRORCATEGORY_OBJECT_NOT_FOUND = 13,
    /** The operation was stopped. */
    MI_ERRORCATEGORY_OPERATION_STOPPED = 14,
    /** The time limit passed. */
    MI_ERRORCATEGORY_OPERATION_TIMEOUT = 15,
    /** Text breaks its grammar. */
    MI_ERRORCATEGORY_SYNTAX_ERROR = 16,
    /** Text can't be read. */
    MI_ERRORCATEGORY_PARSER_ERROR = 17,
    /** The caller may not do this. */
    MI_ERRORCATEGORY_ACCESS_DENIED = 18,
    /** A resource is in use. */
    MI_ERRORCATEGORY_RESOURCE_BUSY = 19,
    /** A resource exists already. */
    MI_ERRORCATEGORY_RESOURCE_EXISTS = 20,
    /** A resource is not there. */
    MI_ERRORCATEGORY_RESOURCE_UNAVAILABLE = 21,
    /** Reading failed. */
    MI_ERRORCATEGORY_READ_ERROR = 22,
    /** Writing failed. */
    MI_ERRORCATEGORY_WRITE_ERROR = 23,
    /** A program wrote it to its standard error. */
    MI_ERRORCATEGORY_FROM_STDERR = 24,
    /** A rule of security forbids it. */
    MI_ERRORCATEGORY_SECURITY_ERROR = 25,
    /** The other side broke the protocol. */
    MI_ERRORCATEGORY_PROTOCOL_ERROR = 26,
    /** The connection failed. */
    MI_ERRORCATEGORY_CONNECTION_ERROR = 27,
    /** The credentials were refused. */
    MI_ERRORCATEGORY_AUTHENTICATION_ERROR = 28,
    /** A limit was passed. */
    MI_ERRORCATEGORY_LIMITS_EXCEEDED = 29,
    /** A quota was passed. */
    MI_ERRORCATEGORY_QUOTA_EXCEEDED = 30,
    /** It is switched off. */
    MI_ERRORCATEGORY_NOT_ENABLED = 31,
};
typedef enum _MI_ErrorCategory MI_ErrorCategory;

/** How serious a question to the user is. */
enum _MI_PromptType {
    /** The mode of the operation decides who answers. */
    MI_PROMPTTYPE_NORMAL = 0,
    /** The user answers, whatever the mode. */
    MI_PROMPTTYPE_CRITICAL = 1,
};
typedef enum _MI_PromptType MI_PromptType;

/** What happens when a provider asks the user or reports an error. */
enum _MI_CallbackMode {
    /** The client is told, and nobody waits for it. */
    MI_CALLBACKMODE_REPORT = 0,
    /** The client is asked, and its answer counts. */
    MI_CALLBACKMODE_INQUIRE = 1,
    /** The client is not told. */
    MI_CALLBACKMODE_IGNORE = 2,
};
typedef enum _MI_CallbackMode MI_CallbackMode;

/** Which architecture a provider must have. */
enum _MI_ProviderArchitecture {
    /** 32 bits. */
    MI_PROVIDER_ARCHITECTURE_32BIT = 0,
    /** 64 bits. */
    MI_PROVIDER_ARCHITECTURE_64BIT = 1,
};
typedef enum _MI_ProviderArchitecture MI_ProviderArchitecture;

/** The CIM types. Adding `MI_ARRAY` to a scalar type gives the array of it. */
enum _MI_Type {
    /** A boolean. */
    MI_BOOLEAN = 0,
    /** An unsigned 8-bit number. */
    MI_UINT8 = 1,
    /** A signed 8-bit number. */
    MI_SINT8 = 2,
    /** An unsigned 16-bit number. */
    MI_UINT16 = 3,
    /** A signed 16-bit number. */
    MI_SINT16 = 4,
    /** An unsigned 32-bit number. */
    MI_UINT32 = 5,
    /** A signed 32-bit number. */
    MI_SINT32 = 6,
    /** An unsigned 64-bit number. */
    MI_UINT64 = 7,
    /** A signed 64-bit number. */
    MI_SINT64 = 8,
    /** A 32-bit floating-point number. */
    MI_REAL32 = 9,
    /** A 64-bit floating-point number. */
    MI_REAL64 = 10,
    /** A UTF-16 unit. */
    MI_CHAR16 = 11,
    /** A date and time. */
    MI_DATETIME = 12,
    /** A string. */
    MI_STRING = 13,
    /** A reference to an instance. */
    MI_REFERENCE = 14,
    /** An embedded instance. */
    MI_INSTANCE = 15,
    /** An array of booleans. */
    MI_BOOLEANA = 16,
    /** An array of unsigned 8-bit numbers. */
    MI_UINT8A = 17,
    /** An array of signed 8-bit numbers. */
    MI_SINT8A = 18,
    /** An array of unsigned 16-bit numbers. */
    MI_UINT16A = 19,
    /** An array of signed 16-bit numbers. */
    MI_SINT16A = 20,
    /** An array of unsigned 32-bit numbers. */
    MI_UINT32A = 21,
    /** An array of signed 32-bit numbers. */
    MI_SINT32A = 22,
    /** An array of unsigned 64-bit numbers. */
    MI_UINT64A = 23,
    /** An array of signed 64-bit numbers. */
    MI_SINT64A = 24,
    /** An array of 32-bit floating-point numbers. */
    MI_REAL32A = 25,
    /** An array of 64-bit floating-point numbers. */
    MI_REAL64A = 26,
    /** An array of UTF-16 units. */
    MI_CHAR16A = 27,
    /** An array of dates and times. */
    MI_DATETIMEA = 28,
    /** An array of strings. */
    MI_STRINGA = 29,
    /** An array of references to instances. */
    MI_REFERENCEA = 30,
    /** An array of embedded instances. */
    MI_INSTANCEA = 31,
    /** The bit that turns a scalar type into the array of it. */
    MI_ARRAY = 16,
};
typedef enum _MI_Type MI_Type;

/** Which locale a provider asks for. */
enum _MI_LocaleType {
    /** The locale of messages, as the client asked for it. */
    MI_LOCALE_TYPE_REQUESTED_UI = 0,
    /** The locale of data, as the client asked for it. */
    MI_LOCALE_TYPE_REQUESTED_DATA = 1,
    /** The nearest locale of messages that is installed. */
    MI_LOCALE_TYPE_CLOSEST_UI = 2,
    /** The nearest locale of data that is installed. */
    MI_LOCALE_TYPE_CLOSEST_DATA = 3,
};
typedef enum _MI_LocaleType MI_LocaleType;

/** Why an operation was cancelled. */
enum _MI_CancellationReason {
    /** No reason was given. */
    MI_REASON_NONE = 0,
    /** The time limit passed. */
    MI_REASON_TIMEOUT = 1,
    /** The machine is shutting down. */
    MI_REASON_SHUTDOWN = 2,
    /** The service is stopping. */
    MI_REASON_SERVICESTOP = 3,
};
typedef enum _MI_CancellationReason MI_CancellationReason;

/** The user's answer. */
enum _MI_OperationCallback_ResponseType {
    /** No, this time. */
    MI_OperationCallback_ResponseType_No = 0,
    /** Yes, this time. */
    MI_OperationCallback_ResponseType_Yes = 1,
    /** No, and don't ask again. */
    MI_OperationCallback_ResponseType_NoToAll = 2,
    /** Yes, and don't ask again. */
    MI_OperationCallback_ResponseType_YesToAll = 3,
};
typedef enum _MI_OperationCallback_ResponseType MI_OperationCallback_ResponseType;

/** Who moves the indications: the client fetches, or the server sends. */
enum _MI_SubscriptionDeliveryType {
    /** The client fetches. */
    MI_SubscriptionDeliveryType_Pull = 1,
    /** The server sends. */
    MI_SubscriptionDeliveryType_Push = 2,
};
typedef enum _MI_SubscriptionDeliveryType MI_SubscriptionDeliveryType;

/** What the server may do with the client's identity. */
enum _MI_DestinationOptions_ImpersonationType {
    /** What the protocol does by itself. */
    MI_DestinationOptions_ImpersonationType_Default = 0,
    /** The server does not learn who the client is. */
    MI_DestinationOptions_ImpersonationType_None = 1,
    /** The server learns who the client is. */
    MI_DestinationOptions_ImpersonationType_Identify = 2,
    /** The server acts as the client on its own machine. */
    MI_DestinationOptions_ImpersonationType_Impersonate = 3,
    /** The server acts as the client on other machines too. */
    MI_DestinationOptions_ImpersonationType_Delegate = 4,
};
typedef enum _MI_DestinationOptions_ImpersonationType MI_DestinationOptions_ImpersonationType;

/** A user's name and password. */
struct _MI_UsernamePasswordCreds {
    const MI_Char *domain;
    const MI_Char *username;
    const MI_Char *password;
};

/** A name with a password, or the thumbprint of a certificate. */
union _MI_UserCredentialsUnion {
    MI_UsernamePasswordCreds usernamePassword;
    const MI_Char *certificateThumbprint;
};

/** Credentials: how to authenticate, and with what. */
struct _MI_UserCredentials {
    const MI_Char *authenticationType;
    MI_UserCredentialsUnion credentials;
};

/** A point in time, with its offset from UTC in minutes. */
struct _MI_Timestamp {
    MI_Uint32 year;
    MI_Uint32 month;
    MI_Uint32 day;
    MI_Uint32 hour;
    MI_Uint32 minute;
    MI_Uint32 second;
    MI_Uint32 microseconds;
    MI_Sint32 utc;
};

/** A span of time. */
struct _MI_Interval {
    MI_Uint32 days;
    MI_Uint32 hours;
    MI_Uint32 minutes;
    MI_Uint32 seconds;
    MI_Uint32 microseconds;
    MI_Uint32 __padding1;
    MI_Uint32 __padding2;
    MI_Uint32 __padding3;
};

/** The two forms of a date and time. */
union _MI_DatetimeUnion {
    MI_Timestamp timestamp;
    MI_Interval interval;
};

/** A point in time or a span of time: `isTimestamp` says which. */
struct _MI_Datetime {
    MI_Uint32 isTimestamp;
    MI_DatetimeUnion u;
};

/** A qualifier with its value. */
struct _MI_Qualifier {
    const MI_Char *name;
    MI_Uint32 type;
    MI_Uint32 flavor;
    const void *value;
};

/** The declaration of a property. */
struct _MI_PropertyDecl {
    MI_Uint32 flags;
    MI_Uint32 code;
    const MI_Char *name;
    const MI_Qualifier *const *qualifiers;
    MI_Uint32 numQualifiers;
    MI_Uint32 type;
    const MI_Char *className;
    MI_Uint32 subscript;
    MI_Uint32 offset;
    const MI_Char *origin;
    const MI_Char *propagator;
    /** The default value, or NULL. */
    const void *value;
};

/** The declaration of a method's parameter. */
struct _MI_ParameterDecl {
    MI_Uint32 flags;
    MI_Uint32 code;
    const MI_Char *name;
    const MI_Qualifier *const *qualifiers;
    MI_Uint32 numQualifiers;
    MI_Uint32 type;
    const MI_Char *className;
    MI_Uint32 subscript;
    MI_Uint32 offset;
};

/** The declaration of a qualifier type. */
struct _MI_QualifierDecl {
    const MI_Char *name;
    MI_Uint32 type;
    MI_Uint32 scope;
    MI_Uint32 flavor;
    MI_Uint32 subscript;
    const void *value;
};

/** All declarations of a provider module. */
struct _MI_SchemaDecl {
    const MI_QualifierDecl *const *qualifierDecls;
    MI_Uint32 numQualifierDecls;
    const MI_ClassDecl *const *classDecls;
    MI_Uint32 numClassDecls;
};

/** Called when the client cancels the request for which it was registered. */
typedef void (MI_CALL *MI_CancelCallback)(MI_CancellationReason reason, void *callbackData);

/** What operation options can do. `Delete` comes first and returns nothing; the intervals come last. */
struct _MI_OperationOptionsFT {
    void (MI_CALL *Delete)(MI_OperationOptions *options);
    MI_Result (MI_CALL *SetString)(
        MI_OperationOptions *options,
        const MI_Char *optionName,
        const MI_Char *value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetNumber)(
        MI_OperationOptions *options,
        const MI_Char *optionName,
        MI_Uint32 value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetCustomOption)(
        MI_OperationOptions *options,
        const MI_Char *optionName,
        MI_Type valueType,
        const MI_Value *value,
        MI_Boolean mustComply,
        MI_Uint32 flags);
    MI_Result (MI_CALL *GetString)(
        const MI_OperationOptions *options,
        const MI_Char *optionName,
        const MI_Char **value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetNumber)(
        const MI_OperationOptions *options,
        const MI_Char *optionName,
        MI_Uint32 *value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetOptionCount)(const MI_OperationOptions *options, MI_Uint32 *count);
    MI_Result (MI_CALL *GetOptionAt)(
        const MI_OperationOptions *options,
        MI_Uint32 index,
        const MI_Char **optionName,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetOption)(
        const MI_OperationOptions *options,
        const MI_Char *optionName,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetEnabledChannels)(
        const MI_OperationOptions *options,
        const MI_Char *optionName,
        MI_Uint32 *channels,
        MI_Uint32 bufferLength,
        MI_Uint32 *channelCount,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *Clone)(
        const MI_OperationOptions *self,
        MI_OperationOptions *newOperationOptions);
    MI_Result (MI_CALL *SetInterval)(
        MI_OperationOptions *options,
        const MI_Char *optionName,
        const MI_Interval *value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *GetInterval)(
        const MI_OperationOptions *options,
        const MI_Char *optionName,
        MI_Interval *value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
};

/** Options of an operation: time limit, modes, custom values. Ended by `MI_OperationOptions_Delete`. */
struct _MI_OperationOptions {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_OperationOptionsFT *ft;
};

/** What a qualifier set can do; each slot has a function of the same name, `MI_QualifierSet_...`. */
struct _MI_QualifierSetFT {
    MI_Result (MI_CALL *GetQualifierCount)(const MI_QualifierSet *self, MI_Uint32 *count);
    MI_Result (MI_CALL *GetQualifierAt)(
        const MI_QualifierSet *self,
        MI_Uint32 index,
        const MI_Char **name,
        MI_Type *qualifierType,
        MI_Uint32 *qualifierFlags,
        MI_Value *qualifierValue);
    MI_Result (MI_CALL *GetQualifier)(
        const MI_QualifierSet *self,
        const MI_Char *name,
        MI_Type *qualifierType,
        MI_Uint32 *qualifierFlags,
        MI_Value *qualifierValue,
        MI_Uint32 *index);
};

/** A view on qualifiers; it lives as long as its class, and nothing is to be freed. */
struct _MI_QualifierSet {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_QualifierSetFT *ft;
};

/** What a parameter set can do; each slot has a function of the same name, `MI_ParameterSet_...`. */
struct _MI_ParameterSetFT {
    MI_Result (MI_CALL *GetMethodReturnType)(
        const MI_ParameterSet *self,
        MI_Type *returnType,
        MI_QualifierSet *qualifierSet);
    MI_Result (MI_CALL *GetParameterCount)(const MI_ParameterSet *self, MI_Uint32 *count);
    MI_Result (MI_CALL *GetParameterAt)(
        const MI_ParameterSet *self,
        MI_Uint32 index,
        const MI_Char **name,
        MI_Type *parameterType,
        MI_Char **referenceClass,
        MI_QualifierSet *qualifierSet);
    MI_Result (MI_CALL *GetParameter)(
        const MI_ParameterSet *self,
        const MI_Char *name,
        MI_Type *parameterType,
        MI_Char **referenceClass,
        MI_QualifierSet *qualifierSet,
        MI_Uint32 *index);
};

/** A view on the parameters of a method; it lives as long as its class, and nothing is to be freed. */
struct _MI_ParameterSet {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_ParameterSetFT *ft;
};

/** What a class can do; each slot has a function of the same name, `MI_Class_...`. */
struct _MI_ClassFT {
    MI_Result (MI_CALL *GetClassName)(const MI_Class *self, const MI_Char **className);
    MI_Result (MI_CALL *GetNameSpace)(const MI_Class *self, const MI_Char **nameSpace);
    MI_Result (MI_CALL *GetServerName)(const MI_Class *self, const MI_Char **serverName);
    MI_Result (MI_CALL *GetElementCount)(const MI_Class *self, MI_Uint32 *count);
    MI_Result (MI_CALL *GetElement)(
        const MI_Class *self,
        const MI_Char *name,
        MI_Value *value,
        MI_Boolean *valueExists,
        MI_Type *type,
        MI_Char **referenceClass,
        MI_QualifierSet *qualifierSet,
        MI_Uint32 *flags,
        MI_Uint32 *index);
    MI_Result (MI_CALL *GetElementAt)(
        const MI_Class *self,
        MI_Uint32 index,
        const MI_Char **name,
        MI_Value *value,
        MI_Boolean *valueExists,
        MI_Type *type,
        MI_Char **referenceClass,
        MI_QualifierSet *qualifierSet,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetClassQualifierSet)(const MI_Class *self, MI_QualifierSet *qualifierSet);
    MI_Result (MI_CALL *GetMethodCount)(const MI_Class *self, MI_Uint32 *count);
    MI_Result (MI_CALL *GetMethodAt)(
        const MI_Class *self,
        MI_Uint32 index,
        const MI_Char **name,
        MI_QualifierSet *qualifierSet,
        MI_ParameterSet *parameterSet);
    MI_Result (MI_CALL *GetMethod)(
        const MI_Class *self,
        const MI_Char *name,
        MI_QualifierSet *qualifierSet,
        MI_ParameterSet *parameterSet,
        MI_Uint32 *index);
    MI_Result (MI_CALL *GetParentClassName)(const MI_Class *self, const MI_Char **name);
    MI_Result (MI_CALL *GetParentClass)(const MI_Class *self, MI_Class **parentClass);
    MI_Result (MI_CALL *Delete)(MI_Class *self);
    MI_Result (MI_CALL *Clone)(const MI_Class *self, MI_Class **newClass);
};

/** A class: its declaration, and where it comes from. Made by the library and ended by `MI_Class_Delete`. */
struct _MI_Class {
    const MI_ClassFT *ft;
    const MI_ClassDecl *classDecl;
    const MI_Char *namespaceName;
    const MI_Char *serverName;
    ptrdiff_t reserved[4];
};

/** What an operation can do; each slot has a function of the same name, `MI_Operation_...`. */
struct _MI_OperationFT {
    MI_Result (MI_CALL *Close)(MI_Operation *operation);
    MI_Result (MI_CALL *Cancel)(MI_Operation *operation, MI_CancellationReason reason);
    MI_Result (MI_CALL *GetSession)(MI_Operation *operation, MI_Session *session);
    MI_Result (MI_CALL *GetInstance)(
        MI_Operation *operation,
        const MI_Instance **instance,
        MI_Boolean *moreResults,
        MI_Result *result,
        const MI_Char **errorMessage,
        const MI_Instance **completionDetails);
    MI_Result (MI_CALL *GetIndication)(
        MI_Operation *operation,
        const MI_Instance **instance,
        const MI_Char **bookmark,
        const MI_Char **machineID,
        MI_Boolean *moreResults,
        MI_Result *result,
        const MI_Char **errorMessage,
        const MI_Instance **completionDetails);
    MI_Result (MI_CALL *GetClass)(
        MI_Operation *operation,
        const MI_Class **classResult,
        MI_Boolean *moreResults,
        MI_Result *result,
        const MI_Char **errorMessage,
        const MI_Instance **completionDetails);
};

/** An operation that was started in a session. Ended by `MI_Operation_Close`. */
struct _MI_Operation {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_OperationFT *ft;
};

/**
 * Asks the user a question. `promptUserResult` is NULL where nobody waits for the answer, else it must be called once.
 */
typedef void (MI_CALL *MI_OperationCallback_PromptUser)(
    MI_Operation *operation,
    void *callbackContext,
    const MI_Char *message,
    MI_PromptType promptType,
    MI_Result (MI_CALL *promptUserResult)(MI_Operation*,
    MI_OperationCallback_ResponseType));

/** Reports an error that did not end the operation. `writeErrorResult` is NULL where nobody waits for the answer. */
typedef void (MI_CALL *MI_OperationCallback_WriteError)(
    MI_Operation *operation,
    void *callbackContext,
    MI_Instance *instance,
    MI_Result (MI_CALL *writeErrorResult)(MI_Operation*,
    MI_OperationCallback_ResponseType));

/** Delivers a message on a channel, `MI_WRITEMESSAGE_CHANNEL_...` or a number of the provider's own. */
typedef void (MI_CALL *MI_OperationCallback_WriteMessage)(
    MI_Operation *operation,
    void *callbackContext,
    MI_Uint32 channel,
    const MI_Char *message);

/** Reports progress, in per cent and seconds. */
typedef void (MI_CALL *MI_OperationCallback_WriteProgress)(
    MI_Operation *operation,
    void *callbackContext,
    const MI_Char *activity,
    const MI_Char *currentOperation,
    const MI_Char *statusDescription,
    MI_Uint32 percentageComplete,
    MI_Uint32 secondsRemaining);

/**
 * Delivers one instance. `moreResults` is false exactly once, with the final result.
 * With manual acknowledgement `resultAcknowledgement` must be called once; otherwise it is NULL. Runs on a library thread.
 */
typedef void (MI_CALL *MI_OperationCallback_Instance)(
    MI_Operation *operation,
    void *callbackContext,
    const MI_Instance *instance,
    MI_Boolean moreResults,
    MI_Result resultCode,
    const MI_Char *errorString,
    const MI_Instance *errorDetails,
    MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation*));

/**
 * Delivers one indication. `moreResults` is false exactly once, with the final result.
 * With manual acknowledgement `resultAcknowledgement` must be called once; otherwise it is NULL. Runs on a library thread.
 */
typedef void (MI_CALL *MI_OperationCallback_Indication)(
    MI_Operation *operation,
    void *callbackContext,
    const MI_Instance *instance,
    const MI_Char *bookmark,
    const MI_Char *machineID,
    MI_Boolean moreResults,
    MI_Result resultCode,
    const MI_Char *errorString,
    const MI_Instance *errorDetails,
    MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation*));

/**
 * Delivers one class. `moreResults` is false exactly once, with the final result.
 * With manual acknowledgement `resultAcknowledgement` must be called once; otherwise it is NULL. Runs on a library thread.
 */
typedef void (MI_CALL *MI_OperationCallback_Class)(
    MI_Operation *operation,
    void *callbackContext,
    const MI_Class *classResult,
    MI_Boolean moreResults,
    MI_Result resultCode,
    const MI_Char *errorString,
    const MI_Instance *errorDetails,
    MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation*));

/** Delivers a part of a streamed output parameter, before the final result. */
typedef void (MI_CALL *MI_OperationCallback_StreamedParameter)(
    MI_Operation *operation,
    void *callbackContext,
    const MI_Char *parameterName,
    MI_Type resultType,
    const MI_Value *result,
    MI_Result (MI_CALL *resultAcknowledgement)(MI_Operation*));

/**
 * The callbacks of one operation. The library copies the structure when the operation starts.
 * Without a result callback of the operation's kind the operation is synchronous.
 */
struct _MI_OperationCallbacks {
    void *callbackContext;
    MI_OperationCallback_PromptUser promptUser;
    MI_OperationCallback_WriteError writeError;
    MI_OperationCallback_WriteMessage writeMessage;
    MI_OperationCallback_WriteProgress writeProgress;
    MI_OperationCallback_Instance instanceResult;
    MI_OperationCallback_Indication indicationResult;
    MI_OperationCallback_Class classResult;
    MI_OperationCallback_StreamedParameter streamedParameterResult;
};

/** What delivery options can do. `Delete` comes sixth and returns a result. */
struct _MI_SubscriptionDeliveryOptionsFT {
    MI_Result (MI_CALL *SetString)(
        MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        const MI_Char *value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetNumber)(
        MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        MI_Uint32 value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetDateTime)(
        MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        const MI_Datetime *value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetInterval)(
        MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        const MI_Interval *value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *AddCredentials)(
        MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        const MI_UserCredentials *credentials,
        MI_Uint32 flags);
    MI_Result (MI_CALL *Delete)(MI_SubscriptionDeliveryOptions *self);
    MI_Result (MI_CALL *GetString)(
        const MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        const MI_Char **value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetNumber)(
        const MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        MI_Uint32 *value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetDateTime)(
        const MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        MI_Datetime *value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetInterval)(
        const MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        MI_Interval *value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetOptionCount)(const MI_SubscriptionDeliveryOptions *options, MI_Uint32 *count);
    MI_Result (MI_CALL *GetOptionAt)(
        const MI_SubscriptionDeliveryOptions *options,
        MI_Uint32 index,
        const MI_Char **optionName,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetOption)(
        const MI_SubscriptionDeliveryOptions *options,
        const MI_Char *optionName,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetCredentialsCount)(const MI_SubscriptionDeliveryOptions *options, MI_Uint32 *count);
    MI_Result (MI_CALL *GetCredentialsAt)(
        const MI_SubscriptionDeliveryOptions *options,
        MI_Uint32 index,
        const MI_Char **optionName,
        MI_UserCredentials *credentials,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetCredentialsPasswordAt)(
        const MI_SubscriptionDeliveryOptions *options,
        MI_Uint32 index,
        const MI_Char **optionName,
        MI_Char *password,
        MI_Uint32 bufferLength,
        MI_Uint32 *passwordLength,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *Clone)(
        const MI_SubscriptionDeliveryOptions *self,
        MI_SubscriptionDeliveryOptions *newSubscriptionDeliveryOptions);
};

/** How indications of a subscription are delivered. Ended by `MI_SubscriptionDeliveryOptions_Delete`. */
struct _MI_SubscriptionDeliveryOptions {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_SubscriptionDeliveryOptionsFT *ft;
};

/** What a session can do; each slot has a function of the same name, `MI_Session_...`. */
struct _MI_SessionFT {
    MI_Result (MI_CALL *Close)(MI_Session *session, void *completionContext, void (MI_CALL *completionCallback)(void*));
    MI_Result (MI_CALL *GetApplication)(MI_Session *session, MI_Application *application);
    void (MI_CALL *GetInstance)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Instance *inboundInstance,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *ModifyInstance)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Instance *inboundInstance,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *CreateInstance)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Instance *inboundInstance,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *DeleteInstance)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Instance *inboundInstance,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *Invoke)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Char *className,
        const MI_Char *methodName,
        const MI_Instance *inboundInstance,
        const MI_Instance *inboundProperties,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *EnumerateInstances)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Char *className,
        MI_Boolean keysOnly,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *QueryInstances)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Char *queryDialect,
        const MI_Char *queryExpression,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *AssociatorInstances)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Instance *instanceKeys,
        const MI_Char *assocClass,
        const MI_Char *resultClass,
        const MI_Char *role,
        const MI_Char *resultRole,
        MI_Boolean keysOnly,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *ReferenceInstances)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Instance *instanceKeys,
        const MI_Char *resultClass,
        const MI_Char *role,
        MI_Boolean keysOnly,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *Subscribe)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Char *queryDialect,
        const MI_Char *queryExpression,
        const MI_SubscriptionDeliveryOptions *deliverOptions,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *GetClass)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Char *className,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *EnumerateClasses)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        const MI_Char *namespaceName,
        const MI_Char *className,
        MI_Boolean classNamesOnly,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
    void (MI_CALL *TestConnection)(
        MI_Session *session,
        MI_Uint32 flags,
        MI_OperationCallbacks *callbacks,
        MI_Operation *operation);
};

/** A session with this machine or another. Ended by `MI_Session_Close`. */
struct _MI_Session {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_SessionFT *ft;
};

/** Called when the set of wanted life cycle indications changes; `types` are bits of `MI_LIFECYCLE_INDICATION_...`. */
typedef void (MI_CALL *MI_LifecycleIndicationCallback)(MI_Uint32 types, void *callbackData);

/** What a life cycle indication context can do; each slot has a function of the same name. */
struct _MI_LifecycleIndicationContextFT {
    MI_Result (MI_CALL *PostCreate)(
        MI_LifecycleIndicationContext *context,
        const MI_Instance *instance);
    MI_Result (MI_CALL *PostModify)(
        MI_LifecycleIndicationContext *context,
        const MI_Instance *orginalInstance,
        const MI_Instance *instance);
    MI_Result (MI_CALL *PostDelete)(
        MI_LifecycleIndicationContext *context,
        const MI_Instance *orginalInstance);
    MI_Result (MI_CALL *PostRead)(MI_LifecycleIndicationContext *context, const MI_Instance *instance);
    MI_Result (MI_CALL *PostMethodCall)(
        MI_LifecycleIndicationContext *context,
        const MI_Instance *instance,
        const MI_Char *methodName,
        MI_Boolean precall,
        const MI_Instance *parameter,
        const MI_Char *returnvalue);
    MI_Result (MI_CALL *PostResult)(MI_LifecycleIndicationContext *context, MI_Result result);
    MI_Result (MI_CALL *ConstructInstance)(
        MI_LifecycleIndicationContext *context,
        const MI_ClassDecl *classDecl,
        MI_Instance *instance);
    MI_Result (MI_CALL *ConstructParameters)(
        MI_LifecycleIndicationContext *context,
        const MI_MethodDecl *methodDecl,
        MI_Instance *instance);
    MI_Result (MI_CALL *NewInstance)(
        MI_LifecycleIndicationContext *context,
        const MI_ClassDecl *classDecl,
        MI_Instance **instance);
    MI_Result (MI_CALL *NewDynamicInstance)(
        MI_LifecycleIndicationContext *context,
        const MI_Char *className,
        MI_Uint32 flags,
        MI_Instance **instance);
    MI_Result (MI_CALL *NewParameters)(
        MI_LifecycleIndicationContext *context,
        const MI_MethodDecl *methodDecl,
        MI_Instance **instance);
    MI_Result (MI_CALL *SetSupportedTypes)(MI_LifecycleIndicationContext *context, MI_Uint32 types);
    MI_Result (MI_CALL *GetTypes)(MI_LifecycleIndicationContext *context, MI_Uint32 *types);
    MI_Result (MI_CALL *RegisterCallback)(
        MI_LifecycleIndicationContext *context,
        MI_LifecycleIndicationCallback callback,
        void *callbackData);
};

/** Through which a provider reports that instances were created, modified, deleted, read or called. */
struct _MI_LifecycleIndicationContext {
    const MI_LifecycleIndicationContextFT *ft;
    ptrdiff_t reserved[3];
};

/** What a provider can do with its request; each slot has a function of the same name, `MI_Context_...`. */
struct _MI_ContextFT {
    MI_Result (MI_CALL *PostResult)(MI_Context *context, MI_Result result);
    MI_Result (MI_CALL *PostInstance)(MI_Context *context, const MI_Instance *instance);
    MI_Result (MI_CALL *PostIndication)(
        MI_Context *context,
        const MI_Instance *indication,
        MI_Uint32 subscriptionIDCount,
        const MI_Char *bookmark);
    MI_Result (MI_CALL *ConstructInstance)(
        MI_Context *context,
        const MI_ClassDecl *classDecl,
        MI_Instance *instance);
    MI_Result (MI_CALL *ConstructParameters)(
        MI_Context *context,
        const MI_MethodDecl *methodDecl,
        MI_Instance *instance);
    MI_Result (MI_CALL *NewInstance)(
        MI_Context *context,
        const MI_ClassDecl *classDecl,
        MI_Instance **instance);
    MI_Result (MI_CALL *NewDynamicInstance)(
        MI_Context *context,
        const MI_Char *className,
        MI_Uint32 flags,
        MI_Instance **instance);
    MI_Result (MI_CALL *NewParameters)(
        MI_Context *context,
        const MI_MethodDecl *methodDecl,
        MI_Instance **instance);
    MI_Result (MI_CALL *Canceled)(const MI_Context *context, MI_Boolean *flag);
    MI_Result (MI_CALL *GetLocale)(const MI_Context *context, MI_LocaleType localeType, MI_Char *locale);
    MI_Result (MI_CALL *RegisterCancel)(MI_Context *context, MI_CancelCallback callback, void *callbackData);
    MI_Result (MI_CALL *RequestUnload)(MI_Context *context);
    MI_Result (MI_CALL *RefuseUnload)(MI_Context *context);
    MI_Result (MI_CALL *GetLocalSession)(const MI_Context *context, MI_Session *session);
    MI_Result (MI_CALL *SetStringOption)(MI_Context *context, const MI_Char *name, const MI_Char *value);
    MI_Result (MI_CALL *GetStringOption)(MI_Context *context, const MI_Char *name, const MI_Char **value);
    MI_Result (MI_CALL *GetNumberOption)(MI_Context *context, const MI_Char *name, MI_Uint32 *value);
    MI_Result (MI_CALL *GetCustomOption)(
        MI_Context *context,
        const MI_Char *name,
        MI_Type *valueType,
        MI_Value *value);
    MI_Result (MI_CALL *GetCustomOptionCount)(MI_Context *context, MI_Uint32 *count);
    MI_Result (MI_CALL *GetCustomOptionAt)(
        MI_Context *context,
        MI_Uint32 index,
        const MI_Char **name,
        MI_Type *valueType,
        MI_Value *value);
    MI_Result (MI_CALL *WriteMessage)(MI_Context *context, MI_Uint32 channel, const MI_Char *message);
    MI_Result (MI_CALL *WriteProgress)(
        MI_Context *context,
        const MI_Char *activity,
        const MI_Char *currentOperation,
        const MI_Char *statusDescription,
        MI_Uint32 percentComplete,
        MI_Uint32 secondsRemaining);
    MI_Result (MI_CALL *WriteStreamParameter)(
        MI_Context *context,
        const MI_Char *name,
        const MI_Value *value,
        MI_Type type,
        MI_Uint32 flags);
    MI_Result (MI_CALL *WriteCimError)(MI_Context *context, const MI_Instance *error, MI_Boolean *flag);
    MI_Result (MI_CALL *PromptUser)(
        MI_Context *context,
        const MI_Char *message,
        MI_PromptType promptType,
        MI_Boolean *result);
    MI_Result (MI_CALL *ShouldProcess)(
        MI_Context *context,
        const MI_Char *target,
        const MI_Char *action,
        MI_Boolean *result);
    MI_Result (MI_CALL *ShouldContinue)(MI_Context *context, const MI_Char *message, MI_Boolean *result);
    MI_Result (MI_CALL *PostError)(
        MI_Context *context,
        MI_Uint32 resultCode,
        const MI_Char *resultType,
        const MI_Char *errorMessage);
    MI_Result (MI_CALL *PostCimError)(MI_Context *context, const MI_Instance *error);
    MI_Result (MI_CALL *WriteError)(
        MI_Context *context,
        MI_Uint32 resultCode,
        const MI_Char *resultType,
        const MI_Char *errorMessage,
        MI_Boolean *flag);
#if MI_API_VERSION >= 2
    MI_Result (MI_CALL *GetLifecycleIndicationContext)(
        const MI_Context *context,
        MI_LifecycleIndicationContext **lifecycleContext);
#endif
};

/** The request that a provider is answering. It lives until the provider posts the result. */
struct _MI_Context {
    const MI_ContextFT *ft;
    ptrdiff_t reserved[3];
};

/** A provider's implementation of one method. */
typedef void (MI_CALL *MI_MethodDecl_Invoke)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Char *methodName,
    const MI_Instance *instanceName,
    const MI_Instance *parameters);

/** The declaration of a method. Parameter 0 is its result, with the name `MIReturn`. */
struct _MI_MethodDecl {
    MI_Uint32 flags;
    MI_Uint32 code;
    const MI_Char *name;
    const MI_Qualifier *const *qualifiers;
    MI_Uint32 numQualifiers;
    const MI_ParameterDecl *const *parameters;
    MI_Uint32 numParameters;
    MI_Uint32 size;
    MI_Uint32 returnType;
    const MI_Char *origin;
    const MI_Char *propagator;
    const MI_SchemaDecl *schema;
    MI_MethodDecl_Invoke function;
};

/** Called once before the first request for the class. */
typedef void (MI_CALL *MI_ProviderFT_Load)(void **self, MI_Module_Self *selfModule, MI_Context *context);

/** Called once when the class is no longer served. */
typedef void (MI_CALL *MI_ProviderFT_Unload)(void *self, MI_Context *context);

/** What a property set can do; each slot has a function of the same name, `MI_PropertySet_...`. */
struct _MI_PropertySetFT {
    MI_Result (MI_CALL *GetElementCount)(const MI_PropertySet *self, MI_Uint32 *count);
    MI_Result (MI_CALL *ContainsElement)(const MI_PropertySet *self, const MI_Char *name, MI_Boolean *flag);
    MI_Result (MI_CALL *AddElement)(MI_PropertySet *self, const MI_Char *name);
    MI_Result (MI_CALL *GetElementAt)(const MI_PropertySet *self, MI_Uint32 index, const MI_Char **name);
    MI_Result (MI_CALL *Clear)(MI_PropertySet *self);
    MI_Result (MI_CALL *Destruct)(MI_PropertySet *self);
    MI_Result (MI_CALL *Delete)(MI_PropertySet *self);
    MI_Result (MI_CALL *Clone)(const MI_PropertySet *self, MI_PropertySet **newPropertySet);
};

/** The properties that a request wants, as a provider sees them. */
struct _MI_PropertySet {
    const MI_PropertySetFT *ft;
    ptrdiff_t reserved[3];
};

/** Posts the instance with the given keys. */
typedef void (MI_CALL *MI_ProviderFT_GetInstance)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Instance *instanceName,
    const MI_PropertySet *propertySet);

/** What a filter can do; each slot has a function of the same name, `MI_Filter_...`. */
struct _MI_FilterFT {
    MI_Result (MI_CALL *Evaluate)(
        const MI_Filter *self,
        const MI_Instance *instance,
        MI_Boolean *result);
    MI_Result (MI_CALL *GetExpression)(
        const MI_Filter *self,
        const MI_Char **queryLang,
        const MI_Char **queryExpr);
};

/** The filter of a query, as a provider sees it. */
struct _MI_Filter {
    const MI_FilterFT *ft;
    ptrdiff_t reserved[3];
};

/** Posts all instances of a class. */
typedef void (MI_CALL *MI_ProviderFT_EnumerateInstances)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_PropertySet *propertySet,
    MI_Boolean keysOnly,
    const MI_Filter *filter);

/** Creates an instance. */
typedef void (MI_CALL *MI_ProviderFT_CreateInstance)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Instance *newInstance);

/** Changes the properties of an instance. */
typedef void (MI_CALL *MI_ProviderFT_ModifyInstance)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Instance *modifiedInstance,
    const MI_PropertySet *propertySet);

/** Deletes an instance. */
typedef void (MI_CALL *MI_ProviderFT_DeleteInstance)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Instance *instanceName);

/** Posts the instances that are associated with `instanceName`. */
typedef void (MI_CALL *MI_ProviderFT_AssociatorInstances)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Instance *instanceName,
    const MI_Char *resultClass,
    const MI_Char *role,
    const MI_Char *resultRole,
    const MI_PropertySet *propertySet,
    MI_Boolean keysOnly,
    const MI_Filter *filter);

/** Posts the association instances that refer to `instanceName`. */
typedef void (MI_CALL *MI_ProviderFT_ReferenceInstances)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Instance *instanceName,
    const MI_Char *role,
    const MI_PropertySet *propertySet,
    MI_Boolean keysOnly,
    const MI_Filter *filter);

/** Starts producing indications; the context lives until they are disabled. */
typedef void (MI_CALL *MI_ProviderFT_EnableIndications)(
    void *self,
    MI_Context *indicationsContext,
    const MI_Char *nameSpace,
    const MI_Char *className);

/** Stops producing indications. */
typedef void (MI_CALL *MI_ProviderFT_DisableIndications)(
    void *self,
    MI_Context *indicationsContext,
    const MI_Char *nameSpace,
    const MI_Char *className);

/** Begins a subscription. */
typedef void (MI_CALL *MI_ProviderFT_Subscribe)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Filter *filter,
    const MI_Char *bookmark,
    MI_Uint64 subscriptionID,
    void **subscriptionSelf);

/** Ends a subscription. */
typedef void (MI_CALL *MI_ProviderFT_Unsubscribe)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    MI_Uint64 subscriptionID,
    void *subscriptionSelf);

/** Calls a method; used where the method's declaration has no function of its own. */
typedef void (MI_CALL *MI_ProviderFT_Invoke)(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Char *methodName,
    const MI_Instance *instanceName,
    const MI_Instance *inputParameters);

/** What a provider implements for one class. What it leaves NULL it does not support. */
struct _MI_ProviderFT {
    MI_ProviderFT_Load Load;
    MI_ProviderFT_Unload Unload;
    MI_ProviderFT_GetInstance GetInstance;
    MI_ProviderFT_EnumerateInstances EnumerateInstances;
    MI_ProviderFT_CreateInstance CreateInstance;
    MI_ProviderFT_ModifyInstance ModifyInstance;
    MI_ProviderFT_DeleteInstance DeleteInstance;
    MI_ProviderFT_AssociatorInstances AssociatorInstances;
    MI_ProviderFT_ReferenceInstances ReferenceInstances;
    MI_ProviderFT_EnableIndications EnableIndications;
    MI_ProviderFT_DisableIndications DisableIndications;
    MI_ProviderFT_Subscribe Subscribe;
    MI_ProviderFT_Unsubscribe Unsubscribe;
    MI_ProviderFT_Invoke Invoke;
};

/** The declaration of a class. `properties` and `methods` hold the inherited ones too. */
struct _MI_ClassDecl {
    MI_Uint32 flags;
    /** Lower first letter << 16 | lower last letter << 8 | length of the name. */
    MI_Uint32 code;
    const MI_Char *name;
    const MI_Qualifier *const *qualifiers;
    MI_Uint32 numQualifiers;
    const MI_PropertyDecl *const *properties;
    MI_Uint32 numProperties;
    /** Size in bytes of an instance whose fields lie at the declared offsets. */
    MI_Uint32 size;
    const MI_Char *superClass;
    const MI_ClassDecl *superClassDecl;
    const MI_MethodDecl *const *methods;
    MI_Uint32 numMethods;
    const MI_SchemaDecl *schema;
    const MI_ProviderFT *providerFT;
    /** NULL for a static declaration. */
    MI_Class *owningClass;
};

/** What an instance can do; each slot has a function of the same name, `MI_Instance_...`. */
struct _MI_InstanceFT {
    MI_Result (MI_CALL *Clone)(const MI_Instance *self, MI_Instance **newInstance);
    MI_Result (MI_CALL *Destruct)(MI_Instance *self);
    MI_Result (MI_CALL *Delete)(MI_Instance *self);
    MI_Result (MI_CALL *IsA)(const MI_Instance *self, const MI_ClassDecl *classDecl, MI_Boolean *flag);
    MI_Result (MI_CALL *GetClassName)(const MI_Instance *self, const MI_Char **className);
    MI_Result (MI_CALL *SetNameSpace)(MI_Instance *self, const MI_Char *nameSpace);
    MI_Result (MI_CALL *GetNameSpace)(const MI_Instance *self, const MI_Char **nameSpace);
    MI_Result (MI_CALL *GetElementCount)(const MI_Instance *self, MI_Uint32 *count);
    MI_Result (MI_CALL *AddElement)(
        MI_Instance *self,
        const MI_Char *name,
        const MI_Value *value,
        MI_Type type,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetElement)(
        MI_Instance *self,
        const MI_Char *name,
        const MI_Value *value,
        MI_Type type,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetElementAt)(
        MI_Instance *self,
        MI_Uint32 index,
        const MI_Value *value,
        MI_Type type,
        MI_Uint32 flags);
    MI_Result (MI_CALL *GetElement)(
        const MI_Instance *self,
        const MI_Char *name,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *flags,
        MI_Uint32 *index);
    MI_Result (MI_CALL *GetElementAt)(
        const MI_Instance *self,
        MI_Uint32 index,
        const MI_Char **name,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *ClearElement)(MI_Instance *self, const MI_Char *name);
    MI_Result (MI_CALL *ClearElementAt)(MI_Instance *self, MI_Uint32 index);
    MI_Result (MI_CALL *GetServerName)(const MI_Instance *self, const MI_Char **name);
    MI_Result (MI_CALL *SetServerName)(MI_Instance *self, const MI_Char *name);
    MI_Result (MI_CALL *GetClass)(const MI_Instance *self, MI_Class **instanceClass);
};

/**
 * An instance of a class. Made by the library and ended by `MI_Instance_Delete`, or built in place by a provider's
 * generated code, whose fields follow this header, and ended by `MI_Instance_Destruct`.
 */
struct _MI_Instance {
    const MI_InstanceFT *ft;
    const MI_ClassDecl *classDecl;
    const MI_Char *serverName;
    const MI_Char *nameSpace;
    ptrdiff_t reserved[4];
};

/** An array of booleans. */
struct _MI_BooleanA {
    MI_Boolean *data;
    MI_Uint32 size;
};

/** An array of unsigned 8-bit numbers. */
struct _MI_Uint8A {
    MI_Uint8 *data;
    MI_Uint32 size;
};

/** An array of signed 8-bit numbers. */
struct _MI_Sint8A {
    MI_Sint8 *data;
    MI_Uint32 size;
};

/** An array of unsigned 16-bit numbers. */
struct _MI_Uint16A {
    MI_Uint16 *data;
    MI_Uint32 size;
};

/** An array of signed 16-bit numbers. */
struct _MI_Sint16A {
    MI_Sint16 *data;
    MI_Uint32 size;
};

/** An array of unsigned 32-bit numbers. */
struct _MI_Uint32A {
    MI_Uint32 *data;
    MI_Uint32 size;
};

/** An array of signed 32-bit numbers. */
struct _MI_Sint32A {
    MI_Sint32 *data;
    MI_Uint32 size;
};

/** An array of unsigned 64-bit numbers. */
struct _MI_Uint64A {
    MI_Uint64 *data;
    MI_Uint32 size;
};

/** An array of signed 64-bit numbers. */
struct _MI_Sint64A {
    MI_Sint64 *data;
    MI_Uint32 size;
};

/** An array of real 32-bit numbers. */
struct _MI_Real32A {
    MI_Real32 *data;
    MI_Uint32 size;
};

/** An array of real 64-bit numbers. */
struct _MI_Real64A {
    MI_Real64 *data;
    MI_Uint32 size;
};

/** An array of 16-bit characters. */
struct _MI_Char16A {
    MI_Char16 *data;
    MI_Uint32 size;
};

/** An array of dates and times. */
struct _MI_DatetimeA {
    MI_Datetime *data;
    MI_Uint32 size;
};

/** An array of strings. */
struct _MI_StringA {
    MI_Char **data;
    MI_Uint32 size;
};

/** An array of references. */
struct _MI_ReferenceA {
    MI_Instance **data;
    MI_Uint32 size;
};

/** An array of embedded instances. */
struct _MI_InstanceA {
    MI_Instance **data;
    MI_Uint32 size;
};

/** An array of any type: where it starts, and how many elements it has. */
struct _MI_Array {
    void *data;
    MI_Uint32 size;
};

/** A value of any CIM type; an `MI_Type` beside it says which member counts. */
union _MI_Value {
    MI_Boolean boolean;
    MI_Uint8 uint8;
    MI_Sint8 sint8;
    MI_Uint16 uint16;
    MI_Sint16 sint16;
    MI_Uint32 uint32;
    MI_Sint32 sint32;
    MI_Uint64 uint64;
    MI_Sint64 sint64;
    MI_Real32 real32;
    MI_Real64 real64;
    MI_Char16 char16;
    MI_Datetime datetime;
    MI_Char *string;
    MI_Instance *instance;
    MI_Instance *reference;
    MI_BooleanA booleana;
    MI_Uint8A uint8a;
    MI_Sint8A sint8a;
    MI_Uint16A uint16a;
    MI_Sint16A sint16a;
    MI_Uint32A uint32a;
    MI_Sint32A sint32a;
    MI_Uint64A uint64a;
    MI_Sint64A sint64a;
    MI_Real32A real32a;
    MI_Real64A real64a;
    MI_Char16A char16a;
    MI_DatetimeA datetimea;
    MI_StringA stringa;
    MI_ReferenceA referencea;
    MI_InstanceA instancea;
    MI_Array array;
};

/** What destination options can do. `Delete` comes first and returns nothing; the intervals come last. */
struct _MI_DestinationOptionsFT {
    void (MI_CALL *Delete)(MI_DestinationOptions *options);
    MI_Result (MI_CALL *SetString)(
        MI_DestinationOptions *options,
        const MI_Char *optionName,
        const MI_Char *value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *SetNumber)(
        MI_DestinationOptions *options,
        const MI_Char *optionName,
        MI_Uint32 value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *AddCredentials)(
        MI_DestinationOptions *options,
        const MI_Char *optionName,
        const MI_UserCredentials *credentials,
        MI_Uint32 flags);
    MI_Result (MI_CALL *GetString)(
        const MI_DestinationOptions *options,
        const MI_Char *optionName,
        const MI_Char **value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetNumber)(
        const MI_DestinationOptions *options,
        const MI_Char *optionName,
        MI_Uint32 *value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetOptionCount)(const MI_DestinationOptions *options, MI_Uint32 *count);
    MI_Result (MI_CALL *GetOptionAt)(
        const MI_DestinationOptions *options,
        MI_Uint32 index,
        const MI_Char **optionName,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetOption)(
        const MI_DestinationOptions *options,
        const MI_Char *optionName,
        MI_Value *value,
        MI_Type *type,
        MI_Uint32 *index,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetCredentialsCount)(const MI_DestinationOptions *options, MI_Uint32 *count);
    MI_Result (MI_CALL *GetCredentialsAt)(
        const MI_DestinationOptions *options,
        MI_Uint32 index,
        const MI_Char **optionName,
        MI_UserCredentials *credentials,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *GetCredentialsPasswordAt)(
        const MI_DestinationOptions *options,
        MI_Uint32 index,
        const MI_Char **optionName,
        MI_Char *password,
        MI_Uint32 bufferLength,
        MI_Uint32 *passwordLength,
        MI_Uint32 *flags);
    MI_Result (MI_CALL *Clone)(
        const MI_DestinationOptions *self,
        MI_DestinationOptions *newDestinationOptions);
    MI_Result (MI_CALL *SetInterval)(
        MI_DestinationOptions *options,
        const MI_Char *optionName,
        const MI_Interval *value,
        MI_Uint32 flags);
    MI_Result (MI_CALL *GetInterval)(
        const MI_DestinationOptions *options,
        const MI_Char *optionName,
        MI_Interval *value,
        MI_Uint32 *index,
        MI_Uint32 *flags);
};

/** Options of a session: transport, credentials, locales. Ended by `MI_DestinationOptions_Delete`. */
struct _MI_DestinationOptions {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_DestinationOptionsFT *ft;
};

/** The callbacks of a session. The library copies the structure. */
struct _MI_SessionCallbacks {
    void *callbackContext;
    void (MI_CALL *writeMessage)(
        MI_Application *application,
        void *callbackContext,
        MI_Uint32 channel,
        const MI_Char *message);
    void (MI_CALL *writeError)(
        MI_Application *application,
        void *callbackContext,
        MI_Instance *instance);
};

/** Called once when the module was loaded. */
typedef void (MI_CALL *MI_Module_Load)(MI_Module_Self **self, MI_Context *context);

/** Called once before the module is unloaded. */
typedef void (MI_CALL *MI_Module_Unload)(MI_Module_Self *self, MI_Context *context);

/** A provider module, as its `MI_Main` returns it. */
struct _MI_Module {
    MI_Uint32 version;
    MI_Uint32 generatorVersion;
    MI_Uint32 flags;
    MI_Uint32 charSize;
    MI_SchemaDecl *schemaDecl;
    MI_Module_Load Load;
    MI_Module_Unload Unload;
    const MI_ProviderFT *dynamicProviderFT;
};

/** What the server tells about itself. */
struct _MI_ServerFT {
    MI_Result (MI_CALL *GetVersion)(MI_Uint32 *version);
    MI_Result (MI_CALL *GetSystemName)(const MI_Char **systemName);
};

/** What the library gives to a provider module: the tables for everything that it may call. */
struct _MI_Server {
    const MI_ServerFT *serverFT;
    const MI_ContextFT *contextFT;
    const MI_InstanceFT *instanceFT;
    const MI_PropertySetFT *propertySetFT;
    const MI_FilterFT *filterFT;
};

/** The entry of a provider module, `MI_Main`. */
typedef MI_Module *(MI_CALL *MI_MainFunction)(MI_Server *server);

/** What a hosted provider can do. */
struct _MI_HostedProviderFT {
    MI_Result (MI_CALL *Close)(MI_HostedProvider *hostedProvider);
    MI_Result (MI_CALL *GetApplication)(MI_HostedProvider *hostedProvider, MI_Application *application);
};

/** A provider that lives in this process. Ended by `MI_HostedProvider_Close`. */
struct _MI_HostedProvider {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_HostedProviderFT *ft;
};

/**
 * Writes classes and instances as text. Ended by `MI_Serializer_Close`. Where `reserved1` is 0xFFEEDDCCFFEEDDCC, it is one of
 * MOF, and `reserved2` the address of its `MI_SerializerFT`.
 */
struct _MI_Serializer {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
};

/**
 * Reads classes and instances from text. Ended by `MI_Deserializer_Close`. Where `reserved1` is 0xFFEEDDCCFFEEDDCC, it is one of
 * MOF, and `reserved2` the address of its `MI_DeserializerFT_INTL`.
 */
struct _MI_Deserializer {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
};

/** What an application can do; each slot has a function of the same name, `MI_Application_...`. */
struct _MI_ApplicationFT {
    MI_Result (MI_CALL *Close)(MI_Application *application);
    MI_Result (MI_CALL *NewSession)(
        MI_Application *application,
        const MI_Char *protocol,
        const MI_Char *destination,
        MI_DestinationOptions *options,
        MI_SessionCallbacks *callbacks,
        MI_Instance **extendedError,
        MI_Session *session);
    MI_Result (MI_CALL *NewHostedProvider)(
        MI_Application *application,
        const MI_Char *namespaceName,
        const MI_Char *providerName,
        MI_MainFunction mi_Main,
        MI_Instance **extendedError,
        MI_HostedProvider *provider);
    MI_Result (MI_CALL *NewInstance)(
        MI_Application *application,
        const MI_Char *className,
        const MI_ClassDecl *classRTTI,
        MI_Instance **instance);
    MI_Result (MI_CALL *NewDestinationOptions)(
        MI_Application *application,
        MI_DestinationOptions *options);
    MI_Result (MI_CALL *NewOperationOptions)(
        MI_Application *application,
        MI_Boolean customOptionsMustUnderstand,
        MI_OperationOptions *options);
    MI_Result (MI_CALL *NewSubscriptionDeliveryOptions)(
        MI_Application *application,
        MI_SubscriptionDeliveryType deliveryType,
        MI_SubscriptionDeliveryOptions *deliveryOptions);
    MI_Result (MI_CALL *NewSerializer)(
        MI_Application *application,
        MI_Uint32 flags,
        MI_Char *format,
        MI_Serializer *serializer);
    MI_Result (MI_CALL *NewDeserializer)(
        MI_Application *application,
        MI_Uint32 flags,
        MI_Char *format,
        MI_Deserializer *deserializer);
    MI_Result (MI_CALL *NewInstanceFromClass)(
        MI_Application *application,
        const MI_Char *className,
        const MI_Class *classObject,
        MI_Instance **instance);
    MI_Result (MI_CALL *NewClass)(
        MI_Application *application,
        const MI_ClassDecl *classDecl,
        const MI_Char *namespaceName,
        const MI_Char *serverName,
        MI_Class **classObject);
};

/**
 * An application: where every client starts. The caller owns the memory; the two reserved words belong to the library.
 * Filled by `MI_Application_InitializeV1`, ended by `MI_Application_Close`.
 */
struct _MI_Application {
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    const MI_ApplicationFT *ft;
};

/**
 * Asks the client for a class that the buffer names and does not hold, on the thread that reads. The names may be NULL
 * but for the class's. NULL with OK, NOT_FOUND and INVALID_CLASS: there is none; any other result ends the reading. Reading
 * MOF, the class is handed over and the deserializer deletes it; reading CIM-XML, it stays the client's.
 */
typedef MI_Result (MI_CALL *MI_Deserializer_ClassObjectNeeded)(
    void *context,
    const MI_Char *serverName,
    const MI_Char *namespaceName,
    const MI_Char *className,
    MI_Class **requestedClassObject);

/** What needs no handle. */
struct _MI_UtilitiesFT {
    MI_ErrorCategory (MI_CALL *MapErrorToMiErrorCategory)(const MI_Char *errorType, MI_Uint32 error);
    MI_Result (MI_CALL *CimErrorFromErrorCode)(
        MI_Uint32 error,
        const MI_Char *errorType,
        const MI_Char *errorMessage,
        MI_Instance **cimError);
};

/** What a serializer can do; each slot has a function of the same name, `MI_Serializer_...`. */
struct _MI_SerializerFT {
    MI_Result (MI_CALL *Close)(MI_Serializer *serializer);
    MI_Result (MI_CALL *SerializeClass)(
        MI_Serializer *serializer,
        MI_Uint32 flags,
        const MI_Class *classObject,
        MI_Uint8 *clientBuffer,
        MI_Uint32 clientBufferLength,
        MI_Uint32 *clientBufferNeeded);
    MI_Result (MI_CALL *SerializeInstance)(
        MI_Serializer *serializer,
        MI_Uint32 flags,
        const MI_Instance *instanceObject,
        MI_Uint8 *clientBuffer,
        MI_Uint32 clientBufferLength,
        MI_Uint32 *clientBufferNeeded);
};

/** What a deserializer can do; each slot has a function of the same name, `MI_Deserializer_...`. */
struct _MI_DeserializerFT {
    MI_Result (MI_CALL *Close)(MI_Deserializer *deserializer);
    MI_Result (MI_CALL *DeserializeClass)(
        MI_Deserializer *deserializer,
        MI_Uint32 flags,
        MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength,
        MI_Class *parentClass,
        const MI_Char *serverName,
        const MI_Char *namespaceName,
        MI_Deserializer_ClassObjectNeeded classObjectNeeded,
        void *classObjectNeededContext,
        MI_Uint32 *serializedBufferRead,
        MI_Class **classObject,
        MI_Instance **cimErrorDetails);
    MI_Result (MI_CALL *Class_GetClassName)(
        MI_Deserializer *deserializer,
        MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength,
        MI_Char *className,
        MI_Uint32 *classNameLength,
        MI_Instance **cimErrorDetails);
    MI_Result (MI_CALL *Class_GetParentClassName)(
        MI_Deserializer *deserializer,
        MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength,
        MI_Char *parentClassName,
        MI_Uint32 *parentClassNameLength,
        MI_Instance **cimErrorDetails);
    MI_Result (MI_CALL *DeserializeInstance)(
        MI_Deserializer *deserializer,
        MI_Uint32 flags,
        MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength,
        MI_Class **classObjects,
        MI_Uint32 numberClassObjects,
        MI_Deserializer_ClassObjectNeeded classObjectNeeded,
        void *classObjectNeededContext,
        MI_Uint32 *serializedBufferRead,
        MI_Instance **instanceObject,
        MI_Instance **cimErrorDetails);
    MI_Result (MI_CALL *Instance_GetClassName)(
        MI_Deserializer *deserializer,
        MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength,
        MI_Char *className,
        MI_Uint32 *classNameLength,
        MI_Instance **cimErrorDetails);
};

/** The ten tables of a client, as one: what `mi_clientFT_V1` points to. */
struct _MI_ClientFT_V1 {
    const MI_ApplicationFT *applicationFT;
    const MI_SessionFT *sessionFT;
    const MI_OperationFT *operationFT;
    const MI_HostedProviderFT *hostedProviderFT;
    const MI_SerializerFT *serializerFT;
    const MI_DeserializerFT *deserializerFT;
    const MI_SubscriptionDeliveryOptionsFT *subscribeDeliveryOptionsFT;
    const MI_DestinationOptionsFT *destinationOptionsFT;
    const MI_OperationOptionsFT *operationOptionsFT;
    const MI_UtilitiesFT *utilitiesFT;
};

/** An array of classes. */
struct _MI_ClassA {
    MI_Class **data;
    MI_Uint32 size;
};

/**
 * An array that knows how to free itself: `reserved1` is 0xFFEEDDCCFFEEDDCC, and `reserved2` the address of an
 * `MI_ExtendedArrayFT`. An object is taken out by writing NULL in its place.
 */
struct _MI_ExtendedArray {
    MI_Array arr;
    MI_Uint64 reserved1;
    ptrdiff_t reserved2;
    ptrdiff_t reserved3;
    ptrdiff_t reserved4;
};

/** Frees an array that the MOF deserializer returned, with the objects that are left in it. */
typedef void (MI_CALL *MI_ExtendedArray_Delete)(MI_ExtendedArray *self);

/** How an extended array frees itself. */
struct _MI_ExtendedArrayFT {
    MI_ExtendedArray_Delete Delete;
};

/**
 * Asks the client for the bytes of a file that the MOF text includes. NOT_FOUND, or NULL with OK: there is none, and
 * nothing is included; any other result is an error in the text.
 */
typedef MI_Result (MI_CALL *MI_Deserializer_GetIncludedFileBuffer)(
    void *context,
    const MI_Char *fileName,
    MI_Uint8 **fileBuffer,
    MI_Uint32 *bufferLength);

/** Gives back the bytes of an included file, as soon as they were read. */
typedef void (MI_CALL *MI_Deserializer_FreeIncludedFileBuffer)(void *context, MI_Uint8 *Buffer);

/**
 * Asks the client for a class by the number that the buffer gives to it. No format of this library has such numbers: never
 * called.
 */
typedef MI_Result (MI_CALL *MI_Deserializer_ClassObjectNeededOnId)(
    void *context,
    MI_Uint64 classId,
    MI_Class **requestedClassObject);

/** Tells the client the number that the buffer gives to a class. Never called, as above. */
typedef MI_Result (MI_CALL *MI_Deserializer_ClassObjectAndId)(
    void *context,
    MI_Uint64 classId,
    MI_Class *classObject);

/**
 * Asks the client for the declaration of a qualifier that neither the text nor the standard declares: `name` is set, and the
 * client sets the rest. What `value` points to must stay until the reading is over. Any result but OK: there is none.
 */
typedef MI_Result (MI_CALL *MI_Deserializer_QualifierDeclNeeded)(void *context, MI_QualifierDecl *decl);

/**
 * What the MOF deserializer asks its client while it reads, on the thread that reads. Every member may be NULL.
 * `instanceResult`, `classResult`, `classObjectNeededOnId` and `classObjectAndId` are never called.
 */
struct _MI_DeserializerCallbacks {
    void *classObjectNeededContext;
    MI_Deserializer_ClassObjectNeeded classObjectNeeded;
    void *includedFileContext;
    MI_Deserializer_GetIncludedFileBuffer getIncludedFileContent;
    MI_Deserializer_FreeIncludedFileBuffer freeIncludedFileContent;
    void *instanceResultContext;
    MI_OperationCallback_Instance instanceResult;
    void *classResultContext;
    MI_OperationCallback_Class classResult;
    void *classObjectNeededOnIdContext;
    MI_Deserializer_ClassObjectNeededOnId classObjectNeededOnId;
    void *classObjectAndIdContext;
    MI_Deserializer_ClassObjectAndId classObjectAndId;
    void *qualifierDeclNeededContext;
    MI_Deserializer_QualifierDeclNeeded qualifierDeclNeeded;
};

/** The deserializer's table, and the two functions that read several objects at once. */
struct _MI_DeserializerFT_INTL {
    MI_DeserializerFT ft;
    MI_Result (MI_CALL *DeserializeClassArray)(
        MI_Deserializer *deserializer,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        MI_DeserializerCallbacks *callbacks,
        MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength,
        MI_ClassA *classes,
        const MI_Char *serverName,
        const MI_Char *namespaceName,
        MI_Uint32 *serializedBufferRead,
        MI_ClassA **classObjects,
        MI_Instance **cimErrorDetails);
    MI_Result (MI_CALL *DeserializeInstanceArray)(
        MI_Deserializer *deserializer,
        MI_Uint32 flags,
        MI_OperationOptions *options,
        MI_DeserializerCallbacks *callbacks,
        MI_Uint8 *serializedBuffer,
        MI_Uint32 serializedBufferLength,
        MI_ClassA *classes,
        MI_Uint32 *serializedBufferRead,
        MI_InstanceA **instanceObjects,
        MI_Instance **cimErrorDetails);
};

/** What the declarations of properties, methods and parameters begin with. */
struct _MI_FeatureDecl {
    MI_Uint32 flags;
    MI_Uint32 code;
    const MI_Char *name;
    const MI_Qualifier *const *qualifiers;
    MI_Uint32 numQualifiers;
};

/** What the declarations of classes and methods begin with. */
struct _MI_ObjectDecl {
    MI_Uint32 flags;
    MI_Uint32 code;
    const MI_Char *name;
    const MI_Qualifier *const *qualifiers;
    MI_Uint32 numQualifiers;
    const MI_PropertyDecl *const *properties;
    MI_Uint32 numProperties;
    MI_Uint32 size;
};

/** A field with a boolean. */
struct _MI_BooleanField {
    MI_Boolean value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a boolean. */
struct _MI_ConstBooleanField {
    MI_Boolean value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of booleans. */
struct _MI_BooleanAField {
    MI_BooleanA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of booleans. */
struct _MI_ConstBooleanA {
    const MI_Boolean *data;
    MI_Uint32 size;
};

/** A field with an array of booleans. */
struct _MI_ConstBooleanAField {
    MI_ConstBooleanA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 8-bit number. */
struct _MI_Uint8Field {
    MI_Uint8 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 8-bit number. */
struct _MI_ConstUint8Field {
    MI_Uint8 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of unsigned 8-bit numbers. */
struct _MI_Uint8AField {
    MI_Uint8A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of unsigned 8-bit numbers. */
struct _MI_ConstUint8A {
    const MI_Uint8 *data;
    MI_Uint32 size;
};

/** A field with an array of unsigned 8-bit numbers. */
struct _MI_ConstUint8AField {
    MI_ConstUint8A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 8-bit number. */
struct _MI_Sint8Field {
    MI_Sint8 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 8-bit number. */
struct _MI_ConstSint8Field {
    MI_Sint8 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of signed 8-bit numbers. */
struct _MI_Sint8AField {
    MI_Sint8A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of signed 8-bit numbers. */
struct _MI_ConstSint8A {
    const MI_Sint8 *data;
    MI_Uint32 size;
};

/** A field with an array of signed 8-bit numbers. */
struct _MI_ConstSint8AField {
    MI_ConstSint8A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 16-bit number. */
struct _MI_Uint16Field {
    MI_Uint16 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 16-bit number. */
struct _MI_ConstUint16Field {
    MI_Uint16 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of unsigned 16-bit numbers. */
struct _MI_Uint16AField {
    MI_Uint16A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of unsigned 16-bit numbers. */
struct _MI_ConstUint16A {
    const MI_Uint16 *data;
    MI_Uint32 size;
};

/** A field with an array of unsigned 16-bit numbers. */
struct _MI_ConstUint16AField {
    MI_ConstUint16A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 16-bit number. */
struct _MI_Sint16Field {
    MI_Sint16 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 16-bit number. */
struct _MI_ConstSint16Field {
    MI_Sint16 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of signed 16-bit numbers. */
struct _MI_Sint16AField {
    MI_Sint16A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of signed 16-bit numbers. */
struct _MI_ConstSint16A {
    const MI_Sint16 *data;
    MI_Uint32 size;
};

/** A field with an array of signed 16-bit numbers. */
struct _MI_ConstSint16AField {
    MI_ConstSint16A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 32-bit number. */
struct _MI_Uint32Field {
    MI_Uint32 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 32-bit number. */
struct _MI_ConstUint32Field {
    MI_Uint32 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of unsigned 32-bit numbers. */
struct _MI_Uint32AField {
    MI_Uint32A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of unsigned 32-bit numbers. */
struct _MI_ConstUint32A {
    const MI_Uint32 *data;
    MI_Uint32 size;
};

/** A field with an array of unsigned 32-bit numbers. */
struct _MI_ConstUint32AField {
    MI_ConstUint32A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 32-bit number. */
struct _MI_Sint32Field {
    MI_Sint32 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 32-bit number. */
struct _MI_ConstSint32Field {
    MI_Sint32 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of signed 32-bit numbers. */
struct _MI_Sint32AField {
    MI_Sint32A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of signed 32-bit numbers. */
struct _MI_ConstSint32A {
    const MI_Sint32 *data;
    MI_Uint32 size;
};

/** A field with an array of signed 32-bit numbers. */
struct _MI_ConstSint32AField {
    MI_ConstSint32A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 64-bit number. */
struct _MI_Uint64Field {
    MI_Uint64 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an unsigned 64-bit number. */
struct _MI_ConstUint64Field {
    MI_Uint64 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of unsigned 64-bit numbers. */
struct _MI_Uint64AField {
    MI_Uint64A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of unsigned 64-bit numbers. */
struct _MI_ConstUint64A {
    const MI_Uint64 *data;
    MI_Uint32 size;
};

/** A field with an array of unsigned 64-bit numbers. */
struct _MI_ConstUint64AField {
    MI_ConstUint64A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 64-bit number. */
struct _MI_Sint64Field {
    MI_Sint64 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a signed 64-bit number. */
struct _MI_ConstSint64Field {
    MI_Sint64 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of signed 64-bit numbers. */
struct _MI_Sint64AField {
    MI_Sint64A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of signed 64-bit numbers. */
struct _MI_ConstSint64A {
    const MI_Sint64 *data;
    MI_Uint32 size;
};

/** A field with an array of signed 64-bit numbers. */
struct _MI_ConstSint64AField {
    MI_ConstSint64A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a real 32-bit number. */
struct _MI_Real32Field {
    MI_Real32 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a real 32-bit number. */
struct _MI_ConstReal32Field {
    MI_Real32 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of real 32-bit numbers. */
struct _MI_Real32AField {
    MI_Real32A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of real 32-bit numbers. */
struct _MI_ConstReal32A {
    const MI_Real32 *data;
    MI_Uint32 size;
};

/** A field with an array of real 32-bit numbers. */
struct _MI_ConstReal32AField {
    MI_ConstReal32A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a real 64-bit number. */
struct _MI_Real64Field {
    MI_Real64 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a real 64-bit number. */
struct _MI_ConstReal64Field {
    MI_Real64 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of real 64-bit numbers. */
struct _MI_Real64AField {
    MI_Real64A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of real 64-bit numbers. */
struct _MI_ConstReal64A {
    const MI_Real64 *data;
    MI_Uint32 size;
};

/** A field with an array of real 64-bit numbers. */
struct _MI_ConstReal64AField {
    MI_ConstReal64A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a 16-bit character. */
struct _MI_Char16Field {
    MI_Char16 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a 16-bit character. */
struct _MI_ConstChar16Field {
    MI_Char16 value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of 16-bit characters. */
struct _MI_Char16AField {
    MI_Char16A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of 16-bit characters. */
struct _MI_ConstChar16A {
    const MI_Char16 *data;
    MI_Uint32 size;
};

/** A field with an array of 16-bit characters. */
struct _MI_ConstChar16AField {
    MI_ConstChar16A value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a date and time. */
struct _MI_DatetimeField {
    MI_Datetime value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a date and time. */
struct _MI_ConstDatetimeField {
    MI_Datetime value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of dates and times. */
struct _MI_DatetimeAField {
    MI_DatetimeA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of dates and times. */
struct _MI_ConstDatetimeA {
    const MI_Datetime *data;
    MI_Uint32 size;
};

/** A field with an array of dates and times. */
struct _MI_ConstDatetimeAField {
    MI_ConstDatetimeA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a string. */
struct _MI_StringField {
    MI_Char *value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a string. */
struct _MI_ConstStringField {
    const MI_Char *value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of strings. */
struct _MI_StringAField {
    MI_StringA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of strings. */
struct _MI_ConstStringA {
    const MI_Char *const *data;
    MI_Uint32 size;
};

/** A field with an array of strings. */
struct _MI_ConstStringAField {
    MI_ConstStringA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a reference. */
struct _MI_ReferenceField {
    MI_Instance *value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with a reference. */
struct _MI_ConstReferenceField {
    const MI_Instance *value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of references. */
struct _MI_ReferenceAField {
    MI_ReferenceA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of references. */
struct _MI_ConstReferenceA {
    const MI_Instance *const *data;
    MI_Uint32 size;
};

/** A field with an array of references. */
struct _MI_ConstReferenceAField {
    MI_ConstReferenceA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an embedded instance. */
struct _MI_InstanceField {
    MI_Instance *value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an embedded instance. */
struct _MI_ConstInstanceField {
    const MI_Instance *value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field with an array of embedded instances. */
struct _MI_InstanceAField {
    MI_InstanceA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** An array of embedded instances. */
struct _MI_ConstInstanceA {
    const MI_Instance *const *data;
    MI_Uint32 size;
};

/** A field with an array of embedded instances. */
struct _MI_ConstInstanceAField {
    MI_ConstInstanceA value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** A field of an instance with an array of any type. */
struct _MI_ArrayField {
    MI_Array value;
    MI_Boolean exists;
    MI_Uint8 flags;
};

/** The instance table with `Normalize` behind it, where the class carries `MI_FLAG_EXTENDED`. */
struct _MI_InstanceExFT {
    MI_InstanceFT parent;
    MI_Result (MI_CALL *Normalize)(MI_Instance **self);
};

/** A class. */
#define MI_FLAG_CLASS (1 << 0)

/** A method. */
#define MI_FLAG_METHOD (1 << 1)

/** A property. */
#define MI_FLAG_PROPERTY (1 << 2)

/** A parameter. */
#define MI_FLAG_PARAMETER (1 << 3)

/** An association class. */
#define MI_FLAG_ASSOCIATION (1 << 4)

/** An indication class. */
#define MI_FLAG_INDICATION (1 << 5)

/** A reference. */
#define MI_FLAG_REFERENCE (1 << 6)

/** Any of the above: the scope of a qualifier that fits everywhere. */
#define MI_FLAG_ANY 127

/** A qualifier that a subclass may override. */
#define MI_FLAG_ENABLEOVERRIDE (1 << 7)

/** A qualifier that no subclass may override. */
#define MI_FLAG_DISABLEOVERRIDE (1 << 8)

/** A qualifier that is not inherited. */
#define MI_FLAG_RESTRICTED (1 << 9)

/** A qualifier that subclasses inherit. */
#define MI_FLAG_TOSUBCLASS (1 << 10)

/** A qualifier that exists in several languages. */
#define MI_FLAG_TRANSLATABLE (1 << 11)

/** A key property. */
#define MI_FLAG_KEY (1 << 12)

/** An input parameter. */
#define MI_FLAG_IN (1 << 13)

/** An output parameter. */
#define MI_FLAG_OUT (1 << 14)

/** A property that must not be NULL. */
#define MI_FLAG_REQUIRED (1 << 15)

/** A method or property of the class, not of an instance. */
#define MI_FLAG_STATIC (1 << 16)

/** A class without instances. */
#define MI_FLAG_ABSTRACT (1 << 17)

/** A class without subclasses. */
#define MI_FLAG_TERMINAL (1 << 18)

/** A property that is costly to compute. */
#define MI_FLAG_EXPENSIVE (1 << 19)

/** A parameter that is delivered in parts. */
#define MI_FLAG_STREAM (1 << 20)

/** A property that no client may write. */
#define MI_FLAG_READONLY (1 << 21)

/** A class whose instances have the extended table (the bit of `MI_FLAG_KEY`, on a class). */
#define MI_FLAG_EXTENDED (1 << 12)

/** A qualifier that instances carry. */
#define MI_FLAG_TOINSTANCE (1 << 22)

/** An element that nobody has set since it was read. */
#define MI_FLAG_NOT_MODIFIED (1 << 25)

/** The bits that hold the version of a declaration. */
#define MI_FLAG_VERSION 469762048

/** A value that is NULL. */
#define MI_FLAG_NULL (1 << 29)

/** A value whose memory the caller keeps alive; this library copies it. */
#define MI_FLAG_BORROW (1 << 30)

/** A value whose memory passes to the instance; this library copies it. */
#define MI_FLAG_ADOPT 0x80000000U

/** It carries the standard qualifiers. */
#define MI_MODULE_FLAG_STANDARD_QUALIFIERS (1 << 0)

/** It carries descriptions. */
#define MI_MODULE_FLAG_DESCRIPTIONS (1 << 1)

/** It carries the qualifiers `Values` and `ValueMap`. */
#define MI_MODULE_FLAG_VALUES (1 << 2)

/** It carries the qualifier `MappingStrings`. */
#define MI_MODULE_FLAG_MAPPING_STRINGS (1 << 3)

/** It carries qualifiers that are booleans. */
#define MI_MODULE_FLAG_BOOLEANS (1 << 4)

/** It was generated as C++. */
#define MI_MODULE_FLAG_CPLUSPLUS (1 << 5)

/** Its qualifiers are localized. */
#define MI_MODULE_FLAG_LOCALIZED (1 << 6)

/** It evaluates filters itself. */
#define MI_MODULE_FLAG_FILTER_SUPPORT (1 << 7)

/** Characters of the longest name of a locale. */
#define MI_MAX_LOCALE_SIZE 128

/** Warnings. */
#define MI_WRITEMESSAGE_CHANNEL_WARNING 0

/** What a user sees who asks for details. */
#define MI_WRITEMESSAGE_CHANNEL_VERBOSE 1

/** What a developer wants to see. */
#define MI_WRITEMESSAGE_CHANNEL_DEBUG 2

/** The client acknowledges each result itself. */
#define MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS 1

/** Types do not matter: every element may come as a string. */
#define MI_OPERATIONFLAGS_NO_RTTI 1024

/** Elements have their types, or are strings. */
#define MI_OPERATIONFLAGS_BASIC_RTTI 2

/** Elements have their types; the class hierarchy may be incomplete. */
#define MI_OPERATIONFLAGS_STANDARD_RTTI 2048

/** Elements have their types, and the whole class hierarchy is known. */
#define MI_OPERATIONFLAGS_FULL_RTTI 4

/** The protocol decides about types. */
#define MI_OPERATIONFLAGS_DEFAULT_RTTI 0

/** Qualifiers in the language of the client. */
#define MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS 8

/** Costly properties too. */
#define MI_OPERATIONFLAGS_EXPENSIVE_PROPERTIES 64

/** Instances of the class itself alone, none of its subclasses. */
#define MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW 128

/** Instances of subclasses too, with the properties of the class that was asked for. */
#define MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY 384

/** A first result without an instance says that the operation has started. */
#define MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED 512

/** The classes that the class derives from, too. */
#define MI_SERIALIZER_FLAGS_CLASS_DEEP 1

/** The class of the instance, too. */
#define MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS 1

/** A reference to the class. */
#define MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_REFERENCE 2

/** The number of the class. */
#define MI_BINARY_SERIALIZER_FLAGS_INCLUDE_CLASS_ID 4

/** The class without its methods. */
#define MI_BINARY_SERIALIZER_FLAGS_CLASS_NOMETHODS 8

/** The class without the classes it derives from. */
#define MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT (1 << 4)

/** Neither methods nor the classes it derives from. */
#define MI_BINARY_SERIALIZER_FLAGS_CLASS_FLAT_NOMETHODS (1 << 5)

/** None. */
#define MI_LIFECYCLE_INDICATION_NONE 0

/** An instance was created. */
#define MI_LIFECYCLE_INDICATION_CREATE 1

/** An instance was modified. */
#define MI_LIFECYCLE_INDICATION_MODIFY 2

/** An instance was deleted. */
#define MI_LIFECYCLE_INDICATION_DELETE 4

/** An instance was read. */
#define MI_LIFECYCLE_INDICATION_READ 8

/** A method was called. */
#define MI_LIFECYCLE_INDICATION_METHODCALL (1 << 4)

/** All of them. */
#define MI_LIFECYCLE_INDICATION_ALL 31

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Ends the application. Its operations are cancelled and nothing new can be started in it, but nothing is
 * closed for the program: the function waits until the program has closed every session with
 * `MI_Session_Close`. Providers that it hosts end then. Where a session is forgotten it waits for ever; with
 * `MI_LOG=warn` in the environment a warning says so after a second. FAILED inside a callback of the application, which stays open.
 */
MI_IMPORT MI_Result MI_Application_Close(MI_Application *application);

/**
 * Makes an instance: of the declared class in `classRTTI`, or, where that is NULL, a dynamic one named
 * `className`. `instance` receives it, or NULL on failure; end it with `MI_Instance_Delete`.
 * INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_Application_NewInstance(
    MI_Application *application,
    const MI_Char *className,
    const MI_ClassDecl *classRTTI,
    MI_Instance **instance);

/**
 * Makes an instance with the elements of a class. Where `classObject` is NULL, a dynamic one named
 * `className`. `instance` receives it, or NULL on failure; end it with `MI_Instance_Delete`. The class
 * stays the caller's.
 */
MI_IMPORT MI_Result MI_Application_NewInstanceFromClass(
    MI_Application *application,
    const MI_Char *className,
    const MI_Class *classObject,
    MI_Instance **instance);

/**
 * Makes an instance that holds a method's parameters: a dynamic one, or one of the declared class in
 * `classRTTI`. `instance` receives it, or NULL on failure; end it with `MI_Instance_Delete`.
 */
MI_IMPORT MI_Result MI_Application_NewParameterSet(
    MI_Application *application,
    const MI_ClassDecl *classRTTI,
    MI_Instance **instance);

/**
 * Makes an empty set of options for sessions. `options` receives it; end it with
 * `MI_DestinationOptions_Delete`.
 */
MI_IMPORT MI_Result MI_Application_NewDestinationOptions(
    MI_Application *application,
    MI_DestinationOptions *options);

/**
 * Makes a set of options for operations; the three channels of messages are enabled in it.
 * `mustUnderstand` says whether a server must reject options that it does not know. `options` receives
 * the set; end it with `MI_OperationOptions_Delete`.
 */
MI_IMPORT MI_Result MI_Application_NewOperationOptions(
    MI_Application *application,
    MI_Boolean mustUnderstand,
    MI_OperationOptions *options);

/**
 * Makes an empty set of options for the delivery of indications. `deliveryOptions` receives it; end it
 * with `MI_SubscriptionDeliveryOptions_Delete`.
 */
MI_IMPORT MI_Result MI_Application_NewSubscriptionDeliveryOptions(
    MI_Application *application,
    MI_SubscriptionDeliveryType deliveryType,
    MI_SubscriptionDeliveryOptions *deliveryOptions);

/**
 * Opens a session with a destination. Nothing is connected yet: what cannot be reached shows in the
 * first operation. `protocol` and `destination` may be NULL, which is this machine. `options` and
 * `callbacks` may be NULL, and are copied. `session` receives the handle; end it with
 * `MI_Session_Close`. `extendedError` may be NULL; else it receives NULL, or an error instance that the
 * caller deletes. NOT_FOUND for a protocol that does not exist.
 */
MI_IMPORT MI_Result MI_Application_NewSession(
    MI_Application *application,
    const MI_Char *protocol,
    const MI_Char *destination,
    MI_DestinationOptions *options,
    MI_SessionCallbacks *callbacks,
    MI_Instance **extendedError,
    MI_Session *session);

/**
 * Hosts a provider of the program itself: `mi_Main` is called, the module that it gives is loaded, and each of
 * its classes that has provider functions is served in the namespace, for all sessions of this process with this
 * machine. None of the names may be NULL or empty. The module and its declarations must stay as they are until the end.
 * `hostedProvider` receives the handle; end it with `MI_HostedProvider_Close`, before the application or with it.
 * `extendedError` may be NULL; else it receives NULL, or an error instance that the caller deletes. ALREADY_EXISTS
 * where another hosted provider serves one of the classes in the namespace.
 */
MI_IMPORT MI_Result MI_Application_NewHostedProvider(
    MI_Application *application,
    const MI_Char *namespaceName,
    const MI_Char *providerName,
    MI_MainFunction mi_Main,
    MI_Instance **extendedError,
    MI_HostedProvider *hostedProvider);

/**
 * Makes a serializer for a format: `MI_XML` (CIM-XML, DSP0201) or `MI_MOF_CIMV2_EXTV1` (MOF, DSP0004),
 * compared with case. `flags` is 0. `serializer` receives the handle; end it with `MI_Serializer_Close`,
 * before or after the application. NOT_SUPPORTED for another format, INVALID_PARAMETER for other flags or
 * a NULL.
 */
MI_IMPORT MI_Result MI_Application_NewSerializer(
    MI_Application *application,
    MI_Uint32 flags,
    MI_Char *format,
    MI_Serializer *serializer);

/**
 * Makes a deserializer for a format: `MI_XML` (CIM-XML, DSP0201) or `MI_MOF_CIMV2_EXTV1` (MOF, DSP0004),
 * compared with case. `flags` is 0. `deserializer` receives the handle; end it with
 * `MI_Deserializer_Close`, before or after the application. NOT_SUPPORTED for another format,
 * INVALID_PARAMETER for other flags or a NULL.
 */
MI_IMPORT MI_Result MI_Application_NewDeserializer(
    MI_Application *application,
    MI_Uint32 flags,
    MI_Char *format,
    MI_Deserializer *deserializer);

/**
 * Makes a class from a declaration, which is copied. `namespaceName` and `serverName` may be NULL.
 * `classObject` receives it, or NULL on failure; end it with `MI_Class_Delete`.
 */
MI_IMPORT MI_Result MI_Application_NewClass(
    MI_Application *application,
    const MI_ClassDecl *classDecl,
    const MI_Char *namespaceName,
    const MI_Char *serverName,
    MI_Class **classObject);

/**
 * Starts an application: the first call of a client. `flags` is 0. `applicationID` names the program and
 * may be NULL. `application` receives the handle; end it with `MI_Application_Close`, also after a
 * failure. `extendedError` may be NULL; else it receives NULL, or an error instance that the caller
 * deletes. May be called often: each application is its own. INVALID_PARAMETER for other flags or
 * without `application`. Programs call it as `MI_Application_Initialize`, which also gives INVALID_PARAMETER
 * where the library's character is not this program's.
 */
MI_IMPORT MI_Result MI_MAIN_CALL MI_Application_InitializeV1(
    MI_Uint32 flags,
    const MI_Char *applicationID,
    MI_Instance **extendedError,
    MI_Application *application);

/**
 * Makes a serializer for MOF. `flags` is 0 and `format` is `MOFCODEC_FORMAT`, compared without case.
 * `serializer` receives the handle; end it with `MI_Serializer_Close`. Its second word leads to an
 * `MI_SerializerFT`, as with a MOF serializer of `MI_Application_NewSerializer`.
 */
MI_IMPORT MI_Result MI_MAIN_CALL MI_Application_NewSerializer_Mof(
    MI_Application *application,
    MI_Uint32 flags,
    MI_Char *format,
    MI_Serializer *serializer);

/**
 * Makes a deserializer for MOF. `flags` is 0 and `format` is `MOFCODEC_FORMAT`, compared without case.
 * `deserializer` receives the handle; end it with `MI_Deserializer_Close`. Its second word leads to an
 * `MI_DeserializerFT_INTL`, as with a MOF deserializer of `MI_Application_NewDeserializer`.
 */
MI_IMPORT MI_Result MI_MAIN_CALL MI_Application_NewDeserializer_Mof(
    MI_Application *application,
    MI_Uint32 flags,
    MI_Char *format,
    MI_Deserializer *deserializer);

/**
 * Ends a hosted provider. No call enters it any more; subscriptions end with SERVER_IS_SHUTTING_DOWN, and the function
 * waits until other requests have ended and the provider has unloaded. FAILED, and nothing happens, inside a callback
 * or a function of a provider, which would wait for itself.
 */
MI_IMPORT MI_Result MI_HostedProvider_Close(MI_HostedProvider *hostedProvider);

/** Gives the application of the hosted provider. It is a copy of the handle: do not close it. */
MI_IMPORT MI_Result MI_HostedProvider_GetApplication(
    MI_HostedProvider *hostedProvider,
    MI_Application *application);

/** Gives the name of the class. The string belongs to the class. */
MI_IMPORT MI_Result MI_Class_GetClassName(const MI_Class *self, const MI_Char **className);

/** Gives the namespace of the class, or NULL. The string belongs to the class. */
MI_IMPORT MI_Result MI_Class_GetNameSpace(const MI_Class *self, const MI_Char **nameSpace);

/** Gives the name of the machine that the class comes from, or NULL. The string belongs to the class. */
MI_IMPORT MI_Result MI_Class_GetServerName(const MI_Class *self, const MI_Char **serverName);

/** Counts the properties, with the inherited ones. */
MI_IMPORT MI_Result MI_Class_GetElementCount(const MI_Class *self, MI_Uint32 *count);

/**
 * Gives a property, found by its name without case: its default value, whether it has one, its type, the
 * class that it refers to, its qualifiers, flags and index. All belong to the class; every out parameter
 * may be NULL. NO_SUCH_PROPERTY where there is none.
 */
MI_IMPORT MI_Result MI_Class_GetElement(
    const MI_Class *self,
    const MI_Char *name,
    MI_Value *value,
    MI_Boolean *valueExists,
    MI_Type *type,
    MI_Char **referenceClass,
    MI_QualifierSet *qualifierSet,
    MI_Uint32 *flags,
    MI_Uint32 *index);

/**
 * Gives the property at an index: its name, default value, whether it has one, its type, the class that
 * it refers to, its qualifiers and flags. All belong to the class; every out parameter may be NULL.
 * NO_SUCH_PROPERTY behind the last.
 */
MI_IMPORT MI_Result MI_Class_GetElementAt(
    const MI_Class *self,
    MI_Uint32 index,
    const MI_Char **name,
    MI_Value *value,
    MI_Boolean *valueExists,
    MI_Type *type,
    MI_Char **referenceClass,
    MI_QualifierSet *qualifierSet,
    MI_Uint32 *flags);

/** Gives the qualifiers of the class. The set lives as long as the class; nothing is to be freed. */
MI_IMPORT MI_Result MI_Class_GetClassQualifierSet(
    const MI_Class *self,
    MI_QualifierSet *qualifierSet);

/** Counts the methods, with the inherited ones. */
MI_IMPORT MI_Result MI_Class_GetMethodCount(const MI_Class *self, MI_Uint32 *count);

/**
 * Gives the method at an index: its name, qualifiers and parameters. They live as long as the class.
 * `name` is required. METHOD_NOT_FOUND behind the last.
 */
MI_IMPORT MI_Result MI_Class_GetMethodAt(
    const MI_Class *self,
    MI_Uint32 index,
    const MI_Char **name,
    MI_QualifierSet *qualifierSet,
    MI_ParameterSet *parameterSet);

/**
 * Gives a method, found by its name without case: its qualifiers, parameters and index. They live as
 * long as the class. METHOD_NOT_FOUND where there is none.
 */
MI_IMPORT MI_Result MI_Class_GetMethod(
    const MI_Class *self,
    const MI_Char *name,
    MI_QualifierSet *qualifierSet,
    MI_ParameterSet *parameterSet,
    MI_Uint32 *index);

/**
 * Gives the name of the class above. The string belongs to the class. INVALID_SUPERCLASS, and NULL as
 * the name, where there is none.
 */
MI_IMPORT MI_Result MI_Class_GetParentClassName(const MI_Class *self, const MI_Char **name);

/**
 * Gives the class above. `parentClass` receives it; end it with `MI_Class_Delete`. INVALID_SUPERCLASS
 * where there is none.
 */
MI_IMPORT MI_Result MI_Class_GetParentClass(const MI_Class *self, MI_Class **parentClass);

/**
 * Ends a class: one reference to it. Sets of qualifiers and parameters that were got from it stop being
 * valid.
 */
MI_IMPORT MI_Result MI_Class_Delete(MI_Class *self);

/** Makes another reference to the class. `newClass` receives it; end it with `MI_Class_Delete`. */
MI_IMPORT MI_Result MI_Class_Clone(const MI_Class *self, MI_Class **newClass);

/** Counts the qualifiers. */
MI_IMPORT MI_Result MI_QualifierSet_GetQualifierCount(const MI_QualifierSet *self, MI_Uint32 *count);

/**
 * Gives the qualifier at an index: its name, type, flags and value. All belong to the class. `name` is
 * required. NOT_FOUND behind the last.
 */
MI_IMPORT MI_Result MI_QualifierSet_GetQualifierAt(
    const MI_QualifierSet *self,
    MI_Uint32 index,
    const MI_Char **name,
    MI_Type *qualifierType,
    MI_Uint32 *qualifierFlags,
    MI_Value *qualifierValue);

/**
 * Gives a qualifier, found by its name without case: its type, flags, value and index. All belong to the
 * class. NOT_FOUND where there is none.
 */
MI_IMPORT MI_Result MI_QualifierSet_GetQualifier(
    const MI_QualifierSet *self,
    const MI_Char *name,
    MI_Type *qualifierType,
    MI_Uint32 *qualifierFlags,
    MI_Value *qualifierValue,
    MI_Uint32 *index);

/** Gives the type of the method's result, and the qualifiers of that. */
MI_IMPORT MI_Result MI_ParameterSet_GetMethodReturnType(
    const MI_ParameterSet *self,
    MI_Type *returnType,
    MI_QualifierSet *qualifierSet);

/** Counts the parameters. The result is not one of them. */
MI_IMPORT MI_Result MI_ParameterSet_GetParameterCount(const MI_ParameterSet *self, MI_Uint32 *count);

/**
 * Gives the parameter at an index: its name, type, the class that it refers to, and its qualifiers. All
 * belong to the class. `name` is required. NOT_FOUND behind the last.
 */
MI_IMPORT MI_Result MI_ParameterSet_GetParameterAt(
    const MI_ParameterSet *self,
    MI_Uint32 index,
    const MI_Char **name,
    MI_Type *parameterType,
    MI_Char **referenceClass,
    MI_QualifierSet *qualifierSet);

/**
 * Gives a parameter, found by its name without case: its type, the class that it refers to, its
 * qualifiers and index. All belong to the class. NOT_FOUND where there is none.
 */
MI_IMPORT MI_Result MI_ParameterSet_GetParameter(
    const MI_ParameterSet *self,
    const MI_Char *name,
    MI_Type *parameterType,
    MI_Char **referenceClass,
    MI_QualifierSet *qualifierSet,
    MI_Uint32 *index);

/**
 * Ends a serializer, and zeroes the handle. INVALID_PARAMETER for a handle that names none, as the second
 * time.
 */
MI_IMPORT MI_Result MI_Serializer_Close(MI_Serializer *serializer);

/**
 * Writes a class as text of `MI_Char` (UTF-8 where that has one byte), without a terminator. All sizes
 * are in bytes. `clientBufferNeeded` receives the size of the text; where `clientBuffer` has less, the
 * result is FAILED and nothing is written. `clientBuffer` may be NULL where `clientBufferLength` is 0.
 * `flags`: 0 for the class's own elements alone, or `MI_SERIALIZER_FLAGS_CLASS_DEEP` for a text that is
 * read without the superclasses. For CIM-XML also 0x100 (`CLASSORIGIN`), 0x200 (`DERIVATION`), 0x400
 * (inherited elements) and 0x800, which adds nothing, because qualifiers are always written; other bits are
 * INVALID_PARAMETER there, and ignored for MOF. Where MOF has superclasses in it, it has several classes:
 * `MI_Deserializer_DeserializeClassArray` of `micodec.h` reads these. A class that the format can't say is
 * an error, which the log tells of, with 0 in `clientBufferNeeded`. Any number of
 * threads may use one serializer.
 */
MI_IMPORT MI_Result MI_Serializer_SerializeClass(
    MI_Serializer *serializer,
    MI_Uint32 flags,
    const MI_Class *classObject,
    MI_Uint8 *clientBuffer,
    MI_Uint32 clientBufferLength,
    MI_Uint32 *clientBufferNeeded);

/**
 * Writes an instance as text; sizes and results are those of `MI_Serializer_SerializeClass`. `flags`: 0, or
 * `MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS` for a text that has the classes that are needed to read it.
 * For CIM-XML the bits 0x100, 0x200, 0x400 and 0x800 say how these are written. Aliases in MOF are
 * numbered on from text to text, so that the texts of one serializer may be put together.
 */
MI_IMPORT MI_Result MI_Serializer_SerializeInstance(
    MI_Serializer *serializer,
    MI_Uint32 flags,
    const MI_Instance *instanceObject,
    MI_Uint8 *clientBuffer,
    MI_Uint32 clientBufferLength,
    MI_Uint32 *clientBufferNeeded);

/**
 * Ends a deserializer, and zeroes the handle. INVALID_PARAMETER for a handle that names none, as the
 * second time.
 */
MI_IMPORT MI_Result MI_Deserializer_Close(MI_Deserializer *deserializer);

/**
 * Reads a class from text: UTF-8, or UTF-16 or UTF-32 of either order, with or without a mark; characters
 * 0 at the end are left out. `flags` is 0. `serializedBufferLength` is in bytes, up to 50 MiB, and 4 or
 * more for MOF. `parentClass` is the superclass, where the text does not hold it; else, and where it is
 * NULL, `classObjectNeeded` is asked for it with `serverName` and `namespaceName`, which are also the
 * class's; all four may be NULL. `serializedBufferRead` may be NULL; else it receives the bytes up to the
 * end of the class: for MOF all of them, since the text must declare one class and no more (FAILED).
 * `classObject` receives the class, which the caller deletes; where it is NULL, the text is checked only.
 * `cimErrorDetails` may be NULL; else it receives NULL, or an error instance that the caller deletes, whose
 * message says line and column. Any number of threads may use one deserializer.
 *
 * The callback is called on this thread, once for a class. NULL with OK, NOT_FOUND and INVALID_CLASS
 * mean that the class is not known; any other result is the result of the reading. A class that it gives for
 * MOF is handed over: the deserializer deletes it. A class that it gives for CIM-XML stays the client's,
 * and must live until this function returns.
 */
MI_IMPORT MI_Result MI_Deserializer_DeserializeClass(
    MI_Deserializer *deserializer,
    MI_Uint32 flags,
    MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength,
    MI_Class *parentClass,
    const MI_Char *serverName,
    const MI_Char *namespaceName,
    MI_Deserializer_ClassObjectNeeded classObjectNeeded,
    void *classObjectNeededContext,
    MI_Uint32 *serializedBufferRead,
    MI_Class **classObject,
    MI_Instance **cimErrorDetails);

/**
 * Reads the name of the class in CIM-XML, without the rest. `classNameLength` is the room in `className`, in
 * characters with the terminator, and receives the room that is needed: FAILED where there is less, OK
 * where `className` is NULL. NOT_SUPPORTED for MOF. `cimErrorDetails` is that of
 * `MI_Deserializer_DeserializeClass`.
 */
MI_IMPORT MI_Result MI_Deserializer_Class_GetClassName(
    MI_Deserializer *deserializer,
    MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength,
    MI_Char *className,
    MI_Uint32 *classNameLength,
    MI_Instance **cimErrorDetails);

/**
 * Reads the name of the superclass of the class in CIM-XML, as `MI_Deserializer_Class_GetClassName` does.
 * INVALID_SUPERCLASS, and the length 0, where it has none.
 */
MI_IMPORT MI_Result MI_Deserializer_Class_GetParentClassName(
    MI_Deserializer *deserializer,
    MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength,
    MI_Char *parentClassName,
    MI_Uint32 *parentClassNameLength,
    MI_Instance **cimErrorDetails);

/**
 * Reads an instance from text; buffer, results and callback are those of
 * `MI_Deserializer_DeserializeClass`. Classes, also those of embedded instances, are looked for in the
 * text, in `classObjects` (which may be NULL, and hold NULLs) and the classes above these, and through
 * `classObjectNeeded`. Where neither of the last two is given, an instance of CIM-XML whose class is not
 * known is one of the class's name alone, with the types that the text says; else that is INVALID_CLASS.
 * `instanceObject` receives the instance, which the caller deletes; where it is NULL, the text is checked
 * only. CIM-XML may go on with other objects behind `serializedBufferRead`.
 */
MI_IMPORT MI_Result MI_Deserializer_DeserializeInstance(
    MI_Deserializer *deserializer,
    MI_Uint32 flags,
    MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength,
    MI_Class **classObjects,
    MI_Uint32 numberClassObjects,
    MI_Deserializer_ClassObjectNeeded classObjectNeeded,
    void *classObjectNeededContext,
    MI_Uint32 *serializedBufferRead,
    MI_Instance **instanceObject,
    MI_Instance **cimErrorDetails);

/** Reads the name of the class of the instance in CIM-XML, as `MI_Deserializer_Class_GetClassName` does. */
MI_IMPORT MI_Result MI_Deserializer_Instance_GetClassName(
    MI_Deserializer *deserializer,
    MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength,
    MI_Char *className,
    MI_Uint32 *classNameLength,
    MI_Instance **cimErrorDetails);

/** Ends the request with a result. It is the last thing that a provider does with the request. */
MI_IMPORT MI_Result MI_Context_PostResult(MI_Context *context, MI_Result result);

/** Ends the request with an error instance, which is copied. */
MI_IMPORT MI_Result MI_Context_PostCimError(MI_Context *context, const MI_Instance *error);

/** Ends the request with an error code of the kind that `resultType` names, and a message. */
MI_IMPORT MI_Result MI_Context_PostError(
    MI_Context *context,
    MI_Uint32 resultCode,
    const MI_Char *resultType,
    const MI_Char *errorMessage);

/** Delivers an instance, which is copied, to the client. Blocks while the client is behind. */
MI_IMPORT MI_Result MI_Context_PostInstance(MI_Context *context, const MI_Instance *instance);

/**
 * Delivers an indication, which is copied, to the subscribers. `subscriptionIDCount` is 0; `bookmark`
 * may be NULL.
 */
MI_IMPORT MI_Result MI_Context_PostIndication(
    MI_Context *context,
    const MI_Instance *indication,
    MI_Uint32 subscriptionIDCount,
    const MI_Char *bookmark);

/**
 * Builds an instance of a declared class in the caller's memory, which has the class's declared size.
 * End it with `MI_Instance_Destruct`.
 */
MI_IMPORT MI_Result MI_Context_ConstructInstance(
    MI_Context *context,
    const MI_ClassDecl *classDecl,
    MI_Instance *instance);

/**
 * Builds an instance that holds a method's parameters in the caller's memory, which has the method's
 * declared size. End it with `MI_Instance_Destruct`.
 */
MI_IMPORT MI_Result MI_Context_ConstructParameters(
    MI_Context *context,
    const MI_MethodDecl *methodDecl,
    MI_Instance *instance);

/** Makes an instance of a declared class. `instance` receives it; end it with `MI_Instance_Delete`. */
MI_IMPORT MI_Result MI_Context_NewInstance(
    MI_Context *context,
    const MI_ClassDecl *classDecl,
    MI_Instance **instance);

/**
 * Makes an instance without a declared class: elements are added to it. `instance` receives it; end it
 * with `MI_Instance_Delete`.
 */
MI_IMPORT MI_Result MI_Context_NewDynamicInstance(
    MI_Context *context,
    const MI_Char *className,
    MI_Uint32 flags,
    MI_Instance **instance);

/**
 * Makes an instance that holds a method's parameters. `instance` receives it; end it with
 * `MI_Instance_Delete`.
 */
MI_IMPORT MI_Result MI_Context_NewParameters(
    MI_Context *context,
    const MI_MethodDecl *methodDecl,
    MI_Instance **instance);

/** Tells whether the client has cancelled the request. A provider of many instances asks now and then. */
MI_IMPORT MI_Result MI_Context_Canceled(const MI_Context *context, MI_Boolean *flag);

/** Gives the locale that the client asked for. `locale` has room for `MI_MAX_LOCALE_SIZE` characters. */
MI_IMPORT MI_Result MI_Context_GetLocale(
    const MI_Context *context,
    MI_LocaleType localeType,
    MI_Char *locale);

/**
 * Has a function called when the client cancels the request. It is called at most once, on a library
 * thread.
 */
MI_IMPORT MI_Result MI_Context_RegisterCancel(
    MI_Context *context,
    MI_CancelCallback callback,
    void *callbackData);

/** Says that the provider may be unloaded now. */
MI_IMPORT MI_Result MI_Context_RequestUnload(MI_Context *context);

/** Says that the provider must not be unloaded. */
MI_IMPORT MI_Result MI_Context_RefuseUnload(MI_Context *context);

/** Sets an option of the request; the text is copied. */
MI_IMPORT MI_Result MI_Context_SetStringOption(
    MI_Context *context,
    const MI_Char *name,
    const MI_Char *value);

/** Gives an option of the request that is text. The string belongs to the request. */
MI_IMPORT MI_Result MI_Context_GetStringOption(
    MI_Context *context,
    const MI_Char *name,
    const MI_Char **value);

/** Gives an option of the request that is a number. */
MI_IMPORT MI_Result MI_Context_GetNumberOption(
    MI_Context *context,
    const MI_Char *name,
    MI_Uint32 *value);

/**
 * Gives an option that the client set with `MI_OperationOptions_SetCustomOption`, in any type. What the
 * value points to belongs to the request.
 */
MI_IMPORT MI_Result MI_Context_GetCustomOption(
    MI_Context *context,
    const MI_Char *name,
    MI_Type *valueType,
    MI_Value *value);

/** Counts the options that the client set with `MI_OperationOptions_SetCustomOption`. */
MI_IMPORT MI_Result MI_Context_GetCustomOptionCount(MI_Context *context, MI_Uint32 *count);

/** Gives the custom option at an index: its name, type and value, which belong to the request. */
MI_IMPORT MI_Result MI_Context_GetCustomOptionAt(
    MI_Context *context,
    MI_Uint32 index,
    const MI_Char **name,
    MI_Type *valueType,
    MI_Value *value);

/**
 * Asks the client whether an action on a target shall be done. `flag` receives the answer. Blocks until
 * the client has answered.
 */
MI_IMPORT MI_Result MI_Context_ShouldProcess(
    MI_Context *context,
    const MI_Char *target,
    const MI_Char *action,
    MI_Boolean *flag);

/** Asks the client whether to go on. `flag` receives the answer. Blocks until the client has answered. */
MI_IMPORT MI_Result MI_Context_ShouldContinue(
    MI_Context *context,
    const MI_Char *message,
    MI_Boolean *flag);

/** Asks the user a question. `flag` receives the answer. Blocks until the client has answered. */
MI_IMPORT MI_Result MI_Context_PromptUser(
    MI_Context *context,
    const MI_Char *message,
    MI_PromptType promptType,
    MI_Boolean *flag);

/**
 * Reports an error that does not end the request, by code, kind of code and message. `flag` receives
 * whether to go on. Blocks until the client has answered.
 */
MI_IMPORT MI_Result MI_Context_WriteError(
    MI_Context *context,
    MI_Uint32 resultCode,
    const MI_Char *resultType,
    const MI_Char *errorMessage,
    MI_Boolean *flag);

/**
 * Reports an error instance that does not end the request; it is copied. `flag` receives whether to go
 * on. Blocks until the client has answered.
 */
MI_IMPORT MI_Result MI_Context_WriteCimError(
    MI_Context *context,
    const MI_Instance *error,
    MI_Boolean *flag);

/**
 * Sends a message to the client, on a channel `MI_WRITEMESSAGE_CHANNEL_...` or one of the provider's
 * own.
 */
MI_IMPORT MI_Result MI_Context_WriteMessage(
    MI_Context *context,
    MI_Uint32 channel,
    const MI_Char *message);

/** Reports progress. `percentComplete` and `secondsRemaining` are 0xFFFFFFFF where they are not known. */
MI_IMPORT MI_Result MI_Context_WriteProgress(
    MI_Context *context,
    const MI_Char *activity,
    const MI_Char *currentOperation,
    const MI_Char *statusDescription,
    MI_Uint32 percentComplete,
    MI_Uint32 secondsRemaining);

/** Delivers a part of an output parameter that is an array and is streamed. The value is copied. */
MI_IMPORT MI_Result MI_Context_WriteStreamParameter(
    MI_Context *self,
    const MI_Char *name,
    const MI_Value *value,
    MI_Type type,
    MI_Uint32 flags);

/** Sends a message on the channel of warnings. */
MI_IMPORT MI_Result MI_Context_WriteWarning(MI_Context *context, const MI_Char *message);

/** Sends a message on the channel of details. */
MI_IMPORT MI_Result MI_Context_WriteVerbose(MI_Context *context, const MI_Char *message);

/** Sends a message on the channel for developers. */
MI_IMPORT MI_Result MI_Context_WriteDebug(MI_Context *context, const MI_Char *message);

/**
 * Gives a session with this machine, through which a provider can ask other providers. It belongs to the
 * request: do not close it.
 */
MI_IMPORT MI_Result MI_Context_GetLocalSession(
    const MI_Context *context,
    MI_Session *session);

/** Says whether the provider applies the filter of a query itself. Where it does not, the library does. */
MI_IMPORT MI_Result MI_Context_SetFilterOption(MI_Context *context, MI_Boolean filterByProvider);

/**
 * Gives the context through which the provider reports what happened to its instances. It belongs to the
 * library. NULL on failure.
 */
MI_IMPORT MI_Result MI_Context_GetLifecycleIndicationContext(
    const MI_Context *context,
    MI_LifecycleIndicationContext **lifecycleContext);

/**
 * Sets how long an operation of the session may go without a sign of life. The time is measured from the
 * start or the provider's latest result or progress report; time in which results wait for the client does
 * not count. An operation whose time is up ends with FAILED. Zero is no limit.
 */
MI_IMPORT MI_Result MI_DestinationOptions_SetTimeout(
    MI_DestinationOptions *options,
    const MI_Interval *timeout);

/** Gives the time limit of the session's operations. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_DestinationOptions_GetTimeout(
    const MI_DestinationOptions *options,
    MI_Interval *timeout);

/** Sets whether the certificate of an HTTPS server must come from a trusted authority. */
MI_IMPORT MI_Result MI_DestinationOptions_SetCertCACheck(
    MI_DestinationOptions *options,
    MI_Boolean check);

/** Sets whether the certificate of an HTTPS server must bear its name. */
MI_IMPORT MI_Result MI_DestinationOptions_SetCertCNCheck(
    MI_DestinationOptions *options,
    MI_Boolean check);

/** Sets whether the certificate of an HTTPS server must not be revoked. */
MI_IMPORT MI_Result MI_DestinationOptions_SetCertRevocationCheck(
    MI_DestinationOptions *options,
    MI_Boolean check);

/** Sets whether what is sent is encrypted. */
MI_IMPORT MI_Result MI_DestinationOptions_SetPacketPrivacy(
    MI_DestinationOptions *options,
    MI_Boolean privacy);

/** Sets whether what is sent is protected against change. */
MI_IMPORT MI_Result MI_DestinationOptions_SetPacketIntegrity(
    MI_DestinationOptions *options,
    MI_Boolean integrity);

/** Sets the encoding of what is sent: `MI_DESTINATIONOPTIONS_PACKET_ENCODING_...`. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetPacketEncoding(
    MI_DestinationOptions *options,
    const MI_Char *encoding);

/**
 * Gives the encoding of what is sent: `MI_DESTINATIONOPTIONS_PACKET_ENCODING_...`. The text belongs to
 * the options. NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetPacketEncoding(
    const MI_DestinationOptions *options,
    const MI_Char **encoding);

/** Sets the locale of the data, such as `en-us`. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetDataLocale(
    MI_DestinationOptions *options,
    const MI_Char *locale);

/**
 * Gives the locale of the data, such as `en-us`. The text belongs to the options. NO_SUCH_PROPERTY where
 * it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetDataLocale(
    const MI_DestinationOptions *options,
    const MI_Char **locale);

/** Sets the locale of messages, such as `en-us`. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetUILocale(
    MI_DestinationOptions *options,
    const MI_Char *locale);

/**
 * Gives the locale of messages, such as `en-us`. The text belongs to the options. NO_SUCH_PROPERTY where
 * it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetUILocale(
    const MI_DestinationOptions *options,
    const MI_Char **locale);

/** Sets the size of the largest message, in kilobytes. */
MI_IMPORT MI_Result MI_DestinationOptions_SetMaxEnvelopeSize(
    MI_DestinationOptions *options,
    MI_Uint32 sizeInKB);

/** Gives the size of the largest message, in kilobytes. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_DestinationOptions_GetMaxEnvelopeSize(
    const MI_DestinationOptions *options,
    MI_Uint32 *sizeInKB);

/** Sets how many instances one message may bring. */
MI_IMPORT MI_Result MI_DestinationOptions_SetMaxElements(
    MI_DestinationOptions *options,
    MI_Uint32 elements);

/** Gives how many instances one message may bring. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_DestinationOptions_GetMaxElements(
    const MI_DestinationOptions *options,
    MI_Uint32 *elements);

/** Sets whether the name of the service for Kerberos contains the port. */
MI_IMPORT MI_Result MI_DestinationOptions_SetEncodePortInSPN(
    MI_DestinationOptions *options,
    MI_Boolean encodePort);

/** Sets the path in the URL of the service, such as `/wsman/`. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetHttpUrlPrefix(
    MI_DestinationOptions *options,
    const MI_Char *prefix);

/**
 * Gives the path in the URL of the service, such as `/wsman/`. The text belongs to the options.
 * NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetHttpUrlPrefix(
    const MI_DestinationOptions *options,
    const MI_Char **prefix);

/** Sets the port of the service. */
MI_IMPORT MI_Result MI_DestinationOptions_SetDestinationPort(
    MI_DestinationOptions *options,
    MI_Uint32 port);

/** Gives the port of the service. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_DestinationOptions_GetDestinationPort(
    const MI_DestinationOptions *options,
    MI_Uint32 *port);

/** Sets the folder with the certificates of trusted authorities. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetTrustedCertsDir(
    MI_DestinationOptions *options,
    const MI_Char *certsdir);

/**
 * Gives the folder with the certificates of trusted authorities. The text belongs to the options.
 * NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetTrustedCertsDir(
    const MI_DestinationOptions *options,
    const MI_Char **certsdir);

/** Sets the file with the certificate of the client. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetCertFile(
    MI_DestinationOptions *options,
    const MI_Char *certfile);

/**
 * Gives the file with the certificate of the client. The text belongs to the options. NO_SUCH_PROPERTY
 * where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetCertFile(
    const MI_DestinationOptions *options,
    const MI_Char **certfile);

/** Sets the file with the private key of the client. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetPrivateKeyFile(
    MI_DestinationOptions *options,
    const MI_Char *keyfile);

/**
 * Gives the file with the private key of the client. The text belongs to the options. NO_SUCH_PROPERTY
 * where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetPrivateKeyFile(
    const MI_DestinationOptions *options,
    const MI_Char **keyfile);

/** Sets the transport: `MI_DESTINATIONOPTIONS_TRANSPORT_...`. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetTransport(
    MI_DestinationOptions *options,
    const MI_Char *transport);

/**
 * Gives the transport: `MI_DESTINATIONOPTIONS_TRANSPORT_...`. The text belongs to the options.
 * NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetTransport(
    const MI_DestinationOptions *options,
    const MI_Char **transport);

/** Sets where the proxy comes from: `MI_DESTINATIONOPTIONS_PROXY_TYPE_...`. The text is copied. */
MI_IMPORT MI_Result MI_DestinationOptions_SetProxyType(
    MI_DestinationOptions *options,
    const MI_Char *proxyType);

/**
 * Gives where the proxy comes from: `MI_DESTINATIONOPTIONS_PROXY_TYPE_...`. The text belongs to the
 * options. NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetProxyType(
    const MI_DestinationOptions *options,
    const MI_Char **proxyType);

/**
 * Sets which versions of TLS are refused: bits 1 SSL 2, 2 SSL 3, 4 TLS 1.0, 8 TLS 1.1, 0x10 TLS 1.2,
 * 0x20 compression.
 */
MI_IMPORT MI_Result MI_DestinationOptions_SetSslOptions(
    MI_DestinationOptions *options,
    MI_Uint32 sslOptions);

/**
 * Gives which versions of TLS are refused: bits 1 SSL 2, 2 SSL 3, 4 TLS 1.0, 8 TLS 1.1, 0x10 TLS 1.2,
 * 0x20 compression. NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetSslOptions(
    const MI_DestinationOptions *options,
    MI_Uint32 *sslOptions);

/**
 * Adds credentials for the proxy. They are copied. FAILED where the way to authenticate has some
 * already.
 */
MI_IMPORT MI_Result MI_DestinationOptions_AddProxyCredentials(
    MI_DestinationOptions *options,
    const MI_UserCredentials *credentials);

/**
 * Adds credentials for the destination. They are copied. FAILED where the way to authenticate has some
 * already.
 */
MI_IMPORT MI_Result MI_DestinationOptions_AddDestinationCredentials(
    MI_DestinationOptions *options,
    const MI_UserCredentials *credentials);

/** Sets what the server may do with the client's identity. */
MI_IMPORT MI_Result MI_DestinationOptions_SetImpersonationType(
    MI_DestinationOptions *options,
    MI_DestinationOptions_ImpersonationType impersonationType);

/**
 * Sets an option to text, which is copied. TYPE_MISMATCH where it was set with another type,
 * INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_DestinationOptions_SetString(
    MI_DestinationOptions *options,
    const MI_Char *optionName,
    const MI_Char *optionValue);

/**
 * Gives an option that is text, which belongs to the options. `index` may be NULL. NO_SUCH_PROPERTY
 * where it is not set, TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetString(
    const MI_DestinationOptions *options,
    const MI_Char *optionName,
    const MI_Char **optionValue,
    MI_Uint32 *index);

/**
 * Sets an option to a number. TYPE_MISMATCH where it was set with another type, INVALID_PARAMETER for a
 * name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_DestinationOptions_SetNumber(
    MI_DestinationOptions *options,
    const MI_Char *optionName,
    MI_Uint32 optionValue);

/**
 * Gives an option that is a number. `index` may be NULL. NO_SUCH_PROPERTY where it is not set,
 * TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetNumber(
    const MI_DestinationOptions *options,
    const MI_Char *optionName,
    MI_Uint32 *optionValue,
    MI_Uint32 *index);

/** Counts the options that are set. Credentials do not count. */
MI_IMPORT MI_Result MI_DestinationOptions_GetOptionCount(
    const MI_DestinationOptions *options,
    MI_Uint32 *count);

/**
 * Gives the option at an index: its name, value, type and flags, which belong to the options. `flags`
 * may be NULL.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetOptionAt(
    const MI_DestinationOptions *options,
    MI_Uint32 index,
    const MI_Char **optionName,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *flags);

/**
 * Gives an option of any type: its value, type, index and flags, which belong to the options. `index`
 * and `flags` may be NULL. NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetOption(
    const MI_DestinationOptions *options,
    const MI_Char *optionName,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/** Counts the credentials. */
MI_IMPORT MI_Result MI_DestinationOptions_GetCredentialsCount(
    const MI_DestinationOptions *options,
    MI_Uint32 *count);

/**
 * Gives the credentials at an index, and the name under which they were added. The text belongs to the
 * options; in the place of a password it is `******`. `flags` may be NULL.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetCredentialsAt(
    const MI_DestinationOptions *options,
    MI_Uint32 index,
    const MI_Char **optionName,
    MI_UserCredentials *credentials,
    MI_Uint32 *flags);

/**
 * Copies the password of the credentials at an index. `bufferLength` is the room in `password`, and
 * `passwordLength` receives the length that is needed, both in characters with the terminator. FAILED
 * where the room is too small; 0 asks for the length alone. INVALID_PARAMETER for credentials without a
 * password.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetCredentialsPasswordAt(
    const MI_DestinationOptions *options,
    MI_Uint32 index,
    const MI_Char **optionName,
    MI_Char *password,
    MI_Uint32 bufferLength,
    MI_Uint32 *passwordLength,
    MI_Uint32 *flags);

/**
 * Makes a copy of the set. `newDestinationOptions` receives it; end it with
 * `MI_DestinationOptions_Delete`.
 */
MI_IMPORT MI_Result MI_DestinationOptions_Clone(
    const MI_DestinationOptions *self,
    MI_DestinationOptions *newDestinationOptions);

/**
 * Gives whether the certificate of an HTTPS server must come from a trusted authority. NO_SUCH_PROPERTY
 * where it is not set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetCertCACheck(
    const MI_DestinationOptions *options,
    MI_Boolean *check);

/**
 * Gives whether the certificate of an HTTPS server must bear its name. NO_SUCH_PROPERTY where it is not
 * set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetCertCNCheck(
    const MI_DestinationOptions *options,
    MI_Boolean *check);

/**
 * Gives whether the certificate of an HTTPS server must not be revoked. NO_SUCH_PROPERTY where it is not
 * set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetCertRevocationCheck(
    const MI_DestinationOptions *options,
    MI_Boolean *check);

/** Gives whether what is sent is encrypted. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_DestinationOptions_GetPacketPrivacy(
    const MI_DestinationOptions *options,
    MI_Boolean *privacy);

/** Gives whether what is sent is protected against change. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_DestinationOptions_GetPacketIntegrity(
    const MI_DestinationOptions *options,
    MI_Boolean *integrity);

/**
 * Gives whether the name of the service for Kerberos contains the port. NO_SUCH_PROPERTY where it is not
 * set.
 */
MI_IMPORT MI_Result MI_DestinationOptions_GetEncodePortInSPN(
    const MI_DestinationOptions *options,
    MI_Boolean *encodePort);

/** Gives what the server may do with the client's identity. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_DestinationOptions_GetImpersonationType(
    const MI_DestinationOptions *options,
    MI_DestinationOptions_ImpersonationType *impersonationType);

/** Ends a set of options. Sessions that were opened with it keep their copy. Passwords are overwritten. */
MI_IMPORT void MI_DestinationOptions_Delete(MI_DestinationOptions *options);

/** Tells whether an instance passes the filter. `result` is written on OK. */
MI_IMPORT MI_Result MI_Filter_Evaluate(
    const MI_Filter *self,
    const MI_Instance *instance,
    MI_Boolean *result);

/** Gives the filter as text: the query language and the query. Both strings belong to the filter. */
MI_IMPORT MI_Result MI_Filter_GetExpression(
    const MI_Filter *self,
    const MI_Char **queryLang,
    const MI_Char **queryExpr);

/** Counts the names in the set. */
MI_IMPORT MI_Result MI_PropertySet_GetElementCount(const MI_PropertySet *self, MI_Uint32 *count);

/** Tells whether the set has a name, compared without case. */
MI_IMPORT MI_Result MI_PropertySet_ContainsElement(
    const MI_PropertySet *self,
    const MI_Char *name,
    MI_Boolean *flag);

/** Adds a name to the set, which copies it. ALREADY_EXISTS where the set has it. */
MI_IMPORT MI_Result MI_PropertySet_AddElement(MI_PropertySet *self, const MI_Char *name);

/** Gives the name at an index, 0 to the count less one. The name belongs to the set. */
MI_IMPORT MI_Result MI_PropertySet_GetElementAt(
    const MI_PropertySet *self,
    MI_Uint32 index,
    const MI_Char **name);

/** Takes all names out of the set. */
MI_IMPORT MI_Result MI_PropertySet_Clear(MI_PropertySet *self);

/**
 * Ends a set that was built in the caller's memory. What is on the heap is freed, the structure itself
 * is not.
 */
MI_IMPORT MI_Result MI_PropertySet_Destruct(MI_PropertySet *self);

/** Ends a set that the library made, and frees it. */
MI_IMPORT MI_Result MI_PropertySet_Delete(MI_PropertySet *self);

/** Makes a copy of the set. `newPropertySet` receives it; end it with `MI_PropertySet_Delete`. */
MI_IMPORT MI_Result MI_PropertySet_Clone(
    const MI_PropertySet *self,
    MI_PropertySet **newPropertySet);

/**
 * Makes a deep copy of the instance, with its names and flags. `newInstance` receives it; end it with
 * `MI_Instance_Delete`.
 */
MI_IMPORT MI_Result MI_Instance_Clone(const MI_Instance *self, MI_Instance **newInstance);

/**
 * Ends an instance that was built in the caller's memory, by `MI_Context_ConstructInstance`. What is on
 * the heap is freed, the structure itself is not.
 */
MI_IMPORT MI_Result MI_Instance_Destruct(MI_Instance *self);

/** Ends an instance that the library made, and frees it with everything that its elements point to. */
MI_IMPORT MI_Result MI_Instance_Delete(MI_Instance *self);

/**
 * Tells whether the instance's class is the declared one or derives from it. Declarations are compared,
 * not names; a dynamic instance has no class above it.
 */
MI_IMPORT MI_Result MI_Instance_IsA(
    const MI_Instance *self,
    const MI_ClassDecl *classDecl,
    MI_Boolean *flag);

/** Gives the name of the class. The string belongs to the instance. */
MI_IMPORT MI_Result MI_Instance_GetClassName(const MI_Instance *self, const MI_Char **className);

/** Sets the namespace; the string is copied. NULL takes it away. */
MI_IMPORT MI_Result MI_Instance_SetNameSpace(MI_Instance *self, const MI_Char *nameSpace);

/** Gives the namespace, or NULL where none is set. The string belongs to the instance. */
MI_IMPORT MI_Result MI_Instance_GetNameSpace(const MI_Instance *self, const MI_Char **nameSpace);

/** Counts the elements: the class's properties, and what was added. */
MI_IMPORT MI_Result MI_Instance_GetElementCount(const MI_Instance *self, MI_Uint32 *count);

/**
 * Adds an element to a dynamic instance. The name and the value are copied. `value` may be NULL, which
 * is the value NULL, as `MI_FLAG_NULL` is; the other bits of `flags` stay with the element. For an
 * instance that is sent, 0 will do: the class knows its keys, without `MI_FLAG_KEY` here. FAILED where
 * the instance follows a declared class, ALREADY_EXISTS where it has the element, INVALID_PARAMETER for
 * a name that CIM does not allow or a type that does not exist.
 */
MI_IMPORT MI_Result MI_Instance_AddElement(
    MI_Instance *self,
    const MI_Char *name,
    const MI_Value *value,
    MI_Type type,
    MI_Uint32 flags);

/**
 * Sets the value of the element at an index. The value is copied, and the old one is freed. `value` may
 * be NULL, which is the value NULL, as `MI_FLAG_NULL` is. TYPE_MISMATCH where the type is not the
 * element's: nothing is converted.
 */
MI_IMPORT MI_Result MI_Instance_SetElementAt(
    MI_Instance *self,
    MI_Uint32 index,
    const MI_Value *value,
    MI_Type type,
    MI_Uint32 flags);

/**
 * Sets the value of an element, found by its name without case. The value is copied, and the old one is
 * freed. `value` may be NULL, which is the value NULL, as `MI_FLAG_NULL` is. NO_SUCH_PROPERTY where
 * there is none, TYPE_MISMATCH where the type is not the element's: nothing is converted.
 */
MI_IMPORT MI_Result MI_Instance_SetElement(
    MI_Instance *self,
    const MI_Char *name,
    const MI_Value *value,
    MI_Type type,
    MI_Uint32 flags);

/**
 * Gives the value of an element, found by its name without case, with its type, flags and index. What
 * the value points to belongs to the instance, and stays valid until that element is set or the instance
 * is deleted. `flags` has `MI_FLAG_NULL` where the value is NULL. Every out parameter may be NULL.
 * NO_SUCH_PROPERTY where there is none.
 */
MI_IMPORT MI_Result MI_Instance_GetElement(
    const MI_Instance *self,
    const MI_Char *name,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *flags,
    MI_Uint32 *index);

/**
 * Gives the name and value of the element at an index, with its type and flags. What they point to
 * belongs to the instance, and stays valid until that element is set or the instance is deleted. Every
 * out parameter may be NULL. INVALID_PARAMETER behind the last element.
 */
MI_IMPORT MI_Result MI_Instance_GetElementAt(
    const MI_Instance *self,
    MI_Uint32 index,
    const MI_Char **name,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *flags);

/** Sets an element to NULL; the element stays. NO_SUCH_PROPERTY where there is none. */
MI_IMPORT MI_Result MI_Instance_ClearElement(MI_Instance *self, const MI_Char *name);

/** Sets the element at an index to NULL; the element stays. */
MI_IMPORT MI_Result MI_Instance_ClearElementAt(MI_Instance *self, MI_Uint32 index);

/**
 * Gives the name of the machine that the instance comes from, or NULL. The string belongs to the
 * instance.
 */
MI_IMPORT MI_Result MI_Instance_GetServerName(const MI_Instance *self, const MI_Char **name);

/** Sets the name of the machine; the string is copied. NULL takes it away. */
MI_IMPORT MI_Result MI_Instance_SetServerName(MI_Instance *self, const MI_Char *name);

/** Gives the class of the instance. `instanceClass` receives it; end it with `MI_Class_Delete`. */
MI_IMPORT MI_Result MI_Instance_GetClass(const MI_Instance *self, MI_Class **instanceClass);

/**
 * Brings an instance of a class with `MI_FLAG_EXTENDED` into its plain form, which may be another
 * instance: `*self` is replaced then. OK, and nothing else, for any other instance.
 */
MI_IMPORT MI_Result MI_Instance_Normalize(MI_Instance **self);

/** Reports that an instance was created. It is copied. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostCreate(
    MI_LifecycleIndicationContext *context,
    const MI_Instance *instance);

/** Reports that an instance was modified: how it was, and how it is. Both are copied. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostModify(
    MI_LifecycleIndicationContext *context,
    const MI_Instance *orginalInstance,
    const MI_Instance *instance);

/** Reports that an instance was deleted. It is copied. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostDelete(
    MI_LifecycleIndicationContext *context,
    const MI_Instance *orginalInstance);

/** Reports that an instance was read. It is copied. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostRead(
    MI_LifecycleIndicationContext *context,
    const MI_Instance *instance);

/** Ends the reporting with a result. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostResult(
    MI_LifecycleIndicationContext *context,
    MI_Result result);

/** Says which indications the provider can report, as bits `MI_LIFECYCLE_INDICATION_...`. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_SetSupportedTypes(
    MI_LifecycleIndicationContext *context,
    MI_Uint32 types);

/** Gives which indications are wanted, as bits `MI_LIFECYCLE_INDICATION_...`. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_GetTypes(
    MI_LifecycleIndicationContext *context,
    MI_Uint32 *types);

/** Has a function called, on a library thread, when the set of wanted indications changes. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_RegisterCallback(
    MI_LifecycleIndicationContext *context,
    MI_LifecycleIndicationCallback callback,
    void *callbackData);

/** Builds an instance of a declared class in the caller's memory. End it with `MI_Instance_Destruct`. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_ConstructInstance(
    MI_LifecycleIndicationContext *context,
    const MI_ClassDecl *classDecl,
    MI_Instance *instance);

/**
 * Builds an instance that holds a method's parameters in the caller's memory. End it with
 * `MI_Instance_Destruct`.
 */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_ConstructParameters(
    MI_LifecycleIndicationContext *context,
    const MI_MethodDecl *methodDecl,
    MI_Instance *instance);

/** Makes an instance of a declared class. `instance` receives it; end it with `MI_Instance_Delete`. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_NewInstance(
    MI_LifecycleIndicationContext *context,
    const MI_ClassDecl *classDecl,
    MI_Instance **instance);

/**
 * Makes an instance without a declared class: elements are added to it. `instance` receives it; end it
 * with `MI_Instance_Delete`.
 */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_NewDynamicInstance(
    MI_LifecycleIndicationContext *context,
    const MI_Char *className,
    MI_Uint32 flags,
    MI_Instance **instance);

/**
 * Makes an instance that holds a method's parameters. `instance` receives it; end it with
 * `MI_Instance_Delete`.
 */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_NewParameters(
    MI_LifecycleIndicationContext *context,
    const MI_MethodDecl *methodDecl,
    MI_Instance **instance);

/** Reports that a method is about to be called on an instance. `parameter` may be NULL. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostMethodCall_Before(
    MI_LifecycleIndicationContext *context,
    const MI_Instance *instance,
    const MI_Char *methodName,
    const MI_Instance *parameter);

/** Reports that a method was called on an instance. `parameter` and `returnvalue` may be NULL. */
MI_IMPORT MI_Result MI_LifecycleIndicationContext_PostMethodCall_After(
    MI_LifecycleIndicationContext *context,
    const MI_Instance *instance,
    const MI_Char *methodName,
    const MI_Instance *parameter,
    const MI_Char *returnvalue);

/**
 * Ends the operation's handle. Needed for each operation, also for one that failed to start. An
 * operation that is still running is cancelled. A synchronous one has stopped when the function returns;
 * an asynchronous one still delivers its final result to its callback. May be called from a callback.
 */
MI_IMPORT MI_Result MI_Operation_Close(MI_Operation *operation);

/**
 * Asks the operation to stop. Its final result still comes, and its handle is still to be closed.
 * Cancelling twice is OK.
 */
MI_IMPORT MI_Result MI_Operation_Cancel(MI_Operation *operation, MI_CancellationReason reason);

/** Gives the session of the operation. It is a copy of the handle: do not close it. */
MI_IMPORT MI_Result MI_Operation_GetSession(MI_Operation *operation, MI_Session *session);

/**
 * Waits for the next result of a synchronous operation that gives instances. The return value says
 * whether a result was fetched; `result` is the operation's own. `instance`, `errorMessage` and
 * `completionDetails` belong to the operation until the next call or its end: clone what is to be kept.
 * `moreResults` is false with the final result, whose instance may be NULL. `completionDetails` is the error
 * instance of an operation that failed (see `MI_ErrorCategory` for how to read it), else NULL. All but
 * `instance` may be NULL. INVALID_PARAMETER where the operation has a result callback or gives something
 * else.
 */
MI_IMPORT MI_Result MI_Operation_GetInstance(
    MI_Operation *operation,
    const MI_Instance **instance,
    MI_Boolean *moreResults,
    MI_Result *result,
    const MI_Char **errorMessage,
    const MI_Instance **completionDetails);

/**
 * Waits for the next result of a synchronous subscription. The return value says whether a result was
 * fetched; `result` is the operation's own. What is given belongs to the operation until the next call
 * or its end: clone what is to be kept. All but `instance` may be NULL. INVALID_PARAMETER where the
 * operation has a result callback or gives something else.
 */
MI_IMPORT MI_Result MI_Operation_GetIndication(
    MI_Operation *operation,
    const MI_Instance **instance,
    const MI_Char **bookmark,
    const MI_Char **machineID,
    MI_Boolean *moreResults,
    MI_Result *result,
    const MI_Char **errorMessage,
    const MI_Instance **completionDetails);

/**
 * Waits for the next result of a synchronous operation that gives classes. The return value says whether
 * a result was fetched; `result` is the operation's own. `classResult`, `errorMessage` and
 * `completionDetails` belong to the operation until the next call or its end: clone what is to be kept.
 * `moreResults` is false with the final result, whose class may be NULL. All but `classResult` may be
 * NULL. INVALID_PARAMETER where the operation has a result callback or gives something else.
 */
MI_IMPORT MI_Result MI_Operation_GetClass(
    MI_Operation *operation,
    const MI_Class **classResult,
    MI_Boolean *moreResults,
    MI_Result *result,
    const MI_Char **errorMessage,
    const MI_Instance **completionDetails);

/** Sets what happens when a provider reports an error that does not end the operation. */
MI_IMPORT MI_Result MI_OperationOptions_SetWriteErrorMode(
    MI_OperationOptions *options,
    MI_CallbackMode mode);

/** Sets what happens when a provider asks the user. */
MI_IMPORT MI_Result MI_OperationOptions_SetPromptUserMode(
    MI_OperationOptions *options,
    MI_CallbackMode mode);

/** Asks for the messages of a channel: `MI_WRITEMESSAGE_CHANNEL_...` or a number of a provider's own. */
MI_IMPORT MI_Result MI_OperationOptions_EnableChannel(
    MI_OperationOptions *options,
    MI_Uint32 channel);

/** Refuses the messages of a channel. */
MI_IMPORT MI_Result MI_OperationOptions_DisableChannel(
    MI_OperationOptions *options,
    MI_Uint32 channel);

/**
 * Gives the channels whose messages are asked for. `channelCount` receives their number. FAILED where
 * `bufferLength`, which counts channels, is too small; `channels` may be NULL where it is 0.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetEnabledChannels(
    const MI_OperationOptions *options,
    MI_Uint32 *channels,
    MI_Uint32 bufferLength,
    MI_Uint32 *channelCount,
    MI_Uint32 *flags);

/**
 * Sets how long the operation may go without a sign of life; it overrides the time of the session. The time
 * is measured from the start or the provider's latest result or progress report; time in which results wait
 * for the client does not count. An operation whose time is up ends with FAILED. Zero is no limit.
 */
MI_IMPORT MI_Result MI_OperationOptions_SetTimeout(
    MI_OperationOptions *options,
    const MI_Interval *timeout);

/**
 * Gives the time limit of the operation, which overrides that of the session. NO_SUCH_PROPERTY where it is
 * not set.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetTimeout(
    const MI_OperationOptions *options,
    MI_Interval *timeout);

/** Sets what the resource URIs of classes begin with. The text is copied. */
MI_IMPORT MI_Result MI_OperationOptions_SetResourceUriPrefix(
    MI_OperationOptions *options,
    const MI_Char *ruriPrefix);

/**
 * Gives what the resource URIs of classes begin with. The text belongs to the options. NO_SUCH_PROPERTY
 * where it is not set.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetResourceUriPrefix(
    const MI_OperationOptions *options,
    const MI_Char **ruriPrefix);

/** Sets the resource URI of the request. The text is copied. */
MI_IMPORT MI_Result MI_OperationOptions_SetResourceUri(
    MI_OperationOptions *options,
    const MI_Char *rUri);

/**
 * Gives the resource URI of the request. The text belongs to the options. NO_SUCH_PROPERTY where it is
 * not set.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetResourceUri(
    const MI_OperationOptions *options,
    const MI_Char **rUri);

/** Sets whether indications carry the name of their machine. */
MI_IMPORT MI_Result MI_OperationOptions_SetUseMachineID(
    MI_OperationOptions *options,
    MI_Boolean machineID);

/**
 * Sets an option of a provider's own, in any type; the value is copied. `mustComply` says whether a
 * provider that does not know the option must fail. TYPE_MISMATCH where it was set with another type.
 */
MI_IMPORT MI_Result MI_OperationOptions_SetCustomOption(
    MI_OperationOptions *options,
    const MI_Char *optionName,
    MI_Type optionValueType,
    const MI_Value *optionValue,
    MI_Boolean mustComply);

/** Counts the options that are set. Credentials do not count. */
MI_IMPORT MI_Result MI_OperationOptions_GetOptionCount(
    const MI_OperationOptions *options,
    MI_Uint32 *count);

/**
 * Gives the option at an index: its name, value, type and flags, which belong to the options. `flags`
 * may be NULL.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetOptionAt(
    const MI_OperationOptions *options,
    MI_Uint32 index,
    const MI_Char **optionName,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *flags);

/**
 * Sets an option to text, which is copied. `flags` is 0. TYPE_MISMATCH where it was set with another
 * type, INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_OperationOptions_SetString(
    MI_OperationOptions *options,
    const MI_Char *optionName,
    const MI_Char *value,
    MI_Uint32 flags);

/**
 * Gives an option that is text, which belongs to the options. `index` and `flags` may be NULL.
 * NO_SUCH_PROPERTY where it is not set, TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetString(
    const MI_OperationOptions *options,
    const MI_Char *optionName,
    const MI_Char **value,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/**
 * Sets an option to a number. `flags` is 0. TYPE_MISMATCH where it was set with another type,
 * INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_OperationOptions_SetNumber(
    MI_OperationOptions *options,
    const MI_Char *optionName,
    MI_Uint32 value,
    MI_Uint32 flags);

/**
 * Gives an option that is a number. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is not
 * set, TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetNumber(
    const MI_OperationOptions *options,
    const MI_Char *optionName,
    MI_Uint32 *value,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/**
 * Gives an option of any type: its value, type, index and flags, which belong to the options. `index`
 * and `flags` may be NULL. NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetOption(
    const MI_OperationOptions *options,
    const MI_Char *optionName,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/** Makes a copy of the set. `newOperationOptions` receives it; end it with `MI_OperationOptions_Delete`. */
MI_IMPORT MI_Result MI_OperationOptions_Clone(
    const MI_OperationOptions *self,
    MI_OperationOptions *newOperationOptions);

/**
 * Gives what happens when a provider reports an error that does not end the operation. NO_SUCH_PROPERTY
 * where it is not set.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetWriteErrorMode(
    const MI_OperationOptions *options,
    MI_CallbackMode *mode);

/** Gives what happens when a provider asks the user. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_OperationOptions_GetPromptUserMode(
    const MI_OperationOptions *options,
    MI_CallbackMode *mode);

/** Gives whether indications carry the name of their machine. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_OperationOptions_GetUseMachineID(
    const MI_OperationOptions *options,
    MI_Boolean *machineID);

/** Ends a set of options. Operations that were started with it keep their copy. */
MI_IMPORT void MI_OperationOptions_Delete(MI_OperationOptions *options);

/**
 * Says what happens when a provider asks a question that is not critical: asked, reported, or answered
 * with `ackValue`.
 */
MI_IMPORT MI_Result MI_OperationOptions_SetPromptUserRegularMode(
    MI_OperationOptions *options,
    MI_CallbackMode mode,
    MI_Boolean ackValue);

/**
 * Gives what `MI_OperationOptions_SetPromptUserRegularMode` set. Both are written on OK only.
 * NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetPromptUserRegularMode(
    const MI_OperationOptions *options,
    MI_CallbackMode *mode,
    MI_Boolean *ackValue);

/** Sets which architecture the provider shall have, and whether it must. */
MI_IMPORT MI_Result MI_OperationOptions_SetProviderArchitecture(
    MI_OperationOptions *options,
    MI_ProviderArchitecture architecture,
    MI_Boolean mustComply);

/**
 * Gives what `MI_OperationOptions_SetProviderArchitecture` set. Both are written on OK only.
 * NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_OperationOptions_GetProviderArchitecture(
    const MI_OperationOptions *options,
    MI_ProviderArchitecture *architecture,
    MI_Boolean *mustComply);

/** Gives the application of the session. It is a copy of the handle: do not close it. */
MI_IMPORT MI_Result MI_Session_GetApplication(
    MI_Session *session,
    MI_Application *application);

/**
 * Starts an operation that gets one instance. `inboundInstance` names its class and has its keys. One
 * result: the instance, or an error such as NOT_FOUND or INVALID_CLASS.
 */
MI_IMPORT void MI_Session_GetInstance(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Instance *inboundInstance,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that changes an instance. `inboundInstance` names its class and has its keys and
 * the elements to change; the others stay as they are. One result, without an instance, or an error such as
 * NOT_FOUND.
 */
MI_IMPORT void MI_Session_ModifyInstance(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Instance *inboundInstance,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that creates an instance. `inboundInstance` has its class and its elements, the
 * keys among them; the class knows which are keys, so `MI_FLAG_KEY` is not needed on them. One result: an
 * instance with the keys of the new one, or an error such as ALREADY_EXISTS.
 */
MI_IMPORT void MI_Session_CreateInstance(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Instance *inboundInstance,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that deletes an instance. `inboundInstance` names its class and has its keys. One
 * result without an instance: OK, or an error such as NOT_FOUND.
 */
MI_IMPORT void MI_Session_DeleteInstance(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Instance *inboundInstance,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that calls a method. With an `inboundInstance` the method belongs to that
 * instance, whose keys count; without one it is a static method of `className`. `inboundProperties` has
 * an element for each input parameter and may be NULL. One result: an instance with the element
 * `ReturnValue` and the output parameters. Streamed parameters come before it.
 */
MI_IMPORT void MI_Session_Invoke(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Char *className,
    const MI_Char *methodName,
    const MI_Instance *inboundInstance,
    const MI_Instance *inboundProperties,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that gets all instances of a class, and of the classes that derive from it unless
 * `flags` say otherwise. With `keysOnly` the instances have their keys alone. Each instance is a result;
 * the last has no instance.
 */
MI_IMPORT void MI_Session_EnumerateInstances(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Char *className,
    MI_Boolean keysOnly,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that gets the instances which a query selects. `queryDialect` is `WQL` or `CQL`.
 * Each instance is a result; the last has no instance. QUERY_LANGUAGE_NOT_SUPPORTED for another dialect,
 * INVALID_QUERY for a query with a fault.
 */
MI_IMPORT void MI_Session_QueryInstances(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Char *queryDialect,
    const MI_Char *queryExpression,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that gets the instances at the other ends of associations with an instance.
 * `assocClass`, `resultClass`, `role` and `resultRole` narrow the answer and may be NULL. Each instance
 * is a result; the last has no instance.
 */
MI_IMPORT void MI_Session_AssociatorInstances(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Instance *instanceKey,
    const MI_Char *assocClass,
    const MI_Char *resultClass,
    const MI_Char *role,
    const MI_Char *resultRole,
    MI_Boolean keysOnly,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that gets the association instances that refer to an instance. `resultClass` and
 * `role` narrow the answer and may be NULL. Each instance is a result; the last has no instance.
 */
MI_IMPORT void MI_Session_ReferenceInstances(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Instance *instanceKey,
    const MI_Char *resultClass,
    const MI_Char *role,
    MI_Boolean keysOnly,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that delivers indications until it is cancelled. `deliverOptions` may be NULL, and
 * is copied. Each indication is a result, with its bookmark.
 */
MI_IMPORT void MI_Session_Subscribe(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Char *queryDialect,
    const MI_Char *queryExpression,
    const MI_SubscriptionDeliveryOptions *deliverOptions,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/** Starts an operation that gets a class. One result: the class, or an error such as INVALID_CLASS. */
MI_IMPORT void MI_Session_GetClass(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Char *className,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Starts an operation that gets the classes that derive from `className`, or all where it is NULL. With
 * `MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW` only those that derive directly. With `classNamesOnly` the
 * classes have only their names. Each class is a result; the last has no class.
 */
MI_IMPORT void MI_Session_EnumerateClasses(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    const MI_Char *namespaceName,
    const MI_Char *className,
    MI_Boolean classNamesOnly,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/** Starts an operation that finds out whether the destination answers. One result without an instance. */
MI_IMPORT void MI_Session_TestConnection(
    MI_Session *session,
    MI_Uint32 flags,
    MI_OperationCallbacks *callbacks,
    MI_Operation *operation);

/**
 * Ends the session. Its operations are cancelled and nothing new can be started in it, but nothing is
 * closed for the program: it is over when the program has closed every operation with `MI_Operation_Close`
 * and all have ended. Without a `completionCallback` the function waits until then; where an operation is
 * forgotten it waits for ever, and with `MI_LOG=warn` in the environment a warning names one after a second.
 * FAILED so inside a callback of the session, which stays open. With a `completionCallback` the function returns OK at once, and
 * the callback is called once when the session is over: on a library thread, or on this one where no
 * operation is open.
 */
MI_IMPORT MI_Result MI_Session_Close(
    MI_Session *session,
    void *completionContext,
    void (MI_CALL *completionCallback)(void *completionContext));

/** Sets how long indications may be held back. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetMaximumLatency(
    MI_SubscriptionDeliveryOptions *self,
    MI_Interval *value);

/** Gives how long indications may be held back. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetMaximumLatency(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Interval *value);

/** Sets how often the server shows that it is alive. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetHeartbeatInterval(
    MI_SubscriptionDeliveryOptions *self,
    MI_Interval *value);

/** Gives how often the server shows that it is alive. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetHeartbeatInterval(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Interval *value);

/** Sets when the subscription ends. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetExpirationTime(
    MI_SubscriptionDeliveryOptions *self,
    MI_Datetime *value);

/** Gives when the subscription ends. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetExpirationTime(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Datetime *value);

/**
 * Sets where delivery begins: `MI_SUBSCRIBE_BOOKMARK_...` or a bookmark that was delivered. The text is
 * copied.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetBookmark(
    MI_SubscriptionDeliveryOptions *self,
    const MI_Char *value);

/**
 * Gives where delivery begins: `MI_SUBSCRIBE_BOOKMARK_...` or a bookmark that was delivered. The text
 * belongs to the options. NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetBookmark(
    const MI_SubscriptionDeliveryOptions *self,
    const MI_Char **value);

/** Sets where indications are sent. The text is copied. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryDestination(
    MI_SubscriptionDeliveryOptions *self,
    const MI_Char *value);

/**
 * Gives where indications are sent. The text belongs to the options. NO_SUCH_PROPERTY where it is not
 * set.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryDestination(
    const MI_SubscriptionDeliveryOptions *self,
    const MI_Char **value);

/** Sets the port to which indications are sent. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryPortNumber(
    MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 value);

/** Gives the port to which indications are sent. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryPortNumber(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 *value);

/**
 * Adds credentials for the delivery. They are copied. FAILED where the way to authenticate has some
 * already.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_AddDeliveryCredentials(
    MI_SubscriptionDeliveryOptions *self,
    const MI_UserCredentials *value);

/** Sets how long the server waits before it sends again. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryRetryInterval(
    MI_SubscriptionDeliveryOptions *self,
    const MI_Interval *value);

/** Gives how long the server waits before it sends again. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryRetryInterval(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Interval *value);

/** Sets how often the server sends again. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDeliveryRetryAttempts(
    MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 value);

/** Gives how often the server sends again. NO_SUCH_PROPERTY where it is not set. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDeliveryRetryAttempts(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 *value);

/**
 * Ends a set of options. Subscriptions that were started with it keep their copy. Passwords are
 * overwritten.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_Delete(MI_SubscriptionDeliveryOptions *self);

/**
 * Sets an option to text, which is copied. `flags` is 0. TYPE_MISMATCH where it was set with another
 * type, INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetString(
    MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    const MI_Char *value,
    MI_Uint32 flags);

/**
 * Sets an option to a number. `flags` is 0. TYPE_MISMATCH where it was set with another type,
 * INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetNumber(
    MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    MI_Uint32 value,
    MI_Uint32 flags);

/**
 * Sets an option to a date and time. `flags` is 0. TYPE_MISMATCH where it was set with another type,
 * INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetDateTime(
    MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    const MI_Datetime *value,
    MI_Uint32 flags);

/**
 * Sets an option to a span of time. `flags` is 0. TYPE_MISMATCH where it was set with another type,
 * INVALID_PARAMETER for a name that CIM does not allow.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_SetInterval(
    MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    const MI_Interval *value,
    MI_Uint32 flags);

/**
 * Gives an option that is text, which belongs to the options. `index` and `flags` may be NULL.
 * NO_SUCH_PROPERTY where it is not set, TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetString(
    const MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    const MI_Char **value,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/**
 * Gives an option that is a number. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is not
 * set, TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetNumber(
    const MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    MI_Uint32 *value,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/**
 * Gives an option that is a date and time. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is
 * not set, TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetDateTime(
    const MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    MI_Datetime *value,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/**
 * Gives an option that is a span of time. `index` and `flags` may be NULL. NO_SUCH_PROPERTY where it is
 * not set, TYPE_MISMATCH where it has another type.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetInterval(
    const MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    MI_Interval *value,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/** Counts the options that are set. Credentials do not count. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetOptionCount(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 *count);

/**
 * Gives the option at an index: its name, value, type and flags, which belong to the options. `flags`
 * may be NULL.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetOptionAt(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 index,
    const MI_Char **optionName,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *flags);

/**
 * Gives an option of any type: its value, type, index and flags, which belong to the options. `index`
 * and `flags` may be NULL. NO_SUCH_PROPERTY where it is not set.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetOption(
    const MI_SubscriptionDeliveryOptions *self,
    const MI_Char *optionName,
    MI_Value *value,
    MI_Type *type,
    MI_Uint32 *index,
    MI_Uint32 *flags);

/** Counts the credentials. */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetCredentialsCount(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 *count);

/**
 * Gives the credentials at an index, and the name under which they were added. The text belongs to the
 * options; in the place of a password it is `******`. `flags` may be NULL.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetCredentialsAt(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 index,
    const MI_Char **optionName,
    MI_UserCredentials *credentials,
    MI_Uint32 *flags);

/**
 * Copies the password of the credentials at an index. `bufferLength` is the room in `password`, and
 * `passwordLength` receives the length that is needed, both in characters with the terminator. FAILED
 * where the room is too small; 0 asks for the length alone. INVALID_PARAMETER for credentials without a
 * password.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_GetCredentialsPasswordAt(
    const MI_SubscriptionDeliveryOptions *self,
    MI_Uint32 index,
    const MI_Char **optionName,
    MI_Char *password,
    MI_Uint32 bufferLength,
    MI_Uint32 *passwordLength,
    MI_Uint32 *flags);

/**
 * Makes a copy of the set. `newSubscriptionDeliveryOptions` receives it; end it with
 * `MI_SubscriptionDeliveryOptions_Delete`.
 */
MI_IMPORT MI_Result MI_SubscriptionDeliveryOptions_Clone(
    const MI_SubscriptionDeliveryOptions *self,
    MI_SubscriptionDeliveryOptions *newSubscriptionDeliveryOptions);

/**
 * Tells what kind of error an error code is. `errorType` says whose code it is: `MI_RESULT_TYPE_...`.
 * `MI_ERRORCATEGORY_NOT_SPECIFIED` where nothing is known.
 */
MI_IMPORT MI_ErrorCategory MI_Utilities_MapErrorToMiErrorCategory(const MI_Char *errorType, MI_Uint32 error);

/**
 * Makes an error instance for an error code. `errorType` says whose code it is: `MI_RESULT_TYPE_...`.
 * `errorMessage` may be NULL, for the code's own text. `cimError` receives the instance, or NULL for the
 * code of success; end it with `MI_Instance_Delete`. INVALID_PARAMETER for a kind of code that is not
 * known.
 */
MI_IMPORT MI_Result MI_Utilities_CimErrorFromErrorCode(
    MI_Uint32 error,
    const MI_Char *errorType,
    const MI_Char *errorMessage,
    MI_Instance **cimError);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#if defined(__cplusplus)
extern "C" {
#endif

/** The tables of the library, for programs that look them up instead of linking to the functions. */
extern MI_IMPORT const MI_ClientFT_V1 *mi_clientFT_V1;

/*
 * MI_Application_Initialize looks first whether the library is of the program's character. The wide library alone has the symbol:
 * a wide program can't be linked with another, and a narrow one that finds it has come upon the wrong library. Where both are
 * there, the tables tell a wide program whose functions it calls. mi.dll is for wide programs alone.
 */
#if !defined(MI_Application_Initialize)
# if defined(_WIN32) && MI_CHAR_TYPE == 1
#  define MI_HAS_OTHER_CHARACTER 1
# elif !defined(_WIN32) && MI_CHAR_TYPE == 2
typedef struct
{
    MI_Uint64 size;
    const MI_ClientFT_V1 *tables;
} MI_WideCharacters;
extern const MI_WideCharacters mi_wide_characters;
#  define MI_HAS_OTHER_CHARACTER \
    (mi_wide_characters.size != sizeof(MI_Char) || mi_wide_characters.tables != mi_clientFT_V1)
# elif !defined(_WIN32) && defined(__ELF__) && defined(__GNUC__)
extern const MI_Uint32 mi_wide_characters __attribute__((weak));
#  define MI_HAS_OTHER_CHARACTER (&mi_wide_characters != NULL)
# endif
# if defined(MI_HAS_OTHER_CHARACTER)
MI_INLINE MI_Result MI_MAIN_CALL MI_Application_InitializeChecked(
    MI_Uint32 flags,
    const MI_Char *applicationID,
    MI_Instance **extendedError,
    MI_Application *application)
{
    if (MI_HAS_OTHER_CHARACTER) {
        if (extendedError) {
            *extendedError = NULL;
        }
        if (application) {
            application->reserved1 = 0;
            application->reserved2 = 0;
            application->ft = NULL;
        }
        return MI_RESULT_INVALID_PARAMETER;
    }
    return MI_Application_InitializeV1(flags, applicationID, extendedError, application);
}
#  define MI_Application_Initialize MI_Application_InitializeChecked
# else
#  define MI_Application_Initialize MI_Application_InitializeV1
# endif
#endif

/*
 * What a provider module defines for itself: its entry, and, where it was generated, two functions about the server that
 * loaded it. The library has none of them.
 */
MI_Result MI_CALL MI_Server_GetVersion(MI_Uint32 *version);
MI_Result MI_CALL MI_Server_GetSystemName(const MI_Char **systemName);

#if defined(__cplusplus)
}
#endif

#endif /* MI_H */
