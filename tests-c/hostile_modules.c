/* Modules that do what no module should, in processes of their own: what becomes of their clients, and of
 * everybody else. Each test names the file of the module's process in what its client is told. */

#define ISOLATED_ALONE /* it would take this process with it */
#include "modules.h"

#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

/* The module's file, and how the end of its process is told: systems have other words for it. */
#define HOSTILE_FILE "libhostile" LIBRARY_SUFFIX
#ifdef _WIN32
#define BY_ABORT "status 3"
#define BY_CRASH "crashed with 0x"
#define BY_WRONG_ADDRESS "0xC0000005"
#define BY_LOST_FILES "exited with status"
#else
#define BY_ABORT "SIGABRT"
#define BY_CRASH "was killed by SIG"
#define BY_WRONG_ADDRESS "SIGSEGV"
#define BY_LOST_FILES "was killed"
#endif

static const char registered[] = "LIBRARY=%s\nHOSTING=@requestor@\nCLASS=%s\n";

/* The sample as a module of this name that serves this class in a process of its own. */
static void use_as(const char *library, const char *class_name) {
    char text[256];
    install_sample_as(library);
    snprintf(text, sizeof text, registered, library, class_name);
    write_registration(library, text);
}

/* A module in its own process that has one second for an operation that was stopped. */
static void open_hostile(Client *client) {
    FILE *file = fopen(getenv("MI_CONFIG"), "w");
    REQUIRE(file && fputs("[provider_modules]\nstop_patience = 1\n", file) >= 0 && fclose(file) == 0);
    use_modules();
    use_as("hostile", "Sample_Thing");
    open_client(client);
}

static MI_Operation start_do(Client *client, const MI_Char *what, const MI_Char *text,
                             MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *parameters = new_instance(&client->application, MI_T("Parameters"));
    add_text(parameters, MI_T("What"), what);
    add_text(parameters, MI_T("Text"), text);
    MI_Session_Invoke(&client->session, 0, NULL, NAMESPACE, MI_T("Sample_Thing"), MI_T("Do"), NULL,
                      parameters, callbacks, &operation);
    MI_Instance_Delete(parameters);
    return operation;
}

static void check_serves(Client *client) {
    MI_Instance *key = new_keyed(&client->application, MI_T("Sample_Thing"), MI_T("a"));
    Outcome outcome = get_instance(client, key);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_Instance_Delete(key);
}

/* The module does this in an operation, which fails, and names the module and what became of its process. */
static void check_ends_by(const MI_Char *what, const MI_Char *text, const char *how) {
    Client client;
    open_hostile(&client);
    Outcome outcome = sample_do(&client, what, text);
    CHECK_CONTAINS(outcome.message, HOSTILE_FILE);
    CHECK_CONTAINS(outcome.message, "Invoke of Sample_Thing");
    CHECK_FAILS(outcome, MI_RESULT_FAILED, how);
    /* The next request has a process that is whole. */
    check_serves(&client);
    close_client(&client);
}

TEST(a_module_that_aborts_ends_its_operation_with_the_signal) {
    check_ends_by(MI_T("abort"), MI_T(""), BY_ABORT);
}

TEST(a_module_that_crashes_ends_its_operation_with_the_signal) {
    check_ends_by(MI_T("crash"), MI_T(""), BY_CRASH);
}

TEST(a_module_that_exits_ends_its_operation_with_the_status) {
    check_ends_by(MI_T("exit"), MI_T("3"), "status 3");
}

TEST(a_module_that_exits_as_if_all_were_well_ends_its_operation_all_the_same) {
    check_ends_by(MI_T("exit"), MI_T("0"), "status 0");
}

TEST(a_module_that_posts_what_is_no_instance_crashes_alone) {
    check_ends_by(MI_T("post-garbage"), MI_T("instance"), BY_WRONG_ADDRESS);
}

TEST(a_module_that_posts_an_array_longer_than_its_memory_crashes_alone) {
    check_ends_by(MI_T("post-garbage"), MI_T("length"), BY_WRONG_ADDRESS);
}

TEST(a_module_that_posts_a_text_at_no_address_crashes_alone) {
    check_ends_by(MI_T("post-garbage"), MI_T("pointer"), BY_WRONG_ADDRESS);
}

TEST(a_module_that_posts_to_what_is_no_context_crashes_alone) {
    check_ends_by(MI_T("post-garbage"), MI_T("context"), BY_CRASH);
}

TEST(a_module_that_closes_all_files_is_ended) {
    check_ends_by(MI_T("close-files"), MI_T(""), BY_LOST_FILES);
}

TEST(a_module_that_writes_into_all_files_is_ended) {
    check_ends_by(MI_T("write-garbage"), MI_T(""), "what is no message");
}

