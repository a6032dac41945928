/* The options of an operation. */

#include "options.h"

#define PREFIX MI_T("__MI_OPERATIONOPTIONS_")

static MI_OperationOptions new_options(MI_Application *application) {
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewOperationOptions(application, MI_FALSE, &options), MI_RESULT_OK);
    return options;
}

static const MI_Char *text_option(const MI_OperationOptions *options, const MI_Char *name) {
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_OperationOptions_GetString(options, name, &text, NULL, NULL), MI_RESULT_OK);
    return text;
}

static MI_Uint32 number_option(const MI_OperationOptions *options, const MI_Char *name) {
    MI_Uint32 number = 0;
    CHECK_RESULT(MI_OperationOptions_GetNumber(options, name, &number, NULL, NULL), MI_RESULT_OK);
    return number;
}

static MI_Uint32 option_count(const MI_OperationOptions *options) {
    MI_Uint32 count = 99;
    CHECK_RESULT(MI_OperationOptions_GetOptionCount(options, &count), MI_RESULT_OK);
    return count;
}

TEST(new_options_enable_the_three_channels) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_Uint32 channels[4] = {9, 9, 9, 9}, count = 0, flags = 99;
    CHECK_NUMBER(option_count(&options), 1);
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, channels, 4, &count, &flags), MI_RESULT_OK);
    CHECK_NUMBER(count, 3);
    CHECK(channels[0] == 0 && channels[1] == 1 && channels[2] == 2 && channels[3] == 9);
    CHECK_NUMBER(flags, 0);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(channels_are_enabled_and_disabled_one_by_one) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_Uint32 channels[8], count = 0;
    CHECK_RESULT(MI_OperationOptions_DisableChannel(&options, MI_WRITEMESSAGE_CHANNEL_VERBOSE), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_EnableChannel(&options, 77), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_EnableChannel(&options, 77), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, channels, 8, &count, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(count, 3);
    CHECK(channels[0] == 0 && channels[1] == 2 && channels[2] == 77);
    CHECK_RESULT(MI_OperationOptions_DisableChannel(&options, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_DisableChannel(&options, 2), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_DisableChannel(&options, 77), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_DisableChannel(&options, 4000000000u), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, channels, 8, &count, NULL), MI_RESULT_OK);
    CHECK_NUMBER(count, 0);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(enabled_channels_are_read_by_exact_lengths) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_Uint32 channels[3] = {9, 9, 9}, count = 0;
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, channels, 2, &count, NULL),
                 MI_RESULT_FAILED);
    CHECK_NUMBER(count, 3);
    count = 0;
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, NULL, 0, &count, NULL), MI_RESULT_FAILED);
    CHECK_NUMBER(count, 3);
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, NULL, 3, &count, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, channels, 3, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetEnabledChannels(&options, channels, 3, &count, NULL), MI_RESULT_OK);
    CHECK_NUMBER(channels[2], 2);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(text_options_keep_their_text) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    CHECK_TEXT_OPTION(OperationOptions, &options, ResourceUriPrefix, PREFIX "RESOURCE_URI_PREFIX");
    CHECK_TEXT_OPTION(OperationOptions, &options, ResourceUri, PREFIX "RESOURCE_URI");
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(number_options_keep_their_number) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    CHECK_NUMBER_OPTION(OperationOptions, &options, WriteErrorMode, MI_CallbackMode, PREFIX "WRITEERRORMODE",
                        MI_CALLBACKMODE_INQUIRE, MI_CALLBACKMODE_IGNORE);
    CHECK_NUMBER_OPTION(OperationOptions, &options, PromptUserMode, MI_CallbackMode, PREFIX "PROMPTUSERMODE",
                        MI_CALLBACKMODE_REPORT, MI_CALLBACKMODE_INQUIRE);
    CHECK_NUMBER_OPTION(OperationOptions, &options, UseMachineID, MI_Boolean, PREFIX "USE_MACHINE_ID", 1, 0);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(the_timeout_is_an_interval) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    CHECK_INTERVAL_OPTION(OperationOptions, &options, Timeout);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(the_regular_prompt_mode_has_an_answer) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_CallbackMode mode = MI_CALLBACKMODE_IGNORE;
    MI_Boolean answer = 9;
    CHECK_RESULT(MI_OperationOptions_GetPromptUserRegularMode(&options, &mode, &answer),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_OperationOptions_SetPromptUserRegularMode(&options, MI_CALLBACKMODE_REPORT, MI_TRUE),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_GetPromptUserRegularMode(&options, &mode, &answer), MI_RESULT_OK);
    CHECK_NUMBER(mode, MI_CALLBACKMODE_REPORT);
    CHECK_NUMBER(answer, MI_TRUE);
    CHECK_NUMBER(number_option(&options, PREFIX "PROMPTUSERMODE"), MI_CALLBACKMODE_REPORT);
    CHECK_NUMBER(number_option(&options, PREFIX "PROMPTUSERMODEREGULAR_ACKVALUE"), MI_TRUE);
    CHECK_RESULT(MI_OperationOptions_GetPromptUserRegularMode(&options, NULL, &answer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetPromptUserRegularMode(NULL, &mode, &answer),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetPromptUserRegularMode(NULL, MI_CALLBACKMODE_REPORT, MI_TRUE),
                 MI_RESULT_INVALID_PARAMETER);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(the_architecture_may_be_required) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_ProviderArchitecture architecture = MI_PROVIDER_ARCHITECTURE_32BIT;
    MI_Boolean must_comply = 9;
    CHECK_RESULT(MI_OperationOptions_GetProviderArchitecture(&options, &architecture, &must_comply),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(
        MI_OperationOptions_SetProviderArchitecture(&options, MI_PROVIDER_ARCHITECTURE_64BIT, MI_TRUE),
        MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_GetProviderArchitecture(&options, &architecture, &must_comply),
                 MI_RESULT_OK);
    CHECK_NUMBER(architecture, MI_PROVIDER_ARCHITECTURE_64BIT);
    CHECK_NUMBER(must_comply, MI_TRUE);
    CHECK_NUMBER(number_option(&options, PREFIX "PROVIDER_ARCHITECTURE"), MI_PROVIDER_ARCHITECTURE_64BIT);
    CHECK_NUMBER(number_option(&options, PREFIX "REQUIRED_ARCHITECTURE"), MI_TRUE);
    CHECK_RESULT(MI_OperationOptions_GetProviderArchitecture(&options, NULL, &must_comply),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetProviderArchitecture(NULL, &architecture, &must_comply),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetProviderArchitecture(NULL, MI_PROVIDER_ARCHITECTURE_64BIT, MI_TRUE),
                 MI_RESULT_INVALID_PARAMETER);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_custom_option_may_have_any_type) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_Value value, read;
    MI_Type type = MI_BOOLEAN;
    MI_Uint32 index = 99;
    memset(&value, 0, sizeof value);
    for (unsigned kind = MI_BOOLEAN; kind <= MI_STRINGA; kind++) {
        if (kind == MI_REFERENCE || kind == MI_INSTANCE) {
            continue;
        }
        MI_Char name[16] = MI_T("Custom_a");
        name[7] = (char)('a' + kind % 26);
        name[8] = (char)('a' + kind / 26);
        memset(&value, 0, sizeof value);
        if (kind == MI_STRING) {
            value.string = (MI_Char *)MI_T("text");
        } else if (kind < MI_DATETIME) {
            value.uint8 = 1;
        }
        CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, name, (MI_Type)kind, &value, MI_FALSE),
                     MI_RESULT_OK);
        CHECK_RESULT(MI_OperationOptions_GetOption(&options, name, &read, &type, &index, NULL), MI_RESULT_OK);
        CHECK_NUMBER(type, kind);
        if (kind < MI_DATETIME) {
            CHECK_NUMBER(read.uint8, 1);
        }
    }
    value.uint64 = UINT64_MAX;
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("Big"), MI_UINT64, &value, MI_TRUE),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_GetOption(&options, MI_T("big"), &read, &type, NULL, NULL),
                 MI_RESULT_OK);
    CHECK(read.uint64 == UINT64_MAX);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("Big"), MI_UINT32, &value, MI_TRUE),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, NULL, MI_UINT32, &value, MI_FALSE),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("no name"), MI_UINT32, &value, MI_FALSE),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("N"), MI_UINT32, NULL, MI_FALSE),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("N"), (MI_Type)64, &value, MI_FALSE),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetCustomOption(NULL, MI_T("N"), MI_UINT32, &value, MI_FALSE),
                 MI_RESULT_INVALID_PARAMETER);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(named_options_are_set_read_and_listed) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    const MI_Char *text = NULL, *name = NULL;
    MI_Uint32 number = 7, index = 99, flags = 99;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("Text"), MI_T("value"), 0), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetNumber(&options, MI_T("Number"), 42, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_GetString(&options, MI_T("TEXT"), &text, &index, &flags), MI_RESULT_OK);
    CHECK_TEXT(text, "value");
    CHECK_NUMBER(index, 1);
    CHECK_NUMBER(flags, 0);
    CHECK_RESULT(MI_OperationOptions_GetNumber(&options, MI_T("number"), &number, &index, &flags),
                 MI_RESULT_OK);
    CHECK_NUMBER(number, 42);
    CHECK_NUMBER(index, 2);
    CHECK_RESULT(MI_OperationOptions_GetOptionAt(&options, 2, &name, &value, &type, &flags), MI_RESULT_OK);
    CHECK_TEXT(name, "Number");
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(value.uint32, 42);
    CHECK_RESULT(MI_OperationOptions_GetOption(&options, MI_T("Text"), &value, &type, &index, &flags),
                 MI_RESULT_OK);
    CHECK_TEXT(value.string, "value");
    CHECK_NUMBER(option_count(&options), 3);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(what_is_wrong_with_an_option_is_said) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    const MI_Char *text = NULL, *name = NULL;
    MI_Uint32 number = 7;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_OperationOptions_SetString(&options, NULL, MI_T("x"), 0), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("N"), NULL, 0), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("N"), MI_T("x"), 1),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("a b"), MI_T("x"), 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetNumber(&options, NULL, 1, 0), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetNumber(&options, MI_T("N"), 1, 2), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("Text"), MI_T("x"), 0), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetNumber(&options, MI_T("Text"), 1, 0), MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_OperationOptions_GetNumber(&options, MI_T("Text"), &number, NULL, NULL),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_NUMBER(number, 7);
    CHECK_RESULT(MI_OperationOptions_GetString(&options, MI_T("Nothing"), &text, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_OperationOptions_GetNumber(&options, MI_T("Nothing"), &number, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_OperationOptions_GetOption(&options, MI_T("Nothing"), &value, &type, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_OperationOptions_GetString(&options, NULL, &text, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetNumber(&options, NULL, &number, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetOption(&options, NULL, &value, &type, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetOptionAt(&options, 2, &name, &value, &type, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetOptionCount(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_timestamp_is_no_interval) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_Value value;
    MI_Interval interval = {9, 9, 9, 9, 9, 0, 0, 0};
    memset(&value, 0, sizeof value);
    value.datetime.isTimestamp = 1;
    value.datetime.u.timestamp.year = 2026;
    CHECK_RESULT(
        MI_OperationOptions_SetCustomOption(&options, PREFIX "TIMEOUT", MI_DATETIME, &value, MI_FALSE),
        MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_GetTimeout(&options, &interval), MI_RESULT_TYPE_MISMATCH);
    CHECK_NUMBER(interval.days, 9);
    MI_OperationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_clone_is_equal_and_independent) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_OperationOptions clone = MI_OPERATIONOPTIONS_NULL;
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("Text"), MI_T("one"), 0), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_Clone(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    REQUIRE_RESULT(MI_OperationOptions_Clone(&options, &clone), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("Text"), MI_T("two"), 0), MI_RESULT_OK);
    CHECK_TEXT(text_option(&clone, MI_T("Text")), "one");
    CHECK_NUMBER(option_count(&clone), 2);
    MI_OperationOptions_Delete(&options);
    CHECK_TEXT(text_option(&clone, MI_T("Text")), "one");
    MI_OperationOptions_Delete(&clone);
    MI_Application_Close(&application);
}

TEST(a_deleted_set_is_no_set) {
    MI_Application application = open_application();
    MI_OperationOptions options = new_options(&application);
    MI_OperationOptions copy = options;
    MI_Uint32 count = 0;
    MI_OperationOptions_Delete(&options);
    CHECK_RESULT(MI_OperationOptions_GetOptionCount(&options, &count), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_OperationOptions_GetOptionCount(&copy, &count), MI_RESULT_INVALID_PARAMETER);
    MI_OperationOptions_Delete(&options);
    MI_OperationOptions_Delete(&copy);
    MI_OperationOptions_Delete(NULL);
    MI_Application_Close(&application);
}

TEST(an_operation_keeps_a_copy_of_its_options) {
    Client client;
    open_client(&client);
    MI_OperationOptions options = new_options(&client.application);
    MI_Instance *key = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w1"));
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Interval minute = {0, 0, 1, 0, 0, 0, 0, 0};
    CHECK_RESULT(MI_OperationOptions_SetTimeout(&options, &minute), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetString(&options, MI_T("Custom"), MI_T("value"), 0), MI_RESULT_OK);
    MI_Session_GetInstance(&client.session, 0, &options, NAMESPACE, key, NULL, &operation);
    MI_OperationOptions_Delete(&options);
    MI_Instance_Delete(key);
    CHECK_OK(finish_instances(&operation));
    close_client(&client);
}

WITH_REPOSITORY;
