/* The life of an operation: synchronous and with callbacks, acknowledged, cancelled, closed. */

#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

static MI_Operation start_enumeration(Client *client, MI_Uint32 flags, MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client->session, flags, NULL, NAMESPACE, "Test_Widget", MI_FALSE,
                                  callbacks, &operation);
    return operation;
}

/* ---- Synchronous ---- */

TEST(one_result_comes_with_more_results_false) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, NULL, &operation);
    const MI_Instance *instance = NULL, *details = key;
    const MI_Char *message = "untouched";
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_FAILED;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, &message, &details),
                 MI_RESULT_OK);
    REQUIRE(instance);
    CHECK_TEXT(text_of(instance, "Name"), "First");
    CHECK_NUMBER(more, MI_FALSE);
    CHECK_RESULT(result, MI_RESULT_OK);
    CHECK_TEXT(message, NULL);
    CHECK(details == NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_enumeration_ends_without_an_instance) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_FAILED;
    for (int index = 0; index < 3; index++) {
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                       MI_RESULT_OK);
        CHECK(instance != NULL);
        CHECK_NUMBER(more, MI_TRUE);
        CHECK_RESULT(result, MI_RESULT_OK);
    }
    REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL), MI_RESULT_OK);
    CHECK(instance == NULL);
    CHECK_NUMBER(more, MI_FALSE);
    CHECK_RESULT(result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(an_empty_enumeration_is_one_result_without_an_instance) {
    Client client;
    open_client(&client);
    Outcome outcome = enumerate_instances(&client, 0, "Test_Numbered", false);
    CHECK_NUMBER(outcome.count, 0);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(after_the_final_result_it_is_given_again) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "no such");
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, NULL, &operation);
    for (int index = 0; index < 3; index++) {
        const MI_Instance *instance = key;
        MI_Boolean more = MI_TRUE;
        MI_Result result = MI_RESULT_OK;
        CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                     MI_RESULT_OK);
        CHECK(instance == NULL);
        CHECK_NUMBER(more, MI_FALSE);
        CHECK_RESULT(result, MI_RESULT_NOT_FOUND);
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(out_arguments_but_the_instance_are_optional) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    const MI_Instance *instance = NULL;
    const MI_Class *found = NULL;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK(instance != NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Session_GetClass(&client.session, 0, NULL, NAMESPACE, "Test_Widget", NULL, &operation);
    CHECK_RESULT(MI_Operation_GetClass(&operation, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_GetClass(&operation, &found, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK(found != NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_getter_of_another_kind_is_refused) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    const MI_Instance *instance = NULL;
    const MI_Class *found = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    CHECK_RESULT(MI_Operation_GetClass(&operation, &found, &more, &result, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    CHECK_NUMBER(more, MI_FALSE);
    result = MI_RESULT_OK;
    CHECK_RESULT(MI_Operation_GetIndication(&operation, &instance, NULL, NULL, &more, &result, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    /* The operation is none the worse for it. */
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    MI_Session_GetClass(&client.session, 0, NULL, NAMESPACE, "Test_Widget", NULL, &operation);
    result = MI_RESULT_OK;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    CHECK_OK(finish_classes(&operation));
    close_client(&client);
}

TEST(a_result_lives_until_the_next_one_is_fetched) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    const MI_Instance *instance = NULL;
    MI_Instance *clones[3];
    for (int index = 0; index < 3; index++) {
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
        REQUIRE(instance);
        CHECK(text_of(instance, "Name") != NULL);
        REQUIRE_RESULT(MI_Instance_Clone(instance, &clones[index]), MI_RESULT_OK);
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    for (int index = 0; index < 3; index++) {
        CHECK(text_of(clones[index], "Name") != NULL);
        MI_Instance_Delete(clones[index]);
    }
    close_client(&client);
}

TEST(an_operation_knows_its_session) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    MI_Session session = MI_SESSION_NULL;
    CHECK_RESULT(MI_Operation_GetSession(&operation, &session), MI_RESULT_OK);
    CHECK(memcmp(&session, &client.session, sizeof session) == 0);
    CHECK_RESULT(MI_Operation_GetSession(&operation, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(an_operation_may_be_used_through_a_copy) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL), copy = operation;
    memset(&operation, 0, sizeof operation);
    Outcome outcome = finish_instances(&copy);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(closing_before_the_end_does_not_wait_for_a_fetch) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    operation = start_enumeration(&client, 0, NULL);
    const MI_Instance *instance = NULL;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(an_operation_is_closed_once) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL), copy = operation;
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_Close(&copy), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_Cancel(&copy, MI_REASON_NONE), MI_RESULT_INVALID_PARAMETER);
    close_client(&client);
    CHECK_RESULT(MI_Operation_Close(&copy), MI_RESULT_INVALID_PARAMETER);
}

TEST(a_cancelled_operation_still_ends_with_a_final_result) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_TIMEOUT), MI_RESULT_OK);
    Outcome outcome = finish_instances(&operation);
    /* It may have ended before it was cancelled. */
    if (outcome.result == MI_RESULT_OK) {
        CHECK_NUMBER(outcome.count, 3);
        free_outcome(&outcome);
    } else {
        CHECK(outcome.count <= 3);
        CHECK_FAILS(outcome, MI_RESULT_FAILED, NULL);
    }
    close_client(&client);
}

TEST(cancelling_after_the_end_does_nothing) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, NULL, &operation);
    const MI_Instance *instance = NULL;
    MI_Result result = MI_RESULT_FAILED;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, &result, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_SHUTDOWN), MI_RESULT_OK);
    CHECK_RESULT(result, MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, "Name"), "First");
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_operation_that_can_not_start_has_a_handle_that_says_why) {
    Client client;
    open_client(&client);
    MI_Operation operation;
    MI_Session session = MI_SESSION_NULL;
    static const MI_Operation zero = MI_OPERATION_NULL;
    memset(&operation, 0xaa, sizeof operation);
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, NULL, NULL, &operation);
    const MI_Instance *instance = (const MI_Instance *)&client, *details = NULL;
    const MI_Char *message = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, &message, &details),
                 MI_RESULT_OK);
    CHECK(instance == NULL);
    CHECK_NUMBER(more, MI_FALSE);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    check_details_at(__FILE__, __LINE__, details, MI_RESULT_INVALID_PARAMETER, NULL);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_GetSession(&operation, &session), MI_RESULT_FAILED);
    CHECK(memcmp(&session, &client.session, sizeof session) == 0);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK(memcmp(&operation, &zero, sizeof zero) == 0);
    close_client(&client);
}

