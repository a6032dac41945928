/* Subscriptions to what happens in the repository, in both forms. */

#include "fixture.h"

#include <stdio.h>
#include <string.h>

WITH_REPOSITORY;

#define CREATIONS MI_T("SELECT * FROM __InstanceCreationEvent")
#define CHANGES MI_T("SELECT * FROM CIM_InstIndication")

/* What an instance that is told of is called. */
static const MI_Char *target_id(const MI_Instance *indication, const MI_Char *property) {
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    REQUIRE_RESULT(MI_Instance_GetElement(indication, property, &value, &type, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(type, MI_INSTANCE);
    REQUIRE(value.instance);
    return text_of(value.instance, MI_T("Id"));
}

static void create_widget(Client *client, const MI_Char *id) {
    MI_Instance *widget = new_keyed(&client->application, MI_T("Test_Widget"), id);
    CHECK_OK(create_instance(client, widget));
    MI_Instance_Delete(widget);
}

/* Starts a subscription that is fetched from; `bookmark` may be NULL. */
static MI_Operation subscribe(Client *client, MI_Uint32 flags, const MI_Char *query,
                              const MI_Char *bookmark) {
    MI_SubscriptionDeliveryOptions options = MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    if (bookmark) {
        REQUIRE_RESULT(MI_Application_NewSubscriptionDeliveryOptions(
                           &client->application, MI_SubscriptionDeliveryType_Pull, &options),
                       MI_RESULT_OK);
        CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetBookmark(&options, bookmark), MI_RESULT_OK);
    }
    MI_Session_Subscribe(&client->session, flags, NULL, NAMESPACE, MI_T("WQL"), query,
                         bookmark ? &options : NULL, NULL, &operation);
    if (bookmark) {
        MI_SubscriptionDeliveryOptions_Delete(&options);
    }
    return operation;
}

/* Fetches the next indication, and keeps its bookmark where that is wanted. */
static const MI_Instance *fetch(MI_Operation *operation, MI_Char *bookmark, size_t size) {
    const MI_Instance *instance = NULL;
    const MI_Char *mark = NULL, *machine = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_FAILED;
    REQUIRE_RESULT(
        MI_Operation_GetIndication(operation, &instance, &mark, &machine, &more, &result, NULL, NULL),
        MI_RESULT_OK);
    REQUIRE_RESULT(result, MI_RESULT_OK);
    REQUIRE(instance);
    CHECK(more);
    CHECK(machine && machine[0]);
    if (bookmark) {
        text_print(bookmark, size, "%s", SHOWN(mark ? mark : MI_T("none")));
    }
    return instance;
}

/* Fetches the final result. */
static MI_Result fetch_end(MI_Operation *operation) {
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    while (more) {
        REQUIRE_RESULT(
            MI_Operation_GetIndication(operation, &instance, NULL, NULL, &more, &result, NULL, NULL),
            MI_RESULT_OK);
    }
    CHECK(instance == NULL);
    return result;
}

TEST(an_instance_that_is_created_after_the_call_returned_is_told) {
    Client client;
    MI_Char bookmark[128];
    const MI_Char *class_name = NULL;
    open_client(&client);
    create_widget(&client, MI_T("before"));
    MI_Operation operation = subscribe(&client, 0, CREATIONS, NULL);
    create_widget(&client, MI_T("after"));
    const MI_Instance *event = fetch(&operation, bookmark, TEXT_CAPACITY(bookmark));
    CHECK_TEXT(target_id(event, MI_T("TargetInstance")), "after");
    CHECK_TEXT(bookmark, "none");
    CHECK_RESULT(MI_Instance_GetClassName(event, &class_name), MI_RESULT_OK);
    CHECK_TEXT(class_name, "__InstanceCreationEvent");
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(an_instance_that_is_created_after_the_start_was_reported_is_told) {
    Client client;
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_FAILED;
    open_client(&client);
    MI_Operation operation = subscribe(&client, MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED, CREATIONS, NULL);
    REQUIRE_RESULT(MI_Operation_GetIndication(&operation, &instance, NULL, NULL, &more, &result, NULL, NULL),
                   MI_RESULT_OK);
    CHECK(instance == NULL && more);
    create_widget(&client, MI_T("a"));
    CHECK_TEXT(target_id(fetch(&operation, NULL, 0), MI_T("TargetInstance")), "a");
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_modification_brings_the_instance_as_it_was) {
    Client client;
    open_client(&client);
    create_widget(&client, MI_T("a"));
    MI_Operation operation = subscribe(&client, 0, CHANGES, NULL);
    MI_Instance *widget = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("a"));
    add_uint32(widget, MI_T("Size"), 99);
    CHECK_OK(modify_instance(&client, widget));
    const MI_Instance *indication = fetch(&operation, NULL, 0);
    MI_Value source, previous;
    REQUIRE_RESULT(MI_Instance_GetElement(indication, MI_T("SourceInstance"), &source, NULL, NULL, NULL),
                   MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(indication, MI_T("PreviousInstance"), &previous, NULL, NULL, NULL),
                   MI_RESULT_OK);
    CHECK_NUMBER(uint32_of(source.instance, MI_T("Size")), 99);
    CHECK_NUMBER(uint32_of(previous.instance, MI_T("Size")), 7);
    CHECK_OK(delete_instance(&client, widget));
    CHECK_TEXT(target_id(fetch(&operation, NULL, 0), MI_T("SourceInstance")), "a");
    MI_Instance_Delete(widget);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_bookmark_is_gone_on_from_in_another_application) {
    Client client;
    MI_Char bookmark[128];
    open_client(&client);
    MI_Operation operation = subscribe(&client, 0, CREATIONS, MI_SUBSCRIBE_BOOKMARK_NEWEST);
    create_widget(&client, MI_T("a"));
    create_widget(&client, MI_T("b"));
    fetch(&operation, bookmark, TEXT_CAPACITY(bookmark));
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);

    open_client(&client);
    operation = subscribe(&client, 0, CREATIONS, bookmark);
    CHECK_TEXT(target_id(fetch(&operation, NULL, 0), MI_T("TargetInstance")), "b");
    MI_Operation oldest = subscribe(&client, 0, CREATIONS, MI_SUBSCRIBE_BOOKMARK_OLDEST);
    /* The first instance of the schema that the repository was made with. */
    CHECK_TEXT(target_id(fetch(&oldest, NULL, 0), MI_T("TargetInstance")), "w1");
    MI_Operation wrong = subscribe(&client, 0, CREATIONS, MI_T("no bookmark"));
    CHECK_RESULT(fetch_end(&wrong), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Operation_Close(&wrong), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&oldest), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(what_another_process_writes_is_told) {
    Client client;
    open_client(&client);
    MI_Operation operation = subscribe(&client, 0, CREATIONS, NULL);
    compile_instances(300);
    for (MI_Uint32 number = 0; number < 300; number++) {
        MI_Value value;
        const MI_Instance *event = fetch(&operation, NULL, 0);
        REQUIRE_RESULT(MI_Instance_GetElement(event, MI_T("TargetInstance"), &value, NULL, NULL, NULL),
                       MI_RESULT_OK);
        REQUIRE_NUMBER(uint32_of(value.instance, MI_T("Number")), number);
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(indications_are_delivered_to_callbacks) {
    Client client;
    Recorder recorder = RECORDER_INITIALISER;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
    open_client(&client);
    MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("CQL"), CHANGES, NULL, &callbacks,
                         &operation);
    for (int number = 0; number < 5; number++) {
        MI_Char id[8];
        text_print(id, TEXT_CAPACITY(id), "%d", number);
        create_widget(&client, id);
    }
    EVENT_WAIT(&recorder.results, 5);
    CHECK_NUMBER(event_count(&recorder.finished), 0);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    EVENT_WAIT(&recorder.finished, 1);
    CHECK_RESULT(recorder.result, MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_client_that_takes_nothing_keeps_nobody_waiting) {
    Client client;
    open_client(&client);
    MI_Operation slow = subscribe(&client, 0, CREATIONS, NULL);
    MI_Operation operation = subscribe(&client, 0, CREATIONS, NULL);
    compile_many_instances();
    for (unsigned number = 0; number < MANY_INSTANCES; number++) {
        fetch(&operation, NULL, 0);
    }
    create_widget(&client, MI_T("a"));
    CHECK_TEXT(target_id(fetch(&operation, NULL, 0), MI_T("TargetInstance")), "a");
    CHECK_RESULT(MI_Operation_Close(&slow), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(nothing_is_left_of_a_subscription_after_the_last_application) {
    Client client;
    open_client(&client);
    create_widget(&client, MI_T("a"));
    close_client(&client);
    unsigned threads = running_threads(1), files = open_files();
    for (int form = 0; form < 3; form++) {
        Recorder recorder = RECORDER_INITIALISER;
        Event closed = EVENT_INITIALISER;
        MI_OperationCallbacks callbacks = recording_callbacks(&recorder);
        MI_Operation operation = MI_OPERATION_NULL;
        open_client(&client);
        MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"), CREATIONS, NULL,
                             form ? &callbacks : NULL, &operation);
        if (form < 2) {
            CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
        } else {
            /* The session's close cancels it. */
            CHECK_RESULT(MI_Session_Close(&client.session, &closed, raise_event), MI_RESULT_OK);
            EVENT_WAIT(&recorder.finished, 1);
            CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
            EVENT_WAIT(&closed, 1);
            CHECK_RESULT(MI_Application_Close(&client.application), MI_RESULT_OK);
            continue;
        }
        close_client(&client);
    }
    CHECK_NUMBER(running_threads(threads), threads);
    CHECK_NUMBER(open_files(), files);
}
