/* Providers that a program hosts itself: what they serve, for whom, until when, and what is refused.
 *
 * Two modules are hosted. The sample module (tests-c/provider) is opened by the program and handed over by
 * its MI_Main: it does all that a provider can do. The module below is part of the program: Hosted_Gate lets
 * a test decide when a request ends.
 */

#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

/* ---- A module of the program's own ---- */

typedef struct Hosted_Gate {
    MI_Instance __instance;
    MI_ConstStringField Id;
    MI_ConstUint32Field Number;
} Hosted_Gate;

static const MI_PropertyDecl gate_id = {MI_FLAG_PROPERTY | MI_FLAG_KEY,
                                        'i' << 16 | 'd' << 8 | 2,
                                        MI_T("Id"),
                                        NULL,
                                        0,
                                        MI_STRING,
                                        NULL,
                                        0,
                                        offsetof(Hosted_Gate, Id),
                                        MI_T("Hosted_Gate"),
                                        MI_T("Hosted_Gate"),
                                        NULL};
static const MI_PropertyDecl gate_number = {MI_FLAG_PROPERTY,
                                            'n' << 16 | 'r' << 8 | 6,
                                            MI_T("Number"),
                                            NULL,
                                            0,
                                            MI_UINT32,
                                            NULL,
                                            0,
                                            offsetof(Hosted_Gate, Number),
                                            MI_T("Hosted_Gate"),
                                            MI_T("Hosted_Gate"),
                                            NULL};
static const MI_PropertyDecl *const gate_properties[] = {&gate_id, &gate_number};

static MI_SchemaDecl gate_schema;
static MI_ProviderFT gate_functions;

/* A superclass that nobody serves. */
static const MI_ClassDecl base_declaration = {.flags = MI_FLAG_CLASS,
                                              .code = 'h' << 16 | 'e' << 8 | 11,
                                              .name = MI_T("Hosted_Base"),
                                              .schema = &gate_schema};
static const MI_ClassDecl gate_declaration = {.flags = MI_FLAG_CLASS,
                                              .code = 'h' << 16 | 'e' << 8 | 11,
                                              .name = MI_T("Hosted_Gate"),
                                              .properties = gate_properties,
                                              .numProperties = 2,
                                              .size = sizeof(Hosted_Gate),
                                              .superClass = MI_T("Hosted_Base"),
                                              .superClassDecl = &base_declaration,
                                              .schema = &gate_schema,
                                              .providerFT = &gate_functions};
static const MI_ClassDecl *const gate_classes[] = {&base_declaration, &gate_declaration};
static MI_SchemaDecl gate_schema = {NULL, 0, gate_classes, 2};

static struct {
    Event entered, opened, unloads;
    MI_Result load;
    /* What the provider closes inside of its function, and what that gave. */
    MI_HostedProvider *closes;
    MI_Application *closes_application;
    MI_Result closed;
} gate = {EVENT_INITIALISER, EVENT_INITIALISER, EVENT_INITIALISER, MI_RESULT_OK, NULL, NULL, MI_RESULT_OK};

static void post_gate(MI_Context *context, const MI_Char *id) {
    Hosted_Gate instance;
    MI_Value value;
    MI_Context_ConstructInstance(context, &gate_declaration, &instance.__instance);
    memset(&value, 0, sizeof value);
    value.string = (MI_Char *)id;
    MI_Instance_SetElementAt(&instance.__instance, 0, &value, MI_STRING, 0);
    value.uint32 = 7;
    MI_Instance_SetElementAt(&instance.__instance, 1, &value, MI_UINT32, 0);
    MI_Context_PostInstance(context, &instance.__instance);
    MI_Instance_Destruct(&instance.__instance);
}

