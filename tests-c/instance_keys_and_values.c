/* Keys and values of every type on their way into the repository and back. */

#include "fixture.h"

#include <stdio.h>
#include <string.h>

WITH_REPOSITORY;

static void add_value(MI_Instance *instance, const MI_Char *name, MI_Type type, const MI_Value *value) {
    REQUIRE_RESULT(MI_Instance_AddElement(instance, name, value, type, 0), MI_RESULT_OK);
}

TEST(values_of_every_type_come_back_from_the_repository) {
    Client client;
    open_client(&client);
    MI_Instance *inner = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("inner"));
    add_uint32(inner, MI_T("Size"), 5);
    MI_Instance *everything = new_keyed(&client.application, MI_T("Test_Everything"), MI_T("e1"));
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.boolean = MI_TRUE;
    add_value(everything, MI_T("Boolean"), MI_BOOLEAN, &value);
    value.uint8 = 255;
    add_value(everything, MI_T("Uint8"), MI_UINT8, &value);
    value.sint8 = -128;
    add_value(everything, MI_T("Sint8"), MI_SINT8, &value);
    value.uint16 = 65535;
    add_value(everything, MI_T("Uint16"), MI_UINT16, &value);
    value.sint16 = -32768;
    add_value(everything, MI_T("Sint16"), MI_SINT16, &value);
    value.uint32 = UINT32_MAX;
    add_value(everything, MI_T("Uint32"), MI_UINT32, &value);
    value.sint32 = INT32_MIN;
    add_value(everything, MI_T("Sint32"), MI_SINT32, &value);
    value.uint64 = UINT64_MAX;
    add_value(everything, MI_T("Uint64"), MI_UINT64, &value);
    value.sint64 = INT64_MIN;
    add_value(everything, MI_T("Sint64"), MI_SINT64, &value);
    value.real32 = 0.1f;
    add_value(everything, MI_T("Real32"), MI_REAL32, &value);
    value.real64 = -1.7976931348623157e308;
    add_value(everything, MI_T("Real64"), MI_REAL64, &value);
    value.char16 = 0x20ac;
    add_value(everything, MI_T("Char16"), MI_CHAR16, &value);
    memset(&value, 0, sizeof value);
    value.datetime.isTimestamp = 1;
    value.datetime.u.timestamp.year = 2026;
    value.datetime.u.timestamp.month = 2;
    value.datetime.u.timestamp.day = 28;
    value.datetime.u.timestamp.microseconds = 999999;
    value.datetime.u.timestamp.utc = -300;
    add_value(everything, MI_T("Datetime"), MI_DATETIME, &value);
    value.string = MI_T("text \u20ac \"quoted\" \\ '\n\t");
    add_value(everything, MI_T("String"), MI_STRING, &value);
    value.reference = inner;
    add_value(everything, MI_T("Reference"), MI_REFERENCE, &value);
    value.instance = inner;
    add_value(everything, MI_T("Instance"), MI_INSTANCE, &value);
    MI_Boolean booleans[] = {MI_TRUE, MI_FALSE};
    value.booleana.data = booleans;
    value.booleana.size = 2;
    add_value(everything, MI_T("BooleanA"), MI_BOOLEANA, &value);
    MI_Uint64 numbers[] = {0, 1, UINT64_MAX};
    value.uint64a.data = numbers;
    value.uint64a.size = 3;
    add_value(everything, MI_T("Uint64A"), MI_UINT64A, &value);
    MI_Sint8 small[] = {-1, 0, 127};
    value.sint8a.data = small;
    value.sint8a.size = 3;
    add_value(everything, MI_T("Sint8A"), MI_SINT8A, &value);
    MI_Real64 reals[] = {0.1, -0.0, 5e-324};
    value.real64a.data = reals;
    value.real64a.size = 3;
    add_value(everything, MI_T("Real64A"), MI_REAL64A, &value);
    MI_Datetime times[2];
    memset(times, 0, sizeof times);
    times[1].u.interval.days = 99999999;
    times[0].isTimestamp = 1;
    times[0].u.timestamp.year = 1999;
    times[0].u.timestamp.month = 12;
    times[0].u.timestamp.day = 31;
    value.datetimea.data = times;
    value.datetimea.size = 2;
    add_value(everything, MI_T("DatetimeA"), MI_DATETIMEA, &value);
    MI_Char *texts[] = {MI_T("one"), MI_T(""), MI_T("three")};
    value.stringa.data = texts;
    value.stringa.size = 3;
    add_value(everything, MI_T("StringA"), MI_STRINGA, &value);
    value.instancea.data = &inner;
    value.instancea.size = 1;
    add_value(everything, MI_T("InstanceA"), MI_INSTANCEA, &value);
    memset(&value, 0, sizeof value);
    add_value(everything, MI_T("Uint8A"), MI_UINT8A, &value);
    CHECK_OK(create_instance(&client, everything));
    close_client(&client);

    /* Another application reads what the first one wrote. */
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Everything"), MI_T("e1"));
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
            fprintf(stderr, "    (the element is %s)\n", SHOWN(name));
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
            equal = text_compare(got.string, wrote.string) == 0;
            break;
        case MI_DATETIME:
            equal = memcmp(&got.datetime, &wrote.datetime, sizeof wrote.datetime) == 0;
            break;
        case MI_REFERENCE:
            equal = text_compare(text_of(got.reference, MI_T("Id")), MI_T("inner")) == 0;
            break;
        case MI_INSTANCE:
            equal = uint32_of(got.instance, MI_T("Size")) == 5;
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
            equal = got.array.size == 3 && text_compare(got.stringa.data[1], MI_T("")) == 0 &&
                    text_compare(got.stringa.data[2], MI_T("three")) == 0;
            break;
        case MI_DATETIMEA:
            equal = got.array.size == 2 && got.datetimea.data[0].u.timestamp.year == 1999 &&
                    got.datetimea.data[1].u.interval.days == 99999999;
            break;
        case MI_INSTANCEA:
            equal = got.array.size == 1 && uint32_of(got.instancea.data[0], MI_T("Size")) == 5;
            break;
        default:
            equal = false;
        }
        if (!CHECK(equal)) {
            fprintf(stderr, "    (the element is %s)\n", SHOWN(name));
        }
    }
    CHECK(is_null(read, MI_T("Uint16A")));
    CHECK(is_null(read, MI_T("Real32A")));
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    MI_Instance_Delete(everything);
    MI_Instance_Delete(inner);
    close_client(&client);
}