TEST(what_an_operation_requires_is_checked_in_both_forms) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks recording = recording_callbacks(&recorder);
    MI_OperationCallbacks *forms[] = {NULL, &recording};
    for (int form = 0; form < 2; form++) {
        MI_OperationCallbacks *callbacks = forms[form];
        MI_Operation operations[7];
        MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, NULL, callbacks, &operations[0]);
        MI_Session_ModifyInstance(&client.session, 0, NULL, NAMESPACE, NULL, callbacks, &operations[1]);
        MI_Session_CreateInstance(&client.session, 0, NULL, NAMESPACE, NULL, callbacks, &operations[2]);
        MI_Session_DeleteInstance(&client.session, 0, NULL, NAMESPACE, NULL, callbacks, &operations[3]);
        MI_Session_AssociatorInstances(&client.session, 0, NULL, NAMESPACE, NULL, NULL, NULL, NULL, NULL,
                                       MI_FALSE, callbacks, &operations[4]);
        MI_Session_ReferenceInstances(&client.session, 0, NULL, NAMESPACE, NULL, NULL, NULL, MI_FALSE,
                                      callbacks, &operations[5]);
        MI_Session_Invoke(&client.session, 0, NULL, NAMESPACE, "Test_Widget", NULL, NULL, NULL, callbacks,
                          &operations[6]);
        for (int index = 0; index < 7; index++) {
            if (callbacks) {
                CHECK_RESULT(MI_Operation_Close(&operations[index]), MI_RESULT_OK);
            } else {
                CHECK_FAILS(finish_instances(&operations[index]), MI_RESULT_INVALID_PARAMETER, NULL);
            }
        }
    }
    /* The callback was called within each function, once. */
    CHECK_NUMBER(event_count(&recorder.results), 7);
    CHECK_NUMBER(event_count(&recorder.finished), 7);
    CHECK_RESULT(recorder.result, MI_RESULT_INVALID_PARAMETER);
    CHECK(!recorder.acknowledgement_given);
    CHECK(pthread_equal(recorder.thread, pthread_self()));
    CHECK(recorder.has_details);
    close_client(&client);
}

