/* Sample_Thing: instances that are kept in memory, and methods that do what a provider can do.
 *
 * Instances: "a" (Size 1), "b" (Size 2, Label "second"), and, of Sample_Special, "special". GetInstance,
 * EnumerateInstances, CreateInstance, ModifyInstance and DeleteInstance do what they say. The keys below do
 * something else with GetInstance:
 *
 *   error         PostError with the errno 13 and a text
 *   cim-error     PostCimError with an instance of OMI_Error
 *   late          posts the instance and the result from another thread, after GetInstance returned
 *   other-class   posts an instance of Sample_Number, and says that all is well
 *   dynamic       posts a dynamic instance
 *   twice         posts the result twice and an instance after it, and logs what that gives
 *   never         returns without a result, and posts it when "release" is asked for
 *   two           posts two instances
 *   nulls         calls each function with NULL arguments, and posts how many did not refuse them as the Size
 *   cancel        waits in a thread until it is cancelled, and logs the reason
 *   cancel-inside posts the result from inside the callback of the cancellation
 *
 * CreateInstance of "other-class" posts an instance of Sample_Number.
 *
 * Do(What, Text) does what What says, and answers with what it learnt:
 *
 *   prompt, critical, process, continue, error, cim-error
 *       asks with Text, and answers "yes" or "no"
 *   message, warning, verbose, debug, progress, stream
 *       sends Text: on channel 17, on a named channel, as progress of 42 %, as a parameter in two pieces
 *   string-option, number-option, custom-option, options
 *       answers with the option that is named Text, or with the names of all custom ones
 *   set-option
 *       tries to set the option that is named Text
 *   ui-locale, data-locale
 *       answers with the language
 *   raise, raise-own
 *       sends an indication with Text to everybody, or to the subscription whose bookmark is "own"
 *   end-indications, end-own
 *       ends all subscriptions, or that one; the bookmark "refuse" has a subscription refused
 *   local-session
 *       answers with the Text of the Sample_Number that Text names, which it asks the library for
 *   request-unload, refuse-unload
 *   release-load
 *       ends the Load of Sample_Late that is held
 *   dynamic
 *       posts its parameters as a dynamic instance
 *   misuse
 *       does what Text says, see misuse.c
 *   anything else
 *       see lifecycle.c
 */

#include "sample.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- What there is ---- */

typedef struct Thing {
    MI_Char id[32];
    MI_Uint32 size;
    MI_Char label[64];
    bool has_label;
    struct Thing *next;
} Thing;

/* The provider's own data. */
typedef struct Self {
    pthread_mutex_t lock;
    Thing *things;
    pthread_cond_t released;
    unsigned releases;
} Self;

/* Keeps the units of a text as they are, as far as there is room. */
static void keep(MI_Char *place, size_t capacity, const MI_Char *text) {
    size_t length = text_length(text);
    length = length < capacity ? length : capacity - 1;
    memcpy(place, text, length * sizeof *text);
    place[length] = 0;
}

static void insert(Self *self, const MI_Char *id, MI_Uint32 size, const MI_Char *label) {
    Thing *thing = calloc(1, sizeof *thing);
    keep(thing->id, TEXT_CAPACITY(thing->id), id);
    thing->size = size;
    if (label) {
        keep(thing->label, TEXT_CAPACITY(thing->label), label);
        thing->has_label = true;
    }
    thing->next = self->things;
    self->things = thing;
}

static Thing *find(Self *self, const MI_Char *id) {
    Thing *thing = self->things;
    while (thing && text_compare(thing->id, id)) {
        thing = thing->next;
    }
    return thing;
}

static void MI_CALL Load(void **self_out, MI_Module_Self *module, MI_Context *context) {
    Self *self = calloc(1, sizeof *self);
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->released, NULL);
    insert(self, MI_T("b"), 2, MI_T("second"));
    insert(self, MI_T("a"), 1, NULL);
    *self_out = self;
    sample_begin_lifecycle(context);
    sample_log(module ? "thing load" : "thing load, without a module");
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL Unload(void *self_in, MI_Context *context) {
    Self *self = self_in;
    sample_join();
    while (self->things) {
        Thing *thing = self->things;
        self->things = thing->next;
        free(thing);
    }
    pthread_mutex_destroy(&self->lock);
    pthread_cond_destroy(&self->released);
    free(self);
    sample_log("thing unload");
    MI_Context_PostResult(context, MI_RESULT_OK);
}

