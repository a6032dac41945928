/* Every operation that a session has, to be started by number. */

#ifndef EVERY_OPERATION_H
#define EVERY_OPERATION_H

#include "fixture.h"

/* What an operation is started with. `key` is an instance of Test_Widget or Test_Strict. */
typedef struct Start {
    MI_Session *session;
    MI_Uint32 flags;
    MI_OperationOptions *options;
    const MI_Instance *key;
    MI_OperationCallbacks *callbacks;
    MI_Operation *operation;
} Start;

/* What its results are. */
typedef enum Type { INSTANCE, CLASS, INDICATION } Type;

/* Every operation, with the results that it may have when nothing ends it early. */
typedef struct Kind {
    const MI_Char *name;
    void (*start)(const Start *start);
    Type type;
    unsigned results; /* a bit for each MI_Result */
} Kind;

extern const Kind kinds[];
extern const unsigned kind_count;

/* Those that are treated in a way of their own. The first gives the instances of Test_Numbered. */
void start_enumerate(const Start *start);
void start_create(const Start *start);
void start_modify(const Start *start);
void start_delete(const Start *start);

#endif