/* "wait" waits until the test opens the gate; "close" closes what the test says. */
static void MI_CALL gate_get(void *self, MI_Context *context, const MI_Char *name_space,
                             const MI_Char *class_name, const MI_Instance *instance,
                             const MI_PropertySet *properties) {
    const Hosted_Gate *keys = (const Hosted_Gate *)instance;
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    event_raise(&gate.entered);
    if (!text_compare(keys->Id.value, MI_T("wait"))) {
        EVENT_WAIT(&gate.opened, 1);
    } else if (!text_compare(keys->Id.value, MI_T("close"))) {
        gate.closed = gate.closes_application ? MI_Application_Close(gate.closes_application)
                                              : MI_HostedProvider_Close(gate.closes);
    }
    post_gate(context, keys->Id.value);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL gate_enumerate(void *self, MI_Context *context, const MI_Char *name_space,
                                   const MI_Char *class_name, const MI_PropertySet *properties,
                                   MI_Boolean keys_only, const MI_Filter *filter) {
    (void)self;
    (void)class_name;
    (void)properties;
    (void)keys_only;
    (void)filter;
    post_gate(context, name_space);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static MI_ProviderFT gate_functions = {.GetInstance = gate_get, .EnumerateInstances = gate_enumerate};

static void MI_CALL gate_load(MI_Module_Self **self, MI_Context *context) {
    *self = NULL;
    MI_Context_PostResult(context, gate.load);
}

static void MI_CALL gate_unload(MI_Module_Self *self, MI_Context *context) {
    (void)self;
    event_raise(&gate.unloads);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static MI_Module gate_module = {MI_VERSION,   MI_VERSION, 0,           sizeof(MI_Char),
                                &gate_schema, gate_load,  gate_unload, NULL};

static MI_Module *MI_CALL gate_main(MI_Server *server) {
    (void)server;
    return &gate_module;
}

static MI_Module *MI_CALL no_module(MI_Server *server) {
    (void)server;
    return NULL;
}

static MI_Module *MI_CALL newer_module(MI_Server *server) {
    static MI_Module newer;
    (void)server;
    newer = gate_module;
    newer.version = 9 << 16;
    return &newer;
}

/* ---- Hosting ---- */

static MI_HostedProvider host(MI_Application *application, const MI_Char *name_space, MI_MainFunction entry) {
    MI_HostedProvider provider = MI_HOSTEDPROVIDER_NULL;
    MI_Instance *error = NULL;
    MI_Result result =
        MI_Application_NewHostedProvider(application, name_space, MI_T("mine"), entry, &error, &provider);
    if (!CHECK_RESULT(result, MI_RESULT_OK)) {
        fprintf(stderr, "    (%s)\n", error ? SHOWN(text_of(error, MI_T("Message"))) : "no error instance");
        stop_test();
    }
    CHECK(error == NULL);
    return provider;
}

static void check_refused(MI_Application *application, const MI_Char *name_space, MI_MainFunction entry,
                          MI_Result expected, const char *part) {
    static const MI_HostedProvider zero = MI_HOSTEDPROVIDER_NULL;
    MI_HostedProvider provider;
    MI_Instance *error = NULL;
    memset(&provider, 0xaa, sizeof provider);
    CHECK_RESULT(
        MI_Application_NewHostedProvider(application, name_space, MI_T("mine"), entry, &error, &provider),
        expected);
    CHECK(memcmp(&provider, &zero, sizeof zero) == 0);
    if (check_details_at(__FILE__, __LINE__, error, expected, part)) {
        MI_Instance_Delete(error);
    }
}

/* The MI_Main of a copy of the sample module that this program opened. */
static MI_MainFunction sample_main(void) {
    char path[1024];
    use_modules();
    install_sample();
    snprintf(path, sizeof path, "%s/modules/lib/libsample" LIBRARY_SUFFIX, test_directory());
    void *library = library_open(path);
    REQUIRE(library);
    MI_MainFunction entry;
    *(void **)&entry = library_symbol(library, "MI_Main");
    REQUIRE(entry);
    return entry;
}

static MI_Operation start_get(Client *client, const MI_Char *class_name, const MI_Char *id,
                              MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *keys = new_keyed(&client->application, class_name, id);
    MI_Session_GetInstance(&client->session, 0, NULL, NAMESPACE, keys, callbacks, &operation);
    MI_Instance_Delete(keys);
    return operation;
}

static Outcome get(Client *client, const MI_Char *class_name, const MI_Char *id) {
    MI_Operation operation = start_get(client, class_name, id, NULL);
    return finish_instances(&operation);
}

static Outcome enumerate_in(Client *client, const MI_Char *name_space, const MI_Char *class_name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client->session, 0, NULL, name_space, class_name, MI_FALSE, NULL,
                                  &operation);
    return finish_instances(&operation);
}

/* ---- What is asked for ---- */

TEST(arguments_of_a_hosted_provider_are_checked) {
    MI_Application application = open_application(), closed = MI_APPLICATION_NULL;
    MI_HostedProvider provider;
    memset(&provider, 0xaa, sizeof provider);
    CHECK_RESULT(MI_Application_NewHostedProvider(&application, NAMESPACE, NULL, gate_main, NULL, &provider),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(
        MI_Application_NewHostedProvider(&application, NAMESPACE, MI_T(""), gate_main, NULL, &provider),
        MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewHostedProvider(&application, NAMESPACE, MI_T("p"), NULL, NULL, &provider),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewHostedProvider(&application, NAMESPACE, MI_T("p"), gate_main, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewHostedProvider(&closed, NAMESPACE, MI_T("p"), gate_main, NULL, &provider),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewHostedProvider(NULL, NAMESPACE, MI_T("p"), gate_main, NULL, &provider),
                 MI_RESULT_INVALID_PARAMETER);
    check_refused(&application, NAMESPACE, NULL, MI_RESULT_INVALID_PARAMETER, "MI_Main");
    check_refused(&application, NULL, gate_main, MI_RESULT_INVALID_PARAMETER, "namespace");
    check_refused(&application, MI_T(""), gate_main, MI_RESULT_INVALID_PARAMETER, "namespace");
    check_refused(&application, MI_T("root//test"), gate_main, MI_RESULT_INVALID_NAMESPACE, NULL);
    MI_Application_Close(&application);
}

TEST(a_function_that_gives_no_module_that_can_be_served_is_refused) {
    MI_Application application = open_application();
    check_refused(&application, NAMESPACE, no_module, MI_RESULT_FAILED,
                  "The hosted provider 'mine' gave no module");
    check_refused(&application, NAMESPACE, newer_module, MI_RESULT_NOT_SUPPORTED,
                  "was made for version 9.0.0 of the interface");
    gate.load = MI_RESULT_ACCESS_DENIED;
    check_refused(&application, NAMESPACE, gate_main, MI_RESULT_ACCESS_DENIED, "can't be loaded");
    gate.load = MI_RESULT_OK;
    MI_HostedProvider provider = host(&application, NAMESPACE, gate_main);
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    MI_Application_Close(&application);
}

/* ---- Handles ---- */

TEST(a_hosted_provider_is_known_by_its_handle_until_it_is_closed) {
    static const MI_HostedProvider zero = MI_HOSTEDPROVIDER_NULL;
    MI_Application application = open_application(), owner;
    MI_HostedProvider provider = host(&application, NAMESPACE, gate_main), copy = provider;
    memset(&owner, 0xaa, sizeof owner);
    CHECK_RESULT(MI_HostedProvider_GetApplication(&copy, &owner), MI_RESULT_OK);
    CHECK(memcmp(&owner, &application, sizeof owner) == 0);
    CHECK_RESULT(MI_HostedProvider_GetApplication(&copy, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    CHECK(memcmp(&provider, &zero, sizeof zero) == 0);
    CHECK_NUMBER(event_count(&gate.unloads), 1);
    MI_HostedProvider another = host(&application, NAMESPACE, gate_main);
    CHECK_RESULT(MI_HostedProvider_GetApplication(&copy, &owner), MI_RESULT_INVALID_PARAMETER);
    CHECK(owner.ft == NULL);
    CHECK_RESULT(MI_HostedProvider_Close(&copy), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_HostedProvider_Close(NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_HostedProvider_GetApplication(NULL, &owner), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_HostedProvider_Close(&another), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(closing_an_application_ends_what_it_hosts) {
    Client client;
    MI_Application other = open_application(), owner = MI_APPLICATION_NULL;
    open_client(&client);
    MI_HostedProvider provider = host(&other, NAMESPACE, gate_main);
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("one")));
    CHECK_RESULT(MI_Application_Close(&other), MI_RESULT_OK);
    CHECK_NUMBER(event_count(&gate.unloads), 1);
    CHECK_FAILS(get(&client, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, NULL);
    CHECK_RESULT(MI_HostedProvider_GetApplication(&provider, &owner), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_INVALID_PARAMETER);
    close_client(&client);
}

/* ---- What is served ---- */

WITH_REPOSITORY;

TEST(all_sessions_of_the_process_are_served_until_the_end) {
    Client early, late;
    open_client(&early);
    CHECK_FAILS(get(&early, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, NULL);
    MI_HostedProvider provider = host(&early.application, MI_T("ROOT\\test"), gate_main);
    open_client(&late);
    Outcome outcome = get(&early, MI_T("hosted_gate"), MI_T("one"));
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "one");
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Number")), 7);
    CHECK_OK(outcome);
    CHECK_OK(get(&late, MI_T("Hosted_Gate"), MI_T("one")));
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    CHECK_FAILS(get(&early, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, NULL);
    CHECK_FAILS(get(&late, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, NULL);
    close_client(&late);
    close_client(&early);
}

TEST(one_module_is_hosted_in_two_namespaces_and_not_twice_in_one) {
    Client client;
    open_client(&client);
    MI_HostedProvider one = host(&client.application, NAMESPACE, gate_main);
    MI_HostedProvider two = host(&client.application, MI_T("root/other"), gate_main);
    check_refused(&client.application, MI_T("Root/Test"), gate_main, MI_RESULT_ALREADY_EXISTS, "Hosted_Gate");
    Outcome outcome = enumerate_in(&client, MI_T("root/other"), MI_T("Hosted_Gate"));
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "root/other");
    CHECK_OK(outcome);
    CHECK_RESULT(MI_HostedProvider_Close(&one), MI_RESULT_OK);
    CHECK_FAILS(enumerate_in(&client, NAMESPACE, MI_T("Hosted_Gate")), MI_RESULT_INVALID_CLASS, NULL);
    CHECK_OK(enumerate_in(&client, MI_T("root/other"), MI_T("Hosted_Gate")));
    one = host(&client.application, NAMESPACE, gate_main);
    CHECK_OK(enumerate_in(&client, NAMESPACE, MI_T("Hosted_Gate")));
    CHECK_RESULT(MI_HostedProvider_Close(&one), MI_RESULT_OK);
    CHECK_RESULT(MI_HostedProvider_Close(&two), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_hosted_provider_comes_before_a_registration_file) {
    Client client;
    use_sample();
    write_registration("gate", "LIBRARY=sample\nHOSTING=@inproc@\nCLASS=Hosted_Gate:Hosted_Base\n");
    open_client(&client);
    CHECK_FAILS(get(&client, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, "declares no class");
    MI_HostedProvider provider = host(&client.application, NAMESPACE, gate_main);
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("one")));
    CHECK_OK(get(&client, MI_T("Sample_Thing"), MI_T("a")));
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    CHECK_FAILS(get(&client, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, "declares no class");
    CHECK_OK(get(&client, MI_T("Sample_Thing"), MI_T("a")));
    close_client(&client);
}

TEST(hosted_classes_are_among_the_classes) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    const MI_Char *superclass = NULL;
    open_client(&client);
    MI_HostedProvider provider = host(&client.application, NAMESPACE, gate_main);
    Outcome outcome = get_class(&client, MI_T("hosted_gate"));
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_RESULT(MI_Class_GetParentClassName(outcome.class_, &superclass), MI_RESULT_OK);
    CHECK_TEXT(superclass, "Hosted_Base");
    CHECK_OK(outcome);
    CHECK_OK(get_class(&client, MI_T("Hosted_Base")));
    MI_Session_EnumerateClasses(&client.session, 0, NULL, NAMESPACE, MI_T("Hosted_Base"), MI_FALSE, NULL,
                                &operation);
    outcome = finish_classes(&operation);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    /* What inherits from a class is found by that class. */
    outcome = enumerate_instances(&client, 0, MI_T("Hosted_Base"), false);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    CHECK_FAILS(get_class(&client, MI_T("Hosted_Gate")), MI_RESULT_INVALID_CLASS, NULL);
    close_client(&client);
}

TEST(a_hosted_module_does_all_that_a_module_does) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_MainFunction entry = sample_main();
    open_client(&client);
    MI_HostedProvider provider = host(&client.application, NAMESPACE, entry);
    CHECK_NUMBER(logged("module load"), 1);
    CHECK_NUMBER(logged("thing load"), 0);

    MI_Instance *thing = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("new"));
    add_uint32(thing, MI_T("Size"), 5);
    CHECK_OK(create_instance(&client, thing));
    MI_Instance_Delete(thing);
    Outcome outcome = get(&client, MI_T("Sample_Thing"), MI_T("new"));
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), 5);
    CHECK_OK(outcome);
    thing = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("new"));
    CHECK_OK(delete_instance(&client, thing));
    CHECK_FAILS(get_instance(&client, thing), MI_RESULT_NOT_FOUND, NULL);
    MI_Instance_Delete(thing);

    /* Sample_Thing and Sample_Special, which inherits from it. */
    outcome = enumerate_instances(&client, 0, MI_T("Sample_Thing"), false);
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    MI_Session_QueryInstances(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"),
                              MI_T("SELECT Text FROM Sample_Number WHERE Number > 7"), NULL, &operation);
    outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 2);
    CHECK_OK(outcome);
    thing = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("a"));
    MI_Session_AssociatorInstances(&client.session, 0, NULL, NAMESPACE, thing, NULL, NULL, NULL, NULL,
                                   MI_FALSE, NULL, &operation);
    outcome = finish_instances(&operation);
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "b");
    CHECK_OK(outcome);
    MI_Instance_Delete(thing);

    outcome = sample_do(&client, MI_T("local-session"), MI_T("3"));
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Answer")), "number 3");
    CHECK_OK(outcome);
    outcome = get(&client, MI_T("Sample_Thing"), MI_T("late"));
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);

    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    CHECK_NUMBER(logged("thing unload"), 1);
    CHECK_NUMBER(logged("module unload"), 1);
    close_client(&client);
}