TEST(an_operation_without_a_place_for_its_handle_is_refused) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, &callbacks, NULL);
    CHECK_NUMBER(event_count(&recorder.finished), 1);
    CHECK_RESULT(recorder.result, MI_RESULT_INVALID_PARAMETER);
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, NULL, NULL);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_callback_of_another_kind_leaves_the_operation_synchronous) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &recorder;
    callbacks.classResult = record_class;
    callbacks.indicationResult = record_indication;
    MI_Operation operation = start_enumeration(&client, 0, &callbacks);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    CHECK_NUMBER(event_count(&recorder.results), 0);
    close_client(&client);
}

TEST(a_reported_start_is_a_first_result_without_an_instance) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED, NULL);
    unsigned instances = 0, empty = 0, results = 0;
    MI_Boolean more = MI_TRUE;
    while (more) {
        const MI_Instance *instance = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                       MI_RESULT_OK);
        CHECK_RESULT(result, MI_RESULT_OK);
        if (!instance && more) {
            CHECK_NUMBER(results, 0);
            empty++;
        }
        instances += instance != NULL;
        results++;
    }
    CHECK_NUMBER(empty, 1);
    CHECK_NUMBER(instances, 3);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_timeout_that_is_not_over_changes_nothing) {
    Client client;
    open_client(&client);
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Interval long_enough = {1, 0, 0, 0, 0, 0, 0, 0};
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetTimeout(&options, &long_enough), MI_RESULT_OK);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, &options, NAMESPACE, "Test_Widget", MI_FALSE, NULL,
                                  &operation);
    CHECK_OK(finish_instances(&operation));
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

/* ---- With callbacks ---- */

TEST(callbacks_get_every_result_and_one_end) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_enumeration(&client, 0, &callbacks);
    memset(&callbacks, 0xaa, sizeof callbacks);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.instances, 3);
    CHECK(recorder.operation_given);
    CHECK(!recorder.acknowledgement_given);
    CHECK(!recorder.has_message && !recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
    CHECK_NUMBER(event_count(&recorder.finished), 1);
}

TEST(classes_come_through_their_callback) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetClass(&client.session, 0, NULL, NAMESPACE, "Test_Widget", &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.classes, 1);
    CHECK_NUMBER(recorder.instances, 0);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_failure_comes_through_the_callback_with_details) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "no such");
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_NOT_FOUND);
    CHECK_NUMBER(recorder.instances, 0);
    CHECK(recorder.has_message && recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_operation_with_callbacks_has_no_results_to_fetch) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_enumeration(&client, 0, &callbacks);
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_NUMBER(recorder.instances, 3);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

/* Closes the operation from inside its callback: on the first result, or on the last. */
typedef struct Closer {
    Event finished;
    Event results;
    bool at_once;
    bool closed;
    MI_Result close_result;
} Closer;

static void MI_CALL close_inside(MI_Operation *operation, void *context, const MI_Instance *instance,
                                 MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                 const MI_Instance *details,
                                 MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Closer *closer = context;
    (void)instance;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (!closer->closed && (closer->at_once || !more_results)) {
        closer->closed = true;
        closer->close_result = MI_Operation_Close(operation);
    }
    event_raise(&closer->results);
    if (!more_results) {
        event_raise(&closer->finished);
    }
}

static void check_close_inside(bool at_once) {
    Client client;
    open_client(&client);
    Closer closer = {EVENT_INITIALISER, EVENT_INITIALISER, at_once, false, MI_RESULT_FAILED};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &closer;
    callbacks.instanceResult = close_inside;
    MI_Operation operation = start_enumeration(&client, 0, &callbacks);
    EVENT_WAIT(&closer.finished, 1);
    CHECK_RESULT(closer.close_result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_INVALID_PARAMETER);
    close_client(&client);
    CHECK_NUMBER(event_count(&closer.finished), 1);
}

TEST(an_operation_may_be_closed_in_its_last_callback) {
    check_close_inside(false);
}

