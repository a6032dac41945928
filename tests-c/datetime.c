/* Values of all 32 types through AddElement, SetElement and GetElement. */

#include "fixture.h"

#include <stdio.h>
#include <string.h>

static const MI_Datetime timestamp = {1, {{2026, 11, 21, 23, 59, 58, 123456, -300}}};

static MI_Datetime interval_of(MI_Uint32 days, MI_Uint32 hours, MI_Uint32 minutes, MI_Uint32 seconds,
                               MI_Uint32 microseconds) {
    MI_Datetime datetime;
    memset(&datetime, 0, sizeof datetime);
    datetime.isTimestamp = 0;
    datetime.u.interval.days = days;
    datetime.u.interval.hours = hours;
    datetime.u.interval.minutes = minutes;
    datetime.u.interval.seconds = seconds;
    datetime.u.interval.microseconds = microseconds;
    return datetime;
}

static bool datetimes_are_equal(const MI_Datetime *left, const MI_Datetime *right) {
    if ((left->isTimestamp != 0) != (right->isTimestamp != 0)) {
        return false;
    }
    if (left->isTimestamp) {
        const MI_Timestamp *a = &left->u.timestamp, *b = &right->u.timestamp;
        return a->year == b->year && a->month == b->month && a->day == b->day && a->hour == b->hour &&
               a->minute == b->minute && a->second == b->second && a->microseconds == b->microseconds &&
               a->utc == b->utc;
    }
    const MI_Interval *a = &left->u.interval, *b = &right->u.interval;
    return a->days == b->days && a->hours == b->hours && a->minutes == b->minutes &&
           a->seconds == b->seconds && a->microseconds == b->microseconds;
}

static void check_datetime(MI_Datetime datetime) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    MI_Value value, read;
    memset(&value, 0, sizeof value);
    memset(&read, 0, sizeof read);
    value.datetime = datetime;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("When"), &value, MI_DATETIME, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("When"), &read, &type, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(type, MI_DATETIME);
    CHECK(datetimes_are_equal(&read.datetime, &datetime));
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(a_timestamp_comes_back) {
    check_datetime(timestamp);
}

TEST(the_first_and_the_last_timestamp_come_back) {
    MI_Datetime datetime = {1, {{0, 1, 1, 0, 0, 0, 0, 0}}};
    check_datetime(datetime);
    MI_Datetime last = {1, {{9999, 12, 31, 23, 59, 59, 999999, 999}}};
    check_datetime(last);
    MI_Datetime west = {1, {{9999, 12, 31, 23, 59, 59, 999999, -999}}};
    check_datetime(west);
}

TEST(an_interval_comes_back) {
    check_datetime(interval_of(0, 0, 0, 0, 0));
    check_datetime(interval_of(99999999, 23, 59, 59, 999999));
    check_datetime(interval_of(1, 2, 3, 4, 5));
}

