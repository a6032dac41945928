/* Subscriptions to indications of a module, from the first subscriber to the last, in both forms. */

#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

WITH_REPOSITORY;

#define QUERY MI_T("SELECT * FROM Sample_Alert")
#define SUBSCRIBED "subscribed: SELECT * FROM Sample_Alert"
#define ENABLED "alerts enabled"
#define DISABLED "alerts disabled"
#define UNSUBSCRIBED "unsubscribed"

/* What a subscriber with callbacks was told. */
typedef struct Subscriber {
    Event indications;
    Event finished;
    pthread_mutex_t lock;
    char texts[8192]; /* the texts of the first indications, each with a space behind it */
    char bookmark[64], machine[256], message[512];
    MI_Result result;
    bool close_at_once;    /* close the operation inside of the first callback */
    bool acknowledge_last; /* acknowledge only when told to */
    MI_Operation operation;
    MI_Result(MI_CALL *acknowledge)(MI_Operation *operation);
} Subscriber;

#define SUBSCRIBER_INITIALISER                                                                               \
    {                                                                                                        \
        EVENT_INITIALISER, EVENT_INITIALISER, PTHREAD_MUTEX_INITIALIZER, "", "", "", "", MI_RESULT_OK,       \
            false, false, MI_OPERATION_NULL, NULL                                                            \
    }

static void MI_CALL told(MI_Operation *operation, void *context, const MI_Instance *instance,
                         const MI_Char *bookmark, const MI_Char *machine, MI_Boolean more_results,
                         MI_Result result, const MI_Char *message, const MI_Instance *details,
                         MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Subscriber *subscriber = context;
    bool withheld = subscriber->acknowledge_last;
    (void)details;
    if (instance) {
        pthread_mutex_lock(&subscriber->lock);
        size_t length = strlen(subscriber->texts);
        snprintf(subscriber->texts + length, sizeof subscriber->texts - length, "%s ",
                 SHOWN(text_of(instance, MI_T("Text"))));
        snprintf(subscriber->bookmark, sizeof subscriber->bookmark, "%s",
                 SHOWN(bookmark ? bookmark : MI_T("none")));
        snprintf(subscriber->machine, sizeof subscriber->machine, "%s",
                 SHOWN(machine ? machine : MI_T("none")));
        subscriber->operation = *operation;
        subscriber->acknowledge = acknowledge;
        pthread_mutex_unlock(&subscriber->lock);
        if (subscriber->close_at_once) {
            subscriber->close_at_once = false;
            CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
        }
    }
    if (instance || !more_results) {
        if (!more_results) {
            subscriber->result = result;
            snprintf(subscriber->message, sizeof subscriber->message, "%s",
                     SHOWN(message ? message : MI_T("")));
        }
        if (acknowledge && !(withheld && instance)) {
            CHECK_RESULT(acknowledge(operation), MI_RESULT_OK);
        }
        if (!more_results) {
            event_raise(&subscriber->finished);
        } else {
            event_raise(&subscriber->indications);
        }
    }
}

/* Starts a subscription with callbacks, and waits until the module knows of it. */
static MI_Operation subscribe(Client *client, Subscriber *subscriber, MI_Uint32 flags) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    unsigned before = logged(SUBSCRIBED);
    callbacks.callbackContext = subscriber;
    callbacks.indicationResult = told;
    MI_Session_Subscribe(&client->session, flags, NULL, NAMESPACE, MI_T("WQL"), QUERY, NULL, &callbacks,
                         &operation);
    wait_until_logged(SUBSCRIBED, before + 1);
    return operation;
}

/* Starts a subscription that is fetched from, and waits until the module knows of it. */
static MI_Operation subscribe_to_fetch(Client *client) {
    MI_Operation operation = MI_OPERATION_NULL;
    unsigned before = logged(SUBSCRIBED);
    MI_Session_Subscribe(&client->session, 0, NULL, NAMESPACE, MI_T("WQL"), QUERY, NULL, NULL, &operation);
    wait_until_logged(SUBSCRIBED, before + 1);
    return operation;
}

