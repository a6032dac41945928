/*
 * Runs a script of calls on two protocols, one after the other, and prints what differs between their
 * results.
 *
 *     cc -std=c11 examples/compare*.c $(pkg-config --cflags --libs mi) -o compare
 *     ./compare - vendor examples/compare.script
 *
 * A protocol handler makes another implementation of the interface a protocol (docs/protocol-handlers.md), so
 * that this shows whether it answers as this library does. `-` stands for the default protocol. Each line of
 * a script is a call; examples/compare.script shows them all.
 *
 * Exit status: 0 the same, 1 different, 2 the arguments or the script are wrong, or neither protocol can be
 * used.
 */
#include "compare_record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <time.h>
#endif

enum { MOST_WORDS = 64, MOST_SHOWN = 20 };

/* A call of the script: its line, and the words of that. */
typedef struct Call {
    char *line;
    char *words[MOST_WORDS];
    size_t count;
    unsigned number;
    struct Call *next;
} Call;

/* What one protocol did: a record for each call, the first one for the opening of the session. */
typedef struct Run {
    const char *name;
    Record *records;
    int is_open;
} Run;

static void wrong(const Call *call, const char *what) {
    fprintf(stderr, "compare: line %u: %s: %s\n", call->number, what, call->line);
    exit(2);
}

/* ---- The script ---- */

/* Splits a line into words at blanks. Double quotes hold a word together, and a backslash takes the next
 * character as it is. What follows a # outside of quotes is a comment. */
static void split(Call *call) {
    const char *at = call->line;
    for (;;) {
        while (*at == ' ' || *at == '\t')
            at++;
        if (*at == '\0' || *at == '#')
            return;
        if (call->count == MOST_WORDS)
            wrong(call, "too many words");
        char *word = allocate(strlen(at) + 1), *end = word;
        int quoted = 0;
        for (; *at != '\0' && (quoted || (*at != ' ' && *at != '\t')); at++) {
            if (*at == '"')
                quoted = !quoted;
            else if (*at == '\\' && at[1] != '\0')
                *end++ = *++at;
            else
                *end++ = *at;
        }
        if (quoted)
            wrong(call, "a quote has no end");
        call->words[call->count++] = word;
    }
}

/* The calls of a file, in their order. */
static Call *read_script(const char *path) {
    Call *first = NULL, **last = &first;
    char buffer[8192];
    unsigned number = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(stderr, "compare: %s: %s\n", path, strerror(errno));
        exit(2);
    }
    while (fgets(buffer, sizeof buffer, file) != NULL) {
        buffer[strcspn(buffer, "\r\n")] = '\0';
        Call *call = allocate(sizeof *call);
        call->line = copy_of(buffer);
        call->number = ++number;
        split(call);
        if (call->count == 0) {
            free(call->line);
            free(call);
            continue;
        }
        *last = call;
        last = &call->next;
    }
    fclose(file);
    return first;
}

static void free_script(Call *call) {
    while (call != NULL) {
        Call *next = call->next;
        for (size_t i = 0; i < call->count; i++)
            free(call->words[i]);
        free(call->line);
        free(call);
        call = next;
    }
}

/* Whether the call has a word like `:keys-only`. */
static int has(const Call *call, const char *word) {
    for (size_t i = 1; i < call->count; i++)
        if (strcmp(call->words[i], word) == 0)
            return 1;
    return 0;
}

/* The text after a word like `:role=`, or NULL. The caller frees it. */
static MI_Char *said(const Call *call, const char *word) {
    for (size_t i = 1; i < call->count; i++)
        if (strncmp(call->words[i], word, strlen(word)) == 0)
            return to_mi(call->words[i] + strlen(word));
    return NULL;
}

/* The word at this place, which must be there. */
static const char *word_at(const Call *call, size_t index, const char *what) {
    if (index >= call->count)
        wrong(call, what);
    return call->words[index];
}

/* ---- Instances of the script ---- */

/* Reads a number, or says that the text is none. */
static int read_number(MI_Value *value, MI_Type type, const char *text) {
    char *end = NULL;
    errno = 0;
    if (type == MI_REAL32 || type == MI_REAL64) {
        double number = strtod(text, &end);
        if (type == MI_REAL32)
            value->real32 = (MI_Real32)number;
        else
            value->real64 = number;
    } else if (type == MI_SINT8 || type == MI_SINT16 || type == MI_SINT32 || type == MI_SINT64) {
        long long number = strtoll(text, &end, 0);
        if (type == MI_SINT8)
            value->sint8 = (MI_Sint8)number;
        else if (type == MI_SINT16)
            value->sint16 = (MI_Sint16)number;
        else if (type == MI_SINT32)
            value->sint32 = (MI_Sint32)number;
        else
            value->sint64 = number;
    } else {
        unsigned long long number = strtoull(text, &end, 0);
        if (type == MI_UINT8)
            value->uint8 = (MI_Uint8)number;
        else if (type == MI_UINT16 || type == MI_CHAR16)
            value->uint16 = (MI_Uint16)number;
        else if (type == MI_UINT32)
            value->uint32 = (MI_Uint32)number;
        else
            value->uint64 = number;
    }
    return errno == 0 && end != text && *end == '\0';
}

