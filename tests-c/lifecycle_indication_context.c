/* Life cycle indications are the provider's side too; each function goes through the table of its object.
 * What the sample module tells with them reaches who subscribed. */

#include "modules.h"

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

static MI_Result MI_CALL fake_PostCreate(MI_LifecycleIndicationContext *context,
                                         const MI_Instance *instance) {
    return note("PostCreate", context, (uintptr_t)instance, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_PostModify(MI_LifecycleIndicationContext *context, const MI_Instance *original,
                                         const MI_Instance *instance) {
    return note("PostModify", context, (uintptr_t)original, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_PostDelete(MI_LifecycleIndicationContext *context,
                                         const MI_Instance *original) {
    return note("PostDelete", context, (uintptr_t)original, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_PostRead(MI_LifecycleIndicationContext *context, const MI_Instance *instance) {
    return note("PostRead", context, (uintptr_t)instance, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_PostMethodCall(MI_LifecycleIndicationContext *context,
                                             const MI_Instance *instance, const MI_Char *method,
                                             MI_Boolean before, const MI_Instance *parameters,
                                             const MI_Char *value) {
    return note("PostMethodCall", context, (uintptr_t)instance, (uintptr_t)method, (uintptr_t)before,
                (uintptr_t)parameters, (uintptr_t)value);
}

static MI_Result MI_CALL fake_PostResult(MI_LifecycleIndicationContext *context, MI_Result result) {
    return note("PostResult", context, (uintptr_t)result, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_ConstructInstance(MI_LifecycleIndicationContext *context,
                                                const MI_ClassDecl *declaration, MI_Instance *instance) {
    return note("ConstructInstance", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_ConstructParameters(MI_LifecycleIndicationContext *context,
                                                  const MI_MethodDecl *declaration, MI_Instance *instance) {
    return note("ConstructParameters", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_NewInstance(MI_LifecycleIndicationContext *context,
                                          const MI_ClassDecl *declaration, MI_Instance **instance) {
    return note("NewInstance", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_NewDynamicInstance(MI_LifecycleIndicationContext *context, const MI_Char *name,
                                                 MI_Uint32 flags, MI_Instance **instance) {
    return note("NewDynamicInstance", context, (uintptr_t)name, (uintptr_t)flags, (uintptr_t)instance, 0, 0);
}

static MI_Result MI_CALL fake_NewParameters(MI_LifecycleIndicationContext *context,
                                            const MI_MethodDecl *declaration, MI_Instance **instance) {
    return note("NewParameters", context, (uintptr_t)declaration, (uintptr_t)instance, 0, 0, 0);
}

static MI_Result MI_CALL fake_SetSupportedTypes(MI_LifecycleIndicationContext *context, MI_Uint32 types) {
    return note("SetSupportedTypes", context, (uintptr_t)types, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_GetTypes(MI_LifecycleIndicationContext *context, MI_Uint32 *types) {
    return note("GetTypes", context, (uintptr_t)types, 0, 0, 0, 0);
}

static MI_Result MI_CALL fake_RegisterCallback(MI_LifecycleIndicationContext *context,
                                               MI_LifecycleIndicationCallback callback, void *data) {
    return note("RegisterCallback", context, (uintptr_t)callback, (uintptr_t)data, 0, 0, 0);
}

static const MI_LifecycleIndicationContextFT table = {
    .PostCreate = fake_PostCreate,
    .PostModify = fake_PostModify,
    .PostDelete = fake_PostDelete,
    .PostRead = fake_PostRead,
    .PostMethodCall = fake_PostMethodCall,
    .PostResult = fake_PostResult,
    .ConstructInstance = fake_ConstructInstance,
    .ConstructParameters = fake_ConstructParameters,
    .NewInstance = fake_NewInstance,
    .NewDynamicInstance = fake_NewDynamicInstance,
    .NewParameters = fake_NewParameters,
    .SetSupportedTypes = fake_SetSupportedTypes,
    .GetTypes = fake_GetTypes,
    .RegisterCallback = fake_RegisterCallback,
};

static MI_Instance things[5];
static const MI_ClassDecl declaration = {.name = MI_T("Test_Widget")};
static const MI_MethodDecl method = {.name = MI_T("Reset")};
static const MI_Char *const texts[] = {MI_T("first"), MI_T("second"), MI_T("third"), MI_T("fourth"),
                                       MI_T("fifth")};
static MI_Instance *made;
static MI_Uint32 number;

static void MI_CALL changed(MI_Uint32 types, void *data) {
    (void)types;
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
    MI_LifecycleIndicationContext context;
    memset(&context, 0, sizeof context);
    context.ft = &table;
    FORWARDS(MI_LifecycleIndicationContext_PostCreate(&context, &things[0]), "PostCreate", 0,
             (uintptr_t)&things[0]);
    FORWARDS(MI_LifecycleIndicationContext_PostModify(&context, &things[0], &things[1]), "PostModify", 0,
             (uintptr_t)&things[0], (uintptr_t)&things[1]);
    FORWARDS(MI_LifecycleIndicationContext_PostDelete(&context, &things[0]), "PostDelete", 0,
             (uintptr_t)&things[0]);
    FORWARDS(MI_LifecycleIndicationContext_PostRead(&context, &things[0]), "PostRead", 0,
             (uintptr_t)&things[0]);
    FORWARDS(MI_LifecycleIndicationContext_PostResult(&context, MI_RESULT_NOT_FOUND), "PostResult", 0,
             (uintptr_t)MI_RESULT_NOT_FOUND);
    FORWARDS(MI_LifecycleIndicationContext_ConstructInstance(&context, &declaration, &things[1]),
             "ConstructInstance", 0, (uintptr_t)&declaration, (uintptr_t)&things[1]);
    FORWARDS(MI_LifecycleIndicationContext_ConstructParameters(&context, &method, &things[1]),
             "ConstructParameters", 0, (uintptr_t)&method, (uintptr_t)&things[1]);
    FORWARDS(MI_LifecycleIndicationContext_NewInstance(&context, &declaration, &made), "NewInstance", 0,
             (uintptr_t)&declaration, (uintptr_t)&made);
    FORWARDS(MI_LifecycleIndicationContext_NewDynamicInstance(&context, texts[0], 41, &made),
             "NewDynamicInstance", 0, (uintptr_t)texts[0], (uintptr_t)41, (uintptr_t)&made);
    FORWARDS(MI_LifecycleIndicationContext_NewParameters(&context, &method, &made), "NewParameters", 0,
             (uintptr_t)&method, (uintptr_t)&made);
    FORWARDS(MI_LifecycleIndicationContext_SetSupportedTypes(&context, 40), "SetSupportedTypes", 0,
             (uintptr_t)40);
    FORWARDS(MI_LifecycleIndicationContext_GetTypes(&context, &number), "GetTypes", 0, (uintptr_t)&number);
    FORWARDS(MI_LifecycleIndicationContext_RegisterCallback(&context, changed, &made), "RegisterCallback", 0,
             (uintptr_t)changed, (uintptr_t)&made);
}

TEST(method_calls_are_posted_before_and_after) {
    MI_LifecycleIndicationContext context;
    memset(&context, 0, sizeof context);
    context.ft = &table;
    FORWARDS(MI_LifecycleIndicationContext_PostMethodCall_Before(&context, &things[0], texts[0], &things[1]),
             "PostMethodCall", 0, (uintptr_t)&things[0], (uintptr_t)texts[0], MI_TRUE, (uintptr_t)&things[1],
             0);
    FORWARDS(MI_LifecycleIndicationContext_PostMethodCall_After(&context, &things[0], texts[0], &things[1],
                                                                texts[1]),
             "PostMethodCall", 0, (uintptr_t)&things[0], (uintptr_t)texts[0], MI_FALSE, (uintptr_t)&things[1],
             (uintptr_t)texts[1]);
}

/* A subscription of which the sample knows. */
static MI_Operation subscribe(Client *client, const MI_Char *query, const char *told) {
    MI_Operation operation = MI_OPERATION_NULL;
    unsigned before = logged(told);
    MI_Session_Subscribe(&client->session, 0, NULL, NAMESPACE, MI_T("WQL"), query, NULL, NULL, &operation);
    wait_until_logged(told, before + 1);
    return operation;
}

static void tell(Client *client, const MI_Char *what, const MI_Char *text) {
    Outcome outcome = sample_do(client, what, text);
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("ReturnValue")), MI_RESULT_OK);
    CHECK_OK(outcome);
}

/* The next indication: its class, and the key of the instance that it tells of. */
static void check_next(MI_Operation *operation, const char *class_name, const MI_Char *subject,
                       const char *id) {
    const MI_Instance *instance = NULL;
    const MI_Char *name = NULL;
    MI_Value value;
    MI_Type type;
    MI_Result result;
    REQUIRE_RESULT(MI_Operation_GetIndication(operation, &instance, NULL, NULL, NULL, &result, NULL, NULL),
                   MI_RESULT_OK);
    REQUIRE_RESULT(result, MI_RESULT_OK);
    REQUIRE(instance);
    REQUIRE_RESULT(MI_Instance_GetClassName(instance, &name), MI_RESULT_OK);
    CHECK_TEXT(name, class_name);
    REQUIRE_RESULT(MI_Instance_GetElement(instance, subject, &value, &type, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(type, MI_INSTANCE);
    CHECK_TEXT(text_of(value.instance, MI_T("Id")), id);
}

TEST_NOT_ON_WINDOWS(what_a_module_tells_of_its_instances_reaches_those_who_want_it_in_both_vocabularies,
                    "the interface of Windows gives a provider no context to tell with") {
    Client client;
    use_sample();
    open_client(&client);
    MI_Operation changes =
        subscribe(&client,
                  MI_T("SELECT * FROM CIM_InstModification WHERE SourceInstance ISA 'Sample_Thing' AND "
                       "SourceInstance.Id = 'wanted'"),
                  "wanted 2");
    MI_Operation events = subscribe(
        &client, MI_T("SELECT * FROM __InstanceOperationEvent WHERE TargetInstance ISA 'Sample_Thing'"),
        "wanted 7");
    MI_Operation calls =
        subscribe(&client, MI_T("SELECT * FROM CIM_InstMethodCall WHERE SourceInstance ISA 'Sample_Thing'"),
                  "wanted 23");
    tell(&client, MI_T("modified"), MI_T("another"));
    tell(&client, MI_T("modified"), MI_T("wanted"));
    tell(&client, MI_T("deleted"), MI_T("gone"));
    tell(&client, MI_T("calls"), MI_T("Polish"));
    check_next(&changes, "CIM_InstModification", MI_T("PreviousInstance"), "wanted");
    check_next(&events, "__InstanceModificationEvent", MI_T("TargetInstance"), "another");
    check_next(&events, "__InstanceModificationEvent", MI_T("PreviousInstance"), "wanted");
    check_next(&events, "__InstanceDeletionEvent", MI_T("TargetInstance"), "gone");
    check_next(&calls, "CIM_InstMethodCall", MI_T("SourceInstance"), "Polish");
    CHECK_RESULT(MI_Operation_Close(&calls), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&events), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&changes), MI_RESULT_OK);
    wait_until_logged("wanted 0", 1);
    close_client(&client);
}

TEST(a_class_whose_provider_tells_nothing_of_its_instances_refuses_the_subscription) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    const MI_Instance *instance = NULL, *details = NULL;
    const MI_Char *message = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    use_sample();
    open_client(&client);
    MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"),
                         MI_T("SELECT * FROM CIM_InstCreation WHERE SourceInstance ISA 'Sample_Number'"),
                         NULL, NULL, &operation);
    REQUIRE_RESULT(
        MI_Operation_GetIndication(&operation, &instance, NULL, NULL, &more, &result, &message, &details),
        MI_RESULT_OK);
    CHECK(!more && !instance);
    CHECK_RESULT(result, MI_RESULT_NOT_SUPPORTED);
    check_details_at(__FILE__, __LINE__, details, MI_RESULT_NOT_SUPPORTED, "Sample_Number");
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}
