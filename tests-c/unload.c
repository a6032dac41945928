/* A program that loads the library while it runs, as plugins and language bindings do, and lets go of it
   again: after the last application was closed nothing of it is left, neither threads nor files nor memory.
 */

#include "codec.h"
#include "copies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

/* On Windows the library itself stays in the process, as threads may have to end in it; what it had does not.
 */
#ifdef _WIN32
#define STAYS_LOADED true
#else
#define STAYS_LOADED false
#endif

typedef MI_Result(MI_MAIN_CALL *Initialize)(MI_Uint32 flags, const MI_Char *id, MI_Instance **error,
                                            MI_Application *application);

/* A copy of the library that this program is linked to: another file is another library, which can be
 * unloaded. */
static const char *library_path(void) {
    static char path[1024];
    copy_library("libmi-copy" LIBRARY_SUFFIX, path, sizeof path);
    return path;
}

/* Whether the test can run: checkers of memory and threads know the program's libraries as they were at its
 * start. */
static bool may_unload(void) {
    if (memory_is_checked()) {
        printf("skipped: a checker keeps track of libraries\n");
        return false;
    }
    return true;
}

/* What the program has of the system and of the heap. */
typedef struct Held {
    unsigned threads;
    unsigned files;
    size_t heap;
} Held;

static Held held(void) {
    Held held = {count_threads(), open_files(), held_memory()};
    return held;
}

/* A handle of MOF leads to the functions of the library that it is of. */
static void write_mof(MI_Application *application) {
    MI_Serializer serializer;
    MI_Uint8 text[500 * sizeof(MI_Char)];
    MI_Uint32 needed = 0;
    MI_Instance *instance = new_keyed(application, MI_T("Thing"), MI_T("a"));
    REQUIRE_RESULT(MI_Application_NewSerializer(application, 0, (MI_Char *)MOF, &serializer), MI_RESULT_OK);
    const MI_SerializerFT *table = (const MI_SerializerFT *)serializer.reserved2;
    CHECK_RESULT(table->SerializeInstance(&serializer, 0, instance, text, sizeof text, &needed),
                 MI_RESULT_OK);
    CHECK_RESULT(table->Close(&serializer), MI_RESULT_OK);
    MI_Instance_Delete(instance);
}

static void use(Initialize initialize) {
    Client client;
    REQUIRE_RESULT(initialize(0, NULL, NULL, &client.application), MI_RESULT_OK);
    client.session = open_session(&client.application);
    /* The functions of the library that this program is linked to go through the tables of the handles. */
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Widget"), false);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    outcome = get_class(&client, MI_T("Test_Widget"));
    CHECK_OK(outcome);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE,
                                  &callbacks, &operation);
    EVENT_WAIT(&recorder.results, 4);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    write_mof(&client.application);
    close_client(&client);
}

/* Loads the library, uses it and unloads it. */
static void live_through(const char *path, void (*run)(Initialize initialize)) {
    void *library = library_open(path);
    REQUIRE(library != NULL);
    Initialize initialize;
    *(void **)&initialize = library_symbol(library, "MI_Application_InitializeV1");
    REQUIRE(initialize);
    run(initialize);
    library_close(library);
}

static void *use_on_thread(void *argument) {
    Initialize initialize;
    *(void **)&initialize = argument;
    use(initialize);
    return NULL;
}

static void use_on_other_thread(Initialize initialize) {
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, use_on_thread, *(void **)&initialize) == 0);
    pthread_join(thread, NULL);
}

TEST(the_library_is_gone_when_the_thread_that_used_it_is) {
    if (!may_unload()) {
        return;
    }
    const char *path = library_path();
    unsigned threads = count_threads();
    live_through(path, use_on_other_thread);
    CHECK(is_loaded(path) == STAYS_LOADED);
    CHECK_NUMBER(running_threads(threads), threads);
}

/* The C library keeps a library loaded while threads have something to be destroyed by it when they end, and
   a thread that used it may have. Nothing else of the library is left meanwhile, and it may be loaded again.
 */
static void *load_twice(void *argument) {
    const char *path = argument;
    unsigned threads = count_threads();
    live_through(path, use);
    CHECK_NUMBER(running_threads(threads), threads);
    live_through(path, use);
    CHECK_NUMBER(running_threads(threads), threads);
    return NULL;
}

static void do_nothing(Initialize initialize) {
    (void)initialize;
}

TEST(a_thread_that_used_the_library_may_load_it_again_and_keeps_it_at_most_until_it_ends) {
    if (!may_unload()) {
        return;
    }
    const char *path = library_path();
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, load_twice, (void *)path) == 0);
    pthread_join(thread, NULL);
    /* What is left loaded goes when the next one is unloaded. */
    live_through(path, do_nothing);
    CHECK(is_loaded(path) == STAYS_LOADED);
}

TEST_WITHIN(loading_and_unloading_a_hundred_times_leaves_nothing, 120) {
    if (!may_unload()) {
        return;
    }
    const char *path = library_path();
    for (int index = 0; index < 5; index++) {
        live_through(path, use_on_other_thread);
    }
    Held before = held();
    for (unsigned long index = 0; index < rounds(100); index++) {
        live_through(path, use_on_other_thread);
        REQUIRE(is_loaded(path) == STAYS_LOADED);
    }
    Held after = held();
    CHECK_NUMBER(after.threads, before.threads);
    CHECK_NUMBER(after.files, before.files);
    if (!CHECK(after.heap <= before.heap + 65536)) {
        fprintf(stderr, "the heap grew from %zu to %zu bytes\n", before.heap, after.heap);
    }
}
