// SPDX-License-Identifier: MIT
// Worker of a pool: one process, its lines, and how it ended.
#ifndef CT_BATCH_POOL_WORKER_H
#define CT_BATCH_POOL_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct ct_err;

enum { CT_POOL_SAID = 512 };

// Zeroed there is no process.
struct ct_pool_worker {
  pid_t pid;   // 0: none
  int talk;    // both ways
  int errors;  // what it writes to standard error; -1: closed
  char *in;    // read and not yet taken: in[from..n]
  size_t from, n, cap;
  const char *out;  // still to be sent
  size_t left;
  char said[CT_POOL_SAID];  // the first line that it wrote to standard error since ct_pool_worker_send
  size_t nsaid;
  bool said_all;
};

// Starts a process that has 0 and 1 on `talk`, 2 on `errors`, and no other file of ours; in a process group of its own, so
// that Ctrl-C on a terminal is not for it. False: *transient tells that there are too many processes or files just now.
bool ct_pool_worker_start(struct ct_pool_worker *w, const char *const *argv, bool *transient,
                          struct ct_err *err);

// `line` and its end are sent as the worker takes them; both live until then.
void ct_pool_worker_send(struct ct_pool_worker *w, const char *line);
// Sends more of it. A worker that is gone is found when reading.
void ct_pool_worker_push(struct ct_pool_worker *w);
// Reads what is there. False: it has closed its end, or a line is too long to be one.
bool ct_pool_worker_pull(struct ct_pool_worker *w);
// The next whole line, without its end, until the next call; NULL: none.
const char *ct_pool_worker_line(struct ct_pool_worker *w);
// Reads what it wrote to standard error.
void ct_pool_worker_listen(struct ct_pool_worker *w);

// Lets its standard input end. After that it may only be ended.
void ct_pool_worker_dismiss(struct ct_pool_worker *w);
// Waits for its end, `grace_s` seconds, then kills it (0: at once); zeroes it. `why` says how it ended: "exited with 1", "was killed
// by signal 11 (Segmentation fault): what it said". True: it exited with 0.
bool ct_pool_worker_end(struct ct_pool_worker *w, double grace_s, char *why, size_t size);

#endif
