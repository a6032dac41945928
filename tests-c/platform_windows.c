#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* After the standard headers, and without what it would define of small words. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <tlhelp32.h>

#include "harness.h"

/* ---- Programs ---- */

void set_variable(const char *name, const char *value) {
    /* An empty value removes it; Windows knows no empty variables here. */
    _putenv_s(name, value ? value : "");
}

/* Appends an argument as programs take a line apart into arguments. */
static size_t append_argument(char *line, size_t length, size_t size, const char *argument) {
    REQUIRE(length + 2 * strlen(argument) + 4 < size);
    if (length > 0) {
        line[length++] = ' ';
    }
    line[length++] = '"';
    size_t backslashes = 0;
    for (; *argument; argument++) {
        if (*argument == '"') {
            /* Those before a quotation mark count twice, and it has one of its own. */
            memset(line + length, '\\', backslashes + 1);
            length += backslashes + 1;
        }
        backslashes = *argument == '\\' ? backslashes + 1 : 0;
        line[length++] = *argument;
    }
    memset(line + length, '\\', backslashes);
    length += backslashes;
    line[length++] = '"';
    line[length] = '\0';
    return length;
}

/* A process that has been started, and the job in which it and those that it starts end together. */
typedef struct Started {
    HANDLE process;
    HANDLE job;
} Started;

static bool start_program(const char *const *arguments, HANDLE output, HANDLE error, Started *started) {
    static char line[16384];
    size_t length = 0;
    line[0] = '\0';
    for (const char *const *argument = arguments; *argument; argument++) {
        length = append_argument(line, length, sizeof line, *argument);
    }
    STARTUPINFOA startup;
    PROCESS_INFORMATION information;
    memset(&startup, 0, sizeof startup);
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    startup.hStdOutput = output;
    startup.hStdError = error;
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits;
    memset(&limits, 0, sizeof limits);
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    started->job = CreateJobObjectA(NULL, NULL);
    SetInformationJobObject(started->job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    fflush(NULL);
    /* Wine 8 now and then fails to start a process, with this error, which Windows has no such use for. */
    BOOL is_made = FALSE;
    for (unsigned attempt = 0; !is_made && attempt < 5; attempt++) {
        if (attempt > 0 && GetLastError() != ERROR_INTERNAL_ERROR) {
            break;
        }
        is_made = CreateProcessA(NULL, line, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &startup,
                                 &information);
    }
    if (!is_made) {
        fprintf(stderr, "can't run %s: error %lu\n", arguments[0], GetLastError());
        CloseHandle(started->job);
        return false;
    }
    AssignProcessToJobObject(started->job, information.hProcess);
    ResumeThread(information.hThread);
    CloseHandle(information.hThread);
    started->process = information.hProcess;
    return true;
}

/* Waits for its end; false: it has been ended because that took too long. */
static bool finish_program(Started *started, DWORD milliseconds, DWORD *code) {
    bool finished = WaitForSingleObject(started->process, milliseconds) == WAIT_OBJECT_0;
    if (!finished) {
        TerminateProcess(started->process, 1);
        WaitForSingleObject(started->process, INFINITE);
    }
    GetExitCodeProcess(started->process, code);
    CloseHandle(started->process);
    CloseHandle(started->job);
    return finished;
}

int run_program(const char *const *arguments, const char *output) {
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE file =
        CreateFileA(output ? output : "NUL", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                    output ? CREATE_ALWAYS : OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        fprintf(stderr, "can't write %s: error %lu\n", output, GetLastError());
        return -1;
    }
    Started started;
    DWORD code = 0;
    bool runs = start_program(arguments, file, output ? file : GetStdHandle(STD_ERROR_HANDLE), &started);
    if (runs) {
        finish_program(&started, INFINITE, &code);
    }
    CloseHandle(file);
    if (runs && code >= 0x80000000) {
        fprintf(stderr, "%s ended with the code 0x%lX\n", arguments[0], code);
    }
    return runs && code < 0x80000000 ? (int)code : -1;
}

_Noreturn void end_process(int code) {
    fflush(NULL);
    TerminateProcess(GetCurrentProcess(), (UINT)code);
    abort();
}

/* ---- Libraries ---- */

void *library_open(const char *path) {
    HMODULE library = LoadLibraryA(path);
    if (!library) {
        fprintf(stderr, "can't load %s: error %lu\n", path, GetLastError());
    }
    return library;
}

void *library_symbol(void *library, const char *name) {
    void *symbol;
    FARPROC found = GetProcAddress(library, name);
    memcpy(&symbol, &found, sizeof symbol);
    return symbol;
}

void library_close(void *library) {
    FreeLibrary(library);
}

static void turn_slashes(char *path) {
    for (; *path; path++) {
        if (*path == '\\') {
            *path = '/';
        }
    }
}

bool is_loaded(const char *part) {
    bool found = false;
    MODULEENTRY32 module = {.dwSize = sizeof module};
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPMODULE, 0);
    REQUIRE(snapshot != INVALID_HANDLE_VALUE);
    for (BOOL more = Module32First(snapshot, &module); more; more = Module32Next(snapshot, &module)) {
        turn_slashes(module.szExePath);
        found |= strstr(module.szExePath, part) != NULL;
    }
    CloseHandle(snapshot);
    return found;
}

