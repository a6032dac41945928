/* The declarations of the sample module, in the form that OMI's code generator writes. */

#include "sample.h"

/* A name's code: lower first letter, lower last letter, length. */
#define CODE(first, last, length) ((MI_Uint32)(first) << 16 | (MI_Uint32)(last) << 8 | (length))

/* ---- Qualifiers ---- */

static const MI_Boolean yes = MI_TRUE;
static const MI_Qualifier key_qualifier = {MI_T("Key"), MI_BOOLEAN,
                                           MI_FLAG_DISABLEOVERRIDE | MI_FLAG_TOSUBCLASS, &yes};
static const MI_Qualifier expensive_qualifier = {MI_T("Expensive"), MI_BOOLEAN,
                                                 MI_FLAG_DISABLEOVERRIDE | MI_FLAG_TOSUBCLASS, &yes};
static const MI_Char *const description_text = MI_T("A thing of the sample module.");
static const MI_Qualifier description_qualifier = {
    MI_T("Description"), MI_STRING, MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS | MI_FLAG_TRANSLATABLE,
    &description_text};

static const MI_Qualifier *const key_qualifiers[] = {&key_qualifier};
static const MI_Qualifier *const expensive_qualifiers[] = {&expensive_qualifier};
static const MI_Qualifier *const thing_qualifiers[] = {&description_qualifier};

#define NO_QUALIFIERS NULL, 0
#define KEY_QUALIFIERS key_qualifiers, 1

