/* What the method Do of Sample_Thing does to the process that it is in, and learns of it: for a module in a
 * process of its own. */

#include "sample.h"

#include <dirent.h>
#include <grp.h>
#include <signal.h>
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

/* Where the open files lead. */
static void list_files(char *learnt, size_t size) {
    DIR *folder = opendir("/proc/self/fd");
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char target[200] = "";
        size_t used = strlen(learnt);
        ssize_t length = readlinkat(dirfd(folder), entry->d_name, target, sizeof target - 1);
        if (length > 0) {
            snprintf(learnt + used, size - used, "%.60s ", target);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static void list_signals(char *learnt, size_t size) {
    sigset_t blocked;
    int found = 0, ignored = 0;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    for (int number = 1; number < 32; number++) {
        struct sigaction action;
        if (number != SIGKILL && number != SIGSTOP && !sigaction(number, NULL, &action)) {
            ignored += action.sa_handler == SIG_IGN || sigismember(&blocked, number);
            found += action.sa_handler != SIG_DFL && number != SIGSEGV && number != SIGBUS;
        }
    }
    snprintf(learnt, size, "%d ignored or blocked, %d with a handler", ignored, found);
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

MI_Result sample_harm(MI_Context *context, const char *what, const char *text, char *learnt, size_t size) {
    if (!strcmp(what, "crash")) {
        raise(SIGSEGV);
        abort();
    } else if (!strcmp(what, "kill")) {
        raise(SIGKILL);
    } else if (!strcmp(what, "exit")) {
        _exit(atoi(text));
    } else if (!strcmp(what, "memory")) {
        take_memory();
    } else if (!strcmp(what, "hang")) {
        sample_log("hangs");
        for (;;) {
            pause();
        }
    } else if (!strcmp(what, "pid")) {
        snprintf(learnt, size, "%d", (int)getpid());
    } else if (!strcmp(what, "wait")) {
        wait_for_cancel(context);
    } else if (!strcmp(what, "files")) {
        list_files(learnt, size);
    } else if (!strcmp(what, "signals")) {
        list_signals(learnt, size);
    } else if (!strcmp(what, "variable")) {
        const char *value = getenv(text);
        snprintf(learnt, size, "%s", value ? value : "(none)");
    } else if (!strcmp(what, "folder")) {
        learnt = getcwd(learnt, size);
    } else if (!strcmp(what, "user")) {
        snprintf(learnt, size, "%d %d %d", (int)getuid(), (int)getgid(), getgroups(0, NULL));
    } else if (!strcmp(what, "say")) {
        puts(text);
        fflush(stdout);
    } else {
        return MI_RESULT_NOT_SUPPORTED;
    }
    return MI_RESULT_OK;
}
