/* A program that knows the original layout alone: handles of three words, tables as rows of functions, and
   the two symbols that the original libraries export. It includes no header of the interface and calls every
   slot of every table once. */

#include "harness.h"

#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

/* The character of the library that the program is built with. */
#if defined(_WIN32) || MI_CHAR_TYPE == 2
typedef wchar_t Char;
#define T(text) L##text
#else
typedef char Char;
#define T(text) text
#endif

typedef void (*Slot)(void);

/* Every client handle but the serializers': two words and the table behind them. */
typedef struct Handle {
    uint64_t word1;
    intptr_t word2;
    const Slot *table;
} Handle;

/* A serializer or deserializer has no table of its own. */
typedef struct Codec {
    uint64_t word1;
    intptr_t word2;
} Codec;

/* Instances and classes: the table first. */
typedef struct Object {
    const Slot *table;
    const void *declaration;
    const Char *name1;
    const Char *name2;
    intptr_t reserved[4];
} Object;

/* 40 bytes, aligned to 8. */
typedef union Value {
    uint8_t boolean;
    uint8_t uint8;
    uint32_t uint32;
    const Char *string;
    void *pointer;
    struct {
        void *data;
        uint32_t size;
    } array;
    struct {
        uint32_t is_timestamp;
        uint32_t parts[8];
    } datetime;
} Value;

typedef struct Interval {
    uint32_t days, hours, minutes, seconds, microseconds, padding[3];
} Interval;

typedef struct Datetime {
    uint32_t is_timestamp;
    uint32_t parts[8];
} Datetime;

typedef struct Credentials {
    const Char *type;
    const Char *domain;
    const Char *user;
    const Char *password;
} Credentials;

typedef struct Callbacks {
    void *context;
    Slot prompt_user, write_error, write_message, write_progress;
    Slot instance_result, indication_result, class_result, streamed_parameter;
} Callbacks;

_Static_assert(sizeof(Handle) == 24 && sizeof(Codec) == 16 && sizeof(Object) == 64, "the original sizes");
_Static_assert(sizeof(Value) == 40 && sizeof(Interval) == 32 && sizeof(Datetime) == 36, "the original sizes");
_Static_assert(sizeof(Credentials) == 32 && sizeof(Callbacks) == 72, "the original sizes");

/* The table of the ten tables, and the two symbols. */
typedef struct Tables {
    const Slot *application, *session, *operation, *hosted_provider, *serializer, *deserializer,
        *delivery_options, *destination_options, *operation_options, *utilities;
} Tables;

extern const Tables *mi_clientFT_V1;
uint32_t MI_Application_InitializeV1(uint32_t flags, const Char *id, Object **error, Handle *application);

enum {
    OK = 0,
    FAILED = 1,
    INVALID_PARAMETER = 4,
    INVALID_CLASS = 5,
    NOT_FOUND = 6,
    NOT_SUPPORTED = 7,
    INVALID_SUPERCLASS = 10,
    NO_SUCH_PROPERTY = 12,
};

enum { TYPE_UINT32 = 5, TYPE_DATETIME = 12, TYPE_STRING = 13 };

/* Calls a slot of a table as a function with these parameters. */
#define CALL(Return, table, slot, Parameters, ...) ((Return(*) Parameters)(table)[slot])(__VA_ARGS__)

static Handle open_application(void) {
    Handle application;
    Object *error = (Object *)&application;
    memset(&application, 0xaa, sizeof application);
    REQUIRE_RESULT(MI_Application_InitializeV1(0, T("tables only"), &error, &application), OK);
    CHECK(error == NULL);
    REQUIRE(application.table);
    return application;
}

static void close_application(Handle *application) {
    CHECK_RESULT(CALL(uint32_t, application->table, 0, (Handle *), application), OK);
}

static Handle open_session(Handle *application) {
    Handle session = {0, 0, NULL};
    REQUIRE_RESULT(CALL(uint32_t, application->table, 1,
                        (Handle *, const Char *, const Char *, Handle *, void *, Object **, Handle *),
                        application, NULL, NULL, NULL, NULL, NULL, &session),
                   OK);
    return session;
}

static Object *new_instance(Handle *application, const Char *class_name) {
    Object *instance = NULL;
    REQUIRE_RESULT(CALL(uint32_t, application->table, 3, (Handle *, const Char *, const void *, Object **),
                        application, class_name, NULL, &instance),
                   OK);
    return instance;
}

static void add_text(Object *instance, const Char *name, const Char *text) {
    Value value;
    value.string = text;
    REQUIRE_RESULT(CALL(uint32_t, instance->table, 8,
                        (Object *, const Char *, const Value *, uint32_t, uint32_t), instance, name, &value,
                        TYPE_STRING, 0),
                   OK);
}

static void delete_instance(Object *instance) {
    CHECK_RESULT(CALL(uint32_t, instance->table, 2, (Object *), instance), OK);
}

TEST(the_ten_tables_are_there_and_full) {
    REQUIRE(mi_clientFT_V1 != NULL);
    const struct {
        const Slot *table;
        unsigned slots;
    } tables[] = {
        {mi_clientFT_V1->application, 11},       {mi_clientFT_V1->session, 15},
        {mi_clientFT_V1->operation, 6},          {mi_clientFT_V1->hosted_provider, 2},
        {mi_clientFT_V1->serializer, 3},         {mi_clientFT_V1->deserializer, 6},
        {mi_clientFT_V1->delivery_options, 17},  {mi_clientFT_V1->destination_options, 15},
        {mi_clientFT_V1->operation_options, 13}, {mi_clientFT_V1->utilities, 2},
    };
    for (size_t index = 0; index < sizeof tables / sizeof tables[0]; index++) {
        REQUIRE(tables[index].table != NULL);
        for (unsigned slot = 0; slot < tables[index].slots; slot++) {
            CHECK(tables[index].table[slot] != NULL);
        }
    }
}

