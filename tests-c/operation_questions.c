/* What a provider asks its client in the middle of an operation: prompts, and errors after which it may go
 * on. */

#include "playing.h"

#include <string.h>

WITH_REPOSITORY;

typedef MI_Result(MI_CALL *Answer)(MI_Operation *operation, MI_OperationCallback_ResponseType response);

/* What the client was asked, and what it answers. */
typedef struct Asked {
    Recorder recorder; /* first: it is the context of the result callbacks too */
    Event prompts, errors;
    bool answers; /* at once, with `response` */
    MI_OperationCallback_ResponseType response;
    /* The latest question. */
    MI_Operation operation;
    Answer answer;
    bool is_asked, is_text_right;
    MI_PromptType type;
} Asked;

#define ASKED_INITIALISER                                                                                    \
    {                                                                                                        \
        RECORDER_INITIALISER, EVENT_INITIALISER, EVENT_INITIALISER, true,                                    \
            MI_OperationCallback_ResponseType_Yes, MI_OPERATION_NULL, NULL, false, false,                    \
            MI_PROMPTTYPE_NORMAL                                                                             \
    }

static void answer_or_keep(Asked *asked, MI_Operation *operation, Answer answer) {
    asked->operation = *operation;
    asked->answer = answer;
    asked->is_asked = answer != NULL;
    CHECK_NUMBER(event_count(&asked->recorder.finished), 0);
    if (answer && asked->answers) {
        CHECK_RESULT(answer(operation, asked->response), MI_RESULT_OK);
    }
}

static void MI_CALL prompt_user(MI_Operation *operation, void *context, const MI_Char *message,
                                MI_PromptType type,
                                MI_Result(MI_CALL *answer)(MI_Operation *operation,
                                                           MI_OperationCallback_ResponseType response)) {
    Asked *asked = context;
    asked->is_text_right = message && text_compare(message, MI_T("Go on?")) == 0;
    asked->type = type;
    answer_or_keep(asked, operation, answer);
    event_raise(&asked->prompts);
}

static void MI_CALL write_error(MI_Operation *operation, void *context, MI_Instance *error,
                                MI_Result(MI_CALL *answer)(MI_Operation *operation,
                                                           MI_OperationCallback_ResponseType response)) {
    Asked *asked = context;
    asked->is_text_right = error && text_compare(text_of(error, MI_T("Message")), MI_T("a thing lacks")) == 0;
    answer_or_keep(asked, operation, answer);
    event_raise(&asked->errors);
}

static MI_Operation start_asking(Client *client, const MI_Char *script, MI_OperationOptions *options,
                                 Asked *asked) {
    MI_OperationCallbacks callbacks = recording_callbacks(&asked->recorder);
    callbacks.promptUser = prompt_user;
    callbacks.writeError = write_error;
    return start_play(client, script, 0, options, &callbacks);
}

/* Plays it to its end. */
static void ask(Client *client, const MI_Char *script, MI_OperationOptions *options, Asked *asked) {
    MI_Operation operation = start_asking(client, script, options, asked);
    EVENT_WAIT(&asked->recorder.finished, 1);
    CHECK_RESULT(asked->recorder.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
}

static MI_OperationOptions new_options(Client *client) {
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client->application, MI_FALSE, &options),
                   MI_RESULT_OK);
    return options;
}

TEST(a_prompt_is_asked_and_each_answer_reaches_the_provider) {
    Client client;
    open_player(&client);
    for (unsigned yes = 0; yes < 2; yes++) {
        Asked asked = ASKED_INITIALISER;
        asked.response = yes ? MI_OperationCallback_ResponseType_Yes : MI_OperationCallback_ResponseType_No;
        ask(&client, MI_T("prompt prompt"), NULL, &asked);
        CHECK_NUMBER(event_count(&asked.prompts), 2);
        CHECK(asked.is_asked && asked.is_text_right);
        CHECK_NUMBER(asked.type, MI_PROMPTTYPE_NORMAL);
    }
    CHECK_NUMBER(logged("prompt: 0, no"), 2);
    CHECK_NUMBER(logged("prompt: 0, yes"), 2);
    close_client(&client);
}

