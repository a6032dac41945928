/* Every operation, in both forms: fetched, delivered, with its start reported, acknowledged by hand,
 * cancelled and closed at once. */

#include "every_operation.h"

#include <stdio.h>
#include <string.h>

WITH_REPOSITORY;

/* What came of an operation. */
typedef struct Notes {
    Event results, finished;
    MI_Result result;
    unsigned items;
    bool started;          /* the first result was an empty one, with more to come */
    unsigned empty;        /* further empty results with more to come */
    unsigned acknowledged; /* within the callback */
    bool has_details;
} Notes;

#define NOTES_INITIALISER                                                                                    \
    { EVENT_INITIALISER, EVENT_INITIALISER, MI_RESULT_OK, 0, false, 0, 0, false }

static void note(Notes *notes, MI_Operation *operation, bool item, MI_Boolean more_results, MI_Result result,
                 const MI_Instance *details, MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    bool empty = !item && more_results, first = event_count(&notes->results) == 0;
    CHECK_NUMBER(event_count(&notes->finished), 0);
    notes->items += item;
    notes->started |= empty && first;
    notes->empty += empty && !first;
    if (!more_results) {
        notes->result = result;
        notes->has_details = details != NULL;
    }
    event_raise(&notes->results);
    if (!more_results) {
        event_raise(&notes->finished);
    }
    if (acknowledge) {
        CHECK_RESULT(acknowledge(operation), MI_RESULT_OK);
        __atomic_add_fetch(&notes->acknowledged, 1, __ATOMIC_SEQ_CST);
    }
}

static void MI_CALL note_instance(MI_Operation *operation, void *context, const MI_Instance *instance,
                                  MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                  const MI_Instance *details,
                                  MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    (void)message;
    note(context, operation, instance != NULL, more_results, result, details, acknowledge);
}

static void MI_CALL note_class(MI_Operation *operation, void *context, const MI_Class *class_result,
                               MI_Boolean more_results, MI_Result result, const MI_Char *message,
                               const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    (void)message;
    note(context, operation, class_result != NULL, more_results, result, details, acknowledge);
}

static void MI_CALL note_indication(MI_Operation *operation, void *context, const MI_Instance *instance,
                                    const MI_Char *bookmark, const MI_Char *machine, MI_Boolean more_results,
                                    MI_Result result, const MI_Char *message, const MI_Instance *details,
                                    MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    (void)bookmark;
    (void)machine;
    (void)message;
    note(context, operation, instance != NULL, more_results, result, details, acknowledge);
}

static MI_Operation start(Client *client, const Kind *kind, MI_Uint32 flags, Notes *notes) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    MI_Instance *key = new_keyed(&client->application, MI_T("Test_Widget"), MI_T("w1"));
    callbacks.callbackContext = notes;
    callbacks.instanceResult = note_instance;
    callbacks.classResult = note_class;
    callbacks.indicationResult = note_indication;
    Start arguments = {&client->session, flags, NULL, key, notes ? &callbacks : NULL, &operation};
    kind->start(&arguments);
    MI_Instance_Delete(key);
    return operation;
}

/* Fetches the next result. Returns whether it holds anything. */
static bool fetch(MI_Operation *operation, const Kind *kind, MI_Boolean *more, MI_Result *result,
                  const MI_Instance **details) {
    const MI_Instance *instance = NULL;
    const MI_Class *class_result = NULL;
    const MI_Char *message = NULL;
    MI_Result returned = MI_RESULT_FAILED;
    switch (kind->type) {
    case INSTANCE:
        returned = MI_Operation_GetInstance(operation, &instance, more, result, &message, details);
        break;
    case CLASS:
        returned = MI_Operation_GetClass(operation, &class_result, more, result, &message, details);
        break;
    case INDICATION:
        returned =
            MI_Operation_GetIndication(operation, &instance, NULL, NULL, more, result, &message, details);
        break;
    }
    REQUIRE_RESULT(returned, MI_RESULT_OK);
    CHECK((*result != MI_RESULT_OK) == (message != NULL));
    return instance || class_result;
}

/* Fetches all. */
static Notes fetch_all(MI_Operation *operation, const Kind *kind) {
    Notes notes = NOTES_INITIALISER;
    MI_Boolean more = MI_TRUE;
    for (unsigned index = 0; more; index++) {
        const MI_Instance *details = NULL;
        bool item = fetch(operation, kind, &more, &notes.result, &details);
        bool empty = !item && more;
        notes.items += item;
        notes.started |= empty && index == 0;
        notes.empty += empty && index > 0;
        notes.has_details = details != NULL;
    }
    return notes;
}

static void check(const Kind *kind, const Notes *notes, bool may_fail) {
    bool expected = notes->result <= 28 && (kind->results >> notes->result & 1);
    bool failed = may_fail && notes->result == MI_RESULT_FAILED;
    bool well = CHECK(expected || failed);
    well &= CHECK((notes->result != MI_RESULT_OK) == notes->has_details);
    well &= CHECK_NUMBER(notes->empty, 0);
    if (!well) {
        fprintf(stderr, "    (%s, which ended with %u)\n", SHOWN(kind->name), notes->result);
    }
}

