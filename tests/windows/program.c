/* A program as Windows has them: linked with mi.dll through an import library, and with mimofcodec.dll for
   MOF; wide texts. It writes an instance as MOF to its output. */
#include <mi.h>
#include <micodec.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static void expect(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "program: %s does not hold\n", what);
        exit(1);
    }
}
#define EXPECT(condition) expect((condition) != 0, #condition)

typedef MI_Result(MI_MAIN_CALL *Initialize)(MI_Uint32, const MI_Char *, MI_Instance **, MI_Application *);

int main(void) {
    MI_Application application = MI_APPLICATION_NULL, again = MI_APPLICATION_NULL;
    MI_Session session = MI_SESSION_NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Serializer serializer;
    MI_Instance *instance = NULL;
    const MI_Instance *answer = NULL, *details = NULL;
    const MI_Char *message = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_FAILED;
    MI_Value value;
    MI_Char class_name[] = MI_T("Test_Thing");
    MI_Uint8 text[512];
    MI_Uint32 used = 0;
    Initialize initialize;

    memset(&serializer, 0, sizeof serializer);
    EXPECT(sizeof(MI_Char) == 2);
    EXPECT(MI_Application_Initialize(0, NULL, NULL, &application) == MI_RESULT_OK);
    EXPECT(MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) == MI_RESULT_OK);

    /* The variable of the library, through the import library. */
    EXPECT(mi_clientFT_V1->applicationFT == application.ft);

    MI_Session_GetInstance(&session, 0, NULL, MI_T("root/nowhere"), NULL, NULL, &operation);
    MI_Operation_GetInstance(&operation, &answer, &more, &result, &message, &details);
    EXPECT(result == MI_RESULT_INVALID_PARAMETER);
    MI_Operation_Close(&operation);

    /* As programs do that are not linked with it. */
    initialize = (Initialize)(void (*)(void))GetProcAddress(GetModuleHandleW(L"mi.dll"),
                                                            "MI_Application_InitializeV1");
    EXPECT(initialize);
    EXPECT(initialize(0, NULL, NULL, &again) == MI_RESULT_OK);
    EXPECT(MI_Application_Close(&again) == MI_RESULT_OK);

    EXPECT(MI_Application_NewInstance(&application, class_name, NULL, &instance) == MI_RESULT_OK);
    value.string = (MI_Char *)MI_T("Gr\u00f6\u00dfe");
    EXPECT(MI_Instance_AddElement(instance, MI_T("Name"), &value, MI_STRING, 0) == MI_RESULT_OK);
    EXPECT(MI_Application_NewSerializer_Mof(&application, 0, (MI_Char *)MI_T("MI_MOF_CIMV2_EXTV1"),
                                            &serializer) == MI_RESULT_OK);
    result = MI_Serializer_SerializeInstance(&serializer, 0, instance, text, sizeof text, &used);
    EXPECT(result == MI_RESULT_OK);
    EXPECT(fwrite(text, 1, used, stdout) == used);
    MI_Serializer_Close(&serializer);
    MI_Instance_Delete(instance);

    EXPECT(MI_Session_Close(&session, NULL, NULL) == MI_RESULT_OK);
    EXPECT(MI_Application_Close(&application) == MI_RESULT_OK);
    return 0;
}
