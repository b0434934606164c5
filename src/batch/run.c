// SPDX-License-Identifier: MIT
// Run: a batch from its order to its last map.
#include "batch/run.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "batch/folder.h"
#include "batch/run_part.h"
#include "batch/runs.h"
#include "batch/sql.h"
#include "batch/why.h"

void ct_run_tell(struct ct_running *r, enum ct_batch_state state, size_t map, const char *reason,
                 double seconds) {
  ct_run_tell_files(r, state, map, &(struct ct_run_fate){.reason = reason, .seconds = seconds});
}

void ct_run_tell_files(struct ct_running *r, enum ct_batch_state state, size_t map,
                       const struct ct_run_fate *fate) {
  struct ct_batch_event *e = &r->counts;
  e->done += state == CT_BATCH_DONE || state == CT_BATCH_WOULD_RENDER;
  e->failed += state == CT_BATCH_FAILED;
  e->unchanged += state == CT_BATCH_UNCHANGED;
  struct ct_batch_event out = *e;
  out.state = state;
  out.document = r->plan.maps.v[map].document;
  out.map = r->plan.maps.v[map].name;
  out.reason = fate->reason;
  out.seconds = fate->seconds;
  out.noutputs = fate->nfiles;
  out.outputs = fate->files;
  if (r->request->event) r->request->event(r->request->user, &out);
}

struct ct_ledger_settings ct_run_settings(struct ct_running *r, size_t map, struct ct_arena *a) {
  const struct ct_batch_set *set = r->plan.maps.v[map].params;
  struct ct_ledger_settings s = r->settings;
  s.params = ct_batch_pairs_text(a, set ? set->pairs : NULL, set ? set->n : 0);
  return s;
}

const char *ct_run_why(struct ct_running *r, size_t map, const struct ct_ledger_map *had, struct ct_arena *a,
                       bool *may_be_unchanged) {
  struct ct_batch_why w = {.arena = a, .files = &r->files, .folder = r->out_dir, .force = r->order->force};
  struct ct_ledger_settings settings = ct_run_settings(r, map, a);
  const char *why = ct_batch_why(&w, had, &settings);
  *may_be_unchanged = w.may_be_unchanged;
  return why;
}

void ct_run_expect(struct ct_run_task *t, const struct ct_ledger_map *had) {
  t->content = had->content;
  t->nreads = had->nreads;
  t->reads = had->reads;
}

// ---- Before

// "0.1.0 1a2b3c...; cairo 1.16.0; gdal 3.6.2": this program, then the libraries that make the pictures with it.
static const char *program(struct ct_running *r) {
  const char *command = r->order->nargv ? r->order->argv[0] : "";
  const char *bytes = strchr(command, '/') ? ct_batch_files_hash(&r->files, command) : NULL;
  struct ct_str s = {.arena = r->a};
  ct_str_addf(&s, CT_VERSION " %.16s", bytes ? bytes : "");
  for (size_t i = 0; i < r->order->nlibraries; i++)
    ct_str_addf(&s, "; %s %s", r->order->libraries[i].name, r->order->libraries[i].value);
  return ct_str_text(&s);
}

static const char *formats(struct ct_running *r) {
  struct ct_str s = {.arena = r->a};
  for (size_t i = 0; i < r->order->nformats; i++) ct_str_addf(&s, "%s%s", i ? "," : "", r->order->formats[i]);
  if (r->order->manifest) ct_str_add(&s, " with manifest");
  return ct_str_text(&s);
}

// In a dry run nothing is made, and what is not there is empty.
static bool open_folder(struct ct_running *r) {
  struct stat st;
  if (r->request->dry && stat(r->order->out_dir, &st) != 0) {
    r->out_dir = r->order->out_dir;
    return true;
  }
  if (!ct_folder_make(r->order->out_dir, r->a, r->err)) return false;
  r->out_dir = ct_folder_real(r->order->out_dir, r->a, r->err);
  if (!r->out_dir || r->request->dry || access(r->out_dir, W_OK | X_OK) == 0) return r->out_dir != NULL;
  return ct_fail(r->err, "%s: cannot be written (maps go there)", r->order->out_dir);
}

static const char *ledger_path(struct ct_running *r) {
  const struct ct_batch_order *o = r->order;
  if (!o->ledger) {
    if (o->shards <= 1) return ct_path_join(r->a, r->out_dir, ".cartouche-ledger.sqlite");
    return ct_arena_printf(r->a, "%s/.cartouche-ledger-%zu-of-%zu.sqlite", r->out_dir, o->shard, o->shards);
  }
  struct ct_err ignored = {0};
  const char *slash = strrchr(o->ledger, '/');
  const char *folder = ct_folder_real(ct_path_folder(r->a, o->ledger), r->a, &ignored);
  return folder ? ct_path_join(r->a, folder, slash ? slash + 1 : o->ledger) : o->ledger;
}

static bool open_ledger(struct ct_running *r) {
  const char *path = ledger_path(r);
  if (r->request->dry && access(path, F_OK) != 0) return true;
  if (!ct_ledger_open(path, r->out_dir, !r->request->dry, r->a, &r->ledger, r->err)) return false;
  r->has_ledger = !r->ledger.is_empty;
  return r->request->dry || ct_runs_begin(&r->ledger, r->a, r->err);
}