/* ---- Indications ---- */

TEST(the_end_of_a_hosted_provider_ends_its_subscriptions) {
    Client client;
    MI_Operation operations[2] = {MI_OPERATION_NULL, MI_OPERATION_NULL};
    Recorder recorders[2] = {RECORDER_INITIALISER, RECORDER_INITIALISER};
    MI_MainFunction entry = sample_main();
    open_client(&client);
    MI_HostedProvider provider = host(&client.application, NAMESPACE, entry);
    for (int i = 0; i < 2; i++) {
        MI_OperationCallbacks callbacks = recording_callbacks(&recorders[i]);
        MI_Session_Subscribe(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"),
                             MI_T("SELECT * FROM Sample_Alert"), NULL, &callbacks, &operations[i]);
    }
    wait_until_logged("subscribed: SELECT * FROM Sample_Alert", 2);
    CHECK_OK(sample_do(&client, MI_T("raise"), MI_T("fire")));
    for (int i = 0; i < 2; i++) {
        EVENT_WAIT(&recorders[i].results, 1);
    }
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    CHECK_NUMBER(logged("unsubscribed"), 2);
    CHECK_NUMBER(logged("module unload"), 1);
    for (int i = 0; i < 2; i++) {
        EVENT_WAIT(&recorders[i].finished, 1);
        CHECK_RESULT(recorders[i].result, MI_RESULT_SERVER_IS_SHUTTING_DOWN);
        CHECK(recorders[i].has_details);
        CHECK_RESULT(MI_Operation_Close(&operations[i]), MI_RESULT_OK);
    }
    close_client(&client);
}

