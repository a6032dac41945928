/* Deserializers of either format: how they are opened and closed, what they check, and how much of a buffer
 * they read. */

#include "codec.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

static MI_Char xml[] = XML;
static MI_Char mof[] = MOF;
static MI_Char unknown[] = MI_T("MI_ROT13");
static const MI_Char *const formats[] = {XML, MOF};

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
    CHECK_NUMBER(deserializer.reserved1, 0);
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
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(&application, 0, xml, &deserializer),
                 MI_RESULT_NOT_SUPPORTED);
    MI_Application_Close(&application);
}

TEST(names_of_formats_have_case_except_for_mof_alone) {
    MI_Application application = open_application();
    MI_Deserializer deserializer;
    MI_Char lower[] = MI_T("mi_mof_cimv2_extv1");
    CHECK_RESULT(MI_Application_NewDeserializer(&application, 0, lower, &deserializer),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_RESULT(MI_Application_NewDeserializer_Mof(&application, 0, lower, &deserializer), MI_RESULT_OK);
    CHECK_RESULT(MI_Deserializer_Close(&deserializer), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_deserializer_is_closed_once) {
    for (int format = 0; format < 2; format++) {
        MI_Application application = open_application();
        MI_Deserializer deserializer;
        REQUIRE_RESULT(
            MI_Application_NewDeserializer(&application, 0, (MI_Char *)formats[format], &deserializer),
            MI_RESULT_OK);
        MI_Deserializer copy = deserializer;
        CHECK_RESULT(MI_Deserializer_Close(&deserializer), MI_RESULT_OK);
        CHECK_NUMBER(deserializer.reserved1, 0);
        CHECK_NUMBER(deserializer.reserved2, 0);
        CHECK_RESULT(MI_Deserializer_Close(&deserializer), MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Deserializer_Close(&copy), MI_RESULT_INVALID_PARAMETER);
        MI_Application_Close(&application);
    }
}

TEST(garbage_is_no_deserializer) {
    static const MI_Uint64 words[] = {0, 1, 0xffeeddccffeeddcc, 0xffffffffffffffff, 0x1000};
    static const ptrdiff_t seconds[] = {0, 1, -1, 0x1000, PTRDIFF_MAX, PTRDIFF_MIN};
    char text[] = "class X { };";
    MI_Uint8 *bytes = (MI_Uint8 *)text;
    MI_Uint32 length = 16, read = 0;
    MI_Char name[16] = MI_T("");
    for (size_t index = 0; index < 30; index++) {
        MI_Deserializer deserializer = {words[index / 6], seconds[index % 6]};
        MI_Class *class_ = (MI_Class *)&class_;
        MI_Instance *instance = (MI_Instance *)&instance, *details = NULL;
        read = 7;
        CHECK_RESULT(MI_Deserializer_DeserializeClass(&deserializer, 0, bytes, 12, NULL, NULL, NULL, NULL,
                                                      NULL, &read, &class_, &details),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK(class_ == NULL);
        CHECK_NUMBER(read, 0);
        CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "The deserializer is closed");
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&deserializer, 0, bytes, 12, NULL, 0, NULL, NULL,
                                                         &read, &instance, &details),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK(instance == NULL);
        CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "The deserializer is closed");
        CHECK_RESULT(MI_Deserializer_Class_GetClassName(&deserializer, bytes, 12, name, &length, NULL),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Deserializer_Class_GetParentClassName(&deserializer, bytes, 12, name, &length, NULL),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Deserializer_Instance_GetClassName(&deserializer, bytes, 12, name, &length, &details),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "The deserializer is closed");
        CHECK_RESULT(MI_Deserializer_Close(&deserializer), MI_RESULT_INVALID_PARAMETER);
    }
}

/* ---- What is checked ---- */

