/* Sessions: protocols, destinations, closing. */

#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

static MI_Result open_with(MI_Application *application, const MI_Char *protocol, const MI_Char *destination,
                           MI_Instance **error, MI_Session *session) {
    return MI_Application_NewSession(application, protocol, destination, NULL, NULL, error, session);
}

TEST(the_names_of_this_process_open_a_session_that_works) {
    static const MI_Char *const names[][2] = {
        {NULL, NULL},
        {MI_T(""), NULL},
        {MI_T("WMIDCOM"), NULL},
        {MI_T("wmidcom"), NULL},
        {MI_T("OMI_SOCKETS"), NULL},
        {MI_T("omi_sockets"), MI_T("")},
        {MI_T("OMI_SOCKETS"), MI_T("/var/opt/omi/run/omiserver.sock")},
        {MI_T("WMIDCOM"), MI_T("")},
        {MI_T("WMIDCOM"), MI_T(".")},
        {MI_T("WMIDCOM"), MI_T("localhost")},
        {MI_T("OMI_SOCKETS"), MI_T("LOCALHOST")},
    };
    MI_Application application = open_application();
    MI_Instance *key = new_keyed(&application, MI_T("Test_Widget"), MI_T("w1"));
    for (size_t index = 0; index < sizeof names / sizeof names[0]; index++) {
        MI_Session session = MI_SESSION_NULL;
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Instance *error = key;
        REQUIRE_RESULT(open_with(&application, names[index][0], names[index][1], &error, &session),
                       MI_RESULT_OK);
        CHECK(error == NULL);
        MI_Session_GetInstance(&session, 0, NULL, NAMESPACE, key, NULL, &operation);
        Outcome outcome = finish_instances(&operation);
        CHECK_NUMBER(outcome.count, 1);
        CHECK_OK(outcome);
        CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    }
    MI_Instance_Delete(key);
    MI_Application_Close(&application);
}

TEST(an_unknown_protocol_is_not_found_and_named) {
    MI_Application application = open_application();
    MI_Session session;
    MI_Instance *error = NULL;
    memset(&session, 0xaa, sizeof session);
    CHECK_RESULT(open_with(&application, MI_T("PIGEON_POST"), NULL, &error, &session), MI_RESULT_NOT_FOUND);
    if (check_details_at(__FILE__, __LINE__, error, MI_RESULT_NOT_FOUND, "PIGEON_POST")) {
        MI_Instance_Delete(error);
    }
    /* The handle of the failed session is safe to use and to close, and stands for none. */
    MI_Application owner = MI_APPLICATION_NULL;
    CHECK(MI_Session_GetApplication(&session, &owner) != MI_RESULT_OK);
    CHECK(MI_Session_Close(&session, NULL, NULL) != MI_RESULT_OK);
    CHECK_RESULT(open_with(&application, MI_T("PIGEON_POST"), MI_T("somewhere"), NULL, &session),
                 MI_RESULT_NOT_FOUND);
    MI_Application_Close(&application);
}

TEST(dcom_to_another_machine_is_not_supported) {
    MI_Application application = open_application();
    MI_Session session = MI_SESSION_NULL;
    MI_Instance *error = NULL;
    CHECK_RESULT(open_with(&application, MI_T("WMIDCOM"), MI_T("server.example"), &error, &session),
                 MI_RESULT_NOT_SUPPORTED);
    if (check_details_at(__FILE__, __LINE__, error, MI_RESULT_NOT_SUPPORTED, "server.example")) {
        MI_Instance_Delete(error);
    }
    MI_Application_Close(&application);
}

TEST(a_remote_session_opens_and_its_operations_say_what_is_missing) {
    static const MI_Char *const names[][2] = {
        {MI_T("WINRM"), MI_T("server.example")},
        {MI_T("MI_REMOTE_WSMAN"), MI_T("server.example")},
        {MI_T("wsman"), MI_T("server.example")},
        {NULL, MI_T("server.example")},
    };
    MI_Application application = open_application();
    for (size_t index = 0; index < sizeof names / sizeof names[0]; index++) {
        MI_Session session = MI_SESSION_NULL;
        MI_Operation operation = MI_OPERATION_NULL;
        REQUIRE_RESULT(open_with(&application, names[index][0], names[index][1], NULL, &session),
                       MI_RESULT_OK);
        MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                      &operation);
        CHECK_FAILS(finish_instances(&operation), MI_RESULT_NOT_SUPPORTED, "server.example");
        MI_Session_TestConnection(&session, 0, NULL, &operation);
        CHECK_FAILS(finish_instances(&operation), MI_RESULT_NOT_SUPPORTED, NULL);
        MI_Session_GetClass(&session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), NULL, &operation);
        CHECK_FAILS(finish_classes(&operation), MI_RESULT_NOT_SUPPORTED, NULL);
        CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    }
    MI_Application_Close(&application);
}

