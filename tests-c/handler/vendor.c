/* The handler's application, sessions and operations. */

#include "vendor.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

void write_log(const char *format, ...) {
    const char *path = getenv("VENDOR_LOG");
    FILE *file = path ? fopen(path, "a") : NULL;
    if (!file) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vfprintf(file, format, arguments);
    va_end(arguments);
    fputc('\n', file);
    fclose(file);
}

/* ---- Operations ---- */

typedef struct Operation {
    MI_OperationCallbacks callbacks;
    MI_Operation handle;
    const char *script;
    pthread_t thread;
    bool has_thread;
    bool is_cancelled;
    bool is_closed;
    MI_CancellationReason reason;
    unsigned acknowledged;
    int answer;
    struct Operation *next;
} Operation;

static Operation *operations;

static Operation *of_handle(MI_Operation *handle) {
    return (Operation *)(intptr_t)handle->reserved2;
}

static MI_Result MI_CALL close_operation(MI_Operation *handle) {
    pthread_mutex_lock(&lock);
    write_log(of_handle(handle)->is_closed ? "closed again" : "closed");
    of_handle(handle)->is_closed = true;
    pthread_mutex_unlock(&lock);
    return MI_RESULT_OK;
}

static MI_Result MI_CALL cancel_operation(MI_Operation *handle, MI_CancellationReason reason) {
    pthread_mutex_lock(&lock);
    Operation *operation = of_handle(handle);
    write_log("cancelled for %u", reason);
    operation->is_cancelled = true;
    operation->reason = reason;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return MI_RESULT_OK;
}

static const MI_OperationFT operation_table = {.Close = close_operation, .Cancel = cancel_operation};

static MI_Result MI_CALL acknowledge(MI_Operation *handle) {
    pthread_mutex_lock(&lock);
    of_handle(handle)->acknowledged++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return MI_RESULT_OK;
}

static MI_Result MI_CALL respond(MI_Operation *handle, MI_OperationCallback_ResponseType response) {
    pthread_mutex_lock(&lock);
    of_handle(handle)->answer = (int)response;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return MI_RESULT_OK;
}

static void result(Operation *o, MI_Instance *instance, MI_Boolean more, MI_Result code, const MI_Char *text,
                   MI_Instance *details, bool wait) {
    MI_Result(MI_CALL * function)(MI_Operation *) = wait ? acknowledge : NULL;
    unsigned before = o->acknowledged;
    o->callbacks.instanceResult(&o->handle, o->callbacks.callbackContext, instance, more, code, text, details,
                                function);
    pthread_mutex_lock(&lock);
    while (wait && o->acknowledged == before) {
        pthread_cond_wait(&changed, &lock);
    }
    pthread_mutex_unlock(&lock);
    if (instance) {
        instance->ft->Delete(instance);
    }
    if (details) {
        details->ft->Delete(details);
    }
}

static void some(Operation *o, unsigned count, bool wait) {
    for (unsigned i = 0; i < count && !o->is_cancelled; i++) {
        result(o, numbered(MI_T("Vendor_Thing"), i), MI_TRUE, MI_RESULT_OK, NULL, NULL, wait);
    }
}

static void final(Operation *o, MI_Result code, const MI_Char *text) {
    result(o, NULL, MI_FALSE, code, text, NULL, true);
}

static void wait_for_cancel(Operation *o) {
    pthread_mutex_lock(&lock);
    while (!o->is_cancelled) {
        pthread_cond_wait(&changed, &lock);
    }
    pthread_mutex_unlock(&lock);
}

static int wait_for_answer(Operation *o) {
    pthread_mutex_lock(&lock);
    while (o->answer < 0) {
        pthread_cond_wait(&changed, &lock);
    }
    int answer = o->answer;
    o->answer = -1;
    pthread_mutex_unlock(&lock);
    return answer;
}

static void ask(Operation *o) {
    const MI_OperationCallbacks *c = &o->callbacks;
    MI_Instance *error = numbered(MI_T("CIM_Error"), 1);
    c->writeMessage(&o->handle, c->callbackContext, MI_WRITEMESSAGE_CHANNEL_WARNING, MI_T("a warning"));
    c->writeProgress(&o->handle, c->callbackContext, MI_T("an activity"), MI_T("a step"), MI_T("a status"),
                     50, 7);
    if (c->streamedParameterResult) {
        c->streamedParameterResult(&o->handle, c->callbackContext, MI_T("Part"), MI_UINT32,
                                   &(MI_Value){.uint32 = 3}, NULL);
    }
    c->promptUser(&o->handle, c->callbackContext, MI_T("Go on?"), MI_PROMPTTYPE_NORMAL, respond);
    int first = wait_for_answer(o);
    c->writeError(&o->handle, c->callbackContext, error, respond);
    int second = wait_for_answer(o);
    c->promptUser(&o->handle, c->callbackContext, MI_T("Only told."), MI_PROMPTTYPE_NORMAL, NULL);
    error->ft->Delete(error);
    MI_Char text[64];
    text_print(text, TEXT_CAPACITY(text), "%s, %s%s", first ? "yes" : "no", second ? "yes" : "no",
               c->streamedParameterResult ? "" : ", nothing streamed");
    final(o, MI_RESULT_FAILED, text);
}