/* ---- Posting ---- */

static MI_Result post(MI_Context *context, const Thing *thing, const MI_PropertySet *properties) {
    Sample_Thing instance;
    MI_Boolean wants_costly = MI_TRUE;
    MI_Uint16 numbers[] = {1, 2, 3};
    MI_Value value;
    MI_Result result;
    if (properties) {
        MI_PropertySet_ContainsElement(properties, MI_T("Costly"), &wants_costly);
    }
    MI_Context_ConstructInstance(context, &Sample_Thing_rtti, &instance.__instance);
    sample_set_text(&instance.__instance, 0, thing->id);
    sample_set_number(&instance.__instance, 1, thing->size);
    if (thing->has_label) {
        sample_set_text(&instance.__instance, 2, thing->label);
    }
    if (wants_costly) {
        sample_set_text(&instance.__instance, 3, MI_T("computed"));
    }
    memset(&value, 0, sizeof value);
    value.uint16a.data = numbers;
    value.uint16a.size = 3;
    instance.__instance.ft->SetElementAt(&instance.__instance, 4, &value, MI_UINT16A, 0);
    result = MI_Context_PostInstance(context, &instance.__instance);
    MI_Instance_Destruct(&instance.__instance);
    return result;
}

static void post_special(MI_Context *context) {
    MI_Instance *instance = NULL;
    MI_Context_NewInstance(context, &Sample_Special_rtti, &instance);
    sample_set_text(instance, 0, MI_T("special"));
    sample_set_number(instance, 7, 99);
    MI_Context_PostInstance(context, instance);
    MI_Instance_Delete(instance);
}

/* ---- Strange answers ---- */

typedef struct Later {
    Self *self;
    MI_Context *context;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool cancelled;
} Later;

static Later *later(Self *self, MI_Context *context) {
    Later *data = calloc(1, sizeof *data);
    data->self = self;
    data->context = context;
    pthread_mutex_init(&data->lock, NULL);
    pthread_cond_init(&data->changed, NULL);
    return data;
}

static void end_later(Later *data) {
    pthread_mutex_destroy(&data->lock);
    pthread_cond_destroy(&data->changed);
    free(data);
}

static void answer_late(void *argument) {
    Later *data = argument;
    Thing thing = {MI_T("late"), 7, MI_T(""), false, NULL};
    post(data->context, &thing, NULL);
    MI_Context_PostResult(data->context, MI_RESULT_OK);
    end_later(data);
}

static void answer_when_released(void *argument) {
    Later *data = argument;
    Self *self = data->self;
    pthread_mutex_lock(&self->lock);
    while (self->releases == 0) {
        pthread_cond_wait(&self->released, &self->lock);
    }
    self->releases--;
    pthread_mutex_unlock(&self->lock);
    MI_Context_PostResult(data->context, MI_RESULT_OK);
    sample_log("the request that was never answered was answered");
    end_later(data);
}

static void MI_CALL cancelled(MI_CancellationReason reason, void *argument) {
    Later *data = argument;
    char line[64];
    snprintf(line, sizeof line, "cancelled for reason %u", (unsigned)reason);
    sample_log(line);
    pthread_mutex_lock(&data->lock);
    data->cancelled = true;
    pthread_cond_broadcast(&data->changed);
    pthread_mutex_unlock(&data->lock);
}

static void answer_when_cancelled(void *argument) {
    Later *data = argument;
    MI_Boolean flag = MI_FALSE;
    pthread_mutex_lock(&data->lock);
    while (!data->cancelled) {
        pthread_cond_wait(&data->changed, &data->lock);
    }
    pthread_mutex_unlock(&data->lock);
    MI_Context_Canceled(data->context, &flag);
    sample_log(flag ? "the context says that it was cancelled" : "the context says nothing");
    /* This waits for the callback, which may still hold the lock. */
    MI_Context_PostResult(data->context, MI_RESULT_FAILED);
    end_later(data);
}

static void MI_CALL answer_inside(MI_CancellationReason reason, void *argument) {
    Later *data = argument;
    (void)reason;
    MI_Context_PostResult(data->context, MI_RESULT_FAILED);
    sample_log("the result was posted inside the callback");
    end_later(data);
}

static void log_result(const char *what, MI_Result result) {
    char line[96];
    snprintf(line, sizeof line, "%s: %u", what, (unsigned)result);
    sample_log(line);
}

