/* A provider module written in C behind the client's functions: what it asks, tells and learns, when it
 * answers, and what comes of doing it wrong. The module is tests-c/provider. */

#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Asking the sample ---- */

static Outcome get_thing(Client *client, const MI_Char *id) {
    MI_Instance *instance = new_keyed(&client->application, MI_T("Sample_Thing"), id);
    Outcome outcome = get_instance(client, instance);
    MI_Instance_Delete(instance);
    return outcome;
}

static MI_Operation start_get(Client *client, const MI_Char *id, MI_OperationOptions *options,
                              MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance = new_keyed(&client->application, MI_T("Sample_Thing"), id);
    MI_Session_GetInstance(&client->session, 0, options, NAMESPACE, instance, callbacks, &operation);
    MI_Instance_Delete(instance);
    return operation;
}

static MI_Operation start_do(Client *client, const MI_Char *what, const MI_Char *text,
                             MI_OperationOptions *options, MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *parameters = new_instance(&client->application, MI_T("Parameters"));
    add_text(parameters, MI_T("What"), what);
    add_text(parameters, MI_T("Text"), text);
    MI_Session_Invoke(&client->session, 0, options, NAMESPACE, MI_T("Sample_Thing"), MI_T("Do"), NULL,
                      parameters, callbacks, &operation);
    MI_Instance_Delete(parameters);
    return operation;
}

/* Holds an answer of Do to what it says, and to the result of the function that it tried. */
static void check_answer(Outcome outcome, MI_Result returned, const char *text) {
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("ReturnValue")), returned);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Answer")), text);
    CHECK_OK(outcome);
}

/* ---- What a client is told ---- */

typedef struct Told {
    MI_OperationCallback_ResponseType answer;
    unsigned questions;
    unsigned messages;
    MI_PromptType kind;
    char text[128];
    MI_Uint32 channel;
    unsigned pieces;
    MI_Uint32 percent;
} Told;

static void MI_CALL on_prompt(MI_Operation *operation, void *context, const MI_Char *message,
                              MI_PromptType kind,
                              MI_Result(MI_CALL *reply)(MI_Operation *, MI_OperationCallback_ResponseType)) {
    Told *told = context;
    told->questions++;
    told->kind = kind;
    snprintf(told->text, sizeof told->text, "%s", SHOWN(message));
    if (reply) {
        CHECK_RESULT(reply(operation, told->answer), MI_RESULT_OK);
    }
}

static void MI_CALL on_error(MI_Operation *operation, void *context, MI_Instance *error,
                             MI_Result(MI_CALL *reply)(MI_Operation *, MI_OperationCallback_ResponseType)) {
    Told *told = context;
    told->questions++;
    snprintf(told->text, sizeof told->text, "%s", SHOWN(text_of(error, MI_T("Message"))));
    if (reply) {
        CHECK_RESULT(reply(operation, told->answer), MI_RESULT_OK);
    }
}

static void MI_CALL on_message(MI_Operation *operation, void *context, MI_Uint32 channel,
                               const MI_Char *message) {
    Told *told = context;
    (void)operation;
    told->messages++;
    told->channel = channel;
    snprintf(told->text, sizeof told->text, "%s", SHOWN(message));
}

static void MI_CALL on_progress(MI_Operation *operation, void *context, const MI_Char *activity,
                                const MI_Char *current, const MI_Char *status, MI_Uint32 percent,
                                MI_Uint32 seconds) {
    Told *told = context;
    (void)operation;
    told->percent = percent;
    snprintf(told->text, sizeof told->text, "%s, %s, %s, %u", SHOWN(activity), SHOWN(current), SHOWN(status),
             (unsigned)seconds);
}

static void MI_CALL on_piece(MI_Operation *operation, void *context, const MI_Char *name, MI_Type type,
                             const MI_Value *value,
                             MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Told *told = context;
    (void)operation;
    CHECK(!acknowledge);
    CHECK_TEXT(name, "Lines");
    REQUIRE_NUMBER(type, MI_STRINGA);
    told->pieces = told->pieces * 10 + value->stringa.size;
    snprintf(told->text, sizeof told->text, "%s", SHOWN(value->stringa.data[value->stringa.size - 1]));
}