static bool is(const Operation *o, const char *script) {
    return strcmp(o->script, script) == 0;
}

static void play(Operation *o) {
    if (is(o, "two-finals")) {
        some(o, 2, true);
        final(o, MI_RESULT_OK, NULL);
        final(o, MI_RESULT_FAILED, MI_T("again"));
        result(o, numbered(MI_T("Vendor_Thing"), 99), MI_TRUE, MI_RESULT_OK, NULL, NULL, true);
    } else if (is(o, "no-final")) {
        some(o, 1, true);
    } else if (is(o, "on-cancel")) {
        MI_Char text[64];
        some(o, 1, true);
        wait_for_cancel(o);
        text_print(text, TEXT_CAPACITY(text), "cancelled for %u", o->reason);
        final(o, MI_RESULT_FAILED, text);
    } else if (is(o, "many")) {
        some(o, 2000, true);
        final(o, MI_RESULT_OK, NULL);
    } else if (is(o, "unacknowledged")) {
        some(o, 2000, false);
        final(o, MI_RESULT_OK, NULL);
    } else if (is(o, "together")) {
        some(o, 2, true);
        result(o, numbered(MI_T("Vendor_Thing"), 2), MI_FALSE, MI_RESULT_OK, NULL, NULL, true);
    } else if (is(o, "garbage")) {
        MI_Instance *bad = numbered(MI_T("Vendor_Thing"), 1);
        bad->ft->AddElement(bad, MI_T("Bad"), &(MI_Value){.uint32 = 1}, 99, 0);
        result(o, bad, MI_TRUE, MI_RESULT_OK, NULL, NULL, true);
        some(o, 1, true);
        final(o, MI_RESULT_OK, NULL);
    } else if (is(o, "number")) {
        final(o, (MI_Result)4711, NULL);
    } else if (is(o, "error")) {
        MI_Instance *details = numbered(MI_T("Vendor_Error"), 42);
        details->ft->AddElement(details, MI_T("Message"), &(MI_Value){.string = MI_T("a text of details")},
                                MI_STRING, 0);
        result(o, NULL, MI_FALSE, MI_RESULT_NOT_FOUND, NULL, details, true);
    } else if (is(o, "questions")) {
        ask(o);
    } else {
        some(o, 3, true);
        final(o, MI_RESULT_OK, NULL);
    }
}

static void *run(void *operation) {
    play(operation);
    return NULL;
}

static void start(MI_Session *session, MI_OperationCallbacks *callbacks, MI_Operation *handle) {
    Operation *o = calloc(1, sizeof *o);
    if (!o) {
        return;
    }
    o->callbacks = *callbacks;
    o->script = (const char *)(intptr_t)session->reserved2;
    o->handle = (MI_Operation){1, (intptr_t)o, &operation_table};
    o->answer = -1;
    pthread_mutex_lock(&lock);
    o->next = operations;
    operations = o;
    pthread_mutex_unlock(&lock);
    if (is(o, "inside")) {
        some(o, 3, false);
        o->callbacks.instanceResult(&o->handle, o->callbacks.callbackContext, NULL, MI_FALSE, MI_RESULT_OK,
                                    NULL, NULL, NULL);
        *handle = o->handle;
        return;
    }
    if (!is(o, "late-handle") && !is(o, "no-handle")) {
        *handle = o->handle;
    }
    o->has_thread = pthread_create(&o->thread, NULL, run, o) == 0;
    if (is(o, "late-handle")) {
        pthread_join(o->thread, NULL);
        o->has_thread = false;
        *handle = o->handle;
    }
}

void end_operations(void) {
    pthread_mutex_lock(&lock);
    Operation *all = operations;
    operations = NULL;
    pthread_mutex_unlock(&lock);
    while (all) {
        Operation *next = all->next;
        if (all->has_thread) {
            pthread_join(all->thread, NULL);
        }
        free(all);
        all = next;
    }
}

/* ---- Sessions ---- */

static void MI_CALL enumerate(MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options,
                              const MI_Char *name_space, const MI_Char *class_name, MI_Boolean keys_only,
                              MI_OperationCallbacks *callbacks, MI_Operation *operation) {
    (void)options;
    write_log("enumerate %s in %s, flags %#x, keys %u", SHOWN(class_name), SHOWN(name_space), flags,
              keys_only);
    start(session, callbacks, operation);
}

static void MI_CALL modify(MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options,
                           const MI_Char *name_space, const MI_Instance *instance,
                           MI_OperationCallbacks *callbacks, MI_Operation *operation) {
    (void)flags;
    (void)options;
    (void)name_space;
    log_instance("modify", instance);
    start(session, callbacks, operation);
}

