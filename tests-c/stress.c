/* Many threads start operations of every kind at random, and cancel, acknowledge and close them at every
   moment, while sessions and applications open and close around them. Every operation is accounted for: one
   final result, as the last; one callback at a time; results in order; nothing after the end; and nothing
   left behind.

   MI_STRESS_SECONDS says how long (6), MI_STRESS_SEED with what (another each time; it is printed). One seed
   gives each thread the same decisions; what the threads meet still differs from run to run. */

#define _GNU_SOURCE
#include "modules.h"
#include "stress_operation.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

WITH_REPOSITORY;

enum {
    CLIENTS = 6,
    HELPERS = 2,
    ROUNDS = 4 /* after each of which everything is closed */
};
static unsigned stop_clients;

/* ---- Accounting ---- */

static bool has_ended(Record *record) {
    return get(&record->finals) == 1 && get(&record->inside) == 0 && get(&record->unacknowledged) == 0 &&
           get(&record->acknowledging) == 0;
}

static bool is_settled(Record *record) {
    return has_ended(record) && get(&record->closed) == 1 && get(&record->chores) == 0;
}

/* Accounts for an operation that is over, and keeps it for a while, in which nothing may come. */
static void account_for(Worker *worker, Record *record) {
    check_result_of(record, record->result);
    HOLDS(record, MI_Operation_Close(&record->operation) == MI_RESULT_INVALID_PARAMETER);
    set(&record->over, 1);
    unsigned place = worker->next_remembered++ % REMEMBERED;
    if (worker->remembered[place]) {
        release_visit(worker->remembered[place]->visit);
        free(worker->remembered[place]);
    }
    worker->remembered[place] = record;
}

/* Closes what has ended and waits to be closed, and accounts for what is settled. Says how many are open
 * still. */
static unsigned settle(Worker *worker) {
    unsigned open = 0;
    for (unsigned place = 0; place < OUTSTANDING; place++) {
        Record *record = worker->outstanding[place];
        if (!record) {
            continue;
        }
        if (has_ended(record) && record->close == AFTER_THE_LAST && get(&record->closes) == 0) {
            if (record->cancel == AFTER_THE_LAST) {
                cancel_operation(record, record->operation);
            }
            close_operation(record, record->operation);
        }
        if (is_settled(record)) {
            worker->outstanding[place] = NULL;
            account_for(worker, record);
        } else {
            open++;
        }
    }
    return open;
}

/* Waits until no more operations are open than that. */
static void settle_to(Worker *worker, unsigned limit) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += memory_is_checked() ? 120 : 30;
    while (settle(worker) > limit) {
        pthread_mutex_lock(&worker->mutex);
        bool settled = false;
        int error = 0;
        while (!settled && error == 0) {
            for (unsigned place = 0; place < OUTSTANDING; place++) {
                Record *record = worker->outstanding[place];
                settled |= record && (is_settled(record) || (has_ended(record) && get(&record->closes) == 0));
            }
            if (!settled) {
                error = pthread_cond_timedwait(&worker->changed, &worker->mutex, &until);
            }
        }
        pthread_mutex_unlock(&worker->mutex);
        if (error) {
            for (unsigned place = 0; place < OUTSTANDING; place++) {
                if (worker->outstanding[place]) {
                    complain(worker->outstanding[place], "it never ended");
                }
            }
            CHECK(!"all operations end");
            stop_test();
        }
    }
}

static Record **free_place(Worker *worker) {
    for (unsigned place = 0; place < OUTSTANDING; place++) {
        if (!worker->outstanding[place]) {
            return &worker->outstanding[place];
        }
    }
    return NULL;
}

static void *work(void *argument) {
    Worker *worker = argument;
    Dice *dice = &worker->dice;
    while (!get(&stop_clients)) {
        unsigned place = roll(dice, APPLICATIONS), number = roll(dice, SESSIONS), action = roll(dice, 1000);
        if (action < 3) {
            settle_to(worker, 0);
            if (end_host(place, dice)) {
                open_host(place);
            }
        } else if (action < 15) {
            bool wait = roll(dice, 2);
            if (wait) {
                settle_to(worker, 0);
            }
            replace_visit(place, number, wait);
        } else {
            Visit *visit = borrow_visit(place, number);
            if (!visit) {
                open_visit(place, number);
                continue;
            }
            Record **free_one = free_place(worker);
            if (action < 300) {
                run_synchronous(worker, visit);
            } else if (free_one) {
                start_with_callbacks(worker, visit, free_one);
            } else {
                release_visit(visit);
                settle_to(worker, roll(dice, OUTSTANDING));
            }
        }
        settle(worker);
    }
    settle_to(worker, 0);
    return NULL;
}

