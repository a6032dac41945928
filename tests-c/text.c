#define _GNU_SOURCE
#include "text.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Shown texts ---- */

enum { SHOWN_AT_ONCE = 16 };

/* The wide texts that a thread has shown last, among those of all threads. */
typedef struct ShownTexts {
    char *texts[SHOWN_AT_ONCE];
    unsigned next;
    struct ShownTexts **place, *below;
} ShownTexts;

static pthread_once_t shown_once = PTHREAD_ONCE_INIT;
static pthread_key_t shown_key;
static pthread_mutex_t shown_lock = PTHREAD_MUTEX_INITIALIZER;
static ShownTexts *all_shown;

static void *allocate(size_t size) {
    void *memory = calloc(1, size);
    if (!memory) {
        abort();
    }
    return memory;
}

static void forget_shown(void *shown) {
    ShownTexts *texts = shown;
    pthread_mutex_lock(&shown_lock);
    *texts->place = texts->below;
    if (texts->below) {
        texts->below->place = texts->place;
    }
    pthread_mutex_unlock(&shown_lock);
    for (unsigned index = 0; index < SHOWN_AT_ONCE; index++) {
        free(texts->texts[index]);
    }
    free(texts);
}

/* The first thread ends with the process, and not as threads do; and a library that is unloaded has no
 * function left that a thread could call at its end. */
__attribute__((destructor)) static void forget_all_shown(void) {
    if (all_shown) {
        pthread_key_delete(shown_key);
    }
    while (all_shown) {
        forget_shown(all_shown);
    }
}

static void make_shown_key(void) {
    pthread_key_create(&shown_key, forget_shown);
}

static ShownTexts *shown_of_this_thread(void) {
    pthread_once(&shown_once, make_shown_key);
    ShownTexts *texts = pthread_getspecific(shown_key);
    if (!texts) {
        texts = allocate(sizeof *texts);
        pthread_mutex_lock(&shown_lock);
        texts->place = &all_shown;
        texts->below = all_shown;
        if (all_shown) {
            all_shown->place = &texts->below;
        }
        all_shown = texts;
        pthread_mutex_unlock(&shown_lock);
        pthread_setspecific(shown_key, texts);
    }
    return texts;
}

static const char *keep_shown(char *text) {
    ShownTexts *texts = shown_of_this_thread();
    char **slot = &texts->texts[texts->next++ % SHOWN_AT_ONCE];
    free(*slot);
    *slot = text;
    return text;
}

const char *shown_narrow(const char *text) {
    return text;
}

static size_t write_utf8(char *bytes, uint32_t point) {
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    } else if (point < 0x800) {
        bytes[0] = (char)(0xC0 | point >> 6);
        bytes[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    } else if ((point >= 0xD800 && point < 0xE000) || point > 0x10FFFF) {
        return (size_t)sprintf(bytes, "<%X>", (unsigned)point);
    } else if (point < 0x10000) {
        bytes[0] = (char)(0xE0 | point >> 12);
        bytes[1] = (char)(0x80 | (point >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | point >> 18);
    bytes[1] = (char)(0x80 | (point >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (point >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

const char *shown_wide(const wchar_t *text) {
    if (!text) {
        return NULL;
    }
    size_t length = wcslen(text), size = 0;
    /* A unit that is shown as a number takes the most: ten characters. */
    char *bytes = allocate(length * 10 + 1);
    for (size_t index = 0; index < length; index++) {
        uint32_t point = (uint32_t)text[index];
        if (sizeof(wchar_t) == 2) {
            uint32_t low = (uint32_t)text[index + 1];
            point &= 0xFFFF;
            if (point >= 0xD800 && point < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
                index++;
            }
        }
        size += write_utf8(bytes + size, point);
    }
    return keep_shown(bytes);
}

/* ---- What <string.h> does for char ---- */

size_t text_length(const MI_Char *text) {
    size_t length = 0;
    while (text[length]) {
        length++;
    }
    return length;
}

int text_compare(const MI_Char *left, const MI_Char *right) {
    while (*left && *left == *right) {
        left++;
        right++;
    }
    return (*left > *right) - (*left < *right);
}

bool text_starts(const MI_Char *text, const MI_Char *start) {
    while (*start && *text == *start) {
        text++;
        start++;
    }
    return !*start;
}

const MI_Char *text_find(const MI_Char *text, const MI_Char *part) {
    for (; !text_starts(text, part); text++) {
        if (!*text) {
            return NULL;
        }
    }
    return text;
}

void text_copy(MI_Char *target, const MI_Char *text) {
    memcpy(target, text, (text_length(text) + 1) * sizeof *text);
}

void text_fill(MI_Char *target, MI_Char unit, size_t count) {
    for (size_t index = 0; index < count; index++) {
        target[index] = unit;
    }
}

/* ---- Making texts ---- */

/* The code point that begins here, and how many bytes it has. What is no UTF-8 stands for itself. */
static size_t read_utf8(const unsigned char *bytes, uint32_t *point) {
    size_t more = *bytes >= 0xF0 ? 3 : *bytes >= 0xE0 ? 2 : *bytes >= 0xC0 ? 1 : 0;
    *point = more == 0 ? *bytes : *bytes & (0x3Fu >> more);
    for (size_t index = 1; index <= more; index++) {
        if ((bytes[index] & 0xC0) != 0x80) {
            *point = *bytes;
            return 1;
        }
        *point = *point << 6 | (bytes[index] & 0x3F);
    }
    return more + 1;
}

MI_Char *text_from(const char *utf8) {
    size_t size = strlen(utf8), length = 0;
    MI_Char *text = allocate((size + 1) * sizeof *text);
    if (sizeof(MI_Char) == 1) {
        memcpy(text, utf8, size);
        return text;
    }
    const unsigned char *bytes = (const unsigned char *)utf8;
    while (*bytes) {
        uint32_t point = 0;
        bytes += read_utf8(bytes, &point);
        if (sizeof(MI_Char) == 2 && point >= 0x10000) {
            text[length++] = (MI_Char)(0xD800 + ((point - 0x10000) >> 10));
            point = 0xDC00 + ((point - 0x10000) & 0x3FF);
        }
        text[length++] = (MI_Char)point;
    }
    return text;
}

void text_print(MI_Char *buffer, size_t capacity, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *bytes = allocate((size_t)size + 1);
    va_start(arguments, format);
    vsnprintf(bytes, (size_t)size + 1, format, arguments);
    va_end(arguments);
    MI_Char *text = text_from(bytes);
    size_t length = text_length(text);
    if (length >= capacity) {
        length = capacity - 1;
    }
    memcpy(buffer, text, length * sizeof *text);
    buffer[length] = 0;
    free(text);
    free(bytes);
}
