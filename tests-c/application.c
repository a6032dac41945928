/* Applications: opening, closing, and what they make. */

#include "declarations.h"
#include "fixture.h"

#include <string.h>

static bool is_zeroed(const void *memory, size_t size) {
    const unsigned char *bytes = memory;
    while (size--) {
        if (*bytes++) {
            return false;
        }
    }
    return true;
}

TEST(an_application_opens_and_closes) {
    MI_Application application = MI_APPLICATION_NULL;
    MI_Instance *error = (MI_Instance *)&application;
    CHECK_RESULT(MI_Application_InitializeV1(0, MI_T("an application"), &error, &application), MI_RESULT_OK);
    CHECK(error == NULL);
    CHECK(application.ft != NULL);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    CHECK(is_zeroed(&application, sizeof application));
}

TEST(an_application_needs_no_name) {
    MI_Application application;
    memset(&application, 0xaa, sizeof application);
    CHECK_RESULT(MI_Application_Initialize(0, NULL, NULL, &application), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}

TEST(an_application_needs_a_handle_and_no_flags) {
    MI_Application application;
    MI_Instance *error = (MI_Instance *)&application;
    memset(&application, 0xaa, sizeof application);
    CHECK_RESULT(MI_Application_InitializeV1(0, NULL, &error, NULL), MI_RESULT_INVALID_PARAMETER);
    if (error) {
        check_details_at(__FILE__, __LINE__, error, MI_RESULT_INVALID_PARAMETER, NULL);
        MI_Instance_Delete(error);
    }
    error = (MI_Instance *)&application;
    CHECK_RESULT(MI_Application_InitializeV1(1, NULL, &error, &application), MI_RESULT_INVALID_PARAMETER);
    if (check_details_at(__FILE__, __LINE__, error, MI_RESULT_INVALID_PARAMETER, "flags")) {
        MI_Instance_Delete(error);
    }
}

TEST(what_failed_to_open_is_safe_to_use_and_to_close) {
    MI_Application application;
    MI_Instance *instance = NULL;
    MI_Session session = MI_SESSION_NULL;
    memset(&application, 0xaa, sizeof application);
    CHECK_RESULT(MI_Application_InitializeV1(0x80000000, NULL, NULL, &application),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK(MI_Application_NewInstance(&application, MI_T("Test_Widget"), NULL, &instance) != MI_RESULT_OK);
    CHECK(MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) != MI_RESULT_OK);
    MI_Application_Close(&application);
    MI_Application_Close(&application);
}

TEST(applications_are_independent) {
    MI_Application first = open_application(), second = open_application();
    CHECK_RESULT(MI_Application_Close(&first), MI_RESULT_OK);
    MI_Instance *instance = new_instance(&second, MI_T("Test_Widget"));
    MI_Instance_Delete(instance);
    CHECK_RESULT(MI_Application_Close(&second), MI_RESULT_OK);
}

TEST(an_application_is_passed_by_value) {
    MI_Application application = open_application();
    MI_Application copy = application;
    memset(&application, 0, sizeof application);
    MI_Instance *instance = new_instance(&copy, MI_T("Test_Widget"));
    MI_Instance_Delete(instance);
    CHECK_RESULT(MI_Application_Close(&copy), MI_RESULT_OK);
}

TEST(an_application_is_closed_once) {
    MI_Application application = open_application();
    MI_Application copy = application;
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_Close(&copy), MI_RESULT_INVALID_PARAMETER);
}

TEST_WITHIN(applications_open_and_close_many_times, 60) {
    for (unsigned long index = 0; index < rounds(2000); index++) {
        MI_Application application = open_application();
        MI_Session session = open_session(&application);
        CHECK_RESULT(MI_Session_Close(&session, NULL, NULL), MI_RESULT_OK);
        REQUIRE_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
    }
}

TEST(exit_without_close_is_clean) {
    /* The test's process ends with all of it open; a crash or a hang at exit fails the test. */
    static MI_Application application;
    static MI_Session session;
    application = open_application();
    session = open_session(&application);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&session, 0, NULL, &operation);
    CHECK_OK(finish_instances(&operation));
}

