// SPDX-License-Identifier: MIT
// Run, tasks: maps go to workers, and come back.
#include <inttypes.h>
#include <poll.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "batch/commit.h"
#include "batch/folder.h"
#include "batch/name.h"
#include "batch/pool.h"
#include "batch/run_part.h"
#include "batch/runs.h"

enum { LOOK_AGAIN_MS = 100 };

// The ledger has failed: what runs is thrown away.
static void give_up(struct ct_running *r) {
  *r->request->stop = 2;
}

static void end_task(struct ct_run_task *t) {
  if (t->staging) ct_folder_remove(t->staging);
  t->staging = NULL;
  ct_arena_release(&t->arena);
}

// ---- Out

static const char *manifest_of(struct ct_running *r, struct ct_run_task *t) {
  const char *name = ct_batch_name_whole(r->plan.maps.v[t->map].name, &t->arena);
  return ct_arena_printf(&t->arena, "%s/%s.json", r->out_dir, name);
}

static const char *request_of(struct ct_running *r, size_t number) {
  struct ct_run_task *t = &r->todo.v[number];
  const struct ct_batch_order *o = r->order;
  const struct ct_batch_map *m = &r->plan.maps.v[t->map];
  struct ct_str line = {.arena = &t->arena};
  struct ct_batch_task task = {.map = number,
                               .document = m->document,
                               .folder = t->staging,
                               .name = m->name,
                               .nformats = o->nformats,
                               .formats = o->formats,
                               .noptions = o->noptions,
                               .options = o->options,
                               .nparams = m->params ? m->params->n : 0,
                               .params = m->params ? m->params->pairs : NULL,
                               .manifest = o->manifest,
                               .content = t->content,
                               .last = t->content && o->manifest ? manifest_of(r, t) : NULL,
                               .nreads = t->content ? t->nreads : 0,
                               .reads = t->reads,
                               .memory_mb = o->memory_mb};
  ct_batch_task_write(&task, &line);
  return ct_str_text(&line);
}

// Somebody else has changed the map since we looked: perhaps it is made already.
static bool look_again(struct ct_running *r, struct ct_run_task *t, bool *is_needed) {
  struct ct_ledger_map *had = CT_NEW(r->a, struct ct_ledger_map);
  bool may_be_unchanged;
  const char *key = r->plan.maps.v[t->map].key;
  if (!ct_ledger_load_one(&r->ledger, key, r->a, had, r->err)) return false;
  ct_batch_files_again(&r->files);
  const char *why = ct_run_why(r, t->map, had, &t->arena, &may_be_unchanged);
  *is_needed = why != NULL;
  t->reason = why ? ct_arena_strdup(r->a, why) : "";
  t->content = NULL;
  if (why && may_be_unchanged) ct_run_expect(t, had);
  if (why) return true;
  ct_run_tell(r, CT_BATCH_UNCHANGED, t->map, "", 0);
  return ct_runs_give_back(&r->ledger, t->n, r->err);
}

// Takes the map for us; not needed when another run has it, or has made it.
static bool take(struct ct_running *r, size_t at, bool *is_needed) {
  struct ct_run_task *t = &r->todo.v[at];
  const struct ct_batch_map *m = &r->plan.maps.v[t->map];
  struct ct_claim_request q = {.arena = &t->arena, .key = m->key, .document = m->document, .name = m->name};
  *is_needed = false;
  if (!ct_runs_claim(&r->ledger, &q, r->err)) return false;
  if (!q.is_mine) {
    ct_vec_push(r->a, &r->waiting, at);
    return true;
  }
  t->n = q.map;
  *is_needed = true;
  // What is asked for by --force is made once, here or there.
  return q.revision == t->revision || look_again(r, t, is_needed);
}

static bool stage(struct ct_running *r, struct ct_run_task *t) {
  const char *run = ct_runs_staging(&r->ledger, r->ledger.run, &t->arena);
  t->staging = ct_arena_printf(&t->arena, "%s/%zu", run, t->map);
  return ct_folder_make(t->staging, &t->arena, r->err);
}

static bool next(void *user, struct ct_pool_task *out) {
  struct ct_running *r = user;
  while (r->next < r->todo.n && !r->err->failed) {
    size_t at = r->next++;
    struct ct_run_task *t = &r->todo.v[at];
    bool is_needed;
    t->arena.oom = r->a->oom;
    if (!take(r, at, &is_needed) || (is_needed && !stage(r, t))) break;
    if (is_needed) {
      *out = (struct ct_pool_task){.number = at, .timeout_s = r->order->timeout_s};
      out->request = request_of(r, at);
      return true;
    }
    end_task(t);
  }
  if (r->err->failed) give_up(r);
  return false;
}

// ---- Back

static void tell_finding(struct ct_running *r, const struct ct_run_task *t, const struct ct_diagnostic *d) {
  struct ct_batch_event e = r->counts;
  e.state = CT_BATCH_FINDING;
  e.document = r->plan.maps.v[t->map].document;
  e.map = r->plan.maps.v[t->map].name;
  e.reason = d->message;
  e.diagnostic = d;
  r->request->event(r->request->user, &e);
}

static void line(void *user, size_t number, const char *text) {
  struct ct_running *r = user;
  struct ct_run_task *t = &r->todo.v[number];
  struct ct_diagnostic d;
  struct ct_err ignored = {0};
  if (!r->request->event || ct_batch_line_kind(text, number) != CT_LINE_FINDING ||
      !ct_batch_finding_parse(&t->arena, text, &d, &ignored))
    return;
  tell_finding(r, t, &d);
}

