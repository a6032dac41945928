/* Closing operations, and sessions and applications while operations run in them. */

#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

TEST(closing_before_the_end_does_not_wait_for_a_fetch) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
    const MI_Instance *instance = NULL;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(an_operation_is_closed_once) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL), copy = operation;
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_Close(&copy), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_Cancel(&copy, MI_REASON_NONE), MI_RESULT_INVALID_PARAMETER);
    close_client(&client);
    CHECK_RESULT(MI_Operation_Close(&copy), MI_RESULT_INVALID_PARAMETER);
}

TEST(a_long_enumeration_may_be_closed_at_any_point) {
    static const int points[] = {0, 1, 2, 255, 256, 257, 1000, MANY_INSTANCES, MANY_INSTANCES + 1};
    Client client;
    compile_many_instances();
    open_client(&client);
    for (size_t index = 0; index < sizeof points / sizeof points[0]; index++) {
        MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
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

TEST(an_operation_outlives_the_close_of_its_handle_only_until_its_end) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, &callbacks);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    EVENT_WAIT(&recorder.finished, 1);
    close_client(&client);
    CHECK_NUMBER(event_count(&recorder.finished), 1);
}

/* ---- Inside a callback ---- */

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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, &callbacks);
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

/* ---- Under running operations ---- */

TEST(a_closing_session_starts_nothing_more) {
    Client client;
    open_client(&client);
    MI_Operation running = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL),
                 refused = MI_OPERATION_NULL;
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
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    Event closed = EVENT_INITIALISER;
    EVENT_WAIT(&withheld.results, 1);
    CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_OK);
    for (unsigned index = 1;; index++) {
        EVENT_WAIT(&withheld.results, index);
        bool last = event_count(&withheld.finished) > 0;
        acknowledge(&withheld);
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
    start_enumeration(&client, MI_T("Test_Widget"), 0, &callbacks);
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
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

TEST(a_closing_application_cancels_its_operations) {
    Client client;
    pthread_t closer;
    compile_many_instances();
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation delivered =
        start_enumeration(&client, MI_T("Test_Numbered"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    MI_Operation fetched = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
    EVENT_WAIT(&withheld.results, 1);
    MI_Application copy = client.application;
    REQUIRE(pthread_create(&closer, NULL, close_application, &copy) == 0);
    Outcome outcome = finish_instances(&fetched);
    if (outcome.result == MI_RESULT_OK) {
        /* Its last result was fetched before the close had begun. */
        CHECK_NUMBER(outcome.count, MANY_INSTANCES);
        free_outcome(&outcome);
    } else {
        CHECK_FAILS(outcome, MI_RESULT_FAILED, "application");
    }
    acknowledge(&withheld);
    for (unsigned results = 2; event_count(&withheld.finished) == 0; results++) {
        EVENT_WAIT(&withheld.results, results);
        acknowledge(&withheld);
    }
    CHECK_RESULT(withheld.result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_Close(&delivered), MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
    pthread_join(closer, NULL);
}

/* ---- What would wait for itself ---- */

typedef struct Waits {
    Client *client;
    Event finished;
    MI_Session other;
} Waits;

static void MI_CALL wait_inside(MI_Operation *operation, void *context, const MI_Instance *instance,
                                MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                const MI_Instance *details,
                                MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Waits *waits = context;
    (void)operation;
    (void)instance;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    MI_Session session = waits->client->session;
    MI_Application application = waits->client->application;
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_FAILED);
    if (!more_results) {
        /* Another session does not wait for this callback. */
        CHECK_RESULT(MI_Session_Close(&waits->other, NULL, NULL), MI_RESULT_OK);
        event_raise(&waits->finished);
    }
}

TEST(waiting_inside_a_callback_for_the_close_around_it_is_refused_and_harmless) {
    Client client;
    open_client(&client);
    Waits waits = {&client, EVENT_INITIALISER, open_session(&client.application)};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &waits;
    callbacks.instanceResult = wait_inside;
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, &callbacks);
    EVENT_WAIT(&waits.finished, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_OK(enumerate_instances(&client, 0, MI_T("Test_Widget"), false));
    close_client(&client);
}

static void MI_CALL close_application_inside(void *context) {
    Waits *waits = context;
    MI_Application application = waits->client->application;
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_FAILED);
    event_raise(&waits->finished);
}

TEST(an_application_is_not_closed_inside_the_completion_of_its_session) {
    Client client;
    open_client(&client);
    Waits waits = {&client, EVENT_INITIALISER, MI_SESSION_NULL};
    CHECK_RESULT(MI_Session_Close(&client.session, &waits, close_application_inside), MI_RESULT_OK);
    EVENT_WAIT(&waits.finished, 1);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}

TEST(closing_leaves_the_handle_as_it_is) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL), copy = operation;
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK(memcmp(&operation, &copy, sizeof copy) == 0);
    MI_Session session = client.session;
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
    CHECK(memcmp(&session, &client.session, sizeof session) == 0);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}