/* What the module got for an indication that it posted. */
static MI_Result result_of_raising(Client *client, const MI_Char *text) {
    Outcome outcome = sample_do(client, MI_T("raise"), text);
    REQUIRE_NUMBER(outcome.count, 1);
    MI_Result result = uint32_of(outcome.instance, MI_T("ReturnValue"));
    CHECK_OK(outcome);
    return result;
}

static void raise_alert(Client *client, const MI_Char *text) {
    CHECK_RESULT(result_of_raising(client, text), MI_RESULT_OK);
}

/* Fetches the final result of a subscription. */
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

/* This machine's name, as its system has it. */
static void name_machine(char *name, size_t size) {
#ifdef _WIN32
    snprintf(name, size, "%s", getenv("COMPUTERNAME"));
#else
    REQUIRE(gethostname(name, size - 1) == 0);
#endif
}

TEST(indications_are_fetched_with_bookmark_and_machine) {
    Client client;
    char host[256] = "";
    use_sample();
    open_client(&client);
    MI_Operation operation = subscribe_to_fetch(&client);
    CHECK_NUMBER(logged(ENABLED), 1);
    raise_alert(&client, MI_T("first"));
    raise_alert(&client, MI_T("second"));
    for (int number = 0; number < 2; number++) {
        const MI_Instance *instance = NULL;
        const MI_Char *bookmark = NULL, *machine = NULL, *class_name = NULL;
        MI_Boolean more = MI_FALSE;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetIndication(&operation, &instance, &bookmark, &machine, &more, &result,
                                                  NULL, NULL),
                       MI_RESULT_OK);
        REQUIRE_RESULT(result, MI_RESULT_OK);
        REQUIRE(instance);
        CHECK(more);
        CHECK_TEXT(text_of(instance, MI_T("Text")), number ? "second" : "first");
        CHECK_RESULT(MI_Instance_GetClassName(instance, &class_name), MI_RESULT_OK);
        CHECK_TEXT(class_name, "Sample_Alert");
        CHECK_TEXT(bookmark, "bookmark 1");
        name_machine(host, sizeof host);
        CHECK_TEXT(machine, host);
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_NUMBER(logged(UNSUBSCRIBED), 1);
    CHECK_NUMBER(logged(DISABLED), 1);
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

TEST(indications_are_delivered_with_bookmark_and_machine) {
    Client client;
    Subscriber subscriber = SUBSCRIBER_INITIALISER;
    char host[256] = "";
    use_sample();
    open_client(&client);
    MI_Operation operation = subscribe(&client, &subscriber, 0);
    raise_alert(&client, MI_T("first"));
    raise_alert(&client, MI_T("second"));
    EVENT_WAIT(&subscriber.indications, 2);
    CHECK_TEXT(subscriber.texts, "first second ");
    CHECK_TEXT(subscriber.bookmark, "bookmark 1");
    name_machine(host, sizeof host);
    CHECK_TEXT(subscriber.machine, host);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    EVENT_WAIT(&subscriber.finished, 1);
    CHECK_RESULT(subscriber.result, MI_RESULT_FAILED);
    close_client(&client);
    CHECK_NUMBER(logged(UNSUBSCRIBED), 1);
    CHECK_NUMBER(logged(DISABLED), 1);
}

TEST(indications_are_enabled_with_the_first_subscription_and_disabled_with_the_last) {
    Client client, other;
    Subscriber first = SUBSCRIBER_INITIALISER, second = SUBSCRIBER_INITIALISER;
    use_sample();
    open_client(&client);
    open_client(&other);
    MI_Operation first_operation = subscribe(&client, &first, 0);
    MI_Operation second_operation = subscribe(&other, &second, 0);
    CHECK_NUMBER(logged(ENABLED), 1);
    raise_alert(&client, MI_T("both"));
    EVENT_WAIT(&first.indications, 1);
    EVENT_WAIT(&second.indications, 1);

    CHECK_RESULT(MI_Operation_Close(&first_operation), MI_RESULT_OK);
    EVENT_WAIT(&first.finished, 1);
    wait_until_logged(UNSUBSCRIBED, 1);
    CHECK_NUMBER(logged(DISABLED), 0);
    raise_alert(&client, MI_T("one"));
    EVENT_WAIT(&second.indications, 2);
    CHECK_TEXT(first.texts, "both ");
    CHECK_TEXT(second.texts, "both one ");

    CHECK_RESULT(MI_Operation_Close(&second_operation), MI_RESULT_OK);
    wait_until_logged(DISABLED, 1);
    CHECK_RESULT(result_of_raising(&client, MI_T("nobody")), MI_RESULT_NOT_FOUND);

    Subscriber again = SUBSCRIBER_INITIALISER;
    MI_Operation operation = subscribe(&client, &again, 0);
    CHECK_NUMBER(logged(ENABLED), 2);
    raise_alert(&client, MI_T("again"));
    EVENT_WAIT(&again.indications, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&other);
    close_client(&client);
    CHECK_NUMBER(logged(DISABLED), 2);
}

TEST(the_provider_may_end_all_subscriptions_with_an_error) {
    Client client;
    Subscriber subscriber = SUBSCRIBER_INITIALISER;
    use_sample();
    open_client(&client);
    MI_Operation delivered = subscribe(&client, &subscriber, 0);
    MI_Operation fetched = subscribe_to_fetch(&client);
    raise_alert(&client, MI_T("last"));
    CHECK_OK(sample_do(&client, MI_T("end-indications"), MI_T("")));
    EVENT_WAIT(&subscriber.finished, 1);
    CHECK_RESULT(subscriber.result, MI_RESULT_SERVER_IS_SHUTTING_DOWN);
    CHECK_TEXT(subscriber.texts, "last ");
    CHECK(subscriber.message[0] != 0);
    CHECK_RESULT(fetch_end(&fetched), MI_RESULT_SERVER_IS_SHUTTING_DOWN);
    CHECK_RESULT(MI_Operation_Close(&fetched), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&delivered), MI_RESULT_OK);

    MI_Operation again = subscribe_to_fetch(&client);
    CHECK_NUMBER(logged(ENABLED), 2);
    CHECK_RESULT(MI_Operation_Close(&again), MI_RESULT_OK);
    close_client(&client);
    CHECK_NUMBER(logged(UNSUBSCRIBED), 3);
    CHECK_NUMBER(logged("module unload"), 1);
}

