/* Create, get, modify, delete and enumerate against the repository. */

#include "declarations.h"
#include "fixture.h"

#include <stdio.h>
#include <string.h>

WITH_REPOSITORY;

/* ---- Get ---- */

TEST(get_brings_the_whole_instance_with_its_class_and_namespace) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "test_widget", "w1");
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
    CHECK_TEXT(text_of(outcome.instance, "Id"), "w1");
    CHECK_TEXT(text_of(outcome.instance, "Name"), "First");
    CHECK_NUMBER(uint32_of(outcome.instance, "Size"), 11);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Id", NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & (MI_FLAG_KEY | MI_FLAG_NOT_MODIFIED), MI_FLAG_KEY | MI_FLAG_NOT_MODIFIED);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Name", NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & (MI_FLAG_KEY | MI_FLAG_NOT_MODIFIED), MI_FLAG_NOT_MODIFIED);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(what_was_not_given_has_its_default) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w2");
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, "Size"), 7);
    CHECK_TEXT(text_of(outcome.instance, "Color"), "grey");
    MI_Value value;
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Levels", &value, NULL, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(value.sint16a.size, 3);
    CHECK_NUMBER(value.sint16a.data[1], -2);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_element_that_is_set_is_no_longer_unmodified) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    MI_Value value;
    MI_Uint32 flags = 0;
    value.uint32 = 12;
    CHECK_RESULT(MI_Instance_SetElement(outcome.instance, "Size", &value, MI_UINT32, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Size", NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_NOT_MODIFIED, 0);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Name", NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_NOT_MODIFIED, MI_FLAG_NOT_MODIFIED);
    CHECK_RESULT(MI_Instance_ClearElement(outcome.instance, "Name"), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Name", NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_NOT_MODIFIED, 0);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(namespaces_are_written_with_either_slash_and_any_case) {
    static const char *const names[] = {"root/test", "root\\test", "ROOT/Test", "Root\\TEST"};
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
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
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NULL, "Test_Widget", MI_FALSE, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_CLASS, "root/cimv2");
    MI_Session_EnumerateClasses(&client.session, 0, NULL, NULL, NULL, MI_FALSE, NULL, &operation);
    CHECK_OK(finish_classes(&operation));
    close_client(&client);
}

