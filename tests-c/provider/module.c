/* The module itself: loading, unloading, its threads, and the log of its life. */

#include "sample.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

MI_Server *__mi_server;

/* ---- The log ---- */

/* Opens a file beside the module, if it is there: its own name with something behind. */
static FILE *open_beside(const char *ending) {
    char module[4000], path[4096];
    if (!sample_path(module, sizeof module)) {
        return NULL;
    }
    snprintf(path, sizeof path, "%s.%s", module, ending);
    FILE *file = fopen(path, "r+");
    if (file) {
        fseek(file, 0, SEEK_END);
    }
    return file;
}

bool sample_exists_beside(const char *ending) {
    FILE *file = open_beside(ending);
    if (file) {
        fclose(file);
    }
    return file != NULL;
}

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

void sample_log(const char *line) {
    pthread_mutex_lock(&log_lock);
    FILE *file = open_beside("log");
    if (file) {
        fprintf(file, "%s\n", line);
        fclose(file);
    }
    pthread_mutex_unlock(&log_lock);
}

/* ---- Threads ---- */

typedef struct Job {
    pthread_t thread;
    void (*run)(void *);
    void *data;
    bool ended;
    struct Job *next;
} Job;

static pthread_mutex_t jobs_lock = PTHREAD_MUTEX_INITIALIZER;
static Job *jobs;

/* On Windows a lock takes memory at its first use, which would stay behind each time that the module is
 * unloaded. */
__attribute__((destructor)) static void discard_locks(void) {
    pthread_mutex_destroy(&log_lock);
    pthread_mutex_destroy(&jobs_lock);
}

static void *run_job(void *argument) {
    Job *job = argument;
    job->run(job->data);
    pthread_mutex_lock(&jobs_lock);
    job->ended = true;
    pthread_mutex_unlock(&jobs_lock);
    return NULL;
}

/* Joins the threads that have ended. */
static void join_ended(void) {
    for (Job **place = &jobs; *place;) {
        Job *job = *place;
        if (job->ended) {
            *place = job->next;
            pthread_join(job->thread, NULL);
            free(job);
        } else {
            place = &job->next;
        }
    }
}

void sample_start(void (*run)(void *), void *data) {
    Job *job = calloc(1, sizeof *job);
    job->run = run;
    job->data = data;
    pthread_mutex_lock(&jobs_lock);
    join_ended();
    job->next = jobs;
    jobs = job;
    if (pthread_create(&job->thread, NULL, run_job, job)) {
        abort();
    }
    pthread_mutex_unlock(&jobs_lock);
}

void sample_join(void) {
    for (;;) {
        Job *job;
        pthread_mutex_lock(&jobs_lock);
        job = jobs;
        jobs = job ? job->next : NULL;
        pthread_mutex_unlock(&jobs_lock);
        if (!job) {
            return;
        }
        pthread_join(job->thread, NULL);
        free(job);
    }
}

/* ---- Setters ---- */

MI_Result sample_set_text(MI_Instance *instance, MI_Uint32 index, const MI_Char *text) {
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.string = (MI_Char *)text;
    return instance->ft->SetElementAt(instance, index, &value, MI_STRING, text ? 0 : MI_FLAG_NULL);
}

MI_Result sample_set_number(MI_Instance *instance, MI_Uint32 index, MI_Uint32 number) {
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.uint32 = number;
    return instance->ft->SetElementAt(instance, index, &value, MI_UINT32, 0);
}

/* ---- The module ---- */

struct _MI_Module_Self {
    int loads;
};

static void MI_CALL Load(MI_Module_Self **self, MI_Context *context) {
    MI_Uint32 version = 0;
    const MI_Char *name = NULL;
    *self = calloc(1, sizeof **self);
    (*self)->loads++;
    __mi_server->serverFT->GetVersion(&version);
    __mi_server->serverFT->GetSystemName(&name);
    sample_log(version == MI_VERSION && name && *name ? "module load" : "module load, of a strange server");
    if (sample_exists_beside("refuses")) {
        free(*self);
        *self = NULL;
        MI_Context_PostResult(context, MI_RESULT_ACCESS_DENIED);
        return;
    }
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL Unload(MI_Module_Self *self, MI_Context *context) {
    sample_join();
    sample_log("module unload");
    free(self);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static MI_Module module = {MI_VERSION,
                           MI_VERSION,
                           MI_MODULE_FLAG_STANDARD_QUALIFIERS | MI_MODULE_FLAG_DESCRIPTIONS |
                               MI_MODULE_FLAG_FILTER_SUPPORT,
                           sizeof(MI_Char),
                           &sample_schema,
                           Load,
                           Unload,
                           NULL};

MI_EXTERN_C MI_EXPORT MI_Module *MI_MAIN_CALL MI_Main(MI_Server *server) {
    __mi_server = server;
    if (sample_exists_beside("unfiltered")) {
        module.flags &= ~(MI_Uint32)MI_MODULE_FLAG_FILTER_SUPPORT;
    }
    return &module;
}
