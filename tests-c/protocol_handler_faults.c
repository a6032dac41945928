/* A protocol handler that is told what to do, right or wrong: what comes of it, and what it is given. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

/* Names the handler in the configuration, with this entry, and has it write a log. */
static void use_vendor(const char *entry, const char *more) {
    const char *library = getenv("MI_TEST_HANDLER");
    char path[512];
    if (!library) {
        fprintf(stderr, "    (MI_TEST_HANDLER must be the path of the handler in tests-c/handler)\n");
        stop_test();
    }
    FILE *file = fopen(getenv("MI_CONFIG"), "w");
    REQUIRE(file);
    fprintf(file, "[protocol_handlers.vendor]\nlibrary = \"%s\"\nentry = \"%s\"\n%s", library, entry, more);
    REQUIRE(fclose(file) == 0);
    snprintf(path, sizeof path, "%s/vendor.log", test_directory());
    set_variable("VENDOR_LOG", path);
}

static unsigned logged(const char *line) {
    FILE *file = fopen(getenv("VENDOR_LOG"), "r");
    char buffer[512];
    unsigned count = 0;
    while (file && fgets(buffer, sizeof buffer, file)) {
        buffer[strcspn(buffer, "\r\n")] = '\0';
        count += strcmp(buffer, line) == 0;
    }
    if (file) {
        fclose(file);
    }
    return count;
}

#define CHECK_LOGGED(line) CHECK_NUMBER(logged(line), 1)

/* Opens a session with the handler that does what the script says. */
static void open_script(Client *client, const MI_Char *script) {
    client->application = open_application();
    REQUIRE_RESULT(MI_Application_NewSession(&client->application, MI_T("VENDOR"), script, NULL, NULL, NULL,
                                             &client->session),
                   MI_RESULT_OK);
}

/* What comes of an enumeration that does what the script says. */
static Outcome play(const MI_Char *script) {
    Client client;
    use_vendor("Vendor_Open", "");
    open_script(&client, script);
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Vendor_Thing"), false);
    close_client(&client);
    CHECK_LOGGED("session closed");
    CHECK_LOGGED("application closed");
    CHECK_NUMBER(logged("closed again"), 0);
    return outcome;
}

