#include "playing.h"

#include <string.h>

void open_player(Client *client) {
    use_modules();
    install_sample();
    write_registration("play", "LIBRARY=sample\nHOSTING=@inproc@\nCLASS=Sample_Play\nCLASS=Sample_Thing\n");
    open_client(client);
}

void set_script(Client *client, const MI_Char *script) {
    MI_Instance *key = new_keyed(&client->application, MI_T("Sample_Play"), script);
    REQUIRE(CHECK_OK(create_instance(client, key)));
    MI_Instance_Delete(key);
}

MI_Operation start_play(Client *client, const MI_Char *script, MI_Uint32 flags, MI_OperationOptions *options,
                        MI_OperationCallbacks *callbacks) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = new_keyed(&client->application, MI_T("Sample_Play"), script);
    MI_Session_GetInstance(&client->session, flags, options, NAMESPACE, key, callbacks, &operation);
    MI_Instance_Delete(key);
    return operation;
}

void release_play(Client *client) {
    MI_Operation operation = start_play(client, MI_T("go"), 0, NULL, NULL);
    REQUIRE(CHECK_OK(finish_instances(&operation)));
}

MI_OperationOptions limited_to(Client *client, unsigned seconds, unsigned microseconds) {
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    MI_Interval limit = {0, 0, 0, seconds, microseconds, 0, 0, 0};
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&client->application, MI_FALSE, &options),
                   MI_RESULT_OK);
    REQUIRE_RESULT(MI_OperationOptions_SetTimeout(&options, &limit), MI_RESULT_OK);
    return options;
}

unsigned category_of(const MI_Instance *details) {
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    REQUIRE(details);
    REQUIRE_RESULT(MI_Instance_GetElement(details, ERROR_CATEGORY, &value, &type, NULL, NULL), MI_RESULT_OK);
    REQUIRE_NUMBER(type, MI_UINT16);
    return value.uint16;
}