TEST(flags_of_a_deserializer_are_zero) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        char text[] = "class X { };";
        MI_Instance *details = NULL, *instance = NULL;
        MI_Class *class_ = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeClass(&codec.deserializer, 1, (MI_Uint8 *)text, 12, NULL,
                                                      NULL, NULL, NULL, NULL, NULL, &class_, &details),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "0x1 was given");
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 2, (MI_Uint8 *)text, 12, NULL,
                                                         0, NULL, NULL, NULL, &instance, &details),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "0x2 was given");
        close_codec(&codec);
    }
}

TEST(a_buffer_must_be_there) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *details = NULL, *instance = NULL;
        MI_Class *class_ = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeClass(&codec.deserializer, 0, NULL, 12, NULL, NULL, NULL,
                                                      NULL, NULL, NULL, &class_, &details),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "serializedBuffer is NULL");
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, NULL, 12, NULL, 0, NULL,
                                                         NULL, NULL, &instance, &details),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "serializedBuffer is NULL");
        close_codec(&codec);
    }
}

TEST(lengths_beyond_the_limits_are_refused_without_a_look_at_the_bytes) {
    enum { LIMIT = 50 * 1024 * 1024 };
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *details = NULL, *instance = NULL;
        char text[] = "class X { };";
        const MI_Uint32 lengths[] = {0, LIMIT + 1, UINT32_MAX};
        for (int index = 0; index < 3; index++) {
            CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)text,
                                                             lengths[index], NULL, 0, NULL, NULL, NULL,
                                                             &instance, &details),
                         MI_RESULT_INVALID_PARAMETER);
            CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "52428800 bytes");
        }
        close_codec(&codec);
    }
}

TEST(mof_has_four_bytes_or_more) {
    Codec codec;
    open_codec(&codec, MOF);
    CHECK_UNREAD_INSTANCE(&codec, "abc", MI_RESULT_INVALID_PARAMETER, "from 4 to 52428800 bytes");
    CHECK_UNREAD_INSTANCE(&codec, "abcd", MI_RESULT_INVALID_PARAMETER, "line 1, column 1");
    close_codec(&codec);
}

TEST(an_array_of_classes_that_is_null_has_none) {
    Codec codec;
    open_codec(&codec, MOF);
    char text[] = "instance of X { };";
    MI_Instance *details = NULL, *instance = NULL;
    CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)text, 18, NULL, 3,
                                                     NULL, NULL, NULL, &instance, &details),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "array of classes is NULL");
    close_codec(&codec);
}

