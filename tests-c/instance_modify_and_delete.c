/* Modifying and deleting instances in the repository. */

#include "fixture.h"

WITH_REPOSITORY;

TEST(modify_changes_what_the_instance_has_and_leaves_the_rest) {
    Client client;
    open_client(&client);
    MI_Instance *change = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    add_uint32(change, MI_T("Size"), 12);
    CHECK_OK(modify_instance(&client, change));
    Outcome outcome = get_instance(&client, change);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 12);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Name")), "First");
    CHECK_TEXT(text_of(outcome.instance, MI_T("Color")), "grey");
    CHECK_OK(outcome);
    MI_Instance_Delete(change);
    close_client(&client);
}

TEST(modify_sets_to_null_what_is_null) {
    Client client;
    open_client(&client);
    MI_Instance *change = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    add_text(change, MI_T("Name"), NULL);
    CHECK_OK(modify_instance(&client, change));
    Outcome outcome = get_instance(&client, change);
    REQUIRE(outcome.instance);
    CHECK(is_null(outcome.instance, MI_T("Name")));
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 11);
    CHECK_OK(outcome);
    MI_Instance_Delete(change);
    close_client(&client);
}

TEST(modify_leaves_alone_what_was_read_and_not_set) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    Outcome stale = get_instance(&client, key);
    REQUIRE(stale.instance);
    /* Somebody else changes the name meanwhile. */
    add_text(key, MI_T("Name"), MI_T("Changed by another"));
    CHECK_OK(modify_instance(&client, key));
    MI_Value value;
    value.uint32 = 13;
    CHECK_RESULT(MI_Instance_SetElement(stale.instance, MI_T("Size"), &value, MI_UINT32, 0), MI_RESULT_OK);
    CHECK_OK(modify_instance(&client, stale.instance));
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 13);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Name")), "Changed by another");
    CHECK_OK(outcome);
    CHECK_OK(stale);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(modify_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Instance *change = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("no such key"));
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_NOT_FOUND, "no such key");
    MI_Instance_Delete(change);
    change = new_keyed(&client.application, MI_T("Test_Nothing"), MI_T("w1"));
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(change);
    change = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    add_text(change, MI_T("Weight"), MI_T("heavy"));
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_NO_SUCH_PROPERTY, "Weight");
    MI_Instance_Delete(change);
    change = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    add_text(change, MI_T("Name"), MI_T("not kept"));
    add_text(change, MI_T("Size"), MI_T("large"));
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_TYPE_MISMATCH, "Size");
    Outcome outcome = get_instance(&client, change);
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Name")), "First");
    CHECK_OK(outcome);
    MI_Instance_Delete(change);
    change = new_instance(&client.application, MI_T("Test_Widget"));
    add_text(change, MI_T("Name"), MI_T("no key"));
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(change);
    close_client(&client);
}

TEST(delete_removes_the_instance_and_no_other) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    CHECK_OK(delete_instance(&client, key));
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_NOT_FOUND, "w1");
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_NOT_FOUND, "w1");
    CHECK_FAILS(modify_instance(&client, key), MI_RESULT_NOT_FOUND, "w1");
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Widget"), false);
    CHECK_NUMBER(outcome.count, 2);
    CHECK_OK(outcome);
    CHECK_OK(create_instance(&client, key));
    MI_Instance_Delete(key);
    key = new_keyed(&client.application, MI_T("Test_Nothing"), MI_T("w1"));
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(key);
    key = new_instance(&client.application, MI_T("Test_Widget"));
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(key);
    close_client(&client);
}
