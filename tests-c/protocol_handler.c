/* Protocol handlers: another copy of this very library serves the sessions of the protocol COPY. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transcript.h"

WITH_REPOSITORY;

/* The file that this program's libmi was loaded from. */
static void find_library(char *path, size_t size) {
    FILE *maps = fopen("/proc/self/maps", "r");
    REQUIRE(maps);
    char line[1024];
    path[0] = '\0';
    while (!path[0] && fgets(line, sizeof line, maps)) {
        char *start = strchr(line, '/');
        char *end = strstr(line, "/libmi.so\n");
        if (start && end) {
            snprintf(path, size, "%.*s", (int)(end + strlen("/libmi.so") - start), start);
        }
    }
    fclose(maps);
    REQUIRE(path[0]);
}

/* Makes a copy of the library, which the loader takes for another one, and names it in the configuration. */
static void use_copy(const char *more) {
    char from[1024], to[1024], buffer[65536];
    size_t length;
    find_library(from, sizeof from);
    snprintf(to, sizeof to, "%s/libcopy.so", test_directory());
    FILE *source = fopen(from, "rb"), *target = fopen(to, "wb");
    REQUIRE(source && target);
    while ((length = fread(buffer, 1, sizeof buffer, source))) {
        REQUIRE(fwrite(buffer, 1, length, target) == length);
    }
    fclose(source);
    REQUIRE(fclose(target) == 0);
    FILE *configuration = fopen(getenv("MI_CONFIG"), "w");
    REQUIRE(configuration);
    fprintf(configuration, "%s[protocol_handlers.COPY]\nlibrary = \"%s\"\n", more, to);
    REQUIRE(fclose(configuration) == 0);
}

static void open_by(Client *client, const char *protocol) {
    MI_Instance *error = NULL;
    client->application = open_application();
    MI_Result result =
        MI_Application_NewSession(&client->application, protocol, NULL, NULL, NULL, &error, &client->session);
    REQUIRE_RESULT(result, MI_RESULT_OK);
    CHECK(!error);
}

/* An instance with an element of every type. */
static MI_Instance *everything(Client *client, const char *id) {
    MI_Instance *instance = new_keyed(&client->application, "Test_Everything", id);
    MI_Instance *widget = new_keyed(&client->application, "Test_Widget", "w1");
    add_uint32(widget, "Size", 3);
    MI_Boolean booleans[] = {MI_TRUE, MI_FALSE};
    MI_Real64 reals[] = {0.5, -1e300};
    MI_Char *texts[] = {"one", "zwei \303\244", ""};
    MI_Instance *widgets[] = {widget, widget};
    MI_Datetime datetimes[2] = {{MI_TRUE, {.timestamp = {2026, 1, 2, 3, 4, 5, 6, 60}}},
                                {MI_FALSE, {.interval = {1, 2, 3, 4, 5, 0, 0, 0}}}};
    struct {
        const char *name;
        MI_Type type;
        MI_Value value;
    } elements[] = {
        {"Boolean", MI_BOOLEAN, {.boolean = MI_TRUE}},
        {"Uint8", MI_UINT8, {.uint8 = 255}},
        {"Sint8", MI_SINT8, {.sint8 = -128}},
        {"Uint16", MI_UINT16, {.uint16 = 65535}},
        {"Sint16", MI_SINT16, {.sint16 = -1}},
        {"Uint32", MI_UINT32, {.uint32 = 1u << 31}},
        {"Sint32", MI_SINT32, {.sint32 = -7}},
        {"Uint64", MI_UINT64, {.uint64 = 1ull << 63}},
        {"Sint64", MI_SINT64, {.sint64 = -9}},
        {"Real32", MI_REAL32, {.real32 = 0.25f}},
        {"Real64", MI_REAL64, {.real64 = 1e-300}},
        {"Char16", MI_CHAR16, {.char16 = 228}},
        {"Datetime", MI_DATETIME, {.datetime = datetimes[0]}},
        {"String", MI_STRING, {.string = "a text"}},
        {"Reference", MI_REFERENCE, {.reference = widget}},
        {"Instance", MI_INSTANCE, {.instance = widget}},
        {"BooleanA", MI_BOOLEANA, {.booleana = {booleans, 2}}},
        {"Real64A", MI_REAL64A, {.real64a = {reals, 2}}},
        {"DatetimeA", MI_DATETIMEA, {.datetimea = {datetimes, 2}}},
        {"StringA", MI_STRINGA, {.stringa = {texts, 3}}},
        {"InstanceA", MI_INSTANCEA, {.instancea = {widgets, 2}}},
        {"Uint8A", MI_UINT8A, {.uint8a = {NULL, 0}}},
    };
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        CHECK_RESULT(
            MI_Instance_AddElement(instance, elements[i].name, &elements[i].value, elements[i].type, 0),
            MI_RESULT_OK);
    }
    CHECK_RESULT(MI_Instance_AddElement(instance, "Sint32A", NULL, MI_SINT32A, MI_FLAG_NULL), MI_RESULT_OK);
    MI_Instance_Delete(widget);
    return instance;
}

