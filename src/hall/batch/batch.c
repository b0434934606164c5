// SPDX-License-Identifier: MIT
// Batch: the public interface over many maps to make.
#include "hall/batch/batch.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/guard.h"
#include "base/str.h"
#include "batch/merge.h"
#include "batch/run.h"
#include "hall/job/job.h"
#include "hall/job/libraries.h"
#include "write/write.h"

enum { WORKERS_MOST = 256, SHARDS_MOST = 100000 };

CT_EXPORT struct ct_batch *ct_batch_new(const char *share_dir) {
  struct ct_batch *b = calloc(1, sizeof *b);
  if (b) b->job = ct_job_new(share_dir);
  if (b && b->job) {
    b->order.workers = 1;
    return b;
  }
  free(b);
  return NULL;
}

CT_EXPORT void ct_batch_free(struct ct_batch *b) {
  if (!b) return;
  ct_job_free(b->job);
  free(b);
}

static bool add_input(struct ct_batch *b, const char *path, struct ct_err *err) {
  if (!*path) return ct_fail(err, "'' is no map document");
  ct_vec_push(&b->job->arena, &b->inputs, ct_arena_strdup(&b->job->arena, path));
  return true;
}

CT_EXPORT bool ct_batch_add_input(struct ct_batch *b, const char *path, struct ct_err *err) {
  CT_GUARDED(&b->job->arena, err, add_input(b, path, err));
}

// ---- Options

typedef bool set_fn(struct ct_batch *b, const char *name, const char *value, struct ct_err *err);

static bool whole(const char *text, double least, double most, double *out) {
  return strspn(text, "0123456789") == strlen(text) && ct_parse_number(text, out) && *out >= least &&
         *out <= most;
}

static bool set_path(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  if (!*value) return ct_fail(err, "--%s needs a path", name);
  const char **to = !strcmp(name, "out-dir")  ? &b->order.out_dir
                    : !strcmp(name, "ledger") ? &b->order.ledger
                    : !strcmp(name, "params") ? &b->params
                                              : &b->order.pattern;
  *to = ct_arena_strdup(&b->job->arena, value);
  return true;
}

static bool set_count(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  double x;
  bool workers = strcmp(name, "workers") == 0;
  if (!whole(value, workers ? 1 : 0, workers ? WORKERS_MOST : 1 << 30, &x))
    return ct_fail(err,
                   workers ? "--%s: '%s' (expected a number from 1 to 256)"
                           : "--%s: '%s' (expected megabytes; 0: no limit)",
                   workers ? "jobs" : name, value);
  *(workers ? &b->order.workers : &b->order.memory_mb) = (size_t)x;
  return true;
}

static bool set_timeout(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  double x;
  if (!ct_parse_number(value, &x) || !(x >= 0 && x <= 1e7))
    return ct_fail(err, "--%s: '%s' (expected seconds; 0: no limit)", name, value);
  b->order.timeout_s = x;
  return true;
}

static bool set_shard(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  struct ct_arena *a = &b->job->arena;
  const char *slash = strchr(value, '/');
  double i, n;
  if (!slash || !whole(slash + 1, 1, SHARDS_MOST, &n) ||
      !whole(ct_arena_strndup(a, value, (size_t)(slash - value)), 1, n, &i))
    return ct_fail(err, "--%s: '%s' (expected i/n, the i-th of n from 1: 2/4)", name, value);
  b->order.shard = (size_t)i;
  b->order.shards = (size_t)n;
  return true;
}

// As the files are called: "png, pdf" are NAME.png and NAME.pdf.
static bool set_format(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  struct ct_arena *a = &b->job->arena;
  struct ct_err why = {0};
  b->formats.n = 0;
  for (const char *p = value; *p;) {
    p += strspn(p, ", ");
    size_t n = strcspn(p, ", ");
    const char *format = ct_arena_strndup(a, p, n);
    if (!n) break;
    if (!ct_writer_find(format, &why)) return ct_fail(err, "--%s: %s", name, why.message);
    for (size_t i = 0; i < b->formats.n; i++)
      if (strcmp(b->formats.v[i], format) == 0)
        return ct_fail(err, "--%s: '%s' stands there twice", name, format);
    ct_vec_push(a, &b->formats, format);
    p += n;
  }
  return b->formats.n || ct_fail(err, "--%s: '%s' (expected formats: png,pdf)", name, value);
}

static bool set_flag(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  bool *to = strcmp(name, "manifest") == 0 ? &b->order.manifest : &b->order.force;
  if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
    return ct_fail(err, "--%s: '%s' (expected true or false)", name, value);
  *to = strcmp(value, "true") == 0;
  return true;
}

static const struct {
  const char *name;
  set_fn *set;
} settings[] = {
    {"out-dir", set_path},  {"ledger", set_path},   {"params", set_path},     {"name", set_path},
    {"workers", set_count}, {"memory", set_count},  {"timeout", set_timeout}, {"shard", set_shard},
    {"format", set_format}, {"manifest", set_flag}, {"force", set_flag},
};

