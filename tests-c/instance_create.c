/* Creating instances in the repository. */

#include "declarations.h"
#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

TEST(create_gives_the_keys_and_get_the_rest) {
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("made"));
    add_text(instance, MI_T("Name"), MI_T("Made by a test"));
    add_uint32(instance, MI_T("Size"), 4000000000u);
    Outcome outcome = create_instance(&client, instance);
    REQUIRE_RESULT(outcome.result, MI_RESULT_OK);
    CHECK_NUMBER(outcome.count, 1);
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "made");
    Outcome read = get_instance(&client, outcome.instance);
    REQUIRE(read.instance);
    CHECK_TEXT(text_of(read.instance, MI_T("Name")), "Made by a test");
    CHECK_NUMBER(uint32_of(read.instance, MI_T("Size")), 4000000000u);
    CHECK_TEXT(text_of(read.instance, MI_T("Color")), "grey");
    CHECK_OK(read);
    CHECK_OK(outcome);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(create_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_ALREADY_EXISTS, "w1");
    MI_Session_CreateInstance(&client.session, 0, NULL, MI_T("root/nowhere"), instance, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    MI_Instance_Delete(instance);
    instance = new_keyed(&client.application, MI_T("Test_Nothing"), MI_T("x"));
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(instance);
    instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("x"));
    add_text(instance, MI_T("Weight"), MI_T("heavy"));
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_NO_SUCH_PROPERTY, "Weight");
    MI_Instance_Delete(instance);
    instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("x"));
    add_text(instance, MI_T("Size"), MI_T("large"));
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_TYPE_MISMATCH, "Size");
    MI_Instance_Delete(instance);
    instance = new_instance(&client.application, MI_T("Test_Widget"));
    add_text(instance, MI_T("Name"), MI_T("no key"));
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(instance);
    /* None of them left anything behind. */
    instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("x"));
    CHECK_FAILS(get_instance(&client, instance), MI_RESULT_NOT_FOUND, NULL);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(an_abstract_class_has_no_instances) {
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Thing"), MI_T("x"));
    Outcome outcome = create_instance(&client, instance);
    CHECK(outcome.result != MI_RESULT_OK);
    MI_Result result = outcome.result;
    CHECK_FAILS(outcome, result, "Test_Thing");
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(a_required_property_must_have_a_value) {
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Strict"), MI_T("s"));
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Label");
    add_text(instance, MI_T("Label"), NULL);
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Label");
    MI_Value value;
    value.string = MI_T("there");
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Label"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_OK(create_instance(&client, instance));
    CHECK_RESULT(MI_Instance_ClearElement(instance, MI_T("Label")), MI_RESULT_OK);
    CHECK_FAILS(modify_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Label");
    Outcome outcome = get_instance(&client, instance);
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Label")), "there");
    CHECK_OK(outcome);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(several_keys_of_several_types_make_one_identity) {
    Client client;
    open_client(&client);
    for (MI_Uint32 number = 0; number < 3; number++) {
        for (int group = 0; group < 3; group++) {
            static const MI_Char *const groups[] = {MI_T(""), MI_T("a"), MI_T("quote\" comma, equals= \\")};
            MI_Instance *instance = new_instance(&client.application, MI_T("Test_Numbered"));
            add_uint32(instance, MI_T("Number"), number);
            add_text(instance, MI_T("Group"), groups[group]);
            CHECK_OK(create_instance(&client, instance));
            CHECK_FAILS(create_instance(&client, instance), MI_RESULT_ALREADY_EXISTS, NULL);
            MI_Instance_Delete(instance);
        }
    }
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Numbered"), false);
    CHECK_NUMBER(outcome.count, 9);
    CHECK_OK(outcome);
    MI_Instance *key = new_instance(&client.application, MI_T("Test_Numbered"));
    add_text(key, MI_T("Group"), MI_T("a"));
    add_uint32(key, MI_T("Number"), 2);
    outcome = get_instance(&client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_typed_instance_is_created_like_a_dynamic_one) {
    /* Its class is declared in C and unknown to the repository under that name. */
    Client client;
    open_client(&client);
    MI_Instance *instance = NULL;
    MI_Value value;
    REQUIRE_RESULT(MI_Application_NewInstance(&client.application, NULL, &decl_base, &instance),
                   MI_RESULT_OK);
    value.string = MI_T("typed");
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_CLASS, "Decl_Base");
    MI_Instance_Delete(instance);

    MI_ClassDecl widget = decl_base;
    widget.name = MI_T("Test_Widget");
    widget.code = code_of(MI_T("Test_Widget"));
    REQUIRE_RESULT(MI_Application_NewInstance(&client.application, NULL, &widget, &instance), MI_RESULT_OK);
    Decl_Base *fields = (Decl_Base *)instance;
    fields->Id.value = MI_T("typed");
    fields->Id.exists = MI_TRUE;
    fields->Size.value = 77;
    fields->Size.exists = MI_TRUE;
    CHECK_OK(create_instance(&client, instance));
    Outcome outcome = get_instance(&client, instance);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 77);
    CHECK_OK(outcome);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(the_library_keeps_no_pointer_to_the_inbound_instance) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("gone"));
    MI_Char namespace_name[] = MI_T("root/test");
    MI_Session_CreateInstance(&client.session, 0, NULL, namespace_name, instance, NULL, &operation);
    text_fill(namespace_name, 'x', TEXT_CAPACITY(namespace_name) - 1);
    MI_Instance_Delete(instance);
    CHECK_OK(finish_instances(&operation));
    close_client(&client);
}
