// SPDX-License-Identifier: MIT
// Pending: a batch without ledger, until the one with it is merged. To be deleted then.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "batch/pool.h"
#include "batch/protocol.h"
#include "cartouche.h"

struct ct_batch {
  struct ct_arena arena;
  ct_vec(const char *) inputs;
  ct_vec(struct ct_batch_pair) options;
  const char *out;
  const char *const *argv;
  size_t workers, memory;
  double timeout;
  ct_batch_event_fn *fn;
  void *user;
  volatile sig_atomic_t stop;
  size_t next;
  struct ct_batch_summary sum;
};

struct ct_batch *ct_batch_new(const char *share_dir) {
  (void)share_dir;
  return calloc(1, sizeof(struct ct_batch));
}
void ct_batch_free(struct ct_batch *b) {
  if (b) ct_arena_release(&b->arena);
  free(b);
}
bool ct_batch_add_input(struct ct_batch *b, const char *path, struct ct_err *err) {
  char *real = realpath(path, NULL);
  if (!real) return ct_fail(err, "%s: not there", path);
  ct_vec_push(&b->arena, &b->inputs, ct_arena_strdup(&b->arena, real));
  free(real);
  return true;
}
bool ct_batch_set(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  (void)err;
  value = ct_arena_strdup(&b->arena, value);
  if (!strcmp(name, "out-dir"))
    b->out = value;
  else if (!strcmp(name, "workers"))
    b->workers = (size_t)atol(value);
  else if (!strcmp(name, "memory"))
    b->memory = (size_t)atol(value);
  else if (!strcmp(name, "timeout"))
    b->timeout = atof(value);
  else if (!strcmp(name, "shard"))
    ;
  else
    ct_vec_push(&b->arena, &b->options, (struct ct_batch_pair){name, value});
  return true;
}
bool ct_batch_set_worker(struct ct_batch *b, const char *const *argv, struct ct_err *err) {
  (void)err;
  const char **copy = CT_NEW_N(&b->arena, const char *, 3);
  memcpy(copy, argv, 3 * sizeof *copy);
  b->argv = copy;
  return true;
}
void ct_batch_on_event(struct ct_batch *b, ct_batch_event_fn *fn, void *user) {
  b->fn = fn;
  b->user = user;
}
static struct ct_batch_event event(struct ct_batch *b, size_t i) {
  return (struct ct_batch_event){.document = b->inputs.v[i],
                                 .map = ct_path_stem(&b->arena, b->inputs.v[i]),
                                 .reason = "new",
                                 .done = b->sum.done,
                                 .failed = b->sum.failed,
                                 .total = b->inputs.n};
}
static bool next(void *user, struct ct_pool_task *out) {
  static const char *const formats[] = {"png"};
  struct ct_batch *b = user;
  if (b->next == b->inputs.n) return false;
  struct ct_str line = {.arena = &b->arena};
  char *folder = ct_arena_printf(&b->arena, "%s/.w%zu", b->out, b->next);
  mkdir(b->out, 0777);
  mkdir(folder, 0777);
  struct ct_batch_task t = {.map = b->next,
                            .document = b->inputs.v[b->next],
                            .folder = folder,
                            .name = ct_path_stem(&b->arena, b->inputs.v[b->next]),
                            .nformats = 1,
                            .formats = formats,
                            .noptions = b->options.n,
                            .options = b->options.v,
                            .memory_mb = b->memory};
  ct_batch_task_write(&t, &line);
  *out = (struct ct_pool_task){b->next++, line.v, b->timeout};
  return true;
}
static void line(void *user, size_t n, const char *text) {
  struct ct_batch *b = user;
  struct ct_diagnostic d;
  struct ct_err err = {0};
  struct ct_batch_event e = event(b, n);
  if (!ct_batch_finding_parse(&b->arena, text, &d, &err)) return;
  e.state = CT_BATCH_FINDING;
  e.diagnostic = &d;
  b->fn(b->user, &e);
}
static void done(void *user, size_t n, enum ct_pool_outcome outcome, const char *text, const char *why) {
  struct ct_batch *b = user;
  struct ct_batch_result r = {0};
  struct ct_err err = {0};
  bool ok = outcome == CT_POOL_ANSWERED && ct_batch_result_parse(&b->arena, text, &r, &err) && r.ok;
  for (size_t i = 0; ok && i < r.nfiles; i++)
    rename(ct_arena_printf(&b->arena, "%s/.w%zu/%s", b->out, n, r.files[i].name),
           ct_arena_printf(&b->arena, "%s/%s", b->out, r.files[i].name));
  ok ? b->sum.done++ : b->sum.failed++;
  struct ct_batch_event e = event(b, n);
  e.state = ok ? CT_BATCH_DONE : CT_BATCH_FAILED;
  if (!ok) e.reason = why ? why : r.message;
  e.seconds = r.seconds;
  b->fn(b->user, &e);
}
bool ct_batch_run(struct ct_batch *b, bool dry, struct ct_batch_summary *summary, struct ct_err *err) {
  (void)dry;
  struct ct_pool_options o = {b->argv, b->workers, &b->stop};
  struct ct_pool_user u = {b, next, line, done};
  bool ok = ct_pool_run(&o, &u, err);
  *summary = b->sum;
  summary->total = b->inputs.n;
  return ok;
}
void ct_batch_stop(struct ct_batch *b) {
  b->stop++;
}
bool ct_batch_merge(const char *const *ledgers, size_t n, const char *into, struct ct_err *err) {
  (void)ledgers, (void)n;
  return ct_fail(err, "%s: not yet", into);
}