/* The client cancels what does not end, and is told what it cost. */
static void check_ends_by_cancel(const MI_Char *what) {
    Client client;
    open_hostile(&client);
    Recorder recorder = RECORDER_INITIALISER;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    MI_Operation operation = start_do(&client, what, MI_T(""), &callbacks);
    wait_until_logged("runs for ever", 1);
    REQUIRE_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_module_that_heeds_no_cancel_is_ended) {
    check_ends_by_cancel(MI_T("run-for-ever"));
}

TEST(a_module_that_blocks_all_signals_is_ended) {
    check_ends_by_cancel(MI_T("block-signals"));
}

TEST(closing_the_application_ends_a_module_that_runs_for_ever) {
    Client client;
    open_hostile(&client);
    MI_Operation operation = start_do(&client, MI_T("block-signals"), MI_T(""), NULL);
    wait_until_logged("runs for ever", 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_module_that_crashes_ends_although_a_child_of_it_lives) {
    Client client;
    open_hostile(&client);
    Outcome outcome = sample_do(&client, MI_T("child"), MI_T("60"));
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    /* The child has the connection open still. */
    CHECK_FAILS(sample_do(&client, MI_T("abort"), MI_T("")), MI_RESULT_FAILED, BY_ABORT);
    check_serves(&client);
    close_client(&client);
}

TEST(a_module_that_unloads_may_leave_a_child) {
    Client client;
    open_hostile(&client);
    Outcome outcome = sample_do(&client, MI_T("child"), MI_T("60"));
    CHECK_OK(outcome);
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

TEST(a_thread_of_a_module_that_goes_on_posting_for_ever_ends_with_its_process) {
    Client client;
    open_hostile(&client);
    Outcome outcome = sample_do(&client, MI_T("post-for-ever"), MI_T(""));
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    for (unsigned round = 0; round < 20; round++) {
        check_serves(&client);
    }
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

/* ---- A crash in the middle of everything ---- */

enum { OPERATIONS = 1000 };

typedef struct Asked {
    Event *finished;
    enum { OF_REPOSITORY, OF_FRIEND, OF_HOSTILE } whose;
    MI_Operation operation;
    MI_Result result;
    unsigned instances;
    char message[300];
} Asked;

static void MI_CALL take_result(MI_Operation *operation, void *context, const MI_Instance *instance,
                                MI_Boolean more, MI_Result result, const MI_Char *message,
                                const MI_Instance *details,
                                MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Asked *asked = context;
    (void)operation;
    (void)details;
    (void)acknowledge;
    asked->instances += instance != NULL;
    if (!more) {
        asked->result = result;
        snprintf(asked->message, sizeof asked->message, "%s", SHOWN(message ? message : MI_T("")));
        event_raise(asked->finished);
    }
}

static void ask(Client *client, Asked *asked) {
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = asked;
    callbacks.instanceResult = take_result;
    if (asked->whose == OF_HOSTILE) {
        asked->operation = start_do(client, MI_T("pid"), MI_T(""), &callbacks);
    } else {
        const MI_Char *class_name = asked->whose == OF_FRIEND ? MI_T("Sample_Number") : MI_T("Test_Numbered");
        asked->operation = start_enumeration(client, class_name, 0, &callbacks);
    }
}

TEST_WITHIN(everything_ends_that_runs_while_a_module_crashes, 120) {
    static Asked asked[OPERATIONS];
    Client client;
    Event finished = EVENT_INITIALISER;
    unsigned failed = 0;
    compile_instances(50);
    open_hostile(&client);
    use_as("friend", "Sample_Number");
    write_no_log();
    check_serves(&client);
    for (unsigned index = 0; index < OPERATIONS; index++) {
        asked[index].finished = &finished;
        asked[index].whose = index % 3;
        ask(&client, &asked[index]);
        if (index == OPERATIONS / 2) {
            CHECK_FAILS(sample_do(&client, MI_T("abort"), MI_T("")), MI_RESULT_FAILED, HOSTILE_FILE);
        }
    }
    for (unsigned index = 0; index < OPERATIONS; index++) {
        EVENT_WAIT(&finished, index + 1);
    }
    for (unsigned index = 0; index < OPERATIONS; index++) {
        static const unsigned expected[] = {50, 10, 1};
        Asked *one = &asked[index];
        if (one->whose == OF_HOSTILE && one->result != MI_RESULT_OK) {
            failed++;
            CHECK_RESULT(one->result, MI_RESULT_FAILED);
            CHECK_CONTAINS(one->message, HOSTILE_FILE);
            CHECK_CONTAINS(one->message, BY_ABORT);
        } else {
            CHECK_RESULT(one->result, MI_RESULT_OK);
            CHECK_NUMBER(one->instances, expected[one->whose]);
        }
        CHECK_RESULT(MI_Operation_Close(&one->operation), MI_RESULT_OK);
    }
    /* What was asked before the crash, at most. */
    CHECK(failed <= OPERATIONS / 6 + 1);
    check_serves(&client);
    close_client(&client);
}
