/*
 * The first of two translation units that become one program: it uses the header as clients and generated provider code do.
 */
#include <MI.h>
#include <micodec.h>

#if defined(__cplusplus)
extern "C" {
#endif
MI_Result second(MI_Instance *instance, const MI_ClientFT_V1 *tables);
#if defined(__cplusplus)
}
#endif

/* What the generator writes for a class with one key. */
typedef struct _Lamp {
    MI_Instance __instance;
    MI_ConstStringField Name;
    MI_ConstUint32Field Watts;
} Lamp;

static MI_CONST MI_Boolean Lamp_Name_Key_value = 1;
static MI_CONST MI_Qualifier Lamp_Name_Key = { MI_T("Key"), MI_BOOLEAN, MI_FLAG_DISABLEOVERRIDE, &Lamp_Name_Key_value };
static MI_Qualifier MI_CONST *MI_CONST Lamp_Name_qualifiers[] = { &Lamp_Name_Key };
static MI_CONST MI_PropertyDecl Lamp_Name = {
    MI_FLAG_PROPERTY | MI_FLAG_KEY | MI_FLAG_READONLY,
    0x006E6504,
    MI_T("Name"),
    Lamp_Name_qualifiers,
    MI_COUNT(Lamp_Name_qualifiers),
    MI_STRING,
    NULL,
    0,
    offsetof(Lamp, Name),
    MI_T("Lamp"),
    MI_T("Lamp"),
    NULL
};
static MI_CONST MI_PropertyDecl Lamp_Watts = {
    MI_FLAG_PROPERTY,
    0x00777305,
    MI_T("Watts"),
    NULL,
    0,
    MI_UINT32,
    NULL,
    0,
    offsetof(Lamp, Watts),
    MI_T("Lamp"),
    MI_T("Lamp"),
    NULL
};
static MI_PropertyDecl MI_CONST *MI_CONST Lamp_properties[] = { &Lamp_Name, &Lamp_Watts };

static void MI_CALL Lamp_Load(void **self, MI_Module_Self *selfModule, MI_Context *context)
{
    MI_UNREFERENCED_PARAMETER(selfModule);
    *self = NULL;
    MI_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL Lamp_GetInstance(void *self, MI_Context *context, const MI_Char *nameSpace,
    const MI_Char *className, const MI_Instance *instanceName, const MI_PropertySet *propertySet)
{
    MI_Result result = MI_PostInstance(context, instanceName);
    MI_UNREFERENCED_PARAMETER(self);
    MI_UNREFERENCED_PARAMETER(nameSpace);
    MI_UNREFERENCED_PARAMETER(className);
    MI_UNREFERENCED_PARAMETER(propertySet);
    MI_Context_PostResult(context, result);
}

static MI_CONST MI_ProviderFT Lamp_functions = {
    (MI_ProviderFT_Load)Lamp_Load,
    NULL,
    (MI_ProviderFT_GetInstance)Lamp_GetInstance,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
};

static MI_CONST MI_ClassDecl Lamp_declaration = {
    MI_FLAG_CLASS,
    0x006C7004,
    MI_T("Lamp"),
    NULL,
    0,
    Lamp_properties,
    MI_COUNT(Lamp_properties),
    sizeof(Lamp),
    NULL,
    NULL,
    NULL,
    0,
    NULL,
    &Lamp_functions,
    NULL
};

static MI_ClassDecl MI_CONST *MI_CONST classes[] = { &Lamp_declaration };
static MI_SchemaDecl schema = { NULL, 0, classes, MI_COUNT(classes) };

#if defined(__cplusplus)
extern "C"
#endif
MI_EXPORT MI_Module *MI_MAIN_CALL MI_Main(MI_Server *server)
{
    static MI_Module module;
    MI_UNREFERENCED_PARAMETER(server);
    module.flags |= MI_MODULE_FLAG_STANDARD_QUALIFIERS;
    module.charSize = sizeof(MI_Char);
    module.version = MI_VERSION;
    module.schemaDecl = &schema;
    return &module;
}

static int final_results;

static void MI_CALL on_result(MI_Operation *operation, void *context, const MI_Instance *instance, MI_Boolean moreResults,
    MI_Result result, const MI_Char *errorString, const MI_Instance *errorDetails,
    MI_Result (MI_CALL *acknowledge)(MI_Operation *operation))
{
    MI_UNREFERENCED_PARAMETER(errorString);
    if (!operation && context == &final_results && !instance && !moreResults && !errorDetails && !acknowledge &&
        result == MI_RESULT_INVALID_PARAMETER) {
        final_results++;
    }
}

static void MI_CALL on_closed(void *context)
{
    final_results += context == &final_results;
}

/* Without an object behind it, every function answers for itself. */
static int without_objects(void)
{
    MI_Application application = MI_APPLICATION_NULL;
    MI_Session session = MI_SESSION_NULL;
    MI_Operation operation = { 7, 7, NULL };
    MI_DestinationOptions options = MI_DESTINATIONOPTIONS_NULL;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    MI_Instance *instance = NULL;
    const MI_Instance *result_instance = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    MI_Interval interval;

    memset(&interval, 0, sizeof(interval));
    callbacks.callbackContext = &final_results;
    callbacks.instanceResult = on_result;
    if (MI_Application_NewSession(&application, MI_T("WINRM"), NULL, &options, NULL, NULL, &session) !=
        MI_RESULT_INVALID_PARAMETER) {
        return 1;
    }
    if (MI_DestinationOptions_SetTimeout(&options, &interval) != MI_RESULT_INVALID_PARAMETER) {
        return 2;
    }
    MI_DestinationOptions_Delete(&options);
    MI_Session_GetInstance(&session, 0, NULL, MI_T("root/cimv2"), NULL, &callbacks, &operation);
    if (final_results != 1 || operation.reserved1 != 0 || operation.reserved2 != 0) {
        return 3;
    }
    if (MI_Operation_GetInstance(&operation, &result_instance, &more, &result, NULL, NULL) !=
            MI_RESULT_INVALID_PARAMETER ||
        more || result != MI_RESULT_INVALID_PARAMETER) {
        return 4;
    }
    if (MI_Session_Close(&session, &final_results, on_closed) != MI_RESULT_OK || final_results != 2) {
        return 5;
    }
    if (MI_Session_Close(&session, NULL, NULL) != MI_RESULT_INVALID_PARAMETER) {
        return 6;
    }
    if (second(instance, mi_clientFT_V1) != MI_RESULT_INVALID_PARAMETER) {
        return 7;
    }
    return 0;
}

/* A library of the other character says so before it is given any text. */
static int of_other_character(void)
{
    MI_Application application = { 7, 7, NULL };
    MI_Instance *error = NULL;
    MI_Result result = MI_Application_Initialize(0, MI_T("header"), &error, &application);
    if (result == MI_RESULT_INVALID_PARAMETER) {
        return !error && application.reserved1 == 0 && application.reserved2 == 0 && !application.ft ? 9 : 8;
    }
    return result == MI_RESULT_OK ? (int)MI_Application_Close(&application) : 8;
}

int main(void)
{
    int other = of_other_character();
    return other ? other : without_objects();
}