/* The type of this name. */
static int type_of(const char *name, MI_Type *type) {
    static const char *const names[] = {"boolean", "uint8",  "sint8",  "uint16", "sint16",
                                        "uint32",  "sint32", "uint64", "sint64", "real32",
                                        "real64",  "char16", NULL,     "string"};
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i] != NULL && strcmp(names[i], name) == 0) {
            *type = (MI_Type)i;
            return 1;
        }
    }
    return 0;
}

/* Adds what a word like `@Id=one`, `Size:uint32=7` or `Size:uint32` says; without a value it is NULL, and
 * with @ it is a key. */
static void add_element(const Call *call, MI_Instance *instance, const char *word, int are_keys) {
    MI_Uint32 flags = are_keys || *word == '@' ? MI_FLAG_KEY : 0;
    MI_Type type = MI_STRING;
    MI_Value value;
    char *name = copy_of(*word == '@' ? word + 1 : word);
    char *text = strchr(name, '=');
    if (text != NULL)
        *text++ = '\0';
    char *type_name = strchr(name, ':');
    if (type_name != NULL)
        *type_name++ = '\0';
    if (type_name != NULL && !type_of(type_name, &type))
        wrong(call, "there is no such type");
    if (text == NULL && type_name == NULL)
        wrong(call, "an element is name=value or name:type=value");
    MI_Char *mi_name = to_mi(name), *mi_text = text != NULL ? to_mi(text) : NULL;
    memset(&value, 0, sizeof value);
    if (text == NULL)
        flags |= MI_FLAG_NULL;
    else if (type == MI_STRING)
        value.string = mi_text;
    else if (type == MI_BOOLEAN)
        value.boolean = strcmp(text, "true") == 0;
    else if (!read_number(&value, type, text))
        wrong(call, "this is no number");
    if (MI_Instance_AddElement(instance, mi_name, &value, type, flags) != MI_RESULT_OK)
        wrong(call, "an element can't be added");
    free(mi_name);
    free(mi_text);
    free(name);
}

/* An instance with the elements that the words from `first` to `last` say. Words that begin with a colon are
 * for the call itself. */
static MI_Instance *make_instance(const Call *call, MI_Application *application, const char *class_name,
                                  size_t first, size_t last, int are_keys) {
    MI_Instance *instance = NULL;
    MI_Char *name = to_mi(class_name);
    if (MI_Application_NewInstance(application, name, NULL, &instance) != MI_RESULT_OK)
        wrong(call, "an instance of this class can't be made");
    free(name);
    for (size_t i = first; i < last; i++)
        if (call->words[i][0] != ':')
            add_element(call, instance, call->words[i], are_keys);
    return instance;
}

/* ---- The calls ---- */

typedef struct Target {
    MI_Application application;
    MI_Session session;
} Target;

/* The calls with an instance: get, create, modify, delete, associators, references. */
static int call_with_instance(const Call *call, Target *target, MI_Operation *operation) {
    const char *verb = call->words[0];
    MI_Session *session = &target->session;
    int changes = strcmp(verb, "create") == 0 || strcmp(verb, "modify") == 0;
    if (!changes && strcmp(verb, "get") != 0 && strcmp(verb, "delete") != 0 &&
        strcmp(verb, "associators") != 0 && strcmp(verb, "references") != 0)
        return 0;
    MI_Char *name_space = to_mi(word_at(call, 1, "a namespace is missing"));
    const char *class_name = word_at(call, 2, "a class is missing");
    MI_Instance *instance = make_instance(call, &target->application, class_name, 3, call->count, !changes);
    MI_Char *association = said(call, ":association="), *result = said(call, ":result=");
    MI_Char *role = said(call, ":role="), *result_role = said(call, ":result-role=");
    MI_Boolean keys_only = has(call, ":keys-only") ? MI_TRUE : MI_FALSE;
    if (strcmp(verb, "get") == 0)
        MI_Session_GetInstance(session, 0, NULL, name_space, instance, NULL, operation);
    else if (strcmp(verb, "create") == 0)
        MI_Session_CreateInstance(session, 0, NULL, name_space, instance, NULL, operation);
    else if (strcmp(verb, "modify") == 0)
        MI_Session_ModifyInstance(session, 0, NULL, name_space, instance, NULL, operation);
    else if (strcmp(verb, "delete") == 0)
        MI_Session_DeleteInstance(session, 0, NULL, name_space, instance, NULL, operation);
    else if (strcmp(verb, "associators") == 0)
        MI_Session_AssociatorInstances(session, 0, NULL, name_space, instance, association, result, role,
                                       result_role, keys_only, NULL, operation);
    else
        MI_Session_ReferenceInstances(session, 0, NULL, name_space, instance, result, role, keys_only, NULL,
                                      operation);
    free(association);
    free(result);
    free(role);
    free(result_role);
    free(name_space);
    MI_Instance_Delete(instance);
    return 1;
}