TEST(an_operation_may_be_closed_in_its_first_callback_and_still_ends) {
    check_close_inside(true);
}

/* Starts another operation from inside a callback. */
typedef struct Chain {
    Client client;
    Event done;
    MI_OperationCallbacks callbacks;
    MI_Operation operations[20];
    unsigned started;
} Chain;

static void MI_CALL start_next(MI_Operation *operation, void *context, const MI_Instance *instance,
                               MI_Boolean more_results, MI_Result result, const MI_Char *message,
                               const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Chain *chain = context;
    (void)instance;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (more_results) {
        return;
    }
    CHECK_RESULT(result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
    if (chain->started < 20) {
        MI_Session_TestConnection(&chain->client.session, 0, &chain->callbacks,
                                  &chain->operations[chain->started++]);
    } else {
        event_raise(&chain->done);
    }
}

TEST(a_callback_may_start_the_next_operation) {
    Chain chain;
    memset(&chain, 0, sizeof chain);
    open_client(&chain.client);
    pthread_mutex_init(&chain.done.mutex, NULL);
    pthread_cond_init(&chain.done.condition, NULL);
    chain.callbacks.callbackContext = &chain;
    chain.callbacks.instanceResult = start_next;
    chain.started = 1;
    MI_Session_TestConnection(&chain.client.session, 0, &chain.callbacks, &chain.operations[0]);
    EVENT_WAIT(&chain.done, 1);
    close_client(&chain.client);
}

/* Runs a synchronous operation from inside a callback: no lock is held there. */
static void MI_CALL get_inside(MI_Operation *operation, void *context, const MI_Instance *instance,
                               MI_Boolean more_results, MI_Result result, const MI_Char *message,
                               const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Chain *chain = context;
    (void)operation;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (instance) {
        Outcome outcome = get_instance(&chain->client, instance);
        CHECK_NUMBER(outcome.count, 1);
        CHECK_OK(outcome);
    }
    if (!more_results) {
        event_raise(&chain->done);
    }
}

TEST(a_callback_may_run_a_synchronous_operation) {
    Chain chain;
    memset(&chain, 0, sizeof chain);
    open_client(&chain.client);
    pthread_mutex_init(&chain.done.mutex, NULL);
    pthread_cond_init(&chain.done.condition, NULL);
    chain.callbacks.callbackContext = &chain;
    chain.callbacks.instanceResult = get_inside;
    MI_Operation operation = start_enumeration(&chain.client, 0, &chain.callbacks);
    EVENT_WAIT(&chain.done, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&chain.client);
}

/* ---- Acknowledgement ---- */

typedef struct Withheld {
    Event results;
    Event finished;
    MI_Operation operation;
    const MI_Instance *instance;
    MI_Result(MI_CALL *acknowledge)(MI_Operation *operation);
    MI_Result result;
} Withheld;

static void MI_CALL withhold(MI_Operation *operation, void *context, const MI_Instance *instance,
                             MI_Boolean more_results, MI_Result result, const MI_Char *message,
                             const MI_Instance *details,
                             MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Withheld *withheld = context;
    (void)message;
    (void)details;
    withheld->operation = *operation;
    withheld->instance = instance;
    withheld->acknowledge = acknowledge;
    if (!more_results) {
        withheld->result = result;
        event_raise(&withheld->finished);
    }
    event_raise(&withheld->results);
}

TEST(the_next_result_comes_after_the_acknowledgement) {
    Client client;
    open_client(&client);
    Withheld withheld = {EVENT_INITIALISER, EVENT_INITIALISER, MI_OPERATION_NULL, NULL, NULL,
                         MI_RESULT_FAILED};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &withheld;
    callbacks.instanceResult = withhold;
    MI_Operation operation = start_enumeration(&client, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    for (unsigned index = 1; index <= 4; index++) {
        EVENT_WAIT(&withheld.results, index);
        CHECK_NUMBER(event_count(&withheld.results), index);
        CHECK_NUMBER(event_count(&withheld.finished), index == 4);
        if (index < 4) {
            /* The result stays valid on any thread until it is acknowledged. */
            REQUIRE(withheld.instance);
            CHECK(text_of(withheld.instance, "Name") != NULL);
        }
        REQUIRE(withheld.acknowledge);
        MI_Operation copy = withheld.operation;
        CHECK_RESULT(withheld.acknowledge(&copy), MI_RESULT_OK);
    }
    CHECK_RESULT(withheld.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_second_acknowledgement_does_no_harm) {
    Client client;
    open_client(&client);
    Withheld withheld = {EVENT_INITIALISER, EVENT_INITIALISER, MI_OPERATION_NULL, NULL, NULL,
                         MI_RESULT_FAILED};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &withheld;
    callbacks.instanceResult = withhold;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&client.session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks, &operation);
    EVENT_WAIT(&withheld.finished, 1);
    REQUIRE(withheld.acknowledge);
    CHECK_RESULT(withheld.acknowledge(&operation), MI_RESULT_OK);
    withheld.acknowledge(&operation);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK(withheld.acknowledge(&operation) != MI_RESULT_OK);
    CHECK(withheld.acknowledge(NULL) != MI_RESULT_OK);
    close_client(&client);
}

TEST_WITHIN(withheld_acknowledgements_hold_up_nobody_else, 60) {
    enum { MANY = 200 };
    static Withheld withheld[MANY];
    static MI_Operation operations[MANY];
    Client client;
    open_client(&client);
    for (int index = 0; index < MANY; index++) {
        MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
        pthread_mutex_init(&withheld[index].results.mutex, NULL);
        pthread_cond_init(&withheld[index].results.condition, NULL);
        pthread_mutex_init(&withheld[index].finished.mutex, NULL);
        pthread_cond_init(&withheld[index].finished.condition, NULL);
        callbacks.callbackContext = &withheld[index];
        callbacks.instanceResult = withhold;
        operations[index] = start_enumeration(&client, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    }
    for (int index = 0; index < MANY; index++) {
        EVENT_WAIT(&withheld[index].results, 1);
    }
    /* All of them wait for their client; another operation of the same session does not. */
    Outcome outcome = enumerate_instances(&client, 0, "Test_Widget", false);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    for (int index = 0; index < MANY; index++) {
        for (unsigned result = 1; result <= 4; result++) {
            EVENT_WAIT(&withheld[index].results, result);
            MI_Operation copy = withheld[index].operation;
            CHECK_RESULT(withheld[index].acknowledge(&copy), MI_RESULT_OK);
        }
        CHECK_NUMBER(event_count(&withheld[index].finished), 1);
        CHECK_RESULT(MI_Operation_Close(&operations[index]), MI_RESULT_OK);
    }
    close_client(&client);
}

TEST(a_cancelled_operation_ends_after_its_acknowledgements) {
    Client client;
    open_client(&client);
    Withheld withheld = {EVENT_INITIALISER, EVENT_INITIALISER, MI_OPERATION_NULL, NULL, NULL, MI_RESULT_OK};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &withheld;
    callbacks.instanceResult = withhold;
    MI_Operation operation = start_enumeration(&client, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    EVENT_WAIT(&withheld.results, 1);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    unsigned index = 1;
    while (true) {
        EVENT_WAIT(&withheld.results, index);
        bool last = event_count(&withheld.finished) > 0;
        MI_Operation copy = withheld.operation;
        CHECK_RESULT(withheld.acknowledge(&copy), MI_RESULT_OK);
        if (last) {
            break;
        }
        index++;
    }
    CHECK(index <= 4);
    CHECK(withheld.result == MI_RESULT_FAILED || withheld.result == MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(other_callbacks_may_be_set_and_never_called) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    callbacks.promptUser = NULL;
    callbacks.writeError = NULL;
    callbacks.writeMessage = NULL;
    callbacks.writeProgress = NULL;
    callbacks.streamedParameterResult = NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&client.session, 0, &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(an_operation_outlives_the_close_of_its_handle_only_until_its_end) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_enumeration(&client, 0, &callbacks);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    EVENT_WAIT(&recorder.finished, 1);
    close_client(&client);
    CHECK_NUMBER(event_count(&recorder.finished), 1);
}

static void MI_CALL raise_event(void *context) {
    event_raise(context);
}

/* ---- Operations with more results than wait for a client ---- */

static MI_Operation start_long_enumeration(Client *client, MI_Uint32 flags,
                                           MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client->session, flags, NULL, NAMESPACE, "Test_Numbered", MI_FALSE,
                                  callbacks, &operation);
    return operation;
}

TEST(a_long_enumeration_comes_whole) {
    Client client;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_long_enumeration(&client, 0, NULL);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, MANY_INSTANCES);
    CHECK_OK(outcome);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    operation = start_long_enumeration(&client, 0, &callbacks);
    EVENT_WAIT(&recorder.results, MANY_INSTANCES + 1);
    CHECK_NUMBER(recorder.instances, MANY_INSTANCES);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_long_enumeration_that_is_cancelled_ends_as_failed) {
    Client client;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_long_enumeration(&client, 0, NULL);
    const MI_Instance *instance = NULL;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK(instance != NULL);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    Outcome outcome = finish_instances(&operation);
    CHECK(outcome.count < MANY_INSTANCES - 1);
    CHECK_FAILS(outcome, MI_RESULT_FAILED, NULL);
    close_client(&client);
}

TEST(a_long_enumeration_that_is_cancelled_before_its_first_result_ends_as_failed) {
    Client client;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_long_enumeration(&client, 0, NULL);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_SERVICESTOP), MI_RESULT_OK);
    Outcome outcome = finish_instances(&operation);
    CHECK(outcome.count < MANY_INSTANCES);
    CHECK_FAILS(outcome, MI_RESULT_FAILED, NULL);
    close_client(&client);
}

TEST(a_long_enumeration_may_be_closed_at_any_point) {
    static const int points[] = {0, 1, 2, 255, 256, 257, 1000, MANY_INSTANCES, MANY_INSTANCES + 1};
    Client client;
    compile_many_instances();
    open_client(&client);
    for (size_t index = 0; index < sizeof points / sizeof points[0]; index++) {
        MI_Operation operation = start_long_enumeration(&client, 0, NULL);
        for (int fetched = 0; fetched < points[index]; fetched++) {
            const MI_Instance *instance = NULL;
            MI_Result result = MI_RESULT_FAILED;
            REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, &result, NULL, NULL),
                           MI_RESULT_OK);
            REQUIRE_RESULT(result, MI_RESULT_OK);
        }
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    }
    close_client(&client);
}