/* What a subscription tells of one new instance, and how it ends. */
typedef struct Told {
    Transcript transcript;
    Event indications, finished;
} Told;

static void MI_CALL tell(MI_Operation *operation, void *context, const MI_Instance *instance,
                         const MI_Char *bookmark, const MI_Char *machine, MI_Boolean more, MI_Result result,
                         const MI_Char *message, const MI_Instance *details,
                         MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Told *told = context;
    (void)operation;
    (void)details;
    CHECK(!acknowledge);
    if (more) {
        MI_Value value;
        note(&told->transcript, "indication, bookmark %s, machine %s\n", bookmark ? "given" : "none",
             machine ? machine : "none");
        REQUIRE_RESULT(MI_Instance_GetElement(instance, "TargetInstance", &value, NULL, NULL, NULL),
                       MI_RESULT_OK);
        note_instance(&told->transcript, value.instance);
        event_raise(&told->indications);
    } else {
        note(&told->transcript, "ended with %u: %s\n", result, message ? message : "");
        event_raise(&told->finished);
    }
}

static void subscribe(Client *client, Transcript *transcript) {
    Told told = {{NULL, 0, 0}, EVENT_INITIALISER, EVENT_INITIALISER};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &told;
    callbacks.indicationResult = tell;
    MI_SubscriptionDeliveryOptions delivery = MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewSubscriptionDeliveryOptions(&client->application,
                                                                 MI_SubscriptionDeliveryType_Pull, &delivery),
                   MI_RESULT_OK);
    MI_SubscriptionDeliveryOptions_SetBookmark(&delivery, MI_SUBSCRIBE_BOOKMARK_NEWEST);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_Subscribe(&client->session, 0, NULL, NAMESPACE, "WQL",
                         "SELECT * FROM CIM_InstCreation WHERE SourceInstance ISA Test_Gadget", &delivery,
                         &callbacks, &operation);
    MI_SubscriptionDeliveryOptions_Delete(&delivery);
    MI_Operation_Cancel(&operation, MI_REASON_NONE);
    MI_Operation_Close(&operation);
    EVENT_WAIT(&told.finished, 1);
    note(transcript, "%s", told.transcript.text);
    free(told.transcript.text);
}

