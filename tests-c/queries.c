/* QueryInstances on the repository, in both languages. */

#include "fixture.h"

WITH_REPOSITORY;

static MI_Operation start_query(Client *client, MI_Uint32 flags, const MI_Char *namespace_,
                                const MI_Char *dialect, const MI_Char *query,
                                MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_QueryInstances(&client->session, flags, NULL, namespace_, dialect, query, callbacks,
                              &operation);
    return operation;
}

static Outcome run_query(Client *client, const MI_Char *dialect, const MI_Char *query) {
    MI_Operation operation = start_query(client, 0, NAMESPACE, dialect, query, NULL);
    return finish_instances(&operation);
}

/* How many instances a query brings. */
static unsigned count(Client *client, const MI_Char *dialect, const MI_Char *query) {
    Outcome outcome = run_query(client, dialect, query);
    CHECK_RESULT(outcome.result, MI_RESULT_OK);
    unsigned found = outcome.count;
    free_outcome(&outcome);
    return found;
}

TEST(instances_are_found_by_key_by_indexed_and_by_other_properties) {
    Client client;
    compile_instances(100);
    open_client(&client);
    const MI_Char *dialects[] = {MI_T("WQL"), MI_T("CQL")};
    for (unsigned i = 0; i < 2; i++) {
        const MI_Char *dialect = dialects[i];
        CHECK_NUMBER(count(&client, dialect, MI_T("SELECT * FROM Test_Numbered")), 100);
        CHECK_NUMBER(
            count(&client, dialect, MI_T("SELECT * FROM Test_Numbered WHERE Number = 7 AND Group = 'many'")),
            1);
        CHECK_NUMBER(count(&client, dialect, MI_T("SELECT * FROM Test_Numbered WHERE Number = 7")), 1);
        CHECK_NUMBER(
            count(&client, dialect, MI_T("SELECT * FROM Test_Numbered WHERE Number >= 7 AND Number < 12")),
            5);
        CHECK_NUMBER(count(&client, dialect, MI_T("SELECT * FROM Test_Numbered WHERE Group <> 'many'")), 0);
        CHECK_NUMBER(count(&client, dialect, MI_T("SELECT * FROM Test_Numbered WHERE NOT (Number > 2)")), 3);
    }
    close_client(&client);
}

TEST(a_list_brings_the_listed_properties_alone) {
    Client client;
    compile_instances(30);
    open_client(&client);
    Outcome outcome =
        run_query(&client, MI_T("WQL"), MI_T("SELECT Number FROM Test_Numbered WHERE Number = 7"));
    CHECK_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Number")), 7);
    CHECK(!has_element(outcome.instance, MI_T("Group")));
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(results_come_to_callbacks) {
    Client client;
    compile_instances(50);
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_query(&client, 0, NAMESPACE, MI_T("WQL"),
                                         MI_T("SELECT * FROM Test_Numbered WHERE Number < 20"), &callbacks);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.instances, 20);
    MI_Operation_Close(&operation);
    close_client(&client);
}

TEST(a_query_that_is_cancelled_in_the_middle_ends) {
    Client client;
    compile_many_instances();
    open_client(&client);
    MI_Operation operation = start_query(&client, 0, NAMESPACE, MI_T("WQL"),
                                         MI_T("SELECT * FROM Test_Numbered WHERE Group LIKE '%a%'"), NULL);
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_FAILED;
    CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL), MI_RESULT_OK);
    CHECK(instance != NULL && more);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    unsigned after = 0;
    while (more) {
        CHECK_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                     MI_RESULT_OK);
        after += instance != NULL;
    }
    CHECK_RESULT(result, MI_RESULT_FAILED);
    CHECK(after < MANY_INSTANCES - 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(what_is_wrong_with_a_query_is_told) {
    Client client;
    open_client(&client);
    CHECK_FAILS(run_query(&client, MI_T("WQL"), MI_T("SELECT * FROM Test_Widget WHERE")),
                MI_RESULT_INVALID_QUERY, "column");
    CHECK_FAILS(run_query(&client, MI_T("CQL"), MI_T("SELECT * FROM Test_Widget WHERE Nothing = 1")),
                MI_RESULT_INVALID_QUERY, "Nothing");
    CHECK_FAILS(run_query(&client, MI_T("WQL"), MI_T("SELECT * FROM Test_None")), MI_RESULT_INVALID_CLASS,
                "Test_None");
    CHECK_FAILS(run_query(&client, MI_T("SQL"), MI_T("SELECT * FROM Test_Widget")),
                MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED, "SQL");
    MI_Operation operation =
        start_query(&client, 0, MI_T("root/none"), MI_T("WQL"), MI_T("SELECT * FROM Test_Widget"), NULL);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, "root/none");
    close_client(&client);
}

TEST(classes_are_found_by_a_query_of_the_schema) {
    Client client;
    open_client(&client);
    CHECK_NUMBER(count(&client, MI_T("WQL"), MI_T("SELECT * FROM meta_class WHERE __this ISA 'Test_Widget'")),
                 2);
    Outcome outcome =
        run_query(&client, MI_T("WQL"), MI_T("SELECT * FROM meta_class WHERE __CLASS = 'Test_Gadget'"));
    CHECK_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 7);
    CHECK_OK(outcome);
    close_client(&client);
}
