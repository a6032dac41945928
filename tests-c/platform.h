/* What systems do differently, for the harness and for tests: platform_unix.c and platform_windows.c. Paths
 * and variables are `char`. */

#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How the name of a shared library ends. */
#ifdef _WIN32
#define LIBRARY_SUFFIX ".dll"
#else
#define LIBRARY_SUFFIX ".so"
#endif

/* Sets a variable of the environment, for this process and those that it starts; NULL removes it. */
void set_variable(const char *name, const char *value);

/* Runs a program to its end: its path and its arguments, and NULL after them. What it writes to both of its
 * outputs goes into a file; where that is NULL, its standard output goes nowhere. Returns its exit code, and
 * -1, with a word on standard error, where it has none. */
int run_program(const char *const *arguments, const char *output);

/* Loads a shared library, with NULL where that fails, finds a function or variable in it, and lets go of it.
 */
void *library_open(const char *path);
void *library_symbol(void *library, const char *name);
void library_close(void *library);

/* Whether a library is in this process with this in its path, which has slashes. */
bool is_loaded(const char *part);

/* The file that this program's libmi was loaded from. */
bool find_own_library(char *path, size_t size);

/* A folder that is there already is no failure. */
bool make_folder(const char *path);
bool file_exists(const char *path);

/* What the process has: threads, open files (on Windows handles of all kinds), bytes of memory. */
unsigned count_threads(void);
unsigned count_files(void);
size_t count_memory(void);

/* The next range of memory that the process may write, behind the one that ends at `*end`, which is 0 at
 * first; the stack of the calling thread is none of them. false: there is no more. */
bool next_memory(uintptr_t *start, uintptr_t *end);

/* How much of that could be read. */
size_t read_memory(uintptr_t at, void *buffer, size_t size);

/* Overwrites what is not read any more, which a compiler may not leave out. */
void forget_memory(void *memory, size_t size);

/* ---- For the harness ---- */

/* How a test ended. */
typedef enum Ending { ENDING_PASSED, ENDING_FAILED, ENDING_LEFT_OUT } Ending;

/* What a process exits with whose test turned out to have nothing to do here. */
enum { EXIT_LEFT_OUT = 77 };

/* Called first of all. */
void prepare_program(void);

/* Makes a new folder, whose path is given as it is on this system, but with slashes. */
bool make_temporary_folder(char *path, size_t size);
void remove_folder(const char *path);

/* Points what the system has of places for the user's and everybody's files into a folder. */
void move_places(const char *folder);

struct TestCase;

/* Runs a test in a process of its own, within so many seconds, and says on standard error what ended it if
 * neither the test nor its time limit did. */
Ending run_apart(const struct TestCase *test, const char *program, const char *folder, unsigned seconds);

/* Ends this process as hard as an alarm does when it is not done in so many seconds. */
void limit_time(unsigned seconds);

/* Ends the process at once. */
_Noreturn void end_process(int code);

#endif
