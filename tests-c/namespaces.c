/* Namespaces as instances, and the system classes, which are there without being compiled. */

#include "fixture.h"

WITH_REPOSITORY;

static MI_Instance *new_namespace(Client *client, const MI_Char *name) {
    MI_Instance *instance = new_instance(&client->application, MI_T("__Namespace"));
    add_text(instance, MI_T("Name"), name);
    return instance;
}

TEST(an_instance_makes_the_namespace_and_its_removal_removes_it) {
    Client client;
    open_client(&client);
    MI_Instance *inner = new_namespace(&client, MI_T("inner"));
    Outcome created = create_instance(&client, inner);
    REQUIRE(created.instance);
    CHECK_TEXT(text_of(created.instance, MI_T("Name")), "inner");
    CHECK_OK(created);
    Outcome listed = enumerate_instances(&client, 0, MI_T("__NAMESPACE"), false);
    CHECK_NUMBER(listed.count, 1);
    CHECK_OK(listed);
    Outcome found = get_instance(&client, inner);
    REQUIRE(found.instance);
    CHECK_OK(found);
    CHECK_OK(delete_instance(&client, inner));
    CHECK_FAILS(get_instance(&client, inner), MI_RESULT_NOT_FOUND, "root/test/inner");
    MI_Instance_Delete(inner);
    close_client(&client);
}

TEST(a_namespace_that_exists_and_a_name_that_is_none_are_refused) {
    Client client;
    open_client(&client);
    MI_Instance *inner = new_namespace(&client, MI_T("inner"));
    MI_Instance *wrong = new_namespace(&client, MI_T("a:b"));
    CHECK_OK(create_instance(&client, inner));
    CHECK_FAILS(create_instance(&client, inner), MI_RESULT_ALREADY_EXISTS, "root/test/inner");
    CHECK_FAILS(create_instance(&client, wrong), MI_RESULT_INVALID_PARAMETER, "a:b");
    MI_Instance_Delete(inner);
    MI_Instance_Delete(wrong);
    close_client(&client);
}

TEST(system_classes_are_got_and_not_instantiated) {
    Client client;
    open_client(&client);
    Outcome got = get_class(&client, MI_T("__InstanceCreationEvent"));
    CHECK_NUMBER(got.count, 1);
    CHECK_OK(got);
    MI_Instance *event = new_instance(&client.application, MI_T("__InstanceCreationEvent"));
    CHECK_FAILS(create_instance(&client, event), MI_RESULT_INVALID_CLASS, "__InstanceCreationEvent");
    MI_Instance_Delete(event);
    close_client(&client);
}