#define PROPERTY(variable, class_name, field, flags, code, qualifiers, type, reference)                      \
    static const MI_PropertyDecl variable = {MI_FLAG_PROPERTY | (flags),                                     \
                                             code,                                                           \
                                             MI_T(#field),                                                   \
                                             qualifiers,                                                     \
                                             type,                                                           \
                                             reference,                                                      \
                                             0,                                                              \
                                             offsetof(class_name, field),                                    \
                                             MI_T(#class_name),                                              \
                                             MI_T(#class_name),                                              \
                                             NULL}

/* ---- Sample_Thing ---- */

PROPERTY(thing_id, Sample_Thing, Id, MI_FLAG_KEY, CODE('i', 'd', 2), KEY_QUALIFIERS, MI_STRING, NULL);
PROPERTY(thing_size, Sample_Thing, Size, 0, CODE('s', 'e', 4), NO_QUALIFIERS, MI_UINT32, NULL);
PROPERTY(thing_label, Sample_Thing, Label, 0, CODE('l', 'l', 5), NO_QUALIFIERS, MI_STRING, NULL);
static const MI_PropertyDecl thing_costly = {MI_FLAG_PROPERTY | MI_FLAG_EXPENSIVE,
                                             CODE('c', 'y', 6),
                                             MI_T("Costly"),
                                             expensive_qualifiers,
                                             1,
                                             MI_STRING,
                                             NULL,
                                             0,
                                             offsetof(Sample_Thing, Costly),
                                             MI_T("Sample_Thing"),
                                             MI_T("Sample_Thing"),
                                             NULL};
PROPERTY(thing_numbers, Sample_Thing, Numbers, 0, CODE('n', 's', 7), NO_QUALIFIERS, MI_UINT16A, NULL);
PROPERTY(thing_next, Sample_Thing, Next, 0, CODE('n', 't', 4), NO_QUALIFIERS, MI_REFERENCE,
         MI_T("Sample_Thing"));
PROPERTY(thing_inner, Sample_Thing, Inner, 0, CODE('i', 'r', 5), NO_QUALIFIERS, MI_INSTANCE,
         MI_T("Sample_Thing"));

static const MI_PropertyDecl *const thing_properties[] = {
    &thing_id, &thing_size, &thing_label, &thing_costly, &thing_numbers, &thing_next, &thing_inner};

#define PARAMETER(variable, method, field, flags, code, type, reference)                                     \
    static const MI_ParameterDecl variable = {                                                               \
        MI_FLAG_PARAMETER | (flags), code, MI_T(#field), NO_QUALIFIERS, type, reference, 0,                  \
        offsetof(method, field)}
#define RETURN(variable, method)                                                                             \
    PARAMETER(variable, method, MIReturn, MI_FLAG_OUT, CODE('m', 'n', 8), MI_UINT32, NULL)

RETURN(add_return, Sample_Thing_Add);
PARAMETER(add_left, Sample_Thing_Add, Left, MI_FLAG_IN, CODE('l', 't', 4), MI_UINT32, NULL);
PARAMETER(add_right, Sample_Thing_Add, Right, MI_FLAG_IN, CODE('r', 't', 5), MI_UINT32, NULL);
PARAMETER(add_sum, Sample_Thing_Add, Sum, MI_FLAG_OUT, CODE('s', 'm', 3), MI_UINT32, NULL);
static const MI_ParameterDecl *const add_parameters[] = {&add_return, &add_left, &add_right, &add_sum};

RETURN(rename_return, Sample_Thing_Rename);
PARAMETER(rename_name, Sample_Thing_Rename, Name, MI_FLAG_IN | MI_FLAG_OUT, CODE('n', 'e', 4), MI_STRING,
          NULL);
static const MI_ParameterDecl *const rename_parameters[] = {&rename_return, &rename_name};

RETURN(do_return, Sample_Thing_Do);
PARAMETER(do_what, Sample_Thing_Do, What, MI_FLAG_IN, CODE('w', 't', 4), MI_STRING, NULL);
PARAMETER(do_text, Sample_Thing_Do, Text, MI_FLAG_IN, CODE('t', 't', 4), MI_STRING, NULL);
PARAMETER(do_answer, Sample_Thing_Do, Answer, MI_FLAG_OUT, CODE('a', 'r', 6), MI_STRING, NULL);
static const MI_ParameterDecl *const do_parameters[] = {&do_return, &do_what, &do_text, &do_answer};

RETURN(show_return, Sample_Thing_Show);
PARAMETER(show_target, Sample_Thing_Show, Target, MI_FLAG_IN, CODE('t', 't', 6), MI_REFERENCE,
          MI_T("Sample_Thing"));
PARAMETER(show_body, Sample_Thing_Show, Body, MI_FLAG_IN, CODE('b', 'y', 4), MI_INSTANCE,
          MI_T("Sample_Thing"));
PARAMETER(show_text, Sample_Thing_Show, Text, MI_FLAG_OUT, CODE('t', 't', 4), MI_STRING, NULL);
static const MI_ParameterDecl *const show_parameters[] = {&show_return, &show_target, &show_body, &show_text};

#define METHOD(variable, name, flags, code, list, count)                                                     \
    const MI_MethodDecl variable##_rtti = {MI_FLAG_METHOD | (flags),                                         \
                                           code,                                                             \
                                           MI_T(#name),                                                      \
                                           NO_QUALIFIERS,                                                    \
                                           list,                                                             \
                                           count,                                                            \
                                           sizeof(variable),                                                 \
                                           MI_UINT32,                                                        \
                                           MI_T("Sample_Thing"),                                             \
                                           MI_T("Sample_Thing"),                                             \
                                           &sample_schema,                                                   \
                                           Sample_Thing_Invoke_##name}

METHOD(Sample_Thing_Add, Add, MI_FLAG_STATIC, CODE('a', 'd', 3), add_parameters, 4);
METHOD(Sample_Thing_Rename, Rename, 0, CODE('r', 'e', 6), rename_parameters, 2);
METHOD(Sample_Thing_Do, Do, MI_FLAG_STATIC, CODE('d', 'o', 2), do_parameters, 4);
METHOD(Sample_Thing_Show, Show, MI_FLAG_STATIC, CODE('s', 'w', 4), show_parameters, 4);

/* A method that is declared and not implemented. */
static const MI_MethodDecl undone_method = {MI_FLAG_METHOD | MI_FLAG_STATIC,
                                            CODE('u', 'e', 6),
                                            MI_T("Undone"),
                                            NO_QUALIFIERS,
                                            do_parameters,
                                            4,
                                            sizeof(Sample_Thing_Do),
                                            MI_UINT32,
                                            MI_T("Sample_Thing"),
                                            MI_T("Sample_Thing"),
                                            &sample_schema,
                                            NULL};

static const MI_MethodDecl *const thing_methods[] = {&Sample_Thing_Add_rtti, &Sample_Thing_Rename_rtti,
                                                     &Sample_Thing_Do_rtti, &Sample_Thing_Show_rtti,
                                                     &undone_method};

const MI_ClassDecl Sample_Thing_rtti = {MI_FLAG_CLASS,
                                        CODE('s', 'g', 12),
                                        MI_T("Sample_Thing"),
                                        thing_qualifiers,
                                        1,
                                        thing_properties,
                                        7,
                                        sizeof(Sample_Thing),
                                        NULL,
                                        NULL,
                                        thing_methods,
                                        5,
                                        &sample_schema,
                                        &Sample_Thing_funcs,
                                        NULL};

/* ---- Sample_Special ---- */

static const MI_PropertyDecl special_extra = {MI_FLAG_PROPERTY,
                                              CODE('e', 'a', 5),
                                              MI_T("Extra"),
                                              NO_QUALIFIERS,
                                              MI_UINT32,
                                              NULL,
                                              0,
                                              offsetof(Sample_Special, Extra),
                                              MI_T("Sample_Special"),
                                              MI_T("Sample_Special"),
                                              NULL};

static const MI_PropertyDecl *const special_properties[] = {&thing_id,     &thing_size,    &thing_label,
                                                            &thing_costly, &thing_numbers, &thing_next,
                                                            &thing_inner,  &special_extra};

const MI_ClassDecl Sample_Special_rtti = {MI_FLAG_CLASS,
                                          CODE('s', 'l', 14),
                                          MI_T("Sample_Special"),
                                          NO_QUALIFIERS,
                                          special_properties,
                                          8,
                                          sizeof(Sample_Special),
                                          MI_T("Sample_Thing"),
                                          &Sample_Thing_rtti,
                                          thing_methods,
                                          5,
                                          &sample_schema,
                                          &Sample_Special_funcs,
                                          NULL};

/* ---- The others ---- */

PROPERTY(number_number, Sample_Number, Number, MI_FLAG_KEY, CODE('n', 'r', 6), KEY_QUALIFIERS, MI_UINT32,
         NULL);
PROPERTY(number_text, Sample_Number, Text, 0, CODE('t', 't', 4), NO_QUALIFIERS, MI_STRING, NULL);
static const MI_PropertyDecl *const number_properties[] = {&number_number, &number_text};

PROPERTY(play_id, Sample_Play, Id, MI_FLAG_KEY, CODE('i', 'd', 2), KEY_QUALIFIERS, MI_STRING, NULL);
PROPERTY(play_number, Sample_Play, Number, 0, CODE('n', 'r', 6), NO_QUALIFIERS, MI_UINT32, NULL);
static const MI_PropertyDecl *const play_properties[] = {&play_id, &play_number};

PROPERTY(pair_left, Sample_Pair, Left, MI_FLAG_KEY, CODE('l', 't', 4), KEY_QUALIFIERS, MI_REFERENCE,
         MI_T("Sample_Thing"));
PROPERTY(pair_right, Sample_Pair, Right, MI_FLAG_KEY, CODE('r', 't', 5), KEY_QUALIFIERS, MI_REFERENCE,
         MI_T("Sample_Thing"));
static const MI_PropertyDecl *const pair_properties[] = {&pair_left, &pair_right};

PROPERTY(alert_text, Sample_Alert, Text, 0, CODE('t', 't', 4), NO_QUALIFIERS, MI_STRING, NULL);
static const MI_PropertyDecl *const alert_properties[] = {&alert_text};

PROPERTY(keyed_id, Sample_Keyed, Id, MI_FLAG_KEY, CODE('i', 'd', 2), KEY_QUALIFIERS, MI_STRING, NULL);
static const MI_PropertyDecl *const keyed_properties[] = {&keyed_id};

#define CLASS(name, flags, code, list, count, structure)                                                     \
    const MI_ClassDecl name##_rtti = {                                                                       \
        MI_FLAG_CLASS | (flags), code, MI_T(#name), NO_QUALIFIERS, list, count,                              \
        sizeof(structure),       NULL, NULL,        NULL,          0,    &sample_schema,                     \
        &name##_funcs,           NULL}

CLASS(Sample_Number, 0, CODE('s', 'r', 13), number_properties, 2, Sample_Number);
CLASS(Sample_Play, 0, CODE('s', 'y', 11), play_properties, 2, Sample_Play);
CLASS(Sample_Pair, MI_FLAG_ASSOCIATION, CODE('s', 'r', 11), pair_properties, 2, Sample_Pair);
CLASS(Sample_Alert, MI_FLAG_INDICATION, CODE('s', 't', 12), alert_properties, 1, Sample_Alert);
CLASS(Sample_Late, 0, CODE('s', 'e', 11), keyed_properties, 1, Sample_Keyed);
CLASS(Sample_Broken, 0, CODE('s', 'n', 13), keyed_properties, 1, Sample_Keyed);
CLASS(Sample_Mute, 0, CODE('s', 'e', 11), keyed_properties, 1, Sample_Keyed);

static const MI_ClassDecl *const classes[] = {&Sample_Thing_rtti,  &Sample_Special_rtti, &Sample_Number_rtti,
                                              &Sample_Pair_rtti,   &Sample_Alert_rtti,   &Sample_Late_rtti,
                                              &Sample_Broken_rtti, &Sample_Mute_rtti,    &Sample_Play_rtti};

MI_SchemaDecl sample_schema = {NULL, 0, classes, 9};
