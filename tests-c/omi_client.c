/* Clients as they are written for OMI: its names, its loops, its habits. */

#include <MI.h>

#include "harness.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

static MI_Application app = MI_APPLICATION_NULL;
static MI_Session session = MI_SESSION_NULL;

static void connect_to_omi(void) {
    MI_Result r = MI_Application_Initialize(0, NULL, NULL, &app);
    REQUIRE_RESULT(r, MI_RESULT_OK);
    r = MI_Application_NewSession(&app, MI_T("OMI_SOCKETS"), NULL, NULL, NULL, NULL, &session);
    REQUIRE_RESULT(r, MI_RESULT_OK);
}

static void disconnect(void) {
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&app);
}

/* The loop that every OMI client has: it accepts a last instance with moreResults FALSE, and none. */
static MI_Result print_all(MI_Operation *op, unsigned *printed) {
    const MI_Instance *inst = NULL;
    const MI_Char *errmsg = NULL;
    const MI_Instance *errdet = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result r = MI_RESULT_OK;
    *printed = 0;
    do {
        MI_Result rr = MI_Operation_GetInstance(op, &inst, &more, &r, &errmsg, &errdet);
        if (rr != MI_RESULT_OK) {
            r = rr;
            break;
        }
        if (inst) {
            (*printed)++;
        }
    } while (r == MI_RESULT_OK && more == MI_TRUE);
    MI_Operation_Close(op);
    return r;
}

TEST(enumerate_in_a_do_loop) {
    MI_Operation op = MI_OPERATION_NULL;
    unsigned printed = 0;
    connect_to_omi();
    MI_Session_EnumerateInstances(&session, 0, NULL, MI_T("root/test"), MI_T("Test_Widget"), MI_FALSE, NULL,
                                  &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_OK);
    CHECK_NUMBER(printed, 3);
    disconnect();
}

TEST(an_unknown_class_in_a_do_loop) {
    MI_Operation op = MI_OPERATION_NULL;
    unsigned printed = 0;
    connect_to_omi();
    MI_Session_EnumerateInstances(&session, 0, NULL, MI_T("root/test"), MI_T("Test_Nothing"), MI_FALSE, NULL,
                                  &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_INVALID_CLASS);
    CHECK_NUMBER(printed, 0);
    disconnect();
}

TEST(create_get_modify_delete_with_options) {
    MI_Instance *inst = NULL, *error = NULL;
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Operation op = MI_OPERATION_NULL;
    MI_Interval timeout = {0, 0, 1, 30, 0, 0, 0, 0};
    MI_Value v;
    unsigned printed = 0;
    MI_Result r = MI_Application_Initialize(0, MI_T("omicli"), &error, &app);
    REQUIRE_RESULT(r, MI_RESULT_OK);
    REQUIRE_RESULT(MI_Application_NewSession(&app, NULL, NULL, NULL, NULL, &error, &session), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&app, MI_TRUE, &options), MI_RESULT_OK);
    MI_OperationOptions_SetTimeout(&options, &timeout);
    REQUIRE_RESULT(MI_Application_NewInstance(&app, MI_T("Test_Widget"), NULL, &inst), MI_RESULT_OK);
    v.string = (MI_Char *)MI_T("omicli");
    MI_Instance_AddElement(inst, MI_T("Id"), &v, MI_STRING, MI_FLAG_BORROW | MI_FLAG_KEY);
    v.uint32 = 3;
    MI_Instance_AddElement(inst, MI_T("Size"), &v, MI_UINT32, 0);

    MI_Session_CreateInstance(&session, 0, &options, MI_T("root/test"), inst, NULL, &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_OK);
    MI_Session_GetInstance(&session, 0, &options, MI_T("root/test"), inst, NULL, &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_OK);
    CHECK_NUMBER(printed, 1);
    v.uint32 = 4;
    MI_Instance_SetElement(inst, MI_T("Size"), &v, MI_UINT32, 0);
    MI_Session_ModifyInstance(&session, 0, &options, MI_T("root/test"), inst, NULL, &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_OK);
    MI_Session_DeleteInstance(&session, 0, &options, MI_T("root/test"), inst, NULL, &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_OK);
    MI_Session_GetInstance(&session, 0, &options, MI_T("root/test"), inst, NULL, &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_NOT_FOUND);

    MI_OperationOptions_Delete(&options);
    MI_Instance_Delete(inst);
    disconnect();
}

