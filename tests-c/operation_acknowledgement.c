/* Results that the client acknowledges itself: until then they stay, and the next one waits. */

#include "fixture.h"

WITH_REPOSITORY;

TEST(the_next_result_comes_after_the_acknowledgement) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, "Test_Widget", MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    for (unsigned index = 1; index <= 4; index++) {
        EVENT_WAIT(&withheld.results, index);
        CHECK_NUMBER(event_count(&withheld.results), index);
        CHECK_NUMBER(event_count(&withheld.finished), index == 4);
        if (index < 4) {
            /* The result stays valid on any thread until it is acknowledged. */
            REQUIRE(withheld.instance);
            CHECK(text_of(withheld.instance, "Name") != NULL);
        }
        acknowledge(&withheld);
    }
    CHECK_RESULT(withheld.result, MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}

TEST(a_second_acknowledgement_does_no_harm) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_TestConnection(&client.session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks, &operation);
    EVENT_WAIT(&withheld.finished, 1);
    REQUIRE(withheld.acknowledge);
    CHECK_RESULT(withheld.acknowledge(&operation), MI_RESULT_OK);
    withheld.acknowledge(&operation);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    CHECK(withheld.acknowledge(&operation) != MI_RESULT_OK);
    CHECK(withheld.acknowledge(NULL) != MI_RESULT_OK);
    close_client(&client);
}

TEST(a_cancelled_operation_ends_after_its_acknowledgements) {
    Client client;
    open_client(&client);
    Withheld withheld = WITHHELD_INITIALISER;
    MI_OperationCallbacks callbacks = withholding_callbacks(&withheld);
    MI_Operation operation =
        start_enumeration(&client, "Test_Widget", MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &callbacks);
    EVENT_WAIT(&withheld.results, 1);
    CHECK_RESULT(MI_Operation_Cancel(&operation, MI_REASON_NONE), MI_RESULT_OK);
    unsigned index = 1;
    while (true) {
        EVENT_WAIT(&withheld.results, index);
        bool last = event_count(&withheld.finished) > 0;
        acknowledge(&withheld);
        if (last) {
            break;
        }
        index++;
    }
    CHECK(index <= 4);
    CHECK(withheld.result == MI_RESULT_FAILED || withheld.result == MI_RESULT_OK);
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    close_client(&client);
}
