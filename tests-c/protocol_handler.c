/* Protocol handlers: another copy of this very library serves the sessions of the protocol COPY. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "copies.h"
#include "transcript.h"

WITH_REPOSITORY;

/* Has a copy of the library serve the protocol COPY. */
static void use_copy(const char *more) {
    char path[1024], configuration[2048];
    copy_library("libcopy" LIBRARY_SUFFIX, path, sizeof path);
    snprintf(configuration, sizeof configuration, "%s[protocol_handlers.COPY]\nlibrary = \"%s\"\n", more,
             path);
    write_configuration(configuration);
}

static void open_by(Client *client, const MI_Char *protocol) {
    MI_Instance *error = NULL;
    client->application = open_application();
    MI_Result result =
        MI_Application_NewSession(&client->application, protocol, NULL, NULL, NULL, &error, &client->session);
    REQUIRE_RESULT(result, MI_RESULT_OK);
    CHECK(!error);
}

/* An instance with an element of every type. */
static MI_Instance *everything(Client *client, const MI_Char *id) {
    MI_Instance *instance = new_keyed(&client->application, MI_T("Test_Everything"), id);
    MI_Instance *widget = new_keyed(&client->application, MI_T("Test_Widget"), MI_T("w1"));
    add_uint32(widget, MI_T("Size"), 3);
    MI_Boolean booleans[] = {MI_TRUE, MI_FALSE};
    MI_Real64 reals[] = {0.5, -1e300};
    MI_Char *texts[] = {MI_T("one"), MI_T("zwei \u00e4"), MI_T("")};
    MI_Instance *widgets[] = {widget, widget};
    MI_Datetime datetimes[2] = {{MI_TRUE, {.timestamp = {2026, 1, 2, 3, 4, 5, 6, 60}}},
                                {MI_FALSE, {.interval = {1, 2, 3, 4, 5, 0, 0, 0}}}};
    struct {
        const MI_Char *name;
        MI_Type type;
        MI_Value value;
    } elements[] = {
        {MI_T("Boolean"), MI_BOOLEAN, {.boolean = MI_TRUE}},
        {MI_T("Uint8"), MI_UINT8, {.uint8 = 255}},
        {MI_T("Sint8"), MI_SINT8, {.sint8 = -128}},
        {MI_T("Uint16"), MI_UINT16, {.uint16 = 65535}},
        {MI_T("Sint16"), MI_SINT16, {.sint16 = -1}},
        {MI_T("Uint32"), MI_UINT32, {.uint32 = 1u << 31}},
        {MI_T("Sint32"), MI_SINT32, {.sint32 = -7}},
        {MI_T("Uint64"), MI_UINT64, {.uint64 = 1ull << 63}},
        {MI_T("Sint64"), MI_SINT64, {.sint64 = -9}},
        {MI_T("Real32"), MI_REAL32, {.real32 = 0.25f}},
        {MI_T("Real64"), MI_REAL64, {.real64 = 1e-300}},
        {MI_T("Char16"), MI_CHAR16, {.char16 = 228}},
        {MI_T("Datetime"), MI_DATETIME, {.datetime = datetimes[0]}},
        {MI_T("String"), MI_STRING, {.string = MI_T("a text")}},
        {MI_T("Reference"), MI_REFERENCE, {.reference = widget}},
        {MI_T("Instance"), MI_INSTANCE, {.instance = widget}},
        {MI_T("BooleanA"), MI_BOOLEANA, {.booleana = {booleans, 2}}},
        {MI_T("Real64A"), MI_REAL64A, {.real64a = {reals, 2}}},
        {MI_T("DatetimeA"), MI_DATETIMEA, {.datetimea = {datetimes, 2}}},
        {MI_T("StringA"), MI_STRINGA, {.stringa = {texts, 3}}},
        {MI_T("InstanceA"), MI_INSTANCEA, {.instancea = {widgets, 2}}},
        {MI_T("Uint8A"), MI_UINT8A, {.uint8a = {NULL, 0}}},
    };
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        CHECK_RESULT(
            MI_Instance_AddElement(instance, elements[i].name, &elements[i].value, elements[i].type, 0),
            MI_RESULT_OK);
    }
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Sint32A"), NULL, MI_SINT32A, MI_FLAG_NULL),
                 MI_RESULT_OK);
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
             SHOWN(machine ? machine : MI_T("none")));
        REQUIRE_RESULT(MI_Instance_GetElement(instance, MI_T("TargetInstance"), &value, NULL, NULL, NULL),
                       MI_RESULT_OK);
        note_instance(&told->transcript, value.instance);
        event_raise(&told->indications);
    } else {
        note(&told->transcript, "ended with %u: %s\n", result, SHOWN(message ? message : MI_T("")));
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
    MI_Session_Subscribe(&client->session, 0, NULL, NAMESPACE, MI_T("WQL"),
                         MI_T("SELECT * FROM CIM_InstCreation WHERE SourceInstance ISA Test_Gadget"),
                         &delivery, &callbacks, &operation);
    MI_SubscriptionDeliveryOptions_Delete(&delivery);
    MI_Operation_Cancel(&operation, MI_REASON_NONE);
    MI_Operation_Close(&operation);
    EVENT_WAIT(&told.finished, 1);
    note(transcript, "%s", told.transcript.text);
    free(told.transcript.text);
}