TEST(the_tables_are_found_by_name) {
    /* As bindings do it: the symbol is a variable that holds the pointer. */
    char path[1024];
    REQUIRE(find_own_library(path, sizeof path));
    void *library = library_open(path);
    REQUIRE(library);
    const Tables *const *variable = (const Tables *const *)library_symbol(library, "mi_clientFT_V1");
    REQUIRE(variable);
    CHECK(*variable == mi_clientFT_V1);
    CHECK(library_symbol(library, "MI_Application_InitializeV1") != NULL);
    library_close(library);
}

TEST(every_slot_of_the_application) {
    Handle application = open_application();
    const Slot *table = mi_clientFT_V1->application;
    Handle session = {0, 0, NULL}, provider = {0, 0, NULL}, options = {0, 0, NULL};
    Codec codec = {0, 0};
    Object *instance = NULL, *made = NULL;
    Char format[] = T("MI_XML");
    CHECK_RESULT(CALL(uint32_t, table, 1,
                      (Handle *, const Char *, const Char *, Handle *, void *, Object **, Handle *),
                      &application, NULL, NULL, NULL, NULL, NULL, &session),
                 OK);
    CHECK_RESULT(CALL(uint32_t, session.table, 0, (Handle *, void *, void (*)(void *)), &session, NULL, NULL),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 2, (Handle *, const Char *, const Char *, Slot, Object **, Handle *),
                      &application, T("root/test"), T("p"), NULL, NULL, &provider),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 3, (Handle *, const Char *, const void *, Object **), &application,
                      T("Test_Widget"), NULL, &instance),
                 OK);
    delete_instance(instance);
    CHECK_RESULT(CALL(uint32_t, table, 4, (Handle *, Handle *), &application, &options), OK);
    CALL(void, options.table, 0, (Handle *), &options);
    CHECK_RESULT(CALL(uint32_t, table, 5, (Handle *, uint8_t, Handle *), &application, 1, &options), OK);
    CALL(void, options.table, 0, (Handle *), &options);
    CHECK_RESULT(CALL(uint32_t, table, 6, (Handle *, uint32_t, Handle *), &application, 1, &options), OK);
    CHECK_RESULT(CALL(uint32_t, options.table, 5, (Handle *), &options), OK);
    CHECK_RESULT(
        CALL(uint32_t, table, 7, (Handle *, uint32_t, Char *, Codec *), &application, 0, format, &codec), OK);
    CHECK_RESULT(CALL(uint32_t, mi_clientFT_V1->serializer, 0, (Codec *), &codec), OK);
    CHECK_RESULT(
        CALL(uint32_t, table, 8, (Handle *, uint32_t, Char *, Codec *), &application, 0, format, &codec), OK);
    CHECK_RESULT(CALL(uint32_t, mi_clientFT_V1->deserializer, 0, (Codec *), &codec), OK);
    CHECK_RESULT(CALL(uint32_t, table, 9, (Handle *, const Char *, const Object *, Object **), &application,
                      T("Test_Widget"), NULL, &instance),
                 OK);
    delete_instance(instance);
    CHECK_RESULT(CALL(uint32_t, table, 10, (Handle *, const void *, const Char *, const Char *, Object **),
                      &application, NULL, NULL, NULL, &made),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 0, (Handle *), &application), OK);
}

/* Reads an operation to its end through slot 3 (instances) or 5 (classes), and closes it. */
static uint32_t finish(Handle *operation, unsigned slot, unsigned *count) {
    const Object *object = NULL, *details = NULL;
    const Char *message = NULL;
    uint8_t more = 1;
    uint32_t result = FAILED;
    *count = 0;
    REQUIRE(operation->table);
    while (more) {
        REQUIRE_RESULT(
            CALL(uint32_t, operation->table, slot,
                 (Handle *, const Object **, uint8_t *, uint32_t *, const Char **, const Object **),
                 operation, &object, &more, &result, &message, &details),
            OK);
        *count += object != NULL;
    }
    CHECK((result == OK) == (details == NULL));
    CHECK_RESULT(CALL(uint32_t, operation->table, 0, (Handle *), operation), OK);
    return result;
}

