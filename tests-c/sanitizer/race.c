/* Two threads write to one instance at once, which no program may do. Built with ThreadSanitizer, this must
   be reported: then it sees what the library does, and its silence in the tests means something. */

#include <mi.h>
#include <pthread.h>
#include <stddef.h>

static MI_Instance *instance;
static pthread_barrier_t both;

static void *write_number(void *argument) {
    MI_Value value;
    (void)argument;
    value.uint32 = 1;
    pthread_barrier_wait(&both);
    MI_Instance_SetElement(instance, "Number", &value, MI_UINT32, 0);
    return NULL;
}

int main(void) {
    MI_Application application = MI_APPLICATION_NULL;
    MI_Value value;
    pthread_t threads[2];
    value.uint32 = 0;
    MI_Application_Initialize(0, "race", NULL, &application);
    MI_Application_NewInstance(&application, "Test_Widget", NULL, &instance);
    MI_Instance_AddElement(instance, "Number", &value, MI_UINT32, 0);
    pthread_barrier_init(&both, NULL, 2);
    for (int index = 0; index < 2; index++) {
        pthread_create(&threads[index], NULL, write_number, NULL);
    }
    for (int index = 0; index < 2; index++) {
        pthread_join(threads[index], NULL);
    }
    MI_Instance_Delete(instance);
    MI_Application_Close(&application);
    return 0;
}
