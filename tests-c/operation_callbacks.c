/* Operations whose results are delivered: every result, in order, one at a time, and what a callback may do.
 */

#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

TEST(callbacks_get_every_result_and_one_end) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Widget"), 0, &callbacks);
    memset(&callbacks, 0xaa, sizeof callbacks);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.instances, 3);
    CHECK(recorder.operation_given);
    CHECK(!recorder.acknowledgement_given);
    CHECK(!recorder.has_message && !recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
    CHECK_NUMBER(event_count(&recorder.finished), 1);
}

TEST(classes_come_through_their_callback) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetClass(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(recorder.classes, 1);
    CHECK_NUMBER(recorder.instances, 0);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_failure_comes_through_the_callback_with_details) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("no such"));
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client.session, 0, NULL, NAMESPACE, key, &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_NOT_FOUND);
    CHECK_NUMBER(recorder.instances, 0);
    CHECK(recorder.has_message && recorder.has_details);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_Instance_Delete(key);
    close_client(&client);
}

TEST(other_callbacks_may_be_set_and_never_called) {
    Client client;
    open_client(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    callbacks.promptUser = NULL;
    callbacks.writeError = NULL;
    callbacks.writeMessage = NULL;
    callbacks.writeProgress = NULL;
    callbacks.streamedParameterResult = NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&client.session, 0, &callbacks, &operation);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

/* Starts another operation from inside a callback. */
typedef struct Chain {
    Client client;
    Event done;
    MI_OperationCallbacks callbacks;
    MI_Operation operations[20];
    unsigned started;
} Chain;

static void MI_CALL start_next(MI_Operation *operation, void *context, const MI_Instance *instance,
                               MI_Boolean more_results, MI_Result result, const MI_Char *message,
                               const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Chain *chain = context;
    (void)instance;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (more_results) {
        return;
    }
    CHECK_RESULT(result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
    if (chain->started < 20) {
        MI_Session_TestConnection(&chain->client.session, 0, &chain->callbacks,
                                  &chain->operations[chain->started++]);
    } else {
        event_raise(&chain->done);
    }
}

TEST(a_callback_may_start_the_next_operation) {
    Chain chain;
    memset(&chain, 0, sizeof chain);
    open_client(&chain.client);
    pthread_mutex_init(&chain.done.mutex, NULL);
    pthread_cond_init(&chain.done.condition, NULL);
    chain.callbacks.callbackContext = &chain;
    chain.callbacks.instanceResult = start_next;
    chain.started = 1;
    MI_Session_TestConnection(&chain.client.session, 0, &chain.callbacks, &chain.operations[0]);
    EVENT_WAIT(&chain.done, 1);
    close_client(&chain.client);
}

/* Runs a synchronous operation from inside a callback: no lock is held there. */
static void MI_CALL get_inside(MI_Operation *operation, void *context, const MI_Instance *instance,
                               MI_Boolean more_results, MI_Result result, const MI_Char *message,
                               const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Chain *chain = context;
    (void)operation;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (instance) {
        Outcome outcome = get_instance(&chain->client, instance);
        CHECK_NUMBER(outcome.count, 1);
        CHECK_OK(outcome);
    }
    if (!more_results) {
        event_raise(&chain->done);
    }
}

TEST(a_callback_may_run_a_synchronous_operation) {
    Chain chain;
    memset(&chain, 0, sizeof chain);
    open_client(&chain.client);
    pthread_mutex_init(&chain.done.mutex, NULL);
    pthread_cond_init(&chain.done.condition, NULL);
    chain.callbacks.callbackContext = &chain;
    chain.callbacks.instanceResult = get_inside;
    MI_Operation operation = start_enumeration(&chain.client, MI_T("Test_Widget"), 0, &chain.callbacks);
    EVENT_WAIT(&chain.done, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&chain.client);
}

/* Counts the callbacks that run, and holds each instance to be the one after the last. */
typedef struct Order {
    Event finished;
    unsigned inside, next;
    MI_Operation operation;
} Order;

static void MI_CALL check_order(MI_Operation *operation, void *context, const MI_Instance *instance,
                                MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                const MI_Instance *details,
                                MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Order *order = context;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    CHECK_NUMBER(__atomic_add_fetch(&order->inside, 1, __ATOMIC_SEQ_CST), 1);
    CHECK_NUMBER(event_count(&order->finished), 0);
    if (instance) {
        CHECK_NUMBER(uint32_of(instance, MI_T("Number")), order->next++);
    }
    order->operation = *operation;
    CHECK_NUMBER(__atomic_sub_fetch(&order->inside, 1, __ATOMIC_SEQ_CST), 0);
    if (!more_results) {
        event_raise(&order->finished);
    }
}

TEST(results_are_delivered_in_order_one_at_a_time_and_with_their_operation) {
    Client client;
    compile_many_instances();
    open_client(&client);
    Order order = {EVENT_INITIALISER, 0, 0, MI_OPERATION_NULL};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &order;
    callbacks.instanceResult = check_order;
    MI_Operation operation = start_enumeration(&client, MI_T("Test_Numbered"), 0, &callbacks);
    EVENT_WAIT(&order.finished, 1);
    CHECK_NUMBER(order.next, MANY_INSTANCES);
    CHECK(memcmp(&order.operation, &operation, sizeof operation) == 0);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}
