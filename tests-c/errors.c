/* Every failure has an error instance, and its message names what failed. */

#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

TEST(an_error_instance_has_all_properties_of_its_class) {
    static const struct {
        const MI_Char *name;
        MI_Type type;
    } expected[] = {
        {MI_T("ErrorType"), MI_UINT16},
        {MI_T("OtherErrorType"), MI_STRING},
        {MI_T("OwningEntity"), MI_STRING},
        {MI_T("MessageID"), MI_STRING},
        {MI_T("Message"), MI_STRING},
        {MI_T("MessageArguments"), MI_STRINGA},
        {MI_T("PerceivedSeverity"), MI_UINT16},
        {MI_T("ProbableCause"), MI_UINT16},
        {MI_T("ProbableCauseDescription"), MI_STRING},
        {MI_T("RecommendedActions"), MI_STRINGA},
        {MI_T("ErrorSource"), MI_STRING},
        {MI_T("ErrorSourceFormat"), MI_UINT16},
        {MI_T("OtherErrorSourceFormat"), MI_STRING},
        {MI_T("CIMStatusCode"), MI_UINT32},
        {MI_T("CIMStatusCodeDescription"), MI_STRING},
        {ERROR_CODE, MI_UINT32},
        {ERROR_CATEGORY, MI_UINT16},
        {ERROR_TYPE, MI_STRING},
        {ERROR_RESULT_TEXT, MI_STRING},
    };
    Client client;
    open_client(&client);
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Nothing"), false);
    REQUIRE(outcome.details);
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_GetElementCount(outcome.details, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 19);
    for (MI_Uint32 index = 0; index < 19; index++) {
        MI_Type type = MI_BOOLEAN;
        const MI_Char *name = NULL;
        CHECK_RESULT(MI_Instance_GetElementAt(outcome.details, index, &name, NULL, &type, NULL),
                     MI_RESULT_OK);
        CHECK_TEXT(name, expected[index].name);
        CHECK_NUMBER(type, expected[index].type);
    }
    MI_Value value;
    CHECK_RESULT(MI_Instance_GetElement(outcome.details, ERROR_CATEGORY, &value, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.uint16, MI_ERRORCATEGORY_METADATA_ERROR);
    CHECK_NUMBER(uint32_of(outcome.details, ERROR_CODE), MI_RESULT_INVALID_CLASS);
    CHECK_TEXT(text_of(outcome.details, ERROR_TYPE), "MI");
    CHECK_TEXT(text_of(outcome.details, MI_T("MessageID")), "OMI:MI_Result:5");
    CHECK_FAILS(outcome, MI_RESULT_INVALID_CLASS, "Test_Nothing");
    close_client(&client);
}

TEST(the_message_beside_the_instance_is_the_message_in_it) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("missing"));
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.details);
    CHECK_TEXT(text_of(outcome.details, MI_T("Message")), outcome.message);
    CHECK_CONTAINS(outcome.message, "Test_Widget");
    CHECK_FAILS(outcome, MI_RESULT_NOT_FOUND, "missing");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_error_instance_is_an_instance_like_any_other) {
    Client client;
    open_client(&client);
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Nothing"), false);
    REQUIRE(outcome.details);
    MI_Class *found = NULL;
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Instance_GetClass(outcome.details, &found), MI_RESULT_OK);
    REQUIRE(found);
    CHECK_RESULT(MI_Class_GetClassName(found, &name), MI_RESULT_OK);
    CHECK_TEXT(name, ERROR_CLASS);
    MI_Class_Delete(found);
    MI_Instance *holder = new_instance(&client.application, MI_T("Test_Holder"));
    MI_Value value;
    value.instance = outcome.details;
    CHECK_RESULT(MI_Instance_AddElement(holder, MI_T("Error"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    MI_Instance_Delete(holder);
    free_outcome(&outcome);
    close_client(&client);
}

TEST(a_method_that_nobody_implements_is_not_available) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Session_Invoke(&client.session, 0, NULL, NAMESPACE, NULL, MI_T("Resize"), key, NULL, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    MI_Result result = outcome.result;
    CHECK(result == MI_RESULT_METHOD_NOT_AVAILABLE || result == MI_RESULT_NOT_SUPPORTED);
    CHECK_FAILS(outcome, result, NULL);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_subscription_to_what_is_no_indication_is_refused) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("select * from Test_Widget"),
                         NULL, NULL, &operation);
    const MI_Instance *instance = (const MI_Instance *)&client, *details = NULL;
    const MI_Char *bookmark = MI_T("untouched"), *machine = MI_T("untouched"), *message = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    CHECK_RESULT(MI_Operation_GetIndication(&operation, &instance, &bookmark, &machine, &more, &result,
                                            &message, &details),
                 MI_RESULT_OK);
    CHECK(instance == NULL);
    CHECK_TEXT(bookmark, NULL);
    CHECK_TEXT(machine, NULL);
    CHECK_NUMBER(more, MI_FALSE);
    CHECK_RESULT(result, MI_RESULT_INVALID_CLASS);
    check_details_at(__FILE__, __LINE__, details, MI_RESULT_INVALID_CLASS, "Test_Widget");
    CHECK_RESULT(MI_Operation_GetIndication(&operation, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);

    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"), MI_T("select * from Test_Widget"),
                         NULL, &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_INVALID_CLASS);
    CHECK(recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(errors_survive_their_operation_and_application_as_copies) {
    Client client;
    open_client(&client);
    Outcome outcome = get_class(&client, MI_T("Test_Nothing"));
    close_client(&client);
    CHECK_FAILS(outcome, MI_RESULT_INVALID_CLASS, "Test_Nothing");
}
