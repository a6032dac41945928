/* Operations as their providers can be: slow, of many threads, talkative, and not to be stopped. */

#include "playing.h"

#include <string.h>

WITH_REPOSITORY;

/* ---- Results of several threads ---- */

/* The number that each thread of the provider posted last. */
typedef struct Parts {
    Event finished;
    unsigned inside, count;
    int last[4];
    MI_Result result;
} Parts;

static void MI_CALL take_part(MI_Operation *operation, void *context, const MI_Instance *instance,
                              MI_Boolean more_results, MI_Result result, const MI_Char *message,
                              const MI_Instance *details,
                              MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Parts *parts = context;
    (void)operation;
    (void)message;
    (void)details;
    (void)acknowledge;
    CHECK_NUMBER(__atomic_add_fetch(&parts->inside, 1, __ATOMIC_SEQ_CST), 1);
    if (instance) {
        unsigned number = uint32_of(instance, MI_T("Number"));
        REQUIRE(number < 400);
        CHECK_NUMBER(number % 100, parts->last[number / 100] + 1);
        parts->last[number / 100] = (int)(number % 100);
        parts->count++;
    }
    __atomic_sub_fetch(&parts->inside, 1, __ATOMIC_SEQ_CST);
    if (!more_results) {
        parts->result = result;
        event_raise(&parts->finished);
    }
}