static MI_OperationCallbacks callbacks_to(Told *told) {
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = told;
    callbacks.promptUser = on_prompt;
    callbacks.writeError = on_error;
    callbacks.writeMessage = on_message;
    callbacks.writeProgress = on_progress;
    callbacks.streamedParameterResult = on_piece;
    return callbacks;
}

static Outcome do_with(Client *client, const MI_Char *what, const MI_Char *text, MI_OperationOptions *options,
                       Told *told) {
    MI_OperationCallbacks callbacks = callbacks_to(told);
    MI_Operation operation = start_do(client, what, text, options, &callbacks);
    return finish_instances(&operation);
}

static MI_OperationOptions new_options(Client *client) {
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client->application, MI_FALSE, &options),
                   MI_RESULT_OK);
    return options;
}

/* ---- Questions ---- */

TEST(a_module_asks_and_gets_the_clients_answer) {
    static const struct {
        const MI_Char *what;
        MI_PromptType kind;
        const char *text;
    } questions[] = {
        {MI_T("prompt"), MI_PROMPTTYPE_NORMAL, "Sure?"},
        {MI_T("critical"), MI_PROMPTTYPE_CRITICAL, "Sure?"},
        {MI_T("process"), MI_PROMPTTYPE_NORMAL, "Performing the operation \"polish\" on target \"Sure?\"."},
        {MI_T("continue"), MI_PROMPTTYPE_NORMAL, "Sure?"},
    };
    Client client;
    use_sample();
    open_client(&client);
    for (size_t index = 0; index < 4; index++) {
        for (int yes = 0; yes <= 1; yes++) {
            Told told = {.answer = yes ? MI_OperationCallback_ResponseType_Yes
                                       : MI_OperationCallback_ResponseType_No};
            Outcome outcome = do_with(&client, questions[index].what, MI_T("Sure?"), NULL, &told);
            check_answer(outcome, MI_RESULT_OK, yes ? "yes" : "no");
            CHECK_NUMBER(told.questions, 1);
            CHECK_NUMBER(told.kind, questions[index].kind);
            CHECK_TEXT(told.text, questions[index].text);
        }
    }
    close_client(&client);
}

TEST(a_module_that_nobody_answers_goes_on) {
    Client client;
    use_sample();
    open_client(&client);
    check_answer(sample_do(&client, MI_T("prompt"), MI_T("Sure?")), MI_RESULT_OK, "yes");
    check_answer(sample_do(&client, MI_T("error"), MI_T("A leaf is missing.")), MI_RESULT_OK, "yes");
    close_client(&client);
}

