/*
 * Measures what a C program sees, and prints one "metric value unit" line each. tools/bench.sh starts it,
 * with a repository (MI_REPOSITORY) whose namespace root/bench has instances of Bench_Item, and with the
 * sample module (MI_PROVIDER_PATH) that serves Sample_Thing in root/sample. The metric says which of them
 * answers.
 *
 *     client [FILTER]    runs the measurements whose name contains FILTER
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <mi.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"

#define NAMESPACE "root/bench"
#define CLASS "Bench_Item"
#define MODULE_NAMESPACE "root/sample"
#define ROUNDS 7
#define MOST_THREADS 64

static MI_Application application = MI_APPLICATION_NULL;
static MI_Session session = MI_SESSION_NULL;

/* Seconds that one call takes: the median of several rounds of many calls. */
static double seconds_per_call(void (*call)(void), size_t calls) {
    double rounds[ROUNDS];
    for (size_t round = 0; round < ROUNDS; round++) {
        double start = now();
        for (size_t number = 0; number < calls; number++)
            call();
        rounds[round] = (now() - start) / (double)calls;
    }
    return quantile(rounds, ROUNDS, 0.5);
}

/* ---- Instances in memory ---- */

static MI_Instance *sample;
static MI_Value sample_text;

static MI_Instance *new_sample(void) {
    static const char *const names[10] = {"Name",  "Caption", "Number", "Size",  "Enabled",
                                          "Ratio", "State",   "Text",   "Owner", "Level"};
    MI_Instance *instance = NULL;
    expect_ok(MI_Application_NewInstance(&application, CLASS, NULL, &instance), "NewInstance");
    for (int index = 0; index < 10; index++) {
        MI_Value value;
        MI_Type type = MI_UINT32;
        value.uint32 = (MI_Uint32)index;
        if (index % 3 == 0) {
            value.string = (MI_Char *)"a short text";
            type = MI_STRING;
        }
        expect_ok(MI_Instance_AddElement(instance, names[index], &value, type, index == 0 ? MI_FLAG_KEY : 0),
                  "AddElement");
    }
    return instance;
}

static void new_and_delete(void) {
    MI_Instance_Delete(new_sample());
}

static void clone_and_delete(void) {
    MI_Instance *clone = NULL;
    MI_Instance_Clone(sample, &clone);
    MI_Instance_Delete(clone);
}

static void set_element(void) {
    MI_Instance_SetElement(sample, "Level", &sample_text, MI_STRING, 0);
}

static void get_by_name(void) {
    MI_Value value;
    MI_Type type;
    MI_Instance_GetElement(sample, "Text", &value, &type, NULL, NULL);
}

static void get_by_index(void) {
    const MI_Char *name;
    MI_Value value;
    MI_Type type;
    MI_Instance_GetElementAt(sample, 7, &name, &value, &type, NULL);
}

static void measure_instances(void) {
    sample = new_sample();
    sample_text.string = (MI_Char *)"another short text";
    print_metric("new_instance_10_elements_delete", 1e-6 / seconds_per_call(new_and_delete, 200000), "M/s");
    print_metric("clone_delete_10_elements", 1e-6 / seconds_per_call(clone_and_delete, 300000), "M/s");
    print_metric("get_element_by_name", 1e9 * seconds_per_call(get_by_name, 3000000), "ns");
    print_metric("get_element_by_index", 1e9 * seconds_per_call(get_by_index, 3000000), "ns");
    print_metric("set_element_string", 1e9 * seconds_per_call(set_element, 1000), "ns");
    size_t before = mallinfo2().uordblks;
    for (int number = 0; number < 1000000; number++)
        set_element();
    print_metric("set_element_string_after_1000000", 1e9 * seconds_per_call(set_element, 1000), "ns");
    print_metric("set_element_string_growth_after_1000000", (double)(mallinfo2().uordblks - before), "bytes");
    MI_Instance_Delete(sample);
}

static void measure_held_memory(void) {
    enum { COUNT = 20000 };
    MI_Instance **held = malloc(COUNT * sizeof *held);
    size_t before = mallinfo2().uordblks;
    for (int index = 0; index < COUNT; index++)
        held[index] = new_sample();
    print_metric("held_dynamic_instance_10_elements", (double)(mallinfo2().uordblks - before) / COUNT,
                 "bytes");
    for (int index = 0; index < COUNT; index++)
        MI_Instance_Delete(held[index]);
    free(held);
}

