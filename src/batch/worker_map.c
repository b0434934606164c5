// SPDX-License-Identifier: MIT
// Map of a worker: a job like any other, then its files looked at.
#include "batch/worker_map.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/sink.h"
#include "base/str.h"
#include "base/vec.h"
#include "batch/name.h"
#include "batch/protocol.h"
#include "batch/seconds.h"

struct gathering {
  struct ct_arena *arena;
  size_t nreads[2];  // with the data; with the data or the page
  ct_vec(struct ct_batch_read) reads;
  ct_vec(struct ct_batch_file) files;
};

// ---- Memory

// What the process has mapped, in bytes; 0 when that cannot be told.
static rlim_t mapped(void) {
  char pages[32] = "";
  FILE *f = fopen("/proc/self/statm", "re");
  if (!f) return 0;
  if (!fgets(pages, sizeof pages, f)) pages[0] = '\0';
  fclose(f);
  return (rlim_t)strtoul(pages, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE);
}

// The map may have so much above what is there: what the worker keeps for the next one does not count.
static void limit_memory(size_t mb, struct rlimit *had) {
  getrlimit(RLIMIT_AS, had);
  rlim_t now = mapped();
  if (!mb || !now) return;
  struct rlimit limit = *had;
  rlim_t most = now + (rlim_t)mb * (1 << 20);
  if (limit.rlim_cur == RLIM_INFINITY || most < limit.rlim_cur) limit.rlim_cur = most;
  setrlimit(RLIMIT_AS, &limit);
}

// ---- The job

static bool add_outputs(struct ct_job *job, const struct ct_batch_task *task, struct ct_arena *a,
                        struct ct_err *err) {
  for (size_t i = 0; i < task->nformats; i++) {
    const char *format = task->formats[i];
    const char *path = ct_arena_printf(a, "%s/%s.%s", task->folder, task->name, format);
    if (!ct_job_add_output(job, path, format, err)) return false;
  }
  if (!task->manifest) return true;
  return ct_job_set_manifest(
      job, ct_arena_printf(a, "%s/%s.json", task->folder, ct_batch_name_whole(task->name, a)), err);
}

// "SHOWN GIVEN 20 31", as is told by tell_content.
struct content {
  char shown[CT_DIGEST_SIZE], given[CT_DIGEST_SIZE];
  size_t nreads[2];
};

static struct content content_of(const struct ct_batch_task *task) {
  struct content c = {{0}, {0}, {0, 0}};
  int at = 0;
  char *end;
  if (!task->content || sscanf(task->content, "%64s %64s %n", c.shown, c.given, &at) != 2 || !at)
    return (struct content){{0}, {0}, {0, 0}};
  c.nreads[0] = strtoul(task->content + at, &end, 10);
  c.nreads[1] = strtoul(end, &end, 10);
  if (strcmp(c.shown, "-") == 0) c.shown[0] = '\0';
  if (strcmp(c.given, "-") == 0) c.given[0] = '\0';
  return c;
}

// "": the digests are wanted, but not known.
static bool expect_same(struct ct_job *job, const struct ct_batch_task *task, struct ct_err *err) {
  const struct content c = content_of(task);
  bool ok = ct_job_expect_content(job, c.shown, err) && ct_job_expect_given(job, c.given, err);
  if (!c.shown[0] && !c.given[0]) return ok;
  for (size_t i = 0; ok && i < task->nreads; i++) {
    const struct ct_batch_read *x = &task->reads[i];
    int stage = (i >= c.nreads[0]) + (i >= c.nreads[1]);
    struct ct_read_file file = {.path = x->path, .kind = x->kind, .sha256 = x->sha256, .stage = stage};
    ok = ct_job_expect_read(job, &file, err);
  }
  return ok && (!task->last || ct_job_expect_manifest(job, task->last, err));
}

static bool set_up(struct ct_job *job, const struct ct_worker_map *how, const struct ct_batch_task *task,
                   struct ct_arena *a, struct ct_err *err) {
  ct_job_on_diagnostic(job, how->finding, how->user);
  if (how->cache) ct_job_use_cache(job, how->cache);
  bool ok = true;
  for (size_t i = 0; ok && i < task->noptions; i++)
    ok = ct_job_set(job, task->options[i].name, task->options[i].value, err);
  for (size_t i = 0; ok && i < task->nparams; i++)
    ok = ct_job_set_param(job, task->params[i].name, task->params[i].value, err);
  return ok && expect_same(job, task, err) && ct_job_add_input(job, task->document, err) &&
         add_outputs(job, task, a, err);
}