TEST(a_subscription_is_cancelled_with_each_reason) {
    static const MI_CancellationReason reasons[] = {MI_REASON_NONE, MI_REASON_TIMEOUT, MI_REASON_SHUTDOWN,
                                                    MI_REASON_SERVICESTOP};
    Client client;
    use_sample();
    open_client(&client);
    for (unsigned index = 0; index < sizeof reasons / sizeof *reasons; index++) {
        Subscriber subscriber = SUBSCRIBER_INITIALISER;
        MI_Operation delivered = subscribe(&client, &subscriber, 0);
        MI_Operation fetched = subscribe_to_fetch(&client);
        CHECK_RESULT(MI_Operation_Cancel(&delivered, reasons[index]), MI_RESULT_OK);
        CHECK_RESULT(MI_Operation_Cancel(&fetched, reasons[index]), MI_RESULT_OK);
        EVENT_WAIT(&subscriber.finished, 1);
        CHECK_RESULT(subscriber.result, MI_RESULT_FAILED);
        CHECK_RESULT(fetch_end(&fetched), MI_RESULT_FAILED);
        CHECK_RESULT(MI_Operation_Close(&delivered), MI_RESULT_OK);
        CHECK_RESULT(MI_Operation_Close(&fetched), MI_RESULT_OK);
        wait_until_logged(UNSUBSCRIBED, 2 * (index + 1));
        wait_until_logged(DISABLED, index + 1);
    }
    close_client(&client);
}