/* A session that can't be opened: with this result, and a text that names this. */
static void refused(const MI_Char *script, MI_Result expected, const char *part) {
    MI_Application application = open_application();
    MI_Session session = MI_SESSION_NULL;
    MI_Instance *error = NULL;
    CHECK_RESULT(
        MI_Application_NewSession(&application, MI_T("vendor"), script, NULL, NULL, &error, &session),
        expected);
    CHECK(error);
    if (error) {
        CHECK_CONTAINS(text_of(error, MI_T("Message")), part);
        MI_Instance_Delete(error);
    }
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(a_library_that_is_not_there_is_told_when_a_session_is_opened) {
    FILE *file = fopen(getenv("MI_CONFIG"), "w");
    REQUIRE(file);
    fprintf(file, "[protocol_handlers.vendor]\nlibrary = \"/no/such/library.so\"\n");
    fclose(file);
    refused(NULL, MI_RESULT_FAILED, "/no/such/library.so");
}

TEST(an_entry_that_is_not_there_is_told_by_its_name) {
    use_vendor("No_Such_Entry", "");
    refused(NULL, MI_RESULT_FAILED, "No_Such_Entry");
}

TEST(an_entry_that_fails_is_told_with_its_result) {
    use_vendor("Vendor_Fail", "");
    refused(NULL, MI_RESULT_SERVER_LIMITS_EXCEEDED, "SERVER_LIMITS_EXCEEDED");
}

TEST(an_application_without_a_table_is_told) {
    use_vendor("Vendor_Lie", "");
    refused(NULL, MI_RESULT_NOT_SUPPORTED, "without a table");
}

TEST(what_a_handler_says_of_a_session_that_it_refuses_reaches_the_client) {
    use_vendor("Vendor_Open", "");
    refused(MI_T("refuse"), MI_RESULT_ACCESS_DENIED, "The vendor refuses.");
    CHECK_LOGGED("application closed");
}

TEST(a_session_without_a_table_is_told) {
    use_vendor("Vendor_Open", "");
    refused(MI_T("no-table"), MI_RESULT_NOT_SUPPORTED, "without a table");
}

TEST(a_handler_is_opened_once_for_all_sessions_of_an_application) {
    Client client;
    MI_Session second;
    use_vendor("Vendor_Open", "protocol = \"THEIRS\"\n");
    open_script(&client, MI_T("one"));
    REQUIRE_RESULT(MI_Application_NewSession(&client.application, MI_T("Vendor"), MI_T("two"), NULL, NULL,
                                             NULL, &second),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&second, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(logged("application closed"), 0);
    close_client(&client);
    CHECK_LOGGED("opened with flags 0");
    CHECK_LOGGED("session by THEIRS with one");
    CHECK_LOGGED("session by THEIRS with two");
    CHECK_NUMBER(logged("session closed"), 2);
    CHECK_LOGGED("application closed");
}

TEST(a_function_that_a_handler_lacks_is_named) {
    Client client;
    use_vendor("Vendor_Open", "");
    open_script(&client, MI_T(""));
    Outcome outcome = get_class(&client, MI_T("Vendor_Thing"));
    CHECK_FAILS(outcome, MI_RESULT_NOT_SUPPORTED, "MI_SessionFT.GetClass");
    close_client(&client);
}

TEST(a_handler_that_makes_no_instances_is_told_so) {
    Client client;
    use_vendor("Vendor_OpenPoor", "");
    open_script(&client, MI_T(""));
    MI_Instance *thing = new_keyed(&client.application, MI_T("Vendor_Thing"), MI_T("one"));
    Outcome outcome = modify_instance(&client, thing);
    CHECK_FAILS(outcome, MI_RESULT_NOT_SUPPORTED, "MI_ApplicationFT.NewInstance");
    outcome = enumerate_instances(&client, 0, MI_T("Vendor_Thing"), true);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    MI_Instance_Delete(thing);
    close_client(&client);
}

/* A script whose enumeration succeeds with so many instances. */
static void check_plays(const MI_Char *script, unsigned instances) {
    Outcome outcome = play(script);
    CHECK_NUMBER(outcome.count, instances);
    CHECK_OK(outcome);
    CHECK_LOGGED("closed");
}

TEST(results_come_in_their_order_and_the_operation_is_closed_after_them) {
    check_plays(MI_T(""), 3);
}

TEST(results_may_come_inside_of_the_call_that_starts_the_operation) {
    check_plays(MI_T("inside"), 3);
}

TEST(the_handle_may_be_filled_after_all_results) {
    check_plays(MI_T("late-handle"), 3);
}

TEST(the_handle_of_the_callbacks_serves_where_none_is_filled) {
    check_plays(MI_T("no-handle"), 3);
}

TEST(the_last_instance_may_come_with_the_final_result) {
    check_plays(MI_T("together"), 3);
}

TEST(results_after_the_final_one_are_let_go) {
    check_plays(MI_T("two-finals"), 2);
}

TEST(many_results_are_acknowledged_one_by_one) {
    check_plays(MI_T("many"), 2000);
}

TEST(results_that_need_no_acknowledgement_wait_in_the_handler) {
    check_plays(MI_T("unacknowledged"), 2000);
}

/* A script whose enumeration fails. */
static void check_fails(const MI_Char *script, MI_Result expected, const char *part) {
    Outcome outcome = play(script);
    CHECK_RESULT(outcome.result, expected);
    CHECK_CONTAINS(outcome.message, part);
    CHECK(outcome.details);
    free_outcome(&outcome);
}

TEST(an_instance_that_can_not_be_read_fails_the_operation_at_its_end) {
    check_fails(MI_T("garbage"), MI_RESULT_FAILED, "that can't be read");
}

TEST(a_number_that_is_no_result_is_told) {
    check_fails(MI_T("number"), MI_RESULT_FAILED, "4711");
}

TEST(the_text_of_a_failure_may_be_in_its_details) {
    check_fails(MI_T("error"), MI_RESULT_NOT_FOUND, "a text of details");
}

/* ---- Stopping ---- */

static void cancel_after_the_first(const MI_Char *script, MI_Result expected) {
    Client client;
    use_vendor("Vendor_Open", "");
    open_script(&client, script);
    MI_Operation operation = start_enumeration(&client, MI_T("Vendor_Thing"), 0, NULL);
    const MI_Instance *instance;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_OK;
    REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL), MI_RESULT_OK);
    CHECK(instance && more);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_SERVICESTOP), MI_RESULT_OK);
    while (more) {
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                       MI_RESULT_OK);
    }
    CHECK_RESULT(result, expected);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
    CHECK_LOGGED("cancelled for 3");
}

