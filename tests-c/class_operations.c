/* GetClass and EnumerateClasses against the repository. */

#include "fixture.h"

#include <stdio.h>
#include <string.h>

WITH_REPOSITORY;

/* The names of the classes that an enumeration brings, each with a space behind it. */
static void names_of(Client *client, MI_Uint32 flags, const MI_Char *class_name, bool names_only, char *names,
                     size_t size) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateClasses(&client->session, flags, NULL, NAMESPACE, class_name, names_only, NULL,
                                &operation);
    MI_Boolean more = MI_TRUE;
    size_t length = 0;
    names[0] = 0;
    while (more) {
        const MI_Class *found = NULL;
        const MI_Char *name = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetClass(&operation, &found, &more, &result, NULL, NULL), MI_RESULT_OK);
        CHECK_RESULT(result, MI_RESULT_OK);
        if (found) {
            CHECK_RESULT(MI_Class_GetClassName(found, &name), MI_RESULT_OK);
            length += (size_t)snprintf(names + length, size - length, "%s ", SHOWN(name));
            REQUIRE(length < size);
        }
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
}

TEST(get_class_brings_the_class) {
    Client client;
    open_client(&client);
    Outcome outcome = get_class(&client, MI_T("TEST_WIDGET"));
    CHECK_NUMBER(outcome.count, 1);
    REQUIRE(outcome.class_);
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Class_GetClassName(outcome.class_, &name), MI_RESULT_OK);
    CHECK_TEXT(name, "Test_Widget");
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(get_class_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    CHECK_FAILS(get_class(&client, MI_T("Test_Nothing")), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Session_GetClass(&client.session, 0, NULL, MI_T("root/nowhere"), MI_T("Test_Widget"), NULL,
                        &operation);
    CHECK_FAILS(finish_classes(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    Outcome outcome = get_class(&client, NULL);
    CHECK(outcome.result == MI_RESULT_INVALID_CLASS || outcome.result == MI_RESULT_INVALID_PARAMETER);
    CHECK(outcome.details != NULL);
    free_outcome(&outcome);
    close_client(&client);
}

TEST(classes_are_enumerated_deep_from_the_top_or_from_a_class) {
    char names[512];
    Client client;
    open_client(&client);
    names_of(&client, 0, NULL, false, names, sizeof names);
    CHECK_CONTAINS(names, "Test_Thing ");
    CHECK_CONTAINS(names, "Test_Widget ");
    CHECK_CONTAINS(names, "Test_Gadget ");
    CHECK_CONTAINS(names, "Test_Everything ");
    CHECK_CONTAINS(names, "Test_Link ");
    names_of(&client, 0, MI_T("Test_Thing"), false, names, sizeof names);
    CHECK_CONTAINS(names, "Test_Widget ");
    CHECK_CONTAINS(names, "Test_Gadget ");
    CHECK(strstr(names, "Test_Link ") == NULL);
    CHECK(strstr(names, "Test_Thing ") == NULL);
    close_client(&client);
}

TEST(a_shallow_enumeration_stays_on_one_level) {
    char names[512];
    Client client;
    open_client(&client);
    names_of(&client, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, NULL, false, names, sizeof names);
    CHECK_CONTAINS(names, "Test_Thing ");
    CHECK_CONTAINS(names, "Test_Link ");
    CHECK(strstr(names, "Test_Widget ") == NULL);
    names_of(&client, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, MI_T("Test_Thing"), false, names, sizeof names);
    CHECK_TEXT(names, "Test_Widget ");
    close_client(&client);
}

TEST(class_names_only_still_have_their_names) {
    char names[512], all[512];
    Client client;
    open_client(&client);
    names_of(&client, 0, NULL, true, names, sizeof names);
    names_of(&client, 0, NULL, false, all, sizeof all);
    CHECK_NUMBER(strlen(names), strlen(all));
    CHECK_CONTAINS(names, "Test_Widget ");
    close_client(&client);
}

TEST(an_enumeration_of_classes_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateClasses(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Nothing"), MI_FALSE, NULL,
                                &operation);
    CHECK_FAILS(finish_classes(&operation), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Session_EnumerateClasses(&client.session, 0, NULL, MI_T("root/nowhere"), NULL, MI_FALSE, NULL,
                                &operation);
    CHECK_FAILS(finish_classes(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    close_client(&client);
}

TEST(classes_come_one_by_one_through_the_callback) {
    char names[512];
    Client client;
    open_client(&client);
    unsigned expected = 0;
    names_of(&client, 0, NULL, true, names, sizeof names);
    for (const char *at = names; (at = strchr(at, ' ')) != NULL; at++) {
        expected++;
    }
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateClasses(&client.session, 0, NULL, NAMESPACE, NULL, MI_FALSE, &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.classes, expected);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}
