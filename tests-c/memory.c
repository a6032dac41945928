/* What instances cost, and that setting one property for ever does not grow its instance. */

#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

static MI_Instance *ten_properties(MI_Application *application) {
    static const MI_Char *const names[] = {MI_T("Alpha"), MI_T("Bravo"),  MI_T("Charlie"), MI_T("Delta"),
                                           MI_T("Echo"),  MI_T("Golf"),   MI_T("Foxtrot"), MI_T("Hotel"),
                                           MI_T("India"), MI_T("Juliett")};
    MI_Instance *instance = new_instance(application, MI_T("Test_Widget"));
    for (unsigned index = 0; index < 10; index++) {
        if (index % 2) {
            add_uint32(instance, names[index], index);
        } else {
            add_text(instance, names[index], MI_T("short text"));
        }
    }
    return instance;
}

TEST_WITHIN(setting_a_text_a_million_times_takes_no_more_memory, 120) {
    MI_Application application = open_application();
    MI_Instance *instance = ten_properties(&application);
    MI_Value value;
    MI_Char text[32];
    size_t before = 0;
    unsigned long total = rounds(1000000);
    for (unsigned long index = 0; index < total; index++) {
        text_print(text, TEXT_CAPACITY(text), "text number %lu", index % 1000 + 1000000);
        value.string = text;
        REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Alpha"), &value, MI_STRING, 0), MI_RESULT_OK);
        if (index == total / 100) {
            before = held_memory();
        }
    }
    size_t after = held_memory();
    if (!CHECK(after <= before + 4096)) {
        fprintf(stderr, "    (%zu bytes before, %zu after)\n", before, after);
    }
    CHECK_TEXT(text_of(instance, MI_T("Alpha")), text);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST_WITHIN(setting_texts_of_many_lengths_and_arrays_takes_no_more_memory, 120) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Value value;
    static MI_Char text[4096];
    static MI_Char *texts[16];
    text_fill(text, 't', TEXT_CAPACITY(text) - 1);
    add_text(instance, MI_T("Text"), MI_T(""));
    memset(&value, 0, sizeof value);
    REQUIRE_RESULT(MI_Instance_AddElement(instance, MI_T("Texts"), &value, MI_STRINGA, 0), MI_RESULT_OK);
    for (unsigned index = 0; index < 16; index++) {
        texts[index] = text + TEXT_CAPACITY(text) - 20 - index;
    }
    size_t before = 0;
    unsigned long total = rounds(200000);
    for (unsigned long index = 0; index < total; index++) {
        value.string = text + TEXT_CAPACITY(text) - 1 - (index * 7) % 3000;
        REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Text"), &value, MI_STRING, 0), MI_RESULT_OK);
        value.stringa.data = texts;
        value.stringa.size = index % 17;
        REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Texts"), &value, MI_STRINGA, 0), MI_RESULT_OK);
        if (index % 3 == 0) {
            REQUIRE_RESULT(MI_Instance_ClearElement(instance, MI_T("Text")), MI_RESULT_OK);
        }
        if (index == total / 10) {
            before = held_memory();
        }
    }
    size_t after = held_memory();
    if (!CHECK(after <= before + 65536)) {
        fprintf(stderr, "    (%zu bytes before, %zu after)\n", before, after);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST_WITHIN(setting_a_field_of_a_cloned_instance_for_ever_takes_no_more_memory, 120) {
    /* The clone shares what it was cloned from until the first write, and never keeps more than that. */
    MI_Application application = open_application();
    MI_Instance *instance = ten_properties(&application);
    size_t before = 0;
    unsigned long total = rounds(50000);
    for (unsigned long index = 0; index < total; index++) {
        MI_Instance *clone = NULL;
        MI_Value value;
        value.string = (MI_Char *)MI_T("another text");
        REQUIRE_RESULT(MI_Instance_Clone(instance, &clone), MI_RESULT_OK);
        REQUIRE_RESULT(MI_Instance_SetElement(clone, MI_T("Alpha"), &value, MI_STRING, 0), MI_RESULT_OK);
        REQUIRE_RESULT(MI_Instance_Delete(instance), MI_RESULT_OK);
        instance = clone;
        if (index == total / 10) {
            before = held_memory();
        }
    }
    size_t after = held_memory();
    if (!CHECK(after <= before + 65536)) {
        fprintf(stderr, "    (%zu bytes before, %zu after)\n", before, after);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

/* Where a character has two or four bytes, the texts and names of an instance take more. */
static size_t allowed(size_t bytes) {
    return sizeof(MI_Char) == 1 ? bytes : bytes * 2;
}

TEST(a_held_instance_of_ten_short_properties_takes_less_than_a_kilobyte) {
    enum { HELD = 1000 };
    static MI_Instance *held[HELD];
    MI_Application application = open_application();
    MI_Instance_Delete(ten_properties(&application));
    size_t before = held_memory();
    for (int index = 0; index < HELD; index++) {
        held[index] = ten_properties(&application);
    }
    size_t each = (held_memory() - before) / HELD;
    if (!CHECK(each < allowed(1024))) {
        fprintf(stderr, "    (an instance takes %zu bytes)\n", each);
    }
    for (int index = 0; index < HELD; index++) {
        MI_Instance_Delete(held[index]);
    }
    CHECK(held_memory() <= before + 65536);
    MI_Application_Close(&application);
}

TEST_WITHIN(a_held_instance_of_an_enumeration_takes_less_than_700_bytes, 120) {
    unsigned total = (unsigned)rounds(1000);
    Client client;
    open_client(&client);
    for (unsigned number = 0; number < total; number++) {
        MI_Char id[16];
        text_print(id, TEXT_CAPACITY(id), "held%u", number);
        MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Gadget"), id);
        add_text(instance, MI_T("Name"), MI_T("short"));
        REQUIRE(CHECK_OK(create_instance(&client, instance)));
        MI_Instance_Delete(instance);
    }
    /* Once for what is made at the first use and kept. */
    CHECK_OK(enumerate_instances(&client, 0, MI_T("Test_Gadget"), false));
    MI_Instance **held = calloc(total, sizeof *held);
    REQUIRE(held);
    MI_Operation operation = MI_OPERATION_NULL;
    unsigned count = 0;
    size_t before = held_memory();
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Test_Gadget"), MI_FALSE, NULL,
                                  &operation);
    MI_Boolean more = MI_TRUE;
    while (more) {
        const MI_Instance *instance = NULL;
        REQUIRE_RESULT(MI_Operation_GetInstance(&operation, &instance, &more, NULL, NULL, NULL),
                       MI_RESULT_OK);
        if (instance && count < total) {
            REQUIRE_RESULT(MI_Instance_Clone(instance, &held[count++]), MI_RESULT_OK);
        }
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    size_t after = held_memory();
    size_t each = after > before ? (after - before) / count : 0;
    if (!CHECK(each < allowed(700))) {
        fprintf(stderr, "    (an instance takes %zu bytes)\n", each);
    }
    for (unsigned index = 0; index < count; index++) {
        MI_Instance_Delete(held[index]);
    }
    free(held);
    close_client(&client);
}

TEST_WITHIN(operations_leave_nothing_behind, 120) {
    Client client;
    open_client(&client);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Instance *missing = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("missing"));
    size_t before = 0;
    unsigned long total = rounds(5000);
    for (unsigned long index = 0; index < total; index++) {
        REQUIRE(CHECK_OK(get_instance(&client, key)));
        REQUIRE(CHECK_FAILS(get_instance(&client, missing), MI_RESULT_NOT_FOUND, "missing"));
        REQUIRE(CHECK_OK(enumerate_instances(&client, 0, MI_T("Test_Widget"), false)));
        if (index == total / 2) {
            before = held_memory();
        }
    }
    size_t after = held_memory();
    if (!CHECK(after <= before + 65536)) {
        fprintf(stderr, "    (%zu bytes before, %zu after)\n", before, after);
    }
    MI_Instance_Delete(key);
    MI_Instance_Delete(missing);
    close_client(&client);
}

TEST(any_number_of_sessions_and_options_leaves_nothing_behind) {
    MI_Application application = open_application();
    size_t before = 0;
    unsigned long total = rounds(5000);
    for (unsigned long index = 0; index < total; index++) {
        MI_Session session = open_session(&application);
        MI_DestinationOptions options = MI_DESTINATIONOPTIONS_NULL;
        REQUIRE_RESULT(MI_Application_NewDestinationOptions(&application, &options), MI_RESULT_OK);
        REQUIRE_RESULT(MI_DestinationOptions_SetUILocale(&options, MI_T("en-us")), MI_RESULT_OK);
        MI_DestinationOptions_Delete(&options);
        REQUIRE_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
        if (index == total / 2) {
            before = held_memory();
        }
    }
    size_t after = held_memory();
    if (!CHECK(after <= before + 65536)) {
        fprintf(stderr, "    (%zu bytes before, %zu after)\n", before, after);
    }
    MI_Application_Close(&application);
}
