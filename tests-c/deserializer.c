/* Deserializers: what they check today, and what they say about the rest. */

#include "fixture.h"

#include <string.h>

static MI_Char xml[] = "MI_XML";
static MI_Char mof[] = "MI_MOF_CIMV2_EXTV1";
static MI_Char unknown[] = "MI_ROT13";

TEST(arguments_of_a_new_deserializer_are_checked) {
    MI_Application application = open_application();
    MI_Deserializer deserializer;
    memset(&deserializer, 0xaa, sizeof deserializer);
    CHECK_RESULT(MI_Application_NewDeserializer(&application, 0, NULL, &deserializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDeserializer(&application, 0, xml, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDeserializer(&application, 1, xml, &deserializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDeserializer(&application, 0, unknown, &deserializer),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_RESULT(MI_Deserializer_Close(&deserializer), MI_RESULT_INVALID_PARAMETER);
    MI_Application_Close(&application);
}

TEST(arguments_of_a_new_mof_deserializer_are_checked) {
    MI_Application application = open_application();
    MI_Deserializer deserializer;
    memset(&deserializer, 0xaa, sizeof deserializer);
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(NULL, 0, mof, &deserializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(&application, 0, NULL, &deserializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(&application, 0, mof, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(&application, 1, mof, &deserializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(&application, 0, unknown, &deserializer),
                 MI_RESULT_NOT_SUPPORTED);
    MI_Application_Close(&application);
}

TEST(no_format_is_supported_yet) {
    MI_Application application = open_application();
    MI_Deserializer deserializer;
    memset(&deserializer, 0xaa, sizeof deserializer);
    CHECK_RESULT(MI_Application_NewDeserializer(&application, 0, xml, &deserializer),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_NUMBER(deserializer.reserved1, 0);
    CHECK_NUMBER(deserializer.reserved2, 0);
    CHECK_RESULT(MI_Application_NewDeserializer(&application, 0, mof, &deserializer),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(&application, 0, mof, &deserializer),
                 MI_RESULT_NOT_SUPPORTED);
    MI_Application_Close(&application);
}

TEST(garbage_is_no_deserializer) {
    static const MI_Uint64 words[] = {1, 0xffeeddccffeeddcc, 0xffffffffffffffff, 0x1000};
    MI_Uint8 bytes[] = "class X { };";
    MI_Uint32 length = sizeof bytes, read = 0;
    MI_Char name[16] = "";
    for (size_t index = 0; index < sizeof words / sizeof words[0]; index++) {
        MI_Deserializer deserializer = {words[index], 0};
        MI_Class *found_class = NULL;
        MI_Instance *instance = NULL, *error = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeClass(&deserializer, 0, bytes, sizeof bytes, NULL, NULL, NULL,
                                                      NULL, NULL, &read, &found_class, &error),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK(found_class == NULL);
        if (error) {
            MI_Instance_Delete(error);
            error = NULL;
        }
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&deserializer, 0, bytes, sizeof bytes, NULL, 0, NULL,
                                                         NULL, &read, &instance, &error),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK(instance == NULL);
        if (error) {
            MI_Instance_Delete(error);
            error = NULL;
        }
        CHECK_RESULT(
            MI_Deserializer_Class_GetClassName(&deserializer, bytes, sizeof bytes, name, &length, NULL),
            MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(
            MI_Deserializer_Class_GetParentClassName(&deserializer, bytes, sizeof bytes, name, &length, NULL),
            MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(
            MI_Deserializer_Instance_GetClassName(&deserializer, bytes, sizeof bytes, name, &length, NULL),
            MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Deserializer_Close(&deserializer), MI_RESULT_INVALID_PARAMETER);
    }
}
