/* The callbacks of a session: they are told of its opening, on the thread that opens it, before
   MI_Application_NewSession returns. */

#include "fixture.h"

#include <stdio.h>
#include <string.h>

WITH_REPOSITORY;

typedef struct Told {
    unsigned errors;
    unsigned messages;
    MI_Uint32 channel;
    MI_Result result;
    MI_Application application;
    MI_Result close_result;
    char text[512];
    pthread_t thread;
} Told;

static void MI_CALL write_message(MI_Application *application, void *context, MI_Uint32 channel,
                                  const MI_Char *message) {
    Told *told = context;
    told->messages++;
    told->channel = channel;
    told->application = *application;
    told->thread = pthread_self();
    snprintf(told->text, sizeof told->text, "%s", SHOWN(message));
    told->close_result = MI_Application_Close(application);
}

static void MI_CALL write_error(MI_Application *application, void *context, MI_Instance *instance) {
    Told *told = context;
    told->errors++;
    told->application = *application;
    told->thread = pthread_self();
    told->result = uint32_of(instance, MI_T("CIMStatusCode"));
    snprintf(told->text, sizeof told->text, "%s", SHOWN(text_of(instance, MI_T("Message"))));
}

/* Opens a session with both callbacks. What they were told is compared with what the function says. */
static Told open_told(MI_Application *application, const MI_Char *protocol, const MI_Char *destination,
                      MI_Session *session, MI_Result expected) {
    Told told;
    memset(&told, 0, sizeof told);
    MI_SessionCallbacks callbacks = MI_SESSIONCALLBACKS_NULL;
    MI_Instance *error = NULL;
    callbacks.callbackContext = &told;
    callbacks.writeMessage = write_message;
    callbacks.writeError = write_error;
    CHECK_RESULT(
        MI_Application_NewSession(application, protocol, destination, NULL, &callbacks, &error, session),
        expected);
    if (expected == MI_RESULT_OK) {
        CHECK(error == NULL);
        CHECK_NUMBER(told.errors, 0);
    } else if (check_details_at(__FILE__, __LINE__, error, expected, NULL)) {
        CHECK_NUMBER(told.errors, 1);
        CHECK_RESULT(told.result, expected);
        CHECK_TEXT(told.text, text_of(error, MI_T("Message")));
        CHECK(pthread_equal(told.thread, pthread_self()));
        CHECK(memcmp(&told.application, application, sizeof *application) == 0);
        MI_Instance_Delete(error);
    }
    return told;
}

TEST(a_session_that_can_not_be_opened_tells_its_error) {
    MI_Application application = open_application();
    MI_Session session = MI_SESSION_NULL;
    Told told = open_told(&application, MI_T("PIGEON_POST"), NULL, &session, MI_RESULT_NOT_FOUND);
    CHECK_CONTAINS(told.text, "PIGEON_POST");
    CHECK_NUMBER(told.messages, 0);
    told =
        open_told(&application, MI_T("WMIDCOM"), MI_T("server.example"), &session, MI_RESULT_NOT_SUPPORTED);
    CHECK_CONTAINS(told.text, "server.example");
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(a_closed_application_tells_its_error_too) {
    MI_Application application = open_application(), copy = application;
    MI_Session session = MI_SESSION_NULL;
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    Told told = open_told(&copy, NULL, NULL, &session, MI_RESULT_INVALID_PARAMETER);
    CHECK_CONTAINS(told.text, "closed");
}

TEST(a_session_of_this_process_says_whom_it_leads_to) {
    MI_Application application = open_application();
    MI_Session session = MI_SESSION_NULL;
    Told told = open_told(&application, NULL, NULL, &session, MI_RESULT_OK);
    CHECK_NUMBER(told.messages, 1);
    CHECK_NUMBER(told.channel, MI_WRITEMESSAGE_CHANNEL_VERBOSE);
    CHECK_CONTAINS(told.text, "this process");
    CHECK(pthread_equal(told.thread, pthread_self()));
    CHECK(memcmp(&told.application, &application, sizeof application) == 0);
    /* Inside of a callback the application can't be closed. */
    CHECK_RESULT(told.close_result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(a_session_in_which_nothing_can_be_done_warns) {
    MI_Application application = open_application();
    MI_Session session = MI_SESSION_NULL;
    Told told = open_told(&application, MI_T("WINRM"), MI_T("server.example"), &session, MI_RESULT_OK);
    CHECK_NUMBER(told.messages, 1);
    CHECK_NUMBER(told.channel, MI_WRITEMESSAGE_CHANNEL_WARNING);
    CHECK_CONTAINS(told.text, "server.example");
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(a_session_without_a_place_for_its_handle_tells_its_error) {
    MI_Application application = open_application();
    open_told(&application, NULL, NULL, NULL, MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(callbacks_that_the_client_does_not_want_are_left_out) {
    MI_Application application = open_application();
    MI_Session session = MI_SESSION_NULL;
    MI_SessionCallbacks callbacks = MI_SESSIONCALLBACKS_NULL;
    CHECK_RESULT(
        MI_Application_NewSession(&application, MI_T("PIGEON_POST"), NULL, NULL, &callbacks, NULL, &session),
        MI_RESULT_NOT_FOUND);
    CHECK_RESULT(MI_Application_NewSession(&application, NULL, NULL, NULL, &callbacks, NULL, &session),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}
