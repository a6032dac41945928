#include "fixture.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

MI_Application open_application(void) {
    MI_Application application = MI_APPLICATION_NULL;
    REQUIRE_RESULT(MI_Application_InitializeV1(0, MI_T("tests"), NULL, &application), MI_RESULT_OK);
    return application;
}

MI_Session open_session(MI_Application *application) {
    MI_Session session = MI_SESSION_NULL;
    REQUIRE_RESULT(MI_Application_NewSession(application, NULL, NULL, NULL, NULL, NULL, &session),
                   MI_RESULT_OK);
    return session;
}

void open_client(Client *client) {
    client->application = open_application();
    client->session = open_session(&client->application);
}

void close_client(Client *client) {
    CHECK_RESULT(MI_Session_Close(&client->session, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&client->application), MI_RESULT_OK);
}

MI_Instance *new_instance(MI_Application *application, const MI_Char *class_name) {
    MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Application_NewInstance(application, class_name, NULL, &instance), MI_RESULT_OK);
    REQUIRE(instance);
    return instance;
}

MI_Instance *new_keyed(MI_Application *application, const MI_Char *class_name, const MI_Char *id) {
    MI_Instance *instance = new_instance(application, class_name);
    MI_Value value;
    value.string = (MI_Char *)id;
    REQUIRE_RESULT(MI_Instance_AddElement(instance, MI_T("Id"), &value, MI_STRING, MI_FLAG_KEY),
                   MI_RESULT_OK);
    return instance;
}

void add_text(MI_Instance *instance, const MI_Char *name, const MI_Char *text) {
    MI_Value value;
    value.string = (MI_Char *)text;
    REQUIRE_RESULT(MI_Instance_AddElement(instance, name, &value, MI_STRING, text ? 0 : MI_FLAG_NULL),
                   MI_RESULT_OK);
}

void add_uint32(MI_Instance *instance, const MI_Char *name, MI_Uint32 number) {
    MI_Value value;
    value.uint32 = number;
    REQUIRE_RESULT(MI_Instance_AddElement(instance, name, &value, MI_UINT32, 0), MI_RESULT_OK);
}

const MI_Char *text_of(const MI_Instance *instance, const MI_Char *name) {
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    MI_Uint32 flags = 0;
    memset(&value, 0, sizeof value);
    if (!CHECK_RESULT(MI_Instance_GetElement(instance, name, &value, &type, &flags, NULL), MI_RESULT_OK) ||
        !CHECK_NUMBER(type, MI_STRING)) {
        fprintf(stderr, "    (the element is %s)\n", SHOWN(name));
        stop_test();
    }
    return flags & MI_FLAG_NULL ? NULL : value.string;
}

MI_Uint32 uint32_of(const MI_Instance *instance, const MI_Char *name) {
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    MI_Uint32 flags = 0;
    memset(&value, 0, sizeof value);
    if (!CHECK_RESULT(MI_Instance_GetElement(instance, name, &value, &type, &flags, NULL), MI_RESULT_OK) ||
        !CHECK_NUMBER(type, MI_UINT32) || !CHECK_NUMBER(flags & MI_FLAG_NULL, 0)) {
        fprintf(stderr, "    (the element is %s)\n", SHOWN(name));
        stop_test();
    }
    return value.uint32;
}

bool is_null(const MI_Instance *instance, const MI_Char *name) {
    MI_Uint32 flags = 0;
    REQUIRE_RESULT(MI_Instance_GetElement(instance, name, NULL, NULL, &flags, NULL), MI_RESULT_OK);
    return flags & MI_FLAG_NULL;
}

bool has_element(const MI_Instance *instance, const MI_Char *name) {
    return MI_Instance_GetElement(instance, name, NULL, NULL, NULL, NULL) == MI_RESULT_OK;
}

/* ---- Outcomes ---- */

static void keep_error(Outcome *outcome, MI_Result result, const MI_Char *message,
                       const MI_Instance *details) {
    outcome->result = result;
    if (message) {
        snprintf(outcome->message, sizeof outcome->message, "%s", SHOWN(message));
    }
    if (details) {
        REQUIRE_RESULT(MI_Instance_Clone(details, &outcome->details), MI_RESULT_OK);
    }
}

Outcome finish_instances(MI_Operation *operation) {
    Outcome outcome = {MI_RESULT_OK, 0, NULL, NULL, NULL, ""};
    MI_Boolean more = MI_TRUE;
    while (more) {
        const MI_Instance *instance = NULL, *details = NULL;
        const MI_Char *message = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetInstance(operation, &instance, &more, &result, &message, &details),
                       MI_RESULT_OK);
        if (instance) {
            if (outcome.count++ == 0) {
                REQUIRE_RESULT(MI_Instance_Clone(instance, &outcome.instance), MI_RESULT_OK);
            }
        }
        if (!more) {
            keep_error(&outcome, result, message, details);
        }
    }
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
    return outcome;
}

