/* The context is the provider's side of a request. A client meets none; a provider module's goes through its
 * own table. */

#include "fixture.h"

#include <string.h>

/* What the fake table was called with last: the slot, the object and the arguments, each as a number. */
static const char *called;
static const void *called_with;
static uintptr_t arguments[6];

/* Each slot of the fake table answers with a result of its own. */
static MI_Result answer;

static MI_Result note(const char *slot, const void *object, uintptr_t first, uintptr_t second,
                      uintptr_t third, uintptr_t fourth, uintptr_t fifth) {
    called = slot;
    called_with = object;
    arguments[0] = first;
    arguments[1] = second;
    arguments[2] = third;
    arguments[3] = fourth;
    arguments[4] = fifth;
    return answer;
}

static MI_Result MI_CALL fake_PostResult(MI_Context *context, MI_Result result) {
    return note("PostResult", context, (uintptr_t)result, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_PostInstance(MI_Context *context, const MI_Instance *instance) {
    return note("PostInstance", context, (uintptr_t)instance, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_PostIndication(MI_Context *context, const MI_Instance *indication,
                                             MI_Uint32 count, const MI_Char *bookmark) {
    return note("PostIndication", context, (uintptr_t)indication, (uintptr_t)count, (uintptr_t)bookmark, 0,
                0);
}

static MI_Result MI_CALL fake_ConstructInstance(MI_Context *context, const MI_ClassDecl *declaration,
                                                MI_Instance *instance) {
    return note("ConstructInstance", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_ConstructParameters(MI_Context *context, const MI_MethodDecl *declaration,
                                                  MI_Instance *instance) {
    return note("ConstructParameters", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_NewInstance(MI_Context *context, const MI_ClassDecl *declaration,
                                          MI_Instance **instance) {
    return note("NewInstance", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_NewDynamicInstance(MI_Context *context, const MI_Char *name, MI_Uint32 flags,
                                                 MI_Instance **instance) {
    return note("NewDynamicInstance", context, (uintptr_t)name, (uintptr_t)flags, (uintptr_t)instance, 0, 0);
}

static MI_Result MI_CALL fake_NewParameters(MI_Context *context, const MI_MethodDecl *declaration,
                                            MI_Instance **instance) {
    return note("NewParameters", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_Canceled(const MI_Context *context, MI_Boolean *flag) {
    return note("Canceled", context, (uintptr_t)flag, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_GetLocale(const MI_Context *context, MI_LocaleType type,
                                        MI_Char locale[MI_MAX_LOCALE_SIZE]) {
    return note("GetLocale", context, (uintptr_t)type, (uintptr_t)locale, 0, 0, 0);
}

static MI_Result MI_CALL fake_RegisterCancel(MI_Context *context, MI_CancelCallback callback, void *data) {
    return note("RegisterCancel", context, (uintptr_t)callback, (uintptr_t)data, 0, 0, 0);
}

static MI_Result MI_CALL fake_RequestUnload(MI_Context *context) {
    return note("RequestUnload", context, 0, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_RefuseUnload(MI_Context *context) {
    return note("RefuseUnload", context, 0, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_GetLocalSession(const MI_Context *context, MI_Session *session) {
    return note("GetLocalSession", context, (uintptr_t)session, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_SetStringOption(MI_Context *context, const MI_Char *name,
                                              const MI_Char *value) {
    return note("SetStringOption", context, (uintptr_t)name, (uintptr_t)value, 0, 0, 0);
}

static MI_Result MI_CALL fake_GetStringOption(MI_Context *context, const MI_Char *name,
                                              const MI_Char **value) {
    return note("GetStringOption", context, (uintptr_t)name, (uintptr_t)value, 0, 0, 0);
}

static MI_Result MI_CALL fake_GetNumberOption(MI_Context *context, const MI_Char *name, MI_Uint32 *value) {
    return note("GetNumberOption", context, (uintptr_t)name, (uintptr_t)value, 0, 0, 0);
}

static MI_Result MI_CALL fake_GetCustomOption(MI_Context *context, const MI_Char *name, MI_Type *type,
                                              MI_Value *value) {
    return note("GetCustomOption", context, (uintptr_t)name, (uintptr_t)type, (uintptr_t)value, 0, 0);
}

static MI_Result MI_CALL fake_GetCustomOptionCount(MI_Context *context, MI_Uint32 *count) {
    return note("GetCustomOptionCount", context, (uintptr_t)count, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_GetCustomOptionAt(MI_Context *context, MI_Uint32 index, const MI_Char **name,
                                                MI_Type *type, MI_Value *value) {
    return note("GetCustomOptionAt", context, (uintptr_t)index, (uintptr_t)name, (uintptr_t)type,
                (uintptr_t)value, 0);
}

static MI_Result MI_CALL fake_WriteMessage(MI_Context *context, MI_Uint32 channel, const MI_Char *message) {
    return note("WriteMessage", context, (uintptr_t)channel, (uintptr_t)message, 0, 0, 0);
}

static MI_Result MI_CALL fake_WriteProgress(MI_Context *context, const MI_Char *activity,
                                            const MI_Char *operation, const MI_Char *status,
                                            MI_Uint32 percent, MI_Uint32 seconds) {
    return note("WriteProgress", context, (uintptr_t)activity, (uintptr_t)operation, (uintptr_t)status,
                (uintptr_t)percent, (uintptr_t)seconds);
}

static MI_Result MI_CALL fake_WriteStreamParameter(MI_Context *context, const MI_Char *name,
                                                   const MI_Value *value, MI_Type type, MI_Uint32 flags) {
    return note("WriteStreamParameter", context, (uintptr_t)name, (uintptr_t)value, (uintptr_t)type,
                (uintptr_t)flags, 0);
}

static MI_Result MI_CALL fake_WriteCimError(MI_Context *context, const MI_Instance *error, MI_Boolean *flag) {
    return note("WriteCimError", context, (uintptr_t)error, (uintptr_t)flag, 0, 0, 0);
}

static MI_Result MI_CALL fake_PromptUser(MI_Context *context, const MI_Char *message, MI_PromptType type,
                                         MI_Boolean *flag) {
    return note("PromptUser", context, (uintptr_t)message, (uintptr_t)type, (uintptr_t)flag, 0, 0);
}

static MI_Result MI_CALL fake_ShouldProcess(MI_Context *context, const MI_Char *target, const MI_Char *action,
                                            MI_Boolean *flag) {
    return note("ShouldProcess", context, (uintptr_t)target, (uintptr_t)action, (uintptr_t)flag, 0, 0);
}

static MI_Result MI_CALL fake_ShouldContinue(MI_Context *context, const MI_Char *message, MI_Boolean *flag) {
    return note("ShouldContinue", context, (uintptr_t)message, (uintptr_t)flag, 0, 0, 0);
}

static MI_Result MI_CALL fake_PostError(MI_Context *context, MI_Uint32 code, const MI_Char *type,
                                        const MI_Char *message) {
    return note("PostError", context, (uintptr_t)code, (uintptr_t)type, (uintptr_t)message, 0, 0);
}

static MI_Result MI_CALL fake_PostCimError(MI_Context *context, const MI_Instance *error) {
    return note("PostCimError", context, (uintptr_t)error, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_WriteError(MI_Context *context, MI_Uint32 code, const MI_Char *type,
                                         const MI_Char *message, MI_Boolean *flag) {
    return note("WriteError", context, (uintptr_t)code, (uintptr_t)type, (uintptr_t)message, (uintptr_t)flag,
                0);
}

/* The slot that tables have where the interface has its version 2. */
#if MI_API_VERSION >= 2
static MI_Result MI_CALL fake_GetLifecycleIndicationContext(const MI_Context *context,
                                                            MI_LifecycleIndicationContext **lifecycle) {
    return note("GetLifecycleIndicationContext", context, (uintptr_t)lifecycle, 0, 0, 0, 0);
}
#endif

static const MI_ContextFT table = {
    .PostResult = fake_PostResult,
    .PostInstance = fake_PostInstance,
    .PostIndication = fake_PostIndication,
    .ConstructInstance = fake_ConstructInstance,
    .ConstructParameters = fake_ConstructParameters,
    .NewInstance = fake_NewInstance,
    .NewDynamicInstance = fake_NewDynamicInstance,
    .NewParameters = fake_NewParameters,
    .Canceled = fake_Canceled,
    .GetLocale = fake_GetLocale,
    .RegisterCancel = fake_RegisterCancel,
    .RequestUnload = fake_RequestUnload,
    .RefuseUnload = fake_RefuseUnload,
    .GetLocalSession = fake_GetLocalSession,
    .SetStringOption = fake_SetStringOption,
    .GetStringOption = fake_GetStringOption,
    .GetNumberOption = fake_GetNumberOption,
    .GetCustomOption = fake_GetCustomOption,
    .GetCustomOptionCount = fake_GetCustomOptionCount,
    .GetCustomOptionAt = fake_GetCustomOptionAt,
    .WriteMessage = fake_WriteMessage,
    .WriteProgress = fake_WriteProgress,
    .WriteStreamParameter = fake_WriteStreamParameter,
    .WriteCimError = fake_WriteCimError,
    .PromptUser = fake_PromptUser,
    .ShouldProcess = fake_ShouldProcess,
    .ShouldContinue = fake_ShouldContinue,
    .PostError = fake_PostError,
    .PostCimError = fake_PostCimError,
    .WriteError = fake_WriteError,
#if MI_API_VERSION >= 2
    .GetLifecycleIndicationContext = fake_GetLifecycleIndicationContext,
#endif
};

static MI_Instance things[5];
static const MI_ClassDecl declaration = {.name = MI_T("Test_Widget")};
static const MI_MethodDecl method = {.name = MI_T("Reset")};
static const MI_Char *const texts[] = {MI_T("first"), MI_T("second"), MI_T("third"), MI_T("fourth"),
                                       MI_T("fifth")};
static MI_Instance *made;
static MI_Boolean flag;
static MI_Uint32 number;
static MI_Char locale[MI_MAX_LOCALE_SIZE];
static MI_Session session;
static const MI_Char *text;
static MI_Type type;
static MI_Value value;
static MI_LifecycleIndicationContext *lifecycle;

static void MI_CALL cancelled(MI_CancellationReason reason, void *data) {
    (void)reason;
    (void)data;
}

/* Calls a function and holds it to the slot that it goes through and to the arguments there. */
#define FORWARDS(call, slot, ...)                                                                            \
    do {                                                                                                     \
        const uintptr_t expected_[] = {__VA_ARGS__};                                                         \
        called = NULL;                                                                                       \
        answer = MI_RESULT_CLASS_HAS_CHILDREN;                                                               \
        CHECK_RESULT(call, MI_RESULT_CLASS_HAS_CHILDREN);                                                    \
        CHECK_TEXT(called, slot);                                                                            \
        CHECK(called_with == &context);                                                                      \
        for (size_t at_ = 1; at_ < sizeof expected_ / sizeof expected_[0]; at_++) {                          \
            CHECK_NUMBER(arguments[at_ - 1], expected_[at_]);                                                \
        }                                                                                                    \
    } while (0)

TEST(every_function_goes_through_its_slot_with_its_arguments) {
    MI_Context context;
    memset(&context, 0, sizeof context);
    context.ft = &table;
    FORWARDS(MI_Context_PostResult(&context, MI_RESULT_NOT_FOUND), "PostResult", 0,
             (uintptr_t)MI_RESULT_NOT_FOUND);
    FORWARDS(MI_Context_PostInstance(&context, &things[0]), "PostInstance", 0, (uintptr_t)&things[0]);
    FORWARDS(MI_Context_PostIndication(&context, &things[0], 41, texts[2]), "PostIndication", 0,
             (uintptr_t)&things[0], (uintptr_t)41, (uintptr_t)texts[2]);
    FORWARDS(MI_Context_ConstructInstance(&context, &declaration, &things[1]), "ConstructInstance", 0,
             (uintptr_t)&declaration, (uintptr_t)&things[1]);
    FORWARDS(MI_Context_ConstructParameters(&context, &method, &things[1]), "ConstructParameters", 0,
             (uintptr_t)&method, (uintptr_t)&things[1]);
    FORWARDS(MI_Context_NewInstance(&context, &declaration, &made), "NewInstance", 0, (uintptr_t)&declaration,
             (uintptr_t)&made);
    FORWARDS(MI_Context_NewDynamicInstance(&context, texts[0], 41, &made), "NewDynamicInstance", 0,
             (uintptr_t)texts[0], (uintptr_t)41, (uintptr_t)&made);
    FORWARDS(MI_Context_NewParameters(&context, &method, &made), "NewParameters", 0, (uintptr_t)&method,
             (uintptr_t)&made);
    FORWARDS(MI_Context_Canceled(&context, &flag), "Canceled", 0, (uintptr_t)&flag);
    FORWARDS(MI_Context_GetLocale(&context, MI_LOCALE_TYPE_CLOSEST_DATA, locale), "GetLocale", 0,
             (uintptr_t)MI_LOCALE_TYPE_CLOSEST_DATA, (uintptr_t)locale);
    FORWARDS(MI_Context_RegisterCancel(&context, cancelled, &made), "RegisterCancel", 0, (uintptr_t)cancelled,
             (uintptr_t)&made);
    FORWARDS(MI_Context_RequestUnload(&context), "RequestUnload", 0);
    FORWARDS(MI_Context_RefuseUnload(&context), "RefuseUnload", 0);
    FORWARDS(MI_Context_GetLocalSession(&context, &session), "GetLocalSession", 0, (uintptr_t)&session);
    FORWARDS(MI_Context_SetStringOption(&context, texts[0], texts[1]), "SetStringOption", 0,
             (uintptr_t)texts[0], (uintptr_t)texts[1]);
    FORWARDS(MI_Context_GetStringOption(&context, texts[0], &text), "GetStringOption", 0, (uintptr_t)texts[0],
             (uintptr_t)&text);
    FORWARDS(MI_Context_GetNumberOption(&context, texts[0], &number), "GetNumberOption", 0,
             (uintptr_t)texts[0], (uintptr_t)&number);
    FORWARDS(MI_Context_GetCustomOption(&context, texts[0], &type, &value), "GetCustomOption", 0,
             (uintptr_t)texts[0], (uintptr_t)&type, (uintptr_t)&value);
    FORWARDS(MI_Context_GetCustomOptionCount(&context, &number), "GetCustomOptionCount", 0,
             (uintptr_t)&number);
    FORWARDS(MI_Context_GetCustomOptionAt(&context, 40, &text, &type, &value), "GetCustomOptionAt", 0,
             (uintptr_t)40, (uintptr_t)&text, (uintptr_t)&type, (uintptr_t)&value);
    FORWARDS(MI_Context_WriteMessage(&context, 40, texts[1]), "WriteMessage", 0, (uintptr_t)40,
             (uintptr_t)texts[1]);
    FORWARDS(MI_Context_WriteProgress(&context, texts[0], texts[1], texts[2], 43, 44), "WriteProgress", 0,
             (uintptr_t)texts[0], (uintptr_t)texts[1], (uintptr_t)texts[2], (uintptr_t)43, (uintptr_t)44);
    FORWARDS(MI_Context_WriteStreamParameter(&context, texts[0], &value, MI_STRING, 43),
             "WriteStreamParameter", 0, (uintptr_t)texts[0], (uintptr_t)&value, (uintptr_t)MI_STRING,
             (uintptr_t)43);
    FORWARDS(MI_Context_WriteCimError(&context, &things[0], &flag), "WriteCimError", 0, (uintptr_t)&things[0],
             (uintptr_t)&flag);
    FORWARDS(MI_Context_PromptUser(&context, texts[0], MI_PROMPTTYPE_CRITICAL, &flag), "PromptUser", 0,
             (uintptr_t)texts[0], (uintptr_t)MI_PROMPTTYPE_CRITICAL, (uintptr_t)&flag);
    FORWARDS(MI_Context_ShouldProcess(&context, texts[0], texts[1], &flag), "ShouldProcess", 0,
             (uintptr_t)texts[0], (uintptr_t)texts[1], (uintptr_t)&flag);
    FORWARDS(MI_Context_ShouldContinue(&context, texts[0], &flag), "ShouldContinue", 0, (uintptr_t)texts[0],
             (uintptr_t)&flag);
    FORWARDS(MI_Context_PostError(&context, 40, texts[1], texts[2]), "PostError", 0, (uintptr_t)40,
             (uintptr_t)texts[1], (uintptr_t)texts[2]);
    FORWARDS(MI_Context_PostCimError(&context, &things[0]), "PostCimError", 0, (uintptr_t)&things[0]);
    FORWARDS(MI_Context_WriteError(&context, 40, texts[1], texts[2], &flag), "WriteError", 0, (uintptr_t)40,
             (uintptr_t)texts[1], (uintptr_t)texts[2], (uintptr_t)&flag);
#if MI_API_VERSION >= 2
    FORWARDS(MI_Context_GetLifecycleIndicationContext(&context, &lifecycle), "GetLifecycleIndicationContext",
             0, (uintptr_t)&lifecycle);
#else
    CHECK_RESULT(MI_Context_GetLifecycleIndicationContext(&context, &lifecycle), MI_RESULT_NOT_SUPPORTED);
#endif
}

TEST(messages_have_their_channels) {
    MI_Context context;
    memset(&context, 0, sizeof context);
    context.ft = &table;
    FORWARDS(MI_Context_WriteWarning(&context, texts[0]), "WriteMessage", 0, MI_WRITEMESSAGE_CHANNEL_WARNING,
             (uintptr_t)texts[0]);
    FORWARDS(MI_Context_WriteVerbose(&context, texts[0]), "WriteMessage", 0, MI_WRITEMESSAGE_CHANNEL_VERBOSE,
             (uintptr_t)texts[0]);
    FORWARDS(MI_Context_WriteDebug(&context, texts[0]), "WriteMessage", 0, MI_WRITEMESSAGE_CHANNEL_DEBUG,
             (uintptr_t)texts[0]);
}

TEST(the_filter_option_is_a_string_option) {
    MI_Context context;
    memset(&context, 0, sizeof context);
    context.ft = &table;
    FORWARDS(MI_Context_SetFilterOption(&context, MI_TRUE), "SetStringOption", 0);
    CHECK_TEXT((const MI_Char *)arguments[0], "__FilterByProvider");
    CHECK_TEXT((const MI_Char *)arguments[1], "TRUE");
    FORWARDS(MI_Context_SetFilterOption(&context, MI_FALSE), "SetStringOption", 0);
    CHECK_TEXT((const MI_Char *)arguments[1], "FALSE");
}

TEST(the_short_names_are_the_same_functions) {
    MI_Context context;
    memset(&context, 0, sizeof context);
    context.ft = &table;
    FORWARDS(MI_PostResult(&context, MI_RESULT_NOT_FOUND), "PostResult", 0, MI_RESULT_NOT_FOUND);
    FORWARDS(MI_PostInstance(&context, &things[0]), "PostInstance", 0, (uintptr_t)&things[0]);
    FORWARDS(MI_WriteWarning(&context, texts[0]), "WriteMessage", 0, MI_WRITEMESSAGE_CHANNEL_WARNING);
}

TEST(a_table_without_functions_is_no_call_through_null) {
    static const MI_ContextFT empty;
    MI_Context context;
    memset(&context, 0, sizeof context);
    context.ft = &empty;
    CHECK(MI_Context_PostResult(&context, MI_RESULT_OK) != MI_RESULT_OK);
    CHECK(MI_Context_WriteDebug(&context, texts[0]) != MI_RESULT_OK);
    CHECK(MI_Context_SetFilterOption(&context, MI_TRUE) != MI_RESULT_OK);
}