TEST(every_slot_of_the_session) {
    typedef void(OnInstance)(Handle *, uint32_t, Handle *, const Char *, const Object *, Callbacks *,
                             Handle *);
    Handle application = open_application();
    Handle session = open_session(&application), operation = {0, 0, NULL}, owner = {0, 0, NULL};
    const Slot *table = mi_clientFT_V1->session;
    Object *instance = new_instance(&application, T("Test_Widget"));
    unsigned count = 0;
    add_text(instance, T("Id"), T("tables"));
    CHECK_RESULT(CALL(uint32_t, table, 1, (Handle *, Handle *), &session, &owner), OK);
    CHECK(memcmp(&owner, &application, sizeof owner) == 0);
    ((OnInstance *)table[4])(&session, 0, NULL, T("root/test"), instance, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), OK);
    ((OnInstance *)table[2])(&session, 0, NULL, T("root/test"), instance, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), OK);
    CHECK_NUMBER(count, 1);
    ((OnInstance *)table[3])(&session, 0, NULL, T("root/test"), instance, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), OK);
    ((OnInstance *)table[5])(&session, 0, NULL, T("root/test"), instance, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), OK);
    ((OnInstance *)table[2])(&session, 0, NULL, T("root/test"), instance, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), NOT_FOUND);
    CALL(void, table, 6,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, const Char *, const Object *,
          const Object *, Callbacks *, Handle *),
         &session, 0, NULL, T("root/test"), T("Test_Widget"), NULL, NULL, NULL, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), INVALID_PARAMETER);
    CALL(void, table, 7,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, uint8_t, Callbacks *, Handle *), &session,
         0, NULL, T("root/test"), T("Test_Widget"), 0, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), OK);
    CHECK_NUMBER(count, 3);
    CALL(void, table, 8,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, const Char *, Callbacks *, Handle *),
         &session, 0, NULL, T("root/test"), T("no dialect"), T("no query"), NULL, &operation);
    CHECK(finish(&operation, 3, &count) != OK);
    CALL(void, table, 9,
         (Handle *, uint32_t, Handle *, const Char *, const Object *, const Char *, const Char *,
          const Char *, const Char *, uint8_t, Callbacks *, Handle *),
         &session, 0, NULL, T("root/test"), NULL, NULL, NULL, NULL, NULL, 0, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), INVALID_PARAMETER);
    CALL(void, table, 10,
         (Handle *, uint32_t, Handle *, const Char *, const Object *, const Char *, const Char *, uint8_t,
          Callbacks *, Handle *),
         &session, 0, NULL, T("root/test"), NULL, NULL, NULL, 0, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), INVALID_PARAMETER);
    CALL(void, table, 11,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, const Char *, const Handle *, Callbacks *,
          Handle *),
         &session, 0, NULL, T("root/test"), T("WQL"), T("select * from X"), NULL, NULL, &operation);
    const Object *object = NULL, *details = NULL;
    const Char *bookmark = NULL, *machine = NULL, *message = NULL;
    uint8_t more = 1;
    uint32_t result = OK;
    CHECK_RESULT(CALL(uint32_t, operation.table, 4,
                      (Handle *, const Object **, const Char **, const Char **, uint8_t *, uint32_t *,
                       const Char **, const Object **),
                      &operation, &object, &bookmark, &machine, &more, &result, &message, &details),
                 OK);
    CHECK_RESULT(result, INVALID_CLASS);
    CHECK(details != NULL);
    CHECK_RESULT(CALL(uint32_t, operation.table, 0, (Handle *), &operation), OK);
    CALL(void, table, 12, (Handle *, uint32_t, Handle *, const Char *, const Char *, Callbacks *, Handle *),
         &session, 0, NULL, T("root/test"), T("Test_Widget"), NULL, &operation);
    CHECK_RESULT(finish(&operation, 5, &count), OK);
    CHECK_NUMBER(count, 1);
    CALL(void, table, 13,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, uint8_t, Callbacks *, Handle *), &session,
         0, NULL, T("root/test"), T("Test_Thing"), 0, NULL, &operation);
    CHECK_RESULT(finish(&operation, 5, &count), OK);
    CHECK_NUMBER(count, 2);
    CALL(void, table, 14, (Handle *, uint32_t, Callbacks *, Handle *), &session, 0, NULL, &operation);
    CHECK_RESULT(finish(&operation, 3, &count), OK);
    CHECK_NUMBER(count, 0);
    delete_instance(instance);
    CHECK_RESULT(CALL(uint32_t, table, 0, (Handle *, void *, void (*)(void *)), &session, NULL, NULL), OK);
    close_application(&application);
}

TEST(every_slot_of_the_operation) {
    Handle application = open_application();
    Handle session = open_session(&application), operation = {0, 0, NULL}, owner = {0, 0, NULL};
    const Slot *table = mi_clientFT_V1->operation;
    const Object *object = NULL;
    uint8_t more = 1;
    uint32_t result = OK;
    CALL(void, session.table, 7,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, uint8_t, Callbacks *, Handle *), &session,
         0, NULL, T("root/test"), T("Test_Widget"), 0, NULL, &operation);
    CHECK_RESULT(CALL(uint32_t, table, 2, (Handle *, Handle *), &operation, &owner), OK);
    CHECK(memcmp(&owner, &session, sizeof owner) == 0);
    CHECK_RESULT(CALL(uint32_t, table, 3,
                      (Handle *, const Object **, uint8_t *, uint32_t *, const Char **, const Object **),
                      &operation, &object, &more, &result, NULL, NULL),
                 OK);
    CHECK(object != NULL && more == 1 && result == OK);
    CHECK_RESULT(CALL(uint32_t, table, 4,
                      (Handle *, const Object **, const Char **, const Char **, uint8_t *, uint32_t *,
                       const Char **, const Object **),
                      &operation, &object, NULL, NULL, &more, &result, NULL, NULL),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 5,
                      (Handle *, const Object **, uint8_t *, uint32_t *, const Char **, const Object **),
                      &operation, &object, &more, &result, NULL, NULL),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 1, (Handle *, uint32_t), &operation, 0), OK);
    CHECK_RESULT(CALL(uint32_t, table, 0, (Handle *), &operation), OK);
    CHECK_RESULT(CALL(uint32_t, session.table, 0, (Handle *, void *, void (*)(void *)), &session, NULL, NULL),
                 OK);
    close_application(&application);
}

/* A callback of the original's form. */
static Event finished = EVENT_INITIALISER;
static unsigned instances;

static void on_instance(Handle *operation, void *context, const Object *instance, uint8_t more,
                        uint32_t result, const Char *message, const Object *details,
                        uint32_t (*acknowledge)(Handle *)) {
    (void)operation;
    (void)message;
    (void)details;
    CHECK(context == &finished);
    CHECK(acknowledge == NULL);
    CHECK_RESULT(result, OK);
    instances += instance != NULL;
    if (!more) {
        event_raise(&finished);
    }
}

