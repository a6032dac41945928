/* Many operations at once: thousands that are open, thousands whose results nobody acknowledges yet, and
 * clients that take their time. None holds up another, and what they needed goes back. */

#define _GNU_SOURCE
#include "fixture.h"

#ifdef __linux__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>

WITH_REPOSITORY;

/* Instances: of an enumeration that was just begun, the provider waits for its client. */
enum { LONG_ENUMERATION = 2000 };

/* An enumeration of which one result was fetched. */
static MI_Operation read_one_result(Client *client, const MI_Char *class_name) {
    MI_Operation operation = start_enumeration(client, class_name, 0, NULL);
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_FAILED;
    REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL), MI_RESULT_OK);
    REQUIRE_RESULT(result, MI_RESULT_OK);
    REQUIRE(instance && more);
    return operation;
}

/* ---- Memory ---- */

/* What the process has in memory, in bytes, after the allocator gave back what it could. */
#ifndef __linux__
static size_t resident_memory(void) {
    return held_memory();
}
#else
static size_t resident_memory(void) {
    size_t pages = 0, resident = 0;
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    FILE *file = fopen("/proc/self/statm", "r");
    REQUIRE(file);
    REQUIRE(fscanf(file, "%zu %zu", &pages, &resident) == 2);
    fclose(file);
    return resident * 4096;
}
#endif

static Withheld *make_withheld(int count) {
    Withheld *withheld = calloc((size_t)count, sizeof *withheld);
    REQUIRE(withheld);
    for (int index = 0; index < count; index++) {
        event_prepare(&withheld[index].results);
        event_prepare(&withheld[index].finished);
    }
    return withheld;
}

static void free_withheld(Withheld *withheld, int count) {
    for (int index = 0; index < count; index++) {
        event_discard(&withheld[index].results);
        event_discard(&withheld[index].finished);
    }
    free(withheld);
}

/* Opens so many operations, of which none is over for its client; then ends and closes them. Says how much
 * memory all took together. */
