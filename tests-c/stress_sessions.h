/* What the stress program shares: chance, counters of several threads, and the applications and sessions that
 * open and close around its operations. */

#ifndef STRESS_SESSIONS_H
#define STRESS_SESSIONS_H

#include "fixture.h"

enum {
    APPLICATIONS = 3,
    SESSIONS = 3 /* of each application */
};

/* ---- Chance ---- */

typedef struct Dice {
    uint64_t state;
} Dice;

/* Splitmix. */
static inline uint64_t next_number(Dice *dice) {
    uint64_t number = dice->state += 0x9e3779b97f4a7c15;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return number ^ (number >> 31);
}

static inline unsigned roll(Dice *dice, unsigned sides) {
    return (unsigned)(next_number(dice) % sides);
}

static inline unsigned get(const unsigned *number) {
    return __atomic_load_n(number, __ATOMIC_SEQ_CST);
}

static inline void set(unsigned *number, unsigned value) {
    __atomic_store_n(number, value, __ATOMIC_SEQ_CST);
}

static inline unsigned add(unsigned *number, int change) {
    return __atomic_add_fetch(number, change, __ATOMIC_SEQ_CST);
}
/* ---- Applications and sessions ---- */

/* An application. */
typedef struct Host {
    MI_Application application;
    unsigned closing;
    unsigned references;
} Host;

/* A session, until everything that was started in it is accounted for. */
typedef struct Visit {
    MI_Session session;
    Host *host;
    unsigned closing;   /* its close is about to begin: its operations may fail */
    unsigned completed; /* it told that its close is over */
    unsigned references;
} Visit;

/* How many are open. */
extern unsigned open_visits, open_hosts;

/* The session at a place, to be released; NULL while there is none. */
Visit *borrow_visit(unsigned place, unsigned number);
void release_visit(Visit *visit);

/* Whether the session or its application is about to close, so that its operations may fail. */
bool is_closing(Visit *visit);

/* Opens a session at a place where there is none. */
void open_visit(unsigned place, unsigned number);

/* Closes the session at a place, and opens another. Who waits for the close must have no operations open. */
void replace_visit(unsigned place, unsigned number, bool wait);

/* Opens an application with its sessions. */
void open_host(unsigned place);

/* Closes an application and its sessions, the one before, after or while the others close. Who calls this
 * must have no operations open. Another thread may be about to do the same; of those one is told that it did.
 */
bool end_host(unsigned place, Dice *dice);

#endif
