/* Many threads at once: with sessions of their own, with one session, with one instance, and on handles that
 * others close. */

#include "fixture.h"

#include <stdio.h>
#include <string.h>

WITH_REPOSITORY;

enum { THREADS = 8 };

typedef struct Worker {
    pthread_t thread;
    unsigned number;
    Client *client;
    void *shared;
} Worker;

/* Runs a body on all threads at once and waits for them. */
static void run_threads(void *(*body)(void *), Client *client, void *shared) {
    static Worker workers[THREADS];
    for (unsigned index = 0; index < THREADS; index++) {
        workers[index].number = index;
        workers[index].client = client;
        workers[index].shared = shared;
        REQUIRE(pthread_create(&workers[index].thread, NULL, body, &workers[index]) == 0);
    }
    for (unsigned index = 0; index < THREADS; index++) {
        pthread_join(workers[index].thread, NULL);
    }
}

/* One thread's instances: made, read, changed, found among the others' and removed. */
static void live_with_instances(Client *client, unsigned number, unsigned long times) {
    MI_Char group[16];
    text_print(group, TEXT_CAPACITY(group), "thread%u", number);
    for (unsigned long index = 0; index < times; index++) {
        MI_Instance *instance = new_instance(&client->application, MI_T("Test_Numbered"));
        add_uint32(instance, MI_T("Number"), (MI_Uint32)index);
        add_text(instance, MI_T("Group"), group);
        add_text(instance, MI_T("Value"), MI_T("made"));
        REQUIRE(CHECK_OK(create_instance(client, instance)));
        MI_Value value;
        value.string = (MI_Char *)MI_T("changed");
        REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Value"), &value, MI_STRING, 0), MI_RESULT_OK);
        REQUIRE(CHECK_OK(modify_instance(client, instance)));
        Outcome outcome = get_instance(client, instance);
        REQUIRE(outcome.instance);
        CHECK_TEXT(text_of(outcome.instance, MI_T("Value")), "changed");
        REQUIRE(CHECK_OK(outcome));
        if (index % 10 == 0) {
            outcome = enumerate_instances(client, 0, MI_T("Test_Numbered"), false);
            CHECK(outcome.count >= 1);
            REQUIRE(CHECK_OK(outcome));
        }
        REQUIRE(CHECK_OK(delete_instance(client, instance)));
        MI_Instance_Delete(instance);
    }
}

static void *with_own_session(void *argument) {
    Worker *worker = argument;
    Client client;
    open_client(&client);
    live_with_instances(&client, worker->number, rounds(100));
    close_client(&client);
    return NULL;
}

TEST_WITHIN(threads_with_sessions_of_their_own_do_not_disturb_each_other, 120) {
    run_threads(with_own_session, NULL, NULL);
    Client client;
    open_client(&client);
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Numbered"), false);
    CHECK_NUMBER(outcome.count, 0);
    CHECK_OK(outcome);
    close_client(&client);
}

static void *with_shared_session(void *argument) {
    Worker *worker = argument;
    live_with_instances(worker->client, worker->number, rounds(100));
    return NULL;
}

TEST_WITHIN(threads_share_a_session, 120) {
    Client client;
    open_client(&client);
    run_threads(with_shared_session, &client, NULL);
    Outcome outcome = enumerate_instances(&client, 0, MI_T("Test_Numbered"), false);
    CHECK_NUMBER(outcome.count, 0);
    CHECK_OK(outcome);
    close_client(&client);
}

static void *count_up(void *argument) {
    Worker *worker = argument;
    /* All create the same instances: exactly one of them may have made each. */
    unsigned *made = worker->shared;
    for (MI_Uint32 number = 0; number < rounds(100); number++) {
        MI_Instance *instance = new_instance(&worker->client->application, MI_T("Test_Numbered"));
        add_uint32(instance, MI_T("Number"), number);
        add_text(instance, MI_T("Group"), MI_T("race"));
        Outcome outcome = create_instance(worker->client, instance);
        if (outcome.result == MI_RESULT_OK) {
            __atomic_add_fetch(made, 1, __ATOMIC_SEQ_CST);
            free_outcome(&outcome);
        } else {
            CHECK_FAILS(outcome, MI_RESULT_ALREADY_EXISTS, NULL);
        }
        MI_Instance_Delete(instance);
    }
    return NULL;
}

TEST_WITHIN(of_all_who_create_an_instance_one_succeeds, 120) {
    Client client;
    unsigned made = 0;
    open_client(&client);
    run_threads(count_up, &client, &made);
    CHECK_NUMBER(made, rounds(100));
    close_client(&client);
}

static void *read_instance(void *argument) {
    Worker *worker = argument;
    const MI_Instance *instance = worker->shared;
    for (unsigned long index = 0; index < rounds(20000); index++) {
        MI_Instance *clone = NULL;
        CHECK_TEXT(text_of(instance, MI_T("Name")), "First");
        if (index % 100 == worker->number) {
            REQUIRE_RESULT(MI_Instance_Clone(instance, &clone), MI_RESULT_OK);
            MI_Value value;
            value.uint32 = (MI_Uint32)index;
            CHECK_RESULT(MI_Instance_SetElement(clone, MI_T("Size"), &value, MI_UINT32, 0), MI_RESULT_OK);
            CHECK_NUMBER(uint32_of(clone, MI_T("Size")), index);
            MI_Instance_Delete(clone);
        }
    }
    return NULL;
}

TEST_WITHIN(threads_read_and_clone_one_instance, 120) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    Outcome outcome = get_instance(&client, key);
    REQUIRE(outcome.instance);
    run_threads(read_instance, &client, outcome.instance);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 11);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
    close_client(&client);
}

