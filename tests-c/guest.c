/* The library is a good guest in its program's process: quiet, out of the way of signals, careful with
   secrets, and it takes its settings from the configuration file and the environment. */

#define _GNU_SOURCE
#include "fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

WITH_REPOSITORY;

/* ---- Standard error ---- */

static void work(void) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("missing"));
    Outcome outcome = get_instance(&client, key);
    free_outcome(&outcome);
    outcome = enumerate_instances(&client, 0, MI_T("Test_Nothing"), false);
    free_outcome(&outcome);
    outcome = create_instance(&client, key);
    free_outcome(&outcome);
    MI_Instance_Delete(key);
    MI_Session_Close(&client.session, NULL, NULL);
    MI_Application_Close(&client.application);
}

/* What a body writes to standard error, up to a size. */
static size_t written_by(void (*body)(void), char *buffer, size_t size) {
    char path[512];
    snprintf(path, sizeof path, "%s/stderr", test_directory());
    fflush(stderr);
    int kept = dup(2), file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    REQUIRE(kept >= 0 && file >= 0 && dup2(file, 2) >= 0);
    body();
    fflush(stderr);
    REQUIRE(dup2(kept, 2) >= 0);
    REQUIRE(lseek(file, 0, SEEK_SET) == 0);
    ssize_t length = read(file, buffer, (unsigned)size - 1);
    REQUIRE(length >= 0);
    buffer[length] = 0;
    close(kept);
    close(file);
    return (size_t)length;
}

TEST(nothing_is_written_to_standard_error_unless_asked) {
    char text[4096];
    set_variable("MI_LOG", NULL);
    CHECK_NUMBER(written_by(work, text, sizeof text), 0);
    CHECK_TEXT(text, "");
}

TEST(a_log_goes_to_standard_error_when_asked) {
    static char text[1 << 20];
    set_variable("MI_LOG", "trace");
    CHECK(written_by(work, text, sizeof text) > 0);
}

/* ---- Signals ---- */

#ifdef _WIN32

LEFT_OUT(the_threads_of_the_library_leave_signals_to_the_program, "Windows has no signals");

#else

static sigset_t blocked;
static Event seen = EVENT_INITIALISER;

static void MI_CALL look_at_signals(MI_Operation *operation, void *context, const MI_Instance *instance,
                                    MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                    const MI_Instance *details,
                                    MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    (void)operation;
    (void)context;
    (void)instance;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    if (!more_results) {
        pthread_sigmask(SIG_BLOCK, NULL, &blocked);
        event_raise(&seen);
    }
}

TEST(the_threads_of_the_library_leave_signals_to_the_program) {
    Client client;
    open_client(&client);
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    sigset_t own;
    callbacks.instanceResult = look_at_signals;
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Widget"), MI_FALSE,
                                  &callbacks, &operation);
    EVENT_WAIT(&seen, 1);
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD, SIGALRM, SIGWINCH};
    for (size_t index = 0; index < sizeof signals / sizeof signals[0]; index++) {
        CHECK(sigismember(&blocked, signals[index]) == 1);
    }
    pthread_sigmask(SIG_BLOCK, NULL, &own);
    CHECK(sigismember(&own, SIGTERM) == 0);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

#endif

/* ---- Secrets ---- */

/* The secret, never whole in this program's own memory but on the stack while it is handed over. */
static void make_secret(MI_Char *secret, size_t length) {
    for (size_t index = 0; index < length; index++) {
        secret[index] = (MI_Char)('A' + (index * 7 + 3) % 26);
    }
    secret[length] = 0;
}

/* Whether the secret begins here, in characters of so many bytes. */
static bool is_secret(const unsigned char *at, size_t length, size_t width) {
    for (size_t index = 0; index < length; index++) {
        if (at[index * width] != 'A' + (index * 7 + 3) % 26) {
            return false;
        }
        for (size_t byte = 1; byte < width; byte++) {
            if (at[index * width + byte] != 0) {
                return false;
            }
        }
    }
    return true;
}

/* How often it stands in a piece of memory, as UTF-8 or as the program wrote it. */
static unsigned count_in(const unsigned char *piece, size_t size, size_t length) {
    unsigned found = 0;
    for (size_t offset = 0; offset + length * sizeof(MI_Char) <= size; offset++) {
        found += is_secret(piece + offset, length, 1) || is_secret(piece + offset, length, sizeof(MI_Char));
    }
    return found;
}

/* How often the secret stands in the memory that the program may write, but for the stack. */
static unsigned count_secret(size_t length) {
    static unsigned char chunk[1 << 16];
    const size_t size = length * sizeof(MI_Char);
    unsigned found = 0;
    for (uintptr_t start = 0, end = 0; next_memory(&start, &end);) {
        for (uintptr_t at = start; at < end; at += sizeof chunk - size + 1) {
            size_t got = read_memory(at, chunk, end - at < sizeof chunk ? end - at : sizeof chunk);
            if (at <= (uintptr_t)chunk && (uintptr_t)chunk < at + got) {
                continue;
            }
            found += count_in(chunk, got, length);
        }
        forget_memory(chunk, sizeof chunk);
    }
    return found;
}

enum { SECRET_LENGTH = 40 };

