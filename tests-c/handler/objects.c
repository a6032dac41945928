/* The handler's own instances and options. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vendor.h"

typedef struct Element {
    MI_Char name[64];
    MI_Char text[64];
    MI_Value value;
    MI_Type type;
    MI_Uint32 flags;
} Element;

typedef struct Instance {
    MI_Instance instance;
    MI_Char class_name[64], name_space[64], server[64];
    Element elements[16];
    unsigned count;
} Instance;

static MI_Result MI_CALL delete_instance(MI_Instance *self) {
    free(self);
    return MI_RESULT_OK;
}

static MI_Result MI_CALL get_class_name(const MI_Instance *self, const MI_Char **name) {
    *name = ((const Instance *)self)->class_name;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL get_name_space(const MI_Instance *self, const MI_Char **name) {
    const MI_Char *text = ((const Instance *)self)->name_space;
    *name = *text ? text : NULL;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL set_name_space(MI_Instance *self, const MI_Char *name) {
    text_print(((Instance *)self)->name_space, 64, "%s", SHOWN(name));
    return MI_RESULT_OK;
}

static MI_Result MI_CALL get_server_name(const MI_Instance *self, const MI_Char **name) {
    const MI_Char *text = ((const Instance *)self)->server;
    *name = *text ? text : NULL;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL set_server_name(MI_Instance *self, const MI_Char *name) {
    text_print(((Instance *)self)->server, 64, "%s", SHOWN(name));
    return MI_RESULT_OK;
}

static MI_Result MI_CALL get_count(const MI_Instance *self, MI_Uint32 *count) {
    *count = ((const Instance *)self)->count;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL add_element(MI_Instance *self, const MI_Char *name, const MI_Value *value,
                                     MI_Type type, MI_Uint32 flags) {
    Instance *instance = (Instance *)self;
    if (instance->count == 16) {
        return MI_RESULT_SERVER_LIMITS_EXCEEDED;
    }
    Element *element = &instance->elements[instance->count++];
    text_print(element->name, TEXT_CAPACITY(element->name), "%s", SHOWN(name));
    element->type = type;
    element->flags = flags;
    if (value && !(flags & MI_FLAG_NULL)) {
        element->value = *value;
        if (type == MI_STRING) {
            text_print(element->text, TEXT_CAPACITY(element->text), "%s", SHOWN(value->string));
            element->value.string = element->text;
        }
    }
    return MI_RESULT_OK;
}

static MI_Result MI_CALL get_element_at(const MI_Instance *self, MI_Uint32 index, const MI_Char **name,
                                        MI_Value *value, MI_Type *type, MI_Uint32 *flags) {
    const Element *element = &((const Instance *)self)->elements[index];
    *name = element->name;
    *value = element->value;
    *type = element->type;
    *flags = element->flags;
    return MI_RESULT_OK;
}

static const MI_InstanceFT instance_table = {
    .Delete = delete_instance,
    .GetClassName = get_class_name,
    .SetNameSpace = set_name_space,
    .GetNameSpace = get_name_space,
    .GetElementCount = get_count,
    .AddElement = add_element,
    .GetElementAt = get_element_at,
    .GetServerName = get_server_name,
    .SetServerName = set_server_name,
};

MI_Result MI_CALL vendor_new_instance(MI_Application *application, const MI_Char *class_name,
                                      const MI_ClassDecl *declaration, MI_Instance **instance) {
    (void)application;
    (void)declaration;
    Instance *made = calloc(1, sizeof *made);
    if (!made) {
        return MI_RESULT_SERVER_LIMITS_EXCEEDED;
    }
    made->instance.ft = &instance_table;
    text_print(made->class_name, TEXT_CAPACITY(made->class_name), "%s", SHOWN(class_name));
    *instance = &made->instance;
    return MI_RESULT_OK;
}

MI_Instance *numbered(const MI_Char *class_name, MI_Uint32 number) {
    MI_Instance *instance = NULL;
    MI_Value value = {.uint32 = number};
    vendor_new_instance(NULL, class_name, NULL, &instance);
    add_element(instance, MI_T("Number"), &value, MI_UINT32, MI_FLAG_KEY);
    return instance;
}

void write_value(const char *what, const MI_Char *name, const MI_Value *value, MI_Type type,
                 MI_Uint32 flags) {
    if (!value || flags & MI_FLAG_NULL) {
        write_log("%s %s type %u NULL", what, SHOWN(name), type);
    } else if (type == MI_STRING) {
        write_log("%s %s = %s", what, SHOWN(name), SHOWN(value->string));
    } else if (type == MI_UINT32) {
        write_log("%s %s = %u", what, SHOWN(name), value->uint32);
    } else if (type == MI_DATETIME && !value->datetime.isTimestamp) {
        write_log("%s %s = %u seconds", what, SHOWN(name), value->datetime.u.interval.seconds);
    } else {
        write_log("%s %s type %u", what, SHOWN(name), type);
    }
}

void log_instance(const char *what, const MI_Instance *self) {
    const Instance *instance = (const Instance *)self;
    if (!self) {
        return;
    }
    if (self->ft != &instance_table) {
        write_log("%s is none of mine", what);
        return;
    }
    write_log("%s of %s with %u elements", what, SHOWN(instance->class_name), instance->count);
    for (unsigned i = 0; i < instance->count; i++) {
        const Element *element = &instance->elements[i];
        write_value("element", element->name, &element->value, element->type, element->flags);
    }
}

/* ---- Options ---- */