static void add_read(void *user, const struct ct_read_file *file) {
  struct gathering *g = user;
  struct ct_batch_read read = {ct_arena_strdup(g->arena, file->kind), ct_arena_strdup(g->arena, file->path),
                               file->sha256 ? ct_arena_strdup(g->arena, file->sha256) : NULL};
  ct_vec_push(g->arena, &g->reads, read);
  g->nreads[0] += file->stage < 1;
  g->nreads[1] += file->stage < 2;
}

static const char *or_dash(const char *digest) {
  return *digest ? digest : "-";
}

static const char *tell_content(const struct gathering *g, const struct ct_job *job) {
  const char *shown = ct_job_content(job), *given = ct_job_given(job);
  if (!*shown && !*given) return "";
  return ct_arena_printf(g->arena, "%s %s %zu %zu", or_dash(shown), or_dash(given), g->nreads[0],
                         g->nreads[1]);
}

// ---- What came of it

static int by_name(const void *x, const void *y) {
  return strcmp(((const struct ct_batch_file *)x)->name, ((const struct ct_batch_file *)y)->name);
}

static bool add_file(struct gathering *g, const char *folder, const char *name, struct ct_err *err) {
  char digits[CT_DIGEST_SIZE];
  struct stat st;
  const char *path = ct_arena_printf(g->arena, "%s/%s", folder, name);
  if (stat(path, &st) != 0) return ct_fail(err, "%s: %s", path, strerror(errno));
  if (!ct_digest_of_file(path, digits, err)) return false;
  struct ct_batch_file file = {ct_arena_strdup(g->arena, name), (double)st.st_size,
                               ct_arena_strdup(g->arena, digits)};
  ct_vec_push(g->arena, &g->files, file);
  return true;
}

static bool add_files(struct gathering *g, const char *folder, struct ct_err *err) {
  DIR *d = opendir(folder);
  if (!d) return ct_fail(err, "%s: %s", folder, strerror(errno));
  bool ok = true;
  for (struct dirent *e; ok && (e = readdir(d));)
    if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) ok = add_file(g, folder, e->d_name, err);
  closedir(d);
  if (g->files.n) qsort(g->files.v, g->files.n, sizeof *g->files.v, by_name);
  return ok;
}

static bool is_memory(const char *message) {
  return strstr(message, "out of memory") || strstr(message, strerror(ENOMEM));
}

static void tell_failure(struct ct_batch_result *out, const struct ct_batch_task *task, struct ct_arena *a,
                         const char *message) {
  out->ok = out->unchanged = false;
  out->nfiles = 0;
  out->message = ct_arena_strdup(a, message);
  if (task->memory_mb && is_memory(message))
    out->message =
        ct_arena_printf(a, "%s (it may have %zu MB; --memory gives it more)", message, task->memory_mb);
}

static bool render(struct ct_job *job, const struct ct_worker_map *how, const struct ct_batch_task *task,
                   struct ct_arena *a, struct ct_err *err) {
  struct rlimit had;
  limit_memory(task->memory_mb, &had);
  ct_sink_names_pass(true);
  bool ok = set_up(job, how, task, a, err) && ct_job_render(job, err);
  ct_sink_names_pass(false);
  setrlimit(RLIMIT_AS, &had);
  return ok;
}

bool ct_worker_map_make(const struct ct_worker_map *how, const struct ct_batch_task *task, struct ct_arena *a,
                        struct ct_batch_result *out) {
  double start = ct_batch_seconds();
  struct gathering g = {.arena = a};
  struct ct_err err = {0}, inner = {0};
  *out = (struct ct_batch_result){.map = task->map, .content = ""};
  struct ct_job *job = ct_job_new(how->share_dir);
  bool ok = job ? render(job, how, task, a, &err) : ct_fail(&err, "out of memory");
  if (job && !ct_job_reads(job, add_read, &g, &inner) && ok) ok = ct_fail(&err, "%s", inner.message);
  if (job && ok) {
    out->content = tell_content(&g, job);
    out->unchanged = ct_job_is_unchanged(job);
  }
  ct_job_free(job);
  out->ok = ok && add_files(&g, task->folder, &err);
  out->reads = g.reads.v;
  out->nreads = g.reads.n;
  out->files = g.files.v;
  out->nfiles = g.files.n;
  if (!out->ok) tell_failure(out, task, a, err.message);
  out->seconds = ct_batch_seconds() - start;
  return out->ok || !is_memory(err.message);
}
