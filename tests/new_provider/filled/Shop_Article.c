/* Shop_Article, filled in: two articles, and methods that answer with what they were given. */

#include "Shop_Article.h"

#include <string.h>

#include "Shop_Price.h"
#include "Shop_Shelf.h"

struct _Shop_Article_Self {
    int requests;
};

static Shop_Article_Self own;

void MI_CALL Shop_Article_Load(Shop_Article_Self **self, MI_Module_Self *selfModule, MI_Context *context) {
    (void)selfModule;
    *self = &own;
    MI_Context_PostResult(context, MI_RESULT_OK);
}

void MI_CALL Shop_Article_Unload(Shop_Article_Self *self, MI_Context *context) {
    MI_Context_PostResult(context, self == &own ? MI_RESULT_OK : MI_RESULT_FAILED);
}

/* Sets a field of each kind, and posts the article. */
static MI_Result post(MI_Context *context, const MI_Char *id) {
    static const MI_Char *names[] = {MI_T("one"), MI_T("two")};
    static const MI_Uint16 sizes[] = {1, 2, 3};
    static const MI_Datetime since = {1, {{2026, 1, 2, 3, 4, 5, 6, 60}}};
    const Shop_Price *prices[2];
    Shop_Article article;
    Shop_Price price;
    Shop_Shelf shelf;
    MI_Result result = Shop_Article_Construct(&article, context);
    if (result != MI_RESULT_OK) {
        return result;
    }
    Shop_Price_Construct(&price, context);
    Shop_Price_Set_Cents(&price, 250);
    Shop_Shelf_Construct(&shelf, context);
    Shop_Shelf_Set_Number(&shelf, 7);
    prices[0] = prices[1] = &price;
    Shop_Article_Set_Id(&article, id);
    Shop_Article_Set_Amount(&article, 3);
    Shop_Article_Set_Small(&article, 1);
    Shop_Article_Clear_Small(&article);
    Shop_Article_Set_Least(&article, -128);
    Shop_Article_Set_Part(&article, 0.5F);
    Shop_Article_Set_IsNew(&article, MI_FALSE);
    Shop_Article_Set_Since(&article, since);
    Shop_Article_SetPtr_Names(&article, names, 2);
    Shop_Article_Set_Sizes(&article, sizes, 3);
    Shop_Article_SetPtr_class_(&article, MI_T("food"));
    Shop_Article_Set_Price(&article, &price);
    Shop_Article_Set_OldPrices(&article, prices, 2);
    Shop_Article_Set_Place(&article, &shelf);
    result = Shop_Article_Post(&article, context);
    Shop_Article_Destruct(&article);
    Shop_Price_Destruct(&price);
    Shop_Shelf_Destruct(&shelf);
    return result;
}

void MI_CALL Shop_Article_GetInstance(Shop_Article_Self *self, MI_Context *context, const MI_Char *nameSpace,
                                      const MI_Char *className, const Shop_Article *instanceName,
                                      const MI_PropertySet *propertySet) {
    (void)nameSpace;
    (void)className;
    (void)propertySet;
    self->requests++;
    if (!instanceName->Id.exists || strcmp(instanceName->Id.value, "bread") != 0) {
        MI_Context_PostError(context, MI_RESULT_NOT_FOUND, MI_RESULT_TYPE_MI, MI_T("There is no article."));
        return;
    }
    MI_Context_PostResult(context, post(context, instanceName->Id.value));
}

void MI_CALL Shop_Article_EnumerateInstances(Shop_Article_Self *self, MI_Context *context,
                                             const MI_Char *nameSpace, const MI_Char *className,
                                             const MI_PropertySet *propertySet, MI_Boolean keysOnly,
                                             const MI_Filter *filter) {
    MI_Result result;
    (void)self;
    (void)nameSpace;
    (void)className;
    (void)propertySet;
    (void)keysOnly;
    (void)filter;
    result = post(context, MI_T("bread"));
    if (result == MI_RESULT_OK) {
        result = post(context, MI_T("milk"));
    }
    MI_Context_PostResult(context, result);
}

void MI_CALL Shop_Article_CreateInstance(Shop_Article_Self *self, MI_Context *context,
                                         const MI_Char *nameSpace, const MI_Char *className,
                                         const Shop_Article *newInstance) {
    (void)self;
    (void)nameSpace;
    (void)className;
    MI_Context_PostResult(context, Shop_Article_Post(newInstance, context));
}

void MI_CALL Shop_Article_ModifyInstance(Shop_Article_Self *self, MI_Context *context,
                                         const MI_Char *nameSpace, const MI_Char *className,
                                         const Shop_Article *modifiedInstance,
                                         const MI_PropertySet *propertySet) {
    (void)self;
    (void)nameSpace;
    (void)className;
    (void)modifiedInstance;
    (void)propertySet;
    MI_Context_PostResult(context, MI_RESULT_NOT_SUPPORTED);
}

void MI_CALL Shop_Article_DeleteInstance(Shop_Article_Self *self, MI_Context *context,
                                         const MI_Char *nameSpace, const MI_Char *className,
                                         const Shop_Article *instanceName) {
    (void)self;
    (void)nameSpace;
    (void)className;
    (void)instanceName;
    MI_Context_PostResult(context, MI_RESULT_NOT_SUPPORTED);
}

void MI_CALL Shop_Article_Invoke_Count(Shop_Article_Self *self, MI_Context *context, const MI_Char *nameSpace,
                                       const MI_Char *className, const MI_Char *methodName,
                                       const Shop_Article *instanceName, const Shop_Article_Count *in) {
    Shop_Article_Count out;
    (void)self;
    (void)nameSpace;
    (void)className;
    (void)methodName;
    (void)instanceName;
    Shop_Article_Count_Construct(&out, context);
    Shop_Article_Count_Set_MIReturn(&out, 0);
    if (in->Kind.exists) {
        Shop_Article_Count_Set_Kinds(&out, &in->Kind.value, 1);
    }
    MI_Context_PostResult(context, Shop_Article_Count_Post(&out, context));
    Shop_Article_Count_Destruct(&out);
}

void MI_CALL Shop_Article_Invoke_Reset(Shop_Article_Self *self, MI_Context *context, const MI_Char *nameSpace,
                                       const MI_Char *className, const MI_Char *methodName,
                                       const Shop_Article *instanceName, const Shop_Article_Reset *in) {
    (void)self;
    (void)nameSpace;
    (void)className;
    (void)methodName;
    (void)instanceName;
    (void)in;
    MI_Context_PostResult(context, MI_RESULT_NOT_SUPPORTED);
}

void MI_CALL Shop_Article_Invoke_Reprice(Shop_Article_Self *self, MI_Context *context,
                                         const MI_Char *nameSpace, const MI_Char *className,
                                         const MI_Char *methodName, const Shop_Article *instanceName,
                                         const Shop_Article_Reprice *in) {
    Shop_Article_Reprice out;
    (void)self;
    (void)nameSpace;
    (void)className;
    (void)methodName;
    Shop_Article_Reprice_Construct(&out, context);
    Shop_Article_Reprice_Set_MIReturn(&out, instanceName != NULL);
    Shop_Article_Reprice_Set_Margin(&out, in->Margin.value + 1);
    MI_Context_PostResult(context, Shop_Article_Reprice_Post(&out, context));
    Shop_Article_Reprice_Destruct(&out);
}
