/* Texts of either width as UTF-8, which is what tests print. */

#ifndef SHOWN_H
#define SHOWN_H

#include <wchar.h>

/* A text of either width as UTF-8, and NULL as NULL. A wide one lives until the thread has shown some more; a
 * unit that is no Unicode is shown as <D800>. */
#define SHOWN(text)                                                                                          \
    _Generic((text), wchar_t * : shown_wide, const wchar_t * : shown_wide, default : shown_narrow)(text)
const char *shown_narrow(const char *text);
const char *shown_wide(const wchar_t *text);

#endif