static void check_cancelled_by(bool by_session) {
    Client client;
    compile_many_instances();
    open_client(&client);
    Withheld withheld = {EVENT_INITIALISER, EVENT_INITIALISER, MI_OPERATION_NULL, NULL, NULL, MI_RESULT_OK};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &withheld;
    callbacks.instanceResult = withhold;
    MI_Operation operation =
        start_long_enumeration(&client, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    Event closed = EVENT_INITIALISER;
    EVENT_WAIT(&withheld.results, 1);
    if (by_session) {
        CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_OK);
    } else {
        CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_TIMEOUT), MI_RESULT_OK);
    }
    unsigned results = 1;
    for (;; results++) {
        EVENT_WAIT(&withheld.results, results);
        bool last = event_count(&withheld.finished) > 0;
        MI_Operation copy = withheld.operation;
        CHECK_RESULT(withheld.acknowledge(&copy), MI_RESULT_OK);
        if (last) {
            break;
        }
    }
    CHECK(results < MANY_INSTANCES);
    CHECK_RESULT(withheld.result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    if (by_session) {
        EVENT_WAIT(&closed, 1);
        CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
    } else {
        close_client(&client);
    }
}

TEST(a_long_enumeration_with_callbacks_ends_as_failed_when_it_is_cancelled) {
    check_cancelled_by(false);
}

