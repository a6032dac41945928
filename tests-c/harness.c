#include "harness.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WITH_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WITH_SANITIZER 1
#endif
#endif

static TestCase *first_test;
static TestCase **next_test = &first_test;
static bool repository_wanted;
static const TestCase *running_test;
static int failures;
static char directory[256];
static char schema_directory[256];
static char explanation[256];

void harness_add(TestCase *test) {
    *next_test = test;
    next_test = &test->next;
}

void harness_use_repository(void) {
    repository_wanted = true;
}

/* ---- Checks ---- */

void explain_failures(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(explanation, sizeof explanation, format, arguments);
    va_end(arguments);
}

static bool report(bool holds, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static bool report(bool holds, const char *file, int line, const char *format, ...) {
    if (holds) {
        return true;
    }
    bool first = __atomic_add_fetch(&failures, 1, __ATOMIC_SEQ_CST) == 1;
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s:%d: %s\n", file, line, text);
    if (first && explanation[0]) {
        fprintf(stderr, "    (with %s)\n", explanation);
    }
    return false;
}

static const char *result_name(unsigned result) {
    static const char *const names[] = {
        "OK",
        "FAILED",
        "ACCESS_DENIED",
        "INVALID_NAMESPACE",
        "INVALID_PARAMETER",
        "INVALID_CLASS",
        "NOT_FOUND",
        "NOT_SUPPORTED",
        "CLASS_HAS_CHILDREN",
        "CLASS_HAS_INSTANCES",
        "INVALID_SUPERCLASS",
        "ALREADY_EXISTS",
        "NO_SUCH_PROPERTY",
        "TYPE_MISMATCH",
        "QUERY_LANGUAGE_NOT_SUPPORTED",
        "INVALID_QUERY",
        "METHOD_NOT_AVAILABLE",
        "METHOD_NOT_FOUND",
        "18",
        "19",
        "NAMESPACE_NOT_EMPTY",
        "INVALID_ENUMERATION_CONTEXT",
        "INVALID_OPERATION_TIMEOUT",
        "PULL_HAS_BEEN_ABANDONED",
        "PULL_CANNOT_BE_ABANDONED",
        "FILTERED_ENUMERATION_NOT_SUPPORTED",
        "CONTINUATION_ON_ERROR_NOT_SUPPORTED",
        "SERVER_LIMITS_EXCEEDED",
        "SERVER_IS_SHUTTING_DOWN",
    };
    return result < sizeof names / sizeof names[0] ? names[result] : "no known result";
}

bool check_true_at(const char *file, int line, const char *text, bool actual) {
    return report(actual, file, line, "%s does not hold", text);
}

bool check_number_at(const char *file, int line, const char *text, long long actual, long long expected) {
    return report(actual == expected, file, line, "%s is %lld, expected %lld", text, actual, expected);
}

bool check_result_at(const char *file, int line, const char *text, unsigned actual, unsigned expected) {
    return report(actual == expected, file, line, "%s is %s (%u), expected %s (%u)", text,
                  result_name(actual), actual, result_name(expected), expected);
}

bool check_text_at(const char *file, int line, const char *text, const char *actual, const char *expected) {
    bool equal = actual && expected ? strcmp(actual, expected) == 0 : actual == expected;
    return report(equal, file, line, "%s is %s%s%s, expected %s%s%s", text, actual ? "\"" : "",
                  actual ? actual : "NULL", actual ? "\"" : "", expected ? "\"" : "",
                  expected ? expected : "NULL", expected ? "\"" : "");
}

bool check_contains_at(const char *file, int line, const char *text, const char *actual, const char *part) {
    return report(actual && strstr(actual, part), file, line, "%s is \"%s\", which does not contain \"%s\"",
                  text, actual ? actual : "NULL", part);
}

_Noreturn void stop_test(void) {
    end_process(1);
}

_Noreturn void leave_out(const char *reason) {
    printf("left out %s: %s\n", running_test->name, reason);
    end_process(test_failed() ? 1 : EXIT_LEFT_OUT);
}

bool test_failed(void) {
    return __atomic_load_n(&failures, __ATOMIC_SEQ_CST) != 0;
}

/* ---- Events ---- */

void event_prepare(Event *event) {
    pthread_mutex_init(&event->mutex, NULL);
    pthread_cond_init(&event->condition, NULL);
    event->count = 0;
}

void event_discard(Event *event) {
    pthread_mutex_destroy(&event->mutex);
    pthread_cond_destroy(&event->condition);
}

void event_raise(Event *event) {
    pthread_mutex_lock(&event->mutex);
    event->count++;
    pthread_cond_broadcast(&event->condition);
    pthread_mutex_unlock(&event->mutex);
}

void event_wait_at(const char *file, int line, const char *text, Event *event, unsigned count) {
    struct timespec limit;
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += memory_is_checked() ? 60 : 10;
    pthread_mutex_lock(&event->mutex);
    int error = 0;
    while (event->count < count && error == 0) {
        error = pthread_cond_timedwait(&event->condition, &event->mutex, &limit);
    }
    unsigned happened = event->count;
    pthread_mutex_unlock(&event->mutex);
    if (happened < count) {
        report(false, file, line, "%s happened %u times in ten seconds, expected %u", text, happened, count);
        stop_test();
    }
}

unsigned event_count(Event *event) {
    pthread_mutex_lock(&event->mutex);
    unsigned count = event->count;
    pthread_mutex_unlock(&event->mutex);
    return count;
}

/* ---- What a test may ask ---- */

const char *test_directory(void) {
    return directory;
}

unsigned long rounds(unsigned long number) {
    return getenv("MI_TEST_SLOW") ? (number + 99) / 100 : number;
}

bool memory_is_checked(void) {
#ifdef WITH_SANITIZER
    return true;
#else
    return getenv("MI_TEST_SLOW") != NULL;
#endif
}

/* ---- What the process has ---- */

unsigned running_threads(unsigned expected) {
    /* The system may count a thread that was joined for a moment more. */
    unsigned count = count_threads();
    for (unsigned attempt = 0; attempt < 10000 && count > expected; attempt++) {
        count = count_threads();
    }
    return count;
}

unsigned open_files(void) {
    return count_files();
}

size_t held_memory(void) {
    return count_memory();
}

/* ---- The directory and the repository of a test ---- */

static void remove_directory(const char *path) {
    if (path[0]) {
        remove_folder(path);
    }
}

static void make_directory(char *path, size_t size) {
    if (!make_temporary_folder(path, size)) {
        fprintf(stderr, "can't make the directory %s: %s\n", path, strerror(errno));
        exit(2);
    }
}

static void set_path(const char *variable, const char *base, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", base, name);
    set_variable(variable, path);
}

/* Points everything that the library reads from its surroundings into a directory. */
static void move_into(const char *base) {
    move_places(base);
    set_path("MI_REPOSITORY", base, "repository.db");
    set_path("MI_CONFIG", base, "mi.toml");
    set_variable("MI_PROVIDER_PATH", NULL);
    FILE *file = fopen(getenv("MI_CONFIG"), "w");
    if (file) {
        fclose(file);
    }
}

static bool copy_variable(char *value, size_t size, const char *name) {
    const char *found = getenv(name);
    return found && snprintf(value, size, "%s", found) < (int)size;
}

/* Runs the tool once for the program: it compiles the schema into a repository that is copied for each test.
 */
static void compile_schema(void) {
    /* The values move when other variables are set. */
    char tool[512], schema[512];
    if (!copy_variable(tool, sizeof tool, "MI_TOOL") ||
        !copy_variable(schema, sizeof schema, "MI_TEST_SCHEMA")) {
        fprintf(
            stderr,
            "these tests need MI_TOOL, the path of the command line `mi`, and MI_TEST_SCHEMA, the path of "
            "tests-c/schema/test.mof\n");
        exit(2);
    }
    make_directory(schema_directory, sizeof schema_directory);
    move_into(schema_directory);
    const char *const arguments[] = {tool, "compile", "--namespace", "root/test", schema, NULL};
    int code = run_program(arguments, NULL);
    if (code != 0) {
        fprintf(stderr, "%s compile %s failed (%d)\n", tool, schema, code);
        remove_directory(schema_directory);
        exit(2);
    }
}

static void copy_file(const char *name) {
    char from[512], to[512], buffer[65536];
    snprintf(from, sizeof from, "%s/%s", schema_directory, name);
    snprintf(to, sizeof to, "%s/%s", directory, name);
    FILE *source = fopen(from, "rb");
    if (!source) {
        return;
    }
    FILE *target = fopen(to, "wb");
    size_t size;
    while (target && (size = fread(buffer, 1, sizeof buffer, source)) > 0) {
        fwrite(buffer, 1, size, target);
    }
    if (target) {
        fclose(target);
    }
    fclose(source);
}

/* ---- Running ---- */

static unsigned seconds_for(const TestCase *test) {
    return memory_is_checked() ? test->seconds * 10 : test->seconds;
}

_Noreturn void run_here(const TestCase *test) {
    running_test = test;
    limit_time(seconds_for(test));
    test->body();
    fflush(NULL);
    exit(test_failed() ? 1 : 0);
}

static void remove_directories(void) {
    remove_directory(directory);
    remove_directory(schema_directory);
}

/* The reason for which the list of what can't run on this machine has the test, or NULL. MI_TEST_LEFT_OUT
 * names the list; its lines are "PROGRAM TEST: reason", with * for all tests of a program. */
static const char *left_out_here(const TestCase *test, const char *program) {
    static char line[512];
    const char *path = getenv("MI_TEST_LEFT_OUT");
    const char *slash = strrchr(program, '/');
    FILE *file = path ? fopen(path, "r") : NULL;
    const char *reason = NULL;
    while (file && !reason && fgets(line, sizeof line, file)) {
        char named[64], name[256];
        int length = 0;
        line[strcspn(line, "\r\n")] = '\0';
        if (sscanf(line, "%63s %255[^:]: %n", named, name, &length) == 2 && length > 0 &&
            strcmp(named, slash ? slash + 1 : program) == 0 &&
            (strcmp(name, test->name) == 0 || strcmp(name, "*") == 0)) {
            reason = line + length;
        }
    }
    if (file) {
        fclose(file);
    }
    return reason;
}

static Ending run_test(const TestCase *test, const char *program, bool apart) {
    const char *left_out = test->left_out ? test->left_out : left_out_here(test, program);
    if (left_out) {
        printf("left out %s: %s\n", test->name, left_out);
        return ENDING_LEFT_OUT;
    }
    make_directory(directory, sizeof directory);
    move_into(directory);
    if (repository_wanted) {
        copy_file("repository.db");
        copy_file("repository.db-wal");
    }
    if (!apart) {
        atexit(remove_directories);
        run_here(test);
    }
    Ending ending = run_apart(test, program, directory, seconds_for(test));
    remove_directory(directory);
    return ending;
}

static bool wanted(const TestCase *test, int count, char **names) {
    for (int index = 0; index < count; index++) {
        if (strcmp(names[index], test->name) == 0) {
            return true;
        }
    }
    return count == 0;
}

/* Runs one test in a directory that the process which started this one has made for it. */
static int run_prepared(const char *in, char *name) {
    snprintf(directory, sizeof directory, "%s", in);
    for (const TestCase *test = first_test; test; test = test->next) {
        if (wanted(test, 1, &name)) {
            run_here(test);
        }
    }
    return 2;
}

static int list_tests(void) {
    for (const TestCase *test = first_test; test; test = test->next) {
        puts(test->name);
    }
    return 0;
}

int main(int argc, char **argv) {
    bool apart = true;
    int first = 1;
    prepare_program();
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "--list") == 0) {
            return list_tests();
        } else if (strcmp(argv[first], "--in") == 0 && argc - first == 3) {
            return run_prepared(argv[first + 1], argv[first + 2]);
        } else if (strcmp(argv[first], "--no-fork") == 0) {
            apart = false;
        } else {
            fprintf(stderr, "usage: %s [--list] [--no-fork] [TEST...]\n", argv[0]);
            return 2;
        }
    }
    if (!apart && argc - first != 1) {
        fprintf(stderr, "--no-fork runs one test; name it\n");
        return 2;
    }
    if (repository_wanted) {
        compile_schema();
    }
    unsigned endings[] = {0, 0, 0};
    for (const TestCase *test = first_test; test; test = test->next) {
        if (wanted(test, argc - first, argv + first)) {
            Ending ending = run_test(test, argv[0], apart);
            endings[ending]++;
            if (ending == ENDING_FAILED) {
                printf("FAILED %s\n", test->name);
            }
        }
    }
    remove_directory(schema_directory);
    printf("%u passed, %u failed", endings[ENDING_PASSED], endings[ENDING_FAILED]);
    if (endings[ENDING_LEFT_OUT]) {
        printf(", %u left out", endings[ENDING_LEFT_OUT]);
    }
    printf("\n");
    return endings[ENDING_FAILED] || endings[ENDING_PASSED] + endings[ENDING_LEFT_OUT] == 0 ? 1 : 0;
}
