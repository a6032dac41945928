/* Dynamic instances: names, elements, flags, copies, and what is refused. */

#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static MI_Value text_value(const MI_Char *text) {
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.string = (MI_Char *)text;
    return value;
}

static MI_Value number_value(MI_Uint32 number) {
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.uint32 = number;
    return value;
}

TEST(a_new_instance_has_its_class_and_nothing_else) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    const MI_Char *text = MI_T("untouched");
    MI_Uint32 count = 99;
    CHECK_RESULT(MI_Instance_GetClassName(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Widget");
    CHECK_RESULT(MI_Instance_GetNameSpace(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, NULL);
    CHECK_RESULT(MI_Instance_GetServerName(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, NULL);
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 0);
    CHECK_RESULT(MI_Instance_Delete(instance), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(class_names_must_be_legal) {
    static const MI_Char *const wrong[] = {
        MI_T(""),        MI_T("1Widget"), MI_T("Test Widget"), MI_T("Test-Widget"), MI_T("Test.Widget"),
        MI_T("W\u00e4"), MI_T(" W"),      MI_T("W ")};
    static const MI_Char *const right[] = {MI_T("a"), MI_T("_"), MI_T("_1"), MI_T("Z9_"),
                                           MI_T("CIM_ComputerSystem")};
    MI_Application application = open_application();
    for (size_t index = 0; index < sizeof wrong / sizeof wrong[0]; index++) {
        MI_Instance *instance = (MI_Instance *)&application;
        if (!CHECK_RESULT(MI_Application_NewInstance(&application, wrong[index], NULL, &instance),
                          MI_RESULT_INVALID_PARAMETER)) {
            fprintf(stderr, "    (the name is \"%s\")\n", SHOWN(wrong[index]));
        }
    }
    for (size_t index = 0; index < sizeof right / sizeof right[0]; index++) {
        MI_Instance *instance = new_instance(&application, right[index]);
        MI_Instance_Delete(instance);
    }
    MI_Application_Close(&application);
}

TEST(a_class_name_may_be_long) {
    static MI_Char name[100001];
    text_fill(name, 'n', TEXT_CAPACITY(name) - 1);
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, name);
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Instance_GetClassName(instance, &text), MI_RESULT_OK);
    CHECK_NUMBER(text_length(text), TEXT_CAPACITY(name) - 1);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(namespace_and_server_are_copied_and_cleared) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Char name[] = MI_T("root/test");
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Instance_SetNameSpace(instance, name), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_SetServerName(instance, name), MI_RESULT_OK);
    text_fill(name, 'x', TEXT_CAPACITY(name) - 1);
    CHECK_RESULT(MI_Instance_GetNameSpace(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "root/test");
    CHECK_RESULT(MI_Instance_GetServerName(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "root/test");
    CHECK_RESULT(MI_Instance_SetNameSpace(instance, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_SetServerName(instance, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetNameSpace(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, NULL);
    CHECK_RESULT(MI_Instance_GetServerName(instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, NULL);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_instance_points_to_a_declaration_of_its_class) {
    /* The original's inline code and generated provider code read it. */
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    REQUIRE(instance->classDecl);
    CHECK_TEXT(instance->classDecl->name, "Test_Widget");
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(elements_are_found_without_case_and_in_their_order) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    add_text(instance, MI_T("Name"), MI_T("n"));
    add_uint32(instance, MI_T("Size"), 3);
    MI_Uint32 count = 0, index = 99, flags = 0;
    MI_Type type = MI_BOOLEAN;
    MI_Value value;
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 3);
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("sIZE"), &value, &type, &flags, &index), MI_RESULT_OK);
    CHECK_NUMBER(value.uint32, 3);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(index, 2);
    static const char *const names[] = {"Id", "Name", "Size"};
    for (index = 0; index < 3; index++) {
        const MI_Char *name = NULL;
        CHECK_RESULT(MI_Instance_GetElementAt(instance, index, &name, &value, &type, &flags), MI_RESULT_OK);
        CHECK_TEXT(name, names[index]);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(out_arguments_of_elements_are_optional) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Id"), NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElementAt(instance, 0, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_element_keeps_the_flags_it_was_added_with) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Value value = text_value(MI_T("w"));
    MI_Uint32 flags = 0;
    CHECK_RESULT(
        MI_Instance_AddElement(instance, MI_T("Id"), &value, MI_STRING, MI_FLAG_KEY | MI_FLAG_PROPERTY),
        MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Id"), NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & (MI_FLAG_KEY | MI_FLAG_PROPERTY | MI_FLAG_NULL), MI_FLAG_KEY | MI_FLAG_PROPERTY);
    CHECK_NUMBER(flags & MI_FLAG_NOT_MODIFIED, 0);
    value = text_value(MI_T("v"));
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Id"), NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_element_is_added_once) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    MI_Value value = text_value(MI_T("other"));
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("ID"), &value, MI_STRING, 0),
                 MI_RESULT_ALREADY_EXISTS);
    CHECK_TEXT(text_of(instance, MI_T("Id")), "w");
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(what_can_not_be_an_element_is_refused) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Value value = text_value(MI_T("x"));
    CHECK_RESULT(MI_Instance_AddElement(instance, NULL, &value, MI_STRING, 0), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T(""), &value, MI_STRING, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("a b"), &value, MI_STRING, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("9"), &value, MI_STRING, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("\u00e4"), &value, MI_STRING, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("P"), &value, (MI_Type)32, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("P"), &value, (MI_Type)200, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("P"), &value, (MI_Type)0x7fffffff, MI_FLAG_NULL),
                 MI_RESULT_INVALID_PARAMETER);
    MI_Uint32 count = 99;
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 0);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(a_value_of_another_type_does_not_replace_a_value) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    add_uint32(instance, MI_T("Size"), 3);
    MI_Value value = number_value(4);
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Size"), &value, MI_SINT32, 0),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Size"), &value, MI_UINT64, 0),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Size"), &value, MI_UINT32A, MI_FLAG_NULL),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_Instance_SetElementAt(instance, 1, &value, MI_UINT16, 0), MI_RESULT_TYPE_MISMATCH);
    CHECK_NUMBER(uint32_of(instance, MI_T("Size")), 3);
    MI_Result result = MI_Instance_SetElement(instance, MI_T("Size"), &value, (MI_Type)77, 0);
    CHECK(result == MI_RESULT_INVALID_PARAMETER || result == MI_RESULT_TYPE_MISMATCH);
    CHECK_NUMBER(uint32_of(instance, MI_T("Size")), 3);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(what_is_not_there_can_not_be_set_read_or_cleared) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    MI_Value value = text_value(MI_T("x"));
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Nothing"), &value, MI_STRING, 0),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Nothing"), &value, NULL, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_Instance_ClearElement(instance, MI_T("Nothing")), MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_Instance_SetElementAt(instance, 1, &value, MI_STRING, 0), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Instance_SetElementAt(instance, 0xffffffff, &value, MI_STRING, 0), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Instance_ClearElementAt(instance, 1), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Instance_ClearElementAt(instance, 0xffffffff), MI_RESULT_FAILED);
    CHECK_RESULT(MI_Instance_GetElementAt(instance, 1, NULL, &value, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_GetElementAt(instance, 0xffffffff, NULL, &value, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_SetElement(instance, NULL, &value, MI_STRING, 0), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_GetElement(instance, NULL, &value, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_ClearElement(instance, NULL), MI_RESULT_INVALID_PARAMETER);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(null_out_pointers_are_refused) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    CHECK_RESULT(MI_Instance_GetClassName(instance, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_GetNameSpace(instance, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_GetServerName(instance, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_GetElementCount(instance, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_Clone(instance, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_GetClass(instance, NULL), MI_RESULT_INVALID_PARAMETER);
    MI_Boolean flag = MI_FALSE;
    CHECK_RESULT(MI_Instance_IsA(instance, NULL, &flag), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Instance_IsA(instance, instance->classDecl, NULL), MI_RESULT_INVALID_PARAMETER);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(null_values_are_null) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Value value = text_value(NULL);
    MI_Uint32 flags = 0;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("NoValue"), NULL, MI_UINT32, 0), MI_RESULT_OK);
    CHECK(is_null(instance, MI_T("NoValue")));
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("NoText"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK(is_null(instance, MI_T("NoText")));
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("NoInstance"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    CHECK(is_null(instance, MI_T("NoInstance")));
    value = text_value(MI_T("ignored"));
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Flagged"), &value, MI_STRING, MI_FLAG_NULL),
                 MI_RESULT_OK);
    CHECK(is_null(instance, MI_T("Flagged")));
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Flagged"), &value, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK(value.string == NULL);
    value = text_value(MI_T("there"));
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Flagged"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, MI_T("Flagged")), "there");
    CHECK(!is_null(instance, MI_T("Flagged")));
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(clearing_an_element_leaves_it_null) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    add_uint32(instance, MI_T("Size"), 3);
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_ClearElement(instance, MI_T("size")), MI_RESULT_OK);
    CHECK(is_null(instance, MI_T("Size")));
    CHECK_RESULT(MI_Instance_ClearElementAt(instance, 0), MI_RESULT_OK);
    CHECK(is_null(instance, MI_T("Id")));
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(values_are_copied) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Char text[] = MI_T("first");
    MI_Char name[] = MI_T("Name");
    MI_Value value = text_value(text);
    CHECK_RESULT(MI_Instance_AddElement(instance, name, &value, MI_STRING, 0), MI_RESULT_OK);
    text_fill(text, 'x', 5);
    text_fill(name, 'y', 4);
    CHECK_TEXT(text_of(instance, MI_T("Name")), "first");

    MI_Char *texts[] = {text, NULL, MI_T("third")};
    value.stringa.data = texts;
    value.stringa.size = 3;
    text_copy(text, MI_T("again"));
    MI_Result with_null = MI_Instance_AddElement(instance, MI_T("Texts"), &value, MI_STRINGA, 0);
    if (with_null == MI_RESULT_OK) {
        /* A NULL text in an array may be kept as NULL or as empty text; it never takes the others with it. */
        MI_Value read;
        CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Texts"), &read, NULL, NULL, NULL), MI_RESULT_OK);
        text_fill(text, 'x', 5);
        REQUIRE_NUMBER(read.stringa.size, 3);
        CHECK_TEXT(read.stringa.data[0], "again");
        CHECK_TEXT(read.stringa.data[2], "third");
    } else {
        CHECK(with_null == MI_RESULT_FAILED || with_null == MI_RESULT_INVALID_PARAMETER);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(borrowed_and_adopted_values_are_taken_too) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Value value = text_value(MI_T("kept alive"));
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Borrowed"), &value, MI_STRING, MI_FLAG_BORROW),
                 MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, MI_T("Borrowed")), "kept alive");
    value = text_value(MI_T("again"));
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Borrowed"), &value, MI_STRING, MI_FLAG_BORROW),
                 MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, MI_T("Borrowed")), "again");
    MI_Uint32 flags = 0;
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Borrowed"), NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_NULL, 0);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_embedded_instance_is_a_copy) {
    MI_Application application = open_application();
    MI_Instance *inner = new_keyed(&application, MI_T("Test_Widget"), MI_T("inner"));
    MI_Instance *outer = new_instance(&application, MI_T("Test_Holder"));
    MI_Value value;
    value.instance = inner;
    CHECK_RESULT(MI_Instance_AddElement(outer, MI_T("Inner"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    value.reference = inner;
    CHECK_RESULT(MI_Instance_AddElement(outer, MI_T("Link"), &value, MI_REFERENCE, 0), MI_RESULT_OK);
    value = text_value(MI_T("changed"));
    CHECK_RESULT(MI_Instance_SetElement(inner, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_Delete(inner), MI_RESULT_OK);
    MI_Type type = MI_BOOLEAN;
    REQUIRE_RESULT(MI_Instance_GetElement(outer, MI_T("Inner"), &value, &type, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(type, MI_INSTANCE);
    CHECK_TEXT(text_of(value.instance, MI_T("Id")), "inner");
    REQUIRE_RESULT(MI_Instance_GetElement(outer, MI_T("Link"), &value, &type, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(type, MI_REFERENCE);
    CHECK_TEXT(text_of(value.reference, MI_T("Id")), "inner");
    MI_Instance_Delete(outer);
    MI_Application_Close(&application);
}

TEST(an_embedded_instance_can_be_set_to_itself) {
    MI_Application application = open_application();
    MI_Instance *outer = new_keyed(&application, MI_T("Test_Holder"), MI_T("o"));
    MI_Value value;
    value.instance = outer;
    CHECK_RESULT(MI_Instance_AddElement(outer, MI_T("Inner"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(outer, MI_T("Inner"), &value, NULL, NULL, NULL), MI_RESULT_OK);
    /* The value now is a pointer into the instance; setting it again must not read what is being freed. */
    CHECK_RESULT(MI_Instance_SetElement(outer, MI_T("Inner"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(outer, MI_T("Inner"), &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_TEXT(text_of(value.instance, MI_T("Id")), "o");
    MI_Instance_Delete(outer);
    MI_Application_Close(&application);
}

TEST(a_text_can_be_set_to_itself) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"),
                                      MI_T("the very same text, long enough to be on the heap"));
    MI_Value value;
    REQUIRE_RESULT(MI_Instance_GetElement(instance, MI_T("Id"), &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, MI_T("Id")), "the very same text, long enough to be on the heap");
    value.string = (MI_Char *)text_of(instance, MI_T("Id")) + 4;
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, MI_T("Id")), "very same text, long enough to be on the heap");
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(a_pointer_into_an_instance_outlives_changes_to_other_elements) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("stays"));
    const MI_Char *text = text_of(instance, MI_T("Id"));
    MI_Char name[16];
    for (MI_Uint32 index = 0; index < 500; index++) {
        text_print(name, TEXT_CAPACITY(name), "P%u", (unsigned)index);
        add_text(instance, name, MI_T("a text that needs some room in the instance"));
    }
    CHECK_TEXT(text, "stays");
    CHECK(text == text_of(instance, MI_T("Id")));
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(a_clone_is_equal_and_independent) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    add_uint32(instance, MI_T("Size"), 3);
    CHECK_RESULT(MI_Instance_SetNameSpace(instance, MI_T("root/test")), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_SetServerName(instance, MI_T("machine")), MI_RESULT_OK);
    MI_Instance *clone = NULL;
    REQUIRE_RESULT(MI_Instance_Clone(instance, &clone), MI_RESULT_OK);
    REQUIRE(clone && clone != instance);
    MI_Value value = number_value(4);
    CHECK_RESULT(MI_Instance_SetElement(clone, MI_T("Size"), &value, MI_UINT32, 0), MI_RESULT_OK);
    add_text(clone, MI_T("Color"), MI_T("red"));
    CHECK_NUMBER(uint32_of(instance, MI_T("Size")), 3);
    CHECK(!has_element(instance, MI_T("Color")));
    CHECK_RESULT(MI_Instance_Delete(instance), MI_RESULT_OK);
    const MI_Char *text = NULL;
    MI_Uint32 count = 0, flags = 0;
    CHECK_NUMBER(uint32_of(clone, MI_T("Size")), 4);
    CHECK_TEXT(text_of(clone, MI_T("Id")), "w");
    CHECK_RESULT(MI_Instance_GetElement(clone, MI_T("Id"), NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    CHECK_RESULT(MI_Instance_GetElementCount(clone, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 3);
    CHECK_RESULT(MI_Instance_GetNameSpace(clone, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "root/test");
    CHECK_RESULT(MI_Instance_GetServerName(clone, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "machine");
    CHECK_RESULT(MI_Instance_GetClassName(clone, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Widget");
    CHECK_RESULT(MI_Instance_Delete(clone), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_pointer_into_an_instance_outlives_the_first_write_after_a_clone) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("stays"));
    MI_Instance *clone = NULL;
    REQUIRE_RESULT(MI_Instance_Clone(instance, &clone), MI_RESULT_OK);
    const MI_Char *text = text_of(instance, MI_T("Id"));
    const MI_Char *cloned_text = text_of(clone, MI_T("Id"));
    add_uint32(instance, MI_T("Size"), 1);
    add_uint32(clone, MI_T("Size"), 2);
    CHECK_TEXT(text, "stays");
    CHECK_TEXT(cloned_text, "stays");
    MI_Instance_Delete(instance);
    CHECK_TEXT(cloned_text, "stays");
    MI_Instance_Delete(clone);
    MI_Application_Close(&application);
}

TEST(the_class_of_an_instance_describes_its_elements) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    add_uint32(instance, MI_T("Size"), 3);
    CHECK_RESULT(MI_Instance_SetNameSpace(instance, MI_T("root/test")), MI_RESULT_OK);
    MI_Class *found = NULL;
    REQUIRE_RESULT(MI_Instance_GetClass(instance, &found), MI_RESULT_OK);
    REQUIRE(found);
    CHECK_RESULT(MI_Instance_Delete(instance), MI_RESULT_OK);
    const MI_Char *text = NULL;
    MI_Uint32 count = 0;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_Class_GetClassName(found, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Widget");
    CHECK_RESULT(MI_Class_GetElementCount(found, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_Class_GetElement(found, MI_T("Size"), NULL, NULL, &type, NULL, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_RESULT(MI_Class_Delete(found), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(an_instance_is_of_its_own_class_and_of_no_other) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    static const MI_ClassDecl other = {.name = MI_T("Test_Widget")};
    MI_Boolean flag = MI_FALSE;
    CHECK_RESULT(MI_Instance_IsA(instance, instance->classDecl, &flag), MI_RESULT_OK);
    CHECK_NUMBER(flag, MI_TRUE);
    CHECK_RESULT(MI_Instance_IsA(instance, &other, &flag), MI_RESULT_OK);
    CHECK_NUMBER(flag, MI_FALSE);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_instance_lives_longer_than_its_application) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    CHECK_TEXT(text_of(instance, MI_T("Id")), "w");
    add_uint32(instance, MI_T("Size"), 3);
    CHECK_RESULT(MI_Instance_Delete(instance), MI_RESULT_OK);
}

TEST(a_parameter_set_is_an_instance_named_parameters) {
    MI_Application application = open_application();
    MI_Instance *parameters = NULL;
    REQUIRE_RESULT(MI_Application_NewParameterSet(&application, NULL, &parameters), MI_RESULT_OK);
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Instance_GetClassName(parameters, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Parameters");
    add_uint32(parameters, MI_T("Size"), 3);
    CHECK_NUMBER(uint32_of(parameters, MI_T("Size")), 3);
    MI_Instance_Delete(parameters);
    MI_Application_Close(&application);
}

TEST(normalize_leaves_an_ordinary_instance_as_it_is) {
    MI_Application application = open_application();
    MI_Instance *instance = new_keyed(&application, MI_T("Test_Widget"), MI_T("w"));
    MI_Instance *same = instance;
    CHECK_RESULT(MI_Instance_Normalize(&same), MI_RESULT_OK);
    CHECK(same == instance);
    CHECK_RESULT(MI_Instance_Normalize(NULL), MI_RESULT_INVALID_PARAMETER);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(text_of_any_bytes_comes_back) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    static const MI_Char *const texts[] = {MI_T(""), MI_T("\u00e4\u20ac\U0001f600"),
                                           MI_T("a\tb\nc\rd\"e'f\\"), NO_UNICODE MI_T(" broken ") NO_UNICODE};
    MI_Char name[8];
    for (unsigned index = 0; index < 4; index++) {
        text_print(name, TEXT_CAPACITY(name), "T%u", index);
        add_text(instance, name, texts[index]);
    }
    for (unsigned index = 0; index < 4; index++) {
        text_print(name, TEXT_CAPACITY(name), "T%u", index);
        CHECK_TEXT(text_of(instance, name), texts[index]);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(a_text_may_be_megabytes_long) {
    size_t length = 8 * 1024 * 1024;
    MI_Char *text = malloc((length + 1) * sizeof *text);
    REQUIRE(text);
    text_fill(text, 't', length);
    text[length] = 0;
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    add_text(instance, MI_T("Name"), text);
    CHECK(text_compare(text_of(instance, MI_T("Name")), text) == 0);
    free(text);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_instance_may_have_thousands_of_elements) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    unsigned total = (unsigned)rounds(5000);
    MI_Char name[16];
    for (unsigned index = 0; index < total; index++) {
        text_print(name, TEXT_CAPACITY(name), "E%u", index);
        add_uint32(instance, name, index);
    }
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, total);
    for (unsigned index = 0; index < total; index += 37) {
        text_print(name, TEXT_CAPACITY(name), "e%u", index);
        CHECK_NUMBER(uint32_of(instance, name), index);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(an_instance_may_be_embedded_as_deep_as_anybody_likes) {
    MI_Application application = open_application();
    MI_Instance *outer = new_keyed(&application, MI_T("Test_Holder"), MI_T("innermost"));
    unsigned long depth = 0;
    MI_Result result = MI_RESULT_OK;
    for (; depth < 100000 && result == MI_RESULT_OK; depth++) {
        MI_Instance *next = new_instance(&application, MI_T("Test_Holder"));
        MI_Value value;
        value.instance = outer;
        result = MI_Instance_AddElement(next, MI_T("Inner"), &value, MI_INSTANCE, 0);
        CHECK_RESULT(MI_Instance_Delete(outer), MI_RESULT_OK);
        outer = next;
    }
    /* A limit is a limit, and no crash; what people write is far below it. */
    CHECK(result == MI_RESULT_OK || result == MI_RESULT_SERVER_LIMITS_EXCEEDED ||
          result == MI_RESULT_INVALID_PARAMETER);
    CHECK(depth >= 30);
    MI_Instance *clone = NULL;
    CHECK_RESULT(MI_Instance_Clone(outer, &clone), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_Delete(outer), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_Delete(clone), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(an_array_without_data_is_empty_whatever_its_size_says) {
    MI_Application application = open_application();
    MI_Instance *instance = new_instance(&application, MI_T("Test_Widget"));
    MI_Value value;
    MI_Uint32 flags = MI_FLAG_NULL;
    memset(&value, 0, sizeof value);
    value.stringa.size = 5;
    CHECK_RESULT(MI_Instance_AddElement(instance, MI_T("Texts"), &value, MI_STRINGA, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Texts"), &value, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(value.stringa.size, 0);
    CHECK_NUMBER(flags & MI_FLAG_NULL, 0);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

/* ---- An instance of another implementation: it has a table of its own ---- */

static MI_Result MI_CALL foreign_class_name(const MI_Instance *self, const MI_Char **name) {
    (void)self;
    *name = MI_T("Foreign_Class");
    return MI_RESULT_OK;
}

static MI_Result MI_CALL foreign_count(const MI_Instance *self, MI_Uint32 *count) {
    (void)self;
    *count = 1;
    return MI_RESULT_OK;
}

static MI_Result foreign_value(MI_Value *value, MI_Type *type, MI_Uint32 *flags) {
    if (value) {
        value->string = MI_T("foreign");
    }
    if (type) {
        *type = MI_STRING;
    }
    if (flags) {
        *flags = MI_FLAG_KEY;
    }
    return MI_RESULT_OK;
}

static MI_Result MI_CALL foreign_element(const MI_Instance *self, const MI_Char *name, MI_Value *value,
                                         MI_Type *type, MI_Uint32 *flags, MI_Uint32 *index) {
    (void)self;
    if (text_compare(name, MI_T("Id")) != 0) {
        return MI_RESULT_NO_SUCH_PROPERTY;
    }
    if (index) {
        *index = 0;
    }
    return foreign_value(value, type, flags);
}

static MI_Result MI_CALL foreign_element_at(const MI_Instance *self, MI_Uint32 index, const MI_Char **name,
                                            MI_Value *value, MI_Type *type, MI_Uint32 *flags) {
    (void)self;
    if (index != 0) {
        return MI_RESULT_INVALID_PARAMETER;
    }
    if (name) {
        *name = MI_T("Id");
    }
    return foreign_value(value, type, flags);
}

static MI_Result MI_CALL foreign_no_text(const MI_Instance *self, const MI_Char **text) {
    (void)self;
    *text = NULL;
    return MI_RESULT_OK;
}

static int foreign_deletes;

static MI_Result MI_CALL foreign_delete(MI_Instance *self) {
    (void)self;
    foreign_deletes++;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL foreign_clone(const MI_Instance *self, MI_Instance **clone) {
    *clone = (MI_Instance *)self;
    return MI_RESULT_OK;
}

TEST(an_instance_of_another_implementation_is_used_through_its_own_table) {
    MI_InstanceFT table;
    MI_Instance foreign;
    memset(&table, 0, sizeof table);
    memset(&foreign, 0, sizeof foreign);
    table.Clone = foreign_clone;
    table.Delete = foreign_delete;
    table.GetClassName = foreign_class_name;
    table.GetNameSpace = foreign_no_text;
    table.GetServerName = foreign_no_text;
    table.GetElementCount = foreign_count;
    table.GetElement = foreign_element;
    table.GetElementAt = foreign_element_at;
    foreign.ft = &table;
    const MI_Char *text = NULL;
    MI_Uint32 count = 0;
    MI_Instance *clone = NULL;
    CHECK_RESULT(MI_Instance_GetClassName(&foreign, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Foreign_Class");
    CHECK_RESULT(MI_Instance_GetElementCount(&foreign, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    CHECK_TEXT(text_of(&foreign, MI_T("Id")), "foreign");
    CHECK_RESULT(MI_Instance_Clone(&foreign, &clone), MI_RESULT_OK);
    CHECK(clone == &foreign);
    CHECK_RESULT(MI_Instance_Delete(&foreign), MI_RESULT_OK);
    CHECK_NUMBER(foreign_deletes, 1);
    /* A slot that the other implementation left empty is no call through a NULL pointer. */
    CHECK(MI_Instance_Destruct(&foreign) != MI_RESULT_OK);

    /* As a value it is read through its table and copied. */
    MI_Application application = open_application();
    MI_Instance *holder = new_instance(&application, MI_T("Test_Holder"));
    MI_Value value;
    value.instance = &foreign;
    CHECK_RESULT(MI_Instance_AddElement(holder, MI_T("Inner"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(holder, MI_T("Inner"), &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_TEXT(text_of(value.instance, MI_T("Id")), "foreign");
    CHECK_RESULT(MI_Instance_GetClassName(value.instance, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Foreign_Class");
    MI_Instance_Delete(holder);
    MI_Application_Close(&application);
}
