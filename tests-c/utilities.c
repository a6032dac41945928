/* Error codes: their category, and an error instance for each. */

#include "fixture.h"

#include <errno.h>
#include <string.h>

static MI_ErrorCategory category_of(const MI_Char *type, MI_Uint32 code) {
    MI_Char text[16];
    text_copy(text, type);
    return MI_Utilities_MapErrorToMiErrorCategory(text, code);
}

TEST(results_have_their_category) {
    static const struct {
        MI_Result result;
        MI_ErrorCategory category;
    } expected[] = {
        {MI_RESULT_OK, MI_ERRORCATEGORY_NOT_SPECIFIED},
        {MI_RESULT_FAILED, MI_ERRORCATEGORY_NOT_SPECIFIED},
        {MI_RESULT_ACCESS_DENIED, MI_ERRORCATEGORY_ACCESS_DENIED},
        {MI_RESULT_INVALID_NAMESPACE, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_INVALID_PARAMETER, MI_ERRORCATEGORY_INVALID_ARGUMENT},
        {MI_RESULT_INVALID_CLASS, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_NOT_FOUND, MI_ERRORCATEGORY_OBJECT_NOT_FOUND},
        {MI_RESULT_NOT_SUPPORTED, MI_ERRORCATEGORY_NOT_IMPLEMENTED},
        {MI_RESULT_CLASS_HAS_CHILDREN, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_CLASS_HAS_INSTANCES, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_INVALID_SUPERCLASS, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_ALREADY_EXISTS, MI_ERRORCATEGORY_RESOURCE_EXISTS},
        {MI_RESULT_NO_SUCH_PROPERTY, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_TYPE_MISMATCH, MI_ERRORCATEGORY_INVALID_TYPE},
        {MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED, MI_ERRORCATEGORY_NOT_IMPLEMENTED},
        {MI_RESULT_INVALID_QUERY, MI_ERRORCATEGORY_INVALID_ARGUMENT},
        {MI_RESULT_METHOD_NOT_AVAILABLE, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_METHOD_NOT_FOUND, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_NAMESPACE_NOT_EMPTY, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_INVALID_ENUMERATION_CONTEXT, MI_ERRORCATEGORY_METADATA_ERROR},
        {MI_RESULT_INVALID_OPERATION_TIMEOUT, MI_ERRORCATEGORY_INVALID_ARGUMENT},
        {MI_RESULT_PULL_HAS_BEEN_ABANDONED, MI_ERRORCATEGORY_OPERATION_STOPPED},
        {MI_RESULT_PULL_CANNOT_BE_ABANDONED, MI_ERRORCATEGORY_CLOS_EERROR},
        {MI_RESULT_FILTERED_ENUMERATION_NOT_SUPPORTED, MI_ERRORCATEGORY_NOT_IMPLEMENTED},
        {MI_RESULT_CONTINUATION_ON_ERROR_NOT_SUPPORTED, MI_ERRORCATEGORY_NOT_IMPLEMENTED},
        {MI_RESULT_SERVER_LIMITS_EXCEEDED, MI_ERRORCATEGORY_RESOURCE_BUSY},
        {MI_RESULT_SERVER_IS_SHUTTING_DOWN, MI_ERRORCATEGORY_RESOURCE_UNAVAILABLE},
    };
    for (size_t index = 0; index < sizeof expected / sizeof expected[0]; index++) {
        CHECK_NUMBER(category_of(MI_RESULT_TYPE_MI, expected[index].result), expected[index].category);
    }
    CHECK_NUMBER(category_of(MI_RESULT_TYPE_MI, 4000000000u), MI_ERRORCATEGORY_NOT_SPECIFIED);
}

TEST(errno_has_its_category) {
    CHECK_NUMBER(category_of(MI_T("ERRNO"), EINVAL), MI_ERRORCATEGORY_INVALID_ARGUMENT);
    CHECK_NUMBER(category_of(MI_T("ERRNO"), EACCES), MI_ERRORCATEGORY_ACCESS_DENIED);
    CHECK_NUMBER(category_of(MI_T("ERRNO"), ENOMEM), MI_ERRORCATEGORY_RESOURCE_BUSY);
    CHECK_NUMBER(category_of(MI_T("ERRNO"), EIO), MI_ERRORCATEGORY_NOT_SPECIFIED);
}

TEST(an_unknown_kind_of_code_has_no_category) {
    CHECK_NUMBER(category_of(MI_T("PIGEON"), MI_RESULT_NOT_FOUND), MI_ERRORCATEGORY_NOT_SPECIFIED);
    CHECK_NUMBER(category_of(MI_T("mi"), MI_RESULT_NOT_FOUND), MI_ERRORCATEGORY_NOT_SPECIFIED);
    CHECK_NUMBER(MI_Utilities_MapErrorToMiErrorCategory(NULL, MI_RESULT_NOT_FOUND),
                 MI_ERRORCATEGORY_NOT_SPECIFIED);
}

