/* A session and its operations are for the user and group that opened the session. A program that acts for
   several users, by changing its effective user on the way, can't mix them up. Needs root, who may change his
   user. */

#define _GNU_SOURCE
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

WITH_REPOSITORY;

enum { NOBODY = 65534 };

/* Whether the test can run; says so where it can't. */
static bool may_change_user(void) {
    if (geteuid() != 0 || seteuid(NOBODY) != 0 || seteuid(0) != 0) {
        printf("skipped: only root can act for another user\n");
        return false;
    }
    return true;
}

static void act_for_nobody(void) {
    REQUIRE(seteuid(NOBODY) == 0);
}

static void act_for_root(void) {
    REQUIRE(seteuid(0) == 0);
}

static void check_still_works(Client *client) {
    Outcome outcome = enumerate_instances(client, 0, MI_T("Test_Widget"), false);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
}

TEST(another_user_can_start_no_operation) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    act_for_nobody();
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_ACCESS_DENIED, "opened by user 0, group 0");
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_ACCESS_DENIED, "used by user 65534 (real 0), group 0");
    CHECK_FAILS(enumerate_instances(&client, 0, MI_T("Test_Widget"), false), MI_RESULT_ACCESS_DENIED,
                "65534");
    CHECK_FAILS(get_class(&client, MI_T("Test_Widget")), MI_RESULT_ACCESS_DENIED, "65534");
    act_for_root();
    CHECK_OK(get_instance(&client, key));
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(another_users_callback_is_told_inside_the_call) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    act_for_nobody();
    MI_Session_EnumerateInstances(&client.session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, NULL, NAMESPACE,
                                  MI_T("Test_Widget"), MI_FALSE, &callbacks, &operation);
    CHECK_NUMBER(event_count(&recorder.results), 1);
    CHECK_NUMBER(event_count(&recorder.finished), 1);
    CHECK_RESULT(recorder.result, MI_RESULT_ACCESS_DENIED);
    CHECK(recorder.has_message && recorder.has_details);
    CHECK(!recorder.acknowledgement_given);
    CHECK(pthread_equal(recorder.thread, pthread_self()));
    /* What never started is closed by who tried. */
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    act_for_root();
    close_client(&client);
}

TEST(another_user_can_not_use_an_operation) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                  &operation);
    const MI_Instance *first = NULL, *instance = NULL, *details = NULL;
    const MI_Char *message = NULL;
    MI_Session session = client.session;
    static const MI_Session zero = MI_SESSION_NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &first, &more, &result, NULL, NULL), MI_RESULT_OK);
    REQUIRE(first);
    act_for_nobody();
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, &message, &details),
                 MI_RESULT_ACCESS_DENIED);
    CHECK_RESULT(result, MI_RESULT_ACCESS_DENIED);
    CHECK_NUMBER(more, MI_FALSE);
    CHECK(instance == NULL);
    CHECK_CONTAINS(message, "used by user 65534");
    check_details_at(__FILE__, __LINE__, details, MI_RESULT_ACCESS_DENIED, "opened by user 0");
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_ACCESS_DENIED);
    CHECK_RESULT(MI_Operation_GetSession(&operation, &session), MI_RESULT_ACCESS_DENIED);
    CHECK(memcmp(&session, &zero, sizeof zero) == 0);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_ACCESS_DENIED);
    act_for_root();
    /* Nothing was changed by all this, not even the result that was fetched. */
    CHECK(text_of(first, MI_T("Name")) != NULL);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 2);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(another_user_can_not_acknowledge) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    EVENT_WAIT(&withheld.results, 1);
    act_for_nobody();
    CHECK_RESULT(withheld.acknowledge(&withheld.operation), MI_RESULT_ACCESS_DENIED);
    act_for_root();
    CHECK_NUMBER(event_count(&withheld.results), 1);
    for (unsigned results = 1; results <= 4; results++) {
        EVENT_WAIT(&withheld.results, results);
        CHECK_RESULT(withheld.acknowledge(&withheld.operation), MI_RESULT_OK);
    }
    EVENT_WAIT(&withheld.finished, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(another_user_can_not_close_a_session) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    Event closed = EVENT_INITIALISER;
    MI_Application application = client.application;
    static const MI_Application zero = MI_APPLICATION_NULL;
    act_for_nobody();
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_ACCESS_DENIED);
    CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_ACCESS_DENIED);
    CHECK_RESULT(MI_Session_GetApplication(&client.session, &application), MI_RESULT_ACCESS_DENIED);
    CHECK(memcmp(&application, &zero, sizeof zero) == 0);
    act_for_root();
    check_still_works(&client);
    close_client(&client);
    CHECK_NUMBER(event_count(&closed), 0);
}