TEST(test_connection_gives_no_instance) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&client.session, 0, NULL, &operation);
    const MI_Instance *instance = (const MI_Instance *)&client;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_FAILED;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL), MI_RESULT_OK);
    CHECK(instance == NULL);
    CHECK_NUMBER(more, MI_FALSE);
    CHECK_RESULT(result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_session_knows_its_application) {
    Client client;
    open_client(&client);
    MI_Application copy = MI_APPLICATION_NULL;
    CHECK_RESULT(MI_Session_GetApplication(&client.session, &copy), MI_RESULT_OK);
    CHECK(memcmp(&copy, &client.application, sizeof copy) == 0);
    MI_Instance *instance = new_instance(&copy, MI_T("Test_Widget"));
    MI_Instance_Delete(instance);
    CHECK_RESULT(MI_Session_GetApplication(&client.session, NULL), MI_RESULT_INVALID_PARAMETER);
    close_client(&client);
}

TEST(a_session_is_closed_once) {
    MI_Application application = open_application();
    MI_Session session = open_session(&application), copy = session;
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Session_Close(&copy, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&copy, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
}

TEST(closing_with_a_callback_calls_it_once) {
    MI_Application application = open_application();
    MI_Session session = open_session(&application);
    Event closed = EVENT_INITIALISER;
    CHECK_RESULT(MI_Session_Close(&session, &closed, raise_event), MI_RESULT_OK);
    EVENT_WAIT(&closed, 1);
    CHECK_RESULT(MI_Session_Close(&session, &closed, raise_event), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    CHECK_NUMBER(event_count(&closed), 1);
}

TEST(closing_no_session_calls_the_callback_at_once) {
    MI_Session none = MI_SESSION_NULL;
    Event closed = EVENT_INITIALISER;
    CHECK_RESULT(MI_Session_Close(NULL, &closed, raise_event), MI_RESULT_OK);
    CHECK_NUMBER(event_count(&closed), 1);
    CHECK_RESULT(MI_Session_Close(&none, &closed, raise_event), MI_RESULT_OK);
    CHECK_NUMBER(event_count(&closed), 2);
    CHECK_RESULT(MI_Session_Close(NULL, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Session_Close(&none, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
}

TEST(a_session_closes_with_a_callback_after_its_last_operation) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                  &operation);
    Event closed = EVENT_INITIALISER;
    CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_OK);
    CHECK_NUMBER(event_count(&closed), 0);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    EVENT_WAIT(&closed, 1);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
    CHECK_NUMBER(event_count(&closed), 1);
}

static void *close_session(void *argument) {
    Client *client = argument;
    CHECK_RESULT(MI_Session_Close(&client->session, NULL, NULL), MI_RESULT_OK);
    return NULL;
}

TEST(closing_a_session_waits_for_its_operations) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    pthread_t closer;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                  &operation);
    REQUIRE(pthread_create(&closer, NULL, close_session, &client) == 0);
    /* Whether the close has begun or not: the operation is still there to be closed. */
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    pthread_join(closer, NULL);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}

TEST(a_session_has_callbacks_and_copies_them) {
    MI_Application application = open_application();
    MI_SessionCallbacks callbacks = MI_SESSIONCALLBACKS_NULL;
    MI_Session session = MI_SESSION_NULL;
    REQUIRE_RESULT(MI_Application_NewSession(&application, NULL, NULL, NULL, &callbacks, NULL, &session),
                   MI_RESULT_OK);
    memset(&callbacks, 0xaa, sizeof callbacks);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&session, 0, NULL, &operation);
    CHECK_OK(finish_instances(&operation));
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    MI_Application_Close(&application);
}

/* ---- Operations on no session: all of them, with and without callbacks ---- */

static void each_operation(MI_Session *session, MI_OperationCallbacks *callbacks, MI_Operation *operations,
                           const MI_Instance *instance) {
    MI_Session_GetInstance(session, 0, NULL, NAMESPACE, instance, callbacks, &operations[0]);
    MI_Session_ModifyInstance(session, 0, NULL, NAMESPACE, instance, callbacks, &operations[1]);
    MI_Session_CreateInstance(session, 0, NULL, NAMESPACE, instance, callbacks, &operations[2]);
    MI_Session_DeleteInstance(session, 0, NULL, NAMESPACE, instance, callbacks, &operations[3]);
    MI_Session_Invoke(session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_T("Reset"), NULL, NULL, callbacks,
                      &operations[4]);
    MI_Session_EnumerateInstances(session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, callbacks,
                                  &operations[5]);
    MI_Session_QueryInstances(session, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("select * from Test_Widget"),
                              callbacks, &operations[6]);
    MI_Session_AssociatorInstances(session, 0, NULL, NAMESPACE, instance, NULL, NULL, NULL, NULL, MI_FALSE,
                                   callbacks, &operations[7]);
    MI_Session_ReferenceInstances(session, 0, NULL, NAMESPACE, instance, NULL, NULL, MI_FALSE, callbacks,
                                  &operations[8]);
    MI_Session_Subscribe(session, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("select * from X"), NULL, callbacks,
                         &operations[9]);
    MI_Session_GetClass(session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), callbacks, &operations[10]);
    MI_Session_EnumerateClasses(session, 0, NULL, NAMESPACE, NULL, MI_FALSE, callbacks, &operations[11]);
    MI_Session_TestConnection(session, 0, callbacks, &operations[12]);
}

