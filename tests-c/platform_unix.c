#define _GNU_SOURCE
#include "platform.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

/* ---- Programs and libraries ---- */

void set_variable(const char *name, const char *value) {
    if (value) {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}

int run_program(const char *const *arguments, const char *output) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        int file = open(output ? output : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (file < 0 || dup2(file, 1) < 0 || (output && dup2(file, 2) < 0)) {
            _exit(126);
        }
        execv(arguments[0], (char *const *)arguments);
        fprintf(stderr, "can't run %s: %s\n", arguments[0], strerror(errno));
        _exit(127);
    }
    int status = -1;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
        fprintf(stderr, "%s ended with the status %d\n", arguments[0], status);
        return -1;
    }
    return WEXITSTATUS(status);
}

void *library_open(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
    }
    return library;
}

void *library_symbol(void *library, const char *name) {
    return dlsym(library, name);
}

void library_close(void *library) {
    dlclose(library);
}

bool is_loaded(const char *part) {
    char line[4096];
    bool found = false;
    FILE *maps = fopen("/proc/self/maps", "r");
    REQUIRE(maps);
    while (fgets(line, sizeof line, maps)) {
        found |= strstr(line, part) != NULL;
    }
    fclose(maps);
    return found;
}

bool find_own_library(char *path, size_t size) {
    Dl_info found;
    void *function = dlsym(RTLD_DEFAULT, "MI_Application_InitializeV1");
    if (!function || !dladdr(function, &found)) {
        return false;
    }
    snprintf(path, size, "%s", found.dli_fname);
    return true;
}

_Noreturn void end_child(void) {
    fflush(NULL);
    const char *program = test_failed() ? "false" : "true";
    execlp(program, program, (char *)NULL);
    _exit(test_failed() ? 1 : 0);
}

_Noreturn void end_process(int code) {
    fflush(NULL);
    _exit(code);
}

/* ---- Folders ---- */

bool make_folder(const char *path) {
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

bool file_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

bool make_temporary_folder(char *path, size_t size) {
    const char *base = getenv("TMPDIR");
    snprintf(path, size, "%s/mi-test-XXXXXX", base && *base ? base : "/tmp");
    return mkdtemp(path) != NULL;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where) {
    (void)status;
    (void)kind;
    (void)where;
    return remove(path);
}

void remove_folder(const char *path) {
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

void move_places(const char *folder) {
    set_variable("HOME", folder);
    set_variable("XDG_DATA_HOME", folder);
    set_variable("XDG_CONFIG_HOME", folder);
}

/* ---- What the process has ---- */

static unsigned count_entries(const char *path) {
    unsigned count = 0;
    DIR *entries = opendir(path);
    REQUIRE(entries);
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        count += entry->d_name[0] != '.';
    }
    closedir(entries);
    return count;
}

unsigned count_threads(void) {
    return count_entries("/proc/self/task");
}

unsigned count_files(void) {
    return count_entries("/proc/self/fd");
}

size_t count_memory(void) {
#ifdef __GLIBC__
    struct mallinfo2 information = mallinfo2();
    return information.uordblks + information.hblkhd;
#else
    leave_out("this C library does not tell how much memory is held");
#endif
}

bool next_memory(uintptr_t *start, uintptr_t *end) {
    char line[512], rights[8];
    bool found = false;
    FILE *maps = fopen("/proc/self/maps", "r");
    REQUIRE(maps);
    while (!found && fgets(line, sizeof line, maps)) {
        unsigned long from = 0, to = 0;
        found = sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && from >= *end && rights[0] == 'r' &&
                rights[1] == 'w' && !strstr(line, "[stack]") && !strstr(line, "[v");
        if (found) {
            *start = from;
            *end = to;
        }
    }
    fclose(maps);
    return found;
}

size_t read_memory(uintptr_t at, void *buffer, size_t size) {
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    ssize_t got = pread(memory, buffer, size, (off_t)at);
    close(memory);
    return got > 0 ? (size_t)got : 0;
}

void forget_memory(void *memory, size_t size) {
    explicit_bzero(memory, size);
}

/* ---- Running tests ---- */

void prepare_program(void) {}

void limit_time(unsigned seconds) {
    /* The signal's default action ends the process. */
    signal(SIGALRM, SIG_DFL);
    alarm(seconds);
}

Ending run_apart(const TestCase *test, const char *program, const char *folder, unsigned seconds) {
    (void)program;
    (void)folder;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        run_here(test);
    }
    int status = -1;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        fprintf(stderr, "%s: can't start a process: %s\n", test->name, strerror(errno));
        return ENDING_FAILED;
    }
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGALRM) {
            fprintf(stderr, "%s: not finished after %u seconds\n", test->name, seconds);
        } else {
            fprintf(stderr, "%s: ended by the signal %d (%s)\n", test->name, WTERMSIG(status),
                    strsignal(WTERMSIG(status)));
        }
        return ENDING_FAILED;
    }
    int code = WEXITSTATUS(status);
    return code == 0 ? ENDING_PASSED : code == EXIT_LEFT_OUT ? ENDING_LEFT_OUT : ENDING_FAILED;
}
