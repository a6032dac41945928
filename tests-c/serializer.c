/* Serializers of either format: how they are opened and closed, and how sizes are told. */

#include "codec.h"

#include <stdlib.h>
#include <string.h>

static MI_Char xml[] = XML;
static MI_Char mof[] = MOF;
static MI_Char unknown[] = MI_T("MI_ROT13");

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
    CHECK_NUMBER(serializer.reserved1, 0);
    CHECK_NUMBER(serializer.reserved2, 0);
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
    CHECK_RESULT(MI_Application_NewSerializer_Mof(&application, 0, xml, &serializer),
                 MI_RESULT_NOT_SUPPORTED);
    MI_Application_Close(&application);
}

TEST(names_of_formats_have_case_except_for_mof_alone) {
    MI_Application application = open_application();
    MI_Serializer serializer;
    MI_Char lower_xml[] = MI_T("mi_xml"), lower_mof[] = MI_T("mi_mof_cimv2_extv1");
    CHECK_RESULT(MI_Application_NewSerializer(&application, 0, lower_xml, &serializer),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_RESULT(MI_Application_NewSerializer(&application, 0, lower_mof, &serializer),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_RESULT(MI_Application_NewSerializer_Mof(&application, 0, lower_mof, &serializer), MI_RESULT_OK);
    CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_serializer_is_closed_once) {
    static MI_Char *const formats[] = {xml, mof};
    for (int format = 0; format < 2; format++) {
        MI_Application application = open_application();
        MI_Serializer serializer;
        REQUIRE_RESULT(MI_Application_NewSerializer(&application, 0, formats[format], &serializer),
                       MI_RESULT_OK);
        MI_Serializer copy = serializer;
        CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_OK);
        CHECK_NUMBER(serializer.reserved1, 0);
        CHECK_NUMBER(serializer.reserved2, 0);
        CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_Close(&copy), MI_RESULT_INVALID_PARAMETER);
        MI_Application_Close(&application);
    }
}

TEST(a_copy_of_a_closed_serializer_serializes_nothing) {
    static const MI_Char *const formats[] = {XML, MOF};
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *instance = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("w"));
        MI_Serializer copy = codec.serializer;
        REQUIRE_RESULT(MI_Serializer_Close(&codec.serializer), MI_RESULT_OK);
        MI_Uint32 needed = 7;
        CHECK_RESULT(MI_Serializer_SerializeInstance(&copy, 0, instance, NULL, 0, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_NUMBER(needed, 0);
        /* Another serializer does not bring it back. */
        REQUIRE_RESULT(MI_Application_NewSerializer(&codec.application, 0, (MI_Char *)formats[format],
                                                    &codec.serializer),
                       MI_RESULT_OK);
        CHECK_RESULT(MI_Serializer_SerializeInstance(&copy, 0, instance, NULL, 0, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        MI_Instance_Delete(instance);
        close_codec(&codec);
    }
}

TEST(a_copy_of_an_open_serializer_is_the_serializer) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("w"));
    MI_Serializer copy = codec.serializer;
    MI_Uint32 needed = 0;
    CHECK_RESULT(MI_Serializer_SerializeInstance(&copy, 0, instance, NULL, 0, &needed), MI_RESULT_FAILED);
    CHECK(needed > 0);
    MI_Instance_Delete(instance);
    close_codec(&codec);
}

TEST(a_serializer_outlives_its_application) {
    MI_Application application = open_application();
    MI_Serializer serializer;
    MI_Uint32 needed = 0;
    REQUIRE_RESULT(MI_Application_NewSerializer(&application, 0, mof, &serializer), MI_RESULT_OK);
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    MI_Application_Close(&application);
    CHECK_RESULT(MI_Serializer_SerializeInstance(&serializer, 0, instance, NULL, 0, &needed),
                 MI_RESULT_FAILED);
    CHECK(needed > 0);
    CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_OK);
    MI_Instance_Delete(instance);
}

