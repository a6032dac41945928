/* What happens to instances of Sample_Thing, as the provider tells it when the method Do asks for that:
 *
 *   created, modified, deleted, read
 *                 tells that of the thing that Text names; Size 1 and 2 are how it was and is
 *   calls, called tells of the method that Text names, before and after it is called
 *   lifecycle-types
 *                 answers with what is wanted, and what the provider was told last that is wanted
 *   lifecycle-supports
 *                 says that only what the number in Text says is told
 *   lifecycle-ends
 *                 ends every subscription
 *   lifecycle-instances
 *                 makes an instance in each way that there is, and answers with their classes
 *   lifecycle-nulls
 *                 calls each function with NULL arguments, and answers with how many did not refuse them
 */

#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if MI_API_VERSION < 2

/* Windows' interface has none of this. */
void sample_begin_lifecycle(MI_Context *context) {
    (void)context;
}

MI_Result sample_tell_lifecycle(const MI_Char *what, const MI_Char *text, MI_Char *learnt, size_t size) {
    (void)what;
    (void)text;
    (void)learnt;
    (void)size;
    return MI_RESULT_NOT_SUPPORTED;
}

#else

static MI_LifecycleIndicationContext *lifecycle;
static MI_Uint32 told = 99;

static void MI_CALL wanted(MI_Uint32 types, void *data) {
    char line[32];
    *(MI_Uint32 *)data = types;
    snprintf(line, sizeof line, "wanted %u", (unsigned)types);
    sample_log(line);
}

void sample_begin_lifecycle(MI_Context *context) {
    lifecycle = NULL;
    told = 99;
    if (context->ft->GetLifecycleIndicationContext(context, &lifecycle) == MI_RESULT_OK) {
        lifecycle->ft->RegisterCallback(lifecycle, wanted, &told);
    }
}

static MI_Instance *new_thing(const MI_Char *id, MI_Uint32 size) {
    MI_Instance *instance = NULL;
    lifecycle->ft->NewInstance(lifecycle, &Sample_Thing_rtti, &instance);
    sample_set_text(instance, 0, id);
    sample_set_number(instance, 1, size);
    return instance;
}

/* Adds the class of an instance to what was learnt. */
static void note_class(MI_Instance *instance, MI_Char *learnt, size_t size) {
    const MI_Char *name = MI_T("none");
    if (instance) {
        instance->ft->GetClassName(instance, &name);
    }
    size_t length = text_length(learnt);
    text_print(learnt + length, size - length, "%s%s", length ? " " : "", SHOWN(name));
}

static MI_Result make_instances(MI_Char *learnt, size_t size) {
    const MI_LifecycleIndicationContextFT *ft = lifecycle->ft;
    Sample_Thing thing;
    Sample_Thing_Add parameters;
    MI_Instance *made[3] = {NULL, NULL, NULL};
    MI_Result result = ft->ConstructInstance(lifecycle, &Sample_Thing_rtti, &thing.__instance);
    if (result == MI_RESULT_OK) {
        note_class(&thing.__instance, learnt, size);
        MI_Instance_Destruct(&thing.__instance);
        result = ft->ConstructParameters(lifecycle, &Sample_Thing_Add_rtti, &parameters.__instance);
    }
    if (result == MI_RESULT_OK) {
        note_class(&parameters.__instance, learnt, size);
        MI_Instance_Destruct(&parameters.__instance);
        result = ft->NewInstance(lifecycle, &Sample_Special_rtti, &made[0]);
    }
    if (result == MI_RESULT_OK) {
        result = ft->NewDynamicInstance(lifecycle, MI_T("Sample_Anything"), 0, &made[1]);
    }
    if (result == MI_RESULT_OK) {
        result = ft->NewParameters(lifecycle, &Sample_Thing_Rename_rtti, &made[2]);
    }
    for (int i = 0; i < 3; i++) {
        note_class(made[i], learnt, size);
        if (made[i]) {
            MI_Instance_Delete(made[i]);
        }
    }
    return result;
}

