#include "codec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void open_codec(Codec *codec, const MI_Char *format) {
    codec->application = open_application();
    REQUIRE_RESULT(
        MI_Application_NewSerializer(&codec->application, 0, (MI_Char *)format, &codec->serializer),
        MI_RESULT_OK);
    REQUIRE_RESULT(
        MI_Application_NewDeserializer(&codec->application, 0, (MI_Char *)format, &codec->deserializer),
        MI_RESULT_OK);
}

void close_codec(Codec *codec) {
    CHECK_RESULT(MI_Serializer_Close(&codec->serializer), MI_RESULT_OK);
    CHECK_RESULT(MI_Deserializer_Close(&codec->deserializer), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&codec->application), MI_RESULT_OK);
}

/* What was written, in UTF-8. */
static char *as_utf8(MI_Char *written) {
    char *text = strdup(SHOWN(written));
    free(written);
    return text;
}

char *write_instance(Codec *codec, MI_Uint32 flags, const MI_Instance *instance) {
    MI_Uint32 needed = 0, written = 0;
    REQUIRE_RESULT(MI_Serializer_SerializeInstance(&codec->serializer, flags, instance, NULL, 0, &needed),
                   MI_RESULT_FAILED);
    REQUIRE(needed > 0);
    MI_Char *text = calloc(1, needed + sizeof *text);
    REQUIRE_RESULT(MI_Serializer_SerializeInstance(&codec->serializer, flags, instance, (MI_Uint8 *)text,
                                                   needed, &written),
                   MI_RESULT_OK);
    REQUIRE_NUMBER(written, needed);
    return as_utf8(text);
}

char *write_class(Codec *codec, MI_Uint32 flags, const MI_Class *class_) {
    MI_Uint32 needed = 0, written = 0;
    REQUIRE_RESULT(MI_Serializer_SerializeClass(&codec->serializer, flags, class_, NULL, 0, &needed),
                   MI_RESULT_FAILED);
    REQUIRE(needed > 0);
    MI_Char *text = calloc(1, needed + sizeof *text);
    REQUIRE_RESULT(
        MI_Serializer_SerializeClass(&codec->serializer, flags, class_, (MI_Uint8 *)text, needed, &written),
        MI_RESULT_OK);
    REQUIRE_NUMBER(written, needed);
    return as_utf8(text);
}

/* Reports why something could not be read. */
static void show(MI_Instance *details) {
    if (details) {
        CHECK_TEXT(text_of(details, MI_T("Message")), "");
        MI_Instance_Delete(details);
    }
}

MI_Instance *read_instance(Codec *codec, const char *text, MI_Class *known) {
    MI_Instance *instance = NULL, *details = NULL;
    MI_Uint32 read = 0;
    MI_Result result = MI_Deserializer_DeserializeInstance(
        &codec->deserializer, 0, (MI_Uint8 *)text, (MI_Uint32)strlen(text), known ? &known : NULL,
        known ? 1 : 0, NULL, NULL, &read, &instance, &details);
    show(details);
    REQUIRE_RESULT(result, MI_RESULT_OK);
    REQUIRE(instance);
    CHECK_NUMBER(read, strlen(text));
    return instance;
}

MI_Class *read_class(Codec *codec, const char *text, MI_Class *parent) {
    MI_Class *class_ = NULL;
    MI_Instance *details = NULL;
    MI_Uint32 read = 0;
    MI_Result result =
        MI_Deserializer_DeserializeClass(&codec->deserializer, 0, (MI_Uint8 *)text, (MI_Uint32)strlen(text),
                                         parent, NULL, NULL, NULL, NULL, &read, &class_, &details);
    show(details);
    REQUIRE_RESULT(result, MI_RESULT_OK);
    REQUIRE(class_);
    CHECK_NUMBER(read, strlen(text));
    return class_;
}

MI_Class *class_of_mof(const char *mof) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Class *class_ = read_class(&codec, mof, NULL);
    close_codec(&codec);
    return class_;
}

bool check_error_at(const char *file, int line, MI_Instance *details, MI_Result expected, const char *part) {
    bool holds = check_true_at(file, line, "there is an error instance", details != NULL);
    if (details) {
        holds &= check_details_at(file, line, details, expected, part);
        MI_Instance_Delete(details);
    }
    return holds;
}

bool check_unread_instance_at(const char *file, int line, Codec *codec, const char *text, MI_Result expected,
                              const char *part) {
    MI_Instance *instance = (MI_Instance *)&instance, *details = NULL;
    MI_Uint32 read = 7;
    MI_Result result = MI_Deserializer_DeserializeInstance(&codec->deserializer, 0, (MI_Uint8 *)text,
                                                           (MI_Uint32)strlen(text), NULL, 0, NULL, NULL,
                                                           &read, &instance, &details);
    bool holds = check_result_at(file, line, text, result, expected);
    holds &= check_true_at(file, line, "no instance", instance == NULL);
    holds &= check_number_at(file, line, "the bytes read", read, 0);
    return check_error_at(file, line, details, expected, part) && holds;
}