/* Whether it fails before it starts: then there is no start to report, and nothing to acknowledge. */
static bool can_not_start(const Kind *kind) {
    return kind->results == 1u << MI_RESULT_INVALID_PARAMETER;
}

TEST(every_operation_has_one_final_result_and_then_that_again) {
    Client client;
    open_client(&client);
    for (unsigned index = 0; index < kind_count; index++) {
        MI_Operation operation = start(&client, &kinds[index], 0, NULL);
        Notes notes = fetch_all(&operation, &kinds[index]);
        check(&kinds[index], &notes, false);
        CHECK(!notes.started);
        for (int again = 0; again < 2; again++) {
            MI_Boolean more = MI_TRUE;
            MI_Result result = MI_RESULT_FAILED;
            const MI_Instance *details = NULL;
            CHECK(!fetch(&operation, &kinds[index], &more, &result, &details));
            CHECK_NUMBER(more, MI_FALSE);
            CHECK_RESULT(result, notes.result);
        }
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    }
    close_client(&client);
}

TEST(every_operation_calls_back_with_one_final_result) {
    Client client;
    open_client(&client);
    for (unsigned index = 0; index < kind_count; index++) {
        Notes notes = NOTES_INITIALISER;
        MI_Operation operation = start(&client, &kinds[index], 0, &notes);
        EVENT_WAIT(&notes.finished, 1);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        check(&kinds[index], &notes, false);
        CHECK(!notes.started);
        CHECK_NUMBER(notes.acknowledged, 0);
    }
    close_client(&client);
}

TEST(every_operation_that_starts_can_report_its_start) {
    Client client;
    open_client(&client);
    for (unsigned index = 0; index < kind_count; index++) {
        const Kind *kind = &kinds[index];
        Notes delivered = NOTES_INITIALISER;
        MI_Operation operation = start(&client, kind, MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED, NULL);
        Notes fetched = fetch_all(&operation, kind);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        check(kind, &fetched, false);
        operation = start(&client, kind, MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED, &delivered);
        EVENT_WAIT(&delivered.finished, 1);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        check(kind, &delivered, false);
        if (!CHECK_NUMBER(fetched.started, !can_not_start(kind)) ||
            !CHECK_NUMBER(delivered.started, !can_not_start(kind))) {
            fprintf(stderr, "    (%s)\n", SHOWN(kind->name));
        }
    }
    close_client(&client);
}

TEST(every_result_of_every_operation_can_be_acknowledged_inside_its_callback) {
    Client client;
    MI_Uint32 flags = MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS | MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED;
    open_client(&client);
    for (unsigned index = 0; index < kind_count; index++) {
        Notes notes = NOTES_INITIALISER;
        MI_Operation operation = start(&client, &kinds[index], flags, &notes);
        EVENT_WAIT(&notes.finished, 1);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        /* The close of the session waits for the acknowledgement of the last. */
        CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
        client.session = open_session(&client.application);
        check(&kinds[index], &notes, false);
        CHECK_NUMBER(notes.acknowledged, can_not_start(&kinds[index]) ? 0 : event_count(&notes.results));
    }
    close_client(&client);
}

/* Ends each operation as soon as it has started, and waits for it by closing its session. */
static void check_ended_at_once(MI_Result (*end)(MI_Operation *operation), bool closes) {
    Client client;
    open_client(&client);
    for (unsigned index = 0; index < kind_count; index++) {
        const Kind *kind = &kinds[index];
        Notes notes = NOTES_INITIALISER;
        MI_Operation fetched = start(&client, kind, 0, NULL);
        MI_Operation delivered = start(&client, kind, 0, &notes);
        MI_Result result = can_not_start(kind) && !closes ? MI_RESULT_FAILED : MI_RESULT_OK;
        CHECK_RESULT(end(&fetched), result);
        CHECK_RESULT(end(&delivered), result);
        if (!closes) {
            Notes all = fetch_all(&fetched, kind);
            check(kind, &all, true);
            CHECK_RESULT(MI_Operation_Close(&fetched), MI_RESULT_OK);
            CHECK_RESULT(MI_Operation_Close(&delivered), MI_RESULT_OK);
        }
        CHECK_RESULT(MI_Session_Close(&client.session, NULL, NULL), MI_RESULT_OK);
        CHECK_NUMBER(event_count(&notes.finished), 1);
        check(kind, &notes, true);
        client.session = open_session(&client.application);
    }
    close_client(&client);
}

static MI_Result close_it(MI_Operation *operation) {
    return MI_Operation_Close(operation);
}

static MI_Result cancel_it(MI_Operation *operation) {
    return MI_Operation_Cancel(operation, MI_REASON_NONE);
}

TEST(every_operation_may_be_closed_at_once) {
    check_ended_at_once(close_it, true);
}

TEST(every_operation_may_be_cancelled_at_once) {
    check_ended_at_once(cancel_it, false);
}
