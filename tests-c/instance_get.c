/* Getting instances from the repository, and the namespaces that they are in. */

#include "fixture.h"

WITH_REPOSITORY;

TEST(get_brings_the_whole_instance_with_its_class_and_namespace) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("test_widget"), MI_T("w1"));
    Outcome outcome = get_instance(&client, key);
    REQUIRE_RESULT(outcome.result, MI_RESULT_OK);
    REQUIRE(outcome.instance);
    const MI_Char *text = NULL;
    MI_Uint32 count = 0, flags = 0;
    CHECK_RESULT(MI_Instance_GetClassName(outcome.instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Widget");
    CHECK_RESULT(MI_Instance_GetNameSpace(outcome.instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "root/test");
    CHECK_RESULT(MI_Instance_GetElementCount(outcome.instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 5);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "w1");
    CHECK_TEXT(text_of(outcome.instance, MI_T("Name")), "First");
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 11);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Id"), NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(flags & (MI_FLAG_KEY | MI_FLAG_NOT_MODIFIED), MI_FLAG_KEY | MI_FLAG_NOT_MODIFIED);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Name"), NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(flags & (MI_FLAG_KEY | MI_FLAG_NOT_MODIFIED), MI_FLAG_NOT_MODIFIED);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(what_was_not_given_has_its_default) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w2"));
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 7);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Color")), "grey");
    MI_Value value;
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Levels"), &value, NULL, NULL, NULL),
                 MI_RESULT_OK);
    REQUIRE_NUMBER(value.sint16a.size, 3);
    CHECK_NUMBER(value.sint16a.data[1], -2);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_element_that_is_set_is_no_longer_unmodified) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    MI_Value value;
    MI_Uint32 flags = 0;
    value.uint32 = 12;
    CHECK_RESULT(MI_Instance_SetElement(outcome.instance, MI_T("Size"), &value, MI_UINT32, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Size"), NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_NOT_MODIFIED, 0);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Name"), NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_NOT_MODIFIED, MI_FLAG_NOT_MODIFIED);
    CHECK_RESULT(MI_Instance_ClearElement(outcome.instance, MI_T("Name")), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Name"), NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_NOT_MODIFIED, 0);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(namespaces_are_written_with_either_slash_and_any_case) {
    static const MI_Char *const names[] = {MI_T("root/test"), MI_T("root\\test"), MI_T("ROOT/Test"),
                                           MI_T("Root\\TEST")};
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    for (int index = 0; index < 4; index++) {
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_GetInstance(&client.session, 0, NULL, names[index], key, NULL, &operation);
        CHECK_OK(finish_instances(&operation));
    }
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(no_namespace_is_root_cimv2) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NULL, MI_T("Test_Widget"), MI_FALSE, NULL,
                                  &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_CLASS, "root/cimv2");
    MI_Session_EnumerateClasses(&client.session, 0, NULL, NULL, NULL, MI_FALSE, NULL, &operation);
    CHECK_OK(finish_classes(&operation));
    close_client(&client);
}

TEST(the_standard_namespaces_exist_from_the_start) {
    static const MI_Char *const names[] = {MI_T("root"), MI_T("root/cimv2"), MI_T("root/interop"),
                                           MI_T("root/standardcimv2")};
    Client client;
    open_client(&client);
    for (int index = 0; index < 4; index++) {
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_EnumerateClasses(&client.session, 0, NULL, names[index], NULL, MI_FALSE, NULL, &operation);
        CHECK_OK(finish_classes(&operation));
    }
    close_client(&client);
}

TEST(get_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("no such key"));
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_NOT_FOUND, "no such key");
    MI_Session_GetInstance(&client.session, 0, NULL, MI_T("root/nowhere"), key, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    MI_Instance_Delete(key);
    key = new_keyed(&client.application, MI_T("Test_Nothing"), MI_T("w1"));
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(key);
    key = new_instance(&client.application, MI_T("Test_Widget"));
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_INVALID_PARAMETER, "Id");
    add_text(key, MI_T("Id"), NULL);
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(keys_compare_with_case) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("W1"));
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_NOT_FOUND, "W1");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_key_need_not_be_flagged_by_the_client) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_instance(&client.application, MI_T("Test_Widget"));
    add_text(key, MI_T("Id"), MI_T("w1"));
    Outcome outcome = get_instance(&client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_key_of_another_type_is_a_mismatch) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_instance(&client.application, MI_T("Test_Widget"));
    add_uint32(key, MI_T("Id"), 1);
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_TYPE_MISMATCH, "Id");
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_TYPE_MISMATCH, "Id");
    CHECK_FAILS(create_instance(&client, key), MI_RESULT_TYPE_MISMATCH, "Id");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(what_is_no_key_does_not_count_for_get) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    add_text(key, MI_T("Name"), MI_T("another name"));
    add_text(key, MI_T("Weight"), MI_T("not a property of the class"));
    Outcome outcome = get_instance(&client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}
