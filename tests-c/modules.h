/* What tests of provider modules share: a folder of registration files, the sample module in it, and the
 * module's log. */

#ifndef MODULES_H
#define MODULES_H

#include <stdio.h>

#include "fixture.h"

/* What a registration file says of all classes of the sample module that can be loaded. */
#define SAMPLE_CLASSES                                                                                       \
    "LIBRARY=sample\nHOSTING=@inproc@\n"                                                                     \
    "CLASS=Sample_Thing\nCLASS=Sample_Special:Sample_Thing\nCLASS=Sample_Number\n"                           \
    "CLASS=Sample_Pair{Sample_Thing,Sample_Thing}\nINDICATIONCLASS=Sample_Alert\n"

/* Has the library look for modules in a folder of the test's own. Stands before an application is opened. */
void use_modules(void);

/* Whether the sample runs in a process of its own where its files say @inproc@: with
 * MI_TEST_HOSTING=isolated. Each test of modules runs in both hostings. */
bool is_isolated(void);

/* Stands first in a test that makes sense only where the module runs in this process, with the reason. */
#define ONLY_IN_PROCESS(reason)                                                                              \
    do {                                                                                                     \
        if (is_isolated()) {                                                                                 \
            printf("not in a process of its own: %s\n", reason);                                             \
            return;                                                                                          \
        }                                                                                                    \
    } while (0)

/* Writes a registration file into the folder of the namespace root/test. */
void write_registration(const char *name, const char *text);

/* Puts a copy of the sample module where registration files find it, with a log beside it. */
void install_sample(void);

/* The same as a module of another name, lib/libNAME.so; the functions below speak of the module that was
 * installed last. */
void install_sample_as(const char *name);

/* Has the sample write no log, which would be long where many threads use it. */
void write_no_log(void);

/* All three: the sample with all its classes. */
void use_sample(void);

/* Makes or removes the file that has the sample refuse to load. */
void refuse_to_load(bool refuse);

/* Makes a file named as the sample with this behind a dot, see provider/sample.h. */
void write_beside_sample(const char *ending);

/* How often the sample wrote this line into its log. */
unsigned logged(const char *line);

/* Waits until the sample has written the line so often; after ten seconds the test ends as failed. */
void wait_until_logged(const char *line, unsigned count);

/* The static method Do of Sample_Thing: what the sample is to do, and with what. */
Outcome sample_do(Client *client, const MI_Char *what, const MI_Char *text);

#endif
