// SPDX-License-Identifier: MIT
// Sink, held: temporary files that tell by a lock whether their process lives.
#ifndef CT_BASE_SINK_HELD_H
#define CT_BASE_SINK_HELD_H

#include <stdbool.h>

// How their names begin; the target's number and "-" follow.
#define CT_SINK_HELD ".cartouche-held-"

// False: it is not to be had, or the file has no name any more.
bool ct_sink_held_lock(int fd);
// Removes the files of that number whose processes are dead, with what SQLite keeps beside them.
void ct_sink_held_sweep(const char *folder, unsigned number);

#endif
