/* The other classes of the sample module; sample.h says what each is for. */

#include "sample.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Sample_Special: what Sample_Thing enumerates too ---- */

static void MI_CALL special_enumerate(void *self, MI_Context *context, const MI_Char *name_space,
                                      const MI_Char *class_name, const MI_PropertySet *properties,
                                      MI_Boolean keys_only, const MI_Filter *filter) {
    MI_Instance *instance = NULL;
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    (void)keys_only;
    (void)filter;
    MI_Context_NewInstance(context, &Sample_Special_rtti, &instance);
    sample_set_text(instance, 0, MI_T("special"));
    sample_set_number(instance, 7, 99);
    MI_Context_PostInstance(context, instance);
    MI_Instance_Delete(instance);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

const MI_ProviderFT Sample_Special_funcs = {.EnumerateInstances = special_enumerate};

/* ---- Sample_Number: EnumerateInstances alone, from a thread of its own ---- */

typedef struct Numbers {
    MI_Context *context;
    const MI_Filter *filter;
    bool wants_text;
} Numbers;

/* Posts what the filter wants, and writes to the log what it was asked for. */
static void number_post(void *argument) {
    Numbers *numbers = argument;
    MI_Context *context = numbers->context;
    const MI_Char *language = NULL, *expression = NULL;
    unsigned posted = 0;
    char line[256];
    for (MI_Uint32 number = 0; number < 10; number++) {
        Sample_Number instance;
        MI_Boolean wanted = MI_TRUE;
        MI_Char text[32];
        text_print(text, TEXT_CAPACITY(text), "number %u", number);
        MI_Context_ConstructInstance(context, &Sample_Number_rtti, &instance.__instance);
        sample_set_number(&instance.__instance, 0, number);
        if (numbers->wants_text) {
            sample_set_text(&instance.__instance, 1, text);
        }
        if (numbers->filter && MI_Filter_Evaluate(numbers->filter, &instance.__instance, &wanted)) {
            sample_log("a filter can't be evaluated");
        }
        if (wanted) {
            MI_Context_PostInstance(context, &instance.__instance);
            posted++;
        }
        MI_Instance_Destruct(&instance.__instance);
    }
    if (numbers->filter && !MI_Filter_GetExpression(numbers->filter, &language, &expression)) {
        snprintf(line, sizeof line, "%s, %s: %u numbers%s", SHOWN(language), SHOWN(expression), posted,
                 numbers->wants_text ? "" : " without texts");
        sample_log(line);
    }
    MI_Context_PostResult(context, MI_RESULT_OK);
    free(numbers);
}

static void MI_CALL number_enumerate(void *self, MI_Context *context, const MI_Char *name_space,
                                     const MI_Char *class_name, const MI_PropertySet *properties,
                                     MI_Boolean keys_only, const MI_Filter *filter) {
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)keys_only;
    MI_Boolean wants_text = MI_TRUE;
    if (properties) {
        MI_PropertySet_ContainsElement(properties, MI_T("Text"), &wants_text);
    }
    Numbers *numbers = calloc(1, sizeof *numbers);
    numbers->context = context;
    numbers->filter = filter;
    numbers->wants_text = wants_text;
    sample_start(number_post, numbers);
}

const MI_ProviderFT Sample_Number_funcs = {.EnumerateInstances = number_enumerate};

/* ---- Sample_Pair: "a" and "b" of Sample_Thing belong together ---- */

static MI_Instance *new_thing(MI_Context *context, const MI_Char *id) {
    MI_Instance *instance = NULL;
    MI_Context_NewInstance(context, &Sample_Thing_rtti, &instance);
    sample_set_text(instance, 0, id);
    return instance;
}

static void post_pair(MI_Context *context) {
    MI_Instance *left = new_thing(context, MI_T("a")), *right = new_thing(context, MI_T("b")), *pair = NULL;
    MI_Value value;
    MI_Context_NewInstance(context, &Sample_Pair_rtti, &pair);
    memset(&value, 0, sizeof value);
    value.reference = left;
    pair->ft->SetElementAt(pair, 0, &value, MI_REFERENCE, 0);
    value.reference = right;
    pair->ft->SetElementAt(pair, 1, &value, MI_REFERENCE, 0);
    MI_Context_PostInstance(context, pair);
    MI_Instance_Delete(pair);
    MI_Instance_Delete(left);
    MI_Instance_Delete(right);
}

