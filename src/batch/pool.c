// SPDX-License-Identifier: MIT
// Pool: one loop over all workers: hand out tasks, pass on lines, see who is late or dead.
#include "batch/pool.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "batch/pool_worker.h"
#include "batch/protocol.h"
#include "batch/seconds.h"

// How often the stop flag is looked at when nothing happens.
enum { BEAT_MS = 200, WHY = 1024, STILLBORN_MOST = 2, TRIES_MOST = 2 };

static const double grace_s = 2;

struct slot {
  struct ct_pool_worker worker;
  bool ready;       // the worker has said so
  bool busy;        // there is a task
  bool heard;       // the worker has said something of it
  int tries;        // workers that the task has been given to and that left without a word
  double deadline;  // 0: none
  struct ct_pool_task task;
};

struct pool {
  const struct ct_pool_options *options;
  const struct ct_pool_user *user;
  struct ct_err *err;
  struct slot *slots;
  struct pollfd *polls;  // two a slot
  size_t n, stillborn;   // slots; workers in a row that died before they were ready
  bool ask;              // next() may have something
  bool broken;           // no worker can be started
};

static int stopped(const struct pool *p) {
  return p->options->stop ? (int)*p->options->stop : 0;
}

static void over(struct pool *p, struct slot *s, enum ct_pool_outcome outcome, const char *why) {
  s->busy = false;
  s->tries = 0;
  p->ask = true;
  p->user->done(p->user->user, s->task.number, outcome, NULL, why);
}

// ---- Handing out

static size_t alive(const struct pool *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->n; i++) n += p->slots[i].worker.pid != 0;
  return n;
}

// A worker for the slot's task. Where there are others, one that cannot be started just now is waited for.
static void start(struct pool *p, struct slot *s) {
  struct ct_err err = {0};
  bool transient;
  s->ready = false;
  if (ct_pool_worker_start(&s->worker, p->options->argv, &transient, &err)) return;
  if (transient && alive(p)) return;
  p->broken = true;
  ct_fail(p->err, "workers cannot be started: %s", err.message);
}

// Takes the worker of a slot that has nothing to do.
static void borrow(struct pool *p, struct slot *s) {
  for (size_t i = 0; i < p->n && !s->worker.pid; i++) {
    struct slot *other = &p->slots[i];
    if (other->busy || !other->worker.pid) continue;
    struct ct_pool_worker none = s->worker;
    s->worker = other->worker;
    s->ready = other->ready;
    other->worker = none;
  }
}

// Gives the slot's task to its worker.
static void give(struct pool *p, struct slot *s) {
  s->heard = false;
  if (!s->worker.pid && !p->broken) start(p, s);
  if (!s->worker.pid) borrow(p, s);
  if (p->broken && !s->worker.pid) {
    over(p, s, CT_POOL_DIED, "could not be started");
    return;
  }
  if (!s->worker.pid) return;
  s->deadline = s->task.timeout_s > 0 ? ct_batch_seconds() + s->task.timeout_s : 0;
  ct_pool_worker_send(&s->worker, s->task.request);
}

static void hand_next(struct pool *p, struct slot *s) {
  if (s->busy || !p->ask || p->broken || stopped(p)) return;
  p->ask = p->user->next(p->user->user, &s->task);
  if (!p->ask) return;
  s->busy = true;
  s->tries = 0;
  give(p, s);
}

static void hand_out(struct pool *p) {
  for (size_t i = 0; i < p->n; i++) {
    struct slot *s = &p->slots[i];
    // It waits for a process that could not be started.
    if (s->busy && !s->worker.pid) give(p, s);
    hand_next(p, s);
  }
}

// The worker has its next task before the last one's answer is dealt with, which may take the disk's time.
static void answered(struct pool *p, struct slot *s, const char *line) {
  size_t number = s->task.number;
  s->busy = false;
  hand_next(p, s);
  p->ask = true;
  p->user->done(p->user->user, number, CT_POOL_ANSWERED, line, NULL);
}

// ---- What workers do

// The worker is gone, or has to go: `why` NULL tells to find out.
static void bury(struct pool *p, struct slot *s, enum ct_pool_outcome outcome, const char *why) {
  char how[WHY];
  bool was_ready = s->ready;
  bool left = ct_pool_worker_end(&s->worker, why ? 0 : grace_s, how, sizeof how) && !why;
  s->ready = false;
  if (!was_ready && !why) {
    p->stillborn++;
    if (p->stillborn >= STILLBORN_MOST && !p->broken) {
      p->broken = true;
      ct_fail(p->err, "workers cannot be started: %s: %s", p->options->argv[0], how);
    }
  }
  if (!s->busy) return;
  bool again = !why && !s->heard && (!was_ready || left) && !stopped(p);
  if (again && (!was_ready || ++s->tries < TRIES_MOST))
    give(p, s);
  else
    over(p, s, outcome, why ? why : how);
}