static void MI_CALL invoke(MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options,
                           const MI_Char *name_space, const MI_Char *class_name, const MI_Char *method,
                           const MI_Instance *instance, const MI_Instance *parameters,
                           MI_OperationCallbacks *callbacks, MI_Operation *operation) {
    (void)flags;
    (void)options;
    (void)name_space;
    write_log("invoke %s of %s", SHOWN(method), SHOWN(class_name));
    log_instance("instance", instance);
    log_instance("parameters", parameters);
    start(session, callbacks, operation);
}

static void MI_CALL subscribe(MI_Session *session, MI_Uint32 flags, MI_OperationOptions *options,
                              const MI_Char *name_space, const MI_Char *dialect, const MI_Char *query,
                              const MI_SubscriptionDeliveryOptions *delivery,
                              MI_OperationCallbacks *callbacks, MI_Operation *operation) {
    (void)session;
    (void)flags;
    (void)options;
    (void)name_space;
    (void)delivery;
    (void)operation;
    write_log("subscribe %s %s", SHOWN(dialect), SHOWN(query));
    callbacks->indicationResult(operation, callbacks->callbackContext, NULL, NULL, NULL, MI_FALSE,
                                MI_RESULT_INVALID_QUERY, MI_T("no such query"), NULL, NULL);
}

static MI_Result MI_CALL close_session(MI_Session *session, void *context,
                                       void(MI_CALL *completion)(void *context)) {
    write_log("session closed");
    free((void *)(intptr_t)session->reserved2);
    if (completion) {
        completion(context);
    }
    return MI_RESULT_OK;
}

static const MI_SessionFT session_table = {
    .Close = close_session,
    .ModifyInstance = modify,
    .Invoke = invoke,
    .EnumerateInstances = enumerate,
    .Subscribe = subscribe,
};

MI_Result start_session(const MI_Char *script, MI_Session *session) {
    char *copy = strdup(SHOWN(script));
    if (!copy) {
        return MI_RESULT_SERVER_LIMITS_EXCEEDED;
    }
    *session = (MI_Session){1, (intptr_t)copy, &session_table};
    return MI_RESULT_OK;
}

/* ---- The application ---- */

static MI_Result MI_CALL new_session(MI_Application *application, const MI_Char *protocol,
                                     const MI_Char *destination, MI_DestinationOptions *options,
                                     MI_SessionCallbacks *callbacks, MI_Instance **error,
                                     MI_Session *session) {
    const MI_Char *script = destination ? destination : MI_T("");
    (void)application;
    (void)options;
    (void)callbacks;
    write_log("session by %s with %s", SHOWN(protocol ? protocol : MI_T("no protocol")), SHOWN(script));
    if (text_compare(script, MI_T("refuse")) == 0) {
        *error = numbered(MI_T("Vendor_Error"), 5);
        (*error)->ft->AddElement(*error, MI_T("Message"), &(MI_Value){.string = MI_T("The vendor refuses.")},
                                 MI_STRING, 0);
        return MI_RESULT_ACCESS_DENIED;
    }
    if (text_compare(script, MI_T("no-table")) == 0) {
        return MI_RESULT_OK;
    }
    return start_session(script, session);
}

static MI_Result MI_CALL close_application(MI_Application *application) {
    (void)application;
    end_operations();
    write_log("application closed");
    return MI_RESULT_OK;
}

static const MI_ApplicationFT application_table = {
    .Close = close_application,
    .NewSession = new_session,
    .NewInstance = vendor_new_instance,
    .NewDestinationOptions = vendor_new_destination_options,
    .NewOperationOptions = vendor_new_operation_options,
    .NewSubscriptionDeliveryOptions = vendor_new_delivery_options,
};

static const MI_ApplicationFT poor_table = {.Close = close_application, .NewSession = new_session};

static MI_Result open_with(MI_Application *application, const MI_ApplicationFT *table) {
    *application = (MI_Application){1, 1, table};
    return MI_RESULT_OK;
}

/* The entries of the configuration: one that does all, one that makes no objects, one that fails, one that
 * lies.
 */
MI_EXPORT MI_Result MI_CALL Vendor_Open(MI_Uint32 flags, const MI_Char *id, MI_Instance **error,
                                        MI_Application *application) {
    (void)id;
    *error = NULL;
    write_log("opened with flags %u", flags);
    return open_with(application, &application_table);
}

MI_EXPORT MI_Result MI_CALL Vendor_OpenPoor(MI_Uint32 flags, const MI_Char *id, MI_Instance **error,
                                            MI_Application *application) {
    (void)flags;
    (void)id;
    (void)error;
    return open_with(application, &poor_table);
}

MI_EXPORT MI_Result MI_CALL Vendor_Fail(MI_Uint32 flags, const MI_Char *id, MI_Instance **error,
                                        MI_Application *application) {
    (void)flags;
    (void)id;
    (void)error;
    (void)application;
    return MI_RESULT_SERVER_LIMITS_EXCEEDED;
}

MI_EXPORT MI_Result MI_CALL Vendor_Lie(MI_Uint32 flags, const MI_Char *id, MI_Instance **error,
                                       MI_Application *application) {
    (void)flags;
    (void)id;
    (void)error;
    return open_with(application, NULL);
}
