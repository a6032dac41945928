/* What the programs that measure share: checks, time, medians, and the form of a result. */

#ifndef MEASURE_H
#define MEASURE_H

#include <mi.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Ends the program where something does not work: a wrong number is worse than none. */
static inline void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "bench: %s\n", what);
        exit(1);
    }
}

static inline void expect_ok(MI_Result result, const char *what) {
    if (result != MI_RESULT_OK) {
        fprintf(stderr, "bench: %s: result %d\n", what, (int)result);
        exit(1);
    }
}

static inline double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static inline int compare(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static inline double quantile(double *values, size_t count, double part) {
    qsort(values, count, sizeof *values, compare);
    return values[(size_t)((double)(count - 1) * part)];
}

static inline void print_metric(const char *metric, double value, const char *unit) {
    printf("%-50s %14.3f %s\n", metric, value, unit);
    fflush(stdout);
}

/* Takes an operation's results to its end, and counts the instances. */
static inline size_t finish(MI_Operation *operation, const char *what) {
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_OK;
    size_t count = 0;
    do {
        expect_ok(MI_Operation_GetInstance(operation, &instance, &more, &result, NULL, NULL), what);
        count += instance != NULL;
    } while (more);
    expect_ok(result, what);
    MI_Operation_Close(operation);
    return count;
}

#endif