#define OPERATIONS 13

TEST(operations_on_no_session_report_to_the_callback_at_once) {
    static const MI_Operation zero = MI_OPERATION_NULL;
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Session none = MI_SESSION_NULL;
    MI_Session *sessions[] = {NULL, &none};
    for (int index = 0; index < 2; index++) {
        Recorder recorder = RECORDER_INITIALISER;
        MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
        MI_Operation operations[OPERATIONS];
        memset(operations, 0xaa, sizeof operations);
        recorder.operation_given = true;
        each_operation(sessions[index], &callbacks, operations, instance);
        CHECK_NUMBER(event_count(&recorder.results), OPERATIONS);
        CHECK_NUMBER(event_count(&recorder.finished), OPERATIONS);
        CHECK_RESULT(recorder.result, MI_RESULT_INVALID_PARAMETER);
        CHECK(!recorder.operation_given);
        CHECK(!recorder.acknowledgement_given);
        CHECK_NUMBER(recorder.instances + recorder.classes, 0);
        for (int number = 0; number < OPERATIONS; number++) {
            CHECK(memcmp(&operations[number], &zero, sizeof zero) == 0);
        }
        /* Without a place for the operation, and without callbacks, there is still no crash. */
        memset(operations, 0xaa, sizeof operations);
        each_operation(sessions[index], NULL, operations, instance);
        for (int number = 0; number < OPERATIONS; number++) {
            CHECK(memcmp(&operations[number], &zero, sizeof zero) == 0);
        }
        MI_Session_GetInstance(sessions[index], 0, NULL, NAMESPACE, instance, NULL, NULL);
        MI_Session_GetClass(sessions[index], 0, NULL, NAMESPACE, MI_T("Test_Widget"), NULL, NULL);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(operations_on_a_closed_session_report_invalid_parameter) {
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Session closed = client.session;
    CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operations[OPERATIONS];
    each_operation(&closed, &callbacks, operations, instance);
    CHECK_NUMBER(event_count(&recorder.finished), OPERATIONS);
    CHECK_RESULT(recorder.result, MI_RESULT_INVALID_PARAMETER);
    for (int index = 0; index < OPERATIONS; index++) {
        MI_Operation_Close(&operations[index]);
    }
    each_operation(&closed, NULL, operations, instance);
    for (int index = 0; index < OPERATIONS; index++) {
        const MI_Instance *found = NULL;
        const MI_Class *found_class = NULL;
        MI_Boolean more = MI_TRUE;
        MI_Result result = MI_RESULT_OK;
        if (index == 9) {
            MI_Operation_GetIndication(&operations[index], &found, NULL, NULL, &more, &result, NULL, NULL);
        } else if (index == 10 || index == 11) {
            MI_Operation_GetClass(&operations[index], &found_class, &more, &result, NULL, NULL);
        } else {
            MI_Operation_GetInstance(&operations[index], &found, &more, &result, NULL, NULL);
        }
        CHECK_NUMBER(more, MI_FALSE);
        CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
        MI_Operation_Close(&operations[index]);
    }
    MI_Instance_Delete(instance);
    CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
}

/* ---- Options of another implementation ---- */

static MI_Result MI_CALL no_options(const MI_DestinationOptions *options, MI_Uint32 *count) {
    (void)options;
    *count = 0;
    return MI_RESULT_OK;
}

TEST(options_of_another_implementation_are_read_or_refused) {
    MI_Application application = open_application();
    MI_DestinationOptionsFT table;
    MI_DestinationOptions foreign = {1, 2, NULL};
    MI_Session session = MI_SESSION_NULL;
    memset(&table, 0, sizeof table);
    table.GetOptionCount = no_options;
    table.GetCredentialsCount = no_options;
    foreign.ft = &table;
    MI_Result result = MI_Application_NewSession(&application, NULL, NULL, &foreign, NULL, NULL, &session);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    if (result == MI_RESULT_OK) {
        CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    }
    MI_Application_Close(&application);
}