TEST(null_places_for_results_are_refused) {
    MI_Application application = open_application();
    CHECK_RESULT(MI_Application_NewInstance(&application, MI_T("Test_Widget"), NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewParameterSet(&application, NULL, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewDestinationOptions(&application, NULL), MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewOperationOptions(&application, MI_FALSE, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(
        MI_Application_NewSubscriptionDeliveryOptions(&application, MI_SubscriptionDeliveryType_Pull, NULL),
        MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, NULL),
                 MI_RESULT_INVALID_PARAMETER);
    MI_Application_Close(&application);
}

TEST(an_instance_needs_a_class) {
    MI_Application application = open_application();
    MI_Instance *instance = NULL;
    CHECK_RESULT(MI_Application_NewInstance(&application, NULL, NULL, &instance),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_RESULT(MI_Application_NewInstance(&application, NULL, &decl_base, &instance), MI_RESULT_OK);
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
}

TEST(factories_without_an_application_leave_nothing_behind) {
    MI_Session session;
    MI_DestinationOptions destination;
    MI_OperationOptions operation;
    MI_SubscriptionDeliveryOptions delivery;
    MI_HostedProvider provider;
    MI_Serializer serializer;
    MI_Deserializer deserializer;
    MI_Instance *instance = (MI_Instance *)&session;
    MI_Class *made = (MI_Class *)&session;
    MI_Char format[] = MI_T("MI_XML");
    MI_Application empty = MI_APPLICATION_NULL;
    MI_Application *applications[] = {NULL, &empty};
    for (int index = 0; index < 2; index++) {
        MI_Application *none = applications[index];
        memset(&session, 0xaa, sizeof session);
        memset(&destination, 0xaa, sizeof destination);
        memset(&operation, 0xaa, sizeof operation);
        memset(&delivery, 0xaa, sizeof delivery);
        memset(&provider, 0xaa, sizeof provider);
        memset(&serializer, 0xaa, sizeof serializer);
        memset(&deserializer, 0xaa, sizeof deserializer);
        CHECK_RESULT(MI_Application_NewSession(none, NULL, NULL, NULL, NULL, NULL, &session),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK(is_zeroed(&session, sizeof session));
        CHECK_RESULT(MI_Application_NewDestinationOptions(none, &destination), MI_RESULT_INVALID_PARAMETER);
        CHECK(is_zeroed(&destination, sizeof destination));
        CHECK_RESULT(MI_Application_NewOperationOptions(none, MI_TRUE, &operation),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK(is_zeroed(&operation, sizeof operation));
        CHECK_RESULT(
            MI_Application_NewSubscriptionDeliveryOptions(none, MI_SubscriptionDeliveryType_Pull, &delivery),
            MI_RESULT_INVALID_PARAMETER);
        CHECK(is_zeroed(&delivery, sizeof delivery));
        CHECK_RESULT(
            MI_Application_NewHostedProvider(none, MI_T("root/test"), MI_T("p"), NULL, NULL, &provider),
            MI_RESULT_INVALID_PARAMETER);
        CHECK(is_zeroed(&provider, sizeof provider));
        CHECK_RESULT(MI_Application_NewSerializer(none, 0, format, &serializer), MI_RESULT_INVALID_PARAMETER);
        CHECK(is_zeroed(&serializer, sizeof serializer));
        CHECK_RESULT(MI_Application_NewDeserializer(none, 0, format, &deserializer),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK(is_zeroed(&deserializer, sizeof deserializer));
        CHECK_RESULT(MI_Application_NewInstance(none, MI_T("Test_Widget"), NULL, &instance),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Application_NewParameterSet(none, NULL, &instance), MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Application_NewInstanceFromClass(none, MI_T("Test_Widget"), NULL, &instance),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Application_NewClass(none, &decl_base, NULL, NULL, &made),
                     MI_RESULT_INVALID_PARAMETER);
        CHECK_RESULT(MI_Application_Close(none), MI_RESULT_INVALID_PARAMETER);
    }
}
