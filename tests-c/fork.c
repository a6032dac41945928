/* A process that forks while an application is open: the child has none of the library's threads. */

#include "fixture.h"

#include <sys/wait.h>
#include <unistd.h>

WITH_REPOSITORY;

static void enumerate(Client *client) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client->session, 0, NULL, NAMESPACE, "Test_Numbered", MI_FALSE, NULL,
                                  &operation);
    Outcome outcome = finish_instances(&operation);
    CHECK_OK(outcome);
}

/* Runs a body in a child process, which must end by itself. */
static void in_child(void (*body)(Client *client), Client *client) {
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        alarm(20);
        body(client);
        end_child();
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK_NUMBER(status, 0);
}

static void use_another(Client *inherited) {
    (void)inherited;
    Client client;
    open_client(&client);
    enumerate(&client);
    close_client(&client);
}

static void use_another_beside(Client *inherited) {
    Client client;
    open_client(&client);
    close_client(inherited);
    enumerate(&client);
    close_client(&client);
}

TEST(a_child_can_close_what_it_inherited) {
    Client client;
    open_client(&client);
    enumerate(&client);
    in_child(close_client, &client);
    enumerate(&client);
    close_client(&client);
}

TEST(a_child_can_open_an_application_of_its_own) {
    Client client;
    open_client(&client);
    enumerate(&client);
    in_child(use_another, &client);
    in_child(use_another_beside, &client);
    enumerate(&client);
    close_client(&client);
}
