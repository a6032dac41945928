/* Instances whose class is declared in C: fields lie at the declared offsets, and generated code reads and
 * writes them. */

#include "declarations.h"
#include "fixture.h"

#include <string.h>

static Decl_Child *new_child(MI_Application *application) {
    MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Application_NewInstance(application, NULL, &decl_child, &instance), MI_RESULT_OK);
    REQUIRE(instance);
    return (Decl_Child *)instance;
}

static MI_Result set_text(Decl_Child *child, const MI_Char *name, const MI_Char *text) {
    MI_Value value;
    value.string = (MI_Char *)text;
    return MI_Instance_SetElement(&child->__instance, name, &value, MI_STRING, 0);
}

TEST(a_typed_instance_has_all_properties_of_its_declaration) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    const MI_Char *text = NULL;
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_GetClassName(&child->__instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Child");
    CHECK_RESULT(MI_Instance_GetElementCount(&child->__instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 12);
    for (MI_Uint32 index = 0; index < count; index++) {
        const MI_Char *name = NULL;
        MI_Type type = MI_BOOLEAN;
        CHECK_RESULT(MI_Instance_GetElementAt(&child->__instance, index, &name, NULL, &type, NULL),
                     MI_RESULT_OK);
        CHECK_TEXT(name, decl_child.properties[index]->name);
        CHECK_NUMBER(type, decl_child.properties[index]->type);
    }
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(the_declaration_counts_and_the_class_name_beside_it_does_not) {
    MI_Application application = open_application();
    MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Application_NewInstance(&application, MI_T("Ignored"), &decl_base, &instance),
                   MI_RESULT_OK);
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Instance_GetClassName(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Base");
    CHECK(instance->classDecl == &decl_base);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(what_is_set_through_the_table_lies_in_the_field) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    MI_Value value;
    CHECK_NUMBER(child->Flag.exists, 0);
    value.boolean = MI_TRUE;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Flag"), &value, MI_BOOLEAN, 0),
                 MI_RESULT_OK);
    CHECK_NUMBER(child->Flag.exists, 1);
    CHECK_NUMBER(child->Flag.value, MI_TRUE);
    value.sint64 = INT64_MIN;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Big"), &value, MI_SINT64, 0), MI_RESULT_OK);
    CHECK(child->Big.exists && child->Big.value == INT64_MIN);
    value.real64 = 0.5;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Ratio"), &value, MI_REAL64, 0),
                 MI_RESULT_OK);
    CHECK(child->Ratio.exists && child->Ratio.value == 0.5);
    value.char16 = 0x20ac;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Letter"), &value, MI_CHAR16, 0),
                 MI_RESULT_OK);
    CHECK(child->Letter.exists && child->Letter.value == 0x20ac);
    CHECK_RESULT(set_text(child, MI_T("Id"), MI_T("key")), MI_RESULT_OK);
    CHECK_NUMBER(child->Id.exists, 1);
    CHECK_TEXT(child->Id.value, "key");
    memset(&value, 0, sizeof value);
    value.datetime.isTimestamp = 1;
    value.datetime.u.timestamp.year = 2026;
    value.datetime.u.timestamp.utc = -60;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("When"), &value, MI_DATETIME, 0),
                 MI_RESULT_OK);
    CHECK_NUMBER(child->When.exists, 1);
    CHECK_NUMBER(child->When.value.u.timestamp.year, 2026);
    CHECK_NUMBER(child->When.value.u.timestamp.utc, -60);
    MI_Uint16 numbers[] = {1, 2, 65535};
    value.uint16a.data = numbers;
    value.uint16a.size = 3;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Numbers"), &value, MI_UINT16A, 0),
                 MI_RESULT_OK);
    numbers[2] = 0;
    CHECK_NUMBER(child->Numbers.exists, 1);
    REQUIRE_NUMBER(child->Numbers.value.size, 3);
    CHECK_NUMBER(child->Numbers.value.data[2], 65535);
    CHECK(child->Numbers.value.data != numbers);
    MI_Char *texts[] = {(MI_Char *)MI_T("a"), (MI_Char *)MI_T("b")};
    value.stringa.data = texts;
    value.stringa.size = 2;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Texts"), &value, MI_STRINGA, 0),
                 MI_RESULT_OK);
    REQUIRE_NUMBER(child->Texts.value.size, 2);
    CHECK_TEXT(child->Texts.value.data[1], "b");
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(what_is_written_into_the_field_is_read_through_the_table) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    child->Size.value = 41;
    child->Size.exists = MI_TRUE;
    CHECK_NUMBER(uint32_of(&child->__instance, MI_T("Size")), 41);
    child->Size.value++;
    CHECK_NUMBER(uint32_of(&child->__instance, MI_T("size")), 42);
    child->Id.value = MI_T("borrowed from the program");
    child->Id.exists = MI_TRUE;
    CHECK_TEXT(text_of(&child->__instance, MI_T("Id")), "borrowed from the program");
    static const MI_Uint16 numbers[] = {5, 6};
    child->Numbers.value.data = numbers;
    child->Numbers.value.size = 2;
    child->Numbers.exists = MI_TRUE;
    MI_Value value;
    MI_Uint32 flags = MI_FLAG_NULL;
    CHECK_RESULT(MI_Instance_GetElement(&child->__instance, MI_T("Numbers"), &value, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.uint16a.size, 2);
    CHECK_NUMBER(value.uint16a.data[1], 6);
    CHECK_NUMBER(flags & MI_FLAG_NULL, 0);
    child->Size.exists = MI_FALSE;
    CHECK(is_null(&child->__instance, MI_T("Size")));
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(a_typed_instance_keeps_copies_of_instances) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    MI_Instance *inner = NULL;
    REQUIRE_RESULT(MI_Application_NewInstance(&application, NULL, &decl_base, &inner), MI_RESULT_OK);
    MI_Value value;
    value.string = (MI_Char *)MI_T("inner");
    CHECK_RESULT(MI_Instance_SetElement(inner, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    value.instance = inner;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Inner"), &value, MI_INSTANCE, 0),
                 MI_RESULT_OK);
    value.reference = inner;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Link"), &value, MI_REFERENCE, 0),
                 MI_RESULT_OK);
    value.instancea.data = &inner;
    value.instancea.size = 1;
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Inners"), &value, MI_INSTANCEA, 0),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_Delete(inner), MI_RESULT_OK);
    REQUIRE(child->Inner.exists && child->Inner.value);
    CHECK_TEXT(text_of(child->Inner.value, MI_T("Id")), "inner");
    REQUIRE(child->Link.exists && child->Link.value);
    CHECK_TEXT(text_of(child->Link.value, MI_T("Id")), "inner");
    REQUIRE(child->Inners.exists && child->Inners.value.size == 1);
    CHECK_TEXT(text_of(child->Inners.value.data[0], MI_T("Id")), "inner");
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(a_typed_instance_gets_no_more_elements) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    MI_Value value;
    value.uint32 = 1;
    CHECK_RESULT(MI_Instance_AddElement(&child->__instance, MI_T("Another"), &value, MI_UINT32, 0),
                 MI_RESULT_FAILED);
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Another"), &value, MI_UINT32, 0),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_Instance_SetElement(&child->__instance, MI_T("Size"), &value, MI_SINT32, 0),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_Instance_SetElementAt(&child->__instance, 12, &value, MI_UINT32, 0), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Instance_ClearElementAt(&child->__instance, 12), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Instance_GetElementAt(&child->__instance, 12, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(clearing_a_field_says_that_it_does_not_exist) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    CHECK_RESULT(set_text(child, MI_T("Id"), MI_T("key")), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_ClearElement(&child->__instance, MI_T("Id")), MI_RESULT_OK);
    CHECK_NUMBER(child->Id.exists, 0);
    CHECK(is_null(&child->__instance, MI_T("Id")));
    CHECK_RESULT(set_text(child, MI_T("Id"), MI_T("again")), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_ClearElementAt(&child->__instance, 0), MI_RESULT_OK);
    CHECK_NUMBER(child->Id.exists, 0);
    MI_Value value;
    value.string = (MI_Char *)MI_T("third");
    CHECK_RESULT(MI_Instance_SetElementAt(&child->__instance, 0, &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_TEXT(child->Id.value, "third");
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(a_key_of_the_declaration_is_a_key_of_the_instance) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    MI_Uint32 flags = 0;
    CHECK_RESULT(MI_Instance_GetElement(&child->__instance, MI_T("Id"), NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    CHECK_RESULT(MI_Instance_GetElement(&child->__instance, MI_T("Size"), NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_KEY, 0);
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(a_typed_clone_is_typed_and_independent) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    MI_Instance *clone = NULL;
    MI_Char text[] = MI_T("written into the field");
    child->Id.value = text;
    child->Id.exists = MI_TRUE;
    child->Size.value = 3;
    child->Size.exists = MI_TRUE;
    REQUIRE_RESULT(MI_Instance_Clone(&child->__instance, &clone), MI_RESULT_OK);
    text_fill(text, 'x', 4);
    child->Size.value = 4;
    CHECK_RESULT(MI_Instance_Delete(&child->__instance), MI_RESULT_OK);
    const Decl_Child *copy = (const Decl_Child *)clone;
    CHECK_TEXT(copy->Id.value, "written into the field");
    CHECK_NUMBER(copy->Size.value, 3);
    CHECK_NUMBER(copy->Flag.exists, 0);
    CHECK_RESULT(MI_Instance_Delete(clone), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_typed_instance_is_of_its_class_and_of_the_classes_above) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    MI_Instance *base = NULL;
    REQUIRE_RESULT(MI_Application_NewInstance(&application, NULL, &decl_base, &base), MI_RESULT_OK);
    MI_Boolean flag = 9;
    CHECK_RESULT(MI_Instance_IsA(&child->__instance, &decl_child, &flag), MI_RESULT_OK);
    CHECK_NUMBER(flag, MI_TRUE);
    CHECK_RESULT(MI_Instance_IsA(&child->__instance, &decl_base, &flag), MI_RESULT_OK);
    CHECK_NUMBER(flag, MI_TRUE);
    CHECK_RESULT(MI_Instance_IsA(base, &decl_child, &flag), MI_RESULT_OK);
    CHECK_NUMBER(flag, MI_FALSE);
    MI_Instance_Delete(base);
    MI_Instance_Delete(&child->__instance);
    MI_Application_Close(&application);
}

TEST(the_class_of_a_typed_instance_is_the_declared_one) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    MI_Class *found = NULL;
    REQUIRE_RESULT(MI_Instance_GetClass(&child->__instance, &found), MI_RESULT_OK);
    REQUIRE(found);
    CHECK_RESULT(MI_Instance_Delete(&child->__instance), MI_RESULT_OK);
    const MI_Char *text = NULL;
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Class_GetClassName(found, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Child");
    CHECK_RESULT(MI_Class_GetParentClassName(found, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Base");
    CHECK_RESULT(MI_Class_GetElementCount(found, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 12);
    CHECK_RESULT(MI_Class_Delete(found), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_typed_instance_can_be_embedded_in_a_dynamic_one) {
    MI_Application application = open_application();
    Decl_Child *child = new_child(&application);
    child->Id.value = MI_T("in the field");
    child->Id.exists = MI_TRUE;
    MI_Instance *outer = new_instance(&application, MI_T("Test_Holder"));
    MI_Value value;
    value.instance = &child->__instance;
    CHECK_RESULT(MI_Instance_AddElement(outer, MI_T("Inner"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_Delete(&child->__instance), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(outer, MI_T("Inner"), &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_TEXT(text_of(value.instance, MI_T("Id")), "in the field");
    MI_Instance_Delete(outer);
    MI_Application_Close(&application);
}

TEST(an_instance_from_a_class_has_the_elements_of_the_class) {
    MI_Application application = open_application();
    MI_Class *class_object = NULL;
    MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Application_NewClass(&application, &decl_child, NULL, NULL, &class_object),
                   MI_RESULT_OK);
    REQUIRE_RESULT(MI_Application_NewInstanceFromClass(&application, NULL, class_object, &instance),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_Class_Delete(class_object), MI_RESULT_OK);
    MI_Uint32 count = 0;
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 12);
    CHECK_RESULT(MI_Instance_GetClassName(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Child");
    MI_Value value;
    value.uint32 = 5;
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Size"), &value, MI_UINT32, 0), MI_RESULT_OK);
    CHECK_NUMBER(uint32_of(instance, MI_T("Size")), 5);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Another"), &value, MI_UINT32, 0), MI_RESULT_FAILED);
    MI_Class *again = NULL;
    CHECK_RESULT(MI_Instance_GetClass(instance, &again), MI_RESULT_OK);
    CHECK_RESULT(MI_Class_GetParentClassName(again, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Base");
    MI_Class_Delete(again);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_instance_from_no_class_is_dynamic) {
    MI_Application application = open_application();
    MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Application_NewInstanceFromClass(&application, MI_T("Test_Widget"), NULL, &instance),
                   MI_RESULT_OK);
    add_uint32(instance, MI_T("Size"), 1);
    CHECK_NUMBER(uint32_of(instance, MI_T("Size")), 1);
    MI_Instance_Delete(instance);
    CHECK_RESULT(MI_Application_NewInstanceFromClass(&application, NULL, NULL, &instance),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewInstanceFromClass(&application, MI_T("Test_Widget"), NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    MI_Application_Close(&application);
}

TEST(parameters_of_a_declared_method_are_a_typed_instance) {
    MI_Application application = open_application();
    MI_Instance *parameters = NULL;
    REQUIRE_RESULT(MI_Application_NewParameterSet(&application, &decl_base, &parameters), MI_RESULT_OK);
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_GetElementCount(parameters, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    MI_Instance_Delete(parameters);
    MI_Application_Close(&application);
}