TEST(a_long_enumeration_with_callbacks_ends_as_failed_when_its_session_closes) {
    check_cancelled_by(true);
}

static unsigned fetched_in_all;

static void *fetch(void *argument) {
    MI_Operation operation = *(MI_Operation *)argument;
    MI_Boolean more = MI_TRUE;
    while (more) {
        const MI_Instance *instance = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                       MI_RESULT_OK);
        CHECK_RESULT(result, MI_RESULT_OK);
        __atomic_add_fetch(&fetched_in_all, instance != NULL, __ATOMIC_SEQ_CST);
    }
    return NULL;
}

TEST(two_threads_that_fetch_from_one_operation_get_each_result_once) {
    /* What they get may be freed by the other's next fetch, so they don't look at it. */
    Client client;
    pthread_t first, second;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_long_enumeration(&client, 0, NULL);
    REQUIRE(pthread_create(&first, NULL, fetch, &operation) == 0);
    REQUIRE(pthread_create(&second, NULL, fetch, &operation) == 0);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    CHECK_NUMBER(fetched_in_all, MANY_INSTANCES);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

/* ---- Ends of sessions and applications under running operations ---- */

TEST(a_closing_session_starts_nothing_more) {
    Client client;
    open_client(&client);
    MI_Operation running = start_enumeration(&client, 0, NULL), refused = MI_OPERATION_NULL;
    Event closed = EVENT_INITIALISER;
    CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_OK);
    MI_Session_TestConnection(&client.session, 0, NULL, &refused);
    const MI_Instance *instance = NULL;
    MI_Result result = MI_RESULT_OK;
    MI_Boolean more = MI_TRUE;
    MI_Operation_GetInstance(&refused, &instance, &more, &result, NULL, NULL);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    CHECK_NUMBER(more, MI_FALSE);
    MI_Operation_Close(&refused);
    CHECK_NUMBER(event_count(&closed), 0);
    CHECK_RESULT(MI_Operation_Close(&running), MI_RESULT_OK);
    EVENT_WAIT(&closed, 1);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}

