#include "stress_sessions.h"

#include <stdlib.h>

static pthread_mutex_t places = PTHREAD_MUTEX_INITIALIZER;
static Host *hosts[APPLICATIONS];
static Visit *visits[APPLICATIONS][SESSIONS];
unsigned open_visits, open_hosts;

static void release_host(Host *host) {
    if (add(&host->references, -1) == 0) {
        free(host);
    }
}

void release_visit(Visit *visit) {
    if (add(&visit->references, -1) == 0) {
        release_host(visit->host);
        free(visit);
    }
}

static Host *borrow_host(unsigned place) {
    pthread_mutex_lock(&places);
    Host *host = hosts[place];
    if (host) {
        add(&host->references, 1);
    }
    pthread_mutex_unlock(&places);
    return host;
}

Visit *borrow_visit(unsigned place, unsigned number) {
    pthread_mutex_lock(&places);
    Visit *visit = visits[place][number];
    if (visit) {
        add(&visit->references, 1);
    }
    pthread_mutex_unlock(&places);
    return visit;
}

bool is_closing(Visit *visit) {
    return get(&visit->closing) || get(&visit->host->closing);
}

static void MI_CALL visit_is_over(void *context) {
    Visit *visit = context;
    CHECK_NUMBER(add(&visit->completed, 1), 1);
    add(&open_visits, -1);
    release_visit(visit);
}

/* Closes a session, and waits for that or not. Who waits must have no operations open. */
static void close_visit(Visit *visit, bool wait) {
    set(&visit->closing, 1);
    /* The handle may be used through a copy. */
    MI_Session session = visit->session;
    if (wait) {
        CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
        visit_is_over(visit);
    } else {
        CHECK_RESULT(MI_Session_Close(&session, visit, visit_is_over), MI_RESULT_OK);
    }
}

void open_visit(unsigned place, unsigned number) {
    Host *host = borrow_host(place);
    if (!host) {
        return;
    }
    Visit *visit = calloc(1, sizeof *visit);
    visit->host = host;
    visit->references = 2;
    MI_Result result =
        MI_Application_NewSession(&host->application, NULL, NULL, NULL, NULL, NULL, &visit->session);
    if (result != MI_RESULT_OK) {
        CHECK(get(&host->closing));
        visit->references = 1;
        release_visit(visit);
        return;
    }
    add(&open_visits, 1);
    pthread_mutex_lock(&places);
    bool is_free = hosts[place] == host && !visits[place][number];
    if (is_free) {
        visits[place][number] = visit;
    }
    pthread_mutex_unlock(&places);
    if (!is_free) {
        close_visit(visit, false);
        release_visit(visit);
    }
}

static Visit *take_visit(unsigned place, unsigned number) {
    pthread_mutex_lock(&places);
    Visit *visit = visits[place][number];
    visits[place][number] = NULL;
    pthread_mutex_unlock(&places);
    return visit;
}

void replace_visit(unsigned place, unsigned number, bool wait) {
    Visit *visit = take_visit(place, number);
    if (visit) {
        close_visit(visit, wait);
        release_visit(visit);
    }
    open_visit(place, number);
}

void open_host(unsigned place) {
    Host *host = calloc(1, sizeof *host);
    host->application = open_application();
    host->references = 1;
    add(&open_hosts, 1);
    pthread_mutex_lock(&places);
    hosts[place] = host;
    pthread_mutex_unlock(&places);
    for (unsigned number = 0; number < SESSIONS; number++) {
        open_visit(place, number);
    }
}

static void *close_host(void *argument) {
    Host *host = argument;
    MI_Application application = host->application;
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    add(&open_hosts, -1);
    return NULL;
}

/* Closes an application and its sessions, the one before, after or while the others close. Who calls this
 * must have no operations open. */
bool end_host(unsigned place, Dice *dice) {
    pthread_mutex_lock(&places);
    Host *host = hosts[place];
    hosts[place] = NULL;
    pthread_mutex_unlock(&places);
    if (!host) {
        return false;
    }
    set(&host->closing, 1);
    pthread_t closer;
    bool meanwhile = roll(dice, 2);
    if (meanwhile) {
        REQUIRE(pthread_create(&closer, NULL, close_host, host) == 0);
    }
    for (unsigned number = 0; number < SESSIONS; number++) {
        Visit *visit = take_visit(place, number);
        if (visit) {
            close_visit(visit, roll(dice, 2));
            release_visit(visit);
        }
    }
    if (meanwhile) {
        pthread_join(closer, NULL);
    } else {
        close_host(host);
    }
    release_host(host);
    return true;
}
