/* Objects whose tables are not those of dynamic instances: instances in a program's own memory, and objects
   of another implementation. */

#include "codec.h"
#include "declarations.h"

#include <stdlib.h>
#include <string.h>

static const MI_Char *const formats[] = {XML, MOF};

static MI_Instance *new_child(MI_Application *application) {
    MI_Instance *instance = NULL;
    MI_Value value;
    REQUIRE_RESULT(MI_Application_NewInstance(application, NULL, &decl_child, &instance), MI_RESULT_OK);
    value.string = MI_T("a");
    REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    value.sint64 = INT64_MIN;
    REQUIRE_RESULT(MI_Instance_SetElement(instance, MI_T("Big"), &value, MI_SINT64, 0), MI_RESULT_OK);
    return instance;
}

TEST(an_instance_with_fields_is_written_by_its_table) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *child = new_child(&codec.application);
        char *text = write_instance(&codec, 0, child);
        CHECK_CONTAINS(text, "Decl_Child");
        CHECK_CONTAINS(text, "-9223372036854775808");
        MI_Class *class_ = NULL;
        REQUIRE_RESULT(MI_Instance_GetClass(child, &class_), MI_RESULT_OK);
        MI_Instance *found = read_instance(&codec, text, class_);
        CHECK_SAME(found, child);
        MI_Instance_Delete(found);
        MI_Class_Delete(class_);
        free(text);
        MI_Instance_Delete(child);
        close_codec(&codec);
    }
}

TEST(an_instance_with_fields_is_written_with_its_class) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Instance *child = new_child(&codec.application);
        char *text = write_instance(&codec, MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS, child);
        CHECK_CONTAINS(text, format ? "class Decl_Child" : "<CLASS NAME=\"Decl_Child\"");
        CHECK_CONTAINS(text, format ? "class Decl_Base" : "<CLASS NAME=\"Decl_Base\"");
        CHECK_CONTAINS(text, "-9223372036854775808");
        free(text);
        MI_Instance_Delete(child);
        close_codec(&codec);
    }
}

/* ---- Another implementation ---- */

/* What it does is count; the rest it has from the library. */
typedef struct Foreign {
    MI_Instance header;
    MI_Instance *inner;
} Foreign;

static unsigned reads;

static MI_Instance *inner_of(const MI_Instance *self) {
    return ((const Foreign *)self)->inner;
}

static MI_Result MI_CALL class_name(const MI_Instance *self, const MI_Char **name) {
    return MI_Instance_GetClassName(inner_of(self), name);
}

static MI_Result MI_CALL count_elements(const MI_Instance *self, MI_Uint32 *count) {
    return MI_Instance_GetElementCount(inner_of(self), count);
}

static MI_Result MI_CALL element_at(const MI_Instance *self, MI_Uint32 index, const MI_Char **name,
                                    MI_Value *value, MI_Type *type, MI_Uint32 *flags) {
    reads++;
    return MI_Instance_GetElementAt(inner_of(self), index, name, value, type, flags);
}

TEST(an_instance_of_another_implementation_is_read_through_its_table) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_InstanceFT table;
        Foreign foreign;
        memset(&table, 0, sizeof table);
        memset(&foreign, 0, sizeof foreign);
        table.GetClassName = class_name;
        table.GetElementCount = count_elements;
        table.GetElementAt = element_at;
        foreign.header.ft = &table;
        foreign.inner = new_keyed(&codec.application, MI_T("Test_Widget"), MI_T("w"));
        reads = 0;
        char *text = write_instance(&codec, 0, &foreign.header);
        char *expected = write_instance(&codec, 0, foreign.inner);
        CHECK_TEXT(text, expected);
        CHECK(reads > 0);
        free(text);
        free(expected);
        MI_Instance_Delete(foreign.inner);
        close_codec(&codec);
    }
}

TEST(a_class_of_another_implementation_is_written_and_given) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *own = class_of_mof("class Thing { [Key] string Id; uint8 Level = 7; };");
        MI_ClassFT table = *own->ft; /* another table, so that it is none of the library's */
        MI_Class foreign = *own;
        foreign.ft = &table;
        char *text = write_class(&codec, 0, &foreign), *expected = write_class(&codec, 0, own);
        CHECK_TEXT(text, expected);
        MI_Instance *instance = read_instance(&codec,
                                              format ? "instance of Thing { Id = \"a\"; };"
                                                     : "<INSTANCE CLASSNAME=\"Thing\"></INSTANCE>",
                                              &foreign);
        CHECK(has_element(instance, MI_T("Level")));
        MI_Instance_Delete(instance);
        free(text);
        free(expected);
        MI_Class_Delete(own);
        close_codec(&codec);
    }
}
