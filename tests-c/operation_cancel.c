/* Cancelling at every moment: the operation ends early, with one final result all the same. */

#include "playing.h"

WITH_REPOSITORY;

TEST(a_cancelled_operation_still_ends_with_a_final_result) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
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
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, NULL, &operation);
    const MI_Instance *instance = NULL;
    MI_Result result = MI_RESULT_FAILED;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, &result, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_SHUTDOWN), MI_RESULT_OK);
    CHECK_RESULT(result, MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, MI_T("Name")), "First");
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_long_enumeration_that_is_cancelled_ends_as_failed) {
    Client client;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_SERVICESTOP), MI_RESULT_OK);
    Outcome outcome = finish_instances(&operation);
    CHECK(outcome.count < MANY_INSTANCES);
    CHECK_FAILS(outcome, MI_RESULT_FAILED, NULL);
    close_client(&client);
}

static void check_cancelled_by(bool by_session) {
    Client client;
    compile_many_instances();
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Numbered"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
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
        acknowledge(&withheld);
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

TEST(every_reason_cancels) {
    static const MI_CancellationReason reasons[] = {MI_REASON_NONE, MI_REASON_TIMEOUT, MI_REASON_SHUTDOWN,
                                                    MI_REASON_SERVICESTOP};
    Client client;
    compile_many_instances();
    open_client(&client);
    for (int index = 0; index < 4; index++) {
        MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
        CHECK_RESULT(MI_Operation_Cancel(&operation, reasons[index]), MI_RESULT_OK);
        Outcome outcome = finish_instances(&operation);
        CHECK_NUMBER(category_of(outcome.details), MI_ERRORCATEGORY_OPERATION_STOPPED);
        CHECK_FAILS(outcome, MI_RESULT_FAILED, "Test_Numbered");
    }
    close_client(&client);
}

TEST(a_second_cancel_changes_nothing) {
    Client client;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_SHUTDOWN), MI_RESULT_OK);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_FAILED, NULL);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_INVALID_PARAMETER);
    close_client(&client);
}

/* Cancels the operation from inside its first callback. */
static void MI_CALL cancel_inside(MI_Operation *operation, void *context, const MI_Instance *instance,
                                  MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                  const MI_Instance *details,
                                  MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Recorder *recorder = context;
    if (event_count(&recorder->results) == 0) {
        CHECK_RESULT(MI_Operation_Cancel(operation, MI_REASON_NONE), MI_RESULT_OK);
        /* The result that is being delivered stays good. */
        REQUIRE(instance);
        CHECK_TEXT(text_of(instance, MI_T("Group")), "many");
    }
    record_instance(operation, context, instance, more_results, result, message, details, acknowledge);
}

TEST(an_operation_may_be_cancelled_inside_its_callback) {
    Client client;
    compile_many_instances();
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    callbacks.instanceResult = cancel_inside;
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, &callbacks);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_NUMBER(recorder.instances, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_FAILED);
    CHECK(recorder.has_message && recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}