TEST(references_can_be_keys) {
    Client client;
    open_client(&client);
    MI_Instance *left = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Instance *right = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w2"));
    MI_Instance *link = new_instance(&client.application, MI_T("Test_Link"));
    MI_Value value;
    value.reference = left;
    add_value(link, MI_T("Left"), MI_REFERENCE, &value);
    value.reference = right;
    add_value(link, MI_T("Right"), MI_REFERENCE, &value);
    CHECK_OK(create_instance(&client, link));
    CHECK_FAILS(create_instance(&client, link), MI_RESULT_ALREADY_EXISTS, NULL);
    Outcome outcome = get_instance(&client, link);
    REQUIRE(outcome.instance);
    CHECK_RESULT(MI_Instance_GetElement(outcome.instance, MI_T("Right"), &value, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_TEXT(text_of(value.reference, MI_T("Id")), "w2");
    CHECK_OK(outcome);
    value.reference = left;
    CHECK_RESULT(MI_Instance_SetElement(link, MI_T("Right"), &value, MI_REFERENCE, 0), MI_RESULT_OK);
    CHECK_FAILS(get_instance(&client, link), MI_RESULT_NOT_FOUND, NULL);
    MI_Instance_Delete(link);
    MI_Instance_Delete(left);
    MI_Instance_Delete(right);
    close_client(&client);
}

TEST(references_are_the_same_by_class_and_keys_alone) {
    Client client;
    open_client(&client);
    MI_Instance *left = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Instance *right = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w2"));
    MI_Instance *link = new_instance(&client.application, MI_T("Test_Link"));
    MI_Value value;
    add_text(left, MI_T("Name"), MI_T("no part of the identity"));
    value.reference = left;
    add_value(link, MI_T("Left"), MI_REFERENCE, &value);
    value.reference = right;
    add_value(link, MI_T("Right"), MI_REFERENCE, &value);
    CHECK_OK(create_instance(&client, link));
    MI_Instance *same = new_keyed(&client.application, MI_T("test_WIDGET"), MI_T("w1"));
    value.reference = same;
    CHECK_RESULT(MI_Instance_SetElement(link, MI_T("Left"), &value, MI_REFERENCE, 0), MI_RESULT_OK);
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
    static MI_Char long_key[100001];
    text_fill(long_key, 'k', TEXT_CAPACITY(long_key) - 1);
    const MI_Char *const keys[] = {
        MI_T(""),       MI_T(" "),          MI_T("'; drop table instances; --"),
        MI_T("%"),      MI_T("_"),          MI_T("a\nb"),
        MI_T("a\\b"),   MI_T("\"quoted\""), MI_T("Id=\"w1\""),
        MI_T("\u20ac"), MI_T("e\u0301"),    MI_T("\u00e9"),
        long_key,
    };
    Client client;
    open_client(&client);
    for (size_t index = 0; index < sizeof keys / sizeof keys[0]; index++) {
        MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Widget"), keys[index]);
        add_uint32(instance, MI_T("Size"), (MI_Uint32)index);
        if (!CHECK_OK(create_instance(&client, instance))) {
            fprintf(stderr, "    (the key is \"%.40s\")\n", SHOWN(keys[index]));
        }
        MI_Instance_Delete(instance);
    }
    for (size_t index = 0; index < sizeof keys / sizeof keys[0]; index++) {
        MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), keys[index]);
        Outcome outcome = get_instance(&client, key);
        if (outcome.instance) {
            CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), index);
            CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), keys[index]);
        }
        CHECK_OK(outcome);
        CHECK_OK(delete_instance(&client, key));
        MI_Instance_Delete(key);
    }
    close_client(&client);
}