static void *read_class(void *argument) {
    Worker *worker = argument;
    const MI_Class *widget = worker->shared;
    for (unsigned long index = 0; index < rounds(2000); index++) {
        MI_Class *clone = NULL, *parent = NULL;
        MI_Instance *instance = NULL;
        const MI_Char *name = NULL;
        REQUIRE_RESULT(MI_Class_Clone(widget, &clone), MI_RESULT_OK);
        REQUIRE_RESULT(MI_Class_GetParentClass(clone, &parent), MI_RESULT_OK);
        REQUIRE_RESULT(MI_Class_GetClassName(parent, &name), MI_RESULT_OK);
        CHECK_TEXT(name, "Test_Thing");
        REQUIRE_RESULT(
            MI_Application_NewInstanceFromClass(&worker->client->application, NULL, clone, &instance),
            MI_RESULT_OK);
        MI_Class_Delete(clone);
        MI_Class_Delete(parent);
        MI_Instance_Delete(instance);
    }
    return NULL;
}

TEST_WITHIN(threads_read_and_clone_one_class, 120) {
    Client client;
    open_client(&client);
    MI_Class *widget = fetch_class(&client, MI_T("Test_Widget"));
    run_threads(read_class, &client, widget);
    MI_Class_Delete(widget);
    close_client(&client);
}

static void *run_callbacks(void *argument) {
    Worker *worker = argument;
    for (unsigned long index = 0; index < rounds(200); index++) {
        Recorder recorder = RECORDER_INITIALISER;
        MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_EnumerateInstances(&worker->client->session, 0, NULL, NAMESPACE, MI_T("Test_Widget"),
                                      MI_FALSE, &callbacks, &operation);
        EVENT_WAIT(&recorder.finished, 1);
        EVENT_WAIT(&recorder.results, 4);
        CHECK_NUMBER(recorder.instances, 3);
        CHECK_RESULT(recorder.result, MI_RESULT_OK);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    }
    return NULL;
}

TEST_WITHIN(threads_start_operations_with_callbacks_in_one_session, 120) {
    Client client;
    open_client(&client);
    run_threads(run_callbacks, &client, NULL);
    close_client(&client);
}

/* Handles that one thread closes while others use copies of them. */
typedef struct Contested {
    MI_Session session;
    MI_Operation operation;
    MI_OperationOptions options;
    pthread_barrier_t barrier;
    unsigned closed_sessions, closed_operations;
} Contested;

static void *contest(void *argument) {
    Worker *worker = argument;
    Contested *contested = worker->shared;
    pthread_barrier_wait(&contested->barrier);
    MI_Session session = contested->session;
    MI_Operation operation = contested->operation;
    MI_OperationOptions options = contested->options;
    MI_Uint32 count = 0;
    MI_Application application = MI_APPLICATION_NULL;
    MI_Result result = MI_OperationOptions_GetOptionCount(&options, &count);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    result = MI_Session_GetApplication(&session, &application);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    result = MI_Operation_Cancel(&operation, MI_REASON_NONE);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    result = MI_Operation_Close(&operation);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    __atomic_add_fetch(&contested->closed_operations, result == MI_RESULT_OK, __ATOMIC_SEQ_CST);
    MI_OperationOptions_Delete(&options);
    result = MI_Session_Close(&session, NULL, NULL);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    __atomic_add_fetch(&contested->closed_sessions, result == MI_RESULT_OK, __ATOMIC_SEQ_CST);
    return NULL;
}

TEST_WITHIN(of_all_who_close_a_handle_one_succeeds, 120) {
    MI_Application application = open_application();
    for (unsigned long index = 0; index < rounds(300); index++) {
        Contested contested;
        memset(&contested, 0, sizeof contested);
        pthread_barrier_init(&contested.barrier, NULL, THREADS);
        contested.session = open_session(&application);
        REQUIRE_RESULT(MI_Application_NewOperationOptions(&application, MI_FALSE, &contested.options),
                       MI_RESULT_OK);
        MI_Session_EnumerateInstances(&contested.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE,
                                      NULL, &contested.operation);
        run_threads(contest, NULL, &contested);
        REQUIRE_NUMBER(contested.closed_operations, 1);
        REQUIRE_NUMBER(contested.closed_sessions, 1);
        pthread_barrier_destroy(&contested.barrier);
    }
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

/* One thread waits for results while another cancels or closes. */
static void *cancel_operation(void *argument) {
    MI_Operation operation = *(MI_Operation *)argument;
    MI_Result result = MI_Operation_Cancel(&operation, MI_REASON_NONE);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    return NULL;
}

TEST_WITHIN(a_cancel_from_another_thread_ends_the_wait, 120) {
    Client client;
    open_client(&client);
    for (unsigned long index = 0; index < rounds(500); index++) {
        MI_Operation operation = MI_OPERATION_NULL;
        pthread_t canceller;
        MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE,
                                      NULL, &operation);
        MI_Operation copy = operation;
        REQUIRE(pthread_create(&canceller, NULL, cancel_operation, &copy) == 0);
        Outcome outcome = finish_instances(&operation);
        pthread_join(canceller, NULL);
        if (outcome.result == MI_RESULT_OK) {
            CHECK_NUMBER(outcome.count, 3);
            free_outcome(&outcome);
        } else {
            CHECK_FAILS(outcome, MI_RESULT_FAILED, NULL);
        }
    }
    close_client(&client);
}

static void *open_and_close(void *argument) {
    (void)argument;
    for (unsigned long index = 0; index < rounds(200); index++) {
        Client client;
        open_client(&client);
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_TestConnection(&client.session, 0, NULL, &operation);
        CHECK_OK(finish_instances(&operation));
        close_client(&client);
    }
    return NULL;
}

TEST_WITHIN(threads_open_and_close_applications, 120) {
    run_threads(open_and_close, NULL, NULL);
}
