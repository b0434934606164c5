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
  CT_POOL_DIED,      // `why`: "killed by signal 11 (Segmentation fault)", "exited with 1"
  CT_POOL_TIMED_OUT  // it was killed
};

struct ct_pool_user {
  void *user;
  // The next task; false: none at the moment. Asked again after each task that is done.
  bool (*next)(void *user, struct ct_pool_task *out);
  // A line from the worker that is not the task's last (a finding).
  void (*line)(void *user, size_t number, const char *line);
  // The task is over; `line` is the worker's last, NULL unless it answered.
  void (*done)(void *user, size_t number, enum ct_pool_outcome outcome, const char *line, const char *why);
};

struct ct_pool_options {
  const char *const *argv;  // starts a worker, which reads tasks from 0 and writes to 1
  size_t workers;
  const volatile sig_atomic_t *stop;  // 1: no more tasks; 2: what runs is killed, too
};

// Until next() has no more and all tasks are over. Workers die with this process. A worker that dies is replaced while
// there are tasks. False when no worker can be started, or they die before they take a task.
bool ct_pool_run(const struct ct_pool_options *options, const struct ct_pool_user *user, struct ct_err *err);

#endif