TEST(a_subscription_may_be_closed_in_its_own_callback) {
    Client client;
    Subscriber subscriber = SUBSCRIBER_INITIALISER;
    use_sample();
    open_client(&client);
    subscriber.close_at_once = true;
    subscribe(&client, &subscriber, 0);
    raise_alert(&client, MI_T("first"));
    EVENT_WAIT(&subscriber.finished, 1);
    CHECK_RESULT(subscriber.result, MI_RESULT_FAILED);
    CHECK_TEXT(subscriber.texts, "first ");
    close_client(&client);
    CHECK_NUMBER(logged(UNSUBSCRIBED), 1);
    CHECK_NUMBER(logged(DISABLED), 1);
}

/* Starts a subscription with a bookmark that is fetched from. */
static MI_Operation subscribe_after(Client *client, const MI_Char *bookmark) {
    MI_SubscriptionDeliveryOptions options = MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    char line[128];
    REQUIRE_RESULT(MI_Application_NewSubscriptionDeliveryOptions(&client->application,
                                                                 MI_SubscriptionDeliveryType_Pull, &options),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetBookmark(&options, bookmark), MI_RESULT_OK);
    MI_Session_Subscribe(&client->session, 0, NULL, NAMESPACE, MI_T("WQL"), QUERY, &options, NULL,
                         &operation);
    MI_SubscriptionDeliveryOptions_Delete(&options);
    snprintf(line, sizeof line, SUBSCRIBED " after %s", SHOWN(bookmark));
    wait_until_logged(line, 1);
    return operation;
}

TEST(a_bookmark_reaches_the_provider) {
    Client client;
    use_sample();
    open_client(&client);
    MI_Operation operation = subscribe_after(&client, MI_SUBSCRIBE_BOOKMARK_OLDEST);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(what_is_posted_on_a_subscriptions_own_context_is_for_that_one) {
    Client client;
    Subscriber other = SUBSCRIBER_INITIALISER;
    use_sample();
    open_client(&client);
    MI_Operation other_operation = subscribe(&client, &other, 0);
    MI_Operation own = subscribe_after(&client, MI_T("own"));
    Outcome outcome = sample_do(&client, MI_T("raise-own"), MI_T("secret"));
    REQUIRE(outcome.instance);
    CHECK_RESULT(uint32_of(outcome.instance, MI_T("ReturnValue")), MI_RESULT_OK);
    CHECK_OK(outcome);
    raise_alert(&client, MI_T("public"));
    for (int number = 0; number < 2; number++) {
        const MI_Instance *instance = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetIndication(&own, &instance, NULL, NULL, NULL, &result, NULL, NULL),
                       MI_RESULT_OK);
        REQUIRE(instance);
        CHECK_TEXT(text_of(instance, MI_T("Text")), number ? "public" : "secret");
    }
    EVENT_WAIT(&other.indications, 1);
    CHECK_TEXT(other.texts, "public ");

    CHECK_OK(sample_do(&client, MI_T("end-own"), MI_T("")));
    CHECK_RESULT(fetch_end(&own), MI_RESULT_SERVER_LIMITS_EXCEEDED);
    CHECK_RESULT(MI_Operation_Close(&own), MI_RESULT_OK);
    raise_alert(&client, MI_T("still"));
    EVENT_WAIT(&other.indications, 2);
    CHECK_RESULT(MI_Operation_Close(&other_operation), MI_RESULT_OK);
    close_client(&client);
    CHECK_NUMBER(logged(UNSUBSCRIBED), 1);
    CHECK_NUMBER(logged(DISABLED), 1);
}

TEST(a_subscription_that_the_provider_refuses_ends_with_its_error) {
    Client client;
    use_sample();
    open_client(&client);
    MI_Operation operation = subscribe_after(&client, MI_T("refuse"));
    CHECK_RESULT(fetch_end(&operation), MI_RESULT_ACCESS_DENIED);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
    CHECK_NUMBER(logged(UNSUBSCRIBED), 0);
    CHECK_NUMBER(logged(DISABLED), 1);
}

