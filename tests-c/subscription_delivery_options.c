/* The options of a subscription. */

#include "options.h"

#define PREFIX MI_T("__MI_SUBSCRIPTIONDELIVERYOPTIONS_")

static MI_SubscriptionDeliveryOptions new_options(MI_Application *application) {
    MI_SubscriptionDeliveryOptions options = MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewSubscriptionDeliveryOptions(application,
                                                                 MI_SubscriptionDeliveryType_Pull, &options),
                   MI_RESULT_OK);
    return options;
}

static const MI_Char *text_option(const MI_SubscriptionDeliveryOptions *options, const MI_Char *name) {
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetString(options, name, &text, NULL, NULL), MI_RESULT_OK);
    return text;
}

static MI_Uint32 number_option(const MI_SubscriptionDeliveryOptions *options, const MI_Char *name) {
    MI_Uint32 number = 0;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetNumber(options, name, &number, NULL, NULL), MI_RESULT_OK);
    return number;
}

TEST(both_kinds_of_delivery_make_empty_sets) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    MI_Uint32 count = 99;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionCount(&options, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 0);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(&options), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Application_NewSubscriptionDeliveryOptions(&application,
                                                                 MI_SubscriptionDeliveryType_Push, &options),
                   MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionCount(&options, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 0);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(&options), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(named_options_keep_their_values) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    CHECK_TEXT_OPTION(SubscriptionDeliveryOptions, &options, Bookmark, PREFIX "SET_BOOKMARK");
    CHECK_TEXT_OPTION(SubscriptionDeliveryOptions, &options, DeliveryDestination,
                      PREFIX "SET_DELIVERY_DESTINATION");
    CHECK_NUMBER_OPTION(SubscriptionDeliveryOptions, &options, DeliveryPortNumber, MI_Uint32,
                        PREFIX "SET_DELIVERY_PORT_NUMBER", 80, 65535);
    CHECK_NUMBER_OPTION(SubscriptionDeliveryOptions, &options, DeliveryRetryAttempts, MI_Uint32,
                        PREFIX "SET_DELIVERY_RETRY_ATTEMPTS", 0, 9);
    CHECK_INTERVAL_OPTION(SubscriptionDeliveryOptions, &options, MaximumLatency);
    CHECK_INTERVAL_OPTION(SubscriptionDeliveryOptions, &options, HeartbeatInterval);
    CHECK_INTERVAL_OPTION(SubscriptionDeliveryOptions, &options, DeliveryRetryInterval);
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionCount(&options, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 7);
    MI_SubscriptionDeliveryOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(the_expiration_is_a_time_or_an_interval) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    MI_Datetime in, out;
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetExpirationTime(&options, &out),
                 MI_RESULT_NO_SUCH_PROPERTY);
    in.isTimestamp = 1;
    in.u.timestamp.year = 2030;
    in.u.timestamp.month = 12;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetExpirationTime(&options, &in), MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetExpirationTime(&options, &out), MI_RESULT_OK);
    CHECK_NUMBER(out.isTimestamp, 1);
    CHECK_NUMBER(out.u.timestamp.year, 2030);
    in.isTimestamp = 0;
    memset(&in.u, 0, sizeof in.u);
    in.u.interval.hours = 5;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetExpirationTime(&options, &in), MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetExpirationTime(&options, &out), MI_RESULT_OK);
    CHECK_NUMBER(out.isTimestamp, 0);
    CHECK_NUMBER(out.u.interval.hours, 5);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetExpirationTime(&options, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetExpirationTime(&options, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetExpirationTime(NULL, &in), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetExpirationTime(NULL, &out), MI_RESULT_INVALID_PARAMETER);
    MI_SubscriptionDeliveryOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(custom_options_of_each_kind_are_kept) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    MI_Interval interval = {1, 2, 3, 4, 5, 0, 0, 0}, read_interval = {0, 0, 0, 0, 0, 0, 0, 0};
    MI_Datetime datetime, read_datetime;
    MI_Uint32 number = 0, index = 99, flags = 99;
    const MI_Char *text = NULL, *name = NULL;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    memset(&datetime, 0, sizeof datetime);
    datetime.isTimestamp = 1;
    datetime.u.timestamp.year = 2026;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetString(&options, MI_T("Text"), MI_T("value"), 0),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetNumber(&options, MI_T("Number"), 42, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetDateTime(&options, MI_T("When"), &datetime, 0),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetInterval(&options, MI_T("Span"), &interval, 0),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetString(&options, MI_T("text"), &text, &index, &flags),
                 MI_RESULT_OK);
    CHECK_TEXT(text, "value");
    CHECK_NUMBER(index, 0);
    CHECK_NUMBER(flags, 0);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetNumber(&options, MI_T("number"), &number, &index, &flags),
                 MI_RESULT_OK);
    CHECK_NUMBER(number, 42);
    CHECK_RESULT(
        MI_SubscriptionDeliveryOptions_GetDateTime(&options, MI_T("when"), &read_datetime, &index, &flags),
        MI_RESULT_OK);
    CHECK_NUMBER(read_datetime.u.timestamp.year, 2026);
    CHECK_RESULT(
        MI_SubscriptionDeliveryOptions_GetInterval(&options, MI_T("span"), &read_interval, &index, &flags),
        MI_RESULT_OK);
    CHECK_NUMBER(read_interval.minutes, 3);
    CHECK_NUMBER(index, 3);
    CHECK_RESULT(
        MI_SubscriptionDeliveryOptions_GetInterval(&options, MI_T("When"), &read_interval, NULL, NULL),
        MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionAt(&options, 3, &name, &value, &type, &flags),
                 MI_RESULT_OK);
    CHECK_TEXT(name, "Span");
    CHECK_NUMBER(type, MI_DATETIME);
    CHECK_RESULT(
        MI_SubscriptionDeliveryOptions_GetOption(&options, MI_T("NUMBER"), &value, &type, &index, &flags),
        MI_RESULT_OK);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(value.uint32, 42);
    MI_SubscriptionDeliveryOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(what_is_wrong_with_an_option_is_said) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    MI_Interval interval = {1, 2, 3, 4, 5, 0, 0, 0};
    MI_Datetime datetime;
    MI_Uint32 number = 7;
    const MI_Char *text = NULL, *name = NULL;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    memset(&datetime, 0, sizeof datetime);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetString(&options, NULL, MI_T("x"), 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetString(&options, MI_T("N"), NULL, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetString(&options, MI_T("N"), MI_T("x"), 1),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetNumber(&options, NULL, 1, 0), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetNumber(&options, MI_T("N"), 1, 1),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetDateTime(&options, NULL, &datetime, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetDateTime(&options, MI_T("N"), NULL, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetDateTime(&options, MI_T("N"), &datetime, 1),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetInterval(&options, NULL, &interval, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetInterval(&options, MI_T("N"), NULL, 0),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetInterval(&options, MI_T("N"), &interval, 1),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetString(&options, MI_T("N"), &text, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetNumber(&options, MI_T("N"), &number, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetDateTime(&options, MI_T("N"), &datetime, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetInterval(&options, MI_T("N"), &interval, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOption(&options, MI_T("N"), &value, &type, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionAt(&options, 0, &name, &value, &type, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetNumber(&options, MI_T("N"), 1, 0), MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionAt(&options, 1, &name, &value, &type, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetString(&options, MI_T("N"), MI_T("x"), 0),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetString(&options, MI_T("N"), &text, NULL, NULL),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetString(&options, NULL, &text, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionCount(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetCredentialsCount(&options, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    MI_SubscriptionDeliveryOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(delivery_credentials_hide_their_password) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    MI_UserCredentials credentials =
                           user_credentials(MI_AUTH_TYPE_BASIC, MI_T("domain"), MI_T("user"), MI_T("secret")),
                       read;
    const MI_Char *name = NULL;
    MI_Uint32 count = 0, length = 0, flags = 99;
    MI_Char password[8] = MI_T("");
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_AddDeliveryCredentials(&options, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_AddDeliveryCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetCredentialsCount(&options, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    memset(&read, 0, sizeof read);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetCredentialsAt(&options, 0, &name, &read, &flags),
                 MI_RESULT_OK);
    CHECK_TEXT(name, PREFIX "ADD_DELIVERY_CREDENTIALS");
    CHECK_TEXT(read.credentials.usernamePassword.username, "user");
    CHECK_TEXT(read.credentials.usernamePassword.password, "******");
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetCredentialsPasswordAt(&options, 0, &name, password, 8,
                                                                         &length, &flags),
                 MI_RESULT_OK);
    CHECK_TEXT(password, "secret");
    CHECK_NUMBER(length, 7);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetCredentialsAt(&options, 1, &name, &read, &flags),
                 MI_RESULT_NO_SUCH_PROPERTY);
    MI_SubscriptionDeliveryOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_clone_is_equal_and_independent) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    MI_SubscriptionDeliveryOptions clone = MI_SUBSCRIPTIONDELIVERYOPTIONS_NULL;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_SetBookmark(&options, MI_SUBSCRIBE_BOOKMARK_OLDEST),
                 MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Clone(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    REQUIRE_RESULT(MI_SubscriptionDeliveryOptions_Clone(&options, &clone), MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(&options), MI_RESULT_OK);
    CHECK_TEXT(text_option(&clone, PREFIX "SET_BOOKMARK"), MI_SUBSCRIBE_BOOKMARK_OLDEST);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(&clone), MI_RESULT_OK);
    MI_Application_Close(&application);
}

TEST(a_deleted_set_is_no_set) {
    MI_Application application = open_application();
    MI_SubscriptionDeliveryOptions options = new_options(&application);
    MI_SubscriptionDeliveryOptions copy = options;
    MI_Uint32 count = 0;
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(&options), MI_RESULT_OK);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionCount(&options, &count),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_GetOptionCount(&copy, &count), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(&options), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(&copy), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_SubscriptionDeliveryOptions_Delete(NULL), MI_RESULT_INVALID_PARAMETER);
    MI_Application_Close(&application);
}