/* ---- Serializers and deserializers ---- */

static MI_Serializer serializer;
static MI_Deserializer deserializer;
static MI_Class *codec_class;
static MI_Uint8 codec_text[8192];
static MI_Uint32 codec_length;

static void serialize(void) {
    MI_Serializer_SerializeInstance(&serializer, 0, sample, codec_text, sizeof codec_text, &codec_length);
}

static void deserialize(void) {
    MI_Instance *instance = NULL;
    MI_Uint32 read;
    expect_ok(MI_Deserializer_DeserializeInstance(&deserializer, 0, codec_text, codec_length, &codec_class, 1,
                                                  NULL, NULL, &read, &instance, NULL),
              "DeserializeInstance");
    MI_Instance_Delete(instance);
}

static void measure_codec(const char *format, const char *name) {
    char metric[64];
    expect_ok(MI_Application_NewSerializer(&application, 0, (MI_Char *)format, &serializer), "NewSerializer");
    expect_ok(MI_Application_NewDeserializer(&application, 0, (MI_Char *)format, &deserializer),
              "NewDeserializer");
    sample = new_sample();
    expect_ok(MI_Instance_GetClass(sample, &codec_class), "GetClass");
    snprintf(metric, sizeof metric, "serialize_10_elements/%s", name);
    print_metric(metric, 1e-6 / seconds_per_call(serialize, 200000), "M/s");
    snprintf(metric, sizeof metric, "deserialize_10_elements/%s", name);
    print_metric(metric, 1e-6 / seconds_per_call(deserialize, 200000), "M/s");
    MI_Class_Delete(codec_class);
    MI_Instance_Delete(sample);
    MI_Serializer_Close(&serializer);
    MI_Deserializer_Close(&deserializer);
}

static void measure_codecs(void) {
    measure_codec("MI_XML", "xml");
    measure_codec("MI_MOF_CIMV2_EXTV1", "mof");
}

/* ---- Operations on the repository ---- */

static MI_Instance *key_of(unsigned number) {
    char text[32];
    MI_Value name;
    MI_Instance *key = NULL;
    snprintf(text, sizeof text, "item-%06u", number);
    name.string = text;
    expect_ok(MI_Application_NewInstance(&application, CLASS, NULL, &key), "NewInstance");
    expect_ok(MI_Instance_AddElement(key, "Name", &name, MI_STRING, MI_FLAG_KEY), "AddElement");
    return key;
}

/* Who answers, and what for. */
typedef struct Target {
    const char *provider;
    const char *name_space;
    MI_Instance *(*key)(unsigned number);
} Target;

static MI_Instance *key_of_module(unsigned number) {
    MI_Value id;
    MI_Instance *key = NULL;
    id.string = (MI_Char *)(number % 2 ? "a" : "b");
    expect_ok(MI_Application_NewInstance(&application, "Sample_Thing", NULL, &key), "NewInstance");
    expect_ok(MI_Instance_AddElement(key, "Id", &id, MI_STRING, MI_FLAG_KEY), "AddElement");
    return key;
}

static const Target repository = {"repository", NAMESPACE, key_of};
static const Target module = {"module", MODULE_NAMESPACE, key_of_module};

static void get_instance(MI_Session *of, const Target *target, MI_Instance *key) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_GetInstance(of, 0, NULL, target->name_space, key, NULL, &operation);
    must(finish(&operation, "GetInstance") == 1, "GetInstance: not one instance");
}

static void print_latencies(const char *metric, const Target *target, double *seconds, size_t count) {
    char name[80];
    snprintf(name, sizeof name, "%s/%s_p50", metric, target->provider);
    print_metric(name, 1e6 * quantile(seconds, count, 0.5), "us");
    snprintf(name, sizeof name, "%s/%s_p99", metric, target->provider);
    print_metric(name, 1e6 * quantile(seconds, count, 0.99), "us");
}

static void measure_synchronous_get(const char *metric, const Target *target) {
    enum { COUNT = 30000 };
    static double seconds[COUNT];
    for (unsigned number = 0; number < COUNT; number++) {
        MI_Instance *key = target->key(number * 7919 % 100000);
        double start = now();
        get_instance(&session, target, key);
        seconds[number] = now() - start;
        MI_Instance_Delete(key);
    }
    print_latencies(metric, target, seconds, COUNT);
}

static void measure_get(void) {
    measure_synchronous_get("get_instance_sync", &repository);
    measure_synchronous_get("get_instance_sync", &module);
}