TEST(the_standard_namespaces_exist_from_the_start) {
    static const char *const names[] = {"root", "root/cimv2", "root/interop", "root/standardcimv2"};
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
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "no such key");
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_NOT_FOUND, "no such key");
    MI_Session_GetInstance(&client.session, 0, NULL, "root/nowhere", key, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    MI_Instance_Delete(key);
    key = new_keyed(&client.application, "Test_Nothing", "w1");
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(key);
    key = new_instance(&client.application, "Test_Widget");
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_INVALID_PARAMETER, "Id");
    add_text(key, "Id", NULL);
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(keys_compare_with_case) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "W1");
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_NOT_FOUND, "W1");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_key_need_not_be_flagged_by_the_client) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_instance(&client.application, "Test_Widget");
    add_text(key, "Id", "w1");
    Outcome outcome = get_instance(&client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(a_key_of_another_type_is_a_mismatch) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_instance(&client.application, "Test_Widget");
    add_uint32(key, "Id", 1);
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_TYPE_MISMATCH, "Id");
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_TYPE_MISMATCH, "Id");
    CHECK_FAILS(create_instance(&client, key), MI_RESULT_TYPE_MISMATCH, "Id");
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(what_is_no_key_does_not_count_for_get) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
    add_text(key, "Name", "another name");
    add_text(key, "Weight", "not a property of the class");
    Outcome outcome = get_instance(&client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

/* ---- Create ---- */

TEST(create_gives_the_keys_and_get_the_rest) {
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, "Test_Widget", "made");
    add_text(instance, "Name", "Made by a test");
    add_uint32(instance, "Size", 4000000000u);
    Outcome outcome = create_instance(&client, instance);
    REQUIRE_RESULT(outcome.result, MI_RESULT_OK);
    CHECK_NUMBER(outcome.count, 1);
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, "Id"), "made");
    Outcome read = get_instance(&client, outcome.instance);
    REQUIRE(read.instance);
    CHECK_TEXT(text_of(read.instance, "Name"), "Made by a test");
    CHECK_NUMBER(uint32_of(read.instance, "Size"), 4000000000u);
    CHECK_TEXT(text_of(read.instance, "Color"), "grey");
    CHECK_OK(read);
    CHECK_OK(outcome);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(create_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance = new_keyed(&client.application, "Test_Widget", "w1");
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_ALREADY_EXISTS, "w1");
    MI_Session_CreateInstance(&client.session, 0, NULL, "root/nowhere", instance, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    MI_Instance_Delete(instance);
    instance = new_keyed(&client.application, "Test_Nothing", "x");
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(instance);
    instance = new_keyed(&client.application, "Test_Widget", "x");
    add_text(instance, "Weight", "heavy");
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_NO_SUCH_PROPERTY, "Weight");
    MI_Instance_Delete(instance);
    instance = new_keyed(&client.application, "Test_Widget", "x");
    add_text(instance, "Size", "large");
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_TYPE_MISMATCH, "Size");
    MI_Instance_Delete(instance);
    instance = new_instance(&client.application, "Test_Widget");
    add_text(instance, "Name", "no key");
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(instance);
    /* None of them left anything behind. */
    instance = new_keyed(&client.application, "Test_Widget", "x");
    CHECK_FAILS(get_instance(&client, instance), MI_RESULT_NOT_FOUND, NULL);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(an_abstract_class_has_no_instances) {
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, "Test_Thing", "x");
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
    MI_Instance *instance = new_keyed(&client.application, "Test_Strict", "s");
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Label");
    add_text(instance, "Label", NULL);
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Label");
    MI_Value value;
    value.string = (MI_Char *)"there";
    CHECK_RESULT(MI_Instance_SetElement(instance, "Label", &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_OK(create_instance(&client, instance));
    CHECK_RESULT(MI_Instance_ClearElement(instance, "Label"), MI_RESULT_OK);
    CHECK_FAILS(modify_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, "Label");
    Outcome outcome = get_instance(&client, instance);
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, "Label"), "there");
    CHECK_OK(outcome);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(several_keys_of_several_types_make_one_identity) {
    Client client;
    open_client(&client);
    for (MI_Uint32 number = 0; number < 3; number++) {
        for (int group = 0; group < 3; group++) {
            static const char *const groups[] = {"", "a", "quote\" comma, equals= \\"};
            MI_Instance *instance = new_instance(&client.application, "Test_Numbered");
            add_uint32(instance, "Number", number);
            add_text(instance, "Group", groups[group]);
            CHECK_OK(create_instance(&client, instance));
            CHECK_FAILS(create_instance(&client, instance), MI_RESULT_ALREADY_EXISTS, NULL);
            MI_Instance_Delete(instance);
        }
    }
    Outcome outcome = enumerate_instances(&client, 0, "Test_Numbered", false);
    CHECK_NUMBER(outcome.count, 9);
    CHECK_OK(outcome);
    MI_Instance *key = new_instance(&client.application, "Test_Numbered");
    add_text(key, "Group", "a");
    add_uint32(key, "Number", 2);
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
    value.string = (MI_Char *)"typed";
    CHECK_RESULT(MI_Instance_SetElement(instance, "Id", &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_CLASS, "Decl_Base");
    MI_Instance_Delete(instance);

    MI_ClassDecl widget = decl_base;
    widget.name = "Test_Widget";
    widget.code = code_of("Test_Widget");
    REQUIRE_RESULT(MI_Application_NewInstance(&client.application, NULL, &widget, &instance), MI_RESULT_OK);
    Decl_Base *fields = (Decl_Base *)instance;
    fields->Id.value = "typed";
    fields->Id.exists = MI_TRUE;
    fields->Size.value = 77;
    fields->Size.exists = MI_TRUE;
    CHECK_OK(create_instance(&client, instance));
    Outcome outcome = get_instance(&client, instance);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, "Size"), 77);
    CHECK_OK(outcome);
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(the_library_keeps_no_pointer_to_the_inbound_instance) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance = new_keyed(&client.application, "Test_Widget", "gone");
    char namespace_name[] = "root/test";
    MI_Session_CreateInstance(&client.session, 0, NULL, namespace_name, instance, NULL, &operation);
    memset(namespace_name, 'x', sizeof namespace_name - 1);
    MI_Instance_Delete(instance);
    CHECK_OK(finish_instances(&operation));
    close_client(&client);
}