bool find_own_library(char *path, size_t size) {
    HMODULE library = GetModuleHandleA("mi.dll");
    DWORD length = library ? GetModuleFileNameA(library, path, (DWORD)size) : 0;
    turn_slashes(path);
    return length > 0 && length < size;
}

/* ---- Folders ---- */

bool make_folder(const char *path) {
    return CreateDirectoryA(path, NULL) || GetLastError() == ERROR_ALREADY_EXISTS;
}

bool file_exists(const char *path) {
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

bool make_temporary_folder(char *path, size_t size) {
    static unsigned number;
    char base[MAX_PATH + 1];
    DWORD length = GetTempPathA(sizeof base, base);
    if (length == 0 || length >= sizeof base) {
        return false;
    }
    turn_slashes(base);
    do {
        snprintf(path, size, "%smi-test-%lx-%x", base, GetCurrentProcessId(), number++);
    } while (!CreateDirectoryA(path, NULL) && GetLastError() == ERROR_ALREADY_EXISTS);
    return file_exists(path);
}

void remove_folder(const char *path) {
    char inside[1024];
    WIN32_FIND_DATAA entry;
    snprintf(inside, sizeof inside, "%s/*", path);
    HANDLE entries = FindFirstFileA(inside, &entry);
    if (entries == INVALID_HANDLE_VALUE) {
        return;
    }
    do {
        if (strcmp(entry.cFileName, ".") == 0 || strcmp(entry.cFileName, "..") == 0) {
            continue;
        }
        snprintf(inside, sizeof inside, "%s/%s", path, entry.cFileName);
        if (entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
            remove_folder(inside);
        } else {
            DeleteFileA(inside);
        }
    } while (FindNextFileA(entries, &entry));
    FindClose(entries);
    RemoveDirectoryA(path);
}

void move_places(const char *folder) {
    set_variable("HOME", folder);
    set_variable("USERPROFILE", folder);
    set_variable("APPDATA", folder);
    set_variable("LOCALAPPDATA", folder);
    set_variable("ProgramData", folder);
}

/* ---- What the process has ---- */

unsigned count_threads(void) {
    unsigned count = 0;
    THREADENTRY32 thread = {.dwSize = sizeof thread};
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    REQUIRE(snapshot != INVALID_HANDLE_VALUE);
    for (BOOL more = Thread32First(snapshot, &thread); more; more = Thread32Next(snapshot, &thread)) {
        count += thread.th32OwnerProcessID == GetCurrentProcessId();
    }
    CloseHandle(snapshot);
    return count;
}

unsigned count_files(void) {
    DWORD count = 0;
    REQUIRE(GetProcessHandleCount(GetCurrentProcess(), &count));
    return count;
}

size_t count_memory(void) {
    HANDLE heaps[64];
    size_t size = 0;
    DWORD count = GetProcessHeaps(sizeof heaps / sizeof heaps[0], heaps);
    REQUIRE(count > 0 && count <= sizeof heaps / sizeof heaps[0]);
    for (DWORD index = 0; index < count; index++) {
        PROCESS_HEAP_ENTRY entry;
        memset(&entry, 0, sizeof entry);
        HeapLock(heaps[index]);
        while (HeapWalk(heaps[index], &entry)) {
            size += entry.wFlags & PROCESS_HEAP_ENTRY_BUSY ? entry.cbData : 0;
        }
        HeapUnlock(heaps[index]);
    }
    return size;
}

bool next_memory(uintptr_t *start, uintptr_t *end) {
    const DWORD writable = PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
    MEMORY_BASIC_INFORMATION range, stack;
    memset(&stack, 0, sizeof stack);
    VirtualQuery(&stack, &stack, sizeof stack);
    for (uintptr_t at = *end; VirtualQuery((void *)at, &range, sizeof range) == sizeof range;) {
        at = (uintptr_t)range.BaseAddress + range.RegionSize;
        if (range.State == MEM_COMMIT && (range.Protect & writable) && !(range.Protect & PAGE_GUARD) &&
            range.AllocationBase != stack.AllocationBase) {
            *start = (uintptr_t)range.BaseAddress;
            *end = at;
            return true;
        }
    }
    return false;
}

size_t read_memory(uintptr_t at, void *buffer, size_t size) {
    SIZE_T got = 0;
    return ReadProcessMemory(GetCurrentProcess(), (void *)at, buffer, size, &got) ? got : 0;
}

void forget_memory(void *memory, size_t size) {
    SecureZeroMemory(memory, size);
}

/* ---- Running tests ---- */

void prepare_program(void) {
    /* Files have what is written to them, here as elsewhere. */
    _fmode = _O_BINARY;
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
    /* A crash ends the process, and asks nobody. */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

void limit_time(unsigned seconds) {
    /* Who has started this process ends it. */
    (void)seconds;
}

static const char *exception_name(DWORD code) {
    switch (code) {
    case 0x80000003:
        return "a breakpoint, or abort()";
    case 0xC0000005:
        return "an access violation";
    case 0xC0000017:
        return "no memory";
    case 0xC000001D:
        return "an illegal instruction";
    case 0xC0000094:
        return "an integer division by zero";
    case 0xC00000FD:
        return "a stack overflow";
    case 0xC0000135:
        return "a library that is not found";
    case 0xC0000139:
        return "a function that its library does not have";
    case 0xC0000142:
        return "a library that could not be initialised";
    case 0xC0000374:
        return "a damaged heap";
    case 0xC0000409:
        return "a fast failure, such as abort() or a panic";
    default:
        return code >= 0x80000000 ? "an exception" : NULL;
    }
}

Ending run_apart(const TestCase *test, const char *program, const char *folder, unsigned seconds) {
    (void)program;
    char path[MAX_PATH + 1];
    Started started;
    DWORD code = 1;
    if (!GetModuleFileNameA(NULL, path, sizeof path)) {
        return ENDING_FAILED;
    }
    const char *arguments[] = {path, "--in", folder, test->name, NULL};
    if (!start_program(arguments, GetStdHandle(STD_OUTPUT_HANDLE), GetStdHandle(STD_ERROR_HANDLE),
                       &started)) {
        return ENDING_FAILED;
    }
    if (!finish_program(&started, seconds * 1000, &code)) {
        fprintf(stderr, "%s: not finished after %u seconds\n", test->name, seconds);
        return ENDING_FAILED;
    }
    if (exception_name(code)) {
        fprintf(stderr, "%s: ended by %s (0x%lX)\n", test->name, exception_name(code), code);
    } else if (code == 3) {
        fprintf(stderr, "%s: ended by abort()\n", test->name);
    }
    return code == 0 ? ENDING_PASSED : code == EXIT_LEFT_OUT ? ENDING_LEFT_OUT : ENDING_FAILED;
}