// False: it was nonsense, and the worker is gone.
static bool take_line(struct pool *p, struct slot *s, const char *line) {
  enum ct_batch_line kind = ct_batch_line_kind(line, s->task.number);
  if (kind == CT_LINE_READY && !s->ready) {
    s->ready = true;
    p->stillborn = 0;
    return true;
  }
  if (!s->ready || !s->busy || (kind != CT_LINE_FINDING && kind != CT_LINE_RESULT)) {
    char why[WHY];
    snprintf(why, sizeof why, "wrote nonsense: '%.200s'", line);
    bury(p, s, CT_POOL_DIED, why);
    return false;
  }
  s->heard = true;
  if (kind == CT_LINE_FINDING)
    p->user->line(p->user->user, s->task.number, line);
  else
    answered(p, s, line);
  return true;
}

static void hear(struct pool *p, struct slot *s) {
  bool open = ct_pool_worker_pull(&s->worker);
  for (const char *line; (line = ct_pool_worker_line(&s->worker));)
    if (!take_line(p, s, line)) return;
  if (!open) bury(p, s, CT_POOL_DIED, NULL);
}

static void see_late(struct pool *p, struct slot *s, double now) {
  if (!s->busy || !s->worker.pid || s->deadline == 0 || now < s->deadline) return;
  char why[WHY];
  snprintf(why, sizeof why, "took longer than %g s", s->task.timeout_s);
  bury(p, s, CT_POOL_TIMED_OUT, why);
}

// ---- The loop

static bool any_busy(const struct pool *p) {
  for (size_t i = 0; i < p->n; i++)
    if (p->slots[i].busy) return true;
  return false;
}

static int patience_ms(const struct pool *p) {
  double now = ct_batch_seconds(), ms = BEAT_MS;
  for (size_t i = 0; i < p->n; i++) {
    const struct slot *s = &p->slots[i];
    if (s->busy && s->deadline > 0 && (s->deadline - now) * 1000 < ms) ms = (s->deadline - now) * 1000 + 1;
  }
  return ms > 0 ? (int)ms : 0;
}

static void wait_for_any(struct pool *p) {
  for (size_t i = 0; i < p->n; i++) {
    const struct slot *s = &p->slots[i];
    bool there = s->worker.pid != 0;
    p->polls[2 * i] = (struct pollfd){.fd = there ? s->worker.talk : -1,
                                      .events = (short)(POLLIN | (s->worker.left ? POLLOUT : 0))};
    p->polls[2 * i + 1] = (struct pollfd){.fd = there ? s->worker.errors : -1, .events = POLLIN};
  }
  if (poll(p->polls, 2 * p->n, patience_ms(p)) < 0)
    for (size_t i = 0; i < 2 * p->n; i++) p->polls[i].revents = 0;
}

static void look_round(struct pool *p) {
  wait_for_any(p);
  double now = ct_batch_seconds();
  for (size_t i = 0; i < p->n; i++) {
    struct slot *s = &p->slots[i];
    if (p->polls[2 * i + 1].revents && s->worker.pid) ct_pool_worker_listen(&s->worker);
    if ((p->polls[2 * i].revents & POLLOUT) && s->worker.pid) ct_pool_worker_push(&s->worker);
    if ((p->polls[2 * i].revents & ~POLLOUT) && s->worker.pid) hear(p, s);
    see_late(p, s, now);
  }
}

static void throw_away(struct pool *p) {
  for (size_t i = 0; i < p->n; i++) {
    struct slot *s = &p->slots[i];
    if (s->busy && s->worker.pid)
      bury(p, s, CT_POOL_DIED, "was stopped");
    else if (s->busy)
      over(p, s, CT_POOL_DIED, "was stopped");
  }
}

// All are told before the first is waited for.
static void dismiss(struct pool *p) {
  for (size_t i = 0; i < p->n; i++)
    if (p->slots[i].worker.pid) ct_pool_worker_dismiss(&p->slots[i].worker);
  double end = ct_batch_seconds() + grace_s;
  for (size_t i = 0; i < p->n; i++) {
    double left = end - ct_batch_seconds();
    ct_pool_worker_end(&p->slots[i].worker, left > 0 ? left : 0, NULL, 0);
  }
}

bool ct_pool_run(const struct ct_pool_options *options, const struct ct_pool_user *user, struct ct_err *err) {
  struct pool p = {.options = options, .user = user, .err = err, .ask = true};
  p.n = options->workers ? options->workers : 1;
  p.slots = calloc(p.n, sizeof *p.slots);
  p.polls = calloc(p.n, 2 * sizeof *p.polls);
  bool ok = p.slots && p.polls;
  for (size_t i = 0; ok && i < p.n; i++) p.slots[i].worker.errors = -1;
  while (ok) {
    if (stopped(&p) > 1) throw_away(&p);
    hand_out(&p);
    if (any_busy(&p))
      look_round(&p);
    else if (!p.ask || p.broken || stopped(&p))
      break;
  }
  if (ok) dismiss(&p);
  free(p.slots);
  free(p.polls);
  if (!ok) return ct_fail(err, "out of memory");
  return !p.broken;
}