/* ---- Every type through the repository ---- */

static void add_value(MI_Instance *instance, const char *name, MI_Type type, const MI_Value *value) {
    REQUIRE_RESULT(MI_Instance_AddElement(instance, name, value, type, 0), MI_RESULT_OK);
}

TEST(values_of_every_type_come_back_from_the_repository) {
    Client client;
    open_client(&client);
    MI_Instance *inner = new_keyed(&client.application, "Test_Widget", "inner");
    add_uint32(inner, "Size", 5);
    MI_Instance *everything = new_keyed(&client.application, "Test_Everything", "e1");
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.boolean = MI_TRUE;
    add_value(everything, "Boolean", MI_BOOLEAN, &value);
    value.uint8 = 255;
    add_value(everything, "Uint8", MI_UINT8, &value);
    value.sint8 = -128;
    add_value(everything, "Sint8", MI_SINT8, &value);
    value.uint16 = 65535;
    add_value(everything, "Uint16", MI_UINT16, &value);
    value.sint16 = -32768;
    add_value(everything, "Sint16", MI_SINT16, &value);
    value.uint32 = UINT32_MAX;
    add_value(everything, "Uint32", MI_UINT32, &value);
    value.sint32 = INT32_MIN;
    add_value(everything, "Sint32", MI_SINT32, &value);
    value.uint64 = UINT64_MAX;
    add_value(everything, "Uint64", MI_UINT64, &value);
    value.sint64 = INT64_MIN;
    add_value(everything, "Sint64", MI_SINT64, &value);
    value.real32 = 0.1f;
    add_value(everything, "Real32", MI_REAL32, &value);
    value.real64 = -1.7976931348623157e308;
    add_value(everything, "Real64", MI_REAL64, &value);
    value.char16 = 0x20ac;
    add_value(everything, "Char16", MI_CHAR16, &value);
    memset(&value, 0, sizeof value);
    value.datetime.isTimestamp = 1;
    value.datetime.u.timestamp.year = 2026;
    value.datetime.u.timestamp.month = 2;
    value.datetime.u.timestamp.day = 28;
    value.datetime.u.timestamp.microseconds = 999999;
    value.datetime.u.timestamp.utc = -300;
    add_value(everything, "Datetime", MI_DATETIME, &value);
    value.string = (MI_Char *)"text \xe2\x82\xac \"quoted\" \\ '\n\t";
    add_value(everything, "String", MI_STRING, &value);
    value.reference = inner;
    add_value(everything, "Reference", MI_REFERENCE, &value);
    value.instance = inner;
    add_value(everything, "Instance", MI_INSTANCE, &value);
    MI_Boolean booleans[] = {MI_TRUE, MI_FALSE};
    value.booleana.data = booleans;
    value.booleana.size = 2;
    add_value(everything, "BooleanA", MI_BOOLEANA, &value);
    MI_Uint64 numbers[] = {0, 1, UINT64_MAX};
    value.uint64a.data = numbers;
    value.uint64a.size = 3;
    add_value(everything, "Uint64A", MI_UINT64A, &value);
    MI_Sint8 small[] = {-1, 0, 127};
    value.sint8a.data = small;
    value.sint8a.size = 3;
    add_value(everything, "Sint8A", MI_SINT8A, &value);
    MI_Real64 reals[] = {0.1, -0.0, 5e-324};
    value.real64a.data = reals;
    value.real64a.size = 3;
    add_value(everything, "Real64A", MI_REAL64A, &value);
    MI_Datetime times[2];
    memset(times, 0, sizeof times);
    times[1].u.interval.days = 99999999;
    times[0].isTimestamp = 1;
    times[0].u.timestamp.year = 1999;
    times[0].u.timestamp.month = 12;
    times[0].u.timestamp.day = 31;
    value.datetimea.data = times;
    value.datetimea.size = 2;
    add_value(everything, "DatetimeA", MI_DATETIMEA, &value);
    MI_Char *texts[] = {(MI_Char *)"one", (MI_Char *)"", (MI_Char *)"three"};
    value.stringa.data = texts;
    value.stringa.size = 3;
    add_value(everything, "StringA", MI_STRINGA, &value);
    value.instancea.data = &inner;
    value.instancea.size = 1;
    add_value(everything, "InstanceA", MI_INSTANCEA, &value);
    memset(&value, 0, sizeof value);
    add_value(everything, "Uint8A", MI_UINT8A, &value);
    CHECK_OK(create_instance(&client, everything));
    close_client(&client);

    /* Another application reads what the first one wrote. */
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Everything", "e1");
    Outcome outcome = get_instance(&client, key);
    REQUIRE_RESULT(outcome.result, MI_RESULT_OK);
    MI_Instance *read = outcome.instance;
    REQUIRE(read);
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_GetElementCount(everything, &count), MI_RESULT_OK);
    for (MI_Uint32 index = 0; index < count; index++) {
        const MI_Char *name = NULL;
        MI_Value wrote, got;
        MI_Type wrote_type = MI_BOOLEAN, got_type = MI_BOOLEAN;
        MI_Uint32 flags = 0;
        CHECK_RESULT(MI_Instance_GetElementAt(everything, index, &name, &wrote, &wrote_type, NULL),
                     MI_RESULT_OK);
        if (!CHECK_RESULT(MI_Instance_GetElement(read, name, &got, &got_type, &flags, NULL), MI_RESULT_OK) ||
            !CHECK_NUMBER(got_type, wrote_type) || !CHECK_NUMBER(flags & MI_FLAG_NULL, 0)) {
            fprintf(stderr, "    (the element is %s)\n", name);
            continue;
        }
        bool equal = true;
        switch (got_type) {
        case MI_BOOLEAN:
        case MI_UINT8:
        case MI_SINT8:
            equal = got.uint8 == wrote.uint8;
            break;
        case MI_UINT16:
        case MI_SINT16:
        case MI_CHAR16:
            equal = got.uint16 == wrote.uint16;
            break;
        case MI_UINT32:
        case MI_SINT32:
        case MI_REAL32:
            equal = got.uint32 == wrote.uint32;
            break;
        case MI_UINT64:
        case MI_SINT64:
        case MI_REAL64:
            equal = got.uint64 == wrote.uint64;
            break;
        case MI_STRING:
            equal = strcmp(got.string, wrote.string) == 0;
            break;
        case MI_DATETIME:
            equal = memcmp(&got.datetime, &wrote.datetime, sizeof wrote.datetime) == 0;
            break;
        case MI_REFERENCE:
            equal = strcmp(text_of(got.reference, "Id"), "inner") == 0;
            break;
        case MI_INSTANCE:
            equal = uint32_of(got.instance, "Size") == 5;
            break;
        case MI_BOOLEANA:
        case MI_UINT8A:
        case MI_SINT8A:
            equal = got.array.size == wrote.array.size &&
                    memcmp(got.uint8a.data, wrote.uint8a.data, got.array.size) == 0;
            break;
        case MI_UINT64A:
        case MI_REAL64A:
            equal = got.array.size == wrote.array.size &&
                    memcmp(got.uint64a.data, wrote.uint64a.data, got.array.size * sizeof(MI_Uint64)) == 0;
            break;
        case MI_STRINGA:
            equal = got.array.size == 3 && strcmp(got.stringa.data[1], "") == 0 &&
                    strcmp(got.stringa.data[2], "three") == 0;
            break;
        case MI_DATETIMEA:
            equal = got.array.size == 2 && got.datetimea.data[0].u.timestamp.year == 1999 &&
                    got.datetimea.data[1].u.interval.days == 99999999;
            break;
        case MI_INSTANCEA:
            equal = got.array.size == 1 && uint32_of(got.instancea.data[0], "Size") == 5;
            break;
        default:
            equal = false;
        }
        if (!CHECK(equal)) {
            fprintf(stderr, "    (the element is %s)\n", name);
        }
    }
    CHECK(is_null(read, "Uint16A"));
    CHECK(is_null(read, "Real32A"));
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    MI_Instance_Delete(everything);
    MI_Instance_Delete(inner);
    close_client(&client);
}

