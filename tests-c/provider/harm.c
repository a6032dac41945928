/* What the method Do of Sample_Thing does to the process that it is in, and learns of it: for a module in a
 * process of its own. What is different on each system is in system_unix.c and system_windows.c. */

#include "sample.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Takes memory, and uses it, until there is no more, or the process is ended. */
static void take_memory(void) {
    for (;;) {
        char *taken = malloc(1 << 20);
        if (!taken) {
            continue;
        }
        memset(taken, 1, 1 << 20);
        usleep(100);
    }
}

/* Goes on until the process is ended, whoever wants it to stop. */
_Noreturn void sample_run_for_ever(void) {
    static volatile unsigned long turns;
    sample_log("runs for ever");
    for (;;) {
        turns++;
    }
}

/* Posts into a request that is over until the process is gone. */
static void *post_for_ever(void *argument) {
    MI_Context *context = argument;
    MI_Instance *instance = NULL;
    MI_Boolean cancelled = MI_FALSE;
    /* While the request goes on, its context answers. */
    while (!MI_Context_Canceled(context, &cancelled)) {
        usleep(1000);
    }
    for (;;) {
        MI_Context_PostResult(context, MI_RESULT_OK);
        if (MI_Context_NewInstance(context, &Sample_Thing_rtti, &instance) == MI_RESULT_OK) {
            MI_Context_PostInstance(context, instance);
            MI_Instance_Delete(instance);
        }
    }
    return NULL;
}

static void start_to_post_for_ever(MI_Context *context) {
    pthread_t thread;
    if (!pthread_create(&thread, NULL, post_for_ever, context)) {
        pthread_detach(thread);
    }
}

/* Posts what is no instance, a text without an end, an array that is longer than memory. */
static void post_garbage(MI_Context *context, const MI_Char *what) {
    static char page[4096];
    MI_Value value;
    memset(page, 0x5a, sizeof page);
    memset(&value, 0, sizeof value);
    if (!text_compare(what, MI_T("instance"))) {
        MI_Context_PostInstance(context, (MI_Instance *)(void *)page);
    } else if (!text_compare(what, MI_T("length"))) {
        value.uint32a.data = (MI_Uint32 *)(void *)page;
        value.uint32a.size = 0x0fffffff;
        MI_Context_WriteStreamParameter(context, MI_T("Numbers"), &value, MI_UINT32A, 0);
    } else if (!text_compare(what, MI_T("pointer"))) {
        value.string = (MI_Char *)16;
        MI_Context_WriteStreamParameter(context, MI_T("Text"), &value, MI_STRING, 0);
    } else if (!text_compare(what, MI_T("context"))) {
        MI_Context_PostResult((MI_Context *)(void *)page, MI_RESULT_OK);
    }
}

/* Waits until the client is gone. */
static void wait_for_cancel(MI_Context *context) {
    char line[32];
    MI_Boolean cancelled = MI_FALSE;
    snprintf(line, sizeof line, "pid %d", (int)getpid());
    sample_log(line);
    while (!MI_Context_Canceled(context, &cancelled) && !cancelled) {
        usleep(1000);
    }
}

MI_Result sample_harm(MI_Context *context, const MI_Char *what, const MI_Char *text, MI_Char *learnt,
                      size_t size) {
    MI_Result result = sample_harm_of_system(what, text, learnt, size);
    if (result != MI_RESULT_NOT_SUPPORTED) {
        return result;
    }
    if (!text_compare(what, MI_T("abort"))) {
        abort();
    } else if (!text_compare(what, MI_T("run-for-ever"))) {
        sample_run_for_ever();
    } else if (!text_compare(what, MI_T("post-for-ever"))) {
        start_to_post_for_ever(context);
    } else if (!text_compare(what, MI_T("post-garbage"))) {
        post_garbage(context, text);
    } else if (!text_compare(what, MI_T("exit"))) {
        _exit(atoi(SHOWN(text)));
    } else if (!text_compare(what, MI_T("memory"))) {
        take_memory();
    } else if (!text_compare(what, MI_T("hang"))) {
        sample_log("hangs");
        for (;;) {
            sleep(1000);
        }
    } else if (!text_compare(what, MI_T("pid"))) {
        text_print(learnt, size, "%d", (int)getpid());
    } else if (!text_compare(what, MI_T("wait"))) {
        wait_for_cancel(context);
    } else if (!text_compare(what, MI_T("variable"))) {
        const char *value = getenv(SHOWN(text));
        text_print(learnt, size, "%s", value ? value : "(none)");
    } else if (!text_compare(what, MI_T("folder"))) {
        char folder[4096];
        text_print(learnt, size, "%s", getcwd(folder, sizeof folder) ? folder : "(none)");
    } else if (!text_compare(what, MI_T("say"))) {
        puts(SHOWN(text));
        fflush(stdout);
    } else {
        return MI_RESULT_NOT_SUPPORTED;
    }
    return MI_RESULT_OK;
}