/* invoke NAMESPACE CLASS METHOD [KEY=VALUE...] [-- PARAMETER=VALUE...]; without keys the method is static. */
static void call_method(const Call *call, Target *target, MI_Operation *operation) {
    MI_Char *name_space = to_mi(word_at(call, 1, "a namespace is missing"));
    const char *class_text = word_at(call, 2, "a class is missing");
    MI_Char *class_name = to_mi(class_text), *method = to_mi(word_at(call, 3, "a method is missing"));
    MI_Instance *instance = NULL, *parameters = NULL;
    size_t middle = 4;
    while (middle < call->count && strcmp(call->words[middle], "--") != 0)
        middle++;
    if (middle > 4)
        instance = make_instance(call, &target->application, class_text, 4, middle, 1);
    if (middle + 1 < call->count)
        parameters = make_instance(call, &target->application, "Parameters", middle + 1, call->count, 0);
    MI_Session_Invoke(&target->session, 0, NULL, name_space, class_name, method, instance, parameters, NULL,
                      operation);
    if (instance != NULL)
        MI_Instance_Delete(instance);
    if (parameters != NULL)
        MI_Instance_Delete(parameters);
    free(name_space);
    free(class_name);
    free(method);
}

/* The calls without an instance. Tells whether classes come of it. */
static int call_with_names(const Call *call, Target *target, MI_Operation *operation) {
    const char *verb = call->words[0];
    MI_Session *session = &target->session;
    MI_Uint32 flags = has(call, ":shallow") ? MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW : 0;
    int brings_classes = 0, is_query = strcmp(verb, "query") == 0;
    MI_Char *name_space = to_mi(word_at(call, 1, "a namespace is missing"));
    MI_Char *second = NULL;
    if (call->count > 2 && call->words[2][0] != ':')
        second = to_mi(call->words[2]);
    if (strcmp(verb, "enumerate") == 0) {
        word_at(call, 2, "a class is missing");
        MI_Session_EnumerateInstances(session, flags, NULL, name_space, second,
                                      has(call, ":keys-only") ? MI_TRUE : MI_FALSE, NULL, operation);
    } else if (is_query) {
        MI_Char *query = to_mi(word_at(call, 3, "a dialect and a query are needed"));
        MI_Session_QueryInstances(session, flags, NULL, name_space, second, query, NULL, operation);
        free(query);
    } else if (strcmp(verb, "class") == 0) {
        word_at(call, 2, "a class is missing");
        MI_Session_GetClass(session, 0, NULL, name_space, second, NULL, operation);
        brings_classes = 1;
    } else if (strcmp(verb, "classes") == 0) {
        MI_Session_EnumerateClasses(session, flags, NULL, name_space, second,
                                    has(call, ":names-only") ? MI_TRUE : MI_FALSE, NULL, operation);
        brings_classes = 1;
    } else {
        wrong(call, "there is no such call");
    }
    free(name_space);
    free(second);
    return brings_classes;
}

/* Milliseconds. */
#ifdef _WIN32
static double now(void) {
    LARGE_INTEGER ticks, ticks_of_a_second;
    QueryPerformanceCounter(&ticks);
    QueryPerformanceFrequency(&ticks_of_a_second);
    return (double)ticks.QuadPart * 1e3 / (double)ticks_of_a_second.QuadPart;
}
#else
static double now(void) {
    struct timespec time;
#ifdef TIME_UTC
    timespec_get(&time, TIME_UTC);
#else /* the C library of mingw-w64 */
    clock_gettime(CLOCK_REALTIME, &time);
#endif
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}
#endif

/* Makes one call and records what comes of it. */
static void make_call(const Call *call, Target *target, Record *record) {
    MI_Operation operation = MI_OPERATION_NULL;
    int brings_classes = 0;
    double start = now();
    if (strcmp(call->words[0], "test") == 0)
        MI_Session_TestConnection(&target->session, 0, NULL, &operation);
    else if (strcmp(call->words[0], "invoke") == 0)
        call_method(call, target, &operation);
    else if (!call_with_instance(call, target, &operation))
        brings_classes = call_with_names(call, target, &operation);
    if (brings_classes)
        record_classes(record, &operation);
    else
        record_instances(record, &operation);
    record->milliseconds = now() - start;
}

/* Runs the script on one protocol. The application is closed before the other one's begins, so that two
 * libraries never have the same files open. */
