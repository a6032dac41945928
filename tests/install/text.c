/*
 * A program in either character: text write NAME creates an instance with a text of four scripts, text read
 * prints all of them. Both flavours of the library keep texts in one repository. Exit status 3 where the
 * library is of the other character.
 */
#include <locale.h>
#include <mi.h>
#include <stdio.h>
#include <string.h>

#define NAMESPACE MI_T("root/inventory")
#define CLASS MI_T("Inventory_Computer")
/* Latin, Greek, Chinese, and a smiling face, which is outside of the first 65536 characters. */
#define TEXT MI_T("Gr\u00fc\u00dfe \u03b1 \u6f22 \U0001F600")

#if MI_CHAR_TYPE == 1
#define PRINTED "s"
#else
#define PRINTED "ls"
#endif

static int failed(const char *what, MI_Result result) {
    fprintf(stderr, "%s: result %d\n", what, (int)result);
    return 1;
}

static int write_one(MI_Application *application, MI_Session *session, const char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance;
    const MI_Instance *created;
    const MI_Char *message = NULL;
    MI_Char units[64] = {0};
    MI_Value value;
    MI_Boolean more;
    MI_Result result;
    size_t index;
    for (index = 0; name[index] && index < MI_COUNT(units) - 1; index++) {
        units[index] = (MI_Char)name[index];
    }
    MI_Application_NewInstance(application, CLASS, NULL, &instance);
    value.string = units;
    MI_Instance_AddElement(instance, MI_T("Name"), &value, MI_STRING, MI_FLAG_KEY);
    value.string = TEXT;
    MI_Instance_AddElement(instance, MI_T("Location"), &value, MI_STRING, 0);
    MI_Session_CreateInstance(session, 0, NULL, NAMESPACE, instance, NULL, &operation);
    MI_Operation_GetInstance(&operation, &created, &more, &result, &message, NULL);
    if (message) {
        fprintf(stderr, "%" PRINTED "\n", message);
    }
    MI_Operation_Close(&operation);
    MI_Instance_Delete(instance);
    return result == MI_RESULT_OK ? 0 : failed("creating", result);
}

static int read_all(MI_Session *session) {
    MI_Operation operation = MI_OPERATION_NULL;
    const MI_Instance *instance;
    MI_Boolean more = MI_TRUE;
    MI_Result result = MI_RESULT_OK;
    MI_Session_EnumerateInstances(session, 0, NULL, NAMESPACE, CLASS, MI_FALSE, NULL, &operation);
    while (more) {
        MI_Value name, text;
        MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL);
        if (instance) {
            MI_Instance_GetElement(instance, MI_T("Name"), &name, NULL, NULL, NULL);
            MI_Instance_GetElement(instance, MI_T("Location"), &text, NULL, NULL, NULL);
            printf("%" PRINTED ": %" PRINTED ", %s\n", name.string, text.string,
                   memcmp(text.string, TEXT, sizeof(TEXT)) == 0 ? "as it was written" : "another text");
        }
    }
    MI_Operation_Close(&operation);
    return result == MI_RESULT_OK ? 0 : failed("enumerating", result);
}

int main(int count, char **arguments) {
    MI_Application application;
    MI_Session session = MI_SESSION_NULL;
    MI_Result result;
    int status;
    setlocale(LC_ALL, "C.UTF-8");
    result = MI_Application_Initialize(0, NULL, NULL, &application);
    if (result != MI_RESULT_OK) {
        return result == MI_RESULT_INVALID_PARAMETER ? 3 : failed("starting", result);
    }
    MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session);
    status = count == 3 ? write_one(&application, &session, arguments[2]) : read_all(&session);
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&application);
    return status;
}