static void *close_session(void *argument) {
    CHECK_RESULT(MI_Session_Close(argument, NULL, NULL), MI_RESULT_OK);
    return NULL;
}

TEST(closing_the_session_ends_its_subscriptions) {
    Client client;
    MI_Session other;
    pthread_t thread;
    Subscriber subscriber = SUBSCRIBER_INITIALISER;
    use_sample();
    open_client(&client);
    other = open_session(&client.application);
    Client second = {client.application, other};
    MI_Operation delivered = subscribe(&second, &subscriber, 0);
    MI_Operation fetched = subscribe_to_fetch(&second);
    REQUIRE(pthread_create(&thread, NULL, close_session, &second.session) == 0);
    EVENT_WAIT(&subscriber.finished, 1);
    CHECK_RESULT(subscriber.result, MI_RESULT_FAILED);
    CHECK_RESULT(fetch_end(&fetched), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Operation_Close(&fetched), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&delivered), MI_RESULT_OK);
    REQUIRE(pthread_join(thread, NULL) == 0);
    wait_until_logged(DISABLED, 1);
    CHECK_NUMBER(logged(UNSUBSCRIBED), 2);
    close_client(&client);
}

/* Far more than an operation keeps for a slow client. */
enum { MANY_ALERTS = 600 };

TEST_WITHIN(a_slow_subscriber_keeps_neither_the_provider_nor_other_subscribers_waiting, 120) {
    Client client;
    Subscriber slow = SUBSCRIBER_INITIALISER, fast = SUBSCRIBER_INITIALISER;
    MI_Char text[32];
    use_sample();
    open_client(&client);
    slow.acknowledge_last = true;
    MI_Operation slow_operation = subscribe(&client, &slow, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS);
    MI_Operation fast_operation = subscribe(&client, &fast, 0);
    for (int number = 0; number < MANY_ALERTS; number++) {
        text_print(text, TEXT_CAPACITY(text), "%d", number);
        raise_alert(&client, text);
    }
    EVENT_WAIT(&fast.indications, MANY_ALERTS);
    CHECK_NUMBER(event_count(&slow.indications), 1);
    for (unsigned number = 1; number <= MANY_ALERTS; number++) {
        EVENT_WAIT(&slow.indications, number);
        pthread_mutex_lock(&slow.lock);
        MI_Operation operation = slow.operation;
        MI_Result(MI_CALL * acknowledge)(MI_Operation *) = slow.acknowledge;
        pthread_mutex_unlock(&slow.lock);
        CHECK_RESULT(acknowledge(&operation), MI_RESULT_OK);
    }
    CHECK_TEXT(slow.texts, fast.texts);
    CHECK_RESULT(MI_Operation_Close(&slow_operation), MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&fast_operation), MI_RESULT_OK);
    EVENT_WAIT(&slow.finished, 1);
    EVENT_WAIT(&fast.finished, 1);
    close_client(&client);
}