static bool begin(struct ct_running *r) {
  r->files = (struct ct_batch_files){.arena = r->a, .index = {.arena = r->a}, .round = 1};
  if (!open_folder(r) || !open_ledger(r)) return false;
  if (r->has_ledger && !ct_batch_files_load(&r->files, &r->ledger, r->a, r->err)) return false;
  struct ct_ledger *l = r->has_ledger ? &r->ledger : NULL;
  if (!ct_batch_plan_make(r->order, l, &r->files, r->a, &r->plan, r->err)) return false;
  r->settings = (struct ct_ledger_settings){
      .program = program(r),
      .formats = formats(r),
      .options = ct_batch_pairs_text(r->a, r->order->options, r->order->noptions)};
  r->counts.total = r->summary->total = r->plan.maps.n;
  return true;
}

// ---- What is to do

static void look_at(struct ct_running *r, size_t i, const struct ct_ledger_map *had) {
  const struct ct_batch_map *m = &r->plan.maps.v[i];
  bool may_be_unchanged = false;
  if (m->failure) {
    ct_run_tell(r, CT_BATCH_FAILED, i, m->failure, 0);
    return;
  }
  const char *why = ct_run_why(r, i, had, r->a, &may_be_unchanged);
  if (!why) {
    ct_run_tell(r, CT_BATCH_UNCHANGED, i, "", 0);
    return;
  }
  if (r->request->dry) ct_run_tell(r, CT_BATCH_WOULD_RENDER, i, why, 0);
  struct ct_run_task t = {.map = i, .reason = why, .revision = had->revision};
  if (may_be_unchanged) ct_run_expect(&t, had);
  ct_vec_push(r->a, &r->todo, t);
}

// A map whose document is in one of the folders no more, or makes no map of that name any longer.
static bool is_left_behind(struct ct_running *r, const struct ct_ledger_map *m) {
  if (ct_map_find_string(&r->plan.keys, m->key)) return false;
  const char *folder = ct_path_folder(r->a, m->document);
  for (size_t i = 0; i < r->plan.folders.n; i++)
    if (strcmp(folder, r->plan.folders.v[i]) == 0) return m->noutputs > 0;
  return false;
}

static void tell_left_behind(struct ct_running *r, const struct ct_ledger_map *m) {
  const char *path = ct_arena_printf(r->a, "%s/%s", r->out_dir, m->outputs[0].path);
  if (!r->request->event || access(path, F_OK) != 0) return;
  const char *message =
      ct_arena_printf(r->a, "no document makes map '%s' any more; its files are left as they are", m->name);
  struct ct_diagnostic d = {.code = "CT-B101",
                            .severity = CT_NOTE,
                            .file = m->document,
                            .message = message,
                            .suggestion = ct_arena_printf(r->a, "delete %s", path)};
  struct ct_batch_event e = r->counts;
  e.state = CT_BATCH_FINDING;
  e.document = m->document;
  e.map = m->name;
  e.reason = message;
  e.diagnostic = &d;
  r->request->event(r->request->user, &e);
}

static bool look(struct ct_running *r) {
  const struct ct_ledger_map *maps = NULL, none = {0};
  size_t n = 0;
  struct ct_map index = {.arena = r->a};
  if (r->has_ledger && !ct_ledger_load(&r->ledger, r->a, &maps, &n, &index, r->err)) return false;
  for (size_t i = 0; i < r->plan.maps.n; i++) {
    const struct ct_map_entry *e = ct_map_find_string(&index, r->plan.maps.v[i].key);
    look_at(r, i, e && maps ? &maps[e->value] : &none);
  }
  for (size_t i = 0; maps && i < n; i++)
    if (is_left_behind(r, &maps[i])) tell_left_behind(r, &maps[i]);
  return true;
}

static bool keep_files(struct ct_running *r) {
  bool any = false;
  for (size_t i = 0; i < r->files.v.n; i++) any = any || r->files.v.v[i].is_to_keep;
  if (r->request->dry || !any) return true;
  return ct_ledger_begin(&r->ledger, r->err) &&
         ct_ledger_commit(&r->ledger, ct_batch_files_save(&r->files, &r->ledger, r->err), r->err);
}

bool ct_batch_make(const struct ct_batch_run_request *request, struct ct_arena *a,
                   struct ct_batch_summary *summary, struct ct_err *err) {
  struct ct_running r = {.request = request,
                         .order = request->order,
                         .a = a,
                         .summary = summary,
                         .err = err,
                         .ledger = {.lock = -1}};
  bool ok = begin(&r) && look(&r) && keep_files(&r);
  if (ok && !request->dry && r.todo.n) {
    ok = ct_run_tasks(&r);
    ok = keep_files(&r) && ok;
  }
  if (r.has_ledger && !request->dry) ct_runs_end(&r.ledger, a);
  ct_ledger_close(&r.ledger);
  summary->done = r.counts.done;
  summary->failed = r.counts.failed;
  summary->unchanged = r.counts.unchanged;
  return ok;
}
