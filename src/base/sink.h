// SPDX-License-Identifier: MIT
// Sink: where an output's bytes go: a file that appears whole, or memory.
#ifndef CT_BASE_SINK_H
#define CT_BASE_SINK_H

#include <stdbool.h>
#include <stddef.h>

struct ct_err;

// After a failure `error` holds errno and further bytes are dropped.
struct ct_sink {
  int fd;  // -1: memory
  int error;
  unsigned char *data;  // memory: all bytes; file: those not yet written
  size_t n, cap;
  bool only_new;  // ct_sink_commit fails where the target has come to be meanwhile
  bool direct;    // the target is no regular file (a pipe, /dev/null): written to as it is
  char *target;   // the file to be, symbolic links followed
  char *temp;     // its temporary name, NULL when there is none
};

// Memory; never fails.
void ct_sink_open_memory(struct ct_sink *s);
// A temporary file beside the target.
bool ct_sink_open_file(struct ct_sink *s, const char *path, struct ct_err *err);
// Only the name of a temporary file beside the target, for another library to make that file (s->temp);
// ct_sink_commit and ct_sink_drop then do as ever. Fails for a target that is no regular file.
bool ct_sink_open_name(struct ct_sink *s, const char *path, struct ct_err *err);
// A temporary file that holds a lock as long as it is in the making, for another library to fill (s->temp is there and
// empty). Those that processes which are dead have left of the same target are removed. Of two that make one target at
// once the first to commit has it, and the other fails.
bool ct_sink_open_held(struct ct_sink *s, const char *path, struct ct_err *err);
bool ct_sink_put(struct ct_sink *s, const void *data, size_t size);
// Writes what is held and closes the file until ct_sink_commit, so that many may wait for it; nothing more can be
// put. Memory, and targets that are no regular files, stay as they are.
bool ct_sink_rest(struct ct_sink *s);
// Puts the file in its place; `path` stands in the message. On failure it is as after ct_sink_drop.
bool ct_sink_commit(struct ct_sink *s, const char *path, struct ct_err *err);
// Whether files of this thread are soon put somewhere else: their bytes are made safe as ever, their names need not be, for
// which a disk is asked once less a file.
void ct_sink_names_pass(bool pass);
// Removes what was written and frees all. Safe after ct_sink_commit.
void ct_sink_drop(struct ct_sink *s);
// Fails in words if `path` cannot be written; nothing is made.
bool ct_sink_check(const char *path, struct ct_err *err);

#endif