static void post_twice(MI_Context *context) {
    Thing thing = {MI_T("twice"), 0, MI_T(""), false, NULL};
    Sample_Thing instance;
    MI_Boolean flag;
    MI_Context_ConstructInstance(context, &Sample_Thing_rtti, &instance.__instance);
    sample_set_text(&instance.__instance, 0, thing.id);
    MI_Context_PostInstance(context, &instance.__instance);
    log_result("first result", MI_Context_PostResult(context, MI_RESULT_OK));
    log_result("second result", MI_Context_PostResult(context, MI_RESULT_FAILED));
    log_result("instance after the end", MI_Context_PostInstance(context, &instance.__instance));
    log_result("message after the end", MI_Context_WriteMessage(context, 0, MI_T("too late")));
    log_result("question after the end",
               MI_Context_PromptUser(context, MI_T("?"), MI_PROMPTTYPE_NORMAL, &flag));
    MI_Instance_Destruct(&instance.__instance);
}

static void post_nulls(MI_Context *context) {
    MI_ContextFT const *ft = context->ft;
    Thing thing = {MI_T("nulls"), 0, MI_T(""), false, NULL};
    MI_Boolean flag;
    MI_Value value;
    MI_Uint32 number;
    MI_Instance memory;
    const MI_Char *text;
#define REFUSED(call) thing.size += (call) != MI_RESULT_INVALID_PARAMETER
    REFUSED(ft->PostResult(NULL, MI_RESULT_OK));
    REFUSED(ft->PostInstance(context, NULL));
    REFUSED(ft->PostInstance(NULL, &memory));
    REFUSED(ft->PostIndication(context, NULL, 0, NULL));
    REFUSED(ft->ConstructInstance(context, NULL, &memory));
    REFUSED(ft->ConstructInstance(context, &Sample_Thing_rtti, NULL));
    REFUSED(ft->ConstructParameters(context, NULL, &memory));
    REFUSED(ft->ConstructParameters(context, &Sample_Thing_Do_rtti, NULL));
    REFUSED(ft->NewInstance(context, &Sample_Thing_rtti, NULL));
    REFUSED(ft->NewDynamicInstance(context, MI_T("Sample_Thing"), 0, NULL));
    REFUSED(ft->NewParameters(context, &Sample_Thing_Do_rtti, NULL));
    REFUSED(ft->Canceled(context, NULL));
    REFUSED(ft->GetLocale(context, MI_LOCALE_TYPE_REQUESTED_UI, NULL));
    REFUSED(ft->RegisterCancel(context, NULL, NULL));
    REFUSED(ft->RequestUnload(NULL));
    REFUSED(ft->RefuseUnload(NULL));
    REFUSED(ft->SetStringOption(context, NULL, NULL));
    REFUSED(ft->GetStringOption(context, NULL, &text));
    REFUSED(ft->GetStringOption(context, MI_T("x"), NULL));
    REFUSED(ft->GetNumberOption(context, NULL, &number));
    REFUSED(ft->GetNumberOption(context, MI_T("x"), NULL));
    REFUSED(ft->GetCustomOption(context, NULL, NULL, &value));
    REFUSED(ft->GetCustomOptionCount(context, NULL));
    REFUSED(ft->GetCustomOptionAt(context, 1000, NULL, NULL, NULL));
    REFUSED(ft->WriteMessage(context, 0, NULL));
    REFUSED(ft->WriteProgress(context, NULL, NULL, NULL, 0, 0));
    REFUSED(ft->WriteStreamParameter(context, NULL, &value, MI_UINT32A, 0));
    REFUSED(ft->WriteStreamParameter(context, MI_T("x"), &value, (MI_Type)77, 0));
    REFUSED(ft->WriteCimError(context, NULL, &flag));
    REFUSED(ft->PromptUser(context, NULL, MI_PROMPTTYPE_NORMAL, &flag));
    REFUSED(ft->PromptUser(context, MI_T("?"), MI_PROMPTTYPE_NORMAL, NULL));
    REFUSED(ft->ShouldProcess(context, NULL, NULL, &flag));
    REFUSED(ft->ShouldContinue(context, NULL, &flag));
    REFUSED(ft->PostCimError(context, NULL));
    REFUSED(ft->WriteError(context, 1, MI_T("MI"), MI_T("x"), NULL));
#undef REFUSED
    post(context, &thing, NULL);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void post_dynamic(MI_Context *context, const MI_Char *class_name, const MI_Char *id) {
    MI_Instance *instance = NULL;
    MI_Value value;
    MI_Context_NewDynamicInstance(context, class_name, 0, &instance);
    memset(&value, 0, sizeof value);
    value.string = (MI_Char *)id;
    MI_Instance_AddElement(instance, MI_T("Id"), &value, MI_STRING, MI_FLAG_KEY);
    MI_Context_PostInstance(context, instance);
    MI_Instance_Delete(instance);
}

static MI_Instance *new_cim_error(MI_Context *context, const MI_Char *message) {
    MI_Instance *error = NULL;
    MI_Value value;
    MI_Context_NewDynamicInstance(context, MI_T("OMI_Error"), 0, &error);
    memset(&value, 0, sizeof value);
    value.string = (MI_Char *)message;
    MI_Instance_AddElement(error, MI_T("Message"), &value, MI_STRING, 0);
    value.uint32 = MI_RESULT_ALREADY_EXISTS;
    MI_Instance_AddElement(error, MI_T("CIMStatusCode"), &value, MI_UINT32, 0);
    return error;
}

/* Whether the key stands for a strange answer; it is then on its way. */
static bool answer_strangely(Self *self, MI_Context *context, const MI_Char *id) {
    if (!text_compare(id, MI_T("error"))) {
        MI_Context_PostError(context, 13, MI_T("ERRNO"), MI_T("The thing is locked."));
    } else if (!text_compare(id, MI_T("cim-error"))) {
        MI_Instance *error = new_cim_error(context, MI_T("The thing is there twice."));
        MI_Context_PostCimError(context, error);
        MI_Instance_Delete(error);
    } else if (!text_compare(id, MI_T("late"))) {
        sample_start(answer_late, later(self, context));
    } else if (!text_compare(id, MI_T("never"))) {
        sample_start(answer_when_released, later(self, context));
        sample_log("waiting to be released");
    } else if (!text_compare(id, MI_T("cancel"))) {
        Later *data = later(self, context);
        MI_Context_RegisterCancel(context, cancelled, data);
        sample_start(answer_when_cancelled, data);
        sample_log("waiting to be cancelled");
    } else if (!text_compare(id, MI_T("cancel-inside"))) {
        MI_Context_RegisterCancel(context, answer_inside, later(self, context));
        sample_log("waiting to be cancelled");
    } else if (!text_compare(id, MI_T("release"))) {
        pthread_mutex_lock(&self->lock);
        self->releases++;
        pthread_cond_broadcast(&self->released);
        pthread_mutex_unlock(&self->lock);
        MI_Context_PostResult(context, MI_RESULT_NOT_FOUND);
    } else if (!text_compare(id, MI_T("twice"))) {
        post_twice(context);
    } else if (!text_compare(id, MI_T("nulls"))) {
        post_nulls(context);
    } else if (!text_compare(id, MI_T("dynamic"))) {
        post_dynamic(context, MI_T("Sample_Thing"), id);
        MI_Context_PostResult(context, MI_RESULT_OK);
    } else if (!text_compare(id, MI_T("other-class"))) {
        MI_Instance *other = NULL;
        MI_Context_NewInstance(context, &Sample_Number_rtti, &other);
        log_result("an instance of another class", MI_Context_PostInstance(context, other));
        MI_Instance_Delete(other);
        MI_Context_PostResult(context, MI_RESULT_OK);
    } else if (!text_compare(id, MI_T("two"))) {
        Thing thing = {MI_T("two"), 1, MI_T(""), false, NULL};
        post(context, &thing, NULL);
        thing.size = 2;
        post(context, &thing, NULL);
        MI_Context_PostResult(context, MI_RESULT_OK);
    } else {
        return false;
    }
    return true;
}

/* ---- The operations ---- */

static void MI_CALL GetInstance(void *self_in, MI_Context *context, const MI_Char *name_space,
                                const MI_Char *class_name, const MI_Instance *instance,
                                const MI_PropertySet *properties) {
    Self *self = self_in;
    const Sample_Thing *wanted = (const Sample_Thing *)instance;
    MI_Result result = MI_RESULT_NOT_FOUND;
    (void)name_space;
    (void)class_name;
    if (answer_strangely(self, context, wanted->Id.value)) {
        return;
    }
    pthread_mutex_lock(&self->lock);
    Thing *found = find(self, wanted->Id.value);
    if (found) {
        result = post(context, found, properties);
    }
    pthread_mutex_unlock(&self->lock);
    MI_Context_PostResult(context, result);
}

static void MI_CALL EnumerateInstances(void *self_in, MI_Context *context, const MI_Char *name_space,
                                       const MI_Char *class_name, const MI_PropertySet *properties,
                                       MI_Boolean keys_only, const MI_Filter *filter) {
    Self *self = self_in;
    (void)name_space;
    (void)class_name;
    (void)filter;
    pthread_mutex_lock(&self->lock);
    for (const Thing *thing = self->things; thing; thing = thing->next) {
        if (keys_only) {
            post_dynamic(context, MI_T("Sample_Thing"), thing->id);
        } else {
            post(context, thing, properties);
        }
    }
    pthread_mutex_unlock(&self->lock);
    post_special(context);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL CreateInstance(void *self_in, MI_Context *context, const MI_Char *name_space,
                                   const MI_Char *class_name, const MI_Instance *instance) {
    Self *self = self_in;
    const Sample_Thing *thing = (const Sample_Thing *)instance;
    MI_Result result = MI_RESULT_OK;
    (void)name_space;
    (void)class_name;
    if (!thing->Id.exists) {
        MI_Context_PostResult(context, MI_RESULT_INVALID_PARAMETER);
        return;
    }
    if (!text_compare(thing->Id.value, MI_T("other-class"))) {
        post_dynamic(context, MI_T("Sample_Number"), MI_T("other"));
        MI_Context_PostResult(context, MI_RESULT_OK);
        return;
    }
    pthread_mutex_lock(&self->lock);
    if (find(self, thing->Id.value)) {
        result = MI_RESULT_ALREADY_EXISTS;
    } else {
        insert(self, thing->Id.value, thing->Size.exists ? thing->Size.value : 0,
               thing->Label.exists ? thing->Label.value : NULL);
    }
    pthread_mutex_unlock(&self->lock);
    if (result == MI_RESULT_OK) {
        post_dynamic(context, MI_T("Sample_Thing"), thing->Id.value);
    }
    MI_Context_PostResult(context, result);
}

static void MI_CALL ModifyInstance(void *self_in, MI_Context *context, const MI_Char *name_space,
                                   const MI_Char *class_name, const MI_Instance *instance,
                                   const MI_PropertySet *properties) {
    Self *self = self_in;
    const Sample_Thing *changed = (const Sample_Thing *)instance;
    MI_Boolean size = MI_TRUE, label = MI_TRUE;
    MI_Result result = MI_RESULT_NOT_FOUND;
    (void)name_space;
    (void)class_name;
    if (properties) {
        MI_PropertySet_ContainsElement(properties, MI_T("Size"), &size);
        MI_PropertySet_ContainsElement(properties, MI_T("Label"), &label);
    }
    pthread_mutex_lock(&self->lock);
    Thing *thing = find(self, changed->Id.value);
    if (thing) {
        if (size) {
            thing->size = changed->Size.exists ? changed->Size.value : 0;
        }
        if (label) {
            thing->has_label = changed->Label.exists;
            text_print(thing->label, TEXT_CAPACITY(thing->label), "%s",
                       SHOWN(changed->Label.exists ? changed->Label.value : MI_T("")));
        }
        result = MI_RESULT_OK;
    }
    pthread_mutex_unlock(&self->lock);
    MI_Context_PostResult(context, result);
}

static void MI_CALL DeleteInstance(void *self_in, MI_Context *context, const MI_Char *name_space,
                                   const MI_Char *class_name, const MI_Instance *instance) {
    Self *self = self_in;
    const Sample_Thing *wanted = (const Sample_Thing *)instance;
    MI_Result result = MI_RESULT_NOT_FOUND;
    (void)name_space;
    (void)class_name;
    pthread_mutex_lock(&self->lock);
    for (Thing **place = &self->things; *place; place = &(*place)->next) {
        if (!text_compare((*place)->id, wanted->Id.value)) {
            Thing *thing = *place;
            *place = thing->next;
            free(thing);
            result = MI_RESULT_OK;
            break;
        }
    }
    pthread_mutex_unlock(&self->lock);
    MI_Context_PostResult(context, result);
}

const MI_ProviderFT Sample_Thing_funcs = {Load,           Unload,
                                          GetInstance,    EnumerateInstances,
                                          CreateInstance, ModifyInstance,
                                          DeleteInstance, NULL,
                                          NULL,           NULL,
                                          NULL,           NULL,
                                          NULL,           NULL};

/* ---- Methods ---- */

void MI_CALL Sample_Thing_Invoke_Add(void *self, MI_Context *context, const MI_Char *name_space,
                                     const MI_Char *class_name, const MI_Char *method_name,
                                     const MI_Instance *instance, const MI_Instance *in_) {
    const Sample_Thing_Add *in = (const Sample_Thing_Add *)in_;
    Sample_Thing_Add out;
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)method_name;
    (void)instance;
    if (!in->Left.exists || !in->Right.exists) {
        MI_Context_PostResult(context, MI_RESULT_INVALID_PARAMETER);
        return;
    }
    MI_Context_ConstructParameters(context, &Sample_Thing_Add_rtti, &out.__instance);
    sample_set_number(&out.__instance, 0, 0);
    sample_set_number(&out.__instance, 3, in->Left.value + in->Right.value);
    MI_Context_PostInstance(context, &out.__instance);
    MI_Instance_Destruct(&out.__instance);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

void MI_CALL Sample_Thing_Invoke_Rename(void *self_in, MI_Context *context, const MI_Char *name_space,
                                        const MI_Char *class_name, const MI_Char *method_name,
                                        const MI_Instance *instance, const MI_Instance *in_) {
    Self *self = self_in;
    const Sample_Thing *target = (const Sample_Thing *)instance;
    const Sample_Thing_Rename *in = (const Sample_Thing_Rename *)in_;
    MI_Instance *out = NULL;
    (void)name_space;
    (void)class_name;
    (void)method_name;
    MI_Context_NewParameters(context, &Sample_Thing_Rename_rtti, &out);
    pthread_mutex_lock(&self->lock);
    Thing *thing = find(self, target->Id.value);
    sample_set_number(out, 0, thing ? 0 : 1);
    if (thing) {
        sample_set_text(out, 1, thing->has_label ? thing->label : NULL);
        text_print(thing->label, TEXT_CAPACITY(thing->label), "%s",
                   SHOWN(in->Name.exists ? in->Name.value : MI_T("")));
        thing->has_label = in->Name.exists;
    }
    pthread_mutex_unlock(&self->lock);
    MI_Context_PostInstance(context, out);
    MI_Instance_Delete(out);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

void MI_CALL Sample_Thing_Invoke_Show(void *self, MI_Context *context, const MI_Char *name_space,
                                      const MI_Char *class_name, const MI_Char *method_name,
                                      const MI_Instance *instance, const MI_Instance *in_) {
    const Sample_Thing_Show *in = (const Sample_Thing_Show *)in_;
    const Sample_Thing *target = in->Target.exists ? (const Sample_Thing *)in->Target.value : NULL;
    const Sample_Thing *body = in->Body.exists ? (const Sample_Thing *)in->Body.value : NULL;
    Sample_Thing_Show out;
    MI_Char text[128];
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)method_name;
    (void)instance;
    /* The fields are read where generated code expects them. */
    text_print(text, TEXT_CAPACITY(text), "target %s, body %s of size %u",
               SHOWN(target ? target->Id.value : MI_T("none")), SHOWN(body ? body->Id.value : MI_T("none")),
               body && body->Size.exists ? body->Size.value : 0);
    MI_Context_ConstructParameters(context, &Sample_Thing_Show_rtti, &out.__instance);
    sample_set_number(&out.__instance, 0, 0);
    sample_set_text(&out.__instance, 3, text);
    MI_Context_PostInstance(context, &out.__instance);
    MI_Instance_Destruct(&out.__instance);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void answer(MI_Context *context, MI_Result result, const MI_Char *text) {
    Sample_Thing_Do out;
    MI_Context_ConstructParameters(context, &Sample_Thing_Do_rtti, &out.__instance);
    sample_set_number(&out.__instance, 0, result);
    sample_set_text(&out.__instance, 3, text);
    MI_Context_PostInstance(context, &out.__instance);
    MI_Instance_Destruct(&out.__instance);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static MI_Result stream(MI_Context *context, const MI_Char *text) {
    const MI_Char *pieces[] = {text, MI_T("and"), MI_T("more")};
    MI_Value value;
    MI_Result result;
    memset(&value, 0, sizeof value);
    value.stringa.data = (MI_Char **)pieces;
    value.stringa.size = 1;
    result = MI_Context_WriteStreamParameter(context, MI_T("Lines"), &value, MI_STRINGA, 0);
    value.stringa.data = (MI_Char **)pieces + 1;
    value.stringa.size = 2;
    return result ? result : MI_Context_WriteStreamParameter(context, MI_T("Lines"), &value, MI_STRINGA, 0);
}

static void list_options(MI_Context *context, MI_Char *text, size_t size) {
    MI_Uint32 count = 0;
    MI_Context_GetCustomOptionCount(context, &count);
    text_print(text, size, "%u:", count);
    for (MI_Uint32 index = 0; index < count; index++) {
        const MI_Char *name = NULL;
        MI_Type type;
        MI_Value value;
        MI_Context_GetCustomOptionAt(context, index, &name, &type, &value);
        size_t used = text_length(text);
        text_print(text + used, size - used, " %s", SHOWN(name));
    }
}

/* Asks another class of this namespace while this one answers; the session is not closed. */
static MI_Result ask_number(MI_Context *context, const MI_Char *name_space, const MI_Char *number,
                            MI_Char *text, size_t size) {
    MI_Session session = MI_SESSION_NULL, same = MI_SESSION_NULL;
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *key = NULL;
    const MI_Instance *found = NULL;
    MI_Boolean more = MI_TRUE;
    MI_Value value;
    MI_Result result = MI_Context_GetLocalSession(context, &session);
    if (result || MI_Context_GetLocalSession(context, &same) || same.reserved1 != session.reserved1) {
        return result ? result : MI_RESULT_FAILED;
    }
    MI_Context_NewInstance(context, &Sample_Number_rtti, &key);
    sample_set_number(key, 0, (MI_Uint32)atoi(SHOWN(number)));
    session.ft->GetInstance(&session, 0, NULL, name_space, key, NULL, &operation);
    while (more) {
        if (operation.ft->GetInstance(&operation, &found, &more, &result, NULL, NULL)) {
            break;
        }
        if (found && !found->ft->GetElement(found, MI_T("Text"), &value, NULL, NULL, NULL)) {
            text_print(text, size, "%s", SHOWN(value.string));
        }
    }
    operation.ft->Close(&operation);
    MI_Instance_Delete(key);
    return result;
}

void MI_CALL Sample_Thing_Invoke_Do(void *self, MI_Context *context, const MI_Char *name_space,
                                    const MI_Char *class_name, const MI_Char *method_name,
                                    const MI_Instance *instance, const MI_Instance *in_) {
    const Sample_Thing_Do *in = (const Sample_Thing_Do *)in_;
    const MI_Char *what = in->What.exists ? in->What.value : MI_T("");
    const MI_Char *text = in->Text.exists ? in->Text.value : MI_T("");
    MI_Char learnt[256] = MI_T("");
    MI_Boolean flag = 9;
    MI_Result result = MI_RESULT_NOT_SUPPORTED;
    bool asked = true;
    if (!text_compare(what, MI_T("misuse")) && sample_misuse(context, text)) {
        return;
    }
    (void)self;
    (void)class_name;
    (void)method_name;
    (void)instance;
    if (!text_compare(what, MI_T("prompt"))) {
        result = MI_Context_PromptUser(context, text, MI_PROMPTTYPE_NORMAL, &flag);
    } else if (!text_compare(what, MI_T("critical"))) {
        result = MI_Context_PromptUser(context, text, MI_PROMPTTYPE_CRITICAL, &flag);
    } else if (!text_compare(what, MI_T("process"))) {
        result = MI_Context_ShouldProcess(context, text, MI_T("polish"), &flag);
    } else if (!text_compare(what, MI_T("continue"))) {
        result = MI_Context_ShouldContinue(context, text, &flag);
    } else if (!text_compare(what, MI_T("error"))) {
        result = MI_Context_WriteError(context, MI_RESULT_NOT_FOUND, MI_RESULT_TYPE_MI, text, &flag);
    } else if (!text_compare(what, MI_T("cim-error"))) {
        MI_Instance *error = new_cim_error(context, text);
        result = MI_Context_WriteCimError(context, error, &flag);
        MI_Instance_Delete(error);
    } else {
        asked = false;
    }
    if (asked) {
        answer(context, result,
               flag == MI_TRUE    ? MI_T("yes")
               : flag == MI_FALSE ? MI_T("no")
                                  : MI_T("neither"));
        return;
    }
    if (!text_compare(what, MI_T("message"))) {
        result = MI_Context_WriteMessage(context, 17, text);
    } else if (!text_compare(what, MI_T("warning"))) {
        result = MI_Context_WriteWarning(context, text);
    } else if (!text_compare(what, MI_T("verbose"))) {
        result = MI_Context_WriteVerbose(context, text);
    } else if (!text_compare(what, MI_T("debug"))) {
        result = MI_Context_WriteDebug(context, text);
    } else if (!text_compare(what, MI_T("progress"))) {
        result = MI_Context_WriteProgress(context, text, MI_T("now"), MI_T("well"), 42, 7);
    } else if (!text_compare(what, MI_T("stream"))) {
        result = stream(context, text);
    } else if (!text_compare(what, MI_T("string-option"))) {
        const MI_Char *value = NULL;
        result = MI_Context_GetStringOption(context, text, &value);
        text_print(learnt, TEXT_CAPACITY(learnt), "%s", SHOWN(value ? value : MI_T("")));
    } else if (!text_compare(what, MI_T("number-option"))) {
        MI_Uint32 value = 0;
        result = MI_Context_GetNumberOption(context, text, &value);
        text_print(learnt, TEXT_CAPACITY(learnt), "%u", value);
    } else if (!text_compare(what, MI_T("custom-option"))) {
        MI_Type type = MI_BOOLEAN;
        MI_Value value;
        memset(&value, 0, sizeof value);
        result = MI_Context_GetCustomOption(context, text, &type, &value);
        text_print(learnt, TEXT_CAPACITY(learnt), "type %u, %u elements", (unsigned)type,
                   type == MI_STRINGA ? value.stringa.size : 0);
    } else if (!text_compare(what, MI_T("set-option"))) {
        result = MI_Context_SetStringOption(context, text, MI_T("a value"));
    } else if (!text_compare(what, MI_T("options"))) {
        list_options(context, learnt, TEXT_CAPACITY(learnt));
        result = MI_RESULT_OK;
    } else if (!text_compare(what, MI_T("ui-locale"))) {
        result = MI_Context_GetLocale(context, MI_LOCALE_TYPE_REQUESTED_UI, learnt);
    } else if (!text_compare(what, MI_T("data-locale"))) {
        result = MI_Context_GetLocale(context, MI_LOCALE_TYPE_CLOSEST_DATA, learnt);
    } else if (!text_compare(what, MI_T("raise"))) {
        result = sample_raise(text);
    } else if (!text_compare(what, MI_T("end-indications"))) {
        result = sample_end_indications(MI_RESULT_SERVER_IS_SHUTTING_DOWN);
    } else if (!text_compare(what, MI_T("raise-own"))) {
        result = sample_raise_own(text);
    } else if (!text_compare(what, MI_T("end-own"))) {
        result = sample_end_own(MI_RESULT_SERVER_LIMITS_EXCEEDED);
    } else if (!text_compare(what, MI_T("local-session"))) {
        result = ask_number(context, name_space, text, learnt, TEXT_CAPACITY(learnt));
    } else if (!text_compare(what, MI_T("request-unload"))) {
        result = MI_Context_RequestUnload(context);
    } else if (!text_compare(what, MI_T("release-load"))) {
        result = sample_release_load() ? MI_RESULT_OK : MI_RESULT_NOT_FOUND;
    } else if (!text_compare(what, MI_T("refuse-unload"))) {
        result = MI_Context_RefuseUnload(context);
    } else if (!text_compare(what, MI_T("dynamic"))) {
        MI_Instance *out = NULL;
        MI_Value value;
        memset(&value, 0, sizeof value);
        MI_Context_NewDynamicInstance(context, MI_T("Do"), 0, &out);
        value.uint32 = 5;
        MI_Instance_AddElement(out, MI_T("MIReturn"), &value, MI_UINT32, 0);
        MI_Context_PostInstance(context, out);
        MI_Instance_Delete(out);
        MI_Context_PostResult(context, MI_RESULT_OK);
        return;
    } else {
        result = sample_harm(context, what, text, learnt, TEXT_CAPACITY(learnt));
        if (result == MI_RESULT_NOT_SUPPORTED) {
            result = sample_tell_lifecycle(what, text, learnt, TEXT_CAPACITY(learnt));
        }
    }
    answer(context, result, learnt);
}
