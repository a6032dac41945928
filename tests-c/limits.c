/* A process that may start no more threads. The system's own limit does not hold for root, so that the test
 * gives root up. */

#define _GNU_SOURCE
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A user whom nothing else on the machine runs for. */
enum { LONELY = 54321 };

/* Lets the process start no thread; says so where that can't be done. */
static bool forbid_threads(void) {
    struct rlimit limit = {1, 1};
    if (memory_is_checked()) {
        printf("skipped: a checker of memory starts a thread of its own at the end\n");
        return false;
    }
    if (geteuid() != 0 || setresgid(LONELY, LONELY, LONELY) != 0 || setresuid(LONELY, LONELY, LONELY) != 0) {
        printf("skipped: only root can become a user without other processes\n");
        return false;
    }
    REQUIRE(setrlimit(RLIMIT_NPROC, &limit) == 0);
    return true;
}

static void prepare(void) {
    setenv("MI_REPOSITORY", ":memory:", 1);
    setenv("MI_CONFIG", "/dev/null", 1);
    /* Variables count in a program that was not started with rights of another. It is asked while the process
     * may know. */
    MI_Application application = open_application();
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(an_operation_that_needs_a_thread_fails_and_says_so) {
    prepare();
    if (!forbid_threads()) {
        return;
    }
    Client client;
    open_client(&client);
    CHECK_FAILS(enumerate_instances(&client, 0, MI_T("Test_Widget"), false), MI_RESULT_SERVER_LIMITS_EXCEEDED,
                "start no thread");
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&client.session, 0, &callbacks, &operation);
    CHECK_NUMBER(event_count(&recorder.finished), 1);
    CHECK_RESULT(recorder.result, MI_RESULT_SERVER_LIMITS_EXCEEDED);
    CHECK(recorder.has_message && recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(an_operation_whose_time_limit_nobody_can_look_at_fails_before_it_starts) {
    prepare();
    if (!forbid_threads()) {
        return;
    }
    Client client;
    open_client(&client);
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Interval day = {1, 0, 0, 0, 0, 0, 0, 0};
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetTimeout(&options, &day), MI_RESULT_OK);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, &options, NAMESPACE, MI_T("Test_Widget"), MI_FALSE,
                                  NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_SERVER_LIMITS_EXCEEDED, "its time is up");
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(an_operation_that_needs_no_thread_works) {
    prepare();
    if (!forbid_threads()) {
        return;
    }
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&client.session, 0, NULL, &operation);
    CHECK_OK(finish_instances(&operation));
    close_client(&client);
}