static __attribute__((noinline)) void hold_secret(MI_Application *application) {
    MI_Char secret[SECRET_LENGTH + 1], read[SECRET_LENGTH + 1];
    MI_DestinationOptions options = MI_DESTINATIONOPTIONS_NULL, clone = MI_DESTINATIONOPTIONS_NULL;
    MI_Session session = MI_SESSION_NULL;
    MI_UserCredentials credentials;
    const MI_Char *name = NULL;
    MI_Uint32 length = 0;
    memset(&credentials, 0, sizeof credentials);
    make_secret(secret, SECRET_LENGTH);
    credentials.authenticationType = MI_AUTH_TYPE_BASIC;
    credentials.credentials.usernamePassword.username = MI_T("user");
    credentials.credentials.usernamePassword.password = secret;
    REQUIRE_RESULT(MI_Application_NewDestinationOptions(application, &options), MI_RESULT_OK);
    REQUIRE_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    REQUIRE_RESULT(MI_DestinationOptions_AddProxyCredentials(&options, &credentials), MI_RESULT_OK);
    REQUIRE_RESULT(MI_DestinationOptions_Clone(&options, &clone), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsPasswordAt(&clone, 0, &name, read, TEXT_CAPACITY(read),
                                                                &length, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(length, SECRET_LENGTH + 1);
    REQUIRE_RESULT(MI_Application_NewSession(application, MI_T("WINRM"), MI_T("server.example"), &options,
                                             NULL, NULL, &session),
                   MI_RESULT_OK);
    MI_DestinationOptions_Delete(&options);
    MI_DestinationOptions_Delete(&clone);
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    forget_memory(secret, sizeof secret);
    forget_memory(read, sizeof read);
}

TEST(a_password_is_gone_from_memory_when_its_options_are) {
    if (memory_is_checked()) {
        return;
    }
    MI_Application application = open_application();
    hold_secret(&application);
    CHECK_NUMBER(count_secret(SECRET_LENGTH), 0);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    /* That the search would find it: */
    MI_Char *kept = malloc((SECRET_LENGTH + 1) * sizeof *kept);
    REQUIRE(kept);
    make_secret(kept, SECRET_LENGTH);
    CHECK_NUMBER(count_secret(SECRET_LENGTH), 1);
    free(kept);
}

/* ---- Settings ---- */

static void write_configuration(const char *text) {
    FILE *file = fopen(getenv("MI_CONFIG"), "w");
    REQUIRE(file);
    fputs(text, file);
    fclose(file);
}

TEST(an_unknown_key_of_the_configuration_is_named) {
    MI_Application application = MI_APPLICATION_NULL;
    MI_Instance *error = NULL;
    write_configuration("colour_of_the_sky = \"blue\"\n");
    MI_Result result = MI_Application_InitializeV1(0, NULL, &error, &application);
    CHECK(result != MI_RESULT_OK);
    if (check_details_at(__FILE__, __LINE__, error, result, "colour_of_the_sky")) {
        MI_Instance_Delete(error);
    }
    MI_Application_Close(&application);
}

TEST(a_broken_configuration_is_named) {
    MI_Application application = MI_APPLICATION_NULL;
    MI_Instance *error = NULL;
    write_configuration("workers = = 2\n");
    MI_Result result = MI_Application_InitializeV1(0, NULL, &error, &application);
    CHECK(result != MI_RESULT_OK);
    if (check_details_at(__FILE__, __LINE__, error, result, "mi.toml")) {
        MI_Instance_Delete(error);
    }
    MI_Application_Close(&application);
}

TEST(a_repository_that_can_not_be_opened_is_named) {
    char path[512];
    snprintf(path, sizeof path, "%s/file", test_directory());
    FILE *file = fopen(path, "w");
    REQUIRE(file);
    fputs(
        "this is no repository, and far too short and too long for one at the same time, whatever that means",
        file);
    fclose(file);
    set_variable("MI_REPOSITORY", path);
    MI_Application application = open_application();
    MI_Session session = MI_SESSION_NULL;
    MI_Instance *error = NULL;
    MI_Result result = MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, &error, &session);
    if (result == MI_RESULT_OK) {
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_EnumerateClasses(&session, 0, NULL, MI_T("root"), NULL, MI_FALSE, NULL, &operation);
        Outcome outcome = finish_classes(&operation);
        result = outcome.result;
        CHECK(result != MI_RESULT_OK);
        CHECK_FAILS(outcome, result, path);
        CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    } else if (check_details_at(__FILE__, __LINE__, error, result, path)) {
        MI_Instance_Delete(error);
    }
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(a_repository_in_memory_starts_empty_and_leaves_no_file) {
    char path[512];
    set_variable("MI_REPOSITORY", ":memory:");
    Client client;
    open_client(&client);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateClasses(&client.session, 0, NULL, MI_T("root/cimv2"), NULL, MI_FALSE, NULL,
                                &operation);
    Outcome outcome = finish_classes(&operation);
    CHECK_NUMBER(outcome.count, 0);
    CHECK_OK(outcome);
    MI_Session_EnumerateClasses(&client.session, 0, NULL, MI_T("root/test"), NULL, MI_FALSE, NULL,
                                &operation);
    CHECK_FAILS(finish_classes(&operation), MI_RESULT_INVALID_NAMESPACE, "root/test");
    close_client(&client);
    snprintf(path, sizeof path, "%s/:memory:", test_directory());
    CHECK(!file_exists(path));
    CHECK(!file_exists(":memory:"));
}

/* ---- Two programs with one repository ---- */

TEST(programs_see_what_others_wrote) {
    const char *const arguments[] = {getenv("MI_TOOL"),         "create", "-n", "root/test", "Test_Widget",
                                     "Id=from another program", NULL};
    REQUIRE_NUMBER(run_program(arguments, NULL), 0);
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("from another program"));
    CHECK_OK(get_instance(&client, key));
    CHECK_OK(delete_instance(&client, key));
    MI_Instance_Delete(key);
    close_client(&client);
}
