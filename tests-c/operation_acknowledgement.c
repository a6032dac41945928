/* Results that the client acknowledges itself: until then they stay, and the next one waits. */

#include "fixture.h"

WITH_REPOSITORY;

TEST(the_next_result_comes_after_the_acknowledgement) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    for (unsigned index = 1; index <= 4; index++) {
        EVENT_WAIT(&withheld.results, index);
        CHECK_NUMBER(event_count(&withheld.results), index);
        CHECK_NUMBER(event_count(&withheld.finished), index == 4);
        if (index < 4) {
            /* The result stays valid on any thread until it is acknowledged. */
            REQUIRE(withheld.instance);
            CHECK(text_of(withheld.instance, MI_T("Name")) != NULL);
        }
        acknowledge(&withheld);
    }
    CHECK_RESULT(withheld.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_second_acknowledgement_does_no_harm) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
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

TEST(a_cancelled_operation_ends_after_its_acknowledgements) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    EVENT_WAIT(&withheld.results, 1);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    unsigned index = 1;
    while (true) {
        EVENT_WAIT(&withheld.results, index);
        bool last = event_count(&withheld.finished) > 0;
        acknowledge(&withheld);
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

static void *acknowledge_elsewhere(void *withheld) {
    acknowledge(withheld);
    return NULL;
}

TEST(any_thread_may_acknowledge) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    for (unsigned results = 1; results <= 4; results++) {
        pthread_t thread;
        EVENT_WAIT(&withheld.results, results);
        REQUIRE(pthread_create(&thread, NULL, acknowledge_elsewhere, &withheld) == 0);
        pthread_join(thread, NULL);
    }
    CHECK_NUMBER(event_count(&withheld.finished), 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_reported_start_is_acknowledged_like_a_result) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Uint32 flags = MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS | MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED;
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), flags, &callbacks);
    for (unsigned results = 1; results <= 5; results++) {
        EVENT_WAIT(&withheld.results, results);
        CHECK_NUMBER(event_count(&withheld.results), results);
        CHECK((withheld.instance != NULL) == (results > 1 && results < 5));
        acknowledge(&withheld);
    }
    CHECK_NUMBER(event_count(&withheld.finished), 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_result_stays_after_the_close_until_it_is_acknowledged) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    EVENT_WAIT(&withheld.results, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    REQUIRE(withheld.instance);
    CHECK(text_of(withheld.instance, MI_T("Name")) != NULL);
    acknowledge(&withheld);
    EVENT_WAIT(&withheld.results, 2);
    CHECK_NUMBER(event_count(&withheld.finished), 1);
    acknowledge(&withheld);
    close_client(&client);
}

TEST(a_session_is_not_over_before_the_last_acknowledgement) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation = MI_OPERATION_NULL;
    Event closed = EVENT_INITIALISER;
    MI_Session_TestConnection(&client.session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks, &operation);
    EVENT_WAIT(&withheld.finished, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_OK);
    /* Others go on meanwhile, and end. */
    Client other;
    open_client(&other);
    CHECK_OK(enumerate_instances(&other, 0, MI_T("Test_Widget"), false));
    close_client(&other);
    CHECK_NUMBER(event_count(&closed), 0);
    acknowledge(&withheld);
    EVENT_WAIT(&closed, 1);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}

TEST(a_fetched_result_needs_no_acknowledgement) {
    Client client;
    open_client(&client);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, NULL);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    close_client(&client);
}
