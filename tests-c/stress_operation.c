#include "stress_operation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

unsigned operations_started, results_seen;
/* What this thread starts now. */
static _Thread_local Record *starting;

static void note_change(Worker *worker) {
    pthread_mutex_lock(&worker->mutex);
    pthread_cond_signal(&worker->changed);
    pthread_mutex_unlock(&worker->mutex);
}

void complain(const Record *record, const char *what) {
    fprintf(stderr,
            "    (%s: %s%s%s, close %d at %u by %u, cancel %d at %u; results %u, finals %u, closes %u of %u, "
            "unacknowledged %u, inside %u, result %u)\n",
            what, SHOWN(record->kind->name), record->manual ? ", acknowledged by hand" : "",
            record->slow ? ", slow" : "", record->close, record->close_at, record->helpers, record->cancel,
            record->cancel_at, record->results, get(&record->finals), get(&record->closed),
            get(&record->closes), get(&record->unacknowledged), get(&record->inside), record->result);
}

void close_operation(Record *record, MI_Operation operation) {
    add(&record->closes, 1);
    set(&record->may_fail, 1);
    MI_Result result = MI_Operation_Close(&operation);
    if (result == MI_RESULT_OK) {
        HOLDS(record, add(&record->closed, 1) == 1);
    } else {
        CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    }
    note_change(record->worker);
}

void cancel_operation(Record *record, MI_Operation operation) {
    set(&record->may_fail, 1);
    MI_Result result = MI_Operation_Cancel(&operation, record->reason);
    /* FAILED: it could not even start. INVALID_PARAMETER: it is closed. */
    HOLDS(record, result == MI_RESULT_OK || result == MI_RESULT_FAILED ||
                      (result == MI_RESULT_INVALID_PARAMETER && get(&record->closes) > 0));
}

typedef MI_Result(MI_CALL *Acknowledge)(MI_Operation *operation);

static void acknowledge_result(Record *record, MI_Operation operation, Acknowledge acknowledge) {
    add(&record->acknowledging, 1);
    add(&record->unacknowledged, -1);
    CHECK_RESULT(acknowledge(&operation), MI_RESULT_OK);
    add(&record->acknowledging, -1);
    note_change(record->worker);
}

typedef MI_Result(MI_CALL *Answer)(MI_Operation *operation, MI_OperationCallback_ResponseType response);

static void answer_question(Record *record, MI_Operation operation, Answer answer,
                            MI_OperationCallback_ResponseType response) {
    add(&record->acknowledging, 1);
    add(&record->unacknowledged, -1);
    MI_Result result = answer(&operation, response);
    /* A question that was asked by a fetch may have been given up, and its operation closed. */
    HOLDS(record, result == MI_RESULT_OK || (!record->delivered && get(&record->may_fail)));
    add(&record->acknowledging, -1);
    note_change(record->worker);
}

/* ---- Helpers: threads that do late what callbacks left to them ---- */

typedef enum Task { ACKNOWLEDGE, ANSWER, CLOSE, CANCEL } Task;

typedef struct Chore {
    Task task;
    Record *record;
    MI_Operation operation;
    Acknowledge acknowledge;
    Answer answer;
    unsigned delays; /* how often it is put off for another */
} Chore;

enum { MOST_CHORES = 4096 }; /* some for each operation that is open */

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Chore chores[MOST_CHORES];
    size_t count;
    bool over;
} board = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void leave_to_helper(Record *record, Task task, const MI_Operation *operation, Acknowledge acknowledge,
                            Answer answer) {
    Chore chore = {task,        record, *operation,
                   acknowledge, answer, roll(&record->dice, 3) ? 0 : roll(&record->dice, 30)};
    add(&record->chores, 1);
    pthread_mutex_lock(&board.mutex);
    REQUIRE(board.count < MOST_CHORES);
    board.chores[board.count++] = chore;
    pthread_cond_signal(&board.changed);
    pthread_mutex_unlock(&board.mutex);
}

