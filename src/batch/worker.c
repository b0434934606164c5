// SPDX-License-Identifier: MIT
// Worker: maps from a pipe, one after the other, in a process that may be killed at any moment.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "batch/protocol.h"
#include "batch/worker_map.h"
#include "cartouche.h"

#define EXPORT __attribute__((visibility("default")))

enum { BLOCK = 1 << 16, LINE_MOST = 256 << 20 };

struct worker {
  const char *share_dir;
  struct ct_cache *cache;
  int in, out;
  char *read;  // read[from..n] is not yet taken
  size_t from, n, cap;
};

// What libraries print goes to standard error, and nobody reads maps from standard input but us.
static bool take_ends(struct worker *w, int in, int out, struct ct_err *err) {
  w->in = fcntl(in, F_DUPFD_CLOEXEC, 3);
  w->out = fcntl(out, F_DUPFD_CLOEXEC, 3);
  if (w->in < 0 || w->out < 0) return ct_fail(err, "worker: %s", strerror(errno));
  if (out == 1 && dup2(2, 1) < 0) return ct_fail(err, "worker: %s", strerror(errno));
  int nothing = in == 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1;
  if (nothing >= 0) dup2(nothing, 0);
  if (nothing > 2) close(nothing);
  return true;
}

static bool send_line(struct worker *w, struct ct_str *line) {
  ct_str_add(line, "\n");
  for (size_t at = 0; at < line->n;) {
    ssize_t n = write(w->out, line->v + at, line->n - at);
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) at += (size_t)n;
  }
  return true;
}

static bool make_room(struct worker *w, struct ct_err *err) {
  if (w->read && w->from) memmove(w->read, w->read + w->from, w->n - w->from);
  w->n -= w->from;
  w->from = 0;
  if (w->cap - w->n > BLOCK) return true;
  if (w->cap > LINE_MOST) return ct_fail(err, "worker: a line of more than %d MB", LINE_MOST >> 20);
  size_t cap = w->cap ? 2 * w->cap : 2 * BLOCK;
  char *more = realloc(w->read, cap);
  if (!more) return ct_fail(err, "out of memory");
  w->read = more;
  w->cap = cap;
  return true;
}

// The next line, without its end; NULL at the end, or with an error.
static char *next_line(struct worker *w, struct ct_err *err) {
  for (size_t seen = w->from;;) {
    char *end = w->read && seen < w->n ? memchr(w->read + seen, '\n', w->n - seen) : NULL;
    if (end) {
      char *line = w->read + w->from;
      *end = '\0';
      w->from = (size_t)(end + 1 - w->read);
      return line;
    }
    seen = w->n - w->from;
    if (!make_room(w, err)) return NULL;
    ssize_t n = read(w->in, w->read + w->n, w->cap - w->n - 1);
    if (n == 0) return NULL;
    if (n < 0 && errno != EINTR) {
      ct_fail(err, "worker: %s", strerror(errno));
      return NULL;
    }
    if (n > 0) w->n += (size_t)n;
  }
}

struct sending {
  struct worker *worker;
  size_t map;
};

static void send_finding(void *user, const struct ct_diagnostic *d) {
  struct sending *s = user;
  struct ct_arena arena = {0};
  struct ct_str line = {.arena = &arena};
  ct_batch_finding_write(s->map, d, &line);
  send_line(s->worker, &line);
  ct_arena_release(&arena);
}

// Makes the map that the line asks for. False: the worker should not go on, as memory ran out or nobody listens.
static bool make(struct worker *w, struct ct_arena *a, const char *request, struct ct_err *err) {
  struct ct_batch_task task;
  struct ct_batch_result result = {0};
  if (!ct_batch_task_parse(a, request, &task, err)) return false;
  struct sending sending = {w, task.map};
  struct ct_worker_map map = {w->share_dir, w->cache, send_finding, &sending};
  bool go_on = ct_worker_map_make(&map, &task, a, &result);
  struct ct_str line = {.arena = a};
  ct_batch_result_write(&result, &line);
  return send_line(w, &line) && go_on;
}

static void work(struct worker *w, struct ct_err *err) {
  struct ct_arena arena = {0};
  struct ct_str ready = {.arena = &arena};
  ct_batch_ready_write(&ready);
  bool go_on = send_line(w, &ready);
  for (char *request; go_on && (request = next_line(w, err));) {
    ct_arena_release(&arena);
    go_on = make(w, &arena, request, err);
  }
  ct_arena_release(&arena);
}

EXPORT bool ct_batch_work(const char *share_dir, int in, int out, struct ct_err *err) {
  struct worker w = {.share_dir = share_dir, .in = -1, .out = -1};
  struct ct_err inner = {0};
  // A parent that was killed cannot tell; one that is gone already has closed the pipe.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  bool ok =
      take_ends(&w, in, out, &inner) && ((w.cache = ct_cache_new()) || ct_fail(&inner, "out of memory"));
  if (ok) work(&w, &inner);
  ct_cache_free(w.cache);
  if (w.in >= 0) close(w.in);
  if (w.out >= 0) close(w.out);
  free(w.read);
  return !inner.failed || ct_fail(err, "%s", inner.message);
}