Outcome finish_classes(MI_Operation *operation) {
    Outcome outcome = {MI_RESULT_OK, 0, NULL, NULL, NULL, ""};
    MI_Boolean more = MI_TRUE;
    while (more) {
        const MI_Class *class_result = NULL;
        const MI_Instance *details = NULL;
        const MI_Char *message = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetClass(operation, &class_result, &more, &result, &message, &details),
                       MI_RESULT_OK);
        if (class_result) {
            if (outcome.count++ == 0) {
                REQUIRE_RESULT(MI_Class_Clone(class_result, &outcome.class_), MI_RESULT_OK);
            }
        }
        if (!more) {
            keep_error(&outcome, result, message, details);
        }
    }
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
    return outcome;
}

void free_outcome(Outcome *outcome) {
    if (outcome->instance) {
        CHECK_RESULT(MI_Instance_Delete(outcome->instance), MI_RESULT_OK);
    }
    if (outcome->class_) {
        CHECK_RESULT(MI_Class_Delete(outcome->class_), MI_RESULT_OK);
    }
    if (outcome->details) {
        CHECK_RESULT(MI_Instance_Delete(outcome->details), MI_RESULT_OK);
    }
    memset(outcome, 0, sizeof *outcome);
}

bool check_details_at(const char *file, int line, const MI_Instance *details, MI_Result expected,
                      const char *part) {
    MI_Value code, message;
    MI_Type type = MI_BOOLEAN;
    memset(&code, 0, sizeof code);
    memset(&message, 0, sizeof message);
    if (!check_true_at(file, line, "there is an error instance", details != NULL)) {
        return false;
    }
    const MI_Char *class_name = NULL;
    bool well = check_result_at(file, line, "MI_Instance_GetClassName",
                                MI_Instance_GetClassName(details, &class_name), MI_RESULT_OK);
    well &= check_text_at(file, line, "the class of the error", SHOWN(class_name), SHOWN(ERROR_CLASS));
    well &= check_result_at(file, line, "reading CIMStatusCode",
                            MI_Instance_GetElement(details, MI_T("CIMStatusCode"), &code, &type, NULL, NULL),
                            MI_RESULT_OK);
    well &= check_number_at(file, line, "the type of CIMStatusCode", type, MI_UINT32);
    well &= check_result_at(file, line, "CIMStatusCode", code.uint32, expected);
    well &= check_result_at(file, line, "reading Message",
                            MI_Instance_GetElement(details, MI_T("Message"), &message, &type, NULL, NULL),
                            MI_RESULT_OK);
    well &= check_number_at(file, line, "the type of Message", type, MI_STRING);
    well &= check_true_at(file, line, "the message says something", message.string && message.string[0]);
    if (part) {
        well &= check_contains_at(file, line, "the message", SHOWN(message.string), part);
    }
    return well;
}

bool check_outcome_at(const char *file, int line, const char *text, Outcome outcome, MI_Result expected,
                      const char *part) {
    bool well = check_result_at(file, line, text, outcome.result, expected);
    if (well && expected != MI_RESULT_OK) {
        well &= check_details_at(file, line, outcome.details, expected, part);
        well &= check_true_at(file, line, "there is an error message", outcome.message[0] != 0);
    }
    if (!well && outcome.message[0]) {
        fprintf(stderr, "    (the message is: %s)\n", outcome.message);
    }
    free_outcome(&outcome);
    return well;
}

/* ---- Operations ---- */

Outcome create_instance(Client *client, const MI_Instance *instance) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_CreateInstance(&client->session, 0, NULL, NAMESPACE, instance, NULL, &operation);
    return finish_instances(&operation);
}

Outcome modify_instance(Client *client, const MI_Instance *instance) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_ModifyInstance(&client->session, 0, NULL, NAMESPACE, instance, NULL, &operation);
    return finish_instances(&operation);
}

Outcome get_instance(Client *client, const MI_Instance *instance) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&client->session, 0, NULL, NAMESPACE, instance, NULL, &operation);
    return finish_instances(&operation);
}

Outcome delete_instance(Client *client, const MI_Instance *instance) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_DeleteInstance(&client->session, 0, NULL, NAMESPACE, instance, NULL, &operation);
    return finish_instances(&operation);
}

Outcome enumerate_instances(Client *client, MI_Uint32 flags, const MI_Char *class_name, bool keys_only) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client->session, flags, NULL, NAMESPACE, class_name, keys_only, NULL,
                                  &operation);
    return finish_instances(&operation);
}

Outcome get_class(Client *client, const MI_Char *class_name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetClass(&client->session, 0, NULL, NAMESPACE, class_name, NULL, &operation);
    return finish_classes(&operation);
}