/* ---- The end, while requests are under way ---- */

typedef struct Closing {
    MI_HostedProvider *provider;
    MI_Result result;
    Event begun, closed;
} Closing;

static void *close_provider(void *argument) {
    Closing *closing = argument;
    event_raise(&closing->begun);
    closing->result = MI_HostedProvider_Close(closing->provider);
    event_raise(&closing->closed);
    return NULL;
}

TEST(closing_waits_for_requests_that_have_begun_and_lets_no_other_in) {
    Client client;
    pthread_t thread;
    open_client(&client);
    MI_HostedProvider provider = host(&client.application, NAMESPACE, gate_main);
    MI_Operation operation = start_get(&client, MI_T("Hosted_Gate"), MI_T("wait"), NULL);
    EVENT_WAIT(&gate.entered, 1);
    Closing closing = {&provider, MI_RESULT_FAILED, EVENT_INITIALISER, EVENT_INITIALISER};
    REQUIRE(pthread_create(&thread, NULL, close_provider, &closing) == 0);
    EVENT_WAIT(&closing.begun, 1);
    /* Until the close has taken the class away, others still come in. */
    MI_Result result = MI_RESULT_OK;
    while (result == MI_RESULT_OK) {
        Outcome outcome = get(&client, MI_T("Hosted_Gate"), MI_T("one"));
        result = outcome.result;
        free_outcome(&outcome);
    }
    unsigned entered = event_count(&gate.entered);
    CHECK_NUMBER(event_count(&closing.closed), 0);
    CHECK_NUMBER(event_count(&gate.unloads), 0);
    event_raise(&gate.opened);
    CHECK_OK(finish_instances(&operation));
    REQUIRE(pthread_join(thread, NULL) == 0);
    CHECK_RESULT(closing.result, MI_RESULT_OK);
    CHECK_NUMBER(event_count(&gate.unloads), 1);
    CHECK_FAILS(get(&client, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, NULL);
    CHECK_NUMBER(event_count(&gate.entered), entered);
    close_client(&client);
}

TEST(a_provider_can_not_close_itself_or_its_application_inside_its_own_function) {
    Client client;
    MI_Application hosting = open_application();
    open_client(&client);
    MI_HostedProvider provider = host(&hosting, NAMESPACE, gate_main);
    gate.closes = &provider;
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("close")));
    CHECK_RESULT(gate.closed, MI_RESULT_FAILED);
    gate.closes_application = &hosting;
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("close")));
    CHECK_RESULT(gate.closed, MI_RESULT_FAILED);
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("one")));
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&hosting), MI_RESULT_OK);
    close_client(&client);
}

