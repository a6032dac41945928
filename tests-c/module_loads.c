/* A module that is loaded and unloaded again and again, as a service does that opens an application for each
 * request: nothing of it stays behind. */

#define _GNU_SOURCE
#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Wine takes a long time to load a library. What each round leaves behind shows in a fifth of them too. */
#ifdef _WIN32
enum { MOST_ROUNDS = 2000, LEFT_AT_MOST = 16384 };
#else
enum { MOST_ROUNDS = 10000, LEFT_AT_MOST = 65536 };
#endif

/* The module is loaded by the first operation, and unloaded with the last application. */
static void load_use_and_unload(void) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("a"));
    Outcome outcome = get_instance(&client, key);
    REQUIRE_RESULT(outcome.result, MI_RESULT_OK);
    free_outcome(&outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST_WITHIN(thousands_of_loads_and_unloads_leave_nothing_behind, 300) {
    /* A checker of memory takes a hundred times as long, and finds in ten rounds what grows. A process for
     * each round takes long too. */
    unsigned rounds = memory_is_checked() ? 20 : is_isolated() ? 200 : MOST_ROUNDS;
    set_variable("MI_REPOSITORY", ":memory:");
    use_sample();
    write_no_log();
    /* What is made once, such as the buffers of the loader and of threads, is made by now. */
    for (unsigned round = 0; round < rounds / 10; round++) {
        load_use_and_unload();
    }
    size_t held = held_memory();
    unsigned files = open_files(), threads = running_threads(1);
    for (unsigned round = 0; round < rounds; round++) {
        load_use_and_unload();
    }
    CHECK(!is_loaded("libsample" LIBRARY_SUFFIX));
    CHECK_NUMBER(open_files(), files);
    CHECK_NUMBER(running_threads(threads), threads);
    size_t now = held_memory();
    if (!memory_is_checked() && now > held + LEFT_AT_MOST) {
        fprintf(stderr, "    (the heap grew from %zu to %zu bytes)\n", held, now);
        CHECK(now <= held + LEFT_AT_MOST);
    }
}