TEST(callbacks_of_the_original_form) {
    Handle application = open_application();
    Handle session = open_session(&application), operation = {0, 0, NULL};
    Callbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.context = &finished;
    callbacks.instance_result = (Slot)on_instance;
    CALL(void, session.table, 7,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, uint8_t, Callbacks *, Handle *), &session,
         0, NULL, T("root/test"), T("Test_Widget"), 0, &callbacks, &operation);
    EVENT_WAIT(&finished, 1);
    CHECK_NUMBER(instances, 3);
    CHECK_RESULT(CALL(uint32_t, operation.table, 0, (Handle *), &operation), OK);
    CHECK_RESULT(CALL(uint32_t, session.table, 0, (Handle *, void *, void (*)(void *)), &session, NULL, NULL),
                 OK);
    close_application(&application);
}

TEST(every_slot_of_an_instance) {
    Handle application = open_application();
    Object *instance = new_instance(&application, T("Test_Widget")), *clone = NULL, *made = NULL;
    const Slot *table = instance->table;
    const Char *text = NULL;
    uint32_t count = 0, type = 0, flags = 0, index = 99;
    uint8_t flag = 9;
    Value value;
    CHECK_RESULT(CALL(uint32_t, table, 4, (const Object *, const Char **), instance, &text), OK);
    CHECK_TEXT(text, T("Test_Widget"));
    CHECK_RESULT(CALL(uint32_t, table, 5, (Object *, const Char *), instance, T("root/test")), OK);
    CHECK_RESULT(CALL(uint32_t, table, 6, (const Object *, const Char **), instance, &text), OK);
    CHECK_TEXT(text, T("root/test"));
    add_text(instance, T("Id"), T("w"));
    CHECK_RESULT(CALL(uint32_t, table, 7, (const Object *, uint32_t *), instance, &count), OK);
    CHECK_NUMBER(count, 1);
    value.string = T("v");
    CHECK_RESULT(CALL(uint32_t, table, 9, (Object *, const Char *, const Value *, uint32_t, uint32_t),
                      instance, T("Id"), &value, TYPE_STRING, 0),
                 OK);
    value.string = T("u");
    CHECK_RESULT(CALL(uint32_t, table, 10, (Object *, uint32_t, const Value *, uint32_t, uint32_t), instance,
                      0, &value, TYPE_STRING, 0),
                 OK);
    memset(&value, 0, sizeof value);
    CHECK_RESULT(CALL(uint32_t, table, 11,
                      (const Object *, const Char *, Value *, uint32_t *, uint32_t *, uint32_t *), instance,
                      T("Id"), &value, &type, &flags, &index),
                 OK);
    CHECK_TEXT(value.string, T("u"));
    CHECK(type == TYPE_STRING && index == 0);
    CHECK_RESULT(CALL(uint32_t, table, 12,
                      (const Object *, uint32_t, const Char **, Value *, uint32_t *, uint32_t *), instance, 0,
                      &text, &value, &type, &flags),
                 OK);
    CHECK_TEXT(text, T("Id"));
    CHECK_RESULT(CALL(uint32_t, table, 0, (const Object *, Object **), instance, &clone), OK);
    CHECK_RESULT(CALL(uint32_t, table, 13, (Object *, const Char *), instance, T("Id")), OK);
    CHECK_RESULT(CALL(uint32_t, table, 14, (Object *, uint32_t), instance, 0), OK);
    CHECK_RESULT(CALL(uint32_t, table, 16, (Object *, const Char *), instance, T("machine")), OK);
    CHECK_RESULT(CALL(uint32_t, table, 15, (const Object *, const Char **), instance, &text), OK);
    CHECK_TEXT(text, T("machine"));
    CHECK_RESULT(CALL(uint32_t, table, 3, (const Object *, const void *, uint8_t *), instance,
                      instance->declaration, &flag),
                 OK);
    CHECK_NUMBER(flag, 1);
    CHECK_RESULT(CALL(uint32_t, table, 17, (const Object *, Object **), instance, &made), OK);
    CHECK_RESULT(CALL(uint32_t, made->table, 12, (Object *), made), OK);
    delete_instance(instance);
    delete_instance(clone);
    CHECK_RESULT(CALL(uint32_t, table, 1, (Object *), NULL), INVALID_PARAMETER);
    close_application(&application);
}

