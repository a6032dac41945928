/* The qualifiers of a class, a property, a method and a parameter. */

#include "declarations.h"
#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

static MI_Class *new_class(MI_Application *application) {
    MI_Class *made = NULL;
    REQUIRE_RESULT(MI_Application_NewClass(application, &decl_base, NULL, NULL, &made), MI_RESULT_OK);
    return made;
}

TEST(the_qualifiers_of_a_class_are_read_by_index_and_by_name) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_QualifierSet qualifiers = {0, 0, NULL};
    MI_Uint32 count = 0, flags = 0, index = 99;
    MI_Type type = MI_BOOLEAN;
    MI_Value value;
    const MI_Char *name = NULL;
    REQUIRE_RESULT(MI_Class_GetClassQualifierSet(made, &qualifiers), MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifierCount(&qualifiers, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_QualifierSet_GetQualifierAt(&qualifiers, 0, &name, &type, &flags, &value), MI_RESULT_OK);
    CHECK_TEXT(name, "Version");
    CHECK_NUMBER(type, MI_STRING);
    CHECK_NUMBER(flags & (MI_FLAG_ENABLEOVERRIDE | MI_FLAG_RESTRICTED),
                 MI_FLAG_ENABLEOVERRIDE | MI_FLAG_RESTRICTED);
    CHECK_TEXT(value.string, "1.0.0");
    CHECK_RESULT(
        MI_QualifierSet_GetQualifier(&qualifiers, MI_T("DESCRIPTION"), &type, &flags, &value, &index),
        MI_RESULT_OK);
    CHECK_NUMBER(index, 1);
    CHECK_TEXT(value.string, "A class declared in C.");
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(qualifiers_of_every_kind_have_their_values) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_QualifierSet qualifiers = {0, 0, NULL};
    MI_Value value;
    MI_Type type = MI_STRING;
    memset(&value, 0, sizeof value);
    REQUIRE_RESULT(MI_Class_GetElement(made, MI_T("Id"), NULL, NULL, NULL, NULL, &qualifiers, NULL, NULL),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Key"), &type, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_BOOLEAN);
    CHECK_NUMBER(value.boolean, MI_TRUE);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("MaxLen"), &type, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(value.uint32, 64);
    REQUIRE_RESULT(MI_Class_GetElement(made, MI_T("Size"), NULL, NULL, NULL, NULL, &qualifiers, NULL, NULL),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Values"), &type, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_STRINGA);
    REQUIRE_NUMBER(value.stringa.size, 2);
    CHECK_TEXT(value.stringa.data[1], "Large");
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(an_element_without_qualifiers_has_an_empty_set) {
    MI_Application application = open_application();
    MI_Class *made = NULL;
    REQUIRE_RESULT(MI_Application_NewClass(&application, &decl_child, NULL, NULL, &made), MI_RESULT_OK);
    MI_QualifierSet qualifiers = {0, 0, NULL};
    MI_Uint32 count = 99;
    const MI_Char *name = NULL;
    REQUIRE_RESULT(MI_Class_GetElement(made, MI_T("Flag"), NULL, NULL, NULL, NULL, &qualifiers, NULL, NULL),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifierCount(&qualifiers, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 0);
    CHECK_RESULT(MI_QualifierSet_GetQualifierAt(&qualifiers, 0, &name, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(what_is_not_in_the_set_is_not_found) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_QualifierSet qualifiers = {0, 0, NULL};
    const MI_Char *name = NULL;
    REQUIRE_RESULT(MI_Class_GetClassQualifierSet(made, &qualifiers), MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Nothing"), NULL, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    CHECK_RESULT(MI_QualifierSet_GetQualifierAt(&qualifiers, 2, &name, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    CHECK_RESULT(MI_QualifierSet_GetQualifierAt(&qualifiers, 0xffffffff, &name, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(null_arguments_are_refused) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_QualifierSet qualifiers = {0, 0, NULL};
    const MI_Char *name = NULL;
    MI_Type type = MI_BOOLEAN;
    MI_Value value;
    MI_Uint32 flags = 0;
    REQUIRE_RESULT(MI_Class_GetClassQualifierSet(made, &qualifiers), MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifierCount(&qualifiers, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_QualifierSet_GetQualifierAt(&qualifiers, 0, NULL, &type, &flags, &value),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, NULL, &type, &flags, &value, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    (void)name;
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(qualifiers_of_the_repository_keep_values_and_flavors) {
    Client client;
    open_client(&client);
    MI_Class *widget = fetch_class(&client, MI_T("Test_Widget"));
    MI_QualifierSet qualifiers = {0, 0, NULL};
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    MI_Uint32 flags = 0;
    REQUIRE_RESULT(MI_Class_GetClassQualifierSet(widget, &qualifiers), MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Description"), &type, &flags, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_STRING);
    CHECK_TEXT(value.string, "A thing with a size.");
    CHECK_NUMBER(flags & (MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS),
                 MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Version"), NULL, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_TEXT(value.string, "1.2.0");
    /* Abstract is restricted: a subclass does not inherit it. */
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Abstract"), NULL, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    REQUIRE_RESULT(MI_Class_GetElement(widget, MI_T("Id"), NULL, NULL, NULL, NULL, &qualifiers, NULL, NULL),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Key"), &type, &flags, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_BOOLEAN);
    CHECK_NUMBER(value.boolean, MI_TRUE);
    CHECK_NUMBER(flags & MI_FLAG_DISABLEOVERRIDE, MI_FLAG_DISABLEOVERRIDE);
    REQUIRE_RESULT(MI_Class_GetElement(widget, MI_T("Size"), NULL, NULL, NULL, NULL, &qualifiers, NULL, NULL),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("ValueMap"), &type, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_STRINGA);
    REQUIRE_NUMBER(value.stringa.size, 2);
    CHECK_TEXT(value.stringa.data[0], "1");
    MI_Class_Delete(widget);
    close_client(&client);
}
