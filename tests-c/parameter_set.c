/* The parameters of a method. The result is not one of them. */

#include "declarations.h"
#include "fixture.h"

#include <string.h>

WITH_REPOSITORY;

static MI_Class *new_class(MI_Application *application) {
    MI_Class *made = NULL;
    REQUIRE_RESULT(MI_Application_NewClass(application, &decl_base, NULL, NULL, &made), MI_RESULT_OK);
    return made;
}

static MI_ParameterSet parameters_of(const MI_Class *owner, const MI_Char *method) {
    MI_ParameterSet parameters = {0, 0, NULL};
    REQUIRE_RESULT(MI_Class_GetMethod(owner, method, NULL, &parameters, NULL), MI_RESULT_OK);
    return parameters;
}

TEST(parameters_are_read_by_index_and_by_name) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_ParameterSet parameters = parameters_of(made, MI_T("Resize"));
    MI_Uint32 count = 0, index = 99;
    MI_Type type = MI_BOOLEAN;
    MI_Char *reference = NULL;
    MI_QualifierSet qualifiers = {0, 0, NULL};
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_ParameterSet_GetParameterCount(&parameters, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_ParameterSet_GetParameterAt(&parameters, 0, &name, &type, &reference, &qualifiers),
                 MI_RESULT_OK);
    CHECK_TEXT(name, "Size");
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_RESULT(MI_QualifierSet_GetQualifierCount(&qualifiers, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    CHECK_RESULT(
        MI_ParameterSet_GetParameter(&parameters, MI_T("BEFORE"), &type, &reference, &qualifiers, &index),
        MI_RESULT_OK);
    CHECK_NUMBER(index, 1);
    CHECK_NUMBER(type, MI_REFERENCE);
    CHECK_TEXT(reference, "Decl_Base");
    MI_Value value;
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Out"), NULL, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.boolean, MI_TRUE);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(the_result_of_a_method_has_a_type_and_qualifiers) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_ParameterSet parameters = parameters_of(made, MI_T("Resize"));
    MI_Type type = MI_BOOLEAN;
    MI_QualifierSet qualifiers = {0, 0, NULL};
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_ParameterSet_GetMethodReturnType(&parameters, &type, &qualifiers), MI_RESULT_OK);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_RESULT(MI_QualifierSet_GetQualifierCount(&qualifiers, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    parameters = parameters_of(made, MI_T("Reset"));
    CHECK_RESULT(MI_ParameterSet_GetMethodReturnType(&parameters, &type, &qualifiers), MI_RESULT_OK);
    CHECK_NUMBER(type, MI_BOOLEAN);
    CHECK_RESULT(MI_ParameterSet_GetParameterCount(&parameters, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 0);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(what_is_no_parameter_is_not_found) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_ParameterSet parameters = parameters_of(made, MI_T("Resize"));
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_ParameterSet_GetParameter(&parameters, MI_T("Nothing"), NULL, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    CHECK_RESULT(MI_ParameterSet_GetParameter(&parameters, MI_T("MIReturn"), NULL, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    CHECK_RESULT(MI_ParameterSet_GetParameterAt(&parameters, 2, &name, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    CHECK_RESULT(MI_ParameterSet_GetParameterAt(&parameters, 0xffffffff, &name, NULL, NULL, NULL),
                 MI_RESULT_NOT_FOUND);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(null_arguments_are_refused) {
    MI_Application application = open_application();
    MI_Class *made = new_class(&application);
    MI_ParameterSet parameters = parameters_of(made, MI_T("Resize"));
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_ParameterSet_GetParameterCount(&parameters, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_ParameterSet_GetParameterAt(&parameters, 0, NULL, &type, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_ParameterSet_GetParameter(&parameters, NULL, &type, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_ParameterSet_GetMethodReturnType(&parameters, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    MI_Class_Delete(made);
    MI_Application_Close(&application);
}

TEST(methods_of_the_repository_keep_their_parameters) {
    Client client;
    open_client(&client);
    MI_Class *widget = fetch_class(&client, MI_T("Test_Widget"));
    MI_ParameterSet parameters = parameters_of(widget, MI_T("Resize"));
    MI_QualifierSet qualifiers = {0, 0, NULL};
    MI_Uint32 count = 0;
    MI_Type type = MI_BOOLEAN;
    MI_Value value;
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Class_GetMethodCount(widget, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_ParameterSet_GetParameterCount(&parameters, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    CHECK_RESULT(MI_ParameterSet_GetMethodReturnType(&parameters, &type, NULL), MI_RESULT_OK);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_RESULT(MI_ParameterSet_GetParameterAt(&parameters, 0, &name, &type, NULL, &qualifiers),
                 MI_RESULT_OK);
    CHECK_TEXT(name, "Size");
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Description"), NULL, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_TEXT(value.string, "The size to be.");
    CHECK_RESULT(MI_ParameterSet_GetParameter(&parameters, MI_T("Before"), &type, NULL, &qualifiers, NULL),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("Out"), &type, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.boolean, MI_TRUE);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&qualifiers, MI_T("In"), &type, NULL, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.boolean, MI_FALSE);
    parameters = parameters_of(widget, MI_T("Reset"));
    CHECK_RESULT(MI_ParameterSet_GetMethodReturnType(&parameters, &type, NULL), MI_RESULT_OK);
    CHECK_NUMBER(type, MI_BOOLEAN);
    MI_Class_Delete(widget);
    close_client(&client);
}