TEST(references_can_be_keys) {
    Client client;
    open_client(&client);
    MI_Instance *left = new_keyed(&client.application, "Test_Widget", "w1");
    MI_Instance *right = new_keyed(&client.application, "Test_Widget", "w2");
    MI_Instance *link = new_instance(&client.application, "Test_Link");
    MI_Value value;
    value.reference = left;
    add_value(link, "Left", MI_REFERENCE, &value);
    value.reference = right;
    add_value(link, "Right", MI_REFERENCE, &value);
    CHECK_OK(create_instance(&client, link));
    CHECK_FAILS(create_instance(&client, link), MI_RESULT_ALREADY_EXISTS, NULL);
    Outcome outcome = get_instance(&client, link);
    REQUIRE(outcome.instance);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Right", &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_TEXT(text_of(value.reference, "Id"), "w2");
    CHECK_OK(outcome);
    value.reference = left;
    CHECK_RESULT(MI_Instance_SetElement(link, "Right", &value, MI_REFERENCE, 0), MI_RESULT_OK);
    CHECK_FAILS(get_instance(&client, link), MI_RESULT_NOT_FOUND, NULL);
    MI_Instance_Delete(link);
    MI_Instance_Delete(left);
    MI_Instance_Delete(right);
    close_client(&client);
}

