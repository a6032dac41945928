/* What the tests share that have the class Sample_Play of the sample module do what they say, see
 * provider/play.c. */

#ifndef PLAYING_H
#define PLAYING_H

#include "modules.h"

/* A client of the repository and of Sample_Play. */
void open_player(Client *client);

/* Has the next enumeration play this. */
void set_script(Client *client, const MI_Char *script);

/* Starts a GetInstance that plays the script; options and callbacks may be NULL. */
MI_Operation start_play(Client *client, const MI_Char *script, MI_Uint32 flags, MI_OperationOptions *options,
                        MI_OperationCallbacks *callbacks);

/* Lets one play go on that waits. */
void release_play(Client *client);

/* Options with a time limit, in seconds and microseconds. */
MI_OperationOptions limited_to(Client *client, unsigned seconds, unsigned microseconds);

/* The category that an error instance names. */
unsigned category_of(const MI_Instance *details);

#endif