TEST(a_closing_session_cancels_its_operations) {
    Client client;
    open_client(&client);
    Withheld withheld = {EVENT_INITIALISER, EVENT_INITIALISER, MI_OPERATION_NULL, NULL, NULL, MI_RESULT_OK};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &withheld;
    callbacks.instanceResult = withhold;
    MI_Operation operation = start_enumeration(&client, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    Event closed = EVENT_INITIALISER;
    EVENT_WAIT(&withheld.results, 1);
    CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_OK);
    for (unsigned index = 1;; index++) {
        EVENT_WAIT(&withheld.results, index);
        bool last = event_count(&withheld.finished) > 0;
        MI_Operation copy = withheld.operation;
        CHECK_RESULT(withheld.acknowledge(&copy), MI_RESULT_OK);
        if (last) {
            break;
        }
    }
    /* The provider may have ended before it was cancelled. */
    CHECK(withheld.result == MI_RESULT_FAILED || withheld.result == MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    EVENT_WAIT(&closed, 1);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}

static void MI_CALL close_session_inside(MI_Operation *operation, void *context, const MI_Instance *instance,
                                         MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                         const MI_Instance *details,
                                         MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    (void)instance;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (!more_results) {
        MI_Session session = MI_SESSION_NULL;
        CHECK_RESULT(MI_Operation_GetSession(operation, &session), MI_RESULT_OK);
        CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
        CHECK_RESULT(MI_Session_Close(&session, context, raise_event), MI_RESULT_OK);
    }
}

TEST(a_session_may_be_closed_in_the_last_callback) {
    Client client;
    open_client(&client);
    Event closed = EVENT_INITIALISER;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &closed;
    callbacks.instanceResult = close_session_inside;
    start_enumeration(&client, 0, &callbacks);
    EVENT_WAIT(&closed, 1);
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}

static void *close_application(void *argument) {
    MI_Application copy = *(MI_Application *)argument;
    CHECK_RESULT(MI_Application_Close(&copy), MI_RESULT_OK);
    return NULL;
}

TEST(a_closing_application_opens_no_sessions_and_waits_for_those_it_has) {
    Client client;
    pthread_t closer;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, 0, NULL);
    MI_Application copy = client.application;
    REQUIRE(pthread_create(&closer, NULL, close_application, &copy) == 0);
    MI_Result result = MI_RESULT_OK;
    while (result == MI_RESULT_OK) {
        MI_Session session = MI_SESSION_NULL;
        result = MI_Application_NewSession(&client.application, NULL, NULL, NULL, NULL, NULL, &session);
        if (result == MI_RESULT_OK) {
            CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
        }
    }
    CHECK_RESULT(result, MI_RESULT_SERVER_IS_SHUTTING_DOWN);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
    pthread_join(closer, NULL);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_INVALID_PARAMETER);
}