static Run run(const char *protocol, const Call *script) {
    Run run = {protocol, NULL, 0};
    Target target = {MI_APPLICATION_NULL, MI_SESSION_NULL};
    MI_Instance *error = NULL;
    MI_Char *name = strcmp(protocol, "-") == 0 ? NULL : to_mi(protocol);
    size_t count = 1;
    for (const Call *call = script; call != NULL; call = call->next)
        count++;
    run.records = allocate(count * sizeof *run.records);
    double start = now();
    MI_Result result = MI_Application_Initialize(0, NULL, &error, &target.application);
    if (result == MI_RESULT_OK)
        result =
            MI_Application_NewSession(&target.application, name, NULL, NULL, NULL, &error, &target.session);
    run.is_open = result == MI_RESULT_OK;
    add_line(&run.records[0], "MI_Result %d", (int)result);
    if (error != NULL) {
        record_instance(&run.records[0], "details:", error, 0);
        MI_Instance_Delete(error);
    }
    run.records[0].milliseconds = now() - start;
    size_t index = 1;
    for (const Call *call = script; call != NULL && run.is_open; call = call->next)
        make_call(call, &target, &run.records[index++]);
    MI_Session_Close(&target.session, NULL, NULL);
    MI_Application_Close(&target.application);
    free(name);
    return run;
}

/* ---- The comparison ---- */

/* How many lines from `at` on the same line comes, or the number of all that are left. */
static size_t distance(const Record *record, size_t at, const char *line) {
    size_t ahead = 0;
    while (at + ahead < record->count && strcmp(record->lines[at + ahead], line) != 0)
        ahead++;
    return ahead;
}

static void show(size_t *shown, const char *name, const char *line) {
    if ((*shown)++ < MOST_SHOWN)
        printf("  %s: %s\n", name, line);
}

/* Prints the lines that one has and the other has not. Tells whether there are any. */
static int differs(const char *line, const Run *a, const Run *b, size_t index) {
    const Record *first = &a->records[index], *second = &b->records[index];
    size_t i = 0, j = 0, shown = 0;
    while (i < first->count || j < second->count) {
        if (i < first->count && j < second->count && strcmp(first->lines[i], second->lines[j]) == 0) {
            i++;
            j++;
            continue;
        }
        if (shown == 0)
            printf("%s\n", line);
        /* Whoever has the other's line later has something more. */
        size_t in_first = j < second->count ? distance(first, i, second->lines[j]) : first->count - i;
        size_t in_second = i < first->count ? distance(second, j, first->lines[i]) : second->count - j;
        int only_first = i < first->count && i + in_first < first->count && in_first <= in_second;
        int only_second = j < second->count && j + in_second < second->count && in_second < in_first;
        if (i < first->count && !only_second)
            show(&shown, a->name, first->lines[i++]);
        if (j < second->count && !only_first)
            show(&shown, b->name, second->lines[j++]);
    }
    if (shown > MOST_SHOWN)
        printf("  and %zu lines more\n", shown - MOST_SHOWN);
    return shown > 0;
}

static void free_run(Run *run, size_t count) {
    for (size_t i = 0; i < count; i++)
        free_record(&run->records[i]);
    free(run->records);
}

static int usage(void) {
    fprintf(stderr, "usage: compare [--times] PROTOCOL_A PROTOCOL_B SCRIPT\n"
                    "Runs the calls of a script on two protocols and prints what differs. - is the default "
                    "protocol.\n");
    return 2;
}

int main(int count, char **arguments) {
    int times = count > 1 && strcmp(arguments[1], "--times") == 0, different = 0;
    if (count - times != 4)
        return usage();
    arguments += times;
    Call *script = read_script(arguments[3]);
    Run a = run(arguments[1], script), b = run(arguments[2], script);
    size_t index = 0, failed[2] = {0, 0};
    const Call *call = NULL;
    do {
        const char *line = call == NULL ? "(opening a session)" : call->line;
        different += differs(line, &a, &b, index);
        failed[0] += a.records[index].failed != 0;
        failed[1] += b.records[index].failed != 0;
        if (times)
            printf("%10.3f ms %10.3f ms  %s\n", a.records[index].milliseconds, b.records[index].milliseconds,
                   line);
        index++;
        call = call == NULL ? script : call->next;
    } while (call != NULL);
    int status = !a.is_open && !b.is_open ? 2 : different > 0;
    if (status == 2)
        fprintf(stderr, "compare: neither protocol can be used: %s\n",
                a.records[0].lines[a.records[0].count > 1 ? 1 : 0]);
    else
        printf("%zu calls, %d differ between %s and %s; %zu and %zu fail\n", index - 1, different, a.name,
               b.name, failed[0], failed[1]);
    free_run(&a, index);
    free_run(&b, index);
    free_script(script);
    return status;
}
