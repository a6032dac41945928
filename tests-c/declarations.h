/* Classes declared as a code generator declares them: a parent, a child, qualifiers, methods, fields at
 * offsets. */

#ifndef DECLARATIONS_H
#define DECLARATIONS_H

#include <stddef.h>

#include <mi.h>

/* An instance of Decl_Base in memory. */
typedef struct Decl_Base {
    MI_Instance __instance;
    MI_ConstStringField Id;
    MI_ConstUint32Field Size;
} Decl_Base;

/* An instance of Decl_Child in memory: one field of each kind of layout. */
typedef struct Decl_Child {
    MI_Instance __instance;
    MI_ConstStringField Id;
    MI_ConstUint32Field Size;
    MI_ConstBooleanField Flag;
    MI_ConstSint64Field Big;
    MI_ConstReal64Field Ratio;
    MI_ConstChar16Field Letter;
    MI_ConstDatetimeField When;
    MI_ConstUint16AField Numbers;
    MI_ConstStringAField Texts;
    MI_ConstReferenceField Link;
    MI_ConstInstanceField Inner;
    MI_ConstInstanceAField Inners;
} Decl_Child;

extern const MI_ClassDecl decl_base;
extern const MI_ClassDecl decl_child;

#endif
