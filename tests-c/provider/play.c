/* Sample_Play: plays what its key says, word by word, on a thread of its own. GetInstance plays its key;
 * EnumerateInstances plays the key that CreateInstance was given last. A word may have a number behind, as in
 * "instance*500":
 *
 *   instance         posts an instance, numbered from 0 on
 *   message, progress, stream, prompt, error
 *                    sends each of these, the reports of progress and the pieces of a stream with their
 * numbers; the answer to a question goes to the log threads          posts instances from four threads at
 * once, 100 from each; their numbers say which thread and which instance wait             goes on when it is
 * released (GetInstance of "go") or cancelled stubborn         goes on when it is released, and not when it
 * is cancelled until-cancelled  goes on when it is cancelled
 *
 * What is cancelled plays no further. The end, with or without success, goes to the log.
 */

#include "sample.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, OF_EACH_THREAD = 100 };

typedef struct Play {
    MI_Context *context;
    MI_Char script[256];
    MI_Uint32 instances, reports, pieces; /* how many were sent */
    bool answers;                         /* it was asked for one instance */
    bool cancelled;
} Play;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static unsigned releases;
static MI_Char script[256];

static MI_Result post(MI_Context *context, const MI_Char *id, MI_Uint32 number) {
    Sample_Play instance;
    MI_Context_ConstructInstance(context, &Sample_Play_rtti, &instance.__instance);
    sample_set_text(&instance.__instance, 0, id);
    sample_set_number(&instance.__instance, 1, number);
    MI_Result result = MI_Context_PostInstance(context, &instance.__instance);
    MI_Instance_Destruct(&instance.__instance);
    return result;
}

static void MI_CALL cancelled(MI_CancellationReason reason, void *argument) {
    Play *play = argument;
    char line[64];
    snprintf(line, sizeof line, "play cancelled for reason %u", (unsigned)reason);
    sample_log(line);
    pthread_mutex_lock(&lock);
    play->cancelled = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static bool is_cancelled(Play *play) {
    pthread_mutex_lock(&lock);
    bool is = play->cancelled;
    pthread_mutex_unlock(&lock);
    return is;
}

static void wait_for_release(Play *play, bool heeds_release, bool heeds_cancel) {
    sample_log("play waits");
    pthread_mutex_lock(&lock);
    while (!(heeds_release && releases > 0) && !(heeds_cancel && play->cancelled)) {
        pthread_cond_wait(&changed, &lock);
    }
    if (heeds_release && !(heeds_cancel && play->cancelled)) {
        releases--;
    }
    pthread_mutex_unlock(&lock);
}

typedef struct Part {
    pthread_t thread;
    Play *play;
    MI_Uint32 number;
} Part;

static void *post_part(void *argument) {
    Part *part = argument;
    for (MI_Uint32 index = 0; index < OF_EACH_THREAD; index++) {
        if (post(part->play->context, MI_T("part"), part->number * OF_EACH_THREAD + index) != MI_RESULT_OK) {
            break;
        }
    }
    return NULL;
}

static void post_from_threads(Play *play) {
    Part parts[THREADS];
    for (MI_Uint32 number = 0; number < THREADS; number++) {
        parts[number].play = play;
        parts[number].number = number;
        if (pthread_create(&parts[number].thread, NULL, post_part, &parts[number])) {
            abort();
        }
    }
    for (MI_Uint32 number = 0; number < THREADS; number++) {
        pthread_join(parts[number].thread, NULL);
    }
}

static void log_answer(const char *question, MI_Result result, MI_Boolean answer) {
    char line[96];
    snprintf(line, sizeof line, "%s: %u, %s", question, (unsigned)result, answer ? "yes" : "no");
    sample_log(line);
}

static void play_word(Play *play, const char *word) {
    MI_Context *context = play->context;
    MI_Boolean answer = MI_FALSE;
    if (!strcmp(word, "instance")) {
        post(context, MI_T("instance"), play->instances++);
    } else if (!strcmp(word, "message")) {
        MI_Context_WriteWarning(context, MI_T("a warning"));
    } else if (!strcmp(word, "progress")) {
        MI_Context_WriteProgress(context, MI_T("playing"), MI_T("progress"), MI_T("well"), play->reports++,
                                 0);
    } else if (!strcmp(word, "stream")) {
        MI_Value value;
        MI_Uint32 numbers[] = {play->pieces++, 17};
        memset(&value, 0, sizeof value);
        value.uint32a.data = numbers;
        value.uint32a.size = 2;
        MI_Context_WriteStreamParameter(context, MI_T("Numbers"), &value, MI_UINT32A, 0);
    } else if (!strcmp(word, "prompt")) {
        MI_Result result = MI_Context_PromptUser(context, MI_T("Go on?"), MI_PROMPTTYPE_NORMAL, &answer);
        log_answer("prompt", result, answer);
    } else if (!strcmp(word, "error")) {
        MI_Result result = MI_Context_WriteError(context, MI_RESULT_NOT_FOUND, MI_RESULT_TYPE_MI,
                                                 MI_T("a thing lacks"), &answer);
        log_answer("error", result, answer);
    } else if (!strcmp(word, "threads")) {
        post_from_threads(play);
    } else if (!strcmp(word, "wait")) {
        wait_for_release(play, true, true);
    } else if (!strcmp(word, "stubborn")) {
        wait_for_release(play, true, false);
    } else if (!strcmp(word, "until-cancelled")) {
        wait_for_release(play, false, true);
    } else {
        sample_log("play of a strange word");
    }
}

static void play_all(void *argument) {
    Play *play = argument;
    char words[4 * TEXT_CAPACITY(play->script)], *rest = NULL;
    snprintf(words, sizeof words, "%s", SHOWN(play->script));
    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        char *star = strchr(word, '*');
        unsigned long times = star ? strtoul(star + 1, NULL, 10) : 1;
        if (star) {
            *star = 0;
        }
        for (unsigned long index = 0; index < times && !is_cancelled(play); index++) {
            play_word(play, word);
        }
    }
    bool ended = is_cancelled(play);
    if (play->answers && !ended) {
        post(play->context, play->script, play->instances);
    }
    sample_log(ended ? "play ended early" : "play ended");
    /* This waits for the callback of the cancellation, which may hold the lock. */
    MI_Context_PostResult(play->context, ended ? MI_RESULT_FAILED : MI_RESULT_OK);
    free(play);
}

