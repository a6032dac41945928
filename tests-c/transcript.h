/* Writes down what operations bring, word by word, so that two runs of the same calls can be compared. */

#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include "fixture.h"

/* What was written so far. It begins as zeros and is ended with free(text). */
typedef struct Transcript {
    char *text;
    size_t length, room;
} Transcript;

void note(Transcript *transcript, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* An instance with its class, its namespace and its elements: names, types, flags and values. */
void note_instance(Transcript *transcript, const MI_Instance *instance);

/* A class with everything that its functions tell. */
void note_class(Transcript *transcript, const MI_Class *class_);

/* Reads a synchronous operation to its end, notes all that it brings, and closes it. */
void note_instances(Transcript *transcript, MI_Operation *operation);
void note_classes(Transcript *transcript, MI_Operation *operation);

#endif
