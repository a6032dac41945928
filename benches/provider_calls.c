/*
 * Measures what stands between a client and a provider module: the module's function called directly, then
 * through the library in this process (root/inproc), and in a process of its own (root/requestor).
 * tools/bench.sh starts it, with registration files for both.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <string.h>

#include "measure.h"
#include "module.h"

#define ROUNDS 5
#define GETS 30000

static MI_Application application = MI_APPLICATION_NULL;
static MI_Session session = MI_SESSION_NULL;

/* ---- The provider's function alone, with a context that takes what it posts ---- */

static size_t posted;

static MI_Result MI_CALL destruct(MI_Instance *instance) {
    (void)instance;
    return MI_RESULT_OK;
}

static const MI_InstanceFT instance_functions = {.Destruct = destruct};

static MI_Result MI_CALL construct(MI_Context *context, const MI_ClassDecl *declaration,
                                   MI_Instance *instance) {
    (void)context;
    memset(instance, 0, declaration->size);
    instance->ft = &instance_functions;
    instance->classDecl = declaration;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL take(MI_Context *context, const MI_Instance *instance) {
    (void)context;
    posted += instance != NULL;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL end(MI_Context *context, MI_Result result) {
    (void)context;
    return result;
}

static const MI_ContextFT context_functions = {
    .ConstructInstance = construct, .PostInstance = take, .PostResult = end};

static void measure_direct(void) {
    static double seconds[GETS];
    MI_Context context = {.ft = &context_functions};
    Bench_Item keys;
    construct(&context, &Bench_Item_rtti, &keys.__instance);
    keys.Name.value = "item-004711";
    keys.Name.exists = MI_TRUE;
    posted = 0;
    for (size_t number = 0; number < GETS; number++) {
        double start = now();
        Bench_Item_GetInstance(NULL, &context, "root/inproc", "Bench_Item", &keys.__instance, NULL);
        seconds[number] = now() - start;
    }
    must(posted == GETS, "the provider posted something else than one instance a call");
    print_metric("provider_get/direct_p50", 1e6 * quantile(seconds, GETS, 0.5), "us");
}

/* ---- Through the library ---- */

static MI_Instance *new_key(void) {
    MI_Instance *key = NULL;
    MI_Value name;
    name.string = (MI_Char *)"item-004711";
    expect_ok(MI_Application_NewInstance(&application, "Bench_Item", NULL, &key), "NewInstance");
    expect_ok(MI_Instance_AddElement(key, "Name", &name, MI_STRING, MI_FLAG_KEY), "AddElement");
    return key;
}

static void get(const char *name_space, MI_Instance *key) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(&session, 0, NULL, name_space, key, NULL, &operation);
    must(finish(&operation, "GetInstance") == 1, "GetInstance: not one instance");
}

static void print_for(const char *metric, const char *place, double value, const char *unit) {
    char name[80];
    snprintf(name, sizeof name, metric, place);
    print_metric(name, value, unit);
}

static void measure_get(const char *place, const char *name_space) {
    static double seconds[GETS];
    MI_Instance *key = new_key();
    for (size_t number = 0; number < 1000; number++)
        get(name_space, key);
    for (size_t number = 0; number < GETS; number++) {
        double start = now();
        get(name_space, key);
        seconds[number] = now() - start;
    }
    MI_Instance_Delete(key);
    print_for("provider_get/%s_p50", place, 1e6 * quantile(seconds, GETS, 0.5), "us");
    print_for("provider_get/%s_p99", place, 1e6 * quantile(seconds, GETS, 0.99), "us");
}

static void measure_enumerate(const char *place, const char *name_space) {
    double rounds[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        MI_Operation operation = MI_OPERATION_NULL;
        double start = now();
        MI_Session_EnumerateInstances(&session, 0, NULL, name_space, "Bench_Item", MI_FALSE, NULL,
                                      &operation);
        size_t count = finish(&operation, "EnumerateInstances");
        must(count == MODULE_ITEMS, "EnumerateInstances: another number of instances");
        rounds[round] = (double)count / (now() - start);
    }
    print_for("provider_enumerate_100000/%s", place, quantile(rounds, ROUNDS, 0.5), "/s");
}

static void *get_many(void *context) {
    MI_Instance *key = new_key();
    for (size_t number = 0; number < GETS; number++)
        get(context, key);
    MI_Instance_Delete(key);
    return NULL;
}

static void measure_threads(const char *place, const char *name_space) {
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    double start = now();
    for (size_t index = 0; index < THREADS; index++)
        must(pthread_create(&threads[index], NULL, get_many, (void *)name_space) == 0, "no thread");
    for (size_t index = 0; index < THREADS; index++)
        pthread_join(threads[index], NULL);
    print_for("provider_get_4_threads/%s", place, THREADS * GETS / (now() - start), "/s");
}

int main(void) {
    static const char *const places[][2] = {{"in_process", "root/inproc"}, {"isolated", "root/requestor"}};
    measure_direct();
    expect_ok(MI_Application_Initialize(0, NULL, NULL, &application), "Initialize");
    expect_ok(MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session), "NewSession");
    for (size_t index = 0; index < 2; index++) {
        measure_get(places[index][0], places[index][1]);
        measure_threads(places[index][0], places[index][1]);
        measure_enumerate(places[index][0], places[index][1]);
    }
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&application);
    return 0;
}
