/* The class that the module of the benchmarks serves: Bench_Item as bench.mof declares it. */

#ifndef BENCH_MODULE_H
#define BENCH_MODULE_H

#include <stddef.h>

#include <mi.h>

#define MODULE_ITEMS 100000

typedef struct _Bench_Item {
    MI_Instance __instance;
    MI_ConstStringField Name;
    MI_ConstUint32Field Number;
    MI_ConstUint64Field Size;
    MI_ConstBooleanField Enabled;
    MI_ConstStringField Caption;
    MI_ConstReal64Field Ratio;
    MI_ConstDatetimeField Changed;
} Bench_Item;

extern const MI_ClassDecl Bench_Item_rtti;

void MI_CALL Bench_Item_GetInstance(void *self, MI_Context *context, const MI_Char *name_space,
                                    const MI_Char *class_name, const MI_Instance *keys,
                                    const MI_PropertySet *properties);

#endif