void *help(void *argument) {
    Dice *dice = argument;
    pthread_mutex_lock(&board.mutex);
    while (true) {
        while (board.count == 0 && !board.over) {
            pthread_cond_wait(&board.changed, &board.mutex);
        }
        if (board.count == 0) {
            break;
        }
        size_t picked = roll(dice, (unsigned)board.count);
        if (board.chores[picked].delays > 0) {
            board.chores[picked].delays--;
            continue;
        }
        Chore chore = board.chores[picked];
        board.chores[picked] = board.chores[--board.count];
        pthread_mutex_unlock(&board.mutex);
        switch (chore.task) {
        case ACKNOWLEDGE:
            acknowledge_result(chore.record, chore.operation, chore.acknowledge);
            break;
        case ANSWER:
            answer_question(chore.record, chore.operation, chore.answer,
                            (MI_OperationCallback_ResponseType)roll(dice, 4));
            break;
        case CLOSE:
            close_operation(chore.record, chore.operation);
            break;
        case CANCEL:
            cancel_operation(chore.record, chore.operation);
            break;
        }
        Worker *worker = chore.record->worker;
        add(&chore.record->chores, -1);
        note_change(worker);
        pthread_mutex_lock(&board.mutex);
    }
    pthread_mutex_unlock(&board.mutex);
    return NULL;
}

void start_helping(void) {
    board.over = false;
}

void end_helping(void) {
    pthread_mutex_lock(&board.mutex);
    board.over = true;
    pthread_cond_broadcast(&board.changed);
    pthread_mutex_unlock(&board.mutex);
}

/* ---- Callbacks ---- */

static void fetch_to_the_end(Record *record, MI_Operation *operation);