/* All operations of a session, and what they bring. It leaves the repository as it was. */
static Transcript all_operations(const MI_Char *protocol) {
    Transcript t = {NULL, 0, 0};
    Client client;
    open_by(&client, protocol);
    MI_Session *session = &client.session;
    MI_Operation operation;
    MI_Instance *first = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Instance *missing = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w99"));
    MI_Instance *whole = everything(&client, MI_T("e1"));

    MI_Session_TestConnection(session, 0, NULL, &operation);
    note_instances(&t, &operation);
    const MI_Instance *got[] = {first, missing, NULL};
    for (unsigned i = 0; i < 3; i++) {
        MI_Session_GetInstance(session, 0, NULL, NAMESPACE, got[i], NULL, &operation);
        note_instances(&t, &operation);
    }
    for (MI_Boolean keys_only = 0; keys_only < 2; keys_only++) {
        MI_Session_EnumerateInstances(session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), keys_only, NULL,
                                      &operation);
        note_instances(&t, &operation);
    }
    MI_Session_EnumerateInstances(session, 0, NULL, NAMESPACE, MI_T("No_Such_Class"), MI_FALSE, NULL,
                                  &operation);
    note_instances(&t, &operation);
    MI_Session_EnumerateInstances(session, MI_OPERATIONFLAGS_NO_RTTI, NULL, MI_T("root\\test"),
                                  MI_T("Test_Widget"), MI_FALSE, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_QueryInstances(session, 0, NULL, NAMESPACE, MI_T("WQL"),
                              MI_T("SELECT Id FROM Test_Widget WHERE Size > 1"), NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_QueryInstances(session, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("SELECT"), NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_AssociatorInstances(session, 0, NULL, NAMESPACE, first, MI_T("Test_Link"), NULL, NULL, NULL,
                                   MI_FALSE, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_ReferenceInstances(session, 0, NULL, NAMESPACE, first, NULL, NULL, MI_FALSE, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_Invoke(session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_T("Resize"), first, NULL, NULL,
                      &operation);
    note_instances(&t, &operation);
    MI_Session_Invoke(session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_T("No_Such_Method"), NULL, NULL,
                      NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_CreateInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_CreateInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    MI_Value value = {.string = MI_T("another text")};
    CHECK_RESULT(MI_Instance_SetElement(whole, MI_T("String"), &value, MI_STRING, 0), MI_RESULT_OK);
    MI_Session_ModifyInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    MI_Session_GetInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
    note_instances(&t, &operation);
    for (unsigned i = 0; i < 2; i++) {
        MI_Session_DeleteInstance(session, 0, NULL, NAMESPACE, whole, NULL, &operation);
        note_instances(&t, &operation);
    }
    const MI_Char *classes[] = {MI_T("Test_Gadget"), MI_T("Test_Everything"), MI_T("Test_Link"),
                                MI_T("No_Such_Class")};
    for (unsigned i = 0; i < 4; i++) {
        MI_Session_GetClass(session, 0, NULL, NAMESPACE, classes[i], NULL, &operation);
        note_classes(&t, &operation);
    }
    MI_Session_EnumerateClasses(session, 0, NULL, NAMESPACE, MI_T("Test_Thing"), MI_FALSE, NULL, &operation);
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
    Transcript handled = all_operations(MI_T("copy"));
    check_same(direct.text, handled.text);
    free(direct.text);
    free(handled.text);
}

TEST(a_default_protocol_may_be_a_handler) {
    char path[1024], configuration[2048];
    Client client;
    copy_library("libcopy" LIBRARY_SUFFIX, path, sizeof path);
    snprintf(configuration, sizeof configuration,
             "default_local_protocol = \"copy\"\n"
             "[protocol_handlers.copy]\nlibrary = \"%s\"\nprotocol = \"WMIDCOM\"\n",
             path);
    write_configuration(configuration);
    open_by(&client, NULL);
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Widget"), false);
    CHECK(outcome.count > 0);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(a_handler_that_leads_back_to_itself_is_found_out) {
    MI_Instance *error = NULL;
    MI_Session session = MI_SESSION_NULL;
    use_copy("default_local_protocol = \"COPY\"\n");
    MI_Application application = open_application();
    CHECK_RESULT(MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, &error, &session),
                 MI_RESULT_FAILED);
    REQUIRE(error);
    CHECK_CONTAINS(text_of(error, MI_T("Message")), "leads back to itself");
    MI_Instance_Delete(error);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(many_instances_come_through_a_handler_in_their_order_however_slow_the_client_is) {
    Client client;
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    use_copy("");
    compile_many_instances();
    open_by(&client, MI_T("copy"));
    Outcome direct = enumerate_instances(&client, 0, MI_T("Test_Numbered"), false);
    CHECK_OK(direct);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Numbered"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    unsigned seen = 0;
    while (!event_count(&withheld.finished)) {
        EVENT_WAIT(&withheld.results, seen + 1);
        seen++;
        if (withheld.instance) {
            CHECK_NUMBER(uint32_of(withheld.instance, MI_T("Number")), seen - 1);
        }
        acknowledge(&withheld);
    }
    CHECK_NUMBER(seen, MANY_INSTANCES + 1);
    CHECK_RESULT(withheld.result, MI_RESULT_OK);
    MI_Operation_Close(&operation);
    close_client(&client);
}

TEST(an_operation_that_is_closed_early_ends_in_the_handler_too) {
    use_copy("");
    compile_many_instances();
    for (unsigned round = 0; round < rounds(200); round++) {
        Client client;
        const MI_Instance *instance;
        MI_Boolean more;
        open_by(&client, MI_T("copy"));
        MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
        if (round % 2) {
            CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, NULL, NULL, NULL),
                         MI_RESULT_OK);
        }
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        close_client(&client);
    }
    CHECK_NUMBER(running_threads(1), 1);
}

#ifdef _WIN32
LEFT_OUT(children_of_a_fork_leave_the_handler_of_their_parent_alone, "Windows has no fork");
#else
TEST(children_of_a_fork_leave_the_handler_of_their_parent_alone) {
    Client client;
    use_copy("");
    open_by(&client, MI_T("copy"));
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Widget"), false);
    CHECK_OK(outcome);
    pid_t child = fork();
    if (child == 0) {
        Outcome refused = enumerate_instances(&client, 0, MI_T("Test_Widget"), false);
        CHECK_RESULT(refused.result, MI_RESULT_INVALID_PARAMETER);
        free_outcome(&refused);
        CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
        CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
        end_child();
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK_NUMBER(status, 0);
    close_client(&client);
}
#endif