TEST(references_are_the_same_by_class_and_keys_alone) {
    Client client;
    open_client(&client);
    MI_Instance *left = new_keyed(&client.application, "Test_Widget", "w1");
    MI_Instance *right = new_keyed(&client.application, "Test_Widget", "w2");
    MI_Instance *link = new_instance(&client.application, "Test_Link");
    MI_Value value;
    add_text(left, "Name", "no part of the identity");
    value.reference = left;
    add_value(link, "Left", MI_REFERENCE, &value);
    value.reference = right;
    add_value(link, "Right", MI_REFERENCE, &value);
    CHECK_OK(create_instance(&client, link));
    MI_Instance *same = new_keyed(&client.application, "test_WIDGET", "w1");
    value.reference = same;
    CHECK_RESULT(MI_Instance_SetElement(link, "Left", &value, MI_REFERENCE, 0), MI_RESULT_OK);
    Outcome outcome = get_instance(&client, link);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    CHECK_FAILS(create_instance(&client, link), MI_RESULT_ALREADY_EXISTS, NULL);
    MI_Instance_Delete(same);
    MI_Instance_Delete(link);
    MI_Instance_Delete(left);
    MI_Instance_Delete(right);
    close_client(&client);
}

TEST(keys_of_any_text_are_kept_apart) {
    static char long_key[100001];
    memset(long_key, 'k', sizeof long_key - 1);
    const char *const keys[] = {
        "",
        " ",
        "'; drop table instances; --",
        "%",
        "_",
        "a\nb",
        "a\\b",
        "\"quoted\"",
        "Id=\"w1\"",
        "\xe2\x82\xac",
        "e\xcc\x81",
        "\xc3\xa9",
        long_key,
    };
    Client client;
    open_client(&client);
    for (size_t index = 0; index < sizeof keys / sizeof keys[0]; index++) {
        MI_Instance *instance = new_keyed(&client.application, "Test_Widget", keys[index]);
        add_uint32(instance, "Size", (MI_Uint32)index);
        if (!CHECK_OK(create_instance(&client, instance))) {
            fprintf(stderr, "    (the key is \"%.40s\")\n", keys[index]);
        }
        MI_Instance_Delete(instance);
    }
    for (size_t index = 0; index < sizeof keys / sizeof keys[0]; index++) {
        MI_Instance *key = new_keyed(&client.application, "Test_Widget", keys[index]);
        Outcome outcome = get_instance(&client, key);
        if (outcome.instance) {
            CHECK_NUMBER(uint32_of(outcome.instance, "Size"), index);
            CHECK_TEXT(text_of(outcome.instance, "Id"), keys[index]);
        }
        CHECK_OK(outcome);
        CHECK_OK(delete_instance(&client, key));
        MI_Instance_Delete(key);
    }
    close_client(&client);
}

