/* Serializers: what they check today, and what they say about the rest. */

#include "fixture.h"

#include <string.h>

static MI_Char xml[] = "MI_XML";
static MI_Char mof[] = "MI_MOF_CIMV2_EXTV1";
static MI_Char unknown[] = "MI_ROT13";

TEST(arguments_of_a_new_serializer_are_checked) {
    MI_Application application = open_application();
    MI_Serializer serializer;
    memset(&serializer, 0xaa, sizeof serializer);
    CHECK_RESULT(MI_Application_NewSerializer(&application, 0, NULL, &serializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSerializer(&application, 0, xml, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSerializer(&application, 1, xml, &serializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSerializer(&application, 0, unknown, &serializer),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_INVALID_PARAMETER);
    MI_Application_Close(&application);
}

TEST(arguments_of_a_new_mof_serializer_are_checked) {
    MI_Application application = open_application();
    MI_Serializer serializer;
    memset(&serializer, 0xaa, sizeof serializer);
    CHECK_RESULT(MI_Application_NewSerializer_Mof(NULL, 0, mof, &serializer), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSerializer_Mof(&application, 0, NULL, &serializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSerializer_Mof(&application, 0, mof, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSerializer_Mof(&application, 1, mof, &serializer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSerializer_Mof(&application, 0, unknown, &serializer),
                 MI_RESULT_NOT_SUPPORTED);
    MI_Application_Close(&application);
}

TEST(no_format_is_supported_yet) {
    MI_Application application = open_application();
    MI_Serializer serializer;
    memset(&serializer, 0xaa, sizeof serializer);
    CHECK_RESULT(MI_Application_NewSerializer(&application, 0, xml, &serializer), MI_RESULT_NOT_SUPPORTED);
    CHECK_NUMBER(serializer.reserved1, 0);
    CHECK_NUMBER(serializer.reserved2, 0);
    CHECK_RESULT(MI_Application_NewSerializer(&application, 0, mof, &serializer), MI_RESULT_NOT_SUPPORTED);
    CHECK_RESULT(MI_Application_NewSerializer_Mof(&application, 0, mof, &serializer),
                 MI_RESULT_NOT_SUPPORTED);
    MI_Application_Close(&application);
}

TEST(garbage_is_no_serializer) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, "Test_Widget", "w");
    static const MI_Uint64 words[] = {1, 0xffeeddccffeeddcc, 0xffffffffffffffff, 0x1000};
    MI_Uint8 bytes[64];
    MI_Uint32 needed = 0;
    for (size_t index = 0; index < sizeof words / sizeof words[0]; index++) {
        MI_Serializer serializer = {words[index], 0};
        CHECK_RESULT(MI_Serializer_SerializeInstance(&serializer, 0, instance, bytes, sizeof bytes, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_SerializeClass(&serializer, 0, NULL, bytes, sizeof bytes, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_INVALID_PARAMETER);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}