TEST(outputs_that_nobody_wants_may_be_null) {
    Codec codec;
    open_codec(&codec, MOF);
    char class_text[] = "class X { string Id; };", text[] = "class X { string Id; }; instance of X { };";
    CHECK_RESULT(MI_Deserializer_DeserializeClass(&codec.deserializer, 0, (MI_Uint8 *)class_text,
                                                  sizeof class_text - 1, NULL, NULL, NULL, NULL, NULL, NULL,
                                                  NULL, NULL),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)text,
                                                     sizeof text - 1, NULL, 0, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_Deserializer_DeserializeClass(&codec.deserializer, 0, (MI_Uint8 *)"wrong", 5, NULL, NULL,
                                                  NULL, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    close_codec(&codec);
}

/* ---- Errors ---- */

TEST(an_error_in_mof_has_its_line_and_column) {
    Codec codec;
    open_codec(&codec, MOF);
    CHECK_UNREAD_CLASS(&codec, "class X {\n    string 7;\n};", MI_RESULT_INVALID_PARAMETER,
                       "MOF, line 2, column 12: ");
    CHECK_UNREAD_INSTANCE(&codec, "class X { uint8 A; };\ninstance of X { A = 256; };",
                          MI_RESULT_TYPE_MISMATCH, "MOF, line 2, column 21: ");
    CHECK_UNREAD_INSTANCE(&codec, "instance of Nowhere { };", MI_RESULT_INVALID_CLASS,
                          "the class Nowhere does not exist.");
    close_codec(&codec);
}

TEST(an_error_instance_names_parsing_as_its_category) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *details = NULL;
    MI_Value value;
    MI_Deserializer_DeserializeClass(&codec.deserializer, 0, (MI_Uint8 *)"wrong", 5, NULL, NULL, NULL, NULL,
                                     NULL, NULL, NULL, &details);
    REQUIRE(details);
    CHECK_RESULT(MI_Instance_GetElement(details, ERROR_CATEGORY, &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(value.uint16, MI_ERRORCATEGORY_PARSER_ERROR);
    MI_Instance_Delete(details);
    close_codec(&codec);
}

TEST(bytes_that_are_no_text_are_named_with_their_place) {
    Codec codec;
    open_codec(&codec, MOF);
    CHECK_UNREAD_CLASS(&codec, "class X {};\n// caf\xe9", MI_RESULT_INVALID_PARAMETER,
                       "MOF, line 2, column 7: expected UTF-8 text, found the byte 0xE9");
    close_codec(&codec);
}

TEST(the_single_functions_of_mof_want_one_object) {
    Codec codec;
    open_codec(&codec, MOF);
    CHECK_UNREAD_CLASS(&codec, "class A {}; class B {};", MI_RESULT_FAILED, "declares 2 objects");
    CHECK_UNREAD_CLASS(&codec, "// nothing", MI_RESULT_FAILED, "declares no class");
    CHECK_UNREAD_INSTANCE(&codec, "class A {}; instance of A {}; instance of A {};", MI_RESULT_FAILED,
                          "declares 2 objects");
    CHECK_UNREAD_INSTANCE(&codec, "class A {};", MI_RESULT_FAILED, "declares no instance");
    close_codec(&codec);
}

/* ---- How much is read ---- */

/* ASCII as UTF-16 or UTF-32 of either order, behind a mark where one is wanted. */
static size_t encode(const char *text, size_t width, bool big, bool mark, MI_Uint8 *bytes) {
    size_t length = 0;
    size_t count = strlen(text) + (mark ? 1 : 0);
    for (size_t index = 0; index < count; index++) {
        uint32_t unit = mark ? (index ? (uint8_t)text[index - 1] : 0xfeff) : (uint8_t)text[index];
        for (size_t byte = 0; byte < width; byte++) {
            size_t shift = 8 * (big ? width - 1 - byte : byte);
            bytes[length++] = shift < 32 ? (MI_Uint8)(unit >> shift) : 0;
        }
    }
    return length;
}

static void check_whole_is_read(Codec *codec, const MI_Uint8 *bytes, size_t length) {
    MI_Class *class_ = NULL;
    MI_Instance *details = NULL;
    MI_Uint32 read = 0;
    MI_Uint8 *exact = malloc(length); /* a checker of memory sees what is read behind it */
    memcpy(exact, bytes, length);
    CHECK_RESULT(MI_Deserializer_DeserializeClass(&codec->deserializer, 0, exact, (MI_Uint32)length, NULL,
                                                  NULL, NULL, NULL, NULL, &read, &class_, &details),
                 MI_RESULT_OK);
    CHECK_NUMBER(read, length);
    const MI_Char *name = NULL;
    if (CHECK(class_ != NULL)) {
        CHECK_RESULT(MI_Class_GetClassName(class_, &name), MI_RESULT_OK);
        CHECK_TEXT(name, "Thing");
        MI_Class_Delete(class_);
    }
    if (details) {
        MI_Instance_Delete(details);
    }
    free(exact);
}

TEST(texts_of_every_encoding_are_read_whole) {
    static const char *const texts[] = {"<CLASS NAME=\"Thing\"></CLASS>", "class Thing { };"};
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Uint8 bytes[256];
        check_whole_is_read(&codec, (const MI_Uint8 *)texts[format], strlen(texts[format]));
        size_t length = (size_t)sprintf((char *)bytes, "\xef\xbb\xbf%s", texts[format]);
        check_whole_is_read(&codec, bytes, length);
        for (int way = 0; way < 8; way++) {
            length = encode(texts[format], way & 1 ? 4 : 2, way & 2, way & 4, bytes);
            check_whole_is_read(&codec, bytes, length);
        }
        close_codec(&codec);
    }
}

TEST(a_terminator_that_is_passed_along_does_no_harm) {
    Codec codec;
    open_codec(&codec, MOF);
    check_whole_is_read(&codec, (const MI_Uint8 *)"class Thing { };", 17);
    close_codec(&codec);
}

TEST(objects_of_xml_are_read_one_after_the_other) {
    Codec codec;
    open_codec(&codec, XML);
    char text[] = "<INSTANCE CLASSNAME=\"A\"></INSTANCE> <INSTANCE CLASSNAME=\"B\"></INSTANCE>";
    MI_Uint32 at = 0, length = sizeof text - 1;
    for (const char *expected = "A"; *expected && at < length; expected = *expected == 'A' ? "B" : "") {
        MI_Instance *instance = NULL;
        MI_Uint32 read = 0;
        const MI_Char *name = NULL;
        REQUIRE_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)text + at,
                                                           length - at, NULL, 0, NULL, NULL, &read, &instance,
                                                           NULL),
                       MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_GetClassName(instance, &name), MI_RESULT_OK);
        CHECK_TEXT(name, expected);
        MI_Instance_Delete(instance);
        at += read;
    }
    CHECK_NUMBER(at, length);
    close_codec(&codec);
}

