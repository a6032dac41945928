/* Texts in the width of MI_Char, for tests that are built narrow and wide. What systems take is `char`,
 * UTF-8. */

#ifndef TEXT_H
#define TEXT_H

#include <mi.h>
#include <stdbool.h>
#include <stddef.h>

#include "shown.h"

/* How many units an array has room for. */
#define TEXT_CAPACITY(array) (sizeof(array) / sizeof *(array))

/* What <string.h> does for char. */
size_t text_length(const MI_Char *text);
int text_compare(const MI_Char *left, const MI_Char *right);
bool text_starts(const MI_Char *text, const MI_Char *start);
const MI_Char *text_find(const MI_Char *text, const MI_Char *part);
void text_copy(MI_Char *target, const MI_Char *text);

/* Writes so many units of one character, and no end. */
void text_fill(MI_Char *target, MI_Char unit, size_t count);

/* What is no Unicode in either width, to stand in a text: a byte that is no UTF-8, a surrogate that is alone.
 */
#if MI_CHAR_TYPE == 1
#define NO_UNICODE "\xff"
#else
#define NO_UNICODE L"\xd800"
#endif

/* Writes what printf would, with arguments that are char. */
void text_print(MI_Char *buffer, size_t capacity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* UTF-8 as a text; the caller frees it. */
MI_Char *text_from(const char *utf8);

#endif
