/* What the sample module does to a process, and learns of it, on Unix. */

#define _GNU_SOURCE
#include "sample.h"

#ifndef _WIN32

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool sample_path(char *path, size_t size) {
    static const char here;
    Dl_info info;
    return dladdr(&here, &info) && snprintf(path, size, "%s", info.dli_fname) < (int)size;
}

static void crash(void) {
    raise(SIGSEGV);
    abort();
}

/* Has a child that goes on with all that the process had open. */
static void leave_a_child(const MI_Char *seconds) {
    if (!fork()) {
        alarm((unsigned)atoi(SHOWN(seconds)));
        for (;;) {
            pause();
        }
    }
}

static void close_files(void) {
    for (int file = 0; file < 1024; file++) {
        close(file);
    }
}

/* Writes what nobody understands into all that is open for writing, the connection with the library among it.
 */
static void write_garbage(void) {
    char garbage[4096];
    memset(garbage, 0x5a, sizeof garbage);
    for (int file = 0; file < 64; file++) {
        if (write(file, garbage, sizeof garbage) < 0) {
            continue;
        }
    }
}

static void block_signals(void) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    for (int number = 1; number < 32; number++) {
        signal(number, SIG_IGN);
    }
}

/* Where the open files lead. */
static void list_files(MI_Char *learnt, size_t size) {
    DIR *folder = opendir("/proc/self/fd");
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char target[200] = "";
        size_t used = text_length(learnt);
        ssize_t length = readlinkat(dirfd(folder), entry->d_name, target, sizeof target - 1);
        if (length > 0) {
            text_print(learnt + used, size - used, "%.60s ", target);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static void list_signals(MI_Char *learnt, size_t size) {
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
    text_print(learnt, size, "%d ignored or blocked, %d with a handler", ignored, found);
}

MI_Result sample_harm_of_system(const MI_Char *what, const MI_Char *text, MI_Char *learnt, size_t size) {
    if (!text_compare(what, MI_T("crash"))) {
        crash();
    } else if (!text_compare(what, MI_T("kill"))) {
        raise(SIGKILL);
    } else if (!text_compare(what, MI_T("child"))) {
        leave_a_child(text);
    } else if (!text_compare(what, MI_T("close-files"))) {
        close_files();
        sample_run_for_ever();
    } else if (!text_compare(what, MI_T("write-garbage"))) {
        write_garbage();
        sample_run_for_ever();
    } else if (!text_compare(what, MI_T("block-signals"))) {
        block_signals();
        sample_run_for_ever();
    } else if (!text_compare(what, MI_T("files"))) {
        list_files(learnt, size);
    } else if (!text_compare(what, MI_T("signals"))) {
        list_signals(learnt, size);
    } else if (!text_compare(what, MI_T("user"))) {
        text_print(learnt, size, "%d %d %d", (int)getuid(), (int)getgid(), getgroups(0, NULL));
    } else if (!text_compare(what, MI_T("terminal"))) {
        int terminal = open("/dev/tty", O_RDWR);
        text_print(learnt, size, "%s", terminal < 0 ? "none" : "there");
        if (terminal >= 0) {
            close(terminal);
        }
    } else {
        return MI_RESULT_NOT_SUPPORTED;
    }
    return MI_RESULT_OK;
}

#endif
