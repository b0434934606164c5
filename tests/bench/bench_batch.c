// SPDX-License-Identifier: MIT
// Bench: documents rendered one after the other in one process, with or without a cache; prints what each costs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "cartouche.h"

static double cpu_s(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
         (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void told(void *user, const struct ct_diagnostic *d) {
  (void)user;
  if (getenv("BENCH_TELL")) fprintf(stderr, "%s: %s\n", d->code, d->message);
}

static bool render(const char *share, const char *document, const char *out, struct ct_cache *cache) {
  struct ct_err err = {0};
  struct ct_job *job = ct_job_new(share);
  if (!job) return false;
  ct_job_on_diagnostic(job, told, NULL);
  if (cache) ct_job_use_cache(job, cache);
  bool ok = ct_job_add_input(job, document, &err) && ct_job_add_output(job, out, NULL, &err) &&
            ct_job_render(job, &err);
  if (!ok) fprintf(stderr, "%s: %s\n", document, err.message);
  ct_job_free(job);
  return ok;
}

// usage: bench_batch SHARE OUT-DIR cache|plain DOCUMENT...
int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "usage: bench_batch SHARE OUT-DIR cache|plain DOCUMENT...\n");
    return 2;
  }
  struct ct_cache *cache = strcmp(argv[3], "cache") == 0 ? ct_cache_new() : NULL;
  int failed = 0, n = argc - 4;
  double wall = now_s(), last = 0, first = 0;
  for (int i = 4; i < argc; i++) {
    char out[4096];
    const char *name = strrchr(argv[i], '/');
    name = name ? name + 1 : argv[i];
    snprintf(out, sizeof out, "%s/%.*s.png", argv[2], (int)strcspn(name, "."), name);
    failed += !render(argv[1], argv[i], out, cache);
    double at = cpu_s();
    if (i == 4) first = at;
    if (getenv("BENCH_EACH")) printf("%s %.1f ms\n", name, (at - last) * 1e3);
    last = at;
  }
  wall = now_s() - wall;
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  printf(
      "{\"maps\": %d, \"failed\": %d, \"wall_s\": %.3f, \"cpu_s\": %.3f, \"first_s\": %.3f, \"peak_mb\": "
      "%.0f}\n",
      n, failed, wall, cpu_s(), first, (double)u.ru_maxrss / 1024);
  ct_cache_free(cache);
  return failed > 0;
}
