/* Modules in processes of their own, as the program sees them that started these processes without knowing.
 */

#define ISOLATED_ALONE /* its registration files ask for a process */
#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifndef _WIN32
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#endif

static void use_isolated_sample(void) {
    use_modules();
    install_sample();
    write_registration("sample", "LIBRARY=sample\nCLASS=Sample_Thing\nCLASS=Sample_Number\n");
}

static Outcome get_thing(Client *client) {
    MI_Instance *key = new_keyed(&client->application, MI_T("Sample_Thing"), MI_T("a"));
    Outcome outcome = get_instance(client, key);
    MI_Instance_Delete(key);
    return outcome;
}

/* The process that the module is in. */
static long module_process(Client *client) {
    Outcome outcome = sample_do(client, MI_T("pid"), MI_T(""));
    const MI_Char *answer = outcome.instance ? text_of(outcome.instance, MI_T("Answer")) : NULL;
    long process = answer ? strtol(SHOWN(answer), NULL, 10) : 0;
    CHECK(process > 0 && process != getpid());
    CHECK_OK(outcome);
    return process;
}

static void check_crash(Client *client, const char *how) {
    long before = module_process(client);
    CHECK_FAILS(sample_do(client, MI_T("kill"), MI_T("")), MI_RESULT_FAILED, how);
    CHECK(module_process(client) != before);
}

TEST(a_crash_is_the_modules_own_and_the_next_request_starts_it_again) {
    Client client;
    use_isolated_sample();
    open_client(&client);
#ifdef _WIN32
    check_crash(&client, "status 9");
#else
    check_crash(&client, "SIGKILL");
#endif
    close_client(&client);
}

TEST(nothing_is_left_of_a_process_once_the_last_application_is_closed) {
    Client client;
    use_isolated_sample();
    /* What the library opens for good is open then. */
    open_client(&client);
    CHECK_OK(get_thing(&client));
    close_client(&client);
    unsigned files = open_files();
    open_client(&client);
    CHECK_OK(get_thing(&client));
    CHECK_OK(sample_do(&client, MI_T("pid"), MI_T("")));
    close_client(&client);
    CHECK_NUMBER(open_files(), files);
    CHECK_NUMBER(logged("module load"), logged("module unload"));
#ifndef _WIN32
    CHECK_NUMBER(waitpid(-1, NULL, WNOHANG), -1);
    CHECK_NUMBER(errno, ECHILD);
#endif
}

#ifdef _WIN32
LEFT_OUT(a_program_that_has_the_system_forget_its_children_gets_its_answers_and_errors,
         "Windows tells nobody of a child by a signal");
LEFT_OUT(a_program_that_waits_for_all_its_children_gets_its_answers_and_errors,
         "Windows tells nobody of a child by a signal");
LEFT_OUT(signals_that_a_program_blocks_and_ignores_have_their_default_effect_in_the_process_of_a_module,
         "Windows has no signals that a program blocks");
LEFT_OUT(a_child_of_a_fork_has_a_process_of_its_own_and_leaves_its_parents_alone, "Windows has no fork");
#else

TEST(a_program_that_has_the_system_forget_its_children_gets_its_answers_and_errors) {
    Client client;
    use_isolated_sample();
    signal(SIGCHLD, SIG_IGN);
    open_client(&client);
    check_crash(&client, "libsample" LIBRARY_SUFFIX);
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

static void reap_all(int number) {
    (void)number;
    int saved = errno;
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
    errno = saved;
}

TEST(a_program_that_waits_for_all_its_children_gets_its_answers_and_errors) {
    Client client;
    struct sigaction action;
    use_isolated_sample();
    memset(&action, 0, sizeof action);
    action.sa_handler = reap_all;
    action.sa_flags = SA_RESTART;
    sigaction(SIGCHLD, &action, NULL);
    open_client(&client);
    check_crash(&client, "libsample" LIBRARY_SUFFIX);
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

TEST(signals_that_a_program_blocks_and_ignores_have_their_default_effect_in_the_process_of_a_module) {
    Client client;
    sigset_t all;
    use_isolated_sample();
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    signal(SIGTERM, SIG_IGN);
    open_client(&client);
    Outcome outcome = sample_do(&client, MI_T("signals"), MI_T(""));
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Answer")), "0 ignored or blocked, 0 with a handler");
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(a_child_of_a_fork_has_a_process_of_its_own_and_leaves_its_parents_alone) {
    Client client;
    use_isolated_sample();
    open_client(&client);
    long process = module_process(&client);
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        Client own;
        alarm(60);
        open_client(&own);
        long of_child = module_process(&own);
        close_client(&own);
        _exit(of_child == process ? 1 : 0);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK_NUMBER(status, 0);
    CHECK_NUMBER(module_process(&client), process);
    close_client(&client);
}
#endif