/* The text in UTF-16, the lower byte first, without a mark. */
static MI_Uint8 *in_utf16(const char *text, size_t length) {
    MI_Uint8 *bytes = calloc(length, 2);
    for (size_t at = 0; at < length; at++)
        bytes[2 * at] = (MI_Uint8)text[at];
    return bytes;
}

TEST(of_very_many_objects_in_one_buffer_each_takes_the_time_of_its_own) {
    const unsigned many = 10000;
    Codec codec;
    open_codec(&codec, XML);
    char *text = malloc(many * 100);
    size_t length = 0;
    for (unsigned number = 0; number < many; number++)
        length +=
            (size_t)sprintf(text + length,
                            "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"N\" TYPE=\"uint32\"><VALUE>%u</VALUE>"
                            "</PROPERTY></INSTANCE>\n",
                            number);
    MI_Uint8 *bytes = in_utf16(text, length);
    MI_Uint32 size = 2 * (MI_Uint32)length, at = 0, read = 0;
    for (unsigned number = 0; number < many; number++) {
        MI_Instance *instance = NULL;
        REQUIRE_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, bytes + at, size - at,
                                                           NULL, 0, NULL, NULL, &read, &instance, NULL),
                       MI_RESULT_OK);
        REQUIRE_NUMBER(uint32_of(instance, MI_T("N")), number);
        MI_Instance_Delete(instance);
        at += read;
    }
    CHECK_NUMBER(at, size);
    free(bytes);
    free(text);
    close_codec(&codec);
}

TEST(a_buffer_is_read_whatever_is_behind_the_first_object) {
    Codec codec;
    open_codec(&codec, XML);
    for (unsigned length = 3900; length < 4200; length++) {
        char *text = malloc(length + 100);
        MI_Uint32 read = 0;
        int end = sprintf(text,
                          "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>%0*d</VALUE>"
                          "</PROPERTY></INSTANCE>",
                          (int)length - 100, 0);
        memcpy(text + end, "<!-- \xe2\x82\xac --> <\xc3\xa4/>", 18);
        MI_Instance *instance = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)text,
                                                         (MI_Uint32)end + 18, NULL, 0, NULL, NULL, &read,
                                                         &instance, NULL),
                     MI_RESULT_OK);
        CHECK((int)read >= end && (int)read <= end + 13);
        MI_Instance_Delete(instance);
        free(text);
    }
    close_codec(&codec);
}