TEST(every_slot_of_a_class_and_its_sets) {
    Handle application = open_application();
    Handle session = open_session(&application), operation = {0, 0, NULL};
    const Object *found = NULL;
    Object *widget = NULL, *parent = NULL;
    CALL(void, session.table, 12,
         (Handle *, uint32_t, Handle *, const Char *, const Char *, Callbacks *, Handle *), &session, 0, NULL,
         T("root/test"), T("Test_Widget"), NULL, &operation);
    REQUIRE_RESULT(CALL(uint32_t, operation.table, 5,
                        (Handle *, const Object **, uint8_t *, uint32_t *, const Char **, const Object **),
                        &operation, &found, NULL, NULL, NULL, NULL),
                   OK);
    REQUIRE(found);
    const Slot *table = found->table;
    CHECK_RESULT(CALL(uint32_t, table, 13, (const Object *, Object **), found, &widget), OK);
    CHECK_RESULT(CALL(uint32_t, operation.table, 0, (Handle *), &operation), OK);
    const Char *text = NULL;
    Char *reference = NULL;
    uint32_t count = 0, type = 0, flags = 0, index = 99;
    uint8_t exists = 9;
    Value value;
    Handle qualifiers, parameters;
    CHECK_RESULT(CALL(uint32_t, table, 0, (const Object *, const Char **), widget, &text), OK);
    CHECK_TEXT(text, T("Test_Widget"));
    CHECK_RESULT(CALL(uint32_t, table, 1, (const Object *, const Char **), widget, &text), OK);
    CHECK_RESULT(CALL(uint32_t, table, 2, (const Object *, const Char **), widget, &text), OK);
    CHECK_RESULT(CALL(uint32_t, table, 3, (const Object *, uint32_t *), widget, &count), OK);
    CHECK_NUMBER(count, 5);
    CHECK_RESULT(CALL(uint32_t, table, 4,
                      (const Object *, const Char *, Value *, uint8_t *, uint32_t *, Char **, Handle *,
                       uint32_t *, uint32_t *),
                      widget, T("Size"), &value, &exists, &type, &reference, &qualifiers, &flags, &index),
                 OK);
    CHECK(exists == 1 && type == TYPE_UINT32 && value.uint32 == 7);
    CHECK_RESULT(CALL(uint32_t, table, 5,
                      (const Object *, uint32_t, const Char **, Value *, uint8_t *, uint32_t *, Char **,
                       Handle *, uint32_t *),
                      widget, 0, &text, &value, &exists, &type, &reference, &qualifiers, &flags),
                 OK);
    CHECK_TEXT(text, T("Id"));
    CHECK_RESULT(CALL(uint32_t, table, 6, (const Object *, Handle *), widget, &qualifiers), OK);
    CHECK_RESULT(CALL(uint32_t, qualifiers.table, 0, (const Handle *, uint32_t *), &qualifiers, &count), OK);
    CHECK(count >= 2);
    CHECK_RESULT(CALL(uint32_t, qualifiers.table, 1,
                      (const Handle *, uint32_t, const Char **, uint32_t *, uint32_t *, Value *), &qualifiers,
                      0, &text, &type, &flags, &value),
                 OK);
    CHECK_RESULT(CALL(uint32_t, qualifiers.table, 2,
                      (const Handle *, const Char *, uint32_t *, uint32_t *, Value *, uint32_t *),
                      &qualifiers, T("Version"), &type, &flags, &value, &index),
                 OK);
    CHECK_TEXT(value.string, T("1.2.0"));
    CHECK_RESULT(CALL(uint32_t, table, 7, (const Object *, uint32_t *), widget, &count), OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(CALL(uint32_t, table, 8, (const Object *, uint32_t, const Char **, Handle *, Handle *),
                      widget, 0, &text, &qualifiers, &parameters),
                 OK);
    CHECK_TEXT(text, T("Resize"));
    CHECK_RESULT(CALL(uint32_t, table, 9, (const Object *, const Char *, Handle *, Handle *, uint32_t *),
                      widget, T("Resize"), &qualifiers, &parameters, &index),
                 OK);
    CHECK_RESULT(CALL(uint32_t, parameters.table, 0, (const Handle *, uint32_t *, Handle *), &parameters,
                      &type, &qualifiers),
                 OK);
    CHECK_NUMBER(type, TYPE_UINT32);
    CHECK_RESULT(CALL(uint32_t, parameters.table, 1, (const Handle *, uint32_t *), &parameters, &count), OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(CALL(uint32_t, parameters.table, 2,
                      (const Handle *, uint32_t, const Char **, uint32_t *, Char **, Handle *), &parameters,
                      1, &text, &type, &reference, &qualifiers),
                 OK);
    CHECK_TEXT(text, T("Before"));
    CHECK_RESULT(CALL(uint32_t, parameters.table, 3,
                      (const Handle *, const Char *, uint32_t *, Char **, Handle *, uint32_t *), &parameters,
                      T("Size"), &type, &reference, &qualifiers, &index),
                 OK);
    CHECK_NUMBER(index, 0);
    CHECK_RESULT(CALL(uint32_t, table, 10, (const Object *, const Char **), widget, &text), OK);
    CHECK_TEXT(text, T("Test_Thing"));
    CHECK_RESULT(CALL(uint32_t, table, 11, (const Object *, Object **), widget, &parent), OK);
    CHECK_RESULT(CALL(uint32_t, table, 12, (Object *), parent), OK);
    CHECK_RESULT(CALL(uint32_t, table, 12, (Object *), widget), OK);
    CHECK_RESULT(CALL(uint32_t, session.table, 0, (Handle *, void *, void (*)(void *)), &session, NULL, NULL),
                 OK);
    close_application(&application);
}

TEST(every_slot_of_the_destination_options) {
    Handle application = open_application(), options = {0, 0, NULL}, clone = {0, 0, NULL};
    const Slot *table = mi_clientFT_V1->destination_options;
    Interval interval = {1, 2, 3, 4, 5, {0, 0, 0}}, read = {0, 0, 0, 0, 0, {0, 0, 0}};
    Credentials credentials = {T("Basic"), NULL, T("user"), T("secret")}, shown;
    const Char *text = NULL;
    Char password[8] = T("");
    uint32_t number = 0, count = 0, type = 0, index = 99, flags = 99;
    Value value;
    REQUIRE_RESULT(CALL(uint32_t, application.table, 4, (Handle *, Handle *), &application, &options), OK);
    CHECK_RESULT(CALL(uint32_t, table, 1, (Handle *, const Char *, const Char *, uint32_t), &options,
                      T("Text"), T("value"), 0),
                 OK);
    CHECK_RESULT(
        CALL(uint32_t, table, 2, (Handle *, const Char *, uint32_t, uint32_t), &options, T("Number"), 42, 0),
        OK);
    CHECK_RESULT(CALL(uint32_t, table, 3, (Handle *, const Char *, const Credentials *, uint32_t), &options,
                      T("__MI_DESTINATIONOPTIONS_DESTINATION_CREDENTIALS"), &credentials, 0),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 13, (Handle *, const Char *, const Interval *, uint32_t), &options,
                      T("Span"), &interval, 0),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 4, (Handle *, const Char *, const Char **, uint32_t *, uint32_t *),
                      &options, T("Text"), &text, &index, &flags),
                 OK);
    CHECK_TEXT(text, T("value"));
    CHECK_RESULT(CALL(uint32_t, table, 5, (Handle *, const Char *, uint32_t *, uint32_t *, uint32_t *),
                      &options, T("Number"), &number, &index, &flags),
                 OK);
    CHECK_NUMBER(number, 42);
    CHECK_RESULT(CALL(uint32_t, table, 14, (Handle *, const Char *, Interval *, uint32_t *, uint32_t *),
                      &options, T("Span"), &read, &index, &flags),
                 OK);
    CHECK(read.days == 1 && read.microseconds == 5);
    CHECK_RESULT(CALL(uint32_t, table, 6, (Handle *, uint32_t *), &options, &count), OK);
    CHECK_NUMBER(count, 3);
    CHECK_RESULT(CALL(uint32_t, table, 7,
                      (Handle *, uint32_t, const Char **, Value *, uint32_t *, uint32_t *), &options, 2,
                      &text, &value, &type, &flags),
                 OK);
    CHECK_TEXT(text, T("Span"));
    CHECK_NUMBER(type, TYPE_DATETIME);
    CHECK_RESULT(CALL(uint32_t, table, 8,
                      (Handle *, const Char *, Value *, uint32_t *, uint32_t *, uint32_t *), &options,
                      T("Number"), &value, &type, &index, &flags),
                 OK);
    CHECK_NUMBER(value.uint32, 42);
    CHECK_RESULT(CALL(uint32_t, table, 9, (Handle *, uint32_t *), &options, &count), OK);
    CHECK_NUMBER(count, 1);
    CHECK_RESULT(CALL(uint32_t, table, 10, (Handle *, uint32_t, const Char **, Credentials *, uint32_t *),
                      &options, 0, &text, &shown, &flags),
                 OK);
    CHECK_TEXT(shown.password, T("******"));
    CHECK_RESULT(CALL(uint32_t, table, 11,
                      (Handle *, uint32_t, const Char **, Char *, uint32_t, uint32_t *, uint32_t *), &options,
                      0, &text, password, 8, &count, &flags),
                 OK);
    CHECK_TEXT(password, T("secret"));
    CHECK_RESULT(CALL(uint32_t, table, 12, (Handle *, Handle *), &options, &clone), OK);
    CALL(void, table, 0, (Handle *), &options);
    CALL(void, table, 0, (Handle *), &clone);
    close_application(&application);
}

