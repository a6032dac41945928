/* The options of a session. */

#include "options.h"

#include <stdlib.h>

#define PREFIX MI_T("__MI_DESTINATIONOPTIONS_")

static MI_DestinationOptions new_options(MI_Application *application) {
    MI_DestinationOptions options = MI_DESTINATIONOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewDestinationOptions(application, &options), MI_RESULT_OK);
    return options;
}

static const MI_Char *text_option(const MI_DestinationOptions *options, const MI_Char *name) {
    const MI_Char *text = NULL;
    CHECK_RESULT(MI_DestinationOptions_GetString(options, name, &text, NULL), MI_RESULT_OK);
    return text;
}

static MI_Uint32 number_option(const MI_DestinationOptions *options, const MI_Char *name) {
    MI_Uint32 number = 0;
    CHECK_RESULT(MI_DestinationOptions_GetNumber(options, name, &number, NULL), MI_RESULT_OK);
    return number;
}

static MI_Uint32 option_count(const MI_DestinationOptions *options) {
    MI_Uint32 count = 99;
    CHECK_RESULT(MI_DestinationOptions_GetOptionCount(options, &count), MI_RESULT_OK);
    return count;
}

static MI_Uint32 credentials_count(const MI_DestinationOptions *options) {
    MI_Uint32 count = 99;
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsCount(options, &count), MI_RESULT_OK);
    return count;
}