MI_Class *fetch_class(Client *client, const MI_Char *class_name) {
    Outcome outcome = get_class(client, class_name);
    MI_Class *found = outcome.class_;
    outcome.class_ = NULL;
    REQUIRE(CHECK_OK(outcome));
    REQUIRE(found);
    return found;
}

void compile_many_instances(void) {
    compile_instances(MANY_INSTANCES);
}

void compile_instances(unsigned count) {
    char path[512];
    snprintf(path, sizeof path, "%s/many.mof", test_directory());
    FILE *file = fopen(path, "w");
    REQUIRE(file);
    for (unsigned number = 0; number < count; number++) {
        fprintf(file, "instance of Test_Numbered { Number = %u; Group = \"many\"; Value = \"a value\"; };\n",
                number);
    }
    REQUIRE(fclose(file) == 0);
    compile_mof(path);
}

void compile_mof(const char *path) {
    const char *const arguments[] = {getenv("MI_TOOL"), "compile", "--namespace",
                                     SHOWN(NAMESPACE),  path,      NULL};
    REQUIRE_NUMBER(run_program(arguments, NULL), 0);
}

MI_Operation start_enumeration(Client *client, const MI_Char *class_name, MI_Uint32 flags,
                               MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client->session, flags, NULL, NAMESPACE, class_name, MI_FALSE, callbacks,
                                  &operation);
    return operation;
}

/* ---- Callbacks ---- */

static void record(Recorder *recorder, MI_Operation *operation, MI_Boolean more_results, MI_Result result,
                   const MI_Char *message, const MI_Instance *details, bool acknowledgement) {
    recorder->thread = pthread_self();
    recorder->operation_given = operation != NULL;
    recorder->acknowledgement_given |= acknowledgement;
    if (!more_results) {
        recorder->result = result;
        recorder->has_message = message != NULL;
        recorder->has_details = details != NULL;
    }
    event_raise(&recorder->results);
    /* Who waits for this may let go of the recorder. */
    if (!more_results) {
        event_raise(&recorder->finished);
    }
}

void MI_CALL record_instance(MI_Operation *operation, void *context, const MI_Instance *instance,
                             MI_Boolean more_results, MI_Result result, const MI_Char *message,
                             const MI_Instance *details,
                             MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Recorder *recorder = context;
    recorder->instances += instance != NULL;
    record(recorder, operation, more_results, result, message, details, acknowledge != NULL);
}

void MI_CALL record_class(MI_Operation *operation, void *context, const MI_Class *class_result,
                          MI_Boolean more_results, MI_Result result, const MI_Char *message,
                          const MI_Instance *details,
                          MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Recorder *recorder = context;
    recorder->classes += class_result != NULL;
    record(recorder, operation, more_results, result, message, details, acknowledge != NULL);
}

void MI_CALL record_indication(MI_Operation *operation, void *context, const MI_Instance *instance,
                               const MI_Char *bookmark, const MI_Char *machine, MI_Boolean more_results,
                               MI_Result result, const MI_Char *message, const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Recorder *recorder = context;
    (void)bookmark;
    (void)machine;
    recorder->instances += instance != NULL;
    record(recorder, operation, more_results, result, message, details, acknowledge != NULL);
}

MI_OperationCallbacks recording_callbacks(Recorder *recorder) {
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = recorder;
    callbacks.instanceResult = record_instance;
    callbacks.classResult = record_class;
    callbacks.indicationResult = record_indication;
    return callbacks;
}

void MI_CALL withhold(MI_Operation *operation, void *context, const MI_Instance *instance,
                      MI_Boolean more_results, MI_Result result, const MI_Char *message,
                      const MI_Instance *details, MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Withheld *withheld = context;
    (void)message;
    (void)details;
    withheld->operation = *operation;
    withheld->instance = instance;
    withheld->acknowledge = acknowledge;
    if (!more_results) {
        withheld->result = result;
        event_raise(&withheld->finished);
    }
    event_raise(&withheld->results);
}

MI_OperationCallbacks withholding_callbacks(Withheld *withheld) {
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = withheld;
    callbacks.instanceResult = withhold;
    return callbacks;
}

void acknowledge(Withheld *withheld) {
    MI_Operation copy = withheld->operation;
    REQUIRE(withheld->acknowledge);
    CHECK_RESULT(withheld->acknowledge(&copy), MI_RESULT_OK);
}

void MI_CALL raise_event(void *event) {
    event_raise(event);
}

MI_Uint32 code_of(const MI_Char *name) {
    size_t length = text_length(name);
    return (MI_Uint32)tolower((unsigned char)name[0]) << 16 |
           (MI_Uint32)tolower((unsigned char)name[length - 1]) << 8 | (MI_Uint32)length;
}