bool check_unread_class_at(const char *file, int line, Codec *codec, const char *text, MI_Result expected,
                           const char *part) {
    MI_Class *class_ = (MI_Class *)&class_;
    MI_Instance *details = NULL;
    MI_Uint32 read = 7;
    MI_Result result =
        MI_Deserializer_DeserializeClass(&codec->deserializer, 0, (MI_Uint8 *)text, (MI_Uint32)strlen(text),
                                         NULL, NULL, NULL, NULL, NULL, &read, &class_, &details);
    bool holds = check_result_at(file, line, text, result, expected);
    holds &= check_true_at(file, line, "no class", class_ == NULL);
    holds &= check_number_at(file, line, "the bytes read", read, 0);
    return check_error_at(file, line, details, expected, part) && holds;
}

static bool same_instance(const MI_Instance *one, const MI_Instance *other) {
    const MI_Char *name = NULL, *other_name = NULL;
    MI_Uint32 count = 0;
    if (MI_Instance_GetClassName(one, &name) || MI_Instance_GetClassName(other, &other_name) ||
        text_compare(name, other_name) || MI_Instance_GetElementCount(one, &count)) {
        return false;
    }
    for (MI_Uint32 index = 0; index < count; index++) {
        MI_Value value, other_value;
        MI_Type type, other_type;
        MI_Uint32 flags, other_flags;
        MI_Instance_GetElementAt(one, index, &name, &value, &type, &flags);
        /* What the other does not have is NULL. */
        if (MI_Instance_GetElement(other, name, &other_value, &other_type, &other_flags, NULL)) {
            other_flags = MI_FLAG_NULL;
            other_type = type;
        }
        if (((flags ^ other_flags) & MI_FLAG_NULL) || type != other_type) {
            return false;
        }
        if (!(flags & MI_FLAG_NULL) && !same_value(&value, &other_value, type)) {
            return false;
        }
    }
    return true;
}

static bool same_datetime(const MI_Datetime *one, const MI_Datetime *other) {
    if (!one->isTimestamp != !other->isTimestamp) {
        return false;
    }
    if (!one->isTimestamp) {
        const MI_Interval *left = &one->u.interval, *right = &other->u.interval;
        return left->days == right->days && left->hours == right->hours && left->minutes == right->minutes &&
               left->seconds == right->seconds && left->microseconds == right->microseconds;
    }
    const MI_Timestamp *left = &one->u.timestamp, *right = &other->u.timestamp;
    return left->year == right->year && left->month == right->month && left->day == right->day &&
           left->hour == right->hour && left->minute == right->minute && left->second == right->second &&
           left->microseconds == right->microseconds && left->utc == right->utc;
}

static bool same_scalar(const void *one, const void *other, MI_Type type) {
    switch (type) {
    case MI_BOOLEAN:
        return !*(const MI_Boolean *)one == !*(const MI_Boolean *)other;
    case MI_UINT8:
    case MI_SINT8:
        return memcmp(one, other, 1) == 0;
    case MI_UINT16:
    case MI_SINT16:
    case MI_CHAR16:
        return memcmp(one, other, 2) == 0;
    case MI_UINT32:
    case MI_SINT32:
    case MI_REAL32:
        return memcmp(one, other, 4) == 0;
    case MI_UINT64:
    case MI_SINT64:
    case MI_REAL64:
        return memcmp(one, other, 8) == 0;
    case MI_DATETIME:
        return same_datetime(one, other);
    case MI_STRING:
        return text_compare(*(MI_Char *const *)one, *(MI_Char *const *)other) == 0;
    default:
        return same_instance(*(MI_Instance *const *)one, *(MI_Instance *const *)other);
    }
}

static size_t size_of(MI_Type type) {
    switch (type) {
    case MI_BOOLEAN:
    case MI_UINT8:
    case MI_SINT8:
        return 1;
    case MI_UINT16:
    case MI_SINT16:
    case MI_CHAR16:
        return 2;
    case MI_UINT32:
    case MI_SINT32:
    case MI_REAL32:
        return 4;
    case MI_DATETIME:
        return sizeof(MI_Datetime);
    default:
        return 8;
    }
}

bool same_value(const MI_Value *one, const MI_Value *other, MI_Type type) {
    if (!(type & MI_ARRAY)) {
        return same_scalar(one, other, type);
    }
    MI_Type element = (MI_Type)(type & ~MI_ARRAY);
    if (one->array.size != other->array.size) {
        return false;
    }
    for (MI_Uint32 index = 0; index < one->array.size; index++) {
        size_t offset = index * size_of(element);
        if (!same_scalar((const char *)one->array.data + offset, (const char *)other->array.data + offset,
                         element)) {
            return false;
        }
    }
    return true;
}

bool check_same_at(const char *file, int line, const MI_Instance *actual, const MI_Instance *expected) {
    bool holds = check_true_at(file, line, "one has what the other has", same_instance(expected, actual));
    return check_true_at(file, line, "the other has what the one has", same_instance(actual, expected)) &&
           holds;
}
