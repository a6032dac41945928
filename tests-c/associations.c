/* The associations of stored objects: AssociatorInstances and ReferenceInstances with every filter. */

#include "fixture.h"

WITH_REPOSITORY;

/* Links w1 to w2 and to g1. */
static void link_widgets(Client *client) {
    const MI_Char *ends[][2] = {{MI_T("w1"), MI_T("w2")}, {MI_T("w1"), MI_T("g1")}};
    for (unsigned i = 0; i < 2; i++) {
        MI_Instance *link = new_instance(&client->application, MI_T("Test_Link"));
        MI_Instance *left = new_keyed(&client->application, MI_T("Test_Widget"), ends[i][0]);
        MI_Instance *right = new_keyed(&client->application, MI_T("Test_Widget"), ends[i][1]);
        MI_Value value;
        value.reference = left;
        CHECK_RESULT(MI_Instance_AddElement(link, MI_T("Left"), &value, MI_REFERENCE, 0), MI_RESULT_OK);
        value.reference = right;
        CHECK_RESULT(MI_Instance_AddElement(link, MI_T("Right"), &value, MI_REFERENCE, 0), MI_RESULT_OK);
        add_text(link, MI_T("Kind"), ends[i][1]);
        CHECK_OK(create_instance(client, link));
        MI_Instance_Delete(link);
        MI_Instance_Delete(left);
        MI_Instance_Delete(right);
    }
}

typedef struct Filters {
    const MI_Char *association_class, *result_class, *role, *result_role;
    bool keys_only;
} Filters;

static Outcome associators(Client *client, const MI_Char *id, Filters filters) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = new_keyed(&client->application, MI_T("Test_Widget"), id);
    MI_Session_AssociatorInstances(&client->session, 0, NULL, NAMESPACE, key, filters.association_class,
                                   filters.result_class, filters.role, filters.result_role, filters.keys_only,
                                   NULL, &operation);
    MI_Instance_Delete(key);
    return finish_instances(&operation);
}

static Outcome references(Client *client, const MI_Char *id, Filters filters) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = new_keyed(&client->application, MI_T("Test_Widget"), id);
    MI_Session_ReferenceInstances(&client->session, 0, NULL, NAMESPACE, key, filters.result_class,
                                  filters.role, filters.keys_only, NULL, &operation);
    MI_Instance_Delete(key);
    return finish_instances(&operation);
}

static const Filters none = {NULL, NULL, NULL, NULL, false};

/* How many associators there are with these filters. */
static unsigned count(Client *client, const MI_Char *id, Filters filters) {
    Outcome outcome = associators(client, id, filters);
    CHECK_RESULT(outcome.result, MI_RESULT_OK);
    unsigned found = outcome.count;
    free_outcome(&outcome);
    return found;
}

TEST(associators_are_at_the_other_ends) {
    Client client;
    open_client(&client);
    link_widgets(&client);
    CHECK_NUMBER(count(&client, MI_T("w1"), none), 2);
    Outcome outcome = associators(&client, MI_T("w2"), none);
    CHECK_NUMBER(outcome.count, 1);
    REQUIRE(outcome.instance);
    const MI_Char *namespace_name = NULL;
    CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "w1");
    CHECK_TEXT(text_of(outcome.instance, MI_T("Name")), "First");
    CHECK_RESULT(MI_Instance_GetNameSpace(outcome.instance, &namespace_name), MI_RESULT_OK);
    CHECK_TEXT(namespace_name, NAMESPACE);
    free_outcome(&outcome);
    close_client(&client);
}

TEST(each_filter_chooses_among_associators) {
    Client client;
    open_client(&client);
    link_widgets(&client);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){MI_T("Test_Link"), NULL, NULL, NULL, false}), 2);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){NULL, MI_T("Test_Gadget"), NULL, NULL, false}), 1);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){NULL, MI_T("Test_Thing"), NULL, NULL, false}), 2);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){NULL, NULL, MI_T("left"), NULL, false}), 2);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){NULL, NULL, MI_T("Right"), NULL, false}), 0);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){NULL, NULL, NULL, MI_T("RIGHT"), false}), 2);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){NULL, NULL, NULL, MI_T("Left"), false}), 0);
    CHECK_NUMBER(count(&client, MI_T("g1"),
                       (Filters){MI_T("Test_Link"), MI_T("Test_Widget"), MI_T("Right"), MI_T("Left"), true}),
                 1);
    CHECK_NUMBER(count(&client, MI_T("w1"), (Filters){MI_T(""), MI_T(""), MI_T(""), MI_T(""), false}), 2);
    close_client(&client);
}

