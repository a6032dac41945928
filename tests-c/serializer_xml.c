/* Objects as CIM-XML: what each flag adds. */

#include "codec.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEEP = MI_SERIALIZER_FLAGS_CLASS_DEEP,
    ORIGIN = 0x100,
    HIERARCHY = 0x200,
    INHERITED = 0x400,
    QUALIFIERS = 0x800
};

/* A class below another one. */
static MI_Class *part(void) {
    MI_Class *thing = class_of_mof("class Thing { [Key] string Id; };");
    Codec codec;
    open_codec(&codec, MOF);
    MI_Class *class_ =
        read_class(&codec, "[Description(\"A part.\")] class Part : Thing { uint8 Size = 7; };", thing);
    close_codec(&codec);
    MI_Class_Delete(thing);
    return class_;
}

static void check_class(MI_Uint32 flags, const char *expected) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *class_ = part();
    char *text = write_class(&codec, flags, class_);
    CHECK_TEXT(text, expected);
    free(text);
    MI_Class_Delete(class_);
    close_codec(&codec);
}

#define ID_START "<PROPERTY NAME=\"Id\""
#define SIZE "<PROPERTY NAME=\"Size\" TYPE=\"uint8\"><VALUE>7</VALUE></PROPERTY>"

#define DESCRIPTION                                                                                          \
    "<QUALIFIER NAME=\"Description\" TYPE=\"string\" TRANSLATABLE=\"true\"><VALUE>A "                        \
    "part.</VALUE></QUALIFIER>"

TEST(a_class_without_flags_has_its_own_elements_and_its_qualifiers) {
    check_class(0, "<CLASS NAME=\"Part\" SUPERCLASS=\"Thing\">" DESCRIPTION SIZE "</CLASS>");
}

TEST(the_flag_for_qualifiers_adds_nothing_to_them) {
    check_class(QUALIFIERS, "<CLASS NAME=\"Part\" SUPERCLASS=\"Thing\">" DESCRIPTION SIZE "</CLASS>");
}

TEST(keys_stay_keys_with_the_documented_flags_alone) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *class_ = part();
    char *text = write_class(&codec, DEEP, class_);
    MI_Class *found = read_class(&codec, text, NULL);
    MI_Uint32 flags = 0;
    CHECK_RESULT(MI_Class_GetElement(found, MI_T("Id"), NULL, NULL, NULL, NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK(flags & MI_FLAG_KEY);
    MI_Class_Delete(found);
    free(text);
    MI_Class_Delete(class_);
    close_codec(&codec);
}

static bool class_has(MI_Uint32 flags, const char *wanted) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *class_ = part();
    char *text = write_class(&codec, flags, class_);
    bool found = strstr(text, wanted) != NULL;
    free(text);
    MI_Class_Delete(class_);
    close_codec(&codec);
    return found;
}

TEST(each_flag_of_a_class_adds_what_it_says) {
    static const struct {
        MI_Uint32 flag;
        const char *wanted;
    } cases[] = {
        {DEEP, ID_START},
        {INHERITED, ID_START},
        {HIERARCHY, " DERIVATION=\"Thing\""},
        {ORIGIN, " CLASSORIGIN=\"Part\""},
    };
    for (size_t index = 0; index < sizeof cases / sizeof cases[0]; index++) {
        explain_failures("flag %#x", cases[index].flag);
        CHECK(!class_has(0, cases[index].wanted));
        CHECK(class_has(cases[index].flag, cases[index].wanted));
        CHECK(class_has(DEEP | ORIGIN | HIERARCHY | INHERITED | QUALIFIERS, cases[index].wanted));
    }
}

TEST(other_flags_are_refused) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *class_ = part();
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Thing"), MI_T("a"));
    for (MI_Uint32 bit = 1; bit; bit <<= 1) {
        bool known = bit & (DEEP | ORIGIN | HIERARCHY | INHERITED | QUALIFIERS);
        MI_Uint32 needed = 0;
        CHECK_RESULT(MI_Serializer_SerializeClass(&codec.serializer, bit, class_, NULL, 0, &needed),
                     known ? MI_RESULT_FAILED : MI_RESULT_INVALID_PARAMETER);
        CHECK(known == (needed > 0));
        CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, bit, instance, NULL, 0, &needed),
                     known ? MI_RESULT_FAILED : MI_RESULT_INVALID_PARAMETER);
        CHECK(known == (needed > 0));
    }
    MI_Instance_Delete(instance);
    MI_Class_Delete(class_);
    close_codec(&codec);
}

