/*
 * Instances, classes and outcomes as lines of text: every name, type, flag and value that can be asked for.
 */
#include "compare_record.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *allocate(size_t size) {
    void *memory = calloc(1, size);
    if (memory == NULL) {
        fprintf(stderr, "compare: no memory\n");
        exit(2);
    }
    return memory;
}

char *copy_of(const char *text) {
    char *copy = allocate(strlen(text) + 1);
    return strcpy(copy, text);
}

MI_Char *to_mi(const char *text) {
    size_t length = strlen(text);
    MI_Char *copy = allocate((length + 1) * sizeof *copy);
    for (size_t i = 0; i < length; i++)
        copy[i] = (MI_Char)(sizeof(MI_Char) == 1 ? text[i] : (unsigned char)text[i]);
    return copy;
}

char *from_mi(const MI_Char *text) {
    size_t length = 0, at = 0;
    if (text == NULL)
        return copy_of("(NULL)");
    while (text[length] != 0)
        length++;
    /* A unit that is no ASCII takes up to ten characters where units are wide. */
    char *copy = allocate(length * (sizeof(MI_Char) == 1 ? 1 : 10) + 1);
    for (size_t i = 0; i < length; i++) {
        unsigned long unit = (unsigned long)text[i];
        if (sizeof(MI_Char) == 1 || unit < 128)
            copy[at++] = (char)unit;
        else
            at += (size_t)sprintf(copy + at, "\\u%04lx", unit & 0xffffffff);
    }
    return copy;
}