TEST(references_are_the_associations) {
    Client client;
    open_client(&client);
    link_widgets(&client);
    Outcome outcome = references(&client, MI_T("w1"), none);
    CHECK_NUMBER(outcome.count, 2);
    REQUIRE(outcome.instance);
    const MI_Char *class_name = NULL;
    CHECK_RESULT(MI_Instance_GetClassName(outcome.instance, &class_name), MI_RESULT_OK);
    CHECK_TEXT(class_name, "Test_Link");
    CHECK_TEXT(text_of(outcome.instance, MI_T("Kind")), "w2");
    free_outcome(&outcome);
    outcome = references(&client, MI_T("w1"), (Filters){NULL, MI_T("Test_Link"), MI_T("Left"), NULL, false});
    CHECK_NUMBER(outcome.count, 2);
    free_outcome(&outcome);
    outcome = references(&client, MI_T("w1"), (Filters){NULL, MI_T("Test_Link"), MI_T("Right"), NULL, false});
    CHECK_RESULT(outcome.result, MI_RESULT_OK);
    CHECK_NUMBER(outcome.count, 0);
    free_outcome(&outcome);
    close_client(&client);
}

TEST(keys_only_brings_the_keys_of_both) {
    Client client;
    open_client(&client);
    link_widgets(&client);
    const Filters keys = {NULL, NULL, NULL, NULL, true};
    Outcome outcome = associators(&client, MI_T("w2"), keys);
    REQUIRE(outcome.instance);
    CHECK(has_element(outcome.instance, MI_T("Id")));
    CHECK(!has_element(outcome.instance, MI_T("Name")));
    free_outcome(&outcome);
    outcome = references(&client, MI_T("w2"), keys);
    REQUIRE(outcome.instance);
    CHECK(has_element(outcome.instance, MI_T("Left")));
    CHECK(!has_element(outcome.instance, MI_T("Kind")));
    free_outcome(&outcome);
    close_client(&client);
}

TEST(associations_come_to_callbacks_too) {
    Client client;
    open_client(&client);
    link_widgets(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    for (unsigned i = 0; i < 2; i++) {
        Recorder recorder = RECORDER_INITIALISER;
        MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
        MI_Operation operation = MI_OPERATION_NULL;
        if (i == 0) {
            MI_Session_AssociatorInstances(&client.session, 0, NULL, NAMESPACE, key, NULL, NULL, NULL, NULL,
                                           MI_FALSE, &callbacks, &operation);
        } else {
            MI_Session_ReferenceInstances(&client.session, 0, NULL, NAMESPACE, key, NULL, NULL, MI_FALSE,
                                          &callbacks, &operation);
        }
        EVENT_WAIT(&recorder.finished, 1);
        CHECK_RESULT(recorder.result, MI_RESULT_OK);
        CHECK_NUMBER(recorder.instances, 2);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    }
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(what_is_not_there_is_told) {
    Client client;
    open_client(&client);
    link_widgets(&client);
    CHECK_FAILS(associators(&client, MI_T("nobody"), none), MI_RESULT_NOT_FOUND, "nobody");
    CHECK_FAILS(references(&client, MI_T("nobody"), none), MI_RESULT_NOT_FOUND, "nobody");
    CHECK_FAILS(associators(&client, MI_T("w1"), (Filters){MI_T("Test_Missing"), NULL, NULL, NULL, false}),
                MI_RESULT_INVALID_PARAMETER, "Test_Missing");
    CHECK_FAILS(associators(&client, MI_T("w1"), (Filters){MI_T("Test_Gadget"), NULL, NULL, NULL, false}),
                MI_RESULT_INVALID_PARAMETER, "Association");
    CHECK_FAILS(associators(&client, MI_T("w1"), (Filters){NULL, MI_T("Test_Missing"), NULL, NULL, false}),
                MI_RESULT_INVALID_PARAMETER, "Test_Missing");
    CHECK_FAILS(references(&client, MI_T("w1"), (Filters){NULL, MI_T("Test_Missing"), NULL, NULL, false}),
                MI_RESULT_INVALID_PARAMETER, "Test_Missing");
    CHECK_FAILS(references(&client, MI_T("w1"), (Filters){NULL, NULL, MI_T("no name"), NULL, false}),
                MI_RESULT_INVALID_PARAMETER, "no name");
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Missing"), MI_T("w1"));
    MI_Session_ReferenceInstances(&client.session, 0, NULL, NAMESPACE, key, NULL, NULL, MI_FALSE, NULL,
                                  &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_CLASS, "Test_Missing");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_operation_without_an_object_is_refused) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_AssociatorInstances(&client.session, 0, NULL, NAMESPACE, NULL, NULL, NULL, NULL, NULL,
                                   MI_FALSE, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    CHECK_RESULT(outcome.result, MI_RESULT_INVALID_PARAMETER);
    free_outcome(&outcome);
    MI_Session_ReferenceInstances(&client.session, 0, NULL, NAMESPACE, NULL, NULL, NULL, MI_FALSE, NULL,
                                  &operation);
    outcome = finish_instances(&operation);
    CHECK_RESULT(outcome.result, MI_RESULT_INVALID_PARAMETER);
    free_outcome(&outcome);
    close_client(&client);
}
