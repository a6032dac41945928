/* Closing sessions and applications while other threads close, start and open: each call ends, and what is
 * told is told once. */

#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

enum { THREADS = 4 };

typedef struct Race {
    MI_Application application;
    MI_Session session;
    pthread_barrier_t barrier;
    unsigned closed;
    unsigned started;
    Event completed;
} Race;

static Race race;

static void begin_race(void) {
    memset(&race, 0, sizeof race);
    pthread_barrier_init(&race.barrier, NULL, THREADS);
    pthread_mutex_init(&race.completed.mutex, NULL);
    pthread_cond_init(&race.completed.condition, NULL);
    race.application = open_application();
    race.session = open_session(&race.application);
}

static void run_threads(void *(*body)(void *)) {
    pthread_t threads[THREADS];
    for (size_t index = 0; index < THREADS; index++) {
        REQUIRE(pthread_create(&threads[index], NULL, body, (void *)index) == 0);
    }
    for (size_t index = 0; index < THREADS; index++) {
        pthread_join(threads[index], NULL);
    }
}

static void count(unsigned *counter, bool happened) {
    __atomic_add_fetch(counter, happened, __ATOMIC_SEQ_CST);
}

/* ---- Several who close ---- */

static void *close_copy_with_callback(void *argument) {
    (void)argument;
    MI_Session copy = race.session;
    pthread_barrier_wait(&race.barrier);
    MI_Result result = MI_Session_Close(&copy, &race.completed, raise_event);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    count(&race.closed, result == MI_RESULT_OK);
    return NULL;
}

TEST_WITHIN(of_all_who_close_a_session_with_a_callback_one_is_called, 60) {
    for (unsigned long index = 0; index < rounds(200); index++) {
        begin_race();
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_EnumerateInstances(&race.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                      &operation);
        run_threads(close_copy_with_callback);
        CHECK_NUMBER(race.closed, 1);
        CHECK_NUMBER(event_count(&race.completed), 0);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        CHECK_RESULT(MI_Application_Close(&race.application), MI_RESULT_OK);
        REQUIRE_NUMBER(event_count(&race.completed), 1);
    }
}

static void *close_application_copy(void *argument) {
    (void)argument;
    MI_Application copy = race.application;
    pthread_barrier_wait(&race.barrier);
    MI_Result result = MI_Application_Close(&copy);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    count(&race.closed, result == MI_RESULT_OK);
    return NULL;
}

TEST_WITHIN(of_all_who_close_an_application_one_succeeds, 60) {
    for (unsigned long index = 0; index < rounds(200); index++) {
        begin_race();
        CHECK_RESULT(MI_Session_Close(&race.session, NULL, NULL), MI_RESULT_OK);
        run_threads(close_application_copy);
        REQUIRE_NUMBER(race.closed, 1);
    }
}

/* ---- Closing and starting ---- */

static void finish_in_any_way(MI_Operation *operation) {
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    while (more) {
        const MI_Instance *instance = NULL;
        REQUIRE_RESULT(MI_Operation_GetInstance(operation, &instance, &more, &result, NULL, NULL),
                       MI_RESULT_OK);
    }
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_FAILED ||
          result == MI_RESULT_SERVER_IS_SHUTTING_DOWN || result == MI_RESULT_INVALID_PARAMETER);
    count(&race.started, result == MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
}

static void *start_or_close(void *argument) {
    size_t number = (size_t)argument;
    MI_Session session = race.session;
    MI_Operation operation = MI_OPERATION_NULL;
    pthread_barrier_wait(&race.barrier);
    if (number == 0) {
        CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    } else if (number == 1) {
        static Recorder recorder;
        memset(&recorder, 0, sizeof recorder);
        pthread_mutex_init(&recorder.finished.mutex, NULL);
        pthread_cond_init(&recorder.finished.condition, NULL);
        pthread_mutex_init(&recorder.results.mutex, NULL);
        pthread_cond_init(&recorder.results.condition, NULL);
        MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
        MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, &callbacks,
                                      &operation);
        EVENT_WAIT(&recorder.finished, 1);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        /* The application's close, at the latest, waits for the callback to have returned. */
    } else {
        MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                      &operation);
        finish_in_any_way(&operation);
    }
    return NULL;
}

TEST_WITHIN(an_operation_that_starts_while_its_session_closes_ends_and_is_waited_for, 60) {
    for (unsigned long index = 0; index < rounds(300); index++) {
        begin_race();
        run_threads(start_or_close);
        CHECK_RESULT(MI_Application_Close(&race.application), MI_RESULT_OK);
    }
}

static void *open_or_close(void *argument) {
    MI_Application application = race.application;
    pthread_barrier_wait(&race.barrier);
    if ((size_t)argument == 0) {
        CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
        return NULL;
    }
    MI_Result result = MI_RESULT_OK;
    while (result == MI_RESULT_OK) {
        MI_Session session = MI_SESSION_NULL;
        result = MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session);
        if (result == MI_RESULT_OK) {
            CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
        }
    }
    CHECK(result == MI_RESULT_SERVER_IS_SHUTTING_DOWN || result == MI_RESULT_INVALID_PARAMETER);
    return NULL;
}

TEST_WITHIN(sessions_that_open_while_their_application_closes_are_refused_or_waited_for, 60) {
    for (unsigned long index = 0; index < rounds(200); index++) {
        begin_race();
        CHECK_RESULT(MI_Session_Close(&race.session, NULL, NULL), MI_RESULT_OK);
        run_threads(open_or_close);
    }
}

/* ---- Inside of the completion ---- */

static MI_Result inside;

static void MI_CALL close_again(void *context) {
    inside = MI_Session_Close(context, NULL, NULL);
    event_raise(&race.completed);
}

TEST(a_session_is_not_closed_again_inside_of_its_completion) {
    begin_race();
    MI_Session copy = race.session;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&race.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE, NULL,
                                  &operation);
    CHECK_RESULT(MI_Session_Close(&race.session, &copy, close_again), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    EVENT_WAIT(&race.completed, 1);
    CHECK_RESULT(inside, MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_Close(&race.application), MI_RESULT_OK);
}