TEST(a_timestamp_out_of_all_bounds_is_refused_or_kept_but_never_changed) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    MI_Value value, read;
    memset(&value, 0, sizeof value);
    value.datetime.isTimestamp = 1;
    value.datetime.u.timestamp.year = 70000;
    value.datetime.u.timestamp.month = 300;
    value.datetime.u.timestamp.utc = 100000;
    MI_Result result = MI_Instance_AddElement(instance, MI_T("When"), &value, MI_DATETIME, 0);
    if (result == MI_RESULT_OK) {
        CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("When"), &read, NULL, NULL, NULL), MI_RESULT_OK);
        CHECK(datetimes_are_equal(&read.datetime, &value.datetime));
    } else {
        CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(any_number_but_zero_marks_a_timestamp) {
    MI_Datetime odd = timestamp;
    odd.isTimestamp = 0x100;
    check_datetime(odd);
}

/* ---- Scalars: the extremes of each type ---- */

typedef struct Sample {
    const MI_Char *name;
    MI_Type type;
    size_t size;
    MI_Value low;
    MI_Value high;
} Sample;

static const Sample samples[] = {
    {MI_T("Boolean"), MI_BOOLEAN, 1, {.boolean = MI_FALSE}, {.boolean = MI_TRUE}},
    {MI_T("Uint8"), MI_UINT8, 1, {.uint8 = 0}, {.uint8 = 255}},
    {MI_T("Sint8"), MI_SINT8, 1, {.sint8 = -128}, {.sint8 = 127}},
    {MI_T("Uint16"), MI_UINT16, 2, {.uint16 = 0}, {.uint16 = 65535}},
    {MI_T("Sint16"), MI_SINT16, 2, {.sint16 = -32768}, {.sint16 = 32767}},
    {MI_T("Uint32"), MI_UINT32, 4, {.uint32 = 0}, {.uint32 = 4294967295u}},
    {MI_T("Sint32"), MI_SINT32, 4, {.sint32 = INT32_MIN}, {.sint32 = INT32_MAX}},
    {MI_T("Uint64"), MI_UINT64, 8, {.uint64 = 0}, {.uint64 = UINT64_MAX}},
    {MI_T("Sint64"), MI_SINT64, 8, {.sint64 = INT64_MIN}, {.sint64 = INT64_MAX}},
    {MI_T("Real32"), MI_REAL32, 4, {.real32 = -3.4028234e38f}, {.real32 = 1.17549435e-38f}},
    {MI_T("Real64"), MI_REAL64, 8, {.real64 = -1.7976931348623157e308}, {.real64 = 5e-324}},
    {MI_T("Char16"), MI_CHAR16, 2, {.char16 = 0}, {.char16 = 0xffff}},
};

#define SAMPLES (sizeof samples / sizeof samples[0])

TEST(scalars_come_back_bit_by_bit) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    for (size_t index = 0; index < SAMPLES; index++) {
        const Sample *sample = &samples[index];
        MI_Value read;
        MI_Type type = MI_STRING;
        CHECK_RESULT(MI_Instance_AddElement(instance, sample->name, &sample->low, sample->type, 0),
                     MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_GetElement(instance, sample->name, &read, &type, NULL, NULL), MI_RESULT_OK);
        CHECK_NUMBER(type, sample->type);
        CHECK(memcmp(&read, &sample->low, sample->size) == 0);
        CHECK_RESULT(MI_Instance_SetElement(instance, sample->name, &sample->high, sample->type, 0),
                     MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_GetElement(instance, sample->name, &read, NULL, NULL, NULL), MI_RESULT_OK);
        CHECK(memcmp(&read, &sample->high, sample->size) == 0);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(arrays_of_scalars_come_back_bit_by_bit) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    for (size_t index = 0; index < SAMPLES; index++) {
        const Sample *sample = &samples[index];
        unsigned char bytes[3 * 8];
        memcpy(bytes, &sample->low, sample->size);
        memcpy(bytes + sample->size, &sample->high, sample->size);
        memcpy(bytes + 2 * sample->size, &sample->low, sample->size);
        MI_Value value, read;
        memset(&value, 0, sizeof value);
        value.array.data = bytes;
        value.array.size = 3;
        MI_Type type = MI_STRING, array = (MI_Type)(sample->type | MI_ARRAY);
        CHECK_RESULT(MI_Instance_AddElement(instance, sample->name, &value, array, 0), MI_RESULT_OK);
        memset(bytes, 0xaa, sizeof bytes);
        REQUIRE_RESULT(MI_Instance_GetElement(instance, sample->name, &read, &type, NULL, NULL),
                       MI_RESULT_OK);
        CHECK_NUMBER(type, array);
        REQUIRE_NUMBER(read.array.size, 3);
        const unsigned char *data = read.array.data;
        CHECK(memcmp(data, &sample->low, sample->size) == 0);
        CHECK(memcmp(data + sample->size, &sample->high, sample->size) == 0);
        CHECK(memcmp(data + 2 * sample->size, &sample->low, sample->size) == 0);
        /* Another length replaces it. */
        value.array.size = 1;
        memcpy(bytes, &sample->high, sample->size);
        CHECK_RESULT(MI_Instance_SetElement(instance, sample->name, &value, array, 0), MI_RESULT_OK);
        REQUIRE_RESULT(MI_Instance_GetElement(instance, sample->name, &read, NULL, NULL, NULL), MI_RESULT_OK);
        REQUIRE_NUMBER(read.array.size, 1);
        CHECK(memcmp(read.array.data, &sample->high, sample->size) == 0);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_array_without_data_is_empty_and_not_null) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    for (unsigned type = MI_BOOLEANA; type <= MI_INSTANCEA; type++) {
        MI_Char name[8];
        MI_Value value;
        MI_Uint32 flags = MI_FLAG_NULL;
        memset(&value, 0, sizeof value);
        text_print(name, TEXT_CAPACITY(name), "A%u", type);
        CHECK_RESULT(MI_Instance_AddElement(instance, name, &value, (MI_Type)type, 0), MI_RESULT_OK);
        value.array.size = 77;
        REQUIRE_RESULT(MI_Instance_GetElement(instance, name, &value, NULL, &flags, NULL), MI_RESULT_OK);
        CHECK_NUMBER(value.array.size, 0);
        CHECK_NUMBER(flags & MI_FLAG_NULL, 0);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(a_null_of_each_type_keeps_its_type) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    for (unsigned type = MI_BOOLEAN; type <= MI_INSTANCEA; type++) {
        MI_Char name[8];
        MI_Type read = (MI_Type)99;
        text_print(name, TEXT_CAPACITY(name), "N%u", type);
        CHECK_RESULT(MI_Instance_AddElement(instance, name, NULL, (MI_Type)type, MI_FLAG_NULL), MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_GetElement(instance, name, NULL, &read, NULL, NULL), MI_RESULT_OK);
        CHECK_NUMBER(read, type);
        CHECK(is_null(instance, name));
    }
    MI_Instance *clone = NULL;
    REQUIRE_RESULT(MI_Instance_Clone(instance, &clone), MI_RESULT_OK);
    for (unsigned type = MI_BOOLEAN; type <= MI_INSTANCEA; type++) {
        MI_Type read = (MI_Type)99;
        MI_Uint32 flags = 0;
        CHECK_RESULT(MI_Instance_GetElementAt(clone, type, NULL, NULL, &read, &flags), MI_RESULT_OK);
        CHECK_NUMBER(read, type);
        CHECK_NUMBER(flags & MI_FLAG_NULL, MI_FLAG_NULL);
    }
    MI_Instance_Delete(clone);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(arrays_of_datetimes_come_back) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    MI_Datetime datetimes[2];
    datetimes[0] = timestamp;
    datetimes[1] = interval_of(9, 8, 7, 6, 5);
    MI_Value value, read;
    value.datetimea.data = datetimes;
    value.datetimea.size = 2;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("When"), &value, MI_DATETIMEA, 0), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(instance, MI_T("When"), &read, NULL, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(read.datetimea.size, 2);
    CHECK(datetimes_are_equal(&read.datetimea.data[0], &datetimes[0]));
    CHECK(datetimes_are_equal(&read.datetimea.data[1], &datetimes[1]));
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(arrays_of_strings_come_back) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    MI_Char *texts[] = {MI_T("one"), MI_T(""), MI_T("\u20ac")};
    MI_Value value, read;
    value.stringa.data = texts;
    value.stringa.size = 3;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Texts"), &value, MI_STRINGA, 0), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(instance, MI_T("Texts"), &read, NULL, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(read.stringa.size, 3);
    CHECK_TEXT(read.stringa.data[0], "one");
    CHECK_TEXT(read.stringa.data[1], "");
    CHECK_TEXT(read.stringa.data[2], "\xe2\x82\xac");
    /* The array that was read can be set again: it lies in the instance that is written. */
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Texts"), &read, MI_STRINGA, 0), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(instance, MI_T("Texts"), &read, NULL, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(read.stringa.size, 3);
    CHECK_TEXT(read.stringa.data[2], "\xe2\x82\xac");
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

static void check_instances(MI_Type type) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    MI_Instance *inner[2] = {new_keyed(&application, MI_T("Test_Widget"), MI_T("a")),
                             new_keyed(&application, MI_T("Test_Widget"), MI_T("b"))};
    MI_Value value, read;
    value.instancea.data = inner;
    value.instancea.size = 2;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Inner"), &value, type, 0), MI_RESULT_OK);
    MI_Instance_Delete(inner[0]);
    MI_Instance_Delete(inner[1]);
    REQUIRE_RESULT(MI_Instance_GetElement(instance, MI_T("Inner"), &read, NULL, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(read.instancea.size, 2);
    CHECK_TEXT(text_of(read.instancea.data[0], MI_T("Id")), "a");
    CHECK_TEXT(text_of(read.instancea.data[1], MI_T("Id")), "b");
    MI_Instance *clone = NULL;
    REQUIRE_RESULT(MI_Instance_Clone(instance, &clone), MI_RESULT_OK);
    MI_Instance_Delete(instance);
    REQUIRE_RESULT(MI_Instance_GetElement(clone, MI_T("Inner"), &read, NULL, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(read.instancea.size, 2);
    CHECK_TEXT(text_of(read.instancea.data[1], MI_T("Id")), "b");
    MI_Instance_Delete(clone);
    MI_Application_Close(&application);
}

TEST(arrays_of_instances_come_back) {
    check_instances(MI_INSTANCEA);
}

TEST(arrays_of_references_come_back) {
    check_instances(MI_REFERENCEA);
}

TEST(an_array_of_instances_has_no_null_in_it) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Everything"));
    MI_Instance *inner[2] = {new_keyed(&application, MI_T("Test_Widget"), MI_T("a")), NULL};
    MI_Value value;
    value.instancea.data = inner;
    value.instancea.size = 2;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Inner"), &value, MI_INSTANCEA, 0), MI_RESULT_FAILED);
    CHECK(!has_element(instance, MI_T("Inner")));
    MI_Instance_Delete(inner[0]);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}