TEST(text_that_is_no_utf_8_is_refused_or_comes_back) {
    static const char broken[] = "\xff\xfe broken \xc3";
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, "Test_Widget", "utf");
    add_text(instance, "Name", broken);
    Outcome outcome = create_instance(&client, instance);
    if (outcome.result == MI_RESULT_OK) {
        free_outcome(&outcome);
        outcome = get_instance(&client, instance);
        REQUIRE(outcome.instance);
        CHECK_TEXT(text_of(outcome.instance, "Name"), broken);
        CHECK_OK(outcome);
    } else {
        CHECK_FAILS(outcome, MI_RESULT_INVALID_PARAMETER, "Name");
    }
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(names_that_nobody_has_are_refused_by_their_kind) {
    static const char *const namespaces[] = {"/",       "root//test", "root/test'; --",   "root/\xff",
                                             "no name", "..",         "root/../root/test"};
    Client client;
    open_client(&client);
    for (size_t index = 0; index < sizeof namespaces / sizeof namespaces[0]; index++) {
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_EnumerateInstances(&client.session, 0, NULL, namespaces[index], "Test_Widget", MI_FALSE,
                                      NULL, &operation);
        Outcome outcome = finish_instances(&operation);
        if (!CHECK(outcome.result == MI_RESULT_INVALID_NAMESPACE ||
                   outcome.result == MI_RESULT_INVALID_PARAMETER)) {
            fprintf(stderr, "    (the namespace is \"%s\")\n", namespaces[index]);
        }
        MI_Result result = outcome.result;
        CHECK_FAILS(outcome, result, NULL);
    }
    static const char *const classes[] = {"'; drop table classes; --", "Test_%", "Test\xff", "*"};
    for (size_t index = 0; index < sizeof classes / sizeof classes[0]; index++) {
        Outcome outcome = enumerate_instances(&client, 0, classes[index], false);
        CHECK(outcome.result == MI_RESULT_INVALID_CLASS || outcome.result == MI_RESULT_INVALID_PARAMETER);
        MI_Result result = outcome.result;
        CHECK_FAILS(outcome, result, NULL);
    }
    close_client(&client);
}

/* ---- Modify ---- */

