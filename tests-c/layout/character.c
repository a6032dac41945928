/* The type of MI_Char and its size in the configuration that CHARACTER and CHARACTER_SIZE name, and that
 * literals and the strings of structures are of it. What is asserted beside this file depends on no
 * character. */
#include <mi.h>
#include <stddef.h>
#include <wchar.h>
_Static_assert(_Generic((MI_Char)0, CHARACTER : 1, default : 0), "the type of MI_Char");
_Static_assert(sizeof(MI_Char) == CHARACTER_SIZE, "sz MI_Char");
_Static_assert(_Alignof(MI_Char) == CHARACTER_SIZE, "al MI_Char");
_Static_assert(sizeof(MI_T("four")) == 5 * CHARACTER_SIZE, "sz of a literal");
_Static_assert(_Generic(&MI_T("four")[0], CHARACTER * : 1, default : 0), "the type of a literal");
_Static_assert(_Generic(((MI_Value *)0)->string, CHARACTER * : 1, default : 0), "MI_Value.string");
_Static_assert(_Generic(((MI_ConstStringPtr)0), const CHARACTER * : 1, default : 0), "MI_ConstStringPtr");
_Static_assert(_Generic(((MI_Char16)0), unsigned short : 1, default : 0),
               "MI_Char16 is a unit of UTF-16 everywhere");