static void start(MI_Context *context, const MI_Char *words, bool answers) {
    Play *play = calloc(1, sizeof *play);
    play->context = context;
    play->answers = answers;
    text_print(play->script, TEXT_CAPACITY(play->script), "%s", SHOWN(words));
    MI_Context_RegisterCancel(context, cancelled, play);
    sample_start(play_all, play);
}

static void MI_CALL play_get(void *self, MI_Context *context, const MI_Char *name_space,
                             const MI_Char *class_name, const MI_Instance *instance,
                             const MI_PropertySet *properties) {
    const Sample_Play *wanted = (const Sample_Play *)instance;
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    if (text_compare(wanted->Id.value, MI_T("go"))) {
        start(context, wanted->Id.value, true);
        return;
    }
    pthread_mutex_lock(&lock);
    releases++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    post(context, MI_T("go"), 0);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL play_create(void *self, MI_Context *context, const MI_Char *name_space,
                                const MI_Char *class_name, const MI_Instance *instance) {
    const Sample_Play *made = (const Sample_Play *)instance;
    (void)self;
    (void)name_space;
    (void)class_name;
    pthread_mutex_lock(&lock);
    text_print(script, TEXT_CAPACITY(script), "%s", SHOWN(made->Id.value));
    pthread_mutex_unlock(&lock);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL play_enumerate(void *self, MI_Context *context, const MI_Char *name_space,
                                   const MI_Char *class_name, const MI_PropertySet *properties,
                                   MI_Boolean keys_only, const MI_Filter *filter) {
    MI_Char words[TEXT_CAPACITY(script)];
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    (void)keys_only;
    (void)filter;
    pthread_mutex_lock(&lock);
    text_print(words, TEXT_CAPACITY(words), "%s", SHOWN(script));
    pthread_mutex_unlock(&lock);
    start(context, words, false);
}

const MI_ProviderFT Sample_Play_funcs = {
    .GetInstance = play_get, .EnumerateInstances = play_enumerate, .CreateInstance = play_create};