TEST(a_result_becomes_an_error_instance) {
    MI_Instance *error = NULL;
    REQUIRE_RESULT(MI_Utilities_CimErrorFromErrorCode(MI_RESULT_NOT_FOUND, MI_RESULT_TYPE_MI,
                                                      MI_T("The thing is gone."), &error),
                   MI_RESULT_OK);
    check_details_at(__FILE__, __LINE__, error, MI_RESULT_NOT_FOUND, "The thing is gone.");
    MI_Value value;
    MI_Uint32 flags = 0;
    CHECK_NUMBER(uint32_of(error, ERROR_CODE), MI_RESULT_NOT_FOUND);
    CHECK_TEXT(text_of(error, ERROR_TYPE), "MI");
    CHECK_TEXT(text_of(error, MI_T("MessageID")), "OMI:MI_Result:6");
    CHECK_TEXT(text_of(error, MI_T("OwningEntity")), "OMI:CIMOM");
    CHECK_TEXT(text_of(error, MI_T("ProbableCauseDescription")), "Unknown");
    CHECK_RESULT(MI_Instance_GetElement(error, ERROR_CATEGORY, &value, NULL, NULL, NULL), MI_RESULT_OK);
    CHECK_NUMBER(value.uint16, MI_ERRORCATEGORY_OBJECT_NOT_FOUND);
    CHECK_RESULT(MI_Instance_GetElement(error, MI_T("PerceivedSeverity"), &value, NULL, NULL, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.uint16, 7);
    CHECK_RESULT(MI_Instance_GetElement(error, MI_T("MessageArguments"), &value, NULL, &flags, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(value.array.size, 0);
    CHECK_NUMBER(flags & MI_FLAG_NULL, 0);
    CHECK_RESULT(MI_Instance_Delete(error), MI_RESULT_OK);
}

TEST(a_code_without_a_message_gets_the_usual_one) {
    MI_Instance *error = NULL;
    REQUIRE_RESULT(
        MI_Utilities_CimErrorFromErrorCode(MI_RESULT_ACCESS_DENIED, MI_RESULT_TYPE_MI, NULL, &error),
        MI_RESULT_OK);
    check_details_at(__FILE__, __LINE__, error, MI_RESULT_ACCESS_DENIED, NULL);
    MI_Instance_Delete(error);
}

TEST(an_errno_becomes_an_error_instance) {
    MI_Instance *error = NULL;
    REQUIRE_RESULT(MI_Utilities_CimErrorFromErrorCode(EACCES, MI_T("ERRNO"), NULL, &error), MI_RESULT_OK);
    check_details_at(__FILE__, __LINE__, error, MI_RESULT_ACCESS_DENIED, NULL);
    CHECK_NUMBER(uint32_of(error, ERROR_CODE), EACCES);
    CHECK_TEXT(text_of(error, ERROR_TYPE), "ERRNO");
    CHECK_TEXT(text_of(error, MI_T("MessageID")), "CRT errno 13");
    MI_Instance_Delete(error);
}

TEST(a_winrm_code_becomes_an_error_instance) {
    MI_Instance *error = NULL;
    REQUIRE_RESULT(MI_Utilities_CimErrorFromErrorCode(77, MI_T("WINRM"), MI_T("A message."), &error),
                   MI_RESULT_OK);
    check_details_at(__FILE__, __LINE__, error, MI_RESULT_FAILED, "A message.");
    CHECK_NUMBER(uint32_of(error, ERROR_CODE), 77);
    CHECK_TEXT(text_of(error, MI_T("MessageID")), "OMI:WINRM:77");
    MI_Instance_Delete(error);
}

TEST(success_is_no_error) {
    MI_Instance *error = (MI_Instance *)&error;
    CHECK_RESULT(MI_Utilities_CimErrorFromErrorCode(0, MI_RESULT_TYPE_MI, MI_T("ignored"), &error),
                 MI_RESULT_OK);
    CHECK(error == NULL);
}

TEST(an_unknown_kind_of_code_is_refused) {
    MI_Instance *error = (MI_Instance *)&error;
    CHECK_RESULT(MI_Utilities_CimErrorFromErrorCode(5, MI_T("PIGEON"), NULL, &error),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK(error == NULL);
    error = (MI_Instance *)&error;
    CHECK_RESULT(MI_Utilities_CimErrorFromErrorCode(5, NULL, NULL, &error), MI_RESULT_INVALID_PARAMETER);
    CHECK(error == NULL);
}

TEST(an_error_without_a_place_to_go_is_nothing) {
    CHECK_RESULT(MI_Utilities_CimErrorFromErrorCode(5, MI_RESULT_TYPE_MI, NULL, NULL), MI_RESULT_OK);
}