TEST(a_module_tells_of_errors_and_asks_whether_to_go_on_where_the_client_wants_that) {
    Client client;
    use_sample();
    open_client(&client);
    MI_OperationOptions options = new_options(&client);
    REQUIRE_RESULT(MI_OperationOptions_SetWriteErrorMode(&options, MI_CALLBACKMODE_INQUIRE), MI_RESULT_OK);
    static const MI_Char *const kinds[] = {MI_T("error"), MI_T("cim-error")};
    for (size_t index = 0; index < 2; index++) {
        Told told = {.answer = MI_OperationCallback_ResponseType_No};
        check_answer(do_with(&client, kinds[index], MI_T("A leaf is missing."), NULL, &told), MI_RESULT_OK,
                     "yes");
        CHECK_NUMBER(told.questions, 1);
        CHECK_TEXT(told.text, "A leaf is missing.");
        check_answer(do_with(&client, kinds[index], MI_T("A leaf is missing."), &options, &told),
                     MI_RESULT_OK, "no");
        CHECK_NUMBER(told.questions, 2);
    }
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

/* ---- Messages, progress, streamed parameters ---- */

TEST(a_modules_messages_come_on_their_channels) {
    Client client;
    use_sample();
    open_client(&client);
    MI_OperationOptions options = new_options(&client);
    REQUIRE_RESULT(MI_OperationOptions_EnableChannel(&options, 17), MI_RESULT_OK);
    static const struct {
        const MI_Char *what;
        MI_Uint32 channel;
    } messages[] = {{MI_T("warning"), 0}, {MI_T("verbose"), 1}, {MI_T("debug"), 2}, {MI_T("message"), 17}};
    for (size_t index = 0; index < 4; index++) {
        Told told = {0};
        check_answer(do_with(&client, messages[index].what, MI_T("Dust."), &options, &told), MI_RESULT_OK,
                     "");
        CHECK_NUMBER(told.messages, 1);
        CHECK_NUMBER(told.channel, messages[index].channel);
        CHECK_TEXT(told.text, "Dust.");
    }
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(a_modules_progress_and_streamed_parameters_come_before_its_result) {
    Client client;
    Told told = {0};
    use_sample();
    open_client(&client);
    check_answer(do_with(&client, MI_T("progress"), MI_T("Dusting"), NULL, &told), MI_RESULT_OK, "");
    CHECK_NUMBER(told.percent, 42);
    CHECK_TEXT(told.text, "Dusting, now, well, 7");
    check_answer(do_with(&client, MI_T("stream"), MI_T("dust"), NULL, &told), MI_RESULT_OK, "");
    CHECK_NUMBER(told.pieces, 12);
    CHECK_TEXT(told.text, "more");
    close_client(&client);
}

/* ---- Options, language, sessions ---- */

TEST(a_module_reads_the_options_of_its_client) {
    Client client;
    MI_Value value;
    const MI_Char *texts[] = {MI_T("a"), MI_T("b")};
    use_sample();
    open_client(&client);
    MI_OperationOptions options = new_options(&client);
    memset(&value, 0, sizeof value);
    value.string = MI_T("red");
    REQUIRE_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("Color"), MI_STRING, &value, MI_TRUE),
                   MI_RESULT_OK);
    value.uint32 = 3;
    REQUIRE_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("Depth"), MI_UINT32, &value, MI_FALSE),
                   MI_RESULT_OK);
    value.stringa.data = (MI_Char **)texts;
    value.stringa.size = 2;
    REQUIRE_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("List"), MI_STRINGA, &value, MI_FALSE),
                   MI_RESULT_OK);
    Told told = {0};
    check_answer(do_with(&client, MI_T("string-option"), MI_T("color"), &options, &told), MI_RESULT_OK,
                 "red");
    check_answer(do_with(&client, MI_T("number-option"), MI_T("DEPTH"), &options, &told), MI_RESULT_OK, "3");
    check_answer(do_with(&client, MI_T("custom-option"), MI_T("List"), &options, &told), MI_RESULT_OK,
                 "type 29, 2 elements");
    check_answer(do_with(&client, MI_T("string-option"), MI_T("Depth"), &options, &told),
                 MI_RESULT_TYPE_MISMATCH, "");
    check_answer(do_with(&client, MI_T("string-option"), MI_T("Height"), &options, &told),
                 MI_RESULT_NO_SUCH_PROPERTY, "");
    check_answer(do_with(&client, MI_T("options"), MI_T(""), &options, &told), MI_RESULT_OK,
                 "3: color depth list");
    check_answer(do_with(&client, MI_T("options"), MI_T(""), NULL, &told), MI_RESULT_OK, "0:");
    check_answer(do_with(&client, MI_T("set-option"), MI_T("color"), &options, &told),
                 MI_RESULT_NOT_SUPPORTED, "");
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(a_module_learns_the_language_of_the_process_where_the_client_says_none) {
    Client client;
    use_sample();
    set_variable("LC_ALL", "de_DE.UTF-8");
    open_client(&client);
    check_answer(sample_do(&client, MI_T("ui-locale"), MI_T("")), MI_RESULT_OK, "de-de");
    check_answer(sample_do(&client, MI_T("data-locale"), MI_T("")), MI_RESULT_OK, "de-de");
    close_client(&client);
}

