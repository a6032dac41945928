/* Writes down what a process does to the files in one folder, in order: a library for LD_PRELOAD.
 *
 * MI_RECORDED_FOLDER names the folder, MI_RECORD the file to write to. A record is a header, the path of the
 * file, and what was written. One lock is held over each call and its record, so that the order of the
 * records is the order of what happened.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 4096 };

struct header {
    uint32_t kind;
    uint32_t path_length;
    uint64_t offset;
    uint64_t data_length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *paths[FILES];
static const char *folder;
static int record_file = -1;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("MI_RECORD");
    folder = getenv("MI_RECORDED_FOLDER");
    if (name && folder)
        record_file = REAL(open)(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Whether something in the folder, or the folder itself, is recorded. What SQLite coordinates processes with
 * is not on the disk. */
static int is_recorded(const char *path) {
    size_t length;
    if (record_file < 0 || !path)
        return 0;
    length = strlen(folder);
    if (strncmp(path, folder, length) != 0 || (path[length] != '\0' && path[length] != '/'))
        return 0;
    length = strlen(path);
    return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

static void record(char kind, const char *path, uint64_t offset, const void *data, size_t length) {
    struct header header = {(uint32_t)kind, (uint32_t)strlen(path), offset, length};
    struct iovec parts[3] = {
        {&header, sizeof header}, {(void *)path, header.path_length}, {(void *)data, length}};
    size_t expected = sizeof header + header.path_length + length;
    /* A record that is cut off would be taken for another: better no test than a wrong one. */
    if (writev(record_file, parts, 3) != (ssize_t)expected)
        abort();
}

static const char *path_of(int file) {
    return file >= 0 && file < FILES ? paths[file] : NULL;
}

static int opened(int file, const char *path, int flags, int was_there) {
    int error = errno;
    if (file >= 0 && file < FILES && is_recorded(path)) {
        free(paths[file]);
        paths[file] = strdup(path);
        if (!was_there)
            record('C', path, 0, NULL, 0);
        else if (flags & O_TRUNC)
            record('T', path, 0, NULL, 0);
    }
    errno = error;
    return file;
}

#define OPEN(name)                                                                                           \
    int name(const char *path, int flags, ...) {                                                             \
        int file, was_there;                                                                                 \
        va_list rest;                                                                                        \
        mode_t mode;                                                                                         \
        va_start(rest, flags);                                                                               \
        mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                                   \
        va_end(rest);                                                                                        \
        pthread_mutex_lock(&lock);                                                                           \
        was_there = access(path, F_OK) == 0;                                                                 \
        file = opened(REAL(name)(path, flags, mode), path, flags, was_there);                                \
        pthread_mutex_unlock(&lock);                                                                         \
        return file;                                                                                         \
    }

OPEN(open)
OPEN(open64)

int close(int file) {
    int result;
    pthread_mutex_lock(&lock);
    if (path_of(file)) {
        free(paths[file]);
        paths[file] = NULL;
    }
    result = REAL(close)(file);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t write(int file, const void *data, size_t length) {
    ssize_t written;
    if (!path_of(file))
        return REAL(write)(file, data, length);
    pthread_mutex_lock(&lock);
    written = REAL(write)(file, data, length);
    if (written > 0) {
        off_t end = lseek(file, 0, SEEK_CUR);
        record('W', paths[file], (uint64_t)(end - written), data, (size_t)written);
    }
    pthread_mutex_unlock(&lock);
    return written;
}

#define PWRITE(name, offset_type)                                                                            \
    ssize_t name(int file, const void *data, size_t length, offset_type offset) {                            \
        ssize_t written;                                                                                     \
        if (!path_of(file))                                                                                  \
            return REAL(name)(file, data, length, offset);                                                   \
        pthread_mutex_lock(&lock);                                                                           \
        written = REAL(name)(file, data, length, offset);                                                    \
        if (written > 0)                                                                                     \
            record('W', paths[file], (uint64_t)offset, data, (size_t)written);                               \
        pthread_mutex_unlock(&lock);                                                                         \
        return written;                                                                                      \
    }

PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_type)                                                                          \
    int name(int file, offset_type length) {                                                                 \
        int result;                                                                                          \
        pthread_mutex_lock(&lock);                                                                           \
        result = REAL(name)(file, length);                                                                   \
        if (result == 0 && path_of(file))                                                                    \
            record('T', paths[file], (uint64_t)length, NULL, 0);                                             \
        pthread_mutex_unlock(&lock);                                                                         \
        return result;                                                                                       \
    }

TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                                                           \
    int name(int file) {                                                                                     \
        int result;                                                                                          \
        pthread_mutex_lock(&lock);                                                                           \
        result = REAL(name)(file);                                                                           \
        if (result == 0 && path_of(file))                                                                    \
            record('S', paths[file], 0, NULL, 0);                                                            \
        pthread_mutex_unlock(&lock);                                                                         \
        return result;                                                                                       \
    }

SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    int result;
    pthread_mutex_lock(&lock);
    result = REAL(unlink)(path);
    if (result == 0 && is_recorded(path))
        record('U', path, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) {
    int result;
    pthread_mutex_lock(&lock);
    result = REAL(rename)(from, to);
    if (result == 0 && is_recorded(from) && is_recorded(to))
        record('R', from, 0, to, strlen(to));
    pthread_mutex_unlock(&lock);
    return result;
}