TEST(a_cancellation_reaches_the_handler_with_its_reason) {
    cancel_after_the_first(MI_T("on-cancel"), MI_RESULT_FAILED);
    CHECK_LOGGED("closed");
    CHECK_LOGGED("application closed");
}

TEST_WITHIN(an_operation_that_does_not_end_when_it_is_cancelled_is_given_up, 60) {
    cancel_after_the_first(MI_T("no-final"), MI_RESULT_FAILED);
    CHECK_NUMBER(logged("application closed"), 0);
}

TEST(a_deadline_cancels_the_operation_of_the_handler) {
    Client client;
    use_vendor("Vendor_Open", "");
    open_script(&client, MI_T("on-cancel"));
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Interval limit = {0, 0, 0, 3, 0, 0, 0, 0};
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options), MI_RESULT_OK);
    REQUIRE_RESULT(MI_OperationOptions_SetTimeout(&options, &limit), MI_RESULT_OK);
    MI_Operation operation;
    MI_Session_EnumerateInstances(&client.session, 0, &options, NAMESPACE, MI_T("Vendor_Thing"), MI_FALSE,
                                  NULL, &operation);
    MI_OperationOptions_Delete(&options);
    Outcome outcome = finish_instances(&operation);
    CHECK_RESULT(outcome.result, MI_RESULT_FAILED);
    free_outcome(&outcome);
    close_client(&client);
    CHECK_LOGGED("cancelled for 1");
    CHECK_LOGGED("closed");
}

/* ---- What is told and asked beside the results ---- */

static void MI_CALL told_message(MI_Operation *operation, void *context, MI_Uint32 channel,
                                 const MI_Char *message) {
    (void)operation;
    (void)context;
    CHECK_NUMBER(channel, MI_WRITEMESSAGE_CHANNEL_WARNING);
    CHECK_TEXT(message, "a warning");
}

static void MI_CALL told_progress(MI_Operation *operation, void *context, const MI_Char *activity,
                                  const MI_Char *step, const MI_Char *status, MI_Uint32 percentage,
                                  MI_Uint32 seconds) {
    (void)operation;
    (void)context;
    CHECK_TEXT(activity, "an activity");
    CHECK_TEXT(step, "a step");
    CHECK_TEXT(status, "a status");
    CHECK_NUMBER(percentage, 50);
    CHECK_NUMBER(seconds, 7);
}

static void MI_CALL told_part(MI_Operation *operation, void *context, const MI_Char *name, MI_Type type,
                              const MI_Value *value,
                              MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    (void)operation;
    (void)context;
    CHECK(!acknowledge);
    CHECK_TEXT(name, "Part");
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(value->uint32, 3);
}

static void MI_CALL asked(MI_Operation *operation, void *context, const MI_Char *text, MI_PromptType type,
                          MI_Result(MI_CALL *answer)(MI_Operation *operation,
                                                     MI_OperationCallback_ResponseType response)) {
    (void)context;
    CHECK_NUMBER(type, MI_PROMPTTYPE_NORMAL);
    if (text_compare(text, MI_T("Go on?")) == 0) {
        REQUIRE(answer);
        CHECK_RESULT(answer(operation, MI_OperationCallback_ResponseType_No), MI_RESULT_OK);
    } else if (answer) {
        answer(operation, MI_OperationCallback_ResponseType_Yes);
    }
}