TEST(a_module_asks_other_classes_through_a_session_of_its_own) {
    Client client;
    use_sample();
    open_client(&client);
    check_answer(sample_do(&client, MI_T("local-session"), MI_T("7")), MI_RESULT_OK, "number 7");
    check_answer(sample_do(&client, MI_T("local-session"), MI_T("70")), MI_RESULT_NOT_FOUND, "");
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

/* ---- Methods with instances ---- */

TEST(a_method_sees_typed_references_and_embedded_instances) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Value value;
    use_sample();
    open_client(&client);
    MI_Instance *target = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("x"));
    MI_Instance *body = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("y"));
    MI_Instance *parameters = new_instance(&client.application, MI_T("Parameters"));
    add_uint32(body, MI_T("Size"), 5);
    memset(&value, 0, sizeof value);
    value.reference = target;
    REQUIRE_RESULT(MI_Instance_AddElement(parameters, MI_T("Target"), &value, MI_REFERENCE, 0), MI_RESULT_OK);
    value.instance = body;
    REQUIRE_RESULT(MI_Instance_AddElement(parameters, MI_T("Body"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    MI_Session_Invoke(&client.session, 0, NULL, NAMESPACE, MI_T("Sample_Thing"), MI_T("Show"), NULL,
                      parameters, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Text")), "target x, body y of size 5");
    CHECK(!has_element(outcome.instance, MI_T("Target")));
    CHECK_OK(outcome);
    MI_Instance_Delete(parameters);
    MI_Instance_Delete(body);
    MI_Instance_Delete(target);
    close_client(&client);
}

/* ---- When it answers ---- */

TEST(a_module_answers_from_its_own_thread_after_its_function_returned) {
    Client client;
    use_sample();
    open_client(&client);
    Outcome outcome = get_thing(&client, MI_T("late"));
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 7);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(a_module_that_is_cancelled_is_told_the_reason) {
    static const MI_CancellationReason reasons[] = {MI_REASON_NONE, MI_REASON_TIMEOUT, MI_REASON_SHUTDOWN,
                                                    MI_REASON_SERVICESTOP};
    Client client;
    char line[64];
    use_sample();
    open_client(&client);
    for (unsigned index = 0; index < 4; index++) {
        MI_Operation operation = start_get(&client, MI_T("cancel"), NULL, NULL);
        wait_until_logged("waiting to be cancelled", index + 1);
        REQUIRE_RESULT(MI_Operation_Cancel(&operation, reasons[index]), MI_RESULT_OK);
        snprintf(line, sizeof line, "cancelled for reason %u", (unsigned)reasons[index]);
        wait_until_logged(line, 1);
        CHECK_FAILS(finish_instances(&operation), MI_RESULT_FAILED, "cancel");
        CHECK_NUMBER(logged("the context says that it was cancelled"), index + 1);
    }
    close_client(&client);
}

TEST(a_module_may_post_its_result_inside_the_callback_of_the_cancellation) {
    Client client;
    use_sample();
    open_client(&client);
    MI_Operation operation = start_get(&client, MI_T("cancel-inside"), NULL, NULL);
    wait_until_logged("waiting to be cancelled", 1);
    REQUIRE_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_FAILED, "cancel");
    close_client(&client);
    wait_until_logged("the result was posted inside the callback", 1);
}

TEST(a_module_that_runs_out_of_time_is_told_so) {
    Client client;
    MI_Interval limit = {0, 0, 0, 2, 0, 0, 0, 0};
    use_sample();
    open_client(&client);
    /* A request whose time is over before its class is loaded never comes to the module. */
    MI_Operation first = start_get(&client, MI_T("a"), NULL, NULL);
    CHECK_OK(finish_instances(&first));
    MI_OperationOptions options = new_options(&client);
    REQUIRE_RESULT(MI_OperationOptions_SetTimeout(&options, &limit), MI_RESULT_OK);
    MI_Operation operation = start_get(&client, MI_T("cancel"), &options, NULL);
    Outcome outcome = finish_instances(&operation);
    CHECK_RESULT(outcome.result, MI_RESULT_FAILED);
    CHECK_NUMBER(logged("cancelled for reason 1"), 1);
    free_outcome(&outcome);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(a_module_that_never_answers_is_ended_by_the_clients_cancel) {
    Client client;
    Recorder recorder = RECORDER_INITIALISER;
    use_sample();
    open_client(&client);
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_get(&client, MI_T("never"), NULL, &callbacks);
    wait_until_logged("waiting to be released", 1);
    REQUIRE_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    /* The context lives as long as the provider may use it. */
    CHECK_FAILS(get_thing(&client, MI_T("release")), MI_RESULT_NOT_FOUND, "Sample_Thing");
    wait_until_logged("the request that was never answered was answered", 1);
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

/* ---- Doing it wrong ---- */

TEST(what_a_module_posts_after_its_result_is_refused) {
    Client client;
    use_sample();
    open_client(&client);
    Outcome outcome = get_thing(&client, MI_T("twice"));
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    close_client(&client);
    CHECK_NUMBER(logged("first result: 0"), 1);
    CHECK_NUMBER(logged("second result: 4"), 1);
    CHECK_NUMBER(logged("instance after the end: 4"), 1);
    CHECK_NUMBER(logged("message after the end: 4"), 1);
    CHECK_NUMBER(logged("question after the end: 4"), 1);
}

TEST(null_arguments_of_a_module_are_refused) {
    Client client;
    use_sample();
    open_client(&client);
    Outcome outcome = get_thing(&client, MI_T("nulls"));
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 0);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(a_module_that_posts_an_instance_of_another_class_fails_with_its_name) {
    Client client;
    use_sample();
    open_client(&client);
    Outcome outcome = get_thing(&client, MI_T("other-class"));
    CHECK_NUMBER(outcome.count, 0);
    CHECK_CONTAINS(outcome.message, "libsample" LIBRARY_SUFFIX);
    CHECK_FAILS(outcome, MI_RESULT_FAILED, "Sample_Number");
    close_client(&client);
}

TEST(errors_of_a_module_keep_their_number_and_their_instance) {
    Client client;
    use_sample();
    open_client(&client);
    Outcome outcome = get_thing(&client, MI_T("error"));
    CHECK_RESULT(outcome.result, MI_RESULT_ACCESS_DENIED);
    CHECK_TEXT(outcome.message, "The thing is locked.");
    REQUIRE(outcome.details);
    CHECK_NUMBER(uint32_of(outcome.details, ERROR_CODE), 13);
    CHECK_TEXT(text_of(outcome.details, ERROR_TYPE), "ERRNO");
    free_outcome(&outcome);
    outcome = get_thing(&client, MI_T("cim-error"));
    CHECK_RESULT(outcome.result, MI_RESULT_ALREADY_EXISTS);
    CHECK_TEXT(outcome.message, "The thing is there twice.");
    free_outcome(&outcome);
    close_client(&client);
}

/* ---- Indications ---- */

typedef struct Alerts {
    Event alerts;
    Event finished;
    char text[32];
    char bookmark[32];
    MI_Result result;
} Alerts;

static void MI_CALL on_alert(MI_Operation *operation, void *context, const MI_Instance *instance,
                             const MI_Char *bookmark, const MI_Char *machine, MI_Boolean more,
                             MI_Result result, const MI_Char *message, const MI_Instance *details,
                             MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Alerts *alerts = context;
    (void)operation;
    (void)machine;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (instance) {
        snprintf(alerts->text, sizeof alerts->text, "%s", SHOWN(text_of(instance, MI_T("Text"))));
        snprintf(alerts->bookmark, sizeof alerts->bookmark, "%s", SHOWN(bookmark ? bookmark : MI_T("")));
        event_raise(&alerts->alerts);
    }
    if (!more) {
        alerts->result = result;
        event_raise(&alerts->finished);
    }
}

static MI_Operation subscribe(Client *client, Alerts *alerts) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = alerts;
    callbacks.indicationResult = on_alert;
    MI_Session_Subscribe(&client->session, 0, NULL, NAMESPACE, MI_T("WQL"),
                         MI_T("SELECT * FROM Sample_Alert"), NULL, &callbacks, &operation);
    return operation;
}

TEST(an_indication_of_a_module_comes_to_all_who_subscribed) {
    Client client;
    Alerts first = {EVENT_INITIALISER, EVENT_INITIALISER, "", "", MI_RESULT_OK};
    Alerts second = {EVENT_INITIALISER, EVENT_INITIALISER, "", "", MI_RESULT_OK};
    use_sample();
    open_client(&client);
    MI_Operation one = subscribe(&client, &first), two = subscribe(&client, &second);
    wait_until_logged("subscribed: SELECT * FROM Sample_Alert", 2);
    check_answer(sample_do(&client, MI_T("raise"), MI_T("fire")), MI_RESULT_OK, "");
    EVENT_WAIT(&first.alerts, 1);
    EVENT_WAIT(&second.alerts, 1);
    CHECK_TEXT(first.text, "fire");
    CHECK_TEXT(second.bookmark, "bookmark 1");
    REQUIRE_RESULT(MI_Operation_Cancel(&one, MI_REASON_NONE), MI_RESULT_OK);
    EVENT_WAIT(&first.finished, 1);
    wait_until_logged("unsubscribed", 1);
    CHECK_RESULT(MI_Operation_Close(&one), MI_RESULT_OK);
    check_answer(sample_do(&client, MI_T("raise"), MI_T("water")), MI_RESULT_OK, "");
    EVENT_WAIT(&second.alerts, 2);
    CHECK_NUMBER(event_count(&first.alerts), 1);
    CHECK_RESULT(MI_Operation_Close(&two), MI_RESULT_OK);
    close_client(&client);
    CHECK_NUMBER(logged("alerts enabled"), 1);
    CHECK_NUMBER(logged("alerts disabled"), 1);
    CHECK_NUMBER(logged("module unload"), 1);
}

TEST(a_module_that_ends_its_indications_ends_every_subscription) {
    Client client;
    Alerts alerts = {EVENT_INITIALISER, EVENT_INITIALISER, "", "", MI_RESULT_OK};
    use_sample();
    open_client(&client);
    MI_Operation operation = subscribe(&client, &alerts);
    wait_until_logged("subscribed: SELECT * FROM Sample_Alert", 1);
    check_answer(sample_do(&client, MI_T("end-indications"), MI_T("")), MI_RESULT_OK, "");
    EVENT_WAIT(&alerts.finished, 1);
    CHECK_RESULT(alerts.result, MI_RESULT_SERVER_IS_SHUTTING_DOWN);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

/* ---- Many at once ---- */

static void *get_many(void *argument) {
    static const MI_Char *const ids[] = {MI_T("a"), MI_T("late"), MI_T("two"), MI_T("dynamic"),
                                         MI_T("nothing")};
    for (unsigned long round = 0; round < rounds(500); round++) {
        Outcome outcome = get_thing(argument, ids[round % 5]);
        CHECK_RESULT(outcome.result, round % 5 == 4 ? MI_RESULT_NOT_FOUND : MI_RESULT_OK);
        free_outcome(&outcome);
    }
    return NULL;
}

TEST_WITHIN(many_threads_ask_a_module_at_once, 120) {
    Client client;
    pthread_t threads[8];
    use_sample();
    open_client(&client);
    for (size_t index = 0; index < 8; index++) {
        REQUIRE(pthread_create(&threads[index], NULL, get_many, &client) == 0);
    }
    for (size_t index = 0; index < 8; index++) {
        pthread_join(threads[index], NULL);
    }
    close_client(&client);
    CHECK_NUMBER(logged("thing load"), 1);
    CHECK_NUMBER(logged("module unload"), 1);
}
