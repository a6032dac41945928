/* The stress program's operations: started at random, with all that happens to them decided beforehand, and
 * watched. */

#ifndef STRESS_OPERATION_H
#define STRESS_OPERATION_H

#include "every_operation.h"
#include "stress_sessions.h"

enum {
    OUTSTANDING = 24, /* operations with callbacks that a client has at a time */
    REMEMBERED = 256, /* operations that are over, and must stay quiet */
    INSTANCES = 700   /* far more than an operation keeps for a slow client */
};

typedef struct Worker Worker;
typedef struct Record Record;

/* When something is done to an operation with callbacks, and by whom. */
typedef enum Moment {
    NEVER,
    AFTER_START,   /* by the client, as soon as it can */
    INSIDE,        /* in the callback for the result with the number */
    BY_ANOTHER,    /* by a helper that the callback with that number tells */
    AFTER_THE_LAST /* by the client, when the final result was there */
} Moment;

/* One operation from its start until long after its end. */
struct Record {
    Worker *worker;
    Visit *visit;
    const Kind *kind;
    Dice dice;
    MI_Operation operation;
    const MI_Char *script; /* what the provider of the sample module plays */
    bool delivered;        /* with callbacks for its results */
    bool manual, slow, nested;
    Moment close, cancel;
    unsigned close_at, cancel_at, helpers;
    MI_CancellationReason reason;

    /* Touched in callbacks alone, of which there is one at a time. */
    unsigned results, items;
    long last_number;

    unsigned inside;         /* callbacks that run */
    unsigned unacknowledged; /* results that wait for their acknowledgement */
    unsigned acknowledging;  /* acknowledgements that have begun */
    unsigned finals;         /* final results */
    unsigned closes, closed; /* calls of close, and those of them that closed it */
    unsigned chores;         /* what helpers have to do yet */
    unsigned may_fail;       /* somebody ends it early */
    unsigned over;           /* accounted for: nothing may come any more */
    MI_Result result;
};

/* A client: a thread that starts operations. */
struct Worker {
    Dice dice;
    unsigned number, created;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Record *outstanding[OUTSTANDING];
    Record *remembered[REMEMBERED];
    unsigned next_remembered;
};

/* How many there were. */
extern unsigned operations_started, results_seen;

/* Says what is known of an operation with which something is wrong. */
void complain(const Record *record, const char *what);
#define HOLDS(record, condition) ((void)(CHECK(condition) || (complain(record, "the operation"), 0)))

/* Starts an operation, which is put into the place first: callbacks may come at once. */
void start_with_callbacks(Worker *worker, Visit *visit, Record **place);

/* Runs a synchronous operation to its end, or until it is closed, and accounts for it. */
void run_synchronous(Worker *worker, Visit *visit);

void close_operation(Record *record, MI_Operation operation);
void cancel_operation(Record *record, MI_Operation operation);

/* Holds the result of an operation to what it may be. */
void check_result_of(Record *record, MI_Result result);

/* A thread that does late what callbacks left to others. */
void *help(void *dice);
void start_helping(void);

/* Has the helpers end when nothing is left to do. */
void end_helping(void);

#endif