/* Another process changes instances of the same class all the time. */
static void measure_get_while_written(void) {
    const char *self = "/proc/self/exe";
    pid_t writer = fork();
    if (writer == 0) {
        execl(self, self, "--write", (char *)NULL);
        _exit(127);
    }
    measure_synchronous_get("get_instance_sync_while_written", &repository);
    must(waitpid(writer, NULL, WNOHANG) == 0, "the writing process ended too early");
    kill(writer, SIGKILL);
    waitpid(writer, NULL, 0);
}

static void write_for_ever(void) {
    for (unsigned number = 0;; number = (number + 1) % 100000) {
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Instance *change = key_of(number);
        MI_Value value;
        value.uint32 = number;
        MI_Instance_AddElement(change, "Number", &value, MI_UINT32, 0);
        MI_Session_ModifyInstance(&session, 0, NULL, NAMESPACE, change, NULL, &operation);
        MI_Instance_Delete(change);
        finish(&operation, "ModifyInstance");
    }
}

typedef struct Signal {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    size_t instances;
    int done;
} Signal;

static void MI_CALL take_result(MI_Operation *operation, void *context, const MI_Instance *instance,
                                MI_Boolean more, MI_Result result, const MI_Char *message,
                                const MI_Instance *details,
                                MI_Result(MI_CALL *acknowledge)(MI_Operation *operation)) {
    Signal *signal = context;
    (void)operation;
    (void)message;
    (void)details;
    (void)acknowledge;
    signal->instances += instance != NULL;
    if (!more) {
        expect_ok(result, "asynchronous operation");
        pthread_mutex_lock(&signal->mutex);
        signal->done = 1;
        pthread_cond_signal(&signal->condition);
        pthread_mutex_unlock(&signal->mutex);
    }
}

static void wait_for(Signal *signal) {
    pthread_mutex_lock(&signal->mutex);
    while (!signal->done)
        pthread_cond_wait(&signal->condition, &signal->mutex);
    pthread_mutex_unlock(&signal->mutex);
}

static void measure_asynchronous_get_of(const Target *target) {
    enum { COUNT = 20000 };
    static double seconds[COUNT];
    for (unsigned number = 0; number < COUNT; number++) {
        Signal signal = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
        MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Instance *key = target->key(number * 7919 % 100000);
        callbacks.callbackContext = &signal;
        callbacks.instanceResult = take_result;
        double start = now();
        MI_Session_GetInstance(&session, 0, NULL, target->name_space, key, &callbacks, &operation);
        wait_for(&signal);
        seconds[number] = now() - start;
        must(signal.instances == 1, "GetInstance: not one instance");
        MI_Operation_Close(&operation);
        MI_Instance_Delete(key);
    }
    print_latencies("get_instance_async", target, seconds, COUNT);
}

static void measure_asynchronous_get(void) {
    measure_asynchronous_get_of(&repository);
    measure_asynchronous_get_of(&module);
}

/* What threads that get instances wait for, and how many each gets. */
typedef struct Race {
    pthread_barrier_t start;
    const Target *target;
    size_t gets;
} Race;

static void *get_many(void *context) {
    Race *race = context;
    MI_Instance *key = race->target->key(4711);
    pthread_barrier_wait(&race->start);
    for (size_t number = 0; number < race->gets; number++)
        get_instance(&session, race->target, key);
    MI_Instance_Delete(key);
    return NULL;
}

/* Instances a second that so many threads get together. */
static double gets_per_second(const Target *target, unsigned threads) {
    enum { GETS = 192000 };
    pthread_t started[MOST_THREADS];
    Race race = {.target = target, .gets = GETS / threads};
    must(pthread_barrier_init(&race.start, NULL, threads + 1) == 0, "no barrier");
    for (unsigned index = 0; index < threads; index++)
        must(pthread_create(&started[index], NULL, get_many, &race) == 0, "no thread");
    pthread_barrier_wait(&race.start);
    double start = now();
    for (unsigned index = 0; index < threads; index++)
        pthread_join(started[index], NULL);
    double seconds = now() - start;
    pthread_barrier_destroy(&race.start);
    return (double)(race.gets * threads) / seconds;
}