TEST(a_mof_serializer_leads_to_a_table_that_stays) {
    MI_Application application = open_application();
    MI_Serializer serializer;
    REQUIRE_RESULT(MI_Application_NewSerializer_Mof(&application, 0, mof, &serializer), MI_RESULT_OK);
    CHECK(serializer.reserved1 == MI_ULL(0xffeeddccffeeddcc));
    const MI_SerializerFT *table = (const MI_SerializerFT *)serializer.reserved2;
    REQUIRE(table);
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    MI_Uint32 needed = 0;
    CHECK_RESULT(table->SerializeInstance(&serializer, 0, instance, NULL, 0, &needed), MI_RESULT_FAILED);
    CHECK(needed > 0);
    MI_Serializer copy = serializer;
    CHECK_RESULT(table->Close(&serializer), MI_RESULT_OK);
    /* What programs of micodec.h do with a copy: they follow it without asking. */
    table = (const MI_SerializerFT *)copy.reserved2;
    CHECK_RESULT(table->SerializeInstance(&copy, 0, instance, NULL, 0, &needed), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(table->Close(&copy), MI_RESULT_INVALID_PARAMETER);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(many_mof_serializers_have_a_table_each) {
    enum { COUNT = 20000 };
    MI_Application application = open_application();
    MI_Serializer *serializers = calloc(COUNT, sizeof *serializers);
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    for (int index = 0; index < COUNT; index++) {
        REQUIRE_RESULT(MI_Application_NewSerializer(&application, 0, mof, &serializers[index]), MI_RESULT_OK);
    }
    for (int index = 1; index < COUNT; index++) {
        REQUIRE(serializers[index].reserved2 != serializers[index - 1].reserved2);
    }
    for (int index = 0; index < COUNT; index++) {
        MI_Uint32 needed = 0;
        MI_Serializer_SerializeInstance(&serializers[index], 0, instance, NULL, 0, &needed);
        REQUIRE(needed > 0);
        REQUIRE_RESULT(MI_Serializer_Close(&serializers[index]), MI_RESULT_OK);
    }
    free(serializers);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(garbage_is_no_serializer) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    static const MI_Uint64 words[] = {0, 1, 0xffeeddccffeeddcc, 0xffffffffffffffff, 0x1000};
    static const ptrdiff_t seconds[] = {0, 1, -1, 0x1000, PTRDIFF_MAX, PTRDIFF_MIN};
    MI_Uint8 bytes[64];
    MI_Uint32 needed = 0;
    for (size_t index = 0; index < 30; index++) {
        MI_Serializer serializer = {words[index / 6], seconds[index % 6]};
        CHECK_RESULT(MI_Serializer_SerializeInstance(&serializer, 0, instance, bytes, sizeof bytes, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_SerializeClass(&serializer, 0, NULL, bytes, sizeof bytes, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_INVALID_PARAMETER);
    }
    /* An address beside that of a table is none. */
    MI_Serializer serializer;
    REQUIRE_RESULT(MI_Application_NewSerializer(&application, 0, mof, &serializer), MI_RESULT_OK);
    for (ptrdiff_t offset = -64; offset <= 64; offset++) {
        MI_Serializer other = {serializer.reserved1, serializer.reserved2 + offset};
        if (offset) {
            CHECK_RESULT(MI_Serializer_Close(&other), MI_RESULT_INVALID_PARAMETER);
        }
    }
    CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_OK);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

/* ---- Sizes ---- */

static const MI_Char *const formats[] = {XML, MOF};

TEST(a_buffer_of_the_exact_size_is_filled) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *instance = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("w"));
        MI_Uint32 needed = 0;
        CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, NULL, 0, &needed),
                     MI_RESULT_FAILED);
        MI_Uint8 *buffer = malloc(needed); /* a checker of memory sees what is written behind it */
        MI_Uint32 size = needed;
        needed = 0;
        CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, buffer, size, &needed),
                     MI_RESULT_OK);
        CHECK_NUMBER(needed, size);
        for (MI_Uint32 place = 0; place < size; place += sizeof(MI_Char)) {
            MI_Char unit = 0;
            memcpy(&unit, buffer + place, sizeof unit);
            CHECK(unit);
        }
        free(buffer);
        MI_Instance_Delete(instance);
        close_codec(&codec);
    }
}

TEST(a_larger_buffer_is_written_no_further_than_needed) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *instance = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("w"));
        MI_Uint8 buffer[1000 * sizeof(MI_Char)];
        memset(buffer, 0xaa, sizeof buffer);
        MI_Uint32 needed = 0;
        CHECK_RESULT(
            MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, buffer, sizeof buffer, &needed),
            MI_RESULT_OK);
        CHECK(buffer[needed - 1] != 0xaa);
        CHECK_NUMBER(buffer[needed], 0xaa);
        MI_Instance_Delete(instance);
        close_codec(&codec);
    }
}

TEST(of_a_smaller_buffer_nothing_is_written) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *instance = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("w"));
        MI_Uint32 full = 0;
        MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, NULL, 0, &full);
        MI_Uint8 *buffer = malloc(full), *untouched = malloc(full);
        memset(untouched, 0xaa, full);
        for (MI_Uint32 size = 0; size < full; size++) {
            MI_Uint32 needed = 0;
            memset(buffer, 0xaa, full);
            CHECK_RESULT(
                MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, buffer, size, &needed),
                MI_RESULT_FAILED);
            CHECK_NUMBER(needed, full);
            CHECK(memcmp(buffer, untouched, full) == 0);
        }
        free(buffer);
        free(untouched);
        MI_Instance_Delete(instance);
        close_codec(&codec);
    }
}

TEST(arguments_of_serializing_are_checked) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *instance = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("w"));
        MI_Class *class_ = class_of_mof("class Test_Thing { [Key] string Id; };");
        MI_Uint8 buffer[1000 * sizeof(MI_Char)];
        MI_Uint32 needed = 7;
        CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, 0, NULL, buffer, 9, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_NUMBER(needed, 0);
        CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, buffer, 1000, NULL),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, NULL, 9, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_SerializeClass(&codec.serializer, 0, NULL, buffer, 9, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_SerializeClass(&codec.serializer, 0, class_, buffer, 1000, NULL),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Serializer_SerializeClass(&codec.serializer, 0, class_, NULL, 9, &needed),
                     MI_RESULT_INVALID_PARAMETER);
        MI_Class_Delete(class_);
        MI_Instance_Delete(instance);
        close_codec(&codec);
    }
}

TEST(a_text_that_is_none_can_not_be_written) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *instance = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("caf") NO_UNICODE);
        MI_Uint8 buffer[1000 * sizeof(MI_Char)];
        MI_Uint32 needed = 7;
        CHECK(MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, buffer, 1000, &needed) !=
              MI_RESULT_OK);
        CHECK_NUMBER(needed, 0);
        MI_Instance_Delete(instance);
        close_codec(&codec);
    }
}
