/* Copies of the very library that a program uses, which the loader takes for others. */

#ifndef COPIES_H
#define COPIES_H

#include <stddef.h>

/* Copies this program's libmi into the test's directory under this name, and tells the path of the copy. */
void copy_library(const char *name, char *path, size_t size);

/* Writes the configuration file of the test. */
void write_configuration(const char *text);

#endif
