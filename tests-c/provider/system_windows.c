/* What the sample module does to a process, and learns of it, on Windows: signals, users and terminals are
 * nothing that it could speak of. */

#include "sample.h"

#ifdef _WIN32

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* After the standard headers, and without what it would define of small words. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum { LAST_HANDLE = 4096 };

bool sample_path(char *path, size_t size) {
    static const char here;
    HMODULE module;
    DWORD length = 0;
    if (GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                               GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                           &here, &module)) {
        length = GetModuleFileNameA(module, path, (DWORD)size);
    }
    return length > 0 && length < size;
}

static void crash(void) {
    /* Nobody sits there whom a window could ask. */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    RaiseException(EXCEPTION_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, NULL);
    abort();
}

/* Has a child that goes on with all that the process had open. */
static void leave_a_child(const MI_Char *seconds) {
    char command[64];
    STARTUPINFOA start = {.cb = sizeof start};
    PROCESS_INFORMATION child;
    for (uintptr_t handle = 4; handle < LAST_HANDLE; handle += 4) {
        SetHandleInformation((HANDLE)handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    }
    snprintf(command, sizeof command, "ping -n %d 127.0.0.1", atoi(SHOWN(seconds)));
    if (CreateProcessA(NULL, command, NULL, NULL, TRUE, CREATE_NO_WINDOW, NULL, NULL, &start, &child)) {
        CloseHandle(child.hThread);
        CloseHandle(child.hProcess);
    }
}

static void close_files(void) {
    for (uintptr_t handle = 4; handle < LAST_HANDLE; handle += 4) {
        /* Without a question what it is: that would wait for the thread that reads from it. */
        CloseHandle((HANDLE)handle);
    }
}

/* Writes what nobody understands into all pipes that are open for writing, the connection with the library
 * among them. */
static void write_garbage(void) {
    char garbage[4096];
    DWORD written;
    memset(garbage, 0x5a, sizeof garbage);
    for (uintptr_t handle = 4; handle < LAST_HANDLE; handle += 4) {
        if (GetFileType((HANDLE)handle) == FILE_TYPE_PIPE) {
            WriteFile((HANDLE)handle, garbage, sizeof garbage, &written, NULL);
        }
    }
}

static void block_signals(void) {
    SetConsoleCtrlHandler(NULL, TRUE);
}

MI_Result sample_harm_of_system(const MI_Char *what, const MI_Char *text, MI_Char *learnt, size_t size) {
    (void)learnt;
    (void)size;
    if (!text_compare(what, MI_T("crash"))) {
        crash();
    } else if (!text_compare(what, MI_T("kill"))) {
        TerminateProcess(GetCurrentProcess(), 9);
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
    } else {
        return MI_RESULT_NOT_SUPPORTED;
    }
    return MI_RESULT_OK;
}

#endif