static void MI_CALL pair_enumerate(void *self, MI_Context *context, const MI_Char *name_space,
                                   const MI_Char *class_name, const MI_PropertySet *properties,
                                   MI_Boolean keys_only, const MI_Filter *filter) {
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    (void)keys_only;
    (void)filter;
    post_pair(context);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL pair_associators(void *self, MI_Context *context, const MI_Char *name_space,
                                     const MI_Char *class_name, const MI_Instance *instance,
                                     const MI_Char *result_class, const MI_Char *role,
                                     const MI_Char *result_role, const MI_PropertySet *properties,
                                     MI_Boolean keys_only, const MI_Filter *filter) {
    const Sample_Thing *from = (const Sample_Thing *)instance;
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)result_class;
    (void)properties;
    (void)keys_only;
    (void)filter;
    bool is_left = !text_compare(from->Id.value, MI_T("a")) && (!role || !text_compare(role, MI_T("Left"))) &&
                   (!result_role || !text_compare(result_role, MI_T("Right")));
    bool is_right = !text_compare(from->Id.value, MI_T("b")) &&
                    (!role || !text_compare(role, MI_T("Right"))) &&
                    (!result_role || !text_compare(result_role, MI_T("Left")));
    if (is_left || is_right) {
        MI_Instance *other = new_thing(context, is_left ? MI_T("b") : MI_T("a"));
        MI_Context_PostInstance(context, other);
        MI_Instance_Delete(other);
    }
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL pair_references(void *self, MI_Context *context, const MI_Char *name_space,
                                    const MI_Char *class_name, const MI_Instance *instance,
                                    const MI_Char *role, const MI_PropertySet *properties,
                                    MI_Boolean keys_only, const MI_Filter *filter) {
    const Sample_Thing *to = (const Sample_Thing *)instance;
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    (void)keys_only;
    (void)filter;
    if ((!text_compare(to->Id.value, MI_T("a")) && (!role || !text_compare(role, MI_T("Left")))) ||
        (!text_compare(to->Id.value, MI_T("b")) && (!role || !text_compare(role, MI_T("Right"))))) {
        post_pair(context);
    }
    MI_Context_PostResult(context, MI_RESULT_OK);
}

const MI_ProviderFT Sample_Pair_funcs = {.EnumerateInstances = pair_enumerate,
                                         .AssociatorInstances = pair_associators,
                                         .ReferenceInstances = pair_references};

/* ---- Sample_Alert ---- */

static pthread_mutex_t alert_lock = PTHREAD_MUTEX_INITIALIZER;
static MI_Context *alert_context;
/* The subscription whose bookmark is "own". */
static MI_Context *own_context;
static void *own_self;

static void MI_CALL alert_enable(void *self, MI_Context *context, const MI_Char *name_space,
                                 const MI_Char *class_name) {
    (void)self;
    (void)name_space;
    (void)class_name;
    pthread_mutex_lock(&alert_lock);
    alert_context = context;
    pthread_mutex_unlock(&alert_lock);
    sample_log("alerts enabled");
}

static void MI_CALL alert_disable(void *self, MI_Context *context, const MI_Char *name_space,
                                  const MI_Char *class_name) {
    (void)self;
    (void)name_space;
    (void)class_name;
    pthread_mutex_lock(&alert_lock);
    alert_context = NULL;
    pthread_mutex_unlock(&alert_lock);
    sample_log("alerts disabled");
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void MI_CALL alert_subscribe(void *self, MI_Context *context, const MI_Char *name_space,
                                    const MI_Char *class_name, const MI_Filter *filter,
                                    const MI_Char *bookmark, MI_Uint64 subscription,
                                    void **subscription_self) {
    const MI_Char *language = NULL, *expression = NULL;
    char line[256];
    (void)self;
    (void)name_space;
    (void)class_name;
    MI_Filter_GetExpression(filter, &language, &expression);
    snprintf(line, sizeof line, "subscribed: %s%s%s", SHOWN(expression), bookmark ? " after " : "",
             SHOWN(bookmark ? bookmark : MI_T("")));
    sample_log(line);
    (void)subscription;
    if (bookmark && !text_compare(bookmark, MI_T("refuse"))) {
        MI_Context_PostResult(context, MI_RESULT_ACCESS_DENIED);
        return;
    }
    *subscription_self = malloc(1);
    if (bookmark && !text_compare(bookmark, MI_T("own"))) {
        pthread_mutex_lock(&alert_lock);
        own_context = context;
        own_self = *subscription_self;
        pthread_mutex_unlock(&alert_lock);
    }
}

static void MI_CALL alert_unsubscribe(void *self, MI_Context *context, const MI_Char *name_space,
                                      const MI_Char *class_name, MI_Uint64 subscription,
                                      void *subscription_self) {
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)subscription;
    pthread_mutex_lock(&alert_lock);
    if (subscription_self == own_self) {
        own_context = NULL;
        own_self = NULL;
    }
    pthread_mutex_unlock(&alert_lock);
    free(subscription_self);
    sample_log("unsubscribed");
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static MI_Result raise_on(MI_Context *const *context, const MI_Char *text) {
    MI_Instance *alert = NULL;
    MI_Result result = MI_RESULT_NOT_FOUND;
    pthread_mutex_lock(&alert_lock);
    if (*context) {
        MI_Context_NewInstance(*context, &Sample_Alert_rtti, &alert);
        sample_set_text(alert, 0, text);
        result = MI_Context_PostIndication(*context, alert, 0, MI_T("bookmark 1"));
        MI_Instance_Delete(alert);
    }
    pthread_mutex_unlock(&alert_lock);
    return result;
}

MI_Result sample_raise(const MI_Char *text) {
    return raise_on(&alert_context, text);
}

MI_Result sample_raise_own(const MI_Char *text) {
    return raise_on(&own_context, text);
}

MI_Result sample_end_own(MI_Result reason) {
    MI_Result result = MI_RESULT_NOT_FOUND;
    pthread_mutex_lock(&alert_lock);
    if (own_context) {
        result = MI_Context_PostResult(own_context, reason);
        free(own_self);
        own_context = NULL;
        own_self = NULL;
    }
    pthread_mutex_unlock(&alert_lock);
    return result;
}

MI_Result sample_end_indications(MI_Result reason) {
    MI_Result result = MI_RESULT_NOT_FOUND;
    pthread_mutex_lock(&alert_lock);
    if (alert_context) {
        result = MI_Context_PostResult(alert_context, reason);
        alert_context = NULL;
    }
    pthread_mutex_unlock(&alert_lock);
    return result;
}

const MI_ProviderFT Sample_Alert_funcs = {.EnableIndications = alert_enable,
                                          .DisableIndications = alert_disable,
                                          .Subscribe = alert_subscribe,
                                          .Unsubscribe = alert_unsubscribe};

/* ---- Sample_Late: loads and unloads when it likes ---- */

static void late_post(void *argument) {
    MI_Context_PostResult((MI_Context *)argument, MI_RESULT_OK);
}

static MI_Context *held_load;

bool sample_release_load(void) {
    MI_Context *context = __atomic_exchange_n(&held_load, NULL, __ATOMIC_ACQ_REL);
    return context && MI_Context_PostResult(context, MI_RESULT_OK) == MI_RESULT_OK;
}

static void MI_CALL late_load(void **self, MI_Module_Self *module, MI_Context *context) {
    (void)module;
    *self = NULL;
    sample_log("late load");
    if (sample_exists_beside("holds")) {
        __atomic_store_n(&held_load, context, __ATOMIC_RELEASE);
        return;
    }
    sample_start(late_post, context);
}

static void MI_CALL late_unload(void *self, MI_Context *context) {
    (void)self;
    sample_log("late unload");
    sample_start(late_post, context);
}

static void MI_CALL late_get(void *self, MI_Context *context, const MI_Char *name_space,
                             const MI_Char *class_name, const MI_Instance *instance,
                             const MI_PropertySet *properties) {
    (void)self;
    (void)name_space;
    (void)class_name;
    (void)properties;
    MI_Context_PostInstance(context, instance);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

const MI_ProviderFT Sample_Late_funcs = {.Load = late_load, .Unload = late_unload, .GetInstance = late_get};

/* ---- Sample_Broken: can't be loaded ---- */

static void MI_CALL broken_load(void **self, MI_Module_Self *module, MI_Context *context) {
    (void)module;
    *self = NULL;
    MI_Context_PostError(context, MI_RESULT_ACCESS_DENIED, MI_RESULT_TYPE_MI,
                         MI_T("There is no key to the cabinet."));
}

const MI_ProviderFT Sample_Broken_funcs = {.Load = broken_load, .GetInstance = late_get};

/* ---- Sample_Mute ---- */

const MI_ProviderFT Sample_Mute_funcs = {.Load = NULL};