TEST(modify_changes_what_the_instance_has_and_leaves_the_rest) {
    Client client;
    open_client(&client);
    MI_Instance *change = new_keyed(&client.application, "Test_Widget", "w1");
    add_uint32(change, "Size", 12);
    CHECK_OK(modify_instance(&client, change));
    Outcome outcome = get_instance(&client, change);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, "Size"), 12);
    CHECK_TEXT(text_of(outcome.instance, "Name"), "First");
    CHECK_TEXT(text_of(outcome.instance, "Color"), "grey");
    CHECK_OK(outcome);
    MI_Instance_Delete(change);
    close_client(&client);
}

TEST(modify_sets_to_null_what_is_null) {
    Client client;
    open_client(&client);
    MI_Instance *change = new_keyed(&client.application, "Test_Widget", "w1");
    add_text(change, "Name", NULL);
    CHECK_OK(modify_instance(&client, change));
    Outcome outcome = get_instance(&client, change);
    REQUIRE(outcome.instance);
    CHECK(is_null(outcome.instance, "Name"));
    CHECK_NUMBER(uint32_of(outcome.instance, "Size"), 11);
    CHECK_OK(outcome);
    MI_Instance_Delete(change);
    close_client(&client);
}

TEST(modify_leaves_alone_what_was_read_and_not_set) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
    Outcome stale = get_instance(&client, key);
    REQUIRE(stale.instance);
    /* Somebody else changes the name meanwhile. */
    add_text(key, "Name", "Changed by another");
    CHECK_OK(modify_instance(&client, key));
    MI_Value value;
    value.uint32 = 13;
    CHECK_RESULT(MI_Instance_SetElement(stale.instance, "Size", &value, MI_UINT32, 0), MI_RESULT_OK);
    CHECK_OK(modify_instance(&client, stale.instance));
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, "Size"), 13);
    CHECK_TEXT(text_of(outcome.instance, "Name"), "Changed by another");
    CHECK_OK(outcome);
    CHECK_OK(stale);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(modify_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Instance *change = new_keyed(&client.application, "Test_Widget", "no such key");
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_NOT_FOUND, "no such key");
    MI_Instance_Delete(change);
    change = new_keyed(&client.application, "Test_Nothing", "w1");
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(change);
    change = new_keyed(&client.application, "Test_Widget", "w1");
    add_text(change, "Weight", "heavy");
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_NO_SUCH_PROPERTY, "Weight");
    MI_Instance_Delete(change);
    change = new_keyed(&client.application, "Test_Widget", "w1");
    add_text(change, "Name", "not kept");
    add_text(change, "Size", "large");
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_TYPE_MISMATCH, "Size");
    Outcome outcome = get_instance(&client, change);
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, "Name"), "First");
    CHECK_OK(outcome);
    MI_Instance_Delete(change);
    change = new_instance(&client.application, "Test_Widget");
    add_text(change, "Name", "no key");
    CHECK_FAILS(modify_instance(&client, change), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(change);
    close_client(&client);
}

/* ---- Delete ---- */

TEST(delete_removes_the_instance_and_no_other) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Widget", "w1");
    CHECK_OK(delete_instance(&client, key));
    CHECK_FAILS(get_instance(&client, key), MI_RESULT_NOT_FOUND, "w1");
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_NOT_FOUND, "w1");
    CHECK_FAILS(modify_instance(&client, key), MI_RESULT_NOT_FOUND, "w1");
    Outcome outcome = enumerate_instances(&client, 0, "Test_Widget", false);
    CHECK_NUMBER(outcome.count, 2);
    CHECK_OK(outcome);
    CHECK_OK(create_instance(&client, key));
    MI_Instance_Delete(key);
    key = new_keyed(&client.application, "Test_Nothing", "w1");
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_INVALID_CLASS, "Test_Nothing");
    MI_Instance_Delete(key);
    key = new_instance(&client.application, "Test_Widget");
    CHECK_FAILS(delete_instance(&client, key), MI_RESULT_INVALID_PARAMETER, "Id");
    MI_Instance_Delete(key);
    close_client(&client);
}

/* ---- Enumerate ---- */