TEST(messages_progress_parameters_and_questions_pass_through) {
    Client client;
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    callbacks.writeMessage = told_message;
    callbacks.writeProgress = told_progress;
    callbacks.streamedParameterResult = told_part;
    callbacks.promptUser = asked;
    use_vendor("Vendor_Open", "");
    open_script(&client, MI_T("questions"));
    MI_Operation operation = start_enumeration(&client, MI_T("Vendor_Thing"), 0, &callbacks);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_FAILED);
    MI_Operation_Close(&operation);
    close_client(&client);
}

TEST(parameters_come_in_pieces_only_where_the_client_hears_of_it) {
    check_fails(MI_T("questions"), MI_RESULT_FAILED, "yes, yes, nothing streamed");
}

/* ---- What is passed on ---- */

TEST(the_options_of_a_destination_reach_the_handler) {
    MI_Application application = open_application();
    MI_Session session;
    MI_Interval limit = {0, 0, 0, 30, 0, 0, 0, 0};
    MI_UserCredentials credentials = {MI_AUTH_TYPE_BASIC,
                                      {{MI_T("domain"), MI_T("somebody"), MI_T("secret")}}};
    MI_DestinationOptions options;
    MI_Application_Close(&application);
    use_vendor("Vendor_Open", "");
    application = open_application();
    REQUIRE_RESULT(MI_Application_NewDestinationOptions(&application, &options), MI_RESULT_OK);
    MI_DestinationOptions_SetTimeout(&options, &limit);
    MI_DestinationOptions_SetDataLocale(&options, MI_T("de-DE"));
    MI_DestinationOptions_SetDestinationPort(&options, 5986);
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_NewSession(&application, MI_T("vendor"), MI_T("server"), &options, NULL, NULL,
                                           &session),
                 MI_RESULT_OK);
    MI_DestinationOptions_Delete(&options);
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&application);
    CHECK_LOGGED("destination __MI_DESTINATIONOPTIONS_TIMEOUT = 30 seconds");
    CHECK_LOGGED("destination __MI_DESTINATIONOPTIONS_DATA_LOCALE = de-DE");
    CHECK_LOGGED("destination __MI_DESTINATIONOPTIONS_DESTINATION_PORT = 5986");
    CHECK_LOGGED(
        "destination __MI_DESTINATIONOPTIONS_DESTINATION_CREDENTIALS = Basic domain\\somebody secret");
    CHECK_LOGGED("destination deleted");
    CHECK_LOGGED("session by no protocol with server");
}

TEST(the_options_and_flags_of_an_operation_reach_the_handler) {
    Client client;
    MI_Operation operation;
    MI_OperationOptions options;
    MI_Interval limit = {0, 0, 0, 30, 0, 0, 0, 0};
    MI_Value value = {.uint32 = 8};
    use_vendor("Vendor_Open", "");
    open_script(&client, MI_T(""));
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options), MI_RESULT_OK);
    MI_OperationOptions_SetTimeout(&options, &limit);
    MI_OperationOptions_SetResourceUriPrefix(&options, MI_T("http://prefix"));
    MI_OperationOptions_DisableChannel(&options, 1);
    MI_OperationOptions_EnableChannel(&options, 9);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("Mine"), MI_UINT32, &value, MI_TRUE),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("Flag"), MI_BOOLEAN, &value, MI_FALSE),
                 MI_RESULT_OK);
    MI_Session_EnumerateInstances(
        &client.session, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW | MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED,
        &options, NULL, MI_T("Vendor_Thing"), MI_TRUE, NULL, &operation);
    MI_OperationOptions_Delete(&options);
    Outcome outcome = finish_instances(&operation);
    CHECK_OK(outcome);
    close_client(&client);
    CHECK_LOGGED("enumerate Vendor_Thing in root/cimv2, flags 0x81, keys 1");
    CHECK_LOGGED("operation __MI_OPERATIONOPTIONS_TIMEOUT = 30 seconds");
    CHECK_LOGGED("operation __MI_OPERATIONOPTIONS_RESOURCE_URI_PREFIX = http://prefix");
    CHECK_LOGGED("operation __MI_OPERATIONOPTIONS_CHANNEL = 1 off");
    CHECK_LOGGED("operation __MI_OPERATIONOPTIONS_CHANNEL = 9");
    CHECK_LOGGED("operation must mine = 8");
    CHECK_LOGGED("operation custom flag type 0");
    CHECK_LOGGED("operation deleted");
}