TEST_WITHIN(a_subscriber_that_falls_behind_too_far_is_ended_after_what_was_kept_for_it, 120) {
    Client client;
    unsigned fetched = 0;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    char text[512] = "";
    use_sample();
    open_client(&client);
    MI_Operation operation = subscribe_to_fetch(&client);
    /* The last one finds nobody: the only subscriber is ended. */
    while (fetched < 10000 && result_of_raising(&client, MI_T("x")) == MI_RESULT_OK) {
        fetched++;
    }
    REQUIRE(fetched > 4096 && fetched < 10000);
    unsigned kept = fetched;
    while (more) {
        const MI_Instance *instance = NULL;
        const MI_Char *message = NULL;
        REQUIRE_RESULT(
            MI_Operation_GetIndication(&operation, &instance, NULL, NULL, &more, &result, &message, NULL),
            MI_RESULT_OK);
        if (instance) {
            fetched--;
        }
        snprintf(text, sizeof text, "%s", SHOWN(message ? message : MI_T("")));
    }
    CHECK_NUMBER(fetched, 0);
    CHECK_RESULT(result, MI_RESULT_SERVER_LIMITS_EXCEEDED);
    CHECK_CONTAINS(text, "Subscribe again");
    CHECK(kept > 4096);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_subscription_to_a_class_reaches_those_that_inherit_from_it) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_FAILED;
    use_modules();
    install_sample();
    write_registration("sample", "LIBRARY=sample\nHOSTING=@inproc@\nCLASS=Sample_Thing\n"
                                 "INDICATIONCLASS=Sample_Alert:Sample_AnyAlert:CIM_Indication\n");
    open_client(&client);
    MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"),
                         MI_T("SELECT * FROM CIM_Indication"), NULL, NULL, &operation);
    wait_until_logged("subscribed: SELECT * FROM CIM_Indication", 1);
    raise_alert(&client, MI_T("first"));
    REQUIRE_RESULT(MI_Operation_GetIndication(&operation, &instance, NULL, NULL, &more, &result, NULL, NULL),
                   MI_RESULT_OK);
    REQUIRE(instance);
    CHECK_TEXT(text_of(instance, MI_T("Text")), "first");
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_condition_lets_only_some_indications_through) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_FAILED;
    use_sample();
    open_client(&client);
    MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"), QUERY " WHERE Text LIKE 's%'",
                         NULL, NULL, &operation);
    wait_until_logged(SUBSCRIBED " WHERE Text LIKE 's%'", 1);
    raise_alert(&client, MI_T("first"));
    raise_alert(&client, MI_T("second"));
    REQUIRE_RESULT(MI_Operation_GetIndication(&operation, &instance, NULL, NULL, &more, &result, NULL, NULL),
                   MI_RESULT_OK);
    REQUIRE(instance);
    CHECK_TEXT(text_of(instance, MI_T("Text")), "second");
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(what_can_not_be_subscribed_to_says_why) {
    static const struct {
        const MI_Char *dialect, *query;
        MI_Result result;
        const char *part;
    } cases[] = {
        {MI_T("WQL"), QUERY " WHERE Text = 5", MI_RESULT_INVALID_QUERY, "column 41, Text is of type string"},
        {MI_T("WQL"), QUERY " GROUP WITHIN 5", MI_RESULT_NOT_SUPPORTED, "GROUP"},
        {MI_T("WQL"), MI_T("SELECT * FROM Sample_Thing"), MI_RESULT_INVALID_CLASS, "Sample_Thing"},
        {MI_T("WQL"), MI_T("SELECT * FROM Test_Widget"), MI_RESULT_INVALID_CLASS, "Test_Widget"},
        {MI_T("WQL"), MI_T("SELECT FROM Sample_Alert"), MI_RESULT_INVALID_QUERY, "column 8"},
        {MI_T("SQL"), QUERY, MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED, "'SQL'"},
    };
    Client client;
    use_sample();
    open_client(&client);
    for (size_t index = 0; index < sizeof cases / sizeof *cases; index++) {
        MI_Operation operation = MI_OPERATION_NULL;
        const MI_Instance *instance = NULL, *details = NULL;
        const MI_Char *message = NULL;
        MI_Boolean more = MI_TRUE;
        MI_Result result = MI_RESULT_OK;
        MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, cases[index].dialect, cases[index].query,
                             NULL, NULL, &operation);
        REQUIRE_RESULT(
            MI_Operation_GetIndication(&operation, &instance, NULL, NULL, &more, &result, &message, &details),
            MI_RESULT_OK);
        CHECK(!more);
        CHECK_RESULT(result, cases[index].result);
        check_details_at(__FILE__, __LINE__, details, cases[index].result, cases[index].part);
        CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    }
    CHECK_NUMBER(logged(ENABLED), 0);
    close_client(&client);
}