TEST(every_slot_of_the_operation_options) {
    Handle application = open_application(), options = {0, 0, NULL}, clone = {0, 0, NULL};
    const Slot *table = mi_clientFT_V1->operation_options;
    Interval interval = {1, 2, 3, 4, 5, {0, 0, 0}}, read = {0, 0, 0, 0, 0, {0, 0, 0}};
    const Char *text = NULL;
    uint32_t number = 0, count = 0, type = 0, index = 99, flags = 99, channels[4];
    Value value;
    REQUIRE_RESULT(
        CALL(uint32_t, application.table, 5, (Handle *, uint8_t, Handle *), &application, 0, &options), OK);
    CHECK_RESULT(CALL(uint32_t, table, 1, (Handle *, const Char *, const Char *, uint32_t), &options,
                      T("Text"), T("value"), 0),
                 OK);
    CHECK_RESULT(
        CALL(uint32_t, table, 2, (Handle *, const Char *, uint32_t, uint32_t), &options, T("Number"), 42, 0),
        OK);
    value.uint32 = 43;
    CHECK_RESULT(CALL(uint32_t, table, 3,
                      (Handle *, const Char *, uint32_t, const Value *, uint8_t, uint32_t), &options,
                      T("Custom"), TYPE_UINT32, &value, 0, 0),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 11, (Handle *, const Char *, const Interval *, uint32_t), &options,
                      T("Span"), &interval, 0),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 4, (Handle *, const Char *, const Char **, uint32_t *, uint32_t *),
                      &options, T("Text"), &text, &index, &flags),
                 OK);
    CHECK_TEXT(text, T("value"));
    CHECK_RESULT(CALL(uint32_t, table, 5, (Handle *, const Char *, uint32_t *, uint32_t *, uint32_t *),
                      &options, T("Custom"), &number, &index, &flags),
                 OK);
    CHECK_NUMBER(number, 43);
    CHECK_RESULT(CALL(uint32_t, table, 12, (Handle *, const Char *, Interval *, uint32_t *, uint32_t *),
                      &options, T("Span"), &read, &index, &flags),
                 OK);
    CHECK(read.days == 1 && read.microseconds == 5);
    CHECK_RESULT(CALL(uint32_t, table, 6, (Handle *, uint32_t *), &options, &count), OK);
    CHECK_NUMBER(count, 5);
    CHECK_RESULT(CALL(uint32_t, table, 7,
                      (Handle *, uint32_t, const Char **, Value *, uint32_t *, uint32_t *), &options, 1,
                      &text, &value, &type, &flags),
                 OK);
    CHECK_TEXT(text, T("Text"));
    CHECK_RESULT(CALL(uint32_t, table, 8,
                      (Handle *, const Char *, Value *, uint32_t *, uint32_t *, uint32_t *), &options,
                      T("Number"), &value, &type, &index, &flags),
                 OK);
    CHECK_NUMBER(value.uint32, 42);
    CHECK_RESULT(CALL(uint32_t, table, 9,
                      (Handle *, const Char *, uint32_t *, uint32_t, uint32_t *, uint32_t *), &options,
                      T("__MI_OPERATIONOPTIONS_CHANNEL"), channels, 4, &count, &flags),
                 OK);
    CHECK_NUMBER(count, 3);
    CHECK_RESULT(CALL(uint32_t, table, 10, (Handle *, Handle *), &options, &clone), OK);
    CALL(void, table, 0, (Handle *), &options);
    CALL(void, table, 0, (Handle *), &clone);
    close_application(&application);
}

