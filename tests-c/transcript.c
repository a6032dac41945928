#include "transcript.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void note(Transcript *transcript, const char *format, ...) {
    for (;;) {
        va_list arguments;
        va_start(arguments, format);
        size_t left = transcript->room - transcript->length;
        int length = vsnprintf(left ? transcript->text + transcript->length : NULL, left, format, arguments);
        va_end(arguments);
        REQUIRE(length >= 0);
        if ((size_t)length < left) {
            transcript->length += (size_t)length;
            return;
        }
        transcript->room = 2 * transcript->room + (size_t)length + 1024;
        transcript->text = realloc(transcript->text, transcript->room);
        REQUIRE(transcript->text);
    }
}

static const MI_Char *or_null(const MI_Char *text) {
    return text ? text : MI_T("(NULL)");
}

static void note_datetime(Transcript *transcript, const MI_Datetime *datetime) {
    if (datetime->isTimestamp) {
        const MI_Timestamp *t = &datetime->u.timestamp;
        note(transcript, "%u-%u-%u %u:%u:%u.%u %d", t->year, t->month, t->day, t->hour, t->minute, t->second,
             t->microseconds, t->utc);
    } else {
        const MI_Interval *i = &datetime->u.interval;
        note(transcript, "%u days %u:%u:%u.%u", i->days, i->hours, i->minutes, i->seconds, i->microseconds);
    }
}

/* One value of a scalar type, where it lies. */
static void note_scalar(Transcript *transcript, const void *at, MI_Type type) {
    const MI_Value *value = at;
    switch (type) {
    case MI_BOOLEAN:
        note(transcript, "%s", *(const MI_Boolean *)at ? "true" : "false");
        break;
    case MI_UINT8:
        note(transcript, "%u", *(const MI_Uint8 *)at);
        break;
    case MI_SINT8:
        note(transcript, "%d", *(const MI_Sint8 *)at);
        break;
    case MI_UINT16:
    case MI_CHAR16:
        note(transcript, "%u", *(const MI_Uint16 *)at);
        break;
    case MI_SINT16:
        note(transcript, "%d", *(const MI_Sint16 *)at);
        break;
    case MI_UINT32:
        note(transcript, "%u", *(const MI_Uint32 *)at);
        break;
    case MI_SINT32:
        note(transcript, "%d", *(const MI_Sint32 *)at);
        break;
    case MI_UINT64:
        note(transcript, "%" PRIu64, (uint64_t) * (const MI_Uint64 *)at);
        break;
    case MI_SINT64:
        note(transcript, "%" PRId64, (int64_t) * (const MI_Sint64 *)at);
        break;
    case MI_REAL32:
        note(transcript, "%a", (double)*(const MI_Real32 *)at);
        break;
    case MI_REAL64:
        note(transcript, "%a", *(const MI_Real64 *)at);
        break;
    case MI_DATETIME:
        note_datetime(transcript, at);
        break;
    case MI_STRING:
        note(transcript, "\"%s\"", SHOWN(or_null(*(MI_Char *const *)at)));
        break;
    default:
        note_instance(transcript, value->instance);
    }
}

static size_t size_of(MI_Type type) {
    static const size_t sizes[] = {1,
                                   1,
                                   1,
                                   2,
                                   2,
                                   4,
                                   4,
                                   8,
                                   8,
                                   4,
                                   8,
                                   2,
                                   sizeof(MI_Datetime),
                                   sizeof(void *),
                                   sizeof(void *),
                                   sizeof(void *)};
    return sizes[type & ~(unsigned)MI_ARRAY];
}

static void note_value(Transcript *transcript, const MI_Value *value, MI_Type type) {
    if (!(type & MI_ARRAY)) {
        note_scalar(transcript, value, type);
        return;
    }
    MI_Type scalar = type & ~(unsigned)MI_ARRAY;
    note(transcript, "[");
    for (MI_Uint32 i = 0; i < value->array.size; i++) {
        note(transcript, i ? ", " : "");
        note_scalar(transcript, (const char *)value->array.data + i * size_of(type), scalar);
    }
    note(transcript, "]");
}

void note_instance(Transcript *transcript, const MI_Instance *instance) {
    if (!instance) {
        note(transcript, "no instance\n");
        return;
    }
    const MI_Char *name = NULL, *space = NULL;
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_GetClassName(instance, &name), MI_RESULT_OK);
    MI_Instance_GetNameSpace(instance, &space);
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    note(transcript, "instance of %s in %s {\n", SHOWN(or_null(name)), SHOWN(or_null(space)));
    for (MI_Uint32 i = 0; i < count; i++) {
        MI_Value value;
        MI_Type type;
        MI_Uint32 flags;
        REQUIRE_RESULT(MI_Instance_GetElementAt(instance, i, &name, &value, &type, &flags), MI_RESULT_OK);
        note(transcript, "  %s: type %u, flags %#x, ", SHOWN(name), type, flags);
        if (flags & MI_FLAG_NULL) {
            note(transcript, "NULL");
        } else {
            note_value(transcript, &value, type);
        }
        note(transcript, "\n");
    }
    note(transcript, "}\n");
}