// The next run need not hash what this one has read.
static void learn(struct ct_running *r, const struct ct_batch_result *result) {
  for (size_t i = 0; i < result->nreads; i++)
    if (result->reads[i].sha256) ct_batch_files_hash(&r->files, result->reads[i].path);
}

static bool fail_map(struct ct_running *r, struct ct_run_task *t, struct ct_commit *c, const char *message,
                     double seconds) {
  if (!c->failure && !ct_commit_failure(c, message, r->err)) return false;
  ct_run_tell(r, CT_BATCH_FAILED, t->map, message, seconds);
  return true;
}

static void tell_made(struct ct_running *r, struct ct_run_task *t, const struct ct_batch_result *result) {
  const char **files = CT_NEW_N(&t->arena, const char *, result->nfiles + 1);
  for (size_t i = 0; i < result->nfiles; i++)
    files[i] = ct_path_join(&t->arena, r->out_dir, result->files[i].name);
  struct ct_run_fate fate = {t->reason, result->seconds, result->nfiles, files};
  ct_run_tell_files(r, result->unchanged ? CT_BATCH_UNCHANGED : CT_BATCH_DONE, t->map, &fate);
}

// A manifest that the map is held against and that it writes itself: next time all would be as it was.
static void warn_of_own_edition(struct ct_running *r, struct ct_run_task *t,
                                const struct ct_batch_result *result) {
  struct ct_err ignored = {0};
  if (!r->order->manifest || !r->request->event) return;
  for (size_t i = 0; i < result->nreads; i++) {
    if (strcmp(result->reads[i].kind, "edition") != 0) continue;
    const char *folder =
        ct_folder_real(ct_path_folder(&t->arena, result->reads[i].path), &t->arena, &ignored);
    if (!folder || strcmp(folder, r->out_dir) != 0) continue;
    struct ct_diagnostic d = {
        .code = "CT-B140",
        .severity = CT_WARNING,
        .file = r->plan.maps.v[t->map].document,
        .message =
            "the map is held against a manifest that the batch itself writes: next time nothing will be new",
        .suggestion = "copy the manifests of the last edition into a folder of their own"};
    tell_finding(r, t, &d);
    return;
  }
}

static bool take_answer(struct ct_running *r, struct ct_run_task *t, struct ct_commit *c, const char *text) {
  struct ct_batch_result result;
  struct ct_err why = {0};
  if (!ct_batch_result_parse(&t->arena, text, &result, &why)) return fail_map(r, t, c, why.message, 0);
  if (!result.ok) return fail_map(r, t, c, result.message, result.seconds);
  if (result.unchanged && !t->content)
    return fail_map(r, t, c, "the worker found it unchanged, which nobody asked", result.seconds);
  bool ok = result.unchanged && !result.nfiles ? ct_commit_unchanged(c, &result, r->err)
                                               : ct_commit_files(c, &result, r->err);
  if (!ok) return false;
  if (c->failure) return fail_map(r, t, c, c->failure, result.seconds);
  r->summary->removed += c->removed;
  warn_of_own_edition(r, t, &result);
  tell_made(r, t, &result);
  learn(r, &result);
  return true;
}

static void done(void *user, size_t number, enum ct_pool_outcome outcome, const char *text, const char *why) {
  struct ct_running *r = user;
  struct ct_run_task *t = &r->todo.v[number];
  struct ct_ledger_settings settings = ct_run_settings(r, t->map, &t->arena);
  struct ct_commit c = {.ledger = &r->ledger,
                        .arena = &t->arena,
                        .map = t->n,
                        .document = r->plan.maps.v[t->map].document,
                        .settings = &settings,
                        .staging = t->staging};
  bool ok = true;
  if (r->err->failed || (outcome != CT_POOL_ANSWERED && *r->request->stop >= 2))
    ok = r->err->failed || ct_runs_give_back(&r->ledger, t->n, r->err);
  else if (outcome == CT_POOL_ANSWERED)
    ok = take_answer(r, t, &c, text);
  else if (outcome == CT_POOL_TIMED_OUT)
    ok = fail_map(r, t, &c, ct_arena_printf(&t->arena, "not done after %g s", r->order->timeout_s), 0);
  else
    ok = fail_map(r, t, &c, ct_arena_printf(&t->arena, "its worker %s", why), 0);
  if (!ok) give_up(r);
  end_task(t);
}

// ---- All of them

static bool make_all(struct ct_running *r) {
  size_t left = r->todo.n - r->next;
  struct ct_pool_options options = {.argv = r->order->argv,
                                    .workers = r->order->workers < left ? r->order->workers : left,
                                    .stop = r->request->stop};
  struct ct_pool_user user = {r, next, line, done};
  struct ct_err pool = {0};
  bool ok = ct_pool_run(&options, &user, &pool);
  if (r->err->failed) return false;
  return ok || ct_fail(r->err, "%s", pool.message);
}

// Maps that another run had are looked at again, until they are made, there or here.
static void wait_for_others(struct ct_running *r) {
  size_t n = r->waiting.n;
  poll(NULL, 0, LOOK_AGAIN_MS);
  r->waiting.n = 0;
  for (size_t i = 0; i < n; i++) ct_vec_push(r->a, &r->todo, r->todo.v[r->waiting.v[i]]);
}

bool ct_run_tasks(struct ct_running *r) {
  bool ok = make_all(r);
  while (ok && r->waiting.n && !*r->request->stop) {
    wait_for_others(r);
    ok = make_all(r);
  }
  return ok;
}
