/*
 * Enumerates with callbacks: creates a computer with an array and a datetime, has the library deliver
 * everything in the inventory to a function, and waits for the end on a condition variable.
 *
 *     mi compile examples/inventory.mof -n root/inventory
 *     cc examples/asynchronous.c $(pkg-config --cflags --libs mi) -pthread -o asynchronous && ./asynchronous
 */
#include <mi.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define NAMESPACE MI_T("root/inventory")

/* How printf is told of an MI_Char text: it is made of wchar_t on Windows, and with -DMI_CHAR_TYPE=2. */
#if MI_CHAR_TYPE == 2
#define TEXT_FORMAT "%ls"
#else
#define TEXT_FORMAT "%s"
#endif

/* What the callback and the waiting thread share. */
struct enumeration {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int over;
    MI_Result result;
};

/* Prints one item. What the instance has belongs to it: no value is freed, and none is kept. */
static void print_item(const MI_Instance *item) {
    const MI_Char *class_name = NULL;
    MI_Value value;
    MI_Type type;
    MI_Uint32 flags, index;
    MI_Instance_GetClassName(item, &class_name);
    printf(TEXT_FORMAT, class_name);
    if (MI_Instance_GetElement(item, MI_T("Name"), &value, &type, &flags, NULL) == MI_RESULT_OK &&
        !(flags & MI_FLAG_NULL))
        printf(" " TEXT_FORMAT, value.string);
    /* A datetime is a point in time or an interval, as its first member says. */
    if (MI_Instance_GetElement(item, MI_T("Purchased"), &value, &type, &flags, NULL) == MI_RESULT_OK &&
        !(flags & MI_FLAG_NULL) && value.datetime.isTimestamp) {
        const MI_Timestamp *bought = &value.datetime.u.timestamp;
        printf(", bought %04u-%02u-%02u", (unsigned)bought->year, (unsigned)bought->month,
               (unsigned)bought->day);
    }
    /* An array has its values and their number. A printer has no roles: NO_SUCH_PROPERTY. */
    if (MI_Instance_GetElement(item, MI_T("Roles"), &value, &type, &flags, NULL) == MI_RESULT_OK &&
        !(flags & MI_FLAG_NULL))
        for (index = 0; index < value.stringa.size; index++)
            printf("%s" TEXT_FORMAT, index == 0 ? ", used for " : " and ", value.stringa.data[index]);
    printf("\n");
}

/*
 * Called for each result, by a thread of the library, never twice at once. The instance and the texts are
 * good until this returns. `more` is false exactly once: in the last call, which tells how the operation
 * ended.
 */
static void MI_CALL deliver(MI_Operation *operation, void *context, const MI_Instance *item, MI_Boolean more,
                            MI_Result result, const MI_Char *message, const MI_Instance *details,
                            MI_Result(MI_CALL *acknowledge)(MI_Operation *)) {
    struct enumeration *enumeration = context;
    (void)operation;
    (void)details;
    (void)acknowledge; /* NULL: no flag asked for acknowledging by hand. */
    if (item != NULL)
        print_item(item);
    if (more)
        return;
    if (result != MI_RESULT_OK)
        fprintf(stderr, "enumerate: " TEXT_FORMAT "\n", message != NULL ? message : MI_T("no message"));
    pthread_mutex_lock(&enumeration->mutex);
    enumeration->result = result;
    enumeration->over = 1;
    pthread_cond_signal(&enumeration->changed);
    pthread_mutex_unlock(&enumeration->mutex);
}

/* Makes the computer that is found later. This is synchronous: without callbacks the result is fetched. */
static void create_computer(MI_Application *application, MI_Session *session) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *computer = NULL;
    const MI_Instance *created;
    const MI_Char *message = NULL;
    MI_Result result = MI_RESULT_OK;
    MI_Value value;
    MI_Char *roles[] = {MI_T("building"), MI_T("testing")};
    if (MI_Application_NewInstance(application, MI_T("Inventory_Computer"), NULL, &computer) != MI_RESULT_OK)
        return;
    value.string = MI_T("gamma");
    MI_Instance_AddElement(computer, MI_T("Name"), &value, MI_STRING, 0);
    value.stringa.data = roles;
    value.stringa.size = 2;
    MI_Instance_AddElement(computer, MI_T("Roles"), &value, MI_STRINGA, 0);
    memset(&value, 0, sizeof value);
    value.datetime.isTimestamp = MI_TRUE;
    value.datetime.u.timestamp.year = 2024;
    value.datetime.u.timestamp.month = 5;
    value.datetime.u.timestamp.day = 17;
    MI_Instance_AddElement(computer, MI_T("Purchased"), &value, MI_DATETIME, 0);
    MI_Session_CreateInstance(session, 0, NULL, NAMESPACE, computer, NULL, &operation);
    MI_Operation_GetInstance(&operation, &created, NULL, &result, &message, NULL);
    /* An earlier run has made it already, perhaps. */
    if (result != MI_RESULT_OK && result != MI_RESULT_ALREADY_EXISTS)
        fprintf(stderr, "create: " TEXT_FORMAT "\n", message != NULL ? message : MI_T("no message"));
    MI_Operation_Close(&operation);
    MI_Instance_Delete(computer);
}

int main(void) {
    MI_Application application = MI_APPLICATION_NULL;
    MI_Session session = MI_SESSION_NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_OperationCallbacks callbacks = MI_OPERATIONCALLBACKS_NULL;
    struct enumeration enumeration = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0,
                                      MI_RESULT_FAILED};

    if (MI_Application_Initialize(0, NULL, NULL, &application) == MI_RESULT_OK &&
        MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) == MI_RESULT_OK) {
        create_computer(&application, &session);
        callbacks.callbackContext = &enumeration;
        callbacks.instanceResult = deliver;
        /* The structure is copied. What went wrong in starting is delivered too, so there is always an end.
         */
        MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, MI_T("Inventory_Item"), MI_FALSE,
                                      &callbacks, &operation);
        pthread_mutex_lock(&enumeration.mutex);
        while (!enumeration.over)
            pthread_cond_wait(&enumeration.changed, &enumeration.mutex);
        pthread_mutex_unlock(&enumeration.mutex);
        MI_Operation_Close(&operation);
    } else {
        fprintf(stderr,
                "start: no session with this computer (examples/quickstart.c shows how to ask why)\n");
    }
    /* The session waits until its operations are closed, and then the callback has returned for the last
     * time. */
    MI_Session_Close(&session, NULL, NULL);
    MI_Application_Close(&application);
    return enumeration.result == MI_RESULT_OK ? 0 : 1;
}