/* A callback may do what it likes but wait for the close of its own session. */
static void do_something_inside(Record *record, MI_Operation *operation) {
    MI_Session session = MI_SESSION_NULL;
    MI_Result result = MI_Operation_GetSession(operation, &session);
    if (result != MI_RESULT_OK) {
        HOLDS(record, get(&record->closes) > 0 || result == MI_RESULT_FAILED);
        return;
    }
    HOLDS(record, memcmp(&session, &record->visit->session, sizeof session) == 0);
    if (roll(&record->dice, 4) == 0) {
        result = MI_Session_Close(&session, NULL, NULL);
        HOLDS(record, result == MI_RESULT_FAILED ||
                          (result == MI_RESULT_INVALID_PARAMETER && get(&record->visit->closing)));
        return;
    }
    MI_Operation inner = MI_OPERATION_NULL;
    MI_Session_TestConnection(&session, 0, NULL, &inner);
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_TRUE;
    CHECK_RESULT(MI_Operation_GetInstance(&inner, &instance, &more, &result, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(more, MI_FALSE);
    HOLDS(record, result == MI_RESULT_OK || is_closing(record->visit));
    CHECK_RESULT(MI_Operation_Close(&inner), MI_RESULT_OK);
}

static void enter(Record *record) {
    HOLDS(record, add(&record->inside, 1) == 1);
    HOLDS(record, get(&record->unacknowledged) == 0);
    HOLDS(record, get(&record->finals) == 0);
    HOLDS(record, get(&record->over) == 0);
    /* Only what can't be started is told after the end of its session, within the start. */
    HOLDS(record, get(&record->visit->completed) == 0 || starting == record);
}

static void leave(Record *record) {
    Worker *worker = record->worker;
    add(&record->inside, -1);
    note_change(worker);
}

/* Whether this is the moment, and whose it is. */
static bool is_due(Moment moment, Moment whose, unsigned at, unsigned results, bool last) {
    return moment == whose && (results == at || (last && results < at));
}

static void take_result(Record *record, MI_Operation *operation, bool item, MI_Boolean more_results,
                        MI_Result result, const MI_Char *message, const MI_Instance *details,
                        Acknowledge acknowledge) {
    enter(record);
    bool last = !more_results;
    unsigned number = record->results++;
    record->items += item;
    add(&results_seen, 1);
    HOLDS(record, last || result == MI_RESULT_OK);
    HOLDS(record, (result != MI_RESULT_OK) == (details != NULL));
    HOLDS(record, (result != MI_RESULT_OK) == (message != NULL));
    HOLDS(record, acknowledge == NULL || record->manual);
    if (record->slow && roll(&record->dice, 8) == 0) {
        struct timespec moment = {0, (long)roll(&record->dice, 300) * 1000};
        nanosleep(&moment, NULL);
    }
    if (record->nested && roll(&record->dice, 8) == 0) {
        do_something_inside(record, operation);
    }
    if (last) {
        record->result = result;
    }
    if (is_due(record->cancel, INSIDE, record->cancel_at, number, last)) {
        cancel_operation(record, *operation);
    }
    if (is_due(record->cancel, BY_ANOTHER, record->cancel_at, number, last)) {
        leave_to_helper(record, CANCEL, operation, NULL, NULL);
    }
    if (is_due(record->close, INSIDE, record->close_at, number, last)) {
        close_operation(record, *operation);
    }
    if (is_due(record->close, BY_ANOTHER, record->close_at, number, last)) {
        for (unsigned helper = 0; helper < record->helpers; helper++) {
            leave_to_helper(record, CLOSE, operation, NULL, NULL);
        }
    }
    /* From here on another callback may come as soon as this one has returned. */
    MI_Operation copy = *operation;
    if (acknowledge) {
        add(&record->unacknowledged, 1);
    }
    bool late = acknowledge && roll(&record->dice, 2);
    if (last) {
        set(&record->finals, 1);
    }
    if (late) {
        /* Who acknowledges before this callback returns gets the next one after it. */
        leave_to_helper(record, ACKNOWLEDGE, &copy, acknowledge, NULL);
    } else if (acknowledge) {
        acknowledge_result(record, copy, acknowledge);
    }
    leave(record);
}

static void MI_CALL take_instance(MI_Operation *operation, void *context, const MI_Instance *instance,
                                  MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                  const MI_Instance *details,
                                  MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Record *record = context;
    if (instance && record->kind->start == start_enumerate) {
        long number = (long)uint32_of(instance, MI_T("Number"));
        HOLDS(record, number == record->last_number + 1);
        record->last_number = number;
    }
    take_result(record, operation, instance != NULL, more_results, result, message, details, acknowledge);
}

static void MI_CALL take_class(MI_Operation *operation, void *context, const MI_Class *class_result,
                               MI_Boolean more_results, MI_Result result, const MI_Char *message,
                               const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    take_result(context, operation, class_result != NULL, more_results, result, message, details,
                acknowledge);
}

static void MI_CALL take_indication(MI_Operation *operation, void *context, const MI_Instance *instance,
                                    const MI_Char *bookmark, const MI_Char *machine, MI_Boolean more_results,
                                    MI_Result result, const MI_Char *message, const MI_Instance *details,
                                    MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    (void)bookmark;
    (void)machine;
    take_result(context, operation, instance != NULL, more_results, result, message, details, acknowledge);
}

/* ---- What providers tell and ask beside results ---- */

static void take_question(Record *record, MI_Operation *operation, Answer answer) {
    enter(record);
    MI_Operation copy = *operation;
    bool late = roll(&record->dice, 2);
    MI_OperationCallback_ResponseType response = (MI_OperationCallback_ResponseType)roll(&record->dice, 4);
    if (answer) {
        add(&record->unacknowledged, 1);
        if (late) {
            leave_to_helper(record, ANSWER, &copy, NULL, answer);
        } else {
            answer_question(record, copy, answer, response);
        }
    }
    leave(record);
}

static void MI_CALL take_prompt(MI_Operation *operation, void *context, const MI_Char *message,
                                MI_PromptType type,
                                MI_Result(MI_CALL *answer)(MI_Operation *operation,
                                                           MI_OperationCallback_ResponseType response)) {
    (void)type;
    CHECK_TEXT(message, "Go on?");
    take_question(context, operation, answer);
}

static void MI_CALL take_error(MI_Operation *operation, void *context, MI_Instance *error,
                               MI_Result(MI_CALL *answer)(MI_Operation *operation,
                                                          MI_OperationCallback_ResponseType response)) {
    CHECK_TEXT(text_of(error, MI_T("Message")), "a thing lacks");
    take_question(context, operation, answer);
}

static void MI_CALL take_message(MI_Operation *operation, void *context, MI_Uint32 channel,
                                 const MI_Char *message) {
    (void)operation;
    (void)channel;
    enter(context);
    CHECK_TEXT(message, "a warning");
    leave(context);
}

static void MI_CALL take_progress(MI_Operation *operation, void *context, const MI_Char *activity,
                                  const MI_Char *current, const MI_Char *status, MI_Uint32 percentage,
                                  MI_Uint32 seconds) {
    (void)operation;
    (void)current;
    (void)status;
    (void)percentage;
    (void)seconds;
    enter(context);
    CHECK_TEXT(activity, "playing");
    leave(context);
}

static void MI_CALL take_piece(MI_Operation *operation, void *context, const MI_Char *name, MI_Type type,
                               const MI_Value *value,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Record *record = context;
    enter(record);
    CHECK_TEXT(name, "Numbers");
    HOLDS(record, type == MI_UINT32A && value->uint32a.size == 2 && value->uint32a.data[1] == 17);
    HOLDS(record, (acknowledge != NULL) == (record->manual && record->delivered));
    MI_Operation copy = *operation;
    if (acknowledge) {
        add(&record->unacknowledged, 1);
        if (roll(&record->dice, 2)) {
            leave_to_helper(record, ACKNOWLEDGE, &copy, acknowledge, NULL);
        } else {
            acknowledge_result(record, copy, acknowledge);
        }
    }
    leave(record);
}

/* Some of the callbacks beside those for results. */
static MI_OperationCallbacks some_callbacks(Record *record) {
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    Dice *dice = &record->worker->dice;
    callbacks.callbackContext = record;
    callbacks.promptUser = roll(dice, 2) ? take_prompt : NULL;
    callbacks.writeError = roll(dice, 2) ? take_error : NULL;
    callbacks.writeMessage = roll(dice, 2) ? take_message : NULL;
    callbacks.writeProgress = roll(dice, 2) ? take_progress : NULL;
    callbacks.streamedParameterResult = roll(dice, 2) ? take_piece : NULL;
    return callbacks;
}

/* ---- What the sample module answers ---- */

static void start_enumerate_numbers(const Start *s) {
    MI_Session_EnumerateInstances(s->session, s->flags, s->options, NAMESPACE, MI_T("Sample_Number"),
                                  MI_FALSE, s->callbacks, s->operation);
}

static void start_enumerate_play(const Start *s) {
    MI_Session_EnumerateInstances(s->session, s->flags, s->options, NAMESPACE, MI_T("Sample_Play"), MI_FALSE,
                                  s->callbacks, s->operation);
}

static void start_get_play(const Start *s) {
    MI_Session_GetInstance(s->session, s->flags, s->options, NAMESPACE, s->key, s->callbacks, s->operation);
}

static void start_create_play(const Start *s) {
    MI_Session_CreateInstance(s->session, s->flags, s->options, NAMESPACE, s->key, s->callbacks,
                              s->operation);
}

static const Kind sample_kinds[] = {
    {MI_T("EnumerateInstances of Sample_Number"), start_enumerate_numbers, INSTANCE, 1u << MI_RESULT_OK},
    {MI_T("EnumerateInstances of Sample_Play"), start_enumerate_play, INSTANCE, 1u << MI_RESULT_OK},
    {MI_T("GetInstance of Sample_Play"), start_get_play, INSTANCE, 1u << MI_RESULT_OK},
    {MI_T("GetInstance of Sample_Play"), start_get_play, INSTANCE, 1u << MI_RESULT_OK},
    {MI_T("CreateInstance of Sample_Play"), start_create_play, INSTANCE, 1u << MI_RESULT_OK},
};
enum { SAMPLE_KINDS = sizeof sample_kinds / sizeof sample_kinds[0] };

static const MI_Char *const scripts[] = {
    MI_T("message progress stream prompt error"),
    MI_T("threads"),
    MI_T("prompt*3 error*3 message*3"),
    MI_T("stream*5 instance*3 progress*5"),
    MI_T("instance*600 prompt"),
    MI_T("threads message threads"),
    /* These end only when they are made to. */
    MI_T("until-cancelled"),
    MI_T("prompt message until-cancelled"),
    MI_T("threads until-cancelled"),
};
enum { SCRIPTS = sizeof scripts / sizeof scripts[0], ENDLESS_SCRIPTS = 3 };

static bool is_played(const Kind *kind) {
    return kind->start == start_get_play || kind->start == start_create_play;
}

/* ---- One operation ---- */

void check_result_of(Record *record, MI_Result result) {
    bool may_fail = get(&record->may_fail) || is_closing(record->visit);
    bool as_usual = result <= 28 && (record->kind->results >> result & 1);
    bool ended_early = may_fail && result == MI_RESULT_FAILED;
    bool refused = is_closing(record->visit) && result == MI_RESULT_INVALID_PARAMETER;
    bool shut = is_closing(record->visit) && result == MI_RESULT_SERVER_IS_SHUTTING_DOWN;
    if (!CHECK(as_usual || ended_early || refused || shut)) {
        complain(record, "its result is none of those it may have");
    }
    if (result == MI_RESULT_OK && record->kind->start == start_enumerate) {
        CHECK_NUMBER(record->items, INSTANCES);
    }
}

static Record *new_record(Worker *worker, Visit *visit) {
    Record *record = calloc(1, sizeof *record);
    Dice *dice = &worker->dice;
    record->worker = worker;
    record->visit = visit;
    unsigned kind = roll(dice, kind_count + SAMPLE_KINDS);
    record->kind = kind < kind_count ? &kinds[kind] : &sample_kinds[kind - kind_count];
    if (is_played(record->kind)) {
        /* What enumerations are to play must end. */
        bool may_be_endless = record->kind->start == start_get_play;
        record->script = scripts[roll(dice, may_be_endless ? SCRIPTS : SCRIPTS - ENDLESS_SCRIPTS)];
    }
    record->dice.state = next_number(dice);
    record->reason = (MI_CancellationReason)roll(dice, 4);
    record->last_number = -1;
    add(&operations_started, 1);
    return record;
}

/* The classes that instances are asked for by key. */
typedef enum KeyedClass { WIDGET, STRICT, PLAY, KEYED_CLASSES } KeyedClass;

/* Instances of them to copy. An application would make new ones, and those of the clients may be closed at
 * any moment. */
static MI_Instance *models[KEYED_CLASSES];

static void make_models(void) {
    static const MI_Char *const names[KEYED_CLASSES] = {MI_T("Test_Widget"), MI_T("Test_Strict"),
                                                        MI_T("Sample_Play")};
    MI_Application application = open_application();
    for (int index = 0; index < KEYED_CLASSES; index++) {
        models[index] = new_keyed(&application, names[index], MI_T(""));
    }
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

static MI_Instance *keyed(KeyedClass of, const MI_Char *id) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    MI_Instance *instance = NULL;
    MI_Value value;
    pthread_once(&once, make_models);
    REQUIRE_RESULT(MI_Instance_Clone(models[of], &instance), MI_RESULT_OK);
    value.string = (MI_Char *)id;
    REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    return instance;
}

/* Where it is the client's own, or one that is there, or none: the key of an instance. */
static MI_Instance *key_of(Record *record) {
    Worker *worker = record->worker;
    Dice *dice = &worker->dice;
    MI_Char id[32];
    if (record->script) {
        return keyed(PLAY, record->script);
    }
    bool creates = record->kind->start == start_create;
    if (creates || record->kind->start == start_modify || record->kind->start == start_delete) {
        unsigned number = creates ? worker->created++ : roll(dice, worker->created + 1);
        text_print(id, TEXT_CAPACITY(id), "%u-%u", worker->number, number);
        MI_Instance *instance = keyed(STRICT, id);
        add_text(instance, MI_T("Label"), creates ? MI_T("made") : MI_T("changed"));
        return instance;
    }
    return keyed(WIDGET, roll(dice, 4) ? MI_T("w1") : MI_T("no such"));
}

static bool is_endless(const Record *record) {
    return record->script && text_find(record->script, MI_T("until-cancelled"));
}

static void start_record(Record *record, MI_Uint32 flags, MI_OperationCallbacks *callbacks) {
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Instance *key = key_of(record);
    Dice *dice = &record->worker->dice;
    bool limited = roll(dice, 8) == 0;
    MI_Application *application = &record->visit->host->application;
    if (limited && MI_Application_NewOperationOptions(application, MI_FALSE, &options) == MI_RESULT_OK) {
        MI_Interval limit = {0, 0, 0, 0, 1 + roll(dice, 2000), 0, 0, 0};
        CHECK_RESULT(MI_OperationOptions_SetTimeout(&options, &limit), MI_RESULT_OK);
        set(&record->may_fail, 1);
    }
    Start start = {&record->visit->session, flags, options.ft ? &options : NULL, key, callbacks,
                   &record->operation};
    starting = record;
    record->kind->start(&start);
    starting = NULL;
    /* What was given to the start may go at once. */
    CHECK_RESULT(MI_Instance_Delete(key), MI_RESULT_OK);
    if (options.ft) {
        MI_OperationOptions_Delete(&options);
    }
}

static Moment any_moment(Dice *dice) {
    return (Moment)roll(dice, AFTER_THE_LAST + 1);
}

static unsigned any_number(Dice *dice) {
    return roll(dice, 2) ? roll(dice, 4) : roll(dice, INSTANCES);
}

void start_with_callbacks(Worker *worker, Visit *visit, Record **place) {
    Record *record = new_record(worker, visit);
    Dice *dice = &worker->dice;
    record->manual = roll(dice, 2);
    record->slow = roll(dice, 3) == 0;
    record->nested = roll(dice, 4) == 0;
    record->close = any_moment(dice);
    record->cancel = any_moment(dice);
    record->close_at = any_number(dice);
    record->cancel_at = any_number(dice);
    record->helpers = 1 + roll(dice, 2);
    if (record->close == NEVER) {
        record->close = AFTER_THE_LAST;
    }
    record->delivered = true;
    if (is_endless(record) && record->close != AFTER_START) {
        record->cancel = AFTER_START;
    }
    *place = record;
    MI_OperationCallbacks callbacks = some_callbacks(record);
    callbacks.instanceResult = take_instance;
    callbacks.classResult = take_class;
    callbacks.indicationResult = take_indication;
    MI_Uint32 flags = record->manual ? MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS : 0;
    flags |= roll(dice, 4) == 0 ? MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED : 0;
    start_record(record, flags, &callbacks);
    if (record->cancel == AFTER_START) {
        cancel_operation(record, record->operation);
    }
    if (record->close == AFTER_START) {
        close_operation(record, record->operation);
    }
}

/* Fetches from an operation until its final result, or until it was closed by another. */
static void fetch_to_the_end(Record *record, MI_Operation *operation) {
    unsigned wanted = record->close == AFTER_START ? 0 : record->close == INSIDE ? record->close_at : ~0u;
    unsigned further = roll(&record->dice, 3);
    bool contested = record->close == BY_ANOTHER;
    if (contested) {
        leave_to_helper(record, CLOSE, operation, NULL, NULL);
    }
    while (record->results < wanted) {
        const MI_Instance *instance = NULL;
        const MI_Class *class_result = NULL;
        MI_Boolean more = MI_TRUE;
        MI_Result outcome = MI_RESULT_FAILED, result = MI_RESULT_FAILED;
        const MI_Instance *details = NULL;
        if (record->kind->type == CLASS) {
            result = MI_Operation_GetClass(operation, &class_result, &more, &outcome, NULL, &details);
        } else if (record->kind->type == INSTANCE) {
            result = MI_Operation_GetInstance(operation, &instance, &more, &outcome, NULL, &details);
        } else {
            result =
                MI_Operation_GetIndication(operation, &instance, NULL, NULL, &more, &outcome, NULL, &details);
        }
        if (result != MI_RESULT_OK) {
            /* Another thread has closed it meanwhile. */
            CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
            HOLDS(record, contested);
            return;
        }
        bool item = instance || class_result;
        add(&results_seen, 1);
        /* What it leads to is the closer's to end, where there is one. */
        if (item && !contested && record->kind->start == start_enumerate) {
            HOLDS(record, (long)uint32_of(instance, MI_T("Number")) == record->last_number + 1);
            record->last_number++;
        }
        if (get(&record->finals)) {
            HOLDS(record, !more && !item && outcome == record->result);
            if (further-- == 0) {
                return;
            }
            continue;
        }
        record->results++;
        record->items += item;
        HOLDS(record, !more || outcome == MI_RESULT_OK);
        /* A fetch that a close overtakes gets the outcome alone. */
        HOLDS(record, outcome == MI_RESULT_OK ? !details : details || contested);
        if (record->cancel == INSIDE && record->results > record->cancel_at) {
            cancel_operation(record, *operation);
            record->cancel = NEVER;
        }
        if (!more) {
            set(&record->finals, 1);
            record->result = outcome;
            if (further-- == 0) {
                return;
            }
        }
    }
}

void run_synchronous(Worker *worker, Visit *visit) {
    Record *record = new_record(worker, visit);
    Dice *dice = &worker->dice;
    record->close = any_moment(dice);
    record->cancel = any_moment(dice);
    record->close_at = any_number(dice);
    record->cancel_at = any_number(dice);
    if (is_endless(record) && record->close != AFTER_START && record->close != BY_ANOTHER) {
        record->cancel = roll(dice, 2) ? AFTER_START : BY_ANOTHER;
    }
    MI_OperationCallbacks callbacks = some_callbacks(record);
    start_record(record, roll(dice, 4) == 0 ? MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED : 0,
                 roll(dice, 2) ? &callbacks : NULL);
    if (record->cancel == AFTER_START) {
        cancel_operation(record, record->operation);
    }
    if (record->cancel == BY_ANOTHER) {
        leave_to_helper(record, CANCEL, &record->operation, NULL, NULL);
    }
    MI_Operation operation = record->operation;
    fetch_to_the_end(record, &operation);
    close_operation(record, operation);
    pthread_mutex_lock(&worker->mutex);
    while (get(&record->chores) > 0) {
        pthread_cond_wait(&worker->changed, &worker->mutex);
    }
    pthread_mutex_unlock(&worker->mutex);
    HOLDS(record, get(&record->closed) == 1);
    if (get(&record->finals)) {
        check_result_of(record, record->result);
    }
    release_visit(record->visit);
    free(record);
}
