/* Values of every type through both codecs and back. */

#include "codec.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const MI_Char *const formats[] = {XML, MOF};

/* A class that has a property of each type but reference[], which CIM-XML has no form for. */
static const char everything[] =
    "class Inner { string Id; uint8 Level; };"
    "class Everything { [Key] string Id; boolean Boolean; uint8 Uint8; sint8 Sint8; uint16 Uint16; sint16 "
    "Sint16;"
    "uint32 Uint32; sint32 Sint32; uint64 Uint64; sint64 Sint64; real32 Real32; real64 Real64; char16 Char16;"
    "datetime Datetime; string String; Inner ref Reference; [EmbeddedInstance(\"Inner\")] string Instance;"
    "boolean BooleanA[]; uint8 Uint8A[]; sint8 Sint8A[]; uint16 Uint16A[]; sint16 Sint16A[]; uint32 "
    "Uint32A[];"
    "sint32 Sint32A[]; uint64 Uint64A[]; sint64 Sint64A[]; real32 Real32A[]; real64 Real64A[]; char16 "
    "Char16A[];"
    "datetime DatetimeA[]; string StringA[]; [EmbeddedInstance(\"Inner\")] string InstanceA[]; };";

static const char keyed[] = "class Inner { [Key] string Id; uint8 Level; };";

typedef struct World {
    Codec codec;
    MI_Class *inner, *outer;
} World;

static void open_world(World *world, const MI_Char *format) {
    open_codec(&world->codec, format);
    world->inner = class_of_mof(keyed);
    Codec mof;
    open_codec(&mof, MOF);
    /* Only the class Everything: the other one is given. */
    world->outer = read_class(&mof, strstr(everything, "class Everything"), world->inner);
    close_codec(&mof);
}

static void close_world(World *world) {
    MI_Class_Delete(world->inner);
    MI_Class_Delete(world->outer);
    close_codec(&world->codec);
}

