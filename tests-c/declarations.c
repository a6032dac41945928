/* The declarations of declarations.h, in the form that OMI's code generator writes. */

#include "declarations.h"

/* ---- Qualifiers ---- */

static const MI_Boolean yes = MI_TRUE;
static const MI_Boolean no = MI_FALSE;

static const MI_Qualifier key_qualifier = {MI_T("Key"), MI_BOOLEAN,
                                           MI_FLAG_DISABLEOVERRIDE | MI_FLAG_TOSUBCLASS, &yes};
static const MI_Qualifier in_qualifier = {MI_T("In"), MI_BOOLEAN,
                                          MI_FLAG_DISABLEOVERRIDE | MI_FLAG_TOSUBCLASS, &yes};
static const MI_Qualifier not_in_qualifier = {MI_T("In"), MI_BOOLEAN,
                                              MI_FLAG_DISABLEOVERRIDE | MI_FLAG_TOSUBCLASS, &no};
static const MI_Qualifier out_qualifier = {MI_T("Out"), MI_BOOLEAN,
                                           MI_FLAG_DISABLEOVERRIDE | MI_FLAG_TOSUBCLASS, &yes};

static const MI_Char *const base_version_value = MI_T("1.0.0");
static const MI_Qualifier base_version = {MI_T("Version"), MI_STRING,
                                          MI_FLAG_ENABLEOVERRIDE | MI_FLAG_RESTRICTED, &base_version_value};
static const MI_Char *const description_value = MI_T("A class declared in C.");
static const MI_Qualifier description = {MI_T("Description"), MI_STRING,
                                         MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS | MI_FLAG_TRANSLATABLE,
                                         &description_value};
static const MI_Uint32 max_length_value = 64;
static const MI_Qualifier max_length = {MI_T("MaxLen"), MI_UINT32,
                                        MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS, &max_length_value};
static const MI_Char *const value_texts[] = {MI_T("Small"), MI_T("Large")};
static const MI_ConstStringA values_value = {value_texts, 2};
static const MI_Qualifier values = {MI_T("Values"), MI_STRINGA, MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS,
                                    &values_value};

static const MI_Qualifier *const base_qualifiers[] = {&base_version, &description};
static const MI_Qualifier *const id_qualifiers[] = {&key_qualifier, &max_length};
static const MI_Qualifier *const size_qualifiers[] = {&values};
static const MI_Qualifier *const in_qualifiers[] = {&in_qualifier};
static const MI_Qualifier *const out_qualifiers[] = {&not_in_qualifier, &out_qualifier};
static const MI_Qualifier *const return_qualifiers[] = {&description};

/* ---- Properties ---- */

static const MI_Uint32 size_default = 7;

static const MI_PropertyDecl id_property = {MI_FLAG_PROPERTY | MI_FLAG_KEY,
                                            0x696402,
                                            MI_T("Id"),
                                            id_qualifiers,
                                            2,
                                            MI_STRING,
                                            NULL,
                                            0,
                                            offsetof(Decl_Base, Id),
                                            MI_T("Decl_Base"),
                                            MI_T("Decl_Base"),
                                            NULL};

static const MI_PropertyDecl size_property = {
    MI_FLAG_PROPERTY,          0x736504,          MI_T("Size"),      size_qualifiers, 1, MI_UINT32, NULL, 0,
    offsetof(Decl_Base, Size), MI_T("Decl_Base"), MI_T("Decl_Base"), &size_default};

static const MI_PropertyDecl flag_property = {
    MI_FLAG_PROPERTY,           0x666704,           MI_T("Flag"),       NULL, 0, MI_BOOLEAN, NULL, 0,
    offsetof(Decl_Child, Flag), MI_T("Decl_Child"), MI_T("Decl_Child"), NULL};

static const MI_PropertyDecl big_property = {
    MI_FLAG_PROPERTY,          0x626703,           MI_T("Big"),        NULL, 0, MI_SINT64, NULL, 0,
    offsetof(Decl_Child, Big), MI_T("Decl_Child"), MI_T("Decl_Child"), NULL};

static const MI_PropertyDecl ratio_property = {MI_FLAG_PROPERTY,
                                               0x726f05,
                                               MI_T("Ratio"),
                                               NULL,
                                               0,
                                               MI_REAL64,
                                               NULL,
                                               0,
                                               offsetof(Decl_Child, Ratio),
                                               MI_T("Decl_Child"),
                                               MI_T("Decl_Child"),
                                               NULL};

static const MI_PropertyDecl letter_property = {MI_FLAG_PROPERTY,
                                                0x6c7206,
                                                MI_T("Letter"),
                                                NULL,
                                                0,
                                                MI_CHAR16,
                                                NULL,
                                                0,
                                                offsetof(Decl_Child, Letter),
                                                MI_T("Decl_Child"),
                                                MI_T("Decl_Child"),
                                                NULL};

static const MI_PropertyDecl when_property = {
    MI_FLAG_PROPERTY,           0x776e04,           MI_T("When"),       NULL, 0, MI_DATETIME, NULL, 0,
    offsetof(Decl_Child, When), MI_T("Decl_Child"), MI_T("Decl_Child"), NULL};

static const MI_PropertyDecl numbers_property = {MI_FLAG_PROPERTY,
                                                 0x6e7307,
                                                 MI_T("Numbers"),
                                                 NULL,
                                                 0,
                                                 MI_UINT16A,
                                                 NULL,
                                                 0,
                                                 offsetof(Decl_Child, Numbers),
                                                 MI_T("Decl_Child"),
                                                 MI_T("Decl_Child"),
                                                 NULL};