TEST(an_application_with_sessions_of_another_user_does_not_wait_for_them) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    act_for_nobody();
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_ACCESS_DENIED);
    act_for_root();
    /* It was not even begun. */
    check_still_works(&client);
    MI_Session another = open_session(&client.application);
    CHECK_RESULT(MI_Session_Close(&another, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
    /* Without sessions it is anybody's. */
    act_for_nobody();
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
    act_for_root();
}

TEST(users_have_sessions_of_their_own_in_one_application) {
    if (!may_change_user()) {
        return;
    }
    setenv("MI_REPOSITORY", ":memory:", 1);
    Client roots;
    open_client(&roots);
    act_for_nobody();
    Client nobodys = {roots.application, open_session(&roots.application)};
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&nobodys.session, 0, NULL, &operation);
    CHECK_OK(finish_instances(&operation));
    act_for_root();
    MI_Session_TestConnection(&nobodys.session, 0, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_ACCESS_DENIED, "opened by user 65534 (real 0)");
    MI_Session_TestConnection(&roots.session, 0, NULL, &operation);
    CHECK_OK(finish_instances(&operation));
    CHECK_RESULT(MI_Session_Close(&nobodys.session, NULL, NULL), MI_RESULT_ACCESS_DENIED);
    CHECK_RESULT(MI_Application_Close(&roots.application), MI_RESULT_ACCESS_DENIED);
    act_for_nobody();
    CHECK_RESULT(MI_Session_Close(&nobodys.session, NULL, NULL), MI_RESULT_OK);
    act_for_root();
    close_client(&roots);
}

TEST(another_group_can_start_no_operation_either) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    REQUIRE(setegid(NOBODY) == 0);
    CHECK_FAILS(enumerate_instances(&client, 0, MI_T("Test_Widget"), false), MI_RESULT_ACCESS_DENIED,
                "used by user 0, group 65534 (real 0)");
    REQUIRE(setegid(0) == 0);
    check_still_works(&client);
    close_client(&client);
}

TEST(the_real_user_counts_like_the_effective_one) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    open_client(&client);
    REQUIRE(setresuid(NOBODY, 0, 0) == 0);
    CHECK_FAILS(enumerate_instances(&client, 0, MI_T("Test_Widget"), false), MI_RESULT_ACCESS_DENIED,
                "used by user 0 (real 65534)");
    REQUIRE(setresuid(0, 0, 0) == 0);
    check_still_works(&client);
    close_client(&client);
}

/* ---- Threads ---- */

static void *enumerate_as_nobody(void *argument) {
    /* The system call itself changes the user of one thread; what the C library calls so changes all. */
    REQUIRE(syscall(SYS_setresuid, NOBODY, NOBODY, NOBODY) == 0);
    CHECK_FAILS(enumerate_instances(argument, 0, MI_T("Test_Widget"), false), MI_RESULT_ACCESS_DENIED,
                "used by user 65534");
    return NULL;
}

TEST(the_user_of_the_calling_thread_counts) {
    if (!may_change_user()) {
        return;
    }
    Client client;
    pthread_t thread;
    open_client(&client);
    REQUIRE(pthread_create(&thread, NULL, enumerate_as_nobody, &client) == 0);
    pthread_join(thread, NULL);
    check_still_works(&client);
    close_client(&client);
}

typedef struct Seen {
    Event finished;
    uid_t user;
} Seen;

static void MI_CALL look_at_user(MI_Operation *operation, void *context, const MI_Instance *instance,
                                 MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                 const MI_Instance *details,
                                 MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Seen *seen = context;
    (void)operation;
    (void)instance;
    (void)message;
    (void)details;
    (void)acknowledge;
    CHECK_RESULT(result, MI_RESULT_OK);
    if (!more_results) {
        seen->user = geteuid();
        event_raise(&seen->finished);
    }
}

/* A test's process has one life: it gives root up for good. */
TEST(who_gave_up_root_for_good_uses_what_he_opened_then) {
    if (!may_change_user()) {
        return;
    }
    setenv("MI_REPOSITORY", ":memory:", 1);
    setenv("MI_CONFIG", "/dev/null", 1);
    Client roots;
    open_client(&roots);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&roots.session, 0, NULL, &operation);
    CHECK_OK(finish_instances(&operation));
    REQUIRE(setresgid(NOBODY, NOBODY, NOBODY) == 0 && setresuid(NOBODY, NOBODY, NOBODY) == 0);
    Client client;
    open_client(&client);
    for (int index = 0; index < 3; index++) {
        MI_Session_TestConnection(&client.session, 0, NULL, &operation);
        CHECK_OK(finish_instances(&operation));
    }
    Seen seen = {EVENT_INITIALISER, 0};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &seen;
    callbacks.instanceResult = look_at_user;
    MI_Session_TestConnection(&client.session, 0, &callbacks, &operation);
    EVENT_WAIT(&seen.finished, 1);
    CHECK_NUMBER(seen.user, NOBODY);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
    /* What root left open is out of reach. */
    MI_Session_TestConnection(&roots.session, 0, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_ACCESS_DENIED, "opened by user 0, group 0");
    CHECK_RESULT(MI_Session_Close(&roots.session, NULL, NULL), MI_RESULT_ACCESS_DENIED);
    CHECK_RESULT(MI_Application_Close(&roots.application), MI_RESULT_ACCESS_DENIED);
}