void add_line(Record *record, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    char *line = allocate((size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(line, (size_t)length + 1, format, arguments);
    va_end(arguments);
    if ((record->count & (record->count - 1)) == 0) {
        /* Room for as many again each time that the count is a power of two. */
        size_t room = record->count == 0 ? 1 : 2 * record->count;
        char **lines = allocate(room * sizeof *lines);
        if (record->count > 0)
            memcpy(lines, record->lines, record->count * sizeof *lines);
        free(record->lines);
        record->lines = lines;
    }
    record->lines[record->count++] = line;
}

void free_record(Record *record) {
    for (size_t i = 0; i < record->count; i++)
        free(record->lines[i]);
    free(record->lines);
    *record = (Record){NULL, 0, 0, 0};
}

static const char *type_name(MI_Type type) {
    static const char *const names[] = {"boolean",  "uint8",  "sint8",     "uint16",  "sint16", "uint32",
                                        "sint32",   "uint64", "sint64",    "real32",  "real64", "char16",
                                        "datetime", "string", "reference", "instance"};
    unsigned scalar = (unsigned)type & ~(unsigned)MI_ARRAY;
    return scalar < 16 ? names[scalar] : "unknown type";
}

/* The size of an element of an array. */
static size_t size_of(MI_Type scalar) {
    static const unsigned char sizes[] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 2};
    if (scalar == MI_DATETIME)
        return sizeof(MI_Datetime);
    return scalar < MI_DATETIME ? sizes[scalar] : sizeof(void *);
}

/* A text that grows. */
typedef struct Text {
    char *text;
    size_t length;
} Text;

static void append(Text *text, const char *more) {
    size_t length = strlen(more);
    char *longer = allocate(text->length + length + 1);
    if (text->text != NULL)
        memcpy(longer, text->text, text->length);
    memcpy(longer + text->length, more, length);
    free(text->text);
    text->text = longer;
    text->length += length;
}

static void append_string(Text *text, const MI_Char *value) {
    char *copy = from_mi(value);
    append(text, "\"");
    append(text, copy);
    append(text, "\"");
    free(copy);
}

static void append_datetime(Text *text, const MI_Datetime *value) {
    char buffer[96];
    const MI_Timestamp *t = &value->u.timestamp;
    const MI_Interval *i = &value->u.interval;
    if (value->isTimestamp)
        snprintf(buffer, sizeof buffer, "%04u-%02u-%02u %02u:%02u:%02u.%06u utc %d", t->year, t->month,
                 t->day, t->hour, t->minute, t->second, t->microseconds, t->utc);
    else
        snprintf(buffer, sizeof buffer, "%u days %02u:%02u:%02u.%06u", i->days, i->hours, i->minutes,
                 i->seconds, i->microseconds);
    append(text, buffer);
}

/* The value at this address, which is of a type that is no array. */
static void append_scalar(Text *text, const void *at, MI_Type type) {
    char buffer[64] = "";
    switch (type) {
    case MI_BOOLEAN:
        snprintf(buffer, sizeof buffer, "%s", *(const MI_Boolean *)at ? "true" : "false");
        break;
    case MI_UINT8:
        snprintf(buffer, sizeof buffer, "%u", *(const MI_Uint8 *)at);
        break;
    case MI_SINT8:
        snprintf(buffer, sizeof buffer, "%d", *(const MI_Sint8 *)at);
        break;
    case MI_UINT16:
    case MI_CHAR16:
        snprintf(buffer, sizeof buffer, "%u", *(const MI_Uint16 *)at);
        break;
    case MI_SINT16:
        snprintf(buffer, sizeof buffer, "%d", *(const MI_Sint16 *)at);
        break;
    case MI_UINT32:
        snprintf(buffer, sizeof buffer, "%" PRIu32, (uint32_t) * (const MI_Uint32 *)at);
        break;
    case MI_SINT32:
        snprintf(buffer, sizeof buffer, "%" PRId32, (int32_t) * (const MI_Sint32 *)at);
        break;
    case MI_UINT64:
        snprintf(buffer, sizeof buffer, "%" PRIu64, (uint64_t) * (const MI_Uint64 *)at);
        break;
    case MI_SINT64:
        snprintf(buffer, sizeof buffer, "%" PRId64, (int64_t) * (const MI_Sint64 *)at);
        break;
    case MI_REAL32:
        snprintf(buffer, sizeof buffer, "%.9g", (double)*(const MI_Real32 *)at);
        break;
    case MI_REAL64:
        snprintf(buffer, sizeof buffer, "%.17g", *(const MI_Real64 *)at);
        break;
    case MI_DATETIME:
        append_datetime(text, at);
        return;
    case MI_STRING:
        append_string(text, *(MI_Char *const *)at);
        return;
    default:
        snprintf(buffer, sizeof buffer, "as follows");
    }
    append(text, buffer);
}

/* The instances in a value, each as lines of its own. */
static void record_held(Record *record, const MI_Value *value, MI_Type type, int level) {
    unsigned scalar = (unsigned)type & ~(unsigned)MI_ARRAY;
    if (scalar != MI_REFERENCE && scalar != MI_INSTANCE)
        return;
    if (scalar == (unsigned)type) {
        record_instance(record, "holds", value->instance, level);
        return;
    }
    for (MI_Uint32 i = 0; i < value->instancea.size; i++)
        record_instance(record, "holds", value->instancea.data[i], level);
}

/* One line with a name, type, flags and value; more where the value holds instances. */
static void record_value(Record *record, int level, const char *what, const MI_Char *name,
                         const MI_Value *value, MI_Type type, MI_Uint32 flags, int is_null) {
    Text text = {NULL, 0};
    char *copy = from_mi(name);
    unsigned scalar = (unsigned)type & ~(unsigned)MI_ARRAY;
    int is_array = scalar != (unsigned)type;
    append(&text, is_null ? "NULL" : is_array ? "[" : "");
    if (!is_null && !is_array)
        append_scalar(&text, value, type);
    for (MI_Uint32 i = 0; !is_null && is_array && i < value->array.size; i++) {
        append(&text, i > 0 ? ", " : "");
        append_scalar(&text, (const char *)value->array.data + i * size_of((MI_Type)scalar), (MI_Type)scalar);
    }
    append(&text, !is_null && is_array ? "]" : "");
    add_line(record, "%*s%s%s: %s%s, flags 0x%x = %s", 2 * level, "", what, copy, type_name(type),
             is_array ? "[]" : "", (unsigned)flags, text.text);
    if (!is_null)
        record_held(record, value, type, level + 1);
    free(text.text);
    free(copy);
}

void record_instance(Record *record, const char *what, const MI_Instance *instance, int level) {
    const MI_Char *class_name = NULL, *name_space = NULL;
    MI_Uint32 count = 0;
    if (instance == NULL) {
        add_line(record, "%*s%s no instance", 2 * level, "", what);
        return;
    }
    MI_Instance_GetClassName(instance, &class_name);
    MI_Instance_GetNameSpace(instance, &name_space);
    MI_Instance_GetElementCount(instance, &count);
    char *class_text = from_mi(class_name), *space_text = from_mi(name_space);
    add_line(record, "%*s%s an instance of %s in %s with %u elements", 2 * level, "", what, class_text,
             space_text, (unsigned)count);
    free(class_text);
    free(space_text);
    for (MI_Uint32 i = 0; i < count; i++) {
        const MI_Char *name = NULL;
        MI_Value value;
        MI_Type type = MI_BOOLEAN;
        MI_Uint32 flags = 0;
        MI_Result result = MI_Instance_GetElementAt(instance, i, &name, &value, &type, &flags);
        if (result != MI_RESULT_OK)
            add_line(record, "%*selement %u can't be read: result %d", 2 * level + 2, "", (unsigned)i,
                     result);
        else
            record_value(record, level + 1, "", name, &value, type, flags, (flags & MI_FLAG_NULL) != 0);
    }
}

static void record_qualifiers(Record *record, const MI_QualifierSet *set, int level) {
    MI_Uint32 count = 0;
    MI_QualifierSet_GetQualifierCount(set, &count);
    for (MI_Uint32 i = 0; i < count; i++) {
        const MI_Char *name = NULL;
        MI_Type type = MI_BOOLEAN;
        MI_Uint32 flags = 0;
        MI_Value value;
        if (MI_QualifierSet_GetQualifierAt(set, i, &name, &type, &flags, &value) == MI_RESULT_OK)
            record_value(record, level, "qualifier ", name, &value, type, flags, 0);
    }
}

static void record_parameters(Record *record, const MI_ParameterSet *set) {
    MI_Uint32 count = 0;
    MI_Type type = MI_BOOLEAN;
    MI_QualifierSet qualifiers;
    if (MI_ParameterSet_GetMethodReturnType(set, &type, &qualifiers) == MI_RESULT_OK) {
        add_line(record, "    returns %s", type_name(type));
        record_qualifiers(record, &qualifiers, 3);
    }
    MI_ParameterSet_GetParameterCount(set, &count);
    for (MI_Uint32 i = 0; i < count; i++) {
        const MI_Char *name = NULL;
        MI_Char *reference = NULL;
        if (MI_ParameterSet_GetParameterAt(set, i, &name, &type, &reference, &qualifiers) != MI_RESULT_OK)
            continue;
        char *name_text = from_mi(name), *reference_text = from_mi(reference);
        add_line(record, "    parameter %s: %s%s of %s", name_text, type_name(type),
                 ((unsigned)type & (unsigned)MI_ARRAY) != 0 ? "[]" : "", reference_text);
        free(name_text);
        free(reference_text);
        record_qualifiers(record, &qualifiers, 3);
    }
}

static void record_class(Record *record, const MI_Class *class_result) {
    const MI_Char *name = NULL, *parent = NULL;
    MI_QualifierSet qualifiers;
    MI_ParameterSet parameters;
    MI_Uint32 count = 0;
    MI_Class_GetClassName(class_result, &name);
    MI_Class_GetParentClassName(class_result, &parent);
    char *name_text = from_mi(name), *parent_text = from_mi(parent);
    add_line(record, "class %s under %s", name_text, parent_text);
    free(name_text);
    free(parent_text);
    if (MI_Class_GetClassQualifierSet(class_result, &qualifiers) == MI_RESULT_OK)
        record_qualifiers(record, &qualifiers, 1);
    MI_Class_GetElementCount(class_result, &count);
    for (MI_Uint32 i = 0; i < count; i++) {
        MI_Value value;
        MI_Boolean exists = MI_FALSE;
        MI_Type type = MI_BOOLEAN;
        MI_Char *reference = NULL;
        MI_Uint32 flags = 0;
        if (MI_Class_GetElementAt(class_result, i, &name, &value, &exists, &type, &reference, &qualifiers,
                                  &flags) != MI_RESULT_OK)
            continue;
        record_value(record, 1, "property ", name, &value, type, flags, !exists);
        record_qualifiers(record, &qualifiers, 2);
    }
    count = 0;
    MI_Class_GetMethodCount(class_result, &count);
    for (MI_Uint32 i = 0; i < count; i++) {
        if (MI_Class_GetMethodAt(class_result, i, &name, &qualifiers, &parameters) != MI_RESULT_OK)
            continue;
        name_text = from_mi(name);
        add_line(record, "  method %s", name_text);
        free(name_text);
        record_qualifiers(record, &qualifiers, 2);
        record_parameters(record, &parameters);
    }
}

/* The last lines of every call: the result, the text, and the error instance. */
static void record_end(Record *record, unsigned count, const char *what, MI_Result result,
                       const MI_Char *message, const MI_Instance *details) {
    char *text = from_mi(message);
    add_line(record, "%u %s", count, what);
    add_line(record, "MI_Result %d", (int)result);
    record->failed = result != MI_RESULT_OK;
    add_line(record, "message %s", text);
    free(text);
    if (details != NULL)
        record_instance(record, "details:", details, 0);
}

void record_instances(Record *record, MI_Operation *operation) {
    const MI_Instance *instance = NULL, *details = NULL;
    const MI_Char *message = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK, fetched = MI_RESULT_OK;
    unsigned count = 0;
    while (more && fetched == MI_RESULT_OK) {
        fetched = MI_Operation_GetInstance(operation, &instance, &more, &result, &message, &details);
        if (fetched == MI_RESULT_OK && instance != NULL) {
            count++;
            record_instance(record, "result:", instance, 0);
        }
    }
    record_end(record, count, "instances", fetched == MI_RESULT_OK ? result : fetched, message, details);
    MI_Operation_Close(operation);
}

void record_classes(Record *record, MI_Operation *operation) {
    const MI_Class *class_result = NULL;
    const MI_Instance *details = NULL;
    const MI_Char *message = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK, fetched = MI_RESULT_OK;
    unsigned count = 0;
    while (more && fetched == MI_RESULT_OK) {
        fetched = MI_Operation_GetClass(operation, &class_result, &more, &result, &message, &details);
        if (fetched == MI_RESULT_OK && class_result != NULL) {
            count++;
            record_class(record, class_result);
        }
    }
    record_end(record, count, "classes", fetched == MI_RESULT_OK ? result : fetched, message, details);
    MI_Operation_Close(operation);
}