TEST(instances_reach_the_handler_as_its_own) {
    Client client;
    MI_Operation operation;
    use_vendor("Vendor_Open", "");
    open_script(&client, MI_T(""));
    MI_Instance *thing = new_keyed(&client.application, MI_T("Vendor_Thing"), MI_T("one"));
    MI_Instance *parameters = new_instance(&client.application, MI_T("Parameters"));
    add_uint32(parameters, MI_T("Size"), 5);
    CHECK_RESULT(MI_Instance_AddElement(parameters, MI_T("None"), NULL, MI_STRING, MI_FLAG_NULL),
                 MI_RESULT_OK);
    MI_Session_Invoke(&client.session, 0, NULL, NAMESPACE, MI_T("Vendor_Thing"), MI_T("Do"), thing,
                      parameters, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    CHECK_OK(outcome);
    MI_Instance_Delete(thing);
    MI_Instance_Delete(parameters);
    close_client(&client);
    CHECK_LOGGED("invoke Do of Vendor_Thing");
    CHECK_LOGGED("instance of Vendor_Thing with 1 elements");
    CHECK_LOGGED("element Id = one");
    CHECK_LOGGED("parameters of Parameters with 2 elements");
    CHECK_LOGGED("element Size = 5");
    CHECK_LOGGED("element None type 13 NULL");
}

TEST(what_the_client_did_not_change_is_left_out_of_a_modification) {
    Client client;
    const MI_Instance *got;
    MI_Operation operation;
    use_vendor("Vendor_Open", "");
    open_script(&client, MI_T("together"));
    Outcome read = enumerate_instances(&client, 0, MI_T("Vendor_Thing"), false);
    REQUIRE(read.instance);
    got = read.instance;
    add_text(read.instance, MI_T("New"), MI_T("a value"));
    MI_Session_ModifyInstance(&client.session, 0, NULL, NAMESPACE, got, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    free_outcome(&outcome);
    free_outcome(&read);
    close_client(&client);
    CHECK_LOGGED("modify of Vendor_Thing with 2 elements");
    CHECK_LOGGED("element New = a value");
}

TEST(the_delivery_of_a_subscription_reaches_the_handler) {
    Client client;
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_SubscriptionDeliveryOptions delivery;
    MI_Interval latency = {0, 0, 0, 5, 0, 0, 0, 0};
    MI_Operation operation;
    use_vendor("Vendor_Open", "");
    open_script(&client, MI_T(""));
    REQUIRE_RESULT(MI_Application_NewSubscriptionDeliveryOptions(&client.application,
                                                                 MI_SubscriptionDeliveryType_Push, &delivery),
                   MI_RESULT_OK);
    MI_SubscriptionDeliveryOptions_SetBookmark(&delivery, MI_T("a bookmark"));
    MI_SubscriptionDeliveryOptions_SetMaximumLatency(&delivery, &latency);
    MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("SELECT * FROM Vendor_Alert"),
                         &delivery, &callbacks, &operation);
    MI_SubscriptionDeliveryOptions_Delete(&delivery);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_INVALID_QUERY);
    MI_Operation_Close(&operation);
    close_client(&client);
    CHECK_LOGGED("delivery of type 2");
    CHECK_LOGGED("delivery __MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_BOOKMARK = a bookmark");
    CHECK_LOGGED("delivery __MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_MAXIMUM_LATENCY = 5 seconds");
    CHECK_LOGGED("delivery deleted");
    CHECK_LOGGED("subscribe WQL SELECT * FROM Vendor_Alert");
}