static MI_Instance *new_of(World *world, MI_Class *class_, const MI_Char *id) {
    MI_Instance *instance = NULL;
    MI_Value value;
    value.string = (MI_Char *)id;
    REQUIRE_RESULT(MI_Application_NewInstanceFromClass(&world->codec.application, NULL, class_, &instance),
                   MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    return instance;
}

/* Holds an instance to coming back as it went. */
static void check_survives(World *world, const MI_Instance *instance) {
    MI_Class *classes[] = {world->outer, world->inner};
    char *text = write_instance(&world->codec, 0, instance);
    MI_Instance *found = NULL, *details = NULL;
    MI_Uint32 read = 0;
    MI_Result result = MI_Deserializer_DeserializeInstance(&world->codec.deserializer, 0, (MI_Uint8 *)text,
                                                           (MI_Uint32)strlen(text), classes, 2, NULL, NULL,
                                                           &read, &found, &details);
    if (details) {
        CHECK_TEXT(text_of(details, MI_T("Message")), text);
        MI_Instance_Delete(details);
    }
    CHECK_RESULT(result, MI_RESULT_OK);
    if (found) {
        if (!CHECK_SAME(found, instance)) {
            CHECK_TEXT(text, "");
        }
        MI_Instance_Delete(found);
    }
    free(text);
}

static void check_value(World *world, const MI_Char *name, MI_Type type, MI_Value value) {
    MI_Instance *instance = new_of(world, world->outer, MI_T("a"));
    explain_failures("the element %s", SHOWN(name));
    REQUIRE_RESULT(MI_Instance_SetElement(instance, name, &value, type, 0), MI_RESULT_OK);
    check_survives(world, instance);
    MI_Instance_Delete(instance);
}

#define CHECK_VALUES(world, name, type, member, ...)                                                         \
    do {                                                                                                     \
        const __typeof__(((MI_Value *)0)->member) values_[] = {__VA_ARGS__};                                 \
        for (size_t index_ = 0; index_ < sizeof values_ / sizeof values_[0]; index_++) {                     \
            MI_Value value_;                                                                                 \
            memset(&value_, 0, sizeof value_);                                                               \
            value_.member = values_[index_];                                                                 \
            check_value(world, name, type, value_);                                                          \
        }                                                                                                    \
    } while (0)

#define CHECK_ARRAYS(world, name, type, member, ...)                                                         \
    do {                                                                                                     \
        __typeof__(*((MI_Value *)0)->member.data) values_[] = {__VA_ARGS__};                                 \
        for (MI_Uint32 size_ = 0; size_ <= sizeof values_ / sizeof values_[0]; size_++) {                    \
            MI_Value value_;                                                                                 \
            memset(&value_, 0, sizeof value_);                                                               \
            value_.member.data = values_;                                                                    \
            value_.member.size = size_;                                                                      \
            check_value(world, name, type, value_);                                                          \
        }                                                                                                    \
    } while (0)

/* Runs the test's body for each format. */
#define FOR_EACH_FORMAT(world)                                                                               \
    for (int format_ = 0; format_ < 2 && (open_world(world, formats[format_]), 1);                           \
         close_world(world), format_++)

TEST(whole_numbers_of_every_width_survive) {
    World world;
    FOR_EACH_FORMAT(&world) {
        CHECK_VALUES(&world, MI_T("Boolean"), MI_BOOLEAN, boolean, MI_TRUE, MI_FALSE);
        CHECK_VALUES(&world, MI_T("Uint8"), MI_UINT8, uint8, 0, 1, UINT8_MAX);
        CHECK_VALUES(&world, MI_T("Sint8"), MI_SINT8, sint8, INT8_MIN, -1, INT8_MAX);
        CHECK_VALUES(&world, MI_T("Uint16"), MI_UINT16, uint16, 0, UINT16_MAX);
        CHECK_VALUES(&world, MI_T("Sint16"), MI_SINT16, sint16, INT16_MIN, INT16_MAX);
        CHECK_VALUES(&world, MI_T("Uint32"), MI_UINT32, uint32, 0, UINT32_MAX);
        CHECK_VALUES(&world, MI_T("Sint32"), MI_SINT32, sint32, INT32_MIN, INT32_MAX);
        CHECK_VALUES(&world, MI_T("Uint64"), MI_UINT64, uint64, 0, UINT64_MAX);
        CHECK_VALUES(&world, MI_T("Sint64"), MI_SINT64, sint64, INT64_MIN, INT64_MAX);
    }
}

TEST(real_numbers_survive_to_the_last_digit) {
    World world;
    FOR_EACH_FORMAT(&world) {
        CHECK_VALUES(&world, MI_T("Real32"), MI_REAL32, real32, 0.0f, -1.5f, 0.1f, FLT_MIN, FLT_MAX, 1e-45f,
                     16777217.0f, (float)INFINITY, -(float)INFINITY);
        CHECK_VALUES(&world, MI_T("Real64"), MI_REAL64, real64, 0.0, -1.5, 0.1, DBL_MIN, DBL_MAX, 5e-324,
                     9007199254740993.0, INFINITY, -INFINITY);
    }
}

TEST(characters_survive) {
    World world;
    FOR_EACH_FORMAT(&world) {
        CHECK_VALUES(&world, MI_T("Char16"), MI_CHAR16, char16, 'a', ' ', '\'', '\\', '<', '&', 1, '\n', 0xe4,
                     0x20ac, 0xffff, 0xd800);
    }
}

TEST(dates_and_intervals_survive) {
    World world;
    MI_Datetime timestamp = {1, {{2026, 2, 28, 23, 59, 59, 123456, -720}}}, interval;
    memset(&interval, 0, sizeof interval);
    interval.u.interval.days = 99999999;
    interval.u.interval.hours = 23;
    interval.u.interval.microseconds = 999999;
    FOR_EACH_FORMAT(&world) {
        CHECK_VALUES(&world, MI_T("Datetime"), MI_DATETIME, datetime, timestamp, interval);
    }
}

TEST(texts_survive_whatever_is_in_them) {
    World world;
    FOR_EACH_FORMAT(&world) {
        MI_Char *lines = text_from("\xc2\x85\xe2\x80\xa8"); /* NEL and LINE SEPARATOR */
        CHECK_VALUES(&world, MI_T("String"), MI_STRING, string, MI_T(""), MI_T(" "), MI_T("  two  "),
                     MI_T("<a href=\"x\">&amp; 'b'</a>"), MI_T("]]>"), MI_T("a\\b\\\"c\""),
                     MI_T("line\nline\r\nline\ttab"), MI_T("\x01\x02\x1f\x7f"),
                     MI_T("Gr\u00f6\u00dfe \u20ac \U0001f600"), MI_T("instance of X { };"), lines);
        free(lines);
        MI_Char longest[100001];
        text_fill(longest, 'x', 100000);
        for (int at = 70; at < 100000; at += 71) {
            longest[at] = ' ';
        }
        longest[100000] = 0;
        CHECK_VALUES(&world, MI_T("String"), MI_STRING, string, longest);
    }
}

TEST(arrays_of_every_type_survive_in_every_length) {
    World world;
    FOR_EACH_FORMAT(&world) {
        CHECK_ARRAYS(&world, MI_T("BooleanA"), MI_BOOLEANA, booleana, MI_TRUE, MI_FALSE);
        CHECK_ARRAYS(&world, MI_T("Uint8A"), MI_UINT8A, uint8a, 0, UINT8_MAX);
        CHECK_ARRAYS(&world, MI_T("Sint8A"), MI_SINT8A, sint8a, INT8_MIN, INT8_MAX);
        CHECK_ARRAYS(&world, MI_T("Uint16A"), MI_UINT16A, uint16a, 0, UINT16_MAX);
        CHECK_ARRAYS(&world, MI_T("Sint16A"), MI_SINT16A, sint16a, INT16_MIN, INT16_MAX);
        CHECK_ARRAYS(&world, MI_T("Uint32A"), MI_UINT32A, uint32a, 0, UINT32_MAX);
        CHECK_ARRAYS(&world, MI_T("Sint32A"), MI_SINT32A, sint32a, INT32_MIN, INT32_MAX);
        CHECK_ARRAYS(&world, MI_T("Uint64A"), MI_UINT64A, uint64a, 0, UINT64_MAX);
        CHECK_ARRAYS(&world, MI_T("Sint64A"), MI_SINT64A, sint64a, INT64_MIN, INT64_MAX);
        CHECK_ARRAYS(&world, MI_T("Real32A"), MI_REAL32A, real32a, 0.1f, FLT_MAX);
        CHECK_ARRAYS(&world, MI_T("Real64A"), MI_REAL64A, real64a, 0.1, DBL_MAX);
        CHECK_ARRAYS(&world, MI_T("Char16A"), MI_CHAR16A, char16a, 'a', 0x20ac);
        MI_Datetime timestamp = {1, {{2026, 2, 28, 23, 59, 59, 123456, 60}}};
        CHECK_ARRAYS(&world, MI_T("DatetimeA"), MI_DATETIMEA, datetimea, timestamp, timestamp);
        CHECK_ARRAYS(&world, MI_T("StringA"), MI_STRINGA, stringa, MI_T(""), MI_T("a, \"b\""), MI_T("{c}"));
    }
}

TEST(references_survive_with_their_keys_and_where_they_are) {
    World world;
    FOR_EACH_FORMAT(&world) {
        MI_Instance *target = new_of(&world, world.inner, MI_T("a \"quoted\" <key>"));
        CHECK_VALUES(&world, MI_T("Reference"), MI_REFERENCE, reference, target);
        CHECK_RESULT(MI_Instance_SetNameSpace(target, MI_T("root/other")), MI_RESULT_OK);
        MI_Instance *instance = new_of(&world, world.outer, MI_T("a"));
        MI_Value value;
        value.reference = target;
        CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Reference"), &value, MI_REFERENCE, 0),
                     MI_RESULT_OK);
        char *text = write_instance(&world.codec, 0, instance);
        CHECK_CONTAINS(text, "other");
        MI_Class *classes[] = {world.outer, world.inner};
        MI_Instance *found = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&world.codec.deserializer, 0, (MI_Uint8 *)text,
                                                         (MI_Uint32)strlen(text), classes, 2, NULL, NULL,
                                                         NULL, &found, NULL),
                     MI_RESULT_OK);
        REQUIRE(found);
        const MI_Char *name_space = NULL;
        CHECK_RESULT(MI_Instance_GetElement(found, MI_T("Reference"), &value, NULL, NULL, NULL),
                     MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_GetNameSpace(value.reference, &name_space), MI_RESULT_OK);
        CHECK_TEXT(name_space, "root/other");
        MI_Instance_Delete(found);
        free(text);
        MI_Instance_Delete(instance);
        MI_Instance_Delete(target);
    }
}

