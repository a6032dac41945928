/*
 * Creates, reads, changes, enumerates and deletes computers: instances of a class of examples/inventory.mof.
 *
 *     mi compile examples/inventory.mof -n root/inventory
 *     cc examples/quickstart.c $(pkg-config --cflags --libs mi) -o quickstart && ./quickstart
 */
#include <mi.h>
#include <stdio.h>

#define NAMESPACE MI_T("root/inventory")
#define CLASS MI_T("Inventory_Computer")

/* How printf is told of an MI_Char text: it is made of wchar_t on Windows, and with -DMI_CHAR_TYPE=2. */
#if MI_CHAR_TYPE == 2
#define TEXT_FORMAT "%ls"
#else
#define TEXT_FORMAT "%s"
#endif

static MI_Application application = MI_APPLICATION_NULL;
static MI_Session session = MI_SESSION_NULL;

/* Prints one cell of the table: the value of a property, or a dash where there is none. */
static void print_value(const MI_Instance *instance, const MI_Char *property) {
    MI_Value value;
    MI_Type type;
    MI_Uint32 flags = MI_FLAG_NULL;
    char text[64] = "-";
    if (MI_Instance_GetElement(instance, property, &value, &type, &flags, NULL) == MI_RESULT_OK &&
        !(flags & MI_FLAG_NULL)) {
        if (type == MI_STRING)
            snprintf(text, sizeof text, TEXT_FORMAT, value.string);
        else if (type == MI_UINT16)
            snprintf(text, sizeof text, "%u", (unsigned)value.uint16);
        else if (type == MI_UINT64)
            snprintf(text, sizeof text, "%llu", (unsigned long long)value.uint64);
        else if (type == MI_BOOLEAN)
            snprintf(text, sizeof text, "%s", value.boolean ? "yes" : "no");
    }
    printf("  %-10s", text);
}

/* Prints one row of the table. */
static void print_row(const char *step, const MI_Instance *instance) {
    MI_Uint32 elements = 0;
    printf("%-10s", step);
    print_value(instance, MI_T("Name"));
    MI_Instance_GetElementCount(instance, &elements);
    if (elements == 1) {
        printf("  (keys only)\n");
        return;
    }
    print_value(instance, MI_T("Processors"));
    print_value(instance, MI_T("Memory"));
    print_value(instance, MI_T("InUse"));
    printf("\n");
}

/* Says what went wrong: the sentence that is in the error instance. */
static void print_error(const char *step, MI_Result result, const MI_Instance *details) {
    MI_Value value;
    MI_Type type;
    MI_Uint32 flags;
    const MI_Char *message = MI_T("the library has no more to say");
    if (details != NULL &&
        MI_Instance_GetElement(details, MI_T("Message"), &value, &type, &flags, NULL) == MI_RESULT_OK &&
        type == MI_STRING && !(flags & MI_FLAG_NULL))
        message = value.string;
    fprintf(stderr, "%s: " TEXT_FORMAT " (MI_Result %d)\n", step, message, (int)result);
}

/*
 * Takes the results of an operation to its end, and prints each instance as a row; of an operation that
 * brings none, or only the keys again, what was given to it.
 */
static int finish(const char *step, MI_Operation *operation, const MI_Instance *given) {
    const MI_Instance *instance = NULL, *details = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_OK;
    do {
        MI_Operation_GetInstance(operation, &instance, &more, &result, NULL, &details);
        if (instance != NULL && given == NULL)
            print_row(step, instance);
    } while (more);
    if (result != MI_RESULT_OK)
        print_error(step, result, details);
    else if (given != NULL)
        print_row(step, given);
    MI_Operation_Close(operation);
    return result == MI_RESULT_OK;
}

/* A computer with its key, which is its name. Whoever asks for it deletes it. */
static MI_Instance *computer(const MI_Char *name) {
    MI_Instance *instance = NULL;
    MI_Value value;
    value.string = (MI_Char *)name;
    if (MI_Application_NewInstance(&application, CLASS, NULL, &instance) == MI_RESULT_OK)
        MI_Instance_AddElement(instance, MI_T("Name"), &value, MI_STRING, 0);
    return instance;
}

static int create_computer(const MI_Char *name, MI_Uint16 processors, MI_Uint64 memory) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance = computer(name);
    MI_Value value;
    int done;
    value.uint16 = processors;
    MI_Instance_AddElement(instance, MI_T("Processors"), &value, MI_UINT16, 0);
    value.uint64 = memory;
    MI_Instance_AddElement(instance, MI_T("Memory"), &value, MI_UINT64, 0);
    MI_Session_CreateInstance(&session, 0, NULL, NAMESPACE, instance, NULL, &operation);
    done = finish("create", &operation, instance);
    MI_Instance_Delete(instance);
    return done;
}

static int get_computer(const MI_Char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = computer(name);
    MI_Session_GetInstance(&session, 0, NULL, NAMESPACE, key, NULL, &operation);
    MI_Instance_Delete(key);
    return finish("get", &operation, NULL);
}

/* Changes what the instance has, and leaves the rest as it is. */
static int put_computer_to_use(const MI_Char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *change = computer(name);
    MI_Value value;
    int done;
    value.boolean = MI_TRUE;
    MI_Instance_AddElement(change, MI_T("InUse"), &value, MI_BOOLEAN, 0);
    MI_Session_ModifyInstance(&session, 0, NULL, NAMESPACE, change, NULL, &operation);
    done = finish("modify", &operation, change);
    MI_Instance_Delete(change);
    return done;
}

static int enumerate_computers(void) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, CLASS, MI_FALSE, NULL, &operation);
    return finish("enumerate", &operation, NULL);
}

static int delete_computer(const MI_Char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = computer(name);
    int done;
    MI_Session_DeleteInstance(&session, 0, NULL, NAMESPACE, key, NULL, &operation);
    done = finish("delete", &operation, key);
    MI_Instance_Delete(key);
    return done;
}

/* Deletes what an earlier run left. That there is nothing is no error here, so the result is not looked at.
 */
static void forget_computer(const MI_Char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = computer(name);
    const MI_Instance *none;
    MI_Session_DeleteInstance(&session, 0, NULL, NAMESPACE, key, NULL, &operation);
    MI_Operation_GetInstance(&operation, &none, NULL, NULL, NULL, NULL);
    MI_Operation_Close(&operation);
    MI_Instance_Delete(key);
}

static int use_computers(void) {
    forget_computer(MI_T("alpha"));
    forget_computer(MI_T("beta"));
    printf("%-10s  %-10s  %-10s  %-10s  %-10s\n", "step", "name", "processors", "memory/MiB", "in use");
    return create_computer(MI_T("alpha"), 8, 32768) && create_computer(MI_T("beta"), 4, 8192) &&
           get_computer(MI_T("alpha")) && put_computer_to_use(MI_T("alpha")) && enumerate_computers() &&
           delete_computer(MI_T("beta")) && enumerate_computers();
}

int main(void) {
    MI_Instance *error = NULL;
    int done = 0;
    MI_Result result = MI_Application_Initialize(0, NULL, &error, &application);
    if (result == MI_RESULT_OK)
        result = MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, &error, &session);
    if (result == MI_RESULT_OK)
        done = use_computers();
    else
        print_error("start", result, error);
    if (error != NULL)
        MI_Instance_Delete(error);
    /* Each waits for what was started in it: first operations are closed, then the session, then the
     * application. */
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&application);
    return done ? 0 : 1;
}
