/*
 * Creates, reads, changes, enumerates and deletes computers: instances of a class of examples/inventory.mof.
 *
 *     mi compile examples/inventory.mof -n root/inventory
 *     cc examples/quickstart.c $(pkg-config --cflags --libs mi) -o quickstart && ./quickstart
 */
#include <mi.h>
#include <stdio.h>

#define NAMESPACE "root/inventory"
#define CLASS "Inventory_Computer"

static MI_Application application = MI_APPLICATION_NULL;
static MI_Session session = MI_SESSION_NULL;

/* Prints one cell of the table: the value of a property, or a dash where there is none. */
static void print_value(const MI_Instance *instance, const char *property) {
    MI_Value value;
    MI_Type type;
    MI_Uint32 flags = MI_FLAG_NULL;
    char text[64] = "-";
    if (MI_Instance_GetElement(instance, property, &value, &type, &flags, NULL) == MI_RESULT_OK &&
        !(flags & MI_FLAG_NULL)) {
        if (type == MI_STRING)
            snprintf(text, sizeof text, "%s", value.string);
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
    printf("%-10s", step);
    print_value(instance, "Name");
    print_value(instance, "Processors");
    print_value(instance, "Memory");
    print_value(instance, "InUse");
    printf("\n");
}

/* Takes the results of an operation to its end, prints each instance as a row, and says what went wrong. */
static int finish(const char *step, MI_Operation *operation) {
    const MI_Instance *instance = NULL, *details = NULL;
    const MI_Char *message = NULL;
    MI_Boolean more = MI_FALSE;
    MI_Result result = MI_RESULT_OK;
    do {
        MI_Operation_GetInstance(operation, &instance, &more, &result, &message, &details);
        if (instance != NULL)
            print_row(step, instance);
    } while (more);
    if (result != MI_RESULT_OK)
        fprintf(stderr, "%s failed with result %d: %s\n", step, (int)result, message ? message : "");
    MI_Operation_Close(operation);
    return result == MI_RESULT_OK;
}

/* A computer with its key, which is its name. Whoever asks for it deletes it. */
static MI_Instance *computer(const char *name) {
    MI_Instance *instance = NULL;
    MI_Value value;
    value.string = (MI_Char *)name;
    if (MI_Application_NewInstance(&application, CLASS, NULL, &instance) == MI_RESULT_OK)
        MI_Instance_AddElement(instance, "Name", &value, MI_STRING, MI_FLAG_KEY);
    return instance;
}

static int create_computer(const char *name, MI_Uint16 processors, MI_Uint64 memory) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *instance = computer(name);
    MI_Value value;
    value.uint16 = processors;
    MI_Instance_AddElement(instance, "Processors", &value, MI_UINT16, 0);
    value.uint64 = memory;
    MI_Instance_AddElement(instance, "Memory", &value, MI_UINT64, 0);
    MI_Session_CreateInstance(&session, 0, NULL, NAMESPACE, instance, NULL, &operation);
    MI_Instance_Delete(instance);
    return finish("create", &operation);
}

static int get_computer(const char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = computer(name);
    MI_Session_GetInstance(&session, 0, NULL, NAMESPACE, key, NULL, &operation);
    MI_Instance_Delete(key);
    return finish("get", &operation);
}

/* Changes what the instance has, and leaves the rest as it is. */
static int put_computer_to_use(const char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *change = computer(name);
    MI_Value value;
    int done;
    value.boolean = MI_TRUE;
    MI_Instance_AddElement(change, "InUse", &value, MI_BOOLEAN, 0);
    MI_Session_ModifyInstance(&session, 0, NULL, NAMESPACE, change, NULL, &operation);
    done = finish("modify", &operation);
    if (done)
        print_row("modify", change);
    MI_Instance_Delete(change);
    return done;
}

static int enumerate_computers(void) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, CLASS, MI_FALSE, NULL, &operation);
    return finish("enumerate", &operation);
}

static int delete_computer(const char *name) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = computer(name);
    int done;
    MI_Session_DeleteInstance(&session, 0, NULL, NAMESPACE, key, NULL, &operation);
    done = finish("delete", &operation);
    if (done)
        print_row("delete", key);
    MI_Instance_Delete(key);
    return done;
}

int main(void) {
    int done = 0;
    if (MI_Application_Initialize(0, NULL, NULL, &application) != MI_RESULT_OK ||
        MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) != MI_RESULT_OK) {
        fprintf(stderr, "no session with this computer\n");
    } else {
        printf("%-10s  %-10s  %-10s  %-10s  %-10s\n", "step", "name", "processors", "memory/MiB", "in use");
        done = create_computer("alpha", 8, 32768) && create_computer("beta", 4, 8192) &&
               get_computer("alpha") && put_computer_to_use("alpha") && enumerate_computers() &&
               delete_computer("beta") && enumerate_computers();
    }
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&application);
    return done ? 0 : 1;
}
