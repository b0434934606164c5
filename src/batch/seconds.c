// SPDX-License-Identifier: MIT
// Seconds: the monotonic clock, for time limits and rates.
#include "batch/seconds.h"

#include <time.h>

double ct_batch_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
