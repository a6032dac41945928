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

MI_Result second(MI_Instance *instance, const MI_ClientFT_V1 *tables)
{
    if (tables != mi_clientFT) {
        return MI_RESULT_FAILED;
    }
    return MI_Instance_Delete(instance);
}