TEST(an_answer_to_all_prompts_is_the_last_that_is_asked_for) {
    Client client;
    open_player(&client);
    for (unsigned yes = 0; yes < 2; yes++) {
        Asked asked = ASKED_INITIALISER;
        asked.response =
            yes ? MI_OperationCallback_ResponseType_YesToAll : MI_OperationCallback_ResponseType_NoToAll;
        ask(&client, MI_T("prompt*3"), NULL, &asked);
        CHECK_NUMBER(event_count(&asked.prompts), 1);
    }
    CHECK_NUMBER(logged("prompt: 0, yes"), 3);
    CHECK_NUMBER(logged("prompt: 0, no"), 3);
    close_client(&client);
}

TEST(reported_prompts_are_told_and_have_the_preset_answer) {
    Client client;
    open_player(&client);
    for (unsigned yes = 0; yes < 2; yes++) {
        Asked asked = ASKED_INITIALISER;
        MI_OperationOptions options = new_options(&client);
        CHECK_RESULT(
            MI_OperationOptions_SetPromptUserRegularMode(&options, MI_CALLBACKMODE_REPORT, (MI_Boolean)yes),
            MI_RESULT_OK);
        ask(&client, MI_T("prompt prompt"), &options, &asked);
        CHECK_NUMBER(event_count(&asked.prompts), 2);
        CHECK(!asked.is_asked && asked.is_text_right);
        MI_OperationOptions_Delete(&options);
    }
    CHECK_NUMBER(logged("prompt: 0, no"), 2);
    CHECK_NUMBER(logged("prompt: 0, yes"), 2);
    close_client(&client);
}

