#define _GNU_SOURCE
#include "harness.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <malloc.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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
    fflush(NULL);
    _exit(1);
}

_Noreturn void end_child(void) {
    fflush(NULL);
    bool failed = __atomic_load_n(&failures, __ATOMIC_SEQ_CST) != 0;
    const char *program = failed ? "false" : "true";
    execlp(program, program, (char *)NULL);
    _exit(failed ? 1 : 0);
}

/* ---- Events ---- */

void event_prepare(Event *event) {
    pthread_mutex_init(&event->mutex, NULL);
    pthread_cond_init(&event->condition, NULL);
    event->count = 0;
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

static unsigned count_entries(const char *path) {
    unsigned count = 0;
    DIR *entries = opendir(path);
    REQUIRE(entries);
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        count += entry->d_name[0] != '.';
    }
    closedir(entries);
    return count;
}

unsigned running_threads(unsigned expected) {
    /* A thread that was joined may stand in /proc for a moment more. */
    unsigned count = count_entries("/proc/self/task");
    for (unsigned attempt = 0; attempt < 10000 && count > expected; attempt++) {
        count = count_entries("/proc/self/task");
    }
    return count;
}

unsigned open_files(void) {
    return count_entries("/proc/self/fd");
}

size_t held_memory(void) {
    struct mallinfo2 information = mallinfo2();
    return information.uordblks + information.hblkhd;
}

/* ---- The directory and the repository of a test ---- */

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where) {
    (void)status;
    (void)kind;
    (void)where;
    return remove(path);
}

static void remove_directory(const char *path) {
    if (path[0]) {
        nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    }
}

static void make_directory(char *path, size_t size) {
    const char *base = getenv("TMPDIR");
    snprintf(path, size, "%s/mi-test-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(path)) {
        fprintf(stderr, "can't make the directory %s: %s\n", path, strerror(errno));
        exit(2);
    }
}

static void set_path(const char *variable, const char *base, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", base, name);
    setenv(variable, path, 1);
}

/* Points everything that the library reads from its surroundings into a directory. */
static void move_into(const char *base) {
    setenv("HOME", base, 1);
    setenv("XDG_DATA_HOME", base, 1);
    setenv("XDG_CONFIG_HOME", base, 1);
    set_path("MI_REPOSITORY", base, "repository.db");
    set_path("MI_CONFIG", base, "mi.toml");
    unsetenv("MI_PROVIDER_PATH");
    FILE *file = fopen(getenv("MI_CONFIG"), "w");
    if (file) {
        fclose(file);
    }
}

/* Runs the tool once for the program: it compiles the schema into a repository that is copied for each test.
 */
static void compile_schema(void) {
    const char *tool = getenv("MI_TOOL");
    const char *schema = getenv("MI_TEST_SCHEMA");
    if (!tool || !schema) {
        fprintf(
            stderr,
            "these tests need MI_TOOL, the path of the command line `mi`, and MI_TEST_SCHEMA, the path of "
            "tests-c/schema/test.mof\n");
        exit(2);
    }
    make_directory(schema_directory, sizeof schema_directory);
    pid_t child = fork();
    if (child == 0) {
        move_into(schema_directory);
        if (!freopen("/dev/null", "w", stdout)) {
            _exit(126);
        }
        execl(tool, tool, "compile", "--namespace", "root/test", schema, (char *)NULL);
        fprintf(stderr, "can't run %s: %s\n", tool, strerror(errno));
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        fprintf(stderr, "%s compile %s failed (status %d)\n", tool, schema, status);
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

static _Noreturn void run_body(const TestCase *test) {
    /* A test that hangs is ended by the signal's default action. */
    signal(SIGALRM, SIG_DFL);
    alarm(memory_is_checked() ? test->seconds * 10 : test->seconds);
    test->body();
    fflush(NULL);
    exit(__atomic_load_n(&failures, __ATOMIC_SEQ_CST) ? 1 : 0);
}

static void remove_directories(void) {
    remove_directory(directory);
    remove_directory(schema_directory);
}

static bool run_test(const TestCase *test, bool with_fork) {
    make_directory(directory, sizeof directory);
    move_into(directory);
    if (repository_wanted) {
        copy_file("repository.db");
        copy_file("repository.db-wal");
    }
    if (!with_fork) {
        atexit(remove_directories);
        run_body(test);
    }
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        run_body(test);
    }
    int status = -1;
    bool passed = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    if (!passed && child > 0 && WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGALRM) {
            fprintf(stderr, "%s: not finished after %u seconds\n", test->name, test->seconds);
        } else {
            fprintf(stderr, "%s: ended by the signal %d (%s)\n", test->name, WTERMSIG(status),
                    strsignal(WTERMSIG(status)));
        }
    }
    remove_directory(directory);
    return passed;
}

static bool wanted(const TestCase *test, int count, char **names) {
    for (int index = 0; index < count; index++) {
        if (strcmp(names[index], test->name) == 0) {
            return true;
        }
    }
    return count == 0;
}

int main(int argc, char **argv) {
    bool with_fork = true;
    int first = 1;
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "--list") == 0) {
            for (const TestCase *test = first_test; test; test = test->next) {
                puts(test->name);
            }
            return 0;
        } else if (strcmp(argv[first], "--no-fork") == 0) {
            with_fork = false;
        } else {
            fprintf(stderr, "usage: %s [--list] [--no-fork] [TEST...]\n", argv[0]);
            return 2;
        }
    }
    if (!with_fork && argc - first != 1) {
        fprintf(stderr, "--no-fork runs one test; name it\n");
        return 2;
    }
    if (repository_wanted) {
        compile_schema();
    }
    unsigned passed = 0, failed = 0;
    for (const TestCase *test = first_test; test; test = test->next) {
        if (!wanted(test, argc - first, argv + first)) {
            continue;
        }
        if (run_test(test, with_fork)) {
            passed++;
        } else {
            failed++;
            printf("FAILED %s\n", test->name);
        }
    }
    remove_directory(schema_directory);
    printf("%u passed, %u failed\n", passed, failed);
    return failed || passed == 0 ? 1 : 0;
}
