/* Texts that are not valid Unicode, in the width of MI_Char. */

#ifndef WRONG_H
#define WRONG_H

#include <mi.h>
#include <stdbool.h>
#include <stddef.h>

enum { LONGEST_WRONG = 8 };

/* Texts that begin with A, and the unit at index 1 is part of no character. */
typedef struct Wrong {
    MI_Char text[LONGEST_WRONG];
    const char *unit; /* as errors name it */
} Wrong;

/* The text with this number, of those of this width; false behind the last. */
bool wrong_text(unsigned number, Wrong *wrong);

#endif