// Tried on a job, which says what is wrong with it; and kept as that has it, with absolute paths of styles and templates.
static bool set_option(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  struct ct_arena *a = &b->job->arena;
  size_t before = b->job->options.n;
  jmp_buf *oom = a->oom;
  bool ok = ct_job_set(b->job, name, value, err);
  a->oom = oom;
  if (!ok) return false;
  if (b->job->options.n > before) value = b->job->options.v[before].value;
  struct ct_batch_pair o = {ct_arena_strdup(a, name), ct_arena_strdup(a, value)};
  ct_vec_push(a, &b->options, o);
  return true;
}

static bool set(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
    if (strcmp(settings[i].name, name) == 0) return settings[i].set(b, name, value, err);
  return set_option(b, name, value, err);
}

CT_EXPORT bool ct_batch_set(struct ct_batch *b, const char *name, const char *value, struct ct_err *err) {
  CT_GUARDED(&b->job->arena, err, set(b, name, value, err));
}

static bool set_worker(struct ct_batch *b, const char *const *argv, struct ct_err *err) {
  struct ct_arena *a = &b->job->arena;
  if (!argv || !argv[0]) return ct_fail(err, "no command that starts a worker");
  b->argv.n = 0;
  for (; *argv; argv++) ct_vec_push(a, &b->argv, ct_arena_strdup(a, *argv));
  ct_vec_push(a, &b->argv, NULL);
  return true;
}

CT_EXPORT bool ct_batch_set_worker(struct ct_batch *b, const char *const *argv, struct ct_err *err) {
  CT_GUARDED(&b->job->arena, err, set_worker(b, argv, err));
}

CT_EXPORT void ct_batch_on_event(struct ct_batch *b, ct_batch_event_fn *fn, void *user) {
  b->event = fn;
  b->user = user;
}

CT_EXPORT void ct_batch_stop(struct ct_batch *b) {
  b->stop = b->stop ? 2 : 1;
}

// ---- Running

static void tell_libraries(struct ct_batch_order *o, struct ct_arena *a) {
  const struct ct_library *libraries = ct_libraries(a);
  struct ct_batch_pair *pairs = CT_NEW_N(a, struct ct_batch_pair, CT_LIBRARIES);
  o->nlibraries = 0;
  o->libraries = pairs;
  for (size_t i = 0; i < CT_LIBRARIES; i++)
    if (libraries[i].version)
      pairs[o->nlibraries++] = (struct ct_batch_pair){libraries[i].name, libraries[i].version};
}

static bool run(struct ct_batch *b, bool dry, struct ct_batch_summary *summary, struct ct_err *err) {
  struct ct_batch_order *o = &b->order;
  struct ct_arena *a = &b->job->arena;
  if (!o->out_dir) return ct_fail(err, "no folder for the maps (give --out-dir)");
  if (!b->formats.n) ct_vec_push(a, &b->formats, "png");
  if (b->argv.n < 2 && !dry) return ct_fail(err, "no command that starts a worker");
  if (b->params && !ct_batch_read_params(b, err)) return false;
  o->inputs = b->inputs.v;
  o->ninputs = b->inputs.n;
  o->formats = b->formats.v;
  o->nformats = b->formats.n;
  o->options = b->options.v;
  o->noptions = b->options.n;
  o->argv = b->argv.v;
  o->nargv = b->argv.n ? b->argv.n - 1 : 0;
  tell_libraries(o, a);
  o->hall = (struct ct_batch_hall){b, ct_batch_tell};
  struct ct_batch_run_request request = {o, dry, b->event, b->user, &b->stop};
  return ct_batch_make(&request, a, summary, err);
}

static bool run_guarded(struct ct_batch *b, bool dry, struct ct_batch_summary *summary, struct ct_err *err) {
  CT_GUARDED(&b->job->arena, err, run(b, dry, summary, err));
}

CT_EXPORT bool ct_batch_run(struct ct_batch *b, bool dry, struct ct_batch_summary *summary,
                            struct ct_err *err) {
  struct ct_err inner = {0};
  *summary = (struct ct_batch_summary){0};
  return run_guarded(b, dry, summary, &inner) || ct_fail(err, "%s", inner.message);
}

static bool merge(struct ct_batch *b, const char *const *ledgers, size_t n, const char *into,
                  struct ct_err *err) {
  CT_GUARDED(&b->job->arena, err, ct_ledger_merge(ledgers, n, into, &b->job->arena, err));
}

CT_EXPORT bool ct_batch_merge(const char *const *ledgers, size_t n, const char *into, struct ct_err *err) {
  struct ct_batch *b = ct_batch_new("");
  bool ok = b ? merge(b, ledgers, n, into, err) : ct_fail(err, "out of memory");
  ct_batch_free(b);
  return ok;
}
