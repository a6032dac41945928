/* What an operation needs to start, and how it says that it could not. */

#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

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
        MI_Session_Invoke(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), NULL, NULL, NULL,
                          callbacks, &operations[6]);
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
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
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
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, &callbacks);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    CHECK_NUMBER(event_count(&recorder.results), 0);
    close_client(&client);
}

TEST(what_is_given_to_the_start_may_go_at_once) {
    Client client;
    open_client(&client);
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Interval long_enough = {0, 1, 0, 0, 0, 0, 0, 0};
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetTimeout(&options, &long_enough), MI_RESULT_OK);
    MI_Char class_name[] = MI_T("Test_Widget"), namespace_name[] = NAMESPACE;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, &options, namespace_name, class_name, MI_FALSE, NULL,
                                  &operation);
    text_fill(class_name, 'x', text_length(class_name));
    text_fill(namespace_name, 'x', text_length(namespace_name));
    MI_OperationOptions_Delete(&options);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(what_a_provider_would_refuse_is_an_ordinary_failure) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session session = MI_SESSION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, MI_T("root/nowhere"), MI_T("Test_Widget"),
                                  MI_FALSE, &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_INVALID_NAMESPACE);
    CHECK_RESULT(MI_Operation_GetSession(&operation, &session), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, NULL, MI_FALSE, NULL, &operation);
    CHECK_RESULT(MI_Operation_GetSession(&operation, &session), MI_RESULT_OK);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_PARAMETER, NULL);
    close_client(&client);
}
