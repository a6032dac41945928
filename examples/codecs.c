/*
 * Writes the computers of examples/inventory.mof as CIM-XML or MOF, and reads each text back with the class
 * that it needs.
 *
 *     mi compile examples/inventory.mof -n root/inventory
 *     mi create Inventory_Computer Name=gamma 'Roles={build, test}' -n root/inventory
 *     cc examples/codecs.c $(pkg-config --cflags --libs mi) -o codecs
 *     ./codecs MI_XML; ./codecs MI_MOF_CIMV2_EXTV1
 */
#include <mi.h>
#include <stdio.h>
#include <stdlib.h>

#define NAMESPACE MI_T("root/inventory")
#define CLASS MI_T("Inventory_Computer")

/* How printf is told of an MI_Char text: it is made of wchar_t on Windows, and with -DMI_CHAR_TYPE=2. */
#if MI_CHAR_TYPE == 2
#define TEXT_FORMAT "%ls"
#else
#define TEXT_FORMAT "%s"
#endif

/* Prints the sentence of an error instance, and ends that. */
static void print_error(MI_Instance *details) {
    MI_Value value;
    if (details == NULL)
        return;
    if (MI_Instance_GetElement(details, MI_T("Message"), &value, NULL, NULL, NULL) == MI_RESULT_OK)
        fprintf(stderr, TEXT_FORMAT "\n", value.string);
    MI_Instance_Delete(details);
}

/* Writes an instance, prints the text, and reads it back. */
static MI_Result there_and_back(MI_Serializer *serializer, MI_Deserializer *deserializer,
                                const MI_Instance *instance) {
    MI_Instance *again = NULL, *details = NULL;
    MI_Class *known = NULL;
    MI_Uint32 needed = 0, used = 0;
    MI_Uint8 *text;
    MI_Value name;
    MI_Result result;

    MI_Serializer_SerializeInstance(serializer, 0, instance, NULL, 0, &needed);
    text = malloc(needed);
    if (text == NULL)
        return MI_RESULT_SERVER_LIMITS_EXCEEDED;
    result = MI_Serializer_SerializeInstance(serializer, 0, instance, text, needed, &needed);
    if (result == MI_RESULT_OK) {
#if MI_CHAR_TYPE == 2
        /* It is made of MI_Char, as all texts of the library. */
        printf("%.*ls\n", (int)(needed / sizeof(MI_Char)), (const MI_Char *)(void *)text);
#else
        printf("%.*s\n", (int)needed, (const char *)text);
#endif
        result = MI_Instance_GetClass(instance, &known);
    }
    if (result == MI_RESULT_OK) {
        result = MI_Deserializer_DeserializeInstance(deserializer, 0, text, needed, &known, 1, NULL, NULL,
                                                     &used, &again, &details);
        print_error(details);
    }
    if (result == MI_RESULT_OK &&
        MI_Instance_GetElement(again, MI_T("Name"), &name, NULL, NULL, NULL) == MI_RESULT_OK)
        printf(TEXT_FORMAT " was read from %u bytes\n", name.string, (unsigned)used);
    if (again != NULL)
        MI_Instance_Delete(again);
    if (known != NULL)
        MI_Class_Delete(known);
    free(text);
    return result;
}

int main(int count, char **arguments) {
    MI_Application application = MI_APPLICATION_NULL;
    MI_Session session = MI_SESSION_NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Serializer serializer;
    MI_Deserializer deserializer;
    const MI_Instance *instance = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Result result, outcome = MI_RESULT_OK;
    const char *wanted = count > 1 ? arguments[1] : "MI_XML";
    MI_Char format[64] = MI_T("");
    size_t place;
    for (place = 0; place < 63 && wanted[place] != 0; place++)
        format[place] = (MI_Char)wanted[place];

    MI_Application_Initialize(0, NULL, NULL, &application);
    if (MI_Application_NewSerializer(&application, 0, format, &serializer) != MI_RESULT_OK ||
        MI_Application_NewDeserializer(&application, 0, format, &deserializer) != MI_RESULT_OK) {
        fprintf(stderr, "%s is no format that the library knows\n", wanted);
        MI_Application_Close(&application);
        return 2;
    }
    MI_Application_NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session);
    MI_Session_EnumerateInstances(&session, 0, NULL, NAMESPACE, CLASS, MI_FALSE, NULL, &operation);
    while (more && outcome == MI_RESULT_OK) {
        MI_Operation_GetInstance(&operation, &instance, &more, &result, NULL, NULL);
        if (result != MI_RESULT_OK)
            outcome = result;
        else if (instance != NULL)
            outcome = there_and_back(&serializer, &deserializer, instance);
    }
    MI_Operation_Close(&operation);
    MI_Session_Close(&session, NULL, NULL);
    MI_Deserializer_Close(&deserializer);
    MI_Serializer_Close(&serializer);
    MI_Application_Close(&application);
    if (outcome != MI_RESULT_OK)
        fprintf(stderr, "failed with result %d\n", (int)outcome);
    return outcome == MI_RESULT_OK ? 0 : 1;
}