typedef struct ClosingCallback {
    MI_HostedProvider *provider;
    MI_Result closed;
    Event finished;
} ClosingCallback;

static void MI_CALL close_inside(MI_Operation *operation, void *context, const MI_Instance *instance,
                                 MI_Boolean more_results, MI_Result result, const MI_Char *message,
                                 const MI_Instance *details,
                                 MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    ClosingCallback *closing = context;
    (void)operation;
    (void)instance;
    (void)result;
    (void)message;
    (void)details;
    (void)acknowledge;
    closing->closed = MI_HostedProvider_Close(closing->provider);
    if (!more_results) {
        event_raise(&closing->finished);
    }
}

TEST(closing_inside_a_callback_is_refused_and_changes_nothing) {
    Client client;
    open_client(&client);
    MI_HostedProvider provider = host(&client.application, NAMESPACE, gate_main);
    ClosingCallback closing = {&provider, MI_RESULT_OK, EVENT_INITIALISER};
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    callbacks.callbackContext = &closing;
    callbacks.instanceResult = close_inside;
    MI_Operation operation = start_get(&client, MI_T("Hosted_Gate"), MI_T("one"), &callbacks);
    EVENT_WAIT(&closing.finished, 1);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK_RESULT(closing.closed, MI_RESULT_FAILED);
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("one")));
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    close_client(&client);
}