TEST(ignored_prompts_are_not_told_and_have_the_preset_answer) {
    Client client;
    open_player(&client);
    Asked asked = ASKED_INITIALISER;
    MI_OperationOptions options = new_options(&client);
    CHECK_RESULT(MI_OperationOptions_SetPromptUserRegularMode(&options, MI_CALLBACKMODE_IGNORE, MI_FALSE),
                 MI_RESULT_OK);
    ask(&client, MI_T("prompt prompt"), &options, &asked);
    CHECK_NUMBER(event_count(&asked.prompts), 0);
    CHECK_NUMBER(logged("prompt: 0, no"), 2);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(the_mode_of_prompts_counts_without_a_preset_answer) {
    Client client;
    open_player(&client);
    Asked asked = ASKED_INITIALISER;
    MI_OperationOptions options = new_options(&client);
    CHECK_RESULT(MI_OperationOptions_SetPromptUserMode(&options, MI_CALLBACKMODE_IGNORE), MI_RESULT_OK);
    ask(&client, MI_T("prompt"), &options, &asked);
    CHECK_NUMBER(event_count(&asked.prompts), 0);
    CHECK_NUMBER(logged("prompt: 0, yes"), 1);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(without_a_callback_prompts_and_errors_are_answered_with_yes) {
    Client client;
    open_player(&client);
    MI_Operation operation = start_play(&client, MI_T("prompt error"), 0, NULL, NULL);
    CHECK_OK(finish_instances(&operation));
    CHECK_NUMBER(logged("prompt: 0, yes"), 1);
    CHECK_NUMBER(logged("error: 0, yes"), 1);
    close_client(&client);
}

TEST(errors_are_told_and_not_asked_unless_the_options_say_so) {
    Client client;
    open_player(&client);
    Asked told = ASKED_INITIALISER, asked = ASKED_INITIALISER, ignored = ASKED_INITIALISER;
    MI_OperationOptions options = new_options(&client);
    ask(&client, MI_T("error error"), NULL, &told);
    CHECK_NUMBER(event_count(&told.errors), 2);
    CHECK(!told.is_asked && told.is_text_right);
    CHECK_NUMBER(logged("error: 0, yes"), 2);
    CHECK_RESULT(MI_OperationOptions_SetWriteErrorMode(&options, MI_CALLBACKMODE_INQUIRE), MI_RESULT_OK);
    asked.response = MI_OperationCallback_ResponseType_No;
    ask(&client, MI_T("error error"), &options, &asked);
    CHECK_NUMBER(event_count(&asked.errors), 2);
    CHECK(asked.is_asked);
    CHECK_NUMBER(logged("error: 0, no"), 2);
    CHECK_RESULT(MI_OperationOptions_SetWriteErrorMode(&options, MI_CALLBACKMODE_IGNORE), MI_RESULT_OK);
    ask(&client, MI_T("error error"), &options, &ignored);
    CHECK_NUMBER(event_count(&ignored.errors), 0);
    CHECK_NUMBER(logged("error: 0, yes"), 4);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(yes_to_all_errors_has_the_later_ones_told) {
    Client client;
    open_player(&client);
    Asked asked = ASKED_INITIALISER;
    MI_OperationOptions options = new_options(&client);
    CHECK_RESULT(MI_OperationOptions_SetWriteErrorMode(&options, MI_CALLBACKMODE_INQUIRE), MI_RESULT_OK);
    asked.response = MI_OperationCallback_ResponseType_YesToAll;
    ask(&client, MI_T("error*3"), &options, &asked);
    CHECK_NUMBER(event_count(&asked.errors), 3);
    CHECK(!asked.is_asked);
    CHECK_NUMBER(logged("error: 0, yes"), 3);
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}

TEST(a_question_may_be_answered_later_and_from_another_thread_and_once) {
    Client client;
    open_player(&client);
    Asked asked = ASKED_INITIALISER;
    asked.answers = false;
    MI_Operation operation = start_asking(&client, MI_T("prompt"), NULL, &asked);
    EVENT_WAIT(&asked.prompts, 1);
    CHECK_NUMBER(logged("play ended"), 0);
    REQUIRE(asked.answer);
    CHECK_RESULT(asked.answer(&asked.operation, MI_OperationCallback_ResponseType_No), MI_RESULT_OK);
    CHECK_RESULT(asked.answer(&asked.operation, MI_OperationCallback_ResponseType_Yes),
                 MI_RESULT_INVALID_PARAMETER);
    EVENT_WAIT(&asked.recorder.finished, 1);
    CHECK_NUMBER(logged("prompt: 0, no"), 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_cancel_lets_go_of_the_provider_that_asks_and_a_late_answer_changes_nothing) {
    Client client;
    open_player(&client);
    Asked asked = ASKED_INITIALISER;
    asked.answers = false;
    MI_Operation operation = start_asking(&client, MI_T("prompt until-cancelled"), NULL, &asked);
    EVENT_WAIT(&asked.prompts, 1);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_SHUTDOWN), MI_RESULT_OK);
    wait_until_logged("play cancelled for reason 2", 1);
    wait_until_logged("play ended early", 1);
    CHECK_NUMBER(logged("prompt: 0, yes") + logged("prompt: 0, no"), 0);
    REQUIRE(asked.answer);
    CHECK_RESULT(asked.answer(&asked.operation, MI_OperationCallback_ResponseType_Yes), MI_RESULT_OK);
    EVENT_WAIT(&asked.recorder.finished, 1);
    CHECK_RESULT(asked.recorder.result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(who_fetches_is_asked_by_the_thread_that_fetches) {
    Client client;
    open_player(&client);
    Asked asked = ASKED_INITIALISER;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &asked;
    callbacks.promptUser = prompt_user;
    callbacks.writeError = write_error;
    MI_Operation operation = start_play(&client, MI_T("prompt error prompt"), 0, NULL, &callbacks);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    CHECK_NUMBER(event_count(&asked.prompts), 2);
    CHECK_NUMBER(event_count(&asked.errors), 1);
    close_client(&client);
}
