/*
 * What the calls of a script brought, as lines of text: made for one protocol, compared with those of
 * another.
 */
#ifndef COMPARE_RECORD_H
#define COMPARE_RECORD_H

#include <mi.h>
#include <stddef.h>

/* The lines of one call, whether it failed, and how long it took. */
typedef struct Record {
    char **lines;
    size_t count;
    int failed;
    double milliseconds;
} Record;

/* Copies text into and out of the library's character, which has 16 bits on Windows. The caller frees it. */
MI_Char *to_mi(const char *text);
char *from_mi(const MI_Char *text);

/* Memory, or the end of the program. */
void *allocate(size_t size);

/* The same for a text. */
char *copy_of(const char *text);

/* Adds a line, in the form of printf. */
void add_line(Record *record, const char *format, ...);

/* Reads a synchronous operation to its end, records all that it brings, and closes it. */
void record_instances(Record *record, MI_Operation *operation);
void record_classes(Record *record, MI_Operation *operation);

/* Records an instance, indented by so many levels. */
void record_instance(Record *record, const char *what, const MI_Instance *instance, int level);

/* Frees the lines. */
void free_record(Record *record);

#endif