typedef struct Asker {
    pthread_t thread;
    Client client;
    Event *rounds;
    bool failed;
} Asker;

static void *ask_until_it_ends(void *argument) {
    Asker *asker = argument;
    MI_Result result = MI_RESULT_OK;
    while (result == MI_RESULT_OK) {
        Outcome outcome = get(&asker->client, MI_T("Hosted_Gate"), MI_T("one"));
        result = outcome.result;
        free_outcome(&outcome);
        event_raise(asker->rounds);
    }
    asker->failed = result != MI_RESULT_INVALID_CLASS && result != MI_RESULT_SERVER_IS_SHUTTING_DOWN;
    return NULL;
}

TEST(threads_that_ask_while_it_is_closed_are_answered_or_refused) {
    enum { THREADS = 4 };
    Asker askers[THREADS];
    MI_Application hosting = open_application();
    for (unsigned long round = 0; round < rounds(20) + 1; round++) {
        Event asked = EVENT_INITIALISER;
        MI_HostedProvider provider = host(&hosting, NAMESPACE, gate_main);
        for (int i = 0; i < THREADS; i++) {
            askers[i].rounds = &asked;
            open_client(&askers[i].client);
            REQUIRE(pthread_create(&askers[i].thread, NULL, ask_until_it_ends, &askers[i]) == 0);
        }
        EVENT_WAIT(&asked, 2 * THREADS);
        CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
        for (int i = 0; i < THREADS; i++) {
            REQUIRE(pthread_join(askers[i].thread, NULL) == 0);
            CHECK(!askers[i].failed);
            close_client(&askers[i].client);
        }
    }
    MI_Application_Close(&hosting);
}

