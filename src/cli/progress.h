// SPDX-License-Identifier: MIT
// Progress: a bar on a terminal for work that takes longer than a second.
#ifndef CT_CLI_PROGRESS_H
#define CT_CLI_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

// Zeroed there is no bar, and all calls but begin do nothing.
struct ct_cli_progress {
  bool on;
  bool shown, over;
  double share;
  char stage[32];
  // What stands beside the bar, instead of stage, share and seconds; called with the lock held.
  void (*words)(void *user, double seconds, char *out, size_t size);
  void *user;
  struct timespec start;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t end;
};

// Starts the clock. False, and no bar: standard error is no terminal that can take lines back.
bool ct_cli_progress_begin(struct ct_cli_progress *p);
// A ct_progress_fn; `user` is the struct ct_cli_progress.
void ct_cli_progress_tell(void *user, const char *stage, double share);
// Between the two the bar is away and standard error is the caller's.
void ct_cli_progress_hold(struct ct_cli_progress *p);
void ct_cli_progress_go_on(struct ct_cli_progress *p);
// Takes the bar away for good. May be called twice.
void ct_cli_progress_end(struct ct_cli_progress *p);

#endif
