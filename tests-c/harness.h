/* A small test harness: each test runs in a process of its own, with a time limit and a directory of its own.
 */

#ifndef HARNESS_H
#define HARNESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform.h"
#include "shown.h"

typedef struct TestCase {
    const char *name;
    void (*body)(void);
    unsigned seconds;
    const char *left_out; /* why it is not run on this system; NULL where it is */
    struct TestCase *next;
} TestCase;

/* Adds a test to those of the program; TEST does it. */
void harness_add(TestCase *test);

/* Gives each test of the program a repository with the classes of schema/test.mof; WITH_REPOSITORY does it.
 */
void harness_use_repository(void);

/* Defines a test that may take so many seconds. */
#define TEST_WITHIN(test_name, limit) TEST_UNLESS(test_name, limit, NULL)

#define TEST_UNLESS(test_name, limit, reason)                                                                \
    static void test_##test_name(void);                                                                      \
    static TestCase case_##test_name = {#test_name, test_##test_name, limit, reason, NULL};                  \
    __attribute__((constructor)) static void add_##test_name(void) {                                         \
        harness_add(&case_##test_name);                                                                      \
    }                                                                                                        \
    static void test_##test_name(void)

/* Defines a test. */
#define TEST(test_name) TEST_WITHIN(test_name, 30)

/* Defines a test that is left out on Windows, with the reason that is printed there. */
#ifdef _WIN32
#define TEST_NOT_ON_WINDOWS(test_name, reason) TEST_UNLESS(test_name, 0, reason)
#else
#define TEST_NOT_ON_WINDOWS(test_name, reason) TEST(test_name)
#endif

/* Stands for a test whose code can't even be compiled on this system. */
#define LEFT_OUT(test_name, reason)                                                                          \
    static TestCase case_##test_name = {#test_name, NULL, 0, reason, NULL};                                  \
    __attribute__((constructor)) static void add_##test_name(void) {                                         \
        harness_add(&case_##test_name);                                                                      \
    }                                                                                                        \
    struct harness_needs_a_semicolon

/* Stands once in a file whose tests work on the repository. */
#define WITH_REPOSITORY                                                                                      \
    __attribute__((constructor)) static void use_repository(void) {                                          \
        harness_use_repository();                                                                            \
    }                                                                                                        \
    struct harness_needs_a_semicolon

/* Says once after the first thing that is found wrong how to come to it again. */
void explain_failures(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The functions behind the macros below. Each says where it stands and what differs, and returns whether all
 * is well. */
bool check_true_at(const char *file, int line, const char *text, bool actual);
bool check_number_at(const char *file, int line, const char *text, long long actual, long long expected);
bool check_result_at(const char *file, int line, const char *text, unsigned actual, unsigned expected);
bool check_text_at(const char *file, int line, const char *text, const char *actual, const char *expected);
bool check_contains_at(const char *file, int line, const char *text, const char *actual, const char *part);

/* Ends the test as failed. */
_Noreturn void stop_test(void);

/* Ends a test that turns out to have nothing to do on this system, as left out. */
_Noreturn void leave_out(const char *reason);

/* Whether something has been found wrong. */
bool test_failed(void);

#ifndef _WIN32
/* Ends a process that was forked by a test, with 0 if no check of it failed. Another program takes its place
   to do so: what belonged to threads that the fork didn't take along is lost by nature, and no leak that a
   checker should report. */
_Noreturn void end_child(void);
#endif

/* Runs a test in this process, and ends it. */
_Noreturn void run_here(const TestCase *test);

/* What a CHECK finds wrong is reported, and the test goes on. Texts may be of either width. */
#define CHECK(condition) check_true_at(__FILE__, __LINE__, #condition, (condition))
#define CHECK_NUMBER(actual, expected)                                                                       \
    check_number_at(__FILE__, __LINE__, #actual, (long long)(actual), (long long)(expected))
#define CHECK_RESULT(actual, expected)                                                                       \
    check_result_at(__FILE__, __LINE__, #actual, (unsigned)(actual), (unsigned)(expected))
#define CHECK_TEXT(actual, expected)                                                                         \
    check_text_at(__FILE__, __LINE__, #actual, SHOWN(actual), SHOWN(expected))
#define CHECK_CONTAINS(actual, part)                                                                         \
    check_contains_at(__FILE__, __LINE__, #actual, SHOWN(actual), SHOWN(part))

/* What a REQUIRE finds wrong is reported and ends the test. */
#define REQUIRE(condition) ((void)(CHECK(condition) || (stop_test(), 0)))
#define REQUIRE_NUMBER(actual, expected) ((void)(CHECK_NUMBER(actual, expected) || (stop_test(), 0)))
#define REQUIRE_RESULT(actual, expected) ((void)(CHECK_RESULT(actual, expected) || (stop_test(), 0)))

/* How often something happened, for one thread to wait until another has done it. */
typedef struct Event {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    unsigned count;
} Event;

#define EVENT_INITIALISER                                                                                    \
    { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 }

/* Makes an event of which there are too many to initialise each by name. */
void event_prepare(Event *event);

/* Lets go of an event that nobody waits for or raises any more. */
void event_discard(Event *event);

/* Says that it happened once more. */
void event_raise(Event *event);

/* Waits until it has happened so often; after ten seconds the test ends as failed. */
void event_wait_at(const char *file, int line, const char *text, Event *event, unsigned count);
#define EVENT_WAIT(event, count) event_wait_at(__FILE__, __LINE__, #event, event, count)

/* How often it has happened. */
unsigned event_count(Event *event);

/* The test's own directory, which is removed after the test. */
const char *test_directory(void);

/* The number, or a hundredth of it where a checker of memory slows every step (MI_TEST_SLOW). */
unsigned long rounds(unsigned long number);

/* Whether a checker of memory replaces the allocator, so that memory can't be measured. */
bool memory_is_checked(void);

/* What the process has: threads, of which it waits a moment for those that end until no more than `expected`
 * are left; open files (on Windows all handles); bytes of memory (0 where a checker replaces the allocator).
 */
unsigned running_threads(unsigned expected);
unsigned open_files(void);
size_t held_memory(void);

#endif
