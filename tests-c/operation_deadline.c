/* Time limits of operations. */

#include "fixture.h"

WITH_REPOSITORY;

TEST(a_timeout_that_is_not_over_changes_nothing) {
    Client client;
    open_client(&client);
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Interval long_enough = {1, 0, 0, 0, 0, 0, 0, 0};
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options), MI_RESULT_OK);
    CHECK_RESULT(MI_OperationOptions_SetTimeout(&options, &long_enough), MI_RESULT_OK);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&client.session, 0, &options, NAMESPACE, "Test_Widget", MI_FALSE, NULL,
                                  &operation);
    CHECK_OK(finish_instances(&operation));
    MI_OperationOptions_Delete(&options);
    close_client(&client);
}