TEST(new_options_are_empty) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    const MI_Char *name = NULL;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    CHECK_NUMBER(option_count(&options), 0);
    CHECK_NUMBER(credentials_count(&options), 0);
    CHECK_RESULT(MI_DestinationOptions_GetOptionAt(&options, 0, &name, &value, &type, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(text_options_keep_their_text) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    CHECK_TEXT_OPTION(DestinationOptions, &options, PacketEncoding, PREFIX "PACKET_ENCODING");
    CHECK_TEXT_OPTION(DestinationOptions, &options, DataLocale, PREFIX "DATA_LOCALE");
    CHECK_TEXT_OPTION(DestinationOptions, &options, UILocale, PREFIX "UI_LOCALE");
    CHECK_TEXT_OPTION(DestinationOptions, &options, HttpUrlPrefix, PREFIX "HTTP_URL_PREFIX");
    CHECK_TEXT_OPTION(DestinationOptions, &options, TrustedCertsDir, PREFIX "TRUSTED_CERTS_DIR");
    CHECK_TEXT_OPTION(DestinationOptions, &options, CertFile, PREFIX "CERT_FILE");
    CHECK_TEXT_OPTION(DestinationOptions, &options, PrivateKeyFile, PREFIX "PRIVATE_KEY_FILE");
    CHECK_TEXT_OPTION(DestinationOptions, &options, Transport, PREFIX "TRANSPORT");
    CHECK_TEXT_OPTION(DestinationOptions, &options, ProxyType, PREFIX "PROXY_TYPE");
    CHECK_NUMBER(option_count(&options), 9);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(number_options_keep_their_number) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, CertCACheck, MI_Boolean, PREFIX "CERT_CA_CHECK", 1, 0);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, CertCNCheck, MI_Boolean, PREFIX "CERT_CN_CHECK", 1, 0);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, CertRevocationCheck, MI_Boolean,
                        PREFIX "CERT_REVOCATION_CHECK", 1, 0);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, PacketPrivacy, MI_Boolean, PREFIX "PACKET_PRIVACY", 0,
                        1);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, PacketIntegrity, MI_Boolean, PREFIX "PACKET_INTEGRITY",
                        0, 1);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, EncodePortInSPN, MI_Boolean,
                        PREFIX "ENCODE_PORT_IN_SPN", 0, 1);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, MaxEnvelopeSize, MI_Uint32, PREFIX "MAX_ENVELOPE_SIZE",
                        500, 4294967295u);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, MaxElements, MI_Uint32, PREFIX "MAX_ELEMENTS", 0, 1000);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, DestinationPort, MI_Uint32, PREFIX "DESTINATION_PORT",
                        5985, 5986);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, SslOptions, MI_Uint32, PREFIX "SSL_OPTIONS", 3, 0x20);
    CHECK_NUMBER_OPTION(DestinationOptions, &options, ImpersonationType,
                        MI_DestinationOptions_ImpersonationType, PREFIX "IMPERSONATION_TYPE",
                        MI_DestinationOptions_ImpersonationType_Identify,
                        MI_DestinationOptions_ImpersonationType_Delegate);
    CHECK_NUMBER(option_count(&options), 11);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(the_timeout_is_an_interval) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    CHECK_INTERVAL_OPTION(DestinationOptions, &options, Timeout);
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    MI_Uint32 index = 99, flags = 99;
    CHECK_RESULT(MI_DestinationOptions_GetOption(&options, PREFIX "TIMEOUT", &value, &type, &index, &flags),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_DATETIME);
    CHECK_NUMBER(value.datetime.isTimestamp, 0);
    CHECK_NUMBER(value.datetime.u.interval.seconds, 4);
    CHECK_NUMBER(index, 0);
    CHECK_NUMBER(flags, 0);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(custom_options_are_kept_by_name_without_case) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    const MI_Char *text = NULL, *name = NULL;
    MI_Uint32 number = 0, index = 99, flags = 99;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_DestinationOptions_SetString(&options, MI_T("My_Text"), MI_T("value")), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_SetNumber(&options, MI_T("My_Number"), 42), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_GetString(&options, MI_T("MY_TEXT"), &text, &index), MI_RESULT_OK);
    CHECK_TEXT(text, "value");
    CHECK_NUMBER(index, 0);
    CHECK_RESULT(MI_DestinationOptions_GetNumber(&options, MI_T("my_number"), &number, &index), MI_RESULT_OK);
    CHECK_NUMBER(number, 42);
    CHECK_NUMBER(index, 1);
    CHECK_RESULT(MI_DestinationOptions_GetOptionAt(&options, 1, &name, &value, &type, &flags), MI_RESULT_OK);
    CHECK_TEXT(name, "My_Number");
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(value.uint32, 42);
    CHECK_NUMBER(flags, 0);
    CHECK_RESULT(MI_DestinationOptions_GetOption(&options, MI_T("my_text"), &value, &type, &index, &flags),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_STRING);
    CHECK_TEXT(value.string, "value");
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(what_is_wrong_with_a_custom_option_is_said) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    const MI_Char *text = NULL, *name = NULL;
    MI_Uint32 number = 7, count = 0;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    CHECK_RESULT(MI_DestinationOptions_SetString(&options, NULL, MI_T("x")), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_SetString(&options, MI_T("N"), NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_SetString(&options, MI_T(""), MI_T("x")), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_SetString(&options, MI_T("no name"), MI_T("x")),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_SetNumber(&options, NULL, 1), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_SetNumber(&options, MI_T("1"), 1), MI_RESULT_INVALID_PARAMETER);
    CHECK_NUMBER(option_count(&options), 0);
    CHECK_RESULT(MI_DestinationOptions_SetString(&options, MI_T("Text"), MI_T("x")), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_SetNumber(&options, MI_T("TEXT"), 1), MI_RESULT_TYPE_MISMATCH);
    CHECK_RESULT(MI_DestinationOptions_GetNumber(&options, MI_T("Text"), &number, NULL),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_NUMBER(number, 7);
    CHECK_RESULT(MI_DestinationOptions_SetNumber(&options, MI_T("Number"), 1), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_GetString(&options, MI_T("Number"), &text, NULL),
                 MI_RESULT_TYPE_MISMATCH);
    CHECK_TEXT(text, NULL);
    CHECK_RESULT(MI_DestinationOptions_GetString(&options, MI_T("Nothing"), &text, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_DestinationOptions_GetNumber(&options, MI_T("Nothing"), &number, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_DestinationOptions_GetOption(&options, MI_T("Nothing"), &value, &type, NULL, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_DestinationOptions_GetString(&options, NULL, &text, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetNumber(&options, NULL, &number, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetOption(&options, NULL, &value, &type, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetOptionAt(&options, 2, &name, &value, &type, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetOptionAt(&options, 0xffffffff, &name, &value, &type, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetOptionCount(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsCount(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetOptionCount(&options, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, 2);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(the_table_refuses_flags) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_Interval interval = {0, 0, 1, 0, 0, 0, 0, 0};
    MI_UserCredentials credentials = user_credentials(MI_AUTH_TYPE_BASIC, NULL, MI_T("user"), MI_T("secret"));
    CHECK_RESULT(options.ft->SetString(&options, MI_T("N"), MI_T("x"), 1), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(options.ft->SetNumber(&options, MI_T("N"), 1, 1), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(options.ft->SetInterval(&options, MI_T("N"), &interval, 1), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(options.ft->AddCredentials(&options, MI_T("N"), &credentials, 1),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_NUMBER(option_count(&options), 0);
    CHECK_NUMBER(credentials_count(&options), 0);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_deleted_set_is_no_set) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_DestinationOptions copy = options;
    MI_Uint32 count = 0;
    MI_DestinationOptions_Delete(&options);
    CHECK_RESULT(MI_DestinationOptions_GetOptionCount(&options, &count), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetOptionCount(&copy, &count), MI_RESULT_INVALID_PARAMETER);
    MI_DestinationOptions_Delete(&options);
    MI_DestinationOptions_Delete(&copy);
    MI_DestinationOptions_Delete(NULL);
    MI_Application_Close(&application);
}

TEST(a_clone_is_equal_and_independent) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_DestinationOptions clone = MI_DESTINATIONOPTIONS_NULL;
    MI_UserCredentials credentials = user_credentials(MI_AUTH_TYPE_BASIC, NULL, MI_T("user"), MI_T("secret"));
    CHECK_RESULT(MI_DestinationOptions_SetUILocale(&options, MI_T("en-us")), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_Clone(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    REQUIRE_RESULT(MI_DestinationOptions_Clone(&options, &clone), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_SetUILocale(&options, MI_T("de-de")), MI_RESULT_OK);
    CHECK_TEXT(text_option(&clone, PREFIX "UI_LOCALE"), "en-us");
    MI_DestinationOptions_Delete(&options);
    CHECK_TEXT(text_option(&clone, PREFIX "UI_LOCALE"), "en-us");
    CHECK_NUMBER(credentials_count(&clone), 1);
    MI_Char password[16] = MI_T("");
    const MI_Char *name = NULL;
    MI_Uint32 length = 0;
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsPasswordAt(&clone, 0, &name, password,
                                                                TEXT_CAPACITY(password), &length, NULL),
                 MI_RESULT_OK);
    CHECK_TEXT(password, "secret");
    MI_DestinationOptions_Delete(&clone);
    MI_Application_Close(&application);
}

/* ---- Credentials ---- */

TEST(credentials_are_kept_with_their_name_and_without_their_password) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_Char user[] = MI_T("user"), password[] = MI_T("secret");
    MI_UserCredentials credentials = user_credentials(MI_AUTH_TYPE_BASIC, MI_T("domain"), user, password);
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_AddProxyCredentials(&options, &credentials), MI_RESULT_OK);
    user[0] = 'x';
    password[0] = 'x';
    CHECK_NUMBER(credentials_count(&options), 2);
    CHECK_NUMBER(option_count(&options), 0);
    MI_UserCredentials read;
    const MI_Char *name = NULL;
    MI_Uint32 flags = 99;
    memset(&read, 0, sizeof read);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsAt(&options, 0, &name, &read, &flags), MI_RESULT_OK);
    CHECK_TEXT(name, PREFIX "DESTINATION_CREDENTIALS");
    CHECK_TEXT(read.authenticationType, MI_AUTH_TYPE_BASIC);
    CHECK_TEXT(read.credentials.usernamePassword.domain, "domain");
    CHECK_TEXT(read.credentials.usernamePassword.username, "user");
    CHECK_TEXT(read.credentials.usernamePassword.password, "******");
    CHECK_NUMBER(flags, 0);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsAt(&options, 1, &name, &read, NULL), MI_RESULT_OK);
    CHECK_TEXT(name, PREFIX "PROXY_CREDENTIALS");
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_password_is_read_by_exact_lengths) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_UserCredentials credentials = user_credentials(MI_AUTH_TYPE_NTLM, NULL, MI_T("user"), MI_T("secret"));
    const MI_Char *name = NULL;
    MI_Uint32 length = 0, flags = 99;
    MI_Char password[8];
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsPasswordAt(&options, 0, &name, NULL, 0, &length, &flags),
                 MI_RESULT_OK);
    CHECK_NUMBER(length, 7);
    text_fill(password, '#', TEXT_CAPACITY(password));
    length = 0;
    CHECK_RESULT(
        MI_DestinationOptions_GetCredentialsPasswordAt(&options, 0, &name, password, 6, &length, &flags),
        MI_RESULT_FAILED);
    CHECK_NUMBER(length, 7);
    CHECK_NUMBER(password[6], '#');
    CHECK_NUMBER(password[7], '#');
    length = 0;
    CHECK_RESULT(
        MI_DestinationOptions_GetCredentialsPasswordAt(&options, 0, &name, password, 7, &length, &flags),
        MI_RESULT_OK);
    CHECK_NUMBER(length, 7);
    CHECK_TEXT(password, "secret");
    CHECK_NUMBER(password[7], '#');
    CHECK_TEXT(name, PREFIX "DESTINATION_CREDENTIALS");
    CHECK_NUMBER(flags, 0);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_password_may_be_missing) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_UserCredentials credentials = user_credentials(MI_AUTH_TYPE_KERBEROS, NULL, MI_T("user"), NULL);
    const MI_Char *name = NULL;
    MI_Uint32 length = 99;
    MI_Char password[8] = MI_T("#");
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(
        MI_DestinationOptions_GetCredentialsPasswordAt(&options, 0, &name, password, 8, &length, NULL),
        MI_RESULT_OK);
    CHECK_NUMBER(length, 0);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_long_password_comes_back_whole) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_Char password[1001], read[1001];
    text_fill(password, 'p', 1000);
    password[1000] = 0;
    MI_UserCredentials credentials = user_credentials(MI_AUTH_TYPE_BASIC, NULL, MI_T("user"), password);
    const MI_Char *name = NULL;
    MI_Uint32 length = 0;
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsPasswordAt(&options, 0, &name, read, TEXT_CAPACITY(read),
                                                                &length, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(length, 1001);
    CHECK(memcmp(read, password, sizeof read) == 0);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(each_kind_of_authentication_has_its_fields) {
    static const MI_Char *const without_data[] = {MI_AUTH_TYPE_NONE, MI_AUTH_TYPE_NEGO_NO_CREDS,
                                                  MI_AUTH_TYPE_DEFAULT};
    static const MI_Char *const with_password[] = {MI_AUTH_TYPE_DIGEST, MI_AUTH_TYPE_NEGO_WITH_CREDS,
                                                   MI_AUTH_TYPE_BASIC, MI_AUTH_TYPE_KERBEROS,
                                                   MI_AUTH_TYPE_NTLM};
    static const MI_Char *const with_certificate[] = {MI_AUTH_TYPE_CLIENT_CERTS, MI_AUTH_TYPE_ISSUER_CERT};
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_UserCredentials credentials, read;
    const MI_Char *name = NULL;
    MI_Uint32 length = 0;
    for (size_t index = 0; index < 3; index++) {
        credentials = user_credentials(without_data[index], NULL, NULL, NULL);
        CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    }
    for (size_t index = 0; index < 5; index++) {
        credentials = user_credentials(with_password[index], NULL, NULL, MI_T("secret"));
        CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials),
                     MI_RESULT_INVALID_PARAMETER);
        credentials = user_credentials(with_password[index], NULL, MI_T("user"), NULL);
        CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    }
    for (size_t index = 0; index < 2; index++) {
        credentials = certificate_credentials(with_certificate[index], MI_T("0123ABCD"));
        CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
        CHECK_RESULT(
            MI_DestinationOptions_GetCredentialsAt(&options, 8 + (MI_Uint32)index, &name, &read, NULL),
            MI_RESULT_OK);
        CHECK_TEXT(read.credentials.certificateThumbprint, "0123ABCD");
        CHECK_RESULT(MI_DestinationOptions_GetCredentialsPasswordAt(&options, 8 + (MI_Uint32)index, &name,
                                                                    NULL, 0, &length, NULL),
                     MI_RESULT_INVALID_PARAMETER);
    }
    CHECK_NUMBER(credentials_count(&options), 10);
    /* A certificate may be chosen elsewhere. */
    credentials = certificate_credentials(MI_AUTH_TYPE_CLIENT_CERTS, NULL);
    CHECK_RESULT(MI_DestinationOptions_AddProxyCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsAt(&options, 10, &name, &read, NULL), MI_RESULT_OK);
    CHECK_TEXT(read.credentials.certificateThumbprint, NULL);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(one_kind_of_authentication_is_given_once) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_UserCredentials credentials = user_credentials(MI_T("BASIC"), NULL, MI_T("user"), MI_T("secret"));
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    credentials.authenticationType = MI_T("basic");
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_FAILED);
    CHECK_RESULT(MI_DestinationOptions_AddProxyCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_NUMBER(credentials_count(&options), 2);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(what_is_wrong_with_credentials_is_said) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_UserCredentials credentials = user_credentials(MI_T("Handshake"), NULL, MI_T("user"), MI_T("secret"));
    const MI_Char *name = NULL;
    MI_Uint32 length = 0;
    MI_Char password[8];
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsAt(&options, 0, &name, &credentials, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(
        MI_DestinationOptions_GetCredentialsPasswordAt(&options, 0, &name, password, 8, &length, NULL),
        MI_RESULT_INVALID_PARAMETER);
    credentials = user_credentials(MI_T("Handshake"), NULL, MI_T("user"), MI_T("secret"));
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials),
                 MI_RESULT_INVALID_PARAMETER);
    credentials.authenticationType = NULL;
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_AddProxyCredentials(&options, NULL), MI_RESULT_INVALID_PARAMETER);
    credentials.authenticationType = MI_AUTH_TYPE_BASIC;
    CHECK_RESULT(MI_DestinationOptions_AddDestinationCredentials(&options, &credentials), MI_RESULT_OK);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsAt(&options, 1, &name, &credentials, NULL),
                 MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(
        MI_DestinationOptions_GetCredentialsPasswordAt(&options, 1, &name, password, 8, &length, NULL),
        MI_RESULT_NO_SUCH_PROPERTY);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsAt(&options, 0, &name, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_DestinationOptions_GetCredentialsAt(&options, 0, NULL, &credentials, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    MI_DestinationOptions_Delete(&options);
    MI_Application_Close(&application);
}

TEST(a_session_keeps_a_copy_of_its_options) {
    MI_Application application = open_application();
    MI_DestinationOptions options = new_options(&application);
    MI_Session session = MI_SESSION_NULL;
    CHECK_RESULT(MI_DestinationOptions_SetUILocale(&options, MI_T("en-us")), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Application_NewSession(&application, NULL, NULL, &options, NULL, NULL, &session),
                   MI_RESULT_OK);
    MI_DestinationOptions_Delete(&options);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&session, 0, NULL, &operation);
    CHECK_OK(finish_instances(&operation));
    CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
    MI_Application_Close(&application);
}
