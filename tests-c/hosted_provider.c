/* Providers in this process: what is checked today, and what is said about the rest. */

#include "fixture.h"

#include <string.h>

static MI_Module *MI_CALL provider_main(MI_Server *server) {
    (void)server;
    return NULL;
}

TEST(arguments_of_a_hosted_provider_are_checked) {
    MI_Application application = open_application();
    MI_HostedProvider provider;
    MI_Instance *error = NULL;
    memset(&provider, 0xaa, sizeof provider);
    CHECK_RESULT(MI_Application_NewHostedProvider(&application, NULL, "p", provider_main, NULL, &provider),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(
        MI_Application_NewHostedProvider(&application, "root/test", NULL, provider_main, NULL, &provider),
        MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewHostedProvider(&application, "root/test", "p", NULL, NULL, &provider),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewHostedProvider(&application, "root/test", "p", provider_main, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewHostedProvider(&application, "root/test", "p", NULL, &error, &provider),
                 MI_RESULT_INVALID_PARAMETER);
    if (check_details_at(__FILE__, __LINE__, error, MI_RESULT_INVALID_PARAMETER, NULL)) {
        MI_Instance_Delete(error);
    }
    MI_Application_Close(&application);
}

TEST(a_hosted_provider_is_not_supported_yet) {
    static const MI_HostedProvider zero = MI_HOSTEDPROVIDER_NULL;
    MI_Application application = open_application();
    MI_HostedProvider provider;
    MI_Instance *error = NULL;
    memset(&provider, 0xaa, sizeof provider);
    CHECK_RESULT(
        MI_Application_NewHostedProvider(&application, "root/test", "p", provider_main, &error, &provider),
        MI_RESULT_NOT_SUPPORTED);
    CHECK(memcmp(&provider, &zero, sizeof zero) == 0);
    if (check_details_at(__FILE__, __LINE__, error, MI_RESULT_NOT_SUPPORTED, NULL)) {
        MI_Instance_Delete(error);
    }
    MI_Application owner = MI_APPLICATION_NULL;
    CHECK_RESULT(MI_HostedProvider_GetApplication(&provider, &owner), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_HostedProvider_Close(&provider), MI_RESULT_INVALID_PARAMETER);
    MI_Application_Close(&application);
}