TEST(a_deep_class_is_read_without_its_parent) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *class_ = part();
    char *text = write_class(&codec, DEEP | QUALIFIERS, class_);
    MI_Class *found = read_class(&codec, text, NULL);
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Class_GetElementCount(found, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    MI_Class_Delete(found);
    free(text);
    MI_Class_Delete(class_);
    close_codec(&codec);
}

TEST(an_instance_is_an_element_with_what_was_modified) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Thing"), MI_T("a<b"));
    char *text = write_instance(&codec, 0, instance);
    CHECK_TEXT(text, "<INSTANCE CLASSNAME=\"Thing\"><PROPERTY NAME=\"Id\" TYPE=\"string\" MODIFIED=\"TRUE\">"
                     "<VALUE>a&lt;b</VALUE></PROPERTY></INSTANCE>");
    free(text);
    MI_Instance_Delete(instance);
    close_codec(&codec);
}

TEST(what_was_modified_stays_known_on_the_way_back) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *class_ = part();
    MI_Instance *instance = NULL;
    MI_Value value;
    MI_Uint32 id = MI_FLAG_NOT_MODIFIED, size = 0;
    REQUIRE_RESULT(MI_Application_NewInstanceFromClass(&codec.application, NULL, class_, &instance),
                   MI_RESULT_OK);
    value.string = (MI_Char *)MI_T("a");
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    char *text = write_instance(&codec, 0, instance);
    MI_Instance *found = read_instance(&codec, text, class_);
    CHECK_RESULT(MI_Instance_GetElement(found, MI_T("Id"), NULL, NULL, &id, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(found, MI_T("Size"), NULL, NULL, &size, NULL), MI_RESULT_OK);
    CHECK_NUMBER(id & MI_FLAG_NOT_MODIFIED, 0);
    CHECK(size & MI_FLAG_NOT_MODIFIED);
    MI_Instance_Delete(found);
    free(text);
    MI_Instance_Delete(instance);
    MI_Class_Delete(class_);
    close_codec(&codec);
}

TEST(an_instance_with_its_class_is_a_document_of_declarations) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *class_ = part();
    MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Application_NewInstanceFromClass(&codec.application, NULL, class_, &instance),
                   MI_RESULT_OK);
    char *text = write_instance(&codec, MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS, instance);
    CHECK(strncmp(text, "<CIM CIMVERSION=", 16) == 0);
    const char *thing = strstr(text, "<CLASS NAME=\"Thing\""), *below = strstr(text, "<CLASS NAME=\"Part\"");
    CHECK(thing && below && thing < below);
    CHECK_CONTAINS(text, "<VALUE.OBJECT><INSTANCE CLASSNAME=\"Part\">");
    free(text);
    MI_Instance_Delete(instance);
    MI_Class_Delete(class_);
    close_codec(&codec);
}

TEST(arrays_of_references_have_no_form) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Thing"), MI_T("a"));
    MI_Instance *target = new_keyed(&codec.application, MI_T("Thing"), MI_T("b"));
    MI_Value value;
    MI_Uint32 needed = 7;
    value.referencea.data = &target;
    value.referencea.size = 1;
    REQUIRE_RESULT(MI_Instance_AddElement(instance, MI_T("Links"), &value, MI_REFERENCEA, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, NULL, 0, &needed),
                 MI_RESULT_NOT_SUPPORTED);
    CHECK_NUMBER(needed, 0);
    MI_Instance_Delete(instance);
    MI_Instance_Delete(target);
    close_codec(&codec);
}

TEST(document_types_are_refused_with_their_place) {
    Codec codec;
    open_codec(&codec, XML);
    const char *text = "<!DOCTYPE x [<!ENTITY a \"b\">]>\n<INSTANCE CLASSNAME=\"A\"></INSTANCE>";
    MI_Instance *instance = NULL, *details = NULL;
    MI_Result result =
        MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)text, (MI_Uint32)strlen(text),
                                            NULL, 0, NULL, NULL, NULL, &instance, &details);
    CHECK(result == MI_RESULT_NOT_SUPPORTED || result == MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, result, "CIM-XML, line 1, column ");
    close_codec(&codec);
}

TEST(an_error_in_xml_has_its_line_and_column) {
    Codec codec;
    open_codec(&codec, XML);
    CHECK_UNREAD_INSTANCE(&codec, "<INSTANCE CLASSNAME=\"A\">\n  <PROPERTY></INSTANCE>",
                          MI_RESULT_INVALID_PARAMETER, "CIM-XML, line 2, column ");
    CHECK_UNREAD_CLASS(&codec, "<CLASS", MI_RESULT_INVALID_PARAMETER, "CIM-XML, line 1, column ");
    CHECK_UNREAD_INSTANCE(&codec, "no XML at all", MI_RESULT_INVALID_PARAMETER, "CIM-XML, line 1, column ");
    close_codec(&codec);
}