/* ---- Forks ---- */

#ifdef _WIN32

LEFT_OUT(a_child_of_a_fork_lets_go_of_what_its_parent_hosts_and_hosts_its_own, "Windows has no fork");

#else

TEST(a_child_of_a_fork_lets_go_of_what_its_parent_hosts_and_hosts_its_own) {
    Client client;
    open_client(&client);
    MI_HostedProvider provider = host(&client.application, NAMESPACE, gate_main);
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("one")));
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        Client own;
        MI_Application owner;
        alarm(memory_is_checked() ? 200 : 20);
        CHECK_RESULT(MI_HostedProvider_GetApplication(&provider, &owner), MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
        CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_INVALID_PARAMETER);
        CHECK_NUMBER(event_count(&gate.unloads), 0);
        open_client(&own);
        CHECK_FAILS(get(&own, MI_T("Hosted_Gate"), MI_T("one")), MI_RESULT_INVALID_CLASS, NULL);
        MI_HostedProvider mine = host(&own.application, NAMESPACE, gate_main);
        CHECK_OK(get(&own, MI_T("Hosted_Gate"), MI_T("one")));
        CHECK_RESULT(MI_HostedProvider_Close(&mine), MI_RESULT_OK);
        close_client(&own);
        end_child();
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK_NUMBER(status, 0);
    CHECK_OK(get(&client, MI_T("Hosted_Gate"), MI_T("one")));
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_OK);
    close_client(&client);
}

#endif