TEST(every_slot_of_the_delivery_options) {
    Handle application = open_application(), options = {0, 0, NULL}, clone = {0, 0, NULL};
    const Slot *table = mi_clientFT_V1->delivery_options;
    Interval interval = {1, 2, 3, 4, 5, {0, 0, 0}}, read = {0, 0, 0, 0, 0, {0, 0, 0}};
    Datetime datetime = {1, {2026, 1, 2, 3, 4, 5, 6, 0}}, when = {0, {0, 0, 0, 0, 0, 0, 0, 0}};
    Credentials credentials = {T("Basic"), NULL, T("user"), T("secret")}, shown;
    const Char *text = NULL;
    Char password[8] = T("");
    uint32_t number = 0, count = 0, type = 0, index = 99, flags = 99;
    Value value;
    REQUIRE_RESULT(
        CALL(uint32_t, application.table, 6, (Handle *, uint32_t, Handle *), &application, 2, &options), OK);
    CHECK_RESULT(CALL(uint32_t, table, 0, (Handle *, const Char *, const Char *, uint32_t), &options,
                      T("Text"), T("value"), 0),
                 OK);
    CHECK_RESULT(
        CALL(uint32_t, table, 1, (Handle *, const Char *, uint32_t, uint32_t), &options, T("Number"), 42, 0),
        OK);
    CHECK_RESULT(CALL(uint32_t, table, 2, (Handle *, const Char *, const Datetime *, uint32_t), &options,
                      T("When"), &datetime, 0),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 3, (Handle *, const Char *, const Interval *, uint32_t), &options,
                      T("Span"), &interval, 0),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 4, (Handle *, const Char *, const Credentials *, uint32_t), &options,
                      T("Who"), &credentials, 0),
                 OK);
    CHECK_RESULT(CALL(uint32_t, table, 6, (Handle *, const Char *, const Char **, uint32_t *, uint32_t *),
                      &options, T("Text"), &text, &index, &flags),
                 OK);
    CHECK_TEXT(text, T("value"));
    CHECK_RESULT(CALL(uint32_t, table, 7, (Handle *, const Char *, uint32_t *, uint32_t *, uint32_t *),
                      &options, T("Number"), &number, &index, &flags),
                 OK);
    CHECK_NUMBER(number, 42);
    CHECK_RESULT(CALL(uint32_t, table, 8, (Handle *, const Char *, Datetime *, uint32_t *, uint32_t *),
                      &options, T("When"), &when, &index, &flags),
                 OK);
    CHECK_NUMBER(when.parts[0], 2026);
    CHECK_RESULT(CALL(uint32_t, table, 9, (Handle *, const Char *, Interval *, uint32_t *, uint32_t *),
                      &options, T("Span"), &read, &index, &flags),
                 OK);
    CHECK_NUMBER(read.seconds, 4);
    CHECK_RESULT(CALL(uint32_t, table, 10, (Handle *, uint32_t *), &options, &count), OK);
    CHECK_NUMBER(count, 4);
    CHECK_RESULT(CALL(uint32_t, table, 11,
                      (Handle *, uint32_t, const Char **, Value *, uint32_t *, uint32_t *), &options, 1,
                      &text, &value, &type, &flags),
                 OK);
    CHECK_TEXT(text, T("Number"));
    CHECK_RESULT(CALL(uint32_t, table, 12,
                      (Handle *, const Char *, Value *, uint32_t *, uint32_t *, uint32_t *), &options,
                      T("Number"), &value, &type, &index, &flags),
                 OK);
    CHECK_NUMBER(value.uint32, 42);
    CHECK_RESULT(CALL(uint32_t, table, 13, (Handle *, uint32_t *), &options, &count), OK);
    CHECK_NUMBER(count, 1);
    CHECK_RESULT(CALL(uint32_t, table, 14, (Handle *, uint32_t, const Char **, Credentials *, uint32_t *),
                      &options, 0, &text, &shown, &flags),
                 OK);
    CHECK_TEXT(text, T("Who"));
    CHECK_RESULT(CALL(uint32_t, table, 15,
                      (Handle *, uint32_t, const Char **, Char *, uint32_t, uint32_t *, uint32_t *), &options,
                      0, &text, password, 8, &count, &flags),
                 OK);
    CHECK_TEXT(password, T("secret"));
    CHECK_RESULT(CALL(uint32_t, table, 16, (Handle *, Handle *), &options, &clone), OK);
    CHECK_RESULT(CALL(uint32_t, table, 5, (Handle *), &options), OK);
    CHECK_RESULT(CALL(uint32_t, table, 5, (Handle *), &clone), OK);
    close_application(&application);
}