static unsigned accepted_nulls(void) {
    const MI_LifecycleIndicationContextFT *ft = lifecycle->ft;
    MI_Uint32 types;
    unsigned accepted = 0;
    accepted += ft->PostCreate(lifecycle, NULL) == MI_RESULT_OK;
    accepted += ft->PostModify(lifecycle, NULL, NULL) == MI_RESULT_OK;
    accepted += ft->PostDelete(lifecycle, NULL) == MI_RESULT_OK;
    accepted += ft->PostRead(lifecycle, NULL) == MI_RESULT_OK;
    accepted += ft->PostMethodCall(lifecycle, NULL, NULL, MI_TRUE, NULL, NULL) == MI_RESULT_OK;
    accepted += ft->ConstructInstance(lifecycle, NULL, NULL) == MI_RESULT_OK;
    accepted += ft->ConstructParameters(lifecycle, NULL, NULL) == MI_RESULT_OK;
    accepted += ft->NewInstance(lifecycle, NULL, NULL) == MI_RESULT_OK;
    accepted += ft->NewDynamicInstance(lifecycle, NULL, 0, NULL) == MI_RESULT_OK;
    accepted += ft->NewParameters(lifecycle, NULL, NULL) == MI_RESULT_OK;
    accepted += ft->SetSupportedTypes(lifecycle, 1u << 20) == MI_RESULT_OK;
    accepted += ft->GetTypes(lifecycle, NULL) == MI_RESULT_OK;
    accepted += ft->RegisterCallback(lifecycle, NULL, NULL) == MI_RESULT_OK;
    accepted += ft->GetTypes(NULL, &types) == MI_RESULT_OK;
    return accepted;
}

MI_Result sample_tell_lifecycle(const MI_Char *what, const MI_Char *text, MI_Char *learnt, size_t size) {
    MI_Result result = MI_RESULT_NOT_SUPPORTED;
    if (!lifecycle) {
        return result;
    }
    const MI_LifecycleIndicationContextFT *ft = lifecycle->ft;
    MI_Instance *before = new_thing(text, 1), *now = new_thing(text, 2);
    if (!text_compare(what, MI_T("created"))) {
        result = ft->PostCreate(lifecycle, now);
    } else if (!text_compare(what, MI_T("modified"))) {
        result = ft->PostModify(lifecycle, before, now);
    } else if (!text_compare(what, MI_T("deleted"))) {
        result = ft->PostDelete(lifecycle, before);
    } else if (!text_compare(what, MI_T("read"))) {
        result = ft->PostRead(lifecycle, now);
    } else if (!text_compare(what, MI_T("calls")) || !text_compare(what, MI_T("called"))) {
        MI_Instance *parameters = NULL;
        bool after = !text_compare(what, MI_T("called"));
        ft->NewParameters(lifecycle, &Sample_Thing_Add_rtti, &parameters);
        result = ft->PostMethodCall(lifecycle, now, text, !after, parameters, after ? MI_T("0") : NULL);
        MI_Instance_Delete(parameters);
    } else if (!text_compare(what, MI_T("lifecycle-types"))) {
        MI_Uint32 types = 99;
        result = ft->GetTypes(lifecycle, &types);
        text_print(learnt, size, "%u %u", (unsigned)types, (unsigned)told);
    } else if (!text_compare(what, MI_T("lifecycle-supports"))) {
        result = ft->SetSupportedTypes(lifecycle, (MI_Uint32)strtoul(SHOWN(text), NULL, 10));
    } else if (!text_compare(what, MI_T("lifecycle-ends"))) {
        result = ft->PostResult(lifecycle, MI_RESULT_SERVER_IS_SHUTTING_DOWN);
    } else if (!text_compare(what, MI_T("lifecycle-instances"))) {
        result = make_instances(learnt, size);
    } else if (!text_compare(what, MI_T("lifecycle-nulls"))) {
        text_print(learnt, size, "%u", accepted_nulls());
        result = MI_RESULT_OK;
    }
    MI_Instance_Delete(before);
    MI_Instance_Delete(now);
    return result;
}

#endif