static void note_qualifiers(Transcript *transcript, const MI_QualifierSet *set) {
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_QualifierSet_GetQualifierCount(set, &count), MI_RESULT_OK);
    for (MI_Uint32 i = 0; i < count; i++) {
        const MI_Char *name;
        MI_Type type;
        MI_Uint32 flags;
        MI_Value value;
        REQUIRE_RESULT(MI_QualifierSet_GetQualifierAt(set, i, &name, &type, &flags, &value), MI_RESULT_OK);
        note(transcript, "    [%s: type %u, flags %#x, ", SHOWN(name), type, flags);
        note_value(transcript, &value, type);
        note(transcript, "]\n");
    }
}

static void note_method(Transcript *transcript, const MI_Class *class_, MI_Uint32 index) {
    const MI_Char *name;
    MI_QualifierSet qualifiers;
    MI_ParameterSet parameters;
    MI_Type type;
    MI_Uint32 count;
    REQUIRE_RESULT(MI_Class_GetMethodAt(class_, index, &name, &qualifiers, &parameters), MI_RESULT_OK);
    note(transcript, "  method %s\n", SHOWN(name));
    note_qualifiers(transcript, &qualifiers);
    REQUIRE_RESULT(MI_ParameterSet_GetMethodReturnType(&parameters, &type, &qualifiers), MI_RESULT_OK);
    REQUIRE_RESULT(MI_ParameterSet_GetParameterCount(&parameters, &count), MI_RESULT_OK);
    note(transcript, "   returns %u, has %u parameters\n", type, count);
    for (MI_Uint32 i = 0; i < count; i++) {
        MI_Char *reference = NULL;
        REQUIRE_RESULT(MI_ParameterSet_GetParameterAt(&parameters, i, &name, &type, &reference, &qualifiers),
                       MI_RESULT_OK);
        note(transcript, "   %s: type %u of %s\n", SHOWN(name), type, SHOWN(or_null(reference)));
        note_qualifiers(transcript, &qualifiers);
    }
}

void note_class(Transcript *transcript, const MI_Class *class_) {
    if (!class_) {
        note(transcript, "no class\n");
        return;
    }
    const MI_Char *name = NULL, *parent = NULL, *space = NULL;
    MI_QualifierSet qualifiers;
    MI_Uint32 count;
    CHECK_RESULT(MI_Class_GetClassName(class_, &name), MI_RESULT_OK);
    CHECK_RESULT(MI_Class_GetNameSpace(class_, &space), MI_RESULT_OK);
    MI_Result has_parent = MI_Class_GetParentClassName(class_, &parent);
    note(transcript, "class %s under %s (%u) in %s\n", SHOWN(name), SHOWN(or_null(parent)), has_parent,
         SHOWN(or_null(space)));
    CHECK_RESULT(MI_Class_GetClassQualifierSet(class_, &qualifiers), MI_RESULT_OK);
    note_qualifiers(transcript, &qualifiers);
    REQUIRE_RESULT(MI_Class_GetElementCount(class_, &count), MI_RESULT_OK);
    for (MI_Uint32 i = 0; i < count; i++) {
        MI_Value value;
        MI_Boolean exists;
        MI_Type type;
        MI_Char *reference = NULL;
        MI_Uint32 flags;
        REQUIRE_RESULT(
            MI_Class_GetElementAt(class_, i, &name, &value, &exists, &type, &reference, &qualifiers, &flags),
            MI_RESULT_OK);
        note(transcript, "  %s: type %u of %s, flags %#x, default ", SHOWN(name), type,
             SHOWN(or_null(reference)), flags);
        if (exists) {
            note_value(transcript, &value, type);
        } else {
            note(transcript, "none");
        }
        note(transcript, "\n");
        note_qualifiers(transcript, &qualifiers);
    }
    REQUIRE_RESULT(MI_Class_GetMethodCount(class_, &count), MI_RESULT_OK);
    for (MI_Uint32 i = 0; i < count; i++) {
        note_method(transcript, class_, i);
    }
    MI_Class *above = NULL;
    if (MI_Class_GetParentClass(class_, &above) == MI_RESULT_OK) {
        note_class(transcript, above);
        MI_Class_Delete(above);
    }
}

static void note_end(Transcript *transcript, MI_Result result, const MI_Char *message,
                     const MI_Instance *details) {
    note(transcript, "result %u: %s\n", result, SHOWN(or_null(message)));
    if (details) {
        note_instance(transcript, details);
    }
}

void note_instances(Transcript *transcript, MI_Operation *operation) {
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    const MI_Char *message = NULL;
    const MI_Instance *instance = NULL, *details = NULL;
    while (more) {
        REQUIRE_RESULT(MI_Operation_GetInstance(operation, &instance, &more, &result, &message, &details),
                       MI_RESULT_OK);
        note_instance(transcript, instance);
    }
    note_end(transcript, result, message, details);
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
}

void note_classes(Transcript *transcript, MI_Operation *operation) {
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    const MI_Char *message = NULL;
    const MI_Class *class_ = NULL;
    const MI_Instance *details = NULL;
    while (more) {
        REQUIRE_RESULT(MI_Operation_GetClass(operation, &class_, &more, &result, &message, &details),
                       MI_RESULT_OK);
        note_class(transcript, class_);
    }
    note_end(transcript, result, message, details);
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
}