TEST(a_class_goes_through_the_slots_of_the_codecs) {
    Handle application = open_application();
    Codec codec = {0, 0};
    Char mof[] = T("MI_MOF_CIMV2_EXTV1"), xml[] = T("MI_XML"), name[16] = T("");
    uint8_t text[] = "class Some_Class {};", bytes[256 * sizeof(Char)];
    uint32_t read = 0, size = 0, length = sizeof name;
    Object *made = NULL;
    const Slot *serializer = mi_clientFT_V1->serializer, *deserializer = mi_clientFT_V1->deserializer;
    CHECK_RESULT(CALL(uint32_t, application.table, 8, (Handle *, uint32_t, Char *, Codec *), &application, 0,
                      mof, &codec),
                 OK);
    CHECK_RESULT(CALL(uint32_t, deserializer, 1,
                      (Codec *, uint32_t, uint8_t *, uint32_t, Object *, const Char *, const Char *, Slot,
                       void *, uint32_t *, Object **, Object **),
                      &codec, 0, text, sizeof text - 1, NULL, NULL, NULL, NULL, NULL, &read, &made, NULL),
                 OK);
    CHECK_NUMBER(read, sizeof text - 1);
    REQUIRE(made);
    CHECK_RESULT(CALL(uint32_t, deserializer, 0, (Codec *), &codec), OK);
    CHECK_RESULT(CALL(uint32_t, application.table, 7, (Handle *, uint32_t, Char *, Codec *), &application, 0,
                      xml, &codec),
                 OK);
    CHECK_RESULT(CALL(uint32_t, serializer, 1,
                      (Codec *, uint32_t, const Object *, uint8_t *, uint32_t, uint32_t *), &codec, 0, made,
                      bytes, sizeof bytes, &size),
                 OK);
    CHECK_RESULT(CALL(uint32_t, serializer, 0, (Codec *), &codec), OK);
    CHECK_RESULT(CALL(uint32_t, application.table, 8, (Handle *, uint32_t, Char *, Codec *), &application, 0,
                      xml, &codec),
                 OK);
    CHECK_RESULT(CALL(uint32_t, deserializer, 2,
                      (Codec *, uint8_t *, uint32_t, Char *, uint32_t *, Object **), &codec, bytes, size,
                      name, &length, NULL),
                 OK);
    CHECK_TEXT(name, T("Some_Class"));
    CHECK_RESULT(CALL(uint32_t, deserializer, 0, (Codec *), &codec), OK);
    CHECK_RESULT(CALL(uint32_t, made->table, 12, (Object *), made), OK);
    close_application(&application);
}

TEST(every_slot_of_hosted_providers_codecs_and_utilities) {
    Handle none = {0, 0, NULL}, owner = {0, 0, NULL};
    Codec codec = {0, 0};
    uint8_t bytes[16] = "class X {};";
    Char name[16] = T("");
    uint32_t length = sizeof bytes, read = 0;
    Object *made = NULL, *error = NULL;
    const Slot *table = mi_clientFT_V1->hosted_provider;
    CHECK_RESULT(CALL(uint32_t, table, 0, (Handle *), &none), INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 1, (Handle *, Handle *), &none, &owner), INVALID_PARAMETER);
    table = mi_clientFT_V1->serializer;
    CHECK_RESULT(CALL(uint32_t, table, 1,
                      (Codec *, uint32_t, const Object *, uint8_t *, uint32_t, uint32_t *), &codec, 0, NULL,
                      bytes, length, &read),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 2,
                      (Codec *, uint32_t, const Object *, uint8_t *, uint32_t, uint32_t *), &codec, 0, NULL,
                      bytes, length, &read),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 0, (Codec *), &codec), INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 0, (Codec *), NULL), INVALID_PARAMETER);
    table = mi_clientFT_V1->deserializer;
    CHECK_RESULT(CALL(uint32_t, table, 1,
                      (Codec *, uint32_t, uint8_t *, uint32_t, Object *, const Char *, const Char *, Slot,
                       void *, uint32_t *, Object **, Object **),
                      &codec, 0, bytes, length, NULL, NULL, NULL, NULL, NULL, &read, &made, NULL),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 2, (Codec *, uint8_t *, uint32_t, Char *, uint32_t *, Object **),
                      &codec, bytes, sizeof bytes, name, &length, NULL),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 3, (Codec *, uint8_t *, uint32_t, Char *, uint32_t *, Object **),
                      &codec, bytes, sizeof bytes, name, &length, NULL),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 4,
                      (Codec *, uint32_t, uint8_t *, uint32_t, Object **, uint32_t, Slot, void *, uint32_t *,
                       Object **, Object **),
                      &codec, 0, bytes, sizeof bytes, NULL, 0, NULL, NULL, &read, &made, NULL),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 5, (Codec *, uint8_t *, uint32_t, Char *, uint32_t *, Object **),
                      &codec, bytes, sizeof bytes, name, &length, NULL),
                 INVALID_PARAMETER);
    CHECK_RESULT(CALL(uint32_t, table, 0, (Codec *), &codec), INVALID_PARAMETER);
    table = mi_clientFT_V1->utilities;
    Char type[] = T("MI");
    CHECK_NUMBER(CALL(uint32_t, table, 0, (Char *, uint32_t), type, NOT_FOUND), 13);
    CHECK_RESULT(CALL(uint32_t, table, 1, (uint32_t, const Char *, const Char *, Object **), NOT_FOUND,
                      T("MI"), T("gone"), &error),
                 OK);
    REQUIRE(error);
    delete_instance(error);
}
