/*
 * A provider module that costs next to nothing itself, so that what a call of it costs is what comes between
 * it and its client. It is written as code generators write modules, and imports nothing.
 */
#include "module.h"

#include <stdio.h>
#include <string.h>

#define CODE(first, last, length) ((MI_Uint32)(first) << 16 | (MI_Uint32)(last) << 8 | (length))
#define PROPERTY(field, flags, code, type)                                                                   \
    static const MI_PropertyDecl property_##field = {                                                        \
        MI_FLAG_PROPERTY | (flags),  code,         #field,       NULL, 0, type, NULL, 0,                     \
        offsetof(Bench_Item, field), "Bench_Item", "Bench_Item", NULL}

PROPERTY(Name, MI_FLAG_KEY, CODE('n', 'e', 4), MI_STRING);
PROPERTY(Number, 0, CODE('n', 'r', 6), MI_UINT32);
PROPERTY(Size, 0, CODE('s', 'e', 4), MI_UINT64);
PROPERTY(Enabled, 0, CODE('e', 'd', 7), MI_BOOLEAN);
PROPERTY(Caption, 0, CODE('c', 'n', 7), MI_STRING);
PROPERTY(Ratio, 0, CODE('r', 'o', 5), MI_REAL64);
PROPERTY(Changed, 0, CODE('c', 'd', 7), MI_DATETIME);

static const MI_PropertyDecl *const properties_of_item[] = {
    &property_Name,    &property_Number, &property_Size,   &property_Enabled,
    &property_Caption, &property_Ratio,  &property_Changed};

static MI_SchemaDecl schema;

/* The strings are the caller's, and are posted before it lets go of them. */
static void fill(Bench_Item *item, const MI_Char *name, const MI_Char *caption, MI_Uint32 number) {
    item->Name.value = name;
    item->Name.exists = MI_TRUE;
    item->Number.value = number;
    item->Number.exists = MI_TRUE;
    item->Size.value = (MI_Uint64)number * 4096;
    item->Size.exists = MI_TRUE;
    item->Enabled.value = (MI_Boolean)(number % 2);
    item->Enabled.exists = MI_TRUE;
    item->Caption.value = caption;
    item->Caption.exists = MI_TRUE;
    item->Ratio.value = number + 0.5;
    item->Ratio.exists = MI_TRUE;
    item->Changed.value.isTimestamp = MI_TRUE;
    item->Changed.value.u.timestamp.year = 2024;
    item->Changed.value.u.timestamp.month = 1;
    item->Changed.value.u.timestamp.day = 31;
    item->Changed.exists = MI_TRUE;
}

static void post(MI_Context *context, const MI_Char *name, const MI_Char *caption, MI_Uint32 number) {
    Bench_Item item;
    context->ft->ConstructInstance(context, &Bench_Item_rtti, &item.__instance);
    fill(&item, name, caption, number);
    context->ft->PostInstance(context, &item.__instance);
    item.__instance.ft->Destruct(&item.__instance);
}

void MI_CALL Bench_Item_GetInstance(void *self, MI_Context *context, const MI_Char *name_space,
                                    const MI_Char *class_name, const MI_Instance *keys,
                                    const MI_PropertySet *properties) {
    const Bench_Item *wanted = (const Bench_Item *)keys;
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    post(context, wanted->Name.value, "A benchmark's item", 4711);
    context->ft->PostResult(context, MI_RESULT_OK);
}

static void MI_CALL enumerate(void *self, MI_Context *context, const MI_Char *name_space,
                              const MI_Char *class_name, const MI_PropertySet *properties,
                              MI_Boolean keys_only, const MI_Filter *filter) {
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    (void)keys_only;
    (void)filter;
    for (MI_Uint32 number = 0; number < MODULE_ITEMS; number++) {
        MI_Char name[24];
        snprintf(name, sizeof name, "item-%06u", (unsigned)number);
        post(context, name, "A benchmark's item", number);
    }
    context->ft->PostResult(context, MI_RESULT_OK);
}

static MI_ProviderFT functions;

const MI_ClassDecl Bench_Item_rtti = {MI_FLAG_CLASS,
                                      CODE('b', 'm', 10),
                                      "Bench_Item",
                                      NULL,
                                      0,
                                      properties_of_item,
                                      7,
                                      sizeof(Bench_Item),
                                      NULL,
                                      NULL,
                                      NULL,
                                      0,
                                      &schema,
                                      &functions,
                                      NULL};

static const MI_ClassDecl *const classes[] = {&Bench_Item_rtti};

MI_EXTERN_C MI_EXPORT MI_Module *MI_MAIN_CALL MI_Main(MI_Server *server);
MI_EXTERN_C MI_EXPORT MI_Module *MI_MAIN_CALL MI_Main(MI_Server *server) {
    static MI_Module module;
    (void)server;
    functions.GetInstance = Bench_Item_GetInstance;
    functions.EnumerateInstances = enumerate;
    schema.classDecls = classes;
    schema.numClassDecls = 1;
    module.version = MI_VERSION;
    module.charSize = sizeof(MI_Char);
    module.schemaDecl = &schema;
    return &module;
}