TEST(what_several_threads_post_comes_once_and_one_at_a_time_in_the_order_of_each) {
    Client client;
    open_player(&client);
    set_script(&client, MI_T("threads"));
    Parts parts = {EVENT_INITIALISER, 0, 0, {-1, -1, -1, -1}, MI_RESULT_FAILED};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &parts;
    callbacks.instanceResult = take_part;
    MI_Operation operation = start_enumeration(&client, MI_T("Sample_Play"), 0, &callbacks);
    EVENT_WAIT(&parts.finished, 1);
    CHECK_RESULT(parts.result, MI_RESULT_OK);
    CHECK_NUMBER(parts.count, 400);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    operation = start_enumeration(&client, MI_T("Sample_Play"), 0, NULL);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 400);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(several_threads_that_wait_for_their_client_are_all_let_go_by_a_close) {
    Client client;
    open_player(&client);
    set_script(&client, MI_T("threads*5 until-cancelled"));
    MI_Operation operation = start_enumeration(&client, MI_T("Sample_Play"), 0, NULL);
    const MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK(instance != NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_NUMBER(logged("play ended early"), 1);
    close_client(&client);
}

/* ---- Providers that do not end ---- */

TEST(a_provider_that_never_ends_ends_when_it_is_cancelled_with_the_reason) {
    static const MI_CancellationReason reasons[] = {MI_REASON_NONE, MI_REASON_TIMEOUT, MI_REASON_SHUTDOWN,
                                                    MI_REASON_SERVICESTOP};
    static const char *const lines[] = {"play cancelled for reason 0", "play cancelled for reason 1",
                                        "play cancelled for reason 2", "play cancelled for reason 3"};
    Client client;
    open_player(&client);
    for (unsigned index = 0; index < 4; index++) {
        MI_Operation operation = start_play(&client, MI_T("until-cancelled"), 0, NULL, NULL);
        wait_until_logged("play waits", index + 1);
        CHECK_RESULT(MI_Operation_Cancel(&operation, reasons[index]), MI_RESULT_OK);
        CHECK_FAILS(finish_instances(&operation), MI_RESULT_FAILED, NULL);
        CHECK_NUMBER(logged(lines[index]), 1);
        CHECK_NUMBER(logged("play ended early"), index + 1);
    }
    close_client(&client);
}

static Event closed = EVENT_INITIALISER;

static void *close_operation(void *argument) {
    MI_Operation operation = *(MI_Operation *)argument;
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    event_raise(&closed);
    return NULL;
}

TEST(closing_a_fetched_operation_waits_for_its_provider) {
    Client client;
    pthread_t closer;
    open_player(&client);
    MI_Operation operation = start_play(&client, MI_T("stubborn"), 0, NULL, NULL);
    wait_until_logged("play waits", 1);
    REQUIRE(pthread_create(&closer, NULL, close_operation, &operation) == 0);
    /* The provider was told, and does not heed it. */
    wait_until_logged("play cancelled for reason 0", 1);
    CHECK_NUMBER(event_count(&closed), 0);
    release_play(&client);
    pthread_join(closer, NULL);
    CHECK_NUMBER(logged("play ended early"), 1);
    close_client(&client);
}

TEST(closing_an_operation_with_callbacks_does_not_wait_but_closing_its_session_does) {
    Client client;
    open_player(&client);
    Client other = {client.application, open_session(&client.application)};
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    Event over = EVENT_INITIALISER;
    MI_Operation operation = start_play(&client, MI_T("stubborn until-cancelled"), 0, NULL, &callbacks);
    wait_until_logged("play waits", 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    /* The final result does not wait for a provider that does not heed the close. */
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Session_Close(&client.session, &over, raise_event), MI_RESULT_OK);
    CHECK_NUMBER(event_count(&over), 0);
    release_play(&other);
    EVENT_WAIT(&over, 1);
    CHECK_NUMBER(logged("play ended early"), 1);
    client.session = other.session;
    close_client(&client);
}

/* ---- What a provider tells beside its results ---- */

/* Counts what is told, and holds all of it to come before the final result. */
typedef struct Told {
    Recorder recorder; /* first: it is the context of the result callbacks too */
    unsigned messages, progress, pieces, next_piece;
    bool withholds;
    Event piece;
    MI_Operation operation;
    MI_Result(MI_CALL *acknowledge)(MI_Operation *operation);
} Told;

#define TOLD_INITIALISER                                                                                     \
    { RECORDER_INITIALISER, 0, 0, 0, 0, false, EVENT_INITIALISER, MI_OPERATION_NULL, NULL }

static void MI_CALL write_message(MI_Operation *operation, void *context, MI_Uint32 channel,
                                  const MI_Char *message) {
    Told *told = context;
    (void)operation;
    CHECK_NUMBER(event_count(&told->recorder.finished), 0);
    CHECK_NUMBER(channel, MI_WRITEMESSAGE_CHANNEL_WARNING);
    CHECK_TEXT(message, "a warning");
    told->messages++;
}

static void MI_CALL write_progress(MI_Operation *operation, void *context, const MI_Char *activity,
                                   const MI_Char *current, const MI_Char *status, MI_Uint32 percentage,
                                   MI_Uint32 seconds) {
    Told *told = context;
    (void)operation;
    CHECK_NUMBER(event_count(&told->recorder.finished), 0);
    CHECK_TEXT(activity, "playing");
    CHECK_TEXT(current, "progress");
    CHECK_TEXT(status, "well");
    CHECK_NUMBER(percentage, told->progress);
    CHECK_NUMBER(seconds, 0);
    told->progress++;
}

static void MI_CALL take_piece(MI_Operation *operation, void *context, const MI_Char *name, MI_Type type,
                               const MI_Value *value,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Told *told = context;
    CHECK_NUMBER(event_count(&told->recorder.finished), 0);
    CHECK_TEXT(name, "Numbers");
    REQUIRE_NUMBER(type, MI_UINT32A);
    REQUIRE_NUMBER(value->uint32a.size, 2);
    CHECK_NUMBER(value->uint32a.data[0], told->pieces);
    told->pieces++;
    if (acknowledge && told->withholds) {
        told->operation = *operation;
        told->acknowledge = acknowledge;
    } else if (acknowledge) {
        CHECK_RESULT(acknowledge(operation), MI_RESULT_OK);
    }
    event_raise(&told->piece);
}

static MI_OperationCallbacks telling_callbacks(Told *told) {
    MI_OperationCallbacks callbacks = recording_callbacks(&told->recorder);
    callbacks.writeMessage = write_message;
    callbacks.writeProgress = write_progress;
    callbacks.streamedParameterResult = take_piece;
    return callbacks;
}

TEST(messages_and_progress_come_before_the_final_result) {
    Client client;
    open_player(&client);
    Told told = TOLD_INITIALISER;
    MI_OperationCallbacks callbacks = telling_callbacks(&told);
    MI_Operation operation = start_play(&client, MI_T("progress*3 message*2"), 0, NULL, &callbacks);
    EVENT_WAIT(&told.recorder.finished, 1);
    CHECK_RESULT(told.recorder.result, MI_RESULT_OK);
    CHECK_NUMBER(told.messages, 2);
    CHECK_NUMBER(told.progress, 3);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(messages_of_a_channel_that_is_disabled_do_not_come) {
    Client client;
    open_player(&client);
    Told told = TOLD_INITIALISER;
    MI_OperationCallbacks callbacks = telling_callbacks(&told);
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_DisableChannel(&options, MI_WRITEMESSAGE_CHANNEL_WARNING), MI_RESULT_OK);
    MI_Operation operation = start_play(&client, MI_T("message progress message"), 0, &options, &callbacks);
    EVENT_WAIT(&told.recorder.finished, 1);
    CHECK_NUMBER(told.messages, 0);
    CHECK_NUMBER(told.progress, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(who_fetches_is_told_on_the_way_to_the_result) {
    Client client;
    open_player(&client);
    Told told = TOLD_INITIALISER;
    MI_OperationCallbacks callbacks = telling_callbacks(&told);
    callbacks.instanceResult = NULL;
    MI_Operation operation = start_play(&client, MI_T("progress message stream"), 0, NULL, &callbacks);
    CHECK_OK(finish_instances(&operation));
    CHECK_NUMBER(told.progress, 1);
    CHECK_NUMBER(told.messages, 1);
    close_client(&client);
}

TEST(pieces_of_a_streamed_parameter_wait_for_their_acknowledgements) {
    Client client;
    open_player(&client);
    Told told = TOLD_INITIALISER;
    MI_OperationCallbacks callbacks = telling_callbacks(&told);
    told.withholds = true;
    callbacks.instanceResult = record_instance;
    MI_Operation operation =
        start_play(&client, MI_T("stream*3"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, NULL, &callbacks);
    for (unsigned piece = 1; piece <= 3; piece++) {
        EVENT_WAIT(&told.piece, piece);
        CHECK_NUMBER(event_count(&told.piece), piece);
        CHECK_NUMBER(event_count(&told.recorder.results), 0);
        REQUIRE(told.acknowledge);
        MI_Operation copy = told.operation;
        CHECK_RESULT(told.acknowledge(&copy), MI_RESULT_OK);
    }
    EVENT_WAIT(&told.recorder.finished, 1);
    CHECK_RESULT(told.recorder.result, MI_RESULT_OK);
    REQUIRE(told.recorder.acknowledgement_given);
    CHECK_RESULT(told.acknowledge(&operation), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(pieces_of_a_streamed_parameter_need_no_acknowledgement_unless_it_is_asked_for) {
    Client client;
    open_player(&client);
    Told told = TOLD_INITIALISER;
    MI_OperationCallbacks callbacks = telling_callbacks(&told);
    MI_Operation operation = start_play(&client, MI_T("stream*3"), 0, NULL, &callbacks);
    EVENT_WAIT(&told.recorder.finished, 1);
    CHECK_NUMBER(told.pieces, 3);
    CHECK(told.acknowledge == NULL);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}
