/*
 * The second of two translation units that include the header: nothing in it may be defined twice.
 */
#include <MI.h>
#include <micodec.h>

#if defined(__cplusplus)
extern "C" {
#endif
MI_Result second(MI_Instance *instance, const MI_ClientFT_V1 *tables);
#if defined(__cplusplus)
}
#endif

/* What starts an application is a function with an address, also where it is a macro. */
static MI_Result (MI_MAIN_CALL *const initialize)(MI_Uint32, const MI_Char *, MI_Instance **, MI_Application *) =
    &MI_Application_Initialize;

MI_Result second(MI_Instance *instance, const MI_ClientFT_V1 *tables)
{
    MI_Application application = MI_APPLICATION_NULL;
    MI_Instance *error = NULL;
    if (initialize(0, NULL, &error, &application) != MI_RESULT_OK || error ||
        MI_Application_Close(&application) != MI_RESULT_OK) {
        return MI_RESULT_FAILED;
    }
    if (tables != mi_clientFT) {
        return MI_RESULT_FAILED;
    }
    return MI_Instance_Delete(instance);
}
