/* Enumerating the instances of the repository. */

#include "fixture.h"

WITH_REPOSITORY;

typedef struct Seen {
    unsigned widgets, gadgets, elements_of_gadget;
    bool power;
} Seen;

static Seen look(Client *client, MI_Uint32 flags, const MI_Char *class_name, bool keys_only) {
    Seen seen = {0, 0, 0, false};
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client->session, flags, NULL, NAMESPACE, class_name, keys_only, NULL,
                                  &operation);
    MI_Boolean more = MI_TRUE;
    while (more) {
        const MI_Instance *instance = NULL;
        const MI_Char *name = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                       MI_RESULT_OK);
        CHECK_RESULT(result, MI_RESULT_OK);
        if (!instance) {
            continue;
        }
        CHECK_RESULT(MI_Instance_GetClassName(instance, &name), MI_RESULT_OK);
        const MI_Char *id = text_of(instance, MI_T("Id"));
        if (id[0] == 'g') {
            MI_Uint32 count = 0;
            seen.gadgets++;
            seen.power |= has_element(instance, MI_T("Power"));
            CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
            seen.elements_of_gadget = count;
        } else {
            CHECK_TEXT(name, "Test_Widget");
            seen.widgets++;
        }
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    return seen;
}

TEST(an_enumeration_is_deep_unless_it_is_asked_to_be_shallow) {
    Client client;
    open_client(&client);
    Seen seen = look(&client, 0, MI_T("Test_Widget"), false);
    CHECK_NUMBER(seen.widgets, 2);
    CHECK_NUMBER(seen.gadgets, 1);
    CHECK(seen.power);
    CHECK_NUMBER(seen.elements_of_gadget, 6);
    seen = look(&client, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, MI_T("Test_Widget"), false);
    CHECK_NUMBER(seen.widgets, 2);
    CHECK_NUMBER(seen.gadgets, 0);
    seen = look(&client, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, MI_T("Test_Thing"), false);
    CHECK_NUMBER(seen.widgets + seen.gadgets, 0);
    close_client(&client);
}

TEST(base_properties_only_leaves_out_what_subclasses_add) {
    Client client;
    open_client(&client);
    Seen seen =
        look(&client, MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY, MI_T("Test_Widget"), false);
    CHECK_NUMBER(seen.widgets, 2);
    CHECK_NUMBER(seen.gadgets, 1);
    CHECK(!seen.power);
    CHECK_NUMBER(seen.elements_of_gadget, 5);
    close_client(&client);
}

TEST(keys_only_brings_the_keys) {
    Client client;
    open_client(&client);
    Outcome outcome = enumerate_instances(&client, 0, MI_T("test_gadget"), true);
    CHECK_NUMBER(outcome.count, 1);
    REQUIRE(outcome.instance);
    MI_Uint32 count = 0, flags = 0;
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Instance_GetElementCount(outcome.instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    CHECK_RESULT(MI_Instance_GetElementAt(outcome.instance, 0, &name, NULL, NULL, &flags), MI_RESULT_OK);
    CHECK_TEXT(name, "Id");
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "g1");
    CHECK_RESULT(MI_Instance_GetClassName(outcome.instance, &name), MI_RESULT_OK);
    CHECK_TEXT(name, "Test_Gadget");
    CHECK_OK(get_instance(&client, outcome.instance));
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(an_instance_of_a_subclass_is_found_under_its_own_class) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Gadget"), MI_T("g1"));
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    MI_Value value;
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Power"), &value, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.uint8, 99);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_enumeration_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    CHECK_FAILS(enumerate_instances(&client, 0, MI_T("Test_Nothing"), false), MI_RESULT_INVALID_CLASS,
                "Test_Nothing");
    MI_Session_EnumerateInstances(&client.session, 0, NULL, MI_T("root/nowhere"), MI_T("Test_Widget"),
                                  MI_FALSE, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    Outcome outcome = enumerate_instances(&client, 0, MI_T("no name"), false);
    CHECK(outcome.result == MI_RESULT_INVALID_CLASS || outcome.result == MI_RESULT_INVALID_PARAMETER);
    CHECK(outcome.details != NULL);
    free_outcome(&outcome);
    outcome = enumerate_instances(&client, 0, NULL, false);
    CHECK(outcome.result == MI_RESULT_INVALID_CLASS || outcome.result == MI_RESULT_INVALID_PARAMETER);
    CHECK(outcome.details != NULL);
    free_outcome(&outcome);
    close_client(&client);
}

TEST_WITHIN(thousands_of_instances_are_enumerated_and_deleted_meanwhile, 120) {
    Client client;
    open_client(&client);
    unsigned total = (unsigned)rounds(2000);
    for (unsigned number = 0; number < total; number++) {
        MI_Instance *instance = new_instance(&client.application, MI_T("Test_Numbered"));
        add_uint32(instance, MI_T("Number"), number);
        add_text(instance, MI_T("Group"), MI_T("many"));
        add_text(instance, MI_T("Value"), MI_T("a value"));
        REQUIRE(CHECK_OK(create_instance(&client, instance)));
        MI_Instance_Delete(instance);
    }
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Numbered"), false);
    CHECK_NUMBER(outcome.count, total);
    CHECK_OK(outcome);
    /* Deleting while an enumeration is open neither blocks nor breaks it. */
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Numbered"), MI_FALSE, NULL,
                                  &operation);
    unsigned seen = 0;
    MI_Boolean more = MI_TRUE;
    while (more) {
        const MI_Instance *instance = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL),
                       MI_RESULT_OK);
        CHECK_RESULT(result, MI_RESULT_OK);
        if (instance) {
            seen++;
            if (seen <= 50) {
                CHECK_OK(delete_instance(&client, instance));
            }
        }
    }
    CHECK(seen >= (total > 50 ? total - 50 : 1) && seen <= total);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    outcome = enumerate_instances(&client, 0, MI_T("Test_Numbered"), false);
    CHECK_NUMBER(outcome.count, total > 50 ? total - 50 : 0);
    CHECK_OK(outcome);
    close_client(&client);
}