/* ---- The run ---- */

static uint64_t number_from(const char *variable, uint64_t otherwise) {
    const char *text = getenv(variable);
    return text && *text ? strtoull(text, NULL, 0) : otherwise;
}

static void run_round(uint64_t seed, double seconds) {
    static Worker workers[CLIENTS];
    Dice dice = {seed}, helper_dice[HELPERS];
    pthread_t helpers[HELPERS];
    set(&stop_clients, 0);
    start_helping();
    for (unsigned place = 0; place < APPLICATIONS; place++) {
        open_host(place);
    }
    for (unsigned index = 0; index < HELPERS; index++) {
        helper_dice[index].state = next_number(&dice);
        REQUIRE(pthread_create(&helpers[index], NULL, help, &helper_dice[index]) == 0);
    }
    for (unsigned index = 0; index < CLIENTS; index++) {
        Worker *worker = &workers[index];
        worker->dice.state = next_number(&dice);
        worker->number = index;
        pthread_mutex_init(&worker->mutex, NULL);
        pthread_cond_init(&worker->changed, NULL);
        REQUIRE(pthread_create(&worker->thread, NULL, work, worker) == 0);
    }
    struct timespec length = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&length, NULL);
    set(&stop_clients, 1);
    for (unsigned index = 0; index < CLIENTS; index++) {
        pthread_join(workers[index].thread, NULL);
    }
    for (unsigned place = 0; place < APPLICATIONS; place++) {
        end_host(place, &dice);
    }
    end_helping();
    for (unsigned index = 0; index < HELPERS; index++) {
        pthread_join(helpers[index], NULL);
    }
    CHECK_NUMBER(get(&open_visits), 0);
    CHECK_NUMBER(get(&open_hosts), 0);
    for (unsigned index = 0; index < CLIENTS; index++) {
        for (unsigned place = 0; place < REMEMBERED; place++) {
            Record *record = workers[index].remembered[place];
            if (record) {
                release_visit(record->visit);
                free(record);
                workers[index].remembered[place] = NULL;
            }
        }
    }
}

static void *do_nothing(void *argument) {
    return argument;
}

TEST_WITHIN(every_operation_is_accounted_for_whatever_happens_around_it, 120) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t other = (uint64_t)now.tv_sec * 1000000007 + (uint64_t)now.tv_nsec * 31 + (uint64_t)getpid();
    uint64_t seed = number_from("MI_STRESS_SEED", other);
    uint64_t seconds = number_from("MI_STRESS_SECONDS", 6);
    /* Nobody who waits for an operation's end waits for ever, so this is never the first to tell. */
    limit_time((unsigned)seconds + 300);
    printf("stress: MI_STRESS_SEED=%" PRIu64 " MI_STRESS_SECONDS=%" PRIu64 "\n", seed, seconds);
    fflush(stdout);
    explain_failures("MI_STRESS_SEED=%" PRIu64 " MI_STRESS_SECONDS=%" PRIu64, seed, seconds);
    compile_instances(INSTANCES);
    use_modules();
    install_sample();
    write_no_log();
    write_registration("sample",
                       "LIBRARY=sample\nHOSTING=@inproc@\nCLASS=Sample_Number\nCLASS=Sample_Play\n");
    /* A checker has a thread of its own as soon as there are others. */
    pthread_t first;
    REQUIRE(pthread_create(&first, NULL, do_nothing, NULL) == 0);
    pthread_join(first, NULL);
    unsigned threads = running_threads(1), files = open_files();
    size_t held = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        run_round(seed + round, (double)seconds / ROUNDS);
        CHECK_NUMBER(running_threads(threads), threads);
        CHECK_NUMBER(open_files(), files);
        printf("stress: round %u: %u operations, %u results; %zu bytes held\n", round + 1,
               get(&operations_started), get(&results_seen), held_memory());
        if (round == 0) {
            held = held_memory();
        }
    }
    /* The tables of handles grow to what was open at once, which differs from round to round; they have a few
     * dozen bytes for each. */
    if (!memory_is_checked() && !CHECK(held_memory() < held + 256 * 1024)) {
        fprintf(stderr, "    (%zu bytes after the first round, %zu after the last)\n", held, held_memory());
    }
}
