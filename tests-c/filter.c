/* Filters. A client only meets one of another implementation, through its table; the library hands its own to
 * providers. */

#include "modules.h"

#include <string.h>

static const MI_Filter *evaluated;
static const MI_Instance *evaluated_instance;

static MI_Result MI_CALL evaluate(const MI_Filter *self, const MI_Instance *instance, MI_Boolean *result) {
    evaluated = self;
    evaluated_instance = instance;
    *result = MI_TRUE;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL expression(const MI_Filter *self, const MI_Char **language, const MI_Char **text) {
    (void)self;
    *language = MI_T("WQL");
    *text = MI_T("select * from X");
    return MI_RESULT_OK;
}

TEST(a_filter_is_used_through_its_own_table) {
    MI_FilterFT table;
    memset(&table, 0, sizeof table);
    table.Evaluate = evaluate;
    table.GetExpression = expression;
    MI_Filter filter;
    memset(&filter, 0, sizeof filter);
    filter.ft = &table;
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Boolean passes = MI_FALSE;
    const MI_Char *language = NULL, *text = NULL;
    CHECK_RESULT(MI_Filter_Evaluate(&filter, instance, &passes), MI_RESULT_OK);
    CHECK(evaluated == &filter && evaluated_instance == instance);
    CHECK_NUMBER(passes, MI_TRUE);
    CHECK_RESULT(MI_Filter_GetExpression(&filter, &language, &text), MI_RESULT_OK);
    CHECK_TEXT(language, "WQL");
    CHECK_TEXT(text, "select * from X");
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(a_filter_without_functions_is_no_call_through_null) {
    MI_FilterFT table;
    memset(&table, 0, sizeof table);
    MI_Filter filter;
    memset(&filter, 0, sizeof filter);
    filter.ft = &table;
    MI_Boolean passes = MI_FALSE;
    const MI_Char *language = NULL, *text = NULL;
    CHECK(MI_Filter_Evaluate(&filter, NULL, &passes) != MI_RESULT_OK);
    CHECK(MI_Filter_GetExpression(&filter, &language, &text) != MI_RESULT_OK);
}

/* How many numbers of the sample module a query brings. */
static unsigned numbers(Client *client, const MI_Char *query) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_QueryInstances(&client->session, 0, NULL, NAMESPACE, MI_T("WQL"), query, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    unsigned count = outcome.count;
    CHECK_OK(outcome);
    return count;
}

TEST(a_provider_evaluates_the_query_that_its_class_is_enumerated_for) {
    Client client;
    use_sample();
    open_client(&client);
    CHECK_NUMBER(numbers(&client, MI_T("SELECT * FROM Sample_Number WHERE Number > 7")), 2);
    CHECK_NUMBER(logged("WQL, SELECT * FROM Sample_Number WHERE Number > 7: 2 numbers"), 1);
    CHECK_NUMBER(numbers(&client, MI_T("SELECT Number FROM Sample_Number WHERE Number < 5")), 5);
    CHECK_NUMBER(logged("WQL, SELECT Number FROM Sample_Number WHERE Number < 5: 5 numbers without texts"),
                 1);
    CHECK_NUMBER(numbers(&client, MI_T("SELECT Number FROM Sample_Number WHERE Text = 'number 3'")), 1);
    CHECK_NUMBER(logged("WQL, SELECT Number FROM Sample_Number WHERE Text = 'number 3': 1 numbers"), 1);
    close_client(&client);
}

TEST(a_provider_that_heeds_no_filters_is_filtered_by_the_library) {
    Client client;
    use_sample();
    write_beside_sample("unfiltered");
    open_client(&client);
    CHECK_NUMBER(numbers(&client, MI_T("SELECT * FROM Sample_Number WHERE Number > 7")), 2);
    CHECK_NUMBER(logged("module load"), 1);
    close_client(&client);
}