typedef struct Seen {
    unsigned widgets, gadgets, elements_of_gadget;
    bool power;
} Seen;

static Seen look(Client *client, MI_Uint32 flags, const char *class_name, bool keys_only) {
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
        const char *id = text_of(instance, "Id");
        if (id[0] == 'g') {
            MI_Uint32 count = 0;
            seen.gadgets++;
            seen.power |= has_element(instance, "Power");
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
    Seen seen = look(&client, 0, "Test_Widget", false);
    CHECK_NUMBER(seen.widgets, 2);
    CHECK_NUMBER(seen.gadgets, 1);
    CHECK(seen.power);
    CHECK_NUMBER(seen.elements_of_gadget, 6);
    seen = look(&client, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, "Test_Widget", false);
    CHECK_NUMBER(seen.widgets, 2);
    CHECK_NUMBER(seen.gadgets, 0);
    seen = look(&client, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, "Test_Thing", false);
    CHECK_NUMBER(seen.widgets + seen.gadgets, 0);
    close_client(&client);
}

TEST(base_properties_only_leaves_out_what_subclasses_add) {
    Client client;
    open_client(&client);
    Seen seen = look(&client, MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY, "Test_Widget", false);
    CHECK_NUMBER(seen.widgets, 2);
    CHECK_NUMBER(seen.gadgets, 1);
    CHECK(!seen.power);
    CHECK_NUMBER(seen.elements_of_gadget, 5);
    close_client(&client);
}

TEST(keys_only_brings_the_keys) {
    Client client;
    open_client(&client);
    Outcome outcome = enumerate_instances(&client, 0, "test_gadget", true);
    CHECK_NUMBER(outcome.count, 1);
    REQUIRE(outcome.instance);
    MI_Uint32 count = 0, flags = 0;
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Instance_GetElementCount(outcome.instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    CHECK_RESULT(MI_Instance_GetElementAt(outcome.instance, 0, &name, NULL, NULL, &flags), MI_RESULT_OK);
    CHECK_TEXT(name, "Id");
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    CHECK_TEXT(text_of(outcome.instance, "Id"), "g1");
    CHECK_RESULT(MI_Instance_GetClassName(outcome.instance, &name), MI_RESULT_OK);
    CHECK_TEXT(name, "Test_Gadget");
    CHECK_OK(get_instance(&client, outcome.instance));
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(an_instance_of_a_subclass_is_found_under_its_own_class) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, "Test_Gadget", "g1");
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    MI_Value value;
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, "Power", &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(value.uint8, 99);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(an_enumeration_says_what_is_wrong) {
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    CHECK_FAILS(enumerate_instances(&client, 0, "Test_Nothing", false), MI_RESULT_INVALID_CLASS,
                "Test_Nothing");
    MI_Session_EnumerateInstances(&client.session, 0, NULL, "root/nowhere", "Test_Widget", MI_FALSE, NULL,
                                  &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, "root/nowhere");
    Outcome outcome = enumerate_instances(&client, 0, "no name", false);
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
        MI_Instance *instance = new_instance(&client.application, "Test_Numbered");
        add_uint32(instance, "Number", number);
        add_text(instance, "Group", "many");
        add_text(instance, "Value", "a value");
        REQUIRE(CHECK_OK(create_instance(&client, instance)));
        MI_Instance_Delete(instance);
    }
    Outcome outcome = enumerate_instances(&client, 0, "Test_Numbered", false);
    CHECK_NUMBER(outcome.count, total);
    CHECK_OK(outcome);
    /* Deleting while an enumeration is open neither blocks nor breaks it. */
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, "Test_Numbered", MI_FALSE, NULL,
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
    outcome = enumerate_instances(&client, 0, "Test_Numbered", false);
    CHECK_NUMBER(outcome.count, total > 50 ? total - 50 : 0);
    CHECK_OK(outcome);
    close_client(&client);
}
