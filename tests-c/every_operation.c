#include "every_operation.h"

static void start_get(const Start *s) {
    MI_Session_GetInstance(s->session, s->flags, s->options, NAMESPACE, s->key, s->callbacks, s->operation);
}

void start_create(const Start *s) {
    MI_Session_CreateInstance(s->session, s->flags, s->options, NAMESPACE, s->key, s->callbacks,
                              s->operation);
}

void start_modify(const Start *s) {
    MI_Session_ModifyInstance(s->session, s->flags, s->options, NAMESPACE, s->key, s->callbacks,
                              s->operation);
}

void start_delete(const Start *s) {
    MI_Session_DeleteInstance(s->session, s->flags, s->options, NAMESPACE, s->key, s->callbacks,
                              s->operation);
}

static void start_without_key(const Start *s) {
    MI_Session_GetInstance(s->session, s->flags, s->options, NAMESPACE, NULL, s->callbacks, s->operation);
}

static void start_invoke(const Start *s) {
    MI_Session_Invoke(s->session, s->flags, s->options, NAMESPACE, MI_T("Test_Widget"), MI_T("Reset"), NULL,
                      NULL, s->callbacks, s->operation);
}

void start_enumerate(const Start *s) {
    MI_Session_EnumerateInstances(s->session, s->flags, s->options, NAMESPACE, MI_T("Test_Numbered"),
                                  MI_FALSE, s->callbacks, s->operation);
}

static void start_enumerate_few(const Start *s) {
    MI_Session_EnumerateInstances(s->session, s->flags, s->options, NAMESPACE, MI_T("Test_Widget"), MI_TRUE,
                                  s->callbacks, s->operation);
}

static void start_enumerate_none(const Start *s) {
    MI_Session_EnumerateInstances(s->session, s->flags, s->options, NAMESPACE, MI_T("Test_Missing"), MI_FALSE,
                                  s->callbacks, s->operation);
}

static void start_query(const Start *s) {
    MI_Session_QueryInstances(s->session, s->flags, s->options, NAMESPACE, MI_T("WQL"),
                              MI_T("SELECT * FROM Test_Widget"), s->callbacks, s->operation);
}

static void start_associators(const Start *s) {
    MI_Session_AssociatorInstances(s->session, s->flags, s->options, NAMESPACE, s->key, NULL, NULL, NULL,
                                   NULL, MI_FALSE, s->callbacks, s->operation);
}

static void start_references(const Start *s) {
    MI_Session_ReferenceInstances(s->session, s->flags, s->options, NAMESPACE, s->key, NULL, NULL, MI_FALSE,
                                  s->callbacks, s->operation);
}

static void start_subscribe(const Start *s) {
    MI_Session_Subscribe(s->session, s->flags, s->options, NAMESPACE, MI_T("WQL"),
                         MI_T("SELECT * FROM Test_Widget"), NULL, s->callbacks, s->operation);
}

static void start_get_class(const Start *s) {
    MI_Session_GetClass(s->session, s->flags, s->options, NAMESPACE, MI_T("Test_Gadget"), s->callbacks,
                        s->operation);
}

static void start_enumerate_classes(const Start *s) {
    MI_Session_EnumerateClasses(s->session, s->flags, s->options, NAMESPACE, NULL, MI_FALSE, s->callbacks,
                                s->operation);
}

static void start_test_connection(const Start *s) {
    MI_Session_TestConnection(s->session, s->flags, s->callbacks, s->operation);
}

#define ONE_OF(result) (1u << MI_RESULT_##result)

const Kind kinds[] = {
    {MI_T("GetInstance"), start_get, INSTANCE, ONE_OF(OK) | ONE_OF(NOT_FOUND)},
    {MI_T("CreateInstance"), start_create, INSTANCE, ONE_OF(OK) | ONE_OF(ALREADY_EXISTS)},
    {MI_T("ModifyInstance"), start_modify, INSTANCE, ONE_OF(OK) | ONE_OF(NOT_FOUND)},
    {MI_T("DeleteInstance"), start_delete, INSTANCE, ONE_OF(OK) | ONE_OF(NOT_FOUND)},
    {MI_T("GetInstance without a key"), start_without_key, INSTANCE, ONE_OF(INVALID_PARAMETER)},
    {MI_T("Invoke"), start_invoke, INSTANCE, ONE_OF(METHOD_NOT_AVAILABLE)},
    {MI_T("EnumerateInstances"), start_enumerate, INSTANCE, ONE_OF(OK)},
    {MI_T("EnumerateInstances of few"), start_enumerate_few, INSTANCE, ONE_OF(OK)},
    {MI_T("EnumerateInstances of no class"), start_enumerate_none, INSTANCE, ONE_OF(INVALID_CLASS)},
    {MI_T("QueryInstances"), start_query, INSTANCE, ONE_OF(OK)},
    {MI_T("AssociatorInstances"), start_associators, INSTANCE, ONE_OF(OK) | ONE_OF(NOT_FOUND)},
    {MI_T("ReferenceInstances"), start_references, INSTANCE, ONE_OF(OK) | ONE_OF(NOT_FOUND)},
    {MI_T("Subscribe"), start_subscribe, INDICATION, ONE_OF(INVALID_CLASS)},
    {MI_T("GetClass"), start_get_class, CLASS, ONE_OF(OK)},
    {MI_T("EnumerateClasses"), start_enumerate_classes, CLASS, ONE_OF(OK)},
    {MI_T("TestConnection"), start_test_connection, INSTANCE, ONE_OF(OK)},
};
const unsigned kind_count = sizeof kinds / sizeof kinds[0];