/* omicli's other way: callbacks and a flag. */
typedef struct Wait {
    Event done;
    unsigned results;
    MI_Result result;
} Wait;

static void MI_CALL result_callback(MI_Operation *op, void *context, const MI_Instance *inst, MI_Boolean more,
                                    MI_Result r, const MI_Char *errmsg, const MI_Instance *errdet,
                                    MI_Result(MI_CALL *ack)(MI_Operation *op)) {
    Wait *wait = (Wait *)context;
    MI_UNREFERENCED_PARAMETER(errmsg);
    MI_UNREFERENCED_PARAMETER(errdet);
    wait->results += inst != NULL;
    if (ack) {
        ack(op);
    }
    if (!more) {
        wait->result = r;
        MI_Operation_Close(op);
        event_raise(&wait->done);
    }
}

TEST(enumerate_with_a_callback_that_closes) {
    Wait wait = {EVENT_INITIALISER, 0, MI_RESULT_FAILED};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    MI_Operation op = MI_OPERATION_NULL;
    callbacks.callbackContext = &wait;
    callbacks.instanceResult = result_callback;
    connect_to_omi();
    MI_Session_EnumerateInstances(&session, 0, NULL, MI_T("root/test"), MI_T("Test_Widget"), MI_FALSE,
                                  &callbacks, &op);
    EVENT_WAIT(&wait.done, 1);
    CHECK_NUMBER(wait.results, 3);
    CHECK_RESULT(wait.result, MI_RESULT_OK);
    disconnect();
}

TEST(get_class_prints_its_declaration) {
    MI_Operation op = MI_OPERATION_NULL;
    const MI_Class *cls = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result r = MI_RESULT_FAILED;
    connect_to_omi();
    MI_Session_GetClass(&session, 0, NULL, MI_T("root/test"), MI_T("Test_Gadget"), NULL, &op);
    REQUIRE_RESULT(MI_Operation_GetClass(&op, &cls, &more, &r, NULL, NULL), MI_RESULT_OK);
    REQUIRE_RESULT(r, MI_RESULT_OK);
    REQUIRE(cls);
    /* OMI's printers read the declaration itself. */
    REQUIRE(cls->classDecl);
    CHECK_TEXT(cls->classDecl->name, "Test_Gadget");
    CHECK_TEXT(cls->classDecl->superClass, "Test_Widget");
    CHECK_NUMBER(cls->classDecl->numProperties, 6);
    for (MI_Uint32 i = 0; i < cls->classDecl->numProperties; i++) {
        const MI_PropertyDecl *pd = cls->classDecl->properties[i];
        REQUIRE(pd && pd->name);
        MI_Uint32 length = (MI_Uint32)text_length(pd->name);
        CHECK_NUMBER(pd->code & 0xff, length & 0xff);
    }
    CHECK_NUMBER(cls->classDecl->numMethods, 2);
    CHECK_TEXT(cls->classDecl->methods[0]->name, "Resize");
    CHECK_NUMBER(cls->classDecl->methods[0]->numParameters, 3);
    CHECK_TEXT(cls->classDecl->methods[0]->parameters[0]->name, "MIReturn");
    CHECK_TEXT(cls->namespaceName, "root/test");
    MI_Operation_Close(&op);
    disconnect();
}

TEST(noop_tests_the_connection) {
    MI_Operation op = MI_OPERATION_NULL;
    unsigned printed = 0;
    connect_to_omi();
    MI_Session_TestConnection(&session, 0, NULL, &op);
    CHECK_RESULT(print_all(&op, &printed), MI_RESULT_OK);
    CHECK_NUMBER(printed, 0);
    disconnect();
}
