/* The names of classes in buffers. */

#include "codec.h"

#include <string.h>

typedef MI_Result (*GetName)(MI_Deserializer *, MI_Uint8 *, MI_Uint32, MI_Char *, MI_Uint32 *,
                             MI_Instance **);

static const char class_text[] = "<CLASS NAME=\"Part\" SUPERCLASS=\"Thing\"></CLASS>";
static const char instance_text[] = "<INSTANCE CLASSNAME=\"Part\"></INSTANCE>";

static MI_Result name_in(Codec *codec, GetName get, const char *text, MI_Char *name, MI_Uint32 *length,
                         MI_Instance **details) {
    return get(&codec->deserializer, (MI_Uint8 *)text, (MI_Uint32)strlen(text), name, length, details);
}

/* Holds a function to finding a name, whatever the room for it is. */
static void check_name(GetName get, const char *text, const char *expected) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Uint32 length = 0, exact = (MI_Uint32)strlen(expected) + 1;
    MI_Instance *details = NULL;
    CHECK_RESULT(name_in(&codec, get, text, NULL, &length, &details), MI_RESULT_OK);
    CHECK_NUMBER(length, exact);
    MI_Char name[32];
    text_fill(name, 'x', TEXT_CAPACITY(name));
    CHECK_RESULT(name_in(&codec, get, text, name, &length, &details), MI_RESULT_OK);
    CHECK_TEXT(name, expected);
    CHECK_NUMBER(name[exact], 'x');
    length = TEXT_CAPACITY(name);
    CHECK_RESULT(name_in(&codec, get, text, name, &length, &details), MI_RESULT_OK);
    CHECK_NUMBER(length, exact);
    CHECK(details == NULL);
    text_fill(name, 'x', TEXT_CAPACITY(name));
    length = exact - 1;
    CHECK_RESULT(name_in(&codec, get, text, name, &length, &details), MI_RESULT_FAILED);
    CHECK_NUMBER(length, exact);
    CHECK_NUMBER(name[0], 'x');
    CHECK_ERROR(details, MI_RESULT_FAILED, "needs room for");
    CHECK_RESULT(name_in(&codec, get, text, name, NULL, &details), MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "length of the name is NULL");
    CHECK_RESULT(name_in(&codec, get, "no XML", name, &length, &details), MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "line 1, column ");
    close_codec(&codec);
}

TEST(the_name_of_a_class_is_found) {
    check_name(MI_Deserializer_Class_GetClassName, class_text, "Part");
}

TEST(the_name_of_a_superclass_is_found) {
    check_name(MI_Deserializer_Class_GetParentClassName, class_text, "Thing");
}

TEST(the_name_of_the_class_of_an_instance_is_found) {
    check_name(MI_Deserializer_Instance_GetClassName, instance_text, "Part");
}

TEST(a_class_without_a_superclass_has_no_such_name) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Uint32 length = 9;
    MI_Char name[9];
    MI_Instance *details = NULL;
    CHECK_RESULT(name_in(&codec, MI_Deserializer_Class_GetParentClassName, "<CLASS NAME=\"A\"></CLASS>", name,
                         &length, &details),
                 MI_RESULT_INVALID_SUPERCLASS);
    CHECK_NUMBER(length, 0);
    CHECK_ERROR(details, MI_RESULT_INVALID_SUPERCLASS, "has no superclass");
    close_codec(&codec);
}

TEST(names_are_not_read_from_mof) {
    static const GetName functions[] = {MI_Deserializer_Class_GetClassName,
                                        MI_Deserializer_Class_GetParentClassName,
                                        MI_Deserializer_Instance_GetClassName};
    Codec codec;
    open_codec(&codec, MOF);
    for (int index = 0; index < 3; index++) {
        MI_Uint32 length = 9;
        MI_Char name[9];
        MI_Instance *details = NULL;
        CHECK_RESULT(name_in(&codec, functions[index], "class A : B {};", name, &length, &details),
                     MI_RESULT_NOT_SUPPORTED);
        CHECK_NUMBER(length, 9);
        CHECK_ERROR(details, MI_RESULT_NOT_SUPPORTED, "from MOF");
    }
    close_codec(&codec);
}
