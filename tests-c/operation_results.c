/* Results that a client fetches: in which form they come, whose they are, and how the last is known. */

#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

TEST(one_result_comes_with_more_results_false) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, NULL, &operation);
    const MI_Instance *instance = NULL, *details = key;
    const MI_Char *message = MI_T("untouched");
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_FAILED;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, &message, &details),
                 MI_RESULT_OK);
    REQUIRE(instance);
    CHECK_TEXT(text_of(instance, MI_T("Name")), "First");
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
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
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Numbered"), false);
    CHECK_NUMBER(outcome.count, 0);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(after_the_final_result_it_is_given_again) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("no such"));
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
    const MI_Instance *instance = NULL;
    const MI_Class *found = NULL;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK(instance != NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Session_GetClass(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), NULL, &operation);
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
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
    MI_Session_GetClass(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), NULL, &operation);
    result = MI_RESULT_OK;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    CHECK_OK(finish_classes(&operation));
    close_client(&client);
}

TEST(an_operation_with_callbacks_has_no_results_to_fetch) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, &callbacks);
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

TEST(a_result_lives_until_the_next_one_is_fetched) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
    const MI_Instance *instance = NULL;
    MI_Instance *clones[3];
    for (int index = 0; index < 3; index++) {
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
        REQUIRE(instance);
        CHECK(text_of(instance, MI_T("Name")) != NULL);
        REQUIRE_RESULT(MI_Instance_Clone(instance, &clones[index]), MI_RESULT_OK);
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    for (int index = 0; index < 3; index++) {
        CHECK(text_of(clones[index], MI_T("Name")) != NULL);
        MI_Instance_Delete(clones[index]);
    }
    close_client(&client);
}

TEST(a_reported_start_is_a_first_result_without_an_instance) {
    Client client;
    open_client(&client);
    MI_Operation operation =
        start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED, NULL);
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

TEST(an_operation_knows_its_session) {
    Client client;
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL);
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, NULL), copy = operation;
    memset(&operation, 0, sizeof operation);
    Outcome outcome = finish_instances(&copy);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(a_long_enumeration_comes_whole) {
    Client client;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, MANY_INSTANCES);
    CHECK_OK(outcome);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, &callbacks);
    EVENT_WAIT(&recorder.results, MANY_INSTANCES + 1);
    CHECK_NUMBER(recorder.instances, MANY_INSTANCES);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, NULL);
    REQUIRE(pthread_create(&first, NULL, fetch, &operation) == 0);
    REQUIRE(pthread_create(&second, NULL, fetch, &operation) == 0);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    CHECK_NUMBER(fetched_in_all, MANY_INSTANCES);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}
