/* Objects as MOF. */

#include "codec.h"

#include <stdlib.h>
#include <string.h>

/* A class below another one. */
static MI_Class *part(void) {
    MI_Class *thing = class_of_mof("class Thing { [Key] string Id; };");
    Codec codec;
    open_codec(&codec, MOF);
    MI_Class *class_ = read_class(&codec, "class Part : Thing { uint8 Size = 7; };", thing);
    close_codec(&codec);
    MI_Class_Delete(thing);
    return class_;
}

TEST(an_instance_is_written_with_a_line_for_each_value) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Thing"), MI_T("a \"b\"\n"));
    add_uint32(instance, MI_T("Size"), 12);
    char *text = write_instance(&codec, 0, instance);
    CHECK_TEXT(text, "instance of Thing\n{\n    Id = \"a \\\"b\\\"\\n\";\n    Size = 12;\n};\n\n");
    free(text);
    MI_Instance_Delete(instance);
    close_codec(&codec);
}

TEST(unknown_flags_change_nothing) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Thing"), MI_T("a"));
    char *plain = write_instance(&codec, 0, instance);
    for (MI_Uint32 bit = 2; bit; bit <<= 1) {
        char *text = write_instance(&codec, bit, instance);
        CHECK_TEXT(text, plain);
        free(text);
    }
    free(plain);
    MI_Instance_Delete(instance);
    close_codec(&codec);
}

TEST(a_class_has_its_own_elements_and_deep_the_classes_above_too) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Class *class_ = part();
    char *own = write_class(&codec, 0, class_),
         *deep = write_class(&codec, MI_SERIALIZER_FLAGS_CLASS_DEEP, class_);
    CHECK(strstr(own, "Id") == NULL);
    CHECK_CONTAINS(own, "class Part : Thing");
    const char *above = strstr(deep, "class Thing"), *below = strstr(deep, "class Part : Thing");
    CHECK(above && below && above < below);
    free(own);
    free(deep);
    MI_Class_Delete(class_);
    close_codec(&codec);
}

TEST(an_instance_of_no_known_class_can_not_be_written_with_it) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Thing"), MI_T("a"));
    MI_Uint32 needed = 7;
    CHECK_RESULT(MI_Serializer_SerializeInstance(&codec.serializer, MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS,
                                                 instance, NULL, 0, &needed),
                 MI_RESULT_INVALID_CLASS);
    CHECK_NUMBER(needed, 0);
    MI_Instance_Delete(instance);
    close_codec(&codec);
}

/* An instance that holds another. */
static MI_Instance *new_box(Codec *codec) {
    MI_Instance *inner = new_keyed(&codec->application, MI_T("Thing"), MI_T("inner"));
    MI_Instance *box = new_keyed(&codec->application, MI_T("Box"), MI_T("outer"));
    MI_Value value;
    value.instance = inner;
    REQUIRE_RESULT(MI_Instance_AddElement(box, MI_T("Content"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    MI_Instance_Delete(inner);
    return box;
}

TEST(what_an_instance_holds_is_declared_before_it_under_an_alias) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *box = new_box(&codec);
    char *text = write_instance(&codec, 0, box);
    CHECK_CONTAINS(text, "instance of Thing as $Alias00000001");
    CHECK_CONTAINS(text, "Content = $Alias00000001;");
    free(text);
    MI_Instance_Delete(box);
    close_codec(&codec);
}

TEST(texts_of_one_serializer_can_be_put_together) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *box = new_box(&codec);
    char *first = write_instance(&codec, 0, box), *second = write_instance(&codec, 0, box);
    CHECK_CONTAINS(first, "$Alias00000001");
    CHECK_CONTAINS(second, "$Alias00000002");
    CHECK(strstr(second, "$Alias00000001") == NULL);
    CHECK_NUMBER(strlen(first), strlen(second));
    MI_Serializer other;
    REQUIRE_RESULT(MI_Application_NewSerializer(&codec.application, 0, (MI_Char *)MOF, &other), MI_RESULT_OK);
    CHECK_RESULT(MI_Serializer_Close(&codec.serializer), MI_RESULT_OK);
    codec.serializer = other;
    char *third = write_instance(&codec, 0, box);
    CHECK_TEXT(third, first);
    free(first);
    free(second);
    free(third);
    MI_Instance_Delete(box);
    close_codec(&codec);
}

TEST(what_mof_can_not_say_is_an_error) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Instance *instance = new_keyed(&codec.application, MI_T("Thing"), MI_T("a"));
    MI_Value value;
    MI_Uint32 needed = 7;
    value.real64 = 0.0 / 0.0;
    REQUIRE_RESULT(MI_Instance_AddElement(instance, MI_T("Ratio"), &value, MI_REAL64, 0), MI_RESULT_OK);
    CHECK(MI_Serializer_SerializeInstance(&codec.serializer, 0, instance, NULL, 0, &needed) != MI_RESULT_OK);
    CHECK_NUMBER(needed, 0);
    MI_Instance_Delete(instance);
    close_codec(&codec);
}
