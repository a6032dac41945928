/* Classes made from a declaration, and classes from the repository. */

#include "declarations.h"
#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

static MI_Class *new_class(MI_Application *application, const MI_ClassDecl *declaration) {
    MI_Class *made = NULL;
    REQUIRE_RESULT(
        MI_Application_NewClass(application, declaration, MI_T("root/test"), MI_T("machine"), &made),
        MI_RESULT_OK);
    REQUIRE(made);
    return made;
}

TEST(a_class_has_the_names_it_was_made_with) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Class_GetClassName(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Child");
    CHECK_RESULT(MI_Class_GetNameSpace(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "root/test");
    CHECK_RESULT(MI_Class_GetServerName(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "machine");
    MI_Class_Delete(made);
    REQUIRE_RESULT(MI_Application_NewClass(&application, &decl_child, NULL, NULL, &made), MI_RESULT_OK);
    CHECK_RESULT(MI_Class_GetNameSpace(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, NULL);
    CHECK_RESULT(MI_Class_GetServerName(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, NULL);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(a_class_needs_a_declaration_and_a_place_to_go) {
    MI_Application application = open_application();
    MI_Class *made = NULL;
    CHECK_RESULT(MI_Application_NewClass(&application, NULL, NULL, NULL, &made), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewClass(&application, &decl_child, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    MI_Application_Close(&application);
}

TEST(a_class_is_a_deep_copy_of_its_declaration) {
    MI_Application application = open_application();
    MI_Char name[] = MI_T("Decl_Base");
    MI_ClassDecl declaration = decl_base;
    declaration.name = name;
    MI_Class *made = new_class(&application, &declaration);
    text_fill(name, 'x', TEXT_CAPACITY(name) - 1);
    memset(&declaration, 0, sizeof declaration);
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Class_GetClassName(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Base");
    CHECK_RESULT(MI_Class_GetElementAt(made, 1, &text, NULL, NULL, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_TEXT(text, "Size");
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(properties_are_read_by_index_and_by_name) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    MI_Uint32 count = 0, index = 99, flags = 0;
    MI_Value value;
    MI_Boolean exists = 9;
    MI_Type type = MI_BOOLEAN;
    MI_Char *reference = NULL;
    const MI_Char *name = NULL;
    MI_QualifierSet qualifiers;
    memset(&value, 0, sizeof value);
    CHECK_RESULT(MI_Class_GetElementCount(made, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 12);
    CHECK_RESULT(MI_Class_GetElement(made, MI_T("SIZE"), &value, &exists, &type, &reference, &qualifiers,
                                     &flags, &index),
                 MI_RESULT_OK);
    CHECK_NUMBER(exists, MI_TRUE);
    CHECK_NUMBER(value.uint32, 7);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(index, 1);
    CHECK_NUMBER(flags & MI_FLAG_PROPERTY, MI_FLAG_PROPERTY);
    CHECK_RESULT(
        MI_Class_GetElementAt(made, 0, &name, &value, &exists, &type, &reference, &qualifiers, &flags),
        MI_RESULT_OK);
    CHECK_TEXT(name, "Id");
    CHECK_NUMBER(exists, MI_FALSE);
    CHECK_NUMBER(type, MI_STRING);
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    CHECK_RESULT(MI_Class_GetElement(made, MI_T("Link"), NULL, NULL, &type, &reference, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_REFERENCE);
    CHECK_TEXT(reference, "Decl_Base");
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(out_arguments_of_a_property_are_optional) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Class_GetElement(made, MI_T("Id"), NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_Class_GetElementAt(made, 0, &name, NULL, NULL, NULL, NULL, NULL, NULL), MI_RESULT_OK);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(what_a_class_does_not_have_is_not_found) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_base);
    const MI_Char *name = MI_T("untouched");
    MI_Class *parent = NULL;
    MI_ParameterSet parameters;
    MI_Uint32 index = 0;
    CHECK_RESULT(MI_Class_GetElement(made, MI_T("Nothing"), NULL, NULL, NULL, NULL, NULL, NULL, &index),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_Class_GetElementAt(made, 2, &name, NULL, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_Class_GetElementAt(made, 0xffffffff, &name, NULL, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_Class_GetMethod(made, MI_T("Nothing"), NULL, &parameters, &index),
                 MI_RESULT_METHOD_NOT_FOUND);
    CHECK_RESULT(MI_Class_GetMethodAt(made, 2, &name, NULL, &parameters), MI_RESULT_METHOD_NOT_FOUND);
    CHECK_RESULT(MI_Class_GetMethodAt(made, 0xffffffff, &name, NULL, &parameters),
                 MI_RESULT_METHOD_NOT_FOUND);
    CHECK_RESULT(MI_Class_GetParentClassName(made, &name), MI_RESULT_INVALID_SUPERCLASS);
    CHECK_TEXT(name, NULL);
    CHECK_RESULT(MI_Class_GetParentClass(made, &parent), MI_RESULT_INVALID_SUPERCLASS);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(null_arguments_are_refused) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Class_GetClassName(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetNameSpace(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetServerName(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetElementCount(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetElement(made, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetClassQualifierSet(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetMethodCount(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetMethodAt(made, 0, NULL, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetMethod(made, NULL, NULL, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetParentClassName(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetParentClass(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_Clone(made, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Class_GetMethodAt(made, 0, &name, NULL, NULL), MI_RESULT_OK);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(methods_are_read_by_index_and_by_name) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    MI_Uint32 count = 0, index = 99;
    const MI_Char *name = NULL;
    MI_QualifierSet qualifiers;
    MI_ParameterSet parameters;
    CHECK_RESULT(MI_Class_GetMethodCount(made, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_Class_GetMethodAt(made, 1, &name, &qualifiers, &parameters), MI_RESULT_OK);
    CHECK_TEXT(name, "Reset");
    CHECK_RESULT(MI_Class_GetMethod(made, MI_T("resize"), &qualifiers, &parameters, &index), MI_RESULT_OK);
    CHECK_NUMBER(index, 0);
    CHECK_RESULT(MI_ParameterSet_GetParameterCount(&parameters, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_QualifierSet_GetQualifierCount(&qualifiers, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(the_class_above_is_a_class_of_its_own) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    MI_Class *parent = NULL;
    const MI_Char *text = NULL;
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_Class_GetParentClassName(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Base");
    REQUIRE_RESULT(MI_Class_GetParentClass(made, &parent), MI_RESULT_OK);
    REQUIRE(parent);
    CHECK_RESULT(MI_Class_Delete(made), MI_RESULT_OK);
    CHECK_RESULT(MI_Class_GetClassName(parent, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Base");
    CHECK_RESULT(MI_Class_GetElementCount(parent, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_Class_GetParentClassName(parent, &text), MI_RESULT_INVALID_SUPERCLASS);
    CHECK_RESULT(MI_Class_Delete(parent), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_clone_keeps_the_class_alive) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    MI_Class *clone = NULL;
    const MI_Char *text = NULL;
    REQUIRE_RESULT(MI_Class_Clone(made, &clone), MI_RESULT_OK);
    REQUIRE(clone);
    CHECK_RESULT(MI_Class_Delete(made), MI_RESULT_OK);
    CHECK_RESULT(MI_Class_GetClassName(clone, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Child");
    CHECK_RESULT(MI_Class_GetNameSpace(clone, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "root/test");
    CHECK_RESULT(MI_Class_Delete(clone), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_class_lives_longer_than_its_application) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application, &decl_child);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Class_GetClassName(made, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Decl_Child");
    CHECK_RESULT(MI_Class_Delete(made), MI_RESULT_OK);
}

/* ---- Declarations that are wrong ---- */

/* What refuses a wrong declaration. An instance asks neither for qualifiers nor for methods. */
typedef enum Refused { NEITHER, CLASS, BOTH } Refused;

/* What a wrong declaration leads to: a refusal, or objects that can be used and deleted like any others. */
static void survive(MI_Application *application, const MI_ClassDecl *declaration, Refused refused) {
    MI_Class *made = NULL;
    MI_Instance *instance = NULL;
    MI_Result result = MI_Application_NewClass(application, declaration, NULL, NULL, &made);
    if (refused != NEITHER) {
        CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    }
    if (result == MI_RESULT_OK) {
        MI_Uint32 count = 0;
        CHECK_RESULT(MI_Class_GetElementCount(made, &count), MI_RESULT_OK);
        if (CHECK_RESULT(MI_Application_NewInstanceFromClass(application, NULL, made, &instance),
                         MI_RESULT_OK)) {
            MI_Instance_Delete(instance);
        }
        MI_Class_Delete(made);
    } else {
        CHECK(made == NULL);
    }
    result = MI_Application_NewInstance(application, NULL, declaration, &instance);
    if (refused == BOTH) {
        CHECK_RESULT(result, MI_RESULT_INVALID_PARAMETER);
    }
    if (result == MI_RESULT_OK) {
        MI_Value value;
        MI_Instance *clone = NULL;
        MI_Class *own = NULL;
        result = MI_Instance_GetClass(instance, &own);
        if (refused == CLASS) {
            CHECK(result != MI_RESULT_OK);
        }
        if (result == MI_RESULT_OK) {
            MI_Class_Delete(own);
        }
        value.string = MI_T("a text");
        MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0);
        value.uint32 = 1;
        MI_Instance_SetElement(instance, MI_T("Size"), &value, MI_UINT32, 0);
        if (MI_Instance_Clone(instance, &clone) == MI_RESULT_OK) {
            MI_Instance_Delete(clone);
        }
        MI_Instance_Delete(instance);
    }
}

TEST(declarations_with_holes_are_refused) {
    MI_Application application = open_application();
    MI_ClassDecl declaration = decl_base;
    const MI_PropertyDecl *properties[2] = {decl_base.properties[0], NULL};
    MI_PropertyDecl property = *decl_base.properties[1];
    declaration.name = NULL;
    survive(&application, &declaration, BOTH);
    declaration.name = MI_T("no name");
    survive(&application, &declaration, BOTH);
    declaration = decl_base;
    declaration.properties = NULL;
    survive(&application, &declaration, BOTH);
    declaration.properties = properties;
    survive(&application, &declaration, BOTH);
    properties[1] = &property;
    property.name = NULL;
    survive(&application, &declaration, BOTH);
    property.name = MI_T("no name");
    survive(&application, &declaration, BOTH);
    property = *decl_base.properties[1];
    property.type = 200;
    survive(&application, &declaration, BOTH);
    property = *decl_base.properties[1];
    property.qualifiers = NULL;
    property.numQualifiers = 3;
    survive(&application, &declaration, CLASS);
    declaration = decl_base;
    declaration.methods = NULL;
    declaration.numMethods = 1;
    survive(&application, &declaration, CLASS);
    MI_Application_Close(&application);
}

TEST(declarations_that_contradict_themselves_do_no_harm) {
    MI_Application application = open_application();
    MI_ClassDecl declaration = decl_base;
    const MI_PropertyDecl *properties[2] = {decl_base.properties[0], NULL};
    MI_PropertyDecl property = *decl_base.properties[1];
    properties[1] = &property;
    declaration.properties = properties;
    /* A field that lies outside of the instance, or over its head. */
    property.offset = 100000;
    survive(&application, &declaration, NEITHER);
    property.offset = 0xfffffff0;
    survive(&application, &declaration, NEITHER);
    property.offset = 0;
    survive(&application, &declaration, NEITHER);
    property.offset = declaration.size - 1;
    survive(&application, &declaration, NEITHER);
    /* An instance that is too small, or as large as memory. */
    declaration = decl_base;
    declaration.size = 0;
    survive(&application, &declaration, NEITHER);
    declaration.size = 8;
    survive(&application, &declaration, NEITHER);
    declaration.size = 65;
    survive(&application, &declaration, NEITHER);
    /* Two properties with one name. */
    declaration = decl_base;
    properties[1] = properties[0];
    declaration.properties = properties;
    survive(&application, &declaration, NEITHER);
    /* A class that is its own superclass. */
    declaration = decl_base;
    declaration.superClass = declaration.name;
    declaration.superClassDecl = &declaration;
    survive(&application, &declaration, NEITHER);
    /* A superclass by name alone. */
    declaration.superClassDecl = NULL;
    survive(&application, &declaration, NEITHER);
    /* More of everything than there is room for. */
    declaration = decl_base;
    declaration.numProperties = 0x7fffffff;
    declaration.properties = NULL;
    survive(&application, &declaration, BOTH);
    /* A method without a result. */
    MI_MethodDecl method = *decl_base.methods[0];
    const MI_MethodDecl *methods[1] = {&method};
    declaration = decl_base;
    declaration.methods = methods;
    declaration.numMethods = 1;
    method.parameters = NULL;
    method.numParameters = 0;
    survive(&application, &declaration, NEITHER);
    MI_Application_Close(&application);
}

/* ---- From the repository ---- */

TEST(a_class_of_the_repository_has_inherited_and_own_properties) {
    Client client;
    open_client(&client);
    MI_Class *widget = fetch_class(&client, MI_T("test_widget"));
    const MI_Char *text = NULL;
    MI_Uint32 count = 0, flags = 0;
    MI_Value value;
    MI_Boolean exists = MI_FALSE;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_Class_GetClassName(widget, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Widget");
    CHECK_RESULT(MI_Class_GetNameSpace(widget, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "root/test");
    CHECK_RESULT(MI_Class_GetParentClassName(widget, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Thing");
    CHECK_RESULT(MI_Class_GetElementCount(widget, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 5);
    CHECK_RESULT(MI_Class_GetElement(widget, MI_T("Id"), NULL, &exists, &type, NULL, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(exists, MI_FALSE);
    CHECK_NUMBER(type, MI_STRING);
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    CHECK_RESULT(MI_Class_GetElement(widget, MI_T("Size"), &value, &exists, &type, NULL, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(exists, MI_TRUE);
    CHECK_NUMBER(value.uint32, 7);
    CHECK_RESULT(MI_Class_GetElement(widget, MI_T("Color"), &value, &exists, &type, NULL, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(exists, MI_TRUE);
    CHECK_TEXT(value.string, "grey");
    CHECK_RESULT(MI_Class_GetElement(widget, MI_T("Levels"), &value, &exists, &type, NULL, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_SINT16A);
    REQUIRE_NUMBER(value.sint16a.size, 3);
    CHECK_NUMBER(value.sint16a.data[1], -2);
    MI_Class *parent = NULL;
    REQUIRE_RESULT(MI_Class_GetParentClass(widget, &parent), MI_RESULT_OK);
    CHECK_RESULT(MI_Class_GetClassName(parent, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Thing");
    MI_Class_Delete(parent);
    MI_Class_Delete(widget);
    close_client(&client);
}

TEST(a_reference_of_the_repository_names_its_class) {
    Client client;
    open_client(&client);
    MI_Class *link = fetch_class(&client, MI_T("Test_Link"));
    MI_Char *reference = NULL;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_Class_GetElement(link, MI_T("Left"), NULL, NULL, &type, &reference, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_REFERENCE);
    CHECK_TEXT(reference, "Test_Widget");
    MI_Class_Delete(link);
    close_client(&client);
}

TEST(a_class_of_the_repository_makes_instances) {
    Client client;
    open_client(&client);
    MI_Class *widget = fetch_class(&client, MI_T("Test_Widget"));
    MI_Instance *instance = NULL;
    REQUIRE_RESULT(MI_Application_NewInstanceFromClass(&client.application, NULL, widget, &instance),
                   MI_RESULT_OK);
    MI_Class_Delete(widget);
    MI_Uint32 count = 0, flags = 0;
    CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 5);
    CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Id"), NULL, NULL, &flags, NULL), MI_RESULT_OK);
    CHECK_NUMBER(flags & MI_FLAG_KEY, MI_FLAG_KEY);
    MI_Value value;
    value.string = MI_T("made");
    CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
    CHECK_OK(create_instance(&client, instance));
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(a_class_of_the_repository_lives_longer_than_its_session) {
    Client client;
    open_client(&client);
    MI_Class *widget = fetch_class(&client, MI_T("Test_Widget"));
    close_client(&client);
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_Class_GetClassName(widget, &text), MI_RESULT_OK);
    CHECK_TEXT(text, "Test_Widget");
    MI_Class_Delete(widget);
}

/* ---- A class of another implementation ---- */

static MI_Result MI_CALL foreign_name(const MI_Class *self, const MI_Char **name) {
    *name = (const MI_Char *)self->reserved[0];
    return MI_RESULT_OK;
}

TEST(a_class_of_another_implementation_is_used_through_its_own_table) {
    MI_ClassFT table;
    MI_Class foreign;
    memset(&table, 0, sizeof table);
    memset(&foreign, 0, sizeof foreign);
    table.GetClassName = foreign_name;
    foreign.ft = &table;
    foreign.reserved[0] = (ptrdiff_t)MI_T("Foreign_Class");
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Class_GetClassName(&foreign, &name), MI_RESULT_OK);
    CHECK_TEXT(name, "Foreign_Class");
    CHECK(MI_Class_Delete(&foreign) != MI_RESULT_OK);
}