static const MI_PropertyDecl texts_property = {MI_FLAG_PROPERTY,
                                               0x747305,
                                               MI_T("Texts"),
                                               NULL,
                                               0,
                                               MI_STRINGA,
                                               NULL,
                                               0,
                                               offsetof(Decl_Child, Texts),
                                               MI_T("Decl_Child"),
                                               MI_T("Decl_Child"),
                                               NULL};

static const MI_PropertyDecl link_property = {MI_FLAG_PROPERTY,
                                              0x6c6b04,
                                              MI_T("Link"),
                                              NULL,
                                              0,
                                              MI_REFERENCE,
                                              MI_T("Decl_Base"),
                                              0,
                                              offsetof(Decl_Child, Link),
                                              MI_T("Decl_Child"),
                                              MI_T("Decl_Child"),
                                              NULL};

static const MI_PropertyDecl inner_property = {MI_FLAG_PROPERTY,
                                               0x697205,
                                               MI_T("Inner"),
                                               NULL,
                                               0,
                                               MI_INSTANCE,
                                               MI_T("Decl_Base"),
                                               0,
                                               offsetof(Decl_Child, Inner),
                                               MI_T("Decl_Child"),
                                               MI_T("Decl_Child"),
                                               NULL};

static const MI_PropertyDecl inners_property = {MI_FLAG_PROPERTY,
                                                0x697306,
                                                MI_T("Inners"),
                                                NULL,
                                                0,
                                                MI_INSTANCEA,
                                                MI_T("Decl_Base"),
                                                0,
                                                offsetof(Decl_Child, Inners),
                                                MI_T("Decl_Child"),
                                                MI_T("Decl_Child"),
                                                NULL};

static MI_PropertyDecl const *const base_properties[] = {&id_property, &size_property};

static MI_PropertyDecl const *const child_properties[] = {
    &id_property,   &size_property,    &flag_property,  &big_property,  &ratio_property, &letter_property,
    &when_property, &numbers_property, &texts_property, &link_property, &inner_property, &inners_property};

/* ---- Methods: parameter 0 is the result ---- */

typedef struct Decl_Base_Resize {
    MI_Instance __instance;
    MI_ConstUint32Field MIReturn;
    MI_ConstUint32Field Size;
    MI_ConstReferenceField Before;
} Decl_Base_Resize;

static const MI_ParameterDecl resize_result = {
    MI_FLAG_PARAMETER | MI_FLAG_OUT,     0x6d6e08, MI_T("MIReturn"), return_qualifiers, 1, MI_UINT32, NULL, 0,
    offsetof(Decl_Base_Resize, MIReturn)};
static const MI_ParameterDecl resize_size = {
    MI_FLAG_PARAMETER | MI_FLAG_IN,  0x736504, MI_T("Size"), in_qualifiers, 1, MI_UINT32, NULL, 0,
    offsetof(Decl_Base_Resize, Size)};
static const MI_ParameterDecl resize_before = {MI_FLAG_PARAMETER | MI_FLAG_OUT,
                                               0x626506,
                                               MI_T("Before"),
                                               out_qualifiers,
                                               2,
                                               MI_REFERENCE,
                                               MI_T("Decl_Base"),
                                               0,
                                               offsetof(Decl_Base_Resize, Before)};
static MI_ParameterDecl const *const resize_parameters[] = {&resize_result, &resize_size, &resize_before};

static const MI_MethodDecl resize_method = {MI_FLAG_METHOD,
                                            0x726506,
                                            MI_T("Resize"),
                                            return_qualifiers,
                                            1,
                                            resize_parameters,
                                            3,
                                            sizeof(Decl_Base_Resize),
                                            MI_UINT32,
                                            MI_T("Decl_Base"),
                                            MI_T("Decl_Base"),
                                            NULL,
                                            NULL};

typedef struct Decl_Base_Reset {
    MI_Instance __instance;
    MI_ConstBooleanField MIReturn;
} Decl_Base_Reset;

static const MI_ParameterDecl reset_result = {
    MI_FLAG_PARAMETER | MI_FLAG_OUT,    0x6d6e08, MI_T("MIReturn"), NULL, 0, MI_BOOLEAN, NULL, 0,
    offsetof(Decl_Base_Reset, MIReturn)};
static MI_ParameterDecl const *const reset_parameters[] = {&reset_result};

static const MI_MethodDecl reset_method = {MI_FLAG_METHOD | MI_FLAG_STATIC,
                                           0x727405,
                                           MI_T("Reset"),
                                           NULL,
                                           0,
                                           reset_parameters,
                                           1,
                                           sizeof(Decl_Base_Reset),
                                           MI_BOOLEAN,
                                           MI_T("Decl_Base"),
                                           MI_T("Decl_Base"),
                                           NULL,
                                           NULL};

static MI_MethodDecl const *const methods[] = {&resize_method, &reset_method};

/* ---- Classes ---- */

const MI_ClassDecl decl_base = {MI_FLAG_CLASS,
                                0x646509,
                                MI_T("Decl_Base"),
                                base_qualifiers,
                                2,
                                base_properties,
                                2,
                                sizeof(Decl_Base),
                                NULL,
                                NULL,
                                methods,
                                2,
                                NULL,
                                NULL,
                                NULL};

const MI_ClassDecl decl_child = {MI_FLAG_CLASS,
                                 0x64640a,
                                 MI_T("Decl_Child"),
                                 NULL,
                                 0,
                                 child_properties,
                                 12,
                                 sizeof(Decl_Child),
                                 MI_T("Decl_Base"),
                                 &decl_base,
                                 methods,
                                 2,
                                 NULL,
                                 NULL,
                                 NULL};