/* tools/plot-scaling.py draws these. */
static void measure_scaling_of(const Target *target) {
    for (unsigned threads = 1; threads <= MOST_THREADS; threads *= 2) {
        char metric[64];
        double rounds[ROUNDS];
        for (int round = 0; round < ROUNDS; round++)
            rounds[round] = gets_per_second(target, threads);
        snprintf(metric, sizeof metric, "get_instance_%u_threads/%s", threads, target->provider);
        print_metric(metric, quantile(rounds, ROUNDS, 0.5), "/s");
    }
}

static void measure_scaling(void) {
    measure_scaling_of(&repository);
    measure_scaling_of(&module);
}

static void measure_enumerate(void) {
    double rounds[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        MI_Operation operation = MI_OPERATION_NULL;
        double start = now();
        MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, CLASS, MI_FALSE, NULL, &operation);
        size_t count = finish(&operation, "EnumerateInstances");
        rounds[round] = (double)count / (now() - start);
    }
    print_metric("enumerate_100000_sync/repository", quantile(rounds, ROUNDS, 0.5), "/s");
}

static void measure_asynchronous_enumerate(void) {
    double rounds[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        Signal signal = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
        MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
        MI_Operation operation = MI_OPERATION_NULL;
        callbacks.callbackContext = &signal;
        callbacks.instanceResult = take_result;
        double start = now();
        MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, CLASS, MI_FALSE, &callbacks, &operation);
        wait_for(&signal);
        rounds[round] = (double)signal.instances / (now() - start);
        MI_Operation_Close(&operation);
    }
    print_metric("enumerate_100000_async/repository", quantile(rounds, ROUNDS, 0.5), "/s");
}

/* What a client that keeps clones of an enumeration's results holds. */
static void measure_enumerated_memory(void) {
    enum { COUNT = 20000 };
    MI_Instance **held = malloc(COUNT * sizeof *held);
    MI_Operation operation = MI_OPERATION_NULL;
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    int count = 0;
    MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, CLASS, MI_FALSE, NULL, &operation);
    MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL);
    size_t before = mallinfo2().uordblks;
    while (more && instance != NULL && count < COUNT) {
        expect_ok(MI_Instance_Clone(instance, &held[count++]), "Clone");
        MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL);
    }
    must(count == COUNT, "too few instances");
    MI_Operation_Close(&operation);
    print_metric("held_enumerated_instance_7_properties", (double)(mallinfo2().uordblks - before) / COUNT,
                 "bytes");
    for (int index = 0; index < COUNT; index++)
        MI_Instance_Delete(held[index]);
    free(held);
}

static const Target *opened_for;

static void open_get_close(void) {
    MI_Application own = MI_APPLICATION_NULL;
    MI_Session of_own = MI_SESSION_NULL;
    expect_ok(MI_Application_Initialize(0, NULL, NULL, &own), "Initialize");
    expect_ok(MI_Application_NewSession(&own, NULL, NULL, NULL, NULL, NULL, &of_own), "NewSession");
    get_instance(&of_own, opened_for, sample);
    MI_Session_Close(&of_own, NULL, NULL);
    MI_Application_Close(&own);
}

/* Another application is open all the while. */
static void measure_open_of(const Target *target) {
    char metric[64];
    snprintf(metric, sizeof metric, "open_get_close/%s", target->provider);
    opened_for = target;
    sample = target->key(4711);
    print_metric(metric, 1e6 * seconds_per_call(open_get_close, 2000), "us");
    MI_Instance_Delete(sample);
}

static void measure_open(void) {
    measure_open_of(&repository);
    measure_open_of(&module);
}

static const struct {
    const char *name;
    void (*run)(void);
} measurements[] = {
    {"instances", measure_instances},
    {"held_memory", measure_held_memory},
    {"codecs", measure_codecs},
    {"get", measure_get},
    {"get_while_written", measure_get_while_written},
    {"get_asynchronous", measure_asynchronous_get},
    {"scaling", measure_scaling},
    {"enumerate", measure_enumerate},
    {"enumerate_asynchronous", measure_asynchronous_enumerate},
    {"enumerated_memory", measure_enumerated_memory},
    {"open", measure_open},
};

int main(int argc, char **argv) {
    const char *filter = argc > 1 ? argv[1] : "";
    expect_ok(MI_Application_Initialize(0, NULL, NULL, &application), "Initialize");
    expect_ok(MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session), "NewSession");
    if (strcmp(filter, "--write") == 0)
        write_for_ever();
    for (size_t index = 0; index < sizeof measurements / sizeof *measurements; index++) {
        if (strstr(measurements[index].name, filter))
            measurements[index].run();
    }
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&application);
    return 0;
}
