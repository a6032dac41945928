/* Time limits of operations: how long their provider may give no sign of life. None of these tests measures a
 * time: they say which of two ends first, and how. */

#include "playing.h"

WITH_REPOSITORY;

TEST(a_timeout_that_is_not_over_changes_nothing) {
    Client client;
    open_client(&client);
    MI_OperationOptions options = limited_to(&client, 59, 0);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, &options, NAMESPACE, MI_T("Test_Widget"), MI_FALSE,
                                  NULL, &operation);
    CHECK_OK(finish_instances(&operation));
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

/* Holds an operation to have ended by its time limit. */
static void check_timed_out(MI_Operation *operation) {
    Outcome outcome = finish_instances(operation);
    CHECK_NUMBER(category_of(outcome.details), MI_ERRORCATEGORY_OPERATION_TIMEOUT);
    CHECK_FAILS(outcome, MI_RESULT_FAILED, "Sample_Play");
}

TEST(a_provider_that_stalls_is_told_that_the_time_is_over) {
    Client client;
    open_player(&client);
    /* A request whose time is over before its class is loaded never comes to the provider. */
    MI_Operation first = start_play(&client, MI_T("progress"), 0, NULL, NULL);
    CHECK_OK(finish_instances(&first));
    MI_OperationOptions options = limited_to(&client, 2, 0);
    MI_Operation operation = start_play(&client, MI_T("until-cancelled"), 0, &options, NULL);
    check_timed_out(&operation);
    wait_until_logged("play cancelled for reason 1", 1);
    wait_until_logged("play ended early", 1);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(the_time_limit_ends_an_operation_with_callbacks_too) {
    Client client;
    open_player(&client);
    MI_OperationOptions options = limited_to(&client, 0, 50000);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_play(&client, MI_T("until-cancelled"), 0, &options, &callbacks);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_FAILED);
    CHECK(recorder.has_message && recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

static MI_Session open_limited_session(Client *client, unsigned seconds, unsigned microseconds) {
    MI_DestinationOptions options = MI_DESTINATIONOPTIONS_NULL;
    MI_Session session = MI_SESSION_NULL;
    MI_Interval limit = {0, 0, 0, seconds, microseconds, 0, 0, 0};
    REQUIRE_RESULT(MI_Application_NewDestinationOptions(&client->application, &options), MI_RESULT_OK);
    REQUIRE_RESULT(MI_DestinationOptions_SetTimeout(&options, &limit), MI_RESULT_OK);
    REQUIRE_RESULT(
        MI_Application_NewSession(&client->application, NULL, NULL, &options, NULL, NULL, &session),
        MI_RESULT_OK);
    MI_DestinationOptions_Delete(&options);
    return session;
}

TEST(the_time_limit_of_the_session_is_that_of_operations_without_their_own) {
    Client client;
    open_player(&client);
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
    client.session = open_limited_session(&client, 0, 100000);
    MI_OperationOptions options = limited_to(&client, 59, 0);
    MI_Operation patient = start_play(&client, MI_T("until-cancelled"), 0, &options, NULL);
    MI_Operation other = start_play(&client, MI_T("until-cancelled"), 0, NULL, NULL);
    check_timed_out(&other);
    /* The one with a limit of its own began before, and goes on: it ends when it is cancelled. */
    CHECK_RESULT(MI_Operation_Cancel(&patient, MI_REASON_NONE), MI_RESULT_OK);
    Outcome outcome = finish_instances(&patient);
    CHECK_NUMBER(category_of(outcome.details), MI_ERRORCATEGORY_OPERATION_STOPPED);
    CHECK_FAILS(outcome, MI_RESULT_FAILED, NULL);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(the_time_limit_of_an_operation_counts_over_that_of_its_session) {
    Client client;
    open_player(&client);
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
    client.session = open_limited_session(&client, 59, 0);
    MI_OperationOptions options = limited_to(&client, 0, 100000);
    MI_Operation operation = start_play(&client, MI_T("until-cancelled"), 0, &options, NULL);
    check_timed_out(&operation);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

/* Lets so much time pass, and a little more, as another operation's time limit measures it. */
static void let_time_pass(Client *client, unsigned seconds) {
    MI_OperationOptions options = limited_to(client, seconds, 0);
    MI_Operation clock = start_play(client, MI_T("until-cancelled"), 0, &options, NULL);
    check_timed_out(&clock);
    MI_OperationOptions_Delete(&options);
}

TEST_WITHIN(each_report_of_progress_begins_the_time_limit_again, 60) {
    Client client;
    open_player(&client);
    MI_OperationOptions options = limited_to(&client, 3, 0);
    MI_Operation operation = start_play(&client, MI_T("wait progress wait progress wait"), 0, &options, NULL);
    for (int times = 0; times < 3; times++) {
        /* Four seconds and more in all, never three without a sign. */
        if (times < 2) {
            let_time_pass(&client, 2);
        }
        release_play(&client);
    }
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST_WITHIN(each_result_begins_the_time_limit_again, 60) {
    Client client;
    open_player(&client);
    set_script(&client, MI_T("wait instance wait instance wait"));
    MI_OperationOptions options = limited_to(&client, 3, 0);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, &options, NAMESPACE, MI_T("Sample_Play"), MI_FALSE,
                                  &callbacks, &operation);
    for (unsigned times = 0; times < 3; times++) {
        if (times < 2) {
            let_time_pass(&client, 2);
        }
        release_play(&client);
    }
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.instances, 2);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST_WITHIN(time_in_which_the_client_holds_a_result_does_not_count, 60) {
    Client client;
    open_player(&client);
    set_script(&client, MI_T("instance wait"));
    MI_OperationOptions options = limited_to(&client, 1, 0);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &options, NAMESPACE,
                                  MI_T("Sample_Play"), MI_FALSE, &callbacks, &operation);
    EVENT_WAIT(&withheld.results, 1);
    let_time_pass(&client, 2);
    CHECK_NUMBER(event_count(&withheld.finished), 0);
    release_play(&client);
    wait_until_logged("play ended", 1);
    acknowledge(&withheld);
    EVENT_WAIT(&withheld.finished, 1);
    CHECK_RESULT(withheld.result, MI_RESULT_OK);
    acknowledge(&withheld);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}