TEST(embedded_instances_survive_alone_and_in_arrays) {
    World world;
    FOR_EACH_FORMAT(&world) {
        MI_Instance *one = new_of(&world, world.inner, MI_T("one <&>")),
                    *two = new_of(&world, world.inner, MI_T("two"));
        CHECK_VALUES(&world, MI_T("Instance"), MI_INSTANCE, instance, one);
        CHECK_ARRAYS(&world, MI_T("InstanceA"), MI_INSTANCEA, instancea, one, two);
        MI_Instance_Delete(one);
        MI_Instance_Delete(two);
    }
}

TEST(an_instance_with_nothing_but_null_survives) {
    World world;
    FOR_EACH_FORMAT(&world) {
        MI_Instance *instance = new_of(&world, world.outer, MI_T("a"));
        check_survives(&world, instance);
        MI_Instance_Delete(instance);
    }
}

TEST(an_instance_with_its_class_needs_nothing_else) {
    World world;
    FOR_EACH_FORMAT(&world) {
        MI_Instance *instance = new_of(&world, world.outer, MI_T("a")),
                    *inner = new_of(&world, world.inner, MI_T("b"));
        MI_Value value;
        value.instance = inner;
        CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Instance"), &value, MI_INSTANCE, 0),
                     MI_RESULT_OK);
        char *text = write_instance(&world.codec, MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS, instance);
        MI_Instance *found = read_instance(&world.codec, text, NULL);
        CHECK_SAME(found, instance);
        MI_Class *class_ = NULL;
        CHECK_RESULT(MI_Instance_GetClass(found, &class_), MI_RESULT_OK);
        MI_Uint32 count = 0;
        CHECK_RESULT(MI_Class_GetElementCount(class_, &count), MI_RESULT_OK);
        CHECK_NUMBER(count, 32);
        MI_Class_Delete(class_);
        MI_Instance_Delete(found);
        free(text);
        MI_Instance_Delete(inner);
        MI_Instance_Delete(instance);
    }
}
