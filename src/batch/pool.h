// SPDX-License-Identifier: MIT
// Pool: worker processes that take one task after the other.
#ifndef CT_BATCH_POOL_H
#define CT_BATCH_POOL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

struct ct_err;

struct ct_pool_task {
  size_t number;
  const char *request;  // one line without its end; lives until the task is done
  double timeout_s;     // 0: none
};

enum ct_pool_outcome {
  CT_POOL_ANSWERED,
  CT_POOL_DIED,  // `why` may follow "its worker": "was killed by signal 11 (Segmentation fault)", "exited with 1"
  CT_POOL_TIMED_OUT  // it was killed
};

struct ct_pool_user {
  void *user;
  // The next task; false: none at the moment. Asked again after each task that is done, and before a worker's answer is
  // handed on, so that it need not wait for what is done with that.
  bool (*next)(void *user, struct ct_pool_task *out);
  // A line from the worker that is not the task's last (a finding). It lives until the call is over.
  void (*line)(void *user, size_t number, const char *line);
  // The task is over; `line` is the worker's last, NULL unless it answered. `why` is one line.
  void (*done)(void *user, size_t number, enum ct_pool_outcome outcome, const char *line, const char *why);
};

struct ct_pool_options {
  const char *const *argv;  // starts a worker, which reads tasks from 0 and writes to 1; ends with NULL
  size_t workers;
  const volatile sig_atomic_t *stop;  // 1: no more tasks; 2: what runs is killed, too; may be NULL
};

// Until next() has no more and all tasks are over. Workers are started as there are tasks for them, and replaced when they die.
// They live in process groups of their own, so that a terminal's Ctrl-C is not for them, and see their standard input
// end with this process. What they write to standard error is not passed on, but for its first line when they die.
//
// A worker says that it is ready (batch/protocol.h), and then answers. One that writes anything else is killed, and its task
// with it. One that exits with 0 without a word on its task, as after an answer that was its last, is replaced, and
// the task given to the next, once. A task that was killed by stop 2 has died, of "was stopped".
//
// False when no worker can be started, or they die before they are ready twice in a row: then tasks under way are
// finished, those that could not be given to anyone have died.
bool ct_pool_run(const struct ct_pool_options *options, const struct ct_pool_user *user, struct ct_err *err);

#endif