/* All operations of a session, and what they bring. It leaves the repository as it was. */
static Transcript all_operations(const char *protocol) {
    Transcript t = {NULL, 0, 0};
    Client client;
    open_by(&client, protocol);
    MI_Session *session = &client.session;
    MI_Operation operation;
    MI_Instance *first = new_keyed(&client.application, "Test_Widget", "w1");
    MI_Instance *missing = new_keyed(&client.application, "Test_Widget", "w99");
    MI_Instance *whole = everything(&client, "e1");

    MI_Session_TestConnection(session, 0, NULL, &operation);
    note_instances(&t, &operation);
    const MI_Instance *got[] = {first, missing, NULL};
    for (unsigned i = 0; i < 3; i++) {
        MI_Session_GetInstance(session, 0, NULL, NAMESPACE, got[i], NULL, &operation);
        note_instances(&t, &operation);
    }
    for (MI_Boolean keys_only = 0; keys_only < 2; keys_only++) {
        MI_Session_EnumerateInstances(session, 0, NULL, NAMESPACE, "Test_Widget", keys_only, NULL,
                                      &operation);
        note_instances(&t, &operation);
    }
    MI_Session_EnumerateInstances(session, 0, NULL, NAMESPACE, "No_Such_Class", MI_FALSE, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_EnumerateInstances(session, MI_OPERATIONFLAGS_NO_RTTI, NULL, "root\\test", "Test_Widget",
                                  MI_FALSE, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_QueryInstances(session, 0, NULL, NAMESPACE, "WQL", "SELECT Id FROM Test_Widget WHERE Size > 1",
                              NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_QueryInstances(session, 0, NULL, NAMESPACE, "WQL", "SELECT", NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_AssociatorInstances(session, 0, NULL, NAMESPACE, first, "Test_Link", NULL, NULL, NULL,
                                   MI_FALSE, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_ReferenceInstances(session, 0, NULL, NAMESPACE, first, NULL, NULL, MI_FALSE, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_Invoke(session, 0, NULL, NAMESPACE, "Test_Widget", "Resize", first, NULL, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_Invoke(session, 0, NULL, NAMESPACE, "Test_Widget", "No_Such_Method", NULL, NULL, NULL,
                      &operation);
    note_instances(&t, &operation);
    MI_Session_CreateInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_CreateInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    MI_Value value = {.string = "another text"};
    CHECK_RESULT(MI_Instance_SetElement(whole, "String", &value, MI_STRING, 0), MI_RESULT_OK);
    MI_Session_ModifyInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_GetInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    for (unsigned i = 0; i < 2; i++) {
        MI_Session_DeleteInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
        note_instances(&t, &operation);
    }
    const char *classes[] = {"Test_Gadget", "Test_Everything", "Test_Link", "No_Such_Class"};
    for (unsigned i = 0; i < 4; i++) {
        MI_Session_GetClass(session, 0, NULL, NAMESPACE, classes[i], NULL, &operation);
        note_classes(&t, &operation);
    }
    MI_Session_EnumerateClasses(session, 0, NULL, NAMESPACE, "Test_Thing", MI_FALSE, NULL, &operation);
    note_classes(&t, &operation);
    subscribe(&client, &t);

    MI_Instance_Delete(first);
    MI_Instance_Delete(missing);
    MI_Instance_Delete(whole);
    close_client(&client);
    return t;
}

/* Says where two texts begin to differ. */
static void check_same(const char *one, const char *other) {
    size_t line = 0;
    for (const char *a = one, *b = other; *a || *b; line++) {
        size_t length = strcspn(a, "\n"), other_length = strcspn(b, "\n");
        if (length != other_length || memcmp(a, b, length)) {
            fprintf(stderr, "    line %zu differs:\n      %.*s\n      %.*s\n", line, (int)length, a,
                    (int)other_length, b);
            CHECK(!"the two are the same");
            return;
        }
        a += length + (a[length] == '\n');
        b += other_length + (b[other_length] == '\n');
    }
    CHECK(line > 200);
}

TEST_WITHIN(every_operation_through_a_handler_gives_the_same_as_a_direct_one, 120) {
    use_copy("");
    Transcript direct = all_operations(NULL);
    Transcript handled = all_operations("copy");
    check_same(direct.text, handled.text);
    free(direct.text);
    free(handled.text);
}
