/* One serializer and one deserializer, used by many threads at once, and closed while they are. */

#include "codec.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8 };

static const MI_Char *const formats[] = {XML, MOF};

typedef struct Work {
    Codec *codec;
    MI_Class *class_;
    unsigned number;
    unsigned long rounds;
} Work;

static MI_Instance *new_thing(Work *work, unsigned long round) {
    MI_Char id[64];
    MI_Value value;
    MI_Instance *instance = NULL;
    text_print(id, TEXT_CAPACITY(id), "%u <%lu>", work->number, round);
    value.string = id;
    REQUIRE_RESULT(
        MI_Application_NewInstanceFromClass(&work->codec->application, NULL, work->class_, &instance),
        MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    return instance;
}

static void *there_and_back(void *context) {
    Work *work = context;
    for (unsigned long round = 0; round < work->rounds; round++) {
        MI_Instance *instance = new_thing(work, round);
        char *text = write_instance(work->codec, 0, instance);
        MI_Instance *found = read_instance(work->codec, text, work->class_);
        CHECK_SAME(found, instance);
        MI_Instance_Delete(found);
        MI_Instance_Delete(instance);
        free(text);
    }
    return NULL;
}

static void on_all_threads(Codec *codec, void *(*body)(void *), unsigned long rounds_each) {
    pthread_t threads[THREADS];
    Work work[THREADS];
    MI_Class *class_ = class_of_mof("class Thing { [Key] string Id; uint8 Level = 7; };");
    for (unsigned index = 0; index < THREADS; index++) {
        work[index] = (Work){codec, class_, index, rounds_each};
        REQUIRE(pthread_create(&threads[index], NULL, body, &work[index]) == 0);
    }
    for (int index = 0; index < THREADS; index++) {
        pthread_join(threads[index], NULL);
    }
    MI_Class_Delete(class_);
}

TEST(threads_share_a_codec) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        on_all_threads(&codec, there_and_back, rounds(500));
        close_codec(&codec);
    }
}

/* What is closed meanwhile answers INVALID_PARAMETER from then on, and never anything else. */
static void *until_closed(void *context) {
    Work *work = context;
    MI_Instance *instance = new_thing(work, 0);
    MI_Serializer serializer = work->codec->serializer;
    MI_Uint8 buffer[1000];
    MI_Uint32 needed = 0;
    MI_Result result;
    do {
        result = MI_Serializer_SerializeInstance(&serializer, 0, instance, buffer, sizeof buffer, &needed);
    } while (result == MI_RESULT_OK);
    CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    MI_Instance_Delete(instance);
    return NULL;
}

static void *close_soon(void *context) {
    Work *work = context;
    if (work->number == 0) {
        MI_Serializer serializer = work->codec->serializer;
        CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_OK);
        return NULL;
    }
    return until_closed(context);
}

TEST(a_serializer_may_be_closed_while_others_use_it) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        on_all_threads(&codec, close_soon, 1);
        REQUIRE_RESULT(MI_Application_NewSerializer(&codec.application, 0, (MI_Char *)formats[format],
                                                    &codec.serializer),
                       MI_RESULT_OK);
        close_codec(&codec);
    }
}

static unsigned closed;

static void *close_copies(void *context) {
    Work *work = context;
    MI_Deserializer copy = work->codec->deserializer;
    MI_Result result = MI_Deserializer_Close(&copy);
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_INVALID_PARAMETER);
    if (result == MI_RESULT_OK) {
        __atomic_add_fetch(&closed, 1, __ATOMIC_SEQ_CST);
    }
    return NULL;
}

TEST(of_many_threads_that_close_one_deserializer_one_does) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        closed = 0;
        on_all_threads(&codec, close_copies, 1);
        CHECK_NUMBER(closed, 1);
        REQUIRE_RESULT(MI_Application_NewDeserializer(&codec.application, 0, (MI_Char *)formats[format],
                                                      &codec.deserializer),
                       MI_RESULT_OK);
        close_codec(&codec);
    }
}

/* The alias that a text declares. */
static unsigned alias_of(const char *text) {
    const char *alias = strstr(text, "$Alias");
    REQUIRE(alias);
    return (unsigned)strtoul(alias + 6, NULL, 16);
}

static unsigned char seen[THREADS * 100 + 1];

static void *take_aliases(void *context) {
    Work *work = context;
    MI_Instance *inner = new_keyed(&work->codec->application, MI_T("Inner"), MI_T("a"));
    MI_Instance *box = new_keyed(&work->codec->application, MI_T("Box"), MI_T("b"));
    MI_Value value;
    value.instance = inner;
    REQUIRE_RESULT(MI_Instance_AddElement(box, MI_T("Content"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    for (int round = 0; round < 100; round++) {
        MI_Char text[500] = MI_T("");
        MI_Uint32 needed = 0;
        REQUIRE_RESULT(MI_Serializer_SerializeInstance(&work->codec->serializer, 0, box, (MI_Uint8 *)text,
                                                       sizeof text - sizeof *text, &needed),
                       MI_RESULT_OK);
        unsigned alias = alias_of(SHOWN(text));
        REQUIRE(alias >= 1 && alias < sizeof seen);
        CHECK_NUMBER(__atomic_fetch_add(&seen[alias], 1, __ATOMIC_SEQ_CST), 0);
    }
    MI_Instance_Delete(inner);
    MI_Instance_Delete(box);
    return NULL;
}

TEST(no_alias_is_given_twice) {
    Codec codec;
    open_codec(&codec, MOF);
    on_all_threads(&codec, take_aliases, 1);
    close_codec(&codec);
}