static size_t open_and_close_many(Client *client, const MI_Instance *key, int count) {
    MI_Operation *operations = calloc((size_t)count, sizeof *operations);
    Withheld *held = make_withheld(count);
    REQUIRE(operations);
    for (int index = 0; index < count; index++) {
        MI_OperationCallbacks callbacks = withholding_callbacks(&held[index]);
        switch (index % 10) {
        case 0:
        case 1:
        case 2:
            /* Nobody has fetched its result. */
            MI_Session_GetInstance(&client->session, 0, NULL, NAMESPACE, key, NULL, &operations[index]);
            break;
        case 3:
        case 4:
            operations[index] = read_one_result(client, MI_T("Test_Widget"));
            break;
        case 5:
            /* Its provider waits for the client. */
            operations[index] = read_one_result(client, MI_T("Test_Numbered"));
            break;
        case 6:
        case 7:
            /* Its final result was delivered, and nobody has closed it. */
            MI_Session_GetInstance(&client->session, 0, NULL, NAMESPACE, key, &callbacks, &operations[index]);
            break;
        case 8:
            MI_Session_GetInstance(&client->session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, NULL, NAMESPACE,
                                   key, &callbacks, &operations[index]);
            break;
        default:
            operations[index] = start_enumeration(client, MI_T("Test_Widget"),
                                                  MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
        }
    }
    for (int index = 0; index < count; index++) {
        if (index % 10 > 5) {
            EVENT_WAIT(&held[index].results, 1);
        }
    }
    size_t resident = resident_memory();
    /* Those that were started first are in the way of nobody who comes now. */
    Outcome outcome = get_instance(client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    for (int index = 0; index < count; index++) {
        CHECK_RESULT(MI_Operation_Close(&operations[index]), MI_RESULT_OK);
        if (index % 10 >= 8) {
            acknowledge(&held[index]);
        }
        if (index % 10 == 9) {
            /* The final result comes after the first, and says that the operation was closed, or that it was
             * over. */
            EVENT_WAIT(&held[index].results, 2);
            acknowledge(&held[index]);
        }
    }
    for (int index = 0; index < count; index++) {
        CHECK_NUMBER(event_count(&held[index].finished), index % 10 > 5);
    }
    free(operations);
    free_withheld(held, count);
    return resident;
}

static size_t run_many(int count) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    size_t resident = open_and_close_many(&client, key, count);
    MI_Instance_Delete(key);
    close_client(&client);
    return resident;
}

TEST_WITHIN(ten_thousand_operations_are_open_at_once_and_give_their_memory_back, 120) {
    int count = (int)rounds(10000);
    compile_instances(LONG_ENUMERATION);
    size_t start = resident_memory();
    /* The first time leaves behind what stays for the process: tables of handles, and lists of the free ones.
     */
    run_many(count);
    size_t held = held_memory();
    size_t most = run_many(count);
    run_many(count);
    size_t held_after = held_memory(), after = resident_memory();
    printf("%d operations: %zu bytes resident before, %zu with all open, %zu after; %zu held after the first "
           "time, %zu "
           "after the third\n",
           count, start, most, after, held, held_after);
    if (!memory_is_checked()) {
        /* Where workers free what others made, each thread's list of free handles grows for itself. */
        CHECK(held_after < held + 64 * 1024 * sizeof(MI_Char));
        /* The allocator keeps pages in which little is used, now more, now fewer. */
        CHECK(after - start < (most - start) / 3);
    }
}

/* ---- Acknowledgements that come late ---- */

enum { WITHHELD = 1000, RESULTS = 4, ACKNOWLEDGERS = 4 };

/* Results that wait for somebody to acknowledge them. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Withheld *waiting[WITHHELD];
    unsigned count, left;
} board = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void MI_CALL withhold_for_anyone(MI_Operation *operation, void *context, const MI_Instance *instance,
                                        MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                        const MI_Instance *details,
                                        MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    withhold(operation, context, instance, more_results, result, message, details, acknowledge);
    pthread_mutex_lock(&board.mutex);
    board.waiting[board.count++] = context;
    pthread_cond_signal(&board.changed);
    pthread_mutex_unlock(&board.mutex);
}

/* Acknowledges what waits, in no order, until nothing is left. */
static void *acknowledge_withheld(void *argument) {
    unsigned state = *(unsigned short *)argument;
    pthread_mutex_lock(&board.mutex);
    while (board.left > 0) {
        if (board.count == 0) {
            pthread_cond_wait(&board.changed, &board.mutex);
            continue;
        }
        state = state * 1103515245 + 12345;
        unsigned picked = (state >> 16) % board.count;
        Withheld *held = board.waiting[picked];
        board.waiting[picked] = board.waiting[--board.count];
        if (--board.left == 0) {
            pthread_cond_broadcast(&board.changed);
        }
        pthread_mutex_unlock(&board.mutex);
        acknowledge(held);
        pthread_mutex_lock(&board.mutex);
    }
    pthread_mutex_unlock(&board.mutex);
    return NULL;
}

/* Some operations of another client, in both forms, from start to end. */
static void run_others(Client *client, const MI_Instance *key) {
    Outcome outcome = get_instance(client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    outcome = enumerate_instances(client, 0, MI_T("Test_Widget"), false);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_enumeration(client, MI_T("Test_Widget"), 0, &callbacks);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_NUMBER(event_count(&recorder.results), RESULTS);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.instances, 3);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
}

TEST_WITHIN(a_thousand_withheld_acknowledgements_on_two_workers_hold_up_nobody, 120) {
    static MI_Operation operations[WITHHELD];
    static unsigned short seeds[ACKNOWLEDGERS] = {11, 22, 33, 44};
    pthread_t acknowledgers[ACKNOWLEDGERS];
    unsigned total = (unsigned)rounds(WITHHELD);
    Withheld *held = make_withheld(WITHHELD);
    Client client, other;
    set_variable("MI_WORKERS", "2");
    open_client(&client);
    open_client(&other);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    board.left = total * RESULTS;
    for (unsigned index = 0; index < total; index++) {
        MI_OperationCallbacks callbacks = withholding_callbacks(&held[index]);
        callbacks.instanceResult = withhold_for_anyone;
        operations[index] =
            start_enumeration(&client, MI_T("Test_Widget"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    }
    for (unsigned index = 0; index < total; index++) {
        EVENT_WAIT(&held[index].results, 1);
    }
    /* All wait for their acknowledgements; those of the same session and of another do not. */
    for (unsigned index = 0; index < 10; index++) {
        run_others(&client, key);
        run_others(&other, key);
    }
    for (unsigned index = 0; index < total; index++) {
        CHECK_NUMBER(event_count(&held[index].results), 1);
    }
    for (unsigned index = 0; index < ACKNOWLEDGERS; index++) {
        REQUIRE(pthread_create(&acknowledgers[index], NULL, acknowledge_withheld, &seeds[index]) == 0);
    }
    run_others(&other, key);
    for (unsigned index = 0; index < ACKNOWLEDGERS; index++) {
        pthread_join(acknowledgers[index], NULL);
    }
    for (unsigned index = 0; index < total; index++) {
        CHECK_NUMBER(event_count(&held[index].results), RESULTS);
        CHECK_NUMBER(event_count(&held[index].finished), 1);
        CHECK_RESULT(held[index].result, MI_RESULT_OK);
        CHECK_RESULT(MI_Operation_Close(&operations[index]), MI_RESULT_OK);
    }
    free_withheld(held, WITHHELD);
    MI_Instance_Delete(key);
    close_client(&other);
    close_client(&client);
}

/* ---- Clients that take their time ---- */

/* A client whose callback does not return until it is let go. */
typedef struct Slow {
    Event entered, released, finished;
} Slow;

static void MI_CALL linger(MI_Operation *operation, void *context, const MI_Instance *instance,
                           MI_Boolean more_results, MI_Result result, const MI_Char *message,
                           const MI_Instance *details,
                           MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Slow *slow = context;
    (void)operation;
    (void)instance;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    event_raise(&slow->entered);
    EVENT_WAIT(&slow->released, 1);
    if (!more_results) {
        event_raise(&slow->finished);
    }
}

TEST_WITHIN(slow_clients_hold_up_nobody_on_one_worker, 60) {
    enum { SLOW = 16 };
    static Slow slow[SLOW];
    MI_Operation inside[SLOW], half_read[SLOW];
    Client client;
    compile_instances(LONG_ENUMERATION);
    set_variable("MI_WORKERS", "1");
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    for (int index = 0; index < SLOW; index++) {
        event_prepare(&slow[index].entered);
        event_prepare(&slow[index].released);
        event_prepare(&slow[index].finished);
        MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
        callbacks.callbackContext = &slow[index];
        callbacks.instanceResult = linger;
        inside[index] = start_enumeration(&client, MI_T("Test_Numbered"), 0, &callbacks);
        half_read[index] = read_one_result(&client, MI_T("Test_Numbered"));
    }
    for (int index = 0; index < SLOW; index++) {
        EVENT_WAIT(&slow[index].entered, 1);
    }
    for (unsigned index = 0; index < 20; index++) {
        run_others(&client, key);
    }
    for (int index = 0; index < SLOW; index++) {
        CHECK_NUMBER(event_count(&slow[index].entered), 1);
        event_raise(&slow[index].released);
    }
    for (int index = 0; index < SLOW; index++) {
        EVENT_WAIT(&slow[index].finished, 1);
        CHECK_NUMBER(event_count(&slow[index].entered), LONG_ENUMERATION + 1);
        CHECK_RESULT(MI_Operation_Close(&inside[index]), MI_RESULT_OK);
        CHECK_RESULT(MI_Operation_Close(&half_read[index]), MI_RESULT_OK);
    }
    MI_Instance_Delete(key);
    close_client(&client);
}