TEST(text_that_is_no_utf_8_is_refused_or_comes_back) {
    static const MI_Char broken[] = NO_UNICODE MI_T(" broken ") NO_UNICODE;
    Client client;
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("utf"));
    add_text(instance, MI_T("Name"), broken);
    Outcome outcome = create_instance(&client, instance);
    if (outcome.result == MI_RESULT_OK) {
        free_outcome(&outcome);
        outcome = get_instance(&client, instance);
        REQUIRE(outcome.instance);
        CHECK_TEXT(text_of(outcome.instance, MI_T("Name")), broken);
        CHECK_OK(outcome);
    } else {
        CHECK_FAILS(outcome, MI_RESULT_INVALID_PARAMETER, "Name");
    }
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(names_that_nobody_has_are_refused_by_their_kind) {
    static const MI_Char *const namespaces[] = {
        MI_T("/"),       MI_T("root//test"), MI_T("root/test'; --"),   MI_T("root/") NO_UNICODE,
        MI_T("no name"), MI_T(".."),         MI_T("root/../root/test")};
    Client client;
    open_client(&client);
    for (size_t index = 0; index < sizeof namespaces / sizeof namespaces[0]; index++) {
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_EnumerateInstances(&client.session, 0, NULL, namespaces[index], MI_T("Test_Widget"),
                                      MI_FALSE, NULL, &operation);
        Outcome outcome = finish_instances(&operation);
        if (!CHECK(outcome.result == MI_RESULT_INVALID_NAMESPACE ||
                   outcome.result == MI_RESULT_INVALID_PARAMETER)) {
            fprintf(stderr, "    (the namespace is \"%s\")\n", SHOWN(namespaces[index]));
        }
        MI_Result result = outcome.result;
        CHECK_FAILS(outcome, result, NULL);
    }
    static const MI_Char *const classes[] = {MI_T("'; drop table classes; --"), MI_T("Test_%"),
                                             MI_T("Test") NO_UNICODE, MI_T("*")};
    for (size_t index = 0; index < sizeof classes / sizeof classes[0]; index++) {
        Outcome outcome = enumerate_instances(&client, 0, classes[index], false);
        CHECK(outcome.result == MI_RESULT_INVALID_CLASS || outcome.result == MI_RESULT_INVALID_PARAMETER);
        MI_Result result = outcome.result;
        CHECK_FAILS(outcome, result, NULL);
    }
    close_client(&client);
}