#define SETTERS(kind, type)                                                                                  \
    static MI_Result MI_CALL kind##_string(type *options, const MI_Char *name, const MI_Char *text,          \
                                           MI_Uint32 flags) {                                                \
        (void)options;                                                                                       \
        write_value(#kind, name, &(MI_Value){.string = (MI_Char *)text}, MI_STRING, flags);                  \
        return MI_RESULT_OK;                                                                                 \
    }                                                                                                        \
    static MI_Result MI_CALL kind##_number(type *options, const MI_Char *name, MI_Uint32 number,             \
                                           MI_Uint32 flags) {                                                \
        (void)options;                                                                                       \
        write_log("%s %s = %u%s", #kind, SHOWN(name), number, flags ? " off" : "");                          \
        return MI_RESULT_OK;                                                                                 \
    }                                                                                                        \
    static MI_Result MI_CALL kind##_interval(type *options, const MI_Char *name,                             \
                                             const MI_Interval *interval, MI_Uint32 flags) {                 \
        (void)options;                                                                                       \
        (void)flags;                                                                                         \
        write_log("%s %s = %u seconds", #kind, SHOWN(name), interval->seconds);                              \
        return MI_RESULT_OK;                                                                                 \
    }

SETTERS(destination, MI_DestinationOptions)
SETTERS(operation, MI_OperationOptions)
SETTERS(delivery, MI_SubscriptionDeliveryOptions)

static MI_Result MI_CALL add_credentials(MI_DestinationOptions *options, const MI_Char *name,
                                         const MI_UserCredentials *credentials, MI_Uint32 flags) {
    const MI_UsernamePasswordCreds *user = &credentials->credentials.usernamePassword;
    (void)options;
    (void)flags;
    write_log("destination %s = %s %s\\%s %s", SHOWN(name), SHOWN(credentials->authenticationType),
              SHOWN(user->domain ? user->domain : MI_T("")), SHOWN(user->username), SHOWN(user->password));
    return MI_RESULT_OK;
}

static void MI_CALL delete_destination(MI_DestinationOptions *options) {
    (void)options;
    write_log("destination deleted");
}

static const MI_DestinationOptionsFT destination_table = {
    .Delete = delete_destination,
    .SetString = destination_string,
    .SetNumber = destination_number,
    .AddCredentials = add_credentials,
    .SetInterval = destination_interval,
};

MI_Result MI_CALL vendor_new_destination_options(MI_Application *application,
                                                 MI_DestinationOptions *options) {
    (void)application;
    *options = (MI_DestinationOptions){1, 1, &destination_table};
    return MI_RESULT_OK;
}

static MI_Result MI_CALL set_custom(MI_OperationOptions *options, const MI_Char *name, MI_Type type,
                                    const MI_Value *value, MI_Boolean must_comply, MI_Uint32 flags) {
    (void)options;
    write_value(must_comply ? "operation must" : "operation custom", name, value, type, flags);
    return MI_RESULT_OK;
}

static void MI_CALL delete_operation(MI_OperationOptions *options) {
    (void)options;
    write_log("operation deleted");
}

static const MI_OperationOptionsFT operation_table = {
    .Delete = delete_operation,
    .SetString = operation_string,
    .SetNumber = operation_number,
    .SetCustomOption = set_custom,
    .SetInterval = operation_interval,
};

MI_Result MI_CALL vendor_new_operation_options(MI_Application *application, MI_Boolean must_understand,
                                               MI_OperationOptions *options) {
    (void)application;
    (void)must_understand;
    *options = (MI_OperationOptions){1, 1, &operation_table};
    return MI_RESULT_OK;
}

static MI_Result MI_CALL delete_delivery(MI_SubscriptionDeliveryOptions *options) {
    (void)options;
    write_log("delivery deleted");
    return MI_RESULT_OK;
}

static const MI_SubscriptionDeliveryOptionsFT delivery_table = {
    .SetString = delivery_string,
    .SetNumber = delivery_number,
    .SetInterval = delivery_interval,
    .Delete = delete_delivery,
};

MI_Result MI_CALL vendor_new_delivery_options(MI_Application *application, MI_SubscriptionDeliveryType type,
                                              MI_SubscriptionDeliveryOptions *options) {
    (void)application;
    write_log("delivery of type %u", type);
    *options = (MI_SubscriptionDeliveryOptions){1, 1, &delivery_table};
    return MI_RESULT_OK;
}
